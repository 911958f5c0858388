//! T03: an entry dated outside the time its document tells of.
//!
//! A time of whole years that no title tells was read off the headings: what stands before the first or behind the last of them, in its order, is
//! told without a heading and is no slip.

use crate::check::{Desk, Draft, Report};
use crate::recognize::numeral;
use crate::resolve::day::{DayNumber, iso_year, of_iso};
use crate::text::{Span, fold};

/// Of so many entries one in so many outside is still a slip; more, and the period was guessed wrong.
const SLIPS: usize = 3;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for reading in 0..desk.readings.len() {
        outside(desk, report, reading);
    }
}

fn outside(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize) {
    let records = &desk.readings[reading].records;
    let setting = &desk.readings[reading].document.setting;
    let mut found = Vec::new();
    for (place, record) in records.iter().enumerate() {
        let (Some(from), Some(date)) = (setting.from, record.dated()) else { continue };
        let to = setting.to.unwrap_or(from);
        // Compared by year and month, a bare year as its first and last month.
        let (first, last) = ((from.0, from.1.unwrap_or(1)), (to.0, to.1.unwrap_or(12)));
        let month = |iso: &str| of_iso(iso).map(DayNumber::to_gregorian).map(|date| (date.year, date.month));
        let (Some(begins), Some(ends)) = (month(&date.from), month(&date.to)) else { continue };
        if ends >= first && begins <= last {
            continue;
        }
        let period = if first == last { name(first) } else { format!("{}/{}", name(first), name(last)) };
        let draft = Draft::default().arg("date", &date.from).arg("period", period);
        found.push((place, record, Span { start: date.start, end: date.end }, draft));
    }
    if !is_told(desk, reading) {
        let head = found.iter().enumerate().take_while(|(n, (place, ..))| n == place).count();
        let rest = found.len() - head;
        let tail = (0..rest).take_while(|n| found[found.len() - 1 - n].0 + n + 1 == records.len()).count();
        found = found.drain(head..found.len() - tail).collect();
    }
    if found.len() <= SLIPS || found.len() * 10 <= records.len() {
        for (_, record, span, draft) in found {
            report.add(reading, Some(record), span, draft);
        }
    }
}

/// Whether the time is of months, or the document's title tells its first year.
fn is_told(desk: &Desk<'_>, reading: usize) -> bool {
    let document = &desk.readings[reading].document;
    let Some((year, month)) = document.setting.from else { return true };
    let title: Vec<char> = document.record.title.iter().flat_map(|t| t.chars().map(fold)).collect();
    let digits: String = title
        .iter()
        .map(|c| numeral::digit(*c).and_then(|d| char::from_digit(u32::from(d), 10)).unwrap_or(*c))
        .collect();
    month.is_some() || digits.contains(&year.to_string())
}

fn name((year, month): (i32, u8)) -> String {
    format!("{}-{month:02}", iso_year(year))
}
