//! The base at a moment: what every page of one answer is made from, today's or that of a day that is past.
//!
//! In goes a [`View`]; out comes a [`Snapshot`] that does not change any more: its catalogue and what its entries say together are
//! there from the start, its ledgers, its findings and the index of a past day when they are first asked for. A page that was begun
//! before others wrote to the base is finished from the stand it was begun with.

use crate::catalogue::{Catalogue, Compiler};
use crate::findings::{self, Findings};
use crate::list::changes::{self, Change};
use crate::seek::{self, Fault, Found, Search};
use crate::source::Settings;
use crate::words::Words;
use crate::work::{Bench, Far, Few, Made, Slot, Step};
use dashiji::collate::Key;
use dashiji::collate::document::Document;
use dashiji::collate::ledger::Ledger;
use dashiji::collate::organization::Organization;
use dashiji::collate::person::Person;
use dashiji::fact::Record;
use dashiji::text::Text;
use dashiji_store::search::{EntryKey, Source, SourceEntry};
use dashiji_store::{
    Act, Difference, DocumentId, Entry, EntryId, IndexThen, Ruled, RulingId, Standing, Version, VersionId,
    View, Watch,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An entry with its text.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// What it says.
    pub record: Arc<Record>,
    /// Its characters, `record.span` of the document.
    pub text: Arc<str>,
    /// The rulings that were laid over what was read.
    pub rulings: Vec<(RulingId, Standing)>,
}

impl Leaf {
    /// The characters of a range of the document, as far as they lie in the entry.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        let from = self.byte(start);
        let to = self.byte(end);
        self.text.get(from..to.max(from)).unwrap_or_default()
    }

    fn byte(&self, at: u32) -> usize {
        let skip = at.saturating_sub(self.record.span.start) as usize;
        self.text.char_indices().nth(skip).map_or(self.text.len(), |(byte, _)| byte)
    }
}

impl From<Entry> for Leaf {
    fn from(entry: Entry) -> Self {
        Self { record: entry.record, text: Arc::from(entry.text), rulings: entry.rulings }
    }
}

/// An entry that is in no current version any more.
#[derive(Debug)]
pub struct Former {
    /// As it was last.
    pub leaf: Leaf,
    /// The last version that has it.
    pub version: VersionId,
    /// The entry its words stand in now.
    pub instead: Option<EntryId>,
}

/// One document, whole.
#[derive(Debug)]
pub struct Volume {
    /// Its text.
    pub text: Text,
    /// Its entries, in order.
    pub records: Vec<Arc<Record>>,
}

/// Series of figures, with where each entry stands in them.
#[derive(Debug, Default)]
pub struct Series {
    /// The ledgers.
    pub list: Vec<Ledger>,
    slugs: Vec<String>,
    lines: BTreeMap<Key, Vec<(u32, u32)>>,
}

impl Series {
    /// What a ledger is called in addresses: its name, its unit and its region, which stay when others come in before it.
    pub fn slug(&self, at: usize) -> Option<&str> {
        self.slugs.get(at).map(String::as_str)
    }

    /// The position of the ledger an address means: by its slug, else by its place in the list.
    pub fn position(&self, address: &str) -> Option<usize> {
        let by_slug = self.slugs.iter().position(|slug| slug == address);
        by_slug.or_else(|| address.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < self.list.len()))
    }

    /// The ledgers an entry stands in: each with its position and the entry's first line in it.
    pub fn of(&self, key: &Key) -> impl Iterator<Item = (usize, &Ledger, usize)> {
        let found = self.lines.get(key).into_iter().flatten();
        found.filter_map(|&(k, line)| Some((k as usize, self.list.get(k as usize)?, line as usize)))
    }
}

/// What a ledger is called in addresses where no other is called so.
fn plain_slug(ledger: &Ledger) -> String {
    let parts = [Some(ledger.name.as_str()), Some(ledger.unit.as_str()), ledger.region.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join("~")
}

impl From<Vec<Ledger>> for Series {
    fn from(list: Vec<Ledger>) -> Self {
        let mut lines: BTreeMap<Key, Vec<(u32, u32)>> = BTreeMap::new();
        for (k, ledger) in list.iter().enumerate() {
            for (at, line) in ledger.lines.iter().enumerate() {
                for cite in &line.cites {
                    let key = Key { document: cite.document.clone(), number: cite.number };
                    let of = lines.entry(key).or_default();
                    if of.last().is_none_or(|(last, _)| *last != k as u32) {
                        of.push((k as u32, at as u32));
                    }
                }
            }
        }
        let mut slugs: Vec<String> = Vec::with_capacity(list.len());
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for ledger in &list {
            let name = plain_slug(ledger);
            // A second one of the name is told apart by its series, a further one by a number.
            let with_series = format!("{name}~{}", ledger.series);
            let numbered = (2..).map(|n| format!("{name}~{n}"));
            let mut ways = [name.clone(), with_series].into_iter().chain(numbered);
            let free =
                |way: &String| !way.ends_with('~') && way.parse::<usize>().is_err() && !taken.contains(way);
            if let Some(way) = ways.find(free) {
                taken.insert(way.clone());
                slugs.push(way);
            }
        }
        Self { list, slugs, lines }
    }
}

/// Where a search asks for the texts of what it found.
impl Source for Snapshot {
    fn entry(&self, key: &EntryKey) -> Option<SourceEntry> {
        let leaf = self.leaf(key.entry.parse().ok()?).ok().flatten()?;
        Some(SourceEntry { record: leaf.record, text: leaf.text.to_string() })
    }

    fn office(&self, holder: &str, entry: &str, start: u32) -> Option<dashiji::collate::office::Post> {
        self.view.office_stated(holder, entry, start).ok().flatten()
    }
}

/// Where a search asks for nothing: it then gives the keys of what it found alone.
struct Keys;

impl Source for Keys {
    fn entry(&self, _: &EntryKey) -> Option<SourceEntry> {
        None
    }
}

/// What is read from every entry once.
#[derive(Debug)]
struct Holdings {
    catalogue: Arc<Catalogue>,
    /// What each document gives to it, so that the next is made without reading them again; none of a very large base.
    parts: Parts,
}

type Parts = BTreeMap<DocumentId, Arc<Compiler>>;

/// The base at a moment.
#[derive(Debug)]
pub struct Snapshot {
    view: View,
    holdings: Arc<Holdings>,
    settings: Arc<Settings>,
    bench: Bench,
    /// The head of the log, as a short code.
    head: String,
    series: Arc<Slot<Series>>,
    findings: Arc<Slot<Findings>>,
    index: Arc<Slot<IndexThen>>,
    lately: Mutex<Lately>,
    people: Mutex<VecDeque<(String, Arc<Vec<Person>>)>>,
    volumes: Few<VersionId, Volume>,
    diffs: Few<(DocumentId, (u32, u32)), Vec<Difference>>,
}

/// Entries that were lately looked at, so that those a search has looked at are there for its page.
#[derive(Debug, Default)]
struct Lately {
    leaves: BTreeMap<EntryId, Leaf>,
    order: VecDeque<EntryId>,
}

/// Entries that are kept since they were lately looked at.
const LATELY: usize = 600;

/// People that are kept since they were lately asked for.
const PEOPLE: usize = 100;

/// Entries up to which a page waits a moment for what is made of them.
pub const SMALL: u64 = 4000;

/// Bytes of a document up to which its text is decoded and compared before the page is answered.
const PROMPT: u64 = 2 << 20;

/// Texts and comparisons that are kept.
const FEW: usize = 4;

/// Entries up to which documents' parts of the catalogue are kept: some 500 bytes each.
const PARTED: u64 = 400_000;

/// Rows of the log that are followed from one stand to the next; after more all is read again.
const FOLLOWED: usize = 20_000;

/// Documents that are read together.
const LOT: usize = 64;

impl Snapshot {
    /// Reads every entry of a view, but for those of documents that the stand before it has read as they are.
    ///
    /// # Errors
    /// Where the files cannot be read, or the watch asked to stop.
    pub fn of(
        view: View,
        settings: Arc<Settings>,
        bench: Bench,
        before: Option<&Self>,
        watch: &dyn Watch,
    ) -> Result<Self, String> {
        let told = |error: dashiji_store::Error| error.to_string();
        let known = before.map(|before| before.still(&view)).unwrap_or_default();
        let kept = view.len() <= PARTED;
        let (mut compiler, mut parts) = (Compiler::default(), Parts::new());
        watch.begin(dashiji_store::Stage::Collate, Some(view.len()));
        for documents in view.documents().chunks(LOT) {
            let made: Vec<Arc<Compiler>> = documents
                .par_iter()
                .map(|document| match known.get(&document.id) {
                    Some(part) => Ok(part.clone()),
                    None => Ok(Arc::new(Compiler::part(document, &view.entries(document.id)?))),
                })
                .collect::<Result<_, _>>()
                .map_err(told)?;
            for (document, part) in documents.iter().zip(made) {
                compiler.add(&part);
                watch.advance(u64::from(document.entries));
                if kept {
                    parts.insert(document.id, part);
                }
            }
            if watch.stopped() {
                return Err(told(dashiji_store::Error::Stopped));
            }
        }
        watch.end();
        let offices = view.offices(watch).map_err(told)?;
        let catalogue = Arc::new(compiler.finish(view.position().unsigned_abs(), offices));
        let head = view.head().map_err(told)?;
        Ok(Self::around(view, head, Arc::new(Holdings { catalogue, parts }), settings, bench))
    }

    /// A snapshot of which nothing was asked yet.
    fn around(
        view: View,
        head: String,
        holdings: Arc<Holdings>,
        settings: Arc<Settings>,
        bench: Bench,
    ) -> Self {
        Self {
            head,
            view,
            holdings,
            settings,
            bench,
            series: Arc::default(),
            findings: Arc::default(),
            index: Arc::default(),
            lately: Mutex::default(),
            people: Mutex::default(),
            volumes: Few::of(FEW),
            diffs: Few::of(FEW),
        }
    }

    /// The parts of documents that are in a later view as they are here.
    fn still(&self, view: &View) -> Parts {
        let mut parts = self.holdings.parts.clone();
        if !view.goes_on_from(&self.view) {
            return Parts::new();
        }
        let Ok(rows) = view.base().log(self.position(), FOLLOWED) else { return Parts::new() };
        if rows.len() >= FOLLOWED {
            return Parts::new();
        }
        for row in rows {
            match row.act {
                Act::Added(v) | Act::Revised(v) | Act::Entered(v) | Act::Corrected(v) => {
                    parts.remove(&DocumentId(v.document));
                }
                Act::Read(reading) => _ = parts.remove(&DocumentId(reading.document)),
                Act::Ruled(ruling) => match ruling.decision.documents() {
                    Some(documents) => parts.retain(|document, _| !documents.contains(document)),
                    // What a ruling on a name may change is all over the base.
                    None => return Parts::new(),
                },
                Act::Undone(undoing) => {
                    let decision = view.decision(RulingId(undoing.ruling)).ok().flatten();
                    match decision.and_then(|decision| decision.documents()) {
                        Some(documents) => parts.retain(|document, _| !documents.contains(document)),
                        None => return Parts::new(),
                    }
                }
                Act::Began { .. } | Act::Removed { .. } | Act::Restored { .. } | Act::Knowledge { .. } => {}
            }
        }
        parts
    }

    /// The same entries under the name of a day.
    #[must_use]
    pub fn on(&self, view: View) -> Self {
        let head = view.head().unwrap_or_default();
        let (holdings, settings) = (self.holdings.clone(), self.settings.clone());
        Self {
            series: self.series.clone(),
            findings: self.findings.clone(),
            ..Self::around(view, head, holdings, settings, self.bench.clone())
        }
    }

    /// Lists and counts of the entries.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.holdings.catalogue
    }

    /// A word for what it tells: another one where the base has moved, was read again or made anew.
    pub fn stamp(&self) -> String {
        self.view.stamp()
    }

    /// The head of the log it tells, as a short code.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The row of the log up to which it tells.
    pub fn position(&self) -> i64 {
        self.view.position()
    }

    /// The day it is of, where it is not the present.
    pub fn day(&self) -> Option<&str> {
        self.view.day()
    }

    fn is_small(&self) -> bool {
        self.view.len() <= SMALL
    }

    /// Work for it ends where it can.
    pub fn stop(&self) {
        self.series.stop();
        self.findings.stop();
        self.index.stop();
    }

    /// Entries by id, in the order asked; those that are not there are left out.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn leaves(&self, ids: &[&str]) -> Result<Vec<Leaf>, String> {
        let ids = ids.iter().filter_map(|id| id.parse().ok());
        ids.filter_map(|id| self.leaf(id).transpose()).collect()
    }

    /// An entry that versions before had and the current one does not, of a document in view.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn former(&self, id: &str) -> Result<Option<Former>, String> {
        let Ok(id) = id.parse::<EntryId>() else { return Ok(None) };
        let found = |error| match error {
            dashiji_store::Error::Unknown(_) => Ok(None),
            error => Err(error.to_string()),
        };
        let entry = match self.view.entry(id) {
            Ok(entry) => entry,
            Err(error) => return found(error).map(|_: Option<EntryId>| None),
        };
        if entry.current || self.view.document(id.document()).is_none() {
            return Ok(None);
        }
        let instead = self.view.standing_in_for(id).map(|held| Some(held.id)).or_else(found)?;
        Ok(Some(Former { version: entry.version, leaf: entry.into(), instead }))
    }

    fn lately(&self) -> MutexGuard<'_, Lately> {
        self.lately.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn leaf(&self, id: EntryId) -> Result<Option<Leaf>, String> {
        if let Some(leaf) = self.lately().leaves.get(&id) {
            return Ok(Some(leaf.clone()));
        }
        let leaf = match self.view.entry(id) {
            Ok(entry) => Leaf::from(entry),
            Err(dashiji_store::Error::Unknown(_)) => return Ok(None),
            Err(error) => return Err(error.to_string()),
        };
        let mut lately = self.lately();
        if lately.leaves.insert(id, leaf.clone()).is_none() {
            lately.order.push_back(id);
        }
        if lately.order.len() > LATELY
            && let Some(oldest) = lately.order.pop_front()
        {
            lately.leaves.remove(&oldest);
        }
        Ok(Some(leaf))
    }

    /// The text of a document with its entries: of its current version, or of another. A large one is decoded beside the pages.
    pub fn volume(&self, document: DocumentId, version: Option<u32>) -> Option<Made<Volume>> {
        let now = self.view.document(document)?;
        let id = VersionId { document: document.0, version: version.unwrap_or(now.version) };
        let small = now.size <= PROMPT;
        let view = self.view.clone();
        Some(self.volumes.slot(id).made(small, &self.bench, move |progress| {
            progress.step(Step::Reading, 0);
            let decoded = view.decoded(id).map_err(|error| error.to_string())?;
            let entries = view.entries_in(id).map_err(|error| error.to_string())?;
            Ok(Volume { text: decoded.text, records: entries.into_iter().map(|e| e.record).collect() })
        }))
    }

    /// The people of a name; those lately asked for are kept.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn people(&self, name: &str) -> Result<Arc<Vec<Person>>, String> {
        let lately = || self.people.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, kept)) = lately().iter().find(|(of, _)| of == name) {
            return Ok(kept.clone());
        }
        // What could not be read is not kept: it is asked for again.
        let people = Arc::new(self.view.person(name).map_err(|error| error.to_string())?);
        let mut lately = lately();
        lately.push_back((name.to_owned(), people.clone()));
        if lately.len() > PEOPLE {
            lately.pop_front();
        }
        Ok(people)
    }

    /// What is told of a body.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn organization(&self, name: &str) -> Result<Option<Organization>, String> {
        self.view.organization(name).map_err(|error| error.to_string())
    }

    /// The documents of a title.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn titled(&self, title: &str) -> Result<Vec<Document>, String> {
        self.view.titled(title).map_err(|error| error.to_string())
    }

    /// The entry with the posts that other entries tell of, for those it names without one.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn carried(&self, record: &Record) -> Result<Record, String> {
        self.view.carried(record).map_err(|error| error.to_string())
    }

    /// Runs a query.
    ///
    /// # Errors
    /// Where the query is none, or takes too long, or the index of the day is still being made.
    pub fn search(&self, wanted: &Search, w: Words) -> Result<Found, Fault> {
        if self.day().is_none() {
            return self.today(seek::search(&self.view, self, None, wanted, w));
        }
        let view = self.view.clone();
        let index = self.index.made(self.is_small(), &self.bench, move |progress| {
            view.index_then(progress).map_err(|error| error.to_string())
        });
        match index {
            Made::Done(index) => seek::search(&self.view, self, Some(&index), wanted, w),
            Made::Making(far) => Err(Fault::Making(far)),
            Made::Failed(why) => Err(Fault::Broken(why)),
        }
    }

    /// What today's index found. Where that is gone or damaged it is made anew, and until then said to be made.
    fn today(&self, found: Result<Found, Fault>) -> Result<Found, Fault> {
        if let Err(Fault::Damaged(_)) = found {
            let view = self.view.clone();
            let mend = move || view.mend_index(&()).map_err(|error| error.to_string());
            return Err(match self.bench.mend(mend) {
                Some(why) => Fault::Broken(why),
                None => Fault::Making(Far { step: Step::Indexing, ..Far::default() }),
            });
        }
        found
    }

    /// The ids of the entries that a query finds, and how many it finds in all; their texts are not looked at.
    ///
    /// # Errors
    /// As of [`Self::search`].
    pub fn picked(&self, wanted: &Search, w: Words) -> Result<(Vec<String>, usize), Fault> {
        let found = if self.day().is_none() {
            self.today(seek::search(&self.view, &Keys, None, wanted, w))?
        } else {
            self.search(wanted, w)?
        };
        Ok((found.hits.into_iter().map(|hit| hit.id).collect(), found.total))
    }

    /// Series of figures, those that the office defines among them.
    pub fn series(&self) -> Made<Series> {
        let (view, settings) = (self.view.clone(), self.settings.clone());
        self.series.made(self.is_small(), &self.bench, move |progress| {
            progress.step(Step::Series, 0);
            let list = view.ledgers(&settings.programmes, progress).map_err(|error| error.to_string())?;
            Ok(Series::from(list))
        })
    }

    /// The ledger of an address, from the records of its own series: before the list of all is there.
    pub fn ledger(&self, address: &str) -> Option<Ledger> {
        if !self.settings.programmes.is_empty() {
            return None;
        }
        let name = address.split('~').next()?;
        let found = self.view.ledgers_called(name).ok()??;
        let mut found = found.into_iter().filter(|ledger| plain_slug(ledger) == address);
        found.next().filter(|_| found.next().is_none())
    }

    /// What an editor should look at.
    pub fn findings(&self) -> Made<Findings> {
        let (view, holdings, settings) = (self.view.clone(), self.holdings.clone(), self.settings.clone());
        self.findings.made(self.is_small(), &self.bench, move |progress| {
            let collation = view.collation(progress).map_err(|error| error.to_string())?;
            findings::check(&view, &collation, &holdings.catalogue, &settings, progress)
        })
    }

    /// The base's own id, thirty-two digits.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn base_id(&self) -> Result<String, String> {
        let first = self.view.base().log(0, 1).map_err(|error| error.to_string())?.into_iter().next();
        Ok(match first.map(|row| row.act) {
            Some(Act::Began { base, .. }) => base,
            _ => String::new(),
        })
    }

    /// What was done to the base last.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn changes(&self, most: usize) -> Result<Vec<Change>, String> {
        changes::last(&self.view, most).map_err(|error| error.to_string())
    }

    /// The rulings made so far.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn rulings(&self) -> Result<Vec<Ruled>, String> {
        self.view.rulings().map_err(|error| error.to_string())
    }

    /// The versions of a document, the first first.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn versions(&self, document: DocumentId) -> Result<Vec<Version>, String> {
        self.view.versions(document).map_err(|error| error.to_string())
    }

    /// What changed from one version of a document to another; nothing where there are no such versions. Of a large document it is
    /// found beside the pages.
    pub fn diff(&self, document: DocumentId, versions: (u32, u32)) -> Option<Made<Vec<Difference>>> {
        let known = self.versions(document).ok()?;
        let there = |number| known.iter().find(|version| version.id.version == number);
        let small = there(versions.0)?.size + there(versions.1)?.size <= PROMPT;
        let view = self.view.clone();
        Some(self.diffs.slot((document, versions)).made(small, &self.bench, move |progress| {
            progress.step(Step::Reading, 0);
            view.diff(document, Some(versions)).map(|(.., found)| found).map_err(|error| error.to_string())
        }))
    }
}
