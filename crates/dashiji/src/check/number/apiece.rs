//! N13 within one entry: an area times its yield, heads times what each has (播种10万亩,平均亩产450公斤,总产5.4万吨).

use super::clause::{between, exact, float, half, lead, of, place};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{QuantityRecord, Record};
use crate::text::{Span, Text};

/// Words of what one has, and of what it is multiplied by.
const APIECE: &[(&str, &[&str])] = &[
    ("亩产", &["面积", "播种", "种植"]),
    ("单产", &["面积", "播种", "种植"]),
    ("人均", &["总人口", "人口"]),
    ("户均", &["总户数", "户数", "农户"]),
];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        for (k, each) in record.quantities.iter().enumerate() {
            let found = of_each(desk.text(reading), record, k, each)
                .or_else(|| groups(desk.text(reading), record, k, each))
                .or_else(|| priced(desk.text(reading), record, k, each))
                .or_else(|| per_unit(desk.text(reading), record, k, each));
            if let Some((total, count, right)) = found {
                let text = desk.text(reading);
                let draft = Draft::default()
                    .arg("shown", format!("{} = {} × {}", total.text, count.text, each.text))
                    .arg("difference", right.clone())
                    .arg("right", right)
                    .also(Pointer::at(text, place(count), Some(record)))
                    .also(Pointer::at(text, place(each), Some(record)));
                report.add(reading, Some(record), place(total), draft);
                continue;
            }
            let Some((total, count, right)) = product(record, k, each) else { continue };
            let text = desk.text(reading);
            let draft = Draft::default()
                .arg("shown", format!("{} = {} × {}", total.text, count.text, each.text))
                .arg("difference", right.clone())
                .arg("right", right)
                .also(Pointer::at(text, place(count), Some(record)))
                .also(Pointer::at(text, place(each), Some(record)));
            report.add(reading, Some(record), place(total), draft);
        }
    }
}

/// 等3个镇…每镇2000只,共6000只: the count of what each has so much of, and their sum.
fn of_each<'a>(
    text: &Text,
    record: &'a Record,
    k: usize,
    each: &QuantityRecord,
) -> Option<(&'a QuantityRecord, &'a QuantityRecord, String)> {
    let lead = lead(text, each, 8);
    let (_, what) = lead.rsplit_once('每')?;
    let what = what.trim_end_matches(['发', '放', '配', '补', '助', '奖', '励', '各', '拨', '给']);
    if what.is_empty() || what.chars().count() > 2 || !exact(each) {
        return None;
    }
    let total = record.quantities.get(k + 1)?;
    let gap = between(text, each, total);
    let sums = ["共", "共计", "合计", "总计"].iter().any(|word| gap.trim_start_matches([',', '、']) == *word);
    if !sums || total.unit != each.unit || !exact(total) {
        return None;
    }
    let counts = |q: &&QuantityRecord| {
        exact(q) && (of(q) == what || q.unit.as_deref() == Some(what) || text.begins(q.end as usize, what))
    };
    let count = record.quantities[k.saturating_sub(3)..k].iter().rev().find(counts)?;
    let given = float(count) * float(each);
    let slack = half(total) + half(each) * float(count) + 1e-6;
    ((float(total) - given).abs() > slack && given > 0.0).then(|| (total, count, written_as(total, given)))
}

/// Units of groups of people and of what they go in.
const GROUPS: &[&str] = &["组", "队", "班", "批", "排", "路", "片", "辆", "车"];

/// 64名护士分成8组,每组8人: all, the groups, and how many in each.
fn groups<'a>(
    text: &Text,
    record: &'a Record,
    k: usize,
    each: &QuantityRecord,
) -> Option<(&'a QuantityRecord, &'a QuantityRecord, String)> {
    let count = record.quantities.get(k.checked_sub(1)?)?;
    // 4个班: the noun behind.
    let behind = text.slice(Span::new(count.end as usize, count.end as usize + 1));
    let group = count.unit.as_deref().map(|unit| if unit == "个" { behind } else { unit })?;
    if !GROUPS.contains(&group) {
        return None;
    }
    let led = lead(text, each, 4).ends_with(&format!("每{group}"));
    let all = record.quantities.get(k.checked_sub(2)?)?;
    let divided = between(text, all, count);
    let parted = ["分成", "分为", "编为", "编成", "分", "组成"].iter().any(|word| divided.ends_with(word));
    let heads = |q: &QuantityRecord| matches!(q.unit.as_deref(), Some("人" | "名" | "位"));
    if !led || !parted || divided.chars().count() > 12 || divided.contains(['。', ';']) {
        return None;
    }
    if !(heads(all) && heads(each) && [all, count, each].into_iter().all(exact)) {
        return None;
    }
    let given = float(count) * float(each);
    ((float(all) - given).abs() > half(all) + 1e-6).then(|| (all, count, written_as(all, given)))
}

/// 住宅楼3栋竣工,72户迁入,每栋24户: how many, all, and how many in one of them, side by side.
fn per_unit<'a>(
    text: &Text,
    record: &'a Record,
    k: usize,
    each: &QuantityRecord,
) -> Option<(&'a QuantityRecord, &'a QuantityRecord, String)> {
    let [a, b] = record.quantities.get(k.checked_sub(2)?..k)? else { return None };
    let one = |q: &QuantityRecord| {
        q.unit
            .as_deref()
            .is_some_and(|unit| !unit.is_empty() && lead(text, each, 5).ends_with(&format!("每{unit}")))
    };
    let (count, all) = if one(a) { (a, b) } else { (b, a) };
    let near = |x: &QuantityRecord, y: &QuantityRecord| {
        let gap = between(text, x, y);
        gap.chars().count() <= 12 && !gap.contains(['。', ';'])
    };
    let like = one(count) && all.unit == each.unit && count.unit != all.unit && near(a, b) && near(b, each);
    if !like || ![count, all, each].into_iter().all(exact) {
        return None;
    }
    let given = float(count) * float(each);
    // Far off it is told of something else.
    let close = (given - float(all)).abs() <= float(all) * 0.34;
    ((float(all) - given).abs() > half(all) + half(each) * float(count) + 1e-6 && close && given > 0.0)
        .then(|| (all, count, written_as(all, given)))
}

/// 2台岸桥,单价2850万元,合计5700万元: how many, the price of one, and of all.
fn priced<'a>(
    text: &Text,
    record: &'a Record,
    k: usize,
    each: &QuantityRecord,
) -> Option<(&'a QuantityRecord, &'a QuantityRecord, String)> {
    let named = lead(text, each, 6);
    let count = record.quantities.get(k.checked_sub(1)?)?;
    let unit = count.unit.as_deref().filter(|unit| !unit.is_empty() && !matches!(*unit, "元" | "%"))?;
    let one = ["单价", "单价为", "均价", "每台"].iter().any(|word| named.ends_with(word))
        || named.ends_with(&format!("每{unit}"));
    let total = record.quantities.get(k + 1)?;
    let gap = between(text, each, total);
    let sums = ["共", "共计", "合计", "总计", "总价", "总价款", "总额", "合计金额", "总金额"]
        .iter()
        .any(|word| gap.trim_start_matches([',', '、']).trim_end_matches('为') == *word);
    let near = between(text, count, each);
    let exactly = [count, each, total].into_iter().all(exact);
    if !one
        || !sums
        || near.contains(['。', ';'])
        || near.chars().count() > 14
        || !exactly
        || each.unit != total.unit
    {
        return None;
    }
    let given = float(count) * float(each);
    let slack = half(total) + half(each) * float(count) + 1e-6;
    ((float(total) - given).abs() > slack && given > 0.0).then(|| (total, count, written_as(total, given)))
}

/// The base amount of a unit of weight or of ground, in grams or square metres.
fn scale(unit: &str) -> Option<(f64, char)> {
    Some(match unit {
        "吨" => (1e6, 'w'),
        "公斤" | "千克" => (1e3, 'w'),
        "斤" | "市斤" => (500.0, 'w'),
        "克" => (1.0, 'w'),
        "元" => (1.0, 'y'),
        "亩" => (666.667, 'a'),
        "公顷" => (1e4, 'a'),
        "平方米" => (1.0, 'a'),
        "人" | "口" | "户" => (1.0, 'n'),
        _ => return None,
    })
}

fn worth(figure: &QuantityRecord) -> Option<(f64, f64, char)> {
    let (scale, kind) = scale(figure.unit.as_deref()?)?;
    Some((float(figure) * scale, half(figure) * scale, kind))
}

/// The total and the number that an amount apiece belongs to, where they do not come out, and what would.
fn product<'a>(
    record: &'a Record,
    k: usize,
    each: &QuantityRecord,
) -> Option<(&'a QuantityRecord, &'a QuantityRecord, String)> {
    let name = of(each);
    let (word, heads) = APIECE.iter().find(|(word, _)| name.contains(word))?;
    let ground = matches!(*word, "亩产" | "单产");
    let near = k.saturating_sub(3)..(k + 4).min(record.quantities.len());
    let alone = |wanted: &dyn Fn(&QuantityRecord) -> bool| {
        let mut found =
            near.clone().filter(|&n| n != k).map(|n| &record.quantities[n]).filter(|q| exact(q) && wanted(q));
        found.next().filter(|_| found.next().is_none())
    };
    let count = alone(&|q| {
        heads.iter().any(|head| of(q).contains(head))
            && !of(q).contains(word)
            && worth(q).is_some_and(|w| matches!(w.2, 'a' | 'n'))
    })?;
    let thing = name.split(word).last().unwrap_or_default().to_owned();
    let total = alone(&|q| {
        let of = of(q);
        let named = if ground {
            of.contains("总产") || of.contains("产量")
        } else {
            !thing.is_empty() && of.contains(&thing) && of.contains('总')
        };
        named && !of.contains(word)
    })?;
    if !exact(each) {
        return None;
    }
    let (one, one_half, kind) = worth(each)?;
    let (number, number_half, _) = worth(count)?;
    let (sum, sum_half, sum_kind) = worth(total)?;
    if kind != sum_kind {
        return None;
    }
    // 亩产 is of a mu, whatever the area is told in.
    let times = |number: f64| if ground { number / 666.667 } else { number };
    let given = one * times(number);
    let slack = one_half * times(number) + one * times(number_half) + sum_half + given * 0.01;
    let scale = scale(total.unit.as_deref()?)?.0;
    ((sum - given).abs() > slack).then(|| (total, count, written_as(total, given / scale)))
}

/// An amount in the words in which a figure is written: 56000 beside 5.2万公斤 is 5.6万公斤.
fn written_as(figure: &QuantityRecord, amount: f64) -> String {
    let size = if figure.text.contains('亿') {
        1e8
    } else if figure.text.contains('万') {
        1e4
    } else {
        1.0
    };
    let tail: String =
        figure.text.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',')).collect();
    format!("{}{tail}", trimmed(amount / size))
}

fn trimmed(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
