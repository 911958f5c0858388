//! What the log says up to a row of it: which version of each document is in view, and which rulings are in force.
//!
//! In go the record and what is computed of it; out comes a [`State`], which views share.

use crate::Result;
use crate::derived::{Derived, Mark, VersionRow};
use crate::overlay::Rules;
use crate::record::{Act, Log};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is in view, up to a row of the log.
#[derive(Debug)]
pub(crate) struct State {
    /// The last row that is told.
    pub position: i64,
    /// What was computed by then, and when.
    pub mark: Mark,
    /// The current version of each document that is in view.
    pub documents: BTreeMap<u32, Arc<VersionRow>>,
    /// The document of each version in view, by the row that brought it in.
    pub by_seq: BTreeMap<i64, u32>,
    /// The rulings in force.
    pub rules: Rules,
}

impl State {
    /// What they say up to a row.
    pub fn at(log: &Log, derived: &Derived, position: i64, mark: Mark) -> Result<Self> {
        let removed: BTreeMap<u32, bool> = derived.sql(|c| {
            c.prepare_cached("SELECT document, removed FROM removals WHERE seq <= ?1 ORDER BY seq")?
                .query_map([position], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })?;
        let rows = derived.versions(
            "WHERE v.seq IN (SELECT max(w.seq) FROM versions w WHERE w.seq <= ?1 GROUP BY w.document)",
            &[&position],
        )?;
        let in_force: Vec<i64> = derived.sql(|c| {
            c.prepare_cached(
                "SELECT seq FROM rulings WHERE seq <= ?1 AND (undone IS NULL OR undone > ?1) ORDER BY ruling",
            )?
            .query_map([position], |row| row.get(0))?
            .collect()
        })?;
        let mut rulings = Vec::with_capacity(in_force.len());
        for seq in in_force {
            if let Some(Act::Ruled(ruling)) = log.at(seq)?.map(|row| row.act) {
                rulings.push(ruling);
            }
        }
        let rules = Rules::of(rulings);
        let mut state = Self { position, mark, documents: BTreeMap::new(), by_seq: BTreeMap::new(), rules };
        for row in rows.into_iter().filter(|row| !removed.get(&row.document).copied().unwrap_or(false)) {
            state.by_seq.insert(row.seq, row.document);
            state.documents.insert(row.document, Arc::new(row));
        }
        Ok(state)
    }
}
