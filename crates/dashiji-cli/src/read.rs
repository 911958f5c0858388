//! `dashiji read`: files -> readings -> a format on standard output.

use crate::arguments::{Format, ReadArguments};
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

/// Reads the files and prints them.
///
/// # Errors
/// Where standard output cannot be written.
pub fn run(arguments: &ReadArguments) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut found, mut failed) = (0, false);
    for path in &arguments.files {
        match bytes(path) {
            Ok(bytes) => match print(arguments, path, bytes, &mut out)? {
                Ok(entries) => found += entries,
                Err(message) => {
                    let _ = writeln!(std::io::stderr(), "dashiji: {}: {message}", path.display());
                    failed = true;
                }
            },
            Err(error) => {
                let _ = writeln!(std::io::stderr(), "dashiji: {}: {error}", path.display());
                failed = true;
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::from(if failed { 2 } else { u8::from(found == 0) }))
}

fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(path)
}

fn print(
    arguments: &ReadArguments,
    path: &Path,
    bytes: Vec<u8>,
    out: &mut impl Write,
) -> std::io::Result<Result<usize, String>> {
    let given = Given {
        path: Some(path.to_string_lossy().into_owned()),
        period: arguments.period.clone(),
        region: arguments.region.clone(),
        url: arguments.url.clone(),
        accessed: arguments.accessed.clone(),
    };
    if arguments.format == Format::Text {
        return match dashiji::document::read(bytes, &given, Lexicon::builtin()).map_err(|e| e.to_string()) {
            Ok(document) => out.write_all(document.text.as_str().as_bytes()).map(|()| Ok(1)),
            Err(message) => Ok(Err(message)),
        };
    }
    match dashiji::read(bytes, &given, Lexicon::builtin()).map_err(|e| e.to_string()) {
        Ok(reading) => dashiji_publish::jsonl::write(out, &reading).map(|()| Ok(reading.records.len())),
        Err(message) => Ok(Err(message)),
    }
}
