//! `dashiji who|offices|places|organizations|documents|ledger`: many entries -> what they say together.

use crate::arguments::{RegisterArguments, TableFormat};
use crate::config::Config;
use crate::home::{self, Bar};
use crate::keep::safe;
use crate::load::load;
use crate::settings::{self, Settings};
use crate::trouble::Trouble;
use dashiji::collate::Collation;
use dashiji::collate::person::Person;
use dashiji::lexicon::Lists;
use dashiji_publish::Messages;
use dashiji_publish::register::{self, Item};
use dashiji_store::{List, PersonBrief, View};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Which register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    /// People.
    Who,
    /// Offices.
    Offices,
    /// Places.
    Places,
    /// Organisations.
    Organizations,
    /// Documents.
    Documents,
    /// Series of figures.
    Ledger,
}

/// Reads the files and prints the register.
///
/// # Errors
/// Where an argument means nothing or standard output cannot be written.
pub fn run(register: Register, typed: &RegisterArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let settings = Settings::new(&typed.given)?.mapped(&typed.table)?;
    let config = &settings.config;
    if home::wanted(&typed.files, &typed.base) {
        return of_base(register, typed, config, messages);
    }
    let loaded = load(&typed.files, &settings, messages);
    let collation = Collation::of(loaded.readings.into_iter().flat_map(|reading| reading.records));
    let name = typed.name.as_deref();
    let matches = |text: &str| name.is_none_or(|name| text.contains(name));
    let out = Output { format: typed.format, messages };
    let lists = settings.lexicon().lists();
    let found = match register {
        Register::Who => match name {
            Some(name) if !collation.naming(name).is_empty() => {
                out.print(&tenured(collation.person(name), lists))
            }
            _ => out.print(&tenured(kept(collation.people(), |p| matches(&p.name)), lists)),
        },
        Register::Offices => out.print(&kept(collation.offices(), |p| {
            matches(&p.title)
                || p.org.as_deref().is_some_and(matches)
                || p.holders.iter().any(|h| matches(&h.name))
        })),
        Register::Places => out.print(&kept(collation.places(), |p| {
            matches(&p.name)
                || p.code.as_deref().is_some_and(|code| name == Some(code))
                || p.forms.iter().any(|f| matches(f))
        })),
        Register::Organizations => out.print(&kept(collation.organizations_under(lists), |o| {
            matches(&o.name)
                || o.forms.iter().any(|f| matches(f))
                || o.history.iter().any(|borne| borne.entries > 0 && matches(&borne.name))
        })),
        Register::Documents => out
            .print(&kept(collation.documents(), |d| matches(&d.title) || d.forms.iter().any(|f| matches(f)))),
        Register::Ledger => out.print(&kept(collation.ledgers(&config.programme), |l| matches(&l.name))),
    }
    .map_err(Trouble::Output)?;
    Ok(ExitCode::from(if loaded.failed { 2 } else { u8::from(found == 0) }))
}

fn tenured(people: Vec<Person>, lists: &Lists) -> Vec<Person> {
    people.into_iter().map(|person| person.with_tenure(lists)).collect()
}

/// Prints the register of a base.
fn of_base(
    register: Register,
    typed: &RegisterArguments,
    config: &Config,
    messages: &Messages,
) -> Result<ExitCode, Trouble> {
    let bar = Bar::new(messages);
    let view = home::view(&typed.base, &bar)?;
    let name = typed.name.as_deref();
    let matches = |text: &str| name.is_none_or(|name| text.contains(name));
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
                out.print(&kept(view.people(&bar).map_err(base)?, |p| matches(&p.name)))
            } else {
                out.print(&people)
            }
        }
        (Register::Who, None) => out.print(&view.people(&bar).map_err(base)?),
        (Register::Offices, _) => out.print(&kept(view.offices(&bar).map_err(base)?, |p| {
            matches(&p.title)
                || p.org.as_deref().is_some_and(matches)
                || p.holders.iter().any(|h| matches(&h.name))
        })),
        (Register::Places, _) => match name.map(|name| view.place(name)).transpose().map_err(base)?.flatten()
        {
            Some(place) => out.print(&[place]),
            None => out.print(&kept(view.places(&bar).map_err(base)?, |p| {
                matches(&p.name)
                    || p.code.as_deref().is_some_and(|code| name == Some(code))
                    || p.forms.iter().any(|f| matches(f))
            })),
        },
        (Register::Organizations, _) => out.print(&kept(view.organizations(&bar).map_err(base)?, |o| {
            matches(&o.name)
                || o.forms.iter().any(|f| matches(f))
                || o.history.iter().any(|borne| borne.entries > 0 && matches(&borne.name))
        })),
        (Register::Documents, _) => out.print(&kept(view.documents_named(&bar).map_err(base)?, |d| {
            matches(&d.title) || d.forms.iter().any(|f| matches(f))
        })),
        (Register::Ledger, _) => {
            out.print(&kept(view.ledgers(&config.programme, &bar).map_err(base)?, |l| matches(&l.name)))
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
        let told = [("n", u64::from(person.entries).into())];
        written = written.and_then(|()| {
            writeln!(
                out,
                "{}{mark}  {}  {} – {}  {}",
                safe(&person.name),
                messages.tell("kept-entries-of", &told),
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

fn kept<I>(mut items: Vec<I>, wanted: impl Fn(&I) -> bool) -> Vec<I> {
    items.retain(wanted);
    items
}

/// How and in which words items are printed.
pub struct Output<'a> {
    /// As a page, lines of JSON or a table.
    pub format: TableFormat,
    /// The words.
    pub messages: &'a Messages,
}

impl Output<'_> {
    /// Prints items; how many.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub fn print<I: Item>(&self, items: &[I]) -> io::Result<usize> {
        let mut out = BufWriter::new(io::stdout());
        match self.format {
            TableFormat::Pretty => register::pretty(&mut out, items, settings::look(self.messages))?,
            TableFormat::Json => register::json(&mut out, items)?,
            TableFormat::Csv => register::table(&mut out, items, self.messages)?,
        }
        out.flush()?;
        Ok(items.len())
    }
}
