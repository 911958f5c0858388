//! Which figures state a fact: no slogans, names, notions or ways of speaking, and no dates.
//!
//! In goes a figure of the grammar, out comes whether it counts: `死亡3人` does, `三大攻坚战`, `四个关系`, `第一位` do not; one that
//! only counts a list just named (`甲、乙、丙三县`) is marked.

use super::{Mark, QuantityMention, Sort};
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::numeral::{Decimal, Share};
use crate::recognize::{Mentions, Passage, beginning};
use crate::text::{Span, chars, is_han};

/// Longest name of a person, a place or a body.
const LONGEST_NAME: usize = 40;

/// Whether an ordinal counts in a series that matters.
fn series(passage: &Passage<'_>, figure: &QuantityMention) -> bool {
    let Some(unit) = figure.unit else { return false };
    let words = passage.folded(unit);
    if !lists::FIGURE_SERIES.holds(&words) {
        return false;
    }
    let after = passage.at(unit.hi());
    let first = figure.value == Decimal::whole(1);
    let said_first = passage.at(figure.span.lo()) == '首';
    match words.as_str() {
        // 第一位 is a way of speaking; 居全省第3位 is a rank.
        "位" | "名" => !first || passage.begins(unit.hi(), "的成绩") || ranked(passage, figure.span.lo()),
        // 第一个百年, 第七个五年计划; 全国首个 counts.
        "个" | "部" | "份" | "条" if !said_first => !figure.spelled || among(passage, figure.span.lo()),
        word if lists::FIGURE_PARTS_OF_THINGS.holds(word) => said_first || among(passage, figure.span.lo()),
        "班" => !matches!(after, '车' | '岗' | '子'),
        "家" | "所" | "台" | "座" | "支" => {
            !matches!(after, '庭' | '长' | '有' | '部' | '队' if words != "支")
        }
        _ => true,
    }
}

/// 获, 居, 列 before a rank.
fn ranked(passage: &Passage<'_>, start: usize) -> bool {
    (start.saturating_sub(10)..start).any(|k| lists::FIGURE_RANKED.has(passage.at(k)))
        && !passage.ends(start, "放在")
        && !passage.ends(start, "摆在")
}

/// 全国第一个, 我省首家.
fn among(passage: &Passage<'_>, start: usize) -> bool {
    passage.ends_any(start, &lists::FIGURE_AMONG)
}

/// Whether a figure states a fact; marks one that only counts a list.
pub(super) fn states_fact(passage: &Passage<'_>, mentions: &Mentions, figure: &mut QuantityMention) -> bool {
    if figure.sort == Sort::Never || figure.row && figure.spelled || set_phrase(passage, figure) {
        return false;
    }
    if in_name(mentions, figure) {
        return false;
    }
    if named(passage, figure) {
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
    let noun = is_han(after) && !lists::FIGURE_NO_NOUN.has(after);
    if !figure.spelled && !figure.row && indexed(passage, figure.span.lo()) {
        return true;
    }
    if figure.share == Share::Fraction {
        return !figure.spelled || figure.value.float() < 1.0;
    }
    let large = figure.scaled && figure.value.float() >= 10_000.0;
    // 人口达50万, 捐款逾百万.
    let told = !noun
        && large
        && !is_han(after)
        && chars!("达为至过超逾破近约到计").has(passage.before(figure.span.lo()));
    if told {
        return true;
    }
    if !noun || figure.row || figure.bare && figure.approx.is_none() {
        return false;
    }
    if figure.spelled { large } else { large || figure.approx.is_some() && figure.value.float() >= 10.0 }
}

/// 返岗指数为38.5: an index has no unit.
fn indexed(passage: &Passage<'_>, start: usize) -> bool {
    let mut end = start;
    while end > 0 && start - end < 5 && chars!("为达到至是升降回落上下约近").has(passage.before(end))
    {
        end -= 1;
    }
    passage.ends(end, "指数")
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
            let wind = passage.begins_any(after, &lists::FIGURE_GRADED);
            return !figure.spelled
                && (wind || unit.len() > 1 || passage.ends_any(figure.span.lo(), &lists::FIGURE_GRADE_OF));
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

/// 十二届八次, 三元宫, 三台合一: numbers that name or order, and count nothing.
fn named(passage: &Passage<'_>, figure: &QuantityMention) -> bool {
    let Some(unit) = figure.unit else { return false };
    let (start, after) = (figure.span.lo(), unit.hi());
    let session = passage.before(start) == '届' && passage.at(unit.lo()) == '次';
    let merged = figure.spelled && passage.begins(after, "合一");
    let measured = matches!(figure.sort, Sort::Measure | Sort::Money | Sort::Time);
    let building = figure.spelled
        && figure.number.len() == 1
        && unit.len() == 1
        && measured
        && chars!("宫庙寺观塔亭阁桥山岭坪铺坊堂洞岗店屯塘").has(passage.at(after));
    // 销售四部|部长; 招商地图(2021版).
    let office = figure.spelled
        && unit.len() == 1
        && passage.at(after) == passage.at(unit.lo())
        && passage.at(after + 1) == '长';
    let edition = passage.at(unit.lo()) == '版' && figure.number.len() == 4 && !figure.spelled;
    session || merged || building || office || edition
}

/// 建小学一所: a noun stands before the number, not a verb or a function word.
fn postposed(passage: &Passage<'_>, start: usize) -> bool {
    // 一事一令.
    start >= 2
        && passage.at(start - 2) != '一'
        && !chars!("这那每某同另任为是的了在有又再不和与成作当到第统唯").has(passage.before(start))
}

/// 死一人; not 一人一策.
fn person_one(passage: &Passage<'_>, figure: &QuantityMention, after: usize) -> bool {
    let before = passage.before(figure.span.lo());
    let casualty = chars!("死伤亡毙捕俘杀选派者踪致难").has(before);
    let closes = matches!(passage.at(after), ',' | '。' | ';' | '、' | ')' | '\n' | '\0');
    casualty
        || closes && is_han(before) && postposed(passage, figure.span.lo()) && !matches!(before, '漏' | '少')
}

/// 百余名, 万名: a bare hundred or thousand counts persons, beasts and things right before their measure word.
fn counts_after_bare(passage: &Passage<'_>, figure: &QuantityMention, unit: Span) -> bool {
    matches!(passage.before(figure.span.lo()), '近' | '约' | '逾' | '超' | '上')
        || chars!("名辆株头亩吨部册户担艘架").has(passage.at(unit.lo()))
            && !matches!(passage.before(figure.span.lo()), '数' | '几' | '成' | '秋')
}

/// Whether a time unit gives a length of time: 1.5小时, 15个月; not 三年行动, 8时20分.
fn duration(passage: &Passage<'_>, figure: &QuantityMention, unit: Span) -> bool {
    let start = figure.span.lo();
    let words = passage.folded(unit);
    let value = figure.value.float();
    let lasting = passage.ends_any(start, &lists::FIGURE_LASTING);
    match words.as_str() {
        "年" | "载" | "周" | "夜" | "旬" => {
            let follows = passage.at(unit.hi());
            let moment = chars!("前后初底末来级代度夏春秋冬规计行").has(follows);
            // 用三年左右.
            let spoken = passage.begins_any(unit.hi(), &lists::FIGURE_LONG);
            // 963年 is a year, 800年历史 and 早200年 are lengths of time.
            let apart = &lists::FIGURE_SPAN_BEFORE;
            let long = value >= 100.0
                && !passage.ends_any(start, apart)
                && !passage.begins_any(unit.hi(), &lists::FIGURE_OLD);
            if figure.spelled { lasting || spoken } else { value < 1000.0 && (lasting || !moment && !long) }
        }
        "分" | "秒" => {
            lasting || (!figure.spelled && !matches!(passage.before(start), '时' | '点' | '分' | '第'))
        }
        "天" | "学期" | "课时" | "日夜" => value >= 2.0 || lasting,
        _ => {
            (value > 1.0 || !figure.spelled || figure.mark == Mark::One)
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
            // 三五 is none where 三五百户 counts.
            let phrase = hit.is(Class::FigureWord)
                && hit.end as usize > number.lo()
                && (k < number.lo() || hit.end as usize >= number.hi() || figure.high.is_none())
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
    let (from, to) = (number.lo().saturating_sub(LONGEST_NAME), number.hi());
    beginning(&mentions.people, from, to, |p| p.span).iter().any(|p| p.span.overlaps(number))
        || beginning(&mentions.places, from, to, |p| p.span)
            .iter()
            .any(|p| p.span.overlaps(number) && p.span.end > number.end)
        || !figure.ordinal
            // 九苏木车站, but 9所中学 counts.
            && beginning(&mentions.organizations, from, number.lo() + usize::from(figure.spelled), |o| o.span)
                .iter()
                .any(|o| o.span.contains(figure.span))
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
    if lists::FIGURE_NO_VALUE.has(before) {
        return true;
    }
    figure.value == Decimal::whole(1)
        && chars!("统唯专之万单逐划归其不同某每另这那任步有又第初高大周是下上进哪整合惟").has(before)
}

/// 关系, 方面, 任务 after 个, 项: no thing is counted.
fn notion(passage: &Passage<'_>, after: usize, arabic: bool) -> bool {
    // 四个不, 五个一, 三个更加.
    if !arabic && passage.before(after) == '个' && lists::FIGURE_SLOGANS.has(passage.at(after)) {
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
    !is_han(c) || chars!("的和及与上中下进得取为是要有开入着发作都").has(c)
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
    while let Some(place) = beginning(&mentions.places, at.saturating_sub(LONGEST_NAME), at, |p| p.span)
        .iter()
        .find(|p| p.span.hi() == at && p.span.len() >= 2)
    {
        (at, names) = (place.span.lo(), names + 1.0);
    }
    (names - count).abs() < 0.5
}
