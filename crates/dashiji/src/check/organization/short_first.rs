//! O01: a short form that stands before the full name is given, in a document that does give it.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{Quote, Record};
use crate::text::fold;
use std::collections::BTreeMap;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let mut first: BTreeMap<&str, (&Record, &Quote)> = BTreeMap::new();
        let mut full: BTreeMap<&str, (&Record, &Quote)> = BTreeMap::new();
        for record in &at.records {
            for organization in &record.orgs {
                let Some(name) = organization.name.as_deref() else { continue };
                for quote in &organization.mentions {
                    let folded: String = quote.text.chars().map(fold).collect();
                    if folded == name {
                        full.entry(name).or_insert((record, quote));
                    }
                    first.entry(name).or_insert((record, quote));
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
