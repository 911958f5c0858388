//! P: people. Offices that are missing or clash, two places at a time, names, forms of address.

mod address;
mod holders;
mod no_office;
mod spelling;
mod two_places;

use super::{Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule { code: "P01", yearbook: Severity::Warning, monthly: Severity::Note, look: no_office::look },
    Rule { code: "P02", yearbook: Severity::Error, monthly: Severity::Error, look: holders::look },
    Rule { code: "P03", yearbook: Severity::Warning, monthly: Severity::Warning, look: two_places::look },
    Rule { code: "P04", yearbook: Severity::Warning, monthly: Severity::Warning, look: spelling::look },
    Rule { code: "P05", yearbook: Severity::Warning, monthly: Severity::Note, look: address::look },
];
