//! N04: ordinals of a series that no entry names, and issues of a bulletin (第4期 between 第3期 and 第5期) that are not there.

use crate::check::{Desk, Draft, Report};
use crate::fact::Record;
use crate::text::Span;

/// Code points of an entry's head in which the number of an issue stands.
const HEAD: usize = 24;
/// Issues that show that they are numbered one after the other.
const ISSUES: usize = 4;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for ledger in desk.ledgers.iter().filter(|l| l.lines.len() > 2 && !l.balance.gaps.is_empty()) {
        let gaps = ranges(&ledger.balance.gaps);
        let Some(after) = ledger.lines.iter().find(|l| l.ordinals.first() > ledger.balance.gaps.first())
        else {
            continue;
        };
        let Some(cite) = after.cites.first() else { continue };
        let Some((reading, record)) = desk.cited(cite) else { continue };
        let draft =
            Draft::default().arg("ledger", &ledger.name).arg("unit", &ledger.series).arg("gaps", gaps);
        report.add(reading, Some(record), Span { start: cite.start, end: cite.end }, draft);
    }
    for reading in 0..desk.readings.len() {
        issues(desk, reading, report);
    }
}

/// Issues of a bulletin, told at the head of its entries one after the other; one told twice is a reprint.
fn issues(desk: &Desk<'_>, reading: usize, report: &mut Report<'_>) {
    let text = desk.text(reading);
    let issue = |record: &Record| -> Option<(u32, Span)> {
        let head = record.span.lo()..record.span.hi().min(record.span.lo() + HEAD);
        head.filter(|&i| text.at(i) == '第').find_map(|i| {
            let digits = (i + 1..i + 6).take_while(|&k| text.at(k).is_ascii_digit()).count();
            let span = Span::new(i, i + digits + 2);
            let number: String = (i + 1..=i + digits).map(|k| text.at(k)).collect();
            (text.at(i + digits + 1) == '期').then(|| Some((number.parse().ok()?, span)))?
        })
    };
    let records = &desk.readings[reading].records;
    let told: Vec<(u32, Span, &Record)> =
        records.iter().filter_map(|record| issue(record).map(|(n, span)| (n, span, record))).collect();
    let missing: u32 =
        told.windows(2).map(|pair| pair[1].0.saturating_sub(pair[0].0).saturating_sub(1)).sum();
    let in_order = told.windows(2).all(|pair| pair[0].0 <= pair[1].0);
    // Where most are missing it is a choice of them.
    if told.len() < ISSUES || !in_order || missing as usize * 3 > told.len() {
        return;
    }
    for pair in told.windows(2).filter(|pair| pair[1].0 > pair[0].0 + 1) {
        let gaps: Vec<u32> = (pair[0].0 + 1..pair[1].0).collect();
        let (_, span, record) = pair[1];
        let name = record.document.title.clone().unwrap_or_default();
        let draft = Draft::default().arg("ledger", &name).arg("unit", "期").arg("gaps", ranges(&gaps));
        report.add(reading, Some(record), span, draft);
    }
}

/// `1, 3, 4, 5` as `1、3–5`.
fn ranges(numbers: &[u32]) -> String {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for &n in numbers {
        match out.last_mut() {
            Some((_, last)) if *last + 1 == n => *last = n,
            _ => out.push((n, n)),
        }
    }
    let words = out.iter().map(|&(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") });
    words.collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    #[test]
    fn neighbours_are_told_as_a_range() {
        assert_eq!(super::ranges(&[1, 3, 4, 5, 9]), "1、3–5、9");
    }
}
