//! Entries: as lines of lists, whole, and their marked text as annotations.

use super::fault::refused;
use super::list::list;
use crate::answer::Answer;
use crate::day;
use crate::page::{self, Ask};
use crate::snapshot::Leaf;
use crate::{citation, marked};
use dashiji::collate::Key;
use serde_json::{Value, json};

pub(super) fn head(ask: &Ask<'_>, at: u32) -> Value {
    let head = &ask.catalogue.heads[at as usize];
    let source = &ask.catalogue.sources[head.source as usize];
    let iso = |d: day::Day| if d == day::NONE { Value::Null } else { day::iso(d).into() };
    json!({
        "id": head.id, "number": head.number, "source": source.id, "from": iso(head.from), "to": iso(head.to),
        "type": head.kind, "title": head.title, "link": ask.entry_link(at),
    })
}

const HEAD: [&str; 8] = ["id", "number", "source", "from", "to", "type", "title", "link"];

pub(super) fn entries(ask: &Ask<'_>) -> Answer {
    let catalogue = &*ask.catalogue;
    let mut wanted: Vec<u32> = match ask.get("source") {
        Some(id) => catalogue.source(id).map(|(_, s)| s.entries.clone()).unwrap_or_default(),
        None => (0..catalogue.heads.len() as u32).collect(),
    };
    if ask.get("from").is_some() || ask.get("to").is_some() {
        let from = ask.get("from").and_then(day::of).unwrap_or(day::NONE + 1);
        let to = ask.get("to").and_then(day::last).unwrap_or(day::Day::MAX);
        let range = catalogue.between(from, to);
        wanted.retain(|e| range.contains(&(*e as usize)));
    }
    if let Some(fault) = ask.unpicked() {
        return refused(ask, fault);
    }
    let wanted = page::filter(ask).of(catalogue, &wanted);
    list(ask, &wanted, &HEAD, |&e| head(ask, e))
}

pub(super) fn leaf(ask: &Ask<'_>, id: &str) -> Option<Leaf> {
    let at = page::find(ask, id)?;
    ask.leaves(&[at]).pop()
}

pub(super) fn entry(ask: &Ask<'_>, leaf: &Leaf) -> Value {
    let mut value = json!(&*leaf.record);
    value["text"] = (*leaf.text).into();
    value["citation"] = citation::gbt7714(&leaf.record).into();
    // What a program gives back with the text that it writes anew.
    value["head"] = ask.snapshot.head().into();
    if let Some(at) = ask.catalogue.entry(&Key::of(&leaf.record)) {
        value["link"] = ask.entry_link(at).into();
    }
    value
}

/// An entry that the current version does not have any more, as it was last.
pub(super) fn former(ask: &Ask<'_>, id: &str) -> Option<Value> {
    let former = ask.snapshot.former(id)?;
    let mut value = entry(ask, &former.leaf);
    value["current"] = false.into();
    value["version"] = former.version.to_string().into();
    value["instead"] = former.instead.map(|id| id.to_string()).into();
    Some(value)
}

/// Marked text as the W3C Web Annotation Data Model has it: a page of annotations, each with its characters by position and by
/// quotation.
pub(super) fn annotations(ask: &Ask<'_>, leaf: &Leaf) -> Answer {
    let at = ask.catalogue.entry(&Key::of(&leaf.record));
    let link = at.map(|at| ask.entry_link(at)).unwrap_or_default();
    let here = format!("{}{link}", ask.origin);
    let start = leaf.record.span.start;
    let mut items = Vec::new();
    for fact in marked::facts(&leaf.record, ask.words) {
        for (k, &(a, b)) in fact.spans.iter().enumerate() {
            let mut body = json!({"type": "TextualBody", "purpose": "tagging", "value": fact.value(), "format": "text/plain", "language": "zh"});
            if let Some(link) = &fact.link {
                body["source"] = format!("{}{link}", ask.origin).into();
            }
            items.push(json!({
                "id": format!("{here}#fact-{}-{}", fact.number, k + 1),
                "type": "Annotation",
                "motivation": "identifying",
                "body": [body, {"type": "TextualBody", "purpose": "classifying", "value": fact.kind}],
                "target": {
                    "source": here,
                    "selector": [
                        {"type": "TextPositionSelector", "start": a - start, "end": b - start},
                        {"type": "TextQuoteSelector", "exact": leaf.slice(a, b), "prefix": leaf.slice(a.saturating_sub(16).max(start), a), "suffix": leaf.slice(b, b + 16)},
                    ],
                },
            }));
        }
    }
    let mut answer = Answer::json(&json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("{}{}", ask.origin, ask.with(&[])),
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }));
    answer.kind = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";
    answer
}
