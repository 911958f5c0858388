//! Step 6 for figures: what the figures of a document say together.
//!
//! In go the records of a document with its text; out comes an [`Account`]: series of figures that count one thing, and equations between
//! them, each with its terms. `当日新增转移1386人,累计转移1798人` after `累计转移412人` is 412 + 1386 = 1798. Figures are joined by what they
//! count first and computed second; a sum that happens to come out joins nothing.
//!
//! An equation *holds*, has a *gap* (days, batches or places lie between its terms that the text does not tell: the difference is what is
//! unaccounted for), or *does not hold* (nothing is left out and both cannot be true). Rounding is allowed for by half a unit of the last
//! place of each term told, 约 and 余 as intervals. Time grows with the figures times the neighbours each is held against ([`NEAR`]).

mod answer;
mod chains;
mod changes;
mod group;
mod lefts;
mod mend;
mod parts;
mod ratios;
mod reports;
mod series;
mod shown;
mod stand;

pub use answer::{Answer, InForce};
pub use reports::{Report, Revised};

use crate::confidence::{Ground, Tally};
use crate::fact::figure::{self, Deed, Told};
use crate::fact::measure::{Measure, measures};
use crate::fact::{Amount, Approximation, QuantityKind, Record};
use crate::resolve::day::of_iso;
use crate::text::Text;
use serde::Serialize;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// How many figures or series before are looked at for a term.
pub const NEAR: usize = 48;

/// A total and what its terms give which lie further apart, as a factor, are not of the same thing.
const FAR: i128 = 2;

/// How an equation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Holds {
    /// Both sides agree.
    #[serde(rename = "true")]
    True,
    /// Something lies between that is not told.
    #[serde(rename = "gap")]
    Gap,
    /// They cannot both be true.
    #[serde(rename = "false")]
    False,
}

/// What kind of equation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A running total: the one before and what was added.
    Flow,
    /// What is there: what was or came, less what left.
    StockFlow,
    /// A whole and its parts.
    Parts,
    /// A sum over times or places.
    Sum,
    /// A share: the first term over the second.
    Share,
    /// A rate: the first term over the second.
    Rate,
    /// A growth or a fall: the first term over the second.
    Change,
    /// A number times an amount for one.
    Product,
    /// A count of days against the calendar.
    Days,
}

/// A figure in an account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// As written.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Number of the entry it stands in.
    pub entry: u32,
    /// What it does in its series.
    pub kind: &'static str,
    /// A plain number.
    pub value: Amount,
    /// Unit.
    pub unit: String,
    /// How exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approx: Option<Approximation>,
    /// Day or time of which it is true, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// What is counted, where a part is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// Figures that count one thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// What is counted.
    pub key: String,
    /// In which unit.
    pub unit: String,
    /// Whose, where it is not the document's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// In the order of time, then of the text.
    pub lines: Vec<Line>,
}

/// A difference: an amount, or the least and the most it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Difference {
    /// Exactly so much.
    Exact(Amount),
    /// Between these.
    Between([Amount; 2]),
}

/// A sum, a share or a product over figures of the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Equation {
    /// What kind.
    pub kind: Kind,
    /// First code point of each term.
    pub terms: Vec<u32>,
    /// `+` or `-` before each term; `/` before what is divided by, `>` before what a change is held against, `*` before a factor.
    pub signs: String,
    /// First code point of what the terms should give.
    pub total: u32,
    /// How it stands.
    pub holds: Holds,
    /// What is told less what the terms give.
    pub difference: Difference,
    /// In which unit the difference is (of rates: points).
    pub unit: String,
    /// What rounding alone allows.
    pub tolerance: Amount,
    /// What would be right, as it would be written, where it does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<String>,
    /// For reading: `1798人 = 412人 + 1386人`.
    pub shown: String,
    /// Of a gap: what stands between its figures in that unit and may be part of what is not accounted for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Line>,
    /// Position of each term and last of the total, among [`Account::told`].
    #[serde(skip)]
    pub figures: Vec<usize>,
}

/// What the figures of a document say together.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Every figure with what its surroundings say.
    pub told: Vec<Told>,
    /// Series of at least two figures, in the order of their first.
    pub series: Vec<Series>,
    /// What only one figure tells, a series of one line each.
    pub single: Vec<Series>,
    /// In the order of what they give.
    pub equations: Vec<Equation>,
    /// Levels of response, closures and the like, in order.
    pub measures: Vec<Measure>,
    /// The reports of events (首报, 续报一, 终报), in order.
    pub reports: Vec<Report>,
}

/// An equation before its words.
#[derive(Debug, Clone)]
struct Sum {
    kind: Kind,
    /// Position of the terms with their signs.
    terms: Vec<(usize, char)>,
    total: usize,
    holds: Holds,
    low: Amount,
    high: Amount,
    tolerance: Amount,
    /// What the terms give.
    given: Option<Amount>,
}

/// Figures, series and equations while they are joined.
struct Book<'a> {
    text: &'a Text,
    records: &'a [Record],
    told: Vec<Told>,
    groups: Vec<group::Group>,
    /// The series of each figure.
    of: Vec<Option<usize>>,
    /// The day of each figure, counted from 1970-01-01.
    days: Vec<Option<i64>>,
    sums: Vec<Sum>,
    proved: Proved,
    /// Where words say that something is not told, in order, where that was asked.
    untold: OnceCell<Vec<usize>>,
    /// The days of which there are entries, counted from 1970-01-01, where that was asked.
    entries: OnceCell<BTreeSet<i64>>,
}

/// The series in which a sum that is no running total holds, as far as the sums have been looked at.
#[derive(Default)]
struct Proved {
    groups: BTreeSet<usize>,
    seen: usize,
}

/// What records say together that stand in a text as they were read.
pub fn account(text: &Text, records: &[Record]) -> Account {
    Book::of(text, records, Vec::new()).finish()
}

/// Gives the figures of a document's records the kind that they have among the others: 运送8030人 that tells the total of another entry
/// again is a running total, 疏导320台 between two amounts on hand went out. `alone` are the figures as they were told when the records were read.
pub(crate) fn settle(text: &Text, records: &mut [Record], alone: Vec<figure::Alone>) {
    let figures: usize = records.iter().map(|record| record.quantities.len()).sum();
    if figures < 2 {
        return;
    }
    let kinds = Book::of(text, records, alone).kinds();
    for (entry, figure, kind, unit, proved) in kinds {
        if let Some(quantity) = records.get_mut(entry).and_then(|record| record.quantities.get_mut(figure)) {
            let rival = (quantity.kind != kind).then(|| quantity.kind.name().to_owned());
            let tally = Tally::of(crate::fact::Field::Quantity).and(Ground::KindBook);
            quantity.kind_doubt = tally.doubt(|| rival.into_iter().collect()).map(Box::new);
            quantity.kind = kind;
            quantity.sure = proved;
            quantity.unit = quantity.unit.take().or(unit);
            if kind != QuantityKind::Component {
                quantity.part_of = None;
            }
        }
    }
}

impl<'a> Book<'a> {
    /// The book of a text's records, with all sums made.
    fn of(text: &'a Text, records: &'a [Record], alone: Vec<figure::Alone>) -> Self {
        let mut book = Self::open(text, records, alone);
        book.parts();
        book.assign();
        book.changes();
        book.levels();
        book.chains();
        book.remainders();
        book.lefts();
        book.alls();
        book.rates();
        book.products();
        book.wholes();
        book
    }

    fn open(text: &'a Text, records: &'a [Record], alone: Vec<figure::Alone>) -> Self {
        let told = figure::told(text, records, alone);
        let of = vec![None; told.len()];
        let days = told.iter().map(|told| Some(i64::from(of_iso(told.day.as_deref()?)?.0))).collect();
        let (groups, sums, proved) = (Vec::new(), Vec::new(), Proved::default());
        Self {
            text,
            records,
            told,
            groups,
            of,
            days,
            sums,
            proved,
            untold: OnceCell::new(),
            entries: OnceCell::new(),
        }
    }
}

impl Book<'_> {
    /// Adds a sum: what the total comes to against its terms, decided by `otherwise` where it does not come out.
    fn sum(
        &mut self,
        kind: Kind,
        terms: Vec<(usize, char)>,
        total: usize,
        otherwise: impl Fn(Amount) -> Holds,
    ) -> Holds {
        let (low, high, tolerance, given) = self.weigh(&terms, total);
        let holds = if low.0 <= tolerance.0 && high.0 >= -tolerance.0 {
            Holds::True
        } else {
            otherwise(if low.0 > 0 { low } else { high })
        };
        // What is off by more than half is of something else, not a slip of the pen.
        let told = self.told[total].worth.value;
        let far = given.0 > told.0.saturating_mul(FAR) || given.0.saturating_mul(FAR) < told.0;
        if holds == Holds::False && far && matches!(kind, Kind::Flow | Kind::StockFlow | Kind::Sum) {
            return Holds::Gap;
        }
        self.sums.push(Sum { kind, terms, total, holds, low, high, tolerance, given: Some(given) });
        holds
    }

    /// The total less its terms: least, most, what rounding allows, and what the terms give.
    fn weigh(&self, terms: &[(usize, char)], total: usize) -> (Amount, Amount, Amount, Amount) {
        let whole = self.told[total].worth;
        let (mut low, mut high, mut slack, mut given) =
            (whole.low, whole.high, whole.half, Amount::default());
        for &(k, sign) in terms {
            let term = self.told[k].worth;
            slack = slack + term.half;
            if sign == '-' {
                (low, high, given) = (low + term.low, high + term.high, given - term.value);
            } else {
                (low, high, given) = (low - term.high, high - term.low, given + term.value);
            }
        }
        (low, high, slack, given)
    }

    /// Whether a sum comes out.
    fn comes_out(&self, terms: &[(usize, char)], total: usize) -> bool {
        let (low, high, slack, _) = self.weigh(terms, total);
        low.0 <= slack.0 && high.0 >= -slack.0
    }

    fn day(&self, k: usize) -> Option<i64> {
        self.days[k]
    }

    fn finish(mut self) -> Account {
        self.sums.sort_by_key(|sum| (self.told[sum.total].span, sum.kind, sum.terms.first().map(|t| t.0)));
        let closed: BTreeSet<usize> = self
            .sums
            .iter()
            .filter(|sum| sum.holds == Holds::True)
            .flat_map(|sum| sum.terms.iter().map(|term| term.0))
            .collect();
        let equations = self.sums.iter().map(|sum| self.equation(sum, &closed)).collect();
        let all = self.series();
        let reports = reports::reports(self.text, self.records, &all);
        let (series, single) = all.into_iter().partition(|series| series.lines.len() > 1);
        let measures = measures(self.text, self.records);
        Account { told: self.told, series, single, equations, measures, reports }
    }

    fn written(&self, k: usize) -> &str {
        self.text.slice(self.told[k].span)
    }

    fn equation(&self, sum: &Sum, closed: &BTreeSet<usize>) -> Equation {
        let start = |k: usize| self.told[k].span.start;
        let terms: Vec<String> = sum
            .terms
            .iter()
            .enumerate()
            .map(|(n, &(k, sign))| match (n, sign) {
                (0, '+') => self.written(k).to_owned(),
                (_, '>') => format!("较 {}", self.written(k)),
                (_, '/') => format!("÷ {}", self.written(k)),
                (_, '*') => format!("× {}", self.written(k)),
                (_, sign) => format!("{sign} {}", self.written(k)),
            })
            .collect();
        let mut figures: Vec<usize> = sum.terms.iter().map(|t| t.0).collect();
        figures.push(sum.total);
        let difference = if sum.low == sum.high {
            Difference::Exact(sum.low)
        } else {
            Difference::Between([sum.low, sum.high])
        };
        Equation {
            kind: sum.kind,
            terms: sum.terms.iter().map(|t| start(t.0)).collect(),
            signs: sum.terms.iter().map(|t| t.1).collect(),
            total: start(sum.total),
            holds: sum.holds,
            difference,
            unit: self.told[sum.total].unit.clone(),
            tolerance: sum.tolerance,
            right: sum
                .given
                .filter(|_| sum.holds == Holds::False)
                .map(|given| self.as_written(given, sum.total)),
            shown: format!("{} = {}", self.written(sum.total), terms.join(" ")),
            candidates: self.candidates(sum, closed).into_iter().map(|k| self.line(k)).collect(),
            figures,
        }
    }

    /// An amount in the words of the figure that it should replace: 102260剂次, 0.7万户, 16.0%.
    fn as_written(&self, amount: Amount, like: usize) -> String {
        let text: Vec<char> = self.written(like).chars().collect();
        let number =
            text.iter().position(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
        let tail: String = text[number..].iter().collect();
        let places = text[..number].iter().position(|c| *c == '.').map_or(0, |dot| number - dot - 1).min(6);
        let scale: i128 = if tail.starts_with("万亿") {
            1_000_000_000_000
        } else if tail.starts_with('亿') {
            100_000_000
        } else if tail.starts_with('万') {
            10_000
        } else {
            1
        };
        let down = 10i128.pow(places as u32);
        // Millionths over the scale, to so many places, half up.
        let unit = 1_000_000 * scale / down;
        let (size, sign) = (amount.0.abs(), if amount.0 < 0 { "-" } else { "" });
        let rounded = if unit == 0 { size } else { (size + unit / 2) / unit };
        let number = if places == 0 {
            rounded.to_string()
        } else {
            format!("{}.{:0width$}", rounded / down, rounded % down, width = places)
        };
        format!("{sign}{number}{tail}")
    }
}

/// What a figure is called in a series.
fn kind_word(told: &Told) -> &'static str {
    let falls = told.deed == Deed::Out || told.deed == Deed::Delta && told.outward;
    match told.deed {
        Deed::Total | Deed::Apart => "cumulative",
        _ if falls => "decrease",
        Deed::New | Deed::In | Deed::Out | Deed::Delta => "increment",
        Deed::Fix => "correction",
        Deed::Left | Deed::Stock | Deed::Mark => "stock",
        Deed::Target | Deed::Plan => "planned",
        Deed::Part | Deed::Excess => "component",
        Deed::Rate | Deed::Change | Deed::Each => "rate",
    }
}
