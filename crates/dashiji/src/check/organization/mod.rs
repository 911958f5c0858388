//! O: organisations. Short before full, first person, names one slip away from a known one.

mod autonomous;
mod era;
mod first_person;
mod forms;
mod renamed;
mod short_first;
mod slip;
mod transposed;

use super::Severity::{Error, Note, Warning};
use super::{Levels, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule("O01", Levels::all(Note).no_book(), short_first::look),
    rule("O02", Levels::all(Note), first_person::look),
    rule("O03", Levels::all(Error), slips),
    rule("O04", Levels::all(Warning).month(Note).gazetteer(Note), of_its_time),
    rule("O05", Levels::all(Note), forms::look),
    rule("O06", Levels::all(Warning), transposed::look),
];

fn slips(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    slip::look(desk, report);
    autonomous::look(desk, report);
}

fn of_its_time(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    era::look(desk, report);
    renamed::look(desk, report);
}
