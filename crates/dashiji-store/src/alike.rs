//! Two texts laid beside each other: what stands in both, and which stretches of the one became which of the other.
//!
//! In go `县长赵立本讲话` and `县长周文澜讲话`; out comes that 赵立本 became 周文澜. Short texts are compared character by character, longer ones
//! sentence by sentence first and by characters only within the sentences that differ. Where even the sentences are many, those that stand once in
//! both hold the rest apart, so that no two texts take more than about a second, and the same two always give the same.

use crate::merge::sentences;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::ops::Range;

/// Characters of one text times those of the other that are compared one by one.
const CHARACTERS: usize = 1 << 22;

/// Sentences likewise.
const SENTENCES: usize = 1 << 20;

/// How often stretches between what stands once in both are parted again.
const DEPTH: usize = 24;

/// A stretch of one list that became a stretch of another; one of the two may be empty.
pub(crate) type Became = (Range<usize>, Range<usize>);

/// What became of what in two lists, in order, apart from each other; everything between is the same in both.
pub(crate) fn changed<T: Eq + Hash + Ord>(old: &[T], new: &[T], most: usize) -> Vec<Became> {
    let mut found = Vec::new();
    between(old, new, (0, 0), (most, DEPTH), &mut found);
    let mut joined: Vec<Became> = Vec::new();
    for (was, is) in found {
        match joined.last_mut().filter(|(a, b)| a.end == was.start && b.end == is.start) {
            Some((a, b)) => (a.end, b.end) = (was.end, is.end),
            None => joined.push((was, is)),
        }
    }
    joined
}

fn between<T: Eq + Hash + Ord>(
    old: &[T],
    new: &[T],
    (i, j): (usize, usize),
    (most, depth): (usize, usize),
    found: &mut Vec<Became>,
) {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new, i, j) = (&old[start..], &new[start..], i + start, j + start);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    if old.is_empty() && new.is_empty() {
        return;
    }
    if old.len().saturating_mul(new.len()) <= most {
        let ops = capture_diff_slices(Algorithm::Myers, old, new);
        let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
        found.extend(
            ops.iter()
                .filter(|op| !matches!(op, DiffOp::Equal { .. }))
                .map(|op| (shift(op.old_range(), i), shift(op.new_range(), j))),
        );
        return;
    }
    let anchors = if depth == 0 { Vec::new() } else { anchors(old, new) };
    if anchors.is_empty() {
        found.push((i..i + old.len(), j..j + new.len()));
        return;
    }
    let (mut a, mut b) = (0, 0);
    for (x, y) in anchors.into_iter().chain([(old.len(), new.len())]) {
        between(&old[a..x], &new[b..y], (i + a, j + b), (most, depth - 1), found);
        (a, b) = (x + 1, y + 1);
    }
}

/// Pairs of places of what stands once in either list, as many as keep their order.
fn anchors<T: Ord>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let once = |list: &'_ [T]| -> Vec<usize> {
        let mut order: Vec<usize> = (0..list.len()).collect();
        order.sort_by(|&a, &b| list[a].cmp(&list[b]));
        let alone = |k: usize| {
            let same = |other: Option<&usize>| other.is_some_and(|&o| list[o] == list[order[k]]);
            !same(k.checked_sub(1).and_then(|k| order.get(k))) && !same(order.get(k + 1))
        };
        (0..order.len()).filter(|&k| alone(k)).map(|k| order[k]).collect()
    };
    let theirs: BTreeMap<&T, usize> = once(new).into_iter().map(|k| (&new[k], k)).collect();
    let mut pairs: Vec<(usize, usize)> =
        once(old).into_iter().filter_map(|k| theirs.get(&old[k]).map(|other| (k, *other))).collect();
    pairs.sort_unstable();
    let still = longest_rise(&pairs.iter().map(|(_, other)| *other).collect::<Vec<_>>());
    pairs.retain(|(_, other)| still.contains(other));
    pairs
}

/// The members of a longest rising run: what can be thought to have stood still.
pub(crate) fn longest_rise(places: &[usize]) -> BTreeSet<usize> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (k, place) in places.iter().enumerate() {
        let at = tails.partition_point(|t| places[*t] < *place);
        before[k] = at.checked_sub(1).map(|at| tails[at]);
        if at == tails.len() {
            tails.push(k);
        } else {
            tails[at] = k;
        }
    }
    let mut still = BTreeSet::new();
    let mut last = tails.last().copied();
    while let Some(k) = last {
        still.insert(places[k]);
        last = before[k];
    }
    still
}

/// What became of what in two lists of sentences.
pub(crate) fn sentences_changed(old: &[&str], new: &[&str]) -> Vec<Became> {
    changed(old, new, SENTENCES)
}

/// What became of what in two texts, by their characters; of long sentences that differ, the sentences as a whole.
pub(crate) fn characters_changed(old: &[char], new: &[char]) -> Vec<Became> {
    if old.len().saturating_mul(new.len()) <= CHARACTERS {
        return changed(old, new, CHARACTERS);
    }
    let text = |chars: &[char]| chars.iter().collect::<String>();
    let (old_text, new_text) = (text(old), text(new));
    let (own, other) = (sentences(&old_text), sentences(&new_text));
    let ends = |list: &[&str]| -> Vec<usize> {
        let mut at = 0;
        let mut ends = vec![0];
        ends.extend(list.iter().map(|sentence| {
            at += sentence.chars().count();
            at
        }));
        ends
    };
    let (starts, other_starts) = (ends(&own), ends(&other));
    let mut found = Vec::new();
    for (was, is) in sentences_changed(&own, &other) {
        let (a, b) = (starts[was.start]..starts[was.end], other_starts[is.start]..other_starts[is.end]);
        if a.len().saturating_mul(b.len()) > CHARACTERS {
            found.push((a, b));
            continue;
        }
        let inner = changed(&old[a.clone()], &new[b.clone()], CHARACTERS);
        found.extend(
            inner
                .into_iter()
                .map(|(x, y)| (x.start + a.start..x.end + a.start, y.start + b.start..y.end + b.start)),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    /// The other text, made of the first by what became of what.
    fn made(old: &[char], new: &[char], found: &[Became]) -> Vec<char> {
        let (mut out, mut at) = (Vec::new(), 0);
        for (was, is) in found {
            out.extend(&old[at..was.start]);
            out.extend(&new[is.clone()]);
            at = was.end;
        }
        out.extend(&old[at..]);
        out
    }

    #[test]
    fn a_changed_name_is_one_stretch() {
        let (old, new) = (chars("县长赵立本讲话"), chars("县长周文澜讲话。"));
        assert_eq!(characters_changed(&old, &new), [(2..5, 2..5), (7..7, 7..8)]);
        assert!(characters_changed(&old, &old).is_empty());
    }

    #[test]
    fn what_stands_still_is_the_longest_run() {
        assert_eq!(longest_rise(&[2, 0, 1, 3]).into_iter().collect::<Vec<_>>(), [0, 1, 3]);
        assert!(longest_rise(&[]).is_empty());
    }

    #[test]
    fn long_texts_are_compared_in_bounded_time_and_small_changes_stay_small() {
        let long =
            |word: &str| (0..30_000).map(|k| format!("{word}第{k}事已毕。")).collect::<Vec<_>>().concat();
        let (a, b) = (chars(&long("甲")), chars(&long("乙")));
        let begun = Instant::now();
        let found = characters_changed(&a, &b);
        assert_eq!(made(&a, &b, &found), b);
        let mended =
            chars(&long("甲").replace("第77事", "第七十七事").replace("第29000事已毕", "第29000事未毕"));
        let found = characters_changed(&a, &mended);
        assert_eq!(made(&a, &mended, &found), mended);
        assert_eq!(found.len(), 2, "{found:?}");
        // No sentence ends in these.
        let (one, other) = (vec!['甲'; 300_000], vec!['乙'; 300_000]);
        assert_eq!(characters_changed(&one, &other), [(0..300_000, 0..300_000)]);
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }
}
