//! How sure a name is: by how much it won, in two grades with thresholds from the table of weights.

use super::{Kind, Lattice, Node, Payload, Weight, path};
use crate::lexicon::{Class, ClassSet};
use crate::recognize::organization::OrganizationKind;
use crate::text::{Span, chars};
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

/// The margins below which a name is much and somewhat in doubt. The same margin says more of a person, for whom words on either
/// side speak, than of a body, whose last word may be any noun; and more of a body whose front a place or level tells than of one whose
/// front is only what a bound leaves, or of grounds (港, 庙, 车站), which are as often the place of a thing as its doer
/// (docs/reading.md).
fn thresholds(lattice: &Lattice<'_, '_>, node: &Node) -> Option<(i32, i32)> {
    let (much, some) = match node.kind {
        Kind::Person => (Weight::DoubtPersonMuch, Weight::DoubtPerson),
        Kind::Place => (Weight::DoubtPlaceMuch, Weight::DoubtPlace),
        Kind::Body => match node.payload {
            Payload::Body(OrganizationKind::Site) => (Weight::DoubtSite, Weight::DoubtSite),
            _ if grounds(node, Weight::BodyUnled) => (Weight::DoubtBodyMuch, Weight::DoubtBodyUnled),
            _ if led(lattice, node) => (Weight::DoubtBodyMuch, Weight::DoubtBodyLed),
            _ => (Weight::DoubtBodyMuch, Weight::DoubtBody),
        },
        _ => return None,
    };
    Some((much.value(), some.value()))
}

/// Whether a weight is among the grounds of a node.
fn grounds(node: &Node, weight: Weight) -> bool {
    node.score.grounds().iter().any(|(ground, _)| *ground == weight)
}

/// Whether a body's name begins with a place or a level.
fn led(lattice: &Lattice<'_, '_>, node: &Node) -> bool {
    const DIVISIONS: ClassSet = ClassSet::of(&[Class::Division, Class::DivisionShort]);
    let passage = lattice.passage;
    let first = node.span.lo();
    node.lead.is_some()
        || chars!("省市县区州盟旗镇乡").has(passage.at(first))
        || passage
            .hits
            .at(first)
            .iter()
            .any(|hit| hit.classes.meets(DIVISIONS) && hit.end > hit.start + 1 && hit.end < node.span.end)
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
        let Some((much, some)) = thresholds(lattice, node) else { continue };
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
