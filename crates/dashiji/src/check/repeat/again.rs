//! X02 further: one entry again under another day, word for word but for the date: what is set twice, or a day that is wrong.

use crate::check::{Desk, Draft, Pointer, QUOTED, Report};
use crate::collate::carry::days;
use crate::collate::day;
use crate::fact::{Quote, Record};
use std::collections::BTreeMap;

/// The fewest characters that no two entries have by chance.
const LEAST: usize = 20;
/// Days apart from which on what is said each year may be said again.
const APART: i32 = 200;
/// So many entries of the same words are a formula.
const FORMULA: usize = 2;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for reading in 0..desk.readings.len() {
        let text = desk.text(reading);
        let mut same: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
        for record in &desk.readings[reading].records {
            let Some(date) = record.dated() else { continue };
            let body: String = (date.end as usize..record.span.hi())
                .map(|i| text.at(i))
                .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '。'))
                .collect();
            if date.start as usize <= record.span.lo() + 2 && body.chars().count() >= LEAST {
                same.entry(body).or_default().push(record);
            }
        }
        for group in same.into_values().filter(|group| group.len() == FORMULA) {
            let [first, second] = group[..] else { continue };
            let apart = |record: &Record| day(record).and_then(days);
            let near = apart(first).zip(apart(second)).is_some_and(|(a, b)| a != b && (a - b).abs() <= APART);
            if !near {
                continue;
            }
            let span = |record: &Record| record.headline.as_ref().map_or(record.span, Quote::span);
            let draft = Draft::default()
                .arg("number", first.number.to_string())
                .arg(QUOTED, text.slice(span(second)).chars().take(24).collect::<String>())
                .also(Pointer::at(text, span(first), Some(first)));
            report.add(reading, Some(second), span(second), draft);
        }
    }
}
