//! P14: somebody appointed twice to one office within a few years, and no word between of a leave: 3月,任命杜佳为县计委主任; 9月, the same again.

use super::{form, has, posts, sightings};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::collate::carry::days;
use crate::fact::{Part, PersonRecord, Record};
use crate::text::Span;

/// Days between which a second appointment is one too many: sooner it is told of the same one, later it may be of a new term.
const APART: std::ops::Range<i32> = 8..900;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for name in desk.collation.names() {
        let seen = sightings(desk, name);
        let appointed = |(_, _, person): &&(i32, &Record, &PersonRecord)| has(person, Part::Appointed);
        let told: Vec<_> = seen.iter().filter(appointed).collect();
        for pair in told.windows(2) {
            let [(from, first, before), (to, second, after)] = pair else { continue };
            let one = |person: &PersonRecord, record: &Record| {
                let mut posts = posts(person);
                posts.next().filter(|_| posts.next().is_none()).map(|title| form(title, record))
            };
            let same = one(before, first).is_some_and(|post| Some(post) == one(after, second));
            // Who is dismissed without a word of who did it may stand in no part.
            let dismissed = |record: &&Record| {
                let day = record.dated().and_then(|date| days(date.first_day()));
                let text = desk.reading(&record.document.sha256).map(|reading| desk.text(reading));
                day.is_some_and(|day| (*from..=*to).contains(&day))
                    && text.is_some_and(|text| {
                        text.find(record.span, name).is_some() && text.find(record.span, "免").is_some()
                    })
            };
            let leaves = |(day, _, person): &(i32, &Record, &PersonRecord)| {
                (*from..=*to).contains(day) && person.parts.contains(&Part::Removed)
            };
            let near = APART.contains(&(to - from)) && first.document.sha256 == second.document.sha256;
            // Who is elected is so again in the next term.
            let named = |record: &Record| {
                let text = desk.reading(&record.document.sha256).map(|reading| desk.text(reading));
                text.is_some_and(|text| text.find(record.span, "任命").is_some())
            };
            let named = named(first) && named(second);
            if !same || !near || !named || seen.iter().any(leaves) {
                continue;
            }
            let Some(reading) = desk.reading(&second.document.sha256) else { continue };
            if desk.readings[reading].records.iter().any(|record| dismissed(&record)) {
                continue;
            }
            let Some(title) = posts(after).next() else { continue };
            let (Some(start), Some(end)) = (title.start, title.end) else { continue };
            let draft = Draft::default()
                .arg("name", name)
                .arg("title", title.words())
                .arg("number", first.number.to_string());
            let other = posts(before).next().and_then(|title| title.start.zip(title.end));
            let draft = match other {
                Some((start, end)) => {
                    draft.also(Pointer::at(desk.text(reading), Span { start, end }, Some(first)))
                }
                None => draft,
            };
            report.add(reading, Some(second), Span { start, end }, draft);
        }
    }
}
