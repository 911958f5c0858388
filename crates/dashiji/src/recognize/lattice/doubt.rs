//! How sure a name is: by how much it won, in two grades with thresholds from the table of weights.

use super::{Kind, Lattice, Weight, path};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// How much is in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// About four of five such facts are right.
    Some,
    /// About half of such facts are right.
    Much,
}

/// Why a fact may be wrong: how much, and what else it may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// How much.
    pub grade: Grade,
    /// What it may be instead, the likeliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rivals: Vec<String>,
}

impl Doubt {
    /// The doubt of a margin, none where it is wide.
    pub fn of_margin(margin: i32, rivals: impl FnOnce() -> Vec<String>) -> Option<Self> {
        let grade = match margin {
            _ if margin < Weight::DoubtMuch.value() => Grade::Much,
            _ if margin < Weight::DoubtSome.value() => Grade::Some,
            _ => return None,
        };
        Some(Self { grade, rivals: rivals() })
    }
}

impl Doubt {
    /// Keeps of the doubts of a fact told several times the least: what is certain once is certain.
    pub fn least(kept: &mut Option<Box<Self>>, next: Option<&Self>, first: bool) {
        let less = match (&*kept, next) {
            _ if first => true,
            (Some(_), None) => true,
            (Some(kept), Some(next)) => next.grade < kept.grade,
            (None, _) => false,
        };
        if less {
            *kept = next.cloned().map(Box::new);
        }
    }
}

/// The doubts of an entry's names, by where these stand.
#[derive(Debug, Clone, Default)]
pub struct Doubts(Vec<(Span, Kind, Doubt)>);

impl Doubts {
    /// The doubt of what was found at a stretch.
    pub fn at(&self, span: Span, kind: Kind) -> Option<&Doubt> {
        let from = self.0.partition_point(|(at, ..)| at.start < span.start);
        self.0
            .get(from..)?
            .iter()
            .take_while(|(at, ..)| at.start == span.start)
            .find_map(|(at, of, doubt)| (*at == span && *of == kind).then_some(doubt))
    }
}

/// The most rivals that are told.
const TOLD: usize = 3;

/// The doubts about the names on the path of a lattice.
pub(super) fn of(lattice: &Lattice<'_, '_>) -> Doubts {
    let Lattice { passage, nodes, path, .. } = lattice;
    let mut doubts = Vec::new();
    for (&k, without) in path.chosen.iter().zip(&path.without) {
        let node = &nodes[k];
        if !matches!(node.kind, Kind::Body | Kind::Place | Kind::Person) {
            continue;
        }
        let rivals = || {
            let mut rivals: Vec<usize> = path::rivals(nodes, node.span)
                .filter(|&other| other != k && path.through[other] + Weight::DoubtSome.value() > path.best)
                .collect();
            rivals.sort_by_key(|&other| (std::cmp::Reverse(path.through[other]), other));
            rivals.truncate(TOLD);
            rivals.into_iter().map(|other| passage.slice(nodes[other].span).to_owned()).collect()
        };
        if let Some(doubt) = Doubt::of_margin(path.best - without, rivals) {
            doubts.push((node.span, node.kind, doubt));
        }
    }
    Doubts(doubts)
}
