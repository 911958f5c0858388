//! T09: days or months that run back where no heading tells a new month or year: the date may be of another.

use crate::check::{Desk, Draft, Report};
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records().filter(|(_, record)| record.date_guessed) {
        let Some(date) = record.dated() else { continue };
        let draft = Draft::default().arg("date", &date.text).arg("read", date.first_day());
        report.add(reading, Some(record), Span { start: date.start, end: date.end }, draft);
    }
}
