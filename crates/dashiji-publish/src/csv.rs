//! A table of who did what: one row a person, event and part.
//!
//! In goes a [`Record`]; out come rows such as `2020-02-03,2020-02-03,meeting,赵立本,省委书记,stated,chair,…`. The words are
//! the contract's; with [`Messages`] they are the reader's (`主持` for `chair`), the heading too. No cell begins with a character
//! that a spreadsheet takes for a formula: such a cell gets an apostrophe before it.

use crate::doubt;
use crate::language::{Messages, name};
use dashiji::fact::{
    DocumentRecord, Doubted, EventRecord, Field, Part, PersonRecord, Record, TimeRecord, TitleKind,
};
use std::io::{self, Write};

/// The columns, by their names in the contract's words.
const COLUMNS: [&str; WIDE] = [
    "date", "date_to", "type", "person", "post", "ground", "part", "place", "role", "code", "headline",
    "document", "entry", "citation", "doubt",
];

/// How many columns there are.
const WIDE: usize = 15;

/// Writes the table's heading. In the reader's words it is for a person, whose spreadsheet takes UTF-8 for what it is only by the mark in front.
///
/// # Errors
/// Where `out` cannot be written.
pub fn heading(out: &mut impl Write, words: Option<&Messages>) -> io::Result<()> {
    if words.is_some() {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut table = table(out);
    table.write_record(COLUMNS.map(|column| match words {
        Some(words) => words.say(&format!("column-{column}")),
        None => column.to_owned(),
    }))?;
    table.flush()
}

/// Writes an entry's rows.
///
/// # Errors
/// Where `out` cannot be written.
pub fn entry(out: &mut impl Write, record: &Record, words: Option<&Messages>) -> io::Result<()> {
    let rows = rows(record, words);
    if rows.is_empty() {
        return Ok(());
    }
    let mut table = table(out);
    for row in rows {
        table.write_record(row.map(|cell| harmless(&cell)))?;
    }
    table.flush()
}

fn table<W: Write>(out: W) -> ::csv::Writer<W> {
    ::csv::WriterBuilder::new().from_writer(out)
}

/// The rows of an entry: events in order, people in the order of the text, parts as told. A person whom no event holds is told
/// once with the entry's date.
fn rows(record: &Record, words: Option<&Messages>) -> Vec<[String; WIDE]> {
    let mut rows = Vec::new();
    let doubts = record.doubts();
    let mut told = vec![false; record.people.len()];
    for event in &record.events {
        for participation in &event.people {
            let Some(person) = record.people.get(participation.person) else { continue };
            told[participation.person] = true;
            for &part in parts_or_mention(&participation.parts) {
                let doubt = in_doubt(&doubts, Some(event), participation.person, part);
                rows.push(row(record, Some(event), person, (part, doubt), words));
            }
        }
    }
    for (k, (person, _)) in record.people.iter().zip(told).enumerate().filter(|(_, (_, told))| !told) {
        for &part in parts_or_mention(&person.parts) {
            rows.push(row(record, None, person, (part, in_doubt(&doubts, None, k, part)), words));
        }
    }
    rows
}

fn parts_or_mention(parts: &[Part]) -> &[Part] {
    if parts.is_empty() { &[Part::Mention] } else { parts }
}

/// What of a row is in doubt: its day, type, person with titles, part and places.
fn in_doubt<'d>(
    doubts: &'d [Doubted<'d>],
    event: Option<&'d EventRecord>,
    person: usize,
    part: Part,
) -> impl Iterator<Item = &'d Doubted<'d>> {
    doubts.iter().filter(move |doubted| match doubted.field {
        // An event that tells its own day or type does not stand on the entry's.
        Field::Date => event.and_then(|event| event.date.as_ref()).is_none_or(|date| date.doubt.is_some()),
        Field::Type => {
            event.and_then(|event| event.kind.as_ref()).is_none_or(|kind| kind.name() == doubted.read)
        }
        Field::Person | Field::Title | Field::Part => doubted.is_of_part(person, part),
        Field::Place | Field::Code => {
            event.is_some_and(|event| event.places.iter().any(|place| place.place == doubted.position))
        }
        Field::Body | Field::Organizer | Field::Quantity => false,
    })
}

fn row<'d>(
    record: &Record,
    event: Option<&EventRecord>,
    person: &PersonRecord,
    (part, doubts): (Part, impl Iterator<Item = &'d Doubted<'d>>),
    words: Option<&Messages>,
) -> [String; WIDE] {
    let word = |group: &str, name: String| match words {
        Some(words) => words.word(group, &name),
        None => name,
    };
    let date: Option<&TimeRecord> = event
        .and_then(|event| event.date.as_ref())
        .or(record.date.as_ref())
        .filter(|date| date.is_resolved());
    let kind = event.and_then(|event| event.kind).or(record.kind);
    let posts: Vec<_> = person.titles.iter().filter(|title| title.kind != TitleKind::Address).collect();
    let mut grounds: Vec<String> = posts.iter().map(|title| word("ground", name(&title.basis))).collect();
    grounds.dedup();
    let places: Vec<_> = event
        .map(|event| event.places.as_slice())
        .unwrap_or_default()
        .iter()
        .filter_map(|at| Some((record.places.get(at.place)?, at.role)))
        .collect();
    let joined = |parts: Vec<String>| parts.join("; ");
    [
        date.map(|date| date.from.clone()).unwrap_or_default(),
        date.map(|date| date.to.clone()).unwrap_or_default(),
        kind.map(|kind| word("type", name(&kind))).unwrap_or_default(),
        person.name.clone(),
        posts.iter().map(|title| title.words()).collect::<Vec<_>>().join("、"),
        grounds.join("、"),
        word("part", part.name().to_owned()),
        joined(places.iter().map(|(place, _)| place.name.clone()).collect()),
        joined(places.iter().map(|(_, role)| word("role", name(role))).collect()),
        joined(places.iter().map(|(place, _)| place.code.clone().unwrap_or_default()).collect()),
        record.headline.as_ref().map(|headline| one_line(&headline.text)).unwrap_or_default(),
        record.document.path.clone().unwrap_or_default(),
        record.number.to_string(),
        citation(record, words),
        doubt::cell(doubts, words),
    ]
}

/// Where the entry stands, as a person would cite it: `大事月记 2020年2月, 省委党史研究室, 2020-07-08, entry 3, characters 88–670`.
fn citation(record: &Record, words: Option<&Messages>) -> String {
    let source = source(&record.document, words);
    let (start, end) = (record.span.start, record.span.end);
    match words {
        Some(words) => words.tell(
            "cite",
            &[
                ("source", source.into()),
                ("number", record.number.to_string().into()),
                ("start", start.to_string().into()),
                ("end", end.to_string().into()),
            ],
        ),
        None => format!("{source}, entry {}, characters {start}–{end}", record.number),
    }
}

/// The document in a citation: series and title, publisher, day, address; its name where it tells nothing of itself. Marks are those of the words'
/// language, of English where there are none.
pub(crate) fn source(document: &DocumentRecord, words: Option<&Messages>) -> String {
    let titled = [&document.series, &document.title];
    let title: Vec<&str> = titled.into_iter().flatten().map(String::as_str).collect();
    let mut parts = vec![title.join(" ")];
    parts.extend([&document.source, &document.published, &document.url].into_iter().flatten().cloned());
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() {
        parts.extend(document.path.clone());
    }
    one_line(&parts.join(words.map_or(", ".to_owned(), |words| words.say("cite-mark")).as_str()))
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell that no spreadsheet takes for a formula. Dates before the year 0 keep their sign: a sign and a figure alone are safe.
pub fn harmless(cell: &str) -> String {
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠');
    let is_date = cell.starts_with('-')
        && cell[1..].chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | 'T'));
    if cell.starts_with(begins) && !is_date { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("-2+3", "'-2+3"),
            ("-0044-03-15", "-0044-03-15"),
            ("县委召开会议", "县委召开会议"),
            ("", ""),
        ];
        for (cell, want) in cases {
            assert_eq!(harmless(cell), want);
        }
    }

    #[test]
    fn a_row_tells_what_of_it_is_in_doubt_and_nothing_else() {
        use crate::language::Language;
        use dashiji::recognize::lattice::{Doubt, Grade};
        let text = "云岭县大事记\n1986年\n3月5日，县长袁世清主持会议，县委书记何立群讲话。\n";
        let given = dashiji::document::Given::default();
        let lexicon = dashiji::lexicon::Lexicon::builtin();
        let mut reading = dashiji::read(text.as_bytes().to_vec(), &given, lexicon).unwrap();
        let record = &mut reading.records[0];
        (record.type_doubt, record.people[0].doubt) = (None, None);
        record.people[1].doubt = Some(Box::new(Doubt::of(Grade::Much, vec!["何立".to_owned()])));
        let cells = |words: Option<&Messages>| -> Vec<String> {
            rows(record, words).into_iter().map(|[.., doubt]| doubt).collect()
        };
        assert_eq!(cells(None), ["", "person 何立群 much: 何立"]);
        let words = [Language::Chinese, Language::English].map(Messages::new);
        assert_eq!(cells(Some(&words[0])), ["", "人物 何立群 很存疑，或为 何立"]);
        assert_eq!(cells(Some(&words[1])), ["", "person 何立群 much in doubt, perhaps 何立"]);
    }

    #[test]
    fn the_source_falls_back_to_the_name() {
        let mut document = DocumentRecord { path: Some("a.txt".to_owned()), ..DocumentRecord::default() };
        assert_eq!(source(&document, None), "a.txt");
        document.series = Some("大事月记".to_owned());
        document.title = Some("2021年3月".to_owned());
        document.source = Some("县志办".to_owned());
        assert_eq!(source(&document, None), "大事月记 2021年3月, 县志办");
        let words = Messages::new(crate::Language::Chinese);
        assert_eq!(source(&document, Some(&words)), "大事月记 2021年3月，县志办");
    }
}
