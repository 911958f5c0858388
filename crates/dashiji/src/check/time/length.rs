//! T12: how long something took, where its first and last day do not give it: 自5月10日开始…历时120天 in the entry of 18 August, on which it is over.

use crate::check::digits::number;
use crate::check::{Desk, Draft, Report, Severity};
use crate::fact::{Record, TimeRecord};
use crate::lexicon::lists_of_words as lists;
use crate::resolve::day::{DAY, minute, of_iso};
use crate::text::{Span, Text, Words};

/// Characters between the first day and how long it took.
const LONG: usize = 40;

/// How long something took, as it is told.
struct Length {
    days: i32,
    /// What comes to less than a day, where it is told.
    minutes: Option<i32>,
    /// One past its last character.
    end: usize,
}

/// A day, with the minute where it is told.
#[derive(Clone, Copy)]
struct End {
    day: i32,
    minute: Option<i32>,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let mut i = span.lo();
        while i < span.hi() {
            let own = record.dated().and_then(TimeRecord::year);
            if let Some((at, range)) = own.and_then(|own| super::told_year::took(text, span, i, own)) {
                let range = format!("{range}…{}", text.slice(at));
                let draft = Draft::default().arg("range", range).severity(Severity::Warning);
                report.add(reading, Some(record), view.raw(at), draft);
                i = at.hi();
                continue;
            }
            let word = lists::CHECK_TOOK.all().find(|word| text.begins(i, word));
            let Some(told) = word.and_then(|word| length(text, i + word.chars().count(), span.hi())) else {
                i += 1;
                continue;
            };
            let seen = |time: &TimeRecord| view.seen(Span { start: time.start, end: time.end });
            if let Some((begun, from, to)) = ends(text, record, seen, Span::new(span.lo(), i))
                && !fits(&told, from, to)
            {
                let at = Span::new(i, told.end);
                let range = format!("{}…{}", begun.text, text.slice(at));
                let draft = Draft::default().arg("range", range).severity(Severity::Warning);
                report.add(reading, Some(record), view.raw(at), draft);
            }
            i = told.end;
        }
    }
}

/// 120天, 19天12小时, 2小时30分.
fn length(text: &Text, at: usize, end: usize) -> Option<Length> {
    let (count, stop) = number(text, at, end)?;
    let count = i32::try_from(count).ok().filter(|count| *count < 4000)?;
    let unit = matches!(text.at(stop), '天' | '日') && text.at(stop + 1) != '半';
    let rest = unit.then(|| number(text, stop + 1, end)).flatten();
    match rest.filter(|(_, stop)| text.begins(*stop, "小时")) {
        Some((hours, stop)) if hours < 24 => {
            Some(Length { days: count, minutes: Some(hours as i32 * 60), end: stop + 2 })
        }
        _ => unit.then_some(Length { days: count, minutes: None, end: stop + 1 }),
    }
}

/// The time that something began on, told before how long it took in its sentence, and first and last day: the last is the entry's own, where no other
/// is told.
fn ends<'a>(
    text: &Text,
    record: &'a Record,
    seen: impl Fn(&TimeRecord) -> Span,
    before: Span,
) -> Option<(&'a TimeRecord, End, End)> {
    let sentence = (before.lo()..before.hi())
        .rev()
        .take(LONG)
        .find(|&i| matches!(text.at(i), '。' | ';' | '\n'))
        .map_or(before.lo().max(before.hi().saturating_sub(LONG)), |i| i + 1);
    let mut told = record.times.iter().filter(|time| {
        let at = seen(time);
        let own = record.date.as_ref().is_some_and(|date| date.start == time.start);
        at.lo() >= sentence && at.hi() <= before.hi() && time.is_resolved() && !own
    });
    let begun = told.next()?;
    let at = seen(begun);
    let led = matches!(text.before(at.lo()), '自' | '从')
        || lists::CHECK_BEGUN_ON.all().any(|word| text.begins(at.hi(), word));
    let ahead =
        lists::CHECK_AHEAD.all().any(|word| text.find(Span::new(sentence, before.hi()), word).is_some());
    // 实际施工历时120天: less than all of it.
    let partly =
        lists::CHECK_TOOK_PARTLY.all().any(|word| text.find(Span::new(at.hi(), before.hi()), word).is_some());
    // 县政府通报,春运自1月8日起,历时40天: the day of the entry is that of the news.
    let over = [&lists::CHECK_OVER, &lists::CHECK_DONE, &lists::CHECK_RESUMED, &lists::CHECK_OVER_BY_THEN]
        .into_iter()
        .flat_map(Words::all)
        .any(|word| text.find(before, word).is_some());
    // Another time beside it may be the last, or the first of something else.
    let own = record.dated().filter(|_| led && over && !ahead && !partly && told.next().is_none())?;
    let end = |iso: &str| Some(End { day: of_iso(iso.get(..10)?)?.0, minute: minute(iso) });
    let (from, to) = (end(&begun.from)?, end(&own.to)?);
    (begun.first_day() == begun.last_day() && own.first_day() == own.last_day() && from.day < to.day)
        .then_some((begun, from, to))
}

/// Whether a length is that between two ends: a day less or more where hours are not told of all.
fn fits(told: &Length, from: End, to: End) -> bool {
    let days = to.day - from.day;
    match (told.minutes, from.minute, to.minute) {
        (Some(minutes), Some(first), Some(last)) => {
            let apart = days * DAY + last - first;
            (told.days * DAY + minutes - apart).abs() <= 60
        }
        _ => (told.days - days).abs() <= 1,
    }
}
