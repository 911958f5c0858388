//! The tool `document`: what the base holds, a document of it, a stretch of its text; or a document that entries name, through its stages.

use super::desk::{Page, bounded, known};
use super::sentence;
use crate::trouble::Trouble;
use dashiji::hash::sha256;
use dashiji::text::Span;
use dashiji_store::{Document, Entry, VersionId};
use serde::Deserialize;
use serde_json::{Value, json};

/// Code points of a text that are given at once.
const STRETCH: u32 = 8000;

/// Sentences that prove a stage.
const PROOFS: usize = 3;

/// What is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    id: Option<String>,
    title: Option<String>,
    text_from: Option<u32>,
    limit: Option<usize>,
    offset: Option<usize>,
}

/// Answers it.
///
/// # Errors
/// Where there is no such document, or the files cannot be read.
pub fn document(page: &mut Page<'_>, asked: &Asked) -> Result<Value, Trouble> {
    match (&asked.id, &asked.title) {
        (None, None) => Ok(held(page, asked)),
        (Some(id), None) => one(page, id, asked),
        (None, Some(title)) => named(page, title),
        (Some(_), Some(_)) => Err(Trouble::Asked("id, title".to_owned())),
    }
}

fn head(document: &Document) -> Value {
    json!({
        "id": document.id, "version": document.version, "origin": document.origin, "entries": document.entries,
        "characters": document.characters, "about": *document.about,
    })
}

/// The documents that the base holds.
fn held(page: &Page<'_>, asked: &Asked) -> Value {
    let all = page.view.documents();
    let offset = asked.offset.unwrap_or(0);
    let some: Vec<Value> = all.iter().skip(offset).take(bounded(asked.limit, 50, 200)).map(head).collect();
    json!({"total": all.len(), "offset": offset, "documents": some})
}

/// A document with the heads of its entries; or a stretch of its text.
fn one(page: &Page<'_>, id: &str, asked: &Asked) -> Result<Value, Trouble> {
    let id = known(page.view, id)?;
    let Some(document) = page.view.document(id) else { return Ok(Value::Null) };
    let mut told = head(&document);
    let entries = page.view.entries(id).map_err(Trouble::Base)?;
    if let Some(from) = asked.text_from {
        let version = VersionId { document: id.0, version: document.version };
        let text = page.view.decoded(version).map_err(Trouble::Base)?.text;
        let length = text.len() as u32;
        let from = from.min(length);
        let to = from.saturating_add(STRETCH).min(length);
        let span = Span { start: from, end: to };
        let words = text.slice(span);
        told["text"] = json!({
            "text": words, "start": from, "end": to, "of": length, "sha256": sha256(words),
            "document_sha256": document.about.sha256, "doubt": doubts(&entries, span),
        });
        return Ok(told);
    }
    let offset = asked.offset.unwrap_or(0);
    let heads: Vec<Value> = entries
        .iter()
        .skip(offset)
        .take(bounded(asked.limit, 50, 200))
        .map(|entry| {
            let record = &entry.record;
            json!({
                "entry": entry.id, "date": record.dated().map(|date| date.edtf.as_str()), "type": record.kind,
                "headline": record.headline.as_ref().map(|headline| headline.text.trim()),
                "start": record.span.start, "end": record.span.end, "doubts": record.doubts().len(),
            })
        })
        .collect();
    told["offset"] = offset.into();
    told["heads"] = heads.into();
    Ok(told)
}

/// What is in doubt of the entries that a stretch touches, each with its entry.
fn doubts(entries: &[Entry], span: Span) -> Vec<Value> {
    let touched = entries.iter().filter(|entry| entry.record.span.overlaps(span));
    let each = touched
        .flat_map(|entry| sentence::doubts(&entry.record, span).into_iter().map(move |doubt| (entry, doubt)));
    each.map(|(entry, mut doubt)| {
        doubt["entry"] = json!(entry.id);
        doubt
    })
    .collect()
}

/// A document that entries name, through its stages.
fn named(page: &mut Page<'_>, title: &str) -> Result<Value, Trouble> {
    let title = title.trim().trim_start_matches('《').trim_end_matches('》');
    let mut found = page.view.titled(title).map_err(Trouble::Base)?;
    if found.is_empty() && title.chars().count() >= 2 {
        found = page.view.documents_named(&()).map_err(Trouble::Base)?;
        found.retain(|document| {
            document.title.contains(title) || document.forms.iter().any(|f| f.contains(title))
        });
        if found.len() > 1 {
            let titles: Vec<String> = found.iter().take(20).map(|document| document.title.clone()).collect();
            return Err(Trouble::NoSuch("why-no-title", title.to_owned(), titles));
        }
    }
    let mut told = Vec::new();
    for document in &found {
        let mut stages = Vec::new();
        for stage in &document.stages {
            let sentences = page.cited(&stage.cites, PROOFS)?;
            stages.push(json!({"stage": stage.stage, "date": stage.date, "bodies": stage.all_bodies(), "by": stage.by, "sentences": sentences}));
        }
        told.push(json!({
            "title": document.title, "forms": document.forms, "kind": document.kind, "number": document.number,
            "issuer": document.issuer, "regions": document.regions, "entries": document.entries, "stages": stages,
        }));
    }
    if told.is_empty() {
        return Err(Trouble::Base(dashiji_store::Error::Unknown(title.chars().take(60).collect())));
    }
    Ok(json!({"named": told}))
}
