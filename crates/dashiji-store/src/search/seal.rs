//! What an index at rest consists of: names, sizes and times of its files, and sums over those that have none of their own.
//!
//! The library ends each file of a segment with a CRC-32; what says which segments there are (`meta.json`) has none. When the writing ends all is
//! noted in `dashiji-seal.json`; whoever opens the index and finds it as noted need not look through it, but for a small one, or once a day.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

const SEAL: &str = "dashiji-seal.json";

/// The same while it is written.
const MAKING: &str = "dashiji-seal.making";

/// Files that say of what an index consists.
const PLAIN: [&str; 3] = ["meta.json", ".managed.json", super::index::STAMP];

/// Files that say nothing of what is in it.
const ASIDE: [&str; 4] = [SEAL, MAKING, ".tantivy-writer.lock", ".tantivy-meta.lock"];

/// What an index consists of.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seal {
    /// Size and time of each file, by its name.
    files: BTreeMap<String, (u64, u64)>,
    /// Sums of those that have none of their own.
    sums: BTreeMap<String, u32>,
}

/// What a look at an index shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looked {
    /// It is as it was noted.
    Same,
    /// It seems so, and is to be looked through again.
    Due,
    /// Its files were written again since, maybe the same.
    Changed,
    /// It is another.
    Other,
    /// Nothing is noted: somebody is writing, or was killed.
    Unknown,
}

impl Seal {
    /// That of an index as it is.
    pub fn of(dir: &Path) -> io::Result<Self> {
        let (mut files, mut sums) = (BTreeMap::new(), BTreeMap::new());
        for file in fs::read_dir(dir)? {
            let file = file?;
            let name = file.file_name().to_string_lossy().into_owned();
            if ASIDE.contains(&name.as_str()) {
                continue;
            }
            let told = file.metadata()?;
            let changed = told.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            files.insert(name.clone(), (told.len(), changed.as_nanos() as u64));
            if PLAIN.contains(&name.as_str()) {
                sums.insert(name, crc32fast::hash(&fs::read(file.path())?));
            }
        }
        Ok(Self { files, sums })
    }

    /// Notes it.
    pub fn save(&self, dir: &Path) -> io::Result<()> {
        let making = dir.join(MAKING);
        crate::files::write_lasting(&making, &serde_json::to_vec(self)?)?;
        fs::rename(making, dir.join(SEAL))
    }

    /// Somebody begins to write: nothing is noted until the writing ends, also where the power goes before.
    pub fn open(dir: &Path) -> io::Result<()> {
        let seal = dir.join(SEAL);
        match fs::remove_file(&seal) {
            Ok(()) => {
                // Where that cannot be asked for, what is noted will be found to be of another index, which costs making it anew.
                let _ = crate::files::keep_names(&seal);
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Holds an index against what was noted of it; with `keep` what is found out can be noted.
    pub fn look(dir: &Path, keep: bool) -> Looked {
        let noted =
            fs::read(dir.join(SEAL)).ok().and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        let Some(noted) = noted else { return Looked::Unknown };
        let Ok(found) = Self::of(dir) else { return Looked::Other };
        if found == noted {
            let size = found.files.values().map(|(size, _)| size).sum();
            return if crate::derived::is_due(size, &dir.join(SEAL), keep) {
                Looked::Due
            } else {
                Looked::Same
            };
        }
        let sizes = |seal: &Self| -> Vec<(String, u64)> {
            seal.files.iter().map(|(name, (size, _))| (name.clone(), *size)).collect()
        };
        if found.sums == noted.sums && sizes(&found) == sizes(&noted) {
            Looked::Changed
        } else {
            Looked::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_kill_leaves_of_the_noting_makes_no_other_index() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("meta.json"), "{}").unwrap();
        Seal::of(dir.path()).unwrap().save(dir.path()).unwrap();
        assert_eq!(Seal::look(dir.path(), true), Looked::Due);
        fs::write(dir.path().join(MAKING), "half of it").unwrap();
        assert_eq!(Seal::look(dir.path(), true), Looked::Due);
    }
}
