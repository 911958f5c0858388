//! The findings desk: what an editor should look at, by rule, document and severity, in the same words as on the command line.

use super::{Ask, Item, Pager, Shell, page};
use crate::act::form::Dismissal;
use crate::answer::Answer;
use crate::findings::{Findings, Mark, grade};
use crate::markup::{Markup, address};
use crate::words::Words;
use askama::Template;
use dashiji::check::{self, Finding, Severity};
use dashiji_page::card::{self, class};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "findings.html")]
struct Desk {
    s: Shell,
    w: Words,
    making: String,
    total: usize,
    cut: usize,
    cards: Vec<Shown>,
    severities: Vec<Item>,
    rules: Vec<Item>,
    sources: Vec<Item>,
    filtered: bool,
    pager: Pager,
    csv: String,
}

/// What findings the address asks for.
pub struct Wanted {
    rules: Option<Vec<bool>>,
    severity: Option<Severity>,
    source: Option<u32>,
}

impl Wanted {
    /// By the filters of the address.
    pub fn of(ask: &Ask<'_>) -> Self {
        Self {
            rules: ask
                .get("rule")
                .map(|code| check::rules().iter().map(|r| r.code.starts_with(code)).collect()),
            severity: ask.get("severity").map(|name| {
                [Severity::Error, Severity::Warning, Severity::Note]
                    .into_iter()
                    .find(|severity| class(*severity) == name)
                    .unwrap_or(Severity::Error)
            }),
            source: ask
                .get("source")
                .map(|id| ask.catalogue.source(id).map_or(u32::MAX - 1, |(k, _)| k as u32)),
        }
    }

    /// Whether a finding meets each of the filters: rule, severity, document.
    fn met(&self, mark: Mark) -> [bool; 3] {
        [
            self.rules
                .as_ref()
                .is_none_or(|rules| rules.get(usize::from(mark.rule)).copied().unwrap_or(false)),
            self.severity.is_none_or(|severity| severity == mark.severity),
            self.source.is_none_or(|source| source == mark.source),
        ]
    }

    /// Positions of those that meet all filters: the gravest first, of one gravity in the order of documents.
    pub fn chosen(&self, findings: &Findings) -> Vec<u32> {
        let mut by_grade: [Vec<u32>; 3] = Default::default();
        for (k, mark) in findings.marks().iter().enumerate() {
            if self.met(*mark) == [true; 3] {
                by_grade[grade(mark.severity)].push(k as u32);
            }
        }
        by_grade.concat()
    }
}

/// How many there are of each value of each filter, the other filters applied.
#[derive(Default)]
struct Counts {
    rules: BTreeMap<u16, usize>,
    severities: BTreeMap<usize, usize>,
    sources: BTreeMap<u32, usize>,
}

impl Counts {
    fn of(findings: &Findings, wanted: &Wanted) -> Self {
        let mut rules = vec![0usize; check::rules().len()];
        let mut severities = [0usize; 3];
        let mut counts = Self::default();
        let mut last = (u32::MAX, 0usize);
        for mark in findings.marks() {
            let [rule, severity, source] = wanted.met(*mark);
            if severity
                && source
                && let Some(count) = rules.get_mut(usize::from(mark.rule))
            {
                *count += 1;
            }
            if rule && source {
                severities[grade(mark.severity)] += 1;
            }
            if rule && severity {
                // They come document by document.
                if last.0 != mark.source {
                    if last.1 > 0 {
                        *counts.sources.entry(last.0).or_default() += last.1;
                    }
                    last = (mark.source, 0);
                }
                last.1 += 1;
            }
        }
        if last.1 > 0 {
            *counts.sources.entry(last.0).or_default() += last.1;
        }
        counts.rules =
            rules.into_iter().enumerate().filter(|(_, n)| *n > 0).map(|(k, n)| (k as u16, n)).collect();
        counts.severities = severities.into_iter().enumerate().filter(|(_, n)| *n > 0).collect();
        counts
    }
}

/// Values of a filter as links, most first.
fn items(ask: &Ask<'_>, name: &str, counts: impl Iterator<Item = (String, String, usize)>) -> Vec<Item> {
    let mut items: Vec<Item> = counts
        .map(|(value, words, count)| {
            let chosen = ask.get(name) == Some(&value);
            Item {
                name: words,
                link: ask.with(&[(name, (!chosen).then_some(&value)), ("page", None)]),
                count,
                chosen,
                ..Item::default()
            }
        })
        .collect();
    // Severities keep their own order, the gravest first.
    if name != "severity" {
        items.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    }
    items.truncate(60);
    items
}

pub(super) fn desk(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let (findings, making) = match ask.findings() {
        Ok(findings) => (findings, String::new()),
        Err(words) => (std::sync::Arc::default(), words),
    };
    let wanted = Wanted::of(ask);
    let shown = wanted.chosen(&findings);
    let counts = Counts::of(&findings, &wanted);
    let pager = ask.pager(shown.len(), 40);
    let cards = shown[pager.from..pager.to]
        .iter()
        .filter_map(|&at| findings.get(at as usize, w.check()))
        .map(|finding| Shown::of(ask, &finding))
        .collect();
    let mut sources: Vec<(u32, usize)> = counts.sources.into_iter().collect();
    sources.sort_by_key(|(k, n)| (std::cmp::Reverse(*n), *k));
    sources.truncate(60);
    page(&Desk {
        s: ask.shell("findings", &w.say("nav-findings")),
        w,
        making,
        total: shown.len(),
        cut: findings.all.saturating_sub(findings.marks().len()),
        cards,
        severities: items(
            ask,
            "severity",
            counts.severities.iter().map(|(k, n)| {
                let name = class([Severity::Error, Severity::Warning, Severity::Note][*k]);
                let words = w.named("severity", name);
                (name.to_owned(), words, *n)
            }),
        ),
        rules: items(
            ask,
            "rule",
            counts.rules.iter().filter_map(|(k, n)| {
                let code = check::rules().get(usize::from(*k))?.code;
                Some((code.to_owned(), format!("{code} {}", check::words(code, w.check()).name), *n))
            }),
        ),
        sources: items(
            ask,
            "source",
            sources.iter().filter_map(|(k, n)| {
                let source = ask.catalogue.sources.get(*k as usize)?;
                Some((source.id.to_string(), crate::citation::name(&source.record, w), *n))
            }),
        ),
        filtered: shown.len() != findings.marks().len(),
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

/// A finding on a page.
pub struct Shown {
    /// Its card.
    pub card: Markup,
    /// The form by which it is dismissed, for who may write.
    pub form: Option<Dismissal>,
}

impl Shown {
    /// A finding as a page shows it.
    pub fn of(ask: &Ask<'_>, finding: &Finding) -> Self {
        let w = ask.words;
        let source = ask.catalogue.source(&finding.document.sha256).map(|(_, source)| source);
        let name = source.map(|source| crate::citation::name(&source.record, w));
        let entry = finding
            .spans
            .first()
            .and_then(|s| s.entry.as_deref())
            .and_then(|id| ask.catalogue.entries(id).first());
        let number =
            entry.map(|&e| w.count("entry-number", &(ask.catalogue.heads[e as usize].number as usize)));
        let place = format!("{} {}", name.unwrap_or_default(), number.unwrap_or_default());
        let links = card::Links { place: &link(ask, finding), rule: &format!("/rule/{}", finding.code) };
        Self {
            card: card::finding(finding, w, links, place.trim()),
            form: source.filter(|_| ask.writer.is_some()).map(|s| Dismissal::of(finding, s.document)),
        }
    }
}

#[derive(Template)]
#[template(path = "rule.html")]
struct RulePage {
    s: Shell,
    w: Words,
    code: String,
    heading: String,
    levels: String,
    told: Vec<(String, String)>,
    link: String,
}

pub(super) fn rule(ask: &Ask<'_>, code: &str) -> Answer {
    let w = ask.words;
    let Some(rule) = check::rules().iter().find(|r| r.code == code) else { return ask.missing() };
    let words = check::words(code, w.check());
    let stands = w.stands(&words);
    page(&RulePage {
        s: ask.shell("findings", &format!("{code} {}", words.name)),
        w,
        code: code.to_owned(),
        heading: words.name,
        levels: w.levels(rule),
        told: vec![
            (w.say("explain-why"), words.why),
            (w.say("explain-norm"), stands),
            (w.say("explain-bad"), words.bad),
            (w.say("explain-good"), words.good),
            (w.say("finding-hint"), words.hint),
        ],
        link: format!("/findings?rule={code}"),
    })
}
