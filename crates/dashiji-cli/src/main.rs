//! The command `dashiji`: arguments -> steps -> exit code.
//!
//! 0 done, 1 nothing found (of a check: something found), 2 could not.

mod arguments;
mod aside;
mod check;
mod config;
mod evaluate;
mod explain;
mod export;
mod figures;
mod help;
mod home;
mod inputs;
mod keep;
mod load;
mod mend;
mod office;
mod read;
mod registers;
mod rule;
mod search;
mod serve;
mod settings;
mod trouble;

use arguments::{Arguments, Command, Lang};
use clap::{CommandFactory, FromArgMatches, ValueEnum};
use dashiji_publish::{Language, Messages};
use registers::Register;
use std::io::Write;
use std::process::ExitCode;

/// Facts are many short strings, which this allocator hands out and takes back in a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let messages = settings::messages(settings::language(asked()));
    let arguments = match parse(&messages) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let done = match &arguments.command {
        Command::Read(typed) => read::run(typed, arguments.lang.is_some(), &messages),
        Command::Explain(typed) => explain::run(typed, &messages),
        Command::Who(typed) => registers::run(Register::Who, typed, &messages),
        Command::Offices(typed) => registers::run(Register::Offices, typed, &messages),
        Command::Places(typed) => registers::run(Register::Places, typed, &messages),
        Command::Organizations(typed) => registers::run(Register::Organizations, typed, &messages),
        Command::Documents(typed) => registers::run(Register::Documents, typed, &messages),
        Command::Ledger(typed) => figures::ledger(typed, &messages),
        Command::Report(typed) => figures::report(typed, &messages),
        Command::Check(typed) => check::run(typed, &messages),
        Command::Export(typed) => export::run(typed, arguments.lang.is_some(), &messages),
        Command::Serve(typed) => serve::run(typed, &messages),
        Command::Search(typed) => search::run(typed, &messages),
        Command::Eval(typed) => evaluate::run(typed, &messages),
        Command::Init(typed) => keep::init(typed, &messages),
        Command::Add(typed) => keep::add(typed, &messages),
        Command::Enter(typed) => keep::enter(typed, &messages),
        Command::List(typed) => keep::list(typed, &messages),
        Command::Show(typed) => keep::show(typed, &messages),
        Command::Diff(typed) => keep::diff(typed, &messages),
        Command::Remove(typed) => keep::remove(typed, &messages),
        Command::Rule(typed) => rule::run(typed, &messages),
        Command::Log(typed) => keep::log(typed, &messages),
        Command::Reindex(typed) => keep::reindex(typed, &messages),
        Command::Verify(typed) => keep::verify(typed, &messages),
        Command::Backup(typed) => keep::backup(typed, &messages),
        Command::Restore(typed) => keep::restore(typed, &messages),
    };
    match done {
        Ok(code) => code,
        Err(trouble) if trouble.is_closed_pipe() => ExitCode::SUCCESS,
        Err(trouble) => {
            trouble.report(&messages);
            ExitCode::from(2)
        }
    }
}

/// The language asked for, looked up before the arguments are parsed, so that help and faults speak it too.
fn asked() -> Option<Lang> {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let value = words.iter().enumerate().find_map(|(k, word)| match word.strip_prefix("--lang") {
        Some("") => words.get(k + 1).cloned(),
        Some(rest) => rest.strip_prefix('=').map(str::to_owned),
        None => None,
    });
    Lang::from_str(&value?, true).ok()
}

fn parse(messages: &Messages) -> Result<Arguments, ExitCode> {
    let chinese = messages.language() == Language::Chinese;
    let mut command = Arguments::command();
    if chinese {
        command = help::in_chinese(command, messages);
    }
    let parsed = command.try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    parsed.map_err(|error| {
        if error.use_stderr() && chinese {
            let what = messages.tell("error", &[("what", help::fault(&error, messages).into())]);
            let see = messages.tell("usage-see", &[("command", "dashiji".into())]);
            let _ = writeln!(std::io::stderr(), "{what}\n  {see}");
        } else {
            // A closed pipe ends quietly here too.
            let _ = error.print();
        }
        ExitCode::from(if error.use_stderr() { 2 } else { 0 })
    })
}
