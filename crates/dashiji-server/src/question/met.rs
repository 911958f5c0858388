//! Answers that are read from entries themselves: who was at a place, who did something, what was set and lifted, what figures there are of a thing.
//!
//! So many entries are looked at, the earliest of those that the question's query finds; each line has the characters it stands on.

use super::{Answer, Asked, Place};
use crate::day::{self, Day};
use crate::list::filter::within;
use crate::reads::Reads;
use crate::seek::{Order, Search};
use crate::words::Words;
use dashiji::collate::Key;
use dashiji::collate::document::Passing;
use dashiji::collate::person::{Person, Stop, present as is_present};
use dashiji::fact::measure::Measure;
use dashiji::fact::{Part, QuantityRecord};

/// Entries that are looked at for an answer.
const LOOKED: usize = 60;

/// Lines of an answer.
const LINES: usize = 12;

/// Something an entry tells.
#[derive(Debug, Clone)]
pub struct Met<T> {
    /// The entry, by position.
    pub entry: u32,
    /// Where it stands.
    pub key: Key,
    /// What it tells.
    pub told: T,
}

/// Who was at an event.
#[derive(Debug, Clone)]
pub struct Present {
    /// The entry, by position.
    pub entry: u32,
    /// Where it stands.
    pub key: Key,
    /// Each with what they did, and the characters of the name.
    pub people: Vec<(String, Vec<Part>, (u32, u32))>,
}

/// Whom an answer is about.
pub enum Wanted<'a> {
    /// Who was there, at events of the place.
    At(&'a Place),
    /// Who did something, as the contract names it.
    Part(&'a str),
}

/// The entries that a question's query finds, by position, the earliest first, and how many there are.
fn found(snapshot: &Reads, asked: &Asked, w: Words) -> (Vec<u32>, usize) {
    let wanted = Search { query: asked.query(), take: LOOKED, order: Order::Oldest, ..Search::default() };
    let (ids, total) = snapshot.picked(&wanted, w).unwrap_or_default();
    let catalogue = snapshot.catalogue();
    (ids.iter().filter_map(|id| catalogue.entries(id).first().copied()).collect(), total)
}

/// Entries alone.
pub fn entries(snapshot: &Reads, asked: &Asked, w: Words) -> Option<Answer> {
    let (entries, total) = found(snapshot, asked, w);
    (total > 0).then_some(Answer::Entries(entries, total))
}

/// What happened on some days: their entries, where nothing else is asked for.
pub fn days(snapshot: &Reads, asked: &Asked, w: Words) -> Option<Answer> {
    let (from, to) = asked.when?;
    if !asked.rest.is_empty() {
        return entries(snapshot, asked, w);
    }
    let range = snapshot.catalogue().between(from, to);
    let total = range.len();
    let first: Vec<u32> = range.map(|entry| entry as u32).take(LINES).collect();
    (total > 0).then_some(Answer::Entries(first, total))
}

/// The stops of people at a place, or in what lies in it by name.
pub fn visits(people: &[Person], place: &Place) -> Vec<Stop> {
    let there = |stop: &&Stop| stop.places.contains(&place.name);
    let mut stops: Vec<Stop> =
        people.iter().flat_map(|person| &person.itinerary).filter(there).cloned().collect();
    stops.sort_by(|a, b| (&a.from, a.cite.start).cmp(&(&b.from, b.cite.start)));
    stops
}

/// Who was at events, as a question wants it.
pub fn present(snapshot: &Reads, asked: &Asked, wanted: &Wanted<'_>, w: Words) -> Option<Answer> {
    let catalogue = &**snapshot.catalogue();
    let entries = match wanted {
        Wanted::At(place) => {
            let mut own = within(catalogue, &place.key);
            if let Some((from, to)) = asked.when {
                let range = catalogue.between(from, to);
                own.retain(|entry| range.contains(&(*entry as usize)));
            }
            own.truncate(LOOKED);
            own
        }
        Wanted::Part(_) => found(snapshot, asked, w).0,
    };
    let mut told = Vec::new();
    for entry in entries {
        let id = &*catalogue.heads[entry as usize].id;
        let Some(leaf) = snapshot.leaves(&[id]).pop() else { continue };
        let record = &leaf.record;
        // At the place itself, not spoken of from elsewhere.
        let happened = |event: &dashiji::fact::EventRecord| match wanted {
            Wanted::At(place) => event.places.iter().any(|at| {
                use dashiji::fact::PlaceRole as R;
                let here = record.places.get(at.place).is_some_and(|told| {
                    told.name == place.name || told.code.as_deref().is_some_and(|code| code == place.key)
                });
                here && matches!(at.role, R::Venue | R::Visited | R::Destination)
            }),
            Wanted::Part(_) => true,
        };
        let mut people: Vec<(String, Vec<Part>, (u32, u32))> = Vec::new();
        for event in record.events.iter().filter(|event| happened(event)) {
            for took in &event.people {
                let fits = took.parts.iter().any(|part| match wanted {
                    Wanted::At(_) => is_present(*part),
                    Wanted::Part(name) => part.name() == *name,
                });
                let Some(person) = record.people.get(took.person).filter(|_| fits) else { continue };
                let name = person.known_as().to_owned();
                if people.iter().any(|(known, ..)| *known == name) {
                    continue;
                }
                let at = person.mentions.first().map_or((0, 0), |span| (span.start, span.end));
                people.push((name, took.parts.clone(), at));
            }
        }
        if !people.is_empty() {
            told.push(Present { entry, key: catalogue.key(entry), people });
        }
        if told.len() >= LINES {
            break;
        }
    }
    (!told.is_empty()).then_some(Answer::Present(told))
}

/// The documents that passed a stage on some days, each with those stages; of the one stage alone that is asked for.
pub fn papers(snapshot: &Reads, stage: Option<&str>, (from, to): (Day, Day)) -> Option<Answer> {
    let named = |told: &Passing| {
        serde_json::to_value(told.stage).ok().and_then(|name| name.as_str().map(str::to_owned))
    };
    let catalogue = &**snapshot.catalogue();
    let range = catalogue.between(from, to);
    let meets = |entries: &[u32]| entries.iter().any(|e| range.contains(&(*e as usize)));
    let names = catalogue.papers.heaviest().filter(|name| meets(&name.entries)).take(LOOKED);
    let mut told: Vec<(String, Vec<Passing>)> = Vec::new();
    for name in names {
        for document in snapshot.titled(&name.name) {
            let inside = |told: &&Passing| {
                let days = told.date.as_deref().and_then(|date| Some((day::of(date)?, day::last(date)?)));
                let wanted = stage.is_none_or(|stage| named(told).as_deref() == Some(stage));
                wanted && days.is_some_and(|(first, last)| first <= to && last >= from)
            };
            let stages: Vec<Passing> = document.stages.iter().filter(inside).cloned().collect();
            if !stages.is_empty() && !told.iter().any(|(title, _)| *title == document.title) {
                told.push((document.title.clone(), stages));
            }
        }
    }
    told.sort_by(|(_, a), (_, b)| a[0].date.cmp(&b[0].date));
    told.truncate(LINES);
    (!told.is_empty()).then_some(Answer::Papers(told))
}

/// What was set, changed and lifted of some measures, in order; of one level alone, where the question names it.
pub fn measures(
    snapshot: &Reads,
    measures: &[String],
    level: Option<&str>,
    when: Option<(Day, Day)>,
) -> Option<Answer> {
    let catalogue = &**snapshot.catalogue();
    let of = |what: &String| catalogue.measures.get(what).map(|name| name.entries.iter().copied());
    let mut entries: Vec<u32> = measures.iter().filter_map(of).flatten().collect();
    entries.sort_unstable();
    entries.dedup();
    let range = when.map(|(from, to)| catalogue.between(from, to));
    let wanted =
        entries.into_iter().filter(|e| range.as_ref().is_none_or(|range| range.contains(&(*e as usize))));
    let mut told: Vec<Met<Measure>> = Vec::new();
    for entry in wanted.take(LOOKED) {
        let Some(leaf) = snapshot.leaves(&[&catalogue.heads[entry as usize].id]).pop() else { continue };
        let own = leaf.record.measures.iter().filter(|measure| measures.contains(&measure.what));
        told.extend(own.map(|measure| Met { entry, key: catalogue.key(entry), told: measure.clone() }));
    }
    if let Some(level) = level
        && told.iter().any(|met| met.told.level.as_deref() == Some(level))
    {
        told.retain(|met| met.told.level.as_deref() == Some(level));
    }
    told.truncate(LINES);
    (!told.is_empty()).then_some(Answer::Measures(told))
}

/// The figures of a thing, in order: those called just so, else those whose name has it in it.
pub fn figures(snapshot: &Reads, of: &str, asked: &Asked, w: Words) -> Option<Answer> {
    let catalogue = &**snapshot.catalogue();
    let mut exact: Vec<Met<QuantityRecord>> = Vec::new();
    let mut near = Vec::new();
    for entry in found(snapshot, asked, w).0 {
        let Some(leaf) = snapshot.leaves(&[&catalogue.heads[entry as usize].id]).pop() else { continue };
        for figure in &leaf.record.quantities {
            let Some(named) = figure.of.as_deref().filter(|_| figure.same_as.is_none()) else { continue };
            let met = || Met { entry, key: catalogue.key(entry), told: figure.clone() };
            if named == of {
                exact.push(met());
            } else if named.contains(of) {
                near.push(met());
            }
        }
    }
    let mut told = if exact.is_empty() { near } else { exact };
    told.truncate(LINES);
    (!told.is_empty()).then_some(Answer::Figures(told))
}
