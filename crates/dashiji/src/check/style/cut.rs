//! Han characters as words, at the least cost: the more common the words that a stretch is made of, the likelier it is meant so.
//!
//! In go characters (疫情漫延); out come the words (疫情|漫|延) and what they cost in bits, which 疫情|蔓延 costs less of. No segmenter: the words are those of
//! the lexicon and of the common words, and only what a stretch costs beside another is asked.

use super::{confused, idiom};
use crate::lexicon::{Class, Lexicon, characters, common};

/// What a word costs in bits: one met with often, another, one of four characters and more.
const FREQUENT: u32 = 15;
const COMMON: u32 = 19;
const LONG: u32 = 20;

/// A stretch cut into words.
pub(super) struct Cut {
    pub(super) cost: u32,
    /// Where each word begins, and the end.
    pub(super) bounds: Vec<usize>,
}

impl Cut {
    pub(super) fn of(chars: &[char]) -> Self {
        // For each place the least that leads to it, and the place before.
        let mut best = vec![(u32::MAX, 0); chars.len() + 1];
        best[0] = (0, 0);
        for start in 0..chars.len() {
            let before = best[start].0;
            words(&chars[start..], |length, cost| {
                let end = &mut best[start + length];
                if before + cost < end.0 {
                    *end = (before + cost, start);
                }
            });
        }
        let mut bounds = vec![chars.len()];
        while let Some(&end) = bounds.last().filter(|end| **end > 0) {
            bounds.push(best[end].1);
        }
        bounds.reverse();
        Self { cost: best[chars.len()].0, bounds }
    }

    /// Beginning and end of the word that holds a place.
    pub(super) fn word(&self, at: usize) -> (usize, usize) {
        let k = self.bounds.partition_point(|bound| *bound <= at);
        (self.bounds[k - 1], self.bounds.get(k).copied().unwrap_or(at + 1))
    }

    /// Whether a place is a word of one character.
    pub(super) fn is_single(&self, at: usize) -> bool {
        let (lo, hi) = self.word(at);
        self.bounds.last().is_some_and(|end| at < *end) && hi - lo == 1
    }
}

/// The words that characters begin with: the length of each and what it costs.
fn words(chars: &[char], mut reach: impl FnMut(usize, u32)) {
    reach(1, characters::alone(chars[0]));
    if let [a, b, ..] = *chars
        && let Some(cost) = pair(a, b)
    {
        reach(2, cost);
    }
    if let Some(three) = chars.get(..3).filter(|three| common::is_word(three)) {
        reach(three.len(), COMMON);
    }
    if let [a, b, c, d, ..] = *chars
        && idiom::is([a, b, c, d])
    {
        reach(4, LONG);
    }
    for (length, classes) in Lexicon::builtin().beginnings(chars) {
        if length > 1 && !classes.has(Class::Surname) {
            reach(length, if length > 3 { LONG } else { COMMON });
        }
    }
}

/// What two characters cost as one word, where they are one.
fn pair(a: char, b: char) -> Option<u32> {
    if !common::is_word(&[a, b]) {
        return confused::is_met(a, b).then_some(COMMON);
    }
    Some(if confused::is_frequent(a, b) { FREQUENT } else { COMMON })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_cost_less_than_what_they_are_written_for() {
        let cost = |text: &str| Cut::of(&text.chars().collect::<Vec<_>>()).cost;
        for (right, wrong) in [("疫情蔓延", "疫情漫延"), ("濒临破产", "频临破产"), ("审议通过", "审义通过")]
        {
            assert!(cost(right) + 8 < cost(wrong), "{right} {wrong}");
        }
        let cut = Cut::of(&"死灰复燃".chars().collect::<Vec<_>>());
        assert_eq!((cut.bounds.as_slice(), cut.word(1)), ([0, 4].as_slice(), (0, 4)));
    }
}
