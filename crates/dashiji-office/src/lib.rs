//! Word and Excel, in and out.
//!
//! In: bytes of a DOCX or any file the engine reads -> the engine's `Document`, whose entries tell the paragraph and page they
//! stand at ([`read`]). Out: the editor's own DOCX with comments and tracked changes ([`docx::annotate`]).
//!
//! Files are hostile until shown otherwise: what they unpack to, how deep they nest and how many cells they have is bounded,
//! document types are refused, links are not followed, macros not run.

mod container;
pub mod docx;
mod error;
pub mod sheet;
mod xml;

pub use error::{Error, Kind};

use dashiji::document::{self, Document, Given};
use dashiji::lexicon::Lexicon;

/// A document with what a reader should know of its file.
#[derive(Debug)]
pub struct Opened {
    /// The document.
    pub document: Document,
    /// What was left out, or read in a way to know of.
    pub remarks: Vec<Remark>,
}

/// What a reader should know of an office file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Remark {
    /// It has macros; they are not run.
    Macros,
    /// It refers to things outside of it; they are not fetched.
    Links {
        /// How many.
        count: usize,
    },
    /// Objects of other programs are embedded; they are not read.
    Embedded {
        /// How many.
        count: usize,
    },
    /// It has tracked changes; they are read as accepted.
    Changes {
        /// Characters inserted.
        inserted: usize,
        /// Characters deleted.
        deleted: usize,
    },
    /// Hidden text was left out.
    Hidden {
        /// How many characters.
        characters: usize,
    },
}

/// How files are read.
#[derive(Debug, Clone, Default)]
pub struct Options {}

/// Reads a file of any kind: those of Word and Excel here, all others by the engine.
///
/// # Errors
/// Where the bytes are no chronicle that can be read: [`Error`] says what they are and what to do.
pub fn read(bytes: Vec<u8>, given: &Given, _options: &Options, lexicon: &Lexicon) -> Result<Opened, Error> {
    if bytes.starts_with(b"PK\x03\x04") && container::Package::open(&bytes)?.has("word/document.xml") {
        let (extract, remarks) = docx::extract(&bytes)?;
        let document = document::read_extract(extract, &bytes, given, lexicon)?;
        return Ok(Opened { document, remarks });
    }
    let document = document::read(bytes, given, lexicon)?;
    Ok(Opened { document, remarks: Vec::new() })
}
