//! Shares, rates, growths and products: what is divided by what is found by its name, and by its unit where none is said.

use super::{Book, Holds, Kind, NEAR, Sum};
use crate::fact::Amount;
use crate::fact::figure::{Deed, is_ratio};
use std::collections::{BTreeMap, BTreeSet};

/// Per cent in millionths of one.
const PERCENT: f64 = 100.0;
/// A share that is told and one that is worked out which lie further apart, as a factor, are not of the same.
const FAR: f64 = 2.0;
/// Rounding that leaves more points than this open proves nothing.
const LOOSE: f64 = 3.0;

impl Book<'_> {
    fn plain(&self, k: usize) -> f64 {
        self.told[k].worth.value.0 as f64 / 1e6
    }

    /// The share told at `total` less `numerator` over `denominator`, and what rounding allows, in points.
    fn over(
        &self,
        numerator: usize,
        denominator: usize,
        total: usize,
        growth: bool,
    ) -> Option<(f64, f64, f64)> {
        let (a, b, told) = (self.plain(numerator), self.plain(denominator), self.plain(total));
        if b.abs() < 1e-9 {
            return None;
        }
        let given = if growth { (a - b).abs() / b * PERCENT } else { a / b * PERCENT };
        let half = |k: usize| {
            let worth = self.told[k].worth;
            worth.half.0.max((worth.high - worth.low).0) as f64 / 1e6
        };
        let slack = PERCENT * half(numerator) / b + a / b * PERCENT * half(denominator) / b + half(total);
        // A whole per cent is rounded too.
        let whole = if self.told[total].worth.half == Amount::default() { 0.5 } else { 0.0 };
        Some((told - given, slack + whole + 1e-9, given))
    }

    fn ratio(&mut self, kind: Kind, numerator: usize, denominator: usize, total: usize) {
        let growth = kind == Kind::Change;
        let Some((difference, slack, given)) = self.over(numerator, denominator, total, growth) else {
            return;
        };
        let amount = |x: f64| Amount((x * 1e6).round() as i128);
        // 占44% of 44.6: whole per cents are often cut, not rounded.
        let cut = self.told[total].worth.half == Amount::default() && difference < 0.0 && difference > -1.0;
        let holds = if difference.abs() <= slack || cut { Holds::True } else { Holds::False };
        // What is off by so much is of something else, not a slip of the pen.
        let told = self.plain(total);
        if holds == Holds::False && !growth && (given > told * FAR || given * FAR < told) {
            return;
        }
        self.sums.push(Sum {
            kind,
            terms: vec![(numerator, '+'), (denominator, if growth { '>' } else { '/' })],
            total,
            holds,
            low: amount(if holds == Holds::True { 0.0 } else { difference }),
            high: amount(if holds == Holds::True { 0.0 } else { difference }),
            tolerance: amount(slack),
            given: Some(amount(given)),
        });
    }

    fn fits(&self, numerator: usize, denominator: usize, total: usize, growth: bool) -> bool {
        self.over(numerator, denominator, total, growth)
            .is_some_and(|(difference, slack, _)| difference.abs() <= slack && slack <= LOOSE)
    }

    /// Shares, rates and growths in per cent.
    pub(super) fn rates(&mut self) {
        let mut bases: BTreeMap<String, usize> = BTreeMap::new();
        for k in 0..self.told.len() {
            let told = &self.told[k];
            if told.unit == "‰" && told.scope.is_none() && !told.worth.open() {
                self.per_mille(k);
                continue;
            }
            if told.unit != "%" || told.scope.is_some() || told.worth.open() {
                continue;
            }
            match told.deed {
                Deed::Change => self.growth(k),
                Deed::Rate => self.share(k, &mut bases),
                _ => {}
            }
        }
    }

    /// 年末总人口31.2万人,出生3744人,出生率12.0‰: so many of a thousand, where that comes out.
    fn per_mille(&mut self, k: usize) {
        const THOUSAND: f64 = 1_000.0;
        let told = &self.told[k];
        let word: Vec<char> = told.content.iter().copied().filter(|c| *c != '率').collect();
        let Some(word) = word.get(word.len().saturating_sub(2)..).filter(|word| word.len() > 1) else {
            return;
        };
        let near: Vec<usize> = (k.saturating_sub(NEAR)..(k + 4).min(self.told.len()))
            .filter(|&b| b != k && self.told[b].entry == told.entry && !is_ratio(&self.told[b].unit))
            .collect();
        let named = |&b: &usize| {
            self.told[b].content.iter().chain(&self.told[b].verb).filter(|c| word.contains(c)).count() > 1
        };
        let half = |k: usize| self.told[k].worth.half.0 as f64 / 1e6;
        let found = near.iter().copied().filter(named).find_map(|part| {
            let whole = near.iter().copied().find(|&whole| {
                let given = self.plain(whole) * self.plain(k) / THOUSAND;
                let slack = half(part)
                    + (self.plain(whole) * half(k) + self.plain(k) * half(whole)) / THOUSAND
                    + 1e-6;
                whole != part
                    && self.told[whole].unit == self.told[part].unit
                    && self.told[whole].deed == Deed::Stock
                    && (self.plain(part) - given).abs() <= slack
            })?;
            let slack = (self.plain(whole) * half(k) + self.plain(k) * half(whole)) / THOUSAND + half(part);
            Some((part, whole, slack))
        });
        let Some((part, whole, slack)) = found else { return };
        self.sums.push(Sum {
            kind: Kind::Product,
            terms: vec![(whole, '+'), (k, '*')],
            total: part,
            holds: Holds::True,
            low: Amount::default(),
            high: Amount::default(),
            tolerance: Amount((slack * 1e6).round() as i128),
            given: None,
        });
    }

    /// Whether growths of several things are told together: 分别比上年增长49.25%和1.20%.
    fn is_shared_out(&self, k: usize) -> bool {
        let sentence = self.told[k].sentence;
        let mut row = (0..=k).rev().take(NEAR).take_while(|&b| {
            b == k || self.told[b].sentence == sentence && self.told[b].deed == Deed::Change
        });
        row.any(|b| {
            let lead = self.told[b].lead;
            (lead.lo()..lead.hi().saturating_sub(1))
                .any(|i| self.text.at(i) == '分' && self.text.at(i + 1) == '别')
        })
    }

    /// 比上年增长18.6%: the figure before it against the one before that in its series.
    fn growth(&mut self, k: usize) {
        if self.is_shared_out(k) {
            return;
        }
        let told = &self.told[k];
        // 按可比价增长8%: not of amounts that are told on another basis.
        let apart = |amounts: [usize; 2]| {
            told.basis.is_some() && amounts.iter().any(|&amount| self.told[amount].basis != told.basis)
        };
        let here = (0..k)
            .rev()
            .take(NEAR)
            .take_while(|&b| self.told[b].entry == told.entry && self.told[b].sentence == told.sentence);
        if let Some((now, was)) = self.ends(k) {
            if !apart([now, was]) {
                self.ratio(Kind::Change, now, was, k);
            }
            return;
        }
        let Some(now) = here.clone().find(|&b| self.of[b].is_some()) else { return };
        let Some(group) = self.of[now] else { return };
        let members = &self.groups[group].members;
        let at = members.binary_search(&now).unwrap_or_default();
        let like = |m: &&usize| {
            let (a, b) = (self.told[**m].period, self.told[now].period);
            self.told[**m].deed == self.told[now].deed
                && (a == b || (a.is_none() || b.is_none()) && self.fits(now, **m, k, true))
        };
        let year = |k: usize| self.told[k].day.as_deref().and_then(|d| d.get(..4)?.parse::<i32>().ok());
        let next = |was: usize| year(was).zip(year(now)).is_some_and(|(a, b)| b - a == 1);
        // 比1998年末净增926.8公里,增长82.4%: the change in the unit right before it says against what.
        let sooner = k.checked_sub(1).filter(|&b| {
            self.told[b].deed == Deed::Delta
                && self.told[b].sentence == told.sentence
                && !is_ratio(&self.told[b].unit)
        });
        let yearly = self.is_yearly(k) || sooner.is_some_and(|b| self.is_yearly(b));
        // 比一九七三年增长16.8%: against that year alone.
        let named = self.year_against(k).or_else(|| sooner.and_then(|b| self.year_against(b)));
        if let Some(named) = named {
            let then = members[..at].iter().rev().take(NEAR).copied();
            let was = then.filter(|&was| year(was) == Some(named) && !apart([now, was]));
            let was: Vec<usize> = was.take(4).collect();
            let fit = was.iter().copied().find(|&was| self.fits(now, was, k, true));
            let called = |was: &usize| self.told[*was].content == self.told[now].content;
            if let Some(was) = fit.or_else(|| was.first().copied().filter(called)) {
                self.ratio(Kind::Change, now, was, k);
            }
            return;
        }
        let before = members[..at].iter().rev().take(NEAR).filter(like).copied();
        let earlier: Vec<usize> = before
            .filter(|&was| !apart([now, was]))
            .take_while(|&was| !yearly || next(was))
            .take(4)
            .collect();
        // 秋粮 and 全年 stand in one series: the one that comes out, else one that is called the same.
        let fit = earlier.iter().copied().find(|&was| self.fits(now, was, k, true));
        let named = || {
            let called = |was: &usize| self.told[*was].content == self.told[now].content;
            earlier.first().copied().filter(called)
        };
        if let Some(was) = fit.or_else(named) {
            self.ratio(Kind::Change, now, was, k);
        }
    }

    /// Both ends of a growth where its sentence tells them: 9120万元,比上届的7600万元增长20%; 由320增加到400; 28.4万,同比增长13.6%,上年同期为25万.
    pub(super) fn ends(&self, k: usize) -> Option<(usize, usize)> {
        let sentence = self.told[k].sentence;
        let like = |a: usize, b: usize| {
            let (a, b) = (&self.told[a], &self.told[b]);
            a.unit == b.unit && a.sentence == sentence && b.sentence == sentence && a.entry == b.entry
        };
        let words = |b: usize| -> Vec<char> {
            (self.told[b].lead.lo()..self.told[b].lead.hi()).map(|i| self.text.at(i)).collect()
        };
        let has = |b: usize, heads: &[char]| words(b).iter().any(|c| heads.contains(c));
        // …相比,增加45230人,增长3.81%: the change in the unit stands between.
        let one = (0..k).rev().take(3).find(|&b| self.told[b].deed != Deed::Delta)?;
        // 运送498360人次,平均每航次314.2人次,比…的362450人次增长37.5%: a mean is no end of it.
        let mean = |b: &usize| self.told[*b].deed == Deed::Each || self.told[*b].mean;
        let now = (0..one).rev().take(3).find(|b| !mean(b) || mean(&one));
        if let Some(now) = now.filter(|&now| like(now, one)) {
            // The base is named right before the change, in its clause.
            let behind: Vec<char> = (0..2).map(|i| self.text.at(self.told[one].span.hi() + i)).collect();
            let compared = has(one, &['比', '较']) && self.told[one].clause == self.told[k].clause
                // 与2010年的1186220人相比,增加45230人
                || has(one, &['与', '同', '和']) && matches!(behind[..], ['相', '比'] | ['比', ',' | '较']);
            if compared && !is_ratio(&self.told[one].unit) {
                return Some((now, one));
            }
            if has(now, &['由', '从']) && !has(now, &['比', '较']) && !is_ratio(&self.told[one].unit) {
                let risen = words(one).iter().any(|c| matches!(c, '到' | '至' | '为'));
                return risen.then_some((one, now));
            }
        }
        // 共发送118.7万人,…。比上年春运的109.5万人增长8.4%: what is held against it stands in the sentence before.
        if has(one, &['比', '较'])
            && self.told[one].clause == self.told[k].clause
            && self.told[one].sentence == sentence
            && self.told[one].clause == sentence
            && self.told[k].unit == "%"
        {
            let earlier = (0..one).rev().take(6).take_while(|&b| self.told[b].entry == self.told[k].entry);
            let now = earlier
                .filter(|&b| self.told[b].unit == self.told[one].unit)
                .find(|&b| self.fits(b, one, k, true));
            return now.map(|now| (now, one));
        }
        let next = k + 1;
        let named = |b: usize| {
            let lead: String = words(b).into_iter().collect();
            ["上年", "去年", "同期", "上届", "上期", "上月", "前一年"].iter().any(|word| lead.contains(word))
        };
        (next < self.told.len() && like(one, next) && named(next) && !is_ratio(&self.told[one].unit))
            .then_some((one, next))
    }

    /// 占总投资的17.2%, 恢复率14.3%.
    fn share(&mut self, k: usize, bases: &mut BTreeMap<String, usize>) {
        let told = &self.told[k];
        let lead: String = (told.lead.lo()..told.lead.hi()).map(|i| self.text.at(i)).collect();
        let before: Vec<usize> = (0..k)
            .rev()
            .take(NEAR)
            .take_while(|&b| self.told[b].entry == told.entry)
            .filter(|&b| {
                !is_ratio(&self.told[b].unit)
                    && !matches!(self.told[b].deed, Deed::Each | Deed::Plan | Deed::Delta)
            })
            .collect();
        let base: String = lead
            .char_indices()
            .find(|(_, c)| matches!(c, '占' | '为' | '达'))
            .map(|(at, c)| lead[at + c.len_utf8()..].trim_end_matches(['的', '约', '近']).to_owned())
            // 完成预算的52.2%
            .or_else(|| {
                lead.split_once("完成")
                    .map(|(_, of)| of)
                    .filter(|of| of.ends_with('的'))
                    .map(|of| of.trim_end_matches('的').to_owned())
            })
            .unwrap_or_default();
        // 蓄水1015万立方米,为兴利库容4060万立方米的25%: the figure in the clause is what it is a share of.
        if let Some(base) = k.checked_sub(1).filter(|&b| lead == "的" && self.told[b].clause == told.clause)
            && let Some(numerator) = {
                let like = |n: &usize| *n != base && self.told[*n].unit == self.told[base].unit;
                let fit = before.iter().copied().filter(like).find(|&n| self.fits(n, base, k, false));
                fit.or_else(|| before.iter().copied().find(like))
            }
        {
            return self.ratio(Kind::Share, numerator, base, k);
        }
        if base.chars().count() > 1 {
            return self.named_share(k, &base, &before);
        }
        // 占39.2%: of what the last share of that series was of.
        let bare = lead.trim_end_matches(['的', '约', '近', '达', '为']);
        // 其中税收收入14.9亿元、非税收入3.7亿元,税收占比80.1%: the part of that name.
        if bare.ends_with("占比") || bare.ends_with("比重") {
            let name: Vec<char> = bare.chars().filter(|c| crate::text::is_han(*c)).collect();
            let parts = || {
                (0..k)
                    .rev()
                    .take(NEAR)
                    .filter(|&b| self.told[b].sentence == told.sentence && self.told[b].whole.is_some())
            };
            let mut named = parts().filter(|&b| {
                let own: Vec<char> = self.told[b].name.chars().collect();
                name.len() > 3 && own.starts_with(&name[..2])
            });
            let Some(part) = named.next_back().or_else(|| parts().next().filter(|_| name.len() < 4)) else {
                return;
            };
            let Some(whole) = self.told[part].whole else { return };
            return self.ratio(Kind::Share, part, whole, k);
        }
        // 其中有林地896亩、灌木林地175亩,有林地占78.5%: the part of that name.
        if let Some(name) = bare.strip_suffix('占') {
            let name: String = name.chars().filter(|c| crate::text::is_han(*c)).collect();
            let part = (0..k).rev().take(NEAR).take_while(|&b| self.told[b].entry == told.entry).find(|&b| {
                self.told[b].whole.is_some() && name.chars().count() > 1 && self.told[b].name == name
            });
            if let Some((part, whole)) = part.and_then(|part| Some((part, self.told[part].whole?))) {
                return self.ratio(Kind::Share, part, whole, k);
            }
        }
        // 其中专任教师2571人,占90.3%: a part of its whole.
        if bare.ends_with('占')
            && let Some(part) = k.checked_sub(1).filter(|&b| self.told[b].sentence == told.sentence)
            && let Some(whole) = self.told[part].whole.filter(|&w| self.told[w].unit == self.told[part].unit)
        {
            return self.ratio(Kind::Share, part, whole, k);
        }
        if bare.ends_with('占') || bare.ends_with("完成") || bare.ends_with("进度") {
            let numerator =
                before.iter().copied().find(|&b| self.told[b].whole.is_none() && self.of[b].is_some());
            let shared = numerator.and_then(|n| {
                let like = |sum: &&Sum| sum.kind == Kind::Share && self.of[sum.terms[0].0] == self.of[n];
                self.sums.iter().rev().take(NEAR * 4).find(like).map(|sum| (n, sum.terms[1].0))
            });
            // 接待28.4万人次;过夜游客6.1万人次,占21.5%: of what its sentence tells, where that comes out.
            let beside = || {
                let numerator = numerator.filter(|&n| self.told[n].sentence == told.sentence)?;
                let larger = |&b: &usize| {
                    b != numerator
                        && self.told[b].unit == self.told[numerator].unit
                        && self.told[b].scope.is_none()
                        && self.fits(numerator, b, k, false)
                };
                before.iter().copied().find(larger).map(|base| (numerator, base))
            };
            // 占4.6% (以下占比均以此为底): of what the last share in that unit was of, where that comes out.
            let last = || {
                let numerator = numerator?;
                let unit = |&b: &usize| self.told[b].unit == self.told[numerator].unit && b != numerator;
                let shares = self.sums.iter().rev().filter(|sum| sum.kind == Kind::Share).take(NEAR);
                let mut bases = shares.map(|sum| sum.terms[1].0).filter(unit);
                bases.find(|&b| self.fits(numerator, b, k, false)).map(|b| (numerator, b))
            };
            if let Some((numerator, base)) = shared.or_else(beside).or_else(last) {
                self.ratio(Kind::Share, numerator, base, k);
            }
            return;
        }
        if !told.content.last().is_some_and(|c| matches!(c, '率' | '度' | '面')) && !lead.contains('率') {
            return;
        }
        let name: String = told.content.iter().collect();
        let word: Vec<char> = told.content.iter().copied().filter(|c| *c != '率').collect();
        // 人口62.4万,其中城镇31.2万,城镇化率50%: the part of that name.
        let part =
            (0..k).rev().take(NEAR).take_while(|&b| self.told[b].sentence == told.sentence).find(|&b| {
                let named: Vec<char> = self.told[b].name.chars().collect();
                self.told[b].whole.is_some() && named.len() > 1 && word.starts_with(&named)
            });
        if let Some((part, whole)) = part.and_then(|part| Some((part, self.told[part].whole?)))
            && self.told[part].unit == self.told[whole].unit
        {
            return self.ratio(Kind::Share, part, whole, k);
        }
        let same_sentence = |b: usize| self.told[b].sentence == told.sentence;
        let numerators: Vec<usize> = {
            let able = |b: usize| {
                self.told[b].whole.is_none()
                    && !self.told[b].owed
                    && !matches!(self.told[b].deed, Deed::Out | Deed::Fix | Deed::Apart)
            };
            let done: Vec<usize> = before.iter().copied().filter(|&b| able(b)).collect();
            let named = done.iter().copied().filter(|&b| {
                same_sentence(b)
                    && self.told[b].deed != Deed::Left
                    && self.told[b].content.iter().chain(&self.told[b].verb).any(|c| word.contains(c))
            });
            let mut all: Vec<usize> = named.collect();
            all.extend(done.iter().copied().filter(|&b| same_sentence(b)));
            all.extend(done.iter().copied().filter(|&b| !same_sentence(b)));
            all
        };
        // What the rate of this name was a share of before, unless a new whole stands between.
        let since = (0..k)
            .rev()
            .take(NEAR)
            .take_while(|&b| self.told[b].entry == told.entry)
            .find(|&b| self.told[b].deed == Deed::Rate);
        let renewed = numerators.first().and_then(|&n| {
            let from = since.map_or_else(|| before.last().copied().unwrap_or(k), |s| s + 1);
            (from..k)
                .find(|&b| {
                    b != n
                        && self.told[b].unit == self.told[n].unit
                        && matches!(self.told[b].deed, Deed::Target | Deed::Stock)
                        && self.told[b].worth.value >= self.told[n].worth.value
                        && (self.of[b] != self.of[n] || self.told[b].deed == Deed::Target)
                })
                .map(|b| (n, b))
        });
        if let Some((numerator, base)) = renewed.filter(|_| bases.contains_key(&name)) {
            return self.ratio(Kind::Rate, numerator, base, k);
        }
        if let Some(&base) = bases.get(&name) {
            let unit = &self.told[base].unit;
            if let Some(&numerator) = numerators.iter().find(|&&n| self.told[n].unit == *unit && n != base) {
                let kind = Kind::Rate;
                // A newer whole in the entry takes the place of the old.
                let newer = before.iter().copied().find(|&b| {
                    b != numerator
                        && self.told[b].unit == *unit
                        && self.told[b].deed == self.told[base].deed
                        && self.of[b] == self.of[base]
                        && self.of[b].is_some()
                        && self.of[b] != self.of[numerator]
                });
                let base = newer.unwrap_or(base);
                bases.insert(name, base);
                return self.ratio(kind, numerator, base, k);
            }
        }
        let mut candidates: Vec<(usize, usize, bool)> = Vec::new();
        for &numerator in numerators.iter().take(4) {
            let unit = &self.told[numerator].unit;
            let larger = |&b: &usize| {
                b != numerator
                    && self.told[b].unit == *unit
                    && self.told[b].scope.is_none()
                    && self.told[b].whole.is_none()
                    && self.told[b].worth.value >= self.told[numerator].worth.value
                    && matches!(self.told[b].deed, Deed::Total | Deed::Stock | Deed::Target | Deed::New)
            };
            let here = (0..k)
                .rev()
                .take(NEAR)
                .take_while(|&b| self.told[b].entry == told.entry)
                .filter(|&b| same_sentence(b))
                .filter(larger);
            candidates.extend(here.map(|b| (numerator, b, true)));
            let earlier = (0..k)
                .rev()
                .take(NEAR * 4)
                .filter(|&b| self.told[b].sentence != told.sentence)
                .filter(larger);
            candidates.extend(earlier.take(12).map(|b| (numerator, b, false)));
            // 返岗8.62万人,返岗率61.6%。全市员工14万人: the whole behind.
            let behind = (k + 1..self.told.len())
                .take(8)
                .take_while(|&b| self.told[b].entry == told.entry)
                .filter(larger);
            candidates.extend(behind.map(|b| (numerator, b, false)));
        }
        let fit = candidates.iter().find(|(a, b, _)| self.fits(*a, *b, k, false)).copied();
        // What it is a rate of is sure where its sentence tells one whole alone, that is not the running total of the same.
        let running = |n: usize, b: usize| {
            self.of[n].is_some()
                && self.of[n] == self.of[b]
                && self.told[b].deed == Deed::Total
                && self.told[n].deed != Deed::Total
        };
        // 恢复率 is of what is 恢复: a rate that is called otherwise proves nothing.
        let called: Vec<char> =
            self.lead(k).into_iter().filter(|c| crate::text::is_han(*c) && *c != '率').collect();
        let named = |n: usize| self.lead(n).iter().chain(&self.told[n].content).any(|c| called.contains(c));
        let mut here = candidates.iter().filter(|(n, b, here)| *here && named(*n) && !running(*n, *b));
        let sole = here.next().copied().filter(|(_, base, _)| here.all(|(_, other, _)| other == base));
        if let Some((numerator, base, _)) = fit.or(sole) {
            if fit.is_some() {
                bases.insert(name, base);
            }
            self.ratio(Kind::Rate, numerator, base, k);
        }
    }

    /// A share of something named: 占年度计划的45%.
    fn named_share(&mut self, k: usize, base: &str, before: &[usize]) {
        let name: Vec<char> = base.chars().filter(|c| crate::text::is_han(*c)).collect();
        // 全县总耕地 is named by 耕地 alone: 全县淹地 is another thing.
        let core = named_by(&name);
        let pairs: Vec<(char, char)> = core.windows(2).map(|p| (p[0], p[1])).collect();
        let able = |&&b: &&usize| self.told[b].whole.is_none() && self.of[b].is_some();
        // 698户、2674人,占规划户数的37.5%: the unit is named.
        let counted = name.iter().rposition(|c| *c == '数').and_then(|at| name.get(at.checked_sub(1)?));
        let of_unit = |b: &&usize| counted.is_some_and(|c| self.told[**b].unit.starts_with(*c));
        let numerator = before.iter().filter(able).find(of_unit).or_else(|| before.iter().find(able));
        let Some(&numerator) = numerator else {
            return;
        };
        let unit = self.told[numerator].unit.clone();
        let planned =
            base.contains("计划") || base.contains("规划") || base.contains("任务") || base.contains("预算");
        let whole = base.contains('总') || base.contains("概算") || base.contains("全部");
        let after = base.contains("调整后");
        let mut candidates: Vec<(u32, usize)> = Vec::new();
        // 占月计划的32%;月计划270万吨: a plan may be told behind.
        let behind =
            (k + 1..self.told.len()).take(2).take_while(|&b| self.told[b].entry == self.told[k].entry);
        let behind = behind.filter(|&b| planned && matches!(self.told[b].deed, Deed::Target | Deed::Plan));
        for b in (0..k).rev().take(NEAR * 8).chain(behind) {
            let other = &self.told[b];
            if b == numerator || other.unit != unit || other.scope.is_some() || is_ratio(&other.unit) {
                continue;
            }
            let words: Vec<char> = (other.lead.lo()..other.lead.hi())
                .map(|i| self.text.at(i))
                .chain(other.content.iter().copied())
                .collect();
            let common =
                pairs.iter().filter(|p| words.windows(2).any(|w| (w[0], w[1]) == **p)).count() as u32;
            let target = matches!(other.deed, Deed::Target | Deed::Plan);
            let yearly =
                words.windows(2).any(|w| w == ['年', '度']) || words.windows(2).any(|w| w == ['年', '计']);
            let largest = whole
                && self.of[b].is_some()
                && self.of[b] == self.of[numerator]
                && other.deed == Deed::New
                && other.worth.value > self.told[numerator].worth.value;
            let score = common * 2
                + u32::from(largest)
                + u32::from(planned && target && yearly) * 4
                + u32::from(target && !other.plan.is_empty() && base.contains(&other.plan)) * 3
                + u32::from(whole && target && !yearly) * 2
                + u32::from(whole && self.of[b].is_some() && self.of[b] == self.of[numerator] && target)
                + u32::from(
                    after
                        && target
                        && other.worth.value != self.told[numerator].worth.value
                        && words.windows(2).any(|w| w == ['调', '整'])
                        || after && words.contains(&'整'),
                ) * 4;
            // That it is a plan of that word alone proves nothing.
            let only_plan = score == 3 && common == 0;
            if only_plan && !self.fits(numerator, b, k, false) {
                continue;
            }
            if score > 0 && (self.told[b].worth.value >= self.told[numerator].worth.value || planned) {
                candidates.push((score, b));
            }
        }
        // The best name; of equals the nearest.
        let best = candidates.iter().map(|c| c.0).max();
        let named: Vec<usize> = candidates.iter().filter(|c| Some(c.0) == best).map(|c| c.1).collect();
        let fit = named.iter().copied().find(|&b| self.fits(numerator, b, k, false));
        if let Some(base) = fit.or(named.first().copied()) {
            self.ratio(Kind::Share, numerator, base, k);
        }
    }

    /// 每车8吨: so many for one, times how many, in one entry.
    pub(super) fn products(&mut self) {
        for k in 0..self.told.len() {
            if self.told[k].deed != Deed::Each {
                continue;
            }
            let lead: Vec<char> =
                (self.told[k].lead.lo()..self.told[k].lead.hi()).map(|i| self.text.at(i)).collect();
            let Some(one) = per(&lead) else { continue };
            let entry = self.told[k].entry;
            let near: Vec<usize> = (k.saturating_sub(NEAR)..(k + NEAR).min(self.told.len()))
                .filter(|&b| self.told[b].entry == entry && b != k)
                .collect();
            let counts = near
                .iter()
                .copied()
                .filter(|&b| self.told[b].unit.contains(one) && self.told[b].deed != Deed::Each);
            let counts: Vec<usize> = {
                let mut all: Vec<usize> = counts.collect();
                all.sort_by_key(|&b| b.abs_diff(k));
                all
            };
            let like = |&&b: &&usize| {
                self.told[b].unit == self.told[k].unit
                    && self.told[b].deed != Deed::Each
                    && self.told[b].whole.is_none()
            };
            let named = lead.contains(&'每') && !lead.contains(&'均');
            let after = near.iter().find(|&b| *b > k && like(&b));
            // 拨付1331万元,惠及16642人,人均800元: the amount before it.
            let before = || {
                near.iter()
                    .rev()
                    .find(|&b| *b < k && like(&b) && self.told[*b].sentence == self.told[k].sentence)
            };
            let Some(&total) = (if named { after } else { before().or(after) }) else { continue };
            // 累计收购3180吨,每吨2720元: the count that comes out, where several stand near.
            let fits = |&&count: &&usize| {
                let (a, b, told) = (self.plain(count), self.plain(k), self.plain(total));
                let half = |k: usize| self.told[k].worth.half.0 as f64 / 1e6;
                (told - a * b).abs() <= half(total) + a * half(k) + b * half(count) + 1e-6
            };
            let fit = counts.iter().take(4).find(fits);
            // 粮食总产8940万斤,人均310斤 beside 职工5640人: of whom it is a mean only its own sentence tells.
            if fit.is_none() && !named {
                let same = |b: usize| self.told[b].sentence == self.told[k].sentence;
                if !counts.first().is_some_and(|&count| same(count) && same(total)) {
                    continue;
                }
            }
            let Some(&count) = fit.or(counts.first()).filter(|_| fit.is_some() || counts.len() < 3) else {
                continue;
            };
            let (a, b, told) = (self.plain(count), self.plain(k), self.plain(total));
            let given = a * b;
            let half = |k: usize| self.told[k].worth.half.0 as f64 / 1e6;
            let slack = half(total) + a * half(k) + b * half(count) + 1e-6;
            let difference = told - given;
            let holds = if difference.abs() <= slack { Holds::True } else { Holds::False };
            // 三孔,每孔净高1.8米,净宽1.6米: what is off by so much is no sum of these.
            let length = matches!(self.told[k].unit.as_str(), "米" | "厘米" | "公里" | "千米");
            if holds == Holds::False && length && (given > told * FAR || given * FAR < told) {
                continue;
            }
            let amount = |x: f64| Amount((x.clamp(-1e24, 1e24) * 1e6).round() as i128);
            let told_difference = amount(if holds == Holds::True { 0.0 } else { difference });
            self.sums.push(Sum {
                kind: Kind::Product,
                terms: vec![(count, '+'), (k, '*')],
                total,
                holds,
                low: told_difference,
                high: told_difference,
                tolerance: amount(slack),
                given: Some(amount(given)),
            });
        }
        self.products_of_rates();
    }

    /// 飞行9架次,飞防1.62万亩 behind 每架次1,800亩: an amount for one holds for what follows, where a count of those ones stands right before an
    /// amount that they come to.
    fn products_of_rates(&mut self) {
        let given: BTreeSet<usize> =
            self.sums.iter().filter(|sum| sum.kind == Kind::Product).map(|sum| sum.total).collect();
        let mut found = Vec::new();
        for k in (0..self.told.len()).filter(|&k| self.told[k].deed == Deed::Each) {
            let lead = self.lead(k);
            let Some(one) = per(&lead).filter(|_| !lead.contains(&'均')) else { continue };
            for total in (k + 1..self.told.len()).take(NEAR).filter(|total| !given.contains(total)) {
                let (count, rate, amount) = (&self.told[total - 1], &self.told[k], &self.told[total]);
                let near = total - 1 > k && count.entry == amount.entry && count.sentence == amount.sentence;
                if near
                    && count.unit.starts_with(one)
                    && amount.unit == rate.unit
                    && amount.deed != Deed::Each
                    && count.worth.value.0.checked_mul(rate.worth.value.0).is_some_and(|product| {
                        Amount(product / 1_000_000) == amount.worth.value && product % 1_000_000 == 0
                    })
                {
                    found.push((k, total));
                }
            }
        }
        for (k, total) in found {
            let given = self.told[total].worth.value;
            self.sums.push(Sum {
                kind: Kind::Product,
                terms: vec![(total - 1, '+'), (k, '*')],
                total,
                holds: Holds::True,
                low: Amount::default(),
                high: Amount::default(),
                tolerance: Amount::default(),
                given: Some(given),
            });
        }
    }
}

/// The words that name a whole, without whose it is and that it is all of it: 耕地 of 全县总耕地, 生产队 of 全县生产队总数.
fn named_by(name: &[char]) -> &[char] {
    let mut core = name;
    if let ['全', scope, rest @ ..] = core
        && crate::text::chars!("国省市县区州乡镇村校厂局公").has(*scope)
    {
        core = rest;
    }
    if let ['总', rest @ ..] = core {
        core = rest;
    }
    if let [rest @ .., '总', '数' | '量' | '额'] = core {
        core = rest;
    }
    if core.len() > 1 { core } else { name }
}

/// What an amount is for one of: 每头, 平均每公里, 人均, 户均.
fn per(lead: &[char]) -> Option<char> {
    let each = lead.iter().position(|c| *c == '每').and_then(|at| lead.get(at + 1));
    let mean = || {
        lead.windows(2)
            .find(|pair| pair[1] == '均' && matches!(pair[0], '人' | '户' | '亩' | '村' | '校'))
            .map(|pair| &pair[0])
    };
    // 平均亩产550斤
    let yield_of = || lead.windows(2).find(|pair| pair == &['亩', '产']).map(|pair| &pair[0]);
    each.or_else(mean).or_else(yield_of).copied()
}
