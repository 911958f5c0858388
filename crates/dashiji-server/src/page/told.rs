//! An entry as it stands in a running text: its words with links laid over them, its facts in the margin, what else tells of the same.

use super::{Ask, Item};
use crate::list::period::{Under, under};
use crate::marked;
use crate::markup::Markup;
use crate::snapshot::Series;
use dashiji::collate::Key;
use dashiji_page::beside;

/// An entry in a running text.
pub struct Told {
    /// Its id, for links on the page.
    pub id: String,
    /// Its page.
    pub link: String,
    /// `第 12 条`.
    pub number: String,
    /// Its headline, where the text has one.
    pub headline: String,
    /// Its words without the headline, facts marked.
    pub text: Markup,
    /// Facts beside it.
    pub margin: Markup,
    /// What it tells: 会议.
    pub kind: String,
    /// The section it stands in.
    pub section: String,
    /// Its document.
    pub source: Item,
    /// Other entries that tell the same.
    pub twins: Vec<Item>,
    /// The ledgers it stands in, with the entries before and after it there.
    pub series: Vec<Continued>,
}

/// A ledger an entry stands in.
pub struct Continued {
    /// The ledger.
    pub ledger: Item,
    /// The line before.
    pub before: Option<Item>,
    /// The line after.
    pub after: Option<Item>,
}

/// Ledgers that are named beneath an entry.
const SERIES: usize = 3;

/// An entry with all that stands around it; nothing where it cannot be read.
pub fn told(ask: &Ask<'_>, entry: u32, series: Option<&Series>) -> Option<Told> {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let leaf = ask.leaves(&[entry]).pop()?;
    let head = &catalogue.heads[entry as usize];
    let source = &catalogue.sources[head.source as usize];
    let mut facts = marked::facts(&leaf.record, w);
    let margin = beside::markup(&beside::margin(&facts, w), w);
    facts.retain(|fact| matches!(fact.kind, "person" | "place" | "body" | "paper" | "figure"));
    let headline = leaf.record.headline.as_ref();
    let key = catalogue.key(entry);
    Some(Told {
        id: head.id.to_string(),
        link: ask.entry_link(entry),
        number: w.count("entry-number", &(head.number as usize)),
        headline: headline.map(|h| h.text.trim().to_owned()).unwrap_or_default(),
        text: marked::run(&leaf, &facts, headline.map(|h| h.end)),
        margin,
        kind: head.kind.map(|kind| w.word("type", &kind)).unwrap_or_default(),
        section: source.sections.get(&head.section).cloned().unwrap_or_default(),
        source: Item {
            name: crate::citation::name(&source.record, w),
            link: crate::markup::address("source", &source.id),
            ..Item::default()
        },
        twins: ask.twins(entry).into_iter().take(8).map(|twin| reference(ask, twin)).collect(),
        series: series.map(|series| continued(ask, &key, series)).unwrap_or_default(),
    })
}

/// An entry as others refer to it: its day, and its headline or number.
pub fn reference(ask: &Ask<'_>, entry: u32) -> Item {
    let w = ask.words;
    let head = &ask.catalogue.heads[entry as usize];
    let what =
        if head.headed { head.title.to_string() } else { w.count("entry-number", &(head.number as usize)) };
    let day = match under(&ask.catalogue, entry) {
        Some(Under::Day(_)) => super::days(head, w),
        _ => String::new(),
    };
    Item { name: format!("{day} {what}").trim().to_owned(), link: ask.entry_link(entry), ..Item::default() }
}

fn continued(ask: &Ask<'_>, key: &Key, series: &Series) -> Vec<Continued> {
    series
        .of(key)
        .take(SERIES)
        .map(|(number, ledger, at)| {
            let line = |at: Option<usize>| {
                let line = ledger.lines.get(at?)?;
                let cite =
                    line.cites.iter().find(|c| (&c.document, c.number) != (&key.document, key.number))?;
                let other = Key { document: cite.document.clone(), number: cite.number };
                Some(reference(ask, ask.catalogue.entry(&other)?))
            };
            Continued {
                ledger: Item {
                    name: ledger.title(),
                    link: super::ledgers::link(series, number),
                    ..Item::default()
                },
                before: line(at.checked_sub(1)),
                after: line(Some(at + 1)),
            }
        })
        .collect()
}
