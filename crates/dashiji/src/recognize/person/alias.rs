//! Other names of a person that the text tells behind the name: 周文田(字砚农,号雪堂), 赵伯钧,原名赵大柱.

use super::PersonMention;
use crate::fact::AliasKind;
use crate::lexicon::common;
use crate::recognize::Passage;
use crate::text::{Span, fold, is_han};
use std::sync::LazyLock;

/// Another name as it stands, without the word that leads to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AliasMention {
    /// What kind of name.
    pub kind: AliasKind,
    /// The name.
    pub span: Span,
}

/// Code points of the longest other name.
const LONG: usize = 4;
/// Other names of one person in one place.
const MOST: usize = 6;
/// Code points of the longest bracket that is looked through.
const BRACKET: usize = 32;

/// Words that lead to another name, longer before shorter.
static LEADS: LazyLock<Vec<(Vec<char>, AliasKind)>> = LazyLock::new(|| {
    let row = |line: &str| {
        let (word, kind) = line.split_once('\t')?;
        let kind = AliasKind::ALL.into_iter().find(|known| known.name() == kind)?;
        Some((word.chars().map(fold).collect(), kind))
    };
    let text = include_str!("../../../lexicon/table-aliases.tsv");
    let mut rows: Vec<(Vec<char>, AliasKind)> =
        text.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect();
    rows.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    rows
});

/// The other names that stand behind a name: in the bracket behind it (女,又名孙梅), and behind that or a comma.
pub(super) fn behind(passage: &Passage<'_>, name: Span) -> Vec<AliasMention> {
    let mut found = Vec::new();
    let mut i = name.hi();
    if passage.at(i) == '(' {
        let Some(close) = (i + 1..i + BRACKET).find(|&k| passage.at(k) == ')') else { return found };
        let mut at = i + 1;
        while at < close && found.len() < MOST {
            at = told(passage, at, &mut found).unwrap_or_else(|| next(passage, at, close));
            at += usize::from(passage.at(at) != ')' && lead(passage, at).is_none());
        }
        // (1850—1912), (蒙古族): what is told of him goes on behind it.
        let of_life = passage.at(i + 1).is_ascii_digit() || passage.gloss(i).is_some();
        if found.is_empty() && !of_life {
            return found;
        }
        i = close + 1;
    }
    while found.len() < MOST {
        let start = if matches!(passage.at(i), ',' | '、') { i + 1 } else { i };
        let Some(end) = told(passage, start, &mut found) else { break };
        i = end;
    }
    found
}

/// The next mark in a bracket, or its end.
fn next(passage: &Passage<'_>, at: usize, close: usize) -> usize {
    (at..close).find(|&k| matches!(passage.at(k), ',' | '、' | ';')).unwrap_or(close)
}

/// The other name told at a place, behind a word that leads to it or, as one more of a kind, behind another (又名赵伯钧、赵仲平): one past it and its mark of
/// quotation.
fn told(passage: &Passage<'_>, start: usize, found: &mut Vec<AliasMention>) -> Option<usize> {
    let (from, kind) = match lead(passage, start) {
        Some((length, kind)) => (start + length, kind),
        None if passage.before(start) == '、' => (start, found.last()?.kind),
        None => return None,
    };
    let from = from + usize::from(matches!(passage.at(from), '“' | ':'));
    let end = end(passage, from, kind)?;
    found.push(AliasMention { kind, span: Span::new(from, end) });
    Some(end + usize::from(passage.at(end) == '”'))
}

/// Leaves out the persons found in other names: 王铁 of 李青山(化名王铁) is nobody else.
pub(super) fn set_apart(people: &mut Vec<PersonMention>) {
    let other: Vec<Span> = people.iter().flat_map(|person| &person.aliases).map(|alias| alias.span).collect();
    if !other.is_empty() {
        people.retain(|person| !other.iter().any(|alias| alias.covers(person.span.lo())));
    }
}

/// The word that leads to another name, where it is no part of a longer one (号召, 字画).
fn lead(passage: &Passage<'_>, start: usize) -> Option<(usize, AliasKind)> {
    let (word, kind) =
        LEADS.iter().find(|(word, _)| word.iter().enumerate().all(|(k, c)| passage.at(start + k) == *c))?;
    let longer = passage.hits.at(start).iter().any(|hit| hit.span().len() > word.len())
        || word.len() == 1 && common::is_word(&[word[0], passage.at(start + 1)]);
    (!longer).then_some((word.len(), *kind))
}

/// Where another name ends: before a mark, or before a word that leads to the next.
fn end(passage: &Passage<'_>, from: usize, kind: AliasKind) -> Option<usize> {
    let least = if kind.is_given() { 1 } else { 2 };
    let length = (0..=LONG)
        .find(|&n| !is_han(passage.at(from + n)) || n >= least.max(2) && lead(passage, from + n).is_some())?;
    let end = from + length;
    let closed =
        matches!(passage.at(end), ')' | ',' | '、' | ';' | '。' | '”') || lead(passage, end).is_some();
    (length >= least && closed).then_some(end)
}
