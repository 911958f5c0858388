//! Entries in the forms that others' tools read: TEI, JSON-LD, Linked Places, GeoJSON, CSVW, iCalendar, rows of events.
//!
//! In go entries with their text; out come bytes. Every form keeps, in its own way, the day with its precision (EDTF), what is in doubt,
//! and the source: the document by the hash of its bytes (`ni:///sha-256;…`, RFC 6920) and the characters in its decoded text
//! (`#char=149,392`, RFC 5147). What each cannot say stands in docs/format.md. The same entries give the same bytes.

mod calendar;
mod csvw;
mod events;
mod geojson;
mod jsonld;
mod linked;
mod tei;

pub use calendar::calendar;
pub use csvw::tables;
pub use events::events;
pub use geojson::geojson;
pub use jsonld::jsonld;
pub use linked::linked_places;
pub use tei::tei;

use crate::coordinates;
use dashiji::collate::place::{county_of, keys};
use dashiji::fact::{EventType, Part, PlaceRole, Record, TimeRecord};
use dashiji::recognize::lattice::{Doubt, Grade};
use dashiji::text::Span;
use serde_json::{Value, json};

/// An entry as it is given.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// What it says.
    pub record: &'a Record,
    /// Its text, `record.span` of its document.
    pub text: &'a str,
    /// How it is cited.
    pub citation: &'a str,
}

/// One thing that an entry tells: an event of it, or the entry itself where none was made out.
pub(crate) struct Occurrence<'a> {
    /// Counts from 1 in the entry.
    pub number: usize,
    /// The characters that tell it.
    pub span: Span,
    /// Its day: its own, else the entry's.
    pub date: Option<&'a TimeRecord>,
    /// What it is.
    pub kind: Option<EventType>,
    /// Positions of people with their parts.
    pub people: Vec<(usize, &'a [Part])>,
    /// Positions of places with what they are to it.
    pub places: Vec<(usize, PlaceRole)>,
    /// Positions of those who held, issued or sent it.
    pub organizers: Vec<usize>,
}

/// What an entry tells, in its order.
pub(crate) fn occurrences(record: &Record) -> Vec<Occurrence<'_>> {
    if record.events.is_empty() {
        let places = record.places.iter().enumerate();
        return vec![Occurrence {
            number: 1,
            span: record.span,
            date: record.dated(),
            kind: record.kind,
            people: record.people.iter().enumerate().map(|(k, person)| (k, &*person.parts)).collect(),
            places: places.flat_map(|(k, place)| place.roles.iter().map(move |role| (k, *role))).collect(),
            organizers: (0..record.organizers.len()).collect(),
        }];
    }
    let events = record.events.iter().enumerate().map(|(k, event)| Occurrence {
        number: k + 1,
        span: event.span,
        date: event.dated().or_else(|| record.dated()),
        kind: event.kind.or(record.kind),
        people: event.people.iter().map(|at| (at.person, &*at.parts)).collect(),
        places: event.places.iter().map(|at| (at.place, at.role)).collect(),
        organizers: event.organizers.clone(),
    });
    events
        .map(|mut event| {
            event.people.retain(|(k, _)| *k < record.people.len());
            event.places.retain(|(k, _)| *k < record.places.len());
            event.organizers.retain(|k| *k < record.organizers.len());
            event
        })
        .collect()
}

/// A place with the division whose coordinates stand for it.
pub(crate) struct Point {
    /// The division's code.
    pub of: u32,
    /// East, WGS-84.
    pub longitude: f64,
    /// North.
    pub latitude: f64,
    /// Whether the division is the place itself, and not a wider one that it lies in.
    pub exact: bool,
}

/// Keys and points of an entry's places, by position.
pub(crate) fn placed(record: &Record) -> Vec<(String, Option<Point>)> {
    let keys = keys(record).into_iter().zip(&record.places);
    keys.map(|(key, place)| {
        let own = place.code.as_deref().and_then(|code| code.parse::<u32>().ok());
        let found = own.or_else(|| county_of(&key)).and_then(coordinates::located);
        let point =
            found.map(|(of, longitude, latitude)| Point { of, longitude, latitude, exact: own == Some(of) });
        (key, point)
    })
    .collect()
}

/// A document by its bytes: `ni:///sha-256;n4bQ…`.
pub(crate) fn document(sha256: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let pairs = sha256.as_bytes().chunks(2);
    let bytes = pairs.filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    let mut out = String::from("ni:///sha-256;");
    let (mut held, mut bits) = (0u32, 0);
    for byte in bytes {
        held = (held << 8 | u32::from(byte)) & 0x3fff;
        bits += 8;
        while bits >= 6 {
            bits -= 6;
            out.push(char::from(DIGITS[(held >> bits & 63) as usize]));
        }
    }
    if bits > 0 {
        out.push(char::from(DIGITS[(held << (6 - bits) & 63) as usize]));
    }
    out
}

/// Characters of a document: `ni:///sha-256;…#char=149,392`.
pub(crate) fn source(record: &Record, span: Span) -> String {
    format!("{}#char={},{}", document(&record.document.sha256), span.start, span.end)
}

/// The word of the output format for a value.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> String {
    crate::language::name(value)
}

/// The headline, else the opening of the text.
pub(crate) fn label(told: &Told<'_>) -> String {
    let headline = told.record.headline.as_ref().map(|headline| crate::csv::one_line(&headline.text));
    headline.filter(|words| !words.is_empty()).unwrap_or_else(|| {
        let line = crate::csv::one_line(told.text);
        let short: String = line.chars().take(40).collect();
        if short.len() < line.len() { short + "…" } else { short }
    })
}

/// Characters of an entry's text; nothing of a stretch that does not lie in it.
pub(crate) fn slice(told: &Told<'_>, span: Span) -> String {
    let whole = told.record.span;
    if !whole.contains(span) {
        return String::new();
    }
    told.text.chars().skip(span.lo() - whole.lo()).take(span.len()).collect()
}

/// How sure something is, in the words of TEI and of Linked Places.
pub(crate) fn sure(doubt: Option<&Doubt>) -> (&'static str, &'static str) {
    match doubt.map(|doubt| doubt.grade) {
        None => ("high", "certain"),
        Some(Grade::Some) => ("medium", "less-certain"),
        Some(Grade::Much) => ("low", "uncertain"),
    }
}

/// What is in doubt of a stretch: facts that stand in it, and the day and type of the entry.
pub(crate) fn doubts(record: &Record, span: Span) -> Vec<Value> {
    record
        .doubts_within(span)
        .iter()
        .map(|d| json!({"field": d.field, "read": d.read, "grade": d.doubt.grade, "rivals": d.doubt.rivals, "grounds": d.doubt.grounds}))
        .collect()
}

/// The same in one cell: `person 何立群 much: 何立`.
pub(crate) fn doubts_cell(record: &Record, span: Span) -> String {
    crate::doubt::cell(record.doubts_within(span).iter(), None)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Entries with a town, a division, a headline, a range of days, a doubt and a character that XML does not know.
    pub(crate) const TEXT: &str = "云岭县大事记\n1986年\n\n3月5日，县长袁世清到白马镇检查春耕，县委书记何立群陪同 <检查组>\u{b}。\n\n\
        4月，县政府印发《云岭县防汛办法》。\n\n5月2日至3日，全县降雨86毫米；县防汛指挥部召开会议，袁世清主持，会议决定\r\n由李明月带队赴成都市购置水泵12台。\n";

    pub(crate) fn with<T>(text: &str, work: impl FnOnce(&[Told<'_>]) -> T) -> T {
        let given = dashiji::document::Given {
            region: Some("四川省".to_owned()),
            path: Some("in/云岭.txt".to_owned()),
            ..Default::default()
        };
        let lexicon = dashiji::lexicon::Lexicon::builtin();
        let mut reading = dashiji::read(text.as_bytes().to_vec(), &given, lexicon).unwrap();
        if let Some(person) = reading.records.first_mut().and_then(|record| record.people.first_mut()) {
            person.doubt = Some(Box::new(Doubt::of(Grade::Much, vec!["袁世".to_owned()])));
        }
        let texts: Vec<&str> = reading.records.iter().map(|r| reading.document.text.slice(r.span)).collect();
        let told: Vec<Told<'_>> = reading
            .records
            .iter()
            .zip(texts)
            .map(|(record, text)| Told { record, text, citation: "云岭县大事记" })
            .collect();
        work(&told)
    }

    #[test]
    fn a_document_is_named_by_its_hash() {
        // The example of RFC 6920: the hash of "Hello World!".
        let sha = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069";
        assert_eq!(document(sha), "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk");
    }

    #[test]
    fn every_form_of_no_entries_is_a_whole_file() {
        let forms: [fn(&[Told<'_>]) -> Vec<u8>; 5] = [tei, jsonld, linked_places, geojson, events];
        for form in forms {
            assert!(!form(&[]).is_empty());
        }
        assert!(calendar(&[], "2026-11-24").ends_with(b"END:VCALENDAR\r\n"));
        assert_eq!(tables(&[]).len(), 7);
    }

    #[test]
    fn a_town_stands_where_its_county_does_and_says_so() {
        with(
            "理塘县大事记\n1990年\n3月5日，县长袁世清到理塘县石板镇检查春耕。\n",
            |told| {
                let record = told[0].record;
                let placed = placed(record);
                let town = record.places.iter().position(|place| place.name == "石板镇").unwrap();
                let (_, point) = &placed[town];
                assert!(point.as_ref().is_some_and(|point| !point.exact), "{:?}", record.places);
            },
        );
    }
}
