//! A base: a folder with a record, what is computed from it, and an index; opened, found, written to by one at a time.
//!
//! [`Base`] may be cloned and used from any number of threads: readings take a connection of their own from a pool, writings one after
//! the other (also across programs, by a lock on the file `lock`). What is read is read from a [`View`](crate::View), the base as it
//! stands or stood on a day.

use crate::derived::{Derived, Trust, has_wal, trust, wal_of};
use crate::files::{Read, Stamp};
use crate::knowledge::Knowledge;
use crate::record::{Act, Log, Row};
use crate::state::State;
use crate::watch::{Remade, Watch};
use crate::{Error, Result};
use dashiji::hash::sha256;
use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
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

/// Documents that go in together at most, unless told otherwise.
pub(crate) const DOCUMENTS: usize = 512;

/// Whatever a base may hold as a file by itself.
const FILES: [&str; 7] =
    [RECORD, DERIVED, LOCK, "record.db-wal", "derived.db-wal", "derived.sums", "derived-making.db"];

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
    pub writable: bool,
    files: Mutex<Arc<Files>>,
    temporary: Mutex<Temporary>,
    pool: Mutex<Pool>,
    writing: Mutex<()>,
    knowledge: OnceLock<Knowledge>,
    pub now: Mutex<Option<Arc<State>>>,
    pub index: Mutex<Option<Arc<crate::search::Index>>>,
    /// The ledgers that searches last asked for, by the key they are kept under.
    pub ledgers: Mutex<Option<(String, Arc<crate::search::Ledgers>)>>,
    clock: Clock,
    /// Whether anybody had the right to write.
    wrote: AtomicBool,
    /// Documents that go in together at most.
    pub batch: AtomicUsize,
}

/// The files that are read, as they were when they were looked at last.
#[derive(Debug)]
pub(crate) struct Files {
    /// The record.
    pub record: Read,
    /// What is computed; in a place of our own where the base's folder may not be written and has none that will do.
    pub derived: Read,
    /// The files in the base's folder then.
    seen: Seen,
}

/// The record and what is computed, as they lie in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Seen {
    record: Option<Stamp>,
    derived: Option<Stamp>,
}

impl Seen {
    fn of(dir: &Path) -> Result<Self> {
        let record = Stamp::of(&dir.join(RECORD));
        if record.is_none() {
            return Err(Error::Missing(dir.to_owned()));
        }
        Ok(Self { record, derived: Stamp::of(&dir.join(DERIVED)) })
    }
}

/// A place of our own, with how many folders were made in it.
#[derive(Debug, Default)]
struct Temporary {
    place: Option<tempfile::TempDir>,
    folders: u32,
}

/// Connections that nobody uses just now; those of files that stand there no longer are not taken back.
#[derive(Debug, Default)]
struct Pool {
    idle: Vec<Connections>,
    /// Counts how often files were let go of.
    round: u64,
}

/// Connections of one reader.
#[derive(Debug)]
pub(crate) struct Connections {
    pub log: Log,
    pub derived: Derived,
}

/// The right to write, and the files to write to.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    pub base: &'a Base,
    pub log: Log,
    pub derived: Derived,
    _lock: File,
    _turn: MutexGuard<'a, ()>,
}

impl Drop for Writer<'_> {
    /// What is computed comes to rest, and our own writing is no reason to look at the files again.
    fn drop(&mut self) {
        self.log.rest();
        self.derived.rest();
        self.base.inner.wrote.store(true, Ordering::Relaxed);
        let inner = &self.base.inner;
        if let Ok(seen) = Seen::of(&inner.dir) {
            let mut files = lock(&inner.files);
            let same = |a: Option<Stamp>, b: Option<Stamp>| a.zip(b).is_some_and(|(a, b)| a.is_same_file(&b));
            if same(files.seen.record, seen.record) && same(files.seen.derived, seen.derived) {
                *files =
                    Arc::new(Files { record: files.record.clone(), derived: files.derived.clone(), seen });
            }
        }
    }
}

pub(crate) fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Inner {
    /// Of a folder and files in it; nothing is read yet.
    fn new(dir: &Path, writable: bool, files: Files, clock: Clock) -> Self {
        Self {
            dir: dir.to_owned(),
            writable,
            files: Mutex::new(Arc::new(files)),
            temporary: Mutex::default(),
            pool: Mutex::default(),
            writing: Mutex::default(),
            knowledge: OnceLock::new(),
            now: Mutex::default(),
            index: Mutex::default(),
            ledgers: Mutex::default(),
            clock,
            wrote: AtomicBool::new(false),
            batch: AtomicUsize::new(DOCUMENTS),
        }
    }

    /// A new folder in a place of our own, for as long as the base is open.
    pub fn scratch(&self) -> Result<PathBuf> {
        let mut temporary = lock(&self.temporary);
        let fault = |error| Error::io(&std::env::temp_dir(), error);
        let place = match &temporary.place {
            Some(place) => place.path().to_owned(),
            None => temporary.place.insert(tempfile::tempdir().map_err(fault)?).path().to_owned(),
        };
        temporary.folders += 1;
        let folder = place.join(temporary.folders.to_string());
        std::fs::create_dir(&folder).map_err(fault)?;
        Ok(folder)
    }
}

impl Drop for Inner {
    /// Whoever goes last puts SQLite's log of writes into the files, so that a base that is not in use is two plain files and an index.
    fn drop(&mut self) {
        lock(&self.pool).idle.clear();
        let (record, derived) = (self.dir.join(RECORD), self.dir.join(DERIVED));
        let wrote = *self.wrote.get_mut();
        if self.writable && (wrote && wal_of(&record).exists() || has_wal(&record)) {
            drop(Log::open(&record).and_then(|log| log.position()));
        }
        // That of what is computed is empty where its sums were taken, and goes; else whoever writes next looks after it.
        if wrote && wal_of(&derived).exists() && !has_wal(&derived) {
            Derived::tidy(&derived);
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
        crate::files::make_folder(dir)?;
        let path = dir.join(RECORD);
        if path.exists() {
            return Err(Error::Exists(dir.to_owned()));
        }
        let making = making(dir)?;
        let mut log = Log::create(&making)?;
        let time = stamp(clock());
        let seed = format!("{time} {} {:?}", std::process::id(), Instant::now());
        let act = Act::Began {
            base: sha256(seed.as_bytes())[..32].to_owned(),
            program: format!("dashiji {}", env!("CARGO_PKG_VERSION")),
        };
        let mut writing = log.write()?;
        writing.append(&time, "", None, &act)?;
        writing.commit()?;
        // SQLite puts the log of writes into the file as its last connection goes.
        drop(log);
        crate::files::put_in_place(&making, &path)?;
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
        if !dir.join(RECORD).exists() {
            return Err(Error::Missing(dir.to_owned()));
        }
        for name in FILES {
            crate::files::regular(&dir.join(name))?;
        }
        let writable = File::options().create(true).append(true).open(dir.join(LOCK)).is_ok();
        let shared = |name: &str| Read::shared(&dir.join(name));
        let files = Files { record: shared(RECORD), derived: shared(DERIVED), seen: Seen::default() };
        let base = Self { inner: Arc::new(Inner::new(dir, writable, files, clock)) };
        base.settle(watch)?;
        Ok(base)
    }

    /// The files that are read.
    pub(crate) fn files(&self) -> Arc<Files> {
        lock(&self.inner.files).clone()
    }

    /// Where what is computed is read.
    pub(crate) fn derived_path(&self) -> PathBuf {
        self.files().derived.path.clone()
    }

    /// Sees whether the files are still those that were opened; others are opened in their place, and what is computed is made to be theirs.
    ///
    /// # Errors
    /// Where there is no record any more, or it cannot be read.
    pub(crate) fn look(&self) -> Result<()> {
        if self.files().seen == Seen::of(&self.inner.dir)? { Ok(()) } else { self.settle(&()) }
    }

    /// Opens the files: what is computed is whole and the record's, up to its last row or as far as another program has brought it, or it is
    /// made again now.
    pub(crate) fn settle(&self, watch: &dyn Watch) -> Result<()> {
        let dir = &self.inner.dir;
        let seen = Seen::of(dir)?;
        let (path, place) = (dir.join(RECORD), dir.join(DERIVED));
        self.forget();
        if !self.inner.writable {
            return self.settle_reading(&path, &place, seen, watch);
        }
        let log = match Log::open_to_read(&path, false).and_then(|log| log.head().map(|_| log)) {
            // A full disk has no room for what readers share.
            Err(error) if error.is_of_writing() => return self.settle_reading(&path, &place, seen, watch),
            log => log?,
        };
        let trusted = if place.exists() { trust(&place, true)? } else { Trust::Damaged };
        let told = match trusted {
            Trust::Damaged => None,
            _ => match Derived::told(&Read::shared(&place), &log) {
                Err(error) if error.is_of_writing() => {
                    return self.settle_reading(&path, &place, seen, watch);
                }
                told => told?,
            },
        };
        let head = log.head()?.seq;
        let mut ready = None;
        if trusted == Trust::Whole && told.as_ref().is_some_and(|(_, mark)| mark.head.seq >= head) {
            ready = told.map(|(derived, _)| Connections { log, derived });
        } else {
            // What another program is putting in is its own to finish: until then the base tells what it told before.
            let usable = told.map(drop).is_some();
            let patience = if usable { Duration::ZERO } else { PATIENCE };
            let done =
                self.writer_within(patience, false, watch).and_then(|mut writer| writer.catch_up(watch));
            match done {
                Ok(()) => {}
                Err(Error::Busy { .. }) if usable => {}
                Err(error) if error.is_of_writing() => {
                    return self.settle_reading(&path, &place, seen, watch);
                }
                Err(error) => return Err(error),
            }
        }
        // A connection that is kept is of the files as they were at the beginning.
        let seen = if ready.is_some() { seen } else { Seen::of(dir)? };
        let files = Files { record: Read::shared(&path), derived: Read::shared(&place), seen };
        *lock(&self.inner.files) = Arc::new(files);
        self.forget();
        lock(&self.inner.pool).idle.extend(ready);
        Ok(())
    }

    /// The same where nothing can be written: what has to be computed is kept in a place of our own, for as long as the base is open.
    fn settle_reading(&self, path: &Path, place: &Path, seen: Seen, watch: &dyn Watch) -> Result<()> {
        let scratch = || self.inner.scratch();
        let record = Read::of(path, scratch, |read| {
            Log::open_to_read(&read.path, read.unchanging).and_then(|b| b.head()).map(drop)
        })?;
        let log = Log::open_to_read(&record.path, record.unchanging)?;
        let mut found = None;
        if place.exists() && trust(place, false)? != Trust::Damaged {
            let closed = || Error::ReadOnly(place.to_owned());
            let opens = |read: &Read| {
                Derived::open_to_read(&read.path, read.unchanging)?.ok_or_else(closed)?.mark().map(drop)
            };
            let read = Read::of(place, scratch, opens)?;
            found = Derived::told(&read, &log)?.map(|(_, mark)| (read, mark));
        }
        let derived = match found {
            Some((read, mark)) if mark.head.seq >= log.head()?.seq => read,
            found => {
                let own = self.inner.scratch()?.join(DERIVED);
                if let Some((read, _)) = found {
                    crate::files::copy(&read.path, &own)?;
                    crate::derived::note(&own)?;
                }
                crate::sync::catch_up_reading(self, &record, &own, watch)?;
                Read::shared(&own)
            }
        };
        *lock(&self.inner.files) = Arc::new(Files { record, derived, seen });
        self.forget();
        Ok(())
    }

    /// The same record with what was computed of it elsewhere; nothing of it can be written.
    pub(crate) fn over(&self, derived: &Path) -> Result<Self> {
        let seen = Seen::of(&self.inner.dir)?;
        let files = Files { record: self.files().record.clone(), derived: Read::shared(derived), seen };
        Ok(Self { inner: Arc::new(Inner::new(&self.inner.dir, false, files, self.inner.clock)) })
    }

    /// Lets go of all that was read from the files.
    pub(crate) fn forget(&self) {
        let mut pool = lock(&self.inner.pool);
        pool.idle.clear();
        pool.round += 1;
        drop(pool);
        *lock(&self.inner.now) = None;
        *lock(&self.inner.ledgers) = None;
    }

    /// What is computed turned out not to be what was written: it is taken away, so that it is made again when the base is looked at next.
    pub(crate) fn distrust(&self) {
        if self.inner.writable
            && let Ok(writer) = self.idle_writer()
        {
            writer.derived.condemn();
            drop(writer);
            self.forget();
        }
    }

    /// When the last row was recorded and what the clock says, where the clock is behind it by more than a quarter of an hour: one of the two
    /// is wrong.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn clock_behind(&self) -> Result<Option<(String, String)>> {
        let last = self.read(|c| c.log.last_time())?;
        let now = (self.inner.clock)();
        let behind =
            last.parse::<jiff::Timestamp>().is_ok_and(|last| last.as_second() - now.as_second() > 900);
        Ok(behind.then(|| (last, stamp(now))))
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

    /// Throws away what is computed and makes it again with today's engine and terms; the index too.
    ///
    /// # Errors
    /// Where the base cannot be written, or the watch asked to stop: what is computed is then made when the base is opened next.
    pub fn reindex(&self, author: &str, watch: &dyn Watch) -> Result<()> {
        let mut writer = self.writer_within(PATIENCE, true, watch)?;
        writer.note_knowledge(author)?;
        writer.make_index(watch).map(drop)
    }

    /// The rows of the log after a position, oldest first, at most so many.
    ///
    /// # Errors
    /// Where the record cannot be read.
    pub fn log(&self, after: i64, most: usize) -> Result<Vec<Row>> {
        self.read(|c| {
            let mut rows = Vec::new();
            let done = c.log.rows(after, |row| {
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

    /// What keys of registers are found by.
    pub(crate) fn keying(&self) -> Result<String> {
        Ok(self.knowledge()?.keying(ENGINE))
    }

    /// Now, as the log writes it.
    pub(crate) fn time(&self) -> String {
        stamp((self.inner.clock)())
    }

    /// Reads with connections from the pool.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connections) -> Result<T>) -> Result<T> {
        let (held, round) = {
            let mut pool = lock(&self.inner.pool);
            (pool.idle.pop(), pool.round)
        };
        let connections = match held {
            Some(connections) => connections,
            None => self.connect()?,
        };
        let done = work(&connections);
        if done.is_ok() {
            let mut pool = lock(&self.inner.pool);
            if pool.round == round {
                pool.idle.push(connections);
            }
        }
        done
    }

    fn connect(&self) -> Result<Connections> {
        let files = self.files();
        let log = Log::open_to_read(&files.record.path, files.record.unchanging)?;
        let read = &files.derived;
        let damaged = || Error::Damaged { path: read.path.clone(), why: "not what was written".to_owned() };
        for _ in 0..250 {
            // Another may be put into its place meanwhile; SQLite's log beside it would then be the other's.
            let before = Stamp::of(&read.path);
            let derived = Derived::open_to_read(&read.path, read.unchanging)?;
            let after = Stamp::of(&read.path);
            let same = before.zip(after).is_some_and(|(a, b)| a.is_same_file(&b));
            if same || read.unchanging {
                return derived.map(|derived| Connections { log, derived }).ok_or_else(damaged);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(damaged())
    }

    /// Takes the right to write; waits a while where another has it.
    pub(crate) fn writer(&self) -> Result<Writer<'_>> {
        self.look()?;
        let mut writer = self.writer_within(PATIENCE, false, &())?;
        writer.catch_up(&())?;
        Ok(writer)
    }

    /// The right to write where nobody has it just now.
    pub(crate) fn idle_writer(&self) -> Result<Writer<'_>> {
        self.writer_within(Duration::ZERO, false, &())
    }

    /// Takes the right to write; waits so long where another has it. What is computed is opened with it, or made again where it is not what was
    /// written, or not of this record, or where that is asked for.
    pub(crate) fn writer_within(
        &self,
        patience: Duration,
        anew: bool,
        watch: &dyn Watch,
    ) -> Result<Writer<'_>> {
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
        let mut held = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(|error| Error::io(&path, error))?;
        let begun = Instant::now();
        loop {
            match held.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(Error::io(&path, error)),
                Err(TryLockError::WouldBlock) if begun.elapsed() >= patience => {
                    let mut holder = String::new();
                    let _ = (&mut held).take(200).read_to_string(&mut holder);
                    return Err(Error::Busy { path: dir.clone(), holder: holder.trim().to_owned() });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
            }
        }
        // Who writes, for whoever has to wait; that it cannot be noted on a full disk does no harm.
        let _ = held
            .set_len(0)
            .and_then(|()| held.rewind())
            .and_then(|()| write!(held, "pid {}, {}", std::process::id(), self.time()));
        let place = dir.join(DERIVED);
        for file in [&dir.join(RECORD), &place] {
            if crate::files::make_own(file)? {
                // Connections are of the file that it was.
                self.forget();
            }
        }
        let mut log = Log::open(&dir.join(RECORD))?;
        log.fill_shared()?;
        let found = if anew { Err(Remade::Asked) } else { Derived::open(&place)? };
        let found = match found {
            Ok(derived) if log.holds(&derived.mark()?.head)? => Ok(derived),
            Ok(_) => Err(Remade::Foreign),
            Err(why) => Err(why),
        };
        let derived = match found {
            Ok(derived) => derived,
            Err(why) => {
                watch.remade(why);
                crate::sync::build(self, &mut log, &place, watch)?
            }
        };
        derived.settle(&self.keying()?)?;
        derived.fill_shared()?;
        Ok(Writer { base: self, log, derived, _lock: held, _turn: turn })
    }
}

/// An empty file for a record that is made beside its place and moved there when it is whole; what a kill left of an earlier one goes.
pub(crate) fn making(dir: &Path) -> Result<PathBuf> {
    let making = dir.join("record.making");
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(dir.join(format!("record.making{ending}")));
    }
    File::create(&making).map_err(|error| Error::io(dir, error))?;
    Ok(making)
}

/// A time as the log writes it: UTC, milliseconds, so that text order is time order.
pub(crate) fn stamp(time: jiff::Timestamp) -> String {
    let time = time.as_millisecond();
    let time = jiff::Timestamp::from_millisecond(time).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("{time:.3}")
}
