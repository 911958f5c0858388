//! The register of places: what happened there, rolled up from county to prefecture to province.

use super::{Cite, Collation, day};
use crate::fact::{EventType, PlaceKind, PlaceRole};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something that happened at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// First day, ISO.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<String>,
    /// What it was.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none", default)]
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
    #[serde(skip_serializing_if = "Option::is_none", default)]
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
        let mut within: BTreeMap<String, std::collections::BTreeSet<super::Key>> = BTreeMap::new();
        for (key, entries) in &self.places {
            for holder in holders(key) {
                within.entry(holder).or_default().extend(entries.iter().cloned());
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
        let records = self.by_date(self.places.get(key));
        let mut place: Option<Place> = None;
        for record in &records {
            let same = |p: &&crate::fact::PlaceRecord| p.code.as_deref().unwrap_or(&p.name) == key;
            let Some((position, seen)) = record.places.iter().enumerate().find(|(_, p)| same(p)) else {
                continue;
            };
            let place = place.get_or_insert_with(|| Place {
                name: seen.name.clone(),
                code: seen.code.clone(),
                kind: seen.kind,
                forms: Vec::new(),
                entries: 0,
                entries_within: 0,
                happenings: Vec::new(),
            });
            place.entries += 1;
            for quote in &seen.mentions {
                if !place.forms.contains(&quote.text) {
                    place.forms.push(quote.text.clone());
                }
            }
            for event in record.events.iter().filter(|e| e.places.iter().any(|p| p.place == position)) {
                let quote = seen.mentions.first();
                place.happenings.push(Happening {
                    date: event
                        .date
                        .as_ref()
                        .map(|d| d.from.clone())
                        .or_else(|| day(record).map(str::to_owned)),
                    kind: event.kind,
                    roles: event.places.iter().filter(|p| p.place == position).map(|p| p.role).collect(),
                    cite: quote
                        .map_or_else(|| Cite::entry(record), |q| Cite::of(record, &q.text, q.start, q.end)),
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
