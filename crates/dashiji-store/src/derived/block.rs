//! Entries packed sixteen at a time: the text of each as it stands and its facts as JSON, compressed together, so that one entry is
//! found without reading a whole document and a document takes little room.

use dashiji::fact::{DocumentRecord, Record};
use std::sync::Arc;

/// Entries in a block.
pub(crate) const BLOCK: u32 = 16;

/// An unpacked block.
#[derive(Debug)]
pub(crate) struct Block {
    data: Vec<u8>,
    count: usize,
}

const SIZES: usize = 8;

impl Block {
    /// Packs entries: text and facts of each. The document's own record is left out of every one.
    pub fn pack<'a>(
        entries: impl ExactSizeIterator<Item = (&'a str, &'a Record)>,
    ) -> Result<Vec<u8>, serde_json::Error> {
        let count = entries.len();
        let mut data = Vec::with_capacity(count * 6000);
        data.extend((count as u32).to_le_bytes());
        data.resize(4 + count * SIZES, 0);
        for (k, (text, record)) in entries.enumerate() {
            let start = data.len();
            data.extend(text.as_bytes());
            let middle = data.len();
            serde_json::to_writer(&mut data, record)?;
            let sizes =
                [(middle - start) as u32, (data.len() - middle) as u32].map(u32::to_le_bytes).concat();
            data[4 + k * SIZES..4 + (k + 1) * SIZES].copy_from_slice(&sizes);
        }
        Ok(pack(&data))
    }

    /// Unpacks it; nothing where it is no block.
    pub fn unpack(packed: &[u8]) -> Option<Self> {
        let data = unpack(packed)?;
        let count = u32::from_le_bytes(data.get(..4)?.try_into().ok()?) as usize;
        (data.len() >= 4 + count.checked_mul(SIZES)? && count <= BLOCK as usize)
            .then_some(Self { data, count })
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Text and JSON of an entry by its place in the block, from 0.
    pub fn at(&self, place: usize) -> Option<(&str, &[u8])> {
        let size = |k: usize, second: bool| {
            let at = 4 + k * SIZES + usize::from(second) * 4;
            Some(u32::from_le_bytes(self.data.get(at..at + 4)?.try_into().ok()?) as usize)
        };
        if place >= self.count {
            return None;
        }
        let mut start = 4 + self.count * SIZES;
        for k in 0..place {
            start = start.checked_add(size(k, false)?)?.checked_add(size(k, true)?)?;
        }
        let middle = start.checked_add(size(place, false)?)?;
        let end = middle.checked_add(size(place, true)?)?;
        Some((std::str::from_utf8(self.data.get(start..middle)?).ok()?, self.data.get(middle..end)?))
    }

    /// Text and facts of an entry, the facts with the record of their document.
    pub fn entry(&self, place: usize, document: &Arc<DocumentRecord>) -> Option<(&str, Record)> {
        let (text, json) = self.at(place)?;
        let mut record: Record = serde_json::from_slice(json).ok()?;
        record.document = document.clone();
        Some((text, record))
    }
}

/// Packs bytes: a CRC-32 of what follows, how many they were, and LZ4.
pub(crate) fn pack(data: &[u8]) -> Vec<u8> {
    let packed = lz4_flex::compress_prepend_size(data);
    [&crc32fast::hash(&packed).to_le_bytes(), packed.as_slice()].concat()
}

/// What [`pack`] packed; nothing where it is none, or not what was packed.
pub(crate) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let (sum, packed) = packed.split_first_chunk::<4>()?;
    if crc32fast::hash(packed) != u32::from_le_bytes(*sum) {
        return None;
    }
    let size = u32::from_le_bytes(packed.get(..4)?.try_into().ok()?) as usize;
    if size > packed.len().saturating_mul(256) {
        return None;
    }
    lz4_flex::block::decompress(&packed[4..], size).ok()
}
