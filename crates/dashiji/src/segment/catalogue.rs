//! Catalogue records: one event each, told in lines of key and value.
//!
//! `时间：1952年3月5日` / `名称：县医院落成` / `内容：…` is one entry; the next begins where the first key comes again.

use super::Entry;
use super::mark::skip_spaces;
use super::paragraph::Paragraph;
use crate::fact::TimeRecord;
use crate::recognize::time;
use crate::resolve::calendar::{self, Anchor};
use crate::text::{Span, Text, is_han};
use crate::view::View;

/// Keys that name a record's date, finest first.
const DATES: [&str; 7] = ["日期", "时间", "发生时间", "起始时间", "年月日", "年代", "年份"];
/// Keys that name a record.
const NAMES: [&str; 8] = ["标题", "名称", "题名", "事件", "事件名称", "题目", "条目", "条目名"];

/// A document's records, where most of its lines are key and value and the first key comes again.
pub(super) fn entries(view: &View<'_>, paragraphs: &[Paragraph]) -> Option<Vec<Entry>> {
    let text = view.text();
    let first = paragraphs.iter().find_map(|p| known(text, p))?;
    let (mut keyed, mut records) = (0usize, 0usize);
    for paragraph in paragraphs {
        if let Some(key) = key(text, paragraph) {
            keyed += 1;
            records += usize::from(same(text, key, first));
        }
    }
    if records == 0 || keyed < 3 || keyed * 5 < paragraphs.len() * 3 || keyed < records * 2 {
        return None;
    }
    let mut anchor = Anchor::of(view.setting());
    let mut found: Vec<Entry> = Vec::new();
    for paragraph in paragraphs {
        let key = key(text, paragraph);
        if key.is_some_and(|key| same(text, key, first)) {
            let body = Span { start: paragraph.span.end, end: paragraph.span.end };
            found.push(Entry {
                section: 1,
                heading: None,
                span: paragraph.words(),
                headline: None,
                body,
                date: None,
                anchor: anchor.clone(),
                guessed: false,
            });
        }
        let Some(entry) = found.last_mut() else { continue };
        entry.span.end = paragraph.span.end;
        let Some(key) = key else { continue };
        let value = Span::new(skip_spaces(text, key.hi() + 1, paragraph.span.hi()), paragraph.span.hi());
        let word: String = text.folded(key).iter().collect();
        if DATES.contains(&word.as_str()) && entry.date.is_none() {
            entry.date = date(text, value, &mut anchor);
        } else if NAMES.contains(&word.as_str()) && entry.headline.is_none() && !value.is_empty() {
            entry.headline = Some(value);
        } else if value.len() > entry.body.len() {
            entry.body = value;
        }
    }
    for entry in &mut found {
        entry.span = text.trim(entry.span);
    }
    Some(found)
}

/// The key of a line that a catalogue would open a record with.
fn known(text: &Text, paragraph: &Paragraph) -> Option<Span> {
    let key = key(text, paragraph)?;
    let word: String = text.folded(key).iter().collect();
    let opens = DATES.contains(&word.as_str())
        || NAMES.contains(&word.as_str())
        || matches!(word.as_str(), "编号" | "序号");
    opens.then_some(key)
}

/// The key of a line: two to six Chinese characters before a colon.
fn key(text: &Text, paragraph: &Paragraph) -> Option<Span> {
    let start = paragraph.start as usize;
    let length = (start..start + 7).take_while(|&i| is_han(text.at(i))).count();
    ((2..=6).contains(&length) && text.at(start + length) == ':').then(|| Span::new(start, start + length))
}

/// Whether two keys are one.
fn same(text: &Text, a: Span, b: Span) -> bool {
    text.folded(a) == text.folded(b)
}

/// The date that a value opens with.
fn date(text: &Text, value: Span, anchor: &mut Anchor) -> Option<TimeRecord> {
    let mention = time::label(text, value.lo())?;
    calendar::resolve(text, &mention, anchor)
}
