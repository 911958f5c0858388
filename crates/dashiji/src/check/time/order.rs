//! T04: an entry that stands after one of a later day in its section.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::collate::day;
use crate::fact::{Record, TimeBasis};
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let mut latest: Option<&Record> = None;
        for record in &at.records {
            // 是月, 同日 and spans of a month or more stand where they like.
            let Some(date) = record.dated().filter(|d| exact(d)) else { continue };
            match latest.filter(|l| l.section == record.section) {
                Some(before) if day(before) > day(record) => {
                    let span =
                        |r: &Record| r.date.as_ref().map_or(r.span, |d| Span { start: d.start, end: d.end });
                    let draft = Draft::default()
                        .arg("date", &date.text)
                        .arg("before", before.date.as_ref().map_or("", |d| d.text.as_str()))
                        .also(Pointer::at(desk.text(reading), span(before), Some(before)));
                    report.add(reading, Some(record), span(record), draft);
                }
                _ => latest = Some(record),
            }
        }
    }
}

fn exact(date: &crate::fact::TimeRecord) -> bool {
    matches!(date.basis, TimeBasis::Stated | TimeBasis::Inherited)
        && date.edtf.len() >= 10
        && !date.edtf.contains('~')
}
