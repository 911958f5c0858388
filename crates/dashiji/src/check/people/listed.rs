//! P07: a stated office that the office's own list of posts contradicts: 县长段守拙 in a month in which the list has another.

use super::spelling::slip;
use super::{SINGLE, plain};
use crate::check::{Desk, Draft, Report};
use crate::collate::day;
use crate::fact::{EventType, Record, TitleBasis, TitleKind, TitleRecord};
use crate::lexicon::lists::{Holder, folded};
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    if desk.lists.holders.is_empty() {
        return;
    }
    let mut told: Vec<(String, String, String)> = Vec::new();
    for (reading, record) in desk.records() {
        // The day on which an office passes over, an entry may name either.
        if record.kind == Some(EventType::Appointment) {
            continue;
        }
        let Some(day) = day(record).filter(|day| day.len() == 10) else { continue };
        let region = desk.region(reading);
        for person in &record.people {
            let name = folded(&person.name);
            for title in person.titles.iter().filter(|title| stated(desk, reading, title)) {
                let post = plain(&title.text, record);
                let same = |h: &&Holder| h.scope.covers(region) && plain(&h.post, record) == post;
                let listed: Vec<&Holder> = desk.lists.holders.iter().filter(same).collect();
                let Some(right) = contradiction(&name, &post, day, &listed) else { continue };
                // P04 tells of a slip in the name.
                if slip(&name, &folded(&right.name))
                    || desk.lists.people.iter().any(|k| k.wrong.contains(&name))
                {
                    continue;
                }
                let key = (name.clone(), post, right.name.clone());
                if told.contains(&key) {
                    continue;
                }
                told.push(key);
                let days = |end: &Option<String>| end.clone().unwrap_or_else(|| "…".to_owned());
                let draft = Draft::default()
                    .arg("name", &person.name)
                    .arg("title", &title.text)
                    .arg("date", day)
                    .arg("holder", &right.name)
                    .arg("from", days(&right.scope.from))
                    .arg("to", days(&right.scope.to))
                    .listed(&right.scope, &right.post);
                let span = person.mentions.first().copied().unwrap_or(record.span);
                let span = title.start.zip(title.end).map_or(span, |(start, end)| Span { start, end });
                report.add(reading, Some(record), span, draft);
            }
        }
    }
}

/// Whether a title is a post that stands here, held now: not 原县长, not one that a list gave.
fn stated(desk: &Desk<'_>, reading: usize, title: &TitleRecord) -> bool {
    let Some(start) = title.start else { return false };
    let before = desk.text(reading).before(start as usize);
    title.kind == TitleKind::Post
        && title.basis == TitleBasis::Stated
        && !title.text.starts_with(['原', '前', '代'])
        && !"原前任时".contains(before)
}

/// The line that says otherwise: someone else's, in an office of one, or the same person's of other days.
fn contradiction<'a>(name: &str, post: &str, day: &str, listed: &[&'a Holder]) -> Option<&'a Holder> {
    let mine = |holder: &&&Holder| folded(&holder.name) == name;
    if listed.iter().filter(mine).any(|holder| holder.scope.holds(Some(day))) {
        return None;
    }
    let now: Vec<&Holder> = listed.iter().filter(|h| h.scope.holds(Some(day))).copied().collect();
    let single = SINGLE.iter().any(|single| post.ends_with(single)) && !post.contains('副');
    match now[..] {
        [other] if single => Some(other),
        _ => listed.iter().find(mine).copied(),
    }
}

/// The text of an office for comparison with a list's.
pub(super) fn is_post_of(record: &Record, title: &TitleRecord, post: &str) -> bool {
    title.kind == TitleKind::Post && plain(&title.text, record) == plain(post, record)
}
