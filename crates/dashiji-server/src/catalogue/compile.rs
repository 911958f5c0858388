//! A catalogue being made: documents one after the other, parts of it added to each other, all of it put in the order of days.

use super::head::{Head, NO_KIND, head, kind_number};
use super::name::{Draft, Runs, index, note};
use super::office::registered;
use super::spot::spots;
use super::{Catalogue, Pair, Source};
use crate::day::{self, Day};
use dashiji::collate::document::{bare_title, core_title};
use dashiji::collate::entry::Seats;
use dashiji::collate::office::Post;
use dashiji::collate::person::present;
use dashiji::fact::{DocumentRecord, PersonRecord, PlaceKind, PlaceRole, Record};
use dashiji_store::{Document, Entry};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    pairs: BTreeMap<(Box<str>, Box<str>), (u32, u32)>,
    towns: BTreeMap<Box<str>, u32>,
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
                Some((known, close)) => {
                    *known += events.0;
                    *close += events.1;
                }
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
            let name = person.known_as();
            note(&mut self.people, name, name, office.map_or("", |t| &t.text), entry, at);
            if let Some(draft) =
                self.people.get_mut(name).filter(|_| !person.parts.iter().any(|p| present(*p)))
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
                .filter_map(|p| record.people.get(p.person).map(PersonRecord::known_as))
                .take(COMPANY)
                .collect();
            there.sort_unstable();
            there.dedup();
            // Two alone at an event say more of each other than two among thirty.
            let share = 60 / there.len().saturating_sub(1).max(1) as u32;
            for (k, a) in there.iter().enumerate() {
                for b in &there[k + 1..] {
                    let (events, close) = self.pairs.entry(((*a).into(), (*b).into())).or_default();
                    *events += 1;
                    *close += share;
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
            .filter_map(|((a, b), (events, close))| {
                let (a, b) = (people.position(&a)? as u32, people.position(&b)? as u32);
                Some(Pair { people: (a.min(b), a.max(b)), events, close })
            })
            .collect();
        pairs.sort_by_key(|pair| (std::cmp::Reverse((pair.close, pair.events)), pair.people));
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

/// Whose chronicle some documents are: the region and the series that all have, or how many regions they are of.
fn chronicle(sources: &[Source]) -> String {
    let mut regions: Vec<&str> = Vec::new();
    let mut series: Vec<&str> = Vec::new();
    for source in sources {
        let of = source.record.region.as_ref().map_or("", |region| region.name.as_str());
        if !of.is_empty() && !regions.contains(&of) && regions.len() < 4 {
            regions.push(of);
        }
        let of = source.record.series.as_deref().unwrap_or("").trim();
        if !series.contains(&of) && series.len() < 2 {
            series.push(of);
        }
    }
    // Documents that do not tell whose they are are of other places, for all that is known.
    let untold = sources.iter().any(|source| source.record.region.is_none());
    let series = match series.as_slice() {
        [one] if !one.is_empty() => one,
        _ => "大事记",
    };
    match regions.as_slice() {
        [] => String::new(),
        [one] if series.contains(*one) => series.to_owned(),
        [first, ..] if regions.len() > 3 || untold && regions.len() > 1 => format!("{first}等地{series}"),
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

/// A body's name as the text has it, where that is another than its full name.
fn written<'a>(name: &str, text: &'a str) -> &'a str {
    if text == name { "" } else { text }
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
