//! Spaces inside words and numbers.
//!
//! Print spreads a label over its column (`该   月`, `7月 6日`, `2 0 0 3 年`), a short word over the width of a long one (`局　长`,
//! `大 事 记`), and parts thousands (`1 200万元`). Such spaces are closed; a space that parts a date from its words, a headline from
//! its date or two words from each other stays.

use super::label::{between, blank, numeral, pronoun, skip};
use super::line::Line;
use crate::lexicon::Lexicon;
use crate::text::{Cut, Span, Text, chars, is_han};

/// The widest gap inside a label.
const WIDE: usize = 8;

/// Adds the spaces inside words of lines to what is left out of the view.
pub(super) fn cuts(text: &Text, lines: &[Line], cuts: &mut Vec<Cut>) {
    for line in lines.iter().filter(|line| line.stands()) {
        let (start, end) = (line.span.lo(), line.span.hi());
        let mut at = start;
        while at < end {
            if !blank(text.at(at)) {
                at += 1;
                continue;
            }
            let after = skip(text, at, end, end);
            // A tab parts cells.
            let cells = line.row && text.slice(Span::new(at, after)).contains('\t');
            if after < end && !cells && closed(text, line.span, at, after) {
                cuts.push(Cut::out(at, after));
            }
            at = after;
        }
    }
}

/// Whether a gap stands inside a word, a number or a date.
fn closed(text: &Text, line: Span, from: usize, to: usize) -> bool {
    let (left, right) = (text.before(from), text.at(to));
    let width = to - from;
    match (numeral(left), numeral(right)) {
        (true, true) => spelled(text, line, from, to) || grouped(text, line, from, to),
        (true, false) => width <= WIDE && (unit(text, line, from, to) || width <= 2 && dash(text, from, to)),
        (false, true) if between(left) => width <= 2 && ranged(text, line, from, to),
        (false, true) => inner(text, line, from, to),
        _ => width <= WIDE && is_han(left) && is_han(right) && word(text, line, from, to),
    }
}

/// Where the figures or numerals end at `from` begin.
fn number(text: &Text, line: Span, from: usize) -> usize {
    let mut at = from;
    while at > line.lo() && numeral(text.before(at)) {
        at -= 1;
    }
    at
}

/// `5    月`, `10 时`: a number and its unit of time.
fn unit(text: &Text, line: Span, from: usize, to: usize) -> bool {
    let start = number(text, line, from);
    // `2014.3.18  年产…` is a date in figures.
    let short = from - start <= 5 && !matches!(text.before(start), '.' | '/' | '-');
    let next = text.at(to + 1);
    short
        && match text.at(to) {
            '年' => true,
            '月' => !matches!(next, '球' | '饼'),
            '日' => !matches!(next, '本' | '报'),
            '号' | '时' | '点' | '分' | '许' => to - from == 1 && text.before(from).is_ascii_digit(),
            _ => false,
        }
}

/// `2 — 4 日`, before the dash.
fn dash(text: &Text, from: usize, to: usize) -> bool {
    let after = skip(text, to + 1, to + 4, 3);
    matches!(text.at(to), '~' | '—' | '-')
        && text.before(from).is_ascii_digit()
        && text.at(after).is_ascii_digit()
}

/// `2 — 4 日`, behind the dash.
fn ranged(text: &Text, line: Span, from: usize, to: usize) -> bool {
    let mut at = from - 1;
    while at > line.lo() && blank(text.before(at)) {
        at -= 1;
    }
    let figures = text.before(at).is_ascii_digit() || matches!(text.before(at), '日' | '月' | '年');
    matches!(text.before(from), '~' | '—' | '-') && figures && at > line.lo() && text.at(to).is_ascii_digit()
}

/// `7月 6日`, `1986年 3月`: a month's day, and at a line's head a year's month.
fn inner(text: &Text, line: Span, from: usize, to: usize) -> bool {
    let left = text.before(from);
    let mut figure = from - 1;
    while figure > line.lo() && blank(text.before(figure)) {
        figure -= 1;
    }
    if !matches!(left, '年' | '月') || to - from > 2 || !numeral(text.before(figure)) {
        return false;
    }
    let mut at = to;
    while at < line.hi() && (numeral(text.at(at)) || between(text.at(at))) {
        at = skip(text, at + 1, line.hi(), 2);
    }
    match left {
        '月' => text.at(at) == '日' && text.at(at + 1) != '报',
        _ => text.at(at) == '月' && number(text, line, figure) <= line.lo() + 1,
    }
}

/// `2 0 0 3 年`, `1 0 月`: single figures that a unit of time ends.
fn spelled(text: &Text, line: Span, from: usize, to: usize) -> bool {
    let single = |at: usize| !numeral(text.before(at)) && !numeral(text.at(at + 1));
    let gap = to - from;
    let step = |at: usize| (text.at(at + 1 + gap), at + 1 + gap);
    if gap > 2 || !single(from - 1) {
        return false;
    }
    // Back to the first figure, then on to the unit.
    let mut first = from - 1;
    while first > line.lo() + gap
        && numeral(text.at(first - 1 - gap))
        && (first - gap..first).all(|i| blank(text.at(i)))
        && single(first - 1 - gap)
    {
        first -= 1 + gap;
    }
    let (mut at, mut count) = (first, 1);
    while numeral(step(at).0) && (at + 1..at + 1 + gap).all(|i| blank(text.at(i))) && single(step(at).1) {
        (at, count) = (step(at).1, count + 1);
    }
    let unit = text.at(skip(text, at + 1, line.hi(), WIDE));
    // `1-3 1月7日`: a number before a date is no part of it.
    let before = text.before(first);
    let parted = first == line.lo() || blank(before) || chars!("年月至~—(,。、").has(before);
    let fits = match (count, unit) {
        (2, '月') => {
            matches!(text.at(first), '1' | '一')
                && matches!(text.at(at), '0'..='2' | '〇' | '○' | '一' | '二')
        }
        (2, '日') => matches!(text.at(first), '1'..='3' | '一' | '二' | '三' | '十' | '廿'),
        (2 | 4, '年') => true,
        _ => false,
    };
    parted && fits
}

/// `1 200万元`: thousands parted by single spaces, and something is counted.
fn grouped(text: &Text, line: Span, from: usize, to: usize) -> bool {
    let figures = |at: usize| (at..line.hi()).take_while(|&i| text.at(i).is_ascii_digit()).count();
    if to - from != 1 || figures(to) != 3 {
        return false;
    }
    // Back to the first group, which may be shorter; all others have three figures.
    let mut first = number(text, line, from);
    let mut group = from - first;
    while group == 3
        && first > line.lo() + 1
        && blank(text.before(first))
        && text.at(first - 2).is_ascii_digit()
    {
        let start = number(text, line, first - 1);
        (group, first) = (first - 1 - start, start);
    }
    let mut at = to + 3;
    while blank(text.at(at)) && figures(at + 1) == 3 {
        at += 4;
    }
    let before = text.before(first);
    let after = if text.at(at) == '.' { at + 1 + figures(at + 1) } else { at };
    let counted = skip(text, after, line.hi(), 1);
    (1..=3).contains(&group)
        && text.at(first) != '0'
        && text.at(first).is_ascii_digit()
        && !(first > line.lo()
            && (blank(before) && numeral(text.at(first - 2)) || matches!(before, '.' | '月' | '日' | '年')))
        && (is_han(text.at(counted)) || matches!(text.at(counted), '%' | '‰'))
        && (!numeral(text.at(counted)) || text.at(counted) == '元')
}

/// `该   月`, `局　长`, `大 事 记`: single characters that make a word.
fn word(text: &Text, line: Span, from: usize, to: usize) -> bool {
    let head = from - 1;
    let bound = |at: usize| at <= line.lo() || !is_han(text.before(at));
    if bound(head) && pronoun(text, head, line.hi()).is_some_and(|end| end == to + 1) {
        return true;
    }
    let alone = |at: usize| bound(at) && (at + 1 >= line.hi() || !is_han(text.at(at + 1)));
    if !alone(head) || !alone(to) {
        return false;
    }
    let near = |at: usize| {
        let after = skip(text, at + 1, line.hi(), 4);
        after > at + 1 && after < line.hi() && is_han(text.at(after)) && alone(after)
    };
    let far = |at: usize| {
        let mut i = at;
        while i > line.lo() && at - i < 4 && blank(text.before(i)) {
            i -= 1;
        }
        i < at && i > line.lo() && is_han(text.before(i)) && alone(i - 1)
    };
    // Three and more in a row are letters set wide.
    if to - from <= 4 && (near(to) || far(head)) {
        return true;
    }
    let word: String = [text.at(head), text.at(to)].iter().collect();
    !Lexicon::builtin().lookup(&word).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::map::Map;

    #[test]
    fn spaces_inside_words_go_and_others_stay() {
        for (raw, view) in [
            ("该   月     县工商银行成立。", "该月     县工商银行成立。"),
            ("同 日，大桥动工。", "同日，大桥动工。"),
            ("5    月     东明结好。", "5月     东明结好。"),
            ("7月 6日     到县视察。", "7月6日     到县视察。"),
            ("7月　6～8日     到县视察。", "7月6～8日     到县视察。"),
            ("2 0 0 3 年", "2003年"),
            ("二 ○ 一 九 年 大 事 记", "二○一九年大事记"),
            ("1 0 月 2 3 日", "10月23日"),
            ("2 — 4 日", "2—4日"),
            ("1986年 3月", "1986年3月"),
            ("投资1 200万元，共12 345 678元。", "投资1200万元，共12345678元。"),
            ("二　月", "二月"),
            ("局　长", "局长"),
            ("3月5日 县医院落成。", "3月5日 县医院落成。"),
            ("3月　四號高炉", "3月　四號高炉"),
            ("该月     5日至8日", "该月     5日至8日"),
            ("抗旱保供水工作 8月1日,县委", "抗旱保供水工作 8月1日,县委"),
            ("同 日本代表团会谈", "同 日本代表团会谈"),
            ("1-3 1月7日，丙桥通车。", "1-3 1月7日，丙桥通车。"),
            ("2014.3.18  年产30万吨", "2014.3.18  年产30万吨"),
            ("1957 200人", "1957 200人"),
            ("甲 120 300 450", "甲 120 300 450"),
            ("王建国 李爱民", "王建国 李爱民"),
        ] {
            let text = Text::new(raw.to_owned());
            let lines: Vec<Line> =
                text.lines(text.span()).into_iter().map(|l| Line::of(&text, l, &[])).collect();
            let mut found = Vec::new();
            cuts(&text, &lines, &mut found);
            assert_eq!(text.without(Map::new(found).cuts()).as_str(), view, "{raw}");
        }
    }
}
