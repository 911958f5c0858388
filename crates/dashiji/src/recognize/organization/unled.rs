//! Names that neither place nor level leads (竹桥鞋帽厂, 裕丰药铺): what speaks for each.

use super::{Ending, Finder, OrganizationKind};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, Hit};
use crate::recognize::common;
use crate::recognize::lattice::{Score, Weight};
use crate::text::{Span, chars, is_han};

/// Words with which a clause goes on behind a name.
const GOES_ON: ClassSet = ClassSet::of(&[
    Class::Verb,
    Class::Function,
    Class::TypeWord,
    Class::PartVerb,
    Class::StageVerb,
    Class::OrganizerVerb,
    Class::PartOpener,
    Class::NameVerb,
    Class::RoleWord,
    Class::FigureWord,
    Class::Post,
]);

/// A verb between what bounds a name and its last word.
#[derive(Debug, Clone, Copy)]
pub(super) struct VerbInside {
    start: usize,
    end: usize,
    kind: VerbKind,
}

/// How surely a verb is no part of a body's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum VerbKind {
    /// 围攻: no body's name holds it.
    Deed,
    /// 转入: at the front of a name it is none.
    Plain,
    /// 建设: it often describes (建设银行).
    Describes,
    /// 延聘: rare, and perhaps a name of its own (远航); no part of one where a name begins behind it.
    Rare,
}

impl VerbInside {
    /// Whether it tells a deed between two names.
    pub(super) fn acts(&self) -> bool {
        matches!(self.kind, VerbKind::Deed | VerbKind::Rare)
    }
}

impl Finder<'_, '_> {
    /// 红旗化工厂 in 锦屏磷矿、红旗化工厂、毛巾厂: a last word that asks for a place before it, with only a name of its own
    /// after what bounds it. What the name is made of and what stands around it must speak for it.
    pub(super) fn unled(&mut self, i: usize, end: usize, ending: Ending) -> Option<(Span, Score)> {
        let asks = matches!(
            ending,
            Ending::Bare | Ending::Department | Ending::Unit | Ending::Listed | Ending::Body | Ending::Team
        ) || ending == Ending::Tail && chars!("分支").has(self.passage.at(i));
        let lead = self.lead(i, ending);
        let start = lead.left;
        let core = i - start;
        // 县农机厂、|农具厂: a last word of three characters and more is a name beside its like.
        let alike = self.alike(start, i, end);
        // 到|二矿、五矿: by its number alone.
        let number = core == 1
            && end == i + 1
            && chars!("矿厂院校").has(self.passage.at(i))
            && lists::NUMBER_FIGURES.has(self.passage.at(start))
            && !common::word(self.passage.at(start), self.passage.at(i))
            && (self.passage.bounds.place(start) || alike);
        // 一|炼钢厂: one of several, where a name must stand.
        let number = number
            || core == 1
                && end > i + 1
                && lists::NUMBER_FIGURES.has(self.passage.at(start))
                && lists::BODY_NUMBERED.has(self.passage.before(end))
                && (!is_han(self.passage.before(start)) || self.passage.bounds.place(start));
        // 设|警察所、劝学所: a last word that says all, behind a verb of founding.
        let set = core == 0 && end - i >= 3 && self.set(start);
        if !(asks || number || ending == Ending::Strong && core == 0 && alike) {
            return None;
        }
        let opens = set
            || !is_han(self.passage.before(start))
            || self.passage.bounds.cut(start)
            || start == self.floor;
        let whole = ending == Ending::Department && core == 0;
        if whole && self.passage.begins_any(i, &lists::BODY_LED_ONLY) {
            return None;
        }
        // 武警连云港市支队, 县消防大队: a place stands for the number.
        let troop = self.passage.begins_any(i, &lists::UNIT_OF_PLACES);
        let led =
            troop && lead.anchor.is_some_and(|(from, to)| self.codes(from, to).is_some() || to == from + 1);
        if !opens
            || !(whole || set || led || alike || number || (2..=10).contains(&core))
            || !number && (self.counted(start, i) || self.counts(start, i))
        {
            return None;
        }
        let own = self.own(start, i);
        // 国际陆港: what only describes; 县体育馆|广场: the grounds of a body just named.
        let describes = core > 0
            && (own < 2 && self.passage.hits.has(start, Class::Describing)
                || self.generic(Span::new(start, i)));
        let grounds = self.found.last().is_some_and(|last| last.span.hi() == i);
        // 成立|双龙会分部: between a verb of founding and a last word stands a name, whatever words it is made of.
        let founded = core >= 2 && self.founds(start);
        // 治安警察局公布: what opens a clause and does what bodies do.
        let acting = (2..=8).contains(&core)
            && matches!(ending, Ending::Bare | Ending::Department | Ending::Tail)
            && !is_han(self.passage.before(start))
            && self.passage.hits.at(end).iter().any(|hit| {
                hit.is(Class::OrganizerVerb)
                    && hit.span().len() > 1
                    && self.passage.value(hit, Class::OrganizerVerb) != "none"
            });
        // 某县某镇大炼|钢铁: a firm's short form begins with its own name.
        let place = ending == Ending::Listed && lead.anchor.is_some_and(|(_, to)| to > start + 1);
        let described = describes && !alike && !founded && !acting && !self.by_number(i, end);
        if place || described || grounds || self.general_body(start, i, end) {
            return None;
        }
        // 三江口|分局: what goes on with a name has one of its own here.
        let task = matches!(ending, Ending::Body | Ending::Team | Ending::Listed | Ending::Tail);
        // 华罗任|党委: a verb of one character before the last word.
        if task && own < 2 && !founded && !acting || core > 0 && self.passage.hits.has(i - 1, Class::PartVerb)
        {
            return None;
        }
        if ending == Ending::Unit && !led && !(troop && own >= 2) || led && !self.closes(end) {
            return None;
        }
        // 某公社新渔大队: a brigade of a commune is a place.
        if troop && (start..i).any(|k| self.passage.begins(k, "公社")) {
            return None;
        }
        let base = match ending {
            Ending::Unit if led => Weight::BodyBare,
            Ending::Listed => Weight::BodyBrand,
            _ if whole || core == 0 => Weight::BodyAlone,
            _ => Weight::BodyUnled,
        };
        // 83402|部队, 采油|二队: by its number.
        let numbered = self.passage.begins(i, "部队")
            && core >= 4
            && (start..i).all(|k| self.passage.at(k).is_ascii_digit())
            || core >= 2 && self.by_number(i, end);
        let ordinal = self.passage.at(start) == '第' && core >= 2 || number || numbered;
        let long = own == 0
            && core >= 4
            && ending == Ending::Bare
            && !common::single(self.passage.before(i))
            && !self.rare(i, end);
        let score = Score::of(base)
            .when(own >= 2, Weight::BodyOwn)
            .when(acting, Weight::BodyActs)
            .when(set, Weight::BodyCalled)
            .when(long, Weight::BodyLong)
            .when(ordinal, Weight::BodyOrdinal)
            .when(core > 0 && (self.passage.bounds.place(start) || self.belongs(start)), Weight::BodyCalled)
            .when(self.done(start, end), Weight::BodyDone)
            .when(!self.closes(end), Weight::BodyRunsOn)
            .when(alike, Weight::BodyAlike)
            .when(alike && core >= 2, Weight::BodyListed)
            .when(self.divided(i, end), Weight::BodyDivision);
        Some((Span::new(start, end), score))
    }

    /// Whether a verb of founding stands before `start`, or before the list that goes on there.
    fn set(&self, start: usize) -> bool {
        let mut at = start;
        for _ in 0..6 {
            let c = self.passage.before(at);
            if c != '、' {
                return common::bare_deed(c) && !self.within_word(at - 1) || self.founds(at);
            }
            let item = (at.saturating_sub(10)..at - 1).rev().take_while(|&k| is_han(self.passage.at(k)));
            let item = item.take_while(|&k| !common::bare_deed(self.passage.at(k))).count();
            if item < 2 {
                return false;
            }
            at -= 1 + item;
        }
        false
    }

    /// 掘进|三队: whether the last word begins with a number.
    fn by_number(&self, i: usize, end: usize) -> bool {
        end > i + 1
            && lists::NUMBER_FIGURES.has(self.passage.at(i))
            && chars!("队矿厂间区司局连").has(self.passage.before(end))
    }

    /// 县农机厂、|农具厂: whether a body with the same last word stands right before in a list, with whose front it is meant.
    fn alike(&self, start: usize, suffix: usize, end: usize) -> bool {
        let before = self.passage.before(start);
        // 济安自来水公司、|明远电灯公司: the kind is the same, though not the trade.
        let kind = match self.passage.before(end) {
            _ if self.passage.ends_any(end, &lists::BODY_KINDS) => 2,
            c if chars!("厂行号庄店社堂矿场站局所").has(c) => 1,
            _ => end - suffix,
        };
        let shared = if start == suffix { 1 } else { kind.min(end - suffix) };
        (start < suffix || end - start > 2)
            && matches!(before, '、' | '和' | '与' | '及')
            && self.found.last().is_some_and(|last| {
                last.span.hi() + 1 == start
                    && last.span.len() > end - suffix
                    && (1..=shared).all(|k| self.passage.at(end - k) == self.passage.at(last.span.hi() - k))
            })
    }

    /// Whether the body it belongs to stands before: 市一轻局所属|玻璃厂.
    fn belongs(&self, start: usize) -> bool {
        let of = &lists::BODY_BELONGING;
        self.passage.ends_any(start, of) && self.found.last().is_some_and(|last| last.span.hi() + 2 == start)
    }

    /// How many characters are no common word's: 竹桥 in 竹桥|鞋帽.
    pub(super) fn own(&self, start: usize, end: usize) -> usize {
        let length = end.saturating_sub(start);
        // The most characters that words can take, by where they end.
        let mut taken = vec![0; length + 1];
        for k in 0..length {
            taken[k + 1] = taken[k + 1].max(taken[k]);
            let here = start + k;
            if k + 2 <= length && common::word(self.passage.at(here), self.passage.at(here + 1)) {
                taken[k + 2] = taken[k + 2].max(taken[k] + 2);
            }
            for hit in self.passage.hits.at(here) {
                let size = (hit.end - hit.start) as usize;
                // 怡和: a name, though it holds 和.
                let name = hit.is(Class::NamePart) && self.passage.value(hit, Class::NamePart) == "name";
                // 云岭, 柳湾: a word so rare is a name here.
                let rare = hit.is(Class::Word)
                    && size == 2
                    && !hit.classes.meets(super::PLAIN_BUT_WORDS)
                    && self.passage.value(hit, Class::Word) == "0";
                let said = hit.classes.meets(super::PLAIN) && !name && !rare;
                if said && size > 1 && k + size <= length {
                    taken[k + size] = taken[k + size].max(taken[k] + size);
                }
            }
            // 第三, 一二: numbers name nothing.
            let number = chars!("第一二三四五六七八九十百0123456789").has(self.passage.at(here));
            if number || common::single(self.passage.at(here)) {
                taken[k + 1] = taken[k + 1].max(taken[k] + 1);
            }
        }
        length - taken[length]
    }

    /// Whether the clause goes on with a new word behind a name, or ends.
    pub(super) fn closes(&self, end: usize) -> bool {
        let next = self.passage.at(end);
        // 东北救国军|李海青部: the part of it that somebody led.
        let led = || {
            self.passage.hits.has(end, Class::Surname)
                && (end + 2..end + 5).any(|k| self.passage.at(k) == '部')
        };
        !is_han(next)
            || self.passage.bounds.open(end)
            || led()
            || common::word(next, self.passage.at(end + 1)) && !common::word(self.passage.before(end), next)
            || self
                .passage
                .hits
                .at(end)
                .iter()
                .any(|hit| hit.end - hit.start > 1 && hit.classes.meets(GOES_ON))
    }

    /// Whether a verb of founding, building, moving or closing stands right before or behind a name.
    fn done(&self, start: usize, end: usize) -> bool {
        let founds = |value: &str| value.starts_with("institution") || value.starts_with("project");
        let hits = &self.passage.hits;
        let behind = hits
            .at(end)
            .iter()
            .any(|hit| hit.is(Class::TypeWord) && founds(self.passage.value(hit, Class::TypeWord)));
        behind
            || hits
                .ending(start, Class::TypeWord)
                .is_some_and(|hit| founds(self.passage.value(hit, Class::TypeWord)))
    }

    /// The verbs between `left` and a last word that bound nothing by themselves (转入, 重修).
    pub(super) fn verbs(&self, left: usize, suffix: usize) -> Vec<VerbInside> {
        let mut found = Vec::new();
        let mut k = left;
        while k + 2 <= suffix && found.len() < 4 {
            let verb = self.verb(k).filter(|verb| verb.end <= suffix);
            if let Some(verb) = verb.filter(|verb| !self.covered(k, verb.end)) {
                k = verb.end;
                found.push(verb);
            } else {
                k += 1;
            }
        }
        found
    }

    /// The verb at `k`.
    fn verb(&self, k: usize) -> Option<VerbInside> {
        let told = self.passage.hits.at(k).iter().rev().find(|hit| {
            let deed = hit.is(Class::TypeWord) && {
                let value = self.passage.value(hit, Class::TypeWord);
                !value.ends_with("noun") && !value.starts_with("none")
            };
            hit.end - hit.start > 1
                && (deed || hit.is(Class::Verb) || hit.is(Class::OrganizerVerb) || hit.is(Class::StageVerb))
        });
        let (first, second) = (self.passage.at(k), self.passage.at(k + 1));
        let end = match told {
            Some(hit) => hit.end as usize,
            None if common::verb(first, second) || common::rare_verb(first, second) => k + 2,
            None => return None,
        };
        // 前进电器厂: a word that firms are called by.
        let named = self.passage.hits.at(k).iter().any(|hit| {
            hit.end as usize == end
                && hit.is(Class::NamePart)
                && self.passage.value(hit, Class::NamePart) == "name"
        });
        if named {
            return None;
        }
        // 散热|器厂, 播种|机站: what the body makes, and no deed.
        let made = lists::BODY_MADE.has(self.passage.at(end))
            && !common::word(self.passage.at(end), self.passage.at(end + 1));
        if made && end == k + 2 {
            return None;
        }
        let of_type =
            |hit: &Hit| !hit.is(Class::Verb) && !hit.is(Class::OrganizerVerb) && !hit.is(Class::StageVerb);
        let kind = if told.is_none_or(of_type) && end == k + 2 && common::rare_verb(first, second) {
            VerbKind::Rare
        } else if self.passage.hits.longest(k, Class::Describing).is_some() {
            VerbKind::Describes
        } else if common::deed(first, second) {
            VerbKind::Deed
        } else {
            VerbKind::Plain
        };
        Some(VerbInside { start: k, end, kind })
    }

    /// Whether a verb of one character that no word of two holds stands before `from`, and a name begins there:
    /// 建|八五三农场, 小池驿设|车站.
    pub(super) fn acts(&self, from: usize, suffix: usize) -> bool {
        let Some(k) = from.checked_sub(1).filter(|&k| k >= self.passage.span.lo()) else { return false };
        let c = self.passage.at(k);
        // 某某军区|调|解放军…: what the body just named does to one whose name is whole, and no 调解.
        let whole = from == suffix
            && self.found.last().is_some_and(|last| last.span.hi() == k)
            && self.passage.hits.longest(from, Class::OrgSuffix).is_some_and(|hit| hit.span().len() > 2);
        if common::act(c) && whole {
            return true;
        }
        if !common::act(c) || self.within_word(k) {
            return false;
        }
        common::bare_deed(c)
            // 李庄村|建|育英中学.
            || chars!("村镇乡县市庄街巷路").has(self.passage.before(k))
            || self.first_anchor(from, suffix).is_some_and(|(start, _)| start == from)
            || self.passage.at(from) == '第'
            || self.passage.hits.has(from, Class::BodyLead)
            || self.passage.hits.longest(from, Class::Describing).is_some_and(|hit| hit.end > hit.start + 1)
            || (from..from + 3).all(|j| lists::NUMBER_DIGITS.has(self.passage.at(j)))
    }

    /// Whether a word or name of two characters or more holds the character at `k`.
    fn within_word(&self, k: usize) -> bool {
        let passage = self.passage;
        let held = (k.saturating_sub(5).max(passage.span.lo())..=k).any(|j| {
            passage.hits.at(j).iter().any(|hit| {
                // 改县, 改官: a verb with the first character of what it is done to holds nothing.
                let deed = j == k && hit.classes.meets(GOES_ON);
                hit.end > hit.start + 1 && hit.end as usize > k && !hit.is(Class::DivisionShort) && !deed
            })
        });
        held || common::word(passage.before(k), passage.at(k))
            || common::word(passage.at(k), passage.at(k + 1))
    }

    /// What the verbs inside a name that begins at `start` say against it; `others` tells whether it was also proposed from
    /// behind them.
    pub(super) fn verbs_against(
        &self,
        start: usize,
        suffix: usize,
        ending: Ending,
        verbs: &[VerbInside],
        others: bool,
    ) -> Option<Weight> {
        let task = matches!(ending, Ending::Body | Ending::Team);
        let anchor = self.first_anchor(start, suffix).unwrap_or((suffix, suffix));
        let inside =
            |verb: &&VerbInside| verb.start >= start && !(verb.start >= anchor.0 && verb.end <= anchor.1);
        let mut against = None;
        for verb in verbs.iter().filter(inside) {
            // 大坪煤矿|掘进|三队: what a unit does, before its number.
            if verb.end == suffix && self.by_number(suffix, suffix + 2) {
                continue;
            }
            // 下放|农场: nothing else before the last word.
            // 难民救济|委员会: bodies called after what they do.
            let alone = verb.end == suffix
                && self.own(start, suffix) == 0
                && !(verb.start > start && self.passage.begins_any(suffix, &lists::BODY_BY_TASK));
            // 省文史馆|延聘|复旦大学: a deed of the body just named.
            let of_body = self.found.last().is_some_and(|last| last.span.hi() == verb.start);
            match verb.kind {
                VerbKind::Rare if of_body => return Some(Weight::BodyDeed),
                VerbKind::Plain if alone && anchor.0 == suffix => return Some(Weight::BodyDeed),
                // 创办|利用|织布|学堂: what is taught or made in what is founded.
                VerbKind::Deed if verb.end == suffix && verb.start > start && self.founds(start) => {}
                VerbKind::Deed if !task || verb.end <= anchor.0 => return Some(Weight::BodyDeed),
                VerbKind::Plain if verb.end <= anchor.0 => against = Some(Weight::BodyVerb),
                VerbKind::Describes | VerbKind::Rare if others && verb.start == start => {
                    against = Some(Weight::BodyVerb);
                }
                _ => {}
            }
        }
        against
    }

    /// Whether a longer word of names holds `start..end`.
    fn covered(&self, start: usize, end: usize) -> bool {
        (start.saturating_sub(6)..=start).any(|k| {
            self.passage.hits.at(k).iter().any(|hit| {
                let longer = (hit.end - hit.start) as usize > end - start;
                longer && hit.end as usize >= end && hit.classes.meets(super::PLAIN.and(super::ENDINGS))
            })
        })
    }

    /// Proposes the name that ends with `i..end` from `from` on; tells whether it may begin there.
    pub(super) fn behind(&mut self, from: usize, i: usize, end: usize, ending: Ending) -> bool {
        let floor = std::mem::replace(&mut self.floor, from);
        let begun = self.begin(i, end, ending).filter(|&(start, _)| start >= from);
        self.floor = floor;
        if let Some((start, kind)) = begun {
            self.node(Span::new(start, end), kind, Score::of(ending.weight()));
        }
        begun.is_some()
    }

    /// 全省学习推广|青溪社区, 旧址即今|柳林小学: where a name of its own begins that reaches up to the last word, behind nothing but words, among
    /// them a verb, a preposition or a pronoun that none of them holds.
    pub(super) fn own_tail(&self, left: usize, suffix: usize) -> Option<usize> {
        let from = (2..=4).rev().map(|length| suffix.saturating_sub(length)).find(|&from| {
            from > left + 1
                && self.own(from, suffix) == suffix - from
                && self.own(left, from) == 0
                && !common::word(self.passage.before(from), self.passage.at(from))
        })?;
        // 开封|青溪公司: the place that leads the name holds no verb.
        let lead = self.first_anchor(left, suffix).unwrap_or((suffix, suffix));
        if lead.1 == from {
            return None;
        }
        let free = |k: usize| !(lead.0..lead.1).contains(&k);
        let small = |k: usize| common::single(self.passage.at(k)) && !self.within_word(k) && free(k);
        let deed = |verb: &VerbInside| verb.kind != VerbKind::Describes && free(verb.start);
        let verb = || self.verbs(left, from).iter().any(deed);
        // 集团公司基建矿井|青溪煤业公司: what it is stands before it, and whose.
        let whose = || {
            self.first_anchor(left, from).is_none()
                && (left..from).any(|k| {
                    self.passage
                        .hits
                        .longest(k, Class::OrgSuffix)
                        .is_some_and(|hit| hit.span().len() > 1 && hit.span().hi() < from)
                })
        };
        (verb() || (left..from).any(small) || whose()).then_some(from)
    }

    /// The same last word with a beginning behind a verb: 职工转入|竹塘金矿. The name must have a lead or a name of its own.
    /// Tells whether there is one.
    pub(super) fn behind_verbs(
        &mut self,
        i: usize,
        end: usize,
        ending: Ending,
        verbs: &[VerbInside],
    ) -> bool {
        let floor = self.floor;
        let mut any = false;
        for verb in verbs {
            let from = verb.end;
            self.floor = from;
            let own = self.own(from, i) >= 2;
            let led = self.first_anchor(from, i).is_some_and(|(start, _)| start == from);
            if !own && !led {
                continue;
            }
            if self.behind(from, i, end, ending) {
                any = true;
            } else if let Some((span, score)) = self.unled(i, end, ending) {
                any = true;
                let called = !self.passage.bounds.place(from) && self.passage.at(from) != '第';
                self.node(span, OrganizationKind::Institution, score.when(called, Weight::BodyCalled));
            }
        }
        self.floor = floor;
        any
    }
}
