//! Step 6: facts of many entries -> registers, ledgers, duplicates.
//!
//! What goes in are [`Record`]s of any number of documents; what comes out says, for a name, an office, a place, a body, a
//! document or a series of figures, what the entries together say, each statement with the characters it rests on.
//! `省委书记赵立本` on the 2nd and a bare `赵立本` on the 4th are one person, who is 省委书记 on the 4th by the 2nd's word.
//!
//! A [`Collation`] holds the entries by key and an index of the names in them. [`Collation::apply`] adds and removes
//! entries; every register is a pure function of what is held, in key order, so that the order of arrival cannot show.

pub mod carry;
pub mod document;
pub mod ledger;
pub mod office;
pub mod organization;
pub mod person;
pub mod place;

use crate::fact::{DocumentRecord, Record};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where an entry stands: the document's SHA-256 and the entry's number in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// SHA-256 of the document, in hexadecimal.
    pub document: Arc<str>,
    /// The entry's number, from 1.
    pub number: u32,
}

impl Key {
    /// The key of a record.
    pub fn of(record: &Record) -> Self {
        Self { document: Arc::from(record.document.sha256.as_str()), number: record.number }
    }
}

/// The characters a statement rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cite {
    /// SHA-256 of the document.
    pub document: Arc<str>,
    /// The name the document was given by.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path: Option<String>,
    /// The entry's id.
    pub entry: String,
    /// The entry's number in its document.
    pub number: u32,
    /// The entry's first day, ISO.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<String>,
    /// The text as it stands.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Cite {
    /// A piece of an entry.
    pub fn of(record: &Record, text: &str, start: u32, end: u32) -> Self {
        Self {
            document: Arc::from(record.document.sha256.as_str()),
            path: record.document.path.clone(),
            entry: record.id.clone(),
            number: record.number,
            date: day(record).map(str::to_owned),
            text: text.to_owned(),
            start,
            end,
        }
    }

    /// An entry's headline, or its date where it has none.
    pub fn entry(record: &Record) -> Self {
        if let Some(headline) = &record.headline {
            return Self::of(record, &headline.text, headline.start, headline.end);
        }
        match &record.date {
            Some(date) if date.end > date.start => Self::of(record, &date.text, date.start, date.end),
            _ => Self::of(record, "", record.span.start, record.span.start),
        }
    }
}

/// The first day of an entry, ISO, without a clock time.
pub fn day(record: &Record) -> Option<&str> {
    record.date.as_ref().and_then(|date| date.from.get(..10).or(Some(date.from.as_str())))
}

/// The entries of many documents with an index of what is named in them.
#[derive(Debug, Clone, Default)]
pub struct Collation {
    entries: BTreeMap<Key, Arc<Record>>,
    people: BTreeMap<String, BTreeSet<Key>>,
    places: BTreeMap<String, BTreeSet<Key>>,
    organizations: BTreeMap<String, BTreeSet<Key>>,
    documents: BTreeMap<String, BTreeSet<Key>>,
    ruled: BTreeMap<String, Ruled>,
}

/// What people decided of a name.
#[derive(Debug, Clone, Default)]
struct Ruled {
    /// All of that name are one person, whatever their offices.
    one: bool,
    /// Entries in which the name is another person's.
    apart: Vec<BTreeSet<Key>>,
}

impl Collation {
    /// All of this name are one person, whatever their offices say.
    pub fn rule_one(&mut self, name: &str) {
        self.ruled.entry(name.to_owned()).or_default().one = true;
    }

    /// In these entries the name is another person's than in the others.
    pub fn rule_apart(&mut self, name: &str, entries: BTreeSet<Key>) {
        self.ruled.entry(name.to_owned()).or_default().apart.push(entries);
    }

    /// A collation of these entries.
    pub fn of(records: impl IntoIterator<Item = Record>) -> Self {
        let mut collation = Self::default();
        collation.apply(records.into_iter().map(Arc::new), std::iter::empty());
        collation
    }

    /// Adds and removes entries. What is added under a key that is held takes its place; the order of calls does not show.
    pub fn apply(
        &mut self,
        added: impl IntoIterator<Item = Arc<Record>>,
        removed: impl IntoIterator<Item = Key>,
    ) {
        for key in removed {
            self.take(&key);
        }
        for record in added {
            let key = Key::of(&record);
            self.take(&key);
            self.index(&key, &record, true);
            self.entries.insert(key, record);
        }
    }

    fn take(&mut self, key: &Key) {
        if let Some(record) = self.entries.remove(key) {
            self.index(key, &record, false);
        }
    }

    fn index(&mut self, key: &Key, record: &Record, add: bool) {
        let note = |index: &mut BTreeMap<String, BTreeSet<Key>>, name: &str| {
            if add {
                index.entry(name.to_owned()).or_default().insert(key.clone());
            } else if let Some(keys) = index.get_mut(name) {
                keys.remove(key);
                if keys.is_empty() {
                    index.remove(name);
                }
            }
        };
        for person in &record.people {
            note(&mut self.people, &person.name);
        }
        for place in &record.places {
            note(&mut self.places, place.code.as_deref().unwrap_or(&place.name));
        }
        for organization in record.orgs.iter().chain(&record.organs) {
            note(&mut self.organizations, organization.name.as_deref().unwrap_or(&organization.text));
        }
        for organizer in &record.organizers {
            note(&mut self.organizations, organizer.name.as_deref().unwrap_or(&organizer.text));
        }
        for document in &record.documents {
            note(&mut self.documents, &document.title);
        }
    }

    /// The entries, by document and number.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.entries.values()
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry under a key.
    pub fn get(&self, key: &Key) -> Option<&Arc<Record>> {
        self.entries.get(key)
    }

    /// The documents the entries stand in, by SHA-256.
    pub fn sources(&self) -> Vec<Arc<DocumentRecord>> {
        let mut sources: Vec<Arc<DocumentRecord>> = Vec::new();
        for record in self.entries.values() {
            if sources.last().is_none_or(|last| last.sha256 != record.document.sha256) {
                sources.push(record.document.clone());
            }
        }
        sources
    }

    /// The names of people, in code point order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.people.keys().map(String::as_str)
    }

    /// The entries that name a person, by date, then document and number.
    pub fn naming(&self, name: &str) -> Vec<&Arc<Record>> {
        self.by_date(self.people.get(name))
    }

    fn by_date(&self, keys: Option<&BTreeSet<Key>>) -> Vec<&Arc<Record>> {
        let mut records: Vec<&Arc<Record>> =
            keys.into_iter().flatten().filter_map(|key| self.entries.get(key)).collect();
        records.sort_by(|a, b| day(a).cmp(&day(b)));
        records
    }
}
