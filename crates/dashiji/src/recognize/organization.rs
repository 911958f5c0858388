//! Organisations, task bodies, teams, sites and bare organs.
//!
//! In goes a passage; out come the names of bodies as they stand. A name is found by its last word (公司, 医院, 指挥部,
//! 社区) and its beginning: the place or level it starts with (河南省, 省, 国家) after the last word that bounds names.
//! `赶赴省卫健委` gives 省卫健委, `到郑州大学和郑州市高新区外国语小学` gives two schools, `各级医院` gives nothing.

use super::Passage;
use super::lattice::{Kind, Node, Payload, Score, Weight};
use crate::lexicon::{Class, ClassSet, Hit};
use crate::resolve::division;
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

/// The names of divisions.
const DIVISIONS: ClassSet = ClassSet::of(&[Class::Division, Class::DivisionShort]);

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
}

impl Ending {
    /// What the last word speaks for a body.
    fn weight(self) -> Weight {
        match self {
            Self::Whole => Weight::BodyWhole,
            Self::Organ => Weight::BodyOrgan,
            Self::Department => Weight::BodyDepartment,
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
        self.spent = end;
        // 女子学堂一所: how many, not the last word of a name.
        let counted = matches!(self.passage.at(i), '所' | '处')
            && end == i + 1
            && chars!("一二两三四五六七八九十几数0123456789").has(self.passage.before(i))
            && !self.passage.ends_any(i - 1, words!["第", "研究", "设计"]);
        if counted {
            return i + 1;
        }
        if !self.ends_cleanly(end, ending) || self.word_over(i, end) {
            return i + 1;
        }
        let Some((start, kind)) = self.begin(i, end, ending) else {
            self.unled(i, end, ending);
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
        let span = Span::new(start + usize::from(verb), end);
        // 县城至某公社|公路: a line between two places is none.
        let line = self.passage.begins_any(i, words!["公路", "铁路", "高速"])
            && (start..i).any(|k| matches!(self.passage.at(k), '至' | '到'));
        if line {
            return i + 1;
        }
        let score = Score::of(ending.weight()).when(self.general_body(start, i), Weight::BodyGeneric);
        // 连云港: the last word is the end of a division's name.
        if self.divided(i, end) {
            self.node(span, kind, score.and(Weight::BodyDivision));
            return i + 1;
        }
        self.node(span, kind, score);
        self.clipped(span, i, kind, score);
        while self.found.last().is_some_and(|last| last.span.end > span.start) {
            self.found.pop();
        }
        self.found.push(OrganizationMention { span, kind });
        end
    }

    fn node(&mut self, span: Span, kind: OrganizationKind, score: Score) {
        self.nodes.push(Node::new(span, Kind::Body, score, Payload::Body(kind)));
    }

    /// 32个|乡人民政府, 首个法院: how many or which of its kind, no name.
    fn general_body(&self, start: usize, suffix: usize) -> bool {
        let counted = self.passage.before(start) == '个';
        let first = words!["首个", "首家", "首座", "首所", "永久", "第一家", "第一所", "第一座"];
        counted || (start..suffix).any(|k| self.passage.begins_any(k, first))
    }

    /// 红旗化工厂 in 锦屏磷矿、红旗化工厂、毛巾厂: a last word that asks for a place before it, with only a name of its own
    /// between what bounds it on either side. Others in the list, or a word that calls for a place, must speak for it.
    fn unled(&mut self, i: usize, end: usize, ending: Ending) {
        if !matches!(ending, Ending::Bare | Ending::Department | Ending::Unit) {
            return;
        }
        let lead = self.lead(i, ending);
        let start = lead.left;
        let core = i - start;
        let closes = !is_han(self.passage.at(end)) || self.passage.bounds.open(end);
        let opens = !is_han(self.passage.before(start)) || self.passage.bounds.cut(start);
        let whole = ending == Ending::Department && core == 0;
        if !closes || !opens || !(whole || (2..=8).contains(&core)) || self.counted(start, i) {
            return;
        }
        // 国际陆港: what only describes; 县体育馆|广场: the grounds of a body just named.
        let describes = core > 0 && self.passage.hits.has(start, Class::Describing);
        let grounds = self.found.last().is_some_and(|last| last.span.hi() == i);
        if describes || grounds || self.general_body(start, i) {
            return;
        }
        // 武警连云港市支队, 县消防大队: a place stands for the number.
        let troop = self.passage.begins_any(i, words!["支队", "大队", "中队", "总队"]);
        let led =
            troop && lead.anchor.is_some_and(|(from, to)| self.codes(from, to).is_some() || to == from + 1);
        if ending == Ending::Unit && !led {
            return;
        }
        let score =
            Score::of(if led && ending == Ending::Unit { Weight::BodyBare } else { Weight::BodyUnled })
                .when(self.passage.bounds.place(start) && core > 0, Weight::BodyCalled);
        self.node(Span::new(start, end), OrganizationKind::Institution, score);
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
            dated(k)
                && (chars!("省市县区州盟旗镇乡").has(self.passage.at(k))
                    || self.anchor(k, k, suffix).is_some())
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

    /// 中国一拖: a firm by 中国 and a short name, where a list of bodies or 在 makes it plain. Gives its end.
    fn national(&mut self, i: usize) -> Option<usize> {
        if self.passage.at(i) != '中' || !self.passage.begins(i, "中国") || i < self.floor {
            return None;
        }
        let listed = matches!(self.passage.before(i), '、' | '和' | '与' | '及')
            && self.found.last().is_some_and(|last| last.span.hi() + 1 == i);
        if !listed && !self.passage.bounds.place(i) {
            return None;
        }
        let end = (i + 4..i + 7).find(|&k| {
            matches!(self.passage.at(k), ',' | '、' | '。' | '和' | '与' | '等')
                || self.passage.bounds.open(k)
        })?;
        let plain = (i + 2..end).all(|k| {
            is_han(self.passage.at(k))
                && !self.passage.bounds.open(k)
                && !self.passage.hits.has(k, Class::Describing)
        });
        let known = self.passage.hits.at(i).iter().any(|hit| hit.end as usize > i + 2);
        let after = matches!(self.passage.at(end), ',' | '、' | '和' | '与' | '等');
        if !plain
            || !after
            || known
            || self.passage.ends_any(end, words!["期间", "境内", "大陆", "各地", "以外", "之行"])
        {
            return None;
        }
        let (span, kind) = (Span::new(i, end), OrganizationKind::Institution);
        self.node(span, kind, Score::of(Weight::BodyListed));
        self.found.push(OrganizationMention { span, kind });
        Some(end)
    }

    /// The longest last word at `i`.
    fn ending(&self, i: usize) -> Option<(Hit, Ending)> {
        if !self.passage.hits.classes(i).meets(ENDINGS) {
            return None;
        }
        let mut best: Option<(Hit, Ending)> = None;
        for hit in self.passage.hits.at(i) {
            let ending = if hit.is(Class::Organ) {
                Ending::Organ
            } else if hit.is(Class::Org) {
                Ending::Whole
            } else if hit.is(Class::Department) {
                Ending::Department
            } else if hit.is(Class::BodySuffix) {
                if self.passage.value(hit, Class::BodySuffix) == "team" { Ending::Team } else { Ending::Body }
            } else if hit.is(Class::OrgSuffix) {
                suffix(self.passage.value(hit, Class::OrgSuffix))
            } else if hit.is(Class::SiteSuffix) {
                suffix(self.passage.value(hit, Class::SiteSuffix))
            } else {
                continue;
            };
            if best.is_none_or(|(other, _)| hit.end > other.end) {
                best = Some((*hit, ending));
            }
        }
        best
    }

    /// 委员会 is no body in 委员会议, 组织部 none in 组织部长, 学院 none in 学院路.
    fn ends_cleanly(&self, end: usize, ending: Ending) -> bool {
        let next = self.passage.at(end);
        let last = self.passage.before(end);
        // 灰山港|镇: the name goes on as a town's.
        let town = matches!(ending, Ending::Bare | Ending::Strong | Ending::Slot)
            && self.passage.hits.at(end).iter().any(|hit| {
                hit.is(Class::PlaceSuffix)
                    && matches!(self.passage.value(hit, Class::PlaceSuffix), "town" | "village")
            })
            && !self.passage.hits.has(end, Class::BodyWord);
        if town {
            return false;
        }
        let chief = next == '长'
            && !self.passage.begins_any(
                end,
                words!["长期", "长远", "长春", "长沙", "长城", "长江", "长途", "长治", "长垣", "长葛"],
            );
        let word = match next {
            '长' => chief && ending != Ending::Organ,
            '议' => matches!(last, '会' | '协'),
            '定' | '商' | '调' | '助' | '同' | '作' => last == '协',
            '路' | '街' => true,
            '员' if ending == Ending::Organ => self.passage.begins(end, "员会"),
            '员' => matches!(last, '队' | '团' | '会' | '委'),
            '友' | '际' => last == '校',
            '门' => last == '部',
            '伍' => last == '队',
            _ => false,
        };
        !word
    }

    fn name_char(&self, i: usize) -> bool {
        let c = self.passage.at(i);
        is_han(c) || c.is_ascii_alphanumeric() || c == '·'
    }

    /// Scans left from a last word to the bound before the name, and finds the leftmost place or level in between.
    fn lead(&self, suffix: usize, ending: Ending) -> Lead {
        let bounds = &self.passage.bounds;
        let lowest = self.floor.max(suffix.saturating_sub(40));
        let mut left = suffix;
        let task = matches!(ending, Ending::Team | Ending::Body | Ending::Tail);
        while left > lowest && (!bounds.cut(left) || self.stationed(left)) && (task || !bounds.sent(left)) {
            let before = left - 1;
            // 第十一批、第十二批支援某省医疗队 is one name.
            let series = self.passage.at(before) == '、'
                && self.passage.at(left) == '第'
                && self.passage.before(before) == '批';
            if self.name_char(before) || series {
                left = before;
            } else if self.passage.at(before) == ')' {
                let open = (before.saturating_sub(10).max(lowest)..before)
                    .rev()
                    .find(|&k| self.passage.at(k) == '(')
                    .filter(|&k| k > lowest && is_han(self.passage.at(k - 1)) && !bounds.place(k));
                match open {
                    Some(open)
                        if (open + 1..before).all(|k| is_han(self.passage.at(k))) && left < suffix + 1 =>
                    {
                        // A bound before the bracket is part of the name: 北方联合(大连)公司.
                        left = open - 1;
                    }
                    _ => break,
                }
            } else {
                break;
            }
        }
        while left < suffix && !is_han(self.passage.at(left)) && !self.passage.at(left).is_alphanumeric() {
            left = (left..suffix).find(|&k| self.passage.at(k) == ')').map_or(left, |k| k) + 1;
        }
        let left = left.min(suffix);
        let anchor = self.first_anchor(left, suffix);
        if anchor.is_none()
            && left < suffix
            && let Some(further) = self.over_join(left, suffix, lowest)
        {
            return Lead { left: further, anchor: self.first_anchor(further, suffix) };
        }
        // 我市|第一批援沪医疗队: one's own level, where the team has a name of its own.
        if anchor.is_none_or(|(start, _)| start > left)
            && ending == Ending::Team
            && (left..suffix).any(|k| self.passage.at(k) == '批')
            && left >= lowest + 2
            && self.passage.ends_any(left, words!["我省", "我市", "我县", "我区", "我州", "我校", "我院"])
        {
            return Lead { left: left - 2, anchor: Some((left - 2, left)) };
        }
        Lead { left, anchor }
    }

    fn first_anchor(&self, left: usize, suffix: usize) -> Option<(usize, usize)> {
        (left..suffix).find_map(|k| self.anchor(k, left, suffix).map(|end| (k, end)))
    }

    /// 省物流|与|采购联合会: where the name begins if 与 before `left` is part of it, that is if what stands before 与 begins
    /// with a place or level, and is neither only that nor a body of its own.
    fn over_join(&self, left: usize, suffix: usize, lowest: usize) -> Option<usize> {
        if !self.passage.bounds.join(left) || self.found.last().is_some_and(|last| last.span.hi() + 2 >= left)
        {
            return None;
        }
        let joint = left.checked_sub(1)?;
        let mut start = joint;
        while start > lowest && !self.passage.bounds.cut(start) && self.name_char(start - 1) {
            start -= 1;
        }
        // 化学|与材料科学学院: a word of learning before 与.
        let learning = words![
            "学",
            "工程",
            "技术",
            "管理",
            "经济",
            "文化",
            "艺术",
            "传播",
            "法律",
            "政治",
            "信息",
            "材料",
            "能源",
            "环境",
            "马克思主义",
        ];
        let word = (2..=8).contains(&(joint - start))
            && self.passage.ends_any(joint, learning)
            && self.passage.begins_any(suffix, words!["学院", "研究院", "研究所"]);
        if word {
            return Some(start);
        }
        let end = self.anchor(start, start, joint)?;
        let short = joint > end && joint - start <= 12;
        let clear = (start..joint)
            .all(|k| !self.passage.hits.has(k, Class::Post) && (k == start || !self.passage.bounds.open(k)));
        (short && clear).then_some(start)
    }

    /// 河南省驻北京办事处: 驻 goes on with the name before it.
    fn stationed(&self, left: usize) -> bool {
        self.passage.before(left) == '驻'
            && (self.found.last().is_some_and(|last| last.span.hi() + 1 == left)
                || self.passage.hits.ending(left - 1, Class::Division).is_some()
                || self.passage.hits.ending(left - 1, Class::DivisionShort).is_some())
    }

    /// Whether a short form is one of a prefecture, a province or a place at home, and no mere district's.
    fn well_known(&self, hit: &Hit) -> bool {
        let home = self.passage.region / 10000;
        self.passage.lexicon.terms(hit).any(|term| {
            term.class == Class::DivisionShort
                && (term.region % 100 == 0 || term.region / 10000 == home && !term.value.ends_with('区'))
        })
    }

    /// The end of a place or level that leads a name, where one begins at `k`.
    fn anchor(&self, k: usize, left: usize, suffix: usize) -> Option<usize> {
        if k != left && !self.passage.hits.classes(k).meets(ANCHORS) {
            return None;
        }
        let mut best = None;
        for hit in self.passage.hits.at(k) {
            let end = hit.end as usize;
            if end > suffix {
                continue;
            }
            let division = hit.is(Class::Division) && (!hit.is(Class::PlaceWord) || k == left);
            let short = hit.is(Class::DivisionShort)
                && !hit.is(Class::Describing)
                && (k == left || !hit.is(Class::PlaceWord) && self.well_known(hit));
            let country = hit.is(Class::Country) || hit.is(Class::Organ) || hit.is(Class::Org);
            let region = (hit.is(Class::Region) || hit.is(Class::ZoneSuffix)) && k == left;
            if division || short || country || region {
                best = Some(end);
            }
        }
        if best.is_some() {
            return best;
        }
        if k == left
            && let Some(word) = self.passage.word(
                k,
                words![
                    "全省",
                    "全市",
                    "全县",
                    "全国",
                    "全区",
                    "国家",
                    "中央",
                    "中共",
                    "中华",
                    "政协",
                    "中国共产党",
                    "自治区",
                    "自治州",
                    "省直",
                    "市直",
                    "县直",
                    "省级",
                    "市级",
                    "联合国",
                    "国网",
                ],
            )
            && k + word.chars().count() <= suffix
        {
            return Some(k + word.chars().count());
        }
        let level = |c: char| chars!("省市县区州盟旗镇乡校").has(c);
        // 县级 is a rank; 各县、市 are many.
        let rank = matches!(self.passage.at(k + 1), '级' | '属');
        let many = matches!(self.passage.before(k), '、' | '(') && k >= 2 && level(self.passage.at(k - 2));
        (k == left && level(self.passage.at(k)) && !rank && !many).then_some(k + 1)
    }

    /// Where the name that ends with `i..end` begins, and what it is; nothing where it is none.
    fn begin(&self, i: usize, end: usize, ending: Ending) -> Option<(usize, OrganizationKind)> {
        if ending == Ending::Whole {
            // 国家农业部, 中华人民共和国交通部.
            let nation = ["中华人民共和国", "国家"]
                .iter()
                .find(|words| self.passage.before(end) == '部' && self.passage.ends(i, words));
            return Some((
                i - nation.map_or(0, |words| words.chars().count()),
                OrganizationKind::Institution,
            ));
        }
        let lead = self.lead(i, ending);
        let site = self.passage.hits.at(i).iter().any(|h| h.end as usize == end && h.is(Class::SiteSuffix))
            && !matches!(ending, Ending::Department | Ending::Organ);
        if ending == Ending::Organ {
            let start = self.organ_start(i, end, lead);
            let league = self.found.last().is_some_and(|last| last.span.lo() == start);
            let kind = if league { OrganizationKind::Institution } else { OrganizationKind::Organ };
            return Some((start, kind));
        }
        // The workshop or grounds of a body just named are no part of its name.
        let grounds = self.passage.begins_any(i, words!["车间", "园区", "工地", "基地", "广场"]);
        if grounds && self.found.last().is_some_and(|last| last.span.hi() == i) {
            return None;
        }
        if ending == Ending::Unit {
            return self.unit(i, end, lead).map(|start| (start, OrganizationKind::Institution));
        }
        if let Some(start) = self.joined(i, lead, ending, site) {
            let kind = Self::kind(ending, site);
            return Some((start, kind));
        }
        if ending == Ending::Tail {
            return None;
        }
        let start = self.start(i, end, lead, ending, site)?;
        Some((start, Self::kind(ending, site)))
    }

    fn kind(ending: Ending, site: bool) -> OrganizationKind {
        match ending {
            Ending::Body => OrganizationKind::Body,
            Ending::Team => OrganizationKind::Team,
            _ if site => OrganizationKind::Site,
            _ => OrganizationKind::Institution,
        }
    }

    /// A bare organ with the place's name before it is one name: 河南省委, 郑州市人民政府, 中共某县委.
    fn organ_start(&self, i: usize, end: usize, lead: Lead) -> usize {
        let over = |k: usize| {
            // 河南 + 省委, and 新疆维吾尔 + 自治区党委: the full name reaches into the organ.
            self.passage.hits.at(k).iter().any(|hit| {
                let to = hit.end as usize;
                let place = hit.is(Class::DivisionShort) || hit.is(Class::Region);
                hit.is(Class::Division) && (i..end).contains(&to) || place && to == i
            })
        };
        // 召开|县委, not 开县|委.
        let low = if self.passage.bounds.cut(i) { i } else { i.saturating_sub(12).max(self.floor) };
        let start =
            (low..i).find(|&k| over(k) && !(k + 1..=i).any(|j| self.passage.bounds.cut(j))).unwrap_or(i);
        if self.passage.begins(lead.left, "中共") && start <= lead.left + 8 {
            return lead.left;
        }
        // 共青团河南省委, 民革市委: the committee of a league or party.
        let league = self.found.last().filter(|last| last.span.hi() == start);
        match league {
            Some(last) if self.league(last.span) => last.span.lo(),
            _ => start,
        }
    }

    fn league(&self, span: Span) -> bool {
        ["共青团", "民革", "民盟", "民建", "民进", "农工党", "农工民主党", "致公党", "九三学社", "台盟"]
            .iter()
            .any(|words| self.passage.begins(span.lo(), words) && span.len() == words.chars().count())
    }

    /// The start of the name before, where this last word goes on with it: 省委+组织部, 领导小组+办公室, 大学+第一附属医院.
    fn joined(&self, i: usize, lead: Lead, ending: Ending, site: bool) -> Option<usize> {
        let last = self.found.last()?;
        let at = last.span.hi();
        if at > i || at < lead.left || matches!(ending, Ending::Slot | Ending::Listed) {
            return None;
        }
        let gap = i - at;
        let stationed = self.passage.at(at) == '驻';
        if !stationed && (at..i).any(|k| self.passage.bounds.open(k) || self.passage.hits.has(k, Class::Post))
        {
            return None;
        }
        if gap > 14 || (site && gap > 8) {
            return None;
        }
        // A level or place right behind begins a new name: 省委省政府, 县委县农工部.
        if gap > 0 && self.anchor(at, at, i).is_some() && last.kind != OrganizationKind::Institution {
            let organ = last.kind == OrganizationKind::Organ;
            if organ || self.full_anchor(at) {
                return None;
            }
        }
        if gap > 0 && ending == Ending::Department && last.kind != OrganizationKind::Organ && gap > 6 {
            return None;
        }
        Some(last.span.lo())
    }

    fn full_anchor(&self, k: usize) -> bool {
        self.passage.hits.at(k).iter().any(|hit| hit.is(Class::Division) || hit.is(Class::Organ))
            || matches!(self.passage.at(k), '省' | '市' | '县' | '区')
    }

    /// Where a name that stands by itself begins.
    fn start(&self, i: usize, end: usize, lead: Lead, ending: Ending, site: bool) -> Option<usize> {
        let community = site && (self.passage.begins(i, "社区") || self.passage.begins(i, "小区"));
        if let Some((start, anchor_end)) = lead.anchor {
            let widest = start;
            let (start, anchor_end) = self.narrowed(start, anchor_end, i, ending, community);
            let core = i - anchor_end.min(i);
            let before = start - lead.left;
            let fine = match ending {
                Ending::Department => core <= 10,
                Ending::Strong => {
                    let all = self.passage.at(start) == '全' || self.passage.begins(start, "中央");
                    core > 0 || !community && !all && (end - i > 1 || anchor_end - start >= 2)
                }
                Ending::Bare => core >= 2 || site && (core == 1 || self.codes(start, anchor_end).is_some()),
                Ending::Slot => {
                    !self.named_before(lead.left)
                        && self.passage.bounds.place(lead.left)
                        && core + before >= 2
                        && start == lead.left
                }
                Ending::Named => true,
                Ending::Listed => core + before >= 1 && self.in_list(lead.left, end),
                // 县|防汛抗旱指挥部: a last word so long says enough of its task.
                Ending::Body | Ending::Team => core >= 1 || anchor_end - start > 1 || end - i > 4,
                _ => false,
            };
            if matches!(ending, Ending::Strong) && !site && self.brand(start, anchor_end, i) {
                return Some(anchor_end);
            }
            let broken = (anchor_end..i).any(|k| {
                self.passage.hits.at(k).iter().any(|hit| {
                    hit.is(Class::Post)
                        && hit.end as usize <= i
                        && hit.end - hit.start > 1
                        && matches!(self.passage.before(hit.end as usize), '长' | '记' | '任' | '席' | '理')
                })
            });
            if !fine
                || broken
                || self.counted(lead.left, start)
                || self.counts(start, i)
                || self.passage.at(anchor_end) == '版'
            {
                return None;
            }
            if community && core == 0 {
                return None;
            }
            let described = matches!(ending, Ending::Strong | Ending::Bare | Ending::Slot);
            if core > 0 && described && self.general(Span::new(anchor_end, i)) {
                return None;
            }
            // 中铁联集|郑州中心站: a name of its own before the place, in a place where a name must stand.
            let named = start == widest
                && (2..=6).contains(&before)
                && !self.full_anchor(start)
                && matches!(ending, Ending::Strong | Ending::Bare | Ending::Slot)
                && !self.generic(Span::new(lead.left, start))
                && (self.passage.bounds.cut(lead.left) || !self.name_char(lead.left.wrapping_sub(1)));
            return Some(if named { lead.left } else { start });
        }
        let core = i - lead.left;
        if core > 0 && self.counted(lead.left, i) {
            return None;
        }
        let units = self.units(lead.left, i);
        if self.generic(Span::new(lead.left, i)) && core > 0 && ending != Ending::Named {
            return None;
        }
        if !units.is_empty()
            && matches!(ending, Ending::Strong | Ending::Department | Ending::Body | Ending::Bare)
        {
            let last = units.last().copied().filter(|&last| last < i && community);
            return Some(last.or(units.iter().rev().nth(1).copied()).unwrap_or(lead.left));
        }
        let after_de = self.passage.before(lead.left) == '的';
        let fine = match ending {
            Ending::Strong => {
                (1..=14).contains(&core) && (core >= 2 || site) && !self.generic(Span::new(lead.left, i))
            }
            Ending::Body => {
                core >= 4
                    && !after_de
                    && self.passage.bounds.cut(lead.left)
                    && !self.generic(Span::new(lead.left, i))
            }
            Ending::Slot => {
                !self.named_before(lead.left)
                    && core >= 4
                    && self.passage.bounds.place(lead.left)
                    && !self.generic(Span::new(lead.left, i))
            }
            Ending::Named => true,
            Ending::Listed => {
                let made_up = self.made_up(lead.left, i, end);
                if made_up.is_some() {
                    return made_up;
                }
                (2..=4).contains(&core) && self.in_list(lead.left, end)
            }
            Ending::Department => core == 0 && self.listed(i),
            // 第一家股份制企业——东风竹编工艺厂: a dash tells that a name follows.
            Ending::Bare => (3..=12).contains(&core) && self.passage.before(lead.left) == '—',
            _ => false,
        };
        fine.then_some(lead.left)
    }

    /// 八路军第一一五师, 独立第二旅, 129师: a unit by its number, with the army before it.
    fn unit(&self, i: usize, end: usize, lead: Lead) -> Option<usize> {
        // 军医, 军区, 师范 are no units.
        if chars!("医区校官人事民级范生员结").has(self.passage.at(end)) {
            return None;
        }
        let numeral = |c: char| c.is_ascii_digit() || chars!("〇零一二三四五六七八九十百").has(c);
        let mut from = i;
        // 步兵, 独立 and the like between number and unit.
        for words in ["步兵", "骑兵", "炮兵", "坦克", "装甲", "工兵", "混成", "独立", "团", "纵", "混成独立"]
        {
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
        if start == from || !ordinal && from - start < 2 {
            return None;
        }
        let mut start = if ordinal { start - 1 } else { start };
        if let Some(last) = self.found.last()
            && last.span.hi() >= lead.left
            && last.span.hi() <= start
            && start - last.span.hi() <= 2
        {
            start = last.span.lo();
        }
        for words in [
            "独立",
            "暂编",
            "新编",
            "步兵",
            "骑兵",
            "解放军",
            "国民党",
            "日军",
            "红军",
            "陆军",
            "武警",
            "铁道兵",
            "工程兵",
        ] {
            if self.passage.ends(start, words) && start >= lead.left + words.chars().count() {
                start -= words.chars().count();
            }
        }
        if self.passage.begins(start, "解放军")
            && self.passage.ends(start, "中国人民")
            && start >= self.floor + 4
        {
            start -= 4;
        }
        Some(start)
    }

    /// 平顶山市|圣光集团: a firm with a name of its own, which the place before it is no part of.
    fn brand(&self, start: usize, end: usize, suffix: usize) -> bool {
        let firm = self
            .passage
            .begins_any(suffix, words!["集团", "有限公司", "有限责任公司", "股份", "实业", "控股"]);
        let full = self.passage.hits.at(start).iter().any(|h| h.end as usize == end && h.is(Class::Division));
        let plain = (end..suffix).all(|k| {
            !self.passage.hits.at(k).iter().any(|hit| hit.end - hit.start > 1 && hit.end as usize <= suffix)
        });
        firm && full && plain && (2..=4).contains(&(suffix - end))
    }

    /// 到|应流股份|调研: a firm's short form of a made-up word, where only a name can stand and a bound follows. Its first
    /// character may be a bounding word (应) by itself.
    fn made_up(&self, left: usize, i: usize, end: usize) -> Option<usize> {
        let ends = !is_han(self.passage.at(end)) || self.passage.bounds.open(end);
        if !ends || !self.passage.begins(i, "股份") {
            return None;
        }
        (left.saturating_sub(1)..=left).rev().find(|&from| {
            (2..=4).contains(&(i - from))
                && from >= self.floor
                && (self.passage.bounds.place(from) || !is_han(self.passage.before(from)))
                && (from..i).all(|k| {
                    is_han(self.passage.at(k))
                        && !self
                            .passage
                            .hits
                            .at(k)
                            .iter()
                            .any(|hit| hit.end as usize <= i && hit.end > hit.start + 1)
                })
        })
    }

    /// Whether `left..end` stands in a list after a body, and a bound follows.
    fn in_list(&self, left: usize, end: usize) -> bool {
        let listed = matches!(self.passage.before(left), '、' | '和' | '与')
            && self.found.last().is_some_and(|last| last.span.hi() + 1 == left);
        let ends = !is_han(self.passage.at(end)) || self.passage.bounds.open(end);
        listed && ends && !self.generic(Span::new(left, end))
    }

    /// Whether a name was found after `left`.
    fn named_before(&self, left: usize) -> bool {
        self.found.last().is_some_and(|last| last.span.hi() > left)
    }

    /// Leaves off what the named place lies in: 山东|青岛港, 遂平县吴房街道|施庄社区.
    fn narrowed(
        &self,
        start: usize,
        end: usize,
        suffix: usize,
        ending: Ending,
        community: bool,
    ) -> (usize, usize) {
        if self.codes(start, end).is_none() || ending == Ending::Team {
            return (start, end);
        }
        let (inner, inner_end) = self.innermost(start, end, suffix);
        let units = self.units(inner_end, suffix);
        match units.last() {
            _ if community => {
                let from = units.last().copied().unwrap_or(inner_end);
                if from < suffix { (from, from) } else { (start, end) }
            }
            // 官地镇|岗子村党支部: only the last town or village is part of the name.
            Some(&last) => (units.iter().rev().nth(1).copied().unwrap_or(inner_end), last),
            None if matches!(ending, Ending::Body | Ending::Department) => (start, end),
            None => (inner, inner_end),
        }
    }

    /// The last of several divisions that lie in each other: 山东|青岛.
    fn innermost(&self, start: usize, end: usize, suffix: usize) -> (usize, usize) {
        let (mut start, mut end) = (start, end);
        while let Some(next) = self.division_end(end, suffix) {
            let (Some(outer), Some(inner)) = (self.codes(start, end), self.codes(end, next)) else { break };
            let lies_in = outer.iter().any(|o| inner.iter().any(|c| c != o && division::within(*c, *o)));
            // 郑州新郑国际机场: two short forms below the province make one name.
            let one = outer.iter().all(|o| o % 10000 != 0) && !self.full_anchor(start);
            // 长沙市岳麓区第一小学: a district's bodies bear the city's name.
            let district = self.passage.before(next) == '区' && self.passage.before(end) == '市';
            if !lies_in || one || district {
                break;
            }
            (start, end) = (end, next);
        }
        (start, end)
    }

    /// The ends of the towns and villages that follow each other from `from`.
    fn units(&self, from: usize, suffix: usize) -> Vec<usize> {
        let mut units = Vec::new();
        let mut at = from;
        while let Some(end) = (at + 1..(at + 6).min(suffix)).find_map(|k| self.unit_end(at, k, suffix)) {
            units.push(end);
            at = end;
        }
        units
    }

    /// The end of 镇, 乡, 村 at `k` with a name from `at`, where no common word (农村, 城乡) covers it.
    fn unit_end(&self, at: usize, k: usize, suffix: usize) -> Option<usize> {
        let hit = self.passage.hits.longest(k, Class::PlaceSuffix)?;
        let kind = self.passage.value(hit, Class::PlaceSuffix);
        let end = hit.end as usize;
        let word = (at..=k).any(|j| {
            self.passage.hits.at(j).iter().any(|word| {
                word.is(Class::BodyWord)
                    && (word.end as usize >= end && word.start < hit.start
                        || word.start == hit.start && word.end > hit.end)
            })
        });
        (end <= suffix && !word && (kind == "town" || kind == "village")).then_some(end)
    }

    /// The end of a division's name, full or short, that begins at `k`.
    fn division_end(&self, k: usize, limit: usize) -> Option<usize> {
        self.passage
            .hits
            .at(k)
            .iter()
            .filter(|h| h.is(Class::Division) || h.is(Class::DivisionShort))
            .map(|h| h.end as usize)
            .filter(|&end| end <= limit)
            .max()
    }

    fn codes(&self, start: usize, end: usize) -> Option<Vec<u32>> {
        let hit = self.passage.hits.at(start).iter().find(|hit| hit.end as usize == end)?;
        let codes: Vec<u32> = self
            .passage
            .lexicon
            .terms(hit)
            .filter(|term| matches!(term.class, Class::Division | Class::DivisionShort))
            .map(|term| term.region)
            .collect();
        (!codes.is_empty()).then_some(codes)
    }

    /// 49家医院, 两所学校: a number before the name.
    fn counted(&self, left: usize, start: usize) -> bool {
        let c = self.passage.at(left);
        // 第一师, 五家渠市, 五峰县.
        let named = c == '第' || self.passage.hits.has(left, Class::Division);
        !named
            && left < start + 1
            && (c.is_ascii_digit() || chars!("一二三四五六七八九十百千两几数多").has(c))
            && {
                (left + 1..(left + 6)).any(|k| chars!("家所个名座支批条处间层栋幢").has(self.passage.at(k)))
            }
    }

    /// 全县有497家医疗机构: a number with its measure inside.
    fn counts(&self, start: usize, end: usize) -> bool {
        (start + 1..end).any(|k| {
            self.passage.before(k).is_ascii_digit()
                && matches!(self.passage.at(k), '家' | '所' | '个' | '名' | '座' | '支' | '处' | '间')
        })
    }

    /// Whether what stands before the last word only describes.
    fn generic(&self, core: Span) -> bool {
        let mut at = core.lo();
        while at < core.hi() {
            let word = self.longest(at, Class::Describing).filter(|&end| end <= core.hi());
            let Some(end) = word else { return false };
            at = end;
        }
        true
    }

    /// Whether it only describes, and with no line of work: 郑州市|定点|医院, but not 河南|农业|大学.
    fn general(&self, core: Span) -> bool {
        let trade = |k: usize| {
            self.passage
                .hits
                .longest(k, Class::Describing)
                .is_some_and(|hit| self.passage.value(hit, Class::Describing) == "trade")
        };
        self.generic(core) && !trade(core.lo())
    }

    fn longest(&self, at: usize, class: Class) -> Option<usize> {
        self.passage.hits.longest(at, class).map(|hit| hit.end as usize)
    }

    /// Whether a longer common word (干部, 大局) covers a last word that begins at `i`.
    fn word_over(&self, i: usize, end: usize) -> bool {
        const WORDS: [Class; 6] = [
            Class::BodyWord,
            Class::Verb,
            Class::OrganizerVerb,
            Class::Function,
            Class::PartVerb,
            Class::StageVerb,
        ];
        let words = WORDS.into_iter().fold(ClassSet::default(), ClassSet::with);
        (i.saturating_sub(3)..=i).any(|k| {
            self.passage.hits.at(k).iter().any(|hit| {
                let over = hit.end as usize >= end && (hit.end - hit.start) as usize > end - i;
                over && hit.classes.meets(words)
            })
        })
    }

    /// Whether a name just found ends before the 、 that stands before `i`: 省委组织部、宣传部.
    fn listed(&self, i: usize) -> bool {
        let separator = matches!(self.passage.before(i), '、' | '和' | '与' | '及');
        let directly = self.found.last().is_some_and(|last| last.span.hi() + 1 == i);
        separator
            && directly
            && self.found.last().is_some_and(|last| last.kind == OrganizationKind::Institution)
    }
}

fn suffix(value: &str) -> Ending {
    match value {
        "bare" => Ending::Bare,
        "slot" => Ending::Slot,
        "tail" => Ending::Tail,
        "unit" => Ending::Unit,
        "whole" => Ending::Named,
        "listed" => Ending::Listed,
        _ => Ending::Strong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::recognize::person::Evidence;
    use crate::text::Text;

    /// The bodies of a text, in a chronicle of 湖南省.
    fn bodies(words: &str) -> Vec<String> {
        let text = Text::new(words.to_owned());
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span()).within(430_000);
        let found = crate::recognize::lattice::read(&passage, &Evidence::default()).organizations;
        found.iter().map(|found| text.slice(found.span).to_owned()).collect()
    }

    fn check(cases: &[(&str, &[&str])]) {
        for (words, want) in cases {
            assert_eq!(bodies(words), *want, "{words}");
        }
    }

    #[test]
    fn departments_begin_with_their_level_or_place() {
        check(&[
            ("听取省水利厅、省应急管理厅汇报", &["省水利厅", "省应急管理厅"]),
            ("会同市委组织部、宣传部印发", &["市委组织部", "宣传部"]),
            ("赶赴省卫健委", &["省卫健委"]),
            ("县公安局、检察院、法院联合发布", &["县公安局", "检察院", "法院"]),
            ("由省住房和城乡建设厅牵头", &["省住房和城乡建设厅"]),
            ("湘潭市岳塘区教育局", &["湘潭市岳塘区教育局"]),
            ("省政府国资委党委", &["省政府国资委党委"]),
            ("国家农业部批准", &["国家农业部"]),
        ]);
    }

    #[test]
    fn organs_take_the_name_before_them() {
        check(&[
            ("湖南省委、省政府", &["湖南省委", "省政府"]),
            ("中共湘西州委", &["中共湘西州委"]),
            ("召开县委常委会", &["县委常委会"]),
            ("由宋云峰任县委书记", &["县委"]),
            ("新疆维吾尔自治区党委决定", &["新疆维吾尔自治区党委"]),
            ("共青团湖南省委", &["共青团湖南省委"]),
            ("政协浏阳县第三届委员会", &["政协浏阳县第三届委员会"]),
        ]);
    }

    #[test]
    fn task_bodies_and_teams_keep_long_names_whole() {
        check(&[
            ("成立省防汛抗旱指挥部办公室", &["省防汛抗旱指挥部办公室"]),
            ("湖南省援助西藏抗震救灾第三批医疗队出发", &["湖南省援助西藏抗震救灾第三批医疗队"]),
            ("湖南第四批、第五批支援新疆医疗队出发", &["湖南第四批、第五批支援新疆医疗队"]),
            ("国务院安全生产第七督导组到", &["国务院安全生产第七督导组"]),
            ("省委党的建设工作领导小组", &["省委党的建设工作领导小组"]),
            ("县长周文率县党政考察团赴外地", &["县党政考察团"]),
            ("研究中小学校舍修缮等工作", &[]),
        ]);
    }

    #[test]
    fn firms_schools_and_hospitals_begin_after_what_bounds_names() {
        check(&[
            ("到湖南大学和长沙市岳麓区第一小学", &["湖南大学", "长沙市岳麓区第一小学"]),
            ("在衡阳丰达机械有限公司，张某询问", &["衡阳丰达机械有限公司"]),
            ("在盛源大地(岳阳)农业发展有限公司车间", &["盛源大地(岳阳)农业发展有限公司"]),
            ("到株洲市金盛集团调研", &["金盛集团"]),
            ("省物资与设备流通协会", &["省物资与设备流通协会"]),
            ("县化肥厂扩建工程", &["县化肥厂"]),
            ("湖南农业大学、湖南师范大学", &["湖南农业大学", "湖南师范大学"]),
            ("来自湖南省肿瘤医院、长沙市第二医院等4家医院", &["湖南省肿瘤医院", "长沙市第二医院"]),
            ("长沙黄花国际机场", &["长沙黄花国际机场"]),
            ("化学与环境工程学院", &["化学与环境工程学院"]),
        ]);
    }

    #[test]
    fn communities_and_village_bodies_leave_off_what_they_lie_in() {
        check(&[
            ("在宁乡县玉潭街道东湖社区", &["东湖社区"]),
            ("石坝乡王家冲村小学", &["王家冲村小学"]),
            ("驶往广东湛江港", &["湛江港"]),
            ("在翠竹苑小区，李某", &["翠竹苑小区"]),
        ]);
    }

    #[test]
    fn army_units_go_by_their_number() {
        check(&[
            ("八路军一二〇师三五九旅南下", &["八路军一二〇师三五九旅"]),
            ("日军第十一师团侵占", &["日军第十一师团"]),
            ("第四十七军进驻湘西", &["第四十七军"]),
            ("第一军医大学", &["第一军医大学"]),
            ("三名老师和两个师傅", &[]),
        ]);
    }

    #[test]
    fn what_only_describes_names_nothing() {
        check(&[
            ("各级党组织和有关部门", &[]),
            ("走访3家医院、多所学校和重点企业", &[]),
            ("各县、市史志办主任", &[]),
            ("县级文物保护单位", &[]),
            ("全县有120家诊所", &[]),
            ("党员干部顾全大局，深入现场", &[]),
            ("召开全体委员会议", &[]),
            ("在会上传达决策部署", &[]),
            ("建立高效有序的联防联控机制", &[]),
            ("", &[]),
        ]);
    }
}
