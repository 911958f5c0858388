//! Units of armies by their number: 八路军第一一五师.

use super::start::LONGEST;
use super::{Finder, Lead};
use crate::lexicon::lists_of_words as lists;
use crate::recognize::common;
use crate::text::chars;

/// What stands before the number of a unit of the Red Army: 红三军团.
const RED: &str = "红";

impl Finder<'_, '_> {
    /// 八路军第一一五师, 独立第二旅, 129师: a unit by its number, with the army before it.
    pub(super) fn unit(&self, i: usize, end: usize, lead: Lead) -> Option<usize> {
        // 军医, 军区, 师范 are no units.
        if chars!("医区校官人事民级范生员结").has(self.passage.at(end)) {
            return None;
        }
        let numeral = |c: char| c.is_ascii_digit() || lists::NUMBER_DIGITS.has(c);
        let mut from = i;
        // 步兵, 独立 and the like between number and unit.
        for words in lists::UNIT_ARMS.all() {
            if self.passage.ends(from, words) && from >= lead.left + words.chars().count() {
                from -= words.chars().count();
            }
        }
        let from = if numeral(self.passage.before(from)) { from } else { i };

        let mut start = from;
        while start > lead.left && numeral(self.passage.before(start)) {
            start -= 1;
        }
        let ordinal = self.passage.before(start) == '第' && start > lead.left;
        let last = self.found.last().map(|last| last.span).filter(|last| i <= last.lo() + LONGEST);
        // 第一军|独立旅: a unit without a number behind another.
        if start == from
            && let Some(special) = lists::UNIT_SPECIAL.all().find(|words| self.passage.ends(i, words))
            && let Some(last) = last.filter(|last| last.hi() + special.chars().count() == i)
        {
            return Some(last.lo());
        }
        let behind = last.is_some_and(|last| last.hi() == start);
        let farming = self.passage.ends_any(start, &lists::UNIT_FARMING);
        let red = self.passage.ends(start, RED)
            && self.passage.begins_any(i, &lists::UNIT_RED)
            && !common::word(self.passage.before(start - 1), '红');
        if start == from || !ordinal && from - start < 2 && !behind && !farming && !red {
            return None;
        }
        let mut start = if ordinal { start - 1 } else { start };
        if let Some(last) = last
            && last.hi() >= lead.left
            && last.hi() <= start
            && start - last.hi() <= 2
        {
            start = last.lo();
        }
        // 独立混成|第八旅团: several of them.
        for _ in 0..3 {
            let army = lists::UNIT_BEFORE_NUMBER.all();
            let army = army.chain(lists::UNIT_FARMING.all().filter(|_| farming)).chain(red.then_some(RED));
            let longest = army
                .filter(|words| self.passage.ends(start, words))
                .map(|words| words.chars().count())
                .filter(|length| start >= lead.left + length)
                .max();
            let Some(length) = longest else { break };
            start -= length;
        }
        if self.passage.begins(start, "解放军")
            && self.passage.ends(start, "中国人民")
            && start >= self.floor + 4
        {
            start -= 4;
        }
        Some(start)
    }
}
