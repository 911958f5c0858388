//! The ids a base gives out. They are short, meant to be typed, and never change: `d3` is the third document, `d3.v2` its second
//! version, `d3.e17` an entry of it (in whichever version it stands), `r5` a ruling.

use crate::{Error, Result};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A document: `d3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u32);

/// A version of a document: `d3.v2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionId {
    /// The document's number.
    pub document: u32,
    /// Counts from 1 in the document.
    pub version: u32,
}

/// An entry of a document: `d3.e17`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// The document's number.
    pub document: u32,
    /// Counts from 1 in the document, in the order given out.
    pub entry: u32,
}

/// A ruling: `r5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RulingId(pub u32);

/// Any id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Id {
    /// A document.
    Document(DocumentId),
    /// A version.
    Version(VersionId),
    /// An entry.
    Entry(EntryId),
    /// A ruling.
    Ruling(RulingId),
}

impl VersionId {
    /// Its document.
    pub fn document(self) -> DocumentId {
        DocumentId(self.document)
    }
}

impl EntryId {
    /// Its document.
    pub fn document(self) -> DocumentId {
        DocumentId(self.document)
    }
}

fn number(words: &str, letter: char) -> Option<u32> {
    let digits = words.strip_prefix(letter).or_else(|| words.strip_prefix(letter.to_ascii_uppercase()))?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?.filter(|n| *n > 0)
}

impl FromStr for Id {
    type Err = Error;

    fn from_str(words: &str) -> Result<Self> {
        let unknown = || Error::Unknown(words.to_owned());
        let words = words.trim();
        let Some((first, second)) = words.split_once('.') else {
            return number(words, 'd')
                .map(|n| Self::Document(DocumentId(n)))
                .or_else(|| number(words, 'r').map(|n| Self::Ruling(RulingId(n))))
                .ok_or_else(unknown);
        };
        let document = number(first, 'd').ok_or_else(unknown)?;
        number(second, 'v')
            .map(|version| Self::Version(VersionId { document, version }))
            .or_else(|| number(second, 'e').map(|entry| Self::Entry(EntryId { document, entry })))
            .ok_or_else(unknown)
    }
}

macro_rules! id {
    ($kind:ident, $variant:ident, |$id:ident, $f:ident| $write:expr) => {
        impl fmt::Display for $kind {
            fn fmt(&self, $f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $id = self;
                $write
            }
        }

        impl FromStr for $kind {
            type Err = Error;

            fn from_str(words: &str) -> Result<Self> {
                match words.parse()? {
                    Id::$variant(id) => Ok(id),
                    _ => Err(Error::Unknown(words.to_owned())),
                }
            }
        }

        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                let words = String::deserialize(deserializer)?;
                words.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(DocumentId, Document, |id, f| write!(f, "d{}", id.0));
id!(VersionId, Version, |id, f| write!(f, "d{}.v{}", id.document, id.version));
id!(EntryId, Entry, |id, f| write!(f, "d{}.e{}", id.document, id.entry));
id!(RulingId, Ruling, |id, f| write!(f, "r{}", id.0));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written() {
        for words in ["d3", "d3.v2", "d3.e17", "r5"] {
            let id: Id = words.parse().unwrap();
            let again = match id {
                Id::Document(id) => id.to_string(),
                Id::Version(id) => id.to_string(),
                Id::Entry(id) => id.to_string(),
                Id::Ruling(id) => id.to_string(),
            };
            assert_eq!(again, words);
        }
        for words in ["", "d", "d0", "d3.", "d3.x1", "3", "d3.v2.e1", "d99999999999", "d-1", "d+1"] {
            assert!(words.parse::<Id>().is_err(), "{words}");
        }
    }
}
