//! A person: offices over time, where they were as calendar and map, who was there too, what they urged.

use super::{Ask, Item, Pager, Row, Shell, page};
use crate::answer::Answer;
use crate::day;
use crate::list::present;
use crate::markup::{Markup, address, encoded};
use crate::picture::{itinerary, map, offices as bars};
use crate::snapshot::Leaf;
use crate::words::Words;
use askama::Template;
use dashiji::collate::Key;
use dashiji::fact::Mode;
use dashiji::resolve::precision::exact;

struct One {
    number: u32,
    ground: String,
    /// Other names, each with its kind and where it is told.
    aliases: Vec<(String, String, String)>,
    offices: Vec<(String, String, String, Vec<Item>)>,
    chart: Markup,
    parts: Vec<Item>,
    calendar: Markup,
    map: Markup,
    route: String,
    stops: Vec<Stopped>,
    company: Vec<Item>,
    documents: Vec<Item>,
}

/// A day of where somebody was.
struct Stopped {
    when: String,
    places: String,
    parts: String,
    link: String,
    /// The entry's headline, else its first words.
    title: String,
}

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    s: Shell,
    w: Words,
    heading: String,
    follow: String,
    entries: usize,
    first: String,
    last: String,
    several: bool,
    people: Vec<One>,
    urged: Vec<(String, String, String)>,
    rows: Vec<Row>,
    pager: Pager,
}

/// Stops of the route that is drawn beside the words, the last.
const LEGS: usize = 24;

/// Stops that are listed, the last.
const STOPS: usize = 40;

/// Entries in which what someone urged is looked for, the latest.
const URGED: usize = 40;

pub(super) fn person(ask: &Ask<'_>, name: &str) -> Answer {
    let w = ask.words;
    let Some(found) = ask.catalogue.people.get(name) else { return ask.missing() };
    let people = ask.snapshot.people(name);
    let (first, last) = ask.catalogue.seen(found);
    let date = |told: Option<String>| told.map(|told| w.edtf(&told)).unwrap_or_default();
    let pager = ask.pager(found.entries.len(), 50);
    let latest = &found.entries[found.entries.len().saturating_sub(URGED)..];
    page(&PersonPage {
        s: ask.shell("people", name),
        w,
        heading: name.to_owned(),
        follow: encoded(&format!("who:{}", crate::question::term(name))),
        entries: found.entries.len(),
        first: date(first),
        last: date(last),
        several: people.len() > 1,
        people: people.iter().map(|p| one(ask, p)).collect(),
        urged: urged(ask, name, &ask.leaves(latest)),
        rows: ask.rows(&found.entries[pager.from..pager.to]),
        pager,
    })
}

/// Why entries are taken for one person's, and who else of the name it may be.
fn grounds(w: Words, person: &dashiji::collate::person::Person) -> String {
    let ground = match person.ground.split_once(':') {
        Some(("clash", offices)) => w.with("merge-clash", "offices", offices),
        Some(("circle", regions)) => w.with("merge-circle", "regions", regions),
        Some((_, offices)) => w.with("merge-offices", "offices", offices),
        None => w.say("merge-name"),
    };
    let said = |grounds: &[String]| {
        grounds.iter().map(|ground| w.say(&format!("maybe-{ground}"))).collect::<Vec<_>>().join("、")
    };
    let maybes = person.maybe_same_as.iter().map(|maybe| {
        let same = match &maybe.name {
            Some(name) => w.with("maybe-named", "name", name),
            None => w.with("maybe-same", "n", &maybe.homonym.to_string()),
        };
        let grounds = [&maybe.grounds_for, &maybe.grounds_against].map(|grounds| said(grounds));
        let grounds: Vec<&str> = grounds.iter().map(String::as_str).filter(|said| !said.is_empty()).collect();
        format!("{same}（{}）", grounds.join("；"))
    });
    std::iter::once(ground).chain(maybes).collect::<Vec<_>>().join("；")
}

fn one(ask: &Ask<'_>, person: &dashiji::collate::person::Person) -> One {
    let w = ask.words;
    let rows: Vec<bars::Row> = person
        .offices
        .iter()
        .take(24)
        .map(|office| bars::Row {
            name: office.title.clone(),
            link: None,
            span: office.first.as_deref().and_then(day::of).zip(office.last.as_deref().and_then(day::of)),
            seen: office.cites.iter().filter_map(|c| c.date.as_deref().and_then(day::of)).collect(),
            appointed: office.appointed.as_deref().and_then(day::of),
        })
        .collect();
    let mut days = itinerary::Days::new();
    let mut places: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let mut stops = Vec::new();
    let listed = person.itinerary.len().saturating_sub(STOPS);
    for (k, stop) in person.itinerary.iter().enumerate() {
        let link = ask.cite_link(&stop.cite);
        let parts: Vec<String> = stop.parts.iter().map(|part| w.word("part", part)).collect();
        // Of a month or a year the days are not told.
        let days_told = exact(&stop.from, &stop.to).len() >= 10;
        if let (Some(from), Some(to), true) = (day::of(&stop.from), day::last(&stop.to), days_told) {
            for at in from..=to.min(from + 31) {
                let words = if stop.places.is_empty() {
                    parts.join(&w.say("list-and"))
                } else {
                    stop.places.join("、")
                };
                days.entry(at)
                    .and_modify(|(told, _)| {
                        if !told.contains(&words) {
                            told.push('；');
                            told.push_str(&words);
                        }
                    })
                    .or_insert((words, link.clone()));
            }
        }
        for place in &stop.places {
            *places.entry(place).or_default() += 1;
        }
        if k < listed {
            continue;
        }
        let when = w.edtf(&format!("{}/{}", stop.from, stop.to));
        let key = Key { document: stop.cite.document.clone(), number: stop.cite.number };
        let entry = ask.catalogue.entry(&key);
        stops.push(Stopped {
            when,
            places: stop.places.join("、"),
            parts: parts.join(&w.say("list-and")),
            link,
            title: entry.map(|entry| ask.row(entry).title).unwrap_or_default(),
        });
    }
    stops.reverse();
    let seen = present::stops(&ask.catalogue, std::slice::from_ref(person), (day::Day::MIN, day::Day::MAX));
    One {
        number: person.homonym,
        ground: grounds(w, person),
        aliases: person
            .aliases
            .iter()
            .map(|alias| {
                let kind = w.word("alias", &alias.kind);
                (kind, alias.name.clone(), ask.cite_link(&alias.cite))
            })
            .collect(),
        chart: bars::draw(&rows, "offices-label", w),
        offices: person
            .offices
            .iter()
            .take(60)
            .map(|office| {
                let span = match (&office.first, &office.last) {
                    (Some(a), Some(b)) => match (day::of(a), day::of(b)) {
                        (Some(a), Some(b)) if a != b => w.stretch_seen(a, b),
                        _ => w.edtf(a),
                    },
                    (Some(a), None) => w.edtf(a),
                    _ => String::new(),
                };
                let told = |turn: &dashiji::collate::person::Turn| {
                    let date = turn.date.as_deref().map(|date| w.edtf(date)).unwrap_or_default();
                    format!("{date} {}", w.word("change", &turn.how))
                };
                let changes: Vec<String> = office.changes.iter().map(told).collect();
                let cites = office
                    .cites
                    .iter()
                    .take(3)
                    .map(|c| Item {
                        name: c.date.as_deref().map_or_else(|| c.number.to_string(), |date| w.edtf(date)),
                        link: ask.cite_link(c),
                        ..Item::default()
                    })
                    .collect();
                (office.title.clone(), span, changes.join("；"), cites)
            })
            .collect(),
        parts: person
            .parts
            .iter()
            .map(|(part, times)| Item {
                name: w.named("part", part),
                count: *times as usize,
                ..Item::default()
            })
            .collect(),
        calendar: itinerary::calendar(&days, w),
        map: map::small(
            map::Drawn {
                points: &points(ask, &places),
                base: ask.room.base_map(),
                route: &present::route(&seen[seen.len().saturating_sub(LEGS)..], w),
            },
            w,
        ),
        route: if seen.len() > 1 { format!("/map?person={}", encoded(&person.name)) } else { String::new() },
        stops,
        company: person
            .company
            .iter()
            .take(24)
            .map(|c| Item {
                name: c.name.clone(),
                link: address("person", &c.name),
                count: c.events as usize,
                ..Item::default()
            })
            .collect(),
        documents: person
            .documents
            .iter()
            .take(24)
            .map(|title| Item {
                name: format!("《{title}》"),
                link: address("document", title),
                ..Item::default()
            })
            .collect(),
    }
}

/// Points of named places.
fn points(ask: &Ask<'_>, places: &std::collections::BTreeMap<&str, usize>) -> Vec<map::Point> {
    let mut at: std::collections::BTreeMap<u32, map::Point> = std::collections::BTreeMap::new();
    for (name, count) in places {
        let known = ask.catalogue.place_named(name);
        let code = known
            .and_then(|n| n.key.parse::<u32>().ok().filter(|_| n.key.len() == 6))
            .or_else(|| ask.catalogue.town(name));
        let Some((code, lon, lat)) = code.and_then(crate::place::located) else { continue };
        at.entry(code).or_insert_with(|| map::Point::of(code, (lon, lat), 0)).count += count;
    }
    at.into_values().collect()
}

/// Sentences in which the person urged something: the day, the words, the address of the words.
fn urged(ask: &Ask<'_>, name: &str, leaves: &[Leaf]) -> Vec<(String, String, String)> {
    let (w, mut urged) = (ask.words, Vec::new());
    for leaf in leaves.iter().rev() {
        let Some(who) = leaf.record.people.iter().position(|p| p.known_as() == name) else { continue };
        for said in leaf.record.statements.iter().filter(|s| s.mode == Mode::Urged && s.person == Some(who)) {
            let link = ask.quote_link(&Key::of(&leaf.record), said.start, said.end).unwrap_or_default();
            let when = dashiji::collate::day(&leaf.record).map(|date| w.edtf(date)).unwrap_or_default();
            urged.push((when, leaf.slice(said.start, said.end).trim().to_owned(), link));
            if urged.len() >= 20 {
                return urged;
            }
        }
    }
    urged
}
