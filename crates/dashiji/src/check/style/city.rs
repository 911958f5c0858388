//! S19 in the names of cities: a character that looks or sounds like the one that makes the name of a prefecture's city or a province, where
//! 市 or 省 stands behind it and nothing is called as it is written (郑洲市).

use super::confused;
use super::cut::Cut;
use crate::lexicon::{Lexicon, characters};
use crate::resolve::division::{called, rows};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The codes of prefectures: from and to, a hundred apart.
const CODES: std::ops::Range<u32> = 1100..6600;

/// Names of two characters of provinces and prefectures' cities, by each of their characters and its place.
static NAMES: LazyLock<BTreeMap<(usize, char), Vec<[char; 2]>>> = LazyLock::new(|| {
    let mut names: BTreeSet<[char; 2]> = BTreeSet::new();
    for row in CODES.flat_map(|code| rows(code * 100)) {
        let name: Vec<char> = row.name.chars().map(fold).collect();
        if let [a, b, '市' | '省'] = name[..] {
            names.insert([a, b]);
        }
    }
    let mut by: BTreeMap<(usize, char), Vec<[char; 2]>> = BTreeMap::new();
    for name in names {
        for (k, c) in name.into_iter().enumerate() {
            by.entry((k, c)).or_default().push(name);
        }
    }
    by
});

/// The name that two characters at a place are one off, where a city is meant.
pub(super) fn near(chars: &[char], whole: &Cut, at: usize) -> Option<String> {
    let [a, b] = *chars.get(at..at + 2)? else { return None };
    let closed = matches!(chars.get(at + 2), Some('市' | '省'));
    if !closed || !whole.is_single(at) || !whole.is_single(at + 1) {
        return None;
    }
    let written: String = [a, b].iter().collect();
    let ends = ["市", "县", "省", "区", "州"];
    let known = ends.iter().any(|end| !called(&format!("{written}{end}")).is_empty())
        || !Lexicon::builtin().lookup(&written).is_empty();
    let alike = |x: char, y: char| confused::look_alike(x, y) || characters::sound_alike(x, y);
    let first = NAMES.get(&(0, a)).into_iter().flatten().filter(|name| alike(b, name[1]));
    let last = NAMES.get(&(1, b)).into_iter().flatten().filter(|name| alike(a, name[0]));
    let mut found = first.chain(last);
    let name = found.next().filter(|name| !known && **name != [a, b] && found.next().is_none())?;
    Some(name.iter().collect())
}
