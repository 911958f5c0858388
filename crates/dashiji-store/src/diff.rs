//! Two versions of a document, entry by entry: what came in, what went, what was changed and where, what only moved.

use crate::id::{DocumentId, EntryId, VersionId};
use crate::view::{Entry, View};
use crate::{Error, Result};
use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// How long all changed texts of two versions may be compared character by character; the rest is compared coarsely.
const PATIENCE: Duration = Duration::from_secs(2);

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Difference {
    /// It is new.
    Added {
        /// Which.
        entry: EntryId,
        /// Its text.
        text: String,
    },
    /// It is gone.
    Removed {
        /// Which.
        entry: EntryId,
        /// Its text.
        text: String,
    },
    /// Its text was changed.
    Changed {
        /// Which.
        entry: EntryId,
        /// Its text in pieces: what stayed, what went, what came in.
        pieces: Vec<Piece>,
        /// Whether it stands elsewhere among the others too.
        moved: bool,
    },
    /// Its text is the same and it stands elsewhere among the others.
    Moved {
        /// Which.
        entry: EntryId,
        /// Its number before.
        from: u32,
        /// Its number now.
        to: u32,
    },
}

/// A piece of a changed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What became of it.
    pub kind: PieceKind,
    /// The words.
    pub text: String,
}

/// What became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    /// It is in both.
    Same,
    /// It is in the older alone.
    Removed,
    /// It is in the newer alone.
    Added,
}

impl View {
    /// What changed from one version of a document to another: the last two unless told.
    ///
    /// # Errors
    /// Where there are no such versions.
    pub fn diff(
        &self,
        id: DocumentId,
        versions: Option<(u32, u32)>,
    ) -> Result<(VersionId, VersionId, Vec<Difference>)> {
        let known = self.versions(id)?;
        let (from, to) = match versions {
            Some(pair) => pair,
            None => match known.as_slice() {
                [.., a, b] => (a.id.version, b.id.version),
                _ => return Err(Error::Refused { what: id.to_string(), why: "one-version" }),
            },
        };
        let version = |version| VersionId { document: id.0, version };
        let (old, new) = (self.entries_in(version(from))?, self.entries_in(version(to))?);
        Ok((version(from), version(to), differences(&old, &new)))
    }
}

fn differences(old: &[Entry], new: &[Entry]) -> Vec<Difference> {
    let before: BTreeMap<EntryId, (usize, &Entry)> =
        old.iter().enumerate().map(|(k, e)| (e.id, (k, e))).collect();
    let staying: Vec<usize> = new.iter().filter_map(|entry| before.get(&entry.id).map(|(k, _)| *k)).collect();
    let still = longest_rise(&staying);
    let mut found = Vec::new();
    let until = Instant::now() + PATIENCE;
    for entry in new {
        let Some((at, was)) = before.get(&entry.id) else {
            found.push(Difference::Added { entry: entry.id, text: entry.text.clone() });
            continue;
        };
        let moved = !still.contains(at);
        if was.text != entry.text {
            found.push(Difference::Changed {
                entry: entry.id,
                pieces: pieces_until(&was.text, &entry.text, until),
                moved,
            });
        } else if moved {
            found.push(Difference::Moved {
                entry: entry.id,
                from: was.record.number,
                to: entry.record.number,
            });
        }
    }
    let now: std::collections::BTreeSet<EntryId> = new.iter().map(|entry| entry.id).collect();
    found.extend(
        old.iter()
            .filter(|entry| !now.contains(&entry.id))
            .map(|entry| Difference::Removed { entry: entry.id, text: entry.text.clone() }),
    );
    found
}

/// The members of a longest rising run: what can be thought to have stood still.
fn longest_rise(places: &[usize]) -> std::collections::BTreeSet<usize> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (k, place) in places.iter().enumerate() {
        let at = tails.partition_point(|t| places[*t] < *place);
        before[k] = at.checked_sub(1).map(|at| tails[at]);
        if at == tails.len() {
            tails.push(k);
        } else {
            tails[at] = k;
        }
    }
    let mut still = std::collections::BTreeSet::new();
    let mut last = tails.last().copied();
    while let Some(k) = last {
        still.insert(places[k]);
        last = before[k];
    }
    still
}

/// A changed text in pieces, character by character.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    pieces_until(old, new, Instant::now() + PATIENCE)
}

fn pieces_until(old: &str, new: &str, until: Instant) -> Vec<Piece> {
    let diff = TextDiff::configure().deadline(until).diff_chars(old, new);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => PieceKind::Same,
            ChangeTag::Delete => PieceKind::Removed,
            ChangeTag::Insert => PieceKind::Added,
        };
        match pieces.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => pieces.push(Piece { kind, text: change.value().to_owned() }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_still_is_the_longest_run() {
        assert_eq!(longest_rise(&[2, 0, 1, 3]).into_iter().collect::<Vec<_>>(), [0, 1, 3]);
        assert!(longest_rise(&[]).is_empty());
    }

    #[test]
    fn a_changed_word_is_one_piece() {
        let kinds: Vec<(PieceKind, String)> =
            pieces("县长赵立本讲话", "县长周文澜讲话").into_iter().map(|p| (p.kind, p.text)).collect();
        assert_eq!(
            kinds,
            [
                (PieceKind::Same, "县长".to_owned()),
                (PieceKind::Removed, "赵立本".to_owned()),
                (PieceKind::Added, "周文澜".to_owned()),
                (PieceKind::Same, "讲话".to_owned())
            ]
        );
    }
}
