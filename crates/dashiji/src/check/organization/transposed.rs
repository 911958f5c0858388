//! O06: a word of the lexicon with two neighbouring characters in the wrong order: 革命员委会, 共团青, 书记 written 记书 in a title; or one of the long
//! names of organs without one of its characters: 人民代大会.
//!
//! Where two neighbours that no word holds together, changed, make a longer word of what stands around them, they have changed places. What
//! the words of the lexicon explain as it stands is left alone.

use crate::check::style::confused::{crosses, crosses_end};
use crate::check::{Desk, Draft, Report};
use crate::fact::Record;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, Hits, Lexicon};
use crate::text::{Span, Text, is_han};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The longest word that is looked for.
const LONGEST: usize = 8;
/// How far before the two the word may begin.
const BACK: usize = 6;

/// Classes of which a word of three characters is enough; of others it takes four.
const SURE: ClassSet = ClassSet::NONE
    .with(Class::OrgSuffix)
    .with(Class::Org)
    .with(Class::Organ)
    .with(Class::Department)
    .with(Class::BodySuffix)
    .with(Class::Post);

pub(in crate::check) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let lexicon = Lexicon::builtin();
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let hits = lexicon.scan(text.chars(), span);
        let held = held(&hits, span);
        let mut i = span.lo();
        while i + 1 < span.hi() {
            let plain = |whole: Span| !explained(&hits, whole) && !joined_before(text, &hits, whole);
            let found = lacking(text, i, span.hi()).filter(|(whole, _)| plain(*whole)).or_else(|| {
                let joined = held[i - span.lo()];
                let (a, b) = (text.at(i), text.at(i + 1));
                if a == b || !is_han(a) || !is_han(b) {
                    return None;
                }
                // Two that some word holds together (会员) have changed places only in a long name.
                let found = changed(lexicon, text, span, i, joined);
                let found = if joined { found } else { found.or_else(|| post(lexicon, text, &hits, i)) };
                found.filter(|(whole, _)| {
                    plain(*whole)
                        && !crosses_end(text, *whole)
                        // 农业学大寨: the last character begins the name of a village.
                        && !"寨庄村屯集乡湾沟营".contains(text.at(whole.hi()))
                        && !in_name(record, view.raw(Span::new(i, i + 2)))
                })
            });
            let Some((whole, right)) = found else {
                i += 1;
                continue;
            };
            let at = view.raw(whole);
            let draft = Draft::default()
                .arg("written", text.slice(whole))
                .arg("right", &right)
                .replace(at, right, false);
            report.add(reading, Some(record), at, draft);
            i = whole.hi();
        }
    }
}

/// Long names of organs without one of the characters between their first and their last, by the first two of what is left.
static LACKING: LazyLock<BTreeMap<[char; 2], Vec<(Vec<char>, &str)>>> = LazyLock::new(|| {
    let mut found: BTreeMap<[char; 2], Vec<(Vec<char>, &str)>> = BTreeMap::new();
    for name in lists::CHECK_LONG_NAMES.all() {
        let whole: Vec<char> = name.chars().collect();
        for k in 1..whole.len() - 1 {
            let rest: Vec<char> =
                whole.iter().enumerate().filter(|(n, _)| *n != k).map(|(_, c)| *c).collect();
            found.entry([rest[0], rest[1]]).or_default().push((rest, name));
        }
    }
    // Of common phrases the last character too: 人口普工作.
    for name in lists::CHECK_LONG_WORDS.all() {
        let whole: Vec<char> = name.chars().collect();
        for k in 1..whole.len() {
            let rest: Vec<char> =
                whole.iter().enumerate().filter(|(n, _)| *n != k).map(|(_, c)| *c).collect();
            found.entry([rest[0], rest[1]]).or_default().push((rest, name));
        }
    }
    found
});

/// A long name that lacks a character, and the name.
fn lacking(text: &Text, at: usize, end: usize) -> Option<(Span, String)> {
    let list = LACKING.get(&[text.at(at), text.at(at + 1)])?;
    let (rest, right) = list.iter().find(|(rest, name)| {
        let stop = at + rest.len();
        stop <= end
            && rest.iter().enumerate().all(|(k, c)| text.at(at + k) == *c)
            && is_han(text.at(stop))
            && !name.ends_with(text.at(stop))
            && !text.begins(at, name)
    })?;
    Some((Span::new(at, at + rest.len()), (*right).to_owned()))
}

/// Whether the first character makes a word with the one before it, unless that ends a place's name: of 县市场管监局 it is 县 that the body is of.
fn joined_before(text: &Text, hits: &Hits, whole: Span) -> bool {
    !hits.classes_ending(whole.lo()).has(Class::PlaceTail) && crosses(text, whole)
}

/// Whether a stretch lies in the name of a person or of a place that is surely one.
fn in_name(record: &Record, at: Span) -> bool {
    let places = record.places.iter().filter(|place| place.doubt.is_none());
    record.people.iter().flat_map(|person| &person.mentions).any(|mention| mention.overlaps(at))
        || places.flat_map(|place| &place.mentions).any(|mention| mention.span().overlaps(at))
}

/// For each character, whether some word holds it and the next one.
fn held(hits: &Hits, span: Span) -> Vec<bool> {
    let mut held = vec![false; span.len() + 1];
    for hit in hits.iter() {
        for k in hit.span().lo()..hit.span().hi().saturating_sub(1) {
            if let Some(place) = held.get_mut(k - span.lo()) {
                *place = true;
            }
        }
    }
    held
}

/// The word that a place's character and the next one make, changed, with what stands around them.
fn changed(lexicon: &Lexicon, text: &Text, span: Span, at: usize, joined: bool) -> Option<(Span, String)> {
    let first = at.saturating_sub(BACK).max(span.lo());
    let last = (at + LONGEST).min(span.hi());
    let mut chars: Vec<char> = text.folded(Span::new(first, last)).to_vec();
    chars.swap(at - first, at + 1 - first);
    let mut best: Option<Span> = None;
    for start in first..=at {
        for (length, classes) in lexicon.beginnings(&chars[start - first..]) {
            let enough = if classes.meets(SURE) { 3 } else { 4 } + usize::from(joined);
            let end = start + length;
            if length >= enough && end >= at + 2 && best.is_none_or(|b| length > b.len()) {
                best = Some(Span::new(start, end));
            }
        }
    }
    best.map(|best| (best, chars[best.lo() - first..best.hi() - first].iter().collect()))
}

/// A post of two characters that changed places behind its organ: 县委记书.
fn post(lexicon: &Lexicon, text: &Text, hits: &Hits, at: usize) -> Option<(Span, String)> {
    let organ = hits.classes_ending(at).has(Class::Organ);
    let right: String = [text.at(at + 1), text.at(at)].iter().collect();
    let post = organ && lexicon.lookup(&right).iter().any(|term| term.class == Class::Post);
    post.then(|| (Span::new(at, at + 2), right))
}

/// Whether words of the lexicon, one behind the other, make up the stretch as it stands, or go over its ends.
fn explained(hits: &Hits, whole: Span) -> bool {
    let mut reached = vec![false; whole.len() + 1];
    reached[0] = true;
    // A word may begin before it.
    for start in whole.lo().saturating_sub(3)..whole.lo() {
        for hit in hits.at(start) {
            if hit.span().hi() > whole.lo() && hit.span().hi() <= whole.hi() && hit.span().len() > 1 {
                reached[hit.span().hi() - whole.lo()] = true;
            }
        }
    }
    for k in 0..whole.len() {
        if !reached[k] {
            continue;
        }
        for hit in hits.at(whole.lo() + k).iter().filter(|hit| hit.span().len() > 1) {
            let end = hit.span().hi() - whole.lo();
            if end >= whole.len() {
                return true;
            }
            reached[end] = true;
        }
    }
    false
}
