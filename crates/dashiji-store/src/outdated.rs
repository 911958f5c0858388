//! Facts that an older program read, or other terms: how many there are, and how they are read again one document at a time.
//!
//! Facts are kept under the engine and the terms that read them. When either has changed, what is kept still answers, and whoever asks is
//! told so ([`Base::older`]); [`Base::read_again`] reads only what is older, where [`Base::reindex`] makes everything anew.

use crate::base::{Base, ENGINE};
use crate::derived::{Prepared, VersionRow};
use crate::record::{Act, Reading};
use crate::sync::{Acts, WINDOW, identified};
use crate::watch::{Stage, Watch};
use crate::{Error, Result};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How much was read by an older program or with other terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Older {
    /// Versions of documents.
    pub versions: u64,
    /// Bytes of them, as received.
    pub bytes: u64,
}

const OLDER: &str = "v.engine <> ?1 OR v.knowledge <> ?2";

impl Base {
    /// What of the base another engine read, or other terms than today's; nothing where all is of today.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn older(&self) -> Result<Option<Older>> {
        let knowledge = &self.knowledge()?.hash;
        let (versions, bytes): (i64, i64) = self.read(|c| {
            c.derived.sql(|c| {
                c.query_row(
                    &format!("SELECT count(*), coalesce(sum(v.size), 0) FROM versions v WHERE {OLDER}"),
                    [ENGINE, knowledge],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
            })
        })?;
        let older = Older { versions: versions.unsigned_abs(), bytes: bytes.unsigned_abs() };
        Ok((versions > 0).then_some(older))
    }

    /// Reads again what is older; gives how many versions that were. What is read is in as it goes on: a fall costs no more than the
    /// lot in hand.
    ///
    /// # Errors
    /// Where the base cannot be written just now, or the watch asked to stop.
    pub fn read_again(&self, author: &str, watch: &dyn Watch) -> Result<u64> {
        let mut writer = self.idle_writer()?;
        writer.catch_up(watch)?;
        writer.note_knowledge(author)?;
        let knowledge = self.knowledge()?.hash.clone();
        let acts = Acts::of(&writer.log)?;
        let rows =
            writer.derived.versions(&format!("WHERE {OLDER} ORDER BY v.seq"), &[&ENGINE, &knowledge])?;
        watch.begin(Stage::Reread, Some(rows.len() as u64));
        for lot in rows.chunks(WINDOW) {
            if watch.stopped() {
                return Err(Error::Stopped);
            }
            let prepared: Vec<Prepared> = lot
                .par_iter()
                .map(|row| self.reread(row.document, row.version, &acts))
                .collect::<Result<_>>()?;
            // Ids go on from the highest that was ever given in a document.
            let mut highest: BTreeMap<u32, u32> = BTreeMap::new();
            let mut readings: Vec<(&VersionRow, Reading)> = Vec::with_capacity(lot.len());
            let mut moved = Vec::with_capacity(lot.len());
            for (row, prepared) in lot.iter().zip(&prepared) {
                let told = acts.readings.get(&(row.document, row.version));
                let told = told.map(|seq| writer.log.at(*seq)).transpose()?.flatten();
                let known = match told.map(|row| row.act) {
                    Some(Act::Read(reading)) => reading.entries,
                    _ => Vec::new(),
                };
                let last = writer.derived.last_entry(row.document)?;
                let top = highest.entry(row.document).or_insert(last);
                let entries = identified(&known, prepared, *top + 1);
                moved.push(entries != known);
                *top = entries.iter().map(|place| place.0).fold(*top, u32::max);
                let reading = Reading {
                    document: row.document,
                    version: row.version,
                    engine: ENGINE.to_owned(),
                    knowledge: knowledge.clone(),
                    entries,
                };
                readings.push((row, reading));
            }
            let time = self.time();
            let mut writing = writer.log.write()?;
            let mut told = Vec::new();
            // What moved no entry and gave no id is no act: it can be computed.
            for (_, reading) in readings.iter().zip(&moved).filter_map(|(r, moved)| moved.then_some(r)) {
                told.push(writing.append(&time, author, None, &Act::Read(reading.clone()))?);
            }
            let head = writing.head();
            writing.commit()?;
            let applying = writer.derived.apply()?;
            for ((row, reading), prepared) in readings.iter().zip(&prepared) {
                applying.reading(row.seq, prepared, &reading.entries, ENGINE, &knowledge)?;
            }
            for row in &told {
                applying.act(row)?;
            }
            applying.commit(&head)?;
            watch.advance(lot.len() as u64);
        }
        watch.end();
        Ok(rows.len() as u64)
    }
}
