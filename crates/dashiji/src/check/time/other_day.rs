//! T06: entries that go on to narrate another day than the one they stand under: one finding a document.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::TimeBasis;
use crate::lexicon::lists_of_words as lists;
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let mut found = Vec::new();
        for record in &document.records {
            let Some(main) = record.dated() else { continue };
            let other = record.events.iter().skip(1).filter_map(|event| event.dated()).find(|date| {
                let outside = days(&date.from) > days(&main.to) || days(&date.to) < days(&main.from);
                // A month or a year told beside the day is its own sequel (次年5月竣工), no other entry.
                let whole = date.first_day() == date.last_day();
                let text = desk.text(reading);
                let (from, to) = (date.start as usize, date.end as usize);
                // 自9月1日起施行, 将于9月1日开工: told of what is to come; 10日结束: of what the entry itself tells.
                let ahead = lists::CHECK_OVER.all().any(|word| text.begins(to, word))
                    || text.begins(to, "起")
                    || text.begins(to, "前")
                    || lists::CHECK_TO_COME.all().any(|word| text.ends(from, word));
                outside
                    && whole
                    && !ahead
                    && matches!(date.basis, TimeBasis::Stated | TimeBasis::Inherited)
                    && date.end > date.start
            });
            if let Some(date) = other {
                found.push((record, Span { start: date.start, end: date.end }, &main.text));
            }
        }
        let Some(&(record, span, main)) = found.first() else { continue };
        let text = desk.text(reading);
        let mut draft = Draft::default()
            .arg("day", text.slice(span))
            .arg("main", main)
            .arg("count", found.len().to_string());
        draft.also =
            found[1..].iter().map(|(record, span, _)| Pointer::at(text, *span, Some(record))).collect();
        report.add(reading, Some(record), span, draft);
    }
}

fn days(date: &str) -> Option<i32> {
    crate::collate::carry::days(date)
}
