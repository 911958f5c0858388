//! Dates in figures alone: `2019-05-03`, `1984.2.10`, `2019/5/3`, `2008.08`, `10/1/2018` (day first).

use super::grammar::Reader;
use super::numeral;
use super::{Day, Month, Point, Stretch, Year};

/// The date in figures that begins at a place; `label` takes `1984.2` and `05/03` too, `second` is the end of a range.
pub(super) fn read(reader: Reader<'_>, at: usize, label: bool, second: bool) -> Option<(Point, usize)> {
    let before = if second { '\0' } else { reader.before(at) };
    if before.is_ascii_alphanumeric() || matches!(before, '.' | '/' | '-' | '_' | '=' | '〔' | '[') {
        return None;
    }
    if let Some((point, end)) = basic(reader, at) {
        return Some((point, end));
    }
    let first = figure(reader, at)?;
    if first.1 == 4 && reader.at(at + 4) == '-' && reader.at(at + 5) == 'W'
        || first.1 == 4 && reader.at(at + 4) == 'W'
    {
        return week(reader, at, first.0);
    }
    if first.1 == 4 { year_first(reader, at, first.0, label || second) } else { day_first(reader, at, label) }
}

/// The end of a range that began with a date in figures: `-14` and `-2.14` after `1984.2.10`.
pub(super) fn range_end(reader: Reader<'_>, at: usize) -> Option<(Point, usize)> {
    let (first, digits) = figure(reader, at).filter(|(_, digits)| *digits <= 2)?;
    let end = at + digits;
    let number = |month: Option<u32>, day: u32| Point {
        month: month.map(|number| Month::Number { number: number as u8, leap: false }),
        day: Some(Day::Number(day as u8)),
        ..Point::default()
    };
    if separator(reader.at(end)).is_some()
        && let Some((day, end)) = day(reader, end + 1)
    {
        let date = (1..=12).contains(&first) && closed(reader, end);
        return date.then(|| (number(Some(first), u32::from(day)), end));
    }
    let unit = matches!(reader.at(end), '年' | '月' | '日' | '号' | '时' | ':' | '%' | '万' | '亿');
    ((1..=31).contains(&first) && !unit && closed(reader, end)).then(|| (number(None, first), end))
}

/// The end of a range of months that began in figures: `-8` after `1957.6`.
pub(super) fn month_end(reader: Reader<'_>, at: usize) -> Option<(Point, usize)> {
    let (number, digits) =
        figure(reader, at).filter(|(number, digits)| *digits <= 2 && (1..=12).contains(number))?;
    let end = at + digits;
    let parted = matches!(reader.at(end), ' ' | ',' | ':' | '\0' | '\n' | '\r');
    let month = Some(Month::Number { number: number as u8, leap: false });
    parted.then(|| (Point { month, ..Point::default() }, end))
}

/// `10.17` behind a year's word (同年10.17): a month and a day that nothing goes on behind as in a number or a measure.
pub(super) fn month_and_day(reader: Reader<'_>, at: usize) -> Option<(u8, u8, usize)> {
    let (month, digits) =
        figure(reader, at).filter(|(month, digits)| *digits <= 2 && (1..=12).contains(month))?;
    if reader.at(at + digits) != '.' {
        return None;
    }
    let (day, end) = day(reader, at + digits + 1)?;
    let next = reader.at(end);
    let parted = matches!(next, ' ' | ',' | ':' | '\0' | '\n' | '\r')
        || super::grammar::connector(reader, end).is_some();
    (parted && closed(reader, end)).then_some((month as u8, day, end))
}

/// 2019-05-03 and 2019-05.
fn year_first(reader: Reader<'_>, at: usize, year: u32, label: bool) -> Option<(Point, usize)> {
    if !(1000..2200).contains(&year) {
        return None;
    }
    separator(reader.at(at + 4))?;
    let (month, digits) = figure(reader, at + 5)?;
    if !(1..=12).contains(&month) || digits > 2 {
        return None;
    }
    let month_end = at + 5 + digits;
    let point = Point {
        year: Some(Year::Gregorian(year as i32)),
        month: Some(Month::Number { number: month as u8, leap: false }),
        ..Point::default()
    };
    // `1957.6-8` is June to August.
    if separator(reader.at(month_end)).is_some_and(|mark| mark == reader.at(at + 4))
        && let Some((day, end)) = day(reader, month_end + 1)
    {
        let point = Point { day: Some(Day::Number(day)), ..point };
        return closed(reader, end).then_some((point, end));
    }
    // 1984.2 is a number unless its month has two digits and nothing is measured by it.
    let next = reader.at(month_end);
    let measured = crate::text::is_han(next) && !matches!(next, '至' | '到') || matches!(next, '%' | '‰');
    let plain = digits == 2 && !measured || label && !next.is_ascii_digit() && !measured;
    (plain && closed(reader, month_end)).then_some((point, month_end))
}

/// Eight digits that are a date (ISO 8601, basic form): 20240307.
pub(super) fn basic(reader: Reader<'_>, at: usize) -> Option<(Point, usize)> {
    let mut digits = [0u32; 8];
    for (k, place) in digits.iter_mut().enumerate() {
        *place = reader.at(at + k).to_digit(10)?;
    }
    let before = reader.before(at);
    if reader.at(at + 8).is_ascii_alphanumeric()
        || matches!(reader.at(at + 8), '.' | '-' | '元' | '人' | '号' | '%')
        || before.is_ascii_alphanumeric()
        || matches!(before, '号' | '第' | '.' | '-' | '/' | '$' | '¥')
    {
        return None;
    }
    let value = |range: std::ops::Range<usize>| digits[range].iter().fold(0, |n, d| n * 10 + d);
    let (year, month, day) = (value(0..4), value(4..6), value(6..8));
    let date = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let point = Point {
        year: Some(Year::Gregorian(year as i32)),
        month: Some(Month::Number { number: month as u8, leap: false }),
        day: Some(Day::Number(day as u8)),
        ..Point::default()
    };
    date.then_some((point, at + 8))
}

/// 2024-W10, 2024-W10-4, 2024W10.
fn week(reader: Reader<'_>, at: usize, year: u32) -> Option<(Point, usize)> {
    let start = if reader.at(at + 4) == '-' { at + 6 } else { at + 5 };
    let (week, digits) = figure(reader, start)?;
    if digits != 2 || !(1..=53).contains(&week) || !(1000..2200).contains(&year) {
        return None;
    }
    let mut end = start + 2;
    let mut day = 0;
    if reader.at(end) == '-'
        && matches!(reader.at(end + 1), '1'..='7')
        && !reader.at(end + 2).is_ascii_digit()
    {
        day = reader.at(end + 1).to_digit(10)? as u8;
        end += 2;
    }
    let point = Point {
        year: Some(Year::Gregorian(year as i32)),
        stretch: Some(Stretch::Week(week as u8, day)),
        ..Point::default()
    };
    closed(reader, end).then_some((point, end))
}

/// 10/1/2018 and, as a label, 05/03 (month first).
fn day_first(reader: Reader<'_>, at: usize, label: bool) -> Option<(Point, usize)> {
    let (first, a) = figure(reader, at)?;
    if reader.at(at + a) != '/' || a > 2 {
        return None;
    }
    let (second, b) = figure(reader, at + a + 1)?;
    let end = at + a + 1 + b;
    if b > 2 {
        return None;
    }
    if reader.at(end) == '/' {
        let (year, c) = figure(reader, end + 1)?;
        let date =
            c == 4 && (1000..2200).contains(&year) && (1..=31).contains(&first) && (1..=12).contains(&second);
        let point = Point {
            year: Some(Year::Gregorian(year as i32)),
            month: Some(Month::Number { number: second as u8, leap: false }),
            day: Some(Day::Number(first as u8)),
            ..Point::default()
        };
        return (date && closed(reader, end + 5)).then_some((point, end + 5));
    }
    let date = label && a == 2 && b == 2 && (1..=12).contains(&first) && (1..=31).contains(&second);
    let point = Point {
        month: Some(Month::Number { number: first as u8, leap: false }),
        day: Some(Day::Number(second as u8)),
        ..Point::default()
    };
    (date && closed(reader, end) && matches!(reader.at(end), ' ' | '\0' | '\n' | '\r' | ',' | ':'))
        .then_some((point, end))
}

/// A day of one or two figures; `1209:03` is the 12th and a clock.
fn day(reader: Reader<'_>, at: usize) -> Option<(u8, usize)> {
    let (mut value, mut digits) = figure(reader, at)?;
    if digits == 4 && reader.at(at + 4) == ':' {
        (value, digits) = (value / 100, 2);
    }
    (digits <= 2 && (1..=31).contains(&value)).then_some((value as u8, at + digits))
}

fn separator(c: char) -> Option<char> {
    matches!(c, '.' | '-' | '/' | '．').then_some(c)
}

/// Figures of at most four digits, with their number.
fn figure(reader: Reader<'_>, at: usize) -> Option<(u32, usize)> {
    if !reader.at(at).is_ascii_digit() {
        return None;
    }
    numeral::read(reader, at).map(|n| (n.value, n.digits))
}

/// Whether nothing goes on as in a version or an address: 2019.5.3.1.
fn closed(reader: Reader<'_>, end: usize) -> bool {
    let next = reader.at(end);
    let version = next == '.' && reader.at(end + 1).is_ascii_digit();
    // 1994-11-05T08:15:30.
    let clock = next == 'T' && reader.at(end + 1).is_ascii_digit();
    !version && (clock || !next.is_ascii_alphabetic()) && next != '_'
}
