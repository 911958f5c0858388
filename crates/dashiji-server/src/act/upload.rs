//! A file that comes in: read and shown first, then kept.
//!
//! In goes what a form sent, a file of Word, Excel, text or HTML, or words that were pasted; it lies in the [`Tray`](super::Tray) as it
//! would be read, with its entries, findings and doubts on a page, until it is kept. A program keeps a file at once.

use super::Done;
use super::fields::Fields;
use super::tray::Sent;
use crate::answer::Answer;
use crate::markup::{Markup, address};
use crate::page::{Ask, Item, Shell, page};
use crate::room::Room;
use crate::words::Words;
use askama::Template;
use dashiji::document::Given;
use dashiji_page::card;
use dashiji_store::{DocumentId, Error, Incoming, Outcome};
use serde_json::json;

/// Entries of a file that are shown before it is kept.
const ENTRIES: usize = 12;
/// Findings of it that are shown.
const FINDINGS: usize = 6;
/// Documents among which one is chosen that it is a new version of.
const DOCUMENTS: usize = 300;

/// The bytes that were sent and what was told of them.
fn sent(fields: &Fields) -> Result<(Vec<u8>, Given), Error> {
    let none = || Error::Refused { what: String::new(), why: "no-file" };
    let owned = |name: &str| fields.get(name).map(str::to_owned);
    let (name, bytes) = match &fields.file {
        Some((name, bytes)) => (Some(name.clone()), bytes.clone()),
        None => (None, fields.whole("text").filter(|text| !text.trim().is_empty()).ok_or_else(none)?.into()),
    };
    Ok((bytes, given(name.filter(|name| !name.is_empty()), owned)))
}

fn given(path: Option<String>, told: impl Fn(&str) -> Option<String>) -> Given {
    Given {
        path,
        title: told("title"),
        period: told("period"),
        region: told("region"),
        source: told("source"),
        url: told("url"),
        ..Given::default()
    }
}

/// The bytes that lie there, with what is told of them now, or those that were sent.
fn meant(lying: Option<&Sent>, fields: &Fields) -> Result<(Vec<u8>, Given), Error> {
    let told = |name: &str| fields.get(name).map(str::to_owned);
    match lying {
        Some(lying) => Ok((lying.bytes.clone(), given(lying.given.path.clone(), told))),
        None => sent(fields),
    }
}

/// Reads what was sent, to be looked at; what lies there already is read again by what is told of it now.
pub(super) fn send(room: &Room, fields: &Fields) -> Result<Done, Error> {
    let view = room.base().now()?;
    let lying = fields.get("id").and_then(|id| room.tray().get(id));
    let what = meant(lying.as_deref(), fields)?;
    let read = room.tray().put(Sent::read(room.base(), &view, room.settings(), what)?);
    Ok(Done { location: format!("/add/{}", read.id), value: json!({ "id": read.id }), deed: None })
}

/// Keeps what lies in the tray, or what a program sent.
pub(super) fn keep(room: &Room, fields: &Fields, author: &str) -> Result<Done, Error> {
    let lying = match fields.get("id") {
        Some(id) => {
            let gone = || Error::Refused { what: String::new(), why: "gone-file" };
            Some(room.tray().get(id).ok_or_else(gone)?)
        }
        None => None,
    };
    let (bytes, given) = meant(lying.as_deref(), fields)?;
    let of: Option<DocumentId> = fields.get("of").map(str::parse).transpose()?;
    let outcome = room.base().add_one(author, Incoming { bytes, given, of, ..Incoming::default() })?;
    if let Some(lying) = &lying {
        room.tray().take(&lying.id);
    }
    let (became, entries) = match &outcome {
        Outcome::Added { entries, .. } => ("added", *entries),
        Outcome::Revised { entries, .. } => ("revised", *entries),
        Outcome::Known { .. } => ("known", 0),
        Outcome::Restored { .. } => ("restored", 0),
    };
    let id = outcome.id();
    let location = format!("{}?done={became}", address("source", &id.document().to_string()));
    let value = json!({
        "source": id.document().to_string(), "version": id.version, "outcome": became, "entries": entries,
    });
    Ok(Done { location, value, deed: outcome.deed() })
}

#[derive(Template)]
#[template(path = "add.html")]
struct Add {
    s: Shell,
    w: Words,
}

/// The page where a file is chosen, dropped or pasted.
pub fn add(ask: &Ask<'_>) -> Answer {
    page(&Add { s: ask.shell("add", &ask.words.say("add-title")), w: ask.words })
}

/// An entry of a file that is not kept yet.
struct Entry {
    day: String,
    title: String,
    doubts: usize,
}

#[derive(Template)]
#[template(path = "sent.html")]
struct Page {
    s: Shell,
    w: Words,
    id: String,
    heading: String,
    told: Vec<(String, String, &'static str, String)>,
    documents: Vec<Item>,
    entries: usize,
    doubts: usize,
    found: usize,
    remarks: Vec<String>,
    first: Vec<Entry>,
    cards: Vec<Markup>,
}

/// The page of a file that was sent: what is read in it, and the form that keeps it.
pub fn look(ask: &Ask<'_>, id: &str) -> Answer {
    let Some(sent) = ask.room.tray().get(id) else { return ask.missing() };
    ask.passing.set(true);
    let w = ask.words;
    let about = &sent.reading.document.record;
    let name = sent.given.path.clone().unwrap_or_default();
    let (first, cards) = (entries(&sent, w), cards(&sent, w));
    let remarks =
        sent.remarks.iter().map(|remark| dashiji_office::words::remark(&name, remark, w.messages()));
    let field = |key: &str, field: &'static str, value: &Option<String>| {
        (w.say(key), w.named("add-example", field), field, value.clone().unwrap_or_default())
    };
    let region = about.region.as_ref().map(|region| region.name.clone());
    let heading = crate::citation::name(about, w);
    page(&Page {
        s: ask.shell("add", &w.say("sent-title")),
        w,
        id: sent.id.clone(),
        told: vec![
            field("add-title-of", "title", &about.title),
            field("document-period", "period", &about.period),
            field("document-region", "region", &region),
            field("document-source", "source", &about.source),
        ],
        documents: documents(ask, &name, &heading, about.period.as_deref()),
        heading,
        entries: sent.reading.records.len(),
        doubts: sent.doubts(),
        found: sent.found(),
        remarks: remarks.collect(),
        first,
        cards,
    })
}

fn entries(sent: &Sent, w: Words) -> Vec<Entry> {
    let shown = sent.reading.records.iter().take(ENTRIES);
    shown
        .map(|record| Entry {
            day: record.date.as_ref().map(|date| w.edtf(&date.edtf)).unwrap_or_default(),
            title: match &record.headline {
                Some(headline) => headline.text.trim().to_owned(),
                None => sent.reading.document.text.slice(record.span).trim().chars().take(60).collect(),
            },
            doubts: record.doubts().len(),
        })
        .collect()
}

fn cards(sent: &Sent, w: Words) -> Vec<Markup> {
    let number = |finding: &dashiji::check::Finding| {
        let entry = finding.spans.first().and_then(|at| at.entry.as_deref());
        let record = sent.reading.records.iter().find(|record| Some(record.id.as_str()) == entry);
        record.map(|record| w.count("entry-number", &(record.number as usize))).unwrap_or_default()
    };
    let shown = sent.findings(w.check()).take(FINDINGS);
    shown
        .map(|finding| {
            let links = card::Links { place: "", rule: &format!("/rule/{}", finding.code) };
            card::finding(&finding, w, links, &number(&finding))
        })
        .collect()
}

/// The documents that it may be a new version of; one of its file's name or of its own name is chosen.
fn documents(ask: &Ask<'_>, file: &str, name: &str, period: Option<&str>) -> Vec<Item> {
    let sources = &ask.catalogue.sources;
    let same = |source: &crate::catalogue::Source| {
        let path = source.record.path.as_deref().map(crate::citation::file_name).unwrap_or_default();
        !file.is_empty() && path == file
            || source.record.period.is_some()
                && source.record.period.as_deref() == period
                && crate::citation::name(&source.record, ask.words) == name
    };
    let chosen = sources.iter().position(same);
    let shown = sources.iter().enumerate().filter(|(k, _)| *k < DOCUMENTS || Some(*k) == chosen);
    shown
        .map(|(k, source)| Item {
            name: crate::citation::name(&source.record, ask.words),
            link: source.id.to_string(),
            chosen: Some(k) == chosen,
            ..Item::default()
        })
        .collect()
}

/// The pages that only writers have.
pub fn pages(ask: &Ask<'_>, parts: &[&str]) -> Option<Answer> {
    ask.writer?;
    match parts {
        ["add"] => Some(add(ask)),
        ["add", id] => Some(look(ask, id)),
        ["edit", id] => Some(super::edit::write(ask, id)),
        _ => None,
    }
}
