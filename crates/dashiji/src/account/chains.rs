//! Running totals, and what is there against what came and went: each against the one before it in its series.

use super::{Book, Holds, Kind, NEAR};
use crate::fact::figure::{Cue, Deed, Role, Told, contains_any, content, cues, is_ratio};
use crate::fact::{Amount, Record};
use crate::lexicon::lists_of_words as lists;
use crate::recognize::numeral;
use crate::resolve::day::of_iso;
use crate::text::{Span, Words, is_han};
use std::collections::BTreeSet;

/// The last of some positions in order that is before another.
fn last_before(positions: &[usize], at: usize) -> Option<usize> {
    positions.partition_point(|&m| m < at).checked_sub(1).map(|n| positions[n])
}

impl Book<'_> {
    /// 又投入240人,力量达426人 behind 首批186人; 核减46人,补登12人,全乡13021人 behind 累计13055人: what stands behind flows in its sentence without a word
    /// of its own is what they lead to, where that comes out with the figure before them.
    pub(super) fn levels(&mut self) {
        for k in 0..self.told.len() {
            let told = &self.told[k];
            // 转出21.8吨,核定泄漏8.7吨: it is not said to have gone too.
            let silent = !told.said || told.level || told.passed;
            let able = matches!(told.deed, Deed::New | Deed::Stock | Deed::Total | Deed::Left)
                || told.passed && told.deed == Deed::Out;
            if !silent
                || !able
                || told.worth.open()
                || is_ratio(&told.unit)
                || told.whole.is_some()
                || told.cell
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
                    Deed::New if told.passed && self.goes_away(b) => Some((b, '-')),
                    Deed::New | Deed::In => Some((b, '+')),
                    Deed::Out | Deed::Fix => Some((b, '-')),
                    _ => None,
                })
                .take(3)
                .collect();
            let Some(&(first, _)) = flows.last() else { continue };
            let bases = (0..first).rev().take(NEAR).filter(|&b| {
                use Deed::{In, Left, New, Stock, Total};
                like(b) && matches!(self.told[b].deed, New | In | Stock | Total | Left)
            });
            let found = bases.take(3).find_map(|base| {
                let terms: Vec<(usize, char)> =
                    [(base, '+')].into_iter().chain(flows.iter().rev().copied()).collect();
                self.comes_out(&terms, k).then_some(terms)
            });
            let Some(terms) = found else { continue };
            let (base, less) = (terms[0].0, terms.iter().any(|t| t.1 == '-'));
            // 增派送水车6辆,达18辆: what is sent to a place is there.
            let sent = |f: &(usize, char)| {
                let lead = self.told[f.0].lead;
                (lead.lo()..lead.hi()).any(|i| matches!(self.text.at(i), '派' | '援'))
            };
            let reinforced = flows.iter().any(sent);
            let rest = less && self.told[base].deed == Deed::New && self.told[k].passed;
            if rest && !self.told[base].said {
                self.told[base].deed = Deed::Stock;
            }
            let total = matches!(self.told[base].deed, Deed::New | Deed::In | Deed::Total)
                && !(rest || self.told[k].state || self.told[base].deed == Deed::New && reinforced);
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
        self.rests();
    }

    /// 余下127米挖通,340米引流槽全线贯通: a rest that is done, and the whole that is done with it, behind a running total of what was done before.
    fn rests(&mut self) {
        const REACH: usize = 3;
        const ALL: usize = 10;
        let given: BTreeSet<usize> =
            self.sums.iter().filter(|sum| sum.kind == Kind::Flow).map(|sum| sum.total).collect();
        let mut found = Vec::new();
        for k in 0..self.told.len() {
            let told = &self.told[k];
            let last = |i: usize| {
                !is_han(self.text.at(i.wrapping_sub(1)))
                    && lists::ACCOUNT_LASTS.begin(|k| self.text.at(k), i).is_some()
            };
            if !(told.clause..told.span.lo()).any(last) {
                continue;
            }
            let whole = (k + 1..self.told.len()).take(REACH).find(|&w| {
                let whole = &self.told[w];
                let end = whole.span.hi();
                whole.sentence == told.sentence
                    && whole.unit == told.unit
                    && (end..end + ALL)
                        .take_while(|&i| is_han(self.text.at(i)))
                        .any(|i| lists::ACCOUNT_ALL_DONE.begin(|k| self.text.at(k), i).is_some())
            });
            let Some(whole) = whole.filter(|whole| !given.contains(whole)) else { continue };
            let done = (0..k).rev().take(NEAR).find(|&b| {
                let before = &self.told[b];
                before.deed == Deed::Total
                    && before.unit == told.unit
                    && before.worth.value + told.worth.value == self.told[whole].worth.value
            });
            found.extend(done.map(|done| (done, k, whole)));
        }
        for (done, rest, whole) in found {
            self.sum(Kind::Flow, vec![(done, '+'), (rest, '+')], whole, |_| Holds::Gap);
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
        let mut alone: Vec<usize> = Vec::new();
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
            }
            // What is more than the total is no part of it.
            added.retain(|&m| told(m).worth.low <= told(k).worth.high);
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
            // 一季度21.3亿元, 上半年44.9亿元, 三季度20.8亿元, 累计65.7亿元: the half holds the quarter.
            if last[way].is_none() && added.len() > 2 {
                let plus = |added: &[usize]| added.iter().map(|&m| (m, '+')).collect::<Vec<_>>();
                if !self.comes_out(&plus(&added), k)
                    && let Some(from) =
                        (1..added.len() - 1).find(|&from| self.comes_out(&plus(&added[from..]), k))
                {
                    added.drain(..from);
                }
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
                None if told(k).running && way == 0 => alone.push(k),
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
            if !self.comes_out(&terms, k)
                && let Some(other) = self.elsewhere(&terms, k)
            {
                self.sum(Kind::Flow, other, k, |_| Holds::Gap);
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
                let closed =
                    !self.comes_out(&terms, k) && self.closed(&terms, k) && !self.says_untold(terms[0].0, k);
                // 累计疏通173辆 behind 滞留累计227辆: a running total never falls, so that these are totals of two things.
                if terms.first().is_some_and(|t| self.falls_unnamed(t.0, k)) {
                    continue;
                }
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
        // 支队180人到达,累计出动398人 behind 先后出动218人: nothing else of its own name stands before it.
        for k in alone {
            if let Some(other) = self.elsewhere(&[], k) {
                self.sum(Kind::Flow, other, k, |_| Holds::Gap);
            }
        }
        self.spans(members);
        self.periods(members);
    }

    /// 两年合计110万元: all of so many yearly figures that stand before it, whose year is the last of them.
    fn spans(&mut self, members: &[usize]) {
        let mut sums: Vec<(Vec<(usize, char)>, usize)> = Vec::new();
        for (n, &k) in members.iter().enumerate() {
            let told = &self.told[k];
            if told.deed != Deed::Total || told.running {
                continue;
            }
            let Some(years) = self.years_of(k) else { continue };
            let of_year = |&&m: &&usize| {
                let other = &self.told[m];
                matches!(other.deed, Deed::New | Deed::In) && other.yearly && other.whole.is_none()
            };
            let before: Vec<usize> =
                members[..n].iter().rev().take(NEAR).filter(of_year).copied().take(years).collect();
            let here = before.first().is_some_and(|&m| self.told[m].entry == told.entry);
            let known = self.sums.iter().rev().take(NEAR * 4).any(|sum| sum.total == k);
            if here && before.len() == years && !known {
                sums.push((before.into_iter().rev().map(|m| (m, '+')).collect(), k));
            }
        }
        for (terms, k) in sums {
            self.sum(Kind::Sum, terms, k, |_| Holds::False);
        }
    }

    /// How many years the words before a figure say it sums up (两年合计).
    fn years_of(&self, k: usize) -> Option<usize> {
        let lead = self.lead(k);
        let at = lead.iter().position(|c| *c == '年')?;
        let number = at.checked_sub(1).map(|b| lead[b])?;
        let digit = |c: char| numeral::digit(c).map(usize::from).or(c.to_digit(10).map(|n| n as usize));
        let years = digit(number)?;
        let alone = at < 2 || !numeral::begins(lead[at - 2]);
        let sums = lead.get(at + 1).is_some_and(|c| matches!(c, '合' | '共' | '总'));
        (alone && sums && years > 1).then_some(years)
    }

    /// 入住2012户; 累计搬迁4420户; 最后566户搬迁完毕,4986户全部入住: the running total of another name from which a total follows that does not
    /// follow from its own, by what its entry tells before it.
    fn elsewhere(&self, terms: &[(usize, char)], k: usize) -> Option<Vec<(usize, char)>> {
        const TRIED: usize = 4;
        let told = &self.told[k];
        let like = |b: &usize| {
            let other = &self.told[*b];
            other.unit == told.unit
                && other.scope == told.scope
                && other.whole.is_none()
                && !other.worth.open()
        };
        if told.worth.open() || told.cell {
            return None;
        }
        let came = |b: &usize| {
            let other = &self.told[*b];
            matches!(other.deed, Deed::New | Deed::In) || other.all && other.deed == Deed::Total
        };
        let added: Vec<(usize, char)> = (0..k)
            .rev()
            .take_while(|&b| self.told[b].entry == told.entry && self.told[b].sentence == told.sentence)
            .filter(like)
            .take(3)
            .filter(came)
            .map(|b| (b, '+'))
            .collect();
        let first = added.last()?.0;
        let totals = (0..first).rev().take(NEAR * 2).filter(like).filter(|&b| {
            self.told[b].deed == Deed::Total
                && self.told[b].entry != told.entry
                && terms.iter().all(|term| term.0 != b)
        });
        let found = totals.take(TRIED).map(|base| {
            let mut all = vec![(base, '+')];
            all.extend(added.iter().rev().copied());
            all
        });
        found.into_iter().find(|terms| self.comes_out(terms, k))
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

    /// Whether a running total is less than the one before it, and the two are not called alike.
    fn falls_unnamed(&self, base: usize, total: usize) -> bool {
        let (before, now) = (&self.told[base], &self.told[total]);
        let named = before.content == now.content || self.shares_words(base, total);
        before.running && now.running && before.worth.value > now.worth.value && !named
    }

    /// Whether nothing is left out between a total and the one before it: what was added tells of all the time between.
    fn closed(&self, terms: &[(usize, char)], total: usize) -> bool {
        let [(base, _), added @ ..] = terms else { return false };
        let Some(&(last, _)) = added.last() else { return false };
        if self.told[total].row {
            return true;
        }
        let (before, now) = (&self.told[*base], &self.told[total]);
        // 2000 behind 1998: what happened in the year between is not told.
        let year = |told: &Told| told.day.as_deref().and_then(|day| day.get(..4)?.parse::<i32>().ok());
        if before.cell && now.cell && year(before).zip(year(now)).is_some_and(|(a, b)| b - a > 1) {
            return false;
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
        // A day between two that are told may have brought something as well.
        let told_of: Option<Vec<i64>> = added.iter().map(|a| self.day(a.0)).collect();
        let daily = added.iter().all(|a| self.told[a.0].period.is_none_or(|p| p <= 1));
        let skips = told_of
            .filter(|_| added.len() > 1 && daily)
            .is_some_and(|told| told.windows(2).any(|pair| pair[1] - pair[0] > 1));
        before - from <= days && !skips
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
            let known = |sum: &super::Sum| sum.total == k && sum.kind != Kind::Parts;
            let known = self.sums.iter().rev().take(NEAR * 4).any(known);
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
        // 卸煤 once found to come to 存煤: what is called so does again.
        let mut learned: Vec<(Vec<char>, char)> = Vec::new();
        for (n, &k) in members.iter().enumerate() {
            if !matches!(self.told[k].deed, Deed::Stock | Deed::Left) || !self.told[k].over.is_empty() {
                continue;
            }
            let Some((base, from)) = last.replace((k, n)) else {
                let all = || self.came_and_went(k).or_else(|| self.all_that_came(&members[..n], k));
                if !changed.contains(&k)
                    && let Some(all) = all()
                {
                    self.adopt(&all, k);
                    self.sum(Kind::StockFlow, all, k, |_| Holds::Gap);
                }
                continue;
            };
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
            if !learned.is_empty() && (base..=base + NEAR).contains(&k) {
                let again = (base + 1..k).filter(|b| terms.iter().all(|t| t.0 != *b)).filter_map(|b| {
                    let other = &self.told[b];
                    let like = other.unit == self.told[k].unit && other.scope == self.told[k].scope;
                    let known = learned.iter().find(|(content, _)| *content == other.content)?;
                    (like && other.whole.is_none() && other.deed != Deed::Total).then_some((b, known.1))
                });
                let again: Vec<(usize, char)> = again.collect();
                terms.extend(again);
                terms[1..].sort_unstable();
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
            // 年末存栏21.3万头、出栏24.6万头; the next year 存栏23.1万头: what went by the day of the first is no part of what went since.
            if terms.len() > 1
                && !self.comes_out(&terms, k)
                && terms[1..].iter().all(|t| self.told[t.0].sentence == self.told[base].sentence)
                && self.told[base].entry != self.told[k].entry
            {
                terms.truncate(1);
            }
            let same = terms.len() == 1 && self.told[base].worth.value == self.told[k].worth.value;
            if same {
                continue;
            }
            // 结存98.7万元: all that came less all that went.
            if !self.comes_out(&terms, k)
                && let Some(all) = self.came_and_went(k)
            {
                self.sum(Kind::StockFlow, all, k, |_| Holds::Gap);
                failed = None;
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
                let new = mended[1..].iter().filter(|t| self.of[t.0] != self.of[k]);
                learned.extend(
                    new.map(|t| (self.told[t.0].content.clone(), t.1))
                        .filter(|(content, _)| content.len() > 1),
                );
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
            let sure = terms[1..].iter().all(|&(m, _)| {
                let known = learned.iter().any(|(content, _)| *content == self.told[m].content);
                known || self.told[m].said && self.told[m].deed != Deed::New
            });
            // Where a running total leaves something untold between, this does too.
            let untold = self.sums.iter().rev().take(NEAR * 4).any(|sum| {
                sum.holds == Holds::Gap
                    && sum.total > base
                    && sum.total <= k
                    && self.of[sum.total] == self.of[k]
            });
            let long = self.day(base).zip(self.day(k)).is_some_and(|(from, to)| to - from > 366);
            // 1957, then 1959 alone: what the year between brought is not told.
            let years = self.told[base].yearly && self.told[k].yearly;
            let year = |m: usize| self.told[m].day.as_deref().and_then(|day| day.get(..4));
            let skips = long && years && terms[1..].iter().all(|t| year(t.0) == year(k));
            // 入住308人,解除146人 of the 9th behind what there was on the 5th, and no entry is of the 8th: what that day brought is not told.
            let untold_day = || {
                self.day(base).zip(self.day(k)).is_some_and(|(from, to)| {
                    to - from > 1 && to - from < 60 && (from + 1..to).any(|day| !self.is_told_of(day))
                })
            };
            let alone = terms[1..].iter().all(|t| self.told[t.0].entry == self.told[k].entry);
            let daily = !years && alone && untold_day();
            let skips = skips || daily;
            let out = self.comes_out(&terms, k);
            let sure = !out && moved && sure && !untold && !skips && !self.says_untold(base, k);
            // What came and went between is not told at all, or only as totals.
            let totals = members[from + 1..n].iter().any(|&m| self.told[m].deed == Deed::Total);
            // Of what came and went over years of which nothing is told, no sum is asked.
            if !moved && long && !self.told[k].row && !self.is_proved(k) && !self.comes_out(&terms, k) {
                continue;
            }
            let told_of = self.is_proved(k);
            if (!moved && !told_of && !self.told[k].row || totals) && !self.comes_out(&terms, k) {
                continue;
            }
            let kept = terms.clone();
            let holds = self.sum(Kind::StockFlow, terms, k, |_| if sure { Holds::False } else { Holds::Gap });
            if holds == Holds::False {
                failed = Some((k, kept));
            }
        }
    }

    /// Whether an entry is of a day, counted from 1970-01-01.
    fn is_told_of(&self, day: i64) -> bool {
        let days = self.entries.get_or_init(|| {
            let first = |record: &Record| Some(i64::from(of_iso(&record.dated()?.from)?.0));
            self.records.iter().filter_map(first).collect()
        });
        days.contains(&day)
    }

    /// Whether the text between two figures, or behind the second in its sentence, says that something is not told (调出数未录).
    fn says_untold(&self, base: usize, k: usize) -> bool {
        const FAR: usize = 2_000;
        let (from, to) = (self.told[base].span.hi(), self.told[k].span.hi());
        let behind = self.text.folded(Span::new(to, self.text.len().min(to + FAR)));
        let to = to + behind.iter().position(|c| matches!(c, '。' | '\n')).unwrap_or(behind.len());
        let untold = self.untold.get_or_init(|| {
            let says = |i: &usize| {
                let led = |words: &Words| words.begin(|k| self.text.at(k), *i).is_some();
                led(&lists::ACCOUNT_UNTOLD) || led(&lists::ACCOUNT_APART)
            };
            (0..self.text.len()).filter(says).collect()
        });
        let first = untold.partition_point(|&at| at < from.max(to.saturating_sub(FAR)));
        untold[first..].iter().take_while(|&&at| at < to).any(|&at| self.is_wanting(at, k))
    }

    /// Whether the words around one that says that something is not told may speak of the series of a figure: 捐款数未录 does not where sums are
    /// told in another unit, and 散失档案另计 only of files, since what is reckoned apart is in no other sum.
    fn is_wanting(&self, at: usize, k: usize) -> bool {
        const LONGEST: usize = 12;
        let han = |i: &usize| is_han(self.text.at(*i));
        let lo = (0..at).rev().take(LONGEST).take_while(han).last().unwrap_or(at);
        let hi = (at..self.text.len()).take(LONGEST).take_while(han).last().map_or(at, |last| last + 1);
        let words = self.text.folded(Span::new(lo, hi));
        let apart = contains_any(words, &lists::ACCOUNT_APART);
        let mut said = cues(words);
        said.extend((0..words.len()).filter_map(|i| {
            let here = |word: &&str| self.text.begins(lo + i, word);
            let word = lists::ACCOUNT_UNTOLD.all().chain(lists::ACCOUNT_APART.all()).find(here)?;
            Some(Cue { start: i, end: (i + word.chars().count()).min(words.len()), role: Role::Nothing })
        }));
        let name = content(words, &said);
        let fits = |g: usize| self.groups[g].fits_words(&name) > 0;
        if name.len() < 2 || self.of[k].is_some_and(fits) {
            return true;
        }
        let other = |g: &usize| self.groups[*g].unit != self.told[k].unit && fits(*g);
        !apart && !(0..self.groups.len()).rev().take(NEAR * 8).any(|g| other(&g))
    }

    /// Whether a sum holds in the series of a figure that is no running total. Each sum is looked at once.
    fn is_proved(&mut self, k: usize) -> bool {
        for sum in &self.sums[self.proved.seen..] {
            if sum.holds == Holds::True && self.told[sum.total].deed != Deed::Total {
                self.proved.groups.extend(self.of[sum.total]);
            }
        }
        self.proved.seen = self.sums.len();
        self.of[k].is_some_and(|group| self.proved.groups.contains(&group))
    }

    /// 到位救援人员1250人, 又到位武警860人、消防员340人, 现场力量2450人: all that came before the first that tells what there is.
    fn all_that_came(&self, before: &[usize], k: usize) -> Option<Vec<(usize, char)>> {
        let came = before.iter().filter_map(|&m| match self.told[m].deed {
            Deed::In | Deed::New => Some((m, '+')),
            Deed::Out => Some((m, '-')),
            _ => None,
        });
        let terms: Vec<(usize, char)> = came.collect();
        if terms.is_empty() || terms.len() > NEAR {
            return None;
        }
        if terms.len() > 1 && self.comes_out(&terms, k) {
            Some(terms)
        } else {
            self.mended(&terms, false, k, true)
        }
    }

    /// The running totals of what came and of what went that leave what there is, where two of the last do.
    fn came_and_went(&self, k: usize) -> Option<Vec<(usize, char)>> {
        const TRIED: usize = 4;
        let told = &self.told[k];
        let total = |b: &usize| {
            let other = &self.told[*b];
            other.unit == told.unit
                && other.scope == told.scope
                && other.whole.is_none()
                && other.deed == Deed::Total
        };
        let near = || (0..k).rev().take(NEAR * 2).filter(total);
        let went = near().filter(|&b| self.told[b].outward).take(TRIED);
        let came: Vec<usize> = near().filter(|&b| !self.told[b].outward).take(TRIED).collect();
        let out = (0..k)
            .rev()
            .take(NEAR)
            .take_while(|&b| self.told[b].entry == told.entry)
            .filter(|&b| self.told[b].unit == told.unit && self.told[b].deed == Deed::Out)
            .take(1);
        let pairs =
            went.chain(out).flat_map(|went| came.iter().map(move |&came| vec![(came, '+'), (went, '-')]));
        let here = |terms: &Vec<(usize, char)>| terms.iter().any(|t| self.told[t.0].entry == told.entry);
        let mut fits = pairs.filter(here).filter(|terms| self.comes_out(terms, k));
        fits.next()
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
}
