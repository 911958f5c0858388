//! Hours of a day against each other: a length that its two hours do not give (9时至11时,历时3小时) and days of a course that its first and last
//! do not give (T12), an hour that its part of the day does not have (上午19时: T02).

use crate::check::digits::number;
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};

/// Parts of the day that end by noon.
const MORNING: &[&str] = &["上午", "凌晨", "清晨", "早晨", "早上"];
/// Parts of the day whose hours count on from noon.
const LATER: &[&str] = &["下午", "傍晚", "晚上", "晚", "当晚", "夜"];
/// Words behind which something lasts.
const LASTS: &[&str] = &[
    "历时", "持续", "为时", "用时", "耗时", "运行", "行车", "全程", "途中", "航行", "飞行", "激战", "鏖战",
    "共",
];
/// Words behind which a course or a meeting has so many days.
const COURSE: &[&str] = &["为期", "会期", "会期为", "历时"];

/// An hour as it stands: its extent and its minute of the day.
struct Clock {
    span: Span,
    minute: u32,
}

pub(super) fn lasting(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        for sentence in sentences(text, span) {
            if let Some((from, to)) = over_before(text, sentence) {
                let range = format!("{}…{}", text.slice(from), text.slice(to));
                let draft = Draft::default().arg("range", range).severity(Severity::Warning);
                report.add(reading, Some(record), view.raw(to), draft);
            }
            if let Some((from, to)) = hours(text, sentence) {
                let range = format!("{}…{}", text.slice(from), text.slice(to));
                let draft = Draft::default()
                    .arg("range", range)
                    .severity(Severity::Warning)
                    .also(Pointer::at(desk.text(reading), view.raw(from), Some(record)));
                report.add(reading, Some(record), view.raw(to), draft);
            }
        }
        let Some(date) = record.dated().filter(|date| date.from.len() == 10 && date.to.len() == 10) else {
            continue;
        };
        let day = |iso: &str| crate::collate::carry::days(iso).map(i64::from);
        let Some(length) = day(&date.to).zip(day(&date.from)).map(|(to, from)| to - from) else { continue };
        if length == 0 || !date.text.ends_with('日') {
            continue;
        }
        let whole = view.seen(Span { start: date.start, end: date.end });
        let behind = Span::new(whole.hi(), (whole.hi() + 120).min(span.hi()).max(whole.hi()));
        for i in behind.lo()..behind.hi() {
            let Some(word) = COURSE.iter().rev().find(|word| text.begins(i, word)) else { continue };
            let at = i + word.chars().count();
            let Some((days, stop)) = number(text, at, span.hi()) else { continue };
            let counted = matches!(text.at(stop), '天' | '日') && text.at(stop + 1) != '半';
            // Another course of another time begins with days of its own.
            let between = Span::new(whole.hi(), i);
            let other = text.folded(between).iter().any(|c| matches!(c, '日' | '月' | '。' | ';'));
            if counted && !other && ![length, length + 1].contains(&i64::from(days)) {
                let said = Span::new(i, stop + 1);
                let draft = Draft::default()
                    .arg("range", format!("{}…{}", date.text, text.slice(said)))
                    .severity(Severity::Warning);
                report.add(reading, Some(record), view.raw(said), draft);
            }
            break;
        }
    }
}

pub(super) fn parts_of_day(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        for i in span.lo()..span.hi() {
            let Some(word) = MORNING.iter().find(|word| text.begins(i, word)) else { continue };
            let at = i + word.chars().count();
            let Some((hour, stop)) = number(text, at, span.hi()) else { continue };
            if matches!(text.at(stop), '时' | '点' | ':') && (13..=24).contains(&hour) {
                let said = Span::new(i, stop + usize::from(text.at(stop) != ':'));
                report.add(
                    reading,
                    Some(record),
                    view.raw(said),
                    Draft::default().arg("date", text.slice(said)),
                );
            }
        }
    }
}

/// Sentences of an entry.
fn sentences(text: &Text, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = span.lo();
    for i in span.lo()..span.hi() {
        if matches!(text.at(i), '。' | '\n') {
            out.push(Span::new(from, i));
            from = i + 1;
        }
    }
    out.push(Span::new(from, span.hi()));
    out
}

/// An hour at which something is reached or over that lies before the one told right before it in its sentence: 14时20分起火,14时5分被扑灭.
fn over_before(text: &Text, sentence: Span) -> Option<(Span, Span)> {
    const FAR: usize = 14;
    let clocks = clocks(text, sentence);
    let (first, last) = clocks.windows(2).find_map(|pair| {
        let [a, b] = pair else { return None };
        let between: String = text.folded(Span::new(a.span.hi(), b.span.lo())).iter().collect();
        let stop = (b.span.hi()..sentence.hi().min(b.span.hi() + FAR))
            .find(|&i| matches!(text.at(i), ',' | ';'))
            .unwrap_or(sentence.hi().min(b.span.hi() + FAR));
        let behind: String = text.folded(Span::new(b.span.hi(), stop)).iter().collect();
        // Of another day, of an afternoon told by twelve hours, or of what came before.
        let other = between.contains([
            '日', '翌', '天', '夜', '晚', '午', '晨', '前', '曾', '原', '比', '月', '(', '计', '定', '每',
        ]) || lists::CHECK_PARTS_OF_THE_DAY.all().any(|word| text.find(sentence, word).is_some());
        let reached = lists::CHECK_REACHED_BY_AN_HOUR.all().any(|word| behind.contains(word));
        let opens = between.contains(',') && between.chars().count() < 24;
        (opens && !other && reached && b.minute < a.minute).then_some((a.span, b.span))
    })?;
    Some((first, last))
}

/// The first hour of a sentence and its length, where its two hours give another.
fn hours(text: &Text, sentence: Span) -> Option<(Span, Span)> {
    let lasting = |i: usize| {
        let word = LASTS.iter().find(|word| text.begins(i, word))?;
        let (count, stop) = number(text, i + word.chars().count(), sentence.hi())?;
        let hours = ["小时", "个小时", "分钟"].iter().any(|unit| text.begins(stop, unit));
        hours.then_some((i, count, stop))
    };
    let (at, count, stop) = (sentence.lo()..sentence.hi()).find_map(lasting)?;
    let (told, end) = if text.begins(stop, "小时") || text.begins(stop, "个小时") {
        let hours = stop + if text.at(stop) == '个' { 3 } else { 2 };
        match number(text, hours, sentence.hi()) {
            Some((minutes, last)) if text.at(last) == '分' => (count * 60 + minutes, last + 1),
            _ if matches!(text.at(hours), '半' | '多' | '余') => return None,
            _ => (count.checked_mul(60)?, hours),
        }
    } else if text.begins(stop, "分钟") {
        (count, stop + 2)
    } else {
        return None;
    };
    let clocks = clocks(text, Span::new(sentence.lo(), at));
    let [first, last] = clocks.as_slice() else { return None };
    // A day between them makes the hours run on.
    let between = Span::new(first.span.hi(), last.span.lo());
    let another_day = text.folded(between).iter().any(|c| matches!(c, '日' | '翌' | '天'));
    if another_day || last.minute <= first.minute {
        return None;
    }
    let real = last.minute - first.minute;
    // What is told in whole hours is rounded to them.
    let slack = if told % 60 == 0 && real % 60 != 0 { 45 } else { 0 };
    (real.abs_diff(told) > slack).then(|| (Span::new(first.span.lo(), last.span.hi()), Span::new(at, end)))
}

/// The hours that a stretch tells.
fn clocks(text: &Text, span: Span) -> Vec<Clock> {
    let mut found = Vec::new();
    let mut i = span.lo();
    while i < span.hi() {
        let fresh = text.at(i).is_ascii_digit() && !text.before(i).is_ascii_digit();
        let Some((hour, stop)) = fresh.then(|| number(text, i, span.hi())).flatten() else {
            i += 1;
            continue;
        };
        let mut end = stop + 1;
        let minute = match text.at(stop) {
            '时' if !matches!(text.at(stop + 1), '许' | '左' | '前' | '后') => {
                let minutes = number(text, stop + 1, span.hi()).filter(|(_, last)| text.at(*last) == '分');
                end = minutes.map_or(end, |(_, last)| last + 1);
                Some(minutes.map_or(0, |(minute, _)| minute))
            }
            ':' => number(text, stop + 1, span.hi()).filter(|(_, last)| last - stop == 3).map(
                |(minute, last)| {
                    end = last;
                    minute
                },
            ),
            _ => None,
        };
        if let Some(minute) = minute.filter(|minute| hour <= 24 && *minute < 60) {
            let later = hour < 12 && LATER.iter().any(|word| text.ends(i, word));
            let hour = if later { hour + 12 } else { hour };
            found.push(Clock { span: Span::new(i, end), minute: hour * 60 + minute });
        }
        i = end.max(i + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_hours_give_a_length() {
        for (sentence, apart) in [
            ("上午9时开会,至11时结束,历时3小时", true),
            ("上午9时开会,至11时结束,历时2小时", false),
            ("上午9时30分开会,至下午2时10分结束,历时4小时40分", false),
            ("9时起火,次日11时扑灭,历时2小时", false),
            ("8:00出发,10:30到达,历时3小时", false),
            ("演练历时2小时", false),
        ] {
            let text = Text::new(sentence.to_owned());
            assert_eq!(hours(&text, text.span()).is_some(), apart, "{sentence}");
        }
    }
}
