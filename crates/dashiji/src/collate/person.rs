//! The register of people: who held which office as observed, who was where, in which part, with whom.
//!
//! In go the entries that name `赵立本`; out come one or more [`Person`]s. Entries are one person's unless the offices clash:
//! `南阳市市长` and `信阳市市长` of one name on days that interleave are two people; the ground for each merge is kept.

use super::{Cite, Collation, Key, day};
use crate::fact::{EventRecord, Part, PersonRecord, PlaceRole, Record, TitleBasis, TitleKind, TitleRecord};
use crate::lexicon::Lists;
use crate::lexicon::lists::folded;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An office as it was observed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// The title in its fullest form seen.
    pub title: String,
    /// The post alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub post: Option<String>,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub org: Option<String>,
    /// What it is.
    pub kind: TitleKind,
    /// First day seen, ISO.
    pub first: Option<String>,
    /// Last day seen, ISO.
    pub last: Option<String>,
    /// Day of the appointment, where an entry or a roster tells it; tenure is never claimed from observation alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub appointed: Option<String>,
    /// The days in office, where a list of posts tells them: first and last, ISO, nothing where open.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tenure: Option<(Option<String>, Option<String>)>,
    /// Where it was read.
    pub cites: Vec<Cite>,
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

/// One person, as the entries tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Counts from 1 among people of one name.
    pub homonym: u32,
    /// Entries that name them.
    pub entries: u32,
    /// First and last day named.
    pub first: Option<String>,
    /// Last day named.
    pub last: Option<String>,
    /// Why the entries are taken for one person's, or for another's.
    pub ground: String,
    /// Offices in the order first seen.
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

/// Parts by name, read back.
fn by_name<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<&'static str, u32>, D::Error> {
    let parts = BTreeMap::<Part, u32>::deserialize(deserializer)?;
    Ok(parts.into_iter().map(|(part, times)| (part.name(), times)).collect())
}

/// Entries that are one person's, by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cluster {
    pub keys: BTreeSet<Key>,
    pub ground: String,
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
        let clusters = self.clusters(name);
        clusters.iter().zip(1..).map(|(cluster, homonym)| self.describe(name, homonym, cluster)).collect()
    }

    /// The entries that name someone, by person: as offices tell, and before that as was ruled.
    pub(super) fn clusters(&self, name: &str) -> Vec<Cluster> {
        let naming = self.naming(name);
        let Some(ruled) = self.ruled.get(name) else { return clusters(name, &naming) };
        let (mut rest, mut apart) = (naming, Vec::new());
        for keys in &ruled.apart {
            let (taken, left): (Vec<_>, Vec<_>) =
                rest.into_iter().partition(|record| keys.contains(&Key::of(record)));
            if !taken.is_empty() {
                let keys = taken.iter().map(|record| Key::of(record)).collect();
                apart.push(Cluster { keys, ground: "ruled".to_owned() });
            }
            rest = left;
        }
        let mut found = match (rest.is_empty(), ruled.one) {
            (true, _) if !apart.is_empty() => Vec::new(),
            (_, false) => clusters(name, &rest),
            (_, true) => {
                let keys = rest.iter().map(|record| Key::of(record)).collect();
                vec![Cluster { keys, ground: "ruled".to_owned() }]
            }
        };
        found.extend(apart);
        found
    }

    fn describe(&self, name: &str, homonym: u32, cluster: &Cluster) -> Person {
        let records = self.by_date(Some(&cluster.keys));
        let mut person = Person {
            name: name.to_owned(),
            homonym,
            entries: records.len() as u32,
            first: records.iter().find_map(|r| day(r)).map(str::to_owned),
            last: records.iter().rev().find_map(|r| day(r)).map(str::to_owned),
            ground: cluster.ground.clone(),
            offices: Vec::new(),
            itinerary: Vec::new(),
            parts: BTreeMap::new(),
            company: Vec::new(),
            documents: Vec::new(),
        };
        let mut company: BTreeMap<&str, u32> = BTreeMap::new();
        for record in &records {
            let Some((position, who)) = record.people.iter().enumerate().find(|(_, p)| p.name == name) else {
                continue;
            };
            for title in who.titles.iter().filter(|t| held(t)) {
                observe(&mut person.offices, record, title);
            }
            for event in &record.events {
                follow(&mut person, &mut company, record, event, position);
            }
            if who.parts.iter().any(|part| present(*part)) {
                for document in &record.documents {
                    if !person.documents.contains(&document.title) {
                        person.documents.push(document.title.clone());
                    }
                }
            }
        }
        person.company =
            company.into_iter().map(|(n, events)| Company { name: n.to_owned(), events }).collect();
        person.company.sort_by(|a, b| b.events.cmp(&a.events).then(a.name.cmp(&b.name)));
        person
    }
}

/// Whether a title is an office that can be observed.
fn held(title: &TitleRecord) -> bool {
    title.kind != TitleKind::Address && title.basis != TitleBasis::Carried
}

/// Whether a part places the person at the event.
pub fn present(part: Part) -> bool {
    !matches!(part, Part::Cited | Part::Mention)
}

/// Adds an observation to the office it is of.
fn observe(offices: &mut Vec<Office>, record: &Record, title: &TitleRecord) {
    let (start, end) = (title.start.unwrap_or(record.span.start), title.end.unwrap_or(record.span.start));
    let cite = Cite::of(record, &title.text, start, end);
    let appointed = record.kind == Some(crate::fact::EventType::Appointment);
    let office = offices.iter_mut().find(|office| same_office(&office.title, office.org.as_deref(), title));
    let seen = day(record).map(str::to_owned);
    match office {
        Some(office) => {
            if title.text.chars().count() > office.title.chars().count() {
                office.title.clone_from(&title.text);
            }
            if office.org.is_none() {
                office.org.clone_from(&title.org);
            }
            office.last = office.last.take().max(seen.clone());
            if office.appointed.is_none() && appointed {
                office.appointed = seen;
            }
            office.cites.push(cite);
        }
        None => offices.push(Office {
            title: title.text.clone(),
            post: title.post.clone(),
            org: title.org.clone(),
            kind: title.kind,
            first: seen.clone(),
            last: seen.clone(),
            appointed: appointed.then_some(seen).flatten(),
            tenure: None,
            cites: vec![cite],
        }),
    }
}

/// Whether a title is the same office under another form: the same words, the same post of the same body, or a shorter
/// form (组织部长 for 省委组织部部长).
pub(super) fn same_office(text: &str, org: Option<&str>, title: &TitleRecord) -> bool {
    if text == title.text {
        return true;
    }
    if let (Some(a), Some(b)) = (org, title.org.as_deref())
        && a != b
        && !a.ends_with(b)
        && !b.ends_with(a)
    {
        return false;
    }
    let (a, b) = (plain(text), plain(&title.text));
    a.ends_with(&b) || b.ends_with(&a)
}

/// `统战部部长` and `统战部长` are one.
fn plain(title: &str) -> String {
    let mut plain = String::with_capacity(title.len());
    for c in title.chars() {
        if !plain.ends_with(c) {
            plain.push(c);
        }
    }
    plain
}

/// Follows a person through an event: itinerary, parts, company.
fn follow<'a>(
    person: &mut Person,
    company: &mut BTreeMap<&'a str, u32>,
    record: &'a Record,
    event: &EventRecord,
    position: usize,
) {
    let Some(took) = event.people.iter().find(|p| p.person == position) else { return };
    for part in &took.parts {
        *person.parts.entry(part.name()).or_default() += 1;
    }
    if !took.parts.iter().any(|part| present(*part)) {
        return;
    }
    for other in &event.people {
        if other.person != position
            && other.parts.iter().any(|part| present(*part))
            && let Some(other) = record.people.get(other.person)
        {
            *company.entry(other.name.as_str()).or_default() += 1;
        }
    }
    let mut stop = Stop {
        from: String::new(),
        to: String::new(),
        places: Vec::new(),
        remote: Vec::new(),
        parts: took.parts.clone(),
        cite: match (took.start, took.end) {
            (Some(start), Some(end)) => Cite { start, end, ..Cite::entry(record) },
            _ => Cite::entry(record),
        },
    };
    if let Some(date) = event.date.as_ref().or(record.date.as_ref()) {
        stop.from.clone_from(&date.from);
        stop.to.clone_from(&date.to);
    }
    for place in &event.places {
        let Some(name) = record.places.get(place.place).map(|p| p.name.clone()) else { continue };
        match place.role {
            PlaceRole::Venue | PlaceRole::Visited | PlaceRole::Origin => push(&mut stop.places, name),
            PlaceRole::Remote => push(&mut stop.remote, name),
            _ => {}
        }
    }
    person.itinerary.push(stop);
}

fn push(list: &mut Vec<String>, name: String) {
    if !list.contains(&name) {
        list.push(name);
    }
}

/// Groups the entries that name someone into people. Entries are given by date.
pub(super) fn clusters(name: &str, records: &[&Arc<Record>]) -> Vec<Cluster> {
    struct Group<'a> {
        members: Vec<(&'a Arc<Record>, Vec<&'a TitleRecord>)>,
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut bare: Vec<&Arc<Record>> = Vec::new();
    for &record in records {
        let Some(who) = record.people.iter().find(|p| p.name == name) else { continue };
        let posts: Vec<&TitleRecord> = who
            .titles
            .iter()
            .filter(|t| t.kind == TitleKind::Post && t.basis != TitleBasis::Carried)
            .collect();
        if posts.is_empty() {
            bare.push(record);
            continue;
        }
        let shared = |group: &Group<'_>| {
            group
                .members
                .iter()
                .flat_map(|m| &m.1)
                .any(|a| posts.iter().any(|b| same_office(&a.text, a.org.as_deref(), b)))
        };
        let clash = |group: &Group<'_>| {
            group.members.iter().flat_map(|m| &m.1).any(|a| posts.iter().any(|b| apart(a, b)))
        };
        let found = groups.iter().position(shared).or_else(|| groups.iter().position(|group| !clash(group)));
        match found {
            Some(k) => groups[k].members.push((record, posts)),
            None => groups.push(Group { members: vec![(record, posts)] }),
        }
    }
    let several = groups.len() > 1;
    let mut clusters: Vec<Cluster> = groups
        .iter()
        .map(|group| {
            let offices: BTreeSet<&str> =
                group.members.iter().flat_map(|m| &m.1).map(|t| t.text.as_str()).collect();
            let offices = offices.into_iter().collect::<Vec<_>>().join("、");
            let ground = if several { format!("clash:{offices}") } else { format!("offices:{offices}") };
            Cluster { keys: group.members.iter().map(|m| Key::of(m.0)).collect(), ground }
        })
        .collect();
    if clusters.is_empty() {
        clusters.push(Cluster { keys: BTreeSet::new(), ground: "name".to_owned() });
    }
    for record in bare {
        let key = Key::of(record);
        // A bare name goes with the person of that name who is named nearest in the same document.
        let nearest = clusters
            .iter()
            .enumerate()
            .min_by_key(|(_, c)| {
                c.keys
                    .iter()
                    .map(
                        |k| if k.document == key.document { k.number.abs_diff(key.number) } else { u32::MAX },
                    )
                    .min()
                    .unwrap_or(u32::MAX)
            })
            .map_or(0, |(k, _)| k);
        clusters[nearest].keys.insert(key);
    }
    clusters
}

/// Whether two offices cannot be one person's at a time: heads of bodies in regions of which neither holds the other.
fn apart(a: &TitleRecord, b: &TitleRecord) -> bool {
    let (Some(a), Some(b)) = (region(a), region(b)) else { return false };
    !a.starts_with(&b) && !b.starts_with(&a)
}

/// The region a body belongs to, as the leading part of its full name up to the last 省, 市, 县, 区, 州.
fn region(title: &TitleRecord) -> Option<String> {
    let org = title.org.as_deref()?;
    let name = org.strip_prefix("中共").unwrap_or(org);
    let end = name
        .char_indices()
        .skip(1)
        .take(9)
        .filter(|(_, c)| "省市县区州旗盟".contains(*c))
        .map(|(i, c)| i + c.len_utf8())
        .last()?;
    Some(name[..end].to_owned())
}

/// Positions and name for an entry's people that have no post in it.
pub(super) fn without_post(record: &Record) -> impl Iterator<Item = (usize, &PersonRecord)> {
    record
        .people
        .iter()
        .enumerate()
        .filter(|(_, person)| !person.titles.iter().any(|t| t.kind == TitleKind::Post))
}
