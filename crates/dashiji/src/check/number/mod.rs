//! N: figures. Sums, counts, series, numerals and units. M: measures.

mod account;
mod approximation;
mod clock;
mod count;
mod gap;
mod numerals;
mod parts;
mod total;
mod two_figures;
mod units;

use super::{Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule { code: "N01", yearbook: Severity::Error, monthly: Severity::Error, look: total::look },
    Rule { code: "N02", yearbook: Severity::Error, monthly: Severity::Error, look: parts::look },
    Rule { code: "N03", yearbook: Severity::Warning, monthly: Severity::Warning, look: count::look },
    Rule { code: "N04", yearbook: Severity::Warning, monthly: Severity::Note, look: gap::look },
    Rule { code: "N05", yearbook: Severity::Error, monthly: Severity::Error, look: two_figures::look },
    Rule { code: "N06", yearbook: Severity::Warning, monthly: Severity::Warning, look: numerals::look },
    Rule { code: "N07", yearbook: Severity::Warning, monthly: Severity::Note, look: units::look },
    Rule { code: "N08", yearbook: Severity::Warning, monthly: Severity::Warning, look: approximation::look },
    Rule { code: "N09", yearbook: Severity::Warning, monthly: Severity::Note, look: clock::look },
    Rule { code: "N10", yearbook: Severity::Error, monthly: Severity::Warning, look: account::totals },
    Rule { code: "N11", yearbook: Severity::Error, monthly: Severity::Warning, look: account::sums },
    Rule { code: "N12", yearbook: Severity::Error, monthly: Severity::Warning, look: account::ratios },
    Rule { code: "N13", yearbook: Severity::Error, monthly: Severity::Warning, look: account::products },
    Rule { code: "M01", yearbook: Severity::Error, monthly: Severity::Warning, look: account::levels },
];
