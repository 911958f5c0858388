//! How long many entries take to collate, beside reading the same entries, and how much memory a collation keeps.
//!
//! In go 100,000 invented entries of some fifty counties over twenty months: each county has its own people, towns, documents,
//! programmes and figures, so that registers grow as those of real chronicles do. `cargo bench -p dashiji --bench collate`
//! prints seconds, one thread. `DASHIJI_BENCH_ENTRIES` makes them fewer or more; `DASHIJI_BENCH_CHECK=1` checks them too, which
//! holds all texts in memory; `DASHIJI_BENCH_TEXTS=DIR` only writes the documents there.

#![expect(clippy::disallowed_methods, reason = "a bench looks at the clock")]
#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

mod invented;

use dashiji::check::{Desk, Language, Profile, Selection, check, rules};
use dashiji::collate::Collation;
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji::{Reading, read};
use invented::{Chronicle, chronicles};
use std::time::{Duration, Instant};

fn main() {
    let entries = number("DASHIJI_BENCH_ENTRIES").unwrap_or(100_000);
    let all = chronicles(entries);
    if let Some(folder) = std::env::var_os("DASHIJI_BENCH_TEXTS") {
        for (k, chronicle) in all.iter().enumerate() {
            let path = std::path::Path::new(&folder).join(format!("{k:04}.txt"));
            if let Err(error) = std::fs::write(&path, &chronicle.text) {
                println!("{}: {error}", path.display());
                return;
            }
        }
        return;
    }
    // All of it and half of it: what grows faster than the entries shows. Memory is measured first: what is given back is used
    // again by what comes later.
    for share in [1, 2] {
        measure(&all[..all.len() / share], share == 1);
    }
}

fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

fn measure(all: &[Chronicle], first: bool) {
    let bytes: usize = all.iter().map(|c| c.text.len()).sum();
    let whole = number("DASHIJI_BENCH_CHECK").is_some();
    let mut readings: Vec<Reading> = Vec::new();
    let (mut reading, mut adding, mut entries) = (Duration::ZERO, Duration::ZERO, 0usize);
    let before = resident();
    let mut collation = Collation::default();
    for chronicle in all {
        let start = Instant::now();
        let Some(found) = entry_facts(chronicle) else { continue };
        reading += start.elapsed();
        entries += found.records.len();
        let start = Instant::now();
        if whole {
            collation.apply(found.records.iter().cloned().map(Into::into), std::iter::empty());
            adding += start.elapsed();
            readings.push(found);
        } else {
            collation.apply(found.records.into_iter().map(Into::into), std::iter::empty());
            adding += start.elapsed();
        }
    }
    let held = resident().saturating_sub(before);
    let text = bytes as f64 / f64::from(1 << 20);
    println!("\n{entries} entries, {text:.1} MiB of text, {} documents", all.len());
    println!("  {:<22}{:>8.2} s  {:.2} MiB/s", "read", reading.as_secs_f64(), text / reading.as_secs_f64());
    if first && !whole {
        println!("  {:<22}{:>8} bytes an entry", "memory kept", held / entries.max(1));
    }
    println!("  {:<22}{:>8.2} s", "add", adding.as_secs_f64());
    let mut total = adding;
    let mut step = |name: &str, make: &dyn Fn() -> usize| {
        let start = Instant::now();
        let count = make();
        total += start.elapsed();
        println!("  {name:<22}{:>8.2} s  {count}", start.elapsed().as_secs_f64());
    };
    step("people", &|| collation.people().len());
    step("offices", &|| collation.offices().len());
    step("places", &|| collation.places().len());
    step("organizations", &|| collation.organizations().len());
    step("documents", &|| collation.documents().len());
    step("ledgers", &|| collation.ledgers(&[]).len());
    println!(
        "  {:<22}{:>8.2} s  {:.2} times reading",
        "all collating",
        total.as_secs_f64(),
        total.as_secs_f64() / reading.as_secs_f64()
    );
    if whole {
        carried(&collation, &readings);
        checked(&collation, &readings);
    }
}

fn entry_facts(chronicle: &Chronicle) -> Option<Reading> {
    let given = Given {
        path: Some(chronicle.name.clone()),
        period: Some(chronicle.period.clone()),
        region: Some(chronicle.region.clone()),
        ..Given::default()
    };
    read(chronicle.text.clone().into_bytes(), &given, Lexicon::builtin()).ok()
}

fn carried(collation: &Collation, readings: &[Reading]) {
    let start = Instant::now();
    let mut carrier = collation.carrier();
    let titles: usize = readings
        .iter()
        .flat_map(|reading| &reading.records)
        .map(|record| carrier.carried(record).people.iter().map(|p| p.titles.len()).sum::<usize>())
        .sum();
    println!("  {:<22}{:>8.2} s  {titles}", "carried offices", start.elapsed().as_secs_f64());
}

fn checked(collation: &Collation, readings: &[Reading]) {
    let desk = Desk::new(readings, collation, Profile::Yearbook, &[]);
    let mut total = Duration::ZERO;
    for rule in rules() {
        let selection = Selection { select: vec![rule.code.to_owned()], ignore: Vec::new() };
        let start = Instant::now();
        let found = check(&desk, &selection, Language::Chinese).len();
        total += start.elapsed();
        println!("  check {:<16}{:>8.2} s  {found}", rule.code, start.elapsed().as_secs_f64());
    }
    println!("  {:<22}{:>8.2} s", "all checks", total.as_secs_f64());
}

/// Bytes of memory in use, where the system tells.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<usize>().ok()).unwrap_or(0) * 1024
}
