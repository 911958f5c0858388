//! Places of an entry: one record a place, with the code in force on the entry's date.

use super::PlaceRecord;
use crate::document::Setting;
use crate::recognize::{Mentions, Passage};
use crate::text::Span;

/// The places of an entry, in the order of first mention, without roles, and for each mention (by position in
/// `mentions.places`) the place it is.
pub fn places(
    _passage: &Passage<'_>,
    _mentions: &Mentions,
    _setting: &Setting,
    _year: Option<i32>,
) -> (Vec<PlaceRecord>, Vec<(Span, usize)>) {
    (Vec::new(), Vec::new())
}
