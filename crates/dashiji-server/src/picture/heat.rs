//! The base at one look: a row a year, a square a month, darker where more is told, and a last square for what tells of the year as a
//! whole; beyond a dozen years a row a decade, a square a year. What lies between two rows and is told of nowhere is said, not drawn.

use super::{label, numbers, open, shade};
use crate::catalogue::Catalogue;
use crate::day;
use crate::markup::Markup;
use crate::words::Words;
use dashiji::resolve::day::iso_year;
use std::collections::{BTreeMap, BTreeSet};

/// Years with entries beyond which a square stands for a year.
const YEARS: usize = 12;

/// Height of a row, and between two.
const ROW: (f64, f64) = (24.0, 4.0);

/// Height of the words about years that are left out.
const FOLD: f64 = 22.0;

/// Height of the heads of columns.
const TOP: f64 = 22.0;

/// The strip.
pub fn strip(catalogue: &Catalogue, w: Words) -> Markup {
    let told: BTreeSet<i32> = catalogue
        .months
        .keys()
        .map(|(year, _)| i32::from(*year))
        .chain(catalogue.years.keys().map(|year| i32::from(*year)))
        .collect();
    match told.len() {
        0 => Markup::new(),
        n if n > YEARS => years(catalogue, w),
        _ => months(catalogue, &told, w),
    }
}

/// Rows from the last to the first, each with how many lie unseen between it and the one above.
fn rows(told: &BTreeSet<i32>) -> Vec<(i32, i32)> {
    let mut above: Option<i32> = None;
    told.iter()
        .rev()
        .map(|&row| {
            let between = above.map_or(0, |above| above - row - 1);
            above = Some(row);
            (row, between)
        })
        .collect()
}

fn height(rows: &[(i32, i32)]) -> f64 {
    let folds = rows.iter().filter(|(_, between)| *between > 0).count() as f64;
    TOP + rows.len() as f64 * (ROW.0 + ROW.1) + folds * FOLD
}

fn months(catalogue: &Catalogue, told: &BTreeSet<i32>, w: Words) -> Markup {
    let most = catalogue.months.values().copied().max().unwrap_or(0) as usize;
    let rows = rows(told);
    let left = axis(told.first().copied().unwrap_or(0), w);
    let (size, wide) = (ROW.0, 52.0);
    // The column of whole years is there only where something tells of one.
    let whole = if catalogue.years.is_empty() { 0.0 } else { wide + 20.0 };
    let mut out = open("heat", left + 12.0 * (wide + ROW.1) + whole, height(&rows), &w.say("heat-label"));
    let at = |k: i8| left + f64::from(k - 1) * (wide + ROW.1);
    for month in 1..=12 {
        label(&mut out, "axis middle", at(month) + wide / 2.0, 14.0, &w.say(&format!("month-{month}-short")));
    }
    if whole > 0.0 {
        label(&mut out, "axis middle", at(13) + 16.0 + wide / 2.0, 14.0, &w.say("heat-whole-year"));
    }
    let mut y = TOP;
    for (year, between) in rows {
        if between > 0 {
            label(&mut out, "axis", left, y + 14.0, &w.count("heat-years-between", &(between as usize)));
            y += FOLD;
        }
        let year = year as i16;
        out.raw("<a").attribute("href", &format!("/year/{}", iso_year(i32::from(year)))).raw(">");
        label(&mut out, "axis end", left - 8.0, y + size * 0.7, &w.short_year(year));
        out.raw("</a>");
        for month in 1..=12i8 {
            let count = catalogue.months.get(&(year, month)).copied().unwrap_or(0) as usize;
            let title = format!("{} · {}", w.month_of((year, month)), w.count("entries-n", &count));
            let link = format!("/month/{}", day::iso_month(year, month));
            square(&mut out, (at(month), y, wide, size), (count, most), &title, &link);
        }
        if let Some(&count) = catalogue.years.get(&year) {
            let title = format!("{} · {}", w.year(year), w.count("heat-year-only", &(count as usize)));
            let link = format!("/year/{}", iso_year(i32::from(year)));
            square(&mut out, (at(13) + 16.0, y, wide, size), (count as usize, most), &title, &link);
        }
        y += size + ROW.1;
    }
    out.raw("</svg>");
    out
}

/// A square with its count in it; a link where there is something.
fn square(
    out: &mut Markup,
    at: (f64, f64, f64, f64),
    (count, most): (usize, usize),
    title: &str,
    link: &str,
) {
    let dark = shade(count, most);
    cell(out, at, dark, title, (count > 0).then_some(link));
    if count > 0 {
        let class = if dark > 2 { "in light" } else { "in" };
        label(out, class, at.0 + at.2 / 2.0, at.1 + at.3 * 0.7, &count.to_string());
    }
}

/// Room for the names of years at the left: as much as the earliest takes.
fn axis(first: i32, w: Words) -> f64 {
    (super::width(&w.short_year(first as i16)) * 13.0 + 16.0).max(56.0)
}

fn years(catalogue: &Catalogue, w: Words) -> Markup {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for ((year, _), count) in &catalogue.months {
        *counts.entry(i32::from(*year)).or_default() += *count as usize;
    }
    for (year, count) in &catalogue.years {
        *counts.entry(i32::from(*year)).or_default() += *count as usize;
    }
    let most = counts.values().copied().max().unwrap_or(0);
    let decades: BTreeSet<i32> = counts.keys().map(|year| year.div_euclid(10)).collect();
    let rows = rows(&decades);
    let first = decades.first().copied().unwrap_or(0);
    let (size, wide) = (ROW.0, 58.0);
    let left = axis(first * 10, w) + 8.0;
    let mut out = open("heat", left + 10.0 * (wide + ROW.1), height(&rows), &w.say("heat-label"));
    let at = |k: i32| left + f64::from(k) * (wide + ROW.1);
    for k in 0..10 {
        label(&mut out, "axis middle", at(k) + wide / 2.0, 14.0, &k.to_string());
    }
    let mut y = TOP;
    for (decade, between) in rows {
        if between > 0 {
            let between = between as usize * 10;
            label(&mut out, "axis", left, y + 14.0, &w.count("heat-years-between", &between));
            y += FOLD;
        }
        let first = w.short_year((decade * 10) as i16);
        label(&mut out, "axis end", left - 8.0, y + size * 0.7, &format!("{first}–"));
        for k in 0..10 {
            let year = decade * 10 + k;
            let count = counts.get(&year).copied().unwrap_or(0);
            let title = format!("{} · {}", w.year(year as i16), w.count("entries-n", &count));
            square(
                &mut out,
                (at(k), y, wide, size),
                (count, most),
                &title,
                &format!("/year/{}", iso_year(year)),
            );
        }
        y += size + ROW.1;
    }
    out.raw("</svg>");
    out
}

/// A square with its title, a link where there is something behind it.
pub fn cell(out: &mut Markup, at: (f64, f64, f64, f64), shade: u8, title: &str, link: Option<&str>) {
    if let Some(link) = link {
        out.raw("<a").attribute("href", link).raw(">");
    }
    out.raw("<rect rx=\"3\" class=\"s").raw(&shade.to_string()).raw("\"");
    out.raw(&numbers(&[("x", at.0), ("y", at.1), ("width", at.2), ("height", at.3)])).raw("><title>");
    out.text(title).raw("</title></rect>");
    if link.is_some() {
        out.raw("</a>");
    }
}
