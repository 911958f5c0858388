//! L: places. A province that a county does not lie in, a name that a place did not bear yet.

mod abroad;
mod province;
mod sides;
mod too_early;

use super::Severity::{Note, Warning};
use super::{Levels, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule("L01", Levels::all(Warning), lies_elsewhere),
    rule("L02", Levels::all(Warning).gazetteer(Note), too_early::look),
    rule("L03", Levels::all(Warning), sides::look),
];

fn lies_elsewhere(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    province::look(desk, report);
    abroad::look(desk, report);
}
