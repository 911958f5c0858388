//! What the pages show, for programs: JSON, CSV where it is a list, W3C Web Annotations for marked text.
//!
//! `GET /api/people?name=立本` gives `{"total":1,"page":1,"size":100,"next":null,"items":[…]}`; faults are RFC 9457 problems.
//! [`CALLS`] is the one list of what can be called: routes, the OpenAPI description and the page that explains it come from it.

use crate::answer::{Answer, Problem, media};
use crate::catalogue::{Index, Name};
use crate::day;
use crate::markup::address;
use crate::page::{self, Ask};
use crate::place;
use crate::seek::Fault;
use crate::snapshot::Leaf;
use crate::work::Far;
use crate::{citation, marked};
use dashiji::collate::Key;
use serde_json::{Value, json};

/// What a value of the query may be.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Words, at most so many characters.
    Words(u32),
    /// A whole number between two.
    Whole(i64, i64),
    /// One of these.
    Among(&'static [&'static str]),
    /// A day, a month or a year.
    Day,
    /// A day.
    Date,
}

/// A value that a call takes.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Whether it must be given.
    pub needed: bool,
}

/// A call.
#[derive(Debug, Clone, Copy)]
pub struct Call {
    /// Key of its words, id of the operation.
    pub name: &'static str,
    /// Path, with `{parts}`.
    pub path: &'static str,
    /// The query.
    pub parameters: &'static [Parameter],
    /// The schema of what comes back.
    pub gives: &'static str,
    /// Whether it is a list in pages, which can be had as CSV.
    pub list: bool,
}

const fn words(name: &'static str) -> Parameter {
    Parameter { name, kind: Kind::Words(200), needed: false }
}

const PAGE: Parameter = Parameter { name: "page", kind: Kind::Whole(1, 1_000_000), needed: false };
const SIZE: Parameter = Parameter { name: "size", kind: Kind::Whole(1, 500), needed: false };
const FORMAT: Parameter = Parameter { name: "format", kind: Kind::Among(&["json", "csv"]), needed: false };
const SORT: Parameter = Parameter { name: "sort", kind: Kind::Among(&["weight", "name"]), needed: false };
const ORDER: Parameter =
    Parameter { name: "sort", kind: Kind::Among(&["weight", "newest", "oldest"]), needed: false };
const SEVERITY: Parameter =
    Parameter { name: "severity", kind: Kind::Among(&["error", "warning", "note"]), needed: false };
const FROM: Parameter = Parameter { name: "from", kind: Kind::Day, needed: false };
const TO: Parameter = Parameter { name: "to", kind: Kind::Day, needed: false };
/// What an entry may tell, as the contract names it.
pub const TYPES: &[&str] = &[
    "meeting",
    "visit",
    "ceremony",
    "deployment",
    "issue",
    "project",
    "result",
    "statistics",
    "appointment",
    "award",
    "donation",
    "institution",
    "exchange",
    "disaster",
    "death",
    "conflict",
    "justice",
    "status",
    "other",
];
const TYPE: Parameter = Parameter { name: "type", kind: Kind::Among(TYPES), needed: false };
const NAMES: Parameter = Parameter { name: "names", kind: Kind::Whole(5, 120), needed: false };
const VERSION_FROM: Parameter = Parameter { name: "from", kind: Kind::Whole(1, 1_000_000), needed: false };
const VERSION_TO: Parameter = Parameter { name: "to", kind: Kind::Whole(1, 1_000_000), needed: false };
/// A query that narrows what is asked for.
const NARROW: Parameter = Parameter { name: "q", kind: Kind::Words(500), needed: false };
const QUERY: Parameter = Parameter { name: "q", kind: Kind::Words(500), needed: true };

/// Everything that can be called.
pub const CALLS: &[Call] = &[
    Call { name: "about", path: "/api/about", parameters: &[], gives: "About", list: false },
    Call {
        name: "sources",
        path: "/api/sources",
        parameters: &[PAGE, SIZE, FORMAT],
        gives: "Source",
        list: true,
    },
    Call { name: "source", path: "/api/sources/{source}", parameters: &[], gives: "Source", list: false },
    Call {
        name: "versions",
        path: "/api/sources/{source}/versions",
        parameters: &[PAGE, SIZE, FORMAT],
        gives: "Version",
        list: true,
    },
    Call {
        name: "diff",
        path: "/api/sources/{source}/diff",
        parameters: &[VERSION_FROM, VERSION_TO],
        gives: "Diff",
        list: false,
    },
    Call {
        name: "entries",
        path: "/api/entries",
        parameters: &[
            NARROW,
            words("source"),
            TYPE,
            words("person"),
            words("place"),
            FROM,
            TO,
            PAGE,
            SIZE,
            FORMAT,
        ],
        gives: "Head",
        list: true,
    },
    Call {
        name: "entry",
        path: "/api/entries/{id}",
        parameters: &[words("in")],
        gives: "Entry",
        list: false,
    },
    Call {
        name: "annotations",
        path: "/api/annotations/{id}",
        parameters: &[words("in")],
        gives: "Annotations",
        list: false,
    },
    Call {
        name: "people",
        path: "/api/people",
        parameters: &[words("name"), SORT, PAGE, SIZE, FORMAT],
        gives: "Name",
        list: true,
    },
    Call { name: "person", path: "/api/people/{name}", parameters: &[], gives: "Person", list: false },
    Call {
        name: "offices",
        path: "/api/offices",
        parameters: &[words("name"), PAGE, SIZE, FORMAT],
        gives: "Office",
        list: true,
    },
    Call {
        name: "places",
        path: "/api/places",
        parameters: &[words("name"), SORT, PAGE, SIZE, FORMAT],
        gives: "Name",
        list: true,
    },
    Call { name: "place", path: "/api/places/{key}", parameters: &[], gives: "Place", list: false },
    Call {
        name: "organizations",
        path: "/api/organizations",
        parameters: &[words("name"), SORT, PAGE, SIZE, FORMAT],
        gives: "Name",
        list: true,
    },
    Call {
        name: "organization",
        path: "/api/organizations/{name}",
        parameters: &[],
        gives: "Place",
        list: false,
    },
    Call {
        name: "documents",
        path: "/api/documents",
        parameters: &[words("name"), SORT, PAGE, SIZE, FORMAT],
        gives: "Name",
        list: true,
    },
    Call {
        name: "document",
        path: "/api/documents/{title}",
        parameters: &[],
        gives: "Document",
        list: false,
    },
    Call {
        name: "ledgers",
        path: "/api/ledgers",
        parameters: &[PAGE, SIZE, FORMAT],
        gives: "Ledger",
        list: true,
    },
    Call { name: "ledger", path: "/api/ledgers/{number}", parameters: &[], gives: "Object", list: false },
    Call {
        name: "timeline",
        path: "/api/timeline",
        parameters: &[NARROW, FROM, TO],
        gives: "Timeline",
        list: false,
    },
    Call {
        name: "map",
        path: "/api/map",
        parameters: &[NARROW, FROM, TO],
        gives: "FeatureCollection",
        list: false,
    },
    Call {
        name: "network",
        path: "/api/network",
        parameters: &[NARROW, words("person"), NAMES],
        gives: "Network",
        list: false,
    },
    Call {
        name: "search",
        path: "/api/search",
        parameters: &[QUERY, ORDER, PAGE, SIZE, FORMAT],
        gives: "Hit",
        list: true,
    },
    Call { name: "answer", path: "/api/answer", parameters: &[QUERY], gives: "Object", list: false },
    Call { name: "suggest", path: "/api/suggest", parameters: &[QUERY], gives: "Suggestions", list: false },
    Call {
        name: "findings",
        path: "/api/findings",
        parameters: &[words("rule"), words("source"), SEVERITY, PAGE, SIZE, FORMAT],
        gives: "Finding",
        list: true,
    },
    Call {
        name: "rulings",
        path: "/api/rulings",
        parameters: &[PAGE, SIZE, FORMAT],
        gives: "Ruling",
        list: true,
    },
];

/// What every call takes besides: the base as it stood at the end of a day.
pub const AS_OF: Parameter = Parameter { name: crate::room::AS_OF, kind: Kind::Date, needed: false };

/// What can go wrong.
pub const PROBLEMS: &[Problem] = &[
    NOT_FOUND,
    BAD_PARAMETER,
    BAD_QUERY,
    SLOW,
    BUSY,
    MAKING,
    BROKEN,
    Problem { status: 400, name: "bad-act" },
    Problem { status: 400, name: "bad-body" },
    Problem { status: 403, name: "key" },
    Problem { status: 403, name: "origin" },
    Problem { status: 412, name: "stale" },
    Problem { status: 413, name: "too-large" },
];

const NOT_FOUND: Problem = Problem { status: 404, name: "not-found" };
const BAD_PARAMETER: Problem = Problem { status: 400, name: "bad-parameter" };
const BAD_QUERY: Problem = Problem { status: 400, name: "bad-query" };
const SLOW: Problem = Problem { status: 503, name: "slow" };
/// Too much is asked at once.
pub const BUSY: Problem = Problem { status: 503, name: "busy" };
/// What was asked for is still being made.
const MAKING: Problem = Problem { status: 503, name: "making" };
const BROKEN: Problem = Problem { status: 500, name: "broken" };

fn problem(ask: &Ask<'_>, problem: Problem, detail: &str, more: &[(&str, Value)]) -> Answer {
    Answer::problem(problem, &ask.words.named("problem", problem.name), detail, more)
}

/// What was asked for is still being made, as a problem that says how far it is.
pub fn making(ask: &Ask<'_>, far: Far) -> Answer {
    ask.passing.set(true);
    let detail = far.told("making-day", ask.words);
    problem(ask, MAKING, &detail, &[("done", far.done.into()), ("all", far.all.into())])
}

/// There is no such day, as a problem.
pub fn no_day(ask: &Ask<'_>, day: &str) -> Answer {
    let detail = ask.words.with("parameter-unfit", "value", &day.chars().take(60).collect::<String>());
    problem(ask, BAD_PARAMETER, &format!("as-of: {detail}"), &[("parameter", "as-of".into())])
}

/// Why a search was refused, as a problem.
pub fn refused(ask: &Ask<'_>, fault: &Fault) -> Answer {
    match fault {
        Fault::Query { message, at } => problem(ask, BAD_QUERY, message, &[("position", (*at).into())]),
        Fault::Slow => problem(ask, SLOW, "", &[]),
        Fault::Making(far) => making(ask, *far),
        Fault::Broken(message) => problem(ask, BROKEN, message, &[]),
    }
}

/// The first value of the query that is not what the call takes.
fn unfit(ask: &Ask<'_>, call: &Call) -> Option<(&'static str, String)> {
    for parameter in call.parameters {
        let mut given =
            ask.query.iter().filter(|(key, _)| key == parameter.name).map(|(_, value)| value.as_str());
        let value = given.next();
        if given.next().is_some() {
            return Some((parameter.name, "twice".to_owned()));
        }
        let Some(value) = value else {
            if parameter.needed {
                return Some((parameter.name, ask.words.say("parameter-missing")));
            }
            continue;
        };
        let fits = match parameter.kind {
            Kind::Words(most) => {
                value.chars().count() <= most as usize && !(parameter.needed && value.trim().is_empty())
            }
            Kind::Whole(low, high) => value.parse::<i64>().is_ok_and(|n| (low..=high).contains(&n)),
            Kind::Among(values) => values.contains(&value),
            Kind::Day | Kind::Date => is_day(value),
        };
        if !fits {
            return Some((
                parameter.name,
                ask.words.with("parameter-unfit", "value", &value.chars().take(60).collect::<String>()),
            ));
        }
    }
    None
}

/// Whether a value is written as a day, a month or a year is: 2022-08-03, 2022-08, 2022.
fn is_day(value: &str) -> bool {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    ["0000", "0000-00", "0000-00-00"].contains(&shape.trim_start_matches('-')) && day::of(value).is_some()
}

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
        "about" => Some(Answer::json(&about(ask))),
        "sources" => Some(sources(ask)),
        "source" => ask.catalogue.source(&rest).map(|(_, s)| Answer::json(&source(ask, s))),
        "entries" => Some(entries(ask)),
        "entry" => leaf(ask, &rest)
            .map(|leaf| entry(ask, &leaf))
            .or_else(|| former(ask, &rest))
            .map(|value| Answer::json(&value)),
        "annotations" => leaf(ask, &rest).map(|leaf| annotations(ask, &leaf)),
        "people" => Some(names(ask, &ask.catalogue.people, "person", "office")),
        "person" => person(ask, last),
        "offices" => Some(offices(ask)),
        "places" => Some(names(ask, &ask.catalogue.places, "place", "kind")),
        "place" => placed(ask, last),
        "organizations" => Some(names(ask, &ask.catalogue.bodies, "organization", "note")),
        "organization" => named(ask, &ask.catalogue.bodies, last, "organization"),
        "documents" => Some(names(ask, &ask.catalogue.papers, "document", "number")),
        "document" => page::paper(ask, last).map(|(name, told)| {
            let mut value = json!(told);
            value["link"] = address("document", &name.name).into();
            Answer::json(&value)
        }),
        "ledgers" => Some(ledgers(ask)),
        "ledger" => match ask.series() {
            Ok(series) => series.position(last).and_then(|at| series.list.get(at)).map(Answer::json),
            Err(words) => Some(problem(ask, MAKING, &words, &[])),
        },
        "timeline" => Some(timeline(ask)),
        "map" => Some(map(ask)),
        "network" => Some(network(ask)),
        "search" => Some(search(ask)),
        "answer" => Some(Answer::json(&page::answered(ask, ask.get("q").unwrap_or_default()))),
        "suggest" => {
            let items: Vec<Value> = page::suggestions(ask, ask.get("q").unwrap_or_default(), 10)
                .iter()
                .map(|item| json!({"name": item.name, "link": item.link, "kind": item.note, "entries": item.count}))
                .collect();
            Some(Answer::json(&json!({ "items": items })))
        }
        "findings" => Some(findings(ask)),
        "rulings" => Some(rulings(ask)),
        "versions" => versions(ask, parts.get(1).copied().unwrap_or_default()),
        "diff" => diff(ask, parts.get(1).copied().unwrap_or_default()),
        _ => None,
    };
    found.map_or_else(|| problem(ask, NOT_FOUND, "", &[]), without_folders)
}

/// A value without the folders that files lie in on the server: of what a document was given by only the file's name is told.
fn without_folders(mut answer: Answer) -> Answer {
    if answer.kind.contains("json")
        && answer.body.contains("\"path\":\"")
        && let Ok(mut value) = serde_json::from_str::<Value>(&answer.body)
    {
        cut_paths(&mut value);
        answer.body = value.to_string();
    }
    answer
}

fn cut_paths(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                match inner {
                    Value::String(path) if key == "path" => *path = citation::file_name(path).to_owned(),
                    inner => cut_paths(inner),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(cut_paths),
        _ => {}
    }
}

/// A list in pages, as JSON or as CSV.
fn list<T>(ask: &Ask<'_>, items: &[T], columns: &[&str], value: impl Fn(&T) -> Value) -> Answer {
    let size = ask.number("size").unwrap_or(100);
    let page = ask.number("page").unwrap_or(1);
    let from = (page - 1).saturating_mul(size).min(items.len());
    let to = (from + size).min(items.len());
    let values: Vec<Value> = items[from..to].iter().map(value).collect();
    paged(ask, (items.len(), page, size), &values, columns)
}

fn paged(
    ask: &Ask<'_>,
    (total, page, size): (usize, usize, usize),
    values: &[Value],
    columns: &[&str],
) -> Answer {
    let more = page.saturating_mul(size) < total;
    let link = |n: usize| ask.with(&[("page", Some(&n.to_string()))]);
    let next = more.then(|| link(page + 1));
    let mut answer = if ask.get("format") == Some("csv") {
        Answer {
            status: 200,
            kind: media::CSV,
            body: csv(columns, values),
            file: Some("dashiji.csv".into()),
            ..Answer::default()
        }
    } else {
        Answer::json(&json!({"total": total, "page": page, "size": size, "next": next, "items": values}))
    };
    let mut links = Vec::new();
    links.extend(next.map(|link| format!("<{link}>; rel=\"next\"")));
    if page > 1 {
        links.push(format!("<{}>; rel=\"prev\"", link(page - 1)));
    }
    answer.links = (!links.is_empty()).then(|| links.join(", "));
    answer
}

/// Rows with a heading, as RFC 4180 has them; a cell that a spreadsheet would take for a formula is led by an apostrophe.
fn csv(columns: &[&str], values: &[Value]) -> String {
    let mut out = String::from("\u{FEFF}");
    let mut row = |cells: &mut dyn Iterator<Item = String>| {
        let line: Vec<String> = cells
            .map(|cell| {
                let number = cell.parse::<f64>().is_ok();
                let cell = if number { cell } else { dashiji_publish::csv::harmless(&cell) };
                if cell.contains(['"', ',', '\n', '\r']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell
                }
            })
            .collect();
        out.push_str(&line.join(","));
        out.push_str("\r\n");
    };
    row(&mut columns.iter().map(|c| (*c).to_owned()));
    for value in values {
        row(&mut columns.iter().map(|column| match &value[*column] {
            Value::Null => String::new(),
            Value::String(words) => words.clone(),
            Value::Array(list) => list
                .iter()
                .map(|v| {
                    v.as_str()
                        .map_or_else(|| v["name"].as_str().unwrap_or_default().to_owned(), str::to_owned)
                })
                .collect::<Vec<_>>()
                .join("、"),
            other => other.to_string(),
        }));
    }
    out
}

fn about(ask: &Ask<'_>) -> Value {
    let c = &ask.catalogue;
    let (first, last) =
        c.extent().map_or((Value::Null, Value::Null), |(a, b)| (day::iso(a).into(), day::iso(b).into()));
    json!({
        "name": ask.name(), "version": env!("CARGO_PKG_VERSION"), "position": c.position,
        "sources": c.sources.len(), "entries": c.heads.len(), "undated": c.undated, "first": first, "last": last,
        "people": c.people.names.len(), "offices": c.offices.len(), "places": c.places.names.len(),
        "organizations": c.bodies.names.len(), "documents": c.papers.names.len(), "ledgers": ask.series().ok().map(|s| s.list.len()),
        "day": ask.snapshot.day(), "head": ask.snapshot.head(),
    })
}

fn source(ask: &Ask<'_>, source: &crate::catalogue::Source) -> Value {
    let mut value = json!(&*source.record);
    value["id"] = (*source.id).into();
    value["name"] = citation::name(&source.record, ask.words).into();
    value["entries"] = source.entries.len().into();
    value["link"] = address("source", &source.id).into();
    value["citation"] = citation::document(&source.record).into();
    value
}

fn sources(ask: &Ask<'_>) -> Answer {
    let columns = [
        "id",
        "name",
        "title",
        "series",
        "source",
        "site",
        "published",
        "period",
        "entries",
        "url",
        "sha256",
    ];
    list(ask, &ask.catalogue.sources, &columns, |s| source(ask, s))
}

fn head(ask: &Ask<'_>, at: u32) -> Value {
    let head = &ask.catalogue.heads[at as usize];
    let source = &ask.catalogue.sources[head.source as usize];
    let iso = |d: day::Day| if d == day::NONE { Value::Null } else { day::iso(d).into() };
    json!({
        "id": head.id, "number": head.number, "source": source.id, "from": iso(head.from), "to": iso(head.to),
        "type": head.kind, "title": head.title, "link": ask.entry_link(at),
    })
}

const HEAD: [&str; 8] = ["id", "number", "source", "from", "to", "type", "title", "link"];

fn entries(ask: &Ask<'_>) -> Answer {
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

fn leaf(ask: &Ask<'_>, id: &str) -> Option<Leaf> {
    let at = page::find(ask, id)?;
    ask.leaves(&[at]).pop()
}

fn entry(ask: &Ask<'_>, leaf: &Leaf) -> Value {
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
fn former(ask: &Ask<'_>, id: &str) -> Option<Value> {
    let former = ask.snapshot.former(id)?;
    let mut value = entry(ask, &former.leaf);
    value["current"] = false.into();
    value["version"] = former.version.to_string().into();
    value["instead"] = former.instead.map(|id| id.to_string()).into();
    Some(value)
}

/// Marked text as the W3C Web Annotation Data Model has it: a page of annotations, each with its characters by position and by
/// quotation.
fn annotations(ask: &Ask<'_>, leaf: &Leaf) -> Answer {
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

fn name(ask: &Ask<'_>, name: &Name, group: &str, note: &str) -> Value {
    let iso = |d: day::Day| if d == day::NONE { Value::Null } else { day::iso(d).into() };
    let (first, last) = ask.catalogue.seen(name);
    let mut value = json!({
        "name": name.name, "key": name.key, "entries": name.entries.len(),
        "first": iso(first),
        "last": iso(last),
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

fn names(ask: &Ask<'_>, index: &Index, group: &str, note: &str) -> Answer {
    let chosen = page::chosen(ask, index);
    let mut columns = vec!["name", "key", note, "entries", "first", "last", "link"];
    if group == "place" {
        columns.extend(["longitude", "latitude", "located_at"]);
    }
    list(ask, &chosen, &columns, |n| name(ask, n, group, note))
}

fn named(ask: &Ask<'_>, index: &Index, key: &str, group: &str) -> Option<Answer> {
    let found = index.get(key)?;
    let mut value = name(ask, found, group, "note");
    value["heads"] = found.entries.iter().take(500).map(|&e| head(ask, e)).collect();
    Some(Answer::json(&value))
}

fn placed(ask: &Ask<'_>, key: &str) -> Option<Answer> {
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

fn person(ask: &Ask<'_>, name: &str) -> Option<Answer> {
    let total = ask.catalogue.people.get(name)?.entries.len();
    let people = ask.snapshot.people(name);
    Some(Answer::json(&json!({
        "name": name, "entries": total, "people": &*people, "link": address("person", name),
    })))
}

/// Holders of an office that are listed; how many there are is told beside them.
const HOLDERS: usize = 40;

fn offices(ask: &Ask<'_>) -> Answer {
    let chosen = page::chosen_offices(ask);
    let iso = |d: day::Day| if d == day::NONE { Value::Null } else { day::iso(d).into() };
    list(ask, &chosen, &["title", "organization", "holders"], |office| {
        let holders: Vec<Value> = office
            .holders
            .iter()
            .take(HOLDERS)
            .map(|h| {
                let changes: Vec<Value> =
                    h.changes.iter().map(|(how, at)| json!({"how": how, "date": iso(*at)})).collect();
                json!({"name": h.name, "homonym": h.homonym, "first": iso(h.first), "last": iso(h.last),
                       "times": h.times, "changes": changes, "seen": h.seen.map(|e| ask.entry_link(e))})
            })
            .collect();
        json!({"title": office.title, "organization": office.org, "number": office.holders.len(), "holders": holders,
               "gaps": office.gaps, "overlaps": office.overlaps})
    })
}

fn ledgers(ask: &Ask<'_>) -> Answer {
    let series = match ask.series() {
        Ok(series) => series,
        Err(words) => return problem(ask, MAKING, &words, &[]),
    };
    let numbered: Vec<_> = series.list.iter().enumerate().collect();
    list(ask, &numbered, &["number", "name", "series", "unit", "lines", "link"], |(k, ledger)| {
        json!({"number": k + 1, "name": ledger.name, "series": ledger.series, "unit": ledger.unit,
               "lines": ledger.lines.len(), "equations": ledger.balance.equations, "link": page::ledger_link(&series, *k)})
    })
}

fn timeline(ask: &Ask<'_>) -> Answer {
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

fn map(ask: &Ask<'_>) -> Answer {
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

fn network(ask: &Ask<'_>) -> Answer {
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

fn search(ask: &Ask<'_>) -> Answer {
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

fn findings(ask: &Ask<'_>) -> Answer {
    let findings = match ask.findings() {
        Ok(findings) => findings,
        Err(words) => return problem(ask, MAKING, &words, &[]),
    };
    let chosen = page::WantedFindings::of(ask).chosen(&findings);
    let columns =
        ["code", "severity", "source", "start", "end", "text", "message", "hint", "excerpt", "link"];
    list(ask, &chosen, &columns, |&at| {
        let Some(finding) = findings.get(at as usize, ask.words.check()) else { return Value::Null };
        let mut value = json!(finding);
        if let Some(at) = finding.spans.first() {
            value["start"] = at.start.into();
            value["end"] = at.end.into();
            value["text"] = at.text.as_str().into();
        }
        value["source"] =
            ask.catalogue.source(&finding.document.sha256).map(|(_, s)| s.id.to_string()).into();
        value["link"] = page::finding_link(ask, &finding).into();
        value
    })
}

fn rulings(ask: &Ask<'_>) -> Answer {
    let rulings = match ask.snapshot.rulings() {
        Ok(rulings) => rulings,
        Err(why) => return problem(ask, BROKEN, &why, &[]),
    };
    let newest: Vec<_> = rulings.iter().rev().collect();
    let columns = ["id", "author", "recorded_at", "decision", "words", "reason", "undone", "standing"];
    list(ask, &newest, &columns, |ruled| {
        let mut value = json!(ruled);
        value["words"] = page::ruling_words(ask, &ruled.ruling.decision).into();
        value
    })
}

fn versions(ask: &Ask<'_>, id: &str) -> Option<Answer> {
    let (_, source) = ask.catalogue.source(id)?;
    let versions = ask.snapshot.versions(source.document);
    let columns = ["id", "recorded_at", "author", "sha256", "size", "entries", "source", "engine"];
    Some(list(ask, &versions, &columns, |version| {
        let mut value = json!(version);
        if let Some(path) = &version.source {
            value["source"] = citation::file_name(path).into();
        }
        value
    }))
}

fn diff(ask: &Ask<'_>, id: &str) -> Option<Answer> {
    let (_, source) = ask.catalogue.source(id)?;
    let (from, to, changes) = page::difference(ask, source)?;
    Some(match changes {
        Ok(changes) => Answer::json(&json!({ "from": from, "to": to, "changes": &*changes })),
        Err(words) => problem(ask, MAKING, &words, &[]),
    })
}
