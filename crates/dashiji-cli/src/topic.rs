//! `dashiji help`: a command's help, or a manual; the manuals are in the program, for machines without a network.

use crate::arguments::{Arguments, HelpArguments};
use crate::trouble::Trouble;
use clap::CommandFactory;
use dashiji_publish::{Language, Messages};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;

/// A manual.
pub struct Manual {
    /// What it is called in English; where a command is called so too, the manual is the command's.
    pub name: &'static str,
    /// What it is called in Chinese.
    chinese_name: &'static str,
    /// What else it is asked for by.
    also: &'static [&'static str],
    english: &'static str,
    chinese: &'static str,
}

macro_rules! manual {
    ($name:literal, $chinese_name:literal, $file:literal $(, $also:literal)*) => {
        Manual {
            name: $name,
            chinese_name: $chinese_name,
            also: &[$($also),*],
            english: include_str!(concat!("../../../docs/", $file)),
            chinese: include_str!(concat!("../../../docs/zh/", $file)),
        }
    };
}

/// All of them, in the order in which they are needed.
pub const MANUALS: [Manual; 16] = [
    manual!("tutorial", "教程", "tutorial.md"),
    manual!("cookbook", "做法", "cookbook.md"),
    manual!("check", "校核", "check.md"),
    manual!("search", "检索", "search.md"),
    manual!("office", "办公", "office.md", "word", "excel"),
    manual!("base", "资料库", "base.md"),
    manual!("serve", "阅览室", "serve.md", "room"),
    manual!("mcp", "助手", "mcp.md"),
    manual!("one", "单页", "one.md"),
    manual!("lexicon", "词表", "lexicon.md"),
    manual!("reading", "读法", "reading.md"),
    manual!("format", "格式", "format.md"),
    manual!("eval", "评分", "eval.md"),
    manual!("python", "python", "python.md"),
    manual!("scale", "大批", "scale.md"),
    manual!("performance", "性能", "performance.md"),
];

/// The manual of a command, where there is one.
pub fn of_command(name: &str) -> Option<&'static Manual> {
    MANUALS.iter().find(|manual| manual.name == name)
}

impl Manual {
    /// Whether it is asked for by a name, in either language.
    fn is_called(&self, name: &str) -> bool {
        [self.name, self.chinese_name].contains(&name) || self.also.contains(&name)
    }

    /// Its text in a language.
    pub fn text(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.chinese,
            Language::English => self.english,
        }
    }

    /// Its first heading.
    fn title(&self, language: Language) -> &'static str {
        self.text(language).lines().next().unwrap_or_default().trim_start_matches('#').trim()
    }
}

/// Prints the help of a command and its manual, a manual, or what there is.
///
/// # Errors
/// Where there is no such command or manual, or standard output cannot be written.
pub fn run(typed: &HelpArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let mut command = crate::help::spoken(Arguments::command(), messages);
    command.build();
    let page = match typed.topic.as_deref() {
        None => format!("{}\n{}", command.render_help(), topics(messages)),
        Some(topic) => {
            let manual = MANUALS.iter().find(|manual| manual.is_called(topic));
            let help = command.find_subcommand_mut(topic).map(|sub| sub.render_long_help().to_string());
            let text = manual.map(|manual| manual.text(messages.language()).to_owned());
            if help.is_none() && text.is_none() {
                let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
                let manuals = MANUALS.iter().map(|manual| name(manual, messages));
                return Err(Trouble::NoSuch(
                    "why-topic",
                    topic.to_owned(),
                    known.into_iter().chain(manuals).map(str::to_owned).collect(),
                ));
            }
            help.into_iter().chain(text).collect::<Vec<_>>().join("\n\n")
        }
    };
    let mut out = io::stdout();
    let page = crate::help::printed(&page, messages);
    writeln!(out, "{}", page.trim_end()).and_then(|()| out.flush()).map_err(Trouble::Output)?;
    Ok(ExitCode::SUCCESS)
}

fn name(manual: &Manual, messages: &Messages) -> &'static str {
    match messages.language() {
        Language::Chinese => manual.chinese_name,
        Language::English => manual.name,
    }
}

/// The manuals with their titles.
fn topics(messages: &Messages) -> String {
    let mut list = format!("{}\n", messages.say("help-topics"));
    for manual in &MANUALS {
        let name = name(manual, messages);
        let gap = 14usize.saturating_sub(console::measure_text_width(name));
        let _ = writeln!(list, "  {name}{:gap$} {}", "", manual.title(messages.language()));
    }
    list + &messages.say("help-topics-after")
}
