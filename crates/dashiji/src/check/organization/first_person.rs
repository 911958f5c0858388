//! O02: the first person (我省, 本县, 我校). One word in one document is one finding, wherever it stands.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{Mode, Record};
use crate::text::Span;
use std::collections::BTreeMap;

const WHO: &[char] = &['我', '本'];
const WHAT: &[&str] = &[
    "省", "市", "县", "区", "州", "旗", "镇", "乡", "村", "校", "院", "厂", "局", "公司", "集团", "系", "所",
    "馆", "社", "部队",
];
/// 本系统, 本部门 and the like are not the writer; 本市级 is none either.
const NOT_AFTER: &[&str] =
    &["本省级", "本市级", "本级", "本区域", "本所有", "本系统", "本部门", "本村民", "本社区", "我区别"];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let text = desk.text(reading);
        let mut seen: BTreeMap<String, Vec<(Span, &Record)>> = BTreeMap::new();
        for record in &at.records {
            for i in record.span.lo()..record.span.hi() {
                let Some(word) =
                    WHO.contains(&text.at(i)).then(|| WHAT.iter().find(|w| text.begins(i + 1, w))).flatten()
                else {
                    continue;
                };
                let span = Span::new(i, i + 1 + word.chars().count());
                // 基本市场, 根本所在: 本 as a word's second character.
                let inside = "基根日资版样书剧课成文原标".contains(text.before(i));
                if !inside && !NOT_AFTER.iter().any(|w| text.begins(i, w)) && !said(record, i) {
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
