//! N: figures. Sums, counts, series, numerals and units. M: measures.

mod account;
mod adding;
mod again;
mod apiece;
mod approximation;
mod batches;
mod change;
pub(super) mod clause;
mod clock;
mod columns;
mod converted;
mod count;
mod counters;
mod extremes;
mod funnel;
mod gap;
mod items;
mod marks;
mod mean;
mod most;
mod named_ratio;
mod numerals;
mod parts;
mod per;
mod plausible;
mod points;
pub(super) mod quake;
mod record_kept;
mod relation;
mod score;
mod share_of;
mod shares;
mod total;
mod two_figures;
mod units;

use super::Severity::{Error, Note, Warning};
use super::{Levels, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule("N01", Levels::all(Error), total::look),
    rule("N02", Levels::all(Error), wholes),
    rule("N03", Levels::all(Warning), counts),
    rule("N04", Levels::all(Warning).month(Note), gap::look),
    rule("N05", Levels::all(Error), two_figures::look),
    rule("N06", Levels::all(Warning), numerals::look),
    rule("N07", Levels::all(Note).not_old(), units::look),
    rule("N08", Levels::all(Warning), approximation::look),
    rule("N09", Levels::all(Note), clock::look),
    rule("N10", Levels::all(Error).month(Warning), running),
    rule("N11", Levels::all(Error).month(Warning), account::sums),
    rule("N12", Levels::all(Error).month(Warning), ratios),
    rule("N13", Levels::all(Error).month(Warning), products),
    rule("N14", Levels::all(Error), shares::look),
    rule("N15", Levels::all(Warning), change::multiples),
    rule("N16", Levels::all(Error), changes),
    rule("N17", Levels::all(Warning), told_twice),
    rule("N18", Levels::all(Note), out_of_row),
    rule("N19", Levels::all(Warning), plausible::look),
    rule("N20", Levels::all(Warning), counters::look),
    rule("M01", Levels::all(Error).month(Warning), account::levels),
    rule("M02", Levels::all(Note).only_emergency(), account::lifted),
];

fn wholes(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    parts::look(desk, report);
    funnel::look(desk, report);
    batches::look(desk, report);
    columns::look(desk, report);
}

fn ratios(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    account::ratios(desk, report);
    named_ratio::look(desk, report);
}

fn products(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    account::products(desk, report);
    apiece::look(desk, report);
    mean::look(desk, report);
    per::look(desk, report);
}

fn running(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    account::totals(desk, report);
    adding::look(desk, report);
    points::by_then(desk, report);
    points::of_the_year(desk, report);
}

fn changes(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    change::ends(desk, report);
    relation::look(desk, report);
    share_of::look(desk, report);
    record_kept::look(desk, report);
    score::look(desk, report);
    marks::look(desk, report);
    points::look(desk, report);
    points::multiples(desk, report);
}

fn counts(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    count::look(desk, report);
    items::look(desk, report);
    parts::counted(desk, report);
}

fn told_twice(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    again::twice(desk, report);
    again::echoed(desk, report);
    again::carried(desk, report);
    converted::look(desk, report);
    quake::look(desk, report);
    super::repeat::works::figures(desk, report);
}

fn out_of_row(desk: &super::Desk<'_>, report: &mut super::Report<'_>) {
    again::out_of_row(desk, report);
    extremes::look(desk, report);
    most::look(desk, report);
}
