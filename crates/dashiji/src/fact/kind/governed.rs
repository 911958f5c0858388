//! What a verb that tells no type by itself tells by what it governs, or by what stands before it.
//!
//! In goes a place of a clause, out comes the type of the frame there: 设 founds where an office or a school closes its object
//! (`设税务局于北关`), 改 changes a division between two kinds of them (`县改市`), 取得 is a result where specimens or data are
//! (`取得岩芯90米`), 铺 is a work where 完毕 closes the clause, 抵 is an exchange where foreigners stand before it. The words are lists of
//! `lexicon/table-word-lists.tsv`, so that a new office or specimen is a word there and no rule here.

use super::{DECIDED, EventType, Judge, Told};
use crate::fact::frame::Standing;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Words, is_han};

/// How far behind its verb what it governs may end.
const OBJECT: usize = 30;
/// How much a frame weighs whose object tells the type.
const GOVERNED: i32 = 70;
/// How much foreigners who come weigh.
const GUESTS: i32 = 84;
/// How much a rule that is adopted weighs: less than the meeting that does it.
const ADOPTED_RULE: i32 = 54;

impl Judge<'_, '_> {
    /// What the verb at `i` tells with its object or subject, and where it ends.
    pub(super) fn governed(&self, i: usize, clause: Span) -> Option<(Told, usize)> {
        let passage = self.passage;
        let told = |kind, weight, end: usize| {
            let standing = self.frames.standing(clause, Span::new(i, end));
            Some((Told { kind, weight, noun: false, standing, at: i }, end))
        };
        if let Some(end) = self.verb(i, &lists::KIND_FOUNDS)
            && self.governs(end, clause, &lists::KIND_FOUNDED)
        {
            return told(EventType::Institution, DECIDED, end);
        }
        if let Some(end) = self.verb(i, &lists::KIND_GAINS)
            && self.governs(end, clause, &lists::KIND_FINDS)
        {
            return told(EventType::Result, GOVERNED, end);
        }
        if let Some(end) = self.verb(i, &lists::KIND_MAKES)
            && (end..clause.hi().min(end + OBJECT)).any(|k| passage.begins_any(k, &lists::KIND_NEW))
        {
            return told(EventType::Result, GOVERNED, end);
        }
        if let Some(end) = self.verb(i, &lists::KIND_DONE)
            && end == clause.hi()
            && (clause.lo()..i).any(|k| passage.begins_any(k, &lists::KIND_WORKS))
        {
            return told(EventType::Project, GOVERNED, end);
        }
        if let Some(end) = self.verb(i, &lists::KIND_PASSES)
            && (clause.lo()..i).any(|k| passage.begins_any(k, &lists::KIND_RESEARCH))
        {
            return told(EventType::Result, GOVERNED + 8, end);
        }
        if let Some(end) = self.verb(i, &lists::KIND_RECEIVES)
            && passage.hits.has(end, Class::Country)
            && self.foreign(Span::new(end, clause.hi()))
        {
            return told(EventType::Exchange, GOVERNED, end);
        }
        // 完成301雷达高原试验: the work that is done is a study.
        if let Some(end) = self.verb(i, &lists::KIND_COMPLETES)
            && self.governs(end, clause, &lists::KIND_STUDIES)
        {
            return told(EventType::Result, GOVERNED, end);
        }
        // 发生“0107”新冠肺炎疫情: what breaks out.
        if let Some(end) = self.verb(i, &lists::KIND_BREAKS_OUT)
            && self.governs(end, clause, &lists::KIND_CALAMITIES)
        {
            return told(EventType::Disaster, GOVERNED, end);
        }
        // 批准5个硕士点: what rank is given.
        if let Some(end) = self.verb(i, &lists::KIND_GRANTS)
            // 批准建立自然保护区: what is founded.
            && self.verb(end, &lists::KIND_FOUNDS).is_none()
            && self.governs(end, clause, &lists::KIND_RANKS)
        {
            return told(EventType::Status, GOVERNED + 4, end);
        }
        if let Some(end) = self.verb(i, &lists::KIND_ADOPTS)
            && self.governs(end, clause, &lists::KIND_RULES)
        {
            return told(EventType::Issue, ADOPTED_RULE, end);
        }
        if let Some(end) = self.comes(i)
            && self.foreign(clause)
            && (clause.lo()..i).any(|k| passage.begins_any(k, &lists::KIND_GUESTS))
        {
            return told(EventType::Exchange, GUESTS, end);
        }
        self.division_changed(i, clause)
    }

    /// Where a verb of coming or looking at `i` ends: 抵厂, 来校, 参观.
    fn comes(&self, i: usize) -> Option<usize> {
        let passage = self.passage;
        let hit = passage.hits.longest(i, Class::PartVerb)?;
        let value = passage.value(hit, Class::PartVerb);
        let noun = passage.hits.longest(i, Class::PartNoun).map_or(0, |noun| noun.end);
        let comes = value == "go" || passage.begins_any(i, &lists::KIND_ARRIVES);
        (comes && noun <= hit.end).then_some(hit.end as usize)
    }

    /// Where the verb of a list ends that stands at `i` by itself: one of a character begins no longer word and ends none.
    fn verb(&self, i: usize, verbs: &Words) -> Option<usize> {
        let passage = self.passage;
        let word = passage.word(i, verbs)?;
        let length = word.chars().count();
        let single = length == 1
            && (passage.hits.at(i).iter().any(|hit| hit.end as usize > i + 1 && !hit.is(Class::Surname))
                || passage.hits.ending(i + 1, Class::Word).is_some_and(|hit| (hit.start as usize) < i));
        (!single).then_some(i + length)
    }

    /// Whether one of the words closes what stands behind `from`: at the clause's end, or where a figure, 于, 、 or a bracket follows.
    fn governs(&self, from: usize, clause: Span, objects: &Words) -> bool {
        let passage = self.passage;
        let last = clause.hi().min(from + OBJECT);
        (from + 1..=last).any(|end| {
            let closed = end == clause.hi()
                || !is_han(passage.at(end))
                || matches!(passage.at(end), '于' | '在' | '和' | '及' | '与' | '各' | '等')
                || "一二三四五六七八九十两数".contains(passage.at(end));
            closed && passage.word_before(end, objects).is_some_and(|word| end - word.chars().count() >= from)
        })
    }

    /// 县改市, 升县为州: a division of one kind becomes one of another.
    fn division_changed(&self, i: usize, clause: Span) -> Option<(Told, usize)> {
        let passage = self.passage;
        let told = Told {
            kind: EventType::Status,
            weight: DECIDED + 10,
            noun: false,
            standing: Standing::Main,
            at: i,
        };
        let unit = |c: char| lists::KIND_DIVISIONS.has(c);
        match passage.at(i) {
            '改' => {
                let last = passage.at(i + 1);
                let ends = i + 2 >= clause.hi() || !is_han(passage.at(i + 2));
                (unit(passage.before(i)) && unit(last) && ends).then_some((told, i + 2))
            }
            '升' | '降' | '废' => {
                let opens = i == self.frames.opening(clause) || passage.bounds.open(i);
                let to = (i + 2..clause.hi().min(i + 10)).find(|&k| passage.at(k) == '为')?;
                let both = unit(passage.before(to)) && unit(passage.before(clause.hi()));
                (opens && both).then_some((told, to + 1))
            }
            _ => None,
        }
    }
}
