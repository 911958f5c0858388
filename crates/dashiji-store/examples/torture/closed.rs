//! A base in a place that is not ours: somebody else's files, a stick that may only be read, a copy that was made while it was written, and names that
//! stand for no file. What is asked is answered whole or refused with what is lacking; nothing is waited for without end.
//!
//! Root may read and write everything, so that questions are asked by children: as nobody, or on a disk that was mounted to be read.

use crate::children::{Asker, Writer};
use crate::harm::{AtRest, Draw, WAYS, at_rest, copy, incoming, rot, text, told};
use crate::machine::{Mounted, answers, may_make_pipes, may_mount};
use crate::{Tally, fallen, salvaged};
use dashiji_store::{Base, VersionId};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Everything under a folder, with the rights that files and folders get.
fn set_rights(dir: &Path, files: u32, folders: u32) {
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            set_rights(&entry.path(), files, folders);
        } else {
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(files)).unwrap();
        }
    }
    fs::set_permissions(dir, fs::Permissions::from_mode(folders)).unwrap();
}

/// A base as it may be met, and what it says: at rest; after a kill, without the file that readers share; without what is computed, without the index,
/// with damage to either.
fn met(tally: &mut Tally, whole: &AtRest, way: u32, draw: &mut Draw, dir: &Path) -> (PathBuf, String) {
    let (at, want) = (whole.anew().to_owned(), whole.want.clone());
    match way {
        1 => {
            let (killed, away, own) = (dir.join("killed"), dir.join("away"), dir.join("looked"));
            for place in [&killed, &away, &own] {
                let _ = fs::remove_dir_all(place);
            }
            drop(Base::init(&killed).unwrap());
            let mut writer = Writer::start(&killed, draw.below(1 << 30));
            if draw.below(4) > 0 {
                writer.first();
            }
            std::thread::sleep(Duration::from_micros(draw.below(400_000)));
            tally.end(writer);
            copy(&killed, &away);
            for name in ["record.db-shm", "derived.db-shm"] {
                let _ = fs::remove_file(away.join(name));
            }
            copy(&away, &own);
            let want = told(&Base::open(&own).unwrap()).unwrap();
            return (away, want);
        }
        2 => fs::remove_file(at.join("derived.db")).unwrap(),
        3 => fs::remove_dir_all(at.join("index")).unwrap(),
        4 => {
            let way = draw.below(WAYS);
            rot(&at.join("derived.db"), way, draw);
        }
        5 => {
            let files: Vec<PathBuf> =
                fs::read_dir(at.join("index")).unwrap().map(|file| file.unwrap().path()).collect();
            let file = draw.of(files.as_slice()).clone();
            let way = draw.below(WAYS);
            rot(&file, way, draw);
        }
        _ => {}
    }
    (at, want)
}

/// Asks a base that may only be read everything that can be asked of one.
fn asked(tally: &mut Tally, asker: &Asker<'_>, home: &Path, want: &str, way: u32) {
    let backup = asker.own.join("backup");
    let _ = fs::remove_file(&backup);
    for what in ["told", "verify", &format!("backup {}", backup.display()), "add 900", "reindex", "told"] {
        let Some(said) = asker.ask(tally, home, what) else { continue };
        let good = match said.split_once(' ').unwrap_or((&said, "")) {
            ("ok", words) if what == "told" => words == want,
            // What is hurt and may not be mended is found to be hurt.
            ("ok", words) if what == "verify" => words == "true" || way >= 4,
            ("ok", _) => what.starts_with("backup"),
            ("read-only", _) => {
                tally.told += 1;
                tally.words.insert(format!("{what}: {said}"));
                what.starts_with("add") || what == "reindex"
            }
            _ => false,
        };
        tally.hold(good, || format!("way {way}, {what}: {said} for {want}"));
    }
    let into = asker.own.join("restored");
    let _ = fs::remove_dir_all(&into);
    let restored = tally.attempt("restore", || {
        let _ = fs::remove_dir_all(&into);
        told(&Base::restore(&backup, &into, &())?)
    });
    // The register of rulings is in the record too: what was saved says what the base says.
    tally.hold(restored.is_none_or(|found| found == want), || format!("way {way}: another backup"));
}

/// As nobody, in folders and with files of somebody else's; and with files that may not even be read.
pub fn nobody(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    if !fs::metadata("/proc/self").is_ok_and(|told| told.uid() == 0) {
        tally.lacking.insert("only root may ask as another".to_owned());
        return;
    }
    let (mut program, own) = (dir.join("program"), dir.join("own"));
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::create_dir_all(&own).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&own, fs::Permissions::from_mode(0o777)).unwrap();
    for folder in dir.ancestors().take(2) {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let can = |program: &Path| answers(&mut Asker { program, own: &own, nobody: true }.command(), &own);
    // A place for what goes away may be one where no program starts.
    if can(&program).is_err() {
        program = std::env::current_exe().unwrap();
    }
    if tally.may(can(&program).map_err(|why| format!("nobody may not start a program: {why}"))).is_none() {
        return;
    }
    let asker = Asker { program: &program, own: &own, nobody: true };
    let whole = at_rest(dir, 0..24);
    for _ in 0..times {
        let way = tally.way(7);
        let (home, want) = met(tally, &whole, way, draw, dir);
        set_rights(&home, 0o444, 0o555);
        if way == 6 {
            fs::set_permissions(home.join("record.db"), fs::Permissions::from_mode(0o0)).unwrap();
            for what in ["told", "verify", "add 900"] {
                let Some(said) = asker.ask(tally, &home, what) else { continue };
                tally.hold(said.starts_with("io ") && said.contains("denied"), || {
                    format!("not to be read, {what}: {said}")
                });
            }
        } else {
            asked(tally, &asker, &home, &want, way);
        }
        set_rights(&home, 0o644, 0o755);
        tally.times += 1;
    }
}

/// On a disk that was mounted to be read.
pub fn stick(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    let (program, own, disk) = (std::env::current_exe().unwrap(), dir.join("own"), dir.join("stick"));
    fs::create_dir_all(&own).unwrap();
    fs::create_dir_all(&disk).unwrap();
    if tally.may(may_mount(&disk)).is_none() {
        return;
    }
    let whole = at_rest(dir, 0..24);
    let asker = Asker { program: &program, own: &own, nobody: false };
    for _ in 0..times {
        let mounted = Mounted::at(&disk, "size=16m").unwrap();
        let way = tally.way(6);
        let (home, want) = met(tally, &whole, way, draw, dir);
        copy(&home, &disk.join("base"));
        mounted.close().unwrap();
        asked(tally, &asker, &disk.join("base"), &want, way);
        tally.times += 1;
    }
}

/// Copied file by file, in either order of names, while another program writes. Such a copy is the base as of some row, or is told to be damaged, and then
/// what can be read of it can be saved; copied once more when nobody writes it is all of it.
pub fn copied(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    let mut fewer = 0;
    for _ in 0..times {
        let (home, again, into) = (dir.join("base"), dir.join("copy"), dir.join("saved"));
        for place in [&home, &again, &into] {
            let _ = fs::remove_dir_all(place);
        }
        drop(Base::init(&home).unwrap());
        let seed = draw.below(1 << 30);
        let mut writer = Writer::start(&home, seed);
        if draw.below(4) > 0 {
            writer.first();
        }
        std::thread::sleep(Duration::from_micros(draw.below(500_000)));
        tally.step("copied");
        let before = Base::open(&home).and_then(|base| base.now()).map_or(0, |view| view.documents().len());
        in_turn(&home, &again, tally.way(2) == 1);
        let lines = tally.end(writer);
        let known: BTreeSet<Vec<u8>> =
            (0..400).map(|k| text(seed % 1_000_000 * 1000 + k).into_bytes()).collect();
        let acknowledged: BTreeSet<&str> =
            lines.iter().filter_map(|line| Some(line.split_once(' ')?.0)).collect();
        // How many documents there are, and what is not as the base ever stood.
        let looked = |base: &Base| -> Result<(usize, Vec<String>), dashiji_store::Error> {
            // An index that was copied half is told by `verify`, and made anew by who searches: that comes first.
            let said = told(base)?;
            let view = base.now()?;
            let documents = view.documents();
            let mut other: Vec<String> =
                base.verify(&())?.faults.into_iter().map(|flaw| format!("{flaw:?}")).collect();
            let (held, entries) = (documents.len(), view.all()?.len());
            if entries != held * 2 || !said.starts_with(&format!("{held} documents, {held} found")) {
                other.push(format!("{entries} entries of {held} documents: {said}"));
            }
            for (place, document) in documents.iter().enumerate() {
                let id = VersionId { document: document.id.0, version: document.version };
                let said = acknowledged.contains(id.to_string().as_str()) || place + 1 == held;
                if !said || !known.contains(&view.bytes(id)?) || document.id.0 as usize != place + 1 {
                    other.push(format!("{id} in place {}, acknowledged: {said}", place + 1));
                }
            }
            Ok((held, other))
        };
        fallen();
        let found = std::panic::catch_unwind(|| Base::open(&again).and_then(|base| looked(&base)));
        match found {
            Ok(Ok((found, other))) => {
                tally.hold(other.is_empty(), || format!("a copy that is not as the base stood: {other:?}"));
                fewer += u32::from(found < before);
                let added = tally.attempt("add", || Base::open(&again)?.add_one("a", incoming(7777)));
                tally.hold(added.is_some(), || "nothing can be added to a copy".to_owned());
            }
            Ok(Err(error)) => {
                tally.told += 1;
                tally.words.insert(error.to_string());
                // How much the base held when its record was copied nobody knows.
                let mine = |_: u32, bytes: &[u8]| known.contains(bytes);
                if let Err(why) = salvaged(tally, &again, &into, &mine, None, "a copy") {
                    tally.helped_by_backup(why);
                }
                let _ = fs::remove_dir_all(&again);
                copy(&home, &again);
                let found = tally.attempt("copied again", || looked(&Base::open(&again)?));
                tally.hold(found.is_some_and(|(_, other)| other.is_empty()), || {
                    "copied again it is no base".to_owned()
                });
            }
            Err(_) => tally.panics.push(format!("a copy: {}", fallen())),
        }
        tally.times += 1;
    }
    if fewer > 0 {
        tally.notes.push(format!("{fewer} as it stood some documents before the copy began"));
    }
}

/// Copies a folder by the order of its names or against it; what goes meanwhile, files or folders, is left.
fn in_turn(from: &Path, to: &Path, back: bool) {
    let Ok(entries) = fs::read_dir(from) else { return };
    fs::create_dir_all(to).unwrap();
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| from.join(entry.file_name())).collect();
    entries.sort();
    if back {
        entries.reverse();
    }
    for entry in entries {
        let to = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            in_turn(&entry, &to, back);
        } else {
            let _ = fs::copy(&entry, to);
        }
    }
}

/// A pipe, a folder, a link that leads nowhere or to what never ends, in the place of each file of a base.
pub fn names(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    const NAMES: [&str; 9] = [
        "derived.db",
        "derived.sums",
        "index",
        "lock",
        "lexicon",
        "roster.tsv",
        "derived-making.db",
        "record.db-wal",
        "record.db",
    ];
    let pipes = tally.may(may_make_pipes(dir)).is_some();
    let whole = at_rest(dir, 0..24);
    let (program, own) = (std::env::current_exe().unwrap(), dir.join("own"));
    fs::create_dir_all(&own).unwrap();
    let asker = Asker { program: &program, own: &own, nobody: false };
    for _ in 0..times {
        let home = whole.anew();
        let name = NAMES[tally.way(NAMES.len() as u32) as usize];
        let place = home.join(name);
        let _ = if place.is_dir() { fs::remove_dir_all(&place) } else { fs::remove_file(&place) };
        let way = if pipes { draw.below(4) } else { 1 + draw.below(3) };
        match way {
            0 => assert!(Command::new("mkfifo").arg(&place).status().unwrap().success()),
            1 => fs::create_dir(&place).unwrap(),
            2 => std::os::unix::fs::symlink("/nowhere/at/all", &place).unwrap(),
            _ => std::os::unix::fs::symlink("/dev/zero", &place).unwrap(),
        }
        for what in ["told", "verify", "told"] {
            let Some(said) = asker.ask(tally, home, what) else {
                let last = tally.panics.len() - 1;
                let told = format!(" ({name}, way {way})");
                tally.panics[last].push_str(&told);
                continue;
            };
            let good = match said.split_once(' ').unwrap_or((&said, "")) {
                ("ok", words) if what == "told" => words == whole.want,
                ("ok", _) => true,
                _ => {
                    tally.told += 1;
                    tally.words.insert(format!("{name}: {said}"));
                    said.contains(home.to_str().unwrap())
                }
            };
            tally.hold(good, || format!("{name}, way {way}, {what}: {said}"));
        }
        // With what stood there before all is as it was.
        let _ = if place.is_dir() { fs::remove_dir_all(&place) } else { fs::remove_file(&place) };
        let before = whole.home().join(name);
        if before.is_dir() {
            copy(&before, &place);
        } else if before.exists() {
            fs::copy(&before, &place).unwrap();
        }
        let said = asker.ask(tally, home, "told").unwrap_or_default();
        tally.hold(said.strip_prefix("ok ") == Some(&whole.want), || {
            format!("{name}, way {way}, put back: {said}")
        });
        tally.times += 1;
    }
}
