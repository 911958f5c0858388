//! O03, beside slips: an autonomous prefecture or county under the name of another people: 楚雄白族自治州, which is 楚雄彝族自治州.

use crate::check::{Desk, Draft, Report, Severity};
use crate::fact::TimeRecord;
use crate::resolve::division::{called, names};
use crate::text::{Span, Text, is_han};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The first year of the table.
const FIRST: i32 = 1981;
/// Characters of the longest name.
const LONG: usize = 20;

/// Names of autonomous divisions by their first two characters.
static KNOWN: LazyLock<BTreeMap<[char; 2], Vec<&'static str>>> = LazyLock::new(|| {
    let mut known: BTreeMap<[char; 2], Vec<&'static str>> = BTreeMap::new();
    for name in names().filter(|name| name.contains("自治")) {
        let mut chars = name.chars();
        if let (Some(a), Some(b)) = (chars.next(), chars.next()) {
            known.entry([a, b]).or_default().push(name);
        }
    }
    known
});

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        if record.dated().and_then(TimeRecord::year).is_none_or(|year| year < FIRST) {
            continue;
        }
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        for i in span.lo()..span.hi() {
            if text.at(i) != '自'
                || text.at(i + 1) != '治'
                || !matches!(text.at(i + 2), '州' | '县' | '旗' | '区')
            {
                continue;
            }
            let Some((at, right)) = misnamed(text, span, i) else { continue };
            let draft =
                Draft::default().arg("name", text.slice(at)).arg("known", right).severity(Severity::Warning);
            report.add(reading, Some(record), view.raw(at), draft);
        }
    }
}

/// A name that no division bears and one does that differs in its peoples alone.
fn misnamed(text: &Text, span: Span, at: usize) -> Option<(Span, &'static str)> {
    let end = at + 3;
    let floor = span.lo().max(end.saturating_sub(LONG));
    let start = (floor..at).rev().take_while(|&i| is_han(text.at(i))).last()?;
    let said = |from: usize| -> String { text.folded(Span::new(from, end)).iter().collect() };
    if text.before(at) != '族' || (start..at).any(|i| !called(&said(i)).is_empty()) {
        return None;
    }
    // The seat is what both begin with, before the peoples.
    (start..at.saturating_sub(3)).find_map(|i| {
        let list = KNOWN.get(&[text.at(i), text.at(i + 1)])?;
        let told: Vec<char> = said(i).chars().collect();
        let alike: Vec<&&str> = list
            .iter()
            .filter(|name| {
                let known: Vec<char> = name.chars().collect();
                let same = known.iter().zip(&told).take_while(|(a, b)| a == b).count();
                same >= 2 && known.last() == told.last() && known.len().abs_diff(told.len()) <= 3
            })
            .collect();
        match alike[..] {
            [name] => Some((Span::new(i, end), *name)),
            _ => None,
        }
    })
}
