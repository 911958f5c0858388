//! A reading for a person at a terminal: who (in what office) did what part, when and where, with the words it came from.
//!
//! In goes a [`Record`]; out comes a block such as
//!
//! ```text
//!   12  2021-03-04  会议  县委常委会召开会议部署春灌工作
//!       「3月4日」年月据上文 · 字 1203–1490
//!       人物  赵立本（县委书记） 主持「主持召开」@1207
//! ```
//!
//! and, after the last document, a [`Tally`] of all.

use crate::csv::{one_line, source};
use crate::language::Messages;
use crate::layout::{Ink, NO_BREAK, Run, Sheet, width};
use dashiji::document::Document;
use dashiji::fact::{
    DocumentRecord, EventRecord, EventType, Part, Participation, PersonRecord, PlaceRole, QuantityRecord,
    Record, TimeRecord, TitleBasis, TitleKind,
};
use dashiji::recognize::lattice::Grade;
use dashiji::resolve::day::iso_order;
use dashiji::text::{Span, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// How pages look.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The reader's words.
    pub messages: &'a Messages,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether it shows colours.
    pub colour: bool,
}

/// Columns before an entry's rows.
const INDENT: usize = 6;
/// Columns of a row's label.
const LABEL: usize = 9;
/// Characters of an entry that has no headline.
const EXCERPT: usize = 60;
/// People named in the summary.
const MOST: usize = 8;

/// Writes what a document tells of itself, which stands above its entries.
///
/// # Errors
/// Where `out` cannot be written.
pub fn heading(out: &mut impl Write, document: &Document, look: Look<'_>) -> io::Result<()> {
    Page { sheet: sheet(out, look), words: look.messages, text: &document.text }.heading(&document.record)
}

/// Writes an entry of a document.
///
/// # Errors
/// Where `out` cannot be written.
pub fn entry(out: &mut impl Write, document: &Document, record: &Record, look: Look<'_>) -> io::Result<()> {
    Page { sheet: sheet(out, look), words: look.messages, text: &document.text }.entry(record)
}

pub(crate) fn sheet<'a, W: Write>(out: &'a mut W, look: Look<'_>) -> Sheet<'a, W> {
    Sheet { out, width: look.width.clamp(40, 120), colour: look.colour }
}

struct Page<'a, W> {
    sheet: Sheet<'a, W>,
    words: &'a Messages,
    text: &'a Text,
}

impl<W: Write> Page<'_, W> {
    fn heading(&mut self, document: &DocumentRecord) -> io::Result<()> {
        let mut line = vec![(Ink::Strong, source(document, Some(self.words)))];
        let region = document.region.as_ref().map(|region| match &region.code {
            Some(code) => format!("{} {code}", region.name),
            None => region.name.clone(),
        });
        let told =
            [("document-period", document.period.clone()), ("document-captured", document.captured.clone())];
        let told =
            told.into_iter().filter_map(|(key, value)| Some(format!("{} {}", self.words.say(key), value?)));
        for more in region.into_iter().chain(told) {
            line.push((Ink::Dim, format!(" · {more}")));
        }
        self.sheet.paragraph(0, &line)?;
        if let Some(path) = document.path.as_ref().filter(|path| **path != line[0].1) {
            self.sheet.paragraph(0, &[(Ink::Dim, path.clone())])?;
        }
        self.sheet.blank()
    }

    fn entry(&mut self, record: &Record) -> io::Result<()> {
        let number = format!("{:>4}  ", record.number);
        let mut head = vec![(Ink::Dim, String::new())];
        head.push(match record.dated() {
            Some(date) => (Ink::Date, days(date)),
            None => (Ink::Date, self.words.say("undated")),
        });
        if let Some(kind) = record.kind {
            head.push((Ink::Plain, "  ".to_owned()));
            head.push((Ink::Kind, self.words.word("type", &kind)));
        }
        head.push((Ink::Plain, "  ".to_owned()));
        head.push(match &record.headline {
            Some(headline) => (Ink::Strong, one_line(&headline.text)),
            None => (Ink::Plain, self.excerpt(record)),
        });
        self.sheet.out.write_all(number.as_bytes())?;
        self.sheet.paragraph(INDENT, &head)?;
        self.ground(record)?;
        self.organizers(record)?;
        self.people(record)?;
        self.places(record)?;
        if record.events.len() > 1 {
            for (number, event) in record.events.iter().enumerate() {
                self.event(record, event, number + 1)?;
            }
        }
        self.bodies("row-orgs", &record.orgs)?;
        self.bodies("row-organs", &record.organs)?;
        self.papers(record)?;
        self.times(record)?;
        self.figures(record)?;
        self.doubts(record)?;
        self.sheet.blank()
    }

    /// The words the date came from, how it is known, and where the entry stands.
    fn ground(&mut self, record: &Record) -> io::Result<()> {
        let mut line: Vec<Run> = Vec::new();
        if let Some(date) = &record.date {
            line.push((Ink::Dim, format!("「{}」{} · ", date.text, self.words.word("basis", &date.basis))));
        }
        let at =
            [("start", record.span.start.to_string().into()), ("end", record.span.end.to_string().into())];
        line.push((Ink::Dim, self.words.tell("entry-at", &at)));
        if let Some(heading) = &record.section_heading {
            line.push((Ink::Dim, format!(" · {}", one_line(&heading.text))));
        }
        write!(self.sheet.out, "{:INDENT$}", "")?;
        self.sheet.paragraph(INDENT, &line)
    }

    fn row(&mut self, label: &str, runs: &[Run]) -> io::Result<()> {
        let label = if label.is_empty() { String::new() } else { self.words.say(label) };
        let column = (width(&label) + 1).max(if self.chinese() { 6 } else { LABEL });
        self.sheet.row(INDENT, (&label, column), runs)
    }

    fn chinese(&self) -> bool {
        self.words.language() == crate::Language::Chinese
    }

    fn organizers(&mut self, record: &Record) -> io::Result<()> {
        let mut line = Vec::new();
        for organizer in &record.organizers {
            separate(&mut line);
            line.extend(full(&organizer.text, organizer.name.as_ref()));
            line.push((Ink::Kind, format!(" {}", self.words.word("organizer", &organizer.role))));
            line.push(at(organizer.start));
        }
        self.list("row-organizers", &line)
    }

    /// People in the order of the text; neighbours without office who did the same by the same word stand in one line.
    fn people(&mut self, record: &Record) -> io::Result<()> {
        let mut label = "row-people";
        let mut rest: Vec<(&PersonRecord, Option<&Participation>)> = record
            .people
            .iter()
            .enumerate()
            .map(|(k, person)| {
                let events = record.events.iter().flat_map(|event| &event.people);
                (person, events.filter(|p| p.person == k).max_by_key(|p| p.start.is_some()))
            })
            .collect();
        rest.reverse();
        while let Some((person, played)) = rest.pop() {
            let mut line = vec![(Ink::Strong, person.name.clone())];
            line.extend(self.offices(person));
            while let Some((next, _)) = rest.last().filter(|(next, other)| {
                person.titles.is_empty()
                    && next.titles.is_empty()
                    && next.parts == person.parts
                    && other.map(|p| (p.start, p.end)) == played.map(|p| (p.start, p.end))
            }) {
                line.push((Ink::Strong, format!("、{}", next.name)));
                rest.pop();
            }
            let parts = self.parts(&person.parts);
            let verb = played.and_then(|p| Some(self.text.slice(Span { start: p.start?, end: p.end? })));
            // 主持「主持」 would say it twice.
            let verb = verb.filter(|verb| *verb != parts).map(|verb| (Ink::Dim, format!("「{verb}」")));
            line.push((Ink::Kind, format!(" {parts}")));
            line.extend(verb);
            line.extend(person.mentions.first().map(|mention| at(mention.start)));
            self.row(label, &line)?;
            label = "";
        }
        Ok(())
    }

    /// `（县委书记、县人大常委会主任）`, with how it is known where the entry does not state it.
    fn offices(&self, person: &PersonRecord) -> Vec<Run> {
        let shown = |kind: TitleKind| kind != TitleKind::Address || person.titles.len() == 1;
        let offices: Vec<String> = person
            .titles
            .iter()
            .filter(|title| shown(title.kind))
            .map(|title| match title.basis {
                TitleBasis::Stated => one_line(title.words()),
                basis => format!("{} [{}]", one_line(title.words()), self.words.word("ground", &basis)),
            })
            .collect();
        if offices.is_empty() {
            Vec::new()
        } else {
            vec![(Ink::Plain, format!("（{}）", offices.join("、")))]
        }
    }

    fn parts(&self, parts: &[Part]) -> String {
        let words: Vec<String> = parts.iter().map(|part| self.words.word("part", part)).collect();
        if words.is_empty() { self.words.word("part", &Part::Mention) } else { self.joined(&words) }
    }

    fn joined(&self, words: &[String]) -> String {
        words.join(if self.chinese() { "、" } else { ", " })
    }

    fn roles(&self, roles: &[PlaceRole]) -> String {
        let words: Vec<String> = roles.iter().map(|role| self.words.word("role", role)).collect();
        self.joined(&words)
    }

    fn places(&mut self, record: &Record) -> io::Result<()> {
        let mut line = Vec::new();
        for place in &record.places {
            separate(&mut line);
            line.extend(full(&place.text, Some(&place.name)));
            if let Some(code) = &place.code {
                line.push((Ink::Dim, format!("{NO_BREAK}{code}")));
            }
            if !place.roles.is_empty() {
                line.push((Ink::Kind, format!(" {}", self.roles(&place.roles))));
            }
            line.extend(place.mentions.first().map(|mention| at(mention.start)));
        }
        self.list("row-places", &line)
    }

    fn event(&mut self, record: &Record, event: &EventRecord, number: usize) -> io::Result<()> {
        let mut line = vec![(Ink::Plain, format!("{number} "))];
        if let Some(date) = event.date.as_ref().filter(|date| date.is_resolved()) {
            line.push((Ink::Date, format!("{} ", days(date))));
        }
        if let Some(kind) = event.kind {
            line.push((Ink::Kind, format!("{} ", self.words.word("type", &kind))));
        }
        let mut told = Vec::new();
        for played in &event.people {
            let Some(person) = record.people.get(played.person) else { continue };
            separate(&mut told);
            told.push((Ink::Strong, person.name.clone()));
            told.push((Ink::Kind, format!(" {}", self.parts(&played.parts))));
        }
        for place in &event.places {
            let Some(named) = record.places.get(place.place) else { continue };
            separate(&mut told);
            told.push((Ink::Plain, one_line(&named.text)));
            told.push((Ink::Kind, format!(" {}", self.words.word("role", &place.role))));
        }
        line.extend(told);
        line.push((Ink::Dim, format!(" {}–{}", event.span.start, event.span.end)));
        self.row(if number == 1 { "row-event" } else { "" }, &line)
    }

    fn bodies(&mut self, label: &str, bodies: &[dashiji::fact::OrganizationRecord]) -> io::Result<()> {
        let mut line = Vec::new();
        for body in bodies {
            separate(&mut line);
            line.extend(full(&body.text, body.name.as_ref()));
            line.extend(body.mentions.first().map(|mention| at(mention.start)));
        }
        self.list(label, &line)
    }

    fn papers(&mut self, record: &Record) -> io::Result<()> {
        let mut label = "row-documents";
        for document in &record.documents {
            let mut line = vec![(Ink::Plain, format!("《{}》", one_line(&document.title)))];
            line.extend(document.number.as_ref().map(|number| (Ink::Plain, one_line(number))));
            let stage = document.stage.map(|stage| format!(" {}", self.words.word("stage", &stage)));
            line.extend(stage.map(|stage| (Ink::Kind, stage)));
            line.extend(document.stage_date.as_ref().map(|day| (Ink::Date, format!(" {day}"))));
            line.extend(
                document.issuer.as_ref().map(|issuer| (Ink::Plain, format!(" {}", one_line(issuer)))),
            );
            line.extend(document.mentions.first().map(|mention| at(mention.start)));
            self.row(label, &line)?;
            label = "";
        }
        let mut line = Vec::new();
        for publication in &record.publications {
            separate(&mut line);
            line.push((Ink::Plain, format!("《{}》", one_line(&publication.title))));
            line.extend(publication.mentions.first().map(|mention| at(mention.start)));
        }
        self.list("row-publications", &line)
    }

    /// The times beside the entry's own date.
    fn times(&mut self, record: &Record) -> io::Result<()> {
        let own = record.date.as_ref().map(|date| (date.start, date.end));
        let mut line = Vec::new();
        for time in record.times.iter().filter(|time| Some((time.start, time.end)) != own) {
            separate(&mut line);
            line.push((Ink::Plain, format!("「{}」", one_line(&time.text))));
            line.push((Ink::Date, days(time)));
            line.push(at(time.start));
        }
        self.list("row-times", &line)
    }

    fn figures(&mut self, record: &Record) -> io::Result<()> {
        let mut line = Vec::new();
        // A figure told again is told once here.
        for figure in record.quantities.iter().filter(|figure| figure.same_as.is_none()) {
            separate(&mut line);
            line.push((Ink::Strong, one_line(&figure.text)));
            let more = self.about(figure);
            line.extend(figure.of.as_ref().map(|of| (Ink::Plain, format!(" {}", one_line(of)))));
            line.push((Ink::Kind, format!(" {more}")));
            line.push(at(figure.start));
        }
        self.list("row-quantities", &line)
    }

    /// What a figure is: its value where the text writes it otherwise, its kind, how exact, what it belongs to.
    fn about(&self, figure: &QuantityRecord) -> String {
        let mut about = vec![self.words.word("kind", &figure.kind)];
        let value = figure.value.to_string();
        if !figure.text.contains(&value) {
            about.push(format!("={value}"));
        }
        about.extend(figure.approx.map(|approx| self.words.word("approx", &approx)));
        about.extend(
            figure.as_of.as_ref().map(|day| self.words.tell("as-of", &[("day", day.as_str().into())])),
        );
        about.extend(figure.part_of.map(|k| self.words.tell("part-of", &[("n", (k + 1).into())])));
        self.joined(&about)
    }

    /// What is not sure, and between what: `连云港港? 连云港`; two marks where much is in doubt.
    fn doubts(&mut self, record: &Record) -> io::Result<()> {
        let mut line = Vec::new();
        for doubted in record.doubts() {
            separate(&mut line);
            let mark = if doubted.doubt.grade == Grade::Much { "??" } else { "?" };
            let read = crate::doubt::value(doubted.field, &doubted.read, Some(self.words));
            line.push((Ink::Plain, format!("{}{mark}", one_line(&read))));
            for rival in &doubted.doubt.rivals {
                let rival = crate::doubt::value(doubted.field, rival, Some(self.words));
                line.push((Ink::Dim, format!(" {}", one_line(&rival))));
            }
            if doubted.doubt.rivals.is_empty()
                && let Some(ground) = crate::doubt::grounds(doubted.doubt, self.words).first()
            {
                line.push((Ink::Dim, format!(" ({ground})")));
            }
        }
        self.list("row-doubt", &line)
    }

    fn list(&mut self, label: &str, line: &[Run]) -> io::Result<()> {
        if line.is_empty() { Ok(()) } else { self.row(label, line) }
    }

    /// The entry's first words, past the date that stands before them.
    fn excerpt(&self, record: &Record) -> String {
        let span = record.span;
        let opens = |date: &&TimeRecord| span.start <= date.start && date.start <= span.start + 2;
        let start = record.date.as_ref().filter(opens).map_or(span.lo(), |date| date.end as usize);
        let end = span.hi().min(start + EXCERPT);
        let mark = |c: char| c.is_whitespace() || "，,、:：—-）)】]。*".contains(c);
        let mut rest = self.text.slice(Span::new(start, end)).trim_start_matches(mark);
        // 3月1日起，全县…: what only closes the date.
        for tail in ["起", "以来"] {
            rest = rest.strip_prefix(tail).filter(|rest| rest.starts_with(mark)).unwrap_or(rest);
        }
        let words = one_line(rest.trim_start_matches(mark));
        if end < span.hi() { format!("{words}…") } else { words }
    }
}

fn separate(line: &mut Vec<Run>) {
    if !line.is_empty() {
        line.push((Ink::Plain, "； ".to_owned()));
    }
}

/// Where something stands.
fn at(start: u32) -> Run {
    (Ink::Dim, format!("@{start}"))
}

/// The words as written, and the full name where it is another.
fn full(text: &str, name: Option<&String>) -> Vec<Run> {
    let mut runs = vec![(Ink::Plain, one_line(text))];
    if let Some(name) = name.filter(|name| *name != text && !name.is_empty()) {
        runs.push((Ink::Dim, format!("（{}）", one_line(name))));
    }
    runs
}

/// `2021-03-04`, `2021-03-04/2021-03-05`.
fn days(date: &TimeRecord) -> String {
    if date.from == date.to { date.from.clone() } else { format!("{}/{}", date.from, date.to) }
}

/// What all readings hold together.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    documents: usize,
    entries: usize,
    from: Option<String>,
    to: Option<String>,
    people: BTreeMap<String, usize>,
    places: BTreeSet<String>,
    bodies: BTreeSet<String>,
    papers: BTreeSet<String>,
    figures: usize,
    types: BTreeMap<EventType, usize>,
}

impl Tally {
    /// Counts a document.
    pub fn document(&mut self) {
        self.documents += 1;
    }

    /// Adds an entry.
    pub fn entry(&mut self, record: &Record) {
        self.entries += 1;
        if let Some(date) = record.dated() {
            self.from =
                self.from.take().into_iter().chain([date.from.clone()]).min_by(|a, b| iso_order(a, b));
            self.to = self.to.take().into_iter().chain([date.to.clone()]).max_by(|a, b| iso_order(a, b));
        }
        for person in &record.people {
            let acted = person.parts.iter().any(|part| !matches!(part, Part::Cited | Part::Mention));
            *self.people.entry(person.name.clone()).or_default() += usize::from(acted);
        }
        self.places.extend(
            record.places.iter().map(|place| place.code.clone().unwrap_or_else(|| place.name.clone())),
        );
        let bodies = record.orgs.iter().map(|body| body.name.as_ref().unwrap_or(&body.text));
        let organizers = record.organizers.iter().map(|body| body.name.as_ref().unwrap_or(&body.text));
        self.bodies.extend(bodies.chain(organizers).cloned());
        self.papers.extend(record.documents.iter().map(|document| document.title.clone()));
        self.figures += record.quantities.len();
        if let Some(kind) = record.kind {
            *self.types.entry(kind).or_default() += 1;
        }
    }

    /// Adds what another tally holds.
    pub fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.entries += other.entries;
        self.from = self.from.take().into_iter().chain(other.from).min_by(|a, b| iso_order(a, b));
        self.to = self.to.take().into_iter().chain(other.to).max_by(|a, b| iso_order(a, b));
        for (name, count) in other.people {
            *self.people.entry(name).or_default() += count;
        }
        self.places.extend(other.places);
        self.bodies.extend(other.bodies);
        self.papers.extend(other.papers);
        self.figures += other.figures;
        for (kind, count) in other.types {
            *self.types.entry(kind).or_default() += count;
        }
    }

    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.documents == 0
    }

    /// How many entries there are.
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// Writes the summary.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn write(&self, out: &mut impl Write, look: Look<'_>) -> io::Result<()> {
        let words = look.messages;
        let mut sheet = sheet(out, look);
        let mut line = Vec::new();
        if self.documents > 1 {
            line.push(words.tell("summary-documents", &[("n", self.documents.into())]));
        }
        line.push(match (&self.from, &self.to) {
            (Some(from), Some(to)) if from != to => words.tell(
                "summary-entries",
                &[("n", self.entries.into()), ("from", from.as_str().into()), ("to", to.as_str().into())],
            ),
            (Some(from), _) => words.tell(
                "summary-entries-one-day",
                &[("n", self.entries.into()), ("from", from.as_str().into())],
            ),
            _ if self.entries == 0 => words.say("nothing"),
            _ => words.tell("summary-entries-undated", &[("n", self.entries.into())]),
        });
        let counts = [
            ("people", self.people.len()),
            ("places", self.places.len()),
            ("bodies", self.bodies.len()),
            ("documents", self.papers.len()),
            ("figures", self.figures),
        ];
        if self.entries > 0 {
            line.push(words.tell("summary-counts", &counts.map(|(name, count)| (name, count.into()))));
        }
        let chinese = words.language() == crate::Language::Chinese;
        let column = if chinese { 6 } else { LABEL };
        let stop = if chinese { "；" } else { "; " };
        sheet.row(0, (&words.say("summary"), column), &[(Ink::Plain, line.join(stop))])?;
        let mut types: Vec<_> = self.types.iter().collect();
        types.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let types: Vec<String> = types
            .into_iter()
            .map(|(kind, count)| format!("{}{NO_BREAK}{count}", words.word("type", kind)))
            .collect();
        let mut people: Vec<_> = self.people.iter().filter(|(_, count)| **count > 1).collect();
        people.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let people: Vec<String> =
            people.into_iter().take(MOST).map(|(name, count)| format!("{name}{NO_BREAK}{count}")).collect();
        for (label, list) in [("summary-types", types), ("summary-people", people)] {
            if !list.is_empty() {
                sheet.row(0, (&words.say(label), column), &[(Ink::Plain, list.join(" · "))])?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_before_the_year_0_come_first() {
        let mut days = ["0001-01-01", "-0044-03-15", "-0221-01-01", "2021-03-04", "-0044-02-01"];
        days.sort_by(|a, b| iso_order(a, b));
        assert_eq!(days, ["-0221-01-01", "-0044-02-01", "-0044-03-15", "0001-01-01", "2021-03-04"]);
    }
}
