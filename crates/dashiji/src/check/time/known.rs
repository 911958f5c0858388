//! T15: something told before it was there (《中华人民共和国公司法》 in 1985, 党的十四大 in 1987), or an event that everybody knows the day of told of another
//! (1937年9月18日,卢沟桥事变爆发). What was there from when on stands in `lexicon/table-known-from.tsv`.
//!
//! What a later year of the same sentence or 今, 后 and the like puts into its own time is left alone.

use crate::check::{Desk, Draft, Pointer, QUOTED, Report};
use crate::fact::TimeRecord;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, fold, is_han};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What is known of something.
enum Since {
    From(i32),
    Law(i32),
    Held(i32),
    /// A day, as ISO writes it.
    Day(&'static str),
}

/// Words by their first character, longer before shorter.
static KNOWN: LazyLock<BTreeMap<char, Vec<(Vec<char>, Since)>>> = LazyLock::new(|| {
    let mut known: BTreeMap<char, Vec<(Vec<char>, Since)>> = BTreeMap::new();
    let text = include_str!("../../../lexicon/table-known-from.tsv");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let [words, sort, value] = columns[..] else { continue };
        let words: Vec<char> = words.chars().map(fold).collect();
        let year = value.parse().ok();
        let since = match (sort, year) {
            ("from", Some(year)) => Since::From(year),
            ("law", Some(year)) => Since::Law(year),
            ("held", Some(year)) => Since::Held(year),
            ("day", None) => Since::Day(value),
            _ => continue,
        };
        if let Some(first) = words.first() {
            known.entry(*first).or_default().push((words, since));
        }
    }
    for rows in known.values_mut() {
        rows.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    known
});

/// Years in which what is to be held is spoken of before it.
const AHEAD: i32 = 10;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let mut told: BTreeSet<(usize, &'static [char])> = BTreeSet::new();
    for (reading, record) in desk.records() {
        let Some(date) = record.dated() else { continue };
        let Some(year) = date.year() else { continue };
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let head = view.seen(Span { start: date.start, end: date.end });
        let line = super::under(text, head, span);
        let mut i = line.lo();
        while i < line.hi() {
            let fits = |(words, _): &&(Vec<char>, Since)| {
                i + words.len() <= line.hi() && words.iter().enumerate().all(|(k, c)| text.at(i + k) == *c)
            };
            let Some((words, since)) = KNOWN.get(&text.at(i)).and_then(|rows| rows.iter().find(fits)) else {
                i += 1;
                continue;
            };
            let at = Span::new(i, i + words.len());
            i = at.hi();
            let wrong = match since {
                Since::Day(day) => {
                    begins(text, date, head, at)
                        && date.from.len() >= 10
                        && date.from.get(..10) != Some(day)
                        && date.from == date.to
                }
                Since::Law(from) => year < *from && titled(text, at) && !aside(text, line, at, *from),
                Since::From(from) => year < *from && !aside(text, line, at, *from),
                Since::Held(held) => {
                    (year + AHEAD < *held || year != *held && opens(text, at))
                        && !aside(text, line, at, *held)
                }
            };
            if !wrong || !told.insert((reading, words.as_slice())) {
                continue;
            }
            let value = match since {
                Since::Day(day) => (*day).to_owned(),
                Since::From(year) | Since::Law(year) | Since::Held(year) => year.to_string(),
            };
            let mut draft =
                Draft::default().arg("of", text.slice(at)).arg("date", &date.text).arg("from", &value);
            if matches!(since, Since::Day(_) | Since::Held(_)) {
                draft = draft.arg(QUOTED, text.slice(at));
                let own = Span { start: date.start, end: date.end };
                draft = draft.also(Pointer::at(desk.text(reading), own, Some(record)));
            }
            report.add(reading, Some(record), view.raw(at), draft);
        }
    }
}

/// Whether an event is what an entry begins with behind its date.
fn begins(text: &Text, date: &TimeRecord, head: Span, at: Span) -> bool {
    let own = date.text.ends_with(['日', '号']);
    let from = head.hi();
    own && from <= at.lo() && (from..at.lo()).all(|i| text.at(i) == ',' || text.at(i).is_whitespace())
}

/// Whether a law stands in 《》 or behind the name of the state, and not in a longer name.
fn titled(text: &Text, at: Span) -> bool {
    let led = text.ends(at.lo(), "中华人民共和国") || text.before(at.lo()) == '《';
    led && !is_han(text.at(at.hi()))
}

/// Whether what is held opens or is over right behind its name.
fn opens(text: &Text, at: Span) -> bool {
    const FAR: usize = 6;
    let stop = (at.hi()..at.hi() + FAR).find(|&i| !is_han(text.at(i))).unwrap_or(at.hi() + FAR);
    let said: String = (at.hi()..stop).map(|i| text.at(i)).collect();
    lists::CHECK_OPENS.all().any(|word| said.ends_with(word))
}

/// Whether something is told as one of a later time: in a sentence with a year of that time, in brackets, behind 今 or 后改.
fn aside(text: &Text, span: Span, at: Span, from: i32) -> bool {
    const FAR: usize = 120;
    let mark = |i: &usize| text.at(*i) == '\n';
    let start = (span.lo().max(at.lo().saturating_sub(FAR))..at.lo())
        .rev()
        .find(mark)
        .map_or(span.lo().max(at.lo().saturating_sub(FAR)), |i| i + 1);
    let end = (at.hi()..span.hi().min(at.hi() + FAR)).find(mark).unwrap_or(span.hi().min(at.hi() + FAR));
    let mut i = start;
    let mut later = false;
    while i < end {
        if text.at(i).is_ascii_digit() {
            let stop = (i..end).find(|&k| !text.at(k).is_ascii_digit()).unwrap_or(end);
            let year: Option<i32> =
                (stop - i == 4).then(|| text.slice(Span::new(i, stop)).parse().ok()).flatten();
            later |= year.is_some_and(|year| year + 1 >= from && year < 2100);
            i = stop;
        } else {
            i += 1;
        }
    }
    let open = (start..at.lo()).rev().map(|k| text.at(k)).find(|c| matches!(c, '(' | ')')) == Some('(');
    let before: String = text.folded(Span::new(start, at.lo())).iter().collect();
    later || open || lists::CHECK_OF_LATER.all().any(|word| before.contains(word))
}
