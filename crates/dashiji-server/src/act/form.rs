//! The forms on a page by which what was read is put right: one for each fact, with what it says now.
//!
//! In goes a fact of an entry, 县长赵立本; out comes a form with 姓名, 职务 and 参与 as they were read, by which it is corrected, confirmed,
//! refused or told to be of another person.

use crate::marked::Fact;
use crate::words::Words;
use dashiji::fact::{Part, Record};
use dashiji_store::{Decision, DocumentId};

/// A field of a form.
#[derive(Debug)]
pub struct Input {
    /// What it is called.
    pub label: String,
    /// `title`.
    pub name: &'static str,
    /// What it says now.
    pub value: String,
    /// What it may say, with the words for it; anything where there are none.
    pub options: Vec<(String, String)>,
}

/// A form on one fact.
#[derive(Debug)]
pub struct Form {
    /// The entry.
    pub entry: String,
    /// The kind of fact, as rulings name it.
    pub kind: &'static str,
    /// The fact's words.
    pub quote: String,
    /// Where they stand in the document, `120-124`; empty where the fact has none.
    pub at: String,
    /// What can be corrected.
    pub inputs: Vec<Input>,
    /// Whether it may be told to be another person's.
    pub person: bool,
}

impl Form {
    /// The form on a fact; none on what cannot be ruled on.
    pub fn of(fact: &Fact, record: &Record, w: Words) -> Option<Self> {
        let input = |name: &'static str, value: &str| Input {
            label: w.named("field-of", name),
            name,
            value: value.to_owned(),
            options: Vec::new(),
        };
        let first = fact.spans.first().copied();
        let form = |kind: &'static str, quote: &str, inputs: Vec<Input>| {
            let entry = record.id.clone();
            let at = first.map(|(start, end)| format!("{start}-{end}")).unwrap_or_default();
            Some(Self { entry, kind, quote: quote.to_owned(), at, inputs, person: kind == "person" })
        };
        match fact.kind {
            "person" => {
                let person = record.people.iter().find(|person| person.name == fact.name)?;
                let titles: Vec<&str> = person.titles.iter().map(|title| title.text.as_str()).collect();
                let parts: Vec<&str> = person.parts.iter().map(|part| part.name()).collect();
                let part = Input {
                    options: choices("part", &parts.join(","), Part::ALL.iter().map(|part| part.name()), w),
                    ..input("part", &parts.join(","))
                };
                form(
                    "person",
                    &person.name,
                    vec![input("name", &person.name), input("title", &titles.join("、")), part],
                )
            }
            "place" => {
                let at =
                    |p: &&dashiji::fact::PlaceRecord| p.mentions.first().map(|m| (m.start, m.end)) == first;
                let place = record.places.iter().find(at)?;
                let code = place.code.as_deref().unwrap_or_default();
                form("place", &place.name, vec![input("name", &place.name), input("code", code)])
            }
            "body" => form("organization", &fact.name, vec![input("name", &fact.name)]),
            "paper" => {
                let title = fact.name.trim_start_matches('《').trim_end_matches('》');
                let paper = record.documents.iter().find(|paper| paper.title == title)?;
                let told = |value: &Option<String>| value.clone().unwrap_or_default();
                let inputs = vec![
                    input("title", &paper.title),
                    input("number", &told(&paper.number)),
                    input("issuer", &told(&paper.issuer)),
                    input("date", &told(&paper.stage_date)),
                ];
                form("document", &paper.title, inputs)
            }
            "figure" => {
                let figure = record.quantities.iter().find(|f| Some((f.start, f.end)) == first)?;
                let told = |value: &Option<String>| value.clone().unwrap_or_default();
                let inputs = vec![
                    input("value", &figure.value.to_string()),
                    input("unit", &told(&figure.unit)),
                    input("of", &told(&figure.of)),
                ];
                form("figure", &figure.text, inputs)
            }
            "time" => {
                let date = record.date.as_ref().filter(|date| Some((date.start, date.end)) == first)?;
                form("date", &date.text, vec![input("from", &date.from), input("to", &date.to)])
            }
            _ => None,
        }
    }

    /// The form on what an entry tells.
    pub fn of_type(record: &Record, w: Words) -> Self {
        let now = record.kind.map(dashiji::fact::EventType::name).unwrap_or_default();
        let options = choices("type", &now, crate::api::TYPES.iter().copied(), w);
        let label = w.named("field-of", "type");
        Self {
            entry: record.id.clone(),
            kind: "type",
            quote: String::new(),
            at: String::new(),
            inputs: vec![Input { label, name: "type", value: now, options }],
            person: false,
        }
    }

    /// The form on the day of an entry.
    pub fn of_date(record: &Record, w: Words) -> Self {
        let day = |value: Option<&str>, name: &'static str| Input {
            label: w.named("field-of", name),
            name,
            value: value.unwrap_or_default().to_owned(),
            options: Vec::new(),
        };
        let date = record.date.as_ref();
        Self {
            entry: record.id.clone(),
            kind: "date",
            quote: String::new(),
            at: String::new(),
            inputs: vec![day(date.map(|d| d.from.as_str()), "from"), day(date.map(|d| d.to.as_str()), "to")],
            person: false,
        }
    }
}

/// The values a field may have, the one it has first where that is none of them.
fn choices(
    group: &str,
    now: &str,
    all: impl Iterator<Item = &'static str>,
    w: Words,
) -> Vec<(String, String)> {
    let words = |value: &str| {
        let several: Vec<String> = value.split(',').map(|one| w.named(group, one)).collect();
        several.join(&w.say("list-and"))
    };
    let mut options: Vec<(String, String)> = all.map(|value| (value.to_owned(), words(value))).collect();
    if !options.iter().any(|(value, _)| value == now) {
        options.insert(0, (now.to_owned(), words(now)));
    }
    options
}

/// The forms by which a finding is settled: dismissed, or its fix put in.
#[derive(Debug)]
pub struct Dismissal {
    /// The rule's code.
    pub code: &'static str,
    /// The entry; empty where it points at none.
    pub entry: String,
    /// The document; empty where it points at an entry.
    pub document: String,
    /// The characters.
    pub quote: String,
    /// The document the finding is in.
    pub source: String,
    /// What its fix puts in, as the form sends it; empty where it has none.
    pub edits: Vec<String>,
}

impl Dismissal {
    /// Of a finding of a document.
    pub fn of(finding: &dashiji::check::Finding, document: DocumentId) -> Self {
        let mut form = Self {
            code: finding.code,
            entry: String::new(),
            document: String::new(),
            quote: String::new(),
            source: document.to_string(),
            edits: Vec::new(),
        };
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        form.edits = edits.map(|edit| format!("{}-{}={}", edit.start, edit.end, edit.text)).collect();
        if let Decision::Dismiss { entry, document, quote, .. } = Decision::dismissal(finding, document) {
            form.entry = entry.map(|id| id.to_string()).unwrap_or_default();
            form.document = document.map(|id| id.to_string()).unwrap_or_default();
            form.quote = quote;
        }
        form
    }
}
