//! The base as it stands, or as it stood at the end of a day: documents, entries, facts and what the entries say together.
//!
//! A [`View`] is a value: it stays the same while others write. In go ids and names; out come entries, each with its text, its facts
//! (a [`Record`] whose `id` is the base's, `d3.e17`) and whether it was read or entered.

use crate::base::Base;
use crate::derived::{BLOCK, Block, NameKind, VersionRow, kept_as, names_of};
use crate::id::{DocumentId, EntryId, RulingId, VersionId};
use crate::overlay::{Rules, Standing};
use crate::record::{Act, Origin, Told};
use crate::state::State;
use crate::watch::Watch;
use crate::{Error, Result};
use dashiji::collate::Collation;
use dashiji::fact::{DocumentRecord, Record};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

/// The base at a time.
#[derive(Debug, Clone)]
pub struct View {
    pub(crate) base: Base,
    pub(crate) state: Arc<State>,
    day: Option<String>,
}

/// A document in view.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The version that is current.
    pub version: u32,
    /// Whether it was received or written by a person.
    pub origin: Origin,
    /// What it says of itself.
    #[serde(flatten)]
    pub about: Arc<DocumentRecord>,
    /// Bytes of the version.
    pub size: u64,
    /// Entries in it.
    pub entries: u32,
    /// Code points of its text.
    pub characters: u32,
}

/// A version of a document.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Version {
    /// Its id.
    pub id: VersionId,
    /// When the base learned it: RFC 3339, UTC.
    pub recorded_at: String,
    /// Who put it in.
    pub author: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// How many bytes.
    pub size: u64,
    /// How many entries.
    pub entries: u32,
    /// Where the bytes were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What was told of it.
    pub told: Told,
    /// The engine that read it.
    pub engine: String,
}

/// An entry.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// The version it stands in.
    pub version: VersionId,
    /// Whether it was read or entered.
    pub origin: Origin,
    /// Whether that version is the current one of a document in view.
    pub current: bool,
    /// The rulings that were laid over what was read, and how each meets it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rulings: Vec<(RulingId, Standing)>,
    /// Its text as it stands, `record.span` of the document's text.
    pub text: String,
    /// What it says; `record.id` is the base's id.
    pub record: Arc<Record>,
    /// The id that a reading of the file alone gives it: series, hash, occurrence.
    #[serde(skip)]
    pub mark: String,
}

impl Base {
    /// The base as it stands.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn now(&self) -> Result<View> {
        View::now(self)
    }

    /// The base as it stood at the end of a day (ISO, by the machine's time zone), read with today's engine.
    ///
    /// # Errors
    /// Where it is no day, or the files cannot be read.
    pub fn as_of(&self, day: &str) -> Result<View> {
        View::as_of(self, day)
    }
}

impl View {
    fn now(base: &Base) -> Result<Self> {
        base.look()?;
        for last in [false, true] {
            let state = base.read(|c| {
                let mark = c.derived.mark()?;
                let mut held = base.inner.now.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(state) = held.as_ref().filter(|state| state.mark == mark) {
                    return Ok(Some(state.clone()));
                }
                if !c.log.holds(&mark.head)? {
                    return Ok(None);
                }
                let state = Arc::new(State::at(&c.log, &c.derived, mark.head.seq, mark)?);
                *held = Some(state.clone());
                Ok(Some(state))
            })?;
            match state {
                Some(state) => return Ok(Self { base: base.clone(), state, day: None }),
                None if last => break,
                // A record was put into the place of another under our hands.
                None => base.settle(&())?,
            }
        }
        let why = "computed from another record".to_owned();
        Err(Error::Damaged { path: base.derived_path(), why })
    }

    fn as_of(base: &Base, day: &str) -> Result<Self> {
        let refused = || Error::Refused { what: day.to_owned(), why: "no-day" };
        let date: jiff::civil::Date = day.parse().map_err(|_| refused())?;
        let midnight = date.tomorrow().map_err(|_| refused())?.to_datetime(jiff::civil::Time::midnight());
        let end = jiff::tz::TimeZone::system().to_timestamp(midnight).map_err(|_| refused())?;
        let end = crate::base::stamp(end);
        base.look()?;
        let state = base.read(|c| {
            let mark = c.derived.mark()?;
            let position = c.log.position_before(&end)?.min(mark.head.seq);
            State::at(&c.log, &c.derived, position, mark)
        })?;
        Ok(Self { base: base.clone(), state: Arc::new(state), day: Some(day.to_owned()) })
    }

    /// The base it is a view of.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// The row of the log up to which it tells.
    pub fn position(&self) -> i64 {
        self.state.position
    }

    /// A word for what it tells: another one where the base has moved, was read again or made anew.
    pub fn stamp(&self) -> String {
        format!("{} {}", self.state.position, self.state.mark)
    }

    /// Whether it tells what another told and what was put in since: nothing was read again or made anew in between.
    pub fn goes_on_from(&self, before: &Self) -> bool {
        let (now, then) = (&self.state.mark, &before.state.mark);
        now.made == then.made && now.edition == then.edition && now.head.seq >= then.head.seq
    }

    /// The day it is of, where it is not the present.
    pub fn day(&self) -> Option<&str> {
        self.day.as_deref()
    }

    /// The documents in view, in the order they came in.
    pub fn documents(&self) -> Vec<Document> {
        self.state.documents.values().map(|row| document(row)).collect()
    }

    /// A document in view.
    pub fn document(&self, id: DocumentId) -> Option<Document> {
        self.state.documents.get(&id.0).map(|row| document(row))
    }

    /// How many entries are in view.
    pub fn len(&self) -> u64 {
        self.state.documents.values().map(|row| u64::from(row.entries)).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The versions of a document, the first first, also where it is out of view.
    ///
    /// # Errors
    /// Where there is no such document at this time.
    pub fn versions(&self, id: DocumentId) -> Result<Vec<Version>> {
        let versions: Vec<Version> = self.base.read(|c| {
            c.derived
                .versions(
                    "WHERE v.document = ?1 AND v.seq <= ?2 ORDER BY v.version",
                    &[&id.0, &self.state.position],
                )?
                .into_iter()
                .filter_map(|row| {
                    let act = match c.log.at(row.seq) {
                        Ok(Some(act)) => act,
                        Ok(None) => return None,
                        Err(error) => return Some(Err(error)),
                    };
                    let told = act.act.version().map(|(version, _)| version.told.clone()).unwrap_or_default();
                    Some(Ok(Version {
                        id: VersionId { document: row.document, version: row.version },
                        recorded_at: act.recorded_at,
                        author: act.author,
                        sha256: row.sha256,
                        size: row.size,
                        entries: row.entries,
                        source: row.source,
                        told,
                        engine: row.engine,
                    }))
                })
                .collect()
        })?;
        if versions.is_empty() { Err(Error::Unknown(id.to_string())) } else { Ok(versions) }
    }

    /// Documents that were taken out and are not in view.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn removed(&self) -> Result<Vec<Document>> {
        self.base.read(|c| {
            let rows = c.derived.versions(
                "WHERE v.seq = (SELECT max(w.seq) FROM versions w WHERE w.document = v.document AND w.seq <= ?1) ORDER BY v.document",
                &[&self.state.position],
            )?;
            Ok(rows.iter().filter(|row| !self.state.documents.contains_key(&row.document)).map(document).collect())
        })
    }

    /// The entries of a document, in the order of the text.
    ///
    /// # Errors
    /// Where there is no such document in view.
    pub fn entries(&self, id: DocumentId) -> Result<Vec<Entry>> {
        let row = self.state.documents.get(&id.0).ok_or_else(|| Error::Unknown(id.to_string()))?;
        self.entries_of(row, true)
    }

    /// The entries of a version, in the order of the text.
    ///
    /// # Errors
    /// Where there is no such version at this time.
    pub fn entries_in(&self, id: VersionId) -> Result<Vec<Entry>> {
        let row = self.version_row(id)?;
        let current = self.state.by_seq.contains_key(&row.seq);
        self.entries_of(&row, current)
    }

    fn version_row(&self, id: VersionId) -> Result<VersionRow> {
        self.base
            .read(|c| c.derived.version(id.document, id.version))?
            .filter(|row| row.seq <= self.state.position)
            .ok_or_else(|| Error::Unknown(id.to_string()))
    }

    pub(crate) fn entries_of(&self, row: &VersionRow, current: bool) -> Result<Vec<Entry>> {
        let (places, blocks) =
            self.base.read(|c| Ok((c.derived.places(row.seq)?, c.derived.blocks(row.seq)?)))?;
        let mut entries = Vec::with_capacity(places.len());
        let mut places = places.into_iter();
        for data in blocks {
            let block = Block::unpack(&data).ok_or_else(|| self.damaged(row))?;
            for place in 0..block.len() {
                let (text, record) = block.entry(place, &row.about).ok_or_else(|| self.damaged(row))?;
                let (id, _) = places.next().ok_or_else(|| self.damaged(row))?;
                entries.push(self.entry_of(row, id.0, current, text.to_owned(), record));
            }
        }
        Ok(entries)
    }

    fn entry_of(
        &self,
        row: &VersionRow,
        entry: u32,
        current: bool,
        text: String,
        mut record: Record,
    ) -> Entry {
        let id = EntryId { document: row.document, entry };
        let mark = std::mem::replace(&mut record.id, id.to_string());
        let rulings = self.state.rules.lay(id, &text, &mut record);
        let version = VersionId { document: row.document, version: row.version };
        Entry { id, version, origin: row.origin, current, rulings, text, record: Arc::new(record), mark }
    }

    /// Facts are not what was written: they are made again when the base is opened next.
    fn damaged(&self, row: &VersionRow) -> Error {
        self.base.distrust();
        Error::Damaged {
            path: self.base.derived_path(),
            why: format!("facts of d{}.v{} cannot be unpacked", row.document, row.version),
        }
    }

    /// An entry: in the current version of its document, or else in the last that holds it.
    ///
    /// # Errors
    /// Where there is no such entry at this time.
    pub fn entry(&self, id: EntryId) -> Result<Entry> {
        let mut entry = self.raw(id)?;
        if !self.rules().is_empty() {
            let record = Arc::make_mut(&mut entry.record);
            entry.rulings = self.rules().lay(id, &entry.text, record);
        }
        Ok(entry)
    }

    /// The rulings in force.
    pub(crate) fn rules(&self) -> &Rules {
        &self.state.rules
    }

    /// An entry as it was read, without what was ruled.
    pub(crate) fn raw(&self, id: EntryId) -> Result<Entry> {
        let unknown = || Error::Unknown(id.to_string());
        let found: Option<(i64, u32)> = self.base.read(|c| {
            c.derived.sql(|c| {
                let mut statement = c.prepare_cached(
                    "SELECT e.version, e.number FROM versions v JOIN entries e ON e.version = v.seq
                     WHERE v.document = ?1 AND v.seq <= ?2 AND e.entry = ?3 ORDER BY v.seq DESC LIMIT 1",
                )?;
                let mut rows =
                    statement.query(rusqlite::params![id.document, self.state.position, id.entry])?;
                rows.next()?.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
            })
        })?;
        let (seq, number) = found.ok_or_else(unknown)?;
        let current = self.state.by_seq.contains_key(&seq);
        let row = if let Some(row) = self.state.documents.get(&id.document).filter(|row| row.seq == seq) {
            row.clone()
        } else {
            let rows = self.base.read(|c| c.derived.versions("WHERE v.seq = ?1", &[&seq]))?;
            Arc::new(rows.into_iter().next().ok_or_else(unknown)?)
        };
        let data = self
            .base
            .read(|c| c.derived.block(seq, (number - 1) / BLOCK))?
            .ok_or_else(|| self.damaged(&row))?;
        let block = Block::unpack(&data).ok_or_else(|| self.damaged(&row))?;
        let place = ((number - 1) % BLOCK) as usize;
        let (text, mut record) = block.entry(place, &row.about).ok_or_else(|| self.damaged(&row))?;
        let mark = std::mem::replace(&mut record.id, id.to_string());
        Ok(Entry {
            id,
            version: VersionId { document: row.document, version: row.version },
            origin: row.origin,
            current,
            rulings: Vec::new(),
            text: text.to_owned(),
            record: Arc::new(record),
            mark,
        })
    }

    /// The bytes of a version as received.
    ///
    /// # Errors
    /// Where there is no such version at this time.
    pub fn bytes(&self, id: VersionId) -> Result<Vec<u8>> {
        let row = self.version_row(id)?;
        self.base.read(|c| c.log.bytes(&row.sha256))?.ok_or_else(|| Error::Damaged {
            path: self.base.dir().join(crate::base::RECORD),
            why: format!("bytes {} are missing", row.sha256),
        })
    }

    /// The row of the log that put a version in.
    pub(crate) fn act_of(&self, id: VersionId) -> Result<crate::Row> {
        let row = self.version_row(id)?;
        self.base.read(|c| c.log.at(row.seq))?.ok_or_else(|| Error::Unknown(id.to_string()))
    }

    /// A version decoded: its text, and the way back to bytes.
    ///
    /// # Errors
    /// Where there is no such version at this time.
    pub fn decoded(&self, id: VersionId) -> Result<dashiji::document::Document> {
        let bytes = self.bytes(id)?;
        let row = self.version_row(id)?;
        let act = self.base.read(|c| c.log.at(row.seq))?.map(|row| row.act);
        let told = match &act {
            Some(Act::Added(v) | Act::Revised(v) | Act::Entered(v) | Act::Corrected(v)) => v.told.clone(),
            _ => Told::default(),
        };
        let given = dashiji::document::Given::from(&told);
        let options = told.options();
        let opened = dashiji_office::read(bytes, &given, &options, self.base.knowledge()?.lexicon());
        opened.map(|opened| opened.document).map_err(|error| Error::Unreadable(Box::new(error)))
    }

    /// A document in view with its text and its facts as people ruled: what the checks look at.
    ///
    /// # Errors
    /// Where there is no such document in view.
    pub fn reading(&self, id: DocumentId) -> Result<dashiji::Reading> {
        let row = self.state.documents.get(&id.0).ok_or_else(|| Error::Unknown(id.to_string()))?;
        let document = self.decoded(VersionId { document: id.0, version: row.version })?;
        let entries = self.entries_of(row, true)?;
        let records = entries.into_iter().map(|entry| Arc::unwrap_or_clone(entry.record)).collect();
        Ok(dashiji::Reading { document, records })
    }

    /// The office's own terms and lists, which the base reads with.
    ///
    /// # Errors
    /// Where they cannot be used.
    pub fn lexicon(&self) -> Result<&dashiji::lexicon::Lexicon> {
        Ok(self.base.knowledge()?.lexicon())
    }

    /// Whether two entries were ruled to tell one event.
    pub fn tell_one_event(&self, a: EntryId, b: EntryId) -> bool {
        let first = |id: EntryId| self.rules().told_again.get(&id).copied().unwrap_or(id);
        first(a) == first(b)
    }

    /// The entries that bear a name, in the order of documents and numbers. Places are named by code or by full name, bodies by full
    /// name or as written, documents by their title.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn naming(&self, kind: NameKind, name: &str) -> Result<Vec<Entry>> {
        let rules = self.rules();
        if rules.is_empty() {
            return self.stored(kind, name);
        }
        let mut entries = self.stored(kind, name)?;
        // What was ruled may have given the name to others, or taken it away.
        match kind {
            NameKind::Person => {
                for other in rules.stands_for(name) {
                    entries.extend(self.stored(kind, &other)?);
                }
            }
            NameKind::Organization => {
                for short in rules.shorts(name) {
                    entries.extend(self.stored(NameKind::Organization, &short)?);
                    entries.extend(self.stored(NameKind::Form, &short)?);
                }
            }
            _ => {}
        }
        for id in rules.touched() {
            match self.entry(id) {
                Ok(entry) if entry.current => entries.push(entry),
                Ok(_) | Err(Error::Unknown(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let wanted = (kind, kept_as(kind, name));
        entries.retain(|entry| names_of(&entry.record).contains_key(&wanted));
        entries.sort_by_key(|entry| (entry.version.document, entry.record.number));
        entries.dedup_by_key(|entry| entry.id);
        Ok(entries)
    }

    /// The entries that bear a name as read.
    pub(crate) fn stored(&self, kind: NameKind, name: &str) -> Result<Vec<Entry>> {
        let found = self.base.read(|c| c.derived.named(kind, &kept_as(kind, name)))?;
        self.chosen(found)
    }

    /// Entries by version and numbers; what is not in view is left out.
    pub(crate) fn chosen(&self, mut found: Vec<(i64, Vec<u32>)>) -> Result<Vec<Entry>> {
        found.retain(|(seq, _)| self.state.by_seq.contains_key(seq));
        found.sort();
        let parts: Vec<Vec<Entry>> = found
            .par_iter()
            .with_min_len(8)
            .map(|(seq, numbers)| {
                let Some(row) = self.state.by_seq.get(seq).and_then(|d| self.state.documents.get(d)) else {
                    return Ok(Vec::new());
                };
                self.base.read(|c| {
                    let ids: BTreeMap<u32, u32> = c.derived.ids(*seq, numbers)?;
                    let mut entries = Vec::with_capacity(numbers.len());
                    let mut held: Option<(u32, Block)> = None;
                    for &number in numbers {
                        let at = (number - 1) / BLOCK;
                        if held.as_ref().is_none_or(|(k, _)| *k != at) {
                            let data = c.derived.block(*seq, at)?.ok_or_else(|| self.damaged(row))?;
                            held = Some((at, Block::unpack(&data).ok_or_else(|| self.damaged(row))?));
                        }
                        let Some((_, block)) = &held else { continue };
                        let place = ((number - 1) % BLOCK) as usize;
                        let (text, record) =
                            block.entry(place, &row.about).ok_or_else(|| self.damaged(row))?;
                        let id = ids.get(&number).copied().unwrap_or(number);
                        entries.push(self.entry_of(row, id, true, text.to_owned(), record));
                    }
                    Ok(entries)
                })
            })
            .collect::<Result<_>>()?;
        Ok(parts.into_iter().flatten().collect())
    }

    /// Every entry in view, in the order of documents and numbers: much work for a large base.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn all(&self) -> Result<Vec<Entry>> {
        let rows: Vec<&Arc<VersionRow>> = self.state.documents.values().collect();
        let parts: Vec<Vec<Entry>> =
            rows.par_iter().map(|row| self.entries_of(row, true)).collect::<Result<_>>()?;
        Ok(parts.into_iter().flatten().collect())
    }

    /// Every entry in view, collated: much work for a large base.
    ///
    /// # Errors
    /// Where the files cannot be read, or the watch asked to stop.
    pub fn collation(&self, watch: &dyn Watch) -> Result<Collation> {
        self.whole(watch)
    }
}

fn document(row: &VersionRow) -> Document {
    Document {
        id: DocumentId(row.document),
        version: row.version,
        origin: row.origin,
        about: row.about.clone(),
        size: row.size,
        entries: row.entries,
        characters: row.characters,
    }
}
