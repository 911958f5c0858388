//! Step 3: an entry's text -> mentions. Spans only: what stands where, not yet what it means that day.
//!
//! `2月4日,省委书记赵立本到许昌市检查` gives a time (2月4日), an organ (省委), a title (省委书记), a person (赵立本) and a
//! place (许昌市). Recognizers of names only propose, each by itself; [`lattice`] decides between all of them together.

pub mod bounds;
pub(crate) mod common;
mod gauge;
pub mod lattice;
pub mod numeral;
pub mod organization;
pub mod passage;
pub mod person;
pub mod place;
pub mod quantity;
pub mod reference;
pub mod time;
pub mod titled;

pub use passage::{Passage, Sentence};

use crate::lexicon::{Class, ClassSet};
use crate::text::Span;

/// What names a division, in full or by its short form.
const DIVISIONS: ClassSet = ClassSet::of(&[Class::Division, Class::DivisionShort]);

/// Everything recognized in one entry.
#[derive(Debug, Default)]
pub struct Mentions {
    /// Dates and times.
    pub times: Vec<time::TimeMention>,
    /// What stands in 《》, with short forms and numbers.
    pub titled: Vec<titled::Titled>,
    /// Organisations, bodies, sites and bare organs.
    pub organizations: Vec<organization::OrganizationMention>,
    /// Places that are not part of an organisation's or a document's name.
    pub places: Vec<place::PlaceMention>,
    /// Persons with the titles beside their names.
    pub people: Vec<person::PersonMention>,
    /// What was in doubt about names, by where they stand.
    pub doubts: lattice::Doubts,
    /// Figures.
    pub quantities: Vec<quantity::QuantityMention>,
}

/// Of mentions in the order of the text, those that begin in `from..to`.
pub fn beginning<T>(mentions: &[T], from: usize, to: usize, span: impl Fn(&T) -> Span) -> &[T] {
    let first = mentions.partition_point(|mention| span(mention).lo() < from);
    let last = mentions.partition_point(|mention| span(mention).lo() < to);
    mentions.get(first..last).unwrap_or_default()
}

/// Whether a range lies inside one of the ranges.
pub fn inside(span: Span, ranges: impl IntoIterator<Item = Span>) -> bool {
    ranges.into_iter().any(|range| range.contains(span))
}
