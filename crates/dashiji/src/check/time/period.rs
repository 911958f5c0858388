//! T03: an entry dated outside the time its document tells of.

use crate::check::{Desk, Draft, Report};
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let setting = &desk.readings[reading].document.setting;
        let (Some(from), Some(date)) = (setting.from, record.dated()) else { continue };
        let to = setting.to.unwrap_or(from);
        // Compared as YYYY-MM, a bare year as its first and last month.
        let (first, last) = (month(from, 1), month(to, 12));
        let (Some(begins), Some(ends)) = (date.from.get(..7), date.to.get(..7)) else { continue };
        if date.from.starts_with('-') || ends >= first.as_str() && begins <= last.as_str() {
            continue;
        }
        let period = if first == last { first } else { format!("{first}/{last}") };
        let draft = Draft::default().arg("date", &date.from).arg("period", period);
        report.add(reading, Some(record), Span { start: date.start, end: date.end }, draft);
    }
}

fn month((year, month): (i32, Option<u8>), otherwise: u8) -> String {
    format!("{year:04}-{:02}", month.unwrap_or(otherwise))
}
