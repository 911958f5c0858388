//! The documents entries were read from, and each one's text as published with the reading laid over it.

use super::{Ask, Pager, Shell, page};
use crate::answer::Answer;
use crate::markup::{Markup, address};
use crate::words::Words;
use crate::{citation, marked};
use askama::Template;
use dashiji::fact::Record;
use std::sync::Arc;

struct Line {
    name: String,
    link: String,
    region: String,
    versions: u32,
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
    let date = |date: Option<&str>| date.map(|date| ask.words.edtf(date)).unwrap_or_default();
    let lines = ask.catalogue.sources[pager.from..pager.to]
        .iter()
        .map(|source| Line {
            name: citation::name(&source.record, ask.words),
            link: address("source", &source.id),
            publisher: source.record.source.clone().unwrap_or_default(),
            region: source.record.region.as_ref().map(|region| region.name.clone()).unwrap_or_default(),
            versions: if ask.room.is_passing() { 1 } else { source.version },
            published: date(source.record.published.as_deref()),
            period: date(source.record.period.as_deref()),
            entries: source.entries.len(),
        })
        .collect();
    let w = ask.words;
    page(&Sources { s: ask.shell("sources", &w.say("nav-sources")), w, lines, pager })
}

/// A stretch of a document's text: an entry, or what stands between two.
struct Piece {
    anchor: String,
    link: String,
    text: Markup,
}

/// A line of the outline.
struct Mark {
    name: String,
    link: String,
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
    sections: Vec<Mark>,
    days: Vec<Mark>,
    pieces: Vec<Piece>,
    pager: Pager,
}

/// Code points of text on one page.
const LEAF: usize = 6000;

/// Lines of an outline at most.
const OUTLINE: usize = 400;

pub(super) fn text(ask: &Ask<'_>, id: &str) -> Answer {
    let w = ask.words;
    let Some((_, source)) = ask.catalogue.source(id) else { return ask.missing() };
    let version = ask.number("version").and_then(|n| u32::try_from(n).ok());
    let name = citation::name(&source.record, w);
    let volume = match ask.snapshot.volume(source.document, version).map(|v| ask.waited(v, "making-text")) {
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
    let between = |a: usize, b: usize| Piece {
        anchor: String::new(),
        link: String::new(),
        text: marked::lay(&slice(a, b), a as u32, &[], None),
    };
    for record in &volume.records {
        let (start, end) = (record.span.lo(), record.span.hi().min(to));
        if start < at || start >= to || end <= start {
            continue;
        }
        if start > at {
            pieces.push(between(at, start));
        }
        let facts = if plain { Vec::new() } else { marked::facts(record, w) };
        pieces.push(Piece {
            anchor: anchor(record),
            link: super::entry_address(&record.id),
            text: marked::lay(&slice(start, end), start as u32, &facts, None),
        });
        at = end;
    }
    if at < to {
        pieces.push(between(at, to));
    }
    let (sections, days) = outline(ask, &volume.records, &starts, pager.from);
    page(&Text {
        s: ask.shell("sources", &name),
        w,
        name,
        source: address("source", &source.id),
        plain,
        toggle: ask.with(&[("plain", (!plain).then_some("1"))]),
        sections,
        days,
        pieces,
        pager,
    })
}

fn anchor(record: &Record) -> String {
    format!("e{}", record.number)
}

/// Where the sections and the days of a document begin: each the first entry of it, with the page it stands on.
fn outline(ask: &Ask<'_>, records: &[Arc<Record>], starts: &[usize], here: usize) -> (Vec<Mark>, Vec<Mark>) {
    let w = ask.words;
    let link = |record: &Record| {
        let page = starts.partition_point(|start| *start <= record.span.lo()).saturating_sub(1);
        if page == here {
            return format!("#{}", anchor(record));
        }
        let number = (page > 0).then(|| (page + 1).to_string());
        format!("{}#{}", ask.with(&[("page", number.as_deref())]), anchor(record))
    };
    let (mut sections, mut days): (Vec<Mark>, Vec<Mark>) = (Vec::new(), Vec::new());
    let (mut section, mut last) = (None, None);
    for record in records {
        if let Some(heading) = record.section_heading.as_ref().filter(|_| section != Some(record.section)) {
            section = Some(record.section);
            if sections.len() < OUTLINE {
                sections.push(Mark { name: heading.text.trim().to_owned(), link: link(record) });
            }
        }
        let date = record.dated().map(|date| date.edtf.as_str());
        if let Some(date) = date.filter(|date| last != Some(*date)) {
            last = Some(date);
            if days.len() < OUTLINE {
                days.push(Mark { name: w.edtf(date), link: link(record) });
            }
        }
    }
    (sections, days)
}
