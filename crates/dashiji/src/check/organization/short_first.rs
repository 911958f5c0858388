//! O01: a short form that stands before the full name is given, in a document that does give it.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{Quote, Record};
use crate::text::{Span, fold};
use std::collections::BTreeMap;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let mut first: BTreeMap<&str, (&Record, Span)> = BTreeMap::new();
        // What stands in full has no other name beside it.
        let mut full: BTreeMap<String, (&Record, &Quote)> = BTreeMap::new();
        for record in &at.records {
            for organizer in &record.organizers {
                if let Some(name) = organizer.name.as_deref() {
                    let span = Span { start: organizer.start, end: organizer.end };
                    note(&mut first, name, record, span);
                }
            }
            for organization in &record.orgs {
                for quote in &organization.mentions {
                    if let Some(name) = organization.name.as_deref() {
                        note(&mut first, name, record, quote.span());
                    }
                    let folded = quote.text.chars().map(fold).collect();
                    full.entry(folded).or_insert((record, quote));
                }
            }
        }
        for (name, (record, span)) in first {
            let Some((holder, whole)) = full.get(name).filter(|(_, whole)| whole.start > span.start) else {
                continue;
            };
            let draft = Draft::default()
                .arg("short", desk.text(reading).slice(span))
                .arg("full", name)
                .also(Pointer::at(desk.text(reading), whole.span(), Some(holder)));
            report.add(reading, Some(record), span, draft);
        }
    }
}

/// Notes where a body stands first.
fn note<'a>(
    first: &mut BTreeMap<&'a str, (&'a Record, Span)>,
    name: &'a str,
    record: &'a Record,
    span: Span,
) {
    let here = first.entry(name).or_insert((record, span));
    if span.start < here.1.start {
        *here = (record, span);
    }
}
