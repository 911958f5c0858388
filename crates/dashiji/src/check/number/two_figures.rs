//! N05: one event told in two entries with two figures for the same thing.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::collate::ledger::{measure, subject};
use crate::fact::{QuantityKind, QuantityRecord, Record};
use crate::text::Span;
use std::collections::BTreeSet;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let mut pairs: Vec<((usize, &Record), (usize, &Record))> = Vec::new();
    for pair in super::super::repeat::pairs(desk) {
        if super::super::repeat::is_same(&pair) || super::super::repeat::is_overlap(&pair) {
            pairs.push((pair.first, pair.second));
        }
    }
    // A line of a ledger that several entries tell.
    for line in
        desk.ledgers.iter().flat_map(|l| &l.lines).filter(|l| l.increment.is_some() && !l.ordinals.is_empty())
    {
        let told: Vec<(usize, &Record)> = line.cites.iter().filter_map(|cite| desk.cited(cite)).collect();
        pairs.extend(told.windows(2).filter_map(|w| match w {
            [a, b]
                if (a.0, a.1.number) != (b.0, b.1.number)
                    && crate::collate::day(a.1) == crate::collate::day(b.1) =>
            {
                Some((*a, *b))
            }
            _ => None,
        }));
    }
    let mut said = BTreeSet::new();
    for (first, second) in pairs {
        if !said.insert(((first.0, first.1.number), (second.0, second.1.number))) {
            continue;
        }
        for (a, b) in differing(first.1, second.1) {
            let span = |q: &QuantityRecord| Span { start: q.start, end: q.end };
            let mut other = Pointer::at(desk.text(first.0), span(a), Some(first.1));
            if first.0 != second.0 {
                other = other.elsewhere(&desk.readings[first.0]);
            }
            let draft = Draft::default()
                .arg("here", &b.text)
                .arg("there", &a.text)
                .arg("of", b.of.clone().unwrap_or_default())
                .arg("number", first.1.number.to_string())
                .also(other);
            report.add(second.0, Some(second.1), span(b), draft);
        }
    }
}

/// Figures of one thing in one unit that each entry states once and that differ.
fn differing<'a>(a: &'a Record, b: &'a Record) -> Vec<(&'a QuantityRecord, &'a QuantityRecord)> {
    let plain = |q: &&QuantityRecord| {
        !matches!(q.kind, QuantityKind::Ordinal | QuantityKind::Count)
            && q.of.is_some()
            && q.same_as.is_none()
            && q.approx.is_none()
    };
    let thing = |q: &QuantityRecord| {
        (
            subject(q.of.as_deref().unwrap_or_default()),
            measure(q.unit.as_deref().unwrap_or_default()).to_owned(),
            q.kind,
        )
    };
    let once = |record: &'a Record, q: &QuantityRecord| {
        record.quantities.iter().filter(plain).filter(|o| thing(o) == thing(q)).count() == 1
    };
    let mut out = Vec::new();
    for x in a.quantities.iter().filter(plain).filter(|x| once(a, x)) {
        for y in b.quantities.iter().filter(plain).filter(|y| once(b, y)) {
            if thing(x) == thing(y) && x.value != y.value {
                out.push((x, y));
            }
        }
    }
    out
}
