//! The search index kept to the record: opened when it is first asked for, brought up to the log where it is behind, made anew where it
//! was thrown away, is damaged or of another format.

use crate::base::{Base, INDEX, Writer, lock};
use crate::derived::{Mark, Prepared};
use crate::id::{DocumentId, VersionId};
use crate::record::{Act, EntryPlace};
use crate::search::{self, EntryKey, EntryToIndex, Index, Ledgers, Source, SourceEntry};
use crate::view::View;
use crate::watch::{Remade, Stage, Watch};
use crate::{Error, Result};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, PoisonError};

/// Entries of a base whose ledgers are made for a search that only counts.
const QUICK: u64 = 20_000;

/// The folder of an index that is being made, and of one that is going.
const MAKING: &str = "index-making";
const GOING: &str = "index-going";

impl Base {
    /// The search index, brought up to the record. Where another program is writing, it tells what it told before. One that is not what was
    /// written, or tells of another record, is made anew.
    ///
    /// # Errors
    /// Where it cannot be read nor made.
    pub fn index(&self, watch: &dyn Watch) -> Result<Arc<Index>> {
        self.look()?;
        let mark = self.now()?.state.mark.clone();
        let held = self.held_index();
        if let Ok(index) = &held
            && index.mark().ok().flatten().as_ref() == Some(&mark)
        {
            index.reload()?;
            return Ok(index.clone());
        }
        let aside = || {
            let index = self.temporary_index()?;
            Self::fill(&index, &self.now()?, watch)?;
            Ok(lock(&self.inner.index).insert(Arc::new(index)).clone())
        };
        if !self.is_writable() {
            return aside();
        }
        let brought = self.idle_writer().and_then(|mut writer| {
            writer.catch_up(&())?;
            writer.refresh_index(watch)
        });
        match brought {
            Ok(index) => Ok(index),
            // On a full disk it is made elsewhere.
            Err(error) if error.is_of_writing() => aside(),
            Err(Error::Busy { .. }) => match self.standing_index() {
                // There is none yet, and another program is writing: a small one is made for us alone.
                Err(_) if self.now()?.len() <= QUICK => aside(),
                index => {
                    let index = index?;
                    index.reload()?;
                    Ok(index)
                }
            },
            Err(error) => Err(error),
        }
    }

    /// The index as it lies in its folder.
    ///
    /// # Errors
    /// Where there is none, or it is not what was written.
    fn held_index(&self) -> Result<Arc<Index>> {
        let mut held = lock(&self.inner.index);
        if let Some(index) = held.as_ref().filter(|index| index.is_in_place()) {
            return Ok(index.clone());
        }
        *held = None;
        let dir = self.dir().join(INDEX);
        if !dir.exists() {
            return Err(search::Error::Damaged("there is none".to_owned()).into());
        }
        let index = Index::open(&dir)?;
        if !index.is_whole(self.is_writable()) {
            return Err(search::Error::Damaged("it is not what was written".to_owned()).into());
        }
        Ok(held.insert(Arc::new(index)).clone())
    }

    /// The index as it lies in its folder; waited for a moment where another is put into its place just now.
    fn standing_index(&self) -> Result<Arc<Index>> {
        let mut found = self.held_index();
        for _ in 0..40 {
            if found.is_ok() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(25));
            found = self.held_index();
        }
        found
    }

    /// The index turned out not to be what was written: it is made anew when it is asked next.
    pub(crate) fn distrust_index(&self) {
        *lock(&self.inner.index) = None;
        if self.is_writable() {
            Index::condemn(&self.dir().join(INDEX));
        }
    }

    /// An index in a place of our own, for a base that may not be written.
    fn temporary_index(&self) -> Result<Index> {
        let place = self.inner.scratch()?;
        Ok(Index::create(&place.join(INDEX))?)
    }

    /// Everything in view into an empty index.
    pub(crate) fn fill(index: &Index, view: &View, watch: &dyn Watch) -> Result<()> {
        let documents: BTreeSet<u32> = view.state.documents.keys().copied().collect();
        put(index, view, &documents, false, watch)?;
        index.commit_as(&view.state.mark)?;
        Ok(index.close()?)
    }

    /// Entries of some documents put in again, as people ruled since. Where that fails the index is made anew when it is asked next.
    pub(crate) fn reindex_documents(&self, before: &Mark, documents: impl Iterator<Item = u32>) {
        let Ok(index) = self.held_index() else { return };
        if index.mark().ok().flatten().as_ref() != Some(before) {
            // It is behind already, and is brought up as a whole when it is asked for.
            return;
        }
        let done = self.now().and_then(|view| {
            put(&index, &view, &documents.collect(), true, &())?;
            index.commit_as(&view.state.mark)?;
            Ok(index.close()?)
        });
        if done.is_err() {
            self.distrust_index();
        }
    }
}

impl Writer<'_> {
    /// The index, brought up to the record.
    pub fn refresh_index(&mut self, watch: &dyn Watch) -> Result<Arc<Index>> {
        let Ok(index) = self.base.held_index() else { return self.make_index(watch) };
        let done = match index.mark() {
            Ok(Some(told)) => self.bring_up(&index, &told, watch),
            _ => Ok(false),
        };
        match done {
            Ok(true) => Ok(index),
            Err(error @ (Error::Stopped | Error::Full(_) | Error::ReadOnly(_))) => Err(error),
            Err(Error::Index(search::Error::Busy)) => Err(search::Error::Busy.into()),
            Ok(false) | Err(_) => self.make_index(watch),
        }
    }

    /// Puts into an index what it does not tell yet; gives whether it can be: it must tell of this record and of what is computed now.
    fn bring_up(&mut self, index: &Index, told: &Mark, watch: &dyn Watch) -> Result<bool> {
        let mark = self.derived.mark()?;
        if *told == mark {
            return Ok(true);
        }
        if told.made != mark.made || told.head.seq > mark.head.seq || !self.log.holds(&told.head)? {
            return Ok(false);
        }
        let view = self.base.now()?;
        let mut documents: BTreeSet<u32> = self.derived.reread_since(told.edition)?.into_iter().collect();
        let mut rulings = Vec::new();
        self.log.rows(told.head.seq, |row| {
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
        index.commit_as(&mark)?;
        index.close()?;
        Ok(true)
    }

    /// Makes the index anew beside the one there is and puts it into its place: searches find what they found before until it is done.
    pub fn make_index(&mut self, watch: &dyn Watch) -> Result<Arc<Index>> {
        let base = self.base;
        let dir = base.dir().join(INDEX);
        if dir.exists() {
            watch.remade(Remade::Index);
        }
        let (making, going) = (base.dir().join(MAKING), base.dir().join(GOING));
        // What is no folder stands there by somebody else's hand.
        let away =
            |dir: &Path| if dir.is_dir() { std::fs::remove_dir_all(dir) } else { std::fs::remove_file(dir) };
        let gone = |dir: &Path| match away(dir) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io(dir, error)),
            _ => Ok(()),
        };
        gone(&making)?;
        gone(&going)?;
        let made = Index::create(&making)
            .map_err(Error::from)
            .and_then(|index| Base::fill(&index, &base.now()?, watch));
        if made.is_err() {
            // Half an index would only take room.
            let _ = gone(&making);
        }
        made?;
        let mut held = lock(&base.inner.index);
        *held = None;
        // Also a link that leads nowhere.
        if dir.symlink_metadata().is_ok() {
            std::fs::rename(&dir, &going).map_err(|error| Error::io(&dir, error))?;
        }
        std::fs::rename(&making, &dir).map_err(|error| Error::io(&dir, error))?;
        // What is left of the one before harms nobody; it goes with the next one.
        let _ = gone(&going);
        Ok(held.insert(Arc::new(Index::open(&dir)?)).clone())
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
    rules: &crate::overlay::Rules,
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
        let mut last = false;
        loop {
            let index = self.base.index(watch)?;
            // A day that is past is asked of an index of its own: what was in view then is not what is now.
            if self.day().is_some() {
                return self.search_then(&self.index_then(watch)?, query, options, self);
            }
            let ledgers = self.ledgers_for(query, options, false, watch)?;
            match self.searched(&index, query, options, self, ledgers.as_ref()) {
                // It was found to be other than what was written, and is made anew.
                Err(Error::Index(error)) if error.is_fault_of_index() && !last => last = true,
                found => return found,
            }
        }
    }

    /// Searches an index; one that fails is made anew when it is asked next.
    fn searched(
        &self,
        index: &Index,
        query: &search::Query,
        options: &search::Options,
        source: &dyn Source,
        ledgers: Option<&Arc<Ledgers>>,
    ) -> Result<search::Found> {
        // The library trips over some damage.
        let search = std::panic::AssertUnwindSafe(|| index.search_among(query, options, source, ledgers));
        let found = std::panic::catch_unwind(search)
            .unwrap_or_else(|_| Err(search::Error::Damaged("it cannot be searched".to_owned())));
        if found.as_ref().is_err_and(search::Error::is_fault_of_index) {
            self.base.distrust_index();
        }
        Ok(found?)
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
        let now = self.day().is_none();
        let key = self.stamp();
        let held = || self.base.inner.ledgers.lock().unwrap_or_else(PoisonError::into_inner);
        // As they were last they stand for what is made next.
        let enough = |known: &String| *known == key || standing && !self.is_fresh().unwrap_or(true);
        if now
            && let Some((known, ledgers)) = held().clone()
            && enough(&known)
        {
            return Ok(Some(ledgers));
        }
        let must = asked || self.len() <= QUICK && now && !standing;
        let Some(made) = self.ledgers_at_hand(standing, must, watch)? else { return Ok(None) };
        let mut ledgers = Ledgers::default();
        for ledger in &made {
            let cites = ledger.lines.iter().flat_map(|line| &line.cites);
            ledgers.add(&ledger.title(), &ledger.name, cites.map(|cite| cite.entry.to_string()));
        }
        let ledgers = Arc::new(ledgers);
        if now {
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
        let index = self.base.standing_index()?;
        index.reload()?;
        let ledgers = self.ledgers_for(query, options, true, &())?;
        self.searched(&index, query, options, source, ledgers.as_ref())
    }

    /// Brings the index that the base's searches ask up to the record, or makes it anew where it is gone or damaged.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn mend_index(&self, watch: &dyn Watch) -> Result<()> {
        self.base.index(watch).map(drop)
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
