//! Where a pair of characters stands: the entries that hold it, and its places in each.
//!
//! A phrase of common pairs (`召开会议`) looks at the places of two pairs in nearly every entry. The library unpacks them for one entry at a time,
//! which is right where few are looked at; where most are, a block of entries is unpacked at once here, from the same files.

use tantivy::directory::CompositeFile;
use tantivy::index::SegmentComponent;
use tantivy::positions::PositionReader;
use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

/// A list is unpacked by blocks where at least one of so many of its entries is looked at.
const DENSE: u32 = 12;

/// Entries ahead that are tried one by one.
const AHEAD: usize = 6;

/// The entries that hold a pair, in order, and its places in them.
pub(super) enum Places {
    /// Few of the entries are looked at.
    Sparse(Box<SegmentPostings>),
    /// Most are.
    Dense(Box<Blocks>),
}

/// A list that is unpacked by blocks.
pub(super) struct Blocks {
    entries: BlockSegmentPostings,
    positions: PositionReader,
    /// The entry of the block at which the list stands.
    at: usize,
    /// Places in all blocks before this one.
    before: u64,
    /// Where the places of each entry of the block begin; empty where the block is not unpacked.
    begins: Vec<u32>,
    /// The places of the block, each counted from the one before.
    steps: Vec<u32>,
}

/// The lists of pairs, all of one field, in the order given; nothing where the segment does not hold one of them.
pub(super) fn open<'a>(
    reader: &SegmentReader,
    pairs: impl Iterator<Item = &'a Term>,
) -> tantivy::Result<Option<Vec<Places>>> {
    let mut told = Vec::new();
    for pair in pairs {
        let inverted = reader.inverted_index(pair.field())?;
        match inverted.get_term_info(pair)? {
            Some(info) => told.push((pair, inverted, info)),
            None => return Ok(None),
        }
    }
    let rarest = told.iter().map(|(_, _, info)| info.doc_freq).min().unwrap_or(0);
    let mut lists = Vec::with_capacity(told.len());
    for (pair, inverted, info) in told {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let dense = if info.doc_freq / DENSE < rarest && rarest > 1_000 {
            positions(reader, pair, &info)?
        } else {
            None
        };
        lists.push(match dense {
            Some(positions) => Places::Dense(Box::new(Blocks {
                entries: inverted.read_block_postings_from_terminfo(&info, option)?,
                positions,
                at: 0,
                before: 0,
                begins: Vec::new(),
                steps: Vec::new(),
            })),
            None => Places::Sparse(Box::new(inverted.read_postings_from_terminfo(&info, option)?)),
        });
    }
    Ok(Some(lists))
}

fn positions(
    reader: &SegmentReader,
    pair: &Term,
    info: &TermInfo,
) -> tantivy::Result<Option<PositionReader>> {
    let file = CompositeFile::open(&reader.open_read(SegmentComponent::Positions)?)?;
    let Some(field) = file.open_read(pair.field()) else { return Ok(None) };
    Ok(Some(PositionReader::open(field.read_bytes_slice(info.positions_range.clone())?)?))
}

impl Blocks {
    #[inline]
    fn doc(&self) -> DocId {
        self.entries.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    #[inline]
    fn reach(&mut self, target: DocId) -> DocId {
        loop {
            let docs = self.entries.docs();
            match docs.last() {
                None => return TERMINATED,
                Some(last) if *last < target => {
                    self.before += self.entries.freqs().iter().map(|count| u64::from(*count)).sum::<u64>();
                    self.entries.advance();
                    self.at = 0;
                    self.begins.clear();
                }
                Some(_) => {
                    let rest = docs.get(self.at..).unwrap_or_default();
                    let near = rest.iter().take(AHEAD).take_while(|doc| **doc < target).count();
                    self.at += if near < AHEAD { near } else { rest.partition_point(|doc| *doc < target) };
                    return self.doc();
                }
            }
        }
    }

    /// Unpacks the places of the block.
    fn unpack(&mut self) {
        let mut sum = 0;
        self.begins.push(0);
        self.begins.extend(self.entries.freqs().iter().map(|count| {
            sum += count;
            sum
        }));
        self.steps.resize(sum as usize, 0);
        self.positions.read(self.before, &mut self.steps);
    }

    #[inline]
    fn places(&mut self, shift: u32, places: &mut Vec<u32>) {
        places.clear();
        if self.begins.is_empty() {
            self.unpack();
        }
        let begin = self.begins.get(self.at).map_or(0, |begin| *begin as usize);
        let end = self.begins.get(self.at + 1).map_or(begin, |end| *end as usize);
        let mut place = shift;
        places.extend(self.steps.get(begin..end).unwrap_or_default().iter().map(|step| {
            place = place.wrapping_add(*step);
            place
        }));
    }
}

impl Places {
    /// How many entries hold the pair, also removed ones.
    pub fn entries(&self) -> u32 {
        match self {
            Self::Sparse(list) => list.doc_freq(),
            Self::Dense(list) => list.entries.doc_freq(),
        }
    }

    /// Goes to the first entry at or after one.
    #[inline]
    pub fn reach(&mut self, target: DocId) -> DocId {
        match self {
            Self::Sparse(list) if list.doc() < target => list.seek(target),
            Self::Sparse(list) => list.doc(),
            Self::Dense(list) => list.reach(target),
        }
    }

    /// How often the pair stands in the entry.
    #[inline]
    pub fn count(&self) -> u32 {
        match self {
            Self::Sparse(list) => list.term_freq(),
            Self::Dense(list) => list.entries.freqs().get(list.at).copied().unwrap_or(0),
        }
    }

    /// Where the pair stands in the entry, so much further on.
    #[inline]
    pub fn places(&mut self, shift: u32, places: &mut Vec<u32>) {
        match self {
            Self::Sparse(list) => list.positions_with_offset(shift, places),
            Self::Dense(list) => list.places(shift, places),
        }
    }
}
