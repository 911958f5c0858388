//! The values that are counted, numbered through all segments.
//!
//! A segment numbers its values for itself. So that counts of several segments can be put together without a look at the words, the
//! values of all segments are numbered once for each state of the index, in order of kind and name: `w赵立本` is number 4711 whether
//! the first segment calls it 12 or the second 340.

use super::Error;
use super::guard::Limit;
use std::ops::Range;
use tantivy::{Searcher, SegmentOrdinal};

/// The values of an index in one of its states.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// All values in order, each with its kind as the first letter.
    names: Vec<Box<str>>,
    /// By segment, the number of each of its values among all.
    numbers: Vec<Vec<u32>>,
}

impl Values {
    /// Numbers the values of all segments.
    pub fn of(searcher: &Searcher, limit: &Limit) -> Result<Self, Error> {
        let mut told: Vec<(Box<str>, usize, usize)> = Vec::new();
        let mut numbers = Vec::new();
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            limit.check()?;
            let Some(column) = reader.fast_fields().str("counted")? else {
                numbers.push(Vec::new());
                continue;
            };
            let dictionary = column.dictionary();
            let mut stream = dictionary.stream().map_err(|error| Error::Library(error.into()))?;
            let mut ord = 0;
            while stream.advance() {
                // Only text was put in; what a damaged file holds instead counts for nothing.
                told.push((String::from_utf8_lossy(stream.key()).into(), segment, ord));
                ord += 1;
            }
            numbers.push(vec![u32::MAX; ord]);
        }
        told.sort_unstable();
        let mut names: Vec<Box<str>> = Vec::with_capacity(told.len());
        for (name, segment, ord) in told {
            if names.last() != Some(&name) {
                names.push(name);
            }
            numbers[segment][ord] = names.len() as u32 - 1;
        }
        Ok(Self { names, numbers })
    }

    /// Counts of segments as counts of all values.
    pub fn sum(&self, counts: &[(SegmentOrdinal, Vec<u32>)]) -> Vec<u32> {
        let mut all = vec![0u32; self.names.len()];
        for (segment, counts) in counts {
            let Some(numbers) = self.numbers.get(*segment as usize) else { continue };
            for (number, count) in numbers.iter().zip(counts).filter(|(_, count)| **count > 0) {
                if let Some(sum) = all.get_mut(*number as usize) {
                    *sum += count;
                }
            }
        }
        all
    }

    /// The numbers of the values of a kind.
    pub fn of_kind(&self, kind: char) -> Range<usize> {
        let first = |name: &str| name.chars().next().unwrap_or('\0');
        let start = self.names.partition_point(|name| first(name) < kind);
        let end = self.names.partition_point(|name| first(name) <= kind);
        start..end
    }

    /// A value without its kind.
    pub fn name(&self, number: usize) -> &str {
        self.names.get(number).and_then(|name| name.get(1..)).unwrap_or_default()
    }
}
