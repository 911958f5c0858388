//! The record as one file, and a base made from it again. What is computed is not in it: it is computed again.

use crate::base::{Base, RECORD};
use crate::derived::has_wal;
use crate::knowledge::LEXICON;
use crate::record::{Act, Log};
use crate::watch::{Stage, Watch};
use crate::{Error, Result};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

/// Pages copied at a time; in between others may write.
const PAGES: i32 = 2048;

impl Base {
    /// Writes the record into one file, while the base may be in use, and checks the copy. The file appears whole or not at all.
    ///
    /// # Errors
    /// Where there is a file of that name, or it cannot be written, or the copy is not sound.
    pub fn backup(&self, file: &Path, watch: &dyn Watch) -> Result<u64> {
        if file.exists() {
            return Err(Error::Io {
                path: file.to_owned(),
                source: std::io::Error::new(std::io::ErrorKind::AlreadyExists, "file exists"),
            });
        }
        let making = beside(file);
        let done = self
            .read(|c| copy(&c.log.connection, &c.book_path(), &making, watch))
            .and_then(|()| sound(&making));
        match done {
            Ok(()) => {
                crate::files::put_in_place(&making, file)?;
                Ok(std::fs::metadata(file).map_err(|error| Error::io(file, error))?.len())
            }
            Err(error) => {
                let _ = std::fs::remove_file(&making);
                Err(error)
            }
        }
    }

    /// Makes a base in a folder from a backup, and computes what is computed.
    ///
    /// # Errors
    /// Where the file is no backup or not sound, or the folder holds a base already.
    pub fn restore(file: &Path, dir: &Path, watch: &dyn Watch) -> Result<Self> {
        let path = dir.join(RECORD);
        if path.exists() {
            return Err(Error::Exists(dir.to_owned()));
        }
        if !file.is_file() {
            let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
            return Err(Error::Io { path: file.to_owned(), source: missing });
        }
        crate::files::make_folder(dir)?;
        let making = beside(&path);
        // A record with a log of writes beside it is no backup of ours, but what is in the log belongs to it.
        let place = tempfile::tempdir_in(dir).map_err(|error| Error::io(dir, error))?;
        let opened = if has_wal(file) {
            let copied = place.path().join(RECORD);
            crate::files::copy(file, &copied).and_then(|()| Log::open_to_read(&copied, false))
        } else {
            Log::open_to_read(file, true)
        };
        let copied = opened.and_then(|log| copy(&log.connection, file, &making, watch));
        drop(place);
        if let Err(error) = copied.and_then(|()| sound(&making)) {
            let _ = std::fs::remove_file(&making);
            return Err(error);
        }
        let log = Log::open_to_read(&making, true)?;
        knowledge(&log, dir)?;
        drop(log);
        crate::files::put_in_place(&making, &path)?;
        Self::open_with(dir, jiff::Timestamp::now, watch)
    }
}

impl crate::base::Connections {
    fn book_path(&self) -> PathBuf {
        self.log.connection.path().map(PathBuf::from).unwrap_or_default()
    }
}

fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".making");
    PathBuf::from(name)
}

fn copy(from: &Connection, source: &Path, to: &Path, watch: &dyn Watch) -> Result<()> {
    let _ = std::fs::remove_file(to);
    let sql = |error| Error::sqlite(to, error);
    // That a file can be made there is told by the system in its own words.
    std::fs::File::create(to).map_err(|error| Error::io(to, error))?;
    let mut copy =
        Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(sql)?;
    {
        let backup = Backup::new(from, &mut copy).map_err(|error| Error::sqlite(source, error))?;
        let mut told = 0;
        loop {
            let step = backup.step(PAGES).map_err(sql)?;
            let progress = backup.progress();
            if told == 0 {
                watch.begin(Stage::Copy, Some(progress.pagecount.unsigned_abs().into()));
            }
            let done = u64::from((progress.pagecount - progress.remaining).unsigned_abs());
            watch.advance(done - told);
            told = done;
            match step {
                StepResult::Done => break,
                StepResult::More if watch.stopped() => return Err(Error::Stopped),
                StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        }
        watch.end();
    }
    // One file, without a log of writes beside it.
    copy.pragma_update(None, "journal_mode", "DELETE").map_err(sql)?;
    copy.close().map_err(|(_, error)| sql(error))
}

/// Whether a copy is a whole record.
fn sound(path: &Path) -> Result<()> {
    Log::open_to_read(path, true)?.sound()
}

/// Writes the office's own terms and offices back into the folder, as they were noted last.
fn knowledge(log: &Log, dir: &Path) -> Result<()> {
    let last: Option<i64> =
        log.sql(|c| c.query_row("SELECT max(seq) FROM log WHERE kind = 'knowledge'", [], |row| row.get(0)))?;
    let noted = last.map(|seq| log.at(seq)).transpose()?.flatten();
    let Some(Act::Knowledge { files }) = noted.map(|row| row.act) else { return Ok(()) };
    for (name, hash) in files {
        // A name in a file from elsewhere must not lead out of the folder.
        let plain = Path::new(&name).components().all(|part| matches!(part, Component::Normal(_)));
        let known = name.starts_with(&format!("{LEXICON}/")) || name.starts_with("roster.");
        let Some(bytes) = log.bytes(&hash)?.filter(|_| plain && known) else { continue };
        let path = dir.join(&name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
        }
        std::fs::write(&path, bytes).map_err(|error| Error::io(&path, error))?;
    }
    Ok(())
}
