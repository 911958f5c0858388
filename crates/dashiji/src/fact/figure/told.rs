//! What each figure of a document tells: how much of what, for whom, as of when, and whether it adds, totals, leaves or corrects.
//!
//! In go the records of a document with its text; out comes one [`Told`] a figure, in order. In `旬内接种9640剂次,累计29440剂次` the first is
//! new within eleven days and the second a running total, and both are of 接种.

use super::role::{Cue, Role, cues};
use super::table::{Table, is_cell};
use super::worth::Worth;
use crate::fact::{QuantityKind, QuantityRecord, Record};
use crate::resolve::day::{Date, of_iso};
use crate::text::{self, Span, Text, Words, chars, is_han, words};

/// How far before a figure the words that tell of it are looked for.
const REACH: usize = 160;
/// Longest noun that goes on with a list over a comma.
const BARE: usize = 6;
/// Characters behind a figure that may name what is counted.
const BEHIND: usize = 10;

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
    /// Whether its row belongs to a table, which leaves nothing out.
    pub row: bool,
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
}

/// The place a document tells of.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// 云溪县.
    pub name: String,
    /// 县.
    level: Option<char>,
    /// What lies around it (全省, 全局), where no title tells a level.
    wider: Vec<char>,
}

/// Levels, the highest first.
const LEVELS: &str = "国省市州县区旗镇乡村";

impl Own {
    /// From the title, or the first line.
    pub fn of(text: &Text, records: &[Record]) -> Self {
        let about = records.first().map(|record| &record.document);
        if let Some(region) = about.and_then(|about| about.region.as_ref()) {
            let level = region.name.chars().next_back().filter(|c| LEVELS.contains(*c));
            return Self { name: region.name.clone(), level, wider: Vec::new() };
        }
        let mut title: Vec<char> =
            about.and_then(|about| about.title.as_deref()).unwrap_or_default().chars().collect();
        if !title.iter().any(|c| LEVELS.contains(*c)) {
            title = (0..text.len().min(60)).map(|i| text.at(i)).take_while(|c| *c != '\n').collect();
        }
        let start = title.iter().position(|c| is_han(*c)).unwrap_or(title.len());
        let run: Vec<char> = title[start..].iter().copied().take_while(|c| is_han(*c)).take(8).collect();
        match run.iter().skip(2).position(|c| LEVELS.contains(*c)) {
            Some(k) => {
                Self { name: run[..k + 3].iter().collect(), level: Some(run[k + 2]), wider: Vec::new() }
            }
            None => Self::default(),
        }
    }
}

/// Of so many entries one that says 全省 tells whose the figures are (全市 in a log that says so on every third day).
const EVERY: usize = 3;

impl Own {
    /// Where no title tells a place: the wider place that entries speak of as their own, if many do, and whole bodies that few do (全局).
    fn settle(&mut self, text: &Text, records: &[Record]) {
        let said = |wide: char| {
            let says = |record: &&Record| {
                let words = text.folded(record.span);
                !record.quantities.is_empty() && words.windows(2).any(|pair| pair == ['全', wide])
            };
            records.iter().filter(says).count()
        };
        let told = records.iter().filter(|record| !record.quantities.is_empty()).count();
        let own = |wide: char| told == 1 || said(wide) * EVERY >= told;
        if self.level.is_none() {
            self.wider = "国省市".chars().filter(|wide| !own(*wide)).collect();
        }
        self.wider.extend("局网路".chars().filter(|wide| !own(*wide)));
    }

    /// Whether an entry speaks of a wider place (全局), which it would take for its own if it stood alone.
    fn is_spoken_of(&self, text: &Text, record: &Record) -> bool {
        let words = text.folded(record.span);
        words.windows(2).any(|pair| pair[0] == '全' && self.wider.contains(&pair[1]))
    }
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
    let report = reports(text, record);
    for (k, figure) in record.quantities.iter().enumerate() {
        if matches!(figure.kind, QuantityKind::Ordinal | QuantityKind::Count) {
            continue;
        }
        let Some(worth) = Worth::of(figure) else { continue };
        if counter(text, figure) {
            continue;
        }
        let before = k.checked_sub(1).map(|k| &record.quantities[k]).filter(|b| !counter(text, b));
        let look = Look { text, record, names: &names, own, table: table.as_ref(), sofar: &all };
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
    all
}

/// 完成改造15所,累计24所: what is done before a running total of its unit is what was added to it.
fn before_totals(all: &mut [Told]) {
    for k in 1..all.len() {
        let (head, rest) = all.split_at_mut(k);
        let (done, total) = (&mut head[k - 1], &rest[0]);
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

/// Whether an entry is one of the reports of an event (首报：, 续报三：, 终报：), by the word before its first colon.
fn reports(text: &Text, record: &Record) -> bool {
    const HEAD: usize = 40;
    let head: Vec<char> = (record.span.lo()..record.span.hi().min(record.span.lo() + HEAD))
        .map(|i| text.at(i))
        .take_while(|c| !ends_sentence(*c))
        .collect();
    let colon = head.iter().position(|c| *c == ':');
    colon.is_some_and(|at| {
        cues(&head[..at]).last().is_some_and(|cue| cue.role == Role::Report && at - cue.end <= 3)
    })
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
fn counter(text: &Text, figure: &QuantityRecord) -> bool {
    let end = figure.end as usize;
    let tail: Vec<char> = (end..end + 6).map(|i| text.at(i)).take_while(|c| is_han(*c)).collect();
    let total = cues(&tail).iter().any(|cue| matches!(cue.role, Role::Total | Role::Sum));
    let spelled = !figure.text.chars().any(|c| c.is_ascii_digit());
    let lasts = figure.unit.as_deref().is_some_and(|unit| {
        matches!(unit, "小时" | "个小时" | "分钟" | "天" | "日" | "周" | "月" | "个月" | "年")
    });
    total && (spelled || lasts) || lasts && matches!(text.at(end), '内' | '来' | '间')
}

struct Look<'a> {
    text: &'a Text,
    record: &'a Record,
    /// Where names stand.
    names: &'a [Span],
    own: &'a mut Own,
    /// The table that the entry is a row of.
    table: Option<&'a Table>,
    /// The entry's figures before.
    sofar: &'a [Told],
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | ';' | '!' | '?' | '\n' | '\r' | '\0')
}

impl Look<'_> {
    /// The words with a role in a stretch, none of them inside a name.
    fn cues(&self, from: usize, to: usize, words: &[char]) -> Vec<Cue> {
        let first = self.names.partition_point(|name| name.hi() <= from);
        if self.names.get(first).is_none_or(|name| name.lo() >= to) {
            return cues(words);
        }
        let mut own: Vec<char> = words.to_vec();
        for name in self.names[first..].iter().take_while(|name| name.lo() < to) {
            for i in name.lo().max(from)..name.hi().min(to) {
                if let Some(c) = own.get_mut(i - from) {
                    *c = '\u{fffc}';
                }
            }
        }
        cues(&own)
    }

    /// First character of the clause (or sentence) that holds a position.
    fn head(&self, at: usize, sentence: bool) -> usize {
        let floor = self.record.span.lo().max(at.saturating_sub(REACH));
        let mut i = at;
        while i > floor {
            let c = self.text.at(i - 1);
            let digits = |k: usize| self.text.at(k).is_ascii_digit();
            let comma = matches!(c, ',' | ':') && !(i >= 2 && digits(i - 2) && digits(i));
            if ends_sentence(c) || !sentence && comma {
                break;
            }
            i -= 1;
        }
        i
    }

    fn figure(
        mut self,
        (entry, k): (usize, usize),
        figure: &QuantityRecord,
        before: Option<&QuantityRecord>,
        worth: Worth,
    ) -> Told {
        let (start, end) = (figure.start as usize, figure.end as usize);
        let (sentence, clause) = (self.head(start, true), self.head(start, false));
        let prior = before.map(|b| b.end as usize).filter(|&b| b > clause && b <= start);
        let mut lead = prior.unwrap_or(clause);
        // 超警戒水位(50.00米)0.35米: the words before the bracket lead to the figure behind it.
        let bracket = (lead..start).all(|i| matches!(self.text.at(i), ')' | ' ')) && lead < start;
        let outer = self.sofar.last().filter(|_| bracket && prior.is_some());
        if let Some(outer) = outer {
            lead = outer.lead.lo();
        }
        let words: Vec<char> = match outer {
            Some(outer) => (lead..outer.span.lo()).map(|i| self.text.at(i)).filter(|c| *c != '(').collect(),
            None => (lead..start).map(|i| self.text.at(i)).collect(),
        };
        // A cell is what its column is called.
        let column = self.table.filter(|_| is_cell(self.text, Span::new(start, end)));
        let row = column.is_some();
        let words = column.map_or(words, |table| table.column(self.text, start).to_vec());
        let tail: Vec<char> =
            (end..end + BEHIND).map(|i| self.text.at(i)).take_while(|c| is_han(*c)).collect();
        // 外出务工5.2万人中已返岗3.64万人: what stands behind tells of the next.
        let among = matches!(tail.first(), Some('中'));
        let tail = if among { Vec::new() } else { tail };
        let (mut ahead, behind) = match outer.map(|outer| outer.span.lo()).or(column.map(|_| start)) {
            None => (self.cues(lead, start, &words), self.cues(end, end + tail.len(), &tail)),
            Some(_) => (cues(&words), cues(&tail)),
        };
        ahead.retain(|cue| cue.role != Role::Nothing);
        // 7月1日盘库,帐篷860顶: a clause without figures before the first says what all are.
        let opening: Vec<char> = if prior.is_none() && self.sofar.iter().all(|t| t.span.lo() < sentence) {
            (sentence..clause).map(|i| self.text.at(i)).collect()
        } else {
            Vec::new()
        };
        let listed = before.is_some_and(|b| b.end as usize > clause);
        let scope = self.scope(sentence, start);
        let mut told = Told {
            entry,
            figure: k,
            span: Span::new(start, end),
            worth,
            unit: unit(figure.unit.as_deref().unwrap_or_default()),
            deed: match figure.kind {
                // 全年产煤176万吨: of its year alone.
                QuantityKind::Cumulative if super::yearly(self.record) => Deed::New,
                kind => fallback(kind),
            },
            said: false,
            outward: false,
            all: behind.iter().any(|cue| cue.role == Role::All)
                || ahead.iter().any(|cue| cue.role == Role::All),
            content: Vec::new(),
            verb: ahead
                .iter()
                .rev()
                .find(|cue| matches!(cue.role, Role::In | Role::Out))
                .map(|cue| words[cue.start..cue.end].to_vec())
                .unwrap_or_default(),
            carried: false,
            name: name(&words, &ahead),
            scope,
            period: ahead.iter().rev().find_map(|cue| match cue.role {
                Role::Period(days) => Some(days),
                _ => None,
            }),
            day: self.day(figure),
            sentence,
            clause,
            listed,
            whole: None,
            row,
            lead: Span::new(lead, start),
            kind: figure.kind,
            context: Vec::new(),
            running: ahead.iter().any(|cue| cue.role == Role::Total),
            sums: false,
            over: Vec::new(),
            closing: false,
            basis: super::basis::basis(self.text, sentence, start, end)
                // Heads and tonnes have no price.
                .filter(|basis| {
                    basis.ends_with("口径")
                        || figure.unit.as_deref().is_some_and(|unit| is_money(unit) || is_ratio(unit))
                }),
            level: ahead.iter().any(|cue| cue.role == Role::Level),
            retold: false,
            flows: ahead.iter().any(|cue| matches!(cue.role, Role::In | Role::Out)),
            summed: ahead.iter().any(|cue| cue.role == Role::Sum),
            owed: matches!(tail.first(), Some('未' | '待' | '没'))
                || ahead
                    .iter()
                    .any(|cue| cue.role == Role::Left && matches!(words[cue.end - 1], '未' | '待')),
            numbered: self.numbered(sentence, start),
            plan: ahead
                .iter()
                .filter(|cue| matches!(cue.role, Role::Target | Role::Plan))
                .flat_map(|cue| words[cue.start..cue.end].iter())
                .collect(),
        };
        // 年初有教学点51个: of the last day before the year.
        if let Some(eve) = told.day.as_deref().and_then(|day| eve(day, &words)) {
            told.day = Some(eve);
        }
        if prior.is_none() && self.sofar.iter().all(|t| t.span.lo() < sentence) {
            let clauses: Vec<char> = (sentence..clause).map(|i| self.text.at(i)).collect();
            told.context = content(&clauses, &cues(&clauses));
        }
        if let Some(table) = column {
            told.context = content(&table.about, &cues(&table.about));
        }
        told.content = content(&words, &ahead);
        told.content.extend(content(&tail, &behind));
        if worth.value.0 == 0 && !figure.text.starts_with(|c: char| c.is_ascii_digit()) {
            let own: Vec<char> = (start..end).map(|i| self.text.at(i)).collect();
            told.content =
                content(&own, &cues(&own)).into_iter().filter(|c| *c != '无' && *c != '零').collect();
            (told.deed, told.said) = (Deed::New, true);
            return told;
        }
        self.deed(&mut told, &words, &ahead, &behind, &cues(&opening));
        if among && matches!(told.deed, Deed::Total | Deed::New) && !told.running {
            (told.deed, told.said) = (Deed::Stock, true);
        }
        if bracket && outer.is_some() && told.deed == Deed::Excess {
            told.content = outer.map(|o| o.content.clone()).unwrap_or_default();
        }
        told
    }

    /// The last ordinal, or count of what is numbered, before a figure in its sentence.
    fn numbered(&self, sentence: usize, start: usize) -> Option<(String, u32)> {
        let inside = |q: &&QuantityRecord| q.start as usize >= sentence && q.end as usize <= start;
        let last = self.record.quantities.iter().filter(inside).rfind(|q| {
            q.kind == QuantityKind::Ordinal
                || counter(self.text, q) && q.unit.as_deref().is_some_and(|u| "趟批次期轮班架列".contains(u))
        });
        let last = last?;
        let most = last.value_max.as_ref().unwrap_or(&last.value);
        Some((last.unit.clone()?, u32::try_from(most.as_u64()?).ok()?))
    }

    /// The day or time of which a figure is true.
    fn day(&self, figure: &QuantityRecord) -> Option<String> {
        let date = self.record.dated().map(|date| date.from.clone());
        let told = figure
            .as_of
            .clone()
            .filter(|day| date.as_ref().is_none_or(|date| !date.starts_with(day.as_str())));
        // A span's last day is when the figure is true: 2014年 as a whole stays 2014.
        told.or(date)
    }

    /// Whose figure it is, where a word of its sentence says another's.
    fn scope(&mut self, sentence: usize, start: usize) -> Option<String> {
        let mut scope = None;
        let words: Vec<char> = (sentence..start).map(|i| self.text.at(i)).collect();
        for (i, pair) in words.windows(2).enumerate() {
            if pair[0] != '全' || i > 0 && matches!(words[i - 1], '健' | '安' | '完') {
                continue;
            }
            if self.own.wider.contains(&pair[1]) {
                scope = Some(pair.iter().collect());
            } else if LEVELS.contains(pair[1]) {
                let level = *self.own.level.get_or_insert(pair[1]);
                scope = (pair[1] != level).then(|| pair.iter().collect());
            }
        }
        // 2月3日报告的1例为外市病例,核减1例: said of the figure before it, not of what follows.
        let said_of = |at: usize| {
            let clause = (0..at).rev().take_while(|&i| !matches!(words[i], ',' | ':'));
            let number = clause.take_while(|&i| words[i] != '、').any(|i| words[i].is_ascii_digit());
            number
                && words[..at]
                    .iter()
                    .rev()
                    .take_while(|c| !matches!(c, ',' | ':'))
                    .any(|c| matches!(c, '为' | '系' | '是'))
        };
        if let Some(other) =
            cues(&words).iter().rev().find(|cue| cue.role == Role::Other && !said_of(cue.start))
        {
            scope = Some(words[other.start..other.end].iter().collect());
        }
        scope
    }

    /// What the figure does.
    fn deed(&self, told: &mut Told, words: &[char], ahead: &[Cue], behind: &[Cue], opening: &[Cue]) {
        let behind_none = behind.is_empty();
        let has = |role: Role| ahead.iter().any(|cue| cue.role == role);
        let behind = |role: Role| behind.iter().any(|cue| cue.role == role);
        let close = |role: Role| ahead.iter().any(|cue| cue.role == role && words.len() - cue.end <= 1);
        let grows = !close(Role::New) && (ends_with_any(words, &GROWS) || ends_with_any(words, &FALLS));
        let apart = has(Role::Than);
        if is_ratio(&told.unit) {
            let change = apart || grows || contains_any(words, &CHANGES);
            told.deed = if change && !has(Role::Level) { Deed::Change } else { Deed::Rate };
            told.said = true;
            return;
        }
        if !close(Role::Fix)
            && (apart || told.unit.ends_with('点') || grows && words.len() <= 5 || compared(words))
            && !has(Role::Level)
            && !told.unit.is_empty()
        {
            let change = grows || contains_any(words, &CHANGES);
            if change {
                (told.deed, told.said) = (Deed::Delta, true);
                told.outward = contains_any(words, &FALLS);
                return;
            }
        }
        let decisive = ahead.iter().rev().map(|cue| cue.role).find(|role| {
            !matches!(
                role,
                Role::Period(_)
                    | Role::Part
                    | Role::All
                    | Role::Than
                    | Role::Nothing
                    | Role::Word
                    | Role::Other
            )
        });
        let flow = ahead.iter().rev().find_map(|cue| match cue.role {
            Role::Out => Some(true),
            Role::In => Some(false),
            _ => None,
        });
        let total = has(Role::Total) || has(Role::Sum);
        let planned = has(Role::Plan) && !total && !has(Role::Done);
        let deed = if has(Role::Excess) {
            let inside = words.last() == Some(&'(');
            Some(if inside { Deed::Mark } else { Deed::Excess })
        } else if has(Role::Peak) || behind(Role::Peak) || has(Role::Mark) {
            Some(Deed::Apart)
        } else if told.unit == "天" && (contains_any(words, words!["连续", "安全"])) {
            Some(Deed::Total)
        } else if told.unit.is_empty() && contains_any(words, words!["指数"]) {
            Some(Deed::Stock)
        } else if has(Role::Each) && !total {
            Some(Deed::Each)
        } else if has(Role::Target) && !has(Role::Done) {
            Some(Deed::Target)
        } else if planned {
            Some(Deed::Plan)
        } else if total {
            told.outward = flow == Some(true) || flow.is_none() && behind(Role::Out);
            Some(Deed::Total)
        } else if close(Role::Fix) {
            Some(Deed::Fix)
        } else {
            match decisive {
                Some(Role::Done) if told.period.is_some() => Some(Deed::New),
                Some(Role::Done) => Some(Deed::Total),
                Some(Role::New) => {
                    Some(if flow == Some(true) || behind(Role::Out) { Deed::Out } else { Deed::New })
                }
                Some(Role::Output) => Some(Deed::New),
                Some(Role::Left) if behind(Role::All) && behind(Role::Out) => Some(Deed::Out),
                Some(Role::Left) => Some(Deed::Left),
                Some(Role::Stock | Role::Holding | Role::Level) => Some(Deed::Stock),
                Some(Role::In) => Some(Deed::In),
                Some(Role::Out) => Some(Deed::Out),
                Some(Role::Fix) => Some(Deed::Fix),
                _ if behind(Role::All) => {
                    told.outward = behind(Role::Out);
                    Some(Deed::Total)
                }
                _ if told.period.is_some() => Some(if behind(Role::Out) { Deed::Out } else { Deed::New }),
                _ => None,
            }
        };
        if let Some(deed) = deed {
            (told.deed, told.said) = (deed, true);
            // 7月份共发出1330顶,调入1500顶: one total goes on.
            let goes_on = self.sofar.last().is_some_and(|b| {
                b.sentence == told.sentence && (b.running || b.summed && b.flows) && b.deed == Deed::Total
            });
            if goes_on && matches!(deed, Deed::In | Deed::Out) && told.period.is_none() {
                (told.deed, told.outward, told.summed) = (Deed::Total, deed == Deed::Out, true);
                told.carried = true;
                told.period = self.sofar.last().and_then(|b| b.period);
            }
            return;
        }
        let before = self.sofar.last().filter(|b| b.sentence == told.sentence);
        // 概算总投资18.6亿元,桩基248根: a bare noun goes on with what there is or is to be.
        if let Some(before) = before
            && before.said
            && matches!(before.deed, Deed::Stock | Deed::Plan | Deed::Target)
            && ahead.is_empty()
            && behind_none
            && (1..=BARE).contains(&words.len())
            && words.iter().all(|c| is_han(*c))
            && before.span.hi() + 1 == told.clause
            && (before.deed != Deed::Stock || before.unit != told.unit)
        {
            (told.deed, told.said) = (before.deed, true);
            return;
        }
        if let Some(before) = before {
            let short = words.len() <= 10 && !words.iter().any(|c| c.is_ascii_digit() || *c == '的');
            let passed = told.listed && short && !is_ratio(&before.unit) && before.deed != Deed::Each
                || matches!(before.deed, Deed::In | Deed::Out) && told.kind == QuantityKind::Increment
                || before.deed == Deed::Stock && before.said && self.opened(told);
            if passed && !matches!(before.deed, Deed::Delta | Deed::Mark | Deed::Excess | Deed::Apart) {
                (told.deed, told.said, told.outward) = (before.deed, before.said, before.outward);
                (told.summed, told.running) = (before.summed, before.running);
                if told.plan.is_empty() {
                    told.plan.clone_from(&before.plan);
                }
                told.period = told.period.or(before.period);
                return;
            }
        }
        for cue in opening.iter().rev() {
            match cue.role {
                Role::Stock | Role::Holding => return (told.deed, told.said) = (Deed::Stock, true),
                Role::Total => return (told.deed, told.said) = (Deed::Total, true),
                Role::Plan => return (told.deed, told.said) = (Deed::Plan, true),
                _ => {}
            }
        }
    }

    /// Whether the sentence opened with a clause that says what all its figures are.
    fn opened(&self, told: &Told) -> bool {
        let Some(first) = self.sofar.iter().find(|t| t.sentence == told.sentence) else { return false };
        let opening: Vec<char> = (first.sentence..first.clause).map(|i| self.text.at(i)).collect();
        cues(&opening).iter().any(|cue| matches!(cue.role, Role::Stock | Role::Holding))
    }
}

/// What the kind that was read means, where no word says more.
fn fallback(kind: QuantityKind) -> Deed {
    match kind {
        QuantityKind::Cumulative => Deed::Total,
        QuantityKind::Stock | QuantityKind::Attribute => Deed::Stock,
        QuantityKind::Planned => Deed::Plan,
        QuantityKind::Decrease => Deed::Out,
        QuantityKind::Correction => Deed::Fix,
        _ => Deed::New,
    }
}

static GROWS: Words =
    Words::new(&["增加", "增长", "提高", "上升", "上涨", "增产", "增收", "多", "增", "上调"]);
static FALLS: Words =
    Words::new(&["减少", "下降", "降低", "回落", "节约", "减产", "减收", "少", "减", "降", "下调", "缩短"]);
static CHANGES: Words = Words::new(&[
    "增加", "增长", "提高", "上升", "上涨", "减少", "下降", "降低", "回落", "节约", "下调", "上调",
]);

/// Whether characters end with one of some words.
fn ends_with_any(chars: &[char], words: &Words) -> bool {
    let at = |i: usize| chars.get(i).copied().unwrap_or_default();
    let ends = |word: &str| text::ended(at, chars.len(), word);
    chars.last().is_some_and(|&last| words.closed(last, ends).is_some())
}

/// Whether one of some words stands among characters.
fn contains_any(chars: &[char], words: &Words) -> bool {
    let at = |i: usize| chars.get(i).copied().unwrap_or_default();
    chars.iter().enumerate().any(|(i, &c)| words.led(c, |word| text::goes_on(at, i, word)).is_some())
}

/// 比5日, 较10日, 比调整后概算: a comparison opens the words.
fn compared(words: &[char]) -> bool {
    words.iter().position(|c| matches!(c, '比' | '较')).is_some_and(|k| k <= 4)
}

/// Whether a unit is a share, a rate or a growth.
pub fn is_ratio(unit: &str) -> bool {
    matches!(unit, "%" | "‰" | "成" | "倍" | "番") || unit.ends_with("百分点")
}

/// A unit as it is measured by: 名 and 位 count persons as 人 does; 万 and 亿 are in the value.
pub fn unit(unit: &str) -> String {
    match unit {
        "名" | "位" | "口" => "人".to_owned(),
        _ => unit.trim_start_matches(['万', '亿']).to_owned(),
    }
}

/// Whether a unit is one of money.
fn is_money(unit: &str) -> bool {
    unit.ends_with(['元', '圆', '角'])
}

/// The last day before the year or the month that some words open (年初, 月初), ISO.
fn eve(day: &str, words: &[char]) -> Option<String> {
    let opens = |unit: char| words.windows(2).any(|pair| pair == [unit, '初']);
    let of = of_iso(day)?.to_gregorian();
    let month = match () {
        () if opens('年') => 1,
        () if opens('月') => of.month,
        () => return None,
    };
    Some(Date { month, day: 1, ..of }.gregorian()?.plus(-1).to_gregorian().iso())
}

/// Characters that name nothing.
fn is_filler(c: char) -> bool {
    chars!("的了在于为至达到约近均各其并与和及向把将由从等之我有是以也者个").has(c)
}

/// The words that name what is counted: no numbers, times, or words with a role.
fn content(words: &[char], cues: &[Cue]) -> Vec<char> {
    let mut kept = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if let Some(cue) = cues.iter().find(|cue| cue.start == i) {
            if matches!(cue.role, Role::Holding | Role::Output | Role::Word) {
                kept.extend(&words[i..cue.end]);
            }
            i = cue.end;
            continue;
        }
        let c = words[i];
        // 8月10日, 18时: a number with what it numbers; 两趟, 六个: a spelled-out count.
        if c.is_ascii_digit() {
            while i < words.len()
                && (words[i].is_ascii_digit()
                    || matches!(words[i], '.' | ',' | '年' | '月' | '日' | '时' | '分'))
            {
                i += 1;
            }
            continue;
        }
        if chars!("一二两三四五六七八九十").has(c)
            && words.get(i + 1).is_some_and(|&c| chars!("趟批个年次期组地镇乡村县天日月处").has(c))
        {
            // 七年累计: the word behind the count may begin with its measure word.
            i += if cues.iter().any(|cue| cue.start == i + 1) { 1 } else { 2 };
            continue;
        }
        if is_han(c) && !is_filler(c) && c != '第' {
            if c == '全' && words.get(i + 1).is_some_and(|c| LEVELS.contains(*c)) {
                i += 2;
                continue;
            }
            kept.push(c);
        }
        i += 1;
    }
    kept
}

/// The name of a part: the words before the figure without marks and words with a role.
fn name(words: &[char], cues: &[Cue]) -> String {
    let from = cues.iter().filter(|cue| cue.role == Role::Part).map(|cue| cue.end).max().unwrap_or(0);
    words[from.min(words.len())..].iter().filter(|c| is_han(**c) || c.is_ascii_alphanumeric()).collect()
}
