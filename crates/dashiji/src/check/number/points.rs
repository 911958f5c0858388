//! N16, beside other changes: points by which a share is more or less than that of the year before, which an earlier entry tells: 占36.0%,比上年提高4.5个百分点
//! behind 占32.5%. N10 where what is told to have come by a day (截至此时,共记录余震16次) is less than by an earlier one.

use super::clause::{amount, exact, lead, of, place, unit};
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::fact::{Amount, QuantityRecord, Record, TimeRecord};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};
use std::collections::BTreeMap;

/// A share of a year.
type Share<'a> = (i32, &'a QuantityRecord, &'a Record);

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let text = desk.text(reading);
        let mut shares: BTreeMap<String, Vec<Share<'_>>> = BTreeMap::new();
        for record in &document.records {
            let Some(year) = record.dated().and_then(TimeRecord::year) else { continue };
            for (k, figure) in record.quantities.iter().enumerate() {
                let points = figure.unit.as_deref().is_some_and(|unit| unit.contains("百分点"));
                if unit(figure) == "%" && exact(figure) && !points {
                    if let Some(name) = name(text, record, k) {
                        shares.entry(name).or_default().push((year, figure, record));
                    }
                    continue;
                }
                let Some(now) =
                    k.checked_sub(1).map(|k| &record.quantities[k]).filter(|q| points && unit(q) == "%")
                else {
                    continue;
                };
                let Some(fall) = turns(text, now, figure) else { continue };
                let Some(name) = name(text, record, k - 1) else { continue };
                let mut before =
                    shares.get(&name).into_iter().flatten().filter(|(then, ..)| *then == year - 1);
                let Some((_, was, holder)) = before.next_back() else { continue };
                let (was_at, now_at) = (amount(was), amount(now));
                let right = if fall { was_at - now_at } else { now_at - was_at };
                // A tenth of a point is rounding.
                if (right - amount(figure)).0.abs() <= 100_000 || !exact(figure) {
                    continue;
                }
                let draft = Draft::default()
                    .arg("told", &figure.text)
                    .arg("from", &was.text)
                    .arg("to", &now.text)
                    .arg("right", right.to_string())
                    .severity(Severity::Warning)
                    .also(Pointer::at(text, place(was), Some(holder)))
                    .also(Pointer::at(text, place(now), Some(record)));
                report.add(reading, Some(record), place(figure), draft);
            }
        }
    }
}

/// Of what a per cent is: the name before it, or of the figure that is so much of it.
fn name(text: &Text, record: &Record, k: usize) -> Option<String> {
    let figure = &record.quantities[k];
    let said = lead(text, figure, 12);
    let said = said.trim_end_matches(['为', '达', '到', '至']);
    if said.ends_with(['率', '比', '重']) {
        return Some(said.to_owned());
    }
    if !said.ends_with('占') {
        return None;
    }
    let part = record.quantities.get(k.checked_sub(1)?)?;
    let name = of(part);
    (name.chars().count() > 1 && unit(part) != "%").then(|| format!("{name}%"))
}

/// Whether points are told to have fallen, where a year before is what they are held against.
fn turns(text: &Text, now: &QuantityRecord, points: &QuantityRecord) -> Option<bool> {
    let said = super::clause::between(text, now, points);
    let said = said.trim_start_matches(',').trim_end_matches('了');
    let verb = ["比上年", "较上年", "比去年", "较去年", "同比", "比上年同期"]
        .iter()
        .find_map(|word| said.strip_prefix(word))?;
    if lists::CHECK_FALLS.holds(verb) || lists::CHECK_LESS.holds(verb) {
        return Some(true);
    }
    (lists::CHECK_RISES.holds(verb) || lists::CHECK_MORE.holds(verb)).then_some(false)
}

/// The core of a name: 产钢 of 全年产钢.
fn core(name: &str) -> &str {
    let leads = [
        "全年",
        "全县",
        "全市",
        "全省",
        "全公司",
        "全厂",
        "全区",
        "当年",
        "本年",
        "年",
        "完成",
        "实现",
        "共",
    ];
    let mut rest = name;
    while let Some(next) = leads.iter().find_map(|lead| rest.strip_prefix(lead)) {
        rest = next;
    }
    rest
}

/// N16: a growth in multiples against a year that another entry tells: 1995年,全年产钢126万吨,比1985年增长3倍, of 42万吨 in 1985.
pub(super) fn multiples(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let text = desk.text(reading);
        let mut told: BTreeMap<(String, &str), Vec<Share<'_>>> = BTreeMap::new();
        for record in &document.records {
            let Some(year) = record.dated().and_then(TimeRecord::year) else { continue };
            for (k, figure) in record.quantities.iter().enumerate() {
                let name = of(figure);
                if unit(figure) != "倍" {
                    let whole =
                        lead(text, figure, 10).contains("全年") || lead(text, figure, 10).contains("年产");
                    if exact(figure) && whole && core(&name).chars().count() > 1 {
                        told.entry((core(&name).to_owned(), unit(figure)))
                            .or_default()
                            .push((year, figure, record));
                    }
                    continue;
                }
                let Some(now) =
                    k.checked_sub(1).map(|k| &record.quantities[k]).filter(|q| exact(q) && exact(figure))
                else {
                    continue;
                };
                let said = super::clause::between(text, now, figure);
                let Some(against) = said.trim_start_matches(',').strip_prefix(['比', '较']) else {
                    continue;
                };
                let Some(then) = against.get(..4).and_then(|year| year.parse::<i32>().ok()) else { continue };
                let grows = against.get(4..).and_then(|rest| rest.strip_prefix('年')).is_some_and(|verb| {
                    let verb = verb.trim_end_matches('了');
                    lists::CHECK_MORE.holds(verb) || lists::CHECK_RISES.holds(verb)
                });
                let key = (core(&of(now)).to_owned(), unit(now));
                let was = told
                    .get(&key)
                    .into_iter()
                    .flatten()
                    .filter(|(year, ..)| *year == then)
                    .collect::<Vec<_>>();
                let [(_, was, holder)] = was[..] else { continue };
                let (a, b) = (super::clause::float(was), super::clause::float(now));
                if !grows || a <= 0.0 || b <= a {
                    continue;
                }
                let given = b / a - 1.0;
                if (given - super::clause::float(figure)).abs() <= 0.06 + 0.05 * given || given > 30.0 {
                    continue;
                }
                let draft = Draft::default()
                    .arg("told", &figure.text)
                    .arg("from", &was.text)
                    .arg("to", &now.text)
                    .arg("right", format!("{given:.1}倍"))
                    .severity(Severity::Warning)
                    .also(Pointer::at(text, place(was), Some(holder)))
                    .also(Pointer::at(text, place(now), Some(record)));
                report.add(reading, Some(record), place(figure), draft);
            }
        }
    }
}

/// N10: what is told of a whole year, less than what an entry of that year tells of a few days: 全年接待游客6.2万人次 behind 接待游客12.5万人次.
pub(super) fn of_the_year(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let text = desk.text(reading);
        let mut told: Vec<(i32, String, &QuantityRecord, &Record)> = Vec::new();
        for record in &document.records {
            let Some(year) = record.dated().and_then(TimeRecord::year) else { continue };
            for figure in record
                .quantities
                .iter()
                .filter(|q| exact(q) && q.part_of.is_none() && !unit(q).is_empty() && unit(q) != "%")
            {
                let said = lead(text, figure, 14);
                let Some((_, core)) = said.rsplit_once("全年").filter(|(_, core)| core.chars().count() > 2)
                else {
                    let plain = !lists::CHECK_NOT_OF_THE_YEAR.all().any(|word| said.contains(word));
                    if plain && said.chars().count() > 2 {
                        told.push((year, said, figure, record));
                    }
                    continue;
                };
                let more = told.iter().rev().take(NEAR).find(|(then, said, other, _)| {
                    *then == year
                        && unit(other) == unit(figure)
                        && amount(other) > amount(figure)
                        && said.ends_with(core)
                });
                let Some((_, _, other, holder)) = more else { continue };
                let draft = Draft::default()
                    .arg("shown", format!("{} < {}", figure.text, other.text))
                    .arg("difference", (amount(other) - amount(figure)).to_string())
                    .arg("right", other.text.as_str())
                    .arg("figure", &figure.text)
                    .severity(Severity::Warning)
                    .also(Pointer::at(text, place(other), Some(holder)));
                report.add(reading, Some(record), place(figure), draft);
            }
        }
    }
}

/// Figures before a year's that are looked at.
const NEAR: usize = 200;

/// N10: what had come by a day, less than by an earlier one.
pub(super) fn by_then(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let text = desk.text(reading);
        let mut last: BTreeMap<(String, &str), (Amount, &QuantityRecord, &Record)> = BTreeMap::new();
        for record in &document.records {
            for figure in record.quantities.iter().filter(|q| exact(q) && q.part_of.is_none()) {
                let Some(name) = come_by(text, record, figure) else { continue };
                let key = (name, unit(figure));
                let now = amount(figure);
                if let Some((was, other, holder)) = last.get(&key).filter(|(was, ..)| now < *was) {
                    let draft = Draft::default()
                        .arg("shown", format!("{} < {}", figure.text, other.text))
                        .arg("difference", (*was - now).to_string())
                        .arg("right", other.text.as_str())
                        .arg("figure", &figure.text)
                        .severity(Severity::Warning)
                        .also(Pointer::at(text, place(other), Some(holder)));
                    report.add(reading, Some(record), place(figure), draft);
                    continue;
                }
                last.insert(key, (now, figure, record));
            }
        }
    }
}

/// What a figure counts that its clause tells to have come by a day: 截至此时,共记录余震36次.
fn come_by(text: &Text, record: &Record, figure: &QuantityRecord) -> Option<String> {
    const FAR: usize = 24;
    let start = figure.start as usize;
    let floor = record.span.lo().max(start.saturating_sub(FAR));
    let open =
        (floor..start).rev().find(|&i| matches!(text.at(i), '。' | ';' | '\n')).map_or(floor, |i| i + 1);
    let said: String = text.folded(Span::new(open, start)).iter().filter(|c| !c.is_whitespace()).collect();
    let until = ["截至", "截止", "至此时", "至目前"].iter().any(|word| said.contains(word));
    let clause = said.rsplit(',').next()?;
    let name = ["累计共", "已累计", "累计", "已", "共"].iter().find_map(|word| clause.strip_prefix(word))?;
    let name = name.trim_end_matches(['了', '达', '为']);
    let digits = name.chars().any(|c| c.is_ascii_digit());
    (until && !digits && name.chars().count() > 2 && !unit(figure).is_empty() && unit(figure) != "%")
        .then(|| name.to_owned())
}
