//! On what a figure is reckoned: prices of a year (1990年不变价, 现价), a way of counting (新口径). Figures on different bases make different series.

use super::words::{is_money, is_ratio};
use crate::text::{Span, Text};

/// How far before a figure its sentence is looked back for.
const BEFORE: usize = 80;
/// Characters behind a figure in which a bracket may tell its basis.
const BEHIND: usize = 16;

/// Ways of counting and prices by name, the longer first; what is printed for them.
const NAMED: &[(&str, &str)] = &[
    ("可比价格", "可比价"),
    ("可比价", "可比价"),
    ("可比口径", "可比口径"),
    ("同口径", "可比口径"),
    ("不变价格", "不变价"),
    ("不变价", "不变价"),
    ("当年价格", "现价"),
    ("当年价", "现价"),
    ("现行价格", "现价"),
    ("现行价", "现价"),
    ("现价", "现价"),
    ("新口径", "新口径"),
    ("新统计口径", "新口径"),
    ("调整口径", "新口径"),
    ("老口径", "原口径"),
    ("旧口径", "原口径"),
    ("原口径", "原口径"),
];

/// The basis of a figure in a unit, where its sentence tells one.
pub fn of(text: &Text, figure: Span, unit: Option<&str>) -> Option<String> {
    let (start, least) = (figure.lo(), figure.lo().saturating_sub(BEFORE));
    let stops = |i: &usize| matches!(text.at(*i), '。' | ';' | '!' | '\n');
    let sentence = (least..start).rev().find(stops).map_or(least, |i| i + 1);
    basis(text, sentence, start, figure.hi()).filter(|basis| suits(basis, unit))
}

/// Whether a basis can be that of an amount in a unit: heads and tonnes have no price.
pub fn suits(basis: &str, unit: Option<&str>) -> bool {
    basis.ends_with("口径") || unit.is_some_and(|unit| is_money(unit) || is_ratio(unit))
}

/// The basis of a figure that ends at `end`: told in its sentence before it, nearest first, or in a bracket right behind.
pub fn basis(text: &Text, sentence: usize, start: usize, end: usize) -> Option<String> {
    let named = |from: usize, to: usize| (from..to).any(|i| matches!(text.at(i), '价' | '径'));
    let told = named(sentence, start) || text.at(end) == '(' && named(end, end + BEHIND);
    if !told {
        return None;
    }
    let before: Vec<char> = (sentence..start).map(|i| text.at(i)).collect();
    let bracket: Vec<char> = if text.at(end) == '(' {
        (end + 1..end + BEHIND).map(|i| text.at(i)).take_while(|c| !matches!(c, ')' | '\n' | '\0')).collect()
    } else {
        Vec::new()
    };
    last(&bracket).or_else(|| last(&before))
}

/// The last basis named in some words, with its year.
fn last(words: &[char]) -> Option<String> {
    (0..words.len()).rev().find_map(|i| {
        let year = words[..i].iter().rev().take(5).copied().collect::<Vec<char>>();
        let digits =
            year.first() == Some(&'年') && year.len() == 5 && year[1..].iter().all(char::is_ascii_digit);
        let year: String = if digits { words[i - 5..i].iter().collect() } else { String::new() };
        let named = NAMED
            .iter()
            .find(|(word, _)| word.chars().eq(words[i..].iter().copied().take(word.chars().count())));
        match named {
            Some((_, name)) => Some(format!("{year}{name}")),
            // 1990年价
            None if digits && words[i] == '价' => Some(format!("{year}不变价")),
            None => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Option<String> {
        last(&words.chars().collect::<Vec<char>>())
    }

    #[test]
    fn the_nearest_basis_counts_with_its_year() {
        assert_eq!(of("按1980年不变价计算,工业总产值").as_deref(), Some("1980年不变价"));
        assert_eq!(of("工业总产值(1990年价)").as_deref(), Some("1990年不变价"));
        assert_eq!(of("按可比口径,收入").as_deref(), Some("可比口径"));
        assert_eq!(of("当年价1.2亿元,不变价").as_deref(), Some("不变价"));
        assert_eq!(of("评价、口径100毫米"), None);
    }
}
