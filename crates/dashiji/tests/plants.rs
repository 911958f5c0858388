//! Faults planted one at a time into clean texts: which rules find them, and that the clean texts are left alone.
//!
//! `tests/clean/*.txt` are invented, of every profile, and proofread; `tests/plants.tsv` sets faults into them. The table of docs/check.md is
//! made here: a kind that it does not tell of makes the second test end with it.

#![expect(clippy::unwrap_used, reason = "a test fails where a step of it does")]

mod clean;

use clean::{TEXTS, findings, reading};
use dashiji::check::{Finding, Profile, Severity, rules};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What tells a finding from another of a text that is the same but for a plant.
fn key(finding: &Finding) -> (&'static str, String) {
    (finding.code, finding.spans[0].text.clone())
}

/// A fault: its kind, its text, and the text with it.
struct Plant {
    kind: &'static str,
    text: &'static str,
    at: String,
    planted: String,
}

fn plants() -> Vec<Plant> {
    let rows = include_str!("plants.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|row| {
        let columns: Vec<&str> = row.split('\t').collect();
        let [kind, name, from, to] = columns[..] else { panic!("{row}") };
        let clean = TEXTS.iter().find(|(known, ..)| *known == name).unwrap_or_else(|| panic!("{row}")).1;
        let (from, to) = (from.replace("\\n", "\n"), to.replace("\\n", "\n"));
        let planted = match from.strip_prefix('^') {
            Some(entry) => moved(clean, entry, &to),
            None => clean.replacen(&from, &to, 1),
        };
        assert_ne!(planted, clean, "nothing is planted by {row}");
        let text = TEXTS.iter().find(|(known, ..)| *known == name).unwrap().0;
        Plant { kind, text, at: to, planted }
    })
    .collect()
}

/// A text with an entry behind another one.
fn moved(text: &str, entry: &str, behind: &str) -> String {
    let mut entries: Vec<&str> = text.split("\n\n").collect();
    let from = entries.iter().position(|e| e.starts_with(entry)).unwrap_or_else(|| panic!("no {entry}"));
    let taken = entries.remove(from);
    let to = entries.iter().position(|e| e.starts_with(behind)).unwrap_or_else(|| panic!("no {behind}"));
    entries.insert(to + 1, taken);
    entries.join("\n\n")
}

/// The codes that a plant adds to what is found in the clean text.
fn found(plant: &Plant, clean: &[(&'static str, String)]) -> BTreeSet<&'static str> {
    let mut rest = clean.to_vec();
    let mut codes = BTreeSet::new();
    for finding in findings(&plant.planted, plant.text) {
        let key = key(&finding);
        match rest.iter().position(|known| *known == key) {
            Some(at) => drop(rest.swap_remove(at)),
            None => drop(codes.insert(key.0)),
        }
    }
    codes
}

#[test]
fn clean_texts_are_left_alone_and_their_profile_is_seen() {
    let mut told = String::new();
    let (mut entries, mut warnings) = (0, 0);
    for &(name, text, profile) in TEXTS {
        let reading = reading(text, name);
        assert_eq!(Profile::of(&reading), profile, "{name}");
        entries += reading.records.len();
        for finding in findings(text, name) {
            let _ = writeln!(told, "{name} {} {:?} {}", finding.code, finding.severity, finding.message);
            assert!(finding.severity < Severity::Error, "{told}");
            warnings += usize::from(finding.severity == Severity::Warning);
        }
    }
    assert!(warnings * 100 <= entries, "{warnings} warnings in {entries} entries:\n{told}");
}

#[test]
fn planted_faults_are_found_and_each_by_some_rule_that_others_do_not_replace() {
    let clean: BTreeMap<&str, Vec<(&'static str, String)>> =
        TEXTS.iter().map(|&(name, text, _)| (name, findings(text, name).iter().map(key).collect())).collect();
    let plants = plants();
    let codes: Vec<BTreeSet<&'static str>> =
        plants.iter().map(|plant| found(plant, &clean[plant.text])).collect();
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = String::new();
    for (plant, codes) in plants.iter().zip(&codes) {
        let (seen, all) = kinds.entry(plant.kind).or_default();
        *all += 1;
        *seen += usize::from(!codes.is_empty());
        if codes.is_empty() {
            let _ = writeln!(missed, "{} in {}: {}", plant.kind, plant.text, plant.at);
        }
    }
    let tables = tables(&kinds, &plants, &codes);
    // What the documentation says to be found is found, of every kind and of all.
    let told = |kind: &str, all: usize, seen: usize| {
        told_found(include_str!("../../../docs/check.md"), kind, all).is_some_and(|told| told <= seen)
    };
    let fewer: Vec<&&str> =
        kinds.iter().filter(|(kind, (seen, all))| !told(kind, *all, *seen)).map(|(kind, _)| kind).collect();
    let seen = codes.iter().filter(|codes| !codes.is_empty()).count();
    let (all, count) = (plants.len(), kinds.len());
    let english = format!("Of {all} faults of {count} kinds");
    let chinese = format!("现有{count}类{all}个错");
    let docs = include_str!("../../../docs/check.md").replace('\n', " ").contains(&english)
        && include_str!("../../../docs/zh/check.md").contains(&chinese);
    assert!(
        fewer.is_empty() && docs,
        "docs/check.md tells otherwise of {fewer:?}; {english}, {chinese}; {seen} are found; the tables are\n{tables}\n{missed}"
    );
    assert!(kinds.len() >= 60, "{} kinds", kinds.len());
    assert!(seen * 100 >= plants.len() * 95, "{seen} of {} found; missed:\n{missed}", plants.len());
}

/// How many faults of a kind a table says to be found, where it says that so many are planted.
fn told_found(table: &str, kind: &str, all: usize) -> Option<usize> {
    let row = format!("| {kind} | {all} | ");
    table.lines().find_map(|line| line.strip_prefix(&row)?.trim_end_matches([' ', '|']).parse().ok())
}

/// The tables of docs/check.md: recall by kind, and what goes unseen without each rule.
fn tables(
    kinds: &BTreeMap<&str, (usize, usize)>,
    plants: &[Plant],
    codes: &[BTreeSet<&'static str>],
) -> String {
    let mut out = "| fault | planted | found |\n|---|---|---|\n".to_owned();
    for (kind, (seen, all)) in kinds {
        let _ = writeln!(out, "| {kind} | {all} | {seen} |");
    }
    out.push_str("\n| without | unseen | of what kind |\n|---|---|---|\n");
    for rule in rules() {
        let alone = |codes: &BTreeSet<&str>| codes.len() == 1 && codes.contains(rule.code);
        let unseen = plants.iter().zip(codes).filter(|(_, codes)| alone(codes)).map(|(plant, _)| plant.kind);
        let unseen: Vec<&str> = unseen.collect();
        let of: BTreeSet<&str> = unseen.iter().copied().collect();
        if !unseen.is_empty() {
            let of = of.into_iter().collect::<Vec<_>>().join(", ");
            let _ = writeln!(out, "| {} | {} | {of} |", rule.code, unseen.len());
        }
    }
    out
}
