//! The text of an entry written anew, and a finding's fix put in: a new version of the document.
//!
//! In goes a text with the head of the log its writer saw; where others wrote to the entry since, both texts are shown side by side with
//! what comes of them together, and nothing is written until the writer says so.

use super::fields::Fields;
use super::{Came, Done};
use crate::answer::Answer;
use crate::page::{Ask, Item, Shell, entry_address, page};
use crate::room::Room;
use crate::words::Words;
use askama::Template;
use dashiji::text::Span;
use dashiji_store::{Apart, DocumentId, Edit, Edited, EntryId, Error, Outcome, Part};
use serde_json::json;

/// For programs what two made of an entry: the parts, and the text that comes of them.
pub(super) fn value(apart: &Apart) -> serde_json::Value {
    json!({
        "entry": apart.entry.to_string(), "head": apart.head, "disputed": apart.merge.is_disputed(),
        "parts": apart.merge.parts, "text": apart.merge.text(),
    })
}

fn done(outcome: &Outcome, location: String) -> Done {
    let id = outcome.id();
    let value = json!({ "source": id.document().to_string(), "version": id.version });
    Done { location, value, deed: outcome.deed() }
}

fn refused(why: &'static str) -> Error {
    Error::Refused { what: String::new(), why }
}

/// Writes the text of an entry anew.
pub(super) fn edit(room: &Room, path: &str, fields: &Fields, author: &str) -> Result<Came, Error> {
    let named = path.strip_prefix("/api/entries/").and_then(|rest| rest.strip_suffix("/text"));
    let entry: EntryId = named.or_else(|| fields.get("entry")).unwrap_or_default().parse()?;
    let text = fields.whole("text").filter(|text| !text.trim().is_empty());
    let text = text.ok_or_else(|| refused("no-text"))?.to_owned();
    let head = fields.get("head").ok_or_else(|| refused("no-head"))?.to_owned();
    let page = entry_address(&entry.to_string());
    Ok(match room.base().edit(author, &Edit { entry, head, text })? {
        Edited::Kept(outcome) => Came::Done(done(&outcome, format!("{page}?done=edited"))),
        Edited::Unchanged => Came::Done(Done {
            location: format!("{page}?done=unchanged"),
            value: json!({ "unchanged": true }),
            deed: None,
        }),
        Edited::Apart(apart) => Came::Apart(apart),
    })
}

/// Puts a finding's fix into its document: `edit=120-122=主持`, one a field.
pub(super) fn fix(room: &Room, fields: &Fields, author: &str) -> Result<Done, Error> {
    let document: DocumentId = fields.get("document").unwrap_or_default().parse()?;
    let head = fields.get("head").ok_or_else(|| refused("no-head"))?;
    let edits: Option<Vec<(Span, String)>> = fields.every("edit").map(edit_of).collect();
    let edits = edits.filter(|edits| !edits.is_empty()).ok_or_else(|| refused("no-text"))?;
    let outcome = room.base().amend(author, document, head, &edits)?;
    Ok(done(&outcome, super::back(fields, "edited")))
}

fn edit_of(words: &str) -> Option<(Span, String)> {
    let (place, text) = words.split_once('=')?;
    let (start, end) = place.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then(|| (Span { start, end }, text.to_owned()))
}

#[derive(Template)]
#[template(path = "edit.html")]
struct Page {
    s: Shell,
    w: Words,
    entry: Item,
    id: String,
    head: String,
    text: String,
    parts: Vec<Row>,
    disputed: bool,
    refused: String,
}

/// A row of two texts side by side.
struct Row {
    class: &'static str,
    theirs: String,
    ours: String,
}

/// A form with the text of an entry in it.
fn form(ask: &Ask<'_>, title: &str, id: &str, head: &str, text: &str) -> Page {
    let known = ask.catalogue.entries(id).first().map(|&entry| ask.row(entry));
    let entry = known.map_or_else(
        || Item { link: entry_address(id), name: id.to_owned(), ..Item::default() },
        |row| Item {
            name: format!("{} {}", row.day, row.title).trim().to_owned(),
            link: row.link,
            ..Item::default()
        },
    );
    Page {
        s: ask.shell("sources", &ask.words.say(title)),
        w: ask.words,
        entry,
        id: id.to_owned(),
        head: head.to_owned(),
        text: text.to_owned(),
        parts: Vec::new(),
        disputed: false,
        refused: String::new(),
    }
}

/// The page on which the text of an entry is written anew.
pub fn write(ask: &Ask<'_>, id: &str) -> Answer {
    let known = !ask.catalogue.entries(id).is_empty();
    match ask.snapshot.leaves(&[id]).pop().filter(|_| known) {
        Some(leaf) => page(&form(ask, "edit-title", id, ask.snapshot.head(), &leaf.text)),
        None => ask.missing(),
    }
}

/// The same page with what a writer had written, and why it was not taken.
pub fn again(ask: &Ask<'_>, fields: &Fields, status: u16, why: &str) -> Answer {
    let (id, text) = (fields.get("entry").unwrap_or_default(), fields.whole("text").unwrap_or_default());
    let head = fields.get("head").unwrap_or_default();
    let mut answer = page(&Page { refused: why.to_owned(), ..form(ask, "edit-title", id, head, text) });
    answer.status = status;
    answer
}

/// The page that shows what two made of an entry, side by side.
pub fn apart(ask: &Ask<'_>, apart: &Apart) -> Answer {
    let row =
        |class, theirs: &str, ours: &str| Row { class, theirs: theirs.to_owned(), ours: ours.to_owned() };
    let parts = apart.merge.parts.iter().map(|part| match part {
        Part::Same { text } => row("same", text, text),
        Part::Ours { before, text } => row("ours", before, text),
        Part::Theirs { before, text } => row("theirs", text, before),
        Part::Both { ours, theirs, .. } => row("both", theirs, ours),
    });
    let mut answer = page(&Page {
        parts: parts.collect(),
        disputed: apart.merge.is_disputed(),
        ..form(ask, "edit-apart", &apart.entry.to_string(), &apart.head, &apart.merge.text())
    });
    answer.status = 409;
    answer
}
