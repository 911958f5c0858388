//! What an editor should look at, of the whole base: the same findings in the same words as `dashiji check` prints.
//!
//! In go a view and what its entries say together; out come [`Findings`] with counts by rule, severity and document. They are
//! kept once for both languages: their words are put in when a page shows them.

use crate::catalogue::Catalogue;
use crate::source::Settings;
use crate::work::{Progress, Step};
use dashiji::Reading;
use dashiji::check::{self, Desk, Finding, Language, Selection, Severity};
use dashiji::collate::Collation;
use dashiji_store::{EntryId, View, Watch};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// Rules that find one matter told twice.
const REPEATED: [&str; 2] = ["X01", "X02"];

/// Findings that are kept; the counts tell of all.
const KEPT: usize = 200_000;

/// Documents that are read together.
const LOT: usize = 64;

/// Entries that are checked together, some 12 KB each; in a larger base rules that compare documents see so many at a time.
const TOGETHER: usize = 250_000;

/// What a finding is filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Position of its rule in [`check::rules`].
    pub rule: u16,
    /// How grave.
    pub severity: Severity,
    /// Position of its document in the catalogue; none where it is in no list.
    pub source: u32,
}

/// All of it.
#[derive(Debug, Default)]
pub struct Findings {
    /// By document as it came in, then by characters, then by code; without words.
    list: Vec<Finding>,
    marks: Vec<Mark>,
    documents: BTreeMap<String, Range<usize>>,
    /// The other entries that tell what an entry tells, both ways.
    twins: BTreeMap<EntryId, Vec<EntryId>>,
    /// How many there are, also those that are not kept.
    pub all: usize,
    /// How many of each severity: errors, warnings, notes.
    pub grades: [usize; 3],
}

/// Position of a severity in [`Findings::grades`].
pub fn grade(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Note => 2,
    }
}

impl Findings {
    /// What each is filtered by, in order.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// A finding with its words in a language.
    pub fn get(&self, at: usize, language: Language) -> Option<Finding> {
        let mut finding = self.list.get(at)?.clone();
        (finding.message, finding.hint) = check::told(&finding, language);
        Some(finding)
    }

    /// Entries that tell the same as an entry, or of the same event, as the rules on repetition find.
    pub fn twins(&self, entry: &str) -> &[EntryId] {
        let id = entry.parse().ok();
        id.and_then(|id: EntryId| self.twins.get(&id)).map(Vec::as_slice).unwrap_or_default()
    }

    fn pair(&mut self, finding: &Finding) {
        let mut ids: Vec<EntryId> =
            finding.spans.iter().filter_map(|span| span.entry.as_ref()?.parse().ok()).collect();
        ids.sort_unstable();
        ids.dedup();
        for &id in ids.iter().filter(|_| ids.len() > 1) {
            let known = self.twins.entry(id).or_default();
            known.extend(ids.iter().filter(|other| **other != id));
            known.sort_unstable();
            known.dedup();
        }
    }

    /// Those of a document.
    pub fn of(&self, sha256: &str) -> impl Iterator<Item = (usize, &Finding)> {
        let range = self.documents.get(sha256).cloned().unwrap_or_default();
        range.filter_map(|at| Some((at, self.list.get(at)?)))
    }
}

/// Checks every document of a view, as people ruled.
///
/// # Errors
/// Where the files cannot be read, or nobody waits any more.
pub fn check(
    view: &View,
    collation: &Collation,
    catalogue: &Catalogue,
    settings: &Settings,
    progress: &Progress,
) -> Result<Findings, String> {
    let told = |error: dashiji_store::Error| error.to_string();
    let stopped = || if progress.stopped() { Err(told(dashiji_store::Error::Stopped)) } else { Ok(()) };
    let lists = view.lexicon().map_err(told)?.lists();
    let documents = view.documents();
    let mut findings = Findings::default();
    let mut rest = documents.as_slice();
    while !rest.is_empty() {
        let mut size = 0;
        let lot = rest.iter().take_while(|document| {
            size += document.entries as usize;
            size <= TOGETHER
        });
        let (lot, later) = rest.split_at(lot.count().max(1));
        rest = later;
        progress.step(Step::Reading, lot.iter().map(|document| u64::from(document.entries)).sum());
        let mut readings: Vec<Reading> = Vec::with_capacity(lot.len());
        for documents in lot.chunks(LOT) {
            let some: Vec<Reading> = documents
                .par_iter()
                .map(|document| view.reading(document.id))
                .collect::<Result<_, _>>()
                .map_err(told)?;
            progress.advance(some.iter().map(|r| r.records.len() as u64).sum());
            readings.extend(some);
            stopped()?;
        }
        let desk = Desk::new(&readings, collation, settings.profile, &settings.programmes).under(lists);
        let rules = check::rules();
        progress.step(Step::Checking, rules.len() as u64);
        let mut found: Vec<(usize, Finding)> = Vec::new();
        for rule in rules.iter().filter(|rule| settings.selection.wants(rule.code)) {
            let one = Selection { select: vec![rule.code.to_owned()], ignore: Vec::new() };
            for mut finding in check::check(&desk, &one, Language::Chinese) {
                if !settings.is_settled(&finding, view) {
                    // Words are put in when they are shown.
                    (finding.message, finding.hint) = (String::new(), String::new());
                    let at = desk.reading(&finding.document.sha256).unwrap_or(usize::MAX);
                    found.push((at, finding));
                }
            }
            progress.advance(1);
            stopped()?;
        }
        found.sort_by(|(a, x), (b, y)| {
            let at = |finding: &Finding| finding.spans.first().map(|s| (s.start, s.end));
            a.cmp(b).then_with(|| at(x).cmp(&at(y))).then_with(|| x.code.cmp(y.code))
        });
        findings.take_in(found.into_iter().map(|(_, finding)| finding), catalogue);
    }
    findings.list.shrink_to_fit();
    Ok(findings)
}

impl Findings {
    fn take_in(&mut self, found: impl Iterator<Item = Finding>, catalogue: &Catalogue) {
        for finding in found {
            self.all += 1;
            self.grades[grade(finding.severity)] += 1;
            if self.list.len() >= KEPT {
                continue;
            }
            let at = self.list.len();
            let sha256 = &finding.document.sha256;
            let source = if let Some(range) = self.documents.get_mut(sha256) {
                range.end = at + 1;
                self.marks.last().map_or(u32::MAX, |mark| mark.source)
            } else {
                self.documents.insert(sha256.clone(), at..at + 1);
                catalogue.source(sha256).map_or(u32::MAX, |(k, _)| k as u32)
            };
            let rule = check::rules().binary_search_by(|rule| rule.code.cmp(finding.code));
            self.marks.push(Mark {
                rule: rule.map_or(u16::MAX, |k| k as u16),
                severity: finding.severity,
                source,
            });
            if REPEATED.contains(&finding.code) {
                self.pair(&finding);
            }
            self.list.push(finding);
        }
    }
}

impl Settings {
    /// Whether a finding is settled: excepted by the office, or by what was ruled.
    fn is_settled(&self, finding: &Finding, view: &View) -> bool {
        let id = finding.spans.first().and_then(|pointer| pointer.entry.as_deref());
        let excepted = |mark: &str| {
            self.settled.iter().any(|(code, entry)| code.eq_ignore_ascii_case(finding.code) && entry == mark)
        };
        if !self.settled.is_empty() {
            let as_read = || view.entry(id?.parse::<EntryId>().ok()?).ok();
            if id.is_some_and(excepted) || as_read().is_some_and(|entry| excepted(&entry.mark)) {
                return true;
            }
        }
        view.settles(finding)
    }
}
