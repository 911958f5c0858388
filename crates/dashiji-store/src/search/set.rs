//! Entries with one of several facts.
//!
//! `title:省长` is every term of the base that is the office, some hundred of them; `where:河南省` the province's code and its name. In go the
//! terms, out come the entries that hold any, once each.

use super::bits::{self, Bits, Made};
use super::guard::Limit;
use std::sync::Arc;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader, TantivyError, Term};

/// The query. All terms are of one field.
#[derive(Debug, Clone)]
pub(super) struct AnyOf {
    pub terms: Arc<[Term]>,
    pub limit: Limit,
}

impl Query for AnyOf {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(AnyOfWeight { query: self.clone(), made: Made::default() }))
    }
}

struct AnyOfWeight {
    query: AnyOf,
    made: Made,
}

impl AnyOfWeight {
    fn make(&self, reader: &SegmentReader) -> tantivy::Result<Bits> {
        let mut bits = Bits::new(reader.max_doc());
        let Some(first) = self.query.terms.first() else { return Ok(bits) };
        let inverted = reader.inverted_index(first.field())?;
        for term in self.query.terms.iter() {
            let Some(mut blocks) = inverted.read_block_postings(term, IndexRecordOption::Basic)? else {
                continue;
            };
            while blocks.block_len() > 0 && !self.query.limit.is_over() {
                blocks.docs().iter().for_each(|doc| bits.insert(*doc));
                blocks.advance();
            }
            if self.query.limit.look() {
                break;
            }
        }
        Ok(bits)
    }
}

impl Weight for AnyOfWeight {
    fn scorer(&self, reader: &SegmentReader, _: f32) -> tantivy::Result<Box<dyn Scorer>> {
        if let [one] = &*self.query.terms {
            let inverted = reader.inverted_index(one.field())?;
            return Ok(match inverted.read_postings(one, IndexRecordOption::Basic)? {
                Some(postings) => Box::new(ConstScorer::new(postings, 0.0)),
                None => Box::new(EmptyScorer),
            });
        }
        Ok(bits::scorer(self.made.of(reader, || self.make(reader))?))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("AnyOf", 0.0))
    }
}
