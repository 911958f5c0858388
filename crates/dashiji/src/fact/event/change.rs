//! How an office was taken or left, by the verb that tells it.
//!
//! In goes 补选 with a person who takes an office; out comes `elected`. Words are data (`lexicon/table-office-changes.tsv`); what they do
//! not tell is only said to be appointed or left.

use crate::fact::{Change, Part};
use crate::recognize::Passage;
use crate::text::{Span, fold};
use std::sync::LazyLock;

/// How far before the verb the words that go with it are looked for.
const REACH: usize = 24;

/// A word that tells how.
struct Row {
    word: String,
    part: Part,
    change: Change,
    before: bool,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = include_str!("../../../lexicon/table-office-changes.tsv").lines();
    let mut rows: Vec<Row> = lines.filter(|line| !line.starts_with('#')).filter_map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.word.len()));
    rows
});

fn row(line: &str) -> Option<Row> {
    let mut columns = line.split('\t');
    let word = columns.next()?.chars().map(fold).collect();
    let part = if columns.next()? == "taken" { Part::Appointed } else { Part::Removed };
    let told = columns.next()?;
    let change = Change::ALL.into_iter().find(|change| change.name() == told)?;
    Some(Row { word, part, change, before: columns.next() == Some("before") })
}

/// How a part that befalls somebody came about, where it is an office taken or left, or a death.
pub(super) fn change(passage: &Passage<'_>, part: Part, verb: Option<Span>) -> Option<Change> {
    let plain = match part {
        Part::Appointed => Change::Appointed,
        Part::Removed => Change::Left,
        Part::Died => return Some(Change::Died),
        _ => return None,
    };
    let Some(verb) = verb else { return Some(plain) };
    let found = |text: &str, before: bool| {
        let mut rows = ROWS.iter().filter(|row| row.part == part && row.before == before);
        rows.find(|row| text.contains(&*row.word)).map(|row| row.change)
    };
    // 离职休养: the verb and what it goes on with.
    let own = found(&passage.folded(verb), false);
    let sentence = passage.sentence(verb.lo()).map_or(verb.lo(), |sentence| sentence.span.lo());
    let around = || passage.folded(Span::new(sentence.max(verb.lo().saturating_sub(REACH)), verb.lo()));
    Some(own.or_else(|| found(&around(), true)).unwrap_or(plain))
}
