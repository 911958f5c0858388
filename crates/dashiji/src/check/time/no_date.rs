//! T01: an entry without a date of its own and without one before it, or whose own words for it are not understood.

use super::impossible;
use crate::check::{Desk, Draft, Report};
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records().filter(|(_, record)| record.dated().is_none()) {
        let text = desk.text(reading);
        if let Some(date) = &record.date {
            let span = Span { start: date.start, end: date.end };
            // 5月32日 is told as a day that is in no calendar.
            if !impossible::stands(text, span) {
                report.add(reading, Some(record), span, Draft::default().arg("words", &date.text));
            }
            continue;
        }
        let end = (record.span.lo() + 20).min(record.span.hi());
        let line = (record.span.lo()..end).find(|&i| "\n\r。".contains(text.at(i))).unwrap_or(end);
        report.add(reading, Some(record), Span::new(record.span.lo(), line), Draft::default());
    }
}
