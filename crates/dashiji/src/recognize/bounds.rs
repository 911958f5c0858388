//! Where names of bodies and places may begin: after a word that bounds names (到, 听取, 和), unless that word is itself
//! inside a longer word (在 in 现在, 和 in 住房和城乡建设厅).
//!
//! In goes a passage's hits; out comes a mark for every character.

use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, Hit, Hits, Lexicon};
use crate::recognize::person::characters;
use crate::text::{Span, is_han};

const CUT: u8 = 1;
const JOIN: u8 = 2;
const PLACE: u8 = 4;
const OPEN: u8 = 8;
const SENT: u8 = 16;

/// Words that bound names.
const BOUNDING: ClassSet = ClassSet::of(&[Class::Function, Class::Verb]);
/// Of the words that others keep for their own ends, single characters are too often part of a name.
const LONGER: ClassSet =
    ClassSet::of(&[Class::PartVerb, Class::OrganizerVerb, Class::StageVerb, Class::RoleWord]);
/// Words inside of which no other bounds a name.
const WHOLE: ClassSet = ClassSet::of(&[
    Class::NamePart,
    Class::BodyLead,
    Class::Org,
    Class::Organ,
    Class::Department,
    Class::OrgSuffix,
    Class::BodySuffix,
    Class::SiteSuffix,
    Class::ZoneSuffix,
    Class::Region,
    Class::Country,
    Class::Word,
    Class::BodyWord,
    Class::Post,
    Class::Address,
    Class::Collective,
]);
/// The same, and names of divisions.
const COVERING: ClassSet = WHOLE.with(Class::Division).with(Class::DivisionShort);

/// The marks of a passage.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    base: usize,
    marks: Vec<u8>,
}

impl Bounds {
    /// The marks of a range from its hits.
    pub fn of(lexicon: &Lexicon, chars: &[char], hits: &Hits, span: Span) -> Self {
        let base = span.lo();
        let mut marks = vec![0u8; span.len() + 1];
        // The end and start of the word that reaches furthest so far.
        let (mut reach, mut from) = (0u32, 0u32);
        for (i, (classes, here)) in (span.lo()..span.hi()).zip(hits.places()) {
            let covers = |hit: &&Hit| {
                // 和县, 和安 must not hide the 和 of 甲和县城.
                let named = hit.is(Class::Division) || hit.is(Class::DivisionShort);
                let length = hit.end - hit.start;
                // 自贡, 自贡火车站: a prefecture is called so often that it hides a word.
                let prefecture = hit.is(Class::DivisionShort)
                    && chars.get(i) != Some(&'和')
                    && lexicon
                        .terms(hit)
                        .any(|term| term.class == Class::DivisionShort && term.region % 100 == 0);
                // 管理站|在, 稽核所|在: a body ends before the preposition.
                let seam = length == 2
                    && matches!(chars.get(i + 1), Some('在' | '为' | '以'))
                    && hits
                        .ending(i + 1, Class::OrgSuffix)
                        .is_some_and(|suffix| suffix.end - suffix.start > 1);
                if seam {
                    return false;
                }
                prefecture && !hit.is(Class::PlaceWord)
                    || length > 1 && hit.classes.meets(WHOLE) && !(named && length == 2)
                    || named && length > 2 && !hit.is(Class::PlaceWord)
            };
            if classes.meets(COVERING) {
                for hit in here.iter().filter(covers) {
                    // A common word that begins inside another is none (志在 in 同志在).
                    let crossing = hit.start < reach && hit.start > from && hit.is(Class::Word);
                    if crossing {
                        continue;
                    }
                    if hit.end > reach || (hit.end == reach && hit.start < from) {
                        (reach, from) = (hit.end, hit.start);
                    }
                }
            }
            // ,设清溪镇: a clause that opens with setting up or abolishing.
            if matches!(chars.get(i), Some('设' | '撤'))
                && (i == span.lo() || matches!(chars.get(i - 1), Some(',' | '。' | ';' | ' ' | '日' | '月')))
                && reach as usize <= i
                && let Some(mark) = marks.get_mut(i + 1 - base)
            {
                *mark |= CUT | PLACE;
                marks[i - base] |= OPEN;
            }
            // 议建|某寺, 倡办|某校: how and what is done, two verbs of one character.
            if builds(chars, i)
                && reach as usize <= i
                && !hits.at(i + 1).iter().any(|hit| hit.end as usize > i + 2 && hit.classes.meets(COVERING))
                && let Some(mark) = marks.get_mut(i + 2 - base)
            {
                *mark |= CUT;
                marks[i - base] |= OPEN;
            }
            if !classes.meets(BOUNDING.and(LONGER)) {
                continue;
            }
            let bounds = |hit: &&Hit| {
                hit.classes.meets(BOUNDING) || hit.classes.meets(LONGER) && hit.end - hit.start > 1
            };
            for hit in here.iter().filter(bounds) {
                let inside = reach >= hit.end
                    && from <= hit.start
                    && (reach - from > hit.end - hit.start || hit.is(Class::NamePart));
                let inside = inside || hit.end == hit.start + 1 && spelled(chars, i, span);
                if inside {
                    let sent = hit.is(Class::NamePart)
                        && lexicon.term(hit, Class::NamePart).is_some_and(|term| term.value == "team");
                    if sent && let Some(mark) = marks.get_mut(hit.end as usize - base) {
                        *mark |= SENT;
                    }
                    continue;
                }
                let (a, b) = (hit.start as usize - base, hit.end as usize - base);
                marks[a] |= OPEN;
                if let Some(mark) = marks.get_mut(b) {
                    *mark |= CUT;
                    if hit.is(Class::PlaceLead) {
                        *mark |= PLACE;
                    }
                    if hit.is(Class::Join) {
                        *mark |= JOIN;
                    }
                }
                if ends_in_result(lexicon, chars, hits, hit.end as usize)
                    && let Some(mark) = marks.get_mut(b + 1)
                {
                    *mark |= CUT;
                }
            }
        }
        Self { base, marks }
    }

    fn has(&self, index: usize, mark: u8) -> bool {
        index.checked_sub(self.base).and_then(|i| self.marks.get(i)).is_some_and(|m| m & mark != 0)
    }

    /// Whether a bounding word ends before `index`: a name may begin here.
    pub fn cut(&self, index: usize) -> bool {
        self.has(index, CUT)
    }

    /// Whether a verb ends before `index` that only the names of teams hold (支援, 援助).
    pub fn sent(&self, index: usize) -> bool {
        self.has(index, SENT)
    }

    /// Whether 和, 与, 及 end before `index`.
    pub fn join(&self, index: usize) -> bool {
        self.has(index, JOIN)
    }

    /// Whether a word that calls for a place (到, 在, 前往) ends before `index`.
    pub fn place(&self, index: usize) -> bool {
        self.has(index, PLACE)
    }

    /// Whether a bounding word begins at `index`: a name may end here.
    pub fn open(&self, index: usize) -> bool {
        self.has(index, OPEN)
    }
}

/// 议建, 倡办, 捐修: whether a verb of meaning, beginning or giving and one of building stand at a place.
fn builds(chars: &[char], i: usize) -> bool {
    chars.get(i).is_some_and(|c| lists::BOUND_BEGINS.has(*c))
        && chars.get(i + 1).is_some_and(|c| lists::BOUND_BUILDS.has(*c))
}

/// 合并|成, 确定|为, 创办|之: whether a verb goes on with what comes of it, and no longer word begins there (成都; the short form of a county, 成武,
/// is none: 合并成|武汉大学).
fn ends_in_result(lexicon: &Lexicon, chars: &[char], hits: &Hits, end: usize) -> bool {
    if !chars.get(end).is_some_and(|c| lists::BOUND_RESULTS.has(*c)) {
        return false;
    }
    !hits.at(end).iter().filter(|hit| hit.end as usize > end + 1).any(|hit| {
        let short =
            || lexicon.terms(hit).any(|term| term.class == Class::DivisionShort && term.region % 100 == 0);
        hit.classes.meets(WHOLE) || hit.is(Class::Division) || hit.is(Class::DivisionShort) && short()
    })
}

/// Whether a character that is a preposition or conjunction by itself stands in a name of another tongue, which its sounds and
/// last word show: 呼|和|托哈镇, 米尔|其|克水电站.
fn spelled(chars: &[char], i: usize, span: Span) -> bool {
    let sounds = |k: usize| chars.get(k).copied().is_some_and(characters::transcribes);
    if !sounds(i) {
        return false;
    }
    let before = (span.lo()..i).rev().take(5).take_while(|&k| sounds(k)).count();
    let begins = |k: usize, word: &str| word.chars().zip(k..).all(|(c, at)| chars.get(at) == Some(&c));
    let behind =
        (i + 1..span.hi().min(i + 7)).find(|&k| lists::PLACE_SPELLED.all().any(|word| begins(k, word)));
    let Some(after) = behind.map(|k| k - i - 1).filter(|&after| (i + 1..=i + after).all(sounds)) else {
        return false;
    };
    if chars.get(i) == Some(&'和') {
        // 甲村和乙村 joins two: only right at the beginning of a name.
        let opens = |k: usize| k == span.lo() || chars.get(k - 1).is_none_or(|c| !is_han(*c));
        before == 1 && after >= 2 || before == 0 && after >= 3 && opens(i)
    } else {
        before >= 1 && before + after >= 2
    }
}
