//! Entries of a segment as bits, one an entry: what answers a filter, known whole before the search begins.
//!
//! The days of `when:2020-02` or the places of `where:河南省` are put into bits once a search, and all threads of the search read the same
//! ones. Bits know how many they are, so that the smallest of several conditions is the one that is gone through.

use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EmptyScorer, Scorer};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A set of entries of one segment.
#[derive(Debug, Default)]
pub(super) struct Bits {
    words: Vec<u64>,
    count: u32,
}

impl Bits {
    /// No entry of so many.
    pub fn new(entries: DocId) -> Self {
        Self { words: vec![0; (entries as usize).div_ceil(64)], count: 0 }
    }

    /// Puts an entry in; one beyond the segment is left out.
    #[inline]
    pub fn insert(&mut self, doc: DocId) {
        if let Some(word) = self.words.get_mut(doc as usize / 64) {
            let bit = 1 << (doc % 64);
            self.count += u32::from(*word & bit == 0);
            *word |= bit;
        }
    }

    /// Puts in 64 entries at once: those whose bit is set, the first of them the `k`-th group's.
    #[inline]
    pub fn insert_group(&mut self, k: usize, group: u64) {
        if let Some(word) = self.words.get_mut(k) {
            self.count += (group & !*word).count_ones();
            *word |= group;
        }
    }

    /// The first entry at or after one.
    #[inline]
    fn next(&self, from: DocId) -> DocId {
        let mut k = from as usize / 64;
        let Some(word) = self.words.get(k) else { return TERMINATED };
        let mut word = word & (u64::MAX << (from % 64));
        loop {
            if word != 0 {
                return (k * 64) as DocId + word.trailing_zeros();
            }
            k += 1;
            match self.words.get(k) {
                Some(next) => word = *next,
                None => return TERMINATED,
            }
        }
    }
}

/// The entries of bits, in order.
struct BitDocs {
    bits: Arc<Bits>,
    doc: DocId,
}

impl DocSet for BitDocs {
    #[inline]
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.doc = self.bits.next(self.doc + 1);
        }
        self.doc
    }

    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = if target >= TERMINATED { TERMINATED } else { self.bits.next(target) };
        }
        self.doc
    }

    #[inline]
    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.bits.count
    }
}

/// A filter: its entries, none more relevant than another.
pub(super) fn scorer(bits: Arc<Bits>) -> Box<dyn Scorer> {
    if bits.count == 0 {
        return Box::new(EmptyScorer);
    }
    let doc = bits.next(0);
    Box::new(ConstScorer::new(BitDocs { bits, doc }, 0.0))
}

/// The bits of each segment, made when they are first asked for.
#[derive(Debug, Default)]
pub(super) struct Made(Mutex<BTreeMap<SegmentId, Arc<Bits>>>);

impl Made {
    /// Those of a segment.
    pub fn of(
        &self,
        reader: &SegmentReader,
        make: impl FnOnce() -> tantivy::Result<Bits>,
    ) -> tantivy::Result<Arc<Bits>> {
        let segment = reader.segment_id();
        let made = |held: &BTreeMap<_, Arc<Bits>>| held.get(&segment).cloned();
        if let Some(bits) = made(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(bits);
        }
        // Not under the lock, so that segments are made side by side.
        let bits = Arc::new(make()?);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(segment, bits.clone());
        Ok(bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_give_back_what_was_put_in() {
        let mut bits = Bits::new(200);
        for doc in [0, 63, 64, 130, 199, 64, 4_000] {
            bits.insert(doc);
        }
        bits.insert_group(1, 0b11);
        assert_eq!(bits.count, 6);
        let mut docs = BitDocs { doc: bits.next(0), bits: Arc::new(bits) };
        let mut seen = vec![docs.doc()];
        while docs.advance() != TERMINATED {
            seen.push(docs.doc());
        }
        assert_eq!(seen, [0, 63, 64, 65, 130, 199]);
        assert_eq!(docs.advance(), TERMINATED);
        let mut docs = BitDocs { doc: 0, bits: docs.bits };
        assert_eq!((docs.seek(63), docs.seek(63), docs.seek(66), docs.seek(200)), (63, 63, 130, TERMINATED));
    }
}
