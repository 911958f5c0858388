//! What the entries of a base say together: of one name from the entries that bear it, of all from records that are kept by key.
//!
//! Of a name the record that is kept is read, or made from the entries that bear it alone. Lists are the records in the order of the engine's
//! register ([`crate::records`]). Ledgers under programmes that are not those of the base's own settings (`dashiji.toml` in it) are made from every entry with figures once after the log
//! has moved, packed into `derived.db`, and read from there until it moves again. Of a day that is past, and where nothing can be kept, lists are made from every entry in view.

use crate::base::ENGINE;
use crate::derived::{NameKind, VersionRow, pack, unpack};
use crate::id::EntryId;
use crate::view::{Entry, View};
use crate::watch::{Stage, Watch};
use crate::{Error, Result};
use dashiji::collate::key::KeyKind;
use dashiji::collate::ledger::{Ledger, Programme};
use dashiji::collate::office::Post;
use dashiji::collate::organization::Organization;
use dashiji::collate::person::Person;
use dashiji::collate::place::Place;
use dashiji::collate::{Collation, document};
use dashiji::fact::Record;
use dashiji::lexicon::Lexicon;
use dashiji::resolve::division;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Bytes of a packed part of a list, before packing.
const PART: usize = 1 << 20;

/// Documents unpacked at a time.
const TOGETHER: usize = 64;

/// The format of the ledgers that are kept; another one is made anew.
const FORMAT: u32 = 3;

/// What the ledgers are kept under that somebody defined.
const DEFINED: &str = "ledgers-defined";

/// A person in a list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct PersonBrief {
    /// The name.
    pub name: String,
    /// Counts from 1 among people of one name.
    pub homonym: u32,
    /// By what the base knows them for good: `王伟@d3.e17`.
    #[serde(default)]
    pub id: String,
    /// Entries that name them.
    pub entries: u32,
    /// First day named.
    pub first: Option<String>,
    /// Last day named.
    pub last: Option<String>,
    /// Entries in which they are present; in the others they are only quoted or named.
    #[serde(default)]
    pub present: u32,
    /// Offices, the highest first, circles of office holders last.
    pub offices: Vec<String>,
}

impl View {
    /// The people of a name, from the entries that bear it.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn person(&self, name: &str) -> Result<Vec<Person>> {
        let key = dashiji::collate::entry::name_key(name);
        if !self.is_keyed()? {
            let mut entries = self.naming(NameKind::Person, name)?;
            if !entries.is_empty() {
                entries.extend(self.naming(NameKind::Called, name)?);
            }
            let people = self.collated(entries).person(name);
            return Ok(tenured(people, self.lexicon()?));
        }
        if let Some(kept) = self.record(List::People, KeyKind::Person, &key)? {
            return Ok(kept);
        }
        Ok(tenured(self.name_bearing(&key)?.person(&key), self.lexicon()?))
    }

    /// One place, by code, by key (`石板镇@513334`) or by a name that is one place's alone, from the entries that name it.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn place(&self, key: &str) -> Result<Option<Place>> {
        let code = key.parse().ok().filter(|_| key.len() == 6).map(division::lasting);
        if !self.is_keyed()? {
            // A town is named in the entries without its county, a division under any of its codes.
            let names: Vec<String> = match code {
                Some(code) => division::history(code).iter().map(|code| format!("{code:06}")).collect(),
                None => vec![key.split_once('@').map_or(key, |(name, _)| name).to_owned()],
            };
            let mut entries = Vec::new();
            for name in &names {
                entries.extend(self.naming(NameKind::Place, name)?);
            }
            return Ok(self.collated(entries).place(key));
        }
        let found = match code {
            Some(code) => Some(format!("{code:06}")),
            None if self.count_bearing(KeyKind::Place, key)? > 0 => Some(key.to_owned()),
            None => {
                let mut called = self.keys_called(KeyKind::Place, key)?;
                if called.len() == 1 { called.pop() } else { None }
            }
        };
        let Some(key) = found else { return Ok(None) };
        let mut place = match self.record::<Place>(List::Places, KeyKind::Place, &key)? {
            Some(mut kept) => kept.pop(),
            None => self.bearing(&[(KeyKind::Place, &key)])?.place(&key),
        };
        if let Some(place) = &mut place {
            // What lies in it may have been touched since.
            place.count_within(self.count_bearing(KeyKind::Within, &key)?);
        }
        Ok(place)
    }

    /// One body, by key, by full name or as written, from the entries that name it.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn organization(&self, name: &str) -> Result<Option<Organization>> {
        if self.is_keyed()? && self.count_bearing(KeyKind::Body, name)? > 0 {
            let kept = self.record::<Organization>(List::Organizations, KeyKind::Body, name)?;
            let body = match kept.and_then(|mut kept| kept.pop()) {
                Some(kept) => kept,
                None => self.bearing(&[(KeyKind::Body, name)])?.organization(name),
            };
            // Those before and after it may have been touched since.
            return self.with_history(body, self.lexicon()?).map(Some);
        }
        let told = name.split_once('@').map_or(name, |(name, _)| name);
        let entries = self.naming(NameKind::Organization, told)?;
        Ok((!entries.is_empty()).then(|| self.collated(entries).organization(name)))
    }

    /// The documents of a title, from the entries that name it.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn titled(&self, title: &str) -> Result<Vec<document::Document>> {
        let core = document::core_title(title);
        if self.is_keyed()? {
            return Ok(self.titled_by_key(&core)?.into_iter().map(|dated| dated.document).collect());
        }
        let mut documents = self.collated(self.naming(NameKind::Document, title)?).documents();
        documents.retain(|document| document::core_title(&document.title) == core);
        Ok(documents)
    }

    /// An entry with the posts that other entries tell of, for those of its people that it names without one.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn carried(&self, record: &Record) -> Result<Record> {
        let mut carried = self.carried_all([record])?;
        Ok(carried.pop().unwrap_or_else(|| record.clone()))
    }

    /// The same of several entries, whose people are looked up once.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn carried_all<'r>(&self, records: impl IntoIterator<Item = &'r Record>) -> Result<Vec<Record>> {
        let records: Vec<&Record> = records.into_iter().collect();
        let bare = records.iter().flat_map(|record| dashiji::collate::carry::bare_names(record));
        let names: BTreeSet<String> = bare.collect();
        if names.is_empty() {
            return Ok(records.into_iter().cloned().collect());
        }
        let collation = if self.is_keyed()? {
            let keys: Vec<(KeyKind, &str)> =
                names.iter().map(|name| (KeyKind::Person, name.as_str())).collect();
            self.bearing(&keys)?
        } else {
            let mut entries = Vec::new();
            for name in &names {
                entries.extend(self.naming(NameKind::Person, name)?);
            }
            entries.sort_by_key(|entry| entry.id);
            entries.dedup_by_key(|entry| entry.id);
            self.collated(entries)
        };
        let mut carrier = collation.carrier();
        Ok(records.into_iter().map(|record| carrier.carried(record)).collect())
    }

    /// The office of the register in which somebody is stated in an entry (by its id) at a character, with all who held it; nothing where the
    /// register was not made yet, or cannot be brought up to this view just now.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn office_stated(&self, holder: &str, entry: &str, start: u32) -> Result<Option<Post>> {
        if !self.is_mended(List::Offices)? {
            return Ok(None);
        }
        let people = self.person(holder)?;
        let stated = |cite: &dashiji::collate::Cite| *cite.entry == *entry && cite.start == start;
        let mut offices = people.iter().flat_map(dashiji::collate::office::held);
        let found = offices.find(|(_, holder)| holder.office.cites.iter().any(stated));
        found.map_or(Ok(None), |(key, _)| self.office_kept(&key))
    }

    /// Everyone named, in brief.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn people_in_brief(&self, watch: &dyn Watch) -> Result<Vec<PersonBrief>> {
        self.list(List::Briefs, &[], watch)
    }

    /// Everyone named, by name.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn people(&self, watch: &dyn Watch) -> Result<Vec<Person>> {
        self.list(List::People, &[], watch)
    }

    /// Every office held by someone.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn offices(&self, watch: &dyn Watch) -> Result<Vec<Post>> {
        self.list(List::Offices, &[], watch)
    }

    /// Every place named.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn places(&self, watch: &dyn Watch) -> Result<Vec<Place>> {
        self.list(List::Places, &[], watch)
    }

    /// Every body named.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn organizations(&self, watch: &dyn Watch) -> Result<Vec<Organization>> {
        self.list(List::Organizations, &[], watch)
    }

    /// Every document named in the entries.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn documents_named(&self, watch: &dyn Watch) -> Result<Vec<document::Document>> {
        self.list(List::Documents, &[], watch)
    }

    /// Every series of figures.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn ledgers(&self, defined: &[Programme], watch: &dyn Watch) -> Result<Vec<Ledger>> {
        self.list(List::Ledgers, defined, watch)
    }

    /// Hands on a list as JSON, one item a line, without taking it apart.
    ///
    /// # Errors
    /// Where the files cannot be read, or `each` fails.
    pub fn lines<E: From<Error>>(
        &self,
        list: List,
        defined: &[Programme],
        watch: &dyn Watch,
        mut each: impl FnMut(&[u8]) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        for part in self.parts(list, defined, watch)? {
            for line in part.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                each(line)?;
            }
        }
        Ok(())
    }

    fn list<T: DeserializeOwned + Send>(
        &self,
        list: List,
        defined: &[Programme],
        watch: &dyn Watch,
    ) -> Result<Vec<T>> {
        let parts = self.parts(list, defined, watch)?;
        self.read_list(list, &parts)
    }

    fn read_list<T: DeserializeOwned + Send>(&self, list: List, parts: &[Vec<u8>]) -> Result<Vec<T>> {
        let read: std::result::Result<Vec<Vec<T>>, serde_json::Error> = parts
            .par_iter()
            .map(|part| {
                let lines = part.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
                lines.map(serde_json::from_slice).collect()
            })
            .collect();
        let read = read.map_err(|error| Error::Damaged {
            path: self.base.derived_path(),
            why: format!("list {}: {error}", list.name()),
        })?;
        Ok(read.into_iter().flatten().collect())
    }

    /// The parts of a list, from what is kept or made now.
    fn parts(&self, list: List, defined: &[Programme], watch: &dyn Watch) -> Result<Vec<Vec<u8>>> {
        // Those of the base's own settings are kept by key.
        let own = list == List::Ledgers && defined != self.base.knowledge()?.programmes;
        let key = self.key(defined);
        let kept = if own {
            self.kept(DEFINED, &key)?
        } else if let Some(records) = self.records(list, watch)? {
            let parts = records.par_iter().map(|record| unpack(record)).collect::<Option<_>>();
            Some(parts.ok_or_else(|| self.bad(list))?)
        } else {
            None
        };
        if let Some(parts) = kept {
            return Ok(parts);
        }
        // Only entries with figures stand in ledgers.
        let figures = list == List::Ledgers && self.is_keyed()?;
        let collation = if figures { self.bearing(&[(KeyKind::Figures, "")])? } else { self.whole(watch)? };
        let parts = list.parts(&collation, defined, self.lexicon()?)?;
        if own && self.day().is_none() {
            let parts: Vec<Vec<u8>> = parts.iter().map(|part| pack(part)).collect();
            self.keep(DEFINED, &key, &parts);
        }
        Ok(parts)
    }

    fn bad(&self, list: List) -> Error {
        Error::Damaged {
            path: self.base.derived_path(),
            why: format!("list {} cannot be unpacked", list.name()),
        }
    }

    fn key(&self, defined: &[Programme]) -> String {
        format!("{FORMAT} {} {ENGINE} {defined:?}", self.stamp())
    }

    /// Ledgers as a search needs them: those that are kept of this view, or, where any will do, as they were made last; else made from the entries
    /// with figures where they must be.
    pub(crate) fn ledgers_at_hand(
        &self,
        any: bool,
        must: bool,
        watch: &dyn Watch,
    ) -> Result<Option<Vec<Ledger>>> {
        let whole = self.records_key()?;
        if self.day().is_none() {
            let read = || self.base.read(|c| c.derived.records(List::Ledgers.number()));
            let (kept, fresh, stale) = self.base.read(|c| {
                let kept = c.derived.registers()? == whole;
                let stale = c.derived.touched_of(List::Ledgers.rests_on())?;
                Ok((kept, self.records_are_ours(&c.derived, &whole)?, stale))
            })?;
            if kept && (any || fresh && stale == 0) {
                let parts: Option<Vec<Vec<u8>>> = read()?.par_iter().map(|record| unpack(record)).collect();
                let parts = parts.ok_or_else(|| self.bad(List::Ledgers))?;
                return self.read_list(List::Ledgers, &parts).map(Some);
            }
            if fresh && must {
                return self.ledgers(&self.base.knowledge()?.programmes, watch).map(Some);
            }
        }
        if !must {
            return Ok(None);
        }
        let collation =
            if self.is_keyed()? { self.bearing(&[(KeyKind::Figures, "")])? } else { self.whole(watch)? };
        Ok(Some(collation.ledgers(&self.base.knowledge()?.programmes)))
    }

    /// Whether the ledgers that are kept are those of this view, none of them stale.
    pub(crate) fn is_fresh(&self) -> Result<bool> {
        let whole = self.records_key()?;
        let fresh = |derived: &crate::derived::Derived| {
            let stale = derived.touched_of(List::Ledgers.rests_on())?;
            Ok(self.records_are_ours(derived, &whole)? && stale == 0)
        };
        Ok(self.day().is_none() && self.base.read(|c| fresh(&c.derived))?)
    }

    fn kept(&self, name: &str, key: &str) -> Result<Option<Vec<Vec<u8>>>> {
        if self.day().is_some() {
            return Ok(None);
        }
        let packed: Vec<Vec<u8>> = self.base.read(|c| {
            c.derived.sql(|c| {
                c.prepare_cached("SELECT data FROM projections WHERE kind = ?1 AND key = ?2 ORDER BY part")?
                    .query_map([name, key], |row| row.get(0))?
                    .collect()
            })
        })?;
        if packed.is_empty() {
            return Ok(None);
        }
        Ok(packed.par_iter().map(|part| unpack(part)).collect())
    }

    /// Keeps a list for the next time; where the base cannot be written just now, it is made again then.
    fn keep(&self, name: &str, key: &str, parts: &[Vec<u8>]) {
        let Ok(writer) = self.base.idle_writer() else { return };
        if writer.derived.begin().is_err() {
            return;
        }
        let done = writer.derived.sql(|c| {
            c.execute_batch("BEGIN IMMEDIATE")?;
            c.execute("DELETE FROM projections WHERE kind = ?1", [name])?;
            let mut insert =
                c.prepare_cached("INSERT INTO projections (kind, part, key, data) VALUES (?1, ?2, ?3, ?4)")?;
            for (part, data) in parts.iter().enumerate() {
                insert.execute(rusqlite::params![name, part as i64, key, data])?;
            }
            c.execute_batch("COMMIT")
        });
        // A full disk only means that the list is made again next time.
        if done.is_err() {
            let _ = writer.derived.sql(|c| c.execute_batch("ROLLBACK"));
        }
    }

    /// Every entry in view, collated as people ruled; told as it goes on. Documents are unpacked while what went before is put in.
    pub(crate) fn whole(&self, watch: &dyn Watch) -> Result<Collation> {
        watch.begin(Stage::Collate, Some(self.len()));
        let keyed = self.is_keyed()?;
        let rows: Vec<&Arc<VersionRow>> = self.state.documents.values().collect();
        let mut collation = self.empty_collation();
        let mut chunks = rows.chunks(TOGETHER);
        let mut shares = self.shares(chunks.next(), keyed)?;
        while !shares.is_empty() {
            let (next, done) = rayon::join(
                || self.shares(chunks.next(), keyed),
                || shares.into_iter().try_for_each(|share| self.put_share(&mut collation, share, watch)),
            );
            done?;
            shares = next?;
            if watch.stopped() {
                return Err(Error::Stopped);
            }
        }
        watch.end();
        Ok(collation)
    }

    fn shares<'v>(&self, rows: Option<&[&'v Arc<VersionRow>]>, keyed: bool) -> Result<Vec<Share<'v>>> {
        rows.unwrap_or_default().par_iter().map(|row| self.share(row, keyed)).collect()
    }

    /// A document's share in the registers.
    fn share<'v>(&self, row: &'v VersionRow, keyed: bool) -> Result<Share<'v>> {
        if keyed {
            let kept = self.base.read(|c| Ok((c.derived.digests(row.seq)?, c.derived.places(row.seq)?)))?;
            if let (Some(digests), places) = kept {
                let ids = places.into_iter().map(|(place, _)| place.0).collect();
                return Ok(Share::Digests { row, digests, ids });
            }
        }
        Ok(Share::Entries(self.entries(crate::DocumentId(row.document))?))
    }

    fn put_share(&self, collation: &mut Collation, share: Share<'_>, watch: &dyn Watch) -> Result<()> {
        match share {
            Share::Entries(entries) => {
                watch.advance(entries.len() as u64);
                self.collate(collation, entries);
            }
            Share::Digests { row, digests, ids } => {
                watch.advance(ids.len() as u64);
                let id = |number: u32| {
                    let entry = *ids.get((number as usize).checked_sub(1)?)?;
                    Some(EntryId { document: row.document, entry }.to_string())
                };
                if !digests.iter().all(|digest| collation.add_digest(&row.about, digest, id)) {
                    // They were kept badly: the facts themselves are there.
                    self.collate(collation, self.entries(crate::DocumentId(row.document))?);
                }
            }
        }
        Ok(())
    }

    /// Entries collated as people ruled.
    pub fn collated(&self, entries: Vec<Entry>) -> Collation {
        let mut collation = self.empty_collation();
        self.collate(&mut collation, entries);
        collation
    }

    /// A collation without entries that knows what people ruled, to put entries into with [`View::collate`].
    pub fn empty_collation(&self) -> Collation {
        self.collation_for(None)
    }

    /// Puts entries into a collation, as people ruled.
    pub fn collate(&self, collation: &mut Collation, entries: Vec<Entry>) {
        collation.apply(self.counted(entries), std::iter::empty());
    }
}

/// A document's share in the registers.
enum Share<'v> {
    /// Its entries, as people ruled.
    Entries(Vec<Entry>),
    /// What registers need of them, and the ids of the entries by their numbers.
    Digests { row: &'v VersionRow, digests: Vec<Vec<u8>>, ids: Vec<u32> },
}

/// A list of all items of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// [`PersonBrief`]s.
    Briefs,
    /// [`Person`]s.
    People,
    /// [`Post`]s.
    Offices,
    /// [`Place`]s.
    Places,
    /// [`Organization`]s.
    Organizations,
    /// [`document::Document`]s.
    Documents,
    /// [`Ledger`]s.
    Ledgers,
}

impl List {
    /// Every one of them.
    pub const ALL: [Self; 7] = [
        Self::Briefs,
        Self::People,
        Self::Offices,
        Self::Places,
        Self::Organizations,
        Self::Documents,
        Self::Ledgers,
    ];

    /// The lists that hold the records of a kind of key.
    pub(crate) fn of(kind: KeyKind) -> &'static [Self] {
        match kind {
            KeyKind::Person => &[Self::Briefs, Self::People],
            KeyKind::Place => &[Self::Places],
            KeyKind::Body => &[Self::Organizations],
            KeyKind::Document => &[Self::Documents],
            // What ledgers rest on is found by themselves.
            KeyKind::Within
            | KeyKind::Short
            | KeyKind::Figures
            | KeyKind::Series
            | KeyKind::Reached
            | KeyKind::Stated
            | KeyKind::Called => &[],
        }
    }

    /// The kinds of keys that its records rest on. Offices rest on what people held.
    pub(crate) fn rests_on(self) -> &'static [KeyKind] {
        match self {
            Self::Briefs | Self::People | Self::Offices => &[KeyKind::Person, KeyKind::Called],
            Self::Places => &[KeyKind::Place, KeyKind::Within],
            Self::Organizations => &[KeyKind::Body],
            Self::Documents => &[KeyKind::Document, KeyKind::Short],
            Self::Ledgers => &[KeyKind::Series, KeyKind::Reached, KeyKind::Stated],
        }
    }

    /// The number its records are kept under.
    pub(crate) fn number(self) -> i64 {
        self as i64
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Briefs => "briefs",
            Self::People => "people",
            Self::Offices => "offices",
            Self::Places => "places",
            Self::Organizations => "organizations",
            Self::Documents => "documents",
            Self::Ledgers => "ledgers",
        }
    }

    /// Its parts, from a collation of every entry.
    fn parts(self, collation: &Collation, defined: &[Programme], lexicon: &Lexicon) -> Result<Vec<Vec<u8>>> {
        match self {
            Self::Briefs => {
                let people = tenured(collation.people(), lexicon);
                parts(&people.iter().map(PersonBrief::of).collect::<Vec<_>>())
            }
            Self::People => parts(&tenured(collation.people(), lexicon)),
            Self::Offices => parts(&collation.offices()),
            Self::Places => parts(&collation.places()),
            Self::Organizations => parts(&collation.organizations_under(lexicon.lists())),
            Self::Documents => parts(&collation.documents()),
            Self::Ledgers => parts(&collation.ledgers(defined)),
        }
    }
}

/// People with the days in office that the office's own list of posts tells.
fn tenured(people: Vec<Person>, lexicon: &Lexicon) -> Vec<Person> {
    people.into_iter().map(|person| person.with_tenure(lexicon.lists())).collect()
}

impl PersonBrief {
    /// A person in brief.
    pub(crate) fn of(person: &Person) -> Self {
        Self {
            name: person.name.clone(),
            homonym: person.homonym,
            id: person.id.clone(),
            entries: person.entries,
            present: person.present,
            first: person.first.clone(),
            last: person.last.clone(),
            offices: person.offices.iter().map(|office| office.title.clone()).collect(),
        }
    }
}

/// Items as lines of JSON, in parts.
fn parts<T: Serialize>(items: &[T]) -> Result<Vec<Vec<u8>>> {
    let mut parts = Vec::new();
    let mut lines: Vec<u8> = Vec::new();
    for item in items {
        serde_json::to_writer(&mut lines, item)
            .map_err(|error| Error::Fault(format!("a list that cannot be written: {error}")))?;
        lines.push(b'\n');
        if lines.len() >= PART {
            parts.push(std::mem::take(&mut lines));
        }
    }
    if !lines.is_empty() || parts.is_empty() {
        parts.push(lines);
    }
    Ok(parts)
}
