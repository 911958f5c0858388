//! Feasts that move: Easter, and those of the Jewish year.
//!
//! In goes a Gregorian year, out comes the day: `2018年大斋期` begins 46 days before Easter, 1 April 2018. Easter is the
//! anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8); the Jewish new year follows Reingold and
//! Dershowitz, Calendrical Calculations, chapter 8.

use super::day::{Date, DayNumber};

/// Easter Sunday, from the reform of 1582 on.
pub(super) fn easter(year: i32) -> Option<DayNumber> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let day = epact + weekday - 7 * late + 114;
    Date { year, month: (day / 31) as u8, day: (day % 31 + 1) as u8 }.gregorian()
}

/// So many days after the Jewish new year that falls in a Gregorian year; what lies beyond the second month moves with
/// that month's length.
pub(super) fn after_jewish_new_year(year: i32, days: i16) -> Option<DayNumber> {
    if !(1..=9000).contains(&year) {
        return None;
    }
    let jewish = year + 3761;
    let length = new_year(jewish + 1).0 - new_year(jewish).0;
    // The second month has 30 days in a long year of either kind, 355 or 385 days.
    let long = i32::from(days >= 59 && length % 10 == 5);
    Some(new_year(jewish).plus(i32::from(days) + long))
}

/// The first of Tishri.
fn new_year(jewish: i32) -> DayNumber {
    let (before, here, after) = (elapsed(jewish - 1), elapsed(jewish), elapsed(jewish + 1));
    let delay = match (after - here, here - before) {
        (356, _) => 2,
        (_, 382) => 1,
        _ => 0,
    };
    // The epoch, 7 October 3761 BC (Julian), is day 347,998.
    DayNumber(347_998 + here + delay)
}

/// Days from the epoch to the mean conjunction of a year's first month, the weekday rule applied.
fn elapsed(jewish: i32) -> i32 {
    let months = (235 * i64::from(jewish) - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    let day = if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day };
    day as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movable_feasts_fall_where_they_do() {
        for (found, want) in [
            (easter(2018), (2018, 4, 1)),
            (easter(2000), (2000, 4, 23)),
            (easter(1943), (1943, 4, 25)),
            (after_jewish_new_year(2018, 0), (2018, 9, 10)),
            (after_jewish_new_year(2018, -114), (2018, 5, 19)),
            (after_jewish_new_year(2018, 82), (2018, 12, 2)),
            (after_jewish_new_year(2020, 82), (2020, 12, 10)),
            (after_jewish_new_year(2019, 82), (2019, 12, 22)),
        ] {
            let found = found.map(DayNumber::to_gregorian).map(|d| (d.year, d.month, d.day));
            assert_eq!(found, Some(want));
        }
    }
}
