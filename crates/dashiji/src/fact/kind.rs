//! What an entry or an event is: meeting, visit, deployment, issue.

use super::EventType;
use crate::recognize::{Mentions, Passage};
use crate::text::Span;

/// The type of what `span` tells; the whole entry's where `span` is the entry, taken from its headline first.
pub fn kind(_passage: &Passage<'_>, _mentions: &Mentions, _span: Span) -> EventType {
    EventType::Other
}
