//! L: places. A province that a county does not lie in, a name that a place did not bear yet.

mod province;
mod too_early;

use super::Severity::{Note, Warning};
use super::{Levels, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule("L01", Levels::all(Warning), province::look),
    rule("L02", Levels::all(Warning).gazetteer(Note), too_early::look),
];
