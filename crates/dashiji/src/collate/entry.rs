//! An entry as the registers need it: its names, offices, places, titles and figures with where they stand, without the
//! sentences they stand in.
//!
//! In goes a [`Record`]; out comes an [`Entry`] of about a third of its size. Words that come again and again (`县长`, `霍山县`,
//! `2022-08-03`, a document's SHA-256) are kept once for all entries. What a register prints is all here; what only a reader
//! of the entry needs (statements, times, the positions of every mention) is left to the record.

use super::circle::Circle;
use super::place::{CountyGround, Located, locate};
use super::seat::{Seat, Setting};
use super::{Key, words::Words};
use crate::fact::{
    AliasKind, Change, DocumentRecord, EventType, OrganizerRole, Part, PlaceKind, PlaceRole, QuantityKind,
    QuantityRecord, Record, Stage, TimeRecord, TitleBasis, TitleKind, TitleRecord,
};
use crate::lexicon::{Class, Lexicon};
use crate::resolve::precision::exact;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A text that may stand in many entries and is kept once.
pub type Word = Arc<str>;

/// A document with the words that every citation of it repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: Word,
    /// The name it was given by.
    pub path: Option<Word>,
    /// What it says of itself.
    pub record: Arc<DocumentRecord>,
    /// Where what it tells stands.
    pub setting: Setting,
}

/// A piece of text with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The text as it stands.
    pub text: Word,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// The date of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The expression.
    pub said: Said,
    /// First day or time, ISO.
    pub from: Word,
    /// Last day or time, ISO.
    pub to: Word,
    /// The first day without a clock time, as exactly as it is told: `2020-02-10`, `2020-02` of a month, `2020` of a year.
    pub day: Word,
}

/// A title of somebody, kept once for all who are called so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Title {
    /// As written, without the name.
    pub text: Word,
    /// What it is.
    pub kind: TitleKind,
    /// The post alone.
    pub post: Option<Word>,
    /// The body.
    pub org: Option<Word>,
    /// Where it is known from.
    pub basis: TitleBasis,
}

/// A title where it stands; nowhere where it stands elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// The title.
    pub title: Arc<Title>,
    /// First code point and one past the last.
    pub at: Option<(u32, u32)>,
    /// The office it names, where it is a post.
    pub seat: Option<Arc<Seat>>,
}

/// A person named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name as written; who is meant, where it is another name that the document tells of somebody.
    pub name: Word,
    /// The name in simplified characters, by which people are compared: 趙立本 is 赵立本.
    pub key: Word,
    /// Titles, in the order of the text.
    pub titles: Box<[Called]>,
    /// Parts over the entry's events.
    pub parts: Parts,
    /// Other names told of them here, with what kind of name each is.
    pub aliases: Box<[(AliasKind, Said)]>,
    /// Whether the name itself is in doubt.
    pub doubt: bool,
}

impl Named {
    /// The other names that are told of them here, in full and as names are compared, each with where it is told: 周砚农 of 周文田（字砚农）.
    pub fn borne(&self) -> impl Iterator<Item = (String, AliasKind, &Said)> {
        let surname = if self.aliases.is_empty() { "" } else { surname(&self.key) };
        self.aliases.iter().filter_map(move |(kind, said)| {
            let mut name = name_key(&said.text);
            if kind.is_given() && !name.starts_with(surname) {
                name.insert_str(0, surname);
            }
            (name.chars().count() > 1 && *name != *self.key).then_some((name, *kind, said))
        })
    }
}

/// The surname that a name begins with: two characters where there is such a one.
fn surname(name: &str) -> &str {
    let ends = |count: usize| name.char_indices().nth(count).map(|(at, _)| &name[..at]);
    let double = ends(2).filter(|words| {
        Lexicon::builtin().lookup(words).into_iter().any(|term| term.class == Class::Surname)
    });
    double.or_else(|| ends(1)).unwrap_or(name)
}

/// A place named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Full name.
    pub name: Word,
    /// GB/T 2260 code.
    pub code: Option<Word>,
    /// What kind of place.
    pub kind: PlaceKind,
    /// What places are told apart by ([`super::place`]).
    pub key: Word,
    /// The county that a town or village lies in, or the wider region where the county is open.
    pub within: Option<Circle>,
    /// What that is known from.
    pub ground: Option<CountyGround>,
    /// The first mention of each form.
    pub forms: Box<[Said]>,
    /// Whether the name or its division is in doubt.
    pub doubt: bool,
}

impl Placed {
    /// What places are told apart by.
    pub fn key(&self) -> &Word {
        &self.key
    }
}

/// A body named that is no organizer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Full name where it is known, else as written.
    pub name: Word,
    /// What bodies are told apart by ([`super::organization`]).
    pub key: Word,
    /// The first mention of each form.
    pub forms: Box<[Said]>,
    /// Whether the name is in doubt.
    pub doubt: bool,
}

/// A body that held, issued or sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organizer {
    /// Full name where it is known, else as written.
    pub name: Word,
    /// What bodies are told apart by ([`super::organization`]).
    pub key: Word,
    /// As written.
    pub said: Said,
    /// What it did.
    pub role: OrganizerRole,
    /// Whether the name is in doubt.
    pub doubt: bool,
}

/// A document named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    /// Full title.
    pub title: Word,
    /// Short form.
    pub short: Option<Word>,
    /// 通知, 条例.
    pub kind: Option<Word>,
    /// 豫政〔2020〕9号.
    pub number: Option<Word>,
    /// The body that issued it, the first of several.
    pub issuer: Option<Word>,
    /// All bodies that issued it together, in their order; empty where it was one.
    pub issuers: Box<[Word]>,
    /// Its stage.
    pub stage: Option<Stage>,
    /// Day of the stage, ISO.
    pub stage_date: Option<Word>,
    /// All stages told, where there are several.
    pub stages: Box<[(Stage, Option<Word>)]>,
    /// The first mention.
    pub said: Option<Said>,
}

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// Number and unit as written.
    pub said: Said,
    /// A plain number.
    pub value: serde_json::Number,
    /// As written.
    pub unit: Option<Word>,
    /// The thing counted.
    pub of: Option<Word>,
    /// What kind of figure.
    pub kind: QuantityKind,
    /// ISO date of a running total.
    pub as_of: Option<Word>,
    /// The place or body counted.
    pub scope: Option<Word>,
    /// On what it is reckoned (1990年不变价).
    pub basis: Option<Word>,
    /// Position of the figure it is a part of.
    pub part_of: Option<u32>,
    /// Whether it was told before in the entry.
    pub told_before: bool,
}

/// What somebody did in an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Took {
    /// Position in the entry's people.
    pub person: u32,
    /// In which parts.
    pub parts: Parts,
    /// The deciding verb.
    pub verb: Option<(u32, u32)>,
    /// How an office was taken or left, each with its verb.
    pub changes: Box<[(Change, Option<(u32, u32)>)]>,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// First and last day or time, where it has its own.
    pub days: Option<(Word, Word)>,
    /// What.
    pub kind: Option<EventType>,
    /// Who.
    pub people: Box<[Took]>,
    /// Where: position in the entry's places, and what it is to the event.
    pub places: Box<[(u32, PlaceRole)]>,
}

/// Parts in their order, five bits each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts(u64);

impl Parts {
    /// These parts; more than twelve, which no entry has, are left off.
    pub fn of(parts: &[Part]) -> Self {
        Self(parts.iter().take(12).enumerate().fold(0, |all, (k, part)| all | (*part as u64 + 1) << (5 * k)))
    }

    /// As a number.
    pub(super) fn bits(self) -> u64 {
        self.0
    }

    /// From that number.
    pub(super) fn of_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The parts, in order.
    pub fn iter(self) -> impl Iterator<Item = Part> {
        (0..12)
            .map(move |k| (self.0 >> (5 * k) & 31) as usize)
            .take_while(|code| *code > 0)
            .filter_map(|code| Part::ALL.get(code - 1).copied())
    }
}

/// An entry of a chronicle as the registers need it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The document it stands in.
    pub source: Arc<Source>,
    /// The same for the same text read again.
    pub id: Word,
    /// Counts from 1 in the document.
    pub number: u32,
    /// Its first code point.
    pub start: u32,
    /// The heading.
    pub headline: Option<Said>,
    /// When.
    pub date: Option<Dated>,
    /// What it tells.
    pub kind: Option<EventType>,
    /// The main event first.
    pub events: Box<[Event]>,
    /// Everyone named.
    pub people: Box<[Named]>,
    /// Every place.
    pub places: Box<[Placed]>,
    /// Named institutions, then bare organs.
    pub bodies: Box<[Body]>,
    /// Who held, issued or sent it.
    pub organizers: Box<[Organizer]>,
    /// Documents in 《》.
    pub documents: Box<[Titled]>,
    /// Figures that a series may hold, and what they are parts of.
    pub quantities: Box<[Counted]>,
}

impl Entry {
    /// Where it stands.
    pub fn key(&self) -> Key {
        Key { document: self.source.sha256.clone(), number: self.number }
    }

    /// Its document's number and its own, by the id that a base gave it (`d3.e17`): the order in which the base learned of entries. None
    /// outside of a base.
    pub fn arrived(&self) -> Option<(u32, u32)> {
        let (document, entry) = self.id.split_once('.')?;
        Some((document.strip_prefix('d')?.parse().ok()?, entry.strip_prefix('e')?.parse().ok()?))
    }

    /// Its first day, ISO, without a clock time.
    pub fn day(&self) -> Option<&Word> {
        self.date.as_ref().map(|date| &date.day)
    }

    /// The year of its first day.
    pub fn year(&self) -> Option<i32> {
        let from = &self.date.as_ref()?.from;
        let (sign, figures) = from.strip_prefix('-').map_or((1, &**from), |rest| (-1, rest));
        Some(sign * figures.split('-').next()?.parse::<i32>().ok()?)
    }

    /// What a record says, its words kept in `words`.
    pub(super) fn of(record: &Record, source: Arc<Source>, words: &mut Words) -> Self {
        let mut entry = Self::without_seats(record, source, words);
        seat_all(&mut entry.people, &entry.source.setting, record.dated().and_then(TimeRecord::year), words);
        entry
    }

    /// The same, but for the offices that titles name.
    pub(super) fn without_seats(record: &Record, source: Arc<Source>, words: &mut Words) -> Self {
        let mut make = Maker { words };
        let year = record.dated().and_then(TimeRecord::year);
        let setting = source.setting.at(year);
        let mut bodies: Vec<Body> = Vec::new();
        for seen in record.orgs.iter().chain(&record.organs) {
            let name = make.words.word(seen.name.as_deref().unwrap_or(&seen.text));
            let key = make.words.body(&name, &setting);
            let forms = make.forms(seen.mentions.iter());
            // 党中央 and 中共中央 of one entry are one body.
            match bodies.iter_mut().find(|body| body.key == key) {
                Some(body) => {
                    body.forms = body.forms.iter().cloned().chain(forms).collect();
                    body.doubt &= seen.doubt.is_some();
                }
                None => bodies.push(Body { name, key, forms, doubt: seen.doubt.is_some() }),
            }
        }
        let people: Box<[Named]> = record.people.iter().map(|person| make.named(person)).collect();
        let located = locate(&record.places, &setting);
        let places = record.places.iter().zip(located).map(|(place, at)| make.placed(place, at)).collect();
        Self {
            source,
            id: Arc::from(record.id.as_str()),
            number: record.number,
            start: record.span.start,
            headline: record.headline.as_ref().map(|headline| Said {
                text: Arc::from(headline.text.as_str()),
                start: headline.start,
                end: headline.end,
            }),
            date: record.dated().map(|date| Dated {
                said: make.said(&date.text, date.start, date.end),
                from: make.words.word(&date.from),
                to: make.words.word(&date.to),
                day: make.words.word(exact(&date.from, &date.to)),
            }),
            kind: record.kind,
            events: record.events.iter().map(|event| make.event(event)).collect(),
            people,
            places,
            bodies: bodies.into(),
            organizers: record
                .organizers
                .iter()
                .map(|organizer| Organizer {
                    name: make.words.word(organizer.name.as_deref().unwrap_or(&organizer.text)),
                    key: make.words.body(organizer.name.as_deref().unwrap_or(&organizer.text), &setting),
                    said: make.said(&organizer.text, organizer.start, organizer.end),
                    role: organizer.role,
                    doubt: organizer.doubt.is_some(),
                })
                .collect(),
            documents: record.documents.iter().map(|document| make.titled(document)).collect(),
            quantities: make.counted(&record.quantities, sums_up_a_year(record)),
        }
    }
}

/// What names of people are compared by: folded, without blanks.
pub fn name_key(name: &str) -> String {
    name.chars().map(crate::text::fold).filter(|c| !c.is_whitespace()).collect()
}

/// The other names that a person of a record is told to bear, in full and as names are compared: 周砚农 of 周文田（字砚农）.
pub fn other_names(person: &crate::fact::PersonRecord) -> Vec<String> {
    if person.aliases.is_empty() {
        return Vec::new();
    }
    let mut words = Words::default();
    Maker { words: &mut words }.named(person).borne().map(|(name, ..)| name).collect()
}

/// The offices that titles of records name, each found once.
#[derive(Debug, Default)]
pub struct Seats(Words);

impl Seats {
    /// The office that each title of each of a record's people names; none where a title is no post.
    pub fn of(&mut self, record: &Record) -> Vec<Vec<Option<Arc<Seat>>>> {
        let Self(words) = self;
        let mut people: Vec<Named> =
            record.people.iter().map(|person| Maker { words }.named(person)).collect();
        let setting = Setting::of(record.document.region.as_ref(), None);
        seat_all(&mut people, &setting, record.dated().and_then(TimeRecord::year), words);
        people.iter().map(|person| person.titles.iter().map(|called| called.seat.clone()).collect()).collect()
    }
}

/// Finds the office that each title names. A title right after another (党组书记、副主任) is of the same body.
pub(super) fn seat_all(people: &mut [Named], setting: &Setting, year: Option<i32>, words: &mut Words) {
    let setting = setting.at(year);
    let mut told: Vec<(u32, u32, Arc<Title>)> = people
        .iter()
        .flat_map(|person| person.titles.iter())
        .filter(|called| called.title.kind == TitleKind::Post)
        .filter_map(|called| called.at.map(|(start, end)| (start, end, called.title.clone())))
        .collect();
    told.sort_by_key(|(start, end, _)| (*start, *end));
    let mut ending: std::collections::BTreeMap<u32, Arc<Seat>> = std::collections::BTreeMap::new();
    let mut found: std::collections::BTreeMap<(u32, u32), Arc<Seat>> = std::collections::BTreeMap::new();
    for (start, end, title) in told {
        let before = ending.get(&start.saturating_sub(1)).or_else(|| ending.get(&start));
        let seat = words.seat(&title, before, &setting);
        ending.insert(end, seat.clone());
        found.insert((start, end), seat);
    }
    for called in people.iter_mut().flat_map(|person| person.titles.iter_mut()) {
        if called.title.kind != TitleKind::Post {
            continue;
        }
        called.seat = match called.at.and_then(|at| found.get(&at)) {
            Some(seat) => Some(seat.clone()),
            None => Some(words.seat(&called.title, None, &setting)),
        };
    }
}

struct Maker<'a> {
    words: &'a mut Words,
}

impl Maker<'_> {
    fn said(&mut self, text: &str, start: u32, end: u32) -> Said {
        Said { text: self.words.word(text), start, end }
    }

    fn option(&mut self, text: Option<&String>) -> Option<Word> {
        text.map(|text| self.words.word(text))
    }

    /// The first mention of each form.
    fn forms<'q>(&mut self, mentions: impl Iterator<Item = &'q crate::fact::Quote>) -> Box<[Said]> {
        let mut forms: Vec<Said> = Vec::with_capacity(1);
        for quote in mentions {
            if !forms.iter().any(|form| *form.text == *quote.text) {
                forms.push(self.said(&quote.text, quote.start, quote.end));
            }
        }
        forms.into()
    }

    fn event(&mut self, event: &crate::fact::EventRecord) -> Event {
        let took = |took: &crate::fact::Participation| Took {
            person: took.person as u32,
            parts: Parts::of(&took.parts),
            verb: took.start.zip(took.end),
            changes: took.changes.iter().map(|change| (change.how, change.start.zip(change.end))).collect(),
        };
        Event {
            days: event.dated().map(|date| (self.words.word(&date.from), self.words.word(&date.to))),
            kind: event.kind,
            people: event.people.iter().map(took).collect(),
            places: event.places.iter().map(|at| (at.place as u32, at.role)).collect(),
        }
    }

    fn named(&mut self, person: &crate::fact::PersonRecord) -> Named {
        Named {
            name: self.words.word(person.known_as()),
            key: self.words.word(&name_key(person.known_as())),
            titles: person.titles.iter().map(|title| self.called(title)).collect(),
            parts: Parts::of(&person.parts),
            aliases: person
                .aliases
                .iter()
                .map(|alias| (alias.kind, self.said(&alias.text, alias.start, alias.end)))
                .collect(),
            doubt: person.doubt.is_some(),
        }
    }

    fn called(&mut self, title: &TitleRecord) -> Called {
        let kept = Title {
            text: self.words.word(title.words()),
            kind: title.kind,
            post: self.option(title.post.as_ref()),
            org: self.option(title.org.as_ref()),
            basis: title.basis,
        };
        Called { title: self.words.title(kept), at: title.start.zip(title.end), seat: None }
    }

    fn placed(&mut self, place: &crate::fact::PlaceRecord, at: Located) -> Placed {
        Placed {
            name: self.words.word(&place.name),
            code: self.option(place.code.as_ref()),
            kind: place.kind,
            key: self.words.word(&at.key),
            within: at.within,
            ground: at.ground,
            forms: self.forms(place.mentions.iter()),
            doubt: place.doubt.is_some() || place.code_doubt.is_some(),
        }
    }

    fn titled(&mut self, document: &crate::fact::DocumentMention) -> Titled {
        Titled {
            title: self.words.word(&document.title),
            short: self.option(document.short.as_ref()),
            kind: self.option(document.kind.as_ref()),
            number: self.option(document.number.as_ref()),
            issuer: self.option(document.issuer.as_ref()),
            issuers: document.issuers.iter().map(|issuer| self.words.word(issuer)).collect(),
            stage: document.stage,
            stage_date: self.option(document.stage_date.as_ref()),
            stages: document
                .stages
                .iter()
                .map(|told| (told.stage, self.option(told.date.as_ref())))
                .collect(),
            said: document.mentions.first().map(|quote| self.said(&quote.text, quote.start, quote.end)),
        }
    }

    /// The figures that a series may hold (of a whole year what there is as well), parts, and what these are parts of; positions are counted again.
    fn counted(&mut self, quantities: &[QuantityRecord], yearly: bool) -> Box<[Counted]> {
        use QuantityKind::{Attribute, Component, Count, Cumulative, Increment, Ordinal, Stock};
        let wholes: BTreeSet<usize> = quantities.iter().filter_map(|q| q.part_of).collect();
        let kept = |(k, q): &(usize, &QuantityRecord)| {
            matches!(q.kind, Increment | Component | Cumulative | Ordinal)
                || yearly && matches!(q.kind, Stock | Count | Attribute)
                || q.part_of.is_some()
                || wholes.contains(k)
        };
        let positions: Vec<usize> = quantities.iter().enumerate().filter(kept).map(|(k, _)| k).collect();
        positions
            .iter()
            .filter_map(|&k| quantities.get(k))
            .map(|q| Counted {
                said: self.said(&q.text, q.start, q.end),
                value: q.value.clone(),
                unit: self.option(q.unit.as_ref()),
                of: self.option(q.of.as_ref()),
                kind: q.kind,
                as_of: self.option(q.as_of.as_ref()),
                scope: self.option(q.scope.as_ref()),
                basis: self.option(q.basis.as_ref()),
                // A whole that is not there stays a whole that is not there.
                part_of: q.part_of.map(|p| positions.binary_search(&p).map_or(u32::MAX, |p| p as u32)),
                told_before: q.same_as.is_some(),
            })
            .collect()
    }
}

/// Whether an entry tells of a whole year, or of its last day, when years are summed up.
fn sums_up_a_year(record: &Record) -> bool {
    record.dated().is_some_and(|date| date.to.ends_with("-12-31") && date.from.get(..4) == date.to.get(..4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_order() {
        for parts in [vec![], vec![Part::Mention], vec![Part::Speak, Part::Chair, Part::Mention]] {
            assert_eq!(Parts::of(&parts).iter().collect::<Vec<_>>(), parts);
        }
        for parts in Part::ALL.chunks(12) {
            assert_eq!(Parts::of(parts).iter().collect::<Vec<_>>(), parts);
        }
    }
}
