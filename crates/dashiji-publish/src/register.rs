//! Registers and ledgers for a person, for a program (JSON, one object a line) and for a spreadsheet (CSV).
//!
//! In go the registers of a collation; out come, for a person, blocks such as
//!
//! ```text
//! 赵立本  12 条 · 2021-03-01 至 2021-03-30
//!   职务  县委书记  2021-03-01 至 2021-03-30 所见,8 处
//!   行迹  2021-03-04  清河县  主持「…」条目 12
//! ```

use crate::csv::{harmless, one_line};
use crate::language::{Argument, Messages};
use crate::layout::{Ink, Run, Sheet, width};
use crate::pretty::{Look, sheet};
use dashiji::collate::Cite;
use dashiji::collate::document::Document;
use dashiji::collate::ledger::balance::{Amount, Verdict};
use dashiji::collate::ledger::{Ledger, Line};
use dashiji::collate::office::{Between, Post};
use dashiji::collate::organization::Organization;
use dashiji::collate::person::{Office, Person};
use dashiji::collate::place::Place;
use serde::Serialize;
use std::io::{self, Write};

/// Columns before a row.
const INDENT: usize = 2;
/// Columns of a row's label.
const LABEL: usize = 8;
/// Rows of one kind that are shown before the rest is only counted.
const MOST: usize = 40;

/// A register's item: how it is shown and which rows it makes.
pub trait Item: Serialize {
    /// Columns of its table, by the names of the JSON.
    const COLUMNS: &'static [&'static str];

    /// Shows it.
    ///
    /// # Errors
    /// Where the sheet cannot be written.
    fn show<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()>;

    /// Its rows.
    fn rows(&self, words: &Messages) -> Vec<Vec<String>>;
}

/// Writes items for a person.
///
/// # Errors
/// Where `out` cannot be written.
pub fn pretty<I: Item>(out: &mut impl Write, items: &[I], look: Look<'_>) -> io::Result<()> {
    let mut page = Page { sheet: sheet(out, look), words: look.messages };
    for item in items {
        item.show(&mut page)?;
        page.sheet.blank()?;
    }
    let told = match items.len() {
        0 => look.messages.say("nothing-found"),
        n => look.messages.tell("items", &[("n", n.into())]),
    };
    page.sheet.paragraph(0, &[(Ink::Dim, told)])
}

/// Writes items as JSON, one object a line.
///
/// # Errors
/// Where `out` cannot be written.
pub fn json<I: Item>(out: &mut impl Write, items: &[I]) -> io::Result<()> {
    for item in items {
        serde_json::to_writer(&mut *out, item)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes items as a table.
///
/// # Errors
/// Where `out` cannot be written.
pub fn table<I: Item>(out: &mut impl Write, items: &[I], words: &Messages) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(I::COLUMNS)?;
    for row in items.iter().flat_map(|item| item.rows(words)) {
        table.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    table.flush()
}

/// Where items are shown.
pub struct Page<'a, W> {
    sheet: Sheet<'a, W>,
    words: &'a Messages,
}

impl<W> std::fmt::Debug for Page<'_, W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Page").finish_non_exhaustive()
    }
}

impl<'a, W: Write> Page<'a, W> {
    /// The words of the reader's language.
    pub(crate) fn words(&self) -> &'a Messages {
        self.words
    }

    pub(crate) fn head(&mut self, name: &str, more: &str) -> io::Result<()> {
        self.sheet.paragraph(0, &[(Ink::Strong, name.to_owned()), (Ink::Dim, format!("  {more}"))])
    }

    pub(crate) fn row(&mut self, key: &str, runs: &[Run]) -> io::Result<()> {
        let label = if key.is_empty() { String::new() } else { self.words.say(key) };
        self.sheet.row(INDENT, (&label, LABEL), runs)
    }

    /// Rows under one label, the label on the first alone.
    pub(crate) fn list(
        &mut self,
        key: &str,
        rows: impl ExactSizeIterator<Item = Vec<Run>>,
    ) -> io::Result<()> {
        let all = rows.len();
        for (k, runs) in rows.take(MOST).enumerate() {
            self.row(if k == 0 { key } else { "" }, &runs)?;
        }
        if all > MOST {
            let more = self.words.tell("more", &[("n", (all - MOST).into())]);
            self.row("", &[(Ink::Dim, more)])?;
        }
        Ok(())
    }

    fn days(&self, first: Option<&str>, last: Option<&str>) -> String {
        days(self.words, first, last)
    }

    /// How and when an office was taken and left.
    fn turns(&self, office: &Office) -> impl Iterator<Item = Run> {
        office.changes.iter().map(|turn| {
            let day = turn.date.clone().unwrap_or_else(|| self.words.say("undated"));
            let told =
                [("day", Argument::from(day.as_str())), ("how", self.words.word("change", &turn.how).into())];
            plain(self.words.tell("turn", &told))
        })
    }

    fn cite(&self, cite: &Cite) -> Run {
        (Ink::Dim, format!(" {}", entry(self.words, cite)))
    }
}

/// `2021-03-01`, or `2021-03-01 至 2021-03-30`.
fn days(words: &Messages, first: Option<&str>, last: Option<&str>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => {
            words.tell("days", &[("from", first.into()), ("to", last.into())])
        }
        (Some(day), _) | (None, Some(day)) => day.to_owned(),
        (None, None) => words.say("undated"),
    }
}

/// `a.txt 条目 12 @1203`: where a citation leads.
fn entry(words: &Messages, cite: &Cite) -> String {
    let path = cite.path.as_deref().and_then(|p| p.rsplit(['/', '\\']).next()).unwrap_or_default();
    words.tell(
        "cited",
        &[
            ("path", path.into()),
            ("number", cite.number.to_string().into()),
            ("start", cite.start.to_string().into()),
        ],
    )
}

/// `12 条`, and those in doubt apart: `12 条（另存疑 2）`.
fn sightings(words: &Messages, entries: u32, doubtful: u32) -> String {
    apart(words, "entries", entries.saturating_sub(doubtful).into(), doubtful.into())
}

/// How often somebody is seen in an office, and where the name is in doubt apart.
fn seen(words: &Messages, cites: &[Cite]) -> String {
    let doubtful = cites.iter().filter(|cite| cite.doubt).count();
    apart(words, "seen", (cites.len() - doubtful) as u64, doubtful as u64)
}

fn apart(words: &Messages, key: &str, sure: u64, doubtful: u64) -> String {
    let told = words.tell(key, &[("n", sure.into())]);
    if doubtful == 0 {
        return told;
    }
    words.tell("and-doubted", &[("sure", told.into()), ("n", doubtful.into())])
}

/// How many of some sightings are in doubt, as a cell: nothing where none is.
fn doubted<'a>(cites: impl IntoIterator<Item = &'a Cite>) -> String {
    let doubted = cites.into_iter().filter(|cite| cite.doubt).count();
    if doubted == 0 { String::new() } else { doubted.to_string() }
}

fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

fn plain(words: impl Into<String>) -> Run {
    (Ink::Plain, words.into())
}

impl Item for Person {
    const COLUMNS: &'static [&'static str] = &[
        "name", "homonym", "what", "from", "to", "value", "place", "document", "entry", "start", "end",
        "doubt",
    ];

    fn show<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()> {
        let mut more = sightings(page.words, self.entries, self.doubtful);
        if self.cited > 0 {
            more =
                format!("{more} · {}", page.words.tell("only-cited", &[("n", u64::from(self.cited).into())]));
        }
        more = format!("{more} · {}", page.days(self.first.as_deref(), self.last.as_deref()));
        let name =
            if self.homonym > 1 { format!("{}({})", self.name, self.homonym) } else { self.name.clone() };
        page.head(&name, &more)?;
        if !self.aliases.is_empty() {
            let told: Vec<String> = self
                .aliases
                .iter()
                .map(|alias| {
                    let kind = page.words.word("alias", &alias.kind);
                    page.words.tell("alias", &[("kind", kind.into()), ("name", alias.name.as_str().into())])
                })
                .collect();
            let cites = self.aliases.first().map(|alias| page.cite(&alias.cite));
            let runs: Vec<Run> = std::iter::once(plain(told.join("，"))).chain(cites).collect();
            page.row("row-aliases", &runs)?;
        }
        if let Some(offices) = self.ground.strip_prefix("clash:") {
            let ground = page.words.tell("ground-clash", &[("offices", offices.into())]);
            page.row("row-ground", &[(Ink::Dim, ground)])?;
        }
        if let Some(regions) = self.ground.strip_prefix("circle:") {
            let ground = page.words.tell("ground-circle", &[("regions", regions.into())]);
            page.row("row-ground", &[(Ink::Dim, ground)])?;
        }
        for maybe in &self.maybe_same_as {
            let said = |grounds: &[String]| {
                let said: Vec<String> =
                    grounds.iter().map(|ground| page.words.say(&format!("maybe-{ground}"))).collect();
                if said.is_empty() { page.words.say("maybe-none") } else { said.join("; ") }
            };
            let (key, who) = match &maybe.name {
                Some(name) => ("maybe-named", ("name", name.as_str().into())),
                None => ("maybe-same", ("n", u64::from(maybe.homonym).into())),
            };
            let told = page.words.tell(
                key,
                &[
                    who,
                    ("entries", u64::from(maybe.entries).into()),
                    ("for", said(&maybe.grounds_for).into()),
                    ("against", said(&maybe.grounds_against).into()),
                ],
            );
            let cite = maybe.cite.as_ref().map(|cite| page.cite(cite));
            let runs: Vec<Run> = std::iter::once((Ink::Dim, told)).chain(cite).collect();
            page.row("row-ground", &runs)?;
        }
        if self.offices.is_empty() {
            let none = page.words.say("no-office");
            page.row("row-offices", &[(Ink::Dim, none)])?;
        }
        let offices: Vec<Vec<Run>> = self
            .offices
            .iter()
            .map(|office| {
                let seen = seen(page.words, &office.cites);
                let days = page.days(office.first.as_deref(), office.last.as_deref());
                let mut runs = vec![
                    (Ink::Strong, office.title.clone()),
                    plain(format!("  {days}")),
                    (Ink::Dim, format!(" {seen}")),
                ];
                if office.filled.is_some() && !office.full.is_empty() && office.full != office.title {
                    runs.push((
                        Ink::Dim,
                        page.words.tell("filled", &[("office", office.full.as_str().into())]),
                    ));
                }
                runs.extend(page.turns(office));
                if let Some((from, to)) = &office.tenure {
                    let told = [
                        ("from", Argument::from(from.as_deref().unwrap_or("…"))),
                        ("to", to.as_deref().unwrap_or("…").into()),
                    ];
                    runs.push(plain(page.words.tell("tenure", &told)));
                }
                runs.extend(office.cites.first().map(|cite| page.cite(cite)));
                runs
            })
            .collect();
        page.list("row-offices", offices.into_iter())?;
        let stops: Vec<Vec<Run>> = self
            .itinerary
            .iter()
            .map(|stop| {
                let parts: Vec<String> =
                    stop.parts.iter().map(|part| page.words.word("part", part)).collect();
                let mut runs = vec![(Ink::Date, page.days(Some(&stop.from), Some(&stop.to))), plain("  ")];
                if !stop.places.is_empty() {
                    runs.push((Ink::Strong, format!("{} ", stop.places.join("、"))));
                }
                runs.push(plain(parts.join("、")));
                if !stop.remote.is_empty() {
                    runs.push((
                        Ink::Dim,
                        page.words.tell("remote", &[("places", stop.remote.join("、").into())]),
                    ));
                }
                runs.push((Ink::Dim, format!(" 「{}」", one_line(&stop.cite.text))));
                runs.push(page.cite(&stop.cite));
                runs
            })
            .collect();
        page.list("row-itinerary", stops.into_iter())?;
        if !self.company.is_empty() {
            let company: Vec<String> =
                self.company.iter().take(12).map(|c| format!("{}({})", c.name, c.events)).collect();
            page.row("row-company", &[plain(company.join("、"))])?;
        }
        if !self.documents.is_empty() {
            let titles: Vec<String> = self.documents.iter().take(12).map(|t| format!("《{t}》")).collect();
            page.row("row-documents", &[plain(titles.join("、"))])?;
        }
        Ok(())
    }

    fn rows(&self, words: &Messages) -> Vec<Vec<String>> {
        let row = |what: &str,
                   from: String,
                   to: String,
                   value: String,
                   place: String,
                   cite: Option<&Cite>| {
            let mut row =
                vec![self.name.clone(), self.homonym.to_string(), what.to_owned(), from, to, value, place];
            row.extend(cited(cite));
            row.push(doubted(cite));
            row
        };
        let mut rows: Vec<Vec<String>> = self
            .offices
            .iter()
            .map(|o| {
                row(
                    "office",
                    text(o.first.as_ref()),
                    text(o.last.as_ref()),
                    o.title.clone(),
                    text(o.org.as_ref()),
                    o.cites.first(),
                )
            })
            .collect();
        rows.extend(self.aliases.iter().map(|alias| {
            let what = format!("alias/{}", alias.kind.name());
            row(&what, String::new(), String::new(), alias.name.clone(), String::new(), Some(&alias.cite))
        }));
        rows.extend(self.itinerary.iter().map(|stop| {
            let parts: Vec<String> = stop.parts.iter().map(|part| words.word("part", part)).collect();
            row(
                "stop",
                stop.from.clone(),
                stop.to.clone(),
                parts.join("; "),
                stop.places.join("; "),
                Some(&stop.cite),
            )
        }));
        rows
    }
}

/// Document, entry and characters of a citation, as cells.
fn cited(cite: Option<&Cite>) -> [String; 4] {
    match cite {
        Some(cite) => [
            cite.path.as_ref().unwrap_or(&cite.document).to_string(),
            cite.number.to_string(),
            cite.start.to_string(),
            cite.end.to_string(),
        ],
        None => Default::default(),
    }
}

impl Item for Post {
    const COLUMNS: &'static [&'static str] = &[
        "title",
        "org",
        "name",
        "homonym",
        "from",
        "to",
        "appointed",
        "removed",
        "document",
        "entry",
        "start",
        "end",
        "doubt",
    ];

    fn show<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()> {
        page.head(&self.title, self.org.as_deref().unwrap_or_default())?;
        let holders: Vec<Vec<Run>> = self
            .holders
            .iter()
            .map(|holder| {
                let days = page.days(holder.office.first.as_deref(), holder.office.last.as_deref());
                let mut runs = vec![(Ink::Strong, holder.called()), plain(format!("  {days}"))];
                if holder.office.cites.iter().any(|cite| cite.doubt) {
                    runs.push((Ink::Dim, format!(" {}", seen(page.words, &holder.office.cites))));
                }
                runs.extend(page.turns(&holder.office));
                runs.extend(holder.office.cites.first().map(|cite| page.cite(cite)));
                runs
            })
            .collect();
        page.list("row-people", holders.into_iter())?;
        for (label, key, betweens) in
            [("row-gaps", "gap-between", &self.gaps), ("row-overlaps", "overlap-between", &self.overlaps)]
        {
            let told = |between: &Between| {
                let told = [
                    ("from", Argument::from(between.from.as_str())),
                    ("to", between.to.as_str().into()),
                    ("before", between.before.as_str().into()),
                    ("after", between.after.as_str().into()),
                ];
                vec![(Ink::Dim, page.words.tell(key, &told))]
            };
            let rows: Vec<Vec<Run>> = betweens.iter().map(told).collect();
            page.list(label, rows.into_iter())?;
        }
        Ok(())
    }

    fn rows(&self, _words: &Messages) -> Vec<Vec<String>> {
        let row = |h: &dashiji::collate::office::Holder| {
            let mut row = vec![
                self.title.clone(),
                text(self.org.as_ref()),
                h.name.clone(),
                h.homonym.to_string(),
                text(h.office.first.as_ref()),
                text(h.office.last.as_ref()),
                text(h.office.appointed.as_ref()),
                text(h.office.removed.as_ref()),
            ];
            row.extend(cited(h.office.cites.first()));
            row.push(doubted(&h.office.cites));
            row
        };
        self.holders.iter().map(row).collect()
    }
}

impl Item for Place {
    const COLUMNS: &'static [&'static str] =
        &["name", "code", "kind", "date", "type", "role", "document", "entry", "start", "end", "doubt"];

    fn show<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()> {
        let mut more = vec![];
        more.extend(self.code.clone());
        more.push(sightings(page.words, self.entries, self.doubtful));
        if self.entries_within > self.entries {
            more.push(page.words.tell("within", &[("n", u64::from(self.entries_within).into())]));
        }
        page.head(&self.name, &more.join(" · "))?;
        let rows: Vec<Vec<Run>> = self
            .happenings
            .iter()
            .map(|happening| {
                let roles: Vec<String> =
                    happening.roles.iter().map(|role| page.words.word("role", role)).collect();
                let kind = happening.kind.map(|kind| page.words.word("type", &kind)).unwrap_or_default();
                vec![
                    (Ink::Date, happening.date.clone().unwrap_or_else(|| page.words.say("undated"))),
                    (Ink::Kind, format!("  {kind}")),
                    plain(format!("  {}", roles.join("、"))),
                    page.cite(&happening.cite),
                ]
            })
            .collect();
        page.list("row-events", rows.into_iter())
    }

    fn rows(&self, words: &Messages) -> Vec<Vec<String>> {
        let row = |h: &dashiji::collate::place::Happening| {
            let roles: Vec<String> = h.roles.iter().map(|role| words.word("role", role)).collect();
            let mut row = vec![
                self.name.clone(),
                text(self.code.as_ref()),
                crate::language::name(&self.kind),
                text(h.date.as_ref()),
                h.kind.map(|kind| words.word("type", &kind)).unwrap_or_default(),
                roles.join("; "),
            ];
            row.extend(cited(Some(&h.cite)));
            row.push(doubted([&h.cite]));
            row
        };
        self.happenings.iter().map(row).collect()
    }
}

impl Item for Organization {
    const COLUMNS: &'static [&'static str] = &[
        "name", "forms", "entries", "from", "to", "history", "text", "date", "document", "entry", "start",
        "end", "doubt",
    ];

    fn show<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()> {
        let entries = sightings(page.words, self.entries, self.doubtful);
        let more = format!("{entries} · {}", page.days(self.first.as_deref(), self.last.as_deref()));
        page.head(&self.name, &more)?;
        if !self.forms.is_empty() {
            page.row("row-forms", &[plain(self.forms.join("、"))])?;
        }
        if !self.organized.is_empty() {
            let organized: Vec<String> = self
                .organized
                .iter()
                .map(|(role, n)| format!("{}({n})", page.words.word("organizer", role)))
                .collect();
            page.row("row-organizers", &[plain(organized.join("、"))])?;
        }
        let history: Vec<Vec<Run>> = self
            .history
            .iter()
            .map(|borne| {
                let told = [
                    ("from", Argument::from(borne.from.as_deref().unwrap_or("…"))),
                    ("to", borne.to.as_deref().unwrap_or("…").into()),
                ];
                let ink = if borne.entries > 0 { Ink::Strong } else { Ink::Plain };
                let mut runs =
                    vec![(ink, borne.name.clone()), plain(format!("  {}", page.words.tell("days", &told)))];
                if !borne.source.is_empty() {
                    runs.push((Ink::Dim, format!("  {}", borne.source)));
                }
                runs
            })
            .collect();
        page.list("row-history", history.into_iter())?;
        let cites: Vec<Vec<Run>> = self
            .cites
            .iter()
            .map(|cite| {
                vec![
                    (Ink::Date, cite.date.as_deref().unwrap_or_default().to_owned()),
                    plain(format!(" 「{}」", one_line(&cite.text))),
                    page.cite(cite),
                ]
            })
            .collect();
        page.list("row-events", cites.into_iter())
    }

    fn rows(&self, _words: &Messages) -> Vec<Vec<String>> {
        let row = |cite: &Cite| {
            let mut row = vec![
                self.name.clone(),
                self.forms.join("; "),
                self.entries.to_string(),
                text(self.first.as_ref()),
                text(self.last.as_ref()),
                self.history
                    .iter()
                    .map(|borne| {
                        format!("{} {}/{}", borne.name, text(borne.from.as_ref()), text(borne.to.as_ref()))
                    })
                    .collect::<Vec<_>>()
                    .join("; "),
                cite.text.clone(),
                cite.date.as_deref().unwrap_or_default().to_owned(),
            ];
            row.extend(cited(Some(cite)));
            row.push(doubted([cite]));
            row
        };
        self.cites.iter().map(row).collect()
    }
}

impl Item for Document {
    const COLUMNS: &'static [&'static str] =
        &["title", "number", "kind", "stage", "date", "body", "document", "entry", "start", "end"];

    fn show<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()> {
        let mut more: Vec<String> = [&self.number, &self.kind].into_iter().flatten().cloned().collect();
        more.push(page.words.tell("entries", &[("n", u64::from(self.entries).into())]));
        page.head(&format!("《{}》", self.title), &more.join(" · "))?;
        if !self.forms.is_empty() {
            page.row("row-forms", &[plain(format!("《{}》", self.forms.join("》《")))])?;
        }
        let stages: Vec<Vec<Run>> = self
            .stages
            .iter()
            .map(|stage| {
                let mut runs = vec![
                    (Ink::Date, stage.date.clone().unwrap_or_else(|| page.words.say("undated"))),
                    (Ink::Kind, format!("  {}", page.words.word("stage", &stage.stage))),
                ];
                let bodies = stage.all_bodies();
                if !bodies.is_empty() {
                    runs.push(plain(format!("  {}", bodies.join("、"))));
                }
                runs.extend(stage.by.as_ref().map(|title| (Ink::Dim, format!("  《{title}》"))));
                runs.extend(stage.cites.iter().take(3).map(|cite| page.cite(cite)));
                runs
            })
            .collect();
        page.list("row-stages", stages.into_iter())
    }

    fn rows(&self, words: &Messages) -> Vec<Vec<String>> {
        let row = |stage: &dashiji::collate::document::Passing| {
            let mut row = vec![
                self.title.clone(),
                text(self.number.as_ref()),
                text(self.kind.as_ref()),
                words.word("stage", &stage.stage),
                text(stage.date.as_ref()),
                stage.all_bodies().join("; "),
            ];
            row.extend(cited(stage.cites.first()));
            row
        };
        self.stages.iter().map(row).collect()
    }
}

/// Columns of a ledger's bars.
const BAR: usize = 24;

impl Item for Ledger {
    const COLUMNS: &'static [&'static str] = &[
        "ledger",
        "ordinals",
        "date",
        "increment",
        "at_least",
        "total",
        "as_of",
        "unit",
        "document",
        "entry",
        "start",
        "end",
    ];

    fn show<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()> {
        let series = if self.series.is_empty() { String::new() } else { format!("{} · ", self.series) };
        let lines = page.words.tell("lines", &[("n", self.lines.len().into())]);
        page.head(&self.title(), &format!("{series}{} · {lines}", self.unit))?;
        self.lines(page)?;
        self.equations(page)?;
        self.remainders(page)
    }

    fn rows(&self, _words: &Messages) -> Vec<Vec<String>> {
        let row = |line: &Line| {
            let value = |figure: Option<&dashiji::collate::ledger::Figure>| {
                figure.map(|f| f.value.to_string()).unwrap_or_default()
            };
            let mut row = vec![
                self.title(),
                ordinals(line),
                text(line.date.as_ref()),
                value(line.increment.as_ref()),
                line.at_least.to_string(),
                value(line.total.as_ref()),
                text(line.as_of.as_ref()),
                self.unit.clone(),
            ];
            row.extend(cited(line.cites.first()));
            row
        };
        self.lines.iter().map(row).collect()
    }
}

fn ordinals(line: &Line) -> String {
    line.ordinals.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
}

/// The part of the ledger's pages that is its own.
trait Sums {
    fn lines<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()>;
    fn equations<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()>;
    fn remainders<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()>;
}

impl Sums for Ledger {
    /// A table with a bar for each figure.
    fn lines<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()> {
        let figure =
            |line: &Line| line.increment.as_ref().or(line.total.as_ref()).map_or(0, |f| f.value.0.max(0));
        let most = self.lines.iter().map(figure).max().unwrap_or_default().max(1);
        let cells: Vec<[String; 4]> = self
            .lines
            .iter()
            .map(|line| {
                let least = if line.at_least { "≥" } else { "" };
                let increment =
                    line.increment.as_ref().map_or("—".to_owned(), |f| format!("{least}+{}", f.value));
                let total = line.total.as_ref().map_or(String::new(), |f| format!("={}", f.value));
                [ordinals(line), line.date.clone().unwrap_or_default(), increment, total]
            })
            .collect();
        let wide: Vec<usize> =
            (0..4).map(|k| cells.iter().map(|row| width(&row[k])).max().unwrap_or_default()).collect();
        for (line, row) in self.lines.iter().zip(&cells) {
            let pad = |k: usize| " ".repeat(wide[k].saturating_sub(width(&row[k])));
            let bar = usize::try_from(figure(line) * BAR as i128 / most).unwrap_or_default();
            write!(
                page.sheet.out,
                "  {}{}  {}{}  {}{}  {}{}  ",
                pad(0),
                row[0],
                row[1],
                pad(1),
                pad(2),
                row[2],
                pad(3),
                row[3]
            )?;
            write!(page.sheet.out, "{}{}", "█".repeat(bar), " ".repeat(BAR.saturating_sub(bar)))?;
            let places: Vec<String> = line.cites.iter().take(3).map(|cite| entry(page.words, cite)).collect();
            writeln!(page.sheet.out, "  {}", places.join("; "))?;
            if !line.parts.is_empty() {
                let parts: Vec<String> = line
                    .parts
                    .iter()
                    .map(|f| format!("{}{}", f.of.clone().unwrap_or_default(), f.value))
                    .collect();
                let told = page.words.tell("parts-of", &[("parts", parts.join(" + ").into())]);
                page.row("", &[(Ink::Dim, told)])?;
            }
        }
        Ok(())
    }

    fn equations<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()> {
        let rows: Vec<Vec<Run>> = self
            .balance
            .equations
            .iter()
            .map(|equation| {
                let mut terms: Vec<Amount> = Vec::new();
                if equation.start != Amount::default() {
                    terms.push(equation.start);
                }
                terms.extend(&equation.increments);
                let sum = terms.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
                let verdict = page.words.word("verdict", &equation.verdict);
                let stated = match equation.stated {
                    Some(stated) if equation.verdict == Verdict::Differs => {
                        page.words.tell("but-stated", &[("stated", stated.to_string().into())])
                    }
                    _ => String::new(),
                };
                let mark = if equation.verdict == Verdict::Differs { "✗" } else { "✓" };
                vec![
                    plain(format!("{mark} {sum} = {}", equation.sum)),
                    (Ink::Dim, format!("  {verdict}{stated}")),
                ]
            })
            .collect();
        page.list("row-equations", rows.into_iter())
    }

    fn remainders<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()> {
        for (k, rest) in self.balance.remainders.iter().enumerate() {
            let told = page.words.tell(
                "remainder",
                &[
                    ("from", rest.ordinals.0.to_string().into()),
                    ("to", rest.ordinals.1.to_string().into()),
                    ("unit", self.series.as_str().into()),
                    ("amount", rest.amount.to_string().into()),
                    ("itemised", rest.itemised.to_string().into()),
                    ("unaccounted", rest.unaccounted.to_string().into()),
                ],
            );
            page.row("row-remainder", &[plain(told)])?;
            for related in self.related.iter().filter(|r| r.remainder == k) {
                let told = page.words.tell(
                    "may-lie-inside",
                    &[
                        ("name", related.name.as_str().into()),
                        ("date", related.date.clone().unwrap_or_default().into()),
                        ("amount", related.figure.value.to_string().into()),
                    ],
                );
                page.row("", &[(Ink::Dim, told), page.cite(&related.figure.cite)])?;
            }
            if let Some(bounds) = self.bounds.iter().find(|b| b.remainder == k).filter(|b| b.least != b.most)
            {
                let told = page.words.tell(
                    "bounds",
                    &[("least", bounds.least.to_string().into()), ("most", bounds.most.to_string().into())],
                );
                page.row("", &[(Ink::Strong, told)])?;
            }
        }
        Ok(())
    }
}
