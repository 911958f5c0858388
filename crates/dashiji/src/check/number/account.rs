//! N10 to N13: figures that cannot both be true: running totals and stores (N10), sums (N11), shares, rates and growths (N12), products and days
//! (N13). M01: a level that goes on from one that is not in force. Gaps are no findings.

use crate::account::{Equation, Holds, Kind};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::Record;
use crate::text::Span;

pub(super) fn totals(desk: &Desk<'_>, report: &mut Report<'_>) {
    of(desk, report, &[Kind::Flow, Kind::StockFlow]);
}

pub(super) fn sums(desk: &Desk<'_>, report: &mut Report<'_>) {
    of(desk, report, &[Kind::Parts, Kind::Sum]);
}

pub(super) fn ratios(desk: &Desk<'_>, report: &mut Report<'_>) {
    of(desk, report, &[Kind::Share, Kind::Rate, Kind::Change]);
}

pub(super) fn products(desk: &Desk<'_>, report: &mut Report<'_>) {
    of(desk, report, &[Kind::Product, Kind::Days]);
}

fn of(desk: &Desk<'_>, report: &mut Report<'_>, kinds: &[Kind]) {
    for (reading, account) in desk.accounts.iter().enumerate() {
        let wrong = |e: &&Equation| e.holds == Holds::False && kinds.contains(&e.kind);
        for equation in account.equations.iter().filter(wrong) {
            let told = |k: usize| account.told.get(k);
            let Some(total) = equation.figures.last().and_then(|&k| told(k)) else { continue };
            let record = |entry: usize| desk.readings[reading].records.get(entry);
            let (low, high) = equation.difference.ends();
            let difference = if low == high { low.to_string() } else { format!("{low}–{high}") };
            let mut draft = Draft::default()
                .arg("shown", &equation.shown)
                .arg("difference", difference)
                .arg("right", equation.right.clone().unwrap_or_default());
            for &k in equation.figures.iter().rev().skip(1) {
                let Some(term) = told(k) else { continue };
                draft = draft.also(Pointer::at(desk.text(reading), term.span, record(term.entry)));
            }
            report.add(reading, record(total.entry), total.span, draft);
        }
    }
}

pub(super) fn levels(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, account) in desk.accounts.iter().enumerate() {
        for measure in &account.measures {
            let Some(clash) = &measure.clash else { continue };
            let by_number = |record: &&Record| record.number == measure.entry;
            let record = desk.readings[reading].records.iter().find(by_number);
            let draft = Draft::default()
                .arg("what", &measure.what)
                .arg("text", &measure.text)
                .arg("before", measure.before.clone().unwrap_or_default())
                .arg("right", if clash.is_empty() { String::new() } else { format!("由{clash}") });
            report.add(reading, record, Span { start: measure.start, end: measure.end }, draft);
        }
    }
}
