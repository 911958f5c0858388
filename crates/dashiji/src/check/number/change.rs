//! N15: a decrease told in multiples (下降2倍). N16: a change that its two ends do not give: 由3万吨增加到5万吨,净增3万吨;
//! 比上年的8亿元增长35%; 应到210人,实到198人,缺席15人.

use super::clause::{amount, between, exact, float, half, lead, of, place, sentences, unit};
use crate::check::{Desk, Draft, Pointer, QUOTED, Report, Severity};
use crate::fact::{Amount, QuantityRecord, Record, TimeRecord};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, Words, words};
use std::collections::BTreeSet;

/// A fall by so many times what there was.
pub(super) fn multiples(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for figure in record.quantities.iter().filter(|q| unit(q) == "倍") {
            let lead = lead(text, figure, 8);
            let lead = lead.trim_end_matches(['了', '近', '约']);
            let Some(word) = lists::CHECK_LESS.all().find(|word| lead.ends_with(word)) else { continue };
            // 资产负债比下降3.2倍至… and shares of a multiple are told otherwise.
            let draft = Draft::default().arg("verb", word).arg("figure", &figure.text);
            report.add(reading, Some(record), place(figure), draft);
        }
    }
}

/// Changes against their ends.
pub(super) fn ends(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for sentence in sentences(text, record) {
            let based = otherwise_based(&sentence_of(text, &sentence));
            for k in 0..sentence.len() {
                let Some(found) = from_to(text, &sentence, k)
                    .or_else(|| against(text, &sentence, k))
                    .or_else(|| years(text, &sentence, k))
                    .or_else(|| twofold(text, &sentence, k))
                    .or_else(|| before_its_ends(text, &sentence, k))
                    .or_else(|| absent(&sentence, k))
                    .or_else(|| grown(text, &sentence, k))
                    .or_else(|| beyond_mark(text, record, &sentence, k))
                    .or_else(|| rate(text, &sentence, k))
                    .or_else(|| votes(&sentence, k))
                    .or_else(|| of_task(text, &sentence, k))
                    .or_else(|| apart(text, &sentence, k))
                    .or_else(|| two_years(text, record, &sentence, k))
                else {
                    continue;
                };
                // A growth at comparable prices is not that of the amounts.
                if based && unit(found.told) == "%" && unit(found.to) != "%" {
                    continue;
                }
                tell(desk, report, reading, record, found);
            }
        }
        for found in year_before(text, record) {
            tell(desk, report, reading, record, found);
        }
        for (from, to, told) in doubled(text, record) {
            let draft = Draft::default()
                .arg(QUOTED, format!("由{}到{}", from.text, to.text))
                .arg("told", text.slice(told))
                .arg("from", &from.text)
                .arg("to", &to.text)
                .arg("right", format!("{}倍", round(float(to) / float(from))))
                .also(Pointer::at(text, place(from), Some(record)))
                .also(Pointer::at(text, place(to), Some(record)));
            report.add(reading, Some(record), told, draft);
        }
    }
}

/// A change with its two ends, that does not come out.
struct Change<'a> {
    told: &'a QuantityRecord,
    from: &'a QuantityRecord,
    to: &'a QuantityRecord,
    right: String,
    /// How it comes out, where that is no difference of two ends: 121件 ÷ 136件 = 89.0%.
    shown: Option<String>,
}

fn tell(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, record: &Record, found: Change<'_>) {
    let text = desk.text(reading);
    let draft = Draft::default()
        .arg("told", &found.told.text)
        .arg("from", &found.from.text)
        .arg("to", &found.to.text)
        .arg("right", found.right)
        .also(Pointer::at(text, place(found.from), Some(record)))
        .also(Pointer::at(text, place(found.to), Some(record)));
    let draft = match found.shown {
        Some(shown) => draft.arg(QUOTED, shown),
        None => draft,
    };
    // What is produced is told at the prices of the day and its growth at those of another year, whether that is said or not.
    let produced =
        unit(found.told) == "%" && lists::CHECK_REAL_GROWTH.all().any(|name| of(found.to).ends_with(name));
    let draft = if produced { draft.severity(Severity::Note) } else { draft };
    report.add(reading, Some(record), place(found.told), draft);
}

/// Whether a stretch says that a rate is of other prices or another scope than the amounts beside it: 按可比价计算.
pub(super) fn otherwise_based(said: &str) -> bool {
    lists::CHECK_OTHER_BASIS.all().any(|word| said.contains(word))
}

/// The sentence around some figures, from where the one before it ends.
fn sentence_of(text: &Text, sentence: &[&QuantityRecord]) -> String {
    const LONG: usize = 60;
    let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else { return String::new() };
    let begin = (first.start as usize).saturating_sub(LONG);
    let from = (begin..first.start as usize)
        .rev()
        .find(|&i| matches!(text.at(i), '。' | '\n'))
        .map_or(begin, |at| at + 1);
    let end = last.end as usize;
    let to = (end..end + LONG / 2).find(|&i| matches!(text.at(i), '。' | '\n' | '\0')).unwrap_or(end);
    text.folded(Span::new(from, to.max(from))).iter().collect()
}

/// What rounding allows of a figure: half a unit of its last place where it has decimals; a whole number of 万 or 亿 is meant as it is told.
fn slack_of(figure: &QuantityRecord) -> f64 {
    if figure.text.contains('.') { half(figure) } else { half(figure) * 0.1 }
}

/// What the change from `a` to `b` should be where `c` tells another.
fn change<'a>(
    a: &'a QuantityRecord,
    b: &'a QuantityRecord,
    c: &'a QuantityRecord,
    fall: bool,
) -> Option<Change<'a>> {
    if ![a, b, c].into_iter().all(exact) || unit(a) != unit(b) {
        return None;
    }
    let (from, to, told) = (float(a), float(b), float(c));
    let difference = if fall { from - to } else { to - from };
    let right = if unit(c) == "%" && unit(a) != "%" {
        if from.abs() < 1e-9 {
            return None;
        }
        let rate = difference / from * 100.0;
        let slack = 100.0 * (slack_of(a) + slack_of(b)) / from * (1.0 + rate.abs() / 100.0)
            + half(c).max(0.05)
            + 0.05;
        // A round figure of per cent is rounded; thrice what rounding allows is no rounding.
        let coarse = if half(c) == 0.0 { 0.55 } else { 0.0 };
        ((told - rate).abs() > slack + coarse).then(|| format!("{rate:.1}%"))?
    } else if unit(c) == "倍" && unit(a) != "倍" {
        // 增长3倍: by three times what there was.
        if from.abs() < 1e-9 || fall {
            return None;
        }
        let times = difference / from;
        let slack = half(c).max(0.05) + 0.05 * times.abs();
        ((told - times).abs() > slack).then(|| format!("{}倍", round(times)))?
    } else if unit(c) == "%" && unit(a) == "%" {
        // 由5.2%下降到3.1%,下降2.1%: the difference of two shares is of points.
        let slack = half(a) + half(b) + half(c) + 1e-9;
        let relative = if from.abs() < 1e-9 { f64::MAX } else { difference / from * 100.0 };
        let points = (told - difference).abs() <= slack && (told - relative).abs() > 0.5;
        points.then(|| format!("{}个百分点", round(difference)))?
    } else if unit(c) == unit(a) || unit(a) == "%" && c.unit.as_deref().is_some_and(|u| u.contains("百分点"))
    {
        let slack = slack_of(a) + slack_of(b) + slack_of(c) + 1e-9;
        ((told - difference).abs() > slack).then(|| round(difference))?
    } else {
        return None;
    };
    Some(Change { told: c, from: a, to: b, right, shown: None })
}

fn round(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// 由A增至B,翻两番: doublings that the two ends do not give.
fn doubled<'a>(text: &Text, record: &'a Record) -> Vec<(&'a QuantityRecord, &'a QuantityRecord, Span)> {
    let mut found = Vec::new();
    for pair in record.quantities.windows(2) {
        let [a, b] = pair else { continue };
        let end = b.end as usize;
        let Some(at) = (end..end + 3).find(|&i| text.at(i) == '翻') else { continue };
        let times = if text.at(at + 1) == '了' { at + 2 } else { at + 1 };
        let count = match text.at(times) {
            '一' | '1' => 1,
            '两' | '二' | '2' => 2,
            '三' | '3' => 3,
            _ => continue,
        };
        let (from, to) = (float(a), float(b));
        let middle = between(text, a, b);
        let grows =
            ["增至", "增到", "增加到", "增加至", "增长到", "增长至", "提高到", "提高至", "达到", "到"]
                .iter()
                .any(|word| middle.ends_with(word));
        let before: String = (a.start.saturating_sub(14)..a.start).map(|i| text.at(i as usize)).collect();
        let from_word =
            before.rfind(['由', '从']).is_some_and(|at| !before[at..].contains([',', '。', '、']));
        let plain = exact(a) && exact(b) && unit(a) == unit(b) && from > 0.0 && text.at(times + 1) == '番';
        if !plain || !grows || !from_word || middle.chars().count() > 8 {
            continue;
        }
        let (wanted, real) = (2f64.powi(count), to / from);
        if real < wanted * 0.85 || real > wanted * 1.25 {
            found.push((a, b, Span::new(at, times + 2)));
        }
    }
    found
}

/// 由A增加到B,净增C.
fn from_to<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let [a, b, c] = sentence.get(k..k + 3)? else { return None };
    let opens = lead(text, a, 14);
    // 由1990年的8亿元: the year stands between.
    let before: String = (a.start.saturating_sub(14)..a.start).map(|i| text.at(i as usize)).collect();
    let from = opens.ends_with(['由', '从'])
        || before.rfind(['由', '从']).is_some_and(|at| !before[at..].contains([',', '。', '、']));
    let middle = between(text, a, b);
    let to = middle.ends_with(['到', '至', '为'])
        && middle.chars().count() < 12
        && !middle.contains([',', ';', '。']);
    let last = between(text, b, c);
    let last = last.trim_start_matches([',', '、']);
    if !from || !to || last.chars().count() > 8 || last.contains([',', ';']) {
        return None;
    }
    let said = |words: &Words| {
        words.all().any(|word| last.ends_with(word) || last.trim_end_matches('了').ends_with(word))
    };
    let fall = said(&lists::CHECK_LESS) || last.ends_with(['减', '降']);
    // 年均增长 and 同比 are of another span or another year.
    let other =
        ["年均", "平均", "同比", "上年", "去年", "计划", "每年"].iter().any(|word| last.contains(word));
    if other || !fall && !said(&lists::CHECK_MORE) {
        return None;
    }
    change(a, b, c, fall)
}

/// 最低点海拔320米,最高峰海拔1586米,相对高差1266米: the difference of the two figures before it.
fn apart<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let [a, b, c] = *sentence.get(k..k + 3)? else { return None };
    let name = between(text, b, c);
    let told =
        lists::CHECK_DIFFERENCES.all().any(|word| name.trim_end_matches(['为', '达', '是']).ends_with(word));
    let alike = unit(a) == unit(b) && unit(b) == unit(c) && [a, b, c].into_iter().all(exact);
    // A third figure before them may be one of the two.
    let alone = k == 0 || unit(sentence[k - 1]) != unit(a);
    if !told || !alike || !alone || between(text, a, b).chars().count() > 16 {
        return None;
    }
    let difference = (float(a) - float(b)).abs();
    let slack = slack_of(a) + slack_of(b) + slack_of(c) + 1e-9;
    let (from, to) = if float(a) < float(b) { (a, b) } else { (b, a) };
    ((float(c) - difference).abs() > slack).then(|| Change {
        told: c,
        from,
        to,
        right: round(difference),
        shown: None,
    })
}

/// Characters of the longest clause before a figure.
const CLAUSE: u32 = 30;

/// 1985年末余额1926万元,1979年末为642万元,6年增长2倍: the only two amounts of a sentence, each with a year of its own, and the only change.
fn two_years<'a>(
    text: &Text,
    record: &Record,
    sentence: &[&'a QuantityRecord],
    k: usize,
) -> Option<Change<'a>> {
    let told = sentence[k];
    let verb = |q: &QuantityRecord| {
        let said = lead(text, q, 8);
        let said = said.trim_end_matches('了');
        let is = |words: &Words| words.all().any(|word| said.ends_with(word));
        is(&lists::CHECK_LESS).then_some(true).or_else(|| is(&lists::CHECK_MORE).then_some(false))
    };
    let fall = verb(told).filter(|_| matches!(unit(told), "%" | "倍"))?;
    let said = lead(text, told, 14);
    if ["年均", "平均", "同比", "上年", "去年", "计划", "每年", "递增"].iter().any(|word| said.contains(word))
    {
        return None;
    }
    let rest: Vec<&QuantityRecord> = sentence
        .iter()
        .copied()
        .filter(|q| q.start != told.start && !matches!(unit(q), "年" | "个月" | "月"))
        .collect();
    let [one, other] = rest[..] else { return None };
    let last = one.end < told.start && other.end < told.start;
    if !last
        || unit(one) != unit(other)
        || unit(one).is_empty()
        || verb(one).is_some()
        || verb(other).is_some()
    {
        return None;
    }
    // The year of each stands in its clause.
    let year = |from: u32, to: u32| {
        let mut told = record.times.iter().filter(|time| time.start >= from && time.end <= to);
        told.next().filter(|_| told.next().is_none()).and_then(TimeRecord::year)
    };
    let far = other.start.saturating_sub(CLAUSE);
    let mark = |i: &u32| matches!(text.at(*i as usize), ',' | ';' | '。' | '\n');
    let next = (far..other.start).rev().find(mark).map_or(far, |i| i + 1);
    let first = year(record.span.start, one.start).or_else(|| record.dated().and_then(TimeRecord::year));
    let (first, second) = (first?, year(next, other.start)?);
    // Of one thing: the second is called as the first, or by nothing.
    let (name, again) = (of(one), of(other));
    let same = again.chars().count() < 2 || name.ends_with(&again) || again.ends_with(&name);
    let (from, to) = if first < second { (one, other) } else { (other, one) };
    (first != second && same && next >= one.end).then(|| change(from, to, told, fall)).flatten()
}

/// 增设取水点14处,由13处增至27处: the change before its two ends.
fn before_its_ends<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let [c, a, b] = *sentence.get(k..k + 3)? else { return None };
    let name = lead(text, c, 10);
    let grew = lists::CHECK_ADDED.all().any(|word| name.contains(word));
    let fell = lists::CHECK_TAKEN_AWAY.all().any(|word| name.contains(word));
    let first = between(text, c, a);
    let middle = between(text, a, b);
    let from =
        matches!(first.trim_start_matches(','), "由" | "从" | "总数由" | "总数从" | "由原来的" | "由原");
    let to = matches!(
        middle.as_str(),
        "增至" | "增加到" | "增加至" | "增到" | "减至" | "减少到" | "减少至" | "减为" | "升至" | "降至"
    );
    if !from || !to || grew == fell || middle.starts_with(['减', '降']) != fell || unit(c) != unit(a) {
        return None;
    }
    change(a, b, c, fell)
}

/// B,比上年的A增长C.
fn against<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let [b, a, c] = sentence.get(k..k + 3)? else { return None };
    let first = between(text, b, a);
    let aside = year_before_last(first.trim_start_matches(','));
    let held = (first.contains('比') || first.contains('较'))
        && first.chars().count() <= 12
        && !first.contains(['。', ';']);
    let held = held || first.starts_with(',') && aside;
    let verb = between(text, a, c);
    let verb = verb.trim_end_matches('了');
    let verb = if aside { verb.trim_start_matches([',', '、']).trim_start_matches("同比") } else { verb };
    let fall = lists::CHECK_LESS.holds(verb) || verb == "减" || verb == "降";
    if !held || !fall && !lists::CHECK_MORE.holds(verb) {
        return None;
    }
    change(a, b, c, fall)
}

/// Whether words before a figure say that it is that of the year before: 上年为, 去年同期.
fn year_before_last(words: &str) -> bool {
    let words = words.trim_end_matches(['为', '是', '仅']);
    lists::CHECK_YEAR_BEFORE.holds(words)
}

/// 上年A,今年B,增长C: the two years in their order.
fn years<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let [a, b, c] = *sentence.get(k..k + 3)? else { return None };
    let first = lead(text, a, 12);
    let was = lists::CHECK_YEAR_BEFORE.all().any(|word| {
        let words = first.trim_end_matches(['为', '是']);
        words.ends_with(word) || first.starts_with(word)
    });
    let middle = between(text, a, b);
    let now = lists::CHECK_YEAR_NOW
        .holds(middle.trim_start_matches([',', ';']).trim_end_matches(['为', '是', '达']));
    let verb = between(text, b, c);
    let verb = verb.trim_start_matches([',', '、']).trim_start_matches("同比").trim_end_matches('了');
    let fall = lists::CHECK_LESS.holds(verb);
    if !was || !now || !middle.starts_with([',', ';']) || !fall && !lists::CHECK_MORE.holds(verb) {
        return None;
    }
    change(a, b, c, fall)
}

/// A change told as an amount and as a share, beside what it led to: 1860万元,较年初的1500万元增加360万元,增长24%; 28.6亿元,比上年增长22%,净增5.16亿元.
fn twofold<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let now = *sentence.get(k)?;
    let verb = |a: &QuantityRecord, b: &QuantityRecord| {
        let gap = between(text, a, b);
        let word = gap.trim_start_matches([',', '、']).trim_end_matches('了').to_owned();
        let own = |words: &Words| words.all().any(|verb| word == verb || word == format!("净{verb}"));
        (own(&lists::CHECK_MORE).then_some(false)).or_else(|| own(&lists::CHECK_LESS).then_some(true))
    };
    let held = |a: &QuantityRecord, b: &QuantityRecord| {
        let gap = between(text, a, b);
        gap.chars().count() <= 12 && (gap.contains('比') || gap.contains('较')) && !gap.contains(['。', ';'])
    };
    // The base is told, then the amount, then the share.
    if let Some([was, amount, share]) = sentence.get(k + 1..k + 4)
        && held(now, was)
        && unit(share) == "%"
        && unit(amount) == unit(now)
        && let Some(fall) = verb(was, amount)
        && verb(amount, share) == Some(fall)
    {
        return change(was, now, share, fall);
    }
    // The share and the amount in either order, the base is what they leave.
    let [a, b] = *sentence.get(k + 1..k + 3)? else { return None };
    let (share, amount) = if unit(a) == "%" { (a, b) } else { (b, a) };
    let both = unit(share) == "%" && unit(amount) == unit(now) && unit(now) != "%";
    if !both || !held(now, a) || ![now, share, amount].into_iter().all(exact) {
        return None;
    }
    let first = between(text, now, a);
    let fall = lists::CHECK_LESS.all().any(|word| first.trim_end_matches('了').ends_with(word));
    let rise = lists::CHECK_MORE.all().any(|word| first.trim_end_matches('了').ends_with(word));
    if fall == rise || verb(a, b) != Some(fall) {
        return None;
    }
    let was = if fall { float(now) + float(amount) } else { float(now) - float(amount) };
    if was <= 0.0 {
        return None;
    }
    let rate = float(amount) / was * 100.0;
    let slack = 100.0 * (half(amount) * (1.0 + rate / 100.0) + half(now) * rate / 100.0) / was
        + half(share).max(0.05)
        + 0.05;
    let coarse = if half(share) == 0.0 { 0.55 } else { 0.0 };
    ((float(share) - rate).abs() > slack + coarse).then(|| Change {
        told: share,
        from: amount,
        to: now,
        right: format!("{rate:.1}%"),
        shown: Some(format!(
            "{} ÷ ({} {} {}) = {rate:.1}%",
            amount.text,
            now.text,
            if fall { '+' } else { '−' },
            amount.text
        )),
    })
}

/// 应到A,实到B,缺席C.
fn absent<'a>(sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let [a, b, c] = sentence.get(k..k + 3)? else { return None };
    let is = |q: &QuantityRecord, words: &[&str]| words.iter().any(|word| of(q).contains(word));
    let named = is(a, &["应到", "应出席", "应参加", "应", "组成人员", "全体委员", "委员总数"])
        && is(b, &["实到", "实际到", "实出席", "出席", "实"])
        && is(c, &["缺席", "缺", "请假"]);
    if !named || unit(a) != unit(b) || unit(b) != unit(c) || ![a, b, c].into_iter().all(|q| exact(q)) {
        return None;
    }
    let right = amount(a) - amount(b);
    (amount(c) != right).then(|| Change { told: c, from: a, to: b, right: right.to_string(), shown: None })
}

/// What was there, what was added, and what is there, told in any order: 设床位800张,原有350张,新增450张.
fn grown<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let window = sentence.get(k..k + 3)?;
    let led = |q: &QuantityRecord, words: &Words| {
        let name = of(q);
        let lead = lead(text, q, 10);
        let bare = lead.strip_suffix(name.as_str()).unwrap_or(&lead);
        words.all().any(|word| bare.ends_with(word) || lead.ends_with(word) || name.starts_with(word))
    };
    let one = |words: &Words, not: &dyn Fn(&QuantityRecord) -> bool| {
        let mut found = window.iter().copied().filter(|q| led(q, words) && !not(q));
        found.next().filter(|_| found.next().is_none())
    };
    let old = one(words!["原有", "原来有", "原", "原设"], &|_| false)?;
    let grew = one(&lists::CHECK_ADDED, &|q| q.start == old.start);
    let added = grew.or_else(|| one(&lists::CHECK_TAKEN_AWAY, &|q| q.start == old.start))?;
    let all = one(&lists::CHECK_THEN, &|q| q.start == old.start || q.start == added.start)?;
    let like =
        unit(old) == unit(added) && unit(added) == unit(all) && !unit(all).is_empty() && unit(all) != "%";
    let own = |q: &QuantityRecord| q.part_of.is_none();
    if !like || ![old, added, all].into_iter().all(|q| exact(q) && own(q)) {
        return None;
    }
    let (more, less) = if grew.is_some() { (all, old) } else { (old, all) };
    let right = amount(more) - amount(less);
    // What is fewer than before did not grow: the words are of something else.
    (amount(added) != right && right > Amount::default()).then(|| Change {
        told: added,
        from: old,
        to: all,
        right: right.to_string(),
        shown: Some(format!("{} − {} = {right}", more.text, less.text)),
    })
}

/// A rate by the name of the figure before it, over the one before that: 收到提案136件,立案121件,立案率88.97%.
fn rate<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let [a, b, c] = sentence.get(k..k + 3)? else { return None };
    let name = of(c);
    let deed = name.strip_suffix('率').filter(|deed| (2..=4).contains(&deed.chars().count()))?;
    let like = |q: &QuantityRecord| unit(q) == unit(b) && exact(q) && float(q) >= float(b);
    // 实际报到3174人: the last character of the word may be read as one of the figure.
    let named = of(b).starts_with(deed) || of(b).ends_with(deed) || lead(text, b, 6).ends_with(deed);
    if unit(c) != "%" || unit(b) == "%" || unit(b).is_empty() || !named || !exact(b) || !exact(c) || !like(a)
    {
        return None;
    }
    let fits = |q: &QuantityRecord| {
        let given = float(b) / float(q) * 100.0;
        let slack = 100.0 * (half(b) + half(q)) / float(q)
            + half(c).max(0.05)
            + if half(c) == 0.0 { 0.5 } else { 0.0 };
        (given - float(c)).abs() <= slack
    };
    if float(a) < 1.0 || sentence[..=k].iter().copied().filter(|q| like(q) && float(q) > 0.0).any(fits) {
        return None;
    }
    let given = float(b) / float(a) * 100.0;
    // What lies further off than a factor of two is of another whole, and no slip.
    if float(c) > given * 2.0 || given > float(c) * 2.0 {
        return None;
    }
    let right = format!("{given:.1}%");
    let shown = Some(format!("{} ÷ {} = {right}", b.text, a.text));
    Some(Change { told: c, from: a, to: b, right, shown })
}

/// What was done of a task, and its share: 1.1万亩,占任务2万亩的55%.
fn of_task<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let [done, task, share] = *sentence.get(k..k + 3)? else { return None };
    let gap = between(text, done, task);
    let held = [
        "占任务",
        "占计划",
        "占总任务",
        "占年计划",
        "占年度任务",
        "占年度计划",
        "完成任务",
        "为计划",
        "占总数",
        "占总户数",
        "占总人数",
    ]
    .iter()
    .any(|words| gap.trim_start_matches(',') == *words);
    let like = unit(done) == unit(task) && unit(share) == "%" && !unit(task).is_empty() && unit(task) != "%";
    if !held || !like || between(text, task, share) != "的" || ![done, task, share].into_iter().all(exact) {
        return None;
    }
    let (part, whole) = (float(done), float(task));
    if whole <= 0.0 {
        return None;
    }
    let rate = part / whole * 100.0;
    let slack = 100.0 * (half(done) + rate / 100.0 * half(task)) / whole + half(share).max(0.05) + 0.05;
    let coarse = if half(share) == 0.0 { 0.5 } else { 0.0 };
    ((float(share) - rate).abs() > slack + coarse).then(|| Change {
        told: share,
        from: task,
        to: done,
        right: format!("{rate:.1}%"),
        shown: Some(format!("{} ÷ {} = {rate:.1}%", done.text, task.text)),
    })
}

/// Votes of all kinds, which are no more than those who were there: 到会代表133人,赞成131票,弃权4票.
fn votes<'a>(sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let all = *sentence.get(k)?;
    if !lists::CHECK_THERE.all().any(|word| of(all).contains(word)) || !exact(all) {
        return None;
    }
    let cast: Vec<&QuantityRecord> = sentence[k + 1..]
        .iter()
        .copied()
        .take_while(|q| exact(q) && cast_as(q).is_some())
        .filter(|q| matches!(q.unit.as_deref(), Some("票" | "人" | "张")))
        .collect();
    // Two that were voted on have votes of one kind twice.
    let kinds: BTreeSet<usize> = cast.iter().filter_map(|q| cast_as(q)).collect();
    if kinds.len() < cast.len() {
        return None;
    }
    let sum: Amount = cast.iter().map(|q| amount(q)).sum();
    let [.., last] = cast[..] else { return None };
    (cast.len() > 1 && sum > amount(all)).then(|| Change {
        told: last,
        from: all,
        to: cast[0],
        right: sum.to_string(),
        shown: Some(format!(
            "{} = {sum} > {}",
            cast.iter().map(|q| q.text.as_str()).collect::<Vec<_>>().join(" + "),
            all.text
        )),
    })
}

/// Which kind of vote a figure counts: for, against, neither, void.
fn cast_as(figure: &QuantityRecord) -> Option<usize> {
    let name = of(figure);
    let name = name.trim_end_matches('的');
    let name = name.strip_suffix('票').unwrap_or(name);
    let kinds = [words!["赞成", "同意"], words!["反对", "不同意"], words!["弃权"], words!["无效", "废"]];
    kinds.iter().position(|kind| kind.holds(name))
}

/// A level, how far it lies over or under a mark, and the mark: 水位312.40米,低于警戒水位0.60米, where the entry tells that mark.
fn beyond_mark<'a>(
    text: &Text,
    record: &'a Record,
    sentence: &[&'a QuantityRecord],
    k: usize,
) -> Option<Change<'a>> {
    let [level, off] = sentence.get(k..k + 2)? else { return None };
    let said = between(text, level, off);
    let said = said.trim_start_matches(',');
    let mark = lists::CHECK_WATER_MARKS.all().find(|mark| said.ends_with(mark))?;
    let verb = said.strip_suffix(mark)?;
    let over = lists::CHECK_BEYOND.holds(verb);
    if !over && !lists::CHECK_BELOW.holds(verb) || !lead(text, level, 12).contains("水位") {
        return None;
    }
    let told = |q: &&QuantityRecord| {
        let lead: String = text
            .folded(Span::new((q.start as usize).saturating_sub(14).max(off.end as usize), q.start as usize))
            .iter()
            .collect();
        // 原历史最高水位为1954年的24.74米.
        let named = lead.rsplit(',').next().unwrap_or_default().contains(mark) || of(q).ends_with(mark);
        q.start > off.start && named && unit(q) == unit(level)
    };
    let at = record.quantities.iter().find(told)?;
    if unit(level) != unit(off) || ![level, off, at].into_iter().all(exact) {
        return None;
    }
    let right = if over { amount(level) - amount(at) } else { amount(at) - amount(level) };
    (amount(off) != right).then(|| Change {
        told: off,
        from: at,
        to: level,
        right: right.to_string(),
        shown: Some(format!("|{} − {}| = {right}", level.text, at.text)),
    })
}

/// X为B,比上年增长C%。上年X为A: both years told in one entry.
fn year_before<'a>(text: &Text, record: &'a Record) -> Vec<Change<'a>> {
    let mut found = Vec::new();
    for pair in record.quantities.windows(2) {
        let [b, c] = pair else { continue };
        let between = between(text, b, c);
        let said = between.trim_start_matches([',', '、']);
        let year = ["比上年", "比去年", "较上年", "较去年", "比前一年"]
            .iter()
            .find_map(|word| said.strip_prefix(word));
        let Some(verb) = year.map(|verb| verb.trim_end_matches('了')) else { continue };
        let fall = lists::CHECK_LESS.holds(verb);
        if !fall && !lists::CHECK_MORE.holds(verb) {
            continue;
        }
        let name = of(b);
        let core = ["全县", "全市", "全省", "全区", "全乡", "全镇"]
            .iter()
            .find_map(|w| name.strip_prefix(w))
            .unwrap_or(&name);
        let before = record.quantities.iter().find(|a| {
            let name = of(a);
            let year = ["上年", "去年", "前一年"].iter().find_map(|word| name.strip_prefix(word));
            !core.is_empty()
                && year.is_some_and(|rest| rest.trim_start_matches(['的', '全', '县', '市']) == core)
        });
        let here = Span::new((b.start as usize).saturating_sub(30), c.end as usize);
        let near: String = text.folded(here).iter().collect();
        if let Some(a) = before.filter(|_| !otherwise_based(&near)) {
            found.extend(change(a, b, c, fall));
        }
    }
    found
}
