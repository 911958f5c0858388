//! T05: a word of time that loses its meaning in a record (今年, 昨日, 日前, 目前, 截至目前). What people say is left alone.

use crate::check::{Desk, Draft, Report};
use crate::fact::{Mode, Record};
use crate::text::Span;

const WORDS: &[&str] = &[
    "截至目前",
    "截止目前",
    "到目前为止",
    "目前",
    "日前",
    "近日",
    "近期",
    "昨日",
    "昨天",
    "今日",
    "今天",
    "明天",
    "今年",
    "去年",
    "明年",
    "前年",
    "本月",
    "上月",
    "最近",
    "不久前",
    "前不久",
    "近年来",
    "最近几年",
];

/// Words that tell the time only where they open a clause (近期,全县……); before a noun they describe it (近期工作).
const DESCRIBING: &[&str] = &["近期", "最近"];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        let mut i = record.headline.as_ref().map_or(record.span.lo(), |h| h.end as usize);
        while i < record.span.hi() {
            let Some(word) = WORDS.iter().find(|word| text.begins(i, word)) else {
                i += 1;
                continue;
            };
            let end = i + word.chars().count();
            // 比上月 and 较去年 hold against a time that the date tells.
            let held = matches!(text.before(i), '比' | '较' | '与' | '同' | '超' | '按');
            // 本月 at the head of an entry is its date, which the one before tells.
            let dates = *word == "本月" && record.date.as_ref().is_some_and(|d| d.start as usize == i);
            let inside = dates
                || held
                || text.before(i).is_ascii_digit()
                || DESCRIBING.contains(word) && !opens(text, i, end);
            if !inside && !said(record, i) && !quoted(text, i, record.span.lo()) && !dated(text, end) {
                report.add(reading, Some(record), Span::new(i, end), Draft::default().arg("word", *word));
            }
            i = end;
        }
    }
}

fn opens(text: &crate::text::Text, at: usize, end: usize) -> bool {
    (at == 0 || "。,;:!?、\n \u{3000}".contains(text.before(at))) && text.at(end) == ','
}

fn said(record: &Record, at: usize) -> bool {
    let holds = |s: &&crate::fact::Statement| s.start as usize <= at && at < s.end as usize;
    record.statements.iter().find(holds).is_some_and(|s| matches!(s.mode, Mode::Urged | Mode::Conveyed))
}

/// Whether the place lies inside quotation marks or a title.
fn quoted(text: &crate::text::Text, at: usize, floor: usize) -> bool {
    let floor = floor.max(at.saturating_sub(80));
    let mut depth = 0i32;
    for i in floor..at {
        match text.at(i) {
            '“' | '《' => depth += 1,
            '”' | '》' => depth = (depth - 1).max(0),
            _ => {}
        }
    }
    depth > 0
}

/// 今年2月 and 目前(2月9日) tell the day themselves.
fn dated(text: &crate::text::Text, end: usize) -> bool {
    let at = if text.at(end) == '(' { end + 1 } else { end };
    text.at(at).is_ascii_digit()
}
