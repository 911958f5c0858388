//! A base: a folder with a record, what is computed from it, and an index; opened, found, written to by one at a time.
//!
//! [`Base`] may be cloned and used from any number of threads: readings take a connection of their own from a pool, writings one after
//! the other (also across programs, by a lock on the file `lock`). What is read is read from a [`View`](crate::View), the base as it
//! stands or stood on a day.

use crate::derived::Derived;
use crate::knowledge::{Knowledge, sha256};
use crate::record::{Act, Book, Row};
use crate::view::{State, View};
use crate::watch::Watch;
use crate::{Error, Result};
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, TryLockError as TryLockPoison};
use std::time::{Duration, Instant};

/// The engine that reads: its version and a hash of what it is made of.
pub const ENGINE: &str = env!("DASHIJI_ENGINE");

/// The file of the record.
pub const RECORD: &str = "record.db";
/// The file of what is computed.
pub const DERIVED: &str = "derived.db";
/// The folder of the search index.
pub const INDEX: &str = "index";
const LOCK: &str = "lock";

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(10);

/// A base, open.
#[derive(Debug, Clone)]
pub struct Base {
    pub(crate) inner: Arc<Inner>,
}

/// Where the time comes from.
pub type Clock = fn() -> jiff::Timestamp;

#[derive(Debug)]
pub(crate) struct Inner {
    pub dir: PathBuf,
    /// What is computed stands elsewhere where the base's folder may not be written.
    pub derived: PathBuf,
    pub writable: bool,
    unchanging: bool,
    temporary: OnceLock<tempfile::TempDir>,
    pool: Mutex<Vec<Connections>>,
    writing: Mutex<()>,
    knowledge: OnceLock<Knowledge>,
    pub now: Mutex<Option<Arc<State>>>,
    pub index: Mutex<Option<Arc<crate::search::Index>>>,
    /// The ledgers that searches last asked for, by the key they are kept under.
    pub ledgers: Mutex<Option<(String, Arc<crate::search::Ledgers>)>>,
    clock: Clock,
    /// Documents that go in together at most.
    pub batch: AtomicUsize,
}

/// Connections of one reader.
#[derive(Debug)]
pub(crate) struct Connections {
    pub book: Book,
    pub derived: Derived,
}

/// The right to write, and the files to write to.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    pub base: &'a Base,
    pub book: Book,
    pub derived: Derived,
    _lock: File,
    _turn: MutexGuard<'a, ()>,
}

impl Inner {
    /// A place of our own, for as long as the base is open.
    pub fn scratch(&self) -> Result<&Path> {
        if self.temporary.get().is_none() {
            let made = tempfile::tempdir().map_err(|error| Error::io(&std::env::temp_dir(), error))?;
            // Another thread may have been first; ours is then taken away again.
            let _ = self.temporary.set(made);
        }
        self.temporary.get().map(tempfile::TempDir::path).ok_or_else(|| Error::Missing(std::env::temp_dir()))
    }
}

impl Drop for Inner {
    /// Whoever goes last puts SQLite's log of writes into the files, so that a base that is not in use is two plain files and an index.
    fn drop(&mut self) {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let waiting = |path: &Path| {
            let mut wal = path.as_os_str().to_owned();
            wal.push("-wal");
            std::fs::metadata(wal).is_ok_and(|wal| wal.len() > 0)
        };
        let (record, derived) = (self.dir.join(RECORD), self.dir.join(DERIVED));
        if self.writable && waiting(&record) {
            drop(Book::open(&record));
        }
        if self.writable && waiting(&derived) {
            drop(Derived::open(&derived));
        }
    }
}

impl Base {
    /// Makes an empty base in a folder, which is made too where it is missing.
    ///
    /// # Errors
    /// Where there is a base already, or the folder cannot be written.
    pub fn init(dir: &Path) -> Result<Self> {
        Self::init_with(dir, jiff::Timestamp::now)
    }

    /// The same, by another clock.
    ///
    /// # Errors
    /// As [`Base::init`].
    pub fn init_with(dir: &Path, clock: Clock) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(|error| Error::io(dir, error))?;
        let path = dir.join(RECORD);
        if path.exists() {
            return Err(Error::Exists(dir.to_owned()));
        }
        // Made beside and moved in place: a base is there whole or not at all.
        let making = dir.join("record.making");
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(dir.join(format!("record.making{ending}")));
        }
        File::create(&making).map_err(|error| Error::io(dir, error))?;
        let mut book = Book::create(&making)?;
        let time = stamp(clock());
        let seed = format!("{time} {} {:?}", std::process::id(), Instant::now());
        let act = Act::Began {
            base: sha256(seed.as_bytes())[..32].to_owned(),
            program: format!("dashiji {}", env!("CARGO_PKG_VERSION")),
        };
        let mut writing = book.write()?;
        writing.append(&time, "", None, &act)?;
        writing.commit()?;
        // SQLite puts the log of writes into the file as its last connection goes.
        drop(book);
        std::fs::rename(&making, &path).map_err(|error| Error::io(&path, error))?;
        Self::open_with(dir, clock, &())
    }

    /// The nearest folder here or above that holds a base.
    pub fn find(from: &Path) -> Option<PathBuf> {
        from.ancestors().find(|dir| dir.join(RECORD).is_file()).map(Path::to_owned)
    }

    /// Opens the base in a folder, and makes up what is computed where it is behind the record.
    ///
    /// # Errors
    /// Where there is none, or it is damaged, or of a newer format.
    pub fn open(dir: &Path) -> Result<Self> {
        Self::open_with(dir, jiff::Timestamp::now, &())
    }

    /// The same, telling how it goes.
    ///
    /// # Errors
    /// As [`Base::open`].
    pub fn open_watched(dir: &Path, watch: &dyn Watch) -> Result<Self> {
        Self::open_with(dir, jiff::Timestamp::now, watch)
    }

    /// The same, by another clock, telling how it goes.
    ///
    /// # Errors
    /// As [`Base::open`].
    pub fn open_with(dir: &Path, clock: Clock, watch: &dyn Watch) -> Result<Self> {
        let path = dir.join(RECORD);
        if !path.exists() {
            return Err(Error::Missing(dir.to_owned()));
        }
        let writable = File::options().create(true).append(true).open(dir.join(LOCK)).is_ok();
        let (book, unchanging) = match Book::open_to_read(&path, false) {
            Ok(book) => (book, false),
            Err(Error::ReadOnly(_) | Error::Sqlite { .. }) if !writable => {
                (Book::open_to_read(&path, true)?, true)
            }
            Err(error) => return Err(error),
        };
        let head = book.position()?;
        let derived = dir.join(DERIVED);
        let mut inner = Inner {
            dir: dir.to_owned(),
            derived: derived.clone(),
            writable,
            unchanging,
            temporary: OnceLock::new(),
            pool: Mutex::default(),
            writing: Mutex::default(),
            knowledge: OnceLock::new(),
            now: Mutex::default(),
            index: Mutex::default(),
            ledgers: Mutex::default(),
            clock,
            batch: AtomicUsize::new(crate::add::DOCUMENTS),
        };
        let known = Derived::open_to_read(&derived, unchanging)?;
        let behind = match &known {
            Some(known) => known.position()? < head,
            None => true,
        };
        drop((known, book));
        if !behind {
            return Ok(Self { inner: Arc::new(inner) });
        }
        if writable {
            let base = Self { inner: Arc::new(inner) };
            // What another program is putting in is its own to finish: until then the base tells what it told before.
            let patience = if derived.exists() { Duration::ZERO } else { PATIENCE };
            match base.writer_within(patience) {
                Ok(mut writer) => writer.catch_up(watch)?,
                Err(Error::Busy { .. }) if Derived::open_to_read(&derived, false)?.is_some() => {}
                Err(error) => return Err(error),
            }
            return Ok(base);
        }
        // Nothing can be kept here: what is computed is made in a place of our own, for as long as the base is open.
        let temporary = tempfile::tempdir().map_err(|error| Error::io(&std::env::temp_dir(), error))?;
        inner.derived = temporary.path().join(DERIVED);
        if derived.exists() {
            std::fs::copy(&derived, &inner.derived).map_err(|error| Error::io(&derived, error))?;
        }
        let _ = inner.temporary.set(temporary);
        let base = Self { inner: Arc::new(inner) };
        let book = Book::open_to_read(&path, unchanging)?;
        crate::sync::catch_up_reading(&base, &book, watch)?;
        Ok(base)
    }

    /// Its folder.
    pub fn dir(&self) -> &Path {
        &self.inner.dir
    }

    /// How many documents [`Base::add`] writes out together at most, from now on: fewer are acknowledged sooner, more go in faster.
    pub fn set_batch(&self, documents: usize) {
        self.inner.batch.store(documents.max(1), Ordering::Relaxed);
    }

    /// Whether it can be written to.
    pub fn is_writable(&self) -> bool {
        self.inner.writable
    }

    /// The base as it stands.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn now(&self) -> Result<View> {
        View::now(self)
    }

    /// The base as it stood at the end of a day (ISO, by the machine's time zone), read with today's engine.
    ///
    /// # Errors
    /// Where it is no day, or the files cannot be read.
    pub fn as_of(&self, day: &str) -> Result<View> {
        View::as_of(self, day)
    }

    /// Throws away what is computed and makes it again with today's engine and terms; the index too.
    ///
    /// # Errors
    /// Where the base cannot be written, or the watch asked to stop: what is computed is then made when the base is opened next.
    pub fn reindex(&self, author: &str, watch: &dyn Watch) -> Result<()> {
        let mut writer = self.writer_within(PATIENCE)?;
        self.inner.pool.lock().unwrap_or_else(PoisonError::into_inner).clear();
        *self.inner.now.lock().unwrap_or_else(PoisonError::into_inner) = None;
        writer.recompute(watch)?;
        writer.note_knowledge(author)?;
        *self.inner.index.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let index = crate::search::Index::create(&self.inner.dir.join(INDEX))?;
        writer.refresh_index(&index, watch)
    }

    /// The rows of the log after a position, oldest first, at most so many.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn log(&self, after: i64, most: usize) -> Result<Vec<Row>> {
        self.read(|c| {
            let mut rows = Vec::new();
            let done = c.book.rows(after, |row| {
                rows.push(row);
                if rows.len() >= most { Err(Error::Stopped) } else { Ok(()) }
            });
            match done {
                Ok(()) | Err(Error::Stopped) => Ok(rows),
                Err(error) => Err(error),
            }
        })
    }

    /// The office's own terms and offices.
    pub(crate) fn knowledge(&self) -> Result<&Knowledge> {
        if let Some(knowledge) = self.inner.knowledge.get() {
            return Ok(knowledge);
        }
        let loaded = Knowledge::load(&self.inner.dir)?;
        Ok(self.inner.knowledge.get_or_init(|| loaded))
    }

    /// Now, as the log writes it.
    pub(crate) fn time(&self) -> String {
        stamp((self.inner.clock)())
    }

    /// Reads with connections from the pool.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connections) -> Result<T>) -> Result<T> {
        let held = self.inner.pool.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connections = match held {
            Some(connections) => connections,
            None => self.connect()?,
        };
        let done = work(&connections);
        if done.is_ok() {
            self.inner.pool.lock().unwrap_or_else(PoisonError::into_inner).push(connections);
        }
        done
    }

    fn connect(&self) -> Result<Connections> {
        let inner = &self.inner;
        let book = Book::open_to_read(&inner.dir.join(RECORD), inner.unchanging)?;
        let unchanging = inner.unchanging && inner.derived.starts_with(&inner.dir);
        let derived = Derived::open_to_read(&inner.derived, unchanging)?.ok_or_else(|| Error::Damaged {
            path: inner.derived.clone(),
            why: "not what was written".to_owned(),
        })?;
        Ok(Connections { book, derived })
    }

    /// Takes the right to write; waits a while where another has it.
    pub(crate) fn writer(&self) -> Result<Writer<'_>> {
        let mut writer = self.writer_within(PATIENCE)?;
        writer.catch_up(&())?;
        Ok(writer)
    }

    pub(crate) fn writer_within(&self, patience: Duration) -> Result<Writer<'_>> {
        let dir = &self.inner.dir;
        if !self.inner.writable {
            return Err(Error::ReadOnly(dir.clone()));
        }
        let turn = if patience.is_zero() {
            match self.inner.writing.try_lock() {
                Ok(turn) => turn,
                Err(TryLockPoison::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockPoison::WouldBlock) => {
                    let holder = format!("pid {}", std::process::id());
                    return Err(Error::Busy { path: dir.clone(), holder });
                }
            }
        } else {
            self.inner.writing.lock().unwrap_or_else(PoisonError::into_inner)
        };
        let path = dir.join(LOCK);
        let mut lock = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(|error| Error::io(&path, error))?;
        let begun = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(Error::io(&path, error)),
                Err(TryLockError::WouldBlock) if begun.elapsed() >= patience => {
                    let mut holder = String::new();
                    let _ = (&mut lock).take(200).read_to_string(&mut holder);
                    return Err(Error::Busy { path: dir.clone(), holder: holder.trim().to_owned() });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
            }
        }
        // Who writes, for whoever has to wait; that it cannot be noted on a full disk does no harm.
        let _ = lock
            .set_len(0)
            .and_then(|()| lock.rewind())
            .and_then(|()| write!(lock, "pid {}, {}", std::process::id(), self.time()));
        let book = Book::open(&dir.join(RECORD))?;
        let derived = match Derived::open(&self.inner.derived)? {
            Some(derived) => derived,
            None => Derived::create(&self.inner.derived)?,
        };
        derived.settle(ENGINE)?;
        Ok(Writer { base: self, book, derived, _lock: lock, _turn: turn })
    }
}

/// A time as the log writes it: UTC, milliseconds, so that text order is time order.
pub(crate) fn stamp(time: jiff::Timestamp) -> String {
    let time = time.as_millisecond();
    let time = jiff::Timestamp::from_millisecond(time).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("{time:.3}")
}
