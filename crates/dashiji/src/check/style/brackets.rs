//! S11: brackets and quotation marks that do not pair, marks that stand twice.

use crate::check::{Desk, Draft, Report};
use crate::text::Span;

const PAIRS: &[(char, char)] = &[('《', '》'), ('“', '”'), ('(', ')'), ('【', '】')];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for &(open, close) in PAIRS {
            let mut opened: Vec<usize> = Vec::new();
            let mut fault = None;
            for i in record.span.lo()..record.span.hi() {
                let c = text.at(i);
                if c == open {
                    opened.push(i);
                } else if c == close && opened.pop().is_none() && !numbering(text, i) {
                    fault.get_or_insert(i);
                }
            }
            // Straight quotation marks fold to themselves and never come here.
            if let Some(i) = fault.or(opened.first().copied()) {
                let mark = text.slice(Span::new(i, i + 1)).to_owned();
                report.add(reading, Some(record), Span::new(i, i + 1), Draft::default().arg("mark", mark));
            }
        }
        for i in record.span.lo() + 1..record.span.hi() {
            let (a, b) = (text.before(i), text.at(i));
            let point = a == '.'
                && "。,;".contains(b)
                && crate::text::is_han(text.before(i - 1))
                && i > record.span.lo() + 1;
            if (point || "。,;、".contains(a))
                && "。,;、:".contains(b)
                && !(a == '。' && text.at(i + 1) == '。')
            {
                let span = Span::new(i - 1, i + 1);
                report.add(reading, Some(record), span, Draft::default().arg("mark", text.slice(span)));
            }
        }
    }
}

/// `1)` and `一)` close nothing.
fn numbering(text: &crate::text::Text, i: usize) -> bool {
    let before = text.before(i);
    before.is_ascii_digit() || "一二三四五六七八九十".contains(before)
}
