//! Passages that a reader keeps: the address lists them (`/kept?p=d1.e4:120-131&p=d2.e5`), so that the list can be sent on and needs no account; a
//! browser with script remembers it. With their citations they go into a file of Word.

use super::{Ask, Shell, page};
use crate::answer::Answer;
use crate::citation;
use crate::markup::encoded;
use crate::words::Words;
use askama::Template;
use dashiji::text::Span;

/// A passage.
pub struct Passage {
    /// As the address has it: `d1.e4:120-131`.
    pub address: String,
    /// Its words.
    pub words: String,
    /// The whole citation, with the permanent link.
    pub citation: String,
    /// The link.
    pub link: String,
    /// The list without it.
    pub without: String,
}

#[derive(Template)]
#[template(path = "kept.html")]
struct Kept {
    s: Shell,
    w: Words,
    passages: Vec<Passage>,
    all: String,
    word: String,
}

/// Passages of a list at most.
const MOST: usize = 200;

/// The passages that an address lists; what is no passage of this base is left out.
pub fn passages(ask: &Ask<'_>) -> Vec<Passage> {
    let mut named: Vec<&str> = Vec::new();
    for (key, value) in &ask.query {
        if key == "p" && named.len() < MOST && !named.contains(&value.trim()) {
            named.push(value.trim());
        }
    }
    let list = |left_out: &str| {
        let rest = named.iter().filter(|one| **one != left_out).map(|one| format!("p={}", encoded(one)));
        format!("/kept?{}", rest.collect::<Vec<_>>().join("&"))
    };
    named.iter().filter_map(|one| passage(ask, one, list(one))).collect()
}

fn passage(ask: &Ask<'_>, address: &str, without: String) -> Option<Passage> {
    let (id, quote) = address.split_once(':').map_or((address, None), |(id, quote)| (id, Some(quote)));
    let entry = ask.catalogue.entries(id).first().copied()?;
    let leaf = ask.leaves(&[entry]).pop()?;
    let span = quote.and_then(|quote| {
        let (start, end) = quote.split_once('-')?;
        let span = Span { start: start.parse().ok()?, end: end.parse().ok()? };
        (span.start < span.end && span.start >= leaf.record.span.start && span.end <= leaf.record.span.end)
            .then_some(span)
    });
    let link = match span {
        Some(span) => ask.quote_link(&ask.catalogue.key(entry), span.start, span.end)?,
        None => ask.entry_link(entry),
    };
    let words = match span {
        Some(span) => leaf.slice(span.start, span.end).trim().to_owned(),
        None => leaf.text.trim().to_owned(),
    };
    let citation = format!("{} {}{link}.", citation::gbt7714(&leaf.record), ask.origin);
    Some(Passage { address: address.to_owned(), words, citation, link, without })
}

pub(super) fn kept(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let passages = passages(ask);
    let list: Vec<String> = passages.iter().map(|one| format!("p={}", encoded(&one.address))).collect();
    page(&Kept {
        s: ask.shell("", &w.say("kept-title")),
        w,
        all: passages.iter().map(|one| one.address.clone()).collect::<Vec<_>>().join(" "),
        word: format!("/download/kept/passages.docx?{}", list.join("&")),
        passages,
    })
}
