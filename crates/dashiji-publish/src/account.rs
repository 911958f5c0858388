//! What the figures of a document say together, for a person, a program and a table: the answer in a sentence first, then the lines of each series,
//! then its equations, then what was in force.

use crate::language::{Argument, Messages};
use crate::layout::{Ink, Run};
use crate::register::{Item, Page};
use dashiji::account::{Account, Answer, Equation, Holds, InForce, Kind, Report, Series};
use dashiji::collate::ledger::Ledger;
use dashiji::collate::ledger::balance::Verdict;
use dashiji::fact::Amount;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// An account of one document.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// The name the document was given by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// SHA-256 of its bytes.
    pub document: String,
    /// What each series comes to.
    pub answers: Vec<Answer>,
    /// Series of figures.
    pub series: Vec<Series>,
    /// What only one figure tells.
    #[serde(skip)]
    pub single: Vec<Series>,
    /// Equations between them.
    pub equations: Vec<Equation>,
    /// What was in force, from when till when.
    pub in_force: Vec<InForce>,
    /// The reports of an event, with what each revised and which are missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<Report>,
}

impl Figures {
    /// Of a document's account.
    pub fn of(about: &dashiji::fact::DocumentRecord, account: Account) -> Self {
        let answers = account.series.iter().filter_map(|series| account.answer(series)).collect();
        let in_force = account.in_force();
        Self {
            path: about.path.clone(),
            document: about.sha256.clone(),
            answers,
            series: account.series,
            single: account.single,
            equations: account.equations,
            in_force,
            reports: account.reports,
        }
    }

    /// The figure that begins at a code point, as written.
    fn text_at(&self, start: u32) -> &str {
        let mut lines = self.series.iter().chain(&self.single).flat_map(|series| &series.lines);
        lines.find(|line| line.start == start).map_or("…", |line| &line.text)
    }

    /// What a report is and what it changed, in words: 续报二  死亡 3人 → 5人；缺续报一.
    pub fn report_words(&self, report: &Report, words: &Messages) -> String {
        let mut told: Vec<String> = Vec::new();
        for revised in &report.revised {
            let sign = if revised.change.0 > 0 { "+" } else { "" };
            let args = [
                ("name", Argument::from(revised.key.as_str())),
                ("before", self.text_at(revised.before).into()),
                ("now", self.text_at(revised.now).into()),
                ("change", format!("{sign}{}", revised.change).into()),
            ];
            told.push(words.tell("report-revised", &args));
        }
        if !report.missing.is_empty() {
            let numbers: Vec<String> = report.missing.iter().map(u32::to_string).collect();
            told.push(
                words.tell("report-missing", &[("numbers", numbers.join(&words.say("report-and")).into())]),
            );
        }
        if told.is_empty() {
            told.push(words.say("report-unrevised"));
        }
        told.join(&words.say("report-then"))
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
            && self.equations.is_empty()
            && self.in_force.is_empty()
            && self.reports.is_empty()
    }

    /// What the figure that begins at a code point is worth.
    pub fn value_at(&self, start: u32) -> Option<Amount> {
        let mut lines = self.series.iter().chain(&self.single).flat_map(|series| &series.lines);
        lines.find(|line| line.start == start).map(|line| line.value)
    }

    /// First code points of the figures in its series.
    fn starts(&self) -> impl Iterator<Item = u32> + '_ {
        self.series.iter().flat_map(|series| series.lines.iter().map(|line| line.start))
    }
}

/// A ledger over documents, or the account of one.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Shown {
    /// A numbered series over documents.
    Ledger(Ledger),
    /// The figures of a document.
    Figures(Figures),
}

/// Ledgers beside accounts, each figure once: a ledger whose figures an account tells as well is left out, unless it says more of them.
pub fn beside(ledgers: Vec<Ledger>, mut accounts: Vec<Figures>) -> Vec<Shown> {
    let told: BTreeSet<(String, u32)> = accounts
        .iter()
        .flat_map(|account| account.starts().map(|at| (account.document.clone(), at)))
        .collect();
    let mut shown: Vec<Shown> = Vec::new();
    let mut taken: BTreeSet<(String, u32)> = BTreeSet::new();
    for ledger in ledgers {
        let cites: Vec<(String, u32)> = ledger
            .lines
            .iter()
            .flat_map(|line| line.increment.iter().chain(&line.total))
            .map(|figure| (figure.cite.document.to_string(), figure.cite.start))
            .collect();
        // How many of its sums come out, and how many of those the accounts know.
        let closes = ledger.balance.equations.iter().filter(|e| e.verdict == Verdict::Closes).count();
        let known = accounts
            .iter()
            .flat_map(|account| {
                account.equations.iter().map(move |e| (&account.document, e.total, e.holds, e.kind))
            })
            .filter(|(_, _, holds, kind)| *holds == Holds::True && matches!(kind, Kind::Flow | Kind::Sum))
            .filter(|(document, total, ..)| {
                cites.iter().any(|(cited, start)| cited == *document && start == total)
            })
            .count();
        let covered = cites.iter().filter(|cite| told.contains(cite)).count();
        let numbered = !ledger.series.is_empty();
        let documents: BTreeSet<&String> = cites.iter().map(|cite| &cite.0).collect();
        let says_more = numbered && (covered < cites.len() || closes > known);
        if covered * 2 > cites.len() && documents.len() < 2 && !says_more {
            continue;
        }
        taken.extend(cites);
        shown.push(Shown::Ledger(ledger));
    }
    for account in &mut accounts {
        let document = account.document.clone();
        let own = |start: u32| taken.contains(&(document.clone(), start));
        account.series.retain(|series| !series.lines.iter().any(|line| own(line.start)));
        account.equations.retain(|e| !own(e.total) && !e.terms.iter().any(|&term| own(term)));
        let left: BTreeSet<u32> = account.starts().collect();
        account.answers.retain(|answer| left.contains(&answer.last.start));
    }
    shown.extend(accounts.into_iter().filter(|account| !account.is_empty()).map(Shown::Figures));
    shown
}

/// The answer of a series in a sentence.
pub fn sentence(answer: &Answer, words: &Messages) -> String {
    let name = if answer.key.is_empty() { words.say("figures-unnamed") } else { answer.key.clone() };
    let told = [
        ("day", Argument::from(answer.last.as_of.as_deref().unwrap_or("…"))),
        ("name", name.as_str().into()),
        ("figure", answer.last.text.as_str().into()),
        ("hold", answer.hold.into()),
    ];
    let mut sentence = words.tell(if answer.total { "answer-total" } else { "answer-stock" }, &told);
    let (mut low, mut high) = (Amount::default(), Amount::default());
    for gap in &answer.gaps {
        let ends = gap.ends();
        (low, high) = (low + ends.0, high + ends.1);
    }
    if !answer.gaps.is_empty() {
        let amount = between((low, high), &answer.last.unit);
        let told = [("n", answer.gaps.len().into()), ("amount", amount.into())];
        sentence.push_str(&words.tell("answer-gaps", &told));
    }
    if !answer.wrong.is_empty() {
        let right: Vec<&str> = answer.wrong.iter().map(|(_, right)| right.as_str()).collect();
        let told = [("n", answer.wrong.len().into()), ("right", right.join(&words.say("report-and")).into())];
        sentence.push_str(&words.tell("answer-wrong", &told));
    }
    sentence
}

/// An amount, or the least and the most it can be, in its unit; a round one in 万 or 亿: 40万元, 89–187人.
pub(crate) fn between((low, high): (Amount, Amount), unit: &str) -> String {
    const ONE: i128 = 1_000_000;
    let (scale, name) = match [low, high].map(|amount| amount.0.abs()) {
        ends if ends.iter().all(|a| *a >= 100_000_000 * ONE && a % (1_000_000 * ONE) == 0) => {
            (100_000_000, "亿")
        }
        ends if ends.iter().all(|a| *a >= 10_000 * ONE && a % (100 * ONE) == 0) => (10_000, "万"),
        _ => (1, ""),
    };
    let told = |amount: Amount| Amount(amount.0 / scale).to_string();
    if low == high {
        format!("{}{name}{unit}", told(low))
    } else {
        format!("{}–{}{name}{unit}", told(low), told(high))
    }
}

/// The mark before an equation.
fn mark(holds: Holds) -> &'static str {
    match holds {
        Holds::True => "✓",
        Holds::Gap => "…",
        Holds::False => "✗",
    }
}

/// How an equation stands, in words.
pub fn verdict(equation: &Equation, words: &Messages) -> String {
    let amount = between(equation.difference.ends(), &equation.unit);
    match equation.holds {
        Holds::True => words.say("verdict-closes"),
        Holds::Gap => {
            let mut said = words.tell("equation-gap", &[("amount", amount.into())]);
            if !equation.candidates.is_empty() {
                let figures: Vec<String> =
                    equation.candidates.iter().map(|line| format!("{} @{}", line.text, line.start)).collect();
                let figures = figures.join(&words.say("report-and"));
                said.push_str(&words.tell("equation-candidates", &[("figures", figures.into())]));
            }
            said
        }
        Holds::False => {
            let right = equation.right.clone().unwrap_or_default();
            words.tell("equation-wrong", &[("amount", amount.into()), ("right", right.into())])
        }
    }
}

impl Item for Figures {
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
        let name = self.path.as_deref().and_then(|p| p.rsplit(['/', '\\']).next()).unwrap_or(&self.document);
        let more = page.words().tell(
            "figures-of",
            &[("series", self.series.len().into()), ("equations", self.equations.len().into())],
        );
        page.head(name, &more)?;
        for answer in &self.answers {
            let sentence = sentence(answer, page.words());
            page.row("", &[(Ink::Plain, sentence)])?;
        }
        for series in &self.series {
            let place = series.place.as_ref().map_or_else(String::new, |place| format!(" · {place}"));
            page.head(&series.key, &format!("{}{place}", series.unit))?;
            let rows: Vec<Vec<Run>> = series
                .lines
                .iter()
                .map(|line| {
                    let kind = page.words().word("kind", &line.kind);
                    vec![
                        (Ink::Date, line.as_of.clone().unwrap_or_default()),
                        (Ink::Strong, format!("  {}", line.text)),
                        (Ink::Dim, format!("  {kind}  @{}", line.start)),
                    ]
                })
                .collect();
            page.list("row-lines", rows.into_iter())?;
            let own: BTreeSet<u32> = series.lines.iter().map(|line| line.start).collect();
            let rows: Vec<Vec<Run>> = self
                .equations
                .iter()
                .filter(|e| own.contains(&e.total))
                .map(|e| told(e, page.words()))
                .collect();
            page.list("row-equations", rows.into_iter())?;
        }
        let own: BTreeSet<u32> =
            self.series.iter().flat_map(|s| s.lines.iter().map(|line| line.start)).collect();
        let rows: Vec<Vec<Run>> = self
            .equations
            .iter()
            .filter(|e| !own.contains(&e.total))
            .map(|e| told(e, page.words()))
            .collect();
        page.list("row-equations", rows.into_iter())?;
        let rows: Vec<Vec<Run>> = self
            .in_force
            .iter()
            .map(|force| {
                let days = page.words().tell(
                    "days",
                    &[
                        ("from", Argument::from(force.from.as_deref().unwrap_or("…"))),
                        ("to", force.till.as_deref().unwrap_or("…").into()),
                    ],
                );
                vec![
                    (Ink::Date, days),
                    (Ink::Strong, format!("  {}{}", force.what, force.level.as_deref().unwrap_or_default())),
                    (Ink::Dim, format!("  {}  @{}", force.by.as_deref().unwrap_or_default(), force.start)),
                ]
            })
            .collect();
        page.list("row-in-force", rows.into_iter())?;
        let rows: Vec<Vec<Run>> = self
            .reports
            .iter()
            .map(|report| {
                vec![
                    (Ink::Date, report.day.clone().unwrap_or_default()),
                    (Ink::Strong, format!("  {}", report.name)),
                    (Ink::Dim, format!("  {}  @{}", self.report_words(report, page.words()), report.start)),
                ]
            })
            .collect();
        page.list("row-reports", rows.into_iter())
    }

    fn rows(&self, _words: &Messages) -> Vec<Vec<String>> {
        let path = self.path.clone().unwrap_or_else(|| self.document.clone());
        let lines = self.series.iter().flat_map(|series| series.lines.iter().map(move |line| (series, line)));
        lines
            .map(|(series, line)| {
                let total = matches!(line.kind, "cumulative" | "stock");
                let value = line.value.to_string();
                vec![
                    series.key.clone(),
                    String::new(),
                    line.as_of.clone().unwrap_or_default(),
                    if total { String::new() } else { value.clone() },
                    "false".to_owned(),
                    if total { value } else { String::new() },
                    line.as_of.clone().filter(|_| total).unwrap_or_default(),
                    line.unit.clone(),
                    path.clone(),
                    line.entry.to_string(),
                    line.start.to_string(),
                    line.end.to_string(),
                ]
            })
            .collect()
    }
}

fn told(equation: &Equation, words: &Messages) -> Vec<Run> {
    vec![
        (Ink::Plain, format!("{} {}", mark(equation.holds), equation.shown)),
        (Ink::Dim, format!("  {}", verdict(equation, words))),
    ]
}

impl Item for Shown {
    const COLUMNS: &'static [&'static str] = <Figures as Item>::COLUMNS;

    fn show<W: Write>(&self, page: &mut Page<'_, W>) -> io::Result<()> {
        match self {
            Self::Ledger(ledger) => ledger.show(page),
            Self::Figures(figures) => figures.show(page),
        }
    }

    fn rows(&self, words: &Messages) -> Vec<Vec<String>> {
        match self {
            Self::Ledger(ledger) => ledger.rows(words),
            Self::Figures(figures) => figures.rows(words),
        }
    }
}
