//! What stands around a stretch and says that a place may be there: a word that calls for one, a mark, what befalls places.

use super::{Finder, NAMING};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, common};
use crate::recognize::lattice::{Score, Weight};
use crate::recognize::{common as verbs, gauge};
use crate::text::{Span, chars, is_han};

/// Names of places, which are listed as common words in places.
pub(super) const NAMED: ClassSet =
    ClassSet::of(&[Class::Division, Class::Region, Class::Country, Class::PlaceName]);

/// Words that are no names.
pub(super) const COMMON: ClassSet =
    ClassSet::of(&[Class::Word, Class::BodyWord, Class::TypeWord, Class::PartNoun, Class::PartVerb]);

/// Words that go on after a name, or stand before it, without being part of it.
const RUNNING: ClassSet = ClassSet::of(&[
    Class::Word,
    Class::BodyWord,
    Class::TypeWord,
    Class::PartVerb,
    Class::PartNoun,
    Class::OrganizerVerb,
    Class::StageVerb,
    Class::NameVerb,
    Class::RoleWord,
    Class::Verb,
    Class::Function,
    Class::OrgSuffix,
    Class::BodySuffix,
    Class::SiteSuffix,
    Class::Department,
    Class::Organ,
    Class::Org,
    Class::Post,
    Class::Collective,
    Class::Division,
    Class::DivisionShort,
    Class::Region,
    Class::PlaceName,
]);

/// What a verb of one character follows where a place stands behind it.
pub(super) const DOERS: ClassSet = ClassSet::of(&[
    Class::Organ,
    Class::Org,
    Class::OrgSuffix,
    Class::BodySuffix,
    Class::Collective,
    Class::Post,
    Class::Department,
]);

/// How far behind a name the last word of the next is looked for.
const NEXT: usize = 5;

impl Finder<'_, '_> {
    /// What stands around a stretch says for or against a place there.
    pub(super) fn around(&self, score: Score, i: usize, end: usize) -> Score {
        self.about(score, i, end, false)
    }

    /// The same; a name that is `plain` by its last word suffers other words behind it.
    pub(super) fn about(&self, score: Score, i: usize, end: usize, plain: bool) -> Score {
        let passage = self.passage;
        let (before, after) = (passage.before(i), passage.at(end));
        let called = passage.bounds.place(i) || before == '于' && self.at_it(i);
        let listed = matches!(before, '、' | '和' | '与' | '及') && self.closed(i - 1);
        let led = called || self.closed(i) || self.light(i) || listed;
        let score = match () {
            () if called => score.and(Weight::PlaceCalled),
            () if self.light(i) || plain && self.crosses(i) => score.and(Weight::PlaceLight),
            () if self.closed(i) => score.and(Weight::PlaceBehind),
            () if !is_han(before) || passage.bounds.cut(i) || self.behind_deed(i) => {
                score.and(Weight::PlaceOpen)
            }
            () if self.word_ends(i) => score,
            () => score.and(Weight::PlaceClosed),
        };
        // 南滩|区, 清水河|镇: the last word that follows makes it another place.
        let another = matches!(after, '区' | '县' | '市' | '镇' | '乡' | '村') && !self.common(end, end + 2);
        let score = match self.followed(end) {
            None if another => score.and(Weight::PlaceAnother),
            Some(weight) => score.and(weight),
            None if !is_han(after) || passage.bounds.open(end) => score.and(Weight::PlaceShut),
            // 白节山、半洋礁|设灯桩.
            None if led && verbs::bare_deed(after) && !self.common(end, end + 2) => {
                score.and(Weight::PlaceShut)
            }
            None if self.runs(end) => {
                score.when(!led, Weight::PlaceRuns).when(self.common(end - 1, end + 1), Weight::PlaceWorded)
            }
            // 在新圩|阻击: what is done there.
            None if called && before == '在' && self.done_there(end) => score,
            None if led || plain => score.and(Weight::PlaceRunOn),
            None => score.and(Weight::PlaceTorn),
        };
        score
            .when(before == '(' && after == ')', Weight::PlaceBracketed)
            .when(self.overlapped(i) || self.counted(i), Weight::PlaceCrossed)
            .when(self.slogan(i), Weight::PlaceSlogan)
    }

    /// 截击敌军于|易家湾: whether the character before is a preposition and no surname.
    fn at_it(&self, i: usize) -> bool {
        const TITLES: ClassSet = ClassSet::of(&[Class::Post, Class::Collective, Class::Occupation]);
        let before = i - 1;
        self.passage.bounds.cut(i)
            && is_han(self.passage.before(before))
            && !self.closed(before)
            && !self.passage.hits.classes_ending(before).meets(TITLES)
    }

    /// Whether a verb stands behind a name.
    fn done_there(&self, end: usize) -> bool {
        let passage = self.passage;
        verbs::verb(passage.at(end), passage.at(end + 1))
            || verbs::rare_verb(passage.at(end), passage.at(end + 1))
    }

    /// Whether a number stands before, and a word that counts at `i`: 3座水库.
    fn counted(&self, i: usize) -> bool {
        let before = self.passage.before(i);
        before.is_ascii_digit()
            || chars!("一二三四五六七八九十百千万亿两几余多").has(before)
                && self.passage.hits.has(i, Class::Unit)
    }

    /// What shows behind a name that it is a place: 境内, 决口.
    pub(super) fn followed(&self, end: usize) -> Option<Weight> {
        let Some(hit) = self.passage.hits.longest(end, Class::PlaceAfter) else {
            // 长兜港、大钱港|三条河道: how many they are.
            let counted = lists::NUMBER_COUNTS.has(self.passage.at(end))
                && chars!("条座岛河湖江山港口垸圩沟渠峰岭溪").has(self.passage.at(end + 1));
            return match () {
                () if gauge::behind(self.passage, end) => Some(Weight::PlaceEvent),
                () => counted.then_some(Weight::PlaceNear),
            };
        };
        let event = self.passage.value(hit, Class::PlaceAfter) == "event";
        Some(if event { Weight::PlaceEvent } else { Weight::PlaceNear })
    }

    /// Whether a verb of one character that calls for a place stands before `i` and opens a clause or follows a doer.
    #[inline]
    pub(super) fn light(&self, i: usize) -> bool {
        let verb = i.checked_sub(1).filter(|&verb| self.passage.hits.has(verb, Class::PlaceVerb));
        verb.is_some_and(|verb| self.lights(verb, i)) || self.moves(i)
    }

    /// 退回|慈峪, 运抵|上海: whether a verb of moving and where it goes stand before `i`.
    fn moves(&self, i: usize) -> bool {
        let passage = self.passage;
        i > passage.span.lo() + 1
            && lists::PLACE_MOVED_TO.has(passage.before(i))
            && lists::PLACE_MOVES.has(passage.before(i - 1))
            && !self.common(i - 1, i + 1)
    }

    /// Whether the verb before `i` has one character, and opens a clause or follows a doer.
    fn lights(&self, verb: usize, i: usize) -> bool {
        let passage = self.passage;
        let single =
            passage.hits.at(verb).iter().any(|hit| hit.is(Class::PlaceVerb) && hit.end as usize == i);
        single
            && !self.common(verb, i + 1)
            && (!is_han(passage.before(verb))
                || chars!("复又再另乃遂即并均皆仍先后改分南北东西").has(passage.before(verb))
                || passage.bounds.cut(verb)
                || self.closed(verb)
                || self.level_opens(verb)
                || self.last.is_some_and(|last| last.span.hi() == verb)
                || passage.at(verb) == '至' && is_han(passage.at(i)) && !self.common(verb - 1, i)
                || passage.hits.classes_ending(verb).meets(DOERS))
    }

    /// 县|属常山郡, 州|隶某道: whether a level by itself opens the clause before a verb.
    fn level_opens(&self, verb: usize) -> bool {
        let level = verb.checked_sub(1).filter(|&k| lists::PLACE_OWN_LEVELS.has(self.passage.at(k)));
        level.is_some_and(|k| !is_han(self.passage.before(k)))
    }

    /// Whether a verb of crossing or following stands before `i`, where the name of a water or mountain is known: 乘舟渡|汉水.
    fn crosses(&self, i: usize) -> bool {
        i > self.passage.span.lo()
            && chars!("渡越沿溯涉泅跨濒傍抵过至到往赴登").has(self.passage.before(i))
            && !self.common(i - 1, i + 1)
            && !self.common(i.saturating_sub(2), i)
    }

    /// Whether a verb of one character that no word holds stands before `i`: 文学院设|南岳.
    pub(super) fn behind_deed(&self, i: usize) -> bool {
        i > self.passage.span.lo() + 1
            && verbs::bare_deed(self.passage.before(i))
            && !self.common(i - 2, i)
            && !self.common(i - 1, i + 1)
    }

    fn end_at(&self, i: usize) -> (bool, bool) {
        let at = i.checked_sub(self.passage.span.lo());
        at.and_then(|at| self.ended.get(at)).copied().unwrap_or_default()
    }

    /// Whether a place ends at `i`.
    pub(super) fn closed(&self, i: usize) -> bool {
        self.end_at(i).0
    }

    /// Whether a place ends at `i` over which no name goes on: 慈利县, 渔沃乡.
    pub(super) fn fenced(&self, i: usize) -> bool {
        self.end_at(i).1
    }

    /// Marks the end of a place.
    pub(super) fn close(&mut self, i: usize, fence: bool) {
        let at = i.checked_sub(self.passage.span.lo());
        if let Some(ended) = at.and_then(|at| self.ended.get_mut(at)) {
            *ended = (true, ended.1 || fence);
        }
    }

    /// Whether a stretch is a common word.
    pub(super) fn common(&self, i: usize, end: usize) -> bool {
        let span = self.passage.span;
        i >= span.lo() && end <= span.hi() && common::is_word(self.passage.text.folded(Span::new(i, end)))
    }

    /// Whether a word of two characters or more ends at `i`.
    fn word_ends(&self, i: usize) -> bool {
        let known = self.passage.hits.classes_ending(i).meets(RUNNING)
            && (i.saturating_sub(4)..i.saturating_sub(1)).any(|k| {
                self.passage.hits.at(k).iter().any(|hit| hit.end as usize == i && hit.classes.meets(RUNNING))
            });
        known || i >= 2 && self.common(i - 2, i)
    }

    /// Whether another word or place begins at `end`.
    pub(super) fn runs(&self, end: usize) -> bool {
        let passage = self.passage;
        let longer =
            |hit: &crate::lexicon::Hit| hit.end > hit.start + 1 && hit.classes.meets(RUNNING.and(NAMING));
        let next = || {
            (end + 1..end + NEXT)
                .take_while(|&k| is_han(passage.at(k)) && !passage.bounds.open(k))
                .find_map(|k| passage.hits.longest(k, Class::PlaceTail))
                .is_some_and(|hit| matches!(passage.value(hit, Class::PlaceTail), "town" | "village"))
        };
        passage.hits.at(end).iter().any(longer)
            || self.common(end, end + 2)
            || self.common(end, end + 3)
            || next()
    }
}
