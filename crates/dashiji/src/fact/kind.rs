//! What an entry or an event is: meeting, visit, deployment, issue.
//!
//! In goes a range of an entry, out comes its [`EventType`]. The headline says it first (`县医疗队启程赴灾区` is a
//! deployment), else the sentences of the range in order. Every type word of the lexicon has a weight; the heaviest of a
//! headline or sentence wins, a visit being surer after 到, 赴, 深入, and later clauses weighing less.

use super::EventType;
use crate::lexicon::{Class, Hit};
use crate::recognize::titled::TitleClass;
use crate::recognize::{Mentions, Passage, beginning};
use crate::text::{Span, is_han};

/// A word must weigh this much to decide.
const ENOUGH: i32 = 40;
/// How much surer a visit is after a verb of going.
const GOING: i32 = 24;
/// What each later clause loses.
const LATER: i32 = 6;
/// How much a verb of issuing right before a title weighs.
const ISSUED: i32 = 84;
/// How many sentences are asked.
const SENTENCES: usize = 4;
/// How many clauses of a sentence are asked.
const CLAUSES: usize = 16;
/// How many characters of a sentence are asked for figures and titles.
const REACH: usize = 400;

/// The type of what `span` tells; the whole entry's where `span` is the entry, taken from its headline first.
pub fn kind(passage: &Passage<'_>, mentions: &Mentions, span: Span) -> EventType {
    let headline = passage.headline.filter(|h| span.contains(*h));
    if let Some(headline) = headline
        && let Some(found) = judge(passage, mentions, headline, &clauses(passage, mentions, headline))
    {
        return found;
    }
    let floor = headline.map_or(span.lo(), Span::hi);
    let first = passage.sentences.partition_point(|s| s.span.hi() <= floor);
    passage.sentences[first..]
        .iter()
        .take_while(|s| s.span.lo() < span.hi())
        .take(SENTENCES)
        .find_map(|s| {
            let begun = s.clauses.partition_point(|c| c.hi() <= floor);
            let clauses = s.clauses.get(begun..s.clauses.len().min(begun + CLAUSES)).unwrap_or_default();
            judge(passage, mentions, cut(s.span, span), clauses)
        })
        .unwrap_or(EventType::Other)
}

/// The part of a sentence that lies in the range.
fn cut(sentence: Span, range: Span) -> Span {
    Span::new(sentence.lo().max(range.lo()), sentence.hi().min(range.hi()))
}

/// A headline's clauses: its commas and its spaces, those inside 《》 and “” apart.
fn clauses(passage: &Passage<'_>, mentions: &Mentions, headline: Span) -> Vec<Span> {
    let mut clauses = Vec::new();
    let (mut start, mut i) = (headline.lo(), headline.lo());
    while i < headline.hi() && clauses.len() < CLAUSES {
        if let Some(end) = masked(passage, mentions, i) {
            i = end.max(i + 1);
            continue;
        }
        if matches!(passage.at(i), ',' | ' ' | ':' | '。' | ';' | '—') {
            if i > start {
                clauses.push(Span::new(start, i));
            }
            start = i + 1;
        }
        i += 1;
    }
    if headline.hi() > start {
        clauses.push(Span::new(start, headline.hi()));
    }
    clauses
}

/// Where what must not decide ends, if it begins at `i`: a title in 《》, a short quotation.
fn masked(passage: &Passage<'_>, mentions: &Mentions, i: usize) -> Option<usize> {
    match passage.at(i) {
        '《' | '<' => {
            beginning(&mentions.titled, i, i + 1, |t| t.outer).first().map(|titled| titled.outer.hi())
        }
        '“' => (i + 1..i + 42)
            .take_while(|&k| !matches!(passage.at(k), '\n' | '\0' | '“'))
            .find(|&k| passage.at(k) == '”')
            .map(|k| k + 1),
        _ => None,
    }
}

/// The type the heaviest word of a headline or sentence gives.
fn judge(passage: &Passage<'_>, mentions: &Mentions, range: Span, clauses: &[Span]) -> Option<EventType> {
    let mut best: Option<(i32, EventType)> = None;
    let mut offer = |weight: i32, kind: EventType| {
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, kind));
        }
    };
    let mut late = 0;
    for clause in clauses {
        let clause = cut(*clause, range);
        if clause.is_empty() {
            continue;
        }
        let mut told = false;
        // 到云溪检查工作并召开座谈会: the visit is the event, the meeting a part of it.
        let mut visited = false;
        let mut i = clause.lo();
        while i < clause.hi() {
            if let Some(end) = masked(passage, mentions, i) {
                i = end.max(i + 1);
                continue;
            }
            let hit = passage.hits.longest(i, Class::TypeWord).filter(|hit| hit.end <= clause.end);
            if let Some(hit) = hit
                && let Some((kind, weight)) = weigh(passage, hit, clause)
            {
                told |= weight >= ENOUGH;
                let within = if visited && kind == EventType::Meeting { GOING } else { 0 };
                visited |= kind == EventType::Visit && weight > GOING + ENOUGH;
                offer(weight - late - within, kind);
            }
            i = hit.map_or(i + 1, |hit| hit.end as usize);
        }
        if told {
            late += LATER;
        }
    }
    let range = Span::new(range.lo(), range.hi().min(range.lo() + REACH));
    if issued_title(passage, mentions, range) {
        offer(ISSUED, EventType::Issue);
    }
    // 副书记甲带领8000名民工炼铁: somebody acts, and the figure is what they act with.
    let acted =
        beginning(&mentions.people, range.lo(), range.hi(), |p| p.span).first().is_some_and(|person| {
            !(range.lo()..person.span.lo()).any(|i| passage.at(i).is_ascii_digit() && !dated(passage, i))
        });
    if let Some((weight, kind)) = reported_figure(passage, range).filter(|_| !acted) {
        offer(weight, kind);
    }
    best.filter(|(weight, _)| *weight >= ENOUGH).map(|(_, kind)| kind)
}

/// A type word's type and weight where it stands.
fn weigh(passage: &Passage<'_>, hit: &Hit, clause: Span) -> Option<(EventType, i32)> {
    let value = passage.value(hit, Class::TypeWord);
    let (name, weight) = value.split_once(' ')?;
    let kind = event_type(name)?;
    let mut weight: i32 = weight.parse().ok()?;
    let (start, end) = (hit.start as usize, hit.end as usize);
    // 检查组, 考察队, 调研员: who, not what.
    if matches!(kind, EventType::Visit) {
        if matches!(passage.at(end), '组' | '团' | '队' | '员' | '站') {
            return None;
        }
        if going(passage, Span::new(clause.lo(), start)) {
            weight += GOING;
        }
    }
    // 接种突破300万剂次: a mark reached, no result.
    let reached = matches!(kind, EventType::Result) && passage.begins(start, "突破") && {
        let next = passage.at(end);
        next.is_ascii_digit() || matches!(next, '百' | '千' | '万' | '亿')
    };
    if reached {
        return Some((EventType::Statistics, ENOUGH + 10));
    }
    // 未建成, 拟召开.
    if matches!(passage.before(start), '未' | '拟' | '没' | '停') {
        weight -= 30;
    }
    // …的会议精神, …会议部署 inside a longer phrase: what was heard of, not what happened.
    if matches!(kind, EventType::Meeting) && (passage.begins(end, "精神") || passage.begins(end, "纪要"))
    {
        return None;
    }
    Some((kind, weight))
}

/// Whether a verb of going stands in the range: 到安阳, 赴省疾控中心, 深入企业.
fn going(passage: &Passage<'_>, range: Span) -> bool {
    (range.lo()..range.hi()).any(|i| {
        let c = passage.at(i);
        match c {
            '到' => !matches!(passage.before(i), '达' | '受' | '得' | '遇' | '接' | '收' | '直'),
            '赴' | '莅' | '抵' => true,
            '深' => passage.at(i + 1) == '入',
            '来' => {
                is_han(passage.at(i + 1))
                    && !matches!(passage.before(i), '以' | '近' | '历' | '从' | '未' | '原')
            }
            '前' => passage.at(i + 1) == '往',
            '在' => i > range.lo(),
            _ => false,
        }
    })
}

/// 制发《关于护林的通知》, 《护林办法》施行: a verb of issuing stands right before or after a document's title.
fn issued_title(passage: &Passage<'_>, mentions: &Mentions, range: Span) -> bool {
    let says = |hit: &Hit, stages: &[&str]| {
        stages.iter().any(|stage| passage.value_is(hit, Class::StageVerb, stage))
    };
    beginning(&mentions.titled, range.lo(), range.hi(), |t| t.outer)
        .iter()
        .filter(|t| range.contains(t.outer) && t.class == TitleClass::Document)
        .any(|t| {
            let mut end = t.outer.lo();
            while matches!(passage.before(end), '了' | '出' | ' ') {
                end -= 1;
            }
            [t.outer.lo(), end].iter().any(|&end| {
                passage.hits.ending(end, Class::StageVerb).is_some_and(|hit| says(hit, &["issued"]))
            }) || (t.outer.hi()..t.outer.hi() + 6)
                .take_while(|&k| is_han(passage.at(k)))
                .find_map(|k| passage.hits.longest(k, Class::StageVerb))
                .is_some_and(|hit| says(hit, &["issued", "in_force", "repealed"]))
        })
}

/// `全县已造林3.2万亩`: a figure is what the sentence tells, where nothing else does; two figures tell it more surely.
fn reported_figure(passage: &Passage<'_>, range: Span) -> Option<(i32, EventType)> {
    let (mut said, mut figures, mut after_digit) = (false, 0, false);
    for i in range.lo()..range.hi() {
        let c = passage.at(i);
        let digit = c.is_ascii_digit() && !passage.before(i).is_ascii_alphabetic();
        if digit && !after_digit && !dated(passage, i) {
            figures += 1;
        }
        after_digit = digit || after_digit && matches!(c, '.' | ',');
        said |= figures == 0 && matches!(c, '已' | '达' | '超' | '共');
    }
    match (figures, said) {
        (0, _) | (1, false) => None,
        (1, true) => Some((ENOUGH, EventType::Statistics)),
        _ => Some((ENOUGH + 5, EventType::Statistics)),
    }
}

/// Whether the digits at `i` are a date's.
fn dated(passage: &Passage<'_>, i: usize) -> bool {
    let end = (i..i + 5).find(|&k| !passage.at(k).is_ascii_digit()).unwrap_or(i);
    matches!(passage.at(end), '年' | '月' | '日' | '时' | '号' | '届' | '~' | '-')
}

/// The type by the contract's word.
fn event_type(name: &str) -> Option<EventType> {
    Some(match name {
        "meeting" => EventType::Meeting,
        "visit" => EventType::Visit,
        "ceremony" => EventType::Ceremony,
        "deployment" => EventType::Deployment,
        "issue" => EventType::Issue,
        "project" => EventType::Project,
        "result" => EventType::Result,
        "statistics" => EventType::Statistics,
        "appointment" => EventType::Appointment,
        "award" => EventType::Award,
        "donation" => EventType::Donation,
        "institution" => EventType::Institution,
        "exchange" => EventType::Exchange,
        "disaster" => EventType::Disaster,
        "death" => EventType::Death,
        "status" => EventType::Status,
        "other" => EventType::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::recognize::titled;
    use crate::text::Text;

    fn told(headline: &str, body: &str) -> EventType {
        let raw = format!("{headline}{body}");
        let text = Text::new(raw);
        let n = headline.chars().count();
        let head = (n > 0).then(|| Span::new(0, n));
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), head, Span::new(n, text.len()));
        let mut mentions = Mentions::default();
        mentions.titled = titled::find(&passage, &mentions);
        kind(&passage, &mentions, text.span())
    }

    #[test]
    fn a_headline_says_what_happened() {
        for (headline, want) in [
            ("县委召开经济工作会议", EventType::Meeting),
            ("全市防汛抗旱电视电话会议在云溪召开", EventType::Meeting),
            ("李某某到青川县调研春耕生产并主持召开座谈会", EventType::Visit),
            ("副省长赴灾区检查救灾工作", EventType::Visit),
            ("市长视频连线慰问援藏干部", EventType::Visit),
            ("市委书记参加抗震救灾医疗队出征仪式", EventType::Deployment),
            ("第三批援疆教师启程", EventType::Deployment),
            ("云溪大桥开工仪式举行", EventType::Ceremony),
            ("市政府印发《关于促进就业的意见》", EventType::Issue),
            ("《云溪市养犬管理条例》公布", EventType::Issue),
            ("青云高速公路建成通车", EventType::Project),
            ("云青铁路恢复畅通", EventType::Project),
            ("省政府通报表扬抗洪抢险先进集体", EventType::Award),
            ("云溪撤县设市", EventType::Status),
            ("全市干部职工踊跃捐款支援灾区", EventType::Donation),
            ("市长会见日本客商", EventType::Exchange),
            ("全市已造林超 3万亩", EventType::Statistics),
            ("云溪大学附属医院研制成功人工关节", EventType::Result),
        ] {
            assert_eq!(told(headline, "3月5日，"), want, "{headline}");
        }
    }

    #[test]
    fn without_a_headline_the_first_sentence_says_it() {
        for (body, want) in [
            ("3月5日 县委、县政府召开三级干部会议，传达省委会议精神。", EventType::Meeting),
            ("4月 县化肥厂建成投产，年产合成氨5000吨。", EventType::Project),
            ("是月，大旱，禾苗枯死过半。", EventType::Disaster),
            ("6日 副省长某某到县视察。", EventType::Visit),
            ("7月12日 暴雨成灾，淹没农田2万亩。", EventType::Disaster),
            ("8日 撤销城关区，设立城关镇。", EventType::Institution),
            ("同月，某某任县长。", EventType::Appointment),
            ("9日，任命某某为县长。", EventType::Appointment),
            ("10日 老红军某某病逝，终年81岁。", EventType::Death),
            ("是年，全县粮食总产量1.2亿公斤，比上年增长5.6%。", EventType::Statistics),
            ("12月 县酒厂生产的大曲被评为省优质产品。", EventType::Award),
            ("民國二十年，縣立中學成立。", EventType::Institution),
            ("5月,县印刷厂公私合营.", EventType::Institution),
            ("11日 县政府颁布《山林保护布告》。", EventType::Issue),
        ] {
            assert_eq!(told("", body), want, "{body}");
        }
    }
}
