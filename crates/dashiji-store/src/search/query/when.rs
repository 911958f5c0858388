//! The value of `when:`: a day, month or year, or a stretch from one to another with either end open, as figures or as texts write it.
//!
//! `2020-02` is the whole month, `2020-02..2020-03` both months, `..1949` all before 1950, `-0220` the year 221 BC; `1986-1990` and
//! `1986—1990`, as titles write it, are five years. Words are read by the engine's own recognizer: 公元前221年, 民国二十五年3月,
//! 光绪二十六年, 1936年3月至5月. What hangs on another day (昨日, a bare 3月) is no answer.

use super::Fault;
use dashiji::document::Setting;
use dashiji::recognize::time;
use dashiji::resolve::calendar::{self, Anchor};
use dashiji::resolve::day::{Date, month_length, of_iso};
use dashiji::text::{Text, fold};

/// First and last day; days since 0000-01-01.
type Stretch = (Option<i64>, Option<i64>);

/// Words between the two ends of a stretch.
const BETWEEN: [&str; 7] = ["..", "…", "——", "—", "至", "~", "到"];

/// A day's number, counted from 0000-01-01.
fn number(date: Date) -> Option<i64> {
    let origin = Date { year: 0, month: 1, day: 1 }.gregorian()?;
    Some(i64::from(date.gregorian()?.0 - origin.0))
}

/// Reads the value of `when:`.
pub(super) fn stretch(raw: &str) -> Result<Stretch, Fault> {
    let plain: String = raw.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
    let bad = || Fault::BadDate(raw.trim().to_owned());
    let ordered = |(from, to): Stretch| match (from, to) {
        (Some(first), Some(last)) if last < first => Err(Fault::Backwards(raw.trim().to_owned())),
        _ => Ok((from, to)),
    };
    let divided = BETWEEN.iter().find_map(|sign| plain.split_once(sign));
    // The two ends of a stretch in words may share a part (1936年3月至5月), so that it is read whole first; of two whole years that
    // would put the earlier one first.
    let whole_year = |typed: &str| typed.len() > 3 && typed.bytes().take(4).all(|b| b.is_ascii_digit());
    let years = divided.filter(|(from, to)| whole_year(from) && whole_year(to));
    if let (None, Some(told)) = (years, written(&plain)) {
        return ordered(told);
    }
    // Two years with a hyphen between them are no year and month.
    let divided = divided.or_else(|| {
        let year = |typed: &str| {
            let plain = typed.strip_suffix('年').unwrap_or(typed);
            plain.len() == 4 && plain.bytes().all(|b| b.is_ascii_digit())
        };
        plain.split_once('-').filter(|(from, to)| year(from) && year(to))
    });
    let Some((from, to)) = divided else {
        return end(&plain).ok_or_else(bad);
    };
    let to = to.trim_start_matches('.').trim_start_matches('…');
    let open = |end: &str| end.is_empty() || end == "今";
    let from = if open(from) { None } else { end(from).ok_or_else(bad)?.0 };
    let to = if open(to) { None } else { end(to).ok_or_else(bad)?.1 };
    if from.is_none() && to.is_none() {
        return Err(bad());
    }
    ordered((from, to))
}

/// One end of a stretch, or a whole value.
fn end(typed: &str) -> Option<Stretch> {
    figures(typed).map(|(from, to)| (Some(from), Some(to))).or_else(|| written(typed))
}

/// First and last day of a year, month or day in figures: `2020-02-10`, `2020/2/3`, `2020.2`, `2020年`, `-0220`.
fn figures(typed: &str) -> Option<(i64, i64)> {
    let (sign, plain) = typed.strip_prefix('-').map_or((1, typed), |rest| (-1, rest));
    // 5月 is a month of some year, and no year.
    if plain.contains(['月', '日', '号']) && !plain.contains(['年', '-', '/', '.']) {
        return None;
    }
    let plain = plain.trim_end_matches(['日', '号']).trim_end_matches('月').trim_end_matches('年');
    let mut parts = plain.split(['-', '/', '.', '年', '月']);
    let mut figure = |longest: usize| -> Option<Option<i32>> {
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
    let year = figure(4)?? * sign;
    let month = figure(2)?.map(|month| month as u8);
    let day = figure(2)?.map(|day| day as u8);
    if parts.next().is_some() {
        return None;
    }
    let (first, last) = (month.unwrap_or(1), month.unwrap_or(12));
    let from = Date { year, month: first, day: day.unwrap_or(1) };
    let to = Date { year, month: last, day: day.unwrap_or(month_length(year, last)) };
    number(from).zip(number(to))
}

/// A time in words, as the engine reads it, where it takes up all that is typed and hangs on no other day. An open side is open.
fn written(typed: &str) -> Option<Stretch> {
    // Figures alone are the query language's own.
    if typed.is_ascii() {
        return None;
    }
    let text = Text::new(typed.to_owned());
    let mentions = time::find(&text, text.span());
    let [mention] = mentions.as_slice() else { return None };
    let told = calendar::resolve(&text, mention, &mut Anchor::of(&Setting::default()))?;
    if (told.start, told.end) != (text.span().start, text.span().end) {
        return None;
    }
    let origin = of_iso("0000-01-01")?;
    let day = |iso: &str| of_iso(iso).map(|day| i64::from(day.0 - origin.0));
    let (from, to) = (day(&told.from)?, day(&told.to)?);
    let (no_first, no_last) = (told.edtf.starts_with("../"), told.edtf.ends_with("/.."));
    Some(((!no_first).then_some(from), (!no_last).then_some(to)))
}

/// The ISO date of a day's number.
#[cfg(test)]
fn iso(day: i64) -> Option<String> {
    let origin = of_iso("0000-01-01")?;
    Some(origin.plus(i32::try_from(day).ok()?).to_gregorian().iso())
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
            ("-0220", Some("-0220-01-01"), Some("-0220-12-31")),
            ("-0525..-0500", Some("-0525-01-01"), Some("-0500-12-31")),
            ("..0001", None, Some("0001-12-31")),
            ("0963-05", Some("0963-05-01"), Some("0963-05-31")),
            ("公元前221年", Some("-0220-01-01"), Some("-0220-12-31")),
            ("公元前525年至公元前501年", Some("-0524-01-01"), Some("-0500-12-31")),
            ("公元前525年..公元前501年", Some("-0524-01-01"), Some("-0500-12-31")),
            ("民国二十五年", Some("1936-01-01"), Some("1936-12-31")),
            ("民国25年3月", Some("1936-03-01"), Some("1936-03-31")),
            ("民國二十五年三月四日", Some("1936-03-04"), Some("1936-03-04")),
            ("光绪二十六年", Some("1900-01-01"), Some("1900-12-31")),
            ("1936年3月至5月", Some("1936-03-01"), Some("1936-05-31")),
            ("1936年3月4日至6日", Some("1936-03-04"), Some("1936-03-06")),
            ("二〇二〇年二月", Some("2020-02-01"), Some("2020-02-29")),
            ("1936年春", Some("1936-03-01"), Some("1936-05-31")),
            ("民国二十五年..1949", Some("1936-01-01"), Some("1949-12-31")),
        ] {
            let (first, last) = stretch(typed).unwrap_or_else(|fault| panic!("{typed}: {fault:?}"));
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
            "昨日",
            "3月5日",
            "今年",
            "2020年2月30日",
            "2020年2月召开",
            "1990年至1986年",
        ] {
            assert!(stretch(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn days_are_those_of_the_registers() {
        for day in ["2020-02-29", "0001-01-01", "1368-01-23", "1911-10-10", "-0220-03-04"] {
            let (first, last) = stretch(day).unwrap();
            assert_eq!(first, last);
            assert_eq!(first, dashiji::collate::carry::days(day).map(i64::from));
            assert_eq!(first.and_then(iso).as_deref(), Some(day));
        }
    }
}
