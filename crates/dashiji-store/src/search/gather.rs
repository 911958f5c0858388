//! The entries that answer: how many, and which first.
//!
//! A long search is cut into stretches of entries that are gone through side by side; a short one is done where it was asked. What an
//! entry is ordered by beyond its relevance is looked up only where it decides.

use super::days::{Days, SegmentDays};
use super::guard::{Limit, Ticks};
use super::index::Index;
use super::weight::Counts;
use super::{Error, Options, Sort};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::ops::Range;
use std::sync::Arc;
use tantivy::columnar::ColumnValues;
use tantivy::query::{EnableScoring, Query, Scorer};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocAddress, DocId, Searcher, SegmentOrdinal, TERMINATED};

/// A search that goes through fewer entries than this is not worth sharing out.
const SHARED: u64 = 24_000;

/// The fewest entries of a stretch.
const STRETCH: u64 = 4_096;

/// What hits are ordered by, the best first: relevance or day as a whole number, then the later day, then the document and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    first: Reverse<i32>,
    second: Reverse<i32>,
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
    /// All hits by segment, where they are to be counted.
    pub all: Vec<(SegmentOrdinal, Vec<DocId>)>,
}

/// Gathers what [`Options`] ask for.
pub(super) struct Gather<'a> {
    pub options: &'a Options,
    /// Whether hits differ in relevance.
    pub scored: bool,
    pub days: &'a Days,
    pub limit: &'a Limit,
}

/// Entries of one segment from one on and up to another, and the list that was opened for them already.
struct Stretch {
    segment: SegmentOrdinal,
    docs: Range<DocId>,
    opened: Option<Box<dyn Scorer>>,
}

impl Gather<'_> {
    fn by_score(&self) -> bool {
        self.scored && self.options.sort == Sort::Relevance && self.room() > 0
    }

    fn room(&self) -> usize {
        self.options.offset.saturating_add(self.options.limit)
    }

    /// The hits of a query.
    pub fn hits(&self, index: &Index, searcher: &Searcher, query: &dyn Query) -> Result<Gathered, Error> {
        let counts = Counts { index, searcher };
        let scoring = if self.by_score() {
            EnableScoring::enabled_from_statistics_provider(&counts, searcher)
        } else {
            EnableScoring::disabled_from_searcher(searcher)
        };
        let weight = query.weight(scoring)?;
        let mut opened = Vec::new();
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            self.limit.check()?;
            let scorer = weight.scorer(reader, 1.0)?;
            if scorer.doc() < TERMINATED {
                opened.push((segment as SegmentOrdinal, reader.max_doc(), scorer));
            }
        }
        let parts = if let tantivy::Executor::ThreadPool(pool) = searcher.index().search_executor() {
            pool.current_num_threads() as u64
        } else {
            1
        };
        let all: u64 = opened.iter().map(|(.., scorer)| scorer.cost()).sum();
        let shared = parts > 1 && all > SHARED;
        let mut stretches = Vec::with_capacity(opened.len());
        for (segment, end, scorer) in opened {
            let most = (u64::from(end) / STRETCH).clamp(1, parts);
            let pieces = if shared { (scorer.cost() * parts).div_ceil(all).clamp(1, most) } else { 1 };
            let cut = |k: u64| (u64::from(end) * k / pieces) as DocId;
            stretches.push(Stretch { segment, docs: 0..cut(1), opened: Some(scorer) });
            stretches.extend((1..pieces).map(|k| Stretch {
                segment,
                docs: cut(k)..cut(k + 1),
                opened: None,
            }));
        }
        let go = |stretch: Stretch| {
            let reader = searcher.segment_reader(stretch.segment);
            let scorer = match stretch.opened {
                Some(scorer) => scorer,
                None => weight.scorer(reader, 1.0)?,
            };
            let days = self.days.get(&reader.segment_id());
            let mut best = Best {
                segment: stretch.segment,
                room: self.room(),
                sort: self.options.sort,
                ranks: BinaryHeap::new(),
                days: days.map(Arc::as_ref).ok_or_else(|| {
                    tantivy::TantivyError::InternalError("a segment without its days".to_owned())
                })?,
                order: reader.fast_fields().column_first_or_default("order")?,
            };
            let (total, all) = self.go_through(scorer, &stretch.docs, reader.alive_bitset(), &mut best);
            Ok((total, best.ranks.into_vec(), (stretch.segment, all)))
        };
        let fruits: Vec<_> = if shared {
            searcher.index().search_executor().map(go, stretches.into_iter())?
        } else {
            stretches.into_iter().map(go).collect::<tantivy::Result<_>>()?
        };
        self.limit.check()?;
        let mut gathered = Gathered::default();
        let mut best = Vec::new();
        for (total, ranks, all) in fruits {
            gathered.total += total;
            best.extend(ranks);
            if !all.1.is_empty() {
                gathered.all.push(all);
            }
        }
        best.sort_unstable();
        let wanted = best.into_iter().skip(self.options.offset).take(self.options.limit);
        gathered.best = wanted.map(|rank| DocAddress::new(rank.address.0, rank.address.1)).collect();
        Ok(gathered)
    }

    /// Goes through the hits of a stretch; gives back how many there are and, where they are to be counted, which.
    fn go_through(
        &self,
        mut scorer: Box<dyn Scorer>,
        docs: &Range<DocId>,
        alive: Option<&tantivy::fastfield::AliveBitSet>,
        best: &mut Best<'_>,
    ) -> (u64, Vec<DocId>) {
        let stands = |doc: DocId| alive.is_none_or(|alive| alive.is_alive(doc));
        let counted = self.options.facets > 0;
        let mut ticks = Ticks::new(self.limit);
        let (mut total, mut all) = (0, Vec::new());
        if scorer.doc() < docs.start {
            scorer.seek(docs.start);
        }
        if self.by_score() {
            let mut doc = scorer.doc();
            while doc < docs.end && !ticks.step() {
                if stands(doc) {
                    total += 1;
                    if counted {
                        all.push(doc);
                    }
                    let score = scorer.score();
                    // Scores are sums of floats; what differs only in the last bits is alike.
                    best.consider(doc, (score * 1024.0 + 0.5) as i32);
                }
                doc = scorer.advance();
            }
            return (total, all);
        }
        let mut buffer = [0; COLLECT_BLOCK_BUFFER_LEN];
        loop {
            let filled = scorer.fill_buffer(&mut buffer);
            let Some(told) = buffer.get(..filled) else { break };
            let within = told.partition_point(|doc| *doc < docs.end);
            for &doc in told.iter().take(within).filter(|doc| stands(**doc)) {
                total += 1;
                if counted {
                    all.push(doc);
                }
                best.consider(doc, 0);
            }
            if within < COLLECT_BLOCK_BUFFER_LEN || ticks.step() {
                break;
            }
        }
        (total, all)
    }
}

/// The best hits of a stretch.
struct Best<'a> {
    segment: SegmentOrdinal,
    room: usize,
    sort: Sort,
    ranks: BinaryHeap<Rank>,
    days: &'a SegmentDays,
    order: Arc<dyn ColumnValues<u64>>,
}

impl Best<'_> {
    #[inline]
    fn consider(&mut self, doc: DocId, score: i32) {
        if self.room == 0 {
            return;
        }
        let first = match self.sort {
            Sort::Relevance => score,
            Sort::Earliest => self.days.first(doc).checked_neg().unwrap_or(i32::MIN),
            Sort::Latest => self.days.first(doc),
        };
        let second = || if self.sort == Sort::Relevance { self.days.first(doc) } else { 0 };
        let rank = |second: i32, order: u64| Rank {
            first: Reverse(first),
            second: Reverse(second),
            order,
            address: Address(self.segment, doc),
        };
        if self.ranks.len() < self.room {
            let rank = rank(second(), self.order.get_val(doc));
            self.ranks.push(rank);
            return;
        }
        let Some(worst) = self.ranks.peek() else { return };
        let second = match first.cmp(&worst.first.0) {
            Ordering::Less => return,
            Ordering::Equal => {
                let second = second();
                if second < worst.second.0 {
                    return;
                }
                second
            }
            Ordering::Greater => second(),
        };
        let rank = rank(second, self.order.get_val(doc));
        if rank < *worst
            && let Some(mut worst) = self.ranks.peek_mut()
        {
            *worst = rank;
        }
    }
}
