//! The compound file that old Office programs write (OLE, MS-CFB): its streams by name, within bounds.
//!
//! In go the bytes of a DOC, an XLS, a locked DOCX; out come the names at its root (`WordDocument`, `Workbook`,
//! `EncryptedPackage`), which say what it is, and the bytes of a stream. Chains that run in a ring or out of the file end there.

use std::collections::BTreeSet;

/// What a compound file begins with.
pub(crate) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Entries of a directory that are looked at.
const ENTRIES: usize = 20_000;

/// Numbers from here on are no sectors.
const NONE: u32 = 0xFFFF_FFFA;

/// A compound file.
#[derive(Debug)]
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    /// Bytes of a sector.
    sector: usize,
    /// For each sector the next.
    next: Vec<u32>,
    small: Small,
    /// What stands at the root.
    entries: Vec<Entry>,
}

/// Small streams, kept in sectors of 64 bytes within one stream.
#[derive(Debug, Default)]
struct Small {
    below: u64,
    next: Vec<u32>,
    bytes: Vec<u8>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    is_stream: bool,
    start: u32,
    size: u64,
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|chunk| word(chunk, 0))
}

impl<'a> Compound<'a> {
    /// Opens a file; nothing where it is none or its directory cannot be read.
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(MAGIC) {
            return None;
        }
        let shift = short(bytes, 30)?;
        if !(7..=16).contains(&shift) {
            return None;
        }
        let sector = 1usize << shift;
        let mut file = Self { bytes, sector, next: Vec::new(), small: Small::default(), entries: Vec::new() };
        let most = bytes.len() / sector + 1;
        // The table's own sectors: 109 in the header, the others in a chain.
        let mut table: Vec<u32> = words(bytes.get(76..512)?).take_while(|n| *n < NONE).collect();
        let mut more = word(bytes, 68)?;
        let mut seen = BTreeSet::new();
        while more < NONE && table.len() < most && seen.insert(more) {
            let Some(held) = file.sector(more) else { break };
            let (numbers, next) = held.split_at(held.len() - 4);
            table.extend(words(numbers).take_while(|n| *n < NONE));
            more = word(next, 0)?;
        }
        table.truncate(most);
        file.next = table.iter().filter_map(|n| file.sector(*n)).flat_map(words).collect();
        let directory = file.chain(word(bytes, 48)?, u64::MAX);
        let root = directory.get(..128)?;
        file.small = Small {
            below: u64::from(word(bytes, 56)?),
            next: words(&file.chain(word(bytes, 60)?, u64::MAX)).collect(),
            bytes: file.chain(word(root, 116)?, u64::from(word(root, 120)?)),
        };
        file.entries = children(&directory, word(root, 76)?);
        Some(file)
    }

    /// Names at the root.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream at the root.
    pub(crate) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|e| e.is_stream && e.name.eq_ignore_ascii_case(name))?;
        if entry.size >= self.small.below {
            return Some(self.chain(entry.start, entry.size));
        }
        let mut out = Vec::new();
        let (mut at, mut steps) = (entry.start, 0);
        while at < NONE && steps <= self.small.next.len() && (out.len() as u64) < entry.size {
            let from = at as usize * 64;
            out.extend_from_slice(self.small.bytes.get(from..(from + 64).min(self.small.bytes.len()))?);
            at = self.small.next.get(at as usize).copied().unwrap_or(NONE);
            steps += 1;
        }
        out.truncate(entry.size as usize);
        Some(out)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let from = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let to = (from + self.sector).min(self.bytes.len());
        self.bytes.get(from..to).filter(|held| held.len() > 4)
    }

    /// The sectors from one on, up to so many bytes.
    fn chain(&self, start: u32, size: u64) -> Vec<u8> {
        let mut out = Vec::new();
        let (mut at, mut steps) = (start, 0);
        while at < NONE && steps <= self.next.len() && (out.len() as u64) < size {
            let Some(held) = self.sector(at) else { break };
            out.extend_from_slice(held);
            at = self.next.get(at as usize).copied().unwrap_or(NONE);
            steps += 1;
        }
        if (out.len() as u64) > size {
            out.truncate(size as usize);
        }
        out
    }
}

/// The entries of the tree that hangs on the root.
fn children(directory: &[u8], first: u32) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![first];
    while let Some(number) = open.pop() {
        if number >= NONE || entries.len() >= ENTRIES || !seen.insert(number) {
            continue;
        }
        let from = (number as usize).saturating_mul(128);
        let Some(entry) = directory.get(from..from.saturating_add(128)) else { continue };
        let (Some(length), Some(left), Some(right), Some(start), Some(size)) =
            (short(entry, 64), word(entry, 68), word(entry, 72), word(entry, 116), word(entry, 120))
        else {
            continue;
        };
        let letters = entry[..64.min(usize::from(length).saturating_sub(2))].chunks_exact(2);
        let units: Vec<u16> = letters.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let name = String::from_utf16_lossy(&units);
        entries.push(Entry { name, is_stream: entry[66] == 2, start, size: u64::from(size) });
        open.extend([left, right]);
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(name: &str) -> Vec<u8> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
        std::fs::read(format!("{folder}{name}")).unwrap()
    }

    #[test]
    fn streams_are_found_by_name() {
        let doc = fixture("old.doc");
        let doc = Compound::open(&doc).unwrap();
        assert!(doc.has("WordDocument") && !doc.has("Workbook"));
        // Every stream of a DOC begins as the format says, also the small ones.
        assert_eq!(&doc.stream("WordDocument").unwrap()[..2], b"\xEC\xA5");
        let xls = fixture("old.xls");
        let xls = Compound::open(&xls).unwrap();
        assert_eq!(&xls.stream("Workbook").unwrap()[..4], b"\x09\x08\x10\x00");
        assert_eq!(xls.stream("None"), None);
    }

    #[test]
    fn damage_ends_in_nothing_or_in_less() {
        let whole = fixture("old.xls");
        for at in (0..whole.len()).step_by(97) {
            for value in [0u8, 0x55, 0xFF] {
                let mut bytes = whole.clone();
                bytes[at] = value;
                if let Some(file) = Compound::open(&bytes) {
                    assert!(file.stream("Workbook").is_none_or(|s| s.len() <= 2 * whole.len()));
                }
            }
            assert!(Compound::open(&whole[..at]).is_none_or(|file| file.entries.len() < 100));
        }
    }
}
