//! Places: divisions, zones, towns, villages, regions, countries.

use super::{Mentions, Passage};
use crate::fact::PlaceKind;
use crate::text::Span;

/// A place as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceMention {
    /// As written.
    pub span: Span,
    /// What kind of place.
    pub kind: PlaceKind,
    /// GB/T 2260 codes it may mean, the likeliest first; empty below the county and outside the list.
    pub codes: Vec<u32>,
}

/// Every place of an entry that is not part of an organisation's, team's, document's or product's own name.
pub fn find(_passage: &Passage<'_>, _mentions: &Mentions) -> Vec<PlaceMention> {
    Vec::new()
}
