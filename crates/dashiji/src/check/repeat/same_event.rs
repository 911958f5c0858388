//! X02: two entries on one event: the same person leads, at the same place, on days that meet, or the same ordinal of a
//! series goes out twice.

use super::{is_overlap, is_same, pairs};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::collate::day;
use crate::fact::{EventType, Part, PlaceRole, Quote, Record};
use crate::resolve::day::iso_order;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let key = |(k, r): (usize, &Record)| (k, r.number);
    // What X01 and X03 tell of, each entry under the first of those it repeats.
    let mut roots: BTreeMap<(usize, u32), (usize, u32)> = BTreeMap::new();
    for pair in pairs(desk).iter().filter(|p| is_same(p) || is_overlap(p)) {
        let root = roots.get(&key(pair.first)).copied().unwrap_or(key(pair.first));
        roots.entry(key(pair.second)).or_insert(root);
    }
    let root = |at: (usize, u32)| roots.get(&at).copied().unwrap_or(at);
    let mut leads: BTreeMap<(String, String), Vec<(usize, &Record)>> = BTreeMap::new();
    for (reading, record) in desk.records() {
        for (name, place) in led(record) {
            leads.entry((name, place)).or_default().push((reading, record));
        }
    }
    let mut said = BTreeSet::new();
    for ((name, _), entries) in &leads {
        for (n, &first) in entries.iter().enumerate() {
            for &second in entries.iter().skip(n + 1).take(40) {
                let pair = (key(first), key(second));
                if first.1.kind == second.1.kind
                    && meet(first.1, second.1)
                    && root(pair.0) != root(pair.1)
                    && said.insert(pair)
                {
                    tell(desk, report, first, second, name);
                }
            }
        }
    }
}

/// Who leads or chairs at which place, in an entry's main event of a kind that is told once.
fn led(record: &Record) -> Vec<(String, String)> {
    let Some(event) = record.events.first() else { return Vec::new() };
    if !matches!(
        record.kind,
        Some(EventType::Visit | EventType::Ceremony | EventType::Deployment | EventType::Exchange)
    ) {
        return Vec::new();
    }
    let leaders = event
        .people
        .iter()
        .filter(|p| p.parts.contains(&Part::Lead))
        .filter_map(|p| record.people.get(p.person));
    let places: Vec<&str> = event
        .places
        .iter()
        .filter(|p| matches!(p.role, PlaceRole::Venue | PlaceRole::Visited))
        .filter_map(|p| record.places.get(p.place))
        .map(|p| p.code.as_deref().unwrap_or(&p.name))
        // A province is too wide to be one event's place.
        .filter(|code| !code.ends_with("0000"))
        .collect();
    leaders.flat_map(|l| places.iter().map(|p| (l.name.clone(), (*p).to_owned()))).collect()
}

/// Whether the days of two entries share one.
fn meet(a: &Record, b: &Record) -> bool {
    let last = |r: &Record| r.dated().map(|d| d.last_day().to_owned());
    let (Some(a_from), Some(b_from), Some(a_to), Some(b_to)) = (day(a), day(b), last(a), last(b)) else {
        return false;
    };
    iso_order(a_from, &b_to).is_le() && iso_order(b_from, &a_to).is_le()
}

fn tell(
    desk: &Desk<'_>,
    report: &mut Report<'_>,
    first: (usize, &Record),
    second: (usize, &Record),
    name: &str,
) {
    let span = |r: &Record| r.headline.as_ref().map_or(r.span, Quote::span);
    let mut other = Pointer::at(desk.text(first.0), span(first.1), Some(first.1));
    if first.0 != second.0 {
        other = other.elsewhere(&desk.readings[first.0]);
    }
    let draft = Draft::default()
        .arg("number", first.1.number.to_string())
        .arg("name", name)
        .arg("date", day(second.1).unwrap_or_default())
        .also(other);
    report.add(second.0, Some(second.1), span(second.1), draft);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(from: &str, to: &str) -> Record {
        let date =
            json!({"text": "", "start": 0, "end": 0, "from": from, "to": to, "edtf": "", "basis": "stated"});
        let document = json!({"sha256": "0"});
        let record = json!({"id": "a", "number": 1, "section": 1, "document": document, "span": {"start": 0, "end": 0}, "date": date});
        serde_json::from_value(record).unwrap()
    }

    #[test]
    fn days_meet_in_any_age() {
        for (a, b, want) in [
            (("-0221-10-01", "-0220-03-01"), ("-0220-01-01", "-0220-12-31"), true),
            (("-0001-10-01", "0001-03-01"), ("0001-02-01", "0001-02-01"), true),
            (("-0221-01-01", "-0221-12-31"), ("-0220-01-01", "-0220-12-31"), false),
            (("2020-02-01", "2020-02-03"), ("2020-02-03", "2020-02-09"), true),
        ] {
            let (a, b) = (told(a.0, a.1), told(b.0, b.1));
            assert_eq!((meet(&a, &b), meet(&b, &a)), (want, want), "{a:?} {b:?}");
        }
    }
}
