//! Folding for matching: one character in, one character out, so that offsets never move.

use super::variants;
use std::sync::LazyLock;

/// Folded form of every character of the basic plane, 0 where it folds to itself.
static TABLE: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut table = vec![0u16; 0x1_0000].into_boxed_slice();
    for (from, to) in variants::pairs() {
        if let (Ok(from), Ok(to)) = (u16::try_from(from as u32), u16::try_from(to as u32)) {
            table[from as usize] = to;
        }
    }
    for c in 0xFF01..=0xFF5Eu16 {
        table[c as usize] = c - 0xFEE0;
    }
    for (from, to) in PUNCTUATION {
        table[*from as usize] = *to as u16;
    }
    table
});

/// Marks that are one for matching.
const PUNCTUATION: &[(char, char)] = &[
    ('\u{a0}', ' '),
    ('\u{3000}', ' '),
    ('\u{2002}', ' '),
    ('\u{2003}', ' '),
    ('\u{2009}', ' '),
    ('\u{202f}', ' '),
    ('\t', ' '),
    ('～', '~'),
    ('〜', '~'),
    ('∼', '~'),
    ('‐', '-'),
    ('‑', '-'),
    ('‒', '-'),
    ('–', '-'),
    ('－', '-'),
    ('−', '-'),
    ('―', '—'),
    ('─', '—'),
    ('「', '“'),
    ('」', '”'),
    ('『', '“'),
    ('』', '”'),
    ('﹑', '、'),
    ('､', '、'),
    ('｡', '。'),
    ('﹐', ','),
    ('﹔', ';'),
    ('﹕', ':'),
    ('〈', '《'),
    ('〉', '》'),
    ('•', '·'),
    ('・', '·'),
    ('‧', '·'),
    ('∙', '·'),
    ('⋅', '·'),
];

/// Folds width, spaces, look-alike marks and traditional or variant characters; `《` and `》` stay.
///
/// `Ａ` becomes `A`, `，` becomes `,`, `國` becomes `国`, U+3000 becomes a space; `。`, `、` and line ends stay.
#[inline]
pub fn fold(c: char) -> char {
    folding()(c)
}

/// The same as a function that knows its table, for whoever folds many characters.
#[inline]
pub(crate) fn folding() -> impl Fn(char) -> char {
    let table: &[u16] = &TABLE;
    |c| match table.get(c as usize) {
        None | Some(0) => c,
        Some(&folded) => char::from_u32(u32::from(folded)).unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_width_space_and_script_one_for_one() {
        for (from, to) in [
            ('Ａ', 'A'),
            ('，', ','),
            ('（', '('),
            ('國', '国'),
            ('臺', '台'),
            ('\u{3000}', ' '),
            ('。', '。'),
            ('\n', '\n'),
        ] {
            assert_eq!(fold(from), to, "{from}");
        }
    }
}
