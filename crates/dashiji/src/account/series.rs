//! Figures that count one thing: joined by the words that name it, its unit, and whose it is.
//!
//! `新增转移群众1386人` and `累计转移4318人` share 转移; `累计1992人` names nothing and goes with the figure before it in its unit. A figure of
//! another place, a plan, a round mark passed stand in no series.

use super::group::{Group, Recent, sums_up};
use super::{Book, NEAR};
use crate::fact::figure::{Deed, Role, Told, cues};
use crate::fact::{Amount, QuantityKind};
use crate::text::chars;
use std::collections::BTreeMap;

impl Book<'_> {
    /// Gives every figure its series.
    pub(super) fn assign(&mut self) {
        let mut places: BTreeMap<(String, Option<String>), Recent> = BTreeMap::new();
        for k in 0..self.told.len() {
            let told = &self.told[k];
            if matches!(
                told.deed,
                Deed::Apart | Deed::Plan | Deed::Each | Deed::Rate | Deed::Change | Deed::Part | Deed::Delta
            ) && !told.mean
            {
                continue;
            }
            // 累计出院7例, where nothing is in store: what went is called by what happened to it.
            let store = |g: &usize| self.groups[*g].stock || self.groups[*g].left;
            let key = (told.unit.clone(), told.scope.clone());
            if told.content.len() < 2
                && !told.cell
                && !told.verb.is_empty()
                && (told.outward || told.deed == Deed::Out)
                && !places.get(&key).is_some_and(|recent| {
                    let mut near = recent.since(NEAR).enumerate();
                    near.any(|(n, (g, _))| store(g) && (n == 0 || self.in_entry(*g, told.entry)))
                })
            {
                let told = &mut self.told[k];
                told.content.clone_from(&told.verb);
            }
            if let Some(content) = self.named_behind(k) {
                self.told[k].content = content;
            }
            let told = &self.told[k];
            // 无新增扑杀: nought in the unit of what it names.
            let nought = told.worth.value.0 == 0
                && told.said
                && !self.written(k).starts_with(|c: char| c.is_ascii_digit());
            if nought {
                let recent = (0..self.groups.len()).rev().take(NEAR);
                let named = recent
                    .map(|g| (self.groups[g].fits_words(&told.content), g))
                    .filter(|(fit, g)| *fit > 0 && self.groups[*g].scope.is_none())
                    .max();
                let Some((_, group)) = named else {
                    let told = &self.told[k];
                    let mut group = Group { scope: told.scope.clone(), ..Group::default() };
                    group.take(k, told);
                    self.of[k] = Some(self.groups.len());
                    self.groups.push(group);
                    continue;
                };
                self.told[k].unit.clone_from(&self.groups[group].unit);
                let told = &self.told[k];
                self.groups[group].take(k, told);
                self.of[k] = Some(group);
                continue;
            }
            let key = (told.unit.clone(), told.scope.clone());
            // 按1990年不变价 is another measure of the same; what tells no basis goes on with the last.
            let basis = &self.told[k].basis;
            let same = |group: usize| basis.is_none() || *basis == self.groups[group].basis;
            let near: Vec<usize> = places.get(&key).map_or_else(Vec::new, |recent| recent.near(same));
            let chosen = self.choose(k, &near);
            let chosen = chosen.filter(|&group| !self.parts_ways(k, group));
            if chosen.is_none()
                && self.told[k].content.len() < 2
                && let Some(b) = k
                    .checked_sub(1)
                    .filter(|&b| self.told[k].listed && self.told[b].clause == self.told[k].clause)
            {
                let content = self.told[b].content.clone();
                self.told[k].content = content;
            }
            let group = chosen.unwrap_or_else(|| {
                let told = &self.told[k];
                self.groups.push(Group {
                    unit: told.unit.clone(),
                    scope: told.scope.clone(),
                    left: told.deed == Deed::Left,
                    owed: told.owed,
                    basis: told.basis.clone(),
                    ..Group::default()
                });
                self.groups.len() - 1
            });
            if chosen.is_none() && self.told[k].content.len() < 2 && self.told[k].deed == Deed::Total {
                self.take_apart(k, group);
            }
            self.again(k, group);
            let told = &self.told[k];
            self.groups[group].take(k, told);
            self.of[k] = Some(group);
            places.entry(key).or_default().touch(group);
        }
        self.lists();
        self.closing();
        self.done_each_time();
        self.parts_by_name();
    }

    /// 新增9例,累计病例121例: what comes and names nothing is of what the total right behind it names.
    fn named_behind(&self, k: usize) -> Option<Vec<char>> {
        if let Some(content) = self.named_by_stock(k) {
            return Some(content);
        }
        let (told, next) = (&self.told[k], self.told.get(k + 1)?);
        let like = told.entry == next.entry
            && told.sentence == next.sentence
            && told.unit == next.unit
            && told.scope == next.scope
            && told.whole.is_none()
            && next.whole.is_none();
        let comes = told.content.len() < 2
            && told.said
            && matches!(told.deed, Deed::New | Deed::In)
            && next.deed == Deed::Total
            && !next.outward
            && next.content.len() > 1
            && told.worth.low <= next.worth.high;
        // 治愈15例,累计病例21例: what it does names another thing.
        let verb = &told.verb;
        let same = verb.is_empty() || next.content.windows(verb.len()).any(|run| run == verb.as_slice());
        (like && comes && same).then(|| next.content.clone())
    }

    /// 调入18人,退休64人,年末教职工3158人: what came and went and names nothing is of what is there at the end of its sentence.
    fn named_by_stock(&self, k: usize) -> Option<Vec<char>> {
        const FAR: usize = 6;
        let told = &self.told[k];
        let like = |other: &&Told| {
            other.entry == told.entry
                && other.sentence == told.sentence
                && other.unit == told.unit
                && other.scope == told.scope
                && other.whole.is_none()
        };
        let stands = |other: &Told| other.deed == Deed::Stock && other.said && !other.level;
        let flows =
            matches!(told.deed, Deed::In | Deed::Out) && told.content.len() < 2 && told.whole.is_none();
        if !flows {
            return None;
        }
        let here = self.told[..k].iter().rev().take(NEAR).take_while(|other| other.sentence == told.sentence);
        if here.filter(like).any(stands) {
            return None;
        }
        let next = self.told[k + 1..]
            .iter()
            .take(FAR)
            .filter(like)
            .find(|other| !matches!(other.deed, Deed::In | Deed::Out | Deed::New | Deed::Fix))?;
        (stands(next) && next.content.len() > 1).then(|| next.content.clone())
    }

    /// 玉米收购2260吨,累计4100吨 behind 稻谷…累计收购2.75万吨: a total that names nothing and is less than the one before is of what the figure
    /// before it in its sentence names, where that names what the series does not.
    fn parts_ways(&self, k: usize, group: usize) -> bool {
        let told = &self.told[k];
        if told.deed != Deed::Total || told.outward || told.content.len() > 1 {
            return false;
        }
        let Some(before) = k.checked_sub(1).map(|b| &self.told[b]) else { return false };
        let members = self.groups[group].members.iter().rev().take(NEAR);
        let last = members.clone().find(|&&m| self.told[m].deed == Deed::Total && !self.told[m].outward);
        let core: Vec<&Told> = members
            .map(|&m| &self.told[m])
            .filter(|m| m.content.len() > 3 && m.content != before.content)
            .collect();
        before.sentence == told.sentence
            && before.unit == told.unit
            && self.of[k - 1] == Some(group)
            && before.content.len() > 3
            && last.is_some_and(|&last| told.worth.high < self.told[last].worth.low)
            && !core.is_empty()
            && core.iter().all(|m| {
                before.content[..2] != m.content[..2]
                    && before.content[before.content.len() - 2..] != m.content[m.content.len() - 2..]
            })
    }

    /// Takes the figures called as the one before a total out of their series, into the total's own.
    fn take_apart(&mut self, k: usize, group: usize) {
        let Some(before) = k.checked_sub(1) else { return };
        let Some(old) = self.of[before]
            .filter(|&old| old != group && self.told[before].sentence == self.told[k].sentence)
        else {
            return;
        };
        if self.told[before].unit != self.told[k].unit || self.told[before].content.len() < 4 {
            return;
        }
        let content = self.told[before].content.clone();
        let from = self.groups[old].members.len().saturating_sub(NEAR);
        let moved: Vec<usize> = self.groups[old].members[from..]
            .iter()
            .copied()
            .filter(|&m| self.told[m].content == content)
            .collect();
        self.groups[old].members.retain(|m| !moved.contains(m));
        for m in moved {
            let told = &self.told[m];
            self.groups[group].take(m, told);
            self.of[m] = Some(group);
        }
    }

    /// A figure without a word that is the last running total over again is that total, told again.
    fn again(&mut self, k: usize, group: usize) {
        if self.told[k].said || !matches!(self.told[k].deed, Deed::New | Deed::Stock | Deed::Total) {
            return;
        }
        let total =
            self.groups[group].members.iter().rev().take(NEAR).find(|&&m| self.told[m].deed == Deed::Total);
        if let Some(&total) = total
            && self.told[total].worth.value == self.told[k].worth.value
            && self.told[total].entry != self.told[k].entry
        {
            self.told[k].deed = Deed::Total;
            self.told[k].retold = true;
            let day = self.told[total].day.clone();
            (self.told[k].day, self.days[k]) = (day, self.days[total]);
            return;
        }
        // 163个高级社合并为…: what there was last, told again.
        let stock = self.groups[group].members.iter().rev().take(NEAR).find(|&&m| {
            let other = &self.told[m];
            other.deed == Deed::Stock && other.said
        });
        if let Some(&stock) = stock
            && self.told[k].deed == Deed::New
            && self.told[stock].worth.value == self.told[k].worth.value
            && self.told[stock].entry != self.told[k].entry
        {
            (self.told[k].deed, self.told[k].said) = (Deed::Stock, true);
        }
    }

    /// What a figure without a word is follows from the series it stands in.
    fn lists(&mut self) {
        for group in 0..self.groups.len() {
            let members = self.groups[group].members.clone();
            let said = |deed: fn(Deed) -> bool| {
                members.iter().any(|&k| self.told[k].said && deed(self.told[k].deed))
            };
            let totals = said(|d| d == Deed::Total);
            // 死亡增至5人, 订正为7人: a level is a running total where the others are.
            let is_level = |told: &Told| told.level && told.deed == Deed::Stock;
            let levels: Vec<usize> = members.iter().copied().filter(|&k| is_level(&self.told[k])).collect();
            let still = members
                .iter()
                .map(|&k| &self.told[k])
                .any(|told| told.said && !is_level(told) && matches!(told.deed, Deed::Stock | Deed::Left));
            // 倒塌135间, then 核定为418间: what an event did, told anew.
            // What was brought down to a level (降到) is no running total.
            let falls = levels.iter().any(|&k| {
                let lead = self.told[k].lead;
                (lead.lo()..lead.hi()).any(|i| chars!("降减压缩").has(self.text.at(i)))
            });
            let levels = if falls { Vec::new() } else { levels };
            let first = levels.first().copied();
            let event = first.is_some_and(|level| {
                members.iter().any(|&k| {
                    k < level
                        && self.told[k].deed == Deed::New
                        && !self.told[k].said
                        && self.told[k].kind == QuantityKind::Increment
                })
            });
            // 打捞船12艘,增派8艘,达20艘, then 撤出9艘: a store, no event.
            let event =
                event && !members.iter().any(|&k| self.told[k].said && self.told[k].deed == Deed::Out);
            if let Some(level) = first.filter(|_| event && !still && !totals) {
                for k in members.iter().copied().take_while(|&k| k < level) {
                    if self.told[k].deed == Deed::New && !self.told[k].said {
                        (self.told[k].deed, self.told[k].said) = (Deed::Total, true);
                    }
                }
            }
            if (totals || event) && !still {
                for k in levels {
                    (self.told[k].deed, self.told[k].running) = (Deed::Total, true);
                }
            }
            // 失联6人, the next day 失联4人: what there was at each hour.
            let states: Vec<usize> = members.iter().copied().filter(|&k| self.told[k].state).collect();
            if states.len() > 1 && states.iter().any(|&k| self.told[k].entry != self.told[states[0]].entry) {
                for k in states {
                    self.told[k].said = true;
                }
            }
            let said = |deed: fn(Deed) -> bool| {
                members.iter().any(|&k| self.told[k].said && deed(self.told[k].deed))
            };
            let stocks = said(|d| d == Deed::Stock);
            let flows = said(|d| matches!(d, Deed::New | Deed::In));
            for &k in &members {
                let told = &mut self.told[k];
                if told.said {
                    continue;
                }
                if told.deed == Deed::Stock && (totals || flows) && !stocks {
                    told.deed = Deed::New;
                }
                if told.deed == Deed::New && stocks && !flows && !totals && !self.groups[group].left {
                    told.deed = Deed::Stock;
                }
            }
            // What goes out of no store (发出包车16辆) is told like any other increment.
            let store = members
                .iter()
                .any(|&k| matches!(self.told[k].deed, Deed::Stock | Deed::Left | Deed::In | Deed::Fix));
            if !store {
                for &k in &members {
                    self.told[k].outward = false;
                    if self.told[k].deed == Deed::Out {
                        self.told[k].deed = Deed::New;
                    }
                }
            }
            self.groups[group].stock =
                members.iter().any(|&k| matches!(self.told[k].deed, Deed::Stock | Deed::In | Deed::Out));
        }
    }

    /// 首日完成采样38.6万人份, 第二日完成40.2万人份, 累计78.8万人份: what is done is new each time where a running total adds it up.
    fn done_each_time(&mut self) {
        const MOST: usize = 8;
        for group in 0..self.groups.len() {
            let members = self.groups[group].members.clone();
            let is_done = |k: usize| {
                let told = &self.told[k];
                told.deed == Deed::Total && !told.running && !told.summed && !told.all && !told.outward
            };
            let mut since: Vec<usize> = Vec::new();
            let mut base: Option<usize> = None;
            let mut news: Vec<usize> = Vec::new();
            for &k in &members {
                let told = &self.told[k];
                if told.deed == Deed::Total && told.running && !told.outward {
                    let done = since.iter().any(|&m| is_done(m));
                    let terms: Vec<(usize, char)> = base.iter().chain(&since).map(|&m| (m, '+')).collect();
                    let last = since.iter().rposition(|&m| is_done(m)).unwrap_or(0);
                    let goes_on: Vec<(usize, char)> =
                        since[last.min(since.len())..].iter().map(|&m| (m, '+')).collect();
                    if done
                        && since.len() <= MOST
                        && terms.len() > 1
                        && self.comes_out(&terms, k)
                        && !self.comes_out(&goes_on, k)
                    {
                        news.extend(since.iter().copied().filter(|&m| is_done(m)));
                    }
                    (base, since) = (Some(k), Vec::new());
                } else if is_done(k) || matches!(told.deed, Deed::New | Deed::In) {
                    since.push(k);
                }
            }
            for k in news {
                self.told[k].deed = Deed::New;
            }
        }
    }

    /// 五天共接待观众11.3万人次;签订合同97份: what an entry that sums up tells without a word is the total of a series that has totals.
    fn closing(&mut self) {
        // Whether each entry sums up, where it was asked.
        let mut sums: Vec<Option<bool>> = vec![None; self.records.len()];
        for group in 0..self.groups.len() {
            let (mut last, mut added): (Option<Amount>, Amount) = (None, Amount::default());
            for n in 0..self.groups[group].members.len() {
                let k = self.groups[group].members[n];
                let told = &self.told[k];
                let bare = matches!(told.deed, Deed::New | Deed::Stock | Deed::Total)
                    && (!told.said || self.is_output(k) || told.summed && !told.running && !told.outward)
                    && told.period.is_none();
                let goes_on = last.is_some_and(|last| told.worth.value >= last);
                let entry = told.entry;
                let closes = bare
                    && (goes_on || added.0 > 0)
                    && sums.get_mut(entry).is_some_and(|sum| {
                        let span = self.records.get(entry).map(|record| record.span);
                        *sum.get_or_insert_with(|| span.is_some_and(|span| sums_up(self.text.folded(span))))
                    });
                // 七天累计接待28.4万人次,过夜6.1万人次: it goes on with what was told day by day.
                let summed = closes
                    && (0..k)
                        .rev()
                        .take(NEAR)
                        .take_while(|&b| self.told[b].entry == entry)
                        .any(|b| self.told[b].running);
                let goes_on = goes_on || summed && added.0 > 0 && self.told[k].worth.value >= added;
                let members = &self.groups[group].members;
                let beside =
                    members.iter().skip(n + 1).take(NEAR).chain(members[..n].iter().rev().take(NEAR));
                let told_so =
                    beside.clone().any(|&m| self.told[m].entry == entry && self.told[m].deed == Deed::Total);
                if bare && goes_on && closes && !told_so {
                    (self.told[k].deed, self.told[k].said, self.told[k].running) = (Deed::Total, true, true);
                    self.told[k].closing = true;
                }
                let told = &self.told[k];
                if told.deed == Deed::Total && !told.outward {
                    last = Some(told.worth.value);
                } else if matches!(told.deed, Deed::New | Deed::In) {
                    added = added + told.worth.value;
                }
            }
        }
    }

    /// Whether only the word that names it says that a time brought it (收入), not that it is new.
    fn is_output(&self, k: usize) -> bool {
        let lead: Vec<char> =
            (self.told[k].lead.lo()..self.told[k].lead.hi()).map(|i| self.text.at(i)).collect();
        self.told[k].deed == Deed::New && cues(&lead).iter().all(|cue| cue.role == Role::Output)
    }

    /// The series that a figure goes on with; `near` are those in its unit, the last touched first.
    fn choose(&self, k: usize, near: &[usize]) -> Option<usize> {
        let told = &self.told[k];
        let content = &told.content;
        // 拨付灾区200万元,结余240.1万元: what went, before what is left of the series.
        let leads = |next: &Told| {
            next.sentence == told.sentence
                && next.unit == told.unit
                && matches!(next.deed, Deed::Left | Deed::Stock)
                && next.content.len() < 2
        };
        let stocked = |g: &usize| self.groups[*g].stock && self.in_entry(*g, told.entry);
        if matches!(told.deed, Deed::In | Deed::Out)
            && self.told.get(k + 1).is_some_and(leads)
            && let Some(group) = near.iter().copied().find(stocked)
            && !near.iter().any(|&g| self.groups[g].fits(told) > 0)
        {
            return Some(group);
        }
        // 累计数误计,应为518.7万元: a correction that names nothing is of the running total last told.
        if content.len() < 2 && told.level && self.corrects(k) {
            let totals = |g: &usize| {
                let mut members = self.groups[*g].members.iter().rev().take(NEAR);
                members.any(|&m| self.told[m].deed == Deed::Total && self.told[m].running)
            };
            if let Some(group) = near.iter().copied().find(totals) {
                return Some(group);
            }
        }
        // 包车27辆、640人: what names the first names the second.
        let beside = k.checked_sub(1).filter(|&b| told.listed && self.told[b].clause == told.clause);
        if content.len() < 2
            && let Some(b) = beside.filter(|&b| self.told[b].unit != told.unit)
        {
            let named = self.of[b].map(|g| self.groups[g].words()).filter(|words| !words.is_empty());
            let named = named.as_ref().unwrap_or(&self.told[b].content);
            let fit = |g: &&usize| self.groups[**g].fits_words(named) > 0;
            if let Some(&group) =
                near.iter().filter(|g| !self.groups[**g].left || told.deed == Deed::Left).find(fit)
            {
                return Some(group);
            }
            // 首趟1068人; 包车16辆、384人: another thing, though in the same unit.
            return near.is_empty().then_some(()).and(None).or_else(|| self.touched(k, near, beside));
        }
        let left = told.deed == Deed::Left;
        // 麦收结束,共收48.6万亩 behind 机收, then 播种: one character names it too.
        if let [c] = content[..]
            && let Some(&group) =
                near.iter().find(|g| self.groups[**g].left == left && self.groups[**g].is_of(c))
        {
            return Some(group);
        }
        if content.len() < 2 {
            if told.numbered.is_some()
                && let Some(&group) = near.iter().find(|g| self.groups[**g].fits(told) >= 4)
            {
                return Some(group);
            }
            if told.context.len() > 1 {
                let fit = near
                    .iter()
                    .map(|&g| (self.groups[g].fits_around(&told.context), g))
                    .filter(|(fit, g)| *fit > 0 && self.groups[*g].left == left);
                if let Some((_, group)) =
                    fit.max_by_key(|(fit, g)| (*fit, std::cmp::Reverse(near.iter().position(|n| n == g))))
                {
                    return Some(group);
                }
            }
            return self.silent(k, near);
        }
        let best = near
            .iter()
            .filter(|g| {
                let group = &self.groups[**g];
                group.left == left
                    || left && !told.owed
                    || group.left && told.deed == Deed::Stock && told.said
                    || group.left && !group.owed && matches!(told.deed, Deed::In | Deed::Out)
            })
            .filter(|g| self.goes_on(k, **g) && !self.stands_against(k, **g))
            .filter(|g| !self.groups[**g].is_opposed(&told.content))
            .map(|&g| (self.groups[g].fits(told), g))
            .filter(|(fit, _)| *fit > 0)
            .max_by_key(|(fit, g)| {
                let called = self.groups[*g].core.as_ref() == Some(&told.content);
                (*fit, called, std::cmp::Reverse(near.iter().position(|n| n == g)))
            });
        best.map(|(_, g)| g)
    }

    /// Whether a running total can go on with a series: one that falls and is called otherwise is of another thing.
    fn goes_on(&self, k: usize, group: usize) -> bool {
        let told = &self.told[k];
        let group = &self.groups[group];
        // What there is goes on with no running total, unless it is called the same.
        if told.deed == Deed::Stock && told.said && !group.stock {
            let totals = group.members.iter().rev().take(NEAR).any(|&m| self.told[m].deed == Deed::Total);
            return !totals || group.is_called(&told.content);
        }
        if told.deed != Deed::Total || told.outward {
            return true;
        }
        let last = group
            .members
            .iter()
            .rev()
            .take(NEAR)
            .find(|&&m| self.told[m].deed == Deed::Total && !self.told[m].outward);
        let corrects =
            || self.told[..k].last().is_some_and(|b| b.sentence == told.sentence && b.deed == Deed::Fix);
        last.is_none_or(|&m| {
            self.told[m].worth.value <= told.worth.value || group.is_called(&told.content) || corrects()
        })
    }

    /// 严重损坏12间、一般损坏30间; 省内2135人,省外6820人: figures that do the same in one entry and are called differently count two things,
    /// and each goes on with what it was called before.
    fn stands_against(&self, k: usize, group: usize) -> bool {
        let told = &self.told[k];
        let differs = |one: &[char], other: &[char]| one.iter().any(|c| !other.contains(c));
        let against = |other: &Told| {
            other.entry == told.entry
                && other.deed == told.deed
                && other.outward == told.outward
                && other.period == told.period
                && other.numbered == told.numbered
                && other.content.len() > 1
                && differs(&told.content, &other.content)
                && differs(&other.content, &told.content)
        };
        self.groups[group].members.iter().rev().take(NEAR).any(|&m| against(&self.told[m]))
    }

    /// Whether a series was last told in an entry.
    fn in_entry(&self, group: usize, entry: usize) -> bool {
        self.groups[group].members.last().is_some_and(|&m| self.told[m].entry == entry)
    }

    fn touched(&self, k: usize, near: &[usize], beside: Option<usize>) -> Option<usize> {
        // A second unit beside a figure that goes on with a series goes on with the series that stood beside it there.
        let group = self.of[beside?]?;
        let before = self.groups[group].members.iter().rev().skip(1).take(NEAR);
        before
            .filter_map(|&m| self.of.get(m + 1).copied().flatten().filter(|_| self.told[m + 1].listed))
            .find(|g| near.contains(g) && self.groups[*g].unit == self.told[k].unit)
    }

    /// The series of a figure that names nothing: that of the figure before it in its unit.
    fn silent(&self, k: usize, near: &[usize]) -> Option<usize> {
        let told = &self.told[k];
        // 指导员1240人、普查员5160人,合计6400人: all of these, and of nothing told before.
        if told.sums && told.over.is_empty() {
            return None;
        }
        let left = told.deed == Deed::Left;
        if left && let Some(&group) = near.iter().find(|g| self.groups[**g].left) {
            return Some(group);
        }
        if told.owed {
            return None;
        }
        let entry = (0..k).rev().take_while(|&b| self.told[b].entry == told.entry);
        let here =
            entry.filter_map(|b| self.of[b]).find(|g| near.contains(g) && (left || !self.groups[*g].left));
        let stocked = matches!(told.deed, Deed::In | Deed::Out | Deed::Left);
        // 累计出院76例 goes on with what went before, or with a store, not with what came.
        if told.deed == Deed::Total && told.outward && !told.verb.is_empty() {
            let away = |g: &usize| {
                let group = &self.groups[*g];
                group.stock
                    || group.left
                    || group
                        .members
                        .iter()
                        .rev()
                        .take(NEAR)
                        .any(|&m| self.told[m].deed == Deed::Out || self.told[m].outward)
            };
            return here.filter(|g| away(g)).or_else(|| near.iter().copied().find(away));
        }
        // 年末库存2810万斤 behind what was sold: what there is goes on with what there was.
        if told.deed == Deed::Stock && told.said && !told.level {
            let stands = |g: &usize| {
                let mut members = self.groups[*g].members.iter().rev().take(NEAR);
                members.any(|&m| self.told[m].deed == Deed::Stock && self.told[m].said)
            };
            let here = here.filter(stands);
            if let Some(group) = here.or_else(|| near.iter().copied().find(stands)) {
                return Some(group);
            }
        }
        // 死亡共8人;出院6人: what went out is of what something comes to and goes from.
        let flows = matches!(told.deed, Deed::In | Deed::Out) && !told.verb.is_empty();
        let able = |g: &usize| !flows || self.groups[*g].stock || self.groups[*g].left;
        here.filter(|g| able(g))
            .or_else(|| near.iter().copied().find(|g| stocked && self.groups[*g].stock))
            .or_else(|| near.iter().copied().filter(|_| !flows).find(|g| !self.groups[*g].left))
    }

    /// Whether the words of its sentence before a figure tell of a mistake (误计, 更正).
    fn corrects(&self, k: usize) -> bool {
        let told = &self.told[k];
        let words: Vec<char> = (told.sentence..told.span.lo()).map(|i| self.text.at(i)).collect();
        cues(&words).iter().any(|cue| cue.role == Role::Fix)
    }

    /// Parts that bear one name under several wholes of one series make a series of their own.
    fn parts_by_name(&mut self) {
        let mut names: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (k, told) in self.told.iter().enumerate() {
            if told.whole.is_some() && !told.name.is_empty() {
                names.entry((told.unit.clone(), told.name.clone())).or_default().push(k);
            }
        }
        for ((unit, name), members) in names {
            let wholes: Vec<usize> = members.iter().filter_map(|&k| self.told[k].whole).collect();
            let running = wholes.iter().any(|&w| self.told[w].deed == Deed::Total);
            let still = wholes.iter().all(|&w| matches!(self.told[w].deed, Deed::Stock | Deed::Left));
            if members.len() < 2 || still {
                continue;
            }
            for (&k, &whole) in members.iter().zip(&wholes) {
                if running {
                    self.told[k].deed =
                        if self.told[whole].deed == Deed::Total { Deed::Total } else { Deed::New };
                }
                self.told[k].period = self.told[whole].period;
                self.of[k] = Some(self.groups.len());
            }
            self.groups.push(Group { unit, part: Some(name), members, ..Group::default() });
        }
    }
}
