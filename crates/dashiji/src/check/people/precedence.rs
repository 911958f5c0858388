//! P06: a list of names or titles that departs from the order of precedence the office keeps. Without such a list it says
//! nothing.

use super::plain;
use crate::check::{Desk, Draft, Report};
use crate::collate::day;
use crate::fact::{PersonRecord, Record};
use crate::lexicon::lists::{Precedence, folded};
use crate::text::{Span, Text};

/// A name where it stands.
struct Told<'a> {
    person: &'a PersonRecord,
    span: Span,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    if desk.lists.precedence.is_empty() {
        return;
    }
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        let runs = runs(text, record);
        for list in &desk.lists.precedence {
            if !list.scope.covers(desk.region(reading)) || !list.scope.holds(day(record)) {
                continue;
            }
            for run in &runs {
                let ranked: Vec<(usize, &Told<'_>)> =
                    run.iter().filter_map(|told| Some((rank(list, record, told.person)?, told))).collect();
                if ranked.windows(2).all(|pair| pair[0].0 <= pair[1].0) {
                    continue;
                }
                let mut right =
                    ranked.iter().map(|(rank, told)| (*rank, &told.person.name)).collect::<Vec<_>>();
                right.sort_by_key(|(rank, _)| *rank);
                let names =
                    |list: Vec<&String>| list.into_iter().map(String::as_str).collect::<Vec<_>>().join("、");
                let draft = Draft::default()
                    .arg("told", names(ranked.iter().map(|(_, told)| &told.person.name).collect()))
                    .arg("right", names(right.into_iter().map(|(_, name)| name).collect()))
                    .arg("list", &list.list)
                    .listed(&list.scope, &list.list);
                let (first, last) = (ranked[0].1.span, ranked[ranked.len() - 1].1.span);
                report.add(reading, Some(record), Span { start: first.start, end: last.end }, draft);
            }
        }
    }
}

/// The place of a person in a list: by name, else by a title that it holds.
fn rank(list: &Precedence, record: &Record, person: &PersonRecord) -> Option<usize> {
    let name = folded(&person.name);
    let by_title = || {
        list.order.iter().position(|item| {
            person.titles.iter().any(|title| plain(&title.text, record) == plain(item, record))
        })
    };
    list.order.iter().position(|item| *item == name).or_else(by_title)
}

/// The names of an entry that stand one after the other, with nothing between but a mark, a join and the next one's titles.
fn runs<'a>(text: &Text, record: &'a Record) -> Vec<Vec<Told<'a>>> {
    let mut all: Vec<Told<'a>> = record
        .people
        .iter()
        .flat_map(|person| person.mentions.iter().map(move |&span| Told { person, span }))
        .collect();
    all.sort_by_key(|told| told.span.start);
    let mut runs: Vec<Vec<Told<'a>>> = Vec::new();
    for told in all {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| joined(text, last.span.end, &told)) => run.push(told),
            _ => runs.push(vec![told]),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

fn joined(text: &Text, end: u32, next: &Told<'_>) -> bool {
    let titles = || next.person.titles.iter().filter_map(|title| title.start.zip(title.end));
    let mut joins = 0;
    for i in end as usize..next.span.lo() {
        if titles().any(|(start, close)| (start as usize..close as usize).contains(&i)) {
            continue;
        }
        match text.at(i) {
            '、' | '和' | '与' | '及' => joins += 1,
            ',' | ' ' => {}
            _ => return false,
        }
    }
    // 县委书记甲,县长乙 is a list as well; a bare comma between names is a clause.
    joins > 0 || titles().any(|(start, _)| start > end)
}
