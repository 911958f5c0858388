//! How rare a word is and how long entries are, by the entries that are there.
//!
//! The library counts those that were taken out until it happens to tidy up, so that one base would order its hits by what was done to it; here the
//! same entries give the same order.

use super::index::Index;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED, Term};

/// The counts of what a searcher sees.
pub(super) struct Counts<'a> {
    pub index: &'a Index,
    pub searcher: &'a Searcher,
}

impl Bm25StatisticsProvider for Counts<'_> {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        let fault = |error: super::Error| tantivy::TantivyError::InternalError(error.to_string());
        self.index.length(self.searcher).map_err(fault)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut count = 0;
        for reader in self.searcher.segment_readers() {
            let inverted = reader.inverted_index(term.field())?;
            let Some(alive) = reader.alive_bitset() else {
                count += u64::from(inverted.doc_freq(term)?);
                continue;
            };
            let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::Basic)? else {
                continue;
            };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                count += u64::from(alive.is_alive(doc));
                doc = postings.advance();
            }
        }
        Ok(count)
    }
}
