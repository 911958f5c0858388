//! S19 where no list has the wrong word: a character that looks or sounds like the one that would make a word (濒临 written 频临, 防患未然 written 防患未燃).
//!
//! Characters that are taken for one another stand in `lexicon/table-confusable-characters.tsv`. What is told is cut into words (`cut`) as written and with the right
//! character, and the right one must cost so much less that no rare word, name or meeting of two words explains what is written. For an idiom less
//! is asked, and the right character may only sound alike (`idiom`).

use super::city;
use super::cut::Cut;
use super::idiom;
use super::wrong_word::named;
use crate::fact::Record;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, Lexicon, characters, common};
use crate::recognize::person::characters::transcribes;
use crate::text::{Span, Text, fold, is_han};
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// By how many bits the right word must cost less: of an idiom; where the two characters look and sound alike; where they only look so.
const IDIOM: u32 = 8;
const BOTH: u32 = 9;
const SHAPE: u32 = 11;
/// And how much more for each side on which an odd character is left, which costs more than this by itself.
const ODD: u32 = 3;
/// By how many bits the right word must cost less where two characters only share a part; where two neighbours have changed places.
const PART: u32 = 14;
const SWAPPED: u32 = 12;
const PLAIN: u32 = 8;
/// The same of a form that a list has.
const LISTED: u32 = 4;
/// How far to either side of a character words are cut anew.
const AROUND: usize = 6;

/// For each character those it is taken for, with what must be gained.
static LIKE: LazyLock<BTreeMap<char, Vec<(char, u32)>>> = LazyLock::new(|| {
    let mut like: BTreeMap<char, Vec<(char, u32)>> = BTreeMap::new();
    let text = include_str!("../../../lexicon/table-confusable-characters.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    for (group, kind) in rows.filter_map(|line| line.split_once('\t')) {
        let group: Vec<char> = group.chars().map(fold).collect();
        let least = if kind == "both" { BOTH } else { SHAPE };
        for a in &group {
            like.entry(*a).or_default().extend(group.iter().filter(|b| *b != a).map(|b| (*b, least)));
        }
    }
    like
});

/// For each character those that share a part with it which is no common radical.
static PARTS: LazyLock<BTreeMap<char, BTreeSet<char>>> = LazyLock::new(|| {
    let mut parts: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
    let text = include_str!("../../../lexicon/table-parts.tsv");
    for group in text.lines().filter(|line| !line.starts_with('#')) {
        let group: Vec<char> = group.chars().map(fold).collect();
        for a in &group {
            parts.entry(*a).or_default().extend(group.iter().filter(|b| *b != a));
        }
    }
    parts
});

/// Whether one character is taken for another that looks like it, or has a part of it.
pub(super) fn look_alike(a: char, b: char) -> bool {
    LIKE.get(&a).is_some_and(|others| others.iter().any(|(other, _)| *other == b))
        || PARTS.get(&a).is_some_and(|others| others.contains(&b))
}

/// Classes whose terms are common words: what two words that meet are.
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

/// Pairs of characters by the first of a table.
fn pairs(table: &str) -> BTreeSet<[char; 2]> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.flat_map(|(first, rest)| {
        first.chars().flat_map(move |a| rest.chars().map(move |b| [fold(a), fold(b)]))
    })
    .collect()
}

/// Words of two characters that are met with often.
static FREQUENT: LazyLock<BTreeSet<[char; 2]>> =
    LazyLock::new(|| pairs(include_str!("../../../lexicon/table-frequent.tsv")));

/// Words and meetings of words that no other table has, one character off a common word.
static MET: LazyLock<BTreeSet<[char; 2]>> =
    LazyLock::new(|| pairs(include_str!("../../../lexicon/table-no-slips.tsv")));

pub(super) fn is_frequent(a: char, b: char) -> bool {
    FREQUENT.contains(&[a, b])
}

pub(super) fn is_met(a: char, b: char) -> bool {
    MET.contains(&[a, b])
}

/// A wrong character: the word it stands in, and that word as it should be.
#[derive(Debug)]
pub(super) struct Slip {
    pub(super) word: Span,
    pub(super) right: String,
    /// In an idiom, where chance makes nothing alike.
    pub(super) sure: bool,
}

/// The slips of an entry, by where they begin.
pub(super) fn slips(view: &View<'_>, record: &Record, span: Span) -> BTreeMap<usize, Slip> {
    let text = view.text();
    let mut found = BTreeMap::new();
    let mut at = span.lo();
    while at < span.hi() {
        let end = (at..span.hi()).find(|&i| !is_han(text.at(i))).unwrap_or(span.hi());
        let run = Span::new(at, end);
        // “食全食美” is said on purpose.
        let quoted = matches!((text.before(at), text.at(end)), ('“', '”') | ('《', '》')) && run.len() <= 8;
        if run.len() > 1 && !quoted {
            in_run(text, run, &mut found);
        }
        at = end + 1;
    }
    let in_body =
        |at: Span| record.orgs.iter().flat_map(|body| &body.mentions).any(|m| m.span().overlaps(at));
    found.retain(|_, slip: &mut Slip| {
        let at = view.raw(slip.word);
        // Bodies are called as they like: 东明勇跃纸业公司.
        slip.sure || !named(record, at) && !in_body(at) && !is_term(text, slip)
    });
    found
}

/// Keeps a slip that stands in no other.
fn keep(found: &mut BTreeMap<usize, Slip>, slip: Slip) {
    let before = found.range(..slip.word.hi()).next_back();
    if before.is_none_or(|(_, other)| !other.word.overlaps(slip.word)) {
        found.insert(slip.word.lo(), slip);
    }
}

/// Slips among Han characters.
fn in_run(text: &Text, run: Span, found: &mut BTreeMap<usize, Slip>) {
    let mut chars = text.folded(run).to_vec();
    let whole = Cut::of(&chars);
    for at in 0..chars.len().saturating_sub(3) {
        // Two words of two explain themselves.
        if !(at..at + 4).any(|k| whole.is_single(k)) {
            continue;
        }
        let four = [chars[at], chars[at + 1], chars[at + 2], chars[at + 3]];
        let Some((place, right)) = idiom::near(four) else { continue };
        if let Some(Gain { bits, lo, hi, .. }) = gain(&mut chars, at + place, right)
            && bits >= IDIOM
            && (lo, hi) == (at, at + 4)
        {
            let right = four.iter().enumerate().map(|(k, c)| if k == place { right } else { *c }).collect();
            keep(found, Slip { word: Span::new(run.lo() + lo, run.lo() + hi), right, sure: true });
        }
    }
    for i in 0..chars.len() {
        if let Some(slip) = swapped(&mut chars, &whole, i) {
            let word = Span::new(run.lo() + slip.0, run.lo() + slip.1);
            let right =
                chars[slip.0..i].iter().chain([&chars[i + 1], &chars[i]]).chain(&chars[i + 2..slip.1]);
            keep(found, Slip { word, right: right.collect(), sure: false });
        }
        if let Some(right) = city::near(&chars, &whole, i) {
            keep(found, Slip { word: Span::new(run.lo() + i, run.lo() + i + 2), right, sure: true });
        }
        if !is_loose(&whole, i) {
            continue;
        }
        let like = LIKE.get(&chars[i]).map_or(&[][..], Vec::as_slice);
        let parts = PARTS.get(&chars[i]).into_iter().flatten().map(|other| (*other, PART));
        let parts = parts.filter(|(other, _)| !like.iter().any(|(known, _)| known == other));
        let others: Vec<(char, u32)> = like.iter().copied().chain(parts).collect();
        let mut best: Option<(u32, Slip)> = None;
        for (other, least) in &others {
            if !makes_word(&mut chars, i, *other) {
                continue;
            }
            let Some(Gain { bits, lo, hi, odd, surname }) = gain(&mut chars, i, *other) else { continue };
            // A part or a sound alone is too little to go by in a word of two.
            let place = matches!(chars[hi - 1], '县' | '市' | '区' | '镇' | '乡' | '村' | '州');
            if *least == PART && (hi - lo < 3 || place) {
                continue;
            }
            let least = least + ODD * odd;
            let over = bits.saturating_sub(least);
            let worse = bits < least || best.as_ref().is_some_and(|(most, _)| *most >= over);
            if worse || holds_word(&chars, lo, hi) || is_name(&chars, lo, hi, surname) {
                continue;
            }
            let right = (lo..hi).map(|k| if k == i { *other } else { chars[k] }).collect();
            let word = Span::new(run.lo() + lo, run.lo() + hi);
            best = Some((over, Slip { word, right, sure: false }));
        }
        if let Some((_, slip)) = best {
            keep(found, slip);
        }
    }
}

/// Where two neighbours that are words by themselves make a common word the other way round (能技大赛): the extent of that word.
fn swapped(chars: &mut [char], whole: &Cut, at: usize) -> Option<(usize, usize)> {
    let (a, b) = (chars[at], *chars.get(at + 1)?);
    if a == b || !whole.is_single(at) || !whole.is_single(at + 1) {
        return None;
    }
    let common = is_frequent(b, a) || common::is_word(&[b, a]);
    let (low, high) = (at.saturating_sub(AROUND), (at + AROUND + 2).min(chars.len()));
    if !common || high - low < 3 {
        return None;
    }
    let written = Cut::of(&chars[low..high]).cost;
    chars.swap(at, at + 1);
    let mended = Cut::of(&chars[low..high]);
    chars.swap(at, at + 1);
    let (lo, hi) = mended.word(at - low);
    let (lo, hi) = (low + lo, low + hi);
    // What stands alone on either side may belong to it.
    let alone = |k: usize| whole.is_single(k) && characters::alone(chars[k]) > PLAIN;
    let odd = u32::from(lo > 0 && alone(lo - 1)) + u32::from(hi < chars.len() && alone(hi));
    let enough = written.saturating_sub(mended.cost) >= SWAPPED + ODD * odd;
    (lo <= at && hi >= at + 2 && enough).then_some((lo, hi))
}

/// Whether a character is a word by itself, or in a word of two beside one: all others are explained.
fn is_loose(whole: &Cut, at: usize) -> bool {
    let (lo, hi) = whole.word(at);
    hi - lo == 1 || hi - lo == 2 && (lo > 0 && whole.is_single(lo - 1) || whole.is_single(hi))
}

/// Whether a character put in place of another makes a word with what is beside it.
fn makes_word(chars: &mut [char], at: usize, other: char) -> bool {
    let written = std::mem::replace(&mut chars[at], other);
    let common = |start: usize| {
        (2..=3).any(|length| {
            start + length > at && chars.get(start..start + length).is_some_and(common::is_word)
        })
    };
    let term = |start: usize| {
        let ends = |length: usize| length > 1 && start + length > at;
        Lexicon::builtin().beginnings(&chars[start..]).any(|(length, _)| ends(length))
    };
    let made = (at.saturating_sub(2)..=at).any(common) || (at.saturating_sub(1)..=at).any(term);
    chars[at] = written;
    made
}

/// What another character in a place of a run comes to.
struct Gain {
    /// How many bits less the run costs with it.
    bits: u32,
    /// The word that it then stands in.
    lo: usize,
    hi: usize,
    /// On how many sides of that word one character is left that is seldom a word: a name may be cut there, or a word that no list has.
    odd: u32,
    /// Whether a surname stands alone before it.
    surname: bool,
}

fn gain(chars: &mut [char], at: usize, other: char) -> Option<Gain> {
    let (low, high) = (at.saturating_sub(AROUND), (at + AROUND + 1).min(chars.len()));
    let written = Cut::of(&chars[low..high]).cost;
    let wrong = std::mem::replace(&mut chars[at], other);
    let mended = Cut::of(&chars[low..high]);
    chars[at] = wrong;
    let (lo, hi) = mended.word(at - low);
    let single = |(lo, hi): (usize, usize)| (hi - lo == 1).then(|| chars[low + lo]);
    let before = lo.checked_sub(1).and_then(|k| single(mended.word(k)));
    let behind = (low + hi < high).then(|| single(mended.word(hi))).flatten();
    let odd = [before, behind].into_iter().flatten().filter(|c| characters::alone(*c) > PLAIN).count();
    let surname = before.is_some_and(|c| {
        !lists::CHECK_SURNAME_TOO.has(c) && Lexicon::builtin().longest(&[c], Class::Surname) == Some(1)
    });
    let bits = written.saturating_sub(mended.cost);
    (hi - lo > 1).then_some(Gain { bits, lo: low + lo, hi: low + hi, odd: odd as u32, surname })
}

/// Whether what is written holds a word of two (法治|化, 第一|课), which is as good as the word that another character makes.
fn holds_word(chars: &[char], lo: usize, hi: usize) -> bool {
    hi - lo == 3 && chars[lo..hi].windows(2).any(common::is_word)
}

/// Whether a wrong form of a list is one where it stands: a word as it is written, or made of words that cost more than those of the right one. 死灰|复燃 holds no 灰复.
pub(super) fn is_wrong(text: &Text, span: Span, form: Span, right: &str) -> bool {
    let start = (form.lo().saturating_sub(AROUND)..form.lo()).rev().find(|&i| !is_han(text.at(i)));
    let stop = (form.hi()..form.hi() + AROUND).find(|&i| !is_han(text.at(i)));
    let around = Span::new(
        start.map_or(form.lo().saturating_sub(AROUND), |i| i + 1).max(span.lo()),
        stop.unwrap_or(form.hi() + AROUND).min(span.hi()),
    );
    let written = text.folded(around);
    let (lo, hi) = (form.lo() - around.lo(), form.hi() - around.lo());
    let right: Vec<char> = right.chars().map(fold).collect();
    let as_written = Cut::of(written);
    let (first, last) = (as_written.word(lo), as_written.word(hi - 1));
    if first == (lo, hi) || Cut::of(&right).bounds.len() > 2 {
        // What no list has as a word tells nothing: only a word that goes over the form speaks against it.
        return first.0 == lo && last.1 == hi;
    }
    let mended = [&written[..lo], &right, &written[hi..]].concat();
    as_written.cost >= Cut::of(&mended).cost + LISTED
}

/// Whether a stretch may be a name that no recognizer took: given names behind a surname, what transcribes beside more of it.
fn is_name(chars: &[char], lo: usize, hi: usize, surname: bool) -> bool {
    let foreign = |k: Option<usize>| k.and_then(|k| chars.get(k)).is_some_and(|c| transcribes(*c));
    hi - lo == 2 && surname
        || chars[lo..hi].iter().all(|c| transcribes(*c)) && (foreign(lo.checked_sub(1)) || foreign(Some(hi)))
}

/// Whether what is written stands in the text around so often that it is a term or a name: a slip is made once or twice.
fn is_term(text: &Text, slip: &Slip) -> bool {
    const FAR: usize = 20_000;
    const OFTEN: usize = 3;
    let (mut at, end) = (slip.word.lo().saturating_sub(FAR), (slip.word.hi() + FAR).min(text.len()));
    let written: String = text.folded(slip.word).iter().collect();
    let mut times = 0;
    while let Some(next) = text.find(Span::new(at, end), &written).filter(|_| times < OFTEN) {
        times += 1;
        at = next + 1;
    }
    times >= OFTEN
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
