//! The facts of a chronicle as a workbook: entries, people and their parts, figures, documents, a sheet each.

use crate::book::Item;
use crate::error::Error;
use crate::sheet::{Sheet, Value, workbook};
use dashiji::collate::day;
use dashiji::fact::{Doubted, Field, Record, TimeRecord};
use dashiji_publish::{Messages, doubt, finding};

/// Writes the workbook; `made` is the ISO day it says it was made on.
///
/// # Errors
/// Where it cannot be put together.
pub fn write(title: &str, items: &[Item], made: Option<&str>, messages: &Messages) -> Result<Vec<u8>, Error> {
    let sheets = [
        entries(items, messages),
        people(items, messages),
        figures(items, messages),
        documents(items, messages),
    ];
    workbook(&sheets, title, made)
}

fn sheet(name: &str, columns: &[(&str, u16)], rows: Vec<Vec<Value>>, messages: &Messages) -> Sheet {
    Sheet {
        name: messages.say(name),
        notes: Vec::new(),
        columns: columns.iter().map(|(key, most)| (messages.say(key), *most)).collect(),
        rows,
    }
}

fn number(value: u32) -> Value {
    Value::Number(f64::from(value))
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> Value {
    let names: Vec<&str> = names.collect();
    Value::text(names.join("、"))
}

/// An entry's headline.
fn headline(record: &Record) -> Value {
    Value::text(record.headline.as_ref().map_or("", |headline| &headline.text))
}

/// The document an entry stands in, by the name it was given by.
fn path(record: &Record) -> Value {
    let document = &record.document;
    Value::text(document.path.clone().or_else(|| document.title.clone()).unwrap_or_default())
}

/// Where an entry stands in its file.
fn place(record: &Record, messages: &Messages) -> Value {
    Value::text(match &record.location {
        Some(location) => finding::located(location, messages),
        None => messages.tell(
            "entry-at",
            &[("start", record.span.start.to_string().into()), ("end", record.span.end.to_string().into())],
        ),
    })
}

/// What of an entry is in doubt, as far as it is wanted.
fn doubts(record: &Record, messages: &Messages, wanted: impl Fn(&Doubted<'_>) -> bool) -> Value {
    Value::text(doubt::cell(record.doubts().iter().filter(|doubted| wanted(doubted)), Some(messages)))
}

fn entries(items: &[Item], messages: &Messages) -> Sheet {
    let columns = [
        ("column-document", 24),
        ("column-entry", 8),
        ("column-date", 12),
        ("column-date_to", 12),
        ("column-edtf", 14),
        ("column-type", 8),
        ("column-headline", 36),
        ("column-text", 80),
        ("row-organizers", 24),
        ("row-people", 30),
        ("row-places", 30),
        ("row-orgs", 30),
        ("row-documents", 36),
        ("column-citation", 22),
        ("column-id", 20),
        ("column-doubt", 40),
    ];
    let rows = items.iter().map(|item| {
        let record = &item.record;
        let date = record.dated();
        let to = date.map(TimeRecord::last_day);
        vec![
            path(record),
            number(record.number),
            Value::day(day(record)),
            Value::day(to),
            Value::text(date.map_or("", |date| &date.edtf)),
            Value::text(record.kind.map_or(String::new(), |kind| messages.word("type", &kind))),
            headline(record),
            Value::text(item.text.clone()),
            joined(record.organizers.iter().map(|o| o.name.as_deref().unwrap_or(&o.text))),
            joined(record.people.iter().map(|person| person.name.as_str())),
            joined(record.places.iter().map(|place| place.name.as_str())),
            joined(record.orgs.iter().map(|o| o.name.as_deref().unwrap_or(&o.text))),
            joined(record.documents.iter().map(|document| document.title.as_str())),
            place(record, messages),
            Value::text(record.id.clone()),
            doubts(record, messages, |_| true),
        ]
    });
    sheet("sheet-entries", &columns, rows.collect(), messages)
}

fn people(items: &[Item], messages: &Messages) -> Sheet {
    let columns = [
        ("column-date", 12),
        ("column-person", 10),
        ("column-post", 30),
        ("column-ground", 12),
        ("column-part", 10),
        ("column-place", 20),
        ("column-type", 8),
        ("column-headline", 40),
        ("column-document", 24),
        ("column-entry", 8),
        ("column-doubt", 40),
    ];
    let mut rows = Vec::new();
    for item in items {
        let record = &item.record;
        for (position, person) in record.people.iter().enumerate() {
            let title = person.titles.first();
            let mut told: Vec<Vec<Value>> = Vec::new();
            let add = |to: &mut Vec<Vec<Value>>,
                       parts: &[dashiji::fact::Part],
                       date: Option<&str>,
                       places: &Value,
                       kind| {
                for part in parts {
                    to.push(vec![
                        Value::day(date),
                        Value::text(person.name.clone()),
                        Value::text(title.map_or("", |title| &title.text)),
                        Value::text(
                            title.map_or(String::new(), |title| messages.word("ground", &title.basis)),
                        ),
                        Value::text(messages.word("part", part)),
                        places.clone(),
                        Value::text(messages.word("type", &kind)),
                        headline(record),
                        path(record),
                        number(record.number),
                        doubts(record, messages, |doubted| match doubted.field {
                            Field::Date | Field::Type => true,
                            _ => doubted.is_of_part(position, *part),
                        }),
                    ]);
                }
            };
            let kind = record.kind.unwrap_or(dashiji::fact::EventType::Other);
            for event in &record.events {
                let places =
                    event.places.iter().filter_map(|p| record.places.get(p.place)).map(|p| p.name.as_str());
                let places = joined(places);
                let date = event.dated().map(TimeRecord::first_day).or(day(record));
                for participation in event.people.iter().filter(|p| p.person == position) {
                    add(&mut told, &participation.parts, date, &places, event.kind.unwrap_or(kind));
                }
            }
            if told.is_empty() {
                let parts = if person.parts.is_empty() {
                    vec![dashiji::fact::Part::Mention]
                } else {
                    person.parts.clone()
                };
                add(&mut told, &parts, day(record), &Value::Empty, kind);
            }
            rows.append(&mut told);
        }
    }
    sheet("sheet-people", &columns, rows, messages)
}

fn figures(items: &[Item], messages: &Messages) -> Sheet {
    let columns = [
        ("column-date", 12),
        ("column-figure", 14),
        ("column-value", 14),
        ("column-value_max", 14),
        ("column-unit", 8),
        ("column-of", 24),
        ("column-kind", 8),
        ("column-as_of", 12),
        ("column-scope", 20),
        ("column-headline", 40),
        ("column-document", 24),
        ("column-entry", 8),
        ("column-doubt", 40),
    ];
    let mut rows = Vec::new();
    for item in items {
        let record = &item.record;
        let value = |n: &serde_json::Number| n.as_f64().map_or(Value::Empty, Value::Number);
        for (position, figure) in record.quantities.iter().enumerate() {
            rows.push(vec![
                Value::day(day(record)),
                Value::text(figure.text.clone()),
                value(&figure.value),
                figure.value_max.as_ref().map_or(Value::Empty, value),
                Value::text(figure.unit.clone().unwrap_or_default()),
                Value::text(figure.of.clone().unwrap_or_default()),
                Value::text(messages.word("kind", &figure.kind)),
                Value::day(figure.as_of.as_deref()),
                Value::text(figure.scope.clone().unwrap_or_default()),
                headline(record),
                path(record),
                number(record.number),
                doubts(record, messages, |doubted| match doubted.field {
                    Field::Date => true,
                    Field::Quantity => doubted.position == position,
                    _ => false,
                }),
            ]);
        }
    }
    sheet("sheet-figures", &columns, rows, messages)
}

fn documents(items: &[Item], messages: &Messages) -> Sheet {
    let columns = [
        ("column-title", 50),
        ("column-doc_kind", 10),
        ("column-doc_number", 20),
        ("column-issuer", 24),
        ("column-stage", 8),
        ("column-stage_date", 12),
        ("column-headline", 40),
        ("column-document", 24),
        ("column-entry", 8),
    ];
    let mut rows = Vec::new();
    for item in items {
        let record = &item.record;
        for document in &record.documents {
            rows.push(vec![
                Value::text(document.title.clone()),
                Value::text(document.kind.clone().unwrap_or_default()),
                Value::text(document.number.clone().unwrap_or_default()),
                Value::text(document.issuer.clone().unwrap_or_default()),
                Value::text(document.stage.map_or(String::new(), |stage| messages.word("stage", &stage))),
                Value::day(document.stage_date.as_deref().or(day(record))),
                headline(record),
                path(record),
                number(record.number),
            ]);
        }
    }
    sheet("sheet-documents", &columns, rows, messages)
}
