//! Names decided once, together: every stretch of an entry that may be something is a node, and the nodes of the path that
//! is worth most are what the entry holds.
//!
//! In `到连云港市检查` 连云港 may be a port and 连云港市 a city; both are proposed, each with what speaks for it, and the city
//! is worth more. Recognizers only propose, and none sees what another proposed. What loses narrowly leaves a doubt.

mod doubt;
mod edge;
mod explain;
mod node;
mod path;
mod weights;

pub use crate::confidence::{Doubt, Grade};
pub use doubt::Doubts;
pub use explain::{Explained, Ground, Told, explain};
pub use node::Kind;
pub use weights::{TABLE, weigh};

pub(crate) use edge::{codes, joined, within};
pub(crate) use node::{Named, Node, Payload, Score};
pub(crate) use weights::Weight;

use super::organization::{self, OrganizationMention};
use super::person::{Evidence, Proposed};
use super::place::{self, PlaceMention};
use super::{Mentions, Passage, time, titled};
use path::Path;

/// All nodes of an entry and the best path through them.
struct Lattice<'a, 'p> {
    passage: &'a Passage<'p>,
    nodes: Vec<Node>,
    path: Path,
    people: Proposed<'a, 'p>,
}

/// Reads the names of an entry, with what the document makes plain.
pub fn read(passage: &Passage<'_>, evidence: &Evidence) -> Mentions {
    let (mentions, lattice) = decide(passage, evidence);
    lattice.told(mentions)
}

/// Reads the names of an entry by itself, and adds those that stand clearly to what the document makes plain.
pub fn survey(passage: &Passage<'_>, evidence: &mut Evidence) -> Mentions {
    let nothing = Evidence::default();
    let (mentions, lattice) = decide(passage, &nothing);
    lattice.people.gather(&lattice.plain_persons(), evidence);
    lattice.told(mentions)
}

/// Lets everything be proposed and finds the best path.
fn decide<'a, 'p>(passage: &'a Passage<'p>, evidence: &'a Evidence) -> (Mentions, Lattice<'a, 'p>) {
    let mut mentions = Mentions { times: time::find(passage.text, passage.span), ..Mentions::default() };
    // What reads as a date only where a line opens with it: 殷武乙元年, not 武乙元年 in it.
    let dateline =
        passage.dateline.filter(|date| mentions.times.iter().all(|time| time.span.start != date.start));
    if let Some(date) = dateline {
        mentions.times.retain(|time| !date.contains(time.span));
    }
    mentions.titled = titled::find(passage, &mentions);
    let mut nodes = Vec::new();
    nodes.extend(dateline.map(|date| Node::wall(date, Kind::Time, Weight::Time)));
    nodes.extend(mentions.times.iter().map(|time| Node::wall(time.span, Kind::Time, Weight::Time)));
    nodes.extend(mentions.titled.iter().map(|titled| Node::wall(titled.span, Kind::Titled, Weight::Titled)));
    organization::propose(passage, &mut nodes);
    place::propose(passage, &mut nodes);
    let people = Proposed::of(passage, &mentions.times, evidence);
    people.propose(&mut nodes);
    nodes.retain(|node| {
        !node.span.is_empty() && node.span.len() <= path::LONGEST || node.kind == Kind::Person
    });
    path::order(&mut nodes);
    path::fill(passage, &mut nodes);
    let path = path::best(passage, &nodes);
    (mentions, Lattice { passage, nodes, path, people })
}

impl Lattice<'_, '_> {
    /// The numbers of the persons on the path.
    fn persons(&self) -> Vec<u32> {
        let person = |&k: &usize| match self.nodes[k].payload {
            Payload::Person(number) => Some(number),
            _ => None,
        };
        self.path.chosen.iter().filter_map(person).collect()
    }

    /// The same without those in doubt: a name that barely won speaks for no other.
    fn plain_persons(&self) -> Vec<u32> {
        let chosen = self.path.chosen.iter().zip(&self.path.without);
        let plain = chosen.filter(|(_, without)| self.path.best - **without >= Weight::PersonBarely.value());
        let person = |(&k, _): (&usize, &i32)| match self.nodes[k].payload {
            Payload::Person(number) => Some(number),
            _ => None,
        };
        plain.filter_map(person).collect()
    }

    /// The mentions on the path, with what is in doubt about them.
    fn told(&self, mut mentions: Mentions) -> Mentions {
        mentions.people = self.people.assigned(&self.persons());
        for &k in &self.path.chosen {
            self.tell(k, &mut mentions);
        }
        mentions.doubts = doubt::of(self);
        mentions
    }

    fn tell(&self, k: usize, mentions: &mut Mentions) {
        let node = &self.nodes[k];
        match node.payload {
            Payload::Body(kind) => mentions.organizations.push(OrganizationMention { span: node.span, kind }),
            Payload::Place(kind, named) => {
                let mut held: Vec<u32> = Vec::new();
                for code in named.iter().flat_map(|named| codes(self.passage, named)) {
                    if !held.contains(&code) {
                        held.push(code);
                    }
                }
                if kind == crate::fact::PlaceKind::Zone {
                    held.retain(|code| code % 10000 / 100 == 90 && code % 100 != 0);
                }
                mentions.places.push(PlaceMention { span: node.span, kind, codes: held });
            }
            Payload::None if node.kind == Kind::Office => {
                for inner in path::inside(&self.nodes, k) {
                    if self.nodes[inner].kind != Kind::Place {
                        self.tell(inner, mentions);
                    }
                }
            }
            Payload::Person(_) | Payload::None => {}
        }
    }
}
