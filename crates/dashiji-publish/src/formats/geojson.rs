//! GeoJSON (RFC 7946): a feature for each place of each event; where nobody knows its coordinates, the feature has none.
//!
//! In goes `8月3日，县长闻人静到石羊河镇调研`; out comes a point at the county's coordinates, with `"located":"341525"` and `"exact":false`
//! because the town's own are not known.

use super::{Told, doubts, label, occurrences, placed, source, word};
use serde_json::{Value, json};

/// Events by their places.
pub fn geojson(entries: &[Told<'_>]) -> Vec<u8> {
    let mut features = Vec::new();
    for told in entries {
        let record = told.record;
        let points = placed(record);
        for event in occurrences(record) {
            let people: Vec<Value> = event
                .people
                .iter()
                .map(|(k, parts)| json!({"name": record.people[*k].name, "parts": parts}))
                .collect();
            let about = json!({
                "entry": record.id, "event": event.number, "headline": label(told), "type": event.kind,
                "from": event.date.map(|d| &*d.from), "to": event.date.map(|d| &*d.to), "edtf": event.date.map(|d| &*d.edtf),
                "basis": event.date.map(|d| d.basis), "people": people, "start": event.span.start, "end": event.span.end,
                "document_sha256": record.document.sha256, "source": source(record, event.span), "citation": told.citation,
                "doubt": doubts(record, event.span),
            });
            if event.places.is_empty() {
                features.push(feature(&record.id, event.number, None, &Value::Null, &about));
                continue;
            }
            for (n, (k, role)) in event.places.iter().enumerate() {
                let place = &record.places[*k];
                let point = points[*k].1.as_ref();
                let mut own = about.clone();
                own["place"] = place.name.as_str().into();
                own["code"] = json!(place.code);
                own["kind"] = word(&place.kind).into();
                own["role"] = word(role).into();
                own["located"] = json!(point.map(|point| format!("{:06}", point.of)));
                own["exact"] = json!(point.map(|point| point.exact));
                let geometry = point.map_or(
                    Value::Null,
                    |point| json!({"type": "Point", "coordinates": [point.longitude, point.latitude]}),
                );
                features.push(feature(&record.id, event.number, Some(n + 1), &geometry, &own));
            }
        }
    }
    let mut out = json!({"type": "FeatureCollection", "features": features}).to_string().into_bytes();
    out.push(b'\n');
    out
}

fn feature(entry: &str, event: usize, place: Option<usize>, geometry: &Value, properties: &Value) -> Value {
    let mut id = format!("{entry}#{event}");
    if let Some(place) = place {
        id = format!("{id}.{place}");
    }
    json!({"type": "Feature", "id": id, "geometry": geometry, "properties": properties})
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TEXT, with};
    use super::*;

    #[test]
    fn no_event_is_lost_for_want_of_coordinates() {
        with(TEXT, |told| {
            let value: Value = serde_json::from_slice(&geojson(told)).unwrap();
            let features = value["features"].as_array().unwrap();
            let events: usize = told.iter().map(|told| occurrences(told.record).len()).sum();
            let named: std::collections::BTreeSet<String> = features
                .iter()
                .map(|f| format!("{}#{}", f["properties"]["entry"], f["properties"]["event"]))
                .collect();
            assert_eq!(named.len(), events);
            let city = features.iter().find(|f| f["properties"]["place"] == "成都市").unwrap();
            assert_eq!(city["geometry"]["type"], "Point");
            assert_eq!(
                (&city["properties"]["exact"], &city["properties"]["located"]),
                (&json!(true), &json!("510100"))
            );
        });
    }
}
