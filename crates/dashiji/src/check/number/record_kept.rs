//! N16, beside other relations: a record that is not better than the one it breaks: 以2分11秒81打破2分10秒35的纪录, 以6.24米打破6.31米的纪录. Of what is run or
//! sailed the shorter time is the better, of all else the more.

use crate::check::{Desk, Draft, Pointer, QUOTED, Report, Severity};
use crate::fact::Record;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};
use std::collections::BTreeMap;

/// Characters of one clause around the verb.
const FAR: usize = 40;

/// What was reached: where it stands, its amount in its least unit, and the unit.
struct Mark {
    at: Span,
    value: f64,
    unit: &'static str,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    // The last record of each event by the words before 纪录, with where it stands.
    let mut set: BTreeMap<(usize, String), (f64, Span, &Record)> = BTreeMap::new();
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        for i in span.lo()..span.hi() {
            if !matches!(text.at(i), '纪' | '记') || text.at(i + 1) != '录' {
                continue;
            }
            let floor = (span.lo().max(i.saturating_sub(2 * FAR))..i)
                .rev()
                .find(|&k| matches!(text.at(k), '。' | ';' | '\n'))
                .map_or(span.lo().max(i.saturating_sub(2 * FAR)), |k| k + 1);
            let before = Span::new(floor, i);
            let verb = lists::CHECK_BREAKS_A_RECORD
                .all()
                .filter_map(|word| text.find(before, word).map(|at| (at, at + word.chars().count())))
                .max();
            let Some((verb, behind)) = verb else { continue };
            let (new, old) = (marks(text, Span::new(floor, verb)), marks(text, Span::new(behind, i)));
            let Some(new) = new.last() else { continue };
            let event = event(text, Span::new(behind, i));
            let last = set.insert((reading, event), (new.value, view.raw(new.at), record));
            let [old] = &old[..] else { continue };
            if let Some((value, at, holder)) = last.filter(|(value, ..)| (value - old.value).abs() > 1e-6)
                && (old.value / value.max(1e-9) - 1.0).abs() < 0.2
            {
                let there = desk.text(reading).slice(at);
                let draft = Draft::default()
                    .arg(QUOTED, format!("{there} ≠ {}", text.slice(old.at)))
                    .arg("told", text.slice(old.at))
                    .arg("from", there)
                    .arg("to", text.slice(old.at))
                    .arg("right", there)
                    .severity(Severity::Warning)
                    .also(Pointer::at(desk.text(reading), at, Some(holder)));
                report.add(reading, Some(record), view.raw(old.at), draft);
            }
            // 连续安全行车: how long something is kept up.
            let kept = lists::CHECK_KEPT_UP.all().any(|word| text.find(before, word).is_some());
            let better =
                if new.unit == TIME && !kept { new.value < old.value } else { new.value > old.value };
            if new.unit != old.unit || better {
                continue;
            }
            let sign = if new.value < old.value {
                "<"
            } else if new.value > old.value {
                ">"
            } else {
                "="
            };
            let draft = Draft::default()
                .arg(QUOTED, format!("{} {sign} {}", text.slice(new.at), text.slice(old.at)))
                .arg("told", text.slice(Span::new(verb, behind)))
                .arg("from", text.slice(old.at))
                .arg("to", text.slice(new.at))
                .arg("right", String::new())
                .also(Pointer::at(desk.text(reading), view.raw(old.at), Some(record)));
            report.add(reading, Some(record), view.raw(new.at), draft);
        }
    }
}

/// The event of a record: what stands between 的 or a figure and the level of it (女子800米市).
fn event(text: &Text, stretch: Span) -> String {
    let said: String = text.folded(stretch).iter().collect();
    said.rsplit('的').next().unwrap_or_default().to_owned()
}

/// The least unit of a time.
const TIME: &str = "秒";

/// What is measured in a stretch: times (2分10秒35) and amounts of the units in which records are kept.
fn marks(text: &Text, span: Span) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut i = span.lo();
    while i < span.hi() {
        let Some((value, stop)) = decimal(text, i, span.hi()) else {
            i += 1;
            continue;
        };
        let mark = time(text, i, span.hi()).or_else(|| {
            let unit = lists::CHECK_RECORD_UNITS.all().find(|unit| text.begins(stop, unit))?;
            let end = stop + unit.chars().count();
            // 100米纪录, 800米自由泳 is what was run.
            let event =
                unit == "米" && text.at(end) != '的' && !matches!(text.at(end), ',' | '打' | '破' | '刷');
            (!event).then_some(Mark { at: Span::new(i, end), value, unit })
        });
        i = mark.as_ref().map_or(stop, |mark| mark.at.hi()).max(i + 1);
        found.extend(mark);
    }
    found
}

fn decimal(text: &Text, at: usize, end: usize) -> Option<(f64, usize)> {
    let fresh = text.at(at).is_ascii_digit() && !text.before(at).is_ascii_digit();
    let digit =
        |i: &usize| text.at(*i).is_ascii_digit() || text.at(*i) == '.' && text.at(*i + 1).is_ascii_digit();
    let stop = fresh.then(|| (at..end).find(|i| !digit(i)).unwrap_or(end))?;
    text.slice(Span::new(at, stop)).parse().ok().map(|value| (value, stop))
}

/// 1小时12分5秒, 2分10秒35, 11秒4, 58.2秒.
fn time(text: &Text, at: usize, end: usize) -> Option<Mark> {
    let (mut seconds, mut i, mut told) = (0.0, at, false);
    for (unit, worth) in [("小时", 3600.0), ("分", 60.0), ("秒", 1.0)] {
        let Some((value, stop)) = decimal(text, i, end) else { continue };
        // 分 by itself is of a score.
        if text.begins(stop, unit) && !(unit == "分" && !text.at(stop + 1).is_ascii_digit() && !told) {
            seconds += value * worth;
            i = stop + unit.chars().count();
            told = true;
            if unit == "分" && text.at(i) == '钟' {
                i += 1;
            }
        }
    }
    if told && text.before(i) == '秒' && text.at(i).is_ascii_digit() {
        let (_, stop) = decimal(text, i, end)?;
        let fraction: f64 = format!("0.{}", text.slice(Span::new(i, stop))).parse().ok()?;
        seconds += fraction;
        i = stop;
    }
    told.then_some(Mark { at: Span::new(at, i), value: seconds, unit: TIME })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_amounts_of_records_are_read() {
        for (words, want) in [
            ("以2分10秒35", &[("2分10秒35", 130.35)][..]),
            ("以11秒8", &[("11秒8", 11.8)][..]),
            ("以1小时2分5秒", &[("1小时2分5秒", 3725.0)][..]),
            ("以6.24米", &[][..]),
            ("以6.24米的成绩", &[("6.24米", 6.24)][..]),
            ("6.31米的男子跳远", &[("6.31米", 6.31)][..]),
            ("女子800米", &[][..]),
        ] {
            let text = Text::new(words.to_owned());
            let found = marks(&text, text.span());
            let found: Vec<(&str, f64)> =
                found.iter().map(|mark| (text.slice(mark.at), mark.value)).collect();
            assert_eq!(found, want, "{words}");
        }
    }
}
