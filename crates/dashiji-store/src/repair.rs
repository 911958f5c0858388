//! A damaged record: what of it can be read goes into a new one, and what cannot is told row by row.
//!
//! In goes a base whose `record.db` is hurt; out comes a base in another folder with every row of the log that matches its hash and every document
//! whose bytes match theirs, under the same ids, by the same authors, of the same days. The hurt base is not touched. `d7.v1` whose bytes are
//! gone is left out with its readings and told; its number is not given again, for which a row at the end of the log takes it out of the views.
//!
//! A file of SQLite has no sums of its own: a page that lost its last row still reads well. Whether the last row that is found is the last there
//! was is therefore asked of two witnesses: what was computed of the record tells how far it went, and where nothing was, SQLite's own look through all
//! pages must find them in order. Where neither speaks for it, what comes behind is told to be lost as far as anybody knows.

use crate::base::{Base, DERIVED, RECORD, making};
use crate::derived::{Derived, Trust, has_wal, trust};
use crate::files::Read;
use crate::record::{Act, Bytes, Carved, Log, Row, Writing};
use crate::watch::{Stage, Watch};
use crate::{Error, Result};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// Rows that are asked for one by one behind the last that could be read.
const BEYOND: i64 = 10_000;

/// What a repair kept and what is lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Salvage {
    /// Rows of the log that were kept.
    pub rows: u64,
    /// Versions of documents that were kept, bytes and all.
    pub versions: u64,
    /// Rows that are lost: their numbers; where the end of the log cannot be read, the first of it stands for all behind.
    pub lost_rows: Vec<i64>,
    /// Versions whose bytes are lost: `d7.v1`.
    pub lost_versions: Vec<String>,
    /// The last row there is, as far as it was found.
    #[serde(skip)]
    end: Option<i64>,
    /// Documents of which a version was kept, and those of which one is lost.
    #[serde(skip)]
    kept: BTreeSet<u32>,
    #[serde(skip)]
    lost_documents: BTreeSet<u32>,
}

impl Salvage {
    /// Whether all of it was kept.
    pub fn is_whole(&self) -> bool {
        self.lost_rows.is_empty() && self.lost_versions.is_empty()
    }
}

impl Base {
    /// Makes a base in a new folder of what can be read of the record in another. The other is not touched.
    ///
    /// # Errors
    /// Where there is no record at all, or nothing of it can be read ([`Error::Lost`]), or the new folder holds a base already or cannot be written.
    pub fn salvage(dir: &Path, into: &Path, watch: &dyn Watch) -> Result<(Self, Salvage)> {
        let path = into.join(RECORD);
        if path.exists() {
            return Err(Error::Exists(into.to_owned()));
        }
        crate::files::make_folder(into)?;
        // It is read from a copy, so that nothing SQLite does changes it.
        let place = tempfile::tempdir_in(into).map_err(|error| Error::io(into, error))?;
        let copied = place.path().join(RECORD);
        crate::files::copy(&dir.join(RECORD), &copied)?;
        let begins = |log: &Log| log.at_by_itself(1).is_ok_and(|row| row.is_some());
        let lost = || Error::Lost(dir.join(RECORD));
        // Before SQLite puts the log of writes into it.
        let carved = Carved::of(&copied);
        let log = match Log::open_to_read(&copied, false) {
            Ok(log) if begins(&log) => log,
            Err(error @ (Error::Full(_) | Error::ReadOnly(_))) => return Err(error),
            // Also where it says that it is of a newer format, which one bit of it may say.
            _ => {
                crate::record::mend_first_page(&copied, place.path())?;
                Log::open_to_read(&copied, false).map_err(|_| lost())?
            }
        };
        let making = making(into)?;
        let mut made = Log::create(&making)?;
        let found = salvaged(&log, &carved, &mut made, watch).and_then(|mut found| {
            let witness = told_by_computed(&dir.join(DERIVED), place.path(), &log, &carved)?;
            if let Some(last) = found.end {
                found.lost_rows.extend(match &witness {
                    Some((told, _)) => (last + 1..=*told).take(BEYOND as usize).collect(),
                    None if log.sound().is_ok() => Vec::new(),
                    None => vec![last + 1],
                });
            }
            let known = witness.map_or_else(BTreeSet::new, |(_, documents)| documents);
            note_lost(
                &mut made,
                known.union(&found.lost_documents).filter(|document| !found.kept.contains(*document)),
            )?;
            Ok(found)
        });
        drop(made);
        match found {
            Ok(found) if found.rows > 0 => {
                crate::files::put_in_place(&making, &path)?;
                // An office's own terms lie beside the record.
                for name in ["lexicon", "roster.tsv", "roster.csv", "dashiji.toml"] {
                    beside(&dir.join(name), &into.join(name))?;
                }
                drop(place);
                let base = Self::open_watched(into, watch)?;
                // A version whose row of reading is lost has its bytes all the same: it is read again, else it would show no entry.
                match base.read_again("", watch) {
                    Err(error @ (Error::Full(_) | Error::ReadOnly(_) | Error::Stopped)) => Err(error),
                    // What cannot be read is told by whoever looks.
                    _ => Ok((base, found)),
                }
            }
            found => {
                let _ = std::fs::remove_file(&making);
                Err(match found {
                    Err(error @ (Error::Full(_) | Error::ReadOnly(_) | Error::Stopped)) => error,
                    _ => lost(),
                })
            }
        }
    }
}

/// Takes documents that are lost out of the views, for good: so their numbers are never given again, and the log says what became of them.
fn note_lost<'a>(made: &mut Log, documents: impl Iterator<Item = &'a u32>) -> Result<()> {
    let time = made.last_time()?;
    let mut writing = made.write()?;
    for document in documents {
        let act = Act::Removed { document: *document, reason: Some("lost (dashiji repair)".to_owned()) };
        writing.append(&time, "", None, &act)?;
    }
    writing.commit()
}

/// How far a record went and which documents it brought in, by what was computed of it: nothing where that is not there, not what was written, or of another
/// record. The file is not touched.
fn told_by_computed(
    file: &Path,
    place: &Path,
    log: &Log,
    carved: &Carved,
) -> Result<Option<(i64, BTreeSet<u32>)>> {
    if !file.exists() || trust(file, false)? == Trust::Damaged {
        return Ok(None);
    }
    let read = if has_wal(file) {
        let copied = place.join(DERIVED);
        crate::files::copy(file, &copied)?;
        Read::shared(&copied)
    } else {
        Read { path: file.to_owned(), unchanging: true }
    };
    let told = || -> Result<Option<(i64, BTreeSet<u32>)>> {
        let Some(derived) = Derived::open_to_read(&read.path, read.unchanging)? else { return Ok(None) };
        let mark = derived.mark()?.head;
        // Of this record it is where a row that can be read still brings in the same bytes.
        let versions = derived.versions("ORDER BY v.seq", &[])?;
        let same = || {
            versions.iter().any(|version| {
                let row = log.at_by_itself(version.seq).ok().flatten().or_else(|| carved.at(version.seq));
                row.is_some_and(|row| row.act.version().is_some_and(|(act, _)| act.sha256 == version.sha256))
            })
        };
        let mine = log.holds(&mark).unwrap_or(false) || same();
        Ok(mine.then(|| (mark.seq, versions.iter().map(|version| version.document).collect())))
    };
    // What cannot be read bears no witness.
    Ok(told().ok().flatten())
}

/// Copies a file or a folder of files, where it is there.
fn beside(from: &Path, to: &Path) -> Result<()> {
    let fault = |error| Error::io(from, error);
    if from.is_file() {
        return std::fs::copy(from, to).map(drop).map_err(fault);
    }
    if from.is_dir() {
        std::fs::create_dir_all(to).map_err(fault)?;
        for file in std::fs::read_dir(from).map_err(fault)?.flatten() {
            if file.path().is_file() {
                std::fs::copy(file.path(), to.join(file.file_name())).map_err(fault)?;
            }
        }
    }
    Ok(())
}

/// Every row that can be read, by its number; those that cannot are noted.
fn salvaged(log: &Log, carved: &Carved, made: &mut Log, watch: &dyn Watch) -> Result<Salvage> {
    let mut found = Salvage::default();
    let mut kept: BTreeSet<(u32, u32)> = BTreeSet::new();
    // The last row may be the hurt one: then it is looked for some way on.
    let told = log.position().ok().filter(|last| *last > 0 && *last >= carved.last());
    watch.begin(Stage::Copy, told.map(i64::unsigned_abs));
    let (mut seq, mut last) = (1, told.unwrap_or_else(|| carved.last().saturating_add(BEYOND)));
    let mut bytes = Bytes::of(log, carved);
    let mut writing = made.write()?;
    let (mut missing, mut end): (Vec<i64>, Option<i64>) = (Vec::new(), None);
    while seq <= last {
        if watch.stopped() {
            return Err(Error::Stopped);
        }
        match log.at_by_itself(seq).ok().flatten().or_else(|| carved.at(seq)) {
            Some(row) => {
                found.lost_rows.append(&mut missing);
                end = Some(seq);
                keep(&mut bytes, &mut writing, &row, &mut kept, &mut found)?;
                if told.is_none() {
                    last = last.max(seq + BEYOND);
                }
            }
            None => missing.push(seq),
        }
        watch.advance(1);
        seq += 1;
    }
    writing.commit()?;
    found.end = told.or(end);
    if told.is_some() {
        found.lost_rows.append(&mut missing);
    }
    found.kept = kept.into_iter().map(|(document, _)| document).collect();
    watch.end();
    Ok(found)
}

/// Puts a row into the new record, and the bytes it brings.
fn keep(
    held: &mut Bytes<'_>,
    writing: &mut Writing<'_>,
    row: &Row,
    kept: &mut BTreeSet<(u32, u32)>,
    found: &mut Salvage,
) -> Result<()> {
    let mut bytes: Vec<(String, Vec<u8>)> = Vec::new();
    let mut act = row.act.clone();
    match &mut act {
        Act::Added(v) | Act::Revised(v) | Act::Entered(v) | Act::Corrected(v) => {
            let Some(received) = held.get(&v.sha256) else {
                found.lost_versions.push(format!("d{}.v{}", v.document, v.version));
                found.lost_documents.insert(v.document);
                return Ok(());
            };
            if !kept.insert((v.document, v.version)) {
                // An id that was given twice: the second is told as lost rather than shown under the first one's.
                found.lost_versions.push(format!("d{}.v{} ({})", v.document, v.version, row.seq));
                return Ok(());
            }
            found.versions += 1;
            bytes.push((v.sha256.clone(), received));
        }
        Act::Read(reading) if !kept.contains(&(reading.document, reading.version)) => return Ok(()),
        Act::Removed { document, .. } | Act::Restored { document, .. }
            if !kept.iter().any(|(known, _)| known == document) =>
        {
            found.lost_documents.insert(*document);
            return Ok(());
        }
        Act::Knowledge { files } => {
            files.retain(|(name, hash)| {
                let known = held.get(hash);
                let kept = known.is_some();
                if let Some(known) = known {
                    bytes.push((hash.clone(), known));
                } else {
                    found.lost_versions.push(name.clone());
                }
                kept
            });
        }
        _ => {}
    }
    for (hash, data) in bytes {
        let short = lz4_flex::block::compress(&data);
        let packed = short.len() < data.len();
        let size = data.len() as u64;
        writing.bytes(&hash, size, packed, if packed { &short } else { &data })?;
    }
    let time = row.clock.as_ref().unwrap_or(&row.recorded_at);
    writing.append(time, &row.author, row.happened.as_deref(), &act)?;
    found.rows += 1;
    Ok(())
}
