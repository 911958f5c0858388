//! Search: any piece of text of one character or more, and the facts of the entries, over a whole base.
//!
//! In goes an entry as read ([`EntryToIndex`]) and, later, a [`Query`] such as `疫情 who:赵立本 when:2020-02..2020-03`; out come the
//! entries that answer it, counted by person, office, place and month, each with the words that answer lit by code point and a
//! citation. The index is a projection of the record: it can be thrown away and made again from the base at any time, and says
//! itself when it must be ([`Error::is_stale`]). It keeps no text: what a hit shows is asked back from the base ([`Source`]).
//!
//! The text is indexed by characters and pairs of characters with their positions, so that a substring is a phrase of pairs: none is
//! missed, and none is found across a mark of punctuation, which takes a position of its own.

mod answer;
mod bits;
mod citation;
mod days;
mod facet;
mod fact;
mod gather;
mod guard;
mod holder;
mod index;
mod latin;
mod ledgers;
mod light;
mod near;
mod phrase;
mod place;
mod places;
mod plan;
mod query;
mod seal;
mod set;
mod tokens;
mod values;
mod weight;

pub use citation::citation;
pub use index::Index;
pub(crate) use index::Made;
pub(crate) use ledgers::Ledgers;
pub use query::{Fault, Field, Query, QueryError, stretch};

use dashiji::fact::Record;
use dashiji::text::{Span, Text, stream};
use std::path::PathBuf;
use std::time::Duration;

/// An entry to be found from now on.
#[derive(Debug, Clone, Copy)]
pub struct EntryToIndex<'a> {
    /// The base's id of the document.
    pub document: &'a str,
    /// SHA-256 of the version it was read from, in hexadecimal.
    pub version: &'a str,
    /// The text of the whole document; the entry is `record.span` of it.
    pub text: &'a Text,
    /// What the entry says. Its `id` and `number` are the entry's.
    pub record: &'a Record,
    /// The names of the ledgers it stands in.
    pub ledgers: &'a [String],
}

/// Which entry: what a hit is known by in the base.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct EntryKey {
    /// The base's id of the document.
    pub document: String,
    /// SHA-256 of the version, in hexadecimal.
    pub version: String,
    /// The entry's id.
    pub entry: String,
    /// The entry's number in the document, from 1.
    pub number: u32,
}

/// An entry given back by the base for a hit to be shown.
#[derive(Debug, Clone)]
pub struct SourceEntry {
    /// What the entry says.
    pub record: std::sync::Arc<Record>,
    /// The text of `record.span` as it stands.
    pub text: String,
}

/// Where the entries' texts and facts are kept.
pub trait Source {
    /// An entry; nothing where the base does not hold it, and the hit then shows its key alone.
    fn entry(&self, key: &EntryKey) -> Option<SourceEntry>;

    /// The office of the register in which somebody is stated in an entry (by its id) at a character, with all who held it; nothing where
    /// no register is kept, and who held it is then told from the entries nearest to the day alone.
    fn office(&self, holder: &str, entry: &str, start: u32) -> Option<dashiji::collate::office::Post> {
        let _ = (holder, entry, start);
        None
    }
}

/// The order of hits. Those that are alike in it stand by document and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// What answers the query best first.
    #[default]
    Relevance,
    /// The earliest first; entries without a date last.
    Earliest,
    /// The latest first; entries without a date last.
    Latest,
}

/// How much of an answer is wanted, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The order.
    pub sort: Sort,
    /// Hits before the first that is given.
    pub offset: usize,
    /// Hits that are given.
    pub limit: usize,
    /// The most frequent values that are given of each facet; 0 leaves facets out.
    pub facets: usize,
    /// Pieces of text that are given of each hit.
    pub fragments: usize,
    /// How long the search may take; [`Error::Stopped`] tells that it was not enough.
    pub within: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            sort: Sort::default(),
            offset: 0,
            limit: 20,
            facets: 0,
            fragments: 3,
            within: Duration::from_secs(2),
        }
    }
}

/// What a query found.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
pub struct Found {
    /// All entries that answer, also those that are not given.
    pub total: u64,
    /// Who held the office that the query names on the day it names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holders: Vec<Holder>,
    /// The hits asked for, in order.
    pub hits: Vec<Hit>,
    /// Counts over all entries that answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
}

/// An entry that answers.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Hit {
    /// Which entry.
    #[serde(flatten)]
    pub key: EntryKey,
    /// Its first day, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Its headline, with what is lit in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Fragment>,
    /// Pieces of the entry with what is lit in them; its beginning where the query asks for facts alone.
    pub fragments: Vec<Fragment>,
    /// The facts that answer the query's fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<LitFact>,
    /// The citation by GB/T 7714—2015.
    pub citation: String,
}

/// A piece of text as it stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fragment {
    /// The text.
    pub text: String,
    /// First code point in the document.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words that answer, in code points of the document.
    pub lit: Vec<Span>,
}

/// A fact that answers a field of the query.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct LitFact {
    /// The field, `who`.
    pub field: &'static str,
    /// What it says, as written or as the contract's word.
    pub text: String,
    /// First code point in the document; absent where no one place says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// One past the last code point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
}

/// Counts of the values of a field over all hits.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Facet {
    /// The field, `who`; `province`, `prefecture` and `county` for places, `year` and `month` for time.
    pub field: &'static str,
    /// How many different values there are.
    pub values: u64,
    /// The most frequent, then by name.
    pub top: Vec<FacetValue>,
}

/// A value and in how many hits it stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FacetValue {
    /// The value as a query takes it.
    pub value: String,
    /// Its name where the value is a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Hits.
    pub count: u64,
}

/// Someone who held an office on a day, with the proof.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Holder {
    /// The name.
    pub name: String,
    /// The office in its fullest form.
    pub title: String,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// How sure it is.
    pub ground: Ground,
    /// The entries that say so: the nearest before the day, and the nearest after it.
    pub proof: Vec<Proof>,
}

/// What a holder is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// An entry of the day itself says so.
    Stated,
    /// Entries before and after say so, and none between that somebody else held it.
    Between,
    /// The nearest entry says so, on one side only.
    Nearest,
}

/// An entry that says who held an office.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Proof {
    /// Which entry.
    #[serde(flatten)]
    pub key: EntryKey,
    /// Its first day, ISO.
    pub date: String,
    /// The title as written.
    pub text: String,
    /// First code point in the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// One past the last code point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// The citation by GB/T 7714—2015.
    pub citation: String,
}

/// Why the index cannot do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index on disk is of another format: [`Index::create`] it anew and add everything again.
    #[error("the search index is of format {found}, and this program writes {wanted}")]
    Stale {
        /// What the folder says; 0 where it says nothing.
        found: u32,
        /// What this program reads and writes.
        wanted: u32,
    },
    /// The index on disk cannot be read: [`Index::create`] it anew and add everything again.
    #[error("the search index is damaged: {0}")]
    Damaged(String),
    /// Another program is writing to the index.
    #[error("another program is writing to the search index")]
    Busy,
    /// A file or folder.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What went wrong.
        source: std::io::Error,
    },
    /// The query took longer than it was given ([`Options::within`]).
    #[error("the search was stopped after {} ms", .0.as_millis())]
    Stopped(std::time::Duration),
    /// The index's own library.
    #[error("search index: {0}")]
    Library(tantivy::TantivyError),
}

impl Error {
    /// Whether the index must be made anew from the base, and can be.
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Stale { .. } | Self::Damaged(_))
    }

    /// Whether there is no room on the disk: the library hands on what the system says, in words.
    pub(crate) fn is_full(&self) -> bool {
        let full = |error: &std::io::Error| error.kind() == std::io::ErrorKind::StorageFull;
        match self {
            Self::File { source, .. } => full(source),
            Self::Library(error) => {
                let words = error.to_string();
                ["os error 28)", "os error 112)", "os error 122)", "code: 28,", "code: 122,"]
                    .iter()
                    .any(|code| words.contains(code))
            }
            _ => false,
        }
    }

    /// Whether too many files are open already, which is no fault of the index.
    pub(crate) fn is_of_many_files(&self) -> bool {
        match self {
            Self::File { source, .. } => matches!(source.raw_os_error(), Some(23 | 24)),
            Self::Library(_) | Self::Damaged(_) => {
                let words = self.to_string();
                ["os error 23)", "os error 24)", "code: 23,", "code: 24,"]
                    .iter()
                    .any(|code| words.contains(code))
            }
            _ => false,
        }
    }

    /// Whether it lies at the index, which can be made anew, and not at what was asked, the time, or who else is writing.
    pub(crate) fn is_fault_of_index(&self) -> bool {
        (self.is_stale() || matches!(self, Self::Library(_))) && !self.is_of_many_files()
    }
}

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        use tantivy::TantivyError as T;
        match error {
            T::LockFailure(..) => Self::Busy,
            T::DataCorruption(why) => Self::Damaged(format!("{why:?}")),
            T::IncompatibleIndex(why) => Self::Damaged(format!("{why:?}")),
            T::SchemaError(why) => Self::Damaged(why),
            other => Self::Library(other),
        }
    }
}
