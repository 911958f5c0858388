//! N02: parts that do not add up to their whole: more than it, or less where the text says that they are all of it; and a total
//! told behind its parts (城区1万只、乡镇2万只,共3万只).

use crate::check::{Desk, Draft, Pointer, Report};
use crate::collate::ledger::balance::Amount;
use crate::fact::figure::Worth;
use crate::fact::{QuantityKind, QuantityRecord, Record};
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
            if let Some(draft) = behind(desk.text(reading), record, k) {
                report.add(reading, Some(record), Span { start: whole.start, end: whole.end }, draft);
            }
        }
    }
}

/// A total behind the figures it sums up, with nothing between but marks and the names of what is counted.
fn behind(text: &Text, record: &Record, k: usize) -> Option<Draft> {
    const TOTAL: &[&str] = &["共", "共计", "合计", "总计"];
    const GAP: usize = 14;
    let total = &record.quantities[k];
    let exact = |q: &QuantityRecord| q.approx.is_none() && q.value_max.is_none();
    let lead =
        TOTAL.iter().filter(|word| text.ends(total.start as usize, word)).map(|w| w.chars().count()).max()?;
    let join = (total.start as usize).checked_sub(lead)?;
    let closes = matches!(text.at(total.end as usize), '。' | ',' | ';' | '\n' | '\0');
    if !matches!(text.before(join), ',' | '、' | ':') || !closes || !exact(total) {
        return None;
    }
    let mut parts: Vec<&QuantityRecord> = Vec::new();
    let mut end = join;
    for part in record.quantities[..k].iter().rev() {
        if part.kind == QuantityKind::Ordinal {
            continue;
        }
        let gap = Span::new((part.end as usize).min(end), end);
        let apart = text.folded(gap).iter().any(|c| matches!(c, '。' | ';' | '\n'));
        let within = text.find(gap, "其中").is_some();
        if apart || within || gap.len() > GAP || !exact(part) || measure(part) != measure(total) {
            break;
        }
        parts.push(part);
        end = part.start as usize;
    }
    if parts.len() < 2 {
        return None;
    }
    parts.reverse();
    let amount = Amount::of(&total.value)?;
    let sum: Amount = parts.iter().filter_map(|q| Amount::of(&q.value)).sum();
    (sum != amount && !rounded(total, &parts, sum - amount))
        .then(|| told(text, record, total, &parts, sum - amount, sum))
}

fn measure(figure: &QuantityRecord) -> Option<&str> {
    figure.unit.as_deref().map(crate::collate::ledger::measure)
}

fn told(
    text: &Text,
    record: &Record,
    whole: &QuantityRecord,
    parts: &[&QuantityRecord],
    difference: Amount,
    sum: Amount,
) -> Draft {
    let terms = parts.iter().map(|q| q.value.to_string()).collect::<Vec<_>>().join(" + ");
    let mut draft = Draft::default()
        .arg("sum", format!("{terms} = {sum}"))
        .arg("whole", &whole.text)
        .arg("difference", difference.to_string());
    draft.also =
        parts.iter().map(|q| Pointer::at(text, Span { start: q.start, end: q.end }, Some(record))).collect();
    draft
}

/// Whether rounding alone, half a unit of the last place of each figure, makes the difference.
fn rounded(whole: &QuantityRecord, parts: &[&QuantityRecord], difference: Amount) -> bool {
    let half = |q: &QuantityRecord| Worth::of(q).map(|worth| worth.half).unwrap_or_default();
    let slack = parts.iter().map(|q| half(q)).sum::<Amount>() + half(whole);
    difference.0.abs() <= slack.0
}

fn fault(text: &Text, record: &Record, whole: &QuantityRecord, parts: &[&QuantityRecord]) -> Option<Draft> {
    let exact = |q: &QuantityRecord| q.approx.is_none() && q.value_max.is_none();
    let same = |q: &&&QuantityRecord| measure(q) == measure(whole);
    let parts: Vec<&QuantityRecord> = parts.iter().filter(same).copied().collect();
    if parts.len() < 2 || !exact(whole) || !parts.iter().all(|q| exact(q)) {
        return None;
    }
    let amount = Amount::of(&whole.value)?;
    let sum: Amount = parts.iter().filter_map(|q| Amount::of(&q.value)).sum();
    let last = parts.iter().map(|q| q.end).max()?;
    let tail = Span { start: last, end: (last + 12).min(record.span.end) };
    let all = EXHAUSTIVE.iter().any(|word| text.find(tail, word).is_some());
    if sum == amount || !all && sum < amount || rounded(whole, &parts, sum - amount) {
        return None;
    }
    Some(told(text, record, whole, &parts, sum - amount, sum))
}
