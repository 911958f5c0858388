//! The arguments as typed. What they mean is checked in `settings`.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads chronicles (大事记) into dated, cited facts
#[derive(Debug, Parser)]
#[command(name = "dashiji", version, after_help = "Exit codes: 0 done, 1 nothing found, 2 could not.")]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Language of messages and labels; the locale's unless told
    #[arg(long, global = true, value_enum, value_name = "LANG", display_order = 100)]
    pub lang: Option<Lang>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read chronicles: entries, dates, people, places, documents and figures, each with the words it came from
    Read(ReadArguments),
    /// People: offices as observed, where they were and in which part, with whom
    Who(RegisterArguments),
    /// Offices with their holders as recorded
    Offices(RegisterArguments),
    /// Places: what happened there
    Places(RegisterArguments),
    /// Organisations: full names, forms seen, what they held or issued
    Organizations(RegisterArguments),
    /// Documents through their stages
    Documents(RegisterArguments),
    /// Series of figures: which totals close, which do not, what is unaccounted for
    Ledger(RegisterArguments),
    /// Find what an editor would mend; exit code 1 where anything is found
    Check(CheckArguments),
    /// Open a reading room: pages in the browser, read only
    Serve(ServeArguments),
    /// Search a base: any piece of text, people, offices, places, days
    Search(SearchArguments),
    /// Score a reading against a gold file: precision, recall and F1 a field
    Eval(EvalArguments),
}

/// What is known of documents beforehand, and how they are read.
#[derive(Debug, Args)]
pub struct GivenArguments {
    /// The time a chronicle tells of: 2020, 2020-02 or 1986/1995
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    /// The region it tells of: 河南省, or a six-digit code of GB/T 2260
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// Where it was found
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// The day it was opened there: 2026-11-24
    #[arg(long, value_name = "DATE")]
    pub accessed: Option<String>,
    /// A folder with terms and lists of your own: every *.tsv in it, in the form of the built-in lexicon, and lists of posts
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// The settings file; the nearest dashiji.toml unless told
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// A list of who held which office: name, post, from, to; what a text leaves out is added from it
    #[arg(long, value_name = "FILE")]
    pub roster: Option<PathBuf>,
    /// The largest file that is read: 10MB, 2GB
    #[arg(long, value_name = "SIZE", default_value = "512MB")]
    pub max_size: String,
}

/// `dashiji read`.
#[derive(Debug, Args)]
pub struct ReadArguments {
    /// Files, folders (their .txt, .md, .html, .docx, .xlsx, .csv files), or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    pub format: Format,
    /// Which columns of a table (XLSX, CSV) hold what: 日期=A,内容=C, by letters or by headings
    #[arg(long, value_name = "MAP")]
    pub map: Option<String>,
    #[command(flatten)]
    pub given: GivenArguments,
    /// Give bare names the posts that another entry states for that day
    #[arg(long)]
    pub collate: bool,
    /// How many documents are read at once; as many as there are cores unless told
    #[arg(long, value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
}

/// `dashiji who`, `places` and the like.
#[derive(Debug, Args)]
pub struct RegisterArguments {
    /// Files, folders (their .txt, .md, .html, .docx, .xlsx, .csv files), or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Only what bears this name, or has it in its name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    pub format: TableFormat,
    /// Which columns of a table (XLSX, CSV) hold what: 日期=A,内容=C, by letters or by headings
    #[arg(long, value_name = "MAP")]
    pub map: Option<String>,
    #[command(flatten)]
    pub given: GivenArguments,
}

/// `dashiji check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Files, folders (their .txt, .md, .html, .docx, .xlsx, .csv files), or - for standard input
    #[arg(required_unless_present = "explain", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Only these rules: codes or their beginnings, N,X01
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Without these rules
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Only findings as grave as this
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub severity: Option<SeverityName>,
    /// What the documents are held to: monthly unless told
    #[arg(long, value_enum, value_name = "PROFILE")]
    pub profile: Option<ProfileName>,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "full")]
    pub format: FindingFormat,
    /// The file or folder that --format docx or xlsx is written to
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Explain a rule: what, why, the norm it comes from, a bad and a good example; all explains every rule
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
    /// Show the safe mends as a diff, then write them into the files
    #[arg(long)]
    pub fix: bool,
    /// Show the safe mends as a diff and write nothing
    #[arg(long, conflicts_with = "fix")]
    pub diff: bool,
    /// Which columns of a table (XLSX, CSV) hold what: 日期=A,内容=C, by letters or by headings
    #[arg(long, value_name = "MAP")]
    pub map: Option<String>,
    #[command(flatten)]
    pub given: GivenArguments,
}

/// `dashiji serve`.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Files or folders to show instead of a base
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The base's folder; else DASHIJI_BASE, else the nearest base above
    #[arg(long, value_name = "DIR", conflicts_with = "files")]
    pub base: Option<PathBuf>,
    /// The port; another where it is 0
    #[arg(long, value_name = "N", default_value_t = 7878)]
    pub port: u16,
    /// The address to listen at; this machine alone unless told
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    pub host: std::net::IpAddr,
    /// The name shown on every page
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// A base map of your own: GeoJSON
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// What its coordinates are measured on
    #[arg(long, value_enum, value_name = "DATUM", default_value = "wgs84")]
    pub map_datum: DatumName,
    #[command(flatten)]
    pub given: GivenArguments,
}

/// What a base map's coordinates are measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DatumName {
    /// As GPS gives them
    Wgs84,
    /// As maps made in China give them
    Gcj02,
}

/// `dashiji search`.
#[derive(Debug, Args)]
pub struct SearchArguments {
    /// The query: words, "phrases", OR, -without, who:, title:, where:, when:2020-02..2020-03; see docs/search.md
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// The base's folder; DASHIJI_BASE, or the nearest base here or above, unless told
    #[arg(long, value_name = "DIR")]
    pub base: Option<PathBuf>,
    /// Search the base as it stood on a day: 2026-11-24
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// The order of hits
    #[arg(long, value_enum, value_name = "ORDER", default_value = "relevance")]
    pub sort: SortName,
    /// How many hits are shown
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// How many hits are passed over first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// Count the hits by person, office, place, month and so on, the N most frequent of each
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "10")]
    pub facets: Option<usize>,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    pub format: TableFormat,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortName {
    /// What answers best first
    Relevance,
    /// By date, the earliest first
    #[value(alias = "date")]
    Earliest,
    /// By date, the latest first
    Latest,
}

/// `dashiji eval`.
#[derive(Debug, Args)]
pub struct EvalArguments {
    /// The gold file: JSON lines
    #[arg(value_name = "GOLD", index = 1)]
    pub gold: PathBuf,
    /// A chronicle, or JSON lines that `dashiji read` printed
    #[arg(value_name = "FILE", index = 2)]
    pub file: PathBuf,
    /// Show up to N faults a field
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,
    /// Show the faults of this field alone
    #[arg(long, value_name = "FIELD")]
    pub only: Option<String>,
    /// Check that every quoted text is the slice it says, in the chronicle or in the decoded text given
    #[arg(long, value_name = "DECODED", num_args = 0..=1, require_equals = true)]
    #[expect(
        clippy::option_option,
        reason = "not asked for, asked for, asked for with a file: clap's way to say it"
    )]
    pub text: Option<Option<PathBuf>>,
    #[command(flatten)]
    pub given: GivenArguments,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person at a terminal
    Pretty,
    /// One JSON object an entry
    Jsonl,
    /// One row a person, event and part; words and heading are the reader's where --lang is given
    Csv,
    /// The decoded text of one file, byte for byte
    Text,
}

/// What a register is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For a person at a terminal
    Pretty,
    /// One JSON object a line
    Json,
    /// A table
    Csv,
}

/// What findings are printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    /// With the line and a caret under the characters
    Full,
    /// A line each
    Concise,
    /// One JSON object a line
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// A page
    Html,
    /// The Word file itself, with comments and tracked changes; needs -o
    Docx,
    /// A proof sheet (校对表) with the error rate; needs -o
    Xlsx,
}

/// What documents are held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProfileName {
    /// An office's running record
    Monthly,
    /// All norms of a printed yearbook or gazetteer
    Yearbook,
    /// Nothing is checked
    Off,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeverityName {
    /// Worth knowing
    Note,
    /// An editor would mend it
    Warning,
    /// It is wrong
    Error,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}
