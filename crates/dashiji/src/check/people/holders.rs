//! P02: two people in an office that has one holder, on one day, with no appointment between.

use super::SINGLE;
use super::spelling::slip;
use crate::check::{Desk, Draft, Report};
use crate::collate::office::{Holder, Post};
use crate::resolve::day::iso_order;
use crate::text::Span;

/// Names and places that one finding tells.
const TOLD: usize = 5;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for post in desk.collation.offices().iter().filter(|post| single(post)) {
        for together in meetings(&post.holders) {
            tell(desk, report, post, &together);
        }
    }
}

/// Holders whose days in office interleave, each group in the order of their first days. Time grows with the holders, not with pairs of them.
fn meetings(holders: &[Holder]) -> Vec<Vec<&Holder>> {
    // An appointment between the two is a succession, told in one entry or in two; a place is nobody (高岛市市长).
    let place = |name: &str| name.ends_with(['省', '市', '县', '区', '州', '镇', '乡', '村']);
    let mut seen: Vec<(&str, &str, &Holder)> = holders
        .iter()
        .filter(|holder| holder.office.appointed.is_none() && !place(&holder.name))
        .filter_map(|holder| Some((holder.office.first.as_deref()?, holder.office.last.as_deref()?, holder)))
        .collect();
    seen.sort_by(|a, b| iso_order(a.0, b.0));
    let mut groups: Vec<Vec<&Holder>> = Vec::new();
    let mut until: Option<&str> = None;
    for (first, last, holder) in seen {
        match groups.last_mut().filter(|_| until.is_some_and(|until| iso_order(first, until).is_le())) {
            Some(group) => group.push(holder),
            None => groups.push(vec![holder]),
        }
        until = match until {
            Some(until) if iso_order(first, until).is_le() && iso_order(last, until).is_lt() => Some(until),
            _ => Some(last),
        };
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// One finding of a group: the first, and those who are not that one by another spelling.
fn tell(desk: &Desk<'_>, report: &mut Report<'_>, post: &Post, together: &[&Holder]) {
    let mut sure = together.iter().copied().filter(|holder| !passes(desk, holder));
    let Some(first) = sure.next() else { return };
    let others: Vec<&Holder> =
        sure.filter(|other| other.name != first.name && !slip(&first.name, &other.name)).collect();
    let (Some(second), Some(begun)) = (others.first(), first.office.cites.first()) else { return };
    let Some(cite) = second.office.cites.first() else { return };
    let Some((reading, record)) = desk.cited(cite) else { return };
    let mut names: Vec<&str> = others.iter().take(TOLD).map(|other| other.name.as_str()).collect();
    names.dedup();
    let mut b = names.join("、");
    if others.len() > TOLD {
        b = format!("{b}…（{}）", others.len());
    }
    let mut draft = Draft::default()
        .arg("title", &post.title)
        .arg("a", &first.name)
        .arg("b", b)
        .arg("date", second.office.first.clone().unwrap_or_default());
    let more = others.iter().skip(1).take(TOLD).filter_map(|other| other.office.cites.first());
    draft.also.extend([begun].into_iter().chain(more).filter_map(|cite| desk.pointer(reading, cite)));
    report.add(reading, Some(record), Span { start: cite.start, end: cite.end }, draft);
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
