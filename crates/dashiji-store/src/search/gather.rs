//! What a segment's hits come to: how many, which first, and how often each value stands in them.

use super::guard::{Limit, Ticks};
use super::{Options, Sort};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, ColumnValues, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// What hits are ordered by, the best first: relevance or day as a whole number, then the later day, then the document and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    first: Reverse<i64>,
    second: Reverse<i64>,
    order: u64,
    address: Address,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Address(SegmentOrdinal, DocId);

/// The hits of an index.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub total: u64,
    /// The best, in order.
    pub best: Vec<DocAddress>,
    /// How often each value stands in the hits, by segment: nothing where facets are not asked for.
    pub counts: Vec<(SegmentOrdinal, Vec<u32>)>,
}

/// Collects what [`Options`] ask for.
pub(super) struct Gather<'a> {
    pub options: &'a Options,
    pub scored: bool,
    pub limit: &'a Limit,
}

/// Hits of one segment.
pub(super) struct SegmentGather {
    segment: SegmentOrdinal,
    room: usize,
    sort: Sort,
    total: u64,
    best: BinaryHeap<Rank>,
    day: Column<i64>,
    order: Arc<dyn ColumnValues<u64>>,
    values: Option<(StrColumn, Vec<u32>)>,
    ticks: Ticks,
    over: bool,
}

/// What one segment gives.
pub(super) struct Fruit {
    segment: SegmentOrdinal,
    total: u64,
    best: Vec<Rank>,
    counts: Vec<u32>,
}

impl Collector for Gather<'_> {
    type Fruit = Gathered;
    type Child = SegmentGather;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentGather> {
        let columns = reader.fast_fields();
        let values = if self.options.facets > 0 { columns.str("counted")? } else { None };
        Ok(SegmentGather {
            segment,
            room: self.options.offset.saturating_add(self.options.limit),
            sort: self.options.sort,
            total: 0,
            best: BinaryHeap::new(),
            day: columns.i64("from")?,
            order: columns.column_first_or_default("order")?,
            values: values.map(|values| {
                let counts = vec![0; values.dictionary().num_terms()];
                (values, counts)
            }),
            ticks: Ticks::new(self.limit),
            over: false,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.scored && self.options.sort == Sort::Relevance
    }

    fn merge_fruits(&self, fruits: Vec<Fruit>) -> tantivy::Result<Gathered> {
        let mut gathered = Gathered::default();
        let mut best = Vec::new();
        for fruit in fruits {
            gathered.total += fruit.total;
            best.extend(fruit.best);
            if !fruit.counts.is_empty() {
                gathered.counts.push((fruit.segment, fruit.counts));
            }
        }
        best.sort_unstable();
        let wanted = best.into_iter().skip(self.options.offset).take(self.options.limit);
        gathered.best = wanted.map(|rank| DocAddress::new(rank.address.0, rank.address.1)).collect();
        Ok(gathered)
    }
}

impl SegmentGather {
    #[inline]
    fn rank(&self, first: i64, doc: DocId) -> Rank {
        let second = if self.sort == Sort::Relevance { self.day.first(doc).unwrap_or(i64::MIN) } else { 0 };
        Rank {
            first: Reverse(first),
            second: Reverse(second),
            order: self.order.get_val(doc),
            address: Address(self.segment, doc),
        }
    }

    #[inline]
    fn consider(&mut self, doc: DocId, score: Score) {
        let first = match self.sort {
            // Scores are sums of floats; what differs only in the last bits is alike.
            Sort::Relevance => (f64::from(score) * 1024.0).round() as i64,
            Sort::Earliest => self.day.first(doc).map_or(i64::MIN, |day| -day),
            Sort::Latest => self.day.first(doc).unwrap_or(i64::MIN),
        };
        if self.best.len() < self.room {
            let rank = self.rank(first, doc);
            self.best.push(rank);
        } else if let Some(worst) = self.best.peek() {
            let keep = match first.cmp(&worst.first.0) {
                Ordering::Greater => true,
                Ordering::Less => false,
                Ordering::Equal => self.rank(first, doc) < *worst,
            };
            if keep {
                let rank = self.rank(first, doc);
                if let Some(mut worst) = self.best.peek_mut() {
                    *worst = rank;
                }
            }
        }
    }
}

impl SegmentCollector for SegmentGather {
    type Fruit = Fruit;

    #[inline]
    fn collect(&mut self, doc: DocId, score: Score) {
        if self.over {
            return;
        }
        self.over = self.ticks.step();
        self.total += 1;
        self.consider(doc, score);
        if let Some((values, counts)) = &mut self.values {
            for ord in values.ords().values_for_doc(doc) {
                if let Some(count) = counts.get_mut(ord as usize) {
                    *count += 1;
                }
            }
        }
    }

    fn harvest(self) -> Fruit {
        Fruit {
            segment: self.segment,
            total: self.total,
            best: self.best.into_vec(),
            counts: self.values.map(|(_, counts)| counts).unwrap_or_default(),
        }
    }
}

/// The fields that are counted, each with its letter in the index.
pub(super) const FACETS: &[(&str, char)] = &[
    ("who", 'w'),
    ("title", 't'),
    ("part", 'p'),
    ("where", 'c'),
    ("org", 'o'),
    ("doc", 'd'),
    ("type", 'y'),
    ("year", 'a'),
    ("month", 'm'),
    ("ledger", 'l'),
    ("in", 'i'),
];
