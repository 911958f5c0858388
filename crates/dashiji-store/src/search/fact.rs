//! What of an entry's facts is indexed: terms that a field of a query asks for, and values that are counted.
//!
//! `省委书记赵立本主持` gives the terms `who 赵立本`, `title 省委书记/书记/中共江州省委`, `part chair` and, since a query for a person and a part
//! means that person in that part, the pair `赵立本+chair`. A place gives its code and all that the code lies in, also by what became
//! of it, so that a province takes in its counties and a county that was made a city is found under both.

use super::stream;
use dashiji::collate::carry::days;
use dashiji::fact::measure::Measure;
use dashiji::fact::{PersonRecord, PlaceRole, Record, TitleKind};
use dashiji::resolve::day::iso_year;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The first letter of a term: which field it answers.
pub(super) mod kind {
    pub const WHO: char = 'w';
    pub const TITLE: char = 't';
    pub const PART: char = 'p';
    pub const CODE: char = 'c';
    pub const PLACE: char = 'n';
    pub const ORG: char = 'o';
    pub const ORG_FORM: char = 'f';
    pub const DOC: char = 'd';
    pub const TYPE: char = 'y';
    pub const LEDGER: char = 'l';
    pub const MEASURE: char = 'M';
    pub const IN: char = 'i';
    pub const IN_TITLE: char = 'j';
    pub const ENTRY: char = 'e';
    pub const LATIN: char = 'L';
    pub const WHO_PART: char = 'P';
    pub const WHO_TITLE: char = 'T';
    pub const WHO_CODE: char = 'C';
    pub const WHO_PLACE: char = 'N';
    pub const MONTH: char = 'm';
    pub const YEAR: char = 'a';
}

/// Who spells a name in Latin letters: a person's, or another.
pub(super) type Latin<'a> = &'a dyn Fn(&str, bool) -> Arc<[String]>;

/// Parts the pieces of a term.
pub(super) const PIECE: char = '\u{1f}';

/// Terms longer than this are cut: no name is so long, and the index takes none beyond 65,530 bytes.
const LONGEST: usize = 600;

/// What is indexed of one entry.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Terms to ask for.
    pub terms: BTreeSet<String>,
    /// Values to count.
    pub counted: BTreeSet<String>,
    /// First and last day of the entry and then of each event that has others; days since 0000-01-01.
    pub days: Vec<(i64, i64)>,
}

/// A term of a kind; pieces are folded already.
pub(super) fn term(kind: char, pieces: &[&str]) -> String {
    let mut term = String::with_capacity(1 + pieces.iter().map(|piece| piece.len() + 1).sum::<usize>());
    term.push(kind);
    for (k, piece) in pieces.iter().enumerate() {
        if k > 0 {
            term.push(PIECE);
        }
        let mut room = LONGEST.saturating_sub(term.len()).min(piece.len());
        while !piece.is_char_boundary(room) {
            room -= 1;
        }
        term.push_str(&piece[..room]);
    }
    term
}

/// A name to be counted: as it stands, in one line.
fn counted(kind: char, name: &str) -> String {
    let plain: String = name.chars().filter(|c| !c.is_control()).collect();
    term(kind, &[plain.trim()])
}

/// The word the contract has for a kind of entry, a part or the like.
pub(super) fn word<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The terms that say which entry it is, of which version of which document.
pub(super) fn ids(document: &str, version: &str, entry: &str) -> [String; 3] {
    [term(kind::ENTRY, &[entry]), term(kind::IN, &[document]), term(kind::IN, &[version])]
}

/// The document as a value to count.
pub(super) fn counted_in(document: &str) -> String {
    counted(kind::IN, document)
}

/// The facts of an entry, but for its ids.
pub(super) fn facts(record: &Record, latin: Latin<'_>) -> Facts {
    let mut facts = Facts::default();
    for told in [&record.document.title, &record.document.series, &record.document.path].into_iter().flatten()
    {
        facts.terms.insert(term(kind::IN_TITLE, &[&stream::value(told)]));
    }
    dates(record, &mut facts);
    for kind in record.events.iter().filter_map(|event| event.kind).chain(record.kind) {
        let word = word(kind);
        facts.terms.insert(term(kind::TYPE, &[&word]));
        facts.counted.insert(term(kind::TYPE, &[&word]));
    }
    let places: Vec<Vec<String>> = places(record, &mut facts, latin);
    people(record, &places, &mut facts, latin);
    bodies(record, &mut facts, latin);
    for document in &record.documents {
        let issuer = document.number.as_deref().map(stream::value).unwrap_or_default();
        let short = document.short.as_deref().map(stream::value).unwrap_or_default();
        facts.terms.insert(term(kind::DOC, &[&stream::value(&document.title), &short, &issuer]));
        facts.counted.insert(counted(kind::DOC, &document.title));
    }
    for publication in &record.publications {
        facts.terms.insert(term(kind::DOC, &[&stream::value(&publication.title)]));
    }
    for measure in &record.measures {
        facts.terms.insert(measure_term(measure));
        facts.counted.insert(counted(kind::MEASURE, &measure.what));
    }
    facts
}

/// The term of a measure: what it is, its level, and both together (防汛应急响应, Ⅲ级, 防汛Ⅲ级应急响应).
pub(super) fn measure_term(measure: &Measure) -> String {
    let what = stream::value(&measure.what);
    let level = measure.level.as_deref().map(stream::value).unwrap_or_default();
    term(kind::MEASURE, &[&what, &level, &stream::value(&measure.text)])
}

/// The ledgers that an entry stands in.
pub(super) fn ledgers(names: &[String], facts: &mut Facts) {
    for ledger in names {
        facts.terms.insert(term(kind::LEDGER, &[&stream::value(ledger)]));
        facts.counted.insert(counted(kind::LEDGER, ledger));
    }
}

fn dates(record: &Record, facts: &mut Facts) {
    let dates = record.date.iter().chain(record.events.iter().filter_map(|event| event.date.as_ref()));
    for date in dates {
        let (Some(from), Some(to)) = (days(&date.from), days(&date.to)) else { continue };
        let stretch = (i64::from(from), i64::from(to.max(from)));
        if facts.days.contains(&stretch) {
            continue;
        }
        facts.days.push(stretch);
        // Months are counted of what is dated to a year or less; a chronicle of a dynasty would fill the list.
        let (Some(first), Some(last)) = (year_month(&date.from), year_month(&date.to)) else { continue };
        let months = (last.0 - first.0) * 12 + last.1 - first.1;
        if (0..12).contains(&months) {
            for k in 0..=months {
                let (year, month) =
                    (first.0 + (first.1 - 1 + k).div_euclid(12), (first.1 - 1 + k).rem_euclid(12) + 1);
                facts.counted.insert(term(kind::MONTH, &[&format!("{}-{month:02}", iso_year(year))]));
            }
        }
        if last.0 - first.0 < 100 {
            for year in first.0..=last.0 {
                facts.counted.insert(term(kind::YEAR, &[&iso_year(year)]));
            }
        }
    }
}

/// Year and month of an ISO day.
fn year_month(day: &str) -> Option<(i32, i32)> {
    let (sign, plain) = day.strip_prefix('-').map_or((1, day), |rest| (-1, rest));
    let mut parts = plain.splitn(3, '-');
    Some((sign * parts.next()?.parse::<i32>().ok()?, parts.next()?.get(..2)?.parse().ok()?))
}

/// The places; gives back, for each, the pieces that say where it lies.
fn places(record: &Record, facts: &mut Facts, latin: Latin<'_>) -> Vec<Vec<String>> {
    let mut all = Vec::with_capacity(record.places.len());
    for place in &record.places {
        let mut pieces = Vec::new();
        for code in place.code.iter().flat_map(|code| super::place::within(code)) {
            facts.terms.insert(term(kind::CODE, &[&code]));
            facts.counted.insert(term(kind::CODE, &[&code]));
            pieces.push(term(kind::CODE, &[&code]));
        }
        for name in [&place.name, &place.text] {
            let name = stream::value(name);
            let called = term(kind::PLACE, &[&name]);
            for spelling in latin(&name, false).iter() {
                facts.terms.insert(term(kind::LATIN, &[spelling, &called]));
            }
            pieces.push(called.clone());
            facts.terms.insert(called);
        }
        all.push(pieces);
    }
    all
}

/// The names that somebody is asked by: as written, and who is meant by another name.
pub(super) fn called(person: &PersonRecord) -> impl Iterator<Item = String> {
    let meant = person.same_as.as_ref().map(|known| stream::value(&known.name));
    std::iter::once(stream::value(&person.name)).chain(meant)
}

fn people(record: &Record, places: &[Vec<String>], facts: &mut Facts, latin: Latin<'_>) {
    for person in &record.people {
        let names: Vec<String> = called(person).collect();
        for name in &names {
            let called = term(kind::WHO, &[name]);
            for spelling in latin(name, true).iter() {
                facts.terms.insert(term(kind::LATIN, &[spelling, &called]));
            }
            facts.terms.insert(called);
        }
        facts.counted.insert(counted(kind::WHO, person.known_as()));
        for part in &person.parts {
            facts.terms.insert(term(kind::PART, &[part.name()]));
            facts.counted.insert(term(kind::PART, &[part.name()]));
            facts.terms.extend(names.iter().map(|name| term(kind::WHO_PART, &[name, part.name()])));
        }
        for title in person.titles.iter().filter(|title| title.kind != TitleKind::Address) {
            let text = stream::value(title.words());
            let post = title.post.as_deref().map(stream::value).unwrap_or_default();
            let org = title.org.as_deref().map(stream::value).unwrap_or_default();
            facts.terms.insert(term(kind::TITLE, &[&text, &post, &org]));
            facts.terms.extend(names.iter().map(|name| term(kind::WHO_TITLE, &[name, &text, &post, &org])));
            facts.counted.insert(counted(kind::TITLE, title.words()));
        }
    }
    // Who was where is told by events, never by an entry that names both.
    for event in &record.events {
        let there = event.places.iter().filter(|place| {
            matches!(
                place.role,
                PlaceRole::Venue | PlaceRole::Visited | PlaceRole::Origin | PlaceRole::Destination
            )
        });
        for pieces in there.filter_map(|place| places.get(place.place)) {
            let present = event
                .people
                .iter()
                .filter(|who| who.parts.iter().any(|part| dashiji::collate::person::present(*part)));
            for who in present.filter_map(|who| record.people.get(who.person)) {
                for (name, piece) in
                    called(who).flat_map(|name| pieces.iter().map(move |piece| (name.clone(), piece)))
                {
                    let pair = if piece.starts_with(kind::CODE) { kind::WHO_CODE } else { kind::WHO_PLACE };
                    facts.terms.insert(term(pair, &[&name, &piece[1..]]));
                }
            }
        }
    }
}

fn bodies(record: &Record, facts: &mut Facts, latin: Latin<'_>) {
    let named = record.orgs.iter().chain(&record.organs).map(|org| (&org.text, &org.name));
    for (text, name) in named.chain(record.organizers.iter().map(|org| (&org.text, &org.name))) {
        let full = name.as_ref().unwrap_or(text);
        let mut called = vec![term(kind::ORG, &[&stream::value(full)])];
        facts.counted.insert(counted(kind::ORG, full));
        if text != full {
            called.push(term(kind::ORG_FORM, &[&stream::value(text)]));
        }
        for called in called {
            for spelling in latin(&called[1..], false).iter() {
                facts.terms.insert(term(kind::LATIN, &[spelling, &called]));
            }
            facts.terms.insert(called);
        }
    }
}
