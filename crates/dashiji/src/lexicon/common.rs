//! Common words that are no names, asked for by those who propose names: 现场 is no place though it ends like one.
//!
//! In go characters; out comes whether they are such a word. The build script compiles the table, and no text is searched for
//! its words.

use super::rows::Rows;

/// What follows the first character in each word: one character, or two, 16 bits for each.
static WORDS: Rows = Rows::new(include_bytes!(concat!(env!("OUT_DIR"), "/common.bin")));

/// Whether characters are a common word of two or three characters.
///
/// ```
/// use dashiji::lexicon::common;
/// assert!(common::is_word(&['现', '场']));
/// assert!(!common::is_word(&['沭', '河']));
/// ```
pub fn is_word(chars: &[char]) -> bool {
    let (first, tail) = match *chars {
        [first, c] => (first, (c, '\0')),
        [first, c, d] => (first, (c, d)),
        _ => return false,
    };
    let packed = |c: char| u16::try_from(c as u32).ok().map(u32::from);
    let Some((c, d)) = packed(tail.0).zip(packed(tail.1)) else { return false };
    WORDS.find(first, &(c << 16 | d), |entry| entry).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_names_are_none() {
        for word in ["现场", "高峰", "运动场", "群众"] {
            assert!(is_word(&word.chars().collect::<Vec<_>>()), "{word}");
        }
        for other in ["", "现", "现场会上见", "沭河", "孟家坪", "连云港"] {
            assert!(!is_word(&other.chars().collect::<Vec<_>>()), "{other}");
        }
    }

    #[test]
    fn first_characters_are_in_order_and_stand_once() {
        let firsts: Vec<char> = include_str!("../../lexicon/table-common.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.chars().next())
            .collect();
        assert!(firsts.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(firsts.len() > 2_000);
    }
}
