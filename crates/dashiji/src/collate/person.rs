//! The register of people: who held which office as observed, who was where, in which part, with whom.
//!
//! In go the entries that name `赵立本`; out come one or more [`Person`]s. Entries are one person's unless the offices clash:
//! `南阳市市长` and `信阳市市长` of one name on days that interleave are two people; the ground for each merge is kept.

use super::entry::{Called, Entry, Event, Title, Word};
use super::{Cite, Collation};
use crate::fact::{EventType, Part, PersonRecord, PlaceRole, Record, TitleBasis, TitleKind};
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
    /// First day seen, ISO.
    pub first: Option<String>,
    /// Last day seen, ISO.
    pub last: Option<String>,
    /// Day of the appointment, where an entry or a roster tells it; tenure is never claimed from observation alone.
    #[serde(skip_serializing_if = "Option::is_none")]
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

/// Parts by the names that the contract gives them; others are left off.
fn by_name<'d, D: Deserializer<'d>>(deserializer: D) -> Result<BTreeMap<&'static str, u32>, D::Error> {
    let told: BTreeMap<String, u32> = BTreeMap::deserialize(deserializer)?;
    Ok(Part::ALL.into_iter().map(Part::name).filter_map(|name| Some((name, *told.get(name)?))).collect())
}

/// Entries that are one person's, by position in the list of those that name them, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cluster {
    pub members: Vec<usize>,
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
        let naming = self.naming(name);
        let clusters = self.clusters(name, &naming);
        clusters.iter().zip(1..).map(|(cluster, homonym)| describe(name, homonym, cluster, &naming)).collect()
    }

    /// The entries that name someone, by person: as offices tell, and before that as was ruled.
    pub(super) fn clusters(&self, name: &str, naming: &[&Arc<Entry>]) -> Vec<Cluster> {
        let all: Vec<usize> = (0..naming.len()).collect();
        let Some(ruled) = self.ruled.get(name) else { return clusters(name, naming, all) };
        let (mut rest, mut apart) = (all, Vec::new());
        for keys in &ruled.apart {
            let (members, left): (Vec<usize>, Vec<usize>) = rest
                .into_iter()
                .partition(|k| naming.get(*k).is_some_and(|entry| keys.contains(&entry.key())));
            if !members.is_empty() {
                apart.push(Cluster { members, ground: "ruled".to_owned() });
            }
            rest = left;
        }
        let mut found = match (rest.is_empty(), ruled.one) {
            (true, _) if !apart.is_empty() => Vec::new(),
            (_, false) => clusters(name, naming, rest),
            (_, true) => vec![Cluster { members: rest, ground: "ruled".to_owned() }],
        };
        found.extend(apart);
        found
    }

    /// Name, number among people of that name and offices of everyone named.
    pub(super) fn observed(&self) -> impl Iterator<Item = (&str, u32, Vec<Office>)> {
        self.names().flat_map(|name| {
            let naming = self.naming(name);
            let offices = |cluster: Cluster| {
                let mut offices = Vec::new();
                for entry in cluster.members.iter().filter_map(|k| naming.get(*k)) {
                    if let Some(who) = entry.people.iter().find(|p| *p.name == *name) {
                        who.titles.iter().for_each(|title| observe(&mut offices, entry, title));
                    }
                }
                offices
            };
            let clusters = self.clusters(name, &naming).into_iter().zip(1..);
            clusters.map(|(cluster, homonym)| (name, homonym, offices(cluster))).collect::<Vec<_>>()
        })
    }
}

fn describe(name: &str, homonym: u32, cluster: &Cluster, naming: &[&Arc<Entry>]) -> Person {
    let entries: Vec<&Arc<Entry>> = cluster.members.iter().filter_map(|k| naming.get(*k).copied()).collect();
    let mut person = Person {
        name: name.to_owned(),
        homonym,
        entries: entries.len() as u32,
        first: entries.iter().find_map(|e| e.day()).map(ToString::to_string),
        last: entries.iter().rev().find_map(|e| e.day()).map(ToString::to_string),
        ground: cluster.ground.clone(),
        offices: Vec::new(),
        itinerary: Vec::new(),
        parts: BTreeMap::new(),
        company: Vec::new(),
        documents: Vec::new(),
    };
    let mut company: BTreeMap<&str, u32> = BTreeMap::new();
    let mut documents: BTreeSet<&str> = BTreeSet::new();
    for entry in &entries {
        let Some((who, position)) = entry.people.iter().zip(0u32..).find(|(p, _)| *p.name == *name) else {
            continue;
        };
        for title in &who.titles {
            observe(&mut person.offices, entry, title);
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
    person.company = company.into_iter().map(|(n, events)| Company { name: n.to_owned(), events }).collect();
    person.company.sort_by(|a, b| b.events.cmp(&a.events).then(a.name.cmp(&b.name)));
    person
}

/// Whether a title is an office that can be observed.
fn held(title: &Title) -> bool {
    title.kind != TitleKind::Address && title.basis != TitleBasis::Carried
}

/// Whether a part places the person at the event.
pub fn present(part: Part) -> bool {
    !matches!(part, Part::Cited | Part::Mention)
}

/// Adds an observation to the office it is of, where it is one.
fn observe(offices: &mut Vec<Office>, entry: &Entry, called: &Called) {
    let title = &called.title;
    if !held(title) {
        return;
    }
    let (start, end) = called.at.unwrap_or((entry.start, entry.start));
    let cite = Cite::of(entry, &title.text, start, end);
    let appointed = entry.kind == Some(EventType::Appointment);
    let office = offices.iter_mut().find(|office| same_office(&office.title, office.org.as_deref(), title));
    let seen = entry.day().map(ToString::to_string);
    match office {
        Some(office) => {
            if title.text.chars().count() > office.title.chars().count() {
                office.title = title.text.to_string();
            }
            if office.org.is_none() {
                office.org = title.org.as_ref().map(ToString::to_string);
            }
            office.last = office.last.take().max(seen.clone());
            if office.appointed.is_none() && appointed {
                office.appointed = seen;
            }
            office.cites.push(cite);
        }
        None => offices.push(Office {
            title: title.text.to_string(),
            post: title.post.as_ref().map(ToString::to_string),
            org: title.org.as_ref().map(ToString::to_string),
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
fn same_office(text: &str, org: Option<&str>, title: &Title) -> bool {
    if *text == *title.text {
        return true;
    }
    if let (Some(a), Some(b)) = (org, title.org.as_deref())
        && a != b
        && !a.ends_with(b)
        && !b.ends_with(a)
    {
        return false;
    }
    // Whether one ends with the other, character by character from the end.
    let (mut a, mut b) = (squeezed_back(text), squeezed_back(&title.text));
    loop {
        match (a.next(), b.next()) {
            (Some(x), Some(y)) if x == y => {}
            (Some(_), Some(_)) => return false,
            _ => return true,
        }
    }
}

/// The characters from the end, one for each run: `统战部部长` and `统战部长` are one.
fn squeezed_back(title: &str) -> impl Iterator<Item = char> + '_ {
    let mut last = None;
    title.chars().rev().filter(move |c| last.replace(*c) != Some(*c))
}

/// Follows a person through an event: itinerary, parts, company.
fn follow<'a>(
    person: &mut Person,
    company: &mut BTreeMap<&'a str, u32>,
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
            *company.entry(&other.name).or_default() += 1;
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
        },
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

/// Entries that are taken for one person's, with the offices they state, each once.
#[derive(Debug, Default)]
struct Group<'a> {
    members: Vec<usize>,
    offices: Vec<&'a Title>,
}

impl<'a> Group<'a> {
    /// Whether an office is one of theirs.
    fn shares(&self, posts: &[&Title]) -> bool {
        let same = |a: &&Title| posts.iter().any(|b| same_office(&a.text, a.org.as_deref(), b));
        // Most come in the same words again.
        self.offices.iter().any(|a| posts.iter().any(|b| a.text == b.text)) || self.offices.iter().any(same)
    }

    /// Whether an office cannot be held beside theirs.
    fn clashes(&self, posts: &[&Title]) -> bool {
        self.offices.iter().any(|a| posts.iter().any(|b| apart(a, b)))
    }

    fn add(&mut self, member: usize, posts: &[&'a Title]) {
        self.members.push(member);
        for post in posts {
            if !self.offices.iter().any(|known| (&known.text, &known.org) == (&post.text, &post.org)) {
                self.offices.push(post);
            }
        }
    }

    fn ground(&self, several: bool) -> String {
        let offices: BTreeSet<&str> = self.offices.iter().map(|t| &*t.text).collect();
        let offices = offices.into_iter().collect::<Vec<_>>().join("、");
        if several { format!("clash:{offices}") } else { format!("offices:{offices}") }
    }
}

/// Groups entries that name someone into people: those `wanted` of the entries given by date, ascending.
fn clusters(name: &str, entries: &[&Arc<Entry>], wanted: Vec<usize>) -> Vec<Cluster> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut bare: Vec<usize> = Vec::new();
    for k in wanted {
        let Some(entry) = entries.get(k) else { continue };
        let Some(who) = entry.people.iter().find(|p| *p.name == *name) else { continue };
        let posts: Vec<&Title> = who
            .titles
            .iter()
            .map(|called| &*called.title)
            .filter(|t| t.kind == TitleKind::Post && t.basis != TitleBasis::Carried)
            .collect();
        if posts.is_empty() {
            bare.push(k);
            continue;
        }
        let found = groups
            .iter()
            .position(|group| group.shares(&posts))
            .or_else(|| groups.iter().position(|group| !group.clashes(&posts)));
        let found = found.unwrap_or_else(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        groups[found].add(k, &posts);
    }
    let several = groups.len() > 1;
    let mut clusters: Vec<Cluster> = groups
        .into_iter()
        .map(|group| Cluster { ground: group.ground(several), members: group.members })
        .collect();
    if clusters.is_empty() {
        clusters.push(Cluster { members: Vec::new(), ground: "name".to_owned() });
    }
    if let [only] = clusters.as_mut_slice() {
        only.members.extend(bare);
    } else {
        assign(&mut clusters, bare, entries);
    }
    for cluster in &mut clusters {
        cluster.members.sort_unstable();
    }
    clusters
}

/// A bare name goes with the person of that name who is named nearest in the same document.
fn assign(clusters: &mut [Cluster], bare: Vec<usize>, entries: &[&Arc<Entry>]) {
    let place = |k: usize| entries.get(k).map(|entry| (&entry.source.sha256, entry.number));
    let mut places: Vec<BTreeSet<(&Word, u32)>> =
        clusters.iter().map(|cluster| cluster.members.iter().filter_map(|k| place(*k)).collect()).collect();
    for k in bare {
        let Some(here) = place(k) else { continue };
        let apart = |other: Option<&(&Word, u32)>| {
            other.filter(|other| other.0 == here.0).map_or(u32::MAX, |other| other.1.abs_diff(here.1))
        };
        let nearest = places
            .iter()
            .enumerate()
            .min_by_key(|(_, all)| apart(all.range(..here).next_back()).min(apart(all.range(here..).next())))
            .map_or(0, |(k, _)| k);
        places[nearest].insert(here);
        clusters[nearest].members.push(k);
    }
}

/// Whether two offices cannot be one person's at a time: heads of bodies in regions of which neither holds the other.
fn apart(a: &Title, b: &Title) -> bool {
    let (Some(a), Some(b)) = (region(a), region(b)) else { return false };
    !a.starts_with(b) && !b.starts_with(a)
}

/// The region a body belongs to, as the leading part of its full name up to the last 省, 市, 县, 区, 州.
fn region(title: &Title) -> Option<&str> {
    let org = title.org.as_deref()?;
    let name = org.strip_prefix("中共").unwrap_or(org);
    let end = name
        .char_indices()
        .skip(1)
        .take(9)
        .filter(|(_, c)| "省市县区州旗盟".contains(*c))
        .map(|(i, c)| i + c.len_utf8())
        .last()?;
    Some(&name[..end])
}

/// Positions and name for an entry's people that have no post in it.
pub(super) fn without_post(record: &Record) -> impl Iterator<Item = (usize, &PersonRecord)> {
    record
        .people
        .iter()
        .enumerate()
        .filter(|(_, person)| !person.titles.iter().any(|t| t.kind == TitleKind::Post))
}
