//! A finding: code, severity, the characters it points at, arguments, and the words made from them.

use crate::Reading;
use crate::fact::{Field, Record};
use crate::text::{Span, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// An editor would mend it.
    Warning,
    /// It is wrong.
    Error,
}

/// The document a finding is in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The name the document was given by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// Characters a finding points at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pointer {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The text as it stands.
    pub text: String,
    /// Id of the entry they stand in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Where they begin in a file of Word or Excel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<crate::document::Location>,
    /// SHA-256 of the document, where it is another one than the finding's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

/// A replacement of characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// First code point replaced.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What stands there then.
    pub text: String,
}

/// How a finding can be mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// Edits in one document, in order, not overlapping.
    pub edits: Vec<Edit>,
    /// Whether it changes no meaning.
    pub safe: bool,
}

/// Something an editor should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's code, N01.
    pub code: &'static str,
    /// How grave, under the profile in force.
    pub severity: Severity,
    /// The document.
    pub document: Place,
    /// The characters, the main ones first.
    pub spans: Vec<Pointer>,
    /// What the message is made from.
    pub args: BTreeMap<&'static str, String>,
    /// What was found, in the reader's language.
    pub message: String,
    /// What to do, in the reader's language.
    pub hint: String,
    /// A mend, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// The text around the first span.
    pub excerpt: String,
    /// The facts in doubt for whose sake it is only a note.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubt: Vec<Field>,
}

impl Pointer {
    /// Points at a range of a document.
    pub fn at(text: &Text, span: Span, record: Option<&Record>) -> Self {
        Self {
            start: span.start,
            end: span.end,
            text: text.slice(span).to_owned(),
            entry: record.map(|r| r.id.clone()),
            location: None,
            document: None,
        }
    }

    /// The same, in another document than the finding's.
    #[must_use]
    pub fn elsewhere(mut self, reading: &Reading) -> Self {
        self.document = Some(reading.document.record.sha256.clone());
        self
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// Some twenty characters on either side of a range, within its line.
pub(super) fn excerpt(text: &Text, span: Span) -> String {
    let reach = 24usize;
    let breaks = |c: char| c == '\n' || c == '\r';
    let mut start = span.lo();
    while start > 0 && span.lo() - start < reach && !breaks(text.at(start - 1)) {
        start -= 1;
    }
    let mut end = span.hi().min(span.lo() + 80);
    while end < text.len() && end < span.hi() + reach && !breaks(text.at(end)) {
        end += 1;
    }
    text.slice(Span::new(start, end)).to_owned()
}
