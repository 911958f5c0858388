//! A document's time and place: what it was told, else what its furniture tells.
//!
//! Title `2020年2月` and site `河南省…网` give February 2020 and 河南省 (410000), so that `3日` and `省委` can be understood.

use super::date::{self, Period};
use super::{Given, Setting};
use crate::fact::Region;
use crate::lexicon::{Class, Lexicon};
use crate::text::fold;

/// The period: as given, else as the title (or the series) tells it.
pub(super) fn period(given: &Given, titles: &[&str]) -> Option<Period> {
    let told = given.period.as_deref().and_then(date::given);
    told.or_else(|| {
        titles.iter().find_map(|title| {
            let chars: Vec<char> = title.chars().map(fold).collect();
            date::period(&chars).map(|(period, _)| period)
        })
    })
}

/// The region: as given (name or code), else the division that a clue names, the surest clue first.
pub(super) fn region(given: &Given, clues: &[&str], year: Option<i32>, lexicon: &Lexicon) -> Option<Region> {
    if let Some(told) = given.region.as_deref().map(str::trim).filter(|told| !told.is_empty()) {
        let found = if told.len() == 6 && told.bytes().all(|b| b.is_ascii_digit()) {
            told.parse().ok().map(|code| Region { name: name_of(code, told), code: Some(told.to_owned()) })
        } else {
            find(told, year, lexicon)
        };
        return found.or_else(|| Some(Region { name: told.to_owned(), code: None }));
    }
    clues.iter().find_map(|clue| find(clue, year, lexicon))
}

/// The code as a figure, 0 where there is none.
pub(super) fn code(region: Option<&Region>) -> u32 {
    region.and_then(|r| r.code.as_deref()).and_then(|code| code.parse().ok()).unwrap_or(0)
}

/// Time and place of a document as its readers need them.
pub(super) fn setting(period: Option<Period>, region: Option<&Region>) -> Setting {
    Setting { from: period.map(|p| p.from), to: period.map(|p| p.to), region: code(region) }
}

/// The division that a text names, the narrowest.
fn find(text: &str, year: Option<i32>, lexicon: &Lexicon) -> Option<Region> {
    let chars: Vec<char> = text.chars().map(fold).collect();
    let mut best: Option<(u32, Region)> = None;
    for start in 0..chars.len() {
        for length in (2..=15.min(chars.len() - start)).rev() {
            let word: String = chars[start..start + length].iter().collect();
            for term in lexicon.lookup(&word) {
                if term.class != Class::Division || term.region == 0 || !in_force(term.from, term.to, year) {
                    continue;
                }
                if best.as_ref().is_none_or(|(code, _)| depth(term.region) > depth(*code)) {
                    let name = text.chars().skip(start).take(length).collect();
                    best = Some((term.region, Region { name, code: Some(format!("{:06}", term.region)) }));
                }
            }
        }
    }
    best.map(|(_, region)| region).or_else(|| province(&chars))
}

fn in_force(from: u16, to: u16, year: Option<i32>) -> bool {
    year.is_none_or(|year| (from == 0 || i32::from(from) <= year) && (to == 0 || i32::from(to) >= year))
}

/// 1 for a province, 2 for a prefecture, 3 for a county.
fn depth(code: u32) -> u8 {
    if code.is_multiple_of(10_000) {
        1
    } else if code.is_multiple_of(100) {
        2
    } else {
        3
    }
}

/// Provinces, for want of a division table.
const PROVINCES: &str = include_str!("../../lexicon/table-provinces.tsv");

fn provinces() -> impl Iterator<Item = (&'static str, u32)> {
    PROVINCES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (name, code) = line.split_once('\t')?;
        Some((name, code.parse().ok()?))
    })
}

fn province(chars: &[char]) -> Option<Region> {
    let text: String = chars.iter().collect();
    let (name, code) = provinces().find(|(name, _)| text.contains(name))?;
    Some(Region { name: name.to_owned(), code: Some(format!("{code:06}")) })
}

fn name_of(code: u32, told: &str) -> String {
    provinces().find(|&(_, c)| c == code).map_or_else(|| told.to_owned(), |(name, _)| name.to_owned())
}
