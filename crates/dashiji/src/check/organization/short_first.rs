//! O01: a short form that stands before the full name is given, in a document that does give it.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{Quote, Record};
use crate::text::fold;
use std::collections::BTreeMap;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let mut first: BTreeMap<&str, (&Record, &Quote)> = BTreeMap::new();
        // What stands in full has no other name beside it.
        let mut full: BTreeMap<String, (&Record, &Quote)> = BTreeMap::new();
        for record in &at.records {
            for organization in &record.orgs {
                for quote in &organization.mentions {
                    if let Some(name) = organization.name.as_deref() {
                        first.entry(name).or_insert((record, quote));
                    }
                    let folded = quote.text.chars().map(fold).collect();
                    full.entry(folded).or_insert((record, quote));
                }
            }
        }
        for (name, (record, quote)) in first {
            let Some((holder, whole)) = full.get(name).filter(|(_, whole)| whole.start > quote.start) else {
                continue;
            };
            let draft = Draft::default().arg("short", &quote.text).arg("full", name).also(Pointer::at(
                desk.text(reading),
                whole.span(),
                Some(holder),
            ));
            report.add(reading, Some(record), quote.span(), draft);
        }
    }
}
