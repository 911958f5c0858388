//! T02: a day that is in no calendar (2月30日, 13月1日).

use crate::check::{Desk, Draft, Report};
use crate::fact::TimeRecord;
use crate::resolve::day::month_length;
use crate::text::{Span, Text};

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, whole) = desk.seen(reading, record);
        let text = view.text();
        let year = record.dated().and_then(TimeRecord::year);
        for span in days(text, whole, year)
            .chain(hours(text, whole))
            .chain(clocks(text, whole))
            .chain(decades(text, whole))
        {
            report.add(reading, Some(record), view.raw(span), Draft::default().arg("date", text.slice(span)));
        }
    }
}

/// Whether a date is told as one that is in no calendar.
pub(super) fn stands(text: &Text, date: Span) -> bool {
    days(text, date, None).next().is_some()
}

/// The days of a range that are in no calendar; those without a year are of the year given.
fn days(text: &Text, range: Span, year: Option<i32>) -> impl Iterator<Item = Span> + '_ {
    (range.lo()..range.hi()).filter_map(move |i| {
        if text.at(i) != '月' || lunar(text, i) {
            return None;
        }
        let (start, month) = number_before(text, i)?;
        // 13月 alone may count months (13个月 does not come here): only a day makes it a date.
        let (end, day) = last_day(text, i + 1)?;
        // The year written right before counts, else the entry's.
        let stated = (text.before(start) == '年').then(|| number_before(text, start - 1)).flatten();
        let year = stated.map(|(_, year)| year as i32).or(year);
        (!possible(year, month, day)).then(|| Span::new(start, end + 1))
    })
}

/// The day behind a month: the later one where it is told to another (30～31日, 30日至31日).
fn last_day(text: &Text, at: usize) -> Option<(usize, u32)> {
    let (mut end, mut day) = number_after(text, at)?;
    let mut closed = text.at(end) == '日';
    let join = if closed { end + 1 } else { end };
    let to = |c: char| matches!(c, '~' | '-' | '—' | '–' | '至' | '到' | '、' | '和');
    if to(text.at(join))
        && let Some((last, other)) = number_after(text, join + 1 + usize::from(to(text.at(join + 1))))
        && text.at(last) == '日'
    {
        // 5月30日至6月1日 is none: the day is of its own month.
        (end, day, closed) = (last, day.max(other), true);
    }
    closed.then_some((end, day))
}

/// Hours and minutes that no day has (25时, 9时75分).
fn hours(text: &Text, range: Span) -> impl Iterator<Item = Span> + '_ {
    (range.lo()..range.hi()).filter_map(move |i| {
        // 20多小时, 8时辰 and 一时 are none.
        if text.at(i) != '时' || text.before(i) == '小' || "期候代间刻常辰针钟".contains(text.at(i + 1))
        {
            return None;
        }
        let (start, hour) = number_before(text, i)?;
        let behind_day = text.before(start).is_whitespace() && start > 1 && text.before(start - 1) == '日';
        let dated =
            behind_day || matches!(text.before(start), '日' | '午' | '晨' | '夜' | '晚' | '至' | '-' | '~');
        let (end, minute) =
            number_after(text, i + 1).filter(|(end, _)| text.at(*end) == '分').unwrap_or((i, 0));
        (dated && (hour > 24 || minute > 59)).then(|| Span::new(start, end + 1))
    })
}

/// Hours and minutes with a colon behind a day that no day has (9月6日25:00).
fn clocks(text: &Text, range: Span) -> impl Iterator<Item = Span> + '_ {
    (range.lo()..range.hi()).filter_map(move |i| {
        if text.at(i) != ':' {
            return None;
        }
        let (start, hour) = number_before(text, i)?;
        let (end, minute) = number_after(text, i + 1)?;
        let before =
            (start.saturating_sub(1)..start).find(|&k| !text.at(k).is_whitespace()).map(|k| text.at(k));
        let dated =
            before == Some('日') || start > 1 && text.before(start) == ' ' && text.before(start - 1) == '日';
        let shaped = i - start <= 2 && end - i == 3 && text.at(end) != ':';
        (dated && shaped && (hour > 24 || minute > 59)).then(|| Span::new(start, end))
    })
}

/// Decades that no century has: 20世纪180年代, 20世纪85年代.
fn decades(text: &Text, range: Span) -> impl Iterator<Item = Span> + '_ {
    (range.lo()..range.hi()).filter_map(move |i| {
        if text.at(i) != '年' || text.at(i + 1) != '代' {
            return None;
        }
        let (start, decade) = number_before(text, i)?;
        let whole = text.before(start) == '纪' && (decade > 99 || decade % 10 != 0);
        let three = i - start == 3 && decade > 100 && !matches!(text.before(start), '前' | '元');
        (whole || three).then(|| Span::new(start, i + 2))
    })
}

fn lunar(text: &Text, at: usize) -> bool {
    let near = Span::new(at.saturating_sub(8), at);
    ["农历", "阴历", "旧历", "夏历", "闰"].iter().any(|word| text.find(near, word).is_some())
}

fn possible(year: Option<i32>, month: u32, day: u32) -> bool {
    // Without a year, the 29th of February is possible.
    let length = u8::try_from(month).map_or(0, |month| month_length(year.unwrap_or(2000), month));
    (1..=u32::from(length)).contains(&day)
}

/// An Arabic number of one to four digits that ends before `end`.
fn number_before(text: &Text, end: usize) -> Option<(usize, u32)> {
    let start = (end.saturating_sub(4)..end).rev().take_while(|&i| text.at(i).is_ascii_digit()).last()?;
    if text.before(start).is_ascii_digit() || text.before(start) == '.' {
        return None;
    }
    Some((start, value(text, start, end)?))
}

/// An Arabic number of one or two digits that begins at `start`: its end and value.
fn number_after(text: &Text, start: usize) -> Option<(usize, u32)> {
    let end = (start..start + 3).find(|&i| !text.at(i).is_ascii_digit())?;
    (end > start).then(|| Some((end, value(text, start, end)?))).flatten()
}

fn value(text: &Text, start: usize, end: usize) -> Option<u32> {
    text.folded(Span::new(start, end)).iter().try_fold(0u32, |n, c| Some(n * 10 + c.to_digit(10)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_held_to_the_calendar() {
        assert!(possible(Some(2020), 2, 29));
        assert!(!possible(Some(2019), 2, 29));
        assert!(!possible(None, 2, 30));
        assert!(!possible(None, 13, 1));
    }
}
