//! What every reading must be, whatever was read; and bases to be asked and to be hurt.

use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji_store::{Base, Incoming};
use rusqlite::Connection;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::Path;

/// A base of the two samples, for as long as the fuzzer runs.
///
/// # Panics
/// Where it cannot be made.
pub fn base() -> Base {
    let dir = tempfile::tempdir().expect("a folder").keep();
    let base = Base::init(&dir).expect("a base");
    for (name, text) in [
        ("county-month.txt", include_str!("../../samples/county-month.txt")),
        ("county-year.txt", include_str!("../../samples/county-year.txt")),
    ] {
        put(&base, name, text);
    }
    base
}

/// A base of two short documents and a ruling, at rest.
///
/// # Panics
/// Where it cannot be made.
pub fn small() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let base = Base::init(dir.path()).expect("a base");
    for number in 1..3 {
        let text = format!("202{number}年3月\n\n3月5日，县长赵立本到第{number}号渠检查防汛，周文澜陪同。\n");
        put(&base, &format!("{number}.txt"), &text);
    }
    let merge =
        dashiji_store::Decision::Merge { names: vec!["周文兰".to_owned()], into: "周文澜".to_owned() };
    base.rule("a", "同一人", merge).expect("a ruling");
    dir
}

fn put(base: &Base, name: &str, text: &str) {
    let given = Given { path: Some(name.to_owned()), ..Given::default() };
    base.add_one("a", Incoming { bytes: text.into(), given, ..Incoming::default() }).expect("a document");
}

/// Writes bytes into a base's file where `?1` stands in some statements.
///
/// # Panics
/// Where the file cannot be written.
pub fn set(file: &Path, sql: &str, bytes: &[u8]) {
    let connection = Connection::open(file).expect("a file of SQLite");
    for statement in sql.split("; ") {
        let with: &[&dyn rusqlite::ToSql] = if statement.contains("?1") { &[&bytes] } else { &[] };
        connection.execute(statement, with).expect("a statement");
    }
}

/// Gives a row of the log another body, and it and all behind it hashes that match: the first byte says which row.
///
/// # Panics
/// Where the file cannot be written.
pub fn relink(record: &Path, bytes: &[u8]) {
    let Some((first, body)) = bytes.split_first() else { return };
    let connection = Connection::open(record).expect("a file of SQLite");
    connection.execute_batch("DROP TRIGGER log_stays").expect("a trigger");
    let rows: i64 = connection.query_row("SELECT count(*) FROM log", [], |row| row.get(0)).expect("rows");
    let chosen = i64::from(*first) % rows + 1;
    let mut before: Vec<u8> = Vec::new();
    for seq in 1..=rows {
        let columns =
            "SELECT recorded_at, author, kind, coalesce(happened, ''), body FROM log WHERE seq = ?1";
        let mut told: [String; 5] = connection
            .query_row(columns, [seq], |row| {
                Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])
            })
            .expect("a row");
        if seq == chosen {
            told[4] = String::from_utf8_lossy(body).into_owned();
        }
        let mut hash = Sha256::new();
        hash.update(&before);
        hash.update(seq.to_be_bytes());
        for column in &told {
            hash.update((column.len() as u64).to_be_bytes());
            hash.update(column.as_bytes());
        }
        before = hash.finalize().to_vec();
        connection
            .execute(
                "UPDATE log SET body = ?2, hash = ?3 WHERE seq = ?1",
                rusqlite::params![seq, told[4], before],
            )
            .expect("a row");
    }
}

/// Reads bytes and checks what comes out.
///
/// # Panics
/// Where a quoted text is not the slice it says, or an entry lies outside the text.
pub fn check(bytes: Vec<u8>, given: &Given, lexicon: &Lexicon) {
    let Ok(reading) = dashiji::read(bytes, given, lexicon) else { return };
    look(&reading);
}

/// Checks what was read.
///
/// # Panics
/// As [`check`].
pub fn look(reading: &dashiji::Reading) {
    let text: Vec<char> = reading.document.text.as_str().chars().collect();
    for record in &reading.records {
        let span = record.span;
        assert!(
            span.start <= span.end && span.end as usize <= text.len(),
            "entry {}: {span:?}",
            record.number
        );
        let value = serde_json::to_value(record).expect("a record is JSON");
        quotes(&value, &text);
    }
}

fn quotes(value: &Value, text: &[char]) {
    match value {
        Value::Object(object) => {
            if let (Some(Value::String(words)), Some(start), Some(end)) =
                (object.get("text"), place(object.get("start")), place(object.get("end")))
            {
                let slice: Option<String> = text.get(start..end).map(|slice| slice.iter().collect());
                assert_eq!(slice.as_deref(), Some(words.as_str()), "{start}..{end}");
            }
            object.values().for_each(|value| quotes(value, text));
        }
        Value::Array(values) => values.iter().for_each(|value| quotes(value, text)),
        _ => {}
    }
}

fn place(value: Option<&Value>) -> Option<usize> {
    usize::try_from(value?.as_u64()?).ok()
}
