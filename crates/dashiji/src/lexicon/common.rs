//! Common words that are no names, asked for by those who propose names: 现场 is no place though it ends like one.
//!
//! In go characters; out comes whether they are such a word. The table is read when it is first asked for, and no text is
//! searched for its words.

use std::sync::LazyLock;

/// The first character of words, and what follows it in each, parted by spaces; in the order of the first characters.
static WORDS: LazyLock<Vec<(char, &'static str)>> = LazyLock::new(|| {
    include_str!("../../lexicon/table-common.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(first, rest)| Some((first.chars().next()?, rest)))
        .collect()
});

/// Whether characters are a common word of two or three characters.
///
/// ```
/// use dashiji::lexicon::common;
/// assert!(common::is_word(&['现', '场']));
/// assert!(!common::is_word(&['沭', '河']));
/// ```
pub fn is_word(chars: &[char]) -> bool {
    let [first, rest @ ..] = chars else { return false };
    let Ok(row) = WORDS.binary_search_by_key(first, |(first, _)| *first) else { return false };
    let tails = WORDS.get(row).map_or("", |(_, tails)| tails);
    let mut word = [0u8; 12];
    let mut length = 0;
    for c in rest {
        let Some(place) = word.get_mut(length..length + c.len_utf8()) else { return false };
        length += c.encode_utf8(place).len();
    }
    let Some(word) = word.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
        return false;
    };
    !word.is_empty() && tails.split(' ').any(|tail| tail == word)
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
        assert!(WORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(WORDS.len() > 2_000);
    }
}
