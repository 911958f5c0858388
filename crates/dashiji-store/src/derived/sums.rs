//! Sums over the blocks of a computed file at rest: whether it is what was last written, whoever copied, moved or hurt it since.
//!
//! In goes `derived.db`; beside it lies `derived.sums` with its size, the time it was last changed and a CRC-32 of each block of 64 KB. While
//! somebody writes the sums are marked open, and say nothing. Where size and time are others than those that were noted the file is read once and held
//! against its sums: a copy on another disk is so found whole, and one flipped bit is found before any answer. A disk that forgets tells no time, nor does
//! a program that copies times before all bytes have come: a small file is held against its sums whenever it is opened, a middling one every ten minutes, a large one once a day.

use crate::{Error, Result};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Bytes of a block.
const BLOCK: u64 = 64 << 10;

/// Bytes of a file that is held against its sums whenever it is opened: to read so many costs a twentieth of what a command takes to start.
const SMALL: u64 = 2 << 20;

/// Bytes of a middling file, which is read in some milliseconds.
const MIDDLING: u64 = 16 << 20;

/// How long a middling file, and a larger one, are taken to be as they were found.
const SOON: Duration = Duration::from_secs(10 * 60);
const HOLDS: Duration = Duration::from_secs(24 * 60 * 60);

const MAGIC: &[u8; 8] = b"DSJSUMS1";

/// How far a computed file can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// It is what was written.
    Whole,
    /// Nobody knows: somebody is writing, or was killed while writing.
    Unknown,
    /// It is not what was written, or nobody took its sums.
    Damaged,
}

/// The sums of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sums {
    open: bool,
    size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    changed: i64,
    blocks: Vec<u32>,
}

/// Where the sums of a file lie.
pub(crate) fn beside(file: &Path) -> PathBuf {
    file.with_extension("sums")
}

/// SQLite's log of writes of a file.
pub(crate) fn wal_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// Whether writes wait in SQLite's log beside a file.
pub(crate) fn has_wal(file: &Path) -> bool {
    std::fs::metadata(wal_of(file)).is_ok_and(|wal| wal.len() > 0)
}

fn stat(file: &Path) -> io::Result<(u64, i64)> {
    let told = std::fs::metadata(file)?;
    let changed = told.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Ok((told.len(), i64::try_from(changed.as_nanos()).unwrap_or(i64::MAX)))
}

/// Whether what is of so many bytes is to be looked through although its size and time are as they were noted: it is small, or the note is too old and
/// may be written anew.
pub(crate) fn is_due(size: u64, note: &Path, keep: bool) -> bool {
    let noted = || std::fs::metadata(note)?.modified();
    let longest = if size <= MIDDLING { SOON } else { HOLDS };
    // A note of tomorrow, by a clock that was wrong, holds for nothing.
    let holds =
        || noted().is_ok_and(|then| SystemTime::now().duration_since(then).is_ok_and(|old| old < longest));
    size <= SMALL || (keep || size <= MIDDLING) && !holds()
}

/// How far a file can be trusted. With `keep` what was found out is noted, so that it need not be found out again.
pub(crate) fn trust(file: &Path, keep: bool) -> Result<Trust> {
    let fault = |error| Error::io(file, error);
    for _ in 0..8 {
        let Some(sums) = Sums::load(file) else {
            if has_wal(file) {
                return Ok(Trust::Unknown);
            }
            // Another may have put it into its place this moment.
            std::thread::sleep(Duration::from_millis(5));
            continue;
        };
        let now = stat(file).map_err(fault)?;
        let same = now == (sums.size, sums.changed);
        if sums.open || has_wal(file) {
            // What waits to be put into it has not been yet: till then it is what its sums say.
            let hurt = same && now.0 <= SMALL && Sums::of(file).map_err(fault)?.blocks != sums.blocks;
            let still =
                || Sums::load(file).as_ref() == Some(&sums) && stat(file).is_ok_and(|then| then == now);
            return Ok(if hurt && still() { Trust::Damaged } else { Trust::Unknown });
        }
        if same && !is_due(now.0, &beside(file), keep) {
            return Ok(Trust::Whole);
        }
        if now.0 == sums.size {
            let found = Sums::of(file).map_err(fault)?;
            if found.blocks == sums.blocks {
                if keep && !(same && now.0 <= SMALL) && stat(file).map_err(fault)? == now {
                    // That it cannot be noted costs the next one another look.
                    let _ = found.save(file);
                }
                return Ok(Trust::Whole);
            }
        }
        // Somebody may have begun to write, or have done so, since the sums were read.
        if Sums::load(file).as_ref() == Some(&sums) && stat(file).map_err(fault)? == now {
            return Ok(Trust::Damaged);
        }
    }
    // What nobody took sums of, or whose sums are not what was written either, nobody can tell.
    Ok(if Sums::load(file).is_none() { Trust::Damaged } else { Trust::Unknown })
}

/// Takes the sums of a file that is ours alone.
pub(crate) fn note(file: &Path) -> Result<()> {
    if has_wal(file) {
        return Ok(());
    }
    Sums::of(file).and_then(|sums| sums.save(file)).map_err(|error| Error::io(file, error))
}

/// Whether a file at rest is not what its sums say, also where its size and time are.
pub(crate) fn hurt(file: &Path) -> Result<bool> {
    let Some(sums) = Sums::load_closed(file) else { return Ok(false) };
    let found = Sums::of(file).map_err(|error| Error::io(file, error))?;
    Ok(found.blocks != sums.blocks && Sums::load_closed(file).as_ref() == Some(&sums))
}

impl Sums {
    /// The sums of a file as it is.
    pub fn of(file: &Path) -> io::Result<Self> {
        let mut sums = Self::default();
        sums.follow(file, |_| true)?;
        Ok(sums)
    }

    /// Takes the sums anew of the blocks that are chosen and of those that came in.
    fn follow(&mut self, file: &Path, chosen: impl Fn(u64) -> bool) -> io::Result<()> {
        let (size, changed) = stat(file)?;
        let mut reader = File::open(file)?;
        let count = size.div_ceil(BLOCK);
        let before = self.size / BLOCK;
        self.blocks.resize(count as usize, 0);
        let mut buffer = vec![0; BLOCK as usize];
        let mut at = None;
        for (block, sum) in (0..count).zip(&mut self.blocks) {
            if block < before && block + 1 < count && !chosen(block) {
                continue;
            }
            if at != Some(block) {
                reader.seek(SeekFrom::Start(block * BLOCK))?;
            }
            let length = (size - block * BLOCK).min(BLOCK) as usize;
            reader.read_exact(&mut buffer[..length])?;
            *sum = crc32fast::hash(&buffer[..length]);
            at = Some(block + 1);
        }
        (self.size, self.changed, self.open) = (size, changed, false);
        Ok(())
    }

    /// Takes the sums anew of what pages of a size were written.
    pub fn written(&mut self, file: &Path, pages: &BTreeSet<u32>, page: u64) -> io::Result<()> {
        let first = |page_number: u32| u64::from(page_number.saturating_sub(1)) * page / BLOCK;
        let blocks: BTreeSet<u64> = pages.iter().map(|number| first(*number)).collect();
        self.follow(file, |block| blocks.contains(&block))
    }

    /// What lies beside a file; nothing where there is none that can be read.
    pub fn load(file: &Path) -> Option<Self> {
        let bytes = std::fs::read(beside(file)).ok()?;
        let (open, rest) = bytes.strip_prefix(MAGIC)?.split_first()?;
        let (body, sum) = rest.split_last_chunk::<4>()?;
        if crc32fast::hash(body) != u32::from_le_bytes(*sum) {
            return None;
        }
        let (size, body) = body.split_first_chunk::<8>()?;
        let (changed, body) = body.split_first_chunk::<8>()?;
        let blocks = body.as_chunks::<4>().0.iter().map(|sum| u32::from_le_bytes(*sum)).collect();
        let (size, changed) = (u64::from_le_bytes(*size), i64::from_le_bytes(*changed));
        Some(Self { open: *open != 0, size, changed, blocks })
    }

    /// The same where they are of the file as it is and nothing waits to be put into it.
    pub fn load_closed(file: &Path) -> Option<Self> {
        let sums = Self::load(file).filter(|sums| !sums.open)?;
        (!has_wal(file) && stat(file).ok()? == (sums.size, sums.changed)).then_some(sums)
    }

    /// Lays them beside the file.
    pub fn save(&self, file: &Path) -> io::Result<()> {
        let mut body = Vec::with_capacity(16 + self.blocks.len() * 4);
        body.extend(self.size.to_le_bytes());
        body.extend(self.changed.to_le_bytes());
        body.extend(self.blocks.iter().flat_map(|sum| sum.to_le_bytes()));
        let sum = crc32fast::hash(&body).to_le_bytes();
        let whole = [MAGIC.as_slice(), &[u8::from(self.open)], &body, &sum].concat();
        let (place, making) = (beside(file), file.with_extension("sums.making"));
        std::fs::write(&making, whole)?;
        std::fs::rename(making, place)
    }

    /// Marks the sums beside a file as saying nothing: somebody begins to write.
    pub fn open(file: &Path) -> io::Result<()> {
        let place = beside(file);
        match File::options().write(true).open(&place) {
            Ok(mut sums) => {
                sums.seek(SeekFrom::Start(MAGIC.len() as u64))?;
                sums.write_all(&[1])
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// The pages that stand in SQLite's log of writes of a file, and how large a page is. Frames of an earlier round end it.
pub(super) fn pages_in_wal(file: &Path) -> io::Result<(BTreeSet<u32>, u64)> {
    let mut pages = BTreeSet::new();
    let mut wal = match File::open(wal_of(file)) {
        Ok(wal) => wal,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((pages, BLOCK)),
        Err(error) => return Err(error),
    };
    let word = |bytes: &[u8], at: usize| -> u32 {
        bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes)
    };
    let mut head = [0; 32];
    if wal.read_exact(&mut head).is_err() {
        return Ok((pages, BLOCK));
    }
    let page = u64::from(word(&head, 8)).max(512);
    let mut frame = [0; 24];
    let mut at = 32;
    while wal.seek(SeekFrom::Start(at)).is_ok() && wal.read_exact(&mut frame).is_ok() {
        if frame[8..16] != head[16..24] {
            break;
        }
        pages.insert(word(&frame, 0));
        at += 24 + page;
    }
    Ok((pages, page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flipped_bit_a_cut_and_a_copy_are_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("derived.db");
        let whole: Vec<u8> = (0..200_000u32).map(|k| (k % 251) as u8).collect();
        std::fs::write(&file, &whole).unwrap();
        assert_eq!(trust(&file, true).unwrap(), Trust::Damaged);
        Sums::of(&file).unwrap().save(&file).unwrap();
        assert_eq!(trust(&file, true).unwrap(), Trust::Whole);
        let mut hurt = whole.clone();
        hurt[150_000] ^= 4;
        std::fs::write(&file, &hurt).unwrap();
        assert_eq!(trust(&file, true).unwrap(), Trust::Damaged);
        std::fs::write(&file, &whole[..150_000]).unwrap();
        assert_eq!(trust(&file, true).unwrap(), Trust::Damaged);
        std::fs::write(&file, &whole).unwrap();
        assert_eq!(trust(&file, true).unwrap(), Trust::Whole);
        Sums::open(&file).unwrap();
        assert_eq!(trust(&file, true).unwrap(), Trust::Unknown);
    }

    #[test]
    fn what_was_hurt_under_the_time_it_bore_before_is_found() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("derived.db");
        let keeps = |path: &Path, time: SystemTime| {
            File::options().write(true).open(path).and_then(|file| file.set_modified(time)).unwrap();
        };
        for (size, held) in [(200_000, SOON), (SMALL as usize + 1, SOON), (MIDDLING as usize + 1, HOLDS)] {
            let mut bytes = vec![7; size];
            std::fs::write(&file, &bytes).unwrap();
            Sums::of(&file).unwrap().save(&file).unwrap();
            let then = std::fs::metadata(&file).unwrap().modified().unwrap();
            bytes[150_000] ^= 1;
            std::fs::write(&file, &bytes).unwrap();
            keeps(&file, then);
            let small = bytes.len() as u64 <= SMALL;
            assert_eq!(trust(&file, true).unwrap() == Trust::Damaged, small);
            // A middling one is looked through every ten minutes, a large one once a day.
            keeps(&beside(&file), SystemTime::now() - held);
            assert_eq!(trust(&file, true).unwrap(), Trust::Damaged);
            bytes[150_000] ^= 1;
            std::fs::write(&file, &bytes).unwrap();
            keeps(&file, then);
            assert_eq!(trust(&file, true).unwrap(), Trust::Whole);
            assert_eq!(is_due(size as u64, &beside(&file), true), small);
        }
    }

    #[test]
    fn sums_follow_the_pages_that_were_written() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("derived.db");
        std::fs::write(&file, vec![1; 300_000]).unwrap();
        let mut sums = Sums::of(&file).unwrap();
        let mut bytes = vec![1; 420_000];
        bytes[8192 * 20] = 7;
        std::fs::write(&file, &bytes).unwrap();
        sums.written(&file, &BTreeSet::from([21]), 8192).unwrap();
        assert_eq!(sums, Sums::of(&file).unwrap());
    }
}
