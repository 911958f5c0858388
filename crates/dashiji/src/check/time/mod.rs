//! T: time. Dates that are missing, impossible, out of place; words that lose their meaning.

mod age;
mod agree;
mod backward;
mod edition;
mod era;
mod form;
mod guessed;
mod hours;
mod impossible;
mod kept;
mod known;
mod lasted;
mod length;
mod moon;
mod no_date;
mod numbered;
mod order;
mod other_day;
mod period;
mod sequence;
mod told_year;
mod vague;
mod weekday;

use super::Severity::{Error, Note, Warning};
use super::{Levels, Rule, rule};
use crate::text::{Span, Text};

pub(super) const RULES: &[Rule] = &[
    rule("T01", Levels::all(Warning), no_date::look),
    rule("T02", Levels::all(Error), no_such_time),
    rule("T03", Levels::all(Error).month(Warning).gazetteer(Warning), period::look),
    rule("T04", Levels::all(Warning), order::look),
    rule("T05", Levels::all(Warning).month(Note), vague::look),
    rule("T06", Levels::all(Note).only_month(), other_day::look),
    rule("T07", Levels::all(Error), told_twice),
    rule("T08", Levels::all(Warning).month(Note), form::look),
    rule("T09", Levels::all(Warning).month(Note), guessed::look),
    rule("T10", Levels::all(Error), era::look),
    rule("T11", Levels::all(Error), moon::look),
    rule("T12", Levels::all(Error), lasting),
    rule("T13", Levels::all(Warning), age::look),
    rule("T14", Levels::all(Warning), in_sequence),
    rule("T15", Levels::all(Warning).gazetteer(Note), known::look),
    rule("T16", Levels::all(Warning), told_year::look),
];

fn no_such_time(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    impossible::look(desk, report);
    hours::parts_of_day(desk, report);
}

fn told_twice(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    weekday::look(desk, report);
    agree::look(desk, report);
    kept::look(desk, report);
}

fn in_sequence(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    sequence::look(desk, report);
    edition::look(desk, report);
    numbered::look(desk, report);
}

fn lasting(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    backward::look(desk, report);
    hours::lasting(desk, report);
    length::look(desk, report);
    lasted::look(desk, report);
    super::number::quake::minutes_after(desk, report);
    super::repeat::works::backward(desk, report);
}

/// The paragraph that a date leads, or that stands right under it: what stands in another may be of another time.
fn under(text: &Text, head: Span, span: Span) -> Span {
    let from =
        (head.hi().max(span.lo())..span.hi()).find(|&i| !text.at(i).is_whitespace()).unwrap_or(span.hi());
    Span::new(from, (from..span.hi()).find(|&i| text.at(i) == '\n').unwrap_or(span.hi()))
}
