//! Two words or phrases within some characters of each other.
//!
//! In go two phrases as terms with offsets and a number; out come the entries in which one stands before or behind the other with at most
//! so many characters between them, a run of marks counting as one. Of `疫情 NEAR/3 检测` the text `疫情期间的检测` answers, having three between.

use super::guard::{Limit, Ticks};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// A phrase: terms with the position of each, and how many positions it takes in all.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub terms: Vec<(u32, Term)>,
    pub length: u32,
}

/// The query.
#[derive(Debug, Clone)]
pub(super) struct Near {
    pub left: Phrase,
    pub right: Phrase,
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
        let (Some(left), Some(right)) = (open(reader, &self.0.left)?, open(reader, &self.0.right)?) else {
            return Ok(Box::new(EmptyScorer));
        };
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

/// A phrase in one segment.
struct Opened {
    terms: Vec<(u32, SegmentPostings)>,
    length: u32,
}

fn open(reader: &SegmentReader, phrase: &Phrase) -> tantivy::Result<Option<Opened>> {
    let mut terms = Vec::with_capacity(phrase.terms.len());
    for (offset, term) in &phrase.terms {
        let inverted = reader.inverted_index(term.field())?;
        match inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? {
            Some(postings) => terms.push((*offset, postings)),
            None => return Ok(None),
        }
    }
    terms.sort_by_key(|(_, postings)| postings.doc_freq());
    Ok(Some(Opened { terms, length: phrase.length }))
}

impl Opened {
    /// The positions in the document at which the phrase begins, into `places`.
    fn places(&mut self, places: &mut Vec<u32>, scratch: &mut Vec<u32>) {
        for (k, (offset, postings)) in self.terms.iter_mut().enumerate() {
            if k == 0 {
                postings.positions(places);
                places.retain(|place| place >= offset);
                places.iter_mut().for_each(|place| *place -= *offset);
            } else {
                postings.positions(scratch);
                places.retain(|place| scratch.binary_search(&(place + *offset)).is_ok());
            }
            if places.is_empty() {
                return;
            }
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
            let lists = self.left.terms.iter_mut().chain(&mut self.right.terms);
            let mut furthest = target;
            for (_, postings) in lists {
                let doc = if postings.doc() < furthest { postings.seek(furthest) } else { postings.doc() };
                furthest = furthest.max(doc);
                if doc != target {
                    break;
                }
            }
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
        close(left, self.left.length, right) || close(right, self.right.length, left)
    }
}

impl DocSet for NearDocs {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.find(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target { self.doc } else { self.find(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let lists = self.left.terms.iter().chain(&self.right.terms);
        lists.map(|(_, postings)| postings.size_hint()).min().unwrap_or(0)
    }
}
