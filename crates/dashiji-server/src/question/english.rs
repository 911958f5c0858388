//! English in a question: names in letters, and words that are searched for by what texts say for them.

use super::content::Content;
use super::person;
use crate::reads::Reads;
use crate::words::Words;

/// Words of a name in letters at most.
const NAME: usize = 3;

/// A sentence in which people that are named in letters are named as texts name them: `Xi Ruoyu` and `Yin Bo'an`.
pub fn with_names(snapshot: &Reads, sentence: &str, w: Words) -> String {
    let letter = |c: char| c.is_ascii_alphabetic() || matches!(c, '\'' | '’' | '-');
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let mut from = None;
    for (at, c) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        match (letter(c), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                parts.push((start, at));
                from = None;
            }
            _ => {}
        }
    }
    let capital = |part: &(usize, usize)| sentence[part.0..].starts_with(|c: char| c.is_ascii_uppercase());
    let mut named = sentence.to_owned();
    let mut at = 0;
    while at < parts.len() {
        let run = parts[at..].iter().take(NAME).take_while(|part| capital(part)).count();
        let found = (2..=run).rev().find_map(|length| {
            let (from, to) = (parts[at].0, parts[at + length - 1].1);
            let words = &sentence[from..to];
            let own = words.trim_end_matches("'s").trim_end_matches("’s");
            let plain: String =
                own.chars().filter(|c| letter(*c) && c.is_ascii_alphabetic() || *c == ' ').collect();
            let name = person(snapshot, &plain, true, w)?;
            let spelt: String = crate::gloss::spelt(&name);
            let letters = |words: &str| words.to_lowercase().replace(|c: char| !c.is_ascii_alphabetic(), "");
            (letters(&spelt) == letters(&plain)).then(|| (length, own.to_owned(), name))
        });
        match found {
            Some((length, words, name)) => {
                named = named.replacen(&words, &format!(" {name} "), 1);
                at += length;
            }
            None => at += 1,
        }
    }
    named
}

/// Words that are searched for besides: those in letters by what texts say for them; nothing where one is not known.
pub fn searchable(rest: &str) -> Option<String> {
    if rest.is_empty() || !rest.is_ascii() {
        return Some(rest.to_owned());
    }
    match Content::of(rest) {
        Some(content) => Some(content.all()),
        None => rest.split_whitespace().all(super::words::is_filling).then(String::new),
    }
}
