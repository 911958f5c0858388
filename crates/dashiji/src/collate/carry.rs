//! Carried offices: the post a bare name held that day, from another entry that states it.
//!
//! `黄强、舒庆出席会议` on the 4th, and `省委常委、常务副省长黄强` on the 4th two entries on: 黄强 gets both posts, basis
//! `carried`, with the entry they come from and the days between. Only posts are carried, never a collective, never past an
//! appointment of that person, and never between people who are only namesakes.

use super::person::without_post;
use super::{Collation, Key, day};
use crate::fact::{EventType, Record, TitleBasis, TitleKind, TitleRecord};
use std::sync::Arc;

/// No post is carried further than this many days.
const REACH: i32 = 366;

impl Collation {
    /// The record with posts carried to the bare names in it.
    #[must_use]
    pub fn carried(&self, record: &Record) -> Record {
        let mut filled = record.clone();
        let bare: Vec<(usize, String)> =
            without_post(record).map(|(k, person)| (k, person.name.clone())).collect();
        for (k, name) in bare {
            let titles = self.post_of(&name, record);
            if let Some(person) = filled.people.get_mut(k) {
                person.titles.extend(titles);
            }
        }
        filled
    }

    /// The posts that `name` held on a record's day by the nearest entry that states them; empty where none does.
    fn post_of(&self, name: &str, record: &Record) -> Vec<TitleRecord> {
        let key = Key::of(record);
        let naming = self.naming(name);
        let Some(cluster) = self.clusters(name).into_iter().find(|c| c.keys.contains(&key)) else {
            return Vec::new();
        };
        let Some(here) = day(record).and_then(days) else { return Vec::new() };
        let member = |other: &&&Arc<Record>| cluster.keys.contains(&Key::of(other)) && Key::of(other) != key;
        let appointed: Vec<i32> = naming
            .iter()
            .filter(member)
            .filter(|other| other.kind == Some(EventType::Appointment))
            .filter_map(|other| day(other).and_then(days))
            .collect();
        let nearest = naming
            .iter()
            .filter(member)
            .filter(|other| other.people.iter().any(|p| p.name == name && p.titles.iter().any(stated_post)))
            .filter_map(|other| Some((other, day(other).and_then(days)? - here)))
            .filter(|(_, apart)| apart.abs() <= REACH)
            // Never past an appointment: one between the two days changes the office.
            .filter(|(_, apart)| {
                let (low, high) = (here.min(here + apart), here.max(here + apart));
                !appointed.iter().any(|day| low < *day && *day < high || *day == high && high != low)
            })
            // The nearest day; of two as near, the earlier.
            .min_by_key(|(other, apart)| {
                (apart.abs(), *apart > 0, other.number.abs_diff(record.number), Key::of(other))
            });
        let Some((source, apart)) = nearest else { return Vec::new() };
        let titles = source.people.iter().filter(|p| p.name == name).flat_map(|p| &p.titles);
        titles
            .filter(|title| stated_post(title))
            .map(|title| TitleRecord {
                start: None,
                end: None,
                basis: TitleBasis::Carried,
                from_entry: Some(source.id.clone()),
                days: Some(apart),
                ..title.clone()
            })
            .collect()
    }
}

fn stated_post(title: &TitleRecord) -> bool {
    title.kind == TitleKind::Post && matches!(title.basis, TitleBasis::Stated | TitleBasis::Roster)
}

/// Days since 0000-01-01 of an ISO date, proleptic Gregorian; a month or a year counts from its first day.
pub fn days(date: &str) -> Option<i32> {
    let mut parts = date.splitn(3, '-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: i8 = parts.next().map_or(Ok(1), str::parse).ok()?;
    let day: i8 = parts.next().map_or(Ok(1), |d| d.get(..2).unwrap_or(d).parse()).ok()?;
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    let origin = jiff::civil::Date::new(0, 1, 1).ok()?;
    (date - origin).get_days().into()
}
