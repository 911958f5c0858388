//! Sixteen invented logs, notices and yearly records of as many subjects, with what their figures say written into them: which sums they make,
//! what is left out, what cannot be true, which measures they tell. The floors are of all of them together.
//!
//! In `tests/accounts/`: `⟦a2+|240人⟧` is a figure named a2, `⟪防汛应急响应;Ⅲ级;start;县防指;2031-03-09|…⟫` a measure; behind `===` stand the sums by name
//! (`flow a3 = a1 + a2`, with `gap` or `false` behind), `same` for one figure told again, and `fault` for what must be found.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use dashiji::account::{Account, Equation, Holds};
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji::read;
use std::collections::{BTreeMap, BTreeSet};

/// The records, in order of their subjects.
const FILES: [&str; 16] = [
    include_str!("accounts/01.txt"),
    include_str!("accounts/02.txt"),
    include_str!("accounts/03.txt"),
    include_str!("accounts/04.txt"),
    include_str!("accounts/05.txt"),
    include_str!("accounts/06.txt"),
    include_str!("accounts/07.txt"),
    include_str!("accounts/08.txt"),
    include_str!("accounts/09.txt"),
    include_str!("accounts/10.txt"),
    include_str!("accounts/11.txt"),
    include_str!("accounts/12.txt"),
    include_str!("accounts/13.txt"),
    include_str!("accounts/14.txt"),
    include_str!("accounts/15.txt"),
    include_str!("accounts/16.txt"),
];

/// A text with its truth.
#[derive(Default)]
struct Marked {
    text: String,
    /// Start of each named figure.
    starts: BTreeMap<String, u32>,
    /// What a start is called, one figure told again by its first name.
    names: BTreeMap<u32, String>,
    sums: Vec<Sum>,
    /// Names of figures on one of which each fault must be found.
    faults: Vec<Vec<String>>,
    /// Start, level and body of each measure.
    measures: Vec<(u32, Option<String>, Option<String>)>,
}

struct Sum {
    total: String,
    terms: BTreeSet<String>,
    holds: Holds,
}

fn marked(source: &str) -> Marked {
    let (body, sums) = source.split_once("\n===\n").unwrap();
    let mut marked = Marked::default();
    let mut at = 0u32;
    let mut rest = body;
    while let Some(open) = rest.find(['⟦', '⟪']) {
        let figure = rest[open..].starts_with('⟦');
        let close = rest.find(if figure { '⟧' } else { '⟫' }).unwrap();
        let (head, words) = rest[open..close].split_once('|').unwrap();
        let head = &head['⟦'.len_utf8()..];
        marked.text += &rest[..open];
        at += rest[..open].chars().count() as u32;
        if figure && head != "q" {
            let name = head[..head.len() - 1].to_owned();
            marked.names.insert(at, name.clone());
            marked.starts.insert(name, at);
        } else if !figure {
            let told: Vec<&str> = head.split(';').collect();
            let some = |k: usize| Some(told[k].to_owned()).filter(|word| !word.is_empty());
            marked.measures.push((at, some(1), some(3)));
        }
        marked.text += words;
        at += words.chars().count() as u32;
        rest = &rest[close + '⟧'.len_utf8()..];
    }
    marked.text += rest;
    for line in sums.lines().filter(|line| !line.trim().is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let named = |words: &[&str]| -> Vec<String> {
            words
                .iter()
                .map(|word| word.trim_start_matches('-').to_owned())
                .filter(|word| marked.starts.contains_key(word))
                .collect()
        };
        match words[0] {
            "same" => {
                for again in &words[1..] {
                    let start = marked.starts[*again];
                    marked.names.insert(start, words[1].to_owned());
                }
            }
            "fault" => marked.faults.push(named(&words[2..])),
            "fm" => {}
            _ => {
                let holds = match words.last() {
                    Some(&"gap") => Holds::Gap,
                    Some(&"false") => Holds::False,
                    _ => Holds::True,
                };
                let terms = named(&words[3..]).into_iter().collect();
                marked.sums.push(Sum { total: words[1].to_owned(), terms, holds });
            }
        }
    }
    marked
}

#[derive(Debug, Default)]
struct Score {
    asked: usize,
    said: usize,
    found: usize,
    verdicts: usize,
    gaps: (usize, usize),
    faults: (usize, usize),
    alarms: Vec<String>,
    measures: (usize, usize),
    by: (usize, usize),
}

fn score(marked: &Marked, account: &Account, score: &mut Score) {
    let name = |start: u32| marked.names.get(&start).cloned().unwrap_or_default();
    let of = |e: &Equation| -> (String, BTreeSet<String>) {
        (name(e.total), e.terms.iter().map(|t| name(*t)).collect())
    };
    let canonical = |word: &String| name(marked.starts[word]);
    let mut left: Vec<&Sum> = marked.sums.iter().collect();
    for equation in &account.equations {
        score.said += 1;
        let (total, terms) = of(equation);
        let fits = |sum: &&Sum| {
            canonical(&sum.total) == total
                && sum.terms.iter().map(canonical).collect::<BTreeSet<_>>() == terms
        };
        if let Some(k) = left.iter().position(fits) {
            let sum = left.remove(k);
            score.found += 1;
            score.verdicts += usize::from(sum.holds == equation.holds);
            score.gaps.0 += usize::from(sum.holds == Holds::Gap && equation.holds == Holds::Gap);
        }
        if equation.holds == Holds::False {
            let touched =
                |fault: &Vec<String>| fault.iter().any(|word| word == &total || terms.contains(word));
            if !marked.faults.iter().any(touched) {
                score.alarms.push(equation.shown.clone());
            }
        }
    }
    let wrong: Vec<_> = account.equations.iter().filter(|e| e.holds == Holds::False).map(of).collect();
    let found = |fault: &&Vec<String>| {
        fault.iter().any(|word| wrong.iter().any(|(total, terms)| word == total || terms.contains(word)))
    };
    score.faults.0 += marked.faults.iter().filter(found).count();
    score.faults.1 += marked.faults.len();
    score.asked += marked.sums.len();
    score.gaps.1 += marked.sums.iter().filter(|sum| sum.holds == Holds::Gap).count();
    for (start, level, by) in &marked.measures {
        score.measures.1 += 1;
        let told = account.measures.iter().find(|m| m.start.abs_diff(*start) < 12 && m.level == *level);
        score.measures.0 += usize::from(told.is_some());
        if let (Some(by), Some(told)) = (by, told) {
            score.by.1 += 1;
            score.by.0 += usize::from(
                told.by.as_ref().is_some_and(|b| b.contains(by.as_str()) || by.contains(b.as_str())),
            );
        }
    }
}

#[test]
fn figures_of_any_subject_are_joined_and_nothing_true_is_called_false() {
    let mut all = Score::default();
    for file in FILES {
        let marked = marked(file);
        let reading = read(marked.text.clone().into_bytes(), &Given::default(), Lexicon::builtin()).unwrap();
        score(&marked, &Account::of(&reading.document, &reading.records), &mut all);
    }
    let share = |(part, whole): (usize, usize)| part as f64 / whole as f64;
    assert!(all.alarms.is_empty(), "{all:?}");
    assert!(share((all.found, all.asked)) >= 0.88 && share((all.found, all.said)) >= 0.95, "{all:?}");
    assert!(share((all.verdicts, all.found)) >= 0.99 && share(all.gaps) >= 0.80, "{all:?}");
    assert!(share(all.faults) >= 0.80 && share(all.measures) >= 0.90 && share(all.by) >= 0.90, "{all:?}");
}
