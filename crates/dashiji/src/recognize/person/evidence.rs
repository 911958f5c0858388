//! What the whole document makes plain about names: 王国生 seen once after 省委书记 helps where a headline glues it to others.
//!
//! Gathering reads every entry on its own; only an entry that holds a name known from elsewhere, and not found on its own, is
//! read again.

use super::Passage;
use super::series::Series;
use crate::text::{Span, Text};
use std::collections::BTreeSet;

/// What must speak for a name before it helps elsewhere.
const PLAIN: i32 = 20;
/// Bits of the filter over the first two characters of a name.
const BITS: usize = 1 << 14;

/// Names seen clearly, by their folded characters.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    names: BTreeSet<[char; 4]>,
    /// Whether a known name may begin with two characters.
    begins: Vec<u64>,
}

impl Evidence {
    /// What a list of known names makes plain before anything is read.
    pub fn of<'a>(known: impl Iterator<Item = &'a str>) -> Self {
        let mut evidence = Self::default();
        known.for_each(|name| evidence.note(name));
        evidence
    }

    /// Adds a folded name that is told to be one.
    pub fn note(&mut self, name: &str) {
        let mut characters = ['\0'; 4];
        let count = name.chars().count();
        if (2..=4).contains(&count) {
            characters.iter_mut().zip(name.chars()).for_each(|(at, c)| *at = c);
            self.know(characters);
        }
    }

    /// Adds what others make plain.
    pub fn extend(&mut self, other: Self) {
        if self.begins.is_empty() {
            *self = other;
            return;
        }
        self.names.extend(other.names);
        self.begins.iter_mut().zip(other.begins).for_each(|(bits, more)| *bits |= more);
    }

    fn know(&mut self, key: [char; 4]) {
        self.names.insert(key);
        self.begins.resize(BITS / 64, 0);
        let bit = bit(key[0], key[1]);
        self.begins[bit / 64] |= 1 << (bit % 64);
    }

    /// Adds the names that stand clearly among persons found in an entry.
    pub(super) fn gather<'a>(&mut self, passage: &Passage<'_>, found: impl Iterator<Item = &'a Series>) {
        for name in found.flat_map(|series| &series.names) {
            if name.ends
                && name.total >= PLAIN
                && let Some(key) = key(passage.text, name.span)
            {
                self.know(key);
            }
        }
    }

    /// Whether the document makes a name plain that stands in an entry and is none of the persons found in it by itself.
    pub fn adds(&self, text: &Text, entry: Span, alone: impl IntoIterator<Item = Span>) -> bool {
        let mut found = alone.into_iter().peekable();
        let pairs = text.folded(entry).windows(2);
        for (i, pair) in (entry.lo()..).zip(pairs) {
            if !self.may_begin(pair[0], pair[1]) {
                continue;
            }
            while found.peek().is_some_and(|person| person.lo() < i) {
                found.next();
            }
            let here = found.peek().copied().filter(|person| person.lo() == i);
            let known = |end: &usize| self.holds(text, Span::new(i, *end));
            if (i + 2..=i + 4).filter(known).any(|end| here != Some(Span::new(i, end))) {
                return true;
            }
        }
        false
    }

    /// Whether a stretch stood clearly as a name elsewhere.
    pub(super) fn knows(&self, passage: &Passage<'_>, span: Span) -> bool {
        self.may_begin(passage.at(span.lo()), passage.at(span.lo() + 1)) && self.holds(passage.text, span)
    }

    fn holds(&self, text: &Text, span: Span) -> bool {
        key(text, span).is_some_and(|key| self.names.contains(&key))
    }

    fn may_begin(&self, first: char, second: char) -> bool {
        let bit = bit(first, second);
        self.begins.get(bit / 64).is_some_and(|bits| bits & 1 << (bit % 64) != 0)
    }
}

fn bit(first: char, second: char) -> usize {
    (first as usize).wrapping_mul(31).wrapping_add(second as usize) % BITS
}

fn key(text: &Text, span: Span) -> Option<[char; 4]> {
    let mut key = ['\0'; 4];
    let name = text.folded(span).iter().filter(|c| !c.is_whitespace());
    for (n, &c) in name.enumerate() {
        *key.get_mut(n)? = c;
    }
    Some(key)
}
