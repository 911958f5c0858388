//! Step 2: a [`Document`] -> its entries: extent, headline, dateline, body, section.
//!
//! `防汛会议召开 7月3日,县委召开防汛会议。` is one entry with the headline 防汛会议召开, under 3 July of the year in force. A file's
//! layout (headline before date, date before body, date alone on its line, tables) is read from all its paragraphs together;
//! year, month and day are threaded from headings and datelines to the entries below them.
//!
//! The steps: [`paragraph`] undoes hard wraps and leaves out page furniture, [`layout`] looks at every paragraph and then at all
//! of them, [`walk`] takes them in order and builds the entries.

mod catalogue;
mod dateline;
mod furniture;
mod layout;
mod mark;
mod paragraph;
mod table;
mod walk;

use crate::document::Document;
use crate::fact::TimeRecord;
use crate::text::Span;

/// One entry of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Counts from 1; sections without headings count too.
    pub section: u32,
    /// The section's heading, where one is written.
    pub heading: Option<Span>,
    /// The whole entry, trimmed, without the mark before it.
    pub span: Span,
    /// The heading before the first dateline, trimmed, without 【】.
    pub headline: Option<Span>,
    /// What follows the dateline.
    pub body: Span,
    /// The date the entry stands under (its dateline's, or inherited from a heading or the entry before).
    pub date: Option<TimeRecord>,
}

/// The entries of a document, in order, inside its body, not overlapping.
pub fn entries(document: &Document) -> Vec<Entry> {
    let paragraphs = paragraph::paragraphs(document);
    catalogue::entries(document, &paragraphs).unwrap_or_else(|| walk::entries(document, &paragraphs))
}
