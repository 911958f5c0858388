//! Places one within another at the front of a name: only the innermost is part of it (山东|青岛港).

use super::{DIVISIONS, Ending, Finder};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::resolve::division;
use crate::text::chars;

impl Finder<'_, '_> {
    /// Leaves off what the named place lies in: 山东|青岛港, 遂平县吴房街道|施庄社区.
    pub(super) fn narrowed(
        &self,
        start: usize,
        end: usize,
        suffix: usize,
        ending: Ending,
        community: bool,
    ) -> (usize, usize) {
        // 青溪河|石门水文站: the water by which a station stands.
        if self.passage.begins_any(suffix, &lists::BODY_AT_WATERS)
            && let Some(shore) = self.water(start, suffix)
        {
            return (shore, shore);
        }
        if self.codes(start, end).is_none() || ending == Ending::Team {
            return (start, end);
        }
        let (inner, inner_end) = self.innermost(start, end, suffix);
        // 长丰|街道: a town called like a county.
        let town = self.passage.hits.longest(inner_end, Class::PlaceSuffix).filter(|hit| {
            self.passage.value(hit, Class::PlaceSuffix) == "town" && hit.end as usize <= suffix
        });
        let units = self.units(if town.is_some() { inner } else { inner_end }, suffix);
        match units.last() {
            // 永宁镇|城隍庙, 铁热克镇|铁热克煤矿: behind an address a name of its own.
            Some(&last)
                if matches!(ending, Ending::Strong | Ending::Bare)
                    && self.addressed(last)
                    && self.named(last, suffix) =>
            {
                (last, last)
            }
            _ if community => {
                let from = units.last().copied().unwrap_or(inner_end);
                if from < suffix { (from, from) } else { (start, end) }
            }
            // 官地镇|岗子村党支部: only the last town or village is part of the name.
            // 龙港镇|人民政府: the town that is called like a county begins where its name does.
            Some(&last) => {
                let from = if town.is_some() { inner } else { inner_end };
                (units.iter().rev().nth(1).copied().unwrap_or(from), last)
            }
            None if matches!(ending, Ending::Body | Ending::Department) => (start, end),
            None => (inner, inner_end),
        }
    }

    /// The end of the name of a water that begins a name, where more of the name follows.
    fn water(&self, start: usize, suffix: usize) -> Option<usize> {
        let end =
            (start + 2..(start + 5).min(suffix)).find(|&k| chars!("河江溪湖").has(self.passage.before(k)))?;
        (suffix >= end + 2).then_some(end)
    }

    /// Whether what stands between a town and a last word is a name: characters that are no common word's, or those of a place.
    pub(super) fn named(&self, from: usize, suffix: usize) -> bool {
        let place = |hit: &Hit| hit.end as usize == suffix && hit.classes.meets(DIVISIONS);
        let tail = |hit: &Hit| hit.is(Class::PlaceTail) && suffix > from + 1;
        self.own(from, suffix) >= 2
            || suffix > from
                && (self.passage.hits.at(from).iter().any(place)
                    || self.passage.hits.at(suffix - 1).iter().any(tail)
                        && chars!("山河江湖溪泉峰岭").has(self.passage.before(suffix)))
    }

    /// Whether the town that ends before `k` is told by its kind in full: 安海镇, 长丰街道.
    pub(super) fn addressed(&self, k: usize) -> bool {
        matches!(self.passage.before(k), '镇' | '乡')
            || self.passage.ends(k, "街道")
            || self.passage.ends(k, "公社")
    }

    /// The last of several divisions that lie in each other: 山东|青岛.
    pub(super) fn innermost(&self, start: usize, end: usize, suffix: usize) -> (usize, usize) {
        let (mut start, mut end) = (start, end);
        while let Some(next) = self.division_end(end, suffix) {
            let (Some(outer), Some(inner)) = (self.codes(start, end), self.codes(end, next)) else { break };
            let lies_in = outer.iter().any(|o| inner.iter().any(|c| c != o && division::within(*c, *o)));
            // 郑州新郑国际机场: two short forms below the province make one name.
            let one = outer.iter().all(|o| o % 10000 != 0) && !self.full_anchor(start);
            // 长沙市岳麓区第一小学: a district's bodies bear the city's name.
            let district = self.passage.before(next) == '区' && self.passage.before(end) == '市';
            // 安徽省|霍山监狱, 云南|玉溪红塔集团: a full name before a short one, and a firm's, are its own.
            let firm = self.passage.begins_any(suffix, &lists::BODY_FIRM_TAILS);
            let whole = self.full_anchor(start)
                && lists::PLACE_HIGHER_LEVELS.has(self.passage.before(end))
                && !self.full_anchor(end);
            if !lies_in || one || district || firm || whole {
                break;
            }
            (start, end) = (end, next);
        }
        (start, end)
    }

    /// The ends of the towns and villages that follow each other from `from`.
    pub(super) fn units(&self, from: usize, suffix: usize) -> Vec<usize> {
        let mut units = Vec::new();
        let mut at = from;
        while let Some(end) = (at + 1..(at + 6).min(suffix)).find_map(|k| self.unit_end(at, k, suffix)) {
            // 章村|公社: a town called like a village.
            let end = self
                .unit_end(at, end, suffix)
                .filter(|_| self.passage.begins_any(end, &lists::BODY_TOWNS))
                .unwrap_or(end);
            units.push(end);
            at = end;
        }
        units
    }

    /// The end of 镇, 乡, 村 at `k` with a name from `at`, where no common word (农村, 城乡) covers it.
    pub(super) fn unit_end(&self, at: usize, k: usize, suffix: usize) -> Option<usize> {
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
    pub(super) fn division_end(&self, k: usize, limit: usize) -> Option<usize> {
        self.passage
            .hits
            .at(k)
            .iter()
            .filter(|h| h.is(Class::Division) || h.is(Class::DivisionShort))
            .map(|h| h.end as usize)
            .filter(|&end| end <= limit)
            .max()
    }

    pub(super) fn codes(&self, start: usize, end: usize) -> Option<Vec<u32>> {
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
}
