//! The ledgers of a base as a search needs them: by name, the entries that each rests on.
//!
//! An entry stands in a series because of other entries, so that the index of entries cannot hold it: a ledger comes about when the second
//! batch is told. What goes in are the ledgers as the base stands, `抗旱服务队` with `d1.e1` and `d2.e1`; out come the entries that
//! `ledger:抗旱服务队` means, and for the hits of a search how many stand in each.

use super::fact::{self, kind};
use super::gather::Gathered;
use super::guard::Limit;
use super::{Error, Facet, FacetValue};
use std::collections::{BTreeMap, BTreeSet};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, TERMINATED};

/// Ledgers by name.
#[derive(Debug, Default)]
pub(crate) struct Ledgers {
    /// Each with its other names and the ids of its entries.
    ledgers: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>,
}

impl Ledgers {
    /// Adds a ledger under a name that is shown and another that it goes by.
    pub fn add(&mut self, title: &str, name: &str, entries: impl IntoIterator<Item = String>) {
        let (names, held) = self.ledgers.entry(title.to_owned()).or_default();
        names.insert(name.to_owned());
        held.extend(entries);
    }

    /// The entries of the ledgers of which a name passes.
    pub fn named(&self, is: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
        let named =
            self.ledgers.iter().filter(|(title, (names, _))| is(title) || names.iter().any(|n| is(n)));
        named.flat_map(|(_, (_, entries))| entries.iter().cloned()).collect()
    }
}

/// The entries of an index that stand in ledgers, for one state of it.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// By segment and entry, the ledger's number.
    entries: Vec<Vec<(DocId, u32)>>,
}

impl Placed {
    /// Finds the entries of ledgers in an index by their ids.
    pub fn of(searcher: &Searcher, field: Field, ledgers: &Ledgers, limit: &Limit) -> Result<Self, Error> {
        let mut wanted: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (number, (_, entries)) in ledgers.ledgers.values().enumerate() {
            for entry in entries {
                wanted.entry(fact::term(kind::ENTRY, &[entry])).or_default().push(number as u32);
            }
        }
        let mut all = Vec::with_capacity(searcher.segment_readers().len());
        for reader in searcher.segment_readers() {
            limit.check()?;
            let inverted = reader.inverted_index(field)?;
            let mut found = Vec::new();
            for (term, numbers) in &wanted {
                let Some(info) = inverted.terms().get(term.as_bytes()).map_err(library)? else { continue };
                let mut postings =
                    inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic).map_err(library)?;
                while postings.doc() != TERMINATED {
                    found.extend(numbers.iter().map(|number| (postings.doc(), *number)));
                    postings.advance();
                }
            }
            found.sort_unstable();
            all.push(found);
        }
        Ok(Self { entries: all })
    }

    /// How many hits stand in each ledger: the most frequent, then by name; nothing where none does.
    pub fn facet(&self, gathered: &Gathered, ledgers: &Ledgers, top: usize) -> Option<Facet> {
        let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
        for (segment, docs) in &gathered.all {
            let Some(entries) = self.entries.get(*segment as usize) else { continue };
            for (_, number) in entries.iter().filter(|(doc, _)| docs.binary_search(doc).is_ok()) {
                *counts.entry(*number).or_default() += 1;
            }
        }
        let titles: Vec<&String> = ledgers.ledgers.keys().collect();
        let mut found: Vec<(u32, u64)> = counts.into_iter().collect();
        found.sort_by_key(|(number, count)| (std::cmp::Reverse(*count), *number));
        let values = found.len() as u64;
        let top = found.into_iter().take(top).filter_map(|(number, count)| {
            Some(FacetValue { value: (*titles.get(number as usize)?).clone(), name: None, count })
        });
        (values > 0).then(|| Facet { field: "ledger", values, top: top.collect() })
    }
}

fn library(error: impl Into<tantivy::TantivyError>) -> Error {
    Error::Library(error.into())
}
