//! The text of an entry written anew: a new version of its document, in which everything else is as it was.
//!
//! In goes an entry with its text as a writer wants it and the head of the log they saw; out comes a new version, or, where others wrote to the
//! entry meanwhile, what both made of it ([`Merge`]) and nothing written. Only the edited characters' bytes change, in the file's own
//! encoding; a Word file stays one.

use crate::base::Base;
use crate::id::{DocumentId, EntryId, VersionId};
use crate::merge::Merge;
use crate::view::View;
use crate::{Error, Incoming, Outcome, Result};
use dashiji::document::{Document, Given, SourceMap};
use dashiji::text::Span;
use dashiji_office::docx;
use similar::{ChangeTag, TextDiff};

/// The text of an entry as somebody wants it.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The entry.
    pub entry: EntryId,
    /// The head of the log as they saw it ([`View::head`]).
    pub head: String,
    /// Its text now.
    pub text: String,
}

/// What became of an edit.
#[derive(Debug)]
pub enum Edited {
    /// It is a new version.
    Kept(Outcome),
    /// The text is as it was.
    Unchanged,
    /// Others wrote to the entry since: what both made of it, and the head of the log now. Nothing was written.
    Apart(Merge, String),
}

/// How often an edit is tried where others write at the same time.
const TRIES: usize = 8;

impl Base {
    /// Writes the text of an entry anew.
    ///
    /// # Errors
    /// Where there is no such entry in view, its file cannot be edited here, or the base cannot be written.
    pub fn edit(&self, author: &str, edit: &Edit) -> Result<Edited> {
        for _ in 0..TRIES {
            let view = self.now()?;
            let entry = view.raw(edit.entry)?;
            let text = lines_as(&edit.text, &entry.text);
            if !entry.current {
                return Err(Error::Unknown(edit.entry.to_string()));
            }
            let seen = view.version_at(entry.version.document(), &edit.head)?;
            if entry.version != seen {
                let seen = view.entries_in(seen)?.into_iter().find(|entry| entry.id == edit.entry);
                let seen = seen.ok_or_else(|| Error::Unknown(edit.entry.to_string()))?;
                if seen.text != entry.text && text != entry.text {
                    return Ok(Edited::Apart(Merge::of(&seen.text, &text, &entry.text), view.head()?));
                }
            }
            if text == entry.text {
                return Ok(Edited::Unchanged);
            }
            let edits = changes(entry.record.span, &entry.text, &text);
            match self.rewrite(author, &view, entry.version, &edits) {
                Err(Error::Refused { why: "stale", .. }) => {}
                done => return done.map(Edited::Kept),
            }
        }
        Err(Error::Busy { path: self.dir().to_owned(), holder: String::new() })
    }

    /// A new version of a document with some characters of the current one replaced; the edits are in order and do not overlap.
    ///
    /// # Errors
    /// `stale` where the version is not current any more, `not-editable` where the file is of a kind that is not edited here or an edit
    /// cannot be written in its encoding.
    pub fn rewrite(
        &self,
        author: &str,
        view: &View,
        version: VersionId,
        edits: &[(Span, String)],
    ) -> Result<Outcome> {
        let bytes = view.bytes(version)?;
        let decoded = view.decoded(version)?;
        let versions = view.versions(version.document())?;
        let told = versions.iter().find(|known| known.id == version).map(|known| known.told.clone());
        let refused = || Error::Refused { what: String::new(), why: "not-editable" };
        let bytes = rewritten(&decoded, &bytes, edits).ok_or_else(refused)?;
        let told = told.unwrap_or_default();
        let incoming = Incoming {
            bytes,
            given: Given::from(&told),
            of: Some(version.document()),
            after: Some(version.version),
            map: told.map,
            ..Incoming::default()
        };
        self.add_one(author, incoming)
    }
}

impl View {
    /// The version of a document that was current when the log had a head.
    ///
    /// # Errors
    /// Where the log never had it, or there was no such document then.
    pub fn version_at(&self, document: DocumentId, head: &str) -> Result<VersionId> {
        let unknown = || Error::Refused { what: head.to_owned(), why: "unknown-head" };
        let version: Option<u32> = self.base.read(|c| {
            let Some(seq) = c.log.headed(head)?.filter(|seq| *seq <= self.position()) else {
                return Ok(None);
            };
            let chosen = "WHERE v.document = ?1 AND v.seq <= ?2 ORDER BY v.version DESC LIMIT 1";
            let rows = c.derived.versions(chosen, &[&document.0, &seq])?;
            Ok(rows.first().map(|row| row.version))
        })?;
        Ok(VersionId { document: document.0, version: version.ok_or_else(unknown)? })
    }
}

/// The bytes of a document with some characters replaced.
fn rewritten(document: &Document, bytes: &[u8], edits: &[(Span, String)]) -> Option<Vec<u8>> {
    match document.record.extractor.as_deref() {
        // A line end would have to be a paragraph.
        Some(docx::EXTRACTOR) if edits.iter().any(|(_, text)| text.contains('\n')) => None,
        Some(docx::EXTRACTOR) => {
            let marks: Vec<docx::Mark> = edits
                .iter()
                .map(|(span, text)| docx::Mark {
                    span: *span,
                    comment: Vec::new(),
                    edits: vec![(*span, text.clone())],
                    decided: true,
                })
                .collect();
            let done = docx::annotate(bytes, &marks, &dashiji_office::proof::signature("")).ok()?;
            (done.left == 0).then_some(done.bytes)
        }
        _ => SourceMap::new(document, bytes).rewritten(edits),
    }
}

/// A text with the line ends that another has: a form of a browser writes its own.
fn lines_as(text: &str, other: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if other.contains("\r\n") { text.replace('\n', "\r\n") } else { text }
}

/// What changed in a text that begins at a place of its document, as edits.
fn changes(span: Span, old: &str, new: &str) -> Vec<(Span, String)> {
    let mut edits: Vec<(Span, String)> = Vec::new();
    let mut at = span.start;
    for change in TextDiff::from_chars(old, new).iter_all_changes() {
        let open = edits.last_mut().filter(|(span, _)| span.end == at);
        match (change.tag(), open) {
            (ChangeTag::Equal, _) => at += 1,
            (ChangeTag::Delete, open) => {
                at += 1;
                match open {
                    Some((span, _)) => span.end = at,
                    None => edits.push((Span { start: at - 1, end: at }, String::new())),
                }
            }
            (ChangeTag::Insert, Some((_, text))) => text.push_str(change.value()),
            (ChangeTag::Insert, None) => edits.push((Span { start: at, end: at }, change.value().to_owned())),
        }
    }
    let chars: Vec<char> = old.chars().collect();
    edits.into_iter().map(|edit| standing(edit, span.start, &chars)).collect()
}

/// An edit that only puts something in, with the character it stands behind or before: in a page and in a Word file a place between two
/// characters is none of its own.
fn standing((span, text): (Span, String), from: u32, chars: &[char]) -> (Span, String) {
    let at = (span.start - from) as usize;
    let word = |k: usize| chars.get(k).copied().filter(|c| !c.is_whitespace());
    if !span.is_empty() {
        return (span, text);
    }
    if let Some(before) = at.checked_sub(1).and_then(word) {
        return (Span { start: span.start - 1, end: span.end }, format!("{before}{text}"));
    }
    match word(at) {
        Some(after) => (Span { start: span.start, end: span.end + 1 }, format!("{text}{after}")),
        None => (span, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_told_by_its_characters() {
        let span = Span { start: 10, end: 17 };
        assert_eq!(
            changes(span, "县长赵立本讲话", "县长周文澜讲话。"),
            [
                (Span { start: 12, end: 15 }, "周文澜".to_owned()),
                (Span { start: 16, end: 17 }, "话。".to_owned())
            ]
        );
        assert!(changes(span, "甲", "甲").is_empty());
    }
}
