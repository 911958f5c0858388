//! The registers: people, offices, places, organisations and documents told of.

use super::entry::head;
use super::list::list;
use crate::answer::Answer;
use crate::catalogue::{Index, Name};
use crate::day;
use crate::markup::address;
use crate::page::{self, Ask};
use crate::place;
use serde_json::{Value, json};

fn name(ask: &Ask<'_>, name: &Name, group: &str, note: &str) -> Value {
    let (first, last) = ask.catalogue.seen(name);
    let mut value = json!({
        "name": name.name, "key": name.key, "entries": name.entries.len(),
        "first": first,
        "last": last,
        "link": address(group, if group == "document" { &name.name } else { &name.key }),
    });
    if !name.note.is_empty() {
        value[note] = (*name.note).into();
    }
    if group == "place"
        && let Some((code, lon, lat)) = self::code(ask, &name.key).and_then(place::located)
    {
        value["longitude"] = lon.into();
        value["latitude"] = lat.into();
        value["located_at"] = format!("{code:06}").into();
    }
    value
}

fn code(ask: &Ask<'_>, key: &str) -> Option<u32> {
    key.parse().ok().filter(|_| key.len() == 6).or_else(|| ask.catalogue.town(key))
}

pub(super) fn names(ask: &Ask<'_>, index: &Index, group: &str, note: &str) -> Answer {
    let chosen = page::chosen(ask, index);
    let mut columns = vec!["name", "key", note, "entries", "first", "last", "link"];
    if group == "place" {
        columns.extend(["longitude", "latitude", "located_at"]);
    }
    list(ask, &chosen, &columns, |n| name(ask, n, group, note))
}

pub(super) fn named(ask: &Ask<'_>, index: &Index, key: &str, group: &str) -> Option<Answer> {
    let found = index.get(key)?;
    let mut value = name(ask, found, group, "note");
    value["heads"] = found.entries.iter().take(500).map(|&e| head(ask, e)).collect();
    Some(Answer::json(&value))
}

pub(super) fn placed(ask: &Ask<'_>, key: &str) -> Option<Answer> {
    let entries = crate::list::filter::within(&ask.catalogue, key);
    if entries.is_empty() {
        return None;
    }
    let mut value = match ask.catalogue.places.get(key) {
        Some(found) => name(ask, found, "place", "kind"),
        None => {
            json!({"name": code(ask, key).and_then(place::name), "key": key, "entries": 0, "first": null, "last": null, "link": address("place", key)})
        }
    };
    value["within"] = entries.len().into();
    value["heads"] = entries.iter().take(500).map(|&e| head(ask, e)).collect();
    Some(Answer::json(&value))
}

pub(super) fn person(ask: &Ask<'_>, name: &str) -> Option<Answer> {
    let total = ask.catalogue.people.get(name)?.entries.len();
    let people = ask.snapshot.people(name);
    Some(Answer::json(&json!({
        "name": name, "entries": total, "people": &*people, "link": address("person", name),
    })))
}

/// Holders of an office that are listed; how many there are is told beside them.
const HOLDERS: usize = 40;

pub(super) fn offices(ask: &Ask<'_>) -> Answer {
    let chosen = page::chosen_offices(ask);
    let iso = |d: day::Day| if d == day::NONE { Value::Null } else { day::iso(d).into() };
    list(ask, &chosen, &["title", "organization", "holders"], |office| {
        let holders: Vec<Value> = office
            .holders
            .iter()
            .take(HOLDERS)
            .map(|h| {
                let changes: Vec<Value> =
                    h.changes.iter().map(|taken| json!({"how": taken.how, "date": iso(taken.day)})).collect();
                json!({"name": h.name, "homonym": h.homonym, "first": iso(h.first), "last": iso(h.last),
                       "times": h.times, "changes": changes, "seen": h.seen.map(|e| ask.entry_link(e))})
            })
            .collect();
        json!({"title": office.title, "organization": office.org, "number": office.holders.len(), "holders": holders,
               "gaps": office.gaps, "overlaps": office.overlaps})
    })
}
