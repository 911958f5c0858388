//! Persons of an entry: one record a name, with every title stated for it and everywhere it stands.
//!
//! `省委书记赵立本主持,…赵立本强调` gives one person 赵立本 with one title 省委书记 and two mentions. Parts are filled by
//! [`super::event`].

use super::{EventType, Part, PersonRecord, Record, TitleBasis, TitleKind, TitleRecord};
use crate::document::Setting;
use crate::recognize::lattice::{Doubt, Grade, Kind};
use crate::recognize::person::{PersonMention, TitleMention};
use crate::recognize::{Mentions, Passage};
use std::collections::{BTreeMap, BTreeSet};

/// The persons of an entry in the order of first mention, without parts.
pub fn people(passage: &Passage<'_>, mentions: &Mentions, setting: &Setting) -> Vec<PersonRecord> {
    let mut people: Vec<PersonRecord> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for mention in &mentions.people {
        let at = *known.entry(key(passage, mention)).or_insert(people.len());
        if at == people.len() {
            people.push(PersonRecord {
                name: without_spaces(passage.slice(mention.span)),
                titles: Vec::new(),
                parts: Vec::new(),
                mentions: Vec::new(),
                doubt: None,
                parts_doubt: BTreeMap::new(),
            });
        }
        let doubt = mentions.doubts.at(mention.series, Kind::Person);
        let Some(person) = people.get_mut(at) else { continue };
        Doubt::least(&mut person.doubt, doubt, person.mentions.is_empty());
        person.mentions.push(mention.span);
        for title in &mention.titles {
            let title = record(passage, title, setting);
            if !person.titles.iter().any(|known| known.text == title.text) {
                person.titles.push(title);
            }
        }
    }
    people
}

/// The name for comparison: folded, without the space that pads a name of two characters.
fn key(passage: &Passage<'_>, mention: &PersonMention) -> String {
    passage.text.folded(mention.span).iter().filter(|c| !c.is_whitespace()).collect()
}

fn without_spaces(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Occupations are cut too long or too short as often as not.
fn unsure(kind: TitleKind) -> bool {
    kind == TitleKind::Occupation
}

/// Tells that a part is in doubt which is given where no other is: the leader's, and that somebody is only named where no verb decides.
pub fn doubt_parts(record: &mut Record) {
    let decided: BTreeSet<usize> = record
        .events
        .iter()
        .flat_map(|event| &event.people)
        .filter(|played| played.start.is_some() && played.parts.contains(&Part::Lead))
        .map(|played| played.person)
        .collect();
    // Who makes a journey leads it; elsewhere a verb's subject may be its object.
    let journey = matches!(record.kind, Some(EventType::Visit | EventType::Exchange));
    for (k, person) in record.people.iter_mut().enumerate() {
        let mut doubt = |part: Part, rival: Part| {
            let rivals = vec![rival.name().to_owned()];
            person.parts_doubt.insert(part, Doubt { grade: Grade::Some, rivals });
        };
        if person.parts.contains(&Part::Lead) && !(journey && decided.contains(&k)) {
            doubt(Part::Lead, Part::Mention);
        } else if person.parts == [Part::Mention] {
            doubt(Part::Mention, Part::Lead);
        }
    }
}

fn record(passage: &Passage<'_>, title: &TitleMention, setting: &Setting) -> TitleRecord {
    let slice = |span| passage.slice(span).to_owned();
    TitleRecord {
        text: slice(title.span),
        form: None,
        kind: title.kind,
        post: title.post.map(slice),
        org: title.body.map(|body| {
            super::organization::full_name(passage, body, setting).unwrap_or_else(|| slice(body))
        }),
        start: Some(title.span.start),
        end: Some(title.span.end),
        basis: TitleBasis::Stated,
        from_entry: None,
        days: None,
        doubt: unsure(title.kind).then(|| Box::new(Doubt { grade: Grade::Much, rivals: Vec::new() })),
    }
}
