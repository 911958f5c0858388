//! P: people. Offices that are missing or clash, two places at a time, names, forms of address.

mod address;
mod after_death;
mod appointed;
mod changed_title;
mod holders;
mod listed;
mod no_office;
mod precedence;
mod pronoun;
mod similar;
mod spelling;
mod too_early;
mod too_late;
mod turned;
mod two_places;

use super::Severity::{Error, Note, Warning};
use super::{Desk, Levels, Rule, rule};
use crate::collate::carry::days;
use crate::fact::{PersonRecord, Record, TitleBasis, TitleKind, TitleRecord};
use crate::lexicon::lists::folded;

pub(super) const RULES: &[Rule] = &[
    rule("P01", Levels::all(Note).no_book(), no_office::look),
    rule("P02", Levels::all(Error), holders::look),
    rule("P03", Levels::all(Warning), two_places::look),
    rule("P04", Levels::all(Warning), spelling::look),
    rule("P05", Levels::all(Note), address::look),
    rule("P06", Levels::all(Warning), precedence::look),
    rule("P07", Levels::all(Error), listed::look),
    rule("P08", Levels::all(Warning), slipped),
    rule("P09", Levels::all(Warning), after_death::look),
    rule("P10", Levels::all(Warning), changed_title::look),
    rule("P11", Levels::all(Warning), too_early::look),
    rule("P12", Levels::all(Warning), too_late::look),
    rule("P13", Levels::all(Warning), pronoun::look),
    rule("P14", Levels::all(Warning), appointed::look),
];

/// Posts that one person holds at a time.
const SINGLE: &[&str] = &[
    "书记",
    "省长",
    "市长",
    "县长",
    "区长",
    "州长",
    "旗长",
    "镇长",
    "乡长",
    "主席",
    "主任",
    "部长",
    "厅长",
    "局长",
    "校长",
    "院长",
    "秘书长",
    "检察长",
];

/// A title for comparison: folded, without 中共 and without the name of the document's own region: 县委书记 of 中共清河县委书记.
fn plain(title: &str, record: &Record) -> String {
    let title = folded(title);
    let mut rest = title.strip_prefix("中共").unwrap_or(&title);
    let name = record.document.region.as_ref().map(|region| folded(&region.name)).unwrap_or_default();
    let level = name.chars().last().unwrap_or_default();
    let short = name.strip_suffix(level).unwrap_or_default();
    if let Some(after) =
        rest.strip_prefix(short).filter(|after| !short.is_empty() && after.starts_with(level))
    {
        // 清河县县长 is 县长, 清河县委书记 is 县委书记.
        let bare = &after[level.len_utf8()..];
        rest = if bare.starts_with(level) { bare } else { after };
    }
    rest.to_owned()
}

/// Where somebody is named for sure in entries with a date, by its first day.
fn sightings<'a>(desk: &Desk<'a>, name: &str) -> Vec<(i32, &'a Record, &'a PersonRecord)> {
    let seen = |record: &'a Record| {
        let person = record.people.iter().find(|p| p.known_as() == name && p.doubt.is_none())?;
        Some((days(record.dated()?.first_day())?, record, person))
    };
    let mut seen: Vec<_> = desk.naming(name).into_iter().filter_map(seen).collect();
    seen.sort_by_key(|(day, record, _)| (*day, record.number));
    seen
}

/// Posts that an entry states of somebody.
fn posts(person: &PersonRecord) -> impl Iterator<Item = &TitleRecord> {
    person.titles.iter().filter(|t| {
        t.kind == TitleKind::Post && t.basis == TitleBasis::Stated && t.doubt.is_none() && t.start.is_some()
    })
}

/// A post as it is compared, 代理 as 代.
fn form(title: &TitleRecord, record: &Record) -> String {
    plain(title.words(), record).replace("代理", "代")
}

/// Whether an entry tells for sure that somebody has a part in it.
fn has(person: &PersonRecord, part: crate::fact::Part) -> bool {
    person.parts.contains(&part) && !person.parts_doubt.contains_key(&part)
}

fn slipped(desk: &Desk<'_>, report: &mut super::Report<'_>) {
    similar::look(desk, report);
    turned::look(desk, report);
}
