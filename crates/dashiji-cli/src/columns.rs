//! `dashiji export --format parquet` and `arrow`: entries with all that their documents say -> a folder with a file a table, as the wheel's tables are
//! (docs/python.md).
//!
//! `县委书记程柏舟主持会议` is a row of `people.parquet` and one of `offices.parquet`. Whatever is exported: facts are those of the entries chosen, with the posts
//! that other entries tell of; equations and findings those that stand in these entries, and where all was asked for, all.

use crate::arguments::ExportFormat;
use crate::check::{profile, selection, settled};
use crate::export::Held;
use crate::home::Bar;
use crate::kept;
use crate::office;
use crate::settings::Settings;
use crate::trouble::Trouble;
use dashiji::Reading;
use dashiji::account::Account;
use dashiji::check::{self, Desk, Finding};
use dashiji::collate::Collation;
use dashiji::fact::DocumentRecord;
use dashiji_columns::{Tables, files};
use dashiji_office::book::Item;
use dashiji_publish::{Messages, finding};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// What a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Parquet, packed by Snappy.
    Parquet,
    /// Arrow IPC.
    Arrow,
}

impl Kind {
    /// The kind that is asked for, where tables are.
    pub fn of(form: ExportFormat) -> Option<Self> {
        match form {
            ExportFormat::Parquet => Some(Self::Parquet),
            ExportFormat::Arrow => Some(Self::Arrow),
            _ => None,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
        }
    }
}

/// Writes the tables of entries into a folder; `all` where nothing was left out of what is held. Whether there was anything to tell.
///
/// # Errors
/// Where the base cannot be read, the settings mean nothing or a file cannot be written.
pub fn write(
    kind: Kind,
    folder: &Path,
    items: &[Item],
    held: &Held,
    all: bool,
    settings: &Settings,
    messages: &Messages,
) -> Result<bool, Trouble> {
    let kept;
    let readings = match held {
        Held::Files(loaded) => &loaded.readings,
        Held::Base(view) => {
            kept = kept::all(view, |_, reading| reading)?;
            &kept
        }
    };
    let found = findings(readings, held, settings, messages)?;
    let mut tables = Tables::default();
    if let Held::Files(loaded) = held {
        for trouble in &loaded.unread {
            let (path, code, words) = trouble.row(messages);
            tables.error(path.map(|path| path.display().to_string()).as_deref(), None, code, &words);
        }
    }
    let told = fill(&mut tables, items, readings, &found, all);
    if !told && !held.failed() {
        return Ok(false);
    }
    let fault = |error: &dyn std::fmt::Display| Trouble::of(folder, io::Error::other(error.to_string()));
    for (schema, batch) in tables.finish().map_err(|error| fault(&error))? {
        let bytes = match kind {
            Kind::Parquet => files::parquet(&batch),
            Kind::Arrow => files::arrow(&batch),
        };
        let bytes = bytes.map_err(|error| fault(&error))?;
        office::save(&folder.join(format!("{}.{}", schema.name, kind.ending())), &bytes, messages)?;
    }
    Ok(true)
}

/// Documents in the order they are held, each with its entries and what stands in them; last those that only entries tell of (versions before the last).
/// Whether there was any.
fn fill(tables: &mut Tables, items: &[Item], readings: &[Reading], found: &[Finding], all: bool) -> bool {
    let mut chosen: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in items {
        chosen.entry(&item.record.document.sha256).or_default().push(item);
    }
    let mut told = false;
    for reading in readings {
        let about = &reading.document.record;
        let own = chosen.remove(about.sha256.as_str());
        if own.is_none() && !all {
            continue;
        }
        told = true;
        let own = own.unwrap_or_default();
        entries(tables, about, reading.records.len(), &own);
        let within = |at: u32| {
            let holds = |item: &&Item| item.record.span.start <= at && at < item.record.span.end;
            all || own.iter().any(holds)
        };
        let account = Account::of(&reading.document, &reading.records);
        tables.equations(about, account.equations.iter().filter(|equation| within(equation.total)));
        let here = |finding: &&Finding| {
            finding.document.sha256 == about.sha256
                && finding.spans.first().map_or(all, |span| within(span.start))
        };
        tables.findings(found.iter().filter(here));
    }
    for own in chosen.into_values() {
        told = true;
        let Some(first) = own.first() else { continue };
        entries(tables, &first.record.document, own.len(), &own);
    }
    told
}

/// A document's row and those of its entries.
fn entries(tables: &mut Tables, about: &DocumentRecord, count: usize, own: &[&Item]) {
    tables.source(about, count);
    for item in own {
        tables.record(&item.record, &item.text);
    }
}

/// What `dashiji check` finds of all that is held.
fn findings(
    readings: &[Reading],
    held: &Held,
    settings: &Settings,
    messages: &Messages,
) -> Result<Vec<Finding>, Trouble> {
    let config = &settings.config;
    let (profile, selection) = (profile(None, config)?, selection(&[], &[], config)?);
    match held {
        Held::Base(view) => {
            let collation = view.collation(&Bar::new(messages)).map_err(Trouble::Base)?;
            kept::check::findings(view, readings, &collation, config, profile, &selection, messages)
        }
        Held::Files(_) => {
            let collation = Collation::of(readings.iter().flat_map(|reading| &reading.records));
            let desk = Desk::new(readings, &collation, profile, &config.programme);
            let desk = desk.under(settings.lexicon().lists());
            let mut found = check::check(&desk, &selection, finding::language(messages));
            found.retain(|finding| !settled(finding, config));
            Ok(found)
        }
    }
}
