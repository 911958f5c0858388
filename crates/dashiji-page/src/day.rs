//! Days as numbers: what entries are ordered and counted by.
//!
//! `2022-08-03` is a count of days since the first of January 1970, proleptic Gregorian; months and years are cut from it. Years
//! before our era are written as the contract does: `-0220-01-01` is in 221 BC.

use dashiji::resolve::day::{self, iso_year};
use jiff::civil::{Date, date};

/// A day, counted from 1970-01-01.
pub type Day = i32;

/// The day of no date.
pub const NONE: Day = Day::MIN;

fn epoch() -> Date {
    date(1970, 1, 1)
}

/// The day of an ISO date; a month or a year counts from its first day, a clock time is left off.
pub fn of(iso: &str) -> Option<Day> {
    let (minus, rest) = iso.strip_prefix('-').map_or((1, iso), |rest| (-1, rest));
    let mut parts = rest.get(..rest.find('T').unwrap_or(rest.len()))?.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let mut part = || parts.next().map_or(Some(1), |part| part.parse::<i8>().ok());
    let (month, day) = (part()?, part()?);
    let date = Date::new(year * minus, month, day).ok()?;
    Some(number(date))
}

/// The day of a date.
pub fn number(date: Date) -> Day {
    (date - epoch()).get_days()
}

/// The date of a day.
pub fn civil(day: Day) -> Date {
    epoch().checked_add(jiff::Span::new().days(day.clamp(-3_000_000, 2_900_000))).unwrap_or(epoch())
}

/// The day as an ISO date.
pub fn iso(day: Day) -> String {
    let date = civil(day);
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    day::Date { year: i32::from(date.year()), month, day }.iso()
}

/// A month as `2022-08`, `-0220-01`.
pub fn iso_month(year: i16, month: i8) -> String {
    format!("{}-{month:02}", iso_year(i32::from(year)))
}

/// The last day of what an ISO date with its month or day left off stands for.
pub fn last(iso: &str) -> Option<Day> {
    let first = civil(of(iso)?);
    match iso.trim_start_matches('-').matches('-').count() {
        0 => Date::new(first.year(), 12, 31).ok().map(number),
        1 => Some(number(first.last_of_month())),
        _ => Some(number(first)),
    }
}

/// Year and month of a day.
pub fn month(day: Day) -> (i16, i8) {
    let date = civil(day);
    (date.year(), date.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970_and_back() {
        for (iso_date, day) in
            [("1970-01-01", 0), ("2022-08-03", 19_207), ("1969-12-31", -1), ("2022-08-03T14:30", 19_207)]
        {
            assert_eq!(of(iso_date), Some(day), "{iso_date}");
        }
        assert_eq!(iso(19_207), "2022-08-03");
        assert_eq!(last("2022-02"), of("2022-02-28"));
        assert_eq!(last("2022"), of("2022-12-31"));
        assert_eq!(of("昨日"), None);
        for far in ["-0220-01-01", "-0524-12-31", "0008-03-05", "0000-02-29"] {
            assert_eq!(of(far).map(iso).as_deref(), Some(far));
        }
        assert_eq!(last("-0220").map(iso).as_deref(), Some("-0220-12-31"));
        assert_eq!(iso_month(-220, 1), "-0220-01");
    }
}
