//! N02: parts that do not add up to their whole: more than it, or less where the text says that they are all of it.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::collate::ledger::balance::Amount;
use crate::fact::{QuantityRecord, Record};
use crate::text::{Span, Text};

/// What says that parts are the whole (由…组成, 分别为…).
const EXHAUSTIVE: &[&str] = &["组成", "构成"];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        for (k, whole) in record.quantities.iter().enumerate() {
            let parts: Vec<&QuantityRecord> =
                record.quantities.iter().filter(|q| q.part_of == Some(k)).collect();
            if let Some(draft) = fault(desk.text(reading), record, whole, &parts) {
                report.add(reading, Some(record), Span { start: whole.start, end: whole.end }, draft);
            }
        }
    }
}

fn fault(text: &Text, record: &Record, whole: &QuantityRecord, parts: &[&QuantityRecord]) -> Option<Draft> {
    let exact = |q: &QuantityRecord| q.approx.is_none() && q.value_max.is_none();
    let measure = crate::collate::ledger::measure;
    let same = |q: &&&QuantityRecord| q.unit.as_deref().map(measure) == whole.unit.as_deref().map(measure);
    let parts: Vec<&&QuantityRecord> = parts.iter().filter(same).collect();
    if parts.len() < 2 || !exact(whole) || !parts.iter().all(|q| exact(q)) {
        return None;
    }
    let amount = Amount::of(&whole.value)?;
    let sum: Amount = parts.iter().filter_map(|q| Amount::of(&q.value)).sum();
    let last = parts.iter().map(|q| q.end).max()?;
    let tail = Span { start: last, end: (last + 12).min(record.span.end) };
    let all = EXHAUSTIVE.iter().any(|word| text.find(tail, word).is_some());
    if sum == amount || !all && sum < amount {
        return None;
    }
    let terms = parts.iter().map(|q| q.value.to_string()).collect::<Vec<_>>().join(" + ");
    let mut draft = Draft::default()
        .arg("sum", format!("{terms} = {sum}"))
        .arg("whole", &whole.text)
        .arg("difference", (sum - amount).to_string());
    draft.also =
        parts.iter().map(|q| Pointer::at(text, Span { start: q.start, end: q.end }, Some(record))).collect();
    Some(draft)
}
