//! Ledgers: series of figures with their chart, their lines and the equations, closed or not; each figure a link to its
//! characters.

use super::{Ask, Item, Pager, Row, Shell, page};
use crate::answer::Answer;
use crate::list::ledger::{self as list, Finding};
use crate::markup::{Markup, address};
use crate::picture::ledger as chart;
use crate::snapshot::Series;
use crate::words::Words;
use askama::Template;
use dashiji::collate::ledger::balance::{Amount, Verdict};
use dashiji::collate::ledger::{Figure, Ledger};

struct Sum {
    name: String,
    link: String,
    unit: String,
    lines: usize,
    from: String,
    to: String,
    closes: usize,
    differs: usize,
}

#[derive(Template)]
#[template(path = "ledgers.html")]
struct Ledgers {
    s: Shell,
    w: Words,
    sums: Vec<Sum>,
    making: String,
    pager: Pager,
}

/// The address of a ledger.
pub fn link(series: &Series, at: usize) -> String {
    series.slug(at).map(|slug| address("ledger", slug)).unwrap_or_default()
}

fn verdicts(ledger: &Ledger, verdict: Verdict) -> usize {
    ledger.balance.equations.iter().filter(|e| e.verdict == verdict).count()
}

pub(super) fn all(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let (series, making) = match ask.series() {
        Ok(series) => (series, String::new()),
        Err(words) => (std::sync::Arc::default(), words),
    };
    let ledgers = &series.list;
    let pager = ask.pager(ledgers.len(), 100);
    let sums = ledgers[pager.from..pager.to]
        .iter()
        .enumerate()
        .map(|(k, ledger)| {
            let mut days: Vec<&str> = ledger.lines.iter().filter_map(|l| l.date.as_deref()).collect();
            days.sort_unstable();
            Sum {
                name: ledger.title(),
                link: link(&series, pager.from + k),
                unit: ledger.unit.clone(),
                lines: ledger.lines.len(),
                from: days.first().map(|date| w.edtf(date)).unwrap_or_default(),
                to: days.last().map(|date| w.edtf(date)).unwrap_or_default(),
                closes: verdicts(ledger, Verdict::Closes),
                differs: verdicts(ledger, Verdict::Differs),
            }
        })
        .collect();
    page(&Ledgers { s: ask.shell("ledgers", &w.say("nav-ledgers")), w, sums, making, pager })
}

/// What a ledger comes to, in a sentence: 河南共派医疗队员 1,271 人：1,241 人有明文，30 人推得；第 3、4、6–9 批无条目.
pub fn title(ledger: &Ledger, finding: &Finding, w: Words) -> String {
    let amount = |amount: Amount| {
        format!("{} {}", crate::words::amount(&amount.to_string()), ledger.unit).trim().to_owned()
    };
    let name = ("name", ledger.title().into());
    let mut said = match (&finding.total, finding.derived) {
        (Some(total), Some(derived)) => w.tell(
            "finding-derived",
            &[
                name,
                ("all", amount(derived).into()),
                ("stated", amount(total.value).into()),
                ("follows", amount(derived - total.value).into()),
            ],
        ),
        (Some(total), None) => w.tell("finding-stated", &[name, ("all", amount(total.value).into())]),
        (None, Some(derived)) => w.tell("finding-follows", &[name, ("all", amount(derived).into())]),
        (None, None) => w.tell("finding-lines", &[name, ("n", (ledger.lines.len() as u64).into())]),
    };
    if finding.differs > 0 {
        said = format!("{said}{}", w.count("finding-differs", &finding.differs));
    }
    if !finding.gaps.is_empty() {
        let values = [("numbers", gaps(finding).into()), ("series", ledger.series.clone().into())];
        said = format!("{said}{}", w.tell("finding-gaps", &values));
    }
    said
}

/// Numbers nobody tells of, of a long list the beginning.
fn gaps(finding: &Finding) -> String {
    let some = &finding.gaps[..finding.gaps.len().min(200)];
    list::stretches(some)
}

/// What is not accounted for, in sentences.
pub fn missing(ledger: &Ledger, finding: &Finding, w: Words) -> Vec<String> {
    let mut told = Vec::new();
    if !finding.gaps.is_empty() {
        told.push(format!("{} {}", w.say("ledger-gaps"), gaps(finding)));
    }
    told.extend(ledger.balance.remainders.iter().enumerate().map(|(k, rest)| {
        let bounds = ledger.bounds.iter().find(|b| b.remainder == k);
        let open = match bounds {
            Some(b) if b.least != b.most => format!("{}–{}", b.least, b.most),
            _ => rest.unaccounted.to_string(),
        };
        let said = w.tell(
            "remainder-line",
            &[
                ("from", u64::from(rest.ordinals.0).into()),
                ("to", u64::from(rest.ordinals.1).into()),
                ("amount", rest.amount.to_string().into()),
                ("itemised", rest.itemised.to_string().into()),
                ("open", open.into()),
            ],
        );
        // Between two bounds: what else is told of the kind may lie inside, or not.
        match bounds {
            Some(b) if b.least != b.most => format!("{said} {}", w.say("remainder-why")),
            _ => said,
        }
    }));
    if ledger.lines.iter().any(|line| line.at_least) {
        told.push(w.say("ledger-least"));
    }
    told
}

/// What a ledger comes to, and its chart.
pub fn drawn(ask: &Ask<'_>, address: &str) -> Option<(String, Markup)> {
    let drawn =
        |ledger: &Ledger| (title(ledger, &list::finding(ledger), ask.words), chart::draw(ledger, ask.words));
    match ask.series() {
        Ok(series) => series.list.get(series.position(address)?).map(drawn),
        // One is there before all are.
        Err(_) => ask.snapshot.ledger(address).as_ref().map(drawn),
    }
}

/// A figure with the address of its characters.
#[derive(Default, Clone)]
struct Cell {
    text: String,
    link: String,
    title: String,
}

struct Line {
    ordinals: String,
    date: String,
    least: bool,
    increment: Option<Cell>,
    total: Option<Cell>,
    as_of: String,
    parts: Vec<Cell>,
    entries: Vec<Item>,
}

struct Equation {
    terms: Vec<Cell>,
    sum: String,
    stated: Option<Cell>,
    verdict: String,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "ledger.html")]
struct LedgerPage {
    s: Shell,
    w: Words,
    heading: String,
    unit: String,
    lines: Vec<Line>,
    equations: Vec<Equation>,
    missing: Vec<String>,
    closes: usize,
    least: bool,
    name: String,
    csv: String,
    figure: super::pictures::Figure,
    related: Vec<Cell>,
    rows: Vec<Row>,
    pager: Pager,
    json: String,
}

/// Lines on one page.
const LINES: usize = 60;

/// Terms of a sum that are written out.
const TERMS: usize = 24;

pub(super) fn ledger(ask: &Ask<'_>, number: &str) -> Answer {
    let w = ask.words;
    let (series, alone);
    let (ledger, link, slug) = match ask.series() {
        Ok(all) => {
            series = all;
            let at = series.position(number);
            let Some((at, ledger)) = at.and_then(|at| Some((at, series.list.get(at)?))) else {
                return ask.missing();
            };
            (ledger, link(&series, at), series.slug(at).unwrap_or_default().to_owned())
        }
        // One is there before all are.
        Err(making) => {
            alone = ask.snapshot.ledger(number);
            let Some(ledger) = &alone else {
                let s = ask.shell("ledgers", &w.say("nav-ledgers"));
                return page(&Ledgers { s, w, sums: Vec::new(), making, pager: Pager::default() });
            };
            (ledger, address("ledger", number), number.to_owned())
        }
    };
    let cell = |figure: &Figure| Cell {
        text: figure.cite.text.clone(),
        link: ask.cite_link(&figure.cite),
        title: format!("{} {}", figure.value, figure.of.as_deref().unwrap_or_default()),
    };
    let pager = ask.pager(ledger.lines.len(), LINES);
    let lines = ledger.lines[pager.from..pager.to]
        .iter()
        .map(|line| Line {
            ordinals: chart::ordinals(line),
            date: line.date.as_deref().map(|date| w.edtf(date)).unwrap_or_default(),
            least: line.at_least,
            increment: line.increment.as_ref().map(cell),
            total: line.total.as_ref().map(cell),
            as_of: line.as_of.as_ref().map(|d| w.with("as-of", "day", &w.edtf(d))).unwrap_or_default(),
            parts: line.parts.iter().take(40).map(cell).collect(),
            entries: line
                .cites
                .iter()
                .take(12)
                .map(|c| Item {
                    name: if c.text.is_empty() {
                        w.count("entry-number", &(c.number as usize))
                    } else {
                        c.text.clone()
                    },
                    link: ask.cite_link(c),
                    ..Item::default()
                })
                .collect(),
        })
        .collect();
    let added = |k: usize, value: Amount| {
        let figure = ledger.lines.get(k).and_then(|l| l.increment.as_ref()).filter(|f| f.value == value);
        figure.map_or_else(
            || Cell { text: value.to_string(), ..Cell::default() },
            |f| Cell { text: value.to_string(), ..cell(f) },
        )
    };
    let total = |k: usize, value: Amount| {
        let figure = ledger.lines.get(k).and_then(|l| l.total.as_ref()).filter(|f| f.value == value);
        figure.map_or_else(
            || Cell { text: value.to_string(), ..Cell::default() },
            |f| Cell { text: value.to_string(), ..cell(f) },
        )
    };
    let equations = ledger
        .balance
        .equations
        .iter()
        .filter(|e| (pager.from..pager.to).contains(&e.to))
        .map(|e| {
            let mut terms = Vec::new();
            if let Some(base) = e.base {
                terms.push(total(base, e.start));
            } else if e.start != Amount::default() {
                terms.push(Cell { text: e.start.to_string(), ..Cell::default() });
            }
            terms.extend(e.added.iter().zip(&e.increments).take(TERMS).map(|(&k, &v)| added(k, v)));
            if e.added.len() > TERMS {
                terms.push(Cell { text: "……".to_owned(), ..Cell::default() });
            }
            Equation {
                terms,
                sum: e.sum.to_string(),
                stated: e.stated.map(|v| total(e.to, v)),
                verdict: w.word("verdict", &e.verdict),
                class: match e.verdict {
                    Verdict::Closes => "closes",
                    Verdict::Differs => "differs",
                    Verdict::Unchecked => "unchecked",
                    Verdict::Derived => "derived",
                },
            }
        })
        .collect();
    let finding = list::finding(ledger);
    let heading = title(ledger, &finding, w);
    page(&LedgerPage {
        s: ask.shell("ledgers", &ledger.title()),
        w,
        figure: {
            let chart = chart::draw(ledger, w);
            let mut figure =
                super::pictures::figure(ask, &crate::markup::encoded(&slug), heading.clone(), chart, "");
            figure.data.clear();
            figure
        },
        heading,
        name: ledger.title(),
        unit: ledger.unit.clone(),
        lines,
        equations,
        missing: missing(ledger, &finding, w),
        closes: finding.closes,
        least: ledger.lines.iter().any(|line| line.at_least),
        related: ledger
            .related
            .iter()
            .take(60)
            .map(|r| Cell { text: format!("{} {}", r.name, r.figure.cite.text), ..cell(&r.figure) })
            .collect(),
        rows: Vec::new(),
        pager,
        json: format!("/api/ledgers{}", link.trim_start_matches("/ledger")),
        csv: format!("/download{link}.csv"),
    })
}
