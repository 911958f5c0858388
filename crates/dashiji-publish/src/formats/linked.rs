//! Linked Places (LPF 1.1): a feature for each place, with the names it goes by, when it is told of, and each event there.
//!
//! In go entries that name 白马镇 thrice; out comes one feature with its forms, the span of days, and a relation to each event.

use super::{Told, label, occurrences, placed, source, sure, word};
use dashiji::recognize::lattice::Doubt;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The form's own context.
const CONTEXT: &str =
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld";

#[derive(Default)]
struct Seen {
    title: String,
    code: Option<String>,
    kind: String,
    geometry: Value,
    names: BTreeMap<String, Vec<Value>>,
    relations: Vec<Value>,
    from: Option<String>,
    to: Option<String>,
}

/// Places with what is told of them.
pub fn linked_places(entries: &[Told<'_>]) -> Vec<u8> {
    let mut places: BTreeMap<String, Seen> = BTreeMap::new();
    for told in entries {
        let record = told.record;
        let keyed = placed(record);
        for ((key, point), place) in keyed.iter().zip(&record.places) {
            let seen = places.entry(key.clone()).or_default();
            if place.name.chars().count() >= seen.title.chars().count() {
                seen.title.clone_from(&place.name);
            }
            seen.code = seen.code.take().or_else(|| place.code.clone());
            seen.kind = word(&place.kind);
            if let Some(point) = point
                && seen.geometry.is_null()
            {
                let certainty = if point.exact { "certain" } else { "uncertain" };
                seen.geometry = json!({
                    "type": "Point", "coordinates": [point.longitude, point.latitude], "certainty": certainty,
                    "citations": [{"label": format!("GeoNames, GB/T 2260 {:06}", point.of), "@id": "https://www.geonames.org"}],
                });
            }
            for mention in &place.mentions {
                seen.names.entry(mention.text.clone()).or_default().push(json!({
                    "label": told.citation, "@id": source(record, mention.span()),
                }));
            }
        }
        for event in occurrences(record) {
            for (k, role) in &event.places {
                let place = &record.places[*k];
                let Some(seen) = places.get_mut(&keyed[*k].0) else { continue };
                let doubt = place.doubt.as_deref().or(place.code_doubt.as_deref());
                let when = event.date.map(|date| {
                    stretch(seen, (&date.from, &date.to));
                    json!({"timespans": [{"start": {"in": date.first_day()}, "end": {"in": date.last_day()}}], "label": date.edtf})
                });
                let rivals: Vec<&String> =
                    doubt.map(|d: &Doubt| d.rivals.iter().collect()).unwrap_or_default();
                seen.relations.push(json!({
                    "relationType": format!("dashiji:{}", word(role)), "relationTo": source(record, event.span), "label": label(told),
                    "eventType": event.kind, "when": when, "certainty": sure(doubt).1, "rivals": rivals,
                    "citations": [{"label": told.citation, "@id": source(record, record.span)}],
                }));
            }
        }
    }
    let features: Vec<Value> = places.into_iter().map(|(key, seen)| feature(&key, seen)).collect();
    let context = json!([CONTEXT, {"dashiji": "urn:x-dashiji:"}]);
    let mut out = json!({"type": "FeatureCollection", "@context": context, "features": features})
        .to_string()
        .into_bytes();
    out.push(b'\n');
    out
}

/// Takes a time into that of all that is told of a place. Days before our era sort backward, and are compared as days.
fn stretch(seen: &mut Seen, (from, to): (&str, &str)) {
    let days = dashiji::collate::carry::days;
    let (from, to) = (dashiji::fact::day_of(from), dashiji::fact::day_of(to));
    if seen.from.as_deref().is_none_or(|held| days(from) < days(held)) {
        seen.from = Some(from.to_owned());
    }
    if seen.to.as_deref().is_none_or(|held| days(to) > days(held)) {
        seen.to = Some(to.to_owned());
    }
}

fn feature(key: &str, seen: Seen) -> Value {
    let id = match &seen.code {
        Some(code) => format!("urn:x-gbt2260:{code}"),
        None => format!("urn:x-dashiji:place:{}", encoded(key)),
    };
    let names: Vec<Value> = seen
        .names
        .into_iter()
        .map(|(name, citations)| json!({"toponym": name, "lang": "zh", "citations": citations}))
        .collect();
    let when = seen
        .from
        .zip(seen.to)
        .map(|(from, to)| json!({"timespans": [{"start": {"in": from}, "end": {"in": to}}]}));
    let ccodes: Vec<&str> =
        if seen.kind == "country" || seen.code.is_none() { Vec::new() } else { vec!["CN"] };
    json!({
        "@id": id, "type": "Feature", "properties": {"title": seen.title, "ccodes": ccodes, "key": key}, "geometry": seen.geometry,
        "when": when, "names": names, "types": [{"label": seen.kind, "sourceLabels": [{"label": seen.kind, "lang": "en"}]}],
        "relations": seen.relations,
    })
}

/// A key as a part of an address.
fn encoded(key: &str) -> String {
    use std::fmt::Write;
    key.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::with;
    use super::*;

    #[test]
    fn one_place_is_one_feature_with_every_event_there() {
        let text = "理塘县大事记\n1990年\n3月5日，县长袁世清到石板镇检查春耕。\n\n4月6日，袁世清再到石板镇察看渠道。\n";
        with(text, |told| {
            let value: Value = serde_json::from_slice(&linked_places(told)).unwrap();
            let features = value["features"].as_array().unwrap();
            let towns: Vec<&Value> =
                features.iter().filter(|f| f["properties"]["title"] == "石板镇").collect();
            assert_eq!(towns.len(), 1);
            assert_eq!(towns[0]["relations"].as_array().unwrap().len(), 2);
            let span = &towns[0]["when"]["timespans"][0];
            assert_eq!(
                (&span["start"]["in"], &span["end"]["in"]),
                (&json!("1990-03-05"), &json!("1990-04-06"))
            );
        });
    }
}
