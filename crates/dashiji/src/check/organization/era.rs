//! O04: a body's name in an entry of a day on which it surely did not bear it: 县卫生健康委员会 in 1995, 县卫生局 in 2022.

use crate::check::{Desk, Draft, Report};
use crate::collate::day;
use crate::fact::{EventType, Quote, Record};
use crate::lexicon::lists::Succession;
use crate::resolve::day::iso_order;
use crate::text::Span;
use std::collections::BTreeSet;

/// Before this day other organs bore some of the names.
const FOUNDED: &str = "1949-10-01";
/// What stands before a name that is told as one of the past, or of the future.
const PAST: &[&str] = &[
    "原",
    "前身",
    "原为",
    "原属",
    "原称",
    "时称",
    "撤销",
    "曾任",
    "设立",
    "组建",
    "成立",
    "更名为",
    "改为",
    "改称",
];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let mut told: BTreeSet<(usize, String)> = BTreeSet::new();
    for (reading, record) in desk.records() {
        let Some(day) = day(record).filter(|day| day.trim_start_matches('-').matches('-').count() == 2)
        else {
            continue;
        };
        // An entry on the renaming itself names both.
        if record.kind == Some(EventType::Institution) {
            continue;
        }
        for (name, span) in names(record) {
            let mut rows = desk.lists.named(name).filter(|(row, _)| row.scope.covers(desk.region(reading)));
            let Some((row, region)) = rows.next() else { continue };
            // 人事部 of a company is not the ministry.
            let bare = region.is_empty() && name.chars().count() <= 3 && desk.region(reading).is_none();
            if bare || in_time(row, day) || aside(desk, reading, record, span) {
                continue;
            }
            if !told.insert((reading, name.to_owned())) {
                continue;
            }
            let line = desk.lists.line_of(name);
            let right: Vec<&str> = line
                .iter()
                .filter(|(other, row)| *other != name && row.scope.holds(Some(day)))
                .map(|(other, _)| other.as_str())
                .collect();
            let right = if right.is_empty() { "—".to_owned() } else { right.join("、") };
            let days = |end: &Option<String>| end.clone().unwrap_or_else(|| "…".to_owned());
            let mut draft = Draft::default()
                .arg("name", name)
                .arg("date", day)
                .arg("from", days(&row.scope.from))
                .arg("to", days(&row.scope.to))
                .arg("then", right)
                .arg("source", &row.scope.source);
            if row.scope.own {
                draft = draft.listed(&row.scope, name);
            }
            report.add(reading, Some(record), span, draft);
        }
    }
}

/// Full names of an entry's bodies with where each stands.
fn names(record: &Record) -> impl Iterator<Item = (&str, Span)> {
    let orgs = record.orgs.iter().chain(&record.organs).flat_map(|o| {
        o.mentions.iter().map(|quote: &Quote| (o.name.as_deref().unwrap_or(&o.text), quote.span()))
    });
    let organizers = record
        .organizers
        .iter()
        .map(|o| (o.name.as_deref().unwrap_or(&o.text), Span { start: o.start, end: o.end }));
    orgs.chain(organizers)
}

/// Whether the name can have been borne. Ours say nothing of the time before 1949, and a name lives on for the rest of a year.
fn in_time(row: &Succession, day: &str) -> bool {
    if row.scope.own {
        return row.scope.holds(Some(day));
    }
    let begun = row.scope.from.as_deref().is_none_or(|from| iso_order(from, day).is_le());
    let over = row.scope.to.as_deref().is_some_and(|to| iso_order(year(to), year(day)).is_lt());
    iso_order(day, FOUNDED).is_lt() || begun && !over
}

/// The year of a day, with its sign.
fn year(day: &str) -> &str {
    day.rmatch_indices('-').nth(1).map_or(day, |(at, _)| &day[..at])
}

/// Whether the name is told as one of another time: after 原 or 撤销, or in a sentence with another year in it.
fn aside(desk: &Desk<'_>, reading: usize, record: &Record, span: Span) -> bool {
    let text = desk.text(reading);
    let mut start = span.lo();
    while start > record.span.lo() && !matches!(text.at(start - 1), '。' | ';' | '\n') {
        start -= 1;
    }
    let before: String = text.folded(Span::new(start, span.lo())).iter().collect();
    let year = record.date.as_ref().is_some_and(|date| {
        let date_end = date.end as usize;
        (start.max(date_end)..span.lo()).any(|i| text.at(i) == '年')
    });
    year || PAST.iter().any(|word| before.ends_with(word))
}
