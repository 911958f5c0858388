//! How a base is hurt, the same by the same seed, and what it says: for the tests and for the example `torture`.

#![allow(dead_code, reason = "tests and example each use a part")]

use dashiji_store::search::{Options, Query};
use dashiji_store::{Base, Decision, Error, Incoming, List, VersionId};
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Numbers that look drawn, the same for a seed.
pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2_862_933_555_777_941_757) | 1)
    }

    /// One of the numbers below another.
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }

    /// One of some things.
    pub fn of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len() as u64) as usize]
    }
}

/// A document of two entries.
pub fn text(number: u64) -> String {
    format!(
        "{}年{}月\n\n3月5日，县长赵立本到第{number}号渠检查防汛，周文澜陪同。\n\n3月9日，完成清淤{}公里。\n",
        1950 + number % 70,
        number % 12 + 1,
        number + 3
    )
}

/// The same as it is put in.
pub fn incoming(number: u64) -> Incoming {
    let mut incoming = Incoming { bytes: text(number).into_bytes(), ..Incoming::default() };
    incoming.given.path = Some(format!("{number}.txt"));
    incoming.source = Some(format!("/office/{number}.txt"));
    incoming
}

/// All that a base says, in short: documents with their bytes and versions, entries, every register, rulings, the log, searches.
pub fn told(base: &Base) -> Result<String, Error> {
    let view = base.now()?;
    // How long it takes is the machine's affair.
    let options = Options { limit: 1000, within: Duration::from_secs(600), ..Options::default() };
    let mut whole = std::hash::DefaultHasher::new();
    let mut found = 0;
    for query in ["清淤 OR 周文澜", "who:赵立本", "防汛"] {
        let query = Query::parse(query).unwrap();
        let hits = view.search(&query, &options, &())?;
        found = hits.total;
        hits.hits.iter().for_each(|hit| hit.key.entry.hash(&mut whole));
    }
    format!("{:?}{:?}{:?}", view.documents(), view.all()?, view.removed()?).hash(&mut whole);
    for list in List::ALL {
        view.lines::<Error>(list, &[], &(), |line| {
            line.hash(&mut whole);
            Ok(())
        })?;
    }
    for document in view.documents() {
        let id = VersionId { document: document.id.0, version: document.version };
        view.bytes(id)?.hash(&mut whole);
        format!("{:?}", view.versions(document.id)?).hash(&mut whole);
    }
    format!("{:?}{:?}", view.rulings()?, base.log(0, 100_000)?).hash(&mut whole);
    Ok(format!("{} documents, {found} found, {:x}", view.documents().len(), whole.finish()))
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Ways to hurt a file.
pub const WAYS: u64 = 6;

/// Flips a bit (0), fills a page with zeros (1), cuts a file (2), exchanges two pages (3), writes something else into a sector (4), or puts something behind
/// the end (5); whether it is another file now.
pub fn hurt(path: &Path, way: u64, draw: &mut Draw) -> bool {
    let whole = fs::read(path).unwrap();
    if whole.is_empty() {
        return false;
    }
    let mut bytes = whole.clone();
    let at = draw.below(bytes.len() as u64) as usize;
    let block = |size: usize, at: usize| at / size * size..(at / size * size + size).min(whole.len());
    match way {
        0 => bytes[at] ^= 1 << draw.below(8),
        1 => bytes[block(4096, at)].fill(0),
        2 => bytes.truncate(at),
        3 => {
            let (one, two) = (block(4096, at), block(4096, draw.below(whole.len() as u64) as usize));
            let both = one.clone().zip(two);
            both.for_each(|(one, two)| (bytes[one], bytes[two]) = (whole[two], whole[one]));
        }
        4 => bytes[block(512, at)].fill_with(|| draw.below(256) as u8),
        _ => bytes.extend((0..=draw.below(9000)).map(|k| (k % 251) as u8)),
    }
    fs::write(path, &bytes).unwrap();
    bytes != whole
}

/// Hurts a file that every second time bears the time that it bore before: a disk that forgets does not tell when, nor does a program that copies times
/// before all bytes have come.
pub fn rot(path: &Path, way: u64, draw: &mut Draw) -> bool {
    let changed = fs::metadata(path).unwrap().modified().unwrap();
    let other = hurt(path, way, draw);
    if draw.below(2) == 0 {
        fs::File::options().write(true).open(path).and_then(|file| file.set_modified(changed)).unwrap();
    }
    other
}

/// Leaves what is computed as a kill leaves it, of which nobody can tell by its sums whether it is what was written: for whoever changes it by hand.
pub fn leave_open(base: &Path) {
    let sums = base.join("derived.sums");
    let mut bytes = fs::read(&sums).unwrap();
    bytes[8] = 1;
    fs::write(sums, bytes).unwrap();
}

/// A base of some documents and a ruling that nobody has open, and a place for copies of it that are hurt.
pub struct AtRest {
    home: PathBuf,
    again: PathBuf,
    /// What it says.
    pub want: String,
}

/// A copy with one file hurt.
pub struct Harmed<'a> {
    pub base: &'a Path,
    pub file: String,
    /// How: as [`hurt`] counts.
    pub way: u64,
    /// Whether the file is another now.
    pub changed: bool,
}

/// Makes a base at rest.
pub fn at_rest(dir: &Path, numbers: std::ops::Range<u64>) -> AtRest {
    let (home, again) = (dir.join("whole"), dir.join("again"));
    let base = Base::init(&home).unwrap();
    for number in numbers {
        base.add_one("a", incoming(number)).unwrap();
    }
    base.rule("a", "同一人", Decision::Merge { names: vec!["周文兰".into()], into: "周文澜".into() })
        .unwrap();
    let want = told(&base).unwrap();
    AtRest { home, again, want }
}

impl AtRest {
    /// Where it is.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// A copy of it, in place of the one before.
    pub fn anew(&self) -> &Path {
        let _ = fs::remove_dir_all(&self.again);
        copy(&self.home, &self.again);
        &self.again
    }

    /// A copy of which one file is hurt, of those that are named; of a folder any.
    pub fn harmed(&self, names: &[&str], ways: u64, draw: &mut Draw) -> Harmed<'_> {
        let base = self.anew();
        let mut files: Vec<PathBuf> = Vec::new();
        for path in names.iter().map(|name| base.join(name)) {
            if path.is_dir() {
                files.extend(fs::read_dir(path).unwrap().map(|file| file.unwrap().path()));
            } else if path.exists() {
                files.push(path);
            }
        }
        files.sort();
        let file = draw.of(&files);
        let way = draw.below(ways);
        let changed = rot(file, way, draw);
        Harmed { base, file: file.file_name().unwrap().to_string_lossy().into_owned(), way, changed }
    }
}
