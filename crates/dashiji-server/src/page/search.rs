//! Search: what a query finds, with counts to narrow it by and the found words lit; the same as feeds.

use super::{Ask, Item, Pager, Shell, page};
use crate::answer::Answer;
use crate::citation;
use crate::markup::Markup;
use crate::seek::{Fault, Found, Order, Search};
use crate::snapshot::Leaf;
use crate::words::Words;
use askama::Template;
use dashiji::text::Span;
use std::collections::BTreeMap;

struct Result {
    link: String,
    title: Markup,
    day: String,
    kind: String,
    source: String,
    snippet: Markup,
}

struct Facet {
    title: String,
    values: Vec<Item>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    s: Shell,
    w: Words,
    asked: bool,
    making: String,
    fault: String,
    fault_before: String,
    fault_at: String,
    fault_after: String,
    total: usize,
    results: Vec<Result>,
    facets: Vec<Facet>,
    orders: Vec<Item>,
    atom: String,
    json_feed: String,
    csv: String,
    names: Vec<Item>,
    pager: Pager,
}

/// Hits on one page.
const SIZE: usize = 20;

/// The search an address means.
pub fn wanted(ask: &Ask<'_>, skip: usize, take: usize) -> Search {
    let order = match ask.get("sort") {
        Some("oldest") => Order::Oldest,
        Some("newest") => Order::Newest,
        _ => Order::Weight,
    };
    Search {
        query: ask.get("q").unwrap_or_default().chars().take(500).collect(),
        skip,
        take,
        order,
        facets: true,
    }
}

pub(super) fn search(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let query: String = ask.get("q").unwrap_or_default().chars().take(500).collect();
    let at = ask.number("page").unwrap_or(1).clamp(1, 500);
    let searched = if query.is_empty() {
        Ok(Found::default())
    } else {
        ask.snapshot.search(&wanted(ask, (at - 1) * SIZE, SIZE), w)
    };
    let (mut fault, mut making) = ((String::new(), None), String::new());
    let found = match searched {
        Ok(found) => found,
        Err(Fault::Query { message, at }) => {
            fault = (message, Some(at));
            Found::default()
        }
        Err(Fault::Slow) => {
            fault.0 = w.say("search-slow");
            Found::default()
        }
        Err(Fault::Making(far)) => {
            ask.passing.set(true);
            making = w.far("making-index", far);
            Found::default()
        }
        Err(Fault::Broken(message)) => {
            fault.0 = message;
            Found::default()
        }
    };
    let ids: Vec<&str> = found.hits.iter().map(|h| h.id.as_str()).collect();
    let leaves = ask.snapshot.leaves(&ids);
    let results = found
        .hits
        .iter()
        .filter_map(|hit| {
            let leaf = leaves.iter().find(|l| l.record.id == hit.id)?;
            Some(result(ask, leaf, &hit.lit))
        })
        .collect();
    let facets = found
        .facets
        .iter()
        .filter(|f| f.values.len() > 1 || !f.values.is_empty())
        .map(|facet| Facet {
            title: w.named("facet", facet.field),
            values: facet
                .values
                .iter()
                .take(10)
                .map(|(value, name, count)| {
                    let field = match facet.field {
                        "province" | "prefecture" | "county" => "where",
                        "year" | "month" => "when",
                        other => other,
                    };
                    let narrowed = format!("{query} {field}:{}", term(value));
                    Item {
                        name: match facet.field {
                            "type" | "part" => w.named(facet.field, name),
                            _ => name.clone(),
                        },
                        link: ask.with(&[("q", Some(&narrowed)), ("page", None)]),
                        count: *count,
                        ..Item::default()
                    }
                })
                .collect(),
        })
        .collect();
    let split = fault.1.map(|at| {
        let chars: Vec<char> = query.chars().collect();
        let at = at.min(chars.len());
        let text = |range: &[char]| range.iter().collect::<String>();
        (
            text(&chars[..at]),
            text(&chars[at..chars.len().min(at + 1)]),
            text(&chars[chars.len().min(at + 1)..]),
        )
    });
    let (before, middle, after) = split.unwrap_or_default();
    let pager = ask.pager(found.total.min(500 * SIZE), SIZE);
    let title = if query.is_empty() { w.say("nav-search") } else { w.with("search-title", "query", &query) };
    let chosen = ask.get("sort").unwrap_or("weight");
    let mut shell = ask.shell("search", &title);
    shell.query.clone_from(&query);
    let status = if fault.0.is_empty() { 200 } else { 400 };
    let names = if query.is_empty() { Vec::new() } else { crate::api::suggestions(ask, &query, 6) };
    let feed = |path: &str| format!("{path}{}", ask.with(&[("page", None)]).trim_start_matches("/search"));
    let mut answer = page(&Page {
        s: shell,
        w,
        asked: !query.is_empty(),
        making,
        fault: fault.0,
        fault_before: before,
        fault_at: middle,
        fault_after: after,
        total: found.total,
        results,
        facets,
        orders: ["weight", "newest", "oldest"]
            .into_iter()
            .map(|o| Item {
                name: w.named("sort", o),
                link: ask.with(&[("sort", (o != "weight").then_some(o)), ("page", None)]),
                chosen: o == chosen,
                ..Item::default()
            })
            .collect(),
        atom: feed("/feed.atom"),
        json_feed: feed("/feed.json"),
        csv: format!("/api{}", ask.with(&[("format", Some("csv")), ("page", None)])),
        names,
        pager,
    });
    answer.status = status;
    answer
}

/// A value as the query language takes it.
fn term(value: &str) -> String {
    if value.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('"', ""))
    }
}

fn result(ask: &Ask<'_>, leaf: &Leaf, lit: &[Span]) -> Result {
    let record = &leaf.record;
    let key = dashiji::collate::Key::of(record);
    let entry = ask.catalogue.entry(&key);
    let row = entry.map(|e| ask.row(e)).unwrap_or_default();
    let title = if let Some(headline) = &record.headline {
        lighted(leaf, headline.start, headline.end, lit)
    } else {
        let mut title = Markup::new();
        title.text(&row.title);
        title
    };
    let body = record.headline.as_ref().map_or(record.span.start, |h| h.end);
    // Around the first found character of the body.
    let first = lit.iter().find(|s| s.start >= body).map_or(body, |s| s.start);
    let from = first.saturating_sub(30).max(body);
    let to = (from + 130).min(record.span.end);
    let mut snippet = Markup::new();
    if from > body {
        snippet.raw("…");
    }
    snippet.add(&lighted(leaf, from, to, lit));
    if to < record.span.end {
        snippet.raw("…");
    }
    let link = lit
        .iter()
        .find(|s| s.start >= body)
        .or(lit.first())
        .and_then(|s| ask.quote_link(&key, s.start, s.end))
        .unwrap_or(row.link);
    Result { link, title, day: row.day, kind: row.kind, source: row.source, snippet }
}

/// Characters with some of them lit.
fn lighted(leaf: &Leaf, from: u32, to: u32, lit: &[Span]) -> Markup {
    let mut out = Markup::new();
    let mut at = from;
    for span in lit.iter().filter(|s| s.start < to && s.end > from) {
        let (a, b) = (span.start.clamp(at, to), span.end.clamp(at, to));
        if a >= b {
            continue;
        }
        out.text(&leaf.slice(at, a).replace(['\n', '\r', '\u{3000}'], " "));
        out.raw("<mark>").text(leaf.slice(a, b)).raw("</mark>");
        at = b;
    }
    out.text(&leaf.slice(at, to).replace(['\n', '\r', '\u{3000}'], " "));
    out
}

/// The newest hits of a search; without a search what came into the base last, the latest document first.
fn newest(ask: &Ask<'_>) -> std::result::Result<Vec<Leaf>, Fault> {
    let mut search = wanted(ask, 0, FED);
    search.order = Order::Newest;
    search.facets = false;
    if search.query.is_empty() {
        let catalogue = &ask.catalogue;
        let mut sources: Vec<&crate::catalogue::Source> = catalogue.sources.iter().collect();
        sources.sort_by_key(|source| std::cmp::Reverse(source.document));
        let latest = sources.into_iter().flat_map(|source| source.entries.iter().rev().copied());
        return Ok(ask.leaves(&latest.take(FED).collect::<Vec<u32>>()));
    }
    search.take = SEARCHED;
    let found = ask.snapshot.search(&search, ask.words)?;
    let mut hits: Vec<(std::cmp::Reverse<dashiji_store::DocumentId>, &str)> = found
        .hits
        .iter()
        .filter_map(|hit| {
            let entry = ask.catalogue.entries(&hit.id).first()?;
            let source = ask.catalogue.heads[*entry as usize].source;
            Some((std::cmp::Reverse(ask.catalogue.sources[source as usize].document), hit.id.as_str()))
        })
        .collect();
    hits.sort_by_key(|(document, _)| *document);
    let ids: Vec<&str> = hits.into_iter().take(FED).map(|(_, id)| id).collect();
    Ok(ask.snapshot.leaves(&ids))
}

/// Entries of a feed.
const FED: usize = 30;

/// Hits among which a feed looks for those that came in last.
const SEARCHED: usize = 500;

/// When each of some entries came in, as a feed says it (RFC 3339): what a feed tells of is the base, so that an entry on 221 BC that
/// was put in today is of today.
fn stamps(ask: &Ask<'_>, leaves: &[Leaf]) -> Vec<String> {
    let mut known: BTreeMap<u32, String> = BTreeMap::new();
    let mut of = |leaf: &Leaf| -> Option<String> {
        let entry = ask.catalogue.entry(&dashiji::collate::Key::of(&leaf.record))?;
        let source = ask.catalogue.heads[entry as usize].source;
        let stamp = known.entry(source).or_insert_with(|| {
            let versions = ask.snapshot.versions(ask.catalogue.sources[source as usize].document);
            versions.last().map(|version| version.recorded_at.clone()).unwrap_or_default()
        });
        Some(stamp.clone()).filter(|stamp| !stamp.is_empty())
    };
    leaves.iter().map(|leaf| of(leaf).unwrap_or_else(|| NEVER.to_owned())).collect()
}

/// When an entry came in that the base does not tell of: a feed must say something.
const NEVER: &str = "0001-01-01T00:00:00Z";

/// A search kept as an Atom feed (RFC 4287).
pub(super) fn atom(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let leaves = match newest(ask) {
        Ok(leaves) => leaves,
        Err(fault) => return crate::api::refused(ask, &fault),
    };
    let query = ask.get("q").unwrap_or_default();
    let here = format!("{}{}", ask.origin, ask.with(&[]));
    let title = if query.is_empty() { w.say("feed-title") } else { w.with("search-title", "query", query) };
    let stamps = stamps(ask, &leaves);
    let updated = stamps.iter().max().map_or(NEVER, String::as_str);
    let mut out = Markup::new();
    out.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    out.attribute("xml:lang", w.tag())
        .raw("><title>")
        .text(&title)
        .raw("</title><id>")
        .text(&here)
        .raw("</id><link rel=\"self\"");
    out.attribute("href", &here)
        .raw("/><link")
        .attribute("href", &here.replace("/feed.atom", "/search"))
        .raw("/><updated>");
    out.text(updated).raw("</updated><author><name>").text(ask.name()).raw("</name></author>\n");
    for (leaf, stamp) in leaves.iter().zip(&stamps) {
        let (title, link) = told(ask, leaf);
        out.raw("<entry><title>")
            .text(&title)
            .raw("</title><id>")
            .text(&link)
            .raw("</id><link")
            .attribute("href", &link);
        out.raw("/><updated>").text(stamp).raw("</updated><summary>");
        out.text(&leaf.text.chars().take(200).collect::<String>()).raw("</summary></entry>\n");
    }
    out.raw("</feed>\n");
    Answer {
        status: 200,
        kind: "application/atom+xml; charset=utf-8",
        body: out.to_string(),
        ..Answer::default()
    }
}

fn told(ask: &Ask<'_>, leaf: &Leaf) -> (String, String) {
    let row =
        ask.catalogue.entry(&dashiji::collate::Key::of(&leaf.record)).map(|e| ask.row(e)).unwrap_or_default();
    let title = if row.day.is_empty() { row.title } else { format!("{} {}", row.day, row.title) };
    (title, format!("{}{}", ask.origin, row.link))
}

/// A search kept as a JSON feed (version 1.1).
pub(super) fn json_feed(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let leaves = match newest(ask) {
        Ok(leaves) => leaves,
        Err(fault) => return crate::api::refused(ask, &fault),
    };
    let query = ask.get("q").unwrap_or_default();
    let here = format!("{}{}", ask.origin, ask.with(&[]));
    let items: Vec<serde_json::Value> = leaves
        .iter()
        .zip(stamps(ask, &leaves))
        .map(|(leaf, stamp)| {
            let (title, link) = told(ask, leaf);
            serde_json::json!({
                "id": link, "url": link, "title": title, "content_text": &*leaf.text,
                "date_published": stamp, "summary": citation::gbt7714(&leaf.record),
            })
        })
        .collect();
    let mut answer = Answer::json(&serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": if query.is_empty() { w.say("feed-title") } else { w.with("search-title", "query", query) },
        "home_page_url": here.replace("/feed.json", "/search"),
        "feed_url": here,
        "language": w.tag(),
        "items": items,
    }));
    answer.kind = "application/feed+json";
    answer
}
