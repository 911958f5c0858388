//! A base in a folder that another program keeps the same on several machines: conflict copies beside its files, only some of them come, some of an earlier
//! day, some of them half under the time of the whole, a log of writes of another day, all of them put in place under a base that is open.
//!
//! What is asked is answered for the record that is there, as it stood at some row, or told to be damaged, and then what can be read of it can be saved.

use crate::harm::{Draw, copy, incoming, text, told};
use crate::{Tally, fallen, salvaged};
use dashiji_store::{Base, VersionId};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Names that other programs leave in a folder.
const STRAYS: [&str; 12] = [
    "record (conflicted copy 2026-11-30).db",
    "record.sync-conflict-20261130-101500-ABCDEFG.db",
    "derived (conflicted copy 2026-11-30).db",
    "derived (1).sums",
    "~$record.db",
    ".~lock.record.db#",
    ".syncthing.record.db.tmp",
    "record.db.part",
    "RECORD.DB",
    ".DS_Store",
    "desktop.ini",
    "index (conflicted copy)",
];

/// A base at a time of a day.
struct Day {
    home: PathBuf,
    /// What it says.
    want: String,
}

/// How many documents it has in the morning, at noon and in the evening.
const MORNING: u64 = 9;
const NOON: u64 = 15;
const EVENING: u64 = 21;

/// The base in the morning and in the evening at rest, and at noon in use: with a log of writes beside the files.
fn days(dir: &Path) -> [Day; 3] {
    let (morning, evening, noon) = (dir.join("morning"), dir.join("evening"), dir.join("noon"));
    let add = |base: &Base, numbers: std::ops::Range<u64>| {
        for number in numbers {
            base.add_one("a", incoming(number)).unwrap();
        }
        told(base).unwrap()
    };
    let base = Base::init(&morning).unwrap();
    let early = add(&base, 0..MORNING);
    drop(base);
    copy(&morning, &evening);
    let base = Base::open(&evening).unwrap();
    // Somebody reads what was there in the morning: what is written since waits.
    let reader = rusqlite::Connection::open(evening.join("record.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM log;").unwrap();
    let half = add(&base, MORNING..NOON);
    copy(&evening, &noon);
    assert!(fs::metadata(noon.join("record.db-wal")).unwrap().len() > 0, "nothing waits");
    drop(reader);
    let late = add(&base, NOON..EVENING);
    drop(base);
    [Day { home: morning, want: early }, Day { home: evening, want: late }, Day { home: noon, want: half }]
}

/// Copies a file over another, with its time, as programs that keep folders the same do.
fn bring(from: &Path, to: &Path) {
    let _ = fs::remove_file(to);
    if let Ok(bytes) = fs::read(from) {
        fs::write(to, bytes).unwrap();
        let changed = fs::metadata(from).unwrap().modified().unwrap();
        fs::File::options().write(true).open(to).and_then(|file| file.set_modified(changed)).unwrap();
    }
}

/// Keeps it the same.
pub fn synced(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    let days = days(dir);
    let [morning, evening, noon] = &days;
    let again = dir.join("again");
    let mine = |document: u32, bytes: &[u8]| {
        document.checked_sub(1).is_some_and(|number| bytes == text(number.into()).as_bytes())
    };
    for _ in 0..times {
        let _ = fs::remove_dir_all(&again);
        let way = tally.way(9);
        // What it says where the record that is there is whole by itself.
        let mut want = Some(&evening.want);
        let mut held = None;
        match way {
            // Conflict copies beside.
            0 => {
                copy(&evening.home, &again);
                for name in STRAYS {
                    let from = if draw.below(2) == 0 { &morning.home } else { &evening.home };
                    let lie = if name.starts_with("index") {
                        copy(&from.join("index"), &again.join(name));
                        continue;
                    } else {
                        fs::read(from.join(if name.contains("derived") { "derived.db" } else { "record.db" }))
                            .unwrap()
                    };
                    fs::write(again.join(name), &lie).unwrap();
                    fs::write(again.join("index").join(name), &lie).unwrap();
                }
            }
            // The record has come, and of the others some.
            1 => {
                copy(&evening.home, &again);
                for name in ["derived.db", "derived.sums", "lock"] {
                    if draw.below(2) == 0 {
                        let _ = fs::remove_file(again.join(name));
                    }
                }
                let files = fs::read_dir(again.join("index")).unwrap();
                files
                    .flatten()
                    .filter(|_| draw.below(2) == 0)
                    .for_each(|file| fs::remove_file(file.path()).unwrap());
            }
            // One has come, of the others some; the record is of either day.
            2 | 3 => {
                let (day, other) = if way == 2 { (morning, evening) } else { (evening, morning) };
                copy(&day.home, &again);
                want = Some(&day.want);
                for name in ["derived.db", "derived.sums"] {
                    if draw.below(2) == 0 {
                        bring(&other.home.join(name), &again.join(name));
                    }
                }
                for file in fs::read_dir(other.home.join("index")).unwrap().flatten() {
                    if draw.below(2) == 0 {
                        bring(&file.path(), &again.join("index").join(file.file_name()));
                    }
                }
            }
            // A file of its full size, of which not all has come yet, under the time of the whole.
            4 => {
                copy(&evening.home, &again);
                let mut files: Vec<PathBuf> =
                    fs::read_dir(again.join("index")).unwrap().map(|file| file.unwrap().path()).collect();
                files.sort();
                files.extend([again.join("derived.db"), again.join("derived.sums")]);
                let file = draw.of(&files).clone();
                let from = if file.starts_with(again.join("index")) {
                    evening.home.join("index").join(file.file_name().unwrap())
                } else {
                    evening.home.join(file.file_name().unwrap())
                };
                let mut bytes = fs::read(&from).unwrap();
                let begin = draw.below(bytes.len() as u64 + 1) as usize;
                bytes[begin..].fill(0);
                fs::write(&file, bytes).unwrap();
                let changed = fs::metadata(&from).unwrap().modified().unwrap();
                fs::File::options()
                    .write(true)
                    .open(&file)
                    .and_then(|file| file.set_modified(changed))
                    .unwrap();
            }
            // A record with the log of writes of another day beside it, or without its own.
            5..=7 => {
                let (record, wal) = match way {
                    5 => (morning, noon),
                    6 => (evening, noon),
                    _ => (noon, morning),
                };
                copy(&draw.of(&days).home, &again);
                for name in ["record.db-shm", "derived.db-shm", "derived.db-wal"] {
                    let _ = fs::remove_file(again.join(name));
                }
                bring(&record.home.join("record.db"), &again.join("record.db"));
                bring(&wal.home.join("record.db-wal"), &again.join("record.db-wal"));
                want = None;
            }
            // All of them are put in place under a base that is open.
            _ => {
                copy(&morning.home, &again);
                held = Base::open(&again).ok();
                let said = held.as_ref().map(told);
                tally.hold(said.is_some_and(|said| said.is_ok_and(|said| said == morning.want)), || {
                    "the morning's base says something else".to_owned()
                });
                for name in ["record.db", "derived.db", "derived.sums"] {
                    bring(&evening.home.join(name), &again.join("coming"));
                    fs::rename(again.join("coming"), again.join(name)).unwrap();
                }
            }
        }
        if let Some(base) = held {
            let found = tally.attempt("open before", || told(&base));
            tally
                .hold(found.is_none_or(|found| found == evening.want), || format!("way {way}: stands still"));
        }
        let whole = if let Some(want) = want {
            let found = tally.attempt("asked", || told(&Base::open(&again)?));
            tally.hold(found.as_ref().is_none_or(|found| found == want), || {
                format!("way {way}: {found:?} for {want}")
            });
            let report = tally.attempt("verify", || Base::open(&again)?.verify_deep(&()));
            tally.hold(report.as_ref().is_none_or(dashiji_store::Report::is_sound), || {
                format!("way {way}: {:?}", report.map(|report| report.faults))
            });
            true
        } else {
            as_at_some_row(tally, &again, &dir.join("saved"), &mine, way)
        };
        if whole {
            tally.attempt("add", || Base::open(&again)?.add_one("a", incoming(7777)));
            let report = tally.attempt("verify", || Base::open(&again)?.verify(&()));
            tally.hold(report.is_none_or(|report| report.is_sound()), || {
                format!("way {way}: added, not sound")
            });
        }
        tally.times += 1;
    }
}

/// A base answers for what came in first, whole and in its order, or is told to be damaged and what can be read of it is saved; whether it answers.
fn as_at_some_row(
    tally: &mut Tally,
    home: &Path,
    into: &Path,
    mine: &dyn Fn(u32, &[u8]) -> bool,
    way: u32,
) -> bool {
    fallen();
    let looked = catch_unwind(AssertUnwindSafe(|| -> Result<(usize, bool, bool), dashiji_store::Error> {
        let base = Base::open(home)?;
        let said = told(&base)?;
        let view = base.now()?;
        let documents = view.documents();
        let held = documents.len();
        let whole = documents.iter().enumerate().all(|(place, document)| {
            let id = VersionId { document: document.id.0, version: document.version };
            document.id.0 as usize == place + 1
                && view.bytes(id).is_ok_and(|bytes| mine(document.id.0, &bytes))
        });
        let whole = whole && said.starts_with(&format!("{held} documents, {held} found"));
        Ok((held, whole, base.verify_deep(&())?.is_sound()))
    }));
    let answers = matches!(looked, Ok(Ok(_)));
    match looked {
        Ok(Ok((held, whole, sound))) => {
            tally.hold(whole && sound, || {
                format!("way {way}: {held} documents, whole: {whole}, sound: {sound}")
            });
        }
        Ok(Err(error)) => {
            tally.told += 1;
            tally.words.insert(error.to_string());
            let _ = fs::remove_dir_all(into);
            if let Err(why) = salvaged(tally, home, into, mine, None, &format!("way {way}")) {
                tally.helped_by_backup(why);
            }
        }
        Err(_) => tally.panics.push(format!("way {way}: {}", fallen())),
    }
    answers
}
