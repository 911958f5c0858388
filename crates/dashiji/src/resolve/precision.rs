//! Days as exactly as they were told: a whole year is a year and not its first of January.

/// The first day of some days as exactly as they tell it: a whole year is a year, a whole month a month.
pub fn exact<'d>(from: &'d str, to: &str) -> &'d str {
    if let Some((day, _)) = from.split_once('T') {
        return day;
    }
    let to = to.split_once('T').map_or(to, |(day, _)| day);
    let (Some((first, "01")), Some((last, end))) = (from.rsplit_once('-'), to.rsplit_once('-')) else {
        return from;
    };
    let (Some((year, "01")), Some((same, "12"))) = (first.rsplit_once('-'), last.rsplit_once('-')) else {
        return if first == last && month_ends(last) == end { first } else { from };
    };
    if year == same && end == "31" { year } else { from }
}

/// The last day of a month `2020-02`.
fn month_ends(month: &str) -> &'static str {
    let (year, month) = month.rsplit_once('-').unwrap_or_default();
    match month {
        "02" => {
            let year: i32 = year.parse().unwrap_or(1);
            if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) { "29" } else { "28" }
        }
        "04" | "06" | "09" | "11" => "30",
        _ => "31",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_a_year_and_a_month_a_month() {
        for (from, to, want) in [
            ("2020-01-01", "2020-12-31", "2020"),
            ("2020-01-01", "2020-01-31", "2020-01"),
            ("2020-02-01", "2020-02-29", "2020-02"),
            ("2019-02-01", "2019-02-28", "2019-02"),
            ("2020-02-01", "2020-02-28", "2020-02-01"),
            ("2020-01-01", "2020-01-01", "2020-01-01"),
            ("2020-01-01", "2021-12-31", "2020-01-01"),
            ("2020-03-01T08:00", "2020-03-31T09:00", "2020-03-01"),
            ("-0200-01-01", "-0200-12-31", "-0200"),
        ] {
            assert_eq!(exact(from, to), want);
        }
    }
}
