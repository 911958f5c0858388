//! Word and Excel, in and out.
//!
//! In: bytes of a DOCX, XLSX, XLS, CSV or any file the engine reads -> the engine's `Document`, whose entries tell the paragraph and
//! page or the cell they stand at ([`read`]). Out: the editor's own DOCX with comments and tracked changes ([`docx::annotate`]), a chronicle set as a
//! book ([`book`]), a workbook of its facts ([`workbook`]), its ledger with live sums ([`ledger`]), a situation report ([`report`]).
//!
//! Files are hostile until shown otherwise: what they unpack to, how deep they nest and how many cells they have is bounded,
//! document types are refused, links are not followed, macros not run.

#![allow(clippy::doc_markdown, reason = "names of formats and programs stand in the documentation as such")]
#![allow(clippy::format_push_string, reason = "lines made once, where a result to ignore would say less")]

pub mod book;
#[cfg_attr(not(feature = "packed"), allow(dead_code, reason = "of old files only the kind is told then"))]
mod compound;
mod container;
pub mod docx;
mod error;
mod kind;
pub mod ledger;
pub mod proof;
pub mod report;
pub mod sheet;
pub mod table;
pub mod words;
pub mod workbook;
mod xml;

pub use error::{Error, Kind};

use dashiji::document::{self, Document, Given};
use dashiji::lexicon::Lexicon;
use kind::Inside;

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
    /// Dates on the first of a month in an old sheet whose formats cannot be read: they are read as months.
    Months {
        /// The sheet.
        sheet: String,
        /// The first of the cells, `B4, B9`.
        cells: String,
        /// How many.
        count: usize,
    },
    /// A table whose columns no heading tells and no map: it is read line by line.
    Unmapped {
        /// The sheet; empty in a file of one table.
        sheet: String,
        /// Its first row, `A=何事, B=何时`.
        columns: String,
    },
}

/// How files are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Which columns of tables hold what; by their headings where it is empty.
    pub map: Vec<table::Mapping>,
}

/// Reads a file of any kind: those of Word and Excel here, all others by the engine.
///
/// # Errors
/// Where the bytes are no chronicle that can be read: [`Error`] says what they are and what to do.
pub fn read(bytes: Vec<u8>, given: &Given, options: &Options, lexicon: &Lexicon) -> Result<Opened, Error> {
    let alone = |document: Document| Opened { document, remarks: Vec::new() };
    let path = given.path.as_deref();
    match kind::look(&bytes, path)? {
        Inside::Word => {
            let (extract, remarks) = docx::extract(&bytes)?;
            let document = document::read_extract(extract, &bytes, given, lexicon)?;
            Ok(Opened { document, remarks })
        }
        Inside::Workbook => book(&table::xlsx::read(&bytes)?, &bytes, given, options, lexicon),
        #[cfg(not(feature = "packed"))]
        Inside::OldWorkbook => Err(Error::NotBuilt),
        #[cfg(feature = "packed")]
        Inside::OldWorkbook => book(&table::old::read(&bytes)?, &bytes, given, options, lexicon),
        Inside::Other if is_table(path) || !options.map.is_empty() && is_parted(&bytes, path) => {
            let (text, encoding, notes) = document::decode(bytes.clone())?;
            let grid = table::comma::read(&text)?;
            let (mut extract, remarks) = table::extract(&[grid], &options.map, false)?;
            extract.encoding = Some(encoding);
            let mut document = document::read_extract(extract, &bytes, given, lexicon)?;
            document.notes = notes;
            Ok(Opened { document, remarks })
        }
        Inside::Other => Ok(alone(document::read(bytes, given, lexicon)?)),
    }
}

fn book(
    book: &table::xlsx::Book,
    bytes: &[u8],
    given: &Given,
    options: &Options,
    lexicon: &Lexicon,
) -> Result<Opened, Error> {
    let (extract, remarks) = table::extract(&book.grids, &options.map, book.epoch_1904)?;
    Ok(Opened { document: document::read_extract(extract, bytes, given, lexicon)?, remarks })
}

/// Whether a file may be a table of events that columns can be told of: a workbook, a table by its name or by its first line.
pub fn may_be_table(bytes: &[u8], path: Option<&str>) -> bool {
    match kind::look(bytes, path) {
        Ok(Inside::Workbook | Inside::OldWorkbook) => true,
        Ok(Inside::Other) => is_table(path) || is_parted(bytes, path),
        _ => false,
    }
}

/// Whether the first line of a file of no telling name, or of a `.txt`, is parted as a table's is.
fn is_parted(bytes: &[u8], path: Option<&str>) -> bool {
    let mut lines = bytes.split(|b| matches!(b, b'\n' | b'\r')).filter(|line| !line.trim_ascii().is_empty());
    let first = lines.next().unwrap_or_default();
    match ending(path).as_deref() {
        None => first.iter().any(|b| matches!(b, b'\t' | b',' | b';' | b'|')),
        Some("txt" | "text") => first.contains(&b'\t'),
        Some(_) => false,
    }
}

/// Whether a file is a table by its name.
fn is_table(path: Option<&str>) -> bool {
    matches!(ending(path).as_deref(), Some("csv" | "tsv"))
}

/// The ending of a file's name, in small letters.
fn ending(path: Option<&str>) -> Option<String> {
    let name = path?.rsplit(['/', '\\']).next()?;
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())
}
