//! What stands on either side of a place where a name may begin or end: a title, a mark, a preposition, a verb of saying or doing.
//!
//! In `省委书记甲强调` an office stands before 甲 and a strong verb after: both say that 甲 is a name.

use super::candidate::{Side, View};
use super::marks::{
    CROSSED, DOUBT, LEAD_END, LEAD_VERB, POST_END, TIME_END, TITLE_END, WORD_END, is_boundary,
};
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::text::{chars, is_han};

/// A mark after a name.
pub(super) const MARK: i32 = 3;
/// A strong verb after a name.
pub(super) const VERB: i32 = 9;
/// 任, 为 and an office after a name.
pub(super) const OFFICE: i32 = 11;
/// An office before or after a name.
pub(super) const POST: i32 = 14;
/// What belongs to an office (副) after a name.
pub(super) const PREFIX: i32 = 12;
/// An address or an academic rank after a name.
pub(super) const ADDRESS: i32 = 20;
/// A word for a body or a place after a name, which is then part of that word's name.
pub(super) const BODY_AFTER: i32 = -20;

impl View<'_, '_> {
    /// What stands before a place where a name may begin.
    pub(super) fn before(&self, start: usize) -> Side {
        let side = |score, clear, title| Side { score, clear, title, post: false };
        let c = self.passage.before(start);
        let has = |flag| self.marks.has(start, flag);
        if has(TITLE_END) && is_han(c) {
            let post = has(POST_END);
            // 科学家|丁肇中: a long word of learning or trade is rather one than the short word that crosses its end.
            let long = || {
                [Class::Occupation, Class::Academic].into_iter().any(|class| {
                    self.passage.hits.ending(start, class).is_some_and(|hit| hit.span().len() > 2)
                })
            };
            // 总工|程师: a longer title runs on from here; 科学家|丁: the shorter word 家丁 does not.
            let runs_on = has(CROSSED)
                && [Class::Post, Class::Occupation, Class::Academic].into_iter().any(|class| {
                    let title = self.passage.hits.ending(start, class);
                    title.is_some_and(|title| {
                        let hits = self.passage.hits.at(title.span().lo());
                        hits.iter()
                            .any(|hit| hit.span().hi() > start && hit.classes.meets(super::marks::TITLES))
                    })
                });
            return match (has(CROSSED), has(DOUBT)) {
                _ if runs_on => side(-10, false, false),
                (true, _) if !post && long() => side(8, false, true),
                (true, _) if !post => side(-10, false, false),
                (true, _) => Side { post, ..side(8, false, post) },
                (_, true) => Side { post, ..side(4, false, post) },
                // 干部和群众
                _ if self.passage.at(start) == '和' => side(2, false, false),
                _ => Side { post, ..side(POST, true, true) },
            };
        }
        if has(CROSSED) {
            return side(-14, false, false);
        }
        match c {
            ':' if self.marks.has(start - 1, TITLE_END) => Side { post: true, ..side(POST, true, true) },
            '”' if self.marks.has(start - 1, TITLE_END) => side(10, true, true),
            ')' => side(3, false, false),
            '、' => side(-2, false, false),
            '》' | '”' => side(1, false, false),
            // A thing's name, more often than a person's.
            '“' => side(-6, false, false),
            ' ' if start > 1 && self.marks.has(start - 1, TITLE_END) => side(12, true, true),
            ' ' => side(5, true, false),
            _ if is_boundary(c) || has(TIME_END) => side(6, true, false),
            _ if has(LEAD_VERB) => side(8, true, false),
            // 湖南人甲, 卫人乙
            '人' if start > 2 && self.native(start - 1) => side(8, true, false),
            _ if has(LEAD_END) => side(5, true, false),
            _ if has(WORD_END) => side(-3, false, false),
            _ => side(-8, false, false),
        }
    }

    /// What stands after a place where a name may end.
    pub(super) fn after(&self, end: usize) -> Side {
        let side = |score, clear, title| Side { score, clear, title, post: false };
        let c = self.passage.at(end);
        // 甲(蒙古)为主席: what stands behind the bracket tells.
        if let Some(close) = self.passage.gloss(end) {
            let behind = self.after(close);
            return if behind.score > VERB { behind } else { side(VERB, true, false) };
        }
        if c == '、' || is_boundary(c) {
            return side(MARK, true, false);
        }
        if matches!(c, ' ' | '的') {
            return side(2, true, false);
        }
        if c.is_ascii_digit() {
            return side(-10, false, false);
        }
        // 区长甲所作的报告.
        if self.passage.relative(end) {
            return side(VERB, true, false);
        }
        // 甲以616分夺魁: with what result.
        if c == '以' && self.passage.at(end + 1).is_ascii_digit() {
            return side(VERB, true, false);
        }
        if matches!(c, '任' | '为' | '兼') && self.office(end + 1) {
            return side(OFFICE, true, false);
        }
        if c == '为' && self.honours(end + 1) {
            return side(VERB, true, false);
        }
        let mut best = side(-10, false, false);
        let hits = self.passage.hits.at(end);
        let longest = hits.iter().map(|hit| hit.end).max().unwrap_or_default();
        for hit in hits {
            let whole = hit.end == longest;
            let here = if hit.is(Class::Address) || hit.is(Class::Academic) {
                if whole || hit.is(Class::Address) { side(ADDRESS, true, true) } else { continue }
            } else if hit.is(Class::Post) && whole && !hit.is(Class::NameVerb) {
                side(POST, true, true)
            } else if hit.is(Class::PostPrefix) && self.passage.hits.has(hit.end as usize, Class::Post) {
                side(PREFIX, true, true)
            } else if hit.is(Class::Occupation) && whole {
                side(6, true, true)
            } else if (hit.is(Class::NameVerb) || hit.is(Class::PartVerb))
                && (whole || hit.end > hit.start + 1)
            {
                let weak = hit.is(Class::NameVerb) && !self.passage.value(hit, Class::NameVerb).is_empty();
                if weak && c == '等' && self.counts(end + 1) {
                    side(-10, false, false)
                } else if weak {
                    side(5, true, false)
                } else {
                    side(VERB, true, false)
                }
            } else if hit.is(Class::OrgSuffix)
                || hit.is(Class::SiteSuffix)
                || hit.is(Class::PlaceSuffix)
                || hit.is(Class::BodySuffix)
            {
                if whole && best.score < 5 { side(BODY_AFTER, false, false) } else { continue }
            } else if hit.end > hit.start + 1 && whole {
                side(-5, false, false)
            } else {
                continue;
            };
            if here.score > best.score || here.score == BODY_AFTER {
                best = here;
            }
        }
        best
    }

    /// 甲为大桥通车剪彩, 乙为队员送行: whether a rite closes the clause that 为 opens.
    fn honours(&self, index: usize) -> bool {
        (index..index + 24)
            .take_while(|&k| !is_boundary(self.passage.at(k)) || self.passage.at(k) == '、')
            .any(|k| self.passage.begins_any(k, &lists::PERSON_RITES))
    }

    /// Whether a title that follows a name may end here: what comes next is no part of a longer body's name.
    pub(super) fn after_title(&self, end: usize) -> bool {
        let after = self.after(end);
        after.score > BODY_AFTER
    }

    /// 等8个乡镇, 等地: what is counted after a list is no person.
    pub(super) fn counts(&self, index: usize) -> bool {
        let at = |k| self.passage.at(k);
        let numeral = |c: char| c.is_ascii_digit() || chars!("一二三四五六七八九十百千两数多").has(c);
        let mut k = index;
        while numeral(at(k)) && k < index + 8 {
            k += 1;
        }
        chars!("个地乡村镇县市区省国街校厂家所座处条项种公单部企").has(at(k))
    }

    /// Whether a title ends before the clause does.
    pub(super) fn office(&self, index: usize) -> bool {
        (index..index + 24)
            .take_while(|&k| !is_boundary(self.passage.at(k)) && !self.passage.at(k).is_whitespace())
            .any(|k| self.marks.has(k + 1, TITLE_END))
    }

    /// Whether a place stands before 人: 湖南人, 本县人.
    pub(super) fn native(&self, index: usize) -> bool {
        chars!("县州府邑乡村镇市省里卫国").has(self.passage.before(index))
            || [Class::Division, Class::DivisionShort, Class::Country]
                .into_iter()
                .any(|class| self.passage.hits.ending(index, class).is_some())
    }
}
