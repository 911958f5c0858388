//! The file of the record: made, opened, added to, read.

use super::act::Act;
use super::clock;
use crate::files::{Shared, Stamp};
use crate::{Error, Result};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, ffi, params};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The format of record.db, its `user_version`.
pub const FORMAT: i64 = 1;

/// `DSJ1`: what a file of ours bears in its header, so that `file` and SQLite tools know it.
const APPLICATION: i64 = 0x4453_4a31;

/// How long SQLite waits for another connection's lock.
const WAIT: Duration = Duration::from_secs(10);

const SCHEMA: &str = "
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    happened TEXT,
    body TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE TABLE bytes (
    sha256 BLOB PRIMARY KEY,
    size INTEGER NOT NULL,
    packed INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;
CREATE TRIGGER log_stays BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER log_keeps BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER bytes_stay BEFORE UPDATE ON bytes BEGIN SELECT RAISE(ABORT, 'bytes are only added'); END;
CREATE TRIGGER bytes_keep BEFORE DELETE ON bytes BEGIN SELECT RAISE(ABORT, 'bytes are only added'); END;
";

/// A row of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Counts from 1.
    pub seq: i64,
    /// When the base learned it: RFC 3339, UTC, milliseconds.
    pub recorded_at: String,
    /// Who did it.
    pub author: String,
    /// When it happened, where that is known: the date of an entry that was entered.
    pub happened: Option<String>,
    /// What was done.
    pub act: Act,
    /// What the machine's clock said, where it was behind a row before: then `recorded_at` is that row's.
    pub clock: Option<String>,
}

/// A row of the log by its number and hash. The hash is over the hashes of all rows before, of which the first holds the base's id: two
/// records that have a row of one hash are the same up to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Head {
    /// Its number, 0 before the first.
    pub seq: i64,
    /// Its hash, empty before the first.
    pub hash: Vec<u8>,
}

/// The open file.
#[derive(Debug)]
pub(crate) struct Log {
    path: PathBuf,
    /// Which file stood there when it was opened.
    stamp: Option<Stamp>,
    pub connection: Connection,
}

/// The hash that links a row to the one before: SHA-256 over the former hash and every column, each with its length before it.
pub(crate) fn link(before: &[u8], seq: i64, columns: [&str; 5]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(seq.to_be_bytes());
    for column in columns {
        hash.update((column.len() as u64).to_be_bytes());
        hash.update(column.as_bytes());
    }
    hash.finalize().to_vec()
}

impl Log {
    /// Makes the file.
    pub fn create(path: &Path) -> Result<Self> {
        let log =
            Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, false)?;
        log.sql(|c| {
            c.execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE;")?;
            c.execute_batch(SCHEMA)?;
            c.pragma_update(None, "application_id", APPLICATION)?;
            c.pragma_update(None, "user_version", FORMAT)?;
            c.execute_batch("COMMIT;")
        })?;
        Ok(log)
    }

    /// Opens it to be added to.
    pub fn open(path: &Path) -> Result<Self> {
        let log = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, false)?;
        log.check()?;
        log.sql(|c| {
            c.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
        })?;
        Ok(log)
    }

    /// Opens it to be read. On a file system that may not be written, SQLite is told that nothing changes there.
    pub fn open_to_read(path: &Path, unchanging: bool) -> Result<Self> {
        let log = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, unchanging)?;
        log.check()?;
        Ok(log)
    }

    fn connect(path: &Path, flags: OpenFlags, unchanging: bool) -> Result<Self> {
        if !flags.contains(OpenFlags::SQLITE_OPEN_CREATE) && !path.exists() {
            return Err(Error::Missing(path.to_owned()));
        }
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let before = Stamp::of(path);
        let connection = connect(path, flags, unchanging).map_err(|error| Error::sqlite(path, error))?;
        Ok(Self { path: path.to_owned(), stamp: before.or_else(|| Stamp::of(path)), connection })
    }

    /// Whether it is a record of a format known here.
    fn check(&self) -> Result<()> {
        let not = |why: String| Error::NotABase { path: self.path.clone(), why };
        let application: i64 = self
            .connection
            .pragma_query_value(None, "application_id", |row| row.get(0))
            .map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => not(error.to_string()),
            _ => Error::sqlite(&self.path, error),
        })?;
        if application != APPLICATION {
            return Err(not(format!("application id {application:#x}")));
        }
        let found = self.sql(|c| c.pragma_query_value(None, "user_version", |row| row.get(0)))?;
        if found > FORMAT {
            return Err(Error::Newer { path: self.path.clone(), found, known: FORMAT });
        }
        Ok(())
    }

    /// Runs a piece of SQL work.
    pub fn sql<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.connection).map_err(|error| Error::sqlite(&self.path, error))
    }

    /// Has SQLite look through all of its pages. A page that lost its last row still reads well: whoever makes all of it anew, with nothing to
    /// hold it against, looks first.
    pub fn sound(&self) -> Result<()> {
        let word: String = self.sql(|c| c.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)))?;
        if word == "ok" { Ok(()) } else { Err(Error::Damaged { path: self.path.clone(), why: word }) }
    }

    /// Number of the last row.
    pub fn position(&self) -> Result<i64> {
        self.sql(|c| c.query_row("SELECT coalesce(max(seq), 0) FROM log", [], |row| row.get(0)))
    }

    /// The last row.
    pub fn head(&self) -> Result<Head> {
        let (seq, _, hash) = self.sql(head)?;
        Ok(Head { seq, hash })
    }

    /// The hash of a row; empty before the first, nothing where there is no such row.
    pub fn hash_at(&self, seq: i64) -> Result<Option<Vec<u8>>> {
        if seq == 0 {
            return Ok(Some(Vec::new()));
        }
        self.sql(|c| {
            c.prepare_cached("SELECT hash FROM log WHERE seq = ?1")?
                .query_row([seq], |row| row.get(0))
                .optional()
        })
    }

    /// The last row whose hash begins with these bytes; it is looked for from the end, where it most often stands.
    pub fn headed(&self, start: &[u8]) -> Result<Option<i64>> {
        self.sql(|c| {
            c.prepare_cached(
                "SELECT seq FROM log WHERE substr(hash, 1, length(?1)) = ?1 ORDER BY seq DESC LIMIT 1",
            )?
            .query_row([start], |row| row.get(0))
            .optional()
        })
    }

    /// Whether a row of this number and hash is in the log.
    pub fn holds(&self, head: &Head) -> Result<bool> {
        Ok(self.hash_at(head.seq)?.as_ref() == Some(&head.hash))
    }

    /// When the last row was recorded.
    pub fn last_time(&self) -> Result<String> {
        Ok(self.sql(head)?.1)
    }

    /// Number of the last row that was recorded before a time (RFC 3339, UTC, milliseconds).
    ///
    /// Times never run back in the log. Where a clock did, rows keep what it said as well; then the clocks of most rows that agree with each
    /// other decide, and a row that does not agree counts with the next one that does.
    pub fn position_before(&self, time: &str) -> Result<i64> {
        let plain: i64 = self.sql(|c| {
            c.query_row("SELECT coalesce(max(seq), 0) FROM log WHERE recorded_at < ?1", [time], |row| {
                row.get(0)
            })
        })?;
        // Readings are recorded with the versions they are of, by the same clock, and their bodies are long.
        let clocks = |after: i64| -> Result<Vec<(i64, String, bool)>> {
            let mut rows: Vec<(i64, String, bool)> = Vec::new();
            self.sql(|c| {
                let mut statement = c.prepare_cached(
                    "SELECT seq, recorded_at, CASE kind WHEN 'read' THEN NULL ELSE body END FROM log WHERE seq > ?1 ORDER BY seq",
                )?;
                let mut found = statement.query([after])?;
                while let Some(row) = found.next()? {
                    let (seq, body) = (row.get(0)?, row.get_ref(2)?.as_str_or_null()?);
                    match (body, rows.last()) {
                        (None, Some((_, clock, _))) => rows.push((seq, clock.clone(), false)),
                        (body, _) => {
                            let clock = body.and_then(clock::in_body);
                            let told = clock.is_some();
                            let clock = clock.map_or_else(|| row.get(1), |clock| Ok(clock.to_owned()))?;
                            rows.push((seq, clock, told));
                        }
                    }
                }
                Ok(())
            })?;
            Ok(rows)
        };
        // A clock that ran back gives its rows the time of the row before them: rows of that time are looked at with those that follow.
        let since: i64 = self.sql(|c| {
            c.query_row(
                "SELECT coalesce(max(seq), 0) FROM log
                 WHERE recorded_at < (SELECT recorded_at FROM log WHERE seq = ?1)",
                [plain],
                |row| row.get(0),
            )
        })?;
        if !clocks(since)?.iter().any(|(.., told)| *told) {
            return Ok(plain);
        }
        Ok(clock::agreed_before(&clocks(0)?, time))
    }

    /// The rows after a position, each handed on as it is read.
    pub fn rows(&self, after: i64, mut each: impl FnMut(Row) -> Result<()>) -> Result<()> {
        let sql = |error| Error::sqlite(&self.path, error);
        let Some(mut before) = self.hash_at(after)? else { return Ok(()) };
        let mut last = after;
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM log WHERE seq > ?1 ORDER BY seq"))
            .map_err(sql)?;
        let mut rows = statement.query([after]).map_err(sql)?;
        while let Some(row) = rows.next().map_err(sql)? {
            let (row, hash) = self.row(row, &before)?;
            if row.seq != last + 1 {
                return Err(self.damaged(last + 1, "is missing"));
            }
            (before, last) = (hash, row.seq);
            each(row)?;
        }
        Ok(())
    }

    /// One row of a record that is hurt: held against the hash of the row before as it stands there, or, where that is gone, for what it is.
    pub fn at_by_itself(&self, seq: i64) -> Result<Option<Row>> {
        if let Ok(Some(_)) = self.hash_at(seq - 1) {
            self.at(seq)
        } else {
            let sql = |error| Error::sqlite(&self.path, error);
            let found: Option<(String, String, Option<String>, String)> = self
                .connection
                .prepare_cached("SELECT recorded_at, author, happened, body FROM log WHERE seq = ?1")
                .and_then(|mut s| {
                    s.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
                        .optional()
                })
                .map_err(sql)?;
            let Some((recorded_at, author, happened, body)) = found else { return Ok(None) };
            let act = serde_json::from_str(&body).map_err(|error| self.damaged(seq, &error.to_string()))?;
            let clock = clock::in_body(&body).map(str::to_owned);
            Ok(Some(Row { seq, recorded_at, author, happened, act, clock }))
        }
    }

    fn damaged(&self, seq: i64, why: &str) -> Error {
        Error::Damaged { path: self.path.clone(), why: format!("row {seq} of the log {why}") }
    }

    /// A row with its hash, held against the hash of the row before.
    fn row(&self, row: &rusqlite::Row<'_>, before: &[u8]) -> Result<(Row, Vec<u8>)> {
        let text = |k: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(k)?.as_str()?) };
        let get = || -> rusqlite::Result<_> {
            let happened: Option<String> = row.get(4)?;
            Ok((row.get(0)?, text(1)?, text(2)?, text(3)?, happened, text(5)?, row.get::<_, Vec<u8>>(6)?))
        };
        let (seq, recorded_at, author, kind, happened, body, hash) =
            get().map_err(|error| Error::sqlite(&self.path, error))?;
        if link(before, seq, [recorded_at, author, kind, happened.as_deref().unwrap_or(""), body]) != hash {
            return Err(self.damaged(seq, "does not match its hash"));
        }
        let act = serde_json::from_str(body).map_err(|error| self.damaged(seq, &error.to_string()))?;
        let row = Row {
            seq,
            recorded_at: recorded_at.to_owned(),
            author: author.to_owned(),
            happened,
            act,
            clock: clock::in_body(body).map(str::to_owned),
        };
        Ok((row, hash))
    }

    /// One row.
    pub fn at(&self, seq: i64) -> Result<Option<Row>> {
        let sql = |error| Error::sqlite(&self.path, error);
        let Some(before) = self.hash_at(seq - 1)? else { return Ok(None) };
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM log WHERE seq = ?1"))
            .map_err(sql)?;
        let mut rows = statement.query([seq]).map_err(sql)?;
        let row = rows.next().map_err(sql)?;
        row.map(|row| self.row(row, &before).map(|(row, _)| row)).transpose()
    }

    /// Bytes as received, by SHA-256 in hexadecimal.
    pub fn bytes(&self, sha256: &str) -> Result<Option<Vec<u8>>> {
        let found: Option<(i64, i64, Vec<u8>)> = self.sql(|c| {
            c.prepare_cached("SELECT size, packed, data FROM bytes WHERE sha256 = unhex(?1)")?
                .query_row([sha256], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()
        })?;
        let Some((size, packed, data)) = found else { return Ok(None) };
        let damaged =
            |why: String| Error::Damaged { path: self.path.clone(), why: format!("bytes {sha256}: {why}") };
        let data = unpacked(size, packed, data).map_err(damaged)?;
        if dashiji::hash::sha256(&data) == sha256 {
            Ok(Some(data))
        } else {
            Err(damaged("they do not match their hash".to_owned()))
        }
    }

    /// Whoever wrote is done: all goes into the file, so that it is whole by itself. Where somebody reads what was before just now, that is left
    /// to whoever closes it last.
    pub fn rest(&self) {
        if crate::derived::has_wal(&self.path)
            && self.connection.busy_timeout(Duration::from_millis(50)).is_ok()
        {
            let _ = self.sql(|c| c.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())));
        }
    }

    /// Has what readers share filled on a disk where it may have holes, while there is room: the first write fills it.
    pub fn fill_shared(&self) -> Result<()> {
        if Shared::hold_room(&self.path)? == Shared::Writes {
            self.sql(|c| {
                c.execute_batch(&format!("BEGIN IMMEDIATE; PRAGMA user_version = {FORMAT}; COMMIT;"))
            })?;
        }
        Ok(())
    }

    /// Begins to write; nothing is in the record before [`Writing::commit`].
    pub fn write(&mut self) -> Result<Writing<'_>> {
        let path = self.path.clone();
        Shared::hold_room(&path)?;
        let sql = |error| Error::sqlite(&path, error);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql)?;
        let (seq, recorded_at, hash) = head(&transaction).map_err(sql)?;
        Ok(Writing { path: path.clone(), stamp: self.stamp, transaction, seq, recorded_at, hash })
    }
}

/// Bytes as received, of a row that keeps them.
pub(super) fn unpacked(size: i64, packed: i64, data: Vec<u8>) -> std::result::Result<Vec<u8>, String> {
    if packed == 0 {
        return Ok(data);
    }
    // No stored size can make us ask for more memory than the file could hold: LZ4 packs at most 255 to 1.
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    if size > data.len().saturating_mul(256) {
        return Err("their size cannot be".to_owned());
    }
    lz4_flex::block::decompress(&data, size).map_err(|error| error.to_string())
}

/// The columns a row is made of.
const COLUMNS: &str = "seq, recorded_at, author, kind, happened, body, hash";

fn head(connection: &Connection) -> rusqlite::Result<(i64, String, Vec<u8>)> {
    let last = connection
        .prepare_cached("SELECT seq, recorded_at, hash FROM log ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    Ok(last.unwrap_or_default())
}

/// Opens a file of SQLite; with `unchanging`, as one that nobody writes.
pub(crate) fn connect(path: &Path, flags: OpenFlags, unchanging: bool) -> rusqlite::Result<Connection> {
    // What readers share is mapped: to be told of a full disk is better than to be ended by it.
    if !unchanging && !Shared::of(path).has_room(flags.contains(OpenFlags::SQLITE_OPEN_CREATE)) {
        return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_FULL), None));
    }
    let connection = if unchanging {
        Connection::open_with_flags(uri(path), flags | OpenFlags::SQLITE_OPEN_URI)?
    } else {
        Connection::open_with_flags(path, flags)?
    };
    connection.busy_timeout(WAIT)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")?;
    Ok(connection)
}

/// A path as a URI that SQLite takes.
fn uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    // What stands between folders on Windows is a part of a name elsewhere.
    let between = |byte: u8| if cfg!(windows) && byte == b'\\' { b'/' } else { byte };
    for byte in path.as_os_str().as_encoded_bytes().iter().copied().map(between) {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b':' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri.push_str("?immutable=1");
    uri
}

/// A batch of acts that go in together or not at all.
pub(crate) struct Writing<'a> {
    path: PathBuf,
    stamp: Option<Stamp>,
    transaction: Transaction<'a>,
    seq: i64,
    recorded_at: String,
    hash: Vec<u8>,
}

impl Writing<'_> {
    /// Adds an act; gives its row. Time never runs backwards in the log, whatever the clock does.
    pub fn append(&mut self, time: &str, author: &str, happened: Option<&str>, act: &Act) -> Result<Row> {
        let seq = self.seq + 1;
        let recorded_at = time.max(self.recorded_at.as_str()).to_owned();
        let mut body = serde_json::to_string(act)
            .map_err(|error| Error::Fault(format!("an act that cannot be written: {error}")))?;
        let clock = (time < self.recorded_at.as_str()).then(|| time.to_owned());
        if let Some(clock) = &clock {
            clock::note(&mut body, clock);
        }
        let kind = act.kind();
        let hash = link(&self.hash, seq, [&recorded_at, author, kind, happened.unwrap_or(""), &body]);
        self.transaction
            .prepare_cached("INSERT INTO log (seq, recorded_at, author, kind, happened, body, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
            .and_then(|mut s| s.execute(params![seq, recorded_at, author, kind, happened, body, hash]))
            .map_err(|error| Error::sqlite(&self.path, error))?;
        (self.seq, self.hash) = (seq, hash);
        self.recorded_at.clone_from(&recorded_at);
        Ok(Row {
            seq,
            recorded_at,
            author: author.to_owned(),
            happened: happened.map(str::to_owned),
            act: act.clone(),
            clock,
        })
    }

    /// The row that stands last now.
    pub fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash.clone() }
    }

    /// The highest number that the log gave to a document. Numbers rise in it, so that the last row tells.
    pub fn last_document(&self) -> Result<u32> {
        let found: rusqlite::Result<Option<u32>> = self
            .transaction
            .prepare_cached(
                "SELECT body ->> '$.document' FROM log WHERE kind IN ('added', 'entered') ORDER BY seq DESC LIMIT 1",
            )
            .and_then(|mut s| s.query_row([], |row| row.get(0)).optional());
        found.map(|found| found.unwrap_or(0)).map_err(|error| Error::sqlite(&self.path, error))
    }

    /// Keeps bytes, once. They are given packed where that is shorter.
    pub fn bytes(&mut self, sha256: &str, size: u64, packed: bool, data: &[u8]) -> Result<()> {
        self.transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO bytes (sha256, size, packed, data) VALUES (unhex(?1), ?2, ?3, ?4)",
            )
            .and_then(|mut s| s.execute(params![sha256, size as i64, i64::from(packed), data]))
            .map(drop)
            .map_err(|error| Error::sqlite(&self.path, error))
    }

    /// Makes it last: on return it is on the disk, in the file that stands in the place.
    pub fn commit(self) -> Result<()> {
        let path = self.path;
        self.transaction.commit().map_err(|error| Error::sqlite(&path, error))?;
        // A file that is open can be taken away on some systems, and all that is written goes with it.
        let same = |before: Stamp| Stamp::of(&path).is_some_and(|now| now.is_same_file(&before));
        if cfg!(unix) && !self.stamp.is_none_or(same) { Err(Error::Replaced(path)) } else { Ok(()) }
    }
}
