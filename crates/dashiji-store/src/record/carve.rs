//! Rows of a hurt record found by their pages, where the ways that lead to them are gone.
//!
//! A file of SQLite is a heap of pages; tables are trees of them. Where the root of a tree or a page on the way is hurt, SQLite finds no row below. The rows
//! themselves stand in leaves, each with its number, its columns and their lengths, and what does not fit goes on in other pages: so every page that is a leaf is
//! read by itself, also those that wait in the log of writes. What is found is a row of the log where it has its columns, and bytes where their
//! hash says so; nothing is believed that does not show.

use super::clock;
use super::log::{Row, link, unpacked};
use crate::derived::wal_of;
use dashiji::hash::{hexadecimal, sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Bytes of a page, and of what stands in front of one in the log of writes.
const PAGE: usize = 8192;
const FRAME: usize = 24;
const WAL: usize = 32;

/// Bytes of a row that stand in its leaf at most; of a longer one fewer do, so that what goes on elsewhere fills pages.
const MOST: usize = PAGE - 35;
const LEAST: usize = (PAGE - 12) * 32 / 255 - 23;

/// A row of the log as it stands in a leaf.
#[derive(Debug)]
struct Found {
    row: Row,
    kind: String,
    body: String,
    hash: Vec<u8>,
}

/// Rows that were found by their pages.
#[derive(Debug, Default)]
pub(crate) struct Carved {
    /// Rows of the log, by number; a number may stand in several pages.
    log: BTreeMap<i64, Vec<Found>>,
    /// Bytes as received, by their hash in hexadecimal.
    bytes: BTreeMap<String, Vec<u8>>,
}

impl Carved {
    /// Those of a file, with the log of writes beside it. One that cannot be read holds none.
    pub fn of(file: &Path) -> Self {
        let bytes = std::fs::read(file).unwrap_or_default();
        let wal = std::fs::read(wal_of(file)).unwrap_or_default();
        let mut pages: BTreeMap<u32, &[u8]> = (1u32..).zip(bytes.chunks_exact(PAGE)).collect();
        let mut carved = Self::default();
        carved.look(&pages);
        let frames = wal.get(WAL..).unwrap_or_default().chunks_exact(FRAME + PAGE);
        let newer: Vec<(u32, &[u8])> =
            frames.filter_map(|frame| Some((word(frame, 0)?, frame.get(FRAME..)?))).collect();
        if !newer.is_empty() {
            pages.extend(newer);
            carved.look(&pages);
        }
        carved
    }

    /// The row of a number: one that its hash bears out after the row before.
    pub fn at(&self, seq: i64) -> Option<Row> {
        let found = self.log.get(&seq)?;
        let before = self.log.get(&(seq - 1));
        let borne = |found: &&Found| {
            let row = &found.row;
            let columns: [&str; 5] = [
                &row.recorded_at,
                &row.author,
                &found.kind,
                row.happened.as_deref().unwrap_or(""),
                &found.body,
            ];
            let after = |before: &[u8]| link(before, seq, columns) == found.hash;
            if seq == 1 {
                after(&[])
            } else {
                before.is_some_and(|rows| rows.iter().any(|row| after(&row.hash)))
            }
        };
        // Where nothing is known of the row before it is taken for what it is.
        found
            .iter()
            .find(borne)
            .or_else(|| found.first().filter(|_| before.is_none()))
            .map(|found| found.row.clone())
    }

    /// The last number of a row.
    pub fn last(&self) -> i64 {
        self.log.keys().next_back().copied().unwrap_or(0)
    }

    /// The bytes of a hash.
    pub fn bytes(&self, hash: &str) -> Option<Vec<u8>> {
        self.bytes.get(hash).cloned()
    }

    fn look(&mut self, pages: &BTreeMap<u32, &[u8]>) {
        for (number, page) in pages {
            // The first page begins with what is said of the whole file.
            let head = if *number == 1 { 100 } else { 0 };
            if page.get(head) != Some(&13) {
                continue;
            }
            let count = half(page, head + 3).unwrap_or(0).min(PAGE / 2);
            let rows: Vec<Option<(i64, Vec<u8>)>> = (0..count)
                .map(|cell| half(page, head + 8 + 2 * cell).and_then(|at| row(pages, page, at)))
                .collect();
            let number = |k: usize| rows.get(k).and_then(Option::as_ref).map(|(seq, _)| *seq);
            for (k, row) in rows.iter().enumerate() {
                let Some((seq, bytes)) = row else { continue };
                // Numbers follow each other in a leaf: one that stands by itself between others is hurt.
                let follows = k > 0 && number(k - 1) == seq.checked_sub(1);
                let leads = number(k + 1).is_some_and(|next| seq.checked_add(1) == Some(next));
                if let Some(cells) = cells(bytes) {
                    self.take(*seq, count == 1 || follows || leads, &cells);
                }
            }
        }
    }

    /// Takes a row in where it is one of ours; one of the log where its number can be its own.
    fn take(&mut self, seq: i64, numbered: bool, values: &[Cell<'_>]) {
        use Cell::{Blob, Empty, Text, Whole};
        match values {
            [Empty, Text(time), Text(author), Text(kind), happened, Text(body), Blob(hash)]
                if hash.len() == 32 && numbered =>
            {
                let Ok(act) = serde_json::from_str(body) else { return };
                let happened =
                    if let Text(happened) = happened { Some((*happened).to_owned()) } else { None };
                let row = Row {
                    seq,
                    recorded_at: (*time).to_owned(),
                    author: (*author).to_owned(),
                    happened,
                    act,
                    clock: clock::in_body(body).map(str::to_owned),
                };
                let found =
                    Found { row, kind: (*kind).to_owned(), body: (*body).to_owned(), hash: hash.to_vec() };
                self.log.entry(seq).or_default().push(found);
            }
            [Blob(hash), Whole(size), Whole(packed), Blob(data)] if hash.len() == 32 => {
                let hash = hexadecimal(hash);
                if let Ok(bytes) = unpacked(*size, *packed, data.to_vec())
                    && sha256(&bytes) == hash
                {
                    self.bytes.insert(hash, bytes);
                }
            }
            _ => {}
        }
    }
}

/// A value of a column.
enum Cell<'a> {
    Empty,
    Whole(i64),
    Text(&'a str),
    Blob(&'a [u8]),
}

fn half(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?)))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A number of one to nine bytes, and how many those were.
fn number(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0u64;
    for (k, byte) in bytes.iter().take(9).enumerate() {
        if k == 8 {
            return Some((value << 8 | u64::from(*byte), 9));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, k + 1));
        }
    }
    None
}

/// A row that begins at a place of a leaf: its number, and its bytes put together. Nothing where it is not whole.
fn row(pages: &BTreeMap<u32, &[u8]>, page: &[u8], at: usize) -> Option<(i64, Vec<u8>)> {
    let (length, first) = number(page.get(at..)?)?;
    let (seq, second) = number(page.get(at + first..)?)?;
    let length = usize::try_from(length).ok().filter(|length| *length <= pages.len() * PAGE)?;
    let begin = at + first + second;
    if length <= MOST {
        return Some((seq.cast_signed(), page.get(begin..begin + length)?.to_vec()));
    }
    let fitting = LEAST + (length - LEAST) % (PAGE - 4);
    let here = if fitting <= MOST { fitting } else { LEAST };
    let mut bytes = page.get(begin..begin + here)?.to_vec();
    let mut next = word(page, begin + here)?;
    while bytes.len() < length {
        let page = pages.get(&next)?;
        let rest = (length - bytes.len()).min(PAGE - 4);
        bytes.extend(page.get(4..4 + rest)?);
        next = word(page, 0)?;
    }
    Some((seq.cast_signed(), bytes))
}

/// The columns of a row.
fn cells(bytes: &[u8]) -> Option<Vec<Cell<'_>>> {
    let (head, mut at) = number(bytes)?;
    let head = usize::try_from(head).ok()?;
    let mut place = head;
    let mut cells = Vec::new();
    while at < head {
        let (kind, length) = number(bytes.get(at..head)?)?;
        at += length;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind as usize,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => usize::try_from((kind - 12) / 2).ok()?,
        };
        let value = bytes.get(place..place.checked_add(length)?)?;
        place += length;
        cells.push(match kind {
            0 => Cell::Empty,
            1..=6 => {
                let sign = value.first().is_some_and(|byte| byte & 0x80 != 0);
                Cell::Whole(
                    value.iter().fold(if sign { -1 } else { 0 }, |sum, byte| sum << 8 | i64::from(*byte)),
                )
            }
            8 | 9 => Cell::Whole(kind.cast_signed() - 8),
            kind if kind >= 12 && kind % 2 == 0 => Cell::Blob(value),
            kind if kind >= 13 => Cell::Text(std::str::from_utf8(value).ok()?),
            _ => return None,
        });
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Act, Log};

    #[test]
    fn rows_are_found_by_their_pages() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("record.db");
        let mut log = Log::create(&path).unwrap();
        let mut writing = log.write().unwrap();
        let mut hashes = Vec::new();
        for k in 0..40u32 {
            // Short ones, and some that go on in other pages.
            let data: Vec<u8> = (0..k * k * 30).map(|n| (n % 251) as u8).collect();
            hashes.push((sha256(&data), data.clone()));
            writing.bytes(&hashes[k as usize].0, data.len() as u64, false, &data).unwrap();
            let act = Act::Removed { document: k, reason: Some("x".repeat(k as usize * 700)) };
            writing.append("2026-11-30T00:00:00.000Z", "a", (k % 2 == 0).then_some("2026"), &act).unwrap();
        }
        writing.commit().unwrap();
        let want: Vec<Row> = (1..=40).map(|seq| log.at(seq).unwrap().unwrap()).collect();
        // As it waits in the log of writes, and as it stands in the file.
        for closed in [false, true] {
            if closed {
                log.rest();
            }
            let carved = Carved::of(&path);
            assert_eq!(carved.last(), 40, "{closed}");
            assert_eq!((1..=40).map(|seq| carved.at(seq).unwrap()).collect::<Vec<_>>(), want);
            assert!(hashes.iter().all(|(hash, data)| carved.bytes(hash).as_ref() == Some(data)));
        }
        drop(log);
        // What is nonsense is no row, and makes nothing fall.
        let mut bytes = std::fs::read(&path).unwrap();
        for k in 0..bytes.len() / 7 {
            bytes[k * 7] ^= (k % 256) as u8;
        }
        std::fs::write(&path, bytes).unwrap();
        let carved = Carved::of(&path);
        assert!((1..=40).filter_map(|seq| carved.at(seq)).all(|row| want.contains(&row)));
    }
}
