//! D: documents. Short forms, titles, stages.

mod number_twice;
mod number_year;
mod short_form;
mod stages;
mod two_titles;

use super::Severity::{Error, Warning};
use super::{Levels, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule("D01", Levels::all(Warning), short_form::look),
    rule("D02", Levels::all(Warning), two_titles::look),
    rule("D03", Levels::all(Error), stages::look),
    rule("D04", Levels::all(Warning), number_year::look),
    rule("D05", Levels::all(Warning), number_twice::look),
];
