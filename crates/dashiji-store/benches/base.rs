//! The base: how fast documents go in, how soon it answers, how much room it takes. An invented corpus of 100,000 entries; another size by
//! `DASHIJI_BENCH_ENTRIES`, the documents of which are made as they go in. `DASHIJI_BENCH_KEEP=DIR` leaves the base there; a second run, which finds it,
//! puts one more document in and asks for what is of its keys, and so tells what this alone takes in time and memory.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench tells what it measures and fails where a step fails"
)]

#[path = "corpus.rs"]
mod corpus;

use dashiji_store::search::{Options, Query};
use dashiji_store::{Base, Error, Incoming};
use std::path::Path;
use std::time::{Duration, Instant};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // Asked whether it is a test, as `cargo test --benches` does.
    if std::env::args().any(|word| word == "--test") {
        return;
    }
    let entries: u64 =
        std::env::var("DASHIJI_BENCH_ENTRIES").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let documents = corpus::documents(entries);
    let kept = std::env::var_os("DASHIJI_BENCH_KEEP").map(std::path::PathBuf::from);
    if let Some(kept) = kept.as_deref().filter(|kept| kept.join("record.db").exists()) {
        return one_more(kept, documents);
    }
    let own = tempfile::tempdir().unwrap();
    let dir = kept.as_deref().unwrap_or(own.path());
    let base = Base::init(dir).unwrap();
    let mut text = 0u64;
    for k in 0..documents {
        text += corpus::document(k).len() as u64;
    }
    println!("{documents} documents, {entries} entries, {:.1} MB of text", mb(text));
    let (begun, worked) = (Instant::now(), processor());
    let loads = (0..documents).map(|k| {
        move || -> Result<Incoming, Error> {
            let mut incoming = Incoming { bytes: corpus::document(k).into_bytes(), ..Incoming::default() };
            incoming.given.path = Some(format!("{k:06}.txt"));
            incoming.source = Some(format!("/corpus/{k:06}.txt"));
            Ok(incoming)
        }
    });
    base.add("bench", loads, &(), &mut |_, outcome| {
        let _added = outcome.unwrap();
    })
    .unwrap();
    let spent = begun.elapsed();
    println!("add: {:.1} s, {:.2} MB/s", spent.as_secs_f64(), mb(text) / spent.as_secs_f64());
    if let (Some(before), Some(after)) = (worked, processor()) {
        println!("processor: {:.1} s, {:.3} s/MB", after - before, (after - before) / mb(text));
    }
    drop(base);
    let mut all = 0;
    for name in ["record.db", "derived.db", "index"] {
        let size = size(&dir.join(name));
        all += size;
        println!("{name}: {:.1} MB, {:.2} times the text", mb(size), size as f64 / text as f64);
    }
    println!("all: {:.1} MB, {:.2} times the text", mb(all), all as f64 / text as f64);

    let query = Query::parse("防汛").unwrap();
    let first = Instant::now();
    let base = Base::open(dir).unwrap();
    let found = base.now().unwrap().search(&query, &Options::default(), &()).unwrap();
    println!("open and first query: {:.1} ms, {} hits", ms(first.elapsed()), found.total);

    let view = base.now().unwrap();
    let name = corpus::name(100);
    let lists = Instant::now();
    view.people_in_brief(&()).unwrap();
    println!("all lists and ledgers made for the first time: {:.1} s", lists.elapsed().as_secs_f64());
    memory("all lists");
    drop(view);
    drop(base);
    for round in ["cold", "warm"] {
        let base = Base::open(dir).unwrap();
        let view = base.now().unwrap();
        time(round, "who --name", || view.person(&name).unwrap().len());
        time(round, "who", || view.people_in_brief(&()).unwrap().len());
        time(round, "documents", || view.documents_named(&()).unwrap().len());
        time(round, "ledger", || view.ledgers(&[], &()).unwrap().len());
        time(round, "offices", || view.offices(&()).unwrap().len());
        time(round, "organizations", || view.organizations(&()).unwrap().len());
        time(round, "places", || view.places(&()).unwrap().len());
        time(round, "people, everything", || view.people(&()).unwrap().len());
    }
}

/// One document more, and what is of its keys.
fn one_more(dir: &Path, documents: u64) {
    let base = Base::open(dir).unwrap();
    let (entries, held) = {
        let view = base.now().unwrap();
        (view.len(), view.documents().len() as u64)
    };
    println!("{held} documents, {entries} entries");
    memory("open");
    let k = documents.max(held);
    let one = Incoming { bytes: corpus::document(k).into_bytes(), ..Incoming::default() };
    let added = Instant::now();
    base.add_one("bench", one).unwrap();
    println!("one document more: {:.1} ms", ms(added.elapsed()));
    memory("one document more");
    let begun = Instant::now();
    let view = base.now().unwrap();
    let name = corpus::name(k % 200 * 100);
    time("after it", "a person", || view.person(&name).unwrap().len());
    time("after it", "ledgers that were touched, and one", || {
        view.ledgers_called("防汛工作队").unwrap().map_or(0, |ledgers| ledgers.len())
    });
    println!("registers that answer: {:.1} ms", ms(begun.elapsed()));
    memory("registers that answer");
    time("then", "a ledger", || {
        view.ledgers_called("防汛工作队").unwrap().map_or(0, |ledgers| ledgers.len())
    });
    time("then", "all ledgers", || view.ledgers(&[], &()).unwrap().len());
    time("then", "documents", || view.documents_named(&()).unwrap().len());
    memory("documents");
    time("then", "people touched, and all of them in brief", || view.people_in_brief(&()).unwrap().len());
    memory("people");
    time("then", "offices", || view.offices(&()).unwrap().len());
    time("then", "organizations", || view.organizations(&()).unwrap().len());
    memory("organizations");
    time("then", "places", || view.places(&()).unwrap().len());
    memory("places");
}

/// The most memory this program has held, where the system tells it (Linux).
fn memory(what: &str) {
    let told = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(held) = told.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        println!("memory at most, {what}: {}", held.trim());
    }
}

/// Seconds that this program has worked on all cores, where the system tells it (Linux).
fn processor() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = told.rsplit_once(')')?.1.split_whitespace().collect();
    // Fields 14 and 15 of proc(5), in hundredths of a second.
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(ticks as f64 / 100.0)
}

fn time(round: &str, what: &str, work: impl Fn() -> usize) {
    let begun = Instant::now();
    let items = work();
    println!("{round} {what}: {:.1} ms, {items} items", ms(begun.elapsed()));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn size(path: &Path) -> u64 {
    if path.is_dir() {
        return std::fs::read_dir(path).unwrap().map(|entry| size(&entry.unwrap().path())).sum();
    }
    std::fs::metadata(path).map_or(0, |found| found.len())
}
