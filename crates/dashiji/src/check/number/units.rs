//! N07: units that are no legal measures (亩, 斤, 里), judged by the day the entry tells of.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::text::Span;
use std::collections::BTreeMap;

/// Unit, what to write, first year in which it is no longer legal.
const UNITS: &str = include_str!("../../../lexicon/table-units-not-legal.tsv");

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let units: BTreeMap<&str, (&str, i32)> = UNITS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some((columns.next()?, (columns.next()?, columns.next()?.parse().ok()?)))
        })
        .collect();
    // One unit in one document is one cause, however often it stands.
    let mut seen: BTreeMap<(usize, &str), Vec<(usize, usize)>> = BTreeMap::new();
    let mut records = Vec::new();
    for (reading, record) in desk.records() {
        records.push((reading, record));
        let year = record.dated().and_then(crate::fact::TimeRecord::year);
        for (k, quantity) in record.quantities.iter().enumerate() {
            let Some((&unit, &(_, from))) = quantity.unit.as_deref().and_then(|u| units.get_key_value(u))
            else {
                continue;
            };
            // 七里沁河: a number in characters and a unit may begin a name.
            let text = desk.text(reading);
            let named = quantity.text.chars().next().is_some_and(crate::text::is_han)
                && quantity.text.chars().count() <= 2
                && crate::text::is_han(text.at(quantity.end as usize));
            if !named && year.is_none_or(|year| year >= from) {
                seen.entry((reading, unit)).or_default().push((records.len() - 1, k));
            }
        }
    }
    for ((reading, unit), places) in seen {
        let text = desk.text(reading);
        let at = |&(r, k): &(usize, usize)| {
            let quantity = &records[r].1.quantities[k];
            (Span { start: quantity.start, end: quantity.end }, records[r].1)
        };
        let Some((span, record)) = places.first().map(at) else { continue };
        let mut draft = Draft::default()
            .arg("unit", unit)
            .arg("legal", units.get(unit).map_or("", |u| u.0))
            .arg("count", places.len().to_string());
        draft.also = places
            .iter()
            .skip(1)
            .map(at)
            .map(|(span, record)| Pointer::at(text, span, Some(record)))
            .collect();
        report.add(reading, Some(record), span, draft);
    }
}
