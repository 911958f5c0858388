//! S07: an entry that names nobody, no body and no place, and begins with what took place: 会议召开.

use crate::check::{Desk, Draft, Report};
use crate::text::Span;

/// What an entry cannot begin with unless it tells whose it is.
const WHOSE: &[&str] = &[
    "会议",
    "大会",
    "活动",
    "仪式",
    "座谈会",
    "典礼",
    "召开",
    "举行",
    "举办",
    "开展",
    "组织",
    "印发",
    "下发",
    "检查",
    "调研",
];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let nobody = record.people.is_empty()
            && record.organizers.is_empty()
            && record.orgs.is_empty()
            && record.organs.is_empty();
        // Figures tell of something even where 全县 is the only subject.
        let nothing = record.places.is_empty() && record.documents.is_empty() && record.quantities.is_empty();
        if !nobody || !nothing {
            continue;
        }
        let text = desk.text(reading);
        let head = record.headline.as_ref().map(|headline| headline.start as usize);
        let date =
            record.date.as_ref().map_or(record.span.start, |date| date.end.max(record.span.start)) as usize;
        let from = head.unwrap_or_else(|| {
            (date..record.span.hi()).find(|&i| crate::text::is_han(text.at(i))).unwrap_or(date)
        });
        if WHOSE.iter().any(|word| text.begins(from, word)) {
            let span = record.headline.as_ref().map_or_else(
                || Span::new(record.span.lo(), record.span.hi().min(record.span.lo() + 24)),
                crate::fact::Quote::span,
            );
            report.add(reading, Some(record), span, Draft::default());
        }
    }
}
