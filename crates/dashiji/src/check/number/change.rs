//! N15: a decrease told in multiples (下降2倍). N16: a change that its two ends do not give: 由3万吨增加到5万吨,净增3万吨;
//! 比上年的8亿元增长35%; 应到210人,实到198人,缺席15人.

use super::clause::{amount, between, exact, float, half, lead, of, place, sentences, unit};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{QuantityRecord, Record};
use crate::text::Text;

const LESS: &[&str] = &["下降", "减少", "降低", "缩小", "缩短", "减低", "减轻", "下跌", "递减"];
const MORE: &[&str] = &["增长", "增加", "上升", "提高", "增", "上涨", "扩大", "递增", "净增", "升"];

/// A fall by so many times what there was.
pub(super) fn multiples(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for figure in record.quantities.iter().filter(|q| unit(q) == "倍") {
            let lead = lead(text, figure, 8);
            let lead = lead.trim_end_matches(['了', '近', '约']);
            let Some(word) = LESS.iter().find(|word| lead.ends_with(*word)) else { continue };
            // 资产负债比下降3.2倍至… and shares of a multiple are told otherwise.
            let draft = Draft::default().arg("verb", *word).arg("figure", &figure.text);
            report.add(reading, Some(record), place(figure), draft);
        }
    }
}

/// Changes against their ends.
pub(super) fn ends(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for sentence in sentences(text, record) {
            for k in 0..sentence.len() {
                let Some(found) = from_to(text, &sentence, k)
                    .or_else(|| against(text, &sentence, k))
                    .or_else(|| absent(&sentence, k))
                else {
                    continue;
                };
                tell(desk, report, reading, record, found);
            }
        }
        for found in year_before(text, record) {
            tell(desk, report, reading, record, found);
        }
    }
}

/// A change with its two ends, that does not come out.
struct Change<'a> {
    told: &'a QuantityRecord,
    from: &'a QuantityRecord,
    to: &'a QuantityRecord,
    right: String,
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
    report.add(reading, Some(record), place(found.told), draft);
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
    } else if unit(c) == unit(a) || unit(a) == "%" && c.unit.as_deref().is_some_and(|u| u.contains("百分点"))
    {
        let slack = slack_of(a) + slack_of(b) + slack_of(c) + 1e-9;
        ((told - difference).abs() > slack).then(|| round(difference))?
    } else {
        return None;
    };
    Some(Change { told: c, from: a, to: b, right })
}

fn round(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
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
    let said = |words: &[&str]| {
        words.iter().any(|word| last.ends_with(word) || last.trim_end_matches('了').ends_with(word))
    };
    let fall = said(LESS) || last.ends_with(['减', '降']);
    // 年均增长 and 同比 are of another span or another year.
    let other =
        ["年均", "平均", "同比", "上年", "去年", "计划", "每年"].iter().any(|word| last.contains(word));
    if other || !fall && !said(MORE) {
        return None;
    }
    change(a, b, c, fall)
}

/// B,比上年的A增长C.
fn against<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let [b, a, c] = sentence.get(k..k + 3)? else { return None };
    let first = between(text, b, a);
    let held = (first.contains('比') || first.contains('较'))
        && first.chars().count() <= 12
        && !first.contains(['。', ';']);
    let verb = between(text, a, c);
    let verb = verb.trim_end_matches('了');
    let fall = LESS.contains(&verb) || verb == "减" || verb == "降";
    if !held || !fall && !MORE.contains(&verb) {
        return None;
    }
    change(a, b, c, fall)
}

/// 应到A,实到B,缺席C.
fn absent<'a>(sentence: &[&'a QuantityRecord], k: usize) -> Option<Change<'a>> {
    let [a, b, c] = sentence.get(k..k + 3)? else { return None };
    let is = |q: &QuantityRecord, words: &[&str]| words.iter().any(|word| of(q).contains(word));
    let named = is(a, &["应到", "应出席", "应参加", "应"])
        && is(b, &["实到", "实际到", "实出席", "出席", "实"])
        && is(c, &["缺席", "缺", "请假"]);
    if !named || unit(a) != unit(b) || unit(b) != unit(c) || ![a, b, c].into_iter().all(|q| exact(q)) {
        return None;
    }
    let right = amount(a) - amount(b);
    (amount(c) != right).then(|| Change { told: c, from: a, to: b, right: right.to_string() })
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
        let fall = LESS.contains(&verb);
        if !fall && !MORE.contains(&verb) {
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
        if let Some(a) = before {
            found.extend(change(a, b, c, fall));
        }
    }
    found
}
