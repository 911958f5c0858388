//! What is banned, closed, stopped or rationed, whatever it is, and what lifts it again.
//!
//! In goes one word of a sentence with what stands around it, out comes what it does: `7时起城区停止供水` starts 供水 of 城区 being stopped, and
//! `城区恢复供水` ends what is in force of that thing at that place. What stopped by itself (`停电4.2万户`, `因大雾停航`) is no measure: someone
//! acts, makes it known, or says from when.

use super::words::{Hit, Word};
use super::{Act, Force, is_object, lasting, named};
use crate::fact::Record;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, Words, chars, is_han};

/// Longest words that name what is banned.
const LONGEST: usize = 24;
/// Characters between a verb and what it names.
const BETWEEN: usize = 6;

/// Who may act in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Actor {
    end: usize,
    name: String,
    /// Whether it makes an order known (县教育局通知).
    announces: bool,
}

/// A sentence as it is looked at.
pub(super) struct Sentence<'a> {
    pub chars: &'a [char],
    pub hits: &'a [Hit],
    pub bodies: &'a [Actor],
    /// The body whose order goes on from before `;`.
    pub carried: Option<&'a str>,
}

/// What a word does to something.
#[derive(Debug)]
pub(super) struct Control {
    pub start: usize,
    pub end: usize,
    pub what: String,
    pub act: Act,
    pub by: Option<String>,
    pub place: String,
    /// Position of what it ends or changes among what is in force.
    pub of: Option<usize>,
}

/// The bodies of a sentence that can act, in order: by their last word, as they were recognized, or by the level they begin with.
pub(super) fn bodies(text: &Text, record: &Record, lo: usize, chars: &[char], hits: &[Hit]) -> Vec<Actor> {
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    for &hit in hits.iter().filter(|h| h.2 == Word::Body && !is_object(chars, h.0)) {
        let name = named(chars, hit);
        let end = hit.1;
        found.push((end.saturating_sub(name.chars().count()), end, name));
    }
    let hi = lo + chars.len();
    for mention in record.orgs.iter().flat_map(|org| &org.mentions) {
        let (from, to) = (mention.start as usize, mention.end as usize);
        // 关停澄江水厂取水口: what is closed does not act.
        let closed = |h: &&Hit| {
            use Word::{End, Lift, Set, Stop};
            h.1 + lo == from && matches!(h.2, Set | Stop | End | Lift)
        };
        if from < lo || to > hi || is_object(chars, from - lo) || hits.iter().any(|h| closed(&h)) {
            continue;
        }
        let span = (from - lo, to - lo);
        if !found.iter().any(|f| f.0 < span.1 && span.0 < f.1) {
            found.push((span.0, span.1, text.slice(Span::new(from, to)).to_owned()));
        }
    }
    for start in 0..chars.len() {
        if !lists::MEASURE_LEVELS.has(chars[start])
            || start > 0 && is_han(chars[start - 1]) && !lists::MEASURE_BEFORE_BODY.has(chars[start - 1])
        {
            continue;
        }
        let run = chars[start..].iter().take(11).take_while(|c| is_han(**c)).count();
        let acts = |end: usize| {
            hits.iter().any(|h| h.0 == end && !matches!(h.2, Word::Body | Word::Nothing | Word::Thing))
                || chars.get(end).is_some_and(|c| lists::MEASURE_BEHIND_BODY.has(*c))
        };
        let end =
            (start + 2..=start + run).find(|&end| lists::MEASURE_BODY_ENDS.has(chars[end - 1]) && acts(end));
        let Some(end) = end.filter(|end| !found.iter().any(|f| f.0 < *end && start < f.1)) else { continue };
        found.push((start, end, chars[start..end].iter().collect()));
    }
    found.sort_unstable_by_key(|f| f.0);
    let actor = |(_, end, name): (usize, usize, String)| {
        let announces = hits.iter().any(|h| h.2 == Word::Told && h.0 >= end && h.0 - end <= 4);
        Actor { end, name, announces }
    };
    found.into_iter().map(actor).collect()
}

/// Who acts by a word at a place: who made it known, else who was named last before it.
pub(super) fn actor(bodies: &[Actor], at: usize) -> Option<String> {
    let before = || bodies.iter().filter(|body| body.end <= at);
    let told = before().rfind(|body| body.announces);
    told.or_else(|| before().next_back()).map(|body| body.name.clone())
}

/// Who makes an order known in a sentence.
pub(super) fn announces(bodies: &[Actor], hits: &[Hit]) -> Option<String> {
    let acts = hits.iter().any(|h| !matches!(h.2, Word::Body | Word::Nothing | Word::Told | Word::Thing));
    bodies.iter().rfind(|body| body.announces).filter(|_| acts).map(|body| body.name.clone())
}

/// What a word of a sentence does to something that is banned, closed, stopped or rationed.
pub(super) fn read(
    whole: &Sentence<'_>,
    hit: Hit,
    clause: (usize, usize),
    force: &[Force],
) -> Option<Control> {
    let look = Look { whole, hit, lo: clause.0, hi: clause.1, force };
    match hit.2 {
        // 禁止 orders by itself; what is closed or limited may only have come about.
        Word::Set => look.set(!matches!(whole.chars[hit.0], '禁' | '严')),
        Word::Stop => look.ends().or_else(|| look.set(true)),
        Word::End => look.ends(),
        Word::Lift => look.lifts(),
        Word::Back(of) | Word::Ordered(Act::End, of) => look.back(of),
        Word::Order | Word::Ration => look.order(),
        Word::Start | Word::To => look.starts(),
        Word::Tighten => look.changes(Act::Raise),
        Word::Loosen => look.changes(Act::Lower),
        Word::Extend => look.changes(Act::Keep),
        _ => None,
    }
}

/// Whether a word only tells of how many something is over (23所学校复课).
pub(super) fn is_counted(whole: &Sentence<'_>, hit: Hit, clause: (usize, usize)) -> bool {
    let look = Look { whole, hit, lo: clause.0, hi: clause.1, force: &[] };
    matches!(hit.2, Word::Ordered(Act::End, _)) && look.is_partial_count()
}

struct Look<'a> {
    whole: &'a Sentence<'a>,
    hit: Hit,
    lo: usize,
    hi: usize,
    force: &'a [Force],
}

impl Look<'_> {
    fn chars(&self) -> &[char] {
        self.whole.chars
    }

    fn by(&self) -> Option<String> {
        actor(self.whole.bodies, self.hit.0).or_else(|| self.whole.carried.map(str::to_owned))
    }

    fn holds(&self, from: usize, to: usize, words: &Words) -> bool {
        let chars = &self.chars()[from.min(to)..to];
        let at = |i: usize| chars.get(i).copied().unwrap_or_default();
        chars
            .iter()
            .enumerate()
            .any(|(i, &c)| words.led(c, |word| crate::text::goes_on(at, i, word)).is_some())
    }

    /// Whether someone acts, makes it known, or says from when.
    fn is_ordered(&self) -> bool {
        let (from, chars) = (self.hit.0, self.chars());
        let told = self.whole.hits.iter().any(|h| h.2 == Word::Told && h.1 <= from);
        told || self.by().is_some()
            || self.holds(self.lo, from, &lists::MEASURE_FROM_WHEN)
            || chars[self.lo..from].contains(&'对')
            || from > self.lo + 1
                && matches!(chars[from - 1], '日' | '时')
                && chars[from - 2].is_ascii_digit()
    }

    /// Whether the words before say that it only came about, is only planned, or is not so.
    fn is_none(&self) -> bool {
        let (from, chars) = (self.hit.0, self.chars());
        self.holds(self.lo, from, &lists::MEASURE_NOT_SO)
            || from > self.lo && lists::MEASURE_NOT_SO_BEFORE.has(chars[from - 1])
    }

    /// Whether the word is a part of a longer one or says which (停课期间, 禁止令, 关闭的).
    fn is_part(&self) -> bool {
        let order = matches!(self.hit.2, Word::Order | Word::Ration);
        self.chars()
            .get(self.hit.1)
            .is_some_and(|c| lists::MEASURE_PART_OF.has(*c) || order && lists::MEASURE_PART_OF_ORDER.has(*c))
    }

    /// What the words behind the verb name, and where they end.
    fn object(&self) -> Option<(String, usize)> {
        let chars = self.chars();
        let mut at = self.hit.1;
        while at < self.hi && lists::MEASURE_PARTICLES.has(chars[at]) {
            at += 1;
        }
        // 关闭3座加油站
        let digits = chars[at..self.hi].iter().take_while(|c| c.is_ascii_digit()).count();
        if digits > 0 && chars.get(at + digits).is_some_and(|c| lists::MEASURE_PIECES.has(*c)) {
            at += digits + 1;
        }
        let names = |word: Word| {
            use Word::{Body, Nothing, Order, Ration, Response, Risk, Thing};
            matches!(word, Body | Nothing | Order | Ration | Response | Risk | Thing)
        };
        let next = self.whole.hits.iter().filter(|h| h.0 > at && !names(h.2));
        let stop = next.map(|h| h.0).min().unwrap_or(self.hi).min(self.hi);
        let mut end = at;
        while end < stop && end - at < LONGEST {
            let c = chars[end];
            // X204线 goes on; 渡口12处 ends.
            let figure = c.is_ascii_digit() && end > at && is_han(chars[end - 1]);
            if figure || !is_han(c) && !c.is_ascii_alphanumeric() && c != '、' {
                break;
            }
            end += 1;
        }
        while end > at && lists::MEASURE_JOINS.has(chars[end - 1]) {
            end -= 1;
        }
        let name: String = chars[at..end].iter().collect();
        // 禁止大吃大喝的规定: the verb only says of what.
        if name.contains('的') || end - at < 2 {
            return None;
        }
        Some((name, end))
    }

    /// The noun before the verb in its clause: of whom or where.
    fn subject(&self, from: usize) -> String {
        let chars = self.chars();
        // 湖面禁止垂钓、禁止游泳: of whom the first verb of the clause is.
        let verb = |h: &&Hit| {
            use Word::{End, Lift, Set, Start, Stop, To};
            h.0 >= self.lo && h.0 < from && matches!(h.2, Set | Stop | Start | To | Lift | End)
        };
        let mut end = self.whole.hits.iter().find(verb).map_or(from, |h| h.0);
        loop {
            let words: String = chars[self.lo..end].iter().collect();
            if let Some(adverb) = lists::MEASURE_BEFORE_VERB.all().find(|adverb| words.ends_with(*adverb)) {
                end -= adverb.chars().count();
                continue;
            }
            // 18时(起)
            if end > self.lo + 1
                && chars!("时日分月").has(chars[end - 1])
                && (chars[end - 2].is_ascii_digit() || lists::MEASURE_NUMERALS.has(chars[end - 2]))
            {
                end -= 1;
                while end > self.lo
                    && (chars[end - 1].is_ascii_digit() || lists::MEASURE_NUMERALS.has(chars[end - 1]))
                {
                    end -= 1;
                }
                continue;
            }
            break;
        }
        let mut start = self.lo;
        for body in self.whole.bodies.iter().filter(|body| body.end <= end) {
            start = start.max(body.end);
        }
        for told in self.whole.hits.iter().filter(|h| h.2 == Word::Told && h.1 <= end) {
            start = start.max(told.1);
        }
        let ahead = |k: &usize| {
            let numbered = *k > 0 && chars[k - 1].is_ascii_digit();
            lists::MEASURE_AHEAD.has(chars[*k]) || numbered && chars!("时日").has(chars[*k])
        };
        start = (start..end).rev().find(ahead).map_or(start, |k| k + 1);
        // 森林公园18时起闭园: who closes is what is closed.
        if start >= end
            && let Some(body) = self.whole.bodies.iter().rfind(|body| body.end == end)
        {
            return body.name.clone();
        }
        let noun: String =
            chars[start.min(end)..end].iter().filter(|c| is_han(**c) || c.is_ascii_alphanumeric()).collect();
        if (2..=LONGEST).contains(&noun.chars().count()) { noun } else { String::new() }
    }

    fn control(&self, start: usize, end: usize, what: String, act: Act) -> Control {
        let place = self.subject(start);
        Control { start, end, what, act, by: self.by(), place, of: None }
    }

    /// 禁止捕捞, 关闭粮食集市, 7时起城区停止供水. What is weak is a measure only where someone acts.
    fn set(&self, weak: bool) -> Option<Control> {
        let (from, to, _) = self.hit;
        if self.is_part() || self.is_none() || weak && !self.is_ordered() {
            return None;
        }
        match self.object() {
            Some((name, end)) => Some(self.control(from, end, name, Act::Start)),
            // 渡口全部关闭
            None if !self.chars()[to..self.hi].iter().any(|c| is_han(*c)) && self.is_ordered() => {
                let subject = self.subject(from);
                (!subject.is_empty()).then(|| self.control(from, to, subject, Act::Start))
            }
            None => None,
        }
    }

    /// Whether what was ordered is lifted, changed or prolonged behind it in the clause.
    fn is_changed_behind(&self, end: usize) -> bool {
        self.whole.hits.iter().any(|h| {
            h.0 >= end
                && h.1 <= self.hi
                && h.0 - end <= 10
                && matches!(
                    h.2,
                    Word::End
                        | Word::Stop
                        | Word::Back(_)
                        | Word::Extend
                        | Word::Tighten
                        | Word::Loosen
                        | Word::Lift
                )
        })
    }

    /// One past a rationed thing (隔日供水): its kind of turns or limits with the thing behind it.
    fn rationed(&self, hit: Hit) -> Option<usize> {
        if hit.2 != Word::Ration {
            return Some(hit.1);
        }
        let thing = self.whole.hits.iter().find(|h| h.0 >= hit.1 && h.0 - hit.1 <= 2 && h.1 <= self.hi);
        thing.filter(|h| h.2 == Word::Thing).map(|h| h.1)
    }

    /// 停课, 限水三成, 城区隔日供水: an order by name.
    fn order(&self) -> Option<Control> {
        let (from, to, _) = self.hit;
        let chars = self.chars();
        let mut end = self.rationed(self.hit)?;
        if self.is_part() && end == to || self.is_none() || self.is_changed_behind(end) {
            return None;
        }
        let lasts = lasting(chars, to);
        if lasts.is_none() && !self.is_ordered() {
            return None;
        }
        let figure = chars.get(end).is_some_and(char::is_ascii_digit);
        let shared = share(chars, end);
        if figure && lasts.is_none() && shared.is_none() || self.is_counted(from) {
            return None;
        }
        end = lasts.or(shared).unwrap_or(end);
        // 停航白沙至东屿航线: what it stops stands behind it.
        if end == to
            && let Some((name, end)) = self.object().filter(|(name, _)| name.chars().count() > 2)
        {
            return Some(self.control(from, end, name, Act::Start));
        }
        let name: String = chars[from..self.rationed(self.hit)?].iter().collect();
        let mut control = self.control(from, end, name, Act::Start);
        // 洗车业停业: whose it is says what.
        if lists::MEASURE_TRADES.holds(&control.what) && !control.place.is_empty() {
            control.what.insert_str(0, &control.place);
        }
        let again = self.force.iter().any(|f| {
            !f.ended && f.what == control.what && (f.place == control.place || control.place.is_empty())
        });
        (!again).then_some(control)
    }

    /// 3.1万户停水: how many it is so of.
    fn is_counted(&self, from: usize) -> bool {
        let chars = self.chars();
        let stops = chars[from..self.hit.1].first() == Some(&'停')
            && lists::MEASURE_EFFECTS.has(chars[self.hit.1 - 1]);
        stops
            && (self.lo..from).any(|k| {
                chars[k].is_ascii_digit()
                    && chars.get(k + 1).is_some_and(|c| lists::MEASURE_HOUSEHOLDS.has(*c))
            })
    }

    /// 实行分时供水, 改为隔日供水.
    fn starts(&self) -> Option<Control> {
        let (from, to, word) = self.hit;
        let object = self.whole.hits.iter().find(|h| {
            let able = h.2 == Word::Ration || h.2 == Word::Order && word == Word::Start;
            able && h.0 >= to && h.0 - to <= BETWEEN && h.1 <= self.hi
        })?;
        let end = self.rationed(*object)?;
        let between: String = self.chars()[to..object.0].iter().collect();
        if between.contains('的') || self.is_none() || self.is_changed_behind(end) {
            return None;
        }
        let name: String = self.chars()[to..end].iter().collect();
        let mut control = self.control(from, end, name, Act::Start);
        if word == Word::Start && object.2 == Word::Order && control.place.is_empty() {
            control.place = between;
        }
        Some(control)
    }

    /// How many pairs of characters two names have in common.
    fn pairs(name: &str, other: &str) -> usize {
        let name: Vec<char> = name.chars().collect();
        let other: Vec<char> = other.chars().collect();
        other.windows(2).filter(|pair| name.windows(2).any(|own| own == *pair)).count()
    }

    /// How well some words name what is in force, by what it is or where.
    fn shared(force: &Force, words: &str) -> usize {
        Self::pairs(&format!("{}\n{}", force.what, force.place), words)
    }

    /// What of what is in force some words name.
    fn of(&self, what: &str, place: &str) -> Option<usize> {
        let open = self.force.iter().enumerate().filter(|(_, f)| !f.ended && f.level.is_none());
        // What it is called tells more than where it is.
        let told =
            |f: &Force| Self::pairs(&f.what, what) * 2 + Self::shared(f, what) + Self::shared(f, place);
        let best = open.map(|(k, f)| (told(f), k)).filter(|(score, _)| *score > 0).max();
        best.map(|(_, k)| k)
    }

    fn is_general(what: &str) -> bool {
        let chars: Vec<char> = what.chars().collect();
        chars.chunks(2).all(|pair| pair.len() == 2 && lists::MEASURE_GENERAL.has(pair))
    }

    /// An end of what is in force at a position, or a part of it.
    fn lifted(&self, start: usize, end: usize, what: &str, of: usize) -> Control {
        let force = &self.force[of];
        let named = !Self::is_general(what) && Self::pairs(&force.what, what) > 0;
        let partly = self.holds(self.lo, self.hi, &lists::MEASURE_IN_PART) && !force.what.contains("部分");
        let what = if named { what.to_owned() } else { force.what.clone() };
        let act = if partly { Act::Lower } else { Act::End };
        Control { of: Some(of), ..self.control(start, end, what, act) }
    }

    /// 解除捕捞禁令, 结束分时供水, 交通管制同时解除, 限水措施停止执行.
    fn ends(&self) -> Option<Control> {
        let (from, to, word) = self.hit;
        if self.is_none() || self.is_part() {
            return None;
        }
        let place = self.subject(from);
        if let Some((mut name, mut end)) = self.object() {
            // 解除大桥封闭: what was done to it closes its name.
            let done = |h: &&Hit| h.0 == end && h.1 <= self.hi && matches!(h.2, Word::Set | Word::Stop);
            if let Some(done) = self.whole.hits.iter().find(done) {
                name.extend(&self.chars()[end..done.1]);
                end = done.1;
            }
            // 停止执行限水: what is in force; else it stops what it names.
            let found = self.of(&name, if word == Word::Stop { "" } else { place.as_str() });
            let found = found.filter(|&k| word != Word::Stop || Self::shared(&self.force[k], &name) > 1);
            if let Some(of) = found {
                let mut control = self.lifted(from, end, &name, of);
                control.what = control.what.trim_end_matches("禁令").to_owned();
                if control.what.is_empty() {
                    control.what.clone_from(&self.force[of].what);
                }
                return Some(control);
            }
            let core = name.trim_end_matches("措施");
            return (word == Word::End
                && lists::MEASURE_BANS.all().any(|ban| core.ends_with(ban))
                && self.is_ordered())
            .then(|| self.control(from, end, core.trim_end_matches("禁令").to_owned(), Act::End));
        }
        if self.chars()[to..self.hi].iter().any(|c| is_han(*c)) {
            return None;
        }
        let words: String = self.chars()[self.lo..from].iter().collect();
        let of = self.of(&place, &words)?;
        let start = self
            .whole
            .hits
            .iter()
            .rfind(|h| h.0 >= self.lo && h.1 <= from && matches!(h.2, Word::Order | Word::Ration));
        let start = start.map_or(from, |h| h.0);
        let mut control = self.lifted(start, to, "", of);
        control.place = place;
        Some(control)
    }

    /// 城区恢复供水, 重开粮食集市, 洗车业恢复营业.
    fn lifts(&self) -> Option<Control> {
        let (from, to, _) = self.hit;
        if self.is_none() || self.is_part() || self.is_partial_count() {
            return None;
        }
        let place = self.subject(from);
        let (name, end) = self.object().unwrap_or((String::new(), to));
        let figure = self.chars().get(end).is_some_and(char::is_ascii_digit);
        if figure {
            return None;
        }
        let of = if name.is_empty() || Self::is_general(&name) {
            self.of(&place, &name)
        } else {
            self.of(&name, &place)
        };
        if let Some(of) = of {
            return Some(self.lifted(from, end, &name, of));
        }
        // 县水务局宣布城区恢复供水: ordered, though its beginning is not told.
        let told = self.whole.hits.iter().any(|h| h.2 == Word::Told && h.1 <= from);
        (told && (2..=8).contains(&name.chars().count())).then(|| self.control(from, end, name, Act::End))
    }

    /// 23所学校恢复上课: how many are back, a figure.
    fn is_partial_count(&self) -> bool {
        let chars = self.chars();
        (self.lo..self.hit.0).any(|k| {
            chars[k].is_ascii_digit() && chars.get(k + 1).is_some_and(|c| lists::MEASURE_COUNTED.has(*c))
        })
    }

    /// 复课 of 停课, 开园 of 闭园, 放牧解禁: an end in one word of one of some measures.
    fn back(&self, names: &str) -> Option<Control> {
        let (from, to, _) = self.hit;
        if self.is_none() || self.is_part() || self.is_partial_count() {
            return None;
        }
        if self.chars().get(to).is_some_and(char::is_ascii_digit) {
            return None;
        }
        let words: String = self.chars()[self.lo..from].iter().collect();
        let open = self.force.iter().enumerate().filter(|(_, f)| !f.ended && f.level.is_none());
        let called = |f: &Force| names.split('|').any(|name| !name.is_empty() && f.what.contains(name));
        let found = open
            .map(|(k, f)| (called(f), Self::shared(f, &words), k))
            .filter(|(called, shared, _)| *called || names.is_empty() && *shared > 0)
            .max();
        if let Some((_, _, of)) = found {
            return Some(self.lifted(from, to, "", of));
        }
        // 县革委会决定西干渠工地复工: ordered, though its beginning is not told.
        let told = self.whole.hits.iter().any(|h| h.2 == Word::Told && h.1 <= from);
        let name = names.split('|').next().filter(|name| told && name.chars().count() > 1)?;
        Some(self.control(from, to, name.to_owned(), Act::End))
    }

    /// 禁火期延长至5月10日, 将分时供水压缩为每日8小时: what is in force goes on longer, tighter or looser.
    fn changes(&self, act: Act) -> Option<Control> {
        let (from, to, _) = self.hit;
        if self.is_none() {
            return None;
        }
        let words: String = self.chars()[self.lo..from].iter().collect();
        let of = self.of(&words, "")?;
        let named = self
            .whole
            .hits
            .iter()
            .rfind(|h| h.0 >= self.lo && h.1 <= from && matches!(h.2, Word::Order | Word::Ration));
        let start = named.map_or(from, |h| h.0);
        let mut end = to;
        while end < self.hi && (is_han(self.chars()[end]) || self.chars()[end].is_ascii_digit()) {
            end += 1;
        }
        let what = self.force[of].what.clone();
        Some(Control { of: Some(of), ..self.control(start, end, what, act) })
    }
}

/// One past a share right behind a word (限水三成, 限产30%).
fn share(chars: &[char], at: usize) -> Option<usize> {
    let number = |c: &&char| c.is_ascii_digit() || "一二两三四五六七八九十半".contains(**c);
    let digits = chars[at..].iter().take_while(number).take(4).count();
    let unit = chars.get(at + digits)?;
    (digits > 0 && lists::MEASURE_SHARES.has(*unit)).then_some(at + digits + 1)
}
