//! Days as numbers: the Julian day number, and the Gregorian and Julian dates it bears.
//!
//! In goes a date in one calendar, out comes the same day in the other: Julian 1357-06-10 is Gregorian 1357-06-18. Years are
//! astronomical (year 0 is 1 BC); the arithmetic is that of E. G. Richards in the Explanatory Supplement to the
//! Astronomical Almanac (3rd edition, 15.11.3), with floor division so that it holds before 4800 BC too.

/// A year, month and day in either calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Date {
    /// Astronomical year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A day, counted from the noon of 1 January 4713 BC (Julian).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayNumber(pub i32);

/// 15 October 1582, the first day of the Gregorian calendar.
pub const REFORM: DayNumber = DayNumber(2_299_161);

/// The years this crate tells dates of.
pub const YEARS: std::ops::RangeInclusive<i32> = -9999..=9999;

/// How many days a Gregorian month has; 0 where there is no such month.
pub fn month_length(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Whether a Gregorian year has 366 days.
fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

impl Date {
    /// The day of a Gregorian date, where there is such a date.
    pub fn gregorian(self) -> Option<DayNumber> {
        let valid =
            YEARS.contains(&self.year) && (1..=month_length(self.year, self.month)).contains(&self.day);
        valid.then(|| {
            let (years, days) = self.march();
            DayNumber(
                365 * years + years.div_euclid(4) - years.div_euclid(100)
                    + years.div_euclid(400)
                    + days
                    + 1_721_120,
            )
        })
    }

    /// The day of a Julian date, where there is such a date.
    pub fn julian(self) -> Option<DayNumber> {
        let length =
            if self.month == 2 { 28 + u8::from(self.year % 4 == 0) } else { month_length(2001, self.month) };
        let valid = YEARS.contains(&self.year) && (1..=length).contains(&self.day);
        valid.then(|| {
            let (years, days) = self.march();
            DayNumber(365 * years + years.div_euclid(4) + days + 1_721_118)
        })
    }

    /// Years and days since the first of March of year 0.
    fn march(self) -> (i32, i32) {
        let month = i32::from(self.month);
        let (years, months) = if month > 2 { (self.year, month - 3) } else { (self.year - 1, month + 9) };
        (years, (153 * months + 2) / 5 + i32::from(self.day) - 1)
    }

    /// `2020-02-04`; a year before 1 AD has a sign.
    pub fn iso(self) -> String {
        let mut iso = String::with_capacity(18);
        push_year(&mut iso, self.year);
        iso.push('-');
        push_two(&mut iso, self.month);
        iso.push('-');
        push_two(&mut iso, self.day);
        iso
    }
}

/// Two digits: `04`. Dates are written by the dozen in every entry, too often for `format!`.
pub(super) fn push_two(out: &mut String, number: u8) {
    if number > 99 {
        out.push(char::from(b'0' + number / 100));
    }
    out.push(char::from(b'0' + number / 10 % 10));
    out.push(char::from(b'0' + number % 10));
}

fn push_year(out: &mut String, year: i32) {
    if year < 0 {
        out.push('-');
    }
    let year = year.unsigned_abs();
    if year > 9999 {
        out.push_str(&year.to_string());
        return;
    }
    push_two(out, (year / 100) as u8);
    push_two(out, (year % 100) as u8);
}

/// `2020`, `0793`, `-0220`.
pub fn iso_year(year: i32) -> String {
    let mut iso = String::with_capacity(8);
    push_year(&mut iso, year);
    iso
}

/// The day of an ISO date, `YYYY-MM-DD` with or without a clock time, `YYYY-MM` and `YYYY` as their first day; a year before
/// 1 AD has a sign: `-0220-01-01`.
pub fn of_iso(iso: &str) -> Option<DayNumber> {
    let day = iso.split_once('T').map_or(iso, |(day, _)| day);
    let (sign, figures) = day.strip_prefix('-').map_or((1, day), |rest| (-1, rest));
    let mut parts = figures.splitn(3, '-');
    let year = parts.next()?.parse::<i32>().ok()?.checked_mul(sign)?;
    let mut part = || parts.next().map_or(Ok(1), str::parse::<u8>).ok();
    Date { year, month: part()?, day: part()? }.gregorian()
}

/// How many figures a year has that is not before our era: four, or more of a far one.
fn figures_of_year(iso: &str) -> usize {
    iso.find('-').unwrap_or(iso.len())
}

/// Which of two ISO dates is the earlier one: years before 1 AD come first, and the farther the earlier. What is no date
/// (an empty one) comes before all.
pub fn iso_order(a: &str, b: &str) -> std::cmp::Ordering {
    match (a.strip_prefix('-'), b.strip_prefix('-')) {
        // A year of more figures is a later one: 12020 comes after 2020.
        (None, None) => figures_of_year(a).cmp(&figures_of_year(b)).then_with(|| a.cmp(b)),
        (Some(_), Some(_)) => of_iso(a).cmp(&of_iso(b)).then_with(|| a.cmp(b)),
        (Some(_), None) if b.is_empty() => std::cmp::Ordering::Greater,
        (None, Some(_)) if a.is_empty() => std::cmp::Ordering::Less,
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
    }
}

impl DayNumber {
    /// The Gregorian date.
    pub fn to_gregorian(self) -> Date {
        let days = self.0 - 1_721_120;
        let eras = days.div_euclid(146_097);
        let rest = days.rem_euclid(146_097);
        let years = (rest - rest / 1460 + rest / 36_524 - rest / 146_096) / 365;
        Self::from_march(400 * eras + years, rest - (365 * years + years / 4 - years / 100))
    }

    /// The Julian date.
    pub fn to_julian(self) -> Date {
        let days = self.0 - 1_721_118;
        let cycles = days.div_euclid(1461);
        let rest = days.rem_euclid(1461);
        let years = (rest - rest / 1460) / 365;
        Self::from_march(4 * cycles + years, rest - 365 * years)
    }

    /// The date so many days after the first of March.
    fn from_march(years: i32, days: i32) -> Date {
        let months = (5 * days + 2) / 153;
        let day = days - (153 * months + 2) / 5 + 1;
        let month = if months < 10 { months + 3 } else { months - 9 };
        Date { year: years + i32::from(month <= 2), month: month as u8, day: day as u8 }
    }

    /// So many days on.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Sunday 0 to Saturday 6.
    pub fn weekday(self) -> u8 {
        (self.0 + 1).rem_euclid(7) as u8
    }

    /// The day's stem and branch: 甲子 is 0.
    pub fn cycle(self) -> u8 {
        (self.0 + 49).rem_euclid(60) as u8
    }
}

/// Minutes of a day.
pub(crate) const DAY: i32 = 1440;

/// The minute of the day that a time tells, where it tells one: 330 of 1998-07-22T05:30.
pub(crate) fn minute(iso: &str) -> Option<i32> {
    let (_, clock) = iso.split_once('T')?;
    Some(clock.get(..2)?.parse::<i32>().ok()? * 60 + clock.get(3..5).map_or(Some(0), |m| m.parse().ok())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(year: i32, month: u8, day: u8) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn the_reform_left_ten_days_out() {
        assert_eq!(date(1582, 10, 15).gregorian(), Some(REFORM));
        assert_eq!(date(1582, 10, 4).julian().map(|d| d.plus(1)), Some(REFORM));
        assert_eq!(date(1357, 6, 10).julian().map(DayNumber::to_gregorian), Some(date(1357, 6, 18)));
    }

    #[test]
    fn weekday_and_cycle_of_known_days() {
        let day = date(1949, 10, 1).gregorian().unwrap();
        assert_eq!((day.weekday(), day.cycle()), (6, 0));
    }

    #[test]
    fn there_is_no_such_day() {
        for none in [date(2019, 2, 29), date(2019, 13, 1), date(2019, 4, 31), date(2019, 1, 0)] {
            assert_eq!(none.gregorian(), None, "{none:?}");
        }
        assert!(date(1900, 2, 29).julian().is_some());
    }

    proptest! {
        #[test]
        fn written_dates_stand_in_the_order_of_their_days(a in -1_900_000i32..9_000_000, b in -1_900_000i32..9_000_000) {
            let iso = |day: i32| DayNumber(day).to_gregorian().iso();
            prop_assert_eq!(iso_order(&iso(a), &iso(b)), a.cmp(&b));
        }

        #[test]
        fn numbers_and_dates_agree(day in -1_900_000i32..5_300_000) {
            let day = DayNumber(day);
            prop_assert_eq!(day.to_gregorian().gregorian(), Some(day));
            prop_assert_eq!(day.to_julian().julian(), Some(day));
            let Date { year, month, day: d } = day.to_gregorian();
            let civil = jiff::civil::Date::new(year as i16, month as i8, d as i8);
            prop_assert!(civil.is_ok());
            prop_assert_eq!(civil.unwrap().weekday().to_sunday_zero_offset() as u8, day.weekday());
        }
    }
}
