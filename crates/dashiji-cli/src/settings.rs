//! The arguments checked: what the commands work with.

use crate::arguments::{GivenArguments, Lang, TableArguments};
use crate::config::{self, Config};
use crate::trouble::Trouble;
use dashiji::document::Given;
use dashiji::lexicon::lists::Holder;
use dashiji::lexicon::{Lexicon, is_list_of_posts, posts};
use dashiji::resolve::roster::Roster;
use dashiji_publish::{Language, Messages};
use std::path::{Path, PathBuf};

/// How documents are read.
#[derive(Debug)]
pub struct Settings {
    /// What was told of all of them.
    pub given: Given,
    /// How sheets are read.
    pub office: dashiji_office::Options,
    /// The largest file, in bytes.
    pub max_size: u64,
    /// What the office settled once.
    pub config: Config,
    /// The built-in terms with the user's own.
    lexicon: Option<Lexicon>,
    /// Who held which office.
    roster: Option<Roster>,
}

impl Settings {
    /// Checks what was typed and loads the user's own terms.
    ///
    /// # Errors
    /// The first value that means nothing, or the file that cannot be used.
    pub fn new(typed: &GivenArguments) -> Result<Self, Trouble> {
        let given = Given {
            period: typed.period.clone(),
            region: typed.region.clone(),
            url: typed.url.clone(),
            accessed: typed.accessed.clone(),
            ..Given::default()
        };
        check(&given, Trouble::Value)?;
        let max_size = size(&typed.max_size).ok_or_else(|| {
            Trouble::Value("--max-size", typed.max_size.clone(), "why-size", "--max-size 2GB".to_owned())
        })?;
        let config = config::load(typed.config.as_deref())?;
        let folder = typed.lexicon.as_deref().or(config.lexicon.as_deref());
        let mut lexicon = folder.map(lexicon).transpose()?;
        let table = typed.roster.as_deref().or(config.roster.as_deref());
        if let Some(posts) = table.map(roster).transpose()? {
            lexicon = Some(lexicon.unwrap_or_default().with_posts(posts));
        }
        let roster = lexicon.as_ref().map(Roster::of).filter(|roster| !roster.is_empty());
        let office = dashiji_office::Options::default();
        Ok(Self { given, office, max_size, config, lexicon, roster })
    }

    /// The same, with tables read by columns that the user names: `日期=A,内容=C`.
    ///
    /// # Errors
    /// The first piece that means nothing.
    pub fn mapped(mut self, typed: &TableArguments) -> Result<Self, Trouble> {
        let map =
            typed.map.as_deref().map(dashiji_office::table::Mapping::parse).transpose().map_err(|piece| {
                Trouble::Value("--map", piece, "why-map", "--map 日期=A,内容=C".to_owned())
            })?;
        self.office.map = map.unwrap_or_default();
        Ok(self)
    }

    /// The terms to read with.
    pub fn lexicon(&self) -> &Lexicon {
        self.lexicon.as_ref().unwrap_or_else(|| Lexicon::builtin())
    }

    /// Who held which office, where a list was given.
    pub fn roster(&self) -> Option<&Roster> {
        self.roster.as_ref()
    }
}

/// Columns where there is no terminal to ask.
const WIDTH: usize = 100;

/// How standard output shows pages.
pub fn look(messages: &Messages) -> dashiji_publish::pretty::Look<'_> {
    let console = console::Term::stdout();
    dashiji_publish::pretty::Look {
        messages,
        width: console.size_checked().map_or(WIDTH, |(_, columns)| columns.into()),
        colour: crate::voice::coloured(),
    }
}

/// Whether what is told of a document can be used; what cannot is handed to `fault` as flag, value, message and example.
pub fn check<E>(
    given: &Given,
    fault: impl Fn(&'static str, String, &'static str, String) -> E,
) -> Result<(), E> {
    if let Some(period) = given.period.as_deref().filter(|period| !is_period(period)) {
        return Err(fault("--period", period.to_owned(), "why-period", "--period 2020-02".to_owned()));
    }
    for (flag, day) in [("--accessed", &given.accessed), ("--published", &given.published)] {
        if let Some(day) = day.as_deref().filter(|day| !is_day(day)) {
            return Err(fault(flag, day.to_owned(), "why-date", format!("{flag} 2026-11-24")));
        }
    }
    Ok(())
}

/// `2020`, `2020-02`, a year BC or of a reign, or two of them with `/` between.
pub fn is_period(period: &str) -> bool {
    dashiji::document::iso_period(period).is_some()
}

fn is_year(year: &str) -> bool {
    let digits = year.strip_prefix('-').unwrap_or(year);
    digits.len() == 4 && digits.chars().all(|c| c.is_ascii_digit())
}

/// `2026-11-24`, a day that the calendar has.
pub fn is_day(day: &str) -> bool {
    let parts: Vec<&str> = day.split('-').collect();
    let &[year, month, date] = parts.as_slice() else { return false };
    let (Ok(number), Ok(month_number), Ok(date_number)) =
        (year.parse::<u32>(), month.parse(), date.parse::<u32>())
    else {
        return false;
    };
    let leap = number % 4 == 0 && (number % 100 != 0 || number % 400 == 0);
    let days = match month_number {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    is_year(year) && month.len() == 2 && date.len() == 2 && (1..=days).contains(&date_number)
}

/// `2024`, `2024-07`, a day, or an hour or minute of one: `2024-07-12T18`, `2024-07-12T18:30`.
pub fn is_moment(moment: &str) -> bool {
    let number = |digits: &str, below: u32| {
        digits.len() == 2 && digits.parse::<u32>().is_ok_and(|number| number < below)
    };
    match moment.split_once('T') {
        None => is_day(moment) || !moment.contains('/') && is_period(moment) && moment.is_ascii(),
        Some((day, time)) => {
            let (hour, minute) = time.split_once(':').unwrap_or((time, "00"));
            is_day(day) && number(hour, 24) && number(minute, 60)
        }
    }
}

/// Bytes of `512MB`, `10m`, `2GiB`, `4096`.
fn size(words: &str) -> Option<u64> {
    let words = words.trim().to_ascii_lowercase();
    let digits = words.find(|c: char| !c.is_ascii_digit()).unwrap_or(words.len());
    let number: u64 = words[..digits].parse().ok()?;
    let unit = match words[digits..].trim() {
        "" | "b" => 1,
        "k" | "kb" => 1_000,
        "m" | "mb" => 1_000_000,
        "g" | "gb" => 1_000_000_000,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        _ => return None,
    };
    number.checked_mul(unit)
}

/// The lexicon with every `*.tsv` of a folder, in the order of their names, and with every table that is a list of posts.
fn lexicon(folder: &Path) -> Result<Lexicon, Trouble> {
    let listed = std::fs::read_dir(folder).map_err(|error| Trouble::of(folder, error))?;
    let mut paths: Vec<_> = listed.filter_map(|file| Some(file.ok()?.path())).collect();
    let ends = |path: &Path, wanted: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(wanted));
    paths.retain(|path| ends(path, "tsv") || ends(path, "csv"));
    paths.sort();
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let text = text(&path, Trouble::Lexicon)?;
        // Another table that lies beside the terms is none of ours.
        if ends(&path, "tsv") || is_list_of_posts(&text) {
            files.push((path.display().to_string(), text));
        }
    }
    Lexicon::with_user(&files).map_err(Trouble::Row)
}

/// The list of offices in a file.
fn roster(path: &Path) -> Result<Vec<Holder>, Trouble> {
    let text = text(path, Trouble::Roster)?;
    posts(&text).map_err(|error| Trouble::Roster(path.to_owned(), error))
}

/// A file's text; `fault` tells of one that is not UTF-8.
fn text(path: &Path, fault: impl Fn(PathBuf, String) -> Trouble) -> Result<String, Trouble> {
    std::fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidData => fault(path.to_owned(), error.to_string()),
        _ => Trouble::of(path, error),
    })
}

/// The reader's language: the one asked for, else the locale's.
pub fn language(asked: Option<Lang>) -> Language {
    match asked {
        Some(Lang::Zh) => Language::Chinese,
        Some(Lang::En) => Language::English,
        None => {
            let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
                .into_iter()
                .filter_map(|name| std::env::var(name).ok())
                .find(|locale| !locale.is_empty());
            Language::of_locale(&locale.unwrap_or_default())
        }
    }
}

/// All that the command line says in a language.
pub fn messages(language: Language) -> Messages {
    let (said, help) = match language {
        Language::Chinese => (include_str!("../messages/zh.ftl"), include_str!("../messages/help.zh.ftl")),
        Language::English => (include_str!("../messages/en.ftl"), include_str!("../messages/help.en.ftl")),
    };
    Messages::new(language).with(said).with(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        let cases = [
            ("512MB", Some(512_000_000)),
            ("10m", Some(10_000_000)),
            ("2 GiB", Some(2 << 30)),
            ("4096", Some(4096)),
            ("1.5GB", None),
            ("viel", None),
            ("99999999999999999999", None),
            ("18446744073709551615GB", None),
            ("", None),
        ];
        for (words, want) in cases {
            assert_eq!(size(words), want, "{words}");
        }
    }

    #[test]
    fn periods_are_years_months_and_ranges() {
        for period in
            ["2020", "2020-02", "1986/1995", "2020-11/2021-02", "-0221", "0618-06", "923", "民国二十五年"]
        {
            assert!(is_period(period), "{period}");
        }
        for period in ["", "20", "2020-13", "1986/", "近年", "-", "é"] {
            assert!(!is_period(period), "{period}");
        }
    }

    #[test]
    fn moments_are_years_months_days_hours_and_minutes() {
        for moment in ["2024", "2024-07", "2024-07-12", "2024-07-12T18", "2024-07-12T18:30"] {
            assert!(is_moment(moment), "{moment}");
        }
        for moment in
            ["", "昨天", "2024-13", "2024-07-32", "2024-07-12T25", "2024-07T18", "2024/2025", "18:00"]
        {
            assert!(!is_moment(moment), "{moment}");
        }
    }

    #[test]
    fn days_are_days_of_the_calendar() {
        for day in ["2026-11-24", "2020-02-29", "2000-02-29"] {
            assert!(is_day(day), "{day}");
        }
        for day in ["2026-11-31", "2021-02-29", "1900-02-29", "2026-1-2", "24.11.2026", "", "2026-11-24-1"] {
            assert!(!is_day(day), "{day}");
        }
    }

    fn keys(words: &str) -> BTreeSet<&str> {
        words
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split(" =").next())
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        assert_eq!(keys(include_str!("../messages/zh.ftl")), keys(include_str!("../messages/en.ftl")));
        // English help stands beside the arguments, reasons of weights beside the weights; whatever else there is stands in both.
        let chinese = keys(include_str!("../messages/help.zh.ftl"));
        let english = keys(include_str!("../messages/help.en.ftl"));
        assert!(english.is_subset(&chinese), "{:?}", english.difference(&chinese));
        let command = Arguments::command();
        let of_arguments = |key: &str| {
            let name = key.strip_prefix("help-").and_then(|rest| rest.split('-').next()).unwrap_or_default();
            ["help-any-", "value-", "name-", "weight-"].iter().any(|start| key.starts_with(start))
                || command.find_subcommand(name).is_some()
                || key == "help-about"
        };
        let lacking: Vec<_> = chinese.difference(&english).filter(|key| !of_arguments(key)).collect();
        assert!(lacking.is_empty(), "{lacking:?}");
    }
}
