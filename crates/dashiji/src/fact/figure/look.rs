//! One figure with its surroundings: its sentence and clause, the words with a role before and behind it, its day, whose it is.

use super::own::{LEVELS, Own};
use super::role::{Cue, Role, cues};
use super::table::{Table, is_cell};
use super::told::{Deed, Told, counter, fallback};
use super::words::{close, content, eve, is_ratio, name, unit};
use super::worth::Worth;
use crate::fact::{QuantityKind, QuantityRecord, Record, TimeRecord};
use crate::lexicon::lists_of_words as lists;
use crate::recognize::numeral;
use crate::text::{Span, Text, chars, is_han};

/// How far before a figure the words that tell of it are looked for.
const REACH: usize = 160;
/// Characters behind a figure that may name what is counted.
const BEHIND: usize = 10;

pub(super) struct Look<'a> {
    pub text: &'a Text,
    pub record: &'a Record,
    /// Whether it tells of a whole year, or of half of one.
    pub yearly: bool,
    /// Where names stand.
    pub names: &'a [Span],
    pub own: &'a mut Own,
    /// The table that the entry is a row of.
    pub table: Option<&'a Table>,
    /// The entry's figures before.
    pub sofar: &'a [Told],
}

pub(super) fn ends_sentence(c: char) -> bool {
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

    pub(super) fn figure(
        mut self,
        (entry, k): (usize, usize),
        figure: &QuantityRecord,
        before: Option<&QuantityRecord>,
        worth: Worth,
    ) -> Told {
        let (start, end) = (figure.start as usize, figure.end as usize);
        let (sentence, clause) = (self.head(start, true), self.head(start, false));
        let prior = before.map(|b| b.end as usize).filter(|&b| b > clause && b <= start);
        let mut lead = prior.filter(|&b| !self.describes(before, b, start)).unwrap_or(clause);
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
        let row = column.is_some_and(|table| table.flows);
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
        let opening: Vec<char> =
            if prior.is_none() && self.sofar.last().is_none_or(|t| t.span.lo() < sentence) {
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
                QuantityKind::Cumulative if self.yearly => Deed::New,
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
            period: ahead
                .iter()
                .rev()
                .find_map(|cue| match cue.role {
                    Role::Period(days) => Some(days),
                    _ => None,
                })
                .or_else(|| days(&words))
                // 日收购量达860吨
                .or_else(|| daily(&words).then_some(1)),
            day: self.day(figure, sentence),
            sentence,
            clause,
            listed,
            whole: None,
            row,
            cell: column.is_some(),
            lead: Span::new(lead, start),
            kind: figure.kind,
            context: Vec::new(),
            running: ahead.iter().any(|cue| cue.role == Role::Total),
            sums: false,
            over: Vec::new(),
            closing: false,
            basis: figure.basis.clone().or_else(|| {
                let unit = figure.unit.as_deref();
                super::basis::basis(self.text, sentence, start, end)
                    .filter(|basis| super::basis::suits(basis, unit))
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
            state: false,
            passed: false,
            yearly: self.yearly,
            mean: words.windows(2).any(|pair| pair[1] == '均' && matches!(pair[0], '人' | '户' | '亩')),
            governs: prior.is_none() && !opening.is_empty()
                || ahead.iter().any(|cue| {
                    matches!(cue.role, Role::Stock | Role::Holding | Role::Plan | Role::Target)
                        && words[cue.end..]
                            .iter()
                            .any(|c| is_han(*c) && !matches!(c, '约' | '为' | '达' | '近'))
                }),
            plan: ahead
                .iter()
                .filter(|cue| matches!(cue.role, Role::Target | Role::Plan))
                .flat_map(|cue| words[cue.start..cue.end].iter())
                .collect(),
        };
        // 年初有教学点51个: of the last day before the year; 年底高级社163个: of its last.
        let entry = self.record.dated().map(|date| date.from.as_str());
        if let Some((day, entry)) = told.day.as_deref().zip(entry) {
            let edge = eve(day, entry, &words);
            let close = || if told.row { None } else { close(edge.as_deref().unwrap_or(day), entry, &words) };
            if let Some(edge) = close().or(edge) {
                told.day = Some(edge);
            }
        }
        // 年底…2236户,占4.6%: a share is of when its figure is.
        if let Some(before) = self.sofar.last().filter(|b| is_ratio(&told.unit) && b.sentence == sentence) {
            told.day.clone_from(&before.day);
        }
        if prior.is_none() && self.sofar.last().is_none_or(|t| t.span.lo() < sentence) {
            let clauses: Vec<char> = (sentence..clause).map(|i| self.text.at(i)).collect();
            told.context = content(&clauses, &cues(&clauses));
        }
        if let Some(table) = column {
            told.context = content(&table.about, &cues(&table.about));
        }
        told.content = content(&words, &ahead);
        // 163个高级社合并为人民公社14个: what it became is counted.
        if let Some(cue) = ahead
            .iter()
            .rfind(|cue| cue.role == Role::Level)
            .filter(|cue| lists::FIGURE_MERGES.has(words[cue.start]))
        {
            let behind = content(&words[cue.end..], &cues(&words[cue.end..]));
            if behind.len() > 1 {
                told.content = behind;
            }
        }
        // 1例由无症状转为确诊: what is counted ends where a verb or a preposition begins.
        let noun = tail.iter().position(|c| chars!("由被将向").has(*c)).unwrap_or(tail.len());
        // 163个高级社合并为人民公社: what it becomes is another thing.
        let noun = behind.iter().find(|cue| cue.role == Role::Level).map_or(noun, |cue| noun.min(cue.start));
        let within: Vec<Cue> = behind.iter().copied().filter(|cue| cue.end <= noun).collect();
        told.content.extend(content(&tail[..noun], &within));
        if worth.value.0 == 0 && !figure.text.starts_with(|c: char| c.is_ascii_digit()) {
            let own: Vec<char> = (start..end).map(|i| self.text.at(i)).collect();
            told.content =
                content(&own, &cues(&own)).into_iter().filter(|c| *c != '无' && *c != '零').collect();
            (told.deed, told.said) = (Deed::New, true);
            return told;
        }
        self.deed(&mut told, &words, &ahead, &behind, &cues(&opening));
        // What a table tells year by year is what there was.
        if told.cell && !told.row && told.kind == QuantityKind::Stock {
            (told.deed, told.said) = (Deed::Stock, true);
        }
        if among && matches!(told.deed, Deed::Total | Deed::New) && !told.running {
            (told.deed, told.said) = (Deed::Stock, true);
        }
        if bracket && outer.is_some() && told.deed == Deed::Excess {
            told.content = outer.map(|o| o.content.clone()).unwrap_or_default();
        }
        told
    }

    /// 疏散3个社区居民2460人: the figure before only says where, and the verb before it is this figure's too.
    fn describes(&self, before: Option<&QuantityRecord>, end: usize, start: usize) -> bool {
        const LONGEST: usize = 8;
        let Some(before) = before else { return false };
        let counted = before.unit.as_deref().is_some_and(|unit| matches!(unit, "个" | "处" | "家" | "所"));
        let between: Vec<char> = (end..start).map(|i| self.text.at(i)).collect();
        counted
            && (2..=LONGEST).contains(&between.len())
            && between.iter().all(|c| is_han(*c))
            && cues(&between).iter().all(|cue| matches!(cue.role, Role::Nothing | Role::Word))
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

    /// The day or time of which a figure is true: of its sentence, where that opens with a day in an entry of more than one.
    fn day(&self, figure: &QuantityRecord, sentence: usize) -> Option<String> {
        let dated = self.record.dated();
        let date = dated.map(|date| date.from.clone());
        let opening = |time: &&TimeRecord| {
            time.start as usize == sentence
                && time.end <= figure.start
                && time.from == time.to
                && time.from.len() == "2021-07-20".len()
        };
        if let Some(entry) = dated.filter(|date| date.from != date.to)
            && let Some(own) = self.record.times.iter().find(opening)
            && (&entry.from..=&entry.to).contains(&&own.from)
        {
            return Some(own.from.clone());
        }
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
        // 全地区, 全专区 are wider than any county.
        let around = words.windows(3).find(|run| lists::FIGURE_REGIONS_AROUND.has(run));
        if let Some(around) = around.filter(|_| !self.own.name.ends_with("地区")) {
            scope = Some(around.iter().collect());
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
        // 外县调入18人: from where they came.
        let found = cues(&words);
        let comes_from =
            |end: usize| found.iter().any(|cue| cue.start == end && matches!(cue.role, Role::In | Role::Out));
        if let Some(other) = found
            .iter()
            .rev()
            .find(|cue| cue.role == Role::Other && !said_of(cue.start) && !comes_from(cue.end))
        {
            scope = Some(words[other.start..other.end].iter().collect());
        }
        scope
    }
}

/// Whether a figure is of one day by the word that names it: 日收购量.
pub(super) fn daily(words: &[char]) -> bool {
    let plain = |c: char| !is_han(c) && !c.is_ascii_digit();
    (0..words.len().saturating_sub(1))
        .any(|i| words[i] == '日' && is_han(words[i + 1]) && (i == 0 || plain(words[i - 1])))
}

/// The days that some words say a figure is of: 三天来, 5日内.
fn days(words: &[char]) -> Option<u16> {
    let end = words
        .windows(2)
        .position(|pair| matches!(pair[0], '天' | '日') && matches!(pair[1], '来' | '内' | '间' | '里'))?;
    let number: Vec<char> = words[..end]
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_digit() || numeral::is_spelled(**c))
        .copied()
        .collect();
    match number[..] {
        [] => None,
        ['十'] => Some(10),
        [one] if !one.is_ascii_digit() => numeral::digit(one).filter(|n| *n > 0).map(u16::from),
        _ if number.iter().all(char::is_ascii_digit) => {
            number.iter().rev().collect::<String>().parse().ok().filter(|days| *days <= 366)
        }
        _ => None,
    }
}
