//! Figures that count one thing: joined by the words that name it, its unit, and whose it is.
//!
//! `新增转移群众1386人` and `累计转移4318人` share 转移; `累计1992人` names nothing and goes with the figure before it in its unit. A figure of
//! another place, a plan, a round mark passed stand in no series.

use super::{Book, Line, NEAR, Series, kind_word};
use crate::fact::figure::{Deed, Role, Told, cues, is_ratio};
use crate::fact::{Amount, QuantityKind};
use crate::text::{self, Words, chars};
use std::collections::BTreeMap;

/// A series while it grows.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub unit: String,
    pub scope: Option<String>,
    /// Pairs of characters of what it counts, and how often.
    pairs: BTreeMap<(char, char), u32>,
    /// Pairs of the words around.
    around: BTreeMap<(char, char), u32>,
    /// On what its figures are reckoned, where one tells it.
    basis: Option<String>,
    /// What its first figure is called.
    core: Option<Vec<char>>,
    /// What some of its figures are called.
    names: Vec<Vec<char>>,
    /// The measure word by which its figures are numbered (趟).
    numbered: Option<String>,
    /// Positions among the figures, in order of the text.
    pub members: Vec<usize>,
    /// Of what is left rather than done.
    pub left: bool,
    /// Of what is left undone, so that nothing comes to it or goes.
    pub owed: bool,
    /// Whether it holds what there is, so that what comes in and goes out changes it.
    pub stock: bool,
    /// The name of a part that is told of several wholes.
    pub part: Option<String>,
}

/// Whether a name is another in short: 撒盐 of 撒布融雪盐.
fn shortens(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    (2..long.len()).contains(&short.len())
        && short.first() == long.first()
        && short.last() == long.last()
        && short.iter().all(|c| rest.any(|other| other == c))
}

fn pairs(content: &[char]) -> impl Iterator<Item = (char, char)> + '_ {
    content.windows(2).map(|pair| (pair[0], pair[1]))
}

/// Words of an entry that sums up what went before.
static CLOSES: Words = Words::new(&[
    "结束",
    "闭幕",
    "收官",
    "落幕",
    "本轮",
    "本次",
    "总结",
    "历时",
    "全部完工",
    "全面完工",
    "竣工",
    "全部完成",
    "圆满",
    "告终",
]);

/// Whether an entry sums up: it ends what it tells of, or counts the days of all of it (五天共, 40天).
fn sums_up(words: &[char]) -> bool {
    let at = |i: usize| words.get(i).copied().unwrap_or_default();
    let ends =
        words.iter().enumerate().any(|(i, &c)| CLOSES.led(c, |word| text::goes_on(at, i, word)).is_some());
    let days = words.windows(2).any(|pair| pair[1] == '天' && pair[0].is_ascii_digit())
        || words.windows(3).any(|run| is_spelled(run[0]) && run[1] == '天' && matches!(run[2], '共' | '累'));
    ends || days
}

fn is_spelled(c: char) -> bool {
    chars!("二两三四五六七八九十").has(c)
}

/// Words of two characters for quantities of any kind, which alone join nothing.
static GENERAL: Words = Words::new(&[
    "人口", "人数", "人员", "面积", "数量", "总数", "总量", "资金", "收入", "产量", "产值", "户数", "水位",
    "流量", "机组", "群众", "职工", "物资", "车辆", "单位", "企业", "项目", "用户", "累计", "全部", "完成",
    "案件", "病例", "房屋", "学生", "农户", "居民", "情况", "以上", "左右", "总额", "数额", "金额", "价值",
]);

fn is_general(pair: (char, char)) -> bool {
    GENERAL.has(&[pair.0, pair.1])
}

impl Group {
    /// How well a figure's words fit: pairs in common, those next to the figure weighing more.
    fn fits(&self, told: &Told) -> u32 {
        let numbered = !matches!(told.deed, Deed::Left | Deed::Stock)
            && told.numbered.as_ref().is_some_and(|(unit, _)| self.numbered.as_ref() == Some(unit));
        self.fits_words(&told.content) + if numbered { 4 } else { 0 }
    }

    /// How well some words fit.
    fn fits_words(&self, content: &[char]) -> u32 {
        let last = content.len().saturating_sub(2);
        let (mut fit, mut general) = (0, 0);
        for (n, pair) in pairs(content).enumerate() {
            if self.pairs.contains_key(&pair) {
                // 贫困人口 and 农村人口 are both 人口.
                if is_general(pair) {
                    general += 1;
                } else {
                    fit += if n == last { 3 } else { 2 };
                }
            } else if self.pairs.is_empty() && self.around.contains_key(&pair) {
                fit += 2;
            }
        }
        let bare = content.len() == 2 || self.pairs.keys().all(|pair| is_general(*pair));
        match () {
            () if fit > 0 || bare && general > 0 => fit + general,
            () => u32::from(self.names.iter().any(|name| shortens(content, name))),
        }
    }

    /// How well the words around a figure that names nothing fit.
    fn fits_around(&self, context: &[char]) -> u32 {
        let known = |pair: &(char, char)| self.pairs.contains_key(pair) || self.around.contains_key(pair);
        pairs(context).filter(|pair| !is_general(*pair) && known(pair)).count() as u32
    }

    /// Whether a figure is called by nothing that the series is not called by.
    fn is_called(&self, content: &[char]) -> bool {
        content.len() < 2 || pairs(content).all(|pair| self.pairs.contains_key(&pair))
    }

    /// Keeps what a figure is called, if it is among the first.
    fn call(&mut self, content: &[char]) {
        const NAMES: usize = 4;
        if content.len() > 2 && self.names.len() < NAMES && !self.names.iter().any(|name| name == content) {
            self.names.push(content.to_vec());
        }
    }

    /// Whether a character stands in what it counts.
    fn is_of(&self, c: char) -> bool {
        self.pairs.keys().any(|pair| !is_general(*pair) && (pair.0 == c || pair.1 == c))
    }

    fn take(&mut self, k: usize, told: &Told) {
        self.members.push(k);
        if self.core.is_none() && told.content.len() > 1 {
            self.core = Some(told.content.clone());
        }
        self.call(&told.content);
        self.stock |= matches!(told.deed, Deed::Stock | Deed::In | Deed::Out) && !told.level;
        for pair in pairs(&told.content) {
            *self.pairs.entry(pair).or_default() += 1;
        }
        if self.numbered.is_none() {
            self.numbered = told.numbered.as_ref().map(|(unit, _)| unit.clone());
        }
        for pair in pairs(&told.context) {
            *self.around.entry(pair).or_default() += 1;
        }
    }

    fn words(&self) -> Vec<char> {
        self.pairs.keys().flat_map(|pair| [pair.0, pair.1]).collect()
    }
}

/// The series of one unit and place, each once, in the order in which they were last touched.
#[derive(Debug, Default)]
struct Recent {
    /// A series and at which touch it was last touched.
    series: Vec<(usize, usize)>,
    /// How often another one than before was touched.
    touches: usize,
}

impl Recent {
    /// How many touches back a series is looked for.
    const REACH: usize = NEAR * 8;

    fn touch(&mut self, group: usize) {
        if self.series.last().is_some_and(|last| last.0 == group) {
            return;
        }
        let back = self.since(Self::REACH).position(|(own, _)| *own == group);
        if let Some(back) = back {
            self.series.remove(self.series.len() - 1 - back);
        }
        self.touches += 1;
        self.series.push((group, self.touches));
    }

    /// Those touched among the last so many touches, the last first.
    fn since(&self, touches: usize) -> impl Iterator<Item = &(usize, usize)> {
        self.series.iter().rev().take_while(move |(_, at)| at + touches > self.touches)
    }

    /// Those that a figure may go on with, the last touched first, of those that are of the `same` kind.
    fn near(&self, same: impl Fn(usize) -> bool) -> Vec<usize> {
        self.since(Self::REACH).map(|(group, _)| *group).filter(|group| same(*group)).take(NEAR).collect()
    }
}

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
                && !told.row
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
        let total =
            self.groups[group].members.iter().rev().take(NEAR).find(|&&m| self.told[m].deed == Deed::Total);
        if let Some(&total) = total
            && matches!(self.told[k].deed, Deed::New | Deed::Stock | Deed::Total)
            && !self.told[k].said
            && self.told[total].worth.value == self.told[k].worth.value
            && self.told[total].entry != self.told[k].entry
        {
            self.told[k].deed = Deed::Total;
            self.told[k].retold = true;
            let day = self.told[total].day.clone();
            (self.told[k].day, self.days[k]) = (day, self.days[total]);
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
            let first = levels.first().copied();
            let event = first.is_some_and(|level| {
                members.iter().any(|&k| {
                    k < level
                        && self.told[k].deed == Deed::New
                        && !self.told[k].said
                        && self.told[k].kind == QuantityKind::Increment
                })
            });
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
        let mut content = told.content.clone();
        // 拨付灾区200万元,结余240.1万元: what went, before what is left of the series.
        let leads = self.told.get(k + 1).is_some_and(|next| {
            next.sentence == told.sentence
                && next.unit == told.unit
                && matches!(next.deed, Deed::Left | Deed::Stock)
                && next.content.len() < 2
        });
        let stocked = near.iter().copied().find(|&g| self.groups[g].stock && self.in_entry(g, told.entry));
        if leads
            && matches!(told.deed, Deed::In | Deed::Out)
            && let Some(group) = stocked
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
            content = self.of[b].map(|g| self.groups[g].words()).unwrap_or_default();
            if content.is_empty() {
                content.clone_from(&self.told[b].content);
            }
            let fit = |g: &&usize| self.groups[**g].fits_words(&content) > 0;
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

    fn line(&self, k: usize) -> Line {
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
