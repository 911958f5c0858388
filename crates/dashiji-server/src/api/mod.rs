//! What the pages show, for programs: JSON, CSV where it is a list, W3C Web Annotations for marked text.
//!
//! `GET /api/people?name=立本` gives `{"total":1,"page":1,"size":100,"next":null,"items":[…]}`; faults are RFC 9457 problems.
//! [`CALLS`] is the one list of what can be called: routes, the OpenAPI description and the page that explains it come from it.

mod base;
mod call;
mod entry;
mod fault;
mod list;
mod names;
mod picture;
mod search;

#[cfg(test)]
pub use call::{AS_OF, Call, Kind};
pub use call::{CALLS, TYPES};
pub use fault::{PROBLEMS, making, no_day, refused};

use crate::answer::{Answer, media};
use crate::markup::address;
use crate::page::{self, Ask};
use call::unfit;
use fault::{BAD_PARAMETER, MAKING, NOT_FOUND, problem};
use list::without_folders;
use serde_json::json;

/// The answer to a call.
pub fn answer(ask: &Ask<'_>) -> Answer {
    let parts: Vec<&str> = ask.parts.iter().skip(1).map(String::as_str).collect();
    if parts == ["openapi.json"] {
        return Answer {
            status: 200,
            kind: media::JSON,
            body: crate::openapi::description().to_owned(),
            ..Answer::default()
        };
    }
    let Some(call) = CALLS.iter().find(|call| {
        let mut wanted = call.path.split('/').skip(2).peekable();
        let mut given = parts.iter().peekable();
        loop {
            match (wanted.next(), given.next()) {
                (None, None) => return true,
                // An id has parts of its own.
                (Some("{id}"), Some(_)) if wanted.peek().is_none() => return true,
                (Some(part), Some(_)) if part.starts_with('{') => {}
                (Some(part), Some(given)) if part == *given => {}
                _ => return false,
            }
        }
    }) else {
        return problem(ask, NOT_FOUND, "", &[]);
    };
    if let Some((parameter, why)) = unfit(ask, call) {
        let detail = format!("{parameter}: {why}");
        return problem(ask, BAD_PARAMETER, &detail, &[("parameter", parameter.into())]);
    }
    let last = parts.last().copied().unwrap_or_default();
    let rest = parts.get(1..).unwrap_or_default().join("/");
    let found = match call.name {
        "about" => Some(Answer::json(&base::about(ask))),
        "sources" => Some(base::sources(ask)),
        "source" => ask.catalogue.source(&rest).map(|(_, s)| Answer::json(&base::source(ask, s))),
        "entries" => Some(entry::entries(ask)),
        "entry" => entry::leaf(ask, &rest)
            .map(|leaf| entry::entry(ask, &leaf))
            .or_else(|| entry::former(ask, &rest))
            .map(|value| Answer::json(&value)),
        "annotations" => entry::leaf(ask, &rest).map(|leaf| entry::annotations(ask, &leaf)),
        "people" => Some(names::names(ask, &ask.catalogue.people, "person", "office")),
        "person" => names::person(ask, last),
        "offices" => Some(names::offices(ask)),
        "places" => Some(names::names(ask, &ask.catalogue.places, "place", "kind")),
        "place" => names::placed(ask, last),
        "organizations" => Some(names::names(ask, &ask.catalogue.bodies, "organization", "note")),
        "organization" => names::named(ask, &ask.catalogue.bodies, last, "organization"),
        "documents" => Some(names::names(ask, &ask.catalogue.papers, "document", "number")),
        "document" => page::paper(ask, last).map(|(name, told)| {
            let mut value = json!(told);
            value["link"] = address("document", &name.name).into();
            Answer::json(&value)
        }),
        "ledgers" => Some(base::ledgers(ask)),
        "ledger" => match ask.series() {
            Ok(series) => series.position(last).and_then(|at| series.list.get(at)).map(Answer::json),
            Err(words) => Some(problem(ask, MAKING, &words, &[])),
        },
        "timeline" => Some(picture::timeline(ask)),
        "map" => Some(picture::map(ask)),
        "network" => Some(picture::network(ask)),
        "search" => Some(search::search(ask)),
        "answer" => Some(Answer::json(&page::answered(ask, ask.get("q").unwrap_or_default()))),
        "suggest" => Some(search::suggestions(ask)),
        "findings" => Some(base::findings(ask)),
        "rulings" => Some(base::rulings(ask)),
        "versions" => base::versions(ask, parts.get(1).copied().unwrap_or_default()),
        "diff" => base::diff(ask, parts.get(1).copied().unwrap_or_default()),
        _ => None,
    };
    found.map_or_else(|| problem(ask, NOT_FOUND, "", &[]), without_folders)
}
