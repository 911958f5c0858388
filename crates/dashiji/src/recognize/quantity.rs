//! Figures: numerals of every kind with their units.

use super::{Mentions, Passage};
use crate::text::Span;

/// A figure as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantityMention {
    /// Number and unit.
    pub span: Span,
}

/// Every figure of an entry that states a fact, in order.
pub fn find(_passage: &Passage<'_>, _mentions: &Mentions) -> Vec<QuantityMention> {
    Vec::new()
}
