//! A disk that is full: a small one in memory or in a file, filled up to some kilobytes. What is asked is answered whole or told to have no room; a backup
//! to another disk works, and is all of it; and with room again all goes in.
//!
//! A program that writes into a file that is mapped and has no room under it is killed by the system, so that each question is asked by a child.

use crate::children::Asker;
use crate::harm::{Draw, at_rest, copy, told};
use crate::machine::{Mounted, may_mount};
use crate::{Tally, acknowledged};
use dashiji_store::Base;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Bytes of a disk in memory.
const SIZE: u64 = 4 << 20;

/// Bytes of one in a file, which keeps some of them for itself.
const IN_FILE: u64 = 16 << 20;

/// Bytes of its blocks: as large disks have them, and as small ones do, where the file that SQLite's readers share is mapped with holes.
const BLOCKS: [u32; 2] = [4096, 1024];

/// Documents of a base before its disk is full.
const HELD: u64 = 24;

/// Fills a disk but for some bytes.
fn fill(disk: &Path, left: u64) {
    let mut file = fs::File::create(disk.join("fill")).unwrap();
    while file.write_all(&[1; 4096]).is_ok() {}
    let size = file.metadata().unwrap().len();
    file.set_len(size.saturating_sub(left)).unwrap();
}

/// How many documents are there, by what a base said of itself.
fn documents(said: &str) -> Option<u64> {
    said.strip_prefix("ok ")?.split_once(" documents")?.0.parse().ok()
}

/// Fills disks.
pub fn full(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    let disk = dir.join("disk");
    fs::create_dir_all(&disk).unwrap();
    if tally.may(may_mount(&disk)).is_none() {
        return;
    }
    let image = dir.join("image");
    let in_file = tally.may(Mounted::in_file(&disk, &image, IN_FILE, BLOCKS[0]).map(drop)).is_some();
    let whole = at_rest(dir, 0..HELD);
    let program = std::env::current_exe().unwrap();
    let asker = Asker { program: &program, own: dir, nobody: false };
    for _ in 0..times {
        let way = tally.way(6);
        let block = (way / 2).checked_sub(1).and_then(|kind| BLOCKS.get(kind as usize));
        let _mounted = if let Some(block) = block.filter(|_| in_file) {
            Mounted::in_file(&disk, &image, IN_FILE, *block).unwrap()
        } else {
            Mounted::at(&disk, &format!("size={SIZE}")).unwrap()
        };
        let home = disk.join("base");
        copy(whole.anew(), &home);
        if way % 2 == 1 {
            fs::remove_file(home.join("derived.db")).unwrap();
        }
        // Nothing left, some kilobytes, or up to half a megabyte.
        let most = [1, 16, 400][draw.below(3) as usize];
        fill(&disk, draw.below(most) * 1024);
        let backup = dir.join("backup");
        let _ = fs::remove_file(&backup);
        // What was said to be in is in; what was refused may be, where there was room for the record alone.
        let (mut lines, mut most) = (Vec::new(), HELD);
        for what in ["told", "verify", &format!("backup {}", backup.display()), "reindex", "add 900", "told"]
        {
            most += u64::from(what.starts_with("add"));
            let Some(said) = asker.ask(tally, &home, what) else { continue };
            let least = HELD + lines.len() as u64;
            let good = match said.split_once(' ').unwrap_or((&said, "")) {
                ("ok", words) if what == "told" => documents(&said).is_some_and(|found| {
                    (least..=most).contains(&found) && (found > HELD || words == whole.want)
                }),
                ("ok", words) if what == "verify" => words == "true",
                ("ok", id) => {
                    lines.extend(what.strip_prefix("add ").map(|number| format!("{id} {number}")));
                    true
                }
                ("full", _) => {
                    tally.told += 1;
                    tally.words.insert(format!("{what}: {said}"));
                    !what.starts_with("backup")
                }
                _ => false,
            };
            tally.hold(good, || format!("{what}: {said}, of {least} to {most}"));
        }
        let into = dir.join("restored");
        let restored = tally.attempt("restore", || {
            let _ = fs::remove_dir_all(&into);
            told(&Base::restore(&backup, &into, &())?)
        });
        tally.hold(restored.is_none_or(|found| found == whole.want), || "another backup".to_owned());
        fs::remove_file(disk.join("fill")).unwrap();
        let said = asker.ask(tally, &home, "add 901").unwrap_or_default();
        let id = said.strip_prefix("ok ");
        tally.hold(id.is_some(), || format!("with room again, add 901: {said}"));
        lines.extend(id.map(|id| format!("{id} 901")));
        let (least, most) = (HELD + lines.len() as u64, most + 1);
        let said = asker.ask(tally, &home, "told").unwrap_or_default();
        let all = documents(&said).is_some_and(|found| (least..=most).contains(&found));
        tally.hold(all, || format!("with room again: {said}, of {least} to {most}"));
        acknowledged(tally, &home, &lines);
        tally.times += 1;
    }
}
