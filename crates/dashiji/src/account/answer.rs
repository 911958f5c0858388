//! The answer of a series in short: how much by when, what is told of it, what is not accounted for, what does not hold.

use super::{Account, Difference, Holds, Kind, Line, Series};
use crate::fact::Amount;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a series comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// What is counted.
    pub key: String,
    /// The last running total, else what there is last.
    pub last: Line,
    /// Whether that is a running total.
    pub total: bool,
    /// How many of its equations hold.
    pub hold: usize,
    /// What its gaps leave unaccounted for, least and most together.
    pub gaps: Vec<Difference>,
    /// First code point of each figure that does not hold, with what would be right.
    pub wrong: Vec<(u32, String)>,
}

impl Account {
    /// The answer of a series; nothing where it has neither a running total nor an amount that is there.
    pub fn answer(&self, series: &Series) -> Option<Answer> {
        let of = |kind: &str| series.lines.iter().rev().find(|line| line.kind == kind);
        let total = of("cumulative");
        let last = total.or_else(|| of("stock"))?;
        let starts: BTreeSet<u32> = series.lines.iter().map(|line| line.start).collect();
        let mut answer = Answer {
            key: series.key.clone(),
            last: last.clone(),
            total: total.is_some(),
            hold: 0,
            gaps: Vec::new(),
            wrong: Vec::new(),
        };
        for equation in self.equations.iter().filter(|equation| starts.contains(&equation.total)) {
            match equation.holds {
                Holds::True => answer.hold += 1,
                Holds::Gap if matches!(equation.kind, Kind::Flow | Kind::StockFlow) => {
                    answer.gaps.push(equation.difference);
                }
                Holds::Gap => {}
                Holds::False => {
                    answer.wrong.push((equation.total, equation.right.clone().unwrap_or_default()));
                }
            }
        }
        Some(answer)
    }

    /// The same with only the series that are wanted, and the equations that touch them.
    #[must_use]
    pub fn only(mut self, wanted: impl Fn(&Series) -> bool, open: bool) -> Self {
        self.series.retain(|series| wanted(series));
        self.single.retain(|series| wanted(series));
        let lines = self.series.iter().flat_map(|series| &series.lines);
        let own: BTreeSet<u32> = lines.map(|line| line.start).collect();
        self.equations.retain(|equation| {
            (own.contains(&equation.total) || equation.terms.iter().any(|term| own.contains(term)))
                && !(open && equation.holds == Holds::True)
        });
        if open {
            let totals: BTreeSet<u32> = self.equations.iter().map(|equation| equation.total).collect();
            self.series.retain(|s| s.lines.iter().any(|line| totals.contains(&line.start)));
        }
        self
    }
}

/// What was in force at a place, from when till when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InForce {
    /// 防汛应急响应.
    pub what: String,
    /// As written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Who ordered it, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// From when, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Till when, ISO; nothing where the text tells no end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub till: Option<String>,
    /// First code point of what began it.
    pub start: u32,
    /// Number of the entry it stands in.
    pub entry: u32,
}

impl Account {
    /// The measures as stretches of time: each level from its step to the next of the same matter and body.
    pub fn in_force(&self) -> Vec<InForce> {
        use crate::fact::measure::Act;
        let mut all: Vec<InForce> = Vec::new();
        for measure in &self.measures {
            // What is only made tighter or looser is still the same in force.
            if measure.act == Act::Keep || measure.of.is_some() && measure.act != Act::End {
                continue;
            }
            let same = |force: &&mut InForce| {
                if let Some(of) = measure.of {
                    return force.start == of && force.till.is_none();
                }
                force.what == measure.what
                    && force.till.is_none()
                    && match (force.by.as_deref(), measure.by.as_deref()) {
                        (Some(a), Some(b)) => a.ends_with(b) || b.ends_with(a),
                        _ => true,
                    }
            };
            if let Some(force) = all.iter_mut().rev().find(same) {
                force.till.clone_from(&measure.from);
            }
            if measure.act != Act::End {
                all.push(InForce {
                    what: measure.what.clone(),
                    level: measure.level.clone(),
                    by: measure.by.clone(),
                    from: measure.from.clone(),
                    till: None,
                    start: measure.start,
                    entry: measure.entry,
                });
            }
        }
        all
    }
}

impl Difference {
    /// The least and the most.
    pub fn ends(self) -> (Amount, Amount) {
        match self {
            Self::Exact(amount) => (amount, amount),
            Self::Between([low, high]) => (low, high),
        }
    }
}
