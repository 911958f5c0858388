//! `dashiji who|offices|places|organizations|documents|ledger`: many entries -> what they say together.

use crate::arguments::{RegisterArguments, TableFormat};
use crate::home;
use crate::inputs;
use crate::load::load;
use crate::settings::{self, Settings};
use crate::trouble::Trouble;
use dashiji::collate::Collation;
use dashiji::collate::person::Person;
use dashiji::lexicon::Lists;
use dashiji_publish::Messages;
use dashiji_publish::register::{self, Item};
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
    if inputs::wanted(&typed.files, &typed.base) {
        return home::register(register, typed, config, messages);
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

/// Those that are wanted.
pub fn kept<I>(mut items: Vec<I>, wanted: impl Fn(&I) -> bool) -> Vec<I> {
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
