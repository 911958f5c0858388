//! P02: two people in an office that has one holder, on one day, with no appointment between.

use super::SINGLE;
use super::spelling::slip;
use crate::check::{Desk, Draft, Report};
use crate::collate::office::{Holder, Post};
use crate::resolve::day::iso_order;
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
                // A place is nobody (高岛市市长).
                let place = |name: &str| name.ends_with(['省', '市', '县', '区', '州', '镇', '乡', '村']);
                if place(&a.name) || place(&b.name) || passes(desk, a) || passes(desk, b) {
                    continue;
                }
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

/// Words of an office that passes from one to another.
const PASSES: &[&str] = &[
    "辞去", "免去", "接替", "继任", "任命", "当选", "选举", "决定", "代理", "卸任", "调任", "离任", "改任",
    "撤销", "罢免", "接任", "原任", "前任", "任期", "补选", "推选", "历任", "先后", "兼任",
];

/// Whether an entry that names somebody in an office tells that it passes over, or names the holder in doubt or in the words of another.
fn passes(desk: &Desk<'_>, holder: &Holder) -> bool {
    holder.office.cites.iter().take(20).any(|cite| {
        let Some((k, record)) = desk.cited(cite) else { return true };
        let text = desk.text(k);
        let told = PASSES.iter().any(|word| text.find(record.span, word).is_some());
        let person = record.people.iter().find(|person| person.name == holder.name);
        told || person
            .is_none_or(|person| person.doubt.is_some() || person.titles.iter().any(|t| t.doubt.is_some()))
    })
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
    iso_order(a_first, b_last).is_le() && iso_order(b_first, a_last).is_le() && !succession
}
