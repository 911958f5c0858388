//! The text of an entry written anew: a new version of its document, in which everything else is as it was.
//!
//! In goes an entry with its text as a writer wants it and the head of the log they saw; out comes a new version, or, where others wrote to the
//! entry meanwhile, what both made of it ([`Apart`]) and nothing written. Only the edited characters' bytes change, in the file's own
//! encoding; a Word file stays one. Entries keep their ids by where they stand, however much of their text is new.

use crate::alike::characters_changed;
use crate::base::Base;
use crate::id::{DocumentId, EntryId, VersionId};
use crate::merge::Merge;
use crate::record::Origin;
use crate::versions::holding;
use crate::view::{Entry, View};
use crate::{Error, Incoming, Outcome, Result};
use dashiji::document::{Document, Given, SourceMap};
use dashiji::text::Span;
use dashiji_office::docx;

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
    /// Others wrote to the entry since; nothing was written.
    Apart(Apart),
}

/// What two made of an entry.
#[derive(Debug, Clone)]
pub struct Apart {
    /// The entry that stands there now: another than was edited where others made one of two.
    pub entry: EntryId,
    /// What both made of it.
    pub merge: Merge,
    /// The head of the log now.
    pub head: String,
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
            let entry = view.standing_in_for(edit.entry)?;
            let text = lines_as(&edit.text, &entry.text);
            let seen = view.version_at(entry.version.document(), &edit.head)?;
            if entry.version != seen || entry.id != edit.entry {
                let seen = view.entries_in(seen)?.into_iter().find(|entry| entry.id == edit.entry);
                let seen = seen.ok_or_else(|| Error::Unknown(edit.entry.to_string()))?;
                if seen.text != entry.text && text != entry.text {
                    let merge = Merge::of(&seen.text, &text, &entry.text);
                    return Ok(Edited::Apart(Apart { entry: entry.id, merge, head: view.head()? }));
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

    /// Puts replacements of some characters into a document, as they were found by who saw a head of the log. Where others wrote to it since, they are
    /// made as long as the entries they are in have the same text still.
    ///
    /// # Errors
    /// As [`Base::rewrite`].
    pub fn amend(
        &self,
        author: &str,
        document: DocumentId,
        head: &str,
        edits: &[(Span, String)],
    ) -> Result<Outcome> {
        for _ in 0..TRIES {
            let view = self.now()?;
            let now = view.document(document).ok_or_else(|| Error::Unknown(document.to_string()))?;
            let now = VersionId { document: document.0, version: now.version };
            let seen = view.version_at(document, head)?;
            let edits = if seen == now { edits.to_vec() } else { view.carried_over(seen, now, edits)? };
            match self.rewrite(author, &view, now, &edits) {
                Err(Error::Refused { why: "stale", .. }) => {}
                done => return done,
            }
        }
        Err(Error::Busy { path: self.dir().to_owned(), holder: String::new() })
    }

    /// A new version of a document with some characters of the current one replaced; the edits are in order and do not overlap. It is received or
    /// entered, and happened when, as the current one is.
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
        let act = view.act_of(version)?;
        let refused = || Error::Refused { what: String::new(), why: "not-editable" };
        let bytes = rewritten(&decoded, &bytes, edits).ok_or_else(refused)?;
        let (told, origin) =
            act.act.version().map_or((crate::Told::default(), Origin::Read), |(version, origin)| {
                (version.told.clone(), origin)
            });
        let incoming = Incoming {
            bytes,
            given: Given::from(&told),
            of: Some(version.document()),
            after: Some(version.version),
            map: told.map,
            edits: edits.iter().map(|(span, text)| (*span, text.chars().count() as u32)).collect(),
            ..Incoming::default()
        };
        self.put(author, origin, act.happened.as_deref(), incoming)
    }
}

impl View {
    /// Edits of one version as they are of another in which their entries have the same text.
    fn carried_over(
        &self,
        seen: VersionId,
        now: VersionId,
        edits: &[(Span, String)],
    ) -> Result<Vec<(Span, String)>> {
        let (seen, entries) = (self.entries_in(seen)?, self.entries_in(now)?);
        let moved = |(span, text): &(Span, String)| {
            let was = seen.iter().find(|entry| entry.record.span.contains(*span))?;
            let is = entries.iter().find(|entry| entry.id == was.id && entry.text == was.text)?;
            let at = |place: u32| place - was.record.span.start + is.record.span.start;
            Some((Span { start: at(span.start), end: at(span.end) }, text.clone()))
        };
        let mut moved: Vec<(Span, String)> = edits
            .iter()
            .map(moved)
            .collect::<Option<_>>()
            .ok_or_else(|| Error::Refused { what: now.to_string(), why: "stale" })?;
        moved.sort_by_key(|(span, _)| span.start);
        Ok(moved)
    }

    /// An entry as it was read; where it is no entry of the current version any more, the entry that its words stand in now.
    ///
    /// # Errors
    /// Where there never was such an entry, or its words stand in none of the current version.
    pub fn standing_in_for(&self, id: EntryId) -> Result<Entry> {
        let entry = self.raw(id)?;
        if entry.current {
            return Ok(entry);
        }
        let mut entries = self.entries(id.document())?;
        let texts: Vec<&str> = entries.iter().map(|entry| entry.text.as_str()).collect();
        let held = holding(&entry.text, &texts).ok_or_else(|| Error::Unknown(id.to_string()))?;
        let held = entries.swap_remove(held);
        self.raw(held.id)
    }
}

/// The bytes of a document with some characters replaced.
fn rewritten(document: &Document, bytes: &[u8], edits: &[(Span, String)]) -> Option<Vec<u8>> {
    match document.record.extractor.as_deref() {
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
///
/// An edit that only puts something in takes the character it stands behind or before along: in a page and in a Word file a place between two
/// characters is none of its own.
fn changes(span: Span, old: &str, new: &str) -> Vec<(Span, String)> {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let words = |chars: &[char]| chars.iter().collect::<String>();
    for (was, is) in characters_changed(&old, &new) {
        let text = words(&new[is]);
        match edits.last_mut() {
            // Both would take the one character between them.
            Some((last, before)) if was.start - last.end == 1 && !old[last.end].is_whitespace() => {
                before.push(old[last.end]);
                before.push_str(&text);
                last.end = was.end;
            }
            _ => edits.push((was, text)),
        }
    }
    let word = |k: usize| old.get(k).copied().filter(|c| !c.is_whitespace());
    edits
        .into_iter()
        .map(|(was, text)| {
            let (was, text) = match (was.is_empty(), was.start.checked_sub(1).and_then(word), word(was.start))
            {
                (true, Some(before), _) => (was.start - 1..was.end, format!("{before}{text}")),
                (true, None, Some(after)) => (was.start..was.end + 1, format!("{text}{after}")),
                _ => (was, text),
            };
            let at = |k: usize| span.start + k as u32;
            (Span { start: at(was.start), end: at(was.end) }, text)
        })
        .collect()
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

    #[test]
    fn edits_that_stand_by_one_character_are_one() {
        let span = Span { start: 0, end: 3 };
        for (old, new) in [("\n甲乙", "\n子甲丑乙"), ("\n甲\n乙", "\n子甲丑\n寅乙"), ("甲乙", "子甲丑寅乙卯")]
        {
            let edits = changes(span, old, new);
            assert!(edits.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start), "{edits:?}");
            let (mut made, mut at) = (String::new(), 0);
            let chars: Vec<char> = old.chars().collect();
            for (span, text) in &edits {
                made.extend(&chars[at..span.start as usize]);
                made.push_str(text);
                at = span.end as usize;
            }
            made.extend(&chars[at..]);
            assert_eq!(made, new);
        }
    }
}
