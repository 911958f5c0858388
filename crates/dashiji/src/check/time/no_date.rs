//! T01: an entry without a date of its own and without one before it, or whose own words for it are not understood. Entries that lack
//! their year because the document does not tell it are one cause and one finding.

use super::impossible;
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::Record;
use crate::text::Span;

/// So many entries have a cause in common.
const MANY: usize = 4;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for reading in 0..desk.readings.len() {
        let found = undated(desk, reading);
        let Some(&(first, span, _)) = found.first() else { continue };
        if found.len() >= MANY {
            let mut draft = Draft::default().arg("count", found.len().to_string());
            let text = desk.text(reading);
            draft.also =
                found[1..].iter().map(|(record, span, _)| Pointer::at(text, *span, Some(record))).collect();
            report.add(reading, Some(first), span, draft);
            continue;
        }
        for (record, span, words) in found {
            let draft = Draft::default().arg("count", "1");
            let draft = if words.is_empty() { draft } else { draft.arg("words", words) };
            report.add(reading, Some(record), span, draft);
        }
    }
}

/// The entries without a day, where that shows and their own words for it, if any.
fn undated<'a>(desk: &Desk<'a>, reading: usize) -> Vec<(&'a Record, Span, &'a str)> {
    let mut found = Vec::new();
    let text = desk.text(reading);
    for record in desk.readings[reading].records.iter().filter(|record| record.dated().is_none()) {
        if let Some(date) = &record.date {
            let span = Span { start: date.start, end: date.end };
            // 5月32日 is told as a day that is in no calendar.
            if !impossible::stands(text, span) {
                found.push((record, span, date.text.as_str()));
            }
            continue;
        }
        let end = (record.span.lo() + 20).min(record.span.hi());
        let line = (record.span.lo()..end).find(|&i| "\n\r。".contains(text.at(i))).unwrap_or(end);
        found.push((record, Span::new(record.span.lo(), line), ""));
    }
    found
}
