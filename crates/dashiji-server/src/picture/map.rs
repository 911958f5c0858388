//! Points on a plain sheet: a place is a circle as large as what is told of it. No border is drawn unless the office brings a
//! base map of its own (GeoJSON, in WGS-84 or GCJ-02).

use super::{fit, label, numbers, open};
use crate::markup::Markup;
use crate::place::BaseMap;
use crate::words::Words;

/// A point.
#[derive(Debug, Clone)]
pub struct Point {
    /// The place.
    pub name: String,
    /// The page behind it.
    pub link: String,
    /// Longitude and latitude, WGS-84.
    pub at: (f64, f64),
    /// Entries.
    pub count: usize,
}

/// The sheet.
pub fn draw(points: &[Point], base: Option<&BaseMap>, w: Words) -> Markup {
    sheet(points, base, w, (960.0, 640.0))
}

/// A small sheet, to stand beside words.
pub fn small(points: &[Point], base: Option<&BaseMap>, w: Words) -> Markup {
    sheet(points, base, w, (540.0, 340.0))
}

fn sheet(points: &[Point], base: Option<&BaseMap>, w: Words, (width, height): (f64, f64)) -> Markup {
    if points.is_empty() && base.is_none() {
        return Markup::new();
    }
    let mut bounds = Bounds::of(points.iter().map(|p| p.at));
    if points.is_empty() {
        bounds = Bounds::of(base.iter().flat_map(|b| b.lines.iter().flatten().copied()));
    }
    let bounds = bounds.padded();
    let middle = f64::midpoint(bounds.south, bounds.north).to_radians().cos().max(0.2);
    let scale = ((width - 80.0) / ((bounds.east - bounds.west) * middle))
        .min((height - 80.0) / (bounds.north - bounds.south));
    let (cx, cy) = (f64::midpoint(bounds.west, bounds.east), f64::midpoint(bounds.south, bounds.north));
    let place = |(lon, lat): (f64, f64)| {
        (width / 2.0 + (lon - cx) * middle * scale, height / 2.0 - (lat - cy) * scale)
    };
    let mut out = open("map", width, height, &w.say("map-label"));
    out.raw("<rect class=\"sheet\" rx=\"8\"")
        .raw(&numbers(&[("width", width), ("height", height)]))
        .raw("/><g class=\"grid\">");
    let every = step(width.max(height) / scale / 6.0);
    let (mut lon, mut lat) =
        ((cx - width / 2.0 / middle / scale) / every, (cy - height / 2.0 / scale) / every);
    (lon, lat) = (lon.ceil() * every, lat.ceil() * every);
    while lon < cx + width / 2.0 / middle / scale {
        let (x, _) = place((lon, cy));
        out.raw("<line").raw(&numbers(&[("x1", x), ("x2", x), ("y1", 0.0), ("y2", height)])).raw("/>");
        label(&mut out, "axis middle", x, height - 6.0, &degrees(lon, every, "E"));
        lon += every;
    }
    while lat < cy + height / 2.0 / scale {
        let (_, y) = place((cx, lat));
        out.raw("<line").raw(&numbers(&[("x1", 0.0), ("x2", width), ("y1", y), ("y2", y)])).raw("/>");
        label(&mut out, "axis", 6.0, y - 4.0, &degrees(lat, every, "N"));
        lat += every;
    }
    out.raw("</g>");
    if let Some(base) = base {
        out.raw("<g class=\"base\">");
        for line in &base.lines {
            let mut path = String::new();
            let mut last = (f64::MAX, f64::MAX);
            for at in line {
                let (x, y) = place(*at);
                if (x - last.0).hypot(y - last.1) < 0.8 {
                    continue;
                }
                path.push(if path.is_empty() { 'M' } else { 'L' });
                path.push_str(&super::trim(x.clamp(-2000.0, 3000.0)));
                path.push(' ');
                path.push_str(&super::trim(y.clamp(-2000.0, 3000.0)));
                last = (x, y);
            }
            out.raw("<path d=\"").raw(&path).raw("\"/>");
        }
        out.raw("</g>");
    }
    let most = points.iter().map(|p| p.count).max().unwrap_or(1) as f64;
    let mut order: Vec<&Point> = points.iter().collect();
    order.sort_by(|a, b| b.count.cmp(&a.count).then(a.name.cmp(&b.name)));
    let mut taken: Vec<(f64, f64, f64, f64)> = Vec::new();
    for point in order {
        let (x, y) = place(point.at);
        let radius = 4.0 + 22.0 * (point.count as f64 / most).sqrt();
        out.raw("<a").attribute("href", &point.link).raw("><circle class=\"point\"").raw(&numbers(&[
            ("cx", x),
            ("cy", y),
            ("r", radius),
        ]));
        out.raw("><title>")
            .text(&format!("{} · {}", point.name, w.count("entries-n", &point.count)))
            .raw("</title></circle>");
        let name = fit(&point.name, 9.0);
        let wide = super::width(&name) * 14.0;
        let at = (x - wide / 2.0, y - radius - 20.0, x + wide / 2.0, y - radius - 4.0);
        let free = taken.iter().all(|t| at.2 < t.0 || at.0 > t.2 || at.3 < t.1 || at.1 > t.3);
        if free && at.0 > 0.0 && at.2 < width && at.1 > 0.0 {
            label(&mut out, "middle halo", x, y - radius - 6.0, &name);
            taken.push(at);
        }
        out.raw("</a>");
    }
    out.raw("</svg>");
    out
}

struct Bounds {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

impl Bounds {
    fn of(points: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut bounds = Self { west: 180.0, east: -180.0, south: 90.0, north: -90.0 };
        for (lon, lat) in points {
            bounds.west = bounds.west.min(lon);
            bounds.east = bounds.east.max(lon);
            bounds.south = bounds.south.min(lat);
            bounds.north = bounds.north.max(lat);
        }
        if bounds.west > bounds.east {
            return Self { west: 73.0, east: 135.0, south: 18.0, north: 54.0 };
        }
        bounds
    }

    fn padded(self) -> Self {
        let grow = |low: f64, high: f64, least: f64| {
            let pad = ((high - low) * 0.08).max((least - (high - low)).max(0.0) / 2.0);
            (low - pad, high + pad)
        };
        let (west, east) = grow(self.west, self.east, 0.9);
        let (south, north) = grow(self.south, self.north, 0.6);
        Self { west, east, south, north }
    }
}

fn step(about: f64) -> f64 {
    [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0].into_iter().find(|s| *s >= about).unwrap_or(30.0)
}

fn degrees(value: f64, every: f64, side: &str) -> String {
    if every < 1.0 { format!("{value:.1}°{side}") } else { format!("{value:.0}°{side}") }
}
