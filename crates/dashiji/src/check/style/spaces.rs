//! S09: a space inside Chinese text, before a mark or between characters.

use crate::check::{Desk, Draft, Report};
use crate::lexicon::common;
use crate::text::{Span, is_han};

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let text = &at.document.text;
        for record in &at.records {
            // Headlines keep their inner spaces; so does what stands before the date.
            let body = record
                .date
                .as_ref()
                .map_or(record.span.start, |d| d.end.max(record.span.start).min(record.span.end));
            let mut i = body as usize;
            while i < record.span.hi() {
                if text.at(i) != ' ' {
                    i += 1;
                    continue;
                }
                let end = (i..record.span.hi()).find(|&k| text.at(k) != ' ').unwrap_or(record.span.hi());
                let (before, after) = (text.before(i), text.at(end));
                let mark = "。,;:、!?)》”".contains(after) && is_han(before);
                // Between two sentences of one paragraph.
                let sentences = before == '。' && is_han(after) && end - i == 1;
                // More than one is layout, but not within a word.
                let parted = || end - i < 4 && common::is_word(&[before, after]);
                let inside = is_han(before) && is_han(after) && (end - i == 1 || parted());
                // Right after the date a space parts it from the body.
                // 10.2 夜　…: a part of the day behind the date is of the label.
                let label = i <= body as usize + 3 && "夜晨晚午早".contains(before);
                // 12时　响应降为三级: behind an hour that opens the line the space is the label's.
                let hour = matches!(before, '时' | '分' | '许') && opens_line(text, i, record.span.lo());
                // What parts the cells of a table is nobody's slip.
                let cells = text.slice(Span::new(i, end)).contains('\t');
                if (mark || inside || sentences)
                    && !cells
                    && !label
                    && !hour
                    && i > body as usize + 1
                    && !quoted(text, i, record.span.lo())
                {
                    let draft = Draft::default()
                        .arg("before", before.to_string())
                        .arg("after", after.to_string())
                        .replace(Span::new(i, end), "", mark || sentences);
                    report.add(reading, Some(record), Span::new(i.saturating_sub(1), end + 1), draft);
                }
                i = end.max(i + 1);
            }
        }
    }
}

/// Whether nothing but an hour stands between the head of the line and a place.
fn opens_line(text: &crate::text::Text, at: usize, floor: usize) -> bool {
    const LABEL: usize = 14;
    (floor.max(at.saturating_sub(LABEL))..at).rev().map(|k| text.at(k)).take_while(|c| *c != '\n').all(|c| {
        c.is_ascii_digit() || "零〇一二三四五六七八九十廿凌晨上下中午早晚夜间时分许点:月日至—".contains(c)
    })
}

/// What stands in quotation marks or a title keeps its spaces.
fn quoted(text: &crate::text::Text, at: usize, floor: usize) -> bool {
    let floor = floor.max(at.saturating_sub(60));
    (floor..at).rev().map(|k| text.at(k)).find(|c| "“”《》".contains(*c)).is_some_and(|c| "“《".contains(c))
}
