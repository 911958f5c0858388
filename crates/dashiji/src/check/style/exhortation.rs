//! S08: an entry that is mostly exhortation: what was urged outweighs what was done.

use crate::check::{Desk, Draft, Report};
use crate::fact::Mode;
use crate::text::Span;

/// Share of an entry's characters that is urged.
const SHARE: f64 = 0.75;
/// Shorter entries are left alone.
const LEAST: u32 = 300;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let length = |urged: bool| -> u32 {
            record
                .statements
                .iter()
                .filter(|s| !urged || s.mode == Mode::Urged)
                .map(|s| s.end - s.start)
                .sum()
        };
        let (all, urged) = (length(false), length(true));
        let share = f64::from(urged) / f64::from(all.max(1));
        if all >= LEAST && share >= SHARE {
            let draft = Draft::default()
                .arg("share", format!("{:.0}%", share * 100.0))
                .arg("length", all.to_string());
            let first = record.statements.iter().find(|s| s.mode == Mode::Urged);
            let span = first.map_or(record.span, |s| Span { start: s.start, end: s.end.min(s.start + 40) });
            report.add(reading, Some(record), span, draft);
        }
    }
}
