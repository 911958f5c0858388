//! L01: a county told with a province that it does not lie in: 贵州省凤凰县, which lies in 湖南省.
//!
//! Both stand in full, one right behind the other, and no division of that name ever lay in that province by the table, which begins in 1981; of earlier
//! days, when borders of provinces ran otherwise, only cities are told, from 1956 on.

use crate::check::{Desk, Draft, Report};
use crate::fact::{Quote, TimeRecord};
use crate::resolve::division::{called, of_code, rows};
use crate::text::Span;
use std::collections::BTreeSet;

/// The first year of the table.
const FIRST: i32 = 1981;
/// The first year from which on cities lay in the provinces of the table.
const CITIES: i32 = 1956;
/// The longest name of a county that is looked for.
const LONG: usize = 12;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        if record.dated().and_then(TimeRecord::year).is_none_or(|year| year < CITIES) {
            continue;
        }
        let early = record.dated().and_then(TimeRecord::year).is_some_and(|year| year < FIRST);
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let provinces = record.places.iter().filter(|place| {
            place.code.as_deref().is_some_and(|code| code.ends_with("0000")) && place.doubt.is_none()
        });
        let mentions =
            provinces.flat_map(|place| place.mentions.iter().map(move |quote| (place, quote.span())));
        let all = record.places.iter().flat_map(|place| place.mentions.iter().map(Quote::span));
        let held: Vec<Span> = all.collect();
        for (place, raw) in mentions {
            let at = view.seen(raw);
            let Some(code) = place.code.as_deref().and_then(|code| code.parse::<u32>().ok()) else {
                continue;
            };
            let full: String = text.folded(at).iter().collect();
            if !full.ends_with(['省', '区']) || full.chars().count() < 3 {
                continue;
            }
            let Some((end, codes)) = county(text, at.hi(), span.hi()) else { continue };
            // Some county of the name lies there, or did, or what is named is read as something else.
            let inside = codes.iter().any(|other| other / 10_000 == code / 10_000);
            let name = Span::new(at.hi(), end);
            let read = held.iter().any(|other| view.seen(*other).hi() == end);
            if inside || !read || early && text.before(end) != '市' {
                continue;
            }
            let lies: BTreeSet<&str> = codes
                .iter()
                .filter_map(|code| of_code(code / 10_000 * 10_000, None).map(|row| row.name))
                .collect();
            let right = format!("{}：{}", text.slice(name), lies.into_iter().collect::<Vec<_>>().join("、"));
            let draft = Draft::default()
                .arg("place", text.slice(name))
                .arg("told", text.slice(at))
                .arg("right", right);
            report.add(reading, Some(record), view.raw(Span::new(at.lo(), end)), draft);
        }
    }
}

/// The longest full name of a county, a city or a prefecture that begins at a place: one past it, and the codes of all that ever bore it.
pub(super) fn county(text: &crate::text::Text, at: usize, end: usize) -> Option<(usize, Vec<u32>)> {
    (at + 2..=(at + LONG).min(end)).rev().find_map(|stop| {
        let ends = matches!(text.before(stop), '县' | '市' | '旗' | '州' | '盟');
        let name: String = ends.then(|| text.folded(Span::new(at, stop)).iter().collect())?;
        let codes: Vec<u32> = called(&name)
            .iter()
            .copied()
            .filter(|code| code % 10_000 != 0 && rows(*code).iter().any(|row| row.name == name))
            .collect();
        (name.chars().count() > 2 && !codes.is_empty()).then_some((stop, codes))
    })
}
