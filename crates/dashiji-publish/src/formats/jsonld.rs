//! JSON-LD 1.1: a graph of documents, entries, events, people, places and bodies in schema.org's words, quotes by Web Annotation's selectors.
//!
//! In goes an entry; out come nodes whose ids are the characters they stand on: `ni:///sha-256;…#char=149,392`. Days are typed EDTF.

use super::{Told, document, doubts, label, occurrences, placed, source, word};
use dashiji::fact::{PersonRecord, PlaceRecord, Record, TimeRecord};
use dashiji::text::Span;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What the words mean; a test holds that it is JSON.
const CONTEXT: &str = include_str!("context.json");

/// Everything as one graph.
pub fn jsonld(entries: &[Told<'_>]) -> Vec<u8> {
    let mut graph = Vec::new();
    let mut documents = BTreeSet::new();
    for told in entries {
        let record = told.record;
        if documents.insert(&record.document.sha256) {
            graph.push(of_document(record));
        }
        graph.push(json!({
            "@id": entry_id(record), "@type": "schema:CreativeWork", "identifier": record.id, "name": label(told), "text": told.text,
            "isPartOf": document(&record.document.sha256), "citation": told.citation,
            "target": target(told, record.span, false), "doubt": doubts(record, record.span),
        }));
        events(told, &mut graph);
        for (k, person) in record.people.iter().enumerate() {
            graph.push(of_person(told, k, person));
        }
        for (k, (place, (key, point))) in record.places.iter().zip(placed(record)).enumerate() {
            let mut node = of_place(told, k, place, &key);
            if let Some(point) = point {
                node["geo"] = json!({"@type": "schema:GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude});
                node["located"] = format!("{:06}", point.of).into();
                node["exactPlace"] = point.exact.into();
            }
            graph.push(node);
        }
        for (k, body) in record.organizers.iter().enumerate() {
            graph.push(json!({
                "@id": part(record, "body", k), "@type": "schema:Organization", "name": body.name.as_ref().unwrap_or(&body.text),
                "role": word(&body.role), "mention": [target(told, Span { start: body.start, end: body.end }, true)],
            }));
        }
    }
    let context: Value = serde_json::from_str(CONTEXT).unwrap_or_default();
    let mut out = json!({"@context": context, "@graph": graph}).to_string().into_bytes();
    out.push(b'\n');
    out
}

fn entry_id(record: &Record) -> String {
    source(record, record.span)
}

/// A node of an entry: two entries never share characters, so that its place and a number name it.
fn part(record: &Record, kind: &str, k: usize) -> String {
    format!("{}&{kind}={}", entry_id(record), k + 1)
}

/// Characters with where they stand.
fn target(told: &Told<'_>, span: Span, quoted: bool) -> Value {
    let record = told.record;
    let mut selector =
        vec![json!({"@type": "oa:TextPositionSelector", "start": span.start, "end": span.end})];
    if quoted {
        selector.push(json!({"@type": "oa:TextQuoteSelector", "exact": super::slice(told, span)}));
    }
    json!({"hasSource": document(&record.document.sha256), "selector": selector})
}

fn of_document(record: &Record) -> Value {
    let about = &record.document;
    let mut node = json!({
        "@id": document(&about.sha256), "@type": "schema:DigitalDocument", "sha256": about.sha256,
        "name": about.title.as_ref().or(about.series.as_ref()), "datePublished": about.published,
    });
    // Only what is an address is one.
    if let Some(url) = about.url.as_ref().filter(|url| {
        url.starts_with("http") && !url.contains([' ', '<', '>', '"', '\\', '{', '}', '|', '^', '`'])
    }) {
        node["url"] = url.as_str().into();
    }
    node
}

fn dated(node: &mut Value, date: Option<&TimeRecord>) {
    let Some(date) = date else { return };
    node["date"] = date.edtf.as_str().into();
    node["startDate"] = date.from.as_str().into();
    node["endDate"] = date.to.as_str().into();
    node["basis"] = word(&date.basis).into();
}

fn events(told: &Told<'_>, graph: &mut Vec<Value>) {
    let record = told.record;
    for event in occurrences(record) {
        let attendee: Vec<Value> = event
            .people
            .iter()
            .map(|(k, parts)| {
                let roles: Vec<&str> = parts.iter().map(|part| part.name()).collect();
                json!({"@type": "schema:Role", "roleName": roles, "attendee": {"@id": part(record, "person", *k)}})
            })
            .collect();
        let location: BTreeSet<String> =
            event.places.iter().map(|(k, _)| part(record, "place", *k)).collect();
        let roles: Vec<Value> = event
            .places
            .iter()
            .map(|(k, role)| json!({"@type": "schema:Role", "roleName": word(role), "location": part(record, "place", *k)}))
            .collect();
        let organizer: Vec<String> = event.organizers.iter().map(|k| part(record, "body", *k)).collect();
        let mut node = json!({
            "@id": part(record, "event", event.number - 1), "@type": "schema:Event", "name": label(told), "eventType": event.kind,
            "subjectOf": entry_id(record), "attendee": attendee, "location": location, "role": roles, "organizer": organizer,
            "target": target(told, event.span, true), "doubt": doubts(record, event.span),
        });
        dated(&mut node, event.date);
        graph.push(node);
    }
}

fn of_person(told: &Told<'_>, k: usize, person: &PersonRecord) -> Value {
    let titles: Vec<&str> = person.titles.iter().map(dashiji::fact::TitleRecord::words).collect();
    let mentions: Vec<Value> = person.mentions.iter().map(|span| target(told, *span, true)).collect();
    json!({
        "@id": part(told.record, "person", k), "@type": "schema:Person", "name": person.name, "jobTitle": titles, "mention": mentions,
    })
}

fn of_place(told: &Told<'_>, k: usize, place: &PlaceRecord, key: &str) -> Value {
    let mentions: Vec<Value> = place.mentions.iter().map(|quote| target(told, quote.span(), true)).collect();
    json!({
        "@id": part(told.record, "place", k), "@type": "schema:Place", "name": place.name, "identifier": key, "mention": mentions,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TEXT, with};
    use super::*;

    #[test]
    fn every_node_that_is_pointed_at_is_there_and_quotes_are_slices() {
        with(TEXT, |told| {
            let value: Value = serde_json::from_slice(&jsonld(told)).unwrap();
            let nodes = value["@graph"].as_array().unwrap();
            let ids: BTreeSet<&str> = nodes.iter().map(|node| node["@id"].as_str().unwrap()).collect();
            assert_eq!(ids.len(), nodes.len());
            for node in nodes {
                for key in ["location", "organizer"] {
                    for id in node[key].as_array().into_iter().flatten() {
                        assert!(ids.contains(id.as_str().unwrap()), "{id}");
                    }
                }
                for at in node["mention"].as_array().into_iter().flatten() {
                    let length = at["selector"][0]["end"].as_u64().unwrap()
                        - at["selector"][0]["start"].as_u64().unwrap();
                    assert_eq!(at["selector"][1]["exact"].as_str().unwrap().chars().count() as u64, length);
                }
            }
            let event = nodes.iter().find(|node| node["@type"] == "schema:Event").unwrap();
            assert_eq!(event["date"], "1986-03-05");
            assert_eq!(value["@context"]["date"]["@type"], "edtf:EDTF");
        });
    }
}
