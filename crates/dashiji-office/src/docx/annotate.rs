//! An editor's own DOCX, given back with comments and tracked changes.
//!
//! In go the file's bytes and [`Mark`]s on characters of the text that was read from it; out comes the same file, each mark a
//! comment on its characters, each edit a tracked deletion and insertion. Members that are not touched are copied as they are
//! packed; in a touched part only the runs that hold marked characters change: `3月5日,晴` with an edit of `,` becomes a run 3月5日, a
//! deleted run `,`, an inserted one `，` and a run 晴, all of the run's own format.
//!
//! Word takes no comments in text boxes and notes: what is said of their characters hangs on the box or on the note's reference.
//! Tracked changes are made there too. What cannot be changed (a formula, a number that Word makes) is only commented on.

use super::story::{Note, PieceKind, Run};
use super::{Placed, Word, main_part, relations, relations_name};
use crate::container::{Package, target};
use crate::error::Error;
use crate::xml::escaped;
use dashiji::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
#[cfg(feature = "packed")]
use std::io::{Cursor, Write};
use std::ops::Range;
#[cfg(feature = "packed")]
use zip::write::{SimpleFileOptions, ZipWriter};

/// Something to say of characters of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mark {
    /// The characters, in code points of the text that was read.
    pub span: Span,
    /// What is said, a paragraph each; nothing is said where there are none.
    pub comment: Vec<String>,
    /// Replacements to make, in order, not overlapping.
    pub edits: Vec<(Span, String)>,
    /// Whether they are made at once and not as tracked changes: what was decided for a whole file.
    pub decided: bool,
}

/// Who says it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The author's name.
    pub author: String,
    /// The author's initials.
    pub initials: String,
    /// ISO date and time; absent where no clock is to show.
    pub date: Option<String>,
}

/// A file given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotated {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many comments were added.
    pub comments: usize,
    /// How many edits are tracked changes now, or made where that was decided.
    pub changes: usize,
    /// How many edits could not be made (they overlap, or stand where nothing can be changed) and are only commented on.
    pub left: usize,
}

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// Puts marks into a file.
///
/// # Errors
/// Where the file cannot be read, or not be put together again.
pub fn annotate(bytes: &[u8], marks: &[Mark], signature: &Signature) -> Result<Annotated, Error> {
    let word = super::read(bytes)?;
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let held = Comments::of(&mut package, &main)?;
    let mut pen = Pen::new(&word, signature, held.next);
    let mut comments = String::new();
    let mut done = Annotated { bytes: Vec::new(), comments: 0, changes: 0, left: 0 };
    let mut order: Vec<&Mark> = marks.iter().collect();
    order.sort_by_key(|mark| (mark.span.start, mark.span.end));
    let mut changed_to = 0;
    for mark in order {
        if !mark.comment.is_empty() && pen.comment(mark.span) {
            comments.push_str(&pen.words(&mark.comment));
            done.comments += 1;
        }
        for (span, text) in &mark.edits {
            // Of two edits of the same characters the first is made.
            let clear = span.start >= changed_to;
            if clear && pen.edit(*span, text, !mark.decided) {
                done.changes += 1;
                changed_to = span.end.max(span.start + u32::from(span.is_empty()));
            } else {
                done.left += 1;
            }
        }
    }
    if done.comments + done.changes == 0 {
        done.bytes = bytes.to_vec();
        return Ok(done);
    }
    let mut members = BTreeMap::new();
    for (position, part) in word.parts.iter().enumerate() {
        if let Some(xml) = pen.rewritten(position) {
            members.insert(part.name.clone(), xml);
        }
    }
    if done.comments > 0 {
        held.add(&mut package, &main, &comments, pen.strict, &mut members)?;
    }
    done.bytes = repacked(package, members)?;
    Ok(done)
}

/// The comments a file has.
struct Comments {
    /// The member, and its text where there is one.
    name: String,
    xml: Option<String>,
    /// The first number that is free.
    next: u32,
}

impl Comments {
    fn of(package: &mut Package<'_>, main: &str) -> Result<Self, Error> {
        let related = relations(package, main)?
            .into_iter()
            .find(|relation| relation.kind == "comments")
            .and_then(|relation| relation.target);
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = related.unwrap_or_else(|| {
            // A member of the usual name that nothing refers to is not ours to overwrite.
            let free = |name: &String| !package.has(name);
            let names = std::iter::once("comments.xml".to_owned())
                .chain((1..=u16::MAX).map(|n| format!("comments{n}.xml")));
            names.map(|name| target(folder, &name)).find(free).unwrap_or_default()
        });
        let xml = package.text(&name)?;
        // A reference to a comment that is missing must not come to mean ours.
        let text = package.text(main)?.unwrap_or_default();
        let referred = text.match_indices('<').filter_map(|(at, _)| {
            let tag = text[at..].split('>').next()?;
            let name = tag.split_whitespace().next()?;
            let is_one = ["commentRangeStart", "commentRangeEnd", "commentReference"]
                .iter()
                .any(|n| name.ends_with(n));
            highest_id(tag).filter(|_| is_one)
        });
        let highest = xml.as_deref().and_then(highest_id).into_iter().chain(referred).max();
        let next = highest.map_or(0, |id| id.saturating_add(1));
        Ok(Self { name, xml, next })
    }

    /// The members that say what the comments say.
    fn add(
        self,
        package: &mut Package<'_>,
        main: &str,
        comments: &str,
        strict: bool,
        members: &mut BTreeMap<String, String>,
    ) -> Result<(), Error> {
        let space = if strict { STRICT } else { TRANSITIONAL };
        if let Some(xml) = self.xml {
            members.insert(self.name, within(&xml, comments));
            return Ok(());
        }
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{space}\">{comments}</w:comments>"
        );
        members.insert(self.name.clone(), xml);
        let kind = if strict {
            "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
        } else {
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        };
        let taken: BTreeSet<String> =
            relations(package, main)?.into_iter().map(|relation| relation.id).collect();
        let id = (1..=taken.len() + 1)
            .map(|n| format!("rIdDashiji{n}"))
            .find(|id| !taken.contains(id))
            .unwrap_or_default();
        let relation = format!(
            "<Relationship xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\" Id=\"{id}\" Type=\"{kind}\" \
             Target=\"/{}\"/>",
            escaped(&self.name)
        );
        let name = relations_name(main);
        let xml = package.text(&name)?.unwrap_or_else(|| {
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>"
                .to_owned()
        });
        members.insert(name, within(&xml, &relation));
        let types = "[Content_Types].xml";
        let xml = package.text(types)?.ok_or_else(|| Error::broken(types, "it is missing"))?;
        if !xml.to_ascii_lowercase().contains(&format!("\"/{}\"", self.name.to_ascii_lowercase())) {
            let kind = format!(
                "<Override xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\" PartName=\"/{}\" \
                 ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/>",
                escaped(&self.name)
            );
            members.insert(types.to_owned(), within(&xml, &kind));
        }
        Ok(())
    }
}

/// XML with more at the end of its root.
fn within(xml: &str, more: &str) -> String {
    if let Some(at) = xml.rfind("</") {
        return format!("{}{more}{}", &xml[..at], &xml[at..]);
    }
    let Some(at) = xml.rfind("/>") else { return xml.to_owned() };
    let name: String = xml
        .rfind('<')
        .map(|start| {
            xml[start + 1..].chars().take_while(|c| !c.is_whitespace() && !matches!(c, '/' | '>')).collect()
        })
        .unwrap_or_default();
    format!("{}>{more}</{name}>{}", &xml[..at], &xml[at + 2..])
}

/// The highest number that an attribute `id` has.
fn highest_id(xml: &str) -> Option<u32> {
    xml.match_indices("id=\"")
        .filter_map(|(at, found)| {
            let digits = &xml[at + found.len()..];
            digits.split('"').next()?.parse::<u32>().ok()
        })
        .filter(|id| *id < u32::MAX / 2)
        .max()
}

/// A place in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct At {
    child: usize,
    byte: usize,
}

/// What is done in a run.
#[derive(Debug, Default)]
struct Work {
    /// Comments that begin or end at a place; nothing for the place stands for the run's own bounds.
    starts: Vec<(Option<At>, u32)>,
    ends: Vec<(Option<At>, u32)>,
    /// Characters deleted, with their child and whether that is tracked.
    deleted: Vec<(usize, Range<usize>, bool)>,
    /// Characters inserted after a place, or before it, and whether that is tracked.
    inserted: Vec<(At, String, bool)>,
}

/// Writes into the parts of a file.
struct Pen<'a> {
    word: &'a Word,
    signature: &'a Signature,
    /// Work by part and run.
    work: BTreeMap<(usize, usize), Work>,
    comment: u32,
    change: std::cell::Cell<u32>,
    strict: bool,
}

impl<'a> Pen<'a> {
    fn new(word: &'a Word, signature: &'a Signature, comment: u32) -> Self {
        let highest = word.parts.iter().filter_map(|part| highest_id(&part.xml)).max();
        let strict = word.parts.first().is_some_and(|part| part.xml.contains(STRICT));
        let change = std::cell::Cell::new(highest.map_or(1, |id| id + 1));
        Self { word, signature, work: BTreeMap::new(), comment, change, strict }
    }

    fn run(&self, part: usize, run: usize) -> Option<&'a Run> {
        self.word.parts.get(part)?.story.runs.get(run)
    }

    /// The pieces that share characters with a range.
    fn pieces(&self, span: Span) -> &'a [Placed] {
        let pieces = &self.word.layout.pieces;
        let from = pieces.partition_point(|piece| piece.span.end <= span.start);
        let to = pieces.partition_point(|piece| piece.span.start < span.end);
        pieces.get(from..to).unwrap_or_default()
    }

    /// Begins and ends a comment around characters; false where the file has no characters to hang it on.
    fn comment(&mut self, span: Span) -> bool {
        let pieces = &self.word.layout.pieces;
        let mut held: Vec<&Placed> = self.pieces(span).iter().filter(|piece| piece.run.is_some()).collect();
        let mut span = span;
        if held.is_empty() {
            // A number that Word makes, an empty cell: the nearest characters after it, or before.
            let after = pieces.partition_point(|piece| piece.span.start < span.start);
            let nearest = pieces[after..].iter().find(|piece| piece.run.is_some());
            let Some(piece) =
                nearest.or_else(|| pieces[..after].iter().rev().find(|piece| piece.run.is_some()))
            else {
                return false;
            };
            let start = piece.span.start;
            span = Span { start, end: start + 1 };
            held = vec![piece];
        }
        let first = held[0];
        let last = held.iter().rev().find(|piece| piece.holder == first.holder).copied().unwrap_or(first);
        let (Some(from), Some(to)) = (first.run, last.run) else { return false };
        let number = self.comment;
        if first.part > 0 {
            let Some(run) = self.reference(first) else { return false };
            self.around(0, run, run, number);
        } else {
            let (outer_from, outer_to) = (self.outermost(from), self.outermost(to));
            if outer_from != from || outer_to != to || self.uncut(first) || self.uncut(last) {
                self.around(0, outer_from, outer_to, number);
            } else {
                let start = byte_at(self.word, first, span.start.max(first.span.start));
                let end = byte_at(self.word, last, span.end.min(last.span.end));
                self.at(0, from).starts.push((Some(At { child: first.child, byte: start }), number));
                self.at(0, to).ends.push((Some(At { child: last.child, byte: end }), number));
            }
        }
        self.comment += 1;
        true
    }

    fn around(&mut self, part: usize, from: usize, to: usize, number: u32) {
        self.at(part, from).starts.push((None, number));
        self.at(part, to).ends.push((None, number));
    }

    fn at(&mut self, part: usize, run: usize) -> &mut Work {
        self.work.entry((part, run)).or_default()
    }

    fn outermost(&self, run: usize) -> usize {
        let mut run = run;
        while let Some(outer) = self.run(0, run).and_then(|run| run.outer).filter(|outer| *outer < run) {
            run = outer;
        }
        run
    }

    /// Whether a piece stands in an element that is not cut: no `<w:t>`, or one with more than characters in it.
    fn uncut(&self, piece: &Placed) -> bool {
        let Some(run) = piece.run.and_then(|run| self.run(piece.part, run)) else { return true };
        let Some(child) = run.children.get(piece.child) else { return true };
        match &child.text {
            Some((_, content)) => self.xml(piece.part, content.clone()).contains('<'),
            // A tab or a break is a child of its own.
            None => piece.kind != PieceKind::Element || child.bytes != piece.bytes,
        }
    }

    fn xml(&self, part: usize, range: Range<usize>) -> &'a str {
        self.word.parts.get(part).and_then(|part| part.xml.get(range)).unwrap_or_default()
    }

    /// The run that refers to the note a piece stands in.
    fn reference(&self, piece: &Placed) -> Option<usize> {
        let layout = &self.word.layout;
        let after = layout.locations.partition_point(|(span, _)| span.start <= piece.span.start);
        let part = layout.locations.get(after.checked_sub(1)?)?.1.part.as_deref()?;
        let (kind, number) = part.rsplit_once(' ')?;
        let kind = if kind == "footnote" { Note::Foot } else { Note::End };
        let mut seen = BTreeSet::new();
        let mut ids = layout.notes.iter().filter(|(k, id)| *k == kind && seen.insert(id.clone()));
        let (_, id) = ids.nth(number.parse::<usize>().ok()?.checked_sub(1)?)?;
        let references = &self.word.parts.first()?.story.references;
        references.iter().find(|(k, i, _)| *k == kind && i == id).map(|(_, _, run)| self.outermost(*run))
    }

    /// Makes a replacement, as a tracked change or at once; false where it cannot be made.
    fn edit(&mut self, span: Span, text: &str, tracked: bool) -> bool {
        if text.contains('\r') || tracked && text.contains(['\n', '\t']) {
            return false;
        }
        let pieces = if span.is_empty() {
            let before = Span { start: span.start.saturating_sub(1), end: span.start };
            self.pieces(before)
        } else {
            self.pieces(span)
        };
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return false };
        let whole = span.is_empty()
            || first.span.start <= span.start
                && last.span.end >= span.end
                && pieces.windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
        let can = |piece: &Placed| {
            (piece.part, piece.paragraph) == (first.part, first.paragraph)
                && piece.kind != PieceKind::Element
                && !self.uncut(piece)
                && piece.run.and_then(|run| self.run(piece.part, run)).is_some_and(|run| run.editable)
        };
        if !whole || !pieces.iter().all(can) {
            return false;
        }
        let mut place = None;
        for piece in pieces {
            let Some(run) = piece.run else { return false };
            let end = byte_at(self.word, piece, span.end.min(piece.span.end));
            if !span.is_empty() {
                let start = byte_at(self.word, piece, span.start.max(piece.span.start));
                self.at(piece.part, run).deleted.push((piece.child, start..end, tracked));
            }
            place = Some((piece.part, run, At { child: piece.child, byte: end }));
        }
        if let Some((part, run, at)) = place
            && !text.is_empty()
        {
            self.at(part, run).inserted.push((at, text.to_owned(), tracked));
        }
        true
    }

    /// A part with all work done; nothing where there is none.
    fn rewritten(&self, part: usize) -> Option<String> {
        let xml = &self.word.parts.get(part)?.xml;
        let mut runs: Vec<(&Run, &Work)> = self
            .work
            .iter()
            .filter(|((p, _), _)| *p == part)
            .filter_map(|((_, run), work)| Some((self.run(part, *run)?, work)))
            .collect();
        if runs.is_empty() {
            return None;
        }
        // A run in a text box ends before the run that holds the box.
        runs.sort_by_key(|(run, _)| (run.bytes.end, std::cmp::Reverse(run.bytes.start)));
        let mut patches: BTreeMap<usize, (usize, String)> = BTreeMap::new();
        for (run, work) in runs {
            let new = self.run_anew(part, run, work, &patches);
            let inner: Vec<usize> = patches.range(run.bytes.clone()).map(|(start, _)| *start).collect();
            for start in inner {
                patches.remove(&start);
            }
            patches.insert(run.bytes.start, (run.bytes.end, new));
        }
        Some(patched(xml, 0..xml.len(), &patches))
    }

    /// A run cut where comments and changes begin and end.
    fn run_anew(
        &self,
        part: usize,
        run: &Run,
        work: &Work,
        patches: &BTreeMap<usize, (usize, String)>,
    ) -> String {
        let xml = self.word.parts.get(part).map_or("", |part| part.xml.as_str());
        let prefix = self.word.parts.get(part).map_or("", |part| part.story.prefix.as_str());
        let mut out = Cut { pen: self, part, run, prefix, out: String::new(), open: None };
        for (_, number) in work.starts.iter().filter(|(at, _)| at.is_none()) {
            out.comment_start(*number);
        }
        let whole = work.deleted.is_empty()
            && work.inserted.is_empty()
            && work.starts.iter().chain(&work.ends).all(|(at, _)| at.is_none());
        if whole {
            out.out.push_str(&patched(xml, run.bytes.clone(), patches));
        }
        for (position, child) in run.children.iter().enumerate().filter(|_| !whole) {
            let mine = |at: &Option<At>| at.is_some_and(|at| at.child == position);
            let Some((tag, content)) = &child.text else {
                for (_, number) in work.starts.iter().filter(|(at, _)| mine(at)) {
                    out.comment_start(*number);
                }
                out.keep(false, &patched(xml, child.bytes.clone(), patches));
                for (_, number) in work.ends.iter().filter(|(at, _)| mine(at)) {
                    out.comment_end(*number);
                }
                continue;
            };
            let content = shown(xml, tag, content);
            let mut cuts: BTreeSet<usize> = [content.start, content.end].into();
            cuts.extend(
                work.starts
                    .iter()
                    .chain(&work.ends)
                    .filter(|(at, _)| mine(at))
                    .filter_map(|(at, _)| at.map(|a| a.byte)),
            );
            cuts.extend(
                work.deleted.iter().filter(|(c, ..)| *c == position).flat_map(|(_, r, _)| [r.start, r.end]),
            );
            cuts.extend(work.inserted.iter().filter(|(at, ..)| at.child == position).map(|(at, ..)| at.byte));
            let cuts: Vec<usize> =
                cuts.into_iter().filter(|at| (content.start..=content.end).contains(at)).collect();
            if cuts.len() <= 2 && !touches(work, position) {
                out.keep(false, &patched(xml, child.bytes.clone(), patches));
                continue;
            }
            for (k, &at) in cuts.iter().enumerate() {
                let here = |a: &Option<At>| *a == Some(At { child: position, byte: at });
                for (_, number) in work.ends.iter().filter(|(a, _)| here(a)) {
                    out.comment_end(*number);
                }
                for (_, text, tracked) in work.inserted.iter().filter(|(a, ..)| here(&Some(*a))) {
                    if *tracked {
                        out.insert(text);
                    } else {
                        out.own(text);
                    }
                }
                for (_, number) in work.starts.iter().filter(|(a, _)| here(a)) {
                    out.comment_start(*number);
                }
                let Some(&next) = cuts.get(k + 1) else { break };
                let deleted = work
                    .deleted
                    .iter()
                    .find(|(c, range, _)| *c == position && range.start <= at && next <= range.end)
                    .map(|(.., tracked)| *tracked);
                if deleted != Some(false) {
                    out.text(deleted.is_some(), xml.get(at..next).unwrap_or_default());
                }
            }
        }
        out.close();
        for (_, number) in work.ends.iter().filter(|(at, _)| at.is_none()) {
            out.comment_end(*number);
        }
        out.out
    }

    /// A number that no change has.
    fn next_change(&self) -> u32 {
        let id = self.change.get();
        self.change.set(id.saturating_add(1));
        id
    }

    /// The attributes that say who made a change.
    fn signed(&self) -> String {
        let id = self.next_change();
        let mut out = format!(" w:id=\"{id}\" w:author=\"{}\"", escaped(&self.signature.author));
        if let Some(date) = &self.signature.date {
            let _ = write!(out, " w:date=\"{}\"", escaped(date));
        }
        out
    }

    /// The next comment's element.
    fn words(&self, paragraphs: &[String]) -> String {
        let space = if self.strict { STRICT } else { TRANSITIONAL };
        let mut out = format!(
            "<w:comment xmlns:w=\"{space}\" w:id=\"{}\" w:author=\"{}\" w:initials=\"{}\"",
            self.comment - 1,
            escaped(&self.signature.author),
            escaped(&self.signature.initials)
        );
        if let Some(date) = &self.signature.date {
            let _ = write!(out, " w:date=\"{}\"", escaped(date));
        }
        out.push('>');
        for (k, words) in paragraphs.iter().enumerate() {
            let sign = if k == 0 { "<w:r><w:annotationRef/></w:r>" } else { "" };
            let words = escaped(&words.replace(['\n', '\r', '\t'], " "));
            let _ = write!(out, "<w:p>{sign}<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>");
        }
        if paragraphs.is_empty() {
            out.push_str("<w:p/>");
        }
        out.push_str("</w:comment>");
        out
    }
}

/// The start tag of a change with another number: each part of one that is parted has its own.
fn renumbered(tag: &str, id: u32) -> String {
    let found = tag.match_indices("id=").find(|(at, _)| tag[..*at].ends_with([' ', ':', '\n', '\t']));
    let parts = found.and_then(|(at, word)| {
        let value = &tag[at + word.len()..];
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let end = value[1..].find(quote)?;
        Some((at + word.len() + 1, at + word.len() + 1 + end))
    });
    parts.map_or_else(|| tag.to_owned(), |(from, to)| format!("{}{id}{}", &tag[..from], &tag[to..]))
}

/// Whether anything is done in a child.
fn touches(work: &Work, child: usize) -> bool {
    work.starts.iter().chain(&work.ends).any(|(at, _)| at.is_some_and(|at| at.child == child))
        || work.deleted.iter().any(|(c, ..)| *c == child)
        || work.inserted.iter().any(|(at, ..)| at.child == child)
}

/// The characters of a `<w:t>` that show: blanks at either end do only where it says so.
fn shown(xml: &str, tag: &Range<usize>, content: &Range<usize>) -> Range<usize> {
    let words = xml.get(content.clone()).unwrap_or_default();
    if xml.get(tag.clone()).is_some_and(|tag| tag.contains("preserve")) {
        return content.clone();
    }
    let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let start = content.start + (words.len() - words.trim_start_matches(blank).len());
    start..start + words.trim_matches(blank).len()
}

/// The byte of a part before a code point of the text that a piece holds.
fn byte_at(word: &Word, piece: &Placed, index: u32) -> usize {
    let past = index.saturating_sub(piece.span.start) as usize;
    if past == 0 {
        return piece.bytes.start;
    }
    if index >= piece.span.end || piece.kind != PieceKind::Exact {
        return piece.bytes.end;
    }
    let words =
        word.parts.get(piece.part).and_then(|part| part.xml.get(piece.bytes.clone())).unwrap_or_default();
    words.char_indices().nth(past).map_or(piece.bytes.end, |(offset, _)| piece.bytes.start + offset)
}

/// A range of XML with the patches that lie in it.
fn patched(xml: &str, range: Range<usize>, patches: &BTreeMap<usize, (usize, String)>) -> String {
    let mut out = String::with_capacity(range.len());
    let mut at = range.start;
    for (&start, (end, new)) in patches.range(range.clone()) {
        if start < at || *end > range.end {
            continue;
        }
        out.push_str(xml.get(at..start).unwrap_or_default());
        out.push_str(new);
        at = *end;
    }
    out.push_str(xml.get(at..range.end).unwrap_or_default());
    out
}

/// A run that is being cut.
struct Cut<'a> {
    pen: &'a Pen<'a>,
    part: usize,
    run: &'a Run,
    prefix: &'a str,
    out: String,
    /// Whether a run is open, and whether it is a deleted one.
    open: Option<bool>,
}

impl Cut<'_> {
    /// The namespace on elements of our own, where the part has no prefix that attributes could take.
    fn namespace(&self) -> String {
        if self.prefix == "w:" {
            return String::new();
        }
        format!(" xmlns:w=\"{}\"", if self.pen.strict { STRICT } else { TRANSITIONAL })
    }

    fn open(&mut self, deleted: bool) {
        if self.open == Some(deleted) {
            return;
        }
        self.close();
        if deleted {
            let _ = write!(self.out, "<w:del{}{}>", self.namespace(), self.pen.signed());
        }
        self.out.push_str(self.pen.xml(self.part, self.run.open.clone()));
        self.out.push_str(self.pen.xml(self.part, self.run.properties.clone()));
        self.open = Some(deleted);
    }

    fn close(&mut self) {
        if let Some(deleted) = self.open.take() {
            let _ = write!(self.out, "</{}r>", self.prefix);
            if deleted {
                self.out.push_str("</w:del>");
            }
        }
    }

    /// An element of the run as it stands.
    fn keep(&mut self, deleted: bool, xml: &str) {
        self.open(deleted);
        self.out.push_str(xml);
    }

    /// Characters of the run, as they stand in the part.
    fn text(&mut self, deleted: bool, raw: &str) {
        if raw.is_empty() {
            return;
        }
        self.open(deleted);
        let name = if deleted { "delText" } else { "t" };
        let prefix = self.prefix;
        let _ = write!(self.out, "<{prefix}{name} xml:space=\"preserve\">{raw}</{prefix}{name}>");
    }

    /// Characters of our own that nobody need look at again: a line end is a break in its paragraph.
    fn own(&mut self, text: &str) {
        for line in text.split_inclusive(['\n', '\t']) {
            let words = line.trim_end_matches(['\n', '\t']);
            self.text(false, &escaped(words));
            let element = match &line[words.len()..] {
                "\n" => "br",
                "\t" => "tab",
                _ => continue,
            };
            let element = format!("<{}{element}/>", self.prefix);
            self.keep(false, &element);
        }
    }

    /// Characters of our own. Inside another's insertion that one is parted, so that ours is ours.
    fn insert(&mut self, text: &str) {
        self.close();
        let outer = self.run.inserted.as_ref().map(|tag| self.pen.xml(self.part, tag.clone()));
        let name: String = outer
            .unwrap_or_default()
            .chars()
            .skip(1)
            .take_while(|c| !c.is_whitespace() && !matches!(c, '>' | '/'))
            .collect();
        if outer.is_some() {
            let _ = write!(self.out, "</{name}>");
        }
        let prefix = self.prefix;
        let properties = self.pen.xml(self.part, self.run.properties.clone());
        let _ = write!(
            self.out,
            "<w:ins{}{}><{prefix}r>{properties}<{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r></w:ins>",
            self.namespace(),
            self.pen.signed(),
            escaped(text)
        );
        if let Some(outer) = outer {
            self.out.push_str(&renumbered(outer, self.pen.next_change()));
        }
    }

    fn comment_start(&mut self, number: u32) {
        self.close();
        let _ = write!(self.out, "<w:commentRangeStart{} w:id=\"{number}\"/>", self.namespace());
    }

    fn comment_end(&mut self, number: u32) {
        self.close();
        let space = self.namespace();
        let _ = write!(
            self.out,
            "<w:commentRangeEnd{space} w:id=\"{number}\"/><w:r{space}><w:commentReference w:id=\"{number}\"/></w:r>"
        );
    }
}

/// Without packed files in the program there is none to put together.
#[cfg(not(feature = "packed"))]
fn repacked(_: Package<'_>, _: BTreeMap<String, String>) -> Result<Vec<u8>, Error> {
    Err(Error::NotBuilt)
}

/// The container with members in place of others; all else is copied as it is packed.
#[cfg(feature = "packed")]
fn repacked(package: Package<'_>, members: BTreeMap<String, String>) -> Result<Vec<u8>, Error> {
    let mut fresh: BTreeMap<usize, String> = BTreeMap::new();
    let mut more: Vec<(String, String)> = Vec::new();
    for (name, xml) in members {
        match package.position(&name) {
            Some(position) => {
                fresh.insert(position, xml);
            }
            None => more.push((name, xml)),
        }
    }
    let mut archive = package.into_archive();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for position in 0..archive.len() {
        let member = archive.by_index_raw(position).map_err(Error::written)?;
        match fresh.get(&position) {
            None => writer.raw_copy_file(member).map_err(Error::written)?,
            Some(xml) => {
                let name = member.name().map_err(Error::written)?.into_owned();
                let mut options = SimpleFileOptions::default();
                if let Some(time) = member.last_modified() {
                    options = options.last_modified_time(time);
                }
                drop(member);
                writer.start_file(name, options).map_err(Error::written)?;
                writer.write_all(xml.as_bytes()).map_err(Error::written)?;
            }
        }
    }
    for (name, xml) in more {
        writer.start_file(name, SimpleFileOptions::default()).map_err(Error::written)?;
        writer.write_all(xml.as_bytes()).map_err(Error::written)?;
    }
    writer.finish().map(Cursor::into_inner).map_err(Error::written)
}
