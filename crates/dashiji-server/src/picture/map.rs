//! Points on a plain sheet with coasts, rivers and lakes in faint ink: a place is a circle as large as what is told of it; a person's route runs from place to
//! place. No border is drawn unless the office brings a base map of its own (GeoJSON, in WGS-84 or GCJ-02).

use super::{Box, fit, free, label, numbers, open};
use crate::markup::Markup;
use crate::place::{BaseMap, Water, waters};
use crate::words::Words;

/// A point.
#[derive(Debug, Clone)]
pub struct Point {
    /// Its code.
    pub code: u32,
    /// The place.
    pub name: String,
    /// The page behind it.
    pub link: String,
    /// Longitude and latitude, WGS-84.
    pub at: (f64, f64),
    /// Entries.
    pub count: usize,
    /// Who was there, where few days are shown.
    pub people: Vec<String>,
    /// Whether it is looked at.
    pub chosen: bool,
}

/// A stop of a route.
#[derive(Debug, Clone)]
pub struct Leg {
    /// Longitude and latitude.
    pub at: (f64, f64),
    /// When: 2月10日.
    pub when: String,
}

/// What a sheet shows.
#[derive(Debug, Clone, Copy)]
pub struct Drawn<'a> {
    /// The places.
    pub points: &'a [Point],
    /// The office's own base map.
    pub base: Option<&'a BaseMap>,
    /// A route, in order.
    pub route: &'a [Leg],
}

/// The sheet.
pub fn draw(drawn: Drawn<'_>, w: Words) -> Markup {
    sheet(drawn, w, (960.0, 640.0))
}

/// The same sheet for a narrow page, on which its words are as large as others.
pub fn narrow(drawn: Drawn<'_>, w: Words) -> Markup {
    sheet(drawn, w, super::NARROW)
}

/// A small sheet, to stand beside words.
pub fn small(drawn: Drawn<'_>, w: Words) -> Markup {
    sheet(drawn, w, (540.0, 340.0))
}

/// Of the entries, the share in the middle of the sheet; what lies far outside of it stands in an inset.
const MIDDLE: f64 = 0.05;

/// How much wider than the middle all points must lie for an inset.
const FAR: f64 = 1.8;

/// A stretch of the earth on a sheet of paper.
struct Frame {
    bounds: Bounds,
    /// Left and upper edge, width and height.
    at: (f64, f64, f64, f64),
}

impl Frame {
    fn middle(&self) -> f64 {
        f64::midpoint(self.bounds.south, self.bounds.north).to_radians().cos().max(0.2)
    }

    fn scale(&self, margin: f64) -> f64 {
        let Bounds { west, east, south, north } = self.bounds;
        ((self.at.2 - margin) / ((east - west) * self.middle())).min((self.at.3 - margin) / (north - south))
    }

    /// Where a longitude and latitude lie on the paper.
    fn place(&self, (lon, lat): (f64, f64), scale: f64) -> (f64, f64) {
        let Bounds { west, east, south, north } = self.bounds;
        let (x, y, wide, high) = self.at;
        (
            x + wide / 2.0 + (lon - f64::midpoint(west, east)) * self.middle() * scale,
            y + high / 2.0 - (lat - f64::midpoint(south, north)) * scale,
        )
    }
}

fn sheet(Drawn { points, base, route }: Drawn<'_>, w: Words, (width, height): (f64, f64)) -> Markup {
    if points.is_empty() && base.is_none() {
        return Markup::new();
    }
    let all = if points.is_empty() {
        Bounds::of(base.iter().flat_map(|b| b.lines.iter().flatten().copied()))
    } else {
        Bounds::of(points.iter().map(|p| p.at))
    };
    let middle = Bounds::middle(points).filter(|middle| all.is_much_wider(middle));
    // One place alone stands among the waters that it is known by.
    let bounds = if points.len() == 1 { all.grown(3.6, 2.4) } else { middle.unwrap_or(all).padded() };
    let frame = Frame { bounds, at: (0.0, 0.0, width, height) };
    let scale = frame.scale(80.0);
    let mut out = open("map", width, height, &w.say("map-label"));
    out.raw("<rect class=\"sheet\" rx=\"8\"")
        .raw(&numbers(&[("width", width), ("height", height)]))
        .raw("/>");
    water(&mut out, &frame, scale);
    grid(&mut out, &frame, scale);
    if let Some(base) = base {
        outlines(&mut out, base, &frame, scale);
    }
    let most = points.iter().map(|p| p.count).max().unwrap_or(1) as f64;
    let largest = (width / 44.0).clamp(12.0, 22.0);
    let size = |point: &Point| 4.0 + largest * (point.count as f64 / most).sqrt();
    let (near, far): (Vec<&Point>, Vec<&Point>) =
        points.iter().partition(|point| frame.bounds.holds(point.at));
    let inset = (!far.is_empty()).then(|| {
        let (wide, high) = (width * 0.27, height * 0.3);
        // The corner in which it covers fewest.
        let corner = |left: f64, top: f64| (left, top, wide, high);
        let (right, low) = (width - wide - 10.0, height - high - 10.0);
        let covered = |at: &(f64, f64, f64, f64)| {
            let (left, top, right, bottom) = corners(*at);
            let covers = |point: &&&Point| {
                let ((x, y), r) = (frame.place(point.at, scale), size(point));
                x + r > left && x - r < right && y + r > top && y - r < bottom
            };
            near.iter().filter(covers).map(|point| point.count).sum::<usize>()
        };
        let corners = [corner(right, 10.0), corner(10.0, 10.0), corner(10.0, low), corner(right, low)];
        let at = corners.into_iter().min_by_key(covered).unwrap_or(corner(right, 10.0));
        Frame { bounds: all.padded(), at }
    });
    // Where a label would cover a circle or leave the paper it stands elsewhere, or not at all.
    let mut taken: Vec<Box> = inset.iter().map(|inset| corners(inset.at)).collect();
    taken.extend(near.iter().map(|point| {
        let ((x, y), r) = (frame.place(point.at, scale), size(point));
        (x - r * 0.7, y - r * 0.7, x + r * 0.7, y + r * 0.7)
    }));
    let mut order = near;
    order.sort_by(|a, b| b.count.cmp(&a.count).then(a.name.cmp(&b.name)));
    for point in &order {
        let (x, y) = frame.place(point.at, scale);
        circle(&mut out, point, (x, y, size(point)), w);
    }
    legs(&mut out, route, &frame, scale, &mut taken);
    for point in &order {
        let (x, y) = frame.place(point.at, scale);
        name(&mut out, point, (x, y, size(point)), &mut taken, (0.0, 0.0, width, height));
    }
    if let Some(inset) = inset {
        let scale = inset.scale(24.0);
        let (left, top, wide, high) = inset.at;
        out.raw("<g class=\"inset\"><rect class=\"sheet\" rx=\"4\"");
        out.raw(&numbers(&[("x", left), ("y", top), ("width", wide), ("height", high)])).raw("/>");
        let first = inset.place((frame.bounds.west, frame.bounds.north), scale);
        let last = inset.place((frame.bounds.east, frame.bounds.south), scale);
        out.raw("<rect class=\"shown\"")
            .raw(&numbers(&[
                ("x", first.0),
                ("y", first.1),
                ("width", last.0 - first.0),
                ("height", last.1 - first.1),
            ]))
            .raw("/>");
        let mut taken = Vec::new();
        for point in &far {
            let (x, y) = inset.place(point.at, scale);
            circle(&mut out, point, (x, y, 4.0), w);
            name(&mut out, point, (x, y, 4.0), &mut taken, corners(inset.at));
        }
        out.raw("</g>");
    }
    out.raw("</svg>");
    out
}

fn corners((x, y, wide, high): (f64, f64, f64, f64)) -> (f64, f64, f64, f64) {
    (x, y, x + wide, y + high)
}

fn circle(out: &mut Markup, point: &Point, (x, y, radius): (f64, f64, f64), w: Words) {
    out.raw("<a").attribute("href", &point.link);
    out.raw(if point.chosen { "><circle class=\"point chosen\"" } else { "><circle class=\"point\"" });
    out.raw(&numbers(&[("cx", x), ("cy", y), ("r", radius)]));
    out.raw("><title>")
        .text(&format!("{} · {}", point.called(), w.count("entries-n", &point.count)))
        .raw("</title></circle></a>");
}

/// The name of a point above its circle, else below, right or left of it, where there is room.
fn name(out: &mut Markup, point: &Point, (x, y, radius): (f64, f64, f64), taken: &mut Vec<Box>, paper: Box) {
    let name = fit(&point.called(), if point.people.is_empty() { 9.0 } else { 18.0 });
    let wide = super::width(&name) * 14.0;
    let ways = [
        (x, y - radius - 6.0),
        (x, y + radius + 16.0),
        (x + radius + wide / 2.0 + 4.0, y + 5.0),
        (x - radius - wide / 2.0 - 4.0, y + 5.0),
    ];
    let (aside, up) = (radius * 0.7 + wide / 2.0 + 3.0, radius * 0.7);
    let corners =
        [(x + aside, y - up), (x - aside, y - up), (x + aside, y + up + 11.0), (x - aside, y + up + 11.0)];
    let place = free(taken, paper, wide, 13.0, &[&ways[..], &corners[..]].concat());
    // A large circle has room for its own name.
    let own = (radius * 2.0 > wide * 0.8).then_some((x, y + 5.0));
    if let Some((middle, foot)) = place.or(own) {
        label(out, "middle halo", middle, foot, &name);
    }
}

impl Point {
    /// The place of a code, that lies there and is told of in so many entries.
    pub fn of(code: u32, at: (f64, f64), count: usize) -> Self {
        Self {
            code,
            name: crate::place::name(code).unwrap_or_default().to_owned(),
            link: format!("/place/{code:06}"),
            at,
            count,
            people: Vec::new(),
            chosen: false,
        }
    }

    /// Its name, with those who were there.
    fn called(&self) -> String {
        if self.people.is_empty() {
            return self.name.clone();
        }
        format!("{} {}", self.name, self.people.join("、"))
    }
}

/// Coasts, rivers and lakes in faint ink, so far as they cross the paper.
fn water(out: &mut Markup, frame: &Frame, scale: f64) {
    let (_, _, width, height) = frame.at;
    out.raw("<g class=\"water\">");
    for (kind, line) in waters() {
        let on =
            |(x, y): (f64, f64)| (-60.0..=width + 60.0).contains(&x) && (-60.0..=height + 60.0).contains(&y);
        let mut path = String::new();
        let mut last: Option<(f64, f64)> = None;
        let mut drawn = false;
        for at in line {
            let (x, y) = frame.place(*at, scale);
            // A stretch is drawn where either of its ends is near the paper; a lake is drawn whole.
            let near = on((x, y)) || last.is_some_and(on);
            let begins = path.is_empty() || (!drawn && *kind != Water::Lake);
            if near || *kind == Water::Lake {
                if let (true, Some((x, y))) = (begins && *kind != Water::Lake, last) {
                    step_to(&mut path, 'M', x, y);
                }
                let how = if path.is_empty() { 'M' } else { 'L' };
                step_to(&mut path, how, x, y);
                drawn = true;
            } else {
                drawn = false;
            }
            last = Some((x, y));
        }
        let seen = line.iter().any(|at| on(frame.place(*at, scale)));
        if !seen || path.is_empty() {
            continue;
        }
        out.raw(match kind {
            Water::Lake => "<path class=\"lake\" d=\"",
            Water::Coast => "<path class=\"coast\" d=\"",
            Water::River => "<path d=\"",
        });
        out.raw(&path).raw("\"/>");
    }
    out.raw("</g>");
}

fn step_to(path: &mut String, how: char, x: f64, y: f64) {
    path.push(how);
    path.push_str(&super::trim(x.clamp(-3000.0, 4000.0)));
    path.push(' ');
    path.push_str(&super::trim(y.clamp(-3000.0, 4000.0)));
}

/// A route from stop to stop, each with its day where there is room.
fn legs(out: &mut Markup, route: &[Leg], frame: &Frame, scale: f64, taken: &mut Vec<Box>) {
    if route.len() < 2 {
        return;
    }
    let (_, _, width, height) = frame.at;
    let mut path = String::new();
    for leg in route {
        let (x, y) = frame.place(leg.at, scale);
        let how = if path.is_empty() { 'M' } else { 'L' };
        step_to(&mut path, how, x, y);
    }
    out.raw("<path class=\"route\" d=\"").raw(&path).raw("\"/>");
    for (k, leg) in route.iter().enumerate() {
        let (x, y) = frame.place(leg.at, scale);
        let words = format!("{} · {}", k + 1, leg.when);
        let wide = super::width(&words) * 12.0;
        // Half way to the next stop, where it does not lie on another name.
        let (mx, my) = route.get(k + 1).map_or((x, y), |next| {
            let (a, b) = frame.place(next.at, scale);
            (f64::midpoint(x, a), f64::midpoint(y, b))
        });
        let ways = [(x, y + 5.0), (mx, my), (x + wide * 0.7, y - 8.0), (x - wide * 0.7, y + 16.0)];
        if let Some((middle, foot)) = free(taken, (0.0, 0.0, width, height), wide, 11.0, &ways) {
            label(out, "axis middle halo", middle, foot, &words);
        }
    }
}

/// Degrees in faint lines.
fn grid(out: &mut Markup, frame: &Frame, scale: f64) {
    let (_, _, width, height) = frame.at;
    let middle = frame.middle();
    let Bounds { west, east, south, north } = frame.bounds;
    let (cx, cy) = (f64::midpoint(west, east), f64::midpoint(south, north));
    out.raw("<g class=\"grid\">");
    let every = step(width.max(height) / scale / 6.0);
    let mut lon = ((cx - width / 2.0 / middle / scale) / every).ceil() * every;
    let mut lat = ((cy - height / 2.0 / scale) / every).ceil() * every;
    while lon < cx + width / 2.0 / middle / scale {
        let (x, _) = frame.place((lon, cy), scale);
        out.raw("<line").raw(&numbers(&[("x1", x), ("x2", x), ("y1", 0.0), ("y2", height)])).raw("/>");
        label(out, "axis middle", x, height - 6.0, &degrees(lon, every, "E"));
        lon += every;
    }
    while lat < cy + height / 2.0 / scale {
        let (_, y) = frame.place((cx, lat), scale);
        out.raw("<line").raw(&numbers(&[("x1", 0.0), ("x2", width), ("y1", y), ("y2", y)])).raw("/>");
        label(out, "axis", 6.0, y - 4.0, &degrees(lat, every, "N"));
        lat += every;
    }
    out.raw("</g>");
}

/// The office's own base map.
fn outlines(out: &mut Markup, base: &BaseMap, frame: &Frame, scale: f64) {
    out.raw("<g class=\"base\">");
    for line in &base.lines {
        let mut path = String::new();
        let mut last = (f64::MAX, f64::MAX);
        for at in line {
            let (x, y) = frame.place(*at, scale);
            if (x - last.0).hypot(y - last.1) < 0.8 {
                continue;
            }
            let how = if path.is_empty() { 'M' } else { 'L' };
            step_to(&mut path, how, x, y);
            last = (x, y);
        }
        out.raw("<path d=\"").raw(&path).raw("\"/>");
    }
    out.raw("</g>");
}

/// A stretch of the earth.
#[derive(Clone, Copy)]
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

    /// What the middle nine tenths of the entries lie in; nothing where there are few places.
    fn middle(points: &[Point]) -> Option<Self> {
        if points.len() < 5 {
            return None;
        }
        let all = points.iter().map(|p| p.count).sum::<usize>() as f64;
        let within = |of: fn(&Point) -> f64| {
            let mut sorted: Vec<(f64, usize)> = points.iter().map(|p| (of(p), p.count)).collect();
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut before = 0.0;
            let mut ends = (sorted[0].0, sorted[sorted.len() - 1].0);
            let mut begun = false;
            for (value, count) in sorted {
                before += count as f64;
                if !begun && before > all * MIDDLE {
                    (begun, ends.0) = (true, value);
                }
                if before >= all * (1.0 - MIDDLE) {
                    ends.1 = value;
                    break;
                }
            }
            ends
        };
        let ((west, east), (south, north)) = (within(|p| p.at.0), within(|p| p.at.1));
        Some(Self { west, east, south, north })
    }

    fn is_much_wider(&self, middle: &Self) -> bool {
        let (all, inner) = (self.padded(), middle.padded());
        (all.east - all.west) > FAR * (inner.east - inner.west)
            || (all.north - all.south) > FAR * (inner.north - inner.south)
    }

    fn holds(&self, (lon, lat): (f64, f64)) -> bool {
        (self.west..=self.east).contains(&lon) && (self.south..=self.north).contains(&lat)
    }

    fn padded(self) -> Self {
        self.grown(0.9, 0.6)
    }

    /// With a margin, and so many degrees wide and high at least.
    fn grown(self, wide: f64, high: f64) -> Self {
        let grow = |low: f64, high: f64, least: f64| {
            let pad = ((high - low) * 0.08).max((least - (high - low)).max(0.0) / 2.0);
            (low - pad, high + pad)
        };
        let (west, east) = grow(self.west, self.east, wide);
        let (south, north) = grow(self.south, self.north, high);
        Self { west, east, south, north }
    }
}

fn step(about: f64) -> f64 {
    [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0].into_iter().find(|s| *s >= about).unwrap_or(30.0)
}

fn degrees(value: f64, every: f64, side: &str) -> String {
    if every < 1.0 { format!("{value:.1}°{side}") } else { format!("{value:.0}°{side}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dashiji_publish::Language;

    fn point(name: &str, at: (f64, f64), count: usize) -> Point {
        let people = Vec::new();
        Point {
            code: 0,
            name: name.to_owned(),
            link: format!("/place/{name}"),
            at,
            count,
            people,
            chosen: false,
        }
    }

    fn alone(points: &[Point]) -> Drawn<'_> {
        Drawn { points, base: None, route: &[] }
    }

    #[test]
    fn a_route_runs_from_stop_to_stop_with_its_days() {
        let points = [point("甲", (113.6, 34.7), 2), point("乙", (114.3, 30.6), 1)];
        let leg = |at: (f64, f64), when: &str| Leg { at, when: when.to_owned() };
        let route = [leg(points[0].at, "2月1日"), leg(points[1].at, "2月3日"), leg(points[0].at, "2月4日")];
        let sheet = draw(Drawn { route: &route, ..alone(&points) }, Words::of(Language::Chinese)).to_string();
        let path = sheet.split("class=\"route\" d=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!((path.matches('M').count(), path.matches('L').count()), (1, 2), "{path}");
        assert!(sheet.contains("1 · 2月1日") && sheet.contains("2 · 2月3日"), "{sheet}");
        // Between the two a river runs.
        assert!(sheet.contains("<g class=\"water\"><path"), "{sheet}");
    }

    #[test]
    fn a_place_by_the_sea_shows_its_coast() {
        let points = [point("青岛市", (120.38, 36.07), 3), point("烟台市", (121.4, 37.5), 1)];
        let sheet = draw(alone(&points), Words::of(Language::Chinese)).to_string();
        assert!(sheet.contains("<path class=\"coast\" d=\"M"), "{sheet}");
        let inland = [point("郑州市", (113.6, 34.7), 3), point("开封市", (114.3, 34.8), 1)];
        assert!(!draw(alone(&inland), Words::of(Language::Chinese)).to_string().contains("class=\"coast\""));
    }

    #[test]
    fn one_far_place_does_not_squeeze_the_others() {
        let mut points: Vec<Point> = (0..12)
            .map(|k| point(&format!("甲{k}"), (113.0 + f64::from(k) * 0.2, 34.0 + f64::from(k % 4) * 0.3), 8))
            .collect();
        let near = draw(alone(&points), Words::of(Language::Chinese)).to_string();
        points.push(point("远地", (87.6, 43.8), 1));
        let far = draw(alone(&points), Words::of(Language::Chinese)).to_string();
        assert!(!near.contains("class=\"inset\"") && far.contains("class=\"inset\""), "{far}");
        assert!(far.contains("href=\"/place/远地\"") && far.contains(">远地</text>"), "{far}");
        // It lies over none of them.
        let inset = far.split("<g class=\"inset\"><rect").nth(1).unwrap();
        let side = |name: &str| super::super::attribute(inset, &format!(" {name}"));
        let (left, top) = (side("x"), side("y"));
        for circle in far.split("<circle class=\"point\"").skip(1).take(12) {
            let at = |name: &str| super::super::attribute(circle, name);
            let (x, y, r) = (at("cx"), at("cy"), at(" r"));
            let beside = x + r <= left || x - r >= left + side("width");
            assert!(beside || y + r <= top || y - r >= top + side("height"), "{far}");
        }
        // The others lie as far apart as they did without it.
        let places = |svg: &str| -> Vec<f64> {
            let circles = svg.split("<circle class=\"point\" cx=\"").skip(1).take(12);
            circles.map(|c| c.split('"').next().unwrap().parse().unwrap()).collect()
        };
        let spread = |at: &[f64]| {
            at.iter().copied().fold(f64::MIN, f64::max) - at.iter().copied().fold(f64::MAX, f64::min)
        };
        assert!(spread(&places(&far)) > spread(&places(&near)) * 0.8, "{far}");
    }

    #[test]
    fn names_lie_on_no_other_name() {
        let points: Vec<Point> = (0..30)
            .map(|k| {
                point(
                    &format!("某县{k}"),
                    (113.0 + f64::from(k % 6) * 0.1, 34.0 + f64::from(k / 6) * 0.05),
                    1 + k as usize,
                )
            })
            .collect();
        let svg = draw(alone(&points), Words::of(Language::Chinese)).to_string();
        let mut at: Vec<(f64, f64)> = Vec::new();
        for text in svg.split("<text class=\"middle halo\"").skip(1) {
            let number = |name: &str| -> f64 {
                text.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
            };
            at.push((number("x"), number("y")));
        }
        assert!(at.len() > 5);
        for (k, a) in at.iter().enumerate() {
            assert!(
                at[k + 1..].iter().all(|b| (a.0 - b.0).abs() > 30.0 || (a.1 - b.1).abs() > 14.0),
                "{at:?}"
            );
        }
    }
}
