//! N20: a thing counted by a word that counts others (公交车20艘, 渔船30辆). Things and their words stand in `lexicon/table-counters.tsv`.

use super::clause::place;
use crate::check::{Desk, Draft, Report};
use crate::text::{Text, is_han};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Counters of few sorts of things, and things with those that count them.
struct Table {
    counters: Vec<&'static str>,
    things: BTreeMap<&'static str, Vec<&'static str>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { counters: Vec::new(), things: BTreeMap::new() };
    let text = include_str!("../../../lexicon/table-counters.tsv");
    for (things, counters) in
        text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
    {
        let counters: Vec<&str> = counters.split(',').filter(|word| !word.is_empty()).collect();
        if things == "*" {
            table.counters = counters;
        } else {
            table.things.extend(things.split(',').map(|thing| (thing, counters.clone())));
        }
    }
    table
});

/// The longest and the shortest name of a thing.
const LONG: usize = 4;
const SHORT: usize = 2;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for figure in &record.quantities {
            let unit = figure.unit.as_deref().unwrap_or_default();
            let Some(counter) = TABLE.counters.iter().find(|counter| unit.ends_with(**counter)) else {
                continue;
            };
            let Some(thing) =
                ahead(text, figure.start as usize).or_else(|| behind(text, figure.end as usize))
            else {
                continue;
            };
            let counters = &TABLE.things[thing];
            if counters.contains(counter) {
                continue;
            }
            let draft = Draft::default().arg("of", thing).arg("figure", &figure.text).arg("unit", *counter);
            report.add(reading, Some(record), place(figure), draft);
        }
    }
}

/// The thing that stands right before a figure.
fn ahead(text: &Text, at: usize) -> Option<&'static str> {
    (SHORT..=LONG.min(at)).rev().find_map(|length| {
        let name: String = (at - length..at).map(|i| text.at(i)).collect();
        TABLE.things.get_key_value(name.as_str()).map(|(thing, _)| *thing)
    })
}

/// The thing that a figure counts behind it, where no more of a name follows.
fn behind(text: &Text, at: usize) -> Option<&'static str> {
    let at = at + usize::from(text.at(at) == '的');
    (SHORT..=LONG).rev().find_map(|length| {
        let name: String = (at..at + length).map(|i| text.at(i)).collect();
        let closed = !is_han(text.at(at + length));
        TABLE.things.get_key_value(name.as_str()).filter(|_| closed).map(|(thing, _)| *thing)
    })
}
