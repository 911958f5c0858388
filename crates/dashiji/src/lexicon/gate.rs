//! Which places of a text are worth a walk through the trie.
//!
//! At most places no term of two or more characters begins: `的会` begins none, though 的 and 会 are terms by themselves. The
//! gate knows the terms of one character by a table, and of all longer ones the first two characters, as bits of a filter
//! small enough to stay near the processor; only where a pair passes is the trie asked. Made by the build script for the
//! built-in terms, at run time for a user's.

use super::class::ClassSet;

/// Terms of one character, and how longer ones begin.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    /// For each character of the basic plane, one more than the place in `singles` of the term that it is by itself.
    alone: Vec<u16>,
    /// The terms of one character.
    singles: Vec<Single>,
    /// The filter: a bit for the first two characters of every longer term.
    pairs: Vec<u64>,
}

/// A term of one character.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Single {
    c: char,
    /// Its number.
    pub term: u32,
    /// What it is.
    pub classes: ClassSet,
}

/// What the gate says of a place.
pub(crate) enum Passes<'a> {
    /// No term of two or more characters begins here.
    Single(Option<&'a Single>),
    /// Ask the trie.
    Longer,
}

/// Characters of the basic plane.
const PLANE: usize = 0x1_0000;
/// Bits of the filter for each term, so that few pairs pass by chance.
const BITS_A_TERM: usize = 12;

impl Gate {
    /// The gate of terms, each with its number in the order given.
    pub(crate) fn new<'a>(
        terms: impl ExactSizeIterator<Item = &'a str>,
        classes: impl Fn(u32) -> ClassSet,
    ) -> Self {
        let bits = (terms.len() * BITS_A_TERM).next_power_of_two().max(64);
        let mut pairs = vec![0u64; bits / 64];
        let mut singles = Vec::new();
        for (term, number) in terms.zip(0u32..) {
            let mut chars = term.chars();
            match (chars.next(), chars.next()) {
                (Some(first), None) => singles.push((first, number)),
                (Some(first), Some(second)) => {
                    let bit = pair(first, second, bits);
                    pairs[bit / 64] |= 1 << (bit % 64);
                }
                _ => {}
            }
        }
        Self::opened(&singles, pairs, classes)
    }

    /// The gate of singles and filter as they were written.
    fn opened(singles: &[(char, u32)], pairs: Vec<u64>, classes: impl Fn(u32) -> ClassSet) -> Self {
        let mut alone = vec![0u16; PLANE];
        for (place, (c, _)) in (1u16..).zip(singles) {
            if let Some(slot) = alone.get_mut(*c as usize) {
                *slot = place;
            }
        }
        let singles = singles.iter().map(|&(c, term)| Single { c, term, classes: classes(term) }).collect();
        Self { alone, singles, pairs }
    }

    /// The same terms, which are something else.
    #[allow(dead_code, reason = "the build script has no use for it")]
    pub(crate) fn again(&self, classes: impl Fn(u32) -> ClassSet) -> Self {
        let singles: Vec<_> = self.singles.iter().map(|single| (single.c, single.term)).collect();
        Self::opened(&singles, self.pairs.clone(), classes)
    }

    /// What may begin with a character and the one after it.
    #[inline]
    pub(crate) fn at(&self, first: char, second: char) -> Passes<'_> {
        let Some(&alone) = self.alone.get(first as usize) else { return Passes::Longer };
        let bit = pair(first, second, self.pairs.len() * 64);
        if self.pairs.get(bit / 64).is_some_and(|bits| bits & 1 << (bit % 64) != 0) {
            return Passes::Longer;
        }
        Passes::Single(self.singles.get((alone as usize).wrapping_sub(1)))
    }

    /// Writes singles and filter.
    #[allow(dead_code, reason = "the build script writes, the engine reads")]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        for figure in [self.singles.len(), self.pairs.len()] {
            out.extend_from_slice(&(figure as u32).to_le_bytes());
        }
        for single in &self.singles {
            out.extend_from_slice(&(single.c as u32).to_le_bytes());
            out.extend_from_slice(&single.term.to_le_bytes());
        }
        for bits in &self.pairs {
            out.extend_from_slice(&bits.to_le_bytes());
        }
    }

    /// Reads what [`Gate::write`] wrote; gives the bytes after it too.
    #[allow(dead_code, reason = "the build script writes, the engine reads")]
    pub(crate) fn read(bytes: &[u8], classes: impl Fn(u32) -> ClassSet) -> Option<(Self, &[u8])> {
        let figure = |bytes: &[u8]| bytes.try_into().ok().map(u32::from_le_bytes);
        let (head, rest) = bytes.split_at_checked(8)?;
        let (singles, pairs) = (figure(&head[..4])? as usize, figure(&head[4..])? as usize);
        let (first, rest) = rest.split_at_checked(singles * 8)?;
        let (second, rest) = rest.split_at_checked(pairs * 8)?;
        let singles = first
            .chunks_exact(8)
            .map(|single| Some((char::from_u32(figure(&single[..4])?)?, figure(&single[4..])?)))
            .collect::<Option<Vec<_>>>()?;
        let pairs = second
            .chunks_exact(8)
            .map(|bits| bits.try_into().ok().map(u64::from_le_bytes))
            .collect::<Option<_>>()?;
        Some((Self::opened(&singles, pairs, classes), rest))
    }
}

/// The bit of two characters in a filter of a power of two bits.
fn pair(first: char, second: char, bits: usize) -> usize {
    let both = u64::from(first as u32) << 21 | u64::from(second as u32);
    (both.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & (bits - 1)
}
