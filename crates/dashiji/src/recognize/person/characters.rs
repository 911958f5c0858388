//! How much each character speaks for a name: as a surname, inside a given name, in a transcription.
//!
//! `王` speaks for a surname, `的` against any name; figures are half bits (twice the binary logarithm of how much likelier the
//! character is in a name than in running text) from `lexicon/table-name-characters.tsv`.

use crate::text::chars;

/// What a character says that the table does not hold.
const UNSEEN: i8 = -4;

/// For each unified ideograph: as a surname, as the first of two characters of a given name, as the last, as the only one,
/// and flags (transcribes; Japanese names); compiled by the build script.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/name-characters.bin"));

/// The first character of the table.
const FIRST: usize = 0x4e00;
/// How many figures a character has.
const FIGURES: usize = 5;

/// One of the figures of a character; nothing outside the table.
#[inline]
fn figure(c: char, which: usize) -> Option<i8> {
    let at = (c as usize).checked_sub(FIRST)? * FIGURES + which;
    TABLE.get(at).map(|byte| byte.cast_signed())
}

/// As a surname; nothing where the character is none.
pub(super) fn surname(c: char) -> Option<i32> {
    figure(c, 0).filter(|&s| s != i8::MIN).map(i32::from)
}

/// As the first of two characters of a given name.
pub(super) fn first(c: char) -> i32 {
    i32::from(figure(c, 1).unwrap_or(UNSEEN))
}

/// As the last of two characters of a given name.
pub(super) fn last(c: char) -> i32 {
    i32::from(figure(c, 2).unwrap_or(UNSEEN))
}

/// As the only character of a given name.
pub(super) fn only(c: char) -> i32 {
    i32::from(figure(c, 3).unwrap_or(UNSEEN))
}

/// Whether the character stands in transcriptions of foreign and minority names.
pub(crate) fn transcribes(c: char) -> bool {
    figure(c, 4).is_some_and(|bits| bits & 1 != 0)
}

/// Whether the character stands in Japanese names: first (0) or second (1) in the surname, last (2) in the given name.
pub(super) fn japanese_at(c: char, position: u32) -> bool {
    figure(c, 4).is_some_and(|bits| bits & (2 << position) != 0)
}

/// Marks that stand for a character of a name that is not told (李某, 王××).
pub(super) fn withheld(c: char) -> bool {
    matches!(c, '某' | '×' | '□' | '○')
}

/// Whether a character is hardly ever part of any name: 的, 了, 等, 在.
pub(super) fn functional(c: char) -> bool {
    chars!("的了等在和与及或是将被为于对从向由把其该各每这那个并").has(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_outweighs_running_text() {
        let three = |s: &str| {
            let c: Vec<char> = s.chars().collect();
            surname(c[0]).unwrap_or(-18) + first(c[1]) + last(c[2])
        };
        for (name, text) in [("张建国", "高度重"), ("刘志强", "成立了"), ("孙晓梅", "方面的")]
        {
            assert!(three(name) > 8 && three(text) < 0, "{name} {text}");
        }
    }
}
