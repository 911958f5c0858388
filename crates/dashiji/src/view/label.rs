//! What may open a paragraph: a mark, a number of a list, a date, read with the spaces that print puts into them.
//!
//! `▲`, `##`, `（一）`, `3、`, `该   月`, `8月14～22日`, `同日`. Only a glance: what a date means is read in the view.

use crate::lexicon::{Class, Lexicon};
use crate::text::{Span, Text, chars, is_han};

/// What opens a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// Nothing: words.
    Words,
    /// A bullet, a heading's mark.
    Mark,
    /// A number of a list, 【, a quotation's mark.
    Number,
    /// A date.
    Date,
    /// A key before its value.
    Key,
}

/// Marks that need no space after them.
const BULLETS: &str = "▲△▼▽☆★●○◎◆◇■□▪▫※►▶▷➤◼◾♦✦✓⊙❖";

/// What opens the words of a line.
pub(super) fn opening(text: &Text, line: Span) -> Opening {
    let (at, end) = (line.lo(), line.hi());
    let (c, next) = (text.at(at), text.at(at + 1));
    match c {
        '#' => return Opening::Mark,
        '=' | '-' | '+' | '*' if next == ' ' || next == c && c != '-' => return Opening::Mark,
        '>' | '【' | '〖' | '①'..='⑳' | '⑴'..='⒇' => return Opening::Number,
        '(' | '[' => {
            let close = if c == '(' { ')' } else { ']' };
            let inner = (at + 1..at + 5).take_while(|&i| numeral(text.at(i))).count();
            if inner > 0 && text.at(at + 1 + inner) == close {
                return Opening::Number;
            }
            if date(text, at + 1, end).is_some_and(|after| matches!(text.at(after), ')' | ']')) {
                return Opening::Date;
            }
        }
        _ if BULLETS.contains(c) => return Opening::Mark,
        _ => {}
    }
    // 次日, 翌年 go on with a story.
    if !matches!(c, '次' | '翌') && date(text, at, end).is_some() {
        return Opening::Date;
    }
    if keyed(text, at) {
        return Opening::Key;
    }
    if listed(text, at) { Opening::Number } else { Opening::Words }
}

/// `来源：`, `title:`: a key with its value.
fn keyed(text: &Text, at: usize) -> bool {
    let length =
        (at..at + 12).take_while(|&i| is_han(text.at(i)) || text.at(i).is_ascii_alphabetic()).count();
    let most = if is_han(text.at(at)) { 5 } else { 12 };
    (2..=most).contains(&length) && text.at(at + length) == ':'
}

/// `1、`, `12.`, `一、`; not `1.5亿`, `三、四月`.
fn listed(text: &Text, at: usize) -> bool {
    let count = (at..at + 4).take_while(|&i| numeral(text.at(i))).count();
    let (mark, next) = (text.at(at + count), text.at(at + count + 1));
    (1..=3).contains(&count) && matches!(mark, '、' | '.' | ')') && !numeral(next)
}

/// A figure or a Chinese numeral.
pub(super) fn numeral(c: char) -> bool {
    c.is_ascii_digit() || chars!("〇○零一二三四五六七八九十廿卅元").has(c)
}

/// What stands between the ends of a range or the parts of a list.
pub(super) fn between(c: char) -> bool {
    matches!(c, '~' | '—' | '-' | '、' | '至' | '到')
}

/// The next place that is no blank, at most `most` places on.
pub(super) fn skip(text: &Text, at: usize, end: usize, most: usize) -> usize {
    (at..end.min(at + most)).find(|&i| !blank(text.at(i))).unwrap_or(end.min(at + most))
}

/// White space inside a line.
pub(super) fn blank(c: char) -> bool {
    c.is_whitespace() && c != '\n' && c != '\r'
}

/// The end of the date that opens at a place, as far as its first unit.
pub(super) fn date(text: &Text, at: usize, end: usize) -> Option<usize> {
    pronoun(text, at, end).or_else(|| numbered(text, at, end)).or_else(|| figures(text, at, end)).or_else(
        || {
            let head = text.folded(Span::new(at, (at + 8).min(end)));
            let seasons = ["上旬", "中旬", "下旬", "年初", "年底", "年末", "月初", "月底"];
            if let Some(word) = seasons.iter().find(|word| text.begins(at, word)) {
                return Some(at + word.chars().count());
            }
            if matches!(text.at(at), '春' | '夏' | '秋' | '冬') && matches!(text.at(at + 1), ',' | ' ' | '季')
            {
                return Some(at + 1);
            }
            let era = Lexicon::builtin().longest(head, Class::Era)?;
            numbered(text, skip(text, at + era, end, 3), end)
        },
    )
}

/// Whether a line holds a date and nothing else: `2022年8月`, `民国16年（1927年）`, `3月5日`.
pub(super) fn whole(text: &Text, line: Span) -> bool {
    let unit = |c: char| matches!(c, '年' | '月' | '日');
    let part = |c: &char| {
        unit(*c) || numeral(*c) || blank(*c) || between(*c) || chars!("该是同当次翌本()（）#:").has(*c)
    };
    let words = text.folded(line);
    words.iter().any(|c| unit(*c)) && words.iter().all(part)
}

/// `该   月`, `同 日`, `翌年`.
pub(super) fn pronoun(text: &Text, at: usize, end: usize) -> Option<usize> {
    if !matches!(text.at(at), '该' | '是' | '本' | '同' | '当' | '次' | '翌') {
        return None;
    }
    let unit = skip(text, at + 1, end, 8);
    let found = match text.at(unit) {
        '年' | '月' => true,
        '日' => !matches!(text.at(unit + 1), '本' | '报'),
        _ => false,
    };
    (found && unit < end).then_some(unit + 1)
}

/// `1998年`, `5    月`, `8月14～22日`, `2 0 0 3 年`, `1月10`.
fn numbered(text: &Text, at: usize, end: usize) -> Option<usize> {
    let mut i = at;
    let mut digits = 0;
    while i < end && digits < 10 {
        let c = text.at(i);
        if numeral(c) {
            (i, digits) = (i + 1, digits + 1);
        } else if digits > 0 && blank(c) {
            i = skip(text, i, end, 8);
        } else if digits > 0 && between(c) && text.at(i + 1) != '\0' {
            i += 1;
        } else {
            break;
        }
    }
    let unit = match text.at(i) {
        '年' | '月' => true,
        '日' | '号' => !matches!(text.at(i + 1), '本' | '报'),
        _ => false,
    };
    (digits > 0 && unit && i < end).then_some(i + 1)
}

/// `9.15 `, `2019-05-03`, `1952 县`: figures with something behind them that parts them from the words.
fn figures(text: &Text, at: usize, end: usize) -> Option<usize> {
    let mut i = at;
    let mut parts = 0;
    while text.at(i).is_ascii_digit() {
        let digits = (i..i + 5).take_while(|&k| text.at(k).is_ascii_digit()).count();
        if digits > 4 || parts > 2 {
            return None;
        }
        (i, parts) = (i + digits, parts + 1);
        if matches!(text.at(i), '.' | '-' | '/') && text.at(i + 1).is_ascii_digit() {
            i += 1;
        }
    }
    let year = parts == 1 && i == at + 4 && matches!(text.at(at), '1' | '2');
    let parted =
        i >= end || matches!(text.at(i), ' ' | ':' | ',') && is_han(text.at(skip(text, i + 1, end, 4)));
    ((parts >= 2 || year) && parted).then_some(i)
}

/// Whether a date stands after a headline: some words, a space, a day with its month and what parts it from the body.
pub(super) fn after_headline(text: &Text, words: Span) -> bool {
    let limit = words.hi().min(words.lo() + 120);
    let stop = (words.lo()..limit).find(|&i| text.at(i) == '。').unwrap_or(limit);
    (words.lo() + 4..stop).any(|i| {
        blank(text.before(i))
            && date(text, i, words.hi()).is_some_and(|unit| {
                let after = match text.before(unit) {
                    '月' => numbered(text, skip(text, unit, words.hi(), 2), words.hi()),
                    '日' => Some(unit),
                    _ => None,
                };
                after.is_some_and(|after| {
                    matches!(text.at(after), ',' | '、' | ' ' | ':' | '《' | '“' | '至' | '-' | '—' | '~')
                })
            })
    })
}
