//! Names on the command line -> files to read, each with its bytes and what stands in the file beside it.
//!
//! `chronicle.txt` may have `chronicle.txt.toml` beside it, which tells of it what its text does not:
//!
//! ```toml
//! period = "2020-02"
//! region = "河南省"
//! url = "https://…"
//! ```

use crate::arguments::BaseArguments;
use crate::settings::{Settings, check};
use crate::trouble::Trouble;
use dashiji::document::{Document, Given};
use dashiji_publish::Messages;
use ignore::WalkBuilder;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The endings of files that are read in a folder.
const ENDINGS: [&str; 13] =
    ["txt", "text", "md", "markdown", "html", "htm", "docx", "docm", "xlsx", "xlsm", "xls", "csv", "tsv"];

/// Bytes of a file that tells of another at most.
const SIDECAR: u64 = 1 << 20;

/// Characters of a fault in it that are told.
const QUOTED: usize = 600;

/// The names of files that tell of the folder they lie in.
const FOLDER_NOTES: [&str; 6] = ["readme", "changelog", "contributing", "license", "licence", "notice"];

/// The files that some names stand for, in the order given; a folder's files in the order of their names. What stands for
/// nothing comes as the trouble it is, in its place.
pub fn expand(names: &[PathBuf]) -> Vec<Result<PathBuf, Trouble>> {
    names.iter().flat_map(|name| if name.is_dir() { walk(name) } else { vec![Ok(name.clone())] }).collect()
}

fn walk(folder: &Path) -> Vec<Result<PathBuf, Trouble>> {
    let mut walk = WalkBuilder::new(folder);
    // Hidden files and what a file .ignore names are left out; what git leaves out may well be a chronicle.
    walk.git_ignore(false).git_global(false).git_exclude(false).parents(false);
    walk.sort_by_file_name(Ord::cmp);
    let found: Vec<_> = walk
        .build()
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => None,
            Ok(entry) => is_chronicle(entry.path()).then(|| regular(folder, entry.into_path())),
            Err(error) => Some(Err(unwalked(folder, error))),
        })
        .collect();
    if found.is_empty() { vec![Err(Trouble::EmptyFolder(folder.to_owned()))] } else { found }
}

/// A file of a folder that can be read to its end: no pipe and no device, which may never end, and no link that leads out of the folder.
fn regular(folder: &Path, path: PathBuf) -> Result<PathBuf, Trouble> {
    let told = std::fs::symlink_metadata(&path).map_err(|error| Trouble::of(&path, error))?;
    if told.is_symlink() {
        let inside = |home: PathBuf| path.canonicalize().is_ok_and(|target| target.starts_with(home));
        if !folder.canonicalize().is_ok_and(inside) {
            return Err(Trouble::Outside(path));
        }
    }
    if path.is_file() { Ok(path) } else { Err(Trouble::NotRegular(path)) }
}

fn is_chronicle(path: &Path) -> bool {
    // Word keeps such a file beside one that is open.
    if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$")) {
        return false;
    }
    let ending = path.extension().unwrap_or_default();
    // What tells of a folder (README.md, CHANGELOG.md) is no chronicle of it; who names such a file has it read.
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let tells_of_folder = FOLDER_NOTES.iter().any(|note| {
        name.strip_prefix(note).is_some_and(|rest| rest.starts_with('.'))
            && !ending.eq_ignore_ascii_case("docx")
    });
    if tells_of_folder {
        return false;
    }
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn unwalked(folder: &Path, error: ignore::Error) -> Trouble {
    let path = path_of(&error).unwrap_or(folder).to_owned();
    let words = error.to_string();
    Trouble::of(&path, error.into_io_error().unwrap_or_else(|| io::Error::other(words)))
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// Whether a command that may read files is to work on a base instead: one is named, or none are and one stands here or above.
pub fn wanted(files: &[PathBuf], typed: &BaseArguments) -> bool {
    typed.base.is_some() || files.is_empty()
}

/// Whether a name stands for standard input.
pub fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// The bytes of a file.
///
/// # Errors
/// Where it is missing, closed to us or larger than the limit.
pub fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Trouble> {
    if is_standard_input(path) {
        return limited(path, io::stdin().lock(), 0, limit);
    }
    let file = File::open(path).map_err(|error| Trouble::of(path, error))?;
    let size = file.metadata().map_err(|error| Trouble::of(path, error))?.len();
    if size > limit {
        return Err(Trouble::TooLarge(path.to_owned(), size, limit));
    }
    limited(path, file, size, limit)
}

/// Reads at most the limit; what a pipe or a growing file holds beyond it is not waited for.
fn limited(path: &Path, source: impl Read, size: u64, limit: u64) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    let read = source.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| Trouble::of(path, error))?;
    let size = bytes.len() as u64;
    if size > limit { Err(Trouble::TooLarge(path.to_owned(), size, limit)) } else { Ok(bytes) }
}

/// What is told of a document: by flags, and for what they leave open by the file beside it.
///
/// # Errors
/// Where that file cannot be read or tells what none may tell.
pub fn given(path: &Path, settings: &Settings) -> Result<Given, Trouble> {
    let beside = if is_standard_input(path) { Sidecar::default() } else { sidecar(path)? };
    let flags = &settings.given;
    Ok(Given {
        path: Some(path.to_string_lossy().into_owned()),
        period: flags.period.clone().or(beside.period),
        region: flags.region.clone().or(beside.region),
        url: flags.url.clone().or(beside.url),
        accessed: flags.accessed.clone().or(beside.accessed),
        title: beside.title,
        series: beside.series,
        source: beside.source,
        site: beside.site,
        published: beside.published,
    })
}

/// What is said of a region that was told and that the list of divisions does not have.
pub fn unknown_region(
    path: &Path,
    settings: &Settings,
    document: &Document,
    messages: &Messages,
) -> Option<String> {
    let coded = document.record.region.as_ref().is_some_and(|region| region.code.is_some());
    if coded {
        return None;
    }
    let region = given(path, settings).ok()?.region?;
    let told = [("path", path.display().to_string().into()), ("region", region.as_str().into())];
    Some(messages.tell("note-region", &told))
}

/// What may stand in the file beside a document.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Sidecar {
    period: Option<String>,
    region: Option<String>,
    url: Option<String>,
    accessed: Option<String>,
    title: Option<String>,
    series: Option<String>,
    source: Option<String>,
    site: Option<String>,
    published: Option<String>,
}

fn sidecar(path: &Path) -> Result<Sidecar, Trouble> {
    let mut name = path.as_os_str().to_owned();
    name.push(".toml");
    let beside = PathBuf::from(name);
    let size = match std::fs::metadata(&beside) {
        Ok(told) if !told.is_file() => return Err(Trouble::NotRegular(beside)),
        Ok(told) => told.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Sidecar::default()),
        Err(error) => return Err(Trouble::of(&beside, error)),
    };
    if size > SIDECAR {
        return Err(Trouble::TooLarge(beside, size, SIDECAR));
    }
    let text = std::fs::read_to_string(&beside).map_err(|error| Trouble::of(&beside, error))?;
    // A fault quotes the line it is in, which may be of any length.
    let fault = |why: &dyn std::fmt::Display| {
        let words = why.to_string();
        let short: String = words.trim_end().chars().take(QUOTED).collect();
        let cut = short.len() < words.trim_end().len();
        Trouble::Sidecar(beside.clone(), if cut { format!("{short}…") } else { short })
    };
    let told: Sidecar = toml::from_str(&text).map_err(|error| fault(&error))?;
    let dates = Given {
        period: told.period.clone(),
        accessed: told.accessed.clone(),
        published: told.published.clone(),
        ..Given::default()
    };
    check(&dates, |flag, value, _, _| fault(&format!("{} = {value:?}", flag.trim_start_matches('-'))))?;
    Ok(told)
}
