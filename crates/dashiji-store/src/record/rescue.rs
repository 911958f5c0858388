//! What of a hurt record can still be reached though the ways to it are gone.
//!
//! Two ways lead to what a record holds: its first page, which says what kind of file it is and where its tables begin, and the index over the hashes
//! of bytes. Every record is laid out alike, so that the first page of an empty one leads into any other; and bytes are looked for in their table row
//! by row where the index does not lead to them, and page by page where the table does not either.

use super::carve::Carved;
use super::log::{Log, unpacked};
use crate::{Error, Result};
use dashiji::hash::sha256;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

/// Bytes of a page.
const PAGE: u64 = 8192;

/// Gives a copy of a record, which is ours, the first page of an empty one, made in a folder of our own.
///
/// # Errors
/// Where the folder or the copy cannot be written.
pub(crate) fn mend_first_page(copy: &Path, place: &Path) -> Result<()> {
    let empty = place.join("empty.db");
    drop(Log::create(&empty)?);
    let fault = |error| Error::io(copy, error);
    let mut page = std::fs::read(&empty).map_err(|error| Error::io(&empty, error))?;
    page.truncate(PAGE as usize);
    let mut file = File::options().read(true).write(true).open(copy).map_err(fault)?;
    let size = file.metadata().map_err(fault)?.len();
    if size < PAGE {
        return Ok(());
    }
    // How many pages there are, which counts because it was noted with the last change; and no page is free.
    let pages = u32::try_from(size / PAGE).unwrap_or(u32::MAX);
    page[28..32].copy_from_slice(&pages.to_be_bytes());
    page[32..40].fill(0);
    let changes = <[u8; 4]>::try_from(&page[24..28]).unwrap_or_default();
    page[92..96].copy_from_slice(&changes);
    file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(&page)).map_err(fault)
}

/// The bytes that a record keeps, also where the index over their hashes is hurt.
pub(crate) struct Bytes<'a> {
    log: &'a Log,
    /// Rows of the table by the hash of what they hold; made when it is first needed.
    rows: Option<BTreeMap<String, i64>>,
    carved: &'a Carved,
}

impl<'a> Bytes<'a> {
    /// Those of a record.
    pub fn of(log: &'a Log, carved: &'a Carved) -> Self {
        Self { log, rows: None, carved }
    }

    /// The bytes of a hash.
    pub fn get(&mut self, hash: &str) -> Option<Vec<u8>> {
        if let Ok(Some(bytes)) = self.log.bytes(hash) {
            return Some(bytes);
        }
        if let Some(bytes) = self.carved.bytes(hash) {
            return Some(bytes);
        }
        let log = self.log;
        let rows = self.rows.get_or_insert_with(|| by_hash(log));
        let bytes = at(log, *rows.get(hash)?)?;
        (sha256(&bytes) == hash).then_some(bytes)
    }
}

/// What each row of the table holds.
fn by_hash(log: &Log) -> BTreeMap<String, i64> {
    let last =
        log.sql(|c| c.query_row("SELECT max(rowid) FROM bytes", [], |row| row.get::<_, Option<i64>>(0)));
    // No row takes less than a dozen bytes; a number beyond that was hurt.
    let most =
        log.connection.path().and_then(|path| std::fs::metadata(path).ok()).map_or(0, |told| told.len() / 12);
    let last = last.ok().flatten().unwrap_or(0).min(i64::try_from(most).unwrap_or(i64::MAX));
    (1..=last).filter_map(|row| at(log, row).map(|bytes| (sha256(&bytes), row))).collect()
}

fn at(log: &Log, row: i64) -> Option<Vec<u8>> {
    let (size, packed, data) = log
        .sql(|c| {
            c.prepare_cached("SELECT size, packed, data FROM bytes NOT INDEXED WHERE rowid = ?1")?
                .query_row([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        })
        .ok()?;
    unpacked(size, packed, data).ok()
}
