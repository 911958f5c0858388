//! What the whole document makes plain about names: 王国生 seen once after 省委书记 helps where a headline glues it to others.
//!
//! Gathering reads every entry on its own; only an entry that holds a name known from elsewhere, and not found on its own, is
//! read again.

use super::candidate::View;
use super::marks::Marks;
use super::{Mentions, Passage, PersonMention, series, title};
use crate::text::{Span, Text};
use std::collections::BTreeMap;

/// What must speak for a name before it helps elsewhere.
const PLAIN: i32 = 20;
/// Bits of the filter over the first two characters of a name.
const BITS: usize = 1 << 14;

/// Names seen clearly, by their folded characters.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    names: BTreeMap<[char; 4], u32>,
    /// Whether a known name may begin with two characters.
    begins: Vec<u64>,
}

impl Evidence {
    /// What a list of known names makes plain before anything is read.
    pub fn of<'a>(known: impl Iterator<Item = &'a str>) -> Self {
        let mut evidence = Self::default();
        for name in known {
            let mut characters = ['\0'; 4];
            let count = name.chars().count();
            if (2..=4).contains(&count) {
                characters.iter_mut().zip(name.chars()).for_each(|(at, c)| *at = c);
                evidence.know(characters);
            }
        }
        evidence
    }

    fn know(&mut self, key: [char; 4]) {
        *self.names.entry(key).or_default() += 1;
        self.begins.resize(BITS / 64, 0);
        let bit = bit(key[0], key[1]);
        self.begins[bit / 64] |= 1 << (bit % 64);
    }

    /// Reads an entry by itself, adds the names that stand clearly in it, and gives all persons found.
    pub fn gather(&mut self, passage: &Passage<'_>, mentions: &Mentions) -> Vec<PersonMention> {
        let nothing = Self::default();
        let marks = Marks::new(passage, mentions);
        let view = View { passage, marks: &marks, evidence: &nothing };
        let found = series::all(&view);
        for name in found.iter().flat_map(|series| &series.names) {
            if name.ends
                && name.total >= PLAIN
                && let Some(key) = key(passage.text, name.span)
            {
                self.know(key);
            }
        }
        title::assign(&view, &found)
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
            let known = |end: &usize| self.times(text, Span::new(i, *end)) > 0;
            if (i + 2..=i + 4).filter(known).any(|end| here != Some(Span::new(i, end))) {
                return true;
            }
        }
        false
    }

    /// How often a stretch stood clearly as a name.
    pub(super) fn count(&self, passage: &Passage<'_>, span: Span) -> u32 {
        if !self.may_begin(passage.at(span.lo()), passage.at(span.lo() + 1)) {
            return 0;
        }
        self.times(passage.text, span)
    }

    fn times(&self, text: &Text, span: Span) -> u32 {
        key(text, span).and_then(|key| self.names.get(&key)).copied().unwrap_or_default()
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
