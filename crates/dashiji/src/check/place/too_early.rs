//! L02: a place by a name that it did not bear yet: 都江堰市 in 1983, when it was 灌县.
//!
//! Told between the first year of the table, 1981, and the year before the name came into force: of earlier days the table does not know whether a city
//! had been one before. 今都江堰市, 设立都江堰市 and names in brackets are of today, or of what is to come.

use super::province::county;
use crate::check::{Desk, Draft, Report};
use crate::lexicon::lists_of_words as lists;
use crate::resolve::division::{called, rows};
use crate::text::{Span, Text};
use std::collections::BTreeSet;

/// The first year of the table.
const FIRST: i32 = 1981;
/// The year from which on it tells when a district was set up.
const DISTRICTS: i32 = 1990;
/// Characters of a bracket that are looked back over.
const LONG: usize = 40;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let mut told: BTreeSet<(usize, String)> = BTreeSet::new();
    for (reading, record) in desk.records() {
        let Some(date) = record.dated() else { continue };
        let Some(year) = date.year().filter(|year| *year >= FIRST) else { continue };
        let text = desk.text(reading);
        let mut spans: Vec<Span> = Vec::new();
        for quote in
            record.places.iter().filter(|p| p.doubt.is_none() && p.code.is_some()).flat_map(|p| &p.mentions)
        {
            let span = quote.span();
            spans.push(span);
            // 四川省都江堰市: what is not read as a place of that day stands behind its province.
            if text.slice(span).ends_with(['省', '区']) {
                let behind = county(text, span.hi(), record.span.hi());
                spans.extend(behind.map(|(end, _)| Span::new(span.hi(), end)));
            }
        }
        for span in spans {
            let name: String = text.folded(span).iter().collect();
            let full = name.ends_with(['县', '市', '区', '旗', '州', '盟']) && name.chars().count() > 2;
            let named = || called(&name).iter().flat_map(|code| rows(*code)).filter(|row| row.name == name);
            let from = named().map(|row| row.from).min();
            // Districts came and went, and the table knows few of the first years.
            let early = name.ends_with('区') && year < DISTRICTS;
            let Some(from) = from.filter(|from| full && !early && *from > FIRST && year < *from) else {
                continue;
            };
            let aside = lists::CHECK_NAMED_AHEAD.all().any(|word| text.ends(span.lo(), word))
                || lists::CHECK_NAMED_BEHIND.all().any(|word| text.begins(span.hi(), word))
                || bracketed(text, span)
                || lists::CHECK_FOUNDING.all().any(|word| text.begins(span.hi(), word));
            if aside || !told.insert((reading, name.clone())) {
                continue;
            }
            let draft =
                Draft::default().arg("place", &name).arg("date", &date.text).arg("from", from.to_string());
            report.add(reading, Some(record), span, draft);
        }
    }
}

/// Whether a name stands in a bracket of its line: 灌县(今都江堰市境内).
fn bracketed(text: &Text, span: Span) -> bool {
    let before = (0..span.lo()).rev().map(|i| text.at(i)).take_while(|c| *c != '\n').take(LONG);
    before.into_iter().find(|c| matches!(c, '(' | ')')) == Some('(')
}
