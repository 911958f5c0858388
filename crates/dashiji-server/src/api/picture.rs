//! What timeline, map and network are drawn from.

use super::fault::refused;
use crate::answer::{Answer, media};
use crate::day;
use crate::markup::address;
use crate::page::{self, Ask};
use serde_json::{Value, json};

pub(super) fn timeline(ask: &Ask<'_>) -> Answer {
    let Some((from, to)) = page::stretch(ask) else {
        return Answer::json(&json!({"step": "day", "from": null, "to": null, "bins": []}));
    };
    if let Some(fault) = ask.unpicked() {
        return refused(ask, fault);
    }
    let (step, bins) = crate::picture::timeline::bins(&ask.catalogue, from, to, ask.picked());
    let bins: Vec<Value> = bins
        .iter()
        .map(
            |b| json!({"from": day::iso(b.from), "to": day::iso(b.to), "entries": b.count, "types": b.kinds}),
        )
        .collect();
    Answer::json(&json!({"step": step, "from": day::iso(from), "to": day::iso(to), "bins": bins}))
}

pub(super) fn map(ask: &Ask<'_>) -> Answer {
    if let Some(fault) = ask.unpicked() {
        return refused(ask, fault);
    }
    let range = match page::stretch(ask) {
        Some((from, to)) => ask.catalogue.between(from, to),
        None => 0..0,
    };
    let (points, without) = page::points(ask, range, false);
    let features: Vec<Value> = points
        .iter()
        .map(|p| {
            json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [p.at.0, p.at.1]},
                   "properties": {"name": p.name, "entries": p.count, "link": p.link}})
        })
        .collect();
    let mut answer =
        Answer::json(&json!({"type": "FeatureCollection", "features": features, "without_place": without}));
    answer.kind = media::GEOJSON;
    answer
}

pub(super) fn network(ask: &Ask<'_>) -> Answer {
    if let Some(fault) = ask.unpicked() {
        return refused(ask, fault);
    }
    let (nodes, ties) = page::ties(ask);
    let people: Vec<Value> = nodes
        .iter()
        .map(|n| json!({"name": n.name, "entries": n.weight, "link": address("person", &n.name)}))
        .collect();
    let pairs: Vec<Value> = ties
        .iter()
        .map(|t| json!({"people": [nodes[t.ends.0].name, nodes[t.ends.1].name], "events": t.weight}))
        .collect();
    Answer::json(&json!({"people": people, "pairs": pairs}))
}
