//! The lexicon's text form: TSV with the columns term, class, value, from, to, region, source; `#` begins a comment line.
//! Read by the build script for the built-in lexicon and at run time for a user's own.

use super::class::Class;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The term, folded.
    pub term: String,
    /// What it is.
    pub class: Class,
    /// What the class says it means; often a full name.
    pub value: String,
    /// First year of use, 0 where unknown.
    pub from: u16,
    /// Last year of use, 0 where still used.
    pub to: u16,
    /// GB/T 2260 code of the region it belongs to, 0 where everywhere.
    pub region: u32,
}

/// Reads rows; an unusable line is an error that says what and where.
///
/// # Errors
/// A message naming the line and what is wrong with it.
pub fn parse(name: &str, text: &str, fold: impl Fn(char) -> char) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let fault = |what: &str| format!("{name}:{}: {what}: {line}", number + 1);
        let mut columns = line.split('\t').map(str::trim);
        let term: String = columns.next().unwrap_or_default().chars().map(&fold).collect();
        let class = columns.next().unwrap_or_default();
        let class = Class::parse(class).ok_or_else(|| fault(&format!("no such class {class:?}")))?;
        if term.is_empty() {
            return Err(fault("the term is empty"));
        }
        let value = columns.next().unwrap_or_default().to_owned();
        let mut figure = |what: &str| match columns.next().unwrap_or_default() {
            "" => Ok(0u32),
            digits => digits.parse().map_err(|_| fault(&format!("{what} is not a number"))),
        };
        let (from, to, region) = (figure("from")?, figure("to")?, figure("region")?);
        let year = |year: u32| u16::try_from(year).map_err(|_| fault("no such year"));
        rows.push(Row { term, class, value, from: year(from)?, to: year(to)?, region });
    }
    Ok(rows)
}
