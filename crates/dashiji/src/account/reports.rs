//! The reports of one event, one after the other: 首报, 续报一, 续报二, 终报, 核报; what each changed, and which are missing.
//!
//! A report is an entry whose head, up to its first colon, ends with such a word. `首报：死亡3人`, `续报二：死亡5人` revise 死亡 from 3 to 5, and 续报一 is
//! told nowhere. A first report begins the reports of another event.

use super::Series;
use crate::fact::figure::report_head;
use crate::fact::{Amount, Record};
use crate::text::{Span, Text};
use serde::Serialize;
use std::collections::BTreeSet;

/// One report of an event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// 首报, 续报二, as written.
    pub name: String,
    /// First code point of the name.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Number of its entry.
    pub entry: u32,
    /// Which event of the document it is of, from 1.
    pub event: u32,
    /// When it was made, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// What it tells otherwise than the one before it that told of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revised: Vec<Revised>,
    /// Numbers of the reports between the one before and it that are told nowhere (2, 3 of 续报一, 续报四).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<u32>,
}

/// A figure that a report revises.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Revised {
    /// What is counted.
    pub key: String,
    /// First code point of the figure before.
    pub before: u32,
    /// First code point of the figure now.
    pub now: u32,
    /// Now less before.
    pub change: Amount,
}

/// Gaps in the numbers that are told one by one.
const MOST: u32 = 20;

/// The reports of some records, with what their series say in each.
pub(super) fn reports(text: &Text, records: &[Record], series: &[Series]) -> Vec<Report> {
    let mut all: Vec<(Report, Option<u32>)> = Vec::new();
    let mut event = 0;
    for record in records {
        let Some((span, first, number)) = head(text, record) else { continue };
        if first || event == 0 {
            event += 1;
        }
        let before =
            all.iter().rev().find(|(report, _)| report.event == event).and_then(|(_, number)| *number);
        let missing = match (before.or((!first).then_some(0)), number) {
            (Some(before), Some(number)) if number > before + 1 && number - before <= MOST => {
                (before + 1..number).collect()
            }
            _ => Vec::new(),
        };
        let report = Report {
            name: text.slice(span).to_owned(),
            start: span.start,
            end: span.end,
            entry: record.number,
            event,
            day: record.dated().map(|date| date.from.clone()),
            revised: Vec::new(),
            missing,
        };
        // What is no 续报 has no number, and the next may be the first of them.
        all.push((report, number.or_else(|| first.then_some(0)).or(before)));
    }
    // What is told out of order, or later, is not missing.
    let told: BTreeSet<(u32, u32)> =
        all.iter().filter_map(|(report, number)| Some((report.event, (*number)?))).collect();
    let mut reports: Vec<Report> = all.into_iter().map(|(report, _)| report).collect();
    for report in &mut reports {
        report.missing.retain(|number| !told.contains(&(report.event, *number)));
    }
    for k in 0..reports.len() {
        let (entry, event) = (reports[k].entry, reports[k].event);
        let earlier: Vec<u32> = reports[..k].iter().filter(|r| r.event == event).map(|r| r.entry).collect();
        let revised = series.iter().filter_map(|series| revised(series, entry, &earlier));
        reports[k].revised = revised.collect();
    }
    reports
}

/// What an entry tells of a series otherwise than the last of earlier ones that tells of it.
fn revised(series: &Series, entry: u32, earlier: &[u32]) -> Option<Revised> {
    let total = |line: &&super::Line| matches!(line.kind, "cumulative" | "stock");
    let now = series.lines.iter().filter(total).find(|line| line.entry == entry)?;
    let before = series
        .lines
        .iter()
        .filter(total)
        .rfind(|line| line.kind == now.kind && earlier.contains(&line.entry))?;
    (before.value != now.value).then(|| Revised {
        key: series.key.clone(),
        before: before.start,
        now: now.start,
        change: now.value - before.value,
    })
}

/// The word that makes an entry a report, with its number: where it stands, whether it is the first of an event, its number among the 续报.
fn head(text: &Text, record: &Record) -> Option<(Span, bool, Option<u32>)> {
    let (start, end, colon) = report_head(text, record)?;
    let words = |from: usize, to: usize| (from..to).map(|i| text.at(i));
    let word: String = words(start, end).collect();
    let first = matches!(word.as_str(), "首报" | "初报");
    let behind: Vec<char> = words(end, colon).collect();
    let number = (word == "续报").then(|| number(&behind)).flatten();
    Some((Span::new(start, colon), first, number))
}

/// 二, 12, (三), 第4期.
fn number(chars: &[char]) -> Option<u32> {
    let digits: String = chars.iter().filter(|c| c.is_ascii_digit()).collect();
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    let value = |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|k| k as u32 + 1);
    let spelled: Vec<char> = chars.iter().copied().filter(|c| *c == '十' || value(*c).is_some()).collect();
    match spelled[..] {
        ['十'] => Some(10),
        ['十', one] => Some(10 + value(one)?),
        [ten, '十'] => Some(value(ten)? * 10),
        [ten, '十', one] => Some(value(ten)? * 10 + value(one)?),
        [one] => value(one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (words, n) in [("二", 2), ("(三)", 3), ("第4期", 4), ("十二", 12), ("二十一", 21), ("12", 12)]
        {
            assert_eq!(number(&words.chars().collect::<Vec<_>>()), Some(n), "{words}");
        }
        assert_eq!(number(&[]), None);
    }
}
