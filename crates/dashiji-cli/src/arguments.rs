//! The arguments as typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads, keeps and checks chronicles (大事记).
#[derive(Debug, Parser)]
#[command(name = "dashiji", version)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read chronicles: entries, dates, people, places, documents and figures, each with the words it came from
    Read(ReadArguments),
}

/// `dashiji read`.
#[derive(Debug, Args)]
pub struct ReadArguments {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value = "jsonl")]
    pub format: Format,
    /// The time the chronicle tells of: 2020-02, 2020, 1986/1995
    #[arg(long)]
    pub period: Option<String>,
    /// The place it tells of: a name or a six-digit code
    #[arg(long)]
    pub region: Option<String>,
    /// Where it was found
    #[arg(long)]
    pub url: Option<String>,
    /// The day it was opened there, 2026-11-24
    #[arg(long)]
    pub accessed: Option<String>,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object an entry
    Jsonl,
    /// The decoded text of one file, byte for byte
    Text,
}
