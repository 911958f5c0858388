//! T12: what ends before it begins: 11月6日至4日, 1985年至1979年, 1912年开工,1909年竣工.

use crate::check::digits::{Parts, number, parts};
use crate::check::{Desk, Draft, Report, Severity};
use crate::fact::{Record, TimeRecord};
use crate::resolve::day::iso_order;
use crate::text::{Span, Text};

const TO: &[char] = &['至', '到', '~', '-', '—', '–', '－', '～'];
const BEGUN: &[&str] = &["动工", "开工", "奠基", "破土", "始建", "兴建", "筹建", "开始建设"];
const DONE: &[&str] =
    &["竣工", "建成", "完工", "投产", "通车", "落成", "投入使用", "交付使用", "验收", "启用", "通水"];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let mut i = span.lo();
        while i < span.hi() {
            let opens = text.at(i).is_ascii_digit() || "一二三四五六七八九十".contains(text.at(i));
            let fresh = !text.before(i).is_ascii_alphanumeric()
                && !"一二三四五六七八九十〇第届".contains(text.before(i));
            match (opens && fresh).then(|| range(text, i, span.hi())).flatten() {
                Some((whole, severity)) => {
                    let draft = Draft::default().arg("range", text.slice(whole)).severity(severity);
                    report.add(reading, Some(record), view.raw(whole), draft);
                    i = whole.hi();
                }
                None => i += 1,
            }
        }
        if let Some((begun, done)) =
            works(text, record, |time| view.seen(Span { start: time.start, end: time.end }))
        {
            let draft = Draft::default().arg("range", format!("{}…{}", begun.text, done.text));
            report.add(reading, Some(record), Span { start: done.start, end: done.end }, draft);
        }
    }
}

/// A range whose end lies before its beginning.
fn range(text: &Text, at: usize, end: usize) -> Option<(Span, Severity)> {
    let left = left(text, at, end)?;
    let mut i = left.end;
    if !TO.contains(&text.at(i)) {
        return None;
    }
    while TO.contains(&text.at(i)) && i < left.end + 2 {
        i += 1;
    }
    let right = parts(text, i, end).filter(|right| right.end > i)?;
    let whole = Span::new(at, right.end);
    let behind = match (left.year, right.year) {
        // Three years to five are no years of a calendar.
        (Some(a), Some(b)) if a != b => (a > b && b > 999).then_some(Severity::Error),
        (None, Some(_)) => None,
        _ => match (left.month, right.month) {
            // 11月至次年3月 goes over the year, 5月至4月 does not.
            (Some(a), Some(b)) if a != b => {
                let severity = if left.year.is_some() && right.year.is_some() {
                    Severity::Error
                } else {
                    Severity::Warning
                };
                (a > b && (a - b <= 2 || right.year.is_some())).then_some(severity)
            }
            (None, Some(_)) => None,
            _ => match (left.day, right.day) {
                (Some(a), Some(b)) => (a > b && a <= 31).then_some(Severity::Warning),
                _ => None,
            },
        },
    }?;
    Some((whole, behind))
}

/// What stands before the connector: a date, or a bare number that takes its word from behind it.
fn left(text: &Text, at: usize, end: usize) -> Option<Parts> {
    if let Some(found) = parts(text, at, end) {
        let mut found = found;
        // 6月30～31日: the bare day.
        if let Some((value, stop)) = number(text, found.end, end)
            && TO.contains(&text.at(stop))
            && found.day.is_none()
            && found.month.is_some()
        {
            (found.day, found.end) = (Some(value), stop);
        }
        return Some(found);
    }
    let (value, stop) = number(text, at, end)?;
    if !TO.contains(&text.at(stop)) || text.before(at) == '.' {
        return None;
    }
    // 1985-1979年: four digits are a year; others could be anything.
    let years = stop - at == 4
        && (1000..2200).contains(&value)
        && parts(text, stop + 1, end).is_some_and(|p| p.year > Some(999));
    years.then_some(Parts { year: Some(value), end: stop, ..Parts::default() })
}

/// Works that are done before they are begun, in one sentence.
fn works<'a>(
    text: &Text,
    record: &'a Record,
    seen: impl Fn(&TimeRecord) -> Span,
) -> Option<(&'a TimeRecord, &'a TimeRecord)> {
    let mut all: Vec<&TimeRecord> =
        record.date.iter().chain(&record.times).filter(|t| t.is_resolved()).collect();
    all.sort_by_key(|time| time.start);
    all.dedup_by_key(|time| time.start);
    for pair in all.windows(2) {
        let [a, b] = pair else { continue };
        let (begin, end) = (seen(a), seen(b));
        let between = Span::new(begin.hi(), end.lo().max(begin.hi()));
        let folded: String = text.folded(between).iter().collect();
        let stops = folded.contains(['。', ';', '\n']);
        let begun =
            BEGUN.iter().any(|word| folded.contains(word)) && !DONE.iter().any(|word| folded.contains(word));
        let tail: String = text.folded(Span::new(end.hi(), end.hi() + 6)).iter().collect();
        let done = DONE
            .iter()
            .any(|word| tail.starts_with(word) || tail.get(3..).is_some_and(|t| t.starts_with(word)));
        if !stops && begun && done && between.len() < 60 && iso_order(b.last_day(), a.first_day()).is_lt() {
            return Some((a, b));
        }
    }
    None
}
