//! The register of people: who held which office as observed, who was where, in which part, with whom.
//!
//! In go the entries that name `赵立本`; out come one or more [`Person`]s, told apart by `identity`; the ground for each merge is
//! kept, and who may be the same as another is said to be so.

use super::circle::Circle;
use super::entry::{Entry, Event, Word, name_key};
use super::held::offices;
use super::identity::{Cluster, Maybe, bearers, tell_apart};
use super::seat::{Filled, Standing};
use super::{Cite, Collation, Ruled, by_day};
use crate::fact::{AliasKind, Change, Part, PersonRecord, PlaceRole, Record, TitleKind};
use crate::lexicon::Lists;
use crate::lexicon::lists::folded;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An office as it was observed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// The title in its fullest form seen.
    pub title: String,
    /// The post alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// What it is.
    pub kind: TitleKind,
    /// Body and post in full as far as the body is known: 理塘县副县长, 理塘县委书记.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub full: String,
    /// What the body is known from, where no title says it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub filled: Option<Filled>,
    /// Whether several may hold it at once.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub several: bool,
    /// Whether it is held on the days told, or was before (原县长), or is to be (候任县长).
    #[serde(skip_serializing_if = "is_held", default)]
    pub standing: Standing,
    /// First day seen, ISO, as exactly as it is told: `2020` of a year.
    pub first: Option<String>,
    /// Last day seen, ISO.
    pub last: Option<String>,
    /// Day on which it was taken (任命, 当选), where an entry tells it; tenure is never claimed from observation alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appointed: Option<String>,
    /// Day on which it was left (免去, 辞去, 逝世), where an entry tells it and none that it was taken again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub removed: Option<String>,
    /// How and when it was taken and left, as entries tell, by day.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub changes: Vec<Turn>,
    /// The days in office, where a list of posts tells them: first and last, ISO, nothing where open.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tenure: Option<(Option<String>, Option<String>)>,
    /// Where it was read.
    pub cites: Vec<Cite>,
}

/// An office taken or left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// How.
    pub how: Change,
    /// The day, ISO, as exactly as it is told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<String>,
    /// Where it is told.
    pub cite: Cite,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
pub(super) fn is_held(standing: &Standing) -> bool {
    *standing == Standing::Held
}

/// A day of a person's itinerary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// First day, ISO.
    pub from: String,
    /// Last day, ISO.
    pub to: String,
    /// The places where the person was: venue, visited, origin or destination of the event.
    pub places: Vec<String>,
    /// The places that were only reached by video or named.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub remote: Vec<String>,
    /// What the person did.
    pub parts: Vec<Part>,
    /// The entry.
    pub cite: Cite,
}

/// Someone who was there too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// The name.
    pub name: String,
    /// In how many events both were present.
    pub events: u32,
}

/// Another name of somebody, as an entry tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// What kind of name.
    pub kind: AliasKind,
    /// The name as written.
    pub name: String,
    /// Where it is told first.
    pub cite: Cite,
}

impl Alias {
    /// Whether it holds some words, or with the surname of its bearer is them: 周砚农 of 周文田, 字砚农.
    pub fn is_called(&self, bearer: &str, words: &str) -> bool {
        let behind_surname = || {
            let rest = words.strip_suffix(self.name.as_str()).filter(|rest| !rest.is_empty());
            self.kind.is_given() && rest.is_some_and(|surname| bearer.starts_with(surname))
        };
        self.name.contains(words) || behind_surname()
    }
}

/// One person, as the entries tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Counts from 1 among people of one name.
    pub homonym: u32,
    /// By what a base knows them for good: the name and the entry of theirs that came in first, `王伟@d3.e17`. Whoever is named in that entry
    /// is meant, whatever comes in later; empty outside of a base.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub id: String,
    /// Other names that entries tell (字砚农, 原名赵大柱), in the order in which they are told.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub aliases: Vec<Alias>,
    /// Entries that name them.
    pub entries: u32,
    /// Entries in which they are present.
    #[serde(default)]
    pub present: u32,
    /// Entries in which they are only quoted or named.
    #[serde(default)]
    pub cited: u32,
    /// Entries in which the name itself is in doubt.
    #[serde(skip_serializing_if = "super::is_zero", default)]
    pub doubtful: u32,
    /// The regions that their offices, else the documents, are of.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub regions: Vec<String>,
    /// Others of the name, and those whom an entry tells to bear it, who may be the same person: open until it is ruled.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub maybe_same_as: Vec<Maybe>,
    /// First and last day named.
    pub first: Option<String>,
    /// Last day named.
    pub last: Option<String>,
    /// Why the entries are taken for one person's, or for another's.
    pub ground: String,
    /// Offices, the highest first, circles of office holders last.
    pub offices: Vec<Office>,
    /// Where they were, by day.
    pub itinerary: Vec<Stop>,
    /// How often each part was played.
    #[serde(deserialize_with = "by_name")]
    pub parts: BTreeMap<&'static str, u32>,
    /// Who was there too, most often first.
    pub company: Vec<Company>,
    /// Titles of documents in the entries where they took part.
    pub documents: Vec<String>,
}

/// Parts by the names that the contract gives them; others are left off.
fn by_name<'d, D: Deserializer<'d>>(deserializer: D) -> Result<BTreeMap<&'static str, u32>, D::Error> {
    let told: BTreeMap<String, u32> = BTreeMap::deserialize(deserializer)?;
    Ok(Part::ALL.into_iter().map(Part::name).filter_map(|name| Some((name, *told.get(name)?))).collect())
}

impl Office {
    /// The first day known: of the appointment, else the first seen.
    pub fn from(&self) -> Option<&str> {
        self.appointed.as_deref().or(self.first.as_deref())
    }

    /// Sets the days on which it was taken and left by what is told of them.
    pub(super) fn reckon(&mut self) {
        self.changes.sort_by(|a, b| by_day(a.date.as_deref(), b.date.as_deref()).then(a.how.cmp(&b.how)));
        self.changes.dedup_by(|a, b| (a.how, &a.date) == (b.how, &b.date));
        self.appointed =
            self.changes.iter().find(|turn| turn.how.begins()).and_then(|turn| turn.date.clone());
        self.removed =
            self.changes.last().filter(|turn| !turn.how.begins()).and_then(|turn| turn.date.clone());
    }

    /// The last day known: on which it was left, else the last seen.
    pub fn until(&self) -> Option<&str> {
        self.removed.as_deref().or(self.last.as_deref())
    }
}

impl Person {
    /// The same with the days in office that a list of posts tells: of the same post, where it was seen in them.
    #[must_use]
    pub fn with_tenure(mut self, lists: &Lists) -> Self {
        let name = folded(&self.name);
        for office in &mut self.offices {
            let (first, last) = (office.first.as_deref(), office.last.as_deref());
            let held = lists.holders.iter().find(|holder| {
                let scope = &holder.scope;
                let seen = scope.holds(first) || scope.holds(last);
                holder.name == name && seen && folded(&holder.post) == folded(&office.title)
            });
            office.tenure = held.map(|holder| (holder.scope.from.clone(), holder.scope.to.clone()));
        }
        self
    }
}

impl Collation {
    /// Everyone named, by name.
    pub fn people(&self) -> Vec<Person> {
        self.names().flat_map(|name| self.person(name)).collect()
    }

    /// The people of one name.
    pub fn person(&self, name: &str) -> Vec<Person> {
        let name = name_key(name);
        people(&name, &self.naming(&name), &self.telling(&name), self.ruled.get(&name))
    }

    /// The entries that name someone, by person.
    pub(super) fn clusters(&self, name: &str, naming: &[&Arc<Entry>]) -> Vec<Cluster> {
        let name = name_key(name);
        clusters(&name, naming, self.ruled.get(&name))
    }

    /// Name, number among people of that name, regions and offices of everyone named.
    pub(super) fn observed(&self) -> impl Iterator<Item = (Word, u32, Vec<String>, Vec<Office>)> {
        self.people.keys().flat_map(|key| {
            let naming = self.naming(key);
            let clusters = self.clusters(key, &naming).into_iter().zip(1..);
            let told = clusters.map(|(cluster, homonym)| {
                let members = || cluster.members.iter().filter_map(|k| naming.get(*k).copied());
                (written(key, members()), homonym, regions(&cluster), offices(key, members()))
            });
            told.collect::<Vec<_>>()
        })
    }
}

/// A name as most of the entries write it, of several as many the first.
fn written<'a>(key: &str, entries: impl Iterator<Item = &'a Arc<Entry>>) -> Word {
    let mut forms: BTreeMap<&Word, u32> = BTreeMap::new();
    for who in entries.flat_map(|entry| entry.people.iter()).filter(|who| *who.key == *key) {
        *forms.entry(&who.name).or_default() += 1;
    }
    let most = forms.into_iter().max_by_key(|(form, count)| (*count, std::cmp::Reverse(*form)));
    most.map_or_else(|| Word::from(key), |(form, _)| form.clone())
}

/// The people of one name, from the entries that name it, by date, and those that tell it as another name of somebody's.
pub(super) fn people(
    name: &str,
    naming: &[&Arc<Entry>],
    telling: &[&Arc<Entry>],
    ruled: Option<&Ruled>,
) -> Vec<Person> {
    if naming.is_empty() {
        return Vec::new();
    }
    let mut clusters = clusters(name, naming, ruled);
    for cluster in clusters.iter_mut().filter(|_| !telling.is_empty()) {
        cluster.maybe.extend(bearers(name, cluster, naming, telling));
    }
    clusters.iter().zip(1..).map(|(cluster, homonym)| describe(name, homonym, cluster, naming)).collect()
}

/// The entries that name someone, by person: as offices tell, and before that as was ruled.
fn clusters(name: &str, naming: &[&Arc<Entry>], ruled: Option<&Ruled>) -> Vec<Cluster> {
    let all: Vec<usize> = (0..naming.len()).collect();
    let Some(ruled) = ruled else { return tell_apart(name, naming, &all) };
    let (mut rest, mut apart) = (all, Vec::new());
    for keys in &ruled.apart {
        let (members, left): (Vec<usize>, Vec<usize>) =
            rest.into_iter().partition(|k| naming.get(*k).is_some_and(|entry| keys.contains(&entry.key())));
        if !members.is_empty() {
            apart.push(Cluster::ruled(members, naming));
        }
        rest = left;
    }
    let mut found = match (rest.is_empty(), ruled.one) {
        (true, _) if !apart.is_empty() => Vec::new(),
        (_, false) => tell_apart(name, naming, &rest),
        (_, true) => vec![Cluster::ruled(rest, naming)],
    };
    found.extend(apart);
    found
}

/// The names of the regions that a person's offices are of.
fn regions(cluster: &Cluster) -> Vec<String> {
    cluster.circles.iter().map(Circle::name).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn describe(name: &str, homonym: u32, cluster: &Cluster, naming: &[&Arc<Entry>]) -> Person {
    let entries: Vec<&Arc<Entry>> = cluster.members.iter().filter_map(|k| naming.get(*k).copied()).collect();
    let first = entries.iter().filter_map(|entry| Some((entry.arrived()?, &entry.id))).min();
    let mut person = Person {
        name: written(name, entries.iter().copied()).to_string(),
        homonym,
        id: first.map(|(_, id)| format!("{name}@{id}")).unwrap_or_default(),
        aliases: Vec::new(),
        entries: entries.len() as u32,
        first: entries.iter().find_map(|e| e.day()).map(ToString::to_string),
        last: entries.iter().rev().find_map(|e| e.day()).map(ToString::to_string),
        ground: cluster.ground.clone(),
        present: 0,
        cited: 0,
        doubtful: 0,
        regions: regions(cluster),
        maybe_same_as: cluster.maybe.clone(),
        offices: offices(name, entries.iter().copied()),
        itinerary: Vec::new(),
        parts: BTreeMap::new(),
        company: Vec::new(),
        documents: Vec::new(),
    };
    let mut company: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
    let mut documents: BTreeSet<&str> = BTreeSet::new();
    for entry in &entries {
        let Some((who, position)) = entry.people.iter().zip(0u32..).find(|(p, _)| *p.key == *name) else {
            continue;
        };
        person.doubtful += u32::from(who.doubt);
        for (kind, said) in &who.aliases {
            if !person.aliases.iter().any(|told| told.kind == *kind && *told.name == *said.text) {
                let (kind, name) = (*kind, said.text.to_string());
                person.aliases.push(Alias { kind, name, cite: Cite::said(entry, said) });
            }
        }
        if who.parts.iter().any(present) {
            person.present += 1;
        } else {
            person.cited += 1;
        }
        for event in &entry.events {
            follow(&mut person, &mut company, entry, event, position);
        }
        if who.parts.iter().any(present) {
            for document in &entry.documents {
                if documents.insert(&document.title) {
                    person.documents.push(document.title.to_string());
                }
            }
        }
    }
    person.company =
        company.into_values().map(|(name, events)| Company { name: name.to_owned(), events }).collect();
    person.company.sort_by(|a, b| b.events.cmp(&a.events).then(a.name.cmp(&b.name)));
    person
}

/// Whether a part places the person at the event.
pub fn present(part: Part) -> bool {
    !matches!(part, Part::Cited | Part::Mention)
}

/// Follows a person through an event: itinerary, parts, company.
fn follow<'a>(
    person: &mut Person,
    company: &mut BTreeMap<&'a str, (&'a str, u32)>,
    entry: &'a Entry,
    event: &Event,
    position: u32,
) {
    let Some(took) = event.people.iter().find(|p| p.person == position) else { return };
    for part in took.parts.iter() {
        *person.parts.entry(part.name()).or_default() += 1;
    }
    if !took.parts.iter().any(present) {
        return;
    }
    for other in &event.people {
        if other.person != position
            && other.parts.iter().any(present)
            && let Some(other) = entry.people.get(other.person as usize)
        {
            company.entry(&other.key).or_insert((&other.name, 0)).1 += 1;
        }
    }
    let mut stop = Stop {
        from: String::new(),
        to: String::new(),
        places: Vec::new(),
        remote: Vec::new(),
        parts: took.parts.iter().collect(),
        cite: match took.verb {
            Some((start, end)) => Cite { start, end, ..Cite::entry(entry) },
            None => Cite::entry(entry),
        }
        .doubted(entry.people.get(position as usize).is_some_and(|who| who.doubt)),
    };
    let days = event.days.as_ref().map(|(from, to)| (from, to));
    if let Some((from, to)) = days.or(entry.date.as_ref().map(|date| (&date.from, &date.to))) {
        stop.from = from.to_string();
        stop.to = to.to_string();
    }
    for (place, role) in &event.places {
        let Some(place) = entry.places.get(*place as usize) else { continue };
        match role {
            PlaceRole::Venue | PlaceRole::Visited | PlaceRole::Origin => push(&mut stop.places, &place.name),
            PlaceRole::Remote => push(&mut stop.remote, &place.name),
            _ => {}
        }
    }
    person.itinerary.push(stop);
}

fn push(list: &mut Vec<String>, name: &str) {
    if !list.iter().any(|known| known == name) {
        list.push(name.to_owned());
    }
}

/// Positions and name for an entry's people that have no post in it.
pub(super) fn without_post(record: &Record) -> impl Iterator<Item = (usize, &PersonRecord)> {
    record
        .people
        .iter()
        .enumerate()
        .filter(|(_, person)| !person.titles.iter().any(|t| t.kind == TitleKind::Post))
}
