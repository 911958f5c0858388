//! P12: somebody who is called by an office after the entry that tells of his leaving it and of who holds it since: 许怀德离任,罗秉坤继任院长, and later
//! 院长许怀德.

use super::{SINGLE, form, has, plain, posts, sightings};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::collate::carry::days;
use crate::collate::day;
use crate::fact::{Part, PersonRecord, Record, TitleKind};
use crate::lexicon::lists_of_words as lists;
use crate::text::Span;

/// Days after which an office of the name may be another.
const LONG: i32 = 6 * 366;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for name in desk.collation.names() {
        let seen = sightings(desk, name);
        for (k, (_, record, person)) in seen.iter().enumerate() {
            let left = has(person, Part::Removed).then(|| handed_over(record, person)).flatten();
            // Of a month he left on any day.
            let over = record.dated().and_then(|date| days(date.last_day()));
            let (Some(post), Some(over)) = (left, over) else { continue };
            let held =
                |record: &Record, person: &PersonRecord| posts(person).any(|t| form(t, record) == post);
            // What he left is what he was called by before.
            if !held(record, person) && !seen[..k].iter().any(|(_, record, person)| held(record, person)) {
                continue;
            }
            tell(desk, report, name, &post, (over, record), &seen[k + 1..]);
        }
    }
}

/// The office that the entry of somebody's leaving gives to another.
pub(super) fn handed_over(record: &Record, person: &PersonRecord) -> Option<String> {
    let others = record.people.iter().filter(|other| other.name != person.name && other.doubt.is_none());
    let given = others.filter(|other| other.parts.contains(&Part::Appointed));
    let mut posts: Vec<String> = given
        .flat_map(|other| {
            other.titles.iter().filter(|t| t.kind == TitleKind::Post).map(|t| plain(t.words(), record))
        })
        .filter(|post| {
            let single = SINGLE.iter().copied().chain(lists::CHECK_HEADS.all());
            single.into_iter().any(|single| post.ends_with(single)) && !post.contains(['副', '原', '代'])
        })
        .collect();
    posts.dedup();
    (posts.len() == 1).then(|| posts.pop()).flatten()
}

fn tell(
    desk: &Desk<'_>,
    report: &mut Report<'_>,
    name: &str,
    post: &str,
    (over, left): (i32, &Record),
    later: &[(i32, &Record, &PersonRecord)],
) {
    for (day_later, record, person) in later {
        // Who is appointed anew may be in it again.
        if person.parts.contains(&Part::Appointed) || day_later - over > LONG {
            return;
        }
        let Some(title) = posts(person).find(|t| *day_later > over && form(t, record) == post) else {
            continue;
        };
        let (Some(start), Some(end)) = (title.start, title.end) else { continue };
        let Some(reading) = desk.reading(&record.document.sha256) else { continue };
        if left.document.sha256 != record.document.sha256 {
            continue;
        }
        let mut draft = Draft::default()
            .arg("name", name)
            .arg("title", title.words())
            .arg("day", day(left).unwrap_or_default());
        if let Some(at) = left.people.iter().find(|p| p.name == name).and_then(|p| p.mentions.first()) {
            draft = draft.also(Pointer::at(desk.text(reading), *at, Some(left)));
        }
        report.add(reading, Some(record), Span { start, end }, draft);
        return;
    }
}
