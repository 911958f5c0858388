//! Figures of an entry: value, unit, what is counted, kind, as-of date, what is part of what.
//!
//! In go the figures that were recognized, out comes one record each, in order. `截至3月1日,已有100.46万名党员捐款` is a running
//! total of 党员 as of that day; in `共120名,由18名医师、102名护士组成` the two are parts of the first; `148人` of a headline and
//! `148名` of its body are one.

use super::{Field, QuantityKind, QuantityRecord, TimeRecord};
use crate::confidence::{Doubt, Ground, Tally};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::recognize::numeral::Share;
use crate::recognize::quantity::{QuantityMention, Sort};
use crate::recognize::{Mentions, Passage, beginning};
use crate::text::{Span, chars, is_han, words};
use std::borrow::Cow;

/// How far before a figure the words that tell its kind are looked for.
const REACH: usize = 120;
/// How far a part stands behind its whole.
const PART_REACH: u32 = 160;
/// Longest noun that is counted.
const LONGEST_NOUN: usize = 14;

/// The figures of an entry, in order.
pub fn quantities(
    passage: &Passage<'_>,
    mentions: &Mentions,
    times: &[TimeRecord],
    date: Option<&TimeRecord>,
) -> Vec<QuantityRecord> {
    let mut records: Vec<QuantityRecord> = Vec::with_capacity(mentions.quantities.len());
    // 2.14 before 省文化厅… is the entry's day.
    let dateline = date.map(|date| Span { start: date.start, end: date.end });
    let dated = |figure: &QuantityMention| {
        dateline.is_some_and(|day| figure.span.start < day.end && day.start < figure.span.end)
    };
    let figures = if mentions.quantities.iter().any(dated) {
        Cow::Owned(mentions.quantities.iter().filter(|figure| !dated(figure)).cloned().collect::<Vec<_>>())
    } else {
        Cow::Borrowed(&mentions.quantities)
    };
    for (k, figure) in figures.iter().enumerate() {
        let cues = Cues::around(passage, figure);
        let told = kind(passage, mentions, figure, &cues);
        // 辖5街道、12镇、8乡: what is said of the first is said of the others.
        let series = (told.kind == QuantityKind::Increment && cues.nearest.is_none())
            .then(|| series_kind(passage, &figures[..k], &records, figure))
            .flatten();
        let told = series.map_or(told, |kind| Judged { kind, ground: Ground::KindTold, rival: None });
        let kind = told.kind;
        let unit = match (figure.unit, figure.share) {
            (Some(unit), _) => Some(passage.slice(unit).to_owned()),
            (None, Share::Percent) => Some("%".to_owned()),
            (None, Share::Permille) => Some("‰".to_owned()),
            (None, _) => None,
        };
        let mut record = QuantityRecord {
            text: passage.slice(figure.span).to_owned(),
            start: figure.span.start,
            end: figure.span.end,
            value: figure.value.number(),
            value_max: figure.high.map(crate::recognize::numeral::Decimal::number),
            unit,
            of: if figure.ordinal {
                numbered(passage, mentions, figure)
            } else {
                counted(passage, figure, figures.get(k + 1))
            }
            .map(|span| passage.slice(span).to_owned()),
            kind,
            kind_doubt: told.doubt(passage, mentions, figure).map(Box::new),
            sure: told.rival.is_none(),
            approx: figure.approx,
            as_of: as_of(passage, figure, kind, &cues, times, date),
            scope: scope(passage, mentions, figure, kind),
            part_of: None,
            same_as: None,
        };
        if kind == QuantityKind::Component {
            record.part_of = whole(&figures[..k], &records, figure);
            // 造林1.2万亩,其中经果林4300亩,参加群众达2.3万人次: what counts another kind of thing is no part.
            let other = records
                .iter()
                .rev()
                .take(4)
                .any(|last| last.kind == QuantityKind::Component && last.part_of.is_some());
            if record.part_of.is_none() && cues.component_before && other {
                let cues = Cues { component: false, ..cues };
                let told = self::kind(passage, mentions, figure, &cues);
                record.kind = told.kind;
                record.sure = told.rival.is_none();
                record.kind_doubt = told.doubt(passage, mentions, figure).map(Box::new);
                record.as_of = as_of(passage, figure, record.kind, &cues, times, date);
                record.scope = scope(passage, mentions, figure, record.kind);
            }
        }
        record.same_as = told_before(passage, &figures[..k], &records, figure, &record);
        records.push(record);
    }
    records
}

/// The kind of the figure before, where only 、 and a short noun stand between.
fn series_kind(
    passage: &Passage<'_>,
    figures: &[QuantityMention],
    records: &[QuantityRecord],
    figure: &QuantityMention,
) -> Option<QuantityKind> {
    let (before, record) = figures.last().zip(records.last())?;
    let between = Span::new(before.span.hi(), figure.span.lo());
    let listed = between.len() <= 10
        && (between.lo()..between.hi()).any(|k| passage.at(k) == '、')
        && (between.lo()..between.hi()).all(|k| is_han(passage.at(k)) || passage.at(k) == '、');
    // 156213户,632480人: households and those who live in them.
    let unit = |figure: &QuantityMention| figure.unit.map(|unit| passage.at(unit.lo()));
    let peopled = record.kind == QuantityKind::Stock
        && between.len() == 1
        && passage.at(between.lo()) == ','
        && unit(before) == Some('户')
        && matches!(unit(figure), Some('人' | '口'));
    if peopled {
        return Some(QuantityKind::Stock);
    }
    // 设车站14个,桥梁86座: a bare noun goes on with the list over a comma.
    let bare = (3..=6).contains(&between.len())
        && passage.at(between.lo()) == ','
        && (between.lo() + 1..between.hi()).all(|k| is_han(passage.at(k)))
        && (between.lo() + 1..between.hi()).all(|k| !deeds(passage, k));
    if bare
        && matches!(record.kind, QuantityKind::Stock | QuantityKind::Attribute)
        && record.kind_doubt.is_none()
        && !matches!(before.sort, Sort::Measure | Sort::Money | Sort::Ratio)
        && alike(before, figure)
    {
        return Some(record.kind);
    }
    let passed_on = matches!(
        record.kind,
        QuantityKind::Stock | QuantityKind::Attribute | QuantityKind::Cumulative | QuantityKind::Planned
    );
    (listed && passed_on && alike(before, figure)).then_some(record.kind)
}

/// Whether a verb begins at a place.
fn deeds(passage: &Passage<'_>, k: usize) -> bool {
    let verbs = [Class::PartVerb, Class::Verb, Class::StageVerb, Class::OrganizerVerb, Class::NameVerb];
    verbs.into_iter().any(|class| passage.hits.has(k, class))
        || passage.hits.longest(k, Class::TypeWord).is_some_and(|hit| {
            let value = passage.value(hit, Class::TypeWord);
            !value.ends_with("noun") && !value.starts_with("none")
        })
}

/// The words before a figure that tell its kind.
#[expect(clippy::struct_excessive_bools, reason = "each is one word that was seen or not")]
#[derive(Debug, Default)]
struct Cues {
    /// The nearest in its clause.
    nearest: Option<QuantityKind>,
    /// 其中 before it in its sentence, or 由…组成 around it.
    component: bool,
    /// The same, where 其中 stands in a clause before its own.
    component_before: bool,
    /// 累计, 截至, 目前 in its clause.
    running_here: bool,
    /// The same, earlier in its sentence.
    running_before: bool,
    /// 计划, 拟 in its clause.
    planned: bool,
    /// 来自 in its clause: it says where those that are told of come from.
    source: bool,
}

impl Cues {
    fn around(passage: &Passage<'_>, figure: &QuantityMention) -> Self {
        let mut cues = Self::default();
        let start = figure.span.lo();
        let Some(sentence) = passage.sentence(start) else { return cues };
        let clause = passage.clause(start).unwrap_or(sentence.span);
        let floor = sentence.span.lo().max(start.saturating_sub(REACH));
        let mut i = floor;
        while i < start {
            // 计划于某年退出的14个县: the plan is of another thing.
            // 来自12队的635名运动员: they are no measure of where they came from.
            if passage.at(i) == '的' {
                cues.planned = false;
                // 来自13个市的14个代表团 too.
                let teams = ["代表团", "代表队", "参赛队", "队伍"]
                    .iter()
                    .any(|word| passage.begins(figure.span.hi(), word));
                if figure.sort == Sort::Person || teams {
                    (cues.nearest, cues.source) = (None, false);
                }
            }
            let hit = passage.hits.longest(i, Class::FigureWord).filter(|hit| hit.end as usize <= start);
            let Some(hit) = hit else {
                i += 1;
                continue;
            };
            let here = i >= clause.lo();
            let gap = start - hit.end as usize;
            let alone = hit.end - hit.start == 1;
            for term in passage.lexicon.terms(hit).filter(|term| term.class == Class::FigureWord) {
                match term.value {
                    "component" if here || passage.begins(i, "其") => {
                        (cues.component, cues.component_before) = (true, !here);
                    }
                    // 清代以来照片214幅: of what time they are.
                    "cumulative"
                        if passage.before(hit.end as usize) == '来' && dates_a_thing(passage, hit) => {}
                    "cumulative" if here => cues.running_here = true,
                    "cumulative" => cues.running_before = true,
                    "planned" if here => cues.planned = true,
                    "stock" if here && (!alone || gap == 0) => cues.nearest = Some(QuantityKind::Stock),
                    // 表彰优秀党员50名: the verb before decides, not the kind of people.
                    "members"
                        if here
                            && cues.nearest != Some(QuantityKind::Increment)
                            && (i == clause.lo()
                                || !is_han(passage.before(i))
                                || passage.before(i) == '有'
                                || passage.at(i.saturating_sub(2)) == '全')
                            && (hit.end as usize..start)
                                .all(|k| chars!("数达约近共有为计").has(passage.at(k))) =>
                    {
                        cues.nearest = Some(QuantityKind::Stock);
                    }
                    // 设阅览座位5000个: what it is made up of; not 建设, 增设.
                    "attribute" if here && passage.begins(i, "来自") => {
                        cues.source = true;
                        cues.nearest = Some(QuantityKind::Attribute);
                    }
                    "attribute"
                        if here
                            && (!alone
                                || gap <= 1
                                || gap <= 8
                                    && passage.at(i) == '设'
                                    && (!is_han(passage.before(i))
                                        || matches!(
                                            passage.before(i),
                                            '内' | '共' | '均' | '各' | '并' | '可'
                                        ))) =>
                    {
                        cues.nearest = Some(QuantityKind::Attribute);
                    }
                    "increment" if here && (!alone || gap == 0) => {
                        cues.nearest = Some(QuantityKind::Increment);
                    }
                    _ => {}
                }
            }
            i = hit.end as usize;
        }
        let composed = composed(passage, sentence.span, figure.span);
        cues.component_before &= !composed;
        cues.component |= composed;
        cues
    }
}

/// 以来 right before a noun: what it says is of that thing alone.
fn dates_a_thing(passage: &Passage<'_>, hit: &Hit) -> bool {
    let end = hit.end as usize;
    is_han(passage.at(end)) && !chars!("共已累先发处办建受新全我各本").has(passage.at(end))
}

/// `由18名医师、102名护士组成`: between 由 and 组成.
fn composed(passage: &Passage<'_>, sentence: Span, figure: Span) -> bool {
    let floor = sentence.lo().max(figure.lo().saturating_sub(60));
    let before = (floor..figure.lo())
        .rev()
        .take_while(|&k| !matches!(passage.at(k), ';'))
        .any(|k| passage.at(k) == '由');
    before
        && (figure.hi()..sentence.hi().min(figure.hi() + 60))
            .take_while(|&k| passage.at(k) != ',')
            .any(|k| matches!(passage.at(k), '组' | '构') && passage.at(k + 1) == '成')
}

/// The kind of a figure, what tells it, and the kind that it may be of instead.
#[derive(Debug, Clone, Copy)]
struct Judged {
    kind: QuantityKind,
    ground: Ground,
    rival: Option<QuantityKind>,
}

impl Judged {
    /// What is left in doubt.
    fn doubt(self, passage: &Passage<'_>, mentions: &Mentions, figure: &QuantityMention) -> Option<Doubt> {
        // 第二批, 四个: how they are written says what they are.
        if matches!(self.kind, QuantityKind::Ordinal | QuantityKind::Count) {
            return None;
        }
        let sort = |sort: Sort| figure.sort == sort;
        let value = figure.value.number().as_f64().unwrap_or_default();
        let han = self.ground != Ground::KindRatio && !passage.at(figure.span.lo()).is_ascii_digit();
        let small = value < 13.0 && value.fract() == 0.0;
        let clause = passage.clause(figure.span.lo()).unwrap_or(figure.span);
        let sentence = passage.sentence(figure.span.lo()).map_or(clause, |sentence| sentence.span);
        let figures = beginning(&mentions.quantities, sentence.lo(), sentence.hi(), |q| q.span).len();
        // 12万人受灾: a verb behind the figure.
        let told = clause.hi() > figure.span.hi() + 4;
        let tally = Tally::of(Field::Quantity)
            .and(self.ground)
            .when(sort(Sort::Person), Ground::KindIsPerson)
            .when(sort(Sort::Thing), Ground::KindIsThing)
            .when(sort(Sort::General), Ground::KindIsGeneral)
            .when(sort(Sort::Money), Ground::KindIsMoney)
            .when(figure.value.number().as_f64() == Some(1.0), Ground::KindOne)
            .when(!is_han(passage.before(figure.span.lo())), Ground::KindHead)
            .when(figures > 3, Ground::KindMany)
            .when(han, Ground::KindHan)
            .when(small && han, Ground::KindSmallHan)
            .when(value > 9999.0, Ground::KindBig)
            .when(figure.approx.is_some(), Ground::KindApprox)
            .when(told, Ground::KindGoesOn);
        tally.doubt(|| self.rival.iter().map(|rival| rival.name().to_owned()).collect())
    }
}

/// What kind a figure is, with what it may be instead: where no word tells it, or words tell two kinds.
fn kind(passage: &Passage<'_>, mentions: &Mentions, figure: &QuantityMention, cues: &Cues) -> Judged {
    use QuantityKind::{Attribute, Component, Count, Cumulative, Increment, Ordinal, Planned, Stock};
    let sure = |kind, ground| Judged { kind, ground, rival: None };
    let rather =
        |kind, rival: QuantityKind, ground| Judged { kind, ground, rival: (kind != rival).then_some(rival) };
    if figure.ordinal {
        return sure(Ordinal, Ground::KindTold);
    }
    if figure.counts_list {
        return sure(Count, Ground::KindTold);
    }
    if matches!(figure.sort, Sort::Ratio | Sort::Age | Sort::Time | Sort::Grade) {
        return sure(Attribute, Ground::KindRatio);
    }
    if cues.component {
        return sure(Component, Ground::KindComponent);
    }
    let measure = figure.sort == Sort::Measure;
    if measure && cues.nearest.is_none() && !cues.running_before && struck(passage, figure) {
        return sure(Increment, Ground::KindTold);
    }
    // 来自18个县和市直共22家医院.
    if cues.source && figure.sort != Sort::Person {
        return sure(Attribute, Ground::KindTold);
    }
    if cues.running_here {
        return rather(Cumulative, cues.nearest.unwrap_or(Cumulative), Ground::KindRunning);
    }
    // 截至26日,救出86人,排水31万立方米: an amount too is what it came to.
    let amount = || amounts(passage, figure) || struck(passage, figure);
    if cues.running_before && (!measure || amount()) {
        return rather(Cumulative, cues.nearest.unwrap_or(Increment), Ground::KindTold);
    }
    if cues.planned {
        return sure(Planned, Ground::KindTold);
    }
    let start = figure.span.lo();
    // 每年互派学生10名: what is agreed.
    if figure.sort == Sort::Person
        && passage.clause(start).is_some_and(|clause| agreed(passage, clause, start))
    {
        return sure(Planned, Ground::KindTold);
    }
    if each(passage, start) {
        return sure(Attribute, Ground::KindEach);
    }
    // 全书82万字, 条例共10章72条: how long a work is.
    if work(passage, figure) {
        return sure(Attribute, Ground::KindTold);
    }
    if CHANGED.iter().any(|word| passage.ends(start, word)) {
        return sure(if measure { Attribute } else { Stock }, Ground::KindTold);
    }
    // 有800余张床位: what there is; 共有120名 counts those who came.
    let has =
        passage.before(start) == '有' && !matches!(passage.at(start.saturating_sub(2)), '共' | '没' | '所');
    let stands = has || there_is(passage, start) || reached(passage, start);
    let fallback = if measure { Attribute } else { Increment };
    match cues.nearest {
        Some(kind) if stands && !measure => rather(kind, Stock, Ground::KindTold),
        Some(kind @ Stock) => sure(kind, Ground::KindNearStock),
        Some(kind @ Attribute) => sure(kind, Ground::KindNearAttribute),
        Some(kind) => sure(kind, Ground::KindNearIncrement),
        None if stands && !measure => sure(Stock, Ground::KindTold),
        None if done(passage, start) => rather(Increment, fallback, Ground::KindTold),
        // 全县156213户.
        None if whole_region(passage, figure) => sure(Stock, Ground::KindTold),
        // 桥长300米; 漂没田禾八百亩.
        None if measure && chars!("长宽深高厚径程距温量重积力").has(passage.before(start)) => {
            sure(Attribute, Ground::KindTold)
        }
        // 调运面粉30吨: so much was moved; 5万吨级, 库容3亿立方米 are measures.
        None if measure && amounts(passage, figure) => rather(Increment, Attribute, Ground::KindAmounts),
        None if measure => rather(Attribute, Increment, Ground::KindMeasure),
        // 某省70万从业人员.
        None if figure.sort == Sort::None
            && !is_han(passage.at(figure.span.hi()))
            && beginning(&mentions.places, start.saturating_sub(16), start, |p| p.span)
                .iter()
                .any(|p| p.span.hi() == start) =>
        {
            rather(Stock, Increment, Ground::KindDefault)
        }
        // 工业总产值18.63亿元: an amount by itself is as likely what a year came to.
        None if figure.sort == Sort::Money && !given(passage, start) => {
            rather(Increment, Stock, Ground::KindMoney)
        }
        // 东海县1014643人: how many a place has.
        None if figure.sort == Sort::Person
            && beginning(&mentions.places, start.saturating_sub(16), start, |p| p.span)
                .iter()
                .any(|p| p.span.hi() == start) =>
        {
            rather(Increment, Stock, Ground::KindDefault)
        }
        None => rather(Increment, if measure { Attribute } else { Stock }, Ground::KindDefault),
    }
}

/// Units of what is moved, made or harvested: an amount, where no word tells a measure of a thing.
const AMOUNTS: [&str; 11] = ["吨", "公斤", "千克", "斤", "市斤", "石", "担", "斗", "升", "立方米", "方"];

/// Whether a measure is an amount of what was moved, made or harvested.
fn amounts(passage: &Passage<'_>, figure: &QuantityMention) -> bool {
    let (start, end) = (figure.span.lo(), figure.span.hi());
    let unit = figure.unit.map(|unit| passage.folded(unit)).unwrap_or_default();
    let unit = unit.trim_start_matches(['万', '亿', '千', '百', '余', '多']);
    let measured = chars!("容量积载重力达为约计长高深宽由从自至到").has(passage.before(start))
        || passage.ends_any(start, words!["面积", "占地", "能力", "库容", "总量", "载重"])
        || passage.begins_any(end, words!["级", "位", "型", "以上", "每", "／", "/"]);
    // 载着500吨货物的班列: it describes.
    let describes = (end..end + 6).take_while(|&k| is_han(passage.at(k))).any(|k| passage.at(k) == '的');
    AMOUNTS.contains(&unit) && !measured && !describes
}

/// 全市有中学32所: 有 and a noun before the number; not 参加的有32人, 没有, 共有.
fn there_is(passage: &Passage<'_>, start: usize) -> bool {
    (start.saturating_sub(9)..start)
        .rev()
        .take_while(|&k| is_han(passage.at(k)) && !matches!(passage.at(k), '的' | '了'))
        .any(|k| passage.at(k) == '有' && !chars!("的没所共具富享国公私含未").has(passage.before(k)))
}

/// 全县156213户,632480人: how many there are.
fn whole_region(passage: &Passage<'_>, figure: &QuantityMention) -> bool {
    let start = figure.span.lo();
    start > 1
        && passage.at(start - 2) == '全'
        && chars!("省市县区州盟旗国乡镇村").has(passage.before(start))
        && figure.unit.is_some_and(|unit| matches!(passage.at(unit.lo()), '户' | '人' | '口'))
        // 全市4万余人集会: they did something.
        && !is_han(passage.at(figure.span.hi()))
}

/// 养牛达17.4万头: how much there was in the end.
fn reached(passage: &Passage<'_>, start: usize) -> bool {
    // 部队到达300人: they came.
    passage.ends(start, "达") && !passage.ends(start, "到达")
        || passage.ends(start, "达到")
        || passage.ends(start, "达到了")
}

/// What a stock grew or fell from and to: 病床由20张增至35张.
const CHANGED: &[&str] = &[
    "增至",
    "增加到",
    "增加至",
    "降至",
    "降到",
    "下降到",
    "减至",
    "减少到",
    "扩大到",
    "发展到",
    "提高到",
    "上升到",
    "由",
    "从",
];

/// 毁麦田2300亩, 拨救济粮15万公斤: the words before the figure begin with a verb of doing.
fn done(passage: &Passage<'_>, start: usize) -> bool {
    let floor = start.saturating_sub(12).max(passage.span.lo());
    let head = (floor..start).rev().find(|&k| !is_han(passage.at(k))).map_or(floor, |k| k + 1);
    head < start && chars!("毁淹拨捐征募派招修筑植栽焚烧挖垦铺缴赈运购销抢劫罚贷借徵").has(passage.at(head))
}

/// 乡人捐法币20万元: money changes hands.
fn given(passage: &Passage<'_>, start: usize) -> bool {
    (start.saturating_sub(10)..start)
        .rev()
        .take_while(|&k| is_han(passage.at(k)))
        .any(|k| chars!("捐拨募征筹集借贷罚送付引汇赠奖赔偿").has(passage.at(k)))
}

/// 6.24万公顷农作物受灾: a verb of loss behind a measure.
fn struck(passage: &Passage<'_>, figure: &QuantityMention) -> bool {
    let end = figure.span.hi();
    (end..end + 12).take_while(|&k| is_han(passage.at(k))).any(|k| {
        ["受灾", "成灾", "被淹", "绝收", "受损", "被毁", "减产", "受旱"]
            .iter()
            .any(|word| passage.begins(k, word))
    })
}

/// 每年互派学生10名: so many are to go each year.
fn agreed(passage: &Passage<'_>, clause: Span, start: usize) -> bool {
    (clause.lo().max(start.saturating_sub(14))..start)
        .any(|k| passage.begins_any(k, &lists::FIGURE_EACH_YEAR))
        && (clause.lo().max(start.saturating_sub(12))..start)
            .any(|k| passage.begins_any(k, &lists::FIGURE_EXCHANGED))
}

/// 全书82万字, 全文12章: a unit that only works are measured by; 条 and 节 only behind 章 or 共.
fn work(passage: &Passage<'_>, figure: &QuantityMention) -> bool {
    let Some(unit) = figure.unit.map(|unit| passage.folded(unit)) else { return false };
    let start = figure.span.lo();
    match unit.trim_start_matches(['万', '千', '百', '余', '多']) {
        "字" | "章" | "回" | "篇目" => true,
        "条" | "节" | "款" => {
            passage.before(start) == '章' || passage.ends_any(start, &lists::FIGURE_OF_A_RULE)
        }
        // 志书共24卷, 主楼高22层.
        "卷" | "层" => chars!("共分凡计高").has(passage.before(start)),
        _ => false,
    }
}

/// 每2天发布1次: a rate.
fn each(passage: &Passage<'_>, start: usize) -> bool {
    (start.saturating_sub(8)..start)
        .rev()
        .take_while(|&k| passage.at(k) != ',')
        .any(|k| passage.at(k) == '每')
}

/// Whether two figures count the same kind of thing.
fn alike(one: &QuantityMention, other: &QuantityMention) -> bool {
    let class = |sort: Sort| match sort {
        Sort::Person | Sort::None => 0,
        Sort::Thing | Sort::General | Sort::Place => 1,
        Sort::Measure => 2,
        Sort::Money => 3,
        _ => 4,
    };
    let (a, b) = (class(one.sort), class(other.sort));
    a == b || a.max(b) == 1
}

/// The figure that a part belongs to: the nearest before that is no part itself and not smaller.
fn whole(figures: &[QuantityMention], records: &[QuantityRecord], part: &QuantityMention) -> Option<usize> {
    (0..records.len()).rev().take(12).find(|&k| {
        let (Some(figure), Some(record)) = (figures.get(k), records.get(k)) else { return false };
        !matches!(record.kind, QuantityKind::Component | QuantityKind::Ordinal | QuantityKind::Count)
            && part.span.start - figure.span.end <= PART_REACH
            && alike(figure, part)
            && (figure.sort != Sort::Measure || part.sort == Sort::Measure)
            && (figure.sort == part.sort || figure.sort != Sort::Person || part.sort != Sort::Thing)
            && figure.value.float() >= part.value.float()
    })
}

/// The same figure told before: equal value, and unit or thing alike.
fn told_before(
    passage: &Passage<'_>,
    figures: &[QuantityMention],
    records: &[QuantityRecord],
    figure: &QuantityMention,
    record: &QuantityRecord,
) -> Option<usize> {
    let headline = |span: Span| passage.headline.is_some_and(|h| h.contains(span));
    (0..records.len()).take(64).find(|&k| {
        let (Some(other), Some(told)) = (figures.get(k), records.get(k)) else { return false };
        if other.value != figure.value
            || other.high != figure.high
            || other.ordinal != figure.ordinal
            || told.same_as.is_some()
        {
            return false;
        }
        let same_unit = told.unit == record.unit;
        if figure.ordinal {
            return same_unit && related(told.of.as_deref(), record.of.as_deref());
        }
        if told.kind == QuantityKind::Count || record.kind == QuantityKind::Count || !alike(other, figure) {
            return false;
        }
        let persons = other.sort == Sort::Person && figure.sort == Sort::Person;
        let retold = headline(other.span) && !headline(figure.span);
        let near = related(told.of.as_deref(), record.of.as_deref());
        (same_unit || persons) && (near || retold && figure.value.float() >= 2.0)
            || retold && figure.value.float() >= 10.0 && near
    })
}

/// Whether two nouns share two characters.
fn related(one: Option<&str>, other: Option<&str>) -> bool {
    fn pairs(noun: &str) -> impl Iterator<Item = (char, char)> + '_ {
        noun.chars().zip(noun.chars().skip(1))
    }
    let (Some(one), Some(other)) = (one, other) else { return false };
    pairs(one).any(|pair| pairs(other).any(|o| o == pair))
}

/// Words between a noun and its figure (达, 约, 共有).
const BETWEEN: &[&str] = &[
    "达到",
    "共计",
    "共有",
    "总计",
    "合计",
    "大约",
    "将近",
    "超过",
    "增至",
    "增加到",
    "提高到",
    "下降至",
    "下降到",
    "上升到",
    "达",
    "为",
    "约",
    "近",
    "超",
    "逾",
    "共",
    "各",
    "至",
    "到",
    "有",
    "计",
    "仅",
    "已",
    "的",
    "了",
    "上",
    "是",
    "多达",
    "只有",
    "高达",
];

/// Whether a word of [`BETWEEN`] may end with a character: a cheap look before all of them.
fn may_end_between(last: char) -> bool {
    chars!("到计有约近过至达为超逾共各仅已的了上是").has(last)
}

/// The noun that is counted: after the unit, else before the number.
fn counted(passage: &Passage<'_>, figure: &QuantityMention, next: Option<&QuantityMention>) -> Option<Span> {
    // 首批15名医护人员: both count the same.
    if let Some(next) = next.filter(|next| figure.ordinal && next.span.start == figure.span.end) {
        return noun_after(passage, next);
    }
    let measured = matches!(
        figure.sort,
        Sort::Measure | Sort::Money | Sort::Ratio | Sort::Age | Sort::Time | Sort::Grade
    );
    // 6章38条: what a figure stands right before is its unit and nothing counted.
    let counted = |noun: &Span| !noun.lo().checked_sub(1).is_some_and(|i| passage.at(i).is_ascii_digit());
    let (before, after) = (|| noun_before(passage, figure).filter(counted), || noun_after(passage, figure));
    // 全长12.5公里, 投资3000万元: what is measured stands before; 500吨货物: behind.
    if measured && figure.sort != Sort::Measure { before().or_else(after) } else { after().or_else(before) }
}

/// Words that may stand between an ordinal and the body it numbers (第五批支援某地医疗队).
const LONGEST_NUMBERED: usize = 30;

/// What an ordinal numbers: the rest of the name it stands in, else up to the word that ends a body's name, else the noun
/// beside it. Of 第十一批、第十二批医疗队 both number the teams.
fn numbered(passage: &Passage<'_>, mentions: &Mentions, figure: &QuantityMention) -> Option<Span> {
    let mut start = figure.span.hi();
    for other in beginning(&mentions.quantities, start, start + LONGEST_NUMBERED, |q| q.span) {
        if other.ordinal
            && other.span.lo() == start + 1
            && matches!(passage.at(start), '、' | '和' | '及' | '至')
        {
            start = other.span.hi();
        }
    }
    if passage.at(start) == '的' {
        start += 1;
    }
    let first = figure.span.lo();
    let name = beginning(&mentions.organizations, first.saturating_sub(40), first + 1, |body| body.span)
        .iter()
        .map(|body| body.span)
        .find(|span| span.covers(start) && span.covers(first));
    if let Some(name) = name {
        return Some(Span::new(start, name.hi()));
    }
    let end = (start..start + LONGEST_NUMBERED).find_map(|i| {
        if !is_han(passage.at(i)) {
            return Some(None);
        }
        passage.hits.longest(i, Class::BodySuffix).map(|hit| Some(hit.span().hi()))
    });
    match end.flatten() {
        Some(end) => Some(Span::new(start, end)),
        None => noun_after(passage, figure).or_else(|| noun_before(passage, figure)),
    }
}

fn noun_after(passage: &Passage<'_>, figure: &QuantityMention) -> Option<Span> {
    let mut start = figure.span.hi();
    for word in ["左右", "以上", "以下", "多", "余", "的"] {
        if passage.begins(start, word) {
            start += word.chars().count();
        }
    }
    let mut end = start;
    while end < start + LONGEST_NOUN && is_han(passage.at(end)) && !(bounds(passage, end, end > start)) {
        end += 1;
    }
    while end > start && matches!(passage.before(end), '的' | '在' | '和' | '等' | '于') {
        end -= 1;
    }
    (end > start).then(|| Span::new(start, end))
}

/// Whether a verb or a function word begins here, so that a noun ends.
fn bounds(passage: &Passage<'_>, i: usize, inside: bool) -> bool {
    if chars!("共各以后在和与及被从向对于来已将也均都并遭获").has(passage.at(i)) {
        return true;
    }
    if CHANGED.iter().take(CHANGED.len() - 2).any(|word| passage.begins(i, word)) {
        return true;
    }
    // 检查团, 建设者: the verb is part of the noun.
    let mut verb = passage.hits.at(i).iter().filter(|hit| {
        hit.end - hit.start >= 2
            && (hit.is(Class::PartVerb)
                || hit.is(Class::Verb)
                || hit.is(Class::OrganizerVerb)
                || hit.is(Class::RoleWord)
                || inside && hit.is(Class::TypeWord) && deed(passage.value(hit, Class::TypeWord)))
    });
    // 运动员: the verb begins inside a word for people.
    let covered = inside
        && i > 0
        && passage
            .hits
            .at(i - 1)
            .iter()
            .any(|hit| hit.end as usize > i + 1 && (hit.is(Class::Occupation) || hit.is(Class::Post)));
    if covered {
        return false;
    }
    let stops = verb.next_back().is_some_and(|hit| {
        (!inside || passage.bounds.open(i) || !hit.is(Class::Verb))
            && !chars!("团队组员者站所品费区项工单点户").has(passage.at(hit.end as usize))
    });
    stops || inside && passage.bounds.open(i) && passage.hits.longest(i, Class::Function).is_some()
}

/// Type words that are verbs.
fn deed(value: &str) -> bool {
    ["deployment", "project", "issue", "visit", "appointment", "institution", "donation"]
        .iter()
        .any(|kind| value.starts_with(kind))
}

fn noun_before(passage: &Passage<'_>, figure: &QuantityMention) -> Option<Span> {
    let mut end = figure.span.lo();
    let floor = passage.clause(end).map_or(end, Span::lo);
    loop {
        let word = BETWEEN
            .iter()
            .filter(|word| may_end_between(passage.before(end)) && passage.ends(end, word))
            .max_by_key(|word| word.chars().count());
        match word {
            Some(word) if end > floor => end -= word.chars().count(),
            _ if passage.before(end) == ' ' && end > floor => end -= 1,
            _ => break,
        }
    }
    let mut start = end;
    while start > floor.max(end.saturating_sub(LONGEST_NOUN)) && is_han(passage.before(start)) {
        let k = start - 1;
        // 1988年国家投资: the year is no part of the noun. 与会委员 is one word.
        let dated = matches!(passage.at(k), '年' | '月' | '日') && passage.before(k).is_ascii_digit();
        let joined = passage.at(k) == '与' && passage.at(k + 1) != '会';
        // 其中医师100名 counts 医师.
        let among = passage.at(k) == '中' && passage.before(k) == '其';
        let stop = dated
            || joined
            || among
            || matches!(passage.at(k), '的' | '由' | '和' | '了' | '其' | '为' | '是' | '等');
        if stop {
            break;
        }
        start = k;
    }
    // A run of words longer than any noun is a clause, of which the middle says nothing.
    if end - start == LONGEST_NOUN && start > floor && is_han(passage.before(start)) {
        let verb = (start..end).rev().find_map(|k| {
            passage.hits.at(k).iter().rev().find(|hit| {
                hit.end > hit.start + 1
                    && hit.end as usize + 1 < end
                    && (hit.is(Class::Verb) || hit.is(Class::PartVerb))
            })
        });
        start = verb?.end as usize;
    }
    // 其中男: the 中 is not the noun's.
    if passage.at(start) == '中' && passage.before(start) == '其' {
        start += 1;
    }
    (end > start).then(|| Span::new(start, end))
}

/// The day a running total holds for.
fn as_of(
    passage: &Passage<'_>,
    figure: &QuantityMention,
    kind: QuantityKind,
    cues: &Cues,
    times: &[TimeRecord],
    date: Option<&TimeRecord>,
) -> Option<String> {
    let running = kind == QuantityKind::Cumulative || cues.running_here || cues.running_before;
    if !running || !matches!(kind, QuantityKind::Cumulative | QuantityKind::Component | QuantityKind::Stock) {
        return None;
    }
    let sentence = passage.sentence(figure.span.lo())?.span;
    let told = times.partition_point(|time| (time.start as usize) < figure.span.lo());
    let named = times.iter().take(told).rev().take(8).find(|time| {
        let start = time.start as usize;
        sentence.covers(start)
            && ["截至", "截止", "截止到", "截至到", "到", "至", "止于"]
                .iter()
                .any(|word| passage.ends(start, word))
    });
    named.or(date).filter(|time| time.is_resolved()).map(|time| time.to.clone())
}

/// The place or body counted: 全省, or the place the clause begins with.
fn scope(
    passage: &Passage<'_>,
    mentions: &Mentions,
    figure: &QuantityMention,
    kind: QuantityKind,
) -> Option<String> {
    if matches!(kind, QuantityKind::Ordinal | QuantityKind::Count) {
        return None;
    }
    let clause = passage.clause(figure.span.lo())?;
    let start = figure.span.lo();
    let floor = clause.lo().max(start.saturating_sub(40));
    let all = (floor..start).find(|&k| {
        passage.at(k) == '全' && chars!("国省市县区州乡镇村校厂院公社系行球境").has(passage.at(k + 1))
    });
    if let Some(k) = all {
        let end = if matches!(passage.at(k + 1), '公' | '系' | '行') { k + 3 } else { k + 2 };
        return Some(passage.slice(Span::new(k, end)).to_owned());
    }
    beginning(&mentions.places, clause.lo(), clause.lo() + 5, |p| p.span)
        .iter()
        .find(|place| place.span.hi() <= start)
        .map(|place| passage.slice(place.span).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::recognize::quantity;
    use crate::text::Text;

    fn read(headline: &str, body: &str) -> Vec<QuantityRecord> {
        let text = Text::new(format!("{headline}{body}"));
        let n = headline.chars().count();
        let head = (n > 0).then(|| Span::new(0, n));
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), head, Span::new(n, text.len()));
        let mut mentions = Mentions::default();
        mentions.quantities = quantity::find(&passage, &mentions);
        quantities(&passage, &mentions, &[], None)
    }

    #[test]
    fn the_words_before_a_figure_tell_its_kind() {
        use QuantityKind::{Attribute, Component, Cumulative, Increment, Ordinal, Planned, Stock};
        for (body, kinds) in [
            ("投资3000万元。", vec![Increment]),
            ("死亡3人，伤11人。", vec![Increment, Increment]),
            ("截至目前，全市累计造林12万亩。", vec![Cumulative]),
            ("是年，全县62430户，319702口。", vec![Stock, Stock]),
            ("目前，已派出10批，队员990人。", vec![Cumulative, Cumulative]),
            ("全县总人口为213465人，其中男108211人，女105254人。", vec![Stock, Component, Component]),
            ("共120名，由18名医师、102名护士组成。", vec![Increment, Component, Component]),
            ("计划投资2.4亿元。", vec![Planned]),
            ("公路全长12.5公里，路基宽9米。", vec![Attribute, Attribute]),
            ("图书馆馆藏图书260万册。", vec![Stock]),
            ("全市有中学32所。", vec![Stock]),
            ("参加会议的有代表120人。", vec![Increment]),
            ("病床由20张增至35张。", vec![Stock, Stock]),
            ("比上年增长5.6%。", vec![Attribute]),
            ("第十批队员出发。", vec![Ordinal]),
            ("辖5街道、12镇、8乡。", vec![Stock, Stock, Stock]),
            ("6.2万亩农作物受灾。", vec![Increment]),
            ("每股发行价12.6元。", vec![Attribute]),
            ("县拨救济粮15万公斤。", vec![Increment]),
            ("拨救济粮15万公斤。", vec![Increment]),
            ("队员来自12个单位。", vec![Attribute]),
            ("来自12个县的635名运动员参加。", vec![Attribute, Increment]),
            ("队员来自9个县和市直共14家医院。", vec![Attribute, Attribute]),
        ] {
            let found: Vec<QuantityKind> = read("", body).iter().map(|q| q.kind).collect();
            assert_eq!(found, kinds, "{body}");
        }
    }

    #[test]
    fn the_cheap_look_lets_every_word_between_pass() {
        for word in BETWEEN {
            assert!(word.chars().next_back().is_some_and(may_end_between), "{word}");
        }
    }

    #[test]
    fn parts_point_to_their_whole() {
        let all = read("", "派出医疗队员120名，其中医师18名、护士102名。");
        assert_eq!(all.iter().map(|q| q.part_of).collect::<Vec<_>>(), [None, Some(0), Some(0)]);
        let all = read("", "总投资745.9万元，其中国家投资369.26万元，地方投资376.64万元。");
        assert_eq!(all.iter().map(|q| q.part_of).collect::<Vec<_>>(), [None, Some(0), Some(0)]);
    }

    #[test]
    fn what_counts_another_kind_of_thing_is_no_part() {
        use QuantityKind::{Component, Increment};
        let records = read("", "全县造林1.2万亩,其中经果林4300亩、用材林7700亩,参加干部群众达2.3万人次。");
        let kinds: Vec<QuantityKind> = records.iter().map(|record| record.kind).collect();
        assert_eq!(kinds[1..3], [Component, Component]);
        assert_ne!(kinds[3], Component);
        assert_eq!(kinds[0], Increment);
    }

    #[test]
    fn a_figure_told_again_points_to_the_first() {
        let all = read("云溪第五批援藏队148人出发 ", "3月5日，云溪第五批援藏队148名队员出发。");
        assert_eq!(all.iter().map(|q| q.same_as).collect::<Vec<_>>(), [None, None, Some(0), Some(1)]);
    }

    #[test]
    fn what_is_counted_stands_behind_or_before() {
        for (body, of) in [
            ("120名医疗队员奔赴灾区。", "医疗队员"),
            ("粮食总产量达1.2亿公斤。", "粮食总产量"),
            ("运来500吨货物。", "货物"),
            ("死亡3人。", "死亡"),
            ("与会委员165名。", "与会委员"),
            ("全长12.5公里。", "全长"),
            ("组成40人检查团。", "检查团"),
        ] {
            assert_eq!(read("", body)[0].of.as_deref(), Some(of), "{body}");
        }
    }
}
