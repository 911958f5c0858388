//! Which beginning a name has: what its last word asks of the place, level or name before it.

use super::{Ending, Finder, Lead, OrganizationKind};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::recognize::common;
use crate::text::{Span, chars, is_han};

/// The longest that a name grows by what it goes on with: 某市某区某街道某社区居民委员会.
pub(super) const LONGEST: usize = 60;

impl Finder<'_, '_> {
    /// Where the name that ends with `i..end` begins, and what it is; nothing where it is none.
    pub(super) fn begin(&self, i: usize, end: usize, ending: Ending) -> Option<(usize, OrganizationKind)> {
        if ending == Ending::Whole {
            // 国家农业部, 中华人民共和国交通部.
            // 第六|机械工业部.
            let number = lists::NUMBER_FIGURES;
            if number.has(self.passage.before(i))
                && self.passage.before(i - 1) == '第'
                && self.passage.before(end) == '部'
            {
                return Some((i - 2, OrganizationKind::Institution));
            }
            // 中国人民解放军|第二野战军.
            let army = self.found.last().filter(|last| last.span.hi() == i && self.passage.ends(i, "解放军"));
            if let Some(army) = army {
                return Some((army.span.lo(), OrganizationKind::Institution));
            }
            // 东北行政委员会|铁道部: the ministry of a government.
            let of = self.found.last().filter(|last| {
                last.span.hi() == i
                    && self.passage.before(end) == '部'
                    && self.passage.ends_any(i, &lists::BODY_HAS_MINISTRIES)
            });
            if let Some(of) = of {
                return Some((of.span.lo(), OrganizationKind::Institution));
            }
            // 国立|中央研究院: who keeps it.
            let owner = self.passage.hits.ending(i, Class::BodyLead).filter(|lead| {
                let start = lead.start as usize;
                start >= self.floor
                    && self.passage.value(lead, Class::BodyLead) == "owner"
                    && self.passage.before(i) == '立'
                    && (!is_han(self.passage.before(start)) || self.passage.bounds.cut(start))
            });
            if let Some(owner) = owner {
                return Some((owner.start as usize, OrganizationKind::Institution));
            }
            let nation = ["中华人民共和国", "国家"]
                .iter()
                .find(|words| self.passage.before(end) == '部' && self.passage.ends(i, words));
            return Some((
                i - nation.map_or(0, |words| words.chars().count()),
                OrganizationKind::Institution,
            ));
        }
        if let Some(start) =
            self.fenced(i, end).filter(|_| !matches!(ending, Ending::Slot | Ending::Tail | Ending::Listed))
        {
            return Some((start, Self::kind(ending, false)));
        }
        let lead = self.lead(i, ending);
        let site = self.passage.hits.at(i).iter().any(|h| h.end as usize == end && h.is(Class::SiteSuffix))
            && !matches!(ending, Ending::Department | Ending::Organ);
        if ending == Ending::Organ {
            let start = self.organ_start(i, end, lead);
            let league = self.found.last().is_some_and(|last| last.span.lo() == start)
                // 解放北路|街道办事处: the office of one street.
                || start < i && self.passage.begins(i, "街道");
            let kind = if league { OrganizationKind::Institution } else { OrganizationKind::Organ };
            return Some((start, kind));
        }
        // The workshop or grounds of a body just named are no part of its name.
        let grounds = self.passage.begins_any(i, &lists::BODY_GROUNDS);
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
        if ending == Ending::Tail && lead.anchor.is_none() {
            return None;
        }
        if matches!(ending, Ending::Cell | Ending::Department)
            && let Some(start) = self.of_unit(i, lead.left)
        {
            return Some((start, OrganizationKind::Institution));
        }
        let start = self.start(i, end, lead, ending, site)?;
        Some((start, Self::kind(ending, site)))
    }

    /// 组织“铁血团”, 即“内科教研组”: where the name begins that quotation marks hold behind a word that founds or calls.
    fn fenced(&self, suffix: usize, end: usize) -> Option<usize> {
        if self.passage.at(end) != '”' {
            return self.set_up(suffix, end);
        }
        let plain = |k: &usize| self.name_char(*k);
        let start = suffix - (self.floor..suffix).rev().take(30).take_while(plain).count();
        let open = start.checked_sub(1).filter(|&k| self.passage.at(k) == '“')?;
        if start == suffix || self.passage.at(start).is_ascii_digit() {
            return None;
        }
        (self.founds(open) || self.passage.ends_any(open, &lists::BODY_CALLING)).then_some(start)
    }

    /// 成立|基本法推广督导委员会: all that stands between a verb of setting up and the last word, where the clause ends with it.
    fn set_up(&self, suffix: usize, end: usize) -> Option<usize> {
        if end - suffix < 3 || is_han(self.passage.at(end)) {
            return None;
        }
        let small = |k: usize| lists::BODY_NO_NAME.has(self.passage.at(k));
        (suffix.saturating_sub(16).max(self.floor)..suffix.saturating_sub(3))
            .rev()
            .find(|&k| self.passage.ends_any(k, &lists::BODY_SETTING_UP))
            .filter(|&from| (from..suffix).all(|k| is_han(self.passage.at(k)) && !small(k)))
    }

    pub(super) fn kind(ending: Ending, site: bool) -> OrganizationKind {
        match ending {
            Ending::Body => OrganizationKind::Body,
            Ending::Team => OrganizationKind::Team,
            _ if site => OrganizationKind::Site,
            _ => OrganizationKind::Institution,
        }
    }

    /// A bare organ with the place's name before it is one name: 河南省委, 郑州市人民政府, 中共某县委.
    pub(super) fn organ_start(&self, i: usize, end: usize, lead: Lead) -> usize {
        let over = |k: usize| {
            // 河南 + 省委, and 新疆维吾尔 + 自治区党委: the full name reaches into the organ.
            self.passage.hits.at(k).iter().any(|hit| {
                let to = hit.end as usize;
                let place = hit.is(Class::DivisionShort) || hit.is(Class::Region);
                hit.is(Class::Division) && (i..end).contains(&to) || place && to == i
            })
        };
        // 县十二届|人大, 共青团青溪|县委.
        if let Some(start) = self.of_term(i).or_else(|| self.of_league(i)) {
            return start;
        }
        // 召开|县委, not 开县|委.
        let low = if self.passage.bounds.cut(i) { i } else { i.saturating_sub(12).max(self.floor) };
        let start =
            (low..i).find(|&k| over(k) && !(k + 1..=i).any(|j| self.passage.bounds.cut(j))).unwrap_or(i);
        // 和|溪南区委: the district is called 溪南, not 南区.
        let start = start - usize::from(start < i && self.begins_before(start));
        // 市|越秀区政府: the city that the district is of.
        let city = start < i
            && start > self.floor
            && matches!(self.passage.before(start), '市' | '省')
            && self.passage.before(i.max(start + 1)) == '区'
            && (start < 2 || !is_han(self.passage.before(start - 1)) || self.passage.bounds.cut(start - 1));
        let start = start - usize::from(city);
        // 宜北|县委: a county or district that no table has.
        let core = i - lead.left;
        let named = start == i
            && core == 2
            && !self.passage.hits.has(lead.left, Class::Surname)
            && chars!("县区市").has(self.passage.at(i))
            && !self.passage.bounds.cut(i)
            && !self.passage.hits.has(i - 1, Class::PartVerb)
            && self.own(lead.left, i) == core
            && (!is_han(self.passage.before(lead.left)) || self.passage.bounds.cut(lead.left));
        // 解放北路|街道办事处: a street's office by its name.
        let street = start == i
            && (2..=4).contains(&core)
            && self.passage.begins(i, "街道")
            && !self.passage.bounds.cut(i)
            && !self.generic(Span::new(lead.left, i))
            && (!is_han(self.passage.before(lead.left)) || self.passage.bounds.cut(lead.left));
        if named || street {
            return lead.left;
        }
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

    /// Whether one character between a bounding word and the name of a district belongs to it: 和|溪|南区委.
    fn begins_before(&self, start: usize) -> bool {
        let short =
            self.passage.hits.at(start).iter().any(|hit| hit.is(Class::Division) && hit.span().len() == 2);
        let before = start.checked_sub(1).filter(|&k| k > self.floor && is_han(self.passage.at(k)));
        short
            && before.is_some_and(|k| {
                self.passage.bounds.cut(k)
                    && !self.passage.bounds.cut(start)
                    && !common::single(self.passage.at(k))
            })
    }

    /// Where the level begins before the number of the term that an organ sits for: 县十二届|人大.
    fn of_term(&self, i: usize) -> Option<usize> {
        let number =
            |k: &usize| lists::NUMBER_DIGITS.has(self.passage.at(*k)) || self.passage.at(*k).is_ascii_digit();
        let term = i.checked_sub(1).filter(|&k| k > self.floor && self.passage.at(k) == '届')?;
        let from = term - (self.floor..term).rev().take(4).take_while(number).count();
        let level = from - usize::from(from > 0 && self.passage.before(from) == '第');
        let led =
            level > self.floor && from < term && lists::PLACE_HIGHER_LEVELS.has(self.passage.before(level));
        let start = level.checked_sub(1).filter(|_| led)?;
        let place = (start.saturating_sub(7).max(self.floor)..start).find(|&k| {
            self.passage.hits.at(k).iter().any(|hit| hit.is(Class::Division) && hit.end as usize == level)
        });
        let start = place.unwrap_or(start);
        (!is_han(self.passage.before(start)) || self.passage.bounds.cut(start)).then_some(start)
    }

    /// Where a league begins whose committee of a county no table has: 共青团|青溪|县委.
    fn of_league(&self, i: usize) -> Option<usize> {
        let league = self.found.last().filter(|last| self.league(last.span))?;
        let between = i.checked_sub(league.span.hi()).filter(|length| (2..=4).contains(length))?;
        (self.own(i - between, i) == between).then(|| league.span.lo())
    }

    /// Whether a name is led by who keeps it or by all of a level (国营, 全省).
    pub(super) fn owner(&self, start: usize, end: usize) -> bool {
        self.passage
            .hits
            .longest(start, Class::BodyLead)
            .is_some_and(|hit| hit.end as usize == end && self.passage.value(hit, Class::BodyLead) == "owner")
    }

    pub(super) fn league(&self, span: Span) -> bool {
        lists::BODY_LEAGUES
            .all()
            .any(|words| self.passage.begins(span.lo(), words) && span.len() == words.chars().count())
    }

    /// The start of the name before, where this last word goes on with it: 省委+组织部, 领导小组+办公室, 大学+第一附属医院.
    pub(super) fn joined(&self, i: usize, lead: Lead, ending: Ending, site: bool) -> Option<usize> {
        let last = self.found.last()?;
        let at = last.span.hi();
        if at > i || at < lead.left || matches!(ending, Ending::Slot | Ending::Listed) {
            return None;
        }
        // A name that goes on and on is none.
        if i - last.span.lo() > LONGEST {
            return None;
        }
        let gap = i - at;
        let stationed = self.passage.at(at) == '驻';
        // 省文史馆|延聘|复旦大学.
        // 省委|学习实践某某活动|第四指导组: what the group is for.
        let campaign = matches!(ending, Ending::Team | Ending::Body)
            && self.passage.ends_any(self.numbered(i), &lists::BODY_CAMPAIGNS);
        let deed = || !campaign && self.verbs(at, i).iter().any(super::unled::VerbInside::acts);
        if !stationed
            && !campaign
            && ((at..i).any(|k| self.passage.bounds.open(k) || self.passage.hits.has(k, Class::Post))
                || deed())
        {
            return None;
        }
        if gap > if campaign { 24 } else { 14 } || (site && gap > 8) {
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

    /// Where 第四 begins that ends before a last word, or the last word where none does.
    fn numbered(&self, i: usize) -> usize {
        let number = |k: &usize| chars!("一二三四五六七八九十0123456789").has(self.passage.at(*k));
        let from = i - (self.floor..i).rev().take_while(number).count();
        if from < i && self.passage.before(from) == '第' { from - 1 } else { i }
    }

    /// Where a name that stands by itself begins.
    pub(super) fn start(
        &self,
        i: usize,
        end: usize,
        lead: Lead,
        ending: Ending,
        site: bool,
    ) -> Option<usize> {
        let community = site && (self.passage.begins(i, "社区") || self.passage.begins(i, "小区"));
        if let Some((start, anchor_end)) = lead.anchor {
            let widest = start;
            let (start, anchor_end) = self.narrowed(start, anchor_end, i, ending, community);
            let core = i - anchor_end.min(i);
            let before = start - lead.left;
            let fine = match ending {
                // 全国|法院: all there are.
                Ending::Department => core <= 10 && (core > 0 || !self.owner(start, anchor_end)),
                Ending::Strong => {
                    // 县立|中学: the one school of its kind.
                    let founded = self.passage.before(anchor_end) == '立';
                    let all = self.passage.at(start) == '全' || self.owner(start, anchor_end) && !founded;
                    core > 0 || !community && !all && (end - i > 1 || anchor_end - start >= 2)
                }
                // 县参议会: a last word so long says what it is.
                Ending::Bare => {
                    // 造|船厂: the word before goes on into the last word.
                    let trade = core == 1 && common::word(self.passage.before(i), self.passage.at(i));
                    core >= 2
                        || trade
                        || end - i >= 3 && core == 0
                        || site && (core == 1 || self.codes(start, anchor_end).is_some())
                }
                Ending::Slot => {
                    !self.named_before(lead.left)
                        && self.passage.bounds.place(lead.left)
                        && core + before >= 2
                        && start == lead.left
                }
                // 青州铁路|分局: with a trade of its own.
                Ending::Tail => (2..=8).contains(&core) && !self.general(Span::new(anchor_end, i)),
                Ending::Named => true,
                Ending::Listed => core + before >= 1 && self.in_list(lead.left, end),
                // 县|防汛抗旱指挥部: a last word so long says enough of its task.
                Ending::Body | Ending::Team => core >= 1 || anchor_end - start > 1 || end - i >= 3,
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
            // 县|海外|联谊会: an association's name may only describe.
            let association = self.passage.before(end) == '会' && end - i > 1;
            if core > 0 && described && !association && self.general(Span::new(anchor_end, i)) {
                return None;
            }
            // 中铁联集|郑州中心站: a name of its own before the place, in a place where a name must stand.
            let named = start == widest
                && (2..=6).contains(&before)
                && !self.full_anchor(start)
                && matches!(ending, Ending::Strong | Ending::Bare | Ending::Slot)
                && !self.generic(Span::new(lead.left, start))
                && !self.counts(lead.left, start)
                && (self.passage.bounds.cut(lead.left) || !self.name_char(lead.left.wrapping_sub(1)));
            return Some(if named { lead.left } else { start });
        }
        let core = i - lead.left;
        if core > 0 && self.counted(lead.left, i) {
            return None;
        }
        let units = self.units(lead.left, i);
        if self.generic(Span::new(lead.left, i))
            && core > 0
            && ending != Ending::Named
            && !(core >= 4 && self.founds(lead.left))
        {
            return None;
        }
        if !units.is_empty()
            && matches!(ending, Ending::Strong | Ending::Department | Ending::Body | Ending::Bare)
        {
            let last = units.last().copied().filter(|&last| {
                let named = matches!(ending, Ending::Strong | Ending::Bare)
                    && self.addressed(last)
                    && self.named(last, i);
                last < i && (community || named)
            });
            return Some(last.or(units.iter().rev().nth(1).copied()).unwrap_or(lead.left));
        }
        let after_de = self.passage.before(lead.left) == '的';
        let fine = match ending {
            Ending::Strong => {
                // 矿|医院: an institution's own.
                let own = core == 1
                    && lists::BODY_OWN_UNITS.has(self.passage.at(lead.left))
                    && !self.passage.bounds.join(lead.left)
                    && !common::word(self.passage.at(lead.left), self.passage.at(i));
                // 建|寺, 毁|塔: what is done to it.
                let done = core == 1 && common::single(self.passage.at(lead.left));
                (1..=14).contains(&core)
                    && (core >= 2 || site && !done || own)
                    && (!self.generic(Span::new(lead.left, i)) || core >= 4 && self.founds(lead.left))
            }
            Ending::Body => {
                core >= 4
                    && !after_de
                    && self.passage.bounds.cut(lead.left)
                    && (!self.generic(Span::new(lead.left, i)) || self.founds(lead.left))
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
            Ending::Department => {
                core == 0 && self.listed(i) && !self.passage.begins_any(i, &lists::BODY_LED_ONLY)
            }
            // 第一家股份制企业——东风竹编工艺厂: a dash tells that a name follows.
            Ending::Bare => (3..=12).contains(&core) && self.passage.before(lead.left) == '—',
            _ => false,
        };
        fine.then_some(lead.left)
    }

    /// Where the works begin that a body is for, told before the place in its name: 沪青铁路客运专线|湖南有限公司, 青黔铁路建设|某州协调指挥部.
    pub(super) fn works_before(&self, start: usize, ending: Ending) -> usize {
        let led = matches!(ending, Ending::Strong | Ending::Bare | Ending::Body)
            && self.anchor(start, start, start + 8).is_some();
        let Some(word) = self.passage.word_before(start, &lists::BODY_WORKS).filter(|_| led) else {
            return start;
        };
        let works = start - word.chars().count();
        let named = (self.floor..works).rev().take(8).take_while(|&k| is_han(self.passage.at(k)));
        let from = works - named.take_while(|&k| !self.passage.bounds.cut(k + 1)).count();
        if works - from >= 2 { from } else { start }
    }

    /// Whether a verb of founding stands before `left`: 成立|生产救灾委员会.
    pub(super) fn founds(&self, left: usize) -> bool {
        self.passage.ends_any(left, &lists::BODY_FOUNDING)
    }

    /// Where a unit begins that is told by its kind alone, right before the last word of a body of its own: 农场|党委, 院|团委.
    fn of_unit(&self, i: usize, left: usize) -> Option<usize> {
        let opens = !is_han(self.passage.before(left)) || self.passage.bounds.cut(left);
        let short = i == left + 1 && lists::BODY_OWN_UNITS.has(self.passage.at(left));
        let kind = |hit: &Hit| hit.is(Class::OrgSuffix) || hit.is(Class::SiteSuffix);
        let long = self
            .passage
            .hits
            .at(left)
            .iter()
            .any(|hit| hit.end as usize == i && hit.end > hit.start + 1 && kind(hit));
        (opens && (short || long)).then_some(left)
    }

    /// 平顶山市|圣光集团: a firm with a name of its own, which the place before it is no part of.
    pub(super) fn brand(&self, start: usize, end: usize, suffix: usize) -> bool {
        let firm = self.passage.begins_any(suffix, &lists::BODY_FIRM_TAILS);
        let full = self.passage.hits.at(start).iter().any(|h| h.end as usize == end && h.is(Class::Division));
        let plain = (end..suffix).all(|k| {
            !self.passage.hits.at(k).iter().any(|hit| hit.end - hit.start > 1 && hit.end as usize <= suffix)
        });
        firm && full && plain && (2..=4).contains(&(suffix - end))
    }

    /// Whether a name was found after `left`.
    pub(super) fn named_before(&self, left: usize) -> bool {
        self.found.last().is_some_and(|last| last.span.hi() > left)
    }

    /// Whether a name just found ends before the 、 that stands before `i`: 省委组织部、宣传部.
    pub(super) fn listed(&self, i: usize) -> bool {
        let separator = matches!(self.passage.before(i), '、' | '和' | '与' | '及');
        let directly = self.found.last().is_some_and(|last| last.span.hi() + 1 == i);
        separator
            && directly
            && self.found.last().is_some_and(|last| last.kind == OrganizationKind::Institution)
    }
}
