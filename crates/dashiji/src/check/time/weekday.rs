//! T07: a weekday beside a date (2月3日(星期二)) that the calendar does not give.

use crate::check::{Desk, Draft, Report};
use crate::fact::TimeRecord;
use crate::text::{Span, Text};

const DAYS: &[char] = &['一', '二', '三', '四', '五', '六', '日', '天'];
/// What names of weekdays begin with.
pub(super) const WORDS: &[&str] = &["星期", "礼拜", "周"];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let view = desk.seen(reading, record).0;
        let text = view.text();
        let all = record.date.iter().chain(&record.times);
        let mut seen = Vec::new();
        for time in all.filter(|t| t.from == t.to && t.from.len() == 10) {
            if let Some((span, said)) =
                weekday(text, view.seen(Span { start: time.start, end: time.end }).hi())
                && let Some(real) = real(time)
                && said != real
                && !seen.contains(&span)
            {
                seen.push(span);
                let draft = Draft::default()
                    .arg("date", &time.text)
                    .arg("said", text.slice(span))
                    .arg("real", DAYS[real].to_string());
                report.add(reading, Some(record), view.raw(span), draft);
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
