//! Bars over time: an office for each row of a person, a holder for each row of an office; from the first day seen to the last.
//!
//! A bar says only what was seen: its ends are observations, not the days of appointment, and are drawn as dots.

use super::{fit, label, numbers, open};
use crate::day::{self, Day};
use crate::markup::Markup;
use crate::words::Words;

/// A row.
#[derive(Debug, Clone)]
pub struct Row {
    /// What stands before it.
    pub name: String,
    /// The page behind the name.
    pub link: Option<String>,
    /// First and last day seen.
    pub span: Option<(Day, Day)>,
    /// Days on which it was seen.
    pub seen: Vec<Day>,
    /// Day of an appointment that is told.
    pub appointed: Option<Day>,
}

/// The picture, and the same for a narrow page; nothing where no row has a day.
pub fn draw(rows: &[Row], title: &str, w: Words) -> Markup {
    super::either(&bars(rows, title, w, 900.0), &bars(rows, title, w, super::NARROW.0))
}

/// How far the names of two days stand apart at least.
const APART: f64 = 58.0;

/// The picture in its width.
fn bars(rows: &[Row], title: &str, w: Words, wide: f64) -> Markup {
    let days = || rows.iter().filter_map(|r| r.span).flat_map(|(a, b)| [a, b]);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Markup::new() };
    let pad = ((last - first) / 40).max(2);
    let (first, last) = (first - pad, last + pad);
    let names = rows.iter().map(|r| super::width(&r.name)).fold(4.0, f64::max);
    let names = names.min(if wide < 600.0 { 7.0 } else { 17.0 });
    let (left, top, lane) = (names * 14.0 + 16.0, 8.0, 30.0);
    let room = wide - left - 30.0;
    let x = |at: Day| left + room * f64::from(at - first) / f64::from((last - first).max(1));
    let bottom = top + rows.len() as f64 * lane;
    let mut out = open("bars", wide, bottom + 26.0, &w.say(title));
    let mut before = f64::MIN;
    for (at, name) in ticks(first, last, w) {
        if x(at) - before < APART {
            continue;
        }
        before = x(at);
        out.raw("<line class=\"rule\"")
            .raw(&numbers(&[("x1", x(at)), ("x2", x(at)), ("y1", top), ("y2", bottom)]))
            .raw("/>");
        label(&mut out, "axis middle", x(at), bottom + 16.0, &name);
    }
    for (k, row) in rows.iter().enumerate() {
        let y = top + k as f64 * lane + lane / 2.0;
        if let Some(link) = &row.link {
            out.raw("<a").attribute("href", link).raw(">");
        }
        label(&mut out, "end", left - 12.0, y + 5.0, &fit(&row.name, names));
        if row.link.is_some() {
            out.raw("</a>");
        }
        let Some((from, to)) = row.span else { continue };
        out.raw("<rect class=\"span\" rx=\"4\"");
        out.raw(&numbers(&[
            ("x", x(from) - 4.0),
            ("y", y - 5.0),
            ("width", x(to) - x(from) + 8.0),
            ("height", 10.0),
        ]));
        out.raw("><title>")
            .text(&format!("{} · {}", row.name, w.stretch_seen(from, to)))
            .raw("</title></rect>");
        let mut seen = row.seen.clone();
        seen.extend([from, to]);
        seen.sort_unstable();
        seen.dedup_by_key(|at| (x(*at) / 5.0).round() as i64);
        for at in seen {
            out.raw("<circle class=\"seen\"")
                .raw(&numbers(&[("cx", x(at)), ("cy", y), ("r", 3.0)]))
                .raw("><title>");
            out.text(&w.date(at)).raw("</title></circle>");
        }
        if let Some(at) = row.appointed {
            let x = x(at);
            out.raw("<path class=\"appointed\" d=\"M")
                .raw(&super::trim(x))
                .raw(" ")
                .raw(&super::trim(y - 9.0));
            out.raw("l5 9l-5 9l-5-9z\"><title>").text(&w.date(at)).raw("</title></path>");
        }
    }
    out.raw("</svg>");
    out
}

/// Some five to nine marks of a stretch of days, with names.
pub fn ticks(first: Day, last: Day, w: Words) -> Vec<(Day, String)> {
    let days = last - first;
    let mut ticks = Vec::new();
    let start = day::civil(first);
    if days > 3 * 366 {
        let years = days / 366;
        let every =
            [1, 2, 5, 10, 20, 50, 100, 200, 500].into_iter().find(|every| years / every <= 8).unwrap_or(1000);
        let mut year = i32::from(start.year()).div_euclid(every) * every;
        while let Ok(date) = jiff::civil::Date::new(year.clamp(-9999, 9999) as i16, 1, 1) {
            let at = day::number(date);
            if at > last || year > 9998 {
                break;
            }
            if at >= first {
                ticks.push((at, w.short_year(year as i16)));
            }
            year += every;
        }
    } else if days > 70 {
        let every = if days > 500 {
            6
        } else if days > 200 {
            2
        } else {
            1
        };
        let (mut year, mut month) = (start.year(), 1i8);
        while let Ok(date) = jiff::civil::Date::new(year, month, 1) {
            let at = day::number(date);
            if at > last {
                break;
            }
            if at >= first {
                ticks.push((at, w.month_of((year, month))));
            }
            month += every;
            if month > 12 {
                month -= 12;
                year += 1;
            }
        }
    } else {
        let every = (days / 7).max(1);
        let mut at = first;
        while at <= last {
            ticks.push((at, w.month_day(at)));
            at += every;
        }
    }
    ticks
}
