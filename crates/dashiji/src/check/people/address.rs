//! P05: 同志 or 先生 after a name. A chronicle names people without; set phrases (以某某同志为核心) stay.

use crate::check::{Desk, Draft, Report};
use crate::fact::{Mode, TitleKind};
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        for person in &record.people {
            for title in person.titles.iter().filter(|t| t.kind == TitleKind::Address) {
                let (Some(start), Some(end)) = (title.start, title.end) else { continue };
                let set = desk.text(reading).begins(end as usize, "为核心");
                let said = record
                    .statements
                    .iter()
                    .any(|s| s.start <= start && end <= s.end && s.mode == Mode::Urged);
                if !set && !said {
                    let draft = Draft::default().arg("name", &person.name).arg("address", &title.text);
                    report.add(reading, Some(record), Span { start, end }, draft);
                }
            }
        }
    }
}
