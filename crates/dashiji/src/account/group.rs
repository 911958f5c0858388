//! A series while it grows: by which words its figures are told, and which series were touched last.

use super::NEAR;
use crate::fact::figure::{Deed, Told};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Words, chars};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A series while it grows.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub unit: String,
    pub scope: Option<String>,
    /// Pairs of characters of what it counts, and how often.
    pub pairs: BTreeMap<(char, char), u32>,
    /// Pairs of the words around.
    pub around: BTreeMap<(char, char), u32>,
    /// On what its figures are reckoned, where one tells it.
    pub basis: Option<String>,
    /// What its first figure is called.
    pub core: Option<Vec<char>>,
    /// What some of its figures are called.
    pub names: Vec<Vec<char>>,
    /// The measure word by which its figures are numbered (趟).
    pub numbered: Option<String>,
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

/// Characters that stand against others in what things are called, in order, each with those.
static OPPOSED: LazyLock<Vec<(char, Vec<char>)>> = LazyLock::new(|| {
    let mut all: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for set in lists::ACCOUNT_OPPOSED.all() {
        for c in set.chars() {
            all.entry(c).or_default().extend(set.chars().filter(|other| *other != c));
        }
    }
    all.into_iter().collect()
});

/// Whether a name is another in short: 撒盐 of 撒布融雪盐.
pub(super) fn shortens(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    (2..long.len()).contains(&short.len())
        && short.first() == long.first()
        && short.last() == long.last()
        && short.iter().all(|c| rest.any(|other| other == c))
}

pub(super) fn pairs(content: &[char]) -> impl Iterator<Item = (char, char)> + '_ {
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
pub(super) fn sums_up(words: &[char]) -> bool {
    let at = |i: usize| words.get(i).copied().unwrap_or_default();
    let ends = (0..words.len()).any(|i| CLOSES.begin(at, i).is_some());
    let days = words.windows(2).any(|pair| pair[1] == '天' && pair[0].is_ascii_digit())
        || words.windows(3).any(|run| is_spelled(run[0]) && run[1] == '天' && matches!(run[2], '共' | '累'));
    ends || days
}

pub(super) fn is_spelled(c: char) -> bool {
    chars!("二两三四五六七八九十").has(c)
}

/// Words of two characters for quantities of any kind, which alone join nothing.
static GENERAL: Words = Words::new(&[
    "人口", "人数", "人员", "面积", "数量", "总数", "总量", "资金", "收入", "产量", "产值", "户数", "水位",
    "流量", "机组", "群众", "职工", "物资", "车辆", "单位", "企业", "项目", "用户", "累计", "全部", "完成",
    "案件", "病例", "房屋", "学生", "农户", "居民", "情况", "以上", "左右", "总额", "数额", "金额", "价值",
]);

pub(super) fn is_general(pair: (char, char)) -> bool {
    GENERAL.has(&[pair.0, pair.1])
}

impl Group {
    /// How well a figure's words fit: pairs in common, those next to the figure weighing more.
    pub(super) fn fits(&self, told: &Told) -> u32 {
        let numbered = !matches!(told.deed, Deed::Left | Deed::Stock)
            && told.numbered.as_ref().is_some_and(|(unit, _)| self.numbered.as_ref() == Some(unit));
        self.fits_words(&told.content) + if numbered { 4 } else { 0 }
    }

    /// How well some words fit.
    pub(super) fn fits_words(&self, content: &[char]) -> u32 {
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
    pub(super) fn fits_around(&self, context: &[char]) -> u32 {
        let known = |pair: &(char, char)| self.pairs.contains_key(pair) || self.around.contains_key(pair);
        pairs(context).filter(|pair| !is_general(*pair) && known(pair)).count() as u32
    }

    /// Whether a figure is called by nothing that the series is not called by.
    pub(super) fn is_called(&self, content: &[char]) -> bool {
        content.len() < 2 || pairs(content).all(|pair| self.pairs.contains_key(&pair))
    }

    /// Whether a name is told apart from the series' by a word that stands against one of its own: 高级社 and 初级社, 早稻 and 晚稻.
    pub(super) fn is_opposed(&self, content: &[char]) -> bool {
        let against = |pair: &[char]| {
            // Most characters stand against none.
            let others = OPPOSED.binary_search_by_key(&pair[0], |row| row.0).map(|n| &OPPOSED[n].1);
            others.is_ok_and(|others| {
                let told = |c: char| self.pairs.contains_key(&(c, pair[1]));
                !told(pair[0]) && others.iter().any(|other| told(*other))
            })
        };
        content.windows(2).any(against)
    }

    /// Keeps what a figure is called, if it is among the first.
    pub(super) fn call(&mut self, content: &[char]) {
        const NAMES: usize = 4;
        if content.len() > 2 && self.names.len() < NAMES && !self.names.iter().any(|name| name == content) {
            self.names.push(content.to_vec());
        }
    }

    /// Whether a character stands in what it counts.
    pub(super) fn is_of(&self, c: char) -> bool {
        self.pairs.keys().any(|pair| !is_general(*pair) && (pair.0 == c || pair.1 == c))
    }

    pub(super) fn take(&mut self, k: usize, told: &Told) {
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

    pub(super) fn words(&self) -> Vec<char> {
        self.pairs.keys().flat_map(|pair| [pair.0, pair.1]).collect()
    }
}

/// The series of one unit and place, each once, in the order in which they were last touched.
#[derive(Debug, Default)]
pub(super) struct Recent {
    /// A series and at which touch it was last touched.
    series: Vec<(usize, usize)>,
    /// How often another one than before was touched.
    touches: usize,
}

impl Recent {
    /// How many touches back a series is looked for.
    const REACH: usize = NEAR * 8;

    pub(super) fn touch(&mut self, group: usize) {
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
    pub(super) fn since(&self, touches: usize) -> impl Iterator<Item = &(usize, usize)> {
        self.series.iter().rev().take_while(move |(_, at)| at + touches > self.touches)
    }

    /// Those that a figure may go on with, the last touched first, of those that are of the `same` kind.
    pub(super) fn near(&self, same: impl Fn(usize) -> bool) -> Vec<usize> {
        self.since(Self::REACH).map(|(group, _)| *group).filter(|group| same(*group)).take(NEAR).collect()
    }
}
