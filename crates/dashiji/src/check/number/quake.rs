//! N17, beside figures told twice: the magnitude of an earthquake that a log tells otherwise than its title or than all else of it does, and an aftershock that is
//! stronger than the earthquake (发生5.4级地震,最大余震6.8级). T12 where so many minutes after it are not those between the two hours (震后37分钟).

use super::clause::{exact, float, lead, place};
use crate::check::digits::number;
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::fact::{QuantityRecord, Record, TimeRecord};
use crate::lexicon::lists_of_words as lists;
use crate::resolve::day::{DAY, minute, of_iso};
use crate::text::{Span, Text};

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let text = desk.text(reading);
        let title = document.document.record.title.clone().unwrap_or_default();
        if !title.contains("地震") {
            continue;
        }
        let told = magnitude(&title);
        let mut main: Option<(f64, Span, &Record)> = None;
        for record in &document.records {
            for figure in record.quantities.iter().filter(|q| exact(q) && q.unit.as_deref() == Some("级")) {
                let said = lead(text, figure, 10);
                let shock =
                    text.begins(figure.end as usize, "地震") || text.begins(figure.end as usize, "强烈地震");
                let after = said.contains("余震");
                let other = lists::CHECK_OTHER_SHOCKS.all().any(|word| said.contains(word));
                if shock && !other {
                    if main.is_none() {
                        main = Some((float(figure), place(figure), record));
                        if let Some(title) = told.filter(|title| (title - float(figure)).abs() > 1e-6) {
                            again(desk, report, reading, record, figure, &format!("{title}级"), None);
                        }
                    } else if let Some((first, at, holder)) = main
                        && (first - float(figure)).abs() > 1e-6
                    {
                        again(desk, report, reading, record, figure, text.slice(at), Some((at, holder)));
                    }
                } else if let Some((first, at, holder)) =
                    main.filter(|(first, ..)| after && float(figure) > *first)
                {
                    let _ = first;
                    again(desk, report, reading, record, figure, text.slice(at), Some((at, holder)));
                }
            }
        }
    }
}

/// The magnitude that a title tells: 5.4级地震.
fn magnitude(title: &str) -> Option<f64> {
    let (before, _) = title.split_once("级地震")?;
    let from = before
        .rfind(|c: char| !c.is_ascii_digit() && c != '.')
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    before[from..].parse().ok()
}

fn again(
    desk: &Desk<'_>,
    report: &mut Report<'_>,
    reading: usize,
    record: &Record,
    figure: &QuantityRecord,
    there: &str,
    other: Option<(Span, &Record)>,
) {
    let mut draft = Draft::default()
        .arg("of", lead(desk.text(reading), figure, 6))
        .arg("here", &figure.text)
        .arg("there", there)
        .severity(Severity::Warning);
    if let Some((at, holder)) = other {
        draft = draft.also(Pointer::at(desk.text(reading), at, Some(holder)));
    }
    report.add(reading, Some(record), place(figure), draft);
}

/// What happened, and the words that count from it.
const SINCE: &[(&str, &[&str])] = &[
    ("震后", &["地震"]),
    ("灾后", &["地震", "滑坡", "泥石流"]),
    ("事发后", &["发生"]),
    ("事故发生后", &["发生"]),
    ("起火后", &["起火", "火灾"]),
    ("爆炸后", &["爆炸"]),
];

/// T12: so many minutes or hours after what the log begins with.
pub(in crate::check) fn minutes_after(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let mut begun: Vec<(&str, i64, Span, &Record)> = Vec::new();
        for record in &document.records {
            let (view, span) = desk.seen(reading, record);
            let text = view.text();
            let Some((now, at)) = clock(record) else { continue };
            for (word, what) in SINCE {
                let Some(i) = text.find(span, word) else {
                    let happens = text.find(span, "发生").is_some() || *word == "起火后";
                    let told = begun.iter().any(|(known, ..)| known == word);
                    if happens && !told && what.iter().any(|what| text.find(span, what).is_some()) {
                        begun.push((word, now, at, record));
                    }
                    continue;
                };
                let Some((_, first, place, holder)) = begun.iter().find(|(known, ..)| known == word) else {
                    continue;
                };
                let Some((minutes, end)) = length(text, i + word.chars().count(), span.hi()) else {
                    continue;
                };
                if now - first == minutes || now <= *first {
                    continue;
                }
                let said = Span::new(i, end);
                let range = format!("{}…{}", desk.text(reading).slice(*place), text.slice(said));
                let draft = Draft::default()
                    .arg("range", range)
                    .severity(Severity::Warning)
                    .also(Pointer::at(desk.text(reading), *place, Some(holder)));
                report.add(reading, Some(record), view.raw(said), draft);
            }
        }
    }
}

/// The hour with which an entry begins, in minutes, and where it stands.
fn clock(record: &Record) -> Option<(i64, Span)> {
    let hour = record
        .date
        .iter()
        .chain(&record.times)
        .find(|time| time.from.contains('T') && time.from == time.to)?;
    let place = |time: &TimeRecord| Span { start: time.start, end: time.end };
    let day = of_iso(hour.from.get(..10)?)?;
    Some((i64::from(day.0) * i64::from(DAY) + i64::from(minute(&hour.from)?), place(hour)))
}

/// 27分钟, 2小时, 1小时20分: minutes, and one past them.
fn length(text: &Text, at: usize, end: usize) -> Option<(i64, usize)> {
    let (count, stop) = number(text, at, end)?;
    let count = i64::from(count);
    if text.begins(stop, "分钟") {
        return Some((count, stop + 2));
    }
    let hours = text.begins(stop, "小时").then_some(stop + 2)?;
    number(text, hours, end)
        .filter(|(_, last)| text.at(*last) == '分')
        .map(|(minutes, last)| (count * 60 + i64::from(minutes), last + 1))
}
