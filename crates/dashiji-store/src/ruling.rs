//! Rulings: what people decided about what was read. Each is an act of the log with its author and reason, and can be taken back.
//!
//! A ruling on a fact is anchored by the entry's id, the words of the fact and the words before and after them, not by positions: a
//! newer engine that reads `县委书记赵立本` elsewhere in the entry, or in another order, still meets it. One whose anchor is gone is
//! reported, not lost. A ruling that is general (`县防办` is `清河县防汛办公室` from 2021 on) is a rule, replayed over every entry.

use crate::id::{DocumentId, EntryId};
use dashiji::check::Finding;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A decision with its number and reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Counts from 1 in the base.
    pub ruling: u32,
    /// Why.
    pub reason: String,
    /// What was decided.
    #[serde(flatten)]
    pub decision: Decision,
}

/// A ruling taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undoing {
    /// Its number.
    pub ruling: u32,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What can be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// A fact is as read: it was looked at.
    Accept {
        /// Which.
        fact: Anchor,
    },
    /// A fact is otherwise than read.
    Correct {
        /// Which.
        fact: Anchor,
        /// Fields and what they are.
        to: BTreeMap<String, String>,
    },
    /// A fact is none.
    Reject {
        /// Which.
        fact: Anchor,
    },
    /// Names that are one person's, whatever offices say; with one name, all of that name are one.
    Merge {
        /// The names.
        names: Vec<String>,
        /// The name they go by.
        into: String,
    },
    /// In these entries the name is another person's.
    Separate {
        /// The name.
        name: String,
        /// The entries.
        entries: Vec<EntryId>,
    },
    /// Entries that tell one event; the first is the one that counts.
    SameEvent {
        /// The entries.
        entries: Vec<EntryId>,
    },
    /// A short name is this body's, from a day on.
    Name {
        /// As written.
        short: String,
        /// In full.
        full: String,
        /// First day, ISO.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// Last day, ISO.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    /// A finding is none; with neither entry nor document, all findings of its rule.
    Dismiss {
        /// The rule's code, X01.
        code: String,
        /// The entry it points at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entry: Option<EntryId>,
        /// The document, where it points at no entry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<DocumentId>,
        /// The characters it points at, [`QUOTED`] at most.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        quote: String,
    },
}

/// Characters of a finding that a dismissal keeps.
pub const QUOTED: usize = 80;

impl Decision {
    /// The dismissal of a finding of a document.
    pub fn dismissal(finding: &Finding, document: DocumentId) -> Self {
        let first = finding.spans.first();
        let entry = first.and_then(|at| at.entry.as_deref()?.parse().ok());
        Self::Dismiss {
            code: finding.code.to_owned(),
            entry,
            document: entry.is_none().then_some(document),
            quote: quoted(finding).to_owned(),
        }
    }

    /// The documents whose entries it may change; nothing where that may be any.
    pub fn documents(&self) -> Option<Vec<DocumentId>> {
        match self {
            Self::Accept { fact } | Self::Correct { fact, .. } | Self::Reject { fact } => {
                Some(vec![fact.entry.document()])
            }
            Self::Separate { entries, .. } | Self::SameEvent { entries } => {
                Some(entries.iter().map(|entry| entry.document()).collect())
            }
            Self::Dismiss { .. } => Some(Vec::new()),
            Self::Merge { .. } | Self::Name { .. } => None,
        }
    }
}

/// The characters a finding points at, as far as a dismissal keeps them.
pub(crate) fn quoted(finding: &Finding) -> &str {
    let text = finding.spans.first().map_or("", |at| at.text.as_str());
    text.char_indices().nth(QUOTED).map_or(text, |(end, _)| &text[..end])
}

/// What kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// The day of the entry.
    Date,
    /// What the entry tells.
    Type,
    /// A person.
    Person,
    /// A place.
    Place,
    /// An institution, an organ or an organiser.
    Organization,
    /// A document.
    Document,
    /// A figure.
    Figure,
}

impl FactKind {
    /// The fields of such a fact that can be corrected.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Date => &["date", "from", "to"],
            Self::Type => &["type"],
            Self::Person => &["name", "title", "part"],
            Self::Place => &["name", "code"],
            Self::Organization => &["name"],
            Self::Document => &["title", "number", "issuer", "kind", "date", "stage"],
            Self::Figure => &["value", "unit", "of", "kind"],
        }
    }
}

/// Which fact: by its entry and its words, with the words around them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The entry.
    pub entry: EntryId,
    /// What kind of fact.
    pub kind: FactKind,
    /// Its words as they stand; a person's name, a document's title.
    pub quote: String,
    /// Up to a dozen characters before them.
    #[serde(default)]
    pub before: String,
    /// Up to a dozen characters after them.
    #[serde(default)]
    pub after: String,
    /// Where they stood in the entry when it was ruled, in code points: of words with the same around them, those nearest are meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<u32>,
}
