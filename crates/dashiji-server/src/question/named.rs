//! Names of the registers within a sentence: two people, a place by its name or without the last character of it, a measure by a piece of its name.

use super::words::{self, Asks};
use super::{Place, longest};
use crate::catalogue::{Catalogue, Name};

/// Two people that a sentence names, the longer name first taken out.
pub fn two_people(catalogue: &Catalogue, sentence: &str) -> Option<(String, String)> {
    let names = || catalogue.people.names.iter().map(|name| &*name.name);
    let one = longest(names(), sentence)?;
    let other = longest(names(), &sentence.replacen(one, " ", 1))?;
    let first = |name: &str| sentence.find(name);
    let (one, other) = if first(one) <= first(other) { (one, other) } else { (other, one) };
    Some((one.to_owned(), other.to_owned()))
}

/// The place a sentence names: 新乡市, else 新乡. Of several the longest, then the one told of most.
pub fn place(catalogue: &Catalogue, sentence: &str) -> Option<Place> {
    let meets = |name: &&Name| {
        let whole = &*name.name;
        whole.chars().count() >= 2 && sentence.contains(whole)
    };
    let short = |name: &&Name| {
        let whole = &*name.name;
        let ending = whole.char_indices().next_back().map_or(0, |(at, _)| at);
        whole.chars().count() >= 3 && sentence.contains(&whole[..ending])
    };
    let best = |found: &mut dyn Iterator<Item = &'_ Name>| -> Option<Place> {
        let name = found.max_by_key(|name| (name.name.chars().count(), name.entries.len()))?;
        Some(Place { key: name.key.to_string(), name: name.name.to_string() })
    };
    let names = || catalogue.places.names.iter();
    best(&mut names().filter(meets)).or_else(|| best(&mut names().filter(short)))
}

/// Measures of one piece of a name at most.
const MEASURES: usize = 6;

/// The measures a sentence names: by a whole name, else by the longest piece that names have in them, those that most is told of first.
pub fn measures(catalogue: &Catalogue, sentence: &str) -> Vec<String> {
    let names = || catalogue.measures.names.iter().map(|name| &*name.name);
    if let Some(whole) = longest(names(), sentence) {
        return vec![whole.to_owned()];
    }
    let left = words::without(sentence, |what| what == Asks::Act);
    let cores: Vec<String> = left.split_whitespace().filter_map(|part| words::cores(part).pop()).collect();
    let pieces = || cores.iter().filter(|piece| piece.chars().count() >= 2 && !words::is_filling(piece));
    let Some(longest) = pieces().max_by_key(|piece| piece.chars().count()) else { return Vec::new() };
    // What else is named must be a level of it, or the question is about something else.
    let level = |piece: &String| piece == longest || level(piece).is_some();
    if !pieces().all(level) {
        return Vec::new();
    }
    let known = catalogue.measures.heaviest().filter(|name| name.name.contains(longest.as_str()));
    known.take(MEASURES).map(|name| name.name.to_string()).collect()
}

/// The level a sentence names, Ⅱ级.
pub fn level(sentence: &str) -> Option<String> {
    let chars: Vec<char> = sentence.chars().collect();
    let end = chars.iter().position(|c| *c == '级')?;
    let numeral = |c: &&char| {
        matches!(**c, 'Ⅰ'..='Ⅹ' | 'I' | 'V' | '0'..='9' | '一'..='十' | '特') && !"启提".contains(**c)
    };
    let run = chars[..end].iter().rev().take_while(numeral).count();
    (run > 0).then(|| chars[end - run..=end].iter().collect())
}
