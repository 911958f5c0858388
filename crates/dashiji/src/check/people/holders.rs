//! P02: two people in an office that has one holder, on one day, with no appointment between.

use super::SINGLE;
use super::spelling::slip;
use crate::check::{Desk, Draft, Report};
use crate::collate::office::{Holder, Post};
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for post in desk.collation.offices().iter().filter(|post| single(post)) {
        for (k, a) in post.holders.iter().enumerate() {
            for b in post
                .holders
                .iter()
                .skip(k + 1)
                .filter(|b| b.name != a.name && meet(a, b) && !slip(&a.name, &b.name))
            {
                let (Some(first), Some(second)) = (a.office.cites.first(), b.office.cites.first()) else {
                    continue;
                };
                let Some((reading, record)) = desk.cited(second) else { continue };
                let mut draft = Draft::default()
                    .arg("title", &post.title)
                    .arg("a", &a.name)
                    .arg("b", &b.name)
                    .arg("date", b.office.first.clone().unwrap_or_default());
                draft.also.extend(desk.pointer(reading, first));
                report.add(reading, Some(record), Span { start: second.start, end: second.end }, draft);
            }
        }
    }
}

fn single(post: &Post) -> bool {
    let named = post.holders.first().and_then(|h| h.office.post.as_deref()).unwrap_or_default();
    post.org.is_some()
        && post.holders.len() > 1
        && SINGLE.contains(&named)
        && !post.title.contains('副')
        && !post.title.contains("书记处")
        && !post.title.contains('原')
}

/// Whether the days on which two were seen in office interleave; one after the other is a succession.
fn meet(a: &Holder, b: &Holder) -> bool {
    let (Some(a_first), Some(a_last)) = (&a.office.first, &a.office.last) else { return false };
    let (Some(b_first), Some(b_last)) = (&b.office.first, &b.office.last) else { return false };
    // An appointment between the two is a succession, told in one entry or in two.
    let succession = a.office.appointed.is_some() || b.office.appointed.is_some();
    a_first <= b_last && b_first <= a_last && !succession
}
