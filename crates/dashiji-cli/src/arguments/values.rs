//! The values that arguments may have, each with its word in Chinese too: `--format 表格`.

use clap::ValueEnum;

/// When something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless `NO_COLOR` is set
    #[value(alias = "自动")]
    Auto,
    /// Always, also into a file or a pipe
    #[value(alias = "总是")]
    Always,
    /// Never
    #[value(alias = "从不")]
    Never,
}

/// A shell that completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
}

/// What a base map's coordinates are measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DatumName {
    /// As GPS gives them
    Wgs84,
    /// As maps made in China give them
    Gcj02,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortName {
    /// What answers best first
    #[value(alias = "相关")]
    Relevance,
    /// By date, the earliest first
    #[value(aliases = ["date", "最早"])]
    Earliest,
    /// By date, the latest first
    #[value(alias = "最晚")]
    Latest,
}

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A book in Word
    Docx,
    /// A workbook: entries, people and parts, figures, documents
    Xlsx,
    /// One JSON object an entry
    #[value(alias = "json")]
    Jsonl,
    /// One row a person, event and part
    Csv,
    /// The decoded text of one file in Word, a line a paragraph
    #[value(name = "docx-text", alias = "原文")]
    Text,
    /// TEI P5: the text with names, days and figures marked; people, places and events beside it
    Tei,
    /// JSON-LD: documents, entries, events, people and places as a graph in schema.org's words
    #[value(name = "jsonld")]
    JsonLd,
    /// Linked Places: each place with its names, days and events
    #[value(name = "lpf", aliases = ["linked-places"])]
    LinkedPlaces,
    /// `GeoJSON`: each event at each of its places
    Geojson,
    /// iCalendar: each event as days in a calendar
    #[value(name = "ics", aliases = ["ical", "日历"])]
    Calendar,
    /// CSV on the Web: a folder of tables with a description of their columns
    Csvw,
    /// Who did what to whom, where and when: a row each, in the columns of event data (PLOVER)
    #[value(name = "events", aliases = ["plover", "事件"])]
    Events,
    /// A folder of Parquet files, one a table: facts, figures, findings (the program of the Python wheel)
    #[cfg_attr(not(feature = "columns"), value(hide = true))]
    Parquet,
    /// The same as Arrow IPC files
    #[cfg_attr(not(feature = "columns"), value(hide = true))]
    Arrow,
}

/// The paper of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PaperName {
    /// 210 × 297 mm
    A4,
    /// 184 × 260 mm
    #[value(name = "16k", alias = "16开")]
    K16,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person at a terminal
    #[value(alias = "排版")]
    Pretty,
    /// One JSON object an entry
    #[value(alias = "json")]
    Jsonl,
    /// One row a person, event and part; words and heading are the reader's where --lang is given
    #[value(alias = "表格")]
    Csv,
    /// The decoded text of one file, byte for byte
    #[value(alias = "原文")]
    Text,
}

/// What is printed where there is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// For a person at a terminal
    #[value(alias = "排版")]
    Pretty,
    /// One JSON object a line
    #[value(alias = "jsonl")]
    Json,
}

/// What a register is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For a person at a terminal
    #[value(alias = "排版")]
    Pretty,
    /// One JSON object a line
    #[value(alias = "jsonl")]
    Json,
    /// A table
    #[value(alias = "表格")]
    Csv,
}

/// What findings are printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    /// With the line and a caret under the characters
    #[value(aliases = ["详细", "pretty", "排版"])]
    Full,
    /// A line each
    #[value(alias = "简略")]
    Concise,
    /// One JSON object a line
    #[value(alias = "jsonl")]
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Lines of JSON as reviewdog reads them (-f=rdjsonl)
    Rdjsonl,
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
    /// Chosen for each file by what it is
    #[value(alias = "自动")]
    Auto,
    /// An office's running record
    #[value(aliases = ["monthly", "月记"])]
    Month,
    /// All norms of a printed year
    #[value(alias = "年鉴")]
    Yearbook,
    /// A book over decades
    #[value(alias = "志书")]
    Gazetteer,
    /// Before 1949
    #[value(alias = "旧志")]
    Historical,
    /// The log of days of danger
    #[value(alias = "应急")]
    Emergency,
    /// Nothing is checked
    #[value(alias = "不校")]
    Off,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeverityName {
    /// Worth knowing
    #[value(alias = "提示")]
    Note,
    /// An editor would mend it
    #[value(alias = "疑误")]
    Warning,
    /// It is wrong
    #[value(alias = "错误")]
    Error,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文
    #[value(alias = "中文")]
    Zh,
    /// English
    #[value(alias = "英文")]
    En,
}

/// What can be done with a ruling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RuleAction {
    /// A fact is as read
    #[value(alias = "认可")]
    Accept,
    /// A fact is otherwise
    #[value(alias = "更正")]
    Correct,
    /// A fact is none
    #[value(alias = "否定")]
    Reject,
    /// Names are one person's
    #[value(alias = "合并")]
    Merge,
    /// A name is another person's in some entries
    #[value(alias = "分开")]
    Separate,
    /// Entries tell one event
    #[value(alias = "同一事件")]
    SameEvent,
    /// A short name is a body's
    #[value(alias = "简称")]
    Name,
    /// Take a ruling back
    #[value(alias = "撤销")]
    Undo,
    /// Show the rulings
    #[value(alias = "列出")]
    List,
}
