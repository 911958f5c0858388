//! What an entry or an event is: meeting, visit, deployment, issue.
//!
//! In goes a range of an entry, out comes its [`EventType`]. The headline says it first (`县医疗队启程赴灾区` is a
//! deployment), else the sentences of the range in order. The main verb of the first main clause decides: every type word of the
//! lexicon has a weight, and of those that stand for what happened ([`super::frame::Standing::Main`]) the heaviest wins; later clauses weigh less.
//! A verb that befalls a person (任, 病逝, 荣获) tells its type where a person stands before it, or behind it as its object. Only where a
//! sentence has no such word do those that qualify, set the scene or name a matter count.

use super::EventType;
use super::frame::{Frames, Standing};
use crate::lexicon::{Class, Hit};
use crate::recognize::lattice::{Doubt, Grade};
use crate::recognize::titled::TitleClass;
use crate::recognize::{Mentions, Passage, beginning};
use crate::text::{Span, Words, chars, is_han};

/// A word must weigh this much to decide.
const ENOUGH: i32 = 40;
/// How much surer a visit is after a verb of going.
const GOING: i32 = 24;
/// What each later clause loses.
const LATER: i32 = 6;
/// What a later clause loses behind one whose main verb told a type.
const BEHIND_MAIN: i32 = 26;
/// A verb of this weight is a main verb that tells a type.
const TELLING: i32 = 55;
/// What a noun loses beside such a verb, and a deed that is only decided on.
const BESIDE: i32 = 30;
/// How much a decision weighs.
const DECIDED: i32 = 64;
/// How much a verb weighs that befalls a person.
const BEFALLEN: i32 = 82;
/// How much a person's going somewhere weighs, where nothing more is said.
const WENT: i32 = 45;
/// How much a verb of issuing right before a title weighs.
const ISSUED: i32 = 84;
/// How much a verb of adopting right before a title weighs.
const ADOPTED: i32 = 68;
/// How many sentences are asked.
const SENTENCES: usize = 4;
/// How many clauses of a sentence are asked.
const CLAUSES: usize = 16;
/// How many characters of a sentence are asked for figures and titles.
const REACH: usize = 400;

/// What a meeting's own name weighs at least: 座谈会, 报告会; 大会 and 会 are whatever they are held for.
const OCCASION: i32 = 66;
/// How much a gift of money weighs.
const GIVEN: i32 = 94;
/// How much the state of things as of a day weighs.
const AS_OF: i32 = 84;

/// How much a verb of founding weighs at least that a decision carries out.
const FOUNDED: i32 = 60;
/// How many clauses behind a decision it may stand.
const CARRIED: usize = 2;
/// A type that wins by less is as likely another.
const MUCH: i32 = 8;
/// A type that wins by less may be another.
const SOME: i32 = 20;
/// What weighs less tells a type only weakly.
const PLAIN: i32 = 60;

/// The type of what `span` tells; the whole entry's where `span` is the entry, taken from its headline first. With it comes the
/// doubt: by how little it won, or that no word told it.
pub fn kind(passage: &Passage<'_>, mentions: &Mentions, span: Span) -> (EventType, Option<Doubt>) {
    let judge = Judge { passage, mentions, frames: Frames::new(passage, mentions) };
    let headline = passage.headline.filter(|h| span.contains(*h));
    if let Some(headline) = headline
        && let Some(found) = judge.sentence(headline, &judge.clauses(headline))
    {
        return found.verdict(0);
    }
    let floor = headline.map_or(span.lo(), Span::hi);
    let first = passage.sentences.partition_point(|s| s.span.hi() <= floor);
    passage.sentences[first..]
        .iter()
        .take_while(|s| s.span.lo() < span.hi())
        .take(SENTENCES)
        .enumerate()
        .find_map(|(k, s)| {
            let begun = s.clauses.partition_point(|c| c.hi() <= floor);
            let clauses = s.clauses.get(begun..s.clauses.len().min(begun + CLAUSES)).unwrap_or_default();
            judge.sentence(cut(s.span, span), clauses).map(|found| found.verdict(k))
        })
        .unwrap_or((EventType::Other, Some(Doubt { grade: Grade::Much, rivals: Vec::new() })))
}

/// The types that a sentence tells, the heaviest first, each once.
#[derive(Debug, Default)]
struct Ranking {
    told: Vec<(i32, EventType)>,
    /// Words that stand for what happened told it.
    strict: bool,
}

impl Ranking {
    fn offer(&mut self, weight: i32, kind: EventType) {
        match self.told.iter_mut().find(|(_, told)| *told == kind) {
            Some((most, _)) => *most = weight.max(*most),
            None => self.told.push((weight, kind)),
        }
    }

    /// The heaviest type, the one told first of two, and whether it is sure; `later` counts the sentences before, which told nothing.
    fn verdict(&self, later: usize) -> (EventType, Option<Doubt>) {
        let Some(&(weight, kind)) = self.told.first() else { return (EventType::Other, None) };
        let rivals = self.told.get(1..).unwrap_or_default();
        let margin = rivals.first().map_or(i32::MAX, |(next, _)| weight - next);
        let grade = match () {
            () if margin < MUCH || !self.strict && later > 0 => Some(Grade::Much),
            () if margin < SOME || weight < PLAIN || !self.strict || later > 0 => Some(Grade::Some),
            () => None,
        };
        let names = || rivals.iter().take(2).map(|(_, kind)| kind.name()).collect();
        (kind, grade.map(|grade| Doubt { grade, rivals: names() }))
    }
}

/// 批准建立…, 决定,将甲与乙合并: what is done by deciding it tells more than the decision.
fn settle_decisions(told: &mut [(Span, Vec<Told>)]) {
    let carried = |word: &Told| {
        word.kind == EventType::Institution
            && !word.noun
            && word.standing == Standing::Main
            && word.weight >= FOUNDED
    };
    for clause in 0..told.len() {
        let behind = told[clause..].iter().take(1 + CARRIED).flat_map(|(_, words)| words);
        let Some(last) = behind.filter(|word| carried(word)).map(|word| word.at).max() else { continue };
        for word in &mut told[clause].1 {
            if word.kind == EventType::Issue && word.weight == DECIDED && word.at < last {
                word.weight -= BESIDE;
            }
        }
    }
}

/// The part of a sentence that lies in the range.
fn cut(sentence: Span, range: Span) -> Span {
    Span::new(sentence.lo().max(range.lo()), sentence.hi().min(range.hi()))
}

/// A word that tells a type where it stands.
#[derive(Debug, Clone, Copy)]
struct Told {
    kind: EventType,
    weight: i32,
    /// A thing that is held or given (座谈会, 称号), not a deed.
    noun: bool,
    standing: Standing,
    at: usize,
}

struct Judge<'p, 'a> {
    passage: &'p Passage<'a>,
    mentions: &'p Mentions,
    frames: Frames<'p, 'a>,
}

impl Judge<'_, '_> {
    /// A headline's clauses: its commas and its spaces, those inside 《》 and “” apart.
    fn clauses(&self, headline: Span) -> Vec<Span> {
        let mut clauses = Vec::new();
        let (mut start, mut i) = (headline.lo(), headline.lo());
        while i < headline.hi() && clauses.len() < CLAUSES {
            if matches!(self.passage.at(i), '《' | '“')
                && let Some(end) = self.frames.name_end(i)
            {
                i = end.max(i + 1);
                continue;
            }
            if matches!(self.passage.at(i), ',' | ' ' | ':' | '。' | ';' | '—') {
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

    /// The type a headline or sentence tells: by its main verbs, else by any word.
    fn sentence(&self, range: Span, clauses: &[Span]) -> Option<Ranking> {
        let mut told: Vec<(Span, Vec<Told>)> = Vec::new();
        for clause in clauses.iter().map(|clause| cut(*clause, range)).filter(|clause| !clause.is_empty()) {
            told.push((clause, self.told(clause)));
            // What somebody said took place nowhere.
            if self.says(clause) {
                break;
            }
        }
        settle_decisions(&mut told);
        self.weighed(range, &told, true).or_else(|| self.weighed(range, &told, false))
    }

    /// The heaviest type of a sentence; with `strict` of the words that stand for what happened.
    fn weighed(&self, range: Span, told: &[(Span, Vec<Told>)], strict: bool) -> Option<Ranking> {
        let mut ranking = Ranking { strict, ..Ranking::default() };
        let mut offer = |weight: i32, kind: EventType| ranking.offer(weight, kind);
        let mut late = 0;
        for (clause, words) in told {
            // 到云溪检查工作并召开座谈会: the visit is the event, the meeting a part of it.
            let mut visited = false;
            let main = |word: &&Told| {
                !word.noun
                    && word.standing == Standing::Main
                    && word.weight >= TELLING
                    && word.kind != EventType::Meeting
            };
            let telling = words.iter().find(main);
            let mut enough = false;
            for word in words {
                let counts = match word.standing {
                    Standing::Main => true,
                    Standing::Matter => word.noun,
                    Standing::Scene | Standing::Modifier => false,
                };
                if strict && !counts {
                    continue;
                }
                let mut weight = word.weight;
                if word.noun && telling.is_some_and(|main| main.kind != word.kind) {
                    weight -= BESIDE;
                }
                enough |= weight >= ENOUGH;
                let within = if visited && word.kind == EventType::Meeting { GOING } else { 0 };
                visited |= word.kind == EventType::Visit && weight > GOING + ENOUGH;
                offer(weight - late - within, word.kind);
            }
            if strict && self.goes(*clause) {
                offer(WENT - late, EventType::Visit);
                enough = true;
            }
            // 县委作出决定,授予…: what is done by deciding it tells more than the decision.
            let deciding = telling.is_some_and(|main| {
                main.kind == EventType::Issue
                    && (["决定", "作出决定", "研究决定", "会议决定", "决议"].iter())
                        .any(|word| self.passage.begins(main.at, word))
            });
            if telling.is_some() && !deciding {
                late += BEHIND_MAIN;
            } else if enough || deciding {
                late += LATER;
            }
        }
        let range = Span::new(range.lo(), range.hi().min(range.lo() + REACH));
        if issued_title(self.passage, self.mentions, range, &["issued"]) {
            offer(ISSUED, EventType::Issue);
        } else if issued_title(self.passage, self.mentions, range, &["adopted"]) {
            offer(ADOPTED, EventType::Issue);
        }
        // 副书记甲带领8000名民工炼铁: somebody acts, and the figure is what they act with.
        let acted = beginning(&self.mentions.people, range.lo(), range.hi(), |p| p.span).first().is_some_and(
            |person| {
                !(range.lo()..person.span.lo())
                    .any(|i| self.passage.at(i).is_ascii_digit() && !dated(self.passage, i))
            },
        );
        let counted = beginning(&self.mentions.quantities, range.lo(), range.hi(), |q| q.span).len();
        if let Some((weight, kind)) = reported_figure(self.passage, range, counted).filter(|_| !acted) {
            // 截至24日,全市受灾…: the figures are what is told of a day.
            let day = told.first().is_some_and(|(clause, _)| {
                let at = self.frames.opening(*clause);
                ["截至", "截止", "至"].iter().any(|w| {
                    self.passage.begins(clause.lo(), w)
                        || self.passage.ends(at, w)
                        || self.passage.begins(at, w)
                })
            });
            offer(if day && weight > ENOUGH { AS_OF } else { weight }, kind);
        }
        // A stable order: of two that weigh the same the one told first.
        ranking.told.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let best = ranking.told.first_mut().filter(|(weight, _)| *weight >= ENOUGH)?;
        if best.1 == EventType::Visit && told.first().is_some_and(|(clause, _)| self.foreign(*clause)) {
            best.1 = EventType::Exchange;
        }
        Some(ranking)
    }

    /// Whether a clause says that somebody speaks: 甲强调要….
    fn says(&self, clause: Span) -> bool {
        let passage = self.passage;
        (clause.lo()..clause.hi()).any(|i| {
            let noun = passage.hits.longest(i, Class::PartNoun).map_or(0, |hit| hit.end);
            passage.hits.longest(i, Class::PartVerb).is_some_and(|hit| {
                noun <= hit.end
                    && hit.end <= clause.end
                    && hit.end - hit.start > 1
                    && passage.value(hit, Class::PartVerb) == "say"
                    && passage.at(hit.end as usize) != '的'
            })
        })
    }

    /// The words of a clause that tell a type, in order.
    fn told(&self, clause: Span) -> Vec<Told> {
        let passage = self.passage;
        let mut told = Vec::new();
        let mut decided = false;
        let mut i = clause.lo();
        while i < clause.hi() {
            if let Some(end) = self.frames.name_end(i) {
                let end = end.max(i + 1);
                if self.takes_post(i, end, clause) {
                    let (kind, weight) = (EventType::Appointment, BEFALLEN - LATER);
                    told.push(Told { kind, weight, noun: false, standing: Standing::Main, at: i });
                }
                i = end;
                continue;
            }
            let decides = self
                .frames
                .word(i)
                .filter(|(value, end)| *value == "decides" && *end <= clause.hi() && self.subject(clause, i));
            if let Some((word, end)) = self.framed(i, clause) {
                told.push(word);
                i = end;
                continue;
            }
            let hit = passage
                .hits
                .longest(i, Class::TypeWord)
                .filter(|hit| hit.end <= clause.end && decides.is_none_or(|(_, end)| end < hit.end as usize));
            let word = hit.and_then(|hit| weigh(passage, hit, clause));
            let befallen = self.befallen(i, clause);
            if let Some((kind, end)) = befallen
                && hit
                    .is_none_or(|hit| (hit.end as usize) <= end || word.is_none_or(|(_, w, _)| w < BEFALLEN))
            {
                let standing = self.frames.standing(clause, Span::new(i, end));
                // 宣布甲任局长: what is announced takes place with it.
                let announced = standing == Standing::Matter
                    && kind == EventType::Appointment
                    && (clause.lo()..i).any(|k| passage.begins(k, "宣布"));
                let standing = if announced { Standing::Main } else { standing };
                told.push(Told { kind, weight: BEFALLEN, noun: false, standing, at: i });
                i = end.max(hit.map_or(0, |hit| hit.end as usize));
                continue;
            }
            if let Some((kind, weight, noun)) = word {
                let end = hit.map_or(i + 1, |hit| hit.end as usize);
                let standing = self.frames.standing(clause, Span::new(i, end));
                let done = matches!(
                    kind,
                    EventType::Institution | EventType::Appointment | EventType::Award | EventType::Status
                );
                let weight = if decided && !done && !noun { weight - BESIDE } else { weight };
                told.push(Told { kind, weight, noun, standing, at: i });
                i = end;
                continue;
            }
            if let Some((_, end)) = decides {
                decided = true;
                let standing = self.frames.standing(clause, Span::new(i, end));
                told.push(Told { kind: EventType::Issue, weight: DECIDED, noun: false, standing, at: i });
                i = end;
                continue;
            }
            if let Some(word) = self.opened(i) {
                told.push(word);
            }
            // 改义学为小学堂.
            if passage.at(i) == '改'
                && i == self.frames.opening(clause)
                && (i + 2..clause.hi().min(i + 16)).any(|k| passage.at(k) == '为')
            {
                let (kind, weight) = (EventType::Institution, DECIDED);
                told.push(Told { kind, weight, noun: false, standing: Standing::Main, at: i });
            }
            // 省政府令各县….
            if matches!(passage.at(i), '令' | '饬' | '谕')
                && self.mentions.organizations.iter().any(|o| o.span.hi() == i)
                && is_han(passage.at(i + 1))
            {
                told.push(Told {
                    kind: EventType::Issue,
                    weight: DECIDED,
                    noun: false,
                    standing: Standing::Main,
                    at: i,
                });
            }
            i = hit.map_or(i + 1, |hit| hit.end as usize);
        }
        told.sort_by_key(|word| word.at);
        // 庆祝教师节座谈会: a meeting of a kind of its own, on an occasion; 庆祝大会 is the occasion itself.
        let own = |word: &Told| word.noun && word.kind == EventType::Meeting && word.weight > OCCASION;
        if let Some(last) = told.iter().rposition(own) {
            for word in &mut told[..last] {
                if word.kind == EventType::Ceremony
                    && (["庆祝", "纪念"].iter()).any(|occasion| passage.begins(word.at, occasion))
                {
                    word.standing = Standing::Modifier;
                }
            }
        }
        // 首航仪式, 通车典礼: the ceremony is of what stands right before it.
        for k in 1..told.len() {
            let (verb, noun) = (told[k - 1], told[k]);
            if noun.noun
                && noun.kind == EventType::Ceremony
                && matches!(verb.kind, EventType::Project | EventType::Institution)
                && noun.at.saturating_sub(verb.at) <= 4
            {
                told[k - 1].standing = Standing::Modifier;
            }
        }
        told
    }

    /// What a word tells with the words around it, and where it ends: 政务局揭牌, 两家银行开业, 批准某市为试点, 成立大会在某地举行.
    fn framed(&self, i: usize, clause: Span) -> Option<(Told, usize)> {
        let passage = self.passage;
        let begins = |words: &[&str]| words.iter().find(|w| passage.begins(i, w)).map(|w| w.chars().count());
        let main = |kind, weight| Told { kind, weight, noun: false, standing: Standing::Main, at: i };
        if let Some(length) = begins(&["揭牌", "开业"])
            && !["仪式", "典礼", "庆典"].iter().any(|w| passage.begins(i + length, w))
        {
            let opening = self.frames.opening(clause);
            let bodies = &self.mentions.organizations;
            let opens =
                bodies.iter().any(|o| (opening..opening + 3).contains(&o.span.lo()) && o.span.hi() <= i);
            let near = bodies.iter().any(|o| o.span.hi() <= i && i - o.span.hi() <= 2);
            // …揭牌,副省长甲为中心揭牌: the rite is told.
            let until = passage.sentence(i).map_or(clause.hi(), |s| s.span.hi());
            let rite = (i + length..until).any(|k| passage.begins(k, "揭牌"));
            return (opens && near && !rite).then(|| (main(EventType::Institution, BEFALLEN), i + length));
        }
        if let Some(length) = begins(&["批准", "确定", "列", "定"]) {
            // 列车以…为, 定边县为…: the verb must stand by itself.
            let held = length == 1 && passage.hits.at(i).iter().any(|hit| hit.end > hit.start + 1)
                || length == 1 && !passage.bounds.open(i) && is_han(passage.before(i));
            let end = (i + length + 2..clause.hi().min(i + length + 12)).find(|&k| passage.at(k) == '为')?;
            if held {
                return None;
            }
            let place = self.mentions.places.iter().any(|p| p.span.lo() == i + length && p.span.hi() == end);
            let named = place || "市县镇区乡村".contains(passage.before(end));
            return named.then(|| (main(EventType::Status, BEFALLEN), end));
        }
        if passage.at(i) == '捐' && !is_tax(passage, i) && self.gives(i + 1, clause) {
            let standing = self.frames.standing(clause, Span::new(i, i + 1));
            return Some((Told { standing, ..main(EventType::Donation, GIVEN) }, i + 1));
        }
        // 获首届…博览会铜牌奖: what is won tells, whatever stands between.
        if matches!(passage.at(i), '获' | '夺' | '摘' | '捧' | '膺')
            && let Some(end) = self.prize(i, clause)
        {
            return Some((main(EventType::Award, BEFALLEN + 2), end));
        }
        // 打破全国纪录, 创历史最高纪录.
        if let Some(length) = begins(&["打破", "刷新", "改写", "创造", "创"])
            && ["纪录", "记录"].iter().any(|word| (i..clause.hi()).any(|k| passage.begins(k, word)))
        {
            return Some((main(EventType::Result, ADOPTED + LATER), i + length));
        }
        // 施行断肢再植手术: the object says what is carried out.
        if let Some(length) = begins(&["施行", "实施"])
            && matches!(passage.before(clause.hi()), '术')
        {
            return Some((main(EventType::Result, BEFALLEN), i + length));
        }
        // 代表团由友谊关入境: guests, no enemy.
        if let Some(length) = begins(&["入境"])
            && ["一行", "代表团", "访问团", "考察团", "旅客", "游客"]
                .iter()
                .any(|word| (clause.lo()..i).any(|k| passage.begins(k, word)))
        {
            return Some((main(EventType::Exchange, ADOPTED), i + length));
        }
        // 设立“某某奖学金”: given, not founded.
        if let Some(length) = begins(&["设立", "捐设", "设"])
            && ["奖学金", "助学金", "奖教金", "奖学基金", "助学基金"].iter().any(|word| {
                passage.ends(clause.hi(), word)
                    || (i..clause.hi()).any(|k| {
                        passage.begins(k, word)
                            && matches!(passage.at(k + word.chars().count()), '”' | '0'..='9')
                    })
            })
        {
            return Some((main(EventType::Donation, BEFALLEN), i + length));
        }
        if begins(&["成立大会"]).is_some() {
            let held = (i + 4..clause.hi()).any(|k| passage.begins(k, "举行") || passage.begins(k, "召开"));
            return held.then(|| (main(EventType::Meeting, ISSUED), i + 4));
        }
        // 书画展在文化馆开展: the exhibition opens; 运动在全县开展 is none.
        let exhibition = || (clause.lo()..i).any(|k| passage.at(k) == '展' && !passage.bounds.open(k));
        if begins(&["开展"]).is_some() && i + 2 == clause.hi() && exhibition() {
            return Some((main(EventType::Ceremony, ADOPTED), i + 2));
        }
        if begins(&["开放"]).is_some() && i + 2 == clause.hi() {
            return Some((main(EventType::Project, ADOPTED), i + 2));
        }
        // 解放军某部进驻县城: a force takes the place.
        let force = |k: usize| {
            ["解放军", "红军", "八路军", "新四军", "日军", "国民党军", "清军", "官军"]
                .iter()
                .any(|w| passage.begins(k, w))
        };
        // 解放军医疗队进驻疫区: they come to help.
        let help =
            |k: usize| passage.begins(k, "医疗") || passage.begins(k, "宣传") || passage.begins(k, "工作队");
        let taken = begins(&["进驻", "进城"]).is_some() && (clause.lo()..i).any(force);
        if taken && !(clause.lo()..i).any(help) {
            return Some((main(EventType::Conflict, ADOPTED), i + 2));
        }
        None
    }

    /// Where the verb of winning at `i` ends, if what is won closes the clause or stands before its next verb: a prize, a medal, a title.
    fn prize(&self, i: usize, clause: Span) -> Option<usize> {
        let passage = self.passage;
        let held = passage.hits.at(i).iter().any(|hit| hit.end > hit.start + 1 && hit.is(Class::Word));
        let verb = passage.hits.longest(i, Class::TypeWord).map_or(i + 1, |hit| hit.span().hi());
        let won = |end: usize| {
            passage.hits.ending(end, Class::TypeWord).is_some_and(|hit| {
                hit.span().lo() >= verb
                    && passage.value(hit, Class::TypeWord).starts_with("award")
                    && passage.value(hit, Class::TypeWord).ends_with("noun")
            })
        };
        let reach = clause.hi().min(i + REACH / 8);
        let closes =
            (verb + 1..=reach).any(|end| (end == clause.hi() || passage.at(end) == '、') && won(end));
        let single = verb > i + 1 || !held;
        (single && closes).then_some(verb)
    }

    /// A body behind 设 makes the deed: 设同善堂.
    fn opened(&self, i: usize) -> Option<Told> {
        let body = self.mentions.organizations.iter().any(|o| o.span.lo() == i + 1);
        let founds = matches!(self.passage.at(i), '设' | '置' | '立') && body && !is_doing(self.passage, i);
        let (kind, weight) = (EventType::Institution, DECIDED);
        founds.then_some(Told { kind, weight, noun: false, standing: Standing::Main, at: i })
    }

    /// Whether money stands at `at`: 捐3万美元, 捐人民币100万元, 捐银二百两.
    fn gives(&self, at: usize, clause: Span) -> bool {
        let money = ["人民币", "法币", "国币", "大洋", "银元", "港币", "美元", "银", "俸", "廉", "资", "款"];
        let from = at + money.iter().find(|w| self.passage.begins(at, w)).map_or(0, |w| w.chars().count());
        let figure = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万两数".contains(c);
        from < clause.hi() && (figure(self.passage.at(from)) || from > at)
    }

    /// Whether the person named at `i` takes an office without a verb of the lexicon: 甲为化学系主任, 以甲为知州, 甲代理县长.
    fn takes_post(&self, i: usize, end: usize, clause: Span) -> bool {
        let passage = self.passage;
        if !self.mentions.people.iter().any(|p| p.span.lo() == i) {
            return false;
        }
        let posted =
            passage.hits.ending(clause.hi(), Class::Post).is_some_and(|hit| hit.start as usize > end);
        passage.at(end) == '为' && posted
            || ["代理", "署理"].iter().any(|word| passage.begins(end, word))
                && passage.hits.ending(clause.hi(), Class::Post).is_some()
    }

    /// Whether a body stands before `at` in a clause: who decides.
    fn subject(&self, clause: Span, at: usize) -> bool {
        !beginning(&self.mentions.organizations, clause.lo(), at, |o| o.span).is_empty()
            || ["会议", "大会", "全会", "董事会"].iter().any(|word| self.passage.ends(at, word))
    }

    /// The type of a verb at `i` that befalls a person of the clause, and where it ends.
    fn befallen(&self, i: usize, clause: Span) -> Option<(EventType, usize)> {
        let passage = self.passage;
        let hit = passage.hits.longest(i, Class::PartVerb)?;
        let noun = passage.hits.longest(i, Class::PartNoun).map_or(0, |hit| hit.end);
        if hit.end > clause.end || noun > hit.end {
            return None;
        }
        let value = passage.value(hit, Class::PartVerb);
        let (subject, object) = value.split_once(' ').unwrap_or((value, ""));
        let end = hit.end as usize;
        let people = &self.mentions.people;
        let near = |from: usize, to: usize| !beginning(people, from, to, |p| p.span).is_empty();
        let of = |word: &str| match word {
            "appointed" | "removed" => Some(EventType::Appointment),
            "died" => Some(EventType::Death),
            "honoured" => Some(EventType::Award),
            _ => None,
        };
        // 任国文部主任: whose record it is goes without saying.
        let elliptic = subject == "appointed"
            && i == self.frames.opening(clause)
            && passage.hits.ending(clause.hi(), Class::Post).is_some_and(|post| post.span().lo() > end);
        let before = of(subject).filter(|_| near(clause.lo(), i) || elliptic);
        // The object is a person's name with perhaps an office, or 的 of what they did.
        let behind = of(object).filter(|_| {
            near(end, clause.hi().min(end + 16))
                || (i.saturating_sub(6)..i).any(|k| passage.at(k) == '被') && near(clause.lo(), i)
        });
        before.or(behind).map(|kind| (kind, end))
    }

    /// Whether a clause opens with a foreign country: its people are guests.
    fn foreign(&self, clause: Span) -> bool {
        let at = self.frames.opening(clause);
        let at = at + usize::from(self.passage.at(at) == '以');
        self.passage.hits.has(at, Class::Country)
            && !["中国", "中华", "中方", "我国"].iter().any(|word| self.passage.begins(at, word))
    }

    /// Whether a person with an office goes somewhere in a clause: 部长甲到某乡.
    fn goes(&self, clause: Span) -> bool {
        let passage = self.passage;
        let Some(person) = beginning(&self.mentions.people, clause.lo(), clause.hi(), |p| p.span)
            .iter()
            .find(|person| !person.titles.is_empty())
        else {
            return false;
        };
        (person.span.hi()..clause.hi().min(person.span.hi() + 40)).any(|i| {
            let verb = passage.hits.longest(i, Class::PartVerb);
            let noun = passage.hits.longest(i, Class::PartNoun).map_or(0, |hit| hit.end);
            verb.is_some_and(|hit| {
                noun <= hit.end
                    && passage.value(hit, Class::PartVerb) == "go"
                    && passage.hits.has(i, Class::RoleWord)
                    && !self.frames.is_scene(clause)
            })
        })
    }
}

/// Whether a longer word of doing begins at `i`: 设置, 设立.
fn is_doing(passage: &Passage<'_>, i: usize) -> bool {
    passage.hits.at(i).iter().any(|hit| hit.span().len() > 1 && !hit.is(Class::Surname))
}

/// 征房捐三万元: whether 捐 at `i` ends the name of a tax.
fn is_tax(passage: &Passage<'_>, i: usize) -> bool {
    chars!("房车盐亩厘杂苛税铺牙屠").has(passage.before(i))
}

/// A type word's type and weight where it stands.
fn weigh(passage: &Passage<'_>, hit: &Hit, clause: Span) -> Option<(EventType, i32, bool)> {
    let value = passage.value(hit, Class::TypeWord);
    let (name, weight) = value.split_once(' ')?;
    let (weight, noun) = weight.split_once(' ').map_or((weight, false), |(weight, _)| (weight, true));
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
        return Some((EventType::Statistics, ENOUGH + 10, false));
    }
    if matches!(kind, EventType::Donation) && is_tax(passage, start) {
        return None;
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
    Some((kind, weight, noun))
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
fn issued_title(passage: &Passage<'_>, mentions: &Mentions, range: Span, before: &[&str]) -> bool {
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
            [t.outer.lo(), end]
                .iter()
                .any(|&end| passage.hits.ending(end, Class::StageVerb).is_some_and(|hit| says(hit, before)))
                || (t.outer.hi()..t.outer.hi() + 6)
                    .take_while(|&k| is_han(passage.at(k)))
                    .find_map(|k| passage.hits.longest(k, Class::StageVerb))
                    .is_some_and(|hit| says(hit, &["issued", "in_force", "repealed"]))
        })
}

/// `全县已造林3.2万亩`: a figure is what the sentence tells, where nothing else does; two figures tell it more surely.
fn reported_figure(passage: &Passage<'_>, range: Span, counted: usize) -> Option<(i32, EventType)> {
    let (mut said, mut figures, mut after_digit) = (false, 0, false);
    let mut quoted = false;
    for i in range.lo()..range.hi() {
        let c = passage.at(i);
        // “110”, “119”: names.
        quoted = c == '“' || quoted && c != '”';
        if quoted {
            continue;
        }
        let digit = c.is_ascii_digit() && !passage.before(i).is_ascii_alphabetic();
        if digit && !after_digit && !dated(passage, i) {
            figures += 1;
        }
        after_digit = digit || after_digit && matches!(c, '.' | ',');
        said |= figures == 0 && matches!(c, '已' | '达' | '超' | '共');
    }
    // 面粉厂首次出口面粉20吨: what someone did, however many figures it has; 全县产粮20万吨 reports.
    let figure = |i: &usize| {
        passage.at(*i).is_ascii_digit() && !passage.before(*i).is_ascii_digit() && !dated(passage, *i)
    };
    let first = (range.lo()..range.hi()).find(figure).unwrap_or(range.hi());
    if !reports(passage, Span::new(range.lo(), first)) {
        return None;
    }
    // Spelled-out figures are surer told in threes: 第一个五年计划 is no report.
    match (if counted > 2 { figures.max(counted) } else { figures }, said) {
        (0, _) | (1, false) => None,
        (1, true) => Some((ENOUGH, EventType::Statistics)),
        _ => Some((ENOUGH + 5, EventType::Statistics)),
    }
}

/// Words by which figures are reported: of all of a place, of a year, of a sum.
static REPORTS: Words = Words::new(&[
    "累计",
    "截至",
    "截止",
    "全年",
    "年末",
    "年底",
    "年终",
    "是年",
    "本年",
    "该年",
    "上半年",
    "下半年",
    "季度",
    "总产",
    "总值",
    "产值",
    "产量",
    "人口",
    "实现",
    "突破",
    "利税",
    "总数",
    "收入",
    "总额",
    "共有",
    "现有",
    "已有",
    "合计",
    "平均",
    "人均",
    "增长",
    "下降",
    "统计",
]);

/// Whether words before a figure say that it is reported.
fn reports(passage: &Passage<'_>, range: Span) -> bool {
    (range.lo()..range.hi()).any(|i| {
        passage.begins_any(i, &REPORTS)
            || passage.at(i) == '全' && chars!("省市县区州盟旗国乡镇校院局厂矿社系").has(passage.at(i + 1))
    })
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
        "conflict" => EventType::Conflict,
        "justice" => EventType::Justice,
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
        kind(&passage, &mentions, text.span()).0
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
            ("6月 省人民政府批准建立白鹭湾湿地自然保护区。", EventType::Institution),
            ("7月 省教育厅决定，将两校合并，成立清江师范学院。", EventType::Institution),
            ("同月，某某任县长。", EventType::Appointment),
            ("9日，任命某某为县长。", EventType::Appointment),
            ("10日 老红军某某病逝，终年81岁。", EventType::Death),
            ("是年，全县粮食总产量1.2亿公斤，比上年增长5.6%。", EventType::Statistics),
            ("12月 县酒厂生产的大曲被评为省优质产品。", EventType::Award),
            ("民國二十年，縣立中學成立。", EventType::Institution),
            ("5月,县印刷厂公私合营.", EventType::Institution),
            ("11日 县政府颁布《山林保护布告》。", EventType::Issue),
            ("12日 为贯彻全会精神，县政府表彰先进集体。", EventType::Award),
            ("13日 荣获省级称号的企业代表参加座谈会。", EventType::Meeting),
            ("14日 学校举行建校50周年庆祝大会。", EventType::Ceremony),
            ("15日 双方通话，交流情况。", EventType::Exchange),
            ("16日 太平军攻陷县城，知县战死。", EventType::Conflict),
            ("17日 公安局破获盗窃案，抓获3人。", EventType::Justice),
            ("18日 集装箱班轮首航仪式举行。", EventType::Ceremony),
            ("19日 会议听取撤销城关区的说明。", EventType::Meeting),
        ] {
            assert_eq!(told("", body), want, "{body}");
        }
    }
}
