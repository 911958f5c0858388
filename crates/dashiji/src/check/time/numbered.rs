//! T14, beside sessions: what is numbered on and on (第3号通告, 第24次常务会议, 第13家支行) and bears the number of the one before it, or one that is not its turn.
//!
//! A row is what is called the same by the same body. Told is a number without which all others of the row rise, where there are enough of them and most
//! follow one another by one; a first one begins another row, and so does a smaller one of another year.

use crate::check::digits::number;
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{Record, TimeRecord};
use crate::lexicon::lists_of_words as lists;
use crate::resolve::day::of_iso;
use crate::text::{Span, Text, Words, is_han};
use std::collections::BTreeMap;

/// So many make a row.
const ROW: usize = 4;
/// Characters of a name that tell rows apart, and of the clause before a number.
const NAME: usize = 4;
const CLAUSE: usize = 24;

/// One of a row.
struct One<'a> {
    count: u32,
    year: i32,
    at: Span,
    record: &'a Record,
    /// Whether such a row never begins anew: branches and ships, not issues and sessions.
    endless: bool,
    /// Whether the number is the thing's own (3号高炉).
    own: bool,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let mut rows: BTreeMap<String, Vec<One<'_>>> = BTreeMap::new();
        for record in &document.records {
            let Some(year) = record.dated().and_then(TimeRecord::year) else { continue };
            let (view, span) = desk.seen(reading, record);
            let text = view.text();
            for i in span.lo()..span.hi() {
                let found = match text.at(i) {
                    '第' => numbered(text, span, i),
                    '号' => by_its_number(text, span, i),
                    _ => None,
                };
                let Some((key, count, at)) = found else { continue };
                let row = rows.entry(key).or_default();
                // What an entry tells first is its own; others are referred to.
                if row.last().is_none_or(|last| last.record.number != record.number) {
                    let own = text.at(i) == '号';
                    let endless =
                        !own && (at.lo()..at.hi()).any(|k| matches!(text.at(k), '家' | '艘' | '座' | '所'));
                    row.push(One { count, year, at: view.raw(at), record, endless, own });
                }
            }
        }
        let text = desk.text(reading);
        for row in rows.values().filter(|row| row.len() > 1) {
            let long = row.len() >= ROW;
            let turns = long.then(|| parts(row)).into_iter().flatten().filter_map(|part| out_of_turn(part));
            for (odd, other) in each_day(desk, reading, row).or_else(|| few(row)).into_iter().chain(turns) {
                let draft = Draft::default()
                    .arg("told", text.slice(odd.at))
                    .arg("other", text.slice(other.at))
                    .also(Pointer::at(text, other.at, Some(other.record)));
                report.add(reading, Some(odd.record), odd.at, draft);
            }
        }
    }
}

/// What is numbered at 第: by what its row is known, its number, and the words.
fn numbered(text: &Text, span: Span, at: usize) -> Option<(String, u32, Span)> {
    let (count, stop) = number(text, at + 1, span.hi())?;
    let unit = text.at(stop);
    if !lists::CHECK_NUMBERED_BY.has(unit) {
        return None;
    }
    // 第6家商店在石塘镇: where it is done is no part of its name.
    let part = |i: &usize| is_han(text.at(*i)) && !matches!(text.at(*i), '在' | '于');
    let behind = (stop + 1..span.hi().min(stop + 1 + NAME)).take_while(part).count();
    let behind = Span::new(stop + 1, stop + 1 + behind);
    let verb = |words: &Words, at: usize| words.all().any(|word| text.begins(at, word));
    let named = behind.len() > 1 && !verb(&lists::CHECK_DONE_WITH_ONE, behind.lo());
    let floor = span.lo().max(at.saturating_sub(CLAUSE));
    let mark = |i: &usize| {
        matches!(text.at(*i), ',' | '。' | ';' | ':' | '、' | '\n' | '\u{3000}' | ' ' | '日' | ')')
    };
    let open = (floor..at).rev().find(mark).map_or(floor, |i| i + 1);
    let before: String = text.folded(Span::new(open, at)).iter().collect();
    // 按照第3号通告 refers to one that was told before.
    if lists::CHECK_REFERS_TO.all().any(|word| before.contains(word)) || count > 9999 {
        return None;
    }
    let mut whose = before.as_str();
    while let Some(rest) = lists::CHECK_DONE_WITH_ONE.all().find_map(|word| whose.strip_suffix(word)) {
        whose = rest;
    }
    let whose: String =
        whose.chars().rev().filter(|c| !matches!(c, '“' | '”' | '《' | '》')).take(NAME).collect();
    let name: String = if named { text.folded(behind).iter().collect() } else { String::new() };
    if name.is_empty() && whose.chars().count() < 2 {
        return None;
    }
    let end = if named { behind.hi() } else { stop + 1 };
    Some((format!("{whose}{unit}{name}"), count, Span::new(at, end)))
}

/// 3号高炉建成投产: what bears its number in front and is done once.
fn by_its_number(text: &Text, span: Span, at: usize) -> Option<(String, u32, Span)> {
    let start = (at.saturating_sub(3)..at).rev().take_while(|&i| text.at(i).is_ascii_digit()).last()?;
    let (count, _) = number(text, start, at)?;
    let verb = (at + 2..(at + 10).min(span.hi()))
        .find_map(|i| lists::CHECK_DONE_ONCE.all().find(|word| text.begins(i, word)).map(|word| (i, word)));
    let (end, verb) = verb.filter(|(end, _)| (at + 1..*end).all(|i| is_han(text.at(i))))?;
    let thing: String = text.folded(Span::new(at + 1, end)).iter().collect();
    let led = start <= span.lo()
        || !matches!(text.before(start), '第' | '-' | '—' | '至' | '、' | '和' | '.' | '月' | '年');
    // 高炉, 机组, 矿井; a date is none.
    (led && thing.chars().count() >= 2 && (1..100).contains(&count))
        .then(|| (format!("{verb}#{thing}"), count, Span::new(start, end)))
}

/// Of a few that are numbered on and on without end (第14家支行), one that bears the number of the last one, or a smaller one; of things with a number of
/// their own, one that is done twice.
fn few<'a, 'b>(row: &'b [One<'a>]) -> Option<(&'b One<'a>, &'b One<'a>)> {
    if row.len() >= ROW {
        return None;
    }
    let endless = row.iter().all(|one| one.endless);
    let own = row.iter().all(|one| one.own);
    row.windows(2).find_map(|pair| {
        let (last, odd) = (&pair[0], &pair[1]);
        let again = odd.count == last.count && (endless || own || odd.year == last.year);
        // 第1座, 第2座 of another row begin anew.
        let back = endless && odd.count < last.count && odd.count > 2;
        (again && odd.count > 1 || back).then_some((odd, last))
    })
}

/// 第1期,此后每日1期: the number that a later day does not have.
fn each_day<'a, 'b>(
    desk: &Desk<'_>,
    reading: usize,
    row: &'b [One<'a>],
) -> Option<(&'b One<'a>, &'b One<'a>)> {
    let first = row.first().filter(|one| one.count == 1)?;
    let text = desk.text(reading);
    let behind = Span::new(first.at.hi(), (first.at.hi() + CLAUSE).min(first.record.span.hi()));
    lists::CHECK_ONE_EACH_DAY.all().find(|word| text.find(behind, word).is_some())?;
    let day = |one: &One<'_>| {
        one.record.dated().filter(|date| date.from == date.to).and_then(|date| of_iso(&date.from))
    };
    let begun = day(first)?;
    row[1..].iter().find_map(|one| {
        let count = day(one)?.0 - begun.0 + 1;
        (i64::from(count) != i64::from(one.count)).then_some((one, first))
    })
}

/// A row, cut where it begins anew.
fn parts<'a, 'b>(row: &'b [One<'a>]) -> Vec<&'b [One<'a>]> {
    let mut found = Vec::new();
    let mut from = 0;
    for k in 1..=row.len() {
        let anew = row.get(k).is_none_or(|one| {
            let last = &row[k - 1];
            one.count == 1 && last.count > 1 || one.count < last.count && one.year != last.year
        });
        if anew {
            if k - from >= ROW {
                found.push(&row[from..k]);
            }
            from = k;
        }
    }
    found
}

/// The one of a row without which all others rise, and the one that it is held against.
fn out_of_turn<'a, 'b>(row: &'b [One<'a>]) -> Option<(&'b One<'a>, &'b One<'a>)> {
    let count = |k: usize| i64::from(row[k].count);
    if (1..row.len()).all(|k| count(k) > count(k - 1)) {
        return None;
    }
    let without = |odd: usize| (0..row.len()).filter(move |k| *k != odd);
    let rises = |odd: &usize| {
        let rest: Vec<i64> = without(*odd).map(count).collect();
        let next = rest.windows(2).filter(|pair| pair[1] - pair[0] == 1).count();
        // One that follows, or where the odd one should stand.
        rest.windows(2).all(|pair| pair[1] > pair[0]) && 2 * (next + 1) >= rest.len()
    };
    let able: Vec<usize> = (0..row.len()).filter(rises).collect();
    // The one whose place is free.
    let free = |odd: &&usize| **odd > 0 && **odd + 1 < row.len() && count(**odd + 1) - count(**odd - 1) == 2;
    let odd = *able.iter().find(free).or(able.last())?;
    let other = (0..row.len()).rev().filter(|k| *k != odd).find(|&k| count(k) == count(odd));
    let other = other.or_else(|| odd.checked_sub(1)).unwrap_or(odd + 1);
    Some((&row[odd], &row[other]))
}
