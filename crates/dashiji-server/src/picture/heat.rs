//! Months as a strip: a row a year, a square a month, darker where more is told; beyond thirty years with entries a row a decade, a square a
//! year.

use super::{label, numbers, open, shade};
use crate::markup::Markup;
use crate::words::Words;
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
    let (size, gap, left, top) = (26.0, 4.0, 56.0, 22.0);
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
        label(&mut out, "axis end", left - 8.0, y + size * 0.7, &year.to_string());
        for month in 1..=12i8 {
            let count = months.get(&(*year as i16, month)).copied().unwrap_or(0) as usize;
            let x = left + f64::from(month - 1) * (size * 2.0 + gap);
            let title = format!("{year:04}-{month:02} · {}", w.count("entries-n", &count));
            cell(
                &mut out,
                (x, y, size * 2.0, size),
                shade(count, most),
                &title,
                (count > 0).then(|| format!("/month/{year:04}-{month:02}")).as_deref(),
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

fn years(months: &BTreeMap<(i16, i8), u32>, first: i32, last: i32, w: Words) -> Markup {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for ((year, _), count) in months {
        *counts.entry(i32::from(*year)).or_default() += *count as usize;
    }
    let most = counts.values().copied().max().unwrap_or(0);
    let decades: Vec<i32> = (first.div_euclid(10)..=last.div_euclid(10))
        .filter(|d| counts.range(d * 10..d * 10 + 10).next().is_some())
        .collect();
    let (size, gap, left, top) = (24.0, 4.0, 64.0, 22.0);
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
        label(&mut out, "axis end", left - 8.0, y + size * 0.7, &format!("{}–", decade * 10));
        for k in 0..10 {
            let year = decade * 10 + k;
            let count = counts.get(&year).copied().unwrap_or(0);
            let x = left + f64::from(k) * (size * 2.4 + gap);
            let title = format!("{year} · {}", w.count("entries-n", &count));
            let link = (count > 0).then(|| format!("/timeline?from={year:04}-01-01&to={year:04}-12-31"));
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
