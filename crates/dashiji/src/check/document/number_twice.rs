//! D05: one number of a document on two documents: 《关于植树造林的决定》(清发〔1986〕7号) and 《关于整顿纪律的通知》(清发〔1986〕7号).

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::Record;
use crate::text::{Span, Text, is_han};
use std::collections::BTreeMap;

/// Characters of the longest number, and of the longest title.
const LONG: usize = 24;
const TITLE: usize = 60;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for reading in 0..desk.readings.len() {
        let mut first: BTreeMap<String, (String, Span, &Record)> = BTreeMap::new();
        for record in &desk.readings[reading].records {
            let (view, span) = desk.seen(reading, record);
            let text = view.text();
            for i in span.lo()..span.hi() {
                let Some((title, at)) = numbered(text, span, i) else { continue };
                let number: String = text.folded(at).iter().map(|c| bracket(*c)).collect();
                let title: String = text.folded(title).iter().filter(|c| !c.is_whitespace()).collect();
                let Some((other, place, holder)) = first.get(&number) else {
                    first.insert(number, (title, view.raw(at), record));
                    continue;
                };
                // A title told in short is the same document, and so is one slip in it.
                if alike(&title, other) {
                    continue;
                }
                let draft = Draft::default()
                    .arg("number", text.slice(at))
                    .arg("title", &title)
                    .arg("other", other)
                    .also(Pointer::at(desk.text(reading), *place, Some(holder)));
                report.add(reading, Some(record), view.raw(at), draft);
            }
        }
    }
}

fn bracket(c: char) -> char {
    match c {
        '[' | '【' | '(' => '〔',
        ']' | '】' | ')' => '〕',
        _ => c,
    }
}

/// The title in 《》 with the number in the bracket right behind it, where the bracket opens at a place.
fn numbered(text: &Text, span: Span, at: usize) -> Option<(Span, Span)> {
    if text.at(at) != '(' || text.before(at) != '》' {
        return None;
    }
    let end = (at + 1..span.hi().min(at + LONG)).find(|&i| text.at(i) == ')' && text.before(i) == '号')?;
    let number = Span::new(at + 1, end);
    let open = (number.lo()..number.hi()).find(|&i| matches!(text.at(i), '〔' | '[' | '【' | '('))?;
    let year = (open + 1..open + 5).all(|i| text.at(i).is_ascii_digit());
    let led = open > number.lo() && (number.lo()..open).all(|i| is_han(text.at(i)));
    let start = (span.lo().max(at.saturating_sub(TITLE))..at - 1).rev().find(|&i| text.at(i) == '《')?;
    (year && led).then(|| (Span::new(start + 1, at - 1), number))
}

/// Whether two titles may be of one document: most of the shorter one's characters are in the other.
fn alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.chars().count() < b.chars().count() { (a, b) } else { (b, a) };
    let count = short.chars().count();
    let shared = short.chars().filter(|c| long.contains(*c)).count();
    shared * 10 >= count * 8
}
