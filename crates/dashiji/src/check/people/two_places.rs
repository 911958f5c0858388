//! P03: one person in two places at one time. Same day is not same time: what could be travelled is a note.

use crate::check::{Desk, Draft, Report, Severity};
use crate::collate::Cite;
use crate::collate::entry::Word;
use crate::collate::person::{Person, Stop};
use crate::fact::day_of;
use crate::resolve::day::iso_order;
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
    let mut found: BTreeMap<(Word, Word), Clash> = BTreeMap::new();
    for name in desk.collation.names() {
        for person in desk.collation.person(name) {
            clashes(desk, &person, &codes, &mut found);
        }
    }
    // Who was told of in the same two entries is one cause and one finding.
    for clash in found.into_values() {
        let Some((reading, record)) = desk.cited(&clash.second) else { continue };
        let mut draft = Draft::default()
            .arg("name", clash.names.join("、"))
            .arg("date", clash.date)
            .arg("a", clash.a)
            .arg("b", clash.b);
        if clash.note {
            draft = draft.severity(Severity::Note);
        }
        draft.also.extend(desk.pointer(reading, &clash.first));
        let span = Span { start: clash.second.start, end: clash.second.end };
        report.add(reading, Some(record), span, draft);
    }
}

/// People in two places, by the two entries that say so.
struct Clash {
    names: Vec<String>,
    date: String,
    a: String,
    b: String,
    first: Cite,
    second: Cite,
    note: bool,
}

fn clashes(
    desk: &Desk<'_>,
    person: &Person,
    codes: &BTreeMap<&str, &str>,
    found: &mut BTreeMap<(Word, Word), Clash>,
) {
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
            if desk.cited(&b.cite).is_none() {
                continue;
            }
            let far = !here.iter().any(|p| there.iter().any(|q| p[..2] == q[..2]));
            // A day away from a stay of several is more than a trip; its first and last day may be travelled on.
            let away = within(a, b) || within(b, a);
            let clash = found.entry((a.cite.entry.clone(), b.cite.entry.clone())).or_insert_with(|| Clash {
                names: Vec::new(),
                date: day_of(&b.from).to_owned(),
                a: a.places.join("、"),
                b: b.places.join("、"),
                first: a.cite.clone(),
                second: b.cite.clone(),
                note: true,
            });
            if !clash.names.contains(&person.name) {
                clash.names.push(person.name.clone());
            }
            clash.note &= !far && !away;
        }
    }
}

fn same_days(a: &Stop, b: &Stop) -> bool {
    iso_order(day_of(&a.from), day_of(&b.to)).is_le() && iso_order(day_of(&b.from), day_of(&a.to)).is_le()
}

/// Whether one stop lies inside a stay, its first and last day left out.
fn within(stop: &Stop, stay: &Stop) -> bool {
    iso_order(day_of(&stay.from), day_of(&stop.from)).is_lt()
        && iso_order(day_of(&stop.to), day_of(&stay.to)).is_lt()
}

/// Whether two lists of codes share a place, or one lies in the other's prefecture.
fn together(here: &[&str], there: &[&str]) -> bool {
    here.iter().any(|p| there.iter().any(|q| p.get(..4) == q.get(..4)))
}
