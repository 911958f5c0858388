//! Feeds of what came in: Atom (RFC 4287) and JSON Feed 1.1, of the base or of a search, ordered and dated by when entries came in.
//!
//! What a feed tells of is the base: an entry on 221 BC that was put in today is of today. An entry's id is made of the base's and its own, so that
//! it stays when the room moves to another address; the address itself is the one the room was told (`--address`), else the one it was asked by.

use crate::answer::{Answer, media};
use crate::citation;
use crate::list::arrival::{Arrived, Book};
use crate::markup::Markup;
use crate::page::Ask;
use crate::seek::{Fault, Order, Search};
use crate::snapshot::Leaf;
use dashiji_publish::formats::{self, Told};

/// Entries of a feed.
const FED: usize = 30;

/// Hits among which a feed looks for those that came in last: all that a search gives, whenever it happened.
const SEARCHED: usize = 100_000;

/// When an entry came in of which the base does not tell: a feed must say something.
const NEVER: &str = "0001-01-01T00:00:00Z";

/// An entry of a feed.
struct Item {
    id: String,
    link: String,
    title: String,
    updated: String,
    published: String,
    leaf: Leaf,
}

fn items(ask: &Ask<'_>) -> Result<Vec<Item>, Fault> {
    let query: String = ask.get("q").unwrap_or_default().chars().take(500).collect();
    let mut book = Book::of(&ask.snapshot);
    let mut arrived: Vec<Arrived> = if query.is_empty() {
        book.latest(FED, None)
    } else {
        let search = Search { query, take: SEARCHED, order: Order::Newest, ..Search::default() };
        let (ids, _) = ask.snapshot.picked(&search, ask.words)?;
        let among = ids.iter().filter_map(|id| ask.catalogue.entries(id).first().copied()).collect();
        book.latest(FED, Some(&among))
    };
    arrived.sort_by(|a, b| b.updated.cmp(&a.updated));
    arrived.truncate(FED);
    let base = ask.snapshot.base_id();
    Ok(arrived.into_iter().filter_map(|arrived| item(ask, &base, arrived)).collect())
}

fn item(ask: &Ask<'_>, base: &str, arrived: Arrived) -> Option<Item> {
    let leaf = ask.leaves(&[arrived.entry]).pop()?;
    let row = ask.row(arrived.entry);
    let stamp = |at: String| if at.is_empty() { NEVER.to_owned() } else { at };
    Some(Item {
        id: identity(base, &leaf.record.id),
        link: format!("{}{}", ask.origin, row.link),
        title: if row.day.is_empty() { row.title } else { format!("{} {}", row.day, row.title) },
        updated: stamp(arrived.updated),
        published: stamp(arrived.published),
        leaf,
    })
}

/// What an entry is known by in any reader, wherever the room stands: a UUID (version 8 of RFC 9562) of the base and the entry.
fn identity(base: &str, entry: &str) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(format!("{base}/{entry}").as_bytes());
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = dashiji::hash::hexadecimal(&bytes);
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn title(ask: &Ask<'_>) -> String {
    match ask.get("q") {
        None => format!("{} · {}", ask.name(), ask.words.say("feed-title")),
        Some(query) => format!("{} · {}", ask.name(), ask.words.with("search-title", "query", query)),
    }
}

/// Atom.
pub fn atom(ask: &Ask<'_>) -> Answer {
    let items = match items(ask) {
        Ok(items) => items,
        Err(fault) => return crate::api::refused(ask, &fault),
    };
    let here = format!("{}{}", ask.origin, ask.with(&[]));
    let updated = items.first().map_or(NEVER, |item| &item.updated);
    let own = identity(&ask.snapshot.base_id(), ask.get("q").unwrap_or_default());
    let mut out = Markup::new();
    out.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    out.attribute("xml:lang", ask.words.tag())
        .raw("><title>")
        .text(&title(ask))
        .raw("</title><id>")
        .text(&own)
        .raw("</id><link rel=\"self\"");
    out.attribute("href", &here)
        .raw("/><link")
        .attribute("href", &here.replace("/feed.atom", if ask.get("q").is_some() { "/search" } else { "/" }))
        .raw("/><updated>");
    out.text(updated).raw("</updated><author><name>").text(ask.name()).raw("</name></author>\n");
    for item in &items {
        out.raw("<entry><title>").text(&item.title).raw("</title><id>").text(&item.id).raw("</id><link");
        out.attribute("href", &item.link).raw("/><published>").text(&item.published);
        out.raw("</published><updated>").text(&item.updated).raw("</updated><summary>");
        out.text(&item.leaf.text.chars().take(200).collect::<String>()).raw("</summary></entry>\n");
    }
    out.raw("</feed>\n");
    Answer { status: 200, kind: media::ATOM, body: out.to_string(), ..Answer::default() }
}

/// JSON Feed.
pub fn json(ask: &Ask<'_>) -> Answer {
    let items = match items(ask) {
        Ok(items) => items,
        Err(fault) => return crate::api::refused(ask, &fault),
    };
    let here = format!("{}{}", ask.origin, ask.with(&[]));
    let home = here.replace("/feed.json", if ask.get("q").is_some() { "/search" } else { "/" });
    let items: Vec<serde_json::Value> = items
        .iter()
        .map(|item| {
            serde_json::json!({
                "id": item.id, "url": item.link, "title": item.title, "content_text": &*item.leaf.text,
                "date_published": item.published, "date_modified": item.updated,
                "summary": citation::gbt7714(&item.leaf.record),
            })
        })
        .collect();
    let mut answer = Answer::json(&serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": title(ask),
        "home_page_url": home,
        "feed_url": here,
        "language": ask.words.tag(),
        "items": items,
    }));
    answer.kind = "application/feed+json";
    answer
}

/// Entries of a calendar at most, the latest.
const DATED: usize = 2000;

/// A calendar of the base, or of what a query finds (RFC 5545).
pub fn calendar(ask: &Ask<'_>) -> Answer {
    let query: String = ask.get("q").unwrap_or_default().chars().take(500).collect();
    let catalogue = &*ask.catalogue;
    let mut entries: Vec<u32> = if query.is_empty() {
        (catalogue.undated..catalogue.heads.len()).rev().take(DATED).map(|entry| entry as u32).collect()
    } else {
        let search = Search { query, take: DATED, order: Order::Newest, ..Search::default() };
        match ask.snapshot.picked(&search, ask.words) {
            Ok((ids, _)) => ids.iter().filter_map(|id| catalogue.entries(id).first().copied()).collect(),
            Err(fault) => return crate::api::refused(ask, &fault),
        }
    };
    entries.sort_unstable();
    let leaves = ask.leaves(&entries);
    let cited: Vec<String> = leaves.iter().map(|leaf| citation::gbt7714(&leaf.record)).collect();
    let told: Vec<Told<'_>> = leaves
        .iter()
        .zip(&cited)
        .map(|(leaf, citation)| Told { record: &leaf.record, text: &leaf.text, citation })
        .collect();
    let today: String = jiff::Timestamp::now().to_string().chars().take(10).collect();
    let body = String::from_utf8_lossy(&formats::calendar(&told, &today)).into_owned();
    Answer { status: 200, kind: media::CALENDAR, body, ..Answer::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_known_by_its_base_and_itself() {
        let id = identity("0123", "d1.e4");
        assert_eq!(id, identity("0123", "d1.e4"));
        assert_ne!(id, identity("0124", "d1.e4"));
        assert_ne!(id, identity("0123", "d1.e5"));
        assert_eq!((id.len(), id.as_bytes()[23]), (45, b'8'));
    }
}
