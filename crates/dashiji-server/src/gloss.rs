//! Names for those who do not read Chinese: people in pinyin (Wang Guosheng), posts, bodies and kinds of places in English words.
//!
//! In goes 霍山县水利局 and English; out comes `Huoshan County · Water Resources Bureau`, in Chinese nothing. A gloss stands beside the name and
//! never for it. What has no word in the table is told by its pinyin.

use crate::words::Words;
use dashiji::lexicon::{Class, Lexicon};
use dashiji::text::{ReadAs, readings};
use pinyin::ToPinyin;
use std::borrow::Borrow;
use std::sync::LazyLock;

/// What a word of the table is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Post,
    Body,
    Place,
    Field,
}

static WORDS: LazyLock<Vec<(&str, &str, Kind)>> = LazyLock::new(|| {
    let rows = include_str!("../data/glosses.tsv").lines().filter(|row| !row.starts_with('#'));
    let mut words: Vec<(&str, &str, Kind)> = rows
        .filter_map(|row| {
            let mut cells = row.split('\t');
            let (chinese, english) = (cells.next()?, cells.next()?);
            let kind = match cells.next()? {
                "post" => Kind::Post,
                "body" => Kind::Body,
                "place" => Kind::Place,
                _ => Kind::Field,
            };
            Some((chinese, english, kind))
        })
        .collect();
    words.sort_by_key(|(chinese, ..)| std::cmp::Reverse(chinese.len()));
    words
});

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The syllables of characters: as a place or a name is read where it is in the tables, else one by one.
fn syllables(characters: &str, of: ReadAs) -> String {
    if let Some(told) = readings(of, characters).first() {
        return told.concat().replace('v', "ü");
    }
    characters
        .chars()
        .map(|c| {
            let own = c.to_string();
            let named = readings(ReadAs::Name, &own).first().map(|told| told.concat());
            named
                .unwrap_or_else(|| c.to_pinyin().map_or(own, |read| read.plain().to_owned()))
                .replace('v', "ü")
        })
        .collect()
}

fn is_han(word: &str) -> bool {
    word.chars().any(dashiji::text::is_han)
}

/// A person's name: surname and given name, Wang Guosheng.
pub fn person(w: impl Borrow<Words>, name: &str) -> String {
    let w = *w.borrow();
    if w.chinese() || !is_han(name) {
        return String::new();
    }
    spelt(name)
}

/// A person's name in pinyin, in whatever language is spoken.
pub fn spelt(name: &str) -> String {
    let chars: Vec<char> = name.chars().filter(|c| dashiji::text::is_han(*c)).collect();
    let two: String = chars.iter().take(2).collect();
    // 欧阳, 闻人: surnames of two characters.
    let compound = || Lexicon::builtin().lookup(&two).iter().any(|term| term.class == Class::Surname);
    let long =
        if chars.len() > 2 && (!readings(ReadAs::Surname, &two).is_empty() || compound()) { 2 } else { 1 };
    let (surname, given) = chars.split_at(long.min(chars.len()));
    let surname: String = surname.iter().collect();
    let given: String = given.iter().collect();
    let first = capital(&syllables(&surname, ReadAs::Surname));
    format!("{first} {}", capital(&syllables(&given, ReadAs::Name))).trim().to_owned()
}

/// The end of a name that the table has, of some kinds, and what stands before it.
fn ending<'a>(name: &'a str, of: &[Kind]) -> Option<(&'a str, &'static str)> {
    let mut own = WORDS.iter().filter(|(.., kind)| of.contains(kind));
    own.find_map(|(chinese, english, _)| Some((name.strip_suffix(*chinese)?, *english)))
}

/// A place: Huoshan County.
pub fn place(w: impl Borrow<Words>, name: &str) -> String {
    let w = *w.borrow();
    if w.chinese() || !is_han(name) {
        return String::new();
    }
    match ending(name, &[Kind::Place]).filter(|(before, _)| !before.is_empty()) {
        Some((before, kind)) => {
            // 六安市 is read as the place is, with its end or without.
            let own = if readings(ReadAs::Place, before).is_empty()
                && !readings(ReadAs::Place, name).is_empty()
            {
                let told = readings(ReadAs::Place, name).first().map(|told| &told[..before.chars().count()]);
                told.map(<[_]>::concat).unwrap_or_default()
            } else {
                syllables(before, ReadAs::Place)
            };
            format!("{} {kind}", capital(&own))
        }
        None => capital(&syllables(name, ReadAs::Place)),
    }
}

/// Whether a name is that of a division, with the word for what it is: 霍山县 and not 霍山.
fn is_division(name: &str) -> bool {
    !dashiji::resolve::division::called(name).is_empty()
        && ending(name, &[Kind::Place]).is_some_and(|(before, _)| !before.is_empty())
}

/// The places a name begins with, and the rest: 安徽省, 霍山县 of 安徽省霍山县水利局.
fn places(name: &str) -> (Vec<&str>, &str) {
    let mut told = Vec::new();
    let mut rest = name;
    'more: loop {
        let ends: Vec<usize> = rest.char_indices().skip(2).take(8).map(|(at, _)| at).collect();
        for end in ends {
            let (head, tail) = rest.split_at(end);
            let known = is_division(head);
            if known && !tail.is_empty() {
                told.push(head);
                rest = tail;
                continue 'more;
            }
        }
        return (told, rest);
    }
}

/// A body: Huoshan County · Water Resources Bureau.
pub fn body(w: impl Borrow<Words>, name: &str) -> String {
    let w = *w.borrow();
    if w.chinese() || !is_han(name) {
        return String::new();
    }
    let (places, rest) = places(name);
    let mut parts: Vec<String> = places.iter().map(|name| place(w, name)).collect();
    let told = match ending(rest, &[Kind::Body]) {
        Some(("", kind)) => kind.to_owned(),
        Some((before, kind)) => {
            let field = WORDS.iter().find(|(chinese, _, of)| *of == Kind::Field && *chinese == before);
            let before = field.map_or_else(
                || capital(&syllables(before, ReadAs::Name)),
                |(_, field, _)| (*field).to_owned(),
            );
            format!("{before} {kind}")
        }
        None => capital(&syllables(rest, ReadAs::Name)),
    };
    parts.push(told);
    parts.join(" · ")
}

/// A post: County head, with whose it is where the name says so.
pub fn office(w: impl Borrow<Words>, title: &str) -> String {
    let w = *w.borrow();
    if w.chinese() || !is_han(title) {
        return String::new();
    }
    match ending(title, &[Kind::Post]) {
        Some((before, post)) if before.chars().count() < 2 => post.to_owned(),
        Some((before, post)) => format!("{post}, {}", owner(w, before)),
        None => body(w, title),
    }
}

/// The body or place before a post.
fn owner(w: Words, before: &str) -> String {
    if is_division(before) { place(w, before) } else { body(w, before) }
}

/// The words of an English phrase in any order, in the singular, without those that only join them.
fn bag(english: &str) -> Vec<String> {
    let plain = english.to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.filter(|word| !matches!(*word, "of" | "the" | "a" | "all"));
    let mut bag: Vec<String> = words
        .map(|word| word.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(word).to_owned())
        .collect();
    bag.sort_unstable();
    bag
}

/// The posts that English words call: governor, mayors, county Party secretary.
pub fn posts(english: &str) -> Vec<&'static str> {
    let plain = bag(english);
    let of = |(chinese, english, kind): &(&'static str, &str, Kind)| {
        (*kind == Kind::Post && bag(english) == plain).then_some(*chinese)
    };
    let mut told: Vec<&'static str> = WORDS.iter().filter_map(of).filter(|_| !plain.is_empty()).collect();
    told.sort_by_key(|chinese| chinese.chars().count());
    told
}

/// Whether a place or body begins with what letters spell: 河南省 with `henan` or `Henan`.
pub fn is_spelt(name: &str, letters: &str) -> bool {
    let own: String =
        syllables(ending(name, &[Kind::Place]).map_or(name, |(before, _)| before), ReadAs::Place);
    let wanted: String = letters.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    !wanted.is_empty() && own.starts_with(&wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dashiji_publish::Language;

    #[test]
    fn names_are_told_to_those_who_read_english() {
        let w = Words::of(Language::English);
        assert_eq!(person(w, "王国生"), "Wang Guosheng");
        assert_eq!(person(w, "单立群"), "Shan Liqun");
        assert_eq!(person(w, "欧阳文澜"), "Ouyang Wenlan");
        assert_eq!(place(w, "六安市"), "Luan City");
        assert_eq!(place(w, "霍山县"), "Huoshan County");
        assert_eq!(body(w, "霍山县水利局"), "Huoshan County · Water Resources Bureau");
        assert_eq!(office(w, "副省长"), "Vice governor");
        assert_eq!(office(w, "霍山县县长"), "County head, Huoshan County");
        assert_eq!((posts("Governor"), posts("county Party secretaries")), (vec!["省长"], Vec::new()));
        assert_eq!(posts("the county Party secretary"), ["县委书记"]);
        let chinese = Words::of(Language::Chinese);
        assert!(person(chinese, "王国生").is_empty() && office(chinese, "县长").is_empty());
        assert!(person(w, "").is_empty() && body(w, "WHO").is_empty());
    }
}
