//! Divisions of GB/T 2260: a name -> the code in force in a year, and what a code is called.
//!
//! In go the codes a name may mean (信阳: 412900 信阳地区, 411500 信阳市), the year of the entry and what is known of its
//! surroundings; out comes one code or none. `郊区` after 洛阳市 in 1990 is 410306, `襄樊市` in 2005 is 420600, and its
//! code today is called 襄阳市. The table goes back to 1981; earlier years take its earliest row.

use std::collections::BTreeMap;
use std::sync::LazyLock;

pub use super::succession::{Division, level, successors};
use super::succession::{SHORTER, aliases};

/// The rows, compiled by the build script.
#[expect(clippy::unreadable_literal, reason = "codes, written by the build script")]
static TABLE: &[Division] = &include!(concat!(env!("OUT_DIR"), "/divisions.rs"));

/// Every code that did not last, with that under which it lasts, in the order of the codes.
#[expect(clippy::unreadable_literal, reason = "codes, written by the build script")]
static LASTING: &[(u32, u32)] = &include!(concat!(env!("OUT_DIR"), "/lasting.rs"));

impl Division {
    /// How many years a year lies outside the time in force: 0 inside, 1 also for the year of the change itself.
    pub fn distance(&self, year: i32) -> u32 {
        if year < self.from {
            self.from.abs_diff(year)
        } else if self.to != 0 && year >= self.to {
            self.to.abs_diff(year) + 1
        } else {
            0
        }
    }

    /// Whether `name` is the form between the short and the full one: 红河州, 融水县, 洛阳专区.
    fn is_called(&self, name: &str) -> bool {
        let alias = |(alias, of): &(&str, &str)| *alias == name && *of == self.name;
        ALIASES.iter().any(alias)
            || SHORTER.iter().any(|(end, shorter)| {
                self.name.ends_with(end) && name.strip_suffix(shorter).is_some_and(|stem| stem == self.short)
            })
    }

    /// Province 0, prefecture 1, county 2.
    pub fn level(&self) -> u8 {
        level(self.code)
    }
}

/// Local short names and the full names they stand for: 锡盟, 锡林郭勒盟.
static ALIASES: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| aliases(include_str!("../../lexicon/table-division-aliases.tsv")).collect());

/// Whether `inner` is `outer` or lies in it by its digits.
pub fn within(inner: u32, outer: u32) -> bool {
    outer != 0
        && match level(outer) {
            0 => inner / 10000 == outer / 10000,
            1 => inner / 100 == outer / 100,
            _ => inner == outer,
        }
}

/// How near two codes are: 3 the same prefecture or one inside the other, 1 the same province, 0 neither.
fn nearness(code: u32, other: u32) -> u32 {
    if code / 10000 != other / 10000 {
        0
    } else if level(other) == 0 {
        1
    } else if code / 100 == other / 100 {
        3
    } else {
        1
    }
}

/// All rows of a code, by year.
pub fn rows(code: u32) -> &'static [Division] {
    let start = TABLE.partition_point(|row| row.code < code);
    let end = TABLE.partition_point(|row| row.code <= code);
    &TABLE[start..end]
}

/// A code's row in a year, or the nearest one.
pub fn of_code(code: u32, year: Option<i32>) -> Option<&'static Division> {
    let year = year.unwrap_or(i32::MAX / 2);
    rows(code).iter().min_by_key(|row| row.distance(year))
}

/// The row in force in a year that a row has become: itself, the code's new name, or what came after its code.
pub fn become_in(row: &'static Division, year: i32) -> Option<&'static Division> {
    let mut row = row;
    for _ in 0..8 {
        if row.distance(year) == 0 {
            return Some(row);
        }
        if let Some(same) = rows(row.code).iter().find(|r| r.distance(year) == 0) {
            return Some(same);
        }
        let next = successors(row);
        let now = next.iter().find_map(|code| of_code(*code, Some(year)).filter(|r| r.distance(year) == 0));
        row = match now {
            Some(found) => return Some(found),
            None => next.first().and_then(|code| rows(*code).last())?,
        };
    }
    None
}

/// The place of a division in a year: province, prefecture (none where the county stands directly under the province), county.
pub fn chain(code: u32, year: Option<i32>) -> Vec<&'static Division> {
    let mut codes = vec![code / 10000 * 10000, code / 100 * 100, code];
    codes.dedup();
    codes.into_iter().filter_map(|code| of_code(code, year)).collect()
}

/// The codes of a full name in any year, of the form between the short and the full one (甘孜州) or of a local one (锡盟); empty where it is no
/// division's.
///
/// ```
/// use dashiji::resolve::division::called;
/// assert_eq!(called("锡盟"), called("锡林郭勒盟"));
/// assert!(called("锡蒙").is_empty());
/// ```
pub fn called(name: &str) -> &'static [u32] {
    NAMES.get(name).map_or(&[], Vec::as_slice)
}

/// Full names of all divisions of any year, as often as they have rows.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|row| row.name)
}

static NAMES: LazyLock<BTreeMap<String, Vec<u32>>> = LazyLock::new(|| {
    let mut names: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut note = |name: String, code: u32| {
        let codes = names.entry(name).or_default();
        if !codes.contains(&code) {
            codes.push(code);
        }
    };
    for row in TABLE {
        note(row.name.to_owned(), row.code);
        for (alias, _) in ALIASES.iter().filter(|(_, of)| *of == row.name) {
            note((*alias).to_owned(), row.code);
        }
        for (end, shorter) in SHORTER {
            if row.name.ends_with(end) && !row.short.is_empty() {
                note(format!("{}{shorter}", row.short), row.code);
            }
        }
    }
    names
});

/// The code under which a division lasts: the last of those that followed one another with nothing merged or split, 信阳地区 413000
/// and 信阳市 411500 both 411500. The same for every code of one division.
///
/// ```
/// use dashiji::resolve::division::lasting;
/// assert_eq!(lasting(413_000), 411_500);
/// assert_eq!(lasting(411_500), 411_500);
/// ```
pub fn lasting(code: u32) -> u32 {
    LASTING.binary_search_by_key(&code, |pair| pair.0).map_or(code, |at| LASTING[at].1)
}

/// The codes that a lasting code was before, earliest first, and itself.
pub fn history(code: u32) -> Vec<u32> {
    let last = lasting(code);
    let mut before: Vec<u32> = BEFORE.get(&last).cloned().unwrap_or_default();
    before.push(last);
    before.sort_by_key(|code| (rows(*code).first().map_or(0, |row| row.from), *code));
    before
}

/// By the code under which they last, the codes that did not, in order.
static BEFORE: LazyLock<BTreeMap<u32, Vec<u32>>> = LazyLock::new(|| {
    let mut before: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &(code, last) in LASTING {
        before.entry(last).or_default().push(code);
    }
    before
});

/// What is known of where and when a name stands.
#[derive(Debug, Clone, Default)]
pub struct Surroundings<'a> {
    /// The year told of.
    pub year: Option<i32>,
    /// The document's region, 0 where unknown.
    pub region: u32,
    /// The division whose name stands directly before, 0 where there is none.
    pub parent: u32,
    /// The divisions told of before, the nearest first.
    pub near: &'a [u32],
}

/// The code that `name` means, of those it may mean; none where several are as likely.
///
/// ```
/// use dashiji::resolve::division::{Surroundings, choose};
/// let henan = Surroundings { year: Some(2020), region: 410_000, ..Surroundings::default() };
/// assert_eq!(choose("信阳", &[412_900, 411_500], &henan).map(|d| d.name), Some("信阳市"));
/// ```
pub fn choose(name: &str, codes: &[u32], around: &Surroundings<'_>) -> Option<&'static Division> {
    let year = around.year.unwrap_or(9999);
    let mut best: Option<(Rank, &'static Division)> = None;
    let mut tie = false;
    for row in codes.iter().flat_map(|code| rows(*code)) {
        let full = row.name == name || row.is_called(name);

        if !full && row.short != name {
            continue;
        }
        let rank = rank(row, full, year, around);
        match &best {
            Some((other, _)) if *other < rank => {}
            Some((other, known)) if *other == rank => tie |= known.code != row.code,
            _ => {
                best = Some((rank, row));
                tie = false;
            }
        }
    }
    let found = best.filter(|_| !tie).map(|(_, row)| row)?;
    let found = city_for(name, codes, found, around).unwrap_or(found);
    Some(before(name, codes, found, year).unwrap_or(found))
}

/// The code that a division bore before the one found was in force: 富顺县 is 512522 in 1953 too, though its region's codes begin with 5103.
fn before(name: &str, codes: &[u32], found: &'static Division, year: i32) -> Option<&'static Division> {
    if year >= found.from {
        return None;
    }
    let same = |row: &&Division| {
        let place = row.code / 10000 == found.code / 10000 || found.level() == 0;
        let called = row.name == name || row.short == name || row.is_called(name);
        called && (lasting(row.code) == lasting(found.code) || place && row.name == found.name)
    };
    codes
        .iter()
        .flat_map(|code| rows(*code))
        .filter(same)
        .min_by_key(|row| (row.distance(year), row.code != found.code))
        .filter(|row| row.distance(year) < found.distance(year))
}

/// The city that a short form means where a prefecture without a city's rank has it as well: 安庆 is 安庆市, not 安庆地区.
fn city_for(
    name: &str,
    codes: &[u32],
    found: &Division,
    around: &Surroundings<'_>,
) -> Option<&'static Division> {
    if found.level() != 1 || found.short != name || !found.name.ends_with("地区") {
        return None;
    }
    let year = around.year.unwrap_or(9999);
    codes.iter().flat_map(|code| rows(*code)).find(|row| {
        row.level() == 1
            && row.code / 10000 == found.code / 10000
            && row.short == name
            && row.name.ends_with('市')
            && row.from == found.from
            && row.distance(year) <= found.distance(year)
    })
}

/// How many years after its end a division is still told of by its old name.
const OLD: u32 = 3;

/// Smaller is likelier: in the parent, short forms by level, not long gone, in the surroundings, in force, by level, by kind.
type Rank = (u32, u8, bool, u32, u32, u8, u8);

fn rank(row: &Division, full: bool, year: i32, around: &Surroundings<'_>) -> Rank {
    let inside = around.parent != 0 && row.code != around.parent && within(row.code, around.parent);
    let outside = u32::from(around.parent != 0 && !inside);
    let level = row.level();
    let near = around.near.iter().take(8).map(|code| nearness(row.code, *code)).max().unwrap_or(0);
    let region = if around.region == 0 {
        0
    } else if within(row.code, around.region) || around.region / 100 == row.code / 100 {
        4
    } else if row.code / 10000 == around.region / 10000 {
        2
    } else {
        0
    };
    // 市 before 县 before 区 where one short form stands for several.
    let kind = match row.name.chars().last() {
        Some('市') => 0,
        Some('县') => 1,
        _ => 2,
    };
    let distance = row.distance(year);
    let kind = if full { 0 } else { kind };
    let gone = distance > OLD;
    (
        outside,
        if full { 0 } else { u8::from(level != 0) },
        gone,
        8 - (near + region).min(8),
        distance,
        level,
        kind,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(name: &str, codes: &[u32], year: i32, region: u32, parent: u32) -> Option<u32> {
        let around = Surroundings { year: Some(year), region, parent, near: &[] };
        choose(name, codes, &around).map(|row| row.code)
    }

    #[test]
    fn a_short_form_means_the_highest_level_in_force() {
        let nanyang = [412_900, 412_901, 411_300];
        assert_eq!(code("南阳", &nanyang, 2020, 410_000, 0), Some(411_300));
        assert_eq!(code("南阳", &nanyang, 1988, 410_000, 0), Some(412_900));
        assert_eq!(code("南阳市", &nanyang, 1988, 410_000, 0), Some(412_901));
    }

    #[test]
    fn years_before_the_table_take_its_earliest_row() {
        assert_eq!(code("长垣县", &[410_728, 412_233], 1958, 410_000, 0).map(|c| c / 10000), Some(41));
    }

    #[test]
    fn a_code_that_was_not_yet_in_force_gives_way_to_the_one_before_it() {
        assert_eq!(code("富顺县", &[510_322, 512_522], 1953, 510_300, 0), Some(512_522));
        assert_eq!(code("富顺县", &[510_322, 512_522], 1982, 510_300, 0), Some(512_522));
        assert_eq!(code("富顺县", &[510_322, 512_522], 1990, 510_300, 0), Some(510_322));
        assert_eq!(code("上虞", &[330_604, 330_622, 330_682, 332_321], 1862, 330_683, 0), Some(332_321));
        assert_eq!(code("重庆", &[500_000, 510_200], 1953, 510_300, 0), Some(510_200));
        assert_eq!(code("重庆", &[500_000, 510_200], 2003, 510_300, 0), Some(500_000));
    }

    #[test]
    fn the_parent_decides_between_namesakes() {
        let suburbs = [140_111, 410_111, 410_311, 370_611];
        assert_eq!(
            code("郊区", &suburbs, 1985, 0, 410_300).map(|c| c / 100),
            Some(4103).filter(|_| !rows(410_311).is_empty())
        );
        assert_eq!(code("朝阳区", &[110_105, 220_104], 2010, 0, 0), None);
        assert_eq!(code("朝阳区", &[110_105, 220_104], 2010, 220_000, 0), Some(220_104));
    }

    #[test]
    fn a_name_becomes_what_came_after_it() {
        let row = rows(420_600).iter().find(|row| row.name == "襄樊市");
        assert_eq!(row.and_then(|row| become_in(row, 2015)).map(|row| row.name), Some("襄阳市"));
        let row = rows(410_728).iter().find(|row| row.name == "长垣县");
        assert_eq!(row.and_then(|row| become_in(row, 2020)).map(|row| row.code), Some(410_783));
    }

    #[test]
    fn a_county_directly_under_the_province_has_no_prefecture() {
        let names: Vec<&str> = chain(419_001, Some(2020)).iter().map(|row| row.name).collect();
        assert_eq!(names, ["河南省", "济源市"]);
        let names: Vec<&str> = chain(411_729, Some(2020)).iter().map(|row| row.name).collect();
        assert_eq!(names, ["河南省", "驻马店市", "新蔡县"]);
    }
}
