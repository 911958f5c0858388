//! T03: an entry dated outside the time its document tells of.

use crate::check::{Desk, Draft, Report};
use crate::resolve::day::{DayNumber, iso_year, of_iso};
use crate::text::Span;

/// Of so many entries one in so many outside is still a slip; more, and the period was guessed wrong.
const SLIPS: usize = 3;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for reading in 0..desk.readings.len() {
        outside(desk, report, reading);
    }
}

fn outside(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize) {
    let records = &desk.readings[reading].records;
    let mut found = Vec::new();
    for record in records {
        let setting = &desk.readings[reading].document.setting;
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
        found.push((record, Span { start: date.start, end: date.end }, draft));
    }
    if found.len() <= SLIPS || found.len() * 10 <= records.len() {
        for (record, span, draft) in found {
            report.add(reading, Some(record), span, draft);
        }
    }
}

fn name((year, month): (i32, u8)) -> String {
    format!("{}-{month:02}", iso_year(year))
}
