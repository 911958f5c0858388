//! Safe mends, put into a file: only the edited characters' bytes change, in the file's own encoding.

use dashiji::Reading;
use dashiji::check::{Edit, Finding};
use dashiji::document::SourceMap;
use dashiji::text::Span;
use similar::TextDiff;
use std::io::{self, Write};
use std::path::Path;

/// The safe edits of findings (or `all`), in order; of two that overlap the first.
pub fn edits<'a>(findings: impl Iterator<Item = &'a Finding>, all: bool) -> Vec<Edit> {
    let safe = findings
        .filter_map(|f| f.fix.as_ref())
        .filter(|fix| fix.safe || all)
        .flat_map(|fix| fix.edits.iter().cloned());
    let mut edits: Vec<Edit> = safe.collect();
    edits.sort_by_key(|edit| (edit.start, edit.end));
    edits.dedup();
    let mut end = 0;
    edits.retain(|edit| {
        let clear = edit.start >= end;
        if clear {
            end = edit.end;
        }
        clear
    });
    edits
}

/// The file's bytes with the edits in; nothing where the encoding cannot write an edit or a place cannot be found.
pub fn apply(reading: &Reading, bytes: &[u8], edits: &[Edit]) -> Option<Vec<u8>> {
    let edits: Vec<(Span, String)> =
        edits.iter().map(|edit| (Span { start: edit.start, end: edit.end }, edit.text.clone())).collect();
    SourceMap::new(&reading.document, bytes).rewritten(&edits)
}

/// Shows the edits as a unified diff of the text.
pub fn diff(out: &mut impl Write, path: &Path, reading: &Reading, edits: &[Edit]) -> io::Result<()> {
    let text = &reading.document.text;
    let mut new = String::with_capacity(text.as_str().len());
    let mut at = 0;
    for edit in edits {
        new.push_str(text.slice(Span::new(at, edit.start as usize)));
        new.push_str(&edit.text);
        at = edit.end as usize;
    }
    new.push_str(text.slice(Span::new(at, text.len())));
    let name = path.to_string_lossy();
    let diff = TextDiff::from_lines(text.as_str(), new.as_str());
    write!(out, "{}", diff.unified_diff().context_radius(0).header(&name, &name))
}

/// Writes a file in one step: a new file beside it takes its place, so that no failure leaves half of it.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let permissions = std::fs::metadata(path)?.permissions();
    file.as_file().set_permissions(permissions)?;
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}

/// Writes a new file in one step, in place of one that is there.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut builder = tempfile::Builder::new();
    // A new file is open to whom the folder's rules open it, not to its maker alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if let Ok(old) = std::fs::metadata(path) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}
