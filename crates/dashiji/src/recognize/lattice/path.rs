//! The best path: of nodes that overlap, the set that is worth most together, and by how much each of them wins.
//!
//! Forward, each node gets the worth of the best path that ends with it; backward, of the best that begins with it. Both
//! together tell what the best path without a node is worth: its margin. A node is next to few others, so that time and
//! memory grow with the number of nodes alone. Equal paths are settled by the order of the nodes: earlier, then longer.

use super::edge;
use super::node::{Kind, Node};
use super::weights::Weight;
use crate::recognize::Passage;
use crate::text::{Span, chars};

/// The longest stretch that a node may take: what lies further away is never asked.
pub(super) const LONGEST: usize = 160;

/// A path through the nodes, with what every node is worth on the best path through it.
#[derive(Debug, Default)]
pub(crate) struct Path {
    /// Positions of the nodes on the path, in the order of the text.
    pub chosen: Vec<usize>,
    /// The worth of the best path through each node.
    pub through: Vec<i32>,
    /// The best path's worth.
    pub best: i32,
    /// For each node on the path, the worth of the best path without it.
    pub without: Vec<i32>,
}

/// Puts nodes in the order in which they are decided, and leaves one of those that are the same.
pub(super) fn order(nodes: &mut Vec<Node>) {
    let rank = |node: &Node| (node.span.start, std::cmp::Reverse(node.span.end), node.kind);
    nodes.sort_by_key(|node| (rank(node), std::cmp::Reverse(node.worth)));
    nodes.dedup_by_key(|node| rank(node));
}

/// Gives every node that holds others the worth of what lies in it: shorter ones first.
pub(super) fn fill(passage: &Passage<'_>, nodes: &mut [Node]) {
    let mut holders: Vec<usize> = (0..nodes.len())
        .filter(|&k| nodes[k].kind != Kind::Person)
        .filter(|&k| {
            let span = nodes[k].span;
            let near = |other: &Node| span.overlaps(other.span);
            k > 0 && near(&nodes[k - 1]) || nodes.get(k + 1).is_some_and(near)
        })
        .collect();
    holders.sort_by_key(|&k| nodes[k].span.len());
    for k in holders {
        let inner = inside(nodes, k);
        // 八一起义纪念馆: a feast may be part of a name, a date is none.
        let dated =
            |span: Span| (span.lo()..span.hi()).any(|k| chars!("年月日号时0123456789").has(passage.at(k)));
        let times =
            inner.iter().filter(|&&i| nodes[i].kind == Kind::Time && dated(nodes[i].span)).count() as i32;
        let mut worth: i32 = inner.iter().map(|&i| nodes[i].worth).sum();
        worth += inner
            .windows(2)
            .map(|pair| edge::between(passage, &nodes[pair[0]], &nodes[pair[1]]))
            .sum::<i32>();
        let body = nodes[k].kind == Kind::Body;
        if body {
            worth += times * Weight::BodyTime.value();
            worth += if person_inside(nodes, k) { Weight::BodyPerson.value() } else { 0 };
        }
        if nodes[k].lead.is_none() && nodes[k].kind != Kind::Word {
            let first =
                inner.first().map(|&i| &nodes[i]).filter(|first| first.span.start == nodes[k].span.start);
            nodes[k].lead = first.and_then(|first| first.lead);
        }
        nodes[k].worth = nodes[k].score.total() + worth;
    }
}

/// Whether a name that stands plainly lies in the middle of a body's.
fn person_inside(nodes: &[Node], body: usize) -> bool {
    const PLAIN: i32 = 8;
    let span = nodes[body].span;
    nodes[body..].iter().take_while(|node| node.span.start < span.end).any(|node| {
        node.kind == Kind::Person
            && node.worth > PLAIN
            && node.span.start > span.start
            && span.contains(node.span)
    })
}

/// The nodes of most worth that lie inside a node and that it may hold, in the order of the text.
pub(super) fn inside(nodes: &[Node], holder: usize) -> Vec<usize> {
    let Node { span, kind, .. } = nodes[holder];
    // The first that may begin inside.
    let first = nodes.partition_point(|node| node.span.start < span.start);
    let within: Vec<usize> = (first..nodes.len())
        .take_while(|&k| nodes[k].span.start < span.end)
        .filter(|&k| {
            let node = &nodes[k];
            // A body that ends where the holder does is its rival, not its part.
            let rival = node.kind == Kind::Body && kind == Kind::Body && node.span.end == span.end;
            // A place's name may begin with another's (吕梁|山), and holds none elsewhere.
            let apart = kind == Kind::Place && node.span.start != span.start;
            let fits = span.contains(node.span) && node.span != span && kind.holds(node.kind);
            fits && !rival && !apart && node.worth > 0
        })
        .collect();
    best_of(nodes, &within)
}

/// Of nodes in order of their beginnings those that are worth most together and do not overlap.
fn best_of(nodes: &[Node], within: &[usize]) -> Vec<usize> {
    // Worth of the best choice among those from n on.
    let mut worth = vec![0; within.len() + 1];
    let mut next = vec![0; within.len()];
    for n in (0..within.len()).rev() {
        let node = &nodes[within[n]];
        next[n] = n + within[n..].partition_point(|&k| nodes[k].span.start < node.span.end);
        worth[n] = worth[n + 1].max(node.worth + worth[next[n]]);
    }
    let mut chosen = Vec::new();
    let mut n = 0;
    while n < within.len() {
        if nodes[within[n]].worth + worth[next[n]] == worth[n] {
            chosen.push(within[n]);
            n = next[n];
        } else {
            n += 1;
        }
    }
    chosen
}

/// The best path through nodes that are in order.
pub(super) fn best(passage: &Passage<'_>, nodes: &[Node]) -> Path {
    let count = nodes.len();
    let mut by_end: Vec<usize> = (0..count).collect();
    by_end.sort_by_key(|&k| (nodes[k].span.end, k));
    let (ahead, from) = forward(passage, nodes, &by_end);
    let behind = backward(passage, nodes, &by_end);
    let (mut best, mut last) = (0, None);
    for (k, &worth) in ahead.iter().enumerate() {
        if worth > best {
            (best, last) = (worth, Some(k));
        }
    }
    let mut chosen = Vec::new();
    while let Some(k) = last {
        chosen.push(k);
        last = from[k];
    }
    chosen.reverse();
    let through: Vec<i32> = (0..count).map(|k| ahead[k] + behind[k] - nodes[k].worth).collect();
    let without = without(nodes, &by_end, &ahead, &behind, &through, &chosen);
    Path { chosen, through, best, without }
}

/// For each node the worth of the best path that ends with it, and the node before it on that path.
fn forward(passage: &Passage<'_>, nodes: &[Node], by_end: &[usize]) -> (Vec<i32>, Vec<Option<usize>>) {
    let mut ahead = vec![0; nodes.len()];
    let mut from = vec![None; nodes.len()];
    let (mut gone, mut passed) = ((0, None), 0);
    for (k, node) in nodes.iter().enumerate() {
        while let Some(&other) = by_end.get(passed).filter(|&&other| nodes[other].span.end <= node.span.start)
        {
            if ahead[other] > gone.0 {
                gone = (ahead[other], Some(other));
            }
            passed += 1;
        }
        let (mut worth, mut before) = gone;
        for &other in by_end[..passed].iter().rev() {
            if nodes[other].span.end + edge::REACH < node.span.start {
                break;
            }
            let joined = ahead[other] + edge::between(passage, &nodes[other], node);
            if joined > worth {
                (worth, before) = (joined, Some(other));
            }
        }
        ahead[k] = worth + node.worth;
        from[k] = before;
    }
    (ahead, from)
}

/// For each node the worth of the best path that begins with it.
fn backward(passage: &Passage<'_>, nodes: &[Node], by_end: &[usize]) -> Vec<i32> {
    let mut behind = vec![0; nodes.len()];
    let (mut come, mut left) = (0, nodes.len());
    for &k in by_end.iter().rev() {
        let node = &nodes[k];
        while left > 0 && nodes[left - 1].span.start >= node.span.end {
            left -= 1;
            come = behind[left].max(come);
        }
        let mut worth = come;
        for (other, next) in nodes.iter().enumerate().skip(left) {
            if next.span.start > node.span.end + edge::REACH {
                break;
            }
            worth = worth.max(behind[other] + edge::between(passage, node, next));
        }
        behind[k] = worth + node.worth;
    }
    behind
}

/// For each chosen node the worth of the best path that does not hold it.
fn without(
    nodes: &[Node],
    by_end: &[usize],
    ahead: &[i32],
    behind: &[i32],
    through: &[i32],
    chosen: &[usize],
) -> Vec<i32> {
    // Best worth of what ends by the n-th end, and of what begins from the n-th node on.
    let mut left = vec![0; nodes.len() + 1];
    for (n, &k) in by_end.iter().enumerate() {
        left[n + 1] = left[n].max(ahead[k]);
    }
    let mut right = vec![0; nodes.len() + 1];
    for k in (0..nodes.len()).rev() {
        right[k] = right[k + 1].max(behind[k]);
    }
    chosen
        .iter()
        .map(|&k| {
            let span = nodes[k].span;
            let before = by_end.partition_point(|&other| nodes[other].span.end <= span.start);
            let after = nodes.partition_point(|other| other.span.start < span.end);
            let nothing = left[before] + right[after];
            rivals(nodes, span)
                .filter(|&other| other != k)
                .map(|other| through[other])
                .fold(nothing, i32::max)
        })
        .collect()
}

/// The nodes that overlap a stretch.
pub(super) fn rivals(nodes: &[Node], span: Span) -> impl Iterator<Item = usize> + '_ {
    let low = span.lo().saturating_sub(LONGEST) as u32;
    let first = nodes.partition_point(|node| node.span.start < low);
    (first..nodes.len())
        .take_while(move |&k| nodes[k].span.start < span.end)
        .filter(move |&k| nodes[k].span.overlaps(span))
}

#[cfg(test)]
mod tests {
    use super::super::node::{Payload, Score};
    use super::*;
    use crate::fact::PlaceKind;
    use crate::lexicon::Lexicon;
    use crate::text::Text;

    /// The best worth of any choice of nodes that do not overlap, without one of them where told.
    fn by_trying(passage: &Passage<'_>, nodes: &[Node], but: Option<usize>) -> i32 {
        let mut best = 0;
        'choices: for choice in 0u32..1 << nodes.len() {
            let chosen: Vec<usize> = (0..nodes.len()).filter(|k| choice & 1 << k != 0).collect();
            if but.is_some_and(|but| chosen.contains(&but)) {
                continue;
            }
            let mut worth = 0;
            for (n, &k) in chosen.iter().enumerate() {
                worth += nodes[k].worth;
                if let Some(&next) = chosen.get(n + 1) {
                    if nodes[next].span.start < nodes[k].span.end {
                        continue 'choices;
                    }
                    worth += edge::between(passage, &nodes[k], &nodes[next]);
                }
            }
            best = best.max(worth);
        }
        best
    }

    #[test]
    fn the_path_is_the_best_of_all_and_margins_are_what_is_lost_without_a_node() {
        let mut seed = 20_200_229u32;
        let mut draw = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % below
        };
        for _ in 0..400 {
            let text: String = (0..14).map(|_| ['甲', '乙', '、', '和'][draw(4) as usize]).collect();
            let text = Text::new(text);
            let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
            let mut nodes: Vec<Node> = (0..9)
                .map(|_| {
                    let start = draw(12);
                    let span = Span { start, end: start + 1 + draw(3).min(13 - start) };
                    let place = draw(2) == 0;
                    let kind = if place { Kind::Place } else { Kind::Person };
                    let payload = if place { Payload::Place(PlaceKind::Town, None) } else { Payload::None };
                    let mut node = Node::new(span, kind, Score::of(Weight::Person), payload);
                    node.worth = draw(40) as i32 - 12;
                    node
                })
                .collect();
            order(&mut nodes);
            let path = best(&passage, &nodes);
            assert_eq!(path.best, by_trying(&passage, &nodes, None));
            for (&k, &without) in path.chosen.iter().zip(&path.without) {
                let tried = by_trying(&passage, &nodes, Some(k));
                // A list that closes over a node left out is not looked for: the margin may be told too wide, never too narrow.
                assert!(without <= tried && tried - without <= Weight::List.value(), "{without} {tried}");
            }
        }
    }
}
