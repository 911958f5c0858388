//! Organisations, task bodies, teams, sites and bare organs.
//!
//! In goes a passage; out come the names of bodies as they stand. A name is found by its last word (公司, 医院, 指挥部,
//! 社区) and its beginning: the place or level it starts with (河南省, 省, 国家) after the last word that bounds names.
//! `赶赴省卫健委` gives 省卫健委, `到郑州大学和郑州市高新区外国语小学` gives two schools, `各级医院` gives nothing.

mod ending;
mod lead;
mod narrow;
mod shape;
mod start;
#[cfg(test)]
mod tests;
mod unit;
mod unled;

use super::lattice::{Kind, Node, Payload, Score, Weight};
use super::{DIVISIONS, Passage, common, gauge};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet};
use crate::text::{Span, chars, is_han, words};

/// What kind of body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrganizationKind {
    /// 省委, 国务院: a bare organ.
    Organ,
    /// A department, company, school, hospital.
    Institution,
    /// A headquarters, task force, leading group.
    Body,
    /// A team sent out.
    Team,
    /// A community, park, station, project site.
    Site,
}

/// An organisation as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationMention {
    /// As written.
    pub span: Span,
    /// What kind of body.
    pub kind: OrganizationKind,
}

/// Every stretch of an entry that may be an organisation; one may stand inside a post (省委书记) or before one
/// (省卫健委副主任).
pub(super) fn propose(passage: &Passage<'_>, nodes: &mut Vec<Node>) {
    let span = passage.span;
    let mut finder = Finder { passage, found: Vec::new(), nodes, floor: span.lo(), spent: 0 };
    let mut i = span.lo();
    while i < span.hi() {
        i = (i..span.hi()).find(|&k| finder.may_end(k)).map_or(span.hi(), |k| finder.step(k));
    }
}

/// The body that a title begins with: 某省人民政府 in 某省人民政府关于…的通知.
pub fn leading(passage: &Passage<'_>, title: Span) -> Option<Span> {
    let mut nodes = Vec::new();
    let mut finder = Finder { passage, found: Vec::new(), nodes: &mut nodes, floor: title.lo(), spent: 0 };
    let limit = title.hi().min(title.lo() + 40);
    let mut i = title.lo();
    while i < limit && !passage.begins(i, "关于") {
        i = finder.step(i);
    }
    finder.found.first().map(|mention| mention.span).filter(|span| span.start == title.start)
}

/// What a name may end with.
const ENDINGS: ClassSet = ClassSet::of(&[
    Class::Organ,
    Class::Org,
    Class::Department,
    Class::BodySuffix,
    Class::OrgSuffix,
    Class::SiteSuffix,
]);

/// What may lead a name.
const ANCHORS: ClassSet = ClassSet::of(&[
    Class::Division,
    Class::DivisionShort,
    Class::Country,
    Class::Organ,
    Class::Org,
    Class::Region,
]);

/// Words that name nothing by themselves.
const PLAIN: ClassSet = PLAIN_BUT_WORDS.with(Class::Word);

/// The same but for common words.
const PLAIN_BUT_WORDS: ClassSet = ClassSet::of(&[
    Class::Describing,
    Class::NamePart,
    Class::BodyWord,
    Class::Department,
    Class::Post,
    Class::Occupation,
    Class::Verb,
    Class::TypeWord,
    Class::DocumentKind,
    Class::BodyLead,
    Class::OrgSuffix,
    Class::SiteSuffix,
    Class::BodySuffix,
]);

/// How a name's last word asks to be led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// The name is whole by itself.
    Whole,
    /// A bare organ.
    Organ,
    /// A department: a level or place comes before it.
    Department,
    /// 公司, 医院: a place or a name of its own.
    Strong,
    /// 局, 厂: a place or level.
    Bare,
    /// 项目: only where a name must stand.
    Slot,
    /// 办公室: goes on with a name before it.
    Tail,
    /// 指挥部, 专班.
    Body,
    /// 医疗队.
    Team,
    /// 师, 旅: a number before it.
    Unit,
    /// 人民公园: a name even without more before it.
    Named,
    /// 科技: a firm's short form, where it stands in a list of bodies.
    Listed,
    /// 党委: goes on with the unit right before it.
    Cell,
}

impl Ending {
    /// What the last word speaks for a body.
    fn weight(self) -> Weight {
        match self {
            Self::Whole => Weight::BodyWhole,
            Self::Organ => Weight::BodyOrgan,
            Self::Department | Self::Cell => Weight::BodyDepartment,
            Self::Strong => Weight::BodyStrong,
            Self::Bare => Weight::BodyBare,
            Self::Slot => Weight::BodySlot,
            Self::Tail => Weight::BodyTail,
            Self::Body | Self::Team => Weight::BodyTask,
            Self::Unit => Weight::BodyUnit,
            Self::Named => Weight::BodyNamed,
            Self::Listed => Weight::BodyListed,
        }
    }
}

/// Where a name may begin.
#[derive(Debug, Clone, Copy)]
struct Lead {
    /// The first character after the last bound.
    left: usize,
    /// Where the place or level that leads the name begins, and ends.
    anchor: Option<(usize, usize)>,
}

struct Finder<'a, 'b> {
    passage: &'a Passage<'b>,
    /// What stands out so far: a last word may go on with a name just before it.
    found: Vec<OrganizationMention>,
    /// All that is proposed.
    nodes: &'a mut Vec<Node>,
    /// No name begins before this.
    floor: usize,
    /// The end of the longest last word that was looked at; shorter ones inside it are none.
    spent: usize,
}

impl Finder<'_, '_> {
    /// Whether a last word may begin at `i`, or 中国 before a short name.
    fn may_end(&self, i: usize) -> bool {
        self.passage.hits.classes(i).meets(ENDINGS) || self.passage.at(i) == '中'
    }

    /// Looks for a last word at `i`; gives the next character to look at.
    fn step(&mut self, i: usize) -> usize {
        let Some((hit, ending)) = self.ending(i) else {
            return self.national(i).unwrap_or(i + 1);
        };
        let end = hit.end as usize;
        if end <= self.spent {
            return i + 1;
        }
        // 洪河班台|站流量: where a water is gauged.
        if gauge::told(self.passage, end) && gauge::water(self.passage, end).is_some() || self.crossed(i, end)
        {
            return i + 1;
        }
        self.spent = end;
        // 女子学堂一所: how many, not the last word of a name.
        let counted = matches!(self.passage.at(i), '所' | '处')
            && end == i + 1
            && chars!("一二两三四五六七八九十几数0123456789").has(self.passage.before(i))
            && !self.passage.ends_any(i - 1, words!["第", "研究", "设计"]);
        // 赤水、习水、余庆三|院.
        let number = if end == i + 1 { i.wrapping_sub(1) } else { i };
        let listed = i >= 3
            && end == number + 2
            && lists::NUMBER_SEVERAL.has(self.passage.at(number))
            && (number.saturating_sub(7)..number - 1).any(|k| self.passage.at(k) == '、')
            && !chars!("第省市县区州").has(self.passage.before(number));
        // 演出52场, but not 第52场 or 5702厂.
        let digits = (self.floor..i).rev().take_while(|&k| self.passage.at(k).is_ascii_digit()).count();
        let figure = end == i + 1
            && (1..3).contains(&digits)
            && !(i > digits && self.passage.at(i - digits - 1) == '第');
        if counted || listed || figure {
            return i + 1;
        }
        if !self.ends_cleanly(end, ending) || self.word_over(i, end) || self.runs_into(i, end) || self.had(i)
        {
            return i + 1;
        }
        let left = self.lead(i, ending).left;
        let verbs = if ending == Ending::Whole { Vec::new() } else { self.verbs(left, i) };
        let others = self.behind_verbs(i, end, ending, &verbs);
        let tail = if ending == Ending::Strong { self.own_tail(left, i) } else { None };
        if let Some(from) = tail {
            let site =
                self.passage.hits.at(i).iter().any(|h| h.end as usize == end && h.is(Class::SiteSuffix));
            self.node(Span::new(from, end), Self::kind(ending, site), Score::of(ending.weight()));
        }
        let Some((start, kind)) = self.begin(i, end, ending) else {
            if let Some((span, score)) = self.unled(i, end, ending) {
                let against = self.verbs_against(span.lo(), i, ending, &verbs, others);
                let score = against.map_or(score, |weight| score.and(weight));
                self.node(span, OrganizationKind::Institution, score);
            }
            return i + 1;
        };
        // 某某任县委书记: the verb, not 任县, where a name stands before it.
        let verb = self.passage.at(start) == '任'
            && is_han(self.passage.before(start))
            && self
                .passage
                .hits
                .longest(start + 1, Class::Organ)
                .is_some_and(|organ| organ.end as usize == end);
        // 撤销|原市外贸办: what it was called before.
        let former = self.passage.at(start) == '原'
            && start + 1 < i
            && !common::word('原', self.passage.at(start + 1))
            && !self.passage.hits.at(start).iter().any(|hit| hit.end > hit.start + 1);
        // 任命某某为|县医院院长: whose body it is stands behind 为.
        let office = self.passage.ends_any(start, &lists::TITLE_ELECTS).then(|| {
            (start + 2..start + 6).find(|&k| k < i && self.passage.before(k) == '为' && self.full_anchor(k))
        });
        let start = office.flatten().unwrap_or(start);
        let led = start;
        let start = self.works_before(start, ending);
        // 自治|区纪委, 自治|州人大: the kind of division is one word.
        let start = start + usize::from(verb || former);
        let autonomous = chars!("区州县旗").has(self.passage.at(start))
            && start >= self.floor + 2
            && self.passage.ends(start, "自治");
        let span = Span::new(if autonomous { start - 2 } else { start }, end);
        // 县城至某公社|公路: a line between two places is none.
        let line = self.passage.begins_any(i, &lists::BODY_WAYS)
            && (start..i).any(|k| matches!(self.passage.at(k), '至' | '到'));
        let grounds = kind == OrganizationKind::Site && matches!(ending, Ending::Bare | Ending::Strong);
        // 青州至|白沙港: the end of a line.
        // 甘洛至喜德段|隧道: part of a line.
        let line = line
            || grounds && self.passage.before(i) == '段'
            || grounds && (start + 1..i).any(|k| self.passage.at(k) == '至');
        // 从|青州火车站, 白沙港|区: grounds that somebody comes from or goes to, or that are part of another name, do nothing, and hide the
        // place that they are called after.
        let next = self.passage.at(end);
        let passed = grounds
            && !line
            && (chars!("从抵驻于返自离往泊").has(self.passage.before(start))
                || self.passage.ends_any(start, &lists::BODY_CALLS_AT)
                || self.passage.before(end) == '港'
                    && (chars!("区口池号").has(next) || next.is_ascii_digit()));
        if passed {
            self.nodes.push(Node::wall(span, Kind::Word, Weight::Product));
        }
        if line || passed {
            return i + 1;
        }
        let score = Score::of(ending.weight()).when(self.general_body(start, i, end), Weight::BodyGeneric);
        let against = self.verbs_against(start, i, ending, &verbs, others);
        let score = against.map_or(score, |weight| score.and(weight));
        let score = score.when(against.is_none() && tail.is_some_and(|from| start < from), Weight::BodyVerb);
        let score = score.when(start < led, Weight::BodyOwn);
        let gauge = end == i + 1 && gauge::told(self.passage, end);
        let score = score.when(gauge || self.joint(start, i, ending), Weight::BodyGeneric);
        // 连云港: the last word is the end of a division's name.
        if self.divided(i, end) {
            self.node(span, kind, score.and(Weight::BodyDivision));
            return i + 1;
        }
        self.node(span, kind, score);
        // 美国|商务部: the country whose ministry it is.
        if matches!(ending, Ending::Whole | Ending::Department)
            && let Some(country) = self.passage.hits.ending(span.lo(), Class::Country)
        {
            self.node(Span { start: country.start, end: span.end }, kind, score.and(Weight::BodyCountry));
        }
        self.clipped(span, i, kind, score);
        while self.found.last().is_some_and(|last| last.span.end > span.start) {
            self.found.pop();
        }
        self.found.push(OrganizationMention { span, kind });
        end
    }

    /// 煤炭部、劳动人事部、全国总工会|检查组: a group of all the bodies listed, no body of the last.
    fn joint(&self, start: usize, suffix: usize, ending: Ending) -> bool {
        if !matches!(ending, Ending::Team | Ending::Body) || self.passage.before(start) != '、' {
            return false;
        }
        let mut listed = self.found.iter().rev().skip_while(|found| found.span.lo() >= start);
        let inner = self.found.last().is_some_and(|last| last.span.lo() == start && last.span.hi() <= suffix);
        inner && listed.next().is_some_and(|before| before.span.hi() + 1 == start)
    }

    /// Whether the word behind begins with the 校 that a last word ends with: 中学|校长, 附属小学|校舍.
    fn school_goes_on(&self, end: usize) -> bool {
        self.passage.before(end) == '校'
            && (common::word('校', self.passage.at(end)) || self.passage.hits.has(end - 1, Class::Post))
    }

    /// Whether another last word begins in this one and goes on: 第七中|学.
    fn crossed(&self, i: usize, end: usize) -> bool {
        (i + 1..end).any(|k| {
            self.passage.hits.at(k).iter().any(|hit| {
                let to = hit.end as usize;
                to > end
                    && !self.school_goes_on(to)
                    && (hit.is(Class::OrgSuffix) || hit.is(Class::SiteSuffix))
            })
        })
    }

    fn node(&mut self, span: Span, kind: OrganizationKind, score: Score) {
        self.nodes.push(Node::new(span, Kind::Body, score, Payload::Body(kind)));
    }

    /// 32个|乡人民政府, 首个法院, 合作社|170个: how many or which of its kind, no name.
    fn general_body(&self, start: usize, suffix: usize, end: usize) -> bool {
        let counted = self.passage.before(start) == '个';
        let first = &lists::BODY_FIRST_OF_KIND;
        let unit = (end..end + 5).find(|&k| !self.passage.at(k).is_ascii_digit()).unwrap_or(end);
        let many = unit > end && lists::BODY_MANY.has(self.passage.at(unit));
        // 被认定为|国家级技术中心: a grade that is given.
        let graded = self.passage.ends_any(start, &lists::BODY_GRADED);
        counted
            || many
            || graded
            || self.of_no_town(start)
            || (start..suffix).any(|k| self.passage.begins_any(k, first))
    }

    /// 公社改为|乡人民政府, in a city's record: a body of a level below the record's own, where neither the entry before nor the
    /// record's first line names a unit of that level.
    fn of_no_town(&self, start: usize) -> bool {
        /// How far before a body the unit is looked for that it is of.
        const NEAR: usize = 300;
        let passage = self.passage;
        let level = passage.at(start);
        if passage.region == 0 || !chars!("乡镇村").has(level) {
            return false;
        }
        let named =
            |k: &usize| passage.at(*k) == level && is_han(passage.before(*k)) && !passage.bounds.cut(*k);
        let title = || {
            let line = (0..passage.text.len().min(60)).take_while(|&k| passage.text.at(k) != '\n');
            line.skip(1).any(|k| passage.text.at(k) == level && is_han(passage.text.at(k - 1)))
        };
        let near = passage.span.lo().max(start.saturating_sub(NEAR))..start;
        !near.into_iter().any(|k| named(&k)) && !title()
    }

    /// Whether the name of a division reaches over a last word.
    fn divided(&self, i: usize, end: usize) -> bool {
        (i.saturating_sub(8)..i).any(|k| {
            self.passage.hits.classes(k).meets(DIVISIONS)
                && self.passage.hits.at(k).iter().any(|hit| {
                    hit.end as usize >= end && hit.classes.meets(DIVISIONS) && hit.end - hit.start > 2
                })
        })
    }

    /// The same body from a later beginning: behind a date (6日|南京大学), or a place in its middle (中铁|郑州中心站).
    fn clipped(&mut self, span: Span, suffix: usize, kind: OrganizationKind, score: Score) {
        let dated = |k: usize| matches!(self.passage.before(k), '日' | '月' | '年');
        let from = (span.lo() + 1..suffix).find(|&k| {
            dated(k) && (lists::PLACE_LEVELS.has(self.passage.at(k)) || self.anchor(k, k, suffix).is_some())
        });
        // 应|县公安局: a division's name reaches over the beginning.
        let over =
            (span.lo().saturating_sub(2)..span.lo()).find(|&k| {
                self.passage.hits.at(k).iter().any(|hit| {
                    hit.is(Class::Division) && (span.lo() + 1..=suffix).contains(&(hit.end as usize))
                })
            });
        if let Some(from) = over.filter(|&from| from >= self.floor) {
            self.node(Span::new(from, span.hi()), kind, score.and(Weight::BodyOver));
        }
        if let Some(from) = from {
            self.node(Span::new(from, span.hi()), kind, score);
        } else if let Some((from, _)) = self.first_anchor(span.lo() + 1, suffix)
            && self.full_anchor(from)
        {
            self.node(Span::new(from, span.hi()), kind, score.and(Weight::BodyClipped));
        }
    }
}
