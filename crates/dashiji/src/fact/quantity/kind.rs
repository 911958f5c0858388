//! Of what kind a figure is: an amount done, a running total, a stock, a measure of a thing, by the words of its clause and around it.

use super::super::{Field, QuantityKind};
use crate::confidence::{Doubt, Ground, Tally};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::recognize::quantity::{QuantityMention, Sort};
use crate::recognize::{Mentions, Passage, beginning};
use crate::text::{Span, chars, is_han, words};

/// How far before a figure the words that tell its kind are looked for.
const REACH: usize = 120;

/// The words before a figure that tell its kind.
#[expect(clippy::struct_excessive_bools, reason = "each is one word that was seen or not")]
#[derive(Debug, Default)]
pub(super) struct Cues {
    /// The nearest in its clause.
    pub(super) nearest: Option<QuantityKind>,
    /// 其中 before it in its sentence, or 由…组成 around it.
    pub(super) component: bool,
    /// The same, where 其中 stands in a clause before its own.
    pub(super) component_before: bool,
    /// 累计, 截至, 目前 in its clause.
    pub(super) running_here: bool,
    /// The same, earlier in its sentence.
    pub(super) running_before: bool,
    /// 计划, 拟 in its clause.
    pub(super) planned: bool,
    /// 来自 in its clause: it says where those that are told of come from.
    pub(super) source: bool,
}

impl Cues {
    pub(super) fn around(passage: &Passage<'_>, figure: &QuantityMention) -> Self {
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
pub(super) struct Judged {
    pub(super) kind: QuantityKind,
    pub(super) ground: Ground,
    pub(super) rival: Option<QuantityKind>,
}

impl Judged {
    /// What is left in doubt.
    pub(super) fn doubt(
        self,
        passage: &Passage<'_>,
        mentions: &Mentions,
        figure: &QuantityMention,
    ) -> Option<Doubt> {
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
pub(super) fn kind(
    passage: &Passage<'_>,
    mentions: &Mentions,
    figure: &QuantityMention,
    cues: &Cues,
) -> Judged {
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
    if matches!(passage.before(start), '由' | '从') || passage.ends_any(start, &lists::FIGURE_CHANGED_TO) {
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
    lists::FIGURE_AMOUNTS.holds(unit) && !measured && !describes
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
    (end..end + 12)
        .take_while(|&k| is_han(passage.at(k)))
        .any(|k| passage.begins_any(k, &lists::FIGURE_OF_LOSS))
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
