//! A query to what it found.

use super::gather::{Gather, Gathered};
use super::guard::Limit;
use super::index::{Index, unpack};
use super::ledgers::Ledgers;
use super::plan::{Light, plan};
use super::query::{Node, Query};
use super::{EntryKey, Error, Found, Hit, Options, Source, citation, facet, holder, light};
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::schema::Value;
use tantivy::{Searcher, TantivyDocument};

/// The most hits that may stand before the first that is given.
const DEEPEST_PAGE: usize = 100_000;

/// The most hits that are given at once.
const LARGEST_PAGE: usize = 10_000;

impl Index {
    /// Finds what answers a query. Texts and facts of the hits that are given are asked back from `source`.
    ///
    /// # Errors
    /// [`Error::Stopped`] where the time given was not enough; else where the index cannot be read.
    pub fn search(&self, query: &Query, options: &Options, source: &dyn Source) -> Result<Found, Error> {
        self.search_among(query, options, source, None)
    }

    /// The same with the ledgers of the base, where they are known.
    pub(crate) fn search_among(
        &self,
        query: &Query,
        options: &Options,
        source: &dyn Source,
        ledgers: Option<&Arc<Ledgers>>,
    ) -> Result<Found, Error> {
        let resolved = ledgers.map(|ledgers| query.with_ledgers(|is| ledgers.named(is)));
        let query = resolved.as_ref().unwrap_or(query);
        let limit = Limit::new(options.within);
        let searcher = self.reader.searcher();
        let (found, light) = self.keys(&searcher, &query.root, options, &limit)?;
        let (gathered, keys) = found;
        let words = &light.words;
        let mut hits = Vec::with_capacity(keys.len());
        for key in keys {
            limit.check()?;
            let Some(entry) = source.entry(&key) else {
                hits.push(Hit {
                    citation: String::new(),
                    key,
                    date: None,
                    headline: None,
                    fragments: Vec::new(),
                    facts: Vec::new(),
                });
                continue;
            };
            let facts = light::facts(&entry.record, &light);
            let lit = light::places(&entry.text, words);
            let (headline, fragments) = light::show(&entry, &lit, &facts, options.fragments);
            hits.push(Hit {
                citation: citation::of(&entry.record),
                key,
                date: dashiji::collate::day(&entry.record).map(str::to_owned),
                headline,
                fragments,
                facts,
            });
        }
        let facets = if options.facets > 0 {
            let mut facets = facet::facets(
                &searcher,
                &*self.values(&searcher, &limit)?,
                &gathered,
                options.facets,
                &limit,
            )?;
            if let Some(ledgers) = ledgers {
                let placed = self.placed(&searcher, ledgers, &limit)?;
                facets.extend(placed.facet(&gathered, ledgers, options.facets));
            }
            facets
        } else {
            Vec::new()
        };
        let holders = if options.offset == 0 {
            holder::holders(self, &searcher, query, source, &limit)?
        } else {
            Vec::new()
        };
        Ok(Found { total: gathered.total, holders, hits, facets })
    }

    /// How many entries answer, without more.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn count(&self, query: &Query, options: &Options) -> Result<u64, Error> {
        let options = Options { limit: 0, offset: 0, facets: 0, ..options.clone() };
        let limit = Limit::new(options.within);
        Ok(self.keys(&self.reader.searcher(), &query.root, &options, &limit)?.0.0.total)
    }

    /// The keys of the hits asked for, the counts, and what is to be lit.
    pub(super) fn keys(
        &self,
        searcher: &Searcher,
        root: &Node,
        options: &Options,
        limit: &Limit,
    ) -> Result<((Gathered, Vec<EntryKey>), Light), Error> {
        let options = Options {
            offset: options.offset.min(DEEPEST_PAGE),
            limit: options.limit.min(LARGEST_PAGE),
            ..options.clone()
        };
        let days = self.days(searcher, limit)?;
        let plan = plan(self, searcher, &days, root, limit)?;
        let gather = Gather { options: &options, scored: plan.scored, days: &days, limit };
        let gathered = gather.hits(self, searcher, &*plan.query)?;
        let mut keys = Vec::with_capacity(gathered.best.len());
        for address in &gathered.best {
            let document: TantivyDocument = searcher.doc(*address)?;
            let packed = document.get_first(self.fields.key).and_then(|value| value.as_bytes());
            let key = packed.and_then(unpack);
            keys.push(key.ok_or_else(|| Error::Damaged("an entry without its key".to_owned()))?);
        }
        Ok(((gathered, keys), plan.light))
    }
}

/// Entries held in memory: what a test or a bench searches without a base.
impl Source for BTreeMap<EntryKey, super::SourceEntry> {
    fn entry(&self, key: &EntryKey) -> Option<super::SourceEntry> {
        self.get(key).cloned()
    }
}
