//! Rulings in force, laid over what was read.
//!
//! In go an entry's facts as an engine read them; out come the facts as people ruled, with the list of rulings that were met. A fact
//! that a newer engine no longer reads is put back where a person accepted or corrected it and its words still stand in the entry.

use crate::id::{EntryId, RulingId};
use crate::ruling::{Anchor, Decision, FactKind, Ruling};
use dashiji::fact::{
    OrganizationRecord, Part, PersonRecord, PlaceKind, PlaceRecord, Quote, Record, Stage, TimeBasis,
    TimeRecord, TitleBasis, TitleKind, TitleRecord,
};
use dashiji::resolve::day::iso_order;
use dashiji::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How a ruling meets an entry as it is read now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its fact is there.
    Met,
    /// Its fact was read no longer and was put back, its words still standing in the entry.
    Kept,
    /// There is nothing left to reject.
    Settled,
    /// Its words are gone.
    Gone,
}

/// The rulings in force at a time.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    /// All, by number.
    pub all: BTreeMap<u32, Ruling>,
    by_entry: BTreeMap<EntryId, Vec<u32>>,
    names: Vec<u32>,
    merged: BTreeMap<String, String>,
    /// Names of which all are one person.
    pub one: BTreeSet<String>,
    /// Entries in which a name is another's.
    pub apart: Vec<(String, BTreeSet<EntryId>)>,
    /// Entries that tell what another tells, which counts.
    pub told_again: BTreeMap<EntryId, EntryId>,
    /// Numbers of those that dismiss findings, by the rule's code.
    pub dismissed: BTreeMap<String, Vec<u32>>,
}

impl Rules {
    /// Rulings made ready to be laid over.
    pub fn of(rulings: impl IntoIterator<Item = Ruling>) -> Self {
        let mut rules = Self::default();
        for ruling in rulings {
            let number = ruling.ruling;
            match &ruling.decision {
                Decision::Accept { fact } | Decision::Correct { fact, .. } | Decision::Reject { fact } => {
                    rules.by_entry.entry(fact.entry).or_default().push(number);
                }
                Decision::Name { .. } => rules.names.push(number),
                Decision::Merge { names, into } => {
                    rules.one.insert(into.clone());
                    for name in names.iter().filter(|name| *name != into) {
                        rules.merged.insert(name.clone(), into.clone());
                    }
                }
                Decision::Separate { name, entries } => {
                    rules.apart.push((name.clone(), entries.iter().copied().collect()));
                }
                Decision::Dismiss { code, .. } => {
                    rules.dismissed.entry(code.clone()).or_default().push(number);
                }
                Decision::SameEvent { entries } => {
                    if let Some((first, rest)) = entries.split_first() {
                        rules.told_again.extend(rest.iter().map(|entry| (*entry, *first)));
                    }
                }
            }
            rules.all.insert(number, ruling);
        }
        rules
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Entries that rulings name, where facts may be others than were read.
    pub fn touched(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.by_entry.keys().copied()
    }

    /// The names that go by another name: all that `name` stands for.
    pub fn stands_for(&self, name: &str) -> Vec<String> {
        self.merged.iter().filter(|(_, into)| *into == name).map(|(from, _)| from.clone()).collect()
    }

    /// The short names that stand for a body in full, by rule.
    pub fn shorts(&self, full: &str) -> Vec<String> {
        let rules = self.names.iter().filter_map(|n| self.all.get(n));
        rules
            .filter_map(|ruling| match &ruling.decision {
                Decision::Name { short, full: body, .. } if body == full => Some(short.clone()),
                _ => None,
            })
            .collect()
    }

    /// Lays the rulings over an entry; gives how each that names the entry meets it.
    pub fn lay(&self, entry: EntryId, text: &str, record: &mut Record) -> Vec<(RulingId, Standing)> {
        let mut met = Vec::new();
        if self.is_empty() {
            return met;
        }
        for number in &self.names {
            if let Some(Decision::Name { short, full, from, to }) = self.all.get(number).map(|r| &r.decision)
                && name(record, short, full, from.as_deref(), to.as_deref())
            {
                met.push((RulingId(*number), Standing::Met));
            }
        }
        for number in self.by_entry.get(&entry).into_iter().flatten() {
            let Some(ruling) = self.all.get(number) else { continue };
            let standing = match &ruling.decision {
                Decision::Accept { fact } => {
                    let standing = keep(fact, text, record);
                    if standing != Standing::Gone {
                        assure(fact, None, text, record);
                    }
                    standing
                }
                Decision::Correct { fact, to } => {
                    let standing = keep(fact, text, record);
                    if standing != Standing::Gone {
                        assure(fact, Some(to), text, record);
                        correct(fact, to, text, record);
                    }
                    standing
                }
                Decision::Reject { fact } => reject(fact, text, record),
                _ => continue,
            };
            met.push((RulingId(*number), standing));
        }
        for person in &mut record.people {
            if let Some(into) = self.merged.get(&person.name) {
                person.name.clone_from(into);
                person.same_as = None;
            }
        }
        met
    }
}

/// Applies a rule of a short name; gives whether it changed anything.
fn name(record: &mut Record, short: &str, full: &str, from: Option<&str>, to: Option<&str>) -> bool {
    let day = record.dated().map(|date| date.first_day().to_owned());
    let inside = match (&day, from, to) {
        (_, None, None) => true,
        (None, _, _) => false,
        (Some(day), from, to) => {
            from.is_none_or(|from| iso_order(day, from).is_ge())
                && to.is_none_or(|to| iso_order(day, to).is_le())
        }
    };
    if !inside {
        return false;
    }
    let mut changed = false;
    let mut settle = |text: &str, name: &mut Option<String>| {
        if text == short && name.as_deref() != Some(full) {
            *name = Some(full.to_owned());
            changed = true;
        }
    };
    for body in record.orgs.iter_mut().chain(&mut record.organs) {
        settle(&body.text, &mut body.name);
    }
    for organizer in &mut record.organizers {
        settle(&organizer.text, &mut organizer.name);
    }
    changed
}

/// Where words stand in a text, by code points; of several places the one with most of the context around it, and of those the one nearest to where
/// they stood.
pub(crate) fn locate(text: &str, anchor: &Anchor) -> Option<u32> {
    if anchor.quote.is_empty() {
        return None;
    }
    let mut best: Option<(usize, std::cmp::Reverse<u32>, u32)> = None;
    let (mut byte, mut here) = (0, 0);
    for (at, _) in text.match_indices(&anchor.quote) {
        let before =
            text[..at].chars().rev().zip(anchor.before.chars().rev()).take_while(|(a, b)| a == b).count();
        let rest = &text[at + anchor.quote.len()..];
        let after = rest.chars().zip(anchor.after.chars()).take_while(|(a, b)| a == b).count();
        here += text[byte..at].chars().count() as u32;
        byte = at;
        let far = std::cmp::Reverse(anchor.at.map_or(0, |stood| stood.abs_diff(here)));
        if best.is_none_or(|(score, nearest, _)| (before + after, far) > (score, nearest)) {
            best = Some((before + after, far, here));
        }
    }
    best.map(|(.., at)| at)
}

/// How many characters on either side of a fact's words are kept with a ruling.
const CONTEXT: usize = 12;

/// The anchor of a fact's words at a place (in code points of the entry's text).
pub(crate) fn anchor(
    entry: EntryId,
    kind: FactKind,
    text: &str,
    at: Option<(u32, u32)>,
    quote: &str,
) -> Anchor {
    let chars: Vec<char> = text.chars().collect();
    let (before, after) = match at {
        Some((start, end)) => {
            let (start, end) = ((start as usize).min(chars.len()), (end as usize).min(chars.len()));
            (
                chars[start.saturating_sub(CONTEXT)..start].iter().collect(),
                chars[end..(end + CONTEXT).min(chars.len())].iter().collect(),
            )
        }
        None => (String::new(), String::new()),
    };
    Anchor { entry, kind, quote: quote.to_owned(), before, after, at: at.map(|(start, _)| start) }
}

/// Position of a fact in its list of the record, and where its words stand, relative to the entry.
pub(crate) fn find(
    kind: FactKind,
    words: &str,
    near: Option<u32>,
    record: &Record,
) -> Option<(usize, Option<(u32, u32)>)> {
    let base = record.span.start;
    let here = |start: u32, end: u32| (start.saturating_sub(base), end.saturating_sub(base));
    // Of what is mentioned more than once, where it stands nearest.
    let quotes = |quotes: &[Quote]| {
        let places = quotes.iter().map(|q| here(q.start, q.end));
        places.min_by_key(|(start, _)| near.map_or(0, |near| start.abs_diff(near)))
    };
    let nearest = |found: Vec<(usize, Option<(u32, u32)>)>| {
        found.into_iter().min_by_key(|(_, at)| match (near, at) {
            (Some(near), Some((start, _))) => start.abs_diff(near),
            _ => 0,
        })
    };
    match kind {
        FactKind::Date => Some((0, record.date.as_ref().map(|d| here(d.start, d.end)))),
        FactKind::Type => Some((0, None)),
        FactKind::Person => {
            let k = record.people.iter().position(|p| p.name == words)?;
            let places = record.people[k].mentions.iter().map(|m| here(m.start, m.end));
            Some((k, places.min_by_key(|(start, _)| near.map_or(0, |near| start.abs_diff(near)))))
        }
        FactKind::Place => {
            let same = |p: &PlaceRecord| {
                p.name == words || p.text == words || p.mentions.iter().any(|m| m.text == words)
            };
            let found = record.places.iter().enumerate().filter(|(_, p)| same(p));
            nearest(found.map(|(k, p)| (k, quotes(&p.mentions))).collect())
        }
        FactKind::Organization => bodies(record)
            .into_iter()
            .enumerate()
            .find(|(_, (text, name, _, _))| *text == words || name.is_some_and(|name| name == words))
            .map(|(k, (_, _, start, end))| (k, Some(here(start, end)))),
        FactKind::Document => {
            let k = record
                .documents
                .iter()
                .position(|d| d.title == words || d.mentions.iter().any(|m| m.text == words))?;
            Some((k, quotes(&record.documents[k].mentions)))
        }
        FactKind::Figure => {
            let found = record.quantities.iter().enumerate().filter(|(_, q)| q.text == words);
            nearest(found.map(|(k, q)| (k, Some(here(q.start, q.end)))).collect())
        }
    }
}

/// How many facts of an entry have the same words, of those kinds of which each stands where it does: 12人 in two places are two figures.
pub(crate) fn namesakes(kind: FactKind, words: &str, record: &Record) -> usize {
    match kind {
        FactKind::Figure => record.quantities.iter().filter(|q| q.text == words).count(),
        FactKind::Place => record.places.iter().filter(|p| p.name == words || p.text == words).count(),
        _ => 1,
    }
}

/// Institutions, organs, then organisers: words, full name, first place.
fn bodies(record: &Record) -> Vec<(&str, Option<&String>, u32, u32)> {
    let first = |o: &OrganizationRecord| o.mentions.first().map_or((0, 0), |m| (m.start, m.end));
    let named = record
        .orgs
        .iter()
        .chain(&record.organs)
        .map(|o| (o.text.as_str(), o.name.as_ref(), first(o).0, first(o).1));
    named
        .chain(record.organizers.iter().map(|o| (o.text.as_str(), o.name.as_ref(), o.start, o.end)))
        .collect()
}

/// Takes the doubt from a fact that somebody ruled on: from all of it where it was accepted, else from the name and the fields that were
/// corrected.
fn assure(fact: &Anchor, to: Option<&BTreeMap<String, String>>, text: &str, record: &mut Record) {
    let Some((k, _)) = find(fact.kind, &fact.quote, locate(text, fact), record) else { return };
    let ruled = |field: &str| to.is_none_or(|to| to.contains_key(field));
    match fact.kind {
        FactKind::Date => {
            let dates =
                record.events.iter_mut().filter_map(|event| event.date.as_mut()).chain(&mut record.date);
            dates.for_each(|date| date.doubt = None);
        }
        FactKind::Type => record.type_doubt = None,
        FactKind::Person => {
            let Some(person) = record.people.get_mut(k) else { return };
            person.doubt = None;
            if ruled("title") {
                person.titles.iter_mut().for_each(|title| title.doubt = None);
            }
            if ruled("part") {
                person.parts_doubt.clear();
            }
        }
        FactKind::Place => {
            let Some(place) = record.places.get_mut(k) else { return };
            place.doubt = None;
            if ruled("code") || ruled("name") {
                place.code_doubt = None;
            }
        }
        FactKind::Organization => {
            let words = bodies(record).get(k).map(|body| body.0.to_owned()).unwrap_or_default();
            let named = record.orgs.iter_mut().chain(&mut record.organs);
            named.filter(|body| body.text == words).for_each(|body| body.doubt = None);
            let held = record.organizers.iter_mut().filter(|body| body.text == words);
            held.for_each(|body| body.doubt = None);
        }
        FactKind::Figure => {
            if let Some(figure) = record.quantities.get_mut(k).filter(|_| ruled("kind")) {
                figure.kind_doubt = None;
            }
        }
        FactKind::Document => {}
    }
}

/// Sees that a fact is there: finds it, or puts it back where its words still stand.
fn keep(fact: &Anchor, text: &str, record: &mut Record) -> Standing {
    let at = locate(text, fact);
    if find(fact.kind, &fact.quote, at, record).is_some() {
        return Standing::Met;
    }
    let Some(at) = at else { return Standing::Gone };
    let start = record.span.start + at;
    let end = start + fact.quote.chars().count() as u32;
    let quote = Quote { text: fact.quote.clone(), start, end };
    match fact.kind {
        FactKind::Person => record.people.push(PersonRecord {
            name: fact.quote.clone(),
            titles: Vec::new(),
            parts: vec![Part::Mention],
            mentions: vec![Span { start, end }],
            doubt: None,
            parts_doubt: BTreeMap::new(),
            aliases: Vec::new(),
            same_as: None,
        }),
        FactKind::Place => record.places.push(PlaceRecord {
            text: fact.quote.clone(),
            name: fact.quote.clone(),
            code: None,
            kind: PlaceKind::Division,
            roles: Vec::new(),
            mentions: vec![quote],
            doubt: None,
            code_doubt: None,
        }),
        FactKind::Organization => {
            record.orgs.push(OrganizationRecord {
                text: fact.quote.clone(),
                name: None,
                mentions: vec![quote],
                doubt: None,
            });
        }
        FactKind::Date | FactKind::Type | FactKind::Document | FactKind::Figure => return Standing::Gone,
    }
    Standing::Kept
}

fn correct(fact: &Anchor, to: &BTreeMap<String, String>, text: &str, record: &mut Record) {
    let near = locate(text, fact);
    let Some((k, _)) = find(fact.kind, &fact.quote, near, record) else { return };
    let value = |field: &str| to.get(field).map(String::as_str);
    let word = |words: &str| serde_json::Value::String(words.to_owned());
    match fact.kind {
        FactKind::Date => {
            let Some(from) = value("from").or(value("date")) else { return };
            let until = value("to").unwrap_or(from);
            let (start, end, words) =
                record.date.as_ref().map_or((record.span.start, record.span.start, String::new()), |date| {
                    (date.start, date.end, date.text.clone())
                });
            let edtf = if from == until { from.to_owned() } else { format!("{from}/{until}") };
            let date = TimeRecord {
                text: words,
                start,
                end,
                from: from.to_owned(),
                to: until.to_owned(),
                edtf,
                basis: TimeBasis::Stated,
                part_of_day: None,
                julian: None,
                reckoning: None,
                doubt: None,
            };
            // Events that took the entry's day take the new one.
            let old = record.date.replace(date.clone());
            for event in record.events.iter_mut().filter(|event| event.date == old) {
                event.date = Some(date.clone());
            }
        }
        FactKind::Type => {
            if let Some(kind) = value("type").and_then(|kind| serde_json::from_value(word(kind)).ok()) {
                record.kind = Some(kind);
                if let Some(event) = record.events.first_mut() {
                    event.kind = Some(kind);
                }
            }
        }
        FactKind::Person => {
            let Some(person) = record.people.get_mut(k) else { return };
            if let Some(title) = value("title") {
                person.titles =
                    title.split('、').filter(|title| !title.is_empty()).map(ruled_title).collect();
            }
            if let Some(part) = value("part") {
                let parts: Vec<Part> = part
                    .split(',')
                    .filter_map(|part| serde_json::from_value(word(part.trim())).ok())
                    .collect();
                person.parts.clone_from(&parts);
                for event in &mut record.events {
                    for took in event.people.iter_mut().filter(|took| took.person == k) {
                        took.parts.clone_from(&parts);
                    }
                }
            }
            if let Some(name) = value("name") {
                name.clone_into(&mut record.people[k].name);
                record.people[k].same_as = None;
            }
        }
        FactKind::Place => {
            let Some(place) = record.places.get_mut(k) else { return };
            if let Some(name) = value("name") {
                name.clone_into(&mut place.name);
                place.code = None;
            }
            if let Some(code) = value("code") {
                place.code = Some(code.to_owned()).filter(|code| !code.is_empty());
            }
        }
        FactKind::Organization => {
            let Some(name) = value("name").map(str::to_owned) else { return };
            let words = bodies(record).get(k).map(|body| body.0.to_owned()).unwrap_or_default();
            for body in record.orgs.iter_mut().chain(&mut record.organs).filter(|body| body.text == words) {
                body.name = Some(name.clone());
            }
            for body in record.organizers.iter_mut().filter(|body| body.text == words) {
                body.name = Some(name.clone());
            }
        }
        FactKind::Document => {
            let Some(document) = record.documents.get_mut(k) else { return };
            let set = |slot: &mut Option<String>, field: &str| {
                if let Some(value) = to.get(field) {
                    *slot = Some(value.clone()).filter(|value| !value.is_empty());
                }
            };
            set(&mut document.number, "number");
            set(&mut document.issuer, "issuer");
            set(&mut document.kind, "kind");
            set(&mut document.stage_date, "date");
            if let Some(stage) =
                value("stage").and_then(|stage| serde_json::from_value::<Stage>(word(stage)).ok())
            {
                document.stage = Some(stage);
            }
            if let Some(title) = value("title") {
                title.clone_into(&mut document.title);
            }
        }
        FactKind::Figure => {
            let Some(figure) = record.quantities.get_mut(k) else { return };
            if let Some(number) = value("value").and_then(|value| serde_json::from_str(value).ok()) {
                figure.value = number;
            }
            if let Some(unit) = value("unit") {
                figure.unit = Some(unit.to_owned());
            }
            if let Some(of) = value("of") {
                figure.of = Some(of.to_owned());
            }
            if let Some(kind) = value("kind").and_then(|kind| serde_json::from_value(word(kind)).ok()) {
                figure.kind = kind;
            }
        }
    }
}

fn ruled_title(text: &str) -> TitleRecord {
    TitleRecord {
        text: text.to_owned(),
        form: None,
        kind: TitleKind::Post,
        post: None,
        org: None,
        start: None,
        end: None,
        basis: TitleBasis::Ruled,
        from_entry: None,
        days: None,
        doubt: None,
    }
}

fn reject(fact: &Anchor, text: &str, record: &mut Record) -> Standing {
    let near = locate(text, fact);
    let Some((k, _)) = find(fact.kind, &fact.quote, near, record) else {
        return if near.is_some() { Standing::Settled } else { Standing::Gone };
    };
    match fact.kind {
        FactKind::Date => record.date = None,
        FactKind::Type => (record.kind, record.type_doubt) = (None, None),
        FactKind::Person => {
            record.people.remove(k);
            for event in &mut record.events {
                event.people.retain(|took| took.person != k);
                event.people.iter_mut().for_each(|took| took.person -= usize::from(took.person > k));
            }
            for statement in &mut record.statements {
                statement.person = statement.person.filter(|p| *p != k).map(|p| p - usize::from(p > k));
            }
        }
        FactKind::Place => {
            record.places.remove(k);
            for event in &mut record.events {
                event.places.retain(|place| place.place != k);
                event.places.iter_mut().for_each(|place| place.place -= usize::from(place.place > k));
            }
        }
        FactKind::Organization => {
            let words = bodies(record).get(k).map(|body| body.0.to_owned()).unwrap_or_default();
            record.orgs.retain(|body| body.text != words);
            record.organs.retain(|body| body.text != words);
            let kept: Vec<Option<usize>> = record
                .organizers
                .iter()
                .scan(0, |next, body| {
                    let stays = body.text != words;
                    *next += usize::from(stays);
                    Some(stays.then(|| *next - 1))
                })
                .collect();
            record.organizers.retain(|body| body.text != words);
            for event in &mut record.events {
                event.organizers =
                    event.organizers.iter().filter_map(|k| kept.get(*k).copied().flatten()).collect();
            }
        }
        FactKind::Document => drop(record.documents.remove(k)),
        FactKind::Figure => {
            record.quantities.remove(k);
            for figure in &mut record.quantities {
                for place in [&mut figure.part_of, &mut figure.same_as] {
                    *place = place.filter(|p| *p != k).map(|p| p - usize::from(p > k));
                }
            }
        }
    }
    Standing::Met
}
