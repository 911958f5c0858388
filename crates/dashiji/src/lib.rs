//! The engine of Dashiji (大事记): reads a chronicle and gives back dated entries, people with the office they held, places
//! with codes, organisations, documents and figures, each tied to the characters it came from.
//!
//! Pure and synchronous: no network, no clock, no environment, no SQL. Bytes go in, [`Reading`] comes out; the same bytes
//! give the same reading. The steps are [`document`], [`view`], [`segment`], [`recognize`], [`resolve`] and [`fact`].

pub mod account;
pub mod check;
pub mod collate;
pub mod confidence;
pub mod document;
pub mod fact;
pub mod hash;
pub mod lexicon;
mod parallel;
mod reader;
pub mod recognize;
pub mod resolve;
pub mod segment;
pub mod text;
pub mod view;

use document::{Document, Given};
use fact::Record;
use lexicon::Lexicon;
use reader::Reader;
use resolve::roster::Roster;
use std::num::NonZeroUsize;

/// A document and what was read from it.
#[derive(Debug)]
pub struct Reading {
    /// The document, decoded.
    pub document: Document,
    /// Its entries, in order.
    pub records: Vec<Record>,
}

impl Reading {
    /// What a document says, with what a list of offices adds to it.
    pub fn of(document: Document, lexicon: &Lexicon, roster: Option<&Roster>) -> Self {
        Self::on_threads(document, lexicon, roster, NonZeroUsize::MIN)
    }

    /// The same, with the entries read on so many threads; what is read is the same on any number.
    pub fn on_threads(
        document: Document,
        lexicon: &Lexicon,
        roster: Option<&Roster>,
        threads: NonZeroUsize,
    ) -> Self {
        let mut records = Reader::new(&document, lexicon, usize::MAX, threads).records();
        if let Some(roster) = roster {
            for record in &mut records {
                roster.fill(record);
            }
        }
        Self { document, records }
    }
}

/// Reads a document: bytes as received to facts.
///
/// # Errors
/// Where the bytes are no text: [`document::Error`] says what they are, where that shows and what to do.
pub fn read(bytes: Vec<u8>, given: &Given, lexicon: &Lexicon) -> Result<Reading, document::Error> {
    read_with(bytes, given, lexicon, None)
}

/// The same, with a list of who held which office: what the text leaves out is added from it, basis `roster`.
///
/// # Errors
/// As [`read`].
pub fn read_with(
    bytes: Vec<u8>,
    given: &Given,
    lexicon: &Lexicon,
    roster: Option<&Roster>,
) -> Result<Reading, document::Error> {
    Ok(Reading::of(document::read(bytes, given, lexicon)?, lexicon, roster))
}

/// Why the names of a stretch of a document were decided as they were: every node over it, what it weighs and by which
/// grounds, and which were chosen. Nothing where no entry holds the stretch's first code point.
pub fn explain(
    document: &Document,
    lexicon: &Lexicon,
    span: text::Span,
) -> Option<recognize::lattice::Explained> {
    Reader::new(document, lexicon, 0, NonZeroUsize::MIN).explain(span)
}

/// Code points of entries of which the facts are kept between the two looks at a document whose entries are handed on one by
/// one: facts take some thirty bytes a character, and a large document is to take no more memory than a few times its size.
const KEPT: usize = 1 << 18;

/// The facts of a document's entries, one after the other, for whoever does not want to hold them all. The whole document has
/// been looked over once before the first comes: a name that stands clearly in one entry helps in every other. Entries are read
/// on so many threads, a few ahead of the one that is handed on; what is read is the same on any number.
pub fn records<'a>(
    document: &'a Document,
    lexicon: &'a Lexicon,
    threads: NonZeroUsize,
) -> impl Iterator<Item = Record> + 'a {
    Reader::new(document, lexicon, KEPT, threads).into_iter()
}
