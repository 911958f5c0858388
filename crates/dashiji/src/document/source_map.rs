//! The way back from the text to the bytes of the file.
//!
//! In goes a file as received, with the document read from it; out come byte ranges: the span of 三日 in a GB18030 file leads
//! to the four bytes `C8 FD C8 D5`. A citation of code points thus holds for every encoding of the same text. The map is
//! built when it is asked for, by walking the bytes once and remembering every [`STRIDE`]th character.

use super::{Document, Encoding};
use crate::text::Span;
use std::ops::Range;

/// How many code points apart the remembered byte offsets stand.
const STRIDE: usize = 256;

/// A stretch of text and where it stands in the decoded page it was extracted from, in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub text: Span,
    pub page: Span,
}

/// Where the characters of a text stand in its file.
#[derive(Debug, Clone)]
pub struct SourceMap<'a> {
    bytes: &'a [u8],
    /// For an extracted text, its stretches in order.
    runs: Option<&'a [Run]>,
    walk: Walk,
    /// For every `STRIDE`th code point, where its code begins, and the first code point of that code.
    anchors: Vec<(usize, usize)>,
    /// Number of code points.
    length: usize,
}

impl<'a> SourceMap<'a> {
    /// The map of a document; `bytes` must be those it was read from.
    ///
    /// ```
    /// # use dashiji::{document::{self, Given, SourceMap}, lexicon::Lexicon, text::Span};
    /// let bytes = b"2019\xC4\xEA1\xD4\xC23\xC8\xD5".to_vec();
    /// let document = document::read(bytes.clone(), &Given::default(), Lexicon::builtin())?;
    /// assert_eq!(document.text.slice(Span::new(7, 9)), "3日");
    /// assert_eq!(SourceMap::new(&document, &bytes).bytes_of(Span::new(7, 9)), Some(9..12));
    /// # Ok::<(), document::Error>(())
    /// ```
    pub fn new(document: &'a Document, bytes: &'a [u8]) -> Self {
        let mut map = Self::of(document.encoding, bytes);
        map.runs = document.runs.as_deref();
        map
    }

    /// The map of a file in a known encoding.
    pub(super) fn of(encoding: Encoding, bytes: &'a [u8]) -> Self {
        let walk = Walk { encoding };
        let mut anchors = Vec::with_capacity(bytes.len() / STRIDE / 2 + 1);
        let (mut at, mut length) = (encoding.mark(bytes), 0);
        while at < bytes.len() {
            let (size, count) = walk.step(bytes, at);
            if anchors.len() * STRIDE < length + count {
                anchors.push((at, length));
            }
            length += count;
            at += size.max(1);
        }
        Self { bytes, runs: None, walk, anchors, length }
    }

    /// Number of code points in the decoded file (for a page, its tags included).
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The bytes of a range of code points, half open; nothing where the range is not inside the text. Two characters
    /// that one code of Big5 stands for share its bytes.
    ///
    /// For a page, the bytes from the first character's to the last one's, tags between them included, and nothing where the
    /// extractor made the whole range (a line end, a cell's tab).
    pub fn bytes_of(&self, span: Span) -> Option<Range<usize>> {
        let span = match self.runs {
            Some(runs) => in_page(runs, span)?,
            None => span,
        };
        if span.hi() > self.length || span.lo() > span.hi() {
            return None;
        }
        let start = self.byte(span.lo(), false)?;
        let end = if span.is_empty() { start } else { self.byte(span.hi() - 1, true)? };
        Some(start..end)
    }

    /// The file with some ranges replaced, in order and not overlapping, in its own encoding: everything else keeps its bytes. In a page what is
    /// put in becomes text and no markup, tags between replaced characters stay, and a line end goes with the tags that make it where these
    /// close what they open (`<br>`, `</p><p>`). Nothing where a range is not inside the text, the encoding cannot write what is put in, or a line end
    /// cannot go.
    pub fn rewritten(&self, edits: &[(Span, String)]) -> Option<Vec<u8>> {
        let mut out = Vec::with_capacity(self.bytes.len() + edits.len());
        let mut at = 0;
        for (span, text) in edits {
            let text = if self.runs.is_some() { as_page(text) } else { text.clone() };
            let mut put = Some(self.walk.encoding.encode(&text)?);
            for range in self.parts(*span)? {
                out.extend_from_slice(self.bytes.get(at..range.start)?);
                out.extend_from_slice(&put.take().unwrap_or_default());
                at = range.end;
            }
        }
        out.extend_from_slice(self.bytes.get(at..)?);
        Some(out)
    }

    /// The bytes of a range that go where it is replaced, in order; what is put in stands in the place of the first.
    fn parts(&self, span: Span) -> Option<Vec<Range<usize>>> {
        let Some(runs) = self.runs else { return self.bytes_of(span).map(|range| vec![range]) };
        let first = runs.partition_point(|run| run.text.end <= span.start);
        let held = runs[first..].iter().take_while(|run| run.text.start < span.end);
        let mut parts: Vec<Range<usize>> = Vec::new();
        // The first character that no part holds yet.
        let mut open = span.start;
        for run in held {
            let inside = Span { start: run.text.start.max(span.start), end: run.text.end.min(span.end) };
            if open < inside.start {
                parts.push(self.line_end(runs, open, inside.start)?);
            }
            parts.push(self.bytes_of(inside)?);
            open = inside.end;
        }
        if open < span.end {
            parts.push(self.line_end(runs, open, span.end)?);
        }
        if parts.is_empty() {
            // Between two characters: behind the one, or before the other.
            let before =
                span.start.checked_sub(1).and_then(|at| self.bytes_of(Span { start: at, end: at + 1 }));
            let after = || self.bytes_of(Span { start: span.end, end: span.end + 1 });
            let at = before.map(|range| range.end).or_else(|| after().map(|range| range.start))?;
            parts.push(at..at);
        }
        Some(parts)
    }

    /// The bytes of the tags that make line ends between two characters, where nothing stays open without them.
    fn line_end(&self, runs: &[Run], start: u32, end: u32) -> Option<Range<usize>> {
        let next = runs.partition_point(|run| run.text.start < end);
        let (before, after) = (runs.get(next.checked_sub(1)?)?, runs.get(next)?);
        if before.text.end != start || after.text.start != end {
            return None;
        }
        let from = self.bytes_of(Span { start: before.text.end - 1, end: before.text.end })?.end;
        let to = self.bytes_of(Span { start: after.text.start, end: after.text.start + 1 })?.start;
        let tags = self.bytes.get(from..to)?;
        let ascii = !matches!(self.walk.encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        (ascii && closes_itself(&String::from_utf8_lossy(tags))).then_some(from..to)
    }

    /// Where the bytes of a code point begin, or (`after`) end.
    fn byte(&self, index: usize, after: bool) -> Option<usize> {
        if index >= self.length {
            return (index == self.length).then_some(self.bytes.len());
        }
        let &(mut at, mut here) = self.anchors.get(index / STRIDE)?;
        loop {
            let (size, count) = self.walk.step(self.bytes, at);
            if index < here + count {
                return Some(if after { (at + size).min(self.bytes.len()) } else { at });
            }
            here += count;
            at += size.max(1);
        }
    }
}

/// Words as a page writes them.
fn as_page(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    escaped.replace('\n', "<br>\n")
}

/// Elements that can be parted in two and made one again.
const PARTED: [&str; 11] = ["p", "div", "li", "span", "font", "b", "strong", "i", "em", "u", "a"];

/// Whether tags can go together: no words between them, none of a table, and what they close they open again.
fn closes_itself(tags: &str) -> bool {
    let (mut closed, mut opened): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut rest = tags.trim_start();
    while let Some((tag, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        let (ends, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        match (name.as_str(), ends) {
            ("br", _) => {}
            (known, false) if PARTED.contains(&known) => opened.push(name),
            (known, true) if PARTED.contains(&known) => match opened.pop() {
                Some(open) if open != name => return false,
                Some(_) => {}
                None => closed.push(name),
            },
            _ => return false,
        }
        rest = after.trim_start();
    }
    opened.reverse();
    rest.is_empty() && opened == closed
}

/// The range of a page that a range of its text comes from.
fn in_page(runs: &[Run], span: Span) -> Option<Span> {
    let first = *runs.get(runs.partition_point(|run| run.text.end <= span.start))?;
    let last = *runs.get(runs.partition_point(|run| run.text.start < span.end).checked_sub(1)?)?;
    if first.text.start >= span.end {
        return None;
    }
    // A reference (`&nbsp;`) stands as a whole for what it means.
    let exact = |run: Run| run.text.len() == run.page.len();
    let start = match span.start.checked_sub(first.text.start) {
        Some(past) if exact(first) => first.page.start + past,
        _ => first.page.start,
    };
    let end = match last.text.end.checked_sub(span.end) {
        Some(short) if exact(last) => last.page.end - short,
        _ => last.page.end,
    };
    Some(Span { start, end: end.max(start) })
}

/// Steps from character to character as the Encoding Standard's decoders do, errors included.
#[derive(Debug, Clone, Copy)]
struct Walk {
    encoding: Encoding,
}

impl Walk {
    /// How many bytes the next code takes, and how many characters it gives.
    fn step(self, bytes: &[u8], at: usize) -> (usize, usize) {
        let rest = bytes.get(at..).unwrap_or(&[]);
        match self.encoding {
            Encoding::Utf8 => (utf8(rest), 1),
            Encoding::Utf16Le => (utf16(rest, u16::from_le_bytes), 1),
            Encoding::Utf16Be => (utf16(rest, u16::from_be_bytes), 1),
            Encoding::Gb18030 => (gb18030(rest), 1),
            Encoding::Big5 => big5(rest),
        }
    }
}

/// One character of UTF-8, or the longest beginning of one that is broken.
fn utf8(rest: &[u8]) -> usize {
    match rest.first() {
        None => 0,
        Some(0..=0x7F) => 1,
        Some(_) => {
            let four = &rest[..rest.len().min(4)];
            match std::str::from_utf8(four) {
                Ok(text) => text.chars().next().map_or(1, char::len_utf8),
                Err(error) if error.valid_up_to() > 0 => std::str::from_utf8(&four[..error.valid_up_to()])
                    .ok()
                    .and_then(|text| text.chars().next())
                    .map_or(1, char::len_utf8),
                Err(error) => error.error_len().unwrap_or(four.len()),
            }
        }
    }
}

/// One unit, a pair of surrogates, or a broken end.
fn utf16(rest: &[u8], order: fn([u8; 2]) -> u16) -> usize {
    let unit = |k: usize| Some(order([*rest.get(k)?, *rest.get(k + 1)?]));
    match (unit(0), unit(2)) {
        (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 4,
        // A high surrogate and half a unit at the end are one error.
        (Some(0xD800..=0xDBFF) | None, None) => rest.len(),
        _ => 2,
    }
}

/// One, two or four bytes; an error takes its first byte, and the second unless it is ASCII.
fn gb18030(rest: &[u8]) -> usize {
    match *rest {
        [0..=0x80 | 0xFF, ..] => 1,
        [_, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, ..] => 4,
        [_, 0x30..=0x39, 0x81..=0xFE] | [_, 0x30..=0x39] => rest.len(),
        [_, 0..=0x3F | 0x7F, ..] => 1,
        [_, _, ..] => 2,
        _ => rest.len(),
    }
}

/// One or two bytes, and one or two characters.
fn big5(rest: &[u8]) -> (usize, usize) {
    match *rest {
        [0..=0x80 | 0xFF, ..] => (1, 1),
        [0x88, 0x62 | 0x64 | 0xA3 | 0xA5, ..] => (2, 2),
        [_, 0x40..=0x7E, ..] => {
            let code = &rest[..2];
            let known = encoding_rs::BIG5.decode_without_bom_handling_and_without_replacement(code).is_some();
            (if known { 2 } else { 1 }, 1)
        }
        [_, 0..=0x7F, ..] => (1, 1),
        [_, _, ..] => (2, 1),
        _ => (rest.len(), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::super::encoding::decode;
    use super::*;
    use proptest::prelude::*;

    const ALL: [Encoding; 5] =
        [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030, Encoding::Big5];

    fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
        match encoding {
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Encoding::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
            Encoding::Big5 => encoding_rs::BIG5.encode(text).0.into_owned(),
            Encoding::Utf8 => text.as_bytes().to_vec(),
        }
    }

    fn standard(encoding: Encoding) -> &'static encoding_rs::Encoding {
        encoding_rs::Encoding::for_label(encoding.name().as_bytes()).unwrap()
    }

    #[test]
    fn a_citation_holds_after_the_file_was_encoded_anew() {
        let text = "青石縣大事記\n民國十六年一月三日，縣政府召開會議，討論防汛事宜。\n".repeat(40);
        let chars: Vec<char> = text.chars().collect();
        for encoding in ALL {
            let bytes = encode(&text, encoding);
            let decoded = decode(bytes.clone()).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text.as_str(), encoding));
            let map = SourceMap::of(encoding, &bytes);
            assert_eq!(map.len(), chars.len());
            for start in (0..chars.len()).step_by(13) {
                let end = (start + 9).min(chars.len());
                let slice: String = chars[start..end].iter().collect();
                assert_eq!(bytes[map.bytes_of(Span::new(start, end)).unwrap()], encode(&slice, encoding));
            }
            assert_eq!(map.bytes_of(Span::new(0, chars.len() + 1)), None);
            assert_eq!(map.bytes_of(Span::new(chars.len(), chars.len())), Some(bytes.len()..bytes.len()));
        }
    }

    #[test]
    fn a_mark_is_before_the_first_character() {
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030] {
            let bytes = encode("\u{FEFF}大事记", encoding);
            let mark = encode("\u{FEFF}", encoding).len();
            assert_eq!(SourceMap::of(encoding, &bytes).bytes_of(Span::new(0, 1)).unwrap().start, mark);
        }
    }

    #[test]
    fn two_characters_of_one_code_share_its_bytes() {
        for before in [0, 1, 255, 256, 1023] {
            let row = b"\x88\x62".repeat(before / 2);
            let bytes = [vec![b'a'; before % 2], row, b"\x88\x62b".to_vec()].concat();
            let map = SourceMap::of(Encoding::Big5, &bytes);
            for k in 0..2 {
                assert_eq!(
                    map.bytes_of(Span::new(before + k, before + k + 1)),
                    Some(before..before + 2),
                    "{before}"
                );
            }
            assert_eq!(map.bytes_of(Span::new(before + 2, before + 3)), Some(before + 2..before + 3));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn walking_agrees_with_decoding(mut bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[一-龥，。a-z0-9\n]{0,40}") {
            for encoding in ALL {
                for whole in [true, false] {
                    if whole {
                        let at = bytes.len() / 2;
                        bytes.splice(at..at, encode(&text, encoding));
                    }
                    if encoding.mark(&bytes) > 0 { continue; }
                    let decoded = standard(encoding).decode_without_bom_handling(&bytes).0.into_owned();
                    let map = SourceMap::of(encoding, &bytes);
                    prop_assert_eq!(map.len(), decoded.chars().count(), "{} {:?}", encoding, bytes);
                    let mut last = 0;
                    for (k, c) in decoded.chars().enumerate() {
                        let range = map.bytes_of(Span::new(k, k + 1)).unwrap();
                        prop_assert!(range.start <= range.end && range.start >= last.min(range.start));
                        if c != '\u{FFFD}' {
                            let again = standard(encoding).decode_without_bom_handling(&bytes[range.clone()]).0;
                            prop_assert!(again.contains(c), "{} {:?} {:?}", encoding, c, &bytes[range.clone()]);
                        }
                        last = range.start;
                    }
                }
            }
        }
    }

    #[test]
    fn in_a_page_words_go_and_tags_stay() {
        let page = "<html><body><p>县长主持<b>防汛</b>会议。<br>会期半天。</p><p><i>午后</i>散会。</p><table><tr><td>甲</td><td>乙</td></tr></table></body></html>";
        let bytes = page.as_bytes().to_vec();
        let (given, lexicon) = (crate::document::Given::default(), crate::lexicon::Lexicon::builtin());
        let document = crate::document::read(bytes.clone(), &given, lexicon).unwrap();
        let map = SourceMap::new(&document, &bytes);
        let rewritten = |from: &str, to: &str| {
            let text = document.text.as_str();
            let start = text[..text.find(from).unwrap()].chars().count() as u32;
            let span = Span { start, end: start + from.chars().count() as u32 };
            map.rewritten(&[(span, to.to_owned())]).map(|bytes| String::from_utf8(bytes).unwrap())
        };
        for (from, to, was, is) in [
            ("持防", "办抗", "持<b>防汛", "办抗<b>汛"),
            ("防汛会", "抗旱大会", "<b>防汛</b>会", "<b>抗旱大会</b>"),
            ("。\n会期", "，会期", "。<br>会期", "，会期"),
            ("。\n午后", "，下午", "。</p><p><i>午后", "，下午"),
            ("半天", "一天\n又半天", "半天", "一天<br>\n又半天"),
        ] {
            // A paragraph that is one with the next loses its slanted words with the tag: that is told, not done.
            let expected = (from != "。\n午后").then(|| page.replace(was, is));
            assert_eq!(rewritten(from, to), expected, "{from}");
        }
        assert_eq!(rewritten("甲\t乙", "甲乙"), None);
    }
}
