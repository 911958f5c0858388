//! The documents entries were read from, and each one's text as published with the reading laid over it.

use super::{Ask, Pager, Shell, page};
use crate::answer::Answer;
use crate::markup::{Markup, address};
use crate::words::Words;
use crate::{citation, marked};
use askama::Template;

struct Line {
    name: String,
    link: String,
    publisher: String,
    published: String,
    period: String,
    entries: usize,
}

#[derive(Template)]
#[template(path = "sources.html")]
struct Sources {
    s: Shell,
    w: Words,
    lines: Vec<Line>,
    pager: Pager,
}

pub(super) fn list(ask: &Ask<'_>) -> Answer {
    let pager = ask.pager(ask.catalogue.sources.len(), 100);
    let lines = ask.catalogue.sources[pager.from..pager.to]
        .iter()
        .map(|source| Line {
            name: citation::name(&source.record, ask.words),
            link: address("source", &source.id),
            publisher: source.record.source.clone().unwrap_or_default(),
            published: source.record.published.clone().unwrap_or_default(),
            period: source.record.period.clone().unwrap_or_default(),
            entries: source.entries.len(),
        })
        .collect();
    let w = ask.words;
    page(&Sources { s: ask.shell("sources", &w.say("nav-sources")), w, lines, pager })
}

#[derive(Template)]
#[template(path = "text.html")]
struct Text {
    s: Shell,
    w: Words,
    name: String,
    source: String,
    plain: bool,
    toggle: String,
    pieces: Vec<(String, Markup)>,
    pager: Pager,
}

/// Code points of text on one page.
const LEAF: usize = 6000;

pub(super) fn text(ask: &Ask<'_>, id: &str) -> Answer {
    let w = ask.words;
    let Some((_, source)) = ask.catalogue.source(id) else { return ask.missing() };
    let version = ask.number("version").and_then(|n| u32::try_from(n).ok());
    let name = citation::name(&source.record, w);
    let volume = match ask.stand.volume(source.document, version).map(|v| ask.waited(v, "making-text")) {
        Some(Ok(volume)) => volume,
        Some(Err(making)) => return super::until_there(ask, "sources", &name, making),
        None => return ask.missing(),
    };
    let plain = ask.get("plain").is_some();
    // Pages are cut at the beginning of an entry.
    let mut starts = vec![0usize];
    for record in &volume.records {
        let at = record.span.lo();
        if at >= starts.last().copied().unwrap_or(0) + LEAF {
            starts.push(at);
        }
    }
    let pager = ask.pager(starts.len(), 1);
    let from = starts[pager.from];
    let to = starts.get(pager.to).copied().unwrap_or(volume.text.len());
    let to = to.min(from + LEAF * 5);
    let mut pieces = Vec::new();
    let mut at = from;
    let slice = |a: usize, b: usize| -> Vec<char> {
        volume.text.slice(dashiji::text::Span::new(a, b)).chars().collect()
    };
    for record in &volume.records {
        let (start, end) = (record.span.lo(), record.span.hi().min(to));
        if start < at || start >= to || end <= start {
            continue;
        }
        if start > at {
            pieces.push((String::new(), marked::lay(&slice(at, start), at as u32, &[], None)));
        }
        let facts = if plain { Vec::new() } else { marked::facts(record, w) };
        let link = super::entry_address(&record.id);
        pieces.push((link, marked::lay(&slice(start, end), start as u32, &facts, None)));
        at = end;
    }
    if at < to {
        pieces.push((String::new(), marked::lay(&slice(at, to), at as u32, &[], None)));
    }
    page(&Text {
        s: ask.shell("sources", &name),
        w,
        name,
        source: address("source", &source.id),
        plain,
        toggle: ask.with(&[("plain", (!plain).then_some("1"))]),
        pieces,
        pager,
    })
}
