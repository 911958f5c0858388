//! A month, a day or a whole document: a calendar of its days, its entries in order by section or day, and filters.

use super::{Ask, Item, Pager, Row, Shell, page};
use crate::answer::Answer;
use crate::catalogue::KINDS;
use crate::citation;
use crate::day::{self, Day};
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

struct Group {
    heading: String,
    rows: Vec<Row>,
}

struct Filter {
    name: &'static str,
    label: String,
    options: Vec<Item>,
}

#[derive(Template)]
#[template(path = "period.html")]
struct Period {
    s: Shell,
    w: Words,
    heading: String,
    about: Vec<(String, String)>,
    url: String,
    text: String,
    versions: String,
    several: usize,
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

/// Entries on one page.
const SIZE: usize = 100;

/// Names offered by a filter at most.
const OPTIONS: usize = 60;

/// Calendars of months shown at most.
const MONTHS: usize = 12;

pub(super) fn source(ask: &Ask<'_>, id: &str) -> Answer {
    let w = ask.words;
    let Some((at, source)) = ask.catalogue.source(id) else { return ask.missing() };
    let about = &source.record;
    let mut told: Vec<(String, String)> = Vec::new();
    let mut tell = |key: &str, value: Option<&String>| {
        told.extend(value.map(|value| (w.say(key), value.clone())));
    };
    tell("document-source", about.source.as_ref());
    tell("document-published", about.published.as_ref());
    tell("document-period", about.period.as_ref());
    tell("document-region", about.region.as_ref().map(|r| &r.name));
    tell("document-site", about.site.as_ref());
    tell("document-captured", about.captured.as_ref());
    tell("document-accessed", about.accessed.as_ref());
    tell("document-encoding", about.encoding.as_ref());
    tell("document-path", about.path.as_ref());
    let versions = if ask.room.is_passing() { Vec::new() } else { ask.stand.versions(source.document) };
    if let Some(now) = versions.iter().find(|v| v.id.version == source.version) {
        told.push((w.say("column-version"), w.with("version-of", "version", &now.id.to_string())));
        told.push((w.say("column-recorded"), super::records::when(&now.recorded_at)));
    }
    let neighbour = |at: usize| {
        ask.catalogue.sources.get(at).map(|s| Item {
            name: citation::name(&s.record, w),
            link: address("source", &s.id),
            ..Item::default()
        })
    };
    let url = about
        .url
        .clone()
        .filter(|u| u.starts_with("https://") || u.starts_with("http://"))
        .unwrap_or_default();
    show(
        ask,
        Told {
            heading: citation::name(about, w),
            about: told,
            url,
            text: format!("{}/text", address("source", &source.id)),
            versions: if versions.is_empty() {
                String::new()
            } else {
                format!("{}/versions", address("source", &source.id))
            },
            several: versions.len(),
            cite: citation::document(about),
            entries: source.entries.clone(),
            sections: true,
            prev: neighbour(at + 1),
            next: at.checked_sub(1).and_then(neighbour),
            nav: "sources",
        },
    )
}

pub(super) fn month(ask: &Ask<'_>, month: &str) -> Answer {
    let Some((from, to)) = day::of(month).zip(day::last(month)).filter(|(from, _)| {
        let (year, number) = day::month(*from);
        day::iso_month(year, number) == month
    }) else {
        return ask.missing();
    };
    let range = ask.catalogue.between(from, to);
    let (year, number) = day::month(from);
    let link = |(year, month): &(i16, i8)| {
        let name = day::iso_month(*year, *month);
        Item { link: format!("/month/{name}"), name, ..Item::default() }
    };
    show(
        ask,
        Told {
            heading: if ask.words.chinese() {
                format!("{}{number}月", ask.words.year(year))
            } else {
                month.to_owned()
            },
            about: Vec::new(),
            url: String::new(),
            text: String::new(),
            versions: String::new(),
            several: 0,
            cite: String::new(),
            entries: range.map(|e| e as u32).collect(),
            sections: false,
            prev: ask.catalogue.months.range(..(year, number)).next_back().map(|(m, _)| link(m)),
            next: ask
                .catalogue
                .months
                .range((year, number)..)
                .find(|(m, _)| **m != (year, number))
                .map(|(m, _)| link(m)),
            nav: "timeline",
        },
    )
}

pub(super) fn day(ask: &Ask<'_>, iso: &str) -> Answer {
    let Some(at) = day::of(iso).filter(|at| day::iso(*at) == iso) else { return ask.missing() };
    let range = ask.catalogue.between(at, at);
    let link = |entry: usize| {
        ask.catalogue.heads.get(entry).filter(|h| h.from != day::NONE).map(|h| {
            let name = day::iso(h.from);
            Item { link: format!("/day/{name}"), name, ..Item::default() }
        })
    };
    let date = day::civil(at);
    let heading = if ask.words.chinese() {
        format!("{}{}月{}日", ask.words.year(date.year()), date.month(), date.day())
    } else {
        iso.to_owned()
    };
    show(
        ask,
        Told {
            heading,
            about: Vec::new(),
            url: String::new(),
            text: String::new(),
            versions: String::new(),
            several: 0,
            cite: String::new(),
            entries: range.clone().map(|e| e as u32).collect(),
            sections: false,
            prev: range.start.checked_sub(1).and_then(link),
            next: link(range.end),
            nav: "timeline",
        },
    )
}

struct Told {
    heading: String,
    about: Vec<(String, String)>,
    url: String,
    text: String,
    versions: String,
    several: usize,
    cite: String,
    entries: Vec<u32>,
    sections: bool,
    prev: Option<Item>,
    next: Option<Item>,
    nav: &'static str,
}

fn show(ask: &Ask<'_>, told: Told) -> Answer {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let mut counts: BTreeMap<Day, usize> = BTreeMap::new();
    for &entry in &told.entries {
        let head = &catalogue.heads[entry as usize];
        if head.from != day::NONE {
            *counts.entry(head.from).or_default() += 1;
        }
    }
    let filters = filters(ask, &told.entries);
    let entries = filtered(ask, &told.entries);
    let all = told.entries.len();
    let pager = ask.pager(entries.len(), SIZE);
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for &entry in &entries[pager.from..pager.to] {
        let head = &catalogue.heads[entry as usize];
        let mark = if told.sections { i64::from(head.section) } else { i64::from(head.from) };
        if last != Some(mark) {
            let heading = if told.sections {
                w.count("section", &(head.section as usize))
            } else if head.from == day::NONE {
                w.say("undated")
            } else {
                day::iso(head.from)
            };
            groups.push(Group { heading, rows: Vec::new() });
            last = Some(mark);
        }
        let mut row = ask.row(entry);
        if told.sections {
            row.source.clear();
        } else {
            row.day.clear();
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(row);
        }
    }
    if told.sections && groups.len() == 1 {
        groups[0].heading.clear();
    }
    page(&Period {
        s: ask.shell(told.nav, &told.heading),
        w,
        heading: told.heading,
        about: told.about,
        url: told.url,
        text: told.text,
        versions: told.versions,
        several: told.several,
        cite: told.cite,
        prev: told.prev,
        next: told.next,
        months: calendars(&counts),
        weekdays: w.say("weekdays").split(' ').map(str::to_owned).collect(),
        filtered: entries.len() != all
            || ask.get("type").or(ask.get("person")).or(ask.get("place")).is_some(),
        filters,
        clear: ask.path.to_owned(),
        groups,
        total: entries.len(),
        pager,
    })
}

fn calendars(counts: &BTreeMap<Day, usize>) -> Vec<Month> {
    let most = counts.values().copied().max().unwrap_or(0);
    let mut names: Vec<(i16, i8)> = counts.keys().map(|d| day::month(*d)).collect();
    names.dedup();
    names.truncate(MONTHS);
    names
        .into_iter()
        .filter_map(|(year, month)| {
            let first = jiff::civil::Date::new(year, month, 1).ok()?;
            let shift = first.weekday().to_monday_zero_offset();
            let blank = || Square { number: 0, count: 0, shade: 0, link: String::new(), blank: true };
            let mut squares: Vec<Square> = (0..shift).map(|_| blank()).collect();
            for number in 1..=first.days_in_month() {
                let at = day::number(first) + i32::from(number) - 1;
                let count = counts.get(&at).copied().unwrap_or(0);
                squares.push(Square {
                    number,
                    count,
                    shade: crate::picture::shade(count, most),
                    link: format!("/day/{}", day::iso(at)),
                    blank: false,
                });
            }
            let name = day::iso_month(year, month);
            Some(Month { link: format!("/month/{name}"), name, squares })
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
            let value = kind_name(*kind);
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

/// The name of a type in the contract.
fn kind_name(kind: dashiji::fact::EventType) -> String {
    serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// How many of some entries are in a sorted list.
fn common(sorted: &[u32], entries: &[u32]) -> usize {
    entries.iter().filter(|e| sorted.binary_search(e).is_ok()).count()
}

/// Entries that meet the filters of the address.
pub fn filtered(ask: &Ask<'_>, entries: &[u32]) -> Vec<u32> {
    let catalogue = &*ask.catalogue;
    let kind = ask.get("type").map(|name| KINDS.iter().position(|k| kind_name(*k) == name).map(|k| k as u8));
    let among = |name: &str, index: &crate::catalogue::Index| -> Option<Vec<u32>> {
        ask.get(name).map(|key| index.get(key).map(|n| n.entries.clone()).unwrap_or_default())
    };
    let person = among("person", &catalogue.people);
    let place = ask.get("place").map(|key| within(catalogue, key));
    let named =
        |e: u32, list: &Option<Vec<u32>>| list.as_ref().is_none_or(|list| list.binary_search(&e).is_ok());
    entries
        .iter()
        .copied()
        .filter(|&e| {
            kind.is_none_or(|kind| kind == Some(catalogue.kinds[e as usize]))
                && named(e, &person)
                && named(e, &place)
        })
        .collect()
}

/// Entries of a place and of what lies in it.
pub fn within(catalogue: &crate::catalogue::Catalogue, key: &str) -> Vec<u32> {
    let mut entries: Vec<u32> = catalogue.places.get(key).map(|n| n.entries.clone()).unwrap_or_default();
    if let Some(prefix) = code_prefix(key) {
        for name in &catalogue.places.names {
            if name.key.starts_with(prefix) && name.key.len() == 6 {
                entries.extend(&name.entries);
            }
        }
    }
    entries.sort_unstable();
    entries.dedup();
    entries
}

/// The digits that a division's inner divisions begin with; nothing for a county.
pub fn code_prefix(code: &str) -> Option<&str> {
    let digits = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    if !digits {
        None
    } else if code.ends_with("0000") {
        code.get(..2)
    } else if code.ends_with("00") {
        code.get(..4)
    } else {
        None
    }
}
