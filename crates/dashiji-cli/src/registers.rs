//! `dashiji who|offices|places|organizations|documents|ledger`: many entries -> what they say together.

use crate::arguments::{RegisterArguments, TableFormat};
use crate::home;
use crate::inputs;
use crate::load::load;
use crate::settings::{self, Settings};
use crate::trouble::Trouble;
use dashiji::collate::Collation;
use dashiji::collate::document::Document;
use dashiji::collate::ledger::Ledger;
use dashiji::collate::office::Post;
use dashiji::collate::organization::Organization;
use dashiji::collate::person::Person;
use dashiji::collate::place::Place;
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
    let failed = loaded.failed();
    let collation = Collation::of(loaded.readings.into_iter().flat_map(|reading| reading.records));
    let name = typed.name.as_deref();
    let out = Output { format: typed.format, messages };
    let lists = settings.lexicon().lists();
    let found = match register {
        Register::Who => match name {
            Some(name) if !collation.naming(name).is_empty() => {
                out.print(&tenured(collation.person(name), lists))
            }
            _ => out.print(&tenured(named(collation.people(), name), lists)),
        },
        Register::Offices => out.print(&named(collation.offices(), name)),
        Register::Places => out.print(&named(collation.places(), name)),
        Register::Organizations => out.print(&named(collation.organizations_under(lists), name)),
        Register::Documents => out.print(&named(collation.documents(), name)),
        Register::Ledger => out.print(&named(collation.ledgers(&config.programme), name)),
    }
    .map_err(Trouble::Output)?;
    Ok(ExitCode::from(if failed { 2 } else { u8::from(found == 0) }))
}

fn tenured(people: Vec<Person>, lists: &Lists) -> Vec<Person> {
    people.into_iter().map(|person| person.with_tenure(lists)).collect()
}

/// What `--name` finds in a register.
pub trait Called {
    /// Whether a name or form that it bears holds some words.
    fn is_called(&self, words: &str) -> bool;
}

impl Called for Person {
    fn is_called(&self, words: &str) -> bool {
        self.name.contains(words) || self.aliases.iter().any(|alias| alias.is_called(&self.name, words))
    }
}

/// An office is found by its holders too.
impl Called for Post {
    fn is_called(&self, words: &str) -> bool {
        self.title.contains(words)
            || self.org.as_ref().is_some_and(|org| org.contains(words))
            || self.holders.iter().any(|holder| holder.name.contains(words))
    }
}

/// A place is found by its whole code too.
impl Called for Place {
    fn is_called(&self, words: &str) -> bool {
        self.name.contains(words)
            || self.code.as_deref() == Some(words)
            || self.forms.iter().any(|form| form.contains(words))
    }
}

impl Called for Organization {
    fn is_called(&self, words: &str) -> bool {
        self.name.contains(words)
            || self.forms.iter().any(|form| form.contains(words))
            || self.history.iter().any(|borne| borne.entries > 0 && borne.name.contains(words))
    }
}

impl Called for Document {
    fn is_called(&self, words: &str) -> bool {
        self.title.contains(words) || self.forms.iter().any(|form| form.contains(words))
    }
}

impl Called for Ledger {
    fn is_called(&self, words: &str) -> bool {
        self.name.contains(words)
    }
}

/// Those that are called so; all where no name is asked.
pub fn named<I: Called>(mut items: Vec<I>, name: Option<&str>) -> Vec<I> {
    items.retain(|item| name.is_none_or(|name| item.is_called(name)));
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
