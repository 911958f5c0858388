//! N06: Chinese and Arabic numerals mixed for the ordinals of one series (第十批, 第15批): GB/T 15835 asks for one form.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{QuantityKind, QuantityRecord, Record};
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
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
