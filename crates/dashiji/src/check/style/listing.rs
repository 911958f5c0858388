//! S13: 、 between titles or quoted words, which need none. S14: names side by side that need one (党中央国务院, 到甲市乙市).

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{PlaceKind, Record};
use crate::text::{Span, Text};

/// 《…》、《…》 and “…”、“…”: one finding a document.
pub(super) fn needless(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let text = &at.document.text;
        let mut seen: Vec<(Span, &Record)> = Vec::new();
        for record in &at.records {
            for i in record.span.lo() + 1..record.span.hi() {
                let pair = (text.before(i), text.at(i), text.at(i + 1));
                if matches!(pair, ('》', '、', '《') | ('”', '、', '“')) {
                    seen.push((Span::new(i, i + 1), record));
                }
            }
        }
        let Some(&(span, record)) = seen.first() else { continue };
        let marks = format!("{}、{}", text.before(span.lo()), text.at(span.hi()));
        let mut draft = Draft::default().arg("marks", marks).arg("count", seen.len().to_string());
        draft.also =
            seen.iter().skip(1).map(|(span, record)| Pointer::at(text, *span, Some(record))).collect();
        for (span, _) in &seen {
            draft = draft.replace(*span, "", false);
        }
        report.add(reading, Some(record), span, draft);
    }
}

/// Organs, or divisions of one level, with nothing between: one finding a document. A headline may leave the mark off.
pub(super) fn missing(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let text = &at.document.text;
        let mut seen: Vec<(Span, usize, &Record)> = Vec::new();
        for record in &at.records {
            let body = record.headline.as_ref().map_or(record.span.start, |headline| headline.end);
            let mut names = organs(record);
            names.extend(divisions(record));
            names.retain(|(span, _)| span.start >= body && !in_title(text, record, *span));
            names.sort_by_key(|(span, _)| *span);
            for pair in names.windows(2) {
                let ((a, one), (b, other)) = (&pair[0], &pair[1]);
                // 国民党某省政府 is one body: a party's.
                let (first, second) = (text.slice(*a), text.slice(*b));
                let party = first.ends_with('党')
                    // 国务院水电部 is the council's, 鲁豫两省 the way in which letters of provinces are told.
                    || first.ends_with(['院', '府'])
                        && second.chars().count() > 2
                        && second.ends_with(['部', '委', '局', '厅', '办', '组'])
                    || first.chars().count() + second.chars().count() == 2;
                if a.end == b.start && beside(one, other) && !party {
                    seen.push((Span { start: a.start, end: b.end }, a.hi(), record));
                }
            }
        }
        let Some(&(span, _, record)) = seen.first() else { continue };
        let mut draft = Draft::default().arg("names", text.slice(span)).arg("count", seen.len().to_string());
        draft.also =
            seen.iter().skip(1).map(|(span, _, record)| Pointer::at(text, *span, Some(record))).collect();
        for (_, join, _) in &seen {
            draft = draft.replace(Span::new(*join, *join), "、", false);
        }
        report.add(reading, Some(record), span, draft);
    }
}

/// What stands side by side.
#[derive(Debug, PartialEq, Eq)]
enum Beside {
    Organ,
    Division(String),
}

fn organs(record: &Record) -> Vec<(Span, Beside)> {
    let organs = record.organs.iter().flat_map(|organ| &organ.mentions).map(crate::fact::Quote::span);
    let holders = record
        .organizers
        .iter()
        .filter(|o| o.text.chars().count() <= 5)
        .map(|o| Span { start: o.start, end: o.end });
    organs.chain(holders).map(|span| (span, Beside::Organ)).collect()
}

fn divisions(record: &Record) -> impl Iterator<Item = (Span, Beside)> {
    record.places.iter().filter(|place| place.kind == PlaceKind::Division).flat_map(|place| {
        let code = place.code.clone();
        place.mentions.iter().filter_map(move |quote| Some((quote.span(), Beside::Division(code.clone()?))))
    })
}

/// Organs, or divisions of which neither holds the other and which are of one level.
fn beside(one: &Beside, other: &Beside) -> bool {
    match (one, other) {
        (Beside::Organ, Beside::Organ) => true,
        (Beside::Division(a), Beside::Division(b)) => {
            let level = |code: &str| code.ends_with("0000") || code.ends_with("00");
            a != b && level(a) && level(b) && a.ends_with("0000") == b.ends_with("0000")
        }
        _ => false,
    }
}

fn in_title(text: &Text, record: &Record, span: Span) -> bool {
    let floor = record.span.lo().max(span.lo().saturating_sub(60));
    (floor..span.lo()).rev().map(|i| text.at(i)).find(|c| "《》".contains(*c)) == Some('《')
}
