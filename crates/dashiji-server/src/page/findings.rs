//! The findings desk: what an editor should look at, by rule, document and severity, in the same words as on the command line.

use super::{Ask, Item, Pager, Shell, page};
use crate::answer::Answer;
use crate::markup::{Markup, address};
use crate::words::Words;
use askama::Template;
use dashiji::check::{self, Finding, Severity};
use std::collections::BTreeMap;

struct Line {
    code: &'static str,
    severity: String,
    class: String,
    name: String,
    message: String,
    hint: String,
    excerpt: Markup,
    link: String,
    source: String,
    fix: String,
}

#[derive(Template)]
#[template(path = "findings.html")]
struct Desk {
    s: Shell,
    w: Words,
    total: usize,
    lines: Vec<Line>,
    severities: Vec<Item>,
    rules: Vec<Item>,
    sources: Vec<Item>,
    filtered: bool,
    pager: Pager,
    csv: String,
}

/// The class of a severity on the page.
pub fn class(severity: Severity) -> String {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
    .to_owned()
}

/// Whether a finding meets the filters of the address, one of them left out.
pub fn meets(ask: &Ask<'_>, finding: &Finding, without: &str) -> bool {
    let wants = |name: &str, test: &dyn Fn(&str) -> bool| name == without || ask.get(name).is_none_or(test);
    wants("rule", &|code| finding.code.starts_with(code))
        && wants("severity", &|severity| class(finding.severity) == severity)
        && wants("source", &|id| finding.document.sha256.starts_with(id))
}

pub(super) fn desk(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let findings = ask.room.library().findings(w.check());
    let shown: Vec<&Finding> = findings.iter().filter(|f| meets(ask, f, "")).collect();
    let count = |without: &str, of: &dyn Fn(&Finding) -> String| -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for finding in findings.iter().filter(|f| meets(ask, f, without)) {
            *counts.entry(of(finding)).or_default() += 1;
        }
        counts
    };
    let items = |name: &str, counts: BTreeMap<String, usize>, words: &dyn Fn(&str) -> String| -> Vec<Item> {
        let mut items: Vec<Item> = counts
            .into_iter()
            .map(|(value, count)| {
                let chosen = ask.get(name) == Some(&value);
                Item {
                    name: words(&value),
                    link: ask.with(&[(name, (!chosen).then_some(&value)), ("page", None)]),
                    count,
                    chosen,
                    ..Item::default()
                }
            })
            .collect();
        items.sort_by(|a, b| b.count.cmp(&a.count).then(a.name.cmp(&b.name)));
        items.truncate(60);
        items
    };
    let pager = ask.pager(shown.len(), 60);
    let lines = shown[pager.from..pager.to].iter().map(|f| line(ask, f)).collect();
    page(&Desk {
        s: ask.shell("findings", &w.say("nav-findings")),
        w,
        total: shown.len(),
        lines,
        severities: items("severity", count("severity", &|f| class(f.severity)), &|v| w.named("severity", v)),
        rules: items("rule", count("rule", &|f| f.code.to_owned()), &|v| {
            format!("{v} {}", check::words(v, w.check()).name)
        }),
        sources: items(
            "source",
            count("source", &|f| {
                ask.catalogue
                    .source(&f.document.sha256)
                    .map_or_else(|| f.document.sha256.clone(), |(_, s)| s.id.to_string())
            }),
            &|v| {
                ask.catalogue
                    .source(v)
                    .map_or_else(|| v.to_owned(), |(_, s)| crate::citation::name(&s.record, w))
            },
        ),
        filtered: shown.len() != findings.len(),
        pager,
        csv: format!("/api{}", ask.with(&[("format", Some("csv")), ("page", None)])),
    })
}

/// The address of a finding's characters.
pub fn link(ask: &Ask<'_>, finding: &Finding) -> String {
    let Some(at) = finding.spans.first() else { return String::new() };
    let entry = at.entry.as_deref().and_then(|id| {
        ask.catalogue
            .entries(id)
            .iter()
            .copied()
            .find(|&e| *ask.catalogue.key(e).document == *finding.document.sha256)
    });
    match entry {
        Some(entry) => ask.quote_link(&ask.catalogue.key(entry), at.start, at.end).unwrap_or_default(),
        None => ask
            .catalogue
            .source(&finding.document.sha256)
            .map_or_else(String::new, |(_, s)| address("source", &s.id)),
    }
}

fn line(ask: &Ask<'_>, finding: &Finding) -> Line {
    let w = ask.words;
    let mut excerpt = Markup::new();
    let told = finding.spans.first().map(|s| s.text.as_str()).unwrap_or_default();
    match finding.excerpt.find(told).filter(|_| !told.is_empty() && told.chars().count() <= 80) {
        Some(at) => {
            // The characters may stand more than once in the excerpt; the one meant is about twenty-four from its start.
            let at = finding
                .excerpt
                .match_indices(told)
                .map(|(k, _)| k)
                .min_by_key(|k| finding.excerpt[..*k].chars().count().abs_diff(24))
                .unwrap_or(at);
            excerpt
                .text(&finding.excerpt[..at])
                .raw("<mark>")
                .text(told)
                .raw("</mark>")
                .text(&finding.excerpt[at + told.len()..]);
        }
        None => {
            excerpt.text(&finding.excerpt);
        }
    }
    let source =
        ask.catalogue.source(&finding.document.sha256).map(|(_, s)| crate::citation::name(&s.record, w));
    let entry = finding
        .spans
        .first()
        .and_then(|s| s.entry.as_deref())
        .and_then(|id| ask.catalogue.entries(id).first());
    let number = entry.map(|&e| w.count("entry-number", &(ask.catalogue.heads[e as usize].number as usize)));
    Line {
        code: finding.code,
        severity: w.word("severity", &finding.severity),
        class: class(finding.severity),
        name: check::words(finding.code, w.check()).name,
        message: finding.message.clone(),
        hint: finding.hint.clone(),
        excerpt,
        link: link(ask, finding),
        source: format!("{} {}", source.unwrap_or_default(), number.unwrap_or_default()),
        fix: finding
            .fix
            .as_ref()
            .filter(|f| f.edits.len() == 1)
            .and_then(|f| f.edits.first())
            .map(
                |e| {
                    if e.text.is_empty() {
                        w.say("fix-remove")
                    } else {
                        w.with("fix-replace", "text", &e.text)
                    }
                },
            )
            .unwrap_or_default(),
    }
}

#[derive(Template)]
#[template(path = "rule.html")]
struct RulePage {
    s: Shell,
    w: Words,
    code: String,
    heading: String,
    yearbook: String,
    monthly: String,
    told: Vec<(String, String)>,
    link: String,
}

pub(super) fn rule(ask: &Ask<'_>, code: &str) -> Answer {
    let w = ask.words;
    let Some(rule) = check::rules().iter().find(|r| r.code == code) else { return ask.missing() };
    let words = check::words(code, w.check());
    page(&RulePage {
        s: ask.shell("findings", &format!("{code} {}", words.name)),
        w,
        code: code.to_owned(),
        heading: words.name,
        yearbook: w.word("severity", &rule.yearbook),
        monthly: w.word("severity", &rule.monthly),
        told: vec![
            (w.say("explain-why"), words.why),
            (w.say("explain-norm"), words.norm),
            (w.say("explain-bad"), words.bad),
            (w.say("explain-good"), words.good),
            (w.say("finding-hint"), words.hint),
        ],
        link: format!("/findings?rule={code}"),
    })
}
