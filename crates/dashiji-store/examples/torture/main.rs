//! A base under everything that may happen to it, seeded: kills, damage, mixed up files, two writers, wrong clocks, rebuilding beside readers.
//!
//! `cargo run -p dashiji-store --example torture -- --times 20 --seed 1` does each so often and prints a table; exit code 1 where anything that
//! was acknowledged is lost, an answer is wrong without a word, the program panics, or doing again what failed does not help.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a harness that ends where a step of its own fails"
)]

use dashiji_store::search::{Options, Query};
use dashiji_store::{Base, Clock, Decision, Error, Incoming, VersionId};
use std::collections::BTreeSet;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{BufRead, BufReader, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

/// Numbers that look drawn, the same for a seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }
}

/// What came of one kind of harm.
#[derive(Default)]
struct Tally {
    times: u32,
    /// Something acknowledged was not there, or an answer was another without a word.
    wrong: Vec<String>,
    panics: Vec<String>,
    /// What was told as a fault, and in which words.
    told: u32,
    words: BTreeSet<String>,
    /// Told, and still there when it was done again.
    helpless: Vec<String>,
}

impl Tally {
    fn hold(&mut self, good: bool, what: impl FnOnce() -> String) {
        if !good {
            self.wrong.push(what());
        }
    }

    /// Does something that may fail but not panic; what fails is done a second time.
    fn attempt<T>(&mut self, what: &str, mut work: impl FnMut() -> Result<T, Error>) -> Option<T> {
        for again in [false, true] {
            match catch_unwind(AssertUnwindSafe(&mut work)) {
                Ok(Ok(done)) => return Some(done),
                Ok(Err(error)) if again => self.helpless.push(format!("{what}: {error}")),
                Ok(Err(error)) => {
                    self.told += 1;
                    self.words.insert(format!("{what}: {error}"));
                }
                Err(_) => {
                    self.panics.push(what.to_owned());
                    return None;
                }
            }
        }
        None
    }

    fn is_good(&self) -> bool {
        self.wrong.is_empty() && self.panics.is_empty() && self.helpless.is_empty()
    }
}

fn text(number: u64) -> String {
    format!(
        "{}年{}月\n\n3月5日，县长赵立本到第{number}号渠检查防汛，周文澜陪同。\n\n3月9日，完成清淤{}公里。\n",
        1950 + number % 70,
        number % 12 + 1,
        number + 3
    )
}

fn incoming(number: u64) -> Incoming {
    let mut incoming = Incoming { bytes: text(number).into_bytes(), ..Incoming::default() };
    incoming.given.path = Some(format!("{number}.txt"));
    incoming.source = Some(format!("/office/{number}.txt"));
    incoming
}

/// All that a base says, in short.
fn told(base: &Base) -> Result<String, Error> {
    let view = base.now()?;
    let query = Query::parse("防汛").unwrap();
    let options = Options { limit: 1000, ..Options::default() };
    let hits: Vec<String> =
        view.search(&query, &options, &())?.hits.into_iter().map(|hit| hit.key.entry).collect();
    let mut whole = std::hash::DefaultHasher::new();
    format!("{:?}{:?}{hits:?}{:?}", view.documents(), view.all()?, view.people(&())?).hash(&mut whole);
    for document in view.documents() {
        let id = VersionId { document: document.id.0, version: document.version };
        view.bytes(id)?.hash(&mut whole);
    }
    Ok(format!("{} documents {:x}", view.documents().len(), whole.finish()))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// A base of some documents with a ruling, at rest.
fn made(dir: &Path, numbers: std::ops::Range<u64>) -> String {
    let base = Base::init(dir).unwrap();
    for number in numbers {
        base.add_one("a", incoming(number)).unwrap();
    }
    base.rule("a", "同一人", Decision::Merge { names: vec!["周文兰".into()], into: "周文澜".into() })
        .unwrap();
    told(&base).unwrap()
}

/// A child: writes into a base until it is killed, and says what it was told to be in.
fn child(dir: &Path, seed: u64) -> ExitCode {
    let base = Base::open(dir).unwrap();
    let mut draw = Draw(seed);
    let mut out = std::io::stdout();
    for number in 0..400 {
        let number = seed % 1_000_000 * 1000 + number;
        match draw.below(12) {
            0 => drop(base.reindex("a", &())),
            1 => {
                let merge = Decision::Merge { names: vec![format!("甲{number}")], into: "周文澜".into() };
                if let Ok(id) = base.rule("a", "同一人", merge) {
                    writeln!(out, "{id}").unwrap();
                }
            }
            2 => drop(base.now().and_then(|view| view.people(&()))),
            _ => match base.add_one("a", incoming(number)) {
                Ok(outcome) => writeln!(out, "{} {number}", outcome.id()).unwrap(),
                Err(Error::Busy { .. }) => {}
                Err(error) => {
                    eprintln!("{error}");
                    return ExitCode::FAILURE;
                }
            },
        }
        out.flush().unwrap();
    }
    ExitCode::SUCCESS
}

/// Starts a child; gives it and the lines it says.
fn start(dir: &Path, seed: u64) -> (std::process::Child, std::thread::JoinHandle<Vec<String>>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--child", dir.to_str().unwrap(), &seed.to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || lines.lines().map_while(Result::ok).collect());
    (child, reader)
}

/// Whether all that was acknowledged is in, whole, and no id stands twice.
fn acknowledged(tally: &mut Tally, dir: &Path, lines: &[String]) {
    let Some(base) = tally.attempt("open", || Base::open(dir)) else { return };
    let Some(view) = tally.attempt("look", || base.now()) else { return };
    let rulings: BTreeSet<String> =
        view.rulings().unwrap_or_default().iter().map(|ruled| ruled.id.to_string()).collect();
    let mut seen = BTreeSet::new();
    for line in lines {
        tally.hold(seen.insert(line.clone()), || format!("{line} was given twice"));
        let good = match line.split_once(' ') {
            Some((id, number)) => {
                let id: VersionId = id.parse().unwrap();
                let want = text(number.parse().unwrap()).into_bytes();
                view.bytes(id).is_ok_and(|bytes| bytes == want)
                    && view.entries_in(id).is_ok_and(|entries| entries.len() == 2)
            }
            None => rulings.contains(line),
        };
        tally.hold(good, || format!("{line} is lost"));
    }
    if let Some(report) = tally.attempt("verify", || base.verify(&())) {
        tally.hold(report.is_sound(), || format!("{:?}", report.faults.first()));
    }
    let query = Query::parse("防汛").unwrap();
    let found = tally.attempt("search", || base.now()?.search(&query, &Options::default(), &()));
    let documents = base.now().map_or(0, |view| view.documents().len() as u64);
    tally.hold(found.is_none_or(|found| found.total == documents), || "not all is found".to_owned());
}

fn kills(times: u32, draw: &mut Draw, dir: &Path) -> Tally {
    let mut tally = Tally::default();
    let (mut base, mut lines): (PathBuf, Vec<String>) = (PathBuf::new(), Vec::new());
    for round in 0..times {
        if round % 8 == 0 {
            base = dir.join(round.to_string());
            lines.clear();
            drop(Base::init(&base).unwrap());
        }
        let (mut child, reader) = start(&base, draw.below(1 << 30));
        std::thread::sleep(Duration::from_micros(20_000 + draw.below(400_000)));
        let _ = child.kill();
        child.wait().unwrap();
        lines.extend(reader.join().unwrap());
        acknowledged(&mut tally, &base, &lines);
        tally.times += 1;
    }
    tally
}

fn two_writers(times: u32, draw: &mut Draw, dir: &Path) -> Tally {
    let mut tally = Tally::default();
    for round in 0..times {
        let base = dir.join(round.to_string());
        drop(Base::init(&base).unwrap());
        let mut children = [0, 1].map(|_| start(&base, draw.below(1 << 30)));
        let until = std::time::Instant::now() + Duration::from_millis(500 + draw.below(700));
        while std::time::Instant::now() < until {
            // A reader beside them sees whole documents only.
            let seen = tally.attempt("read", || {
                let base = Base::open(&base)?;
                let view = base.now()?;
                Ok((view.documents().len() * 2, view.all()?.len()))
            });
            if let Some((want, found)) = seen {
                tally.hold(want == found, || format!("{found} entries of {want}"));
            }
        }
        let mut lines = Vec::new();
        for (child, _) in &mut children {
            let _ = child.kill();
            child.wait().unwrap();
        }
        for (_, reader) in children {
            lines.extend(reader.join().unwrap());
        }
        let ids: Vec<&str> = lines.iter().filter_map(|line| Some(line.split_once(' ')?.0)).collect();
        let different: BTreeSet<&&str> = ids.iter().collect();
        tally.hold(different.len() == ids.len(), || "one id for two".to_owned());
        acknowledged(&mut tally, &base, &lines);
        tally.times += 1;
    }
    tally
}

/// Flips a bit, fills a page with zeros, or cuts a file; says whether it is another now.
fn hurt(path: &Path, draw: &mut Draw) -> bool {
    let whole = fs::read(path).unwrap();
    if whole.is_empty() {
        return false;
    }
    let mut bytes = whole.clone();
    let at = draw.below(bytes.len() as u64) as usize;
    match draw.below(3) {
        0 => bytes[at] ^= 1 << draw.below(8),
        1 => {
            let page = at / 4096 * 4096;
            let end = (page + 4096).min(bytes.len());
            bytes[page..end].fill(0);
        }
        _ => bytes.truncate(at),
    }
    fs::write(path, &bytes).unwrap();
    bytes != whole
}

/// Files of what is computed, of the index, or the record.
fn files_of(base: &Path, kind: &str) -> Vec<PathBuf> {
    if kind != "index" {
        return kind.split(' ').map(|name| base.join(name)).filter(|path| path.exists()).collect();
    }
    let mut files: Vec<_> = fs::read_dir(base.join(kind)).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    files
}

fn damage(times: u32, draw: &mut Draw, dir: &Path, kind: &str) -> Tally {
    let mut tally = Tally::default();
    let whole = dir.join("whole");
    let want = made(&whole, 0..24);
    for _ in 0..times {
        let again = dir.join("again");
        let _ = fs::remove_dir_all(&again);
        copy(&whole, &again);
        let files = files_of(&again, kind);
        let file = &files[draw.below(files.len() as u64) as usize];
        hurt(file, draw);
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let found = tally.attempt(&name, || told(&Base::open(&again)?));
        tally.hold(found.is_none_or(|found| found == want), || format!("{name}: another answer"));
        let report = tally.attempt(&name, || Base::open(&again)?.verify(&()));
        tally.hold(report.is_none_or(|report| report.is_sound()), || format!("{name}: not mended"));
        let added = tally.attempt(&name, || Base::open(&again)?.add_one("a", incoming(900)));
        tally.hold(added.is_none_or(|added| added.id().document == 25), || format!("{name}: another id"));
        tally.times += 1;
    }
    tally
}

/// Damage to the record cannot be mended; what matters is that it is never shown as what was received.
fn damaged_record(times: u32, draw: &mut Draw, dir: &Path) -> Tally {
    let mut tally = Tally::default();
    let whole = dir.join("whole");
    let want = made(&whole, 0..24);
    for _ in 0..times {
        let again = dir.join("again");
        let _ = fs::remove_dir_all(&again);
        copy(&whole, &again);
        let changed = hurt(&again.join("record.db"), draw);
        match catch_unwind(|| told(&Base::open(&again)?)) {
            Ok(Ok(found)) => tally.hold(found == want, || "another answer".to_owned()),
            Ok(Err(_)) => tally.told += 1,
            Err(_) => tally.panics.push("record.db".to_owned()),
        }
        match catch_unwind(|| Base::open(&again)?.verify(&())) {
            Ok(Ok(report)) => tally.hold(!changed || !report.is_sound() || told_same(&again, &want), || {
                "verify says all is well".to_owned()
            }),
            Ok(Err(_)) => {}
            Err(_) => tally.panics.push("verify".to_owned()),
        }
        tally.times += 1;
    }
    tally
}

/// Some bytes of a file stand for nothing.
fn told_same(dir: &Path, want: &str) -> bool {
    Base::open(dir).and_then(|base| told(&base)).is_ok_and(|found| found == want)
}

fn mixed(times: u32, draw: &mut Draw, dir: &Path) -> Tally {
    let mut tally = Tally::default();
    let stages: Vec<(PathBuf, String)> = (0..4)
        .map(|stage| {
            let at = dir.join(format!("stage-{stage}"));
            // Two are one base at two times, the others bases of their own.
            if stage == 1 {
                copy(&dir.join("stage-0"), &at);
                let base = Base::open(&at).unwrap();
                for number in 50..56 {
                    base.add_one("a", incoming(number)).unwrap();
                }
                let want = told(&base).unwrap();
                (at, want)
            } else {
                let want = made(&at, stage * 100..stage * 100 + 12 + stage % 2 * 6);
                (at, want)
            }
        })
        .collect();
    for _ in 0..times {
        let again = dir.join("again");
        let _ = fs::remove_dir_all(&again);
        fs::create_dir_all(&again).unwrap();
        let (record, want) = &stages[draw.below(4) as usize];
        fs::copy(record.join("record.db"), again.join("record.db")).unwrap();
        for name in ["derived.db", "derived.sums"] {
            let from = &stages[draw.below(4) as usize].0;
            if draw.below(4) > 0 {
                fs::copy(from.join(name), again.join(name)).unwrap();
            }
        }
        copy(&stages[draw.below(4) as usize].0.join("index"), &again.join("index"));
        let found = tally.attempt("mixed", || told(&Base::open(&again)?));
        tally.hold(found.as_ref() == Some(want), || format!("{found:?} for {want}"));
        let added = tally.attempt("add", || Base::open(&again)?.add_one("a", incoming(7777)));
        tally.hold(added.is_some(), || "nothing can be added".to_owned());
        let report = tally.attempt("verify", || Base::open(&again)?.verify(&()));
        tally.hold(report.is_some_and(|report| report.is_sound()), || "not sound".to_owned());
        tally.times += 1;
    }
    tally
}

/// The files of a base as they lie at a moment, with what was acknowledged by then.
struct Shot {
    files: Vec<(&'static str, Vec<u8>)>,
    lines: Vec<String>,
}

const FILES: [&str; 4] = ["record.db", "record.db-wal", "derived.db", "derived.db-wal"];

impl Shot {
    fn of(dir: &Path, lines: &[String]) -> Self {
        let files = FILES.map(|name| (name, fs::read(dir.join(name)).unwrap_or_default()));
        Self { files: files.into(), lines: lines.to_vec() }
    }

    fn file(&self, name: &str) -> &[u8] {
        self.files.iter().find(|(known, _)| *known == name).map_or(&[], |(_, bytes)| bytes.as_slice())
    }
}

/// Bytes of a disk that are written or not, each by itself.
const SECTOR: usize = 512;

/// Power that is gone while documents go in: of what was written since the last acknowledgement each sector may be there or not, whatever came
/// before it; what is computed may be anything.
fn power(times: u32, draw: &mut Draw, dir: &Path) -> Tally {
    let mut tally = Tally::default();
    let home = dir.join("base");
    let base = Base::init(&home).unwrap();
    base.set_batch(1);
    let (mut shots, mut lines) = (vec![Shot::of(&home, &[])], Vec::new());
    let loads = (0..40).map(|number| move || Ok::<_, Error>(incoming(number)));
    base.add("a", loads, &(), &mut |number, outcome: Result<_, Error>| {
        lines.push(format!("{} {number}", outcome.unwrap().id()));
        shots.push(Shot::of(&home, &lines));
    })
    .unwrap();
    drop(base);
    let whole = fs::read(home.join("record.db")).unwrap();
    for round in 0..times {
        let again = dir.join("again");
        let _ = fs::remove_dir_all(&again);
        fs::create_dir_all(&again).unwrap();
        let at = 1 + draw.below(shots.len() as u64 - 2) as usize;
        let (before, after) = (&shots[at], &shots[at + 1]);
        let (old, new) = (before.file("record.db-wal"), after.file("record.db-wal"));
        let (mut record, mut wal) = (before.file("record.db").to_vec(), new.to_vec());
        let mut known = &before.lines;
        if round % 3 == 2 {
            // While writes go from the log into the file: all of the log is on the disk, and any page of the file may be the old one.
            let last = &shots[shots.len() - 1];
            (record, wal, known) = (whole.clone(), last.file("record.db-wal").to_vec(), &last.lines);
            for (k, page) in record.chunks_mut(8192).enumerate() {
                let stale = last.file("record.db").get(k * 8192..(k + 1) * 8192);
                if let Some(stale) = stale.filter(|stale| stale.len() == page.len() && draw.below(2) == 0) {
                    page.copy_from_slice(stale);
                }
            }
        } else if new.starts_with(old) {
            wal.truncate(old.len() + draw.below((new.len() - old.len()) as u64 + 1) as usize);
            let synced = old.len();
            for sector in wal[synced..].chunks_mut(SECTOR) {
                if draw.below(4) == 0 {
                    sector.fill(0);
                }
            }
        } else {
            // The log began anew in between: only what was acknowledged is known to be on the disk.
            wal = old.to_vec();
        }
        fs::write(again.join("record.db"), &record).unwrap();
        fs::write(again.join("record.db-wal"), &wal).unwrap();
        for name in ["derived.db", "derived.db-wal"] {
            let from = &shots[draw.below(shots.len() as u64) as usize];
            let mut bytes = from.file(name).to_vec();
            for sector in bytes.chunks_mut(SECTOR) {
                if draw.below(60) == 0 {
                    sector.fill(0);
                }
            }
            if draw.below(5) > 0 {
                fs::write(again.join(name), &bytes).unwrap();
            }
        }
        acknowledged(&mut tally, &again, known);
        tally.times += 1;
    }
    tally
}

static CLOCK: AtomicI64 = AtomicI64::new(0);

fn clock() -> jiff::Timestamp {
    jiff::Timestamp::from_second(CLOCK.load(Ordering::SeqCst)).unwrap()
}

fn clocks(times: u32, draw: &mut Draw, dir: &Path) -> Tally {
    const DAY: i64 = 86_400;
    const BEGIN: i64 = 1_767_258_000;
    let mut tally = Tally::default();
    for round in 0..times {
        let home = dir.join(round.to_string());
        CLOCK.store(BEGIN, Ordering::SeqCst);
        drop(Base::init_with(&home, clock as Clock).unwrap());
        // One day in nine the clock is wrong, by up to three years either way.
        let mut right = Vec::new();
        for day in 1..=9 {
            let wrong = day == 2 + draw.below(6) as i64;
            // Off by a month at least: a day more or less nobody can tell.
            let off = (30 + draw.below(1000) as i64) * DAY * if draw.below(2) == 0 { 1 } else { -1 };
            let off = if wrong { off } else { 0 };
            CLOCK.store(BEGIN + day * DAY + off, Ordering::SeqCst);
            let base = Base::open_with(&home, clock, &()).unwrap();
            base.add_one("a", incoming(day as u64)).unwrap();
            right.push(!wrong);
        }
        CLOCK.store(BEGIN + 10 * DAY, Ordering::SeqCst);
        let base = Base::open_with(&home, clock, &()).unwrap();
        let rows = base.log(0, 1000).unwrap();
        tally.hold(rows.is_sorted_by_key(|row| row.recorded_at.clone()), || "times run back".to_owned());
        let enough = right.iter().filter(|right| **right).count() >= 7;
        for day in (1..=9).filter(|day| enough && right[*day as usize - 1]) {
            let date = jiff::Timestamp::from_second(BEGIN + day * DAY).unwrap();
            let date = jiff::tz::TimeZone::system().to_datetime(date).date().to_string();
            let known = base.as_of(&date).unwrap().documents().len() as i64;
            tally.hold(known == day, || format!("{known} documents on day {day}"));
        }
        let report = tally.attempt("verify", || base.verify(&()));
        tally.hold(report.is_some_and(|report| report.is_sound()), || "not sound".to_owned());
        tally.times += 1;
    }
    tally
}

fn rebuilt(times: u32, dir: &Path) -> Tally {
    let mut tally = Tally::default();
    let home = dir.join("base");
    let want = made(&home, 0..40);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0..times {
                let base = Base::open(&home).unwrap();
                if round % 2 == 0 {
                    base.reindex("a", &()).unwrap();
                } else {
                    drop(base);
                    let _ = fs::remove_file(home.join("derived.db"));
                    drop(Base::open(&home).unwrap());
                }
            }
            done.store(true, Ordering::SeqCst);
        });
        let held = Base::open(&home).unwrap();
        while !done.load(Ordering::SeqCst) {
            let fresh = tally.attempt("one opened now", || told(&Base::open(&home)?));
            tally.hold(fresh.is_none_or(|found| found == want), || "opened now: half".to_owned());
            let before = tally.attempt("one open before", || told(&held));
            tally.hold(before.is_none_or(|found| found == want), || "open before: half".to_owned());
        }
    });
    tally.times = times;
    tally
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, dir, seed] = arguments.as_slice()
        && first == "--child"
    {
        return child(Path::new(dir), seed.parse().unwrap());
    }
    let value = |flag: &str, other: u64| {
        let at = arguments.iter().position(|word| word == flag);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(other)
    };
    let (times, seed) = (value("--times", 20) as u32, value("--seed", 1));
    // Panics are counted; their words would stand between the rows.
    std::panic::set_hook(Box::new(|_| {}));
    let root = tempfile::tempdir().unwrap();
    let mut draw = Draw(seed.wrapping_mul(2_862_933_555_777_941_757) | 1);
    let mut good = true;
    println!(
        "seed {seed}\n\n| what | times | told as a fault | wrong | panics | told and not mended by doing it again |"
    );
    println!("|---|---|---|---|---|---|");
    let mut kind = |name: &str, run: &mut dyn FnMut(&Path) -> Tally| {
        let dir = root.path().join(name.replace([' ', ',', '/'], "-"));
        fs::create_dir_all(&dir).unwrap();
        let tally = run(&dir);
        let (wrong, panics, helpless) = (tally.wrong.len(), tally.panics.len(), tally.helpless.len());
        println!("| {name} | {} | {} | {wrong} | {panics} | {helpless} |", tally.times, tally.told);
        for words in tally.words.iter().take(3) {
            eprintln!("    {name}: told: {words}");
        }
        for what in tally.wrong.iter().chain(&tally.panics).chain(&tally.helpless).take(5) {
            eprintln!("    {name}: {what}");
        }
        good &= tally.is_good();
        let _ = fs::remove_dir_all(dir);
    };
    kind("killed while writing", &mut |dir| kills(times, &mut draw, dir));
    kind("power gone while adding", &mut |dir| power(times, &mut draw, dir));
    kind("two writers and a reader", &mut |dir| two_writers(times.div_ceil(8), &mut draw, dir));
    kind("damage to derived.db", &mut |dir| damage(times, &mut draw, dir, "derived.db derived.sums"));
    kind("damage to the index", &mut |dir| damage(times, &mut draw, dir, "index"));
    kind("damage to record.db", &mut |dir| damaged_record(times, &mut draw, dir));
    kind("files of several bases mixed", &mut |dir| mixed(times, &mut draw, dir));
    kind("wrong clocks", &mut |dir| clocks(times.div_ceil(4), &mut draw, dir));
    kind("made anew beside readers", &mut |dir| rebuilt(times.div_ceil(4), dir));
    ExitCode::from(u8::from(!good))
}
