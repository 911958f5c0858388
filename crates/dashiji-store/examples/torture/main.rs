//! A base under everything that may happen to it, seeded: kills, power that is gone, full disks, damage, mixed up files, two writers, wrong clocks,
//! rebuilding beside readers, readers without rights, a stick that may only be read, copies made while it is written, pipes and links, a reading room
//! beside all of it.
//!
//! `cargo run -p dashiji-store --example torture -- --times 20 --seed 1` does each so often and prints a table; `--kills`, `--cuts` and `--damages`
//! say how often by kind, `--only WORDS` chooses kinds by their names, `--program PATH` says which `dashiji` serves the room. Exit code 1 where anything that
//! was acknowledged is lost, an answer is wrong without a word, the program panics, or what is advised does not help.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a harness that ends where a step of its own fails"
)]

#[cfg(unix)]
mod closed;
mod full;
#[path = "../../tests/base/harm.rs"]
mod harm;
mod power;
mod room;

use dashiji_store::search::{Options, Query};
use dashiji_store::{Base, Clock, Decision, Error, VersionId};
use harm::{Draw, at_rest, copy, incoming, text, told};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

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
    /// Told, and what is advised did not help: doing it again, or of a hurt record a repair or its backup.
    helpless: Vec<String>,
    /// Hurt records of which nothing could be read, so that a backup is what helps.
    by_backup: u32,
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

/// A child: writes into a base until it is killed, and says what it was told to be in.
fn child(dir: &Path, seed: u64) -> ExitCode {
    let base = Base::open(dir).unwrap();
    let mut draw = Draw::new(seed);
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

fn damage(times: u32, draw: &mut Draw, dir: &Path, names: &[&str]) -> Tally {
    let mut tally = Tally::default();
    let whole = at_rest(dir, 0..24);
    for _ in 0..times {
        let harmed = whole.harmed(names, 3, draw);
        let (base, name) = (harmed.base, &harmed.file);
        let found = tally.attempt(name, || told(&Base::open(base)?));
        tally.hold(found.is_none_or(|found| found == whole.want), || format!("{name}: another answer"));
        let report = tally.attempt(name, || Base::open(base)?.verify(&()));
        tally.hold(report.is_none_or(|report| report.is_sound()), || format!("{name}: not mended"));
        let added = tally.attempt(name, || Base::open(base)?.add_one("a", incoming(900)));
        tally.hold(added.is_none_or(|added| added.id().document == 25), || format!("{name}: another id"));
        tally.times += 1;
    }
    tally
}

/// Damage to the record cannot be mended in its place; what matters is that it is never shown as what was received, that it is told what is hurt, and
/// that what a repair keeps of it is what was received.
fn damaged_record(times: u32, draw: &mut Draw, dir: &Path) -> Tally {
    let mut tally = Tally::default();
    let whole = at_rest(dir, 0..24);
    let known: BTreeSet<Vec<u8>> = (0..24).map(|number| text(number).into_bytes()).collect();
    let saved = dir.join("backup");
    Base::open(whole.anew()).and_then(|base| base.backup(&saved, &())).unwrap();
    for round in 0..times {
        // In one of four what is computed is not there to bear witness.
        let bare = round % 4 == 3;
        let mut harmed = whole.harmed(&["record.db"], 3, draw);
        let base = harmed.base;
        if bare {
            let _ = fs::remove_file(base.join("derived.db"));
            harmed.file += ", nothing computed";
        }
        let what = format!("round {round}, {}, way {}", harmed.file, harmed.way);
        let told_it = match catch_unwind(|| told(&Base::open(base)?)) {
            Ok(Ok(found)) => {
                tally.hold(found == whole.want, || format!("{what}: another answer"));
                false
            }
            Ok(Err(error)) => {
                tally.told += 1;
                tally.words.insert(error.to_string());
                true
            }
            Err(_) => {
                tally.panics.push(what.clone());
                false
            }
        };
        let looked = catch_unwind(|| match Base::open(base).and_then(|base| base.verify(&())) {
            // As the program does.
            Err(_) => Base::verify_record(base),
            report => report,
        });
        match looked {
            Ok(Ok(report)) => {
                let good = !harmed.changed || !report.is_sound() || told_same(base, &whole.want);
                tally.hold(good, || format!("{what}: verify says all is well"));
            }
            Ok(Err(error)) => tally.helpless.push(format!("{what}: verify tells nothing: {error}")),
            Err(_) => tally.panics.push(format!("verify, {what}")),
        }
        let into = dir.join("salvaged");
        let _ = fs::remove_dir_all(&into);
        let hurt = fs::read(base.join("record.db")).unwrap();
        let helped = salvaged(&mut tally, base, &into, &known, &what);
        if told_it && !helped {
            let _ = fs::remove_dir_all(&into);
            let back = Base::restore(&saved, &into, &()).and_then(|base| told(&base));
            tally.by_backup += 1;
            if back.is_ok_and(|found| found != whole.want) {
                tally.helpless.push(format!("{what}: a backup that is another"));
            }
        }
        tally.hold(fs::read(base.join("record.db")).is_ok_and(|now| now == hurt), || {
            format!("{what}: it was touched")
        });
        tally.times += 1;
    }
    tally
}

/// What a repair makes of a damaged record is sound, and each document in it one that came in; whether there was anything to be kept.
fn salvaged(tally: &mut Tally, base: &Path, into: &Path, known: &BTreeSet<Vec<u8>>, what: &str) -> bool {
    let done = catch_unwind(|| -> Result<(bool, bool, bool), Error> {
        let (base, found) = Base::salvage(base, into, &())?;
        let view = base.now()?;
        let documents = view.documents();
        let mine = documents.iter().all(|document| {
            let id = VersionId { document: document.id.0, version: document.version };
            view.bytes(id).is_ok_and(|bytes| known.contains(&bytes))
        });
        let all = documents.len() == known.len() && view.rulings()?.len() == 1;
        Ok((mine, all || !found.is_whole(), base.verify(&())?.is_sound()))
    });
    match done {
        Ok(Ok((mine, all, sound))) => {
            tally.hold(mine, || format!("{what}: a repair shows what nobody put in"));
            tally.hold(all, || format!("{what}: a repair does not tell what is lost"));
            tally.hold(sound, || format!("{what}: a repair that is not sound"));
            true
        }
        // Nothing of it could be read.
        Ok(Err(_)) => false,
        Err(_) => {
            tally.panics.push(format!("repair, {what}"));
            false
        }
    }
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
                let made = at_rest(
                    &dir.join(format!("making-{stage}")),
                    stage * 100..stage * 100 + 12 + stage % 2 * 6,
                );
                copy(made.anew(), &at);
                (at, made.want)
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
        // On one day of nine the clock is wrong, by up to three years either way.
        let wrong = 2 + draw.below(7) as i64;
        for day in 1..=9 {
            // Off by a month at least: a day more or less nobody can tell.
            let off = (30 + draw.below(1000) as i64) * DAY * if draw.below(2) == 0 { 1 } else { -1 };
            let off = if day == wrong { off } else { 0 };
            CLOCK.store(BEGIN + day * DAY + off, Ordering::SeqCst);
            let base = Base::open_with(&home, clock, &()).unwrap();
            base.add_one("a", incoming(day as u64)).unwrap();
        }
        CLOCK.store(BEGIN + 10 * DAY, Ordering::SeqCst);
        let base = Base::open_with(&home, clock, &()).unwrap();
        let rows = base.log(0, 1000).unwrap();
        tally.hold(rows.is_sorted_by_key(|row| row.recorded_at.clone()), || "times run back".to_owned());
        for day in (1..=9).filter(|day| *day != wrong) {
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
    let made = at_rest(dir, 0..40);
    let (home, want) = (made.anew().to_owned(), &made.want);
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
            tally.hold(fresh.is_none_or(|found| found == *want), || "opened now: half".to_owned());
            let before = tally.attempt("one open before", || told(&held));
            tally.hold(before.is_none_or(|found| found == *want), || "open before: half".to_owned());
        }
    });
    tally.times = times;
    tally
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--child", dir, seed] => return child(Path::new(dir), seed.parse().unwrap()),
        ["--office", dir] => return power::office(Path::new(dir)),
        ["--asked", dir, what] => return full::asked(Path::new(dir), what),
        _ => {}
    }
    let word = |flag: &str| {
        let at = arguments.iter().position(|word| word == flag)?;
        arguments.get(at + 1)
    };
    let value = |flag: &str, other: u64| word(flag).and_then(|word| word.parse().ok()).unwrap_or(other);
    let (times, seed) = (value("--times", 20), value("--seed", 1));
    let most = |flag: &str, share: u64| value(flag, times).div_ceil(share) as u32;
    let only = word("--only");
    // Panics are counted; their words would stand between the rows.
    std::panic::set_hook(Box::new(|_| {}));
    let root = tempfile::tempdir().unwrap();
    let mut good = true;
    println!("seed {seed}\n\n| what | times | told as a fault | wrong | panics | advice that did not help |");
    println!("|---|---|---|---|---|---|");
    let mut kind = |name: &str, run: &mut dyn FnMut(&Path) -> Tally| {
        if only.is_some_and(|only| !name.contains(only.as_str())) {
            return;
        }
        let dir = root.path().join(name.replace([' ', ',', '/'], "-"));
        fs::create_dir_all(&dir).unwrap();
        let tally = run(&dir);
        let (wrong, panics, helpless) = (tally.wrong.len(), tally.panics.len(), tally.helpless.len());
        println!("| {name} | {} | {} | {wrong} | {panics} | {helpless} |", tally.times, tally.told);
        if tally.by_backup > 0 {
            eprintln!(
                "    {name}: {} had nothing left to read, which is what a backup is for",
                tally.by_backup
            );
        }
        for words in tally.words.iter().take(3) {
            eprintln!("    {name}: told: {words}");
        }
        for what in tally.wrong.iter().chain(&tally.panics).chain(&tally.helpless).take(5) {
            eprintln!("    {name}: {what}");
        }
        good &= tally.is_good();
        let _ = fs::remove_dir_all(dir);
    };
    let mut draw = Draw::new(seed);
    kind("killed while writing", &mut |dir| kills(most("--kills", 1), &mut draw, dir));
    kind("power gone", &mut |dir| power::gone(most("--cuts", 1), &mut draw, dir));
    kind("a full disk", &mut |dir| full::full(most("--times", 2), &mut draw, dir));
    kind("two writers and a reader", &mut |dir| two_writers(most("--times", 8), &mut draw, dir));
    // Three files share the damages that are asked for.
    let share = if word("--damages").is_some() { 3 } else { 1 };
    let damages = most("--damages", share);
    let computed = ["derived.db", "derived.sums"];
    kind("damage to derived.db", &mut |dir| damage(damages, &mut draw, dir, &computed));
    kind("damage to the index", &mut |dir| damage(damages, &mut draw, dir, &["index"]));
    kind("damage to record.db", &mut |dir| damaged_record(damages, &mut draw, dir));
    kind("files of several bases mixed", &mut |dir| mixed(most("--times", 1), &mut draw, dir));
    kind("wrong clocks", &mut |dir| clocks(most("--times", 4), &mut draw, dir));
    kind("made anew beside readers", &mut |dir| rebuilt(most("--times", 4), dir));
    let copies = most("--copies", 4);
    #[cfg(unix)]
    {
        kind("readers without rights", &mut |dir| closed::nobody(copies, &mut draw, dir));
        kind("a stick that may only be read", &mut |dir| closed::stick(copies, &mut draw, dir));
        kind("copied while it is written", &mut |dir| closed::copied(copies, &mut draw, dir));
        kind("pipes, folders and links in its place", &mut |dir| closed::names(copies, &mut draw, dir));
    }
    let program = word("--program").map(PathBuf::from);
    kind("a reading room beside it", &mut |dir| room::beside(copies, &mut draw, dir, program.as_deref()));
    ExitCode::from(u8::from(!good))
}
