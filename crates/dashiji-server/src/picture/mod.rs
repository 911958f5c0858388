//! Pictures drawn on the server as SVG: numbers and names in, markup out; the same numbers give the same picture.
//!
//! A picture carries no colour of its own, only classes of the style sheet, so that it follows the light, the dark and the
//! printed page; every mark that means something has a `<title>` and, where there is a page behind it, a link.

pub mod heat;
pub mod itinerary;
pub mod ledger;
pub mod map;
pub mod nested;
pub mod network;
pub mod offices;
pub mod stages;
pub mod timeline;

use crate::markup::Markup;
use std::fmt::Write;

/// The size of a picture on a phone, where one unit of it is about a pixel.
pub const NARROW: (f64, f64) = (350.0, 420.0);

/// A picture and the same drawn anew for narrow pages: the style sheet shows one of the two.
pub fn either(wide: &Markup, narrow: &Markup) -> Markup {
    let mut out = Markup::new();
    if !wide.is_empty() {
        out.raw("<div class=\"at-wide\">").raw(wide.as_str()).raw("</div><div class=\"at-narrow\">");
        out.raw(narrow.as_str()).raw("</div>");
    }
    out
}

/// Left, upper, right and lower edge.
pub type Box = (f64, f64, f64, f64);

/// The first of some places, each the middle and foot of a line of words, at which the words lie on the paper and on nothing else; it is taken then.
pub fn free(
    taken: &mut Vec<Box>,
    paper: Box,
    wide: f64,
    high: f64,
    ways: &[(f64, f64)],
) -> Option<(f64, f64)> {
    ways.iter().copied().find(|(middle, foot)| {
        let at = (middle - wide / 2.0, foot - high, middle + wide / 2.0, foot + 3.0);
        let free = taken.iter().all(|t| at.2 < t.0 || at.0 > t.2 || at.3 < t.1 || at.1 > t.3);
        let fits = free && at.0 > paper.0 && at.2 < paper.2 && at.1 > paper.1 && at.3 < paper.3;
        if fits {
            taken.push(at);
        }
        fits
    })
}

/// Opens a picture of a size in its own units, with what it shows.
pub fn open(class: &str, width: f64, height: f64, label: &str) -> Markup {
    let mut out = Markup::new();
    let mut head = String::new();
    let _ = write!(
        head,
        "<svg class=\"{class}\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"{2}\"",
        trim(width),
        trim(height),
        if matches!(class, "ledger" | "stages") { "img" } else { "group" }
    );
    out.raw(&head).attribute("aria-label", label).raw(">");
    out
}

/// A picture as a file of its own: named, with the rules of the style sheet that it needs, as on white paper.
pub fn alone(picture: &Markup, title: &str) -> String {
    // Of two drawings the wide one.
    let whole = picture.as_str();
    let from = whole.find("<svg").unwrap_or(0);
    let to = whole[from..].find("</svg>").map_or(whole.len(), |at| from + at + 6);
    let (head, body) = whole[from..to].split_once('>').unwrap_or((&whole[from..to], ""));
    let mut out = Markup::new();
    out.raw(head).raw(" xmlns=\"http://www.w3.org/2000/svg\"><title>").text(title).raw("</title><style>");
    for line in dashiji_page::STYLE.lines() {
        if line.starts_with(":root{") || line.starts_with("--") {
            out.raw(line).raw("\n");
        }
        // What follows is of the dark.
        if line.starts_with("--serif") {
            break;
        }
    }
    for line in dashiji_page::STYLE.lines() {
        let wanted = ["svg", "rect.s", ".ties", ".node"].iter().any(|head| line.starts_with(head));
        if wanted && !line.contains('@') {
            out.raw(line).raw("\n");
        }
    }
    // Links of the room lead nowhere from a file.
    out.raw("</style>").raw(&body.replace(" href=\"/", " data-at=\"/"));
    out.to_string()
}

/// A coordinate with at most one digit after the point.
pub fn trim(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Numeric attributes: ` x="1" y="2.5"`.
pub fn numbers(pairs: &[(&str, f64)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        let _ = write!(out, " {name}=\"{}\"", trim(*value));
    }
    out
}

/// Words at a place.
pub fn label(out: &mut Markup, class: &str, x: f64, y: f64, words: &str) {
    out.raw("<text class=\"").raw(class).raw("\"").raw(&numbers(&[("x", x), ("y", y)])).raw(">");
    out.text(words).raw("</text>");
}

/// How dark a count is: 0 for nothing, 1 to 5 by its share of the most, by square root.
pub fn shade(count: usize, most: usize) -> u8 {
    if count == 0 || most == 0 {
        return 0;
    }
    let share = (count as f64 / most as f64).sqrt();
    ((share * 5.0).ceil() as u8).clamp(1, 5)
}

/// About how wide words are, in units of the size of type: a Han character one, a Latin letter a little over a half.
pub fn width(words: &str) -> f64 {
    words.chars().map(|c| if c.is_ascii() { 0.56 } else { 1.0 }).sum()
}

/// Words cut to a width, in units of the size of type.
pub fn fit(words: &str, most: f64) -> String {
    if width(words) <= most {
        return words.to_owned();
    }
    let mut out = String::new();
    let mut used = 1.0;
    for c in words.chars() {
        used += if c.is_ascii() { 0.56 } else { 1.0 };
        if used > most {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// The number in an attribute of the first tag of some SVG.
#[cfg(test)]
fn attribute(svg: &str, name: &str) -> f64 {
    let (_, behind) = svg.split_once(&format!("{name}=\"")).unwrap();
    behind.split_once('"').unwrap().0.parse().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_stands_alone_with_its_title_and_its_colours() {
        let mut picture = open("map", 100.0, 50.0, "地图");
        picture.raw("<a href=\"/place/341525\"><circle class=\"point\"/></a></svg>");
        let file = alone(&either(&picture, &picture), "六安市最多 <3");
        assert!(file.starts_with("<svg class=\"map\"") && file.ends_with("</svg>"), "{file}");
        assert_eq!(file.matches("<svg").count(), 1);
        assert!(file.contains("<title>六安市最多 &lt;3</title>") && file.contains("xmlns="), "{file}");
        assert!(file.contains("--paper:#fbfaf6") && file.contains("svg .point{"), "{file}");
        assert!(!file.contains("href=\"/") && !file.contains("prefers-color-scheme"), "{file}");
    }

    #[test]
    fn counts_darken_and_nothing_stays_white() {
        assert_eq!([0, 1, 25, 100].map(|n| shade(n, 100)), [0, 1, 3, 5]);
        assert_eq!(shade(3, 0), 0);
    }

    #[test]
    fn long_names_are_cut_to_their_room() {
        assert_eq!(fit("霍山县人民政府", 4.0), "霍山县…");
        assert_eq!(fit("霍山县", 4.0), "霍山县");
    }
}
