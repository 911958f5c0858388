//! The files of a base as they lie on a disk: which they are, whether they are still the same, and how they are read where they may not
//! be written.
//!
//! SQLite keeps the writes that are not in a file yet in a log beside it (`record.db-wal`), and needs a third file to read that log. Where that
//! file is missing and may not be made (a copy on a stick, after a kill, in a folder of somebody else's) both are copied to a place of our own
//! and read there; only a file without a log is read as one that nobody changes.

use crate::derived::{has_wal, wal_of};
use crate::{Error, Result};
use std::fs::{File, Metadata};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Which file stands at a path, and since when it is as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Stamp {
    /// A number that no other file on the disk has.
    id: (u64, u64),
    size: u64,
    changed: u128,
}

#[cfg(unix)]
fn id(told: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (told.dev(), told.ino())
}

#[cfg(not(unix))]
fn id(told: &Metadata) -> (u64, u64) {
    let made = told.created().ok().and_then(|made| made.duration_since(std::time::UNIX_EPOCH).ok());
    (0, made.map_or(0, |made| made.as_nanos() as u64))
}

impl Stamp {
    /// That of a path; nothing where there is no file.
    pub fn of(path: &Path) -> Option<Self> {
        let told = std::fs::metadata(path).ok()?;
        let changed = told.modified().ok()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Some(Self { id: id(&told), size: told.len(), changed: changed.as_nanos() })
    }

    /// Whether it is the same file, whatever was written to it.
    pub fn is_same_file(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// How a file of SQLite is read where it may not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Read {
    /// The file, or a copy of it.
    pub path: PathBuf,
    /// Whether SQLite is told that nobody changes it.
    pub unchanging: bool,
}

impl Read {
    /// As others read it: with those who write.
    pub fn shared(path: &Path) -> Self {
        Self { path: path.to_owned(), unchanging: false }
    }

    /// As it is found in a folder that may not be written. `opens` tries it with those who write.
    pub fn of(
        path: &Path,
        scratch: impl FnOnce() -> Result<PathBuf>,
        opens: impl Fn(&Self) -> Result<()>,
    ) -> Result<Self> {
        let shared = Self::shared(path);
        match opens(&shared) {
            Ok(()) => return Ok(shared),
            Err(Error::ReadOnly(_) | Error::Full(_) | Error::Sqlite { .. }) => {}
            Err(error) => return Err(error),
        }
        if !has_wal(path) {
            return Ok(Self { unchanging: true, ..shared });
        }
        let copied = scratch()?.join(path.file_name().unwrap_or_default());
        copy(path, &copied)?;
        Ok(Self { path: copied, unchanging: false })
    }
}

/// Bytes of the steps in which SQLite makes the file that readers share (`-shm`) longer before it maps it: it writes one byte into each. On a disk whose blocks
/// are smaller the rest of a step is a hole, and whoever fills it where no room is left is ended by the system.
const STEP: u64 = 4096;

/// Bytes of that file which are filled together.
const SHARED: u64 = 32 << 10;

/// Bytes that must be left on such a disk for a file to be opened, and for one to be written.
const TO_OPEN: u64 = 2 * SHARED;
const TO_WRITE: u64 = 1 << 20;

/// What the file that readers share needs on the disk it lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shared {
    /// Nothing: it cannot have holes, or has none.
    Filled,
    /// There is room to open it, but not to write.
    Opens,
    /// There is room, and it may have holes.
    Writes,
    /// There is no room.
    Full,
}

impl Shared {
    /// That of a file of SQLite.
    pub fn of(path: &Path) -> Self {
        let folder = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Ok(disk) = fs4::statvfs(folder) else { return Self::Filled };
        if disk.allocation_granularity() >= STEP {
            return Self::Filled;
        }
        let mut name = path.as_os_str().to_owned();
        name.push("-shm");
        let held = taken(Path::new(&name));
        match disk.available_space() {
            TO_WRITE.. if held >= SHARED => Self::Filled,
            TO_WRITE.. => Self::Writes,
            TO_OPEN.. => Self::Opens,
            _ if held >= SHARED => Self::Opens,
            _ => Self::Full,
        }
    }

    /// Whether there is room for it to be opened, or written.
    pub fn has_room(self, to_write: bool) -> bool {
        match self {
            Self::Filled | Self::Writes => true,
            Self::Opens => !to_write,
            Self::Full => false,
        }
    }

    /// Tells that there is no room, where there is none for it to be written.
    pub fn hold_room(path: &Path) -> Result<Self> {
        let shared = Self::of(path);
        if shared.has_room(true) { Ok(shared) } else { Err(Error::Full(path.to_owned())) }
    }
}

/// Bytes that a file takes on its disk.
#[cfg(unix)]
fn taken(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).map_or(0, |told| told.blocks() * 512)
}

#[cfg(not(unix))]
fn taken(_: &Path) -> u64 {
    SHARED
}

/// Whether a file of a base is one, where it is there: a pipe or a device in its place would be waited for without end.
pub(crate) fn regular(path: &Path) -> Result<()> {
    match std::fs::metadata(path) {
        Ok(told) if !told.is_file() => Err(Error::NotAFile(path.to_owned())),
        _ => Ok(()),
    }
}

/// Gives a file that stands under other names too (hard links, as programs that keep many days of a folder make them) a copy of its own before it is written:
/// what stands under the others stays as it is, and nobody writes into one file with two logs of writes.
/// Gives whether it did.
pub(crate) fn make_own(path: &Path) -> Result<bool> {
    if has_wal(path) || !is_shared(path) {
        return Ok(false);
    }
    let making = path.with_extension("own");
    std::fs::copy(path, &making).map_err(|error| Error::io(&making, error))?;
    put_in_place(&making, path)?;
    Ok(true)
}

/// Whether a file stands under more names than one.
#[cfg(unix)]
fn is_shared(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).is_ok_and(|told| told.nlink() > 1)
}

#[cfg(not(unix))]
fn is_shared(_: &Path) -> bool {
    false
}

/// Moves a file that was made beside its place there, and lasts: after it no fall of the power takes the file or its name away.
pub(crate) fn put_in_place(making: &Path, place: &Path) -> Result<()> {
    // To be written to the disk it must be open for writing on some systems.
    File::options()
        .write(true)
        .open(making)
        .and_then(|file| file.sync_all())
        .map_err(|error| Error::io(making, error))?;
    std::fs::rename(making, place).map_err(|error| Error::io(place, error))?;
    keep_names(place)
}

/// Makes a folder and those above it that are missing, and lasts.
pub(crate) fn make_folder(dir: &Path) -> Result<()> {
    let missing: Vec<&Path> = dir.ancestors().take_while(|dir| !dir.exists()).collect();
    std::fs::create_dir_all(dir).map_err(|error| Error::io(dir, error))?;
    missing.into_iter().filter(|dir| !dir.as_os_str().is_empty()).try_for_each(keep_names)
}

/// Writes a file, whose bytes last.
pub(crate) fn write_lasting(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Has the system write out which files stand in a file's folder. Systems that need no asking, or know no such asking, are left alone.
pub(crate) fn keep_names(file: &Path) -> Result<()> {
    let folder = file.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        match folder.sync_all() {
            Err(error) if !matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
                return Err(Error::io(file, error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Copies a file of SQLite with its log of writes; both as they stood at one moment.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    let stamps = || (Stamp::of(from), Stamp::of(&wal_of(from)));
    for _ in 0..20 {
        let before = stamps();
        std::fs::copy(from, to).map_err(|error| Error::io(from, error))?;
        match std::fs::copy(wal_of(from), wal_of(to)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Error::io(from, error)),
            _ => {}
        }
        if stamps() == before {
            // The copy is ours to write.
            let told = std::fs::metadata(to).map_err(|error| Error::io(to, error))?;
            let mut rights = told.permissions();
            #[expect(clippy::permissions_set_readonly_false, reason = "in a folder that is ours alone")]
            rights.set_readonly(false);
            let _ = std::fs::set_permissions(to, rights.clone());
            let _ = std::fs::set_permissions(wal_of(to), rights);
            return Ok(());
        }
    }
    Err(Error::Busy { path: from.to_owned(), holder: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_a_log_of_writes_is_never_read_without_it() {
        let dir = tempfile::tempdir().unwrap();
        let (path, own) = (dir.path().join("record.db"), tempfile::tempdir().unwrap());
        let writer = rusqlite::Connection::open(&path).unwrap();
        writer
            .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)")
            .unwrap();
        let away = dir.path().join("away");
        std::fs::create_dir(&away).unwrap();
        // As it lies after a kill, copied without the file that readers share.
        let copied = away.join("record.db");
        copy(&path, &copied).unwrap();
        let closed = |_: &Read| Err(Error::ReadOnly(PathBuf::new()));
        let read = Read::of(&copied, || Ok(own.path().to_owned()), closed).unwrap();
        assert!(!read.unchanging && read.path.starts_with(own.path()), "{read:?}");
        let count = |path: &Path| -> i64 {
            let open = rusqlite::Connection::open(path).unwrap();
            open.query_row("SELECT count(*) FROM t", [], |row| row.get(0)).unwrap()
        };
        assert_eq!(count(&read.path), 1);
        // Without a log it is read where it is.
        drop(writer);
        let read = Read::of(&path, || Ok(own.path().to_owned()), closed).unwrap();
        assert_eq!(read, Read { path, unchanging: true });
    }
}
