//! Measures: levels of response, closures, orders: what, which level, started, raised, lowered or ended, by whom, from when.
//!
//! In go the entries of a document in order; out come its [`Measure`]s. `县防指将防汛应急响应由Ⅳ级提升至Ⅲ级` raises 防汛应急响应 to Ⅲ级. What
//! an entry leaves out (`终止应急响应`) comes from what is in force by then, and a step from a level that is not in force is marked.
//! The words are data (`lexicon/table-measures.tsv`).

use crate::fact::Record;
use crate::text::{Terms, Text, fold, is_han};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

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
    /// Whether it ends what no earlier entry tells to be in force.
    #[serde(skip)]
    pub unset: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Start,
    Raise,
    Lower,
    To,
    End,
    Keep,
    Response,
    Risk,
    Order,
    /// An order in one word, and what it is an order of where the word does not say (复课 ends 停课).
    Ordered(Act, &'static str),
    Nothing,
    Body,
}

static WORDS: LazyLock<Terms<Word>> = LazyLock::new(|| {
    let mut words: Vec<(Vec<char>, Word)> = Vec::new();
    for line in include_str!("../../lexicon/table-measures.tsv").lines().filter(|line| !line.starts_with('#'))
    {
        let mut columns = line.split('\t');
        let (Some(word), Some(class)) = (columns.next(), columns.next()) else { continue };
        let what = match (class, columns.next().unwrap_or_default().trim()) {
            ("verb", "start") => Word::Start,
            ("verb", "raise") => Word::Raise,
            ("verb", "lower") => Word::Lower,
            ("verb", "to") => Word::To,
            ("verb", "end") => Word::End,
            ("verb", "keep") => Word::Keep,
            ("object", "response") => Word::Response,
            ("object", "risk") => Word::Risk,
            ("object", _) => Word::Order,
            ("order", "start") => Word::Ordered(Act::Start, columns.next().unwrap_or_default().trim()),
            ("order", "end") => Word::Ordered(Act::End, columns.next().unwrap_or_default().trim()),
            ("body", _) => Word::Body,
            _ => Word::Nothing,
        };
        words.push((word.chars().map(fold).collect(), what));
    }
    Terms::new(words)
});

/// A word in a sentence: from, to, what.
type Hit = (usize, usize, Word);

fn hits(chars: &[char]) -> Vec<Hit> {
    let words: &Terms<Word> = &WORDS;
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        if let Some((length, what)) = words.longest(&chars[i..]) {
            found.push((i, i + length, *what));
            i += length;
        } else {
            i += 1;
        }
    }
    found
}

/// A level at a place: its end and its rank (1 is the gravest).
fn level(chars: &[char], i: usize) -> Option<(usize, u8)> {
    let at = |k: usize| chars.get(k).copied().unwrap_or_default();
    let digit = match at(i) {
        'Ⅰ' | '一' | '1' => Some(1),
        'Ⅱ' | '二' | '2' => Some(2),
        'Ⅲ' | '三' | '3' => Some(3),
        'Ⅳ' | '四' | '4' => Some(4),
        _ => None,
    };
    if let Some(rank) = digit.filter(|_| at(i + 1) == '级' && !(i > 0 && at(i - 1).is_ascii_digit())) {
        return Some((i + 2, rank));
    }
    let latin = (i..chars.len()).take_while(|&k| matches!(chars[k], 'I' | 'V')).count();
    if latin > 0 && at(i + latin) == '级' && !(i > 0 && at(i - 1).is_ascii_alphabetic()) {
        let roman: String = chars[i..i + latin].iter().collect();
        let rank = match roman.as_str() {
            "I" => 1,
            "II" => 2,
            "III" => 3,
            "IV" => 4,
            _ => return None,
        };
        return Some((i + latin + 1, rank));
    }
    let risk = match at(i) {
        '高' => Some(1),
        '中' => Some(2),
        '低' => Some(3),
        _ => None,
    };
    risk.filter(|_| at(i + 1) == '风' && at(i + 2) == '险').map(|rank| (i + 3, rank))
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

impl Steps {
    /// The measures of the next entry.
    pub fn read(&mut self, text: &Text, record: &Record) -> Vec<Measure> {
        let mut found = Vec::new();
        // Most entries tell of no measure.
        let may = |c: &char| {
            matches!(c, '响' | '险' | '封' | '禁' | '停' | '管' | '戒' | '限' | '级' | '课' | '产' | '态')
        };
        if !text.folded(record.span).iter().any(may) {
            return found;
        }
        let mut body: Option<String> = None;
        let mut start = record.span.lo();
        let end = record.span.hi();
        for i in record.span.lo()..=end {
            if i == end || matches!(text.at(i), '。' | ';' | '!' | '\n') {
                self.sentence(text, record, (start, i), &mut body, &mut found);
                start = i + 1;
            }
        }
        found
    }

    fn sentence(
        &mut self,
        text: &Text,
        record: &Record,
        (lo, hi): (usize, usize),
        body: &mut Option<String>,
        found: &mut Vec<Measure>,
    ) {
        let chars: Vec<char> = (lo..hi).map(|i| text.at(i)).collect();
        let hits = hits(&chars);
        if !hits.iter().any(|h| !matches!(h.2, Word::Body | Word::Nothing)) {
            if let Some(last) = hits.iter().rev().find(|h| h.2 == Word::Body) {
                *body = Some(named(&chars, *last));
            }
            return;
        }
        let mut done = 0;
        for &(from, to, word) in &hits {
            if word == Word::Body {
                if !is_object(&chars, from) {
                    *body = Some(named(&chars, (from, to, word)));
                }
                continue;
            }
            if from < done {
                continue;
            }
            let clause_end =
                (to..chars.len()).find(|&k| matches!(chars[k], ',' | ':')).unwrap_or(chars.len());
            let clause_start = (0..from).rev().find(|&k| matches!(chars[k], ',' | ':')).map_or(0, |k| k + 1);
            let Some(step) = self.step(&chars, &hits, (from, to, word), (clause_start, clause_end)) else {
                continue;
            };
            done = step.end;
            let day = record.dated().map(|date| date.from.clone());
            let from_time = clock(&chars[..from]).zip(day.as_ref()).map(|((hour, minute), day)| {
                format!("{}T{hour:02}:{minute:02}", day.get(..10).unwrap_or(day))
            });
            let measure = Measure {
                text: (lo + step.start..lo + step.end)
                    .map(|i| text.slice(crate::text::Span::new(i, i + 1)))
                    .collect(),
                start: (lo + step.start) as u32,
                end: (lo + step.end) as u32,
                what: step.what,
                level: step
                    .level
                    .map(|(s, e, _)| text.slice(crate::text::Span::new(lo + s, lo + e)).to_owned()),
                rank: step.level.map(|l| l.2),
                act: step.act.unwrap_or(Act::Start),
                by: body.clone(),
                from: from_time.or(day),
                entry: record.number,
                before: step
                    .before
                    .map(|(s, e, _)| text.slice(crate::text::Span::new(lo + s, lo + e)).to_owned()),
                clash: None,
                unset: false,
            };
            // 发布封锁令,实行封锁: one order.
            let again = found.iter().any(|m| {
                m.what == measure.what
                    && m.act == measure.act
                    && m.by == measure.by
                    && m.level == measure.level
            });
            if !again {
                found.push(self.settle(measure, step.act, step.before.map(|b| b.2)));
            }
        }
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
            Word::End => Some(Act::End),
            Word::Keep => Some(Act::Keep),
            Word::Ordered(act, of) => {
                let told: String = chars[from..to].iter().collect();
                let what =
                    if of.is_empty() { told.trim_end_matches('令').to_owned() } else { of.to_owned() };
                return Some(Step { start: from, end: to, what, level: None, before: None, act: Some(act) });
            }
            // 县教育局决定停课4天: decided, or for so long.
            Word::Order => {
                let end =
                    lasting(chars, to).or_else(|| (to == hi && decided(&chars[lo..from])).then_some(to))?;
                let what: String = chars[from..to].iter().collect();
                return Some(Step {
                    start: from,
                    end,
                    what,
                    level: None,
                    before: None,
                    act: Some(Act::Start),
                });
            }
            _ => return None,
        };
        let object =
            |h: &&Hit| matches!(h.2, Word::Response | Word::Risk | Word::Order) && h.0 >= lo && h.1 <= hi;
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
                Some(h) => matter(chars, *h, lo, from),
                None if risk => "风险等级".to_owned(),
                None => String::new(),
            };
            if what.is_empty() && self.force.is_empty() {
                return None;
            }
            return Some(Step { start: from, end, what, level: Some((start, end, rank)), before, act });
        }
        let object = behind?;
        // 停课, 停运 by themselves are what happened; an order has a verb before it.
        let between: String = chars[to..object.0].iter().collect();
        if object.2 == Word::Order && (between.chars().count() > 6 || between.contains('的')) {
            return None;
        }
        if object.2 == Word::Risk && reached.is_none() {
            return None;
        }
        let what = matter(chars, *object, to, to);
        let level = reached.filter(|l| l.0 < object.1 + 4);
        Some(Step {
            start: from,
            end: object.1.max(level.map_or(0, |l| l.1)),
            what,
            level,
            before: None,
            act,
        })
    }

    /// Fills in what the entry leaves out, and keeps what is in force.
    fn settle(&mut self, mut measure: Measure, act: Option<Act>, before: Option<u8>) -> Measure {
        let by = measure.by.clone().unwrap_or_default();
        let like = |force: &Force| {
            let what = measure.what.is_empty()
                || force.what.ends_with(&measure.what)
                || measure.what.ends_with(&force.what) && force.what.chars().count() > 4
                || force.what == measure.what;
            let body = by.is_empty()
                || force.by.is_empty()
                || force.by.ends_with(&by)
                || by.ends_with(&force.by)
                || shortens(&by, &force.by);
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
            && !(force.by.ends_with(&by) || by.ends_with(&force.by))
        {
            measure.by = Some(force.by.clone());
        }
        let Some(force) = position.and_then(|k| self.force.get_mut(k)) else {
            let mut what = measure.what.clone();
            if what.is_empty() {
                what = self.force.last().map(|f| f.what.clone()).unwrap_or_default();
            }
            measure.what.clone_from(&what);
            if act.is_none() {
                measure.act = match (before, measure.rank) {
                    (Some(was), Some(is)) if is < was => Act::Raise,
                    (Some(_), Some(_)) => Act::Lower,
                    _ => Act::Start,
                };
            }
            if self.force.len() >= MOST {
                self.force.remove(0);
            }
            let level = measure.level.clone().zip(measure.rank);
            measure.unset = measure.act == Act::End;
            self.force.push(Force { what, by, level, doubtful: false, ended: measure.act == Act::End });
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
            force.ended = measure.act == Act::End;
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
        force.ended = measure.act == Act::End;
        force.level = measure.level.clone().zip(measure.rank);
        measure
    }
}

/// Whether a body's name is another in short: 县指挥部 of 县抗震救灾指挥部.
fn shortens(short: &str, long: &str) -> bool {
    // Of 县森防指 the short name is never 县防指, which is another.
    let plain = short.strip_suffix("指挥部").filter(|level| level.chars().count() == 1);
    plain.is_some_and(|level| long.starts_with(level) && long.ends_with("指挥部"))
}

struct Step {
    start: usize,
    end: usize,
    what: String,
    level: Option<(usize, usize, u8)>,
    before: Option<(usize, usize, u8)>,
    act: Option<Act>,
}

/// One past a length right behind a word (停课4天, 停课两天).
fn lasting(chars: &[char], at: usize) -> Option<usize> {
    let number = |c: &&char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(**c);
    let digits = chars[at..].iter().take_while(number).take(3).count();
    let unit = chars.get(at + digits)?;
    (digits > 0 && matches!(unit, '天' | '日' | '周')).then_some(at + digits + 1)
}

/// Whether some words of a clause say that what follows is decided.
fn decided(words: &[char]) -> bool {
    let words: String = words.iter().collect();
    ["决定", "宣布", "责令", "通知"].iter().any(|word| words.contains(word))
}

/// The matter of a measure: the words up to its object's end, without the level.
fn matter(chars: &[char], object: Hit, lo: usize, verb: usize) -> String {
    let mut start = lo;
    for k in (lo..object.0).rev() {
        let c = chars[k];
        let stops = matches!(c, '将' | '把' | ',' | ':' | '时' | '起' | ' ')
            || !is_han(c) && level(chars, k).is_none() && !matches!(c, 'I' | 'V' | 'Ⅰ'..='Ⅳ');
        if stops {
            start = k + 1;
            break;
        }
    }
    let _ = verb;
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
        if !is_han(c)
            || matches!(
                c,
                '时' | '日'
                    | '月'
                    | '年'
                    | '起'
                    | '据'
                    | '经'
                    | '由'
                    | '向'
                    | '到'
                    | '与'
                    | '和'
                    | '、'
                    | '的'
                    | '报'
            )
        {
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
    name.map(|k| chars[k]).any(|c| matches!(c, '对' | '在' | '将' | '把'))
}

/// The last clock time of some words: hour and minute.
fn clock(chars: &[char]) -> Option<(u32, u32)> {
    let at = (0..chars.len()).rev().find(|&k| {
        chars[k] == '时'
            && k > 0
            && chars[k - 1].is_ascii_digit()
            && !matches!(chars.get(k + 1), Some('内' | '间'))
    })?;
    let number = |end: usize| {
        let start = (0..end).rev().take_while(|&k| chars[k].is_ascii_digit()).last()?;
        chars[start..end].iter().collect::<String>().parse::<u32>().ok()
    };
    let hour = number(at).filter(|h| *h <= 24)?;
    let minutes = chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
    let minute = if minutes > 0 && chars.get(at + 1 + minutes) == Some(&'分') {
        number(at + 1 + minutes).filter(|m| *m < 60).unwrap_or(0)
    } else {
        0
    };
    Some((hour, minute))
}
