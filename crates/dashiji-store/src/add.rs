//! Putting documents in: read on all cores, written by one, acknowledged when they are on the disk.
//!
//! In go loads (each gives the bytes of a document and what is told of it) in an order; out come, in that order, what became of each:
//! a new document, a new version of one that is known by its path or its address, or bytes that are there already. A batch of
//! documents goes into the record in one transaction; what is computed of them follows, and a fall in between only costs computing.

use crate::base::{Base, DOCUMENTS, ENGINE, Writer};
use crate::derived::{Derived, Prepared};
use crate::id::{DocumentId, VersionId};
use crate::indexing::{put, put_prepared};
use crate::record::{Act, EntryPlace, Head, Origin, Reading, Row, Told, Version};
use crate::search::Index;
use crate::sync::identified;
use crate::versions::{Candidate, edited, matched};
use crate::view::View;
use crate::watch::Watch;
use crate::{Error, Result};
use dashiji::document::Given;
use dashiji::hash::sha256;
use dashiji::text::Span;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Bytes that go in together.
const BATCH: usize = 8 << 20;

/// Bytes of text that may lie ready to go in: about ten times as much memory.
const READY: usize = 8 << 20;

/// How long what was read waits to go in.
const PATIENCE: Duration = Duration::from_secs(1);

/// A document to be put in.
#[derive(Debug, Default)]
pub struct Incoming {
    /// The bytes as received.
    pub bytes: Vec<u8>,
    /// What is told of it.
    pub given: Given,
    /// Where the bytes were found, as an absolute path; nothing for what was piped in.
    pub source: Option<String>,
    /// Of which document it is a new version, where that is told.
    pub of: Option<DocumentId>,
    /// The version of that document that must be the current one: it is refused as `stale` where others wrote since.
    pub after: Option<u32>,
    /// Where it is the version before with some characters replaced: each range, and how many stand in its place. Entries then keep their
    /// ids by where they stand.
    pub edits: Vec<(Span, u32)>,
    /// Which columns of a table hold what: `日期=A,内容=C`. A new version is read by what was told of the one before, where nothing is told.
    pub map: Option<String>,
}

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A new document.
    Added {
        /// Its first version.
        id: VersionId,
        /// How many entries it has.
        entries: u32,
    },
    /// A new version of a document that is known.
    Revised {
        /// The version.
        id: VersionId,
        /// How many entries it has.
        entries: u32,
    },
    /// The same bytes are there already.
    Known {
        /// As this.
        id: VersionId,
    },
    /// The same bytes were there and had been taken out; they are in view again.
    Restored {
        /// As this.
        id: VersionId,
    },
}

impl Outcome {
    /// The version it is.
    pub fn id(&self) -> VersionId {
        match self {
            Self::Added { id, .. }
            | Self::Revised { id, .. }
            | Self::Known { id }
            | Self::Restored { id } => *id,
        }
    }
}

/// A document made ready on some thread.
struct Ready {
    sha256: String,
    size: u64,
    packed: bool,
    data: Vec<u8>,
    given: Given,
    source: Option<String>,
    of: Option<DocumentId>,
    after: Option<u32>,
    edits: Vec<(Span, u32)>,
    map: Option<String>,
    /// What was read; nothing where the bytes were there already.
    prepared: Option<Prepared>,
}

impl Ready {
    /// About how much memory it takes, in bytes of its text.
    fn weight(&self) -> usize {
        self.prepared.as_ref().map_or(0, |_| self.size as usize)
    }
}

/// Lets so many documents be read at a time, and so much lie ready, that no core stands still and memory stays bounded.
struct Gate {
    readers: usize,
    state: Mutex<(usize, usize, bool)>,
    moved: Condvar,
}

impl Gate {
    fn new(readers: usize) -> Self {
        Self { readers, state: Mutex::default(), moved: Condvar::new() }
    }

    /// Waits for a place; says whether there is any use in going on.
    fn enter(&self) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while !state.2 && (state.0 >= self.readers || state.1 >= READY) {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.0 += 1;
        !state.2
    }

    /// One is read, and lies ready.
    fn read(&self, weight: usize) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.0 = state.0.saturating_sub(1);
        state.1 += weight;
        self.moved.notify_one();
    }

    /// What lay ready is taken.
    fn leave(&self, weight: usize) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.1 = state.1.saturating_sub(weight);
        self.moved.notify_one();
    }
}

/// The place of one that is being read; given up in any case.
struct Place<'a> {
    gate: &'a Gate,
    weight: usize,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.gate.read(self.weight);
    }
}

/// Whoever waits at the gate goes home when the writer does.
struct Shut<'a>(&'a Gate);

impl Drop for Shut<'_> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).2 = true;
        self.0.moved.notify_all();
    }
}

/// A document on its way in.
struct Going {
    place: usize,
    ready: Ready,
    row: Option<Row>,
    ids: Vec<EntryPlace>,
    outcome: Option<Outcome>,
}

impl Base {
    /// Puts documents in. `tell` is called for each, in order, once it is on the disk or has failed.
    ///
    /// # Errors
    /// Where the base cannot be written; what was told before is in. [`Error::Stopped`] where the watch asked to stop.
    pub fn add<L, E>(
        &self,
        author: &str,
        loads: impl IntoIterator<Item = L, IntoIter: Send>,
        watch: &dyn Watch,
        tell: &mut dyn FnMut(usize, std::result::Result<Outcome, E>),
    ) -> Result<()>
    where
        L: FnOnce() -> std::result::Result<Incoming, E> + Send,
        E: From<Error> + Send,
    {
        let mut adding = Adding::new(self, author, Origin::Read)?;
        // What is ruled is known to the writer alone; then it makes entries ready for the index itself.
        let index = adding.index.clone().filter(|_| adding.rules.rules().is_empty());
        let index = index.as_deref();
        let loads = loads.into_iter();
        let gate = Gate::new(rayon::current_num_threads() + 1);
        let (line, place_in_line) = sync_channel::<Receiver<std::result::Result<Ready, E>>>(DOCUMENTS);
        let stopped = rayon::in_place_scope(|scope| {
            std::thread::scope(|threads| {
                let (gate, line) = (&gate, line);
                // Gives out work as fast as it is taken in, so that no core waits while the writer writes.
                threads.spawn(move || {
                    for load in loads {
                        if watch.stopped() || !gate.enter() {
                            break;
                        }
                        let (done, outcome) = sync_channel(1);
                        scope.spawn(move |_| {
                            let mut reading = Place { gate, weight: 0 };
                            let ready = load().and_then(|incoming| {
                                self.prepare(incoming, Origin::Read, index).map_err(E::from)
                            });
                            reading.weight = ready.as_ref().map_or(0, Ready::weight);
                            drop(reading);
                            // Nobody waits for it where the adding has come to an end.
                            let _ = done.send(ready);
                        });
                        if line.send(outcome).is_err() {
                            break;
                        }
                    }
                });
                let _shut = Shut(gate);
                for (place, first) in place_in_line.into_iter().enumerate() {
                    match first.recv() {
                        Ok(Ok(ready)) => {
                            let (size, weight) = (ready.size, ready.weight());
                            if let Some(prepared) = ready.prepared.as_ref().filter(|p| !p.remarks.is_empty())
                            {
                                watch.remark(place, &prepared.remarks);
                            }
                            if let Some(prepared) = ready.prepared.as_ref().filter(|p| p.is_worth_a_word()) {
                                watch.note(place, &prepared.notes, prepared.records.len());
                            }
                            adding.take(place, ready, &mut |k, outcome| tell(k, Ok(outcome)))?;
                            gate.leave(weight);
                            watch.advance(size);
                        }
                        Ok(Err(error)) => {
                            adding.flush(&mut |k, outcome| tell(k, Ok(outcome)))?;
                            tell(place, Err(error));
                        }
                        Err(_) => tell(place, Err(E::from(Error::Fault(String::new())))),
                    }
                }
                Ok::<bool, Error>(watch.stopped())
            })
        })?;
        adding.flush(&mut |k, outcome| tell(k, Ok(outcome)))?;
        adding.finish()?;
        watch.end();
        if stopped { Err(Error::Stopped) } else { Ok(()) }
    }

    /// Puts one document in.
    ///
    /// # Errors
    /// Where the base cannot be written or the bytes are no text.
    pub fn add_one(&self, author: &str, incoming: Incoming) -> Result<Outcome> {
        self.put(author, Origin::Read, None, incoming)
    }

    /// Reads bytes as they would be read if they were put in, and keeps nothing.
    ///
    /// # Errors
    /// Where the bytes are no text.
    pub fn would_read(
        &self,
        bytes: Vec<u8>,
        given: &Given,
    ) -> Result<(dashiji::Reading, Vec<dashiji_office::Remark>)> {
        let knowledge = self.knowledge()?;
        Prepared::reading(
            bytes,
            given,
            &dashiji_office::Options::default(),
            knowledge.lexicon(),
            knowledge.roster.as_ref(),
        )
    }

    /// Keeps an entry that a person wrote: its text, and what is told of it (its period and region, a title). With a document given
    /// it is that entry, written anew. `happened` is its day, ISO, where that is known.
    ///
    /// # Errors
    /// Where the base cannot be written or there is no text.
    pub fn enter(&self, author: &str, happened: Option<&str>, incoming: Incoming) -> Result<Outcome> {
        self.put(author, Origin::Entered, happened, incoming)
    }

    pub(crate) fn put(
        &self,
        author: &str,
        origin: Origin,
        happened: Option<&str>,
        incoming: Incoming,
    ) -> Result<Outcome> {
        let ready = self.prepare(incoming, origin, None)?;
        let mut adding = Adding::new(self, author, origin)?;
        adding.happened = happened.map(str::to_owned);
        let mut became = None;
        adding.take(0, ready, &mut |_, outcome| became = Some(outcome))?;
        adding.flush(&mut |_, outcome| became = Some(outcome))?;
        adding.finish()?;
        became.ok_or_else(|| Error::Fault("a document that went nowhere".to_owned()))
    }

    /// All that is slow about a document, on any thread; for an index, where one is given.
    fn prepare(&self, incoming: Incoming, origin: Origin, index: Option<&Index>) -> Result<Ready> {
        let Incoming { bytes, given, source, mut of, after, edits, map } = incoming;
        let sha256 = sha256(&bytes);
        let size = bytes.len() as u64;
        if origin == Origin::Read
            && of.is_none()
            && let Some((document, version)) = self.read(|c| c.derived.holder(&sha256))?
        {
            if map.is_none() || map == self.map_of(document, Some(version))? {
                let (packed, data, prepared) = (false, Vec::new(), None);
                return Ok(Ready {
                    sha256,
                    size,
                    packed,
                    data,
                    given,
                    source,
                    of,
                    after,
                    edits,
                    map,
                    prepared,
                });
            }
            // The same bytes by other columns are another reading of the document.
            of = Some(DocumentId(document));
        }
        let map = match map {
            None if origin == Origin::Read && dashiji_office::may_be_table(&bytes, given.path.as_deref()) => {
                self.map_before(of, source.as_deref())?
            }
            map => map,
        };
        let options = crate::record::options(map.as_deref())
            .map_err(|piece| Error::Refused { what: format!("--map {piece}"), why: "map" })?;
        let short = lz4_flex::block::compress(&bytes);
        let packed = short.len() < bytes.len();
        let data = if packed { short } else { bytes.clone() };
        let knowledge = self.knowledge()?;
        let mut prepared = Prepared::read(bytes, &given, &options, knowledge)?;
        if let Some(index) = index {
            prepared.make(index);
        }
        let prepared = Some(prepared);
        Ok(Ready { sha256, size, packed, data, given, source, of, after, edits, map, prepared })
    }

    /// The columns that were told of a version, the newest unless one is named.
    fn map_of(&self, document: u32, version: Option<u32>) -> Result<Option<String>> {
        self.read(|c| {
            let row = match version {
                Some(version) => c.derived.version(document, version)?,
                None => c.derived.newest(document)?,
            };
            let Some(row) = row else { return Ok(None) };
            let act = c.log.at(row.seq)?.map(|row| row.act);
            Ok(act.as_ref().and_then(Act::version).and_then(|(version, _)| version.told.map.clone()))
        })
    }

    /// The columns that were told of the document that a new version comes in of.
    fn map_before(&self, of: Option<DocumentId>, source: Option<&str>) -> Result<Option<String>> {
        let document = match of {
            Some(of) => Some(of.0),
            None => self.read(|c| c.derived.found_at(source, None))?.map(|row| row.document),
        };
        document.map_or(Ok(None), |document| self.map_of(document, None))
    }
}

/// Documents going in.
struct Adding<'a> {
    base: &'a Base,
    writer: Writer<'a>,
    author: &'a str,
    origin: Origin,
    happened: Option<String>,
    /// The index, which is left as it is where it fails: what it lacks is put in when it is asked next.
    index: Option<Arc<Index>>,
    rules: View,
    batch: Vec<Going>,
    bytes: usize,
    begun: Instant,
    /// What the batch brings in: version by hash, by path and by address.
    coming: BTreeMap<String, usize>,
    /// Documents put back into view.
    restored: BTreeSet<u32>,
}

impl<'a> Adding<'a> {
    fn new(base: &'a Base, author: &'a str, origin: Origin) -> Result<Self> {
        let mut writer = base.writer()?;
        writer.note_knowledge(author)?;
        // Brought up to what went before; documents go in without it where that cannot be done.
        let index = writer.refresh_index(&()).ok();
        let rules = base.now()?;
        Ok(Self {
            base,
            writer,
            author,
            origin,
            happened: None,
            index,
            rules,
            batch: Vec::new(),
            bytes: 0,
            begun: Instant::now(),
            coming: BTreeMap::new(),
            restored: BTreeSet::new(),
        })
    }

    /// Takes a document in; writes out the batch where it is full.
    fn take(&mut self, place: usize, ready: Ready, tell: &mut dyn FnMut(usize, Outcome)) -> Result<()> {
        // What the batch itself brings in must be there to be compared with.
        let keys = keys(&ready);
        if keys.iter().any(|key| self.coming.contains_key(key))
            || ready.of.is_some() && !self.batch.is_empty()
        {
            self.flush(tell)?;
        }
        for key in keys {
            self.coming.insert(key, place);
        }
        self.bytes +=
            ready.data.len() + ready.prepared.as_ref().map_or(0, |p| p.blocks.iter().map(Vec::len).sum());
        self.batch.push(Going { place, ready, row: None, ids: Vec::new(), outcome: None });
        if self.bytes >= BATCH
            || self.batch.len() >= self.base.inner.batch.load(Ordering::Relaxed)
            || self.begun.elapsed() >= PATIENCE
        {
            self.flush(tell)?;
        }
        Ok(())
    }

    /// Writes out the batch: into the record, then into what is computed; then tells.
    fn flush(&mut self, tell: &mut dyn FnMut(usize, Outcome)) -> Result<()> {
        self.begun = Instant::now();
        self.coming.clear();
        self.bytes = 0;
        let mut batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return Ok(());
        }
        let knowledge = self.base.knowledge()?.hash.clone();
        let time = self.base.time();
        let mut rows = Vec::new();
        let mut writing = self.writer.log.write()?;
        // Ids are given within the record's transaction, by what is computed of this very row of the log: whoever wrote beside us in spite of
        // the lock is brought in first.
        for _ in 0..3 {
            if writing.head() == self.writer.derived.mark()?.head {
                break;
            }
            drop(writing);
            self.writer.catch_up(&())?;
            writing = self.writer.log.write()?;
        }
        if writing.head() != self.writer.derived.mark()?.head {
            return Err(Error::Busy { path: self.base.dir().to_owned(), holder: String::new() });
        }
        let mut next = writing.last_document()?.max(self.writer.derived.last_document()?) + 1;
        let plans = batch
            .iter()
            .map(|going| plan(&self.writer.derived, &going.ready, self.origin, &mut next))
            .collect::<Result<Vec<_>>>()?;
        for (going, plan) in batch.iter_mut().zip(plans) {
            let ready = &going.ready;
            let (id, of) = match plan {
                Plan::Known(id) => {
                    going.outcome = Some(Outcome::Known { id });
                    continue;
                }
                Plan::Restore(id) => {
                    let act = Act::Restored { document: id.document, reason: None };
                    rows.push(writing.append(&time, self.author, None, &act)?);
                    going.outcome = Some(Outcome::Restored { id });
                    continue;
                }
                Plan::Put(id, ids) => (id, ids),
            };
            let Some(prepared) = &ready.prepared else { continue };
            going.ids = of;
            writing.bytes(&ready.sha256, ready.size, ready.packed, &ready.data)?;
            let version = Version {
                document: id.document,
                version: id.version,
                sha256: ready.sha256.clone(),
                size: ready.size,
                source: ready.source.clone(),
                told: Told { map: ready.map.clone(), ..Told::from(ready.given.clone()) },
            };
            let act = match (self.origin, id.version) {
                (Origin::Read, 1) => Act::Added(version),
                (Origin::Read, _) => Act::Revised(version),
                (Origin::Entered, 1) => Act::Entered(version),
                (Origin::Entered, _) => Act::Corrected(version),
            };
            let row = writing.append(&time, self.author, self.happened.as_deref(), &act)?;
            going.row = Some(row.clone());
            rows.push(row);
            let reading = Reading {
                document: id.document,
                version: id.version,
                engine: ENGINE.to_owned(),
                knowledge: knowledge.clone(),
                entries: going.ids.clone(),
            };
            rows.push(writing.append(&time, self.author, None, &Act::Read(reading))?);
            let entries = prepared.records.len() as u32;
            going.outcome = Some(match id.version {
                1 => Outcome::Added { id, entries },
                _ => Outcome::Revised { id, entries },
            });
        }
        let head = writing.head();
        writing.commit()?;
        // What is committed is told, whatever becomes of what is computed.
        let computed = self.compute(&rows, &batch, &head, &knowledge);
        for going in &batch {
            if let Some(outcome) = &going.outcome {
                tell(going.place, outcome.clone());
            }
        }
        computed?;
        if let Some(index) = &self.index {
            let put = batch.par_iter_mut().try_for_each(|going| {
                let (Some(outcome), Some(prepared), Some(_)) =
                    (&going.outcome, &mut going.ready.prepared, &going.row)
                else {
                    return Ok(());
                };
                put_prepared(index, outcome.id(), prepared, &going.ids, self.rules.rules())
            });
            if put.is_err() {
                self.index = None;
                self.base.distrust_index();
            }
        }
        for going in &batch {
            if let Some(Outcome::Restored { id }) = going.outcome {
                self.restored.insert(id.document);
            }
        }
        Ok(())
    }

    /// Puts a batch that is in the record into what is computed.
    fn compute(&mut self, rows: &[Row], batch: &[Going], head: &Head, knowledge: &str) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let applying = self.writer.derived.apply()?;
        for row in rows {
            applying.act(row)?;
        }
        for going in batch {
            if let (Some(row), Some(prepared)) = (&going.row, &going.ready.prepared) {
                applying.reading(row.seq, prepared, &going.ids, ENGINE, knowledge)?;
            }
        }
        applying.commit(head)
    }

    /// Writes out the index, after the record: what it lacks is put in when it is asked next.
    fn finish(self) -> Result<()> {
        let mark = self.writer.derived.mark()?;
        let Some(index) = self.index.filter(|_| mark != self.rules.state.mark) else { return Ok(()) };
        let view = self.base.now()?;
        let done = put(&index, &view, &self.restored, true, &())
            .and_then(|()| Ok(index.commit_as(&mark)?))
            .and_then(|()| Ok(index.close()?));
        if done.is_err() {
            self.base.distrust_index();
        }
        Ok(())
    }
}

/// What a document is known by beside its bytes.
fn keys(ready: &Ready) -> Vec<String> {
    let url =
        ready.prepared.as_ref().and_then(|p| p.document.url.clone()).or_else(|| ready.given.url.clone());
    let mut keys = vec![format!("bytes {}", ready.sha256)];
    keys.extend(ready.source.as_ref().map(|source| format!("path {source}")));
    keys.extend(url.map(|url| format!("address {url}")));
    keys
}

/// What is to be done with a document.
enum Plan {
    Known(VersionId),
    Restore(VersionId),
    Put(VersionId, Vec<EntryPlace>),
}

fn plan(derived: &Derived, ready: &Ready, origin: Origin, next: &mut u32) -> Result<Plan> {
    if origin == Origin::Read
        && ready.of.is_none()
        && let Some((document, version)) = derived.holder(&ready.sha256)?
    {
        let id = VersionId { document, version };
        return Ok(if derived.is_removed(document)? { Plan::Restore(id) } else { Plan::Known(id) });
    }
    let Some(prepared) = &ready.prepared else {
        return Err(Error::Fault(format!("bytes {} came and went", ready.sha256)));
    };
    let before = match (ready.of, origin) {
        (Some(of), _) => Some(derived.newest(of.0)?.ok_or_else(|| Error::Unknown(of.to_string()))?),
        (None, Origin::Entered) => None,
        (None, Origin::Read) => {
            let url = prepared.document.url.as_deref();
            // One address for pages that tell of different times is a site's, not a page's.
            derived.found_at(ready.source.as_deref(), None)?.map_or_else(
                || {
                    let found = derived.found_at(None, url)?;
                    let apart = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
                    Ok::<_, Error>(found.filter(|f| !apart(&f.about.period, &prepared.document.period)))
                },
                |found| Ok(Some(found)),
            )?
        }
    };
    let Some(before) = before else {
        let id = VersionId { document: *next, version: 1 };
        *next += 1;
        return Ok(Plan::Put(
            id,
            (1..).zip(prepared.spans()).map(|(id, (start, end))| (id, start, end)).collect(),
        ));
    };
    if ready.after.is_some_and(|after| after != before.version) {
        let what = VersionId { document: before.document, version: before.version }.to_string();
        return Err(Error::Refused { what, why: "stale" });
    }
    let id = VersionId { document: before.document, version: before.version + 1 };
    let after = derived.last_entry(before.document)? + 1;
    let old = derived.places(before.seq)?;
    if before.sha256 == ready.sha256 {
        let known: Vec<EntryPlace> = old.into_iter().map(|(place, _)| place).collect();
        return Ok(Plan::Put(id, identified(&known, prepared, after)));
    }
    if !ready.edits.is_empty() {
        let known: Vec<EntryPlace> = old.into_iter().map(|(place, _)| place).collect();
        let found: Vec<(u32, u32)> = prepared.spans().collect();
        return Ok(Plan::Put(id, edited(&known, &ready.edits, &found, after)));
    }
    let texts = derived.texts(before.seq)?;
    let old: Vec<(u32, Candidate<'_>)> = old
        .iter()
        .zip(&texts)
        .map(|((place, hash), text)| (place.0, Candidate { hash: *hash, text }))
        .collect();
    let new: Vec<Candidate<'_>> = prepared
        .records
        .iter()
        .zip(&prepared.hashes)
        .map(|(record, hash)| Candidate { hash: *hash, text: prepared.text.slice(record.span) })
        .collect();
    let ids = matched(&old, &new, after);
    Ok(Plan::Put(
        id,
        ids.into_iter().zip(prepared.spans()).map(|(id, (start, end))| (id, start, end)).collect(),
    ))
}

impl Writer<'_> {
    /// Notes in the log which terms and offices are the office's own, where they are others than were noted last.
    pub fn note_knowledge(&mut self, author: &str) -> Result<()> {
        let knowledge = self.base.knowledge()?;
        let files: Vec<(String, String)> =
            knowledge.files.iter().map(|(name, hash, _)| (name.clone(), hash.clone())).collect();
        let last: Option<i64> = self.log.sql(|c| {
            c.query_row("SELECT max(seq) FROM log WHERE kind = 'knowledge'", [], |row| row.get(0))
        })?;
        let noted = last.map(|seq| self.log.at(seq)).transpose()?.flatten();
        let noted = match noted.map(|row| row.act) {
            Some(Act::Knowledge { files }) => files,
            _ => Vec::new(),
        };
        if noted == files {
            return Ok(());
        }
        let time = self.base.time();
        let mut writing = self.log.write()?;
        for (_, hash, bytes) in &knowledge.files {
            writing.bytes(hash, bytes.len() as u64, false, bytes)?;
        }
        let told = self.derived.mark()?.head;
        if writing.head() != told {
            return Err(Error::Busy { path: self.base.dir().to_owned(), holder: String::new() });
        }
        let row = writing.append(&time, author, None, &Act::Knowledge { files })?;
        let head = writing.head();
        writing.commit()?;
        let applying = self.derived.apply()?;
        applying.act(&row)?;
        applying.commit(&head)
    }
}
