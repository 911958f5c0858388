//! A base under everything that may happen to it, seeded: kills, power that is gone, full disks, damage, mixed up files, two writers, wrong clocks,
//! rebuilding beside readers, readers without rights, a stick that may only be read, copies made while it is written, pipes and links, a synced folder,
//! a reading room beside all of it.
//!
//! `cargo run -p dashiji-store --example torture -- --times 20 --seed 1` does each and prints a table; `--kills`, `--cuts`, `--damages` and `--copies`
//! say how often by kind, `--only WORDS` chooses kinds by their names, `--program PATH` says which `dashiji` serves the room. Exit code 1 where anything that
//! was acknowledged is lost, an answer is wrong without a word, the program panics, or what is advised does not help; 2 where the harness itself could not go on,
//! with where and why. What the machine does not let be done is `NOT RUN`.
//!
//! A machine has ten minutes for one answer ([`LONG`]) and half an hour for a kind that does not move; what takes longer is told as wrong. Nothing else is held
//! against it, but what is met hangs on it: a seed draws how long a writer is let be and which file is hurt, not what it was at then nor which file that is.
//!
//! Each kind is a process of its own, so that whatever ends one is told and the others are done.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a harness that ends where a step of its own fails"
)]

mod advice;
mod children;
#[cfg(unix)]
mod closed;
mod full;
#[path = "../../tests/base/harm.rs"]
mod harm;
mod machine;
mod power;
mod room;
mod synced;

use children::{End, Writer};
use dashiji_store::search::{self, Options, Query};
use dashiji_store::{Base, Clock, Error, VersionId};
use harm::{Draw, WAYS, at_rest, copy, incoming, text, told};
use machine::Patience;
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long one answer may take: machines are slow and busy, but not endless.
const LONG: Duration = Duration::from_secs(600);

/// Exit codes of a kind, beside 0: something is wrong; the harness could not do its own part.
const WRONG: u8 = 1;
const BROKEN: u8 = 2;

/// Where and with what words something panicked, since it was asked last.
static FALLEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// What is being done, and the file that says it to whoever started this.
static STEP: Mutex<(String, Option<PathBuf>)> = Mutex::new((String::new(), None));

/// Keeps the words of panics, which would stand between the rows.
fn keep_words_of_panics() {
    std::panic::set_hook(Box::new(|told| {
        let words = told.payload();
        let words =
            words.downcast_ref::<&str>().copied().or(words.downcast_ref::<String>().map(String::as_str));
        let words: String = words.unwrap_or("no words").replace('\n', " ").chars().take(300).collect();
        let place = told.location().map_or_else(String::new, |at| format!("{}:{}: ", at.file(), at.line()));
        FALLEN.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{place}{words}"));
    }));
}

/// The words of the panics since it was asked last.
fn fallen() -> String {
    std::mem::take(&mut *FALLEN.lock().unwrap_or_else(PoisonError::into_inner)).join("; ")
}

/// Does something again while another program is writing: how soon that one lets go is the machine's affair.
fn patiently<T>(mut work: impl FnMut() -> Result<T, Error>) -> Result<T, Error> {
    let begun = Instant::now();
    loop {
        match work() {
            Err(Error::Busy { .. } | Error::Index(search::Error::Busy)) if begun.elapsed() < LONG => {
                std::thread::sleep(Duration::from_millis(50));
            }
            done => return done,
        }
    }
}

/// What came of one kind of harm.
#[derive(Default)]
struct Tally {
    times: u32,
    /// The turn that the first time takes (`way`).
    first: u64,
    /// The ways that were met, of how many.
    met: BTreeSet<u32>,
    ways: u32,
    /// The program that serves a room.
    program: Option<PathBuf>,
    /// Something acknowledged was not there, or an answer was another without a word.
    wrong: Vec<String>,
    panics: Vec<String>,
    /// What was told as a fault, and in which words.
    told: u32,
    words: BTreeSet<String>,
    /// Told, and what is advised did not help: doing it again, or of a hurt record a repair or its backup.
    helpless: Vec<String>,
    /// Hurt records of which nothing could be read, so that a backup is what helps: how many, and what the repair said last.
    by_backup: (u32, String),
    /// What cannot be done on this machine.
    lacking: BTreeSet<String>,
    /// More that is to be known of it.
    notes: Vec<String>,
}

impl Tally {
    fn hold(&mut self, good: bool, what: impl FnOnce() -> String) {
        if !good {
            self.wrong.push(what());
        }
    }

    /// Says what is done now, for whoever has to tell where it stands or fell.
    fn step(&self, what: &str) {
        let mut step = STEP.lock().unwrap_or_else(PoisonError::into_inner);
        step.0 = format!("time {}, {what}", self.times + 1);
        if let Some(file) = &step.1 {
            let _ = fs::write(file, &step.0);
        }
    }

    /// Which of some ways this time takes. They take turns over the seeds too: where one seed's times are too few for all, the next goes on.
    fn way(&mut self, ways: u32) -> u32 {
        let way = (self.first.wrapping_add(u64::from(self.times)) % u64::from(ways)) as u32;
        self.met.insert(way);
        self.ways = ways;
        way
    }

    /// Something that this machine must let be done; whether it does. It is asked before a base is opened, which might be what is in its way.
    fn may<T>(&mut self, lack: Result<T, String>) -> Option<T> {
        lack.map_err(|why| self.lacking.insert(why)).ok()
    }

    /// Does something that may fail but not panic; what fails is done a second time.
    fn attempt<T>(&mut self, what: &str, mut work: impl FnMut() -> Result<T, Error>) -> Option<T> {
        self.step(what);
        for again in [false, true] {
            fallen();
            match catch_unwind(AssertUnwindSafe(|| patiently(&mut work))) {
                Ok(Ok(done)) => return Some(done),
                Ok(Err(error)) if again => self.helpless.push(format!("{what}: {error}")),
                Ok(Err(error)) => {
                    self.told += 1;
                    self.words.insert(format!("{what}: {error}"));
                }
                Err(_) => {
                    self.panics.push(format!("{what}: {}", fallen()));
                    return None;
                }
            }
        }
        None
    }

    /// Kills a writer; what it said. It may have ended by nothing else.
    fn end(&mut self, writer: Writer) -> Vec<String> {
        let (lines, end) = writer.end();
        match end {
            End::Killed => {}
            End::Told(words) => self.wrong.push(words),
            End::Fell(words) => self.panics.push(words),
        }
        lines
    }

    /// A hurt record of which nothing is left to read.
    fn helped_by_backup(&mut self, why: String) {
        self.by_backup = (self.by_backup.0 + 1, why);
    }

    fn is_good(&self) -> bool {
        self.wrong.is_empty() && self.panics.is_empty() && self.helpless.is_empty()
    }
}

/// Whether all that was acknowledged is in, whole, and no id stands twice.
fn acknowledged(tally: &mut Tally, dir: &Path, lines: &[String]) {
    let Some(base) = tally.attempt("open", || Base::open(dir)) else { return };
    let Some(view) = tally.attempt("look", || base.now()) else { return };
    let ruled = tally.attempt("rulings", || view.rulings()).unwrap_or_default();
    let rulings: BTreeSet<String> = ruled.iter().map(|ruled| ruled.id.to_string()).collect();
    let mut seen = BTreeSet::new();
    for line in lines {
        tally.hold(seen.insert(line.clone()), || format!("{line} was given twice"));
        let Some((id, number)) = line.split_once(' ') else {
            tally.hold(rulings.contains(line), || format!("{line} is lost"));
            continue;
        };
        let id: VersionId = id.parse().unwrap();
        let want = text(number.parse().unwrap()).into_bytes();
        match view.bytes(id).and_then(|bytes| Ok((bytes == want, view.entries_in(id)?.len()))) {
            Ok((true, 2)) => {}
            Ok((same, entries)) => {
                let what = if same { "as it was" } else { "another" };
                tally.wrong.push(format!("{line} is lost: {what}, of {entries} entries"));
            }
            Err(error) => tally.wrong.push(format!("{line} is lost: {error}")),
        }
    }
    // One time in eight all that is computed is made again beside, and held against it.
    let deep = tally.times.is_multiple_of(8);
    if let Some(report) =
        tally.attempt("verify", || if deep { base.verify_deep(&()) } else { base.verify(&()) })
    {
        tally.hold(report.is_sound(), || format!("{:?}", report.faults.first()));
    }
    let query = Query::parse("防汛").unwrap();
    let options = Options { within: LONG, ..Options::default() };
    let found = tally.attempt("search", || base.now()?.search(&query, &options, &()));
    let documents = base.now().map_or(0, |view| view.documents().len() as u64);
    tally.hold(found.is_none_or(|found| found.total == documents), || "not all is found".to_owned());
}

fn kills(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    let (mut base, mut lines): (PathBuf, Vec<String>) = (PathBuf::new(), Vec::new());
    for round in 0..times {
        if round % 8 == 0 {
            let _ = fs::remove_dir_all(&base);
            base = dir.join(round.to_string());
            lines.clear();
            drop(Base::init(&base).unwrap());
        }
        tally.step("a writer");
        let mut writer = Writer::start(&base, draw.below(1 << 30));
        // One in four before it may have begun, the others while it writes, however long it took to start.
        if draw.below(4) > 0 {
            writer.first();
        }
        std::thread::sleep(Duration::from_micros(draw.below(400_000)));
        lines.extend(tally.end(writer));
        acknowledged(tally, &base, &lines);
        tally.times += 1;
    }
}

fn two_writers(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    for round in 0..times {
        let base = dir.join(round.to_string());
        drop(Base::init(&base).unwrap());
        tally.step("two writers");
        let mut writers = [0, 1].map(|_| Writer::start(&base, draw.below(1 << 30)));
        if draw.below(2) == 0 {
            writers.iter_mut().for_each(Writer::first);
        }
        let until = Instant::now() + Duration::from_millis(500 + draw.below(700));
        while Instant::now() < until {
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
        let lines: Vec<String> = writers.into_iter().flat_map(|writer| tally.end(writer)).collect();
        let ids: Vec<&str> = lines.iter().filter_map(|line| Some(line.split_once(' ')?.0)).collect();
        let different: BTreeSet<&&str> = ids.iter().collect();
        tally.hold(different.len() == ids.len(), || "one id for two".to_owned());
        acknowledged(tally, &base, &lines);
        let _ = fs::remove_dir_all(&base);
        tally.times += 1;
    }
}

/// Kinds of flaws that the record has, which no making anew mends.
const OF_RECORD: [&str; 5] = ["page", "log", "bytes", "twice", "unreadable"];

/// What is computed is hurt. Whoever asks, looks or writes first finds nothing of it, or is told; what `verify` advises mends it.
fn damage(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path, names: &[&str]) {
    let whole = at_rest(dir, 0..24);
    for _ in 0..times {
        let harmed = whole.harmed(names, WAYS, draw);
        let (base, name) = (harmed.base, &format!("{}, way {}", harmed.file, harmed.way));
        let mut held = 24;
        match tally.way(3) {
            0 => {
                let report = tally.attempt(name, || Base::open(base)?.verify(&()));
                for flaw in report.iter().flat_map(|report| &report.faults) {
                    tally.told += 1;
                    tally.words.insert(format!("{name}: {flaw:?}"));
                    tally.hold(!OF_RECORD.contains(&flaw.kind), || format!("{name}: {flaw:?}"));
                }
                if report.is_some_and(|report| !report.is_sound()) {
                    tally.attempt(name, || Base::open(base)?.reindex("a", &()));
                    let report = tally.attempt(name, || Base::open(base)?.verify(&()));
                    if report.is_some_and(|report| !report.is_sound()) {
                        tally.helpless.push(format!("{name}: made anew, and not mended"));
                    }
                }
            }
            1 => {
                let added = tally.attempt(name, || Base::open(base)?.add_one("a", incoming(900)));
                tally.hold(added.is_none_or(|added| added.id().document == 25), || {
                    format!("{name}: another id")
                });
                held += 1;
            }
            _ => {}
        }
        let found = tally.attempt(name, || told(&Base::open(base)?));
        let good = |found: &String| {
            *found == whole.want || held > 24 && found.starts_with(&format!("{held} documents, {held} found"))
        };
        tally.hold(found.as_ref().is_none_or(good), || format!("{name}: another answer: {found:?}"));
        let report = tally.attempt(name, || Base::open(base)?.verify_deep(&()));
        tally.hold(report.is_none_or(|report| report.is_sound()), || format!("{name}: not mended"));
        let added = tally.attempt(name, || Base::open(base)?.add_one("a", incoming(901)));
        tally.hold(added.is_none_or(|added| added.id().document == held + 1), || {
            format!("{name}: another id")
        });
        tally.times += 1;
    }
}

/// Damage to the record cannot be mended in its place; what matters is that it is never shown as what was received, that it is told what is hurt, and
/// that what a repair keeps of it is what was received.
fn damaged_record(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    let whole = at_rest(dir, 0..24);
    let mine = |document: u32, bytes: &[u8]| {
        document.checked_sub(1).is_some_and(|number| bytes == text(number.into()).as_bytes())
    };
    let (mut buried, mut most) = (0, 0);
    let saved = dir.join("backup");
    Base::open(whole.anew()).and_then(|base| base.backup(&saved, &())).unwrap();
    for round in 0..times {
        // In one of four what is computed is not there to bear witness.
        let bare = draw.below(4) == 0;
        let mut harmed = whole.harmed(&["record.db"], WAYS, draw);
        let base = harmed.base;
        if bare {
            let _ = fs::remove_file(base.join("derived.db"));
            harmed.file += ", nothing computed";
        }
        let what = format!("round {round}, {}, way {}", harmed.file, harmed.way);
        tally.step(&what);
        fallen();
        let answered = match catch_unwind(|| told(&Base::open(base)?)) {
            Ok(Ok(found)) => {
                tally.hold(found == whole.want, || format!("{what}: another answer"));
                true
            }
            Ok(Err(error)) => {
                tally.told += 1;
                tally.words.insert(error.to_string());
                false
            }
            Err(_) => {
                tally.panics.push(format!("{what}: {}", fallen()));
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
                let good = if harmed.changed {
                    !report.is_sound() || told_same(base, &whole.want)
                } else {
                    report.is_sound()
                };
                tally.hold(good, || format!("{what}: verify says {:?}", report.faults.first()));
                // What advises to make anew what is computed does not help a record.
                let of_record = report.faults.iter().any(|flaw| OF_RECORD.contains(&flaw.kind));
                tally.hold(answered || of_record, || format!("{what}: verify sees no fault of the record"));
            }
            Ok(Err(error)) => tally.helpless.push(format!("{what}: verify tells nothing: {error}")),
            Err(_) => tally.panics.push(format!("verify, {what}: {}", fallen())),
        }
        let into = dir.join("salvaged");
        let _ = fs::remove_dir_all(&into);
        let hurt = fs::read(base.join("record.db")).unwrap();
        match salvaged(tally, base, &into, &mine, Some((24, 1)), &what) {
            Ok(()) => {
                // No number is given again, but where nobody knows how many there were.
                let next = tally.attempt(&what, || Base::open(&into)?.add_one("a", incoming(900)));
                let next = next.map_or(0, |next| next.id().document);
                tally.hold(next == 25 || bare && next < 25, || format!("{what}: d{next} comes next"));
            }
            // What answers can be read.
            Err(why) if answered => {
                tally.helpless.push(format!("{what}: answers, and a repair does not: {why}"));
            }
            Err(why) => {
                tally.helped_by_backup(why);
                let left = (0..24).filter(|number| stands_in(&hurt, &text(*number))).count();
                (buried, most) = (buried + u32::from(left > 0), most.max(left));
                let _ = fs::remove_dir_all(&into);
                match catch_unwind(|| told(&Base::restore(&saved, &into, &())?)) {
                    Ok(Ok(found)) if found == whole.want => {}
                    Ok(Ok(_)) => tally.helpless.push(format!("{what}: a backup that is another")),
                    Ok(Err(error)) => tally.helpless.push(format!("{what}: its backup: {error}")),
                    Err(_) => tally.panics.push(format!("its backup, {what}: {}", fallen())),
                }
            }
        }
        tally.hold(fs::read(base.join("record.db")).is_ok_and(|now| now == hurt), || {
            format!("{what}: it was touched")
        });
        tally.times += 1;
    }
    if buried > 0 {
        tally.notes.push(format!("{buried} of which nothing was read hold texts all the same, up to {most}"));
    }
}

/// Whether a text stands in a file of SQLite, plain or packed, in one piece.
fn stands_in(file: &[u8], text: &str) -> bool {
    let packed = lz4_flex::block::compress(text.as_bytes());
    [text.as_bytes(), packed.as_slice()].iter().any(|want| file.windows(want.len()).any(|part| part == *want))
}

/// What a repair makes of a damaged record is sound, each document in it is one that came in under its id, whole, and where it is known how many documents
/// and rulings there were, it is all of them or told not to be; or why nothing could be kept.
fn salvaged(
    tally: &mut Tally,
    base: &Path,
    into: &Path,
    is_mine: &dyn Fn(u32, &[u8]) -> bool,
    held: Option<(usize, usize)>,
    what: &str,
) -> Result<(), String> {
    fallen();
    let done = catch_unwind(AssertUnwindSafe(|| -> Result<Result<(bool, bool, bool), Error>, Error> {
        let (base, found) = match Base::salvage(base, into, &()) {
            Ok(made) => made,
            Err(error) => return Ok(Err(error)),
        };
        let view = base.now()?;
        let documents = view.documents();
        let mine = documents.iter().all(|document| {
            let id = VersionId { document: document.id.0, version: document.version };
            let whole = view.entries_in(id).is_ok_and(|entries| entries.len() == 2);
            let lost = found.lost_versions.contains(&id.to_string());
            whole && !lost && view.bytes(id).is_ok_and(|bytes| is_mine(document.id.0, &bytes))
        });
        let kept = (documents.len(), view.rulings()?.len());
        let all = held.is_none_or(|held| held == kept);
        Ok(Ok((mine, all || !found.is_whole(), base.verify_deep(&())?.is_sound())))
    }));
    match done {
        Ok(Ok(Ok((mine, all, sound)))) => {
            tally.hold(mine, || format!("{what}: a repair shows what nobody put in"));
            tally.hold(all, || format!("{what}: a repair does not tell what is lost"));
            tally.hold(sound, || format!("{what}: a repair that is not sound"));
            Ok(())
        }
        Ok(Ok(Err(error))) => Err(error.to_string()),
        Ok(Err(error)) => {
            tally.helpless.push(format!("{what}: a repair that does not answer: {error}"));
            Ok(())
        }
        Err(_) => {
            let why = fallen();
            tally.panics.push(format!("repair, {what}: {why}"));
            Err(why)
        }
    }
}

/// Some bytes of a file stand for nothing.
fn told_same(dir: &Path, want: &str) -> bool {
    Base::open(dir).and_then(|base| told(&base)).is_ok_and(|found| found == want)
}

fn mixed(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
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
}

static CLOCK: AtomicI64 = AtomicI64::new(0);

fn clock() -> jiff::Timestamp {
    jiff::Timestamp::from_second(CLOCK.load(Ordering::SeqCst)).unwrap()
}

fn clocks(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    const DAY: i64 = 86_400;
    const BEGIN: i64 = 1_767_258_000;
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
}

fn rebuilt(tally: &mut Tally, times: u32, _: &mut Draw, dir: &Path) {
    let made = at_rest(dir, 0..40);
    let (home, want) = (made.anew().to_owned(), &made.want);
    let done = AtomicBool::new(false);
    let rebuild = |round: u32| -> Result<(), Error> {
        let base = patiently(|| Base::open(&home))?;
        if round.is_multiple_of(2) {
            return patiently(|| base.reindex("a", &()));
        }
        drop(base);
        let _ = fs::remove_file(home.join("derived.db"));
        patiently(|| Base::open(&home)).map(drop)
    };
    let held = patiently(|| Base::open(&home)).unwrap();
    let rebuilt = std::thread::scope(|scope| {
        let rebuilder = scope.spawn(|| {
            // Whatever comes of it, the readers end.
            let rebuilt = catch_unwind(AssertUnwindSafe(|| (0..times).try_for_each(rebuild)));
            done.store(true, Ordering::SeqCst);
            rebuilt
        });
        while !done.load(Ordering::SeqCst) {
            let fresh = tally.attempt("one opened now", || told(&Base::open(&home)?));
            tally.hold(fresh.is_none_or(|found| found == *want), || "opened now: half".to_owned());
            let before = tally.attempt("one open before", || told(&held));
            tally.hold(before.is_none_or(|found| found == *want), || "open before: half".to_owned());
        }
        rebuilder.join()
    });
    match rebuilt {
        Ok(Ok(Ok(()))) => tally.times = times,
        Ok(Ok(Err(error))) => tally.helpless.push(format!("made anew: {error}")),
        _ => tally.panics.push(format!("made anew: {}", fallen())),
    }
}

/// Numbers that may be asked for.
const NUMBERS: [&str; 6] = ["--times", "--kills", "--cuts", "--damages", "--copies", "--seed"];

/// What was asked for on the command line.
struct Asked(Vec<String>);

impl Asked {
    fn word(&self, flag: &str) -> Option<&String> {
        let at = self.0.iter().position(|word| word == flag)?;
        self.0.get(at + 1)
    }

    fn number(&self, flag: &str, other: u64) -> u64 {
        self.word(flag).and_then(|word| word.parse().ok()).unwrap_or(other)
    }

    fn kinds(&self) -> impl Iterator<Item = &'static Kind> {
        KINDS.iter().filter(|kind| self.word("--only").is_none_or(|only| kind.name.contains(only.as_str())))
    }

    /// Why it cannot be done: what is misspelt would else be left out in silence.
    fn fault(&self) -> Option<String> {
        for asked in self.0.chunks(2) {
            let fault = match asked {
                [flag, word] if NUMBERS.contains(&flag.as_str()) => {
                    word.parse::<u32>().is_err().then(|| "is no number".to_owned())
                }
                [flag, word] if flag == "--program" => {
                    (!Path::new(word).is_file()).then(|| "there is no such file".to_owned())
                }
                [flag, _] if flag == "--only" => self
                    .kinds()
                    .next()
                    .is_none()
                    .then(|| format!("is in no kind's name: {}", KINDS.map(|kind| kind.name).join("; "))),
                _ => Some(format!("--only WORDS, --program PATH, {} N", NUMBERS.join(" N, "))),
            };
            if let Some(why) = fault {
                return Some(format!("{}: {why}", asked.join(" ")));
            }
        }
        None
    }
}

/// A kind of torture: its name, the flag that says how often (else `--times` does), of how many times asked for it takes one, and what it does.
struct Kind {
    name: &'static str,
    flag: &'static str,
    share: u64,
    work: fn(&mut Tally, u32, &mut Draw, &Path),
}

/// A row of the table.
const fn kind(
    name: &'static str,
    flag: &'static str,
    share: u64,
    work: fn(&mut Tally, u32, &mut Draw, &Path),
) -> Kind {
    Kind { name, flag, share, work }
}

/// The kinds, in the order of the table.
const KINDS: [Kind; 17] = [
    kind("killed while writing", "--kills", 1, kills),
    kind("power gone", "--cuts", 1, power::gone),
    kind("a full disk", "--times", 2, full::full),
    kind("two writers and a reader", "--times", 8, two_writers),
    kind("damage to derived.db", "--damages", 3, |tally, times, draw, dir| {
        damage(tally, times, draw, dir, &["derived.db", "derived.sums"]);
    }),
    kind("damage to the index", "--damages", 3, |tally, times, draw, dir| {
        damage(tally, times, draw, dir, &["index"]);
    }),
    kind("damage to record.db", "--damages", 3, damaged_record),
    kind("files of several bases mixed", "--times", 1, mixed),
    kind("wrong clocks", "--times", 4, clocks),
    kind("made anew beside readers", "--times", 4, rebuilt),
    kind("readers without rights", "--copies", 4, closed::nobody),
    kind("a stick that may only be read", "--copies", 4, closed::stick),
    kind("copied while it is written", "--copies", 4, closed::copied),
    kind("pipes, folders and links in its place", "--copies", 4, closed::names),
    kind("in a synced folder", "--copies", 4, synced::synced),
    kind("what the program advises", "--damages", 3, advice::advised),
    kind("a reading room beside it", "--copies", 4, room::beside),
];

/// What only Unix has.
#[cfg(not(unix))]
mod closed {
    pub fn nobody(tally: &mut crate::Tally, _: u32, _: &mut crate::Draw, _: &std::path::Path) {
        tally.lacking.insert("it is of Unix".to_owned());
    }
    pub use self::{nobody as copied, nobody as names, nobody as stick};
}

/// Does one kind in a process of its own, and says what came of it.
fn one(kind: &Kind, asked: &Asked, dir: &Path) -> u8 {
    keep_words_of_panics();
    let name = kind.name;
    let times = asked.number(kind.flag, asked.number("--times", 20)).div_ceil(kind.share) as u32;
    let seed = asked.number("--seed", 1);
    let mut tally = Tally { first: seed.wrapping_mul(u64::from(times)), ..Tally::default() };
    tally.program = asked.word("--program").map(PathBuf::from);
    let work = || (kind.work)(&mut tally, times, &mut Draw::new(seed), dir);
    let broken = catch_unwind(AssertUnwindSafe(work)).is_err().then(fallen);
    let (wrong, panics, helpless) = (tally.wrong.len(), tally.panics.len(), tally.helpless.len());
    if tally.times > 0 || tally.lacking.is_empty() || !tally.is_good() {
        println!("| {name} | {} | {} | {wrong} | {panics} | {helpless} |", tally.times, tally.told);
    }
    for why in &tally.lacking {
        println!("NOT RUN: torture, {name}: {why}");
    }
    if !tally.met.is_empty() {
        eprintln!("    {name}: {} of its {} ways were met", tally.met.len(), tally.ways);
    }
    if let (times @ 1.., words) = &tally.by_backup {
        eprintln!("    {name}: {times} had nothing left to read, which is what a backup is for ({words})");
    }
    for words in &tally.notes {
        eprintln!("    {name}: {words}");
    }
    for words in tally.words.iter().take(3) {
        eprintln!("    {name}: told: {words}");
    }
    for what in tally.wrong.iter().chain(&tally.panics).chain(&tally.helpless).take(5) {
        eprintln!("    {name}: {what}");
    }
    if let Some(words) = &broken {
        let step = STEP.lock().unwrap_or_else(PoisonError::into_inner).0.clone();
        println!("    {name}: BROKEN: the harness could not go on ({step}): {words}");
    }
    match (tally.is_good(), broken) {
        (true, None) => 0,
        (true, Some(_)) => BROKEN,
        (false, _) => WRONG,
    }
}

/// Starts a process for a kind and waits for it; its exit code where not all was well and it cannot have been the machine.
///
/// Whether the machine is fit is asked here, where no base was ever opened, and once more when the kind and all that it made are gone: room, files and threads
/// that a base does not give back are no lack of the machine.
fn waited(name: &str, asked: &Asked, root: &Path) -> Option<u8> {
    let dir = root.join(name.replace([' ', ',', '/'], "-"));
    let step = root.join("step");
    if let Err(why) = machine::is_fit(&dir) {
        println!("NOT RUN: torture, {name}: {why}");
        return None;
    }
    let begun = std::env::current_exe()
        .and_then(|me| Command::new(me).args(&asked.0).arg("--kind").arg(name).arg(&dir).arg(&step).spawn());
    let mut child = match begun {
        Ok(child) => child,
        Err(error) => {
            println!("    {name}: BROKEN: it cannot be started in {}: {error}", dir.display());
            return Some(BROKEN);
        }
    };
    let mut patience = Patience::default();
    let at = || fs::read_to_string(&step).unwrap_or_default();
    let code = loop {
        match child.try_wait() {
            Ok(Some(status)) => {
                if let Some(code @ 0..=2) = status.code() {
                    break code as u8;
                }
                println!("    {name}: BROKEN: the harness ended with {status} ({})", at());
                break BROKEN;
            }
            Ok(None) if patience.is_over(name, at()) => {
                println!("| {name} | 0 | 0 | 1 | 0 | 0 |");
                println!("    {name}: nothing moves any more ({})", at());
                let _ = child.kill();
                let _ = child.wait();
                break WRONG;
            }
            Ok(None) => std::thread::sleep(machine::LOOK),
            Err(error) => {
                println!("    {name}: BROKEN: it cannot be waited for: {error}");
                break BROKEN;
            }
        }
    };
    let _ = fs::remove_file(step);
    let gone = fs::remove_dir_all(&dir).is_ok();
    if code > 0
        && gone
        && let Err(why) = machine::is_fit(&dir)
    {
        println!("NOT RUN: torture, {name}: what it found may be the machine's: {why}");
        return None;
    }
    (code > 0).then_some(code)
}

fn main() -> ExitCode {
    let asked = Asked(std::env::args().skip(1).collect());
    match asked.0.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--child", dir, seed] => return children::write(Path::new(dir), seed.parse().unwrap()),
        ["--office", dir] => return power::office(Path::new(dir)),
        ["--asked", dir, what] => return children::answer(Path::new(dir), what),
        ["--here", dir] => return machine::say_here(Path::new(dir)),
        [.., "--kind", name, dir, step] => {
            STEP.lock().unwrap().1 = Some(PathBuf::from(step));
            let kind = KINDS.iter().find(|kind| kind.name == *name).unwrap();
            return ExitCode::from(one(kind, &asked, Path::new(dir)));
        }
        _ => {}
    }
    if let Some(why) = asked.fault() {
        println!("{why}");
        return ExitCode::from(BROKEN);
    }
    let made = tempfile::tempdir().and_then(|root| Ok((root.path().canonicalize()?, root)));
    let (root, _made) = match made {
        Ok(made) => made,
        Err(error) => {
            println!("NOT RUN: torture: no folder can be made (TMPDIR): {error}");
            return ExitCode::from(BROKEN);
        }
    };
    println!("seed {}\n", asked.number("--seed", 1));
    println!("| what | times | told as a fault | wrong | panics | advice that did not help |");
    println!("|---|---|---|---|---|---|");
    let failed: Vec<(&str, u8)> =
        asked.kinds().filter_map(|kind| Some((kind.name, waited(kind.name, &asked, &root)?))).collect();
    for (name, code) in &failed {
        println!("FAILED: torture, {name}{}", if *code == BROKEN { ", by the harness itself" } else { "" });
    }
    ExitCode::from(failed.iter().map(|(_, code)| *code).min().unwrap_or(0))
}
