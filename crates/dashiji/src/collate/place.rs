//! The register of places: what happened there, rolled up from county to prefecture to province.

use super::{Cite, Collation};
use crate::fact::{EventType, PlaceKind, PlaceRole};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Something that happened at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// First day, ISO.
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

/// A place, as the entries tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Full name.
    pub name: String,
    /// GB/T 2260 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What kind of place.
    pub kind: PlaceKind,
    /// Forms seen.
    pub forms: Vec<String>,
    /// Entries that name it.
    pub entries: u32,
    /// Entries that name it or a place inside it, by code.
    pub entries_within: u32,
    /// What happened there, by day.
    pub happenings: Vec<Happening>,
}

impl Collation {
    /// Every place named, those with a code first, by code, then by name.
    pub fn places(&self) -> Vec<Place> {
        let mut places: Vec<Place> = self.places.keys().filter_map(|key| self.place(key)).collect();
        // Entries of a place and of what lies in it, each counted once.
        let mut within: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        for (key, entries) in &self.places {
            for holder in holders(key) {
                within.entry(holder).or_default().extend(entries);
            }
        }
        for place in &mut places {
            let count =
                place.code.as_ref().and_then(|code| within.get(code)).map_or(0, |keys| keys.len() as u32);
            place.entries_within = count.max(place.entries);
        }
        places
            .sort_by(|a, b| (a.code.is_none(), &a.code, &a.name).cmp(&(b.code.is_none(), &b.code, &b.name)));
        places
    }

    /// One place, by code or by full name.
    pub fn place(&self, key: &str) -> Option<Place> {
        let entries = self.by_date(self.places.get(key).into_iter().flatten().copied());
        let mut place: Option<Place> = None;
        for entry in &entries {
            let mut places = entry.places.iter().zip(0u32..);
            let Some((seen, position)) = places.find(|(p, _)| **p.key() == *key) else { continue };
            let place = place.get_or_insert_with(|| Place {
                name: seen.name.to_string(),
                code: seen.code.as_ref().map(ToString::to_string),
                kind: seen.kind,
                forms: Vec::new(),
                entries: 0,
                entries_within: 0,
                happenings: Vec::new(),
            });
            place.entries += 1;
            for form in &seen.forms {
                if !place.forms.iter().any(|known| **known == *form.text) {
                    place.forms.push(form.text.to_string());
                }
            }
            for event in &entry.events {
                let roles: Vec<PlaceRole> = event
                    .places
                    .iter()
                    .filter(|(place, _)| *place == position)
                    .map(|(_, role)| *role)
                    .collect();
                if roles.is_empty() {
                    continue;
                }
                place.happenings.push(Happening {
                    date: event.days.as_ref().map(|(from, _)| from).or(entry.day()).map(ToString::to_string),
                    kind: event.kind,
                    roles,
                    cite: seen
                        .forms
                        .first()
                        .map_or_else(|| Cite::entry(entry), |said| Cite::said(entry, said)),
                });
            }
        }
        place
    }
}

/// The codes of a place and of what holds it: county, prefecture, province.
fn holders(code: &str) -> Vec<String> {
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
