//! S19 where no list has the wrong word: a character that looks or sounds like the one that would make a word (会兄 of 会见).
//!
//! Characters that are taken for one another stand in `lexicon/table-confusable-characters.tsv`. What is told must make a word of the lexicon with
//! the right character, must be held by none with the one that is written, and must not lie in a name.

use super::wrong_word::{is_whole, named};
use crate::fact::Record;
use crate::lexicon::{Class, ClassSet, Hits, Lexicon, common};
use crate::text::{Span, Text, fold, is_han};
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// For each character those it is taken for.
static LIKE: LazyLock<BTreeMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut like: BTreeMap<char, Vec<char>> = BTreeMap::new();
    let text = include_str!("../../../lexicon/table-confusable-characters.tsv");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let group: Vec<char> = line.split('\t').next().unwrap_or_default().chars().map(fold).collect();
        for a in &group {
            like.entry(*a).or_default().extend(group.iter().filter(|b| *b != a));
        }
    }
    like
});

/// Classes whose terms are common words: what a slip of the pen stands in.
pub(super) const COMMON: ClassSet = ClassSet::of(&[
    Class::Word,
    Class::PartVerb,
    Class::PartNoun,
    Class::TypeWord,
    Class::OrganizerVerb,
    Class::StageVerb,
    Class::DocumentKind,
    Class::Post,
    Class::Organ,
    Class::Department,
    Class::OrgSuffix,
    Class::FigureWord,
    Class::Frame,
]);

/// The word that a character should stand in: its extent in the view, and the word.
pub(super) fn find(
    view: &View<'_>,
    record: &Record,
    span: Span,
    hits: &Hits,
    at: usize,
) -> Option<(Span, String)> {
    let text = view.text();
    let others = LIKE.get(&text.at(at))?;
    if stands(text, at) {
        return None;
    }
    // What is written is a word, or a part of a longer one.
    let common = [at.checked_sub(1), Some(at)].into_iter().flatten().any(|start| {
        start >= span.lo() && start + 2 <= span.hi() && common::is_word(&[text.at(start), text.at(start + 1)])
    });
    if held(hits, at) || !is_han(text.at(at)) || common || triple(text, span, at) {
        return None;
    }
    let first = at.saturating_sub(3).max(span.lo());
    let last = (at + 4).min(span.hi());
    let mut chars: Vec<char> = text.folded(Span::new(first, last)).to_vec();
    let mut best: Option<(Span, String)> = None;
    for other in others {
        chars[at - first] = *other;
        for start in first..=at {
            for (length, classes) in Lexicon::builtin().beginnings(&chars[start - first..]) {
                let word = Span::new(start, start + length);
                let longer = best.as_ref().is_none_or(|(span, _)| length > span.len());
                if length > 1 && word.hi() > at && longer && classes.meets(COMMON) && fits(text, hits, word) {
                    best = Some((word, chars[start - first..start - first + length].iter().collect()));
                }
            }
        }
    }
    let best = best.or_else(|| {
        // Words of which there is no end: taken only where the word is met with often, or stands elsewhere in the document.
        let found = common_word(text, span, hits, at, others);
        found.filter(|(_, right)| is_frequent(right) || stands_near(text, at, right))
    });
    best.filter(|(word, _)| !named(record, view.raw(*word)))
}

/// Whether a character stands for itself: 至 between two numbers (一至四成), the last of a name before a word that governs (东方武校为基地).
fn stands(text: &Text, at: usize) -> bool {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万".contains(c);
    match text.at(at) {
        '至' => number(text.before(at)) && number(text.at(at + 1)),
        '校' | '院' | '厂' | '县' | '区' | '社' | '局' | '站' | '场' => {
            is_han(text.before(at)) && "为在与和向对将由被把".contains(text.at(at + 1))
        }
        _ => false,
    }
}

/// The same among common words of two characters, where what is written makes none with either neighbour.
fn common_word(text: &Text, span: Span, hits: &Hits, at: usize, others: &[char]) -> Option<(Span, String)> {
    let pair = |start: usize, c: char| {
        if start == at { [c, text.at(at + 1)] } else { [text.at(at - 1), c] }
    };
    let inside = |start: usize| start >= span.lo() && start + 2 <= span.hi();
    let starts = [at.checked_sub(1), Some(at)];
    let starts = || starts.into_iter().flatten().filter(|start| inside(*start));
    let found: Vec<(Span, String)> = starts()
        .flat_map(|start| others.iter().map(move |other| (start, *other)))
        .filter(|(start, other)| common::is_word(&pair(*start, *other)))
        .map(|(start, other)| (Span::new(start, start + 2), pair(start, other).iter().collect()))
        .filter(|(word, _)| fits(text, hits, *word))
        .collect();
    // Two words that it could be tell of neither.
    <[(Span, String); 1]>::try_from(found).ok().map(|[only]| only)
}

/// Words of two characters that are met with often (`lexicon/table-frequent.tsv`).
static FREQUENT: LazyLock<BTreeSet<[char; 2]>> = LazyLock::new(|| {
    let text = include_str!("../../../lexicon/table-frequent.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.flat_map(|(first, rest)| {
        first.chars().flat_map(move |a| rest.chars().map(move |b| [fold(a), fold(b)]))
    })
    .collect()
});

fn is_frequent(word: &str) -> bool {
    let mut chars = word.chars();
    let pair = chars.next().zip(chars.next());
    pair.is_some_and(|(a, b)| chars.next().is_none() && FREQUENT.contains(&[a, b]))
}

/// Whether a word stands in the text around a place, so far that a chapter is looked through and not a whole book.
fn stands_near(text: &Text, at: usize, word: &str) -> bool {
    const FAR: usize = 50_000;
    text.find(Span::new(at.saturating_sub(FAR), (at + FAR).min(text.len())), word).is_some()
}

/// Whether a character as written lies in a common word of three.
fn triple(text: &Text, span: Span, at: usize) -> bool {
    (at.saturating_sub(2).max(span.lo())..=at).any(|start| {
        start + 3 <= span.hi() && common::is_word(&[text.at(start), text.at(start + 1), text.at(start + 2)])
    })
}

/// Whether some word of two characters or more holds a place as it is written.
fn held(hits: &Hits, at: usize) -> bool {
    (at.saturating_sub(6)..=at)
        .any(|start| hits.at(start).iter().any(|hit| hit.span().len() > 1 && hit.span().hi() > at))
}

/// Whether the stretch is no meeting of two words, and no word of its own holds its other characters with what is beside them.
fn fits(text: &Text, hits: &Hits, word: Span) -> bool {
    let beside = (word.lo()..word.hi()).filter(|k| held(hits, *k)).any(|k| {
        // A word that holds another character of the stretch and goes over its end takes it away.
        (k.saturating_sub(6)..=k).any(|start| {
            hits.at(start).iter().any(|hit| {
                hit.span().len() > 1
                    && hit.span().hi() > k
                    && (start < word.lo() || hit.span().hi() > word.hi())
            })
        })
    });
    !beside && !crosses(text, word) && is_whole(text, hits, word)
}

/// Whether a character at an end of a stretch makes a common word with the one outside: 市|正式, 教学|医院.
pub(in crate::check) fn crosses(text: &Text, word: Span) -> bool {
    word.lo() > 0 && is_joined(text, word.lo()) || crosses_end(text, word)
}

/// Whether the last character of a stretch makes a common word with the one behind it.
pub(in crate::check) fn crosses_end(text: &Text, word: Span) -> bool {
    is_joined(text, word.hi())
}

/// Whether the characters on both sides of a place make a common word.
pub(super) fn is_joined(text: &Text, at: usize) -> bool {
    at > 0 && common::is_word(&[text.at(at - 1), text.at(at)])
}
