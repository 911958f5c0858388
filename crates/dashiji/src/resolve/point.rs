//! One point of an expression to its days: the year, then the month, then the day, each as told or as in force.
//!
//! `四月初三日` under 光绪二十一年 is the third day of the fourth month of the moon of 1895, 27 April; `翌年1月4日` is
//! 4 January of the year after the one in force.

use super::cycle;
use super::day::{Date, DayNumber, REFORM, YEARS, iso_year, month_length};
use super::edtf::Interval;
use super::feast;
use super::lunar::{self, Moon};
use crate::fact::{MoonMonths, TimeBasis};
use crate::recognize::time::word::{self, Feast};
use crate::recognize::time::{Calendar, Clock, Day, Month, Point, Stretch, Year, era};

/// What is in force where a point is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Force {
    /// The year, for the moon's calendar the one in which its year begins.
    pub year: Option<i32>,
    /// The month as told.
    pub month: Option<u8>,
    /// Whether it is a leap month.
    pub leap: bool,
    /// Whether it is the moon's.
    pub lunar: bool,
    /// The day as told.
    pub day: Option<u8>,
    /// The first Gregorian year of the era.
    pub era: Option<i32>,
    /// Which months are the moon's.
    pub months: MoonMonths,
}

impl Force {
    /// The day in force.
    pub fn day_number(&self) -> Option<DayNumber> {
        let (year, month, day) = (self.year?, self.month?, self.day?);
        if self.lunar {
            lunar::day(Moon { year, month, leap: self.leap }, day)
        } else {
            civil(year, month, day)
        }
    }

    /// The first day of what is in force: of the month or the year where no day is.
    pub fn first_day(&self) -> Option<DayNumber> {
        let month = self.month.unwrap_or(1);
        Self { month: Some(month), day: Some(self.day.unwrap_or(1)), ..*self }.day_number()
    }

    /// What is in force once a Gregorian day was told; the era goes on.
    pub(super) fn at(self, day: DayNumber) -> Self {
        let date = if day < REFORM { day.to_julian() } else { day.to_gregorian() };
        Self {
            year: Some(date.year),
            month: Some(date.month),
            leap: false,
            lunar: false,
            day: Some(date.day),
            ..self
        }
    }
}

/// A point with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub interval: Interval,
    pub clock: Option<Clock>,
    pub basis: TimeBasis,
    /// What is in force after it.
    pub force: Force,
}

/// The circumstances of a point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene {
    /// What was told last.
    pub force: Force,
    /// The year for 同年, 翌年.
    pub last_year: Option<i32>,
    /// The entry's own date.
    pub own: Option<Force>,
}

/// A day in the calendar of its time: Julian before 15 October 1582.
pub(super) fn civil(year: i32, month: u8, day: u8) -> Option<DayNumber> {
    let date = Date { year, month, day };
    match date.julian() {
        Some(found) if found < REFORM => Some(found),
        _ => date.gregorian(),
    }
}

/// The days of a point.
pub(super) fn place(point: &Point, scene: &Scene) -> Option<Placed> {
    let Scene { force, own, .. } = *scene;
    if let Some(Day::InForce(count) | Day::Own(count)) = point.day {
        let from = if matches!(point.day, Some(Day::Own(_))) { own.unwrap_or(force) } else { force };
        let day = from.day_number()?.plus(count.into());
        let after = if count == 0 { from } else { from.at(day) };
        return Some(placed(Interval::day(day), point, TimeBasis::Relative, after));
    }
    let nothing =
        point.year.is_none() && point.month.is_none() && point.day.is_none() && point.stretch.is_none();
    if nothing {
        // 上午9:30, 15时: of the day in force.
        let day = force.day_number()?;
        return Some(placed(Interval::day(day), point, TimeBasis::Inherited, force));
    }
    if let Some((interval, era)) = of_span(point, scene) {
        // The years after such a time are told by themselves.
        let after = Force { era: era.or(force.era), ..force };
        return Some(placed(interval, point, TimeBasis::Period, after));
    }
    if let Some(Stretch::OwnQuarter(count, end)) = point.stretch {
        let from = own.unwrap_or(force);
        let quarter = from.year? * 4 + (i32::from(from.month?) - 1) / 3 + i32::from(count);
        let (year, number) = (quarter.div_euclid(4), quarter.rem_euclid(4) as u8);
        let interval = if end {
            Interval::months(year, number * 3 + 3, number * 3 + 3)?.vague()
        } else {
            year_stretch(year, Stretch::Quarters(number + 1, 1))?
        };
        return Some(placed(interval, point, TimeBasis::Relative, Force { year: Some(year), ..force }));
    }
    if let Some(Stretch::OwnWeek(count, day)) = point.stretch {
        let from = own.unwrap_or(force).day_number()?;
        let monday = from.plus(-((i32::from(from.weekday()) + 6) % 7) + i32::from(count) * 7);
        let interval = match day {
            0 => Interval::days(monday, monday.plus(6)),
            day => Interval::day(monday.plus(i32::from(day) - 1)),
        };
        return Some(placed(interval, point, TimeBasis::Relative, force));
    }
    let year = year(point, scene)?;
    let basis = basis(point);
    if let Some(Day::Feast(feast)) = point.day {
        let (from, to) = feast_days(word::feast(feast)?, &year, scene)?;
        let interval = match point.stretch {
            Some(stretch) => around(from, to, stretch)?,
            None if from == to => Interval::day(from),
            None => Interval::days(from, to),
        };
        let basis = if point.stretch.is_some() { TimeBasis::Period } else { basis };
        return Some(placed(interval, point, basis, year.force().at(from)));
    }
    let of_month = point.month.is_some() && matches!(point.stretch, Some(Stretch::Weeks(..)));
    if let Some(stretch) = point.stretch.filter(|s| of_year(*s) && !of_month) {
        let interval = year_stretch(year.year, stretch)?;
        return Some(placed(interval, point, TimeBasis::Period.max(basis), year.force()));
    }
    if point.month.is_none() && point.day.is_none() && point.stretch.is_none() {
        let interval = Interval::years(year.year, year.year)?;
        return Some(placed(interval, point, basis, year.force()));
    }
    let month = month(point, &year, scene)?;
    month_or_day(point, &year, month, basis, scene)
}

fn placed(interval: Interval, point: &Point, basis: TimeBasis, force: Force) -> Placed {
    Placed { interval, clock: point.clock, basis, force }
}

/// The years of a reign, a dynasty or a period, or the part of them that is told; with the first year of the reign.
fn of_span(point: &Point, scene: &Scene) -> Option<(Interval, Option<i32>)> {
    /// The last year of an era that is not over, where a part of it is told: that of the Republic on the mainland.
    const REPUBLIC: i32 = 1949;
    /// The most years that a part of a long reign is told of.
    const MOST: i32 = 20;
    let (from, to, era) = match point.year? {
        Year::Span(from, to) => (i32::from(from), i32::from(to), None),
        Year::Reign { era, certain } => {
            let near = scene.force.year.or(scene.own.and_then(|own| own.year));
            let dynasty = era::rows(era).find(|(k, _)| *k == era).map(|(_, row)| &row.dynasty);
            let rows = era::rows(era).filter(|(_, row)| !certain || Some(&row.dynasty) == dynasty);
            // The first row is what chronicles mean, unless another is much nearer.
            let (_, row) = rows.min_by_key(|(_, row)| near.map_or(0, |near| (row.from - near).abs() / 80))?;
            let to = if row.to < 9999 { row.to } else { REPUBLIC.max(row.from + 30) };
            (row.from, to, Some(row.from))
        }
        _ => return None,
    };
    let part = ((to - from + 3) / 3).clamp(1, MOST);
    let (first, last) = match point.stretch {
        Some(Stretch::FirstPart) => (from, (from + part - 1).min(to)),
        Some(Stretch::LastPart) => ((to - part + 1).max(from), to),
        Some(Stretch::MiddlePart) => (from + (to - from) / 3, to - (to - from) / 3),
        _ => return Some((Interval::years(from, to)?, era)),
    };
    Some((about_years(first, last)?, era))
}

/// The days before, of, around or after a feast, told vaguely.
fn around(from: DayNumber, to: DayNumber, stretch: Stretch) -> Option<Interval> {
    let (a, b) = match stretch {
        Stretch::Eve => (from.plus(-10), from.plus(-1)),
        Stretch::During => (from, to.plus(if from == to { 6 } else { 0 })),
        Stretch::Around => (from.plus(-7), to.plus(7)),
        Stretch::After => (to.plus(1), to.plus(10)),
        _ => return None,
    };
    Some(Interval::about(a, b))
}

/// How a point is known.
fn basis(point: &Point) -> TimeBasis {
    match (point.year, point.month) {
        (Some(Year::InForce(0)), None) | (_, Some(Month::InForce(0) | Month::Own(0)))
            if point.day.is_none() =>
        {
            TimeBasis::Period
        }
        (Some(Year::InForce(_) | Year::Own(_)), _) | (_, Some(Month::InForce(_) | Month::Own(_))) => {
            TimeBasis::Relative
        }
        (Some(_), _) => TimeBasis::Stated,
        _ => TimeBasis::Inherited,
    }
}

/// The Republic took the calendar of the West in 1912.
pub(super) const MOON_BEFORE: i32 = 1912;

/// The year of a point.
#[derive(Debug, Clone, Copy)]
struct YearTold {
    year: i32,
    /// Written in the expression, not only in force.
    told: bool,
    era: Option<i32>,
    months: MoonMonths,
}

impl YearTold {
    fn force(self) -> Force {
        Force { year: Some(self.year), era: self.era, months: self.months, ..Force::default() }
    }
}

fn year(point: &Point, scene: &Scene) -> Option<YearTold> {
    let Scene { force, own, last_year } = *scene;
    let plain = |year: i32, told: bool| {
        YEARS.contains(&year).then_some(YearTold { year, told, era: force.era, months: force.months })
    };
    match point.year {
        // 109年 where the years of the Republic are counted.
        Some(Year::Gregorian(year @ 100..200)) if force.era == Some(REPUBLIC) && point.beside.is_none() => {
            let (era, year) = (force.era, REPUBLIC + year - 1);
            Some(YearTold { year, told: true, era, months: MoonMonths::None })
        }
        Some(Year::Gregorian(year)) => {
            let beside = match point.beside {
                Some(Year::Era { era, certain, number }) => {
                    era_year(era, certain, number, point.cycle, Some(year), Some(year))
                }
                _ => None,
            };
            let months = match beside {
                Some((_, _, true)) => MoonMonths::Han,
                // The months of the moon are told in Chinese numerals, those of the West in figures (GB/T 15835).
                None if year < MOON_BEFORE && !point.year_han => MoonMonths::Han,
                _ => MoonMonths::None,
            };
            let year = YearTold { year, told: true, era: beside.map(|b| b.0), months };
            YEARS.contains(&year.year).then_some(year)
        }
        Some(Year::Era { era, certain, number }) => {
            let beside = match point.beside {
                Some(Year::Gregorian(year)) => Some(year),
                _ => None,
            };
            let near = force.year.or(own.and_then(|o| o.year));
            let (first, year, lunar) = era_year(era, certain, number, point.cycle, beside, near)?;
            let months = match (lunar, beside) {
                (true, Some(_)) => MoonMonths::Han,
                (true, None) => MoonMonths::All,
                _ => MoonMonths::None,
            };
            Some(YearTold { year, told: true, era: Some(first), months })
        }
        Some(Year::Short { number, han, counting }) => {
            let number = i32::from(number);
            let near = force.year.or(own.and_then(|o| o.year));
            let decade = of_decade(point.stretch);
            let in_era = force.era.map(|era| era + number - 1).filter(|_| number > 0 && !decade);
            let fits = |year: i32| point.cycle.is_none_or(|cycle| cycle::of_year(year) == cycle);
            if let Some(Year::Gregorian(year)) = point.beside {
                // 三年（1646年） under a heading 顺治: of a reign, whose months are the moon's.
                if (1..=61).contains(&number) && year < MOON_BEFORE && year % 100 != number {
                    let era = Some(year - number + 1);
                    return Some(YearTold { year, told: true, era, months: MoonMonths::Han });
                }
                // The Republic counts by the sun.
                let months = if year < MOON_BEFORE { force.months } else { MoonMonths::None };
                return plain(year, true).map(|told| YearTold { months, ..told });
            }
            if let Some(year) = in_era.filter(|year| fits(*year)) {
                return plain(year, true);
            }
            if counting && !decade || point.cycle.is_some() {
                let found = era::understood(number, point.cycle, near);
                if let Some(year) = in_era
                    && found.is_none_or(|(_, other, _)| (other - year).abs() > 60)
                {
                    return plain(year, true);
                }
                let (first, year, lunar) = found?;
                let months = if lunar { MoonMonths::All } else { MoonMonths::None };
                return Some(YearTold { year, told: true, era: Some(first), months });
            }
            let year = century(number, han, near, point.stretch);
            YEARS.contains(&year).then_some(YearTold {
                year,
                told: true,
                era: None,
                months: MoonMonths::None,
            })
        }
        Some(Year::Cycle(cycle)) => {
            let near = match point.beside {
                Some(Year::Gregorian(year)) => year,
                _ => force.year.or(own.and_then(|o| o.year))?,
            };
            let back = (near - 4 - i32::from(cycle)).rem_euclid(60);
            plain(if back > 30 { near + 60 - back } else { near - back }, true)
        }
        Some(Year::InForce(count)) => plain(last_year.or(force.year)? + i32::from(count), true),
        Some(Year::Reign { .. } | Year::Span(..)) => None,
        Some(Year::Own(count)) => plain(own.and_then(|o| o.year).or(force.year)? + i32::from(count), true),
        None => {
            let of_own = matches!(point.month, Some(Month::Own(_))).then_some(own).flatten();
            plain(of_own.unwrap_or(force).year?, false)
        }
    }
}

/// The first year of the Republic.
pub(super) const REPUBLIC: i32 = 1912;

/// The first Gregorian year of the era, the year told in it, and whether its months are the moon's.
fn era_year(
    position: u16,
    certain: bool,
    number: u16,
    cycle: Option<u8>,
    beside: Option<i32>,
    near: Option<i32>,
) -> Option<(i32, i32, bool)> {
    let dynasty = era::rows(position).find(|(k, _)| *k == position).map(|(_, row)| &row.dynasty);
    let mut found: Vec<(i32, i32, bool)> = Vec::new();
    for (_, row) in era::rows(position).filter(|(_, row)| !certain || Some(&row.dynasty) == dynasty) {
        let year = if number > 0 {
            // A reign is counted on for a while where its end was not heard of.
            Some(row.from.saturating_add(i32::from(number) - 1)).filter(|y| *y <= row.to.saturating_add(3))
        } else {
            cycle.and_then(|cycle| {
                (row.from..=row.to.min(row.from + 120)).find(|y| cycle::of_year(*y) == cycle)
            })
        };
        if let Some(year) = year.filter(|year| YEARS.contains(year)) {
            let number = u16::try_from(year - row.from + 1).unwrap_or(1);
            found.push((row.from, year, row.is_lunar(number)));
        }
    }
    let by_cycle = |year: i32| cycle.is_none_or(|cycle| cycle::of_year(year) == cycle);
    // Rulers of one title are many more than the table has: 桓公 of any state; the year beside tells which.
    if let Some(year) = beside.filter(|year| found.iter().all(|(_, found, _)| found != year))
        && era::rows(position).all(|(_, row)| row.ruler)
    {
        return Some((year - i32::from(number) + 1, year, true));
    }
    found
        .iter()
        .find(|(_, year, _)| Some(*year) == beside)
        .or_else(|| {
            let fitting = found.iter().filter(|(_, year, _)| by_cycle(*year));
            match near {
                // The first row is what chronicles mean, unless another is much nearer.
                Some(near) => fitting.min_by_key(|(_, year, _)| (year - near).abs() / 80),
                None => fitting.into_iter().next(),
            }
        })
        .or_else(|| found.first())
        .copied()
}

/// 98年, 九七年, 80年代: the century by the year in force.
fn century(number: i32, han: bool, near: Option<i32>, stretch: Option<Stretch>) -> i32 {
    let decade = of_decade(stretch);
    match near {
        Some(near) => {
            let back = (near - number).rem_euclid(100);
            // Up to twenty years ahead; a decade is the one whose middle lies nearest, of two the one that has begun.
            let ahead = if decade { back > 55 } else { back > 80 };
            if ahead { near + 100 - back } else { near - back }
        }
        None if decade => 1900 + number,
        None if han => number,
        None if number <= 30 => 2000 + number,
        None => 1900 + number,
    }
}

/// Whether a stretch is of a decade: 90年代末.
fn of_decade(stretch: Option<Stretch>) -> bool {
    matches!(
        stretch,
        Some(Stretch::Decade | Stretch::DecadeStart | Stretch::DecadeMiddle | Stretch::DecadeEnd)
    )
}

/// A month, of the moon or not.
#[derive(Debug, Clone, Copy)]
struct MonthTold {
    year: i32,
    month: u8,
    leap: bool,
    lunar: bool,
    /// Written in the expression.
    told: bool,
}

/// The month of a point that tells one, or a day of the one in force.
fn month(point: &Point, year: &YearTold, scene: &Scene) -> Option<MonthTold> {
    let Scene { force, own, .. } = *scene;
    let shifted = |from: Force, count: i8| -> Option<MonthTold> {
        let year = if point.year.is_some() { year.year } else { from.year? };
        let months = i32::from(from.month?) - 1 + i32::from(count);
        Some(MonthTold {
            year: year + months.div_euclid(12),
            month: months.rem_euclid(12) as u8 + 1,
            leap: from.leap && count == 0,
            lunar: from.lunar,
            told: false,
        })
    };
    match point.month {
        Some(Month::Number { number, leap }) => {
            let lunar = match point.calendar {
                Calendar::Lunar => true,
                Calendar::Solar => false,
                Calendar::Unsaid => match year.months {
                    MoonMonths::None => false,
                    MoonMonths::Han => point.han,
                    MoonMonths::All => true,
                },
            };
            Some(MonthTold { year: year.year, month: number, leap, lunar, told: true })
        }
        Some(Month::InForce(count)) => shifted(force, count),
        Some(Month::Own(count)) => shifted(own.unwrap_or(force), count),
        None if point.year.is_some() => None,
        None => {
            let mut month = shifted(force, 0)?;
            if point.calendar == Calendar::Lunar {
                month.lunar = true;
            }
            Some(month)
        }
    }
}

/// A month, a part of one, or a day of one.
fn month_or_day(
    point: &Point,
    year: &YearTold,
    month: MonthTold,
    basis: TimeBasis,
    scene: &Scene,
) -> Option<Placed> {
    if !(1..=12).contains(&month.month) {
        return None;
    }
    let mut force = Force {
        year: Some(month.year),
        month: Some(month.month),
        leap: month.leap,
        lunar: month.lunar,
        ..year.force()
    };
    let number = match point.day {
        Some(Day::Number(day)) => Some(day),
        _ => None,
    };
    if month.lunar {
        let moon = moon_year(month, number, year, scene);
        // Calendars before those that `lunar` reckons (from 1 BC, year 0) are not known month by month: the year is.
        if moon.year < 0 && point.calendar != Calendar::Solar {
            let about = Interval::years(year.year, year.year)?.named(format!("{}~", iso_year(year.year)));
            return Some(placed(about, point, TimeBasis::Period, year.force()));
        }
        force.year = Some(moon.year);
        let (first, last) = lunar::month(moon)?;
        let day = match point.day {
            Some(Day::Number(day)) => Some(lunar::day(moon, day)?),
            Some(Day::Cycle(cycle)) => Some(lunar::cycle_day(moon, cycle)?),
            Some(Day::Last) => Some(last),
            _ => None,
        };
        if let Some(day) = day {
            force.day = Some((day.0 - first.0 + 1) as u8);
            return Some(placed(Interval::day(day), point, basis, force));
        }
        let interval = match point.stretch {
            Some(stretch) => month_stretch(stretch, first, last)?,
            None => Interval::days(first, last),
        };
        return Some(placed(interval, point, basis_of(point, basis), force));
    }
    match point.day {
        Some(Day::Number(day)) => {
            force.day = Some(day);
            let Some(found) = civil(month.year, month.month, day) else {
                let leap = leap_day(month, day, year, scene)?;
                let force = force.at(leap.from);
                return Some(placed(leap, point, basis, force));
            };
            Some(placed(Interval::day(found), point, basis, force))
        }
        Some(Day::Last) => {
            let last = month_length(month.year, month.month);
            force.day = Some(last);
            Some(placed(Interval::day(civil(month.year, month.month, last)?), point, basis, force))
        }
        Some(_) => None,
        None => {
            let whole = Interval::months(month.year, month.month, month.month)?;
            let interval = match point.stretch {
                Some(stretch) => month_stretch(stretch, whole.from, whole.to)?,
                None => whole,
            };
            Some(placed(interval, point, basis_of(point, basis), force))
        }
    }
}

/// 29 February told in passing in a year that has none: the last one before, and not certain.
fn leap_day(month: MonthTold, day: u8, year: &YearTold, scene: &Scene) -> Option<Interval> {
    if (month.month, day) != (2, 29) || year.told || scene.own.is_none() {
        return None;
    }
    let found = (1..8).find_map(|back| civil(month.year - back, 2, 29))?;
    let edtf = format!("{}?", found.to_gregorian().iso());
    Some(Interval { edtf, ..Interval::day(found) })
}

/// A part of a month is a period.
fn basis_of(point: &Point, basis: TimeBasis) -> TimeBasis {
    if point.stretch.is_some() { TimeBasis::Period } else { basis }
}

/// The year of the moon that a month belongs to: the one told, or the one whose month lies nearest.
fn moon_year(month: MonthTold, day: Option<u8>, year: &YearTold, scene: &Scene) -> Moon {
    let moon = Moon { year: month.year, month: month.month, leap: month.leap };
    if year.told || year.months != MoonMonths::None || !month.told && scene.force.lunar {
        return moon;
    }
    let before = Moon { year: moon.year - 1, ..moon };
    let start = |moon: Moon| match day {
        Some(day) => lunar::day(moon, day),
        None => lunar::month(moon).map(|m| m.0),
    };
    let (Some(earlier), Some(later)) = (start(before), start(moon)) else {
        return if start(moon).is_none() { before } else { moon };
    };
    // 腊月 told of 2020 began in December 2019 or January 2020.
    let within = |day: DayNumber| day.to_gregorian().year == month.year;
    match (within(earlier), within(later)) {
        (true, false) => before,
        (true, true) => {
            let own = scene.own.as_ref().and_then(Force::day_number);
            let nearer = own.is_some_and(|own| (earlier.0 - own.0).abs() < (later.0 - own.0).abs());
            if nearer { before } else { moon }
        }
        _ => moon,
    }
}

/// Whether a stretch is a part of a year (or longer), not of a month.
fn of_year(stretch: Stretch) -> bool {
    !matches!(
        stretch,
        Stretch::Decad(_)
            | Stretch::Decads(..)
            | Stretch::MonthStart
            | Stretch::MonthMiddle
            | Stretch::MonthEnd
            | Stretch::HalfMonth(_)
            | Stretch::MonthWeekday(..)
    )
}

/// A part of a year, a decade, a century.
fn year_stretch(year: i32, stretch: Stretch) -> Option<Interval> {
    let name = iso_year(year);
    match stretch {
        Stretch::YearStart => Interval::months(year, 1, 1).map(Interval::vague),
        Stretch::YearMiddle => Interval::months(year, 6, 7).map(Interval::vague),
        Stretch::YearEnd => Interval::months(year, 12, 12).map(Interval::vague),
        Stretch::Season(season) => Interval::season(year, season),
        Stretch::Quarters(first, count) => {
            let start = first.checked_mul(3)?.checked_sub(2)?;
            let months =
                Interval::months(year, start, start.checked_add(count.checked_mul(3)?)?.checked_sub(1)?)?;
            Some(if count == 1 { months.named(format!("{name}-{}", 32 + first)) } else { months })
        }
        Stretch::Months(first, count) => {
            Interval::months(year, first, first.checked_add(count)?.checked_sub(1)?)
        }
        Stretch::Weeks(first, count) => {
            // The first week is the one that holds 4 January (ISO 8601).
            let fourth = Date { year, month: 1, day: 4 }.gregorian()?;
            let monday = fourth.plus(-((i32::from(fourth.weekday()) + 6) % 7));
            let from = monday.plus((i32::from(first) - 1) * 7);
            Some(Interval::days(from, from.plus(i32::from(count) * 7 - 1)))
        }
        Stretch::QuarterPart(quarter, last) => {
            let month = quarter.checked_mul(3)?.checked_sub(if last { 0 } else { 2 })?;
            Interval::months(year, month, month).map(Interval::vague)
        }
        Stretch::AboutMonths(first, count) => {
            let last = first.checked_add(count)?.checked_sub(1)?;
            Interval::months(year, first, last).map(Interval::vague)
        }
        Stretch::Week(week, day) => {
            // The first week is the one that holds 4 January (ISO 8601).
            let fourth = Date { year, month: 1, day: 4 }.gregorian()?;
            let monday = fourth.plus(-((i32::from(fourth.weekday()) + 6) % 7) + (i32::from(week) - 1) * 7);
            Some(match day {
                0 => Interval::days(monday, monday.plus(6)),
                day => Interval::day(monday.plus(i32::from(day) - 1)),
            })
        }
        Stretch::Half(half) => {
            let first = if half == 1 { 1 } else { 7 };
            Some(Interval::months(year, first, first + 5)?.named(format!("{name}-{}", 39 + half)))
        }
        Stretch::Decade => {
            let short: String = name.chars().take(name.chars().count() - 1).collect();
            Some(Interval::years(year, year + 9)?.named(format!("{short}X")))
        }
        Stretch::DecadeStart => about_years(year, year + 2),
        Stretch::DecadeMiddle => about_years(year + 3, year + 6),
        Stretch::DecadeEnd => about_years(year + 7, year + 9),
        Stretch::CenturyPart(first, last) => about_years(year + i32::from(first), year + i32::from(last)),
        Stretch::Century => {
            let short: String = name.chars().take(name.chars().count() - 2).collect();
            Some(Interval::years(year, year + 99)?.named(format!("{short}XX")))
        }
        _ => None,
    }
}

fn about_years(first: i32, last: i32) -> Option<Interval> {
    let edtf = format!("{}~/{}~", iso_year(first), iso_year(last));
    Interval::years(first, last).map(|years| years.named(edtf))
}

/// A part of a month given by its first and last day; a week is the one that begins with its Monday of that number.
fn month_stretch(stretch: Stretch, first: DayNumber, last: DayNumber) -> Option<Interval> {
    let days = |from: i32, to: Option<i32>| {
        let to = to.map_or(last, |to| first.plus(to - 1).min(last));
        Some(Interval::about(first.plus(from - 1), to))
    };
    match stretch {
        Stretch::Decad(1) => days(1, Some(10)),
        Stretch::Decad(2) | Stretch::MonthMiddle => days(11, Some(20)),
        Stretch::Decad(3) => days(21, None),
        Stretch::Decads(1, _) => days(1, Some(20)),
        Stretch::Decads(..) => days(11, None),
        Stretch::MonthWeekday(which, day) => {
            let weekday = |day: DayNumber| (day.weekday() + 6) % 7 + 1;
            let found = if which == 0 {
                last.plus(-((i32::from(weekday(last)) - i32::from(day)).rem_euclid(7)))
            } else {
                let ahead = (i32::from(day) - i32::from(weekday(first))).rem_euclid(7);
                first.plus(ahead + 7 * (i32::from(which) - 1))
            };
            (found <= last).then(|| Interval::day(found))
        }
        Stretch::HalfMonth(1) => days(1, Some(15)),
        Stretch::HalfMonth(_) => days(16, None),
        Stretch::MonthStart => days(1, Some(5)),
        Stretch::MonthEnd => days(26, None),
        Stretch::Weeks(week, count) => {
            let monday = first.plus((8 - i32::from(first.weekday())) % 7);
            let from = monday.plus((i32::from(week) - 1) * 7);
            Some(Interval::days(from, from.plus(i32::from(count) * 7 - 1)))
        }
        _ => None,
    }
}

/// The first and last day of a feast in the year told, or nearest to the day in force.
fn feast_days(feast: Feast, year: &YearTold, scene: &Scene) -> Option<(DayNumber, DayNumber)> {
    let day = match feast {
        Feast::Solar(month, day) => civil(year.year, month, day)?,
        Feast::Lunar(month, day) => {
            let told = MonthTold { year: year.year, month, leap: false, lunar: true, told: true };
            let moon = moon_year(told, Some(if day == 0 { 29 } else { day }), year, scene);
            if day == 0 { lunar::month(moon)?.1 } else { lunar::day(moon, day)? }
        }
        Feast::LunarDays(month, day, count) => {
            let first = lunar::day(Moon { year: year.year, month, leap: false }, day)?;
            return Some((first, first.plus(i32::from(count) - 1)));
        }
        Feast::Week(month, week, weekday) => {
            let first = Date { year: year.year, month, day: 1 }.gregorian()?;
            let ahead = (i32::from(weekday) - i32::from(first.weekday())).rem_euclid(7);
            first.plus(ahead + 7 * (i32::from(week) - 1))
        }
        Feast::Term(number) => lunar::term(year.year, number)?,
        Feast::Easter(after, count) => {
            let first = feast::easter(year.year)?.plus(after.into());
            return Some((first, first.plus(i32::from(count) - 1)));
        }
        Feast::Hebrew(after, count) => {
            let first = feast::after_jewish_new_year(year.year, after)?;
            return Some((first, first.plus(i32::from(count) - 1)));
        }
    };
    Some((day, day))
}
