//! Step 6: facts of many entries -> registers, ledgers, duplicates.
//!
//! What goes in are [`Record`]s of any number of documents; what comes out says, for a name, an office, a place, a body, a
//! document or a series of figures, what the entries together say, each statement with the characters it rests on.
//! `省委书记赵立本` on the 2nd and a bare `赵立本` on the 4th are one person, who is 省委书记 on the 4th by the 2nd's word.
//!
//! A [`Collation`] holds of each entry what registers need ([`entry::Entry`], words that come again kept once) and an index of
//! the names in them. [`Collation::apply`] adds and removes entries; every register is a pure function of what is held, in key
//! order, so that the order of arrival cannot show. Time grows with the entries (times the logarithm of their number), memory
//! with the facts in them.
//!
//! # A part of the entries
//!
//! What is asked of one name needs only the entries that name it. A collation of these entries alone gives the same as one of
//! all entries for:
//!
//! - [`Collation::person`], and [`Collation::carried`] as far as that person goes: the entries that name them, and for who else may be meant those that tell
//!   the name as another one of somebody's;
//! - [`Collation::place`], by code, key or name: the entries that name it under any code (`entries_within` of a province or prefecture counts those
//!   of what lies in it, which [`Collation::places`] alone knows);
//! - [`Collation::organization`]: the entries that name it in full or by a form whose full name is known;
//! - one document of [`Collation::documents`]: the entries that name it under any title that is the same but for its stage
//!   ([`document::core_title`]).
//!
//! [`Collation::offices`] needs every entry that names a holder, since people of one name are told apart by all their offices.
//! [`Collation::ledgers`] needs all entries with figures of the series' unit, since totals stand in other entries.

pub mod carry;
pub mod circle;
pub mod digest;
pub mod document;
pub mod entry;
pub mod held;
mod identity;
pub mod key;
pub mod ledger;
pub mod office;
pub mod organization;
pub mod partial;
pub mod person;
pub mod place;
pub mod run;
pub mod seat;
mod term;
mod words;

use crate::fact::{DocumentRecord, Record};
use entry::{Entry, Said, Word, name_key};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use words::Words;

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

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// The characters a statement rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cite {
    /// SHA-256 of the document.
    pub document: Arc<str>,
    /// The name the document was given by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<Word>,
    /// The entry's id.
    pub entry: Word,
    /// The entry's number in its document.
    pub number: u32,
    /// The entry's first day, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Word>,
    /// The text as it stands.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Whether what is cited for it is in doubt there: the name, or the division a place is.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub doubt: bool,
}

impl Cite {
    /// A piece of an entry.
    pub fn of(entry: &Entry, text: &str, start: u32, end: u32) -> Self {
        Self {
            document: entry.source.sha256.clone(),
            path: entry.source.path.clone(),
            entry: entry.id.clone(),
            number: entry.number,
            date: entry.day().cloned(),
            text: text.to_owned(),
            start,
            end,
            doubt: false,
        }
    }

    /// The same, told to be in doubt where it is.
    #[must_use]
    pub fn doubted(self, doubt: bool) -> Self {
        Self { doubt, ..self }
    }

    /// A piece of an entry.
    pub fn said(entry: &Entry, said: &Said) -> Self {
        Self::of(entry, &said.text, said.start, said.end)
    }

    /// An entry's headline, or its date where it has none.
    pub fn entry(entry: &Entry) -> Self {
        if let Some(headline) = &entry.headline {
            return Self::said(entry, headline);
        }
        match &entry.date {
            Some(date) if date.said.end > date.said.start => Self::said(entry, &date.said),
            _ => Self::of(entry, "", entry.start, entry.start),
        }
    }
}

/// The first day of an entry, ISO, without a clock time.
pub fn day(record: &Record) -> Option<&str> {
    record.dated().map(crate::fact::TimeRecord::first_day)
}

/// Which of two days (ISO) comes first, before our era too; what has no day comes before all.
pub(crate) fn by_day(one: Option<&str>, other: Option<&str>) -> std::cmp::Ordering {
    crate::resolve::day::iso_order(one.unwrap_or_default(), other.unwrap_or_default())
}

/// Entries by position in [`Collation::slots`], ascending.
type Slots = Vec<u32>;

/// The entries of many documents with an index of what is named in them.
#[derive(Debug, Clone, Default)]
pub struct Collation {
    entries: BTreeMap<Key, u32>,
    slots: Vec<Option<Arc<Entry>>>,
    free: Vec<u32>,
    words: Words,
    /// Entries gone since the words were last swept.
    gone: usize,
    people: BTreeMap<Word, Slots>,
    /// Entries that tell a name as another one of somebody's.
    called: BTreeMap<Word, Slots>,
    places: BTreeMap<Word, Slots>,
    organizations: BTreeMap<Word, Slots>,
    documents: BTreeMap<Word, Slots>,
    /// The forms that people's names are written in, by what they are compared by.
    people_named: Aliases,
    /// Keys of places and of bodies by the names they are told under.
    places_named: Aliases,
    bodies_named: Aliases,
    ruled: BTreeMap<String, Ruled>,
}

/// Keys by name, or forms by key, with how many entries tell them so.
#[derive(Debug, Clone, Default)]
struct Aliases(BTreeMap<Word, BTreeMap<Word, u32>>);

impl Aliases {
    fn note(&mut self, name: &Word, key: &Word, add: bool) {
        let keys = self.0.entry(name.clone()).or_default();
        let count = keys.entry(key.clone()).or_default();
        *count = if add { *count + 1 } else { count.saturating_sub(1) };
        if *count == 0 {
            keys.remove(key);
        }
        if keys.is_empty() {
            self.0.remove(name);
        }
    }

    /// The one that most entries tell, of several as many the first.
    fn most(&self, name: &str) -> Option<&Word> {
        let keys = self.0.get(name)?.iter();
        keys.max_by_key(|(key, count)| (**count, std::cmp::Reverse(*key))).map(|(key, _)| key)
    }

    fn keys(&self, name: &str) -> impl Iterator<Item = &Word> {
        self.0.get(name).into_iter().flat_map(BTreeMap::keys)
    }
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
        self.ruled.entry(name_key(name)).or_default().one = true;
    }

    /// In these entries the name is another person's than in the others.
    pub fn rule_apart(&mut self, name: &str, entries: BTreeSet<Key>) {
        self.ruled.entry(name_key(name)).or_default().apart.push(entries);
    }

    /// A collation of these entries.
    pub fn of(records: impl IntoIterator<Item = impl std::borrow::Borrow<Record>>) -> Self {
        let mut collation = Self::default();
        for record in records {
            collation.add(record.borrow());
        }
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
            self.add(&record);
        }
        // One sweep over all words for as many entries gone as there are left.
        if self.gone > self.entries.len() {
            self.words.sweep();
            self.gone = 0;
        }
    }

    fn add(&mut self, record: &Record) {
        let source = self.words.source(&record.document);
        let entry = Entry::of(record, source, &mut self.words);
        self.insert(entry);
    }

    fn insert(&mut self, entry: Entry) {
        let entry = Arc::new(entry);
        let key = entry.key();
        self.take(&key);
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            (self.slots.len() - 1) as u32
        });
        self.index(slot, &entry, true);
        self.entries.insert(key, slot);
        if let Some(place) = self.slots.get_mut(slot as usize) {
            *place = Some(entry);
        }
    }

    fn take(&mut self, key: &Key) {
        let Some(slot) = self.entries.remove(key) else { return };
        if let Some(entry) = self.slots.get_mut(slot as usize).and_then(Option::take) {
            self.index(slot, &entry, false);
        }
        self.free.push(slot);
        self.gone += 1;
    }

    fn index(&mut self, slot: u32, entry: &Entry, add: bool) {
        let note = |index: &mut BTreeMap<Word, Slots>, name: &Word| {
            if add {
                let slots = index.entry(name.clone()).or_default();
                if let Err(at) = slots.binary_search(&slot) {
                    slots.insert(at, slot);
                }
            } else if let Some(slots) = index.get_mut(name) {
                if let Ok(at) = slots.binary_search(&slot) {
                    slots.remove(at);
                }
                if slots.is_empty() {
                    index.remove(name);
                }
            }
        };
        for person in &entry.people {
            note(&mut self.people, &person.key);
            person.borne().for_each(|(name, ..)| note(&mut self.called, &Word::from(name)));
            self.people_named.note(&person.key, &person.name, add);
        }
        for place in &entry.places {
            note(&mut self.places, place.key());
            self.places_named.note(&place.name, place.key(), add);
        }
        let bodies = entry.bodies.iter().map(|body| (&body.name, &body.key));
        for (name, key) in bodies.chain(entry.organizers.iter().map(|body| (&body.name, &body.key))) {
            note(&mut self.organizations, key);
            self.bodies_named.note(name, key, add);
        }
        for document in &entry.documents {
            note(&mut self.documents, &document.title);
            if let Some((_, title)) = document::revises(&document.title) {
                note(&mut self.documents, &Word::from(title));
            }
        }
    }

    /// The entries, by document and number.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.entries.values().filter_map(|slot| self.slot(*slot))
    }

    fn slot(&self, slot: u32) -> Option<&Arc<Entry>> {
        self.slots.get(slot as usize)?.as_ref()
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
    pub fn get(&self, key: &Key) -> Option<&Arc<Entry>> {
        self.slot(*self.entries.get(key)?)
    }

    /// The documents the entries stand in, by SHA-256.
    pub fn sources(&self) -> Vec<Arc<DocumentRecord>> {
        let mut sources: Vec<Arc<DocumentRecord>> = Vec::new();
        for entry in self.entries() {
            if sources.last().is_none_or(|last| *last.sha256 != *entry.source.sha256) {
                sources.push(entry.source.record.clone());
            }
        }
        sources
    }

    /// The names of people, each once and as most entries write it, in the order of what they are compared by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.people.keys().map(|key| self.people_named.most(key).map_or(&**key, |name| &**name))
    }

    /// The keys of all records of registers, kind by kind in their order: people by name, places, bodies, documents by title.
    pub fn keys(&self) -> impl Iterator<Item = (key::KeyKind, String)> + '_ {
        use key::KeyKind::{Body, Document, Person, Place};
        let named = [(Person, &self.people), (Place, &self.places), (Body, &self.organizations)];
        let named =
            named.into_iter().flat_map(|(kind, keys)| keys.keys().map(move |key| (kind, key.to_string())));
        let titles: BTreeSet<String> =
            self.documents.keys().map(|title| document::core_title(title)).collect();
        named.chain(titles.into_iter().map(|title| (Document, title)))
    }

    /// The entries that name a person, by date, then document and number.
    pub fn naming(&self, name: &str) -> Vec<&Arc<Entry>> {
        self.by_date(self.people.get(&*name_key(name)).into_iter().flatten().copied())
    }

    /// The entries that tell a name as another one of somebody's, in the same order.
    fn telling(&self, name: &str) -> Vec<&Arc<Entry>> {
        self.by_date(self.called.get(&*name_key(name)).into_iter().flatten().copied())
    }

    /// Entries by date, then document and number.
    fn by_date(&self, slots: impl IntoIterator<Item = u32>) -> Vec<&Arc<Entry>> {
        let mut entries: Vec<&Arc<Entry>> = slots.into_iter().filter_map(|slot| self.slot(slot)).collect();
        entries.sort_by(|a, b| {
            by_day(a.day().map(|day| &**day), b.day().map(|day| &**day))
                .then_with(|| a.source.sha256.cmp(&b.source.sha256))
                .then(a.number.cmp(&b.number))
        });
        entries
    }
}
