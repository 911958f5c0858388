//! A stretch that may be a name, and how much speaks for it: its characters, what stands before and after, the words it
//! would cut in two, and what the rest of the document makes plain.
//!
//! `黄东升为队员们送行`: 黄东升 before 为 beats 黄东 before 升为. All figures are half bits.

use super::Evidence;
use super::characters;
use super::marks;
use super::marks::{COMPOUND, CROSSED, Marks, QUOTED, SURNAME, TIME_END, TITLE_START, is_boundary};
use super::side::{ADDRESS, BODY_AFTER, MARK, OFFICE, POST, PREFIX, VERB};
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::Passage;
use crate::text::{Span, chars, is_han, words};

/// What speaks for a name before it is one.
pub(super) const ENOUGH: i32 = 14;

/// What must speak for a stretch before it is a rival of others.
const FAINT: i32 = 8;

/// What a name that stands clearly elsewhere in the document speaks for the same characters here.
pub(super) const KNOWN: i32 = 14;

/// The most that words can speak for a name.
const WORDS_AT_BEST: i32 = 9;

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
    /// What stands before, what stands after, and the words against it, as far as they were asked.
    pub grounds: [i16; 3],
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
    /// The names that may begin at a place and stand on their own.
    pub(super) fn single(&self, start: usize) -> [Option<Candidate>; 4] {
        let mut found = [None; 4];
        let second = self.passage.at(start + 1);
        let may_go_on = is_han(second) || second == ' ' || characters::withheld(second);
        if !may_go_on || self.marks.has(start, QUOTED) {
            return found;
        }
        let before = self.before(start);
        if before.title
            && let Some((end, shape)) = super::series::padded(self, start)
        {
            let total = shape + before.score;
            let grounds = [before.score as i16, 0, 0];
            let span = Span::new(start, end);
            found[0] = Some(Candidate { span, shape, total, ends: true, titled: true, grounds });
            return found;
        }
        // In the middle of a word only a title after, a name known elsewhere or a very likely name counts.
        let midword = before.score <= -8;
        for (slot, end) in found.iter_mut().zip(self.stretches(start)) {
            *slot = end
                .filter(|&end| {
                    !midword
                        || self.armed(start) && self.troops(end)
                        || self.marks.has(end, TITLE_START)
                        || self.known(start, end) > 0
                        || before.score > -10 && self.shape(start, end, false) >= 8
                })
                .map(|end| self.weighed(start, end, before))
                .filter(|candidate| candidate.total >= FAINT);
        }
        found
    }

    /// A stretch with everything that speaks for it and against it as a name of its own.
    fn weighed(&self, start: usize, end: usize, before: Side) -> Candidate {
        let after = self.after(end);
        let titled = before.title || after.title;
        let shape = self.shape(start, end, titled)
            + if before.clear { self.lenience(start, titled) } else { 0 }
            - self.function_word(end, after);
        // Before a title after the name, what stands before matters less.
        let left = if after.title && after.score >= POST { before.score.max(-4) } else { before.score };
        // 甲、 where no series was found: a list of other things.
        let right = if self.passage.at(end) == '、' && !titled { -4 } else { after.score };
        // 穆清和一行, 穆清和来 …: what joins two names is followed by none of these.
        let own = matches!(self.passage.before(end), '和' | '及') && self.goes_on(end);
        let right = if own { right.max(5) } else { right };
        // 国民党军甲部溃退: his troops.
        let army = self.armed(start) || before.clear && before.score >= 8;
        let (left, right) =
            if army && self.troops(end) { (left.max(8), right.max(MARK)) } else { (left, right) };
        // 藩王甲部队, 遭甲卫队暗杀: whose they are.
        let owned = before.score >= 5 && self.passage.begins_any(end, &lists::PERSON_FOLLOWERS);
        let right = if owned { right.max(VERB) } else { right };
        // 免去甲第二附属医院副院长: the body is the office's.
        let moved = (right == BODY_AFTER || right < MARK && end == start + 3 && self.numbered_body(end))
            && (self.passage.ends_any(start, &lists::PERSON_TAKES)
                || self.passage.ends_any(start, &lists::PERSON_GIVES))
            && self.office(end);
        let right = if moved { OFFICE } else { right };
        // 在书记甲陪同下: 下 closes what 在 opens, and only a person stands in it.
        let right = if before.post && self.under(end) { right + 6 } else { right };
        // 书记甲按临: behind an office what is hardly ever part of a given name ends one, though no word is known.
        let strange = before.title && before.clear && right == -10 && is_han(self.passage.at(end));
        let right = if strange && self.unlikely(end) { -3 } else { right };
        // 县长甲代表县委: behind an office a clause has a subject, and the word that begins where a whole name ends is its deed.
        let behind_office = before.title && before.clear && end == start + 3 && self.surname(start) == 1;
        let right = if behind_office && !self.marks.has(end, CROSSED) && is_han(self.passage.at(end)) {
            match right {
                -5 => 2,
                -10 if before.post => -4,
                _ => right,
            }
        } else {
            right
        };
        // 政委甲之遗骨: whose it is.
        let owns = before.post
            && end == start + 3
            && self.surname(start) == 1
            && self.passage.at(end) == '之'
            && is_han(self.passage.at(end + 1));
        let right = if owns { right.max(7) } else { right };
        // 书记程达远、市长…: one character before a mark is no verb, so it is the name's last.
        let stump = before.post && right < MARK + VERB && (self.stump(end) || self.loose(end));
        let right = if stump { right.min(-20) } else { right };
        // 12月3日甲在北京主持…: what opens a sentence and does in a place what persons do.
        let word = self.passage.hits.classes(start).meets(marks::OTHER_THAN_NAMES);
        let acts = before.clear
            && !word
            && self.opens(start)
            && self.passage.at(end) == '在'
            && self.acts_there(end);
        let right = if acts { right + 6 } else { right };
        // 干部战士向雷锋学习: behind a word for many a preposition is no surname.
        // 医师向某某从青州启程: what follows a whole name, and no noun that 向 governs.
        let goes = end == start + 3 && chars!("从赴率在于抵被因").has(self.passage.at(end));
        let crowd = before.title
            && !before.post
            && self.passage.at(start) == '向'
            && self.passage.ends_any(start, &lists::PERSON_CROWDS)
            && !after.title
            && !goes;
        let right = if crowd { right - 20 } else { right };
        // 表彰暨文艺晚会: the conjunction joins two nouns.
        let conjunction =
            self.passage.at(start) == '暨' && !before.title && is_han(self.passage.before(start));
        let right = if conjunction { right - 12 } else { right };
        // 市长甲在会上讲话: after an office even a small word ends a name rather well.
        let right = if before.post && after.clear && right == 5 { 7 } else { right };
        // 宣布甲任港务局局长: between a verb that takes a person and the office taken only a person stands.
        let installed = before.clear
            && before.score >= 8
            && !before.title
            && self.passage.at(end) == '任'
            && after.score == OFFICE;
        let right = if installed { right + 12 } else { right };
        // 甲同志|任江州市委书记: the verb.
        let takes_office =
            self.passage.at(start) == '任' && self.passage.ends(start, "同志") && self.office(start + 1);
        let right = if takes_office { right - 40 } else { right };
        // 台风“杜鹃”: what stands in quotation marks by itself is a thing's name.
        let in_quotes = self.passage.before(start) == '“' && self.passage.at(end) == '”';
        let right = if in_quotes { right - 20 } else { right };
        // 黄先生: a surname and how its bearer is called is no full name.
        let called = end == start + 3 && self.named_by_title(start, end);
        // 领会习近平总书记…: a rare surname with a given name of two, before an office.
        let rare = after.title
            && after.score >= POST
            && end == start + 3
            && self.surname(start) == 1
            && self.given(start, end) > -12
            && characters::surname(self.passage.at(start)).is_some_and(|score| score <= -13);
        let right = if rare { right + 10 } else { right };
        let cut = i32::from(self.cut(end)) * 12 + i32::from(self.sited(start, end) || called) * 20;
        let without = shape + self.known(start, end) + left + right - cut;
        let candidate = |total, words: i32| Candidate {
            span: Span::new(start, end),
            shape,
            total,
            ends: after.clear,
            titled,
            grounds: [left as i16, right as i16, words as i16],
        };
        // Words speak at best a little for a name; where that is not enough, nobody asks what the total is.
        if without + WORDS_AT_BEST < ENOUGH {
            return candidate(without, 0);
        }
        let words = self.words_between(start, end, before, after);
        let total = without + words;
        let total = if total >= ENOUGH { total - self.place(start, end, titled) } else { total };
        candidate(total, words)
    }

    /// 免去甲|二炼铁厂厂长: a body by its number.
    fn numbered_body(&self, at: usize) -> bool {
        lists::NUMBER_FIGURES.has(self.passage.at(at)) || self.passage.at(at) == '第'
    }

    /// The words against a name, where an office before or a title after makes one likely: 副县长成功到会.
    fn words_between(&self, start: usize, end: usize, before: Side, after: Side) -> i32 {
        let words = self.words(start, end);
        let words = match before.post {
            // 总书记殷切嘱托: what is the whole of a word that is never a name gets no leniency.
            true if self.never(start, end) => words - 20,
            // 部长边疆主持, 县长万里行、局长…: a noun between an office and a deed or the next office is a name; an adverb is none.
            true if self.fenced(start, end, after) => words.max(-4) + 4,
            true if after.score >= VERB && self.given(start, end) >= -12 => words.max(words / 2 - 2) + 6,
            true if after.clear && after.score == MARK => words.max(words / 2 - 2),
            _ if after.score >= ADDRESS => words.max(-16),
            _ => words,
        };
        // 甲登山观阵,|时|乙为司令: then, and no surname where one follows.
        let then = self.passage.at(start) == '时'
            && is_boundary(self.passage.before(start))
            && self.surname(start + 1) == 1
            && end > start + 2;
        let words = if then { words - 20 } else { words };
        // 任命甲为柳溪市副市长: a division that no table knows.
        let unit = matches!(self.passage.before(end), '市' | '县' | '省' | '镇' | '乡');
        let body = matches!(after.score, POST | PREFIX)
            && after.title
            && (unit || self.suffixed(start, end) || self.division(start, end));
        if body { words - 20 } else { words }
    }

    /// Whether a name of a plain shape stands between an office and a person's verb or the next office, and is no adverb.
    fn fenced(&self, start: usize, end: usize, after: Side) -> bool {
        let passage = self.passage;
        // 招讨使耿直在西安…: the place where he acts.
        let there = chars!("在于自赴抵返入").has(passage.at(end))
            && passage.hits.classes(end + 1).meets(marks::PLACES);
        let follows = after.score >= VERB && after.clear && !after.title
            || there
            || passage.at(end) == '、' && self.marks.has(end + 1, TITLE_START);
        let adverb = (start..end).any(|k| passage.hits.has(k, Class::PartOpener))
            || passage.hits.has(start, Class::PartVerb)
            || passage.hits.has(start, Class::NameVerb);
        follows
            && !adverb
            && self.surname(start) == 1
            && matches!(end - start, 2 | 3)
            && !self.marks.has(end, CROSSED)
            && self.given(start, end) > -20
    }

    /// What speaks against a last character that is a function word: 任命甲为县长, 甲与队员, 贺信和题词.
    fn function_word(&self, end: usize, after: Side) -> i32 {
        let last = self.passage.before(end);
        let before_title = after.title && chars!("为任兼与和及向对副").has(last);
        // 瞿弦和教授领衔, 郭千和博士3人: no name follows the title, so that 和 joins nothing.
        let joined = || {
            super::marks::title_at(self.passage, end).is_none_or(|title| {
                let behind = title.end as usize;
                self.marks.has(behind, SURNAME | COMPOUND) && self.after(behind).score < VERB
            })
        };
        let before_title = before_title && (last != '和' || joined());
        // 甲调|任, 乙升|任: the verb's first character.
        let before_title = before_title
            || self.passage.at(end) == '任'
                && chars!("调升改转接出继历担留连").has(last)
                && self.office(end + 1);
        let own = matches!(last, '和' | '及') && self.goes_on(end);
        let open = !own && !is_boundary(self.passage.at(end)) && chars!("和与及等了的在").has(last);
        i32::from(before_title) * 16 + i32::from(open) * 10
    }

    /// Whether a name that ends here is cut short of its last character, 和.
    pub(super) fn cut(&self, end: usize) -> bool {
        matches!(self.passage.at(end), '和' | '及') && self.goes_on(end + 1)
    }

    /// 在诸佛庵成立, 在雷公坪誓师: what 在 leads is where something happens, unless the verb is one of company or of leading.
    fn sited(&self, start: usize, end: usize) -> bool {
        let company = &lists::PERSON_COMPANY;
        self.passage.before(start) == '在'
            && is_han(self.passage.at(end))
            && super::marks::title_at(self.passage, end).is_none_or(|title| title.end == title.start + 1)
            && !self.passage.begins_any(end, company)
    }

    /// 国民党军, 股匪: who has commanders stands before.
    fn armed(&self, start: usize) -> bool {
        matches!(self.passage.before(start), '军' | '匪' | '队')
    }

    /// 甲部: a commander's troops, no ministry.
    fn troops(&self, end: usize) -> bool {
        self.passage.at(end) == '部'
            && !self.passage.hits.at(end).iter().any(|hit| hit.end > hit.start + 1)
            && !(end.saturating_sub(6)..end).any(|k| {
                self.passage.hits.at(k).iter().any(|hit| {
                    hit.end as usize > end
                        && (hit.is(Class::Organ) || hit.is(Class::Org) || hit.is(Class::OrgSuffix))
                })
            })
    }

    /// 陪同下, 率领下: company or lead that 下 closes.
    fn under(&self, end: usize) -> bool {
        self.passage.begins_any(
            end,
            words!["陪同下", "陪伴下", "率领下", "带领下", "领导下", "主持下", "指挥下", "指导下", "引导下"],
        )
    }

    /// Whether one character that is no word there stands here before a mark: 周恩|来, 索长|有 ends where a verb of coming or having has
    /// nothing behind it.
    fn stump(&self, index: usize) -> bool {
        let next = self.passage.at(index + 1);
        let word = self.passage.hits.classes(index).meets(marks::OTHER_THAN_NAMES)
            && !lists::PERSON_NEEDS_OBJECT.has(self.passage.at(index));
        is_han(self.passage.at(index))
            && (next == '、' || is_boundary(next))
            && !word
            && !self.passage.hits.at(index).iter().any(|hit| hit.classes.meets(marks::TITLES))
    }

    /// Whether one character that is no word stands here before a verb of persons of its own: 董事长郭庆|人|签署.
    fn loose(&self, index: usize) -> bool {
        let passage = self.passage;
        is_han(passage.at(index))
            && !lists::PERSON_ADVERBS.has(passage.at(index))
            && !passage.hits.classes(index).meets(marks::OTHER_THAN_NAMES)
            && !passage.hits.classes(index).meets(marks::TITLES)
            && !passage.hits.at(index).iter().any(|hit| hit.end as usize > index + 1)
            && !self.marks.has(index + 1, CROSSED)
            && passage
                .hits
                .at(index + 1)
                .iter()
                .any(|hit| hit.is(Class::NameVerb) && hit.end as usize > index + 2)
    }

    /// Whether a sentence or what follows its date begins here.
    fn opens(&self, start: usize) -> bool {
        let c = self.passage.before(start);
        self.marks.has(start, TIME_END)
            || matches!(c, '\0' | '\n' | '。' | ',' | ';')
            || c == ' '
                && (self.marks.has(start - 1, TIME_END) || is_boundary(self.passage.before(start - 1)))
    }

    /// 在北京主持, 在讲话中: whether the clause that 在 opens has a deed that only persons do.
    fn acts_there(&self, index: usize) -> bool {
        let passage = self.passage;
        (index + 1..index + 30).take_while(|&k| !is_boundary(passage.at(k))).any(|k| {
            passage.hits.longest(k, Class::PartVerb).is_some_and(|hit| {
                hit.span().len() > 1
                    && matches!(
                        passage.value(hit, Class::PartVerb),
                        "chair"
                            | "speak"
                            | "say"
                            | "lead visited"
                            | "accompany lead"
                            | "attend"
                            | "go"
                            | "go report"
                    )
            })
        })
    }

    /// Whether a character is hardly ever in a given name, first or last.
    fn unlikely(&self, index: usize) -> bool {
        let c = self.passage.at(index);
        characters::last(c) <= -8 && characters::only(c) <= -8
    }

    /// Whether what follows a 和 is a verb or 一行, so that 和 ends a name and joins nothing. 和来访的客人 joins.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        let describes = (at..at + 12)
            .take_while(|&k| !is_boundary(self.passage.at(k)) && self.passage.at(k) != '、')
            .any(|k| self.passage.at(k) == '的');
        let verb =
            || {
                self.passage.hits.at(at).iter().any(|hit| {
                    (hit.is(Class::NameVerb) || hit.is(Class::PartVerb)) && hit.end > hit.start + 1
                })
            };
        // 书记邸安和在…: no noun begins with a preposition. 和在场群众 joins.
        let behind = matches!(self.passage.at(at), '于' | '因' | '被' | '由' | '从' | '已' | '亲')
            || self.passage.at(at) == '在'
                && !chars!("京场校职座县外家押宁会厂岗建册任").has(self.passage.at(at + 1));
        // 选举伏羲和为主任: nobody is made two.
        let becomes = matches!(self.passage.at(at), '为' | '任') && self.office(at + 1);
        let comes = matches!(self.passage.at(at), '来' | '到' | '赴' | '率')
            && !matches!(self.passage.at(at + 1), '访' | '自' | '宾' | '会' | '场');
        // 教授甲和等校友: the list ends there, and nothing is joined.
        let closes = matches!(self.passage.at(at), '等' | '。' | ',' | ';' | ')');
        self.passage.begins(at, "一行") || closes || behind || becomes || !describes && (comes || verb())
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
        if !self.marks.has(start, COMPOUND) {
            return usize::from(self.marks.has(start, SURNAME));
        }
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

    /// 罗国荣教授: 荣教授 is a surname's character and an address, no name in a list.
    pub(super) fn named_by_title(&self, start: usize, end: usize) -> bool {
        (start + 1..end).any(|k| {
            self.passage.hits.at(k).iter().any(|hit| {
                hit.end as usize == end
                    && hit.end > hit.start + 1
                    && (hit.is(Class::Academic) || hit.is(Class::Address))
            })
        })
    }

    /// What the rest of the document says.
    pub(super) fn known(&self, start: usize, end: usize) -> i32 {
        if self.evidence.knows(self.passage, Span::new(start, end)) { KNOWN } else { 0 }
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

    /// A surname that is a common word's character (卫, 于, 习) counts less against a name where one may well begin.
    fn lenience(&self, start: usize, titled: bool) -> i32 {
        let surname = characters::surname(self.passage.at(start)).unwrap_or_default();
        if titled || self.surname(start) != 1 {
            return 0;
        }
        // 习近平主持: where no word begins, only a character that is a word by itself (于, 向) is held against a name.
        let word = self
            .passage
            .hits
            .at(start)
            .iter()
            .any(|hit| hit.end > hit.start + 1 || hit.classes.meets(marks::OTHER_THAN_NAMES));
        ((if word { -4 } else { 0 }) - surname).max(0)
    }
}
