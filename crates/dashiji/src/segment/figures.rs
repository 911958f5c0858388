//! Datelines that only a whole file of their kind makes plain: figures without 年, 月, 日, and dates that lost one of the three.
//!
//! `1952 县医院建立`, `9.15 开学典礼`, and, in a damaged file, `517，`, `7 1，`, `5月17，`, `517日` for 5月17日. They count where other
//! datelines of the file bear them out ([`super::layout::Layout`]); of two readings the one nearest behind the last date holds.

use super::dateline::{After, Cue, Grain, follow};
use super::mark::skip_spaces;
use crate::recognize::numeral;
use crate::recognize::time::{self, Clock, Day, Expression, Month, Point, Shape, TimeMention, Year};
use crate::text::{Span, Text, chars, is_han};

/// What kind of figures a dateline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figures {
    /// `1952`
    Year,
    /// `9.15`
    Day,
    /// `517，`
    Damaged,
}

/// The figures' parts: year, and month and day in their one or two readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Parts {
    year: Option<i32>,
    days: [Option<(u8, u8)>; 2],
    /// The end of a range, with its month where it is told: `2.14—19`, `2.28—3.2`.
    until: Option<(Option<u8>, u8)>,
}

/// Whether a month and a day in figures stand at a place: `1.5　`.
pub(super) fn is_day(text: &Text, at: usize) -> bool {
    matches!(read(text, at, text.len()), Some((Figures::Day, ..)))
}

/// Figures that may be the dateline of a paragraph whose words begin at `start`.
pub(super) fn opening(text: &Text, start: usize, end: usize) -> Option<Cue> {
    if let Some(year) = spelled_year(text, start, end) {
        return Some(year);
    }
    if !text.at(start).is_ascii_digit() {
        return None;
    }
    let (kind, parts, mut after) = read(text, start, end)?;
    let part = part_of_day(text, kind, after).filter(|part| part.2 <= end);
    after = part.map_or(after, |part| part.2);
    let (follows, body, spaces) = follow(text, after, end);
    let next = text.at(body);
    let parted = match kind {
        Figures::Year => matches!(follows, After::End | After::Space | After::Colon | After::Dash),
        Figures::Day => follows != After::Text || is_han(next),
        Figures::Damaged => follows != After::Text || text.before(after) == '日',
    };
    // What goes on in figures or a unit is a number: `1200 元`, `1952 年`, `3.5 万`.
    let figures = (body..end).take_while(|&i| text.at(i).is_ascii_digit()).count();
    let words = match next {
        _ if body >= end => true,
        '《' | '“' | '【' => true,
        // `8.5 10时许,…`, `9.15 30名学生…`
        _ if figures > 0 => follows != After::Text && figures <= 4 && is_han(text.at(body + figures)),
        // `5.9 K117次列车…`
        _ if next.is_ascii_uppercase() => {
            follows != After::Text && (body + 1..(body + 8).min(end)).any(|i| is_han(text.at(i)))
        }
        _ if follows == After::Text => is_han(next) && !unit(next),
        _ => is_han(next) && !"年月日号时万亿元".contains(next),
    };
    (parted && words).then(|| Cue {
        start: start as u32,
        end: after as u32,
        body: body as u32,
        after: follows,
        grain: if kind == Figures::Year { Grain::Year } else { Grain::Day },
        relative: false,
        year: parts.year.is_some(),
        month: kind != Figures::Year,
        worded: false,
        spaces,
        // `3.12—4.6`, `6.30凌晨`: a range of two days and a night are no number, whatever else the file shows.
        score: if parts.until.is_some() && follows != After::Text || part.is_some() { 3 } else { 2 },
        figures: Some(kind),
        numbers: (None, None),
    })
}

/// `一九五五` alone on its line.
fn spelled_year(text: &Text, start: usize, end: usize) -> Option<Cue> {
    let year = han_year(text, start)?;
    let alone = follow(text, start + 4, end).0 == After::End && (1000..=2100).contains(&year);
    alone.then_some(Cue {
        start: start as u32,
        end: start as u32 + 4,
        body: end as u32,
        after: After::End,
        grain: Grain::Year,
        relative: false,
        year: true,
        month: false,
        worded: true,
        spaces: 0,
        score: 2,
        figures: Some(Figures::Year),
        numbers: (None, None),
    })
}

/// Four Chinese digits, none of them 十, and none before or behind.
fn han_year(text: &Text, at: usize) -> Option<i32> {
    let mut year = 0;
    for i in at..at + 4 {
        year = year * 10 + i32::from(numeral::digit(text.at(i)).filter(|_| is_han(text.at(i)))?);
    }
    numeral::digit(text.at(at + 4)).is_none().then_some(year)
}

/// The figures as the grammar would give them, the reading taken that lies nearest behind the last month and day.
pub(super) fn mention(text: &Text, cue: Cue, last: (Option<u8>, Option<u8>)) -> Option<TimeMention> {
    let spelled =
        han_year(text, cue.start as usize).map(|year| Parts { year: Some(year), ..Parts::default() });
    let (kind, parts, after) = match spelled {
        Some(parts) => (Figures::Year, parts, cue.end as usize),
        None => read(text, cue.start as usize, text.len())?,
    };
    let mut first = Point { year: parts.year.map(Year::Gregorian), ..Point::default() };
    let before = i32::from(last.0.unwrap_or(1)) * 31 + i32::from(last.1.unwrap_or(0));
    let distance = |(month, day): (u8, u8)| {
        let gap = i32::from(month) * 31 + i32::from(day) - before;
        if gap < 0 { 400 - gap } else { gap }
    };
    if let Some((month, day)) = parts.days.iter().flatten().copied().min_by_key(|d| distance(*d)) {
        first.month = Some(Month::Number { number: month, leap: false });
        first.day = Some(Day::Number(day));
    }
    if let Some((part, clock, _)) = part_of_day(text, kind, after) {
        (first.part_of_day, first.clock) = (Some(part), clock);
    }
    let span = Span { start: cue.start, end: cue.end };
    let mut expression = Expression { first, ..Expression::default() };
    if let Some((month, day)) = parts.until {
        let month = month.map(|number| Month::Number { number, leap: false });
        expression.rest.push(Point { month, day: Some(Day::Number(day)), ..Point::default() });
        expression.shape = Shape::Range;
    }
    Some(TimeMention { span, expression })
}

/// The part of the day that goes with a day in figures: `6.30凌晨`.
fn part_of_day(text: &Text, kind: Figures, after: usize) -> Option<(Span, Option<Clock>, usize)> {
    time::part_of_day(text, after).filter(|_| kind == Figures::Day)
}

/// What figures at `at` may tell, and where they end.
fn read(text: &Text, at: usize, end: usize) -> Option<(Figures, Parts, usize)> {
    let (value, digits, after) = number(text, at)?;
    let next = text.at(after);
    let split = |text: &Text, from: usize, to: usize| {
        let figures: Vec<u32> =
            text.folded(Span::new(from, to)).iter().filter_map(|c| c.to_digit(10)).collect();
        let reading = |cut: usize| {
            let value = |part: &[u32]| part.iter().fold(0, |v, d| v * 10 + d);
            (cut < figures.len() && figures.first() != Some(&0) && figures[cut] != 0)
                .then(|| day(value(&figures[..cut]), value(&figures[cut..])))
                .flatten()
        };
        [reading(1), reading(2)]
    };
    match (digits, next) {
        // `9.15`, `9/15`
        (1..=2, '.' | '/' | '-') => {
            let mark = next;
            let (second, _, mut after) = number(text, after + 1)?;
            let days = [day(value, second), None];
            let (month, first) = days[0]?;
            // `2.18.　`, `4.29.～5.1.　`: a point behind the day too.
            let pointed = |after: usize| {
                after
                    + usize::from(
                        mark == '.' && text.at(after) == '.' && !text.at(after + 1).is_ascii_digit(),
                    )
            };
            after = pointed(after);
            let range = (mark != '-').then(|| until(text, after, mark, (month, first))).flatten();
            if let Some((_, end)) = range {
                after = pointed(end);
            }
            let goes_on = matches!(text.at(after), '.' | '/' | '-' | '%' | '~');
            let parts = Parts { year: None, days, until: range.map(|(until, _)| until) };
            (!goes_on).then_some((Figures::Day, parts, after))
        }
        // `5月17，`
        (1..=2, '月') => {
            let (second, _, after) = number(text, skip_spaces(text, after + 1, end))?;
            let days = [day(value, second), None];
            let ends = matches!(text.at(after), ',' | ' ' | '\n' | '\0');
            (days[0].is_some() && ends).then_some((
                Figures::Damaged,
                Parts { days, ..Parts::default() },
                after,
            ))
        }
        // `7 1，`, `5 17日`
        (1..=2, ' ') => {
            let (second, _, after) = number(text, after + 1)?;
            let days = [day(value, second), None];
            let after = if text.at(after) == '日' { after + 1 } else { after };
            let ends = matches!(text.at(after), ',') || text.before(after) == '日';
            (days[0].is_some() && ends).then_some((
                Figures::Damaged,
                Parts { days, ..Parts::default() },
                after,
            ))
        }
        // `517，`, `517日`
        (3..=4, ',' | '日') if next == '日' || digits == 3 || split(text, at, after)[1].is_some() => {
            let days = split(text, at, after);
            let after = if next == '日' { after + 1 } else { after };
            days.iter().any(Option::is_some).then_some((
                Figures::Damaged,
                Parts { days, ..Parts::default() },
                after,
            ))
        }
        // `197521日`
        (6..=8, '日') => {
            let year = text
                .folded(Span::new(at, at + 4))
                .iter()
                .filter_map(|c| c.to_digit(10))
                .fold(0, |v, d| v * 10 + d);
            let days = split(text, at + 4, after);
            let good = (1000..=2100).contains(&year) && days.iter().any(Option::is_some);
            good.then_some((
                Figures::Damaged,
                Parts { year: Some(year as i32), days, until: None },
                after + 1,
            ))
        }
        (4, _) if (1000..=2100).contains(&value) => {
            Some((Figures::Year, Parts { year: Some(value as i32), ..Parts::default() }, after))
        }
        _ => None,
    }
}

/// The day that ends a range which begins on `first`, and where it ends: `—19`, `—3.2` after `2.14`.
fn until(text: &Text, at: usize, mark: char, first: (u8, u8)) -> Option<((Option<u8>, u8), usize)> {
    let dashes = (at..at + 2).take_while(|&i| chars!("—–─―-~至").has(text.at(i))).count();
    let (value, digits, after) = number(text, at + dashes).filter(|_| dashes > 0)?;
    if digits <= 2 && text.at(after) == mark {
        let (second, digits, after) = number(text, after + 1)?;
        let (month, day) = day(value, second).filter(|_| digits <= 2)?;
        return Some(((Some(month), day), after));
    }
    let (_, last) = day(u32::from(first.0), value)?;
    (last > first.1).then_some(((None, last), after))
}

/// A number of up to eight figures: its value, how many, and where it ends.
fn number(text: &Text, at: usize) -> Option<(u32, usize, usize)> {
    let digits = (at..at + 9).take_while(|&i| text.at(i).is_ascii_digit()).count();
    let value = text
        .folded(Span::new(at, at + digits))
        .iter()
        .filter_map(|c| c.to_digit(10))
        .fold(0u32, |v, d| v.saturating_mul(10) + d);
    (1..=8).contains(&digits).then_some((value, digits, at + digits))
}

/// A month and day that there are.
fn day(month: u32, day: u32) -> Option<(u8, u8)> {
    let longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let last = *longest.get(month.checked_sub(1)? as usize)?;
    (1..=last).contains(&day).then_some((month as u8, day as u8))
}

/// What makes figures before it a count.
fn unit(c: char) -> bool {
    "年月日号时分秒万亿千百十元人名个米吨亩斤公厘毫克只头辆台座所家户间幢件次届期层级倍度".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_dates_where_they_can_be() {
        for (line, kind, day) in [
            ("1952 县医院建立", Some(Figures::Year), None),
            ("1952", Some(Figures::Year), None),
            ("1952 年", None, None),
            ("9.15 开学", Some(Figures::Day), Some((9, 15))),
            ("9/15：开学", Some(Figures::Day), Some((9, 15))),
            ("2.18.   办事处成立", Some(Figures::Day), Some((2, 18))),
            ("4.29.～5.1.  狂风", Some(Figures::Day), Some((4, 29))),
            ("3.5 万人", None, None),
            ("9.15.2 节", None, None),
            ("13.5 县", None, None),
            ("517，县委开会", Some(Figures::Damaged), Some((5, 17))),
            ("7 1，县委开会", Some(Figures::Damaged), Some((7, 1))),
            ("5月17，县委开会", Some(Figures::Damaged), Some((5, 17))),
            ("111日 县委开会", Some(Figures::Damaged), Some((1, 11))),
            ("197521日 县委开会", Some(Figures::Damaged), Some((2, 1))),
            ("1200元", None, None),
            ("517人", None, None),
        ] {
            let text = Text::new(line.to_owned());
            let cue = opening(&text, 0, text.len());
            assert_eq!(cue.and_then(|c| c.figures), kind, "{line}");
            if let (Some(cue), Some((month, number))) = (cue, day) {
                let first = mention(&text, cue, (Some(1), Some(3))).unwrap().expression.first;
                assert_eq!(first.month, Some(Month::Number { number: month, leap: false }), "{line}");
                assert_eq!(first.day, Some(Day::Number(number)), "{line}");
            }
        }
    }

    #[test]
    fn a_range_in_figures_ends_on_a_day_of_its_month_or_of_the_next() {
        for (line, ends) in [
            ("2.14—19　文物普查", Some((None, 19))),
            ("2/26-3/2 农机展销", Some((Some(3), 2))),
            ("12.28——1.3 冬训", Some((Some(1), 3))),
            ("2.14—9 号工地", None),
            ("2.14—38 号", None),
        ] {
            let text = Text::new(line.to_owned());
            let rest = opening(&text, 0, text.len())
                .and_then(|cue| mention(&text, cue, (Some(1), Some(3))))
                .and_then(|m| m.expression.rest.first().copied());
            let ends = ends.map(|(month, day): (Option<u8>, u8)| {
                (month.map(|number| Month::Number { number, leap: false }), Some(Day::Number(day)))
            });
            assert_eq!(rest.map(|p| (p.month, p.day)), ends, "{line}");
        }
    }

    #[test]
    fn of_two_readings_the_nearer_holds() {
        let text = Text::new("111日 县委开会".to_owned());
        let cue = opening(&text, 0, text.len()).unwrap();
        let first = mention(&text, cue, (Some(10), Some(20))).unwrap().expression.first;
        assert_eq!(first.month, Some(Month::Number { number: 11, leap: false }));
        assert_eq!(first.day, Some(Day::Number(1)));
    }
}
