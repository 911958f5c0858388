//! The search index kept to the record: opened when it is first asked for, brought up to the log where it is behind, made anew where it
//! was thrown away, is damaged or of another format.

use crate::base::{Base, INDEX, Writer};
use crate::derived::Prepared;
use crate::id::{DocumentId, VersionId};
use crate::record::{Act, EntryPlace};
use crate::search::{self, EntryKey, EntryToIndex, Index, Ledgers, Source, SourceEntry};
use crate::view::View;
use crate::watch::{Stage, Watch};
use crate::{Error, Result};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

/// Entries of a base whose ledgers are made for a search that only counts.
const QUICK: u64 = 20_000;

impl Base {
    /// The search index, brought up to the record. Where another program is writing, it tells what it told before.
    ///
    /// # Errors
    /// Where it cannot be read nor made.
    pub fn index(&self, watch: &dyn Watch) -> Result<Arc<Index>> {
        let index = self.held_index()?;
        let behind =
            |index: &Index| Ok::<_, Error>(index.position()? < self.now()?.position().unsigned_abs());
        if self.is_writable() && behind(&index)? {
            match self.idle_writer() {
                Ok(mut writer) => {
                    writer.catch_up(&())?;
                    writer.refresh_index(&index, watch)?;
                }
                Err(Error::Busy { .. }) => {}
                Err(error) => return Err(error),
            }
        } else if !self.is_writable() && behind(&index)? {
            Self::fill(&index, &self.now()?, watch)?;
        }
        index.reload()?;
        Ok(index)
    }

    /// The index as it is; made empty where there is none that can be read.
    fn held_index(&self) -> Result<Arc<Index>> {
        let mut held = self.inner.index.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = held.as_ref().filter(|index| index.dir().exists()) {
            return Ok(index.clone());
        }
        let dir = self.dir().join(INDEX);
        let index = match Index::open(&dir) {
            Ok(index) => index,
            Err(_) if !self.is_writable() => self.temporary_index()?,
            Err(error) if error.is_stale() => Index::create(&dir)?,
            Err(error) => return Err(error.into()),
        };
        Ok(held.insert(Arc::new(index)).clone())
    }

    /// An index in a place of our own, for a base that may not be written.
    fn temporary_index(&self) -> Result<Index> {
        let place = self.inner.scratch()?;
        Ok(Index::create(&place.join(INDEX))?)
    }

    /// Everything in view into an empty index.
    fn fill(index: &Index, view: &View, watch: &dyn Watch) -> Result<()> {
        let documents: BTreeSet<u32> = view.state.documents.keys().copied().collect();
        put(index, view, &documents, false, watch)?;
        index.commit(view.position().unsigned_abs())?;
        Ok(index.close()?)
    }

    /// The index to put new documents into, where it tells all that went before; it is brought up first.
    pub(crate) fn index_for_adding(&self, writer: &mut Writer<'_>) -> Result<Arc<Index>> {
        let index = self.held_index()?;
        writer.refresh_index(&index, &())?;
        Ok(index)
    }

    /// Entries of some documents put in again, as people ruled since.
    pub(crate) fn reindex_documents(
        &self,
        writer: &Writer<'_>,
        documents: impl Iterator<Item = u32>,
    ) -> Result<()> {
        let index = self.held_index()?;
        let before = writer.derived.position()?.unsigned_abs().saturating_sub(1);
        if index.position()? != before {
            // It is behind already, and is brought up as a whole when it is asked for.
            return Ok(());
        }
        let view = self.now()?;
        put(&index, &view, &documents.collect(), true, &())?;
        index.commit(view.position().unsigned_abs())?;
        Ok(index.close()?)
    }
}

impl Writer<'_> {
    /// Brings an index up to the record.
    pub fn refresh_index(&mut self, index: &Index, watch: &dyn Watch) -> Result<()> {
        let (told, head) = (index.position()? as i64, self.derived.position()?);
        if told == head {
            return Ok(());
        }
        let view = self.base.now()?;
        if told > head || told == 0 {
            // It tells of what is not there: a record that was put back from a backup.
            for document in view.state.documents.keys().filter(|_| told > head) {
                index.remove_document(&DocumentId(*document).to_string())?;
            }
            let documents: BTreeSet<u32> = view.state.documents.keys().copied().collect();
            put(index, &view, &documents, told > head, watch)?;
        } else {
            let mut documents = BTreeSet::new();
            let mut rulings = Vec::new();
            self.book.rows(told, |row| {
                match row.act {
                    Act::Added(v) | Act::Revised(v) | Act::Entered(v) | Act::Corrected(v) => {
                        documents.insert(v.document);
                    }
                    Act::Read(reading) => {
                        documents.insert(reading.document);
                    }
                    Act::Removed { document, .. } | Act::Restored { document, .. } => {
                        documents.insert(document);
                    }
                    Act::Ruled(ruling) => rulings.push(ruling.ruling),
                    Act::Undone(undoing) => rulings.push(undoing.ruling),
                    Act::Began { .. } | Act::Knowledge { .. } => {}
                }
                Ok(())
            })?;
            if !rulings.is_empty() {
                for ruled in view.rulings()?.iter().filter(|ruled| rulings.contains(&ruled.id.0)) {
                    documents.extend(
                        view.met_by(&ruled.ruling.decision).unwrap_or_default().iter().map(|e| e.id.document),
                    );
                }
            }
            put(index, &view, &documents, true, watch)?;
        }
        index.commit(head.unsigned_abs())?;
        Ok(index.close()?)
    }
}

/// Puts the entries of documents into an index, in place of those it has of them.
pub(crate) fn put(
    index: &Index,
    view: &View,
    documents: &BTreeSet<u32>,
    again: bool,
    watch: &dyn Watch,
) -> Result<()> {
    watch.begin(Stage::Index, Some(documents.len() as u64));
    let documents: Vec<u32> = documents.iter().copied().collect();
    documents.par_iter().try_for_each(|&document| {
        if watch.stopped() {
            return Err(Error::Stopped);
        }
        let name = DocumentId(document).to_string();
        if again {
            index.remove_document(&name)?;
        }
        if let Some(row) = view.state.documents.get(&document) {
            let text = view.decoded(VersionId { document, version: row.version })?.text;
            for entry in view.entries(DocumentId(document))? {
                let record = &entry.record;
                index.add(&EntryToIndex {
                    document: &name,
                    version: &row.sha256,
                    text: &text,
                    record,
                    ledgers: &[],
                })?;
            }
        }
        watch.advance(1);
        Ok(())
    })?;
    watch.end();
    Ok(())
}

/// Puts a version that was just read into an index: as it was made ready, or, where people ruled, as they ruled.
pub(crate) fn put_prepared(
    index: &Index,
    id: VersionId,
    prepared: &mut Prepared,
    ids: &[EntryPlace],
    rules: &crate::rules::Rules,
) -> Result<()> {
    let name = id.document().to_string();
    if id.version > 1 {
        index.remove_document(&name)?;
    }
    if !rules.is_empty() {
        let (records, text) = (&mut prepared.records, &prepared.text);
        for (record, place) in records.iter_mut().zip(ids) {
            let entry = crate::EntryId { document: id.document, entry: place.0 };
            rules.lay(entry, text.slice(record.span), record);
        }
    }
    if prepared.made.len() != prepared.records.len() {
        prepared.make(index);
    }
    for (made, place) in std::mem::take(&mut prepared.made).into_iter().zip(ids) {
        let entry = crate::EntryId { document: id.document, entry: place.0 };
        index.add_made(made, &name, &prepared.document.sha256, &entry.to_string())?;
    }
    Ok(())
}

impl Source for View {
    fn entry(&self, key: &EntryKey) -> Option<SourceEntry> {
        let id = key.entry.parse().ok()?;
        let entry = View::entry(self, id).ok()?;
        Some(SourceEntry { record: entry.record, text: entry.text })
    }

    fn office(&self, holder: &str, entry: &str, start: u32) -> Option<dashiji::collate::office::Post> {
        self.office_stated(holder, entry, start).ok().flatten()
    }
}

impl View {
    /// Searches the entries.
    ///
    /// # Errors
    /// Where the index cannot be read, or the time was not enough.
    pub fn search(
        &self,
        query: &search::Query,
        options: &search::Options,
        watch: &dyn Watch,
    ) -> Result<search::Found> {
        let index = self.base.index(watch)?;
        // A day that is past is asked of an index of its own: what was in view then is not what is now.
        if self.day().is_some() {
            return self.search_then(&self.index_then(watch)?, query, options, self);
        }
        let ledgers = self.ledgers_for(query, options, false, watch)?;
        Ok(index.search_among(query, options, self, ledgers.as_ref())?)
    }

    /// The ledgers that a search needs: where it names one they are made if they must be, unless those that were made last will do; to be
    /// counted they must be at hand, or quickly made.
    fn ledgers_for(
        &self,
        query: &search::Query,
        options: &search::Options,
        standing: bool,
        watch: &dyn Watch,
    ) -> Result<Option<Arc<Ledgers>>> {
        let asked = query.asks_for_ledgers();
        if !asked && options.facets == 0 {
            return Ok(None);
        }
        let quick = self.len() <= QUICK && self.day().is_none() && !standing;
        let kept = self.kept_ledgers_key(standing)?;
        let Some(key) = kept.clone().or_else(|| (asked || quick).then(|| self.ledgers_key())) else {
            return Ok(None);
        };
        let held = || self.base.inner.ledgers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, ledgers)) = held().as_ref().filter(|(known, _)| *known == key)
            && self.day().is_none()
        {
            return Ok(Some(ledgers.clone()));
        }
        let kept = kept.map(|key| self.kept_ledgers(&key)).transpose()?.flatten();
        let made = kept.map_or_else(|| self.ledgers(&[], watch), Ok)?;
        let mut ledgers = Ledgers::default();
        for ledger in &made {
            let cites = ledger.lines.iter().flat_map(|line| &line.cites);
            ledgers.add(&ledger.title(), &ledger.name, cites.map(|cite| cite.entry.to_string()));
        }
        let ledgers = Arc::new(ledgers);
        if self.day().is_none() {
            *held() = Some((key, ledgers.clone()));
        }
        Ok(Some(ledgers))
    }

    /// Searches the entries by the index as it stands, which may be behind the log: nothing is written, nothing is waited for. Texts
    /// and facts of the hits are asked back from `source`.
    ///
    /// # Errors
    /// Where the index cannot be read, or the time was not enough.
    pub fn search_standing(
        &self,
        query: &search::Query,
        options: &search::Options,
        source: &dyn Source,
    ) -> Result<search::Found> {
        let index = self.base.held_index()?;
        index.reload()?;
        let ledgers = self.ledgers_for(query, options, true, &())?;
        Ok(index.search_among(query, options, source, ledgers.as_ref())?)
    }

    /// An index of this view alone, in a place of its own that goes with it: for a day that is past.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn index_then(&self, watch: &dyn Watch) -> Result<IndexThen> {
        let place = tempfile::tempdir().map_err(|error| Error::io(&std::env::temp_dir(), error))?;
        let index = Index::create(&place.path().join(INDEX))?;
        Base::fill(&index, self, watch)?;
        Ok(IndexThen { index, _place: place })
    }

    /// Searches the entries by an index that [`View::index_then`] made.
    ///
    /// # Errors
    /// Where the index cannot be read, or the time was not enough.
    pub fn search_then(
        &self,
        index: &IndexThen,
        query: &search::Query,
        options: &search::Options,
        source: &dyn Source,
    ) -> Result<search::Found> {
        let ledgers = self.ledgers_for(query, options, false, &())?;
        Ok(index.index.search_among(query, options, source, ledgers.as_ref())?)
    }
}

/// The index of a day that is past.
#[derive(Debug)]
pub struct IndexThen {
    index: Index,
    _place: tempfile::TempDir,
}
