//! What is told once, and what is not told: a sum that several rules find wrong, and rules that a mark in the text silences.
//!
//! `<!-- dashiji: ignore N02 原书如此 -->` in an entry, or on a line of its own before one, silences N02 there; `〔不检N02：原书如此〕` does the same in
//! a text without comments. A mark without a rule's code silences nothing.

use super::{Desk, Finding};
use crate::fact::Record;
use crate::text::{Span, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Rules of figures, those that say most first: what one has found wrong the later ones leave alone.
const FIGURES: &[&str] =
    &["N01", "N02", "N10", "N11", "N12", "N13", "N14", "N16", "N03", "N15", "N17", "N18", "N05", "M01"];

/// Of findings of figures about the same characters keeps the first by [`FIGURES`]; of one rule at one place, one.
pub(super) fn once(found: &mut Vec<(usize, Finding)>) {
    let rank = |code: &str| FIGURES.iter().position(|known| *known == code);
    let mut told: BTreeSet<(usize, u32)> = BTreeSet::new();
    let mut keep = vec![true; found.len()];
    for place in 0..FIGURES.len() {
        let of: Vec<usize> = (0..found.len()).filter(|&k| rank(found[k].1.code) == Some(place)).collect();
        for &k in &of {
            let starts = found[k].1.spans.first().map(|s| (found[k].0, s.start));
            keep[k] = starts.is_none_or(|at| !told.contains(&at));
        }
        for k in of.into_iter().filter(|&k| keep[k]) {
            let here = found[k].1.spans.iter().filter(|s| s.document.is_none());
            told.extend(here.map(|s| (found[k].0, s.start)));
        }
    }
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next() == Some(true));
    // A name beside the office it holds says more than the name alone.
    let place = |k: usize, f: &Finding| f.spans.first().map(|s| (k, s.start, s.end));
    let spelled: BTreeSet<_> =
        found.iter().filter(|(_, f)| f.code == "P04").filter_map(|(k, f)| place(*k, f)).collect();
    found.retain(|(k, f)| f.code != "P08" || place(*k, f).is_none_or(|at| !spelled.contains(&at)));
    let mut seen = BTreeSet::new();
    found.retain(|(k, f)| seen.insert((*k, f.code, f.spans.first().map(|s| (s.start, s.end)))));
}

/// What the marks in an entry silence there.
struct Mark {
    codes: BTreeSet<String>,
    span: Span,
}

/// Leaves out what a mark in the text silences.
pub(super) fn silenced(desk: &Desk<'_>, found: &mut Vec<(usize, Finding)>) {
    let marks: Vec<Vec<Mark>> =
        desk.readings.iter().map(|reading| marks(&reading.document.text, &reading.records)).collect();
    if marks.iter().all(Vec::is_empty) {
        return;
    }
    found.retain(|(k, finding)| {
        let Some(first) = finding.spans.first() else { return true };
        // Marks lie in entries, which do not overlap: those that a finding reaches stand side by side.
        let marks = &marks[*k];
        let from = marks.partition_point(|mark| mark.span.end <= first.start);
        let at = Span { start: first.start, end: first.end };
        !marks[from..].iter().take_while(|mark| mark.span.start < first.end.max(first.start + 1)).any(
            |mark| {
                let named = mark.codes.iter().any(|code| finding.code.starts_with(code.as_str()));
                named && mark.span.overlaps(at)
            },
        )
    });
}

/// The marks of a document, by entry.
fn marks(text: &Text, records: &[Record]) -> Vec<Mark> {
    const OPENS: &[(&str, char)] = &[("dashiji:", '>'), ("不检", '〕')];
    let mut of: BTreeMap<u32, (BTreeSet<String>, Span)> = BTreeMap::new();
    for (words, close) in OPENS {
        let mut from = 0;
        while let Some(at) = text.find(Span::new(from, text.len()), words) {
            from = at + words.chars().count();
            let end = (from..text.len().min(from + 200)).find(|&i| text.at(i) == *close).unwrap_or(from);
            let said: String = text.folded(Span::new(from, end)).iter().collect();
            let upper = said.to_uppercase();
            let word = |word: &str| {
                let rule = word.len() == 3 && word.is_char_boundary(1);
                rule && word[..1].chars().all(|c| c.is_ascii_uppercase())
                    && word[1..].chars().all(|c| c.is_ascii_digit())
            };
            let codes: Vec<String> = upper
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|w| word(w))
                .map(str::to_owned)
                .collect();
            // The entry in which it stands, else the next one.
            let place = records.partition_point(|record| record.span.hi() <= at);
            if let Some(record) = records.get(place).filter(|_| !codes.is_empty()) {
                of.entry(record.span.start).or_insert_with(|| (BTreeSet::new(), record.span)).0.extend(codes);
            }
            from = end.max(from);
        }
    }
    of.into_values().map(|(codes, span)| Mark { codes, span }).collect()
}
