//! What a base could not do: what, where, and (by [`Error::code`]) which words tell a person what to do about it.

use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be done with a base.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no base here nor above.
    #[error("{}: no base here nor in a folder above", .0.display())]
    Missing(PathBuf),
    /// There is a base already.
    #[error("{}: holds a base already", .0.display())]
    Exists(PathBuf),
    /// A file of that name that is no base's.
    #[error("{}: not the record of a base ({why})", path.display())]
    NotABase {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        why: String,
    },
    /// Made by a newer program.
    #[error("{}: of format {found}, this program knows up to {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// The folder or the file system may not be written.
    #[error("{}: may not be written", .0.display())]
    ReadOnly(PathBuf),
    /// Another program is writing to the base.
    #[error("{}: another program is writing to it ({holder})", path.display())]
    Busy {
        /// The base.
        path: PathBuf,
        /// Process number and time, as that program left them.
        holder: String,
    },
    /// No room left.
    #[error("{}: the disk is full", .0.display())]
    Full(PathBuf),
    /// Bytes on disk are not what was written.
    #[error("{}: damaged ({why})", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// How it shows.
        why: String,
    },
    /// Of a record nothing can be read any more.
    #[error("{}: nothing of it can be read", .0.display())]
    Lost(PathBuf),
    /// While it was written, another file was put into the place of the record, or it was taken away: what was put in went with the one that stood there.
    #[error("{}: another file was put in its place while it was written, or it was taken away", .0.display())]
    Replaced(PathBuf),
    /// Something else stands in the place of a file: a folder, a pipe, a device.
    #[error("{}: not a regular file", .0.display())]
    NotAFile(PathBuf),
    /// Another fault of the disk or the system.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another fault of SQLite.
    #[error("{}: {source}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The search index.
    #[error(transparent)]
    Index(crate::search::Error),
    /// No document, version, entry or ruling of this id.
    #[error("{0}: nothing of this id in the base")]
    Unknown(String),
    /// Something asked that cannot be: what, and why.
    #[error("{what}: {why}")]
    Refused {
        /// What was asked.
        what: String,
        /// Why it cannot be, as a key of the message files.
        why: &'static str,
    },
    /// A user's own lexicon or list of offices that cannot be used.
    #[error("{}: {why}", path.display())]
    Knowledge {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Bytes that are no text.
    #[error("{0}")]
    Unreadable(Box<dashiji_office::Error>),
    /// The engine failed on a document: a fault of ours.
    #[error("{0}: the engine failed on it")]
    Fault(String),
    /// Asked to stop.
    #[error("stopped")]
    Stopped,
}

/// What a call on a base gives.
pub type Result<T> = std::result::Result<T, Error>;

impl From<crate::search::Error> for Error {
    fn from(error: crate::search::Error) -> Self {
        let path = PathBuf::from(crate::base::INDEX);
        match error {
            error if error.is_full() => Self::Full(path),
            error if error.is_of_many_files() => Self::Io { path, source: io::Error::from_raw_os_error(24) },
            error => Self::Index(error),
        }
    }
}

/// Why nothing can be written beside a file, where that is so: a little is written there and taken away again.
fn closed(path: &Path) -> Option<io::ErrorKind> {
    let probe = path.parent()?.join(format!("room-{}.tmp", std::process::id()));
    let written = std::fs::write(&probe, vec![1; 64 << 10]);
    let _ = std::fs::remove_file(&probe);
    written.err().map(|error| error.kind())
}

/// Whether SQLite knows what it was asked for no more: a table of ours, or a column of it.
fn is_of_tables(error: &rusqlite::Error) -> bool {
    let words = error.to_string();
    ["no such table", "no such column", "has no column named"].iter().any(|known| words.contains(known))
}

/// Whether a value was of another kind than its column's.
fn is_of_values(error: &rusqlite::Error) -> bool {
    use rusqlite::Error as E;
    matches!(
        error,
        E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..)
            | E::Utf8Error(..)
            | E::InvalidColumnType(..)
    )
}

impl Error {
    /// Whether files cannot be written, or there is no room for what SQLite needs beside them: they may still be read.
    pub(crate) fn is_of_writing(&self) -> bool {
        matches!(self, Self::Full(_) | Self::ReadOnly(_))
    }

    /// What is said of a file beside its name.
    pub(crate) fn why(&self) -> String {
        match self {
            Self::NotABase { why, .. } | Self::Damaged { why, .. } => why.clone(),
            Self::Sqlite { source, .. } => source.to_string(),
            other => other.to_string(),
        }
    }

    /// A stable word for the kind of error: the key of its words in message files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "missing",
            Self::Exists(_) => "exists",
            Self::NotABase { .. } => "not-a-base",
            Self::Newer { .. } => "newer",
            Self::ReadOnly(_) => "read-only",
            Self::Busy { .. } => "busy",
            Self::Full(_) => "full",
            Self::Damaged { .. } => "damaged",
            Self::Lost(_) => "lost",
            Self::NotAFile(_) => "not-a-file",
            Self::Replaced(_) => "replaced",
            Self::Io { .. } => "io",
            Self::Sqlite { .. } => "sqlite",
            Self::Index(_) => "index",
            Self::Unknown(_) => "unknown",
            Self::Refused { .. } => "refused",
            Self::Knowledge { .. } => "knowledge",
            Self::Unreadable(_) => "unreadable",
            Self::Fault(_) => "fault",
            Self::Stopped => "stopped",
        }
    }

    /// The file or folder it is about.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Missing(path)
            | Self::Exists(path)
            | Self::ReadOnly(path)
            | Self::Full(path)
            | Self::Lost(path)
            | Self::NotAFile(path)
            | Self::Replaced(path)
            | Self::NotABase { path, .. }
            | Self::Newer { path, .. }
            | Self::Busy { path, .. }
            | Self::Damaged { path, .. }
            | Self::Io { path, .. }
            | Self::Sqlite { path, .. }
            | Self::Knowledge { path, .. } => Some(path),
            _ => None,
        }
    }

    /// The same of the file that was copied to a place of our own, and is meant.
    pub(crate) fn of(mut self, copied: &Path, meant: &Path) -> Self {
        match &mut self {
            Self::ReadOnly(path)
            | Self::Full(path)
            | Self::NotABase { path, .. }
            | Self::Newer { path, .. }
            | Self::Damaged { path, .. }
            | Self::Io { path, .. }
            | Self::Sqlite { path, .. }
                if path.as_path() == copied =>
            {
                meant.clone_into(path);
            }
            _ => {}
        }
        self
    }

    pub(crate) fn sqlite(path: &Path, source: rusqlite::Error) -> Self {
        use io::ErrorKind as K;
        use rusqlite::ErrorCode as C;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(C::DiskFull) => Self::Full(path),
            Some(C::ReadOnly | C::PermissionDenied) => Self::ReadOnly(path),
            Some(C::DatabaseBusy | C::DatabaseLocked) => Self::Busy { path, holder: String::new() },
            // SQLite says no more than that the disk failed or that it cannot be opened, also where it only had no room for the file that readers share, or
            // may make none in the folder.
            Some(C::SystemIoFailure | C::CannotOpen) => match closed(&path) {
                Some(K::StorageFull | K::QuotaExceeded) => Self::Full(path),
                _ if source.sqlite_error_code() == Some(C::SystemIoFailure) => Self::Sqlite { path, source },
                why => match (std::fs::File::open(&path), why) {
                    (Err(source), _) if path.exists() && source.kind() == K::PermissionDenied => {
                        Self::Io { path, source }
                    }
                    (_, Some(K::PermissionDenied | K::ReadOnlyFilesystem)) => Self::ReadOnly(path),
                    _ => Self::Sqlite { path, source },
                },
            },
            // A row that says to be larger than any can be: none of ours is.
            Some(C::DatabaseCorrupt | C::NotADatabase | C::TooBig) => {
                Self::Damaged { path, why: source.to_string() }
            }
            // Our tables hold in each column what we put there: what is of another kind was not written so, and what is not there was taken away.
            _ if is_of_values(&source) || is_of_tables(&source) => {
                Self::Damaged { path, why: source.to_string() }
            }
            _ => Self::Sqlite { path, source },
        }
    }

    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path),
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly(path),
            _ => Self::Io { path, source },
        }
    }
}
