//! Days as texts write them, never as figures with hyphens: 2020年2月10日 星期一, Monday 10 February 2020.
//!
//! In go days, months and the dates of the contract (EDTF: `2020-02-10`, `1369`, `2020-02~`, `1936-03/1936-05`); out come the reader's words,
//! no more precise than what was told: `1369` is 1369年, and never its first of January.

use crate::day::{self, Day};
use crate::words::Words;

impl Words {
    /// A day: 2020年2月10日, 10 February 2020.
    pub fn date(self, at: Day) -> String {
        let date = day::civil(at);
        self.written(date.year(), Some(date.month()), Some(date.day()))
    }

    /// A day with its weekday: 2020年2月10日 星期一.
    pub fn weekday_date(self, at: Day) -> String {
        self.tell(
            "date-with-weekday",
            &[("date", self.date(at).into()), ("weekday", self.weekday(at).into())],
        )
    }

    /// The day of the week: 星期一.
    pub fn weekday(self, at: Day) -> String {
        self.say(&format!("weekday-{}", day::civil(at).weekday().to_monday_one_offset()))
    }

    /// A day without its year and weekday: 2月10日.
    pub fn month_day(self, at: Day) -> String {
        let date = day::civil(at);
        let values = [
            ("month", date.month().to_string().into()),
            ("name", self.say(&format!("month-{}", date.month())).into()),
            ("day", date.day().to_string().into()),
        ];
        self.tell("date-month-day", &values)
    }

    /// A day without its year: 2月10日 星期一.
    pub fn day_of_month(self, at: Day) -> String {
        let values = [("date", self.month_day(at).into()), ("weekday", self.weekday(at).into())];
        self.tell("date-with-weekday", &values)
    }

    /// From the first day something was seen on to the last, which is no whole year or month though it may look like one.
    pub fn stretch_seen(self, first: Day, last: Day) -> String {
        if first >= last { self.date(first) } else { self.between(&self.date(first), &self.date(last)) }
    }

    /// A month: 2020年2月, February 2020.
    pub fn month_of(self, (year, month): (i16, i8)) -> String {
        self.written(year, Some(month), None)
    }

    /// From one day to another, as precise as the two are: 2020年2月3日至5日, 1369年, 2020年2月.
    pub fn stretch(self, from: Day, to: Day) -> String {
        let (a, b) = (day::civil(from), day::civil(to));
        if from >= to {
            return self.date(from);
        }
        let whole_months = a.day() == 1 && to == day::number(b.last_of_month());
        if whole_months && a.month() == 1 && b.month() == 12 {
            if a.year() == b.year() {
                return self.written(a.year(), None, None);
            }
            return self.between(&self.written(a.year(), None, None), &self.written(b.year(), None, None));
        }
        if whole_months {
            let first = self.written(a.year(), Some(a.month()), None);
            if (a.year(), a.month()) == (b.year(), b.month()) {
                return first;
            }
            if a.year() == b.year() && self.chinese() {
                return self.between(&first, &format!("{}月", b.month()));
            }
            return self.between(&first, &self.written(b.year(), Some(b.month()), None));
        }
        let last = self.date(to);
        match (self.chinese(), a.year() == b.year(), a.month() == b.month()) {
            (true, true, true) => self.between(&self.date(from), &format!("{}日", b.day())),
            (true, true, false) => self.between(&self.date(from), &format!("{}月{}日", b.month(), b.day())),
            (false, true, true) => self.between(&a.day().to_string(), &last),
            _ => self.between(&self.date(from), &last),
        }
    }

    /// Two ends joined: 甲至乙.
    pub fn between(self, from: &str, to: &str) -> String {
        self.tell("date-between", &[("from", from.into()), ("to", to.into())])
    }

    /// A date of the contract in words; what is not understood stands as it is.
    pub fn edtf(self, edtf: &str) -> String {
        match edtf.split_once('/') {
            None => self.one(edtf).unwrap_or_else(|| edtf.to_owned()),
            Some((from, to)) => {
                let ends = (day::of(bare(from)), day::last(bare(to)));
                if let (Some(from), Some(to), true) = (ends.0, ends.1, marks(edtf).is_empty()) {
                    return self.stretch(from, to);
                }
                match (open(from), open(to)) {
                    (true, true) => edtf.to_owned(),
                    (true, false) => self.with("date-until", "to", &self.edtf(to)),
                    (false, true) => self.with("date-since", "from", &self.edtf(from)),
                    (false, false) => self.between(&self.edtf(from), &self.edtf(to)),
                }
            }
        }
    }

    fn one(self, edtf: &str) -> Option<String> {
        let plain = bare(edtf);
        let at = day::of(plain)?;
        let date = day::civil(at);
        let hyphens = plain.trim_start_matches('-').split('T').next()?.matches('-').count();
        let mut words = match hyphens {
            0 => self.written(date.year(), None, None),
            1 => self.written(date.year(), Some(date.month()), None),
            _ => self.date(at),
        };
        if let Some((_, clock)) = plain.split_once('T') {
            words = format!("{words} {clock}");
        }
        Some(match marks(edtf) {
            "?" => self.with("date-uncertain", "date", &words),
            "" => words,
            _ => self.with("date-about", "date", &words),
        })
    }

    fn written(self, year: i16, month: Option<i8>, day: Option<i8>) -> String {
        let year = self.year(year);
        let Some(month) = month else { return year };
        let mut values = vec![
            ("year", year.into()),
            ("month", month.to_string().into()),
            ("name", self.say(&format!("month-{month}")).into()),
        ];
        let Some(day) = day else { return self.tell("date-month", &values) };
        values.push(("day", day.to_string().into()));
        self.tell("date-day", &values)
    }
}

fn open(end: &str) -> bool {
    end.is_empty() || end == ".."
}

/// A date without what says how sure it is.
fn bare(edtf: &str) -> &str {
    edtf.trim_end_matches(['~', '?', '%'])
}

fn marks(edtf: &str) -> &str {
    edtf.get(bare(edtf).len()..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dashiji_publish::Language;

    #[test]
    fn dates_are_written_as_texts_write_them_and_no_more_precise_than_told() {
        let (zh, en) = (Words::of(Language::Chinese), Words::of(Language::English));
        for (edtf, chinese, english) in [
            ("2020-02-10", "2020年2月10日", "10 February 2020"),
            ("2020-02", "2020年2月", "February 2020"),
            ("1369", "1369年", "1369"),
            ("1369-01-01/1369-12-31", "1369年", "1369"),
            ("2020-02-03/2020-02-05", "2020年2月3日至5日", "3 to 5 February 2020"),
            ("2020-02-28/2020-03-02", "2020年2月28日至3月2日", "28 February 2020 to 2 March 2020"),
            ("1936-03/1936-05", "1936年3月至5月", "March 1936 to May 1936"),
            ("1958/1960", "1958年至1960年", "1958 to 1960"),
            ("2020-02~", "约2020年2月", "about February 2020"),
            ("2020-01-24/..", "2020年1月24日起", "from 24 January 2020"),
            ("../1949", "1949年止", "until 1949"),
            ("-0220", "公元前221年", "221 BC"),
            ("196X", "196X", "196X"),
        ] {
            assert_eq!(zh.edtf(edtf), chinese);
            assert_eq!(en.edtf(edtf), english);
        }
        let at = day::of("2020-02-10").unwrap();
        assert_eq!(zh.weekday_date(at), "2020年2月10日 星期一");
        assert_eq!(en.weekday_date(at), "Monday 10 February 2020");
        assert_eq!(zh.day_of_month(at), "2月10日 星期一");
    }
}
