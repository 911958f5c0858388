//! How sure a name is: by how much it won, what its score is made of, and what stands on either side of it.

use super::{Kind, Lattice, Node, Payload, Weight, path};
use crate::confidence::{Doubt, Ground, Tally};
use crate::fact::Field;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::DIVISIONS;
use crate::recognize::organization::OrganizationKind;
use crate::text::{Span, chars, is_han};
use std::sync::OnceLock;

/// Margins below which a name won narrowly, by kind.
const PERSON: [(i32, Ground); 3] = [(5, Ground::PersonM5), (10, Ground::PersonM10), (16, Ground::PersonM16)];
const PLACE: [(i32, Ground); 4] =
    [(4, Ground::PlaceM4), (12, Ground::PlaceM12), (24, Ground::PlaceM24), (40, Ground::PlaceM40)];
const BODY: [(i32, Ground); 4] =
    [(8, Ground::BodyM8), (14, Ground::BodyM14), (18, Ground::BodyM18), (22, Ground::BodyM22)];

/// The ground of the same name as a weight, where the table of doubt knows one.
fn ground(weight: Weight) -> Option<Ground> {
    static SAME: OnceLock<Vec<Option<Ground>>> = OnceLock::new();
    let same = SAME.get_or_init(|| {
        let of = |weight: &Weight| Ground::ALL.iter().copied().find(|ground| ground.name() == weight.name());
        Weight::ALL.iter().map(of).collect()
    });
    same.get(weight as usize).copied().flatten()
}

/// Whether a body's name begins with a level: 县教育局.
fn level(lattice: &Lattice<'_, '_>, node: &Node) -> bool {
    lists::PLACE_LEVELS.has(lattice.passage.at(node.span.lo()))
}

/// Whether a body's name begins with a place.
fn led(lattice: &Lattice<'_, '_>, node: &Node) -> bool {
    let first = node.span.lo();
    node.lead.is_some()
        || lattice
            .passage
            .hits
            .at(first)
            .iter()
            .any(|hit| hit.classes.meets(DIVISIONS) && hit.end > hit.start + 1 && hit.end < node.span.end)
}

/// Whether a division or a level stands in a body's name, not at its beginning: 报|市防指.
fn late_lead(lattice: &Lattice<'_, '_>, node: &Node) -> bool {
    let passage = lattice.passage;
    !led(lattice, node)
        && !level(lattice, node)
        && (node.span.lo() + 1..node.span.hi().saturating_sub(2)).any(|i| {
            chars!("省市县").has(passage.at(i))
                || passage
                    .hits
                    .at(i)
                    .iter()
                    .any(|hit| hit.classes.meets(DIVISIONS) && hit.end <= node.span.end)
        })
}

/// How many characters of a name no word of the lexicon holds.
fn unknown(lattice: &Lattice<'_, '_>, node: &Node) -> usize {
    let (mut known, mut count) = (node.span.lo(), 0);
    for i in node.span.lo()..node.span.hi() {
        let hits = lattice.passage.hits.at(i);
        let reach = hits
            .iter()
            .filter(|hit| hit.end <= node.span.end && hit.end > hit.start + 1)
            .map(|hit| hit.end as usize);
        known = reach.max().map_or(known, |end| end.max(known));
        count += usize::from(i >= known);
    }
    count
}

/// What bounds a name.
struct Sides {
    /// A mark stands before it, or nothing.
    left_mark: bool,
    /// A mark stands behind it, or nothing.
    right_mark: bool,
    /// No mark, name or bounding word stands before it.
    left_loose: bool,
    /// No mark, name or bounding word stands behind it.
    right_loose: bool,
}

impl Sides {
    fn of(lattice: &Lattice<'_, '_>, position: usize) -> Self {
        let Lattice { passage, nodes, path, .. } = lattice;
        let beside = |n: Option<usize>| n.and_then(|n| path.chosen.get(n)).and_then(|&k| nodes.get(k));
        let span = path.chosen.get(position).map_or(passage.span, |&k| nodes[k].span);
        let (left, right) = (beside(position.checked_sub(1)), beside(Some(position + 1)));
        let left_mark = span.lo() <= passage.span.lo() || !is_han(passage.before(span.lo()));
        let right_mark = span.hi() >= passage.span.hi() || !is_han(passage.at(span.hi()));
        let left_name = left.is_some_and(|left| left.span.end == span.start);
        let right_name = right.is_some_and(|right| right.span.start == span.end);
        let open = |at: usize| passage.bounds.open(at);
        Self {
            left_mark,
            right_mark,
            left_loose: !left_mark && !left_name && !open(span.lo()),
            right_loose: !right_mark && !right_name && !open(span.hi()),
        }
    }
}

/// What a name on the path stands on.
fn tally(lattice: &Lattice<'_, '_>, position: usize, margin: i32, rival: bool) -> Option<Tally> {
    let node = &lattice.nodes[*lattice.path.chosen.get(position)?];
    let length = node.span.len();
    let narrow = |tally: Tally, steps: &[(i32, Ground)]| {
        steps.iter().fold(tally, |tally, (least, ground)| tally.when(margin < *least, *ground))
    };
    let weighed = |tally: Tally| {
        let grounds = node.score.grounds().iter().filter(|(_, points)| *points != 0);
        grounds.filter_map(|(weight, _)| ground(*weight)).fold(tally, Tally::and)
    };
    match node.kind {
        Kind::Person => Some(narrow(Tally::of(Field::Person), &PERSON)),
        Kind::Place => {
            let sides = Sides::of(lattice, position);
            let tally = weighed(narrow(Tally::of(Field::Place), &PLACE));
            Some(
                tally
                    .when(rival, Ground::PlaceRival)
                    .when(sides.left_mark, Ground::PlaceLeftMark)
                    .when(sides.left_loose, Ground::PlaceLeftOther)
                    .when(sides.right_mark, Ground::PlaceRightMark)
                    .when(sides.right_loose, Ground::PlaceRightOther)
                    .when(length >= 5, Ground::PlaceLen5),
            )
        }
        Kind::Body => {
            let sides = Sides::of(lattice, position);
            let tally = weighed(narrow(Tally::of(Field::Body), &BODY));
            let kind = |kind| matches!(node.payload, Payload::Body(of) if of == kind);
            let level = level(lattice, node);
            Some(
                tally
                    .when(kind(OrganizationKind::Site), Ground::BodyIsSite)
                    .when(level, Ground::BodyLevel)
                    .when(!level && led(lattice, node), Ground::BodyLed)
                    .when(sides.left_loose, Ground::BodyLeftOther)
                    .when(sides.right_loose, Ground::BodyRightOther)
                    .when(length >= 13, Ground::BodyLen13)
                    .when(late_lead(lattice, node), Ground::BodyLateLead)
                    .when(lattice.passage.hits.has(node.span.lo(), Class::Country), Ground::BodyAbroad)
                    .when(unknown(lattice, node) > 1, Ground::BodyUnknown),
            )
        }
        _ => None,
    }
}

/// What the names of an entry stand on, by where they are.
#[derive(Debug, Clone, Default)]
pub struct Doubts(Vec<(Span, Kind, Tally, Vec<String>)>);

impl Doubts {
    /// What was found at a stretch stands on this.
    pub(crate) fn tally(&self, span: Span, kind: Kind) -> Option<(&Tally, &[String])> {
        let from = self.0.partition_point(|(at, ..)| at.start < span.start);
        self.0.get(from..)?.iter().take_while(|(at, ..)| at.start == span.start).find_map(
            |(at, of, tally, rivals)| (*at == span && *of == kind).then_some((tally, rivals.as_slice())),
        )
    }

    /// The doubt of what was found at a stretch.
    pub fn at(&self, span: Span, kind: Kind) -> Option<Doubt> {
        let (tally, rivals) = self.tally(span, kind)?;
        tally.doubt(|| rivals.to_vec())
    }
}

/// The most rivals that are told.
const TOLD: usize = 3;
/// A name that comes nearer than this may be meant instead.
const NEAR: i32 = 24;

/// The doubts about the names on the path of a lattice.
pub(super) fn of(lattice: &Lattice<'_, '_>) -> Doubts {
    let Lattice { passage, nodes, path, .. } = lattice;
    let mut doubts = Vec::new();
    for (position, (&k, without)) in path.chosen.iter().zip(&path.without).enumerate() {
        let node = &nodes[k];
        if !matches!(node.kind, Kind::Person | Kind::Place | Kind::Body) {
            continue;
        }
        let mut rivals: Vec<usize> = path::rivals(nodes, node.span)
            .filter(|&other| other != k && path.through[other] + NEAR > path.best)
            .collect();
        rivals.sort_by_key(|&other| (std::cmp::Reverse(path.through[other]), other));
        rivals.truncate(TOLD);
        let Some(tally) = tally(lattice, position, path.best - without, !rivals.is_empty()) else { continue };
        let own = passage.slice(node.span);
        let mut told: Vec<String> = Vec::new();
        for other in rivals.into_iter().filter(|_| tally.near()) {
            let text = passage.slice(nodes[other].span);
            // The same characters as another kind, or by another recognizer: no other name.
            if text != own && !told.iter().any(|before| before == text) {
                told.push(text.to_owned());
            }
        }
        doubts.push((node.span, node.kind, tally, told));
    }
    Doubts(doubts)
}
