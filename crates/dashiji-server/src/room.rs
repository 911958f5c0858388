//! The reading room: a library, its catalogue, and the pages made lately.

use crate::answer::Answer;
use crate::catalogue::{Catalogue, Compiler};
use crate::page::{self, Ask};
use crate::place::BaseMap;
use crate::source::Library;
use crate::words::Words;
use dashiji_publish::Language;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// What a room is opened with.
#[derive(Debug, Default)]
pub struct Furnishing {
    /// The base's name, shown on every page.
    pub name: String,
    /// The office's own base map.
    pub base_map: Option<BaseMap>,
}

/// Bytes of pages that are kept.
const KEPT: usize = 48 << 20;

/// A library with its catalogue.
#[derive(Debug)]
pub struct Room {
    library: Library,
    furnishing: Furnishing,
    catalogue: RwLock<Arc<Catalogue>>,
    building: Mutex<()>,
    shelf: Mutex<Shelf>,
}

/// Pages made lately, by state of the library, language and address.
#[derive(Debug, Default)]
struct Shelf {
    position: (u64, u64),
    bytes: usize,
    pages: BTreeMap<String, Arc<Answer>>,
    order: VecDeque<String>,
}

impl Room {
    /// A room over a library.
    ///
    /// # Errors
    /// Where the library cannot be read.
    pub fn new(library: Library, furnishing: Furnishing) -> Result<Self, String> {
        let catalogue = compile(&library)?;
        Ok(Self {
            library,
            furnishing,
            catalogue: RwLock::new(Arc::new(catalogue)),
            building: Mutex::new(()),
            shelf: Mutex::default(),
        })
    }

    /// What it holds.
    pub(crate) fn library(&self) -> &Library {
        &self.library
    }

    /// The base's name.
    pub(crate) fn name(&self) -> &str {
        &self.furnishing.name
    }

    /// The office's base map.
    pub(crate) fn base_map(&self) -> Option<&BaseMap> {
        self.furnishing.base_map.as_ref()
    }

    /// The catalogue as it stands; made anew where the library has grown. While one reader waits for the new one, others are
    /// given the old.
    pub(crate) fn catalogue(&self) -> Arc<Catalogue> {
        let held = self.catalogue.read().unwrap_or_else(PoisonError::into_inner).clone();
        if held.position == self.library.position() {
            return held;
        }
        let Ok(_building) = self.building.try_lock() else { return held };
        match compile(&self.library) {
            Ok(made) => {
                let made = Arc::new(made);
                *self.catalogue.write().unwrap_or_else(PoisonError::into_inner) = made.clone();
                made
            }
            Err(_) => held,
        }
    }

    /// A page that was made lately and still holds.
    pub(crate) fn kept(&self, address: &str, language: Language, origin: &str) -> Option<Arc<Answer>> {
        let shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = shelf.pages.get(&key(address, language, origin)).cloned();
        kept.filter(|_| shelf.position == self.library.stamp())
    }

    /// The answer to an address (path and query as they came), in a language.
    pub(crate) fn answer(&self, address: &str, language: Language, origin: &str) -> Arc<Answer> {
        let catalogue = self.catalogue();
        let words = Words::of(language);
        let position = catalogue.position;
        let key = key(address, language, origin);
        let stamp = self.library.stamp();
        {
            let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
            if shelf.position != stamp {
                *shelf = Shelf { position: stamp, ..Shelf::default() };
            }
            if let Some(kept) = shelf.pages.get(&key) {
                return kept.clone();
            }
        }
        let answer = Arc::new(self.make(address, catalogue, words, origin).tagged());
        if answer.status == 200 && key.len() < 2000 {
            let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
            // What was finished meanwhile, or a catalogue that is behind, makes another page.
            if shelf.position == stamp && stamp == self.library.stamp() && position == stamp.0 {
                shelf.put(key, answer.clone());
            }
        }
        answer
    }

    fn make(&self, address: &str, catalogue: Arc<Catalogue>, words: Words, origin: &str) -> Answer {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let parts: Vec<String> = path
            .split('/')
            .filter(|part| !part.is_empty())
            .map(|part| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned())
            .collect();
        let query = form_urlencoded::parse(query.as_bytes())
            .take(40)
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        let ask = Ask { room: self, catalogue, words, path, parts, query, origin };
        if ask.parts.first().is_some_and(|part| part == "api") && ask.parts.len() > 1 {
            crate::api::answer(&ask)
        } else {
            page::answer(&ask)
        }
    }
}

impl Shelf {
    fn put(&mut self, key: String, answer: Arc<Answer>) {
        self.bytes += answer.body.len() + key.len();
        if self.pages.insert(key.clone(), answer).is_none() {
            self.order.push_back(key);
        }
        while self.bytes > KEPT {
            let Some(oldest) = self.order.pop_front() else { break };
            if let Some(gone) = self.pages.remove(&oldest) {
                self.bytes = self.bytes.saturating_sub(gone.body.len() + oldest.len());
            }
        }
    }
}

fn key(address: &str, language: Language, origin: &str) -> String {
    format!("{} {origin} {address}", Words::of(language).code())
}

fn compile(library: &Library) -> Result<Catalogue, String> {
    let position = library.position();
    let mut compiler = Compiler::default();
    library.each(|about, records, slice| compiler.take(about, records, slice))?;
    Ok(compiler.finish(position))
}
