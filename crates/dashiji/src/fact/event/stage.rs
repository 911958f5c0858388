//! An entry -> the stretches that each tell one event.
//!
//! A new one begins where a clause opens with a later day, another part of the day or 同日 and tells something that took
//! place then: `…到甲县调研。6日,到乙县…` are two. What is only looked back on (继2018年…之后), looked forward to
//! (预计20日抵达), counted up to a day (截至3月1日) or said by somebody is none.

use crate::fact::{Record, TimeBasis, TimeRecord};
use crate::lexicon::{Class, Hit};
use crate::recognize::{Passage, Sentence};
use crate::text::Span;
use std::borrow::Cow;

/// How far a sentence is looked back or ahead into.
pub(super) const REACH: usize = 400;

/// One stretch of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stage {
    /// The characters that tell it.
    pub span: Span,
    /// When it took place.
    pub date: Option<TimeRecord>,
}

/// The stretches of an entry, the main one first; at least one.
pub(super) fn stages(passage: &Passage<'_>, told: &[TimeRecord], record: &Record) -> Vec<Stage> {
    let text = passage.text;
    let mut stages = vec![Stage { span: passage.span, date: record.date.clone() }];
    let main = record.date.as_ref();
    let first = text.trim(passage.body).lo();
    let mut marks: Vec<Cow<'_, TimeRecord>> = told
        .iter()
        .filter(|time| time.start as usize >= passage.body.lo())
        .filter(|time| record.date.as_ref().is_none_or(|date| date.start != time.start))
        .map(Cow::Borrowed)
        .collect();
    bare_parts(passage, told, &mut marks);
    marks.sort_by_key(|time| time.start);
    for mut time in marks {
        let start = time.start as usize;
        // The hour right after the dateline only makes it finer.
        if text.trim(Span::new(first, start.max(first))).is_empty() || skips(passage, first, start) {
            continue;
        }
        let Some(sentence) = passage.sentence(start) else { continue };
        let Some(clause) = clause_at(sentence, start) else { continue };
        let seen = time.clone().into_owned();
        let within = Within { passage, told, clause, time: &seen };
        let Some(opens) = opening(passage, clause, start).or_else(|| within.opens()) else { continue };
        if said(passage, sentence.span.lo(), clause.lo()) || bounded(passage, &time) && !within.begins_then()
        {
            continue;
        }
        let current = stages.last().and_then(|stage| stage.date.as_ref());
        if time.from.is_empty() {
            let Some(day) = current.filter(|date| one_day(date)) else { continue };
            let day = day_of(&day.from).to_owned();
            let time = time.to_mut();
            (time.from, time.to, time.edtf) = (day.clone(), day.clone(), day);
        }
        // 10日水退: two characters tell it.
        let told_enough =
            sentence.span.hi().saturating_sub(time.end as usize) >= 2 || done(passage, time.end as usize);
        // 9月17日,某库被盗, told behind a meeting of December: looked back on, and an event all the same.
        let back = || main.is_some_and(|date| date.start < time.start && within.looks_back(date, record));
        if !told_enough || !newer(passage, &time, current, main, sentence.span) && !back() {
            continue;
        }
        if let Some(last) = stages.last_mut() {
            last.span = text.trim(Span::new(last.span.lo(), opens));
        }
        stages.push(Stage {
            span: text.trim(Span::new(opens, passage.span.hi())),
            date: Some(time.into_owned()),
        });
    }
    stages
}

/// A time inside a clause, where a stage may begin that no clause opens with.
struct Within<'p, 'a> {
    passage: &'p Passage<'a>,
    told: &'p [TimeRecord],
    clause: Span,
    time: &'p TimeRecord,
}

impl Within<'_, '_> {
    /// Where the stage begins that the time tells of: `开发区于1985年9月30日动工` with the clause, `到11月,全部完成` and
    /// `2016年12月、2017年7月相继启动` with the time.
    fn opens(&self) -> Option<usize> {
        let passage = self.passage;
        let (start, lo) = (self.time.start as usize, self.clause.lo());
        if start < lo {
            return None;
        }
        // Months in a row: each is a stage.
        let row = passage.before(start) == '、'
            && self.told.iter().any(|before| before.end as usize + 1 == start && before.start as usize >= lo);
        if row {
            let first = self.told.iter().find(|t| t.start as usize >= lo).map_or(start, |t| t.start as usize);
            let leads = opening(passage, self.clause, first).is_some();
            return (leads && self.deed(30).is_some()).then_some(start);
        }
        let end = self.time.end as usize;
        if lo + 1 == start && matches!(passage.at(lo), '到' | '至' | '自' | '从') {
            let until = matches!(passage.at(lo), '到' | '至');
            let goes_on = passage.at(end) == ',' || self.deed(12).is_some();
            return (until && goes_on || !until && self.begins_then()).then_some(lo);
        }
        // 某工程于….
        let by = matches!(passage.before(start), '于' | '在') && start - lo <= 32 && start > lo + 2;
        let dated = self.time.text.contains('月') || self.time.text.contains('年');
        let quiet = || !(lo..start - 1).any(|i| tells(passage, i, start).is_some());
        (by && dated && quiet() && self.deed(24).is_some()).then_some(lo)
    }

    /// 12月18日起,一律实行….
    fn begins_then(&self) -> bool {
        let end = self.time.end as usize;
        let lead = self
            .passage
            .folded(Span::new(self.clause.lo(), (self.time.start as usize).max(self.clause.lo())));
        self.passage.at(end) == '起'
            && matches!(lead.trim(), "" | "自" | "从")
            && (matches!(self.passage.at(end + 1), ',') || tells(self.passage, end + 1, end + 12).is_some())
    }

    /// Where the deed begins that the clause, or the next, tells behind the time within some characters.
    fn deed(&self, reach: usize) -> Option<usize> {
        let end = self.time.end as usize;
        if matches!(self.passage.at(end), '的' | '前' | '以') {
            return None;
        }
        (end..end + reach)
            .take_while(|&i| !matches!(self.passage.at(i), '。' | ';' | '\n' | '\0'))
            .find(|&i| tells(self.passage, i, end + reach + 4).is_some())
    }

    /// Whether the time, earlier than the entry's by no more than a year, opens a sentence of its own that tells a deed, or stands behind 于.
    fn looks_back(&self, main: &TimeRecord, record: &Record) -> bool {
        let year = |iso: &str| iso.get(..4).and_then(|y| y.parse::<i32>().ok());
        let near = match (year(&self.time.from), year(&main.from)) {
            (Some(then), Some(now)) => (0..=1).contains(&(now - then)),
            _ => false,
        };
        let start = self.time.start as usize;
        let leads = self.passage.sentence(start).is_some_and(|s| s.span.lo() == start)
            || self.passage.before(start) == '于';
        let whole = one_day(self.time) && self.time.basis != TimeBasis::Relative;
        let biography = record.kind == Some(crate::fact::EventType::Death);
        near && leads && whole && !biography && self.deed(40).is_some()
    }
}

/// One past a word at `i` that tells a deed, before `to`.
fn tells(passage: &Passage<'_>, i: usize, to: usize) -> Option<usize> {
    const ENDS: [&str; 6] = ["结束", "完成", "告终", "停止", "开始", "恢复"];
    if let Some(word) = ENDS.iter().find(|word| passage.begins(i, word)) {
        return Some(i + word.chars().count());
    }
    let whole = |hit: &&Hit| hit.span().hi() <= to && passage.at(hit.span().hi()) != '的';
    let acts = passage.hits.longest(i, Class::OrganizerVerb).filter(whole);
    let told = passage.hits.longest(i, Class::TypeWord).filter(whole).filter(|hit| {
        let value = passage.value(hit, Class::TypeWord);
        let mut fields = value.split(' ');
        let kind = fields.next().unwrap_or_default();
        let weight: i32 = fields.next().and_then(|weight| weight.parse().ok()).unwrap_or_default();
        kind != "none" && kind != "statistics" && fields.next().is_none() && weight >= 36
    });
    told.or(acts).map(|hit| hit.span().hi())
}

/// The clause of a sentence that holds a code point.
pub(super) fn clause_at(sentence: &Sentence, at: usize) -> Option<Span> {
    let k = sentence.clauses.partition_point(|clause| clause.hi() <= at);
    sentence.clauses.get(k).copied().filter(|clause| clause.covers(at))
}

/// 8月1日建成: a stage that one word tells.
fn done(passage: &Passage<'_>, end: usize) -> bool {
    let at = end + usize::from(matches!(passage.at(end), ',' | ' '));
    tells(passage, at, at + 8).is_some()
}

/// Whether only punctuation stands between the dateline and `start`.
fn skips(passage: &Passage<'_>, first: usize, start: usize) -> bool {
    start <= first + 2 && (first..start).all(|i| matches!(passage.at(i), ',' | ' ' | '\u{3000}' | '—' | ':'))
}

/// Where a clause begins that opens with the time at `start`, perhaps behind 又于.
fn opening(passage: &Passage<'_>, clause: Span, start: usize) -> Option<usize> {
    let lead = passage.folded(Span::new(clause.lo(), start.max(clause.lo())));
    let lead = lead.trim();
    let opens = matches!(
        lead,
        "" | "于"
            | "并于"
            | "又于"
            | "后于"
            | "并在"
            | "另于"
            | "随后"
            | "随后于"
            | "而后"
            | "▲"
            | "△"
            | "另"
            | "到了"
            | "("
            | "后"
            | "再于"
            | "其后"
            | "此后"
    );
    (opens && start - clause.lo() <= 6).then_some(clause.lo())
}

/// Whether what stands before in the sentence says that somebody speaks from here on.
fn said(passage: &Passage<'_>, from: usize, to: usize) -> bool {
    let says = (from.max(to.saturating_sub(REACH))..to).any(|i| {
        passage
            .hits
            .longest(i, Class::PartVerb)
            .is_some_and(|hit| passage.value(hit, Class::PartVerb) == "say" && hit.end as usize <= to)
    });
    says || matches!(passage.at(from), '要')
}

/// 起, 以来, 前, 将: not the day something happened.
fn bounded(passage: &Passage<'_>, time: &TimeRecord) -> bool {
    let end = time.end as usize;
    let skip = usize::from(matches!(passage.at(end), ',' | ' '));
    let after = [
        "起", "以来", "以前", "之前", "前", "止", "为止", "底前", "的", "是", "至", "到", "末前", "以后",
        "之后", "内", "开始", "—", "-",
    ];
    let ahead = ["将", "预计", "计划", "拟", "力争", "争取", "有望", "即将", "确保", "全部实现"];
    after.iter().any(|w| passage.begins(end, w))
        || ahead.iter().any(|w| {
            // 于11月24日将案犯捕获: no future.
            passage.begins(end + skip, w) && !(*w == "将" && passage.before(time.start as usize) == '于')
        })
}

/// Whether the time is another than the one in force, and something took place then.
fn newer(
    passage: &Passage<'_>,
    time: &TimeRecord,
    current: Option<&TimeRecord>,
    main: Option<&TimeRecord>,
    sentence: Span,
) -> bool {
    let Some(current) = current else { return true };
    let (day, from, to) = (day_of(&time.from), day_of(&current.from), day_of(&current.to));
    let year_alone = time.edtf.len() == 4 && main.is_some_and(|date| date.edtf.len() > 4);
    if year_alone && day <= to {
        return false;
    }
    if day > to {
        return true;
    }
    // 11月20日…。该月…: the whole month, told behind a day of it.
    let whole = ["该月", "是月", "本月", "同月", "当月", "该年", "是年", "本年", "同年", "当年"];
    let (begins, ends) = (day_of(&time.from), day_of(&time.to));
    let wider = begins <= from && ends >= to && (begins < from || ends > to) && begins < ends;
    if wider && sentence.lo() == time.start as usize && whole.iter().any(|word| time.text.starts_with(word)) {
        return true;
    }
    let within = day >= from && day_of(&time.to) <= to;
    if !within {
        return false;
    }
    if day == from && day_of(&time.to) == to {
        // The same day: another part of it, or 同日 with a deed of its own.
        let part = part_of_day(time);
        let same = ["同日", "是日", "同月", "是月", "同年", "是年", "该月", "该日", "该年"];
        if same.iter().any(|w| time.text.starts_with(w)) {
            return true;
        }
        return part.is_some() && part != part_of_day(current)
            || relative(time) && acts(passage, time, sentence);
    }
    one_day(time)
}

/// 当日, 当天.
fn relative(time: &TimeRecord) -> bool {
    time.text.starts_with("当日") || time.text.starts_with("当天")
}

/// Whether the rest of the sentence tells a deed.
fn acts(passage: &Passage<'_>, time: &TimeRecord, sentence: Span) -> bool {
    (time.end as usize..sentence.hi().min(time.end as usize + REACH)).any(|i| {
        passage.hits.longest(i, Class::PartVerb).is_some_and(|hit| {
            passage.hits.longest(i, Class::PartNoun).is_none_or(|noun| noun.end <= hit.end)
                && !matches!(passage.value(hit, Class::PartVerb), "say" | "light" | "office" | "go")
        }) || ["举行", "召开", "举办", "成立", "揭牌", "开工"].iter().any(|w| passage.begins(i, w))
    })
}

/// The part of the day an expression names, or its hour.
fn part_of_day(time: &TimeRecord) -> Option<String> {
    if let Some(part) = &time.part_of_day {
        return Some(part.clone());
    }
    let parts = ["上午", "下午", "晚", "凌晨", "中午", "早", "傍晚", "夜"];
    parts
        .iter()
        .find(|part| time.text.contains(**part))
        .map(|part| (*part).to_owned())
        .or_else(|| time.from.split_once('T').map(|(_, hour)| hour.to_owned()))
}

fn day_of(iso: &str) -> &str {
    super::super::day_of(iso)
}

fn one_day(time: &TimeRecord) -> bool {
    day_of(&time.from) == day_of(&time.to)
}

/// 下午, 晚上 alone at a clause's head, which the time grammar leaves without a day; the day is filled in later.
fn bare_parts(passage: &Passage<'_>, told: &[TimeRecord], marks: &mut Vec<Cow<'_, TimeRecord>>) {
    const PARTS: [&str; 10] = ["上午", "下午", "晚上", "当晚", "傍晚", "凌晨", "中午", "夜间", "晚间", "晚"];
    for sentence in &passage.sentences {
        for clause in &sentence.clauses {
            let at = clause.lo();
            if at < passage.body.lo() {
                continue;
            }
            let Some(part) = PARTS.iter().find(|part| passage.begins(at, part)) else { continue };
            let end = at + part.chars().count();
            let alone = matches!(passage.at(end), ',' | ' ') || passage.hits.has(end, Class::PartVerb);
            let next = told.partition_point(|t| t.end as usize <= at);
            let covered = told.get(next).is_some_and(|t| t.start as usize <= at);
            if alone && !covered {
                marks.push(Cow::Owned(TimeRecord {
                    text: passage.slice(Span::new(at, end)).to_owned(),
                    start: at as u32,
                    end: end as u32,
                    from: String::new(),
                    to: String::new(),
                    edtf: String::new(),
                    basis: TimeBasis::Relative,
                    part_of_day: Some((*part).to_owned()),
                    julian: None,
                    reckoning: None,
                    doubt: None,
                }));
            }
        }
    }
}
