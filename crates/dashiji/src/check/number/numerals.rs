//! N06: Chinese and Arabic numerals mixed for the ordinals of one series (第十批, 第15批), or for one figure told twice in an entry
//! (十四个县, 14个县): GB/T 15835 asks for one form.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{QuantityKind, QuantityRecord, Record};
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    told_twice(desk, report);
    for ledger in desk.ledgers.iter().filter(|l| !l.series.is_empty()) {
        let mut arabic: Vec<(usize, &Record, &QuantityRecord)> = Vec::new();
        let mut chinese = Vec::new();
        for line in &ledger.lines {
            for (reading, record) in line.cites.iter().filter_map(|cite| desk.cited(cite)) {
                let ours = |q: &&QuantityRecord| {
                    q.kind == QuantityKind::Ordinal
                        && q.unit.as_deref() == Some(ledger.series.as_str())
                        && q.text.starts_with('第')
                        && q.value.as_u64().is_some_and(|v| line.ordinals.iter().any(|o| u64::from(*o) == v))
                };
                for quantity in record.quantities.iter().filter(ours) {
                    let digits = quantity.text.chars().map(crate::text::fold).any(|c| c.is_ascii_digit());
                    if digits { &mut arabic } else { &mut chinese }.push((reading, record, quantity));
                }
            }
        }
        if arabic.is_empty() || chinese.is_empty() {
            continue;
        }
        let (odd, usual) = if arabic.len() <= chinese.len() { (arabic, chinese) } else { (chinese, arabic) };
        let Some(&(reading, record, first)) = odd.first() else { continue };
        let mut draft = Draft::default()
            .arg("ledger", &ledger.name)
            .arg("odd", &first.text)
            .arg("usual", &usual[0].2.text);
        for &(k, record, quantity) in odd.iter().skip(1) {
            let pointer =
                Pointer::at(desk.text(k), Span { start: quantity.start, end: quantity.end }, Some(record));
            draft.also.push(if k == reading { pointer } else { pointer.elsewhere(&desk.readings[k]) });
        }
        report.add(reading, Some(record), Span { start: first.start, end: first.end }, draft);
    }
}

/// One figure of an entry in both kinds of numerals. Below ten both are usual.
fn told_twice(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let figures: Vec<(&QuantityRecord, bool)> = record
            .quantities
            .iter()
            .filter(|q| q.kind != QuantityKind::Ordinal && q.value_max.is_none())
            .filter(|q| q.value.as_u64().is_some_and(|value| value >= 10))
            .filter_map(|q| Some((q, digits(&q.text)?)))
            .collect();
        let pair = figures.iter().enumerate().find_map(|(k, (one, arabic))| {
            let other = figures[k + 1..].iter().find(|(other, form)| {
                form != arabic && other.value == one.value && other.unit == one.unit && one.unit.is_some()
            })?;
            Some((*one, other.0))
        });
        if let Some((usual, odd)) = pair {
            let text = desk.text(reading);
            let span = |q: &QuantityRecord| Span { start: q.start, end: q.end };
            let draft = Draft::default()
                .arg("ledger", odd.unit.clone().unwrap_or_default())
                .arg("odd", &odd.text)
                .arg("usual", &usual.text)
                .also(Pointer::at(text, span(usual), Some(record)));
            report.add(reading, Some(record), span(odd), draft);
        }
    }
}

/// Whether a figure is written in Arabic numerals alone; nothing where it has both kinds (14万) or none.
fn digits(figure: &str) -> Option<bool> {
    let arabic = figure.chars().map(crate::text::fold).any(|c| c.is_ascii_digit());
    let chinese = figure.chars().any(|c| "〇零一二三四五六七八九十百千万亿两".contains(c));
    (arabic != chinese).then_some(arabic)
}
