//! Where the name that ends with a last word may begin: back to what bounds names, and the place or level that leads it.

use super::{ANCHORS, DIVISIONS, Ending, Finder, Lead};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::recognize::common;
use crate::text::{chars, is_han};

impl Finder<'_, '_> {
    pub(super) fn name_char(&self, i: usize) -> bool {
        let c = self.passage.at(i);
        is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '·' | '○')
    }

    /// Scans left from a last word to the bound before the name, and finds the leftmost place or level in between.
    pub(super) fn lead(&self, suffix: usize, ending: Ending) -> Lead {
        let bounds = &self.passage.bounds;
        let lowest = self.floor.max(suffix.saturating_sub(40));
        let mut left = suffix;
        let task = matches!(ending, Ending::Team | Ending::Body | Ending::Tail);
        while left > lowest
            && (!bounds.cut(left) || self.stationed(left, ending))
            && (task || !bounds.sent(left))
        {
            let before = left - 1;
            if let Some(bound) = self.figure_ends(left).or_else(|| self.count_ends(left)) {
                left = bound;
                break;
            }
            let acts =
                (self.acts(left, suffix) || self.reached(left, suffix)) && !self.stationed(left, ending);
            if acts
                || self.line(left, suffix)
                || self.outside(left)
                || self.allied(left)
                || self.of_nation(left)
            {
                break;
            }
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
        let mut left = left.min(suffix);
        // 到县|某某矿: the level is the name's, though 到县 is a word.
        let level = chars!("省市县区州校").has(self.passage.before(left));
        if level && bounds.cut(left) && left > lowest && bounds.place(left - 1) {
            left -= 1;
        }
        // 来|华中工学院: a region's name begins with what looks like the end of a word.
        let region = left > lowest
            && bounds.cut(left)
            && !self.passage.hits.classes(left).meets(DIVISIONS)
            && self
                .passage
                .hits
                .longest(left - 1, Class::Region)
                .is_some_and(|hit| hit.span().hi() > left && hit.span().hi() <= suffix);
        left -= usize::from(region);
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
            && self.passage.ends_any(left, &lists::BODY_OURS)
        {
            return Lead { left: left - 2, anchor: Some((left - 2, left)) };
        }
        Lead { left, anchor }
    }

    /// 县委宣传部会同|县文明办: who acts with the body just named.
    fn allied(&self, left: usize) -> bool {
        self.passage.ends_any(left, &lists::BODY_ALLIED)
            && self.found.last().is_some_and(|last| last.span.hi() + 2 == left)
    }

    /// 英商|亚细亚火油公司, 日军|第十一师团: whose it is, told before its name.
    fn of_nation(&self, left: usize) -> bool {
        matches!(self.passage.before(left), '商' | '军')
            && self.passage.ends_any(left, &lists::BODY_OF_NATION)
    }

    /// Whether a word that tells a side of a gate or town ends before `left`: 西门外|太鹤山公园.
    fn outside(&self, left: usize) -> bool {
        left >= 2
            && matches!(self.passage.before(left), '外' | '内')
            && chars!("门城郊关").has(self.passage.at(left - 2))
    }

    /// Whether 至 before `left` leads to a place with which a name begins there, or stands behind a verb of moving: 越山至|茫崖石棉矿, 撤离至|桐河小学.
    fn reached(&self, left: usize, suffix: usize) -> bool {
        self.passage.before(left) == '至'
            && left > self.passage.span.lo()
            && !common::word('至', self.passage.at(left))
            && !common::word(self.passage.before(left - 1), '至')
            && (!is_han(self.passage.before(left - 1))
                || lists::PLACE_MOVES.has(self.passage.before(left - 1))
                || lists::NUMBER_FIGURES.has(self.passage.at(left))
                || self.first_anchor(left, suffix).is_some_and(|(start, _)| start == left))
    }

    /// Whether 至 or 到 before `left` stands between two places: 宁波至|香港.
    fn line(&self, left: usize, suffix: usize) -> bool {
        matches!(self.passage.before(left), '至' | '到')
            && left > self.passage.span.lo() + 1
            && self.passage.hits.classes_ending(left - 1).meets(DIVISIONS)
            && self.first_anchor(left, suffix).is_some_and(|(start, _)| start == left)
    }

    /// Where a figure with its unit ends before which a name was looked for from `left` on: 技工35人|下队.
    fn figure_ends(&self, left: usize) -> Option<usize> {
        if !self.passage.before(left).is_ascii_digit() {
            return None;
        }
        let unit = |hit: &Hit| {
            hit.is(Class::Unit)
                && !self.passage.hits.has(left, Class::OrgSuffix)
                && !self.passage.begins(left, "部队")
        };
        let end =
            self.passage.hits.at(left).iter().filter(|hit| unit(hit)).map(|hit| hit.end as usize).max()?;
        let whole = chars!("号区批届次期").has(self.passage.at(left));
        let first = (self.floor..left).rev().find(|&k| !self.passage.at(k).is_ascii_digit());
        let ordinal = first.is_some_and(|k| self.passage.at(k) == '第');
        (!whole && !ordinal).then_some(end)
    }

    /// Where a count of the places or bodies just listed ends: 丹东、锦州、营口四市|港务局.
    fn count_ends(&self, left: usize) -> Option<usize> {
        let kind = chars!("省市县区旗州国校院厂乡镇社村矿所局地").has(self.passage.before(left));
        let counted = kind
            && left >= 4
            && lists::NUMBER_SEVERAL.has(self.passage.at(left - 2))
            && is_han(self.passage.at(left - 3));
        (counted && (left.saturating_sub(9)..left - 3).any(|k| self.passage.at(k) == '、')).then_some(left)
    }

    pub(super) fn first_anchor(&self, left: usize, suffix: usize) -> Option<(usize, usize)> {
        (left..suffix)
            .find_map(|k| self.anchor(k, left, suffix).map(|end| (k, end)))
            .or_else(|| self.unlisted(left, suffix).map(|end| (left, end)))
    }

    /// The end of a city or county that no table has, where a name begins: 堺市|友好访问团, 云岭县|人民法院.
    fn unlisted(&self, left: usize, suffix: usize) -> Option<usize> {
        let opens = !is_han(self.passage.before(left)) || self.passage.bounds.cut(left) || left == self.floor;
        let end = (left + 1..(left + 5).min(suffix)).find(|&k| chars!("市县州").has(self.passage.at(k)))? + 1;
        let plain = common::word(self.passage.before(end - 1), self.passage.at(end - 1))
            || (left..end).any(|k| !is_han(self.passage.at(k)))
            || (left + 1..end).any(|k| self.passage.bounds.open(k));
        let verb = self.passage.hits.has(end - 2, Class::PartVerb);
        (opens && !plain && !verb && self.own(left, end - 1) == end - 1 - left
            // 堺市|访问团, but 隶|县机械局: counties of one character are in the table.
            && end - 1 > left + usize::from(self.passage.before(end) != '市'))
        .then_some(end)
    }

    /// 省物流|与|采购联合会: where the name begins if 与 before `left` is part of it, that is if what stands before 与 begins
    /// with a place or level, and is neither only that nor a body of its own.
    pub(super) fn over_join(&self, left: usize, suffix: usize, lowest: usize) -> Option<usize> {
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
        let learning = &lists::BODY_LEARNING;
        let word = (2..=8).contains(&(joint - start))
            && self.passage.ends_any(joint, learning)
            && self.passage.begins_any(suffix, &lists::BODY_OF_LEARNING);
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
    pub(super) fn stationed(&self, left: usize, ending: Ending) -> bool {
        let task = matches!(ending, Ending::Team | Ending::Body)
            && matches!(self.passage.before(left), '赴' | '访' | '援');
        // 浙江省援疆|指挥部: the province as a letter.
        let letter = matches!(ending, Ending::Team | Ending::Body)
            && self.passage.hits.has(left - 1, Class::ProvinceLetter)
            && matches!(self.passage.before(left - 1), '驻' | '赴' | '援')
            && self.passage.hits.classes_ending(left - 2).meets(DIVISIONS);
        letter
            || (self.passage.before(left) == '驻' || task)
                && (self.found.last().is_some_and(|last| last.span.hi() + 1 == left)
                    || self.passage.hits.ending(left - 1, Class::Division).is_some()
                    || self.passage.hits.ending(left - 1, Class::DivisionShort).is_some()
                    || self.passage.hits.ending(left - 1, Class::Country).is_some())
    }

    /// Whether a short form is one of a prefecture, a province or a place at home, and no mere district's.
    pub(super) fn well_known(&self, hit: &Hit) -> bool {
        let home = self.passage.region / 10000;
        self.passage.lexicon.terms(hit).any(|term| {
            term.class == Class::DivisionShort
                && (term.region % 100 == 0 || term.region / 10000 == home && !term.value.ends_with('区'))
        })
    }

    /// The end of a place or level that leads a name, where one begins at `k`.
    pub(super) fn anchor(&self, k: usize, left: usize, suffix: usize) -> Option<usize> {
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
            && let Some(hit) = self.passage.hits.longest(k, Class::BodyLead)
            && hit.end as usize <= suffix
        {
            return Some(hit.end as usize);
        }
        let level = |c: char| chars!("省市县区州盟旗镇乡校").has(c);
        // 县级 is a rank; 各县、市 are many.
        let rank = matches!(self.passage.at(k + 1), '级' | '属');
        let many = matches!(self.passage.before(k), '、' | '(') && k >= 2 && level(self.passage.at(k - 2));
        (k == left && level(self.passage.at(k)) && !rank && !many).then_some(k + 1)
    }

    pub(super) fn full_anchor(&self, k: usize) -> bool {
        self.passage.hits.at(k).iter().any(|hit| hit.is(Class::Division) || hit.is(Class::Organ))
            || matches!(self.passage.at(k), '省' | '市' | '县' | '区')
    }
}
