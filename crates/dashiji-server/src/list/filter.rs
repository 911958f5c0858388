//! Entries narrowed by type, person and place, and by what they can be narrowed.

use super::picked::Picked;
use crate::catalogue::{Catalogue, Index, KINDS};
use dashiji::fact::EventType;

/// What entries are narrowed by; nothing narrows where it is not given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    /// A type's name in the contract: `meeting`.
    pub kind: Option<&'a str>,
    /// A person's name.
    pub person: Option<&'a str>,
    /// A place's code or name, with what lies in it.
    pub place: Option<&'a str>,
    /// What a query picked.
    pub picked: Option<&'a Picked>,
}

impl Filter<'_> {
    /// Whether anything is narrowed.
    pub fn is_any(&self) -> bool {
        self.kind.or(self.person).or(self.place).is_some() || self.picked.is_some()
    }

    /// The entries that meet it, in the order given.
    pub fn of(&self, catalogue: &Catalogue, entries: &[u32]) -> Vec<u32> {
        let kind = self.kind.map(|name| KINDS.iter().position(|k| type_name(*k) == name).map(|k| k as u8));
        let among = |key: Option<&str>, index: &Index| -> Option<Vec<u32>> {
            key.map(|key| index.get(key).map(|n| n.entries.clone()).unwrap_or_default())
        };
        let person = among(self.person, &catalogue.people);
        let place = self.place.map(|key| within(catalogue, key));
        let named =
            |e: u32, list: &Option<Vec<u32>>| list.as_ref().is_none_or(|list| list.binary_search(&e).is_ok());
        entries
            .iter()
            .copied()
            .filter(|&e| {
                kind.is_none_or(|kind| kind == Some(catalogue.kinds[e as usize]))
                    && named(e, &person)
                    && named(e, &place)
                    && self.picked.is_none_or(|picked| picked.entries.binary_search(&e).is_ok())
            })
            .collect()
    }
}

/// The name of a type in the contract.
pub fn type_name(kind: EventType) -> String {
    serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// How many of some entries are in a sorted list.
pub fn common(sorted: &[u32], entries: &[u32]) -> usize {
    entries.iter().filter(|e| sorted.binary_search(e).is_ok()).count()
}

/// Entries of a place and of what lies in it, sorted.
pub fn within(catalogue: &Catalogue, key: &str) -> Vec<u32> {
    let mut entries: Vec<u32> = catalogue.places.get(key).map(|n| n.entries.clone()).unwrap_or_default();
    if let Some(prefix) = code_prefix(key) {
        for name in &catalogue.places.names {
            if name.key.starts_with(prefix) && name.key.len() == 6 {
                entries.extend(&name.entries);
            }
        }
    } else if let Ok(code) = key.parse::<u32>() {
        // A county with its towns.
        for name in &catalogue.places.names {
            if catalogue.town(&name.key) == Some(code) {
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
