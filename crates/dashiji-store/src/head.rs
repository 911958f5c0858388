//! Heads of the log as short codes: what a writer saw, and what an act made.
//!
//! The first eight digits of a row's hash, `1f3a09c2`, stand for everything done before it; people can read them out. A head that is given back is
//! taken at its full printed length or as the whole hash, never as a beginning of one.

use crate::id::{DocumentId, RulingId, VersionId};
use crate::view::View;
use crate::{Error, Outcome, Result};
use rusqlite::OptionalExtension;

/// Bytes of a hash that are printed.
const SHORT: usize = 4;

/// Bytes of a hash.
const WHOLE: usize = 32;

/// An act whose place in the log is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// A version was put in and read.
    Version(VersionId),
    /// A document was put back into view.
    Back(DocumentId),
    /// A ruling was made.
    Ruling(RulingId),
    /// It was taken back.
    Undoing(RulingId),
}

impl Outcome {
    /// What was done; nothing where the bytes were there already.
    pub fn deed(&self) -> Option<Deed> {
        match self {
            Self::Added { id, .. } | Self::Revised { id, .. } => Some(Deed::Version(*id)),
            Self::Restored { id } => Some(Deed::Back(id.document())),
            Self::Known { .. } => None,
        }
    }
}

/// A hash as it is printed.
pub(crate) fn short(hash: &[u8]) -> String {
    dashiji::hash::hexadecimal(hash.get(..SHORT).unwrap_or(hash))
}

/// The bytes of a head as it was printed, or of a whole hash; nothing where it is neither.
pub(crate) fn digits(head: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| char::from(c).to_digit(16).filter(|_| !c.is_ascii_uppercase());
    let pair = |pair: &[u8]| Some(((digit(*pair.first()?)? << 4) | digit(*pair.get(1)?)?) as u8);
    let fits = [2 * SHORT, 2 * WHOLE].contains(&head.len());
    if fits { head.as_bytes().chunks(2).map(pair).collect() } else { None }
}

impl View {
    /// The head of the log it tells, as a short code that people can read out: the first eight digits of the row's hash, which stands for
    /// everything before it.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn head(&self) -> Result<String> {
        Ok(short(&self.base.read(|c| c.log.hash_at(self.position()))?.unwrap_or_default()))
    }

    /// The head of the log that an act made, whatever was written after it; nothing where it is not in view.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn head_after(&self, deed: Deed) -> Result<Option<String>> {
        let (sql, first, second) = match deed {
            // A version's reading is written behind it, in one go.
            Deed::Version(id) => (
                "SELECT seq + 1 FROM versions WHERE document = ?1 AND version = ?2",
                i64::from(id.document),
                i64::from(id.version),
            ),
            Deed::Back(id) => {
                ("SELECT max(seq) FROM removals WHERE document = ?1 AND removed = ?2", i64::from(id.0), 0)
            }
            Deed::Ruling(id) => ("SELECT seq FROM rulings WHERE ruling = ?1 AND ?2 = 0", i64::from(id.0), 0),
            Deed::Undoing(id) => {
                ("SELECT undone FROM rulings WHERE ruling = ?1 AND ?2 = 0", i64::from(id.0), 0)
            }
        };
        let seq: Option<i64> = self.base.read(|c| {
            c.derived.sql(|c| {
                let found = c
                    .prepare_cached(sql)?
                    .query_row([first, second], |row| row.get::<_, Option<i64>>(0))
                    .optional();
                Ok(found?.flatten())
            })
        })?;
        let Some(seq) = seq.filter(|seq| *seq <= self.position()) else { return Ok(None) };
        Ok(self.base.read(|c| c.log.hash_at(seq))?.map(|hash| short(&hash)))
    }

    /// The version of a document that was current when the log had a head.
    ///
    /// # Errors
    /// Where the log never had it, or there was no such document then.
    pub fn version_at(&self, document: DocumentId, head: &str) -> Result<VersionId> {
        let unknown = || Error::Refused { what: head.to_owned(), why: "unknown-head" };
        let digits = digits(head).ok_or_else(unknown)?;
        let version: Option<u32> = self.base.read(|c| {
            let Some(seq) = c.log.headed(&digits)?.filter(|seq| *seq <= self.position()) else {
                return Ok(None);
            };
            let chosen = "WHERE v.document = ?1 AND v.seq <= ?2 ORDER BY v.version DESC LIMIT 1";
            let rows = c.derived.versions(chosen, &[&document.0, &seq])?;
            Ok(rows.first().map(|row| row.version))
        })?;
        Ok(VersionId { document: document.0, version: version.ok_or_else(unknown)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_taken_at_its_full_length_alone() {
        assert_eq!(digits("1f3a09c2"), Some(vec![0x1f, 0x3a, 0x09, 0xc2]));
        assert_eq!(digits(&"0a".repeat(32)), Some(vec![0x0a; 32]));
        for head in ["", "1", "1f3a09c", "1f3a09c20", "1F3A09C2", "1f3a09cg", "1f3a09c2d4", "甲乙丙"] {
            assert_eq!(digits(head), None, "{head}");
        }
    }
}
