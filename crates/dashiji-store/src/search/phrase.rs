//! Pairs of characters that stand as a piece of text does: what a word of three characters or more is asked as.
//!
//! In go pairs with their places in the piece (`疫情防控`: 疫情 0, 防控 2), out come the entries that hold them so, each with how often. The
//! rarest pair leads; in an entry that holds all, the pair that stands in the fewest places is looked at first, and no other
//! once nothing is left. Hits weigh what the library's own phrases weigh.

use super::guard::{Limit, Ticks};
use super::places::{self, Places};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError, Term};

/// What an entry that holds all pairs costs beside one of a plain list.
const COST: u64 = 4;

/// The query. All pairs are of one field; the first of the piece stands at 0.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub pairs: Vec<(u32, Term)>,
    pub limit: Limit,
}

impl Query for Phrase {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let similarity = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                let terms: Vec<Term> = self.pairs.iter().map(|(_, term)| term.clone()).collect();
                Some(Bm25Weight::for_terms(statistics_provider, &terms)?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(PhraseWeight { phrase: self.clone(), similarity }))
    }
}

struct PhraseWeight {
    phrase: Phrase,
    similarity: Option<Bm25Weight>,
}

impl PhraseWeight {
    /// The lists of a segment at their beginnings; nothing where one is not there.
    fn open(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<PhraseDocs>> {
        let Some(lists) = places::open(reader, self.phrase.pairs.iter().map(|(_, term)| term))? else {
            return Ok(None);
        };
        let offsets = self.phrase.pairs.iter().map(|(offset, _)| *offset);
        let mut lists: Vec<List> =
            offsets.zip(lists).map(|(offset, places)| List { offset, places }).collect();
        let Some((_, first)) = self.phrase.pairs.first() else { return Ok(None) };
        lists.sort_by_key(|list| list.places.entries());
        let norms = match &self.similarity {
            Some(_) => reader.get_fieldnorms_reader(first.field())?,
            None => FieldNormReader::constant(reader.max_doc(), 1),
        };
        Ok(Some(PhraseDocs {
            lists,
            doc: 0,
            count: 0,
            similarity: self.similarity.as_ref().map(|similarity| similarity.boost_by(boost)),
            norms,
            order: Vec::new(),
            begins: Vec::new(),
            scratch: Vec::new(),
            ticks: Ticks::new(&self.phrase.limit),
        }))
    }
}

impl Weight for PhraseWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(mut docs) = self.open(reader, boost)? else { return Ok(Box::new(EmptyScorer)) };
        docs.find(0);
        Ok(Box::new(docs))
    }

    fn scorer_danger(
        &self,
        reader: &SegmentReader,
        target: DocId,
        boost: Score,
    ) -> tantivy::Result<(SeekDangerResult, Box<dyn Scorer>)> {
        let Some(mut docs) = self.open(reader, boost)? else {
            return Ok((SeekDangerResult::SeekLowerBound(TERMINATED), Box::new(EmptyScorer)));
        };
        Ok((docs.seek_danger(target), Box::new(docs)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("Phrase", scorer.score()))
    }
}

struct List {
    offset: u32,
    places: Places,
}

struct PhraseDocs {
    /// The rarest first.
    lists: Vec<List>,
    doc: DocId,
    /// How often the piece stands in the entry.
    count: u32,
    similarity: Option<Bm25Weight>,
    norms: FieldNormReader,
    /// The lists by the number of places in the entry.
    order: Vec<(u32, usize)>,
    begins: Vec<u32>,
    scratch: Vec<u32>,
    ticks: Ticks,
}

impl PhraseDocs {
    /// Goes to the first entry at or after `target` that holds the piece.
    fn find(&mut self, target: DocId) -> DocId {
        let mut doc = target;
        self.doc = 'entries: loop {
            if self.ticks.step() {
                break TERMINATED;
            }
            let mut k = 0;
            while let Some(list) = self.lists.get_mut(k) {
                let reached = list.places.reach(doc);
                if reached >= TERMINATED {
                    break 'entries TERMINATED;
                }
                // Who was passed on the way is asked again, beginning with the rarest.
                k = if reached == doc || k == 0 { k + 1 } else { 0 };
                doc = reached;
            }
            self.count = self.places();
            if self.count > 0 {
                break doc;
            }
            doc += 1;
        };
        self.doc
    }

    /// How often the piece stands in the entry at which all lists stand.
    fn places(&mut self) -> u32 {
        let Self { lists, begins, scratch, order, .. } = self;
        if let [first, second] = lists.as_mut_slice() {
            first.places.places(second.offset, begins);
            second.places.places(first.offset, scratch);
            return common(begins, scratch);
        }
        order.clear();
        order.extend(lists.iter().enumerate().map(|(k, list)| (list.places.count(), k)));
        order.sort_unstable();
        for (round, (_, k)) in order.iter().enumerate() {
            let Some(list) = lists.get_mut(*k) else { return 0 };
            if round == 0 {
                list.places.places(0, begins);
                let offset = list.offset;
                begins.retain_mut(|place| {
                    let stands = *place >= offset;
                    *place = place.wrapping_sub(offset);
                    stands
                });
            } else {
                list.places.places(0, scratch);
                keep(begins, scratch, list.offset);
            }
            if begins.is_empty() {
                return 0;
            }
        }
        begins.len() as u32
    }
}

/// How many numbers two lists in order have in common.
#[inline]
fn common(first: &[u32], second: &[u32]) -> u32 {
    let (mut i, mut k, mut count) = (0, 0, 0);
    while let (Some(a), Some(b)) = (first.get(i), second.get(k)) {
        count += u32::from(a == b);
        i += usize::from(a <= b);
        k += usize::from(b <= a);
    }
    count
}

/// Keeps of the beginnings those that have a place so far behind them.
#[inline]
fn keep(begins: &mut Vec<u32>, places: &[u32], offset: u32) {
    let mut k = 0;
    begins.retain(|begin| {
        let wanted = begin.saturating_add(offset);
        while places.get(k).is_some_and(|place| *place < wanted) {
            k += 1;
        }
        places.get(k) == Some(&wanted)
    });
}

impl DocSet for PhraseDocs {
    #[inline]
    fn advance(&mut self) -> DocId {
        if self.doc >= TERMINATED { TERMINATED } else { self.find(self.doc + 1) }
    }

    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            self.doc
        } else if target >= TERMINATED {
            self.doc = TERMINATED;
            TERMINATED
        } else {
            self.find(target)
        }
    }

    /// Looks at one entry and no further, which is all that somebody needs who goes through a shorter list.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target >= TERMINATED || self.ticks.step() {
            self.doc = TERMINATED;
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        for list in &mut self.lists {
            let reached = list.places.reach(target);
            if reached > target {
                return SeekDangerResult::SeekLowerBound(reached.min(TERMINATED));
            }
        }
        self.count = self.places();
        if self.count == 0 {
            return SeekDangerResult::SeekLowerBound(target + 1);
        }
        self.doc = target;
        SeekDangerResult::Found
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.lists.first().map_or(0, |list| list.places.entries())
    }

    fn cost(&self) -> u64 {
        u64::from(self.size_hint()) * COST
    }
}

impl Scorer for PhraseDocs {
    #[inline]
    fn score(&mut self) -> Score {
        match &self.similarity {
            Some(similarity) => similarity.score(self.norms.fieldnorm_id(self.doc), self.count),
            None => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_common_where_they_are_the_same() {
        assert_eq!(common(&[1, 4, 9], &[0, 4, 5, 9, 12]), 2);
        assert_eq!(common(&[], &[1]), 0);
        let mut begins = vec![1, 4, 9];
        keep(&mut begins, &[3, 5, 11], 2);
        assert_eq!(begins, [1, 9]);
    }
}
