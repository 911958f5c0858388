//! What the lexicon and the dates say about every boundary of an entry, in one pass over the hits.
//!
//! In `省委书记王国生强调` a title ends before 王; in `提高明显` a word crosses the boundary before 高, so no name begins there.

use super::super::Passage;
use super::super::time::TimeMention;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, Hit};
use crate::text::{chars, is_han};

/// A title ends here.
pub(super) const TITLE_END: u16 = 1;
/// The title that ends here may be the beginning of a longer word (主任|务).
pub(super) const DOUBT: u16 = 1 << 1;
/// A word begins before and ends after this place.
pub(super) const CROSSED: u16 = 1 << 2;
/// A preposition, a verb that takes a person, an adverb of time ends here.
pub(super) const LEAD_END: u16 = 1 << 3;
/// A word of two or more characters ends here.
pub(super) const WORD_END: u16 = 1 << 4;
/// The character here stands inside 《》.
pub(super) const QUOTED: u16 = 1 << 5;
/// A date or time ends here.
pub(super) const TIME_END: u16 = 1 << 7;
/// The lead that ends here is a verb, which may be part of a body's name (慰问团).
pub(super) const LEAD_VERB: u16 = 1 << 8;
/// A post ends here.
pub(super) const POST_END: u16 = 1 << 9;

/// A surname begins here.
pub(super) const SURNAME: u16 = 1 << 10;
/// A surname of two characters or more begins here.
pub(super) const COMPOUND: u16 = 1 << 12;
/// A title, or what belongs to one, begins here.
pub(super) const TITLE_START: u16 = 1 << 11;

/// Flags by place.
pub(super) struct Marks {
    base: usize,
    flags: Vec<u16>,
    /// Where a dot between the parts of a name may stand.
    pub dots: Vec<usize>,
}

/// The classes of titles.
pub(super) const TITLES: ClassSet = ClassSet::NONE
    .with(Class::Post)
    .with(Class::Collective)
    .with(Class::Academic)
    .with(Class::Occupation)
    .with(Class::Address);

/// The classes whose words no name may begin or end inside of.
const WHOLE: ClassSet = TITLES
    .with(Class::Word)
    .with(Class::Division)
    .with(Class::DivisionShort)
    .with(Class::Region)
    .with(Class::Country)
    .with(Class::Org)
    .with(Class::Organ)
    .with(Class::OrgSuffix)
    .with(Class::BodySuffix)
    .with(Class::DocumentKind);

/// The classes of places that a table has.
pub(super) const PLACES: ClassSet =
    ClassSet::of(&[Class::Division, Class::DivisionShort, Class::Region, Class::Country, Class::PlaceName]);

/// The classes of last words of bodies, and bodies that are whole.
const BODIES: ClassSet = ClassSet::NONE
    .with(Class::Org)
    .with(Class::Organ)
    .with(Class::OrgSuffix)
    .with(Class::BodySuffix)
    .with(Class::Department);

/// The classes whose words, where they end, end a word.
const LEXICAL: ClassSet =
    WHOLE.with(Class::NameVerb).with(Class::PartVerb).with(Class::Verb).with(Class::NameLead);

/// What a surname's character may be by itself: 于, 向, 和, 任.
pub(super) const OTHER_THAN_NAMES: ClassSet = ClassSet::of(&[
    Class::Function,
    Class::NameLead,
    Class::Verb,
    Class::Join,
    Class::PlaceLead,
    Class::NameVerb,
    Class::PartVerb,
]);

/// The longest title that begins at a place.
pub(super) fn title_at<'a>(passage: &'a Passage<'_>, index: usize) -> Option<&'a Hit> {
    passage.hits.at(index).iter().rev().find(|hit| hit.classes.meets(TITLES))
}

impl Marks {
    pub(super) fn new(passage: &Passage<'_>, times: &[TimeMention]) -> Self {
        let base = passage.span.lo();
        let mut marks = Self { base, flags: vec![0; passage.span.len() + 1], dots: Vec::new() };
        marks.mask(passage, times);
        for hit in passage.hits.iter() {
            let (start, end) = (hit.start as usize, hit.end as usize);
            // 第五批: before a counter 第五 is a number.
            let counted =
                passage.at(start) == '第' && end > start + 1 && lists::PERSON_COUNTERS.has(passage.at(end));
            if hit.is(Class::Surname) && !counted {
                marks.set(start, if end > start + 1 { SURNAME | COMPOUND } else { SURNAME });
            }
            if end < start + 2 {
                continue;
            }
            // 委任|何顺文: a common word across the end of a verb that takes a person is none.
            let taken = end == start + 2
                && hit.is(Class::Word)
                && passage
                    .hits
                    .ending(start + 1, Class::NameLead)
                    .is_some_and(|lead| lead.end > lead.start + 1);
            if (hit.classes.meets(WHOLE) || hit.is(Class::NameVerb)) && !taken {
                for k in start + 1..end {
                    marks.set(k, CROSSED);
                }
            }
            if hit.classes.meets(LEXICAL) {
                marks.set(end, WORD_END);
            }
        }
        for hit in passage.hits.iter() {
            let (start, end) = (hit.start as usize, hit.end as usize);
            if hit.is(Class::NameLead) && !marks.has(end, CROSSED) {
                // 主任|由…担任: what stands behind a post is no part of 任由.
                let behind_post =
                    passage.hits.ending(start, Class::Post).is_some_and(|post| post.end > post.start + 1);
                let within = marks.has(start, CROSSED) && !behind_post;
                if end > start + 1 {
                    marks.set(end, LEAD_END | LEAD_VERB);
                } else if !within && (is_han(passage.before(start)) || !follows_only(passage.at(start))) {
                    marks.set(end, LEAD_END);
                }
            }
            if hit.is(Class::PostPrefix) {
                marks.set(start, TITLE_START);
            }
            // 教育局委|甲代理校长: who appoints, and the verb of one character.
            if hit.classes.meets(BODIES)
                && matches!(passage.at(end), '委' | '聘' | '檄')
                && !marks.has(end, CROSSED)
                && !passage.hits.classes_ending(end + 1).meets(WHOLE)
                && !passage.hits.at(end).iter().any(|longer| longer.span().len() > 1)
            {
                marks.set(end + 1, LEAD_END | LEAD_VERB);
            }
            if !hit.classes.meets(TITLES) {
                continue;
            }
            marks.set(start, TITLE_START);
            marks.set(end, TITLE_END);
            if hit.is(Class::Post) {
                marks.set(end, POST_END);
            }
            // A longer word from the same place, or one that begins inside and runs on.
            let longer = (start..end).any(|k| {
                passage.hits.at(k).iter().any(|other| {
                    other.end as usize > end
                        && other.classes.meets(WHOLE)
                        && (k == start || !hit.is(Class::Address))
                })
            });
            if longer {
                marks.set(end, DOUBT);
            }
        }
        marks
    }

    fn mask(&mut self, passage: &Passage<'_>, times: &[TimeMention]) {
        let mut depth = 0usize;
        let mut opened = 0;
        for (i, &c) in (passage.span.lo()..).zip(passage.text.folded(passage.span)) {
            match c {
                '《' => {
                    depth += 1;
                    opened = i;
                }
                '》' => depth = depth.saturating_sub(1),
                '\n' | '\r' => depth = 0,
                _ if depth > 0 && i > opened + 120 => depth = 0,
                _ if depth > 0 => self.set(i, QUOTED),
                '·' => self.dots.push(i),
                _ => {}
            }
        }
        for time in times {
            self.set(time.span.hi(), TIME_END);
        }
    }

    fn set(&mut self, index: usize, flag: u16) {
        if let Some(flags) = index.checked_sub(self.base).and_then(|i| self.flags.get_mut(i)) {
            *flags |= flag;
        }
    }

    /// Whether any of the flags is set at a place.
    pub(super) fn has(&self, index: usize, flag: u16) -> bool {
        index.checked_sub(self.base).and_then(|i| self.flags.get(i)).is_some_and(|flags| flags & flag != 0)
    }
}

/// 会议中, 会上, 会后: these close a phrase; at its start they open a name (中联办, 上实集团).
fn follows_only(c: char) -> bool {
    matches!(c, '中' | '上' | '后' | '时' | '前')
}

/// What ends a clause or stands between its parts; the entry's ends too.
pub(super) fn is_boundary(c: char) -> bool {
    chars!("\0,。;:!?、()《》“”【】[]—-…\n\r/|\"'.▲△●○◆■★☆*").has(c)
}
