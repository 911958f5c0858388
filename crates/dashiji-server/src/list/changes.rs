//! What was done to the base last: what came in, in which version, what was ruled; the newest first.

use dashiji_store::{Act, DocumentId, View};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A document came in.
    Added,
    /// A document came in again, changed.
    Revised,
    /// A person wrote an entry, or wrote it anew.
    Entered,
    /// A document was taken out.
    Removed,
    /// It was put back.
    Restored,
    /// A person ruled.
    Ruled,
    /// A ruling was taken back.
    Undone,
}

/// Something done to the base.
#[derive(Debug, Clone)]
pub struct Change {
    /// What was done.
    pub what: What,
    /// The document it was done to.
    pub document: Option<DocumentId>,
    /// The version that came in.
    pub version: Option<u32>,
    /// When: RFC 3339.
    pub recorded_at: String,
    /// By whom.
    pub author: String,
}

/// Rows of the log that are looked through at most.
const ROWS: i64 = 200;

/// The last things done to a base, at most so many.
///
/// # Errors
/// Where the log cannot be read.
pub fn last(view: &View, most: usize) -> dashiji_store::Result<Vec<Change>> {
    let after = (view.position() - ROWS).max(0);
    let rows = view.base().log(after, ROWS as usize)?;
    let told = rows.into_iter().rev().filter(|row| row.seq <= view.position()).filter_map(|row| {
        let (what, document, version) = match &row.act {
            Act::Added(v) => (What::Added, Some(v.document), Some(v.version)),
            Act::Revised(v) => (What::Revised, Some(v.document), Some(v.version)),
            Act::Entered(v) | Act::Corrected(v) => (What::Entered, Some(v.document), Some(v.version)),
            Act::Removed { document, .. } => (What::Removed, Some(*document), None),
            Act::Restored { document, .. } => (What::Restored, Some(*document), None),
            Act::Ruled(_) => (What::Ruled, None, None),
            Act::Undone(_) => (What::Undone, None, None),
            Act::Began { .. } | Act::Read(_) | Act::Knowledge { .. } => return None,
        };
        let document = document.map(DocumentId);
        Some(Change { what, document, version, recorded_at: row.recorded_at, author: row.author })
    });
    Ok(told.take(most).collect())
}
