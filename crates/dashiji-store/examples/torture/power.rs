//! Power that is gone: everything that a program asks of the file system is recorded, and played again up to a moment on a disk that keeps only
//! what it was told to keep.
//!
//! A child works in an office as [`office`] does, under `strace`; each `write`, `ftruncate`, `rename`, `unlink`, `mkdir` and `fsync` of it goes
//! through a [`Disk`]. At a cut, of what was written since the last sync of its file each sector of 512 bytes is there or not, whatever came
//! before it; of names that were made, moved or taken away since the last sync of their folder the first so many are. Half of the cuts are of a disk
//! that keeps names together with any file (a journal), half of one that keeps them with their folder alone, which is all that POSIX says, and of which
//! every second time each folder is kept so far by itself.
//! What is mapped into memory and written there (the file that SQLite's readers share) is lost. Then the base is opened: what the child said was in must be
//! in, whole.

use crate::harm::{Draw, incoming};
use crate::machine::may_trace;
use crate::{Tally, acknowledged};
use dashiji_store::{Base, Decision, Error};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// Bytes of a disk that are written or not, each by itself.
const SECTOR: usize = 512;

/// A child: does in two bases all that writes, and says after each what it was told to be in: `base d3.v1 2`, `base r1`, `backup 7`.
pub fn office(dir: &Path) -> ExitCode {
    let mut out = std::io::stdout();
    let mut say = |words: String| {
        // In one write: what was said is one event.
        out.write_all(format!("{words}\n").as_bytes()).and_then(|()| out.flush()).unwrap();
    };
    let home = dir.join("base");
    let base = Base::init(&home).unwrap();
    say("base".to_owned());
    base.set_batch(1);
    let mut known: Vec<String> = Vec::new();
    let mut add = |base: &Base, name: &str, numbers: std::ops::Range<u64>, say: &mut dyn FnMut(String)| {
        let loads = numbers.clone().map(|number| move || Ok::<_, Error>(incoming(number)));
        base.add("a", loads, &(), &mut |place, outcome: Result<_, Error>| {
            let line = format!("{} {}", outcome.unwrap().id(), numbers.start + place as u64);
            say(format!("{name} {line}"));
            known.push(line);
        })
        .unwrap();
        known.clone()
    };
    let rule = |base: &Base, into: &str| {
        let names = vec!["周文兰".to_owned()];
        base.rule("a", "同一人", Decision::Merge { names, into: into.to_owned() }).unwrap()
    };
    add(&base, "base", 0..4, &mut say);
    say(format!("base {}", rule(&base, "周文澜")));
    base.reindex("a", &()).unwrap();
    add(&base, "base", 4..7, &mut say);
    drop(base);
    let base = Base::open(&home).unwrap();
    let held = add(&base, "base", 7..8, &mut say);
    base.backup(&dir.join("backup.dashiji"), &()).unwrap();
    say(format!("backup {}", held.len()));
    say(format!("base {}", rule(&base, "周文蓝")));
    let restored = Base::restore(&dir.join("backup.dashiji"), &dir.join("restored"), &()).unwrap();
    for line in &held {
        say(format!("restored {line}"));
    }
    restored.reindex("a", &()).unwrap();
    restored.set_batch(2);
    add(&restored, "restored", 20..24, &mut say);
    drop(restored);
    fs::remove_file(home.join("derived.db")).unwrap();
    let base = Base::open(&home).unwrap();
    base.set_batch(3);
    add(&base, "base", 30..36, &mut say);
    ExitCode::SUCCESS
}

/// What a name stands for.
#[derive(Clone, Copy)]
enum Node {
    File(usize),
    Folder,
}

/// Something that was done to names.
#[derive(Clone)]
enum Naming {
    Made(PathBuf, Node),
    Gone(PathBuf),
    Moved(PathBuf, PathBuf),
}

impl Naming {
    /// Whether a folder that is kept keeps it: what is done to names in it, and that it stands where it does.
    fn is_in(&self, folder: &Path) -> bool {
        match self {
            Self::Made(path, _) | Self::Gone(path) => path.parent() == Some(folder),
            Self::Moved(from, to) => {
                [from, to].iter().any(|path| path.parent() == Some(folder) || folder.starts_with(path))
            }
        }
    }

    /// The folders whose names it changes.
    fn folders(&self) -> Vec<&Path> {
        let paths = match self {
            Self::Made(path, _) | Self::Gone(path) => vec![path],
            Self::Moved(from, to) => vec![from, to],
        };
        paths.into_iter().filter_map(|path| path.parent()).collect()
    }

    /// Goes along with a folder that is moved.
    fn follow(&mut self, from: &Path, to: &Path) {
        let along = |path: &mut PathBuf| {
            if let Ok(rest) = path.strip_prefix(from)
                && !rest.as_os_str().is_empty()
            {
                *path = to.join(rest);
            }
        };
        match self {
            Self::Made(path, _) | Self::Gone(path) => along(path),
            Self::Moved(first, second) => {
                along(first);
                along(second);
            }
        }
    }

    fn play(&self, names: &mut BTreeMap<PathBuf, Node>) {
        match self {
            Self::Made(path, node) => {
                names.insert(path.clone(), *node);
            }
            Self::Gone(path) => {
                names.remove(path);
            }
            Self::Moved(from, to) => {
                let moved: Vec<PathBuf> =
                    names.keys().filter(|name| name.starts_with(from)).cloned().collect();
                for name in moved {
                    let Some(node) = names.remove(&name) else { continue };
                    let rest = name.strip_prefix(from).unwrap();
                    let place = if rest.as_os_str().is_empty() { to.clone() } else { to.join(rest) };
                    names.insert(place, node);
                }
            }
        }
    }
}

/// Something that was done to what a file holds.
enum Change {
    Bytes(usize, Vec<u8>),
    Size(usize),
}

impl Change {
    /// Puts it in; of bytes the sectors that `lasts` lets last.
    fn play(&self, content: &mut Vec<u8>, mut lasts: impl FnMut() -> bool) {
        match self {
            Self::Size(size) => {
                if lasts() {
                    content.resize(*size, 0);
                }
            }
            Self::Bytes(at, bytes) => {
                let (mut from, end) = (*at, at + bytes.len());
                while from < end {
                    let to = ((from / SECTOR + 1) * SECTOR).min(end);
                    if lasts() {
                        if content.len() < to {
                            content.resize(to, 0);
                        }
                        content[from..to].copy_from_slice(&bytes[from - at..to - at]);
                    }
                    from = to;
                }
            }
        }
    }
}

#[derive(Default)]
struct Content {
    kept: Vec<u8>,
    waiting: Vec<Change>,
    size: usize,
}

/// A disk that keeps what it was told to keep.
#[derive(Default)]
struct Disk {
    /// Whether a sync of any file keeps all names.
    journal: bool,
    files: Vec<Content>,
    names: BTreeMap<PathBuf, Node>,
    kept: BTreeMap<PathBuf, Node>,
    waiting: Vec<Naming>,
    /// What each number that the program was given for an open file stands for, and where it writes next.
    open: BTreeMap<i64, (PathBuf, Option<usize>, usize)>,
    said: Vec<String>,
}

impl Disk {
    fn name(&mut self, naming: Naming) {
        naming.play(&mut self.names);
        self.waiting.push(naming);
    }

    fn change(&mut self, file: usize, change: Change) {
        let content = &mut self.files[file];
        content.size = match &change {
            Change::Bytes(at, bytes) => content.size.max(at + bytes.len()),
            Change::Size(size) => *size,
        };
        content.waiting.push(change);
    }

    fn sync(&mut self, number: i64) {
        let Some((path, file, _)) = self.open.get(&number).cloned() else { return };
        if let Some(file) = file {
            let content = &mut self.files[file];
            for change in content.waiting.drain(..) {
                change.play(&mut content.kept, || true);
            }
        }
        // A folder that was moved keeps what was done in it under its name before: it is followed back from where it stands.
        let mut folder = path;
        let mut lasting = vec![self.journal; self.waiting.len()];
        for (naming, lasts) in self.waiting.iter().zip(&mut lasting).rev() {
            *lasts |= file.is_none() && naming.is_in(&folder);
            if let Naming::Moved(from, to) = naming
                && let Ok(rest) = folder.strip_prefix(to)
            {
                folder = if rest.as_os_str().is_empty() { from.clone() } else { from.join(rest) };
            }
        }
        let mut still: Vec<Naming> = Vec::new();
        for (naming, lasts) in std::mem::take(&mut self.waiting).into_iter().zip(lasting) {
            if !lasts {
                still.push(naming);
                continue;
            }
            naming.play(&mut self.kept);
            // What was done in a folder before it was moved is done in it wherever it stands.
            if let Naming::Moved(from, to) = &naming {
                for earlier in &mut still {
                    earlier.follow(from, to);
                }
            }
        }
        self.waiting = still;
    }

    /// Does what a call did.
    fn play(&mut self, call: &Call) {
        let number = |k: usize| call.number(k);
        match call.name.as_str() {
            "open" | "openat" | "creat" => {
                let Some(path) = self.path(call, 0) else { return };
                let file = match self.names.get(&path) {
                    Some(Node::File(file)) => Some(*file),
                    None if call.says("O_CREAT") => {
                        self.files.push(Content::default());
                        let file = self.files.len() - 1;
                        self.name(Naming::Made(path.clone(), Node::File(file)));
                        Some(file)
                    }
                    Some(Node::Folder) | None => None,
                };
                if let Some(file) = file.filter(|file| call.says("O_TRUNC") && self.files[*file].size > 0) {
                    self.change(file, Change::Size(0));
                }
                let at = if call.says("O_APPEND") { file.map_or(0, |file| self.files[file].size) } else { 0 };
                self.open.insert(call.result, (path, file, at));
            }
            "close" => {
                self.open.remove(&number(0));
            }
            "fcntl" if call.says("F_DUPFD") => {
                if let Some(held) = self.open.get(&number(0)).cloned() {
                    self.open.insert(call.result, held);
                }
            }
            "lseek" => {
                if let Some((.., at)) = self.open.get_mut(&number(0)) {
                    *at = call.result as usize;
                }
            }
            "write" | "writev" | "pwrite64" => {
                let mut bytes = call.strings.concat();
                bytes.truncate(call.result as usize);
                if number(0) == 1 {
                    self.said.extend(String::from_utf8(bytes).unwrap().lines().map(str::to_owned));
                    return;
                }
                let Some((_, Some(file), at)) = self.open.get_mut(&number(0)) else { return };
                let place = if call.name == "pwrite64" { call.last() as usize } else { *at };
                if call.name != "pwrite64" {
                    *at += bytes.len();
                }
                let file = *file;
                self.change(file, Change::Bytes(place, bytes));
            }
            "ftruncate" => {
                if let Some((_, Some(file), _)) = self.open.get(&number(0)) {
                    self.change(*file, Change::Size(call.last() as usize));
                }
            }
            "fsync" | "fdatasync" => self.sync(number(0)),
            "rename" | "renameat" | "renameat2" => {
                let (Some(from), Some(to)) = (self.path(call, 0), self.path(call, 1)) else { return };
                if self.names.contains_key(&from) {
                    self.name(Naming::Moved(from, to));
                }
            }
            "unlink" | "unlinkat" | "rmdir" => {
                if let Some(path) = self.path(call, 0).filter(|path| self.names.contains_key(path)) {
                    self.name(Naming::Gone(path));
                }
            }
            "mkdir" | "mkdirat" => {
                if let Some(path) = self.path(call, 0) {
                    self.name(Naming::Made(path, Node::Folder));
                }
            }
            _ => {}
        }
    }

    /// A path that a call names, from the folder that it names it by.
    fn path(&self, call: &Call, which: usize) -> Option<PathBuf> {
        let path = PathBuf::from(String::from_utf8(call.strings.get(which)?.clone()).ok()?);
        if path.is_absolute() {
            return Some(path);
        }
        let by = call.words.iter().filter_map(|word| word.parse::<i64>().ok()).nth(which)?;
        Some(self.open.get(&by)?.0.join(path))
    }

    /// Lays what is there after the power went into a folder in place of the one that the program worked in.
    fn lay(&self, draw: &mut Draw, from: &Path, to: &Path) {
        let mut names = self.kept.clone();
        if self.journal || draw.below(2) == 0 {
            let first = draw.below(self.waiting.len() as u64 + 1) as usize;
            self.waiting[..first].iter().for_each(|naming| naming.play(&mut names));
        } else {
            // What was done in one folder lasts in its order, whatever becomes of another's.
            let mut over: BTreeSet<&Path> = BTreeSet::new();
            for naming in &self.waiting {
                if draw.below(4) == 0 {
                    over.extend(naming.folders());
                }
                if naming.folders().iter().all(|folder| !over.contains(folder)) {
                    naming.play(&mut names);
                } else {
                    over.extend(naming.folders());
                }
            }
            // Nobody finds what lies in a folder that is not there.
            let folders: BTreeSet<PathBuf> = names
                .iter()
                .filter(|(_, node)| matches!(node, Node::Folder))
                .map(|(name, _)| name.clone())
                .collect();
            names.retain(|name, _| {
                name.ancestors()
                    .skip(1)
                    .filter(|above| above.starts_with(from))
                    .all(|above| folders.contains(above))
            });
        }
        // Nothing that waits lasts, all of it, or each sector by chance.
        let how = draw.below(4);
        for (name, node) in &names {
            let Ok(rest) = name.strip_prefix(from) else { continue };
            let place = to.join(rest);
            match node {
                Node::Folder => fs::create_dir_all(place).unwrap(),
                Node::File(file) => {
                    let content = &self.files[*file];
                    let mut bytes = content.kept.clone();
                    for change in &content.waiting {
                        change.play(&mut bytes, || how == 1 || how > 1 && draw.below(2) == 0);
                    }
                    fs::create_dir_all(place.parent().unwrap()).unwrap();
                    fs::write(place, bytes).unwrap();
                }
            }
        }
    }
}

/// A call of the system, as strace writes it.
struct Call {
    name: String,
    /// Arguments that are no strings.
    words: Vec<String>,
    strings: Vec<Vec<u8>>,
    result: i64,
}

impl Call {
    /// Of a line without its thread's number; nothing where it failed or is no call.
    fn of(line: &str) -> Option<Self> {
        let (call, result) = line.rsplit_once(" = ")?;
        let result = result.split(' ').next()?;
        let result =
            result.strip_prefix("0x").map_or_else(|| result.parse().ok(), |_| Some(0)).filter(|r| *r >= 0)?;
        let (name, rest) = call.split_once('(')?;
        let (mut strings, mut words) = (Vec::new(), Vec::new());
        for (k, part) in rest.split('"').enumerate() {
            if k % 2 == 1 {
                let bytes = part.split("\\x").skip(1).map(|byte| u8::from_str_radix(byte, 16).unwrap());
                strings.push(bytes.collect());
            } else {
                assert!(!part.starts_with("..."), "a string was cut");
                let plain = part.split([',', ' ', '|', ')', '{', '}', '[', ']']);
                words.extend(plain.filter(|word| !word.is_empty()).map(str::to_owned));
            }
        }
        Some(Self { name: name.to_owned(), words, strings, result })
    }

    fn says(&self, word: &str) -> bool {
        self.words.iter().any(|known| known.starts_with(word))
    }

    fn number(&self, k: usize) -> i64 {
        self.words.get(k).and_then(|word| word.parse().ok()).unwrap_or(-1)
    }

    fn last(&self) -> i64 {
        self.words.last().and_then(|word| word.parse().ok()).unwrap_or(-1)
    }
}

/// The calls in a log of strace, each where it ended.
fn calls(log: &str) -> Vec<Call> {
    let mut begun: BTreeMap<&str, &str> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some((thread, line)) = line.split_once(' ') else { continue };
        let line = line.trim_start();
        if let Some(first) = line.strip_suffix(" <unfinished ...>") {
            begun.insert(thread, first);
        } else if let Some(rest) = line.strip_prefix("<... ") {
            let rest = rest.split_once("resumed>").map_or("", |(_, rest)| rest);
            calls.extend(begun.remove(thread).and_then(|first| Call::of(&format!("{first}{rest}"))));
        } else {
            calls.extend(Call::of(line));
        }
    }
    calls
}

/// Calls that are played.
const TRACED: [&str; 20] = [
    "open",
    "openat",
    "creat",
    "close",
    "fcntl",
    "lseek",
    "write",
    "writev",
    "pwrite64",
    "ftruncate",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "rmdir",
    "mkdir",
    "mkdirat",
];

/// Calls that change files too and are not played: an office that makes one of them shows less than it should.
const UNPLAYED: [&str; 10] = [
    "pwritev",
    "pwritev2",
    "copy_file_range",
    "sendfile",
    "fallocate",
    "truncate",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
];

/// Has an office work under strace; its calls, or why there are none.
fn recorded(dir: &Path) -> Result<Vec<Call>, String> {
    let log = dir.join("calls");
    // Not every machine has every call.
    let traced: Vec<String> = TRACED.iter().chain(&UNPLAYED).map(|name| format!("?{name}")).collect();
    let done = Command::new("strace")
        .args(["-f", "-qq", "-xx", "-s", "268435456", "-e", &format!("trace={}", traced.join(","))])
        .args(["-e", "signal=none", "-o"])
        .arg(&log)
        .arg(std::env::current_exe().unwrap())
        .arg("--office")
        .arg(dir.join("office"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    if !done.status.success() {
        return Err(format!("{}, {}", done.status, String::from_utf8_lossy(&done.stderr).trim()));
    }
    let calls = calls(&fs::read_to_string(&log).unwrap());
    let _ = fs::remove_file(log);
    Ok(calls)
}

/// Cuts the power at moments around every sync and after every word.
pub fn gone(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    fs::create_dir_all(dir.join("office")).unwrap();
    if tally.may(may_trace(dir)).is_none() {
        return;
    }
    tally.step("an office under strace");
    let calls = match recorded(dir) {
        Ok(calls) => calls,
        Err(why) => {
            tally.wrong.push(format!("an office does not end well: {why}"));
            return;
        }
    };
    if let Some(call) = calls.iter().find(|call| UNPLAYED.contains(&call.name.as_str())) {
        tally.wrong.push(format!("{} is not played", call.name));
    }
    let said = |call: &Call| call.name == "write" && call.number(0) == 1;
    let synced =
        |call: &Call| call.name == "fsync" || call.name == "fdatasync" || call.name.starts_with("rename");
    let moments: Vec<usize> = (0..calls.len())
        .filter(|k| said(&calls[*k]) || synced(&calls[*k]))
        .flat_map(|k| [k, k + 1])
        .collect();
    assert!(!moments.is_empty(), "strace told of no sync in {} calls", calls.len());
    let half = times.div_ceil(2) as usize;
    for journal in [true, false] {
        let mut cuts: Vec<usize> = (0..half)
            .map(|k| if half >= moments.len() { moments[k % moments.len()] } else { *draw.of(&moments) })
            .collect();
        cuts.sort_unstable();
        let mut disk = Disk { journal, ..Disk::default() };
        for folder in dir.join("office").ancestors() {
            disk.names.insert(folder.to_owned(), Node::Folder);
        }
        disk.kept.clone_from(&disk.names);
        let mut played = 0;
        for cut in cuts {
            calls[played..cut].iter().for_each(|call| disk.play(call));
            played = cut;
            let again = dir.join("again");
            let _ = fs::remove_dir_all(&again);
            fs::create_dir_all(&again).unwrap();
            disk.lay(draw, &dir.join("office"), &again);
            let before = tally.wrong.len();
            look(tally, &disk.said, &again, &dir.join("restored"));
            for wrong in &mut tally.wrong[before..] {
                let _ = write!(wrong, " (before call {cut} of {}, journal: {journal})", calls.len());
            }
            tally.times += 1;
        }
    }
}

/// Whether all that was said to be in is in.
fn look(tally: &mut Tally, said: &[String], dir: &Path, into: &Path) {
    for name in ["base", "restored"] {
        let lines: Vec<String> = said
            .iter()
            .filter_map(|line| line.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned))
            .collect();
        let home = dir.join(name);
        if !lines.is_empty() || said.iter().any(|line| line == name) || home.join("record.db").exists() {
            acknowledged(tally, &home, &lines);
        }
    }
    let backup = dir.join("backup.dashiji");
    let held = said.iter().find_map(|line| line.strip_prefix("backup ")?.parse::<usize>().ok());
    if held.is_some() || backup.exists() {
        let _ = fs::remove_dir_all(into);
        let found = tally.attempt("restore", || {
            let _ = fs::remove_dir_all(into);
            Base::restore(&backup, into, &())?.now().map(|view| view.documents().len())
        });
        tally.hold(found.is_some_and(|found| found >= held.unwrap_or(0)), || {
            format!("a backup of {found:?} documents for {held:?}")
        });
        // What was in when it was made is in it, whole.
        let before = said.iter().take_while(|line| !line.starts_with("backup "));
        let lines: Vec<String> =
            before.filter_map(|line| Some(line.strip_prefix("base ")?.to_owned())).collect();
        acknowledged(tally, into, &lines);
    }
}
