//! T06: an entry that goes on to narrate another day than the one it stands under.

use crate::check::{Desk, Draft, Report};
use crate::fact::TimeBasis;
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let Some(main) = record.dated() else { continue };
        let other = record.events.iter().skip(1).filter_map(|event| event.dated()).find(|date| {
            let outside = days(&date.from) > days(&main.to) || days(&date.to) < days(&main.from);
            // A month or a year told beside the day is its own sequel (次年5月竣工), no other entry.
            let whole = date.first_day() == date.last_day();
            outside
                && whole
                && matches!(date.basis, TimeBasis::Stated | TimeBasis::Inherited)
                && date.end > date.start
        });
        if let Some(date) = other {
            let draft = Draft::default().arg("day", &date.text).arg("main", &main.text);
            report.add(reading, Some(record), Span { start: date.start, end: date.end }, draft);
        }
    }
}

fn days(date: &str) -> Option<i32> {
    crate::collate::carry::days(date)
}
