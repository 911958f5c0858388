//! The arguments as typed. What they mean is checked in `settings`.

// What only the whole program takes is read by nobody in a smaller one.
#![cfg_attr(not(feature = "room"), allow(dead_code))]

mod values;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

pub use values::{
    DatumName, ExportFormat, FindingFormat, Format, Lang, PageFormat, PaperName, ProfileName, RuleAction,
    SeverityName, Shell, SortName, TableFormat, When,
};

/// Reads chronicles (大事记) into dated, cited facts
#[derive(Debug, Parser)]
#[command(name = "dashiji", version, disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Language of messages and labels; the locale's unless told
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// Say nothing but faults: no notes, no progress
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Colours in what is printed
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// How many documents are worked on at once; as many as there are cores unless told
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read chronicles: entries, dates, people, places, documents and figures, each with the words it came from
    Read(ReadArguments),
    /// Why names were read as they were: what may stand at a place, what speaks for it, what was chosen
    Explain(ExplainArguments),
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
    Ledger(LedgerArguments),
    /// A situation report out of a log, on one page: measures in force, people, casualties, losses, forces, supplies, what changed, what does not close
    Report(ReportArguments),
    /// Find what an editor would mend; exit code 1 where anything is found
    Check(CheckArguments),
    /// Write a book in Word, a workbook, or forms for other tools: TEI, JSON-LD, Linked Places, `GeoJSON`, iCalendar, CSVW, rows of events
    #[cfg(feature = "base")]
    Export(ExportArguments),
    /// Open a reading room: pages in the browser, to be written in by whoever holds the key
    #[cfg(feature = "room")]
    Serve(ServeArguments),
    /// A base for assistants: the Model Context Protocol on standard input and output, read only
    #[cfg(feature = "mcp")]
    Mcp(McpArguments),
    /// Search a base: any piece of text, people, offices, places, days
    #[cfg(feature = "base")]
    Search(SearchArguments),
    /// Score a reading against a gold file: precision, recall and F1 a field
    Eval(EvalArguments),
    /// Make a base: a folder that keeps chronicles
    #[cfg(feature = "base")]
    Init(InitArguments),
    /// Put documents into a base; the same bytes twice are one, a changed page is a new version
    #[cfg(feature = "base")]
    Add(AddArguments),
    /// Write an entry into a base by hand
    #[cfg(feature = "base")]
    Enter(EnterArguments),
    /// The documents of a base
    #[cfg(feature = "base")]
    List(ListArguments),
    /// Show a document, a version, an entry or a ruling by its id: d1, d1.v2, d1.e3, r1
    #[cfg(feature = "base")]
    Show(ShowArguments),
    /// What changed between two versions of a document, entry by entry
    #[cfg(feature = "base")]
    Diff(DiffArguments),
    /// Take documents out of the views; they stay in the record
    #[cfg(feature = "base")]
    Remove(RemoveArguments),
    /// Decide about what was read: accept, correct, reject, merge, separate, same-event, name, undo, list
    #[cfg(feature = "base")]
    Rule(RuleArguments),
    /// What was done to a base, when and by whom
    #[cfg(feature = "base")]
    Log(LogArguments),
    /// Throw away what is computed and make it again
    #[cfg(feature = "base")]
    Reindex(TendArguments),
    /// Check every hash, every span and every fact against the bytes as received; exit code 1 where anything is wrong
    #[cfg(feature = "base")]
    Verify(VerifyArguments),
    /// Make again what is computed; with --into, make a base of all that can be read of a damaged record
    #[cfg(feature = "base")]
    Repair(RepairArguments),
    /// Write the record of a base into one file
    #[cfg(feature = "base")]
    Backup(BackupArguments),
    /// Make a base from a backup
    #[cfg(feature = "base")]
    Restore(RestoreArguments),
    /// Help with a command, or a manual: dashiji help search
    Help(HelpArguments),
    /// What a shell needs to complete commands and options
    Completions(CompletionsArguments),
    /// Manual pages for man
    Man(ManArguments),
}

/// `dashiji help`.
#[derive(Debug, Args)]
pub struct HelpArguments {
    /// A command or a manual; all of them are listed where none is given
    #[arg(value_name = "TOPIC")]
    pub topic: Option<String>,
}

/// `dashiji completions`.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

/// `dashiji man`.
#[derive(Debug, Args)]
pub struct ManArguments {
    /// The folder to write them to, a page a command; the page of dashiji is printed unless told
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Which base.
#[derive(Debug, Clone, Default, Args)]
pub struct HomeArguments {
    /// The base's folder; `DASHIJI_BASE`, or the nearest base here or above, unless told
    #[arg(long, value_name = "DIR")]
    pub base: Option<PathBuf>,
}

impl HomeArguments {
    /// The same base as it stands today.
    pub fn today(&self) -> BaseArguments {
        BaseArguments { base: self.base.clone(), as_of: None }
    }
}

/// Which base, and as of which day.
#[derive(Debug, Clone, Args)]
pub struct BaseArguments {
    /// The base's folder; `DASHIJI_BASE`, or the nearest base here or above, unless told
    #[arg(long, value_name = "DIR")]
    pub base: Option<PathBuf>,
    /// The base as it stood at the end of a day: 2026-11-24
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
}

/// `dashiji explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The chronicle; or a rule's code (N03), or all, to have rules explained
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The code point asked about, or two of them (120-124), in the text that `read --format text` prints
    #[arg(long, value_name = "OFFSET")]
    pub at: Option<String>,
    /// A whole entry by its number: what was chosen in it
    #[arg(long, value_name = "N", conflicts_with = "at")]
    pub entry: Option<usize>,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    pub format: PageFormat,
    /// The same as --format json
    #[arg(long, hide = true, conflicts_with = "format")]
    pub json: bool,
    #[command(flatten)]
    pub given: GivenArguments,
}

/// `dashiji init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// The folder; this one unless told
    #[arg(value_name = "DIR", conflicts_with = "base")]
    pub dir: Option<PathBuf>,
    /// The folder, said as the other commands say it
    #[arg(long, value_name = "DIR")]
    pub base: Option<PathBuf>,
    /// What the base is called, on the pages of the reading room: written to its dashiji.toml
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

/// `dashiji add`.
#[derive(Debug, Args)]
pub struct AddArguments {
    /// Files, folders (their .txt, .md, .html, .docx, .xlsx, .csv files), or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The document that the file is a new version of: d1
    #[arg(long, value_name = "ID")]
    pub r#as: Option<String>,
    /// How many documents are written out together at most; fewer are safe sooner
    #[arg(long, value_name = "N", hide = true)]
    pub batch: Option<usize>,
    /// Who does it; `DASHIJI_AUTHOR` or the account's name unless told
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    #[command(flatten)]
    pub table: TableArguments,
    #[command(flatten)]
    pub base: HomeArguments,
    #[command(flatten)]
    pub given: GivenArguments,
}

/// `dashiji enter`.
#[derive(Debug, Args)]
pub struct EnterArguments {
    /// A file with the text; standard input unless told
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The entered document that is written anew: d1
    #[arg(long, value_name = "ID")]
    pub r#as: Option<String>,
    /// The day it happened, put in front of a text that tells none: 2026-11-24
    #[arg(long, value_name = "DATE")]
    pub happened: Option<String>,
    /// Who does it; `DASHIJI_AUTHOR` or the account's name unless told
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    #[command(flatten)]
    pub base: HomeArguments,
    #[command(flatten)]
    pub given: GivenArguments,
}

/// `dashiji list`.
#[derive(Debug, Args)]
pub struct ListArguments {
    /// Those that were taken out of the views
    #[arg(long)]
    pub removed: bool,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    pub format: TableFormat,
    #[command(flatten)]
    pub base: BaseArguments,
}

/// `dashiji show`.
#[derive(Debug, Args)]
pub struct ShowArguments {
    /// Ids: d1, d1.v2, d1.e3, r1
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// The bytes of a document or version as received
    #[arg(long)]
    pub bytes: bool,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    pub format: PageFormat,
    #[command(flatten)]
    pub base: BaseArguments,
}

/// `dashiji diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// The document: d1
    #[arg(value_name = "ID", index = 1)]
    pub id: String,
    /// Two versions, or one and the last: v1 v2; the last two unless told
    #[arg(value_name = "VERSION", index = 2, num_args = 0..=2)]
    pub versions: Vec<String>,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    pub format: PageFormat,
    #[command(flatten)]
    pub base: BaseArguments,
}

/// `dashiji remove`.
#[derive(Debug, Args)]
pub struct RemoveArguments {
    /// Documents: d1
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// Put them back instead
    #[arg(long)]
    pub undo: bool,
    /// Why
    #[arg(long, value_name = "WORDS")]
    pub reason: Option<String>,
    /// Who does it; `DASHIJI_AUTHOR` or the account's name unless told
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    #[command(flatten)]
    pub base: HomeArguments,
}

/// `dashiji rule`.
#[derive(Debug, Args)]
pub struct RuleArguments {
    /// What to decide
    #[arg(value_enum, value_name = "ACTION", index = 1)]
    pub action: RuleAction,
    /// d1.e3 who:NAME for accept and reject, and title=WORDS behind it for correct; NAME... for merge; NAME d1.e3... for separate;
    /// d1.e3 d2.e5 for same-event; SHORT FULL for name; r1 for undo
    #[arg(value_name = "WORDS", index = 2)]
    pub words: Vec<String>,
    /// Why; asked of every ruling
    #[arg(long, value_name = "WORDS")]
    pub reason: Option<String>,
    /// Show every fact that it would change, and change nothing
    #[arg(long)]
    pub preview: bool,
    /// The name that merged people go by; the first unless told
    #[arg(long, value_name = "NAME")]
    pub into: Option<String>,
    /// The first day that a short name stands for the body
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// The last such day
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Who does it; `DASHIJI_AUTHOR` or the account's name unless told
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    pub format: PageFormat,
    #[command(flatten)]
    pub base: BaseArguments,
}

/// `dashiji log`.
#[derive(Debug, Args)]
pub struct LogArguments {
    /// Only what was done after this number
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub after: i64,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    pub format: PageFormat,
    #[command(flatten)]
    pub base: HomeArguments,
}

/// `dashiji reindex` and `verify`.
#[derive(Debug, Args)]
pub struct TendArguments {
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    pub format: PageFormat,
    #[command(flatten)]
    pub base: HomeArguments,
}

/// `dashiji verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Make everything that is computed again beside, and hold it against what is kept
    #[arg(long)]
    pub deep: bool,
    #[command(flatten)]
    pub tend: TendArguments,
}

/// `dashiji repair`.
#[derive(Debug, Args)]
pub struct RepairArguments {
    /// A new folder for a base of what can be read of the record; the damaged one is not touched
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
    #[command(flatten)]
    pub base: HomeArguments,
}

/// `dashiji backup`.
#[derive(Debug, Args)]
pub struct BackupArguments {
    /// The file to write
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub base: HomeArguments,
}

/// `dashiji restore`.
#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// The backup
    #[arg(value_name = "FILE", index = 1)]
    pub file: PathBuf,
    /// The folder of the base to make
    #[arg(value_name = "DIR", index = 2, required_unless_present = "base")]
    pub dir: Option<PathBuf>,
    /// The folder, said as the other commands say it
    #[arg(long, value_name = "DIR", conflicts_with = "dir")]
    pub base: Option<PathBuf>,
}

/// What is known of documents beforehand, and how they are read.
#[derive(Debug, Clone, Args)]
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

/// How tables of events are read.
#[derive(Debug, Args)]
pub struct TableArguments {
    /// Which columns of a table (XLSX, XLS, CSV) hold what: 日期=A,内容=C, by letters or by headings
    #[arg(long, value_name = "MAP")]
    pub map: Option<String>,
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
    #[command(flatten)]
    pub table: TableArguments,
    #[command(flatten)]
    pub given: GivenArguments,
    /// Give bare names the posts that another entry states for that day
    #[arg(long)]
    pub collate: bool,
}

/// `dashiji who`, `places` and the like.
#[derive(Debug, Args)]
pub struct RegisterArguments {
    /// Files, folders (their .txt, .md, .html, .docx, .xlsx, .csv files), or - for standard input; the base where none is given
    #[arg(value_name = "FILE", conflicts_with_all = ["base", "as_of"])]
    pub files: Vec<PathBuf>,
    /// Only what bears this name, or has it in its name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// What to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    pub format: TableFormat,
    #[command(flatten)]
    pub table: TableArguments,
    #[command(flatten)]
    pub given: GivenArguments,
    #[command(flatten)]
    pub base: BaseArguments,
}

/// `dashiji ledger`.
#[derive(Debug, Args)]
pub struct LedgerArguments {
    #[command(flatten)]
    pub register: RegisterArguments,
    /// Only what is of this place (another's figures as well: 邻县, 全省)
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Only figures of this time (2024-07, 2024-07-05/2024-07-09)
    #[arg(long, value_name = "DAYS")]
    pub during: Option<String>,
    /// Only what does not close or is not all told
    #[arg(long)]
    pub open: bool,
    /// Write a workbook whose sums are formulas instead of printing (OUT.xlsx)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `dashiji report`.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// Files, folders (their .txt, .md, .html, .docx, .xlsx, .csv files), or - for standard input; a base's folder, or the base where none is given
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The base's folder; `DASHIJI_BASE`, or the nearest base here or above, unless told
    #[arg(long, value_name = "DIR")]
    pub base: Option<PathBuf>,
    /// What the base knew at the end of a day: 2026-11-24
    #[arg(long = "known-by", value_name = "DATE")]
    pub known_by: Option<String>,
    /// Only documents whose name or title holds this
    #[arg(long, value_name = "NAME")]
    pub document: Option<String>,
    /// As things stood at this day or time (2024-07-12T18:00)
    #[arg(long = "as-of", value_name = "WHEN")]
    pub until: Option<String>,
    /// What changed since this day or time
    #[arg(long, value_name = "WHEN")]
    pub since: Option<String>,
    /// Write a Word document instead of printing (OUT.docx)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub table: TableArguments,
    #[command(flatten)]
    pub given: GivenArguments,
}

/// `dashiji check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Files, folders (their .txt, .md, .html, .docx, .xlsx, .csv files), or - for standard input; the base where none is given
    #[arg(value_name = "FILE", conflicts_with_all = ["base", "as_of"])]
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
    /// What the documents are held to: chosen by what each is unless told
    #[arg(long, value_enum, value_name = "PROFILE")]
    pub profile: Option<ProfileName>,
    /// What to print; by the ending of OUT unless told, else full
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<FindingFormat>,
    /// The file to write instead of printing; for docx of several files a folder
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Explain a rule: what, why, the norm it comes from, a bad and a good example; all explains every rule
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
    /// Only what an earlier run has not told: a file that --format json printed
    #[arg(long, value_name = "BASELINE")]
    pub new: Option<PathBuf>,
    /// How many findings of a rule --format full shows in a file, 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub most: usize,
    /// How many findings of each rule, instead of the findings
    #[arg(long)]
    pub statistics: bool,
    /// Exit code 0 whatever is found
    #[arg(long)]
    pub exit_zero: bool,
    /// With --fix or --diff: all mends of these rules, also those that are not sure, and no others; with --format docx: what runs
    /// through a whole file is mended at once
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub rule: Vec<String>,
    /// Never tell this rule again: written to .dashiji-ignore with its reason
    #[arg(long, value_name = "CODE", requires = "reason")]
    pub ignore_rule: Option<String>,
    /// Why a rule is ignored
    #[arg(long, value_name = "WORDS", requires = "ignore_rule")]
    pub reason: Option<String>,
    /// Show the safe mends as a diff, then write them into the files
    #[arg(long, group = "mending", conflicts_with = "output")]
    pub fix: bool,
    /// Show the safe mends as a diff and write nothing
    #[arg(long, conflicts_with_all = ["fix", "output"], group = "mending")]
    pub diff: bool,
    #[command(flatten)]
    pub table: TableArguments,
    #[command(flatten)]
    pub given: GivenArguments,
    #[command(flatten)]
    pub base: BaseArguments,
}

/// `dashiji serve`.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Files or folders to show instead of a base
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The base's folder; else `DASHIJI_BASE`, else the nearest base above
    #[arg(long, value_name = "DIR", conflicts_with = "files")]
    pub base: Option<PathBuf>,
    /// The port; another where it is 0
    #[arg(long, value_name = "N", default_value_t = 7878)]
    pub port: u16,
    /// The address to listen at; this machine alone unless told
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    pub host: std::net::IpAddr,
    /// The name shown on every page; the base's own unless told
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Open the browser at the first page
    #[arg(long)]
    pub open: bool,
    /// Nothing can be written from its pages; so it is also at any address but this machine's own
    #[arg(long)]
    pub read_only: bool,
    /// The address it is reached at from outside, behind a proxy: <https://room.example>
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
    /// A base map of your own: `GeoJSON`
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// What its coordinates are measured on
    #[arg(long, value_enum, value_name = "DATUM", default_value = "wgs84")]
    pub map_datum: DatumName,
    #[command(flatten)]
    pub given: GivenArguments,
}

/// `dashiji mcp`.
#[derive(Debug, Args)]
pub struct McpArguments {
    /// The base's folder
    #[arg(value_name = "DIR", conflicts_with = "base")]
    pub dir: Option<PathBuf>,
    /// Print the file (SKILL.md) that tells an assistant how to use the tools and how to cite, and end
    #[arg(long)]
    pub skill: bool,
    #[command(flatten)]
    pub base: BaseArguments,
}

/// `dashiji search`.
#[derive(Debug, Args)]
pub struct SearchArguments {
    /// The query: words, "phrases", OR, -without, who:, title:, where:, when:2020-02..2020-03; see dashiji help search
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
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
    #[command(flatten)]
    pub base: BaseArguments,
}

/// `dashiji export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Files and folders; or documents, versions and entries of a base by id: d1, d1.v2, d1.e3; all of the base where none is given
    #[arg(value_name = "FILE|ID")]
    pub files: Vec<PathBuf>,
    /// What to write; by the ending of OUT unless told, else docx
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<ExportFormat>,
    /// The file to write, or - for standard output
    #[arg(short, long, required = true, value_name = "OUT")]
    pub output: PathBuf,
    /// Only entries of this time: 2020, 2020-02, 1986/1995, and all that when: takes
    #[arg(long, value_name = "PERIOD", allow_hyphen_values = true)]
    pub during: Option<String>,
    /// Only entries that answer this query, as `dashiji search` takes it; given again, all of them
    #[arg(long, value_name = "QUERY")]
    pub search: Vec<String>,
    /// The title; that of the document or the series unless told
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// The paper
    #[arg(long, value_enum, value_name = "PAPER", default_value = "a4")]
    pub paper: PaperName,
    #[command(flatten)]
    pub table: TableArguments,
    #[command(flatten)]
    pub given: GivenArguments,
    #[command(flatten)]
    pub base: BaseArguments,
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
