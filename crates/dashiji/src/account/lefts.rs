//! What is left: against all of it and what is done, against what was left before, and all of it at the end.

use super::{Book, Holds, Kind, NEAR, Sum};
use crate::fact::figure::{Deed, contains_any, is_ratio};
use crate::lexicon::lists_of_words as lists;
use std::collections::{BTreeMap, BTreeSet};

/// Figures that are offered for what is not accounted for, at most.
const OFFERED: usize = 6;

impl Book<'_> {
    /// What stands between the figures of a gap and may be part of it: in its unit, of its place, told as what came or was done, in no sum that
    /// comes out, and no more than what is missing.
    pub(super) fn candidates(&self, sum: &Sum, closed: &BTreeSet<usize>) -> Vec<usize> {
        let Some(&(base, _)) = sum.terms.first() else { return Vec::new() };
        if sum.holds != Holds::Gap || !matches!(sum.kind, Kind::Flow | Kind::StockFlow) {
            return Vec::new();
        }
        let missing = sum.low.0.abs().max(sum.high.0.abs());
        let (from, to) = (base.min(sum.total), base.max(sum.total));
        let total = &self.told[sum.total];
        let fits = |k: &usize| {
            let told = &self.told[*k];
            told.unit == total.unit
                && told.scope == total.scope
                && told.whole.is_none()
                && !told.retold
                && matches!(told.deed, Deed::New | Deed::In | Deed::Out | Deed::Fix)
                && told.worth.low.0 > 0
                && told.worth.low.0 <= missing
                && sum.terms.iter().all(|term| term.0 != *k)
        };
        (from + 1..to).take(NEAR * 4).filter(fits).filter(|k| !closed.contains(k)).take(OFFERED).collect()
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
                    .filter(|b| whole_of(b) && self.comes_out(&[(*b, '+'), (done, '-')], k))
                    .filter(|&b| {
                        self.told[b].deed == Deed::Target
                            || self.shares_words(b, k)
                            || self.shares_words(b, done)
                            || self.of[done].is_some_and(|g| self.is_named_in(b, g))
                    })
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
    pub(super) fn goes_away(&self, k: usize) -> bool {
        use crate::fact::figure::{Role, cues};
        cues(&self.told[k].verb).iter().any(|cue| cue.role == Role::Out)
    }

    /// Whether a figure is called by words of a series.
    fn is_named_in(&self, k: usize, group: usize) -> bool {
        self.groups[group].members.iter().rev().take(NEAR).any(|&m| self.shares_words(k, m))
    }

    /// Whether two figures are called by a pair of characters in common.
    pub(super) fn shares_words(&self, one: usize, other: usize) -> bool {
        let words = &self.told[other].content;
        self.told[one].content.windows(2).any(|pair| words.windows(2).any(|other| pair == other))
    }

    /// 余下309人全部返家: the rest is what was left last, in its series.
    fn rest(&mut self, k: usize, explained: &BTreeSet<usize>) {
        let told = &self.told[k];
        let rest = contains_any(self.text.folded(told.lead), &lists::ACCOUNT_REST);
        let left = |&b: &usize| {
            let other = &self.told[b];
            other.unit == told.unit
                && other.scope == told.scope
                && other.entry != told.entry
                && matches!(other.deed, Deed::Left | Deed::Stock)
                && (self.of[b] == self.of[k] || self.shares_words(b, k))
        };
        let last = (0..k).rev().take(NEAR).find(left).filter(|_| rest);
        if let Some(last) = last.filter(|_| !explained.contains(&k)) {
            self.sum(Kind::Flow, vec![(last, '+')], k, |_| Holds::False);
        }
    }

    /// 42.6万户全部恢复: all of it is the whole that was told.
    pub(super) fn alls(&mut self) {
        let explained: BTreeSet<usize> = self.sums.iter().map(|sum| sum.total).collect();
        for k in 0..self.told.len() {
            let told = &self.told[k];
            if !told.all || is_ratio(&told.unit) || self.of[k].is_none() || told.scope.is_some() {
                continue;
            }
            if matches!(told.deed, Deed::Left | Deed::Out) {
                self.rest(k, &explained);
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
