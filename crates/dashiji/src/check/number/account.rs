//! N10 to N13: figures that cannot both be true: running totals and stores (N10), sums (N11), shares, rates and growths (N12), products and days
//! (N13). M01: a level that goes on from one that is not in force; M02: what is lifted in a log and was never set. Other gaps are no findings.

use super::clause::{exact, float, half, unit};
use crate::account::{Account, Equation, Holds, Kind};
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::fact::measure::{Act, Measure};
use crate::fact::{QuantityRecord, Record};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};
use std::collections::BTreeSet;

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
        // A share of a figure that is told to be wrong itself goes wrong with it.
        let sums = account.equations.iter().filter(|e| {
            e.holds == Holds::False && !matches!(e.kind, Kind::Share | Kind::Rate | Kind::Change)
        });
        let told_wrong: BTreeSet<usize> = sums.filter_map(|e| e.figures.last().copied()).collect();
        let follows = |e: &Equation| {
            let terms = e.figures.split_last().map_or(&[][..], |(_, terms)| terms);
            matches!(e.kind, Kind::Share | Kind::Rate) && terms.iter().any(|k| told_wrong.contains(k))
        };
        for equation in account.equations.iter().filter(wrong) {
            let told = |k: usize| account.told.get(k);
            let Some(total) = equation.figures.last().and_then(|&k| told(k)).filter(|_| !follows(equation))
            else {
                continue;
            };
            let record = |entry: usize| desk.readings[reading].records.get(entry);
            let (low, high) = equation.difference.ends();
            let difference = if low == high { low.to_string() } else { format!("{low}–{high}") };
            let mut draft = Draft::default()
                .arg("shown", &equation.shown)
                .arg("difference", difference)
                .arg("right", equation.right.clone().unwrap_or_default());
            let words = desk.text(reading).slice(total.span);
            // 有期徒刑7年,其余4年至1年: terms are no parts of another.
            if matches!(equation.kind, Kind::Parts | Kind::Sum) && words.ends_with(['年', '岁']) {
                continue;
            }
            let counted =
                equation.figures.first().and_then(|&k| told(k)).map_or("", |term| term.unit.as_str());
            if matches!(equation.kind, Kind::Share | Kind::Rate)
                && record(total.entry).is_some_and(|record| of_others(record, total.span, counted))
            {
                continue;
            }
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

/// Whether a share comes out of figures before it that its terms are not: of two that are counted otherwise (425起、458人,其中89起、93人,占21%), or of two
/// together.
fn of_others(record: &Record, share: Span, counted: &str) -> bool {
    const NEAR: u32 = 120;
    let Some(share) = record.quantities.iter().find(|q| q.start == share.start) else { return false };
    let told = float(share);
    let slack = half(share).max(0.05) + if half(share) == 0.0 { 0.5 } else { 0.0 };
    let comes_out = |part: &QuantityRecord, whole: f64| {
        let rate = float(part) / whole * 100.0;
        whole > 0.0 && rate <= 100.0 && (rate - told).abs() <= slack
    };
    let near = record.quantities.iter().filter(|q| {
        let before = q.end <= share.start && q.start + NEAR > share.start;
        before && exact(q) && !unit(q).is_empty() && unit(q) != "%"
    });
    let (so, otherwise): (Vec<_>, Vec<_>) = near.partition(|q| unit(q) == counted);
    let of_another = || {
        otherwise.iter().enumerate().any(|(k, whole)| {
            let mut parts = otherwise[k + 1..].iter().filter(|part| unit(part) == unit(whole));
            parts.any(|part| comes_out(part, float(whole)))
        })
    };
    // 旧存86件,新收1342件,审结1361件,结案率95.3%
    let of_two = || {
        let mut pairs = so.windows(2).enumerate();
        pairs.any(|(k, pair)| so[k + 2..].iter().any(|part| comes_out(part, float(pair[0]) + float(pair[1]))))
    };
    of_another() || of_two()
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

/// Entries of a log before which what is in force may have begun.
const EARLY: usize = 3;

/// So many of them are looked at.
const MOST: usize = 64;

/// M02: in a log of days of danger, an end of what no entry before tells to be in force, and of which none speaks.
pub(super) fn lifted(desk: &Desk<'_>, report: &mut Report<'_>) {
    let unset = |m: &&Measure| m.act == Act::End && m.of.is_none() && !m.what.is_empty();
    for (reading, account) in desk.accounts.iter().enumerate() {
        let text = desk.text(reading);
        for measure in account.measures.iter().filter(unset).take(MOST) {
            let place = (measure.entry as usize).wrapping_sub(1);
            let Some(record) = desk.readings[reading].records.get(place).filter(|_| place >= EARLY) else {
                continue;
            };
            let before = Span::new(0, record.span.lo());
            // 管制 of 交通管制, 封 of 封锁: one word of it before, and it may have been set so.
            let chars: Vec<char> = measure.what.chars().collect();
            let tail: String = chars[chars.len().saturating_sub(2)..].iter().collect();
            let spoken = text.find(before, &tail).is_some()
                || lists::CHECK_CLOSED_OFF.all().any(|word| text.find(before, word).is_some());
            if !spoken {
                let draft = Draft::default().arg("text", &measure.text);
                report.add(reading, Some(record), Span { start: measure.start, end: measure.end }, draft);
            }
        }
    }
}
