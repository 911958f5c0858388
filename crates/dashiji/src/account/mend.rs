//! Terms that the words leave open: a figure beside a total that is called otherwise (增援450人,累计投入780人), a flow that no word says whether
//! it came or went (疏导320台,仍滞留540台).
//!
//! Looked for only where a total or an amount on hand does not follow from what was joined to it by name, among the few figures in its unit that
//! stand between it and the one before it, and taken only where one choice, that leaves fewest of them out and bends fewest, comes out.

use super::{Book, Holds, Kind};
use crate::fact::QuantityKind;
use crate::fact::figure::{self, Deed, Told};
use std::collections::BTreeSet;

/// How many figures are tried for a term.
const TRIED: usize = 6;
/// Figures of a series out of which one is taken into another.
const MOST: usize = 256;
/// How far back they are looked for.
const BACK: usize = 16;

impl Book<'_> {
    /// Terms of a total (or of what there is, `stock`) that come out, where those joined by name do not. `base` comes first in `terms`.
    pub(super) fn mended(
        &self,
        terms: &[(usize, char)],
        based: bool,
        total: usize,
        stock: bool,
    ) -> Option<Vec<(usize, char)>> {
        let (base, joined) = if based { terms.split_at(1) } else { terms.split_at(0) };
        let told = &self.told[total];
        if told.worth.open() || told.cell {
            return None;
        }
        let after = base.first().map_or(0, |b| b.0 + 1);
        let other_entry = base.first().is_none_or(|b| self.told[b.0].entry != told.entry);
        let taken: BTreeSet<usize> = joined.iter().map(|t| t.0).collect();
        // 旧存196件 stands behind 新收418件,审结352件, or before them: the entry tells all of it.
        let after = base.first().filter(|b| stock && self.told[b.0].entry == told.entry).map_or(after, |b| {
            (0..b.0)
                .rev()
                .take(BACK)
                .take_while(|&k| self.told[k].entry == told.entry)
                .last()
                .unwrap_or(after)
        });
        // 年末余额74.1亿元,年初余额70.3亿元,当年发行9.8亿元,偿还6亿元: all of it stands behind the total.
        let last = match base.first() {
            Some(b) if b.0 > total && self.told[b.0].sentence == told.sentence => (b.0..self.told.len())
                .take(BACK)
                .take_while(|&k| self.told[k].sentence == told.sentence)
                .last()
                .map_or(total, |k| k + 1),
            _ => total,
        };
        let after = if last > total { total + 1 } else { after };
        let beside = (after..last)
            .rev()
            .take(BACK)
            .take_while(|&k| !other_entry || stock || self.told[k].entry == told.entry)
            .filter(|k| !taken.contains(k) && base.iter().all(|b| b.0 != *k) && self.may_flow(*k, total))
            .take(TRIED);
        let mut open: Vec<usize> = beside.chain(taken.iter().copied()).collect();
        open.sort_unstable();
        if open.is_empty() || open.len() > TRIED {
            return None;
        }
        let choices: Vec<&[char]> = open.iter().map(|&k| self.ways(k, stock)).collect();
        let mut best: Option<(usize, Vec<(usize, char)>)> = None;
        let mut alone = true;
        for pick in picks(&choices) {
            let left_out = pick.iter().filter(|sign| **sign == ' ').count();
            let odd = open
                .iter()
                .zip(&pick)
                .filter(|(k, sign)| **sign != ' ' && **sign != self.ways(**k, stock)[0]);
            let cost = left_out * 2 + odd.count();
            if left_out == open.len() || best.as_ref().is_some_and(|(least, _)| cost > *least) {
                continue;
            }
            let mut tried = base.to_vec();
            tried.extend(open.iter().copied().zip(pick).filter(|(_, sign)| *sign != ' '));
            if !self.comes_out(&tried, total) {
                continue;
            }
            alone = best.as_ref().is_none_or(|(least, _)| cost < *least);
            best = Some((cost, tried));
        }
        best.filter(|_| alone).map(|(_, terms)| terms)
    }

    /// Whether a figure can be a term of a total of another name: in its unit, of its place, told as what came, went or was done.
    fn may_flow(&self, k: usize, total: usize) -> bool {
        let (told, total) = (&self.told[k], &self.told[total]);
        told.unit == total.unit
            && told.scope == total.scope
            && told.whole.is_none()
            && (matches!(told.deed, Deed::New | Deed::In | Deed::Out | Deed::Fix)
                || told.deed == Deed::Stock && !told.said)
    }

    /// The signs that a term can have; a space leaves it out.
    fn ways(&self, k: usize, stock: bool) -> &'static [char] {
        match self.told[k].deed {
            Deed::In => &['+', ' '],
            Deed::Out if stock => &['-', ' '],
            Deed::Fix => &['-', '+', ' '],
            _ if stock => &['+', '-', ' '],
            _ => &['+', ' '],
        }
    }

    /// Takes the terms of a sum that came out into its series, with what it says of them.
    pub(super) fn adopt(&mut self, terms: &[(usize, char)], total: usize) {
        let Some(group) = self.of[total] else { return };
        for &(k, sign) in terms {
            let added = self.sums.iter().rev().take(TRIED).any(|sum| sum.terms.contains(&(k, '+')));
            match (sign, self.told[k].deed) {
                ('-', Deed::New) if added => {}
                ('-', Deed::New) => self.told[k].deed = Deed::Out,
                ('-', Deed::Stock) if k != terms[0].0 => self.told[k].deed = Deed::Out,
                ('+', Deed::Stock) if !self.told[k].said && k != terms[0].0 => self.told[k].deed = Deed::New,
                _ => {}
            }
            let free = |g: usize| {
                let mut others = self.groups[g].members.iter().filter(|&&m| m != k);
                g != group
                    && self.groups[g].members.len() <= MOST
                    && !others.any(|&m| matches!(self.told[m].deed, Deed::Total | Deed::Stock | Deed::Left))
            };
            if self.of[k].is_none_or(free) {
                if let Some(g) = self.of[k] {
                    self.groups[g].members.retain(|&m| m != k);
                }
                let members = &mut self.groups[group].members;
                let at = members.partition_point(|&m| m < k);
                members.insert(at, k);
                self.of[k] = Some(group);
            }
        }
    }

    /// 排查隐患426项,已整改411项: what a rest or a rate is taken of is all there is so far, where no word says otherwise.
    pub(super) fn wholes(&mut self) {
        let whole = |sum: &super::Sum| {
            let rest = sum.kind == Kind::StockFlow
                && self.told[sum.total].deed == Deed::Left
                && sum.terms.len() == 2;
            match sum.terms[..] {
                [(whole, '+'), (_, '-')] if rest => Some(whole),
                [_, (whole, '/')] if matches!(sum.kind, Kind::Rate | Kind::Share) => Some(whole),
                _ => None,
            }
        };
        let wholes: Vec<usize> =
            self.sums.iter().filter(|sum| sum.holds != Holds::Gap).filter_map(whole).collect();
        let flows = self.sums.iter().filter(|sum| sum.kind == Kind::Flow);
        let added: BTreeSet<usize> = flows.flat_map(|sum| sum.terms.iter().map(|t| t.0)).collect();
        // 年内接受捐赠1460万元,支出380万元: what once was found to go from what there is goes so each time.
        let outs: BTreeSet<Vec<char>> = self
            .sums
            .iter()
            .filter(|sum| sum.kind == Kind::StockFlow && sum.holds == Holds::True)
            .flat_map(|sum| sum.terms.iter().filter(|t| t.1 == '-').map(|t| self.told[t.0].verb.clone()))
            .filter(|verb| !verb.is_empty())
            .collect();
        for k in 0..self.told.len() {
            let told = &self.told[k];
            if told.deed == Deed::New
                && told.whole.is_none()
                && outs.contains(&told.verb)
                && self.goes_away(k)
            {
                self.told[k].deed = Deed::Out;
            }
        }
        for k in wholes {
            if self.told[k].deed == Deed::New && !self.told[k].said && !added.contains(&k) {
                self.told[k].deed = Deed::Total;
            }
        }
        // 学龄儿童41260人,已入学40517人,入学率98.2%: of what there is, a share is there too.
        let shares: Vec<(usize, usize)> = self
            .sums
            .iter()
            .filter(|sum| matches!(sum.kind, Kind::Rate | Kind::Share))
            .filter_map(|sum| match sum.terms[..] {
                [(part, _), (whole, '/')] => Some((part, whole)),
                _ => None,
            })
            .collect();
        for (part, whole) in shares {
            let told = &self.told[part];
            let stands = self.told[whole].deed == Deed::Stock
                && self.told[whole].kind == QuantityKind::Stock
                && told.whole.is_none()
                && !added.contains(&part)
                && match told.deed {
                    Deed::Total => {
                        let closes = told.day.as_deref().is_some_and(|day| day.ends_with("-12-31"));
                        (told.yearly || closes) && !told.running && !told.summed && !told.all
                    }
                    Deed::New => !told.said,
                    // 入社农户1.86万户,占38.6%: the verb says which.
                    Deed::In => told.content.len() > 1,
                    _ => false,
                };
            if stands {
                (self.told[part].deed, self.told[part].said) = (Deed::Stock, true);
            }
        }
    }

    /// The kinds that figures have among the others, where those say one: entry, figure of the entry, kind, and the unit of a nought.
    pub(super) fn kinds(&self) -> Vec<(usize, usize, QuantityKind, Option<String>, bool)> {
        // What a change is held against is a level, whether it comes out or not.
        let held = |sum: &&super::Sum| sum.terms.iter().any(|t| self.told[t.0].deed == Deed::Delta);
        let closed = self.sums.iter().filter(|sum| sum.holds != Holds::False || held(sum));
        let summed: BTreeSet<usize> =
            closed.flat_map(|sum| sum.terms.iter().map(|t| t.0).chain([sum.total])).collect();
        let true_sums = self.sums.iter().filter(|sum| sum.holds == Holds::True);
        let proved: BTreeSet<usize> =
            true_sums.flat_map(|sum| sum.terms.iter().map(|t| t.0).chain([sum.total])).collect();
        let joined = |k: usize| self.of[k].is_some_and(|g| self.groups[g].members.len() > 1);
        // 共120名 may be of one event, which a second telling does not change.
        let again = |sum: &super::Sum| matches!(sum.terms[..], [(k, _)] if self.told[k].worth.value == self.told[sum.total].worth.value);
        let closed = self.sums.iter().filter(|sum| sum.holds != Holds::False && !again(sum));
        let several: BTreeSet<usize> =
            closed.flat_map(|sum| sum.terms.iter().map(|t| t.0).chain([sum.total])).collect();
        let event = |told: &Told| {
            told.deed == Deed::Total
                && told.summed
                && !told.running
                && !told.sums
                && !told.flows
                && told.period.is_none()
        };
        self.told
            .iter()
            .enumerate()
            .filter(|(k, told)| !event(told) || several.contains(k))
            .filter(|(k, told)| {
                // 下拨救灾款60万元 out of no store that is told of is an amount like any other.
                let no_store = told.kind == QuantityKind::Decrease && told.deed == Deed::New;
                told.retold || summed.contains(k) || no_store || told.said && joined(*k)
            })
            .filter_map(|(k, told)| {
                // A report of none is nought in the unit of its series.
                let unit = Some(told.unit.clone()).filter(|unit| told.worth.value.0 == 0 && !unit.is_empty());
                figure::kind_of(told).map(|kind| (told.entry, told.figure, kind, unit, proved.contains(&k)))
            })
            .collect()
    }
}

/// Every pick of one sign for each term.
fn picks(choices: &[&[char]]) -> impl Iterator<Item = Vec<char>> {
    let count: usize = choices.iter().map(|c| c.len()).product();
    (0..count).map(move |mut n| {
        choices
            .iter()
            .map(|signs| {
                let sign = signs[n % signs.len()];
                n /= signs.len();
                sign
            })
            .collect()
    })
}
