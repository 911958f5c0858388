//! P10: a title that goes up or down by 副 and back again, or two posts of one holder for one person in one entry: 副县长段守拙 every
//! day and once 县长段守拙; 市委书记容若水 and then 市长容若水; 宣传部部长乔秋实 and once 统战部部长乔秋实.

use super::{SINGLE, plain, posts};
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::fact::{Part, PersonRecord, Record, TitleRecord};
use crate::text::{Span, fold};
use std::collections::BTreeMap;

/// Days.
const YEAR: i32 = 366;
/// Entries that must give the usual title.
const OFTEN: usize = 2;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for name in desk.collation.names() {
        let records = desk.naming(name);
        let seen: Vec<(&Record, &PersonRecord)> = records
            .iter()
            .filter_map(|record| Some((*record, record.people.iter().find(|p| p.name == name)?)))
            .collect();
        // Whoever is appointed or goes changes titles.
        let passes = seen.iter().any(|(record, person)| {
            person.parts.iter().any(|part| matches!(part, Part::Appointed | Part::Removed))
                || record.kind == Some(crate::fact::EventType::Appointment)
        });
        if passes {
            continue;
        }
        // What is in doubt tells of nobody.
        let sure: Vec<_> = seen.into_iter().filter(|(_, person)| person.doubt.is_none()).collect();
        up_and_back(desk, report, name, &sure);
        elsewhere(desk, report, name, &sure);
    }
    for (reading, record) in desk.records() {
        for person in record.people.iter().filter(|p| p.doubt.is_none()) {
            both(desk, report, reading, record, person);
        }
    }
}

fn up_and_back(desk: &Desk<'_>, report: &mut Report<'_>, name: &str, seen: &[(&Record, &PersonRecord)]) {
    let titled: Vec<(&Record, &TitleRecord, String)> = seen
        .iter()
        .flat_map(|(record, person)| {
            posts(person).map(|title| (*record, title, plain(title.words(), record)))
        })
        .collect();
    for (k, (record, title, post)) in titled.iter().enumerate() {
        let others: Vec<&(&Record, &TitleRecord, String)> = titled
            .iter()
            .enumerate()
            .filter(|(n, (_, _, other))| {
                *n != k && (deputy(post, other) || HEADS.contains(&other.as_str()) && below(post, other))
            })
            .map(|(_, other)| other)
            .collect();
        let same = titled.iter().filter(|(_, _, other)| other == post).count();
        let Some(usual) = others.first() else { continue };
        let days = |r: &Record| crate::collate::day(r).and_then(crate::collate::carry::days);
        let soon =
            days(record).zip(days(usual.0)).is_some_and(|(here, there)| (0..=YEAR).contains(&(here - there)));
        // A head who is a deputy within a year, and no word of it.
        let fell = HEADS.contains(&usual.2.as_str()) && below(post, &usual.2) && soon;
        if same > 1 || others.len() < OFTEN && !fell {
            continue;
        }
        // Before and after it the other: a rise without a word of it is no fault of the last entry.
        let order = |r: &Record| (crate::collate::day(r).map(str::to_owned), r.number);
        let here = order(record);
        let around = others.iter().any(|o| order(o.0) < here) && others.iter().any(|o| order(o.0) > here);
        // 原 and 代 are another standing.
        let fallen = HEADS.contains(&usual.2.as_str()) && others.len() > OFTEN;
        if !around && !fallen && !fell {
            continue;
        }
        let (Some(start), Some(end)) = (title.start, title.end) else { continue };
        let Some(reading) = desk.reading(&record.document.sha256) else { continue };
        let mut draft = Draft::default()
            .arg("name", name)
            .arg("title", title.words())
            .arg("usual", usual.1.words())
            .arg("count", others.len().to_string());
        if let Some(k) = desk.reading(&usual.0.document.sha256).filter(|k| *k == reading)
            && let (Some(a), Some(b)) = (usual.1.start, usual.1.end)
        {
            draft = draft.also(Pointer::at(desk.text(k), Span { start: a, end: b }, Some(usual.0)));
        }
        report.add(reading, Some(record), Span { start, end }, draft);
    }
}

/// Posts of one level that one person holds at a time, and of which each body has its own.
const LEVELS: &[&str] = &["部长", "局长", "主任", "院长", "校长", "厂长", "乡长", "镇长", "处长", "站长"];

/// 宣传部部长 in several entries, and 统战部部长 in one of the same year, with no word of a change: between others of the usual post a warning, behind
/// them all a note, since it may have changed untold.
fn elsewhere(desk: &Desk<'_>, report: &mut Report<'_>, name: &str, seen: &[(&Record, &PersonRecord)]) {
    let mut told: Vec<(&Record, &TitleRecord, String)> = Vec::new();
    for (record, person) in seen {
        if record.dated().is_none() {
            return;
        }
        let mut posts =
            posts(person).map(|title| (*record, title, plain(title.words(), record))).filter(|(.., post)| {
                !post.contains(['副', '原', '代', '兼']) && SINGLE.iter().any(|s| post.ends_with(s))
            });
        // Of somebody with several posts none is the one.
        if let (Some(one), None) = (posts.next(), posts.next()) {
            told.push(one);
        }
    }
    told.sort_by_key(|(record, ..)| {
        (crate::collate::day(record).and_then(crate::collate::carry::days), record.number)
    });
    let mut posts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (k, (.., post)) in told.iter().enumerate() {
        posts.entry(post.as_str()).or_default().push(k);
    }
    let posts: Vec<(&str, Vec<usize>)> = posts.into_iter().collect();
    let [(one, a), (two, b)] = &posts[..] else { return };
    let ((odd, at), (usual, others)) =
        if a.len() < b.len() { ((one, a), (two, b)) } else { ((two, b), (one, a)) };
    let level = LEVELS.iter().find(|level| odd.ends_with(**level));
    // 宣传部长 is 宣传部部长; a shorter title may be the longer one.
    let short = |post: &str| post.replace("部部", "部").replace("局局", "局");
    let (x, y) = (short(odd), short(usual));
    let alike = x.ends_with(&y) || y.ends_with(&x);
    let (record, title, _) = &told[at[0]];
    // 省委组织部部长 is another man than the county's.
    let of_level = |post: &str| {
        let own = || record.document.region.as_ref()?.name.chars().last().map(fold);
        post.chars().find(|c| "省市县州旗".contains(*c)).or_else(own)
    };
    // A head of the government who is once that of the party.
    let heads = HEADS.contains(odd) && HEADS.contains(usual);
    if at.len() != 1
        || others.len() < OFTEN
        || alike
        || level.is_none_or(|level| !usual.ends_with(*level)) && !heads
        || of_level(odd) != of_level(usual)
    {
        return;
    }
    let day = |k: usize| crate::collate::day(told[k].0).and_then(crate::collate::carry::days);
    let (before, after) = (others.iter().any(|&k| k < at[0]), others.iter().any(|&k| k > at[0]));
    let near = others.iter().all(|&k| day(k).zip(day(at[0])).is_some_and(|(a, b)| (a - b).abs() <= YEAR));
    let (Some(start), Some(end)) = (title.start, title.end) else { return };
    let Some(reading) = desk.reading(&record.document.sha256).filter(|_| before && near && (after || !heads))
    else {
        return;
    };
    let (other, known, _) = &told[others[0]];
    let mut draft = Draft::default()
        .arg("name", name)
        .arg("title", title.words())
        .arg("usual", known.words())
        .arg("count", others.len().to_string());
    if !after {
        draft = draft.severity(Severity::Note);
    }
    if let (Some(a), Some(b)) = (known.start, known.end)
        && other.document.sha256 == record.document.sha256
    {
        draft = draft.also(Pointer::at(desk.text(reading), Span { start: a, end: b }, Some(other)));
    }
    report.add(reading, Some(record), Span { start, end }, draft);
}

/// Heads, who are nobody's deputy beside it.
const HEADS: &[&str] =
    &["省长", "市长", "县长", "区长", "州长", "省委书记", "市委书记", "县委书记", "区委书记", "州委书记"];

/// Whether a post is that of a deputy of a head of the same level: 副县长 below 县长 and 县委书记. A 县长 who is 副市长 next has risen.
fn below(post: &str, head: &str) -> bool {
    let level = post.strip_prefix('副').and_then(|rest| rest.strip_suffix('长'));
    level.is_some_and(|level| level.chars().count() == 1 && head.starts_with(level))
}

/// Whether two posts differ by 副 alone.
fn deputy(a: &str, b: &str) -> bool {
    let without = |s: &str| s.replacen('副', "", 1);
    a != b && (without(a) == b || a == without(b))
}

/// Two posts of one holder in one entry, at two places of the name.
fn both(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, record: &Record, person: &PersonRecord) {
    if person.mentions.len() < 2 || person.parts.iter().any(|p| matches!(p, Part::Appointed | Part::Removed))
    {
        return;
    }
    let text = desk.text(reading);
    let single: Vec<&TitleRecord> = posts(person)
        .filter(|t| {
            let post = plain(t.words(), record);
            let own = ["省长", "市长", "县长", "区长", "州长", "乡长", "镇长"].iter().any(|w| post == *w)
                || ["省委书记", "市委书记", "县委书记", "区委书记", "州委书记"].iter().any(|w| post == *w);
            own && SINGLE.iter().any(|w| post.ends_with(w))
                && !"、,和兼".contains(text.at(t.end.unwrap_or_default() as usize))
        })
        .collect();
    let [first, second, ..] = single[..] else { return };
    if plain(first.words(), record) == plain(second.words(), record) {
        return;
    }
    let (Some(start), Some(end)) = (second.start, second.end) else { return };
    let draft = Draft::default()
        .arg("name", &person.name)
        .arg("title", second.words())
        .arg("usual", first.words())
        .arg("count", "1");
    report.add(reading, Some(record), Span { start, end }, draft);
}
