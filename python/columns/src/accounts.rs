//! What the figures of a document say together, and what was found in it, as rows.

use crate::{Cell, Table, Tables};
use dashiji::account::{Difference, Equation};
use dashiji::check::Finding;
use dashiji::fact::{Amount, DocumentRecord};

/// An amount as a double: exact up to nine thousand million, to the last millionth.
fn amount(amount: Amount) -> Cell {
    Cell::Number(amount.0 as f64 / 1e6)
}

impl Tables {
    /// Equations of a document.
    pub fn equations<'e>(
        &mut self,
        about: &DocumentRecord,
        equations: impl IntoIterator<Item = &'e Equation>,
    ) {
        for equation in equations {
            let (least, most) = match equation.difference {
                Difference::Exact(exact) => (exact, exact),
                Difference::Between([least, most]) => (least, most),
            };
            let terms = equation.terms.iter().filter_map(|term| i32::try_from(*term).ok()).collect();
            self.table("equations").push([
                Cell::text(&about.sha256),
                Cell::word(&equation.kind),
                Cell::Ints(terms),
                Cell::text(&equation.signs),
                Cell::int(equation.total),
                Cell::word(&equation.holds),
                amount(least),
                amount(most),
                Cell::text(&equation.unit),
                amount(equation.tolerance),
                Cell::opt(equation.right.as_deref()),
                Cell::text(&equation.shown),
            ]);
        }
    }
}

/// A finding.
pub(crate) fn finding(table: &mut Table, finding: &Finding) {
    let first = finding.spans.first();
    table.push([
        Cell::text(&finding.document.sha256),
        Cell::opt(finding.document.path.as_deref()),
        Cell::opt(first.and_then(|span| span.entry.as_deref())),
        Cell::text(finding.code),
        Cell::word(&finding.severity),
        Cell::opt_int(first.map(|span| span.start)),
        Cell::opt_int(first.map(|span| span.end)),
        Cell::opt(first.map(|span| &span.text)),
        Cell::text(&finding.message),
        Cell::text(&finding.hint),
        finding.fix.as_ref().map_or(Cell::None, |fix| Cell::Flag(fix.safe)),
        Cell::json(finding),
    ]);
}
