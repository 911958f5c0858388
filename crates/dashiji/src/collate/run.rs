//! Registers as merges: what a document gives, and how what many documents give goes together.
//!
//! In go the entries of a document; out comes a [`Run`], the sorted set of (key, what was seen of it). Runs are merged as sets, an entry that
//! is in both once, so that no order, split or number of machines shows; a document goes out again as a set difference. A register's rows
//! are a function of one key's part of the run alone:
//!
//! ```text
//! 王伟  2003-01-04  d1 e7     ┐
//! 王伟  2003-03-09  d1 e31    ├─ finish ─> 王伟 (1), 王伟 (2)
//! 王伟  2003-03-11  d9 e2     ┘
//! ```
//!
//! Offices are a second level: rows of people, keyed again by body and post ([`super::office`]).

use super::document::core_title;
use super::document::{self, Document};
use super::entry::{Entry, Word};
use super::organization::{self, Organization};
use super::person::{self, Person};
use super::place::{self, Place};
use super::{Ruled, by_day};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A register whose rows are a function of what was seen of one key.
pub trait Register {
    /// What it is asked by.
    type Key: Ord + Clone;
    /// What was seen of a key in one place; the order is the one in which `finish` is given it.
    type Seen: Ord + Clone;
    /// What it says.
    type Row;

    /// What an entry shows.
    fn see(&self, entry: &Arc<Entry>, out: &mut Vec<(Self::Key, Self::Seen)>);

    /// What all that was seen of a key comes to.
    fn finish(&self, key: &Self::Key, seen: &[Self::Seen]) -> Vec<Self::Row>;
}

/// An entry as something that was seen: by day, then document and number.
#[derive(Debug, Clone)]
pub struct Told(Arc<Entry>);

impl Told {
    fn order(&self) -> (Option<&Word>, &Word, u32) {
        (self.0.day(), &self.0.source.sha256, self.0.number)
    }
}

impl PartialEq for Told {
    fn eq(&self, other: &Self) -> bool {
        self.order() == other.order()
    }
}

impl Eq for Told {}

impl PartialOrd for Told {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Told {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let ((day, document, number), (other_day, other_document, other_number)) =
            (self.order(), other.order());
        by_day(day.map(|day| &**day), other_day.map(|day| &**day))
            .then_with(|| (document, number).cmp(&(other_document, other_number)))
    }
}

/// The sorted set of what was seen, by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run<K, S>(Vec<(K, S)>);

impl<K: Ord + Clone, S: Ord + Clone> Default for Run<K, S> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Clone, S: Ord + Clone> Run<K, S> {
    /// What entries show in a register.
    pub fn of<'e, R>(register: &R, entries: impl IntoIterator<Item = &'e Arc<Entry>>) -> Self
    where
        R: Register<Key = K, Seen = S>,
    {
        let mut seen = Vec::new();
        entries.into_iter().for_each(|entry| register.see(entry, &mut seen));
        seen.sort();
        seen.dedup();
        Self(seen)
    }

    /// All that is in either, once.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        let mut merged = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            let next = match (left.peek(), right.peek()) {
                (Some(a), Some(b)) if a == b => {
                    right.next();
                    left.next()
                }
                (Some(a), Some(b)) => {
                    if a < b {
                        left.next()
                    } else {
                        right.next()
                    }
                }
                (Some(_), None) => left.next(),
                (None, _) => right.next(),
            };
            match next {
                Some(one) => merged.push(one.clone()),
                None => return Self(merged),
            }
        }
    }

    /// All that is in this one and not in the other.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut gone = other.0.iter().peekable();
        let kept = self.0.iter().filter(|one| {
            while gone.next_if(|other| other < one).is_some() {}
            gone.peek() != Some(one)
        });
        Self(kept.cloned().collect())
    }

    /// What was seen of a key.
    pub fn of_key(&self, key: &K) -> Vec<S> {
        let start = self.0.partition_point(|(other, _)| other < key);
        self.0[start..].iter().take_while(|(other, _)| other == key).map(|(_, seen)| seen.clone()).collect()
    }

    /// The keys, each once.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.chunk_by(|a, b| a.0 == b.0).filter_map(|part| part.first()).map(|(key, _)| key)
    }

    /// The rows of all keys, in the order of keys.
    pub fn finish<R: Register<Key = K, Seen = S>>(&self, register: &R) -> Vec<R::Row> {
        let rows = self.0.chunk_by(|a, b| a.0 == b.0).flat_map(|part| {
            let seen: Vec<S> = part.iter().map(|(_, seen)| seen.clone()).collect();
            part.first().map(|(key, _)| register.finish(key, &seen)).unwrap_or_default()
        });
        rows.collect()
    }
}

/// People by name, told apart as was ruled.
#[derive(Debug, Clone, Default)]
pub struct People {
    pub(super) ruled: BTreeMap<String, Ruled>,
}

impl Register for People {
    type Key = Word;
    type Seen = Told;
    type Row = Person;

    fn see(&self, entry: &Arc<Entry>, out: &mut Vec<(Word, Told)>) {
        let told = entry.people.iter().flat_map(super::entry::Named::borne);
        let names = entry.people.iter().map(|who| who.key.clone());
        out.extend(names.chain(told.map(|(name, ..)| name.into())).map(|name| (name, Told(entry.clone()))));
    }

    fn finish(&self, name: &Word, seen: &[Told]) -> Vec<Person> {
        let all = entries(seen);
        let of = |holds: fn(&Entry, &str) -> bool| -> Vec<&Arc<Entry>> {
            all.iter().copied().filter(|entry| holds(entry, name)).collect()
        };
        let naming = of(|entry, name| entry.people.iter().any(|who| *who.key == *name));
        let telling = of(|entry, name| {
            entry.people.iter().flat_map(super::entry::Named::borne).any(|(borne, ..)| borne == name)
        });
        person::people(name, &naming, &telling, self.ruled.get(&**name))
    }
}

/// Places by what they are told apart by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Places;

impl Register for Places {
    type Key = Word;
    type Seen = Told;
    type Row = Place;

    fn see(&self, entry: &Arc<Entry>, out: &mut Vec<(Word, Told)>) {
        out.extend(entry.places.iter().map(|place| (place.key().clone(), Told(entry.clone()))));
    }

    fn finish(&self, key: &Word, seen: &[Told]) -> Vec<Place> {
        place::told(key, &entries(seen)).into_iter().collect()
    }
}

/// Bodies by what they are told apart by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bodies;

impl Register for Bodies {
    type Key = Word;
    type Seen = Told;
    type Row = Organization;

    fn see(&self, entry: &Arc<Entry>, out: &mut Vec<(Word, Told)>) {
        let bodies = entry.bodies.iter().map(|body| &body.key);
        let keys = bodies.chain(entry.organizers.iter().map(|body| &body.key));
        out.extend(keys.map(|key| (key.clone(), Told(entry.clone()))));
    }

    fn finish(&self, key: &Word, seen: &[Told]) -> Vec<Organization> {
        vec![organization::told(key, &[key], &entries(seen))]
    }
}

/// Documents by their title as titles are compared; one that is told again under a short form is found under it as well, and joined to
/// the full title on the level above.
#[derive(Debug, Clone, Copy, Default)]
pub struct Papers;

impl Register for Papers {
    type Key = String;
    type Seen = Told;
    type Row = Document;

    fn see(&self, entry: &Arc<Entry>, out: &mut Vec<(String, Told)>) {
        let mut keys: Vec<String> = entry.documents.iter().flat_map(document::keys).collect();
        keys.sort();
        keys.dedup();
        out.extend(keys.into_iter().map(|key| (key, Told(entry.clone()))));
    }

    fn finish(&self, core: &String, seen: &[Told]) -> Vec<Document> {
        let entries = entries(seen);
        let titles = entries
            .iter()
            .flat_map(|entry| entry.documents.iter())
            .flat_map(|paper| [Some(&*paper.title), document::revises(&paper.title).map(|(_, title)| title)])
            .flatten()
            .filter(|title| core_title(title) == *core)
            .collect();
        document::told(&titles, &entries).into_iter().map(|dated| dated.document).collect()
    }
}

fn entries(seen: &[Told]) -> Vec<&Arc<Entry>> {
    seen.iter().map(|told| &told.0).collect()
}
