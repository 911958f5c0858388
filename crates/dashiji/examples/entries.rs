//! The entries of a file as JSON lines: the engine alone, for measuring (docs/performance.md) and as a first example of its use.
//!
//! `cargo run --release -p dashiji --example entries -- FILE [PERIOD [REGION]]`

#![expect(clippy::disallowed_methods, reason = "an example is a program")]

use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use std::error::Error;
use std::io::{self, BufWriter, Write};

/// As in the command: facts are many short strings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("which file?")?;
    let given = Given { period: arguments.next(), region: arguments.next(), ..Given::default() };
    let reading = dashiji::read(std::fs::read(path)?, &given, Lexicon::builtin())?;
    let mut out = BufWriter::new(io::stdout().lock());
    for record in &reading.records {
        serde_json::to_writer(&mut out, record)?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(())
}
