//! What is banned, closed, stopped or rationed, whatever it is, and what lifts it again.
//!
//! In goes one word of a sentence with what stands around it, out comes what it does: `7时起城区停止供水` starts 供水 of 城区 being stopped, and
//! `城区恢复供水` ends what is in force of that thing at that place. What stopped by itself (`停电4.2万户`, `因大雾停航`) is no measure: someone
//! acts, makes it known, or says from when.

use super::words::{Hit, Word};
use super::{Act, Force, is_object, lasting, named, same_body};
use crate::fact::figure::{contains_any, ends_with_any};
use crate::lexicon::lists_of_words as lists;
use crate::recognize::numeral;
use crate::text::{Span, Text, Words, chars, ended, is_han};

/// Longest words that name what is banned.
const LONGEST: usize = 24;
/// Characters between a verb and what it names.
const BETWEEN: usize = 6;

/// Who may act in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Actor {
    start: usize,
    end: usize,
    name: String,
    /// Position of the last body up to here that makes an order known (县教育局通知).
    teller: Option<usize>,
}

/// A sentence as it is looked at.
pub(super) struct Sentence<'a> {
    pub chars: &'a [char],
    pub hits: &'a [Hit],
    pub bodies: &'a [Actor],
    /// Where the first word that makes an order known ends.
    pub told: Option<usize>,
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

/// The bodies of a sentence that can act, in order: by their last word, as they were recognized (`orgs`, where they stand in the text), or by the
/// level they begin with.
pub(super) fn bodies(text: &Text, orgs: &[Span], lo: usize, chars: &[char], hits: &[Hit]) -> Vec<Actor> {
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    let mut taken = vec![false; chars.len()];
    for &hit in hits.iter().filter(|h| h.2 == Word::Body && !is_object(chars, h.0)) {
        let name = named(chars, hit);
        let start = hit.1.saturating_sub(name.chars().count());
        taken[start..hit.1].fill(true);
        found.push((start, hit.1, name));
    }
    let mut take = |start: usize, end: usize| {
        let free = !taken[start..end].contains(&true);
        if free {
            taken[start..end].fill(true);
        }
        free
    };
    let hi = lo + chars.len();
    let first = orgs.partition_point(|org| org.lo() < lo);
    for org in orgs[first..].iter().take_while(|org| org.lo() < hi).filter(|org| org.hi() <= hi) {
        let (start, end) = (org.lo() - lo, org.hi() - lo);
        // 关停澄江水厂取水口: what is closed does not act.
        let closed = ending(hits, start).is_some_and(|h| {
            use Word::{End, Lift, Set, Stop};
            matches!(h.2, Set | Stop | End | Lift)
        });
        if !closed && !is_object(chars, start) && take(start, end) {
            found.push((start, end, text.slice(*org).to_owned()));
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
            let does = |h: Hit| !matches!(h.2, Word::Body | Word::Nothing | Word::Thing);
            onward(hits, end).first().is_some_and(|h| h.0 == end && does(*h))
                || chars.get(end).is_some_and(|c| lists::MEASURE_BEHIND_BODY.has(*c))
        };
        // 县文化局举办: 举办 is no last word of a body.
        let verb = |end: usize| ends_with_any(&chars[start..end], &lists::MEASURE_NO_BODY_ENDS);
        let end = (start + 2..=start + run)
            .find(|&end| lists::MEASURE_BODY_ENDS.has(chars[end - 1]) && acts(end) && !verb(end));
        let Some(end) = end.filter(|end| take(start, *end)) else { continue };
        found.push((start, end, chars[start..end].iter().collect()));
    }
    found.sort_unstable_by_key(|f| (f.1, f.0));
    let mut teller = None;
    let actors = found.into_iter().enumerate().map(|(n, (start, end, name))| {
        let behind = onward(hits, end).iter().take_while(|h| h.0 - end <= 4);
        if behind.into_iter().any(|h| h.2 == Word::Told) {
            teller = Some(n);
        }
        Actor { start, end, name, teller }
    });
    actors.collect()
}

/// The bodies that end no later than a place.
fn before(bodies: &[Actor], at: usize) -> &[Actor] {
    &bodies[..bodies.partition_point(|body| body.end <= at)]
}

/// Who acts by a word at a place: who made it known last, else who was named last before it.
pub(super) fn actor(bodies: &[Actor], at: usize) -> Option<&str> {
    let last = before(bodies, at).last()?;
    Some(&last.teller.map_or(last, |teller| &bodies[teller]).name)
}

/// The words of a sentence from a place on.
fn onward(hits: &[Hit], at: usize) -> &[Hit] {
    &hits[hits.partition_point(|h| h.0 < at)..]
}

/// The words of a sentence that begin at a place or behind it and end by another.
pub(super) fn between(hits: &[Hit], lo: usize, hi: usize) -> &[Hit] {
    let inside = onward(hits, lo);
    &inside[..inside.partition_point(|h| h.1 <= hi)]
}

/// The word of a sentence that ends at a place.
fn ending(hits: &[Hit], at: usize) -> Option<Hit> {
    let found = hits.get(hits.partition_point(|h| h.1 < at))?;
    (found.1 == at).then_some(*found)
}

/// Who makes an order known in a sentence.
pub(super) fn announces(bodies: &[Actor], hits: &[Hit]) -> Option<String> {
    let acts = hits.iter().any(|h| !matches!(h.2, Word::Body | Word::Nothing | Word::Told | Word::Thing));
    let teller = bodies.last().and_then(|last| last.teller).filter(|_| acts);
    teller.map(|teller| bodies[teller].name.clone())
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
        actor(self.whole.bodies, self.hit.0).or(self.whole.carried).map(str::to_owned)
    }

    fn holds(&self, from: usize, to: usize, words: &Words) -> bool {
        contains_any(&self.chars()[from.min(to)..to], words)
    }

    /// Whether a word that makes an order known stands before.
    fn is_told(&self) -> bool {
        self.whole.told.is_some_and(|end| end <= self.hit.0)
    }

    /// 县剧团停演, 县化肥厂因检修停产: a body that stops its own work follows no order; one that closes is closed to others (闭馆).
    fn stops_itself(&self) -> bool {
        let (from, to, word) = self.hit;
        let chars = self.chars();
        let stops = lists::MEASURE_OWN_WORK.has(chars[from]) && !lists::MEASURE_EFFECTS.has(chars[to - 1]);
        if word != Word::Order || !stops {
            return false;
        }
        before(self.whole.bodies, from).last().filter(|body| body.start >= self.lo).is_some_and(|body| {
            let why = chars.get(body.end).is_some_and(|c| lists::MEASURE_CAUSES.has(*c));
            let works = body.name.chars().next_back().is_some_and(|c| lists::MEASURE_STOPS_ITSELF.has(c));
            works && (why || self.without_adverbs(body.end, from) == body.end)
        })
    }

    /// Whether someone acts, makes it known, or says from when. What is done by turns (分批出海) is mostly done, not ordered.
    fn is_ordered(&self) -> bool {
        let (from, chars) = (self.hit.0, self.chars());
        let acts = || self.hit.2 != Word::Ration && self.by().is_some() && !self.stops_itself();
        self.is_told()
            || acts()
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

    /// Whether the word is a part of a longer one or says which (停课期间, 禁止令, 关闭的, 停电应急演练).
    fn is_part(&self) -> bool {
        const NAMED: usize = 8;
        let order = matches!(self.hit.2, Word::Order | Word::Ration);
        let behind = &self.chars()[self.hit.1..self.hi.min(self.hit.1 + NAMED)];
        let name = behind.iter().take_while(|c| is_han(**c)).count();
        behind
            .first()
            .is_some_and(|c| lists::MEASURE_PART_OF.has(*c) || order && lists::MEASURE_PART_OF_ORDER.has(*c))
            || order && contains_any(&behind[..name], &lists::MEASURE_ONLY_PLAYED)
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
        let near = onward(self.whole.hits, at + 1).iter().take_while(|h| h.0 < self.hi);
        let stop = near.into_iter().find(|h| !names(h.2)).map_or(self.hi, |h| h.0);
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

    /// Where words end without the adverbs, days and hours at their end (县图书馆|18时起临时).
    fn without_adverbs(&self, lo: usize, mut end: usize) -> usize {
        let chars = self.chars();
        loop {
            let at = |i: usize| chars[lo..end].get(i).copied().unwrap_or_default();
            let ends = |word: &&str| ended(at, end - lo, word);
            if let Some(adverb) = lists::MEASURE_BEFORE_VERB.all().find(ends) {
                end -= adverb.chars().count();
                continue;
            }
            // 18时(起)
            let number = |c: char| c.is_ascii_digit() || lists::MEASURE_NUMERALS.has(c);
            if end < lo + 2 || !chars!("时日分月").has(chars[end - 1]) || !number(chars[end - 2]) {
                return end;
            }
            end -= 1 + chars[lo..end - 1].iter().rev().take_while(|c| number(**c)).count();
        }
    }

    /// The noun before the verb in its clause: of whom or where.
    fn subject(&self, from: usize) -> String {
        let chars = self.chars();
        // 湖面禁止垂钓、禁止游泳: of whom the first verb of the clause is.
        let verb = |h: &&Hit| {
            use Word::{End, Lift, Set, Start, Stop, To};
            matches!(h.2, Set | Stop | Start | To | Lift | End)
        };
        let inside = between(self.whole.hits, self.lo, from);
        let end = self.without_adverbs(self.lo, inside.iter().find(verb).map_or(from, |h| h.0));
        let mut start = self.lo;
        if let Some(body) = before(self.whole.bodies, end).last() {
            start = start.max(body.end);
        }
        if let Some(told) = inside.iter().rfind(|h| h.2 == Word::Told && h.1 <= end) {
            start = start.max(told.1);
        }
        let ahead = |k: &usize| {
            let numbered = *k > 0 && chars[k - 1].is_ascii_digit();
            lists::MEASURE_AHEAD.has(chars[*k]) || numbered && chars!("时日").has(chars[*k])
        };
        start = (start..end).rev().find(ahead).map_or(start, |k| k + 1);
        // 森林公园18时起闭园: who closes is what is closed.
        if start >= end
            && let Some(body) = before(self.whole.bodies, end).last().filter(|body| body.end == end)
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
            // 停止大操大办: a thing is stopped, conduct is only spoken against, unless it is forbidden.
            Some((name, _)) if weak && lists::MEASURE_CONDUCT.all().any(|word| name.contains(word)) => None,
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
        const NEAR: usize = 10;
        between(self.whole.hits, end, self.hi).iter().take_while(|h| h.0 - end <= NEAR).any(|h| {
            use Word::{Back, End, Extend, Lift, Loosen, Stop, Tighten};
            matches!(h.2, End | Stop | Back(_) | Extend | Tighten | Loosen | Lift)
        })
    }

    /// One past a rationed thing (隔日供水): its kind of turns or limits with the thing behind it.
    fn rationed(&self, hit: Hit) -> Option<usize> {
        if hit.2 != Word::Ration {
            return Some(hit.1);
        }
        let thing = between(self.whole.hits, hit.1, self.hi).first();
        thing.filter(|h| h.2 == Word::Thing && h.0 - hit.1 < 2).map(|h| h.1)
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
        if (lasts.is_none() || self.stops_itself()) && !self.is_ordered() {
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
            && !self.holds(to, self.hi.min(to + BETWEEN), &lists::MEASURE_PURPOSES)
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
            !f.ended
                && f.what == control.what
                && (f.place == control.place || control.place.is_empty())
                && same_body(&f.by, control.by.as_deref().unwrap_or_default())
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
        let able = |h: &&Hit| h.2 == Word::Ration || h.2 == Word::Order && word == Word::Start;
        let near = between(self.whole.hits, to, self.hi).iter().take_while(|h| h.0 - to <= BETWEEN);
        let object = near.into_iter().find(able)?;
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
    fn pairs(name: &[char], other: &[char]) -> usize {
        other.windows(2).filter(|pair| name.windows(2).any(|own| own == *pair)).count()
    }

    /// What of what is in force some words name: what it is called tells more than where it is.
    fn of(&self, what: &[char], place: &[char]) -> Option<usize> {
        let told = |f: &Force| {
            Self::pairs(f.called(), what) * 2 + Self::pairs(&f.words, what) + Self::pairs(&f.words, place)
        };
        let best = self.open().map(|(k, f)| (told(f), k)).filter(|(score, _)| *score > 0).max();
        best.map(|(_, k)| k)
    }

    /// What is in force and has no level.
    fn open(&self) -> impl Iterator<Item = (usize, &Force)> {
        self.force.iter().enumerate().filter(|(_, f)| !f.ended && f.level.is_none())
    }

    fn is_general(what: &str) -> bool {
        let chars: Vec<char> = what.chars().collect();
        chars.chunks(2).all(|pair| pair.len() == 2 && lists::MEASURE_GENERAL.has(pair))
    }

    /// An end of what is in force at a position, or a part of it.
    fn lifted(&self, start: usize, end: usize, what: &str, of: usize) -> Control {
        let force = &self.force[of];
        let words: Vec<char> = what.chars().collect();
        let named = !Self::is_general(what) && Self::pairs(force.called(), &words) > 0;
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
            let done = |h: &&Hit| h.0 == end && matches!(h.2, Word::Set | Word::Stop);
            if let Some(done) = between(self.whole.hits, end, self.hi).first().filter(done) {
                name.extend(&self.chars()[end..done.1]);
                end = done.1;
            }
            // 停止执行限水: what is in force; else it stops what it names.
            let words: Vec<char> = name.chars().collect();
            let place: Vec<char> = place.chars().filter(|_| word != Word::Stop).collect();
            let found = self.of(&words, &place);
            let found =
                found.filter(|&k| word != Word::Stop || Self::pairs(&self.force[k].words, &words) > 1);
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
        let words: Vec<char> = place.chars().collect();
        let of = self.of(&words, &self.chars()[self.lo..from])?;
        let mut control = self.lifted(self.name(), to, "", of);
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
        let general = name.is_empty() || Self::is_general(&name);
        let [name_words, place] = [&name, &place].map(|words| words.chars().collect::<Vec<char>>());
        let of = if general { self.of(&place, &name_words) } else { self.of(&name_words, &place) };
        if let Some(of) = of {
            return Some(self.lifted(from, end, &name, of));
        }
        // 县水务局宣布城区恢复供水: ordered, though its beginning is not told.
        (self.is_told() && (2..=8).contains(&name.chars().count()))
            .then(|| self.control(from, end, name, Act::End))
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
        let words = &self.chars()[self.lo..from];
        let called = |f: &Force| names.split('|').any(|name| !name.is_empty() && f.what.contains(name));
        let found = self
            .open()
            .map(|(k, f)| (called(f), Self::pairs(&f.words, words), k))
            .filter(|(called, shared, _)| *called || names.is_empty() && *shared > 0)
            .max();
        if let Some((_, _, of)) = found {
            return Some(self.lifted(from, to, "", of));
        }
        // 县革委会决定西干渠工地复工: ordered, though its beginning is not told.
        let name = names.split('|').next().filter(|name| self.is_told() && name.chars().count() > 1)?;
        Some(self.control(from, to, name.to_owned(), Act::End))
    }

    /// Where the order by name begins that stands last before the word in its clause, else where the word does.
    fn name(&self) -> usize {
        let inside = between(self.whole.hits, self.lo, self.hit.0);
        inside.iter().rfind(|h| matches!(h.2, Word::Order | Word::Ration)).map_or(self.hit.0, |h| h.0)
    }

    /// 禁火期延长至5月10日, 将分时供水压缩为每日8小时: what is in force goes on longer, tighter or looser.
    fn changes(&self, act: Act) -> Option<Control> {
        let (from, to, _) = self.hit;
        if self.is_none() {
            return None;
        }
        let of = self.of(&self.chars()[self.lo..from], &[])?;
        let start = self.name();
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
    let number = |c: &&char| c.is_ascii_digit() || numeral::is_spelled(**c) || **c == '半';
    let digits = chars[at..].iter().take_while(number).take(4).count();
    let unit = chars.get(at + digits)?;
    (digits > 0 && lists::MEASURE_SHARES.has(*unit)).then_some(at + digits + 1)
}
