//! What an entry or an event is: meeting, visit, deployment, issue.
//!
//! In goes a range of an entry, out comes its [`EventType`]. The headline says it first (`县医疗队启程赴灾区` is a
//! deployment), else the sentences of the range in order. The main verb of the first main clause decides: every type word of the
//! lexicon has a weight, and of those that stand for what happened ([`super::frame::Standing::Main`]) the heaviest wins; later clauses weigh less.
//! A verb that befalls a person (任, 病逝, 荣获) tells its type where a person stands before it, or behind it as its object. Only where a
//! sentence has no such word do those that qualify, set the scene or name a matter count.

mod deed;
mod governed;
mod report;

#[cfg(test)]
mod tests;

use super::frame::{Frames, Standing};
use super::{EventType, Field};
use crate::confidence::{Doubt, Ground, Tally};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::recognize::{Mentions, Passage, beginning, common};
use crate::text::{Span, is_han};
use deed::is_tax;
use report::{dated, issued_title, reported_figure};

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
/// How much it weighs where they go to another country.
const ABROAD: i32 = 88;
/// How much works weigh that are said to serve from now on, in full or again.
const IN_SERVICE: i32 = 84;
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

/// The type of what `span` tells; the whole entry's where `span` is the entry, taken from its headline first. With it comes the
/// doubt: by how little it won, or that no word told it.
pub fn kind(passage: &Passage<'_>, mentions: &Mentions, span: Span) -> (EventType, Option<Doubt>) {
    let judge = Judge { passage, mentions, frames: Frames::new(passage, mentions) };
    let headline = passage.headline.filter(|h| span.contains(*h));
    if let Some(headline) = headline
        && let Some(found) = judge.sentence(headline, &judge.clauses(headline))
    {
        return found.verdict(0, true);
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
            let sentence = cut(s.span, span);
            judge.sentence(sentence, clauses).map(|found| found.verdict(k, false))
        })
        .unwrap_or_else(|| {
            let tally = Tally::of(Field::Type).and(Ground::TypeNone);
            (EventType::Other, tally.doubt(Vec::new))
        })
}

/// The types that a sentence tells, the heaviest first, each once.
#[derive(Debug, Default)]
struct Ranking {
    told: Vec<(i32, EventType, Way)>,
}

/// By what a type is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Verb,
    Noun,
    Going,
    /// A document's title or a figure.
    Thing,
}

/// By what a type is told, and behind what.
#[derive(Debug, Clone, Copy)]
struct Way {
    by: By,
    /// Whether a clause before tells nothing, though it sets no scene.
    skipped: bool,
}

impl Way {
    /// What the whole sentence tells.
    const WHOLE: Self = Self { by: By::Thing, skipped: false };
}

impl Ranking {
    fn offer(&mut self, weight: i32, kind: EventType, way: Way) {
        match self.told.iter_mut().find(|(_, told, _)| *told == kind) {
            Some(told) if told.0 < weight => *told = (weight, kind, way),
            Some(_) => {}
            None => self.told.push((weight, kind, way)),
        }
    }

    /// The heaviest type, the one told first of two, and whether it is sure; `later` counts the sentences before, which told nothing.
    fn verdict(&self, later: usize, headline: bool) -> (EventType, Option<Doubt>) {
        let Some(&(weight, kind, way)) = self.told.first() else { return (EventType::Other, None) };
        let rivals = self.told.get(1..).unwrap_or_default();
        let margin = rivals.first().map_or(i32::MAX, |(next, ..)| weight - next);
        let is = |of: EventType| kind == of;
        let tally = Tally::of(Field::Type)
            .when(later > 0, Ground::TypeLater)
            .when(way.by == By::Noun, Ground::TypeNoun)
            .when(way.by == By::Going, Ground::TypeGoes)
            .when(way.skipped, Ground::TypeSkipped)
            .when(weight < 50, Ground::TypeWeak50)
            .when(weight < 60, Ground::TypeWeak60)
            .when(weight < 70, Ground::TypeWeak70)
            .when(margin < 8, Ground::TypeNear8)
            .when(margin < 20, Ground::TypeNear20)
            .when(margin < 40, Ground::TypeNear40)
            .when(headline, Ground::TypeHeadline)
            .when(is(EventType::Meeting), Ground::TypeIsMeeting)
            .when(is(EventType::Visit), Ground::TypeIsVisit)
            .when(is(EventType::Issue), Ground::TypeIsIssue)
            .when(is(EventType::Project), Ground::TypeIsProject)
            .when(is(EventType::Appointment), Ground::TypeIsAppointment)
            .when(is(EventType::Award), Ground::TypeIsAward)
            .when(is(EventType::Status) || is(EventType::Institution), Ground::TypeIsStatus);
        let names = || rivals.iter().take(2).map(|(_, kind, _)| kind.name()).collect();
        (kind, tally.doubt(names))
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
        let mut ranking = Ranking::default();
        let mut offer = |weight: i32, kind: EventType, way: Way| ranking.offer(weight, kind, way);
        let mut skipped = false;
        let mut late = 0;
        // 到云溪检查工作,并召开座谈会: the visit is the event, the meeting a part of it.
        let mut visited = false;
        for (clause, words) in told {
            let way = |by| Way { by, skipped };
            let main = |word: &&Told| {
                !word.noun
                    && word.standing == Standing::Main
                    && word.weight >= TELLING
                    && word.kind != EventType::Meeting
                    // 代表大会开幕: it only says that the meeting is held.
                    && self.frames.word(word.at).is_none_or(|(value, _)| value != "holds")
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
                visited |= word.kind == EventType::Visit && weight >= TELLING;
                offer(weight - late - within, word.kind, way(if word.noun { By::Noun } else { By::Verb }));
            }
            if strict && self.goes(*clause) {
                // 副市长甲率代表团赴韩国参加庆典: who goes abroad goes to others, whatever is held there.
                let abroad = self.abroad(*clause);
                let (weight, kind) =
                    if abroad { (ABROAD, EventType::Exchange) } else { (WENT, EventType::Visit) };
                offer(weight - late, kind, way(By::Going));
                enough = true;
            }
            // 3月5日, : a day by itself tells no type and is not asked to.
            let says = self.frames.opening(*clause) < clause.hi();
            skipped |= says && !enough && !self.frames.is_scene(*clause);
            // 县委作出决定,授予…: what is done by deciding it tells more than the decision.
            let deciding = telling.is_some_and(|main| {
                main.kind == EventType::Issue
                    && (["决定", "作出决定", "研究决定", "会议决定", "决议"].iter())
                        .any(|word| self.passage.begins(main.at, word))
            });
            // 县政协会议在礼堂举行,选举…: what is held is the main verb's.
            let held = strict && words.iter().any(|word| word.noun && word.standing == Standing::Main) && {
                (clause.lo()..clause.hi()).any(|i| {
                    self.frames.word(i).is_some_and(|(value, end)| value == "holds" && end <= clause.hi())
                }) && !self.frames.is_scene(*clause)
            };
            if (telling.is_some() || held) && !deciding {
                late += BEHIND_MAIN;
            } else if enough || deciding {
                late += LATER;
            }
        }
        let range = Span::new(range.lo(), range.hi().min(range.lo() + REACH));
        if issued_title(self.passage, self.mentions, range, &["issued"]) {
            offer(ISSUED, EventType::Issue, Way::WHOLE);
        } else if issued_title(self.passage, self.mentions, range, &["in_force", "adopted"]) {
            offer(ADOPTED, EventType::Issue, Way::WHOLE);
        }
        // 副书记甲带领8000名民工炼铁: somebody acts, and the figure is what they act with.
        let acted = beginning(&self.mentions.people, range.lo(), range.hi(), |p| p.span).first().is_some_and(
            |person| {
                !(range.lo()..person.span.lo())
                    .any(|i| self.passage.at(i).is_ascii_digit() && !dated(self.passage, i))
            },
        );
        let counted = beginning(&self.mentions.quantities, range.lo(), range.hi(), |q| q.span).len();
        let reported = || reported_figure(self.passage, self.mentions, range, counted);
        if let Some((weight, kind)) = (!acted).then(reported).flatten() {
            // 截至24日,全市受灾…: the figures are what is told of a day.
            let day = told.first().is_some_and(|(clause, _)| {
                let at = self.frames.opening(*clause);
                self.passage.begins_any(clause.lo(), &lists::KIND_AS_OF)
                    || self.passage.ends_any(at, &lists::KIND_AS_OF)
                    || self.passage.begins_any(at, &lists::KIND_AS_OF)
            });
            let weight = if day && weight > ENOUGH { AS_OF } else { weight };
            offer(weight, kind, Way::WHOLE);
        }
        // A stable order: of two that weigh the same the one told first.
        ranking.told.sort_by_key(|(weight, ..)| std::cmp::Reverse(*weight));
        let best = ranking.told.first_mut().filter(|(weight, ..)| *weight >= ENOUGH)?;
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
            let governed = self.governed(i, clause);
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
            if let Some((governed, end)) = governed
                && word.is_none_or(|(_, weight, _)| weight < governed.weight)
            {
                told.push(governed);
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

    /// Whether a body stands before `at` in a clause: who decides.
    fn subject(&self, clause: Span, at: usize) -> bool {
        !beginning(&self.mentions.organizations, clause.lo(), at, |o| o.span).is_empty()
            || ["会议", "大会", "全会", "董事会"].iter().any(|word| self.passage.ends(at, word))
    }

    /// Whether a clause opens with a foreign country: its people are guests.
    fn foreign(&self, clause: Span) -> bool {
        let at = self.frames.opening(clause);
        let at = at + usize::from(self.passage.at(at) == '以');
        self.passage.begins_any(at, &lists::KIND_ABROAD)
            || self.passage.hits.has(at, Class::Country)
                && !["中国", "中华", "中方", "我国"].iter().any(|word| self.passage.begins(at, word))
    }

    /// Whether a delegation goes to another country; a team that goes there has a task.
    fn abroad(&self, clause: Span) -> bool {
        let passage = self.passage;
        (clause.lo()..clause.hi()).any(|i| {
            let gone = passage.hits.ending(i, Class::PartVerb).map(|hit| passage.value(hit, Class::PartVerb));
            gone == Some("go")
                && self.foreign(Span::new(i, clause.hi()))
                && (clause.lo()..i).any(|k| passage.at(k) == '团' && !passage.bounds.open(k))
        })
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

/// A type word's type and weight where it stands.
fn weigh(passage: &Passage<'_>, hit: &Hit, clause: Span) -> Option<(EventType, i32, bool)> {
    let value = passage.value(hit, Class::TypeWord);
    let (name, weight) = value.split_once(' ')?;
    let (weight, noun) = weight.split_once(' ').map_or((weight, false), |(weight, _)| (weight, true));
    let kind = event_type(name)?;
    let mut weight: i32 = weight.parse().ok()?;
    let (start, end) = (hit.start as usize, hit.end as usize);
    // 地震仪, 轰炸机; not 地震|带来.
    let happens = matches!(
        kind,
        EventType::Disaster | EventType::Conflict | EventType::Death | EventType::Visit | EventType::Award
    );
    if happens
        && lists::KIND_INSTRUMENTS.has(passage.at(end))
        && !common::word(passage.at(end), passage.at(end + 1))
    {
        return None;
    }
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
    // 正式供水: the work begins to serve, and is no trade’s daily round; 全部完成 says only that something ended.
    let serves = kind == EventType::Project && passage.word(start, &lists::KIND_COMPLETES).is_none();
    let fully = passage.word_before(start, &lists::KIND_FULLY).filter(|_| serves);
    let from = start - fully.map_or(0, |word| word.chars().count());
    if fully.is_some() && !noun {
        weight = weight.max(IN_SERVICE);
    }
    if kind == EventType::Project && end == start + 1 && raises(passage, start, clause) {
        weight = weight.max(ENOUGH + 16);
    }
    // 未建成, 拟召开, 尚未正式供水.
    if matches!(passage.before(from), '未' | '拟' | '没' | '停') {
        weight -= 30;
    }
    // …的会议精神, …会议部署 inside a longer phrase: what was heard of, not what happened.
    if matches!(kind, EventType::Meeting) && (passage.begins(end, "精神") || passage.begins(end, "纪要"))
    {
        return None;
    }
    Some((kind, weight, noun))
}

/// Whether a verb of one character opens its clause and what closes it, or stands before where and how many, is a building: 建清真寺于县城, 筑堤五里.
fn raises(passage: &Passage<'_>, start: usize, clause: Span) -> bool {
    let built = |k: usize| {
        let next = passage.at(k + 1);
        let ends = k + 1 == clause.hi() || !is_han(next) || lists::KIND_BEHIND_BUILDINGS.has(next);
        lists::KIND_BUILDINGS.has(passage.at(k)) && ends
    };
    !is_han(passage.before(start)) && (start + 2..clause.hi().min(start + 16)).any(built)
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
