//! JSON lines: one object an entry, in document order.
//!
//! In goes a [`Reading`]; out come lines such as `{"document":{…},"id":"…","number":1,…}`. A document without entries
//! is one line with `document` alone, so that nothing given is lost from view.

use dashiji::Reading;
use dashiji::fact::DocumentRecord;
use std::io::{self, Write};

/// Writes a reading.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(out: &mut impl Write, reading: &Reading) -> io::Result<()> {
    for record in &reading.records {
        line(out, record)?;
    }
    if reading.records.is_empty() {
        line(out, &Alone { document: &reading.document.record })?;
    }
    Ok(())
}

/// A document without entries.
#[derive(serde::Serialize)]
struct Alone<'a> {
    document: &'a DocumentRecord,
}

fn line(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
