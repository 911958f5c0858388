//! Two words or phrases within some characters of each other.
//!
//! In go two phrases as terms with offsets and a number; out come the entries in which one stands before or behind the other with at most
//! so many characters between them, a run of marks counting as one. Of `疫情 NEAR/3 检测` the text `疫情期间的检测` answers, having three between.

use super::guard::{Limit, Ticks};
use super::places::{self, Places};
use std::sync::Arc;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::Postings;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError, Term};

/// Entries whose places of a character are held at once.
const STRETCH: DocId = 1 << 15;

/// A word or phrase that is to stand near another.
#[derive(Debug, Clone)]
pub(super) enum Side {
    /// Pairs with the position of each, and how many positions they take in all.
    Phrase { terms: Vec<(u32, Term)>, length: u32 },
    /// One character of a field: it stands where a pair begins with it.
    Character(Field, char),
}

/// The query.
#[derive(Debug, Clone)]
pub(super) struct Near {
    pub left: Side,
    pub right: Side,
    pub within: u32,
    pub limit: Limit,
}

impl Query for Near {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(NearWeight(self.clone())))
    }
}

struct NearWeight(Near);

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Near { left, right, limit, .. } = &self.0;
        let (left, right) = match (left, right) {
            (Side::Phrase { terms: first, length: one }, Side::Phrase { terms: second, length: other }) => {
                // Together, so that each list knows how many entries will be looked at.
                let pairs = first.iter().chain(second).map(|(_, term)| term);
                let Some(mut lists) = places::open(reader, pairs)? else {
                    return Ok(Box::new(EmptyScorer));
                };
                let rest = lists.split_off(first.len());
                (Some(Opened::phrase(first, lists, *one)), Some(Opened::phrase(second, rest, *other)))
            }
            _ => (open(reader, left, limit)?, open(reader, right, limit)?),
        };
        let (Some(left), Some(right)) = (left, right) else { return Ok(Box::new(EmptyScorer)) };
        let mut docs = NearDocs {
            left,
            right,
            within: self.0.within,
            ticks: Ticks::new(&self.0.limit),
            doc: 0,
            places: [Vec::new(), Vec::new()],
            scratch: Vec::new(),
        };
        docs.find(0);
        Ok(Box::new(ConstScorer::new(docs, boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("Near", 1.0))
    }
}

/// A side in one segment.
enum Opened {
    Phrase { terms: Vec<(u32, Places)>, length: u32 },
    Character(Box<Listed>),
}

/// Where a character stands, listed for a stretch of entries at a time: it is in some thousand pairs, and in a large base in more places
/// than should be held at once.
struct Listed {
    inverted: Arc<InvertedIndexReader>,
    head: String,
    limit: Limit,
    /// Entries of the segment, and up to which they are listed.
    entries: DocId,
    until: DocId,
    /// Entry and position, in order, and the first that was not passed.
    places: Vec<(DocId, u32)>,
    next: usize,
}

fn open(reader: &SegmentReader, side: &Side, limit: &Limit) -> tantivy::Result<Option<Opened>> {
    match side {
        Side::Phrase { terms, length } => {
            let Some(lists) = places::open(reader, terms.iter().map(|(_, term)| term))? else {
                return Ok(None);
            };
            Ok(Some(Opened::phrase(terms, lists, *length)))
        }
        Side::Character(field, c) => {
            let listed = Listed {
                inverted: reader.inverted_index(*field)?,
                head: c.to_string(),
                limit: limit.clone(),
                entries: reader.max_doc(),
                until: 0,
                places: Vec::new(),
                next: 0,
            };
            Ok(Some(Opened::Character(Box::new(listed))))
        }
    }
}

impl Listed {
    /// Lists a stretch of entries from one on.
    fn list(&mut self, from: DocId) -> tantivy::Result<()> {
        self.places.clear();
        self.next = 0;
        self.until = from.saturating_add(STRETCH).min(self.entries);
        let mut stream = self.inverted.terms().range().ge(self.head.as_bytes()).into_stream()?;
        let mut ticks = Ticks::new(&self.limit);
        let mut positions = Vec::new();
        while stream.advance() && stream.key().starts_with(self.head.as_bytes()) {
            let option = IndexRecordOption::WithFreqsAndPositions;
            let mut postings = self.inverted.read_postings_from_terminfo(stream.value(), option)?;
            if postings.doc() < from {
                postings.seek(from);
            }
            while postings.doc() < self.until {
                postings.positions(&mut positions);
                self.places.extend(positions.iter().map(|place| (postings.doc(), *place)));
                postings.advance();
                if ticks.step() {
                    return Ok(());
                }
            }
            if ticks.step() {
                return Ok(());
            }
        }
        self.places.sort_unstable();
        Ok(())
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let mut target = target;
        loop {
            if target >= self.until {
                // A file that cannot be read is told by the next who reads it; a search that is over gives no answer.
                if target >= self.entries || self.list(target).is_err() || self.limit.is_over() {
                    return TERMINATED;
                }
            }
            let rest = self.places.get(self.next..).unwrap_or_default();
            self.next += rest.partition_point(|(doc, _)| *doc < target);
            match self.places.get(self.next) {
                Some((doc, _)) => return *doc,
                None => target = self.until,
            }
        }
    }
}

impl Opened {
    fn phrase(terms: &[(u32, Term)], lists: Vec<Places>, length: u32) -> Self {
        let mut terms: Vec<(u32, Places)> = terms.iter().map(|(offset, _)| *offset).zip(lists).collect();
        terms.sort_by_key(|(_, places)| places.entries());
        Self::Phrase { terms, length }
    }

    /// The first document at or after `target` that may hold it.
    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Phrase { terms, .. } => {
                let mut furthest = target;
                for (_, places) in terms {
                    furthest = furthest.max(places.reach(furthest));
                }
                furthest
            }
            Self::Character(listed) => listed.seek(target),
        }
    }

    fn length(&self) -> u32 {
        match self {
            Self::Phrase { length, .. } => *length,
            Self::Character(_) => 1,
        }
    }

    /// The positions in the document at which it begins, into `begins`.
    fn places(&mut self, begins: &mut Vec<u32>, scratch: &mut Vec<u32>) {
        begins.clear();
        match self {
            Self::Phrase { terms, .. } => {
                if let [(0, one)] = terms.as_mut_slice() {
                    one.places(0, begins);
                    return;
                }
                for (k, (offset, places)) in terms.iter_mut().enumerate() {
                    if k == 0 {
                        places.places(0, begins);
                        begins.retain(|place| place >= offset);
                        for place in begins.iter_mut() {
                            *place -= *offset;
                        }
                    } else {
                        places.places(0, scratch);
                        begins.retain(|place| scratch.binary_search(&(place + *offset)).is_ok());
                    }
                    if begins.is_empty() {
                        return;
                    }
                }
            }
            Self::Character(listed) => {
                let rest = listed.places.get(listed.next..).unwrap_or_default();
                let Some((doc, _)) = rest.first() else { return };
                let here = rest.iter().take_while(|(other, _)| other == doc);
                begins.extend(here.map(|(_, place)| *place));
            }
        }
    }

    fn size_hint(&self) -> u32 {
        match self {
            Self::Phrase { terms, .. } => terms.iter().map(|(_, places)| places.entries()).min().unwrap_or(0),
            Self::Character(listed) => listed.entries,
        }
    }
}

struct NearDocs {
    left: Opened,
    right: Opened,
    within: u32,
    ticks: Ticks,
    doc: DocId,
    places: [Vec<u32>; 2],
    scratch: Vec<u32>,
}

impl NearDocs {
    /// Goes to the first document at or after `target` that answers.
    fn find(&mut self, mut target: DocId) -> DocId {
        self.doc = loop {
            if target >= TERMINATED || self.ticks.step() {
                break TERMINATED;
            }
            let furthest = self.left.seek(target);
            let mut furthest = self.right.seek(furthest);
            if furthest == target {
                if self.near() {
                    break target;
                }
                furthest = target + 1;
            }
            target = furthest;
        };
        self.doc
    }

    /// Whether the two phrases stand near each other in the document at which all lists stand.
    fn near(&mut self) -> bool {
        let [left, right] = &mut self.places;
        self.left.places(left, &mut self.scratch);
        if left.is_empty() {
            return false;
        }
        self.right.places(right, &mut self.scratch);
        let close = |first: &[u32], length: u32, second: &[u32]| {
            first.iter().any(|place| {
                let end = place + length;
                let k = second.partition_point(|other| *other < end);
                second.get(k).is_some_and(|other| other - end <= self.within)
            })
        };
        close(left, self.left.length(), right) || close(right, self.right.length(), left)
    }
}

impl DocSet for NearDocs {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.find(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target { self.doc } else { self.find(target) }
    }

    /// Looks at one entry and no further.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target >= TERMINATED || self.ticks.step() {
            self.doc = TERMINATED;
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        for side in [&mut self.left, &mut self.right] {
            let reached = side.seek(target);
            if reached > target {
                return SeekDangerResult::SeekLowerBound(reached.min(TERMINATED));
            }
        }
        if !self.near() {
            return SeekDangerResult::SeekLowerBound(target + 1);
        }
        self.doc = target;
        SeekDangerResult::Found
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.left.size_hint().min(self.right.size_hint())
    }
}
