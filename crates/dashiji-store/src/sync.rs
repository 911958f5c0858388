//! What is computed, brought up to the record: acts of the log put in, versions read again where their facts are not there.
//!
//! It runs where a base is opened that another program left in the middle, whose `derived.db` was thrown away or is of another
//! format, and after every batch of [`Base::add`](crate::Base::add), which has the readings at hand already.

use crate::base::{Base, ENGINE, RECORD, Writer};
use crate::derived::{Derived, Prepared};
use crate::files::Read;
use crate::record::{Act, EntryPlace, Head, Log, Reading, Row};
use crate::versions::by_place;
use crate::watch::{Stage, Watch};
use crate::{Error, Result};
use dashiji::document::Given;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// Versions read at a time.
pub(crate) const WINDOW: usize = 64;

/// Reads a version's bytes again.
pub(crate) fn reread(base: &Base, log: &Log, document: u32, version: u32, acts: &Acts) -> Result<Prepared> {
    let unknown = || Error::Unknown(format!("d{document}.v{version}"));
    let seq = acts.versions.get(&(document, version)).copied().ok_or_else(unknown)?;
    let row = log.at(seq)?.ok_or_else(unknown)?;
    let (version, _) = row.act.version().ok_or_else(unknown)?;
    let bytes = log.bytes(&version.sha256)?.ok_or_else(|| Error::Damaged {
        path: base.dir().join(crate::base::RECORD),
        why: format!("bytes {} are missing", version.sha256),
    })?;
    let knowledge = base.knowledge()?;
    let (given, options) = (Given::from(&version.told), version.told.options());
    Prepared::read(bytes, &given, &options, knowledge)
}

/// Where acts stand in the log.
#[derive(Debug, Default)]
pub(crate) struct Acts {
    /// The row that brought in a version.
    pub versions: BTreeMap<(u32, u32), i64>,
    /// The last row that told its reading.
    pub readings: BTreeMap<(u32, u32), i64>,
}

impl Acts {
    /// Looks through the log.
    pub fn of(log: &Log) -> Result<Self> {
        let mut acts = Self::default();
        let found: Vec<(i64, u32, u32, bool)> = log.sql(|c| {
            c.prepare(
                "SELECT seq, body ->> '$.document', body ->> '$.version', kind = 'read' FROM log
                 WHERE kind IN ('added', 'revised', 'entered', 'corrected', 'read') ORDER BY seq",
            )?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect()
        })?;
        for (seq, document, version, read) in found {
            let held = if read { &mut acts.readings } else { &mut acts.versions };
            held.insert((document, version), seq);
        }
        Ok(acts)
    }
}

/// A version's entries with ids: those it was given before, however the engine cuts the text now.
pub(crate) fn identified(known: &[EntryPlace], prepared: &Prepared, next: u32) -> Vec<EntryPlace> {
    let found: Vec<(u32, u32)> = prepared.spans().collect();
    let same = known.len() == found.len() && known.iter().zip(&found).all(|(k, f)| (k.1, k.2) == *f);
    if same { known.to_vec() } else { by_place(known, &found, next) }
}

impl Writer<'_> {
    /// Brings what is computed up to the record.
    pub fn catch_up(&mut self, watch: &dyn Watch) -> Result<()> {
        if self.derived.position()? >= self.log.position()? {
            return Ok(());
        }
        let fresh = run(self.base, &self.log, &mut self.derived, watch)?;
        note(self.base, &mut self.log, fresh)?;
        let head = self.log.head()?;
        self.derived.apply()?.commit(&head)
    }

    /// Writes one act into the log and into what is computed. What is computed must tell all of the log: whoever writes beside us in spite of
    /// the lock would give out the same numbers.
    pub fn act(&mut self, author: &str, happened: Option<&str>, act: &Act) -> Result<Row> {
        let time = self.base.time();
        let told = self.derived.mark()?.head;
        let mut writing = self.log.write()?;
        if writing.head() != told {
            return Err(Error::Busy { path: self.base.dir().to_owned(), holder: String::new() });
        }
        let row = writing.append(&time, author, happened, act)?;
        let head = writing.head();
        writing.commit()?;
        // The act is in; what is computed can be brought up to it at any time.
        let applied = self.derived.apply().and_then(|applying| {
            applying.act(&row)?;
            applying.commit(&head)
        });
        if let Err(Error::Damaged { .. }) = applied {
            self.derived.condemn();
        }
        Ok(row)
    }
}

/// Writes into the log what a newer engine made of versions, where entries got other ids or stand elsewhere.
fn note(base: &Base, log: &mut Log, fresh: Vec<Reading>) -> Result<()> {
    if fresh.is_empty() {
        return Ok(());
    }
    let time = base.time();
    let mut writing = log.write()?;
    for reading in fresh {
        writing.append(&time, "", None, &Act::Read(reading))?;
    }
    writing.commit()
}

/// The name of a file that is being made, beside the one it will stand for.
const MAKING: &str = "derived-making.db";

/// Makes what is computed anew, with today's engine and terms, and puts it into its place when it tells all of the record: whoever reads meanwhile
/// reads what was there before. What a kill left of an earlier making is gone on with.
pub(crate) fn build(base: &Base, log: &mut Log, place: &Path, watch: &dyn Watch) -> Result<Derived> {
    let making = place.with_file_name(MAKING);
    let by = format!("{ENGINE} {}", base.knowledge()?.hash);
    let mut derived = if let Some(derived) = Derived::resume(&making, &by, log)? {
        derived
    } else {
        log.sound()?;
        Derived::create_by(&making, &by)?
    };
    derived.settle(&base.keying()?)?;
    let fresh = run(base, log, &mut derived, watch)?;
    note(base, log, fresh)?;
    derived.apply()?.commit(&log.head()?)?;
    derived.put_in_place(place)?;
    base.forget();
    let damaged =
        || Error::Damaged { path: place.to_owned(), why: "not what was written just now".to_owned() };
    Derived::open(place)?.map_err(|_| damaged())
}

/// The same for a base that may not be written: what is computed stands elsewhere, and nothing is noted in the record.
pub(crate) fn catch_up_reading(base: &Base, record: &Read, place: &Path, watch: &dyn Watch) -> Result<()> {
    let log = Log::open_to_read(&record.path, record.unchanging)?;
    let mut derived = match Derived::open(place)? {
        Ok(derived) if log.holds(&derived.mark()?.head)? => derived,
        _ => {
            log.sound()?;
            Derived::create(place)?
        }
    };
    derived.settle(&base.keying()?)?;
    run_on(base, record, &log, &mut derived, watch)?;
    let head = log.head()?;
    derived.apply()?.commit(&head)?;
    derived.rest();
    Ok(())
}

fn run(base: &Base, log: &Log, derived: &mut Derived, watch: &dyn Watch) -> Result<Vec<Reading>> {
    run_on(base, &Read::shared(&base.dir().join(RECORD)), log, derived, watch)
}

/// Puts in every act that is not told yet; gives the readings that another engine had made before and that are to be noted.
fn run_on(
    base: &Base,
    record: &Read,
    log: &Log,
    derived: &mut Derived,
    watch: &dyn Watch,
) -> Result<Vec<Reading>> {
    let position = derived.position()?;
    let acts = Acts::of(log)?;
    let knowledge = base.knowledge()?;
    let total = acts.readings.values().filter(|seq| **seq > position).count();
    watch.begin(Stage::Reread, Some(total as u64));
    let mut fresh = Vec::new();
    let mut behind: Vec<Row> = Vec::new();
    let mut flush = |behind: &mut Vec<Row>, derived: &mut Derived| -> Result<()> {
        let rows = std::mem::take(behind);
        let Some(last) = rows.last().map(|row| row.seq) else { return Ok(()) };
        let wanted: Vec<(&Row, &Reading)> = rows
            .iter()
            .filter_map(|row| match &row.act {
                // Only what was read last of a version is told.
                Act::Read(reading)
                    if acts.readings.get(&(reading.document, reading.version)) == Some(&row.seq) =>
                {
                    Some((row, reading))
                }
                _ => None,
            })
            .collect();
        let prepared: Vec<Result<Prepared>> = wanted
            .par_iter()
            .map(|(_, reading)| {
                // A connection of its own for each thread's document.
                let log = Log::open_to_read(&record.path, record.unchanging)?;
                reread(base, &log, reading.document, reading.version, &acts)
            })
            .collect();
        let mut ready: BTreeMap<i64, Prepared> = BTreeMap::new();
        for ((row, _), prepared) in wanted.iter().zip(prepared) {
            ready.insert(row.seq, prepared?);
        }
        let applying = derived.apply()?;
        for row in &rows {
            applying.act(row)?;
        }
        for row in &rows {
            let Act::Read(reading) = &row.act else { continue };
            let Some(prepared) = ready.remove(&row.seq) else { continue };
            let ids = identified(&reading.entries, &prepared, applying.last_entry(reading.document)? + 1);
            let seq = applying
                .seq(reading.document, reading.version)?
                .ok_or_else(|| Error::Unknown(format!("d{}.v{}", reading.document, reading.version)))?;
            applying.reading(seq, &prepared, &ids, ENGINE, &knowledge.hash)?;
            if reading.entries != ids {
                let again = Reading {
                    engine: ENGINE.to_owned(),
                    knowledge: knowledge.hash.clone(),
                    entries: ids,
                    ..reading.clone()
                };
                fresh.push(again);
            }
            watch.advance(1);
        }
        // Where readings are still to be noted in the log, the position stays: a fall before that makes them again, the same.
        if fresh.is_empty() {
            let hash = log.hash_at(last)?.unwrap_or_default();
            applying.commit(&Head { seq: last, hash })
        } else {
            applying.commit_here()
        }
    };
    log.rows(position, |row| {
        behind.push(row);
        if behind.len() >= WINDOW * 2 {
            flush(&mut behind, derived)?;
        }
        if watch.stopped() { Err(Error::Stopped) } else { Ok(()) }
    })?;
    flush(&mut behind, derived)?;
    watch.end();
    Ok(fresh)
}

impl Base {
    /// Reads a version again, on a connection of its own.
    pub(crate) fn reread(&self, document: u32, version: u32, acts: &Acts) -> Result<Prepared> {
        let record = self.files().record.clone();
        let log = Log::open_to_read(&record.path, record.unchanging)?;
        reread(self, &log, document, version, acts)
    }
}
