//! A query to what it found.

use super::fact::kind;
use super::gather::{FACETS, Gather, Gathered};
use super::guard::Limit;
use super::index::{Index, unpack};
use super::plan::{Light, plan};
use super::query::{Node, Query};
use super::values::Values;
use super::{
    EntryKey, Error, Facet, FacetValue, Found, Hit, Options, Source, citation, holder, light, place,
};
use std::collections::BTreeMap;
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
        let limit = Limit::new(options.within);
        let searcher = self.reader.searcher();
        let (found, light) = self.keys(&searcher, &query.root, options, &limit)?;
        let (gathered, keys) = found;
        let words = &light.words;
        let mut hits = Vec::with_capacity(keys.len());
        for key in keys {
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
            self.facets(&searcher, &gathered, options.facets, &limit)?
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
        let plan = plan(self, searcher, root, limit)?;
        let gather = Gather { options: &options, scored: plan.scored, limit };
        let gathered = searcher.search(&plan.query, &gather)?;
        limit.check()?;
        let mut keys = Vec::with_capacity(gathered.best.len());
        for address in &gathered.best {
            let document: TantivyDocument = searcher.doc(*address)?;
            let packed = document.get_first(self.fields.key).and_then(|value| value.as_bytes());
            let key = packed.and_then(unpack);
            keys.push(key.ok_or_else(|| Error::Damaged("an entry without its key".to_owned()))?);
        }
        Ok(((gathered, keys), plan.light))
    }

    fn facets(
        &self,
        searcher: &Searcher,
        gathered: &Gathered,
        top: usize,
        limit: &Limit,
    ) -> Result<Vec<Facet>, Error> {
        let values = self.values(searcher, limit)?;
        let counts = values.sum(&gathered.counts);
        let mut facets = Vec::new();
        for (field, kind) in FACETS {
            let found: Vec<(u32, usize)> = values
                .of_kind(*kind)
                .filter_map(|number| Some((*counts.get(number)?, number)))
                .filter(|(count, _)| *count > 0)
                .collect();
            if *kind != kind::CODE {
                facets.extend(facet(field, found, top, &values));
                continue;
            }
            for (level, field) in ["province", "prefecture", "county"].into_iter().enumerate() {
                let there = |number: usize| {
                    let code = values.name(number).parse();
                    code.is_ok_and(|code| usize::from(dashiji::resolve::division::level(code)) == level)
                };
                let found = found.iter().copied().filter(|(_, number)| there(*number)).collect();
                if let Some(mut counted) = facet(field, found, top, &values) {
                    for value in &mut counted.top {
                        value.name = place::name(&value.value).map(str::to_owned);
                    }
                    facets.push(counted);
                }
            }
        }
        Ok(facets)
    }
}

/// The most frequent values, those of one count by name; nothing where there are none.
fn facet(field: &'static str, mut found: Vec<(u32, usize)>, top: usize, values: &Values) -> Option<Facet> {
    let all = found.len();
    let order = |(count, number): &(u32, usize)| (std::cmp::Reverse(*count), *number);
    if top < all {
        found.select_nth_unstable_by_key(top, order);
        found.truncate(top);
    }
    found.sort_unstable_by_key(order);
    let top = found.into_iter().map(|(count, number)| FacetValue {
        value: values.name(number).to_owned(),
        name: None,
        count: u64::from(count),
    });
    (all > 0).then(|| Facet { field, values: all as u64, top: top.collect() })
}

/// Entries held in memory: what a test or a bench searches without a base.
impl Source for BTreeMap<EntryKey, super::SourceEntry> {
    fn entry(&self, key: &EntryKey) -> Option<super::SourceEntry> {
        self.get(key).cloned()
    }
}
