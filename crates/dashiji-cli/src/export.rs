//! `dashiji export`: entries of a time or with some words -> a book in Word, or a workbook of their facts.

use crate::arguments::{ExportArguments, ExportFormat, PaperName};
use crate::load::load;
use crate::office;
use crate::settings::Settings;
use crate::trouble::Trouble;
use dashiji::collate::Collation;
use dashiji_office::book::{Book, Item, Paper};
use dashiji_office::{book, workbook};
use dashiji_publish::Messages;
use std::process::ExitCode;

/// Reads the files and writes the entries asked for.
///
/// # Errors
/// Where an argument means nothing or the file cannot be written.
pub fn run(typed: &ExportArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let settings = Settings::new(&typed.given)?.mapped(typed.map.as_deref())?;
    let during = typed.during.as_deref().map(bounds).transpose()?;
    let loaded = load(&typed.files, &settings, messages);
    if typed.format == ExportFormat::Text {
        let Some(reading) = loaded.readings.first().filter(|_| loaded.readings.len() == 1) else {
            return Err(Trouble::OneFile(typed.files.len()));
        };
        let bytes = book::plain(reading.document.text.as_str());
        return written(typed, bytes, loaded.failed, messages);
    }
    let all = Collation::of(loaded.readings.iter().flat_map(|reading| reading.records.iter().cloned()));
    let mut items: Vec<Item> = loaded.readings.iter().flat_map(Item::of).collect();
    items.retain(|item| wanted(item, during.as_ref(), &typed.search));
    for item in &mut items {
        item.record = all.carried(&item.record);
    }
    if items.is_empty() {
        return Ok(ExitCode::from(if loaded.failed { 2 } else { 1 }));
    }
    let first = loaded.readings.iter().find_map(|reading| reading.document.record.title.clone());
    let title = typed.title.clone().or(first).unwrap_or_else(|| messages.say("book-title"));
    let bytes = if typed.format == ExportFormat::Xlsx {
        workbook::write(&title, &items, Some(&office::today()), messages)
    } else {
        let searched = (!typed.search.is_empty()).then(|| format!("“{}”", typed.search.join(" ")));
        let subtitle: Vec<String> = typed.during.clone().into_iter().chain(searched).collect();
        let paper = if typed.paper == PaperName::K16 { Paper::K16 } else { Paper::A4 };
        let programmes = settings.config.programme.clone();
        let subtitle = Some(subtitle.join("　")).filter(|words| !words.is_empty());
        book::write(&Book { title, subtitle, items, programmes, paper }, messages)
    };
    written(typed, bytes, loaded.failed, messages)
}

fn written(
    typed: &ExportArguments,
    bytes: Result<Vec<u8>, dashiji_office::Error>,
    failed: bool,
    messages: &Messages,
) -> Result<ExitCode, Trouble> {
    let bytes = bytes.map_err(|error| Trouble::Unreadable(typed.output.clone(), Box::new(error)))?;
    office::save(&typed.output, &bytes, messages)?;
    Ok(ExitCode::from(if failed { 2 } else { 0 }))
}

/// First and last day of `2020`, `2020-02`, `1986/1995`, as beginnings of ISO days that are compared as words.
fn bounds(period: &str) -> Result<(String, String), Trouble> {
    if !crate::settings::is_period(period) {
        let example = "--during 2020-02".to_owned();
        return Err(Trouble::Value("--during", period.to_owned(), "why-period", example));
    }
    let (from, to) = period.split_once('/').unwrap_or((period, period));
    Ok((from.to_owned(), format!("{to}~")))
}

/// Whether an entry overlaps the time asked for and holds all the words.
fn wanted(item: &Item, during: Option<&(String, String)>, words: &[String]) -> bool {
    let date = item.record.date.as_ref();
    let in_time = during.is_none_or(|(from, to)| {
        date.is_some_and(|date| date.to.as_str() >= from.as_str() && date.from.as_str() <= to.as_str())
    });
    in_time && words.iter().all(|word| item.text.contains(word.as_str()))
}
