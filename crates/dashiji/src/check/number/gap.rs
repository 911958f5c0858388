//! N04: ordinals of a series that no entry names.

use crate::check::{Desk, Draft, Report};
use crate::text::Span;

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
