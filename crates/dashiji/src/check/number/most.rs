//! N18, beside a greatest below its least: what is told to be the most of a list and is not: 1日1.6万人次、2日2.1万人次、3日2.6万人次,以2日为最多.

use super::clause::{exact, float, place, sentences, unit};
use crate::check::digits::number;
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::fact::{QuantityRecord, Record};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, Words};

/// Characters of the longest name in a list, and from its end to the word.
const NAME: usize = 14;
const FAR: usize = 24;
/// So many figures make a list.
const LEAST: usize = 3;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records().filter(|(_, record)| record.quantities.len() >= LEAST) {
        let text = desk.text(reading);
        for sentence in sentences(text, record) {
            for list in lists_of(text, &sentence) {
                let Some((at, figure, best, word)) = wrong(text, record, list) else { continue };
                let draft = Draft::default()
                    .arg("of", format!("{}{word}", text.slice(at)))
                    .arg("figure", &figure.text)
                    .arg("other", &best.text)
                    .severity(Severity::Warning)
                    .also(Pointer::at(text, place(figure), Some(record)))
                    .also(Pointer::at(text, place(best), Some(record)));
                report.add(reading, Some(record), at, draft);
            }
        }
    }
}

/// The lists of a sentence: figures of one unit that stand side by side.
fn lists_of<'a, 'b>(text: &Text, sentence: &'b [&'a QuantityRecord]) -> Vec<&'b [&'a QuantityRecord]> {
    let beside = |a: &QuantityRecord, b: &QuantityRecord| {
        let gap = text.folded(Span::new(a.end as usize, (b.start as usize).max(a.end as usize)));
        unit(a) == unit(b)
            && !unit(a).is_empty()
            && exact(b)
            && matches!(gap.first(), Some('、' | ',' | '和' | ';'))
            && gap.len() <= NAME
            && !gap.iter().any(|c| matches!(c, '(' | ')' | '比' | '较'))
            && !gap.windows(2).any(|pair| pair == ['其', '中'])
    };
    let mut found = Vec::new();
    let mut from = 0;
    for k in 1..=sentence.len() {
        if k == sentence.len() || !beside(sentence[k - 1], sentence[k]) {
            if k - from >= LEAST {
                found.push(&sentence[from..k]);
            }
            from = k;
        }
    }
    found
}

/// What stands before a figure of a list: its name, where it is one.
fn name(text: &Text, record: &Record, figure: &QuantityRecord) -> Span {
    let end = figure.start as usize;
    let floor = record.span.lo().max(end.saturating_sub(NAME));
    let mark =
        |i: &usize| matches!(text.at(*i), '、' | ',' | '。' | ';' | ':' | '\n' | '(' | '\u{3000}' | ' ');
    let start = (floor..end).rev().find(mark).map_or(floor, |i| i + 1);
    let start = if text.begins(start, "其中") { start + 2 } else { start };
    text.trim(Span::new(start.min(end), end))
}

/// The name that is told to be the most, its figure, the figure that is, and the word; nothing where it is, or is not known.
fn wrong<'a>(
    text: &Text,
    record: &Record,
    list: &[&'a QuantityRecord],
) -> Option<(Span, &'a QuantityRecord, &'a QuantityRecord, &'static str)> {
    let tail = list.last()?.end as usize;
    let stop = (tail..record.span.hi().min(tail + FAR)).find(|&i| matches!(text.at(i), '。' | ';' | '\n'));
    let tail = Span::new(tail, stop.unwrap_or(record.span.hi().min(tail + FAR)));
    let find = |words: &Words| {
        let at = |word| text.find(tail, word).map(|at| (at, word));
        words.all().filter_map(at).min_by_key(|found: &(usize, &str)| found.0)
    };
    let (most, least) = (find(&lists::CHECK_THE_MOST), find(&lists::CHECK_THE_LEAST));
    let (at, word, greatest) = match (most, least) {
        (Some(one), None) => (one.0, one.1, true),
        (None, Some(one)) => (one.0, one.1, false),
        _ => return None,
    };
    // 以3日为最多, 3日最多; 人数最少的是初一.
    let behind = at + word.chars().count();
    let of = ["的是", "的为", "者为", "的有"].iter().find(|word| text.begins(behind, word));
    let named = if let Some(of) = of {
        Span::new(behind + of.chars().count(), tail.hi())
    } else {
        let open =
            (tail.lo()..at).rev().find(|&i| matches!(text.at(i), ',' | '、')).map_or(tail.lo(), |i| i + 1);
        let from = ["其中", "以"].iter().fold(open, |from, word| {
            if text.begins(from, word) { from + word.chars().count() } else { from }
        });
        Span::new(from, at)
    };
    let mut end = (named.lo()..named.hi()).find(|&i| matches!(text.at(i), ',' | '、')).unwrap_or(named.hi());
    while let Some(word) = lists::CHECK_OF_THE_MOST.all().find(|word| text.ends(end, word)) {
        end = end.saturating_sub(word.chars().count()).max(named.lo());
    }
    let named = text.trim(Span::new(named.lo(), end.max(named.lo())));
    let k = chosen(text, record, list, named)?;
    let better = |a: &QuantityRecord, b: &QuantityRecord| {
        if greatest { float(a) > float(b) } else { float(a) < float(b) }
    };
    let best = list.iter().copied().reduce(|a, b| if better(b, a) { b } else { a })?;
    better(best, list[k]).then_some((named, list[k], best, word))
}

/// Which figure of a list a name means: the one that is called so, or the one of that number where the list is told by 分别.
fn chosen(text: &Text, record: &Record, list: &[&QuantityRecord], named: Span) -> Option<usize> {
    let said: Vec<char> = text.folded(named).to_vec();
    if said.is_empty() || said.len() > NAME {
        return None;
    }
    let names: Vec<Vec<char>> =
        list.iter().map(|figure| text.folded(name(text, record, figure)).to_vec()).collect();
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let same = |name: &Vec<char>| {
        let (long, short) = if name.len() > said.len() { (name, &said) } else { (&said, name) };
        let rest = long.len() - short.len();
        // 10月3日 is 3日, and 13日 is not.
        let ends = long.ends_with(short) && !(rest > 0 && digit(long.get(rest - 1)) && digit(short.first()));
        short.len() > 1 && (ends || long.starts_with(short))
    };
    let exactly: Vec<usize> = (0..names.len()).filter(|&k| names[k] == said).collect();
    let found: Vec<usize> =
        if exactly.is_empty() { (0..names.len()).filter(|&k| same(&names[k])).collect() } else { exactly };
    match found[..] {
        [k] => return Some(k),
        [] => {}
        _ => return None,
    }
    let first = list[0].start as usize;
    let floor = record.span.lo().max(first.saturating_sub(FAR));
    text.find(Span::new(floor, first), "分别")?;
    let from = if text.at(named.lo()) == '第' { named.lo() + 1 } else { named.lo() };
    let (count, _) = number(text, from, named.hi())?;
    (count as usize).checked_sub(1).filter(|k| *k < list.len())
}
