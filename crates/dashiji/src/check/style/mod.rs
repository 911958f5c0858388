//! S: style. Headlines, punctuation, characters, terms, what an entry lacks.

mod brackets;
mod city;
pub(super) mod confused;
mod cut;
mod doubled;
mod exhortation;
mod half_width;
mod headline;
mod idiom;
mod lacking;
mod listing;
mod marks;
mod quotation;
mod run_on;
mod script;
mod spaces;
mod terms;
pub(super) mod wrong_word;

use super::Severity::{Error, Note, Warning};
use super::{Levels, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule("S01", Levels::all(Warning).month(Note).gazetteer(Note), headline::too_long),
    rule("S02", Levels::all(Warning).month(Note), headline::no_subject),
    rule("S03", Levels::all(Warning), half_width::look),
    rule("S04", Levels::all(Warning), quotation::look),
    rule("S05", Levels::all(Warning), script::look),
    rule("S06", Levels::all(Warning), terms::look),
    rule("S07", Levels::all(Note).no_book(), lacking::look),
    rule("S08", Levels::all(Warning).month(Note), exhortation::look),
    rule("S09", Levels::all(Warning), spaces::look),
    rule("S10", Levels::all(Error), run_on::look),
    rule("S11", Levels::all(Warning), brackets::look),
    rule("S12", Levels::all(Warning), doubled::look),
    rule("S13", Levels::all(Warning).month(Note), listing::needless),
    rule("S14", Levels::all(Note), listing::missing),
    rule("S15", Levels::all(Warning), marks::quotes),
    rule("S16", Levels::all(Warning), marks::full_stops),
    rule("S17", Levels::all(Warning), marks::wide),
    rule("S18", Levels::all(Warning), marks::forms),
    rule("S19", Levels::all(Warning), wrong_word::look),
    rule("S20", Levels::all(Error), marks::lost),
];
