//! Carried offices: the post a bare name held that day, from another entry that states it.
//!
//! `黄强、舒庆出席会议` on the 4th, and `省委常委、常务副省长黄强` on the 4th two entries on: 黄强 gets both posts, basis
//! `carried`, with the entry they come from and the days between. Only posts are carried, never a collective, never past an
//! appointment of that person, and never between people who are only namesakes.

use super::entry::{Called, Entry, name_key};
use super::person::without_post;
use super::seat::Standing;
use super::{Collation, Key};
use crate::fact::{EventType, Part, Record, TitleBasis, TitleKind, TitleRecord};
use std::collections::BTreeMap;
use std::sync::Arc;

/// No post is carried further than this many days.
const REACH: i32 = 366;

impl Collation {
    /// The record with posts carried to the bare names in it. Whoever carries to many records asks [`Collation::carrier`].
    #[must_use]
    pub fn carried(&self, record: &Record) -> Record {
        self.carrier().carried(record)
    }

    /// Carries posts to one record after another and remembers what it found out of each name.
    pub fn carrier(&self) -> Carrier<'_> {
        Carrier { collation: self, known: BTreeMap::new() }
    }
}

/// Carries posts to the bare names of records.
#[derive(Debug)]
pub struct Carrier<'a> {
    collation: &'a Collation,
    known: BTreeMap<String, Vec<Career<'a>>>,
}

/// What entries of one person say of offices, by day.
#[derive(Debug, Default)]
struct Career<'a> {
    /// Every entry that names them.
    keys: std::collections::BTreeSet<Key>,
    /// Entries that state a post.
    stated: Vec<(i32, &'a Arc<Entry>)>,
    /// Days of appointments, with the entry.
    appointed: Vec<(i32, Key)>,
}

/// The people of a record that have no post in it, by the names that people are compared by, each once.
pub fn bare_names(record: &Record) -> std::collections::BTreeSet<String> {
    without_post(record).map(|(_, person)| name_key(person.known_as())).collect()
}

impl Carrier<'_> {
    /// The record with posts carried to the bare names in it.
    #[must_use]
    pub fn carried(&mut self, record: &Record) -> Record {
        let mut filled = record.clone();
        let bare: Vec<(usize, String)> =
            without_post(record).map(|(k, person)| (k, name_key(person.known_as()))).collect();
        for (k, name) in bare {
            let titles = self.post_of(&name, record);
            if let Some(person) = filled.people.get_mut(k) {
                person.titles.extend(titles);
            }
        }
        filled
    }

    /// The posts that `name` held on a record's day by the nearest entry that states them; empty where none does.
    fn post_of(&mut self, name: &str, record: &Record) -> Vec<TitleRecord> {
        let Some(here) = super::day(record).and_then(days) else { return Vec::new() };
        if !self.known.contains_key(name) {
            self.known.insert(name.to_owned(), careers(self.collation, name));
        }
        let key = Key::of(record);
        let careers = self.known.get(name).into_iter().flatten();
        let Some(career) = careers.into_iter().find(|career| career.keys.contains(&key)) else {
            return Vec::new();
        };
        let from = career.stated.partition_point(|(day, _)| *day < here - REACH);
        let nearest = career
            .stated
            .iter()
            .skip(from)
            .take_while(|(day, _)| *day <= here + REACH)
            .map(|(day, other)| (other, day - here))
            .filter(|(other, _)| other.number != key.number || other.source.sha256 != key.document)
            // Never past an appointment: one between the two days changes the office.
            .filter(|(_, apart)| {
                let (low, high) = (here.min(here + apart), here.max(here + apart));
                let first = career.appointed.partition_point(|(day, _)| *day <= low);
                !career
                    .appointed
                    .iter()
                    .skip(first)
                    .take_while(|(day, _)| *day <= high)
                    .any(|(_, entry)| *entry != key)
            })
            // The nearest day; of two as near, the earlier.
            .min_by_key(|(other, apart)| {
                (apart.abs(), *apart > 0, other.number.abs_diff(record.number), other.key())
            });
        let Some((source, apart)) = nearest else { return Vec::new() };
        let titles = source.people.iter().filter(|p| *p.key == *name).flat_map(|p| &p.titles);
        titles
            .filter(|called| stated_post(called))
            .map(|called| &called.title)
            .map(|title| TitleRecord {
                text: title.text.to_string(),
                form: None,
                kind: title.kind,
                post: title.post.as_ref().map(ToString::to_string),
                org: title.org.as_ref().map(ToString::to_string),
                start: None,
                end: None,
                basis: TitleBasis::Carried,
                from_entry: Some(source.id.to_string()),
                days: Some(apart),
                doubt: None,
            })
            .collect()
    }
}

/// What is known of each person of a name.
fn careers<'a>(collation: &'a Collation, name: &str) -> Vec<Career<'a>> {
    let naming = collation.naming(name);
    let mut careers = Vec::new();
    for cluster in collation.clusters(name, &naming) {
        let mut career = Career::default();
        for entry in cluster.members.iter().filter_map(|k| naming.get(*k).copied()) {
            career.keys.insert(entry.key());
            let Some(day) = entry.day().and_then(|day| days(day)) else { continue };
            let changes = |p: &super::entry::Named| {
                *p.key == *name && p.parts.iter().any(|part| matches!(part, Part::Appointed | Part::Removed))
            };
            if entry.kind == Some(EventType::Appointment) || entry.people.iter().any(changes) {
                career.appointed.push((day, entry.key()));
            }
            let states = |p: &super::entry::Named| p.titles.iter().any(stated_post);
            if entry.people.iter().any(|p| *p.key == *name && states(p)) {
                career.stated.push((day, entry));
            }
        }
        career.stated.sort_by_key(|(day, _)| *day);
        career.appointed.sort();
        careers.push(career);
    }
    careers
}

/// Whether a title states a post that is held that day: 原县长 does not.
fn stated_post(called: &Called) -> bool {
    let title = &called.title;
    let held = called.seat.as_ref().is_none_or(|seat| seat.standing == Standing::Held);
    held && title.kind == TitleKind::Post && matches!(title.basis, TitleBasis::Stated | TitleBasis::Roster)
}

/// Days since 0000-01-01 of an ISO date, proleptic Gregorian; a month or a year counts from its first day.
pub fn days(date: &str) -> Option<i32> {
    let origin = crate::resolve::day::of_iso("0000-01-01")?;
    Some(crate::resolve::day::of_iso(date)?.0 - origin.0)
}
