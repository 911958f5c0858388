//! What a line at the head or tail of a page is, by its own characters.
//!
//! `您的位置:首页>大事记` is a breadcrumb, `来源:县志办 点击:12` holds keys, `2022年06月21日` is a day alone, `3日 县委…` is content.

use super::super::date::{self, Day};
use super::super::words::{self, Kind, Words};
use super::LONGEST;
use crate::recognize::time;
use crate::text::{Text, chars};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Marks alone.
    Rule,
    Crumb,
    /// Keys and buttons.
    Meta,
    /// A whole date alone.
    Day(Day),
    /// Links to other pages.
    Menu,
    /// An entry, a heading of entries, a paragraph.
    Content,
    /// Short, and none of these: a title, a menu.
    Other,
}

/// What a line is.
pub(super) fn role(chars: &[char]) -> Role {
    if chars.len() > LONGEST {
        return Role::Content;
    }
    if is_rule(chars) {
        return Role::Rule;
    }
    if let Some(end) = words::table().opens(chars, Kind::Crumb) {
        let steps = steps(chars, end).len();
        // 位置 alone may be the key of a catalogue record.
        return if steps >= 2 || end > 3 { Role::Crumb } else { Role::Meta };
    }
    if steps(chars, 0).len() >= 3 {
        return Role::Crumb;
    }
    if let Some(day) = date::lone_day(chars) {
        return Role::Day(day);
    }
    if is_meta(chars) {
        return Role::Meta;
    }
    if is_content(chars) && !is_month_title(chars) { Role::Content } else { Role::Other }
}

/// Whether a line is the title of a month's chronicle: `十二月份大事记`.
fn is_month_title(chars: &[char]) -> bool {
    chars.len() <= 40
        && !chars.iter().any(|c| matches!(c, '。' | ',' | ';' | ':'))
        && date::month(chars, 0).is_some()
        && words::table().ends(chars, Kind::Work)
}

/// Whether a line is marks alone.
pub(super) fn is_rule(chars: &[char]) -> bool {
    chars.iter().all(|c| !c.is_alphanumeric()) && !is_row(chars)
}

/// Whether a line is the row of a table between two bars.
fn is_row(chars: &[char]) -> bool {
    chars.len() > 2 && chars.first() == Some(&'|') && chars.last() == Some(&'|')
}

/// Whether a line tells or heads entries: a date label at its start, a date after a headline, a sentence.
pub(super) fn is_content(chars: &[char]) -> bool {
    chars.len() > 120
        || chars.contains(&'。')
        || is_row(chars)
        || is_dated(chars)
        || is_reign(chars)
        || is_report(chars)
}

/// Whether a line is nothing but the year of a reign or a part of a year (`◎至正十四年`, `光绪三十一年（1905年）`, `2016年春`), or opens
/// with a whole day in brackets (`【2019年4月3日】医院开业`).
fn is_reign(chars: &[char]) -> bool {
    let words = body(chars);
    if words.len() > 60 {
        return false;
    }
    let open = usize::from(words.first().is_some_and(|c| matches!(c, '【' | '[')));
    let text = Text::new(words.iter().collect());
    time::label(&text, open).is_some_and(|m| {
        let whole = m.span.hi() == text.len();
        let closed = open == 1 && matches!(text.at(m.span.hi()), '】' | ']');
        whole && (m.expression.has_era() || m.expression.has_year() && m.expression.is_vague())
            || closed && m.expression.has_day() && text.len() > m.span.hi() + 2
    })
}

/// Whether a line opens one of several reports: `第1期 7月22日8时`, `续报一（18日12时）`.
fn is_report(chars: &[char]) -> bool {
    let words = body(chars);
    let figure = |c: &char| c.is_ascii_digit() || chars!("一二三四五六七八九十").has(*c);
    // 防汛简报第1期: a title may stand before.
    let title = words.iter().take(16).position(|c| *c == '第').unwrap_or(0);
    let words = words.get(title..).unwrap_or(&[]);
    let serial = match words {
        ['第', rest @ ..] => {
            let digits = rest.iter().take_while(|c| figure(c)).count();
            digits > 0 && matches!(rest.get(digits), Some('期' | '号' | '报' | '次'))
        }
        ['首' | '初' | '续' | '终', '报', ..] => true,
        _ => false,
    };
    serial
        && words.len() <= 60
        && words.windows(2).any(|w| w[0].is_ascii_digit() && matches!(w[1], '日' | '时'))
}

/// Whether a line begins with a date that leaves the year out or goes on, or has one after a headline.
pub(super) fn is_dated(chars: &[char]) -> bool {
    label(body(chars)) || (chars.len() > 25 && dated_clause(chars))
}

/// A line from its first letter, figure or bracket on.
fn body(chars: &[char]) -> &[char] {
    let start = chars.iter().position(|c| c.is_alphanumeric() || matches!(c, '【' | '[')).unwrap_or(0);
    chars.get(start..).unwrap_or(&[])
}

/// Whether a line begins with a date that leaves the year out or goes on behind: `2月`, `3日`, `2月3日 …`, `2020年2月3日,…`.
pub(super) fn label(chars: &[char]) -> bool {
    let figure = |c: &char| c.is_ascii_digit() || chars!("〇○零一二三四五六七八九十元廿卅正冬腊").has(*c);
    let digits = chars.iter().take_while(|c| figure(c)).count();
    let Some(&mark) = chars.get(digits).filter(|_| digits > 0) else { return false };
    match mark {
        '月' | '日' => digits <= 3,
        '年' if digits == 4 => {
            let rest = &chars[5..];
            let month = rest.iter().take_while(|c| figure(c)).count();
            let day = rest.get(month + 1..).unwrap_or(&[]);
            let figures = day.iter().take_while(|c| figure(c)).count();
            month > 0 && rest.get(month) == Some(&'月') && figures > 0 && day.get(figures) == Some(&'日')
        }
        _ => false,
    }
}

/// Whether `M月D日` stands in a line with more text behind it.
fn dated_clause(chars: &[char]) -> bool {
    (1..chars.len().saturating_sub(6)).any(|i| {
        chars[i] == '月' && chars[i - 1].is_ascii_digit() && {
            let day = chars[i + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
            (1..=2).contains(&day) && chars.get(i + 1 + day) == Some(&'日')
        }
    })
}

/// The steps of a breadcrumb from `from`: ranges between `>`, `»`, `›`, `→`, `/`, `\`; none where no such mark stands.
pub(super) fn steps(chars: &[char], from: usize) -> Vec<(usize, usize)> {
    let strong = |c: char| matches!(c, '>' | '»' | '›' | '→' | '》');
    let weak = |c: char| matches!(c, '/' | '\\' | '|' | '-' | '—');
    let labelled = from > 0;
    if chars.contains(&'《') || chars.contains(&'。') {
        return Vec::new();
    }
    let has = |mark: &dyn Fn(char) -> bool| chars[from..].iter().any(|&c| mark(c));
    let cut: &dyn Fn(char) -> bool = if has(&strong) {
        &strong
    } else if labelled && has(&weak) {
        &weak
    } else {
        return if labelled { vec![(from, chars.len())] } else { Vec::new() };
    };
    let mut found = Vec::new();
    let mut start = from;
    for i in from..=chars.len() {
        if i == chars.len() || cut(chars[i]) {
            found.push((start, i));
            start = i + 1;
        }
    }
    found.retain(|&(a, b)| chars[a..b].iter().any(|c| c.is_alphanumeric()));
    if !labelled && found.iter().any(|&(a, b)| b - a > 24) { Vec::new() } else { found }
}

/// Whether a line holds keys (`来源:… 时间:…`) or buttons and nothing else.
pub(super) fn is_meta(chars: &[char]) -> bool {
    let table = words::table();
    let start = chars.iter().position(|c| c.is_alphanumeric()).unwrap_or(0);
    if let Some((end, _)) = table.key(chars, start) {
        return !looks_like_catalogue(chars, end);
    }
    if only_words(chars, table) {
        return true;
    }
    if let Some((_, end)) = date::day(chars, start)
        && (end..chars.len()).any(|i| table.key(chars, i).is_some())
    {
        return true;
    }
    if label(body(chars)) || chars.len() > 100 {
        return false;
    }
    let keys = keys(chars, table);
    let day = || date::first_day(chars).is_some();
    keys >= 2 || (keys == 1 && day()) || table.has(chars, Kind::Mark) || table.has(chars, Kind::Today)
}

/// How many keys a line holds, if the first stands near its start.
fn keys(chars: &[char], table: &Words) -> usize {
    let (mut count, mut i) = (0, 0);
    while i < chars.len() {
        if count == 0 && i > 60 {
            return 0;
        }
        match table.key(chars, i) {
            Some((end, _)) => {
                count += 1;
                i = end.max(i + 1);
            }
            None => i += 1,
        }
    }
    count
}

/// Whether the value of a key is a whole clause, as in a catalogue record (`时间:1998年3月某县召开…`).
fn looks_like_catalogue(chars: &[char], end: usize) -> bool {
    let rest = &chars[end..];
    rest.len() > 60 && rest.contains(&'。')
}

/// Whether nothing but buttons, figures and marks stands in a line.
pub(super) fn only_words(chars: &[char], table: &Words) -> bool {
    let mut i = 0;
    let mut found = 0;
    while i < chars.len() {
        if !chars[i].is_alphanumeric() {
            i += 1;
        } else if let Some(n) = table.word(chars, i) {
            found += 1;
            i += n;
        } else if chars[i].is_ascii_digit()
            || (chars[i] == 'A' && matches!(chars.get(i + 1), Some('+' | '-')))
        {
            i += 1;
        } else {
            return false;
        }
    }
    found > 0
}

/// Whether a line is short words with gaps between: a menu, and not the row of a table between two bars.
pub(super) fn is_menu(chars: &[char]) -> bool {
    if is_row(chars) {
        return false;
    }
    let pieces = chars.split(|&c| c == ' ' || c == '|').filter(|piece| !piece.is_empty());
    let (mut count, mut short) = (0, 0);
    for piece in pieces {
        count += 1;
        short += usize::from(piece.len() <= 6 && !piece.iter().any(char::is_ascii_digit));
    }
    count >= 3 && short == count
}

/// Whether a line is a page number: `- 48 -`, `第3页 共12页`.
pub(super) fn is_page_number(chars: &[char]) -> bool {
    chars.len() <= 14
        && chars.iter().any(char::is_ascii_digit)
        && chars.iter().all(|c| c.is_ascii_digit() || !c.is_alphanumeric() || matches!(c, '第' | '页' | '共'))
        && (chars.contains(&'页') || chars.iter().any(|c| matches!(c, '-' | '—' | '·')))
        && date::first_day(chars).is_none()
}

/// Whether a line below the entries is furniture.
pub(super) fn is_tail(chars: &[char]) -> bool {
    let table = words::table();
    if is_rule(chars) || is_page_number(chars) {
        return true;
    }
    let start = chars.iter().position(|c| c.is_alphanumeric()).unwrap_or(0);
    let tail = chars.get(start..).unwrap_or(&[]);
    !label(tail) && (table.opens_tail(tail) || only_words(chars, table) || is_meta(chars))
}
