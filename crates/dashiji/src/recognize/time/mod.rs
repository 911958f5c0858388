//! Dates and times as they stand in text.
//!
//! In goes a range of a document; out come [`TimeMention`]s: the expression alone (without 截至, 起) with what it says, parsed
//! but not resolved. `截至3月1日` gives `3月1日`, a month and a day without a year, bounded above; which year that is, is
//! a matter of [`crate::resolve::calendar`].

use crate::text::{Span, Text};

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
    },
    /// 康熙二十年: the first row of the era's name, and the number; 0 where only a cycle is told (光绪甲午).
    Era {
        /// The era's name, as a position in the table of names.
        era: u16,
        /// The year's number.
        number: u16,
    },
    /// 甲午年: 0 to 59.
    Cycle(u8),
    /// The year in force and so many on: 是年 0, 翌年 1.
    InForce(i8),
    /// The entry's own year and so many on: 今年 0, 去年 -1.
    Own(i8),
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
    /// 上半年 1, 下半年 2.
    Half(u8),
    /// 第三周, of the year or the month.
    Week(u8),
    /// 80年代: the year stands for its first year.
    Decade,
    /// 18世纪: the year stands for its first year.
    Century,
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
            Some(Year::Gregorian(_) | Year::Short { .. } | Year::Era { .. } | Year::Cycle(_))
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
        matches!(self.first.year, Some(Year::Era { .. }))
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
    let end = range.hi().min(text.len());
    let mut i = range.lo();
    while i < end {
        match label(text, i).filter(|m| m.span.hi() <= end && !text.before(i).is_ascii_digit()) {
            Some(mention) => {
                i = mention.span.hi();
                found.push(mention);
            }
            None => i += 1,
        }
    }
    found
}

/// The time expression that begins exactly at a code point, as a label: a list of days is one, and a bare day, season or
/// year of an era counts. `7月9日、16日` is one label that spans both days.
pub fn label(text: &Text, at: usize) -> Option<TimeMention> {
    let mut point = Point::default();
    let mut i = at;
    while let Some((number, end)) = number(text, i) {
        match text.at(end) {
            '年' if point.year.is_none() && point.month.is_none() => {
                point.year = Some(Year::Gregorian(number as i32));
            }
            '月' if point.month.is_none() && point.day.is_none() => {
                point.month = Some(Month::Number { number: number as u8, leap: false });
            }
            '日' if point.day.is_none() => point.day = Some(Day::Number(number as u8)),
            _ => break,
        }
        i = end + 1;
    }
    let expression = Expression { first: point, ..Expression::default() };
    (i > at).then_some(TimeMention { span: Span::new(at, i), expression })
}

/// An Arabic number of at most four digits.
fn number(text: &Text, at: usize) -> Option<(u32, usize)> {
    let digits = (at..at + 5).take_while(|&i| text.at(i).is_ascii_digit()).count();
    let value = text
        .folded(Span::new(at, at + digits))
        .iter()
        .filter_map(|c| c.to_digit(10))
        .fold(0, |v, d| v * 10 + d);
    (1..=4).contains(&digits).then_some((value, at + digits))
}
