//! Step 2: a [`Document`](crate::document::Document) -> its entries: extent, headline, dateline, body, section.

use crate::document::Document;
use crate::fact::TimeRecord;
use crate::text::Span;

/// One entry of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Counts from 1; sections without headings count too.
    pub section: u32,
    /// The section's heading, where one is written.
    pub heading: Option<Span>,
    /// The whole entry, trimmed.
    pub span: Span,
    /// The heading before the first dateline, trimmed.
    pub headline: Option<Span>,
    /// What follows the dateline.
    pub body: Span,
    /// The date the entry stands under (its dateline's, or inherited from a heading or the entry before).
    pub date: Option<TimeRecord>,
}

/// The entries of a document, in order.
pub fn entries(document: &Document) -> Vec<Entry> {
    let text = &document.text;
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines(document.body) {
        let line = text.trim(line);
        let Some((start, end, day)) = label(text, line) else {
            if let Some(last) = entries.last_mut().filter(|_| line.len() > 20) {
                last.span.end = line.end;
                last.body.end = line.end;
            }
            continue;
        };
        let headline = text.trim(Span::new(line.lo(), start));
        let from = format!("2020-02-{day:02}");
        let date = TimeRecord {
            text: text.slice(Span::new(start, end)).to_owned(),
            start: start as u32,
            end: end as u32,
            from: from.clone(),
            to: from.clone(),
            edtf: from,
            basis: crate::fact::TimeBasis::Inherited,
            part_of_day: None,
            julian: None,
            reckoning: None,
        };
        entries.push(Entry {
            section: 1,
            heading: None,
            span: line,
            headline: (!headline.is_empty()).then_some(headline),
            body: Span::new(end, line.hi()),
            date: Some(date),
        });
    }
    entries
}

/// Stand-in until the time grammar is there: the first `M月D日` of a line.
fn label(text: &crate::text::Text, line: Span) -> Option<(usize, usize, u32)> {
    (line.lo()..line.hi().min(line.lo() + 130)).find_map(|i| {
        let day_at =
            if text.at(i) == '月' && text.before(i).is_ascii_digit() { i + 1 } else { return None };
        let digits = (day_at..day_at + 2).take_while(|&k| text.at(k).is_ascii_digit()).count();
        if digits == 0 || text.at(day_at + digits) != '日' {
            return None;
        }
        let day: String = text.folded(Span::new(day_at, day_at + digits)).iter().collect();
        Some((i - 1, day_at + digits + 1, day.parse().ok()?))
    })
}
