//! The command `dashiji`: arguments -> steps -> exit code.
//!
//! 0 done, 1 nothing found, 2 could not.

mod arguments;
mod read;

use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    let done = match arguments.command {
        arguments::Command::Read(arguments) => read::run(&arguments),
    };
    match done {
        Ok(code) => code,
        Err(error) if closed(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "dashiji: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether whoever read our output has gone away, as `| head` does.
fn closed(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
