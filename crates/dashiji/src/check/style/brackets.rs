//! S11: brackets and quotation marks that do not pair, marks that stand twice.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::text::{Span, Text};

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
            // “三农“: the second opens again what should close.
            let again = fault.is_none() && opened.len() > 1;
            // Straight quotation marks fold to themselves and never come here.
            if let Some(i) = fault.or(opened.first().copied()) {
                let mark = text.slice(Span::new(i, i + 1)).to_owned();
                let mut draft = Draft::default().arg("mark", mark);
                if let Some(&last) = opened.last().filter(|_| again) {
                    draft = draft.also(Pointer::at(text, Span::new(last, last + 1), Some(record)));
                }
                report.add(reading, Some(record), Span::new(i, i + 1), draft);
            }
        }
        for (open, close) in of_two_forms(text, record.span) {
            let draft = Draft::default()
                .arg("mark", format!("{}{}", text.slice(open), text.slice(close)))
                .also(Pointer::at(text, open, Some(record)));
            report.add(reading, Some(record), close, draft);
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

/// Marks that fold to one and are written in two forms: what opens in one closes in the same.
const FORMS: &[(char, char)] =
    &[('《', '》'), ('〈', '〉'), ('「', '」'), ('『', '』'), ('“', '”'), ('‘', '’')];

/// Titles and quotations that open in one form and close in another: 《办法〉, 「通告”.
fn of_two_forms(text: &Text, span: Span) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    let mut opened: Vec<(char, usize)> = Vec::new();
    for (k, c) in text.slice(span).chars().enumerate() {
        let i = span.lo() + k;
        if let Some((_, close)) = FORMS.iter().find(|(open, _)| *open == c) {
            opened.push((*close, i));
        } else if FORMS.iter().any(|(_, close)| *close == c) {
            match opened.pop() {
                // ’ is an apostrophe too.
                Some((close, at)) if close != c && c != '’' && close != '’' && text.at(at) != text.at(i) =>
                {
                    let folded = |c: char| crate::text::fold(c);
                    if folded(close) == folded(c) {
                        found.push((Span::new(at, at + 1), Span::new(i, i + 1)));
                    }
                }
                _ => {}
            }
        }
    }
    found
}

/// `1)` and `一)` close nothing.
fn numbering(text: &crate::text::Text, i: usize) -> bool {
    let before = text.before(i);
    before.is_ascii_digit() || "一二三四五六七八九十".contains(before)
}
