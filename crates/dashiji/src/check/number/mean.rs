//! N13, beside amounts apiece: a mean that its sum and its count do not give: 第一季度3.6亿千瓦时,月均1.5亿千瓦时; 3个乡镇…1500份,平均每个乡镇
//! 600份.

use super::clause::{between, exact, float, half, lead, of, place};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{QuantityRecord, Record, TimeRecord};
use crate::text::{Span, Text};

/// Stretches of a year: their months.
const STRETCHES: &[(&str, u32)] = &[("全年", 12), ("上半年", 6), ("下半年", 6), ("季度", 3)];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for (k, each) in record.quantities.iter().enumerate().filter(|(_, each)| exact(each)) {
            let Some((total, count, words)) =
                of_time(text, record, k, each).or_else(|| of_group(text, record, k, each))
            else {
                continue;
            };
            let given = count * float(each);
            // A mean is rounded to a few figures.
            let slack = half(total) + half(each).max(0.5 * unit_of_last(each)) * count + 0.01 * float(total);
            if count < 2.0 || (float(total) - given).abs() <= slack {
                continue;
            }
            let right = round(float(total) / count);
            let draft = Draft::default()
                .arg("shown", format!("{} = {words} × {}", total.text, each.text))
                .arg("difference", round(float(total) - given))
                .arg("right", right)
                .also(Pointer::at(text, place(total), Some(record)));
            report.add(reading, Some(record), place(each), draft);
        }
    }
}

/// What one more in the last place told is worth: of 1.5亿 ten million, of 600 a hundred at most.
fn unit_of_last(figure: &QuantityRecord) -> f64 {
    if figure.text.contains('.') { half(figure) * 2.0 } else { 1.0 }
}

fn round(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The sum right before a mean in its unit.
fn sum<'a>(text: &Text, record: &'a Record, k: usize, each: &QuantityRecord) -> Option<&'a QuantityRecord> {
    let total = record.quantities.get(k.checked_sub(1)?)?;
    let gap = between(text, total, each);
    let near = !gap.contains(['。', ';']) && gap.chars().count() <= 14;
    (near && exact(total) && total.unit == each.unit && float(total) > float(each)).then_some(total)
}

/// 全年接待365万人次,日均1万人次.
fn of_time<'a>(
    text: &Text,
    record: &'a Record,
    k: usize,
    each: &QuantityRecord,
) -> Option<(&'a QuantityRecord, f64, String)> {
    let lead = lead(text, each, 6);
    let daily = ["日均", "平均每天", "每天平均"].iter().any(|word| lead.ends_with(word));
    let monthly = ["月均", "平均每月", "每月平均"].iter().any(|word| lead.ends_with(word));
    if daily == monthly {
        return None;
    }
    let total = sum(text, record, k, each)?;
    if daily && let Some(days) = days_before(text, record, total) {
        return Some((total, float(days), days.text.clone()));
    }
    let end = total.start as usize;
    let start = (end.saturating_sub(40).max(record.span.lo())..end)
        .rev()
        .find(|&i| matches!(text.at(i), '。' | ';' | '\n'))
        .map_or(end.saturating_sub(40).max(record.span.lo()), |i| i + 1);
    let before: String = text.folded(Span::new(start, end)).iter().collect();
    let (at, word, months) = STRETCHES
        .iter()
        .filter_map(|(word, months)| Some((before.rfind(word)?, *word, *months)))
        .max_by_key(|found| found.0)?;
    // 一至三季度 and 前三季度 are longer.
    let led: String = before[..at].chars().rev().take(4).collect();
    if word == "季度"
        && (led.contains(['前', '至', '、', '—', '-', '~'])
            || led.starts_with(['个', '三', '3']) && !led.contains('第'))
    {
        return None;
    }
    if monthly {
        return Some((total, f64::from(months), format!("{months}个月")));
    }
    let year = record.dated().and_then(TimeRecord::year)?;
    let first = jiff::civil::Date::new(i16::try_from(year).ok()?, 1, 1).ok()?;
    let days = if first.in_leap_year() { 366.0 } else { 365.0 };
    // Days of a half or a quarter are not counted on fingers.
    (months == 12).then(|| (total, days, format!("{days}天")))
}

/// 到3个乡镇发放资料1500份,平均每个乡镇500份.
fn of_group<'a>(
    text: &Text,
    record: &'a Record,
    k: usize,
    each: &QuantityRecord,
) -> Option<(&'a QuantityRecord, f64, String)> {
    let lead = lead(text, each, 12);
    let (_, what) = lead.rsplit_once("平均每")?;
    let what = what.strip_prefix('个').unwrap_or(what).trim_end_matches(['发', '放', '获', '得', '有']);
    if what.is_empty() || what.chars().count() > 4 {
        return None;
    }
    let total = sum(text, record, k, each)?;
    let counts = |q: &&QuantityRecord| {
        exact(q)
            && q.end <= total.start
            && (of(q) == what || q.unit.as_deref() == Some(what) || text.begins(q.end as usize, what))
    };
    let count = record.quantities[k.saturating_sub(5)..k].iter().rev().find(counts)?;
    Some((total, float(count), count.text.clone()))
}

/// How many days something took, told right before what came of it: 历时61天,接待观众7.32万人次.
fn days_before<'a>(text: &Text, record: &'a Record, total: &QuantityRecord) -> Option<&'a QuantityRecord> {
    let near = |q: &&QuantityRecord| q.end <= total.start && q.end + 14 >= total.start;
    let days = record.quantities.iter().rev().find(near)?;
    let led =
        ["历时", "为期", "展期", "共", "营业", "开放"].iter().any(|word| lead(text, days, 6).ends_with(word));
    let gap = between(text, days, total);
    let whole = matches!(days.unit.as_deref(), Some("天" | "日")) && exact(days);
    (led && whole && gap.starts_with(',') && !gap.contains(['。', ';'])).then_some(days)
}
