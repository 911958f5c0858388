//! Search: what a query finds, with counts to narrow it by and the found words lit; the same as feeds.

use super::card::{self, Card};
use super::{Ask, Item, Pager, Shell, page};
use crate::answer::Answer;
use crate::list::suggest::{self, Register, Suggestion};
use crate::markup::{Markup, address, encoded};
use crate::question::{self, Asked};
use crate::seek::{Fault, Found, Order, Search};
use crate::snapshot::{Leaf, Series};
use crate::words::Words;
use askama::Template;
use dashiji::text::Span;
use dashiji_store::DocumentId;

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
    ics: String,
    csv: String,
    seen: Vec<(String, String)>,
    names: Vec<Item>,
    card: Option<Card>,
    understood: String,
    sought: String,
    literal: String,
    dropped: Vec<Item>,
    nearest: Vec<Item>,
    examples: Vec<Item>,
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
    let series = ask.series().ok();
    let (mut asked, answer) = question::answered(&ask.snapshot, series.as_deref(), &query, w).unzip();
    let card = asked
        .as_ref()
        .zip(answer.flatten())
        .and_then(|(asked, answer)| card::card(ask, asked, &answer, series.as_deref()));
    let literal = wanted(ask, (at - 1) * SIZE, SIZE);
    let mut searched = match &asked {
        _ if query.is_empty() => Ok(Found::default()),
        Some(asked) => ask.snapshot.search(&Search { query: asked.query(), ..literal.clone() }, w),
        None => ask.snapshot.search(&literal, w),
    };
    // Where nothing answers what was understood, the words themselves may.
    if asked.is_some() && searched.as_ref().is_ok_and(|found| found.total == 0) {
        let plain = ask.snapshot.search(&literal, w);
        if plain.as_ref().is_ok_and(|found| found.total > 0) {
            searched = plain;
            asked = None;
        }
    }
    let (mut fault, mut making, mut status) = ((String::new(), None), String::new(), 200);
    let found = match searched {
        Ok(found) => found,
        Err(Fault::Query { message, at }) => {
            fault = (message, Some(at));
            status = 400;
            Found::default()
        }
        Err(Fault::Slow) => {
            fault.0 = w.say("search-slow");
            status = 503;
            Found::default()
        }
        Err(Fault::Making(far)) => {
            ask.passing.set(true);
            status = 202;
            making = far.told("making-index", w);
            Found::default()
        }
        Err(Fault::Damaged(message) | Fault::Broken(message)) => {
            fault.0 = message;
            status = 500;
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
                    let sought = asked.as_ref().map_or_else(|| query.clone(), Asked::query);
                    let narrowed = format!("{sought} {field}:{}", question::term(value));
                    Item {
                        name: said(ask, facet.field, name),
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
    let names = if query.is_empty() { Vec::new() } else { suggestions(ask, &query, 6) };
    let nothing = fault.0.is_empty() && making.is_empty() && !query.is_empty() && found.total == 0;
    let (dropped, nearest) =
        if nothing { (without_one(ask, &query), near(ask, &query)) } else { Default::default() };
    let followed = asked.as_ref().map_or_else(|| query.clone(), Asked::query);
    let feed = |path: &str| format!("{path}{}", ask.with(&[("page", None)]).trim_start_matches("/search"));
    let mut answer = page(&Page {
        s: shell,
        w,
        seen: seen(&query, w),
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
        ics: format!("/calendar.ics?q={}", encoded(&followed)),
        csv: format!("/api{}", ask.with(&[("format", Some("csv")), ("page", None)])),
        names,
        understood: asked.as_ref().map(|asked| card::understood(asked, w)).unwrap_or_default(),
        sought: asked.as_ref().map(Asked::query).unwrap_or_default(),
        literal: format!("/search?q={}", crate::markup::encoded(&format!("\"{}\"", query.replace('"', "")))),
        card,
        dropped,
        nearest,
        examples: if nothing || query.is_empty() { examples(ask) } else { Vec::new() },
        pager,
    });
    answer.status = status;
    answer
}

/// A value of a facet in words: a month, a source by its name.
fn said(ask: &Ask<'_>, field: &str, name: &str) -> String {
    let w = ask.words;
    match field {
        "type" | "part" => w.named(field, name),
        "year" | "month" => w.edtf(name),
        _ => match name.parse().ok().and_then(|id: DocumentId| ask.catalogue.document(id)) {
            Some(source) => crate::citation::name(&source.record, w),
            None => name.to_owned(),
        },
    }
}

/// Names that some words may mean, with the pages about them.
pub fn suggestions(ask: &Ask<'_>, words: &str, most: usize) -> Vec<Item> {
    let series = ask.series().ok();
    let found = suggest::suggest(&ask.catalogue, series.as_deref(), words, most);
    found.iter().map(|suggestion| item(ask, series.as_deref(), suggestion)).collect()
}

fn item(ask: &Ask<'_>, series: Option<&Series>, suggestion: &Suggestion) -> Item {
    let (link, kind) = match suggestion.register {
        Register::People => (address("person", &suggestion.key), "nav-people"),
        Register::Places => (address("place", &suggestion.key), "nav-places"),
        Register::Organizations => (address("organization", &suggestion.key), "nav-organizations"),
        Register::Documents => (address("document", &suggestion.key), "nav-documents"),
        Register::Offices => (format!("/offices?name={}", encoded(&suggestion.key)), "nav-offices"),
        Register::Measures => {
            (format!("/search?q={}", encoded(&format!("measure:{}", suggestion.key))), "facet-measure")
        }
        Register::Ledgers(at) => {
            (series.map_or_else(String::new, |series| super::ledgers::link(series, at)), "nav-ledgers")
        }
    };
    let name = suggestion.name.clone();
    Item { name, link, count: suggestion.count, note: ask.words.say(kind), chosen: false }
}

/// What is found when one of several terms is left out, most first.
fn without_one(ask: &Ask<'_>, query: &str) -> Vec<Item> {
    let terms: Vec<&str> = query.split_whitespace().collect();
    if !(2..=6).contains(&terms.len()) || query.contains(['"', '(', '（']) {
        return Vec::new();
    }
    let mut found: Vec<Item> = Vec::new();
    for left_out in 0..terms.len() {
        let rest: Vec<&str> =
            terms.iter().enumerate().filter(|(k, _)| *k != left_out).map(|(_, term)| *term).collect();
        let rest = rest.join(" ");
        let wanted = Search { query: rest.clone(), take: 0, ..Search::default() };
        let Ok(got) = ask.snapshot.search(&wanted, ask.words) else { continue };
        if got.total > 0 {
            found.push(Item {
                name: ask.words.with("search-without", "term", terms[left_out]),
                link: ask.with(&[("q", Some(&rest)), ("page", None)]),
                count: got.total,
                ..Item::default()
            });
        }
    }
    found.sort_by_key(|item| std::cmp::Reverse(item.count));
    found
}

/// Names written nearly like the words of a query.
fn near(ask: &Ask<'_>, query: &str) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    for term in query.split_whitespace().take(6) {
        let words = term.rsplit([':', '：']).next().unwrap_or(term).trim_matches(['"', '“', '”', '？', '?']);
        for suggestion in suggest::nearest(&ask.catalogue, words, 6) {
            let item = item(ask, None, &suggestion);
            if !found.iter().any(|known| known.link == item.link) {
                found.push(item);
            }
        }
    }
    found.truncate(10);
    found
}

/// Questions that this base can answer: where its people were, who held its offices, what its ledgers come to.
pub fn examples(ask: &Ask<'_>) -> Vec<Item> {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let mut questions: Vec<String> = Vec::new();
    // The one who was seen most, on the last day on which a place is told, and the office they held.
    let person = catalogue.people.heaviest().next();
    let told = person.map(|name| ask.snapshot.people(&name.name)).unwrap_or_default();
    let stop = told
        .iter()
        .flat_map(|person| &person.itinerary)
        .rfind(|stop| !stop.places.is_empty() && stop.from == stop.to);
    if let (Some(name), Some(stop)) = (person, stop) {
        let values = [("name", name.name.to_string().into()), ("day", w.edtf(&stop.from).into())];
        questions.push(w.tell("example-where", &values));
    }
    let own = told.iter().flat_map(|person| &person.offices).next().map(|office| office.title.clone());
    let own = own.filter(|title| catalogue.offices.iter().any(|office| question::is_called(office, title)));
    let seen = || {
        let first = catalogue.offices_by_weight.first().and_then(|&k| catalogue.offices.get(k as usize));
        first.map(|office| office.post.to_string())
    };
    questions.extend(own.or_else(seen).map(|office| w.with("example-who", "office", &office)));
    if let Ok(series) = ask.series()
        && let Some(ledger) =
            series.list.iter().max_by_key(|ledger| (ledger.lines.len(), ledger.balance.equations.len()))
    {
        questions.push(w.with("example-much", "ledger", &ledger.title()));
    }
    questions
        .into_iter()
        .map(|question| Item {
            link: format!("/search?q={}", encoded(&question)),
            name: question,
            ..Item::default()
        })
        .collect()
}

/// The answer to a question in a sentence; nothing where it is not understood or nothing is told of it.
pub fn answer_to(ask: &Ask<'_>, typed: &str) -> Option<(Asked, Card)> {
    let series = ask.series().ok();
    let (asked, answer) = question::answered(&ask.snapshot, series.as_deref(), typed, ask.words)?;
    let card = card::card(ask, &asked, &answer?, series.as_deref())?;
    Some((asked, card))
}

/// The same for programs.
pub fn answered(ask: &Ask<'_>, typed: &str) -> serde_json::Value {
    let Some((asked, card)) = answer_to(ask, typed) else {
        return serde_json::json!({ "question": typed, "query": null, "answer": null, "lines": [] });
    };
    let cites = |items: &[Item]| -> Vec<serde_json::Value> {
        items
            .iter()
            .map(|item| serde_json::json!({"name": item.name, "link": item.link, "note": item.note}))
            .collect()
    };
    let lines: Vec<serde_json::Value> = card
        .lines
        .iter()
        .map(|line| {
            serde_json::json!({"when": line.when, "name": line.name, "note": line.note, "cites": cites(&line.cites)})
        })
        .collect();
    serde_json::json!({
        "question": typed, "query": asked.query(), "answer": card.title, "lines": lines, "hint": card.hint,
        "link": card.more.map(|item| item.link),
    })
}

/// The same entries as a line, a map, a net and as files.
fn seen(query: &str, w: Words) -> Vec<(String, String)> {
    let query = crate::markup::encoded(query);
    let shown =
        ["timeline", "map", "network"].map(|name| (w.named("nav", name), format!("/{name}?q={query}")));
    let files = crate::download::FORMS.map(|form| {
        (w.say(&format!("download-{form}")), format!("/download/search/entries.{form}?q={query}"))
    });
    shown.into_iter().chain(files).collect()
}

fn result(ask: &Ask<'_>, leaf: &Leaf, lit: &[Span]) -> Result {
    let record = &leaf.record;
    let key = dashiji::collate::Key::of(record);
    let entry = ask.catalogue.entry(&key);
    let row = entry.map(|e| ask.row(e)).unwrap_or_default();
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
    // What has no headline is shown by its words, once.
    let title = match &record.headline {
        Some(headline) => lighted(leaf, headline.start, headline.end, lit),
        None => std::mem::take(&mut snippet),
    };
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
