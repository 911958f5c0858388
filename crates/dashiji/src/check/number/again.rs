//! N17: one thing told twice in an entry with two figures (总造价560万元…总造价650万元). N18: a figure that is out of its row by a power of
//! ten: 3.4万吨, 3.5吨, 3.6万吨.

use super::clause::{exact, of, place, unit};
use crate::account::Series;
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::fact::{QuantityKind, QuantityRecord, Record};
use crate::text::{Span, Text};

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
