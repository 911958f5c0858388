//! A node of the lattice: a stretch of text that may be something, with every ground for and against it.

use super::weights::Weight;
use crate::fact::PlaceKind;
use crate::lexicon::{Class, Hit};
use crate::recognize::organization::OrganizationKind;
use crate::text::Span;

/// What a stretch may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A date or time.
    Time,
    /// What stands in 《》.
    Titled,
    /// A post with its body or place before it.
    Office,
    /// An organisation.
    Body,
    /// A place.
    Place,
    /// A person, or a series of them.
    Person,
    /// A word or name that is none of these, and hides what it crosses.
    Word,
}

impl Kind {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Titled => "titled",
            Self::Office => "office",
            Self::Body => "body",
            Self::Place => "place",
            Self::Person => "person",
            Self::Word => "word",
        }
    }

    /// Whether a node of this kind may hold nodes of another kind, whose worth is then its own.
    pub(super) fn holds(self, inner: Self) -> bool {
        match self {
            Self::Office => matches!(inner, Self::Body | Self::Place | Self::Office),
            Self::Body => matches!(inner, Self::Body | Self::Place | Self::Time),
            Self::Word | Self::Place => inner == Self::Place,
            Self::Titled => true,
            Self::Time => inner != Self::Titled && inner != Self::Time,
            Self::Person => false,
        }
    }
}

/// The most grounds that are kept by name; more are added to the sum alone.
const GROUNDS: usize = 10;

/// A sum of weights that remembers what it is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Score {
    total: i32,
    count: u8,
    grounds: [(Weight, i16); GROUNDS],
}

impl Score {
    /// The score of one weight.
    pub(crate) fn of(weight: Weight) -> Self {
        Self { total: 0, count: 0, grounds: [(Weight::Word, 0); GROUNDS] }.and(weight)
    }

    /// With a weight added.
    #[must_use]
    pub(crate) fn and(self, weight: Weight) -> Self {
        self.plus(weight, weight.value())
    }

    /// With a weight added where it holds.
    #[must_use]
    pub(crate) fn when(self, holds: bool, weight: Weight) -> Self {
        if holds { self.and(weight) } else { self }
    }

    /// With an amount added that is told under a weight's name.
    #[must_use]
    pub(crate) fn plus(mut self, weight: Weight, points: i32) -> Self {
        self.total += points;
        if let Some(ground) = self.grounds.get_mut(usize::from(self.count)) {
            *ground = (weight, points.clamp(-9999, 9999) as i16);
            self.count += 1;
        }
        self
    }

    /// The sum.
    pub(crate) fn total(&self) -> i32 {
        self.total
    }

    /// What it is made of.
    pub(crate) fn grounds(&self) -> &[(Weight, i16)] {
        self.grounds.get(..usize::from(self.count)).unwrap_or_default()
    }
}

/// The term that names a division, and as what: a full name or a short form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named {
    pub hit: Hit,
    pub class: Class,
}

/// What a node becomes where it is chosen.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Payload {
    /// Nothing: it only stands in the way.
    None,
    /// A body of this kind.
    Body(OrganizationKind),
    /// A place; the term that names it, where its codes are held.
    Place(PlaceKind, Option<Named>),
    /// The person or series of this number among those proposed.
    Person(u32),
}

/// A stretch that may be something.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub span: Span,
    pub kind: Kind,
    pub score: Score,
    /// The score with what lies inside.
    pub worth: i32,
    pub payload: Payload,
    /// The division with which it begins, where it holds one.
    pub lead: Option<Named>,
}

impl Node {
    pub(crate) fn new(span: Span, kind: Kind, score: Score, payload: Payload) -> Self {
        let lead = if let Payload::Place(_, named) = payload { named } else { None };
        Self { span, kind, score, worth: score.total(), payload, lead }
    }

    /// A node that only stands in the way.
    pub(crate) fn wall(span: Span, kind: Kind, weight: Weight) -> Self {
        Self::new(span, kind, Score::of(weight), Payload::None)
    }
}
