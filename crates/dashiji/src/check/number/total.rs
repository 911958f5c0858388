//! N01: a running total that does not follow from the one before it and what was added since.

use crate::check::{Desk, Draft, Report};
use crate::collate::ledger::balance::Verdict;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for ledger in &desk.ledgers {
        for equation in ledger.balance.equations.iter().filter(|e| e.verdict == Verdict::Differs) {
            let Some(total) = ledger.lines.get(equation.to).and_then(|line| line.total.as_ref()) else {
                continue;
            };
            let Some((reading, record)) = desk.cited(&total.cite) else { continue };
            let terms = std::iter::once(equation.start).chain(equation.increments.iter().copied());
            let sum = terms.filter(|a| a.0 != 0).map(|a| a.to_string()).collect::<Vec<_>>().join(" + ");
            let mut draft = Draft::default()
                .arg("ledger", &ledger.name)
                .arg("sum", format!("{sum} = {}", equation.sum))
                .arg("stated", total.value.to_string())
                .arg("difference", (total.value - equation.sum).to_string());
            let base = equation.base.and_then(|k| ledger.lines.get(k)).and_then(|l| l.total.as_ref());
            let added = equation.added.iter().filter_map(|&k| ledger.lines.get(k)?.increment.as_ref());
            for figure in base.into_iter().chain(added) {
                draft.also.extend(desk.pointer(reading, &figure.cite));
            }
            let span = crate::text::Span { start: total.cite.start, end: total.cite.end };
            report.add(reading, Some(record), span, draft);
        }
    }
}
