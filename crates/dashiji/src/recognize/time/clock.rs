//! Parts of the day and the clock: `下午2点`, `上午9:30`, `10时许`, `晚上七点半`, `零时`.

use super::Clock;
use super::grammar::{Reader, connector};
use super::numeral::{self, Style};
use super::word::{self, PartOfDay, Word};
use crate::text::{Span, chars};

/// A part of the day or an hour in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct DayTime {
    /// Where the word of the part stands.
    pub part: Option<Span>,
    /// What the word means for hours.
    pub hours: Option<PartOfDay>,
    /// The clock, the part reckoned in.
    pub clock: Option<Clock>,
    /// 许, 左右.
    pub approximate: bool,
    /// One past its last character.
    pub end: usize,
}

/// What a single 早, 晨, 晚, 夜 makes with the next character other than a part of the day.
const NOT_PART: &str = "会报餐宴饭稻籼稿期班校市景色曲场训练节茶操读自大来点婚年间里市以总礼婚秋春育产熟婚";

/// A part of the day with or without an hour, or an hour; `dated` where a day stands right before.
pub(super) fn read(reader: Reader<'_>, at: usize, dated: bool) -> Option<DayTime> {
    let mut time = DayTime { end: at, ..DayTime::default() };
    let mut i = at;
    if let Some((hours, end)) = part(reader, i) {
        time.part = Some(Span::new(i, end));
        time.hours = Some(hours);
        time.end = end;
        i = end;
    }
    let next = if reader.at(i) == ' ' { i + 1 } else { i };
    if let Some((clock, end)) = clock(reader, next, time.hours, dated || time.part.is_some()) {
        time.clock = Some(clock);
        time.end = end;
        for words in ["许", "左右"] {
            if reader.begins(end, words) && !(words == "许" && reader.at(end + 1) == '多') {
                time.approximate = true;
                time.end = end + words.chars().count();
                break;
            }
        }
        // 15时上午 is nothing, but 8时上午 … is left to the next reading.
    }
    (time.end > at).then_some(time)
}

/// The hour after a part of the day that was read with its day: 当晚8时.
pub(super) fn read_after_part(reader: Reader<'_>, at: usize, hours: Option<PartOfDay>) -> Option<DayTime> {
    let (clock, mut end) = clock(reader, reader.skip(at), hours, true)?;
    let approximate = reader.at(end) == '许';
    end += usize::from(approximate);
    Some(DayTime { part: None, hours, clock: Some(clock), approximate, end })
}

/// A word for a part of the day.
pub(super) fn part(reader: Reader<'_>, at: usize) -> Option<(PartOfDay, usize)> {
    let (part, end) = word::read_as(reader, at, |w| match w {
        Word::Part(part) => Some(part),
        _ => None,
    })?;
    let single = end - at == 1;
    (!single || !NOT_PART.contains(reader.at(end))).then_some((part, end))
}

/// An hour with its minutes; `led` where a day or a part of the day stands before, so that 点 is no 意见.
fn clock(reader: Reader<'_>, at: usize, part: Option<PartOfDay>, led: bool) -> Option<(Clock, usize)> {
    let number = numeral::read_count(reader, at)?;
    if number.digits > 3 || number.style == Style::Arabic && number.digits > 2 || number.value > 24 {
        return None;
    }
    let hour = number.value as u8;
    let mut i = unit_after(reader, number.end, &['时', '点']);
    // 上午9至11时: the first hour shares the unit of the last.
    if led
        && let Some(last) = connector(reader, i).and_then(|next| numeral::read(reader, next))
        && last.value <= 24
        && last.style == number.style
        && matches!(reader.at(unit_after(reader, last.end, &['时', '点'])), '时' | '点')
    {
        return Some((Clock { hour: of_part(hour, part, reader, at), minute: 0 }, i));
    }
    let minute;
    match reader.at(i) {
        ':' | '∶' => {
            let minutes = numeral::read(reader, i + 1)?;
            if number.style != Style::Arabic
                || minutes.style != Style::Arabic
                || minutes.digits != 2
                || minutes.value > 59
            {
                return None;
            }
            minute = minutes.value as u8;
            i = minutes.end;
            if reader.at(i) == ':' && reader.at(i + 1).is_ascii_digit() && reader.at(i + 2).is_ascii_digit() {
                i = fraction(reader, i + 3);
                if reader.before(at) == 'T' {
                    i = zone(reader, i);
                }
            } else if reader.at(i) == 'Z' {
                i += 1;
            }
            // 11:00时.
            if matches!(reader.at(i), '时' | '分') && !matches!(reader.at(i + 1), '间' | '期' | '候' | '代')
            {
                i += 1;
            }
            // 10:1000 is a scale; a score has no part of day before it.
            if reader.at(i).is_ascii_digit() || !led && !alone(reader, at, i) {
                return None;
            }
        }
        '时' | '点' => {
            let word = reader.at(i);
            i += 1;
            if word == '点' && reader.at(i) == '钟' {
                i += 1;
            }
            let (value, end) = minutes(reader, i).unwrap_or((0, i));
            let told = end > i || reader.at(i - 1) == '钟';
            (minute, i) = (value, end);
            let follows = reader.at(i);
            if !told
                && (chars!("间期代段速限任刻差装值许").has(follows) || reader.begins(i, "之久"))
                && !(follows == '许' && reader.at(i + 1) != '多')
            {
                return None;
            }
            // 3点意见, 三点要求.
            if word == '点' && !led && !told && !reader.begins(i, "左右") && follows != '许' {
                return None;
            }
            if word == '时' && !led && !told && !alone(reader, at, i) && follows != '许' {
                return None;
            }
        }
        _ => return None,
    }
    Some((Clock { hour: of_part(hour, part, reader, at), minute }, i))
}

/// The hour of 24 that a part of the day makes of one.
fn of_part(hour: u8, part: Option<PartOfDay>, reader: Reader<'_>, at: usize) -> u8 {
    match part {
        Some(PartOfDay::Noon) if (1..=4).contains(&hour) => hour + 12,
        Some(PartOfDay::Afternoon | PartOfDay::Evening) if (1..=11).contains(&hour) => hour + 12,
        Some(PartOfDay::Night) if (6..=11).contains(&hour) => hour + 12,
        Some(PartOfDay::Evening | PartOfDay::Night) if hour == 12 => 24,
        Some(PartOfDay::Morning) if hour == 12 && !reader.ends(at, "上午") => 0,
        _ => hour,
    }
}

/// 30分, 半, 整, 一刻, 三刻, and seconds, which are read and left.
fn minutes(reader: Reader<'_>, at: usize) -> Option<(u8, usize)> {
    let mut end = match reader.at(at) {
        '半' => return Some((30, seconds(reader, at + 1))),
        '整' => return Some((0, at + 1)),
        _ => at,
    };
    if reader.at(end) == '零' && !matches!(reader.at(end + 1), '点' | '时') {
        end += 1;
    }
    // 6 时 22 分.
    let number = numeral::read(reader, unit_after(reader, end, &[]))?;
    if number.value > 59 || number.digits > 3 {
        return None;
    }
    let unit = unit_after(reader, number.end, &['分']);
    match reader.at(unit) {
        '分' if reader.at(unit + 1) != '之' => Some((number.value as u8, seconds(reader, unit + 1))),
        _ if reader.at(end) == ' ' => None,
        '刻' if number.value < 4 => Some((number.value as u8 * 15, number.end + 1)),
        // 10点05.
        _ if number.style == Style::Arabic && number.digits == 2 && reader.before(at) == '点' => {
            Some((number.value as u8, number.end))
        }
        _ => None,
    }
}

/// Past a fraction of a second: 08:15:30.250.
fn fraction(reader: Reader<'_>, at: usize) -> usize {
    if reader.at(at) != '.' || !reader.at(at + 1).is_ascii_digit() {
        return at;
    }
    (at + 1..at + 12).find(|&i| !reader.at(i).is_ascii_digit()).unwrap_or(at)
}

/// Past a zone of ISO 8601, which tells of where the clock hangs and not of the day: Z, +08:00, -0530.
fn zone(reader: Reader<'_>, at: usize) -> usize {
    let two = |i: usize| reader.at(i).is_ascii_digit() && reader.at(i + 1).is_ascii_digit();
    match reader.at(at) {
        'Z' => at + 1,
        '+' | '-' if two(at + 1) && reader.at(at + 3) == ':' && two(at + 4) => at + 6,
        '+' | '-' if two(at + 1) && two(at + 3) => at + 5,
        _ => at,
    }
}

/// Past one space, where one of the units stands behind it; with no units, where a figure does.
fn unit_after(reader: Reader<'_>, at: usize, units: &[char]) -> usize {
    let next = reader.at(at + 1);
    let goes_on = if units.is_empty() { word::is_number(next) } else { units.contains(&next) };
    if reader.at(at) == ' ' && goes_on { at + 1 } else { at }
}

/// Seconds are finer than a chronicle tells; they belong to the expression all the same.
fn seconds(reader: Reader<'_>, at: usize) -> usize {
    match numeral::read(reader, at) {
        Some(number) if number.value < 60 && reader.at(number.end) == '秒' => number.end + 1,
        _ => at,
    }
}

/// Whether an hour without a day before it stands like one: after a mark, 于, 至, 从, not within a number or a ratio.
fn alone(reader: Reader<'_>, at: usize, end: usize) -> bool {
    let before = reader.before(at);
    let opens = chars!("\0\n\r,。;(【[“ 于至从自到~-—在").has(before);
    // A duty, a working day or a score: 8时工作制, 以21:15.
    let closes = !matches!(reader.at(end), '工' | ':' | '/' | '、');
    opens && closes && !(before == ' ' && word::is_number(reader.before(at.saturating_sub(1))))
}
