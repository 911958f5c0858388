//! Bytes -> text: which encoding they are in, and the text without its mark.
//!
//! `B4 F3 CA C2 BC C7` is 大事记 in GB18030, `FF FE 27 59 8B 4E 18 8A` in little-endian UTF-16 with a mark. A mark wins; then
//! UTF-16 by its shape, valid UTF-8, UTF-8 with a few broken bytes, what the page says of itself (`<meta charset>`),
//! and last GB18030 or Big5 by how common the characters are that each gives. (General detectors drop an encoding at its
//! first broken byte and know of UTF-16 only by its mark; among Chinese encodings alone a count does better.)

use super::error::{Binary, Error};

/// An encoding a chronicle comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB18030, and its subsets GBK and GB2312.
    Gb18030,
    /// Big5 with the Hong Kong characters, as the Encoding Standard has it.
    Big5,
}

impl Encoding {
    /// The bytes of a text in this encoding; nothing where it has no code for one of the characters.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            _ => {
                let (bytes, _, unmappable) = self.standard().encode(text);
                (!unmappable).then(|| bytes.into_owned())
            }
        }
    }

    /// Its name, as in `document.encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
        }
    }

    /// The encoding of a label (`gb2312`, `GBK`, `utf-8`, `big5-hkscs`), where it is one of ours.
    pub fn of_label(label: &str) -> Option<Self> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Gb18030, Self::Big5]
            .into_iter()
            .find(|ours| ours.standard() == encoding)
            .or_else(|| (encoding == encoding_rs::GBK).then_some(Self::Gb18030))
    }

    /// The encoding of the Encoding Standard.
    fn standard(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Gb18030 => encoding_rs::GB18030,
            Self::Big5 => encoding_rs::BIG5,
        }
    }

    /// How many bytes of mark (U+FEFF in this encoding) stand at the start.
    pub(super) fn mark(self, bytes: &[u8]) -> usize {
        MARKS
            .iter()
            .find(|(mark, of)| *of == self && bytes.starts_with(mark))
            .map_or(0, |(mark, _)| mark.len())
    }
}

impl std::fmt::Display for Encoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

const MARKS: &[(&[u8], Encoding)] = &[
    (b"\xEF\xBB\xBF", Encoding::Utf8),
    (b"\xFF\xFE", Encoding::Utf16Le),
    (b"\xFE\xFF", Encoding::Utf16Be),
    (b"\x84\x31\x95\x33", Encoding::Gb18030),
];

/// How much of a file is looked at to tell what it is.
const SAMPLE: usize = 1 << 16;

/// Something a reader should know about how the bytes were read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// Bytes that are nothing in the encoding stand as U+FFFD in the text.
    Replaced {
        /// How many times.
        count: usize,
        /// Byte offset of the first.
        byte: usize,
        /// The encoding.
        encoding: Encoding,
    },
    /// The page calls itself something else than it is.
    Misdeclared {
        /// What it calls itself.
        declared: String,
        /// What it was read as.
        encoding: Encoding,
    },
    /// Entries of a length that no chronicle has ([`crate::segment::LONG`]), or cut where they would have been longer still.
    Long {
        /// How many.
        entries: usize,
    },
    /// Zero bytes stand in a text file.
    Zeros {
        /// Byte offset of the first.
        byte: usize,
    },
}

impl Note {
    /// That entries are too long, where some are; of the lengths of all of them.
    pub fn of_lengths(lengths: impl Iterator<Item = usize>) -> Option<Self> {
        let entries = lengths.filter(|length| *length > crate::segment::LONG).count();
        (entries > 0).then_some(Self::Long { entries })
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Replaced { count, byte, encoding } => {
                let places = if *count == 1 { "place" } else { "places" };
                write!(f, "{count} {places} are no {encoding}, the first at byte {byte}; read as U+FFFD")
            }
            Self::Misdeclared { declared, encoding } => {
                write!(f, "the page calls itself {declared} but is {encoding}")
            }
            Self::Long { entries } => write!(f, "{entries} entries are too long for any chronicle"),
            Self::Zeros { byte } => write!(f, "zero bytes in the text, the first at byte {byte}"),
        }
    }
}

/// A decoded file.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    /// The text, without its mark.
    pub text: String,
    pub encoding: Encoding,
    pub notes: Vec<Note>,
}

/// Decodes a file; UTF-8 keeps its bytes where they are.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, Error> {
    let mut notes = Vec::new();
    let encoding = detect(&bytes, &mut notes)?;
    let size = bytes.len();
    let mark = encoding.mark(&bytes);
    let (text, damage) = match encoding {
        Encoding::Utf8 => utf8(bytes, mark),
        _ => transcode(&bytes[mark..], mark, encoding),
    };
    if let Some((count, byte)) = damage {
        notes.push(Note::Replaced { count, byte, encoding });
    }
    if text.chars().all(char::is_whitespace) {
        return Err(Error::Empty { bytes: size });
    }
    let most = u32::MAX as usize;
    if text.len() > most {
        return Err(Error::TooLarge { bytes: text.len(), most });
    }
    Ok(Decoded { text, encoding, notes })
}

/// The encoding of a file, or what else it is.
fn detect(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Encoding, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty { bytes: 0 });
    }
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(Error::Binary { kind: Binary::Utf32, at: 0 });
    }
    if let Some((_, encoding)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Ok(*encoding);
    }
    if let Some((kind, at)) = Binary::sniff(bytes) {
        return Err(Error::Binary { kind, at });
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zero = sample.iter().position(|&b| b == 0);
    if let Some(at) = zero {
        if let Some(encoding) = utf16(sample, 0.8) {
            return Ok(encoding);
        }
        let zeros = sample.split(|&b| b == 0).count() - 1;
        if zeros * 500 > sample.len() || std::str::from_utf8(bytes).is_err() {
            return Err(Error::Binary { kind: Binary::Unknown, at });
        }
        notes.push(Note::Zeros { byte: at });
    }
    if let Some(at) = controls(sample) {
        return Err(Error::Binary { kind: Binary::Unknown, at });
    }
    let declared = declared(bytes);
    let encoding = undeclared(bytes, declared.as_ref().and_then(|d| d.1));
    if let Some((label, found)) = declared
        && found != Some(encoding)
    {
        notes.push(Note::Misdeclared { declared: label, encoding });
    }
    Ok(encoding)
}

/// The encoding of text without a mark; `declared` is what the page says.
fn undeclared(bytes: &[u8], declared: Option<Encoding>) -> Encoding {
    let shape = Shape::of(bytes);
    if shape.broken == 0 {
        // Two-byte sequences alone, side by side, are letters of other scripts in UTF-8 but Chinese in GBK.
        let chinese = shape.long == 0 && shape.pairs >= 2 && shape.pairs == shape.short;
        return match declared {
            Some(Encoding::Gb18030 | Encoding::Big5) if shape.long == 0 && shape.short > 0 => {
                declared.unwrap_or_default()
            }
            None if chinese => Encoding::Gb18030,
            _ => Encoding::Utf8,
        };
    }
    let sample = sample(bytes);
    if let Some(encoding) = utf16(&bytes[..bytes.len().min(SAMPLE)], 0.97) {
        return encoding;
    }
    if shape.long > 0 && shape.long * 3 >= shape.broken {
        return Encoding::Utf8;
    }
    let (simplified, traditional) = (gbk_score(sample), big5_score(sample));
    match declared {
        Some(Encoding::Gb18030) if simplified >= 0 => Encoding::Gb18030,
        Some(Encoding::Big5) if traditional >= 0 => Encoding::Big5,
        _ if traditional > simplified => Encoding::Big5,
        _ => Encoding::Gb18030,
    }
}

/// What bytes look like as UTF-8.
#[derive(Debug, Default)]
struct Shape {
    /// Sequences of three or four bytes.
    long: usize,
    /// Sequences of two bytes.
    short: usize,
    /// Those of two bytes with another one beside them.
    pairs: usize,
    /// Sequences that are none.
    broken: usize,
}

impl Shape {
    fn of(bytes: &[u8]) -> Self {
        let mut shape = Self::default();
        // Valid text is told apart fast; only text without three-byte sequences needs a closer look.
        if let Ok(text) = std::str::from_utf8(bytes)
            && text.bytes().any(|b| b >= 0xE0)
        {
            shape.long = 1;
            return shape;
        }
        let mut last_short = false;
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                match c.len_utf8() {
                    1 => last_short = false,
                    2 => {
                        shape.short += 1;
                        shape.pairs += usize::from(last_short) + usize::from(last_short && shape.short == 2);
                        last_short = true;
                    }
                    _ => {
                        shape.long += 1;
                        last_short = false;
                    }
                }
            }
            shape.broken += usize::from(!chunk.invalid().is_empty());
        }
        shape
    }
}

/// The part of a file that is counted: from its first byte beyond ASCII.
fn sample(bytes: &[u8]) -> &[u8] {
    let from = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    &bytes[from..bytes.len().min(from + SAMPLE)]
}

/// UTF-16 without a mark: read in one of the two orders, nearly every unit is Chinese, its punctuation or ASCII.
fn utf16(sample: &[u8], least: f64) -> Option<Encoding> {
    let plausible = |unit: u16| {
        matches!(unit, 0x20..=0x7E | 0x09 | 0x0A | 0x0D | 0xA0 | 0xB7 | 0x2010..=0x2027 | 0x3000..=0x3017
            | 0x4E00..=0x9FFF | 0xFF01..=0xFF5E)
    };
    let count = |order: fn([u8; 2]) -> u16| {
        sample.chunks_exact(2).filter(|pair| plausible(order([pair[0], pair[1]]))).count()
    };
    let units = sample.len() / 2;
    if units < 2 {
        return None;
    }
    let (little, big) = (count(u16::from_le_bytes), count(u16::from_be_bytes));
    let (most, encoding) = if little >= big { (little, Encoding::Utf16Le) } else { (big, Encoding::Utf16Be) };
    (most as f64 >= least * units as f64 && little != big).then_some(encoding)
}

/// Where control characters begin, if there are too many for a text.
fn controls(sample: &[u8]) -> Option<usize> {
    let control = |b: &u8| matches!(b, 0x01..=0x08 | 0x0E..=0x19 | 0x1C..=0x1F | 0x7F);
    let count = sample.iter().filter(|b| control(b)).count();
    if count * 50 > sample.len() { sample.iter().position(control) } else { None }
}

/// The label a page gives itself (`<meta charset>`, `<?xml encoding>`), with the encoding it names.
fn declared(bytes: &[u8]) -> Option<(String, Option<Encoding>)> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let find = |from: usize, word: &[u8]| {
        head.get(from..)?.windows(word.len()).position(|w| w == word).map(|at| from + at)
    };
    let label_at = |at: usize| {
        let rest = &head[at..];
        let skip = rest.iter().take_while(|b| matches!(b, b' ' | b'=' | b'"' | b'\'' | b'\\')).count();
        let word = rest[skip..].iter().take_while(|b| b.is_ascii_alphanumeric() || b"-_:".contains(b));
        let label: String = word.take(32).map(|&b| b as char).collect();
        (!label.is_empty()).then(|| (label.clone(), Encoding::of_label(&label)))
    };
    let mut from = 0;
    while let Some(meta) = find(from, b"<meta") {
        let end = find(meta, b">").unwrap_or(head.len());
        if let Some(at) = find(meta, b"charset").filter(|&at| at < end) {
            return label_at(at + b"charset".len());
        }
        from = meta + 5;
    }
    if head.starts_with(b"<?xml") {
        let end = find(0, b"?>").unwrap_or(head.len());
        let at = find(0, b"encoding").filter(|&at| at < end)?;
        return label_at(at + b"encoding".len());
    }
    None
}

/// How much bytes look like GB18030: common characters and punctuation for it, rare ones and errors against.
fn gbk_score(bytes: &[u8]) -> i64 {
    let mut score = 0;
    let mut i = 0;
    while i < bytes.len() {
        let (lead, trail) = (bytes[i], bytes.get(i + 1).copied().unwrap_or(0));
        if lead < 0x80 {
            i += 1;
            continue;
        }
        let (points, length) = match (lead, trail) {
            (0x80 | 0xFF, _) => (-6, 1),
            (_, 0x30..=0x39) => {
                let four = matches!(bytes.get(i + 2..i + 4), Some([0x81..=0xFE, 0x30..=0x39]));
                if four { (0, 4) } else { (-6, 1) }
            }
            (_, 0..=0x3F | 0x7F | 0xFF) => (-6, 1),
            (0xB0..=0xD7 | 0xA3, 0xA1..=0xFE) | (0xA1, 0xA1..=0xC0) => (2, 2),
            (0xD8..=0xF7, 0xA1..=0xFE) | (0x81..=0xA0, _) | (0xAA..=0xFE, 0x40..=0xA0) => (0, 2),
            _ => (-2, 2),
        };
        score += points;
        i += length;
    }
    score
}

/// How much bytes look like Big5.
fn big5_score(bytes: &[u8]) -> i64 {
    let mut score = 0;
    let mut i = 0;
    while i < bytes.len() {
        let (lead, trail) = (bytes[i], bytes.get(i + 1).copied().unwrap_or(0));
        if lead < 0x80 {
            i += 1;
            continue;
        }
        let (points, length) = match (lead, trail) {
            (0x80 | 0xFF, _) | (_, 0..=0x3F | 0x7F) => (-6, 1),
            (_, 0x80..=0xA0 | 0xFF) => (-6, 2),
            (0xA4..=0xC5, _) | (0xC6, 0x40..=0x7E) | (0xA1, 0x40..=0xBF) => (2, 2),
            (0xC9..=0xF9 | 0xA1..=0xA3, _) => (-1, 2),
            _ => (-2, 2),
        };
        score += points;
        i += length;
    }
    score
}

/// How many places were replaced, and the byte offset of the first.
type Damage = Option<(usize, usize)>;

/// UTF-8 to text; valid bytes are not copied.
fn utf8(mut bytes: Vec<u8>, mark: usize) -> (String, Damage) {
    bytes.drain(..mark);
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, None),
        Err(error) => error.into_bytes(),
    };
    let mut text = String::with_capacity(bytes.len() + 64);
    let (mut count, mut first, mut at) = (0, 0, mark);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            if count == 0 {
                first = at;
            }
            count += 1;
            text.push('\u{FFFD}');
            at += chunk.invalid().len();
        }
    }
    (text, (count > 0).then_some((count, first)))
}

/// The other encodings to text; `base` is the byte offset of `bytes` in the file.
fn transcode(bytes: &[u8], base: usize, encoding: Encoding) -> (String, Damage) {
    let mut decoder = encoding.standard().new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let (mut count, mut first, mut at) = (0, 0, 0);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(&bytes[at..], &mut text, true);
        at += read;
        match result {
            encoding_rs::DecoderResult::InputEmpty => break,
            encoding_rs::DecoderResult::OutputFull => text.reserve((bytes.len() - at) * 2 + 64),
            encoding_rs::DecoderResult::Malformed(length, after) => {
                if count == 0 {
                    first = base + at.saturating_sub(usize::from(length) + usize::from(after));
                }
                count += 1;
                if text.capacity() - text.len() < 8 {
                    text.reserve((bytes.len() - at) * 2 + 64);
                }
                text.push('\u{FFFD}');
            }
        }
    }
    (text, (count > 0).then_some((count, first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "青石县大事记\r\n1月3日，县委召开会议，部署防汛工作。\r\n2月，县第一中学建校。";
    const TRADITIONAL: &str = "青石縣大事記\n一月三日，縣政府召開會議，討論防汛事宜。\n二月，縣立中學建校。";

    fn encode(text: &str, encoding: Encoding, mark: bool) -> Vec<u8> {
        let text = if mark { format!("\u{FEFF}{text}") } else { text.to_owned() };
        match encoding {
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding.standard().encode(&text).0.into_owned(),
        }
    }

    #[test]
    fn every_encoding_gives_the_same_text_with_and_without_a_mark() {
        for (text, encoding, mark) in [
            (SIMPLIFIED, Encoding::Utf8, false),
            (SIMPLIFIED, Encoding::Utf8, true),
            (SIMPLIFIED, Encoding::Utf16Le, false),
            (SIMPLIFIED, Encoding::Utf16Le, true),
            (SIMPLIFIED, Encoding::Utf16Be, false),
            (SIMPLIFIED, Encoding::Utf16Be, true),
            (SIMPLIFIED, Encoding::Gb18030, false),
            (SIMPLIFIED, Encoding::Gb18030, true),
            (TRADITIONAL, Encoding::Big5, false),
            (TRADITIONAL, Encoding::Gb18030, false),
            (TRADITIONAL, Encoding::Utf16Le, false),
            (TRADITIONAL, Encoding::Utf8, false),
        ] {
            let decoded = decode(encode(text, encoding, mark)).unwrap();
            assert_eq!(decoded.text, text, "{encoding}, mark {mark}");
            assert_eq!(decoded.encoding, encoding, "mark {mark}");
            assert!(decoded.notes.is_empty(), "{:?}", decoded.notes);
        }
    }

    #[test]
    fn a_title_alone_is_enough_to_tell_the_encoding() {
        for (text, encoding) in [
            ("大事记", Encoding::Gb18030),
            ("二月", Encoding::Gb18030),
            ("2019年大事记", Encoding::Gb18030),
            ("大事記", Encoding::Big5),
            ("民國十六年大事記", Encoding::Big5),
            ("大事记", Encoding::Utf8),
            ("大事记", Encoding::Utf16Le),
            ("2月", Encoding::Utf16Be),
        ] {
            let decoded = decode(encode(text, encoding, false)).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
        }
    }

    #[test]
    fn a_few_broken_bytes_leave_the_encoding_alone_and_a_note() {
        for encoding in [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5] {
            let text = if encoding == Encoding::Big5 { TRADITIONAL } else { SIMPLIFIED };
            let mut bytes = encode(&text.repeat(3), encoding, false);
            let middle = bytes.len() / 2 + bytes[bytes.len() / 2..].iter().position(|&b| b == b'\n').unwrap();
            bytes.insert(middle, 0xFF);
            let decoded = decode(bytes).unwrap();
            assert_eq!(decoded.encoding, encoding);
            assert_eq!(decoded.notes, [Note::Replaced { count: 1, byte: middle, encoding }]);
            assert_eq!(decoded.text.matches('\u{FFFD}').count(), 1);
        }
    }

    #[test]
    fn a_file_cut_inside_a_character_stays_what_it_is() {
        for encoding in [Encoding::Utf8, Encoding::Gb18030, Encoding::Utf16Le] {
            let mut bytes = encode(SIMPLIFIED, encoding, false);
            bytes.pop();
            let decoded = decode(bytes).unwrap();
            assert_eq!(decoded.encoding, encoding);
            assert!(decoded.text.ends_with("建校\u{FFFD}"), "{encoding}: {}", decoded.text);
        }
    }

    #[test]
    fn a_page_may_name_its_encoding() {
        let page =
            |label: &str| format!("<html><head><meta charset=\"{label}\"></head><body>大事记</body></html>");
        for label in ["gb2312", "GBK", "gb18030"] {
            let decoded = decode(encode(&page(label), Encoding::Gb18030, false)).unwrap();
            assert_eq!((decoded.encoding, decoded.notes.len()), (Encoding::Gb18030, 0), "{label}");
        }
        let old = "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=big5\">大事記";
        assert_eq!(decode(encode(old, Encoding::Big5, false)).unwrap().encoding, Encoding::Big5);
        let saved = decode(encode(&page("gb2312"), Encoding::Utf8, false)).unwrap();
        let note = Note::Misdeclared { declared: "gb2312".to_owned(), encoding: Encoding::Utf8 };
        assert_eq!((saved.encoding, saved.notes), (Encoding::Utf8, vec![note]));
    }

    #[test]
    fn what_is_no_text_says_what_it_is_and_where() {
        let doc = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 64]].concat();
        let program = [b"\x7FELF\x02\x01\x01".as_slice(), &[0; 64]].concat();
        let picture = [b"\x89PNG\r\n\x1A\n".as_slice(), &[0; 16]].concat();
        for (bytes, code, kind) in [
            (b"".as_slice(), "empty", None),
            (b"\xEF\xBB\xBF", "empty", None),
            (b" \r\n\t ", "empty", None),
            (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3", "binary", Some(Binary::Pdf)),
            (b"PK\x03\x04\x14\0\x06\0", "binary", Some(Binary::Zip)),
            (&doc, "binary", Some(Binary::Ole)),
            (&picture, "binary", Some(Binary::Image)),
            (b"{\\rtf1\\ansi", "binary", Some(Binary::Rtf)),
            (&program, "binary", Some(Binary::Unknown)),
            (b"\xFF\xFE\0\0\x27\x59\0\0", "binary", Some(Binary::Utf32)),
        ] {
            let error = decode(bytes.to_vec()).unwrap_err();
            assert_eq!(error.code(), code, "{bytes:?}");
            if let Some(want) = kind {
                assert!(matches!(error, Error::Binary { kind, .. } if kind == want), "{bytes:?}: {error}");
                assert!(error.to_string().contains("byte"), "{error}");
            }
        }
    }

    #[test]
    fn a_stray_zero_in_a_text_is_only_noted() {
        let mut bytes = SIMPLIFIED.repeat(30).into_bytes();
        bytes.insert(0, 0);
        assert_eq!(decode(bytes).unwrap().notes, [Note::Zeros { byte: 0 }]);
    }
}
