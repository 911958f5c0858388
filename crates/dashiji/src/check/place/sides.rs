//! L03: the four sides of a place with one of them told twice and another not at all: 东邻江口,西接白沙,南连石塘,东靠云山.

use crate::check::{Desk, Draft, Report};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};

/// How many sides a place has.
const SIDES: usize = 4;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let mut row: Vec<usize> = Vec::new();
        for i in span.lo()..=span.hi() {
            let over = i == span.hi() || matches!(text.at(i), '。' | '\n');
            if !over {
                let opens = row.is_empty() || matches!(text.before(i), ',' | '、' | ';');
                if opens
                    && lists::CHECK_FOUR_SIDES.has(text.at(i))
                    && lists::CHECK_BORDERS.has(text.at(i + 1))
                {
                    row.push(i);
                }
                continue;
            }
            if let Some(at) = twice(text, &row) {
                let said: String = row.iter().map(|k| text.at(*k)).collect();
                let draft =
                    Draft::default().arg("told", text.slice(Span::new(at, at + 1))).arg("sides", said);
                report.add(reading, Some(record), view.raw(Span::new(at, at + 2)), draft);
            }
            row.clear();
        }
    }
}

/// The place of the side that stands in a row of four for the second time.
fn twice(text: &Text, row: &[usize]) -> Option<usize> {
    let again = |k: usize| row[..k].iter().any(|i| text.at(*i) == text.at(row[k]));
    let mut found = (0..row.len()).filter(|&k| again(k));
    let first = found.next().filter(|_| row.len() == SIDES && found.next().is_none())?;
    Some(row[first])
}
