//! Which entry of a new version is which of the old: how an entry keeps its id when its text is mended or its paragraph moved.
//!
//! In go the entries of both, each with a hash of its folded text; out come the ids of the new ones. Entries of the same text are the
//! same, in order; of the rest, those that share half their pairs of characters are (`3月5日，县防汛会议召开` and `3月5日，全县防汛会议召开`);
//! what is left is new. The same bytes read by another engine are matched by where they stand instead, and so is a text of which some characters
//! were replaced, however little of an entry stays.

use crate::record::EntryPlace;
use dashiji::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Pairs compared at most; beyond, only entries that stand near each other are.
const COMPARED: usize = 1_000_000;

/// How near that is, in entries.
const NEAR: usize = 64;

/// An entry to be matched.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<'a> {
    /// A hash of its folded text.
    pub hash: i64,
    /// Its text.
    pub text: &'a str,
}

/// The ids of the new entries, by number of the id: those of old ones where they are the same, else `next` and on.
pub(crate) fn matched(old: &[(u32, Candidate<'_>)], new: &[Candidate<'_>], next: u32) -> Vec<u32> {
    let mut ids: Vec<Option<u32>> = vec![None; new.len()];
    let mut by_hash: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (k, (_, candidate)) in old.iter().enumerate().rev() {
        by_hash.entry(candidate.hash).or_default().push(k);
    }
    let mut taken = vec![false; old.len()];
    for (id, candidate) in ids.iter_mut().zip(new) {
        if let Some(k) = by_hash.get_mut(&candidate.hash).and_then(Vec::pop) {
            taken[k] = true;
            *id = Some(old[k].0);
        }
    }
    let free: Vec<usize> = (0..old.len()).filter(|k| !taken[*k]).collect();
    let open: Vec<usize> = (0..new.len()).filter(|k| ids[*k].is_none()).collect();
    for (n, o) in alike(&free, &open, old, new) {
        ids[n] = Some(old[o].0);
    }
    let mut next = next;
    ids.into_iter()
        .map(|id| {
            id.unwrap_or_else(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}

/// Pairs of characters with how often each stands in a text, folded and without blanks.
type Pairs = BTreeMap<(char, char), u32>;

fn pairs_of(text: &str) -> Pairs {
    let chars: Vec<char> = text.chars().map(dashiji::text::fold).filter(|c| !c.is_whitespace()).collect();
    let mut pairs = BTreeMap::new();
    for pair in chars.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_insert(0) += 1;
    }
    pairs
}

fn common(mine: &Pairs, theirs: &Pairs) -> u32 {
    mine.iter().map(|(pair, n)| theirs.get(pair).map_or(0, |m| *n.min(m))).sum()
}

/// Which of some texts holds most of another; nothing where none holds half of it.
pub(crate) fn holding(text: &str, texts: &[&str]) -> Option<usize> {
    let mine = pairs_of(text);
    let size: u32 = mine.values().sum();
    let held = texts.iter().enumerate().map(|(k, other)| (common(&mine, &pairs_of(other)), k));
    let (most, k) = held.max_by_key(|(held, k)| (*held, std::cmp::Reverse(*k)))?;
    (most > 0 && 2 * most >= size).then_some(k)
}

/// Pairs of new and old that are alike, the most alike first, each taken once.
fn alike(
    free: &[usize],
    open: &[usize],
    old: &[(u32, Candidate<'_>)],
    new: &[Candidate<'_>],
) -> Vec<(usize, usize)> {
    let all = free.len().saturating_mul(open.len()) <= COMPARED;
    let olds: Vec<_> = free.iter().map(|&k| pairs_of(old[k].1.text)).collect();
    let mut scored: Vec<(u32, usize, usize, usize)> = Vec::new();
    for (place, &n) in open.iter().enumerate() {
        let mine = pairs_of(new[n].text);
        let size: u32 = mine.values().sum();
        let expected = place * free.len() / open.len().max(1);
        let (from, to) = if all {
            (0, free.len())
        } else {
            (expected.saturating_sub(NEAR), (expected + NEAR).min(free.len()))
        };
        for (at, theirs) in olds.iter().enumerate().take(to).skip(from) {
            let other: u32 = theirs.values().sum();
            let common = common(&mine, theirs);
            // Dice's measure, in thousandths.
            let score = 2000 * common / (size + other).max(1);
            if score >= 500 {
                scored.push((score, n.abs_diff(free[at]), n, free[at]));
            }
        }
    }
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)).then(a.3.cmp(&b.3)));
    let (mut news, mut olds_taken) = (BTreeSet::new(), BTreeSet::new());
    scored
        .into_iter()
        .filter(|(_, _, n, o)| {
            !news.contains(n) && !olds_taken.contains(o) && news.insert(*n) && olds_taken.insert(*o)
        })
        .map(|(_, _, n, o)| (n, o))
        .collect()
}

/// The ids of entries found in the same text by another engine: an entry bears the id of the one it shares most characters with.
pub(crate) fn by_place(known: &[EntryPlace], found: &[(u32, u32)], next: u32) -> Vec<EntryPlace> {
    let stretches =
        known.iter().enumerate().map(|(k, &(_, from, to))| Stretch { known: k, from, to, kept: true });
    shared(known, &stretches.collect::<Vec<_>>(), found, next)
}

/// The ids of entries found in a text of which some ranges were replaced, each by so many characters: an entry bears the id of the one of which it has
/// most characters that were kept, and where it has none of the one whose place it took.
pub(crate) fn edited(
    known: &[EntryPlace],
    edits: &[(Span, u32)],
    found: &[(u32, u32)],
    next: u32,
) -> Vec<EntryPlace> {
    let mut stretches = Vec::new();
    for (k, &(_, from, to)) in known.iter().enumerate() {
        let before =
            edits.partition_point(|(span, _)| span.end < from || span.start < from && span.end == from);
        let longer = |(span, n): &(Span, u32)| i64::from(*n) - i64::from(span.end - span.start);
        let mut grown: i64 = edits[..before].iter().map(longer).sum();
        let mut put = |from: u32, to: u32, grown: i64, kept: bool| {
            let at = |place: u32| u32::try_from(i64::from(place) + grown).unwrap_or_default();
            if from < to {
                stretches.push(Stretch { known: k, from: at(from), to: at(to), kept });
            }
        };
        let mut at = from;
        let within = |span: &Span| span.start < to || span.start == to && span.is_empty();
        for edit in edits[before..].iter().take_while(|(span, _)| within(span)) {
            let (span, n) = edit;
            put(at, span.start.min(to), grown, true);
            put(span.start, span.start + n, grown, false);
            grown += longer(edit);
            at = at.max(span.end);
        }
        put(at, to, grown, true);
    }
    shared(known, &stretches, found, next)
}

/// Where characters of a known entry stand now, and whether they are its own or stand in their place.
struct Stretch {
    known: usize,
    from: u32,
    to: u32,
    kept: bool,
}

fn shared(known: &[EntryPlace], stretches: &[Stretch], found: &[(u32, u32)], next: u32) -> Vec<EntryPlace> {
    let mut sums: BTreeMap<(usize, usize), (u32, u32)> = BTreeMap::new();
    for stretch in stretches {
        let first = found.partition_point(|(_, end)| *end <= stretch.from);
        for (n, &(start, end)) in found.iter().enumerate().skip(first).take_while(|(_, f)| f.0 < stretch.to) {
            let both = stretch.to.min(end).saturating_sub(stretch.from.max(start));
            let sum = sums.entry((n, stretch.known)).or_default();
            if stretch.kept { sum.0 += both } else { sum.1 += both }
        }
    }
    let mut order: Vec<((u32, u32), usize, usize)> =
        sums.into_iter().filter(|(_, sum)| *sum != (0, 0)).map(|((n, k), sum)| (sum, n, k)).collect();
    order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut ids: Vec<Option<u32>> = vec![None; found.len()];
    let mut taken = vec![false; known.len()];
    for (_, n, k) in order {
        if ids[n].is_none() && !taken[k] {
            taken[k] = true;
            ids[n] = Some(known[k].0);
        }
    }
    let mut next = next;
    ids.into_iter()
        .zip(found)
        .map(|(id, &(start, end))| {
            let id = id.unwrap_or_else(|| {
                next += 1;
                next - 1
            });
            (id, start, end)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates<'a>(texts: &[&'a str]) -> Vec<Candidate<'a>> {
        texts
            .iter()
            .map(|text| Candidate {
                hash: text.bytes().fold(7i64, |h, b| h.wrapping_mul(31).wrapping_add(b.into())),
                text,
            })
            .collect()
    }

    #[test]
    fn a_moved_and_a_mended_entry_keep_their_ids() {
        let old = ["3月1日，甲渠通水。", "3月5日，县防汛会议召开。", "3月9日，乙校开学。"];
        let new = [
            "3月9日，乙校开学。",
            "3月5日，全县防汛会议召开。",
            "3月20日，丙桥动工，投资两亿元。",
            "3月1日，甲渠通水。",
        ];
        let known: Vec<(u32, Candidate<'_>)> = (1..).zip(candidates(&old)).collect();
        assert_eq!(matched(&known, &candidates(&new), 4), [3, 2, 4, 1]);
    }

    #[test]
    fn entries_printed_twice_are_matched_in_order() {
        let known: Vec<(u32, Candidate<'_>)> = (1..).zip(candidates(&["甲。", "甲。"])).collect();
        assert_eq!(matched(&known, &candidates(&["甲。", "甲。", "甲。"]), 3), [1, 2, 3]);
    }

    #[test]
    fn another_cut_of_the_same_text_keeps_what_overlaps() {
        let known = [(1, 0, 10), (2, 10, 20), (3, 20, 30)];
        assert_eq!(by_place(&known, &[(0, 9), (10, 30)], 4), [(1, 0, 9), (2, 10, 30)]);
        assert_eq!(by_place(&known, &[(0, 5), (5, 10), (12, 20)], 4), [(1, 0, 5), (4, 5, 10), (2, 12, 20)]);
    }

    #[test]
    fn an_edited_entry_keeps_its_id_however_little_of_it_stays() {
        let span = |start, end| Span { start, end };
        let known = [(1, 0, 10), (2, 10, 20), (3, 20, 30)];
        for (edits, found, ids) in [
            // All of it is new, and longer.
            (vec![(span(10, 20), 25)], vec![(0, 10), (10, 35), (35, 45)], vec![1, 2, 3]),
            // A long entry of its own is written behind it.
            (vec![(span(20, 20), 40)], vec![(0, 10), (10, 20), (20, 60), (60, 70)], vec![1, 2, 4, 3]),
            (vec![(span(18, 20), 42)], vec![(0, 10), (10, 20), (20, 60), (60, 70)], vec![1, 2, 4, 3]),
            // It is taken out.
            (vec![(span(10, 20), 0)], vec![(0, 10), (10, 20)], vec![1, 3]),
            // Two are one now.
            (vec![(span(10, 14), 0)], vec![(0, 16), (16, 26)], vec![1, 3]),
            // Edits in two entries at once.
            (vec![(span(2, 4), 9), (span(12, 12), 3)], vec![(0, 17), (17, 30), (30, 40)], vec![1, 2, 3]),
        ] {
            let given: Vec<u32> =
                edited(&known, &edits, &found, 4).into_iter().map(|place| place.0).collect();
            assert_eq!(given, ids, "{edits:?}");
        }
    }

    #[test]
    fn a_text_stands_in_what_holds_half_of_it() {
        let texts = ["3月1日，甲渠通水。", "3月4日，乙校开学。县防汛会议召开，会期半天。"];
        assert_eq!(holding("3月5日，县防汛会议召开，会期半天。", &texts), Some(1));
        assert_eq!(holding("3月9日，丙桥动工，投资两亿元。", &texts), None);
    }
}
