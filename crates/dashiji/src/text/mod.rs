//! The decoded text of a document and positions in it.
//!
//! In goes a decoded string; out comes a [`Text`] that keeps the string as it stands, a folded copy of one
//! `char` for each code point (for matching only), and a way from code-point offsets back to the string.
//! Every offset in this crate is a Unicode code point in the decoded text, half open, as in
//! `豫政〔２０２０〕９号`: the folded characters read `豫政〔2020〕9号`, the offsets are the same.

mod fold;
mod reading;
pub mod stream;
mod terms;
mod variants;
mod words;

pub use fold::fold;
pub use reading::{ReadAs, readings};
pub(crate) use terms::Terms;
pub use words::{Chars, Words};
pub(crate) use words::{chars, ended, goes_on, words};

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A half-open range of code points in a document's decoded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Span {
    /// The range `start..end`, in code points.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end.max(start) as u32 }
    }

    /// First code point, as an index.
    pub fn lo(self) -> usize {
        self.start as usize
    }

    /// One past the last code point, as an index.
    pub fn hi(self) -> usize {
        self.end as usize
    }

    /// Number of code points.
    pub fn len(self) -> usize {
        self.hi() - self.lo()
    }

    /// Whether the range holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the code point `index` lies inside.
    pub fn covers(self, index: usize) -> bool {
        self.lo() <= index && index < self.hi()
    }

    /// Whether the two ranges share a code point.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A stretch of a text that is left out of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut {
    /// What is left out.
    pub raw: Span,
    /// Whether a space stands for it.
    pub space: bool,
}

/// How many code points apart the remembered byte offsets stand.
const STRIDE: usize = 8;

/// A decoded text with its folded characters.
#[derive(Debug, Clone, Default)]
pub struct Text {
    raw: String,
    chars: Vec<char>,
    /// Byte offset of every `STRIDE`th code point.
    bytes: Vec<u32>,
    /// First code point of each line, found when first asked for.
    starts: OnceLock<Vec<u32>>,
}

impl Text {
    /// Takes a decoded text as it stands; nothing in it is changed.
    ///
    /// ```
    /// let text = dashiji::text::Text::new("２月３日".to_owned());
    /// assert_eq!(text.at(0), '2');
    /// assert_eq!(text.slice(dashiji::text::Span::new(0, 2)), "２月");
    /// ```
    pub fn new(raw: String) -> Self {
        let mut chars = Vec::with_capacity(bytecount(&raw));
        let mut bytes = Vec::with_capacity(chars.capacity() / STRIDE + 1);
        let fold = fold::folding();
        for (offset, c) in raw.char_indices() {
            if chars.len() % STRIDE == 0 {
                bytes.push(offset as u32);
            }
            chars.push(fold(c));
        }
        misread_figures(&mut chars);
        Self { raw, chars, bytes, starts: OnceLock::new() }
    }

    /// The text without some stretches (in order, apart); a space stands for those that say so.
    pub(crate) fn without(&self, cuts: &[Cut]) -> Self {
        let gone: usize = cuts.iter().map(|cut| cut.raw.len()).sum();
        let length = (self.len() + cuts.len()).saturating_sub(gone);
        let mut raw = String::with_capacity(self.raw.len());
        let mut chars = Vec::with_capacity(length);
        let mut from = 0;
        let end = Cut { raw: Span::new(self.len(), self.len()), space: false };
        for cut in cuts.iter().chain([&end]) {
            let kept = Span::new(from, cut.raw.lo());
            raw.push_str(self.slice(kept));
            chars.extend_from_slice(self.folded(kept));
            if cut.space {
                raw.push(' ');
                chars.push(' ');
            }
            from = cut.raw.hi();
        }
        let mut bytes = Vec::with_capacity(chars.len() / STRIDE + 1);
        bytes.extend(raw.char_indices().step_by(STRIDE).map(|(offset, _)| offset as u32));
        Self { raw, chars, bytes, starts: OnceLock::new() }
    }

    /// Line and column of a code point, from 1; a line ends with `\n`, `\r` or both.
    pub fn position(&self, at: usize) -> (usize, usize) {
        let starts = self.starts.get_or_init(|| {
            let ends = |k: &usize| self.chars[*k] == '\n' || self.chars[*k] == '\r' && self.at(k + 1) != '\n';
            let after = (0..self.len()).filter(ends).map(|k| k as u32 + 1);
            std::iter::once(0).chain(after).collect()
        });
        let line = starts.partition_point(|start| *start as usize <= at);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or_default() as usize;
        (line.max(1), at - start + 1)
    }

    /// The decoded text as it stands.
    pub fn as_str(&self) -> &str {
        &self.raw
    }

    /// Number of code points.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The whole text.
    pub fn span(&self) -> Span {
        Span::new(0, self.len())
    }

    /// The folded characters, one for each code point.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The folded characters of a range; what lies outside the text is left off.
    pub fn folded(&self, span: Span) -> &[char] {
        let end = span.hi().min(self.len());
        &self.chars[span.lo().min(end)..end]
    }

    /// The folded character at `index`, `'\0'` outside the text.
    #[inline]
    pub fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('\0')
    }

    /// The folded character before `index`, `'\0'` at the text's start.
    #[inline]
    pub fn before(&self, index: usize) -> char {
        if index == 0 { '\0' } else { self.at(index - 1) }
    }

    /// Whether the folded text at `index` begins with `words` (given folded).
    #[inline]
    pub fn begins(&self, index: usize, words: &str) -> bool {
        goes_on(|place| self.at(place), index, words)
    }

    /// Whether the folded text before `index` ends with `words` (given folded).
    #[inline]
    pub fn ends(&self, index: usize, words: &str) -> bool {
        ended(|place| self.at(place), index, words)
    }

    /// First place of `words` (given folded) inside `span`.
    pub fn find(&self, span: Span, words: &str) -> Option<usize> {
        let n = words.chars().count();
        let first = words.chars().next()?;
        let end = span.hi().min(self.len());
        (span.lo()..end.saturating_sub(n - 1)).find(|&i| self.chars[i] == first && self.begins(i, words))
    }

    /// Byte offset in [`Text::as_str`] of a code point; the text's length in bytes past its end.
    pub fn byte(&self, index: usize) -> usize {
        match self.bytes.get(index / STRIDE) {
            Some(&base) if index < self.chars.len() => self.after(base as usize, index % STRIDE),
            _ => self.raw.len(),
        }
    }

    /// The byte offset of the code point that stands `count` places after the one at the byte `from`.
    fn after(&self, mut from: usize, count: usize) -> usize {
        let raw = self.raw.as_bytes();
        for _ in 0..count {
            from += width(raw.get(from).copied().unwrap_or_default());
        }
        from.min(raw.len())
    }

    /// The text of a range as it stands.
    pub fn slice(&self, span: Span) -> &str {
        let start = self.byte(span.lo());
        let near = span.len() < STRIDE && span.hi() < self.len();
        let end = if near { self.after(start, span.len()) } else { self.byte(span.hi()) };
        self.raw.get(start..end).unwrap_or_default()
    }

    /// The range without white space (as folded) at either end.
    pub fn trim(&self, span: Span) -> Span {
        let (mut start, mut end) = (span.lo(), span.hi().min(self.len()));
        while start < end && self.chars[start].is_whitespace() {
            start += 1;
        }
        while end > start && self.chars[end - 1].is_whitespace() {
            end -= 1;
        }
        Span::new(start, end)
    }

    /// The lines inside a range, without their line ends (`\n`, `\r\n`, `\r`).
    pub fn lines(&self, span: Span) -> Vec<Span> {
        let mut lines = Vec::new();
        let (mut start, end) = (span.lo(), span.hi().min(self.len()));
        let mut i = start;
        while i < end {
            let c = self.chars[i];
            if c == '\n' || c == '\r' {
                lines.push(Span::new(start, i));
                if c == '\r' && i + 1 < end && self.chars[i + 1] == '\n' {
                    i += 1;
                }
                start = i + 1;
            }
            i += 1;
        }
        if start < end {
            lines.push(Span::new(start, end));
        }
        lines
    }
}

/// Number of bytes of the code point that begins with a byte.
fn width(head: u8) -> usize {
    match head {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// Number of code points in a string.
fn bytecount(raw: &str) -> usize {
    raw.bytes().filter(|b| b & 0xC0 != 0x80).count()
}

/// Whether a character is a Chinese character (CJK unified ideographs and 〇).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}')
}

/// Letters that scanning put for the figures of a date are read as those: `2O03年`, `l月ll日`, `l日` at the head of a line, and `19曰` for a
/// day. In go folded characters.
fn misread_figures(chars: &mut [char]) {
    let misread = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I');
    let mut at = 0;
    while let Some(found) =
        chars.get(at..).and_then(|rest| rest.iter().position(|c| matches!(c, '年' | '月' | '日' | '曰')))
    {
        let unit = at + found;
        at = unit + 1;
        let start = chars[..unit]
            .iter()
            .rposition(|&c| !(c.is_ascii_digit() || misread(c)))
            .map_or(0, |before| before + 1)
            .max(unit.saturating_sub(5));
        let before = start.checked_sub(1).map_or('\0', |i| chars[i]);
        if chars[unit] == '曰' {
            let day =
                (1..=2).contains(&(unit - start)) && chars[start..unit].iter().all(char::is_ascii_digit);
            if day && !before.is_ascii_alphanumeric() && before != '.' {
                chars[unit] = '日';
            }
            continue;
        }
        let month_before_day = chars[unit] == '月'
            && chars.get(unit + 1).is_some_and(char::is_ascii_digit)
            && chars.iter().skip(unit + 2).take(2).any(|&c| c == '日');
        let opens_line = chars[unit] != '年'
            && chars[..start].iter().rev().find(|c| !matches!(c, ' ' | '\t')).is_none_or(|&c| c == '\n');
        let run = &mut chars[start..unit];
        // l月5日: nothing but the day behind tells that this is a month.
        let month = month_before_day && run.iter().all(|c| matches!(c, 'l' | 'I'));
        // l日, l月 at the head of a line.
        let heads = opens_line && run.len() <= 2 && run.iter().all(|c| matches!(c, 'l' | 'I'));
        let dated = month || heads || run.iter().any(char::is_ascii_digit) || matches!(before, '年' | '月');
        if !(1..=4).contains(&run.len()) || !dated || before.is_ascii_alphanumeric() || before == '.' {
            continue;
        }
        for c in run.iter_mut() {
            match c {
                'O' | 'o' => *c = '0',
                'l' | 'I' => *c = '1',
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_are_the_text_as_it_stands() {
        let raw = "２０２０年２月，河南省。\r\n〇".repeat(40);
        let text = Text::new(raw.clone());
        let all: Vec<char> = raw.chars().collect();
        for start in (0..all.len()).step_by(7) {
            let end = (start + 11).min(all.len());
            let want: String = all[start..end].iter().collect();
            assert_eq!(text.slice(Span::new(start, end)), want);
        }
    }

    #[test]
    fn lines_know_every_kind_of_line_end() {
        let text = Text::new("甲\r\n乙\n\n丙\r丁".to_owned());
        let lines: Vec<&str> = text.lines(text.span()).into_iter().map(|l| text.slice(l)).collect();
        assert_eq!(lines, ["甲", "乙", "", "丙", "丁"]);
    }
}
