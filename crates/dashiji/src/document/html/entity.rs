//! Character references: `&nbsp;`, `&#12290;`, `&#x3002;` (both 。), and the old ones without a semicolon.

use std::sync::LazyLock;

/// Name, characters, and whether the semicolon may be missing; by name.
static NAMED: LazyLock<Vec<(&str, &str, bool)>> = LazyLock::new(|| {
    let table = include_str!("../../../lexicon/table-entities.tsv");
    let mut rows: Vec<_> = table.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect();
    rows.sort_unstable();
    rows
});

fn row(line: &'static str) -> Option<(&'static str, &'static str, bool)> {
    let mut columns = line.split('\t');
    let (name, characters) = (columns.next()?, columns.next()?);
    let characters = match characters {
        "\\n" => "\n",
        "\\t" => "\t",
        other => other,
    };
    Some((name, characters, columns.next() == Some("bare")))
}

/// What a reference stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Characters(&'static str),
    Character(char),
}

/// The reference at the start of `text` (which begins with `&`), and how many bytes it takes.
pub(super) fn reference(text: &str) -> Option<(Meaning, usize)> {
    let rest = text.strip_prefix('&')?;
    if let Some(figures) = rest.strip_prefix('#') {
        return numeric(figures).map(|(c, length)| (Meaning::Character(c), length + 2));
    }
    let length = rest.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
    let name = rest.get(..length)?;
    if rest.as_bytes().get(length) == Some(&b';') {
        return named(name).map(|(characters, _)| (Meaning::Characters(characters), length + 2));
    }
    // `&nbspabc`: the longest old name that fits.
    (2..=length.min(6)).rev().find_map(|n| {
        let (characters, bare) = named(name.get(..n)?)?;
        bare.then_some((Meaning::Characters(characters), n + 1))
    })
}

fn named(name: &str) -> Option<(&'static str, bool)> {
    let at = NAMED.binary_search_by(|row| row.0.cmp(name)).ok()?;
    NAMED.get(at).map(|&(_, characters, bare)| (characters, bare))
}

/// The character of `12290;` or `x3002;`, and how many bytes it takes.
fn numeric(figures: &str) -> Option<(char, usize)> {
    let (digits, radix, skip) = match figures.as_bytes().first()? {
        b'x' | b'X' => (&figures[1..], 16, 1),
        _ => (figures, 10, 0),
    };
    let length = digits.bytes().take_while(|b| (*b as char).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let code = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    let semicolon = usize::from(digits.as_bytes().get(length) == Some(&b';'));
    Some((character(code), skip + length + semicolon))
}

/// The character of a code; those of the old Windows page where HTML says so.
fn character(code: u32) -> char {
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match code {
        0 => '\u{FFFD}',
        0x80..=0x9F => WINDOWS[code as usize - 0x80],
        _ => char::from_u32(code).unwrap_or('\u{FFFD}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_every_form_are_read() {
        for (text, want, length) in [
            ("&nbsp;甲", "\u{a0}", 6),
            ("&nbsp甲", "\u{a0}", 5),
            ("&ampx", "&", 4),
            ("&ldquo;", "“", 7),
            ("&middot;", "·", 8),
            ("&#12290;", "。", 8),
            ("&#x3002;x", "。", 8),
            ("&#151;", "—", 6),
            ("&#0;", "\u{FFFD}", 4),
            ("&#99999999999;", "\u{FFFD}", 14),
        ] {
            let (meaning, took) = reference(text).unwrap();
            let got = match meaning {
                Meaning::Characters(s) => s.to_owned(),
                Meaning::Character(c) => c.to_string(),
            };
            assert_eq!((got.as_str(), took), (want, length), "{text}");
        }
        for text in ["&", "&;", "& 甲", "&#;", "&#x;", "&nosuch;", "&hellip甲"] {
            assert_eq!(reference(text), None, "{text}");
        }
    }
}
