//! The file: its tables, how it is opened, brought to rest and put in place, and what is asked of it.

use super::applying::last_entry;
use super::block::Block;
use super::keyed;
use super::names::{self, NameKind};
use super::sums::{self, Sums};
use crate::files::{Read, Shared};
use crate::record::{EntryPlace, Head, Log, Origin, connect};
use crate::watch::Remade;
use crate::{Error, Result};
use dashiji::fact::DocumentRecord;
use rayon::prelude::*;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The format of derived.db. It is never migrated: a file of another format is made again. Which names are noted of an entry
/// ([`names`]) is part of it.
const FORMAT: i64 = 6;

const SCHEMA: &str = "
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE versions (
    seq INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    version INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    source TEXT,
    url TEXT,
    about TEXT NOT NULL DEFAULT '',
    engine TEXT NOT NULL DEFAULT '',
    knowledge TEXT NOT NULL DEFAULT '',
    entries INTEGER NOT NULL DEFAULT 0,
    characters INTEGER NOT NULL DEFAULT 0,
    keyed INTEGER NOT NULL DEFAULT 0,
    edition INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX versions_by_id ON versions (document, version);
CREATE INDEX versions_by_sha256 ON versions (sha256);
CREATE INDEX versions_by_source ON versions (source) WHERE source IS NOT NULL;
CREATE INDEX versions_by_url ON versions (url) WHERE url IS NOT NULL;
CREATE TABLE highest (document INTEGER PRIMARY KEY, entry INTEGER NOT NULL);
CREATE TABLE removals (seq INTEGER PRIMARY KEY, document INTEGER NOT NULL, removed INTEGER NOT NULL);
CREATE TABLE entries (
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    date TEXT,
    PRIMARY KEY (version, number)
) WITHOUT ROWID;
CREATE TABLE facts (version INTEGER NOT NULL, block INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (version, block));
CREATE TABLE names (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL);
CREATE UNIQUE INDEX names_by_name ON names (kind, name);
CREATE TABLE named (name INTEGER NOT NULL, version INTEGER NOT NULL, numbers BLOB NOT NULL, PRIMARY KEY (name, version)) WITHOUT ROWID;
CREATE TABLE rulings (ruling INTEGER PRIMARY KEY, seq INTEGER NOT NULL, undone INTEGER, body TEXT NOT NULL);
CREATE TABLE projections (
    kind TEXT NOT NULL,
    part INTEGER NOT NULL,
    key TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (kind, part)
);
";

/// How it is written: what is lost in a fall is made again. What was written goes into it when we say so, since the sums over its blocks
/// must follow.
const WRITING: &str =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0;";

/// How large the log of writes may grow: names stand all over the file, so that what was written goes into it in large steps.
const STEP: u64 = 64 << 20;

/// The open file.
#[derive(Debug)]
pub(crate) struct Derived {
    pub(super) path: PathBuf,
    pub connection: Connection,
    /// What was written to it since it was opened; nothing where nothing was.
    written: RefCell<Option<Written>>,
}

/// What the sums over a file have to follow.
#[derive(Debug, Default)]
struct Written {
    /// Those it had; nothing where they have to be taken of all of it.
    sums: Option<Sums>,
    /// The pages that went into it.
    pages: BTreeSet<u32>,
    /// Bytes of a page.
    page: u64,
}

/// What a computed file tells: up to which row of which record, and which making of it this is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Mark {
    /// The last row that is told, with its hash.
    pub head: Head,
    /// When it was made anew last: a word of its own for each making.
    pub made: String,
    /// How often versions in it were read again since.
    pub edition: i64,
}

/// A version as the file tells.
#[derive(Debug, Clone)]
pub(crate) struct VersionRow {
    /// Row of the log that brought it in.
    pub seq: i64,
    pub document: u32,
    pub version: u32,
    pub sha256: String,
    pub size: u64,
    pub origin: Origin,
    pub source: Option<String>,
    pub about: Arc<DocumentRecord>,
    pub engine: String,
    pub knowledge: String,
    pub entries: u32,
    pub characters: u32,
}

pub(crate) const VERSION_COLUMNS: &str = "v.seq, v.document, v.version, v.sha256, v.size, v.origin, v.source, v.about, v.engine, v.knowledge, v.entries, v.characters";

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hash = dashiji::hash::hexadecimal(&self.head.hash);
        write!(f, "{}-{hash}-{}-{}", self.head.seq, self.made, self.edition)
    }
}

impl Mark {
    /// Of words as they are displayed.
    pub fn parse(words: &str) -> Option<Self> {
        let mut parts = words.split('-');
        let mut part = || parts.next();
        let (seq, hash, made, edition) = (part()?, part()?, part()?, part()?);
        let hash: Option<Vec<u8>> =
            (0..hash.len() / 2).map(|k| u8::from_str_radix(hash.get(2 * k..2 * k + 2)?, 16).ok()).collect();
        let head = Head { seq: seq.parse().ok()?, hash: hash? };
        Some(Self { head, made: made.to_owned(), edition: edition.parse().ok()? })
    }
}

impl Derived {
    /// Makes an empty file in place of any that is there.
    pub fn create(path: &Path) -> Result<Self> {
        remove(path)?;
        let derived =
            Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, false)?;
        derived.sql(|c| {
            c.execute_batch("PRAGMA page_size = 8192;")?;
            c.execute_batch(WRITING)?;
            c.execute_batch("BEGIN IMMEDIATE;")?;
            c.execute_batch(SCHEMA)?;
            c.execute_batch(keyed::SCHEMA)?;
            c.execute(
                "INSERT INTO meta (key, value) VALUES ('position', 0), ('head', x''), ('edition', 0)",
                [],
            )?;
            c.execute("INSERT INTO meta (key, value) VALUES ('made', lower(hex(randomblob(16))))", [])?;
            c.pragma_update(None, "user_version", FORMAT)?;
            c.execute_batch("COMMIT;")
        })?;
        derived.tune()?;
        derived.settle(crate::base::ENGINE)?;
        Ok(derived)
    }

    /// Opens it to be added to; nothing where it is missing, damaged or of another format, and must be made. One that somebody was killed over
    /// is looked through first.
    pub fn open(path: &Path) -> Result<std::result::Result<Self, Remade>> {
        if !path.exists() {
            return Ok(Err(Remade::Missing));
        }
        let trust = sums::trust(path, true)?;
        if trust == sums::Trust::Damaged {
            let older = sums::Sums::load(path).is_none() && format_of(path) != Some(FORMAT);
            return Ok(Err(if older { Remade::Format } else { Remade::Damaged }));
        }
        let open = || {
            let derived = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, false)?;
            let known = derived.is_known()?;
            if !known {
                return Ok(Err(Remade::Format));
            }
            if trust == sums::Trust::Unknown {
                if !derived.is_sound()? {
                    return Ok(Err(Remade::Damaged));
                }
                // Nothing need be written for the sums to be taken at the end.
                *derived.written.borrow_mut() = Some(Written::default());
            }
            derived.sql(|c| c.execute_batch(WRITING))?;
            derived.tune()?;
            Ok(Ok(derived))
        };
        match open() {
            Err(Error::Damaged { .. } | Error::Sqlite { .. }) => Ok(Err(Remade::Damaged)),
            other => other,
        }
    }

    /// A file with what it tells, where it can be read and is computed from a record.
    pub fn told(read: &Read, log: &Log) -> Result<Option<(Self, Mark)>> {
        let Some(derived) = Self::open_to_read(&read.path, read.unchanging)? else { return Ok(None) };
        match derived.mark() {
            Ok(mark) => Ok(log.holds(&mark.head)?.then_some((derived, mark))),
            Err(Error::Damaged { .. } | Error::Sqlite { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Opens one that was being made beside, where it was made by the same engine and terms (`by`) of the same record and can be gone on with.
    pub fn resume(path: &Path, by: &str, log: &Log) -> Result<Option<Self>> {
        if !path.exists() {
            return Ok(None);
        }
        let open = || {
            let derived = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, false)?;
            let same = derived.is_known()? && keyed::meta_of(&derived, "by")? == by && derived.is_sound()?;
            if !same || !log.holds(&derived.mark()?.head)? {
                return Ok(None);
            }
            derived.sql(|c| c.execute_batch(WRITING))?;
            derived.tune()?;
            Ok(Some(derived))
        };
        match open() {
            Err(Error::Damaged { .. } | Error::Sqlite { .. }) => Ok(None),
            other => other,
        }
    }

    /// Makes an empty one to be gone on with.
    pub fn create_by(path: &Path, by: &str) -> Result<Self> {
        let derived = Self::create(path)?;
        keyed::set_meta_of(&derived, "by", by)?;
        Ok(derived)
    }

    /// Takes it away for good: it is not what was written.
    pub fn condemn(&self) {
        self.written.borrow_mut().take();
        let _ = remove(&self.path);
    }

    /// Has SQLite take away the empty log beside a file that nobody uses.
    pub fn tidy(path: &Path) {
        if let Ok(derived) = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, false) {
            let _ = derived.position();
        }
    }

    /// Opens it to be read; nothing where it is missing, damaged or of another format.
    pub fn open_to_read(path: &Path, unchanging: bool) -> Result<Option<Self>> {
        if !path.exists() {
            return Ok(None);
        }
        let open = || {
            let derived = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, unchanging)?;
            derived.tune()?;
            Ok(derived.is_known()?.then_some(derived))
        };
        match open() {
            Err(Error::Damaged { .. } | Error::Sqlite { .. }) => Ok(None),
            other => other,
        }
    }

    fn connect(path: &Path, flags: OpenFlags, unchanging: bool) -> Result<Self> {
        let connection = connect(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX, unchanging)
            .map_err(|error| Error::sqlite(path, error))?;
        Ok(Self { path: path.to_owned(), connection, written: RefCell::default() })
    }

    /// Whether SQLite finds its pages in order.
    pub fn is_sound(&self) -> Result<bool> {
        let word: String = self.sql(|c| c.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)))?;
        Ok(word == "ok")
    }

    /// Has what readers share filled on a disk where it may have holes, while there is room: the first write fills it.
    pub fn fill_shared(&self) -> Result<()> {
        if Shared::hold_room(&self.path)? == Shared::Writes {
            self.begin()?;
            self.sql(|c| {
                c.execute_batch(&format!("BEGIN IMMEDIATE; PRAGMA user_version = {FORMAT}; COMMIT;"))
            })?;
        }
        Ok(())
    }

    /// Somebody begins to write: the sums over the file say nothing until [`Derived::rest`].
    pub fn begin(&self) -> Result<()> {
        Shared::hold_room(&self.path)?;
        let fault = |error| Error::io(&self.path, error);
        let mut written = self.written.borrow_mut();
        if written.is_none() {
            let sums = Sums::load_closed(&self.path);
            *written = Some(Written { sums, ..Written::default() });
        }
        drop(written);
        Sums::open(&self.path).map_err(fault)?;
        let waiting = std::fs::metadata(sums::wal_of(&self.path)).map_or(0, |wal| wal.len());
        if waiting > STEP { self.step("PASSIVE").map(drop) } else { Ok(()) }
    }

    /// Puts what waits in SQLite's log of writes into the file; whether all of it is in.
    fn step(&self, how: &str) -> Result<bool> {
        let (pages, page) = sums::pages_in_wal(&self.path).map_err(|error| Error::io(&self.path, error))?;
        if let Some(written) = self.written.borrow_mut().as_mut() {
            written.pages.extend(pages);
            written.page = page;
        }
        let busy: bool =
            self.sql(|c| c.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |row| row.get(0)))?;
        Ok(!busy)
    }

    /// Whoever wrote is done: all goes into the file, and the sums follow. Where somebody reads what was before just now, or there is no
    /// room, that is left to whoever writes next.
    pub fn rest(&self) {
        if self.written.borrow().is_none() {
            return;
        }
        let done = || -> Result<()> {
            self.connection
                .busy_timeout(std::time::Duration::from_millis(50))
                .map_err(|error| Error::sqlite(&self.path, error))?;
            if !self.step("TRUNCATE")? || sums::has_wal(&self.path) {
                return Ok(());
            }
            let Some(written) = self.written.borrow_mut().take() else { return Ok(()) };
            let fault = |error| Error::io(&self.path, error);
            let sums = match written.sums {
                Some(mut sums) => {
                    sums.written(&self.path, &written.pages, written.page).map_err(fault)?;
                    sums
                }
                None => Sums::of(&self.path).map_err(fault)?,
            };
            sums.save(&self.path).map_err(fault)
        };
        let _ = done();
    }

    /// Puts a file that was made beside into a place, with its sums; whoever reads what was there before goes on reading it.
    pub fn put_in_place(self, place: &Path) -> Result<()> {
        let making = self.path.clone();
        let fault = |error| Error::io(&making, error);
        self.sql(|c| c.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))?;
        // SQLite takes the log beside it away: it is moved as a file by itself.
        self.connection.close().map_err(|(_, error)| Error::sqlite(&making, error))?;
        // To be written to the disk it must be open for writing on some systems.
        let writing = std::fs::File::options().write(true).open(&making);
        writing.and_then(|file| file.sync_all()).map_err(fault)?;
        let sums = Sums::of(&making).map_err(fault)?;
        remove(place)?;
        std::fs::rename(&making, place).map_err(|error| Error::io(place, error))?;
        sums.save(place).map_err(|error| Error::io(place, error))
    }

    fn tune(&self) -> Result<()> {
        self.sql(|c| {
            c.execute_batch(
                "PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY;",
            )
        })
    }

    fn is_known(&self) -> Result<bool> {
        let format: i64 = self.sql(|c| c.pragma_query_value(None, "user_version", |row| row.get(0)))?;
        Ok(format == FORMAT && self.position().is_ok())
    }

    /// Runs a piece of SQL work.
    pub fn sql<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.connection).map_err(|error| Error::sqlite(&self.path, error))
    }

    /// Up to which row of the log it tells.
    pub fn position(&self) -> Result<i64> {
        self.sql(|c| {
            c.prepare_cached("SELECT value FROM meta WHERE key = 'position'")?.query_row([], |row| row.get(0))
        })
    }

    /// What it tells.
    pub fn mark(&self) -> Result<Mark> {
        self.sql(|c| {
            c.prepare_cached(
                "SELECT max(CASE key WHEN 'position' THEN value END), max(CASE key WHEN 'head' THEN value END),
                        max(CASE key WHEN 'made' THEN value END), max(CASE key WHEN 'edition' THEN value END) FROM meta",
            )?
            .query_row([], |row| {
                let head = Head { seq: row.get(0)?, hash: row.get(1)? };
                Ok(Mark { head, made: row.get(2)?, edition: row.get(3)? })
            })
        })
    }

    /// Documents with a version that was read again since an edition.
    pub fn reread_since(&self, edition: i64) -> Result<Vec<u32>> {
        self.sql(|c| {
            c.prepare_cached("SELECT DISTINCT document FROM versions WHERE edition > ?1")?
                .query_map([edition], |row| row.get(0))?
                .collect()
        })
    }

    /// The document that has these bytes as its version, the newest where there are several; and whether it is the current one.
    pub fn holder(&self, sha256: &str) -> Result<Option<(u32, u32)>> {
        self.sql(|c| {
            c.prepare_cached(
                "SELECT document, version FROM versions WHERE sha256 = ?1 ORDER BY seq DESC LIMIT 1",
            )?
            .query_row([sha256], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()
        })
    }

    /// The newest version that was found at a place, by path or by address.
    pub fn found_at(&self, source: Option<&str>, url: Option<&str>) -> Result<Option<VersionRow>> {
        for (column, value) in [("source", source), ("url", url)] {
            let Some(value) = value else { continue };
            let sql = format!(
                "SELECT {VERSION_COLUMNS} FROM versions v WHERE v.{column} = ?1 ORDER BY v.seq DESC LIMIT 1"
            );
            let found = self.sql(|c| c.prepare_cached(&sql)?.query_row([value], version).optional())?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The newest version of a document.
    pub fn newest(&self, document: u32) -> Result<Option<VersionRow>> {
        let sql = format!(
            "SELECT {VERSION_COLUMNS} FROM versions v WHERE v.document = ?1 ORDER BY v.version DESC LIMIT 1"
        );
        self.sql(|c| c.prepare_cached(&sql)?.query_row([document], version).optional())
    }

    /// One version.
    pub fn version(&self, document: u32, number: u32) -> Result<Option<VersionRow>> {
        let sql =
            format!("SELECT {VERSION_COLUMNS} FROM versions v WHERE v.document = ?1 AND v.version = ?2");
        self.sql(|c| c.prepare_cached(&sql)?.query_row([document, number], version).optional())
    }

    /// Versions that some SQL chooses.
    pub fn versions(&self, rest: &str, parameters: &[&dyn rusqlite::ToSql]) -> Result<Vec<VersionRow>> {
        let sql = format!("SELECT {VERSION_COLUMNS} FROM versions v {rest}");
        let rows: Vec<(VersionRow, String)> = self.sql(|c| {
            let mut statement = c.prepare_cached(&sql)?;
            statement.query_map(parameters, |row| Ok((bare_version(row)?, row.get(7)?)))?.collect()
        })?;
        // A large base has tens of thousands, and their records are what takes time.
        let told = rows.into_par_iter().with_min_len(256).map(|(row, about)| row.with(&about));
        Ok(told.collect())
    }

    /// The highest number of a document, also of one that was lost.
    pub fn last_document(&self) -> Result<u32> {
        self.sql(|c| {
            c.query_row(
                "SELECT max(coalesce((SELECT max(document) FROM versions), 0), coalesce((SELECT max(document) FROM removals), 0))",
                [],
                |row| row.get(0),
            )
        })
    }

    /// The highest number that was ever given to an entry of a document.
    pub fn last_entry(&self, document: u32) -> Result<u32> {
        self.sql(|c| last_entry(c, document))
    }

    /// Where the entries of a version stand: number of the id, start, end; with the hash of each.
    pub fn places(&self, version: i64) -> Result<Vec<(EntryPlace, i64)>> {
        self.sql(|c| {
            c.prepare_cached(
                "SELECT entry, start, end, hash FROM entries WHERE version = ?1 ORDER BY number",
            )?
            .query_map([version], |row| Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?)))?
            .collect()
        })
    }

    /// A packed block of a version's entries.
    pub fn block(&self, version: i64, block: u32) -> Result<Option<Vec<u8>>> {
        self.sql(|c| {
            c.prepare_cached("SELECT data FROM facts WHERE version = ?1 AND block = ?2")?
                .query_row(params![version, block], |row| row.get(0))
                .optional()
        })
    }

    /// All packed blocks of a version.
    pub fn blocks(&self, version: i64) -> Result<Vec<Vec<u8>>> {
        self.sql(|c| {
            c.prepare_cached("SELECT data FROM facts WHERE version = ?1 ORDER BY block")?
                .query_map([version], |row| row.get(0))?
                .collect()
        })
    }

    /// The texts of a version's entries.
    pub fn texts(&self, version: i64) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for data in self.blocks(version)? {
            let block = Block::unpack(&data).ok_or_else(|| self.damaged(version))?;
            for place in 0..block.len() {
                texts.push(block.at(place).ok_or_else(|| self.damaged(version))?.0.to_owned());
            }
        }
        Ok(texts)
    }

    /// The ids of entries of a version, by their numbers.
    pub fn ids(&self, version: i64, numbers: &[u32]) -> Result<BTreeMap<u32, u32>> {
        self.sql(|c| {
            let mut statement =
                c.prepare_cached("SELECT entry FROM entries WHERE version = ?1 AND number = ?2")?;
            numbers
                .iter()
                .map(|number| Ok((*number, statement.query_row(params![version, number], |row| row.get(0))?)))
                .collect()
        })
    }

    /// Whether a document is out of the views.
    pub fn is_removed(&self, document: u32) -> Result<bool> {
        let last: Option<bool> = self.sql(|c| {
            c.prepare_cached("SELECT removed FROM removals WHERE document = ?1 ORDER BY seq DESC LIMIT 1")?
                .query_row([document], |row| row.get(0))
                .optional()
        })?;
        Ok(last.unwrap_or(false))
    }

    /// What to say of facts that cannot be unpacked.
    pub fn damaged(&self, version: i64) -> Error {
        Error::Damaged {
            path: self.path.clone(),
            why: format!("facts of version {version} cannot be unpacked"),
        }
    }

    /// Entries that bear a name: version and numbers.
    pub fn named(&self, kind: NameKind, name: &str) -> Result<Vec<(i64, Vec<u32>)>> {
        self.sql(|c| {
            c.prepare_cached(
                "SELECT n.version, n.numbers FROM named n JOIN names m ON m.id = n.name WHERE m.kind = ?1 AND m.name = ?2 ORDER BY n.version",
            )?
            .query_map(params![kind as i64, name], |row| Ok((row.get(0)?, names::unpack(row.get_ref(1)?.as_blob()?))))?
            .collect()
        })
    }

    /// A sum over which names stand where. Keys of registers are among them only where registers were asked for since the last ruling.
    pub fn names_sum(&self) -> Result<u32> {
        let mut sum = crc32fast::Hasher::new();
        self.sql(|c| {
            let mut statement = c.prepare(
                "SELECT m.kind, m.name, n.version, n.numbers FROM named n JOIN names m ON m.id = n.name WHERE m.kind < ?1 ORDER BY m.kind, m.name, n.version",
            )?;
            let mut rows = statement.query([keyed::FIRST])?;
            while let Some(row) = rows.next()? {
                sum.update(&row.get::<_, i64>(0)?.to_le_bytes());
                sum.update(row.get_ref(1)?.as_str()?.as_bytes());
                sum.update(&row.get::<_, i64>(2)?.to_le_bytes());
                sum.update(row.get_ref(3)?.as_blob()?);
            }
            Ok(())
        })?;
        Ok(sum.finalize())
    }
}

/// The format that a file's header tells, which SQLite keeps as `user_version`.
fn format_of(path: &Path) -> Option<i64> {
    let mut head = [0; 64];
    std::io::Read::read_exact(&mut std::fs::File::open(path).ok()?, &mut head).ok()?;
    let (_, told) = head.split_last_chunk::<4>()?;
    Some(u32::from_be_bytes(*told).into())
}

/// Takes a file away with all that lies beside it, the file first: what is left of it is then nobody's.
pub(super) fn remove(path: &Path) -> Result<()> {
    let gone = |name: &Path| match std::fs::remove_file(name) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io(name, error)),
        _ => Ok(()),
    };
    gone(&sums::beside(path))?;
    gone(path)?;
    for ending in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        gone(Path::new(&name))?;
    }
    Ok(())
}

fn version(row: &rusqlite::Row<'_>) -> rusqlite::Result<VersionRow> {
    Ok(bare_version(row)?.with(row.get_ref(7)?.as_str()?))
}

impl VersionRow {
    /// With what the document says of itself, as JSON.
    fn with(mut self, about: &str) -> Self {
        self.about = Arc::new(serde_json::from_str(about).unwrap_or_default());
        self
    }
}

/// A version but for what the document says of itself.
fn bare_version(row: &rusqlite::Row<'_>) -> rusqlite::Result<VersionRow> {
    Ok(VersionRow {
        seq: row.get(0)?,
        document: row.get(1)?,
        version: row.get(2)?,
        sha256: row.get(3)?,
        size: row.get::<_, i64>(4)? as u64,
        origin: if row.get::<_, i64>(5)? == 1 { Origin::Entered } else { Origin::Read },
        source: row.get(6)?,
        about: Arc::default(),
        engine: row.get(8)?,
        knowledge: row.get(9)?,
        entries: row.get(10)?,
        characters: row.get(11)?,
    })
}
