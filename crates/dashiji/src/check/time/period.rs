//! T03: an entry dated outside the time its document tells of, or outside the month of the heading it stands under.
//!
//! A time of whole years that no title tells was read off the headings: what stands before the first or behind the last of them, in its order, is
//! told without a heading and is no slip.

use crate::check::digits::number;
use crate::check::{Desk, Draft, Profile, Report};
use crate::fact::{Record, TimeBasis};
use crate::recognize::numeral;
use crate::resolve::day::{DayNumber, iso_year, of_iso};
use crate::text::{Span, Text, fold};

/// Of so many entries one in so many outside is still a slip; more, and the period was guessed wrong.
const SLIPS: usize = 3;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for reading in 0..desk.readings.len() {
        outside(desk, report, reading);
        other_month(desk, report, reading);
    }
}

/// An entry that tells another month than the heading of a month it stands under, where its neighbours tell that: 6月3日 under 五月.
fn other_month(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize) {
    if desk.profiles[reading] == Profile::Historical {
        return;
    }
    let (text, records) = (desk.text(reading), &desk.readings[reading].records);
    // The entries under each heading that is a month.
    let mut runs: Vec<(u32, String, Vec<&Record>)> = Vec::new();
    let (mut under, mut last) = (false, 0);
    for record in records {
        let gap = Span::new(last.min(record.span.lo()), record.span.lo());
        let mut lines = text.lines(gap).into_iter().map(|line| text.slice(line).trim().to_owned());
        if let Some(line) = lines.rfind(|line| !line.is_empty()) {
            let month = month_of(&line);
            under = month.is_some();
            runs.extend(month.map(|month| (month, line, Vec::new())));
        }
        last = record.span.hi();
        if let Some((.., run)) = runs.last_mut().filter(|_| under) {
            run.push(record);
        }
    }
    for (month, words, run) in runs {
        // 6月3日 tells its month, 3日 takes it from the heading.
        let told = |record: &Record| {
            let date = record.date.as_ref().filter(|d| {
                d.text.contains('月') && matches!(d.basis, TimeBasis::Stated | TimeBasis::Inherited)
            })?;
            let of = |iso: &str| of_iso(iso).map(|day| u32::from(day.to_gregorian().month));
            let first = of(date.first_day()).filter(|_| date.from.len() >= 10)?;
            // 8月28日至9月3日 under 九月 is of both.
            let own = if of(date.last_day()) == Some(month) { month } else { first };
            Some((own, Span { start: date.start, end: date.end }, date.text.clone()))
        };
        let all: Vec<_> = run.iter().filter_map(|record| Some((*record, told(record)?))).collect();
        let odd: Vec<_> = all.iter().filter(|(_, (own, ..))| *own != month).collect();
        if odd.is_empty() || odd.len() * 3 > all.len() + 1 || all.len() - odd.len() < 2 {
            continue;
        }
        for (record, (_, span, date)) in odd {
            let draft =
                Draft::default().arg("date", date).arg("period", words.trim_start_matches('#').trim());
            report.add(reading, Some(record), *span, draft);
        }
    }
}

/// The month that a heading is: 五月, 5月份, 2019年5月.
fn month_of(heading: &str) -> Option<u32> {
    let words: String = heading.chars().map(fold).filter(|c| !c.is_whitespace() && *c != '#').collect();
    let words = words.strip_suffix("大事记").unwrap_or(&words);
    let words = words.strip_suffix('份').unwrap_or(words);
    let text = Text::new(words.rsplit('年').next()?.to_owned());
    let (month, stop) = number(&text, 0, text.len())?;
    ((1..=12).contains(&month) && text.at(stop) == '月' && stop + 1 == text.len()).then_some(month)
}

fn outside(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize) {
    let records = &desk.readings[reading].records;
    let setting = &desk.readings[reading].document.setting;
    let mut found = Vec::new();
    for (place, record) in records.iter().enumerate() {
        let (Some(from), Some(date)) = (setting.from, record.dated()) else { continue };
        let to = setting.to.unwrap_or(from);
        // Compared by year and month, a bare year as its first and last month.
        let (first, last) = ((from.0, from.1.unwrap_or(1)), (to.0, to.1.unwrap_or(12)));
        let month = |iso: &str| of_iso(iso).map(DayNumber::to_gregorian).map(|date| (date.year, date.month));
        let (Some(begins), Some(ends)) = (month(&date.from), month(&date.to)) else { continue };
        if ends >= first && begins <= last {
            continue;
        }
        let period = if first == last { name(first) } else { format!("{}/{}", name(first), name(last)) };
        let draft = Draft::default().arg("date", &date.from).arg("period", period);
        found.push((place, record, Span { start: date.start, end: date.end }, draft));
    }
    if !is_told(desk, reading) {
        let head = found.iter().enumerate().take_while(|(n, (place, ..))| n == place).count();
        let rest = found.len() - head;
        let tail = (0..rest).take_while(|n| found[found.len() - 1 - n].0 + n + 1 == records.len()).count();
        found = found.drain(head..found.len() - tail).collect();
    }
    if found.len() <= SLIPS || found.len() * 10 <= records.len() {
        for (_, record, span, draft) in found {
            report.add(reading, Some(record), span, draft);
        }
    }
}

/// Whether the time is of months, or the document's title tells its first year.
fn is_told(desk: &Desk<'_>, reading: usize) -> bool {
    let document = &desk.readings[reading].document;
    let Some((year, month)) = document.setting.from else { return true };
    let title: Vec<char> = document.record.title.iter().flat_map(|t| t.chars().map(fold)).collect();
    let digits: String = title
        .iter()
        .map(|c| numeral::digit(*c).and_then(|d| char::from_digit(u32::from(d), 10)).unwrap_or(*c))
        .collect();
    month.is_some() || digits.contains(&year.to_string())
}

fn name((year, month): (i32, u8)) -> String {
    format!("{}-{month:02}", iso_year(year))
}
