//! T07, beside weekdays: a day that is kept every year, told of another day than its own (12日,端午节 in 2021, when it was the 14th).
//!
//! Told only where the name of the day stands right behind the date and nothing else in its clause: 14日,端午节,… and 3日(农历端午节). 端午节前夕 and
//! 端午节期间 are other days, and of terms whose names are weather (大雪, 霜降) nothing is told.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::lexicon::lists_of_words as lists;
use crate::resolve::day::{Date, DayNumber, of_iso};
use crate::resolve::lunar::{self, Moon};
use crate::text::{Span, Text, fold};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// When a day is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// Month and day.
    Solar(u8, u8),
    /// Month of the moon and day, 0 for its last.
    Moon(u8, u8),
    /// Month, which week of it, weekday.
    Week(u8, u8, u8),
    /// A solar term.
    Term(u8),
}

/// Days by their names, longer before shorter, each with the year from which on it is kept.
static KEPT: LazyLock<Vec<(Vec<char>, When, i32)>> = LazyLock::new(|| {
    let rows = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
    let mut kept: BTreeMap<Vec<char>, (When, i32)> = BTreeMap::new();
    for line in rows(include_str!("../../../lexicon/table-calendar.tsv")) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, "feast", value] = columns[..] else { continue };
        let name: Vec<char> = name.chars().map(fold).collect();
        let unsure = lists::CHECK_DAYS_NOT_ONE.has(&name) || lists::CHECK_TERMS_OF_WEATHER.has(&name);
        if let Some(when) = when(value).filter(|_| !unsure) {
            kept.insert(name, (when, FIRST));
        }
    }
    for line in rows(include_str!("../../../lexicon/table-days-kept.tsv")) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, value, from] = columns[..] else { continue };
        let name: Vec<char> = name.chars().map(fold).collect();
        let when = when(value).or(kept.get(&name).map(|(when, _)| *when));
        if let (Some(when), Ok(from)) = (when, from.parse()) {
            kept.insert(name, (when, from));
        }
    }
    let mut kept: Vec<_> = kept.into_iter().map(|(name, (when, from))| (name, when, from)).collect();
    kept.sort_by_key(|(name, ..)| std::cmp::Reverse(name.len()));
    kept
});

/// The year from which on days of the moon and of ours are told side by side.
const FIRST: i32 = 1912;

fn when(value: &str) -> Option<When> {
    let words: Vec<&str> = value.split(' ').collect();
    let number = |k: usize| words.get(k)?.parse::<u8>().ok();
    match *words.first()? {
        "solar" => Some(When::Solar(number(1)?, number(2)?)),
        "lunar" => Some(When::Moon(number(1)?, number(2)?)),
        "week" => Some(When::Week(number(1)?, number(2)?, number(3)?)),
        "term" => Some(When::Term(number(1)?)),
        _ => None,
    }
}

/// The day next to another on which it is kept.
fn day(when: When, near: DayNumber) -> Option<DayNumber> {
    let year = near.to_gregorian().year;
    let of = |year: i32| match when {
        When::Solar(month, day) => Date { year, month, day }.gregorian(),
        When::Week(month, week, weekday) => {
            let first = Date { year, month, day: 1 }.gregorian()?;
            let ahead = (i32::from(weekday) - i32::from(first.weekday())).rem_euclid(7);
            Some(first.plus(ahead + 7 * (i32::from(week) - 1)))
        }
        When::Term(number) => lunar::term(year, number),
        When::Moon(month, day) => {
            let moon = Moon { year, month, leap: false };
            if day == 0 { lunar::month(moon).map(|(_, last)| last) } else { lunar::day(moon, day) }
        }
    };
    [year - 1, year, year + 1].into_iter().filter_map(of).min_by_key(|day| (day.0 - near.0).abs())
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let mut seen = Vec::new();
        for time in record.date.iter().chain(&record.times).filter(|t| t.from == t.to && t.from.len() == 10) {
            let at = view.seen(Span { start: time.start, end: time.end });
            // 端午节 itself is no date beside it.
            let told = time.text.ends_with(['日', '号']) && !seen.contains(&at);
            seen.push(at);
            let Some(here) = of_iso(&time.from).filter(|_| told) else { continue };
            let Some((name, when, from)) = beside(text, at.hi(), span.hi()) else { continue };
            if here.to_gregorian().year < from {
                continue;
            }
            let Some(right) = day(when, here).filter(|right| *right != here) else { continue };
            let draft = Draft::default()
                .arg("date", &time.text)
                .arg("said", text.slice(name))
                .arg("real", right.to_gregorian().iso())
                .also(Pointer::at(
                    desk.text(reading),
                    Span { start: time.start, end: time.end },
                    Some(record),
                ));
            report.add(reading, Some(record), view.raw(name), draft);
        }
    }
}

/// The name of a day that is all that stands in the clause behind a date.
fn beside(text: &Text, at: usize, end: usize) -> Option<(Span, When, i32)> {
    let mut i = at;
    while i < at + 2 && matches!(text.at(i), ',' | '(' | '、' | ' ' | '\u{3000}') {
        i += 1;
    }
    // (星期二) and the like.
    let week = super::weekday::WORDS.iter().any(|word| text.begins(i, word));
    if week
        && text.at(i.saturating_sub(1)) == '('
        && let Some(close) = (i..i + 6).find(|&k| text.at(k) == ')')
    {
        i = close + 1;
        while i < close + 3 && matches!(text.at(i), ',' | '、' | ' ' | '\u{3000}') {
            i += 1;
        }
    }
    while let Some(word) = lists::CHECK_ON_THE_DAY.all().find(|word| text.begins(i, word)) {
        i += word.chars().count();
    }
    // 第26个国际禁毒日.
    if text.at(i) == '第' {
        i = (i + 1..i + 6).find(|&k| matches!(text.at(k), '个' | '届'))? + 1;
    }
    let (name, when, from) =
        KEPT.iter().find(|(name, ..)| name.iter().enumerate().all(|(k, c)| text.at(i + k) == *c))?;
    let stop = i + name.len();
    let closed = matches!(text.at(stop), ',' | '。' | ')' | ';' | '\n');
    (closed && stop < end).then_some((Span::new(i, stop), *when, *from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_kept_where_they_fall() {
        for (words, near, want) in [
            ("端午节。", "2021-06-12", "2021-06-14"),
            ("春节。", "2020-01-24", "2020-01-25"),
            ("除夕。", "2020-01-25", "2020-01-24"),
            ("全国助残日。", "2011-05-14", "2011-05-15"),
            ("清明节。", "2021-04-05", "2021-04-04"),
            ("第26个国际禁毒日。", "2013-06-25", "2013-06-26"),
            ("冬至。", "2021-12-22", "2021-12-21"),
            ("元旦。", "2020-12-31", "2021-01-01"),
        ] {
            let text = Text::new(words.to_owned());
            let when = beside(&text, 0, text.len()).map(|(_, when, _)| when).unwrap();
            let found = day(when, of_iso(near).unwrap()).map(|day| day.to_gregorian().iso());
            assert_eq!(found.as_deref(), Some(want), "{words}");
        }
        for words in ["端午节前夕,", "端午节期间,", "小年,", "儿童节活动,", "大雪,", "霜降,"]
        {
            let text = Text::new(words.to_owned());
            assert_eq!(beside(&text, 0, text.len()), None, "{words}");
        }
    }
}
