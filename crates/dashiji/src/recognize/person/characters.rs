//! How much each character speaks for a name: as a surname, inside a given name, in a transcription.
//!
//! `王` speaks for a surname, `的` against any name; figures are half bits (twice the binary logarithm of how much likelier the
//! character is in a name than in running text) from `lexicon/table-name-characters.tsv`.

use crate::text::{chars, fold};
use std::sync::LazyLock;

/// What a character says that the table does not hold.
const UNSEEN: i8 = -4;

/// The figures of one character.
#[derive(Debug, Clone, Copy)]
struct Figures {
    surname: i8,
    first: i8,
    last: i8,
    only: i8,
    transcribes: bool,
}

const NONE: Figures =
    Figures { surname: i8::MIN, first: UNSEEN, last: UNSEEN, only: UNSEEN, transcribes: false };

static TABLE: LazyLock<Vec<Figures>> = LazyLock::new(|| {
    let mut table = vec![NONE; LAST - FIRST + 1];
    let at = |c: char| (c as usize).checked_sub(FIRST);
    for line in include_str!("../../../lexicon/table-name-characters.tsv").lines() {
        let mut columns = line.split('\t');
        let Some(c) = columns.next().and_then(|c| c.chars().next()) else { continue };
        let mut figure = |default| columns.next().and_then(|f| f.parse().ok()).unwrap_or(default);
        let figures = Figures {
            surname: figure(i8::MIN),
            first: figure(UNSEEN),
            last: figure(UNSEEN),
            only: figure(UNSEEN),
            transcribes: false,
        };
        if let Some(entry) = at(c).and_then(|i| table.get_mut(i)) {
            *entry = figures;
        }
    }
    for line in include_str!("../../../lexicon/table-transcription.tsv").lines() {
        for c in line.chars().filter(|_| !line.starts_with('#')).map(fold) {
            if let Some(entry) = at(c).and_then(|i| table.get_mut(i)) {
                entry.transcribes = true;
            }
        }
    }
    table
});

const FIRST: usize = 0x4e00;
const LAST: usize = 0x9fff;

fn figures(c: char) -> Figures {
    (c as usize).checked_sub(FIRST).and_then(|i| TABLE.get(i)).copied().unwrap_or(NONE)
}

/// As a surname; nothing where the character is none.
pub(super) fn surname(c: char) -> Option<i32> {
    Some(figures(c).surname).filter(|&s| s != i8::MIN).map(i32::from)
}

/// As the first of two characters of a given name.
pub(super) fn first(c: char) -> i32 {
    i32::from(figures(c).first)
}

/// As the last of two characters of a given name.
pub(super) fn last(c: char) -> i32 {
    i32::from(figures(c).last)
}

/// As the only character of a given name.
pub(super) fn only(c: char) -> i32 {
    i32::from(figures(c).only)
}

/// Whether the character stands in transcriptions of foreign and minority names.
pub(in crate::recognize) fn transcribes(c: char) -> bool {
    figures(c).transcribes
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
