//! Figures of one sentence as the rules of arithmetic look at them: what is counted, how much, and what stands between.

use crate::fact::figure::Worth;
use crate::fact::{Amount, QuantityKind, QuantityRecord, Record};
use crate::text::{Span, Text, fold};
use std::sync::LazyLock;

/// A whole by its name with the names of all its parts; no name where any figure may be theirs.
pub(in crate::check) struct Whole {
    /// 工农业总产值; empty for any.
    pub name: String,
    /// 农业总产值, 工业总产值.
    pub parts: Vec<String>,
}

/// Wholes and all their parts (`lexicon/table-wholes.tsv`).
pub(in crate::check) static WHOLES: LazyLock<Vec<Whole>> = LazyLock::new(|| {
    let row = |line: &str| {
        let mut columns = line.split('\t');
        let name: String = columns.next()?.chars().map(fold).collect();
        let parts = columns.nth(1)?.split(',').map(|part| part.chars().map(fold).collect()).collect();
        Some(Whole { name: name.trim_start_matches('*').to_owned(), parts })
    };
    let text = include_str!("../../../lexicon/table-wholes.tsv");
    text.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

/// Where a figure stands.
pub(in crate::check) fn place(figure: &QuantityRecord) -> Span {
    Span { start: figure.start, end: figure.end }
}

/// Whether it is told exactly.
pub(in crate::check) fn exact(figure: &QuantityRecord) -> bool {
    figure.approx.is_none() && figure.value_max.is_none() && figure.kind != QuantityKind::Ordinal
}

/// Its amount.
pub(in crate::check) fn amount(figure: &QuantityRecord) -> Amount {
    Amount::of(&figure.value).unwrap_or_default()
}

/// As a floating-point number.
pub(in crate::check) fn float(figure: &QuantityRecord) -> f64 {
    figure.value.as_f64().unwrap_or_default()
}

/// Half a unit of its last place.
pub(in crate::check) fn half(figure: &QuantityRecord) -> f64 {
    Worth::of(figure).map_or(0.0, |worth| worth.half.0 as f64 / 1e6)
}

/// Its unit for comparison.
pub(in crate::check) fn unit(figure: &QuantityRecord) -> &str {
    figure.unit.as_deref().map_or("", crate::collate::ledger::measure)
}

/// What it counts, folded; empty where that is not known.
pub(in crate::check) fn of(figure: &QuantityRecord) -> String {
    figure.of.as_deref().unwrap_or_default().chars().map(fold).collect()
}

/// The figures of an entry, sentence by sentence, each with where it stands.
pub(in crate::check) fn sentences<'a>(text: &Text, record: &'a Record) -> Vec<Vec<&'a QuantityRecord>> {
    let mut out: Vec<Vec<&QuantityRecord>> = Vec::new();
    let mut last = 0;
    for figure in &record.quantities {
        let gap = Span::new(last, (figure.start as usize).max(last));
        let apart = text.folded(gap).iter().any(|c| matches!(c, '。' | '!' | '?'));
        match out.last_mut().filter(|_| !apart && last > 0) {
            Some(sentence) => sentence.push(figure),
            None => out.push(vec![figure]),
        }
        last = figure.end as usize;
    }
    out
}

/// The folded characters between two figures.
pub(in crate::check) fn between(text: &Text, a: &QuantityRecord, b: &QuantityRecord) -> String {
    text.folded(Span::new(a.end as usize, (b.start as usize).max(a.end as usize)))
        .iter()
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// The folded characters of a sentence or clause before a figure, at most so many.
pub(in crate::check) fn lead(text: &Text, figure: &QuantityRecord, most: usize) -> String {
    let end = figure.start as usize;
    let start = (end.saturating_sub(most)..end)
        .rev()
        .find(|&i| matches!(text.at(i), '。' | ';' | ',' | '!' | '\n') || text.at(i).is_ascii_digit())
        .map_or(end.saturating_sub(most), |i| i + 1);
    text.folded(Span::new(start, end)).iter().filter(|c| !c.is_whitespace()).collect()
}
