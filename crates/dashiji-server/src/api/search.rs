//! What a search finds, and what names its words may mean.

use super::entry::head;
use super::fault::{BAD_PARAMETER, problem, refused};
use super::list::paged;
use crate::answer::{Answer, media};
use crate::citation;
use crate::page::{self, Ask};
use serde_json::{Value, json};

pub(super) fn search(ask: &Ask<'_>) -> Answer {
    let size = ask.number("size").unwrap_or(20).min(100);
    let page = ask.number("page").unwrap_or(1);
    // Nobody reads the ten-thousandth hit; what comes before it must be sorted for it.
    let skip = (page - 1).saturating_mul(size);
    if skip > 10_000 {
        return problem(
            ask,
            BAD_PARAMETER,
            &ask.words.say("search-too-far"),
            &[("parameter", "page".into())],
        );
    }
    let found = match ask.snapshot.search(&page::wanted(ask, skip, size), ask.words) {
        Ok(found) => found,
        Err(fault) => return refused(ask, &fault),
    };
    let ids: Vec<&str> = found.hits.iter().map(|h| h.id.as_str()).collect();
    let leaves = ask.snapshot.leaves(&ids);
    let values: Vec<Value> = found
        .hits
        .iter()
        .filter_map(|hit| {
            let leaf = leaves.iter().find(|l| l.record.id == hit.id)?;
            let mut value = head(ask, *ask.catalogue.entries(&hit.id).first()?);
            value["text"] = (*leaf.text).into();
            value["start"] = leaf.record.span.start.into();
            value["lit"] = json!(hit.lit);
            value["citation"] = citation::gbt7714(&leaf.record).into();
            Some(value)
        })
        .collect();
    let columns = ["id", "number", "source", "from", "to", "type", "title", "link", "text", "citation"];
    let mut answer = paged(ask, (found.total, page, size), &values, &columns);
    if answer.kind == media::JSON
        && let Ok(mut value) = serde_json::from_str::<Value>(&answer.body)
    {
        value["facets"] = found
            .facets
            .iter()
            .map(|f| {
                let values: Vec<Value> = f
                    .values
                    .iter()
                    .map(|(v, name, n)| json!({"value": v, "name": name, "entries": n}))
                    .collect();
                json!({"field": f.field, "values": values})
            })
            .collect();
        answer.body = value.to_string();
    }
    answer
}

pub(super) fn suggestions(ask: &Ask<'_>) -> Answer {
    let items: Vec<Value> = page::suggestions(ask, ask.get("q").unwrap_or_default(), 10)
        .iter()
        .map(|item| json!({"name": item.name, "link": item.link, "kind": item.note, "entries": item.count}))
        .collect();
    Answer::json(&json!({ "items": items }))
}
