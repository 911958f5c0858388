//! Registers kept by key: a record for each, made from the entries that bear it, made again only where an act of the log touched it.
//!
//! `add` of one document touches the names in it; when a register is next asked, the records of these names alone are made, each from the
//! digests of its own entries. Where there are none yet, or most are stale, all are made in one look at every entry; both ways give the
//! same bytes. Offices are a second level: rows of people's records, kept by office.

use crate::base::{ENGINE, Writer};
use crate::derived::{Derived, RecordRow};
use crate::ledgers;
use crate::registers::{List, PersonBrief};
use crate::view::View;
use crate::watch::Watch;
use crate::{Error, Result};
use dashiji::collate::Collation;
use dashiji::collate::document::Dated;
use dashiji::collate::key::KeyKind;
use dashiji::collate::office::{Holder, Post, held};
use dashiji::collate::organization::Organization;
use dashiji::collate::person::Person;
use dashiji::lexicon::Lexicon;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

/// The format of the records; those of another are made anew.
const FORMAT: u32 = 2;

/// All are made anew where more than one of so many is stale.
const MENDED: u64 = 3;

/// Fewer stale records than these are always mended.
const FEW: u64 = 64;

/// No more stale records than these are mended while somebody waits for another answer.
const OFTEN: u64 = 20_000;

/// Records made and written at a time.
const TOGETHER: usize = 4096;

/// Records mended at a time: some rest on many entries.
const AT_ONCE: usize = 64;

/// A key of a register.
pub(crate) type Keyed = (KeyKind, String);

/// What is made of one key.
#[derive(Default)]
struct Made {
    /// Records by the list they stand in.
    rows: Vec<(List, RecordRow)>,
    /// What a person held, by office.
    held: Vec<(String, Vec<u8>)>,
}

pub(crate) fn lines<T: Serialize>(items: &[T]) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    for item in items {
        serde_json::to_writer(&mut lines, item)
            .map_err(|error| Error::Fault(format!("a record that cannot be written: {error}")))?;
        lines.push(b'\n');
    }
    Ok(lines)
}

/// The items of lines of JSON; nothing where they are none.
pub(crate) fn items<T: DeserializeOwned>(lines: &[u8]) -> Option<Vec<T>> {
    let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).ok()).collect()
}

impl View {
    /// What is made of a key, from a collation that holds all entries that bear it.
    fn made(&self, collation: &Collation, (kind, key): &Keyed, lexicon: &Lexicon) -> Result<Made> {
        let row = |rank: String, lines| RecordRow { key: key.clone(), rank, lines };
        let mut made = Made::default();
        match kind {
            KeyKind::Person => {
                let people = collation.person(key);
                let mut by_office: BTreeMap<String, Vec<Holder>> = BTreeMap::new();
                for (office, holder) in people.iter().flat_map(held) {
                    by_office.entry(office).or_default().push(holder);
                }
                for (office, holders) in by_office {
                    made.held.push((office, lines(&holders)?));
                }
                let people: Vec<Person> =
                    people.into_iter().map(|person| person.with_tenure(lexicon.lists())).collect();
                let briefs: Vec<PersonBrief> = people.iter().map(PersonBrief::of).collect();
                made.rows.push((List::Briefs, row(String::new(), lines(&briefs)?)));
                made.rows.push((List::People, row(String::new(), lines(&people)?)));
            }
            KeyKind::Place => {
                if let Some(mut place) = collation.place(key) {
                    place.count_within(self.count_bearing(KeyKind::Within, &place.key)?);
                    made.rows.push((List::Places, row(place.rank(), lines(&[place])?)));
                }
            }
            KeyKind::Body => {
                let body = self.with_history(collation.organization(key), lexicon)?;
                made.rows.push((List::Organizations, row(body.rank(), lines(&[body])?)));
            }
            KeyKind::Document => {
                for (k, dated) in collation.titled(key).into_iter().enumerate() {
                    // Several regions' documents of one title stand under the title and a number each.
                    let key = format!("{key}\u{1f}{k:06}");
                    let row = RecordRow { key, rank: dated.rank(), lines: lines(&[dated.document])? };
                    made.rows.push((List::Documents, row));
                }
            }
            KeyKind::Within
            | KeyKind::Short
            | KeyKind::Figures
            | KeyKind::Series
            | KeyKind::Reached
            | KeyKind::Stated
            | KeyKind::Called => {}
        }
        Ok(made)
    }

    /// A body with the names before and after, each with the entries in view that name it.
    pub(crate) fn with_history(&self, body: Organization, lexicon: &Lexicon) -> Result<Organization> {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for (name, _) in lexicon.lists().line_of(&body.name) {
            let count = self.count_bearing(KeyKind::Body, &name)?;
            counts.insert(name, count);
        }
        Ok(body.with_history(lexicon.lists(), |name| counts.get(name).copied().unwrap_or(0)))
    }

    /// The documents of a title with those told under it, from their entries alone; of one that is only a short form, those it is the form of.
    pub(crate) fn titled_by_key(&self, core: &str) -> Result<Vec<Dated>> {
        let own = self.title_bearing(core)?;
        let mut found = own.titled(core);
        if found.is_empty() {
            for title in own.beside_title(core) {
                found.extend(self.title_bearing(&title)?.titled(&title));
            }
            found.retain(|dated| dated.document.is_called(core));
            found.sort_by_cached_key(Dated::rank);
        }
        Ok(found)
    }

    /// The entries that a title's record rests on: those that name it, or give it to another as a short form; and the same of the titles
    /// that are told beside it so.
    fn title_bearing(&self, core: &str) -> Result<Collation> {
        let own = self.bearing(&[(KeyKind::Document, core), (KeyKind::Short, core)])?;
        let beside = own.beside_title(core);
        if beside.is_empty() {
            return Ok(own);
        }
        let titles: Vec<&str> = beside.iter().map(String::as_str).chain([core]).collect();
        let keys: Vec<(KeyKind, &str)> =
            titles.iter().flat_map(|title| [(KeyKind::Document, *title), (KeyKind::Short, *title)]).collect();
        self.bearing(&keys)
    }

    /// The key under which records of this engine and these terms stand.
    pub(crate) fn records_key(&self) -> Result<String> {
        let knowledge = self.base.knowledge()?;
        Ok(format!("{FORMAT} {} {}", knowledge.keying(ENGINE), knowledge.hash))
    }

    /// Whether the records that are kept are those of this view, but for the stale ones.
    pub(crate) fn records_are_ours(&self, derived: &Derived, key: &str) -> Result<bool> {
        Ok(derived.position()? == self.position() && derived.registers()? == key)
    }

    /// The record of a key, where it is kept and of this view.
    pub(crate) fn record<T: DeserializeOwned>(
        &self,
        list: List,
        kind: KeyKind,
        key: &str,
    ) -> Result<Option<Vec<T>>> {
        let whole = self.records_key()?;
        let kept = self.base.read(|c| {
            let named = kind == KeyKind::Person && c.derived.is_stale(KeyKind::Called, key)?;
            if !self.records_are_ours(&c.derived, &whole)? || named || c.derived.is_stale(kind, key)? {
                return Ok(None);
            }
            c.derived.record(list.number(), key)
        })?;
        Ok(kept.and_then(|kept| items(&kept)))
    }

    /// Whether all records of a list are kept and of this view; those that are stale are made now, where they are few and it can be written.
    pub(crate) fn is_mended(&self, list: List) -> Result<bool> {
        let key = self.records_key()?;
        let (ours, stale) = self.base.read(|c| {
            Ok((self.records_are_ours(&c.derived, &key)?, c.derived.touched_of(list.rests_on())?))
        })?;
        if !ours || !self.is_keyed()? {
            return Ok(false);
        }
        Ok(stale == 0 || stale <= OFTEN && self.refreshed(list, &())?)
    }

    /// The record of an office. [`View::is_mended`] must have been asked.
    pub(crate) fn office_kept(&self, key: &str) -> Result<Option<Post>> {
        let kept = self.base.read(|c| c.derived.record(List::Offices.number(), key))?;
        Ok(kept.and_then(|kept| items(&kept)?.pop()))
    }

    /// The packed records of a list of this view, made where they must be; nothing where they cannot be kept just now.
    pub(crate) fn records(&self, list: List, watch: &dyn Watch) -> Result<Option<Vec<Vec<u8>>>> {
        // Somebody may write between the two; then nothing is kept of this view.
        if !self.refreshed(list, watch)? {
            return Ok(None);
        }
        let key = self.records_key()?;
        self.base.read(|c| {
            let fresh =
                self.records_are_ours(&c.derived, &key)? && c.derived.touched_of(list.rests_on())? == 0;
            if fresh { c.derived.records(list.number()).map(Some) } else { Ok(None) }
        })
    }

    /// Whether all records of a list are kept and of this view; those that are missing or stale are made now, where they can be kept.
    fn refreshed(&self, list: List, watch: &dyn Watch) -> Result<bool> {
        if !self.is_keyed()? {
            return Ok(false);
        }
        let key = self.records_key()?;
        let kinds = list.rests_on();
        let fresh =
            |derived: &Derived| Ok(self.records_are_ours(derived, &key)? && derived.touched_of(kinds)? == 0);
        if self.base.read(|c| fresh(&c.derived))? {
            return Ok(true);
        }
        let mut writer = match self.base.idle_writer() {
            Ok(writer) => writer,
            Err(Error::Busy { .. } | Error::ReadOnly(_)) => return Ok(false),
            Err(error) => return Err(error),
        };
        if writer.derived.position()? != self.position() {
            return Ok(false);
        }
        match self.refresh(&mut writer, &key, kinds, watch) {
            Ok(()) => Ok(true),
            // A full disk only means that nothing is kept.
            Err(Error::Full(_) | Error::ReadOnly(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Makes the records that are missing or stale: where most are, all of them, else those that rest on keys of some kinds.
    fn refresh(
        &self,
        writer: &mut Writer<'_>,
        key: &str,
        kinds: &[KeyKind],
        watch: &dyn Watch,
    ) -> Result<()> {
        let (stale, all) = (writer.derived.touched_of(kinds)?, writer.derived.recorded()?);
        if writer.derived.registers()? == key && (stale <= FEW || stale * MENDED <= all) {
            let stale = writer.derived.stale(kinds)?;
            self.mend(writer, kinds, stale)
        } else {
            self.make_all(writer, key, watch)
        }
    }

    /// Makes all records in one look at every entry.
    fn make_all(&self, writer: &mut Writer<'_>, key: &str, watch: &dyn Watch) -> Result<()> {
        let collation = self.whole(watch)?;
        let keys: Vec<Keyed> = collation.keys().collect();
        let applying = writer.derived.apply()?;
        applying.drop_records()?;
        let mut offices = BTreeSet::new();
        for lot in keys.chunks(TOGETHER) {
            let lexicon = self.lexicon()?;
            let made: Vec<Made> =
                lot.par_iter().map(|key| self.made(&collation, key, lexicon)).collect::<Result<_>>()?;
            for ((_, key), made) in lot.iter().zip(made) {
                put(&applying, key, &made, &mut offices)?;
            }
            if watch.stopped() {
                return Err(Error::Stopped);
            }
        }
        let (rows, shared) = ledgers::all(&collation, &self.base.knowledge()?.programmes)?;
        drop(collation);
        applying.put_records(List::Ledgers.number(), &rows)?;
        applying.put_records(ledgers::SHARED, &shared)?;
        put_offices(&applying, &offices)?;
        applying.records_made(key)?;
        applying.commit_here()
    }

    /// Makes the records of some keys again, each from its own entries.
    fn mend(&self, writer: &mut Writer<'_>, kinds: &[KeyKind], stale: BTreeSet<Keyed>) -> Result<()> {
        let lexicon = self.lexicon()?;
        let ledgers = self.ledgers_touched(&stale)?;
        let wanted: Vec<Keyed> = self.depending(stale)?.into_iter().collect();
        let applying = writer.derived.apply()?;
        let mut offices = BTreeSet::new();
        for lot in wanted.chunks(AT_ONCE) {
            let made: Vec<Made> = lot
                .par_iter()
                .map(|keyed| {
                    let (kind, key) = keyed;
                    let collation = match kind {
                        KeyKind::Document => self.title_bearing(key)?,
                        KeyKind::Person => self.name_bearing(key)?,
                        kind => self.bearing(&[(*kind, key)])?,
                    };
                    let none = collation.is_empty();
                    if none { Ok(Made::default()) } else { self.made(&collation, keyed, lexicon) }
                })
                .collect::<Result<_>>()?;
            for ((kind, key), made) in lot.iter().zip(&made) {
                for list in List::of(*kind) {
                    applying.take_records(list.number(), key)?;
                }
                if *kind == KeyKind::Person {
                    offices.extend(applying.take_held(key)?);
                }
                put(&applying, key, made, &mut offices)?;
            }
        }
        put_offices(&applying, &offices)?;
        put_ledgers(&applying, &ledgers)?;
        applying.records_mended(kinds)?;
        applying.commit_here()
    }

    /// The keys whose records rest on some that were touched.
    fn depending(&self, stale: BTreeSet<Keyed>) -> Result<BTreeSet<Keyed>> {
        let lists = self.lexicon()?.lists();
        let mut wanted = BTreeSet::new();
        for (kind, key) in stale {
            match kind {
                KeyKind::Person | KeyKind::Place => {
                    wanted.insert((kind, key));
                }
                KeyKind::Called => {
                    wanted.insert((KeyKind::Person, key));
                }
                KeyKind::Within => {
                    wanted.insert((KeyKind::Place, key));
                }
                KeyKind::Body => {
                    // Each of a line of renamings tells how often the others are named.
                    for (name, _) in lists.line_of(&key) {
                        let called = self.keys_called(KeyKind::Body, &name)?;
                        wanted.extend(called.into_iter().map(|key| (KeyKind::Body, key)));
                    }
                    wanted.insert((kind, key));
                }
                KeyKind::Document | KeyKind::Short => {
                    let own = self.bearing(&[(KeyKind::Document, &key), (KeyKind::Short, &key)])?;
                    let beside = own.beside_title(&key);
                    wanted.extend(beside.into_iter().map(|title| (KeyKind::Document, title)));
                    wanted.insert((KeyKind::Document, key));
                }
                // Ledgers find by themselves what rests on what.
                KeyKind::Figures | KeyKind::Series | KeyKind::Reached | KeyKind::Stated => {}
            }
        }
        Ok(wanted)
    }
}

type Applying<'a> = crate::derived::Applying<'a>;

fn put(applying: &Applying<'_>, key: &str, made: &Made, offices: &mut BTreeSet<String>) -> Result<()> {
    for (list, row) in &made.rows {
        applying.put_records(list.number(), [row])?;
    }
    for (office, lines) in &made.held {
        applying.put_held(office, key, lines)?;
        offices.insert(office.clone());
    }
    Ok(())
}

fn put_ledgers(applying: &Applying<'_>, mended: &ledgers::Mended) -> Result<()> {
    let list = List::Ledgers.number();
    mended.gone.iter().try_for_each(|key| applying.take_records(list, key))?;
    applying.put_records(list, &mended.rows)?;
    for (series, regions) in &mended.shared {
        match regions {
            Some(row) => applying.put_records(ledgers::SHARED, [row])?,
            None => applying.take_records(ledgers::SHARED, series)?,
        }
    }
    Ok(())
}

/// Makes the records of offices from what is held of them.
fn put_offices(applying: &Applying<'_>, offices: &BTreeSet<String>) -> Result<()> {
    for key in offices {
        let mut holders: Vec<Holder> = Vec::new();
        for lines in applying.held(key)? {
            holders.extend(items(&lines).ok_or_else(|| Error::Fault(format!("holders of {key}")))?);
        }
        let list = List::Offices.number();
        applying.take_records(list, key)?;
        if !holders.is_empty() {
            let post = Post::of(holders);
            let row = RecordRow { key: key.clone(), rank: post.rank(), lines: lines(&[post])? };
            applying.put_records(list, [&row])?;
        }
    }
    Ok(())
}
