//! P02: two people in an office that has one holder, on one day, with no appointment between.

use super::SINGLE;
use super::spelling::slip;
use crate::check::{Desk, Draft, Report, Severity};
use crate::collate::Cite;
use crate::collate::office::{Holder, Post};
use crate::resolve::day::iso_order;
use crate::text::Span;

/// Names and places that one finding tells.
const TOLD: usize = 5;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for post in desk.collation.offices().iter().filter(|post| single(desk, post)) {
        for group in interleaved(&dated(&post.holders)) {
            let mut sure: Vec<Tenure<'_>> = group
                .iter()
                .filter(|tenure| !passes(desk, tenure.holder))
                .filter_map(|tenure| certain(desk, tenure.holder))
                .collect();
            // Of two that are first seen on one day the one who is seen longer goes on.
            sure.sort_by(|a, b| iso_order(a.first, b.first).then(iso_order(b.last, a.last)));
            for (first, others) in meetings(&sure) {
                tell(desk, report, post, first, &others);
            }
        }
    }
}

/// A holder with the first and the last day on which he is seen in office.
#[derive(Clone, Copy)]
struct Tenure<'a> {
    first: &'a str,
    last: &'a str,
    holder: &'a Holder,
}

/// The holders whose days are known, in the order of their first ones.
fn dated(holders: &[Holder]) -> Vec<Tenure<'_>> {
    // A place is nobody (高岛市市长).
    let place = |name: &str| name.ends_with(['省', '市', '县', '区', '州', '镇', '乡', '村']);
    let mut dated: Vec<Tenure<'_>> = holders
        .iter()
        .filter(|holder| !place(&holder.name))
        .filter_map(|holder| {
            let (first, last) = (holder.office.first.as_deref()?, holder.office.last.as_deref()?);
            Some(Tenure { first, last, holder })
        })
        .collect();
    dated.sort_by(|a, b| iso_order(a.first, b.first));
    dated
}

/// Runs of holders of whom each begins before all before him have ended; what each entry says is then asked of these alone.
fn interleaved<'a, 'b>(dated: &'b [Tenure<'a>]) -> Vec<&'b [Tenure<'a>]> {
    let (mut runs, mut from, mut until) = (Vec::new(), 0, None::<&str>);
    for (k, tenure) in dated.iter().enumerate() {
        let goes_on = until.is_some_and(|until| iso_order(tenure.first, until).is_le());
        if !goes_on {
            runs.push(&dated[from..k]);
            from = k;
        }
        until = match until {
            Some(until) if goes_on && iso_order(tenure.last, until).is_lt() => Some(until),
            _ => Some(tenure.last),
        };
    }
    runs.push(&dated[from..]);
    runs.retain(|run| run.len() > 1);
    runs
}

/// Each holder with those who begin before he has ended, nobody named first twice. Time grows with the holders, not with pairs of them.
fn meetings<'a>(sure: &[Tenure<'a>]) -> Vec<(&'a Holder, Vec<&'a Holder>)> {
    let mut found = Vec::new();
    let mut k = 0;
    while let Some(one) = sure.get(k) {
        let rest = &sure[k + 1..];
        // Who is appointed takes over that day.
        let given = |tenure: &Tenure<'_>| tenure.holder.office.appointed.is_some();
        let others = rest.iter().take_while(|other| {
            let order = iso_order(other.first, one.last);
            if given(other) || given(one) { order.is_lt() } else { order.is_le() }
        });
        let others: Vec<&Holder> = others.map(|other| other.holder).collect();
        // The last of them may meet those who come after.
        k += others.len().max(1);
        if !others.is_empty() {
            found.push((one.holder, others));
        }
    }
    found
}

/// One finding: a holder, and those in office with him who are not the same by another spelling.
fn tell(desk: &Desk<'_>, report: &mut Report<'_>, post: &Post, first: &Holder, together: &[&Holder]) {
    let mut others: Vec<&Holder> = together
        .iter()
        .copied()
        .filter(|other| other.name != first.name && !slip(&first.name, &other.name))
        .collect();
    others.dedup_by(|a, b| a.name == b.name);
    let (Some(second), Some(begun)) = (others.first(), first.office.cites.first()) else { return };
    // Where the first is told once more after the second has begun; else where the second is.
    let late = first.office.cites.iter().find(|cite| {
        cite.date.as_deref().zip(second.office.first.as_deref()).is_some_and(|(a, b)| iso_order(a, b).is_gt())
    });
    let given = second.office.appointed.is_some();
    let Some(cite) = late.filter(|_| given).or(second.office.cites.first()) else { return };
    let Some((reading, record)) = desk.cited(cite) else { return };
    let names: Vec<&str> = others.iter().take(TOLD).map(|other| other.name.as_str()).collect();
    let mut b = names.join("、");
    if others.len() > TOLD {
        b = format!("{b}…（{}）", others.len());
    }
    let mut draft = Draft::default()
        .arg("title", &post.title)
        .arg("a", &first.name)
        .arg("b", b)
        .arg("date", second.office.first.clone().unwrap_or_default());
    if first.office.appointed.is_some() || others.iter().any(|other| other.office.appointed.is_some()) {
        draft = draft.severity(Severity::Warning);
    }
    let more = others.iter().skip(1).take(TOLD).filter_map(|other| other.office.cites.first());
    draft.also.extend([begun].into_iter().chain(more).filter_map(|cite| desk.pointer(reading, cite)));
    report.add(reading, Some(record), Span { start: cite.start, end: cite.end }, draft);
}

/// Words of an office that passes from one to another.
const PASSES: &[&str] = &[
    "辞去", "免去", "接替", "继任", "任命", "当选", "选举", "决定", "代理", "卸任", "调任", "离任", "改任",
    "撤销", "罢免", "接任", "原任", "前任", "任期", "补选", "推选", "历任", "先后", "兼任",
];

/// Whether an entry that names somebody in an office tells that it passes over, or does not name him.
fn passes(desk: &Desk<'_>, holder: &Holder) -> bool {
    // Where he is appointed himself he takes over.
    let own = |number: u32| holder.office.changes.iter().any(|change| change.cite.number == number);
    holder.office.cites.iter().take(20).filter(|cite| !own(cite.number)).any(|cite| {
        let Some((k, record)) = desk.cited(cite) else { return true };
        let text = desk.text(k);
        let told = PASSES.iter().any(|word| text.find(record.span, word).is_some());
        told || !record.people.iter().any(|person| person.name == holder.name)
    })
}

/// Entries of one holder that are looked at.
const LOOKED_AT: usize = 400;

/// A holder's days by the entries that name him and the office without doubt.
fn certain<'a>(desk: &Desk<'_>, holder: &'a Holder) -> Option<Tenure<'a>> {
    let sure = |cite: &&Cite| {
        let Some((_, record)) = desk.cited(cite) else { return false };
        record.people.iter().any(|person| {
            let titles = || person.titles.iter().all(|title| title.doubt.is_none());
            person.name == holder.name && person.doubt.is_none() && titles()
        })
    };
    let changes = holder.office.changes.iter().map(|change| &change.cite);
    let cites = holder.office.cites.iter().chain(changes).take(LOOKED_AT).filter(sure);
    let mut days: Vec<&str> = cites.filter_map(|cite| cite.date.as_deref()).collect();
    days.sort_by(|a, b| iso_order(a, b));
    Some(Tenure { first: days.first()?, last: days.last()?, holder })
}

/// Posts of one holder in a chronicle of their own body, with what its title has.
const OWN: &[(&str, &[&str])] = &[
    ("校长", &["大学", "学院", "学校", "中学", "小学", "校史"]),
    ("董事长", &["公司", "集团"]),
    ("总经理", &["公司", "集团"]),
];

/// Whether a post is the head's of a body that a title names: 行长 of a 支行, 队长 of a 地质队.
fn heads(post: &str, title: &str) -> bool {
    let listed = OWN.iter().find(|(own, _)| *own == post);
    let mut chars = post.chars();
    let of = chars.next().filter(|_| {
        chars.as_str() == "长" && !post.starts_with(['省', '市', '县', '区', '州', '旗', '乡', '镇', '村'])
    });
    match listed {
        Some((_, bodies)) => bodies.iter().any(|body| title.contains(body)),
        None => of.is_some_and(|body| title.contains(body)),
    }
}

fn single(desk: &Desk<'_>, post: &Post) -> bool {
    let named = post.holders.first().and_then(|h| h.office.post.as_deref()).unwrap_or_default();
    // Without a body it is the document's own: a county's 县长, the 行长 of a bank's chronicle.
    let own = || {
        let title = |k: usize| desk.readings[k].document.record.title.clone().unwrap_or_default();
        let of = post.holders.iter().flat_map(|h| &h.office.cites).next();
        let title = of.and_then(|cite| desk.reading(&cite.document)).map(title).unwrap_or_default();
        post.title == named
            && (heads(named, &title) || ["县长", "市长", "区长", "省长", "州长", "旗长"].contains(&named))
    };
    (post.org.is_some() || own())
        && post.holders.len() > 1
        && (SINGLE.contains(&named) || post.org.is_none())
        && !post.title.contains('副')
        && !post.title.contains("书记处")
        && !post.title.contains('原')
}
