//! Two of a kind side by side: two people day by day, two stretches of entries by how often each names what, and what only one of two tells.

use super::filter::common;
use crate::catalogue::{Catalogue, Index, KINDS};
use crate::day::{self, Day};
use dashiji::collate::person::{Person, Stop};
use std::collections::BTreeMap;

/// What two tell of one thing: nothing where one leaves it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is called.
    pub name: String,
    /// What the one says of it.
    pub one: Option<String>,
    /// What the other says.
    pub other: Option<String>,
}

/// What two tell, each thing once: first what both tell, then what only the one, then what only the other.
pub fn told(one: &[(String, String)], other: &[(String, String)]) -> Vec<Told> {
    let mut names: Vec<&String> = Vec::new();
    for (name, _) in one.iter().chain(other) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let of = |list: &[(String, String)], name: &String| {
        list.iter().find(|(own, _)| own == name).map(|(_, words)| words.clone())
    };
    let mut told: Vec<Told> = names
        .into_iter()
        .map(|name| Told { name: name.clone(), one: of(one, name), other: of(other, name) })
        .collect();
    told.sort_by_key(|told| match (&told.one, &told.other) {
        (Some(_), Some(_)) => 0,
        (Some(_), None) => 1,
        _ => 2,
    });
    told
}

/// How often each of two stretches of entries names what a register has: position in it and both counts, the most named first.
pub fn named(index: &Index, one: &[u32], other: &[u32], most: usize) -> Vec<(usize, usize, usize)> {
    let count = |sorted: &[u32], own: &[u32]| {
        if own.len() < sorted.len() { common(sorted, own) } else { common(own, sorted) }
    };
    let mut all: Vec<(usize, usize, usize)> = index
        .names
        .iter()
        .enumerate()
        .map(|(k, name)| (k, count(one, &name.entries), count(other, &name.entries)))
        .filter(|(_, a, b)| a + b > 0)
        .collect();
    all.sort_by_key(|(k, a, b)| (std::cmp::Reverse(a + b), *k));
    all.truncate(most);
    all
}

/// How many entries of each of two stretches are of each type.
pub fn kinds(
    catalogue: &Catalogue,
    one: &[u32],
    other: &[u32],
) -> Vec<(dashiji::fact::EventType, usize, usize)> {
    let of = |entries: &[u32], k: usize| {
        entries.iter().filter(|&&e| usize::from(catalogue.kinds[e as usize]) == k).count()
    };
    let all = KINDS.into_iter().enumerate().map(|(k, kind)| (kind, of(one, k), of(other, k)));
    all.filter(|(_, a, b)| a + b > 0).collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_one_tells_stands_behind_what_both_tell() {
        let list = |names: &[&str]| -> Vec<(String, String)> {
            names.iter().map(|name| ((*name).to_owned(), "到场".to_owned())).collect()
        };
        let told = told(&list(&["甲", "乙"]), &list(&["丙", "乙"]));
        let names: Vec<&str> = told.iter().map(|told| told.name.as_str()).collect();
        assert_eq!(names, ["乙", "甲", "丙"]);
        assert!(told[1].other.is_none() && told[2].one.is_none());
    }
}
