//! Who was where: on a day everybody, or one person day by day; each with the place on the map and the characters it stands on.

use crate::catalogue::Catalogue;
use crate::day::{self, Day};
use crate::picture::map::{Leg, Point};
use crate::reads::Reads;
use crate::words::Words;
use dashiji::collate::Key;
use dashiji::collate::person::{Person, present};
use dashiji::fact::PlaceRole;
use std::collections::BTreeMap;

/// Somebody at some places.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The name.
    pub name: String,
    /// The first day.
    pub day: Day,
    /// The places as told.
    pub places: Vec<String>,
    /// Where these lie: the division's code, longitude and latitude.
    pub spots: Vec<(u32, f64, f64)>,
    /// The entry.
    pub entry: u32,
    /// The address of the characters.
    pub link: String,
    /// The entry's headline or first words.
    pub title: String,
}

/// Entries that are looked at for a day.
const LOOKED: usize = 200;

/// Where a named place lies: by its code, a town in the division it is told of in.
fn spot(catalogue: &Catalogue, name: &str) -> Option<(u32, f64, f64)> {
    let known = catalogue.place_named(name);
    let code = known.and_then(|n| n.key.parse::<u32>().ok().filter(|_| n.key.len() == 6));
    code.or_else(|| catalogue.town(known.map_or(name, |n| &n.key))).and_then(crate::place::located)
}

fn title(catalogue: &Catalogue, entry: u32) -> String {
    catalogue.heads.get(entry as usize).map(|head| head.title.to_string()).unwrap_or_default()
}

/// Where everybody was by some entries: those who took part, at the places where it happened.
pub fn on(snapshot: &Reads, entries: &[u32]) -> Vec<Seen> {
    let catalogue = &**snapshot.catalogue();
    let mut all: Vec<Seen> = Vec::new();
    for &entry in entries.iter().take(LOOKED) {
        let id = &*catalogue.heads[entry as usize].id;
        let Some(leaf) = snapshot.leaves(&[id]).pop() else { continue };
        let record = &leaf.record;
        for event in &record.events {
            let mut places: Vec<String> = Vec::new();
            for at in &event.places {
                let here = matches!(at.role, PlaceRole::Venue | PlaceRole::Visited | PlaceRole::Destination);
                if let Some(place) = record.places.get(at.place).filter(|_| here)
                    && !places.contains(&place.name)
                {
                    places.push(place.name.clone());
                }
            }
            if places.is_empty() {
                continue;
            }
            let mut spots: Vec<(u32, f64, f64)> =
                places.iter().filter_map(|name| spot(catalogue, name)).collect();
            spots.dedup_by_key(|(code, ..)| *code);
            for took in event.people.iter().filter(|took| took.parts.iter().any(|part| present(*part))) {
                let Some(person) = record.people.get(took.person) else { continue };
                let name = person.known_as().to_owned();
                // What two entries tell alike is told once.
                let title = title(catalogue, entry);
                if all.iter().any(|seen| seen.name == name && seen.title == title && seen.places == places) {
                    continue;
                }
                let (start, end) = person.mentions.first().map_or((0, 0), |span| (span.start, span.end));
                all.push(Seen {
                    day: catalogue.heads[entry as usize].from,
                    link: link(catalogue, entry, start, end),
                    title,
                    name,
                    places: places.clone(),
                    spots: spots.clone(),
                    entry,
                });
            }
        }
    }
    // Those told of most first.
    let weight = |name: &str| catalogue.people.get(name).map_or(0, |name| name.entries.len());
    all.sort_by(|a, b| {
        weight(&b.name).cmp(&weight(&a.name)).then(a.name.cmp(&b.name)).then(a.entry.cmp(&b.entry))
    });
    all
}

fn link(catalogue: &Catalogue, entry: u32, start: u32, end: u32) -> String {
    let head = &catalogue.heads[entry as usize];
    format!("/entry/{}?quote={start}-{end}#quote", head.id)
}

/// Where the people of a name were in a stretch of days, in order; a stop without a place is left out.
pub fn stops(catalogue: &Catalogue, people: &[Person], (low, high): (Day, Day)) -> Vec<Seen> {
    let mut all: Vec<Seen> = Vec::new();
    for stop in people.iter().flat_map(|person| person.itinerary.iter().map(move |stop| (person, stop))) {
        let (person, stop) = stop;
        let Some(at) = day::of(&stop.from).filter(|at| (low..=high).contains(at)) else { continue };
        let key = Key { document: stop.cite.document.clone(), number: stop.cite.number };
        let Some(entry) = catalogue.entry(&key).filter(|_| !stop.places.is_empty()) else { continue };
        let mut spots: Vec<(u32, f64, f64)> =
            stop.places.iter().filter_map(|name| spot(catalogue, name)).collect();
        spots.dedup_by_key(|(code, ..)| *code);
        all.push(Seen {
            name: person.name.clone(),
            day: at,
            places: stop.places.clone(),
            spots,
            entry,
            link: link(catalogue, entry, stop.cite.start, stop.cite.end),
            title: title(catalogue, entry),
        });
    }
    all.sort_by_key(|seen| (seen.day, seen.entry));
    all
}

/// The places of stops, each with how many.
pub fn points(seen: &[Seen]) -> Vec<Point> {
    let mut at: BTreeMap<u32, Point> = BTreeMap::new();
    for (code, lon, lat) in seen.iter().flat_map(|seen| seen.spots.iter().copied()) {
        at.entry(code)
            .or_insert_with(|| Point {
                code,
                name: crate::place::name(code).unwrap_or_default().to_owned(),
                link: format!("/place/{code:06}"),
                at: (lon, lat),
                count: 0,
                people: Vec::new(),
                chosen: false,
            })
            .count += 1;
    }
    at.into_values().collect()
}

/// The way from place to place; who stays makes no new stop.
pub fn route(seen: &[Seen], w: Words) -> Vec<Leg> {
    let mut legs: Vec<Leg> = Vec::new();
    for one in seen {
        for (_, lon, lat) in &one.spots {
            if legs.last().is_none_or(|last| last.at != (*lon, *lat)) {
                legs.push(Leg { at: (*lon, *lat), when: w.month_day(one.day) });
            }
        }
    }
    legs
}
