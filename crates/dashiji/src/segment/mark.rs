//! What stands before an entry and is no part of it: ▲ ★ ● and other marks, numbers of a list, Markdown.
//!
//! `▲3月5日,…`, `2、3月5日,…`, `（二）…`, `### 3月`, `- **3月5日** …` all give the place where the words begin, and what
//! kind of mark stood there.

use super::{dateline, figures};
use crate::recognize::numeral;
use crate::text::{Span, Text, chars};

/// The mark before a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mark {
    /// None.
    #[default]
    None,
    /// `#` to `######`, `=` to `======`.
    Heading(u8),
    /// ▲, ●, `-`, `*`, and 同 where a word says that the date above holds (`同期　`).
    Bullet(char),
    /// `一、`
    Han,
    /// `（一）`
    HanBracket,
    /// `1、`, `1.`
    Arabic,
    /// `(1)`
    ArabicBracket,
    /// ①
    Circled,
}

impl Mark {
    /// Whether it numbers a list.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Han | Self::HanBracket | Self::Arabic | Self::ArabicBracket | Self::Circled)
    }

    /// Whether it may stand before one of several siblings.
    pub(super) fn is_sibling(self) -> bool {
        self.is_number() || matches!(self, Self::Bullet(_))
    }
}

/// Marks that need no space after them.
const BULLETS: &str = "▲△Δ∆▼▽☆★●○◎◆◇■□▪▫※►▶▷➤◼◾♦✦✓⊙❖·";

/// The mark at the start of a trimmed paragraph and where its words begin.
pub(super) fn strip(text: &Text, span: Span) -> (Mark, usize) {
    let (mut mark, mut at) = (Mark::None, span.lo());
    // A quoted, bulleted and numbered line holds three.
    for _ in 0..4 {
        at = skip_spaces(text, at, span.hi());
        let Some((found, end)) = one(text, at, span.hi()) else { break };
        if end >= span.hi() {
            break;
        }
        if mark == Mark::None || found.is_number() && !matches!(mark, Mark::Heading(_)) {
            mark = found;
        }
        at = end;
    }
    (mark, skip_spaces(text, at, span.hi()))
}

/// Whether a line is nothing but marks: `★★★`, `———`, `* * *`.
pub(super) fn ornament(text: &Text, span: Span) -> bool {
    text.folded(span).iter().all(|&c| BULLETS.contains(c) || chars!("-—─━═=*~_… ").has(c))
}

/// One mark, and where it ends.
fn one(text: &Text, at: usize, end: usize) -> Option<(Mark, usize)> {
    let c = text.at(at);
    let next = text.at(at + 1);
    match c {
        '#' => {
            let count = (at..at + 7).take_while(|&i| text.at(i) == '#').count();
            let after = text.at(at + count);
            (count <= 6 && (after == ' ' || !after.is_ascii()))
                .then_some((Mark::Heading(count as u8), at + count))
        }
        '=' => {
            let count = (at..at + 40).take_while(|&i| text.at(i) == '=').count();
            // A rule of any length before and behind a year.
            let dated = count > 1 && dateline::opens(text, at + count, end);
            let headed = dated || count <= 6 && text.at(at + count) == ' ';
            headed.then_some((Mark::Heading(count.min(6) as u8), at + count))
        }
        '>' if next == ' ' || next == '>' => Some((Mark::None, at + 1)),
        '*' | '_' if next == c => Some((Mark::None, at + 2)),
        '-' | '+' if next == ' ' => Some((Mark::Bullet(c), at + 2)),
        '*' => Some((Mark::Bullet(c), at + 1)),
        '—' | '-' | '─' | '━' | '═' if dateline::opens(text, at + run(text, at, c), end) => {
            Some((Mark::Bullet('—'), at + run(text, at, c)))
        }
        '(' | '[' | '〔' | '【' | '〖' => bracketed(text, at, end),
        '①'..='⑳' | '⑴'..='⒇' | '⒈'..='⒛' | '❶'..='❿' | '⓪'..='⓿' | '㈠'..='㈩' => {
            Some((Mark::Circled, at + 1))
        }
        // `同期　`, `同季　`: what the item above stands under.
        '同' if matches!(next, '期' | '季' | '旬' | '时') && text.at(at + 2).is_whitespace() => {
            Some((Mark::Bullet('同'), at + 2))
        }
        '第' => clause(text, at, end),
        '§' | '№' => section(text, at + 1, end),
        'N' if next == 'o' => section(text, at + 2, end),
        '0'..='9' => numbered(text, at, end),
        _ if BULLETS.contains(c) => Some((Mark::Bullet(c), at + run(text, at, c))),
        _ if han_digit(c) => {
            let count = (at..at + 4).take_while(|&i| han_digit(text.at(i))).count();
            (count <= 3 && text.at(at + count) == '、' && !han_digit(text.at(at + count + 1)))
                .then_some((Mark::Han, at + count + 1))
        }
        _ => None,
    }
}

/// `第1条`, `第三项` before a date.
fn clause(text: &Text, at: usize, end: usize) -> Option<(Mark, usize)> {
    let number = skip_spaces(text, at + 1, end);
    let digit = |i: &usize| text.at(*i).is_ascii_digit() || han_digit(text.at(*i)) || text.at(*i) == '百';
    let count = (number..number + 5).take_while(digit).count();
    let unit = skip_spaces(text, number + count, end);
    let named = count > 0 && matches!(text.at(unit), '条' | '项' | '款' | '则' | '节' | '件' | '篇' | '目');
    (named && dated(text, unit + 1, end)).then_some((Mark::Arabic, unit + 1))
}

/// `§1`, `№ 3`, `No.3` before a date.
fn section(text: &Text, at: usize, end: usize) -> Option<(Mark, usize)> {
    let at = if text.at(at) == '.' { at + 1 } else { at };
    let at = skip_spaces(text, at, end);
    let count = (at..at + 6).take_while(|&i| text.at(i).is_ascii_digit() || text.at(i) == '.').count();
    (count > 0 && dated(text, at + count, end)).then_some((Mark::Arabic, at + count))
}

/// Whether a date follows, spaces and `、.:` between.
fn dated(text: &Text, at: usize, end: usize) -> bool {
    let mut at = skip_spaces(text, at, end);
    if matches!(text.at(at), '、' | '.' | ':' | ',') {
        at += 1;
    }
    dateline::opens(text, at, end)
}

/// `1.1`, `2.1.3`, `1-1` with a space, then a date with its words: numbers of an outline, as programs make them too.
fn outline(text: &Text, at: usize, end: usize) -> Option<(Mark, usize)> {
    let mut i = at;
    let mut parts = 0;
    loop {
        let count = (i..i + 4).take_while(|&k| text.at(k).is_ascii_digit()).count();
        if !(1..=3).contains(&count) || parts > 5 {
            return None;
        }
        parts += 1;
        i += count;
        if matches!(text.at(i), '.' | '-') && text.at(i + 1).is_ascii_digit() {
            i += 1;
        } else {
            break;
        }
    }
    if text.at(i) == '.' {
        i += 1;
    }
    // `9.15 30名学生` is a day and its words, `3 5 日` a date with spaces in it.
    let spaced = text.at(i).is_whitespace();
    let words = skip_spaces(text, i, end);
    // `1 2006年`: the number of a chapter of its own is a year's.
    let year = (words..words + 4).all(|k| text.at(k).is_ascii_digit()) && text.at(words + 4) == '年';
    let wide = year || words - i >= 2 || text.slice(Span::new(i, words)).contains('\t');
    (spaced && (parts > 1 || wide || text.at(at) == '0') && whole_date(text, words))
        .then_some((Mark::Arabic, i))
}

/// `1月3日`, `2001年3月`: figures that 年 or 月 follows at once.
fn whole_date(text: &Text, at: usize) -> bool {
    let digits = (at..at + 5).take_while(|&i| text.at(i).is_ascii_digit()).count();
    digits > 0 && matches!(text.at(at + digits), '年' | '月')
}

/// `1、`, `12.`; not `1.5亿`, `1984.2.10`, `3、4月`.
fn numbered(text: &Text, at: usize, end: usize) -> Option<(Mark, usize)> {
    let count = (at..at + 4).take_while(|&i| text.at(i).is_ascii_digit()).count();
    let after = at + count;
    let mark = Some((Mark::Arabic, after + 1));
    if count > 3 {
        return None;
    }
    if let Some(outline) = outline(text, at, end) {
        return Some(outline);
    }
    match text.at(after) {
        // `7、8月间`: two months that follow each other.
        '、' if two_months(text, at, after) => None,
        '、' | ')' if !text.at(after + 1).is_ascii_digit() => mark,
        '.' if text.at(after + 1) == ' ' || !text.at(after + 1).is_ascii() => mark,
        // `1.1952年`, `2.3月5日`: a number, then a date with its words.
        '、' | '.' | ')' if dateline::worded(text, after + 1, end) => mark,
        _ => None,
    }
}

/// The number at the head of a paragraph and where what it numbers begins: `一、`, `十二、` or `1.`, `12、` with a date behind.
pub(super) fn lead(text: &Text, at: usize, end: usize, han: bool) -> Option<(u32, usize)> {
    let of_form = |i: &usize| if han { han_digit(text.at(*i)) } else { text.at(*i).is_ascii_digit() };
    let count = (at..end.min(at + 4)).take_while(of_form).count();
    let after = at + count + 1;
    let number = numeral::at(text, at, at + count).filter(|n| n.end == at + count && count <= 3)?;
    let number = number.value.float() as u32;
    let parted = matches!((han, text.at(at + count)), (_, '、') | (false, '.'));
    // `3.5　` is a day, unless a whole day stands behind the point.
    let day = han
        || !text.at(after).is_ascii_digit()
        || figures::is_day(text, after)
        || dateline::worded(text, after, end);
    (parted && day).then_some((number, after))
}

/// Whether figures, 、 and the figures after them are two months: `7、8月间`, `11、12月份`.
fn two_months(text: &Text, at: usize, mark: usize) -> bool {
    let value =
        |from: usize, to: usize| (from..to).fold(0, |n, i| n * 10 + text.at(i).to_digit(10).unwrap_or(0));
    let count = (mark + 1..mark + 4).take_while(|&i| text.at(i).is_ascii_digit()).count();
    let month = mark + 1 + count;
    count > 0
        && text.at(month) == '月'
        && matches!(text.at(month + 1), '间' | '份')
        && value(mark + 1, month) == value(at, mark) + 1
}

/// `(1)`, `（一）`; `〔1〕`, `【1】` before a date.
fn bracketed(text: &Text, at: usize, end: usize) -> Option<(Mark, usize)> {
    let open = text.at(at);
    let close = dateline::closing(open);
    let digits = (at + 1..at + 4).take_while(|&i| text.at(i).is_ascii_digit()).count();
    if digits > 0 && text.at(at + 1 + digits) == close {
        let plain = matches!(open, '(' | '[');
        return (plain || dated(text, at + digits + 2, end))
            .then_some((Mark::ArabicBracket, at + digits + 2));
    }
    let han = (at + 1..at + 5).take_while(|&i| han_digit(text.at(i))).count();
    let numbered = han > 0 && han < 4 && text.at(at + 1 + han) == close;
    (numbered && matches!(open, '(' | '[')).then_some((Mark::HanBracket, at + han + 2))
}

/// How often `c` stands at `at` in a row.
fn run(text: &Text, at: usize, c: char) -> usize {
    (at..at + 8).take_while(|&i| text.at(i) == c).count()
}

/// The next place that is no space.
pub(super) fn skip_spaces(text: &Text, mut at: usize, end: usize) -> usize {
    while at < end && text.at(at).is_whitespace() {
        at += 1;
    }
    at
}

/// A numeral of a list in Chinese characters.
fn han_digit(c: char) -> bool {
    chars!("一二三四五六七八九十").has(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_part_of_the_words() {
        for (line, mark, words) in [
            ("▲县医院落成。", Mark::Bullet('▲'), "县医院落成。"),
            ("★ ★ 县医院", Mark::Bullet('★'), "县医院"),
            ("- **3月5日** 县医院", Mark::Bullet('-'), "3月5日** 县医院"),
            ("### 三月", Mark::Heading(3), "三月"),
            ("== 三月 ==", Mark::Heading(2), "三月 =="),
            ("==1993年==", Mark::Heading(2), "1993年=="),
            ("======== 2001 年 ========", Mark::Heading(6), "2001 年 ========"),
            ("━━ 1957年 ━━", Mark::Bullet('—'), "1957年 ━━"),
            ("2 2007年", Mark::Arabic, "2007年"),
            ("12、县医院", Mark::Arabic, "县医院"),
            ("1.1952年：", Mark::Arabic, "1952年："),
            ("1.5亿元", Mark::None, "1.5亿元"),
            ("1952.3.5 县医院", Mark::None, "1952.3.5 县医院"),
            ("（十二）县医院", Mark::HanBracket, "县医院"),
            ("(3)县医院", Mark::ArabicBracket, "县医院"),
            ("一、政治", Mark::Han, "政治"),
            ("三、四月间", Mark::None, "三、四月间"),
            ("一月，县医院", Mark::None, "一月，县医院"),
            ("②县医院", Mark::Circled, "县医院"),
            ("1.1 1月3日 旱", Mark::Arabic, "1月3日 旱"),
            ("2.1.3 1月3日 旱", Mark::Arabic, "1月3日 旱"),
            ("1-1 1月3日 旱", Mark::Arabic, "1月3日 旱"),
            ("12.1 2001年3月 旱", Mark::Arabic, "2001年3月 旱"),
            ("第1条 1月3日，旱", Mark::Arabic, "1月3日，旱"),
            ("第三条　1月3日，旱", Mark::Arabic, "1月3日，旱"),
            ("〔1〕1月3日，旱", Mark::ArabicBracket, "1月3日，旱"),
            ("【12】1月3日，旱", Mark::ArabicBracket, "1月3日，旱"),
            ("§1 1月3日，旱", Mark::Arabic, "1月3日，旱"),
            ("No.3 1月3日，旱", Mark::Arabic, "1月3日，旱"),
            ("第1期 1月3日", Mark::None, "第1期 1月3日"),
            ("第1条 县境内禁伐。", Mark::None, "第1条 县境内禁伐。"),
            ("9.15 30名学生入伍", Mark::None, "9.15 30名学生入伍"),
            ("1.3 县医院", Mark::None, "1.3 县医院"),
            ("3月5日", Mark::None, "3月5日"),
        ] {
            let text = Text::new(line.to_owned());
            let (found, start) = strip(&text, text.span());
            assert_eq!((found, text.slice(Span::new(start, text.len()))), (mark, words), "{line}");
        }
    }
}
