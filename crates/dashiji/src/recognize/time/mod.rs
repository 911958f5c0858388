//! Dates and times as they stand in text.
//!
//! In goes a range of a document; out come [`TimeMention`]s: the expression alone (without 截至, 起) with what it says, parsed
//! but not resolved. `截至3月1日` gives `3月1日`, a month and a day without a year, bounded above; which year that is, is
//! a matter of [`crate::resolve::calendar`].

mod clock;
pub(crate) mod era;
mod figures;
mod grammar;
mod guard;
mod month;
mod numeral;
mod stretch;
mod vague;
pub(crate) mod word;
mod year;

use crate::text::{Span, Text, chars, is_han};
use grammar::Reader;

/// A time expression, not yet resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeMention {
    /// The expression alone, without 截至, 起.
    pub span: Span,
    /// What it says.
    pub expression: Expression,
}

/// What a time expression says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expression {
    /// The only point, or the first of a range or a list.
    pub first: Point,
    /// The points after the first: the end of a range, the rest of a list.
    pub rest: Vec<Point>,
    /// How the points hang together.
    pub shape: Shape,
    /// What stands beside the expression: 起, 截至.
    pub bound: Bound,
    /// 左右, 前后, 许.
    pub approximate: bool,
}

/// How the points of an expression hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// One point: 2月4日.
    #[default]
    Single,
    /// 2月4日至6日.
    Range,
    /// 7月9日、16日 (only [`label`] reads a list as one expression).
    List,
}

/// Openness, by the words beside the expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bound {
    /// Neither.
    #[default]
    None,
    /// 1月24日起, 2015年以来.
    From,
    /// 截至3月1日.
    Until,
}

/// The calendar in which months and days are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Calendar {
    /// Not said: by the year in force.
    #[default]
    Unsaid,
    /// The months of the West.
    Solar,
    /// The months of the moon: 农历, 正月, 初三, 闰四月.
    Lunar,
}

/// One point of an expression; every part as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Point {
    /// Solar or lunar, where the words tell.
    pub calendar: Calendar,
    /// The year.
    pub year: Option<Year>,
    /// The month.
    pub month: Option<Month>,
    /// The day.
    pub day: Option<Day>,
    /// A vague part of the year or month: 上旬, 月底, 秋.
    pub stretch: Option<Stretch>,
    /// Hour and minute.
    pub clock: Option<Clock>,
    /// 上午, 夜间: where the word stands.
    pub part_of_day: Option<Span>,
    /// The month was written in Chinese numerals.
    pub han: bool,
    /// The year was written in Chinese numerals: then its month is not the moon's for being so.
    pub year_han: bool,
    /// The year's stem and branch, 0 to 59, where told: 二十一年乙未.
    pub cycle: Option<u8>,
    /// The year told in brackets: 道光二十年（1840年）.
    pub beside: Option<Year>,
}

/// A year as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// 2019年, 公元前221年 (-220).
    Gregorian(i32),
    /// 七十七年, 98年: an era or a century is understood. `han` where written in Chinese numerals.
    Short {
        /// The number.
        number: u16,
        /// In Chinese numerals.
        han: bool,
        /// With 十: a year of an era, not of a century.
        counting: bool,
    },
    /// 康熙二十年: the first row of the era's name, and the number; 0 where only a cycle is told (光绪甲午).
    Era {
        /// The era, as a position in the table.
        era: u16,
        /// Whether the dynasty was told, so that no other era of the name is meant.
        certain: bool,
        /// The year's number.
        number: u16,
    },
    /// 甲午年: 0 to 59.
    Cycle(u8),
    /// The year in force and so many on: 是年 0, 翌年 1.
    InForce(i8),
    /// The entry's own year and so many on: 今年 0, 去年 -1.
    Own(i8),
    /// All the years of an era (洪武中); the point's stretch tells the part.
    Reign {
        /// The era, as a position in the table.
        era: u16,
        /// Whether the dynasty was told.
        certain: bool,
    },
    /// First and last year of a dynasty or a period: 明末, 解放初.
    Span(i16, i16),
}

/// A month as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Month {
    /// 1 to 12; `leap` for 闰.
    Number {
        /// 1 to 12.
        number: u8,
        /// 闰四月.
        leap: bool,
    },
    /// The month in force and so many on: 是月 0, 次月 1.
    InForce(i8),
    /// The entry's own month and so many on: 本月 0, 上月 -1.
    Own(i8),
}

/// A day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// 1 to 31.
    Number(u8),
    /// A day of the sixty: 甲子 0.
    Cycle(u8),
    /// The month's last: 晦.
    Last,
    /// The day in force and so many on: 同日 0, 次日 1.
    InForce(i16),
    /// The entry's own day and so many on: 今日 0, 昨日 -1.
    Own(i16),
    /// A feast or solar term, as a position in the table.
    Feast(u16),
}

/// A part of a year, month or century.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// 上旬 1, 中旬 2, 下旬 3.
    Decad(u8),
    /// First and last: 中下旬 is (2, 3).
    Decads(u8, u8),
    /// 月初.
    MonthStart,
    /// 月中.
    MonthMiddle,
    /// 月底.
    MonthEnd,
    /// 年初.
    YearStart,
    /// 年中.
    YearMiddle,
    /// 年底.
    YearEnd,
    /// 春 1 to 冬 4.
    Season(u8),
    /// First quarter and number of quarters: 前三季度 is (1, 3).
    Quarters(u8, u8),
    /// The entry's own quarter and so many on: 上季度 -1; whether its last month: 上季度末.
    OwnQuarter(i8, bool),
    /// 上半年 1, 下半年 2.
    Half(u8),
    /// First week and number of weeks, of the year or the month: 第三周 is (3, 1).
    Weeks(u8, u8),
    /// First month and number of months: 前五个月 is (1, 5).
    Months(u8, u8),
    /// 80年代: the year stands for its first year.
    Decade,
    /// 90年代初: its first three years.
    DecadeStart,
    /// 90年代中期: its fourth to seventh year.
    DecadeMiddle,
    /// 90年代末: its last three years.
    DecadeEnd,
    /// 18世纪: the year stands for its first year.
    Century,
    /// 19世纪末: the first and the last year of the part, counted from the century's first.
    CenturyPart(u8, u8),
    /// 3月第二个星期日: which one of the month, 0 for the last, and the day from Monday.
    MonthWeekday(u8, u8),
    /// The first or the last month of a quarter: 一季度初 (1, false), 一季度末 (1, true).
    QuarterPart(u8, bool),
    /// First month and number of months, told vaguely: 汛期 is (6, 4).
    AboutMonths(u8, u8),
    /// All the years of a reign or a period.
    Whole,
    /// Its first years: 嘉庆初.
    FirstPart,
    /// The years in its middle: 明中叶.
    MiddlePart,
    /// Its last years: 光绪末.
    LastPart,
    /// The days before a feast: 春节前夕.
    Eve,
    /// The days of a feast: 国庆期间.
    During,
    /// The days on both sides of a feast: 中秋前后.
    Around,
    /// The days after a feast.
    After,
    /// A week of the year, of days from its Monday: `2024-W10` is (10, 0), `2024-W10-4` is (10, 4).
    Week(u8, u8),
    /// The entry's own week and so many on, and its day from Monday, 0 for all of it: 上周 (-1, 0), 下周三 (1, 3).
    OwnWeek(i8, u8),
    /// The first or the second half of a month: 上半月 1.
    HalfMonth(u8),
    /// Words for a time that name no day: 近日.
    Unknown,
}

/// A clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 24, a day part already reckoned in.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl Expression {
    /// Whether a year is written (2019年, 康熙二十年, 七十七年), not only meant (今年, 是年).
    pub fn has_year(&self) -> bool {
        matches!(
            self.first.year,
            Some(
                Year::Gregorian(_)
                    | Year::Short { .. }
                    | Year::Era { .. }
                    | Year::Cycle(_)
                    | Year::Reign { .. }
                    | Year::Span(..)
            )
        )
    }

    /// Whether a month is written by its number or name.
    pub fn has_month(&self) -> bool {
        matches!(self.first.month, Some(Month::Number { .. }))
    }

    /// Whether a day is written by its number, cycle or feast.
    pub fn has_day(&self) -> bool {
        matches!(self.first.day, Some(Day::Number(_) | Day::Cycle(_) | Day::Last | Day::Feast(_)))
    }

    /// Whether an hour is written.
    pub fn has_clock(&self) -> bool {
        self.first.clock.is_some()
    }

    /// Whether a reign or era is named (康熙, 民国).
    pub fn has_era(&self) -> bool {
        matches!(self.first.year, Some(Year::Era { .. } | Year::Reign { .. }))
    }

    /// Whether it leans on a day, month or year told before by a word (同日, 是月, 翌年, 昨日).
    pub fn is_relative(&self) -> bool {
        matches!(self.first.year, Some(Year::InForce(_) | Year::Own(_)))
            || matches!(self.first.month, Some(Month::InForce(_) | Month::Own(_)))
            || matches!(self.first.day, Some(Day::InForce(_) | Day::Own(_)))
    }

    /// Whether it is a range of points.
    pub fn is_range(&self) -> bool {
        self.shape == Shape::Range
    }

    /// Whether it is a list of points.
    pub fn is_list(&self) -> bool {
        self.shape == Shape::List
    }

    /// Whether it tells only a part of a year or month (上旬, 年底, 秋).
    pub fn is_vague(&self) -> bool {
        self.first.stretch.is_some()
    }

    /// The day's number, where one is written: what tells that the days of a page run forward or fall back.
    pub fn day_number(&self) -> Option<u8> {
        match self.first.day {
            Some(Day::Number(day)) => Some(day),
            _ => None,
        }
    }

    /// The month's number, where one is written.
    pub fn month_number(&self) -> Option<u8> {
        match self.first.month {
            Some(Month::Number { number, .. }) => Some(number),
            _ => None,
        }
    }
}

/// Every time expression of a range, in order, not overlapping.
pub fn find(text: &Text, range: Span) -> Vec<TimeMention> {
    let mut found = Vec::new();
    let reader = Reader::opened_at(text, range.lo(), range.hi());
    let triggers = word::triggers();
    let chars = text.folded(range);
    let mut lowest = range.lo();
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        let trigger = triggers(c) & word::OPENS;
        if trigger == 0 {
            i += 1;
            continue;
        }
        let at = range.lo() + i;
        // 9月10号，11号，12号: what goes on a list of days.
        if trigger & (word::ARABIC | word::HAN) != 0
            && let Some(last) = found.last()
            && let Some(item) = grammar::list_item(reader, last, at)
        {
            lowest = item.span.hi();
            i = lowest - range.lo();
            found.push(item);
            continue;
        }
        match open(reader, lowest, at, trigger) {
            Ok(mention) => {
                lowest = mention.span.hi();
                i = lowest - range.lo();
                found.push(mention);
            }
            Err(next) => {
                i += 1;
                // No date begins inside a number, nor inside what looked like one.
                if trigger & (word::ARABIC | word::HAN) != 0 {
                    while chars.get(i).is_some_and(|&c| word::is_number(c)) {
                        i += 1;
                    }
                }
                i = i.max(next.saturating_sub(range.lo()));
            }
        }
    }
    found
}

/// The expression that a trigger opens; an era's name before it belongs to it. The error is where to look on.
fn open(reader: Reader<'_>, lowest: usize, at: usize, trigger: u8) -> Result<TimeMention, usize> {
    if trigger & (word::ARABIC | word::HAN | word::NAMED | word::STEM) != 0 {
        let before = reader.before(if reader.before(at) == ' ' { at - 1 } else { at });
        if at > lowest && word::triggers()(before) & word::ERA_END != 0 {
            let era = era::before(reader, lowest, at);
            let mention = era.and_then(|start| grammar::expression(reader, start, false).ok());
            // What ends before the number (上元 that opens no year) is not what the number was looked at for.
            if let Some(mention) = mention.filter(|m| m.span.hi() > at) {
                return Ok(mention);
            }
        }
    }
    if !promising(reader, at, trigger) {
        return Err(at);
    }
    grammar::expression(reader, at, false)
}

/// A glance before the grammar is asked: what follows a number, whether a word of the calendar stands there at all.
fn promising(reader: Reader<'_>, at: usize, trigger: u8) -> bool {
    if trigger & word::WORD != 0 && word::read(reader, at).is_some() {
        return true;
    }
    if trigger & (word::ARABIC | word::HAN) != 0 {
        // 五六十年代 is no number.
        let Some(number) = numeral::read(reader, at) else {
            let two = reader.at(at) == '两'
                && (reader.begins(at + 1, "个季度") || matches!(reader.at(at + 1), '点' | '时'));
            return two || reader.begins(at + 2, "十年代") || figures::basic(reader, at).is_some();
        };
        return chars!("年月日时点世季、和及至到~-—–ー./: 周天OoＯ个").has(reader.at(number.end))
            || reader.at(number.end).is_ascii_digit();
    }
    // '98抗洪.
    if matches!(reader.at(at), '\'' | '’') {
        return reader.at(at + 1).is_ascii_digit() && reader.at(at + 2).is_ascii_digit();
    }
    if trigger & word::STEM != 0 && reader.at(at + 2) == '年' {
        return true;
    }
    let next = reader.at(at + 1);
    trigger & word::NAMED != 0
        && match reader.at(at) {
            '公' | '西' | '纪' => next == '元',
            '前' => word::is_number(next),
            '越' | '闰' => word::is_number(next) || matches!(next, '正' | '冬' | '腊'),
            _ => next == '月',
        }
}

/// The time expression that begins exactly at a code point, as a label: a list of days is one, and a bare day, season or
/// year of an era counts. `7月9日、16日` is one label that spans both days.
pub fn label(text: &Text, at: usize) -> Option<TimeMention> {
    if !word::opens_label(text.at(at)) || counts(text, at) {
        return None;
    }
    grammar::expression(Reader::opened_at(text, at, text.len()), at, true).ok()
}

/// A part of the day right behind a day in figures (`6.30凌晨`, `7.1晚8时`): the word, the hour, and where they end.
pub(crate) fn part_of_day(text: &Text, at: usize) -> Option<(Span, Option<Clock>, usize)> {
    let time = clock::read(Reader::new(text, text.len()), at, true)?;
    Some((time.part.filter(|part| part.lo() == at)?, time.clock, time.end))
}

/// Whether a number in figures stands at a place that no label begins with, by what follows it: 1386人.
fn counts(text: &Text, at: usize) -> bool {
    let figures = (at..at + 5).take_while(|&i| text.at(i).is_ascii_digit()).count();
    let next = text.at(at + figures);
    (1..5).contains(&figures) && is_han(next) && !chars!("年月日号时点世季和及与至到周天个〇").has(next)
}

#[cfg(test)]
mod tests;
