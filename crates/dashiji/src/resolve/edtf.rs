//! Stretches of days as ISO 8601-2 (EDTF) tells them: `2020-02`, `2020-21`, `199X`, `2020-02-01~/2020-02-10~`.

use super::day::{Date, DayNumber, iso_year, month_length, push_two};

/// A stretch of days and how EDTF writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Interval {
    pub from: DayNumber,
    pub to: DayNumber,
    /// The EDTF form.
    pub edtf: String,
    /// Whether it is a day, month or year that `~` and `/..` may be put to.
    pub plain: bool,
}

impl Interval {
    /// One day.
    pub fn day(day: DayNumber) -> Self {
        Self { from: day, to: day, edtf: day.to_gregorian().iso(), plain: true }
    }

    /// Days told exactly.
    pub fn days(from: DayNumber, to: DayNumber) -> Self {
        let edtf = format!("{}/{}", from.to_gregorian().iso(), to.to_gregorian().iso());
        Self { from, to, edtf, plain: false }
    }

    /// Days told vaguely: 上旬, 月初.
    pub fn about(from: DayNumber, to: DayNumber) -> Self {
        let edtf = format!("{}~/{}~", from.to_gregorian().iso(), to.to_gregorian().iso());
        Self { from, to, edtf, plain: false }
    }

    /// Gregorian months of one year.
    pub fn months(year: i32, first: u8, last: u8) -> Option<Self> {
        let from = Date { year, month: first, day: 1 }.gregorian()?;
        let to = Date { year, month: last, day: month_length(year, last) }.gregorian()?;
        let name = |month: u8| {
            let mut name = iso_year(year);
            name.push('-');
            push_two(&mut name, month);
            name
        };
        let edtf = if first == last { name(first) } else { format!("{}/{}", name(first), name(last)) };
        Some(Self { from, to, edtf, plain: first == last })
    }

    /// Gregorian years.
    pub fn years(first: i32, last: i32) -> Option<Self> {
        let from = Date { year: first, month: 1, day: 1 }.gregorian()?;
        let to = Date { year: last, month: 12, day: 31 }.gregorian()?;
        let edtf =
            if first == last { iso_year(first) } else { format!("{}/{}", iso_year(first), iso_year(last)) };
        Some(Self { from, to, edtf, plain: first == last })
    }

    /// A season: March to May `-21`, to December to February `-24`.
    pub fn season(year: i32, season: u8) -> Option<Self> {
        let first = season.checked_mul(3).filter(|m| (3..=12).contains(m))?;
        let from = Date { year, month: first, day: 1 }.gregorian()?;
        let (last_year, last) = if season == 4 { (year + 1, 2) } else { (year, first + 2) };
        let to = Date { year: last_year, month: last, day: month_length(last_year, last) }.gregorian()?;
        Some(Self { from, to, edtf: format!("{}-{}", iso_year(year), 20 + season), plain: false })
    }

    /// The same stretch in another form.
    #[must_use]
    pub fn named(mut self, edtf: String) -> Self {
        self.edtf = edtf;
        self.plain = false;
        self
    }

    /// The same stretch, told vaguely.
    #[must_use]
    pub fn vague(self) -> Self {
        Self::about(self.from, self.to)
    }
}
