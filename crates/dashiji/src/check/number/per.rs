//! N13, beside amounts apiece: how much each, or each so many, of something has, beside how many there are and what they come to: 长4.2千米,投资126万元,每千米
//! 造价30万元; 总股本5亿股,每10股派1.2元,共派6000万元.

use super::clause::{between, exact, float, half, lead, place, unit};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{QuantityRecord, Record};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};

/// Characters from 每 to the figure, and of the stretch in which the other two stand.
const FAR: usize = 12;
const NEAR: u32 = 60;
/// What lies further off, as a factor, is of something else.
const APART: f64 = 1.6;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records().filter(|(_, record)| record.quantities.len() > 2) {
        let text = desk.text(reading);
        for (k, each) in record.quantities.iter().enumerate().filter(|(_, each)| exact(each)) {
            let found = product(text, record, k, each)
                .or_else(|| to_each(text, record, k, each))
                .or_else(|| a_household(text, record, each))
                .or_else(|| tickets(text, record, k, each));
            let Some((count, total, given)) = found else { continue };
            let draft = Draft::default()
                .arg("shown", format!("{} = {} × {}", total.text, count.text, each.text))
                .arg("difference", rounded(float(total) - given))
                .arg("right", rounded(given))
                .also(Pointer::at(text, place(count), Some(record)))
                .also(Pointer::at(text, place(each), Some(record)));
            report.add(reading, Some(record), place(total), draft);
        }
    }
}

fn rounded(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Of how many of what unit a figure is: one 千米 of 每千米造价30万元, ten 股 of 每10股派1.2元.
fn of_each(text: &Text, record: &Record, each: &QuantityRecord) -> Option<(f64, usize)> {
    let end = each.start as usize;
    let floor = record.span.lo().max(end.saturating_sub(FAR));
    let at = (floor..end).rev().find(|&i| matches!(text.at(i), '每' | ',' | '。' | ';' | '、'))?;
    if text.at(at) != '每' {
        return None;
    }
    let stop = (at + 1..end).find(|&i| !text.at(i).is_ascii_digit()).unwrap_or(end);
    let so_many = if stop > at + 1 { text.slice(Span::new(at + 1, stop)).parse().ok()? } else { 1.0 };
    Some((so_many, stop))
}

/// How many there are, what they come to, and what they should, where that is another amount.
fn product<'a>(
    text: &Text,
    record: &'a Record,
    k: usize,
    each: &QuantityRecord,
) -> Option<(&'a QuantityRecord, &'a QuantityRecord, f64)> {
    let (so_many, behind) = of_each(text, record, each)?;
    let said: String = text.folded(Span::new(behind, each.start as usize)).iter().collect();
    // 每亩补助 and the like may be told of a part; 每天 and 每年 of a time.
    if lists::CHECK_EACH_OF_A_TIME.all().any(|word| said.starts_with(word)) {
        return None;
    }
    let mark = |i: &usize| matches!(text.at(*i), '。' | ';' | '\n');
    let low = (record.span.lo()..each.start as usize).rev().find(mark).unwrap_or(record.span.lo()) as u32;
    let high = (each.end as usize..record.span.hi()).find(mark).unwrap_or(record.span.hi()) as u32;
    let near = |q: &QuantityRecord| {
        q.start >= low && q.end <= high && q.start + NEAR >= each.start && q.start <= each.end + NEAR
    };
    let others = || record.quantities.iter().enumerate().filter(|(n, q)| *n != k && near(q)).map(|(_, q)| q);
    let own = |q: &&QuantityRecord| {
        (q.end as usize) > behind && q.start < each.start || text.before(q.start as usize) == '每'
    };
    // 每千米: the unit of the count begins right behind.
    let counted = |q: &&QuantityRecord| {
        q.unit.as_deref().is_some_and(|unit| !unit.is_empty() && said.starts_with(unit)) && !own(q)
    };
    let alone = |wanted: &dyn Fn(&&QuantityRecord) -> bool| {
        let mut found = others().filter(|q| wanted(q));
        found.next().filter(|_| found.next().is_none())
    };
    // 出席股东持股4.5亿股,占总股本5亿股: what comes out is meant, else the whole by its name.
    let total = alone(&|q| unit(q) == unit(each) && !own(q))?;
    let fits = |count: &QuantityRecord| {
        (float(count) * float(each) / so_many - float(total)).abs() <= half(total) + float(total) * 0.01
    };
    let counts: Vec<&QuantityRecord> = record
        .quantities
        .iter()
        .filter(|q| q.end <= high && q.start + 2 * NEAR >= each.start && counted(q))
        .collect();
    let whole = |q: &&&QuantityRecord| lead(text, q, 8).contains(['总', '共', '全']);
    let count = match counts[..] {
        [count] => count,
        _ if counts.iter().any(|count| fits(count)) => return None,
        _ => counts.iter().rev().find(whole).copied()?,
    };
    let like = exact(count)
        && exact(total)
        && !unit(each).is_empty()
        && unit(each) != "%"
        && unit(count) != unit(each);
    let given = float(count) * float(each) / so_many;
    let slack = half(total)
        + half(each).max(if each.text.contains('.') { 0.0 } else { 0.5 }) * float(count) / so_many
        + half(count) * float(each) / so_many
        + 1e-6;
    let close = given > 0.0 && float(total) < given * APART && given < float(total) * APART;
    (like && close && float(count) > 1.0 && (float(total) - given).abs() > slack)
        .then_some((count, total, given))
}

/// 8所乡村小学各赠书500册,共计4500册.
fn to_each<'a>(
    text: &Text,
    record: &'a Record,
    k: usize,
    each: &QuantityRecord,
) -> Option<(&'a QuantityRecord, &'a QuantityRecord, f64)> {
    let (count, total) = (record.quantities.get(k.checked_sub(1)?)?, record.quantities.get(k + 1)?);
    let gap = between(text, count, each);
    let led = gap.rfind('各').is_some_and(|at| gap[at..].chars().count() <= 5);
    let sums = between(text, each, total);
    let sums = lists::CHECK_COME_TO
        .all()
        .any(|word| sums.trim_start_matches([',', '、']).trim_end_matches(['为', '达']) == word);
    let near = gap.chars().count() <= FAR + 2 && !gap.contains(['。', ';', '、', ',']);
    let like = unit(each) == unit(total) && unit(count) != unit(each) && !unit(each).is_empty();
    let given = float(count) * float(each);
    let sure = [count, each, total].into_iter().all(exact) && float(count) > 1.0;
    let slack = half(total) + half(each) * float(count) + 1e-6;
    let close = float(total) < given * APART && given < float(total) * APART;
    (led && sums && near && like && sure && close && (float(total) - given).abs() > slack)
        .then_some((count, total, given))
}

/// 全村420户,人口1680人,户均5人: households, people and how many a household has, where the entry has one of each.
fn a_household<'a>(
    text: &Text,
    record: &'a Record,
    each: &QuantityRecord,
) -> Option<(&'a QuantityRecord, &'a QuantityRecord, f64)> {
    let said = lead(text, each, 8);
    if !matches!(unit(each), "人" | "口")
        || !["户均", "每户平均", "平均每户"].iter().any(|word| said.ends_with(word))
    {
        return None;
    }
    let alone = |of: &[&str], least: f64| {
        let mut found = record.quantities.iter().filter(|q| {
            of.contains(&unit(q))
                && q.part_of.is_none()
                && q.start != each.start
                && exact(q)
                && float(q) > least
        });
        found.next().filter(|_| found.next().is_none())
    };
    let (count, total) = (alone(&["户"], 1.0)?, alone(&["人", "口"], float(each))?);
    let given = float(count) * float(each);
    // A mean of people is rounded to a tenth, or to a whole one.
    let slack = float(count) * half(each).max(if each.text.contains('.') { 0.05 } else { 0.5 }) + half(total);
    let close = float(total) < given * APART && given < float(total) * APART;
    (close && (float(total) - given).abs() > slack).then_some((count, total, given))
}

/// 接待12.5万人次,门票每张80元,门票收入1200万元: more than all of them paid.
fn tickets<'a>(
    text: &Text,
    record: &'a Record,
    k: usize,
    each: &QuantityRecord,
) -> Option<(&'a QuantityRecord, &'a QuantityRecord, f64)> {
    let said = lead(text, each, 8);
    let priced = lists::CHECK_PRICE_OF_A_TICKET.all().any(|word| said.ends_with(word));
    let total = record.quantities.get(k + 1)?;
    let earned = between(text, each, total);
    let earned = earned.contains("收入") && earned.chars().count() <= FAR && !earned.contains('。');
    let heads =
        |q: &&QuantityRecord| unit(q) == "人次" && q.part_of.is_none() && exact(q) && q.end <= each.start;
    let count = record.quantities.iter().filter(heads).max_by(|a, b| float(a).total_cmp(&float(b)))?;
    let given = float(count) * float(each);
    let like = priced && earned && unit(each) == unit(total) && exact(total);
    (like && float(total) > given + half(total) + half(count) * float(each)).then_some((count, total, given))
}
