//! Running totals, and what is there against what came and went: each against the one before it in its series.

use super::{Book, Holds, Kind, NEAR};
use crate::fact::Amount;
use crate::fact::figure::{Deed, is_ratio};
use std::collections::{BTreeMap, BTreeSet};

/// The last of some positions in order that is before another.
fn last_before(positions: &[usize], at: usize) -> Option<usize> {
    positions.partition_point(|&m| m < at).checked_sub(1).map(|n| positions[n])
}

impl Book<'_> {
    /// Changes told in the unit itself (较10日增加6200人): the figure before in its sentence against the one it is held against.
    pub(super) fn changes(&mut self) {
        for k in 0..self.told.len() {
            if self.told[k].deed != Deed::Delta {
                continue;
            }
            let told = &self.told[k];
            let here = (0..k).rev().take(NEAR).take_while(|&b| self.told[b].entry == told.entry);
            if let Some((now, was)) = self.ends(k) {
                let sign = if self.told[k].outward { '-' } else { '+' };
                let kind = if sign == '-' { Kind::StockFlow } else { Kind::Flow };
                self.sum(kind, vec![(was, '+'), (k, sign)], now, |_| Holds::False);
                continue;
            }
            let Some(now) = here.filter(|&b| self.of[b].is_some()).find(|&b| self.suits(b, k)) else {
                continue;
            };
            let Some(group) = self.of[now] else { continue };
            let members = &self.groups[group].members;
            let at = members.binary_search(&now).unwrap_or_default();
            let year = |m: usize| self.told[m].day.as_deref().and_then(|d| d.get(..4)?.parse::<i32>().ok());
            let yearly = self.is_yearly(k);
            let like = |m: &&usize| {
                self.told[**m].deed == self.told[now].deed
                    && (!yearly
                        || self.told[**m].period == self.told[now].period
                            && year(**m).zip(year(now)).is_some_and(|(a, b)| b - a == 1))
            };
            let before = members[..at].iter().rev().take(NEAR).filter(like);
            let named = self.held_against(k);
            let base = before
                .clone()
                .find(|m| {
                    named.is_some()
                        && (self.day_of_month(**m) == named || year(**m).map(|y| y as u32) == named)
                })
                .or_else(|| before.clone().next());
            let planned = self.planned(k).or_else(|| {
                let plan = &self.told[now].plan;
                let same = |&b: &usize| {
                    self.told[b].plan == *plan
                        && self.told[b].unit == self.told[now].unit
                        && self.told[b].scope.is_none()
                };
                (!plan.is_empty()).then(|| (0..now).rev().take(NEAR * 4).find(same)).flatten()
            });
            // 比规划减少16人, and no plan is told: nothing to hold it against.
            let unplanned = planned.is_none() && self.against_plan(k);
            let Some(base) = planned.or(base.copied()).filter(|_| !unplanned) else { continue };
            // What is held against an earlier day is a level.
            for level in [base, now] {
                if self.told[level].deed == Deed::New && !self.told[level].said {
                    self.told[level].deed = Deed::Stock;
                }
            }
            self.groups[group].stock |= self.told[now].deed == Deed::Stock;
            let sign = if self.told[k].outward { '-' } else { '+' };
            let kind = if sign == '-' { Kind::StockFlow } else { Kind::Flow };
            self.sum(kind, vec![(base, '+'), (k, sign)], now, |_| Holds::False);
        }
    }

    /// The plan that a change is held against (比调整后概算节约).
    fn planned(&self, k: usize) -> Option<usize> {
        let lead: Vec<char> =
            (self.told[k].lead.lo()..self.told[k].lead.hi()).map(|i| self.text.at(i)).collect();
        let named = crate::fact::figure::cues(&lead).iter().any(|cue| {
            matches!(cue.role, crate::fact::figure::Role::Target | crate::fact::figure::Role::Plan)
        });
        let plan = &self.told[k].plan;
        let target = |&b: &usize| {
            (self.told[b].plan.contains(plan.as_str())
                || plan.contains(&self.told[b].plan) && !self.told[b].plan.is_empty())
                && self.told[b].unit == self.told[k].unit
                && matches!(self.told[b].deed, Deed::Target | Deed::Plan)
                && self.told[b].scope.is_none()
        };
        named.then(|| (0..k).rev().take(NEAR * 4).find(target)).flatten()
    }

    /// Whether a change is told against a plan (比规划减少).
    fn against_plan(&self, k: usize) -> bool {
        use crate::fact::figure::{Role, cues};
        let lead: Vec<char> =
            (self.told[k].lead.lo()..self.told[k].lead.hi()).map(|i| self.text.at(i)).collect();
        cues(&lead).iter().any(|cue| matches!(cue.role, Role::Target | Role::Plan))
    }

    /// Whether a change can be of a figure: one unit, or both without one (points of an index).
    fn suits(&self, figure: usize, change: usize) -> bool {
        let (a, b) = (&self.told[figure].unit, &self.told[change].unit);
        a == b || a.is_empty() && b.ends_with('点')
    }

    /// Whether a change is against the year before.
    pub(super) fn is_yearly(&self, k: usize) -> bool {
        let lead = self.told[k].lead;
        let words: String = (lead.lo()..lead.hi()).map(|i| self.text.at(i)).collect();
        ["上年", "去年", "同比", "同期", "前一年"].iter().any(|word| words.contains(word))
    }

    /// The day of the month that a change is held against (较10日).
    fn held_against(&self, k: usize) -> Option<u32> {
        let lead = self.told[k].lead;
        let mut number = None;
        for i in lead.lo()..lead.hi() {
            let c = self.text.at(i);
            match c.to_digit(10) {
                Some(d) => number = Some(number.unwrap_or(0) % 1000 * 10 + d),
                None if c == '日' || c == '年' && number.is_some_and(|n| n > 1000) => return number,
                None => number = None,
            }
        }
        None
    }

    fn day_of_month(&self, k: usize) -> Option<u32> {
        self.told[k].day.as_deref()?.get(8..10)?.parse().ok()
    }

    /// 又投入240人,力量达426人 behind 首批186人; 核减46人,补登12人,全乡13021人 behind 累计13055人: what stands behind flows in its sentence without a word
    /// of its own is what they lead to, where that comes out with the figure before them.
    pub(super) fn levels(&mut self) {
        for k in 0..self.told.len() {
            let told = &self.told[k];
            let silent = !told.said || told.level;
            let able = matches!(told.deed, Deed::New | Deed::Stock | Deed::Total | Deed::Left);
            if !silent
                || !able
                || told.worth.open()
                || is_ratio(&told.unit)
                || told.whole.is_some()
                || told.row
            {
                continue;
            }
            let like = |b: usize| {
                let other = &self.told[b];
                other.unit == told.unit && other.scope == told.scope && other.whole.is_none()
            };
            let flows: Vec<(usize, char)> = (0..k)
                .rev()
                .take(NEAR)
                .take_while(|&b| self.told[b].sentence == told.sentence && self.told[b].entry == told.entry)
                .take_while(|&b| like(b) && self.told[b].said && !self.told[b].running)
                .map_while(|b| match self.told[b].deed {
                    Deed::New | Deed::In => Some((b, '+')),
                    Deed::Out | Deed::Fix => Some((b, '-')),
                    _ => None,
                })
                .take(3)
                .collect();
            let Some(&(first, _)) = flows.last() else { continue };
            let bases = (0..first).rev().take(NEAR).filter(|&b| {
                like(b) && matches!(self.told[b].deed, Deed::New | Deed::Stock | Deed::Total | Deed::Left)
            });
            let found = bases.take(3).find_map(|base| {
                let terms: Vec<(usize, char)> =
                    [(base, '+')].into_iter().chain(flows.iter().rev().copied()).collect();
                self.comes_out(&terms, k).then_some(terms)
            });
            let Some(terms) = found else { continue };
            let (base, less) = (terms[0].0, terms.iter().any(|t| t.1 == '-'));
            let total = matches!(self.told[base].deed, Deed::New | Deed::Total);
            self.told[k].deed = if total { Deed::Total } else { Deed::Stock };
            (self.told[k].said, self.told[k].running) = (true, total);
            self.adopt(&terms, k);
            let kind = if less && !total { Kind::StockFlow } else { Kind::Flow };
            self.sum(kind, terms, k, |_| Holds::Gap);
        }
    }

    /// Every series: running totals, then what there is.
    pub(super) fn chains(&mut self) {
        // What a change has explained.
        let changed: BTreeSet<usize> = self
            .sums
            .iter()
            .filter(|sum| matches!(sum.kind, Kind::Flow | Kind::StockFlow))
            .map(|sum| sum.total)
            .collect();
        for group in 0..self.groups.len() {
            let members: Vec<usize> = self.ordered(group).into_iter().filter(|&k| self.counts(k)).collect();
            if members.len() < 2 {
                continue;
            }
            if self.groups[group].unit == "天" {
                self.calendar(&members);
                continue;
            }
            self.totals(&members);
            if self.groups[group].stock {
                self.stocks(&members, &changed);
            }
        }
    }

    fn is_total(&self, k: usize) -> bool {
        self.told[k].deed == Deed::Total
    }

    /// What a running total adds up: those that went the same way.
    fn adds(&self, total: usize, k: usize, outs: bool) -> bool {
        let way = match self.told[k].deed {
            Deed::Out => outs,
            Deed::New | Deed::In => !outs,
            Deed::Fix => true,
            _ => false,
        };
        way && self.told[total].unit == self.told[k].unit
    }

    fn totals(&mut self, members: &[usize]) {
        let told = |k: usize| &self.told[k];
        let led: BTreeSet<usize> =
            self.sums.iter().filter(|sum| sum.kind == Kind::Flow).map(|sum| sum.total).collect();
        let plain = members.iter().any(|&k| matches!(told(k).deed, Deed::New | Deed::In));
        let left = members.iter().any(|&m| told(m).deed == Deed::Out);
        let outs = |k: usize| told(k).outward || !plain && left;
        let event = |k: usize| told(k).summed && !told(k).running;
        let mut sums: Vec<(Kind, Vec<(usize, char)>, usize, bool)> = Vec::new();
        let mut last: [Option<usize>; 2] = [None, None];
        let mut soft: [Option<usize>; 2] = [None, None];
        let mut after = [0, 0];
        let nought = |m: usize| told(m).worth.value == Amount::default() && told(m).deed == Deed::New;
        let in_text = |wanted: &dyn Fn(usize) -> bool| {
            let mut found: Vec<usize> = members.iter().copied().filter(|&m| wanted(m)).collect();
            found.sort_unstable();
            found
        };
        let noughts = in_text(&nought);
        let running = in_text(&|m| told(m).deed == Deed::Total && !told(m).retold);
        let yearly = in_text(&|m| told(m).period == Some(366));
        let with = |base: usize, added: &[usize]| -> Vec<(usize, char)> {
            [base].iter().chain(added).map(|&m| (m, '+')).collect()
        };
        let stocked = members.iter().any(|&k| matches!(told(k).deed, Deed::Stock | Deed::Left));
        for (n, &k) in members.iter().enumerate() {
            // 二季度1586人次,上半年2996人次 behind 一季度累计1410人次: so much of the year by then.
            if let Some(base) =
                last[0].filter(|_| told(k).deed == Deed::New && told(k).period.is_some_and(|p| p > 92))
            {
                let added: Vec<usize> =
                    members[after[0]..n].iter().copied().filter(|&m| self.adds(base, m, false)).collect();
                if !added.is_empty() && self.comes_out(&with(base, &added), k) {
                    sums.push((Kind::Flow, with(base, &added), k, false));
                    (last[0], after[0]) = (Some(k), n + 1);
                    continue;
                }
            }
            if told(k).deed != Deed::Total || told(k).sums {
                continue;
            }
            if led.contains(&k) {
                let way = usize::from(outs(k));
                (last[way], after[way]) = (Some(k), n + 1);
                continue;
            }
            if told(k).retold {
                // Told again, with a report of none since.
                let none = last_before(&noughts, k);
                let before = none.and_then(|none| last_before(&running, none));
                if let Some((total, none)) = before.zip(none)
                    && told(total).worth.value == told(k).worth.value
                {
                    sums.push((Kind::Flow, vec![(total, '+'), (none, '+')], k, false));
                }
                continue;
            }
            let way = usize::from(outs(k));
            // A total that has none before it sums up no more than so many.
            let from = after[way].max(n.saturating_sub(if last[way].is_some() { n } else { NEAR * 8 }));
            let added: Vec<usize> =
                members[from..n].iter().copied().filter(|&m| self.adds(k, m, way == 1)).collect();
            let mut added = self.within(&added, last[way], k);
            if last[way].is_none() {
                // 7月份共发出: of that time alone.
                if let Some((day, days)) =
                    self.day(k).zip(told(k).period.map(i64::from)).filter(|_| told(k).summed)
                {
                    added.retain(|&m| self.day(m).is_none_or(|d| d > day - days && d <= day));
                }
                added.retain(|&m| told(m).said || told(m).worth.low <= told(k).worth.high);
            }
            if added.is_empty() {
                // 完成61760人;旬内新完成16460人: what was added stands behind the total.
                let behind = members[n + 1..]
                    .iter()
                    .copied()
                    .take_while(|&m| told(m).entry == told(k).entry && told(m).deed != Deed::Total);
                added = behind.filter(|&m| told(m).said && self.adds(k, m, way == 1)).collect();
            }
            // 更正:10日误计200只,10日累计应为25150只: the total of that day less what was corrected.
            let fix = members[..n].iter().rev().take(NEAR).copied().find(|&m| {
                told(m).deed == Deed::Fix
                    && told(m).sentence == told(k).sentence
                    && told(m).entry == told(k).entry
            });
            let mut earlier = members[..n].iter().rev().take(NEAR).copied().filter(|&m| self.is_total(m));
            let corrected = fix.and_then(|fix| {
                let both = |sign: char| move |base: usize| vec![(base, '+'), (fix, sign)];
                earlier.find_map(|base| {
                    ['-', '+'].into_iter().map(|sign| both(sign)(base)).find(|terms| self.comes_out(terms, k))
                })
            });
            if let Some(terms) = corrected.filter(|terms| Some(terms[0].0) != last[way]) {
                sums.push((Kind::Flow, terms, k, false));
                continue;
            }
            // 核报165间,核减6间: the correction stands behind what it corrects.
            let behind = members.get(n + 1).copied().filter(|&m| {
                told(m).deed == Deed::Fix
                    && told(m).sentence == told(k).sentence
                    && told(m).entry == told(k).entry
            });
            let fixed = last[way].zip(behind).map(|(base, fix)| vec![(base, '+'), (fix, '-')]);
            if let Some(terms) = fixed.filter(|terms| self.comes_out(terms, k)) {
                sums.push((Kind::Flow, terms, k, false));
                (last[way], after[way]) = (Some(k), n + 2);
                continue;
            }
            // 全年搬迁941户,累计1639户 behind 上半年…累计1228户: on top of the total that stood before that year.
            let long = added
                .is_empty()
                .then(|| {
                    members[from..n].iter().rev().copied().find(|&m| {
                        told(m).entry == told(k).entry
                            && self.adds(k, m, way == 1)
                            && told(m).period.is_some_and(|p| p > 31)
                    })
                })
                .flatten();
            let based = long.and_then(|m| {
                let mut totals = members[..n]
                    .iter()
                    .rev()
                    .take(NEAR)
                    .copied()
                    .filter(|&t| self.is_total(t) && !told(t).retold);
                totals.find_map(|t| Some(with(t, &[m])).filter(|terms| self.comes_out(terms, k)))
            });
            if let Some(terms) = based {
                sums.push((Kind::Flow, terms, k, false));
                (last[way], after[way]) = (Some(k), n + 1);
                continue;
            }
            // 已整改379项 after 411项: another count.
            if let Some(l) = last[way]
                && !told(k).running
                && told(k).worth.high < told(l).worth.low
            {
                (last[way], after[way]) = (Some(k), n + 1);
                continue;
            }
            let again = last[way].is_some_and(|l| {
                told(l).worth.value == told(k).worth.value
                    && (added.is_empty() && !told(k).all
                        || told(k).all && !self.comes_out(&with(l, &added), k))
            });
            if again {
                continue;
            }
            let added_any = !added.is_empty();
            // 三日共收割12.6万亩: of one event, unless the next total goes on from it.
            let base = last[way].or_else(|| soft[way].filter(|&s| self.comes_out(&with(s, &added), k)));
            let mut terms: Vec<(usize, char)> = base.iter().map(|&l| (l, '+')).collect();
            terms.extend(added.iter().map(|&m| (m, if told(m).deed == Deed::Fix { '-' } else { '+' })));
            // No word says that it is a total, and it follows from nothing.
            if !told(k).said && !self.comes_out(&terms, k) {
                if terms.is_empty() && last[way].is_none() {
                    (last[way], after[way]) = (Some(k), n + 1);
                }
                continue;
            }
            // What is a total only because its entry sums up proves nothing.
            let (low, _, slack, _) = self.weigh(&terms, k);
            if told(k).closing && low.0 < -slack.0 {
                continue;
            }
            match base {
                Some(_)
                    if event(k)
                        && !self.comes_out(&terms, k)
                        && (added_any || told(k).worth.low < told(last[way].unwrap_or(k)).worth.high) => {}
                Some(_) => sums.push((Kind::Flow, terms, k, true)),
                None if terms.len() == 1 && nought(terms[0].0) => {}
                None if terms.len() == 1
                    && !told(terms[0].0).said
                    && told(terms[0].0).worth.value < told(k).worth.value =>
                {
                    sums.push((Kind::Flow, terms, k, true));
                }
                None if !terms.is_empty() => {
                    let kind = if stocked && terms.len() > 1 { Kind::Sum } else { Kind::Flow };
                    sums.push((kind, terms, k, false));
                }
                None => {}
            }
            // 共 may be of one event: what comes after does not run on from it.
            if !event(k) {
                (last[way], after[way]) = (Some(k), n + 1);
            } else if last[way].is_none() {
                (soft[way], after[way]) = (Some(k), n + 1);
            }
        }
        // The terms of a total that does not follow: the next tells whether it or what was added is wrong.
        let mut failed: [Option<(usize, Vec<(usize, char)>)>; 2] = [None, None];
        for (kind, mut terms, k, chained) in sums {
            if !self.comes_out(&terms, k)
                && let Some(mended) = self.mended(
                    &terms,
                    chained && terms.first().is_some_and(|t| self.is_total(t.0)),
                    k,
                    false,
                )
            {
                self.adopt(&mended, k);
                self.sum(kind, mended, k, |_| Holds::Gap);
                continue;
            }
            if !self.comes_out(&terms, k)
                && let Some(years) = self.years(&yearly, k)
            {
                self.sum(Kind::Sum, years, k, |_| Holds::Gap);
                continue;
            }
            if chained {
                let way = usize::from(self.told[k].outward);
                let before =
                    failed[way].take().filter(|(total, _)| terms.first().is_some_and(|t| t.0 == *total));
                if let Some((_, earlier)) = before
                    && !self.comes_out(&terms, k)
                {
                    let rest: Vec<(usize, char)> =
                        earlier.into_iter().chain(terms[1..].iter().copied()).collect();
                    if self.comes_out(&rest, k) {
                        terms = rest;
                    }
                }
                let closed = self.closed(&terms, k);
                let kept = terms.clone();
                let holds = self.sum(kind, terms, k, |difference| {
                    if closed || difference.0 < 0 { Holds::False } else { Holds::Gap }
                });
                if holds == Holds::False {
                    failed[way] = Some((k, kept));
                }
            } else if self.comes_out(&terms, k) {
                self.sum(kind, terms, k, |_| Holds::Gap);
            }
        }
        self.periods(members);
    }

    /// 两年累计167列: the figures of the years before, one after the other, where they come out.
    fn years(&self, yearly: &[usize], total: usize) -> Option<Vec<(usize, char)>> {
        let before = &yearly[..yearly.partition_point(|&m| m < total)];
        let adds = |m: &&usize| self.adds(total, **m, self.told[total].outward);
        let mut terms: Vec<(usize, char)> = Vec::new();
        for &m in before.iter().rev().take(NEAR).filter(adds) {
            terms.insert(0, (m, '+'));
            if terms.len() > 1 && self.comes_out(&terms, total) {
                return Some(terms);
            }
        }
        None
    }

    /// Of what was added since a total, what counts: nothing that lies inside a longer time told with it, nothing of before.
    fn within(&self, added: &[usize], last: Option<usize>, total: usize) -> Vec<usize> {
        let since = last.and_then(|l| self.day(l));
        let begins = |k: usize| {
            let days = i64::from(self.told[k].period?);
            Some((self.day(k)? - days, days))
        };
        let longest = added.iter().filter_map(|&k| begins(k).map(|(from, days)| (k, from, days)));
        // 全年完成5.8亿元 beside 累计 of June: it reaches further back than the total before.
        let fitting = |k: &usize| match (begins(*k), since) {
            (Some((from, days)), Some(since)) => from + days / 6 + 2 >= since || days <= 2,
            _ => true,
        };
        let cover = longest
            .filter(|(k, ..)| self.told[*k].entry == self.told[total].entry && fitting(k))
            .max_by_key(|l| l.2);
        added
            .iter()
            .copied()
            .filter(fitting)
            .filter(|&k| {
                cover.is_none_or(|(longer, from, days)| {
                    k == longer
                        || self.told[k].entry == self.told[longer].entry
                            && self.told[k].period == self.told[longer].period
                        || days <= 1
                        || self.day(k).is_none_or(|day| {
                            day <= from || self.told[k].period.is_none_or(|p| i64::from(p) >= days)
                        })
                })
            })
            .collect()
    }

    /// Whether nothing is left out between a total and the one before it: what was added tells of all the time between.
    fn closed(&self, terms: &[(usize, char)], total: usize) -> bool {
        let [(base, _), added @ ..] = terms else { return false };
        let Some(&(last, _)) = added.last() else { return false };
        if self.told[total].row {
            return true;
        }
        if self.told[last].entry != self.told[total].entry {
            return false;
        }
        // The sixth after the fourth: one is missing.
        if let (Some((unit, a)), Some((other, b))) = (&self.told[*base].numbered, &self.told[total].numbered)
            && unit == other
        {
            return *b <= a + added.len() as u32;
        }
        let (Some(from), Some(to)) = (self.day(*base), self.day(total)) else { return false };
        let first = added.first().map_or(last, |a| a.0);
        let days = if added.len() == 1 { i64::from(self.told[last].period.unwrap_or(1)) } else { 1 };
        let before = if added.len() == 1 { to } else { self.day(first).unwrap_or(to) };
        before - from <= days
    }

    /// A total of one time against what that time brought: 7月份共发出, 全年完成.
    fn periods(&mut self, members: &[usize]) {
        let mut sums: Vec<(Vec<(usize, char)>, usize)> = Vec::new();
        for (n, &k) in members.iter().enumerate() {
            let told = &self.told[k];
            if told.deed != Deed::New || told.period.is_none_or(|p| p < 31) {
                continue;
            }
            let Some((day, days)) = self.day(k).zip(told.period.map(i64::from)) else { continue };
            let parts: Vec<(usize, char)> = members[n.saturating_sub(NEAR * 8)..n]
                .iter()
                .copied()
                .filter(|&m| {
                    let other = &self.told[m];
                    let brought = matches!(other.deed, Deed::New | Deed::In)
                        || other.deed == Deed::Total && other.period.is_some_and(|p| p >= 31);
                    brought
                        && other.period.is_some_and(|p| i64::from(p) * 2 <= days + 5)
                        && self.day(m).is_some_and(|d| d > day - days && d <= day)
                })
                .map(|m| (m, '+'))
                .collect();
            let known = self.sums.iter().rev().take(NEAR * 4).any(|sum| sum.total == k);
            if parts.len() > 1 && !known && self.comes_out(&parts, k) {
                sums.push((parts, k));
            }
        }
        for (parts, k) in sums {
            self.sum(Kind::Sum, parts, k, |_| Holds::Gap);
        }
    }

    /// What there is against what there was, what came and what went.
    fn stocks(&mut self, members: &[usize], changed: &BTreeSet<usize>) {
        let flows = members.iter().any(|&k| {
            matches!(self.told[k].deed, Deed::In | Deed::Out | Deed::New | Deed::Fix) || changed.contains(&k)
        });
        let mut last: Option<(usize, usize)> = None;
        let mut failed: Option<(usize, Vec<(usize, char)>)> = None;
        for (n, &k) in members.iter().enumerate() {
            if !matches!(self.told[k].deed, Deed::Stock | Deed::Left) || !self.told[k].over.is_empty() {
                continue;
            }
            let Some((base, from)) = last.replace((k, n)) else { continue };
            if changed.contains(&k) {
                continue;
            }
            if !flows {
                // What came and went is called otherwise: 招聘318人,退休142人 beside 教职工6390人.
                if let Some(mended) = self.mended(&[(base, '+')], true, k, true) {
                    self.adopt(&mended, k);
                    self.sum(Kind::StockFlow, mended, k, |_| Holds::Gap);
                }
                continue;
            }
            let mut terms = vec![(base, '+')];
            let mut dones: Vec<(usize, char)> = Vec::new();
            for &m in &members[from + 1..n] {
                let other = &self.told[m];
                // 已解决1.52万人,尚有3400人: what is done is less of what is left.
                let done = other.deed == Deed::Total
                    && !other.outward
                    && other.entry == self.told[k].entry
                    && self.told[k].deed == Deed::Left;
                match other.deed {
                    Deed::In | Deed::New => terms.push((m, '+')),
                    Deed::Out | Deed::Fix => terms.push((m, '-')),
                    Deed::Total if done => dones.push((m, '-')),
                    _ => {}
                }
            }
            if !dones.is_empty() {
                let whole: Vec<(usize, char)> = terms.iter().chain(&dones).copied().collect();
                if !self.comes_out(&terms, k) && (terms.len() == 1 || self.comes_out(&whole, k)) {
                    terms = whole;
                }
            }
            // 实存3988床,账实相差12床: the correction stands behind what it corrects.
            if let Some(&m) = members.get(n + 1)
                && self.told[m].deed == Deed::Fix
                && self.told[m].entry == self.told[k].entry
            {
                terms.push((m, '-'));
            }
            // 年末余额46.3亿元,当年新增6.0亿元,偿还1.5亿元: what came and went stands behind.
            if terms.len() == 1 {
                let behind = members[n + 1..].iter().copied().take(NEAR).take_while(|&m| {
                    self.told[m].entry == self.told[k].entry
                        && !matches!(self.told[m].deed, Deed::Stock | Deed::Left)
                });
                let flows = behind.filter_map(|m| match self.told[m].deed {
                    Deed::In | Deed::New => Some((m, '+')),
                    Deed::Out | Deed::Fix => Some((m, '-')),
                    _ => None,
                });
                let whole: Vec<(usize, char)> = terms.iter().copied().chain(flows).collect();
                if whole.len() > 1 && self.comes_out(&whole, k) {
                    terms = whole;
                }
            }
            for n in 1..terms.len() {
                if self.told[terms[n].0].deed == Deed::Fix && !self.comes_out(&terms, k) {
                    terms[n].1 = '+';
                    if !self.comes_out(&terms, k) {
                        terms[n].1 = '-';
                    }
                }
            }
            let same = terms.len() == 1 && self.told[base].worth.value == self.told[k].worth.value;
            if same {
                continue;
            }
            let moved = terms.len() > 1;
            if let Some((_, earlier)) = failed.take().filter(|(total, _)| *total == base)
                && !self.comes_out(&terms, k)
            {
                let rest: Vec<(usize, char)> =
                    earlier.into_iter().chain(terms[1..].iter().copied()).collect();
                if self.comes_out(&rest, k) {
                    terms = rest;
                }
            }
            if !self.comes_out(&terms, k)
                && let Some(mended) = self.mended(&terms, true, k, true)
            {
                self.adopt(&mended, k);
                self.sum(Kind::StockFlow, mended, k, |_| Holds::Gap);
                continue;
            }
            // 报告的1例 among those on hand: no word says that it is what there is.
            if !self.told[k].said && moved && !self.comes_out(&terms, k) {
                last = Some((base, from));
                continue;
            }
            // What no word says to have come or gone proves nothing.
            let sure = terms[1..].iter().all(|&(m, _)| self.told[m].said && self.told[m].deed != Deed::New);
            // Where a running total leaves something untold between, this does too.
            let untold = self.sums.iter().rev().take(NEAR * 4).any(|sum| {
                sum.holds == Holds::Gap
                    && sum.total > base
                    && sum.total <= k
                    && self.of[sum.total] == self.of[k]
            });
            let sure = moved && sure && !untold;
            let kept = terms.clone();
            let holds = self.sum(Kind::StockFlow, terms, k, |_| if sure { Holds::False } else { Holds::Gap });
            if holds == Holds::False {
                failed = Some((k, kept));
            }
        }
    }

    /// What is left or there and is explained by nothing yet: by what was left before, or was told without a word, with what came and went since.
    pub(super) fn lefts(&mut self) {
        let explained: BTreeSet<usize> = self.sums.iter().map(|sum| sum.total).collect();
        for group in 0..self.groups.len() {
            let members: Vec<usize> = self.ordered(group);
            for (n, &k) in members.iter().enumerate() {
                let level = match self.told[k].deed {
                    Deed::Left => !self.told[k].owed,
                    Deed::Stock => self.told[k].said && !is_ratio(&self.told[k].unit),
                    _ => false,
                };
                if level && !explained.contains(&k) {
                    self.left(&members[..n], k);
                }
            }
        }
    }

    fn left(&mut self, before: &[usize], k: usize) {
        let held = |&m: &usize| {
            let told = &self.told[m];
            let bare = !told.said && matches!(told.deed, Deed::New | Deed::Stock);
            told.entry != self.told[k].entry && (bare || told.deed == self.told[k].deed)
        };
        let Some(base) = before.iter().rev().take(NEAR).copied().find(held) else { return };
        let near = &before[before.len().saturating_sub(NEAR * 8)..];
        let flows = near.iter().filter(|&&m| {
            m > base && self.told[m].said && matches!(self.told[m].deed, Deed::New | Deed::In | Deed::Out)
        });
        let sign = |m: usize| if self.told[m].deed == Deed::Out { '-' } else { '+' };
        let terms: Vec<(usize, char)> =
            [(base, '+')].into_iter().chain(flows.map(|&m| (m, sign(m)))).collect();
        let found = if terms.len() > 1 && self.comes_out(&terms, k) {
            Some(terms)
        } else {
            self.mended(&terms, true, k, true)
        };
        if let Some(terms) = found {
            if self.told[base].deed == Deed::New {
                self.told[base].deed = Deed::Stock;
            }
            self.adopt(&terms, k);
            self.sum(Kind::StockFlow, terms, k, |_| Holds::Gap);
        }
    }

    /// Days counted against the calendar.
    fn calendar(&mut self, members: &[usize]) {
        let lasting = |k: usize| {
            let content: String = self.told[k].content.iter().collect();
            content.contains("连续") || content.contains("安全")
        };
        let counts: Vec<usize> = members.iter().copied().filter(|&k| lasting(k)).collect();
        for pair in counts.windows(2) {
            let (base, k) = (pair[0], pair[1]);
            let (Some(from), Some(to)) = (self.day(base), self.day(k)) else { continue };
            let (was, is) = (self.told[base].worth, self.told[k].worth);
            // A smaller count began anew.
            if is.value <= was.value || is.open() || was.open() {
                continue;
            }
            let difference = is.value - was.value - Amount::whole(to - from);
            let holds = if difference == Amount::default() { Holds::True } else { Holds::False };
            self.sums.push(super::Sum {
                kind: Kind::Days,
                terms: vec![(base, '+')],
                total: k,
                holds,
                low: difference,
                high: difference,
                tolerance: Amount::default(),
                given: Some(is.value - difference),
            });
        }
    }

    /// What is left against all of it and what is done: 42.6万户停电, 已恢复6.1万户, 尚有36.5万户.
    pub(super) fn remainders(&mut self) {
        let explained: BTreeSet<usize> = self
            .sums
            .iter()
            .filter(|sum| matches!(sum.kind, Kind::Flow | Kind::StockFlow))
            .map(|sum| sum.total)
            .collect();
        let mut wholes: BTreeMap<usize, usize> = BTreeMap::new();
        for k in 0..self.told.len() {
            let told = &self.told[k];
            if told.deed == Deed::Excess {
                self.excess(k);
                continue;
            }
            if told.deed != Deed::Left || is_ratio(&told.unit) || explained.contains(&k) {
                continue;
            }
            let same = |b: usize| {
                let other = &self.told[b];
                other.unit == told.unit && other.scope == told.scope && other.whole.is_none()
            };
            let entry = (0..k).rev().take(NEAR).take_while(|&b| self.told[b].entry == told.entry);
            let behind = (k + 1..self.told.len())
                .take(NEAR)
                .take_while(|&b| self.told[b].entry == told.entry && self.told[b].sentence == told.sentence);
            let done = |&b: &usize| {
                same(b)
                    && (matches!(self.told[b].deed, Deed::Total | Deed::New | Deed::Out)
                        // 应到210人,实到198人,缺席12人
                        || self.told[b].deed == Deed::Stock
                            && self.told[b].said
                            && b > 0
                            && self.told[b - 1].deed == Deed::Target
                            && self.told[b - 1].sentence == self.told[b].sentence)
            };
            let Some(done) = entry
                .clone()
                .filter(done)
                .find(|&b| self.told[b].deed == Deed::Total)
                .or_else(|| entry.clone().find(done))
                .or_else(|| behind.clone().find(done))
            else {
                continue;
            };
            let least = self.told[done].worth.value;
            let whole_of = |&b: &usize| {
                b != done
                    && same(b)
                    && self.told[b].worth.value >= least
                    && matches!(
                        self.told[b].deed,
                        Deed::Total | Deed::Stock | Deed::Target | Deed::New | Deed::Plan
                    )
            };
            let mut candidates: Vec<usize> = Vec::new();
            candidates.extend(
                (0..done).rev().take(NEAR).take_while(|&b| self.told[b].entry == told.entry).filter(whole_of),
            );
            let group = self.of[k];
            // 累计投入1080人; 撤离680人,留守400人.
            if self.told[done].deed == Deed::Out {
                let total = |b: &usize| self.of[*b].is_some() && self.told[*b].deed == Deed::Total;
                let totals = (0..done).rev().take(NEAR).filter(total).filter(whole_of);
                candidates.extend(totals.filter(|&b| self.comes_out(&[(b, '+'), (done, '-')], k)).take(1));
            }
            candidates.extend(group.and_then(|g| wholes.get(&g)).copied().filter(|b| whole_of(b)));
            let of_done = self.of[done];
            candidates.extend(
                (0..done)
                    .rev()
                    .take(NEAR * 4)
                    .filter(|&b| {
                        self.of[b].is_some() && self.of[b] == of_done && self.told[b].deed == Deed::Target
                    })
                    .filter(whole_of)
                    .take(1),
            );
            candidates.extend(
                (0..done)
                    .rev()
                    .take(NEAR * 4)
                    .filter(|&b| {
                        self.of[b].is_some()
                            && self.of[b] == of_done
                            && self.told[done].deed != Deed::Total
                            && self.told[b].deed == Deed::New
                    })
                    .filter(whole_of)
                    .max_by_key(|&b| self.told[b].worth.value),
            );
            candidates.extend(
                (0..done)
                    .rev()
                    .take(NEAR * 4)
                    .filter(|&b| self.of[b] != of_done && matches!(self.told[b].deed, Deed::Total))
                    .filter(whole_of)
                    .take(2),
            );
            candidates.extend(
                (0..done)
                    .rev()
                    .take(NEAR * 4)
                    .filter(|&b| self.of[b] != of_done && matches!(self.told[b].deed, Deed::Stock))
                    .filter(whole_of)
                    .take(1),
            );
            // 停电用户9.6万户, later 尚有6.5万户停电: called by the same words.
            candidates.extend(
                (0..done)
                    .rev()
                    .take(NEAR * 4)
                    .filter(|&b| {
                        self.shares_words(b, k)
                            || self.shares_words(b, done)
                            || self.of[done].is_some_and(|g| self.is_named_in(b, g))
                            || self.told[b].deed == Deed::Target
                    })
                    .filter(whole_of)
                    .filter(|&b| self.comes_out(&[(b, '+'), (done, '-')], k))
                    .take(1),
            );
            let whole = candidates
                .iter()
                .copied()
                .find(|&b| self.comes_out(&[(b, '+'), (done, '-')], k))
                .or(candidates.first().copied());
            let Some(whole) = whole else { continue };
            let known = group.and_then(|group| wholes.insert(group, whole));
            let terms = vec![(whole, '+'), (done, '-')];
            // 未结262件, 新收365件, 审结391件, 未结236件: what was left before goes on.
            if !self.comes_out(&terms, k)
                && let Some(moved) = self.moved(k)
            {
                self.sum(Kind::StockFlow, moved, k, |_| Holds::Gap);
                continue;
            }
            // Far apart and called otherwise, they prove nothing.
            let called = self.of[whole] == self.of[done]
                || self.of[whole] == self.of[k]
                || self.shares_words(whole, k)
                || self.shares_words(whole, done);
            let joined = known == Some(whole)
                || self.told[whole].entry == self.told[k].entry
                    && (called || self.told[whole].said || self.told[done].said)
                    && !(self.told[whole].deed == Deed::New && self.told[done].deed == Deed::New && !called)
                || called
                    && (self.told[done].deed == Deed::Total
                        || matches!(self.told[whole].deed, Deed::Target | Deed::Plan));
            if joined || self.comes_out(&terms, k) {
                let holds = self.sum(Kind::StockFlow, terms, k, |_| Holds::False);
                // 疏导150辆,仍滞留280辆: what the words send away, and what came out, went.
                if holds == Holds::True && self.told[done].deed == Deed::New && self.goes_away(done) {
                    self.told[done].deed = Deed::Out;
                }
            }
        }
    }

    /// What was left last in its unit, with what came and went in the entry, where that comes out to what is left now.
    fn moved(&self, k: usize) -> Option<Vec<(usize, char)>> {
        let told = &self.told[k];
        let before = |b: &usize| {
            let other = &self.told[*b];
            other.unit == told.unit
                && other.scope == told.scope
                && other.deed == Deed::Left
                && other.whole.is_none()
        };
        let base = (0..k).rev().take(NEAR).find(before)?;
        self.mended(&[(base, '+')], true, k, true)
    }

    /// Whether the word before a figure says that it went.
    fn goes_away(&self, k: usize) -> bool {
        use crate::fact::figure::{Role, cues};
        cues(&self.told[k].verb).iter().any(|cue| cue.role == Role::Out)
    }

    /// Whether a figure is called by words of a series.
    fn is_named_in(&self, k: usize, group: usize) -> bool {
        self.groups[group].members.iter().rev().take(NEAR).any(|&m| self.shares_words(k, m))
    }

    /// Whether two figures are called by a pair of characters in common.
    fn shares_words(&self, one: usize, other: usize) -> bool {
        let words = &self.told[other].content;
        self.told[one].content.windows(2).any(|pair| words.windows(2).any(|other| pair == other))
    }

    /// 余下309人全部返家: the rest is what was left last, in its series.
    fn rest(&mut self, k: usize) {
        let told = &self.told[k];
        let words: String = (told.lead.lo()..told.lead.hi()).map(|i| self.text.at(i)).collect();
        let rest = ["余下", "其余", "剩余", "剩下", "下余"].iter().any(|word| words.contains(word));
        let left = |&b: &usize| {
            let other = &self.told[b];
            other.unit == told.unit
                && other.scope == told.scope
                && other.entry != told.entry
                && matches!(other.deed, Deed::Left | Deed::Stock)
                && (self.of[b] == self.of[k] || self.shares_words(b, k))
        };
        let last = (0..k).rev().take(NEAR).find(left).filter(|_| rest);
        let explained = self.sums.iter().any(|sum| sum.total == k);
        if let Some(last) = last.filter(|_| !explained) {
            self.sum(Kind::Flow, vec![(last, '+')], k, |_| Holds::False);
        }
    }

    /// 42.6万户全部恢复: all of it is the whole that was told.
    pub(super) fn alls(&mut self) {
        for k in 0..self.told.len() {
            let told = &self.told[k];
            if !told.all || is_ratio(&told.unit) || self.of[k].is_none() || told.scope.is_some() {
                continue;
            }
            if matches!(told.deed, Deed::Left | Deed::Out) {
                self.rest(k);
                continue;
            }
            let equal = |&b: &usize| {
                let other = &self.told[b];
                other.unit == told.unit
                    && other.entry != told.entry
                    && other.worth == told.worth
                    && other.scope.is_none()
                    && matches!(other.deed, Deed::Total | Deed::Stock | Deed::Target | Deed::Left | Deed::New)
            };
            // The first of those that are near.
            let whole = (k.saturating_sub(NEAR * 8)..k).find(equal);
            if let Some(whole) = whole {
                self.sum(Kind::Flow, vec![(whole, '+')], k, |_| Holds::Gap);
            }
        }
    }

    /// 水位50.35米,超警戒水位(50.00米)0.35米: the level is the mark and what is above it.
    fn excess(&mut self, k: usize) {
        let told = &self.told[k];
        let before = |&b: &usize| self.told[b].unit == told.unit && self.told[b].entry == told.entry;
        let Some(level) = (0..k)
            .rev()
            .take(NEAR)
            .filter(before)
            .find(|&b| !matches!(self.told[b].deed, Deed::Mark | Deed::Excess))
        else {
            return;
        };
        let mark = (0..k).rev().take(NEAR * 4).find(|&b| {
            self.told[b].deed == Deed::Mark
                && self.told[b].unit == told.unit
                && self.told[b].content == told.content
        });
        if let Some(mark) = mark {
            self.sum(Kind::Sum, vec![(mark, '+'), (k, '+')], level, |_| Holds::False);
        }
    }
}
