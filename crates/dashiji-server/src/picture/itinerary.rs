//! Where someone was, as a calendar: a block a month, a square a day with its number, filled where a place is told and then a link to
//! the entry.

use super::{label, open};
use crate::day::{self, Day};
use crate::markup::Markup;
use crate::words::Words;
use std::collections::BTreeMap;

/// Months shown at most; the latest are kept.
const MONTHS: usize = 12;

/// What is told of a day: words and the page of it.
pub type Days = BTreeMap<Day, (String, String)>;

/// The calendar of some days.
pub fn calendar(days: &Days, w: Words) -> Markup {
    let mut months: Vec<(i16, i8)> = days.keys().map(|d| day::month(*d)).collect();
    months.dedup();
    let months = &months[months.len().saturating_sub(MONTHS)..];
    if months.is_empty() {
        return Markup::new();
    }
    let (size, gap, across) = (22.0, 2.0, 3usize);
    let (wide, high) = (7.0 * (size + gap) + 24.0, 6.0 * (size + gap) + 42.0);
    let rows = months.len().div_ceil(across);
    let columns = months.len().min(across);
    let (width, height) = ((columns as f64 * wide).max(300.0), rows as f64 * high);
    let mut out = open("calendar", width, height, &w.say("calendar-label"));
    for (k, (year, month)) in months.iter().enumerate() {
        let (left, top) = ((k % across) as f64 * wide, (k / across) as f64 * high);
        label(&mut out, "strong", left, top + 16.0, &w.month_of((*year, *month)));
        let Ok(first) = jiff::civil::Date::new(*year, *month, 1) else { continue };
        let shift = i32::from(first.weekday().to_monday_zero_offset());
        for date in 0..i32::from(first.days_in_month()) {
            let at = day::number(first) + date;
            let slot = date + shift;
            let x = left + f64::from(slot % 7) * (size + gap);
            let y = top + 26.0 + f64::from(slot / 7) * (size + gap);
            let number = (date + 1).to_string();
            let middle = (x + size / 2.0, y + size * 0.7);
            if let Some((words, link)) = days.get(&at) {
                let title = format!("{} · {words}", w.weekday_date(at));
                super::heat::cell(&mut out, (x, y, size, size), 4, &title, Some(link));
                label(&mut out, "in light", middle.0, middle.1, &number);
            } else {
                label(&mut out, "in", middle.0, middle.1, &number);
            }
        }
    }
    out.raw("</svg>");
    out
}
