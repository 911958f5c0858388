//! The entries of a day, a month or a year as they are read: by day, then what tells of the month or the year as a whole.
//!
//! In go a catalogue and `2022-08-03`, `2022-08` or `2022`; out come the entries in reading order and where its pages are cut. An entry of
//! which only the year is known stands under its year, never under the first of January.

use crate::catalogue::Catalogue;
use crate::day::{self, Day};
use std::ops::Range;

/// A day, a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// One day.
    Day(Day),
    /// A month: its year and number.
    Month(i16, i8),
    /// A year.
    Year(i16),
}

/// What entries stand together under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Under {
    /// A day.
    Day(Day),
    /// A month as a whole.
    Month(i16, i8),
    /// Years or a season.
    Years(Day, Day),
}

impl Period {
    /// A day by its ISO date, only as it is written itself.
    pub fn day(iso: &str) -> Option<Self> {
        day::of(iso).filter(|at| day::iso(*at) == iso).map(Self::Day)
    }

    /// A month: `2022-08`.
    pub fn month(iso: &str) -> Option<Self> {
        let (year, month) = day::month(day::of(iso)?);
        (day::iso_month(year, month) == iso).then_some(Self::Month(year, month))
    }

    /// A year: `2022`, `-0220`.
    pub fn year(iso: &str) -> Option<Self> {
        let (year, _) = day::month(day::of(iso)?);
        (dashiji::resolve::day::iso_year(i32::from(year)) == iso).then_some(Self::Year(year))
    }

    /// First and last day.
    pub fn bounds(self) -> Option<(Day, Day)> {
        match self {
            Self::Day(at) => Some((at, at)),
            Self::Month(year, month) => {
                let iso = day::iso_month(year, month);
                day::of(&iso).zip(day::last(&iso))
            }
            Self::Year(year) => {
                let iso = dashiji::resolve::day::iso_year(i32::from(year));
                day::of(&iso).zip(day::last(&iso))
            }
        }
    }

    /// Its entries in reading order: those of a day by day, then those of a month, then those of years.
    pub fn entries(self, catalogue: &Catalogue) -> Vec<u32> {
        let Some((from, to)) = self.bounds() else { return Vec::new() };
        let mut entries: Vec<u32> = catalogue.daily(from, to).collect();
        if matches!(self, Self::Day(_)) {
            return entries;
        }
        let all = catalogue.between(from, to);
        let vague = |list: &[u32]| -> Vec<u32> {
            let first = list.partition_point(|&e| (e as usize) < all.start);
            let last = list.partition_point(|&e| (e as usize) < all.end);
            list[first..last.max(first)].to_vec()
        };
        let coarse = vague(&catalogue.coarse);
        let monthly: Vec<u32> =
            vague(&catalogue.dayless).into_iter().filter(|e| coarse.binary_search(e).is_err()).collect();
        if matches!(self, Self::Year(_)) {
            // In a year each month's own entries follow its days.
            entries.extend(monthly);
            entries.sort_by_key(|&e| {
                let head = &catalogue.heads[e as usize];
                (day::month(head.from), head.is_of_month(), e)
            });
            entries.extend(coarse);
        } else {
            entries.extend(monthly);
        }
        entries
    }

    /// What the pages of months and years before and after it have entries.
    pub fn neighbours(self, catalogue: &Catalogue) -> (Option<Self>, Option<Self>) {
        match self {
            Self::Day(at) => {
                let range = catalogue.between(at, at);
                let known = |entry: &usize| {
                    *entry >= catalogue.undated && catalogue.dayless.binary_search(&(*entry as u32)).is_err()
                };
                let day = |entry: usize| Self::Day(catalogue.heads[entry].from);
                let before = (catalogue.undated..range.start).rev().find(known);
                let after = (range.end..catalogue.heads.len()).find(known);
                (before.map(day), after.map(day))
            }
            Self::Month(year, month) => {
                let at = (year, month);
                let months = &catalogue.months;
                let of = |(year, month): (i16, i8)| Self::Month(year, month);
                (
                    months.range(..at).next_back().map(|(m, _)| of(*m)),
                    months.range(at..).map(|(m, _)| *m).find(|m| *m != at).map(of),
                )
            }
            Self::Year(year) => {
                let dated = catalogue.months.keys().map(|(y, _)| *y);
                let told: std::collections::BTreeSet<i16> =
                    dated.chain(catalogue.years.keys().copied()).collect();
                (
                    told.range(..year).next_back().map(|y| Self::Year(*y)),
                    told.range(year..).find(|y| **y != year).map(|y| Self::Year(*y)),
                )
            }
        }
    }
}

/// What an entry stands under.
pub fn under(catalogue: &Catalogue, entry: u32) -> Option<Under> {
    let head = catalogue.heads.get(entry as usize).filter(|head| head.from != day::NONE)?;
    Some(if head.is_coarse() {
        Under::Years(head.from, head.to)
    } else if head.is_of_month() {
        let (year, month) = day::month(head.from);
        Under::Month(year, month)
    } else {
        Under::Day(head.from)
    })
}

/// Entries cut into pages of about so many characters, at the beginning of what they stand under where that is near.
pub fn pages(catalogue: &Catalogue, entries: &[u32], characters: usize) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let (mut from, mut sum) = (0, 0);
    for (at, &entry) in entries.iter().enumerate() {
        let length = catalogue.heads.get(entry as usize).map_or(0, |head| head.length as usize);
        let begins = at > 0 && under(catalogue, entry) != under(catalogue, entries[at - 1]);
        let full = sum + length > characters || (begins && sum > characters * 3 / 4);
        if at > from && full {
            pages.push(from..at);
            (from, sum) = (at, 0);
        }
        sum += length;
    }
    if from < entries.len() || pages.is_empty() {
        pages.push(from..entries.len());
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_what_is_written_as_one() {
        assert_eq!(Period::month("2022-08"), Some(Period::Month(2022, 8)));
        assert_eq!(Period::year("-0220"), Some(Period::Year(-220)));
        for no in ["2022-8", "2022-08-01", "八月", ""] {
            assert_eq!(Period::month(no), None, "{no}");
        }
        assert_eq!(Period::day("2022-02-30"), None);
        assert_eq!(Period::Month(2020, 2).bounds(), day::of("2020-02-01").zip(day::of("2020-02-29")));
    }
}
