//! The words of measures, from `lexicon/table-measures.tsv`, and the levels they name.

use super::Act;
use crate::fact::figure::spelled_out;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Terms, chars};
use std::sync::LazyLock;

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Start,
    Raise,
    Lower,
    To,
    End,
    Keep,
    /// It bans, closes or limits whatever it names (禁止).
    Set,
    /// It ends a measure that is named behind it, or stops whatever else it names (停止).
    Stop,
    /// What was stopped or closed goes on (恢复).
    Lift,
    /// It makes what is in force tighter (压缩为).
    Tighten,
    /// It makes what is in force looser (放宽至).
    Loosen,
    /// It prolongs what is in force (延长至).
    Extend,
    Response,
    Risk,
    Order,
    /// By turns or by limits: with the thing behind it an order (隔日供水).
    Ration,
    /// What is rationed (供水).
    Thing,
    /// An order in one word, and what it is an order of where the word does not say (复课 ends 停课).
    Ordered(Act, &'static str),
    /// The end, in one word, of one of some measures, and of nothing where none of them is in force (开园 ends 闭园).
    Back(&'static str),
    /// A word that makes an order known (通知).
    Told,
    Nothing,
    Body,
}

static WORDS: LazyLock<Terms<Word>> = LazyLock::new(|| {
    let mut words: Vec<(Vec<char>, Word)> = Vec::new();
    for line in include_str!("../../../lexicon/table-measures.tsv").lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t').map(str::trim);
        let (Some(word), Some(class)) = (columns.next(), columns.next()) else { continue };
        let sort = columns.next().unwrap_or_default();
        let of = columns.next().unwrap_or_default();
        let what = match (class, sort) {
            ("verb", "start") => Word::Start,
            ("verb", "raise") => Word::Raise,
            ("verb", "lower") => Word::Lower,
            ("verb", "to") => Word::To,
            ("verb", "end") => Word::End,
            ("verb", "keep") => Word::Keep,
            ("verb", "set") => Word::Set,
            ("verb", "stop") => Word::Stop,
            ("verb", "lift") => Word::Lift,
            ("verb", "tighten") => Word::Tighten,
            ("verb", "loosen") => Word::Loosen,
            ("verb", "extend") => Word::Extend,
            ("verb", "told") => Word::Told,
            ("object", "response") => Word::Response,
            ("object", "risk") => Word::Risk,
            ("object", "ration") => Word::Ration,
            ("object", "thing") => Word::Thing,
            ("object", "none") => Word::Nothing,
            ("object", _) => Word::Order,
            ("order", "start") => Word::Ordered(Act::Start, of),
            ("order", "end") => Word::Ordered(Act::End, of),
            ("order", "back") => Word::Back(of),
            ("body", _) => Word::Body,
            _ => Word::Nothing,
        };
        words.extend(spelled_out(word).into_iter().map(|word| (word, what)));
    }
    Terms::new(words)
});

/// A word in a sentence: from, to, what.
pub(super) type Hit = (usize, usize, Word);

/// The words of measures in a sentence, in order, none inside another or inside 《》.
pub(super) fn hits(chars: &[char]) -> Vec<Hit> {
    let words: &Terms<Word> = &WORDS;
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        if chars[i] == '《' {
            i = (i..chars.len()).find(|&k| chars[k] == '》').unwrap_or(i) + 1;
            continue;
        }
        if let Some((length, what)) = words.longest(&chars[i..]) {
            found.push((i, i + length, *what));
            i += length;
        } else {
            i += 1;
        }
    }
    found
}

/// A level at a place: its end and its rank (1 is the gravest).
pub(super) fn level(chars: &[char], i: usize) -> Option<(usize, u8)> {
    let at = |k: usize| chars.get(k).copied().unwrap_or_default();
    let nth = |set: &str, size: usize| {
        set.chars().position(|c| c == at(i)).and_then(|n| u8::try_from(n / size + 1).ok())
    };
    let digit = nth("Ⅰ一1Ⅱ二2Ⅲ三3Ⅳ四4", 3);
    if let Some(rank) = digit.filter(|_| at(i + 1) == '级' && !(i > 0 && at(i - 1).is_ascii_digit())) {
        return Some((i + 2, rank));
    }
    let latin = (i..chars.len()).take_while(|&k| matches!(chars[k], 'I' | 'V')).count();
    if latin > 0 && at(i + latin) == '级' && !(i > 0 && at(i - 1).is_ascii_alphabetic()) {
        let roman: String = chars[i..i + latin].iter().collect();
        let rank = match roman.as_str() {
            "I" => 1,
            "II" => 2,
            "III" => 3,
            "IV" => 4,
            _ => return None,
        };
        return Some((i + latin + 1, rank));
    }
    let risk = nth("高中低", 1);
    let risk = risk.filter(|_| at(i + 1) == '风' && at(i + 2) == '险').map(|rank| (i + 3, rank));
    risk.or_else(|| color(chars, i))
}

/// The colour of a warning at a place: 橙色预警, 由橙色降为黄色.
fn color(chars: &[char], i: usize) -> Option<(usize, u8)> {
    let at = |k: usize| chars.get(k).copied().unwrap_or_default();
    let rank = "红橙黄蓝".chars().position(|c| c == at(i)).and_then(|n| u8::try_from(n + 1).ok())?;
    let end = if at(i + 1) == '色' { i + 2 } else { return None };
    let warns = lists::MEASURE_WARNINGS.has(&[at(end), at(end + 1)]);
    let steps = i > 0 && chars!("由从为至到").has(at(i - 1));
    (warns || steps).then_some((end, rank))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_word_says_two_things() {
        let mut seen = BTreeSet::new();
        let lines =
            include_str!("../../../lexicon/table-measures.tsv").lines().filter(|l| !l.starts_with('#'));
        for word in lines.filter_map(|line| line.split('\t').next()).flat_map(spelled_out) {
            assert!(seen.insert(word.clone()), "{} twice", word.iter().collect::<String>());
        }
    }
}
