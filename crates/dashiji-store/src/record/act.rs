//! What the log tells: one act a row, as JSON.

use crate::ruling::{Ruling, Undoing};
use dashiji::document::Given;
use serde::{Deserialize, Serialize};

/// Something that was done to a base.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Act {
    /// The base was made.
    Began {
        /// An id of its own, thirty-two digits.
        base: String,
        /// The program that made it.
        program: String,
    },
    /// A document came in: its first version.
    Added(Version),
    /// A document came in again, changed.
    Revised(Version),
    /// A person wrote an entry.
    Entered(Version),
    /// A person wrote it anew.
    Corrected(Version),
    /// An engine read a version: what it is and the ids its entries bear.
    Read(Reading),
    /// A document was taken out of the views.
    Removed {
        /// Its number.
        document: u32,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// It was put back.
    Restored {
        /// Its number.
        document: u32,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A person ruled.
    Ruled(Ruling),
    /// A ruling was taken back.
    Undone(Undoing),
    /// The office's own terms and list of offices, as files: name and SHA-256 of each, the bytes beside the documents'.
    Knowledge {
        /// Names, relative to the base, with hashes.
        files: Vec<(String, String)>,
    },
}

impl Act {
    /// Its name in the log's column `kind`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Began { .. } => "began",
            Self::Added(_) => "added",
            Self::Revised(_) => "revised",
            Self::Entered(_) => "entered",
            Self::Corrected(_) => "corrected",
            Self::Read(_) => "read",
            Self::Removed { .. } => "removed",
            Self::Restored { .. } => "restored",
            Self::Ruled(_) => "ruled",
            Self::Undone(_) => "undone",
            Self::Knowledge { .. } => "knowledge",
        }
    }

    /// The version that it brings in.
    pub fn version(&self) -> Option<(&Version, Origin)> {
        match self {
            Self::Added(version) | Self::Revised(version) => Some((version, Origin::Read)),
            Self::Entered(version) | Self::Corrected(version) => Some((version, Origin::Entered)),
            _ => None,
        }
    }
}

/// Whether something was read from a document or entered by a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Read from a document that was received.
    Read,
    /// Written by a person into the base.
    Entered,
}

/// A version of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The document's number.
    pub document: u32,
    /// Counts from 1.
    pub version: u32,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub size: u64,
    /// Where the bytes were found, as an absolute path: what a later version is known by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What was told of it.
    #[serde(default)]
    pub told: Told,
}

/// What was told of a document when it came in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are those of dashiji::document::Given")]
pub struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Which columns of a table hold what, as typed: `日期=A,内容=C`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<String>,
}

impl Told {
    /// How the document is read: its table by the columns that were told.
    pub(crate) fn options(&self) -> dashiji_office::Options {
        options(self.map.as_deref()).unwrap_or_default()
    }
}

/// How a table is read by the columns that are told.
///
/// # Errors
/// The piece that means nothing.
pub(crate) fn options(map: Option<&str>) -> Result<dashiji_office::Options, String> {
    let map = map.map(dashiji_office::table::Mapping::parse).transpose()?;
    Ok(dashiji_office::Options { map: map.unwrap_or_default() })
}

impl From<Given> for Told {
    fn from(given: Given) -> Self {
        let Given { path, period, region, url, accessed, title, series, source, site, published } = given;
        Self { path, period, region, url, accessed, title, series, source, site, published, map: None }
    }
}

impl From<&Told> for Given {
    fn from(told: &Told) -> Self {
        let Told { path, period, region, url, accessed, title, series, source, site, published, map: _ } =
            told.clone();
        Self { path, period, region, url, accessed, title, series, source, site, published }
    }
}

/// What an engine made of a version: which engine, with which terms, and the ids of the entries it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The document's number.
    pub document: u32,
    /// The version's number.
    pub version: u32,
    /// The engine, `0.1.0+1a2b3c4d`.
    pub engine: String,
    /// SHA-256 of the office's own terms and list of offices; empty where there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub knowledge: String,
    /// Entries in order.
    pub entries: Vec<EntryPlace>,
}

/// Which entry stands where: number of its id, first code point, one past the last.
pub type EntryPlace = (u32, u32, u32);
