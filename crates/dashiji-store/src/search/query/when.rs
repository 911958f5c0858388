//! The value of `when:`: a day, month or year, or a stretch from one to another with either end open.
//!
//! `2020-02` is the whole month, `2020-02..2020-03` both months, `..1949` all before 1950, `2020年2月10日` a day; `1986-1990` and `1986—1990`,
//! as titles write it, are five years.

use super::Fault;
use dashiji::text::fold;
use jiff::civil::Date;

/// First and last day; days since 0000-01-01.
type Stretch = (Option<i64>, Option<i64>);

/// A day's number, counted from 0000-01-01.
fn day_number(date: Date) -> i64 {
    let origin = jiff::civil::date(0, 1, 1);
    date.since((jiff::Unit::Day, origin)).map_or(0, |span| i64::from(span.get_days()))
}

/// The ISO date of a day's number.
#[cfg(test)]
fn iso(day: i64) -> Option<String> {
    let span = jiff::Span::new().try_days(day).ok()?;
    let date = jiff::civil::date(0, 1, 1).checked_add(span).ok()?;
    Some(date.to_string())
}

/// Reads the value of `when:`.
pub(super) fn stretch(raw: &str) -> Result<Stretch, Fault> {
    let plain: String = raw.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
    let bad = || Fault::BadDate(raw.trim().to_owned());
    let divided = ["..", "…", "——", "—", "至", "~", "到"].iter().find_map(|sign| plain.split_once(sign));
    // Two years with a hyphen between them are no year and month.
    let divided = divided.or_else(|| {
        let year = |typed: &str| {
            let plain = typed.strip_suffix('年').unwrap_or(typed);
            plain.len() == 4 && plain.bytes().all(|b| b.is_ascii_digit())
        };
        plain.split_once('-').filter(|(from, to)| year(from) && year(to))
    });
    let Some((from, to)) = divided else {
        let (from, to) = time(&plain).ok_or_else(bad)?;
        return Ok((Some(from), Some(to)));
    };
    let to = to.trim_start_matches('.').trim_start_matches('…');
    let open = |end: &str| end.is_empty() || end == "今";
    let from = if open(from) { None } else { Some(time(from).ok_or_else(bad)?.0) };
    let to = if open(to) { None } else { Some(time(to).ok_or_else(bad)?.1) };
    if from.is_none() && to.is_none() {
        return Err(bad());
    }
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(Fault::Backwards(raw.trim().to_owned()));
    }
    Ok((from, to))
}

/// First and last day of a year, month or day.
fn time(typed: &str) -> Option<(i64, i64)> {
    let (sign, plain) = typed.strip_prefix('-').map_or((1, typed), |rest| (-1, rest));
    let plain = plain.trim_end_matches(['日', '号']).trim_end_matches('月').trim_end_matches('年');
    let mut parts = plain.split(['-', '/', '.', '年', '月']);
    let mut figure = |longest: usize| -> Option<Option<i16>> {
        match parts.next() {
            None => Some(None),
            Some(part)
                if !part.is_empty() && part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit()) =>
            {
                part.parse().ok().map(Some)
            }
            Some(_) => None,
        }
    };
    let year = figure(4)??;
    let month = figure(2)?;
    let day = figure(2)?;
    if parts.next().is_some() {
        return None;
    }
    let date =
        |month: i16, day: i16| Date::new(sign * year, month.try_into().ok()?, day.try_into().ok()?).ok();
    let (first, last) = match (month, day) {
        (None, _) => (date(1, 1)?, date(12, 31)?),
        (Some(month), None) => {
            let first = date(month, 1)?;
            (first, first.last_of_month())
        }
        (Some(month), Some(day)) => (date(month, day)?, date(month, day)?),
    };
    Some((day_number(first), day_number(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_both_ends() {
        for (typed, from, to) in [
            ("2020-02-10", Some("2020-02-10"), Some("2020-02-10")),
            ("2020-02", Some("2020-02-01"), Some("2020-02-29")),
            ("2020", Some("2020-01-01"), Some("2020-12-31")),
            ("2020-02..2020-03", Some("2020-02-01"), Some("2020-03-31")),
            ("..1949", None, Some("1949-12-31")),
            ("2020-02..", Some("2020-02-01"), None),
            ("２０２０年２月３日", Some("2020-02-03"), Some("2020-02-03")),
            ("2020年2月至2020年3月", Some("2020-02-01"), Some("2020-03-31")),
            ("2020/2/3", Some("2020-02-03"), Some("2020-02-03")),
            ("2020.2.3", Some("2020-02-03"), Some("2020-02-03")),
            ("2019年", Some("2019-01-01"), Some("2019-12-31")),
            ("1986-1990", Some("1986-01-01"), Some("1990-12-31")),
            ("1986—1990年", Some("1986-01-01"), Some("1990-12-31")),
            ("2020-1——2020-3", Some("2020-01-01"), Some("2020-03-31")),
            ("2020-02-10..今", Some("2020-02-10"), None),
        ] {
            let (first, last) = stretch(typed).unwrap();
            assert_eq!(first.and_then(iso).as_deref(), from, "{typed}");
            assert_eq!(last.and_then(iso).as_deref(), to, "{typed}");
        }
        for typed in [
            "2020-13",
            "2021-02-29",
            "..",
            "二月",
            "2020-02-10-1",
            "20200210x",
            "99999",
            "1990-1986",
            "—",
            "2020-",
            "2020..二月",
        ] {
            assert!(stretch(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn days_are_those_of_the_registers() {
        for day in ["2020-02-29", "0001-01-01", "1368-01-23", "1911-10-10"] {
            let date: Date = day.parse().unwrap();
            assert_eq!(Some(day_number(date)), dashiji::collate::carry::days(day).map(i64::from));
            assert_eq!(iso(day_number(date)).as_deref(), Some(day));
        }
    }
}
