//! The offices of one person: what was seen of each, from the titles of all entries that are theirs.
//!
//! In go 副县长 in January, 王伟 appointed 县长 in March, 县长 in May; out come two offices, 县长 with the day of the appointment and 副县长
//! without one. A title that says less (部长) is a sighting of the office that says more (县委组织部部长), the nearest in time where there
//! are several, and never of another post: 县长 is no short form of 副县长.

use super::carry::days;
use super::entry::{Called, Entry, Named};
use super::person::{Office, Turn};
use super::seat::{Filled, Seat, Standing};
use super::{Cite, by_day};
use crate::fact::{Change, TitleBasis, TitleKind};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A title where it was seen.
struct Seen<'a> {
    entry: &'a Entry,
    called: &'a Called,
    /// Whether the name before or behind it is in doubt.
    doubt: bool,
    /// How the entry tells that it was taken or left.
    changes: Vec<Change>,
    day: Option<i32>,
    key: String,
    filled: Option<Filled>,
    org: Option<&'a str>,
}

impl<'a> Seen<'a> {
    fn seat(&self) -> Option<&'a Seat> {
        self.called.seat.as_deref()
    }
}

/// The offices that entries tell of the person of that name, each with all it was seen by: posts before other titles, circles of office
/// holders (省领导) last; of posts the highest first, those that are not held any longer or not yet after those that are.
pub(super) fn offices<'a>(name: &str, entries: impl IntoIterator<Item = &'a Arc<Entry>>) -> Vec<Office> {
    let mut seen: Vec<Seen<'_>> = Vec::new();
    for entry in entries {
        let Some(position) = entry.people.iter().position(|who| *who.key == *name) else { continue };
        let Some(who) = entry.people.get(position) else { continue };
        for called in who.titles.iter().filter(|called| is_office(called)) {
            seen.push(see(entry, position, who, called));
        }
    }
    tell_in_full(&mut seen);
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found: Vec<(Office, Option<&Seat>)> = Vec::new();
    for one in &seen {
        let at = *place.entry(&one.key).or_insert(found.len());
        if at == found.len() {
            found.push((open(one), one.seat()));
        }
        if let Some((office, _)) = found.get_mut(at) {
            add(office, one);
        }
    }
    for (office, _) in &mut found {
        office.reckon();
    }
    found.sort_by_key(|(office, seat)| {
        let held = seat.is_none_or(|seat| seat.standing == Standing::Held);
        let kind = match office.kind {
            TitleKind::Post => 0,
            TitleKind::Collective => 2,
            _ => 1,
        };
        (kind, !held, Reverse(seat.map_or(0, Seat::rank)), office.first.clone(), office.full.clone())
    });
    found.into_iter().map(|(office, _)| office).collect()
}

/// Whether a title is an office that can be observed.
fn is_office(called: &Called) -> bool {
    called.title.kind != TitleKind::Address && called.title.basis != TitleBasis::Carried
}

fn see<'a>(entry: &'a Entry, position: usize, who: &Named, called: &'a Called) -> Seen<'a> {
    let seat = called.seat.as_deref();
    let key = match seat {
        Some(seat) => seat.key.to_string(),
        None => format!("{:?} {}", called.title.kind, called.title.text),
    };
    let filled = seat.and_then(|seat| seat.filled);
    let org = seat.and_then(|seat| seat.body.as_deref()).or(called.title.org.as_deref());
    Seen {
        entry,
        called,
        doubt: who.doubt,
        changes: changes(entry, position, who, called),
        day: entry.day().and_then(|day| days(day)),
        key,
        filled,
        org,
    }
}

/// How the person took or left the office of a title: by the last verb before it that does such a thing, else by one that stands behind
/// all of their titles (县长甲离任). Who dies leaves every office held.
fn changes(entry: &Entry, position: usize, who: &Named, called: &Called) -> Vec<Change> {
    let events = entry.events.iter().flat_map(|event| event.people.iter());
    let told: Vec<&(Change, Option<(u32, u32)>)> =
        events.filter(|took| took.person as usize == position).flat_map(|took| &took.changes).collect();
    let held = called.seat.as_ref().is_none_or(|seat| seat.standing == Standing::Held);
    let behind = |called: &Called, end: u32| called.at.is_some_and(|(start, _)| start >= end);
    let governing = |called: &Called| {
        let before = told
            .iter()
            .filter(|(how, verb)| *how != Change::Died && verb.is_none_or(|(_, end)| behind(called, end)));
        before.max_by_key(|(_, verb)| verb.map_or(0, |(_, end)| end)).copied()
    };
    let mut found: Vec<Change> = Vec::new();
    if let Some((how, _)) = governing(called) {
        found.push(*how);
    } else {
        let free = |(how, verb): &&&(Change, Option<(u32, u32)>)| {
            *how != Change::Died
                && verb.is_some_and(|(_, end)| !who.titles.iter().any(|other| behind(other, end)))
        };
        found.extend(told.iter().find(free).map(|(how, _)| *how));
    }
    found.extend(told.iter().find(|(how, _)| *how == Change::Died && held).map(|(how, _)| *how));
    found
}

/// Gives each title that says less the office that says more.
fn tell_in_full(seen: &mut [Seen<'_>]) {
    let mut posts: BTreeMap<&str, (&Seat, Vec<i32>)> = BTreeMap::new();
    for one in seen.iter() {
        let Some(seat) = one.seat() else { continue };
        posts.entry(&seat.key).or_insert_with(|| (seat, Vec::new())).1.extend(one.day);
    }
    let posts: BTreeMap<String, (Seat, Vec<i32>)> =
        posts.into_iter().map(|(key, (seat, days))| (key.to_owned(), (seat.clone(), days))).collect();
    // Nothing says more than an office whose body is known with its region.
    let whole = |seat: &Seat| seat.circle.is_some() && seat.body.is_some();
    let mut fuller: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (key, (seat, _)) in posts.iter().filter(|(_, (seat, _))| !whole(seat)) {
        let more = posts.iter().filter(|(_, (other, _))| other.says_more_than(seat) && other.key != seat.key);
        fuller.insert(key, more.map(|(key, _)| key.as_str()).collect());
    }
    for one in seen.iter_mut() {
        let Some(more) = fuller.get(one.key.as_str()).filter(|more| !more.is_empty()) else { continue };
        let away = |key: &str| {
            let days = posts.get(key).map(|(_, days)| days.as_slice()).unwrap_or_default();
            one.day.map_or(0, |day| days.iter().map(|other| other.abs_diff(day)).min().unwrap_or(u32::MAX))
        };
        let nearest = more.iter().min_by_key(|key| (away(key), **key)).map(|key| (*key).to_owned());
        if let Some(key) = nearest {
            one.key = key;
            one.filled = Some(Filled::Career);
            one.org = None;
        }
    }
}

fn open(one: &Seen<'_>) -> Office {
    let title = &one.called.title;
    Office {
        title: title.text.to_string(),
        post: one
            .seat()
            .map(|seat| seat.post.to_string())
            .or_else(|| title.post.as_ref().map(ToString::to_string)),
        org: None,
        kind: title.kind,
        full: one.seat().map(|seat| seat.full.to_string()).unwrap_or_default(),
        filled: one.filled,
        several: one.seat().is_none_or(|seat| !seat.one),
        standing: one.seat().map_or(Standing::Held, |seat| seat.standing),
        first: None,
        last: None,
        appointed: None,
        removed: None,
        changes: Vec::new(),
        tenure: None,
        cites: Vec::new(),
    }
}

fn add(office: &mut Office, one: &Seen<'_>) {
    let title = &one.called.title;
    if title.text.chars().count() > office.title.chars().count() {
        office.title = title.text.to_string();
    }
    if let Some(seat) = one.seat()
        && seat.full.chars().count() > office.full.chars().count()
    {
        office.full = seat.full.to_string();
    }
    if let Some(org) = one.org
        && office.org.as_ref().is_none_or(|known| org.chars().count() > known.chars().count())
    {
        office.org = Some(org.to_owned());
    }
    // Told once with its body, it is no longer filled.
    if one.filled.is_none() {
        office.filled = None;
    }
    let day = one.entry.day().map(ToString::to_string);
    if day.is_some() {
        if office.first.is_none() {
            office.first.clone_from(&day);
        }
        if by_day(office.last.as_deref(), day.as_deref()).is_lt() {
            office.last.clone_from(&day);
        }
    }
    let (start, end) = one.called.at.unwrap_or((one.entry.start, one.entry.start));
    let cite = Cite::of(one.entry, &title.text, start, end).doubted(one.doubt);
    let turns = one.changes.iter().map(|&how| Turn { how, date: day.clone(), cite: cite.clone() });
    office.changes.extend(turns);
    office.cites.push(cite);
}
