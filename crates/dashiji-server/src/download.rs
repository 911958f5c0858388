//! A stretch of entries as a file to keep, send on or print: Word, Excel, CSV, plain text.
//!
//! In goes `month/2022-08.docx` with the filters of the page it was asked from; out come the bytes. The book, the workbook and the table are
//! those of `dashiji export`; what a file of another folder was called on the server is in none of them.

use crate::answer::{Answer, media};
use crate::list::period::{Period, under};
use crate::page::{self, Ask};
use dashiji_office::book::{self, Book, Item, Paper};
use dashiji_office::workbook;
use dashiji_publish::csv;
use std::fmt::Write;

/// The forms, as the ends of addresses.
pub const FORMS: [&str; 4] = ["docx", "xlsx", "csv", "txt"];

/// Entries of one file at most.
const MOST: usize = 3000;

/// The file an address means.
pub fn file(ask: &Ask<'_>, what: &str, name: &str) -> Answer {
    let Some((stem, form)) = name.rsplit_once('.').filter(|(_, form)| FORMS.contains(form)) else {
        return ask.missing();
    };
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    if what == "kept" {
        return if form == "docx" { kept(ask) } else { ask.missing() };
    }
    if what == "ledger" {
        return if form == "csv" { ledger(ask, stem) } else { ask.missing() };
    }
    if let Some(fault) = ask.unpicked() {
        return page::unpicked(ask, fault);
    }
    let picked = ask.picked();
    let period = match what {
        "day" => Period::day(stem),
        "month" => Period::month(stem),
        "year" => Period::year(stem),
        _ => None,
    };
    let (entries, title) = match (period, what) {
        (Some(period), _) => (period.entries(catalogue), page::named(period, w)),
        (None, "source") => match catalogue.source(stem) {
            Some((_, source)) => (source.entries.clone(), crate::citation::name(&source.record, w)),
            None => return ask.missing(),
        },
        (None, "search") => match picked {
            Some(picked) => (picked.entries.clone(), picked.query.clone()),
            None => return ask.missing(),
        },
        _ => return ask.missing(),
    };
    let entries = page::filter(ask).of(catalogue, &entries);
    if entries.len() > MOST {
        let most = crate::words::grouped(MOST);
        return page::trouble(ask, 400, "download-too-many", "download-too-many-hint", &most);
    }
    if entries.is_empty() {
        return ask.missing();
    }
    let items: Vec<Item> = entries.iter().filter_map(|&entry| item(ask, entry)).collect();
    let file = format!("{what}-{stem}.{form}");
    let whole = format!("{} {title}", ask.name());
    let messages = w.messages();
    let made = match form {
        "docx" => {
            let (title, subtitle) = (ask.name().to_owned(), Some(title));
            let book = Book { title, subtitle, items, programmes: Vec::new(), paper: Paper::A4 };
            book::write(&book, messages)
        }
        "xlsx" => workbook::write(&whole, &items, None, messages),
        "csv" => {
            let mut lines = Vec::new();
            // Nothing fails that is written into memory.
            let _ = csv::heading(&mut lines, Some(messages));
            let _ = items.iter().try_for_each(|item| csv::entry(&mut lines, &item.record, Some(messages)));
            Ok(lines)
        }
        _ => Ok(text(ask, &whole, &entries, &items).into_bytes()),
    };
    match made {
        Ok(bytes) => Answer::file(kind(form), file, bytes),
        Err(error) => page::broken(ask, &error.to_string()),
    }
}

/// Passages that a reader keeps, each with its citation.
fn kept(ask: &Ask<'_>) -> Answer {
    let passages: Vec<(String, String)> =
        page::passages(ask).into_iter().map(|one| (one.words, one.citation)).collect();
    if passages.is_empty() {
        return ask.missing();
    }
    match book::passages(&ask.words.say("kept-title"), ask.name(), &passages) {
        Ok(bytes) => Answer::file(media::DOCX, "passages.docx".to_owned(), bytes),
        Err(error) => page::broken(ask, &error.to_string()),
    }
}

/// The lines of a ledger as a table.
fn ledger(ask: &Ask<'_>, stem: &str) -> Answer {
    let Ok(series) = ask.series() else {
        return page::trouble(ask, 503, "download-making", "making-again", "");
    };
    let Some(ledger) = series.position(stem).and_then(|at| series.list.get(at)) else { return ask.missing() };
    let mut lines = "\u{FEFF}".as_bytes().to_vec();
    // Nothing fails that is written into memory.
    let _ = dashiji_publish::register::table(&mut lines, std::slice::from_ref(ledger), ask.words.messages());
    Answer::file(kind("csv"), "ledger.csv".to_owned(), lines)
}

fn kind(form: &str) -> &'static str {
    match form {
        "docx" => media::DOCX,
        "xlsx" => media::XLSX,
        "csv" => media::CSV,
        _ => media::TEXT,
    }
}

fn item(ask: &Ask<'_>, entry: u32) -> Option<Item> {
    let leaf = ask.leaves(&[entry]).pop()?;
    let mut record = (*leaf.record).clone();
    let source = ask.catalogue.heads.get(entry as usize)?.source;
    // As the catalogue has it: without the folder it lay in.
    record.document = ask.catalogue.sources.get(source as usize)?.record.clone();
    Some(Item { record, text: leaf.text.to_string() })
}

/// The entries as plain text, under their days.
fn text(ask: &Ask<'_>, title: &str, entries: &[u32], items: &[Item]) -> String {
    let w = ask.words;
    let mut out = format!("\u{FEFF}{title}\n");
    let mut last = None;
    for (&entry, item) in entries.iter().zip(items) {
        let mark = under(&ask.catalogue, entry);
        if last != Some(mark) {
            let heading = page::heading(mark, w);
            let _ = write!(out, "\n{heading}\n");
            last = Some(mark);
        }
        let _ = write!(out, "\n{}\n", item.text.trim());
    }
    out
}
