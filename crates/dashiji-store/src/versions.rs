//! Which entry of a new version is which of the old: how an entry keeps its id when its text is mended or its paragraph moved.
//!
//! In go the entries of both, each with a hash of its folded text; out come the ids of the new ones. Entries of the same text are the
//! same, in order; of the rest, those that share half their pairs of characters are (`3月5日，县防汛会议召开` and `3月5日，全县防汛会议召开`);
//! what is left is new. The same bytes read by another engine are matched by where they stand instead.

use crate::record::EntryPlace;
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

/// Pairs of new and old that are alike, the most alike first, each taken once.
fn alike(
    free: &[usize],
    open: &[usize],
    old: &[(u32, Candidate<'_>)],
    new: &[Candidate<'_>],
) -> Vec<(usize, usize)> {
    let all = free.len().saturating_mul(open.len()) <= COMPARED;
    let pairs_of = |text: &str| -> BTreeMap<(char, char), u32> {
        let chars: Vec<char> = text.chars().map(dashiji::text::fold).filter(|c| !c.is_whitespace()).collect();
        let mut pairs = BTreeMap::new();
        for pair in chars.windows(2) {
            *pairs.entry((pair[0], pair[1])).or_insert(0) += 1;
        }
        pairs
    };
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
            let common: u32 = mine.iter().map(|(pair, n)| theirs.get(pair).map_or(0, |m| *n.min(m))).sum();
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
    let mut shared: Vec<(u32, usize, usize)> = Vec::new();
    for (n, &(start, end)) in found.iter().enumerate() {
        let first = known.partition_point(|k| k.2 <= start);
        for (k, &(_, from, to)) in known.iter().enumerate().skip(first).take_while(|(_, k)| k.1 < end) {
            shared.push((to.min(end).saturating_sub(from.max(start)), n, k));
        }
    }
    shared.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut ids: Vec<Option<u32>> = vec![None; found.len()];
    let mut taken = vec![false; known.len()];
    for (_, n, k) in shared {
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
}
