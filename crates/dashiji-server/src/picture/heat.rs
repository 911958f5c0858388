//! Months as a strip: a row a year, a square a month, darker where more is told; beyond thirty years with entries a row a decade, a square a
//! year.

use super::{label, numbers, open, shade};
use crate::day;
use crate::markup::Markup;
use crate::words::Words;
use dashiji::resolve::day::iso_year;
use std::collections::BTreeMap;

/// Years beyond which a square stands for a year.
const YEARS: usize = 30;

/// The strip of entries by month.
pub fn months(months: &BTreeMap<(i16, i8), u32>, w: Words) -> Markup {
    let (Some((first, _)), Some((last, _))) = (months.first_key_value(), months.last_key_value()) else {
        return Markup::new();
    };
    let (first, last) = (i32::from(first.0), i32::from(last.0));
    let most = months.values().copied().max().unwrap_or(0) as usize;
    let told: Vec<i32> =
        (first..=last).rev().filter(|y| months.keys().any(|(year, _)| i32::from(*year) == *y)).collect();
    if told.len() > YEARS {
        return years(months, first, last, w);
    }
    let (size, gap, left, top) = (26.0, 4.0, axis(told.last().copied().unwrap_or(first), w), 22.0);
    let height = top + told.len() as f64 * (size + gap);
    let mut out = open("heat", left + 12.0 * (size * 2.0 + gap), height, &w.say("heat-label"));
    for month in 1..=12 {
        label(
            &mut out,
            "axis middle",
            left + f64::from(month - 1) * (size * 2.0 + gap) + size,
            14.0,
            &month.to_string(),
        );
    }
    for (row, year) in told.iter().enumerate() {
        let y = top + row as f64 * (size + gap);
        let year = *year as i16;
        label(&mut out, "axis end", left - 8.0, y + size * 0.7, &w.short_year(year));
        for month in 1..=12i8 {
            let count = months.get(&(year, month)).copied().unwrap_or(0) as usize;
            let x = left + f64::from(month - 1) * (size * 2.0 + gap);
            let name = day::iso_month(year, month);
            let title = format!("{name} · {}", w.count("entries-n", &count));
            cell(
                &mut out,
                (x, y, size * 2.0, size),
                shade(count, most),
                &title,
                (count > 0).then(|| format!("/month/{name}")).as_deref(),
            );
            if count > 0 {
                label(
                    &mut out,
                    if shade(count, most) > 2 { "in light" } else { "in" },
                    x + size,
                    y + size * 0.7,
                    &count.to_string(),
                );
            }
        }
    }
    out.raw("</svg>");
    out
}

/// Room for the names of years at the left: as much as the earliest takes.
fn axis(first: i32, w: Words) -> f64 {
    (super::width(&w.short_year(first as i16)) * 13.0 + 16.0).max(56.0)
}

fn years(months: &BTreeMap<(i16, i8), u32>, first: i32, last: i32, w: Words) -> Markup {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for ((year, _), count) in months {
        *counts.entry(i32::from(*year)).or_default() += *count as usize;
    }
    let most = counts.values().copied().max().unwrap_or(0);
    let decades: Vec<i32> = (first.div_euclid(10)..=last.div_euclid(10))
        .filter(|d| counts.range(d * 10..d * 10 + 10).next().is_some())
        .collect();
    let (size, gap, left, top) = (24.0, 4.0, axis(first, w) + 8.0, 22.0);
    let mut out = open(
        "heat",
        left + 10.0 * (size * 2.4 + gap),
        top + decades.len() as f64 * (size + gap),
        &w.say("heat-label"),
    );
    for k in 0..10 {
        label(
            &mut out,
            "axis middle",
            left + f64::from(k) * (size * 2.4 + gap) + size * 1.2,
            14.0,
            &k.to_string(),
        );
    }
    for (row, decade) in decades.iter().enumerate() {
        let y = top + row as f64 * (size + gap);
        let first = w.short_year((decade * 10) as i16);
        label(&mut out, "axis end", left - 8.0, y + size * 0.7, &format!("{first}–"));
        for k in 0..10 {
            let year = decade * 10 + k;
            let count = counts.get(&year).copied().unwrap_or(0);
            let x = left + f64::from(k) * (size * 2.4 + gap);
            let title = format!("{} · {}", w.short_year(year as i16), w.count("entries-n", &count));
            let named = iso_year(year);
            let link = (count > 0).then(|| format!("/timeline?from={named}-01-01&to={named}-12-31"));
            cell(&mut out, (x, y, size * 2.4, size), shade(count, most), &title, link.as_deref());
        }
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
