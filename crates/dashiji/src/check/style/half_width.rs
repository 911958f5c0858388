//! S03: half-width punctuation in Chinese text (GB/T 15834). A file that has no other is one cause and one finding.

use crate::check::{Desk, Draft, Report};
use crate::text::{Span, Text, is_han};

/// Half-width marks and what they should be.
const MARKS: &[(char, char)] =
    &[(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！'), ('(', '（'), (')', '）')];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let text = &at.document.text;
        let raw: Vec<char> = at.records.iter().flat_map(|r| text.slice(r.span).chars()).collect();
        let wide = raw.iter().filter(|c| MARKS.iter().any(|(_, w)| w == *c)).count();
        let mut found = Vec::new();
        for record in &at.records {
            for (k, c) in text.slice(record.span).chars().enumerate() {
                let i = record.span.lo() + k;
                if let Some((_, mark)) = MARKS.iter().find(|(narrow, _)| *narrow == c)
                    && chinese(text, i)
                {
                    found.push((record, i, *mark));
                }
            }
        }
        let Some(&(first, _, _)) = found.first() else { continue };
        if found.len() > wide {
            // The file is set this way: say it once, with every edit.
            let (_, i, _) = found[0];
            let mut draft = Draft::default()
                .arg("count", found.len().to_string())
                .arg("mark", text.slice(Span::new(i, i + 1)));
            for &(_, i, mark) in &found {
                draft = draft.replace(Span::new(i, i + 1), mark, true);
            }
            report.add(reading, Some(first), Span::new(i, i + 1), draft);
        } else {
            for (record, i, mark) in found {
                let span = Span::new(i, i + 1);
                let draft = Draft::default()
                    .arg("count", "1")
                    .arg("mark", text.slice(span))
                    .replace(span, mark, true);
                report.add(reading, Some(record), span, draft);
            }
        }
    }
}

/// Whether a mark stands in Chinese text: next to a Chinese character and not between Latin letters or digits.
fn chinese(text: &Text, i: usize) -> bool {
    let han = |c: char| is_han(c) || "“”《》。、".contains(c);
    let (before, after) = (text.before(i), text.at(i + 1));
    let latin = |c: char| c.is_ascii_alphanumeric();
    (han(before) || han(after)) && !(latin(before) && latin(after))
}
