//! The register of places: what happened there, rolled up from county to prefecture to province.
//!
//! A division is its lasting code: 信阳地区 and 信阳市 are one place with a history. A town, a village or a community is its name in the county
//! in force: 石板镇 after 甲县's name is 甲县's, alone in a chronicle of 乙县 it is 乙县's; in a province's chronicle that names no county it
//! stays open. Mountains, waters and named areas lie in none.

use super::circle::{Circle, leading};
use super::entry::Entry;
use super::seat::Setting;
use super::{Cite, Collation};
use crate::fact::{EventType, PlaceKind, PlaceRecord, PlaceRole, Record, TimeRecord};
use crate::resolve::division;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the county of a town or village is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountyGround {
    /// The entry says it: before the name, or as the only county it names.
    Stated,
    /// The document is the county's.
    Region,
    /// It is not known: only the wider region is.
    Open,
}

impl Place {
    /// What a list of places is sorted by: those with a code first, by code.
    pub fn rank(&self) -> String {
        format!("{}{}", u8::from(self.code.is_none()), self.key)
    }

    /// Sets how many entries name it or a place inside it, by what was counted of those that do.
    pub fn count_within(&mut self, counted: u32) {
        self.entries_within = counted.max(self.entries);
    }
}

/// Something that happened at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// First day, ISO, as exactly as it is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What it was.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<EventType>,
    /// What the place was to it.
    pub roles: Vec<PlaceRole>,
    /// The entry.
    pub cite: Cite,
}

/// A name that a division bore under a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bore {
    /// GB/T 2260 code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// First year; the table begins in 1981.
    pub from: i32,
    /// First year no longer, where it came to an end.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<i32>,
}

/// A place, as the entries tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Full name, the last where it had several.
    pub name: String,
    /// By what it is told apart and found: a lasting code, `石板镇@513334`, or a name.
    #[serde(default)]
    pub key: String,
    /// GB/T 2260 code, the last where it had several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The county that a town or village lies in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub county: Option<String>,
    /// What that is known from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub county_ground: Option<CountyGround>,
    /// What kind of place.
    pub kind: PlaceKind,
    /// Forms seen.
    pub forms: Vec<String>,
    /// The names and codes of a division that had several, earliest first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub history: Vec<Bore>,
    /// Entries that name it.
    pub entries: u32,
    /// Those of them in which its name, or which division it is, is in doubt.
    #[serde(skip_serializing_if = "super::is_zero", default)]
    pub doubtful: u32,
    /// Entries that name it or a place inside it, by code.
    pub entries_within: u32,
    /// What happened there, by day.
    pub happenings: Vec<Happening>,
}

/// Where a place of an entry lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// What places are told apart by.
    pub key: String,
    /// The county, or the wider region where that is open.
    pub within: Option<Circle>,
    /// What that is known from.
    pub ground: Option<CountyGround>,
}

/// What a base and its pages find each place of an entry by: the code that was in force, else what places are told apart by.
pub fn keys(record: &Record) -> Vec<String> {
    let setting = Setting::of(record.document.region.as_ref(), record.dated().and_then(TimeRecord::year));
    let located = locate(&record.places, &setting);
    record.places.iter().zip(located).map(|(place, at)| place.code.clone().unwrap_or(at.key)).collect()
}

/// The code of the county that a key names beside the place: 513334 of `石板镇@513334`.
pub fn county_of(key: &str) -> Option<u32> {
    key.rsplit_once('@').and_then(|(_, county)| county.parse().ok())
}

/// What each place of an entry is told apart by.
pub fn locate(places: &[PlaceRecord], setting: &Setting) -> Vec<Located> {
    let county = |place: &PlaceRecord| -> Option<Circle> {
        let circle = match place.code.as_deref().and_then(|code| code.parse().ok()) {
            Some(code) => Circle::coded(code),
            None if place.kind == PlaceKind::Division => Circle::named(&place.name),
            None => return None,
        };
        (circle.level() == 3).then_some(circle)
    };
    let mut ends: BTreeMap<u32, Circle> = BTreeMap::new();
    let mut counties: BTreeSet<Circle> = BTreeSet::new();
    for place in places {
        let Some(circle) = county(place) else { continue };
        ends.extend(place.mentions.iter().map(|mention| (mention.end, circle.clone())));
        counties.insert(circle);
    }
    // 甲县石板镇红旗村: the village stands after the town.
    for mention in places.iter().filter(|place| is_small(place)).flat_map(|place| &place.mentions) {
        if let Some(circle) = ends.get(&mention.start).cloned() {
            ends.insert(mention.end, circle);
        }
    }
    places.iter().map(|place| locate_one(place, &ends, &counties, setting)).collect()
}

/// Whether a place is a county's part, told apart by its name in it.
fn is_small(place: &PlaceRecord) -> bool {
    place.code.is_none() && matches!(place.kind, PlaceKind::Town | PlaceKind::Village)
}

fn locate_one(
    place: &PlaceRecord,
    ends: &BTreeMap<u32, Circle>,
    counties: &BTreeSet<Circle>,
    setting: &Setting,
) -> Located {
    if let Some(code) = place.code.as_deref().and_then(|code| code.parse().ok()) {
        return Located { key: format!("{:06}", division::lasting(code)), within: None, ground: None };
    }
    let open = |key: &str| Located { key: key.to_owned(), within: None, ground: None };
    if !is_small(place) {
        return open(&place.name);
    }
    let lies = |circle: Circle, name: &str, ground| Located {
        key: format!("{name}@{}", circle.key()),
        within: Some(circle),
        ground: Some(ground),
    };
    if let Some((circle, end)) = leading(&place.name, &setting.circle, setting.year)
        && circle.level() == 3
        && end < place.name.len()
    {
        return lies(circle, &place.name[end..], CountyGround::Stated);
    }
    if let Some(circle) = place.mentions.iter().find_map(|mention| ends.get(&mention.start)) {
        return lies(circle.clone(), &place.name, CountyGround::Stated);
    }
    if setting.circle.level() == 3 {
        return lies(setting.circle.clone(), &place.name, CountyGround::Region);
    }
    match counties.iter().next().filter(|_| counties.len() == 1) {
        Some(circle) => lies(circle.clone(), &place.name, CountyGround::Stated),
        None if setting.circle.is_unknown() => open(&place.name),
        None => lies(setting.circle.clone(), &place.name, CountyGround::Open),
    }
}

impl Collation {
    /// Every place named, those with a code first, by code, then by name.
    pub fn places(&self) -> Vec<Place> {
        let mut places: Vec<Place> = self.places.keys().filter_map(|key| self.place_at(key)).collect();
        // Entries of a place and of what lies in it, each counted once.
        let mut within: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        for (key, entries) in &self.places {
            for holder in holders(key) {
                within.entry(holder).or_default().extend(entries);
            }
        }
        for place in &mut places {
            place.count_within(within.get(&place.key).map_or(0, |keys| keys.len() as u32));
        }
        places.sort_by_cached_key(Place::rank);
        places
    }

    /// One place, by any of its codes, by its key, or by a full name that is one place's alone.
    pub fn place(&self, key: &str) -> Option<Place> {
        if let Some(code) = key.parse().ok().filter(|_| key.len() == 6) {
            return self.place_at(&format!("{:06}", division::lasting(code)));
        }
        if let Some(place) = self.place_at(key) {
            return Some(place);
        }
        let mut called = self.places_called(key);
        if called.len() == 1 { called.pop() } else { None }
    }

    /// The places of a full name: 石板镇 of every county that has one.
    pub fn places_called(&self, name: &str) -> Vec<Place> {
        self.places_named.keys(name).filter_map(|key| self.place_at(key)).collect()
    }

    fn place_at(&self, key: &str) -> Option<Place> {
        told(key, &self.by_date(self.places.get(key).into_iter().flatten().copied()))
    }
}

/// One place, from the entries that name it, by date.
pub(super) fn told(key: &str, entries: &[&Arc<Entry>]) -> Option<Place> {
    let mut place: Option<Place> = None;
    for &entry in entries {
        let mut places = entry.places.iter().zip(0u32..);
        let Some((seen, position)) = places.find(|(p, _)| **p.key() == *key) else { continue };
        let place = place.get_or_insert_with(|| Place {
            name: String::new(),
            key: key.to_owned(),
            code: None,
            county: seen
                .within
                .as_ref()
                .filter(|_| seen.ground != Some(CountyGround::Open))
                .map(|c| c.name().to_owned()),
            county_ground: seen.ground,
            kind: seen.kind,
            forms: Vec::new(),
            history: history(key),
            entries: 0,
            doubtful: 0,
            entries_within: 0,
            happenings: Vec::new(),
        });
        // Renamed, it is called by its last name.
        place.name = seen.name.to_string();
        place.code = seen.code.as_ref().map(ToString::to_string);
        // Said once, the county is no longer only the document's.
        place.county_ground = place.county_ground.min(seen.ground);
        place.entries += 1;
        place.doubtful += u32::from(seen.doubt);
        for form in &seen.forms {
            if !place.forms.iter().any(|known| **known == *form.text) {
                place.forms.push(form.text.to_string());
            }
        }
        for event in &entry.events {
            let roles: Vec<PlaceRole> =
                event.places.iter().filter(|(place, _)| *place == position).map(|(_, role)| *role).collect();
            if roles.is_empty() {
                continue;
            }
            let days = event.days.as_ref().map(|(from, to)| crate::resolve::precision::exact(from, to));
            place.happenings.push(Happening {
                date: days.or(entry.day().map(|day| &**day)).map(str::to_owned),
                kind: event.kind,
                roles,
                cite: seen
                    .forms
                    .first()
                    .map_or_else(|| Cite::entry(entry), |said| Cite::said(entry, said))
                    .doubted(seen.doubt),
            });
        }
    }
    place
}

/// The names and codes of a division that had several.
fn history(key: &str) -> Vec<Bore> {
    let Some(code) = key.parse().ok().filter(|_| key.len() == 6) else { return Vec::new() };
    let rows: Vec<Bore> = division::history(code)
        .into_iter()
        .flat_map(division::rows)
        .map(|row| Bore {
            code: format!("{:06}", row.code),
            name: row.name.to_owned(),
            from: row.from,
            to: (row.to != 0).then_some(row.to),
        })
        .collect();
    if rows.len() > 1 { rows } else { Vec::new() }
}

/// The codes of a place and of what holds it: county, prefecture, province.
pub(super) fn holders(key: &str) -> Vec<String> {
    let code = key.rsplit_once('@').map_or(key, |(_, county)| county);
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let mut holders = vec![code.to_owned()];
    for keep in [4, 2] {
        let holder = format!("{:0<6}", &code[..keep]);
        if !holders.contains(&holder) {
            holders.push(holder);
        }
    }
    holders
}
