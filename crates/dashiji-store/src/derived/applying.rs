//! Acts of the log going into what is computed, in one transaction: rows of versions and removals, what readings found, rulings, and which keys of the
//! registers each of them touches.

use super::block::Block;
use super::file::Derived;
use super::keyed;
use super::names::{self, NameKind};
use super::prepared::Prepared;
use crate::id::EntryId;
use crate::record::{Act, EntryPlace, Head, Origin, Row};
use crate::ruling::{Decision, Ruling};
use crate::{Error, Result};
use dashiji::collate::entry::name_key;
use dashiji::collate::key::KeyKind;
use dashiji::fact::Record;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

impl Derived {
    /// Begins to put acts in.
    pub fn apply(&mut self) -> Result<Applying<'_>> {
        self.begin()?;
        let path = self.path.clone();
        let made = !self.registers()?.is_empty();
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| Error::sqlite(&path, error))?;
        Ok(Applying { path, transaction, made, reread: Cell::new(false) })
    }
}

/// Acts going into the file together.
pub(crate) struct Applying<'a> {
    path: PathBuf,
    transaction: Transaction<'a>,
    /// Whether there are records that may become stale.
    pub(super) made: bool,
    /// Whether a version was read that had been read before.
    reread: Cell<bool>,
}

impl Applying<'_> {
    pub(super) fn sql<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.transaction).map_err(|error| Error::sqlite(&self.path, error))
    }

    /// Puts in what an act says, but for what a reading found.
    pub fn act(&self, row: &Row) -> Result<()> {
        if let Some((version, origin)) = row.act.version() {
            self.touch_document(version.document)?;
            return self.sql(|c| {
                c.prepare_cached(
                    "INSERT OR REPLACE INTO versions (seq, document, version, sha256, size, origin, source, url) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?
                .execute(params![
                    row.seq,
                    version.document,
                    version.version,
                    version.sha256,
                    version.size as i64,
                    i64::from(origin == Origin::Entered),
                    version.source,
                    version.told.url,
                ])
                .map(drop)
            });
        }
        match &row.act {
            Act::Read(reading) => self.sql(|c| note_ids(c, reading.document, &reading.entries)),
            Act::Removed { document, .. } => self.removal(row.seq, *document, true),
            Act::Restored { document, .. } => self.removal(row.seq, *document, false),
            Act::Ruled(ruling) => {
                let body = serde_json::to_string(ruling)
                    .map_err(|error| Error::Fault(format!("a ruling that cannot be written: {error}")))?;
                self.sql(|c| {
                    c.execute(
                        "INSERT OR REPLACE INTO rulings (ruling, seq, body) VALUES (?1, ?2, ?3)",
                        params![ruling.ruling, row.seq, body],
                    )
                    .map(drop)
                })?;
                self.ruled(&ruling.decision)
            }
            Act::Undone(undoing) => {
                let body: Option<String> = self.sql(|c| {
                    c.execute(
                        "UPDATE rulings SET undone = ?2 WHERE ruling = ?1",
                        params![undoing.ruling, row.seq],
                    )?;
                    c.query_row("SELECT body FROM rulings WHERE ruling = ?1", [undoing.ruling], |row| {
                        row.get(0)
                    })
                    .optional()
                })?;
                let Some(body) = body else { return Ok(()) };
                let ruling: Ruling = serde_json::from_str(&body).map_err(|error| Error::Damaged {
                    path: self.path.clone(),
                    why: format!("ruling {}: {error}", undoing.ruling),
                })?;
                self.ruled(&ruling.decision)
            }
            Act::Knowledge { .. } => self.drop_records(),
            Act::Began { .. } | Act::Added(_) | Act::Revised(_) | Act::Entered(_) | Act::Corrected(_) => {
                Ok(())
            }
        }
    }

    /// What a decision may change is to be keyed anew, and what it says of names is to be told anew.
    fn ruled(&self, decision: &Decision) -> Result<()> {
        let bearing = |kind: i64, name: &str| {
            let chosen = "seq IN (SELECT n.version FROM named n JOIN names m ON m.id = n.name WHERE m.kind = ?1 AND m.name = ?2)";
            self.unkey(chosen, &[&kind, &name])
        };
        let named = |kinds: &[NameKind], name: &str| {
            kinds.iter().try_for_each(|kind| bearing(*kind as i64, &names::kept_as(*kind, name)))
        };
        let entries = |entries: &[EntryId]| {
            entries.iter().try_for_each(|entry| self.unkey("document = ?1", &[&entry.document]))
        };
        match decision {
            Decision::Accept { fact } | Decision::Correct { fact, .. } | Decision::Reject { fact } => {
                entries(&[fact.entry])
            }
            Decision::Merge { names, into } => {
                self.touch_person(into)?;
                // Where the decision is taken back, entries bear the name that it gave.
                bearing(keyed::kind_number(KeyKind::Person), &name_key(into))?;
                names.iter().try_for_each(|name| {
                    self.touch_person(name)?;
                    named(&[NameKind::Person], name)?;
                    // An entry may bear the name by an earlier decision alone.
                    bearing(keyed::kind_number(KeyKind::Person), &name_key(name))
                })
            }
            Decision::Separate { name, .. } => self.touch_person(name),
            Decision::SameEvent { entries: told } => entries(told),
            Decision::Name { short, .. } => named(&[NameKind::Organization, NameKind::Form], short),
            Decision::Dismiss { .. } => Ok(()),
        }
    }

    /// The records of a document's keys are to be made again: it changes, goes or comes back.
    fn touch_document(&self, document: u32) -> Result<()> {
        let newest: Option<i64> = self.sql(|c| {
            c.prepare_cached("SELECT seq FROM versions WHERE document = ?1 ORDER BY version DESC LIMIT 1")?
                .query_row([document], |row| row.get(0))
                .optional()
        })?;
        newest.map_or(Ok(()), |seq| self.touch(seq))
    }

    fn removal(&self, seq: i64, document: u32, removed: bool) -> Result<()> {
        self.touch_document(document)?;
        self.sql(|c| {
            c.execute(
                "INSERT OR REPLACE INTO removals (seq, document, removed) VALUES (?1, ?2, ?3)",
                params![seq, document, removed],
            )
            .map(drop)
        })
    }

    /// Row of the log that brought a version in.
    pub fn seq(&self, document: u32, version: u32) -> Result<Option<i64>> {
        self.sql(|c| {
            c.prepare_cached("SELECT seq FROM versions WHERE document = ?1 AND version = ?2")?
                .query_row([document, version], |row| row.get(0))
                .optional()
        })
    }

    /// The highest number that was ever given to an entry of a document.
    pub fn last_entry(&self, document: u32) -> Result<u32> {
        self.sql(|c| last_entry(c, document))
    }

    /// Puts in what was found in a version, in place of what was found before; what registers find it by too, unless people ruled of facts:
    /// then it is keyed as they ruled when registers are next asked.
    pub fn reading(
        &self,
        seq: i64,
        prepared: &Prepared,
        ids: &[EntryPlace],
        engine: &str,
        knowledge: &str,
    ) -> Result<()> {
        self.touch(seq)?;
        let about = serde_json::to_string(&*prepared.document)
            .map_err(|error| Error::Fault(format!("a record that cannot be written: {error}")))?;
        self.sql(|c| {
            let (document, read): (u32, bool) = c
                .prepare_cached("SELECT document, engine <> '' FROM versions WHERE seq = ?1")?
                .query_row([seq], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if read {
                forget(c, seq)?;
                self.reread.set(true);
                c.prepare_cached(
                    "UPDATE versions SET edition = 1 + (SELECT value FROM meta WHERE key = 'edition') WHERE seq = ?1",
                )?
                .execute([seq])?;
            }
            c.prepare_cached(
                "UPDATE versions SET about = ?2, url = coalesce(?3, url), engine = ?4, knowledge = ?5, entries = ?6, characters = ?7 WHERE seq = ?1",
            )?
            .execute(params![
                seq,
                about,
                prepared.document.url,
                engine,
                knowledge,
                prepared.records.len() as i64,
                prepared.text.len() as i64,
            ])?;
            let mut insert = c.prepare_cached(
                "INSERT INTO entries (version, number, entry, start, end, hash, date) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for ((record, hash), id) in prepared.records.iter().zip(&prepared.hashes).zip(ids) {
                insert.execute(params![
                    seq,
                    record.number,
                    id.0,
                    record.span.start,
                    record.span.end,
                    hash,
                    record.dated().map(|date| &date.from),
                ])?;
            }
            note_ids(c, document, ids)?;
            let mut insert = c.prepare_cached("INSERT INTO facts (version, block, data) VALUES (?1, ?2, ?3)")?;
            for (block, data) in prepared.blocks.iter().enumerate() {
                insert.execute(params![seq, block as i64, data])?;
            }
            let mut note = c.prepare_cached("INSERT OR REPLACE INTO named (name, version, numbers) VALUES (?1, ?2, ?3)")?;
            for ((kind, name), numbers) in &prepared.named {
                let id = keyed::name_id(c, *kind as i64, name)?;
                note.execute(params![id, seq, names::pack(numbers)])?;
            }
            Ok(())
        })?;
        let ruled: bool = self.sql(|c| {
            c.query_row("SELECT EXISTS (SELECT 1 FROM rulings WHERE undone IS NULL)", [], |row| row.get(0))
        })?;
        if ruled { self.unkey("seq = ?1", &[&seq]) } else { self.key(seq, &prepared.digests) }
    }

    /// Makes it last, with the row of the log up to which it now tells.
    pub fn commit(self, head: &Head) -> Result<()> {
        self.sql(|c| {
            c.execute("UPDATE meta SET value = ?1 WHERE key = 'position'", [head.seq])?;
            c.execute("UPDATE meta SET value = ?1 WHERE key = 'head'", [&head.hash]).map(drop)
        })?;
        self.commit_here()
    }

    /// Makes it last; it tells up to the same row as before.
    pub fn commit_here(self) -> Result<()> {
        if self.reread.get() {
            self.sql(|c| c.execute("UPDATE meta SET value = value + 1 WHERE key = 'edition'", []).map(drop))?;
        }
        let path = self.path;
        self.transaction.commit().map_err(|error| Error::sqlite(&path, error))
    }
}

/// The highest number that was ever given to an entry of a document.
pub(super) fn last_entry(c: &Connection, document: u32) -> rusqlite::Result<u32> {
    let found = c
        .prepare_cached("SELECT entry FROM highest WHERE document = ?1")?
        .query_row([document], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or(0))
}

/// Notes which ids were given, so that none is given twice, whatever becomes of its entry.
fn note_ids(c: &Connection, document: u32, ids: &[EntryPlace]) -> rusqlite::Result<()> {
    let Some(highest) = ids.iter().map(|place| place.0).max() else { return Ok(()) };
    c.prepare_cached(
        "INSERT INTO highest (document, entry) VALUES (?1, ?2)
         ON CONFLICT (document) DO UPDATE SET entry = max(entry, excluded.entry)",
    )?
    .execute([document, highest])
    .map(drop)
}

/// Takes out what was found in a version before. Its names are found by its facts: the table is in the order of names, and a look through
/// all of it for each version read again would take longer with every document.
fn forget(c: &Connection, seq: i64) -> rusqlite::Result<()> {
    let blocks: Vec<Vec<u8>> = c
        .prepare_cached("SELECT data FROM facts WHERE version = ?1 ORDER BY block")?
        .query_map([seq], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let none = Arc::default();
    let told = |data: &Vec<u8>| {
        let block = Block::unpack(data)?;
        (0..block.len()).map(|place| Some(block.entry(place, &none)?.1)).collect::<Option<Vec<_>>>()
    };
    let records: Option<Vec<Vec<Record>>> = blocks.iter().map(told).collect();
    let names: BTreeSet<(NameKind, String)> =
        records.iter().flatten().flatten().flat_map(|record| names::names_of(record).into_keys()).collect();
    keyed::unkey(c, seq)?;
    let mut take = c.prepare_cached(
        "DELETE FROM named WHERE version = ?1 AND name = (SELECT id FROM names WHERE kind = ?2 AND name = ?3)",
    )?;
    for (kind, name) in &names {
        take.execute(params![seq, *kind as i64, name])?;
    }
    if records.is_none() {
        // Facts that cannot be unpacked do not tell their names.
        c.execute("DELETE FROM named WHERE version = ?1", [seq])?;
    }
    for table in ["entries", "facts"] {
        c.prepare_cached(&format!("DELETE FROM {table} WHERE version = ?1"))?.execute([seq])?;
    }
    Ok(())
}
