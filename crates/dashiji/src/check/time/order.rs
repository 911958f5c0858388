//! T04: an entry that stands after one of a later day.
//!
//! Entries run on in time under one heading. Those that must go so that the others do (the fewest) are out of place; where dates fall
//! back and then run on for long, a new row begins (a chapter whose heading was not seen) and nothing is out of place. A file's own
//! headings begin rows too, unless they tell a time. Entries of a month are compared by their months, those of an hour by the minute.

use crate::check::{Desk, Draft, Pointer, QUOTED, Report};
use crate::fact::{Record, TimeBasis, TimeRecord};
use crate::resolve::day::{DAY, minute, of_iso};
use crate::text::{Span, Text};

/// So many entries out of place in one stretch are a new row instead.
const RESTART: u32 = 4;
/// How far back the entry before is looked for: all between are out of place.
const REACH: usize = 8;

/// An entry with its first and last minute, as numbers of minutes.
struct Dated<'a> {
    record: &'a Record,
    from: i64,
    to: i64,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let mut row: Vec<Dated<'_>> = Vec::new();
        let mut heading: Option<&str> = None;
        for record in &at.records {
            let own = record.section_heading.as_ref().map(|h| h.text.as_str()).filter(|h| !tells_time(h));
            if own != heading {
                tell(desk, report, reading, &row);
                row.clear();
                heading = own;
            }
            let text = desk.text(reading);
            if let Some(dated) = exact(text, record).filter(|_| at_the_head(text, record)) {
                row.push(dated);
            }
        }
        tell(desk, report, reading, &row);
    }
}

fn tells_time(heading: &str) -> bool {
    heading.contains(['年', '月', '日'])
        && heading.chars().any(|c| c.is_ascii_digit() || "〇一二三四五六七八九十正腊".contains(c))
}

/// Whether the day of an entry stands at its head, or behind its headline: one behind a mark (先旱后涝,7月18日…) is of what the entry tells.
fn at_the_head(text: &Text, record: &Record) -> bool {
    let head = record.headline.as_ref().map_or(record.span.lo(), |headline| headline.end as usize);
    let date = record.date.as_ref().map_or(head, |date| date.start as usize);
    !(head.min(date)..date).any(|i| matches!(text.at(i), ',' | '。' | ';'))
}

fn exact<'a>(text: &Text, record: &'a Record) -> Option<Dated<'a>> {
    let date = record.dated().filter(|d| {
        // 是月, 同日 and spans of more than a month stand where they like.
        let told = matches!(d.basis, TimeBasis::Stated | TimeBasis::Inherited) || is_season(d);
        told && !d.edtf.contains(['~', '?'])
    })?;
    let day = |iso: &str| of_iso(iso).map(|day| i64::from(day.0) * i64::from(DAY));
    let (mut from, mut to) = (day(date.first_day())?, day(date.last_day())?);
    if is_season(date) {
        // A season stands anywhere in its year.
        let year = date.edtf.get(..4)?;
        (from, to) = (day(&format!("{year}-01-01"))?, to.max(day(&format!("{year}-12-31"))?));
    }
    let (first, last) = hour(text, record).map_or((&date.from, &date.to), |hour| (&hour.from, &hour.to));
    let (from, to) =
        (from + i64::from(minute(first).unwrap_or(0)), to + i64::from(minute(last).unwrap_or(DAY - 1)));
    Some(Dated { record, from, to })
}

/// The hour of its day with which an entry begins, where it begins with one: 05:30 under the heading of a day.
fn hour<'a>(text: &Text, record: &'a Record) -> Option<&'a TimeRecord> {
    let date = record.dated().filter(|date| date.first_day() == date.last_day())?;
    let head = if record.span.covers(date.start as usize) { date.end as usize } else { record.span.lo() };
    let hour = record.times.iter().find(|time| time.start as usize >= head && time.from.contains('T'))?;
    let begins = (head..hour.start as usize).all(|i| text.at(i).is_whitespace());
    (begins && hour.first_day() == date.first_day() && hour.last_day() == date.first_day()).then_some(hour)
}

/// Whether a date is a season with its year (1952年冬), whose EDTF has 21 to 24 for a month.
fn is_season(date: &TimeRecord) -> bool {
    let season = date.edtf.len() == 7 && matches!(date.edtf.get(4..), Some("-21" | "-22" | "-23" | "-24"));
    season && date.text.contains('年')
}

fn tell(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, row: &[Dated<'_>]) {
    let kept = kept(row);
    let text = desk.text(reading);
    let mut k = 0;
    while k < row.len() {
        if kept[k] {
            k += 1;
            continue;
        }
        // Neighbours out of place are one finding.
        let end = (k..row.len()).find(|&n| kept[n]).unwrap_or(row.len());
        let neighbour = (0..k).rev().find(|&n| kept[n]).filter(|&n| row[n].from > row[k].to);
        // Where it stands behind no later one, it is told of it that it stands before an earlier one.
        let ahead = neighbour.is_none();
        let neighbour = neighbour.or_else(|| (end..row.len()).find(|&n| kept[n] && row[n].to < row[k].from));
        if neighbour.is_none() {
            k = end;
            continue;
        }
        // An entry under the heading of its day stands where its hour does.
        let date = |r: &Record| {
            let own = r.date.as_ref().filter(|d| r.span.covers(d.start as usize) || hour(text, r).is_none());
            let told = own.or_else(|| hour(text, r));
            told.map_or(r.span, |d: &TimeRecord| Span { start: d.start, end: d.end })
        };
        let words = |r: &Record| {
            if let Some(hour) =
                hour(text, r).filter(|hour| Some(hour.start) != r.date.as_ref().map(|d| d.start))
            {
                return format!("{} ({})", hour.text, hour.from);
            }
            let told = r.date.as_ref();
            let full = told.is_some_and(|d| d.text.contains('年'));
            told.map_or_else(String::new, |d| {
                if full { d.text.clone() } else { format!("{} ({})", d.text, d.edtf) }
            })
        };
        let mut draft = Draft::default()
            .arg("date", words(row[k].record))
            .arg("before", neighbour.map_or_else(String::new, |n| words(row[n].record)));
        if ahead {
            draft = draft.arg(QUOTED, words(row[k].record));
        }
        if let Some(n) = neighbour {
            draft = draft.also(Pointer::at(text, date(row[n].record), Some(row[n].record)));
        }
        for dated in &row[k + 1..end] {
            draft = draft.also(Pointer::at(text, date(dated.record), Some(dated.record)));
        }
        report.add(reading, Some(row[k].record), date(row[k].record), draft);
        k = end;
    }
}

/// Which entries stay so that the fewest are out of place.
fn kept(row: &[Dated<'_>]) -> Vec<bool> {
    // For each entry that stays: the least cost up to it, and the one that stays before it.
    let mut best: Vec<(u32, Option<usize>)> = Vec::with_capacity(row.len());
    for k in 0..row.len() {
        let mut least = (k as u32, None);
        for before in (k.saturating_sub(REACH)..k).rev() {
            let out = (k - before - 1) as u32;
            let back = if row[k].to < row[before].from { RESTART } else { 0 };
            let cost = best[before].0 + out + back;
            if cost < least.0 || cost == least.0 && least.1.is_none() {
                least = (cost, Some(before));
            }
        }
        best.push(least);
    }
    let mut keep = vec![false; row.len()];
    let last = (0..row.len()).rev().take(REACH).min_by_key(|&k| best[k].0 + (row.len() - 1 - k) as u32);
    let mut at = last;
    while let Some(k) = at {
        keep[k] = true;
        at = best[k].1;
    }
    keep
}
