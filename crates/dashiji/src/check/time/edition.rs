//! T14: an event that is held each year under the number of another year: 第七届 in 2012 of what is held each year since 2007, 第五届 in 2014 behind 第三届 in 2013.

use crate::check::digits::number;
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{Record, TimeRecord};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, is_han};
use std::collections::BTreeMap;

/// Characters of the longest name of an event.
const LONG: usize = 16;
/// Characters between the year of the first one and the words that say that it is held each year.
const NEAR: usize = 24;
/// Years of an event that stand together before another is a slip.
const ALIKE: usize = 2;
/// Years after which one number is no longer that of the time before.
const AGAIN: i32 = 3;

/// One of the times that an event was held.
struct Edition<'a> {
    count: i32,
    year: i32,
    span: Span,
    record: &'a Record,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let mut rows: BTreeMap<String, Vec<Edition<'_>>> = BTreeMap::new();
        for record in &at.records {
            let Some(year) = record.dated().and_then(TimeRecord::year) else { continue };
            let (view, span) = desk.seen(reading, record);
            let text = view.text();
            let mut own: Vec<(String, Edition<'_>)> = Vec::new();
            for i in span.lo()..span.hi() {
                if text.at(i) == '届'
                    && let Some((name, count, whole)) = edition(text, span, i)
                {
                    own.push((name, Edition { count, year, span: view.raw(whole), record }));
                }
            }
            // Others of an entry are referred to.
            let [(name, edition), rest @ ..] = &own[..] else { continue };
            if rest.iter().any(|(other, one)| other == name && one.count != edition.count) {
                continue;
            }
            if let Some((first, said)) = each_year(text, span)
                && year - first + 1 != edition.count
                && rest.is_empty()
            {
                let draft = Draft::default()
                    .arg("told", desk.text(reading).slice(edition.span))
                    .arg("other", text.slice(said));
                report.add(reading, Some(record), edition.span, draft);
                continue;
            }
            if let Some((name, edition)) = own.into_iter().next() {
                rows.entry(name).or_default().push(edition);
            }
        }
        for row in rows.values_mut() {
            ahead(desk, report, reading, row);
        }
    }
}

/// The name of an event at 届, its number, and both: 第七届石材博览会, 首届梨花节.
fn edition(text: &Text, span: Span, at: usize) -> Option<(String, i32, Span)> {
    let first = text.before(at) == '首';
    let (count, begin) = if first {
        (1, at - 1)
    } else {
        let start = (at.saturating_sub(4).max(span.lo())..at)
            .rev()
            .take_while(|&i| text.at(i).is_ascii_digit() || "一二三四五六七八九十".contains(text.at(i)))
            .last()?;
        let (count, stop) = number(text, start, at)?;
        (stop == at && text.before(start) == '第').then_some((i32::try_from(count).ok()?, start - 1))?
    };
    let stop =
        (at + 1..span.hi().min(at + LONG)).find(|&i| !is_han(text.at(i))).unwrap_or(span.hi().min(at + LONG));
    let end = (at + 2..=stop).find(|&end| lists::CHECK_EVENTS.all().any(|word| text.ends(end, word)))?;
    let name: String = text.folded(Span::new(at + 1, end)).iter().collect();
    // 第五届职工代表大会第二次会议 is of a term of years.
    let of_years = text.at(end) == '第' || lists::CHECK_OF_TERMS.all().any(|word| name.ends_with(word));
    (!of_years).then(|| (name, count, Span::new(begin, end)))
}

/// The year since which something is held each year, and the words that say so: 自2007年创办以来每年举办一届.
fn each_year(text: &Text, span: Span) -> Option<(i32, Span)> {
    (span.lo()..span.hi()).filter(|&i| matches!(text.at(i), '自' | '从')).find_map(|i| {
        let (year, stop) = number(text, i + 1, span.hi())?;
        let year =
            i32::try_from(year).ok().filter(|year| (1900..2200).contains(year) && text.at(stop) == '年')?;
        let near = Span::new(stop, (stop + NEAR).min(span.hi()));
        let end = (near.lo()..near.hi()).find(|&i| matches!(text.at(i), '。' | ';')).unwrap_or(near.hi());
        let near = Span::new(stop, end);
        let words = lists::CHECK_EACH_YEAR.all().find_map(|word| Some((text.find(near, word)?, word)))?;
        Some((year, Span::new(i, words.0 + words.1.chars().count())))
    })
}

/// Of an event that was held year after year, a number that runs ahead of its year.
fn ahead(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, row: &mut Vec<Edition<'_>>) {
    row.sort_by_key(|edition| (edition.year, edition.count));
    row.dedup_by_key(|edition| (edition.year, edition.count));
    let text = desk.text(reading);
    let draft = |odd: &Edition<'_>, last: &Edition<'_>| {
        let draft = Draft::default().arg("told", text.slice(odd.span)).arg("other", text.slice(last.span));
        draft.also(Pointer::at(text, last.span, Some(last.record)))
    };
    for k in 1..row.len() {
        let (last, odd) = (&row[k - 1], &row[k]);
        // Told again within a year it may be the same one, and long after it is looked back on.
        if odd.count == last.count && (1..=AGAIN).contains(&(odd.year - last.year)) {
            report.add(reading, Some(odd.record), odd.span, draft(odd, last));
        }
    }
    for k in ALIKE..row.len() {
        let before = &row[k - ALIKE..k];
        let (last, odd) = (&row[k - 1], &row[k]);
        let yearly = before
            .windows(2)
            .all(|pair| pair[1].year - pair[0].year == 1 && pair[1].count - pair[0].count == 1);
        let apart = odd.year - last.year;
        if yearly && (1..=3).contains(&apart) && odd.count > last.count + apart {
            report.add(reading, Some(odd.record), odd.span, draft(odd, last));
        }
    }
}
