//! X: what is told twice. The same entry, overlapping entries, two entries on one event.

mod again;
mod overlap;
mod same_entry;
mod same_event;
pub(super) mod works;

use super::Severity::{Error, Warning};
use super::{Desk, Levels, Rule, rule};
use crate::fact::Record;
use crate::text::{Span, Text};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const RULES: &[Rule] = &[
    rule("X01", Levels::all(Error), same_entry::look),
    rule("X02", Levels::all(Warning), one_event),
    rule("X03", Levels::all(Warning), overlap::look),
];

fn one_event(desk: &Desk<'_>, report: &mut super::Report<'_>) {
    same_event::look(desk, report);
    works::twice(desk, report);
    again::look(desk, report);
}

/// Sentences shorter than this are said by everyone.
const LEAST: usize = 14;

/// A sentence in more entries than this is a formula.
const COMMON: usize = 12;

/// Two entries that share sentences.
pub(super) struct Pair<'a> {
    /// Document and entry that stands first.
    pub first: (usize, &'a Record),
    /// Document and entry that stands second.
    pub second: (usize, &'a Record),
    /// Shared characters as a share of the shorter and of the longer entry.
    pub share: (f64, f64),
    /// Shared characters.
    pub shared: usize,
    /// Where the first shared sentence stands in each.
    pub at: (Span, Span),
}

/// Pairs of entries that share whole sentences, in the order of the text.
pub(super) fn pairs<'a>(desk: &Desk<'a>) -> Vec<Pair<'a>> {
    let entries: Vec<(usize, &Record)> = desk.records().collect();
    let mut holders: BTreeMap<u64, Vec<(usize, Span)>> = BTreeMap::new();
    let mut lengths = Vec::with_capacity(entries.len());
    for (k, (reading, record)) in entries.iter().enumerate() {
        let text = desk.text(*reading);
        let mut length = 0;
        let mut seen = BTreeSet::new();
        for (hash, span, size) in sentences(text, record.span) {
            length += size;
            if size >= LEAST && seen.insert(hash) {
                holders.entry(hash).or_default().push((k, span));
            }
        }
        lengths.push(length.max(1));
    }
    let mut shared: BTreeMap<(usize, usize), (usize, Span, Span)> = BTreeMap::new();
    for list in holders.values().filter(|list| list.len() > 1) {
        // Each with the one before it: as many pairs as there are entries. A sentence of many entries is a formula, unless they are one.
        for [(a, at_a), (b, at_b)] in list.windows(2).filter_map(|pair| <&[_; 2]>::try_from(pair).ok()) {
            if list.len() > COMMON && content(&entries[*a].1.id) != content(&entries[*b].1.id) {
                continue;
            }
            let pair = shared.entry((*a, *b)).or_insert((0, *at_a, *at_b));
            pair.0 += at_a.len();
            if at_a.start < pair.1.start {
                (pair.1, pair.2) = (*at_a, *at_b);
            }
        }
    }
    let ratio = |part: usize, whole: usize| part as f64 / whole as f64;
    let mut pairs: Vec<Pair<'_>> = shared
        .into_iter()
        .map(|((a, b), (size, at_a, at_b))| {
            let (short, long) = (lengths[a].min(lengths[b]), lengths[a].max(lengths[b]));
            let share = (ratio(size, short), ratio(size, long));
            Pair { first: entries[a], second: entries[b], share, shared: size, at: (at_a, at_b) }
        })
        .collect();
    pairs.sort_by_key(|pair| (pair.second.0, pair.second.1.number));
    pairs
}

/// Hash, extent and length without spaces of each sentence (headline and what stands before the date count too).
fn sentences(text: &Text, span: Span) -> Vec<(u64, Span, usize)> {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;
    let mut out = Vec::new();
    let (mut start, mut hash, mut size) = (span.lo(), SEED, 0usize);
    for i in span.lo()..=span.hi() {
        let c = if i < span.hi() { text.at(i) } else { '。' };
        if "。;!?\n\r".contains(c) {
            if size > 0 {
                out.push((hash, text.trim(Span::new(start, i)), size));
            }
            (start, hash, size) = (i + 1, SEED, 0);
        } else if !c.is_whitespace() {
            // FNV-1a: the same on every machine and run.
            hash = (hash ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3);
            size += 1;
        }
    }
    out
}

/// Whether a pair is one entry printed twice.
pub(super) fn is_same(pair: &Pair<'_>) -> bool {
    pair.share.1 >= 0.9 || content(&pair.first.1.id) == content(&pair.second.1.id)
}

/// The hash of an entry's text in its id.
fn content(id: &str) -> &str {
    id.rsplit('/').nth(1).unwrap_or(id)
}

/// Whether a pair overlaps without being one entry.
pub(super) fn is_overlap(pair: &Pair<'_>) -> bool {
    !is_same(pair) && pair.shared >= 40 && pair.share.0 >= 0.3
}
