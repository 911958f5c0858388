//! S06: one thing under several terms in one document, a term used outside the time it was in use, or one that the office's own
//! list does not want.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::Record;
use crate::lexicon::lists::Wording;
use crate::text::{Span, Text};
use std::collections::BTreeMap;

/// A term as it stands: which one of the list, where, in which entry.
type Use<'a> = (usize, Span, &'a Record);

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let terms = &desk.lists.wordings;
    // The terms by their first character.
    let mut begins: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (k, term) in terms.iter().enumerate() {
        begins.entry(term.term.chars().next().unwrap_or_default()).or_default().push(k);
    }
    for (reading, at) in desk.readings.iter().enumerate() {
        let region = desk.region(reading);
        let mut seen: BTreeMap<&str, Vec<Use<'_>>> = BTreeMap::new();
        for record in &at.records {
            gather(&at.document.text, record, terms, &begins, &mut seen);
        }
        for uses in seen.values_mut() {
            uses.retain(|(k, ..)| terms[*k].scope.covers(region));
            let own = uses.iter().any(|(k, ..)| terms[*k].scope.own);
            if own {
                unwanted(desk, report, reading, uses);
            } else if uses.iter().any(|(k, ..)| *k != uses[0].0) {
                mixed(desk, report, reading, uses);
            }
        }
    }
}

fn gather<'a, 'l>(
    text: &Text,
    record: &'a Record,
    terms: &'l [Wording],
    begins: &BTreeMap<char, Vec<usize>>,
    seen: &mut BTreeMap<&'l str, Vec<Use<'a>>>,
) {
    let titles: Vec<Span> =
        record.documents.iter().flat_map(|d| &d.mentions).map(crate::fact::Quote::span).collect();
    let names: Vec<Span> =
        record.orgs.iter().flat_map(|o| &o.mentions).map(crate::fact::Quote::span).collect();
    let mut i = record.span.lo();
    while i < record.span.hi() {
        let here = begins.get(&text.at(i)).into_iter().flatten().filter(|&&k| text.begins(i, &terms[k].term));
        let Some(&k) = here.max_by_key(|&&k| terms[k].term.chars().count()) else {
            i += 1;
            continue;
        };
        let span = Span::new(i, i + terms[k].term.chars().count());
        i = span.hi();
        // A title or a name is quoted as it is.
        if !titles.iter().chain(&names).any(|t| t.contains(span)) {
            seen.entry(terms[k].group.as_str()).or_default().push((k, span, record));
        }
    }
}

/// Terms of ours: a document keeps to one.
fn mixed(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, uses: &[Use<'_>]) {
    let (text, terms) = (desk.text(reading), &desk.lists.wordings);
    let mut forms: BTreeMap<usize, usize> = BTreeMap::new();
    for (k, ..) in uses {
        *forms.entry(*k).or_default() += 1;
    }
    // Terms that each stand in their own time only are no fault.
    let dated = forms.keys().any(|&k| terms[k].scope.from.is_some() || terms[k].scope.to.is_some());
    let usual = forms.iter().max_by_key(|(_, places)| **places).map_or(0, |(k, _)| *k);
    let odd: Vec<&Use<'_>> = uses
        .iter()
        .filter(|(k, _, record)| if dated { !in_use(&terms[*k], record) } else { *k != usual })
        .collect();
    let Some(&&(_, span, record)) = odd.first() else { return };
    let list = forms.iter().map(|(&k, n)| format!("{}({n})", terms[k].term)).collect::<Vec<_>>().join("、");
    let mut draft = Draft::default()
        .arg("terms", list)
        .arg("group", &terms[usual].group)
        .arg("count", odd.len().to_string());
    draft.also = odd.iter().skip(1).map(|(_, span, record)| Pointer::at(text, *span, Some(record))).collect();
    report.add(reading, Some(record), span, draft);
}

/// Terms of the office's own list: each stands in its time, and without dates only the one to be used. One finding a term.
fn unwanted(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, uses: &[Use<'_>]) {
    let (text, terms) = (desk.text(reading), &desk.lists.wordings);
    let mut odd: BTreeMap<usize, Vec<&Use<'_>>> = BTreeMap::new();
    for at in uses {
        let (term, record) = (&terms[at.0], at.2);
        let dated = term.scope.from.is_some() || term.scope.to.is_some();
        if if dated { !in_use(term, record) } else { term.term != term.group } {
            odd.entry(at.0).or_default().push(at);
        }
    }
    for (k, places) in odd {
        let Some(&&(_, span, record)) = places.first() else { continue };
        let term = &terms[k];
        // The term that was in use that day, a dated one before one that holds always.
        let mut others: Vec<&Wording> = terms
            .iter()
            .filter(|t| t.group == term.group && t.term != term.term && in_use(t, record))
            .collect();
        others.sort_by_key(|t| (t.scope.from.is_none() && t.scope.to.is_none(), t.term != t.group));
        let right = others.first().map_or(term.group.as_str(), |t| t.term.as_str());
        let mut draft = Draft::default()
            .arg("term", &term.term)
            .arg("right", right)
            .arg("count", places.len().to_string())
            .listed(&term.scope, &term.group);
        draft.also =
            places.iter().skip(1).map(|(_, span, record)| Pointer::at(text, *span, Some(record))).collect();
        for (_, span, _) in &places {
            draft = draft.replace(*span, right, false);
        }
        report.add(reading, Some(record), span, draft);
    }
}

fn in_use(term: &Wording, record: &Record) -> bool {
    let dated = term.scope.from.is_some() || term.scope.to.is_some();
    match crate::collate::day(record) {
        day @ Some(_) => term.scope.holds(day),
        None => !dated,
    }
}
