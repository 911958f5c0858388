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

/// The figures of one character.
#[inline]
fn figures(c: char) -> [i8; FIGURES] {
    let at = (c as usize).checked_sub(FIRST).map(|i| i * FIGURES);
    let bytes = at.and_then(|at| TABLE.get(at..at + FIGURES)?.try_into().ok());
    bytes.map_or([i8::MIN, UNSEEN, UNSEEN, UNSEEN, 0], |bytes: [u8; FIGURES]| {
        bytes.map(|byte| i8::from_le_bytes([byte]))
    })
}

/// As a surname; nothing where the character is none.
pub(super) fn surname(c: char) -> Option<i32> {
    Some(figures(c)[0]).filter(|&s| s != i8::MIN).map(i32::from)
}

/// As the first of two characters of a given name.
pub(super) fn first(c: char) -> i32 {
    i32::from(figures(c)[1])
}

/// As the last of two characters of a given name.
pub(super) fn last(c: char) -> i32 {
    i32::from(figures(c)[2])
}

/// As the only character of a given name.
pub(super) fn only(c: char) -> i32 {
    i32::from(figures(c)[3])
}

/// Whether the character stands in transcriptions of foreign and minority names.
pub(in crate::recognize) fn transcribes(c: char) -> bool {
    figures(c)[4] & 1 != 0
}

/// Whether the character stands in Japanese names: first (0) or second (1) in the surname, last (2) in the given name.
pub(super) fn japanese_at(c: char, position: u32) -> bool {
    figures(c)[4] & (2 << position) != 0
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
