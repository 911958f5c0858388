//! A disk that is full: a small one in memory, filled up to some kilobytes. What is asked is answered whole or told to have no room; a backup to another
//! disk works; and with room again all goes in.
//!
//! A program that writes into a file that is mapped and has no room under it is killed by the system, so that each question is asked by a child.

use crate::Tally;
use crate::harm::{Draw, at_rest, copy, incoming, told};
use dashiji_store::{Base, Error};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

/// Bytes of the disk.
const SIZE: u64 = 4 << 20;

/// A child: asks a base one thing, and prints what it said, or the code of the error.
pub fn asked(dir: &Path, what: &str) -> ExitCode {
    let done = || -> Result<String, Error> {
        let base = Base::open(dir)?;
        match what.split_once(' ') {
            Some(("add", number)) => {
                base.add_one("a", incoming(number.parse().unwrap())).map(|added| added.id().to_string())
            }
            Some(("backup", path)) => base.backup(Path::new(path), &()).map(|_| String::new()),
            _ if what == "verify" => base.verify(&()).map(|report| report.is_sound().to_string()),
            _ if what == "reindex" => base.reindex("a", &()).map(|()| String::new()),
            _ => told(&base),
        }
    };
    match done() {
        Ok(words) => println!("ok {words}"),
        Err(error) => println!("{} {error}", error.code()),
    }
    ExitCode::SUCCESS
}

/// Has a child ask; nothing where it fell.
fn ask(tally: &mut Tally, dir: &Path, what: &str) -> Option<String> {
    let me = std::env::current_exe().unwrap();
    let child = Command::new(me).arg("--asked").arg(dir).arg(what).stderr(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&child.stdout).trim().to_owned();
    if !child.status.success() || said.is_empty() {
        tally.panics.push(format!("{what}: {}", child.status));
        return None;
    }
    Some(said)
}

/// Fills a disk but for some bytes.
fn fill(disk: &Path, left: u64) {
    let mut file = fs::File::create(disk.join("fill")).unwrap();
    while file.write_all(&[1; 4096]).is_ok() {}
    let size = file.metadata().unwrap().len();
    file.set_len(size.saturating_sub(left)).unwrap();
}

/// Fills disks.
pub fn full(times: u32, draw: &mut Draw, dir: &Path) -> Tally {
    let mut tally = Tally::default();
    let whole = at_rest(dir, 0..24);
    let disk = dir.join("disk");
    fs::create_dir_all(&disk).unwrap();
    for round in 0..times {
        let size = format!("size={SIZE}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(&disk)
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if !mounted {
            println!("NOT RUN: torture, a full disk: nobody may mount one here");
            return tally;
        }
        let home = disk.join("base");
        copy(whole.anew(), &home);
        if round % 3 == 0 {
            fs::remove_file(home.join("derived.db")).unwrap();
        }
        fill(&disk, draw.below(100) * 4096 * (draw.below(2)));
        let backup = dir.join("backup");
        let _ = fs::remove_file(&backup);
        for what in ["told", "verify", &format!("backup {}", backup.display()), "reindex", "add 900", "told"]
        {
            let Some(said) = ask(&mut tally, &home, what) else { continue };
            let good = match said.split_once(' ').unwrap_or((&said, "")) {
                ("ok", words) if what == "told" => words == whole.want || words.starts_with("25 documents"),
                ("ok", words) if what == "verify" => words == "true",
                ("ok", _) => true,
                ("full", _) => {
                    tally.told += 1;
                    tally.words.insert(format!("{what}: {said}"));
                    !what.starts_with("backup")
                }
                _ => false,
            };
            tally.hold(good, || format!("{what}: {said}"));
        }
        fs::remove_file(disk.join("fill")).unwrap();
        for (what, want) in [("add 901", "ok d"), ("told", "ok 2"), ("verify", "ok true")] {
            let said = ask(&mut tally, &home, what).unwrap_or_default();
            tally.hold(said.starts_with(want), || format!("with room again, {what}: {said}"));
        }
        let unmounted = Command::new("umount").arg(&disk).status();
        assert!(unmounted.is_ok_and(|status| status.success()), "the disk stays");
        tally.times += 1;
    }
    tally
}
