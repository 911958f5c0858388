//! Files that were sent and read but are not kept yet: a few, for as long as the room is open and no newer ones come.

use dashiji::Reading;
use dashiji::check::{self, Desk, Finding, Language};
use dashiji::collate::Collation;
use dashiji::document::Given;
use dashiji::hash::hexadecimal;
use dashiji_office::Remark;
use dashiji_store::{Base, Result, View};
use sha2::{Digest, Sha256};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Files that lie there at most.
const FILES: usize = 6;

/// Bytes of them together at most.
const BYTES: usize = 96 << 20;

/// A file that was sent, as it would be read.
#[derive(Debug)]
pub struct Sent {
    /// What it is called while it lies here.
    pub id: String,
    /// The bytes as received.
    pub bytes: Vec<u8>,
    /// What was told of it.
    pub given: Given,
    /// What is read in it.
    pub reading: Reading,
    /// What a reader should know of its file.
    pub remarks: Vec<Remark>,
    /// What an editor should look at, without words.
    findings: Vec<Finding>,
}

impl Sent {
    /// Reads a file as the base would, and checks it by itself.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(
        base: &Base,
        view: &View,
        settings: &crate::source::Settings,
        sent: (Vec<u8>, Given),
    ) -> Result<Self> {
        let (bytes, given) = sent;
        let (reading, remarks) = base.would_read(bytes.clone(), &given)?;
        let collation = Collation::of(reading.records.iter().cloned());
        let readings = std::slice::from_ref(&reading);
        let desk = Desk::new(readings, &collation, settings.profile, &settings.programmes);
        let desk = desk.under(view.lexicon()?.lists());
        let mut findings = check::check(&desk, &settings.selection, Language::Chinese);
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let mut hash = Sha256::new();
        hash.update(&bytes);
        hash.update(format!("{given:?}"));
        let id = hexadecimal(&hash.finalize()[..8]);
        Ok(Self { id, bytes, given, reading, remarks, findings })
    }

    /// What an editor should look at, the gravest first, in a language.
    pub fn findings(&self, language: Language) -> impl Iterator<Item = Finding> {
        self.findings.iter().cloned().map(move |mut finding| {
            (finding.message, finding.hint) = check::told(&finding, language);
            finding
        })
    }

    /// How many findings there are.
    pub fn found(&self) -> usize {
        self.findings.len()
    }

    /// Facts that are in doubt.
    pub fn doubts(&self) -> usize {
        self.reading.records.iter().map(|record| record.doubts().len()).sum()
    }
}

/// Files that were sent.
#[derive(Debug, Default)]
pub struct Tray(Mutex<VecDeque<Arc<Sent>>>);

impl Tray {
    fn held(&self) -> std::sync::MutexGuard<'_, VecDeque<Arc<Sent>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a file in; the oldest go where there are too many.
    pub fn put(&self, sent: Sent) -> Arc<Sent> {
        let sent = Arc::new(sent);
        let mut held = self.held();
        held.retain(|other| other.id != sent.id);
        held.push_back(sent.clone());
        while held.len() > FILES
            || held.len() > 1 && held.iter().map(|s| s.bytes.len()).sum::<usize>() > BYTES
        {
            held.pop_front();
        }
        sent
    }

    /// The file of an id, while it is there.
    pub fn get(&self, id: &str) -> Option<Arc<Sent>> {
        self.held().iter().find(|sent| sent.id == id).cloned()
    }

    /// A file is kept now.
    pub fn take(&self, id: &str) {
        self.held().retain(|sent| sent.id != id);
    }
}
