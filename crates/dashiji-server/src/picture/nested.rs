//! Divisions as squares in each other by code: provinces hold prefectures, these hold counties, each as large as what is told of it. No border is
//! needed to see where most lies.
//!
//! In go codes with counts; out comes a picture in which areas are in proportion (squarified treemap, Bruls, Huizing and van Wijk 2000).

use super::{fit, label, numbers, open, shade};
use crate::markup::Markup;
use crate::words::Words;
use std::collections::BTreeMap;

/// A rectangle: left, top, width, height.
type Area = (f64, f64, f64, f64);

/// A division with what is told of it.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its code.
    pub code: u32,
    /// Entries.
    pub count: usize,
    /// The page behind it.
    pub link: String,
}

/// What a division holds.
#[derive(Debug, Default)]
struct Holder {
    count: usize,
    within: BTreeMap<u32, Holder>,
}

/// The picture.
pub fn draw(parts: &[Part], w: Words) -> Markup {
    nested(parts, w, (960.0, 420.0))
}

/// The same for a narrow page.
pub fn narrow(parts: &[Part], w: Words) -> Markup {
    nested(parts, w, super::NARROW)
}

fn nested(parts: &[Part], w: Words, (width, height): (f64, f64)) -> Markup {
    let mut all = Holder::default();
    for part in parts {
        let (province, prefecture) = (part.code / 10_000 * 10_000, part.code / 100 * 100);
        let mut chain = vec![province, prefecture, part.code];
        // Some counties are held by the province itself.
        chain.retain(|code| *code == part.code || crate::place::name(*code).is_some());
        chain.dedup();
        all.count += part.count;
        let mut at = &mut all;
        for code in chain {
            at = at.within.entry(code).or_default();
            at.count += part.count;
        }
    }
    if all.count == 0 {
        return Markup::new();
    }
    own(&mut all);
    let links: BTreeMap<u32, &Part> = parts.iter().map(|part| (part.code, part)).collect();
    let most = parts.iter().map(|part| part.count).max().unwrap_or(0);
    let mut out = open("nested", width, height, &w.say("nested-label"));
    level(&mut out, &all, (0.0, 0.0, width, height), 0, most, &links, w);
    out.raw("</svg>");
    out
}

/// What is told of a division itself and of none within it stands beside these.
fn own(holder: &mut Holder) {
    for (code, inner) in &mut holder.within {
        let told: usize = inner.within.values().map(|within| within.count).sum();
        if !inner.within.is_empty() && told < inner.count {
            let rest = Holder { count: inner.count - told, ..Holder::default() };
            inner.within.insert(*code, rest);
        }
        if inner.within.len() > 1 || !inner.within.contains_key(code) {
            own(inner);
        }
    }
}

fn level(
    out: &mut Markup,
    holder: &Holder,
    area: Area,
    depth: u8,
    most: usize,
    links: &BTreeMap<u32, &Part>,
    w: Words,
) {
    let mut order: Vec<(u32, &Holder)> = holder.within.iter().map(|(code, inner)| (*code, inner)).collect();
    order.sort_by_key(|(code, inner)| (std::cmp::Reverse(inner.count), *code));
    let counts: Vec<f64> = order.iter().map(|(_, inner)| inner.count as f64).collect();
    for ((code, inner), at) in order.iter().zip(squares(&counts, area)) {
        let (x, y, wide, high) = at;
        let name = crate::place::name(*code).map_or_else(|| format!("{code:06}"), str::to_owned);
        let link = links.get(code).map_or_else(|| format!("/place/{code:06}"), |part| part.link.clone());
        let ends = inner.within.is_empty();
        out.raw("<a").attribute("href", &link).raw("><rect class=\"");
        if ends {
            out.raw("s").raw(&shade(inner.count, most).to_string());
        } else {
            out.raw("holds");
        }
        out.raw("\"").raw(&numbers(&[
            ("x", x + 1.0),
            ("y", y + 1.0),
            ("width", (wide - 2.0).max(0.5)),
            ("height", (high - 2.0).max(0.5)),
        ]));
        let told = w.count("entries-n", &inner.count);
        out.raw("><title>").text(&format!("{name} · {told}")).raw("</title></rect></a>");
        let room = (wide - 10.0) / 13.0;
        let named = room >= 2.0 && high >= 18.0;
        if named {
            let light = if ends && shade(inner.count, most) >= 4 { "axis light" } else { "axis" };
            label(out, light, x + 5.0, y + 14.0, &fit(&name, room));
        }
        let top = if named { 20.0 } else { 3.0 };
        if !ends && wide > 12.0 && high > top + 8.0 && depth < 3 {
            level(out, inner, (x + 3.0, y + top, wide - 6.0, high - top - 3.0), depth + 1, most, links, w);
        }
    }
}

/// Rectangles in an area, in proportion to counts that come the greatest first, as near to squares as they can be.
fn squares(counts: &[f64], area: Area) -> Vec<Area> {
    let sum: f64 = counts.iter().sum();
    let (mut x, mut y, mut wide, mut high) = area;
    let unit = wide * high / sum.max(1e-9);
    let mut out = Vec::with_capacity(counts.len());
    let mut rest = counts;
    while !rest.is_empty() {
        let side = wide.min(high).max(1e-6);
        // So many make the worst of a row as square as can be.
        let worst = |row: &[f64]| {
            let total: f64 = row.iter().sum::<f64>() * unit;
            let thick = total / side;
            row.iter()
                .map(|count| {
                    let long = count * unit / thick.max(1e-9);
                    (long / thick).max(thick / long.max(1e-9))
                })
                .fold(0.0, f64::max)
        };
        let mut taken = 1;
        while taken < rest.len() && worst(&rest[..=taken]) <= worst(&rest[..taken]) {
            taken += 1;
        }
        let thick = rest[..taken].iter().sum::<f64>() * unit / side;
        let mut along = 0.0;
        for count in &rest[..taken] {
            let long = count * unit / thick.max(1e-9);
            out.push(if wide >= high { (x, y + along, thick, long) } else { (x + along, y, long, thick) });
            along += long;
        }
        if wide >= high {
            x += thick;
            wide -= thick;
        } else {
            y += thick;
            high -= thick;
        }
        rest = &rest[taken..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use dashiji_publish::Language;

    #[test]
    fn areas_are_in_proportion_and_fill_the_paper() {
        let counts = [50.0, 30.0, 12.0, 5.0, 2.0, 1.0];
        let got = squares(&counts, (0.0, 0.0, 100.0, 60.0));
        for (area, count) in got.iter().zip(counts) {
            assert!((area.2 * area.3 - count * 60.0).abs() < 0.01, "{area:?}");
            assert!(
                area.0 >= -0.01 && area.1 >= -0.01 && area.0 + area.2 < 100.01 && area.1 + area.3 < 60.01
            );
        }
    }

    #[test]
    fn a_county_lies_in_its_prefecture() {
        let part = |code: u32, count: usize| Part { code, count, link: format!("/place/{code}") };
        let words = Words::of(Language::Chinese);
        let svg = draw(&[part(341_525, 9), part(341_524, 1), part(410_100, 4)], words).to_string();
        let order = ["安徽省", "六安市", "霍山县", "金寨县", "河南省", "郑州市"];
        let at: Vec<usize> = order.iter().map(|name| svg.find(&format!(">{name} ·")).unwrap()).collect();
        assert!(at.windows(2).all(|pair| pair[0] < pair[1]), "{svg}");
        assert!(draw(&[], words).is_empty());
    }
}
