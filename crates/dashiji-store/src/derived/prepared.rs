//! A version as read and made ready to be kept: all that is slow about adding a document, done on any thread.

use super::block::{BLOCK, Block};
use super::names::{self, Named};
use crate::knowledge::Knowledge;
use crate::search::{Index, Made};
use crate::{Error, Result};
use dashiji::Reading;
use dashiji::collate::digest::{Digest, digests_under};
use dashiji::collate::ledger::Programme;
use dashiji::document::{Given, Note};
use dashiji::fact::{DocumentRecord, Record};
use dashiji::lexicon::Lexicon;
use dashiji::resolve::roster::Roster;
use dashiji::text::Text;
use dashiji_office::{Options, Remark};
use std::sync::Arc;

/// A version, read.
#[derive(Debug)]
pub(crate) struct Prepared {
    /// What the document says of itself.
    pub document: Arc<DocumentRecord>,
    /// Its text.
    pub text: Text,
    /// Its facts.
    pub records: Vec<Record>,
    /// The same, packed.
    pub blocks: Vec<Vec<u8>>,
    /// A hash of each entry's folded text.
    pub hashes: Vec<i64>,
    /// Names in it.
    pub named: Named,
    /// What registers need of it, and find it by.
    pub digests: Vec<Digest>,
    /// What a reader should know about how its bytes were read.
    pub notes: Vec<Note>,
    /// What a reader should know of its file.
    pub remarks: Vec<Remark>,
    /// The same made ready for the index, but for ids; empty where it was not asked for.
    pub made: Vec<Made>,
}

impl Prepared {
    /// Reads bytes.
    pub fn read(bytes: Vec<u8>, given: &Given, options: &Options, knowledge: &Knowledge) -> Result<Self> {
        let (reading, remarks) =
            Self::reading(bytes, given, options, knowledge.lexicon(), knowledge.roster.as_ref())?;
        let defined = &knowledge.programmes;
        let prepared = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| Self::of(reading, defined)));
        let prepared =
            prepared.unwrap_or_else(|_| Err(Error::Fault(given.path.clone().unwrap_or_default())))?;
        Ok(Self { remarks, ..prepared })
    }

    /// What bytes say, and what a reader should know of their file.
    pub fn reading(
        bytes: Vec<u8>,
        given: &Given,
        options: &Options,
        lexicon: &Lexicon,
        roster: Option<&Roster>,
    ) -> Result<(Reading, Vec<Remark>)> {
        // The engine has no state that a failure could leave half done.
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let opened = dashiji_office::read(bytes, given, options, lexicon)
                .map_err(|error| Error::Unreadable(Box::new(error)))?;
            Ok((Reading::of(opened.document, lexicon, roster), opened.remarks))
        }));
        read.unwrap_or_else(|_| Err(Error::Fault(given.path.clone().unwrap_or_default())))
    }

    /// Makes a reading ready.
    pub fn of(reading: Reading, defined: &[Programme]) -> Result<Self> {
        let Reading { document, mut records } = reading;
        let about = Arc::new(document.record);
        let text = document.text;
        let none = Arc::new(DocumentRecord::default());
        let mut named = Named::new();
        for record in &mut records {
            record.document = none.clone();
            names::gather(&mut named, record);
        }
        let blocks = records
            .chunks(BLOCK as usize)
            .map(|chunk| Block::pack(chunk.iter().map(|record| (text.slice(record.span), record))))
            .collect::<std::result::Result<Vec<_>, _>>()
            .map_err(|error| Error::Fault(format!("facts that cannot be written: {error}")))?;
        let hashes = records.iter().map(|record| hash(&record.id)).collect();
        for record in &mut records {
            record.document = about.clone();
        }
        let digests = digests_under(defined, &about, &records, BLOCK as usize);
        let mut notes = document.notes;
        notes.extend(Note::of_lengths(records.iter().map(|record| record.span.len())));
        Ok(Self {
            document: about,
            text,
            records,
            blocks,
            hashes,
            named,
            digests,
            notes,
            remarks: Vec::new(),
            made: Vec::new(),
        })
    }

    /// Whether bytes of it could not be read, entries are too long, or it has none.
    pub fn is_worth_a_word(&self) -> bool {
        !self.notes.is_empty() || self.records.is_empty()
    }

    /// Makes its entries ready for an index.
    pub fn make(&mut self, index: &Index) {
        self.made = self.records.iter().map(|record| index.make(&self.text, record, &[])).collect();
    }

    /// Where its entries stand.
    pub fn spans(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.records.iter().map(|record| (record.span.start, record.span.end))
    }
}

/// The hash that an engine's id of an entry bears: `series/hash/occurrence`.
pub(crate) fn hash(id: &str) -> i64 {
    let digits = id.rsplit('/').nth(1).unwrap_or_default();
    u64::from_str_radix(digits, 16).unwrap_or_default() as i64
}
