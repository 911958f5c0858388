//! The catalogue: of every entry the little that lists, calendars and maps need, in the order of days, with an index of names.
//!
//! In go documents with their entries, one after the other, and are let go again; out comes a [`Catalogue`] of some two hundred
//! bytes an entry that answers in microseconds which entries lie between two days, name 赵立本, or took place in 341525. It is
//! made anew when the base has grown, and holds nothing that could not be made anew.

use crate::day::{self, Day};
use dashiji::collate::document::{bare_title, core_title};
use dashiji::collate::entry::Seats;
use dashiji::collate::office::{Between, Post};
use dashiji::collate::person::present;
use dashiji::collate::{Cite, Key, day as first_day};
use dashiji::fact::{Change, DocumentRecord, EventType, PlaceKind, PlaceRole, Record};
use dashiji_store::{Document, DocumentId, Entry};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An entry, as lists show it.
#[derive(Debug, Clone)]
pub struct Head {
    /// Position of its document.
    pub source: u32,
    /// Its number in the document.
    pub number: u32,
    /// First day; [`day::NONE`] where it has no date.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// What it tells.
    pub kind: Option<EventType>,
    /// Its section in the document.
    pub section: u32,
    /// Headline, else the first words.
    pub title: Box<str>,
    /// Whether it has a headline of its own.
    pub headed: bool,
    /// Whether anything read of it is in doubt.
    pub doubtful: bool,
    /// Code points of it.
    pub length: u32,
    /// Its id.
    pub id: Box<str>,
}

impl Head {
    /// Whether no month of it is known: it tells of a year, of some years or of a season.
    pub fn is_coarse(&self) -> bool {
        let (from, to) = (day::civil(self.from), day::civil(self.to));
        self.from != day::NONE
            && from.day() == 1
            && day::number(to.last_of_month()) == self.to
            && (from.year(), from.month()) != (to.year(), to.month())
    }

    /// Whether a month of it is known and no day (是月).
    pub fn is_of_month(&self) -> bool {
        let from = day::civil(self.from);
        self.from != day::NONE && from.day() == 1 && self.to == day::number(from.last_of_month())
    }
}

/// A document that entries were read from.
#[derive(Debug, Clone)]
pub struct Source {
    /// What it says of itself.
    pub record: Arc<DocumentRecord>,
    /// What it is called in addresses: the base's id of it, which stays whatever comes in: `d2`.
    pub id: Box<str>,
    /// The base's id of it.
    pub document: DocumentId,
    /// The version that is current.
    pub version: u32,
    /// Its entries, by number.
    pub entries: Vec<u32>,
    /// First day told of.
    pub from: Day,
    /// Last day told of.
    pub to: Day,
    /// Code points of the entries.
    pub characters: usize,
    /// Headings of its sections, by number.
    pub sections: BTreeMap<u32, String>,
}

/// A name with the entries that have it.
#[derive(Debug, Clone, Default)]
pub struct Name {
    /// What it is looked up by: the name, a code.
    pub key: Box<str>,
    /// The name.
    #[expect(clippy::struct_field_names, reason = "the name of what is listed")]
    pub name: Box<str>,
    /// What stands beside it in lists: the office last seen, the kind of place, the document's kind, a body's
    /// name as last written.
    pub note: Box<str>,
    /// Entries in which a person is only quoted or named: they give no rank.
    pub cited: u32,
    /// The entries, by day.
    pub entries: Vec<u32>,
}

/// Names by key.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// By key.
    pub names: Vec<Name>,
    /// Positions in `names`, those with most entries first.
    pub by_weight: Vec<u32>,
}

impl Index {
    /// Position of a key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.names.binary_search_by(|name| (*name.key).cmp(key)).ok()
    }

    /// The name under a key.
    pub fn get(&self, key: &str) -> Option<&Name> {
        self.position(key).map(|k| &self.names[k])
    }

    /// Names with most entries first.
    pub fn heaviest(&self) -> impl Iterator<Item = &Name> {
        self.by_weight.iter().map(|&k| &self.names[k as usize])
    }
}

/// For every entry some positions in an index, one list after the other.
#[derive(Debug, Clone, Default)]
pub struct Runs {
    ends: Vec<u32>,
    all: Vec<u32>,
}

impl Runs {
    /// The positions of an entry.
    pub fn of(&self, entry: u32) -> &[u32] {
        let at = entry as usize;
        let from = at.checked_sub(1).and_then(|k| self.ends.get(k)).copied().unwrap_or(0);
        let to = self.ends.get(at).copied().unwrap_or(from);
        self.all.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The names of an index by entry instead of the entries by name.
    fn turned(index: &Index, entries: usize) -> Self {
        let lists = index.names.iter().enumerate().map(|(k, name)| (k as u32, name.entries.as_slice()));
        Self::gathered(lists, entries)
    }

    fn gathered<'a>(lists: impl Iterator<Item = (u32, &'a [u32])> + Clone, of: usize) -> Self {
        let mut ends = vec![0u32; of];
        for (_, entries) in lists.clone() {
            for &entry in entries {
                ends[entry as usize] += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut all = vec![0u32; sum as usize];
        let mut next: Vec<u32> = std::iter::once(0).chain(ends.iter().copied()).take(of).collect();
        for (k, entries) in lists {
            for &entry in entries {
                let place = &mut next[entry as usize];
                all[*place as usize] = k;
                *place += 1;
            }
        }
        Self { ends, all }
    }

    /// How often each position stands in some entries, those that do, most often first, at most so many.
    pub fn counted(&self, entries: &[u32], names: usize, most: usize) -> Vec<(u32, usize)> {
        let mut counts = vec![0u32; names];
        let mut met: Vec<u32> = Vec::new();
        for &entry in entries {
            for &name in self.of(entry) {
                if let Some(count) = counts.get_mut(name as usize) {
                    if *count == 0 {
                        met.push(name);
                    }
                    *count += 1;
                }
            }
        }
        let order = |k: &u32| (std::cmp::Reverse(counts[*k as usize]), *k);
        if met.len() > most && most > 0 {
            met.select_nth_unstable_by_key(most, order);
            met.truncate(most);
        }
        met.sort_unstable_by_key(order);
        met.into_iter().map(|k| (k, counts[k as usize] as usize)).collect()
    }
}

/// A place on the map with the entries told of there.
#[derive(Debug, Clone)]
pub struct Spot {
    /// The division whose place it is.
    pub code: u32,
    /// Longitude and latitude, WGS-84.
    pub at: (f64, f64),
    /// The entries, by day.
    pub entries: Vec<u32>,
}

/// Someone who held an office.
#[derive(Debug, Clone)]
pub struct Holder {
    /// The name.
    pub name: Box<str>,
    /// Counts from 1 among people of one name.
    pub homonym: u32,
    /// How and when they took and left it, as entries tell.
    pub changes: Box<[(Change, Day)]>,
    /// First day seen, [`day::NONE`] where none is dated.
    pub first: Day,
    /// Last day seen.
    pub last: Day,
    /// How often seen.
    pub times: u32,
    /// The entries where it is stated, by position before sorting; at most the first and the last.
    pub seen: [u32; 2],
}

/// An office with those seen in it.
#[derive(Debug, Clone)]
pub struct Office {
    /// Body and post, in the fullest form seen.
    pub title: Box<str>,
    /// The post alone, as texts name it: 县长 of 霍山县县长.
    pub post: Box<str>,
    /// The body.
    pub org: Box<str>,
    /// By the day first seen.
    pub holders: Vec<Holder>,
    /// Days between two holders of an office that one person holds at a time on which nobody is seen in it.
    pub gaps: Vec<Between>,
    /// Days on which two are seen in it.
    pub overlaps: Vec<Between>,
}

impl Holder {
    /// The name, with its number where it is not the first of that name: `王伟(2)`.
    pub fn called(&self) -> String {
        if self.homonym > 1 { format!("{}({})", self.name, self.homonym) } else { self.name.to_string() }
    }
}

/// Two people at one event.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    /// Positions in the index of people, the lower first.
    pub people: (u32, u32),
    /// At how many events.
    pub events: u32,
}

/// All of it.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// State of the library it was made from.
    pub position: u64,
    /// Documents, the latest told of first.
    pub sources: Vec<Source>,
    /// Entries by day, document and number; those without a date first.
    pub heads: Vec<Head>,
    /// How many have no date.
    pub undated: usize,
    /// People.
    pub people: Index,
    /// Places, by code or name.
    pub places: Index,
    /// Organisations.
    pub bodies: Index,
    /// Documents told of.
    pub papers: Index,
    /// Measures by what they are (防汛应急响应), with the level last told.
    pub measures: Index,
    /// Offices.
    pub offices: Vec<Office>,
    /// Who was with whom, most often first.
    pub pairs: Vec<Pair>,
    /// Entries by month, those whose month is known.
    pub months: BTreeMap<(i16, i8), u32>,
    /// Entries that tell of a year, of some years or a season, by the first year.
    pub years: BTreeMap<i16, u32>,
    /// Entries whose day is not known though their month or year is, by position.
    pub dayless: Vec<u32>,
    /// Those among them whose month is not known either.
    pub coarse: Vec<u32>,
    /// Whose chronicle it is, as its documents tell: 霍山县大事记.
    pub title: String,
    /// The people of each entry, by position.
    pub people_of: Runs,
    /// The places of each entry.
    pub places_of: Runs,
    /// The bodies of each entry.
    pub bodies_of: Runs,
    /// Positions in `offices`, those most often seen first.
    pub offices_by_weight: Vec<u32>,
    /// Places on the map, by code.
    pub spots: Vec<Spot>,
    /// Entries with any place on the map, by day.
    pub placed: Vec<u32>,
    /// What each entry tells, as [`kind_number`] has it.
    pub kinds: Vec<u8>,
    /// For every person the positions in `pairs` they are of, most often first.
    pub company: Runs,
    /// The last day told of.
    last: Day,
    by_id: Vec<u32>,
    /// Whether any two entries have one id.
    twins: bool,
    by_hash: Vec<u32>,
    by_document: Vec<u32>,
    by_body: BTreeMap<Box<str>, Vec<u32>>,
    by_place: BTreeMap<Box<str>, u32>,
    towns: BTreeMap<Box<str>, u32>,
}

#[derive(Debug, Default)]
struct Draft {
    name: String,
    note: String,
    noted: Day,
    cited: u32,
    entries: Vec<u32>,
}

impl Draft {
    /// Takes in what other documents, whose first entry stands at `offset`, tell of the same name.
    fn add(&mut self, other: &Self, offset: u32) {
        self.entries.extend(other.entries.iter().map(|entry| entry + offset));
        self.cited += other.cited;
        if !other.note.is_empty() && (self.note.is_empty() || other.noted >= self.noted) {
            self.note.clone_from(&other.note);
            self.noted = other.noted;
        }
    }
}

/// Makes a catalogue, document by document; one document's part of it is a compiler that took that document alone.
#[derive(Debug, Default)]
pub struct Compiler {
    sources: Vec<Source>,
    heads: Vec<Head>,
    people: BTreeMap<String, Draft>,
    places: BTreeMap<String, Draft>,
    bodies: BTreeMap<String, Draft>,
    papers: BTreeMap<String, Draft>,
    measures: BTreeMap<String, Draft>,
    pairs: BTreeMap<(Box<str>, Box<str>), u32>,
    towns: BTreeMap<Box<str>, u32>,
}

/// Offices as the register has them.
fn registered(posts: Vec<Post>, sources: &[Source]) -> Vec<Office> {
    let numbers: BTreeMap<&str, &Source> =
        sources.iter().map(|source| (source.record.sha256.as_str(), source)).collect();
    let entry = |cite: &Cite| {
        let number = (cite.number as usize).checked_sub(1)?;
        numbers.get(&*cite.document)?.entries.get(number).copied()
    };
    let at = |date: Option<&str>| date.and_then(day::of).unwrap_or(day::NONE);
    let holder = |holder: &dashiji::collate::office::Holder| {
        let office = &holder.office;
        let seen = [office.cites.first(), office.cites.last()].map(|cite| cite.and_then(entry));
        Some(Holder {
            name: holder.name.as_str().into(),
            homonym: holder.homonym,
            changes: office.changes.iter().map(|turn| (turn.how, at(turn.date.as_deref()))).collect(),
            first: at(office.first.as_deref()),
            last: at(office.last.as_deref()),
            times: office.cites.len() as u32,
            seen: [seen[0]?, seen[1]?],
        })
    };
    let office = |post: Post| Office {
        holders: post.holders.iter().filter_map(holder).collect(),
        post: post.holders.first().and_then(|h| h.office.post.as_deref()).unwrap_or(&post.title).into(),
        title: post.title.into(),
        org: post.org.unwrap_or_default().into(),
        gaps: post.gaps,
        overlaps: post.overlaps,
    };
    posts.into_iter().map(office).collect()
}

/// People at one event beyond whom no pairs are counted: a list of a hundred says little of who knew whom.
const COMPANY: usize = 30;

impl Compiler {
    /// A document's part of a catalogue.
    pub fn part(document: &Document, entries: &[Entry]) -> Self {
        let mut part = Self::default();
        part.take(document, entries);
        part
    }

    /// Takes in what was compiled of other documents; parts come in the order of documents.
    pub fn add(&mut self, part: &Self) {
        let (source, entry) = (self.sources.len() as u32, self.heads.len() as u32);
        for kept in &part.sources {
            let entries = kept.entries.iter().map(|own| own + entry).collect();
            self.sources.push(Source { entries, ..kept.clone() });
        }
        self.heads
            .extend(part.heads.iter().map(|head| Head { source: head.source + source, ..head.clone() }));
        for (own, other) in [
            (&mut self.people, &part.people),
            (&mut self.places, &part.places),
            (&mut self.bodies, &part.bodies),
            (&mut self.papers, &part.papers),
            (&mut self.measures, &part.measures),
        ] {
            for (key, draft) in other {
                if !own.contains_key(key) {
                    let first = Draft { name: draft.name.clone(), noted: day::NONE, ..Draft::default() };
                    own.insert(key.clone(), first);
                }
                if let Some(known) = own.get_mut(key) {
                    known.add(draft, entry);
                }
            }
        }
        for (pair, events) in &part.pairs {
            match self.pairs.get_mut(pair) {
                Some(known) => *known += events,
                None => _ = self.pairs.insert(pair.clone(), *events),
            }
        }
        for (town, region) in &part.towns {
            self.towns.entry(town.clone()).or_insert(*region);
        }
    }

    fn take(&mut self, document: &Document, entries: &[Entry]) {
        let mut seats = Seats::default();
        let source = self.sources.len() as u32;
        let about = &document.about;
        let mut kept = Source {
            record: named(about),
            id: Box::default(),
            document: document.id,
            version: document.version,
            entries: Vec::with_capacity(entries.len()),
            from: day::NONE,
            to: day::NONE,
            characters: 0,
            sections: BTreeMap::new(),
        };
        let region = about.region.as_ref().and_then(|r| r.code.as_deref()).and_then(|c| c.parse().ok());
        for told in entries {
            let record = &*told.record;
            let entry = self.heads.len() as u32;
            let head = head(record, source, &told.text);
            if head.from != day::NONE {
                kept.from = if kept.from == day::NONE { head.from } else { kept.from.min(head.from) };
                kept.to = kept.to.max(head.to);
            }
            kept.entries.push(entry);
            kept.characters += record.span.len();
            if let Some(heading) = &record.section_heading {
                let heading = || heading.text.trim().to_owned();
                kept.sections.entry(record.section).or_insert_with(heading);
            }
            self.name(record, entry, head.from, region, &mut seats);
            self.heads.push(head);
        }
        self.sources.push(kept);
    }

    fn name(&mut self, record: &Record, entry: u32, at: Day, region: Option<u32>, seats: &mut Seats) {
        let seats = seats.of(record);
        for (person, seats) in record.people.iter().zip(&seats) {
            // Of all offices of that day the highest, a circle of office holders only where there is no other.
            let rank = |k: &usize| seats.get(*k).and_then(Option::as_ref).map(|seat| seat.rank());
            let office = (0..person.titles.len()).rev().max_by_key(rank).and_then(|k| person.titles.get(k));
            note(&mut self.people, &person.name, &person.name, office.map_or("", |t| &t.text), entry, at);
            if let Some(draft) =
                self.people.get_mut(&person.name).filter(|_| !person.parts.iter().any(|p| present(*p)))
            {
                draft.cited += 1;
            }
        }
        let keys = dashiji::collate::place::keys(record);
        for (place, key) in record.places.iter().zip(&keys) {
            let key = key.as_str();
            let kind = kind_name(place.kind);
            note(&mut self.places, key, &place.name, kind, entry, at);
            if place.code.is_none()
                && matches!(place.kind, PlaceKind::Town | PlaceKind::Village | PlaceKind::Zone)
                && place
                    .roles
                    .iter()
                    .any(|r| matches!(r, PlaceRole::Venue | PlaceRole::Visited | PlaceRole::Destination))
                && let Some(region) = dashiji::collate::place::county_of(key).or(region)
            {
                self.towns.entry(key.into()).or_insert(region);
            }
        }
        for body in record.orgs.iter().chain(&record.organs) {
            let name = body.name.as_deref().unwrap_or(&body.text);
            note(&mut self.bodies, name, name, written(name, &body.text), entry, at);
        }
        for body in &record.organizers {
            let name = body.name.as_deref().unwrap_or(&body.text);
            note(&mut self.bodies, name, name, written(name, &body.text), entry, at);
        }
        for paper in &record.documents {
            let key = core_title(&paper.title);
            note(
                &mut self.papers,
                &key,
                bare_title(&paper.title),
                paper.number.as_deref().unwrap_or(""),
                entry,
                at,
            );
        }
        for measure in record.measures.iter().filter(|measure| !measure.what.is_empty()) {
            let level = measure.level.as_deref().unwrap_or_default();
            note(&mut self.measures, &measure.what, &measure.what, level, entry, at);
        }
        for event in &record.events {
            let mut there: Vec<&str> = event
                .people
                .iter()
                .filter(|p| p.parts.iter().any(|part| present(*part)))
                .filter_map(|p| record.people.get(p.person).map(|p| p.name.as_str()))
                .take(COMPANY)
                .collect();
            there.sort_unstable();
            there.dedup();
            for (k, a) in there.iter().enumerate() {
                for b in &there[k + 1..] {
                    *self.pairs.entry(((*a).into(), (*b).into())).or_default() += 1;
                }
            }
        }
    }

    /// The catalogue of what was taken in, with the register of offices.
    pub fn finish(self, position: u64, register: Vec<Post>) -> Catalogue {
        // Entries by day: the new position of each old one.
        let mut order: Vec<u32> = (0..self.heads.len() as u32).collect();
        order.sort_by_key(|&k| {
            let head = &self.heads[k as usize];
            (head.from, head.source, head.number)
        });
        let mut place = vec![0u32; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old as usize] = new as u32;
        }
        // Documents: the latest told of first.
        let mut turn: Vec<usize> = (0..self.sources.len()).collect();
        turn.sort_by(|&a, &b| {
            let (x, y) = (&self.sources[a], &self.sources[b]);
            y.from.cmp(&x.from).then(y.to.cmp(&x.to)).then(x.record.sha256.cmp(&y.record.sha256))
        });
        let mut rank = vec![0u32; turn.len()];
        for (new, old) in turn.iter().enumerate() {
            rank[*old] = new as u32;
        }
        let mut heads: Vec<Head> = order.iter().map(|&k| self.heads[k as usize].clone()).collect();
        for head in &mut heads {
            head.source = rank[head.source as usize];
        }
        let mut sources: Vec<Source> = turn.iter().map(|&k| self.sources[k].clone()).collect();
        for source in &mut sources {
            for entry in &mut source.entries {
                *entry = place[*entry as usize];
            }
        }
        for source in &mut sources {
            source.id = source.document.to_string().into();
        }
        let people = index(self.people, &place);
        let mut pairs: Vec<Pair> = self
            .pairs
            .into_iter()
            .filter_map(|((a, b), events)| {
                let (a, b) = (people.position(&a)? as u32, people.position(&b)? as u32);
                Some(Pair { people: (a.min(b), a.max(b)), events })
            })
            .collect();
        pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.events), pair.people));
        let mut by_id: Vec<u32> = (0..heads.len() as u32).collect();
        by_id.sort_by(|&a, &b| heads[a as usize].id.cmp(&heads[b as usize].id).then(b.cmp(&a)));
        let mut by_document: Vec<u32> = (0..sources.len() as u32).collect();
        by_document.sort_by_key(|&k| sources[k as usize].document);
        let mut by_hash: Vec<u32> = (0..sources.len() as u32).collect();
        by_hash.sort_by(|&a, &b| {
            sources[a as usize].record.sha256.cmp(&sources[b as usize].record.sha256).then(a.cmp(&b))
        });
        let (mut months, mut years) = (BTreeMap::new(), BTreeMap::new());
        let (mut dayless, mut coarse) = (Vec::new(), Vec::new());
        let undated = heads.iter().take_while(|h| h.from == day::NONE).count();
        for (at, head) in heads.iter().enumerate().skip(undated) {
            let (year, month) = day::month(head.from);
            let is_coarse = head.is_coarse();
            if is_coarse || head.is_of_month() {
                dayless.push(at as u32);
            }
            if is_coarse {
                coarse.push(at as u32);
                *years.entry(year).or_default() += 1;
            } else {
                *months.entry((year, month)).or_default() += 1;
            }
        }
        let (places, bodies) = (index(self.places, &place), index(self.bodies, &place));
        let offices = registered(register, &sources);
        let mut offices_by_weight: Vec<u32> = (0..offices.len() as u32).collect();
        offices_by_weight.sort_by_cached_key(|&k| {
            let office = &offices[k as usize];
            (std::cmp::Reverse(office.holders.iter().map(|h| h.times).sum::<u32>()), office.title.clone())
        });
        let mut by_body: BTreeMap<Box<str>, Vec<u32>> = BTreeMap::new();
        for (k, office) in offices.iter().enumerate() {
            by_body.entry(office.org.clone()).or_default().push(k as u32);
        }
        let mut by_place: BTreeMap<Box<str>, u32> = BTreeMap::new();
        for (k, name) in places.names.iter().enumerate() {
            by_place.entry(name.name.clone()).or_insert(k as u32);
        }
        let (spots, placed) = spots(&places, &self.towns);
        let of_person = |(k, pair): (usize, &Pair)| [(k as u32, pair.people.0), (k as u32, pair.people.1)];
        let sides: Vec<(u32, u32)> = pairs.iter().enumerate().flat_map(of_person).collect();
        let company = Runs::gathered(
            sides.iter().map(|(k, person)| (*k, std::slice::from_ref(person))),
            people.names.len(),
        );
        Catalogue {
            position,
            last: heads.iter().map(|head| head.to).max().unwrap_or(day::NONE),
            undated,
            people_of: Runs::turned(&people, heads.len()),
            places_of: Runs::turned(&places, heads.len()),
            bodies_of: Runs::turned(&bodies, heads.len()),
            offices_by_weight,
            spots,
            placed,
            kinds: heads.iter().map(|head| head.kind.map_or(NO_KIND, kind_number)).collect(),
            company,
            people,
            places,
            bodies,
            papers: index(self.papers, &place),
            measures: index(self.measures, &place),
            offices,
            pairs,
            months,
            years,
            dayless,
            coarse,
            title: chronicle(&sources),
            twins: by_id.windows(2).any(|pair| heads[pair[0] as usize].id == heads[pair[1] as usize].id),
            by_id,
            by_hash,
            by_document,
            by_body,
            by_place,
            heads,
            sources,
            towns: self.towns,
        }
    }
}

/// Places on the map: each at itself, or at the nearest division that has a place on the map; and the entries that have any.
fn spots(places: &Index, towns: &BTreeMap<Box<str>, u32>) -> (Vec<Spot>, Vec<u32>) {
    let mut at: BTreeMap<u32, Spot> = BTreeMap::new();
    for name in &places.names {
        let code = name.key.parse::<u32>().ok().filter(|_| name.key.len() == 6);
        let code = code.or_else(|| towns.get(&*name.key).copied());
        let Some((code, lon, lat)) = code.and_then(crate::place::located) else { continue };
        // A whole province is no point.
        if code % 10_000 == 0 && !matches!(code / 10_000, 11 | 12 | 31 | 50 | 71 | 81 | 82) {
            continue;
        }
        let spot = at.entry(code).or_insert_with(|| Spot { code, at: (lon, lat), entries: Vec::new() });
        spot.entries.extend(&name.entries);
    }
    let mut placed = Vec::new();
    let mut spots: Vec<Spot> = at.into_values().collect();
    for spot in &mut spots {
        spot.entries.sort_unstable();
        spot.entries.dedup();
        placed.extend(&spot.entries);
    }
    placed.sort_unstable();
    placed.dedup();
    (spots, placed)
}

/// The number of an entry that tells nothing of a known type.
pub const NO_KIND: u8 = u8::MAX;

/// Types, in the order of their numbers.
pub const KINDS: [EventType; 19] = [
    EventType::Meeting,
    EventType::Visit,
    EventType::Ceremony,
    EventType::Deployment,
    EventType::Issue,
    EventType::Project,
    EventType::Result,
    EventType::Statistics,
    EventType::Appointment,
    EventType::Award,
    EventType::Donation,
    EventType::Institution,
    EventType::Exchange,
    EventType::Disaster,
    EventType::Death,
    EventType::Conflict,
    EventType::Justice,
    EventType::Status,
    EventType::Other,
];

/// The number of a type.
pub fn kind_number(kind: EventType) -> u8 {
    KINDS.iter().position(|k| *k == kind).map_or(NO_KIND, |k| k as u8)
}

/// How many of a sorted list lie in a range.
pub fn inside(entries: &[u32], range: &std::ops::Range<usize>) -> usize {
    let from = entries.partition_point(|&e| (e as usize) < range.start);
    let to = entries.partition_point(|&e| (e as usize) < range.end);
    to - from.min(to)
}

impl Catalogue {
    /// The entries from one day to another, both inside.
    pub fn between(&self, from: Day, to: Day) -> std::ops::Range<usize> {
        let dated = &self.heads[self.undated..];
        let first = dated.partition_point(|h| h.from < from);
        let last = dated.partition_point(|h| h.from <= to);
        self.undated + first..self.undated + last.max(first)
    }

    /// First and last day told of.
    pub fn extent(&self) -> Option<(Day, Day)> {
        let first = self.heads.get(self.undated)?;
        Some((first.from, self.last))
    }

    /// The entries of a stretch whose days are known, in the order of days.
    pub fn daily(&self, from: Day, to: Day) -> impl Iterator<Item = u32> + '_ {
        let range = self.between(from, to);
        range.map(|e| e as u32).filter(|e| self.dayless.binary_search(e).is_err())
    }

    /// Entries with an id, the newest first; more than one where two documents tell the same.
    pub fn entries(&self, id: &str) -> &[u32] {
        let at = |k: &u32| &*self.heads[*k as usize].id;
        let first = self.by_id.partition_point(|k| at(k) < id);
        let last = self.by_id.partition_point(|k| at(k) <= id);
        &self.by_id[first..last]
    }

    /// Whether an entry is the first that its id means.
    pub fn is_first(&self, entry: u32) -> bool {
        !self.twins || self.entries(&self.heads[entry as usize].id).first() == Some(&entry)
    }

    /// Where an entry stands.
    pub fn key(&self, entry: u32) -> Key {
        let head = &self.heads[entry as usize];
        let source = &self.sources[head.source as usize];
        Key { document: Arc::from(source.record.sha256.as_str()), number: head.number }
    }

    /// The entry under a key.
    pub fn entry(&self, key: &Key) -> Option<u32> {
        let (_, source) = self.hashed(&key.document)?;
        let number = |e: &u32| self.heads[*e as usize].number;
        let at = source.entries.binary_search_by_key(&key.number, number).ok()?;
        source.entries.get(at).copied()
    }

    /// The document of an id: `d2`, or its hash or the first twelve digits of it.
    pub fn source(&self, id: &str) -> Option<(usize, &Source)> {
        if let Ok(document) = id.parse::<DocumentId>() {
            let at = self.sources.get(self.position(document)?)?;
            return Some((self.position(document)?, at));
        }
        if id.len() >= 12 { self.hashed(id) } else { None }
    }

    /// A document by the base's id.
    pub fn document(&self, id: DocumentId) -> Option<&Source> {
        self.sources.get(self.position(id)?)
    }

    fn position(&self, id: DocumentId) -> Option<usize> {
        let at = self.by_document.binary_search_by_key(&id, |k| self.sources[*k as usize].document).ok()?;
        Some(self.by_document[at] as usize)
    }

    fn hashed(&self, id: &str) -> Option<(usize, &Source)> {
        let hash = |k: &u32| self.sources[*k as usize].record.sha256.as_str();
        let at = self.by_hash.partition_point(|k| hash(k) < id);
        let k = *self.by_hash.get(at).filter(|k| hash(k).starts_with(id))? as usize;
        Some((k, &self.sources[k]))
    }

    /// First and last day of a name's entries, [`day::NONE`] where none has one.
    pub fn seen(&self, name: &Name) -> (Day, Day) {
        let dated = name.entries.partition_point(|&e| (e as usize) < self.undated);
        let at = |e: Option<&u32>| e.map_or(day::NONE, |&e| self.heads[e as usize].from);
        (at(name.entries.get(dated)), at(name.entries.last()))
    }

    /// The offices of a body.
    pub fn offices_of(&self, body: &str) -> impl Iterator<Item = &Office> {
        self.by_body.get(body).into_iter().flatten().filter_map(|&k| self.offices.get(k as usize))
    }

    /// A place by its name instead of its code.
    pub fn place_named(&self, name: &str) -> Option<&Name> {
        self.places.names.get(*self.by_place.get(name)? as usize)
    }

    /// The division a town or village without a code is told of in.
    pub fn town(&self, name: &str) -> Option<u32> {
        self.towns.get(name).copied()
    }
}

/// Whose chronicle some documents are: the region and the series that all have, or how many regions they are of.
fn chronicle(sources: &[Source]) -> String {
    let mut regions: Vec<&str> = Vec::new();
    let mut series: Vec<&str> = Vec::new();
    for source in sources {
        let of = source.record.region.as_ref().map_or("", |region| region.name.as_str());
        if !regions.contains(&of) && regions.len() < 4 {
            regions.push(of);
        }
        let of = source.record.series.as_deref().unwrap_or("").trim();
        if !series.contains(&of) && series.len() < 2 {
            series.push(of);
        }
    }
    regions.retain(|region| !region.is_empty());
    let series = match series.as_slice() {
        [one] if !one.is_empty() => one,
        _ => "大事记",
    };
    match regions.as_slice() {
        [] => String::new(),
        [one] if series.contains(*one) => series.to_owned(),
        [first, .., _] if regions.len() > 3 => format!("{first}等地{series}"),
        some => format!("{}{series}", some.join("、")),
    }
}

/// What a document says of itself with its file's name instead of the path, which is nobody's but the server's.
fn named(about: &Arc<DocumentRecord>) -> Arc<DocumentRecord> {
    let Some(path) = about.path.as_deref() else { return about.clone() };
    let file = crate::citation::file_name(path);
    if file == path {
        return about.clone();
    }
    Arc::new(DocumentRecord { path: Some(file.to_owned()), ..(**about).clone() })
}

/// Code points of an entry's beginning that stand for a headline.
const OPENING: u32 = 44;

/// What an entry is listed by: its headline, else its beginning after the date.
fn title(record: &Record, text: &str) -> Box<str> {
    if let Some(headline) = &record.headline {
        return headline.text.trim().into();
    }
    let start =
        record.date.as_ref().filter(|d| d.start >= record.span.start && d.start < record.span.start + 12);
    let start = start.map_or(record.span.start, |d| d.end.max(record.span.start));
    let end = record.span.end.min(start + OPENING);
    let skip = (start - record.span.start) as usize;
    let words: String = text.chars().skip(skip).take(end.saturating_sub(start) as usize).collect();
    let lead = |c: char| c.is_whitespace() || "，,。、：:▲△●◆○".contains(c);
    let line = words.trim_start_matches(lead).lines().next().unwrap_or_default().trim();
    if end < record.span.end { format!("{line}…").into() } else { line.into() }
}

fn head(record: &Record, source: u32, text: &str) -> Head {
    let from = first_day(record).and_then(day::of).unwrap_or(day::NONE);
    let to = record.date.as_ref().and_then(|d| day::last(&d.to)).unwrap_or(from).max(from);
    Head {
        source,
        number: record.number,
        from,
        to,
        kind: record.kind,
        section: record.section,
        title: title(record, text),
        headed: record.headline.is_some(),
        doubtful: !record.doubts().is_empty(),
        length: record.span.len() as u32,
        id: record.id.as_str().into(),
    }
}

/// A body's name as the text has it, where that is another than its full name.
fn written<'a>(name: &str, text: &'a str) -> &'a str {
    if text == name { "" } else { text }
}

fn note(index: &mut BTreeMap<String, Draft>, key: &str, name: &str, note: &str, entry: u32, at: Day) {
    let draft = index.entry(key.to_owned()).or_insert_with(|| Draft {
        name: name.to_owned(),
        noted: day::NONE,
        ..Draft::default()
    });
    if draft.entries.last() != Some(&entry) {
        draft.entries.push(entry);
    }
    if !note.is_empty() && (draft.note.is_empty() || at >= draft.noted) {
        note.clone_into(&mut draft.note);
        draft.noted = at;
    }
}

fn index(drafts: BTreeMap<String, Draft>, place: &[u32]) -> Index {
    let mut names: Vec<Name> = drafts
        .into_iter()
        .map(|(key, draft)| {
            let mut entries: Vec<u32> = draft.entries.iter().map(|&e| place[e as usize]).collect();
            entries.sort_unstable();
            entries.dedup();
            Name {
                key: key.into(),
                name: draft.name.into(),
                note: draft.note.into(),
                cited: draft.cited,
                entries,
            }
        })
        .collect();
    names.sort_by(|a, b| a.key.cmp(&b.key));
    let mut by_weight: Vec<u32> = (0..names.len() as u32).collect();
    // Presence ranks, citation does not.
    let weight = |name: &Name| (name.entries.len().saturating_sub(name.cited as usize), name.entries.len());
    by_weight.sort_by_key(|&k| (std::cmp::Reverse(weight(&names[k as usize])), k));
    Index { names, by_weight }
}

fn kind_name(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Division => "division",
        PlaceKind::Zone => "zone",
        PlaceKind::Town => "town",
        PlaceKind::Village => "village",
        PlaceKind::Region => "region",
        PlaceKind::Country => "country",
        PlaceKind::Natural => "natural",
    }
}
