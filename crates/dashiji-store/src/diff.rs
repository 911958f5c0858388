//! Two versions of a document, entry by entry: what came in, what went, what was changed and where, what only moved.

use crate::alike::{Became, characters_changed, longest_rise, sentences_changed};
use crate::id::{DocumentId, EntryId, VersionId};
use crate::merge::sentences;
use crate::view::{Entry, View};
use crate::{Error, Result};
use serde::Serialize;
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

/// A changed text in pieces, character by character; long sentences that differ are pieces as a whole.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    in_pieces(&old, &new, characters_changed(&old, &new), |chars| chars.iter().collect())
}

/// The same, and once the time is over only the sentences.
fn pieces_until(old: &str, new: &str, until: Instant) -> Vec<Piece> {
    if Instant::now() < until {
        return pieces(old, new);
    }
    let (own, other) = (sentences(old), sentences(new));
    in_pieces(&own, &other, sentences_changed(&own, &other), <[&str]>::concat)
}

fn in_pieces<T>(old: &[T], new: &[T], changes: Vec<Became>, words: impl Fn(&[T]) -> String) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |kind: PieceKind, part: &[T]| {
        let text = words(part);
        match pieces.last_mut().filter(|last| last.kind == kind) {
            _ if text.is_empty() => {}
            Some(last) => last.text.push_str(&text),
            None => pieces.push(Piece { kind, text }),
        }
    };
    let mut at = 0;
    for (was, is) in changes {
        push(PieceKind::Same, &old[at..was.start]);
        push(PieceKind::Removed, &old[was.clone()]);
        push(PieceKind::Added, &new[is]);
        at = was.end;
    }
    push(PieceKind::Same, &old[at..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

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
