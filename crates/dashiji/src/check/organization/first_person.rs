//! O02: the first person (我省, 我校). 本县 and 本校 are the third, of which a book may speak. One word in one document is one finding, wherever it stands.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{Mode, Record};
use crate::text::Span;
use std::collections::BTreeMap;

const WHAT: &[&str] = &[
    "省", "市", "县", "区", "州", "旗", "镇", "乡", "村", "校", "院", "厂", "局", "公司", "集团", "系", "所",
    "馆", "社", "部队",
];
pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let text = desk.text(reading);
        let mut seen: BTreeMap<String, Vec<(Span, &Record)>> = BTreeMap::new();
        for record in &at.records {
            for i in record.span.lo()..record.span.hi() {
                let ours = text.at(i) == '我' && text.before(i) != '自' && !text.begins(i, "我区别");
                let Some(word) = ours.then(|| WHAT.iter().find(|w| text.begins(i + 1, w))).flatten() else {
                    continue;
                };
                let span = Span::new(i, i + 1 + word.chars().count());
                if !said(record, i) {
                    seen.entry(text.folded(span).iter().collect()).or_default().push((span, record));
                }
            }
        }
        for (word, places) in seen {
            let Some(&(span, record)) = places.first() else { continue };
            let mut draft = Draft::default().arg("word", word).arg("count", places.len().to_string());
            draft.also =
                places.iter().skip(1).map(|(span, record)| Pointer::at(text, *span, Some(record))).collect();
            report.add(reading, Some(record), span, draft);
        }
    }
}

/// What people say is theirs to say.
fn said(record: &Record, at: usize) -> bool {
    record
        .statements
        .iter()
        .any(|s| s.start as usize <= at && at < s.end as usize && s.mode == Mode::Urged && s.person.is_some())
}
