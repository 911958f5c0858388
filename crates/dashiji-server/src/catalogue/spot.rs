//! Places on the map with what is told of there.

use super::name::Index;
use std::collections::BTreeMap;

/// A place on the map with the entries told of there.
#[derive(Debug, Clone)]
pub struct Spot {
    /// The division whose place it is.
    pub code: u32,
    /// Longitude and latitude, WGS-84.
    pub at: (f64, f64),
    /// The entries, by day.
    pub entries: Vec<u32>,
}

/// Places on the map: each at itself, or at the nearest division that has a place on the map; and the entries that have any.
pub(super) fn spots(places: &Index, towns: &BTreeMap<Box<str>, u32>) -> (Vec<Spot>, Vec<u32>) {
    let mut at: BTreeMap<u32, Spot> = BTreeMap::new();
    for name in &places.names {
        let code = name.key.parse::<u32>().ok().filter(|_| name.key.len() == 6);
        let code = code.or_else(|| towns.get(&*name.key).copied());
        let Some((code, lon, lat)) = code.and_then(crate::place::located) else { continue };
        // A whole province is no point.
        if code % 10_000 == 0 && !matches!(code / 10_000, 11 | 12 | 31 | 50 | 71 | 81 | 82) {
            continue;
        }
        let spot = at.entry(code).or_insert_with(|| Spot { code, at: (lon, lat), entries: Vec::new() });
        spot.entries.extend(&name.entries);
    }
    let mut placed = Vec::new();
    let mut spots: Vec<Spot> = at.into_values().collect();
    for spot in &mut spots {
        spot.entries.sort_unstable();
        spot.entries.dedup();
        placed.extend(&spot.entries);
    }
    placed.sort_unstable();
    placed.dedup();
    (spots, placed)
}
