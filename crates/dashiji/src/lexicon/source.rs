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

/// A line that cannot be used: where it stands and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, as it was named.
    pub file: String,
    /// The line's number, from 1; 0 where the fault is of no line.
    pub line: usize,
    /// What is wrong.
    pub what: What,
    /// The line as it stands.
    pub text: String,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(dead_code, reason = "the build script needs a part of them")]
pub enum What {
    /// The class column holds no class.
    NoClass(String),
    /// The term column is empty.
    NoTerm,
    /// A column of figures holds something else: the column, and what stands there.
    NoNumber(&'static str, String),
    /// A year beyond all years.
    NoYear(String),
    /// A day that is none.
    NoDay(String),
    /// The last day is before the first.
    Reversed,
    /// The class needs a value: what it is.
    NoValue(&'static str),
    /// A list of posts under a heading that cannot be used; what is wrong, with the line.
    Posts(String),
    /// All terms together make no lexicon.
    Whole(String),
}

impl What {
    /// The key of its message.
    #[allow(dead_code, reason = "the build script tells it in English")]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoClass(_) => "lexicon-no-class",
            Self::NoTerm => "lexicon-no-term",
            Self::NoNumber(..) => "lexicon-no-number",
            Self::NoYear(_) => "lexicon-no-year",
            Self::NoDay(_) => "lexicon-no-day",
            Self::Reversed => "lexicon-reversed",
            Self::NoValue(_) => "lexicon-no-value",
            Self::Posts(_) => "lexicon-posts",
            Self::Whole(_) => "lexicon-whole",
        }
    }

    /// What stands in the line that should not, or what should stand there.
    #[allow(dead_code, reason = "the build script tells it in English")]
    pub fn given(&self) -> &str {
        match self {
            Self::NoClass(given) | Self::NoNumber(_, given) | Self::NoYear(given) | Self::NoDay(given) => {
                given
            }
            Self::NoValue(wanted) => wanted,
            Self::Posts(why) | Self::Whole(why) => why,
            Self::NoTerm | Self::Reversed => "",
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        match &self.what {
            What::NoClass(given) => write!(f, "no such class {given:?}")?,
            What::NoTerm => f.write_str("the term is empty")?,
            What::NoNumber(column, given) => write!(f, "{column} is not a number: {given:?}")?,
            What::NoYear(given) => write!(f, "no such year {given:?}")?,
            What::NoDay(given) => write!(f, "no such day {given:?}; write 2018-03-05, 2018-03 or 2018")?,
            What::Reversed => f.write_str("the last day is before the first")?,
            What::NoValue(wanted) => write!(f, "the value is empty: it is {wanted}")?,
            What::Posts(why) | What::Whole(why) => f.write_str(why)?,
        }
        if self.text.is_empty() { Ok(()) } else { write!(f, ": {}", self.text) }
    }
}

impl std::error::Error for Fault {}

/// Reads rows; an unusable line is an error that says what and where.
///
/// # Errors
/// The first line that cannot be used.
pub fn parse(name: &str, text: &str, fold: impl Fn(char) -> char) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    for (number, line) in lines(text) {
        let fault = |what| Fault { file: name.to_owned(), line: number, what, text: line.to_owned() };
        let mut columns = line.split('\t').map(str::trim);
        let term: String = columns.next().unwrap_or_default().chars().map(&fold).collect();
        let class = columns.next().unwrap_or_default();
        let class = Class::parse(class).ok_or_else(|| fault(What::NoClass(class.to_owned())))?;
        if term.is_empty() {
            return Err(fault(What::NoTerm));
        }
        let value = columns.next().unwrap_or_default().to_owned();
        let mut figure = |what: &'static str| match columns.next().unwrap_or_default() {
            "" => Ok(0u32),
            digits => digits.parse().map_err(|_| fault(What::NoNumber(what, digits.to_owned()))),
        };
        let (from, to, region) = (figure("from")?, figure("to")?, figure("region")?);
        let year = |year: u32| u16::try_from(year).map_err(|_| fault(What::NoYear(year.to_string())));
        rows.push(Row { term, class, value, from: year(from)?, to: year(to)?, region });
    }
    Ok(rows)
}

/// The lines that hold something, with their numbers from 1.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..)
        .zip(text.trim_start_matches('\u{feff}').lines())
        .map(|(number, line)| (number, line.trim_end_matches('\r')))
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}
