//! Common words that are no names, asked for by those who propose names: 现场 is no place though it ends like one.
//!
//! In go characters; out comes whether they are such a word. The table is read when it is first asked for, and no text is
//! searched for its words.

use std::sync::LazyLock;

/// The words by their first character: where those of a character begin among `tails`, and what follows it in each, in order.
struct Words {
    rows: Box<[u32]>,
    tails: Vec<u64>,
}

/// How many first characters there are room for: those of the basic plane.
const FIRSTS: usize = 0x1_0000;

/// One or two characters as a number.
fn packed(tail: &[char]) -> Option<u64> {
    match *tail {
        [c] => Some(u64::from(c) << 32),
        [c, d] => Some(u64::from(c) << 32 | u64::from(d)),
        _ => None,
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut rows = vec![0u32; FIRSTS + 1].into_boxed_slice();
    let mut tails: Vec<u64> = Vec::new();
    let mut at = 0;
    let lines = include_str!("../../lexicon/table-common.tsv").lines();
    // The rows stand in the order of their first characters.
    for (first, rest) in lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
    {
        let Some(first) = first.chars().next().map(|c| c as usize).filter(|c| *c < FIRSTS && *c >= at) else {
            continue;
        };
        let begun = tails.len();
        rows[at..=first].fill(begun as u32);
        at = first + 1;
        let mut tail = ['\0'; 2];
        for word in rest.split(' ').filter(|word| word.chars().count() <= 2) {
            let mut length = 0;
            for (place, c) in tail.iter_mut().zip(word.chars()) {
                (*place, length) = (c, length + 1);
            }
            tails.extend(packed(&tail[..length]));
        }
        tails[begun..].sort_unstable();
    }
    rows[at..].fill(tails.len() as u32);
    Words { rows, tails }
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
    let Some(tail) = packed(rest) else { return false };
    let words: &Words = &WORDS;
    let first = *first as usize;
    let (Some(&from), Some(&to)) = (words.rows.get(first), words.rows.get(first + 1)) else { return false };
    words.tails.get(from as usize..to as usize).is_some_and(|tails| tails.binary_search(&tail).is_ok())
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
        assert!(firsts.len() > 2_000 && WORDS.tails.len() > firsts.len());
    }
}
