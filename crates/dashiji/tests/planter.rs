//! Faults planted by machine into every entry of the clean texts: how many are found, by kind.
//!
//! Where `plants` sets faults of meaning by hand, these are slips that can be made anywhere: marks, digits, characters, words, days and places of
//! entries. One fault stands in an entry and many entries of a text at once, those that move an entry one at a time.

#![expect(clippy::unwrap_used, reason = "a test fails where a step of it does")]

mod clean;

use clean::{TEXTS, findings, reading};
use dashiji::check::Finding;
use std::collections::BTreeMap;
use std::fmt::Write;

/// An entry with a fault in it, where it can be made.
type Plant = fn(&str) -> Option<String>;

/// Kinds with the least share of them that must be found.
const KINDS: &[(&str, Plant, usize)] = &[
    ("half-width comma", |entry| once(entry, "，", ","), 95),
    ("mark set twice", |entry| once(entry, "，", "，，"), 95),
    ("mark of another kind behind", |entry| once(entry, "，", "，、"), 95),
    ("opening mark alone", |entry| once(entry, "，", "，“"), 95),
    ("closing mark alone", |entry| once(entry, "，", "”，"), 95),
    ("closing bracket lost", |entry| once(entry, "）", ""), 90),
    ("closing quotation mark lost", |entry| once(entry, "”", ""), 95),
    ("straight quotation marks", straight, 95),
    ("full-width digits", wide, 95),
    ("day in no calendar", day, 95),
    ("word set twice", twice, 90),
    ("wrong character", wrong, 90),
];

fn once(entry: &str, from: &str, to: &str) -> Option<String> {
    entry.contains(from).then(|| entry.replacen(from, to, 1))
}

fn straight(entry: &str) -> Option<String> {
    (entry.contains('“') && entry.contains('”')).then(|| entry.replacen('“', "\"", 1).replacen('”', "\"", 1))
}

/// The last run of digits but that of a date.
fn wide(entry: &str) -> Option<String> {
    let end = entry.rfind(|c: char| c.is_ascii_digit())? + 1;
    let start = entry[..end]
        .rfind(|c: char| !c.is_ascii_digit())
        .map(|at| at + entry[at..].chars().next().map_or(1, char::len_utf8))?;
    let behind = entry[end..].chars().next()?;
    let digits: String =
        entry[start..end].chars().filter_map(|c| char::from_u32(c as u32 + 0xFEE0)).collect();
    (!"年月日时分—至".contains(behind) && !entry[..start].ends_with(['.', '-', '—', '∶', ':']))
        .then(|| format!("{}{digits}{}", &entry[..start], &entry[end..]))
}

/// 5日 to 42日, where the entry opens with it.
fn day(entry: &str) -> Option<String> {
    let at = entry.find('日').filter(|at| *at < 12)?;
    let digits = entry[..at].chars().rev().take_while(char::is_ascii_digit).count();
    let month = entry[..at - digits].ends_with('月');
    (digits > 0 && month).then(|| format!("{}42{}", &entry[..at - digits], &entry[at..]))
}

/// The first two characters behind a comma, twice.
fn twice(entry: &str) -> Option<String> {
    let at = entry.find('，')? + '，'.len_utf8();
    let word: String = entry[at..].chars().take(2).collect();
    let chars: Vec<char> = word.chars().collect();
    let plain = |c: &char| {
        ('\u{4e00}'..'\u{9fff}').contains(c) && !"一二三四五六七八九十百千万几各年月日天步层代家".contains(*c)
    };
    let third = entry[at..].chars().nth(2)?;
    (chars.len() == 2 && chars[0] != chars[1] && chars.iter().all(plain) && third != chars[0])
        .then(|| format!("{}{word}{}", &entry[..at], &entry[at..]))
}

/// A word of the list of wrong words, set wrong.
fn wrong(entry: &str) -> Option<String> {
    let rows = include_str!("../lexicon/table-wrong-words.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.nth(1)?.split(',').next()?))
    })
    .find(|(right, _)| right.chars().count() > 1 && entry.contains(right))
    .map(|(right, wrong)| entry.replacen(right, wrong, 1))
}

/// Characters of each entry of a text: from, to, in bytes.
fn entries(text: &str, name: &str) -> Vec<(usize, usize)> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let spans = reading(text, name).records.into_iter().map(|record| record.span);
    spans.map(|span| (bytes[span.lo()], bytes[span.hi()])).collect()
}

/// A range of characters.
type Range = (u32, u32);

/// A text with a fault in each of every so many entries, and the ranges of characters in which these stand, without the fault and with it.
fn planted(text: &str, name: &str, plant: Plant) -> (String, Vec<(Range, Range)>) {
    let mut out = String::new();
    let (mut from, mut places) = (0, Vec::new());
    let count = |text: &str| text.chars().count() as u32;
    for (start, end) in entries(text, name) {
        out.push_str(&text[from..start]);
        let begin = count(&out);
        match plant(&text[start..end]) {
            Some(faulty) => {
                out.push_str(&faulty);
                places.push(((count(&text[..start]), count(&text[..end])), (begin, count(&out))));
            }
            None => out.push_str(&text[start..end]),
        }
        from = end;
    }
    out.push_str(&text[from..]);
    (out, places)
}

/// What findings point at: rule, characters, and where; what a finding for a group points at and what it would mend among it.
fn pointed(findings: &[Finding]) -> Vec<(String, Range)> {
    let mut out = Vec::new();
    for finding in findings {
        let spans = finding.spans.iter().filter(|s| s.document.is_none());
        out.extend(spans.map(|s| (format!("{} {}", finding.code, s.text), (s.start, s.end))));
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        out.extend(edits.map(|e| (format!("{} > {}", finding.code, e.text), (e.start, e.end))));
    }
    out
}

/// What of it lies in a range, with how often.
fn within(pointed: &[(String, Range)], (from, to): Range) -> BTreeMap<&str, usize> {
    let mut count = BTreeMap::new();
    for (key, _) in pointed.iter().filter(|(_, (start, end))| *start < to && *end > from) {
        *count.entry(key.as_str()).or_default() += 1;
    }
    count
}

#[test]
fn slips_made_by_machine_are_found_wherever_they_stand() {
    let mut told = "| slip | planted | found |\n|---|---|---|\n".to_owned();
    let table = include_str!("../../../docs/check.md");
    let (mut all, mut low, mut other) = (0, String::new(), String::new());
    for &(kind, plant, least) in KINDS {
        let (mut seen, mut set) = (0, 0);
        // One text is made for the faults of plants.tsv alone.
        for &(name, text, _) in TEXTS.iter().filter(|(name, ..)| *name != "reach") {
            let (faulty, places) = planted(text, name, plant);
            if places.is_empty() {
                continue;
            }
            let (clean, found) = (pointed(&findings(text, name)), pointed(&findings(&faulty, name)));
            set += places.len();
            for (before, after) in places {
                let (before, after) = (within(&clean, before), within(&found, after));
                // More is told of the entry than of the same without the fault.
                let more = after.iter().any(|(key, count)| before.get(key).is_none_or(|had| count > had));
                seen += usize::from(more);
            }
        }
        let _ = writeln!(told, "| {kind} | {set} | {seen} |");
        if seen * 100 < set * least {
            let _ = writeln!(low, "{kind}: {seen} of {set}, wanted {least} in a hundred");
        }
        all += set;
        // What the documentation says to be found is found.
        let row = format!("| {kind} | {set} | ");
        let known =
            table.lines().find_map(|line| line.strip_prefix(&row)?.trim_end_matches([' ', '|']).parse().ok());
        if known.is_none_or(|known: usize| known > seen) {
            let _ = writeln!(other, "{row}{seen} |");
        }
    }
    assert!(low.is_empty(), "{low}\n{told}");
    assert!(all >= 2000, "{all}");
    assert!(other.is_empty(), "docs/check.md tells otherwise; the table is\n{told}");
}

#[test]
fn an_entry_behind_a_later_one_is_found_in_any_layout() {
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for &(name, text, _) in TEXTS {
        let clean = findings(text, name).iter().filter(|f| f.code == "T04").count();
        let spans = entries(text, name);
        let records = reading(text, name).records;
        // Entries of one paragraph each, moved behind the one that comes three later.
        for k in (1..spans.len().saturating_sub(4)).step_by(5) {
            let (a, b) = (spans[k], spans[k + 3]);
            let day = |n: usize| records[n].dated().map(|d| d.first_day().to_owned());
            let apart = day(k).zip(day(k + 1)).is_some_and(|(x, y)| x < y);
            let heading = text[a.1..b.0].lines().any(|line| {
                let line = line.trim();
                !line.is_empty()
                    && line.chars().count() < 14
                    && (line.contains('年') || line.contains('月'))
                    && !line.ends_with('。')
            });
            if !apart || heading {
                continue;
            }
            let moved = format!(
                "{}{}\n{}{}",
                &text[..a.0],
                &text[a.1..b.1].trim_start(),
                text[a.0..a.1].trim_end(),
                &text[b.1..]
            );
            let found = findings(&moved, name).iter().filter(|f| f.code == "T04").count();
            let (seen, all) = kinds.entry(name).or_default();
            *all += 1;
            *seen += usize::from(found > clean);
        }
    }
    let (seen, all) = kinds.values().fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
    assert!(all >= 30 && seen * 100 >= all * 85, "{seen} of {all}: {kinds:?}");
}
