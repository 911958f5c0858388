//! The timeline: from decades to one day, as dense as the paper allows.
//!
//! In go a catalogue and two days; out come some hundred columns, each a stretch of days with its count and a link to itself,
//! with a row for every type below. The counts are two searches in a sorted list a column, and a byte an entry for the types, so
//! that a million entries take a millisecond more than a thousand.

use super::{label, numbers, open, shade};
use crate::catalogue::{Catalogue, KINDS};
use crate::day::{self, Day};
use crate::markup::Markup;
use crate::words::Words;
use dashiji::fact::EventType;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a column stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// One day.
    Day,
    /// A month of the calendar.
    Month,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Bin {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Entries.
    pub count: usize,
    /// Entries by type.
    pub kinds: BTreeMap<EventType, usize>,
}

/// Columns that a picture has at most.
const MOST: i32 = 130;

/// The step for a stretch of days.
pub fn step(from: Day, to: Day) -> Step {
    let days = to.saturating_sub(from) + 1;
    if days <= MOST {
        Step::Day
    } else if days <= MOST * 30 {
        Step::Month
    } else if days <= MOST * 366 {
        Step::Year
    } else {
        Step::Decade
    }
}

/// The counts of a stretch of days.
pub fn bins(catalogue: &Catalogue, from: Day, to: Day) -> (Step, Vec<Bin>) {
    let step = step(from, to);
    let mut bins = Vec::new();
    let mut at = from;
    while at <= to && bins.len() < 2000 {
        let end = last_of(at, step).min(to);
        let range = catalogue.between(at, end);
        let mut counts = [0usize; KINDS.len() + 1];
        for &kind in catalogue.kinds.get(range.clone()).unwrap_or_default() {
            counts[usize::from(kind).min(KINDS.len())] += 1;
        }
        let kinds = KINDS.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect();
        bins.push(Bin { from: at, to: end, count: range.len(), kinds });
        at = end + 1;
    }
    (step, bins)
}

fn last_of(at: Day, step: Step) -> Day {
    let date = day::civil(at);
    let last = match step {
        Step::Day => return at,
        Step::Month => date.last_of_month(),
        Step::Year => date.last_of_year(),
        Step::Decade => {
            let year = date.year().div_euclid(10) * 10 + 9;
            Date::new(year.min(9999), 12, 31).unwrap_or(date)
        }
    };
    day::number(last).max(at)
}

/// The address of a stretch.
pub fn address(from: Day, to: Day) -> String {
    format!("/timeline?from={}&to={}", day::iso(from), day::iso(to))
}

/// The picture.
pub fn draw(bins: &[Bin], step: Step, w: Words) -> Markup {
    let (left, right, top, high) = (88.0, 8.0, 14.0, 180.0);
    let room = 960.0 - left - right;
    let each = room / bins.len().max(1) as f64;
    let most = bins.iter().map(|b| b.count).max().unwrap_or(0);
    let mut totals: BTreeMap<EventType, usize> = BTreeMap::new();
    for bin in bins {
        for (kind, count) in &bin.kinds {
            *totals.entry(*kind).or_default() += count;
        }
    }
    let mut rows: Vec<(EventType, usize)> = totals.into_iter().collect();
    rows.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
    rows.truncate(10);
    let lane = 20.0;
    let height = top + high + 30.0 + rows.len() as f64 * lane + 4.0;
    let mut out = open("timeline", 960.0, height, &w.say("timeline-label"));
    for part in [0.5, 1.0] {
        let y = top + high * (1.0 - part);
        out.raw("<line class=\"rule\"")
            .raw(&numbers(&[("x1", left), ("x2", 960.0 - right), ("y1", y), ("y2", y)]))
            .raw("/>");
        if part > 0.9 || most % 2 == 0 {
            label(
                &mut out,
                "axis end",
                left - 8.0,
                y + 4.0,
                &crate::words::grouped((most as f64 * part).round() as usize),
            );
        }
    }
    let mut last_label = -100.0;
    for (k, bin) in bins.iter().enumerate() {
        let x = left + k as f64 * each;
        let tall = if most == 0 { 0.0 } else { high * bin.count as f64 / most as f64 };
        let tall = if bin.count > 0 { tall.max(1.5) } else { 0.0 };
        let name = match step {
            Step::Day => day::iso(bin.from),
            Step::Month => {
                let (year, month) = day::month(bin.from);
                day::iso_month(year, month)
            }
            Step::Year => w.short_year(day::civil(bin.from).year()),
            Step::Decade => {
                let year = |at: Day| w.short_year(day::civil(at).year());
                format!("{}–{}", year(bin.from), year(bin.to))
            }
        };
        if bin.count > 0 {
            out.raw("<a").attribute("href", &address(bin.from, bin.to)).raw("><rect class=\"bar\"");
            out.raw(&numbers(&[
                ("x", x + each * 0.08),
                ("y", top + high - tall),
                ("width", (each * 0.84).max(0.6)),
                ("height", tall),
            ]));
            out.raw("><title>")
                .text(&format!("{name} · {}", w.count("entries-n", &bin.count)))
                .raw("</title></rect></a>");
        }
        let tick = match step {
            Step::Day => {
                let date = day::civil(bin.from);
                format!("{}-{:02}", date.month(), date.day())
            }
            Step::Month if day::civil(bin.from).month() == 1 || k == 0 => name.clone(),
            Step::Month => day::civil(bin.from).month().to_string(),
            _ => name[..name.find('–').unwrap_or(name.len())].to_owned(),
        };
        let wide = super::width(&tick) * 12.0 + 14.0;
        if x + each / 2.0 - last_label >= wide && x + each / 2.0 + wide / 2.0 < 966.0 {
            label(&mut out, "axis middle", x + each / 2.0, top + high + 18.0, &tick);
            last_label = x + each / 2.0;
        }
    }
    for (row, (kind, _)) in rows.iter().enumerate() {
        let y = top + high + 30.0 + row as f64 * lane;
        label(&mut out, "axis end", left - 8.0, y + 13.0, &w.word("type", kind));
        let most = bins.iter().filter_map(|b| b.kinds.get(kind)).copied().max().unwrap_or(0);
        for (k, bin) in bins.iter().enumerate() {
            let count = bin.kinds.get(kind).copied().unwrap_or(0);
            if count > 0 {
                let x = left + k as f64 * each;
                out.raw("<rect class=\"s").raw(&shade(count, most).to_string()).raw("\"");
                out.raw(&numbers(&[
                    ("x", x + each * 0.08),
                    ("y", y),
                    ("width", (each * 0.84).max(0.6)),
                    ("height", lane - 4.0),
                ]));
                out.raw("><title>")
                    .text(&format!("{} · {} · {count}", day::iso(bin.from), w.word("type", kind)))
                    .raw("</title></rect>");
            }
        }
    }
    out.raw("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_the_stretch() {
        for (from, to, wanted) in [
            ("2022-08-01", "2022-08-31", Step::Day),
            ("2022-01-01", "2022-12-31", Step::Month),
            ("1949-01-01", "2022-12-31", Step::Year),
            ("0221-01-01", "2022-12-31", Step::Decade),
        ] {
            assert_eq!(step(day::of(from).unwrap(), day::of(to).unwrap()), wanted, "{from}");
        }
    }

    #[test]
    fn columns_cover_the_stretch_once() {
        let (from, to) = (day::of("1986-02-10").unwrap(), day::of("1995-06-30").unwrap());
        let (step, bins) = bins(&Catalogue::default(), from, to);
        assert_eq!(step, Step::Month);
        assert_eq!((bins[0].from, bins.last().unwrap().to), (from, to));
        assert!(bins.windows(2).all(|p| p[1].from == p[0].to + 1));
    }
}
