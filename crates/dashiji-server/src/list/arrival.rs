//! When entries came in, or came in changed: what a feed is ordered and dated by.
//!
//! An entry of a document of one version came in with it. Of several, it came in with the last version that added or changed it: an entry that
//! stands in the second version as it stood in the first is no news.

use crate::catalogue::{Catalogue, Source};
use crate::reads::Reads;
use crate::work::Made;
use dashiji_store::{Difference, DocumentId, EntryId};
use std::collections::{BTreeMap, BTreeSet};

/// An entry with when it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// Its position in the catalogue.
    pub entry: u32,
    /// When it came in as it is: RFC 3339.
    pub updated: String,
    /// When it first came in.
    pub published: String,
}

/// Versions of a document that are looked through at most, the last ones.
const VERSIONS: usize = 12;

/// When the entries of one document came in.
#[derive(Debug, Default)]
struct Arrivals {
    first: String,
    changed: BTreeMap<EntryId, (String, bool)>,
}

/// When entries came in, document by document, each looked at once.
#[derive(Debug)]
pub struct Book<'a> {
    snapshot: &'a Reads,
    catalogue: &'a Catalogue,
    known: BTreeMap<DocumentId, Arrivals>,
}

impl<'a> Book<'a> {
    /// Of a base as it stands.
    pub fn of(snapshot: &'a Reads) -> Self {
        Self { snapshot, catalogue: snapshot.catalogue(), known: BTreeMap::new() }
    }

    /// When an entry came in.
    pub fn arrived(&mut self, entry: u32) -> Arrived {
        let head = &self.catalogue.heads[entry as usize];
        let source = &self.catalogue.sources[head.source as usize];
        let snapshot = self.snapshot;
        let arrivals = self.known.entry(source.document).or_insert_with(|| arrivals(snapshot, source));
        let own = head.id.parse().ok().and_then(|id: EntryId| arrivals.changed.get(&id));
        let updated = own.map_or(&arrivals.first, |(at, _)| at).clone();
        let published = own.filter(|(_, new)| *new).map_or(&arrivals.first, |(at, _)| at).clone();
        Arrived { entry, updated, published }
    }

    /// The entries of a base that came in last, at most so many; of some alone, where these are given.
    pub fn latest(&mut self, most: usize, among: Option<&BTreeSet<u32>>) -> Vec<Arrived> {
        let wanted = |entry: u32| among.is_none_or(|among| among.contains(&entry));
        let holds = |source: &&Source| source.entries.iter().any(|&entry| wanted(entry));
        let mut sources: Vec<(String, &Source)> = Vec::new();
        // What was done last, then by the order in which documents came in.
        for change in self.snapshot.changes(usize::MAX) {
            let source = change.document.and_then(|id| self.catalogue.document(id));
            if let Some(source) =
                source.filter(holds).filter(|s| !sources.iter().any(|(_, k)| k.document == s.document))
            {
                sources.push((change.recorded_at, source));
            }
        }
        let mut others: Vec<&Source> = self.catalogue.sources.iter().filter(holds).collect();
        others.sort_by_key(|source| std::cmp::Reverse(source.document));
        for source in others {
            if !sources.iter().any(|(_, k)| k.document == source.document) {
                sources.push((String::new(), source));
            }
            if sources.len() > most * 2 {
                break;
            }
        }
        let mut found: Vec<Arrived> = Vec::new();
        for (_, source) in sources {
            let own = source.entries.iter().rev().filter(|entry| wanted(**entry));
            let mut own: Vec<Arrived> = own.map(|&entry| self.arrived(entry)).collect();
            own.sort_by(|a, b| b.updated.cmp(&a.updated));
            own.truncate(most);
            // What is older than all that is there is of no later document either.
            let oldest = found.iter().map(|arrived| arrived.updated.clone()).min();
            let full = found.len() >= most;
            if full && own.first().is_none_or(|first| Some(&first.updated) <= oldest.as_ref()) {
                break;
            }
            found.extend(own);
            found.sort_by(|a, b| b.updated.cmp(&a.updated));
            found.truncate(most);
        }
        found
    }
}

fn arrivals(snapshot: &Reads, source: &Source) -> Arrivals {
    let versions = snapshot.versions(source.document);
    let Some(first) = versions.first() else { return Arrivals::default() };
    let mut told = Arrivals { first: first.recorded_at.clone(), changed: BTreeMap::new() };
    for pair in versions.windows(2).rev().take(VERSIONS) {
        let numbers = (pair[0].id.version, pair[1].id.version);
        let Some(Made::Done(changes)) = snapshot.diff(source.document, numbers) else { continue };
        for change in changes.iter() {
            let (id, new) = match change {
                Difference::Added { entry, .. } => (*entry, true),
                Difference::Changed { entry, .. } => (*entry, false),
                Difference::Removed { .. } | Difference::Moved { .. } => continue,
            };
            // From the last version back: what is known already is later.
            told.changed.entry(id).or_insert_with(|| (pair[1].recorded_at.clone(), new));
        }
    }
    told
}
