//! Does a series add up? Lines with increments and stated totals -> equations, derived totals and what is unaccounted for.
//!
//! Batches 10 (148 people; 990 in all), 11 and 12 together (209) and 13 (30; 1229 in all) give 990 + 209 + 30 = 1229, which
//! closes, and 990 − 148 = 842 for batches 1 to 9. Nothing is assumed about a line that states no figure.

use serde::{Deserialize, Serialize};

pub use crate::fact::Amount;

/// One line of a series as the balance sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// The ordinals it covers (11 and 12), in order.
    pub ordinals: Vec<u32>,
    /// Its increment.
    pub increment: Option<Amount>,
    /// Whether the increment is only a lower bound (parts without a whole).
    pub at_least: bool,
    /// The running total stated after it.
    pub total: Option<Amount>,
}

/// How an equation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Both sides are stated and equal.
    Closes,
    /// Both sides are stated and differ.
    Differs,
    /// Some line between states no figure, or only a lower bound.
    Unchecked,
    /// The right side is not stated and follows.
    Derived,
}

/// A sum over lines, by position in the list of steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Equation {
    /// The line whose total it starts from; none where it starts from nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<usize>,
    /// The total it starts from.
    pub start: Amount,
    /// The lines added.
    pub added: Vec<usize>,
    /// Their increments.
    pub increments: Vec<Amount>,
    /// The line whose total it should give.
    pub to: usize,
    /// What it gives.
    pub sum: Amount,
    /// What is stated there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated: Option<Amount>,
    /// How it stands.
    pub verdict: Verdict,
}

/// What lies between two totals and is not itemised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remainder {
    /// First and last ordinal of the stretch.
    pub ordinals: (u32, u32),
    /// What the stretch comes to.
    pub amount: Amount,
    /// What is itemised by number in it.
    pub itemised: Amount,
    /// Lines that itemise it.
    pub lines: Vec<usize>,
    /// Whether a line in it states only a lower bound.
    pub at_least: bool,
    /// Ordinals of which no figure is stated.
    pub missing: Vec<u32>,
    /// `amount` less `itemised`.
    pub unaccounted: Amount,
}

/// What a series comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Balance {
    /// Sums that close, differ or follow.
    pub equations: Vec<Equation>,
    /// Stretches that are not itemised.
    pub remainders: Vec<Remainder>,
    /// Ordinals between the first and the last that no line names.
    pub gaps: Vec<u32>,
}

/// Balances a numbered series. Steps are given by ordinal; a step without ordinals is left alone.
pub fn balance(steps: &[Step]) -> Balance {
    let mut order: Vec<usize> = (0..steps.len()).filter(|&k| !steps[k].ordinals.is_empty()).collect();
    order.sort_by_key(|&k| (top(&steps[k]), k));
    let mut out = Balance::default();
    let named: std::collections::BTreeSet<u32> =
        order.iter().flat_map(|&k| steps[k].ordinals.iter().copied()).collect();
    if let (Some(&first), Some(&last)) = (named.first(), named.last())
        && last - first < 10_000
    {
        out.gaps = (first..last).filter(|n| !named.contains(n)).collect();
    }
    // Running totals known so far: (line, ordinal, total). Nothing has run before the first ordinal.
    let mut base: (Option<usize>, u32, Amount) = (None, 0, Amount::default());
    let mut pending: Vec<usize> = Vec::new();
    for &k in &order {
        pending.push(k);
        let Some(total) = steps[k].total else { continue };
        settle(steps, &mut out, base, &pending, (k, total));
        base = (Some(k), top(&steps[k]), total);
        pending.clear();
    }
    // After the last stated total, totals follow as long as every ordinal is itemised.
    let (mut from, mut at, mut sum) = base;
    for &k in &pending {
        let step = &steps[k];
        let (Some(increment), false, true) = (step.increment, step.at_least, follows(step, at)) else {
            break;
        };
        if from.is_none() && at == 0 && base.0.is_none() {
            break;
        }
        let equation = Equation {
            base: from,
            start: sum,
            added: vec![k],
            increments: vec![increment],
            to: k,
            sum: sum + increment,
            stated: None,
            verdict: Verdict::Derived,
        };
        (from, at, sum) = (Some(k), top(step), equation.sum);
        out.equations.push(equation);
    }
    out
}

fn top(step: &Step) -> u32 {
    step.ordinals.last().copied().unwrap_or_default()
}

/// Whether a step covers exactly the ordinals after `at`.
fn follows(step: &Step, at: u32) -> bool {
    step.ordinals.iter().zip(at + 1..).all(|(&have, want)| have == want)
}

/// What lies between a known total and the next stated one.
fn settle(
    steps: &[Step],
    out: &mut Balance,
    (from, at, start): (Option<usize>, u32, Amount),
    pending: &[usize],
    (to, total): (usize, Amount),
) {
    let covered: std::collections::BTreeSet<u32> = pending
        .iter()
        .filter(|&&k| steps[k].increment.is_some())
        .flat_map(|&k| steps[k].ordinals.iter().copied())
        .collect();
    let end = top(&steps[to]);
    let missing: Vec<u32> = (at + 1..=end).take(10_000).filter(|n| !covered.contains(n)).collect();
    let at_least = pending.iter().any(|&k| steps[k].at_least);
    let itemised: Vec<usize> = pending.iter().copied().filter(|&k| steps[k].increment.is_some()).collect();
    let sum_of = |lines: &[usize]| lines.iter().filter_map(|&k| steps[k].increment).sum::<Amount>();
    if missing.is_empty() && !at_least {
        let sum = start + sum_of(&itemised);
        out.equations.push(Equation {
            base: from,
            start,
            increments: itemised.iter().filter_map(|&k| steps[k].increment).collect(),
            added: itemised,
            to,
            sum,
            stated: Some(total),
            verdict: if sum == total { Verdict::Closes } else { Verdict::Differs },
        });
        return;
    }
    // Peel exact increments off the top: what is left belongs to the ordinals below.
    let (mut end, mut left, mut rest) = (end, total, itemised);
    while let Some(&k) = rest.last() {
        let step = &steps[k];
        let (Some(increment), false) = (step.increment, step.at_least) else { break };
        let whole = top(step) == end
            && step.ordinals.iter().rev().zip((0..=end).rev()).all(|(&have, want)| have == want);
        if !whole || step.ordinals.first().is_some_and(|&first| first <= at + 1) {
            break;
        }
        left = left - increment;
        end -= step.ordinals.len() as u32;
        rest.pop();
    }
    let missing: Vec<u32> = missing.into_iter().filter(|&n| n <= end).collect();
    let (amount, itemised) = (left - start, sum_of(&rest));
    out.remainders.push(Remainder {
        ordinals: (at + 1, end),
        amount,
        itemised,
        lines: rest,
        at_least,
        missing,
        unaccounted: amount - itemised,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(ordinals: &[u32], increment: Option<i64>, total: Option<i64>) -> Step {
        Step {
            ordinals: ordinals.to_vec(),
            increment: increment.map(Amount::whole),
            at_least: false,
            total: total.map(Amount::whole),
        }
    }

    #[test]
    fn a_series_closes_from_total_to_total_and_goes_on_from_the_last() {
        let steps = [
            step(&[10], Some(150), Some(900)),
            step(&[11, 12], Some(210), None),
            step(&[13], Some(40), Some(1150)),
            step(&[14], Some(10), Some(1160)),
            step(&[15], Some(25), None),
        ];
        let balance = balance(&steps);
        let verdicts: Vec<(Amount, Verdict)> = balance.equations.iter().map(|e| (e.sum, e.verdict)).collect();
        let whole = Amount::whole;
        assert_eq!(
            verdicts,
            [(whole(1150), Verdict::Closes), (whole(1160), Verdict::Closes), (whole(1185), Verdict::Derived)]
        );
        assert_eq!(balance.remainders[0].ordinals, (1, 9));
        assert_eq!(balance.remainders[0].amount, whole(750));
    }

    #[test]
    fn what_is_not_itemised_is_told_with_the_lower_bounds_in_it() {
        let mut fifth = step(&[5], Some(300), None);
        fifth.at_least = true;
        let steps = [step(&[2], Some(100), None), fifth, step(&[6], Some(50), Some(800))];
        let balance = balance(&steps);
        assert!(balance.equations.is_empty());
        let rest = &balance.remainders[0];
        assert_eq!(
            (rest.ordinals, rest.amount, rest.itemised),
            ((1, 5), Amount::whole(750), Amount::whole(400))
        );
        assert_eq!(
            (rest.missing.clone(), rest.unaccounted, rest.at_least),
            (vec![1, 3, 4], Amount::whole(350), true)
        );
        assert_eq!(balance.gaps, [3, 4]);
    }

    #[test]
    fn a_sum_that_differs_is_said_to() {
        let steps = [step(&[1], Some(10), Some(10)), step(&[2], Some(5), Some(16))];
        let verdicts: Vec<Verdict> = balance(&steps).equations.iter().map(|e| e.verdict).collect();
        assert_eq!(verdicts, [Verdict::Closes, Verdict::Differs]);
    }
}
