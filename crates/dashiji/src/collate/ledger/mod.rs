//! Ledgers: series of figures about one programme, and whether they add up.
//!
//! In go entries with their figures; out come [`Ledger`]s. A programme is found from the text alone: the same counted thing
//! under running ordinals (`第十批支援某地医疗队148人`, `第15批…30名`), or the same counted thing under running totals
//! (`累计护送务工人员14万人`, later `15万人`), or the same counted thing told of each year (`yearly`). A figure told twice is one figure; what is told of a part is not added to
//! its whole; batches that only report by video are no new batches. Documents of regions that lie side by side tell of series of their own.

pub mod balance;
pub mod key;
mod programme;
pub mod regions;
mod series;
mod yearly;

pub use programme::{Programme, measure, subject};

use super::key::KeyKind;
use super::{Cite, Collation};
use balance::{Amount, Balance};
use key::{Regions, Series, Subjects};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A figure with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Its value.
    pub value: Amount,
    /// Unit as written.
    pub unit: String,
    /// The thing counted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub of: Option<String>,
    /// Where it stands.
    pub cite: Cite,
}

/// A line of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The ordinals it covers; empty in a series without.
    pub ordinals: Vec<u32>,
    /// Day of the event, ISO.
    pub date: Option<String>,
    /// What this line adds.
    pub increment: Option<Figure>,
    /// Whether the increment is only a lower bound: parts are stated, the whole is not.
    pub at_least: bool,
    /// The running total stated after it, in this entry or another.
    pub total: Option<Figure>,
    /// The day of which the total is stated.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub as_of: Option<String>,
    /// Parts named of the increment (or of the total, where there is no increment).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parts: Vec<Figure>,
    /// The entries the line rests on; more than one where it is told again.
    pub cites: Vec<Cite>,
}

/// Something of the same kind that the series does not number and that may lie inside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// What it is called.
    pub name: String,
    /// Day, ISO.
    pub date: Option<String>,
    /// How much.
    pub figure: Figure,
    /// Position of the remainder it may lie in.
    pub remainder: usize,
}

/// Between which bounds a remainder is not itemised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// Position of the remainder.
    pub remainder: usize,
    /// If all that may lie inside does.
    pub least: Amount,
    /// If none of it does.
    pub most: Amount,
}

/// A series of figures about one programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// What is counted, as most entries say it.
    pub name: String,
    /// The region whose documents tell of it, where those of others have a series of that name and unit too.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub region: Option<String>,
    /// The unit of the ordinals (批), empty in a series without.
    pub series: String,
    /// The unit of the figures (人).
    pub unit: String,
    /// Lines by ordinal, then by day.
    pub lines: Vec<Line>,
    /// Sums.
    pub balance: Balance,
    /// What may lie inside a remainder.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub related: Vec<Related>,
    /// What is unaccounted for, from and to.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub bounds: Vec<Bounds>,
}

impl Ledger {
    /// What ledgers are sorted by, before their keys: those of programmes that somebody defined first, then first day, name, region.
    pub fn rank(&self, defined: &[Programme]) -> String {
        let first =
            if defined.iter().any(|programme| programme.name == self.name) { "\u{1}\u{1}" } else { "" };
        let day = self.lines.first().and_then(|line| line.date.as_deref()).unwrap_or_default();
        format!("{first}{day}\u{1}{}\u{1}{}", self.name, self.region.as_deref().unwrap_or_default())
    }

    /// Its name, with the region where it is one of several.
    pub fn title(&self) -> String {
        self.region.as_ref().map_or_else(|| self.name.clone(), |region| format!("{}（{region}）", self.name))
    }
}

impl Collation {
    /// Every ledger that the entries hold, those a user defined first, then by first day and name.
    pub fn ledgers(&self, defined: &[Programme]) -> Vec<Ledger> {
        series::ledgers(self, defined, Regions::Here).into_iter().map(|(_, ledger)| ledger).collect()
    }

    /// The same, each with its key ([`Series::key`]). Of a part of the entries those are right whose series is whole in it, with the entries that may
    /// state its totals, the series that these may also be of, and its narrower kinds, all in the regions that are told.
    pub fn ledgers_by_key(&self, defined: &[Programme], regions: Regions<'_>) -> Vec<(String, Ledger)> {
        series::ledgers(self, defined, regions)
    }

    /// The series that several regions tell of, with these regions.
    pub fn shared_series(&self, defined: &[Programme]) -> BTreeMap<Series, BTreeSet<String>> {
        let mut subjects = Subjects::default();
        let mut told: BTreeMap<Series, BTreeSet<String>> = BTreeMap::new();
        for entry in self.entries() {
            let keys = key::keys(entry, defined, &mut subjects).into_iter();
            let series = keys.filter(|(kind, _)| *kind == KeyKind::Series);
            for (series, region) in series.filter_map(|(_, key)| Series::parse(&key)) {
                let regions = told.entry(series).or_default();
                if !regions.contains(&region) {
                    regions.insert(region);
                }
            }
        }
        told.retain(|_, regions| regions.len() > 1);
        told
    }
}
