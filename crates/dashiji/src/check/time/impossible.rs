//! T02: a day that is in no calendar (2月30日, 13月1日).

use crate::check::{Desk, Draft, Report};
use crate::fact::TimeRecord;
use crate::resolve::day::month_length;
use crate::text::{Span, Text};

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        let year = record.dated().and_then(TimeRecord::year);
        for span in days(text, record.span, year) {
            report.add(reading, Some(record), span, Draft::default().arg("date", text.slice(span)));
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
        let (end, day) = number_after(text, i + 1).filter(|(end, _)| text.at(*end) == '日')?;
        // The year written right before counts, else the entry's.
        let stated = (text.before(start) == '年').then(|| number_before(text, start - 1)).flatten();
        let year = stated.map(|(_, year)| year as i32).or(year);
        (!possible(year, month, day)).then(|| Span::new(start, end + 1))
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
