//! A stretch that may be a name, and how much speaks for it: its characters, what stands before and after, the words it
//! would cut in two, and what the rest of the document makes plain.
//!
//! `黄东升为队员们送行`: 黄东升 before 为 beats 黄东 before 升为. All figures are half bits.

use super::Evidence;
use super::characters;
use super::marks::{
    self, BODY, CROSSED, DOUBT, LEAD_END, LEAD_VERB, Marks, POST_END, QUOTED, TIME_END, TITLE_END,
    TITLE_START, WORD_END, is_boundary,
};
use crate::lexicon::Class;
use crate::recognize::Passage;
use crate::text::{Span, is_han};

/// What speaks for a name before it is one.
pub(super) const ENOUGH: i32 = 14;

/// A stretch that may be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub span: Span,
    /// The characters alone.
    pub shape: i32,
    /// With everything around them.
    pub total: i32,
    /// What stands after speaks clearly for an end.
    pub ends: bool,
    /// A title stands right before or after.
    pub titled: bool,
}

/// What stands on one side of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Side {
    pub score: i32,
    /// Clearly a boundary of the name.
    pub clear: bool,
    /// A title.
    pub title: bool,
    /// A post, where before.
    pub post: bool,
}

/// An entry with its marks and what the document makes plain.
pub(super) struct View<'a, 'p> {
    pub passage: &'a Passage<'p>,
    pub marks: &'a Marks,
    pub evidence: &'a Evidence,
}

impl View<'_, '_> {
    /// The best name that begins at a place and stands on its own.
    pub(super) fn best(&self, start: usize) -> Option<Candidate> {
        if self.marks.has(start, QUOTED) {
            return None;
        }
        let before = self.before(start);
        if before.title
            && let Some((end, shape)) = super::series::padded(self, start)
        {
            let total = shape + before.score;
            return Some(Candidate { span: Span::new(start, end), shape, total, ends: true, titled: true });
        }
        // In the middle of a word only a title after, a name known elsewhere or a very likely name counts.
        let midword = before.score <= -8;
        self.stretches(start)
            .into_iter()
            .flatten()
            .filter(|&end| {
                !midword
                    || self.marks.has(end, TITLE_START)
                    || self.known(start, end) > 0
                    || self.shape(start, end, false) >= 8
            })
            .map(|end| {
                let after = self.after(end);
                let titled = before.title || after.title;
                let shape = self.shape(start, end, titled);
                let shape = if before.clear { shape + self.lenience(start, titled) } else { shape };
                // 任命甲为县长, 甲与队员: the last character is no part of the name.
                let shape = if after.title
                    && matches!(
                        self.passage.before(end),
                        '为' | '任' | '兼' | '与' | '和' | '及' | '向' | '对'
                    ) {
                    shape - 16
                } else {
                    shape
                };
                // 贺信和题词: a name that would end with a function word needs a clear end.
                let functional =
                    matches!(self.passage.before(end), '和' | '与' | '及' | '等' | '了' | '的' | '在');
                let shape = if functional && !is_boundary(self.passage.at(end)) { shape - 10 } else { shape };
                // Before a title after the name, what stands before matters less.
                let left = if after.title && after.score >= 14 { before.score.max(-4) } else { before.score };
                // After an office and before a verb even a common word is a name: 副县长成功到会.
                let words = self.words(start, end);
                let words = match before.post {
                    true if after.score >= 9 && self.given(start, end) >= -12 => words.max(words / 2 - 2) + 6,
                    true if after.clear && after.score == 3 => words.max(words / 2 - 2),
                    _ if after.score >= 20 => words.max(-16),
                    _ => words,
                };
                let words = if after.score == 14
                    && after.title
                    && (self.suffixed(start, end) || self.division(start, end))
                {
                    words - 20
                } else {
                    words
                };
                // 甲、 where no series was found: a list of other things.
                let right = if self.passage.at(end) == '、' && !titled { -4 } else { after.score };
                let total =
                    shape + words + self.known(start, end) + left + right - self.place(start, end, titled);
                Candidate { span: Span::new(start, end), shape, total, ends: after.clear, titled }
            })
            .max_by_key(|candidate| candidate.total)
    }

    /// Where a name that begins here may end: two, three, for a compound surname four characters.
    pub(super) fn stretches(&self, start: usize) -> [Option<usize>; 4] {
        let mut ends = [None; 4];
        let length = self.surname(start);
        if length == 0 {
            return ends;
        }
        let given =
            |k: usize| is_han(self.passage.at(start + k)) || characters::withheld(self.passage.at(start + k));
        let run = (1..length + 3).take_while(|&k| given(k)).count() + 1;
        for (slot, end) in ends
            .iter_mut()
            .zip((length.min(2)..=run).filter(|&n| n >= 2 && n > length.min(2) - usize::from(length > 1)))
        {
            *slot = Some(start + end);
        }
        ends
    }

    /// Length of the longest surname that begins here, 0 for none.
    pub(super) fn surname(&self, start: usize) -> usize {
        self.passage.hits.longest(start, Class::Surname).map_or(0, |hit| (hit.end - hit.start) as usize)
    }

    /// How much the characters look like a name. Beside a title no character but a function word speaks strongly against it.
    pub(super) fn shape(&self, start: usize, end: usize, titled: bool) -> i32 {
        let at = |k: usize| self.passage.at(k);
        let lenient = |score: i32| if titled && score > -13 { score.max(-4) } else { score };
        let given = |k: usize, of: fn(char) -> i32| {
            let c = at(k);
            if characters::withheld(c) { 3 } else { lenient(of(c)) }
        };
        let length = self.surname(start);
        let compound = length > 1 && end > start + length;
        let (surname, rest) = if compound {
            (10, start + length)
        } else {
            (lenient(characters::surname(at(start)).unwrap_or(-12)), start + 1)
        };
        let name = match end.saturating_sub(rest) {
            1 => given(rest, characters::only) - 2,
            2 => given(rest, characters::first) + given(rest + 1, characters::last),
            3 => {
                // A double surname (two families' names) and a given name of two.
                let second = characters::surname(at(rest)).unwrap_or(-18);
                second.min(0) - 10 + given(rest + 1, characters::first) + given(rest + 2, characters::last)
            }
            _ => -30,
        };
        surname + name
    }

    /// The words that begin with the name or that its end cuts in two.
    pub(super) fn words(&self, start: usize, end: usize) -> i32 {
        let mut score = 3;
        for hit in self.passage.hits.at(start) {
            let stop = hit.end as usize;
            if stop < start + 2 {
                continue;
            }
            let against = if hit.is(Class::Word) {
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
        for k in start + 1..end {
            for hit in self.passage.hits.at(k) {
                let stop = hit.end as usize;
                if stop < k + 2 {
                    continue;
                }
                let body = hit.is(Class::Organ) || hit.is(Class::Org) || hit.is(Class::Division);
                if (hit.classes.meets(marks::titles()) && !hit.is(Class::Occupation) || body) && stop >= end {
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
        if self.marks.has(start, BODY) && self.marks.has(end - 1, BODY) {
            score -= 10;
        }
        score
    }

    /// What the rest of the document says.
    pub(super) fn known(&self, start: usize, end: usize) -> i32 {
        match self.evidence.count(self.passage, Span::new(start, end)) {
            0 => 0,
            1 => 12,
            _ => 15,
        }
    }

    /// What stands before a place where a name may begin.
    pub(super) fn before(&self, start: usize) -> Side {
        let side = |score, clear, title| Side { score, clear, title, post: false };
        let c = self.passage.before(start);
        let has = |flag| self.marks.has(start, flag);
        if has(TITLE_END) && is_han(c) {
            let post = has(POST_END);
            return match (has(CROSSED), has(DOUBT)) {
                (true, _) if !post => side(-10, false, false),
                (true, _) => Side { post, ..side(8, false, post) },
                (_, true) => Side { post, ..side(4, false, post) },
                // 干部和群众
                _ if self.passage.at(start) == '和' => side(2, false, false),
                _ => Side { post, ..side(14, true, true) },
            };
        }
        if has(CROSSED) {
            return side(-14, false, false);
        }
        match c {
            ':' if self.marks.has(start - 1, TITLE_END) => Side { post: true, ..side(14, true, true) },
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
        if c == '、' || is_boundary(c) {
            return side(3, true, false);
        }
        if c == ' ' {
            return side(2, true, false);
        }
        if c == '的' {
            return side(2, true, false);
        }
        if c.is_ascii_digit() {
            return side(-10, false, false);
        }
        if matches!(c, '任' | '为' | '兼') && self.office(end + 1) {
            return side(11, true, false);
        }
        let mut best = side(-10, false, false);
        let hits = self.passage.hits.at(end);
        let longest = hits.iter().map(|hit| hit.end).max().unwrap_or_default();
        for hit in hits {
            let whole = hit.end == longest;
            let here = if hit.is(Class::Address) || hit.is(Class::Academic) {
                if whole || hit.is(Class::Address) { side(20, true, true) } else { continue }
            } else if hit.is(Class::Post) && whole && !hit.is(Class::NameVerb) {
                side(14, true, true)
            } else if hit.is(Class::PostPrefix) && self.passage.hits.has(hit.end as usize, Class::Post) {
                side(12, true, true)
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
                    side(9, true, false)
                }
            } else if hit.is(Class::OrgSuffix)
                || hit.is(Class::SiteSuffix)
                || hit.is(Class::PlaceSuffix)
                || hit.is(Class::BodySuffix)
            {
                if whole && best.score < 5 { side(-20, false, false) } else { continue }
            } else if hit.end > hit.start + 1 && whole {
                side(-5, false, false)
            } else {
                continue;
            };
            if here.score > best.score || here.score == -20 {
                best = here;
            }
        }
        best
    }

    /// Whether a title that follows a name may end here: what comes next is no part of a longer body's name.
    pub(super) fn after_title(&self, end: usize) -> bool {
        let after = self.after(end);
        after.score > -20
    }

    /// 张庄、李店、王沟 are villages: what a small place's name ends with speaks against a person where no title stands.
    pub(super) fn place(&self, start: usize, end: usize, titled: bool) -> i32 {
        const SMALL: &str = "庄寨楼店沟湾坡坪屯堡营集铺口塘冲垸圩洼畈峪塬甸路街巷渡闸坝渠滩庙园站厂";
        // 刘家桥, 李家沟: what follows 家 tells a place from 张家辉.
        const AFTER_HOME: &str = "桥湾溪岗井夼田拐河山岭坡坪庄湖塘坝港垭坳崖坎洞池营台峪";
        const DIVISIONS: &str = "村乡镇县市区州科系氏";
        if titled {
            return 0;
        }
        let last = self.passage.before(end);
        let inner = (start + 1..end.saturating_sub(1)).any(|k| SMALL.contains(self.passage.at(k)));
        if DIVISIONS.contains(last) {
            30
        } else if self.enumerated(end) {
            20
        } else if self.passage.at(end.saturating_sub(2)) == '家'
            && end > start + 2
            && AFTER_HOME.contains(last)
        {
            16
        } else if SMALL.contains(last) || inner || last == '家' {
            8
        } else {
            0
        }
    }

    /// 等8个乡镇, 等地: what is counted after a list is no person.
    fn counts(&self, index: usize) -> bool {
        let at = |k| self.passage.at(k);
        let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千两数多".contains(c);
        let mut k = index;
        while numeral(at(k)) && k < index + 8 {
            k += 1;
        }
        "个地乡村镇县市区省国街校厂家所座处条项种公单部企".contains(at(k))
    }

    /// Whether a title ends before the clause does.
    fn office(&self, index: usize) -> bool {
        (index..index + 24)
            .take_while(|&k| !is_boundary(self.passage.at(k)) && !self.passage.at(k).is_whitespace())
            .any(|k| self.marks.has(k + 1, TITLE_END))
    }

    /// How much the characters after the surname look like a given name; a doubled character (殷殷) does not.
    fn given(&self, start: usize, end: usize) -> i32 {
        let at = |k: usize| self.passage.at(k);
        match end.saturating_sub(start) {
            2 if at(start) == at(start + 1) => -18,
            2 => characters::only(at(start + 1)),
            3 => characters::first(at(start + 1)) + characters::last(at(start + 2)),
            _ => 0,
        }
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

    /// Whether the stretch is a place (吉安通判).
    fn division(&self, start: usize, end: usize) -> bool {
        const SEATS: &str = "阁殿宫府院部局厅处科室会社团校厂店馆所站队组班省道路卫营";
        SEATS.contains(self.passage.before(end))
            || self.passage.hits.at(start).iter().any(|hit| {
                hit.end as usize == end
                    && (hit.is(Class::Division) || hit.is(Class::DivisionShort) || hit.is(Class::Region))
            })
    }

    /// A surname that is a common word (卫, 于, 习) counts less against a name where one may well begin.
    fn lenience(&self, start: usize, titled: bool) -> i32 {
        let surname = characters::surname(self.passage.at(start)).unwrap_or_default();
        if titled || self.surname(start) != 1 { 0 } else { (-4 - surname).max(0) }
    }

    /// Whether a series of places goes on from here: 、陈桥、王集等6个乡.
    fn enumerated(&self, end: usize) -> bool {
        let at = |k: usize| self.passage.at(k);
        if !matches!(at(end), '、' | '和' | '等') {
            return false;
        }
        let close = (end..end + 90).take_while(|&k| !matches!(at(k), ',' | '。' | ';' | '\0' | '\n' | ':'));
        for k in close {
            let counted =
                at(k) == '个' && (at(k - 1).is_ascii_digit() || "一二三四五六七八九十两".contains(at(k - 1)));
            let divisions = "乡镇村区县街公社大生".contains(at(k + 1)) && at(k) == '个';
            if counted && divisions || "乡镇村".contains(at(k)) && matches!(at(k + 1), '、' | '和') {
                return true;
            }
        }
        false
    }

    /// Whether a place stands before 人: 湖南人, 本县人.
    fn native(&self, index: usize) -> bool {
        matches!(
            self.passage.before(index),
            '县' | '州' | '府' | '邑' | '乡' | '村' | '镇' | '市' | '省' | '里' | '卫' | '国'
        ) || [Class::Division, Class::DivisionShort, Class::Country]
            .into_iter()
            .any(|class| self.passage.hits.ending(index, class).is_some())
    }
}
