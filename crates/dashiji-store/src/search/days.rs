//! The days of entries, held in memory by segment, and the entries of a stretch of days.
//!
//! Every search orders hits by their days, and `when:2020-02..2020-03` asks for all entries of a stretch; both go through the days of many
//! entries, which an index unpacks one by one. So they are unpacked once, eight bytes an entry, when a segment is first searched.

use super::Error;
use super::bits::{self, Bits, Made};
use super::guard::Limit;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::index::SegmentId;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Searcher, SegmentReader, TantivyError};

/// Entries that are unpacked at once.
const BLOCK: usize = 1024;

/// Stands for no day at all, which is earlier than any.
const NEVER: i32 = i32::MIN;

/// The days of one segment's entries.
#[derive(Debug, Default)]
pub(super) struct SegmentDays {
    /// First day of each entry.
    from: Vec<i32>,
    /// Last day of each entry's own stretch.
    to: Vec<i32>,
    /// Stretches of events on other days, by entry.
    more: Vec<(DocId, i32, i32)>,
}

impl SegmentDays {
    fn of(reader: &SegmentReader, limit: &Limit) -> Result<Self, Error> {
        let columns = reader.fast_fields();
        let (first, last) = (columns.i64("from")?, columns.i64("to")?);
        let entries = reader.max_doc() as usize;
        let mut days = Self { from: vec![NEVER; entries], to: vec![NEVER; entries], more: Vec::new() };
        let (mut asked, mut told, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        let (mut from, mut to) = (Vec::new(), Vec::new());
        for start in (0..entries).step_by(BLOCK) {
            limit.check()?;
            asked.clear();
            asked.extend((start..entries.min(start + BLOCK)).map(|doc| doc as DocId));
            told.clear();
            rows.clear();
            first.row_ids_for_docs(&asked, &mut told, &mut rows);
            from.resize(rows.len(), 0);
            first.values.get_vals(&rows, &mut from);
            // There are as many last days as first ones, so that they stand in the same rows.
            to.resize(rows.len(), 0);
            last.values.get_vals(&rows, &mut to);
            for ((doc, from), to) in told.iter().zip(&from).zip(&to) {
                let (from, to) = (day(*from), day(*to));
                let k = *doc as usize;
                if days.from[k] == NEVER {
                    (days.from[k], days.to[k]) = (from, to);
                } else {
                    days.more.push((*doc, from, to));
                }
            }
        }
        Ok(days)
    }

    /// The first day of an entry; the earliest number there is where it has none.
    #[inline]
    pub fn first(&self, doc: DocId) -> i32 {
        self.from.get(doc as usize).copied().unwrap_or(NEVER)
    }

    /// The entries with a day in a stretch.
    fn within(&self, from: i32, to: i32) -> Bits {
        let mut bits = Bits::new(self.from.len() as DocId);
        for (k, (first, last)) in self.from.chunks(64).zip(self.to.chunks(64)).enumerate() {
            let mut group = 0u64;
            for (bit, (first, last)) in first.iter().zip(last).enumerate() {
                let meets = *first <= to && *last >= from;
                group |= u64::from(meets) << bit;
            }
            bits.insert_group(k, group);
        }
        let more = self.more.iter().filter(|(_, first, last)| *first <= to && *last >= from);
        more.for_each(|(doc, ..)| bits.insert(*doc));
        bits
    }
}

/// A day as it is held: no date is further away than this.
fn day(number: i64) -> i32 {
    number.clamp(i64::from(NEVER) + 1, i64::from(i32::MAX)) as i32
}

/// The days of all segments that a search sees.
pub(super) type Days = BTreeMap<SegmentId, Arc<SegmentDays>>;

/// The days that were unpacked, kept as long as their segments are searched.
#[derive(Debug, Default)]
pub(super) struct Calendar(Mutex<Arc<Days>>);

impl Calendar {
    /// The days of what a searcher sees.
    pub fn of(&self, searcher: &Searcher, limit: &Limit) -> Result<Arc<Days>, Error> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let readers = searcher.segment_readers();
        if readers.iter().all(|reader| held.contains_key(&reader.segment_id())) {
            return Ok(held.clone());
        }
        let mut days = Days::new();
        for reader in readers {
            let segment = reader.segment_id();
            let known = match held.get(&segment) {
                Some(known) => known.clone(),
                None => Arc::new(SegmentDays::of(reader, limit)?),
            };
            days.insert(segment, known);
        }
        *held = Arc::new(days);
        Ok(held.clone())
    }
}

/// Entries with a day in a stretch of days, either end open.
#[derive(Debug, Clone)]
pub(super) struct Within {
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub days: Arc<Days>,
}

impl Query for Within {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(WithinWeight { query: self.clone(), made: Made::default() }))
    }
}

struct WithinWeight {
    query: Within,
    made: Made,
}

impl Weight for WithinWeight {
    fn scorer(&self, reader: &SegmentReader, _: f32) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(days) = self.query.days.get(&reader.segment_id()) else {
            return Err(TantivyError::InternalError("a segment without its days".to_owned()));
        };
        let from = self.query.from.map_or(NEVER + 1, day);
        let to = self.query.to.map_or(i32::MAX, day);
        Ok(bits::scorer(self.made.of(reader, || Ok(days.within(from, to)))?))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("Within", 0.0))
    }
}
