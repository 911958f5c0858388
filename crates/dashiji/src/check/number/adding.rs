//! N10 where nothing but the words say what is counted: 收治27人,累计58人; 又收治46人,累计104人; 再收治19人,累计133人. Each sum is the last one and what came to it.
//!
//! Told only in a row of which one step at least comes out, of entries that follow each other in a document and have no other total of the unit.

use super::clause::{amount, between, exact, place, unit};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{QuantityRecord, Record};
use crate::lexicon::lists_of_words as lists;
use crate::text::Text;

/// What came to a sum, and the sum.
struct Step<'a> {
    came: &'a QuantityRecord,
    sum: &'a QuantityRecord,
    record: &'a Record,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let text = desk.text(reading);
        let mut row: Vec<Step<'_>> = Vec::new();
        for record in &document.records {
            let Some(step) = steps(text, record) else { continue };
            if row.last().is_some_and(|last| unit(last.sum) != unit(step.sum)) {
                tell(desk, report, reading, &row);
                row.clear();
            }
            row.push(step);
        }
        tell(desk, report, reading, &row);
    }
}

/// What an entry adds to a sum, where it tells one such sum.
fn steps<'a>(text: &Text, record: &'a Record) -> Option<Step<'a>> {
    let mut found = record.quantities.windows(2).filter_map(|pair| {
        let [came, sum] = pair else { return None };
        let gap = between(text, came, sum);
        let bare = gap.strip_prefix([',', ';']).unwrap_or_default();
        let added = lists::CHECK_SUMS_UP.holds(bare) && unit(came) == unit(sum) && !unit(sum).is_empty();
        (added && exact(came) && exact(sum)).then_some(Step { came, sum, record })
    });
    found.next().filter(|_| found.next().is_none())
}

fn tell(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, row: &[Step<'_>]) {
    let fits = |pair: &[Step<'_>]| amount(pair[0].sum) + amount(pair[1].came) == amount(pair[1].sum);
    // What follows a wrong sum is reckoned from it or from the right one.
    let wrong: Vec<usize> = (1..row.len()).filter(|&k| !fits(&row[k - 1..=k])).collect();
    let [k] = wrong[..] else { return };
    if row.len() < 3 {
        return;
    }
    let (last, step) = (&row[k - 1], &row[k]);
    let right = amount(last.sum) + amount(step.came);
    let text = desk.text(reading);
    let draft = Draft::default()
        .arg("shown", format!("{} + {} = {right}", last.sum.text, step.came.text))
        .arg("difference", (amount(step.sum) - right).to_string())
        .arg("right", right.to_string())
        .arg("figure", &step.sum.text)
        .also(Pointer::at(text, place(last.sum), Some(last.record)))
        .also(Pointer::at(text, place(step.came), Some(step.record)));
    report.add(reading, Some(step.record), place(step.sum), draft);
}
