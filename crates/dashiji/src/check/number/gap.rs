//! N04: ordinals of a series that no entry names, and issues of a bulletin (第4期 between 第3期 and 第5期) that are not there.

use crate::check::digits::number;
use crate::check::{Desk, Draft, Report};
use crate::collate::Cite;
use crate::fact::{QuantityKind, Record};
use crate::lexicon::lists::folded;
use crate::resolve::day::iso_order;
use crate::text::{Span, is_han};
use std::collections::{BTreeMap, BTreeSet};

/// Code points of an entry's head in which the number of an issue stands.
const HEAD: usize = 24;
/// Issues that show that they are numbered one after the other.
const ISSUES: usize = 4;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for ledger in desk.ledgers.iter().filter(|l| l.lines.len() > 2 && !l.balance.gaps.is_empty()) {
        let gaps = ranges(&ledger.balance.gaps);
        let Some(after) = ledger.lines.iter().find(|l| l.ordinals.first() > ledger.balance.gaps.first())
        else {
            continue;
        };
        // 第二批 told on two days and no 第三批: the later one is that.
        let first = ledger.balance.gaps.first().copied().unwrap_or_default();
        let twice =
            ledger.lines.iter().find(|l| l.ordinals[..] == [first.wrapping_sub(1)]).and_then(|line| {
                let mut cites: Vec<&Cite> = line.cites.iter().filter(|cite| cite.date.is_some()).collect();
                cites.sort_by(|a, b| {
                    iso_order(a.date.as_deref().unwrap_or_default(), b.date.as_deref().unwrap_or_default())
                });
                let (earliest, latest) = (cites.first()?, cites.last()?);
                let one = desk.cited(earliest).zip(desk.cited(latest)).is_none_or(|(a, b)| of_one(a.1, b.1));
                (earliest.date != latest.date && earliest.entry != latest.entry && one).then_some(*latest)
            });
        let Some(cite) = twice.or(after.cites.first()) else { continue };
        let Some((reading, record)) = desk.cited(cite) else { continue };
        let draft =
            Draft::default().arg("ledger", &ledger.name).arg("unit", &ledger.series).arg("gaps", gaps);
        // Where the number itself stands, else where the entry is cited.
        let ordinal = record
            .quantities
            .iter()
            .find(|q| q.kind == QuantityKind::Ordinal && q.unit.as_deref() == Some(ledger.series.as_str()));
        let place = Span { start: cite.start, end: cite.end };
        let span = ordinal.map_or(place, |q| Span { start: q.start, end: q.end });
        report.add(reading, Some(record), span, draft);
    }
    for reading in 0..desk.readings.len() {
        issues(desk, reading, report);
        twice(desk, reading, report);
    }
}

/// Whether two entries may tell of one series: not where each has organizers and they share none.
fn of_one(a: &Record, b: &Record) -> bool {
    let names = |record: &Record| -> BTreeSet<String> {
        record.organizers.iter().map(|o| folded(o.name.as_deref().unwrap_or(&o.text))).collect()
    };
    let (a, b) = (names(a), names(b));
    a.is_empty() || b.is_empty() || !a.is_disjoint(&b)
}

/// Units of what is numbered one after the other by whoever holds it.
const NUMBERED: &[char] = &['期', '批', '轮'];

/// 第二期村干部培训班 on two days, 第四期村干部培训班 and no third: the later of the two is the third.
fn twice(desk: &Desk<'_>, reading: usize, report: &mut Report<'_>) {
    const LONG: usize = 16;
    let text = desk.text(reading);
    let mut rows: BTreeMap<String, Vec<(u32, Span, &Record)>> = BTreeMap::new();
    for record in desk.readings[reading].records.iter().filter(|record| record.dated().is_some()) {
        let mut seen = BTreeSet::new();
        for i in record.span.lo()..record.span.hi() {
            if text.at(i) != '第' {
                continue;
            }
            let Some((n, end)) = number(text, i + 1, record.span.hi()).filter(|(n, _)| (1..100).contains(n))
            else {
                continue;
            };
            if !NUMBERED.contains(&text.at(end)) {
                continue;
            }
            let far = (end + LONG).min(record.span.hi());
            let stop = (end..far).find(|&k| !is_han(text.at(k))).unwrap_or(far);
            let key: String = text.folded(Span::new(end, stop)).iter().collect();
            // 第二期 alone may be of anything.
            if key.chars().count() > 3 && seen.insert(key.clone()) {
                rows.entry(key).or_default().push((n, Span::new(i, end + 1), record));
            }
        }
    }
    for (key, row) in rows {
        let told: BTreeSet<u32> = row.iter().map(|(n, ..)| *n).collect();
        for pair in row.windows(2) {
            let [(a, _, first), (b, span, record)] = pair else { continue };
            let gap = a == b && !told.contains(&(b + 1)) && told.contains(&(b + 2));
            let day = |record: &Record| record.dated().map(|date| date.first_day().to_owned());
            if gap && day(first) != day(record) && of_one(first, record) {
                let unit: String = key.chars().take(1).collect();
                let name: String = key.chars().skip(1).collect();
                let missing = (b + 1).to_string();
                let draft = Draft::default().arg("ledger", name).arg("unit", unit).arg("gaps", missing);
                report.add(reading, Some(record), *span, draft);
            }
        }
    }
}

/// Issues of a bulletin, told at the head of its entries one after the other; one told twice is a reprint.
fn issues(desk: &Desk<'_>, reading: usize, report: &mut Report<'_>) {
    let text = desk.text(reading);
    let issue = |record: &Record| -> Option<(u32, Span)> {
        let head = record.span.lo()..record.span.hi().min(record.span.lo() + HEAD);
        head.filter(|&i| text.at(i) == '第').find_map(|i| {
            let digits = (i + 1..i + 6).take_while(|&k| text.at(k).is_ascii_digit()).count();
            let span = Span::new(i, i + digits + 2);
            let number: String = (i + 1..=i + digits).map(|k| text.at(k)).collect();
            (text.at(i + digits + 1) == '期').then(|| Some((number.parse().ok()?, span)))?
        })
    };
    let records = &desk.readings[reading].records;
    let told: Vec<(u32, Span, &Record)> =
        records.iter().filter_map(|record| issue(record).map(|(n, span)| (n, span, record))).collect();
    let missing: u32 =
        told.windows(2).map(|pair| pair[1].0.saturating_sub(pair[0].0).saturating_sub(1)).sum();
    let in_order = told.windows(2).all(|pair| pair[0].0 <= pair[1].0);
    // Where most are missing it is a choice of them.
    if told.len() < ISSUES || !in_order || missing as usize * 3 > told.len() {
        return;
    }
    for pair in told.windows(2).filter(|pair| pair[1].0 > pair[0].0 + 1) {
        let gaps: Vec<u32> = (pair[0].0 + 1..pair[1].0).collect();
        let (_, span, record) = pair[1];
        let name = record.document.title.clone().unwrap_or_default();
        let draft = Draft::default().arg("ledger", &name).arg("unit", "期").arg("gaps", ranges(&gaps));
        report.add(reading, Some(record), span, draft);
    }
}

/// `1, 3, 4, 5` as `1、3–5`.
fn ranges(numbers: &[u32]) -> String {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for &n in numbers {
        match out.last_mut() {
            Some((_, last)) if *last + 1 == n => *last = n,
            _ => out.push((n, n)),
        }
    }
    let words = out.iter().map(|&(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") });
    words.collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    #[test]
    fn neighbours_are_told_as_a_range() {
        assert_eq!(super::ranges(&[1, 3, 4, 5, 9]), "1、3–5、9");
    }
}
