//! The values that are counted, numbered through all segments.
//!
//! A segment numbers its values for itself. So that counts of several segments can be put together without a look at the words, the
//! values of all segments are numbered once for each state of the index, in order of kind and name: `w赵立本` is number 4711 whether
//! the first segment calls it 12 or the second 340.

use super::Error;
use super::facet;
use super::guard::Limit;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Searcher, SegmentOrdinal};

/// Looks at the clock once in so many values.
const LOOK: usize = 4_096;

/// The values of an index in one of its states.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// All values in order, each with its kind as the first letter, and where each ends.
    names: String,
    ends: Vec<usize>,
    /// By segment, the number of each of its values among all.
    numbers: Vec<Vec<u32>>,
    /// How often each value of a segment stands in all of its entries, where that was asked.
    whole: Mutex<BTreeMap<SegmentOrdinal, Arc<Vec<u32>>>>,
}

impl Values {
    /// Numbers the values of all segments.
    pub fn of(searcher: &Searcher, limit: &Limit) -> Result<Self, Error> {
        let readers = searcher.segment_readers();
        let columns = readers.iter().map(|reader| reader.fast_fields().str("counted"));
        let columns: Vec<Option<StrColumn>> = columns.collect::<tantivy::Result<_>>()?;
        let mut streams = Vec::with_capacity(columns.len());
        for (segment, column) in columns.iter().enumerate() {
            let Some(column) = column else { continue };
            let mut stream = column.dictionary().stream().map_err(library)?;
            if stream.advance() {
                streams.push((segment, stream));
            }
        }
        let numbers = columns.iter().map(|column| column.as_ref().map_or(0, |c| c.dictionary().num_terms()));
        let numbers = numbers.map(Vec::with_capacity).collect();
        let mut values = Self { numbers, ..Self::default() };
        let mut least: Vec<u8> = Vec::new();
        while let Some(first) = streams.iter().map(|(_, stream)| stream.key()).min() {
            least.clear();
            least.extend_from_slice(first);
            let number = values.ends.len() as u32;
            streams.retain_mut(|(segment, stream)| {
                let here = stream.key() == least;
                if here && let Some(numbers) = values.numbers.get_mut(*segment) {
                    numbers.push(number);
                }
                !here || stream.advance()
            });
            // Only text was put in; what a damaged file holds instead is shown as it can be.
            values.names.push_str(&String::from_utf8_lossy(&least));
            values.ends.push(values.names.len());
            if values.ends.len().is_multiple_of(LOOK) {
                limit.check()?;
            }
        }
        Ok(values)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a segment's value among all.
    #[inline]
    pub fn number(&self, segment: SegmentOrdinal, ord: u64) -> Option<u32> {
        self.numbers.get(segment as usize)?.get(ord as usize).copied()
    }

    /// Adds counts of a segment's values to counts of all, or takes them away.
    pub fn add(&self, all: &mut [u32], segment: SegmentOrdinal, counts: &[u32], sum: fn(u32, u32) -> u32) {
        let Some(numbers) = self.numbers.get(segment as usize) else { return };
        for (number, count) in numbers.iter().zip(counts).filter(|(_, count)| **count > 0) {
            if let Some(counted) = all.get_mut(*number as usize) {
                *counted = sum(*counted, *count);
            }
        }
    }

    /// How often each value of a segment stands in its entries.
    pub fn whole(&self, searcher: &Searcher, segment: SegmentOrdinal) -> Result<Arc<Vec<u32>>, Error> {
        let mut held = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(counts) = held.get(&segment) {
            return Ok(counts.clone());
        }
        let reader = searcher.segment_reader(segment);
        let standing: Vec<DocId> = reader.doc_ids_alive().collect();
        let column = reader.fast_fields().str("counted")?;
        let counts = Arc::new(column.map(|column| facet::counts(&column, &standing)).unwrap_or_default());
        held.insert(segment, counts.clone());
        Ok(counts)
    }

    /// The numbers of the values of a kind.
    pub fn of_kind(&self, kind: char) -> Range<usize> {
        let first = |number: usize| self.whole_name(number).chars().next().unwrap_or('\0');
        let bound = |passed: &dyn Fn(char) -> bool| {
            let (mut low, mut high) = (0, self.len());
            while low < high {
                let middle = low.midpoint(high);
                if passed(first(middle)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        bound(&|first| first < kind)..bound(&|first| first <= kind)
    }

    fn whole_name(&self, number: usize) -> &str {
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(start);
        self.names.get(start..end).unwrap_or_default()
    }

    /// A value without its kind.
    pub fn name(&self, number: usize) -> &str {
        let name = self.whole_name(number);
        name.get(name.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default()
    }
}

fn library(error: std::io::Error) -> Error {
    Error::Library(error.into())
}
