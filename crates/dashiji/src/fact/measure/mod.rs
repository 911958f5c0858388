//! Measures: levels of response, closures, orders: what, which level, started, raised, lowered or ended, by whom, from when.
//!
//! In go the entries of a document in order; out come its [`Measure`]s. `县防指将防汛应急响应由Ⅳ级提升至Ⅲ级` raises 防汛应急响应 to Ⅲ级. What
//! an entry leaves out (`终止应急响应`) comes from what is in force by then, and a step from a level that is not in force is marked.
//! What is banned, closed, stopped or rationed is whatever the verb names (`禁止捕捞`, `关闭粮食集市`), and a later clause that lifts it is found
//! by what and where (`control`). The words are data (`lexicon/table-measures.tsv`).

mod control;
mod when;
mod words;

use crate::fact::Record;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::numeral;
use crate::text::{Span, Text, chars, is_han};
use serde::{Deserialize, Serialize};
use words::{Hit, Word, hits, level};

/// What is done to a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// 启动, 实施.
    Start,
    /// 提升至.
    Raise,
    /// 降为.
    Lower,
    /// 终止, 解除.
    End,
    /// 维持.
    Keep,
}

/// A measure told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The words that tell it.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// 防汛应急响应.
    pub what: String,
    /// As written: Ⅲ级, 低风险; of an end, the one in force.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub level: Option<String>,
    /// 1 is the gravest.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rank: Option<u8>,
    /// What is done.
    pub act: Act,
    /// Who does it, as written.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<String>,
    /// From when, ISO day or time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<String>,
    /// Number of its entry.
    #[serde(skip)]
    pub entry: u32,
    /// The level that the text says it had before (由Ⅱ级).
    #[serde(skip)]
    pub before: Option<String>,
    /// The level in force until then, where it does not fit: what the text says or does against it.
    #[serde(skip)]
    pub clash: Option<String>,
    /// First code point of the measure that it ends, or of the ban or closure that it changes or prolongs; nothing where none is told to be in force.
    #[serde(skip)]
    pub of: Option<u32>,
}

/// What is in force, or was.
#[derive(Debug, Clone)]
struct Force {
    what: String,
    by: String,
    level: Option<(String, u8)>,
    /// Whether the level told last is in doubt.
    doubtful: bool,
    ended: bool,
    /// Where, or of whom, as the clause has it (青龙山小学).
    place: String,
    /// What it is called, and behind a line's end its place.
    words: Vec<char>,
    /// First code point of what began it, or its level.
    start: u32,
}

impl Force {
    fn new(what: &str, by: &str, place: &str, start: u32) -> Self {
        let words = what.chars().chain(['\n']).chain(place.chars()).collect();
        let (what, by, place) = (what.to_owned(), by.to_owned(), place.to_owned());
        Self { what, by, level: None, doubtful: false, ended: false, place, words, start }
    }

    /// Ends it, or goes on from a step of it.
    fn act(&mut self, measure: &mut Measure) {
        match measure.act {
            Act::End => (self.ended, measure.of) = (true, Some(self.start)),
            Act::Keep => {}
            _ => self.start = measure.start,
        }
    }

    /// The characters of what it is called.
    fn called(&self) -> &[char] {
        &self.words[..self.words.len() - self.place.chars().count() - 1]
    }
}

/// Reads the measures of a document's entries, one after the other.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    force: Vec<Force>,
}

/// Every measure of a document.
pub fn measures(text: &Text, records: &[Record]) -> Vec<Measure> {
    let mut steps = Steps::default();
    let mut all: Vec<Measure> = records.iter().flat_map(|record| steps.read(text, record)).collect();
    // A step that fits nothing: the next one may say from which level it went on.
    for k in 0..all.len() {
        if all[k].clash.as_deref() == Some("") {
            let next = all[k + 1..]
                .iter()
                .find(|m| m.what == all[k].what && m.by == all[k].by && m.before.is_some());
            all[k].clash = Some(next.and_then(|m| m.before.clone()).unwrap_or_default());
        }
    }
    all
}

/// Measures kept in memory at most: beyond, the oldest go.
const MOST: usize = 256;
/// Characters of a clause that are looked at on either side of a word.
const REACH: usize = 160;
/// So many measures of an entry are looked at for the same one.
const NEAR: usize = 48;

/// A measure, and where or of whom it is.
type Told = (Measure, String);

/// What the sentences of an entry hand on.
#[derive(Debug, Default)]
struct Carried {
    /// The body named last.
    body: Option<String>,
    /// The body whose order goes on behind `;`.
    order: Option<String>,
    last: when::Last,
    /// Where bodies are named in the entry, in order.
    orgs: Vec<Span>,
}

impl Steps {
    /// The measures of the next entry.
    pub fn read(&mut self, text: &Text, record: &Record) -> Vec<Measure> {
        let mut found: Vec<Told> = Vec::new();
        // Most entries tell of no measure.
        let may = |c: &char| chars!("响险封禁停管戒限级课产态止闭复暂延预解轮供重").has(*c);
        if !text.folded(record.span).iter().any(may) {
            return Vec::new();
        }
        let mentions = record.orgs.iter().flat_map(|org| &org.mentions);
        let mut orgs: Vec<Span> = mentions.map(|m| Span { start: m.start, end: m.end }).collect();
        orgs.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        let mut carried = Carried { orgs, ..Carried::default() };
        let mut start = record.span.lo();
        let end = record.span.hi();
        for i in record.span.lo()..=end {
            let c = if i == end { '\n' } else { text.at(i) };
            if matches!(c, '。' | ';' | '!' | '\n') {
                self.sentence(text, record, (start, i), &mut carried, &mut found);
                if c != ';' {
                    carried.order = None;
                }
                start = i + 1;
            }
        }
        found.into_iter().map(|(measure, _)| measure).collect()
    }

    fn sentence(
        &mut self,
        text: &Text,
        record: &Record,
        (lo, hi): (usize, usize),
        carried: &mut Carried,
        found: &mut Vec<Told>,
    ) {
        let chars: Vec<char> = (lo..hi).map(|i| text.at(i)).collect();
        let hits = hits(&chars);
        if !hits
            .iter()
            .any(|h| !matches!(h.2, Word::Body | Word::Nothing | Word::Told | Word::Risk | Word::Thing))
        {
            if let Some(last) = hits.iter().rev().find(|h| h.2 == Word::Body) {
                carried.body = Some(named(&chars, *last));
            }
            return;
        }
        let bodies = control::bodies(text, &carried.orgs, lo, &chars, &hits);
        let told = hits.iter().find(|h| h.2 == Word::Told).map(|h| h.1);
        let commas: Vec<usize> =
            chars.iter().enumerate().filter(|(_, c)| matches!(c, ',' | ':')).map(|(k, _)| k).collect();
        let mut days = None;
        let mut done = 0;
        let before = found.len();
        for &(from, to, word) in &hits {
            if word == Word::Body {
                if !is_object(&chars, from) {
                    carried.body = Some(named(&chars, (from, to, word)));
                }
                continue;
            }
            if from < done {
                continue;
            }
            let comma = commas.partition_point(|&k| k < from);
            let head = comma.checked_sub(1).map_or(0, |n| commas[n] + 1).max(from.saturating_sub(REACH));
            let clause = (head, commas.get(comma).copied().unwrap_or(chars.len()).min(to + REACH));
            let hit = (from, to, word);
            let step = self.step(&chars, &hits, hit, clause);
            let level = step.as_ref().is_some_and(|step| step.level.is_some() || step.answers);
            if !level {
                let whole = control::Sentence {
                    chars: &chars,
                    hits: &hits,
                    bodies: &bodies,
                    told,
                    carried: carried.order.as_deref(),
                };
                if let Some(control) = control::read(&whole, hit, clause, &self.force) {
                    done = control.end;
                    let days = days.get_or_insert_with(|| when::named(&chars, &hits));
                    let day = carried.last.from(record, &chars, days, (control.start, control.end), clause);
                    self.put(text, lo, record, control, day, found);
                    continue;
                }
                if control::is_counted(&whole, hit, clause) {
                    continue;
                }
            }
            let Some(step) = step.filter(|step| level || step.ordered) else { continue };
            done = step.end;
            let days = days.get_or_insert_with(|| when::named(&chars, &hits));
            let day = carried.last.from(record, &chars, days, (step.start, step.end), clause);
            let slice = |from: usize, to: usize| text.slice(Span::new(lo + from, lo + to)).to_owned();
            let measure = Measure {
                text: slice(step.start, step.end),
                start: (lo + step.start) as u32,
                end: (lo + step.end) as u32,
                what: step.what,
                level: step.level.map(|(s, e, _)| slice(s, e)),
                rank: step.level.map(|l| l.2),
                act: step.act.unwrap_or(Act::Start),
                by: control::actor(&bodies, from).or(carried.body.as_deref()).map(str::to_owned),
                from: day,
                entry: record.number,
                before: step.before.map(|(s, e, _)| slice(s, e)),
                clash: None,
                of: None,
            };
            // 发布封锁令,实行封锁: one order.
            let again = found.iter().rev().take(NEAR).any(|(m, _)| {
                m.what == measure.what
                    && m.act == measure.act
                    && m.by == measure.by
                    && m.level == measure.level
            });
            if !again {
                let measure = self.settle(measure, step.act, step.before.map(|b| b.2));
                found.push((measure, String::new()));
            }
        }
        carried.order = control::announces(&bodies, &hits).or_else(|| carried.order.take());
        // A level that stands beside a response and was read as no step: what is in force is no more sure.
        let told = hits.iter().any(|h| h.2 == Word::Response);
        if told && found.len() == before && (0..chars.len()).any(|i| level(&chars, i).is_some()) {
            self.force
                .iter_mut()
                .filter(|force| force.level.is_some())
                .for_each(|force| force.doubtful = true);
        }
    }

    /// Keeps what a ban, a closure or its end does to what is in force, and tells it.
    fn put(
        &mut self,
        text: &Text,
        lo: usize,
        record: &Record,
        control: control::Control,
        from: Option<String>,
        found: &mut Vec<Told>,
    ) {
        let (start, end) = ((lo + control.start) as u32, (lo + control.end) as u32);
        let force = control.of.and_then(|k| self.force.get(k));
        let of = force.map(|force| force.start);
        let by = control.by.or_else(|| force.map(|f| f.by.clone()).filter(|by| !by.is_empty()));
        let name = by.as_deref().unwrap_or_default();
        // 发布封锁令,实行封锁: one order; what another body orders too is its own.
        let again = found.iter().rev().take(NEAR).any(|(m, place)| {
            m.what == control.what
                && m.act == control.act
                && m.of == of
                && same_body(m.by.as_deref().unwrap_or_default(), name)
                && (control.act != Act::Start
                    || *place == control.place
                    || place.is_empty()
                    || control.place.is_empty())
        });
        if again {
            return;
        }
        match control.of {
            Some(k) if control.act == Act::End => {
                self.force.remove(k);
            }
            None if control.act == Act::Start => {
                self.begin(Force::new(&control.what, name, &control.place, start));
            }
            Some(_) | None => {}
        }
        let measure = Measure {
            text: text.slice(Span { start, end }).to_owned(),
            start,
            end,
            what: control.what,
            level: None,
            rank: None,
            act: control.act,
            by,
            from,
            entry: record.number,
            before: None,
            clash: None,
            of,
        };
        found.push((measure, control.place));
    }

    fn begin(&mut self, force: Force) {
        if self.force.len() >= MOST {
            self.force.remove(0);
        }
        self.force.push(force);
    }

    /// What a verb does: nothing where no measure stands beside it.
    fn step(
        &self,
        chars: &[char],
        hits: &[Hit],
        (from, to, word): Hit,
        (lo, hi): (usize, usize),
    ) -> Option<Step> {
        let act = match word {
            Word::Start => Some(Act::Start),
            Word::Raise => Some(Act::Raise),
            Word::Lower => Some(Act::Lower),
            Word::To => None,
            Word::End | Word::Stop => Some(Act::End),
            Word::Keep => Some(Act::Keep),
            Word::Ordered(act, of) => {
                let told: String = chars[from..to].iter().collect();
                let what =
                    if of.is_empty() { told.trim_end_matches('令').to_owned() } else { of.to_owned() };
                return Some(Step { what, ordered: true, ..Step::at(from, to, Some(act)) });
            }
            _ => return None,
        };
        let object = |h: &&Hit| matches!(h.2, Word::Response | Word::Risk | Word::Order);
        let hits = control::between(hits, lo, hi);
        // 启动大面积停电Ⅱ级应急响应: the response, not what it answers to.
        let reach = || hits.iter().filter(object).filter(|h| h.0 >= to && h.0 - to <= 24);
        let behind = reach().find(|h| h.2 == Word::Response).or_else(|| reach().next());
        let ahead = hits.iter().rev().filter(object).find(|h| h.1 <= from && from - h.1 <= 24);
        let levels: Vec<(usize, usize, u8)> =
            (lo..hi).filter_map(|i| level(chars, i).map(|(end, rank)| (i, end, rank))).collect();
        let reached = levels.iter().copied().find(|l| l.0 >= to && l.0 - to <= 16);
        let before = levels
            .iter()
            .copied()
            .rev()
            .find(|l| l.1 <= from && l.0 > 0 && matches!(chars[l.0 - 1], '由' | '从'));
        let steps = matches!(word, Word::Raise | Word::Lower | Word::To);
        if steps {
            let (start, end, rank) = reached.filter(|l| l.0 - to <= 2)?;
            let risk = chars[end - 1] == '险';
            let what = match ahead.or(behind) {
                Some(h) => matter(chars, *h, lo),
                None if risk => "风险等级".to_owned(),
                None => String::new(),
            };
            if what.is_empty() && self.force.is_empty() {
                return None;
            }
            return Some(Step { what, level: Some((start, end, rank)), before, ..Step::at(from, end, act) });
        }
        // 应急响应于18时终止: the object stands before its end.
        let bare = || !chars[to..hi].iter().any(|c| is_han(*c));
        let ended = || ahead.filter(|h| h.2 == Word::Response && word == Word::End && bare());
        let object = behind.or_else(ended)?;
        // 停课, 停运 by themselves are what happened; an order has a verb before it.
        let between: String = chars.get(to..object.0).unwrap_or_default().iter().collect();
        if object.2 == Word::Order && (between.chars().count() > 6 || between.contains('的')) {
            return None;
        }
        if object.2 == Word::Risk && reached.is_none() {
            return None;
        }
        let what = matter(chars, *object, if object.0 < to { lo } else { to });
        let level = reached.filter(|l| l.0 < object.1 + 4);
        let (start, end) = (from.min(object.0), to.max(object.1).max(level.map_or(0, |l| l.1)));
        Some(Step {
            what,
            level,
            ordered: object.2 == Word::Order,
            answers: object.2 != Word::Order,
            ..Step::at(start, end, act)
        })
    }

    /// Fills in what the entry leaves out, and keeps what is in force.
    fn settle(&mut self, mut measure: Measure, act: Option<Act>, before: Option<u8>) -> Measure {
        let by = measure.by.clone().unwrap_or_default();
        let like = |force: &Force| {
            // What names nothing, or a level, goes on with what has one.
            if force.level.is_none() && (measure.what.is_empty() || measure.rank.is_some()) {
                return false;
            }
            let what = measure.what.is_empty()
                || force.what.ends_with(&measure.what)
                || measure.what.ends_with(&force.what) && force.what.chars().count() > 4
                || force.what == measure.what;
            let body = same_body(&force.by, &by) || shortens(&by, &force.by);
            what && body
        };
        let matter =
            |force: &Force| !force.ended && (measure.what.is_empty() || force.what.ends_with(&measure.what));
        let position = (0..self.force.len())
            .rev()
            .find(|&k| !self.force[k].ended && like(&self.force[k]))
            // An end of what another body has in force.
            .or_else(|| {
                (0..self.force.len()).rev().find(|&k| act == Some(Act::End) && matter(&self.force[k]))
            });
        if let Some(force) = position.map(|k| &self.force[k])
            && act == Some(Act::End)
            && !force.by.is_empty()
            && !same_body(&force.by, &by)
        {
            measure.by = Some(force.by.clone());
        }
        let Some(force) = position.and_then(|k| self.force.get_mut(k)) else {
            let mut what = measure.what.clone();
            if what.is_empty() {
                let levelled = self.force.iter().rev().find(|f| f.level.is_some());
                what = levelled.map(|f| f.what.clone()).unwrap_or_default();
            }
            measure.what.clone_from(&what);
            if act.is_none() {
                measure.act = match (before, measure.rank) {
                    (Some(was), Some(is)) if is < was => Act::Raise,
                    (Some(_), Some(_)) => Act::Lower,
                    _ => Act::Start,
                };
            }
            let level = measure.level.clone().zip(measure.rank);
            let ended = measure.act == Act::End;
            self.begin(Force { level, ended, ..Force::new(&what, &by, "", measure.start) });
            return measure;
        };
        if measure.what.chars().count() < force.what.chars().count() {
            measure.what.clone_from(&force.what);
        }
        if measure.by.is_none() && !force.by.is_empty() {
            measure.by = Some(force.by.clone());
        }
        let was = force.level.clone();
        let Some(rank) = measure.rank else {
            // 终止应急响应: the level in force.
            if let Some((level, rank)) = was.filter(|_| !force.doubtful || measure.act == Act::End) {
                (measure.level, measure.rank) = (Some(level), Some(rank));
            }
            force.act(&mut measure);
            return measure;
        };
        let in_force = was.as_ref().filter(|_| !force.doubtful).map(|w| w.1);
        let from = before.or(in_force);
        if act.is_none() || measure.act == Act::Start {
            measure.act = match from {
                Some(from) if rank < from => Act::Raise,
                Some(from) if rank > from => Act::Lower,
                Some(_) => Act::Keep,
                None => measure.act,
            };
        }
        force.doubtful = false;
        let wrong_way = match (measure.act, from) {
            (Act::Raise, Some(from)) => rank >= from,
            (Act::Lower, Some(from)) => rank <= from,
            (Act::End, Some(from)) => rank != from,
            _ => false,
        };
        if let (Some(before), Some((level, in_force))) = (before, was.as_ref().filter(|_| in_force.is_some()))
            && before != *in_force
        {
            measure.clash = Some(level.clone());
        } else if wrong_way && measure.act == Act::End {
            measure.clash = was.as_ref().map(|(level, _)| level.clone());
        } else if wrong_way {
            measure.clash = Some(String::new());
            force.doubtful = true;
        }
        force.act(&mut measure);
        force.level = measure.level.clone().zip(measure.rank);
        measure
    }
}

/// Whether two names may be of one body: 教育局 is 县教育局, and who is not named may be either.
fn same_body(one: &str, other: &str) -> bool {
    one.ends_with(other) || other.ends_with(one)
}

/// Whether a body's name is another in short: 县指挥部 of 县抗震救灾指挥部.
fn shortens(short: &str, long: &str) -> bool {
    // Of 县森防指 the short name is never 县防指, which is another.
    let plain = short.strip_suffix("指挥部").filter(|level| level.chars().count() == 1);
    plain.is_some_and(|level| long.starts_with(level) && long.ends_with("指挥部"))
}

#[derive(Debug, Default)]
struct Step {
    start: usize,
    end: usize,
    what: String,
    level: Option<(usize, usize, u8)>,
    before: Option<(usize, usize, u8)>,
    act: Option<Act>,
    /// Whether it is an order by name (宵禁).
    ordered: bool,
    /// Whether it is a response, a warning or a tier of risk.
    answers: bool,
}

impl Step {
    fn at(start: usize, end: usize, act: Option<Act>) -> Self {
        Self { start, end, act, ..Self::default() }
    }
}

/// One past a length right behind a word (停课4天, 停课两天).
fn lasting(chars: &[char], at: usize) -> Option<usize> {
    let number = |c: &&char| c.is_ascii_digit() || numeral::is_spelled(**c);
    let digits = chars[at..].iter().take_while(number).take(3).count();
    let unit = chars.get(at + digits)?;
    (digits > 0 && chars!("天日周").has(*unit)).then_some(at + digits + 1)
}

/// The matter of a measure: the words up to its object's end, without the level.
fn matter(chars: &[char], object: Hit, lo: usize) -> String {
    let mut start = lo;
    for k in (lo..object.0).rev() {
        let c = chars[k];
        let stops = chars!("将把,:时起 ").has(c)
            || !is_han(c) && level(chars, k).is_none() && !matches!(c, 'I' | 'V' | 'Ⅰ'..='Ⅳ');
        if stops {
            start = k + 1;
            break;
        }
    }
    let mut words = String::new();
    let mut k = start;
    while k < object.1 {
        if let Some((end, _)) = level(chars, k) {
            k = end;
            continue;
        }
        words.push(chars[k]);
        k += 1;
    }
    // 决定启动…, 同时…: what stands before the matter itself.
    for lead in ["同时", "宣布", "决定", "本县", "全县", "全市", "全省"] {
        if let Some(rest) = words.strip_prefix(lead) {
            words = rest.to_owned();
        }
    }
    words
}

/// The name of a body that ends at a word: back to where its name can begin.
fn named(chars: &[char], (from, to, _): Hit) -> String {
    let mut start = from;
    while start > 0 && from - start < 12 {
        let c = chars[start - 1];
        if !is_han(c) || lists::MEASURE_NOT_IN_BODY.has(c) {
            break;
        }
        start -= 1;
    }
    // 市疫情防控指挥部 is no 防控指.
    let whole = chars.get(to..to + 2).is_some_and(|next| next == ['挥', '部']) && chars[to - 1] == '指';
    let end = if whole { to + 2 } else { to };
    chars[start..end].iter().collect()
}

/// Whether the name of a body that ends at a word is that of what something is done to (对火车站实行…).
fn is_object(chars: &[char], at: usize) -> bool {
    let name = (0..at).rev().take(12).take_while(|&k| is_han(chars[k]));
    // 23所学校: so many of them are no body.
    let first = name.clone().last().unwrap_or(at);
    let counted = first > 0
        && chars[first - 1].is_ascii_digit()
        && chars.get(first).is_some_and(|c| lists::MEASURE_COUNTS_BODIES.has(*c));
    counted || name.map(|k| chars[k]).any(|c| lists::MEASURE_DONE_TO.has(c))
}
