//! T11: a day of the moon beside a day of ours that is another: 11月22日(农历十月十九); and a day of the cycle beside a day of the moon that is not its own:
//! 康熙七年六月十七日甲午.

use crate::check::digits::number;
use crate::check::{Desk, Draft, Report};
use crate::resolve::cycle;
use crate::resolve::day::{DayNumber, of_iso};
use crate::resolve::lunar::{self, Moon};
use crate::text::{Span, Text};

const NAMES: &[&str] = &["农历", "阴历", "旧历", "夏历", "古历"];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let all = record.date.iter().chain(&record.times);
        let mut seen = Vec::new();
        for time in all.filter(|t| t.from.len() == 10 && t.from == t.to && !is_moon(&t.text)) {
            let at = view.seen(Span { start: time.start, end: time.end });
            if seen.contains(&at) {
                continue;
            }
            seen.push(at);
            if let Some((told, right)) = cycled(text, at, &time.from) {
                let draft =
                    Draft::default().arg("date", &time.text).arg("said", text.slice(told)).arg("real", right);
                report.add(reading, Some(record), view.raw(told), draft);
            }
            let Some((told, month, day, leap)) = beside(text, at.hi(), span.hi()) else { continue };
            let Some(right) = of_iso(&time.from) else { continue };
            let year = right.to_gregorian().year;
            let found: Vec<DayNumber> = [year, year - 1]
                .into_iter()
                .filter_map(|year| lunar::day(Moon { year, month, leap }, day))
                .collect();
            if found.is_empty() || found.contains(&right) {
                continue;
            }
            // The nearest of both years is what the words say.
            let nearest =
                found.iter().min_by_key(|day| (day.0 - right.0).abs()).map(|day| day.to_gregorian().iso());
            let draft = Draft::default()
                .arg("date", &time.text)
                .arg("said", text.slice(told))
                .arg("real", nearest.unwrap_or_default());
            report.add(reading, Some(record), view.raw(told), draft);
        }
    }
}

/// The day of the cycle right behind a day, where it is another by more than calendars differ, and the right one.
fn cycled(text: &Text, at: Span, iso: &str) -> Option<(Span, String)> {
    let (a, b) = (text.at(at.hi()), text.at(at.hi() + 1));
    let told = cycle::place(a, b)?;
    let closed = !matches!(text.at(at.hi() + 2), '年' | '科' | '岁');
    let right = of_iso(iso)?.cycle();
    let apart = (i32::from(told) - i32::from(right)).rem_euclid(60);
    let day = matches!(
        text.before(at.hi()),
        '日' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    );
    (closed && day && (2..=58).contains(&apart))
        .then(|| (Span::new(at.hi(), at.hi() + 2), cycle::name(right)))
}

fn is_moon(words: &str) -> bool {
    NAMES.iter().any(|name| words.contains(name)) || words.contains(['初', '廿', '闰', '腊', '正', '冬'])
}

/// A day of the moon right behind a day of ours: its extent, month, day and whether the month is a leap one.
fn beside(text: &Text, at: usize, end: usize) -> Option<(Span, u8, u8, bool)> {
    let mut i = at;
    // (星期一) and the like may stand between; a clause may not.
    while i < at + 3 && matches!(text.at(i), '(' | ',' | '、' | ' ' | '即' | '[') {
        i += 1;
    }
    let start = i;
    let named = NAMES.iter().find(|name| text.begins(i, name)).map(|name| name.chars().count());
    i += named.unwrap_or(0);
    // 农历辛丑年十月十八.
    if let Some(year) = (i..i + 5).find(|&k| text.at(k) == '年').filter(|_| named.is_some()) {
        i = year + 1;
    }
    let leap = text.at(i) == '闰';
    i += usize::from(leap);
    let (month, stop) = match text.at(i) {
        '冬' => (11, i + 1),
        '腊' => (12, i + 1),
        _ => number(text, i, end)?,
    };
    if text.at(stop) != '月' || text.at(i).is_ascii_digit() {
        return None;
    }
    let mut day = stop + 1;
    let first = text.at(day) == '初';
    day += usize::from(first);
    let (value, last) = number(text, day, end)?;
    let marked = first || text.at(day) == '廿' || matches!(text.at(i), '冬' | '腊' | '正');
    let bare = text.at(last) != '日';
    // 十月十八日 without a word for the moon is a day of ours in Chinese numerals.
    if text.at(day).is_ascii_digit() || named.is_none() && !marked && !bare {
        return None;
    }
    let last = last + usize::from(!bare);
    Some((Span::new(start, last), u8::try_from(month).ok()?, u8::try_from(value).ok()?, leap))
}
