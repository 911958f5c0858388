//! One entry: its text with the facts marked, the facts beside it, who was there, what came before and after, how to cite it.

use super::findings::Shown;
use super::{Ask, Item, Row, Shell, page};
use crate::act::form::Form;
use crate::answer::Answer;
use crate::citation;
use crate::gloss;
use crate::marked::{self, Fact};
use crate::markup::{Markup, address};
use crate::snapshot::Leaf;
use crate::words::Words;
use askama::Template;
use dashiji::check;
use dashiji::collate::Key;
use dashiji::fact::{Field, Record};
use dashiji::text::Span;
use dashiji_publish::doubt;

/// A line of the facts beside the text.
pub struct Line {
    /// Numbers of facts it lights, divided by spaces.
    pub lights: String,
    /// class of what it is.
    pub kind: &'static str,
    /// The words.
    pub name: String,
    /// The same for those who read no Chinese.
    pub gloss: String,
    /// Page behind it.
    pub link: String,
    /// First character, for readers without script.
    pub at: String,
    /// Further words.
    pub note: String,
    /// What is in doubt about it, in words.
    pub doubt: String,
    /// Offices of a person, with their ground.
    pub offices: Vec<(String, String)>,
    /// The form by which it is put right, for who may write.
    pub form: Option<Form>,
}

struct Group {
    title: String,
    lines: Vec<Line>,
}

struct Event {
    title: String,
    when: String,
    people: Vec<(String, String, String)>,
    places: Vec<(String, String, String)>,
    organizers: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "entry.html")]
struct Entry {
    s: Shell,
    w: Words,
    heading: String,
    headed: bool,
    day: String,
    kind: String,
    kind_doubt: String,
    place_in: String,
    source: Item,
    text: Markup,
    groups: Vec<Group>,
    events: Vec<Event>,
    programme: Vec<(String, Vec<Row>)>,
    elsewhere: Vec<Row>,
    beside: Vec<Item>,
    findings: Vec<Shown>,
    id: String,
    own: Vec<(String, Form)>,
    checking: bool,
    rulings: Vec<super::records::Line>,
    gbt: String,
    bibtex: String,
    permalink: String,
    json: String,
    annotations: String,
    before: Option<Row>,
    after: Option<Row>,
    modes: Vec<(String, Vec<(String, String)>)>,
}

/// The entry an address means: by id, and by document where two have it.
pub fn find(ask: &Ask<'_>, id: &str) -> Option<u32> {
    let entries = ask.catalogue.entries(id);
    let wanted = ask.get("in");
    entries
        .iter()
        .copied()
        .find(|&e| {
            wanted.is_none_or(|w| {
                *ask.catalogue.sources[ask.catalogue.heads[e as usize].source as usize].id == *w
            })
        })
        .or(entries.first().copied())
}

/// The range that an address quotes.
pub fn quoted(ask: &Ask<'_>) -> Option<(u32, u32)> {
    let (start, end) = ask.get("quote")?.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start < end).then_some((start, end))
}

pub(super) fn entry(ask: &Ask<'_>, id: &str) -> Answer {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let Some(at) = find(ask, id) else { return former(ask, id) };
    let key = catalogue.key(at);
    let Some(mut leaf) = ask.leaves(&[at]).pop() else {
        return ask.missing();
    };
    leaf.record = std::sync::Arc::new(ask.snapshot.carried(&leaf.record));
    let record = &*leaf.record;
    let head = &catalogue.heads[at as usize];
    let source = &catalogue.sources[head.source as usize];
    let facts = marked::facts(record, w);
    let quote = quoted(ask);
    let link = ask.entry_link(at);
    let neighbour = |step: i64| -> Option<Row> {
        let number = |e: &u32| catalogue.heads[*e as usize].number;
        let place = source.entries.binary_search_by_key(&head.number, number).ok()? as i64 + step;
        source.entries.get(usize::try_from(place).ok()?).map(|&e| ask.row(e))
    };
    let day = record.date.as_ref().map(|d| w.edtf(&d.edtf)).unwrap_or_default();
    let place_in = w.count("entry-number", &(record.number as usize));
    // An entry without a headline is called by its day and number, and by nothing that the text does not have.
    let heading = match &record.headline {
        Some(headline) => headline.text.trim().to_owned(),
        None if day.is_empty() => place_in.clone(),
        None => format!("{day} {place_in}"),
    };
    let permalink = format!("{}{link}", ask.origin);
    let elsewhere = ask.twins(at);
    let found = findings(ask, &key, record);
    let page_of = Entry {
        s: ask.shell("sources", &heading),
        w,
        day: if head.headed { dated(head, &day, w) } else { String::new() },
        headed: head.headed,
        kind: record.kind.map(|kind| w.word("type", &kind)).unwrap_or_default(),
        kind_doubt: record
            .type_doubt
            .as_ref()
            .map(|doubt| doubt::said(Field::Type, doubt, w.messages()))
            .unwrap_or_default(),
        place_in,
        source: Item {
            name: citation::name(&source.record, w),
            link: address("source", &source.id),
            ..Item::default()
        },
        text: marked::mark(&leaf, &facts, quote),
        groups: groups(ask, record, &facts),
        events: events(record, w),
        programme: programme(ask, &key),
        elsewhere: ask.rows(&elsewhere),
        beside: beside(ask, at, &elsewhere),
        checking: found.is_none(),
        findings: found.unwrap_or_default(),
        id: head.id.to_string(),
        own: vec![
            (w.say("mend-type"), Form::of_type(record, w)),
            (w.say("mend-date"), Form::of_date(record, w)),
        ],
        rulings: super::records::of_entry(ask, &leaf),
        gbt: cited(record, &leaf, quote, &permalink),
        bibtex: citation::bibtex(record, &permalink),
        permalink,
        json: format!("/api/entries{}", link.trim_start_matches("/entry")),
        annotations: format!("/api/annotations{}", link.trim_start_matches("/entry")),
        before: neighbour(-1),
        after: neighbour(1),
        modes: modes(&leaf, w),
        heading,
    };
    page(&page_of)
}

#[derive(Template)]
#[template(path = "former.html")]
struct FormerPage {
    s: Shell,
    w: Words,
    text: Markup,
    source: Item,
    version: String,
    diff: String,
    instead: Option<Row>,
}

/// An entry that the current version does not have any more: as it was last, and what its words stand in now.
fn former(ask: &Ask<'_>, id: &str) -> Answer {
    let w = ask.words;
    let Some(former) = ask.snapshot.former(id) else { return ask.missing() };
    let document = former.version.document();
    let Some(source) = ask.catalogue.document(document) else { return ask.missing() };
    let instead = former.instead.and_then(|id| ask.catalogue.entries(&id.to_string()).first().copied());
    let last = former.version.version;
    let mut text = Markup::new();
    text.text(former.leaf.text.trim());
    page(&FormerPage {
        s: ask.shell("sources", &w.say("former-title")),
        w,
        text,
        source: Item {
            name: citation::name(&source.record, w),
            link: address("source", &source.id),
            ..Item::default()
        },
        version: w.with("former-lead", "n", &last.to_string()),
        diff: format!("{}/diff?from={last}&to={}", address("source", &source.id), last + 1),
        instead: instead.map(|entry| ask.row(entry)),
    })
}

/// Where this entry and others that tell the same are compared.
fn beside(ask: &Ask<'_>, at: u32, others: &[u32]) -> Vec<Item> {
    let id = |entry: u32| crate::markup::encoded(&ask.catalogue.heads[entry as usize].id);
    let shown = others.iter().filter(|&&other| id(other) != id(at)).take(3);
    shown
        .map(|&other| Item {
            name: ask.words.with("compare-with-entry", "entry", &ask.row(other).source),
            link: format!("/compare?one={}&other={}", id(at), id(other)),
            ..Item::default()
        })
        .collect()
}

/// The citation of an entry, with the sentence that the address quotes, and the address here where its document has none.
fn cited(record: &Record, leaf: &Leaf, quote: Option<(u32, u32)>, permalink: &str) -> String {
    let mut told = citation::gbt7714(record);
    if let Some((start, end)) = quote {
        let words = leaf.slice(start, end).trim();
        if !words.is_empty() && words.chars().count() <= 300 {
            told = format!("{told} “{words}”.");
        }
    }
    if record.document.url.is_none() {
        told = format!("{told} {permalink}.");
    }
    told
}

/// The date of an entry, with the weekday where it is one day.
fn dated(head: &crate::catalogue::Head, date: &str, w: Words) -> String {
    let one = head.from != crate::day::NONE && head.from == head.to;
    if one { w.weekday_date(head.from) } else { date.to_owned() }
}

fn line(fact: &Fact, w: Words) -> Line {
    Line {
        gloss: match fact.kind {
            "person" => gloss::person(w, &fact.name),
            "place" => gloss::place(w, &fact.name),
            "body" => gloss::body(w, &fact.name),
            _ => String::new(),
        },
        lights: fact.number.to_string(),
        kind: fact.kind,
        name: fact.name.clone(),
        link: fact.link.clone().unwrap_or_default(),
        at: fact.spans.iter().map(|s| s.0).min().map(|at| format!("#c{at}")).unwrap_or_default(),
        note: if fact.kind == "place" {
            format!("{} {}", fact.note, fact.exact).trim().to_owned()
        } else {
            fact.note.clone()
        },
        doubt: fact.doubt.clone(),
        offices: Vec::new(),
        form: None,
    }
}

fn groups(ask: &Ask<'_>, record: &Record, facts: &[Fact]) -> Vec<Group> {
    let w = ask.words;
    let form = |fact: &Fact| ask.writer.and_then(|_| Form::of(fact, record, w));
    let line = |fact: &Fact| Line { form: form(fact), ..line(fact, w) };
    let mut groups = Vec::new();
    let mut people: Vec<Line> = Vec::new();
    for fact in facts.iter().filter(|f| f.kind == "person") {
        let mut line = line(fact);
        let own = facts.iter().filter(|f| f.of == Some(fact.number));
        for other in own {
            line.lights.push(' ');
            line.lights.push_str(&other.number.to_string());
            if other.kind == "office" {
                line.offices.push((other.name.clone(), other.note.clone()));
            }
        }
        people.push(line);
    }
    groups.push(Group { title: w.say("row-people"), lines: people });
    for (group, key) in [
        ("times", "row-times"),
        ("places", "row-places"),
        ("bodies", "row-orgs"),
        ("papers", "row-documents"),
        ("figures", "row-quantities"),
    ] {
        let lines = facts.iter().filter(|f| f.group == group).map(line).collect();
        groups.push(Group { title: w.say(key), lines });
    }
    groups.retain(|g| !g.lines.is_empty());
    groups
}

fn events(record: &Record, w: Words) -> Vec<Event> {
    let keys = dashiji::collate::place::keys(record);
    record
        .events
        .iter()
        .enumerate()
        .map(|(k, event)| Event {
            title: match &event.kind {
                Some(kind) => w.word("type", kind),
                None => w.count("event", &(k + 1)),
            },
            when: event
                .date
                .as_ref()
                .map(|d| {
                    let part = d.part_of_day.as_ref().map_or(String::new(), |p| format!(" {p}"));
                    format!("{}{part}", w.edtf(&d.edtf))
                })
                .unwrap_or_default(),
            people: event
                .people
                .iter()
                .filter_map(|p| {
                    let person = record.people.get(p.person)?;
                    let parts: Vec<String> = p.parts.iter().map(|part| w.word("part", part)).collect();
                    Some((
                        person.name.clone(),
                        address("person", person.known_as()),
                        parts.join(&w.say("list-and")),
                    ))
                })
                .collect(),
            places: event
                .places
                .iter()
                .filter_map(|p| {
                    let place = record.places.get(p.place)?;
                    let link = address("place", keys.get(p.place).unwrap_or(&place.name));
                    Some((place.name.clone(), link, w.word("role", &p.role)))
                })
                .collect(),
            organizers: event
                .organizers
                .iter()
                .filter_map(|&k| {
                    let body = record.organizers.get(k)?;
                    let name = body.name.as_deref().unwrap_or(&body.text);
                    Some((name.to_owned(), w.word("organizer", &body.role)))
                })
                .collect(),
        })
        .collect()
}

/// Sentences that were not done but said: planned, urged, conveyed, reported.
fn modes(leaf: &Leaf, w: Words) -> Vec<(String, Vec<(String, String)>)> {
    use dashiji::fact::Mode;
    [Mode::Urged, Mode::Planned, Mode::Conveyed, Mode::Reported]
        .into_iter()
        .filter_map(|mode| {
            let said: Vec<(String, String)> = leaf
                .record
                .statements
                .iter()
                .filter(|s| s.mode == mode)
                .map(|s| {
                    let who = s.person.and_then(|p| leaf.record.people.get(p)).map(|p| p.name.clone());
                    (who.unwrap_or_default(), leaf.slice(s.start, s.end).trim().to_owned())
                })
                .collect();
            (!said.is_empty()).then(|| (w.word("mode", &mode), said))
        })
        .collect()
}

/// The lines before and after this entry in the series it belongs to.
fn programme(ask: &Ask<'_>, key: &Key) -> Vec<(String, Vec<Row>)> {
    let Ok(series) = ask.series() else { return Vec::new() };
    let mut told = Vec::new();
    for (_, ledger, at) in series.of(key) {
        let mut rows: Vec<Row> = Vec::new();
        for line in &ledger.lines[at.saturating_sub(3)..ledger.lines.len().min(at + 4)] {
            let figure = line.increment.as_ref().or(line.total.as_ref());
            let other = line.cites.first().map(|c| Key { document: c.document.clone(), number: c.number });
            if let Some(entry) =
                other.filter(|other| other != key).and_then(|other| ask.catalogue.entry(&other))
            {
                let mut row = ask.row(entry);
                row.note = figure.map(|f| f.cite.text.clone()).unwrap_or_default();
                rows.push(row);
            }
        }
        if !rows.is_empty() {
            told.push((ledger.name.clone(), rows));
        }
        if told.len() >= 4 {
            break;
        }
    }
    told
}

/// What is found in this entry; `None` while the base is still being checked.
fn findings(ask: &Ask<'_>, key: &Key, record: &Record) -> Option<Vec<Shown>> {
    let findings = ask.findings().ok()?;
    let here = |f: &check::Finding| {
        f.spans.first().is_some_and(|s| record.span.contains(Span { start: s.start, end: s.end }))
    };
    let own: Vec<usize> =
        findings.of(&key.document).filter(|(_, f)| here(f)).map(|(at, _)| at).take(40).collect();
    let found = own.into_iter().filter_map(|at| findings.get(at, ask.words.check()));
    Some(found.map(|finding| Shown::of(ask, &finding)).collect())
}
