//! How a base is hurt, the same by the same seed, and what it says: for the tests and for the example `torture`.

#![allow(dead_code, reason = "tests and example each use a part")]

use dashiji_store::search::{Options, Query};
use dashiji_store::{Base, Decision, Error, Incoming, VersionId};
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

/// All that a base says, in short: documents with their bytes, entries, a register, a search.
pub fn told(base: &Base) -> Result<String, Error> {
    let view = base.now()?;
    let query = Query::parse("防汛").unwrap();
    // How long it takes is the machine's affair.
    let options = Options { limit: 1000, within: Duration::from_secs(600), ..Options::default() };
    let hits: Vec<String> =
        view.search(&query, &options, &())?.hits.into_iter().map(|hit| hit.key.entry).collect();
    let mut whole = std::hash::DefaultHasher::new();
    format!("{:?}{:?}{hits:?}{:?}", view.documents(), view.all()?, view.people(&())?).hash(&mut whole);
    for document in view.documents() {
        let id = VersionId { document: document.id.0, version: document.version };
        view.bytes(id)?.hash(&mut whole);
    }
    Ok(format!("{} documents, {} found, {:x}", view.documents().len(), hits.len(), whole.finish()))
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

/// Flips a bit (0), fills a page with zeros (1), or cuts a file (2); whether it is another file now.
pub fn hurt(path: &Path, way: u64, draw: &mut Draw) -> bool {
    let whole = fs::read(path).unwrap();
    if whole.is_empty() {
        return false;
    }
    let mut bytes = whole.clone();
    let at = draw.below(bytes.len() as u64) as usize;
    match way {
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
        let changed = hurt(file, way, draw);
        Harmed { base, file: file.file_name().unwrap().to_string_lossy().into_owned(), way, changed }
    }
}
