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

/// The margins below which a name of a kind is much and somewhat in doubt. The same margin says more of a person, for whom words on
/// either side speak, than of a body, whose last word may be any noun: they are fitted for each kind (`scripts/fit.py doubt`).
fn thresholds(kind: Kind) -> Option<(i32, i32)> {
    let (much, some) = match kind {
        Kind::Person => (Weight::DoubtPersonMuch, Weight::DoubtPerson),
        Kind::Place => (Weight::DoubtPlaceMuch, Weight::DoubtPlace),
        Kind::Body => (Weight::DoubtBodyMuch, Weight::DoubtBody),
        _ => return None,
    };
    Some((much.value(), some.value()))
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
        let Some((much, some)) = thresholds(node.kind) else { continue };
        let margin = path.best - without;
        if margin >= some {
            continue;
        }
        let grade = if margin < much { Grade::Much } else { Grade::Some };
        let mut rivals: Vec<usize> = path::rivals(nodes, node.span)
            .filter(|&other| other != k && path.through[other] + some > path.best)
            .collect();
        rivals.sort_by_key(|&other| (std::cmp::Reverse(path.through[other]), other));
        rivals.truncate(TOLD);
        let rivals = rivals.into_iter().map(|other| passage.slice(nodes[other].span).to_owned()).collect();
        doubts.push((node.span, node.kind, Doubt { grade, rivals }));
    }
    Doubts(doubts)
}
