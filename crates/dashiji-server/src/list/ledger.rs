//! What a ledger comes to: the last total, how far it is stated and how far it follows, which numbers nobody tells of, what is left open.

use dashiji::collate::ledger::balance::{Amount, Verdict};
use dashiji::collate::ledger::{Figure, Ledger};

/// The last total that is stated.
#[derive(Debug, Clone)]
pub struct Total {
    /// Its value.
    pub value: Amount,
    /// Its day, ISO.
    pub date: Option<String>,
    /// Where it stands.
    pub cite: dashiji::collate::Cite,
}

/// What a ledger comes to.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    /// The last total that is stated; none in a series that states none.
    pub total: Option<Total>,
    /// What follows beyond the last stated total, where lines after it are itemised.
    pub derived: Option<Amount>,
    /// Numbers between the first and the last that no entry tells of.
    pub gaps: Vec<u32>,
    /// Sums that come out.
    pub closes: usize,
    /// Sums that do not.
    pub differs: usize,
}

/// What a ledger comes to.
pub fn finding(ledger: &Ledger) -> Finding {
    let equations = &ledger.balance.equations;
    let last = ledger.lines.iter().rev().find_map(|line| line.total.as_ref().map(|total| (line, total)));
    let total = last.map(|(line, total): (_, &Figure)| Total {
        value: total.value,
        date: line.as_of.clone().or_else(|| line.date.clone()),
        cite: total.cite.clone(),
    });
    let derived = equations.iter().rev().find(|e| e.verdict == Verdict::Derived).map(|e| e.sum);
    // What follows is more only where it goes beyond what is stated.
    let derived = derived.filter(|sum| total.as_ref().is_none_or(|total| *sum > total.value));
    let count = |verdict: Verdict| equations.iter().filter(|e| e.verdict == verdict).count();
    Finding {
        total,
        derived,
        gaps: ledger.balance.gaps.clone(),
        closes: count(Verdict::Closes),
        differs: count(Verdict::Differs),
    }
}

/// Numbers as stretches: 3、4、6–9.
pub fn stretches(numbers: &[u32]) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut rest = numbers;
    while let Some(&first) = rest.first() {
        let run = rest.iter().zip(first..).take_while(|(a, b)| **a == *b).count();
        let last = rest[run - 1];
        match run {
            1 => out.push(first.to_string()),
            2 => out.extend([first.to_string(), last.to_string()]),
            _ => out.push(format!("{first}–{last}")),
        }
        rest = &rest[run..];
    }
    out.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_one_stretch() {
        assert_eq!(stretches(&[3, 4, 6, 7, 8, 9]), "3、4、6–9");
        assert_eq!(stretches(&[]), "");
        assert_eq!(stretches(&[1, 2, 3, 10]), "1–3、10");
    }
}
