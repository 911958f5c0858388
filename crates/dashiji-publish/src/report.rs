//! A situation report out of a log, on one page: what stood at an hour, what changed since another, what does not close. Each figure bears the
//! place it was told at; none is made up, and an empty heading says that nothing is told.

use crate::account::Figures;
use crate::language::{Argument, Messages};
use dashiji::account::{Equation, Holds, Line, Series};
use std::io::{self, Write};

/// The headings, in order.
const HEADINGS: [&str; 6] = ["situation", "people", "casualties", "losses", "forces", "supplies"];

/// Which words of a series lead to which heading.
fn heading(series: &Series) -> &'static str {
    let rows = include_str!("report-sections.tsv").lines().filter(|line| !line.starts_with('#'));
    let named = |word: &str| series.key.contains(word) || series.unit == word;
    rows.filter_map(|line| line.split_once('\t'))
        .find(|(word, _)| named(word))
        .and_then(|(_, heading)| HEADINGS.into_iter().find(|known| *known == heading.trim()))
        .unwrap_or("situation")
}

/// What is asked of a report.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The day or time, ISO, of which it tells; all that is told where none.
    pub as_of: Option<String>,
    /// The day or time since which changes are told.
    pub since: Option<String>,
}

impl Asked {
    /// Whether a day or time is not after the report's.
    fn told_by(&self, day: Option<&String>) -> bool {
        match (&self.as_of, day) {
            (Some(limit), Some(day)) => !after(day, limit),
            _ => true,
        }
    }

    /// Whether a day or time is after the earlier one.
    fn is_new(&self, day: Option<&String>) -> bool {
        match (&self.since, day) {
            (Some(since), Some(day)) => after(day, since),
            _ => false,
        }
    }
}

/// Whether a day or time is after another; a day as a whole reaches to its end.
fn after(day: &str, limit: &str) -> bool {
    let n = day.len().min(limit.len());
    day.get(..n) > limit.get(..n)
}

/// Writes a report.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(out: &mut impl Write, documents: &[Figures], asked: &Asked, words: &Messages) -> io::Result<()> {
    let until = asked.as_of.clone().unwrap_or_else(|| words.say("report-all"));
    writeln!(out, "{}", words.tell("report-title", &[("day", until.into())]))?;
    for figures in documents {
        let name =
            figures.path.as_deref().and_then(|p| p.rsplit(['/', '\\']).next()).unwrap_or(&figures.document);
        writeln!(out, "{}", words.tell("report-source", &[("name", name.into())]))?;
        measures(out, figures, asked, words)?;
        for (n, wanted) in HEADINGS.into_iter().enumerate() {
            writeln!(out, "\n{}. {}", n + 2, words.say(&format!("report-{wanted}")))?;
            let own =
                figures.series.iter().filter(|series| series.place.is_none() && heading(series) == wanted);
            let mut any = false;
            for series in own {
                any |= standing(out, series, asked, words)?;
            }
            if !any {
                writeln!(out, "   {}", words.say("report-nothing"))?;
            }
        }
        open(out, figures, asked, words)?;
    }
    Ok(())
}

fn cited(line: &Line, words: &Messages) -> String {
    let told = [("number", Argument::from(line.entry.to_string())), ("start", line.start.to_string().into())];
    words.tell("report-cited", &told)
}

/// What was in force.
fn measures(out: &mut impl Write, figures: &Figures, asked: &Asked, words: &Messages) -> io::Result<()> {
    writeln!(out, "\n1. {}", words.say("report-measures"))?;
    let ended = |till: Option<&String>| till.is_some_and(|_| asked.as_of.is_none() || asked.told_by(till));
    let mut any = false;
    for force in figures.in_force.iter().filter(|f| asked.told_by(f.from.as_ref()) && !ended(f.till.as_ref()))
    {
        any = true;
        let told = [
            ("what", Argument::from(force.what.as_str())),
            ("level", force.level.as_deref().unwrap_or_default().into()),
            ("by", force.by.as_deref().unwrap_or_default().into()),
            ("from", force.from.as_deref().unwrap_or("…").into()),
            ("start", force.start.to_string().into()),
        ];
        writeln!(out, "   {}", words.tell("report-measure", &told))?;
    }
    if !any {
        writeln!(out, "   {}", words.say("report-nothing"))?;
    }
    Ok(())
}

/// What a series comes to by then, and what it came to before.
fn standing(out: &mut impl Write, series: &Series, asked: &Asked, words: &Messages) -> io::Result<bool> {
    let told = || series.lines.iter().filter(|line| asked.told_by(line.as_of.as_ref()));
    let level = |line: &&Line| matches!(line.kind, "cumulative" | "stock");
    let last = told().rfind(level).or_else(|| told().rfind(|line| line.kind == "increment"));
    let Some(last) = last else { return Ok(false) };
    let args = [
        ("name", Argument::from(series.key.as_str())),
        ("figure", last.text.as_str().into()),
        ("kind", words.word("kind", &last.kind).into()),
        ("day", last.as_of.as_deref().unwrap_or("…").into()),
        ("cite", cited(last, words).into()),
    ];
    write!(out, "   {}", words.tell("report-figure", &args))?;
    let before =
        told().filter(level).rfind(|line| line.kind == last.kind && !asked.is_new(line.as_of.as_ref()));
    if let Some(before) =
        before.filter(|before| asked.is_new(last.as_of.as_ref()) && before.start != last.start)
    {
        let change = last.value - before.value;
        let sign = if change.0 > 0 { "+" } else { "" };
        let args = [
            ("change", Argument::from(format!("{sign}{change}{}", series.unit))),
            ("before", before.text.as_str().into()),
            ("cite", cited(before, words).into()),
        ];
        write!(out, "{}", words.tell("report-change", &args))?;
    }
    writeln!(out)?;
    Ok(true)
}

/// What does not close.
fn open(out: &mut impl Write, figures: &Figures, asked: &Asked, words: &Messages) -> io::Result<()> {
    writeln!(out, "\n{}. {}", HEADINGS.len() + 2, words.say("report-open"))?;
    let day = |start: u32| {
        let lines = figures.series.iter().flat_map(|series| &series.lines);
        lines.clone().find(|line| line.start == start).and_then(|line| line.as_of.as_ref())
    };
    let open = |e: &&Equation| e.holds != Holds::True && asked.told_by(day(e.total));
    let mut any = false;
    for equation in figures.equations.iter().filter(open) {
        any = true;
        writeln!(
            out,
            "   {}  {} @{}",
            equation.shown,
            crate::account::verdict(equation, words),
            equation.total
        )?;
    }
    if !any {
        writeln!(out, "   {}", words.say("report-nothing"))?;
    }
    Ok(())
}
