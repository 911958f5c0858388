//! What is in a file for programs and not for readers: comments, tags that mark a page, characters that are not seen.
//!
//! `<!-- page 12 -->`, `<a id="p12"></a>`, soft hyphens and joiners of width zero.

use crate::text::{Cut, Span, Text};

/// The longest comment, in characters.
const COMMENT: usize = 4000;
/// The longest tag.
const TAG: usize = 200;

/// The comments, tags and unseen characters of a text.
pub(super) fn cuts(text: &Text) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let (mut from, end) = (0, text.len());
    for (at, &c) in text.chars().iter().enumerate() {
        if at < from {
            continue;
        }
        let after = match c {
            '<' => markup(text, at, end),
            '{' if text.at(at + 1) == '#' => close(text, at, end.min(at + TAG), "}"),
            _ if unseen(c) => Some(at + 1),
            _ => None,
        };
        if let Some(after) = after {
            cuts.push(Cut { raw: Span::new(at, after), space: false });
            from = after;
        }
    }
    cuts
}

/// Soft hyphens, joiners, marks of direction and of byte order.
pub(super) fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Where a comment or a tag of a page ends that begins at a place.
fn markup(text: &Text, at: usize, end: usize) -> Option<usize> {
    if text.begins(at, "<!--") {
        return close(text, at + 4, end.min(at + COMMENT), "-->");
    }
    let name = if text.at(at + 1) == '/' { at + 2 } else { at + 1 };
    let length = (name..name + 9).take_while(|&i| text.at(i).is_ascii_alphanumeric()).count();
    let word: String = text.folded(Span::new(name, name + length)).iter().collect();
    let known = ["a", "span", "div", "pb", "page", "anchor", "sup", "sub", "font", "u", "mark"];
    if !known.contains(&word.to_ascii_lowercase().as_str()) {
        return None;
    }
    close(text, name + length, end.min(at + TAG), ">")
}

/// The place after the next `words` before `end`.
fn close(text: &Text, from: usize, end: usize, words: &str) -> Option<usize> {
    let found = text.find(Span::new(from, end.max(from)), words)?;
    Some(found + words.chars().count())
}
