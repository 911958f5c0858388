//! The entries that a query finds, as positions: what list, map, timeline, network and files are narrowed by alike.
//!
//! In goes `抗旱 who:闻人静` as an address has it (`?q=…`), a sentence as well; out come the positions of what it finds, in the catalogue's order.

use crate::question;
use crate::reads::Reads;
use crate::seek::{Fault, Order, Search};
use crate::words::Words;

/// Entries that are picked at most.
const MOST: usize = 10_000;

/// What a query finds.
#[derive(Debug, Default)]
pub struct Picked {
    /// The query as typed.
    pub query: String,
    /// Positions of what it finds, in order; at most ten thousand.
    pub entries: Vec<u32>,
    /// How many it finds in all.
    pub total: usize,
    /// Why it could not be run.
    pub fault: Option<Fault>,
}

impl Picked {
    /// Those among a range of positions.
    pub fn within(&self, range: &std::ops::Range<usize>) -> &[u32] {
        let from = self.entries.partition_point(|&entry| (entry as usize) < range.start);
        let to = self.entries.partition_point(|&entry| (entry as usize) < range.end);
        self.entries.get(from..to).unwrap_or_default()
    }
}

/// Runs a query; a sentence that is understood is the query it was taken for, unless only its words find something.
pub fn picked(snapshot: &Reads, typed: &str, w: Words) -> Picked {
    let query: String = typed.chars().take(500).collect();
    let search = |query: String| {
        snapshot.picked(&Search { query, skip: 0, take: MOST, order: Order::Oldest, facets: false }, w)
    };
    let asked = question::understood(snapshot, None, &query, w).map(|asked| search(asked.query()));
    let found = match asked {
        Some(Ok((ids, total))) if total > 0 => Ok((ids, total)),
        _ => search(query.clone()),
    };
    match found {
        Ok((ids, total)) => {
            let catalogue = snapshot.catalogue();
            let mut entries: Vec<u32> =
                ids.iter().filter_map(|id| catalogue.entries(id).first().copied()).collect();
            entries.sort_unstable();
            entries.dedup();
            Picked { query, entries, total, fault: None }
        }
        Err(fault) => Picked { query, fault: Some(fault), ..Picked::default() },
    }
}
