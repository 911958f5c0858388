//! Towns, townships and streets by county: which names a chronicle of a region may call by their stem alone.
//!
//! In goes a division's code; out come its towns. A chronicle of 宁波市 writes `赴梅山、大碶` where the towns are 梅山街道 and
//! 大碶街道: the stems are candidates there and nowhere else. The table is of about 2023 and proves nothing for other years,
//! so that a name found in it is a candidate, never a certainty.

use std::sync::{LazyLock, OnceLock};

/// A town as the table has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Town {
    /// Its name without 街道, 镇, 乡 or 苏木; one character or more.
    pub stem: &'static str,
    /// Its last word.
    pub kind: &'static str,
    /// The county's six-digit code (GB/T 2260, about 2023).
    pub county: u32,
}

/// The towns of a region, by their stems.
#[derive(Debug, Clone, Default)]
pub struct Towns {
    /// In the order of their stems.
    towns: Vec<Town>,
    /// A bit for the first two characters of every stem: most places in a text are sent away by them.
    pairs: Vec<u64>,
}

/// The table as it stands in the lexicon.
const TABLE: &str = include_str!("../../lexicon/table-towns.tsv");

/// Each county's code and where its names stand in the table, in the order of the codes; compiled by the build script.
#[expect(clippy::unreadable_literal, reason = "codes, written by the build script")]
static COUNTIES: &[(u32, u32, u32)] = &include!(concat!(env!("OUT_DIR"), "/counties.rs"));

/// Bits of the filter for each town, so that few pairs of characters pass by chance.
const BITS_A_TOWN: usize = 32;

/// Two characters as a filter of towns asks for them.
#[derive(Debug, Clone, Copy)]
pub struct Pair(usize);

impl Pair {
    /// The pair of two characters.
    #[inline]
    pub fn of(first: char, second: char) -> Self {
        let both = u64::from(first as u32) << 21 | u64::from(second as u32);
        Self((both.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize)
    }

    /// Its bit in a filter of a power of two bits.
    #[inline]
    fn bit(self, bits: usize) -> usize {
        self.0 & (bits - 1)
    }
}

impl Towns {
    /// The towns whose county lies in a division, whose code ends in 0000 (province), 00 (prefecture) or neither.
    /// Nothing for 0, which is no division.
    ///
    /// ```
    /// use dashiji::resolve::town::Towns;
    /// let towns = Towns::of(330_206);
    /// assert!(towns.named("大碶").any(|town| town.county == 330_206));
    /// assert!(Towns::of(0).is_empty());
    /// ```
    pub fn of(region: u32) -> Self {
        let digits = format!("{region:06}");
        let prefix = match region {
            0 => return Self::default(),
            _ if region.is_multiple_of(10_000) => &digits[..2.min(digits.len())],
            _ if region.is_multiple_of(100) => &digits[..4.min(digits.len())],
            _ => digits.as_str(),
        };
        let low: u32 = prefix.parse().unwrap_or_default();
        let step = 10u32.pow(6 - prefix.len() as u32);
        let from = COUNTIES.partition_point(|(county, ..)| county / step < low);
        let to = COUNTIES.partition_point(|(county, ..)| county / step <= low);
        let names = |start: u32, end: u32| TABLE.get(start as usize..end as usize).unwrap_or_default();
        let mut towns: Vec<Town> = COUNTIES
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .flat_map(|&(county, start, end)| {
                names(start, end).split(' ').filter_map(move |name| town(name, county))
            })
            .collect();
        towns.sort_unstable();
        let bits = (towns.len() * BITS_A_TOWN).next_power_of_two().max(64);
        let mut pairs = vec![0u64; bits / 64];
        for town in &towns {
            let mut chars = town.stem.chars();
            if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
                let bit = Pair::of(first, second).bit(bits);
                pairs[bit / 64] |= 1 << (bit % 64);
            }
        }
        Self { towns, pairs }
    }

    /// The towns of one county, kept from when they were first asked for; nothing for a code that is no county's.
    pub fn of_county(code: u32) -> Option<&'static Self> {
        static KEPT: LazyLock<Vec<OnceLock<Towns>>> =
            LazyLock::new(|| COUNTIES.iter().map(|_| OnceLock::new()).collect());
        let at = COUNTIES.binary_search_by_key(&code, |(county, ..)| *county).ok()?;
        KEPT.get(at).map(|kept| kept.get_or_init(|| Self::of(code)))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.towns.is_empty()
    }

    /// The towns with a stem, in the order of their counties.
    pub fn named(&self, stem: &str) -> impl Iterator<Item = &Town> {
        let start = self.towns.partition_point(|town| town.stem < stem);
        let stem = stem.to_owned();
        self.towns[start..].iter().take_while(move |town| town.stem == stem)
    }

    /// The longest stem of two characters or more that begins at `index` of a text whose characters `at` gives, with how
    /// many characters it has; `pair` is that of the two characters there.
    #[inline]
    pub fn longest(&self, pair: Pair, at: impl Fn(usize) -> char, index: usize) -> Option<(&Town, usize)> {
        let bit = pair.bit((self.pairs.len() * 64).max(1));
        let may = self.pairs.get(bit / 64).is_some_and(|bits| bits & 1 << (bit % 64) != 0);
        if may { self.longest_of(at, index) } else { None }
    }

    fn longest_of(&self, at: impl Fn(usize) -> char, index: usize) -> Option<(&Town, usize)> {
        let mut longest = None;
        let mut words = String::new();
        let (mut low, mut high) = (0, self.towns.len());
        // Each character narrows the stems that may still follow.
        for count in 1..=12 {
            words.push(at(index + count - 1));
            let range = &self.towns[low..high];
            let from = range.partition_point(|town| town.stem < words.as_str());
            let to = range
                .partition_point(|town| town.stem < words.as_str() || town.stem.starts_with(words.as_str()));
            (low, high) = (low + from, low + to);
            if low == high {
                break;
            }
            if let Some(town) = self.towns.get(low).filter(|town| count >= 2 && town.stem == words) {
                longest = Some((town, count));
            }
        }
        longest
    }
}

/// A name of the table: its stem and the letter of its kind.
fn town(name: &'static str, county: u32) -> Option<Town> {
    let (at, letter) = name.char_indices().next_back()?;
    let kind = match letter {
        '街' => "街道",
        '镇' => "镇",
        '乡' => "乡",
        '苏' => "苏木",
        _ => return None,
    };
    Some(Town { stem: &name[..at], kind, county })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_county_has_its_towns_and_no_others() {
        let county = Towns::of(330_206);
        assert!(county.towns.iter().all(|town| town.county == 330_206));
        let prefecture = Towns::of(330_200);
        assert!(prefecture.towns.len() > county.towns.len());
        assert!(Towns::of(330_000).towns.len() > prefecture.towns.len());
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let names = TABLE.lines().filter(|line| !line.starts_with('#'));
        let names: usize = names.map(|line| line.split(['\t', ' ']).count() - 1).sum();
        let read: usize = (11..=65).map(|province| Towns::of(province * 10_000).towns.len()).sum();
        assert_eq!(names, read);
    }

    #[test]
    fn the_longest_stem_is_found_where_it_begins() {
        let towns = Towns::of(330_206);
        let text: Vec<char> = "赴大碶检查".chars().collect();
        let at = |k: usize| text.get(k).copied().unwrap_or_default();
        let longest = |k: usize| towns.longest(Pair::of(at(k), at(k + 1)), at, k);
        assert_eq!(longest(1).map(|(town, count)| (town.stem, count)), Some(("大碶", 2)));
        assert_eq!(longest(0), None);
        assert_eq!(longest(9), None);
    }
}
