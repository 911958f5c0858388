//! Short lists of characters and words that a place in a text is compared with, so that most places are sent away at once.
//!
//! Whether `的` is one of 庄寨楼店沟湾, or one of twenty words begins at a place, is asked at nearly every character, and the
//! answer is nearly always no. [`Chars`] is a small hash table and [`Words`] holds a mask of 256 bits over the low byte of
//! the words' first and last characters, both made when the crate is compiled: a character costs one look, a place at which
//! no word can begin another; only the rest is compared in full.

/// A mask over the low byte of characters.
#[derive(Debug, Clone, Copy)]
struct Mask([u64; 4]);

impl Mask {
    const fn with(mut self, c: u32) -> Self {
        self.0[(c as usize >> 6) & 3] |= 1 << (c & 63);
        self
    }

    /// Whether a character of this low byte is among them.
    #[inline]
    fn may_have(&self, c: char) -> bool {
        self.0[(c as usize >> 6) & 3] & 1 << (c as u32 & 63) != 0
    }
}

/// The code point that begins at a byte of a string.
const fn code(bytes: &[u8], at: usize) -> u32 {
    let head = bytes[at];
    let (mut code, more) = match head {
        0..0x80 => (head as u32, 0),
        0x80..0xE0 => (head as u32 & 0x1F, 1),
        0xE0..0xF0 => (head as u32 & 0x0F, 2),
        _ => (head as u32 & 0x07, 3),
    };
    let mut k = 1;
    while k <= more {
        code = code << 6 | (bytes[at + k] as u32 & 0x3F);
        k += 1;
    }
    code
}

/// Whether a byte begins a code point.
const fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// What stands at a free place: no character.
const FREE: u32 = u32::MAX;

/// Whether the characters from `index` on are those of `words`.
#[inline]
pub(crate) fn goes_on(at: impl Fn(usize) -> char, index: usize, words: &str) -> bool {
    (index..).zip(words.chars()).all(|(place, c)| at(place) == c)
}

/// Whether the characters before `index` end with those of `words`.
#[inline]
pub(crate) fn ended(at: impl Fn(usize) -> char, index: usize, words: &str) -> bool {
    let mut place = index;
    words.chars().rev().all(|c| {
        let here = place > 0 && at(place - 1) == c;
        place = place.saturating_sub(1);
        here
    })
}

/// Places in the table of a set of characters; the set holds at most half as many.
const SLOTS: usize = 128;

/// A set of at most 64 characters, given folded.
#[derive(Debug, Clone, Copy)]
pub struct Chars {
    /// Each character at its place or the next free one; [`FREE`] where free.
    slots: [u32; SLOTS],
}

impl Chars {
    /// The characters of a string.
    ///
    /// # Panics
    /// Where there are more than 64 of them; a constant then does not compile.
    pub const fn new(chars: &str) -> Self {
        let bytes = chars.as_bytes();
        let mut slots = [FREE; SLOTS];
        let (mut at, mut count) = (0, 0);
        while at < bytes.len() {
            if begins(bytes[at]) {
                let c = code(bytes, at);
                let mut slot = Self::slot(c);
                while slots[slot] != FREE && slots[slot] != c {
                    slot = (slot + 1) % SLOTS;
                }
                slots[slot] = c;
                count += 1;
                assert!(count <= SLOTS / 2, "too many characters for the table");
            }
            at += 1;
        }
        Self { slots }
    }

    /// Where a character stands if its place is free.
    const fn slot(c: u32) -> usize {
        (c.wrapping_mul(0x9E37_79B1) >> 25) as usize % SLOTS
    }

    /// Whether a character is one of them.
    ///
    /// ```
    /// static SMALL: dashiji::text::Chars = dashiji::text::Chars::new("庄寨楼店");
    /// assert!(SMALL.has('庄') && !SMALL.has('的'));
    /// ```
    #[inline]
    pub fn has(&self, c: char) -> bool {
        let mut slot = Self::slot(c as u32);
        loop {
            match self.slots[slot] {
                FREE => return false,
                own if own == c as u32 => return true,
                _ => slot = (slot + 1) % SLOTS,
            }
        }
    }
}

/// A list of words, given folded, none of them empty; the order is that in which they are tried.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    list: &'static [&'static str],
    firsts: Mask,
    lasts: Mask,
}

impl Words {
    /// The words of a list.
    pub const fn new(words: &'static [&'static str]) -> Self {
        let (mut firsts, mut lasts) = (Mask([0; 4]), Mask([0; 4]));
        let mut n = 0;
        while n < words.len() {
            let bytes = words[n].as_bytes();
            firsts = firsts.with(code(bytes, 0));
            let mut last = bytes.len() - 1;
            while !begins(bytes[last]) {
                last -= 1;
            }
            lasts = lasts.with(code(bytes, last));
            n += 1;
        }
        Self { list: words, firsts, lasts }
    }

    /// The words, in order.
    pub fn all(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.list.iter().copied()
    }

    /// Whether a word is one of them.
    pub fn holds(&self, word: &str) -> bool {
        self.list.contains(&word)
    }

    /// The first of the words that `fits`, where `first` is the character each must begin with.
    #[inline]
    pub fn led(&self, first: char, fits: impl Fn(&str) -> bool) -> Option<&'static str> {
        if self.firsts.may_have(first) { self.list.iter().copied().find(|word| fits(word)) } else { None }
    }

    /// Whether characters are one of the words.
    pub fn has(&self, word: &[char]) -> bool {
        let (Some(&first), Some(&last)) = (word.first(), word.last()) else { return false };
        self.firsts.may_have(first)
            && self.lasts.may_have(last)
            && self.list.iter().any(|own| own.chars().eq(word.iter().copied()))
    }

    /// The first of the words that `fits`, where `last` is the character each must end with.
    #[inline]
    pub fn closed(&self, last: char, fits: impl Fn(&str) -> bool) -> Option<&'static str> {
        if self.lasts.may_have(last) { self.list.iter().copied().find(|word| fits(word)) } else { None }
    }
}

/// The set of the characters of a literal, made once: `chars!("庄寨楼").has(c)`.
macro_rules! chars {
    ($chars:literal) => {{
        static CHARS: $crate::text::Chars = $crate::text::Chars::new($chars);
        &CHARS
    }};
}

/// The list of some literals, made once: `passage.begins_any(i, words!["班列", "专列"])`.
macro_rules! words {
    ($($word:literal),+ $(,)?) => {{
        static WORDS: $crate::text::Words = $crate::text::Words::new(&[$($word),+]);
        &WORDS
    }};
}

pub(crate) use {chars, words};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_its_characters_and_no_others() {
        const HELD: &str = "\0aé庄寨😀一二三四五六七八九十百千万亿零〇两几数多第每近约达逾满需共余过经仅已不头这半好整隔前后";
        static SET: Chars = Chars::new(HELD);
        for c in '\0'..='\u{ffff}' {
            assert_eq!(SET.has(c), HELD.contains(c), "{c}");
        }
    }

    #[test]
    fn words_are_tried_in_order_where_their_first_or_last_character_stands() {
        static WORDS: Words = Words::new(&["经开区", "经济", "区"]);
        assert_eq!(WORDS.led('经', |_| true), Some("经开区"));
        assert_eq!(WORDS.led('经', |word| word == "经济"), Some("经济"));
        assert_eq!(WORDS.closed('区', |word| word.chars().count() == 1), Some("区"));
        assert_eq!(WORDS.led('的', |_| true), None);
        assert_eq!(WORDS.closed('的', |_| true), None);
        assert!(WORDS.has(&['经', '济']) && WORDS.has(&['区']));
        assert!(!WORDS.has(&['经', '区']) && !WORDS.has(&[]));
    }
}
