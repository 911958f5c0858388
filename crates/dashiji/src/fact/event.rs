//! Events of an entry: who was where, when, and in which part.

use super::Record;
use crate::recognize::{Mentions, Passage};
use crate::text::Span;

/// Fills people, events, parts and roles of a record whose other fields are there.
pub fn events(_passage: &Passage<'_>, _mentions: &Mentions, _places: &[(Span, usize)], _record: &mut Record) {
}
