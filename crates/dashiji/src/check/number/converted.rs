//! N17, beside two figures of one name: a figure told again in another unit in the brackets or the clause behind it (3000亩(约20公顷), 1.2亿元(1200万元),
//! 300公顷,合4500亩).

use super::clause::{exact, float, half, of, place};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{Approximation, QuantityRecord};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, is_han};

/// Units of one measure, and how much each is.
const UNITS: &[(&str, u8, f64)] = &[
    ("平方公里", 1, 1_000_000.0),
    ("平方千米", 1, 1_000_000.0),
    ("公顷", 1, 10_000.0),
    ("亩", 1, 10_000.0 / 15.0),
    ("平方米", 1, 1.0),
    ("公里", 2, 1_000.0),
    ("千米", 2, 1_000.0),
    ("里", 2, 500.0),
    ("华里", 2, 500.0),
    ("米", 2, 1.0),
    ("吨", 3, 1_000.0),
    ("公斤", 3, 1.0),
    ("千克", 3, 1.0),
    ("斤", 3, 0.5),
    ("元", 4, 1.0),
];
/// A figure and its conversion may differ by so much, beside rounding.
const SLACK: f64 = 0.02;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for pair in record.quantities.windows(2) {
            let [a, b] = pair else { continue };
            if bracketed(text, a, b) && apart(a, b) {
                let draft = Draft::default()
                    .arg("of", if of(a).is_empty() { a.text.clone() } else { of(a) })
                    .arg("here", &b.text)
                    .arg("there", &a.text)
                    .also(Pointer::at(text, place(a), Some(record)));
                report.add(reading, Some(record), place(b), draft);
            }
        }
    }
}

/// Whether one stands in brackets of its own right behind the other.
fn bracketed(text: &Text, a: &QuantityRecord, b: &QuantityRecord) -> bool {
    let between: String =
        text.folded(Span::new(a.end as usize, (b.start as usize).max(a.end as usize))).iter().collect();
    let led = matches!(between.as_str(), "(" | "(约" | "(合" | "(约合" | "(折合" | "(即" | "(折");
    // 300公顷,合4500亩: in a clause of its own.
    let behind = between.strip_prefix(',').is_some_and(|word| lists::CHECK_CONVERTED.holds(word));
    led && text.at(b.end as usize) == ')' || behind && !is_han(text.at(b.end as usize))
}

/// Whether two figures measure one thing and do not agree.
fn apart(a: &QuantityRecord, b: &QuantityRecord) -> bool {
    let sort = |q: &QuantityRecord| {
        let unit = q.unit.as_deref()?.trim_start_matches(['万', '亿', '千', '百']);
        UNITS.iter().find(|(name, ..)| *name == unit).map(|(_, sort, size)| (*sort, *size))
    };
    let (Some((one, size)), Some((other, of))) = (sort(a), sort(b)) else { return false };
    // The same unit again is another figure, unless it is written on another scale.
    let scale = |q: &QuantityRecord| q.text.chars().find(|c| matches!(c, '万' | '亿'));
    if one != other || (size - of).abs() < 1e-9 && scale(a) == scale(b) || !exact(a) {
        return false;
    }
    if !(exact(b) || b.approx == Some(Approximation::About)) {
        return false;
    }
    let (x, y) = (float(a) * size, float(b) * of);
    let slack = half(a) * size + half(b) * of + SLACK * x.max(y);
    x > 0.0 && y > 0.0 && (x - y).abs() > slack
}
