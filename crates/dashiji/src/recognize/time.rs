//! Dates and times as they stand in text.

use crate::text::{Span, Text};

/// A time expression, not yet resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeMention {
    /// The expression alone, without 截至, 起.
    pub span: Span,
}

/// Every time expression of a range, in order, not overlapping.
pub fn find(_text: &Text, _range: Span) -> Vec<TimeMention> {
    Vec::new()
}
