//! P11: somebody who is called by an office before the entry that tells of the appointment to it.
//!
//! Whoever is elected again was in the office before. Told is what no second term explains: 代县长 before the day on which somebody is made 代县长, and
//! 县长 before it where he is 代县长 or 副县长 in between; a note, where he is the same other thing before and behind (县委副书记, 县长, 县委副书记), since he may
//! be both; nothing, where an entry before names the two together.

use super::{form, has, posts, sightings};
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::collate::day;
use crate::fact::{Part, PersonRecord, Record, TitleRecord};
use crate::text::Span;

/// Days between which an office is told of.
const YEAR: i32 = 400;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for name in desk.collation.names() {
        let seen = sightings(desk, name);
        for (k, (when, record, person)) in seen.iter().enumerate() {
            if !has(person, Part::Appointed) {
                continue;
            }
            for office in posts(person) {
                tell(desk, report, name, &seen[..k], (*when, record, office));
            }
            succeeded(desk, report, name, &seen[..k], (record, person));
        }
    }
}

fn tell(
    desk: &Desk<'_>,
    report: &mut Report<'_>,
    name: &str,
    before: &[(i32, &Record, &PersonRecord)],
    (when, given, office): (i32, &Record, &TitleRecord),
) {
    let wanted = form(office, given);
    let called = |record: &Record, person: &PersonRecord| posts(person).any(|t| form(t, record) == wanted);
    // Who was made it before, or left it, is in it again.
    let moves = |person: &PersonRecord| {
        person.parts.iter().any(|part| matches!(part, Part::Appointed | Part::Removed))
    };
    if wanted.contains('原') || before.iter().any(|(_, _, person)| moves(person)) {
        return;
    }
    for (k, (day_before, record, person)) in before.iter().enumerate() {
        if !called(record, person) || *day_before >= when || when - *day_before > YEAR {
            continue;
        }
        let lesser = |post: &str| post.contains(['代', '副']) && post.replace(['代', '副'], "") == wanted;
        let between = || {
            before[k + 1..]
                .iter()
                .filter(|(d, record, person)| *d > *day_before && *d < when && !called(record, person))
        };
        let told = |(_, record, person): &(i32, &Record, &PersonRecord)| -> Vec<String> {
            posts(person).map(|t| form(t, record)).collect()
        };
        let sure = wanted.contains('代') || between().any(|one| told(one).iter().any(|post| lesser(post)));
        // Not what he was called beside the office, by one who names both.
        let around = || {
            let earlier: Vec<String> = before[..k].iter().flat_map(told).collect();
            let beside = |post: &String| {
                before.iter().map(told).any(|posts| posts.contains(&wanted) && posts.contains(post))
            };
            between().flat_map(told).any(|post| earlier.contains(&post) && !beside(&post))
        };
        if !sure && !around() {
            continue;
        }
        let Some(title) = posts(person).find(|t| form(t, record) == wanted) else { continue };
        let (Some(start), Some(end)) = (title.start, title.end) else { continue };
        let Some(reading) = desk.reading(&record.document.sha256) else { continue };
        let mut draft = Draft::default()
            .arg("name", name)
            .arg("title", title.words())
            .arg("day", day(given).unwrap_or_default());
        if !sure {
            draft = draft.severity(Severity::Note);
        }
        if let (Some(a), Some(b)) = (office.start, office.end)
            && given.document.sha256 == record.document.sha256
        {
            draft = draft.also(Pointer::at(desk.text(reading), Span { start: a, end: b }, Some(given)));
        }
        report.add(reading, Some(record), Span { start, end }, draft);
        return;
    }
}

/// Who takes an office over from somebody who leaves it in the same entry did not hold it before: 1991年,徐静安离任,邓世昆接任院长, and 院长邓世昆 in 1986.
fn succeeded(
    desk: &Desk<'_>,
    report: &mut Report<'_>,
    name: &str,
    before: &[(i32, &Record, &PersonRecord)],
    (given, person): (&Record, &PersonRecord),
) {
    let leaves = |other: &&PersonRecord| other.name != person.name && has(other, Part::Removed);
    let Some(leaver) = given.people.iter().find(leaves) else { return };
    let Some(post) = super::too_late::handed_over(given, leaver) else { return };
    // The leaver held it before, and the successor was never appointed to anything.
    let held =
        |record: &Record, person: &PersonRecord| posts(person).any(|title| form(title, record) == post);
    let own = super::sightings(desk, &leaver.name)
        .iter()
        .any(|(_, record, person)| record.number < given.number && held(record, person));
    if !own || before.iter().any(|(_, _, person)| has(person, Part::Appointed)) {
        return;
    }
    let Some((_, record, title)) = before.iter().find_map(|(day, record, person)| {
        posts(person).find(|title| form(title, record) == post).map(|title| (day, *record, title))
    }) else {
        return;
    };
    let (Some(start), Some(end)) = (title.start, title.end) else { return };
    let Some(reading) = desk.reading(&record.document.sha256) else { return };
    if record.document.sha256 != given.document.sha256 || record.number == given.number {
        return;
    }
    let mut draft = Draft::default()
        .arg("name", name)
        .arg("title", title.words())
        .arg("day", day(given).unwrap_or_default());
    if let Some(at) = person.mentions.first() {
        draft = draft.also(Pointer::at(desk.text(reading), *at, Some(given)));
    }
    report.add(reading, Some(record), Span { start, end }, draft);
}
