//! The month and the day of a point: 5月3日, 五月廿二, 闰四月初二, 是月25日, 7-23日, 20、21日.

use super::clock;
use super::grammar::{Reader, Reading, connector, opens_unit};
use super::guard;
use super::numeral::{self, Numeral};
use super::word::{self, Word};
use super::{Calendar, Day, Month, Point, Shape};
use crate::text::chars;

/// The month: 5月, 五月份, 正月, 闰四月, 是月; 1-5月, 3、4月.
pub(super) fn month(reader: Reader<'_>, reading: &mut Reading, label: bool) {
    let at = if reading.point.year.is_some() { reader.skip(reading.end) } else { reading.end };
    if let Some((word, end)) = word::read(reader, at) {
        let month = match word {
            Word::MonthInForce(count) => Some(Month::InForce(count)),
            Word::MonthOwn(count) => Some(Month::Own(count)),
            _ => None,
        };
        if month.is_some() {
            reading.point.month = month;
            reading.end = end;
            return;
        }
    }
    // 春，正月，甲子朔: so the annals write.
    let annals = label
        && matches!(reader.at(at), '春' | '夏' | '秋' | '冬')
        && reader.at(at + 1) == ','
        && han_month(reader, reader.skip(at + 2));
    let at = if annals { reader.skip(at + 2) } else { at };
    // 春三月, 冬十月: the season goes with its month.
    let seasoned = matches!(reader.at(at), '春' | '夏' | '秋' | '冬')
        && !reader.at(at + 1).is_ascii_digit()
        && opens_unit(reader, at + 1)
        && !matches!(reader.at(at + 1), '冬' | '初');
    let at = if seasoned { at + 1 } else { at };
    let mut named = |number, end, calendar, leap| {
        reading.point.month = Some(Month::Number { number, leap });
        reading.point.han = true;
        reading.point.calendar = calendar;
        reading.end = end;
    };
    match reader.at(at) {
        '元' if reader.at(at + 1) == '月' => {
            let end = if reader.at(at + 2) == '份' { at + 3 } else { at + 2 };
            named(1, end, Calendar::Solar, false);
            return;
        }
        '正' | '腊' | '冬' if reader.at(at + 1) == '月' => {
            let number = match reader.at(at) {
                '正' => 1,
                '冬' => 11,
                _ => 12,
            };
            named(number, at + 2, Calendar::Lunar, false);
            return;
        }
        '闰' => {
            let number = match reader.at(at + 1) {
                '正' => Some((1, at + 2)),
                '冬' => Some((11, at + 2)),
                '腊' => Some((12, at + 2)),
                _ => numeral::read(reader, at + 1).map(|n| (n.value, n.end)),
            };
            if let Some((number, end)) = number.filter(|n| (1..=12).contains(&n.0) && reader.at(n.1) == '月')
            {
                named(number as u8, end + 1, Calendar::Lunar, true);
            }
            return;
        }
        _ => {}
    }
    if let Some((first, last, end)) = neighbours(reader, at, label) {
        let month = |number: u32| Some(Month::Number { number: number as u8, leap: false });
        (reading.point.month, reading.point.han, reading.end) = (month(first), true, end);
        reading.rest.push(Point {
            calendar: reading.point.calendar,
            month: month(last),
            han: true,
            ..Point::default()
        });
        reading.shape = Shape::Range;
        return;
    }
    let Some(slot) = slot(reader, at, |c| c == '月') else { return };
    // 13月 is no month; it is a label all the same, of an entry whose day is not known.
    let impossible = |n: u32| !(1..=12).contains(&n);
    let told = label || reading.point.year.is_some() || reads_day(reader, slot.end);
    if slot.numbers().any(impossible) && !(told && slot.shape == Shape::Single && slot.first.value > 12) {
        return;
    }
    let month = |number: u32| Some(Month::Number { number: number as u8, leap: false });
    reading.point.month = month(slot.first.value);
    reading.point.han = slot.first.is_han();
    reading.end = slot.end;
    if reader.at(slot.end) == '份' {
        reading.end += 1;
    }
    for number in slot.others.into_iter().flatten() {
        let calendar = reading.point.calendar;
        let han = reading.point.han;
        reading.rest.push(Point { calendar, month: month(number), han, ..Point::default() });
    }
    reading.shape = slot.shape;
}

/// 七八月间, 九十月之交: two months that follow each other.
fn neighbours(reader: Reader<'_>, at: usize, label: bool) -> Option<(u32, u32, usize)> {
    let (a, b) = (numeral::digit(reader.at(at))?, numeral::digit(reader.at(at + 1)));
    let b = b.or_else(|| (reader.at(at + 1) == '十').then_some(10))?;
    if a == 0 || b != a + 1 || reader.at(at + 2) != '月' {
        return None;
    }
    let tail = ["之交", "间"].into_iter().find(|words| reader.begins(at + 3, words));
    let end = at + 3 + tail.map_or(0, |words| words.chars().count());
    (tail.is_some() || label && !crate::text::is_han(reader.at(end))).then_some((a, b, end))
}

/// Whether a month in Chinese numerals stands at a place.
fn han_month(reader: Reader<'_>, at: usize) -> bool {
    if matches!(reader.at(at), '正' | '腊' | '冬' | '闰') {
        return true;
    }
    !reader.at(at).is_ascii_digit()
        && numeral::read(reader, at).is_some_and(|n| (1..=12).contains(&n.value) && reader.at(n.end) == '月')
}

/// Whether a day by its number stands at a place.
fn reads_day(reader: Reader<'_>, at: usize) -> bool {
    numeral::read(reader, at).is_some_and(|n| n.digits <= 3 && n.value <= 39 && reader.at(n.end) == '日')
}

/// The day after a month, or alone.
pub(super) fn day(reader: Reader<'_>, reading: &mut Reading, label: bool, before: Option<&Point>) {
    let dated = reading.point.month.is_some();
    if reading.point.year.is_some() && !dated {
        return;
    }
    let mut at = if dated { reader.skip(reading.end) } else { reading.end };
    if dated {
        // 正月，甲子朔.
        if label && reading.point.han && reader.at(at) == ',' && word::cycle(reader, at + 1).is_some() {
            let end = at + 3;
            let closes =
                !crate::text::is_han(reader.at(end)) || matches!(reader.at(end), '朔' | '望' | '晦' | '日');
            at += usize::from(closes);
        }
        if let Some(cycle) = word::cycle(reader, at) {
            let mut end = at + 2;
            reading.point.day = Some(Day::Cycle(cycle));
            match reader.at(end) {
                '朔' => {
                    reading.point.day = Some(Day::Number(1));
                    end += 1;
                }
                '望' | '日' => end += 1,
                '晦' => {
                    reading.point.day = Some(Day::Last);
                    end += 1;
                }
                _ => {}
            }
            reading.point.calendar = Calendar::Lunar;
            reading.end = end;
            return;
        }
        let moon = match reader.at(at) {
            '朔' => Some(Day::Number(1)),
            '望' => Some(Day::Number(15)),
            '晦' => Some(Day::Last),
            _ => None,
        };
        if moon.is_some()
            && reading.point.calendar != Calendar::Solar
            && reading.point.han
            && !crate::text::is_han(reader.at(at + 1))
        {
            reading.point.day = moon;
            reading.point.calendar = Calendar::Lunar;
            reading.end = if reader.at(at + 1) == '日' { at + 2 } else { at + 1 };
            return;
        }
    }
    let new_year = !dated && matches!(word::read(reader, at), Some((Word::NewYear, _)));
    let initial = if new_year { at + 2 } else { at };
    if reader.at(initial) == '初'
        && (dated || label || new_year)
        && let Some(number) = numeral::read(reader, initial + 1).filter(|n| (1..=10).contains(&n.value))
    {
        reading.point.day = Some(Day::Number(number.value as u8));
        reading.point.calendar = Calendar::Lunar;
        if new_year {
            reading.point.month = Some(Month::Number { number: 1, leap: false });
            reading.point.han = true;
        }
        reading.end = if reader.at(number.end) == '日' { number.end + 1 } else { number.end };
        return;
    }
    // Without a month 号 is a building's, a document's or a train's.
    let counted = dated || before.is_some_and(|p| p.day.is_some());
    // 5号　送粪: alone at a line's head, with a space or a mark behind.
    let led = label && !counted && heads_line(reader, at);
    if let Some(slot) = slot(reader, at, |c| c == '日' || c == '号' && (counted || led)) {
        let parted = chars!(" ,:至到~-—\0\n\r").has(reader.at(slot.end));
        if !counted && reader.before(slot.end) == '号' && !parted {
            return;
        }
        // 5月32日 is no day; of its month it is not told either.
        let impossible = |n: u32| !(1..=31).contains(&n);
        if slot.numbers().any(impossible) && !(dated && slot.shape == Shape::Single && slot.first.value > 31)
        {
            return;
        }
        let day = |number: u32| Some(Day::Number(number as u8));
        reading.point.day = day(slot.first.value);
        reading.end = slot.end;
        for number in slot.others.into_iter().flatten() {
            reading.rest.push(Point {
                calendar: reading.point.calendar,
                day: day(number),
                ..Point::default()
            });
        }
        reading.shape = slot.shape;
        return;
    }
    // 正月初一至十五.
    let moon_range = before.is_some_and(|p| p.calendar == Calendar::Lunar && p.day.is_some());
    if !dated && !moon_range {
        return;
    }
    // 同月16，: in figures only, where a clause begins.
    let meant = matches!(reading.point.month, Some(Month::InForce(_) | Month::Own(_)));
    if meant && !(reader.at(at).is_ascii_digit() && guard::opens(reader.before(reading.end - 2))) {
        return;
    }
    // 八月十五, 五月廿二, and, damaged, 1月3.
    let Some(number) = numeral::read(reader, at).filter(|n| (1..=31).contains(&n.value) && n.digits <= 3)
    else {
        return;
    };
    if at != reading.end || number.zero {
        return;
    }
    let next = reader.at(number.end);
    let closed =
        !crate::text::is_han(next) && !next.is_ascii_alphanumeric() && !chars!(".%~-/、—×℃\"〔").has(next)
            || clock::part(reader, number.end).is_some()
            || matches!(next, '至' | '到') && opens_unit(reader, number.end + 1);
    if number.is_han() {
        let moon =
            moon_range || number.value >= 10 || number.twenty || reading.point.calendar == Calendar::Lunar;
        // 一月 is never the moon's: that would be 正月.
        let first = matches!(reading.point.month, Some(Month::Number { number: 1, .. }));
        let counted = chars!("个名万人元亩户台年月次件家").has(next);
        let sure = closed
            || reading.point.calendar == Calendar::Lunar && !counted
            || number.twenty && number.value > 20;
        if !sure || number.value > 30 || !moon && number.value != 3 {
            return;
        }
        if reading.point.calendar == Calendar::Unsaid && !(first && reading.point.han) {
            reading.point.calendar = Calendar::Lunar;
        }
        reading.point.day = Some(Day::Number(number.value as u8));
        reading.end = number.end;
    } else if let Some((last, end)) = damaged_range(reader, &number) {
        reading.point.day = Some(Day::Number(number.value as u8));
        reading.rest.push(Point { day: Some(Day::Number(last)), ..Point::default() });
        (reading.shape, reading.damaged, reading.end) = (Shape::Range, true, end);
    } else if closed && number.digits <= 2 {
        reading.point.day = Some(Day::Number(number.value as u8));
        reading.damaged = true;
        reading.end = number.end;
    }
}

/// Whether only a few blanks stand between a line's begin and a place.
fn heads_line(reader: Reader<'_>, at: usize) -> bool {
    let blanks = (0..8).take_while(|&k| at > k && reader.before(at - k) == ' ').count();
    matches!(reader.before(at - blanks), '\0' | '\n' | '\r')
}

/// The end of a range of days without their unit: `20-22，` in 同月20-22，.
fn damaged_range(reader: Reader<'_>, first: &Numeral) -> Option<(u8, usize)> {
    let next = connector(reader, first.end).filter(|_| first.digits <= 2)?;
    let last = numeral::read(reader, next).filter(|n| !n.is_han() && n.digits <= 2)?;
    let parted = matches!(reader.at(last.end), ',' | ' ' | ':' | '\0' | '\n' | '\r');
    (parted && last.value > first.value && last.value <= 31).then_some((last.value as u8, last.end))
}

/// A number, or several that share a unit: 7-23日, 20、21日.
struct Slot {
    first: Numeral,
    others: [Option<u32>; 6],
    shape: Shape,
    end: usize,
}

impl Slot {
    fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        std::iter::once(self.first.value).chain(self.others.iter().copied().flatten())
    }
}

/// The numbers before a unit.
fn slot(reader: Reader<'_>, at: usize, unit: impl Fn(char) -> bool) -> Option<Slot> {
    let first = numeral::read(reader, at).filter(|n| n.digits <= 3 && n.value <= 99)?;
    let mut slot = Slot { first, others: [None; 6], shape: Shape::Single, end: first.end };
    let close = |i: usize| {
        let i = reader.skip(i);
        unit(reader.at(i)).then_some(i + 1)
    };
    if let Some(end) = close(first.end) {
        slot.end = end;
        return Some(slot);
    }
    if let Some(next) = connector(reader, first.end) {
        let last = numeral::read(reader, next).filter(|n| n.digits <= 3 && n.value <= 31)?;
        slot.end = close(last.end)?;
        slot.others[0] = Some(last.value);
        slot.shape = Shape::Range;
        // 7-3日 runs into the next month and is written out then.
        return (last.value > first.value).then_some(slot);
    }
    let mut i = first.end;
    for k in 0..6 {
        if !matches!(reader.at(i), '、' | '和' | '及') {
            return None;
        }
        let next = numeral::read(reader, reader.skip(i + 1)).filter(|n| n.digits <= 3 && n.value <= 31)?;
        slot.others[k] = Some(next.value);
        if let Some(end) = close(next.end) {
            slot.end = end;
            slot.shape = Shape::List;
            let rising = slot.numbers().zip(slot.numbers().skip(1)).all(|(a, b)| a < b);
            return rising.then_some(slot);
        }
        i = next.end;
    }
    None
}
