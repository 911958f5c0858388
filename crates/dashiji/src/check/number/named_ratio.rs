//! N12, beside rates: a ratio by its name (存贷比, 生师比) that the two figures which make it do not give: 存款余额128.40亿元,贷款余额96.30亿元,存贷比为85.0%.
//! What each ratio is of stands in `lexicon/table-ratios.tsv`.

use super::clause::{exact, float, half, lead, of, place, unit};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{QuantityRecord, Record};
use crate::text::{Span, Text, fold};
use std::sync::LazyLock;

/// A ratio: its name, whether it is told as one number to another, what is divided and by what.
struct Ratio {
    name: String,
    to_one: bool,
    part: Vec<String>,
    whole: Vec<String>,
}

static RATIOS: LazyLock<Vec<Ratio>> = LazyLock::new(|| {
    let row = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, form, part, whole] = columns[..] else { return None };
        let folded = |word: &str| word.chars().map(fold).collect::<String>();
        let names = |column: &str| column.split(',').map(folded).collect();
        Some(Ratio { name: folded(name), to_one: form == "to-one", part: names(part), whole: names(whole) })
    };
    let text = include_str!("../../../lexicon/table-ratios.tsv");
    let mut rows: Vec<Ratio> = text.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect();
    rows.sort_by_key(|ratio| std::cmp::Reverse(ratio.name.chars().count()));
    rows
});

/// A ratio told in an entry.
struct Told {
    at: Span,
    value: f64,
    /// What rounding allows.
    slack: f64,
}

/// What lies further off, as a factor, is of something else.
const FAR: f64 = 2.0;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records().filter(|(_, record)| record.quantities.len() > 1) {
        let text = desk.text(reading);
        let mut i = record.span.lo();
        while i < record.span.hi() {
            // Every name ends with 率, 比 or 例.
            let ends = matches!(text.at(i), '率' | '比' | '例');
            let Some(ratio) = ends.then(|| RATIOS.iter().find(|r| text.ends(i + 1, &r.name))).flatten()
            else {
                i += 1;
                continue;
            };
            i += 1;
            let Some(told) = told(text, record, ratio, i) else { continue };
            let Some((part, whole)) = ends_of(text, record, ratio, i) else { continue };
            let (a, b) = (float(part), float(whole));
            if b <= 0.0 || a <= 0.0 {
                continue;
            }
            let given = a / b * if ratio.to_one { base(text, told.at) } else { 100.0 };
            let slack = told.slack + given * (half(part) / a + half(whole) / b);
            let far = given > told.value * FAR || told.value > given * FAR;
            if (given - told.value).abs() <= slack || far {
                continue;
            }
            let right = if ratio.to_one { rounded(given) } else { format!("{given:.1}%") };
            let draft = Draft::default()
                .arg("shown", format!("{} ÷ {} = {right}", part.text, whole.text))
                .arg("difference", rounded(told.value - given))
                .arg("right", right)
                .also(Pointer::at(text, place(part), Some(record)))
                .also(Pointer::at(text, place(whole), Some(record)));
            report.add(reading, Some(record), told.at, draft);
        }
    }
}

/// The second number of 16∶1, as which the first is told; a hundred where there is none.
fn base(text: &Text, at: Span) -> f64 {
    let said: String = text.folded(at).iter().collect();
    let second = said.split([':', '∶', '比']).nth(1).and_then(|number| number.parse().ok());
    second.unwrap_or(100.0)
}

fn rounded(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The number right behind the name of a ratio.
fn told(text: &Text, record: &Record, ratio: &Ratio, at: usize) -> Option<Told> {
    let words = ["达到", "为", "达", "是"];
    let start = words.iter().find(|word| text.begins(at, word)).map_or(at, |word| at + word.chars().count());
    if !ratio.to_one {
        let figure = record.quantities.iter().find(|q| q.start as usize == start)?;
        let rounding = half(figure).max(0.05) + if half(figure) == 0.0 { 0.5 } else { 0.0 };
        let plain = unit(figure) == "%" && exact(figure);
        return plain.then(|| Told { at: place(figure), value: float(figure), slack: rounding + 0.01 });
    }
    let digits = |from: usize| {
        (from..record.span.hi())
            .find(|&i| !text.at(i).is_ascii_digit() && text.at(i) != '.')
            .unwrap_or(record.span.hi())
    };
    let first = digits(start);
    let value: f64 = text.slice(Span::new(start, first)).parse().ok()?;
    let places = text.slice(Span::new(start, first)).split('.').nth(1).map_or(0, str::len);
    let slack = 0.5 * 10f64.powi(-(places as i32)) + 1e-6;
    let end = match text.at(first) {
        ':' | '∶' | '比' => Some(digits(first + 1)).filter(|end| *end > first + 1),
        _ => None,
    };
    // 性别比106: against a hundred.
    let bare = ratio.name.ends_with("性别比");
    let end = end.or_else(|| bare.then_some(first))?;
    Some(Told { at: Span::new(start, end), value, slack })
}

/// The figures nearest before a place in its entry that make a ratio.
fn ends_of<'a>(
    text: &Text,
    record: &'a Record,
    ratio: &Ratio,
    at: usize,
) -> Option<(&'a QuantityRecord, &'a QuantityRecord)> {
    const NEAR: usize = 8;
    let before: Vec<&QuantityRecord> =
        record.quantities.iter().filter(|q| (q.end as usize) < at && exact(q) && unit(q) != "%").collect();
    let before = &before[before.len().saturating_sub(NEAR)..];
    let called = |q: &QuantityRecord, names: &[String]| {
        let said = lead(text, q, 14);
        let said = said.trim_end_matches(['了', '达', '为', '共', '有', '计', '到']);
        let name = of(q);
        let fits = |word: &&String| said.ends_with(word.as_str()) || name.ends_with(word.as_str());
        names.iter().filter(fits).map(|word| word.chars().count()).max().unwrap_or(0)
    };
    let nearest = |mine: &[String], other: &[String]| {
        let own = |q: &&&QuantityRecord| called(q, mine) > called(q, other);
        before.iter().rev().find(own).copied()
    };
    let (part, whole) = (nearest(&ratio.part, &ratio.whole)?, nearest(&ratio.whole, &ratio.part)?);
    // 录取 of another year's: one sentence, or the one before it.
    let from = part.start.min(whole.start) as usize;
    let far = text.folded(Span::new(from, at)).iter().filter(|c| **c == '。').count() > 1;
    (!far && (unit(part) == unit(whole) || ratio.to_one)).then_some((part, whole))
}
