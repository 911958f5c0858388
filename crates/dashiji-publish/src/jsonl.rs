//! JSON lines: one object an entry, in document order.
//!
//! In goes a [`Record`]; out comes a line such as `{"document":{…},"id":"…","number":1,…}`. A document without entries
//! is one line with `document` alone, so that nothing given is lost from view.

use dashiji::fact::{DocumentRecord, Record};
use std::io::{self, Write};

/// Writes an entry.
///
/// # Errors
/// Where `out` cannot be written.
pub fn entry(out: &mut impl Write, record: &Record) -> io::Result<()> {
    line(out, record)
}

/// Writes a document that has no entries.
///
/// # Errors
/// Where `out` cannot be written.
pub fn alone(out: &mut impl Write, document: &DocumentRecord) -> io::Result<()> {
    line(out, &Alone { document })
}

/// A document without entries.
#[derive(serde::Serialize)]
struct Alone<'a> {
    document: &'a DocumentRecord,
}

fn line(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    // A line is made whole first: a writer that checks for room at every comma takes longer.
    let mut line = Vec::with_capacity(8192);
    serde_json::to_writer(&mut line, value)?;
    line.push(b'\n');
    out.write_all(&line)
}
