//! N16, beside levels over their marks: a level and how far it lies over or under a mark that another entry tells (警戒水位52.00米): 水位52.18米,超过警戒水位0.28米;
//! 51.92米,高于警戒水位0.08米. And N16 of a mark that lies over one that is above it (警戒水位54.00米,保证水位52.00米).

use super::clause::{amount, between, exact, lead, of, place, unit};
use crate::check::{Desk, Draft, Pointer, QUOTED, Report};
use crate::fact::{Amount, QuantityRecord, Record};
use crate::lexicon::lists_of_words as lists;
use crate::text::Text;
use std::collections::BTreeMap;

/// Levels of a water from the highest to the lowest.
const ORDER: &[&[&str]] = &[
    &["校核洪水位"],
    &["设计洪水位", "保证水位"],
    &["警戒水位", "正常蓄水位"],
    &["汛限水位", "设防水位"],
    &["死水位"],
];

/// A mark as a document tells it.
struct Mark<'a> {
    figure: &'a QuantityRecord,
    record: &'a Record,
    /// Whether it is told with one amount alone.
    one: bool,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let text = desk.text(reading);
        let mut marks: BTreeMap<&'static str, Mark<'_>> = BTreeMap::new();
        for record in &document.records {
            for figure in record.quantities.iter().filter(|q| exact(q) && unit(q) == "米") {
                let Some(mark) = told(text, figure) else { continue };
                let known = marks.entry(mark).or_insert(Mark { figure, record, one: true });
                known.one &= amount(known.figure) == amount(figure);
            }
            turned(desk, report, reading, record);
        }
        if marks.is_empty() {
            continue;
        }
        for record in &document.records {
            for pair in record.quantities.windows(2) {
                let [level, off] = pair else { continue };
                let Some((mark, over)) = beyond(text, level, off) else { continue };
                let Some(known) = marks.get(mark).filter(|mark| mark.one && mark.figure.start != off.start)
                else {
                    continue;
                };
                let (level_at, mark_at) = (amount(level), amount(known.figure));
                let right = if over { level_at - mark_at } else { mark_at - level_at };
                // Of another station the marks lie far off.
                let far = right.0.abs() > 10_000_000;
                if far || right == amount(off) || ![level, off].into_iter().all(exact) {
                    continue;
                }
                let draft = Draft::default()
                    .arg(QUOTED, format!("{} − {} = {}", level.text, known.figure.text, level_at - mark_at))
                    .arg("told", text.slice(crate::text::Span { start: level.end, end: off.end }))
                    .arg("from", &known.figure.text)
                    .arg("to", &level.text)
                    .arg("right", right.to_string())
                    .also(Pointer::at(text, place(level), Some(record)))
                    .also(Pointer::at(text, place(known.figure), Some(known.record)));
                report.add(
                    reading,
                    Some(record),
                    crate::text::Span { start: level.end, end: off.end },
                    draft,
                );
            }
        }
    }
}

/// The mark that a figure tells: 警戒水位52.00米.
fn told(text: &Text, figure: &QuantityRecord) -> Option<&'static str> {
    let said = lead(text, figure, 12);
    let said = said.trim_end_matches(['为', '是']);
    let mark = lists::CHECK_WATER_MARKS.all().find(|mark| said.ends_with(mark))?;
    let before = said.strip_suffix(mark)?;
    (!lists::CHECK_BESIDE_A_MARK.all().any(|word| before.ends_with(word)) && !before.contains(['调', '改']))
        .then_some(mark)
}

/// A mark that a level lies over or under, right behind it.
fn beyond(text: &Text, level: &QuantityRecord, off: &QuantityRecord) -> Option<(&'static str, bool)> {
    let said = between(text, level, off);
    let said = said.trim_start_matches(',');
    let mark = lists::CHECK_WATER_MARKS.all().find(|mark| said.ends_with(mark))?;
    let verb = said.strip_suffix(mark)?;
    let over = lists::CHECK_BEYOND.holds(verb);
    let under = lists::CHECK_BELOW.holds(verb);
    let water = lead(text, level, 12).contains("水位")
        || of(level).contains("水位")
        || lead(text, level, 12).contains("洪峰");
    (water && (over || under) && unit(level) == unit(off) && unit(off) == "米").then_some((mark, over))
}

/// Two marks of an entry of which the lower one lies over the higher one.
fn turned(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, record: &Record) {
    let text = desk.text(reading);
    for pair in record.quantities.windows(2) {
        let [a, b] = pair else { continue };
        let place_of = |q: &QuantityRecord| {
            let said = lead(text, q, 12);
            let said = said.trim_end_matches(['为', '是']);
            ORDER.iter().position(|names| names.iter().any(|name| said.ends_with(name)))
        };
        let Some((x, y)) = place_of(a).zip(place_of(b)) else { continue };
        let near = between(text, a, b).chars().count() <= 10;
        let alike = unit(a) == "米" && unit(b) == "米" && exact(a) && exact(b);
        let wrong = if x < y { amount(a) < amount(b) } else { x > y && amount(a) > amount(b) };
        if !near || !alike || !wrong {
            continue;
        }
        let sign = if amount(a) < amount(b) { "<" } else { ">" };
        let difference: Amount = amount(a) - amount(b);
        let draft = Draft::default()
            .arg(QUOTED, format!("{} {sign} {}", a.text, b.text))
            .arg("told", format!("{}{}", lead(text, a, 8), lead(text, b, 8)))
            .arg("from", &a.text)
            .arg("to", &b.text)
            .arg("right", difference.to_string())
            .also(Pointer::at(text, place(b), Some(record)));
        report.add(reading, Some(record), place(a), draft);
    }
}
