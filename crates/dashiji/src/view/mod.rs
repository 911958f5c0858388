//! Step 2: a [`Document`] -> its reading view: the text as a careful reader sees it, with the way back to the text as it stands.
//!
//! Print puts things into a text that are none of its words: line ends at the width of the page (`县委书⏎    记`), spaces that
//! spread a label over a column (`该   月`, `2 0 0 3 年`), soft hyphens, page numbers, running heads, anchors of pages. In goes a
//! document; out comes a [`View`]: a [`Text`] of its own without all that, in which a line is a paragraph, and a map of positions
//! both ways. Everything below reads the view and knows of no wraps; at the end [`View::raw`] leads back to the characters of
//! the document. Where nothing needs to go, the view is the document's text itself and costs no copy.
//!
//! The parts: `line` measures lines, `furniture` tells which are the page's, `wrap` finds out from all lines together at which
//! width a file is wrapped, `label` knows what may open a paragraph, `blank` closes spaces inside words, `markup` leaves out
//! comments and characters that are not seen, `map` keeps positions.

mod blank;
mod furniture;
mod label;
mod line;
mod map;
mod markup;
mod wrap;

use crate::document::{Document, Setting};
use crate::text::{Cut, Span, Text};
use furniture::Furniture;
use line::Line;
pub(crate) use line::ended;
pub(crate) use map::Map;
use std::borrow::Cow;

/// A document as it is read.
#[derive(Debug)]
pub struct View<'a> {
    document: &'a Document,
    text: Cow<'a, Text>,
    body: Span,
}

impl<'a> View<'a> {
    /// The view of a document.
    ///
    /// ```
    /// use dashiji::{document::{self, Given}, lexicon::Lexicon, view::View};
    /// let raw = "1998年\n该   月     县工商银行成立。\n";
    /// let document = document::read(raw.into(), &Given::default(), Lexicon::builtin())?;
    /// let view = View::of(&document);
    /// assert_eq!(view.text().as_str(), "1998年\n该月     县工商银行成立。\n");
    /// # Ok::<(), document::Error>(())
    /// ```
    pub fn of(document: &'a Document) -> Self {
        let text = document.map.view(&document.text);
        Self { document, text, body: document.map.seen(document.body) }
    }

    /// The text to be read.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The part of it that holds entries.
    pub fn body(&self) -> Span {
        self.body
    }

    /// The document's time and place.
    pub fn setting(&self) -> &'a Setting {
        &self.document.setting
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// Whether it is the document's text as it stands.
    pub fn is_whole(&self) -> bool {
        self.document.map.is_empty()
    }

    /// A range of the view as one of the document: from its first character to its last, with what was left out between.
    pub fn raw(&self, span: Span) -> Span {
        self.document.map.raw(span)
    }

    /// A range of the document as one of the view.
    pub fn seen(&self, span: Span) -> Span {
        self.document.map.seen(span)
    }
}

/// The view of a text of which it is not yet known where its entries stand: lines are joined, words closed, and the page's own
/// lines are gone only where they stand inside a paragraph.
#[derive(Debug)]
pub(crate) struct Draft<'t> {
    furniture: Furniture,
    map: Map,
    text: Cow<'t, Text>,
}

impl<'t> Draft<'t> {
    /// Looks at a text.
    pub(crate) fn of(raw: &'t Text) -> Self {
        let mut cuts = markup::cuts(raw);
        let hidden: Vec<Span> = cuts.iter().map(|cut| cut.raw).collect();
        let mut lines: Vec<Line> =
            raw.lines(raw.span()).into_iter().map(|whole| Line::of(raw, whole, &hidden)).collect();
        let furniture = Furniture::of(raw, lines.iter().map(|line| line.span));
        for line in &mut lines {
            line.furniture = line.hidden || furniture.parts(raw, line.span);
        }
        blank::cuts(raw, &lines, &mut cuts);
        wrap::cuts(raw, &lines, &mut cuts);
        cuts.extend(lines.iter().zip(lines.iter().skip(1)).filter(|(line, _)| line.hidden).map(
            |(line, next)| Cut { raw: Span { start: line.whole.start, end: next.whole.start }, space: false },
        ));
        let map = Map::new(cuts);
        let text = map.view(raw);
        Self { furniture, map, text }
    }

    /// What is seen of the text.
    pub(crate) fn text(&self) -> &Text {
        &self.text
    }

    /// A range of the text as one of what is seen.
    pub(crate) fn seen(&self, span: Span) -> Span {
        self.map.seen(span)
    }

    /// A range of what is seen as one of the text.
    pub(crate) fn raw(&self, span: Span) -> Span {
        self.map.raw(span)
    }

    /// Leaves out the page's lines among the entries (a range of what is seen).
    pub(crate) fn settled(self, body: Span) -> Map {
        let lines = self.text.lines(body);
        let ends = lines.iter().skip(1).map(|next| next.start).chain([body.end]);
        let gone: Vec<Cut> = lines
            .iter()
            .zip(ends)
            .filter(|(line, _)| self.furniture.is(&self.text, self.text.trim(**line)))
            .map(|(line, end)| Cut { raw: self.map.raw(Span { start: line.start, end }), space: false })
            .collect();
        if gone.is_empty() { self.map } else { self.map.with(gone) }
    }
}
