//! P03: one person in two places at one time. Same day is not same time: what could be travelled is a note.

use crate::check::{Desk, Draft, Report, Severity};
use crate::collate::person::{Person, Stop};
use crate::text::Span;
use std::collections::BTreeMap;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    // Full name of a place to its code, as the entries have it.
    let mut codes: BTreeMap<&str, &str> = BTreeMap::new();
    for (_, record) in desk.records() {
        for place in &record.places {
            if let Some(code) = &place.code {
                codes.insert(&place.name, code);
            }
        }
    }
    for name in desk.collation.names() {
        for person in desk.collation.person(name) {
            clashes(desk, report, &person, &codes);
        }
    }
}

fn clashes(desk: &Desk<'_>, report: &mut Report<'_>, person: &Person, codes: &BTreeMap<&str, &str>) {
    let stops: Vec<(&Stop, Vec<&str>)> = person
        .itinerary
        .iter()
        .map(|stop| {
            (
                stop,
                stop.places
                    .iter()
                    .filter_map(|p| codes.get(p.as_str()).copied())
                    .filter(|c| !c.ends_with("0000"))
                    .collect::<Vec<_>>(),
            )
        })
        .filter(|(stop, places)| !places.is_empty() && stop.from.len() >= 10)
        .collect();
    for (k, (a, here)) in stops.iter().enumerate() {
        for (b, there) in stops.iter().skip(k + 1).take(60) {
            if a.cite.entry == b.cite.entry || !same_days(a, b) || together(here, there) {
                continue;
            }
            let Some((reading, record)) = desk.cited(&b.cite) else { continue };
            let far = !here.iter().any(|p| there.iter().any(|q| p[..2] == q[..2]));
            // A day away from a stay of several is more than a trip; its first and last day may be travelled on.
            let away = within(a, b) || within(b, a);
            let mut draft = Draft::default()
                .arg("name", &person.name)
                .arg("date", b.from[..10].to_owned())
                .arg("a", a.places.join("、"))
                .arg("b", b.places.join("、"));
            if !far && !away {
                draft = draft.severity(Severity::Note);
            }
            draft.also.extend(desk.pointer(reading, &a.cite));
            report.add(reading, Some(record), Span { start: b.cite.start, end: b.cite.end }, draft);
        }
    }
}

fn same_days(a: &Stop, b: &Stop) -> bool {
    let day = |s: &str| s.get(..10).unwrap_or(s).to_owned();
    day(&a.from) <= day(&b.to) && day(&b.from) <= day(&a.to)
}

/// Whether one stop lies inside a stay, its first and last day left out.
fn within(stop: &Stop, stay: &Stop) -> bool {
    let day = |s: &str| s.get(..10).unwrap_or(s).to_owned();
    day(&stay.from) < day(&stop.from) && day(&stop.to) < day(&stay.to)
}

/// Whether two lists of codes share a place, or one lies in the other's prefecture.
fn together(here: &[&str], there: &[&str]) -> bool {
    here.iter().any(|p| there.iter().any(|q| p.get(..4) == q.get(..4)))
}
