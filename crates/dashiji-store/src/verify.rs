//! Whether a base is whole: every hash of the log and of the bytes, and every computed row against the record.
//!
//! In go the files; out comes a [`Report`] that says how much was looked at and every fault with where it is. The log's hashes are
//! followed from the first row; every document is read again from its bytes and must give the same facts to the byte; every quoted
//! text must be the characters it says.

use crate::base::{Base, ENGINE, RECORD};
use crate::derived::{Block, Prepared, VersionRow};
use crate::record::{Log, link};
use crate::sync::Acts;
use crate::watch::{Stage, Watch};
use crate::{Error, Result};
use dashiji::text::{Span, Text};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What was looked at and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Rows of the log.
    pub acts: u64,
    /// Stored bytes, counted by hash.
    pub files: u64,
    /// Versions of documents read again.
    pub versions: u64,
    /// Entries compared.
    pub entries: u64,
    /// Quotes held against the text.
    pub quotes: u64,
    /// Versions whose facts another engine or other terms made: their quotes were checked, their facts are older.
    pub older: u64,
    /// What is wrong.
    pub faults: Vec<Flaw>,
}

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flaw {
    /// What kind: a key of the message files.
    pub kind: &'static str,
    /// Where: a row, a hash, a version, an entry.
    pub at: String,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    pub(crate) fn flaw(&mut self, kind: &'static str, at: impl Into<String>) {
        self.faults.push(Flaw { kind, at: at.into() });
    }

    fn merge(&mut self, other: Self) {
        self.versions += other.versions;
        self.entries += other.entries;
        self.quotes += other.quotes;
        self.older += other.older;
        self.faults.extend(other.faults);
    }
}

impl Base {
    /// Looks through everything.
    ///
    /// # Errors
    /// Where the files cannot be read at all; what is wrong in them is in the report.
    pub fn verify(&self, watch: &dyn Watch) -> Result<Report> {
        let mut report = Report::default();
        self.read(|c| {
            verify_pages(RECORD, &c.log.connection, &mut report);
            verify_pages(crate::base::DERIVED, &c.derived.connection, &mut report);
            Ok(())
        })?;
        // Sums over the blocks tell what SQLite does not look at.
        let derived = self.derived_path();
        if crate::derived::hurt(&derived)? {
            report.flaw("computed", crate::base::DERIVED);
        }
        self.read(|c| verify_log(&c.log, &mut report))?;
        self.read(|c| verify_bytes(&c.log, &mut report))?;
        let bad: BTreeSet<i64> = report
            .faults
            .iter()
            .filter(|flaw| flaw.kind == "log")
            .filter_map(|flaw| flaw.at.parse().ok())
            .collect();
        let acts = self.read(|c| Acts::of(&c.log))?;
        let rows = self.read(|c| c.derived.versions("ORDER BY v.seq", &[]))?;
        self.verify_ids(&rows, &mut report)?;
        watch.begin(Stage::Verify, Some(rows.len() as u64));
        let parts: Vec<Result<Report>> = rows
            .par_iter()
            .map(|row| {
                if watch.stopped() {
                    return Err(Error::Stopped);
                }
                let part = self.verify_version(row, &acts, &bad);
                watch.advance(1);
                part
            })
            .collect();
        watch.end();
        for part in parts {
            report.merge(part?);
        }
        self.verify_index(&mut report)?;
        Ok(report)
    }

    /// Looks through the record alone, also where a base cannot be opened because it is hurt.
    ///
    /// # Errors
    /// Where there is none, or not even a page of it can be read.
    pub fn verify_record(dir: &Path) -> Result<Report> {
        let mut report = Report::default();
        let place = tempfile::tempdir().map_err(|error| Error::io(&std::env::temp_dir(), error))?;
        // Nothing that SQLite does while it looks changes what is there.
        let copied = place.path().join(RECORD);
        crate::files::copy(&dir.join(RECORD), &copied)?;
        let log = match Log::open_to_read(&copied, false) {
            Err(error @ (Error::NotABase { .. } | Error::Damaged { .. } | Error::Sqlite { .. })) => {
                report.flaw("page", format!("{RECORD}: {}", error.why()));
                return Ok(report);
            }
            log => log.map_err(|error| error.of(&copied, &dir.join(RECORD)))?,
        };
        verify_pages(RECORD, &log.connection, &mut report);
        let looked = verify_log(&log, &mut report).and_then(|()| verify_bytes(&log, &mut report));
        looked.map_err(|error| error.of(&copied, &dir.join(RECORD)))?;
        Ok(report)
    }

    fn verify_version(&self, row: &VersionRow, acts: &Acts, bad: &BTreeSet<i64>) -> Result<Report> {
        let id = format!("d{}.v{}", row.document, row.version);
        let mut report = Report { versions: 1, ..Report::default() };
        let prepared = match self.reread(row.document, row.version, acts) {
            Ok(prepared) => prepared,
            // A row of the log that was found bad is told as such.
            Err(Error::Damaged { .. })
                if acts.versions.get(&(row.document, row.version)).is_some_and(|seq| bad.contains(seq)) =>
            {
                return Ok(report);
            }
            Err(Error::Damaged { .. } | Error::Unknown(_)) => {
                report.flaw("bytes", id);
                return Ok(report);
            }
            Err(Error::Unreadable(_) | Error::Fault(_)) => {
                report.flaw("unreadable", id);
                return Ok(report);
            }
            Err(error) => return Err(error),
        };
        let mut seen = BTreeSet::new();
        let (blocks, places) = self.read(|c| Ok((c.derived.blocks(row.seq)?, c.derived.places(row.seq)?)))?;
        for (place, _) in places.iter().filter(|(place, _)| !seen.insert(place.0)) {
            report.flaw("twice", format!("d{}.e{}", row.document, place.0));
        }
        let same = row.engine == ENGINE && row.knowledge == self.knowledge()?.hash;
        if same {
            compare(row, &prepared, &blocks, &places, &mut report, &id);
        } else {
            report.older += 1;
        }
        for data in &blocks {
            let Some(block) = Block::unpack(data) else {
                report.flaw("facts", id.clone());
                continue;
            };
            for place in 0..block.len() {
                let Some((words, json)) = block.at(place) else {
                    report.flaw("facts", id.clone());
                    continue;
                };
                let Ok(value) = serde_json::from_slice::<Value>(json) else {
                    report.flaw("facts", id.clone());
                    continue;
                };
                report.entries += 1;
                let span = span(&value["span"]);
                if span.is_none_or(|span| prepared.text.slice(span) != words) {
                    report.flaw("text", format!("{id} {}", value["number"]));
                }
                quotes(&value, &prepared.text, &mut report, &id);
            }
        }
        if let Some(seq) = acts.readings.get(&(row.document, row.version)).filter(|seq| !bad.contains(seq)) {
            let noted = self.read(|c| c.log.at(*seq))?.map(|row| row.act);
            if let Some(crate::record::Act::Read(reading)) = noted
                && (self.is_writable() || reading.engine == row.engine)
                && reading.entries != places.iter().map(|(place, _)| *place).collect::<Vec<_>>()
            {
                report.flaw("ids", id);
            }
        }
        Ok(report)
    }

    /// Every version that came in has one row and every row its version; no id was given twice.
    fn verify_ids(&self, rows: &[VersionRow], report: &mut Report) -> Result<()> {
        let told: BTreeMap<i64, (u32, u32)> =
            rows.iter().map(|row| (row.seq, (row.document, row.version))).collect();
        let came: Vec<(i64, u32, u32)> = self.read(|c| {
            c.log.sql(|c| {
                c.prepare(
                    "SELECT seq, body ->> '$.document', body ->> '$.version' FROM log
                     WHERE kind IN ('added', 'revised', 'entered', 'corrected') ORDER BY seq",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect()
            })
        })?;
        let mut given = BTreeSet::new();
        for (seq, document, version) in &came {
            if !given.insert((*document, *version)) {
                report.flaw("twice", format!("d{document}.v{version} ({seq})"));
            }
            if told.get(seq) != Some(&(*document, *version)) {
                report.flaw("untold", format!("d{document}.v{version}"));
            }
        }
        let came: BTreeSet<i64> = came.into_iter().map(|(seq, ..)| seq).collect();
        for row in rows.iter().filter(|row| !came.contains(&row.seq)) {
            report.flaw("phantom", format!("d{}.v{}", row.document, row.version));
        }
        Ok(())
    }

    fn verify_index(&self, report: &mut Report) -> Result<()> {
        if !self.dir().join(crate::base::INDEX).exists() {
            return Ok(());
        }
        let view = self.now()?;
        let dir = self.dir().join(crate::base::INDEX);
        let unfinished = crate::search::Index::is_unfinished(&dir);
        match crate::search::Index::open(&dir) {
            // Whoever searches next goes on with it or makes it anew.
            Ok(index) if unfinished && !index.has_own_sums() => {}
            Err(error) if unfinished && error.is_fault_of_index() => {}
            Ok(index) if !index.has_own_sums() => report.flaw("index", "sums"),
            Ok(index) => {
                let told = index.mark().map_err(Error::from)?;
                if told.as_ref() == Some(&view.state.mark) && index.len() != view.len() {
                    report.flaw("index", format!("{} != {}", index.len(), view.len()));
                }
            }
            Err(error) if error.is_stale() || self.is_writable() && error.is_fault_of_index() => {
                report.flaw("index", error.to_string());
            }
            Err(_) if !self.is_writable() => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}

/// The kind of a bad page: of the record, or of what can be computed again.
fn page(name: &str) -> &'static str {
    if name == RECORD { "page" } else { "computed" }
}

/// Has SQLite look through the pages of a file.
fn verify_pages(name: &str, connection: &rusqlite::Connection, report: &mut Report) {
    let sound: rusqlite::Result<String> =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0));
    match sound {
        Ok(word) if word == "ok" => {}
        Ok(word) => report.flaw(page(name), format!("{name}: {word}")),
        Err(error) => report.flaw(page(name), format!("{name}: {error}")),
    }
}

/// Follows the hashes of the log.
fn verify_log(log: &Log, report: &mut Report) -> Result<()> {
    let mut before: Vec<u8> = Vec::new();
    let mut last = 0;
    let done = log.sql(|c| {
        let mut statement = c.prepare(
            "SELECT seq, recorded_at, author, kind, coalesce(happened, ''), body, hash FROM log ORDER BY seq",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(0)?;
            let column = |k: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(k)?.as_str()?) };
            let hash: Vec<u8> = row.get(6)?;
            let due = link(&before, seq, [column(1)?, column(2)?, column(3)?, column(4)?, column(5)?]);
            if due != hash || seq != last + 1 {
                report.flaw("log", seq.to_string());
            }
            report.acts += 1;
            (before, last) = (hash, seq);
        }
        Ok(())
    });
    match done {
        Err(Error::Damaged { why, .. }) => report.flaw("page", format!("{RECORD}: {why}")),
        other => other?,
    }
    Ok(())
}

/// Holds stored bytes against their hashes.
fn verify_bytes(log: &Log, report: &mut Report) -> Result<()> {
    let hashes: Vec<String> = match log.sql(|c| {
        c.prepare("SELECT lower(hex(sha256)) FROM bytes ORDER BY sha256")?
            .query_map([], |row| row.get(0))?
            .collect()
    }) {
        Ok(hashes) => hashes,
        Err(Error::Damaged { why, .. }) => {
            report.flaw("page", format!("{RECORD}: {why}"));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    for hash in hashes {
        report.files += 1;
        match log.bytes(&hash) {
            Ok(Some(bytes)) if dashiji::hash::sha256(&bytes) == hash => {}
            Ok(_) | Err(Error::Damaged { .. }) => report.flaw("bytes", hash),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

type Places = [(crate::record::EntryPlace, i64)];

/// Holds what is kept against what is read now.
fn compare(
    row: &VersionRow,
    prepared: &Prepared,
    blocks: &[Vec<u8>],
    places: &Places,
    report: &mut Report,
    id: &str,
) {
    if *row.about != *prepared.document {
        report.flaw("about", id);
    }
    let spans: Vec<(u32, u32)> = places.iter().map(|((_, start, end), _)| (*start, *end)).collect();
    let hashes: Vec<i64> = places.iter().map(|(_, hash)| *hash).collect();
    if blocks != prepared.blocks || spans != prepared.spans().collect::<Vec<_>>() || hashes != prepared.hashes
    {
        report.flaw("facts", id);
    }
}

fn span(value: &Value) -> Option<Span> {
    let at = |key: &str| value[key].as_u64().and_then(|n| u32::try_from(n).ok());
    Some(Span { start: at("start")?, end: at("end")? })
}

/// Every object with `text`, `start` and `end` is that slice of the text.
fn quotes(value: &Value, text: &Text, report: &mut Report, id: &str) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::String(words)), Some(span)) = (fields.get("text"), span(value)) {
                report.quotes += 1;
                if text.slice(span) != words {
                    report.flaw("quote", format!("{id} {}-{}", span.start, span.end));
                }
            }
            fields.values().for_each(|value| quotes(value, text, report, id));
        }
        Value::Array(items) => items.iter().for_each(|value| quotes(value, text, report, id)),
        _ => {}
    }
}
