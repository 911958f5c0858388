//! Symbol fonts: `l` in Wingdings is a ●, though the file says `l`.
//!
//! In go a font and a code as Word writes them (with or without U+F000 added); out comes the character that an editor sees.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What stands for a symbol that is not known.
const UNKNOWN: char = '□';

/// Whether a font shows other characters than it is told.
pub(crate) fn is_symbolic(font: &str) -> bool {
    SYMBOLS.contains_key(font) || matches!(font, "Wingdings 3" | "Webdings" | "MT Extra")
}

/// The character that a code shows in a font.
pub(crate) fn character(font: &str, code: u32) -> Option<char> {
    let private = (0xF000..=0xF0FF).contains(&code);
    if !private && !is_symbolic(font) {
        let c = char::from_u32(code)?;
        return match c {
            c if c.is_control() => None,
            '\u{e000}'..='\u{f8ff}' => Some(UNKNOWN),
            c => Some(c),
        };
    }
    // A code of the private use area under a common font comes from the font most used for marks.
    let font = if is_symbolic(font) { font } else { "Wingdings" };
    let found = SYMBOLS.get(font).and_then(|codes| codes.get(&(code & 0xFF))).copied();
    Some(found.unwrap_or(UNKNOWN))
}

static SYMBOLS: LazyLock<BTreeMap<&str, BTreeMap<u32, char>>> = LazyLock::new(|| {
    let mut fonts: BTreeMap<&str, BTreeMap<u32, char>> = BTreeMap::new();
    let rows = include_str!("../../data/symbols.tsv").lines().filter(|row| !row.starts_with('#'));
    for row in rows {
        let mut cells = row.split('\t');
        let (Some(font), Some(code), Some(c)) = (cells.next(), cells.next(), cells.next()) else { continue };
        if let (Ok(code), Some(c)) = (u32::from_str_radix(code, 16), c.chars().next()) {
            fonts.entry(font).or_default().insert(code, c);
        }
    }
    fonts
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_what_its_font_shows() {
        for (font, code, want) in [
            ("Wingdings", 0xF06C, Some('●')),
            ("Wingdings", 0x6C, Some('●')),
            ("Symbol", 0xF061, Some('α')),
            ("Symbol", 0xF0B3, Some('≥')),
            ("宋体", 0x3007, Some('〇')),
            ("宋体", 0xF0FC, Some('✓')),
            ("宋体", 0xE123, Some('□')),
            ("Webdings", 0xF061, Some('□')),
            ("宋体", 0x0B, None),
            ("宋体", 0x0011_0000, None),
        ] {
            assert_eq!(character(font, code), want, "{font} {code:X}");
        }
    }
}
