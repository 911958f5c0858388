//! What speaks against a name: the words it begins with, cuts in two or ends like, and the places named like people.
//!
//! `高度重视` begins with the word 高度; `刘楼、焦庄等8个乡` names villages; `吉安通判` is the officer of a place.

use super::candidate::View;
use super::marks;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::common;
use crate::text::{Chars, chars};

impl View<'_, '_> {
    /// The words that begin with the name or that its end cuts in two.
    pub(super) fn words(&self, start: usize, end: usize) -> i32 {
        let mut score = if self.preposes(start, end) { -18 } else { 3 };
        for hit in self.passage.hits.at(start) {
            let stop = hit.end as usize;
            if stop < start + 2 {
                continue;
            }
            let against = if stop == end && (hit.is(Class::Continuation) || hit.is(Class::PartVerb)) {
                // 凌晨, 期间: says when, and opens what goes on; 荣膺: what is done.
                22
            } else if hit.is(Class::Word) {
                let steps = self.passage.value(hit, Class::Word).parse().unwrap_or(3);
                if stop > end { 10 + steps } else { 5 + steps }
            } else if hit.is(Class::Division)
                || hit.is(Class::Organ)
                || hit.is(Class::Org)
                || hit.is(Class::Country)
            {
                22
            } else if hit.is(Class::DivisionShort) || hit.is(Class::Region) {
                14
            } else if hit.is(Class::Post)
                || hit.is(Class::Verb)
                || hit.is(Class::Function)
                || hit.is(Class::NameLead)
            {
                10
            } else {
                0
            };
            score = score.min(-against);
        }
        // 法|师荣膺: the name would begin inside of what a man is called.
        if self.passage.hits.ending(start + 1, Class::Occupation).is_some_and(|hit| hit.span().len() > 1) {
            score -= 12;
        }
        for k in start + 1..end {
            for hit in self.passage.hits.at(k) {
                let stop = hit.end as usize;
                if stop < k + 2 {
                    continue;
                }
                let body = hit.is(Class::Organ) || hit.is(Class::Org) || hit.is(Class::Division);
                if (hit.classes.meets(marks::TITLES) && !hit.is(Class::Occupation) || body) && stop >= end {
                    score -= 16;
                } else if stop == end && hit.is(Class::NameVerb) && !hit.is(Class::Word) && start + 1 == k {
                    score -= 8;
                } else if stop > end
                    && (hit.is(Class::Word) || hit.is(Class::NameVerb) || hit.is(Class::NameLead))
                {
                    score -= if stop > k + 2 { 10 } else { 6 };
                }
            }
        }
        // 班子|民主生活: a common word goes over the end, and what is left of it begins none.
        let (last, next) = (self.passage.before(end), self.passage.at(end));
        let over = common::word(last, next)
            && !common::word(next, self.passage.at(end + 1))
            && !self.passage.hits.at(end).iter().any(|hit| hit.span().len() > 1);
        if over && score > -10 { score - 8 } else { score }
    }

    /// 向母校捐赠, 采访时宣布: a small word and the common word it governs are no surname and given name where no office stands before.
    fn preposes(&self, start: usize, end: usize) -> bool {
        let passage = self.passage;
        let word = matches!(passage.at(start), '向' | '从' | '由' | '经' | '到' | '来' | '同' | '给' | '对');
        let verb = || passage.hits.classes(start).meets(marks::OTHER_THAN_NAMES);
        end == start + 3
            && (word || verb())
            && passage.hits.at(start + 1).iter().any(|hit| {
                hit.end as usize == end
                    && (word && hit.is(Class::Word) || hit.is(Class::NameVerb) || hit.is(Class::PartVerb))
            })
            && passage.before(start) != '、'
            && !self.before(start).post
    }

    /// 张庄、李店、王沟 are villages: what a small place's name ends with speaks against a person where no title stands.
    pub(super) fn place(&self, start: usize, end: usize, titled: bool) -> i32 {
        static SMALL: Chars =
            Chars::new("庄寨楼店沟湾坡坪屯堡营集铺口塘冲垸圩洼畈峪塬甸路街巷渡闸坝渠滩庙园站厂");
        // 刘家桥, 李家沟: what follows 家 tells a place from 张家辉.
        static AFTER_HOME: Chars = Chars::new("桥湾溪岗井夼田拐河山岭坡坪庄湖塘坝港垭坳崖坎洞池营台峪");
        static DIVISIONS: Chars = Chars::new("村乡镇县市区州科系氏");
        if titled {
            return 0;
        }
        let last = self.passage.before(end);
        let inner = (start + 1..end.saturating_sub(1)).any(|k| SMALL.has(self.passage.at(k)));
        if DIVISIONS.has(last) {
            30
        } else if self.enumerated(end) || self.counted(end) || self.reaches(end) {
            20
        } else if self.passage.at(end.saturating_sub(2)) == '家' && end > start + 2 && AFTER_HOME.has(last) {
            16
        } else if SMALL.has(last) || inner || last == '家' {
            8
        } else {
            0
        }
    }

    /// Whether a series of places goes on from here: 、陈桥、王集等6个乡.
    pub(super) fn enumerated(&self, end: usize) -> bool {
        let at = |k: usize| self.passage.at(k);
        if !matches!(at(end), '、' | '和' | '等') {
            return false;
        }
        let close = (end..end + 48).take_while(|&k| !matches!(at(k), ',' | '。' | ';' | '\0' | '\n' | ':'));
        for k in close {
            let counted = at(k) == '个'
                && (at(k - 1).is_ascii_digit() || chars!("一二三四五六七八九十两").has(at(k - 1)));
            let divisions = chars!("乡镇村区县街公社大生").has(at(k + 1)) && at(k) == '个';
            if counted && divisions || chars!("乡镇村").has(at(k)) && matches!(at(k + 1), '、' | '和') {
                return true;
            }
        }
        false
    }

    /// 沙溪、羊岑两区: names in a list that a count of divisions closes.
    fn counted(&self, end: usize) -> bool {
        let at = |k: usize| self.passage.at(k);
        let mut k = end;
        for _ in 0..8 {
            let numeral = at(k).is_ascii_digit() || "一二两三四五六七八九十".contains(at(k));
            if numeral && "区乡镇县村社旗盟州".contains(at(k + 1)) {
                return k > end || !matches!(at(end), '、' | '和');
            }
            if !matches!(at(k), '、' | '和') {
                return false;
            }
            k += 1;
            let item = (k..k + 4).take_while(|&j| crate::text::is_han(at(j)) && at(j) != '和').count();
            let close =
                |n: usize| matches!(at(k + n), '、' | '和') || "一二两三四五六七八九十".contains(at(k + n));
            match (2..=item.min(3)).find(|&n| close(n)) {
                Some(n) => k += n,
                None => return false,
            }
        }
        false
    }

    /// 乔后至剑川客运班车: a place from which a line reaches another.
    fn reaches(&self, end: usize) -> bool {
        self.passage.at(end) == '至'
            && self.passage.hits.at(end + 1).iter().any(|hit| {
                (hit.is(Class::Division) || hit.is(Class::DivisionShort))
                    && self.passage.begins_any(hit.end as usize, &lists::PERSON_WAY)
            })
    }

    /// Whether a word for a body ends where the stretch does (农水局).
    pub(super) fn suffixed(&self, start: usize, end: usize) -> bool {
        (start + 1..end).any(|k| {
            self.passage.hits.at(k).iter().any(|hit| {
                hit.end as usize == end
                    && (hit.is(Class::OrgSuffix) || hit.is(Class::BodySuffix) || hit.is(Class::PlaceSuffix))
            })
        })
    }

    /// Whether the stretch is a word that the lexicon weighs most of all: 殷切, 贺信.
    pub(super) fn never(&self, start: usize, end: usize) -> bool {
        self.passage.hits.at(start).iter().any(|hit| {
            hit.end as usize == end
                && self.passage.lexicon.terms(hit).any(|term| term.class == Class::Word && term.value == "9")
        })
    }

    /// Whether one word of the lexicon is the whole stretch, or it ends like a body.
    pub(super) fn worded(&self, start: usize, end: usize) -> bool {
        self.suffixed(start, end)
            || self.division(start, end)
            || self.passage.hits.at(start).iter().any(|hit| hit.end as usize >= end)
    }

    /// Whether the stretch is a place (吉安通判).
    pub(super) fn division(&self, start: usize, end: usize) -> bool {
        static SEATS: Chars = Chars::new("阁殿宫府院部局厅处科室会社团校厂店馆所站队组班省道路卫营");
        SEATS.has(self.passage.before(end))
            || self.passage.hits.at(start).iter().any(|hit| {
                hit.end as usize == end
                    && (hit.is(Class::Division) || hit.is(Class::DivisionShort) || hit.is(Class::Region))
            })
    }
}
