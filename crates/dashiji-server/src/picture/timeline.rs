//! The timeline: from decades to one day, as dense as the paper allows.
//!
//! In go a catalogue and two days; out come some hundred columns, each a stretch of days with its count and a link to itself,
//! with a row for every type below. The counts are two searches in a sorted list a column, and a byte an entry for the types, so
//! that a million entries take a millisecond more than a thousand.

use super::{fit, label, numbers, open, shade};
use crate::catalogue::{Catalogue, KINDS};
use crate::day::{self, Day};
use crate::list::picked::Picked;
use crate::markup::{Markup, encoded};
use crate::words::Words;
use dashiji::fact::EventType;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::LazyLock;

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
    // Several joined to one.
    if bin.to > last_of(bin.from, step) {
        return w.stretch(bin.from, bin.to);
    }
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

/// An event that is named in the picture.
#[derive(Debug, Clone)]
pub struct Named {
    /// Its first day.
    pub at: Day,
    /// Its headline.
    pub title: String,
    /// Its page.
    pub link: String,
    /// How much is told of it: the more, the sooner it is named.
    pub weight: usize,
}

/// What the picture shows.
#[derive(Debug, Clone, Copy)]
pub struct Drawn<'a> {
    /// The columns.
    pub bins: &'a [Bin],
    /// What each stands for.
    pub step: Step,
    /// What narrows them.
    pub query: &'a str,
    /// Events to be named, where there is room.
    pub events: &'a [Named],
    /// Whether ten times as many stand only a step higher.
    pub log: bool,
}

/// Rows of names over the columns.
const ROWS: usize = 4;

/// An era with its first and last year.
struct Era {
    chinese: &'static str,
    english: &'static str,
    years: (i16, i16),
}

/// Dynasties, reigns and states, as chronicles count by them.
fn eras() -> &'static [Era] {
    static ERAS: LazyLock<Vec<Era>> = LazyLock::new(|| {
        let rows = include_str!("../../data/eras.tsv").lines().filter(|row| !row.starts_with('#'));
        rows.filter_map(|row| {
            let mut cells = row.split('\t');
            let (chinese, english) = (cells.next()?, cells.next()?);
            let years = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
            Some(Era { chinese, english, years })
        })
        .collect()
    });
    &ERAS
}

/// Bands of the eras that columns lie in; none where they all lie in one.
fn bands(out: &mut Markup, columns: &[Column<'_>], (left, top, each): (f64, f64, f64), w: Words) {
    let of = |column: &Column<'_>| {
        let at = match column {
            Column::Bin(bin) => bin.from,
            Column::Gap(from, _) => *from,
        };
        let year = day::civil(at).year();
        eras().iter().rposition(|era| (era.years.0..=era.years.1).contains(&year))
    };
    let all: Vec<Option<usize>> = columns.iter().map(of).collect();
    if all.windows(2).all(|pair| pair[0] == pair[1]) {
        return;
    }
    out.raw("<g class=\"eras\">");
    let mut at = 0;
    while at < all.len() {
        let long = all[at..].iter().take_while(|era| **era == all[at]).count();
        if let Some(era) = all[at].and_then(|k| eras().get(k)) {
            let (x, wide) = (left + at as f64 * each, long as f64 * each);
            let name = if w.chinese() { era.chinese } else { era.english };
            out.raw("<rect").raw(&numbers(&[
                ("x", x + 0.5),
                ("y", top),
                ("width", (wide - 1.0).max(0.5)),
                ("height", 16.0),
            ]));
            out.raw("><title>")
                .text(&format!(
                    "{name} {}–{}",
                    w.short_year(era.years.0),
                    w.short_year(era.years.1.min(9000))
                ))
                .raw("</title></rect>");
            if super::width(name) * 12.0 + 4.0 <= wide {
                label(out, "axis middle", x + wide / 2.0, top + 12.5, name);
            }
        }
        at += long;
    }
    out.raw("</g>");
}

/// The names of events over their columns, those of which most is told first, in as many rows as there are.
fn names(
    out: &mut Markup,
    columns: &[Column<'_>],
    events: &[Named],
    (left, top, each): (f64, f64, f64),
    tops: &[f64],
) {
    let mut order: Vec<&Named> = events.iter().collect();
    order.sort_by_key(|event| (std::cmp::Reverse(event.weight), event.at));
    let mut rows: Vec<Vec<(f64, f64)>> = vec![Vec::new(); ROWS];
    let mut named: Vec<usize> = Vec::new();
    for event in order {
        let holds = |column: &Column<'_>| matches!(column, Column::Bin(bin) if (bin.from..=bin.to).contains(&event.at));
        let Some(k) = columns.iter().position(holds).filter(|k| !named.contains(k)) else { continue };
        let title = fit(&event.title, 14.0);
        let wide = super::width(&title) * 12.0 + 10.0;
        let x = left + (k as f64 + 0.5) * each;
        // To the right of its line, to the left where that would leave the paper.
        let from = if x + wide > 956.0 { x - wide } else { x };
        if from < 4.0 {
            continue;
        }
        let Some(row) = rows.iter().position(|row| row.iter().all(|(a, b)| from + wide < *a || from > *b))
        else {
            continue;
        };
        rows[row].push((from, from + wide));
        named.push(k);
        let y = top + (ROWS - row) as f64 * 16.0 - 4.0;
        out.raw("<line class=\"leader\"")
            .raw(&numbers(&[
                ("x1", x),
                ("x2", x),
                ("y1", y + 3.0),
                ("y2", tops.get(k).copied().unwrap_or(y)),
            ]))
            .raw("/>");
        out.raw("<a").attribute("href", &event.link).raw(">");
        let (class, at) = if from < x { ("event end halo", x - 3.0) } else { ("event halo", x + 3.0) };
        label(out, class, at, y, &title);
        out.raw("</a>");
    }
}

/// Columns of a narrow page.
const FEW: usize = 36;

/// The picture, and the same in fewer columns for a narrow page.
pub fn either(drawn: Drawn<'_>, w: Words) -> Markup {
    let each = drawn.bins.len().div_ceil(FEW).max(1);
    let fewer: Vec<Bin> = drawn.bins.chunks(each).map(joined).collect();
    super::either(
        &draw(drawn, w, 960.0),
        &draw(Drawn { bins: &fewer, events: &[], ..drawn }, w, super::NARROW.0),
    )
}

/// Columns side by side as one.
fn joined(bins: &[Bin]) -> Bin {
    let mut kinds: BTreeMap<EventType, usize> = BTreeMap::new();
    for (kind, count) in bins.iter().flat_map(|bin| &bin.kinds) {
        *kinds.entry(*kind).or_default() += count;
    }
    Bin {
        from: bins.first().map_or(0, |bin| bin.from),
        to: bins.last().map_or(0, |bin| bin.to),
        count: bins.iter().map(|bin| bin.count).sum(),
        kinds,
    }
}

/// The picture in its width.
fn draw(Drawn { bins, step, query, events, log }: Drawn<'_>, w: Words, width: f64) -> Markup {
    let (left, right, high) = (if width > 600.0 { 88.0 } else { 64.0 }, 8.0, 180.0);
    let columns = folded(bins);
    let over = if events.is_empty() { 0.0 } else { ROWS as f64 * 16.0 + 4.0 };
    let top = 34.0 + over;
    let each = (width - left - right) / columns.len().max(1) as f64;
    let most = bins.iter().map(|b| b.count).max().unwrap_or(0);
    let share = |count: usize| {
        if most == 0 {
            0.0
        } else if log {
            (1.0 + count as f64).ln() / (1.0 + most as f64).ln()
        } else {
            count as f64 / most as f64
        }
    };
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
    let mut out = open("timeline", width, height, &w.say("timeline-label"));
    bands(&mut out, &columns, (left, 4.0, each), w);
    let marks: Vec<usize> = if log {
        std::iter::successors(Some(1usize), |n| n.checked_mul(10))
            .take_while(|n| *n < most)
            .chain([most])
            .collect()
    } else {
        [most / 2, most].into_iter().filter(|n| *n * 2 == most || *n == most).collect()
    };
    for mark in marks {
        let y = top + high * (1.0 - share(mark));
        out.raw("<line class=\"rule\"")
            .raw(&numbers(&[("x1", left), ("x2", width - right), ("y1", y), ("y2", y)]))
            .raw("/>");
        label(&mut out, "axis end", left - 8.0, y + 4.0, &crate::words::grouped(mark));
    }
    let tops: Vec<f64> = columns
        .iter()
        .map(|column| match column {
            Column::Bin(bin) => top + high * (1.0 - share(bin.count)),
            Column::Gap(..) => top,
        })
        .collect();
    names(&mut out, &columns, events, (left, 24.0, each), &tops);
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
        let tall = high * share(bin.count);
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
        if x + each / 2.0 - last_label >= wide && x + each / 2.0 + wide / 2.0 < width + 6.0 {
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
    fn eras_are_told_and_events_named_where_there_is_room() {
        let year = |year: i16, count: usize| Bin {
            from: day::of(&format!("{year:04}-01-01")).unwrap(),
            to: day::of(&format!("{year:04}-12-31")).unwrap(),
            count,
            kinds: BTreeMap::new(),
        };
        let bins: Vec<Bin> = (1908..=1915).map(|y| year(y, usize::from(y != 1910) * 100)).collect();
        let event = |at: &str, title: &str, weight| Named {
            at: day::of(at).unwrap(),
            title: title.to_owned(),
            link: format!("/entry/{title}"),
            weight,
        };
        let events = [
            event("1911-10-12", "县城光复", 5),
            event("1911-03-02", "修桥", 1),
            event("1913-05-01", "大水", 2),
        ];
        let drawn = Drawn { bins: &bins, step: Step::Year, query: "", events: &events, log: false };
        let words = Words::of(dashiji_publish::Language::Chinese);
        let svg = draw(drawn, words, 960.0).to_string();
        assert!(svg.contains(">宣统</text>") && svg.contains(">中华民国</text>"), "{svg}");
        assert!(svg.contains("href=\"/entry/县城光复\"") && svg.contains(">大水</text>"), "{svg}");
        // One event is named of a column.
        assert!(!svg.contains("修桥"), "{svg}");
        // By the logarithm a tenth of the most stands higher than a tenth.
        let few = [year(1950, 10), year(1951, 1000)];
        let tall = |log: bool| {
            let svg = draw(Drawn { bins: &few, events: &[], log, ..drawn }, words, 960.0).to_string();
            let bar = svg.split("<rect class=\"bar\"").nth(1).unwrap().split(" height=\"").nth(1).unwrap();
            bar.split('"').next().unwrap().parse::<f64>().unwrap()
        };
        assert!(tall(true) > 5.0 * tall(false), "{} {}", tall(true), tall(false));
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
