//! Why an office file could not be read or written: what it is, where that shows, what to do.
//!
//! `报表.doc` gives [`Error::Kind`] with [`Kind::Doc`], a DOCX of nothing but pictures [`Error::Pictures`]. The words on the
//! screen are the caller's to translate by [`Error::code`]; the `Display` form is plain English.

use dashiji::document;
use thiserror::Error;

/// Why an office file could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// The engine cannot read the text.
    #[error(transparent)]
    Document(#[from] document::Error),
    /// A kind of file that is not read.
    #[error("{kind}; {}", kind.hint())]
    Kind {
        /// What it is.
        kind: Kind,
    },
    /// A member unpacks to more than is read.
    #[error(
        "{part} unpacks to more than {most} bytes, more than a document of its size can hold; it is refused"
    )]
    Bomb {
        /// The member, or the file as a whole.
        part: String,
        /// How many bytes are read.
        most: u64,
    },
    /// A part is missing or damaged.
    #[error("{part} is damaged ({why}); open the file in Word or WPS, save it anew and try again")]
    Broken {
        /// The part.
        part: String,
        /// What is wrong, with the byte where that shows.
        why: String,
    },
    /// A part brings a document type or entities of its own, which office programs never write.
    #[error("{part} declares a document type or entities, which no office program writes; it is refused")]
    Doctype {
        /// The part.
        part: String,
    },
    /// A part holds more of something than is read.
    #[error("{part} has more than {most} {what}; split the file")]
    TooMany {
        /// The part.
        part: String,
        /// Of what: `levels`, `cells`, `members`, `characters`, `sheets`, `elements`.
        what: &'static str,
        /// How many are read.
        most: usize,
    },
    /// A document without text but with pictures: a scan.
    #[error("no text, only {pictures} picture(s): a scan; recognize its characters (OCR) first")]
    Pictures {
        /// How many.
        pictures: usize,
    },
    /// A name of a column that the table does not have, or no column at all.
    #[error("there is no column {column} in {part}; it has {known}")]
    Column {
        /// The sheet or file.
        part: String,
        /// What was asked for.
        column: String,
        /// The columns that there are.
        known: String,
    },
    /// A form that this program was built without.
    #[error("this program was built without files of Word and Excel")]
    NotBuilt,
    /// A file cannot be put together.
    #[error("the file could not be written: {why}")]
    Written {
        /// What went wrong.
        why: String,
    },
}

impl Error {
    /// A word for messages in other languages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Document(error) => error.code(),
            Self::Kind { kind } => kind.code(),
            Self::Bomb { .. } => "bomb",
            Self::Broken { .. } => "broken",
            Self::Doctype { .. } => "doctype",
            Self::TooMany { .. } => "too-many",
            Self::Pictures { .. } => "pictures",
            Self::Column { .. } => "column",
            Self::NotBuilt => "not-built",
            Self::Written { .. } => "written",
        }
    }

    /// A damaged part.
    pub(crate) fn broken(part: &str, why: impl std::fmt::Display) -> Self {
        Self::Broken { part: part.to_owned(), why: why.to_string() }
    }

    /// A file that cannot be put together.
    #[cfg(feature = "packed")]
    pub(crate) fn written(why: impl std::fmt::Display) -> Self {
        Self::Written { why: why.to_string() }
    }
}

/// A kind of file that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// Word 97 to 2003.
    Doc,
    /// The old form of WPS Writer.
    Wps,
    /// PowerPoint or WPS slides, old or new.
    Slides,
    /// An old Excel or WPS sheet that is damaged or of an unknown make.
    OldSheet,
    /// Locked with a password.
    Encrypted,
    /// An OLE file of another program.
    Ole,
    /// OpenDocument text.
    Odt,
    /// OpenDocument sheet.
    Ods,
    /// A workbook in Excel's binary form.
    Xlsb,
    /// The Chinese office format of GB/T 20916 (UOF).
    Uof,
    /// Pages or Numbers.
    Iwork,
    /// Word or Excel as one XML file.
    OfficeXml,
    /// A web page in one file, as Word saves them (MHT).
    WebArchive,
    /// An electronic book.
    Epub,
    /// A fixed layout of GB/T 33190.
    Ofd,
    /// An archive of files.
    Archive,
    /// Text or other bytes under the name of a Word file or a workbook.
    Misnamed,
}

impl Kind {
    /// A word for messages in other languages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Doc => "doc",
            Self::Wps => "wps",
            Self::Slides => "slides",
            Self::OldSheet => "old-sheet",
            Self::Encrypted => "encrypted",
            Self::Ole => "ole",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Xlsb => "xlsb",
            Self::Uof => "uof",
            Self::Iwork => "iwork",
            Self::OfficeXml => "office-xml",
            Self::WebArchive => "web-archive",
            Self::Epub => "epub",
            Self::Ofd => "ofd",
            Self::Archive => "archive",
            Self::Misnamed => "misnamed",
        }
    }

    /// What to do with such a file.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Doc | Self::Wps | Self::Odt => "save it as DOCX in Word, WPS or LibreOffice",
            Self::WebArchive => "open it in Word or WPS and save it as DOCX",
            Self::Uof => "save it as DOCX or XLSX in WPS or Yozo",
            Self::Iwork => "export it as DOCX or XLSX in Pages or Numbers",
            Self::OfficeXml => "open it in the program it comes from and save it as DOCX or XLSX",
            Self::Slides => "copy its text into a DOCX or text file",
            Self::OldSheet | Self::Ods | Self::Xlsb => "save it as XLSX or CSV in Excel, WPS or LibreOffice",
            Self::Encrypted => "open it with its password and save it without one",
            Self::Ole => "save it as DOCX, XLSX or text in the program it comes from",
            Self::Epub => "convert it to HTML or text first",
            Self::Ofd => "convert it to DOCX or text first",
            Self::Archive => "unpack it first",
            Self::Misnamed => {
                "a text must be called .txt; what was a document before is damaged: take another copy of it"
            }
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Doc => "an old Word file (.doc)",
            Self::Wps => "an old WPS Writer file (.wps)",
            Self::Slides => "a slide show",
            Self::OldSheet => "an old sheet (.xls, .et) that cannot be opened",
            Self::Encrypted => "a file locked with a password",
            Self::Ole => "an old Office file",
            Self::Odt => "an OpenDocument text (.odt)",
            Self::Ods => "an OpenDocument sheet (.ods)",
            Self::Xlsb => "a binary workbook (.xlsb)",
            Self::Uof => "a document in UOF",
            Self::Iwork => "a document of Pages or Numbers",
            Self::OfficeXml => "a Word or Excel document as one XML file",
            Self::WebArchive => "a web page in one file (.mht)",
            Self::Epub => "an electronic book (.epub)",
            Self::Ofd => "an OFD file",
            Self::Archive => "a ZIP archive",
            Self::Misnamed => "a file called after Word or Excel that is none of theirs",
        })
    }
}
