//! Reign and era names: `康熙`, `清道光`, `民国`, with the years they count.
//!
//! In goes a place in the text, out comes the era that begins there (with the dynasty before it, if told); the years are
//! those of `lexicon/table-eras.tsv`. A name borne twice (天顺 of Yuan and Ming) has several rows.

use super::grammar::Reader;
use super::word;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Text, fold};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// One use of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Era {
    /// The name, folded.
    pub name: Vec<char>,
    /// The dynasty, folded.
    pub dynasty: Vec<char>,
    /// The Gregorian year of its first year (year 0 is 1 BC).
    pub from: i32,
    /// That of its last.
    pub to: i32,
    /// Whether it is a ruler's, before reigns were named: 周宣王, 秦始皇.
    pub ruler: bool,
}

impl Era {
    /// Whether its months are the moon's: every reign before 1912; not the Republic, Japan after 1873, nor Manchukuo.
    pub fn is_lunar(&self, number: u16) -> bool {
        let year = self.from + i32::from(number) - 1;
        year < 1912 && self.from < 1912 && !(year >= 1873 && self.dynasty.first() == Some(&'日'))
    }
}

/// Names of dynasties with their first and last year, longer before shorter.
static SPANS: LazyLock<Vec<(Vec<char>, i16, i16)>> = LazyLock::new(|| {
    let mut spans: Vec<(Vec<char>, i16, i16)> = include_str!("../../../lexicon/table-dynasties.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let name = columns.next()?.chars().map(fold).collect();
            let (from, to) = columns.nth(1)?.split_once("..")?;
            Some((name, from.parse().ok()?, to.parse().ok()?))
        })
        .collect();
    spans.sort_by_key(|(name, ..)| std::cmp::Reverse(name.len()));
    spans
});

/// The first characters of the names of dynasties with their years.
pub(super) fn first_of_spans() -> impl Iterator<Item = char> {
    SPANS.iter().filter_map(|(name, ..)| name.first().copied())
}

/// The first and last year of the dynasty that is named at a place, and one past its name.
pub(super) fn dynasty(reader: Reader<'_>, at: usize) -> Option<(i16, i16, usize)> {
    if !word::opens_only_label(reader.at(at)) {
        return None;
    }
    SPANS
        .iter()
        .find(|(name, ..)| name.iter().enumerate().all(|(k, &c)| reader.at(at + k) == c))
        .map(|(name, from, to)| (*from, *to, at + name.len()))
}

/// All rows, by name, then as they stand.
static ERAS: LazyLock<Vec<Era>> = LazyLock::new(|| {
    let rows =
        [include_str!("../../../lexicon/table-eras.tsv"), include_str!("../../../lexicon/table-rulers.tsv")];
    let mut eras: Vec<Era> = rows.into_iter().flat_map(str::lines).filter_map(row).collect();
    eras.sort_by(|a, b| a.name.cmp(&b.name));
    eras
});

/// Every name of a dynasty by its first character, longer before shorter: those of the table (西汉, 北魏) and their other forms.
static DYNASTIES: LazyLock<Vec<(char, String)>> = LazyLock::new(|| {
    let names = ERAS.iter().map(|era| era.dynasty.iter().collect());
    let names: BTreeSet<String> = names.chain(lists::ERA_DYNASTIES.all().map(str::to_owned)).collect();
    let mut names: Vec<(char, String)> =
        names.into_iter().filter_map(|name| Some((name.chars().next()?, name))).collect();
    names.sort_by_key(|(first, name)| (*first, std::cmp::Reverse(name.chars().count())));
    names
});

fn row(line: &str) -> Option<Era> {
    let mut columns = line.split('\t');
    let name: Vec<char> = columns.next()?.chars().map(fold).collect();
    let ruler = columns.next()? == "ruler";
    let (years, dynasty) = columns.next()?.split_once(' ')?;
    let (from, to) = years.split_once("..")?;
    Some(Era {
        name,
        dynasty: dynasty.chars().map(fold).collect(),
        from: from.parse().ok()?,
        to: if to.is_empty() { 9999 } else { to.parse().ok()? },
        ruler,
    })
}

/// The rows of the name at a position (of any of its rows).
pub(crate) fn rows(position: u16) -> impl Iterator<Item = (u16, &'static Era)> {
    let eras: &'static [Era] = &ERAS;
    let name = eras.get(usize::from(position)).map(|era| &era.name);
    let first = name.map_or(eras.len(), |name| eras.partition_point(|era| era.name < *name));
    eras[first..]
        .iter()
        .enumerate()
        .map(move |(k, era)| ((first + k) as u16, era))
        .take_while(move |(_, era)| Some(&era.name) == name)
}

/// Whether years of an era were called 载: from 744 to 758, in 天宝 and 至德 of Tang.
pub(super) fn counts_in_zai(position: u16) -> bool {
    rows(position).any(|(_, era)| era.from <= 758 && era.to >= 744 && era.dynasty.contains(&'唐'))
}

/// The dynasties whose reigns are understood without their name.
const UNDERSTOOD: &[&str] = &["清", "明", "元", "宋", "南宋", "唐", "中华民国"];

/// The era that a bare year is told in (二十一年乙未, 七十七年): the first year of the era, the year, and whether its months are
/// the moon's. With a stem and branch it is the nearest that bears it, without one nothing far from the year in force.
pub(crate) fn understood(number: i32, cycle: Option<u8>, near: Option<i32>) -> Option<(i32, i32, bool)> {
    /// How many years off a year without its stem and branch may be.
    const FAR: i32 = 15;
    let number = u16::try_from(number).ok().filter(|n| *n > 0)?;
    let fits = |era: &Era| {
        let year = era.from + i32::from(number) - 1;
        let cycled = cycle.is_none_or(|cycle| (year - 4).rem_euclid(60) == i32::from(cycle));
        let close = near.is_some_and(|near| (near - year).abs() <= FAR);
        let dynasty: String = era.dynasty.iter().collect();
        let told = year <= era.to && UNDERSTOOD.contains(&dynasty.as_str());
        (told && cycled && (close || cycle.is_some())).then_some((era.from, year, era.is_lunar(number)))
    };
    let found = ERAS.iter().filter_map(fits);
    match near {
        Some(near) => found.min_by_key(|(_, year, _)| (near - year).abs()),
        None => found.max_by_key(|(_, year, _)| *year),
    }
}

/// The last characters of the names: what may stand before a year's number.
pub(super) fn last_characters() -> impl Iterator<Item = char> {
    ERAS.iter().filter_map(|era| era.name.last().copied())
}

/// The first characters of the names, of the dynasties and of what rulers are called.
pub(super) fn first_characters() -> impl Iterator<Item = char> {
    let names = ERAS.iter().filter_map(|era| era.name.first().copied());
    let realms = lists::ERA_REALMS.all().chain(lists::ERA_TITLES.all());
    names.chain(DYNASTIES.iter().map(|(first, _)| *first)).chain(realms)
}

/// An era found in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    /// Position of the name's first row, or of the row of the dynasty told.
    pub era: u16,
    /// Whether the dynasty was told, so that no other row is meant.
    pub certain: bool,
    /// One past the name.
    pub end: usize,
}

/// The era that begins at a place, with or without its dynasty.
pub(super) fn read(reader: Reader<'_>, at: usize) -> Option<Named> {
    if !word::opens_era(reader.at(at)) {
        return None;
    }
    if let Some(named) = titled(reader, at).or_else(|| name(reader, at)) {
        return Some(named);
    }
    // 后唐 and then no era may still be 后 of something else: the longest dynasty that an era follows.
    let first = reader.at(at);
    let from = DYNASTIES.partition_point(|(c, _)| *c < first);
    let here = DYNASTIES[from..].iter().take_while(|(c, _)| *c == first).map(|(_, words)| words);
    here.filter(|words| reader.begins(at, words)).find_map(|dynasty| {
        let mut next = at + dynasty.chars().count();
        if reader.at(next) == ' ' {
            next += 1;
        }
        let named = titled(reader, next).or_else(|| name(reader, next))?;
        let own = rows(named.era).find(|(_, era)| era.dynasty.iter().copied().eq(dynasty.chars()));
        let letter = |c: &char| era_letter(*c);
        let letters: Vec<char> = dynasty.chars().filter(letter).collect();
        let (era, _) = own.or_else(|| {
            // 元元年: a dynasty's letter that no row bears is no dynasty.
            rows(named.era).find(|(_, era)| letters.iter().any(|c| era.dynasty.contains(c)))
        })?;
        Some(Named { era, certain: true, ..named })
    })
}

/// Whether a character of a dynasty's name tells it apart: 唐 of 大唐, 唐代.
fn era_letter(c: char) -> bool {
    !matches!(c, '代' | '朝' | '大' | '伪' | '国')
}

/// The eras that a name at a place may mean, and one past the name: of one dynasty where that is told before it.
pub(crate) fn named(text: &Text, at: usize, end: usize) -> Option<(Vec<&'static Era>, usize)> {
    let found = read(Reader::new(text, end), at)?;
    let all = rows(found.era).filter(|(k, _)| !found.certain || *k == found.era).map(|(_, era)| era);
    Some((all.collect(), found.end))
}

/// The name of an era behind what its ruler is called: 武帝太初, 太宗贞观.
fn titled(reader: Reader<'_>, at: usize) -> Option<Named> {
    /// The longest titles: 光武帝, 孝文帝.
    const LONGEST: usize = 3;
    if !lists::ERA_TITLES.has(reader.at(at)) {
        return None;
    }
    let ends = |k: &usize| lists::ERA_TITLE_ENDS.has(reader.at(at + k));
    (1..LONGEST)
        .find(ends)
        .and_then(|k| name(reader, at + k + 1))
        .filter(|named| !ERAS[usize::from(named.era)].ruler)
}

/// The longest name that begins at a place.
fn name(reader: Reader<'_>, at: usize) -> Option<Named> {
    let eras: &[Era] = &ERAS;
    let c = reader.at(at);
    let from = eras.partition_point(|era| era.name[0] < c);
    let mut best: Option<Named> = None;
    for (k, era) in eras[from..].iter().enumerate().take_while(|(_, era)| era.name[0] == c) {
        let end = at + era.name.len();
        if best.is_none_or(|b| end > b.end)
            && era.name.iter().enumerate().all(|(n, &x)| reader.at(at + n) == x)
        {
            best = Some(Named { era: (from + k) as u16, certain: false, end });
        }
    }
    best
}

/// Where the era's name (and dynasty) begins that ends before a place, at most one space between.
pub(super) fn before(reader: Reader<'_>, lowest: usize, at: usize) -> Option<usize> {
    let end = if at > lowest && reader.at(at - 1) == ' ' { at - 1 } else { at };
    // The earliest start whose era ends right here: the dynasty is part of it.
    (end.saturating_sub(9).max(lowest)..end)
        .find(|&start| read(reader, start).is_some_and(|named| named.end == end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(words: &str) -> Vec<(i32, i32)> {
        let text = Text::new(words.to_owned());
        let Some(named) = read(Reader::new(&text, text.len()), 0) else { return Vec::new() };
        if named.certain {
            rows(named.era).filter(|(k, _)| *k == named.era).map(|(_, e)| (e.from, e.to)).collect()
        } else {
            rows(named.era).map(|(_, e)| (e.from, e.to)).collect()
        }
    }

    #[test]
    fn eras_are_found_with_their_years() {
        for (words, want) in [
            ("西汉建元", vec![(-139, -134)]),
            ("东汉永平", vec![(58, 75)]),
            ("北魏太和", vec![(477, 499)]),
            ("后唐同光", vec![(923, 926)]),
            ("康熙", vec![(1662, 1722)]),
            ("清道光二十年", vec![(1821, 1850)]),
            ("清朝光绪", vec![(1875, 1908)]),
            ("明天顺", vec![(1457, 1464)]),
            ("民國", vec![(1912, 9999)]),
            ("中华民国", vec![(1912, 9999)]),
            ("太平兴国", vec![(976, 984)]),
            ("太平", vec![]),
            ("张三", vec![]),
        ] {
            if words == "太平" {
                assert!(years(words).len() > 1);
            } else {
                assert_eq!(years(words), want, "{words}");
            }
        }
    }

    #[test]
    fn reigns_do_not_end_before_they_begin() {
        for era in ERAS.iter() {
            assert!(era.from <= era.to, "{era:?}");
        }
    }
}
