//! Named persons and the titles that stand beside their names.

use super::{Mentions, Passage};
use crate::fact::TitleKind;
use crate::text::Span;
use std::collections::BTreeMap;

/// A title beside a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleMention {
    /// The title as written, split at 、, without the name.
    pub span: Span,
    /// What it is.
    pub kind: TitleKind,
    /// The post alone (书记), for posts.
    pub post: Option<Span>,
    /// The body in it (省委), where one is written.
    pub body: Option<Span>,
}

/// A name as it stands, once for each place it stands at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonMention {
    /// The name.
    pub span: Span,
    /// The titles stated for this person here (shared ones of a series too).
    pub titles: Vec<TitleMention>,
    /// The list of names (王某、李某) it stands in: first and last character of the list; its own span where alone.
    pub series: Span,
}

/// What the whole document makes plain about names.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// How often a name stood where it can only be a name.
    pub names: BTreeMap<String, u32>,
}

impl Evidence {
    /// Adds the names that stand clearly in an entry.
    pub fn gather(&mut self, _passage: &Passage<'_>, _mentions: &Mentions) {}
}

/// Every person of an entry, in order.
pub fn find(_passage: &Passage<'_>, _mentions: &Mentions, _evidence: &Evidence) -> Vec<PersonMention> {
    Vec::new()
}
