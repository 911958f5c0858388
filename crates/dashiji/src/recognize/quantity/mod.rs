//! Figures: numerals of every kind with their units.
//!
//! In goes an entry, out come its figures in order: `投资1200余万元,架桥三座` gives 12000000 元 (over) and 3 座. [`every`] is the
//! grammar alone: each number, with its unit where one follows. [`find`] keeps those that state a fact: no dates, no names
//! (第一中学, 2号线), no slogans (三讲), no notions (四个关系); a number that only counts a list just named
//! (甲、乙、丙三县) is marked as such.

mod grammar;
mod judge;

use super::numeral::{self, Decimal, Share};
use super::{Mentions, Passage, reference};
use crate::fact::Approximation;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, chars, is_han};
use grammar::{figure, opens};
use judge::states_fact;

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
#[expect(clippy::struct_excessive_bools, reason = "each is a way of writing that stands or not")]
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
        let rest = passage.text.folded(Span::new(i, passage.span.hi()));
        let Some(next) = rest.iter().position(|&c| opens(c)) else { break };
        i += next;
        while masks.get(mask).is_some_and(|m| m.hi() <= i) {
            mask += 1;
        }
        if let Some(hidden) = masks.get(mask).filter(|m| m.covers(i)) {
            i = hidden.hi();
            continue;
        }
        // 两年零九天: the nought only joins the two.
        i += usize::from(joins(passage, i));
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
    let none = nothing(passage, &masks);
    if !none.is_empty() {
        found.extend(none);
        found.sort_by_key(|figure| figure.span);
    }
    found
}

/// Reports of none: nought of what they name, in 无新增死亡病例, and in 无死亡 where figures stand before it in its sentence.
fn nothing(passage: &Passage<'_>, masks: &[Span]) -> Vec<QuantityMention> {
    const LONGEST: usize = 14;
    let mut found = Vec::new();
    for i in passage.body.lo()..passage.span.hi() {
        if !matches!(passage.at(i), '无' | '零') {
            continue;
        }
        let mut end = i + 1;
        if passage.begins(i + 1, "新增") {
            end = i + 3;
            while end < i + LONGEST
                && is_han(passage.at(end))
                && !matches!(passage.at(end), '的' | '和' | '及')
            {
                end += 1;
            }
            // 零新增不等于零风险 speaks of such reports.
            if end == i + 3 || (i + 3..end).any(|k| chars!("不等是零并").has(passage.at(k))) {
                continue;
            }
        } else if !is_han(passage.before(i)) {
            let noun = passage.hits.longest(i + 1, Class::FigureWord);
            let noun = noun.filter(|hit| passage.value_is(hit, Class::FigureWord, "nought"));
            end = noun.map(|hit| hit.end as usize).filter(|&end| !is_han(passage.at(end))).unwrap_or(end);
            // In a report that counts people or cases; 烧毁民房11间,无人员伤亡 only tells how it went.
            let told = |head: usize| {
                let counts = |k| passage.begins_any(k, &lists::FIGURE_HEADS);
                (head..i).any(|k| passage.at(k).is_ascii_digit()) && (head..i).any(counts)
            };
            if end == i + 1 || !passage.sentence(i).is_some_and(|sentence| told(sentence.span.lo())) {
                continue;
            }
        }
        let span = Span::new(i, end);
        if end > i + 1 && !masks.iter().any(|mask| mask.overlaps(span)) {
            found.push(QuantityMention {
                span,
                number: Span::new(i, i + 1),
                value: Decimal::whole(0),
                high: None,
                unit: None,
                share: Share::None,
                sort: Sort::Thing,
                approx: None,
                ordinal: false,
                counts_list: false,
                spelled: true,
                row: false,
                bare: false,
                scaled: false,
                mark: Mark::Plain,
            });
        }
    }
    found
}

/// Every number of a passage with its unit, whether or not it states a fact.
pub fn every(passage: &Passage<'_>) -> Vec<QuantityMention> {
    let mut found = Vec::new();
    let mut i = passage.span.lo();
    while i < passage.span.hi() {
        i += usize::from(joins(passage, i));
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

/// Whether a nought stands between a unit and a further number: 两年零九天, 三里零五步.
fn joins(passage: &Passage<'_>, i: usize) -> bool {
    passage.at(i) == '零'
        && chars!("年月天里元石亩斤丈时").has(passage.before(i))
        && numeral::begins(passage.at(i + 1))
        && passage.at(i + 1) != '零'
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
    fn the_ends_of_a_range_share_their_order() {
        for (raw, low, high) in [
            ("三至五万人", "30000", "50000"),
            ("一百二十至一百五十万元", "1200000", "1500000"),
            ("七千到九千亿元", "700000000000", "900000000000"),
            ("三千至五万人", "3000", "50000"),
            ("三至五百人", "300", "500"),
            ("10至20万元", "100000", "200000"),
            ("四五千人", "4000", "5000"),
            ("三五百户", "300", "500"),
            ("四五十万元", "400000", "500000"),
            ("五块六到五块七毛八", "5.6", "5.78"),
        ] {
            let text = Text::new(raw.to_owned());
            let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
            let found = find(&passage, &Mentions::default());
            let told: Vec<_> =
                found.iter().map(|f| (f.value.to_string(), f.high.map(|h| h.to_string()))).collect();
            assert_eq!(told, [(low.to_owned(), Some(high.to_owned()))], "{raw}");
        }
    }

    #[test]
    fn a_figure_is_read_whole_and_alone() {
        for (raw, want) in [
            ("价一百三十五块六角七分。", &[("一百三十五块六角七分", "135.67", "块")][..]),
            ("停建24个项目。", &[("24个", "24", "个")]),
            ("用时两年零九天。", &[("两年", "2", "年"), ("九天", "9", "天")]),
            ("投资数十亿元。", &[("数十亿元", "1000000000", "元")]),
            ("市区人口达50万，居全省第三。", &[("50万", "500000", "")]),
            ("群众被困一天。", &[("一天", "1", "天")]),
            ("用三年左右时间建成。", &[("三年", "3", "年")]),
            ("建于963年，比该塔早200年。", &[("200年", "200", "年")]),
            (
                "五百 余万人、7万 5千 4百斤",
                &[("五百 余万人", "5000000", "人"), ("7万 5千 4百斤", "75400", "斤")],
            ),
            ("县政协四届四次会议召开。", &[]),
            ("十二届八次全会召开。", &[]),
            ("重修三元宫。", &[]),
            ("三台合一。", &[]),
        ] {
            let want: Vec<(String, String, String)> =
                want.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect();
            assert_eq!(figures(raw), want, "{raw}");
        }
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
