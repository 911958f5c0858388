//! T07: a weekday beside a date (2月3日(星期二)) that the calendar does not give, or a lunar date that does not match.

use crate::check::{Desk, Draft, Report};
use crate::fact::TimeRecord;
use crate::text::{Span, Text};

const DAYS: &[char] = &['一', '二', '三', '四', '五', '六', '日', '天'];
const WORDS: &[&str] = &["星期", "礼拜", "周"];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        let all = record.date.iter().chain(&record.times);
        let mut seen = Vec::new();
        for time in all.filter(|t| t.from == t.to && t.from.len() == 10) {
            if let Some((span, said)) = weekday(text, time.end as usize)
                && let Some(real) = real(time)
                && said != real
                && !seen.contains(&span)
            {
                seen.push(span);
                let draft = Draft::default()
                    .arg("date", &time.text)
                    .arg("said", text.slice(span))
                    .arg("real", DAYS[real].to_string());
                report.add(reading, Some(record), span, draft);
            }
        }
        for pair in record.times.windows(2) {
            if let [a, b] = pair
                && let Some(span) = other_calendar(text, a, b)
            {
                let draft = Draft::default().arg("date", &a.text).arg("said", &b.text).arg("real", &b.from);
                report.add(reading, Some(record), span, draft);
            }
        }
    }
}

/// A weekday right after a date, in brackets or not: its extent and number from Monday.
fn weekday(text: &Text, at: usize) -> Option<(Span, usize)> {
    let start = if text.at(at) == '(' { at + 1 } else { at };
    let word = WORDS.iter().find(|word| text.begins(start, word))?;
    let day = start + word.chars().count();
    let number = DAYS.iter().position(|&c| c == text.at(day))?;
    Some((Span::new(start, day + 1), number.min(6)))
}

fn real(time: &TimeRecord) -> Option<usize> {
    let date: jiff::civil::Date = time.from.parse().ok()?;
    usize::try_from(date.weekday().to_monday_zero_offset()).ok()
}

/// A lunar date in brackets right after a solar one that is another day.
fn other_calendar(text: &Text, a: &TimeRecord, b: &TimeRecord) -> Option<Span> {
    let lunar = |t: &TimeRecord| {
        ["农历", "阴历", "夏历", "正月", "腊月", "闰", "初"].iter().any(|w| t.text.contains(w))
    };
    let between = text.folded(Span { start: a.end, end: b.start.max(a.end) });
    let beside = b.start > a.end && between.len() <= 4 && between.contains(&'(');
    (beside && lunar(b) && !lunar(a) && a.from.len() == 10 && b.from.len() == 10 && a.from != b.from)
        .then_some(Span { start: b.start, end: b.end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekday_is_read_with_and_without_brackets() {
        for (tail, want) in [("(星期二)上午", Some(1)), ("星期日", Some(6)), ("周年", None), ("召开", None)]
        {
            let text = Text::new(tail.to_owned());
            assert_eq!(weekday(&text, 0).map(|(_, n)| n), want, "{tail}");
        }
    }
}
