//! An entry -> the stretches that each tell one event.
//!
//! A new one begins where a clause opens with a later day, another part of the day or 同日 and tells something that took
//! place then: `…到甲县调研。6日,到乙县…` are two. What is only looked back on (继2018年…之后), looked forward to
//! (预计20日抵达), counted up to a day (截至3月1日) or said by somebody is none.

use crate::fact::{Record, TimeBasis, TimeRecord};
use crate::lexicon::Class;
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
        let Some(opens) = opening(passage, clause, start) else { continue };
        if said(passage, sentence.span.lo(), clause.lo()) || bounded(passage, &time) {
            continue;
        }
        let current = stages.last().and_then(|stage| stage.date.as_ref());
        if time.from.is_empty() {
            let Some(day) = current.filter(|date| one_day(date)) else { continue };
            let day = day_of(&day.from).to_owned();
            let time = time.to_mut();
            (time.from, time.to, time.edtf) = (day.clone(), day.clone(), day);
        }
        let told_enough =
            sentence.span.hi().saturating_sub(time.end as usize) >= 5 || done(passage, time.end as usize);
        if !told_enough || !newer(passage, &time, current, main, sentence.span) {
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

/// The clause of a sentence that holds a code point.
pub(super) fn clause_at(sentence: &Sentence, at: usize) -> Option<Span> {
    let k = sentence.clauses.partition_point(|clause| clause.hi() <= at);
    sentence.clauses.get(k).copied().filter(|clause| clause.covers(at))
}

/// 8月1日建成: a stage that one word tells.
fn done(passage: &Passage<'_>, end: usize) -> bool {
    const DONE: [&str; 18] = [
        "建成", "竣工", "投产", "通车", "完工", "开工", "落成", "获批", "揭牌", "成立", "逝世", "病逝",
        "开业", "启用", "交付", "通水", "通电", "投用",
    ];
    let at = end + usize::from(matches!(passage.at(end), ',' | ' '));
    DONE.iter().any(|w| passage.begins(at, w))
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
    after.iter().any(|w| passage.begins(end, w)) || ahead.iter().any(|w| passage.begins(end + skip, w))
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
                }));
            }
        }
    }
}
