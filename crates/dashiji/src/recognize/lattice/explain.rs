//! The lattice laid open: which nodes stand over a place, what each weighs and why, which were chosen and by how much.

use super::{Kind, Lattice, decide, path};
use crate::recognize::Passage;
use crate::recognize::person::Evidence;
use crate::text::Span;
use serde::Serialize;

/// A ground for or against a node.
#[derive(Debug, Clone, Serialize)]
pub struct Ground {
    /// Its name in `lexicon/table-weights.tsv`.
    pub weight: &'static str,
    /// Half bits.
    pub points: i32,
    /// Why, in the table's words.
    pub reason: &'static str,
}

/// A node as it is told.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// What it may be.
    pub kind: &'static str,
    /// The text as it stands.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// With what lies inside.
    pub worth: i32,
    /// What it is made of.
    pub grounds: Vec<Ground>,
    /// Whether it is on the path.
    pub chosen: bool,
    /// Of a chosen one by how much it won, of another how much it lacks.
    pub margin: i32,
    /// What lies inside it.
    pub inside: Vec<String>,
}

/// What is told of a stretch.
#[derive(Debug, Clone, Serialize)]
pub struct Explained {
    /// What the best path is worth.
    pub worth: i32,
    /// The nodes that overlap the stretch: those chosen, then the others by how near they came.
    pub nodes: Vec<Told>,
}

/// The nodes over a stretch of an entry.
pub fn explain(passage: &Passage<'_>, evidence: &Evidence, span: Span) -> Explained {
    let (_, lattice) = decide(passage, evidence);
    let mut over: Vec<usize> = path::rivals(&lattice.nodes, span).collect();
    let won = |k: usize| lattice.path.chosen.iter().position(|&chosen| chosen == k);
    over.sort_by_key(|&k| match won(k) {
        Some(position) => (0, position as i32),
        None => (1, lattice.path.best - lattice.path.through[k]),
    });
    let nodes = over.into_iter().map(|k| told(&lattice, k, won(k))).collect();
    Explained { worth: lattice.path.best, nodes }
}

fn told(lattice: &Lattice<'_, '_>, k: usize, won: Option<usize>) -> Told {
    let node = &lattice.nodes[k];
    let path = &lattice.path;
    let slice = |span| lattice.passage.slice(span).to_owned();
    let margin = match won.and_then(|position| path.without.get(position)) {
        Some(without) => path.best - without,
        None => path.best - path.through[k],
    };
    let inner = if node.kind == Kind::Person { Vec::new() } else { path::inside(&lattice.nodes, k) };
    Told {
        kind: node.kind.name(),
        text: slice(node.span),
        start: node.span.start,
        end: node.span.end,
        worth: node.worth,
        grounds: node
            .score
            .grounds()
            .iter()
            .map(|&(weight, points)| Ground {
                weight: weight.name(),
                points: i32::from(points),
                reason: weight.reason(),
            })
            .collect(),
        chosen: won.is_some(),
        margin,
        inside: inner.into_iter().map(|inner| slice(lattice.nodes[inner].span)).collect(),
    }
}
