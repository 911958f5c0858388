//! `dashiji ledger` and `dashiji report`: what the figures of documents say together.

use crate::arguments::{BaseArguments, LedgerArguments, ReportArguments};
use crate::endings;
use crate::home;
use crate::inputs;
use crate::load::load;
use crate::office;
use crate::registers::{self, Output, Register};
use crate::settings::{self, Settings};
use crate::trouble::Trouble;
use dashiji::Reading;
use dashiji::account::Account;
use dashiji::collate::Collation;
use dashiji_publish::Messages;
use dashiji_publish::account::{self as shown, Figures};
use dashiji_publish::report::{self, Asked};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn of(reading: &Reading) -> Account {
    Account::of(&reading.document, &reading.records)
}

/// Prints ledgers over documents, and what the figures of each document say together.
///
/// # Errors
/// Where an argument means nothing or standard output cannot be written.
pub fn ledger(typed: &LedgerArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let register = &typed.register;
    let settings = Settings::new(&register.given)?.mapped(&register.table)?;
    if let Some(output) = &typed.output {
        endings::form(output, None, &[((), &["xlsx"])])?;
    }
    let is_time = |time: &str| settings::is_period(time) || settings::is_moment(time);
    if let Some(during) = typed.during.as_ref().filter(|during| !during.split('/').all(is_time)) {
        let example = "--during 2020-02".to_owned();
        return Err(Trouble::Value("--during", during.clone(), "why-period", example));
    }
    let more = typed.open || typed.place.is_some() || typed.during.is_some() || typed.output.is_some();
    let loaded = if !inputs::wanted(&register.files, &register.base) {
        load(&register.files, &settings, messages)
    } else if more {
        home::readings(&register.base, messages)?
    } else {
        // All of it, as the base keeps it.
        return registers::run(Register::Ledger, register, messages);
    };
    let failed = loaded.failed();
    let name = register.name.as_deref();
    let named = |text: &str| name.is_none_or(|name| text.contains(name));
    let place = typed.place.as_deref();
    let days = typed.during.as_deref().map(|during| during.split_once('/').unwrap_or((during, during)));
    let within = |day: Option<&str>| match (days, day) {
        (Some((from, to)), Some(day)) => {
            let (first, last) = (day.get(..from.len().min(day.len())), day.get(..to.len().min(day.len())));
            first >= Some(from) && last <= Some(to)
        }
        (Some(_), None) => false,
        (None, _) => true,
    };
    let asked = name.is_some() || place.is_some() || days.is_some() || typed.open;
    let accounts: Vec<Figures> = loaded
        .readings
        .iter()
        .map(|reading| {
            let all = of(reading);
            let about = &reading.document.record;
            let title = about.title.clone().unwrap_or_default();
            let here = |series: &dashiji::account::Series| {
                place.is_none_or(|place| match &series.place {
                    Some(other) => other.contains(place),
                    None => {
                        title.contains(place) || about.region.as_ref().is_some_and(|r| r.name.contains(place))
                    }
                })
            };
            let wanted = |series: &dashiji::account::Series| {
                named(&series.key)
                    && here(series)
                    && series.lines.iter().any(|line| within(line.as_of.as_deref()))
            };
            Figures::of(about, if asked { all.only(wanted, typed.open) } else { all })
        })
        .collect();
    if let Some(output) = &typed.output {
        let title = messages.say("row-equations");
        let bytes = dashiji_office::ledger::write(&title, &accounts, Some(&office::today()), messages)
            .map_err(|error| Trouble::Unreadable(output.clone(), Box::new(error)))?;
        office::save(output, &bytes, messages)?;
        let empty = accounts.iter().all(Figures::is_empty);
        return Ok(ExitCode::from(if failed { 2 } else { u8::from(empty) }));
    }
    let collation = Collation::of(loaded.readings.into_iter().flat_map(|reading| reading.records));
    let mut ledgers = collation.ledgers(&settings.config.programme);
    ledgers.retain(|ledger| {
        let region = |place: &str| ledger.region.as_deref().is_none_or(|region| region.contains(place));
        let differs = ledger
            .balance
            .equations
            .iter()
            .any(|e| e.verdict == dashiji::collate::ledger::balance::Verdict::Differs);
        named(&ledger.name)
            && place.is_none_or(region)
            && ledger.lines.iter().any(|line| within(line.date.as_deref()))
            && (!typed.open || differs || !ledger.balance.remainders.is_empty())
    });
    let out = Output { format: register.format, messages };
    let found = out.print(&shown::beside(ledgers, accounts)).map_err(Trouble::Output)?;
    Ok(ExitCode::from(if failed { 2 } else { u8::from(found == 0) }))
}

/// Prints a situation report.
///
/// # Errors
/// Where an argument means nothing or standard output cannot be written.
pub fn report(typed: &ReportArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    for (flag, moment) in [("--as-of", &typed.until), ("--since", &typed.since)] {
        if let Some(moment) = moment.as_ref().filter(|moment| !settings::is_moment(moment)) {
            let example = format!("{flag} 2024-07-12T18:00");
            return Err(Trouble::Value(flag, moment.clone(), "why-moment", example));
        }
    }
    let base = base_of(typed);
    if let Some(output) = &typed.output {
        endings::form(output, None, &[((), &["docx"])])?;
    }
    let (figures, failed) = if inputs::wanted(&typed.files, &base) {
        (home::figures(&base, typed.document.as_deref(), messages)?, false)
    } else {
        let settings = Settings::new(&typed.given)?.mapped(&typed.table)?;
        let loaded = load(&typed.files, &settings, messages);
        let wanted = |reading: &&Reading| is_named(reading, typed.document.as_deref());
        let figures = loaded.readings.iter().filter(wanted).map(figures).collect();
        (figures, loaded.failed())
    };
    let asked = Asked { as_of: typed.until.clone(), since: typed.since.clone() };
    let page = report::page(&figures, &asked, messages);
    if let Some(output) = &typed.output {
        let bytes = dashiji_office::report::write(&page)
            .map_err(|error| Trouble::Unreadable(output.clone(), Box::new(error)))?;
        office::save(output, &bytes, messages)?;
    } else {
        let mut out = BufWriter::new(io::stdout());
        report::write(&mut out, &page).and_then(|()| out.flush()).map_err(Trouble::Output)?;
    }
    let empty = figures.iter().all(Figures::is_empty);
    Ok(ExitCode::from(if failed { 2 } else { u8::from(empty) }))
}

/// What a document tells of figures.
pub fn figures(reading: &Reading) -> Figures {
    Figures::of(&reading.document.record, of(reading))
}

/// Whether a document's name or title holds some words.
pub fn is_named(reading: &Reading, wanted: Option<&str>) -> bool {
    let about = &reading.document.record;
    let holds = |text: &Option<String>, words: &str| text.as_deref().is_some_and(|text| text.contains(words));
    wanted.is_none_or(|words| holds(&about.title, words) || holds(&about.path, words))
}

/// The base of a report: named, or the one folder that is given and holds a base.
fn base_of(typed: &ReportArguments) -> BaseArguments {
    let given = match typed.files.as_slice() {
        [folder] if home::is_base(folder) => Some(folder.clone()),
        _ => None,
    };
    BaseArguments { base: typed.base.clone().or(given), as_of: typed.known_by.clone() }
}
