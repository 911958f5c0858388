//! S: style. Headlines, punctuation, characters, terms, what an entry lacks.

mod brackets;
mod doubled;
mod exhortation;
mod half_width;
mod headline;
mod lacking;
mod listing;
mod quotation;
mod run_on;
mod script;
mod spaces;
mod terms;

use super::{Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule { code: "S01", yearbook: Severity::Warning, monthly: Severity::Note, look: headline::too_long },
    Rule { code: "S02", yearbook: Severity::Warning, monthly: Severity::Note, look: headline::no_subject },
    Rule { code: "S03", yearbook: Severity::Warning, monthly: Severity::Warning, look: half_width::look },
    Rule { code: "S04", yearbook: Severity::Warning, monthly: Severity::Warning, look: quotation::look },
    Rule { code: "S05", yearbook: Severity::Warning, monthly: Severity::Warning, look: script::look },
    Rule { code: "S06", yearbook: Severity::Warning, monthly: Severity::Warning, look: terms::look },
    Rule { code: "S07", yearbook: Severity::Warning, monthly: Severity::Note, look: lacking::look },
    Rule { code: "S08", yearbook: Severity::Warning, monthly: Severity::Note, look: exhortation::look },
    Rule { code: "S09", yearbook: Severity::Warning, monthly: Severity::Warning, look: spaces::look },
    Rule { code: "S10", yearbook: Severity::Error, monthly: Severity::Error, look: run_on::look },
    Rule { code: "S11", yearbook: Severity::Warning, monthly: Severity::Warning, look: brackets::look },
    Rule { code: "S12", yearbook: Severity::Error, monthly: Severity::Error, look: doubled::look },
    Rule { code: "S13", yearbook: Severity::Warning, monthly: Severity::Note, look: listing::needless },
    Rule { code: "S14", yearbook: Severity::Warning, monthly: Severity::Note, look: listing::missing },
];
