//! O: organisations. Short before full, first person, names one slip away from a known one.

mod era;
mod first_person;
mod forms;
mod short_first;
mod slip;

use super::{Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule { code: "O01", yearbook: Severity::Warning, monthly: Severity::Note, look: short_first::look },
    Rule { code: "O02", yearbook: Severity::Warning, monthly: Severity::Note, look: first_person::look },
    Rule { code: "O03", yearbook: Severity::Error, monthly: Severity::Error, look: slip::look },
    Rule { code: "O04", yearbook: Severity::Warning, monthly: Severity::Note, look: era::look },
    Rule { code: "O05", yearbook: Severity::Warning, monthly: Severity::Note, look: forms::look },
];
