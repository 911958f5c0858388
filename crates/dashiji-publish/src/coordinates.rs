//! Where divisions lie.
//!
//! In goes a division's code, 341524; out comes its longitude and latitude in WGS-84, from `data/coordinates.tsv` (GeoNames), or those of the
//! nearest division it lies in that has them, with the code whose they are.

use std::sync::LazyLock;

static TABLE: LazyLock<Vec<(u32, f64, f64)>> = LazyLock::new(|| {
    include_str!("../data/coordinates.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        })
        .collect()
});

/// The divisions a code lies in, the narrowest first, itself among them.
pub fn holders(code: u32) -> impl Iterator<Item = u32> {
    let mut last = 0;
    [code, code / 100 * 100, code / 10_000 * 10_000].into_iter().filter(move |held| {
        let new = *held != last;
        last = *held;
        new
    })
}

/// The nearest division with a known place: its code, longitude and latitude.
pub fn located(code: u32) -> Option<(u32, f64, f64)> {
    holders(code).find_map(|code| {
        let at = TABLE.binary_search_by_key(&code, |row| row.0).ok()?;
        Some(TABLE[at])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_county_without_a_place_stands_at_its_prefecture() {
        assert_eq!(located(341_500).map(|p| p.0), Some(341_500));
        assert_eq!(located(341_599).map(|p| p.0), Some(341_500));
        assert_eq!(located(999_999), None);
        let (_, lon, lat) = located(341_524).unwrap();
        assert!((115.0..117.0).contains(&lon) && (31.0..32.5).contains(&lat));
    }
}
