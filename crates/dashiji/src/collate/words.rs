//! Words that come again and again, kept once.
//!
//! `县长` goes in from ten thousand entries and is one piece of memory. Nothing is ever printed in the order of these sets.

use super::entry::{Source, Title, Word};
use super::seat::{Seat, Setting};
use crate::fact::DocumentRecord;
use crate::lexicon::Lexicon;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// What entries share.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    texts: HashSet<Word>,
    titles: HashSet<Arc<Title>>,
    /// The office a title names, by what stands before it, the region's key and the year.
    seats: BTreeMap<(Arc<Title>, Option<Arc<Seat>>, Word, Option<i32>), Arc<Seat>>,
    /// What a body is told apart by, by its name, the region's key and the year.
    bodies: BTreeMap<(Word, Word, Option<i32>), Word>,
    sources: BTreeMap<Word, Arc<Source>>,
}

impl Words {
    /// A word.
    pub fn word(&mut self, text: &str) -> Word {
        if let Some(word) = self.texts.get(text) {
            return word.clone();
        }
        let word: Word = Arc::from(text);
        self.texts.insert(word.clone());
        word
    }

    /// A title.
    pub fn title(&mut self, title: Title) -> Arc<Title> {
        if let Some(known) = self.titles.get(&title) {
            return known.clone();
        }
        let title = Arc::new(title);
        self.titles.insert(title.clone());
        title
    }

    /// The office that a title names.
    pub fn seat(&mut self, title: &Arc<Title>, before: Option<&Arc<Seat>>, setting: &Setting) -> Arc<Seat> {
        let key = (title.clone(), before.cloned(), setting.circle.key().clone(), setting.year);
        let read = || Arc::new(Seat::read(title, before.map(|seat| &**seat), setting, Lexicon::builtin()));
        self.seats.entry(key).or_insert_with(read).clone()
    }

    /// What a body is told apart by.
    pub fn body(&mut self, name: &str, setting: &Setting) -> Word {
        let name = self.word(name);
        let place = (name.clone(), setting.circle.key().clone(), setting.year);
        if let Some(key) = self.bodies.get(&place) {
            return key.clone();
        }
        let key = self.word(&super::organization::key(&name, setting));
        self.bodies.insert(place, key.clone());
        key
    }

    /// A document. The same bytes may be given by two names: the last is kept for what comes after.
    pub fn source(&mut self, record: &Arc<DocumentRecord>) -> Arc<Source> {
        if let Some(source) = self.sources.get(record.sha256.as_str())
            && (Arc::ptr_eq(&source.record, record) || source.record == *record)
        {
            return source.clone();
        }
        let source = Arc::new(Source {
            sha256: self.word(&record.sha256),
            path: record.path.as_ref().map(|path| self.word(path)),
            record: record.clone(),
            setting: Setting::of(record.region.as_ref(), None),
        });
        self.sources.insert(source.sha256.clone(), source.clone());
        source
    }

    /// Lets go of what no entry holds any longer.
    pub fn sweep(&mut self) {
        self.bodies.clear();
        self.seats.retain(|_, seat| Arc::strong_count(seat) > 1);
        self.sources.retain(|_, source| Arc::strong_count(source) > 1);
        self.titles.retain(|title| Arc::strong_count(title) > 1);
        self.texts.retain(|word| Arc::strong_count(word) > 1);
    }
}
