//! What each figure of a document tells: how much of what, for whom, as of when, and whether it adds, totals, leaves or corrects.
//!
//! In go the records of a document with its text; out comes one [`Told`] a figure, in order. In `旬内接种9640剂次,累计29440剂次` the first is
//! new within eleven days and the second a running total, and both are of 接种.

use super::look::{Look, ends_sentence};
use super::own::Own;
use super::role::{Role, cues};
use super::table::Table;
use super::words::is_ratio;
use super::worth::Worth;
use crate::fact::{QuantityKind, QuantityRecord, Record};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, chars, is_han};

/// What a figure does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// A running total.
    Total,
    /// An amount of this report.
    New,
    /// What came into a store or a list.
    In,
    /// What left it.
    Out,
    /// A correction.
    Fix,
    /// What is still to be done, or still there.
    Left,
    /// What there is.
    Stock,
    /// What a plan or a duty comes to.
    Target,
    /// What is only planned.
    Plan,
    /// A part of another figure.
    Part,
    /// A share or a rate.
    Rate,
    /// A growth or a fall in per cent.
    Change,
    /// A growth or a fall in the unit itself.
    Delta,
    /// How far above a mark.
    Excess,
    /// The mark itself.
    Mark,
    /// An amount for one.
    Each,
    /// In no series: the most of something, a round mark passed.
    Apart,
}

/// A figure with what its surroundings say.
#[derive(Debug, Clone)]
pub struct Told {
    /// Position of its entry among the records.
    pub entry: usize,
    /// Position among the entry's figures.
    pub figure: usize,
    /// Where it stands.
    pub span: Span,
    /// How much.
    pub worth: Worth,
    /// Its unit, as it is measured by.
    pub unit: String,
    /// What it does.
    pub deed: Deed,
    /// Whether a word says so, or only the kind that was read.
    pub said: bool,
    /// For a running total: whether it totals what left (累计退出).
    pub outward: bool,
    /// Whether it says all of it (全部).
    pub all: bool,
    /// The words that name what is counted, joined.
    pub content: Vec<char>,
    /// The word that says it came or went (拨付).
    pub verb: Vec<char>,
    /// The name of a part as written.
    pub name: String,
    /// Whose figure it is, where it is not the document's own.
    pub scope: Option<String>,
    /// How many days up to the report it is of.
    pub period: Option<u16>,
    /// Day or time of which it is true, ISO.
    pub day: Option<String>,
    /// First character of its sentence.
    pub sentence: usize,
    /// First character of its clause.
    pub clause: usize,
    /// Whether only 、 and words stand between it and the figure before.
    pub listed: bool,
    /// Position of its whole.
    pub whole: Option<usize>,
    /// Whether its row belongs to a table of what came and went, which leaves nothing out.
    pub row: bool,
    /// Whether it fills a cell of a table.
    pub cell: bool,
    /// The characters between the figure before (or the clause's start) and it.
    pub lead: Span,
    /// The kind that was read.
    pub kind: QuantityKind,
    /// The words of clauses without figures before it in its sentence.
    pub context: Vec<char>,
    /// Whether a word says that it is a running total (累计), not only what is done (已).
    pub running: bool,
    /// Whether a word says that it is a total, of one event or of all so far (共).
    pub summed: bool,
    /// Whether it is a total only because the figure before it is (共发出1330顶,调入1500顶).
    pub carried: bool,
    /// Whether a word says that it came into or went out of something.
    pub flows: bool,
    /// Whether it sums up what stands before it in its sentence.
    pub sums: bool,
    /// On what it is reckoned, where that is told (1990年不变价, 新口径).
    pub basis: Option<String>,
    /// Whether only its entry, which sums up, says that it is a total.
    pub closing: bool,
    /// Whether a word says that a change leads to it (达, 增至).
    pub level: bool,
    /// What it sums up in the sentences before, which stay figures of their own.
    pub over: Vec<usize>,
    /// Whether it tells the last running total of its series over again.
    pub retold: bool,
    /// Whether it is left undone (90张未还).
    pub owed: bool,
    /// The ordinal of its sentence: measure word and number (第6趟).
    pub numbered: Option<(String, u32)>,
    /// The words of a plan or a duty before it (概算).
    pub plan: String,
    /// Whether the word that says what it does stands before what is counted (结存帐篷), and so holds for what is listed after it.
    pub governs: bool,
    /// Whether it is what there is at an hour only where others of the kind follow (失联).
    pub state: bool,
    /// Whether only the figure before it, over a comma, says what it does.
    pub passed: bool,
    /// Whether its entry tells of a whole year, or of half of one.
    pub yearly: bool,
    /// Whether it is an amount for one that is itself told year by year (人均收入).
    pub mean: bool,
}

/// The figures of an entry as they were told when it was read by itself.
#[derive(Debug, Clone, Default)]
pub struct Alone {
    told: Vec<Told>,
    /// The kinds of its figures then.
    kinds: Vec<QuantityKind>,
}

impl Alone {
    /// The figures of a record that stands alone.
    pub fn of(text: &Text, record: &Record) -> Self {
        let mut own = Own::of(text, std::slice::from_ref(record));
        let told = of_entry(text, 0, record, &mut own);
        Self { told, kinds: record.quantities.iter().map(|figure| figure.kind).collect() }
    }

    /// The figures.
    pub fn told(&self) -> &[Told] {
        &self.told
    }

    /// The same as those of the entry at a position, where no kind has become one that would be told otherwise.
    fn still(mut self, entry: usize, record: &Record) -> Option<Vec<Told>> {
        let now = record.quantities.iter().map(|figure| figure.kind);
        let same = self.kinds.len() == record.quantities.len()
            && self.kinds.iter().zip(now).all(|(then, now)| alike(*then) == alike(now));
        for told in &mut self.told {
            told.entry = entry;
            told.kind = record.quantities.get(told.figure)?.kind;
        }
        same.then_some(self.told)
    }
}

/// Kinds that are told alike: those of one number.
fn alike(kind: QuantityKind) -> u8 {
    match kind {
        QuantityKind::Ordinal => 0,
        QuantityKind::Count => 1,
        QuantityKind::Cumulative => 2,
        QuantityKind::Stock | QuantityKind::Attribute => 3,
        QuantityKind::Planned => 4,
        QuantityKind::Increment => 5,
        _ => 6,
    }
}

/// The figures of a document, in order; `alone` are those of its first entries, as far as they are at hand.
pub fn told(text: &Text, records: &[Record], alone: Vec<Alone>) -> Vec<Told> {
    let mut own = Own::of(text, records);
    own.settle(text, records);
    // What an entry tells of the document's level holds for those after it: then none is as it was by itself.
    let levelled = own.level.is_some();
    let mut alone = alone.into_iter();
    let mut all: Vec<Told> = Vec::new();
    for (entry, record) in records.iter().enumerate() {
        let kept = alone
            .next()
            .filter(|_| levelled && !own.is_spoken_of(text, record))
            .and_then(|alone| alone.still(entry, record));
        all.extend(kept.unwrap_or_else(|| of_entry(text, entry, record, &mut own)));
    }
    all
}

/// The figures of one entry, in order.
fn of_entry(text: &Text, entry: usize, record: &Record, own: &mut Own) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    if record.quantities.is_empty() {
        return all;
    }
    let table = Table::around(text, record.span.lo());
    let names = names(record);
    let report = report_head(text, record).is_some();
    let yearly = super::yearly(record);
    for (k, figure) in record.quantities.iter().enumerate() {
        if matches!(figure.kind, QuantityKind::Ordinal | QuantityKind::Count) {
            continue;
        }
        let Some(worth) = Worth::of(figure) else { continue };
        if counter(text, figure) {
            continue;
        }
        let before = k.checked_sub(1).map(|k| &record.quantities[k]).filter(|b| !counter(text, b));
        let look = Look { text, record, yearly, names: &names, own, table: table.as_ref(), sofar: &all };
        let mut told = look.figure((entry, k), figure, before, worth);
        // 续报二：死亡6人: a report tells how many by then.
        if report
            && !told.said
            && matches!(told.deed, Deed::New | Deed::Total)
            && matches!(told.kind, QuantityKind::Increment | QuantityKind::Cumulative)
        {
            (told.deed, told.said) = (Deed::Total, true);
        }
        all.push(told);
    }
    before_totals(&mut all);
    against_targets(text, &mut all);
    from_and_to(text, &mut all);
    all
}

/// 摸底14.6万户,占应摸底48.7万户的30%: what is held against a plan is what is done so far.
fn against_targets(text: &Text, all: &mut [Told]) {
    for k in 1..all.len() {
        let (head, rest) = all.split_at_mut(k);
        let (done, target) = (&mut head[k - 1], &rest[0]);
        let share = (target.lead.lo()..target.lead.hi()).any(|i| matches!(text.at(i), '占' | '为'));
        if share
            && target.deed == Deed::Target
            && done.deed == Deed::New
            && !done.said
            && done.period.is_none()
            && done.sentence == target.sentence
            && done.unit == target.unit
        {
            (done.deed, done.said, done.running) = (Deed::Total, true, true);
        }
    }
}

/// 由16.8万立方米压到9.4万立方米: both ends of a change are levels.
fn from_and_to(text: &Text, all: &mut [Told]) {
    for k in 1..all.len() {
        let (head, rest) = all.split_at_mut(k);
        let (from, to) = (&mut head[k - 1], &rest[0]);
        let opens = || {
            let mut lead = (from.lead.lo()..from.lead.hi()).rev().map(|i| text.at(i)).take(6);
            lead.next().is_some_and(|c| chars!("由从自").has(c)) || lead.any(|c| chars!("由从").has(c))
        };
        if to.level
            && to.deed == Deed::Stock
            && from.clause == to.clause
            && from.unit == to.unit
            && !is_ratio(&from.unit)
            && matches!(from.deed, Deed::New | Deed::Stock | Deed::Total)
            && opens()
        {
            (from.deed, from.said, from.level) = (Deed::Stock, true, true);
        }
    }
}

/// 完成改造15所,累计24所: what is done before a running total of its unit is what was added to it.
fn before_totals(all: &mut [Told]) {
    for k in 1..all.len() {
        let (head, rest) = all.split_at_mut(k);
        // 完成造林5.3万亩,为任务的106%,累计13.5万亩: a share between them is of neither.
        let total = &rest[0];
        let Some(done) = head.iter_mut().rev().take(3).find(|done| !is_ratio(&done.unit)) else { continue };
        if done.deed == Deed::Total
            && !done.running
            && (!done.summed || done.carried)
            && !done.all
            && total.deed == Deed::Total
            && total.running
            && done.outward == total.outward
            && done.sentence == total.sentence
            && done.unit == total.unit
            && done.scope == total.scope
            && total.worth.value > done.worth.value
            && total.content.iter().all(|c| done.content.contains(c))
        {
            done.deed = if done.outward { Deed::Out } else { Deed::New };
            (done.outward, done.summed) = (false, false);
        }
    }
}

/// The word that makes an entry one of the reports of an event (首报：, 续报三：, 终报：), before its first colon: where it begins and ends, and
/// where the colon stands.
pub fn report_head(text: &Text, record: &Record) -> Option<(usize, usize, usize)> {
    const HEAD: usize = 40;
    const NUMBER: usize = 5;
    let lo = record.span.lo();
    let head: Vec<char> = (lo..record.span.hi().min(lo + HEAD))
        .map(|i| text.at(i))
        .take_while(|c| !ends_sentence(*c))
        .collect();
    let colon = head.iter().position(|c| *c == ':')?;
    let cue = cues(&head[..colon]).into_iter().rfind(|cue| cue.role == Role::Report)?;
    (colon - cue.end <= NUMBER).then_some((lo + cue.start, lo + cue.end, lo + colon))
}

/// Where the names of an entry stand, in order: their characters say nothing of a figure (新乡市 is not new).
fn names(record: &Record) -> Vec<Span> {
    let spans = |start: u32, end: u32| Span { start, end };
    let mut names: Vec<Span> = record
        .people
        .iter()
        .flat_map(|person| person.mentions.iter().copied())
        .chain(record.places.iter().flat_map(|place| &place.mentions).map(|m| spans(m.start, m.end)))
        .chain(record.orgs.iter().flat_map(|body| &body.mentions).map(|m| spans(m.start, m.end)))
        .collect();
    names.sort_unstable_by_key(|span| (span.start, span.end));
    names
}

/// Whether a figure only says over how many times or how long another is told: 两趟累计1992人, 12小时内恢复8.4万户.
pub(super) fn counter(text: &Text, figure: &QuantityRecord) -> bool {
    let end = figure.end as usize;
    let tail: Vec<char> = (end..end + 6).map(|i| text.at(i)).take_while(|c| is_han(*c)).collect();
    let total = cues(&tail).iter().any(|cue| matches!(cue.role, Role::Total | Role::Sum));
    let spelled = !figure.text.chars().any(|c| c.is_ascii_digit());
    let lasts = figure.unit.as_deref().is_some_and(|unit| {
        matches!(unit, "小时" | "个小时" | "分钟" | "天" | "日" | "周" | "月" | "个月" | "年")
    });
    // 三区88个、四区115个: which one it is, not how many.
    let which = spelled
        && text.at(end).is_ascii_digit()
        && figure.unit.as_deref().is_some_and(|unit| lists::FIGURE_WHICH.holds(unit));
    which || total && (spelled || lasts) || lasts && matches!(text.at(end), '内' | '来' | '间')
}

/// What the kind that was read means, where no word says more.
pub(super) fn fallback(kind: QuantityKind) -> Deed {
    match kind {
        QuantityKind::Cumulative => Deed::Total,
        QuantityKind::Stock | QuantityKind::Attribute => Deed::Stock,
        QuantityKind::Planned => Deed::Plan,
        QuantityKind::Decrease => Deed::Out,
        QuantityKind::Correction => Deed::Fix,
        _ => Deed::New,
    }
}
