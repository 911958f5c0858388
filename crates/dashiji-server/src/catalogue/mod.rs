//! The catalogue: of every entry the little that lists, calendars and maps need, in the order of days, with an index of names.
//!
//! In go documents with their entries, one after the other, and are let go again; out comes a [`Catalogue`] of some two hundred
//! bytes an entry that answers in microseconds which entries lie between two days, name 赵立本, or took place in 341525. It is
//! made anew when the base has grown, and holds nothing that could not be made anew.

mod compile;
mod head;
mod name;
mod office;
mod spot;

pub use compile::Compiler;
pub use head::{Head, KINDS, kind_number};
use name::Runs;
pub use name::{Index, Name, inside};
pub use office::{Holder, Office};
use spot::Spot;

use crate::day::{self, Day};
use dashiji::collate::Key;
use dashiji::fact::DocumentRecord;
use dashiji::resolve::precision::exact;
use dashiji_store::DocumentId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A document that entries were read from.
#[derive(Debug, Clone)]
pub struct Source {
    /// What it says of itself.
    pub record: Arc<DocumentRecord>,
    /// What it is called in addresses: the base's id of it, which stays whatever comes in: `d2`.
    pub id: Box<str>,
    /// The base's id of it.
    pub document: DocumentId,
    /// The version that is current.
    pub version: u32,
    /// Its entries, by number.
    pub entries: Vec<u32>,
    /// First day told of.
    pub from: Day,
    /// Last day told of.
    pub to: Day,
    /// Code points of the entries.
    pub characters: usize,
    /// Headings of its sections, by number.
    pub sections: BTreeMap<u32, String>,
}

/// Two people at one event.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    /// Positions in the index of people, the lower first.
    pub people: (u32, u32),
    /// At how many events.
    pub events: u32,
    /// The same, each counting the less the more were there, in sixtieths.
    pub close: u32,
}

/// All of it.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// State of the library it was made from.
    pub position: u64,
    /// Documents, the latest told of first.
    pub sources: Vec<Source>,
    /// Entries by day, document and number; those without a date first.
    pub heads: Vec<Head>,
    /// How many have no date.
    pub undated: usize,
    /// People.
    pub people: Index,
    /// Places, by code or name.
    pub places: Index,
    /// Organisations.
    pub bodies: Index,
    /// Documents told of.
    pub papers: Index,
    /// Measures by what they are (防汛应急响应), with the level last told.
    pub measures: Index,
    /// Offices.
    pub offices: Vec<Office>,
    /// Who was with whom, the closest first.
    pub pairs: Vec<Pair>,
    /// Entries by month, those whose month is known.
    pub months: BTreeMap<(i16, i8), u32>,
    /// Entries that tell of a year, of some years or a season, by the first year.
    pub years: BTreeMap<i16, u32>,
    /// Entries whose day is not known though their month or year is, by position.
    pub dayless: Vec<u32>,
    /// Those among them whose month is not known either.
    pub coarse: Vec<u32>,
    /// Whose chronicle it is, as its documents tell: 霍山县大事记.
    pub title: String,
    /// The people of each entry, by position.
    pub people_of: Runs,
    /// The places of each entry.
    pub places_of: Runs,
    /// The bodies of each entry.
    pub bodies_of: Runs,
    /// Positions in `offices`, those most often seen first.
    pub offices_by_weight: Vec<u32>,
    /// Places on the map, by code.
    pub spots: Vec<Spot>,
    /// Entries with any place on the map, by day.
    pub placed: Vec<u32>,
    /// What each entry tells, as [`kind_number`] has it.
    pub kinds: Vec<u8>,
    /// For every person the positions in `pairs` they are of, most often first.
    pub company: Runs,
    /// The last day told of.
    last: Day,
    by_id: Vec<u32>,
    /// Whether any two entries have one id.
    twins: bool,
    by_hash: Vec<u32>,
    by_document: Vec<u32>,
    by_body: BTreeMap<Box<str>, Vec<u32>>,
    by_place: BTreeMap<Box<str>, u32>,
    towns: BTreeMap<Box<str>, u32>,
}

impl Catalogue {
    /// The entries from one day to another, both inside.
    pub fn between(&self, from: Day, to: Day) -> std::ops::Range<usize> {
        let dated = &self.heads[self.undated..];
        let first = dated.partition_point(|h| h.from < from);
        let last = dated.partition_point(|h| h.from <= to);
        self.undated + first..self.undated + last.max(first)
    }

    /// First and last day told of.
    pub fn extent(&self) -> Option<(Day, Day)> {
        let first = self.heads.get(self.undated)?;
        Some((first.from, self.last))
    }

    /// The entries of a stretch whose days are known, in the order of days.
    pub fn daily(&self, from: Day, to: Day) -> impl Iterator<Item = u32> + '_ {
        let range = self.between(from, to);
        range.map(|e| e as u32).filter(|e| self.dayless.binary_search(e).is_err())
    }

    /// Entries with an id, the newest first; more than one where two documents tell the same.
    pub fn entries(&self, id: &str) -> &[u32] {
        let at = |k: &u32| &*self.heads[*k as usize].id;
        let first = self.by_id.partition_point(|k| at(k) < id);
        let last = self.by_id.partition_point(|k| at(k) <= id);
        &self.by_id[first..last]
    }

    /// Whether an entry is the first that its id means.
    pub fn is_first(&self, entry: u32) -> bool {
        !self.twins || self.entries(&self.heads[entry as usize].id).first() == Some(&entry)
    }

    /// Where an entry stands.
    pub fn key(&self, entry: u32) -> Key {
        let head = &self.heads[entry as usize];
        let source = &self.sources[head.source as usize];
        Key { document: Arc::from(source.record.sha256.as_str()), number: head.number }
    }

    /// The entry under a key.
    pub fn entry(&self, key: &Key) -> Option<u32> {
        let (_, source) = self.hashed(&key.document)?;
        let number = |e: &u32| self.heads[*e as usize].number;
        let at = source.entries.binary_search_by_key(&key.number, number).ok()?;
        source.entries.get(at).copied()
    }

    /// The document of an id: `d2`, or its hash or the first twelve digits of it.
    pub fn source(&self, id: &str) -> Option<(usize, &Source)> {
        if let Ok(document) = id.parse::<DocumentId>() {
            let at = self.sources.get(self.position(document)?)?;
            return Some((self.position(document)?, at));
        }
        if id.len() >= 12 { self.hashed(id) } else { None }
    }

    /// A document by the base's id.
    pub fn document(&self, id: DocumentId) -> Option<&Source> {
        self.sources.get(self.position(id)?)
    }

    fn position(&self, id: DocumentId) -> Option<usize> {
        let at = self.by_document.binary_search_by_key(&id, |k| self.sources[*k as usize].document).ok()?;
        Some(self.by_document[at] as usize)
    }

    fn hashed(&self, id: &str) -> Option<(usize, &Source)> {
        let hash = |k: &u32| self.sources[*k as usize].record.sha256.as_str();
        let at = self.by_hash.partition_point(|k| hash(k) < id);
        let k = *self.by_hash.get(at).filter(|k| hash(k).starts_with(id))? as usize;
        Some((k, &self.sources[k]))
    }

    /// The first day of a name's first and of its last entry, ISO, as exactly as they are told; nothing where none has one.
    pub fn seen(&self, name: &Name) -> (Option<String>, Option<String>) {
        let dated = name.entries.partition_point(|&e| (e as usize) < self.undated);
        let at = |e: Option<&u32>| {
            let head = self.heads.get(*e? as usize).filter(|head| head.from != day::NONE)?;
            Some(exact(&day::iso(head.from), &day::iso(head.to)).to_owned())
        };
        (at(name.entries.get(dated)), at(name.entries.last()))
    }

    /// The offices of a body.
    pub fn offices_of(&self, body: &str) -> impl Iterator<Item = &Office> {
        self.by_body.get(body).into_iter().flatten().filter_map(|&k| self.offices.get(k as usize))
    }

    /// A place by its name instead of its code.
    pub fn place_named(&self, name: &str) -> Option<&Name> {
        self.places.names.get(*self.by_place.get(name)? as usize)
    }

    /// The division a town or village without a code is told of in.
    pub fn town(&self, name: &str) -> Option<u32> {
        self.towns.get(name).copied()
    }
}
