//! The entries of a document read one after the other, each by itself, and those again to which the rest of the document
//! adds a name.
//!
//! In goes a document; out come its facts. In `周启明何立群带头捐款` nobody stands clearly; where another entry tells of
//! `省委书记周启明`, the first is read once more with what the whole document makes plain. All other entries stand as they
//! were read by themselves: their facts are kept from the first look on, up to a number of characters. Of entries beyond,
//! only the persons are kept, so that a large document takes no more memory than a few times its size.

use crate::document::Document;
use crate::fact::alias::Aliases;
use crate::fact::figure::Alone;
use crate::fact::{self, Record};
use crate::lexicon::Lexicon;
use crate::parallel::in_order;
use crate::recognize::{Mentions, Passage, lattice, person, quantity};
use crate::resolve::town::Towns;
use crate::resolve::{calendar, division};
use crate::segment::{self, Entry};
use crate::text::Span;
use crate::view::View;
use person::Evidence;
use std::collections::BTreeMap;
use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

/// Entries that a thread takes at a time.
const TAKEN: usize = 16;
/// Times so many entries for each thread are read ahead where entries are handed on one by one.
const AHEAD: usize = 4;

/// A document whose entries have been looked at once.
pub(crate) struct Reader<'a> {
    document: &'a Document,
    view: View<'a>,
    lexicon: &'a Lexicon,
    /// The towns of the document's region.
    towns: Towns,
    /// On how many threads its entries are read.
    threads: NonZeroUsize,
    /// What every record tells of the document.
    about: Arc<fact::DocumentRecord>,
    entries: Vec<Entry>,
    /// What the whole document makes plain about names.
    evidence: Evidence,
    /// Who is meant by other names that it tells.
    aliases: Aliases,
    /// The facts of the first entries, each read by itself.
    first: Vec<Record>,
    /// Their figures, where the document's account is made of them.
    figures: Vec<Alone>,
    /// Where the persons of these entries stand.
    people: Vec<Vec<Span>>,
    /// Where the persons of the entries after these stand.
    later: Vec<Vec<Span>>,
    /// How often each text stood as an entry before.
    occurrences: BTreeMap<u64, u32>,
}

/// What a look at a few entries gives.
struct Looks {
    /// The names that stand clearly in them.
    evidence: Evidence,
    /// The other names that they tell of somebody.
    aliases: Aliases,
    /// Where persons stand in each.
    people: Vec<Vec<Span>>,
    /// The facts of those that are kept, still without identity, and their figures.
    facts: Vec<(Record, Alone)>,
}

impl<'a> Reader<'a> {
    /// Looks at every entry, on so many threads; keeps the facts of the first `kept` code points.
    pub(crate) fn new(
        document: &'a Document,
        lexicon: &'a Lexicon,
        kept: usize,
        threads: NonZeroUsize,
    ) -> Self {
        let view = View::of(document);
        let towns = Towns::of(division::lasting(view.setting().region));
        let mut reader = Self {
            document,
            entries: segment::entries(&view),
            view,
            towns,
            lexicon,
            about: Arc::new(document.record.clone()),
            threads,
            evidence: Evidence::of(lexicon.lists().names()),
            aliases: Aliases::default(),
            first: Vec::new(),
            figures: Vec::new(),
            people: Vec::new(),
            later: Vec::new(),
            occurrences: BTreeMap::new(),
        };
        let mut told = 0usize;
        let kept = reader.entries.partition_point(|entry| {
            told = told.saturating_add(entry.span.len());
            told <= kept
        });
        let count = reader.entries.len().div_ceil(TAKEN);
        let looks = in_order(threads, count, |part| reader.look(part * TAKEN, kept));
        reader.first.reserve_exact(kept);
        for Looks { evidence, aliases, people, facts } in looks {
            reader.evidence.extend(evidence);
            reader.aliases.extend(aliases);
            for (record, figures) in facts {
                let record = Record { id: reader.identity(record.span), ..record };
                reader.first.push(record);
                if document.text.len() <= crate::KEPT {
                    reader.figures.push(figures);
                }
            }
            for people in people {
                let with_facts = reader.people.len() < kept;
                if with_facts { &mut reader.people } else { &mut reader.later }.push(people);
            }
        }
        reader
    }

    /// A look at a few entries, each by itself; facts are kept of those before the entry `kept`.
    fn look(&self, from: usize, kept: usize) -> Looks {
        let (evidence, aliases) = (Evidence::default(), Aliases::default());
        let mut looks = Looks { evidence, aliases, people: Vec::new(), facts: Vec::new() };
        for (k, entry) in (from..).zip(self.entries.iter().skip(from).take(TAKEN)) {
            let passage = passage(&self.view, &self.towns, self.lexicon, entry);
            let mentions = lattice::survey(&passage, &mut looks.evidence);
            let year = entry.date.as_ref().and_then(fact::TimeRecord::year);
            for name in looks.aliases.gather(&passage, (k as u32 + 1, year), &mentions.people) {
                looks.evidence.note(&name);
            }
            looks.people.push(mentions.people.iter().map(|person| person.span).collect());
            if k < kept {
                let (mut record, figures) = self.record(entry, k as u32 + 1, &passage, mentions);
                drop(passage);
                record.shrink_to_fit();
                looks.facts.push((record, figures));
            }
        }
        looks
    }

    /// The nodes over a stretch of the entry that holds a code point.
    pub(crate) fn explain(&self, span: Span) -> Option<lattice::Explained> {
        let span = self.view.seen(span);
        let entry = self.entries.iter().find(|entry| entry.span.covers(span.lo()))?;
        let passage = passage(&self.view, &self.towns, self.lexicon, entry);
        let alone = lattice::survey(&passage, &mut Evidence::default());
        let found = alone.people.iter().map(|person| person.span);
        let adds = self.evidence.adds(self.view.text(), entry.span, found);
        let evidence = if adds { self.evidence.clone() } else { Evidence::default() };
        let mut explained = lattice::explain(&passage, &evidence, span);
        for node in &mut explained.nodes {
            let raw = self.view.raw(Span { start: node.start, end: node.end });
            (node.start, node.end) = (raw.start, raw.end);
            self.document.text.slice(raw).clone_into(&mut node.text);
        }
        Some(explained)
    }

    /// The facts of all entries, where the first look kept them all.
    pub(crate) fn records(mut self) -> Vec<Record> {
        let mut records = std::mem::take(&mut self.first);
        let mut figures = std::mem::take(&mut self.figures);
        let adds = |(entry, people): (&Entry, &Vec<Span>)| {
            self.evidence.adds(self.view.text(), entry.span, people.iter().copied())
        };
        let asked: Vec<usize> = (0..records.len())
            .filter(|&k| self.entries.get(k).zip(self.people.get(k)).is_some_and(adds))
            .collect();
        let again = in_order(self.threads, asked.len(), |n| self.again(asked[n]));
        for (k, (record, told)) in asked.into_iter().zip(again) {
            records[k] = Record { id: std::mem::take(&mut records[k].id), ..record };
            if let Some(figures) = figures.get_mut(k) {
                *figures = told;
            }
        }
        // A document of any size is read alike, whole or entry by entry.
        if self.document.text.len() <= crate::KEPT {
            crate::account::settle(self.view.text(), &mut records, figures);
        }
        let mut steps = fact::measure::Steps::default();
        for record in &mut records {
            fact::figure::sum_up(self.view.text(), record);
            record.measures = steps.read(self.view.text(), record);
            self.aliases.tell(record);
            record.stand_in(&self.view);
        }
        records
    }

    /// The facts of the entries, one after the other.
    pub(crate) fn into_iter(self) -> impl Iterator<Item = Record> + 'a {
        let (kept, rest) = if self.later.is_empty() {
            (self.records(), None)
        } else {
            (Vec::new(), Some(self.one_by_one()))
        };
        kept.into_iter().chain(rest.into_iter().flatten())
    }

    /// The facts of the entries, a few read at a time when they are asked for.
    fn one_by_one(mut self) -> impl Iterator<Item = Record> + 'a {
        let mut steps = fact::measure::Steps::default();
        let mut ahead: VecDeque<Record> = VecDeque::new();
        let mut first = VecDeque::from(std::mem::take(&mut self.first));
        let mut next = 0;
        let at_a_time = if self.threads.get() == 1 { 1 } else { self.threads.get() * TAKEN * AHEAD };
        std::iter::from_fn(move || {
            if ahead.is_empty() {
                let some = next..self.entries.len().min(next + at_a_time);
                next = some.end;
                ahead.extend(self.some(some, &mut first));
            }
            let mut record = ahead.pop_front()?;
            fact::figure::sum_up(self.view.text(), &mut record);
            record.measures = steps.read(self.view.text(), &record);
            self.aliases.tell(&mut record);
            record.stand_in(&self.view);
            Some(record)
        })
    }

    /// The facts of some entries: kept from the first look, which are taken, or read now.
    fn some(&mut self, entries: Range<usize>, first: &mut VecDeque<Record>) -> Vec<Record> {
        let part = |part: usize| {
            let from = entries.start + part * TAKEN;
            (from..entries.end.min(from + TAKEN)).map(|k| self.now(k)).collect::<Vec<_>>()
        };
        let read = in_order(self.threads, entries.len().div_ceil(TAKEN), part);
        let mut records = Vec::with_capacity(entries.len());
        for now in read.into_iter().flatten() {
            records.push(match (now, first.pop_front()) {
                (Some(record), Some(first)) => Record { id: first.id, ..record },
                (Some(record), None) => Record { id: self.identity(record.span), ..record },
                (None, Some(first)) => first,
                (None, None) => continue,
            });
        }
        records
    }

    /// The facts of an entry where those of the first look are not all: it was not kept, or the rest of the document adds a name.
    fn now(&self, k: usize) -> Option<Record> {
        let entry = self.entries.get(k)?;
        let (kept, people) = match k.checked_sub(self.people.len()) {
            None => (true, self.people.get(k)?),
            Some(later) => (false, self.later.get(later)?),
        };
        let adds = self.evidence.adds(self.view.text(), entry.span, people.iter().copied());
        if adds {
            return Some(self.again(k).0);
        }
        (!kept).then(|| {
            let passage = passage(&self.view, &self.towns, self.lexicon, entry);
            let mentions = lattice::read(&passage, &Evidence::default());
            self.record(entry, k as u32 + 1, &passage, mentions).0
        })
    }

    /// The facts of an entry with what the whole document makes plain, and its figures as they are told; still without identity.
    fn again(&self, k: usize) -> (Record, Alone) {
        let entry = &self.entries[k];
        let passage = passage(&self.view, &self.towns, self.lexicon, entry);
        let mentions = lattice::read(&passage, &self.evidence);
        self.record(entry, k as u32 + 1, &passage, mentions)
    }

    /// The facts of one entry, without its identity, and its figures as they are told.
    fn record(
        &self,
        entry: &Entry,
        number: u32,
        passage: &Passage<'_>,
        mut mentions: Mentions,
    ) -> (Record, Alone) {
        mentions.quantities = quantity::find(passage, &mentions);
        fact::office::attach(passage, &mut mentions);
        let document = self.document;
        let text = self.view.text();
        let mut anchor = entry.anchor.clone().under(entry.date.as_ref());
        let told: Vec<fact::TimeRecord> = mentions
            .times
            .iter()
            .filter_map(|mention| calendar::resolve(text, mention, &mut anchor))
            .collect();
        let mut times: Vec<fact::TimeRecord> = Vec::new();
        for time in &told {
            if !times.iter().any(|t| t.text == time.text && t.from == time.from && t.to == time.to) {
                times.push(time.clone());
            }
        }
        let date = entry.date.clone();
        // A date in figures alone (1.15) that only the layout tells.
        if let Some(date) = date
            .as_ref()
            .filter(|date| date.is_resolved() && date.end > date.start)
            .filter(|date| entry.span.contains(Span { start: date.start, end: date.end }))
            && !times.iter().any(|time| time.start <= date.start && date.end <= time.end)
            && !times.iter().any(|t| t.text == date.text && t.from == date.from && t.to == date.to)
        {
            let at = times.partition_point(|time| time.start < date.start);
            times.insert(at, date.clone());
        }
        let year = date.as_ref().and_then(fact::TimeRecord::year);
        let (documents, publications) = fact::document::documents(passage, &mentions, &times, date.as_ref());
        let (organizers, orgs, organs) =
            fact::organization::organizations(passage, &mentions, &document.setting);
        let (places, place_of) = fact::place::places(passage, &mentions, &document.setting, year);
        let quantities = fact::quantity::quantities(passage, &mentions, &times, date.as_ref());
        let (kind, type_doubt) = fact::kind::kind(passage, &mentions, entry.span);
        let mut record = Record {
            document: self.about.clone(),
            id: String::new(),
            number,
            section: entry.section,
            section_heading: entry.heading.map(|span| fact::Quote::of(text, span)),
            span: entry.span,
            location: document.location(self.view.raw(entry.span).start).cloned(),
            headline: entry.headline.map(|span| fact::Quote::of(text, span)),
            kind: Some(kind),
            type_doubt: type_doubt.map(Box::new),
            date,
            date_guessed: entry.guessed,
            events: Vec::new(),
            organizers,
            people: fact::person::people(passage, &mentions, &document.setting),
            places,
            orgs,
            organs,
            documents,
            publications,
            times,
            quantities,
            measures: Vec::new(),
            statements: Vec::new(),
        };
        let figures = fact::figure::settle(text, &mut record);
        record.statements = fact::said::statements(passage, &mentions, &record.people);
        let bases = fact::event::events(passage, &mentions, &place_of, &told, &mut record);
        fact::person::doubt_parts(&mut record, &bases);
        (record, figures)
    }

    /// The identity of an entry: the document's series, a hash of its folded text without white space, and an occurrence number.
    fn identity(&mut self, entry: Span) -> String {
        use sha2::{Digest, Sha256};
        let document = self.document;
        let mut folded = String::with_capacity(entry.len() * 3);
        for &c in self.view.text().folded(entry) {
            // White space lies before the Chinese characters, where asking is quick.
            if c > '\u{3000}' || !c.is_whitespace() {
                folded.push(c);
            }
        }
        let digest = Sha256::digest(folded.as_bytes());
        let hash = digest.iter().take(8).fold(0, |hash: u64, byte| hash << 8 | u64::from(*byte));
        let series = document.record.series.as_deref().or(document.record.title.as_deref()).unwrap_or("-");
        let count = self.occurrences.entry(hash).or_insert(0u32);
        *count += 1;
        format!("{series}/{hash:016x}/{count}")
    }
}

/// An entry as the recognizers see it.
fn passage<'v>(view: &'v View<'_>, towns: &'v Towns, lexicon: &'v Lexicon, entry: &Entry) -> Passage<'v> {
    let date = entry.date.as_ref().map(|date| Span { start: date.start, end: date.end });
    Passage::new(view.text(), lexicon, entry.span, entry.headline, entry.body)
        .dated(date)
        .within(view.setting().region)
        .among(towns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Given;
    use std::fmt::Write as _;

    /// Entries beyond what is kept of the first look are read again a few at a time, names of the rest of the document with them.
    #[test]
    fn entries_that_are_not_kept_are_the_same_on_any_number_of_threads() {
        let mut text = String::from("青禾县大事记（1962年）\n");
        for month in 1..=12 {
            for day in 1..=12 {
                let _ = match day % 3 {
                    0 => writeln!(text, "{month}月{day}日 县长周启明到河口镇检查春耕。"),
                    1 => writeln!(text, "{month}月{day}日 周启明何立群带头捐款{day}元。"),
                    _ => writeln!(text, "{month}月{day}日 副县长何立群主持召开防汛会议。"),
                };
            }
        }
        let lexicon = Lexicon::builtin();
        let document =
            crate::document::read(text.into_bytes(), &Given::default(), lexicon).unwrap_or_default();
        let on = |kept, threads| {
            let threads = NonZeroUsize::new(threads).unwrap();
            Reader::new(&document, lexicon, kept, threads).into_iter().collect::<Vec<_>>()
        };
        let whole = on(usize::MAX, 1);
        assert_eq!(whole.len(), 144);
        assert!(whole.iter().filter(|record| record.people.len() == 2).count() >= 40);
        for (kept, threads) in [(0, 1), (0, 2), (400, 1), (400, 5)] {
            assert!(on(kept, threads) == whole, "{kept} kept, {threads} threads");
        }
    }
}
