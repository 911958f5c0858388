//! Two people side by side: day by day where each was and what each did, and the entries in which both were there.

use crate::day::{self, Day};
use dashiji::collate::person::{Person, Stop};
use std::collections::BTreeMap;

/// What is told of two people on one day.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// The first day of what is told.
    pub day: Day,
    /// Of the one.
    pub one: Vec<Stop>,
    /// Of the other.
    pub other: Vec<Stop>,
}

impl Beside {
    /// Whether one entry tells of both.
    pub fn is_together(&self) -> bool {
        let key = |stop: &Stop| (stop.cite.document.clone(), stop.cite.number);
        self.one.iter().any(|a| self.other.iter().any(|b| key(a) == key(b)))
    }
}

/// The days on which anything is told of either, in order.
pub fn days(one: &[Person], other: &[Person]) -> Vec<Beside> {
    let mut days: BTreeMap<Day, Beside> = BTreeMap::new();
    let mut add = |people: &[Person], first: bool| {
        for stop in people.iter().flat_map(|person| &person.itinerary) {
            let Some(at) = day::of(&stop.from) else { continue };
            let beside = days.entry(at).or_insert_with(|| Beside { day: at, ..Beside::default() });
            if first { beside.one.push(stop.clone()) } else { beside.other.push(stop.clone()) }
        }
    };
    add(one, true);
    add(other, false);
    days.into_values().collect()
}
