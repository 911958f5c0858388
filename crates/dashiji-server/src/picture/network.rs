//! Who was with whom: names laid out so that those often together stand near, the same way every time.
//!
//! In go names with their weight and pairs with theirs; out comes the picture. Springs pull pairs together and all push each
//! other away (Fruchterman and Reingold 1991), from a spiral as the beginning, so that nothing is left to chance.

use super::{fit, label, numbers, open};
use crate::markup::{Markup, address};
use crate::words::Words;
use std::sync::LazyLock;

/// A name in the picture.
#[derive(Debug, Clone)]
pub struct Node {
    /// The name.
    pub name: String,
    /// How many entries.
    pub weight: usize,
    /// The office last seen.
    pub office: String,
}

/// A tie between two of them.
#[derive(Debug, Clone, Copy)]
pub struct Tie {
    /// Positions.
    pub ends: (usize, usize),
    /// How many events.
    pub weight: usize,
    /// The same, each event counting the less the more were there: two alone at one say more than two among thirty.
    pub close: f64,
}

/// Bodies that offices are of, as colours tell them apart; `other` is of none of them.
pub const GROUPS: [&str; 6] = ["congress", "conference", "party", "government", "law", "other"];

/// The group that an office is of: 省人大常委会主任 of the congress.
pub fn group(office: &str) -> &'static str {
    static WORDS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
        let rows = include_str!("../../data/office-groups.tsv").lines().filter(|row| !row.starts_with('#'));
        rows.filter_map(|row| row.split_once('\t')).collect()
    });
    let named = WORDS.iter().find(|(words, _)| office.contains(words)).map(|(_, group)| *group);
    named.and_then(|named| GROUPS.into_iter().find(|group| *group == named)).unwrap_or("other")
}

/// Places for the names, between 0 and 1.
pub fn lay(nodes: usize, ties: &[Tie]) -> Vec<(f64, f64)> {
    let mut at: Vec<(f64, f64)> = (0..nodes)
        .map(|k| {
            let turn = k as f64 * 2.399_963;
            let far = 0.05 + 0.45 * (k as f64 / nodes.max(1) as f64).sqrt();
            (0.5 + far * turn.cos(), 0.5 + far * turn.sin())
        })
        .collect();
    let most = ties.iter().map(|t| t.close).fold(1e-9, f64::max);
    let ideal = 0.9 / (nodes.max(1) as f64).sqrt();
    let rounds = 260;
    for round in 0..rounds {
        let heat = 0.08 * (1.0 - f64::from(round) / f64::from(rounds)) + 0.001;
        let mut push = vec![(0.0f64, 0.0f64); nodes];
        for a in 0..nodes {
            for b in a + 1..nodes {
                let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
                let square = (dx * dx + dy * dy).max(1e-6);
                let force = ideal * ideal / square;
                push[a].0 += dx * force;
                push[a].1 += dy * force;
                push[b].0 -= dx * force;
                push[b].1 -= dy * force;
            }
        }
        for tie in ties {
            let (a, b) = tie.ends;
            let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
            let far = (dx * dx + dy * dy).sqrt().max(1e-6);
            let force = far / ideal * (0.25 + 0.75 * (tie.close / most).sqrt());
            push[a].0 -= dx * force;
            push[a].1 -= dy * force;
            push[b].0 += dx * force;
            push[b].1 += dy * force;
        }
        for (place, (dx, dy)) in at.iter_mut().zip(push) {
            let (dx, dy) = (dx + (0.5 - place.0) * 0.6, dy + (0.5 - place.1) * 0.6);
            let far = (dx * dx + dy * dy).sqrt().max(1e-9);
            place.0 += dx / far * far.min(heat);
            place.1 += dy / far * far.min(heat);
        }
    }
    // Stretched to fill the paper.
    let bounds = |pick: fn(&(f64, f64)) -> f64| {
        let low = at.iter().map(pick).fold(f64::MAX, f64::min);
        let high = at.iter().map(pick).fold(f64::MIN, f64::max);
        (low, (high - low).max(1e-6))
    };
    let ((x0, wide), (y0, high)) = (bounds(|p| p.0), bounds(|p| p.1));
    at.iter().map(|p| if nodes < 2 { (0.5, 0.5) } else { ((p.0 - x0) / wide, (p.1 - y0) / high) }).collect()
}

/// The entries that tell of two.
pub fn together(one: &str, other: &str) -> String {
    let who = |name: &str| format!("who:{}", crate::question::term(name));
    format!("/search?q={}", crate::markup::encoded(&format!("{} {}", who(one), who(other))))
}

/// The picture, and the same of fewer names for a narrow page.
pub fn either(nodes: &[Node], ties: &[Tie], w: Words) -> Markup {
    let few = &nodes[..nodes.len().min(FEW)];
    let own: Vec<Tie> = ties.iter().filter(|tie| tie.ends.1 < few.len()).copied().collect();
    super::either(&draw(nodes, ties, w, (960.0, 680.0)), &draw(few, &own, w, super::NARROW))
}

/// Names on a narrow page.
const FEW: usize = 18;

/// The picture in its size.
fn draw(nodes: &[Node], ties: &[Tie], w: Words, (width, height): (f64, f64)) -> Markup {
    let at = lay(nodes.len(), ties);
    let margin = if width > 600.0 { 54.0 } else { 30.0 };
    let place = |k: usize| (margin + at[k].0 * (width - 2.0 * margin), 30.0 + at[k].1 * (height - 76.0));
    let most = ties.iter().map(|t| t.close).fold(1e-9, f64::max);
    let heaviest = nodes.iter().map(|n| n.weight).max().unwrap_or(1) as f64;
    let radius = |node: &Node| 4.0 + 11.0 * (node.weight as f64 / heaviest).sqrt();
    let mut out = open("network", width, height, &w.say("network-label"));
    out.raw("<g class=\"ties\">");
    for tie in ties {
        let ((x1, y1), (x2, y2)) = (place(tie.ends.0), place(tie.ends.1));
        let thick = 0.6 + 4.0 * (tie.close / most).sqrt();
        out.raw("<a").attribute("href", &together(&nodes[tie.ends.0].name, &nodes[tie.ends.1].name));
        out.raw("><line data-a=\"")
            .raw(&tie.ends.0.to_string())
            .raw("\" data-b=\"")
            .raw(&tie.ends.1.to_string())
            .raw("\"");
        out.raw(&numbers(&[("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("stroke-width", thick)]));
        out.raw("><title>");
        out.text(&format!(
            "{} · {} · {}",
            nodes[tie.ends.0].name,
            nodes[tie.ends.1].name,
            w.count("events-n", &tie.weight)
        ));
        out.raw("</title></line></a>");
    }
    out.raw("</g>");
    for (k, node) in nodes.iter().enumerate() {
        let (x, y) = place(k);
        let radius = radius(node);
        out.raw("<a class=\"node\" data-n=\"")
            .raw(&k.to_string())
            .raw("\"")
            .attribute("href", &address("person", &node.name))
            .raw("><circle class=\"of-")
            .raw(group(&node.office))
            .raw("\"");
        out.raw(&numbers(&[("cx", x), ("cy", y), ("r", radius)])).raw("><title>");
        let office = if node.office.is_empty() { String::new() } else { format!(" · {}", node.office) };
        out.text(&format!("{}{office} · {}", node.name, w.count("entries-n", &node.weight)));
        out.raw("</title></circle></a>");
    }
    // Names over all circles, each where it lies on no other and on no circle; where there is no such place, below its own.
    let mut taken: Vec<super::Box> = (0..nodes.len())
        .map(|k| {
            let ((x, y), r) = (place(k), radius(&nodes[k]) * 0.8);
            (x - r, y - r, x + r, y + r)
        })
        .collect();
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|&k| std::cmp::Reverse(nodes[k].weight));
    for k in order {
        let ((x, y), r, name) = (place(k), radius(&nodes[k]), fit(&nodes[k].name, 8.0));
        let wide = super::width(&name) * 14.0;
        let aside = r + wide / 2.0 + 4.0;
        let ways = [(x, y + r + 14.0), (x, y - r - 4.0), (x + aside, y + 5.0), (x - aside, y + 5.0)];
        let at = super::free(&mut taken, (0.0, 0.0, width, height), wide, 12.0, &ways);
        let (x, y) = at.unwrap_or(ways[0]);
        out.raw("<g class=\"node called\" data-n=\"").raw(&k.to_string()).raw("\">");
        label(&mut out, "middle halo", x, y, &name);
        out.raw("</g>");
    }
    out.raw("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_fall_into_groups() {
        for (office, wanted) in [
            ("省人大常委会副主任", "congress"),
            ("县政协主席", "conference"),
            ("省委书记", "party"),
            ("副省长", "government"),
            ("县水利局局长", "government"),
            ("中级人民法院院长", "law"),
            ("诗人", "other"),
            ("", "other"),
        ] {
            assert_eq!(group(office), wanted, "{office}");
        }
    }

    #[test]
    fn names_lie_on_no_other_name() {
        let nodes: Vec<Node> = (0..6)
            .map(|k| Node { name: format!("王某{k}"), weight: 30 - k * 3, office: String::new() })
            .collect();
        let ties: Vec<Tie> = (0..6)
            .flat_map(|a| (a + 1..6).map(move |b| Tie { ends: (a, b), weight: 9, close: 9.0 }))
            .collect();
        let svg =
            draw(&nodes, &ties, Words::of(dashiji_publish::Language::Chinese), (960.0, 680.0)).to_string();
        let names: Vec<(f64, f64)> = svg
            .split("<text class=\"middle halo\"")
            .skip(1)
            .map(|text| (super::super::attribute(text, " x"), super::super::attribute(text, " y")))
            .collect();
        assert_eq!(names.len(), 6, "{svg}");
        for (k, a) in names.iter().enumerate() {
            let apart = |b: &(f64, f64)| (a.0 - b.0).abs() > 35.0 || (a.1 - b.1).abs() > 12.0;
            assert!(names[k + 1..].iter().all(apart), "{names:?}");
        }
        // Circles lie under all names.
        assert!(svg.rfind("<circle").unwrap() < svg.find("<text").unwrap(), "{svg}");
    }

    #[test]
    fn those_together_stand_near_and_always_the_same() {
        let ties = [
            Tie { ends: (0, 1), weight: 9, close: 9.0 },
            Tie { ends: (1, 2), weight: 9, close: 9.0 },
            Tie { ends: (0, 2), weight: 9, close: 9.0 },
            Tie { ends: (3, 4), weight: 9, close: 9.0 },
        ];
        let at = lay(5, &ties);
        assert_eq!(at, lay(5, &ties));
        let far = |a: usize, b: usize| (at[a].0 - at[b].0).hypot(at[a].1 - at[b].1);
        assert!(far(0, 1) < far(0, 3) && far(3, 4) < far(2, 4), "{at:?}");
        assert!(lay(0, &[]).is_empty() && lay(1, &[]) == [(0.5, 0.5)]);
    }
}
