//! S06: one thing under several terms in one document, or a term used outside the time it was in use.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::Record;
use crate::text::{Span, fold};
use std::collections::BTreeMap;

/// Group, term, first day in use, last day in use.
const TERMS: &str = include_str!("../../../lexicon/table-terms.tsv");

struct Term {
    group: &'static str,
    text: String,
    from: &'static str,
    to: &'static str,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let terms: Vec<Term> = TERMS
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let (group, text) = (columns.next()?, columns.next()?.chars().map(fold).collect());
            Some(Term {
                group,
                text,
                from: columns.next().unwrap_or_default(),
                to: columns.next().unwrap_or_default(),
            })
        })
        .collect();
    for (reading, at) in desk.readings.iter().enumerate() {
        let mut seen: BTreeMap<&str, BTreeMap<usize, Vec<(Span, &Record)>>> = BTreeMap::new();
        for record in &at.records {
            gather(&at.document.text, record, &terms, &mut seen);
        }
        for (group, forms) in seen.into_iter().filter(|(_, forms)| forms.len() > 1) {
            tell(desk, report, reading, &terms, group, &forms);
        }
    }
}

fn gather<'a>(
    text: &crate::text::Text,
    record: &'a Record,
    terms: &[Term],
    seen: &mut BTreeMap<&'static str, BTreeMap<usize, Vec<(Span, &'a Record)>>>,
) {
    let titles: Vec<Span> =
        record.documents.iter().flat_map(|d| &d.mentions).map(crate::fact::Quote::span).collect();
    let names: Vec<Span> =
        record.orgs.iter().flat_map(|o| &o.mentions).map(crate::fact::Quote::span).collect();
    let mut i = record.span.lo();
    while i < record.span.hi() {
        let here = terms
            .iter()
            .enumerate()
            .filter(|(_, t)| text.begins(i, &t.text))
            .max_by_key(|(_, t)| t.text.chars().count());
        let Some((k, term)) = here else {
            i += 1;
            continue;
        };
        let span = Span::new(i, i + term.text.chars().count());
        i = span.hi();
        // A title or a name is quoted as it is.
        if !titles.iter().chain(&names).any(|t| t.contains(span)) {
            seen.entry(term.group).or_default().entry(k).or_default().push((span, record));
        }
    }
}

fn tell(
    desk: &Desk<'_>,
    report: &mut Report<'_>,
    reading: usize,
    terms: &[Term],
    group: &str,
    forms: &BTreeMap<usize, Vec<(Span, &Record)>>,
) {
    let text = desk.text(reading);
    let used = |k: usize, record: &Record| {
        let day = crate::collate::day(record).unwrap_or_default();
        let term = &terms[k];
        (term.from.is_empty() || day >= term.from) && (term.to.is_empty() || day <= term.to)
    };
    // Terms that each stand in their own time only are no fault.
    let dated = forms.keys().any(|&k| !terms[k].from.is_empty() || !terms[k].to.is_empty());
    let usual = forms.iter().max_by_key(|(_, places)| places.len()).map_or(0, |(k, _)| *k);
    let odd: Vec<(usize, Span, &Record)> = forms
        .iter()
        .flat_map(|(&k, places)| places.iter().map(move |&(span, record)| (k, span, record)))
        .filter(|(k, _, record)| if dated { !used(*k, record) } else { *k != usual })
        .collect();
    let Some(&(_, span, record)) = odd.first() else { return };
    let list = forms
        .iter()
        .map(|(&k, places)| format!("{}({})", terms[k].text, places.len()))
        .collect::<Vec<_>>()
        .join("、");
    let mut draft =
        Draft::default().arg("terms", list).arg("group", group).arg("count", odd.len().to_string());
    draft.also = odd.iter().skip(1).map(|(_, span, record)| Pointer::at(text, *span, Some(record))).collect();
    report.add(reading, Some(record), span, draft);
}
