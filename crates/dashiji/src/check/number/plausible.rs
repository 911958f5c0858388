//! N19: a measure that what is measured cannot have: a unit that never measures it (亩产小麦320公里), a value that nothing on earth reaches (最高气温93.6℃,
//! 普及率197%, 主峰海拔15120米). What is measured how stands in `lexicon/table-plausible.tsv`.

use super::clause::{exact, float, lead, of, place};
use crate::check::{Desk, Draft, QUOTED, Report};
use crate::fact::{QuantityKind, QuantityRecord};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Text, fold};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How something is measured.
struct Measured {
    name: String,
    /// Whether other words may stand between its name and its figure.
    apart: bool,
    units: Vec<&'static str>,
    bounds: Option<(&'static str, f64, f64)>,
}

/// What is measured, by the last character of its name.
static MEASURED: LazyLock<BTreeMap<char, Vec<Measured>>> = LazyLock::new(|| {
    let mut measured: BTreeMap<char, Vec<Measured>> = BTreeMap::new();
    let text = include_str!("../../../lexicon/table-plausible.tsv");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let [names, units, unit, least, most] = columns[..] else { continue };
        let bounds = least.parse().ok().zip(most.parse().ok()).map(|(least, most)| (unit, least, most));
        let units: Vec<&str> = units.split(',').filter(|unit| !unit.is_empty()).collect();
        for name in names.split(',') {
            let apart = name.starts_with('~');
            let name: String = name.trim_start_matches('~').chars().map(fold).collect();
            let Some(last) = name.chars().last() else { continue };
            let row = Measured { name, apart, units: units.clone(), bounds };
            measured.entry(last).or_default().push(row);
        }
    }
    measured
});

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for figure in record.quantities.iter().filter(|q| q.kind != QuantityKind::Ordinal) {
            let Some(unit) = figure.unit.as_deref() else { continue };
            let bare = unit.trim_start_matches(['万', '亿', '千', '百', '多', '余']);
            let bare =
                if bare == "克" || bare == "瓦" || bare == "瓦时" || bare == "米" { unit } else { bare };
            let Some((row, name)) = measured(text, figure, bare) else { continue };
            let draft = Draft::default().arg("of", name).arg("figure", &figure.text).arg("unit", bare);
            let draft = match row.bounds.filter(|_| !row.units.contains(&bare)) {
                Some((unit, least, most)) => draft.arg(QUOTED, format!("{least}～{most}{unit}")),
                None => draft,
            };
            report.add(reading, Some(record), place(figure), draft);
        }
    }
}

/// What a figure measures wrongly, and what that is called.
fn measured(text: &Text, figure: &QuantityRecord, unit: &str) -> Option<(&'static Measured, String)> {
    let said = lead(text, figure, 14);
    // 增长率提高30, 造林任务由…: what stands between is of something else.
    let said = said.trim_end_matches(|c: char| lists::CHECK_LINKS.has(c));
    let name = of(figure);
    let wrong = |row: &Measured| {
        let beyond = row.bounds.is_some_and(|(known, least, most)| {
            let value = float(figure);
            let single = figure.value_max.as_ref().and_then(serde_json::Number::as_f64).unwrap_or(value);
            known == unit && (value < least || single > most)
        });
        row.units.contains(&unit) || beyond && (exact(figure) || figure.value_max.is_some())
    };
    let fits = |row: &&'static Measured, whose: &str| {
        let Some(rest) = whose.strip_suffix(row.name.as_str()) else { return false };
        !lists::CHECK_NOT_MEASURED.all().any(|word| rest.contains(word)) && wrong(row)
    };
    for whose in [said, name.as_str()] {
        let Some(rows) = whose.chars().last().and_then(|last| MEASURED.get(&last)) else { continue };
        // The longest name is what it is.
        let named = rows.iter().filter(|row| whose.ends_with(row.name.as_str())).map(|r| r.name.len()).max();
        let mut rows = rows.iter().filter(|row| Some(row.name.len()) == named);
        if let Some(row) = rows.find(|row| fits(row, whose)) {
            return Some((row, row.name.clone()));
        }
    }
    let mut apart = MEASURED.values().flatten().filter(|row| row.apart);
    let near = |row: &&'static Measured| {
        said.rfind(row.name.as_str()).is_some_and(|at| {
            said[at + row.name.len()..].chars().count() <= 4
                && !lists::CHECK_NOT_MEASURED.all().any(|word| said.contains(word))
        })
    };
    apart.find(|row| near(row) && wrong(row)).map(|row| (row, row.name.clone()))
}
