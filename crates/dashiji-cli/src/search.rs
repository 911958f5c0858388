//! `dashiji search`: a query -> the entries of a base that answer it, with lit words, counts and citations.

use crate::arguments::{SearchArguments, SortName, TableFormat};
use crate::home::{self, Bar};
use crate::settings;
use crate::trouble::Trouble;
use console::Style;
use dashiji::text::Span;
use dashiji_publish::csv::harmless;
use dashiji_publish::{Language, Messages};
use dashiji_store::search::{Facet, Found, Fragment, Ground, Hit, Holder, Options, Query, QueryError, Sort};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Searches the base and prints what is found.
///
/// # Errors
/// Where the query cannot be read, there is no base, or standard output cannot be written.
pub fn run(typed: &SearchArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let asked = typed.query.join(" ");
    let query = Query::parse(&asked).map_err(|error| Trouble::Query(asked.clone(), error))?;
    let bar = Bar::new(messages);
    let view = home::view(&typed.base, &bar)?;
    let options = Options {
        sort: match typed.sort {
            SortName::Relevance => Sort::Relevance,
            SortName::Earliest => Sort::Earliest,
            SortName::Latest => Sort::Latest,
        },
        offset: typed.offset,
        limit: typed.limit,
        facets: typed.facets.unwrap_or(0),
        // Nobody else waits for this process.
        within: std::time::Duration::from_secs(60),
        ..Options::default()
    };
    let found = view.search(&query, &options, &bar)?;
    let mut out = BufWriter::new(io::stdout());
    let printed = match typed.format {
        TableFormat::Pretty => {
            let colour = settings::look(messages).colour;
            Page { out: &mut out, colour, messages }.show(&asked, &found, typed.offset)
        }
        TableFormat::Json => serde_json::to_writer(&mut out, &found)
            .map_err(io::Error::from)
            .and_then(|()| out.write_all(b"\n")),
        TableFormat::Csv => table(&mut out, &found, messages),
    };
    printed.and_then(|()| out.flush()).map_err(Trouble::Output)?;
    Ok(ExitCode::from(u8::from(found.total == 0 && found.holders.is_empty())))
}

/// What is wrong with a query, where, and what to do: the words, and the hint under the query with a caret.
pub fn fault(query: &str, error: &QueryError, messages: &Messages) -> (String, String) {
    let arguments = [("found", error.fault.found().into()), ("expected", error.fault.expected().into())];
    let key = error.fault.key();
    let what = messages.tell(key, &arguments);
    let at_end = error.length == 0 && error.at > 0;
    let place = if at_end { "query-at-end" } else { "query-at" };
    let what = messages.tell(place, &[("at", (error.at + 1).to_string().into()), ("what", what.into())]);
    let hint = messages.tell(&format!("{key}-hint"), &arguments);
    let shown: String = query.chars().map(safe).collect();
    let before: String = shown.chars().take(error.at).collect();
    let marked: String = shown.chars().skip(error.at).take(error.length.max(1)).collect();
    // A long query is shown from near the fault on.
    let skipped = before.chars().count().saturating_sub(40);
    let (lead, before): (&str, String) =
        if skipped > 0 { ("…", before.chars().skip(skipped).collect()) } else { ("", before) };
    let rest: String = shown.chars().skip(error.at).take(40).collect();
    let carets = console::measure_text_width(&marked).clamp(1, 80);
    let indent = console::measure_text_width(lead) + console::measure_text_width(&before);
    if query.trim().is_empty() {
        return (what, hint);
    }
    (what, format!("{lead}{before}{rest}\n  {:indent$}{}\n  {hint}", "", "^".repeat(carets)))
}

/// A character that a terminal may show as it is.
fn safe(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' | '\u{3000}' => ' ',
        c if c.is_control() => '\u{fffd}',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    }
}

/// A page for a person at a terminal.
struct Page<'a, W> {
    out: &'a mut W,
    colour: bool,
    messages: &'a Messages,
}

impl<W: Write> Page<'_, W> {
    fn ink(&self, style: Style, words: &str) -> String {
        let words: String = words.chars().map(safe).collect();
        style.force_styling(self.colour).apply_to(words).to_string()
    }

    fn show(&mut self, asked: &str, found: &Found, offset: usize) -> io::Result<()> {
        if !found.holders.is_empty() {
            let heading = self.messages.tell("found-holders", &[("asked", asked.into())]);
            writeln!(self.out, "{}", self.ink(Style::new().bold(), &heading))?;
            for holder in &found.holders {
                self.holder(holder)?;
            }
            writeln!(self.out)?;
        }
        for (k, hit) in found.hits.iter().enumerate() {
            self.hit(offset + k + 1, hit)?;
        }
        for facet in &found.facets {
            self.facet(facet)?;
        }
        if !found.facets.is_empty() {
            writeln!(self.out)?;
        }
        let shown = found.hits.len();
        let told = if found.total == 0 {
            self.messages.say("nothing")
        } else if shown as u64 == found.total || shown == 0 {
            self.messages.tell("found-total", &[("n", (found.total as usize).into())])
        } else {
            let arguments = [
                ("n", (found.total as usize).into()),
                ("from", (offset + 1).into()),
                ("to", (offset + shown).into()),
            ];
            self.messages.tell("found-shown", &arguments)
        };
        writeln!(self.out, "{}", self.ink(Style::new().dim(), &told))
    }

    fn holder(&mut self, holder: &Holder) -> io::Result<()> {
        let ground = self.messages.say(match holder.ground {
            Ground::Stated => "found-holder-stated",
            Ground::Between => "found-holder-between",
            Ground::Nearest => "found-holder-nearest",
        });
        let org = holder.org.as_deref().map(|org| format!("  {org}")).unwrap_or_default();
        writeln!(
            self.out,
            "  {}  {}{}  {}",
            self.ink(Style::new().bold(), &holder.name),
            self.ink(Style::new(), &holder.title),
            self.ink(Style::new().dim(), &org),
            self.ink(Style::new().green(), &ground)
        )?;
        for proof in &holder.proof {
            let line = format!("{}  {}", proof.date, proof.citation);
            writeln!(self.out, "    {}", self.ink(Style::new().dim(), &line))?;
        }
        Ok(())
    }

    fn hit(&mut self, number: usize, hit: &Hit) -> io::Result<()> {
        let undated = self.messages.say("undated");
        let date = hit.date.as_deref().unwrap_or(&undated);
        let headline = hit.headline.as_ref().map(|headline| self.lit(headline, true)).unwrap_or_default();
        writeln!(
            self.out,
            "{}  {}  {headline}",
            self.ink(Style::new().dim(), &format!("{number:>3}")),
            self.ink(Style::new().cyan(), date)
        )?;
        for fragment in &hit.fragments {
            let lit = self.lit(fragment, false);
            writeln!(self.out, "     {lit}")?;
        }
        let mut facts: Vec<(&str, String)> = Vec::new();
        for fact in &hit.facts {
            let text = match fact.field {
                "part" | "type" => self.messages.say(&format!("{}-{}", fact.field, fact.text)),
                _ => fact.text.clone(),
            };
            match facts.iter_mut().find(|(field, _)| *field == fact.field) {
                Some((_, all)) if all.split('、').any(|one| one == text) => {}
                Some((_, all)) => {
                    all.push('、');
                    all.push_str(&text);
                }
                None => facts.push((fact.field, text)),
            }
        }
        if !facts.is_empty() {
            let told: Vec<String> = facts
                .into_iter()
                .map(|(field, text)| {
                    let label = self.messages.say(&format!("facet-{field}"));
                    format!("{} {}", self.ink(Style::new().green(), &label), self.ink(Style::new(), &text))
                })
                .collect();
            writeln!(self.out, "     {}", told.join("  "))?;
        }
        let cited = format!("{}  {}", hit.citation, hit.key.entry);
        writeln!(self.out, "     {}\n", self.ink(Style::new().dim(), &cited))
    }

    /// A piece of text with its lit words.
    fn lit(&self, fragment: &Fragment, strong: bool) -> String {
        let plain = if strong { Style::new().bold() } else { Style::new() };
        let chars: Vec<char> = fragment.text.chars().collect();
        let cut = |from: u32, to: u32| -> String {
            let place = |at: u32| ((at.saturating_sub(fragment.start)) as usize).min(chars.len());
            chars[place(from)..place(to).max(place(from))].iter().collect()
        };
        let mut shown = String::new();
        let mut at = fragment.start;
        for Span { start, end } in &fragment.lit {
            shown += &self.ink(plain.clone(), &cut(at, *start));
            shown += &self.ink(Style::new().bold().red(), &cut(*start, *end));
            at = *end;
        }
        shown += &self.ink(plain, &cut(at, fragment.end));
        shown
    }

    fn facet(&mut self, facet: &Facet) -> io::Result<()> {
        let label = self.messages.say(&format!("facet-{}", facet.field));
        let mut values: Vec<String> = Vec::new();
        for value in &facet.top {
            let name = match facet.field {
                "part" | "type" => self.messages.say(&format!("{}-{}", facet.field, value.value)),
                _ => value.name.clone().unwrap_or_else(|| value.value.clone()),
            };
            let count = self.ink(Style::new().dim(), &value.count.to_string());
            values.push(format!("{} {count}", self.ink(Style::new(), &name)));
        }
        let more = facet.values.saturating_sub(facet.top.len() as u64);
        if more > 0 {
            values.push(self.messages.tell("found-more", &[("n", (more as usize).into())]));
        }
        let gap = if self.messages.language() == Language::Chinese { "，" } else { ", " };
        writeln!(self.out, "{}  {}", self.ink(Style::new().green(), &label), values.join(gap))
    }
}

/// The hits as a table.
fn table(out: &mut impl Write, found: &Found, messages: &Messages) -> io::Result<()> {
    let columns = ["date", "headline", "text", "facts", "citation", "document", "entry"];
    writeln!(out, "{}", columns.join(","))?;
    for hit in &found.hits {
        let fragments: Vec<&str> = hit.fragments.iter().map(|fragment| fragment.text.as_str()).collect();
        let facts: Vec<String> = hit
            .facts
            .iter()
            .map(|fact| {
                let text = match fact.field {
                    "part" | "type" => messages.say(&format!("{}-{}", fact.field, fact.text)),
                    _ => fact.text.clone(),
                };
                format!("{}:{text}", fact.field)
            })
            .collect();
        let cells = [
            hit.date.clone().unwrap_or_default(),
            hit.headline.as_ref().map(|headline| headline.text.clone()).unwrap_or_default(),
            fragments.join(" … "),
            facts.join(" "),
            hit.citation.clone(),
            hit.key.document.clone(),
            hit.key.entry.clone(),
        ];
        writeln!(out, "{}", cells.map(|cell| quoted(&cell)).join(","))?;
    }
    Ok(())
}

/// A cell of a table: in one line, quoted, and no formula to a spreadsheet.
pub fn quoted(cell: &str) -> String {
    let line: String = cell.chars().map(safe).collect();
    let line = line.trim();
    format!("\"{}\"", harmless(line).replace('"', "\"\""))
}
