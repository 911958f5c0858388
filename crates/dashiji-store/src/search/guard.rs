//! A search that is stopped in time, however it is asked.
//!
//! Every search carries a [`Limit`]. What collects hits looks at it; in a query of many words each word's list is wrapped so that it
//! ends when the time is over, since such a query may look for long without a single hit. A search that was stopped gives no answer
//! rather than half of one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// Looks at the clock once in so many steps.
const STEPS: u32 = 256;

/// Until when a search may go on.
#[derive(Debug, Clone)]
pub(super) struct Limit(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    until: Option<Instant>,
    within: Duration,
    over: AtomicBool,
}

impl Limit {
    /// From now on for so long.
    pub fn new(within: Duration) -> Self {
        let until = Instant::now().checked_add(within);
        Self(Arc::new(Shared { until, within, over: AtomicBool::new(false) }))
    }

    /// Whether the time was over when somebody last looked.
    pub fn is_over(&self) -> bool {
        self.0.over.load(Ordering::Relaxed)
    }

    /// Looks at the clock.
    pub fn look(&self) -> bool {
        if self.0.until.is_some_and(|until| Instant::now() >= until) {
            self.0.over.store(true, Ordering::Relaxed);
        }
        self.is_over()
    }

    /// The error where the time is over.
    pub fn check(&self) -> Result<(), super::Error> {
        if self.look() { Err(super::Error::Stopped(self.0.within)) } else { Ok(()) }
    }
}

/// Counts steps towards the next look at the clock.
#[derive(Debug, Clone)]
pub(super) struct Ticks {
    limit: Limit,
    left: u32,
}

impl Ticks {
    pub fn new(limit: &Limit) -> Self {
        Self { limit: limit.clone(), left: STEPS }
    }

    /// Whether the time is over.
    #[inline]
    pub fn step(&mut self) -> bool {
        self.left -= 1;
        if self.left == 0 {
            self.left = STEPS;
            return self.limit.look();
        }
        false
    }
}

/// A query whose lists end when the time is over.
#[derive(Debug)]
pub(super) struct Guarded {
    pub inner: Box<dyn Query>,
    pub limit: Limit,
}

impl Clone for Guarded {
    fn clone(&self) -> Self {
        Self { inner: self.inner.box_clone(), limit: self.limit.clone() }
    }
}

impl Query for Guarded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(GuardedWeight { inner: self.inner.weight(scoring)?, limit: self.limit.clone() }))
    }
}

struct GuardedWeight {
    inner: Box<dyn Weight>,
    limit: Limit,
}

impl Weight for GuardedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inner = self.inner.scorer(reader, boost)?;
        Ok(Box::new(GuardedScorer { inner, ticks: Ticks::new(&self.limit), over: false }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.inner.explain(reader, doc)
    }
}

struct GuardedScorer {
    inner: Box<dyn Scorer>,
    ticks: Ticks,
    over: bool,
}

impl GuardedScorer {
    fn ended(&mut self) -> bool {
        self.over = self.over || self.ticks.step();
        self.over
    }
}

impl DocSet for GuardedScorer {
    fn advance(&mut self) -> DocId {
        if self.ended() { TERMINATED } else { self.inner.advance() }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.ended() { TERMINATED } else { self.inner.seek(target) }
    }

    fn doc(&self) -> DocId {
        if self.over { TERMINATED } else { self.inner.doc() }
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint()
    }
}

impl Scorer for GuardedScorer {
    fn score(&mut self) -> Score {
        self.inner.score()
    }
}
