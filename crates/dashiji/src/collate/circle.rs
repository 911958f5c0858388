//! Circles: the region that a document, a body or an office stands in, and which of two holds the other.
//!
//! In goes 理塘县 with its code, or a county that no list knows by its name; out comes a [`Circle`] that is the same for every code the
//! county ever had. 四川省 holds 理塘县, the country holds both; of a province that is only said to be one (副省长 in a county's chronicle
//! whose province nobody told) it is known that it holds the county.

use super::entry::Word;
use crate::fact::Region;
use crate::resolve::division::{self, Division};
use serde::{Deserialize, Serialize};

/// The region that something stands in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Circle(Word);

/// What stands for the whole country.
const NATION: &str = "中国";

impl Circle {
    /// Nothing is known of it.
    pub fn unknown() -> Self {
        Self(Word::from(""))
    }

    /// The whole country.
    pub fn nation() -> Self {
        Self(Word::from(NATION))
    }

    /// A division by one of its codes.
    pub fn coded(code: u32) -> Self {
        Self(Word::from(format!("{:06}", division::lasting(code))))
    }

    /// A region by the name it is told under.
    pub fn named(name: &str) -> Self {
        Self(Word::from(name))
    }

    /// A region of a level (省, 市) that holds the document's, where it is not known which.
    pub fn above(level: char) -> Self {
        Self(Word::from(format!("?{level}")))
    }

    /// By what it is compared by, as it was kept.
    pub(super) fn kept(key: Word) -> Self {
        Self(key)
    }

    /// The region a document tells of.
    pub fn of(region: Option<&Region>) -> Self {
        let Some(region) = region else { return Self::unknown() };
        match region.code.as_deref().and_then(|code| code.parse().ok()) {
            Some(code) => Self::coded(code),
            None => Self::named(&region.name),
        }
    }

    /// Whether nothing is known of it.
    pub fn is_unknown(&self) -> bool {
        self.0.is_empty()
    }

    /// Its lasting code, where it has one.
    pub fn code(&self) -> Option<u32> {
        (self.0.len() == 6).then(|| self.0.parse().ok()).flatten()
    }

    /// What it is compared by: a code, else a name.
    pub fn key(&self) -> &Word {
        &self.0
    }

    /// Its name today, or as it was told; empty where nothing is known.
    pub fn name(&self) -> &str {
        match self.code() {
            Some(code) => division::of_code(code, None).map_or(&*self.0, |division| division.name),
            None if self.0.starts_with('?') => "",
            None => &self.0,
        }
    }

    /// 0 the country, 1 a province, 2 a prefecture, 3 a county, 4 what lies below one or is not known.
    pub fn level(&self) -> u8 {
        if *self.0 == *NATION {
            return 0;
        }
        match self.code() {
            Some(code) => division::level(code) + 1,
            None => level_of(&self.0),
        }
    }

    /// Whether it is the other or holds it.
    pub fn holds(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        if self.is_unknown() || other.is_unknown() {
            return false;
        }
        if *self.0 == *NATION {
            return true;
        }
        if self.0.starts_with('?') {
            return self.level() < other.level() && !other.0.starts_with('?');
        }
        match (self.code(), other.code()) {
            (Some(outer), Some(inner)) => division::within(inner, outer),
            _ => false,
        }
    }

    /// Whether one is or holds the other, or may be it: a province that is not named may be 山东省.
    pub fn meets(&self, other: &Self) -> bool {
        let open = |circle: &Self| circle.0.starts_with('?');
        self.holds(other) || other.holds(self) || (open(self) || open(other)) && self.level() == other.level()
    }

    /// Whether two lie in one province, as far as their codes tell.
    pub fn one_province(&self, other: &Self) -> bool {
        matches!((self.code(), other.code()), (Some(a), Some(b)) if a / 10_000 == b / 10_000)
    }
}

/// The level of a region by the last word of its name.
fn level_of(name: &str) -> u8 {
    match name.chars().last() {
        Some('省') => 1,
        Some('市' | '州' | '盟' | '地') => 2,
        Some('县' | '区' | '旗') if name.ends_with("地区") => 2,
        Some('区') if name.ends_with("自治区") => 1,
        Some('县' | '区' | '旗') => 3,
        _ => 4,
    }
}

/// The region that a body's or a place's name begins with, and how many bytes of it that is: 理塘县 of 理塘县财政局, of
/// 四川省理塘县 the county. `around` and `year` choose between divisions of one name.
pub fn leading(name: &str, around: &Circle, year: Option<i32>) -> Option<(Circle, usize)> {
    let mut found: Option<(Circle, usize)> = None;
    let mut from = 0;
    while let Some((division, end)) =
        division_at(&name[from..], found.as_ref().map_or(around, |f| &f.0), year)
    {
        from += end;
        found = Some((Circle::coded(division.code), from));
        if division.level() == 2 {
            return found;
        }
    }
    if found.is_some() {
        return found;
    }
    if !around.is_unknown() && around.code().is_none() && name.starts_with(around.name()) {
        return Some((around.clone(), around.name().len()));
    }
    let nation =
        ["中国", "中华", "全国", "国务院", "国家", "中央"].iter().find(|word| name.starts_with(**word));
    if nation.is_some() {
        return Some((Circle::nation(), 0));
    }
    // A region that no list knows: what stands before the first 省, 市, 县, 区, 州, 旗, 盟 that may end a name of two characters.
    let (mut end, mut level) = (0, 9);
    for (k, (at, c)) in name.char_indices().enumerate().take(10) {
        if k >= 2 && "省市县旗盟区州".contains(c) {
            let next = &name[at + c.len_utf8()..];
            let here = level_of(&name[..at + c.len_utf8()]);
            if end == 0 || here > level {
                (end, level) = (at + c.len_utf8(), here);
            }
            if !next.chars().take(5).any(|c| "市县区旗".contains(c)) {
                break;
            }
        }
    }
    let start = match name[..end]
        .char_indices()
        .rev()
        .find(|(at, c)| *at + c.len_utf8() < end && "省市州盟".contains(*c))
    {
        Some((at, c)) if name[at + c.len_utf8()..end].chars().count() >= 3 => at + c.len_utf8(),
        _ => 0,
    };
    (end > 0 && level < 4).then(|| (Circle::named(&name[start..end]), end))
}

/// The division whose name something begins with.
fn division_at(name: &str, around: &Circle, year: Option<i32>) -> Option<(&'static Division, usize)> {
    let ends: Vec<usize> = name.char_indices().map(|(at, c)| at + c.len_utf8()).take(12).collect();
    ends.into_iter().skip(1).rev().find_map(|end| {
        let codes = division::called(name.get(..end)?);
        let known = division::Surroundings { year, region: around.code().unwrap_or(0), ..Default::default() };
        let chosen = match codes {
            [] => return None,
            [only] => division::of_code(*only, year),
            several => division::choose(&name[..end], several, &known),
        };
        chosen.map(|division| (division, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(name: &str, around: &str) -> Option<String> {
        let around = around.parse().map_or_else(|_| Circle::named(around), Circle::coded);
        leading(name, &around, Some(2015)).map(|(circle, end)| format!("{} {}", circle.name(), &name[end..]))
    }

    #[test]
    fn a_body_begins_with_its_region() {
        for (name, around, want) in [
            ("理塘县财政局", "513300", "理塘县 财政局"),
            ("四川省理塘县人民政府", "", "理塘县 人民政府"),
            ("四川省人民政府", "513334", "四川省 人民政府"),
            ("青石县水利局", "青石县", "青石县 水利局"),
            ("白水湾县水利局", "青石县", "白水湾县 水利局"),
            ("中华全国总工会", "513334", "中国 中华全国总工会"),
        ] {
            assert_eq!(lead(name, around).as_deref(), Some(want), "{name}");
        }
        assert_eq!(lead("红旗中学", "513334"), None);
        assert_eq!(lead("人民医院", "513334"), None);
    }

    #[test]
    fn a_county_is_one_under_every_code() {
        assert_eq!(Circle::coded(413_000), Circle::coded(411_500));
        assert!(Circle::coded(510_000).holds(&Circle::coded(513_334)));
        assert!(!Circle::coded(513_334).holds(&Circle::coded(510_000)));
        assert!(Circle::nation().holds(&Circle::named("青石县")));
        assert!(Circle::above('省').holds(&Circle::named("青石县")));
        assert!(!Circle::unknown().meets(&Circle::named("青石县")));
        assert!(Circle::above('省').meets(&Circle::coded(370_000)));
        assert!(!Circle::above('省').holds(&Circle::coded(370_000)));
    }
}
