//! Step 7: findings, as an editor would mark them. One rule a file, each with a code, a severity for each profile, a reason and
//! a hint.
//!
//! In go the [`Reading`]s of one or more documents with their [`Collation`]; out come [`Finding`]s in the order of documents
//! and characters: `2月30日` is an impossible date (T02), `18 + 100 + 3 = 120` is a sum that does not close (N01). Rules are
//! pure; what they say comes from message files ([`catalog`]).

pub mod catalog;
mod digits;
mod document;
mod doubt;
mod finding;
mod number;
mod organization;
mod people;
mod place;
mod profile;
mod quiet;
mod repeat;
mod style;
mod time;

pub use catalog::{Example, Language, Standing, Words, example, facts, words};
pub use finding::{Edit, Finding, Fix, Place, Pointer, Severity};
pub use profile::{Levels, Profile};

use crate::Reading;
use crate::account::Account;
use crate::collate::ledger::{Ledger, Programme};
use crate::collate::{Cite, Collation};
use crate::fact::Record;
use crate::lexicon::Lists;
use crate::lexicon::lists::Scope;
use crate::text::{Span, Text};
use crate::view::View;
use repeat::works::{Works, works};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable code: a letter for its group and two digits.
    pub code: &'static str,
    /// How grave it is under each profile.
    pub levels: Levels,
    /// Looks and reports.
    pub look: fn(&Desk<'_>, &mut Report<'_>),
}

/// A rule of the table of a group.
const fn rule(code: &'static str, levels: Levels, look: fn(&Desk<'_>, &mut Report<'_>)) -> Rule {
    Rule { code, levels, look }
}

/// What rules look at.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The documents with what was read from them.
    pub readings: &'a [Reading],
    /// Their entries together.
    pub collation: &'a Collation,
    /// What they were to be held to.
    pub profile: Profile,
    /// What each of them is held to: as was told, else by what it is.
    pub profiles: Vec<Profile>,
    /// Each of them as it is read, without what print put into it.
    views: Vec<View<'a>>,
    /// The series of figures in them.
    pub ledgers: Vec<Ledger>,
    /// What the figures of each document say together.
    pub accounts: Vec<Account>,
    /// The lists of terms, names, posts and bodies they are held to.
    pub lists: &'a Lists,
    /// SHA-256 to position; the first where the same bytes were given twice.
    positions: BTreeMap<&'a str, usize>,
    /// The works that several entries of each document tell of, where a rule asks.
    works: OnceLock<Vec<Works<'a>>>,
}

impl<'a> Desk<'a> {
    /// Documents, ready to be checked.
    pub fn new(
        readings: &'a [Reading],
        collation: &'a Collation,
        profile: Profile,
        defined: &[Programme],
    ) -> Self {
        let mut positions = BTreeMap::new();
        for (k, reading) in readings.iter().enumerate() {
            positions.entry(reading.document.record.sha256.as_str()).or_insert(k);
        }
        let ledgers = collation.ledgers(defined);
        let accounts = readings.iter().map(|r| Account::of(&r.document, &r.records)).collect();
        let profiles = readings
            .iter()
            .map(|r| if profile == Profile::Auto { Profile::of(r) } else { profile })
            .collect();
        let views = readings.iter().map(|r| View::of(&r.document)).collect();
        let lists = Lists::builtin();
        let works = OnceLock::new();
        Self { readings, collation, profile, profiles, views, ledgers, accounts, lists, positions, works }
    }

    /// The same, with an office's own lists.
    #[must_use]
    pub fn under(mut self, lists: &'a Lists) -> Self {
        self.lists = lists;
        self
    }

    /// The works that several entries of each document tell of.
    fn works(&self) -> &[Works<'a>] {
        self.works.get_or_init(|| (0..self.readings.len()).map(|k| works(self, k)).collect())
    }

    /// SHA-256 of a document.
    pub fn sha256(&self, reading: usize) -> &'a str {
        &self.readings[reading].document.record.sha256
    }

    /// The code of the region a document tells of.
    pub fn region(&self, reading: usize) -> Option<&'a str> {
        self.readings[reading].document.record.region.as_ref()?.code.as_deref()
    }

    /// Position of a document by its SHA-256; the first where the same bytes were given twice.
    pub fn reading(&self, sha256: &str) -> Option<usize> {
        self.positions.get(sha256).copied()
    }

    /// The entries that name a person, by date, then document and number.
    pub fn naming(&self, name: &str) -> Vec<&'a Record> {
        let entries = self.collation.naming(name).into_iter();
        entries.filter_map(|entry| self.numbered(self.reading(&entry.source.sha256)?, entry.number)).collect()
    }

    /// A document's entry of a number.
    fn numbered(&self, reading: usize, number: u32) -> Option<&'a Record> {
        let records = &self.readings.get(reading)?.records;
        records.get((number as usize).checked_sub(1)?).filter(|record| record.number == number)
    }

    /// Document and entry of a citation.
    pub fn cited(&self, cite: &Cite) -> Option<(usize, &'a Record)> {
        let k = self.reading(&cite.document)?;
        self.numbered(k, cite.number).map(|record| (k, record))
    }

    /// Every entry with the position of its document.
    pub fn records(&self) -> impl Iterator<Item = (usize, &'a Record)> + use<'a> {
        self.readings
            .iter()
            .enumerate()
            .flat_map(|(k, reading)| reading.records.iter().map(move |record| (k, record)))
    }

    /// A document as it is read, and where an entry stands in it.
    pub(crate) fn seen(&self, reading: usize, record: &Record) -> (&View<'a>, Span) {
        let view = &self.views[reading];
        (view, view.seen(record.span))
    }

    /// A whole document as it is read: its headings too.
    pub(crate) fn view(&self, reading: usize) -> &View<'a> {
        &self.views[reading]
    }

    /// The entry that holds a place of a document's text.
    pub(crate) fn holding(&self, reading: usize, at: u32) -> Option<&'a Record> {
        let records = &self.readings.get(reading)?.records;
        let place = records.partition_point(|record| record.span.end <= at);
        records.get(place).filter(|record| record.span.start <= at)
    }

    /// The document's text.
    pub fn text(&self, reading: usize) -> &'a Text {
        &self.readings[reading].document.text
    }

    /// A pointer to what a citation cites, marked as another document's where it is.
    pub fn pointer(&self, from: usize, cite: &Cite) -> Option<Pointer> {
        let (k, record) = self.cited(cite)?;
        let pointer = Pointer::at(self.text(k), Span { start: cite.start, end: cite.end }, Some(record));
        Some(if k == from { pointer } else { pointer.elsewhere(&self.readings[k]) })
    }
}

/// Where rules put what they find.
#[derive(Debug)]
pub struct Report<'a> {
    rule: Rule,
    profiles: &'a [Profile],
    readings: &'a [Reading],
    positions: &'a BTreeMap<&'a str, usize>,
    found: Vec<(usize, Finding)>,
}

/// The argument that says which list of the office's own a finding rests on.
const LISTED: &str = "listed";

/// The argument that holds the words a finding is about, where it quotes them.
const QUOTED: &str = "words";

/// A finding before it has its words: what a rule gives.
#[derive(Debug, Default)]
pub struct Draft {
    /// What the message is made from.
    pub args: BTreeMap<&'static str, String>,
    /// Further characters, in this document or (marked) in another.
    pub also: Vec<Pointer>,
    /// A mend.
    pub fix: Option<Fix>,
    /// Another severity than the rule's own.
    pub severity: Option<Severity>,
}

impl Draft {
    /// With an argument.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.insert(name, value.into());
        self
    }

    /// With further characters.
    #[must_use]
    pub fn also(mut self, pointer: Pointer) -> Self {
        self.also.push(pointer);
        self
    }

    /// With a replacement of one range.
    #[must_use]
    pub fn replace(mut self, span: Span, text: impl Into<String>, safe: bool) -> Self {
        let edit = Edit { start: span.start, end: span.end, text: text.into() };
        let fix = self.fix.get_or_insert(Fix { edits: Vec::new(), safe });
        fix.safe &= safe;
        fix.edits.push(edit);
        self
    }

    /// As the office's own list says: the line's source, or what the list is called.
    #[must_use]
    pub fn listed(self, scope: &Scope, otherwise: &str) -> Self {
        let source = if scope.source.is_empty() { otherwise } else { &scope.source };
        self.arg(LISTED, source)
    }

    /// With another severity than the rule's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }
}

impl Report<'_> {
    /// Adds a finding at `span` of the document at position `reading`, in the entry `record`.
    pub fn add(&mut self, reading: usize, record: Option<&Record>, span: Span, draft: Draft) {
        let Some(at) = self.readings.get(reading) else { return };
        // A rule that has no place under a profile says nothing there.
        let Some(level) = self.rule.levels.under(self.profiles[reading]) else { return };
        let text = &at.document.text;
        let mut spans = vec![Pointer::at(text, span, record)];
        spans.extend(draft.also);
        for pointer in &mut spans {
            let holder = match pointer.document.as_deref() {
                None => Some(at),
                Some(sha256) => self.positions.get(sha256).and_then(|&k| self.readings.get(k)),
            };
            pointer.location = holder.and_then(|r| r.document.location(pointer.start)).cloned();
        }
        let about = &at.document.record;
        self.found.push((
            reading,
            Finding {
                code: self.rule.code,
                severity: draft.severity.unwrap_or(level),
                document: Place { path: about.path.clone(), sha256: about.sha256.clone() },
                excerpt: finding::excerpt(text, span),
                spans,
                args: draft.args,
                message: String::new(),
                hint: String::new(),
                fix: draft.fix,
                doubt: Vec::new(),
            },
        ));
    }
}

/// Every rule, by code.
pub fn rules() -> &'static [Rule] {
    static RULES: std::sync::LazyLock<Vec<Rule>> = std::sync::LazyLock::new(|| {
        let mut rules = [
            document::RULES,
            number::RULES,
            organization::RULES,
            people::RULES,
            place::RULES,
            repeat::RULES,
            style::RULES,
            time::RULES,
        ]
        .concat();
        rules.sort_by_key(|rule| rule.code);
        rules
    });
    &RULES
}

/// Which rules to run.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Codes or their beginnings (N, T0, X01); all where empty.
    pub select: Vec<String>,
    /// Codes or their beginnings that are left out.
    pub ignore: Vec<String>,
}

impl Selection {
    /// Whether a rule is to run.
    pub fn wants(&self, code: &str) -> bool {
        let meets = |list: &[String]| list.iter().any(|prefix| code.starts_with(prefix.as_str()));
        (self.select.is_empty() || meets(&self.select)) && !meets(&self.ignore)
    }
}

/// Checks documents: every finding of every rule wanted, by document, then by characters, then by code.
pub fn check(desk: &Desk<'_>, selection: &Selection, language: Language) -> Vec<Finding> {
    if desk.profile == Profile::Off {
        return Vec::new();
    }
    let mut found = Vec::new();
    for &rule in rules().iter().filter(|rule| selection.wants(rule.code)) {
        let (profiles, readings, positions) = (&desk.profiles, desk.readings, &desk.positions);
        let mut report = Report { rule, profiles, readings, positions, found: Vec::new() };
        (rule.look)(desk, &mut report);
        found.append(&mut report.found);
    }
    found.sort_by(|(a, x), (b, y)| {
        let at = |finding: &Finding| finding.spans.first().map(|s| (s.start, s.end));
        a.cmp(b).then(at(x).cmp(&at(y))).then(x.code.cmp(y.code))
    });
    doubt::cap(desk, &mut found);
    quiet::once(&mut found);
    quiet::silenced(desk, &mut found);
    let mut findings: Vec<Finding> = found.into_iter().map(|(_, finding)| finding).collect();
    for finding in &mut findings {
        (finding.message, finding.hint) = told(finding, language);
    }
    findings
}

/// What a finding says in a language: its message and its hint.
pub fn told(finding: &Finding, language: Language) -> (String, String) {
    let words = words(finding.code, language);
    let listed = finding.args.contains_key(LISTED) && !words.listed.is_empty();
    let quoted = finding.args.contains_key(QUOTED) && !words.quoted.is_empty();
    let message = match (listed, quoted) {
        (true, _) => &words.listed,
        (_, true) => &words.quoted,
        _ => &words.message,
    };
    (catalog::fill(message, &finding.args), catalog::fill(&words.hint, &finding.args))
}
