//! Whose series it is: documents of two counties may number teams of the same name, and these are two series.
//!
//! In go the regions of the documents that tell of one thing in one unit; out comes, for each, the region under which its figures are put
//! together. Regions that lie one within the other all down the line (江州省, its 青石县) tell of one series; where two lie side by side,
//! each has its own, and so has what both lie in. A document without a region goes with the others where these are one.

use crate::collate::entry::Entry;
use crate::resolve::division;
use std::collections::{BTreeMap, BTreeSet};

/// The region of an entry's document: its code, else its name, else nothing.
pub fn of(entry: &Entry) -> &str {
    let region = entry.source.record.region.as_ref();
    region.map_or("", |region| region.code.as_deref().unwrap_or(&region.name))
}

/// The six digits of a region that goes by its code.
fn code(region: &str) -> Option<u32> {
    region.parse::<u32>().ok().filter(|_| region.len() == 6)
}

/// What a region lies in, the nearest first: prefecture, province, what is not told.
fn around(region: &str) -> impl Iterator<Item = String> {
    let outer = code(region).map(|code| [code / 100 * 100, code / 10000 * 10000]).into_iter().flatten();
    let own = region.to_owned();
    let codes = outer.map(|code| format!("{code:06}")).filter(move |outer| *outer != own);
    codes.chain((!region.is_empty()).then(String::new))
}

/// Whether a region is another or lies in it; all lie in the one that is not told.
fn within(inner: &str, outer: &str) -> bool {
    outer.is_empty()
        || inner == outer
        || matches!((code(inner), code(outer)), (Some(inner), Some(outer)) if division::within(inner, outer))
}

/// Whether one of two regions lies in the other.
pub fn related(a: &str, b: &str) -> bool {
    within(a, b) || within(b, a)
}

/// For each region the one under which it goes: the innermost of those that lie one within the other.
pub(super) fn grouped<'a>(regions: &BTreeSet<&'a str>) -> BTreeMap<&'a str, &'a str> {
    // The regions that lie directly in each, of those that are there.
    let mut inside: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
    for &inner in regions {
        let nearest = around(inner).find_map(|outer| regions.get(&*outer).copied());
        if let Some(nearest) = nearest {
            inside.entry(nearest).or_default().push(inner);
        }
    }
    let innermost = |mut region: &'a str| {
        while let Some([only]) = inside.get(region).map(Vec::as_slice) {
            region = *only;
        }
        region
    };
    regions.iter().map(|&region| (region, innermost(region))).collect()
}

/// The name of a region, where it is that of an entry's document.
pub(super) fn name(entry: &Entry, region: &str) -> Option<String> {
    let told = entry.source.record.region.as_ref().filter(|_| of(entry) == region)?;
    Some(told.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_go_together_where_they_lie_one_within_the_other() {
        for (regions, wanted) in [
            (vec!["410000", "411500"], vec!["411500", "411500"]),
            (vec!["410000", "411500", "411521"], vec!["411521", "411521", "411521"]),
            (vec!["411521", "411522"], vec!["411521", "411522"]),
            // The province's own series is neither county's.
            (vec!["410000", "411521", "411522"], vec!["410000", "411521", "411522"]),
            (vec!["410000", "411500", "411521", "411522"], vec!["411500", "411500", "411521", "411522"]),
            (vec!["", "411521"], vec!["411521", "411521"]),
            (vec!["", "411521", "青石县"], vec!["", "411521", "青石县"]),
            (vec!["青石县"], vec!["青石县"]),
        ] {
            let grouped = grouped(&regions.iter().copied().collect());
            let found: Vec<&str> = regions.iter().map(|region| grouped[region]).collect();
            assert_eq!(found, wanted, "{regions:?}");
        }
    }
}
