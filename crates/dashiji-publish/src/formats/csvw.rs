//! CSV on the Web: tables of facts with a description that says what every column holds, how rows are told apart and which point at which.
//!
//! In go entries; out come `entries.csv`, `events.csv`, `participants.csv`, `places.csv`, `documents.csv`, `figures.csv` and their
//! `csv-metadata.json`, by file name. Days are as they are told (EDTF) beside their first and last day.

use super::{Told, doubts_cell, label, occurrences, placed, source, word};
use serde_json::{Value, json};

/// A table: its name, columns (name, datatype), primary key, and foreign keys (columns, table, columns there).
struct Table {
    name: &'static str,
    columns: &'static [(&'static str, &'static str)],
    key: &'static [&'static str],
    points: &'static [(&'static [&'static str], &'static str)],
}

const ENTRY: &[&str] = &["entry"];
const EVENT: &[&str] = &["entry", "event"];

const TABLES: [Table; 6] = [
    Table {
        name: "entries.csv",
        columns: &[
            ("entry", "string"),
            ("number", "integer"),
            ("headline", "string"),
            ("type", "string"),
            ("from", "string"),
            ("to", "string"),
            ("edtf", "string"),
            ("basis", "string"),
            ("start", "integer"),
            ("end", "integer"),
            ("document_sha256", "string"),
            ("source", "anyURI"),
            ("citation", "string"),
            ("doubt", "string"),
            ("text", "string"),
        ],
        key: ENTRY,
        points: &[],
    },
    Table {
        name: "events.csv",
        columns: &[
            ("entry", "string"),
            ("event", "integer"),
            ("type", "string"),
            ("from", "string"),
            ("to", "string"),
            ("edtf", "string"),
            ("basis", "string"),
            ("start", "integer"),
            ("end", "integer"),
            ("doubt", "string"),
        ],
        key: EVENT,
        points: &[(ENTRY, "entries.csv")],
    },
    Table {
        name: "participants.csv",
        columns: &[
            ("entry", "string"),
            ("event", "integer"),
            ("participant", "integer"),
            ("kind", "string"),
            ("name", "string"),
            ("title", "string"),
            ("org", "string"),
            ("part", "string"),
            ("start", "integer"),
            ("end", "integer"),
            ("certainty", "string"),
            ("rivals", "string"),
        ],
        key: &["entry", "event", "participant"],
        points: &[(EVENT, "events.csv")],
    },
    Table {
        name: "places.csv",
        columns: &[
            ("entry", "string"),
            ("event", "integer"),
            ("place", "integer"),
            ("name", "string"),
            ("key", "string"),
            ("code", "string"),
            ("kind", "string"),
            ("role", "string"),
            ("longitude", "double"),
            ("latitude", "double"),
            ("located", "string"),
            ("exact", "boolean"),
            ("start", "integer"),
            ("end", "integer"),
            ("certainty", "string"),
            ("rivals", "string"),
        ],
        key: &["entry", "event", "place"],
        points: &[(EVENT, "events.csv")],
    },
    Table {
        name: "documents.csv",
        columns: &[
            ("entry", "string"),
            ("document", "integer"),
            ("title", "string"),
            ("kind", "string"),
            ("number", "string"),
            ("issuer", "string"),
            ("stage", "string"),
            ("stage_date", "string"),
            ("start", "integer"),
            ("end", "integer"),
        ],
        key: &["entry", "document"],
        points: &[(ENTRY, "entries.csv")],
    },
    Table {
        name: "figures.csv",
        columns: &[
            ("entry", "string"),
            ("figure", "integer"),
            ("text", "string"),
            ("value", "decimal"),
            ("value_max", "decimal"),
            ("approx", "string"),
            ("unit", "string"),
            ("of", "string"),
            ("kind", "string"),
            ("as_of", "string"),
            ("scope", "string"),
            ("part_of", "integer"),
            ("start", "integer"),
            ("end", "integer"),
            ("certainty", "string"),
        ],
        key: &["entry", "figure"],
        points: &[(ENTRY, "entries.csv")],
    },
];

/// The files by their names, the description last.
pub fn tables(entries: &[Told<'_>]) -> Vec<(&'static str, Vec<u8>)> {
    let mut rows: [Vec<Vec<String>>; 6] = Default::default();
    for told in entries {
        rows[0].push(entry(told));
        events(told, &mut rows);
        documents(told, &mut rows[4]);
        figures(told, &mut rows[5]);
    }
    let mut files: Vec<(&'static str, Vec<u8>)> =
        TABLES.iter().zip(&rows).map(|(table, rows)| (table.name, written(table, rows))).collect();
    files.push(("csv-metadata.json", description()));
    files
}

/// A table as RFC 4180 has it. Its cells are the facts as they stand: this form is for programs, which run no formula.
fn written(table: &Table, rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    // Nothing fails that is written into memory.
    let _ = out.write_record(table.columns.iter().map(|(name, _)| *name));
    for row in rows {
        let _ = out.write_record(row);
    }
    out.into_inner().unwrap_or_default()
}

fn description() -> Vec<u8> {
    let tables: Vec<Value> = TABLES
        .iter()
        .map(|table| {
            let columns: Vec<Value> = table
                .columns
                .iter()
                .map(|(name, datatype)| {
                    let needed = table.key.contains(name);
                    json!({"name": name, "titles": name, "datatype": datatype, "required": needed})
                })
                .collect();
            let keys: Vec<Value> = table
                .points
                .iter()
                .map(|(columns, other)| json!({"columnReference": columns, "reference": {"resource": other, "columnReference": columns}}))
                .collect();
            json!({"url": table.name, "tableSchema": {"columns": columns, "primaryKey": table.key, "foreignKeys": keys}})
        })
        .collect();
    let whole = json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "dialect": {"header": true, "encoding": "utf-8", "delimiter": ",", "lineTerminators": ["\r\n"]},
        "dc:title": "大事记", "dc:description": "from, to: first and last day; edtf: ISO 8601-2; start, end: code points of the document's decoded text, half open",
        "tables": tables,
    });
    let mut out = serde_json::to_vec_pretty(&whole).unwrap_or_default();
    out.push(b'\n');
    out
}

fn entry(told: &Told<'_>) -> Vec<String> {
    let record = told.record;
    let date = record.dated();
    vec![
        record.id.clone(),
        record.number.to_string(),
        label(told),
        record.kind.map(|kind| word(&kind)).unwrap_or_default(),
        date.map(|d| d.from.clone()).unwrap_or_default(),
        date.map(|d| d.to.clone()).unwrap_or_default(),
        date.map(|d| d.edtf.clone()).unwrap_or_default(),
        record.date.as_ref().map(|d| word(&d.basis)).unwrap_or_default(),
        record.span.start.to_string(),
        record.span.end.to_string(),
        record.document.sha256.clone(),
        source(record, record.span),
        told.citation.to_owned(),
        doubts_cell(record, record.span),
        told.text.to_owned(),
    ]
}

fn events(told: &Told<'_>, rows: &mut [Vec<Vec<String>>; 6]) {
    let record = told.record;
    let points = placed(record);
    let own = |event: usize, n: usize| vec![record.id.clone(), event.to_string(), n.to_string()];
    for event in occurrences(record) {
        let date = event.date;
        rows[1].push(vec![
            record.id.clone(),
            event.number.to_string(),
            event.kind.map(|kind| word(&kind)).unwrap_or_default(),
            date.map(|d| d.from.clone()).unwrap_or_default(),
            date.map(|d| d.to.clone()).unwrap_or_default(),
            date.map(|d| d.edtf.clone()).unwrap_or_default(),
            date.map(|d| word(&d.basis)).unwrap_or_default(),
            event.span.start.to_string(),
            event.span.end.to_string(),
            doubts_cell(record, event.span),
        ]);
        let mut n = 0;
        for (k, parts) in &event.people {
            let person = &record.people[*k];
            let titles: Vec<&str> = person.titles.iter().map(dashiji::fact::TitleRecord::words).collect();
            let org = person.titles.iter().find_map(|title| title.org.clone()).unwrap_or_default();
            let parts: Vec<&str> = parts.iter().map(|part| part.name()).collect();
            let at = person.mentions.first();
            n += 1;
            let mut row = own(event.number, n);
            row.extend(["person".to_owned(), person.name.clone(), titles.join("、"), org, parts.join(" ")]);
            row.extend([
                at.map(|s| s.start.to_string()).unwrap_or_default(),
                at.map(|s| s.end.to_string()).unwrap_or_default(),
            ]);
            row.extend(doubt(person.doubt.as_deref()));
            rows[2].push(row);
        }
        for k in &event.organizers {
            let body = &record.organizers[*k];
            let name = body.name.as_ref().unwrap_or(&body.text).clone();
            n += 1;
            let mut row = own(event.number, n);
            row.extend([
                "body".to_owned(),
                name.clone(),
                String::new(),
                name,
                word(&body.role),
                body.start.to_string(),
                body.end.to_string(),
            ]);
            row.extend(doubt(body.doubt.as_deref()));
            rows[2].push(row);
        }
        for (n, (k, role)) in event.places.iter().enumerate() {
            let place = &record.places[*k];
            let (key, point) = &points[*k];
            let at = place.mentions.first();
            let mut row = own(event.number, n + 1);
            row.extend([
                place.name.clone(),
                key.clone(),
                place.code.clone().unwrap_or_default(),
                word(&place.kind),
                word(role),
            ]);
            row.extend([
                point.as_ref().map(|p| p.longitude.to_string()).unwrap_or_default(),
                point.as_ref().map(|p| p.latitude.to_string()).unwrap_or_default(),
                point.as_ref().map(|p| format!("{:06}", p.of)).unwrap_or_default(),
                point.as_ref().map(|p| p.exact.to_string()).unwrap_or_default(),
                at.map(|quote| quote.start.to_string()).unwrap_or_default(),
                at.map(|quote| quote.end.to_string()).unwrap_or_default(),
            ]);
            row.extend(doubt(place.doubt.as_deref().or(place.code_doubt.as_deref())));
            rows[3].push(row);
        }
    }
}

/// How sure, and what else it may be.
fn doubt(doubt: Option<&dashiji::recognize::lattice::Doubt>) -> [String; 2] {
    [super::sure(doubt).1.to_owned(), doubt.map(|doubt| doubt.rivals.join("/")).unwrap_or_default()]
}

fn documents(told: &Told<'_>, rows: &mut Vec<Vec<String>>) {
    for (k, paper) in told.record.documents.iter().enumerate() {
        let at = paper.mentions.first();
        rows.push(vec![
            told.record.id.clone(),
            (k + 1).to_string(),
            paper.title.clone(),
            paper.kind.clone().unwrap_or_default(),
            paper.number.clone().unwrap_or_default(),
            paper.issuer.clone().unwrap_or_default(),
            paper.stage.map(|stage| word(&stage)).unwrap_or_default(),
            paper.stage_date.clone().unwrap_or_default(),
            at.map(|quote| quote.start.to_string()).unwrap_or_default(),
            at.map(|quote| quote.end.to_string()).unwrap_or_default(),
        ]);
    }
}

fn figures(told: &Told<'_>, rows: &mut Vec<Vec<String>>) {
    for (k, figure) in told.record.quantities.iter().enumerate() {
        rows.push(vec![
            told.record.id.clone(),
            (k + 1).to_string(),
            figure.text.clone(),
            figure.value.to_string(),
            figure.value_max.as_ref().map(ToString::to_string).unwrap_or_default(),
            figure.approx.map(|approx| word(&approx)).unwrap_or_default(),
            figure.unit.clone().unwrap_or_default(),
            figure.of.clone().unwrap_or_default(),
            word(&figure.kind),
            figure.as_of.clone().unwrap_or_default(),
            figure.scope.clone().unwrap_or_default(),
            figure.part_of.map(|part| (part + 1).to_string()).unwrap_or_default(),
            figure.start.to_string(),
            figure.end.to_string(),
            super::sure(figure.kind_doubt.as_deref()).1.to_owned(),
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TEXT, with};
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_row_is_as_wide_as_its_table_has_its_own_key_and_points_at_a_row() {
        with(TEXT, |told| {
            let files: BTreeMap<&str, Vec<u8>> = tables(told).into_iter().collect();
            let mut keys: BTreeMap<&str, BTreeSet<Vec<String>>> = BTreeMap::new();
            for table in &TABLES {
                let mut read = ::csv::Reader::from_reader(&*files[table.name]);
                let heads = read.headers().unwrap().clone();
                let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
                let rows: Vec<::csv::StringRecord> = read.records().map(Result::unwrap).collect();
                assert!(!rows.is_empty(), "{}", table.name);
                let of = |row: &::csv::StringRecord, columns: &[&str]| {
                    columns.iter().map(|c| row[at(c)].to_owned()).collect::<Vec<_>>()
                };
                let own: BTreeSet<Vec<String>> = rows.iter().map(|row| of(row, table.key)).collect();
                assert_eq!(own.len(), rows.len(), "{}", table.name);
                for (columns, other) in table.points {
                    assert!(
                        rows.iter().all(|row| keys[other].contains(&of(row, columns))),
                        "{} -> {other}",
                        table.name
                    );
                }
                keys.insert(table.name, own);
            }
        });
    }
}
