//! Series as they are shown: their names, their lines, and the shares and growths beside what they are of.

use super::group::{Group, pairs};
use super::{Book, Line, NEAR, Series, kind_word};
use crate::fact::figure::{Deed, is_ratio};
use std::collections::BTreeMap;

impl Book<'_> {
    /// The members of a series in the order of time, then of the text.
    pub(super) fn ordered(&self, group: usize) -> Vec<usize> {
        let mut members = self.groups[group].members.clone();
        members.sort_by_key(|&k| (self.day(k).unwrap_or(i64::MIN), k));
        members
    }

    /// Series to be shown.
    pub(super) fn series(&self) -> Vec<Series> {
        let mut lines: Vec<Vec<usize>> = self.groups.iter().map(|group| group.members.clone()).collect();
        let mut sums: BTreeMap<usize, usize> = BTreeMap::new();
        for (n, sum) in self.sums.iter().enumerate() {
            for &(term, _) in &sum.terms {
                sums.entry(term).or_insert(n);
            }
        }
        // What a figure gives is told before what it is a term of.
        for (n, sum) in self.sums.iter().enumerate().rev() {
            sums.insert(sum.total, n);
        }
        let mut rest: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut rates: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (k, told) in self.told.iter().enumerate() {
            if self.of[k].is_some() {
                continue;
            }
            match told.deed {
                Deed::Part => {
                    let whole = told.whole.unwrap_or(k);
                    let group = self.of[whole];
                    if let Some(alone) = group.filter(|&g| self.groups[g].members.len() == 1) {
                        lines[alone].push(k);
                    } else {
                        let still = group.filter(|_| self.told[whole].deed == Deed::Stock);
                        let first = still.and_then(|g| self.groups[g].members.first()).copied();
                        rest.entry(first.unwrap_or(whole)).or_default().push(k);
                    }
                }
                Deed::Rate if told.scope.is_none() => {
                    // 贫困发生率, later 发生率.
                    let name: String = told.content[told.content.len().saturating_sub(3)..].iter().collect();
                    if told.content.last() == Some(&'率') {
                        rates.entry(name).or_default().push(k);
                    } else if sums.get(&k).is_some_and(|&n| self.sums[n].total == k) {
                        self.beside(k, &sums, &mut lines);
                    }
                }
                Deed::Plan if sums.contains_key(&k) => self.beside(k, &sums, &mut lines),
                Deed::Change | Deed::Delta | Deed::Each if told.scope.is_none() => {
                    self.beside(k, &sums, &mut lines);
                }
                _ => {}
            }
        }
        let mut all: Vec<(String, String, Option<String>, Vec<usize>)> = Vec::new();
        for (name, members) in rates {
            if members.len() > 2 {
                all.push((name, "%".to_owned(), None, members));
            } else {
                for k in members {
                    self.beside(k, &sums, &mut lines);
                }
            }
        }
        for (group, members) in self.groups.iter().zip(lines) {
            all.push((self.named(group), group.unit.clone(), group.scope.clone(), members));
        }
        for (whole, members) in rest {
            let name = self.of[whole].map_or_else(String::new, |g| self.named(&self.groups[g]));
            all.push((name, self.told[whole].unit.clone(), None, members));
        }
        // 值班24小时 is no figure of anything that goes on.
        let lasts = |unit: &str| matches!(unit, "小时" | "分钟" | "天" | "日" | "个月" | "年" | "岁");
        all.retain(|(_, unit, _, members)| members.len() > 1 || members.len() == 1 && !lasts(unit));
        for (.., members) in &mut all {
            members.sort_by_key(|&k| (self.day(k).unwrap_or(i64::MIN), k));
        }
        all.sort_by_key(|(.., members)| members.iter().min().copied());
        all.into_iter()
            .map(|(key, unit, place, members)| Series {
                key,
                unit,
                place,
                lines: members.into_iter().map(|k| self.line(k)).collect(),
            })
            .collect()
    }

    /// Puts a share, a growth or an amount for one with the figure it is of.
    fn beside(&self, k: usize, sums: &BTreeMap<usize, usize>, lines: &mut [Vec<usize>]) {
        let of = sums.get(&k).map(|&n| &self.sums[n]).map(|sum| match self.told[k].deed {
            _ if sum.total == k => sum.terms.first().map_or(k, |term| term.0),
            Deed::Plan => sum.terms.iter().map(|t| t.0).find(|&t| self.of[t].is_some()).unwrap_or(sum.total),
            _ => sum.total,
        });
        let before = (0..k)
            .rev()
            .take(NEAR)
            .take_while(|&b| self.told[b].entry == self.told[k].entry)
            .find(|&b| self.of[b].is_some());
        let group = of.or(before).and_then(|b| self.of[b]);
        if let Some(members) = group.and_then(|g| lines.get_mut(g)) {
            members.push(k);
        }
    }

    /// What a series counts: the words of one figure that most of the others share.
    fn named(&self, group: &Group) -> String {
        if let Some(part) = &group.part {
            return part.clone();
        }
        let shared = |pair: (char, char)| group.pairs.get(&pair).copied().unwrap_or_default();
        let fit = |k: &&usize| {
            let told = &self.told[**k];
            let common: u32 = pairs(&told.content).map(shared).sum();
            (common as usize / told.content.len().max(1), std::cmp::Reverse(told.content.len()))
        };
        let named = group.members.iter().filter(|k| self.told[**k].content.len() > 1).max_by_key(fit);
        let mut words = named.map(|&k| self.told[k].content.as_slice()).unwrap_or_default();
        // Words that only this figure has at its head (当地, a place) are not the series'.
        while group.members.len() > 2 && words.len() > 2 && shared((words[0], words[1])) < 2 {
            words = &words[1..];
        }
        let kept: Vec<char> = words.iter().copied().take(12).collect();
        let name = named.map_or_else(|| kept.iter().collect(), |&k| self.spoken(k, &kept));
        let owed = group.left && group.members.iter().any(|&k| self.told[k].owed);
        let name = match &group.basis {
            Some(basis) if !name.is_empty() => format!("{name}（{basis}）"),
            _ => name,
        };
        if owed && !name.is_empty() { format!("未{name}") } else { name }
    }

    /// The words of a figure as they stand before it, with the small words between them: 低保对象, not 低保象.
    fn spoken(&self, k: usize, words: &[char]) -> String {
        let told = &self.told[k];
        let plain: String = words.iter().collect();
        let (Some(&first), true) = (words.first(), words.len() > 1) else { return plain };
        for start in (told.lead.lo()..told.lead.hi()).filter(|&i| self.text.at(i) == first) {
            let (mut at, mut next, mut skipped) = (start, 0, 0);
            while at < told.lead.hi() && next < words.len() && skipped < 3 {
                if self.text.at(at) == words[next] {
                    (next, skipped) = (next + 1, 0);
                } else if crate::text::is_han(self.text.at(at)) {
                    skipped += 1;
                } else {
                    break;
                }
                at += 1;
            }
            if next == words.len() && at - start <= words.len() + 2 {
                return self.text.slice(crate::text::Span::new(start, at)).to_owned();
            }
        }
        plain
    }

    pub(super) fn line(&self, k: usize) -> Line {
        let told = &self.told[k];
        let record = &self.records[told.entry];
        Line {
            text: self.written(k).to_owned(),
            start: told.span.start,
            end: told.span.end,
            entry: record.number,
            kind: kind_word(told),
            value: told.worth.value,
            unit: told.unit.clone(),
            approx: record.quantities.get(told.figure).and_then(|q| q.approx),
            as_of: told.day.clone(),
            of: told.whole.is_some().then(|| told.name.clone()),
        }
    }

    /// Whether a figure may stand in an equation with others of its series.
    pub(super) fn counts(&self, k: usize) -> bool {
        !is_ratio(&self.told[k].unit)
    }
}
