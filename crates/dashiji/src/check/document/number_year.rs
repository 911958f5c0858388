//! D04: a document that is issued in one year under a number of another: 4月6日,县政府印发《…》(永政发〔2016〕12号) in 2017. In the first months of a year
//! what was numbered in the last may still go out; a number of a year to come never does. What another day, or another body, issued is not held to
//! the entry's own: 转发省政府《…》, 印发的《…》, 2013年1月5日,省政府批复《…》.

use crate::check::{Desk, Draft, Report};
use crate::fact::{DocumentMention, Record, Stage};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};

/// The last month in which a number of the year before goes out.
const LATE: u32 = 3;
/// Years from which on a number is of what was known before, and only cited.
const OLD: u32 = 5;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        let Some(date) = record.dated().filter(|d| d.first_day().len() >= 10 && !d.from.starts_with('-'))
        else {
            continue;
        };
        let Some((year, month)) = parts(date.first_day()) else { continue };
        for document in &record.documents {
            let that_day = |day: &str| date.first_day().starts_with(day.get(..10).unwrap_or(day));
            if document.stage != Some(Stage::Issued) || !document.stage_date.as_deref().is_none_or(that_day) {
                continue;
            }
            let Some((number, told)) = number(text, record, document) else { continue };
            let early = told < year && told + OLD > year && (month > LATE || told + 1 < year);
            let ahead = told > year && told < year + 30;
            if early || ahead {
                let draft = Draft::default()
                    .arg("number", text.slice(number))
                    .arg("year", told.to_string())
                    .arg("date", &date.text);
                report.add(reading, Some(record), number, draft);
            }
        }
    }
}

fn parts(day: &str) -> Option<(u32, u32)> {
    Some((day.get(..4)?.parse().ok()?, day.get(5..7)?.parse().ok()?))
}

/// The number that stands right behind a title, in brackets or not, and its year: 《…》(永政发〔2017〕12号).
fn number(text: &Text, record: &Record, document: &DocumentMention) -> Option<(Span, u32)> {
    const LONG: usize = 24;
    document.mentions.iter().find_map(|title| {
        let close = title.end as usize;
        let start = (text.at(close) == '》' && text.at(close + 1) == '(').then_some(close + 2)?;
        let end = (start..record.span.hi().min(start + LONG)).find(|&i| text.at(i) == '号')? + 1;
        let open = (start..end).find(|&i| matches!(text.at(i), '〔' | '[' | '【' | '('))?;
        let year: String = (open + 1..open + 5).map(|i| text.at(i)).collect();
        let closed = matches!(text.at(open + 5), '〕' | ']' | '】' | ')');
        let plain = (start..open).all(|i| !matches!(text.at(i), ',' | ';' | '。' | '》'));
        let year = year.parse().ok().filter(|year| (1950..2200).contains(year))?;
        let own = text.at(end + 1) != '的' && is_own(text, record, title.start as usize);
        (closed && plain && own).then_some((Span::new(start, end), year))
    })
}

/// Whether nothing before a title tells that it is another's, or was there before: 转发省政府《, 印发的《, 修订《.
fn is_own(text: &Text, record: &Record, open: usize) -> bool {
    let clause = (record.span.lo()..open)
        .rev()
        .find(|&i| matches!(text.at(i), ',' | '。' | ';' | '》' | '\n'))
        .map_or(record.span.lo(), |i| i + 1);
    let open = if text.before(open) == '《' { open - 1 } else { open };
    let clause = Span::new(clause.min(open), open);
    text.before(open) != '的' && !lists::CHECK_HANDED_ON.all().any(|word| text.find(clause, word).is_some())
}
