//! T08: a day without its month among entries that all tell theirs (25日至29日, where the others have 2月25日). One finding a
//! document.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::Record;
use crate::text::Span;

/// Entries that must tell their month before one that does not is odd.
const LEAST: usize = 10;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let text = &at.document.text;
        let mut whole = 0usize;
        let mut odd: Vec<(Span, &Record)> = Vec::new();
        for record in &at.records {
            let Some(date) = &record.date else { continue };
            let span = Span { start: date.start, end: date.end };
            let told = text.folded(span);
            if !told.contains(&'日') {
                continue;
            }
            if told.contains(&'月') {
                whole += 1;
            } else if told.first().is_some_and(|c| c.is_ascii_digit() || "一二三十".contains(*c)) {
                odd.push((span, record));
            }
        }
        if whole < LEAST || odd.len() * 10 > whole {
            continue;
        }
        let Some(&(span, record)) = odd.first() else { continue };
        let mut draft = Draft::default().arg("date", text.slice(span)).arg("count", whole.to_string());
        draft.also =
            odd.iter().skip(1).map(|(span, record)| Pointer::at(text, *span, Some(record))).collect();
        report.add(reading, Some(record), span, draft);
    }
}
