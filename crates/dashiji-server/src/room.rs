//! The reading room: a library and the pages made lately from it.

use crate::act::{self, Tray};
use crate::answer::Answer;
use crate::page::{self, Ask};
use crate::place::BaseMap;
use crate::reads::Reads;
use crate::snapshot::Snapshot;
use crate::source::{Away, Library, Settings};
use crate::words::Words;
use crate::work::Made;
use dashiji_publish::Language;
use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// What a room is opened with.
#[derive(Debug, Default)]
pub struct Config {
    /// The name shown on every page; where there is none, what its documents are called together.
    pub name: String,
    /// The name of the folder, for want of any other.
    pub folder: String,
    /// The office's own base map.
    pub base_map: Option<BaseMap>,
}

/// Who asks.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    /// The language they read.
    pub language: Language,
    /// Where they reached the room, `http://127.0.0.1:7878`.
    pub origin: String,
    /// Their name where they may write, empty where they gave none yet.
    pub writer: Option<String>,
}

/// The value of an address that asks for the base as it stood on a day.
pub const AS_OF: &str = "as-of";

/// Bytes of pages that are kept.
const KEPT: usize = 48 << 20;

/// A library with the pages made lately.
#[derive(Debug)]
pub struct Room {
    library: Library,
    config: Config,
    shelf: Mutex<Shelf>,
    tray: Tray,
}

/// Pages made lately, by language, day and address.
#[derive(Debug, Default)]
struct Shelf {
    bytes: usize,
    pages: BTreeMap<String, (Stamp, Arc<Answer>)>,
    order: VecDeque<String>,
}

/// What a page was made from: the row of the log up to which the base was told. Pages that tell how far something is are not kept.
type Stamp = String;

impl Room {
    /// A room over a library.
    pub fn new(library: Library, config: Config) -> Self {
        Self { library, config, shelf: Mutex::default(), tray: Tray::default() }
    }

    /// The name it was given, else that of its folder.
    pub(crate) fn name(&self) -> &str {
        let Config { name, folder, .. } = &self.config;
        if name.is_empty() { folder } else { name }
    }

    /// Whether it was given a name.
    pub(crate) fn is_named(&self) -> bool {
        !self.config.name.is_empty()
    }

    /// The office's base map.
    pub(crate) fn base_map(&self) -> Option<&BaseMap> {
        self.config.base_map.as_ref()
    }

    /// Whether what it shows is a base that stays, with versions and rulings.
    pub(crate) fn is_passing(&self) -> bool {
        self.library.is_passing()
    }

    /// The base that is shown.
    pub(crate) fn base(&self) -> &dashiji_store::Base {
        self.library.base()
    }

    /// What the office has settled.
    pub(crate) fn settings(&self) -> &Settings {
        self.library.settings()
    }

    /// Files that were sent and are not kept yet.
    pub(crate) fn tray(&self) -> &Tray {
        &self.tray
    }

    /// The base was written to.
    pub(crate) fn moved(&self) {
        self.library.moved();
    }

    /// A page that says why something was not done.
    pub(crate) fn trouble(&self, reader: &Reader, status: u16, title: &str, why: &str) -> Answer {
        let ask = self.ask(self.library.now(), reader, "/", Vec::new(), Vec::new());
        page::trouble(&ask, status, title, "refused-hint", why)
    }

    /// A page that shows what two made of an entry.
    pub(crate) fn apart(&self, reader: &Reader, apart: &dashiji_store::Apart) -> Answer {
        let ask = self.ask(self.library.now(), reader, "/", Vec::new(), Vec::new());
        act::edit::apart(&ask, apart)
    }

    /// The page of a text that was not taken, with the text and why.
    pub(crate) fn unkept(&self, reader: &Reader, fields: &act::Fields, status: u16, why: &str) -> Answer {
        let ask = self.ask(self.library.now(), reader, "/", Vec::new(), Vec::new());
        act::edit::again(&ask, fields, status, why)
    }

    fn ask<'a>(
        &'a self,
        snapshot: Arc<Snapshot>,
        reader: &'a Reader,
        path: &'a str,
        parts: Vec<String>,
        query: Vec<(String, String)>,
    ) -> Ask<'a> {
        Ask {
            room: self,
            catalogue: snapshot.catalogue().clone(),
            snapshot: Reads::of(snapshot),
            words: Words::of(reader.language),
            path,
            parts,
            query,
            origin: &reader.origin,
            writer: reader.writer.as_deref(),
            passing: Cell::default(),
            picked: OnceCell::default(),
        }
    }

    /// A page of today that was made lately and still holds.
    pub(crate) fn kept(&self, address: &str, reader: &Reader) -> Option<Arc<Answer>> {
        if address.contains(AS_OF) {
            return None;
        }
        self.shelved(&key(address, reader), &self.stamp(&self.library.now()))
    }

    /// What a page of a snapshot is made from; where the base cannot be read the page says so, and is another.
    fn stamp(&self, snapshot: &Snapshot) -> Stamp {
        let away = self.library.gone().map(|away| away.since).unwrap_or_default();
        format!("{} {away}", snapshot.stamp())
    }

    /// Since when the base cannot be read, and why, where it cannot.
    pub(crate) fn gone(&self) -> Option<Away> {
        self.library.gone()
    }

    fn shelved(&self, key: &str, stamp: &Stamp) -> Option<Arc<Answer>> {
        let shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.pages.get(key).filter(|(at, _)| at == stamp).map(|(_, kept)| kept.clone())
    }

    /// The answer to an address (path and query as they came).
    pub(crate) fn answer(&self, address: &str, reader: &Reader) -> Arc<Answer> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let parts: Vec<String> = path
            .split('/')
            .filter(|part| !part.is_empty())
            .map(|part| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned())
            .collect();
        let query: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .take(40)
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        let mut days = query.iter().filter(|(key, _)| key == AS_OF).map(|(_, day)| day.as_str());
        let (day, twice) = (days.next().map(str::to_owned), days.next().is_some());
        // A form that was sent without a day means today; a program says nothing then.
        let form = parts.first().is_none_or(|part| part != "api");
        let day = day.filter(|day| !(form && day.is_empty()));
        let snapshot = match &day {
            None => Ok(Made::Done(self.library.now())),
            Some(day) if is_day(day) && !twice => self.library.then(day),
            Some(day) => Err(dashiji_store::Error::Refused { what: day.clone(), why: "no-day" }),
        };
        let ask = |snapshot: Arc<Snapshot>| self.ask(snapshot, reader, path, parts.clone(), query.clone());
        let snapshot = match snapshot {
            Ok(Made::Done(snapshot)) => snapshot,
            Ok(Made::Making(far)) => return Arc::new(page::making(&ask(self.library.now()), far)),
            Ok(Made::Failed(why)) => return Arc::new(page::broken(&ask(self.library.now()), &why)),
            Err(dashiji_store::Error::Refused { what, .. }) => {
                return Arc::new(page::no_day(&ask(self.library.now()), &what));
            }
            Err(error) => return Arc::new(page::broken(&ask(self.library.now()), &error.to_string())),
        };
        let (key, stamp) = (key(address, reader), self.stamp(&snapshot));
        if let Some(kept) = self.shelved(&key, &stamp) {
            return kept;
        }
        let ask = ask(snapshot);
        let mut answer = if ask.parts.first().is_some_and(|part| part == "api") && ask.parts.len() > 1 {
            crate::api::answer(&ask)
        } else {
            page::answer(&ask)
        };
        // What could not be read is said, not left out.
        if let Some(why) = ask.snapshot.fault() {
            answer = page::broken(&ask, &why);
        }
        if let Some(day) = &day {
            answer = crate::markup::dated(answer, day);
        }
        let answer = Arc::new(answer.tagged());
        if answer.status == 200 && key.len() < 2000 && !ask.passing.get() {
            let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
            shelf.put(key, stamp, answer.clone());
        }
        answer
    }
}

impl Shelf {
    fn put(&mut self, key: String, stamp: Stamp, answer: Arc<Answer>) {
        self.bytes += answer.bytes().len() + key.len();
        match self.pages.insert(key.clone(), (stamp, answer)) {
            Some((_, before)) => {
                self.bytes = self.bytes.saturating_sub(before.bytes().len() + key.len());
            }
            None => self.order.push_back(key),
        }
        while self.bytes > KEPT {
            let Some(oldest) = self.order.pop_front() else { break };
            if let Some((_, gone)) = self.pages.remove(&oldest) {
                self.bytes = self.bytes.saturating_sub(gone.bytes().len() + oldest.len());
            }
        }
    }
}

/// Whether a day is written as one: 2024-05-01.
fn is_day(day: &str) -> bool {
    let shape: String = day.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00"
}

fn key(address: &str, reader: &Reader) -> String {
    let Reader { language, origin, writer } = reader;
    format!("{} {origin} {writer:?} {address}", Words::of(*language).code())
}
