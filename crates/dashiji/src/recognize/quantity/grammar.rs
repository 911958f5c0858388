//! The grammar of figures: a number, its unit, what stands around the two.
//!
//! In goes a place in an entry, out comes the figure that begins there: `三吨半` is 3.5吨, `5元6角` 5.6元, `3～5万元` 30000 to
//! 50000 元, `第十批` and `首例` are ordinals.

use super::{Mark, QuantityMention, Sort, Unit};
use crate::fact::Approximation;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::recognize::Passage;
use crate::recognize::numeral::{self, Decimal, Numeral, Share};
use crate::text::{Chars, Span, chars, is_han, words};

/// Whether a figure may begin with a character.
#[inline]
pub(super) fn opens(c: char) -> bool {
    chars!("0123456789.第首半￥¥$€£〇零○一壹弌二两贰貮兩貳弐三叁叄參参四肆五伍六陆陸七柒八捌九玖十拾百佰千仟万萬亿億兆廿卅卌").has(c)
        || matches!(c, '数' | '几')
}

/// The figure that begins at `i`, and where the search goes on.
pub(super) fn figure(passage: &Passage<'_>, i: usize) -> Option<(QuantityMention, usize)> {
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
        '数' | '几' => several(passage, i),
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
    let sorted = |hit: &Hit| sort_of(passage.value(hit, Class::Unit));
    let mut units = passage.hits.at(start).iter().rev().filter(|hit| hit.is(Class::Unit));
    let mut hit = units.next()?;
    let mut sorts = sorted(hit);
    if sorts.is_none() {
        if !unit_and_noun(passage, start) {
            return None;
        }
        hit = units.next()?;
        sorts = sorted(hit);
    }
    let (sort, mark) = sorts?;
    let end = hit.end as usize;
    // 3m, not 3map.
    if passage.at(end - 1).is_ascii_alphabetic() && passage.at(end).is_ascii_alphanumeric() {
        return None;
    }
    Some(Unit { start, end, sort, mark })
}

/// What the lexicon says of a unit; nothing where the word is none.
fn sort_of(value: &str) -> Option<(Sort, Mark)> {
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
        "never" => Sort::Never,
        _ => return None,
    };
    let mark = match words.nth(1) {
        Some("weak") => Mark::Weak,
        Some("one") => Mark::One,
        _ => Mark::Plain,
    };
    Some((sort, mark))
}

/// Whether a word that begins with a unit's character is the unit and its noun after all: 三支队伍, 八人大代表.
fn unit_and_noun(passage: &Passage<'_>, start: usize) -> bool {
    passage.begins_any(start, words!["支队伍", "人大代表", "元月"])
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

/// What the words before a number end with.
static BEFORE_ENDS: Chars = Chars::new("约概近足到满过多于少超逾破上");

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

/// What the words after a unit begin with.
static AFTER_BEGINS: Chars = Chars::new("左上以多余之");

/// How exact the words around a figure say it is.
fn exactness(passage: &Passage<'_>, start: usize, end: usize, bare: bool) -> Option<Approximation> {
    let start = if passage.before(start) == ' ' { start - 1 } else { start };
    let mut best: Option<(usize, Approximation)> = None;
    let near = BEFORE_ENDS.has(passage.before(start));
    for (word, approx) in BEFORE.iter().filter(|_| near) {
        let length = word.chars().count();
        // 上 belongs to a number only in 上百, 上千.
        if best.is_none_or(|(n, _)| length > n) && passage.ends(start, word) && (*word != "上" || bare) {
            best = Some((length, *approx));
        }
    }
    // 附近, 最近, 公约 are other words.
    if let Some((1, _)) = best
        && chars!("附最公条合预签以晚早").has(passage.before(start - 1))
    {
        best = None;
    }
    best.map(|(_, approx)| approx).or_else(|| {
        AFTER
            .iter()
            .filter(|_| AFTER_BEGINS.has(passage.at(end)))
            .find(|(word, _)| passage.begins(end, word))
            .map(|(_, approx)| *approx)
    })
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
    // 五个半: of what the sentence tells.
    let half = passage.begins(n.end, "个半") && !is_han(passage.at(n.end + 2)) && n.high.is_none();
    if half {
        mention.value = mention.value.plus(Decimal::new(5, 1));
        let unit = Unit { start: n.end, end: n.end + 1, sort: Sort::General, mark: Mark::One };
        give_unit(&mut mention, unit);
        mention.span = Span::new(mention.span.lo(), n.end + 2);
        return Some(mention);
    }
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
        compound_range(passage, &mut mention);
        tenths(passage, &mut mention);
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

/// 数十亿, 几百万: so many of them and more; below ten thousand the words tell no figure.
fn several(passage: &Passage<'_>, i: usize) -> Option<QuantityMention> {
    if !numeral::multiplies(passage.at(i + 1)) {
        return None;
    }
    let mut mention = cardinal(passage, i + 1).filter(|m| m.high.is_none() && m.value.float() >= 10_000.0)?;
    mention.span = Span::new(i, mention.span.hi());
    mention.number = Span::new(i, mention.number.hi());
    mention.approx = Some(Approximation::Over);
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
    // 3～5万, 七千到九千亿: the first is of the last one's order too.
    let mut low = first.value;
    if unit.is_none()
        && let Some(factor) = numeral::shared_multiplier(passage.text, n, Span::new(p, second.end))
    {
        low = low.times(factor);
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
    ("圆", "分", 100),
    ("蚊", "毫", 10),
    ("蚊", "毛", 10),
    ("银元", "角", 10),
    ("公里", "米", 1000),
    ("公斤", "两", 20),
    ("天", "小时", 24),
    ("周", "天", 7),
];

/// 5元6角3分 is one figure in 元; 三块五 is 3.5, 五块七毛八 5.78, 三块零四 3.04.
fn smaller_units(passage: &Passage<'_>, mention: &mut QuantityMention) {
    let Some(unit) = mention.unit else { return };
    let greater = passage.folded(unit);
    let mut p = unit.hi();
    // How many of the last unit told make one of the figure's.
    let mut told = 1;
    for _ in 0..3 {
        let zero = passage.at(p) == '零';
        if passage.at(p) == '又' || zero {
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
            let spoken = n.end == p + 1 && matches!(greater.as_str(), "块" | "毛" | "米" | "蚊");
            let after = passage.at(n.end);
            let closed =
                !is_han(after) || matches!(after, '到' | '至') && numeral::begins(passage.at(n.end + 1));
            if spoken && closed && !after.is_ascii_alphanumeric() {
                let parts = if zero { told * 100 } else { told * 10 };
                if let Some(part) = n.value.over(Decimal::whole(parts)) {
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
        let Some(part) = n.value.over(Decimal::whole(*parts)).filter(|_| *parts > told) else { return };
        mention.value = mention.value.plus(part);
        mention.span = Span::new(mention.span.lo(), next.end);
        (p, told) = (next.end, *parts);
    }
}

/// 七成六 is 7.6成.
fn tenths(passage: &Passage<'_>, mention: &mut QuantityMention) {
    let end = mention.span.hi();
    let p = end + usize::from(passage.at(end) == ' ');
    let digit = numeral::digit(passage.at(p)).filter(|d| *d > 0);
    if let Some(digit) = digit
        && mention.sort == Sort::Ratio
        && passage.before(end) == '成'
        && !is_han(passage.at(p + 1))
    {
        mention.value = mention.value.plus(Decimal::new(digit.into(), 1));
        mention.span = Span::new(mention.span.lo(), p + 1);
    }
}

/// 五块六到五块七毛八, 三斤四两至三斤八两: a range of figures in two units.
fn compound_range(passage: &Passage<'_>, mention: &mut QuantityMention) {
    let (Some(unit), end) = (mention.unit, mention.span.hi()) else { return };
    if end == unit.hi() || mention.high.is_some() {
        return;
    }
    let next = match passage.at(end) {
        '至' | '到' | '-' | '~' | '—' => end + 1,
        _ => return,
    };
    if !numeral::begins(passage.at(next)) {
        return;
    }
    let Some(last) = cardinal(passage, next) else { return };
    let same = last.unit.is_some_and(|other| passage.folded(other) == passage.folded(unit));
    if same && last.high.is_none() && last.value.float() > mention.value.float() {
        mention.high = Some(last.value);
        mention.span = Span::new(mention.span.lo(), last.span.hi());
        mention.number = Span::new(mention.number.lo(), last.number.hi());
    }
}

/// 一吨半, 两年半.
fn and_a_half(passage: &Passage<'_>, mention: &mut QuantityMention) {
    let end = mention.span.hi();
    let tenths = mention.sort == Sort::Ratio && passage.at(end.saturating_sub(1)) == '成';
    let measured = tenths || matches!(mention.sort, Sort::Measure | Sort::Time | Sort::Age | Sort::Money);
    if measured && passage.at(end) == '半' && !lists::FIGURE_NO_MEASURE.has(passage.at(end + 1)) {
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
    let unit = unit_at(passage, i + 1)
        .filter(|u| matches!(u.sort, Sort::Measure | Sort::Time | Sort::Money | Sort::Ratio))?;
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
