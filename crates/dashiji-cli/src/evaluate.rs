//! `dashiji eval`: a gold file and a chronicle (or predictions) -> a table of precision, recall and F1.

use crate::arguments::EvalArguments;
use crate::inputs;
use crate::settings::Settings;
use crate::trouble::Trouble;
use dashiji_publish::evaluate::{self, Entry, FIELDS, Score};
use dashiji_publish::{Language, Messages};
use serde_json::Value;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

/// Scores and prints.
///
/// # Errors
/// Where a file cannot be read or standard output cannot be written.
pub fn run(typed: &EvalArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let settings = Settings::new(&typed.given)?;
    if let Some(field) = typed.only.as_deref().filter(|field| !FIELDS.contains(field)) {
        return Err(Trouble::Value("--only", field.to_owned(), "why-field", FIELDS.join(", ")));
    }
    let gold = text(&typed.gold, settings.max_size)?;
    let (gold, faults) = evaluate::entries(&gold);
    if gold.is_empty() || !faults.is_empty() {
        return Err(Trouble::Gold(typed.gold.clone(), faults.join("; ")));
    }
    let (predicted, decoded) = predictions(&typed.file, &settings)?;
    let decoded = match &typed.text {
        None => None,
        Some(Some(path)) => Some(text(path, settings.max_size)?),
        Some(None) => Some(decoded.ok_or_else(|| Trouble::Text(typed.file.clone()))?),
    };
    let score = evaluate::score(&gold, &predicted);
    for warning in &score.warnings {
        note(&typed.file, warning);
    }
    let mut out = BufWriter::new(io::stdout());
    table(&mut out, &score, messages)
        .and_then(|()| match &decoded {
            Some(decoded) => spans(&mut out, &evaluate::bad_spans(&predicted, decoded), messages),
            None => Ok(()),
        })
        .and_then(|()| errors(&mut out, &score, typed, messages))
        .and_then(|()| out.flush())
        .map_err(Trouble::Output)?;
    Ok(ExitCode::from(u8::from(score.paired == 0)))
}

/// Predicted entries; for a chronicle its decoded text too.
fn predictions(path: &Path, settings: &Settings) -> Result<(Vec<Entry>, Option<String>), Trouble> {
    let bytes = inputs::bytes(path, settings.max_size)?;
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xEF\xBB\xBF".contains(byte));
    if first == Some(&b'{') {
        let (entries, faults) = evaluate::entries(&String::from_utf8_lossy(&bytes));
        for fault in &faults {
            note(path, fault);
        }
        return Ok((entries, None));
    }
    let given = inputs::given(path, settings)?;
    let opened = dashiji_office::read(bytes, &given, &settings.office, settings.lexicon())
        .map_err(|error| Trouble::Unreadable(path.to_owned(), Box::new(error)))?;
    let reading = dashiji::Reading::of(opened.document, settings.lexicon(), None);
    let printed = reading.records.iter().filter_map(|record| serde_json::to_value(record).ok());
    let entries =
        printed.filter_map(|value| if let Value::Object(entry) = value { Some(entry) } else { None });
    Ok((entries.collect(), Some(reading.document.text.as_str().to_owned())))
}

fn text(path: &Path, limit: u64) -> Result<String, Trouble> {
    let bytes = inputs::bytes(path, limit)?;
    String::from_utf8(bytes).map_err(|error| Trouble::Gold(path.to_owned(), error.to_string()))
}

fn note(path: &Path, words: &str) {
    crate::voice::note(format_args!("{}:{words}", path.display()));
}

fn table(out: &mut impl Write, score: &Score, messages: &Messages) -> io::Result<()> {
    let counts = [("gold", score.gold), ("predicted", score.predicted), ("paired", score.paired)];
    writeln!(
        out,
        "{}",
        messages.tell("score-entries", &counts.map(|(name, count)| (name, count.to_string().into())))
    )?;
    let head = |key: &str| messages.say(&format!("score-header-{key}"));
    // A Chinese character takes two columns.
    let wide = |words: &str| {
        if messages.language() == Language::Chinese {
            words.chars().filter(|c| !c.is_ascii()).count()
        } else {
            0
        }
    };
    let (field, p, r, f1, gold) = (head("field"), head("p"), head("r"), head("f1"), head("gold"));
    writeln!(
        out,
        "{field:a$} {p:>b$} {r:>c$} {f1:>d$} {gold:>e$}",
        a = 15 - wide(&field),
        b = 6 - wide(&p),
        c = 6 - wide(&r),
        d = 6 - wide(&f1),
        e = 6 - wide(&gold),
    )?;
    for (field, figures) in &score.rows {
        let (p, r, f1, gold) = (figures.precision, figures.recall, figures.f1, figures.gold);
        writeln!(out, "{field:15} {p:6.3} {r:6.3} {f1:6.3} {gold:6}")?;
    }
    Ok(())
}

fn spans(out: &mut impl Write, bad: &[(String, String)], messages: &Messages) -> io::Result<()> {
    writeln!(out, "{}", messages.tell("score-bad-spans", &[("n", bad.len().to_string().into())]))?;
    for (entry, words) in bad.iter().take(5) {
        writeln!(out, "   {entry} {}", words.chars().take(20).collect::<String>())?;
    }
    Ok(())
}

fn errors(out: &mut impl Write, score: &Score, typed: &EvalArguments, messages: &Messages) -> io::Result<()> {
    if typed.errors == 0 {
        return Ok(());
    }
    let shown = |field: &str| typed.only.as_deref().is_none_or(|only| only == field);
    for (field, faults) in score.faults.iter().filter(|(field, _)| shown(field)) {
        writeln!(out, "\n{}", messages.tell("score-errors", &[("field", (*field).into())]))?;
        for fault in faults.iter().take(typed.errors) {
            writeln!(out, "   {} {:?} {:?}", fault.entry, fault.missed, fault.wrong)?;
        }
    }
    Ok(())
}
