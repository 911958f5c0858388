//! The months of the moon and the solar terms, as days.
//!
//! In goes a year, month and day of the old calendar (`二〇二〇年闰四月初二`), out comes the day. Up to 2100 the months are those of
//! `lexicon/table-moons.tsv`: to 1960 the calendars as they were in force, then what the crate `tyme4rs` reckons, which takes a
//! hundred times as long as a look into a table; it is asked for later years alone. (Its own corrections for 619 to 1960 are
//! never reached in release 1.5.0: 一九五四年正月初一 would be a day late.) Every argument is checked before the crate is
//! called, since it panics on what it does not know.

use super::day::DayNumber;
use std::sync::LazyLock;
use tyme4rs::tyme::lunar::{LunarMonth, LunarYear};
use tyme4rs::tyme::solar::SolarTerm;

/// The years that can be told.
const YEARS: std::ops::RangeInclusive<i32> = 0..=9999;

/// A month of the moon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moon {
    /// The year that begins with its 正月, counted as the Gregorian year in which that falls.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 闰.
    pub leap: bool,
}

/// A year of the table.
struct Row {
    first: i32,
    leap: u8,
    lengths: u16,
    missing: u8,
}

/// The table's first year.
const FIRST: i32 = 1;

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    include_str!("../../lexicon/table-moons.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t').skip(1);
            let mut next = || columns.next();
            Some(Row {
                first: next()?.parse().ok()?,
                leap: next()?.parse().ok()?,
                lengths: u16::from_str_radix(next()?, 16).ok()?,
                missing: next().and_then(|m| m.parse().ok()).unwrap_or(0),
            })
        })
        .collect()
});

fn row(year: i32) -> Option<&'static Row> {
    TABLE.get(usize::try_from(year.checked_sub(FIRST)?).ok()?)
}

/// The leap month of a year of the moon, 0 where it has none.
pub fn leap_month(year: i32) -> u8 {
    match row(year) {
        Some(row) => row.leap,
        None if YEARS.contains(&year) => {
            LunarYear::new(year as isize).map_or(0, |y| y.get_leap_month() as u8)
        }
        None => 0,
    }
}

/// The first and the last day of a month, where there is such a month.
pub fn month(moon: Moon) -> Option<(DayNumber, DayNumber)> {
    if !YEARS.contains(&moon.year) || !(1..=12).contains(&moon.month) {
        return None;
    }
    if moon.leap && leap_month(moon.year) != moon.month {
        return None;
    }
    if let Some(row) = row(moon.year) {
        return row.month(moon);
    }
    reckoned(moon)
}

/// A month as the crate reckons it, which takes some hundred times as long as looking it up.
fn reckoned(moon: Moon) -> Option<(DayNumber, DayNumber)> {
    let number = isize::from(moon.month) * if moon.leap { -1 } else { 1 };
    let month = LunarMonth::new(moon.year as isize, number).ok()?;
    // The Julian day of the month's first noon.
    let first = DayNumber(month.get_first_julian_day().get_day().round() as i32);
    let length = month.get_day_count() as i32;
    (29..=31).contains(&length).then(|| (first, first.plus(length - 1)))
}

impl Row {
    fn month(&self, moon: Moon) -> Option<(DayNumber, DayNumber)> {
        if moon.month == self.missing {
            return None;
        }
        let after_leap = moon.leap || self.leap > 0 && moon.month > self.leap;
        let after_missing = self.missing > 0 && moon.month > self.missing;
        let index = i32::from(moon.month) - 1 + i32::from(after_leap) - i32::from(after_missing);
        let length = |k: i32| 29 + i32::from(self.lengths >> k & 1);
        let first = DayNumber(self.first + (0..index).map(length).sum::<i32>());
        Some((first, first.plus(length(index) - 1)))
    }
}

/// A day of a month.
pub fn day(moon: Moon, day: u8) -> Option<DayNumber> {
    let (first, last) = month(moon)?;
    let found = first.plus(i32::from(day).checked_sub(1)?);
    (day > 0 && found <= last).then_some(found)
}

/// The day of a month with a stem and branch (甲子 0).
pub fn cycle_day(moon: Moon, cycle: u8) -> Option<DayNumber> {
    let (first, last) = month(moon)?;
    let found = first.plus((i32::from(cycle) - i32::from(first.cycle())).rem_euclid(60));
    (found <= last).then_some(found)
}

/// The day of a solar term in a Gregorian year; the winter solstice is 0 and falls in December.
pub fn term(year: i32, number: u8) -> Option<DayNumber> {
    if !YEARS.contains(&year) || number > 23 {
        return None;
    }
    // The terms of a year begin with the solstice of the December before.
    let of_year = if number == 0 { year + 1 } else { year };
    let term = SolarTerm::from_index(of_year as isize, number as isize);
    // Since the calendar of 1645 a term is where the sun is; a day begins at midnight in Beijing.
    let day = if year >= 1645 {
        (term.get_julian_day().get_day() + 0.5).floor()
    } else {
        (term.get_cursory_julian_day() + 2_451_545.0).round()
    };
    Some(DayNumber(day as i32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::day::Date;

    fn told(year: i32, month: u8, leap: bool, d: u8) -> Option<Date> {
        day(Moon { year, month, leap }, d).map(DayNumber::to_gregorian)
    }

    #[test]
    fn days_of_the_moon_are_found() {
        for ((year, month, leap, day), want) in [
            ((2020, 1, false, 1), (2020, 1, 25)),
            ((2020, 4, true, 2), (2020, 5, 24)),
            ((2019, 12, false, 30), (2020, 1, 24)),
            ((1895, 3, false, 23), (1895, 4, 17)),
            ((1911, 8, false, 19), (1911, 10, 10)),
            ((2033, 12, false, 1), (2034, 1, 20)),
            ((1954, 1, false, 1), (1954, 2, 3)),
            ((1957, 2, false, 1), (1957, 3, 2)),
            ((1927, 10, false, 1), (1927, 10, 25)),
            ((755, 11, false, 9), (755, 12, 20)),
            ((1036, 12, false, 19), (1037, 1, 14)),
        ] {
            let got = told(year, month, leap, day).map(|d| (d.year, d.month, d.day));
            assert_eq!(got, Some(want), "{year} {month} {day}");
        }
    }

    #[test]
    fn years_of_the_table_follow_on_each_other() {
        for year in 1..2100 {
            let last = (1..=12u8)
                .rev()
                .find_map(|m| month(Moon { year, month: m, leap: leap_month(year) == m }))
                .unwrap()
                .1;
            let next = month(Moon { year: year + 1, month: 1, leap: false }).unwrap().0;
            // The calendar of 237 began a day early.
            assert_eq!(next.0 - last.0, i32::from(year != 236), "{year}");
        }
        let next = month(Moon { year: 2101, month: 1, leap: false }).unwrap().0;
        assert_eq!(month(Moon { year: 2100, month: 12, leap: false }).unwrap().1.plus(1), next);
    }

    #[test]
    fn later_years_of_the_table_are_as_reckoned() {
        for year in 1961..=2100 {
            let leap = LunarYear::new(year as isize).map_or(0, |y| y.get_leap_month() as u8);
            assert_eq!(leap_month(year), leap, "{year}");
            for moon in (1..=12u8).map(|m| Moon { year, month: m, leap: false }) {
                assert_eq!(month(moon), reckoned(moon), "{moon:?}");
            }
            if leap > 0 {
                let moon = Moon { year, month: leap, leap: true };
                assert_eq!(month(moon), reckoned(moon), "{moon:?}");
            }
        }
        assert_eq!(TABLE.len(), 2100);
    }

    #[test]
    fn what_is_not_in_the_calendar_is_none() {
        assert_eq!(told(2019, 4, true, 1), None);
        assert_eq!(told(2020, 13, false, 1), None);
        assert_eq!(told(2020, 1, false, 31), None);
        assert_eq!(told(2020, 1, false, 0), None);
        assert_eq!(told(-5, 1, false, 1), None);
        assert_eq!(told(10_000, 1, false, 1), None);
    }

    #[test]
    fn no_year_makes_the_astronomy_panic() {
        for year in (-3..10_003).step_by(61) {
            for number in 0..=13 {
                for leap in [false, true] {
                    let _ = month(Moon { year, month: number, leap });
                }
            }
            for number in 0..26 {
                let _ = term(year, number);
            }
        }
    }

    #[test]
    fn solar_terms_fall_where_they_do() {
        for ((year, number), want) in
            [((2024, 0), (2024, 12, 21)), ((2020, 7), (2020, 4, 4)), ((2017, 2), (2017, 1, 20))]
        {
            let got = term(year, number).map(DayNumber::to_gregorian).map(|d| (d.year, d.month, d.day));
            assert_eq!(got, Some(want));
        }
    }
}
