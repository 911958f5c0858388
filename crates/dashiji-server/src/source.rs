//! Where the pages' entries come from: the one file that knows what holds them.
//!
//! A page asks a [`Library`] for entries by id, for the text of a source, for what a query finds; it never knows whether they
//! stand in an office's base or in one that was made of files just now.

use crate::words::Words;
use dashiji::Reading;
use dashiji::check::{self, Desk, Finding, Language, Profile, Selection};
use dashiji::collate::Collation;
use dashiji::collate::ledger::Ledger;
use dashiji::document::Given;
use dashiji::fact::{DocumentRecord, Record, TitleKind};
use dashiji::text::{Span, Text};
use dashiji_store::search::{self, Query, QueryError, Sort};
use dashiji_store::{Base, EntryId, Incoming, NameKind, VersionId, View};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// An entry with its text.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// What it says.
    pub record: Arc<Record>,
    /// Its characters, `record.span` of the document.
    pub text: Arc<str>,
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

/// What was searched for.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The query as typed.
    pub query: String,
    /// How many to pass over.
    pub skip: usize,
    /// How many to give.
    pub take: usize,
    /// By date instead of by weight: oldest first or newest first.
    pub order: Order,
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What fits best first.
    #[default]
    Weight,
    /// Oldest first.
    Oldest,
    /// Newest first.
    Newest,
}

/// One hit.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The entry's id.
    pub id: String,
    /// Characters that the query found, in the document.
    pub lit: Vec<Span>,
}

/// A count beside a search.
#[derive(Debug, Clone)]
pub struct Facet {
    /// The field of the query language: `type`, `who`.
    pub field: &'static str,
    /// Values as the query language takes them, with their names and counts, most first.
    pub values: Vec<(String, String, usize)>,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// How many entries in all.
    pub total: usize,
    /// Those asked for.
    pub hits: Vec<Hit>,
    /// Counts by type, person and so on.
    pub facets: Vec<Facet>,
}

/// Why a search could not be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The query is no query: what is wrong in the reader's language, and at which character.
    Query {
        /// What is wrong.
        message: String,
        /// At which character of the query, from 0.
        at: usize,
    },
    /// It took longer than it may.
    Slow,
    /// The base could not be read.
    Broken(String),
}

/// What no query may take longer than.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// One document, whole.
#[derive(Debug)]
pub struct Volume {
    /// What it says of itself.
    pub record: Arc<DocumentRecord>,
    /// Its text.
    pub text: Arc<Text>,
    /// Its entries, in order.
    pub records: Vec<Arc<Record>>,
}

/// What kind of name entries are asked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A person.
    Person,
    /// An organisation, by full name or as written.
    Organization,
    /// A document, by title.
    Document,
}

/// What is made of all entries together, once for each state of the base.
#[derive(Debug, Default)]
struct Sums {
    position: i64,
    /// How often something was finished that pages had not waited for.
    finished: u64,
    ledgers: Made<Vec<Ledger>>,
    /// Findings in Chinese and in English.
    findings: [Made<Vec<Finding>>; 2],
}

/// Something that takes a while to make.
#[derive(Debug, Default)]
enum Made<T> {
    #[default]
    Not,
    UnderWay,
    Done(Arc<T>),
}

/// The base as it was lately seen.
#[derive(Debug)]
struct Seen {
    view: View,
    at: Instant,
}

/// Everything that pages show.
#[derive(Debug)]
pub struct Library {
    base: Base,
    seen: RwLock<Seen>,
    sums: Arc<Mutex<Sums>>,
    /// The folder of a base that is made of files and goes when the room closes.
    folder: Option<tempfile::TempDir>,
}

/// How long the base is taken to stand as it was seen.
const GLANCE: Duration = Duration::from_millis(500);

/// Entries beyond which a name's bearers are not looked through for posts to carry.
const CARRIED: usize = 300;

/// Entries beyond which documents are checked some at a time, each lot by itself.
const LOT: u32 = 4000;

/// Findings that are kept.
const FINDINGS: usize = 20_000;

impl Library {
    /// A base.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of_base(base: Base) -> Result<Self, String> {
        let view = base.now().map_err(|e| e.to_string())?;
        let seen = RwLock::new(Seen { view, at: Instant::now() });
        Ok(Self { base, seen, sums: Arc::default(), folder: None })
    }

    /// Files, read into a base that lasts as long as the room. `prepare` is given the folder before they are read, for lists of
    /// the user's own; `tell` what could not be read.
    ///
    /// # Errors
    /// Where no such base can be made.
    pub fn of_files(
        files: Vec<(Vec<u8>, Given)>,
        prepare: impl FnOnce(&Path) -> std::io::Result<()>,
        mut tell: impl FnMut(usize, String),
    ) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
        prepare(folder.path()).map_err(|e| e.to_string())?;
        let base = Base::init(folder.path()).map_err(|e| e.to_string())?;
        let loads = files.into_iter().map(|(bytes, given)| {
            move || Ok::<_, dashiji_store::Error>(Incoming { bytes, given, ..Incoming::default() })
        });
        base.add("dashiji", loads, &(), &mut |k, outcome: Result<_, dashiji_store::Error>| {
            if let Err(error) = outcome {
                tell(k, error.to_string());
            }
        })
        .map_err(|e| e.to_string())?;
        let mut library = Self::of_base(base)?;
        library.folder = Some(folder);
        Ok(library)
    }

    fn view(&self) -> View {
        let fresh = |seen: &Seen| seen.at.elapsed() < GLANCE;
        {
            let seen = self.seen.read().unwrap_or_else(PoisonError::into_inner);
            if fresh(&seen) {
                return seen.view.clone();
            }
        }
        let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
        if !fresh(&seen) {
            // Where the base cannot be looked at just now it is shown as it was.
            if let Ok(view) = self.base.now() {
                seen.view = view;
            }
            seen.at = Instant::now();
        }
        seen.view.clone()
    }

    /// A number that grows with every change of what is held.
    pub fn position(&self) -> u64 {
        self.view().position().unsigned_abs()
    }

    /// Calls `take` with every document, its entries and a way to their characters, document by document.
    ///
    /// # Errors
    /// Where what holds them cannot be read.
    pub fn each(
        &self,
        mut take: impl FnMut(&Arc<DocumentRecord>, &[Arc<Record>], &dyn Fn(Span) -> String),
    ) -> Result<(), String> {
        let view = self.view();
        for document in view.documents() {
            let entries = view.entries(document.id).map_err(|e| e.to_string())?;
            let slice = |span: Span| -> String {
                let at = entries.partition_point(|e| e.record.span.start <= span.start);
                let Some(entry) = at.checked_sub(1).and_then(|k| entries.get(k)) else {
                    return String::new();
                };
                let skip = span.lo() - entry.record.span.lo();
                entry.text.chars().skip(skip).take(span.len()).collect()
            };
            let records: Vec<Arc<Record>> = entries.iter().map(|e| e.record.clone()).collect();
            take(&document.about, &records, &slice);
        }
        Ok(())
    }

    /// One document with its text and entries.
    pub fn volume(&self, sha256: &str) -> Option<Arc<Volume>> {
        let view = self.view();
        let document = view.documents().into_iter().find(|d| d.about.sha256 == sha256)?;
        let decoded = view.decoded(VersionId { document: document.id.0, version: document.version }).ok()?;
        let records = view.entries(document.id).ok()?.into_iter().map(|e| e.record).collect();
        Some(Arc::new(Volume { record: document.about, text: Arc::new(decoded.text), records }))
    }

    /// Entries by id, in the order asked; those that are not there are left out.
    pub fn leaves(&self, ids: &[&str]) -> Vec<Leaf> {
        let view = self.view();
        ids.iter()
            .filter_map(|id| view.entry(id.parse::<EntryId>().ok()?).ok())
            .map(|entry| Leaf { record: entry.record, text: Arc::from(entry.text) })
            .collect()
    }

    /// Entries that bear a name, by document and number.
    pub fn naming(&self, kind: Kind, name: &str) -> Vec<Leaf> {
        let kind = match kind {
            Kind::Person => NameKind::Person,
            Kind::Organization => NameKind::Organization,
            Kind::Document => NameKind::Document,
        };
        let entries = self.view().naming(kind, name).unwrap_or_default();
        entries.into_iter().map(|entry| Leaf { record: entry.record, text: Arc::from(entry.text) }).collect()
    }

    /// The entry with the posts that other entries tell of, for those it names without one.
    pub fn carried(&self, record: &Record, entries_of: impl Fn(&str) -> usize) -> Record {
        let bare = record
            .people
            .iter()
            .filter(|p| p.titles.iter().all(|t| t.kind != TitleKind::Post) && entries_of(&p.name) <= CARRIED);
        let mut records = vec![record.clone()];
        for person in bare.take(20) {
            records.extend(self.naming(Kind::Person, &person.name).into_iter().map(|l| (*l.record).clone()));
        }
        if records.len() == 1 {
            return record.clone();
        }
        Collation::of(records).carried(record)
    }

    /// Runs a query.
    ///
    /// # Errors
    /// Where the query is none, or takes too long.
    pub fn search(&self, wanted: &Search, w: Words) -> Result<Found, Fault> {
        let query = Query::parse(&wanted.query)
            .map_err(|error| Fault::Query { message: told(&error, w), at: error.at })?;
        let options = search::Options {
            sort: match wanted.order {
                Order::Weight => Sort::Relevance,
                Order::Oldest => Sort::Earliest,
                Order::Newest => Sort::Latest,
            },
            offset: wanted.skip,
            limit: wanted.take,
            facets: 10,
            fragments: 3,
            within: PATIENCE,
        };
        let found = self.view().search(&query, &options, &()).map_err(|error| match error {
            dashiji_store::Error::Index(search::Error::Stopped(_)) => Fault::Slow,
            other => Fault::Broken(other.to_string()),
        })?;
        let hits = found
            .hits
            .into_iter()
            .map(|hit| {
                let mut lit: Vec<Span> =
                    hit.headline.iter().chain(&hit.fragments).flat_map(|f| f.lit.clone()).collect();
                lit.extend(hit.facts.iter().filter_map(|f| Some(Span { start: f.start?, end: f.end? })));
                lit.sort();
                lit.dedup();
                Hit { id: hit.key.entry, lit }
            })
            .collect();
        let facets = found
            .facets
            .into_iter()
            .map(|facet| Facet {
                field: facet.field,
                values: facet
                    .top
                    .into_iter()
                    .map(|v| (v.value.clone(), v.name.unwrap_or(v.value), v.count as usize))
                    .collect(),
            })
            .collect();
        Ok(Found { total: found.total as usize, hits, facets })
    }

    /// A number that changes when pages must be made anew, also where only what takes a while was finished.
    pub fn stamp(&self) -> (u64, u64) {
        let finished = self.sums.lock().unwrap_or_else(PoisonError::into_inner).finished;
        (self.position(), finished)
    }

    /// What takes a while: made at once in a small base; in a large one by a thread of its own, and empty until then.
    fn made<T: Default + Send + Sync + 'static>(
        &self,
        slot: impl Fn(&mut Sums) -> &mut Made<T> + Send + 'static,
        make: impl FnOnce(&View) -> T + Send + 'static,
    ) -> Arc<T> {
        let view = self.view();
        let position = view.position();
        let mut sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        if sums.position != position {
            *sums = Sums { position, finished: sums.finished, ..Sums::default() };
        }
        match slot(&mut sums) {
            Made::Done(made) => return made.clone(),
            Made::UnderWay => return Arc::default(),
            Made::Not => {}
        }
        if view.len() <= u64::from(LOT) {
            let made = Arc::new(make(&view));
            *slot(&mut sums) = Made::Done(made.clone());
            return made;
        }
        *slot(&mut sums) = Made::UnderWay;
        drop(sums);
        let kept = self.sums.clone();
        std::thread::spawn(move || {
            let made = Arc::new(make(&view));
            let mut sums = kept.lock().unwrap_or_else(PoisonError::into_inner);
            if sums.position == position {
                *slot(&mut sums) = Made::Done(made);
                sums.finished += 1;
            }
        });
        Arc::default()
    }

    /// What an editor should look at; at most some ten thousand.
    pub fn findings(&self, language: Language) -> Arc<Vec<Finding>> {
        let place = usize::from(language == Language::English);
        self.made(move |sums| &mut sums.findings[place], move |view| checked(view, language))
    }

    /// Series of figures.
    pub fn ledgers(&self) -> Arc<Vec<Ledger>> {
        self.made(|sums| &mut sums.ledgers, |view| view.ledgers(&[], &()).unwrap_or_default())
    }
}

/// Documents checked, in lots.
fn checked(view: &View, language: Language) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut lot: Vec<Reading> = Vec::new();
    let mut size = 0;
    let check = |lot: &mut Vec<Reading>, findings: &mut Vec<Finding>| {
        let collation = Collation::of(lot.iter().flat_map(|r| r.records.iter().cloned()));
        let desk = Desk::new(lot, &collation, Profile::default(), &[]);
        findings.extend(check::check(&desk, &Selection::default(), language));
        lot.clear();
    };
    for document in view.documents() {
        if findings.len() >= FINDINGS {
            break;
        }
        let version = VersionId { document: document.id.0, version: document.version };
        let (Ok(decoded), Ok(entries)) = (view.decoded(version), view.entries(document.id)) else { continue };
        size += document.entries;
        let records = entries.into_iter().map(|e| Arc::unwrap_or_clone(e.record)).collect();
        lot.push(Reading { document: decoded, records });
        if size >= LOT {
            check(&mut lot, &mut findings);
            size = 0;
        }
    }
    if !lot.is_empty() {
        check(&mut lot, &mut findings);
    }
    findings.truncate(FINDINGS);
    findings
}

/// What is wrong with a query, in the reader's words.
fn told(error: &QueryError, w: Words) -> String {
    use search::Fault as F;
    let (key, given) = match &error.fault {
        F::Empty => ("query-fault-empty", String::new()),
        F::Unclosed => ("query-fault-unclosed", String::new()),
        F::Unpaired => ("query-fault-unpaired", String::new()),
        F::Misplaced(given) => ("query-fault-misplaced", given.clone()),
        F::NoWord(given) => ("query-fault-no-word", given.clone()),
        F::UnknownField(given) => ("query-fault-unknown-field", given.clone()),
        F::NoValue(field) => ("query-fault-no-value", field.name().to_owned()),
        F::BadValue(field, given, among) => {
            let wanted =
                if among.is_empty() { String::new() } else { format!("（{}）", among.join("、")) };
            ("query-fault-bad-value", format!("{}:{given}{wanted}", field.name()))
        }
        F::BadDate(given) => ("query-fault-bad-date", given.clone()),
        F::Backwards(given) => ("query-fault-backwards", given.clone()),
        F::BadNear(given) => ("query-fault-bad-near", given.clone()),
        F::TooLong(n) | F::TooLongWord(n) | F::TooMany(n) => ("query-fault-too-much", n.to_string()),
        F::TooDeep(_) => ("query-fault-too-deep", String::new()),
    };
    w.with(key, "given", &given)
}
