//! N10 to N13: figures that cannot both be true: running totals and stores (N10), sums (N11), shares, rates and growths (N12), products and days
//! (N13). M01: a level that goes on from one that is not in force. Gaps are no findings.

use crate::account::{Account, Equation, Holds, Kind};
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};

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
            if equation.kind == Kind::Parts {
                let side = |k: &usize| {
                    let name: String = told(*k).map(|term| term.content.iter().collect()).unwrap_or_default();
                    lists::CHECK_SIDES.all().any(|word| name.contains(word))
                };
                // Parts counted by a side each are no parts of one whole; what is short of it may not be all of them.
                if equation.figures.iter().any(side) && high.0 < 0 {
                    continue;
                }
                draft.severity = (low.0 > 0).then_some(Severity::Warning);
            }
            if equation.kind == Kind::Change {
                match growth(desk.text(reading), account, equation) {
                    Growth::OtherPrices => continue,
                    Growth::Produced => draft.severity = Some(Severity::Note),
                    Growth::Plain => {}
                }
            }
            for &k in equation.figures.iter().rev().skip(1) {
                let Some(term) = told(k) else { continue };
                draft = draft.also(Pointer::at(desk.text(reading), term.span, record(term.entry)));
            }
            report.add(reading, record(total.entry), total.span, draft);
        }
    }
}

/// What a growth that does not come out is of.
enum Growth {
    /// Its sentence tells it at other prices.
    OtherPrices,
    /// What is produced, whose growth is told at comparable prices whether that is said or not.
    Produced,
    /// Anything else.
    Plain,
}

fn growth(text: &Text, account: &Account, equation: &Equation) -> Growth {
    const NEAR: usize = 30;
    let spans = equation.figures.iter().filter_map(|&k| Some(account.told.get(k)?.span));
    let (start, end) = spans.fold((usize::MAX, 0), |(a, b), s| (a.min(s.lo()), b.max(s.hi())));
    let said: String = text
        .folded(Span::new(start.saturating_sub(NEAR).min(end), (end + NEAR).min(text.len())))
        .iter()
        .collect();
    if super::change::otherwise_based(&said) {
        return Growth::OtherPrices;
    }
    let name = |k: &usize| account.told.get(*k).map(|told| told.content.iter().collect::<String>());
    let produced = |name: String| lists::CHECK_REAL_GROWTH.all().any(|word| name.ends_with(word));
    if equation.figures.iter().filter_map(name).any(produced) { Growth::Produced } else { Growth::Plain }
}

pub(super) fn levels(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, account) in desk.accounts.iter().enumerate() {
        for measure in &account.measures {
            let Some(clash) = &measure.clash else { continue };
            let record = desk.readings[reading].records.get((measure.entry as usize).wrapping_sub(1));
            let draft = Draft::default()
                .arg("what", &measure.what)
                .arg("text", &measure.text)
                .arg("before", measure.before.clone().unwrap_or_default())
                .arg("right", if clash.is_empty() { String::new() } else { format!("由{clash}") });
            report.add(reading, record, Span { start: measure.start, end: measure.end }, draft);
        }
    }
}
