//! A day, a month or a year as a text: every entry whole, by day and weekday, with what was read in the margin.
//!
//! `/month/2022-08` gives its entries under `8月3日 星期三`, some thousands of characters a page, each with its section, its facts beside it and
//! what else tells of the same; `?view=headlines` the list alone; `?view=whole` all of it on one page, for the printer. A whole document is
//! listed by its sections.

use super::told::{Told, told};
use super::{Ask, Item, Pager, Row, Shell, page};
use crate::answer::Answer;
use crate::catalogue::KINDS;
use crate::citation;
use crate::day::{self, Day};
use crate::list::filter::{Filter as Narrowed, common, type_name};
use crate::list::period::{Period, Under, pages, under};
use crate::markup::address;
use crate::words::Words;
use askama::Template;
use std::collections::BTreeMap;

/// A day of the calendar.
struct Square {
    number: i8,
    count: usize,
    shade: u8,
    link: String,
    blank: bool,
}

struct Month {
    name: String,
    link: String,
    squares: Vec<Square>,
}

/// Entries that stand under one day.
struct Group {
    anchor: String,
    heading: String,
    link: String,
    told: Vec<Told>,
    rows: Vec<Row>,
}

struct Filter {
    name: &'static str,
    label: String,
    options: Vec<Item>,
}

#[derive(Template)]
#[template(path = "period.html")]
struct PeriodPage {
    s: Shell,
    w: Words,
    compare: String,
    heading: String,
    up: Option<Item>,
    prev: Option<Item>,
    next: Option<Item>,
    months: Vec<Month>,
    weekdays: Vec<String>,
    filters: Vec<Filter>,
    filtered: bool,
    clear: String,
    views: Vec<Item>,
    downloads: Vec<Item>,
    headlines: bool,
    checking: bool,
    groups: Vec<Group>,
    pager: Pager,
    total: usize,
}

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage {
    s: Shell,
    w: Words,
    heading: String,
    about: Vec<(String, String)>,
    url: String,
    text: String,
    versions: String,
    several: usize,
    downloads: Vec<Item>,
    cite: String,
    prev: Option<Item>,
    next: Option<Item>,
    months: Vec<Month>,
    weekdays: Vec<String>,
    filters: Vec<Filter>,
    filtered: bool,
    clear: String,
    groups: Vec<Group>,
    pager: Pager,
    total: usize,
}

/// Headlines on one page.
const SIZE: usize = 100;

/// Characters of text on one page.
const LEAF: usize = 5000;

/// Characters that are shown on one page at most.
const WHOLE: usize = 120_000;

/// Names offered by a filter at most.
const OPTIONS: usize = 60;

/// Calendars of months shown at most.
const MONTHS: usize = 12;

/// What the address narrows entries by.
pub fn filter<'a>(ask: &'a Ask<'_>) -> Narrowed<'a> {
    Narrowed {
        kind: ask.get("type"),
        person: ask.get("person"),
        place: ask.get("place"),
        picked: ask.picked(),
    }
}

pub(super) fn month(ask: &Ask<'_>, month: &str) -> Answer {
    Period::month(month).map_or_else(|| ask.missing(), |period| show(ask, period))
}

pub(super) fn day(ask: &Ask<'_>, iso: &str) -> Answer {
    Period::day(iso).map_or_else(|| ask.missing(), |period| show(ask, period))
}

pub(super) fn year(ask: &Ask<'_>, year: &str) -> Answer {
    Period::year(year).map_or_else(|| ask.missing(), |period| show(ask, period))
}

/// The address of a period.
pub fn link(period: Period) -> String {
    match period {
        Period::Day(at) => format!("/day/{}", day::iso(at)),
        Period::Month(year, month) => format!("/month/{}", day::iso_month(year, month)),
        Period::Year(year) => format!("/year/{}", dashiji::resolve::day::iso_year(i32::from(year))),
    }
}

/// A period in words.
pub fn named(period: Period, w: Words) -> String {
    match period {
        Period::Day(at) => w.weekday_date(at),
        Period::Month(year, month) => w.month_of((year, month)),
        Period::Year(year) => w.year(year),
    }
}

fn step(period: Period, w: Words) -> Item {
    Item { name: named(period, w), link: link(period), ..Item::default() }
}

fn show(ask: &Ask<'_>, period: Period) -> Answer {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    if let Some(fault) = ask.unpicked() {
        return super::unpicked(ask, fault);
    }
    let all = period.entries(catalogue);
    let narrowed = filter(ask);
    let entries = narrowed.of(catalogue, &all);
    let headlines = ask.get("view") == Some("headlines");
    let whole = ask.get("view") == Some("whole");
    let cuts = if headlines {
        let cut = |k: usize| k * SIZE..((k + 1) * SIZE).min(entries.len());
        (0..entries.len().div_ceil(SIZE).max(1)).map(cut).collect()
    } else {
        pages(catalogue, &entries, if whole { WHOLE } else { LEAF })
    };
    let pager = ask.pager(cuts.len(), 1);
    let shown = &entries[cuts[pager.from].clone()];
    let series = if headlines { None } else { ask.series().ok() };
    let checked = ask.findings().is_ok();
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for &entry in shown {
        let mark = under(catalogue, entry);
        if last != Some(mark) {
            groups.push(group(mark, period, w));
            last = Some(mark);
        }
        let Some(group) = groups.last_mut() else { continue };
        if headlines {
            let mut row = ask.row(entry);
            row.day.clear();
            group.rows.push(row);
        } else {
            group.told.extend(told(ask, entry, series.as_deref()));
        }
    }
    let heading = named(period, w);
    let view = |name: &str, key: &str| Item {
        name: w.say(key),
        link: ask.with(&[("view", (!name.is_empty()).then_some(name)), ("page", None)]),
        chosen: ask.get("view").unwrap_or_default() == name,
        ..Item::default()
    };
    let (before, after) = period.neighbours(catalogue);
    let up = match period {
        Period::Day(at) => {
            let (year, month) = day::month(at);
            Some(step(Period::Month(year, month), w))
        }
        Period::Month(year, _) => Some(step(Period::Year(year), w)),
        Period::Year(_) => None,
    };
    page(&PeriodPage {
        s: ask.shell("timeline", &heading),
        w,
        heading,
        up,
        prev: before.map(|period| step(period, w)),
        next: after.map(|period| step(period, w)),
        months: calendars(ask, &entries, &cuts, pager.from, headlines),
        weekdays: w.say("weekdays").split(' ').map(str::to_owned).collect(),
        compare: match (period, before) {
            (Period::Month(..), Some(before @ Period::Month(..))) => {
                let iso = |period| link(period).trim_start_matches("/month/").to_owned();
                format!("/compare?one={}&other={}", iso(before), iso(period))
            }
            _ => String::new(),
        },
        filtered: narrowed.is_any(),
        filters: filters(ask, &all),
        clear: ask.path.to_owned(),
        views: vec![view("", "view-text"), view("headlines", "view-headlines"), view("whole", "view-whole")],
        downloads: downloads(ask, &link(period)),
        headlines,
        checking: !checked,
        groups,
        total: entries.len(),
        pager,
    })
}

/// The forms a stretch of entries can be had in, narrowed as the page is.
pub fn downloads(ask: &Ask<'_>, path: &str) -> Vec<Item> {
    let query = ask.with(&[("view", None), ("page", None)]);
    let query = query.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"));
    crate::download::FORMS
        .iter()
        .map(|form| Item {
            name: ask.words.say(&format!("download-{form}")),
            link: format!("/download{path}.{form}{query}"),
            ..Item::default()
        })
        .collect()
}

/// What entries stand under, in words.
pub fn heading(mark: Option<Under>, w: Words) -> String {
    match mark {
        None => w.say("undated"),
        Some(Under::Day(at)) => w.weekday_date(at),
        Some(Under::Month(year, month)) => w.with("within-month", "month", &w.month_of((year, month))),
        Some(Under::Years(from, to)) => w.with("within-years", "years", &w.stretch(from, to)),
    }
}

fn group(mark: Option<Under>, period: Period, w: Words) -> Group {
    let (anchor, link) = match mark {
        None => (String::new(), String::new()),
        Some(Under::Day(at)) => (format!("d{}", day::iso(at)), self::link(Period::Day(at))),
        Some(Under::Month(year, month)) => {
            (format!("m{}", day::iso_month(year, month)), self::link(Period::Month(year, month)))
        }
        Some(Under::Years(from, to)) => (format!("y{}-{}", day::iso(from), day::iso(to)), String::new()),
    };
    // Of a month's page the month is known.
    let heading = match (mark, period) {
        (Some(Under::Day(at)), Period::Month(..)) => w.day_of_month(at),
        _ => heading(mark, w),
    };
    // A page of one day need not say it again.
    let repeated = matches!((mark, period), (Some(Under::Day(_)), Period::Day(_)));
    Group {
        anchor,
        heading: if repeated { String::new() } else { heading },
        link,
        told: Vec::new(),
        rows: Vec::new(),
    }
}

pub(super) fn source(ask: &Ask<'_>, id: &str) -> Answer {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let Some((at, source)) = catalogue.source(id) else { return ask.missing() };
    if let Some(fault) = ask.unpicked() {
        return super::unpicked(ask, fault);
    }
    let here = address("source", &source.id);
    let (about, versions) = about(ask, source);
    let neighbour = |at: usize| {
        catalogue.sources.get(at).map(|s| Item {
            name: citation::name(&s.record, w),
            link: address("source", &s.id),
            ..Item::default()
        })
    };
    let is_web = |u: &String| u.starts_with("https://") || u.starts_with("http://");
    let narrowed = filter(ask);
    let entries = narrowed.of(catalogue, &source.entries);
    let pager = ask.pager(entries.len(), SIZE);
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for &entry in &entries[pager.from..pager.to] {
        let section = catalogue.heads[entry as usize].section;
        if last != Some(section) {
            let heading = source.sections.get(&section).cloned().unwrap_or_default();
            groups.push(Group {
                anchor: format!("s{section}"),
                heading,
                link: String::new(),
                told: Vec::new(),
                rows: Vec::new(),
            });
            last = Some(section);
        }
        if let Some(group) = groups.last_mut() {
            let mut row = ask.row(entry);
            row.source.clear();
            group.rows.push(row);
        }
    }
    let heading = citation::name(&source.record, w);
    page(&SourcePage {
        s: ask.shell("sources", &heading),
        w,
        heading,
        about,
        url: source.record.url.clone().filter(is_web).unwrap_or_default(),
        text: format!("{here}/text"),
        versions: if versions == 0 { String::new() } else { format!("{here}/versions") },
        several: versions,
        downloads: downloads(ask, &here),
        cite: citation::document(&source.record),
        prev: neighbour(at + 1),
        next: at.checked_sub(1).and_then(neighbour),
        months: calendars(ask, &entries, &[], 0, false),
        weekdays: w.say("weekdays").split(' ').map(str::to_owned).collect(),
        filtered: narrowed.is_any(),
        filters: filters(ask, &source.entries),
        clear: ask.path.to_owned(),
        total: entries.len(),
        groups,
        pager,
    })
}

/// What a document says of itself, in words, and how many versions of it there are.
fn about(ask: &Ask<'_>, source: &crate::catalogue::Source) -> (Vec<(String, String)>, usize) {
    let w = ask.words;
    let about = &source.record;
    let mut told: Vec<(String, String)> = Vec::new();
    let mut tell = |key: &str, value: Option<String>| told.extend(value.map(|value| (w.say(key), value)));
    let date = |value: &Option<String>| value.as_deref().map(|date| w.edtf(date));
    tell("document-source", about.source.clone());
    tell("document-published", date(&about.published));
    tell("document-period", date(&about.period));
    tell("document-region", about.region.as_ref().map(|r| r.name.clone()));
    tell("document-site", about.site.clone());
    tell("document-captured", date(&about.captured));
    tell("document-accessed", date(&about.accessed));
    tell("document-encoding", about.encoding.clone());
    tell("document-path", about.path.clone());
    let versions = if ask.room.is_passing() { Vec::new() } else { ask.snapshot.versions(source.document) };
    if let Some(now) = versions.iter().find(|v| v.id.version == source.version) {
        told.push((w.say("column-version"), w.with("version-number", "n", &now.id.version.to_string())));
        told.push((w.say("column-recorded"), super::records::when(&now.recorded_at, w)));
    }
    (told, versions.len())
}

/// Calendars of the months that entries tell of by day; a day leads to where it stands on these pages, else to its own.
fn calendars(
    ask: &Ask<'_>,
    entries: &[u32],
    cuts: &[std::ops::Range<usize>],
    here: usize,
    headlines: bool,
) -> Vec<Month> {
    let catalogue = &*ask.catalogue;
    let mut days: BTreeMap<Day, (usize, usize)> = BTreeMap::new();
    for (at, &entry) in entries.iter().enumerate() {
        if let Some(Under::Day(day)) = under(catalogue, entry) {
            days.entry(day).or_insert((0, at)).0 += 1;
        }
    }
    let most = days.values().map(|(count, _)| *count).max().unwrap_or(0);
    let mut names: Vec<(i16, i8)> = days.keys().map(|d| day::month(*d)).collect();
    names.dedup();
    names.truncate(MONTHS);
    let lead = |at: Day, first: usize| {
        let page = cuts.iter().position(|cut| cut.contains(&first));
        match page {
            _ if headlines => format!("/day/{}", day::iso(at)),
            Some(page) if page == here => format!("#d{}", day::iso(at)),
            Some(page) => {
                let number = (page > 0).then(|| (page + 1).to_string());
                format!("{}#d{}", ask.with(&[("page", number.as_deref())]), day::iso(at))
            }
            None => format!("/day/{}", day::iso(at)),
        }
    };
    names
        .into_iter()
        .filter_map(|(year, month)| {
            let first = jiff::civil::Date::new(year, month, 1).ok()?;
            let shift = first.weekday().to_monday_zero_offset();
            let blank = || Square { number: 0, count: 0, shade: 0, link: String::new(), blank: true };
            let mut squares: Vec<Square> = (0..shift).map(|_| blank()).collect();
            for number in 1..=first.days_in_month() {
                let at = day::number(first) + i32::from(number) - 1;
                let (count, first) = days.get(&at).copied().unwrap_or((0, 0));
                squares.push(Square {
                    number,
                    count,
                    shade: crate::picture::shade(count, most),
                    link: lead(at, first),
                    blank: false,
                });
            }
            let period = Period::Month(year, month);
            Some(Month { link: link(period), name: named(period, ask.words), squares })
        })
        .collect()
}

/// What entries can be narrowed by, with counts.
fn filters(ask: &Ask<'_>, entries: &[u32]) -> Vec<Filter> {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let mut kinds = [0usize; KINDS.len()];
    for &entry in entries {
        if let Some(count) = kinds.get_mut(usize::from(catalogue.kinds[entry as usize])) {
            *count += 1;
        }
    }
    let mut options: Vec<Item> = KINDS
        .iter()
        .zip(kinds)
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| {
            let value = type_name(*kind);
            Item {
                name: w.word("type", kind),
                chosen: ask.get("type") == Some(&value),
                link: value,
                count,
                ..Item::default()
            }
        })
        .collect();
    options.sort_by(|a, b| b.count.cmp(&a.count).then(a.link.cmp(&b.link)));
    let mut filters = vec![Filter { name: "type", label: w.say("filter-type"), options }];
    for (name, label, index, of) in [
        ("person", "filter-person", &catalogue.people, &catalogue.people_of),
        ("place", "filter-place", &catalogue.places, &catalogue.places_of),
    ] {
        let mut options: Vec<Item> = of
            .counted(entries, index.names.len(), OPTIONS)
            .into_iter()
            .map(|(k, count)| (&index.names[k as usize], count))
            .map(|(found, count)| Item {
                name: found.name.to_string(),
                link: found.key.to_string(),
                count,
                chosen: ask.get(name) == Some(&*found.key),
                ..Item::default()
            })
            .collect();
        // What is chosen is shown, however rare.
        if let Some(key) = ask.get(name)
            && !options.iter().any(|o| o.chosen)
            && let Some(found) = index.get(key)
        {
            let count = common(&found.entries, entries);
            options.push(Item {
                name: found.name.to_string(),
                link: key.to_owned(),
                count,
                chosen: true,
                ..Item::default()
            });
        }
        filters.push(Filter { name, label: w.say(label), options });
    }
    filters
}
