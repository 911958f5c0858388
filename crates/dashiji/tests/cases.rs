//! Extraction cases in Markdown: `tests/cases/*.md`.
//!
//! A case is a heading, a sentence or two on why it is there, a block `text` as a chronicle would have it, and a block
//! `expected` with what is read from it:
//!
//! ````text
//! ## A day alone on its line
//! Why…
//! ```text period=1986
//! 3月5日
//! 县医院落成。
//! ```
//! ```expected times people
//! entry 1 | date 1986-03-05 | starts 3月5日⏎县医院落成。 | ends …
//!   time 3月5日 1986-03-05 inherited
//! ```
//! ````
//!
//! Behind `text` stand the words a user may give (`period=`, `region=`); behind `expected` the fields beside entries that the case
//! is about: `times`, `people`, `places`, `orgs`, `organizers`, `organs`, `documents`, `publications`, `quantities`, `measures`, `events`,
//! `type`.
//! A block `expected … wrong-today` says what is right though it is not read so yet. The runner holds it to that: the day it reads
//! right the test fails and asks to turn the case over, by taking the word away.
//!
//! `DASHIJI_CASES=rewrite cargo test --test cases` writes what is read now into the files, for a person to look over; what is wrong
//! today stays as it is. `DASHIJI_WITHOUT=CLASS[=VALUE]` reads without a class of the lexicon: how many cases fail then is what the class is for
//! (`scripts/ablate.py`).

#![expect(clippy::disallowed_methods, reason = "a test reads its texts from files")]

use dashiji::document::Given;
use dashiji::fact::Record;
use dashiji::lexicon::{Class, Lexicon};
use dashiji::text::{Span, Text};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Marks an expected block that is not met yet.
const WRONG_TODAY: &str = "wrong-today";

/// One case of a file.
struct Case {
    title: String,
    given: Given,
    text: String,
    fields: Vec<String>,
    expected: String,
    /// Whether the expected block is known not to be met.
    wrong_today: bool,
    /// The lines of the expected block in the file, fences outside.
    lines: std::ops::Range<usize>,
}

#[test]
fn every_case_reads_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    let rewrite = std::env::var("DASHIJI_CASES").is_ok_and(|v| v == "rewrite");
    let mut failures = String::new();
    let mut count = 0;
    for file in &files {
        let source = std::fs::read_to_string(file).unwrap();
        let cases = cases(&source, file);
        let mut rewritten: Vec<String> = source.lines().map(str::to_owned).collect();
        for case in cases.iter().rev() {
            count += 1;
            let found = read(case);
            let right = found.trim_end() == case.expected.trim_end();
            let name = file.file_name().unwrap().to_string_lossy();
            if case.wrong_today {
                if right {
                    let _ = writeln!(
                        failures,
                        "{name}: {}\n  reads right now: turn it over (take `{WRONG_TODAY}` away)",
                        case.title
                    );
                }
            } else if rewrite {
                rewritten.splice(case.lines.clone(), found.lines().map(str::to_owned));
            } else if !right {
                let _ = writeln!(failures, "{name}: {}\n{}", case.title, difference(&case.expected, &found));
            }
        }
        if rewrite {
            std::fs::write(file, rewritten.join("\n") + "\n").unwrap();
        }
    }
    assert!(count > 0, "no cases");
    assert!(failures.is_empty(), "{} cases fail\n{failures}", failures.matches(".md: ").count());
}

/// The built-in lexicon, or what is left of it.
fn lexicon() -> &'static Lexicon {
    static LESS: std::sync::OnceLock<Option<Lexicon>> = std::sync::OnceLock::new();
    let less = LESS.get_or_init(|| {
        let without = std::env::var("DASHIJI_WITHOUT").ok()?;
        let (class, value) = without.split_once('=').map_or((without.as_str(), None), |(c, v)| (c, Some(v)));
        let class = Class::parse(class).unwrap_or_else(|| panic!("{class} is no class of the lexicon"));
        Some(Lexicon::without(class, value))
    });
    less.as_ref().unwrap_or_else(|| Lexicon::builtin())
}

/// The cases of a file.
fn cases(source: &str, file: &Path) -> Vec<Case> {
    let lines: Vec<&str> = source.lines().collect();
    let (mut cases, mut title, mut text) = (Vec::new(), String::new(), None);
    let mut i = 0;
    while i < lines.len() {
        let line = lines[i];
        if let Some(heading) = line.strip_prefix("## ") {
            heading.clone_into(&mut title);
        }
        let block = |from: usize| {
            (from..lines.len())
                .find(|&k| lines[k] == "```")
                .unwrap_or_else(|| panic!("{}:{from}: a block is not closed", file.display()))
        };
        if let Some(words) = line.strip_prefix("```text") {
            let end = block(i + 1);
            text = Some((given(words), lines[i + 1..end].join("\n") + "\n"));
            i = end;
        } else if let Some(words) = line.strip_prefix("```expected") {
            let end = block(i + 1);
            let (given, text) =
                text.take().unwrap_or_else(|| panic!("{}:{i}: expected without text", file.display()));
            cases.push(Case {
                title: title.clone(),
                given,
                text,
                fields: words.split_whitespace().filter(|w| *w != WRONG_TODAY).map(str::to_owned).collect(),
                wrong_today: words.split_whitespace().any(|w| w == WRONG_TODAY),
                expected: lines[i + 1..end].join("\n"),
                lines: i + 1..end,
            });
            i = end;
        }
        i += 1;
    }
    cases
}

/// What a user gives with a document.
fn given(words: &str) -> Given {
    let value = |key: &str| words.split_whitespace().find_map(|w| w.strip_prefix(key).map(str::to_owned));
    Given { period: value("period="), region: value("region="), ..Given::default() }
}

/// What is read from a case's text, in the form of an expected block.
fn read(case: &Case) -> String {
    let reading = dashiji::read(case.text.clone().into_bytes(), &case.given, lexicon());
    let reading = match reading {
        Ok(reading) => reading,
        Err(message) => return format!("{message}\n"),
    };
    let text = &reading.document.text;
    let sections = reading.records.iter().any(|r| r.section != 1);
    let mut out = String::new();
    for record in &reading.records {
        entry(&mut out, text, record, sections);
        for field in &case.fields {
            lines(&mut out, text, record, field);
        }
    }
    out
}

/// The line of an entry.
fn entry(out: &mut String, text: &Text, record: &Record, sections: bool) {
    let _ = write!(out, "entry {}", record.number);
    match &record.date {
        Some(date) if !date.is_resolved() => {
            let _ = write!(out, " | date not understood: {}", date.text);
        }
        Some(date) => {
            let _ = write!(out, " | date {}", days(&date.from, &date.to));
        }
        None => {}
    }
    if let Some(headline) = &record.headline {
        let _ = write!(out, " | headline {}", flat(&headline.text));
    }
    if sections {
        let _ = write!(out, " | section {}", record.section);
    }
    if let Some(heading) = &record.section_heading {
        let _ = write!(out, " | heading {}", flat(&heading.text));
    }
    let words: Vec<char> = text.slice(record.span).chars().collect();
    let (start, end) = (words.len().min(12), words.len().saturating_sub(8));
    let show = |words: &[char]| flat(&words.iter().collect::<String>());
    let _ = writeln!(out, " | starts {} | ends {}", show(&words[..start]), show(&words[end..]));
}

/// The lines of one field of an entry.
fn lines(out: &mut String, text: &Text, record: &Record, field: &str) {
    let slice = |start: u32, end: u32| flat(text.slice(Span { start, end }));
    match field {
        "times" => record.times.iter().for_each(|t| {
            let _ = writeln!(out, "  time {} {} {}", flat(&t.text), days(&t.from, &t.to), word(&t.basis));
        }),
        "type" => {
            let _ = writeln!(out, "  type {}", record.kind.as_ref().map(word).unwrap_or_default());
        }
        "people" => record.people.iter().for_each(|p| {
            let titles: Vec<&str> = p.titles.iter().map(|t| t.text.as_str()).collect();
            let parts: Vec<String> = p.parts.iter().map(word).collect();
            let _ = writeln!(out, "  person {} [{}] {}", p.name, titles.join("; "), parts.join(","));
        }),
        "places" => record.places.iter().for_each(|p| {
            let roles: Vec<String> = p.roles.iter().map(word).collect();
            let code = p.code.as_deref().unwrap_or("-");
            let _ = writeln!(out, "  place {} {code} {} {}", p.text, word(&p.kind), roles.join(","));
        }),
        "organizers" => record.organizers.iter().for_each(|o| {
            let _ = writeln!(out, "  organizer {} {}", o.text, word(&o.role));
        }),
        "orgs" => record.orgs.iter().for_each(|o| {
            let _ = writeln!(out, "  org {}", named(&o.text, o.name.as_deref()));
        }),
        "organs" => record.organs.iter().for_each(|o| {
            let _ = writeln!(out, "  organ {}", named(&o.text, o.name.as_deref()));
        }),
        "documents" => record.documents.iter().for_each(|d| {
            let stage = d.stage.as_ref().map(word);
            let told = [
                ("short", &d.short),
                ("kind", &d.kind),
                ("number", &d.number),
                ("issuer", &d.issuer),
                ("stage", &stage),
                ("on", &d.stage_date),
            ];
            let told: Vec<String> =
                told.into_iter().filter_map(|(k, v)| v.as_ref().map(|v| format!(" | {k} {v}"))).collect();
            let _ = writeln!(out, "  document {}{}", d.title, told.concat());
        }),
        "publications" => record.publications.iter().for_each(|p| {
            let _ = writeln!(out, "  publication {}", p.title);
        }),
        "quantities" => record.quantities.iter().for_each(|q| {
            let most = q.value_max.as_ref().map(|v| format!("~{v}")).unwrap_or_default();
            let of = q.of.as_deref().map(|of| format!(" of {of}")).unwrap_or_default();
            let unit = q.unit.as_deref().unwrap_or("-");
            let part = q.part_of.map(|k| format!(" part of {k}")).unwrap_or_default();
            let same = q.same_as.map(|k| format!(" same as {k}")).unwrap_or_default();
            let _ = writeln!(
                out,
                "  quantity {} = {}{most} {unit}{of} | {}{part}{same}",
                flat(&q.text),
                q.value,
                word(&q.kind)
            );
        }),
        "measures" => record.measures.iter().for_each(|m| {
            let level = m.level.as_deref().map(|level| format!(" {level}")).unwrap_or_default();
            let by = m.by.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
            let from = m.from.as_deref().map(|from| format!(" from {from}")).unwrap_or_default();
            let _ =
                writeln!(out, "  measure {} {}{level}{by}{from} | {}", word(&m.act), m.what, flat(&m.text));
        }),
        "events" => record.events.iter().for_each(|e| {
            let date =
                e.date.as_ref().map(|d| format!(" | date {}", days(&d.from, &d.to))).unwrap_or_default();
            let kind = e.kind.as_ref().map(word).unwrap_or_default();
            let people: Vec<String> = e
                .people
                .iter()
                .filter_map(|p| {
                    let parts: Vec<String> = p.parts.iter().map(word).collect();
                    record.people.get(p.person).map(|person| format!("{} {}", person.name, parts.join(",")))
                })
                .collect();
            let places: Vec<String> = e
                .places
                .iter()
                .filter_map(|p| {
                    record.places.get(p.place).map(|place| format!("{} {}", place.text, word(&p.role)))
                })
                .collect();
            let starts: String = slice(e.span.start, e.span.end).chars().take(12).collect();
            let _ = writeln!(
                out,
                "  event {kind}{date} | starts {starts} | {} | {}",
                people.join("; "),
                places.join("; ")
            );
        }),
        other => panic!("no such field: {other}"),
    }
}

/// A name with its full form, where that is another.
fn named(text: &str, name: Option<&str>) -> String {
    match name {
        Some(name) if name != text => format!("{text} = {name}"),
        _ => text.to_owned(),
    }
}

/// `2020-02-04`, `2020-02-04/2020-02-06`.
fn days(from: &str, to: &str) -> String {
    if from == to { from.to_owned() } else { format!("{from}/{to}") }
}

/// The contract's word for a value.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Text on one line, white space made plain to see.
fn flat(text: &str) -> String {
    text.replace("\r\n", "⏎").replace(['\n', '\r'], "⏎").replace('\t', "⇥")
}

/// The lines that differ.
fn difference(expected: &str, found: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let mut out = String::new();
    for k in 0..a.len().max(b.len()) {
        let (x, y) = (a.get(k).copied().unwrap_or_default(), b.get(k).copied().unwrap_or_default());
        if x != y {
            let _ = writeln!(out, "  - {x}\n  + {y}");
        }
    }
    out
}
