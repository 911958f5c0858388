//! N09: the time of day in several forms in one document (下午2点, 15时, 9:30).

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::Record;
use crate::text::Span;
use std::collections::BTreeMap;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let text = &at.document.text;
        let mut forms: BTreeMap<&'static str, Vec<(Span, &Record)>> = BTreeMap::new();
        for record in &at.records {
            for time in record.times.iter().filter(|time| time.from.contains('T')) {
                if let Some(form) = form(&time.text) {
                    forms.entry(form).or_default().push((Span { start: time.start, end: time.end }, record));
                }
            }
        }
        if forms.len() < 2 {
            continue;
        }
        let usual = forms.iter().max_by_key(|(_, times)| times.len()).map_or("", |(form, _)| *form);
        let mut odd: Vec<(Span, &Record)> =
            forms.iter().filter(|(form, _)| **form != usual).flat_map(|(_, times)| times.clone()).collect();
        odd.sort_by_key(|(span, _)| *span);
        let Some(&(span, record)) = odd.first() else { continue };
        let list = forms
            .iter()
            .map(|(form, times)| format!("{form}({})", times.len()))
            .collect::<Vec<_>>()
            .join("、");
        let mut draft = Draft::default().arg("forms", list).arg("odd", text.slice(span));
        draft.also =
            odd.iter().skip(1).map(|(span, record)| Pointer::at(text, *span, Some(record))).collect();
        report.add(reading, Some(record), span, draft);
    }
}

/// How an hour is written.
fn form(time: &str) -> Option<&'static str> {
    if time.contains('点') {
        Some("点")
    } else if time.contains([':', '：', '∶']) {
        Some("00:00")
    } else {
        time.contains('时').then_some("时")
    }
}
