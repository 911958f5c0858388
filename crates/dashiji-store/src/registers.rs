//! What the entries of a base say together: of one name from the entries that bear it, of all from lists that are kept.
//!
//! A list (people, offices, places, bodies, documents, ledgers) is made from every entry in view once after the log has moved, packed
//! into `derived.db`, and read from there until it moves again. In goes a kind; out come the items in the order of the engine's register.

use crate::base::{Base, ENGINE};
use crate::derived::{NameKind, VersionRow, kept_as, unpack};
use crate::id::EntryId;
use crate::view::{Entry, View};
use crate::watch::{Stage, Watch};
use crate::{Error, Result};
use dashiji::collate::ledger::{Ledger, Programme};
use dashiji::collate::office::Post;
use dashiji::collate::organization::Organization;
use dashiji::collate::person::Person;
use dashiji::collate::place::Place;
use dashiji::collate::{Collation, Key, document};
use dashiji::fact::{QuantityKind, Record};
use dashiji::lexicon::Lexicon;
use rayon::prelude::*;
use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Bytes of a packed part of a list, before packing.
const PART: usize = 1 << 20;

/// Documents unpacked at a time.
const TOGETHER: usize = 64;

/// Bytes of what registers need that are kept in one go.
const KEPT_AT_ONCE: usize = 16 << 20;

/// The format of the lists; another one is made anew.
const FORMAT: u32 = 2;

/// A person in a list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct PersonBrief {
    /// The name.
    pub name: String,
    /// Counts from 1 among people of one name.
    pub homonym: u32,
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
        let entries = self.naming(NameKind::Person, name)?;
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        Ok(tenured(self.collated(entries).person(name), self.lexicon()?))
    }

    /// One place, by code or full name, from the entries that name it.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn place(&self, key: &str) -> Result<Option<Place>> {
        // A town is named in the entries without its county, a division under any of its codes.
        let codes: Vec<String> = match key.parse().ok().filter(|_| key.len() == 6) {
            Some(code) => {
                dashiji::resolve::division::history(code).iter().map(|code| format!("{code:06}")).collect()
            }
            None => vec![key.split_once('@').map_or(key, |(name, _)| name).to_owned()],
        };
        let mut entries = Vec::new();
        for code in &codes {
            entries.extend(self.naming(NameKind::Place, code)?);
        }
        Ok(self.collated(entries).place(key))
    }

    /// One body, by full name or as written, from the entries that name it.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn organization(&self, name: &str) -> Result<Option<Organization>> {
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
        let mut documents = self.collated(self.naming(NameKind::Document, title)?).documents();
        documents.retain(|document| document::core_title(&document.title) == core);
        Ok(documents)
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
            path: self.base.inner.derived.clone(),
            why: format!("list {}: {error}", list.name()),
        })?;
        Ok(read.into_iter().flatten().collect())
    }

    /// The parts of a list, from what is kept or made now.
    fn parts(&self, list: List, defined: &[Programme], watch: &dyn Watch) -> Result<Vec<Vec<u8>>> {
        let key = self.key(list, defined);
        if let Some(parts) = self.kept(list.kept_as(defined), &key)? {
            return Ok(parts);
        }
        let collation = self.whole(watch)?;
        let lexicon = self.lexicon()?;
        // All that comes of one look at every entry is kept, but of a past day only what was asked for.
        let source = if list == List::Briefs { List::People } else { list };
        let made = List::ALL.par_iter().filter(|made| **made == source || self.day().is_none());
        let mut wanted: Vec<Made> = made
            .map(|&made| {
                let defined = if made == list { defined } else { &[] };
                made.pack(&collation, defined, lexicon).map(|packed| {
                    packed.into_iter().map(|(list, parts)| Made {
                        list,
                        name: list.kept_as(defined),
                        key: self.key(list, defined),
                        parts,
                    })
                })
            })
            .collect::<Result<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect();
        drop(collation);
        if self.day().is_none() {
            self.keep(&wanted);
        }
        let asked = wanted.iter().position(|made| made.list == list);
        let parts = asked.map(|at| wanted.swap_remove(at).parts).unwrap_or_default();
        parts.par_iter().map(|part| unpack(part)).collect::<Option<_>>().ok_or_else(|| self.bad(list))
    }

    fn bad(&self, list: List) -> Error {
        Error::Damaged {
            path: self.base.inner.derived.clone(),
            why: format!("list {} cannot be unpacked", list.name()),
        }
    }

    fn key(&self, list: List, defined: &[Programme]) -> String {
        let defined = if list == List::Ledgers { format!("{defined:?}") } else { String::new() };
        format!("{FORMAT} {} {} {defined}", self.position(), ENGINE)
    }

    /// The key of the ledgers of this state of the base.
    pub(crate) fn ledgers_key(&self) -> String {
        self.key(List::Ledgers, &[])
    }

    /// The key of the ledgers that are kept: of this state of the base, or, where any will do, of whichever was last.
    pub(crate) fn kept_ledgers_key(&self, any: bool) -> Result<Option<String>> {
        if self.day().is_some() {
            return Ok(None);
        }
        let kept: Option<String> = self.base.read(|c| {
            c.derived.sql(|c| {
                c.prepare_cached("SELECT key FROM projections WHERE kind = ?1 LIMIT 1")?
                    .query_row([List::Ledgers.name()], |row| row.get(0))
                    .optional()
            })
        })?;
        let ours = |key: &String| key.starts_with(&format!("{FORMAT} ")) && key.contains(ENGINE);
        Ok(kept.filter(|key| if any { ours(key) } else { *key == self.ledgers_key() }))
    }

    /// The ledgers kept under a key.
    pub(crate) fn kept_ledgers(&self, key: &str) -> Result<Option<Vec<Ledger>>> {
        self.kept(List::Ledgers.name(), key)?.map(|parts| self.read_list(List::Ledgers, &parts)).transpose()
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

    /// Keeps lists for the next time; where the base cannot be written just now, they are made again then.
    fn keep(&self, lists: &[Made]) {
        let Ok(writer) = self.base.idle_writer() else { return };
        let done = writer.derived.sql(|c| {
            c.execute_batch("BEGIN IMMEDIATE")?;
            for Made { name, key, parts, .. } in lists {
                c.execute("DELETE FROM projections WHERE kind = ?1", [name])?;
                let mut insert = c.prepare_cached(
                    "INSERT INTO projections (kind, part, key, data) VALUES (?1, ?2, ?3, ?4)",
                )?;
                for (part, data) in parts.iter().enumerate() {
                    insert.execute(rusqlite::params![name, part as i64, key, data])?;
                }
            }
            c.execute_batch("COMMIT")
        });
        // A full disk only means that the lists are made again next time.
        if done.is_err() {
            let _ = writer.derived.sql(|c| c.execute_batch("ROLLBACK"));
        }
    }

    /// Every entry in view, collated as people ruled; told as it goes on. What registers need of a document is kept, so that only what
    /// is new is looked at in full; and it is looked at while what went before is put in.
    fn whole(&self, watch: &dyn Watch) -> Result<Collation> {
        watch.begin(Stage::Collate, Some(self.len()));
        let ruled = self.documents_ruled()?;
        let rows: Vec<&Arc<VersionRow>> = self.state.documents.values().collect();
        let mut collation = self.empty_collation();
        let mut fresh: Vec<(i64, Vec<u8>)> = Vec::new();
        let mut chunks = rows.chunks(TOGETHER);
        let mut shares = self.shares(chunks.next(), &ruled)?;
        while !shares.is_empty() {
            let (next, done) = rayon::join(
                || self.shares(chunks.next(), &ruled),
                || {
                    for share in shares {
                        self.put_share(&mut collation, share, &mut fresh, watch)?;
                    }
                    Ok::<(), Error>(())
                },
            );
            done?;
            shares = next?;
            if fresh.iter().map(|(_, digest)| digest.len()).sum::<usize>() >= KEPT_AT_ONCE {
                self.keep_digests(std::mem::take(&mut fresh));
            }
            if watch.stopped() {
                return Err(Error::Stopped);
            }
        }
        self.keep_digests(fresh);
        watch.end();
        Ok(collation)
    }

    /// The documents in which rulings may change a fact.
    fn documents_ruled(&self) -> Result<BTreeSet<u32>> {
        let rules = self.rules();
        let named = rules.touched().chain(rules.told_again.keys().copied());
        let mut documents: BTreeSet<u32> = named.map(|entry| entry.document).collect();
        for (kinds, name) in rules.general() {
            for kind in kinds {
                let found = self.base.read(|c| c.derived.named(*kind, &kept_as(*kind, name)))?;
                documents.extend(found.iter().filter_map(|(seq, _)| self.state.by_seq.get(seq)));
            }
        }
        Ok(documents)
    }

    fn shares<'v>(
        &self,
        rows: Option<&[&'v Arc<VersionRow>]>,
        ruled: &BTreeSet<u32>,
    ) -> Result<Vec<Share<'v>>> {
        rows.unwrap_or_default().par_iter().map(|row| self.share(row, ruled)).collect()
    }

    /// A document's share in the registers.
    fn share<'v>(&self, row: &'v VersionRow, ruled: &BTreeSet<u32>) -> Result<Share<'v>> {
        if ruled.contains(&row.document) {
            return Ok(Share::Entries(self.entries(crate::DocumentId(row.document))?));
        }
        let kept =
            self.base.read(|c| Ok((c.derived.digest(row.seq, ENGINE)?, c.derived.places(row.seq)?)))?;
        if let (Some(digest), places) = kept {
            let ids = places.into_iter().map(|(place, _)| place.0).collect();
            return Ok(Share::Digest { row, digest, ids, fresh: false });
        }
        let entries = self.entries(crate::DocumentId(row.document))?;
        let records = entries.iter().map(|entry| &*entry.record);
        let digest = dashiji::collate::digest::digest(&row.about, records);
        let ids = entries.iter().map(|entry| entry.id.entry).collect();
        Ok(Share::Digest { row, digest, ids, fresh: true })
    }

    fn put_share(
        &self,
        collation: &mut Collation,
        share: Share<'_>,
        fresh: &mut Vec<(i64, Vec<u8>)>,
        watch: &dyn Watch,
    ) -> Result<()> {
        match share {
            Share::Entries(entries) => {
                watch.advance(entries.len() as u64);
                self.collate(collation, entries);
            }
            Share::Digest { row, digest, ids, fresh: new } => {
                watch.advance(ids.len() as u64);
                let id = |number: u32| {
                    let entry = *ids.get((number as usize).checked_sub(1)?)?;
                    Some(EntryId { document: row.document, entry }.to_string())
                };
                if !collation.add_digest(&row.about, &digest, id) {
                    // It was kept badly: the facts themselves are there.
                    self.collate(collation, self.entries(crate::DocumentId(row.document))?);
                } else if new {
                    fresh.push((row.seq, digest));
                }
            }
        }
        Ok(())
    }

    /// Keeps what registers need of documents; where the base cannot be written just now, it is made again next time.
    fn keep_digests(&self, digests: Vec<(i64, Vec<u8>)>) {
        if digests.is_empty() {
            return;
        }
        if let Ok(mut writer) = self.base.idle_writer() {
            // What was read again since is another's.
            let held = |seq: i64| self.state.by_seq.contains_key(&seq);
            let same = writer.derived.position().is_ok_and(|position| position == self.position());
            if same {
                let digests: Vec<_> = digests.into_iter().filter(|(seq, _)| held(*seq)).collect();
                let _ = writer.derived.keep_digests(&digests, ENGINE);
            }
        }
    }

    /// Entries collated as people ruled.
    pub fn collated(&self, entries: Vec<Entry>) -> Collation {
        let mut collation = self.empty_collation();
        self.collate(&mut collation, entries);
        collation
    }

    /// A collation without entries that knows what people ruled, to put entries into with [`View::collate`].
    pub fn empty_collation(&self) -> Collation {
        let mut collation = Collation::default();
        for name in &self.rules().one {
            collation.rule_one(name);
        }
        for (name, entries) in &self.rules().apart {
            collation.rule_apart(name, self.keys(entries));
        }
        collation
    }

    fn keys(&self, entries: &BTreeSet<EntryId>) -> BTreeSet<Key> {
        entries.iter().filter_map(|id| self.entry(*id).ok()).map(|entry| Key::of(&entry.record)).collect()
    }

    /// Puts entries into a collation, as people ruled.
    pub fn collate(&self, collation: &mut Collation, entries: Vec<Entry>) {
        let told_again = &self.rules().told_again;
        let records = entries.into_iter().map(|mut entry| {
            if told_again.contains_key(&entry.id) {
                count_once(Arc::make_mut(&mut entry.record));
            }
            entry.record
        });
        collation.apply(records, std::iter::empty());
    }
}

/// What another entry tells is not counted from this one again: who was there, and what was added to a series.
fn count_once(record: &mut Record) {
    record.events = Vec::new();
    for figure in &mut record.quantities {
        if matches!(figure.kind, QuantityKind::Increment | QuantityKind::Component) {
            figure.kind = QuantityKind::Attribute;
        }
    }
}

/// A document's share in the registers.
enum Share<'v> {
    /// Its entries, as people ruled.
    Entries(Vec<Entry>),
    /// What registers need of them, the ids of the entries by their numbers, and whether it was made just now.
    Digest { row: &'v VersionRow, digest: Vec<u8>, ids: Vec<u32>, fresh: bool },
}

/// A list made, and under which name and key it is kept.
struct Made {
    list: List,
    name: &'static str,
    key: String,
    parts: Vec<Vec<u8>>,
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
    /// All but [`List::Briefs`], which come with [`List::People`]; what takes longest first.
    const ALL: [Self; 6] =
        [Self::People, Self::Ledgers, Self::Offices, Self::Organizations, Self::Places, Self::Documents];

    fn name(self) -> &'static str {
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

    /// The name it is kept under. Ledgers that somebody defined are kept beside those that entries show by themselves.
    fn kept_as(self, defined: &[Programme]) -> &'static str {
        if self == Self::Ledgers && !defined.is_empty() { "ledgers-defined" } else { self.name() }
    }

    /// Makes and packs it, with what comes of it at once.
    fn pack(
        self,
        collation: &Collation,
        defined: &[Programme],
        lexicon: &Lexicon,
    ) -> Result<Vec<(Self, Vec<Vec<u8>>)>> {
        let packed = match self {
            Self::Briefs | Self::People => {
                let people = tenured(collation.people(), lexicon);
                let briefs: Vec<PersonBrief> = people.iter().map(brief).collect();
                return Ok(vec![(Self::Briefs, pack(&briefs)?), (Self::People, pack(&people)?)]);
            }
            Self::Offices => pack(&collation.offices()),
            Self::Places => pack(&collation.places()),
            Self::Organizations => pack(&collation.organizations_under(lexicon.lists())),
            Self::Documents => pack(&collation.documents()),
            Self::Ledgers => pack(&collation.ledgers(defined)),
        };
        Ok(vec![(self, packed?)])
    }
}

/// People with the days in office that the office's own list of posts tells.
fn tenured(people: Vec<Person>, lexicon: &Lexicon) -> Vec<Person> {
    people.into_iter().map(|person| person.with_tenure(lexicon.lists())).collect()
}

fn brief(person: &Person) -> PersonBrief {
    PersonBrief {
        name: person.name.clone(),
        homonym: person.homonym,
        entries: person.entries,
        present: person.present,
        first: person.first.clone(),
        last: person.last.clone(),
        offices: person.offices.iter().map(|office| office.title.clone()).collect(),
    }
}

fn pack<T: Serialize>(items: &[T]) -> Result<Vec<Vec<u8>>> {
    let mut parts = Vec::new();
    let mut lines: Vec<u8> = Vec::new();
    for item in items {
        serde_json::to_writer(&mut lines, item)
            .map_err(|error| Error::Fault(format!("a list that cannot be written: {error}")))?;
        lines.push(b'\n');
        if lines.len() >= PART {
            parts.push(lz4_flex::compress_prepend_size(&lines));
            lines.clear();
        }
    }
    if !lines.is_empty() || parts.is_empty() {
        parts.push(lz4_flex::compress_prepend_size(&lines));
    }
    Ok(parts)
}

impl Base {
    /// The right to write where nobody has it just now.
    pub(crate) fn idle_writer(&self) -> Result<crate::base::Writer<'_>> {
        self.writer_within(std::time::Duration::ZERO)
    }
}
