//! Figures of an entry: value, unit, what is counted, kind, as-of date, what is part of what.

use super::{QuantityRecord, TimeRecord};
use crate::recognize::{Mentions, Passage};

/// The figures of an entry, in order.
pub fn quantities(
    _passage: &Passage<'_>,
    _mentions: &Mentions,
    _times: &[TimeRecord],
    _date: Option<&TimeRecord>,
) -> Vec<QuantityRecord> {
    Vec::new()
}
