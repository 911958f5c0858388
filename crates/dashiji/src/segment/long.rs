//! Entries of a length that no chronicle has, cut at the ends of sentences.
//!
//! A file whose line ends are lost, or a dump of something else, can be one paragraph of many megabytes. What comes after is made
//! for entries of a few hundred or thousand characters, so such a paragraph becomes several entries under the same date: the first
//! keeps headline and body, `…。` each further one is body alone.

use super::Entry;
use crate::text::{Span, Text};

/// The longest entry, in code points.
const LONGEST: usize = 20_000;

/// No chronicle has an entry longer than this, in code points; where one is cut, all pieces but the last are longer.
pub const LONG: usize = LONGEST / 2;

/// The entries with those that are too long cut.
pub(super) fn cut(text: &Text, entries: Vec<Entry>) -> Vec<Entry> {
    if entries.iter().all(|entry| entry.span.len() <= LONGEST) {
        return entries;
    }
    entries.iter().flat_map(|entry| pieces(text, entry)).collect()
}

fn pieces(text: &Text, entry: &Entry) -> Vec<Entry> {
    let mut pieces = Vec::new();
    let mut rest = entry.span;
    while !rest.is_empty() {
        let end = if rest.len() <= LONGEST { rest.hi() } else { end(text, rest.lo()) };
        let span = text.trim(Span::new(rest.lo(), end));
        rest = Span::new(end, rest.hi());
        if span.is_empty() {
            continue;
        }
        let body = if pieces.is_empty() && entry.body.start < span.end {
            Span { start: entry.body.start, end: span.end }
        } else {
            span
        };
        let headline = entry.headline.filter(|headline| span.contains(*headline) && pieces.is_empty());
        pieces.push(Entry { span, headline, body, ..entry.clone() });
    }
    pieces
}

/// Where a piece that begins at `start` ends: after the last full stop or line end of its second half, else at its full length.
fn end(text: &Text, start: usize) -> usize {
    let stops = (start + LONGEST / 2..start + LONGEST).rev();
    stops.into_iter().find(|&i| matches!(text.at(i), '。' | '\n')).map_or(start + LONGEST, |i| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_any_length_becomes_entries_that_hold_all_of_it() {
        for sentence in ["县委召开会议。", "没有句号的字"] {
            let text = Text::new(format!("抗旱 3月5日,{}", sentence.repeat(9000)));
            let span = text.span();
            let entry = Entry {
                section: 1,
                heading: None,
                span,
                headline: Some(Span::new(0, 2)),
                body: Span::new(8, span.hi()),
                date: None,
                anchor: crate::resolve::calendar::Anchor::default(),
                guessed: false,
            };
            let entries = cut(&text, vec![entry.clone(), Entry { span: Span::new(0, 9), ..entry.clone() }]);
            assert!(entries.len() > 3);
            let (last, long) = entries.split_last().unwrap();
            assert_eq!(last.span.len(), 9);
            assert!(long.iter().all(|entry| entry.span.len() <= LONGEST && entry.span.contains(entry.body)));
            assert!(long.windows(2).all(|pair| pair[0].span.end == pair[1].span.start), "nothing is lost");
            assert_eq!(long[0].headline, entry.headline);
            assert!(long[1..].iter().all(|entry| entry.headline.is_none()));
        }
    }
}
