//! A chronicle set as a Chinese book: bytes of a DOCX with sections, running heads, page numbers, footnotes, ledgers as tables,
//! indexes of people, places, bodies and documents, and the sources.
//!
//! In go entries with their text and what they say together; out comes a file that Word, WPS and LibreOffice open: 宋体 of size
//! 五号 for the text, 黑体 for heads, two characters of indent, years and months as heads, an entry a paragraph with its source in
//! brackets, `〔1〕`. What the text does not say itself (the Gregorian year of 光绪二十年, a post carried from another entry) stands in
//! footnotes. Page numbers of the indexes are fields that the program fills when it opens the file.

mod index;
mod package;
mod write;

use crate::error::Error;
use dashiji::collate::Collation;
use dashiji::collate::ledger::{Ledger, Programme};
use dashiji::fact::{DocumentRecord, Record, TimeBasis, TimeRecord, TitleBasis};
use dashiji::resolve::day::{Date, DayNumber, of_iso};
use dashiji_publish::Messages;
pub(crate) use package::packed;
use std::sync::Arc;
pub(crate) use write::{Style, Writer};

pub use package::plain;

/// An entry with its text.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it says.
    pub record: Record,
    /// The whole entry's text, as the record's span cuts it from its document.
    pub text: String,
}

impl Item {
    /// The entries of a reading.
    pub fn of(reading: &dashiji::Reading) -> impl Iterator<Item = Self> + '_ {
        let text = &reading.document.text;
        reading.records.iter().map(|r| Self { record: r.clone(), text: text.slice(r.span).to_owned() })
    }
}

/// The paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 184 by 260 mm (大16开): most gazetteers and yearbooks.
    K16,
}

/// What is set.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// Its title.
    pub title: String,
    /// What stands below it: the time it tells of, what was searched for.
    pub subtitle: Option<String>,
    /// The entries.
    pub items: Vec<Item>,
    /// Series of figures that the user defines.
    pub programmes: Vec<Programme>,
    /// The paper.
    pub paper: Paper,
}

/// Sets a book.
///
/// # Errors
/// Where it cannot be put together.
pub fn write(book: &Book, messages: &Messages) -> Result<Vec<u8>, Error> {
    let mut items: Vec<&Item> = book.items.iter().collect();
    // By day; what tells of a whole month or year (是月, 是年) at its end, what has no day last; of one day in the order given.
    items.sort_by_key(|item| (place(item).is_none(), place(item)));
    let collation = Collation::of(items.iter().map(|item| item.record.clone()));
    let sources = collation_sources(&items);
    let mut writer = Writer::default();
    writer.paragraph(Style::Title, &book.title);
    if let Some(subtitle) = &book.subtitle {
        writer.paragraph(Style::Subtitle, subtitle);
    }
    entries(&mut writer, &items, &collation, &sources, messages);
    ledgers(&mut writer, &collation.ledgers(&book.programmes), messages);
    writer.columns(1);
    index::write(&mut writer, &items, messages);
    writer.columns(2);
    writer.heading(&messages.say("book-sources"));
    for (number, source) in (1..).zip(&sources) {
        writer.paragraph(Style::Source, &format!("[{number}] {}", cited(source)));
    }
    package::packed(&writer, &book.title, book.paper)
}

/// Passages, each with its citation below it.
///
/// # Errors
/// Where it cannot be put together.
pub fn passages(title: &str, subtitle: &str, passages: &[(String, String)]) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::default();
    writer.paragraph(Style::Title, title);
    writer.paragraph(Style::Subtitle, subtitle);
    for (number, (words, citation)) in (1..).zip(passages) {
        for line in words.lines().map(str::trim).filter(|line| !line.is_empty()) {
            writer.paragraph(Style::Entry, line);
        }
        writer.paragraph(Style::Source, &format!("[{number}] {citation}"));
    }
    package::packed(&writer, title, Paper::A4)
}

/// The documents the entries come from, in the order of their first entry.
fn collation_sources(items: &[&Item]) -> Vec<Arc<DocumentRecord>> {
    let mut sources: Vec<Arc<DocumentRecord>> = Vec::new();
    for item in items {
        if !sources.iter().any(|source| source.sha256 == item.record.document.sha256) {
            sources.push(item.record.document.clone());
        }
    }
    sources
}

fn entries(
    writer: &mut Writer,
    items: &[&Item],
    collation: &Collation,
    sources: &[Arc<DocumentRecord>],
    messages: &Messages,
) {
    let (mut year, mut month): (Option<Option<i32>>, Option<u8>) = (None, None);
    for (number, item) in items.iter().enumerate() {
        let record = collation.carried(&item.record);
        let date = record.dated();
        let this_year = date.and_then(TimeRecord::year);
        if year.as_ref() != Some(&this_year) {
            let words = match this_year {
                Some(year) if year > 0 => messages.tell("book-year", &[("year", year.to_string().into())]),
                Some(year) => messages.tell("book-year-before", &[("year", (1 - year).to_string().into())]),
                None => messages.say("undated"),
            };
            writer.heading(&words);
            year = Some(this_year);
            month = None;
        }
        let whole = date.is_some_and(|date| date.edtf.len() < 7);
        let this_month = date.filter(|_| !whole).and_then(first).map(|date| date.month);
        if let Some(words) = this_month.filter(|_| month != this_month) {
            writer.paragraph(
                Style::Month,
                &messages.tell("book-month", &[("month", words.to_string().into())]),
            );
            month = this_month;
        }
        // Where all entries come from one document nothing is to be told apart.
        let source =
            sources.iter().position(|s| s.sha256 == record.document.sha256).filter(|_| sources.len() > 1);
        let source = source.map_or(0, |at| at + 1);
        entry(writer, item, &record, (number, source), messages);
    }
}

/// Where an entry stands in time: its first day and hour, the last of a period.
fn place(item: &Item) -> Option<(DayNumber, &str)> {
    let date = item.record.dated()?;
    let at = if date.basis == TimeBasis::Period { &date.to } else { &date.from };
    Some((of_iso(at)?, at.split_once('T').map_or("", |(_, hour)| hour)))
}

/// The first day of a date.
fn first(date: &TimeRecord) -> Option<Date> {
    of_iso(&date.from).map(DayNumber::to_gregorian)
}

/// One entry: its headline, its words, footnotes, its source.
fn entry(
    writer: &mut Writer,
    item: &Item,
    record: &Record,
    (number, source): (usize, usize),
    messages: &Messages,
) {
    let cut = |from: u32, to: u32| -> String {
        let (from, to) = (from.saturating_sub(record.span.start), to.saturating_sub(record.span.start));
        item.text.chars().skip(from as usize).take(to.saturating_sub(from) as usize).collect()
    };
    writer.begin(Style::Entry, Some(number));
    let within = |start: u32| record.span.start <= start && start < record.span.end;
    // A day told by a heading above stands in the entry's place here.
    if let Some(date) = record.dated().filter(|date| !within(date.start) || date.end <= date.start)
        && let Some(date) = first(date).filter(|_| date.edtf.len() >= 10)
    {
        let day = messages.tell("book-day", &[("day", date.day.to_string().into())]);
        writer.strong(&format!("{day}　"));
    }
    let mut rest = record.span.start;
    if let Some(headline) = record.headline.as_ref().filter(|headline| within(headline.start)) {
        let before = cut(record.span.start, headline.start);
        writer.words(&line(&before));
        writer.strong(&line(&headline.text));
        writer.words("　");
        rest = headline.end;
    }
    let words = cut(rest, record.span.end);
    let mut lines = words.split(['\n', '\r']).map(line).filter(|line| !line.is_empty());
    writer.words(&lines.next().unwrap_or_default());
    let mut more: Vec<String> = lines.collect();
    let last = more.pop();
    for line in more {
        writer.end();
        writer.begin(Style::Entry, None);
        writer.words(&line);
    }
    if let Some(last) = last {
        writer.end();
        writer.begin(Style::Entry, None);
        writer.words(&last);
    }
    let notes = notes(record, messages);
    if !notes.is_empty() {
        writer.footnote(&notes.concat());
    }
    if source > 0 {
        writer.raised(&format!("〔{source}〕"));
    }
    writer.end();
}

/// What the text does not say itself.
fn notes(record: &Record, messages: &Messages) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(date) = &record.date {
        let figures = date.text.chars().any(|c| c.is_ascii_digit());
        let other =
            date.julian.is_some() || date.text.contains("农历") || !figures && date.text.contains('年');
        if other && date.basis == TimeBasis::Stated && date.end > date.start {
            let told = [("text", date.text.as_str().into()), ("edtf", date.edtf.as_str().into())];
            notes.push(messages.tell("book-gregorian", &told));
        }
    }
    for person in &record.people {
        for title in
            person.titles.iter().filter(|t| matches!(t.basis, TitleBasis::Carried | TitleBasis::Roster))
        {
            let ground = messages.word("ground", &title.basis);
            let told = [
                ("name", person.name.as_str().into()),
                ("title", title.text.as_str().into()),
                ("ground", ground.into()),
            ];
            notes.push(messages.tell("book-post", &told));
        }
    }
    notes
}

/// Series of figures as tables.
fn ledgers(writer: &mut Writer, ledgers: &[Ledger], messages: &Messages) {
    if ledgers.is_empty() {
        return;
    }
    writer.heading(&messages.say("book-ledgers"));
    let say = |key: &str| messages.say(&format!("book-ledger-{key}"));
    for ledger in ledgers {
        writer.paragraph(Style::Caption, &ledger.name);
        let mut rows = vec![vec![say("ordinal"), say("date"), say("increment"), say("total"), say("parts")]];
        for line in &ledger.lines {
            let figure = |figure: &Option<dashiji::collate::ledger::Figure>| {
                figure.as_ref().map_or(String::new(), |f| format!("{}{}", f.value, f.unit))
            };
            let ordinals: Vec<String> = line.ordinals.iter().map(u32::to_string).collect();
            let parts = line
                .parts
                .iter()
                .map(|part| format!("{}{}{}", part.of.as_deref().unwrap_or_default(), part.value, part.unit));
            let least = if line.at_least { "≥" } else { "" };
            rows.push(vec![
                ordinals.join("、"),
                line.date.clone().unwrap_or_default(),
                format!("{least}{}", figure(&line.increment)),
                figure(&line.total),
                parts.collect::<Vec<_>>().join("，"),
            ]);
        }
        writer.table(&rows);
    }
}

/// A document by GB/T 7714—2015: who is responsible, title, kind, day of publication, day it was opened, address.
fn cited(document: &DocumentRecord) -> String {
    let mut out = String::new();
    if let Some(source) = document.source.as_ref().or(document.site.as_ref()) {
        out.push_str(&format!("{source}. "));
    }
    let name = document.path.as_deref().and_then(|path| path.rsplit(['/', '\\']).next());
    let title = match (&document.series, &document.title) {
        (Some(series), Some(title)) if !title.contains(series.as_str()) => format!("{series}: {title}"),
        (_, Some(title)) => title.clone(),
        (Some(series), None) => series.clone(),
        (None, None) => name.unwrap_or("-").to_owned(),
    };
    out.push_str(&title);
    out.push_str(if document.url.is_some() { "[EB/OL]. " } else { "[Z]. " });
    if let Some(site) = document
        .site
        .as_ref()
        .filter(|site| Some(*site) != document.source.as_ref() && document.source.is_some())
    {
        out.push_str(&format!("{site}, "));
    }
    if let Some(published) = &document.published {
        out.push_str(&if document.url.is_some() { format!("({published})") } else { published.clone() });
    }
    if let Some(accessed) =
        document.accessed.as_ref().or(document.captured.as_ref()).filter(|_| document.url.is_some())
    {
        out.push_str(&format!("[{accessed}]"));
    }
    if let Some(url) = &document.url {
        out.push_str(&format!(". {url}"));
    }
    let out = out.trim_end_matches([' ', ',', '.']).to_owned();
    format!("{out}.")
}

/// Words on one line, tabs as spaces of a character's width.
fn line(words: &str) -> String {
    let parts: Vec<&str> = words.split('\t').map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join("　")
}
