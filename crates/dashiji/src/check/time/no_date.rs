//! T01: an entry without a date of its own and without one before it.

use crate::check::{Desk, Draft, Report};
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records().filter(|(_, record)| record.date.is_none()) {
        let text = desk.text(reading);
        let end = (record.span.lo() + 20).min(record.span.hi());
        let line = (record.span.lo()..end).find(|&i| "\n\r。".contains(text.at(i))).unwrap_or(end);
        report.add(reading, Some(record), Span::new(record.span.lo(), line), Draft::default());
    }
}
