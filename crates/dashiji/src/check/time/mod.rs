//! T: time. Dates that are missing, impossible, out of place; words that lose their meaning.

mod form;
mod guessed;
mod impossible;
mod no_date;
mod order;
mod other_day;
mod period;
mod vague;
mod weekday;

use super::{Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule { code: "T01", yearbook: Severity::Warning, monthly: Severity::Warning, look: no_date::look },
    Rule { code: "T02", yearbook: Severity::Error, monthly: Severity::Error, look: impossible::look },
    Rule { code: "T03", yearbook: Severity::Error, monthly: Severity::Warning, look: period::look },
    Rule { code: "T04", yearbook: Severity::Warning, monthly: Severity::Warning, look: order::look },
    Rule { code: "T05", yearbook: Severity::Warning, monthly: Severity::Note, look: vague::look },
    Rule { code: "T06", yearbook: Severity::Warning, monthly: Severity::Note, look: other_day::look },
    Rule { code: "T07", yearbook: Severity::Error, monthly: Severity::Error, look: weekday::look },
    Rule { code: "T08", yearbook: Severity::Warning, monthly: Severity::Note, look: form::look },
    Rule { code: "T09", yearbook: Severity::Warning, monthly: Severity::Note, look: guessed::look },
];
