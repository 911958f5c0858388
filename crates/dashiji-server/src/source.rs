//! Where the pages' entries come from: the one file that knows what holds them.
//!
//! A page asks a [`Library`] for entries by key, for the text of a source, for what a query finds; it never knows whether they
//! stand in a base or were read from files just now.

use dashiji::Reading;
use dashiji::check::{self, Desk, Finding, Language, Profile, Selection};
use dashiji::collate::ledger::Ledger;
use dashiji::collate::{Collation, Key};
use dashiji::fact::{DocumentRecord, Record};
use dashiji::text::{Span, Text};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// An entry with its text.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// What it says.
    pub record: Arc<Record>,
    /// Its characters, `record.span` of the document.
    pub text: Arc<str>,
}

impl Leaf {
    /// The characters of a range of the document, as far as they lie in the entry.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        let from = self.byte(start);
        let to = self.byte(end);
        self.text.get(from..to.max(from)).unwrap_or_default()
    }

    fn byte(&self, at: u32) -> usize {
        let skip = at.saturating_sub(self.record.span.start) as usize;
        self.text.char_indices().nth(skip).map_or(self.text.len(), |(byte, _)| byte)
    }
}

/// What was searched for.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The query as typed.
    pub query: String,
    /// How many to pass over.
    pub skip: usize,
    /// How many to give.
    pub take: usize,
    /// By date instead of by weight: oldest first or newest first.
    pub order: Order,
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What fits best first.
    #[default]
    Weight,
    /// Oldest first.
    Oldest,
    /// Newest first.
    Newest,
}

/// One hit.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The entry.
    pub key: Key,
    /// Characters that the query found, in the document.
    pub lit: Vec<Span>,
}

/// A count beside a search.
#[derive(Debug, Clone)]
pub struct Facet {
    /// The field of the query language: `type`, `who`.
    pub field: &'static str,
    /// Values with their counts, most first.
    pub values: Vec<(String, usize)>,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// How many entries in all.
    pub total: usize,
    /// Those asked for.
    pub hits: Vec<Hit>,
    /// Counts by type, person and so on.
    pub facets: Vec<Facet>,
}

/// Why a search could not be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The query is no query: what is wrong in the reader's language, and at which character.
    Query {
        /// What is wrong.
        message: String,
        /// At which character of the query, from 0.
        at: usize,
    },
    /// It took longer than it may.
    Slow,
    /// The base could not be read.
    Broken(String),
}

/// What no query may take longer than.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// One document, whole.
#[derive(Debug)]
pub struct Volume {
    /// What it says of itself.
    pub record: Arc<DocumentRecord>,
    /// Its text.
    pub text: Arc<Text>,
    /// Its entries, in order.
    pub records: Vec<Arc<Record>>,
}

/// Everything that pages show.
#[derive(Debug)]
pub struct Library {
    readings: Vec<Reading>,
    collation: Collation,
    by_hash: BTreeMap<String, usize>,
    ledgers: OnceLock<Arc<Vec<Ledger>>>,
}

impl Library {
    /// Documents that were read just now.
    pub fn of_readings(readings: Vec<Reading>) -> Self {
        let collation = Collation::of(readings.iter().flat_map(|r| r.records.iter().cloned()));
        let by_hash =
            readings.iter().enumerate().map(|(k, r)| (r.document.record.sha256.clone(), k)).collect();
        Self { readings, collation, by_hash, ledgers: OnceLock::new() }
    }

    /// A number that grows with every change of what is held.
    pub fn position(&self) -> u64 {
        1
    }

    /// Calls `take` with every document, its entries and a way to their characters, document by document.
    ///
    /// # Errors
    /// Where what holds them cannot be read.
    pub fn each(
        &self,
        mut take: impl FnMut(&Arc<DocumentRecord>, &[Arc<Record>], &dyn Fn(Span) -> String),
    ) -> Result<(), String> {
        for reading in &self.readings {
            let records: Vec<Arc<Record>> = reading.records.iter().cloned().map(Arc::new).collect();
            let about = records
                .first()
                .map_or_else(|| Arc::new(reading.document.record.clone()), |r| r.document.clone());
            take(&about, &records, &|span| reading.document.text.slice(span).to_owned());
        }
        Ok(())
    }

    fn reading(&self, sha256: &str) -> Option<&Reading> {
        self.by_hash.get(sha256).map(|&k| &self.readings[k])
    }

    /// One document with its text and entries.
    pub fn volume(&self, sha256: &str) -> Option<Arc<Volume>> {
        let reading = self.reading(sha256)?;
        Some(Arc::new(Volume {
            record: Arc::new(reading.document.record.clone()),
            text: Arc::new(reading.document.text.clone()),
            records: reading.records.iter().cloned().map(Arc::new).collect(),
        }))
    }

    /// Entries by key, in the order asked; those that are not there are left out. Posts are carried to bare names.
    pub fn leaves(&self, keys: &[Key]) -> Vec<Leaf> {
        keys.iter()
            .filter_map(|key| {
                let record = self.collation.get(key)?;
                let text = self.reading(&key.document)?.document.text.slice(record.span);
                Some(Leaf { record: record.clone(), text: Arc::from(text) })
            })
            .collect()
    }

    /// The entry with the posts that other entries tell of.
    pub fn carried(&self, record: &Record) -> Record {
        self.collation.carried(record)
    }

    /// Runs a query.
    ///
    /// # Errors
    /// Where the query is none, or takes too long.
    pub fn search(&self, search: &Search, _language: Language) -> Result<Found, Fault> {
        let words: Vec<&str> = search.query.split_whitespace().collect();
        let mut hits = Vec::new();
        for record in self.collation.entries() {
            let Some(reading) = self.reading(&record.document.sha256) else { continue };
            let mut lit = Vec::new();
            let all = words.iter().all(|word| {
                reading.document.text.find(record.span, word).is_some_and(|at| {
                    lit.push(Span::new(at, at + word.chars().count()));
                    true
                })
            });
            if all && !words.is_empty() {
                hits.push(Hit { key: Key::of(record), lit });
            }
        }
        let total = hits.len();
        let hits = hits.into_iter().skip(search.skip).take(search.take).collect();
        Ok(Found { total, hits, facets: Vec::new() })
    }

    /// What an editor should look at.
    pub fn findings(&self, language: Language) -> Arc<Vec<Finding>> {
        let desk = Desk::new(&self.readings, &self.collation, Profile::default(), &[]);
        Arc::new(check::check(&desk, &Selection::default(), language))
    }

    /// Series of figures.
    pub fn ledgers(&self) -> Arc<Vec<Ledger>> {
        self.ledgers.get_or_init(|| Arc::new(self.collation.ledgers(&[]))).clone()
    }
}
