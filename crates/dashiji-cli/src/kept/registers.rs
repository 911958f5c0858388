//! The registers of a base.

use crate::arguments::{RegisterArguments, TableFormat};
use crate::config::Config;
use crate::home::{self, Bar};
use crate::keep::safe;
use crate::registers::{Output, Register, named};
use crate::trouble::Trouble;
use dashiji_publish::Messages;
use dashiji_store::{List, PersonBrief, View};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Prints the register of a base.
///
/// # Errors
/// Where there is no base or standard output cannot be written.
pub fn of_base(
    register: Register,
    typed: &RegisterArguments,
    config: &Config,
    messages: &Messages,
) -> Result<ExitCode, Trouble> {
    let bar = Bar::new(messages);
    let view = home::view(&typed.base, &bar)?;
    let name = typed.name.as_deref();
    let out = Output { format: typed.format, messages };
    let base = Trouble::Base;
    if name.is_none() && typed.format == TableFormat::Json {
        return lines(&view, register, config, &bar);
    }
    let found = match (register, name) {
        // Everyone with everything is more than can be looked at: a line each tells who there is.
        (Register::Who, None) if typed.format == TableFormat::Pretty => {
            let people = view.people_in_brief(&bar).map_err(base)?;
            return brief(&people, messages);
        }
        (Register::Who, Some(name)) => {
            let people = view.person(name).map_err(base)?;
            if people.is_empty() {
                out.print(&named(view.people(&bar).map_err(base)?, Some(name)))
            } else {
                out.print(&people)
            }
        }
        (Register::Who, None) => out.print(&view.people(&bar).map_err(base)?),
        (Register::Offices, _) => out.print(&named(view.offices(&bar).map_err(base)?, name)),
        (Register::Places, _) => match name.map(|name| view.place(name)).transpose().map_err(base)?.flatten()
        {
            Some(place) => out.print(&[place]),
            None => out.print(&named(view.places(&bar).map_err(base)?, name)),
        },
        (Register::Organizations, _) => out.print(&named(view.organizations(&bar).map_err(base)?, name)),
        (Register::Documents, _) => out.print(&named(view.documents_named(&bar).map_err(base)?, name)),
        (Register::Ledger, _) => {
            out.print(&named(view.ledgers(&config.programme, &bar).map_err(base)?, name))
        }
    }
    .map_err(Trouble::Output)?;
    Ok(ExitCode::from(u8::from(found == 0)))
}

/// Hands a whole list on as the base keeps it.
fn lines(view: &View, register: Register, config: &Config, bar: &Bar<'_>) -> Result<ExitCode, Trouble> {
    let list = match register {
        Register::Who => List::People,
        Register::Offices => List::Offices,
        Register::Places => List::Places,
        Register::Organizations => List::Organizations,
        Register::Documents => List::Documents,
        Register::Ledger => List::Ledgers,
    };
    let mut out = BufWriter::new(io::stdout());
    let mut found = 0u64;
    view.lines(list, &config.programme, bar, |line| {
        found += 1;
        out.write_all(line).and_then(|()| out.write_all(b"\n")).map_err(Trouble::Output)
    })?;
    out.flush().map_err(Trouble::Output)?;
    Ok(ExitCode::from(u8::from(found == 0)))
}

/// Everyone in a base, a line each.
fn brief(people: &[PersonBrief], messages: &Messages) -> Result<ExitCode, Trouble> {
    let mut out = BufWriter::new(io::stdout());
    let mut written = Ok(());
    for person in people {
        let mark = if person.homonym > 1 { format!("（{}）", person.homonym) } else { String::new() };
        let mut entries = messages.tell("kept-entries-of", &[("n", u64::from(person.entries).into())]);
        let cited = person.entries.saturating_sub(person.present);
        if cited > 0 {
            entries =
                format!("{entries} · {}", messages.tell("only-cited", &[("n", u64::from(cited).into())]));
        }
        written = written.and_then(|()| {
            writeln!(
                out,
                "{}{mark}  {entries}  {} – {}  {}",
                safe(&person.name),
                person.first.as_deref().unwrap_or("?"),
                person.last.as_deref().unwrap_or("?"),
                safe(&person.offices.join("、"))
            )
        });
    }
    let told = [("n", (people.len() as u64).into())];
    let hint = messages.tell("kept-people", &told);
    written.and_then(|()| writeln!(out, "{hint}")).and_then(|()| out.flush()).map_err(Trouble::Output)?;
    Ok(ExitCode::from(u8::from(people.is_empty())))
}
