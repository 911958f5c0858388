//! What stands around a group of names or a verb: an office behind 为, a home, a team that comes or goes, 被 before the verb.
//!
//! In go places in the text, out come answers; nothing here changes what is known of the subject.

use super::{Group, Reader};
use crate::fact::Part;
use crate::fact::event::verb::Verb;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, chars};

impl Reader<'_, '_> {
    /// 甲为县长: an office stands right behind 为.
    pub(super) fn takes_post(&self, group: &Group) -> Option<Part> {
        let end = (group.right..group.right + 9).find(|&i| self.passage.at(i) == '为')? + 1;
        // 甲为化学系主任: the clause ends with a post.
        let clause = self.passage.clause(group.right)?;
        if self.passage.hits.ending(clause.hi(), Class::Post).is_some_and(|hit| hit.start as usize >= end) {
            return Some(Part::Appointed);
        }
        let post = group
            .members
            .iter()
            .filter_map(|&k| self.mentions.people.get(k))
            .any(|person| person.titles.iter().any(|title| (end..end + 3).contains(&title.span.lo())));
        post.then_some(Part::Appointed)
    }

    /// 以甲为团长的代表团来访: whether the group behind the name comes or goes.
    pub(super) fn travels(&self, right: usize, clause: Span) -> bool {
        let group = (right..clause.hi())
            .find(|&i| ["团", "一行", "组", "队"].iter().any(|w| self.passage.begins(i, w)) && i > right + 3);
        let Some(group) = group else { return false };
        let end = self.passage.sentence(right).map_or(clause.hi(), |s| s.span.hi()).min(group + 60);
        (group..end).any(|i| self.goes(i) || self.passage.begins(i, "一行"))
    }

    /// 由甲率领来场, 由甲率领,开赴前线: whether those who are led come or go in the rest of the sentence.
    pub(super) fn moves(&self, from: usize) -> bool {
        let end = self.passage.sentence(from).map_or(from, |s| s.span.hi()).min(from + 24);
        (from..end).any(|i| self.goes(i) || self.passage.begins_any(i, &lists::EVENT_LOOKS))
    }

    /// Whether somebody comes or goes at `i`; 到1952年 and 距离 are none.
    pub(super) fn goes(&self, i: usize) -> bool {
        let dated = self.passage.at(i + 1).is_ascii_digit();
        let held = matches!(self.passage.before(i), '以' | '年' | '近' | '历') && self.passage.at(i) == '来';
        !dated && !held && self.passage.begins_any(i, &lists::EVENT_GOES)
            || self.passage.begins(i, "离") && self.passage.before(i) != '距'
    }

    /// Whether 派 or its kin stands right before a name with its office.
    pub(super) fn sent(&self, left: usize) -> bool {
        matches!(self.passage.before(left), '派' | '遣') || self.passage.ends(left, "派出")
    }

    /// 到甲家中: those who are called on at home.
    pub(super) fn at_home(&self, group: &Group) -> bool {
        let at = group.right + usize::from(self.passage.at(group.right) == '的');
        let first = group.members.first().and_then(|&k| self.mentions.people.get(k));
        first.is_some() && self.passage.begins_any(at, &lists::EVENT_HOMES)
    }

    /// 甲为县长, 甲等10人为标兵.
    pub(super) fn becomes(&self, right: usize) -> bool {
        let end = (right..right + 9).find(|&i| matches!(self.passage.at(i), '为' | ',' | '。' | '\0'));
        let Some(end) = end.filter(|&i| self.passage.at(i) == '为') else { return false };
        end == right || self.passage.at(right) == '等'
    }

    /// 甲被授予: the subject is the object.
    pub(super) fn passive(&self, verb: &Verb) -> bool {
        let from = self.state.right.max(verb.span.lo().saturating_sub(20));
        (from..verb.span.lo()).any(|i| self.done_to(i))
    }

    /// Whether 被 at `i` tells what is done to somebody; 被子 and 被告 do not.
    pub(super) fn done_to(&self, i: usize) -> bool {
        self.passage.at(i) == '被' && !chars!("子服单褥面告").has(self.passage.at(i + 1))
    }

    /// 随医疗队奔赴: the subject goes with others.
    pub(super) fn follows(&self, clause: Span, verb: &Verb) -> bool {
        let from = self.state.right.max(clause.lo()).max(verb.span.lo().saturating_sub(20));
        (from..verb.span.lo()).any(|i| {
            self.passage.at(i) == '随' && !matches!(self.passage.at(i + 1), '后' | '即' | '着' | '时' | '之')
        })
    }

    /// 担任医疗队队长, 任团长.
    pub(super) fn heads_team(&self, verb: &Verb) -> bool {
        let end = verb.span.hi();
        // 甲任团长,乙任政治委员: a regiment's, no delegation's.
        let army = ["政治委员", "参谋长", "红军", "独立团", "军分区"]
            .iter()
            .any(|word| (end.saturating_sub(40)..end + 30).any(|i| self.passage.begins(i, word)));
        if army {
            return false;
        }
        self.passage.before(end) == '任'
            && (end..end + 14)
                .take_while(|&i| !matches!(self.passage.at(i), ',' | '。' | '\0' | '、'))
                .filter_map(|i| self.passage.hits.longest(i, Class::PartNoun))
                .any(|hit| self.passage.value(hit, Class::PartNoun) == "team-head")
    }

    pub(super) fn pronoun(&self, at: usize) -> bool {
        matches!(self.passage.at(at), '他' | '她')
    }

    /// 和, 以及 at the head of a clause.
    pub(super) fn connects(&self, gap: Span) -> bool {
        gap.len() <= 2
            && (gap.lo()..gap.hi()).all(|i| matches!(self.passage.at(i), '和' | '及' | '以' | '与'))
    }

    /// Whether text between a verb and a name holds a preposition that takes the name away from the verb.
    pub(super) fn foreign(&self, gap: Span) -> bool {
        (gap.lo()..gap.hi()).any(|i| matches!(self.passage.at(i), '由' | '在' | '被' | '向'))
    }
}
