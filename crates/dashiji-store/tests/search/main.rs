//! Search as a user meets it: what is typed, and what must and must not be found.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test stops where it fails")]

mod facts;
mod hostile;
mod properties;
mod text;

use dashiji::document::Given;
use dashiji::fact::Record;
use dashiji::lexicon::Lexicon;
use dashiji_store::search::{EntryKey, EntryToIndex, Found, Index, Options, Query, SourceEntry};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An index with the entries it was made of.
pub struct Shelf {
    /// The index.
    pub index: Index,
    /// The entries.
    pub entries: BTreeMap<EntryKey, SourceEntry>,
    _dir: tempfile::TempDir,
}

/// A period for documents whose entries leave out the year.
pub fn given(period: &str, region: &str) -> Given {
    Given { period: Some(period.to_owned()), region: Some(region.to_owned()), ..Given::default() }
}

impl Shelf {
    /// Reads chronicles and indexes their entries.
    pub fn of(chronicles: &[(&str, &Given)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut shelf = Self {
            index: Index::open(&dir.path().join("search")).unwrap(),
            entries: BTreeMap::new(),
            _dir: dir,
        };
        for (k, (text, given)) in chronicles.iter().enumerate() {
            shelf.add(&format!("d{k}"), text, given);
        }
        shelf.index.commit(1).unwrap();
        shelf
    }

    /// Adds a chronicle; a commit makes it found.
    pub fn add(&mut self, document: &str, text: &str, given: &Given) {
        let reading = dashiji::read(text.as_bytes().to_vec(), given, Lexicon::builtin()).unwrap();
        for record in reading.records {
            self.add_record(document, &reading.document.text, record);
        }
    }

    /// Adds one entry.
    pub fn add_record(&mut self, document: &str, text: &dashiji::text::Text, record: Record) {
        let ledgers = ["援外医疗队".to_owned()];
        self.index
            .add(&EntryToIndex {
                document,
                version: &record.document.sha256,
                text,
                record: &record,
                ledgers: if record.number == 1 { &ledgers } else { &[] },
            })
            .unwrap();
        let key = EntryKey {
            document: document.to_owned(),
            version: record.document.sha256.clone(),
            entry: record.id.clone(),
            number: record.number,
        };
        let text = text.slice(record.span).to_owned();
        self.entries.insert(key, SourceEntry { record: Arc::new(record), text });
    }

    /// Searches.
    pub fn search(&self, query: &str, options: &Options) -> Found {
        self.index.search(&Query::parse(query).unwrap(), options, &self.entries).unwrap()
    }

    /// What is found, as the documents and numbers of the entries in order.
    pub fn found(&self, query: &str) -> Vec<String> {
        let found = self.search(query, &Options { limit: 100, ..Options::default() });
        let mut all: Vec<String> =
            found.hits.iter().map(|hit| format!("{}.{}", hit.key.document, hit.key.number)).collect();
        all.sort();
        all
    }
}
