//! Figures: numerals of every kind with their units.
//!
//! In goes an entry, out come its figures in order: `投资1200余万元,架桥三座` gives 12000000 元 (over) and 3 座. [`every`] is the
//! grammar alone: each number, with its unit where one follows. [`find`] keeps those that state a fact: no dates, no names
//! (第一中学, 2号线), no slogans (三讲), no notions (四个关系); a number that only counts a list just named
//! (甲、乙、丙三县) is marked as such.

use super::numeral::{self, Decimal, Numeral, Share};
use super::{Mentions, Passage, reference};
use crate::fact::Approximation;
use crate::lexicon::{Class, Hit};
use crate::text::{Span, is_han};

/// What a unit measures or counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Size, weight, power: a measure of a thing.
    Measure,
    /// Per cent, times.
    Ratio,
    /// Money.
    Money,
    /// A length of time.
    Time,
    /// 岁.
    Age,
    /// Persons.
    Person,
    /// Things: 辆, 座, 户.
    Thing,
    /// Things and notions alike: 个, 项.
    General,
    /// Divisions and bodies, counted directly: 三县.
    Place,
    /// A level of wind or of an earthquake.
    Grade,
    /// The number before it names: 号, 届.
    Never,
    /// No unit.
    None,
}

/// A figure as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantityMention {
    /// Number and unit.
    pub span: Span,
    /// The number alone.
    pub number: Span,
    /// The value; the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range.
    pub high: Option<Decimal>,
    /// The unit, where one is written.
    pub unit: Option<Span>,
    /// What the number is a share of (百分之三十).
    pub share: Share,
    /// What the unit measures or counts.
    pub sort: Sort,
    /// How exact it is said to be.
    pub approx: Option<Approximation>,
    /// 第十批, 首批.
    pub ordinal: bool,
    /// Counts a list that stands right before it.
    pub counts_list: bool,
    /// Spelled out in Chinese characters.
    pub spelled: bool,
    /// A row of digits read one by one.
    row: bool,
    /// Begins with 百, 千, 万.
    bare: bool,
    /// Holds 十, 百, 千, 万.
    scaled: bool,
    /// The unit's mark in the lexicon: `weak` or `one`.
    mark: Mark,
}

/// How much a unit says for a spelled-out number before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Two and more count.
    Plain,
    /// Ten and more count.
    Weak,
    /// Even one counts.
    One,
}

/// A unit as it stands.
#[derive(Debug, Clone, Copy)]
struct Unit {
    start: usize,
    end: usize,
    sort: Sort,
    mark: Mark,
}

/// Every figure of an entry that states a fact, in order.
pub fn find(passage: &Passage<'_>, mentions: &Mentions) -> Vec<QuantityMention> {
    let masks = masks(passage, mentions);
    let mut found = Vec::new();
    let mut i = passage.span.lo();
    let mut mask = 0;
    while i < passage.span.hi() {
        while masks.get(mask).is_some_and(|m| m.hi() <= i) {
            mask += 1;
        }
        if let Some(hidden) = masks.get(mask).filter(|m| m.covers(i)) {
            i = hidden.hi();
            continue;
        }
        let Some((mut figure, end)) = figure(passage, i) else {
            i += 1;
            continue;
        };
        let reaches = masks.get(mask).is_some_and(|m| m.overlaps(figure.span));
        if !reaches && states_fact(passage, mentions, &mut figure) {
            found.push(figure);
        }
        i = end.max(i + 1);
    }
    found
}

/// Every number of a passage with its unit, whether or not it states a fact.
pub fn every(passage: &Passage<'_>) -> Vec<QuantityMention> {
    let mut found = Vec::new();
    let mut i = passage.span.lo();
    while i < passage.span.hi() {
        match figure(passage, i) {
            Some((figure, end)) => {
                found.push(figure);
                i = end.max(i + 1);
            }
            None => i += 1,
        }
    }
    found
}

/// Dates, titles and document numbers, in order: no figure stands in them.
fn masks(passage: &Passage<'_>, mentions: &Mentions) -> Vec<Span> {
    // 三年 alone may be a year of a reign or a length of time: its neighbours tell.
    let bare_years = |span: &Span| {
        span.len() <= 3 && passage.before(span.hi()) == '年' && numeral::is_spelled(passage.at(span.lo()))
    };
    let mut masks: Vec<Span> =
        mentions.times.iter().map(|t| t.span).filter(|span| !bare_years(span)).collect();
    masks.extend(mentions.titled.iter().map(|t| t.outer));
    masks.extend(reference::numbers(passage.text, passage.span));
    masks.sort_unstable();
    masks
}

/// The figure that begins at `i`, and where the search goes on.
fn figure(passage: &Passage<'_>, i: usize) -> Option<(QuantityMention, usize)> {
    let found = match passage.at(i) {
        '第' => ordinal(passage, i),
        '首' => first(passage, i),
        '￥' | '¥' | '$' | '€' | '£' => money_sign(passage, i),
        '半' => half(passage, i),
        '.' if passage.at(i + 1).is_ascii_digit() && !passage.before(i).is_ascii_alphanumeric() => {
            cardinal(passage, i)
        }
        c if c.is_ascii_digit() && in_code(passage, i) => None,
        c if numeral::begins(c) => cardinal(passage, i),
        _ => None,
    }?;
    let end = found.span.hi();
    Some((found, end))
}

/// Whether the digit at `i` stands in a code: PCR2, H7N9, K120.
fn in_code(passage: &Passage<'_>, i: usize) -> bool {
    (i.saturating_sub(40)..i)
        .rev()
        .map(|k| passage.at(k))
        .take_while(char::is_ascii_alphanumeric)
        .any(|c| c.is_ascii_alphabetic())
}

/// The longest unit at `p`, past one space.
fn unit_at(passage: &Passage<'_>, p: usize) -> Option<Unit> {
    let start = if passage.at(p) == ' ' { p + 1 } else { p };
    let hit = passage
        .hits
        .at(start)
        .iter()
        .filter(|hit| hit.is(Class::Unit))
        .rev()
        .find(|hit| fits(passage, hit))?;
    let value = passage.value(hit, Class::Unit);
    let mut words = value.split(' ');
    let sort = match words.next().unwrap_or_default() {
        "measure" => Sort::Measure,
        "ratio" => Sort::Ratio,
        "money" => Sort::Money,
        "time" => Sort::Time,
        "age" => Sort::Age,
        "person" => Sort::Person,
        "thing" => Sort::Thing,
        "general" => Sort::General,
        "place" => Sort::Place,
        "grade" => Sort::Grade,
        _ => Sort::Never,
    };
    let mark = match words.nth(1) {
        Some("weak") => Mark::Weak,
        Some("one") => Mark::One,
        _ => Mark::Plain,
    };
    // A line end or a heading's space does not bring a number and a Chinese unit together: `2020 年度`.
    Some(Unit { start, end: hit.end as usize, sort, mark })
}

/// Whether a unit's characters are a unit here and not the head of another word.
fn fits(passage: &Passage<'_>, hit: &Hit) -> bool {
    let (start, end) = (hit.start as usize, hit.end as usize);
    let (first, after) = (passage.at(start), passage.at(end));
    if first.is_ascii_alphabetic() && after.is_ascii_alphanumeric() {
        return false;
    }
    if end - start > 1 {
        return true;
    }
    match first {
        '人' => {
            !matches!(after, '口' | '民' | '大' | '物' | '工' | '造' | '均' | '类' | '才' | '事' | '格')
                || after == '大' && passage.begins(end, "大代表")
                || after == '才' && passage.at(end + 1) != '市'
        }
        '名' => !matches!(after, '称' | '字' | '义' | '牌'),
        '个' => after != '体' && after != '性',
        '条' => !matches!(after, '件' | '例' | '约' | '款' | '形'),
        '元' => {
            !matches!(after, '化' | '旦' | '月' | '帅' | '素' | '首' | '宵' | '谋' | '老')
                || passage.begins(end, "月")
        }
        '年' => !matches!(after, '级' | '代' | '轻' | '制' | '画' | '货' | '会' | '报' | '鉴' | '检'),
        '分' => !matches!(
            after,
            '之' | '会'
                | '局'
                | '公'
                | '校'
                | '行'
                | '店'
                | '厂'
                | '部'
                | '布'
                | '别'
                | '类'
                | '期'
                | '批'
                | '管'
                | '工'
                | '配'
                | '析'
                | '馆'
                | '院'
                | '场'
                | '站'
                | '队'
        ),
        '成' => !matches!(
            after,
            '立' | '为'
                | '功'
                | '果'
                | '绩'
                | '本'
                | '员'
                | '就'
                | '都'
                | '长'
                | '熟'
                | '人'
                | '品'
                | '渝'
                | '县'
                | '林'
                | '活'
                | '铁'
                | '昆'
                | '因'
                | '份'
                | '套'
                | '型'
        ),
        '级' | '期' | '层' | '项' | '组' => {
            !matches!(after, '别' | '目' | '间' | '刊' | '望' | '织' | '长' | '建' | '面' | '次')
        }
        '位' => !matches!(after, '于' | '置'),
        '天' => !matches!(after, '津' | '然' | '主' | '气' | '安' | '水' | '文' | '子' | '下'),
        '台' => !matches!(after, '湾' | '山' | '州' | '北' | '风' | '胞' | '商' | '阶'),
        '门' => !matches!(after, '峡' | '诊' | '头' | '票' | '源' | '户'),
        '家' => !matches!(
            after,
            '庄' | '长'
                | '具'
                | '乡'
                | '族'
                | '畜'
                | '禽'
                | '属'
                | '用'
                | '电'
                | '教'
                | '园'
                | '沟'
                | '湾'
                | '集'
                | '坪'
                | '坝'
                | '渡'
                | '店'
        ),
        '头' => !matches!(after, '等' | '版' | '部' | '目'),
        '发' => !matches!(
            after,
            '展' | '生'
                | '行'
                | '布'
                | '电'
                | '放'
                | '现'
                | '出'
                | '明'
                | '言'
                | '动'
                | '表'
                | '票'
                | '给'
                | '起'
                | '射'
                | '改'
        ),
        '代' => false,
        '口' => !matches!(after, '岸' | '号' | '头' | '粮' | '径' | '腔'),
        '里' => !matches!(after, '氏' | '程' | '面'),
        '升' => !matches!(after, '级' | '学' | '任' | '为' | '旗' | '格' | '至' | '降' | '值'),
        '架' => !matches!(after, '设' | '线' | '桥' | '起' | '通'),
        '方' => !matches!(
            after,
            '面' | '案' | '针' | '法' | '式' | '向' | '便' | '位' | '言' | '圆' | '可' | '能' | '才' | '志'
        ),
        '区' => !matches!(after, '域' | '别' | '划' | '分'),
        '市' => !matches!(after, '场' | '政' | '民' | '容' | '值' | '价' | '委' | '直' | '级' | '长'),
        '国' => !matches!(
            after,
            '家' | '务'
                | '民'
                | '际'
                | '有'
                | '营'
                | '道'
                | '防'
                | '债'
                | '外'
                | '内'
                | '产'
                | '旗'
                | '庆'
                | '税'
                | '土'
                | '企'
                | '资'
        ),
        '县' | '省' | '乡' | '镇' | '村' => !matches!(
            after,
            '委' | '长' | '政' | '级' | '直' | '志' | '城' | '内' | '里' | '办' | '民' | '域'
        ),
        '校' => !matches!(after, '长' | '园' | '舍' | '区' | '友'),
        '队' => !matches!(after, '员' | '长' | '伍'),
        '度' => !matches!(after, '过' | '假' | '量'),
        '回' => !matches!(after, '民' | '族' | '收' | '归' | '国' | '乡' | '答' | '应' | '访'),
        '次' => !matches!(after, '日' | '年' | '月' | '要' | '子'),
        '面' => !matches!(after, '积' | '向' | '临' | '对' | '粉' | '貌' | '包' | '条'),
        '对' => !matches!(
            after,
            '于' | '外' | '口' | '象' | '策' | '手' | '照' | '台' | '全' | '此' | '该' | '本'
        ),
        '支' => {
            !matches!(
                after,
                '持' | '援' | '部' | '书' | '出' | '付' | '行' | '队' | '委' | '前' | '农' | '左'
            ) || passage.begins(end, "队伍")
        }
        '部' => !matches!(after, '门' | '队' | '署' | '长' | '分' | '委' | '级' | '落' | '属'),
        '本' => !matches!(
            after,
            '科' | '地'
                | '省'
                | '市'
                | '县'
                | '校'
                | '厂'
                | '院'
                | '报'
                | '届'
                | '次'
                | '年'
                | '月'
                | '区'
                | '职'
        ),
        '号' | '日' | '月' | '时' | '届' => true,
        '道' => !matches!(after, '路' | '德' | '教' | '歉' | '光'),
        '路' => !matches!(after, '线' | '面' | '政' | '基' | '段' | '口' | '灯'),
        '件' | '例' | '种' | '类' => {
            !matches!(after, '会' | '如' | '外' | '子' | '植' | '地' | '粮' | '别' | '似' | '行')
        }
        '班' => !matches!(after, '子' | '级' | '主' | '长' | '组'),
        '车' => !matches!(after, '间' | '站' | '队' | '辆' | '道' | '祸' | '主' | '库'),
        '场' => !matches!(after, '长' | '地' | '所' | '部' | '馆'),
        '排' => !matches!(after, '水' | '名' | '长' | '放' | '污' | '灌' | '练' | '涝'),
        '点' => false,
        _ => true,
    }
}

/// Words before a number that tell how exact it is.
const BEFORE: &[(&str, Approximation)] = &[
    ("大约", Approximation::About),
    ("约", Approximation::About),
    ("大概", Approximation::About),
    ("将近", Approximation::Under),
    ("接近", Approximation::Under),
    ("近", Approximation::Under),
    ("不足", Approximation::Under),
    ("不到", Approximation::Under),
    ("不满", Approximation::Under),
    ("不超过", Approximation::Under),
    ("至多", Approximation::Under),
    ("最多", Approximation::Under),
    ("低于", Approximation::Under),
    ("少于", Approximation::Under),
    ("超过", Approximation::Over),
    ("超", Approximation::Over),
    ("逾", Approximation::Over),
    ("突破", Approximation::Over),
    ("至少", Approximation::Over),
    ("不少于", Approximation::Over),
    ("不低于", Approximation::Over),
    ("大于", Approximation::Over),
    ("高于", Approximation::Over),
    ("上", Approximation::Over),
];

/// Words after a unit that tell how exact the number is.
const AFTER: &[(&str, Approximation)] = &[
    ("左右", Approximation::About),
    ("上下", Approximation::About),
    ("以上", Approximation::Over),
    ("多", Approximation::Over),
    ("余", Approximation::Over),
    ("以下", Approximation::Under),
    ("以内", Approximation::Under),
    ("之内", Approximation::Under),
];

/// How exact the words around a figure say it is.
fn exactness(passage: &Passage<'_>, start: usize, end: usize, bare: bool) -> Option<Approximation> {
    let start = if passage.before(start) == ' ' { start - 1 } else { start };
    let mut best: Option<(usize, Approximation)> = None;
    for (word, approx) in BEFORE {
        let length = word.chars().count();
        // 上 belongs to a number only in 上百, 上千.
        if best.is_none_or(|(n, _)| length > n) && passage.ends(start, word) && (*word != "上" || bare) {
            best = Some((length, *approx));
        }
    }
    // 附近, 最近, 公约 are other words.
    if let Some((1, _)) = best
        && matches!(
            passage.before(start - 1),
            '附' | '最' | '公' | '条' | '合' | '预' | '签' | '以' | '晚' | '早'
        )
    {
        best = None;
    }
    best.map(|(_, approx)| approx)
        .or_else(|| AFTER.iter().find(|(word, _)| passage.begins(end, word)).map(|(_, approx)| *approx))
}

/// A mention without a unit yet.
fn bare_mention(n: &Numeral, start: usize) -> QuantityMention {
    QuantityMention {
        span: Span::new(start, n.end),
        number: Span::new(start, n.end),
        value: n.value,
        high: n.high,
        unit: None,
        share: n.share,
        sort: if matches!(n.share, Share::Percent | Share::Permille) { Sort::Ratio } else { Sort::None },
        approx: n.approx,
        ordinal: false,
        counts_list: false,
        spelled: n.spelled,
        row: n.row,
        bare: n.bare,
        scaled: n.scaled,
        mark: Mark::Plain,
    }
}

fn give_unit(mention: &mut QuantityMention, unit: Unit) {
    mention.unit = Some(Span::new(unit.start, unit.end));
    mention.span = Span::new(mention.span.lo(), unit.end);
    (mention.sort, mention.mark) = (unit.sort, unit.mark);
}

/// A plain number with its unit: 1.5小时, 10—100倍, 三吨半, 5元6角.
fn cardinal(passage: &Passage<'_>, i: usize) -> Option<QuantityMention> {
    let limit = passage.span.hi();
    let mut n = numeral::at(passage.text, i, limit)?;
    // 12千米: the 千 is the unit's.
    let last = n.end - 1;
    if last > i
        && matches!(passage.at(last), '千' | '兆')
        && passage.hits.at(last).iter().any(|hit| hit.is(Class::Unit) && hit.end as usize > last + 1)
    {
        n = numeral::at(passage.text, i, last)?;
    }
    let (sign, start) = sign(passage, i);
    let mut mention = bare_mention(&n, start);
    mention.number = Span::new(i, n.end);
    if sign {
        mention.value = mention.value.negative();
    }
    let ratio = mention.sort == Sort::Ratio;
    let mut unit = if ratio { None } else { unit_at(passage, n.end) };
    // 三个半小时, 两个半月.
    if passage.begins(n.end, "个半") {
        let other = if passage.at(n.end + 2) == '月' {
            Some(Unit { start: n.end + 2, end: n.end + 3, sort: Sort::Time, mark: Mark::One })
        } else {
            unit_at(passage, n.end + 2).filter(|other| other.sort == Sort::Time)
        };
        if other.is_some() {
            mention.value = mention.value.plus(Decimal::new(5, 1));
            unit = other;
        }
    }
    if let Some(range) = range(passage, &n, &mention, unit) {
        mention = range;
    } else if let Some(unit) = unit {
        give_unit(&mut mention, unit);
        smaller_units(passage, &mut mention);
        and_a_half(passage, &mut mention);
    } else if n.end < limit && passage.at(n.end).is_ascii_alphabetic() && !n.spelled {
        // 4G, 3D.
        return None;
    } else if n.end == i + 1 && (n.bare || numeral::is_formal(passage.at(i))) {
        // 陆地, 收拾, 万.
        return None;
    }
    if let Some(unit) = mention.unit {
        per_unit(passage, &mut mention, unit);
    }
    let end = mention.span.hi();
    if mention.approx.is_none() {
        mention.approx = exactness(passage, mention.span.lo(), end, mention.bare);
    }
    Some(mention)
}

/// 负, 零下 and a minus before a number, and where the figure then begins.
fn sign(passage: &Passage<'_>, i: usize) -> (bool, usize) {
    if passage.ends(i, "零下") {
        return (true, i - 2);
    }
    if passage.ends(i, "负 ") {
        return (true, i - 2);
    }
    let before = passage.before(i);
    let further = if i >= 2 { passage.at(i - 2) } else { '\0' };
    let minus = before == '-'
        && !(further.is_ascii_alphanumeric() || is_han(further) || matches!(further, ')' | '-' | '%'));
    if (before == '负' && further != '担' && further != '自') || minus {
        (true, i - 1)
    } else {
        (false, i)
    }
}

/// 10—100倍, 3至5名, 三米到五米, 3～5万元.
fn range(
    passage: &Passage<'_>,
    n: &Numeral,
    first: &QuantityMention,
    unit: Option<Unit>,
) -> Option<QuantityMention> {
    if n.high.is_some() || n.row && n.spelled {
        return None;
    }
    let limit = passage.span.hi();
    let after_first = unit.map_or(n.end, |u| u.end);
    let mut p = after_first;
    while passage.at(p) == ' ' && p < after_first + 2 {
        p += 1;
    }
    match passage.at(p) {
        '-' | '—' | '~' => {
            while matches!(passage.at(p), '-' | '—' | '~' | ' ') && p < after_first + 4 {
                p += 1;
            }
        }
        // 由3人到5人 is a change.
        '至' | '到' if !matches!(passage.before(first.span.lo()), '由' | '从') => p += 1,
        _ => return None,
    }
    if !numeral::begins(passage.at(p)) {
        return None;
    }
    let second = numeral::at(passage.text, p, limit)?;
    let last = if second.share == Share::Percent { None } else { unit_at(passage, second.end) };
    if let Some(unit) = unit {
        let last = last?;
        let words = |u: Unit| passage.text.folded(Span::new(u.start, u.end));
        if words(unit) != words(last) {
            return None;
        }
    }
    // 3～5万: the first is 30000 too.
    let mut low = first.value;
    let factor = passage.at(second.end - 1);
    if unit.is_none() && !n.scaled && matches!(factor, '万' | '亿' | '千' | '百') && !second.spelled {
        let factor = match factor {
            '万' => 10_000,
            '亿' => 100_000_000,
            '千' => 1000,
            _ => 100,
        };
        if low.times(factor).float() < second.value.float() {
            low = low.times(factor);
        }
    }
    if low.float() >= second.value.float() {
        return None;
    }
    let mut mention = bare_mention(n, first.span.lo());
    mention.value = low;
    mention.high = Some(second.value);
    mention.number = Span::new(first.number.lo(), second.end);
    mention.span = Span::new(first.span.lo(), second.end);
    mention.scaled |= second.scaled;
    mention.row = n.row && second.row;
    mention.approx = n.approx.or(second.approx);
    if second.share == Share::Percent {
        (mention.share, mention.sort) = (Share::Percent, Sort::Ratio);
    }
    if let Some(last) = last {
        give_unit(&mut mention, last);
    }
    Some(mention)
}

/// How many of the smaller unit make the greater one, where both may stand in one figure (5元6角, 三斤四两).
const SMALLER: &[(&str, &str, i128)] = &[
    ("元", "角", 10),
    ("元", "毛", 10),
    ("元", "分", 100),
    ("块", "角", 10),
    ("块", "毛", 10),
    ("块", "分", 100),
    ("圆", "角", 10),
    ("角", "分", 10),
    ("毛", "分", 10),
    ("美元", "美分", 100),
    ("斤", "两", 10),
    ("担", "斤", 100),
    ("丈", "尺", 10),
    ("尺", "寸", 10),
    ("石", "斗", 10),
    ("斗", "升", 10),
    ("顷", "亩", 100),
    ("亩", "分", 10),
    ("两", "钱", 10),
    ("小时", "分钟", 60),
    ("小时", "分", 60),
    ("分钟", "秒", 60),
    ("岁", "个月", 12),
    ("年", "个月", 12),
];

/// 5元6角3分 is one figure in 元.
fn smaller_units(passage: &Passage<'_>, mention: &mut QuantityMention) {
    let Some(unit) = mention.unit else { return };
    let greater = passage.folded(unit);
    let mut p = unit.hi();
    for _ in 0..2 {
        if passage.at(p) == '又' || passage.at(p) == '零' {
            p += 1;
        }
        if !numeral::begins(passage.at(p)) {
            return;
        }
        let Some(n) = numeral::at(passage.text, p, passage.span.hi()).filter(|n| n.share == Share::None)
        else {
            return;
        };
        let Some(next) = unit_at(passage, n.end) else {
            // 三块五.
            let digit = n.end == p + 1 && matches!(greater.as_str(), "块" | "毛" | "米");
            if digit && !is_han(passage.at(n.end)) && !passage.at(n.end).is_ascii_alphanumeric() {
                let places = if passage.before(p) == '零' { 2 } else { 1 };
                if let Some(part) = n.value.over(Decimal::whole(if places == 2 { 100 } else { 10 })) {
                    mention.value = mention.value.plus(part);
                    mention.span = Span::new(mention.span.lo(), n.end);
                }
            }
            return;
        };
        let words = passage.folded(Span::new(next.start, next.end));
        let Some((_, _, parts)) = SMALLER.iter().find(|(g, s, _)| *g == greater && *s == words) else {
            return;
        };
        let Some(part) = n.value.over(Decimal::whole(*parts)) else { return };
        mention.value = mention.value.plus(part);
        mention.span = Span::new(mention.span.lo(), next.end);
        p = next.end;
    }
}

/// 一吨半, 两年半.
fn and_a_half(passage: &Passage<'_>, mention: &mut QuantityMention) {
    let end = mention.span.hi();
    let tenths = mention.sort == Sort::Ratio && passage.at(end.saturating_sub(1)) == '成';
    let measured = tenths || matches!(mention.sort, Sort::Measure | Sort::Time | Sort::Age | Sort::Money);
    if measured
        && passage.at(end) == '半'
        && !matches!(passage.at(end + 1), '岛' | '夜' | '个' | '数' | '价' | '时')
    {
        mention.value = mention.value.plus(Decimal::new(5, 1));
        mention.span = Span::new(mention.span.lo(), end + 1);
    }
}

/// 30万吨/年, 8元/亩.
fn per_unit(passage: &Passage<'_>, mention: &mut QuantityMention, unit: Span) {
    if mention.span.hi() == unit.hi()
        && passage.at(unit.hi()) == '/'
        && let Some(other) = unit_at(passage, unit.hi() + 1).filter(|other| other.start == unit.hi() + 1)
    {
        mention.unit = Some(Span::new(unit.lo(), other.end));
        mention.span = Span::new(mention.span.lo(), other.end);
    }
}

/// ￥300.
fn money_sign(passage: &Passage<'_>, i: usize) -> Option<QuantityMention> {
    let start = if passage.at(i + 1) == ' ' { i + 2 } else { i + 1 };
    if !passage.at(start).is_ascii_digit() {
        return None;
    }
    let n = numeral::at(passage.text, start, passage.span.hi())?;
    let mut mention = bare_mention(&n, i);
    mention.number = Span::new(start, n.end);
    mention.unit = Some(Span::new(i, i + 1));
    mention.sort = Sort::Money;
    if let Some(unit) = unit_at(passage, n.end).filter(|unit| unit.sort == Sort::Money) {
        mention.unit = Some(Span::new(unit.start, unit.end));
        mention.span = Span::new(i, unit.end);
    }
    mention.approx = n.approx.or_else(|| exactness(passage, i, mention.span.hi(), false));
    Some(mention)
}

/// 半年, 半小时.
fn half(passage: &Passage<'_>, i: usize) -> Option<QuantityMention> {
    let unit =
        unit_at(passage, i + 1).filter(|u| matches!(u.sort, Sort::Measure | Sort::Time | Sort::Money))?;
    let n = Numeral {
        end: i + 1,
        value: Decimal::new(5, 1),
        high: None,
        approx: None,
        spelled: true,
        scaled: false,
        bare: false,
        row: false,
        share: Share::None,
    };
    let mut mention = bare_mention(&n, i);
    give_unit(&mut mention, unit);
    Some(mention)
}

/// 第十批, 第2840班, and 第七 alone.
fn ordinal(passage: &Passage<'_>, i: usize) -> Option<QuantityMention> {
    let start = if passage.at(i + 1) == ' ' { i + 2 } else { i + 1 };
    if !numeral::begins(passage.at(start)) {
        return None;
    }
    let n = numeral::at(passage.text, start, passage.span.hi()).filter(|n| n.share == Share::None)?;
    let mut mention = bare_mention(&n, i);
    mention.number = Span::new(start, n.end);
    mention.ordinal = true;
    if let Some(unit) = unit_at(passage, n.end) {
        give_unit(&mut mention, unit);
    }
    Some(mention)
}

/// 首批, 首例.
fn first(passage: &Passage<'_>, i: usize) -> Option<QuantityMention> {
    let unit = unit_at(passage, i + 1).filter(|unit| unit.start == i + 1)?;
    let n = Numeral {
        end: i + 1,
        value: Decimal::whole(1),
        high: None,
        approx: None,
        spelled: true,
        scaled: false,
        bare: false,
        row: false,
        share: Share::None,
    };
    let mut mention = bare_mention(&n, i);
    mention.ordinal = true;
    give_unit(&mut mention, unit);
    Some(mention)
}

/// Measure words of a series that matters: 第五批, 首例, 第3位.
const SERIES: &[&str] = &[
    "批", "批次", "班", "班次", "列", "趟", "架", "台", "艘", "座", "枚", "例", "名", "位", "家", "个", "条",
    "辆", "支", "所", "只", "套", "部", "艇", "口", "眼", "幢", "栋", "部", "本", "间", "株", "头", "匹",
    "颗", "门", "份", "张",
];

/// Whether an ordinal counts in a series that matters.
fn series(passage: &Passage<'_>, figure: &QuantityMention) -> bool {
    let Some(unit) = figure.unit else { return false };
    let words = passage.folded(unit);
    if !SERIES.contains(&words.as_str()) {
        return false;
    }
    let after = passage.at(unit.hi());
    let first = figure.value == Decimal::whole(1);
    let said_first = passage.at(figure.span.lo()) == '首';
    match words.as_str() {
        "批" | "批次" | "例" | "趟" | "列" => true,
        // 第一位 is a way of speaking; 居全省第3位 is a rank.
        "位" | "名" => !first || passage.begins(unit.hi(), "的成绩") || ranked(passage, figure.span.lo()),
        // 第一个百年, 第七个五年计划; 全国首个 counts.
        "个" | "部" | "份" | "条" if !said_first => !figure.spelled || among(passage, figure.span.lo()),
        "门" | "口" | "头" | "本" | "份" | "间" | "张" => {
            said_first || among(passage, figure.span.lo())
        }
        "班" => !matches!(after, '车' | '岗' | '子'),
        "家" | "所" | "台" | "座" | "支" => {
            !matches!(after, '庭' | '长' | '有' | '部' | '队' if words != "支")
        }
        _ => true,
    }
}

/// 获, 居, 列 before a rank.
fn ranked(passage: &Passage<'_>, start: usize) -> bool {
    (start.saturating_sub(10)..start)
        .any(|k| matches!(passage.at(k), '获' | '居' | '列' | '夺' | '得' | '排' | '跃' | '占'))
        && !passage.ends(start, "放在")
        && !passage.ends(start, "摆在")
}

/// 全国第一个, 我省首家.
fn among(passage: &Passage<'_>, start: usize) -> bool {
    [
        "全国",
        "全省",
        "全市",
        "全县",
        "全区",
        "国内",
        "世界",
        "我国",
        "我省",
        "我市",
        "我县",
        "省内",
        "县内",
        "市内",
        "境内",
        "历史上",
        "中国",
        "亚洲",
        "全球",
        "国际",
    ]
    .iter()
    .any(|word| passage.ends(start, word))
}

/// Whether a figure states a fact; marks one that only counts a list.
fn states_fact(passage: &Passage<'_>, mentions: &Mentions, figure: &mut QuantityMention) -> bool {
    if figure.sort == Sort::Never || figure.row && figure.spelled || set_phrase(passage, figure) {
        return false;
    }
    if in_name(mentions, figure) {
        return false;
    }
    let quoted = quoted(passage, figure.span);
    if figure.ordinal {
        return !quoted && series(passage, figure);
    }
    if figure.spelled && (another_word(passage, figure) || quoted) {
        return false;
    }
    match figure.unit {
        None if figure.sort == Sort::Ratio => true,
        None => !quoted && without_unit(passage, figure),
        Some(unit) => with_unit(passage, mentions, figure, unit, quoted),
    }
}

/// A number without a unit counts where it is large or rounded and a noun follows: 14万农民工.
fn without_unit(passage: &Passage<'_>, figure: &QuantityMention) -> bool {
    let after = passage.at(figure.span.hi());
    let noun = is_han(after) && !matches!(after, '年' | '分' | '一' | '不' | '的' | '无' | '以' | '之');
    if figure.share == Share::Fraction {
        return !figure.spelled || figure.value.float() < 1.0;
    }
    if !noun || figure.row || figure.bare && figure.approx.is_none() {
        return false;
    }
    let large = figure.scaled && figure.value.float() >= 10_000.0;
    if figure.spelled { large } else { large || figure.approx.is_some() && figure.value.float() >= 10.0 }
}

/// A number with a unit.
fn with_unit(
    passage: &Passage<'_>,
    mentions: &Mentions,
    figure: &mut QuantityMention,
    unit: Span,
    quoted: bool,
) -> bool {
    let value = figure.value.float();
    let after = unit.hi();
    if quoted && !matches!(figure.sort, Sort::Measure | Sort::Money | Sort::Ratio | Sort::Age | Sort::Person)
    {
        return false;
    }
    if figure.bare && figure.approx.is_none() && !counts_after_bare(passage, figure, unit) {
        return false;
    }
    match figure.sort {
        Sort::Time => return duration(passage, figure, unit),
        Sort::Grade => {
            let wind = ["大风", "地震", "台风", "风", "以上"].iter().any(|w| passage.begins(after, w));
            return !figure.spelled
                && (wind
                    || unit.len() > 1
                    || ["震级", "里氏", "震级为", "烈度"].iter().any(|w| passage.ends(figure.span.lo(), w)));
        }
        _ => {}
    }
    let countable = matches!(figure.sort, Sort::Thing | Sort::General | Sort::Place | Sort::Person);
    if countable && lists(passage, mentions, figure) {
        figure.counts_list = true;
        return true;
    }
    if !figure.spelled {
        return figure.sort != Sort::General || !notion(passage, after, true);
    }
    // 两市 told before; a spelled-out one, two, three of a kind.
    if figure.sort == Sort::Place && value < 4.0 {
        figure.counts_list = value > 1.0;
        return figure.counts_list;
    }
    if matches!(figure.sort, Sort::General | Sort::Thing | Sort::Place)
        && (notion(passage, after, false) || spoken(passage, figure))
    {
        return false;
    }
    let closes = matches!(passage.at(after), ',' | '。' | ';' | '、' | ')' | '\n' | '\0')
        && is_han(passage.before(figure.span.lo()));
    match figure.mark {
        Mark::One => true,
        Mark::Plain if value >= 2.0 => true,
        Mark::Weak if value >= 10.0 => true,
        // 减产三成.
        _ if figure.sort == Sort::Ratio => {
            closes || passage.begins(after, "以上") || passage.begins(after, "左右")
        }
        _ if figure.sort == Sort::Person => person_one(passage, figure, after),
        _ => {
            closes
                && value >= 1.0
                && !matches!(figure.sort, Sort::General | Sort::Time | Sort::Ratio)
                && unit.len() == 1
                && postposed(passage, figure.span.lo())
        }
    }
}

/// 建小学一所: a noun stands before the number, not a verb or a function word.
fn postposed(passage: &Passage<'_>, start: usize) -> bool {
    // 一事一令.
    start >= 2
        && passage.at(start - 2) != '一'
        && !matches!(
            passage.before(start),
            '这' | '那'
                | '每'
                | '某'
                | '同'
                | '另'
                | '任'
                | '为'
                | '是'
                | '的'
                | '了'
                | '在'
                | '有'
                | '又'
                | '再'
                | '不'
                | '和'
                | '与'
                | '成'
                | '作'
                | '当'
                | '到'
                | '第'
                | '统'
                | '唯'
        )
}

/// 死一人; not 一人一策.
fn person_one(passage: &Passage<'_>, figure: &QuantityMention, after: usize) -> bool {
    let before = passage.before(figure.span.lo());
    let casualty = matches!(
        before,
        '死' | '伤' | '亡' | '毙' | '捕' | '俘' | '杀' | '选' | '派' | '者' | '踪' | '致' | '难'
    );
    let closes = matches!(passage.at(after), ',' | '。' | ';' | '、' | ')' | '\n' | '\0');
    casualty
        || closes && is_han(before) && postposed(passage, figure.span.lo()) && !matches!(before, '漏' | '少')
}

/// 百余名, 万名: a bare hundred or thousand counts persons, beasts and things right before their measure word.
fn counts_after_bare(passage: &Passage<'_>, figure: &QuantityMention, unit: Span) -> bool {
    matches!(passage.before(figure.span.lo()), '近' | '约' | '逾' | '超' | '上')
        || matches!(
            passage.at(unit.lo()),
            '名' | '辆' | '株' | '头' | '亩' | '吨' | '部' | '册' | '户' | '担' | '艘' | '架'
        ) && !matches!(passage.before(figure.span.lo()), '数' | '几' | '成' | '秋')
}

/// Whether a time unit gives a length of time: 1.5小时, 15个月; not 三年行动, 8时20分.
fn duration(passage: &Passage<'_>, figure: &QuantityMention, unit: Span) -> bool {
    let start = figure.span.lo();
    let words = passage.folded(unit);
    let value = figure.value.float();
    let lasting = [
        "历时", "为期", "长达", "时隔", "期限", "任期", "徒刑", "工龄", "学制", "用时", "耗时", "持续",
        "连续", "仅用", "有期", "历经", "期", "前后", "相隔", "经过", "服刑", "监禁", "刑", "达", "共",
    ]
    .iter()
    .any(|word| passage.ends(start, word));
    match words.as_str() {
        "年" | "载" | "周" | "夜" | "旬" => {
            let follows = passage.at(unit.hi());
            let moment = matches!(
                follows,
                '前' | '后'
                    | '初'
                    | '底'
                    | '末'
                    | '来'
                    | '级'
                    | '代'
                    | '度'
                    | '夏'
                    | '春'
                    | '秋'
                    | '冬'
                    | '规'
                    | '计'
                    | '行'
            );
            if figure.spelled { lasting } else { value < 1000.0 && (lasting || !moment) }
        }
        "分" | "秒" => {
            lasting || (!figure.spelled && !matches!(passage.before(start), '时' | '点' | '分' | '第'))
        }
        "天" | "学期" | "课时" | "日夜" => value >= 2.0 || lasting,
        _ => {
            (value != 1.0 || !figure.spelled || figure.mark == Mark::One)
                && !matches!(passage.before(start), '前' | '头')
        }
    }
}

/// Whether the number stands in a set phrase: 三大攻坚战, 一手牵两头, or in the name of a division: 三门峡市.
fn set_phrase(passage: &Passage<'_>, figure: &QuantityMention) -> bool {
    let number = figure.number;
    // 第十一批: the set phrase 十一 is no part of an ordinal.
    let last = if figure.ordinal { figure.span.lo() } else { number.lo() };
    let floor = last.saturating_sub(6).max(passage.span.lo());
    (floor..=last).any(|k| {
        passage.hits.at(k).iter().any(|hit| {
            let phrase = hit.is(Class::FigureWord)
                && hit.end as usize > number.lo()
                && passage.value_is(hit, Class::FigureWord, "never");
            let division =
                hit.is(Class::Division) && hit.end - hit.start >= 2 && hit.end as usize > number.hi();
            phrase || division
        })
    })
}

/// Whether the figure is part of a person's, a place's or a body's name. 第五批 in a team's name still counts.
fn in_name(mentions: &Mentions, figure: &QuantityMention) -> bool {
    let number = figure.number;
    mentions.people.iter().any(|p| p.span.overlaps(number))
        || mentions.places.iter().any(|p| p.span.overlaps(number) && p.span.end > number.end)
        || !figure.ordinal
            && mentions
                .organizations
                .iter()
                .any(|o| o.span.contains(figure.span) && o.span.start < number.start)
}

/// Whether the figure stands in a short quotation.
fn quoted(passage: &Passage<'_>, span: Span) -> bool {
    let floor = span.lo().saturating_sub(14).max(passage.span.lo());
    let open = (floor..span.lo()).rev().find(|&k| matches!(passage.at(k), '“' | '”' | '。' | '"'));
    let Some(open) = open.filter(|&k| matches!(passage.at(k), '“' | '"')) else { return false };
    (span.hi()..(open + 18).max(span.hi() + 1)).any(|k| matches!(passage.at(k), '”' | '"'))
}

/// 统一, 每一, 之一: the 一 belongs to the character before it; 数十, 几百 have no value.
fn another_word(passage: &Passage<'_>, figure: &QuantityMention) -> bool {
    let before = passage.before(figure.number.lo());
    if matches!(before, '数' | '几' | '若' | '好' | '星' | '拜') {
        return true;
    }
    figure.value == Decimal::whole(1)
        && matches!(
            before,
            '统' | '唯'
                | '专'
                | '之'
                | '万'
                | '单'
                | '逐'
                | '划'
                | '归'
                | '其'
                | '不'
                | '同'
                | '某'
                | '每'
                | '另'
                | '这'
                | '那'
                | '任'
                | '步'
                | '有'
                | '又'
                | '第'
                | '初'
                | '高'
                | '大'
                | '周'
                | '是'
                | '下'
                | '上'
                | '进'
                | '哪'
                | '整'
                | '合'
                | '惟'
        )
}

/// 关系, 方面, 任务 after 个, 项: no thing is counted.
fn notion(passage: &Passage<'_>, after: usize, arabic: bool) -> bool {
    // 四个不, 五个一, 三个更加.
    if !arabic
        && passage.before(after) == '个'
        && matches!(passage.at(after), '不' | '一' | '要' | '更' | '再' | '必')
    {
        return true;
    }
    (after..after + 6).take_while(|&k| is_han(passage.at(k))).any(|k| {
        passage.hits.at(k).iter().any(|hit| {
            hit.is(Class::FigureWord)
                && passage.value_is(hit, Class::FigureWord, "notion")
                && ends_noun(passage, hit.end as usize)
                && (!arabic || matches!(passage.at(k), '方' | '环' | '坚' | '确' | '一'))
        })
    })
}

/// Whether a noun may end at `end`.
fn ends_noun(passage: &Passage<'_>, end: usize) -> bool {
    let c = passage.at(end);
    !is_han(c)
        || matches!(
            c,
            '的' | '和'
                | '及'
                | '与'
                | '上'
                | '中'
                | '下'
                | '进'
                | '得'
                | '取'
                | '为'
                | '是'
                | '要'
                | '有'
                | '开'
                | '入'
                | '着'
                | '发'
                | '作'
                | '都'
        )
}

/// Whether a sentence tells what somebody said: 强调, 指出 before the figure, or 要 at its head.
fn spoken(passage: &Passage<'_>, figure: &QuantityMention) -> bool {
    let start = figure.span.lo();
    let Some(sentence) = passage.sentence(start) else { return false };
    let head = sentence.span.lo();
    if matches!(passage.at(head), '要') || passage.begins(head, "必须") || passage.begins(head, "坚持") {
        return true;
    }
    let floor = head.max(start.saturating_sub(120));
    (floor..start).any(|k| {
        let c = passage.at(k);
        (c == '强' && passage.at(k + 1) == '调')
            || (c == '指' && passage.at(k + 1) == '出')
            || (c == '要' && passage.at(k + 1) == '求')
    })
}

/// Whether the number counts a list that stands right before it: 甲、乙、丙三县, 等4家.
fn lists(passage: &Passage<'_>, mentions: &Mentions, figure: &QuantityMention) -> bool {
    let count = figure.value.float();
    if !(2.0..=40.0).contains(&count) || figure.approx.is_some() || figure.high.is_some() {
        return false;
    }
    let mut end = figure.span.lo();
    for word in ["等共", "等", "这", "共"] {
        if passage.ends(end, word) {
            end -= word.chars().count();
            break;
        }
    }
    let floor = passage.sentence(figure.span.lo()).map_or(end, |s| s.span.lo()).max(end.saturating_sub(220));
    let (mut commas, mut pair, mut item) = (0u32, 0u32, 0usize);
    let mut k = end;
    while k > floor {
        k -= 1;
        match passage.at(k) {
            '、' => {
                if item == 0 {
                    break;
                }
                (commas, item) = (commas + 1, 0);
            }
            '和' | '及' | '与' | '暨' if pair == 0 && commas == 0 && item > 0 => (pair, item) = (1, 0),
            '》' | '”' | ')' => {
                let open = (floor..k).rev().find(|&j| matches!(passage.at(j), '《' | '“' | '('));
                item += 1;
                k = open.unwrap_or(k);
            }
            ',' | '。' | ';' | ':' | '\n' | '!' | '?' => break,
            // 18名医师、100名护士和2名专家: a list of figures counts itself.
            c if c.is_ascii_digit() => return false,
            _ => {
                item += 1;
                if item > 30 {
                    break;
                }
            }
        }
    }
    let (commas, pair) = (f64::from(commas), f64::from(pair));
    if commas + pair > 0.0 {
        return (commas + 1.0 - count).abs() < 0.5 || (commas + pair + 1.0 - count).abs() < 0.5;
    }
    // 鹤壁濮阳两市: names without a mark between them.
    let mut at = end;
    let mut names = 0.0;
    while let Some(place) = mentions.places.iter().find(|p| p.span.hi() == at && p.span.len() >= 2) {
        (at, names) = (place.span.lo(), names + 1.0);
    }
    (names - count).abs() < 0.5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::recognize::titled;
    use crate::text::Text;

    /// The figures of a text: as written, value, unit.
    fn figures(raw: &str) -> Vec<(String, String, String)> {
        let text = Text::new(raw.to_owned());
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
        let mut mentions =
            Mentions { times: crate::recognize::time::find(&text, text.span()), ..Mentions::default() };
        mentions.titled = titled::find(&passage, &mentions);
        find(&passage, &mentions)
            .iter()
            .filter(|f| !f.counts_list)
            .map(|f| {
                let unit = f.unit.map_or_else(String::new, |u| text.slice(u).to_owned());
                (text.slice(f.span).to_owned(), f.value.to_string(), unit)
            })
            .collect()
    }

    fn texts(raw: &str) -> Vec<String> {
        figures(raw).into_iter().map(|f| f.0).collect()
    }

    #[test]
    fn a_figure_is_number_and_unit() {
        for (raw, text, value, unit) in [
            ("粮食总产量达1.2亿公斤。", "1.2亿公斤", "120000000", "公斤"),
            ("比上年增长5.6%，", "5.6%", "5.6", "%"),
            ("投资3000万元兴建水库", "3000万元", "30000000", "元"),
            ("公路全长12.5公里。", "12.5公里", "12.5", "公里"),
            ("受灾面积3.4万亩", "3.4万亩", "34000", "亩"),
            ("死亡3人。", "3人", "3", "人"),
            ("倒塌房屋120间", "120间", "120", "间"),
            ("年产30万吨水泥", "30万吨", "300000", "吨"),
            ("征粮二百石", "二百石", "200", "石"),
            ("征收公粮1,229担", "1,229担", "1229", "担"),
            ("耗银三千二百两，", "三千二百两", "3200", "两"),
            ("捐款法幣五百圓。", "五百圓", "500", "圓"),
            ("每人发棉花八斤半。", "八斤半", "8.5", "斤"),
            ("占总户数的百分之四十二。", "百分之四十二", "42", ""),
            ("三分之一的农户受灾", "三分之一", "0.333333333333333", ""),
            ("死亡率5‰。", "5‰", "5", "‰"),
            ("全长12千米。", "12千米", "12", "千米"),
            ("气温零下15℃。", "零下15℃", "-15", "℃"),
            ("票价5元6角。", "5元6角", "5.6", "元"),
            ("￥300", "￥300", "300", "￥"),
            ("修路用时两个半月。", "两个半月", "2.5", "月"),
            ("生产能力30万吨／年。", "30万吨／年", "300000", "吨／年"),
            ("种植果树１２００株", "１２００株", "1200", "株"),
            ("最高风力8~10级大风", "8~10级", "8", "级"),
            ("歼敌百余名。", "百余名", "100", "名"),
            ("近千人参加集会", "千人", "1000", "人"),
            ("十余辆汽车被毁", "十余辆", "10", "辆"),
            ("首例断肢再植手术成功", "首例", "1", "例"),
            ("第100台机车下线", "第100台", "100", "台"),
            ("第十批援藏干部出发", "第十批", "10", "批"),
            ("一列货车驶出车站", "一列", "1", "列"),
            ("击落敌机一架。", "一架", "1", "架"),
            ("新建小学一所。", "一所", "1", "所"),
            ("死一人。", "一人", "1", "人"),
            ("14万农民工返岗", "14万", "140000", ""),
            ("发放种子5000 公斤", "5000 公斤", "5000", "公斤"),
            ("老人终年八十一岁。", "八十一岁", "81", "岁"),
            ("判处有期徒刑三年。", "三年", "3", "年"),
            ("减产三成。", "三成", "3", "成"),
            ("产值翻两番。", "两番", "2", "番"),
        ] {
            assert_eq!(figures(raw), [(text.to_owned(), value.to_owned(), unit.to_owned())], "{raw}");
        }
    }

    #[test]
    fn a_range_is_one_figure() {
        for (raw, text) in [
            ("提高10—100倍。", "10—100倍"),
            ("每亩3至5株", "3至5株"),
            ("水深三米到五米。", "三米到五米"),
            ("收入3～5万元。", "3～5万元"),
            ("来了七八百人。", "七八百人"),
            ("增长5%—8%。", "5%—8%"),
        ] {
            let found = texts(raw);
            assert_eq!(found, [text], "{raw}");
        }
        let text = Text::new("3～5万元".to_owned());
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
        let figure = every(&passage).remove(0);
        assert_eq!(
            (figure.value.to_string(), figure.high.map(|h| h.to_string())),
            ("30000".into(), Some("50000".into()))
        );
    }

    #[test]
    fn dates_names_and_slogans_are_no_figures() {
        for raw in [
            "1986年3月5日至8日召开。",
            "上午9时30分开幕。",
            "县第一中学成立。",
            "地铁2号线开工。",
            "第十六次会议召开。",
            "打好三大攻坚战。",
            "坚持一手牵两头。",
            "做好六稳工作。",
            "增强“四个意识”。",
            "坚持两手抓。",
            "服务三农。",
            "八路军一部进驻。",
            "三门峡市代表团到访。",
            "省十三届人大代表当选。",
            "印发《关于开展三年行动的通知》。",
            "云政〔2020〕9号文件下达。",
            "抗击H7N9疫情。",
            "作一次大的调整。",
            "发现一批好典型。",
            "一些群众进入会场。",
            "把它放在第一位。",
            "全县统一行动。",
            "要处理好四个关系。",
            "完成两项任务。",
            "数十人受伤。",
            "十一届三中全会召开。",
            "实行一票否决。",
            "五四运动爆发。",
            "采用5G技术。",
            "四处张贴标语。",
            "召开三级干部会议。",
            "获一等奖。",
        ] {
            assert!(texts(raw).is_empty(), "{raw}: {:?}", texts(raw));
        }
    }

    #[test]
    fn a_number_that_counts_a_list_is_marked() {
        for (raw, counts) in [
            ("青川、白沙、云溪三县受灾。", true),
            ("青川、白沙和云溪等三个乡镇受灾。", true),
            ("白沙、云溪等10个乡镇受灾。", false),
            ("由18名医师和20名护士组成。", false),
            ("县医院、中医院、妇幼保健院3家医院参加。", true),
        ] {
            let text = Text::new(raw.to_owned());
            let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
            let found = find(&passage, &Mentions::default());
            assert_eq!(found.iter().any(|f| f.counts_list), counts, "{raw}: {found:?}");
        }
    }

    #[test]
    fn how_exact_a_figure_is_stands_around_it() {
        use Approximation::{About, Over, Under};
        for (raw, approx) in [
            ("约200人", Some(About)),
            ("近200人", Some(Under)),
            ("200余人", Some(Over)),
            ("超 14万人", Some(Over)),
            ("200人左右", Some(About)),
            ("200人以上", Some(Over)),
            ("不足200人", Some(Under)),
            ("上百人", Some(Over)),
            ("附近200人", None),
            ("200人", None),
        ] {
            let text = Text::new(raw.to_owned());
            let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
            assert_eq!(every(&passage).remove(0).approx, approx, "{raw}");
        }
    }

    #[test]
    fn half_width_and_traditional_files_read_alike() {
        assert_eq!(texts("徵夫二千名,糧八百石,傷亡三十餘人."), ["二千名", "八百石", "三十餘人"]);
        assert_eq!(texts("全市投入资金1.5亿元,修建水渠86条,受益农田12万亩."), ["1.5亿元", "86条", "12万亩"]);
    }
}
