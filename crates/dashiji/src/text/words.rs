//! Short lists of characters and words that a place in a text is compared with, so that most places are sent away at once.
//!
//! Whether `的` is one of 庄寨楼店沟湾, or one of twenty words begins at a place, is asked at nearly every character, and the
//! answer is nearly always no. [`Chars`] is a small hash table and [`Words`] holds masks of 256 bits, over the low byte of the
//! words' first and last characters and over their first and last two, all made when the crate is compiled: a character costs
//! one look, a place at which no word can begin one or two; only the rest is compared in full.

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

    /// Whether two characters with this number of theirs are among them.
    #[inline]
    fn may_have_pair(&self, first: char, second: char) -> bool {
        let number = pair(first as u32, second as u32);
        self.0[(number as usize >> 6) & 3] & 1 << (number & 63) != 0
    }
}

/// A number of two characters, of which the low byte counts.
const fn pair(first: u32, second: u32) -> u32 {
    (first.wrapping_mul(0x9E37_79B1) ^ second.wrapping_mul(0x85EB_CA6B)) >> 24
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

    /// All of them, in no order.
    pub fn all(&self) -> impl Iterator<Item = char> + use<> {
        self.slots.into_iter().filter_map(char::from_u32)
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
    /// The first two characters of each; all bits where a word has but one.
    openings: Mask,
    /// The last two characters of each; all bits where a word has but one.
    endings: Mask,
}

impl Words {
    /// The words of a list.
    pub const fn new(words: &'static [&'static str]) -> Self {
        const NONE: Mask = Mask([0; 4]);
        let mut own = Self { list: words, firsts: NONE, lasts: NONE, openings: NONE, endings: NONE };
        let mut n = 0;
        while n < words.len() {
            let bytes = words[n].as_bytes();
            let (first, mut last) = (code(bytes, 0), bytes.len() - 1);
            while !begins(bytes[last]) {
                last -= 1;
            }
            own.firsts = own.firsts.with(first);
            own.lasts = own.lasts.with(code(bytes, last));
            if last == 0 {
                own.openings = Mask([u64::MAX; 4]);
                own.endings = Mask([u64::MAX; 4]);
            } else {
                let (mut second, mut before) = (1, last - 1);
                while !begins(bytes[second]) {
                    second += 1;
                }
                while !begins(bytes[before]) {
                    before -= 1;
                }
                own.openings = own.openings.with(pair(first, code(bytes, second)));
                own.endings = own.endings.with(pair(code(bytes, before), code(bytes, last)));
            }
            n += 1;
        }
        own
    }

    /// The words, in order.
    pub fn all(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.list.iter().copied()
    }

    /// Whether a word is one of them.
    pub fn holds(&self, word: &str) -> bool {
        self.list.contains(&word)
    }

    /// The first of the words with which the characters go on from `index`.
    #[inline]
    pub fn begin(&self, at: impl Fn(usize) -> char, index: usize) -> Option<&'static str> {
        let first = at(index);
        if !self.firsts.may_have(first) || !self.openings.may_have_pair(first, at(index + 1)) {
            return None;
        }
        // The last byte of the first character sends away most words before any is decoded.
        let mut bytes = [0; 4];
        let head = first.encode_utf8(&mut bytes).as_bytes();
        let (k, byte) = (head.len() - 1, head.last().copied());
        self.list
            .iter()
            .copied()
            .find(|word| word.as_bytes().get(k).copied() == byte && goes_on(&at, index, word))
    }

    /// The first of the words with which the characters before `index` end.
    #[inline]
    pub fn end(&self, at: impl Fn(usize) -> char, index: usize) -> Option<&'static str> {
        let last = if index > 0 { at(index - 1) } else { return None };
        let before = if index > 1 { at(index - 2) } else { '\0' };
        if !self.lasts.may_have(last) || !self.endings.may_have_pair(before, last) {
            return None;
        }
        let mut bytes = [0; 4];
        let byte = last.encode_utf8(&mut bytes).as_bytes().last().copied();
        self.list
            .iter()
            .copied()
            .find(|word| word.as_bytes().last().copied() == byte && ended(&at, index, word))
    }

    /// Whether characters are one of the words.
    pub fn has(&self, word: &[char]) -> bool {
        let (Some(&first), Some(&last)) = (word.first(), word.last()) else { return false };
        self.firsts.may_have(first)
            && self.lasts.may_have(last)
            && self.list.iter().any(|own| own.chars().eq(word.iter().copied()))
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
    fn words_are_tried_in_order_where_they_stand() {
        static WORDS: Words = Words::new(&["经开区", "经开", "经济"]);
        static SINGLE: Words = Words::new(&["市辖区", "区"]);
        let text: Vec<char> = "在经开区,市辖区经济".chars().collect();
        let at = |i: usize| text.get(i).copied().unwrap_or_default();
        let begun: Vec<_> = (0..=text.len()).filter_map(|i| WORDS.begin(at, i)).collect();
        assert_eq!(begun, ["经开区", "经济"]);
        let ended: Vec<_> = (0..=text.len()).filter_map(|i| WORDS.end(at, i)).collect();
        assert_eq!(ended, ["经开", "经开区", "经济"]);
        let single: Vec<_> = (0..=text.len()).filter_map(|i| SINGLE.begin(at, i)).collect();
        assert_eq!(single, ["区", "市辖区", "区"]);
        let single: Vec<_> = (0..=text.len()).filter_map(|i| SINGLE.end(at, i)).collect();
        assert_eq!(single, ["区", "市辖区"]);
        assert_eq!(SINGLE.end(|_| '区', 1), Some("区"));
        assert!(WORDS.has(&['经', '济']) && SINGLE.has(&['区']));
        assert!(!WORDS.has(&['经', '区']) && !WORDS.has(&[]));
    }
}
