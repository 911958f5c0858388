//! The timeline: from decades to one day, as dense as the paper allows.
//!
//! In go a catalogue and two days; out come some hundred columns, each a stretch of days with its count and a link to itself,
//! with a row for every type below. The counts are two searches in a sorted list a column, and a byte an entry for the types, so
//! that a million entries take a millisecond more than a thousand.

use super::{label, numbers, open, shade};
use crate::catalogue::{Catalogue, KINDS};
use crate::day::{self, Day};
use crate::list::picked::Picked;
use crate::markup::{Markup, encoded};
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

/// The counts of a stretch of days, of all entries or of those that a query picked.
pub fn bins(catalogue: &Catalogue, from: Day, to: Day, only: Option<&Picked>) -> (Step, Vec<Bin>) {
    let mut step = step(from, to);
    // A few years out of many are shown as years: those between them are folded.
    if step == Step::Decade && told_years(catalogue, from, to) <= MOST as usize / 2 {
        step = Step::Year;
    }
    let mut bins = Vec::new();
    let mut at = from;
    while at <= to && bins.len() < 2000 {
        let end = last_of(at, step).min(to);
        let range = catalogue.between(at, end);
        let mut counts = [0usize; KINDS.len() + 1];
        let picked = only.map(|only| only.within(&range));
        match picked {
            None => {
                for &kind in catalogue.kinds.get(range.clone()).unwrap_or_default() {
                    counts[usize::from(kind).min(KINDS.len())] += 1;
                }
            }
            Some(picked) => {
                for &entry in picked {
                    let kind = catalogue.kinds.get(entry as usize).copied().unwrap_or(u8::MAX);
                    counts[usize::from(kind).min(KINDS.len())] += 1;
                }
            }
        }
        // What tells of a whole year is no event of its first month, nor what tells of a month one of its first day.
        let vague: &[u32] = match step {
            Step::Day => &catalogue.dayless,
            Step::Month => &catalogue.coarse,
            Step::Year | Step::Decade => &[],
        };
        let first = vague.partition_point(|&e| (e as usize) < range.start);
        let vague = vague.get(first..).unwrap_or_default();
        let vague = &vague[..vague.partition_point(|&e| (e as usize) < range.end)];
        let told = |entry: &&u32| picked.is_none_or(|picked| picked.binary_search(entry).is_ok());
        let mut left_out = 0;
        for &entry in vague.iter().filter(told) {
            left_out += 1;
            let kind = catalogue.kinds.get(entry as usize).copied().unwrap_or(u8::MAX);
            let count = &mut counts[usize::from(kind).min(KINDS.len())];
            *count = count.saturating_sub(1);
        }
        let kinds = KINDS.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect();
        bins.push(Bin {
            from: at,
            to: end,
            count: picked.map_or(range.len(), <[u32]>::len) - left_out,
            kinds,
        });
        at = end + 1;
    }
    (step, bins)
}

/// How many years something is told of, more than can be shown where the stretch has too many.
fn told_years(catalogue: &Catalogue, from: Day, to: Day) -> usize {
    let (first, last) = (day::civil(from).year(), day::civil(to).year());
    if i32::from(last) - i32::from(first) >= 1900 {
        return usize::MAX;
    }
    let mut years: Vec<i16> =
        catalogue.months.range((first, 1)..=(last, 12)).map(|((year, _), _)| *year).collect();
    years.extend(catalogue.years.range(first..=last).map(|(year, _)| *year));
    years.sort_unstable();
    years.dedup();
    years.len()
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

/// The address of a stretch, narrowed by a query where there is one.
pub fn address(from: Day, to: Day, query: &str) -> String {
    let stretch = format!("/timeline?from={}&to={}", day::iso(from), day::iso(to));
    if query.is_empty() { stretch } else { format!("{stretch}&q={}", encoded(query)) }
}

/// Empty columns in a row from which on they are folded into one.
const FOLD: usize = 6;

/// What stands side by side in the picture.
enum Column<'a> {
    Bin(&'a Bin),
    /// A stretch of which nothing is told, folded.
    Gap(Day, Day),
}

/// Columns with long stretches of nothing folded, so that 1369 and 1580 do not stand as neighbours and need no two hundred empty years.
fn folded(bins: &[Bin]) -> Vec<Column<'_>> {
    let mut columns = Vec::new();
    let mut rest = bins;
    while let Some(first) = rest.first() {
        let empty = rest.iter().take_while(|bin| bin.count == 0).count();
        if empty >= FOLD && empty < rest.len() && rest.len() < bins.len() {
            columns.push(Column::Gap(first.from, rest[empty - 1].to));
            rest = &rest[empty..];
        } else {
            columns.extend(rest[..empty.max(1)].iter().map(Column::Bin));
            rest = &rest[empty.max(1)..];
        }
    }
    columns
}

/// The name of a column.
fn named(bin: &Bin, step: Step, w: Words) -> String {
    match step {
        Step::Day => w.weekday_date(bin.from),
        Step::Month => w.month_of(day::month(bin.from)),
        Step::Year => w.short_year(day::civil(bin.from).year()),
        Step::Decade => {
            let year = |at: Day| w.short_year(day::civil(at).year());
            format!("{}–{}", year(bin.from), year(bin.to))
        }
    }
}

/// What stands below a column.
fn tick(bin: &Bin, step: Step, first: bool, w: Words) -> String {
    let date = day::civil(bin.from);
    match step {
        Step::Day => w.month_day(bin.from),
        Step::Month if date.month() == 1 || first => w.month_of(day::month(bin.from)),
        Step::Month => w.say(&format!("month-{}", date.month())),
        Step::Year | Step::Decade => w.short_year(date.year()),
    }
}

/// The picture.
pub fn draw(bins: &[Bin], step: Step, query: &str, w: Words) -> Markup {
    let (left, right, top, high) = (88.0, 8.0, 14.0, 180.0);
    let columns = folded(bins);
    let each = (960.0 - left - right) / columns.len().max(1) as f64;
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
            let value = crate::words::grouped((most as f64 * part).round() as usize);
            label(&mut out, "axis end", left - 8.0, y + 4.0, &value);
        }
    }
    let mut last_label = -100.0;
    for (k, column) in columns.iter().enumerate() {
        let x = left + k as f64 * each;
        let bin = match column {
            Column::Bin(bin) => bin,
            Column::Gap(from, to) => {
                gap(&mut out, (x, top, each, high), &w.with("gap-told", "span", &w.stretch(*from, *to)));
                continue;
            }
        };
        let tall = if most == 0 { 0.0 } else { high * bin.count as f64 / most as f64 };
        if bin.count > 0 {
            let tall = tall.max(1.5);
            out.raw("<a").attribute("href", &address(bin.from, bin.to, query)).raw("><rect class=\"bar\"");
            out.raw(&numbers(&[
                ("x", x + each * 0.08),
                ("y", top + high - tall),
                ("width", (each * 0.84).max(0.6)),
                ("height", tall),
            ]));
            let title = format!("{} · {}", named(bin, step, w), w.count("entries-n", &bin.count));
            out.raw("><title>").text(&title).raw("</title></rect></a>");
        }
        let tick = tick(bin, step, k == 0, w);
        let wide = super::width(&tick) * 12.0 + 14.0;
        if x + each / 2.0 - last_label >= wide && x + each / 2.0 + wide / 2.0 < 966.0 {
            label(&mut out, "axis middle", x + each / 2.0, top + high + 18.0, &tick);
            last_label = x + each / 2.0;
        }
    }
    lanes(&mut out, &columns, &rows, (left, top + high + 30.0, each, lane), step, w);
    out.raw("</svg>");
    out
}

/// A fold: three dots where nothing is told.
fn gap(out: &mut Markup, (x, top, wide, high): (f64, f64, f64, f64), title: &str) {
    out.raw("<g class=\"gap\"><title>").text(title).raw("</title>");
    out.raw("<rect").raw(&numbers(&[("x", x), ("y", top), ("width", wide), ("height", high)])).raw("/>");
    label(out, "axis middle", x + wide / 2.0, top + high - 4.0, "⋯");
    out.raw("</g>");
}

/// A row for every type, all darkened by one measure.
fn lanes(
    out: &mut Markup,
    columns: &[Column<'_>],
    rows: &[(EventType, usize)],
    (left, top, each, lane): (f64, f64, f64, f64),
    step: Step,
    w: Words,
) {
    let bins =
        || columns.iter().filter_map(|column| if let Column::Bin(bin) = column { Some(*bin) } else { None });
    let most = bins().flat_map(|bin| bin.kinds.values()).copied().max().unwrap_or(0);
    for (row, (kind, _)) in rows.iter().enumerate() {
        let y = top + row as f64 * lane;
        label(out, "axis end", left - 8.0, y + 13.0, &w.word("type", kind));
        for (k, column) in columns.iter().enumerate() {
            let Column::Bin(bin) = column else { continue };
            let count = bin.kinds.get(kind).copied().unwrap_or(0);
            if count == 0 {
                continue;
            }
            out.raw("<rect class=\"s").raw(&shade(count, most).to_string()).raw("\"");
            out.raw(&numbers(&[
                ("x", left + k as f64 * each + each * 0.08),
                ("y", y),
                ("width", (each * 0.84).max(0.6)),
                ("height", lane - 4.0),
            ]));
            let title = format!("{} · {} · {count}", named(bin, step, w), w.word("type", kind));
            out.raw("><title>").text(&title).raw("</title></rect>");
        }
    }
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
        let (step, bins) = bins(&Catalogue::default(), from, to, None);
        assert_eq!(step, Step::Month);
        assert_eq!((bins[0].from, bins.last().unwrap().to), (from, to));
        assert!(bins.windows(2).all(|p| p[1].from == p[0].to + 1));
    }
}
