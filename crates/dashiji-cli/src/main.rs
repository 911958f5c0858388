//! The command `dashiji`: arguments -> steps -> exit code.
//!
//! 0 done, 1 nothing found (of a check: something found), 2 could not.

mod arguments;
mod aside;
mod check;
#[cfg(feature = "columns")]
mod columns;
mod config;
mod endings;
mod evaluate;
mod explain;
#[cfg(feature = "base")]
mod export;
mod fault;
mod figures;
mod help;
#[cfg(feature = "base")]
mod home;
#[cfg(not(feature = "base"))]
#[path = "homeless.rs"]
mod home;
mod inputs;
#[cfg(feature = "base")]
mod keep;
#[cfg(feature = "base")]
mod kept;
mod load;
#[cfg(feature = "mcp")]
mod mcp;
mod mend;
mod office;
mod pages;
mod read;
mod registers;
#[cfg(feature = "base")]
mod rule;
#[cfg(feature = "base")]
mod search;
#[cfg(feature = "room")]
mod serve;
mod settings;
mod topic;
mod trouble;
mod voice;
#[cfg(feature = "base")]
mod words;

use arguments::{Arguments, Command, Lang, When};
use clap::error::ErrorKind;
use clap::{ColorChoice, CommandFactory, FromArgMatches, ValueEnum};
use dashiji_publish::Messages;
use registers::Register;
use std::io::Write;
use std::process::ExitCode;

/// Facts are many short strings, which this allocator hands out and takes back in a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let messages = settings::messages(settings::language(asked::<Lang>("--lang")));
    let arguments = match parse(&messages) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    voice::settle(arguments.quiet, arguments.color);
    if let Some(threads) = arguments.threads {
        // Set once, before anything else; it cannot have been set already.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global();
    }
    let done = match &arguments.command {
        Command::Read(typed) => read::run(typed, arguments.threads, arguments.lang.is_some(), &messages),
        Command::Explain(typed) => explain::run(typed, &messages),
        Command::Who(typed) => registers::run(Register::Who, typed, &messages),
        Command::Offices(typed) => registers::run(Register::Offices, typed, &messages),
        Command::Places(typed) => registers::run(Register::Places, typed, &messages),
        Command::Organizations(typed) => registers::run(Register::Organizations, typed, &messages),
        Command::Documents(typed) => registers::run(Register::Documents, typed, &messages),
        Command::Ledger(typed) => figures::ledger(typed, &messages),
        Command::Report(typed) => figures::report(typed, &messages),
        Command::Check(typed) => check::run(typed, &messages),
        #[cfg(feature = "base")]
        Command::Export(typed) => export::run(typed, arguments.lang.is_some(), &messages),
        #[cfg(feature = "room")]
        Command::Serve(typed) => serve::run(typed, &messages),
        #[cfg(feature = "mcp")]
        Command::Mcp(typed) => mcp::run(typed, &messages),
        #[cfg(feature = "base")]
        Command::Search(typed) => search::run(typed, &messages),
        Command::Eval(typed) => evaluate::run(typed, &messages),
        #[cfg(feature = "base")]
        Command::Init(typed) => keep::init(typed, &messages),
        #[cfg(feature = "base")]
        Command::Add(typed) => keep::add(typed, &messages),
        #[cfg(feature = "base")]
        Command::Enter(typed) => keep::enter(typed, &messages),
        #[cfg(feature = "base")]
        Command::List(typed) => keep::list(typed, &messages),
        #[cfg(feature = "base")]
        Command::Show(typed) => keep::show(typed, &messages),
        #[cfg(feature = "base")]
        Command::Diff(typed) => keep::diff(typed, &messages),
        #[cfg(feature = "base")]
        Command::Remove(typed) => keep::remove(typed, &messages),
        #[cfg(feature = "base")]
        Command::Rule(typed) => rule::run(typed, &messages),
        #[cfg(feature = "base")]
        Command::Log(typed) => keep::log(typed, &messages),
        #[cfg(feature = "base")]
        Command::Reindex(typed) => keep::reindex(typed, &messages),
        #[cfg(feature = "base")]
        Command::Verify(typed) => keep::verify(typed, &messages),
        #[cfg(feature = "base")]
        Command::Repair(typed) => keep::repair(typed, &messages),
        #[cfg(feature = "base")]
        Command::Backup(typed) => keep::backup(typed, &messages),
        #[cfg(feature = "base")]
        Command::Restore(typed) => keep::restore(typed, &messages),
        Command::Help(typed) => topic::run(typed, &messages),
        Command::Completions(typed) => pages::completions(typed, &messages),
        Command::Man(typed) => pages::man(typed, &messages),
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

/// An option's value, looked up before the arguments are parsed, so that help and faults know it too.
fn asked<V: ValueEnum>(option: &str) -> Option<V> {
    let words = typed();
    let value = words.iter().enumerate().find_map(|(k, word)| match word.strip_prefix(option) {
        Some("") => words.get(k + 1).cloned(),
        Some(rest) => rest.strip_prefix('=').map(str::to_owned),
        None => None,
    });
    V::from_str(&value?, true).ok()
}

/// The words behind the program's name.
fn typed() -> Vec<String> {
    std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect()
}

/// Prints help where it belongs: on standard output where it was asked for.
fn print_help(error: &clap::Error, colour: ColorChoice, messages: &Messages) -> std::io::Result<()> {
    let terminal = if error.use_stderr() { console::Term::stderr() } else { console::Term::stdout() };
    let coloured = match colour {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => terminal.is_term() && console::colors_enabled(),
    };
    let rendered = error.render();
    let help = if coloured { rendered.ansi().to_string() } else { rendered.to_string() };
    let help = help::printed(&help, messages);
    if error.use_stderr() {
        write!(std::io::stderr(), "{help}")
    } else {
        let mut out = std::io::stdout();
        write!(out, "{help}").and_then(|()| out.flush())
    }
}

fn parse(messages: &Messages) -> Result<Arguments, ExitCode> {
    let colour = match asked("--color") {
        Some(When::Always) => ColorChoice::Always,
        Some(When::Never) => ColorChoice::Never,
        _ => ColorChoice::Auto,
    };
    let command = help::spoken(Arguments::command(), messages).color(colour);
    let parsed = command.clone().try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    parsed.map_err(|error| {
        if error.kind() == ErrorKind::MissingSubcommand {
            // Options without a command are as good as nothing typed.
            let help = help::printed(&command.clone().render_help().to_string(), messages);
            let _ = write!(std::io::stderr(), "{help}");
            return ExitCode::from(2);
        }
        if error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
            let mut command = command;
            command.build();
            let fault = fault::Fault::of(&error, &typed(), &command, messages);
            let _ = writeln!(std::io::stderr(), "{}", fault.lines.join("\n"));
        } else {
            // Help and version; a closed pipe ends quietly here too.
            let _ = print_help(&error, colour, messages);
        }
        ExitCode::from(if error.use_stderr() { 2 } else { 0 })
    })
}
