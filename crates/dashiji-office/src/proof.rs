//! Findings for an editor's own files: what stands in a Word file as a comment or a tracked change, and the 校对表 as a workbook.

use crate::docx::{Mark, Signature};
use crate::sheet::{Sheet, Value};
use dashiji::check::{Finding, Severity, words};
use dashiji::fact::Record;
use dashiji::text::Span;
use dashiji_publish::Messages;
use dashiji_publish::finding::{self, Findings};
use std::collections::BTreeMap;

/// The name that comments and tracked changes bear.
const AUTHOR: &str = "大事记 dashiji";

/// Who signs comments and tracked changes, and on which day (ISO).
pub fn signature(day: &str) -> Signature {
    Signature {
        author: AUTHOR.to_owned(),
        initials: "DSJ".to_owned(),
        date: Some(format!("{day}T00:00:00Z")),
    }
}

/// So many mends of one finding are a file's habit.
const HABIT: usize = 20;

/// The comments and safe changes for the document of that SHA-256. What runs through the whole file is one choice, and only told.
pub fn marks(found: Findings<'_>, sha256: &str, messages: &Messages) -> Vec<Mark> {
    marks_of(found, sha256, &[], messages)
}

/// The same, with all mends of `rules` (codes or their beginnings); what of theirs runs through the whole file is mended at once, without a
/// tracked change.
pub fn marks_of(found: Findings<'_>, sha256: &str, rules: &[String], messages: &Messages) -> Vec<Mark> {
    let rules: Vec<String> = rules.iter().map(|rule| rule.trim().to_uppercase()).collect();
    // What names no rule chooses none.
    let chosen = |code: &str| rules.iter().any(|rule| !rule.is_empty() && code.starts_with(rule));
    let mut marks: Vec<Mark> = Vec::new();
    for finding in found.findings.iter().filter(|finding| finding.document.sha256 == sha256) {
        let Some(pointer) = finding.spans.first() else { continue };
        let decided = chosen(finding.code);
        let fix = finding.fix.as_ref().filter(|fix| fix.safe || decided);
        let mut edits = fix.map_or(&[][..], |fix| &fix.edits);
        let mut comment = finding::comment(found, finding, messages);
        let habit = edits.len() > HABIT;
        if habit {
            let told = [("n", (edits.len() as u64).into()), ("code", finding.code.into())];
            comment.push(messages.tell(if decided { "finding-decided" } else { "finding-decide" }, &told));
            edits = if decided { edits } else { &[] };
        }
        marks.push(Mark {
            span: pointer.span(),
            comment,
            decided: decided && habit,
            edits: edits
                .iter()
                .map(|edit| (Span { start: edit.start, end: edit.end }, edit.text.clone()))
                .collect(),
        });
    }
    marks
}

/// What a finding counts in the error rate: punctuation a tenth, a note nothing.
fn weight(finding: &Finding) -> f64 {
    match (finding.severity, finding.code) {
        (Severity::Note, _) => 0.0,
        (_, "S03" | "S04" | "S09" | "S10" | "S11") => 0.1,
        _ => 1.0,
    }
}

/// The 校对表: a row a finding, and above them the error rate.
pub fn sheet(found: Findings<'_>, messages: &Messages) -> Sheet {
    let say = |key: &str| messages.say(&format!("review-{key}"));
    let count =
        |severity| Value::Number(found.findings.iter().filter(|f| f.severity == severity).count() as f64);
    let characters: usize = found
        .readings
        .iter()
        .map(|r| r.document.text.folded(r.document.body).iter().filter(|c| !c.is_whitespace()).count())
        .sum();
    let weighed: f64 = (found.findings.iter().map(weight).sum::<f64>() * 10.0).round() / 10.0;
    let rate = if characters == 0 { 0.0 } else { weighed / characters as f64 * 10_000.0 };
    let notes = vec![
        (say("characters"), Value::Number(characters as f64)),
        (say("errors"), count(Severity::Error)),
        (say("warnings"), count(Severity::Warning)),
        (say("notes"), count(Severity::Note)),
        (say("weighed"), Value::Number(weighed)),
        (say("rate"), Value::Number((rate * 100.0).round() / 100.0)),
        (say("method"), Value::text(say("method-told"))),
    ];
    let columns = [
        ("number", 6),
        ("document", 18),
        ("entry", 8),
        ("place", 16),
        ("date", 12),
        ("code", 8),
        ("severity", 8),
        ("weight", 8),
        ("text", 30),
        ("message", 34),
        ("proposal", 22),
        ("hint", 26),
        ("norm", 24),
        ("ruling", 12),
    ];
    // Entries by document and id.
    let records: BTreeMap<(&str, &str), &Record> = found
        .readings
        .iter()
        .flat_map(|r| {
            r.records.iter().map(|record| ((r.document.record.sha256.as_str(), record.id.as_str()), record))
        })
        .collect();
    let rows = (1..).zip(found.findings).map(|(number, finding)| {
        let entry = finding.spans.first().and_then(|pointer| pointer.entry.as_deref());
        let record = entry.and_then(|id| records.get(&(finding.document.sha256.as_str(), id)).copied());
        row(number, found, finding, record, messages)
    });
    Sheet {
        name: say("title"),
        notes,
        columns: columns.iter().map(|(key, most)| (say(key), *most)).collect(),
        rows: rows.collect(),
    }
}

fn row(
    number: usize,
    found: Findings<'_>,
    finding: &Finding,
    record: Option<&Record>,
    messages: &Messages,
) -> Vec<Value> {
    let pointer = finding.spans.first();
    let place = pointer.map(|pointer| match &pointer.location {
        Some(location) => finding::located(location, messages),
        None => messages.tell(
            "entry-at",
            &[("start", pointer.start.to_string().into()), ("end", pointer.end.to_string().into())],
        ),
    });
    let day = record.and_then(dashiji::collate::day);
    vec![
        Value::Number(number as f64),
        Value::text(finding.document.path.clone().unwrap_or_default()),
        record.map_or(Value::Empty, |record| Value::Number(f64::from(record.number))),
        Value::text(place.unwrap_or_default()),
        Value::day(day),
        Value::text(finding.code),
        Value::text(messages.word("severity", &finding.severity)),
        Value::Number(weight(finding)),
        Value::text(finding.excerpt.clone()),
        Value::text(finding.message.clone()),
        Value::text(finding::proposal(found, finding).unwrap_or_default()),
        Value::text(finding.hint.clone()),
        Value::text(words(finding.code, finding::language(messages)).norm.clone()),
        Value::Empty,
    ]
}
