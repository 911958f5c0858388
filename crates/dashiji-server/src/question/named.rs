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

/// The measure a sentence names: by its whole name, else by the longest piece of a name that tells most.
pub fn measure(catalogue: &Catalogue, sentence: &str) -> Option<String> {
    let names = || catalogue.measures.names.iter().map(|name| &*name.name);
    if let Some(whole) = longest(names(), sentence) {
        return Some(whole.to_owned());
    }
    let left = words::without(sentence, |what| what == Asks::Act);
    let cores: Vec<String> = left.split_whitespace().filter_map(|part| words::cores(part).pop()).collect();
    let pieces = || cores.iter().filter(|piece| piece.chars().count() >= 2 && !words::is_filling(piece));
    let longest = pieces().max_by_key(|piece| piece.chars().count())?;
    let known = |name: &&Name| name.name.contains(longest.as_str());
    // What else is named must be a level of it, or the question is about something else.
    let level =
        |piece: &&String| piece.as_str() == longest || piece.ends_with('级') && piece.chars().count() <= 3;
    let all = pieces().all(|piece| level(&piece));
    catalogue.measures.heaviest().find(known).filter(|_| all).map(|name| name.name.to_string())
}
