//! D: documents. Short forms, titles, stages.

mod short_form;
mod stages;
mod two_titles;

use super::{Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule { code: "D01", yearbook: Severity::Warning, monthly: Severity::Warning, look: short_form::look },
    Rule { code: "D02", yearbook: Severity::Warning, monthly: Severity::Warning, look: two_titles::look },
    Rule { code: "D03", yearbook: Severity::Error, monthly: Severity::Error, look: stages::look },
];
