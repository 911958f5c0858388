//! S05: traditional or variant characters in a text of simplified ones. One character in one document is one finding,
//! a note where it stands in names alone.

use super::wrong_word::named;
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::fact::Record;
use crate::text::{Span, fold, is_han};
use std::collections::BTreeMap;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let text = &at.document.text;
        let (mut han, mut odd) = (0usize, 0usize);
        let mut seen: BTreeMap<char, Vec<(Span, &Record)>> = BTreeMap::new();
        for record in &at.records {
            for (k, c) in text.slice(record.span).chars().enumerate().filter(|(_, c)| is_han(*c)) {
                han += 1;
                if is_han(fold(c)) && fold(c) != c {
                    odd += 1;
                    let i = record.span.lo() + k;
                    seen.entry(c).or_default().push((Span::new(i, i + 1), record));
                }
            }
        }
        // A text in traditional characters is in no wrong script.
        if odd * 20 > han {
            continue;
        }
        for (c, places) in seen {
            let Some(&(span, record)) = places.first() else { continue };
            let mut draft = Draft::default()
                .arg("character", c.to_string())
                .arg("simplified", fold(c).to_string())
                .arg("count", places.len().to_string());
            draft.also =
                places.iter().skip(1).map(|(span, record)| Pointer::at(text, *span, Some(record))).collect();
            // Names keep their characters: an editor decides.
            for (span, _) in &places {
                draft = draft.replace(*span, fold(c).to_string(), false);
            }
            // In the name of a place or a person it may be how that is written.
            if places.iter().all(|(span, record)| named(record, *span)) {
                draft = draft.severity(Severity::Note);
            }
            report.add(reading, Some(record), span, draft);
        }
    }
}
