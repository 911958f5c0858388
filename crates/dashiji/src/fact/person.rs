//! Persons of an entry: one record a name, with every title stated for it and everywhere it stands.
//!
//! `省委书记赵立本主持,…赵立本强调` gives one person 赵立本 with one title 省委书记 and two mentions. Parts are filled by
//! [`super::event`].

use super::alias;
use super::event::Bases;
use super::{AliasRecord, EventType, Field, Part, PersonRecord, Record, TitleBasis, TitleKind, TitleRecord};
use crate::confidence::{Doubt, Ground, Tally};
use crate::document::Setting;
use crate::recognize::lattice::Kind;
use crate::recognize::person::{PersonMention, TitleMention};
use crate::recognize::{Mentions, Passage};
use std::collections::BTreeMap;

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
                aliases: Vec::new(),
                same_as: None,
            });
        }
        for alias in &mention.aliases {
            for form in alias::forms(passage, mention.span, *alias) {
                known.entry(form).or_insert(at);
            }
        }
        let Some(person) = people.get_mut(at) else { continue };
        let doubt = mentions.doubts.tally(mention.series, Kind::Person).and_then(|(tally, rivals)| {
            let tally = tally
                .when(mention.titles.is_empty(), Ground::PersonUntitled)
                .when(mention.span.len() <= 2, Ground::PersonTwo);
            tally.doubt(|| rivals.to_vec())
        });
        Doubt::least(&mut person.doubt, doubt.as_ref(), person.mentions.is_empty());
        person.mentions.push(mention.span);
        for alias in &mention.aliases {
            let (kind, span) = (alias.kind, alias.span);
            let text = passage.slice(span).to_owned();
            if !person.aliases.iter().any(|told| told.kind == kind && told.text == text) {
                person.aliases.push(AliasRecord { kind, text, start: span.start, end: span.end });
            }
        }
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

pub(super) fn without_spaces(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Tells which parts are in doubt, by what gave them.
pub fn doubt_parts(record: &mut Record, bases: &Bases) {
    let kind = record.kind;
    let journey = matches!(kind, Some(EventType::Visit | EventType::Exchange));
    let (people, events) = (record.people.len(), record.events.len());
    for (k, person) in record.people.iter_mut().enumerate() {
        let untitled = person.titles.is_empty();
        let several = person.parts.len() > 1;
        for &part in &person.parts {
            let is = |of: &[Part]| of.contains(&part);
            let mut tally = Tally::of(Field::Part)
                .when(is(&[Part::Lead]), Ground::PartIsLead)
                .when(is(&[Part::Chair]), Ground::PartIsChair)
                .when(is(&[Part::Speak, Part::Report, Part::ReadOut]), Ground::PartIsSpeak)
                .when(
                    is(&[Part::Attend, Part::TakePart, Part::Accompany, Part::SeeOff]),
                    Ground::PartIsAttend,
                )
                .when(is(&[Part::Appointed, Part::Removed, Part::Honoured, Part::Died]), Ground::PartIsFate);
            if let Some(ground) = bases.of(k, part) {
                tally = tally.and(ground);
            }
            let tally = tally
                .when(journey, Ground::PartJourney)
                .when(kind == Some(EventType::Meeting), Ground::PartMeeting)
                .when(kind == Some(EventType::Other), Ground::PartOther)
                .when(people == 1, Ground::PartAlone)
                .when(people > 3, Ground::PartCrowd)
                .when(untitled, Ground::PartBare)
                .when(events > 1, Ground::PartEvents)
                .when(several, Ground::PartSeveral);
            let rival = if part == Part::Mention { Part::Lead } else { Part::Mention };
            if let Some(doubt) = tally.doubt(|| vec![rival.name().to_owned()]) {
                person.parts_doubt.insert(part, doubt);
            }
        }
    }
}

/// How sure a title is.
fn title_doubt(title: &TitleMention) -> Option<Doubt> {
    let length = title.span.len();
    let tally = Tally::of(Field::Title)
        .when(title.kind == TitleKind::Occupation, Ground::TitleOccupation)
        .when(title.post.is_none(), Ground::TitleNoPost)
        .when(length >= 9, Ground::TitleLong);
    tally.doubt(Vec::new)
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
        doubt: title_doubt(title).map(Box::new),
    }
}
