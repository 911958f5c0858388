//! N17: one thing told twice in an entry with two figures (总造价560万元…总造价650万元). N18: a figure that is out of its row by a power of
//! ten: 3.4万吨, 3.5吨, 3.6万吨.

use super::clause::{exact, of, place, unit};
use crate::account::Series;
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::fact::{QuantityKind, QuantityRecord, Record};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, is_han};
use std::collections::BTreeMap;

/// Words of a total: there is one of it.
const TOTALS: &[&str] = &[
    "总造价",
    "总投资",
    "总人口",
    "总产值",
    "总产量",
    "总面积",
    "建筑面积",
    "占地面积",
    "总库容",
    "全长",
    "总长",
    "总户数",
    "协议金额",
    "总装机容量",
    "固定资产",
    "财政收入",
];
/// Words that make another thing, or another time, of the same words.
const OTHER: &[&str] = &[
    "上年", "去年", "计划", "原", "一期", "二期", "三期", "首期", "其中", "增加", "增长", "比", "达到", "由",
    "从", "预计", "概算", "新增", "扩建", "各", "分别", "年均", "每",
];

pub(super) fn twice(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for (k, b) in record.quantities.iter().enumerate() {
            let Some(total) = total(text, record, b) else { continue };
            let near = record.quantities[k.saturating_sub(8)..k].iter();
            // 总造价 and 综合楼总造价 are one, 农业总产值 and 工业总产值 two.
            let name = |q: &QuantityRecord| of(q).trim_start_matches(['全', '该']).to_owned();
            let one = |a: &QuantityRecord| name(a) == name(b) || name(a) == total || name(b) == total;
            let same = |a: &&QuantityRecord| {
                unit(a) == unit(b) && one(a) && self::total(text, record, a) == Some(total)
            };
            let Some(a) = near.rev().find(same).filter(|a| a.value != b.value) else { continue };
            let draft = Draft::default()
                .arg("of", total)
                .arg("here", &b.text)
                .arg("there", &a.text)
                .also(Pointer::at(text, place(a), Some(record)));
            report.add(reading, Some(record), place(b), draft);
        }
    }
}

/// 共收到善款42.6万元。42.9万元善款全部…: a figure taken up again right behind its sentence, one digit off.
pub(super) fn echoed(desk: &Desk<'_>, report: &mut Report<'_>) {
    const NEAR: usize = 12;
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for pair in record.quantities.windows(2) {
            let [a, b] = pair else { continue };
            let gap = super::clause::between(text, a, b);
            let again = gap.strip_prefix(['。', ',', ';']).is_some_and(|rest| {
                rest.is_empty() && gap.starts_with('。') || lists::CHECK_TAKEN_UP.holds(rest)
            });
            let alike =
                unit(a) == unit(b) && !unit(a).is_empty() && exact(a) && exact(b) && a.value != b.value;
            if !again || !alike || !one_digit_off(&a.text, &b.text) {
                continue;
            }
            // What is taken up is called as it was before.
            let behind = b.end as usize + usize::from(text.at(b.end as usize) == '的');
            let name: String = (behind..behind + 2).map(|i| text.at(i)).collect();
            let near = Span::new((a.start as usize).saturating_sub(NEAR), a.end as usize + NEAR / 2);
            let told =
                name.chars().all(is_han) && text.find(near, &name).is_some_and(|at| at < b.start as usize);
            if told {
                let draft = Draft::default()
                    .arg("of", name)
                    .arg("here", &b.text)
                    .arg("there", &a.text)
                    .also(Pointer::at(text, place(a), Some(record)));
                report.add(reading, Some(record), place(b), draft);
            }
        }
    }
}

/// 床位420张 and later 床位由450张增至600张: where a change begins, beside what was told last, one digit off.
pub(super) fn carried(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let text = desk.text(reading);
        let mut last: BTreeMap<(String, &str), (&QuantityRecord, &Record)> = BTreeMap::new();
        for record in &document.records {
            for figure in record.quantities.iter().filter(|q| exact(q) && q.part_of.is_none()) {
                let said = super::clause::lead(text, figure, 10);
                let (name, begins) = match said.strip_suffix(['由', '从']) {
                    Some(rest) => (rest, true),
                    None => (said.trim_end_matches(['达', '为', '有', '共']), false),
                };
                let count = name.chars().count();
                let name: String = name.chars().skip(count.saturating_sub(2)).collect();
                if count < 2 || unit(figure).is_empty() || unit(figure) == "%" || !name.chars().all(is_han) {
                    continue;
                }
                let key = (name, unit(figure));
                if let Some((other, holder)) = last.get(&key).filter(|_| begins)
                    && holder.number != record.number
                    && other.text.chars().count() > 3
                    && one_digit_off(&other.text, &figure.text)
                {
                    let draft = Draft::default()
                        .arg("of", &key.0)
                        .arg("here", &figure.text)
                        .arg("there", &other.text)
                        .severity(Severity::Note)
                        .also(Pointer::at(text, place(other), Some(holder)));
                    report.add(reading, Some(record), place(figure), draft);
                }
                last.insert(key, (figure, record));
            }
        }
    }
}

/// Whether two figures differ in one digit, or in two that have changed places.
pub(super) fn one_digit_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let off: Vec<usize> = (0..a.len().min(b.len())).filter(|&k| a[k] != b[k]).collect();
    let digits = off.iter().all(|&k| a[k].is_ascii_digit() && b[k].is_ascii_digit());
    let turned = matches!(off[..], [k, n] if n == k + 1 && a[k] == b[n] && a[n] == b[k]);
    a.len() == b.len() && digits && (off.len() == 1 || turned)
}

/// What a figure is the total of, where nothing around it makes another of it.
fn total(text: &Text, record: &Record, figure: &QuantityRecord) -> Option<&'static str> {
    // 占总户数的94.5% is no 总户数.
    if !exact(figure)
        || figure.part_of.is_some()
        || figure.kind == QuantityKind::Planned
        || unit(figure) == "%"
    {
        return None;
    }
    let name = of(figure);
    let total = TOTALS.iter().find(|word| name.ends_with(*word))?;
    let from = (record.span.lo().max(figure.start as usize - (figure.start as usize).min(14))
        ..figure.start as usize)
        .rev()
        .find(|&i| matches!(text.at(i), '。' | ';' | ',' | '\n'));
    let start = from.map_or(figure.start as usize - (figure.start as usize).min(14), |i| i + 1);
    let lead: String = text.folded(Span::new(start, figure.start as usize)).iter().collect();
    // A name before the words is whose it is: those of two names are two things.
    (!OTHER.iter().any(|word| lead.contains(word))).then_some(*total)
}

/// Totals that each project has its own of: they make no row.
const OWN: &[&str] = &["总造价", "总投资", "建筑面积", "占地面积", "全长", "总长", "协议金额"];

/// So many figures make a row.
const ROW: usize = 4;

pub(super) fn out_of_row(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, account) in desk.accounts.iter().enumerate() {
        for series in account.series.iter().filter(|series| series.lines.len() >= ROW) {
            for (k, power) in odd(series) {
                let line = &series.lines[k];
                let text = desk.text(reading);
                let records = &desk.readings[reading].records;
                let record = |number: u32| records.get((number as usize).wrapping_sub(1));
                let other = if k == 0 { &series.lines[1] } else { &series.lines[k - 1] };
                let draft = Draft::default()
                    .arg("of", &series.key)
                    .arg("figure", &line.text)
                    .arg("other", &other.text)
                    .also(Pointer::at(text, Span { start: other.start, end: other.end }, record(other.entry)))
                    .severity(if power.abs() >= 3 { Severity::Warning } else { Severity::Note });
                report.add(reading, record(line.entry), Span { start: line.start, end: line.end }, draft);
            }
        }
    }
}

/// The lines that are some power of ten off both their neighbours, which agree, with the power.
fn odd(series: &Series) -> Vec<(usize, i32)> {
    if OWN.iter().any(|word| series.key.ends_with(word)) {
        return Vec::new();
    }
    let value = |k: usize| series.lines[k].value.0 as f64;
    // What was added in a step is free to jump, a year's whole output is not.
    let whole = TOTALS.iter().any(|total| series.key.ends_with(total));
    let stock = |k: usize| (whole || series.lines[k].kind != "increment") && value(k) > 0.0;
    let mut found = Vec::new();
    for k in 0..series.lines.len() {
        let around: Vec<usize> = match k {
            0 => vec![1, 2],
            _ if k + 1 == series.lines.len() => vec![k - 1, k - 2],
            _ => vec![k - 1, k + 1],
        };
        let (Some(&a), Some(&b)) = (around.first(), around.get(1)) else { continue };
        // What one entry tells side by side is no row.
        let apart = |n: usize| n == k || series.lines[n].entry != series.lines[k].entry;
        if ![a, b, k].into_iter().all(|n| stock(n) && apart(n))
            || !(0.4..2.5).contains(&(value(a) / value(b)))
        {
            continue;
        }
        // 安全生产100天 behind 1500天: days begin to be counted anew.
        if series.unit == "天" {
            continue;
        }
        let ratio = (value(k) / (value(a) * value(b)).sqrt()).log10();
        let power = ratio.round();
        // Ten times as much happens; it takes neighbours closely alike to be a slip.
        let near = (0.7..1.4).contains(&(value(a) / value(b)));
        let slack = if power.abs() > 1.0 { 0.25 } else { 0.1 };
        if power.abs() >= 1.0 && (ratio - power).abs() < slack && (near || power.abs() > 1.0) {
            found.push((k, power as i32));
        }
    }
    found
}
