//! What went wrong, in the reader's words: what, where, and what to do.
//!
//! In goes a [`Trouble`] such as `TooLarge`; out come two lines, `dashiji: a.txt: 600000000 bytes, more than …` and a hint.

use dashiji::document::Note;
use dashiji::lexicon::{Fault, What};
use dashiji_office::words::unreadable;
use dashiji_publish::{Argument, Messages};
use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Something that could not be done.
#[derive(Debug)]
#[cfg_attr(not(feature = "room"), allow(dead_code))]
pub enum Trouble {
    /// Nothing bears this name.
    Missing(PathBuf),
    /// A link in a folder that leads out of it.
    Outside(PathBuf),
    /// A pipe, a device or the like, which may never end.
    NotRegular(PathBuf),
    /// The right to read is missing.
    Denied(PathBuf),
    /// A file beyond the limit: its size and the limit, in bytes.
    TooLarge(PathBuf, u64, u64),
    /// Another fault of the disk, the network, the system.
    Io(PathBuf, io::Error),
    /// It is no file that can be read.
    Unreadable(PathBuf, Box<dashiji_office::Error>),
    /// The engine failed on it.
    Fault(PathBuf),
    /// A sidecar file that says what none may say.
    Sidecar(PathBuf, String),
    /// A settings file that says what none may say.
    Config(PathBuf, String),
    /// A folder without files to read.
    EmptyFolder(PathBuf),
    /// A lexicon of the user's that cannot be used.
    Lexicon(PathBuf, String),
    /// A line of such a lexicon.
    Row(Fault),
    /// A list of offices that cannot be used.
    Roster(PathBuf, String),
    /// A gold file that cannot be used.
    Gold(PathBuf, String),
    /// Predictions whose text is not known.
    Text(PathBuf),
    /// A value that a flag cannot have: flag, value, the message that says why, an example.
    Value(&'static str, String, &'static str, String),
    /// What is none of those that there are: the message that says so, what was typed, what there is.
    NoSuch(&'static str, String, Vec<String>),
    /// A file that is there already.
    There(PathBuf),
    /// A file whose ending cannot be written: the endings that can.
    Ending(PathBuf, Vec<String>),
    /// Words that a ruling lacks: the key of how it is written.
    Lacking(&'static str),
    /// More than one file for `--format text`.
    OneFile(usize),
    /// An address that cannot be listened at.
    Listen(String, io::Error),
    /// A base map that is none.
    Map(PathBuf, String),
    /// No base here nor above, and no file named.
    NoRoom(PathBuf),
    /// A file that the reading room cannot show.
    Unread(PathBuf, String),
    /// What the reading room holds cannot be read.
    Room(String),
    /// A query that cannot be read, as typed.
    #[cfg(feature = "base")]
    Query(String, dashiji_store::search::QueryError),
    /// What a tool was asked for and does not take.
    #[cfg(feature = "mcp")]
    Asked(String),
    /// Words that do not stand in an entry: its id, the words.
    #[cfg(feature = "mcp")]
    NotThere(String, String),
    /// A search that took too long, in milliseconds.
    Stopped(u128),
    /// Standard output cannot be written.
    Output(io::Error),
    /// A base, in a program that was built without it.
    #[cfg(not(feature = "base"))]
    NotBuilt,
    /// Parquet or Arrow, in a program that was built without them.
    #[cfg(all(feature = "base", not(feature = "columns")))]
    NoColumns,
    /// What a base could not do.
    #[cfg(feature = "base")]
    Base(dashiji_store::Error),
}

#[cfg(feature = "base")]
impl From<dashiji_store::Error> for Trouble {
    fn from(error: dashiji_store::Error) -> Self {
        match error {
            dashiji_store::Error::Index(dashiji_store::search::Error::Stopped(within)) => {
                Self::Stopped(within.as_millis())
            }
            other => Self::Base(other),
        }
    }
}

impl Trouble {
    /// What a failed reading of a file was.
    pub fn of(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing(path.to_owned()),
            io::ErrorKind::PermissionDenied => Self::Denied(path.to_owned()),
            _ => Self::Io(path.to_owned(), error),
        }
    }

    /// Whether it is only that whoever read our output has gone away, as `| head` does.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Tells it on standard error. Where that cannot be written either, nobody is left to be told.
    pub fn report(&self, messages: &Messages) {
        let (what, hint) = self.said(messages);
        let lines = [
            messages.tell("error", &[("what", (&*short(&what)).into())]),
            messages.tell("error-hint", &[("hint", (&*short(&hint)).into())]),
        ];
        let _ = writeln!(io::stderr(), "{}", lines.join("\n"));
    }

    /// The same for whoever is no terminal: what, and what to do.
    #[cfg(feature = "mcp")]
    pub fn told(&self, messages: &Messages) -> String {
        let (what, hint) = self.said(messages);
        format!("{what}\n{hint}")
    }

    /// The same as a row: the file, a word that stays the same in every language, and the words.
    #[cfg(feature = "columns")]
    pub fn row(&self, messages: &Messages) -> (Option<&Path>, &'static str, String) {
        let (path, code) = match self {
            Self::Missing(at) | Self::EmptyFolder(at) => (Some(at), "missing"),
            Self::Outside(at) | Self::NotRegular(at) => (Some(at), "not_regular"),
            Self::Denied(at) => (Some(at), "denied"),
            Self::TooLarge(at, ..) => (Some(at), "too_large"),
            Self::Io(at, _) => (Some(at), "io"),
            Self::Unreadable(at, error) => (Some(at), error.code()),
            Self::Fault(at) => (Some(at), "panic"),
            Self::Sidecar(at, _) => (Some(at), "told"),
            _ => (None, "other"),
        };
        let (what, hint) = self.said(messages);
        (path.map(PathBuf::as_path), code, format!("{}\n{}", short(&what), short(&hint)))
    }

    fn said(&self, messages: &Messages) -> (String, String) {
        let (key, arguments) = self.words(messages);
        (messages.tell(key, &arguments), messages.tell(&format!("{key}-hint"), &arguments))
    }

    /// What a base could not do: each kind has words of its own.
    #[cfg(feature = "base")]
    fn of_base(
        error: &dashiji_store::Error,
        messages: &Messages,
    ) -> (&'static str, Vec<(&'static str, Argument)>) {
        use dashiji_store::Error as E;
        let mut told: Vec<(&'static str, Argument)> = Vec::new();
        if let Some(path) = error.path() {
            told.push(("path", path.display().to_string().into()));
        }
        let key = match error {
            // Only where none was named were the folders above looked into.
            E::Missing(path) if std::env::current_dir().is_ok_and(|here| here == *path) => "trouble-no-base",
            E::Missing(_) => "trouble-no-base-there",
            E::Exists(_) => "trouble-base-exists",
            E::ReadOnly(_) => "trouble-base-read-only",
            E::Full(_) => "trouble-base-full",
            E::NotABase { why, .. } => {
                told.push(("why", why.as_str().into()));
                "trouble-not-a-base"
            }
            E::Newer { found, known, .. } => {
                told.push(("found", found.to_string().into()));
                told.push(("known", known.to_string().into()));
                "trouble-base-newer"
            }
            E::Busy { holder, .. } => {
                told.push(("holder", holder.as_str().into()));
                "trouble-base-busy"
            }
            E::Lost(_) => "trouble-base-lost",
            E::Replaced(_) => "trouble-base-replaced",
            E::NotAFile(path) => {
                let record = path.file_name().is_some_and(|name| name == dashiji_store::RECORD);
                if record { "trouble-base-no-record" } else { "trouble-base-not-a-file" }
            }
            E::Damaged { path, why } => {
                told.push(("why", why.as_str().into()));
                let computed = path.file_name().is_some_and(|name| name == dashiji_store::DERIVED);
                if computed { "trouble-computed-damaged" } else { "trouble-base-damaged" }
            }
            E::Index(error) => {
                told.push(("why", error.to_string().into()));
                "trouble-base-index"
            }
            E::Knowledge { why, .. } => {
                told.push(("why", why.as_str().into()));
                "trouble-lexicon"
            }
            E::Unknown(id) => {
                told.push(("id", id.as_str().into()));
                "trouble-unknown-id"
            }
            E::Refused { what, why } => {
                told.push(("what", what.as_str().into()));
                told.push(("why", messages.say(&format!("why-{why}")).into()));
                let own = format!("why-{why}-hint");
                let hint = messages.say(if messages.has(&own) { &own } else { "refused-hint" });
                told.push(("hint", hint.into()));
                "trouble-refused"
            }
            E::Stopped => "trouble-base-stopped",
            E::Io { source, .. } if source.kind() == io::ErrorKind::PermissionDenied => "trouble-denied",
            E::Io { source, .. } if source.kind() == io::ErrorKind::NotFound => "trouble-missing",
            E::Io { source, .. } if matches!(source.raw_os_error(), Some(23 | 24)) => "trouble-many-files",
            other => {
                told.push(("why", other.to_string().into()));
                "trouble-base"
            }
        };
        (key, told)
    }

    fn words(&self, messages: &Messages) -> (&'static str, Vec<(&'static str, Argument)>) {
        let path = |path: &Path| ("path", Argument::from(path.display().to_string()));
        let why = |why: &dyn std::fmt::Display| ("why", Argument::from(why.to_string()));
        match self {
            #[cfg(not(feature = "base"))]
            Self::NotBuilt => ("trouble-not-built", Vec::new()),
            #[cfg(all(feature = "base", not(feature = "columns")))]
            Self::NoColumns => ("trouble-no-columns", Vec::new()),
            #[cfg(feature = "base")]
            Self::Base(dashiji_store::Error::Unreadable(error)) => {
                ("trouble-unreadable", vec![("path", "".into()), ("why", unreadable(error, messages).into())])
            }
            #[cfg(feature = "base")]
            Self::Base(dashiji_store::Error::Fault(at)) => {
                ("trouble-fault", vec![("path", at.as_str().into())])
            }
            #[cfg(feature = "base")]
            Self::Base(error) => Self::of_base(error, messages),
            Self::Missing(at) => ("trouble-missing", vec![path(at)]),
            Self::Outside(at) => ("trouble-outside", vec![path(at)]),
            Self::NotRegular(at) => ("trouble-not-regular", vec![path(at)]),
            Self::Denied(at) => ("trouble-denied", vec![path(at)]),
            Self::TooLarge(at, size, limit) => (
                "trouble-too-large",
                vec![path(at), ("size", size.to_string().into()), ("limit", limit.to_string().into())],
            ),
            Self::Io(at, error) => ("trouble-io", vec![path(at), why(error)]),
            Self::Unreadable(at, error) if **error == dashiji_office::Error::NotBuilt => {
                ("trouble-no-office", vec![path(at)])
            }
            Self::Unreadable(at, error) => {
                ("trouble-unreadable", vec![path(at), ("why", unreadable(error, messages).into())])
            }
            Self::Fault(at) => ("trouble-fault", vec![path(at)]),
            Self::Sidecar(at, error) => ("trouble-sidecar", vec![path(at), why(error)]),
            Self::Config(at, error) => ("trouble-config", vec![path(at), why(error)]),
            Self::EmptyFolder(at) => ("trouble-empty-folder", vec![path(at)]),
            Self::Lexicon(at, error) => ("trouble-lexicon", vec![path(at), why(error)]),
            Self::Row(fault) => row(fault, messages),
            Self::Roster(at, error) => ("trouble-roster", vec![path(at), why(error)]),
            Self::Gold(at, error) => ("trouble-gold", vec![path(at), why(error)]),
            Self::Text(at) => ("trouble-text", vec![path(at)]),
            Self::Value(flag, value, key, example) => (
                "trouble-value",
                vec![
                    ("flag", [*flag, value].join(" ").trim().into()),
                    ("why", messages.say(key).into()),
                    ("example", example.as_str().into()),
                ],
            ),
            Self::NoSuch(key, typed, known) => {
                let hint = offered(typed, known, messages);
                (
                    "trouble-none",
                    vec![
                        ("what", typed.as_str().into()),
                        ("why", messages.say(key).into()),
                        ("hint", hint.into()),
                    ],
                )
            }
            Self::There(at) => ("trouble-there", vec![path(at)]),
            Self::Ending(at, known) => {
                let known = known.join(&messages.say("help-between"));
                ("trouble-ending", vec![path(at), ("known", known.into())])
            }
            Self::Lacking(key) => ("trouble-lacking", vec![("example", messages.say(key).into())]),
            Self::OneFile(n) => ("trouble-one-file", vec![("n", n.to_string().into())]),
            Self::Listen(at, error) => ("trouble-listen", vec![("address", at.as_str().into()), why(error)]),
            Self::Map(at, error) => ("trouble-map", vec![path(at), why(error)]),
            Self::NoRoom(at) => ("trouble-no-room", vec![path(at)]),
            Self::Unread(at, error) => ("trouble-unread", vec![path(at), why(error)]),
            Self::Room(error) => ("trouble-room", vec![why(error)]),
            #[cfg(feature = "base")]
            Self::Query(query, error) => {
                let (what, hint) = crate::search::fault(query, error, messages);
                ("trouble-query", vec![("what", what.into()), ("hint", hint.into())])
            }
            #[cfg(feature = "mcp")]
            Self::Asked(error) => ("trouble-asked", vec![("why", error.as_str().into())]),
            #[cfg(feature = "mcp")]
            Self::NotThere(entry, words) => {
                ("trouble-not-there", vec![("id", entry.as_str().into()), ("what", words.as_str().into())])
            }
            Self::Stopped(within) => ("trouble-stopped", vec![("why", within.to_string().into())]),
            Self::Output(error) => ("trouble-output", vec![why(error)]),
        }
    }
}

/// Words with what is more than anybody reads left out of their middle: a fault in a line of millions of characters quotes that line.
fn short(words: &str) -> Cow<'_, str> {
    const HEAD: usize = 800;
    const TAIL: usize = 200;
    match (words.char_indices().nth(HEAD), words.char_indices().nth_back(TAIL)) {
        (Some((head, _)), Some((tail, _))) if head < tail => {
            Cow::Owned(format!("{} … {}", &words[..head], &words[tail..]))
        }
        _ => Cow::Borrowed(words),
    }
}

/// What was meant, or what there is.
fn offered(typed: &str, known: &[String], messages: &Messages) -> String {
    let word = typed.rsplit([' ', '=']).next().unwrap_or(typed);
    let near = |known: &&String| similar::TextDiff::from_chars(word, known.as_str()).ratio();
    let best = known.iter().max_by(|a, b| near(a).total_cmp(&near(b))).filter(|best| near(best) >= 0.65);
    if let Some(best) = best {
        return messages.tell("usage-meant", &[("among", best.as_str().into())]);
    }
    messages.tell("usage-among", &[("among", known.join(&messages.say("help-between")).into())])
}

/// What is wrong with a line of a lexicon, and what to do about it.
fn row(fault: &Fault, messages: &Messages) -> (&'static str, Vec<(&'static str, Argument)>) {
    let column = if let What::NoNumber(column, _) = fault.what { column } else { "" };
    let told = [("given", Argument::from(fault.what.given())), ("column", column.into())];
    let at = if fault.line == 0 {
        fault.file.clone()
    } else {
        messages.tell(
            "lexicon-at",
            &[("path", fault.file.as_str().into()), ("line", fault.line.to_string().into())],
        )
    };
    let why = messages.tell(fault.what.key(), &told);
    let hint = messages.tell(&format!("{}-hint", fault.what.key()), &told);
    let text = fault.text.replace('\t', " | ");
    let key = if text.is_empty() { "trouble-list" } else { "trouble-row" };
    (key, vec![("path", at.into()), ("why", why.into()), ("hint", hint.into()), ("text", text.into())])
}

/// What a reader should know about how a file's bytes were read.
pub fn note(path: &Path, note: &Note, messages: &Messages) -> String {
    let mut told = vec![("path", Argument::from(path.display().to_string()))];
    let key = match note {
        Note::Replaced { count, byte, encoding } => {
            told.push(("count", (*count).into()));
            told.push(("byte", byte.to_string().into()));
            told.push(("encoding", encoding.name().into()));
            "note-replaced"
        }
        Note::Misdeclared { declared, encoding } => {
            told.push(("declared", declared.as_str().into()));
            told.push(("encoding", encoding.name().into()));
            "note-misdeclared"
        }
        Note::Long { entries } => {
            told.push(("entries", (*entries).into()));
            "note-long"
        }
        Note::Zeros { byte } => {
            told.push(("byte", byte.to_string().into()));
            "note-zeros"
        }
        other => return other.to_string(),
    };
    messages.tell(key, &told)
}
