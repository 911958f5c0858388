//! A command line that cannot be understood: what is wrong with it, what was meant, what would be right.
//!
//! In goes what clap found and the words as typed; out come lines in the reader's language,
//! `dashiji: there is no option --formt`, `did you mean --format?`, the usage. Both languages offer the same.

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use dashiji_publish::Messages;

/// A fault in words.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong: the key of its message.
    pub key: &'static str,
    /// What could be meant or is missing: options, values, commands.
    pub offered: Vec<String>,
    /// The lines that are printed.
    pub lines: Vec<String>,
}

impl Fault {
    /// What clap found in words typed for a command that speaks the language of the messages.
    pub fn of(error: &clap::Error, typed: &[String], command: &Command, messages: &Messages) -> Self {
        let Found { key, told, offered } = found(error, command, messages);
        let what = messages.tell(key, &told);
        let mut lines = vec![messages.tell("error", &[("what", what.into())])];
        let sub = typed.iter().find_map(|word| command.find_subcommand(word));
        let values: Vec<_> = strings(error, ContextKind::InvalidArg)
            .first()
            .and_then(|name| sub?.get_arguments().find(|arg| arg.to_string() == *name))
            .map(clap::Arg::get_possible_values)
            .unwrap_or_default();
        // A value that has a word in the reader's language is offered with it.
        let said = |word: &String| match values.iter().find(|value| value.get_name() == word) {
            Some(value) => crate::help::in_words(value, messages),
            None => word.clone(),
        };
        let among = offered.iter().map(said).collect::<Vec<_>>().join(&messages.say("help-between"));
        if !offered.is_empty() {
            let tip = match error.kind() {
                ErrorKind::ValueValidation => "usage-wanted",
                ErrorKind::InvalidValue if nearest(error).is_none() => "usage-among",
                ErrorKind::ArgumentConflict | ErrorKind::MissingRequiredArgument => "",
                _ => "usage-meant",
            };
            if !tip.is_empty() {
                lines.push(format!("  {}", messages.tell(tip, &[("among", among.into())])));
            }
        }
        if error.kind() == ErrorKind::MissingRequiredArgument
            && let Some(sub) = sub
        {
            let usage = crate::help::usage(sub, sub.get_name(), messages);
            lines.push(format!("  {}{usage}", messages.say("help-usage-heading")));
        }
        let see = sub.map_or_else(|| "dashiji".to_owned(), |sub| format!("dashiji {}", sub.get_name()));
        lines.push(format!("  {}", messages.tell("usage-see", &[("command", see.into())])));
        Self { key, offered, lines }
    }
}

struct Found {
    key: &'static str,
    told: Vec<(&'static str, dashiji_publish::Argument)>,
    offered: Vec<String>,
}

fn strings(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(words)) => vec![words.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        _ => Vec::new(),
    }
}

/// What was meant, where something is near enough: clap tells the nearest last.
fn nearest(error: &clap::Error) -> Option<String> {
    [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| strings(error, kind).pop())
}

fn found(error: &clap::Error, command: &Command, messages: &Messages) -> Found {
    let argument = strings(error, ContextKind::InvalidArg);
    let value = strings(error, ContextKind::InvalidValue).pop().unwrap_or_default();
    let known = strings(error, ContextKind::ValidValue);
    let between = messages.say("help-between");
    let meant: Vec<String> = nearest(error).into_iter().collect();
    let name = argument.first().cloned().unwrap_or_default();
    let told = |argument: String, value: &str| vec![("argument", argument.into()), ("value", value.into())];
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let typed = strings(error, ContextKind::InvalidSubcommand).pop().unwrap_or_default();
            if crate::help::is_command(&typed) {
                return Found { key: "usage-not-built", told: told(typed, ""), offered: Vec::new() };
            }
            let file = std::path::Path::new(&typed).exists().then(|| format!("dashiji read {typed}"));
            Found {
                key: "usage-command",
                told: told(typed, ""),
                offered: file.into_iter().chain(meant).collect(),
            }
        }
        ErrorKind::UnknownArgument if name.starts_with('-') => {
            Found { key: "usage-unknown", told: told(name, ""), offered: meant }
        }
        ErrorKind::UnknownArgument => Found { key: "usage-extra", told: told(name, ""), offered: meant },
        ErrorKind::InvalidValue if value.is_empty() => {
            Found { key: "usage-no-value", told: told(name, ""), offered: known }
        }
        ErrorKind::InvalidValue => {
            let offered = if meant.is_empty() { known } else { meant };
            Found { key: "usage-value", told: told(name, &value), offered }
        }
        ErrorKind::ValueValidation => {
            let kind = expected(&name, command);
            let example = messages.say(&format!("usage-expects-{kind}"));
            Found { key: "usage-value", told: told(name, &value), offered: vec![example] }
        }
        ErrorKind::MissingRequiredArgument => {
            Found { key: "usage-missing", told: told(argument.join(&between), ""), offered: argument }
        }
        ErrorKind::ArgumentConflict => {
            let other = strings(error, ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                Found { key: "usage-twice", told: told(name, ""), offered: Vec::new() }
            } else {
                let offered = argument.iter().chain(&other).cloned().collect();
                Found { key: "usage-conflict", told: told(name, &other.join(&between)), offered }
            }
        }
        ErrorKind::TooManyValues => Found { key: "usage-extra", told: told(value, ""), offered: Vec::new() },
        _ => {
            let told = told(if name.is_empty() { error.kind().to_string() } else { name }, &value);
            Found { key: "usage-other", told, offered: Vec::new() }
        }
    }
}

/// What kind of value an option wants, where it is no word of a list: a number, a port, an address.
fn expected(argument: &str, command: &Command) -> &'static str {
    let flag = argument.split([' ', '=', '<']).next().unwrap_or_default().trim_start_matches('-');
    let named = |arg: &&clap::Arg| arg.get_long() == Some(flag);
    let all = command.get_subcommands().flat_map(Command::get_arguments).chain(command.get_arguments());
    match all.into_iter().find(named).map(|arg| arg.get_id().as_str().to_owned()).as_deref() {
        Some("port") => "port",
        Some("host") => "address",
        _ => "number",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;
    use clap::{Arg, CommandFactory};
    use dashiji_publish::Language;

    /// The faults of one command line in Chinese and in English; nothing where it is understood.
    fn both(words: &[&str]) -> Option<[Fault; 2]> {
        let typed: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let faults = [Language::Chinese, Language::English].map(|language| {
            let messages = crate::settings::messages(language);
            let mut command = crate::help::spoken(Arguments::command(), &messages);
            command.build();
            let words = std::iter::once("dashiji".to_owned()).chain(typed.iter().cloned());
            let error = command.clone().try_get_matches_from(words).err()?;
            if !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
                return None;
            }
            Some(Fault::of(&error, &typed, &command, &messages))
        });
        match faults {
            [Some(chinese), Some(english)] => Some([chinese, english]),
            [None, None] => None,
            _ => panic!("{words:?} is understood in one language alone"),
        }
    }

    /// What both offer, without the names of values, which differ: `--format <FORMAT>`.
    fn same(words: &[&str]) -> Fault {
        let [chinese, english] = both(words).unwrap_or_else(|| panic!("{words:?} is understood"));
        let bare = |fault: &Fault| -> Vec<String> {
            let first = |word: &String| word.split([' ', '<', '[']).next().unwrap_or_default().to_owned();
            fault.offered.iter().map(first).filter(|word| word.is_ascii()).collect()
        };
        assert_eq!(chinese.key, english.key, "{words:?}");
        assert_eq!(chinese.offered.len(), english.offered.len(), "{words:?} {chinese:?} {english:?}");
        if !chinese.key.ends_with("value") || chinese.offered.len() > 1 {
            assert_eq!(bare(&chinese), bare(&english), "{words:?}");
        }
        for fault in [&chinese, &english] {
            assert!(
                fault.lines.len() > 1 && fault.lines.iter().all(|line| line.trim().chars().count() > 4),
                "{fault:?}"
            );
            assert!(!fault.lines.concat().contains("usage-"), "{fault:?}");
        }
        assert!(chinese.lines.iter().all(|line| !line.is_ascii()), "{chinese:?}");
        english
    }

    fn commands() -> Vec<Command> {
        Arguments::command().get_subcommands().cloned().collect()
    }

    /// Words that satisfy what a command requires.
    fn required(command: &Command) -> Vec<String> {
        let mut words = Vec::new();
        for arg in command.get_arguments().filter(|arg| arg.is_required_set()) {
            words.extend(arg.get_long().map(|long| format!("--{long}")));
            let value = arg
                .get_possible_values()
                .first()
                .map_or("x", |value| if value.get_name() == "accept" { "accept" } else { "bash" })
                .to_owned();
            words.push(value);
        }
        if command.get_name() == "restore" {
            words.push("y".to_owned());
        }
        words
    }

    #[test]
    fn a_command_that_is_misspelt_is_meant_in_both_languages() {
        for command in commands() {
            let name = command.get_name();
            let wrong = format!("{name}{}", name.chars().last().unwrap());
            assert!(same(&[&wrong]).offered.contains(&name.to_owned()), "{wrong}");
        }
    }

    #[test]
    fn an_option_that_is_misspelt_is_meant_in_both_languages() {
        let root = Arguments::command();
        for command in commands() {
            for long in command.get_arguments().chain(root.get_arguments()).filter_map(Arg::get_long) {
                let wrong = format!("--{long}{}", long.chars().last().unwrap());
                let fault = same(&[command.get_name(), &wrong]);
                assert_eq!(fault.key, "usage-unknown", "{fault:?}");
                assert!(
                    fault.offered.contains(&format!("--{long}")),
                    "{} {wrong}: {fault:?}",
                    command.get_name()
                );
            }
        }
    }

    #[test]
    fn a_wrong_value_is_told_with_the_right_ones_in_both_languages() {
        let root = Arguments::command();
        for command in commands() {
            for arg in command.get_arguments().chain(root.get_arguments()).filter(|arg| !arg.is_positional())
            {
                let (values, Some(long)) = (arg.get_possible_values(), arg.get_long()) else { continue };
                if !arg.get_action().takes_values() || values.is_empty() {
                    continue;
                }
                let flag = format!("--{long}");
                let fault = same(&[command.get_name(), &flag, "§§"]);
                // What the program was built without is not offered.
                let shown = values.iter().filter(|value| !value.is_hide_set());
                let names: Vec<&str> = shown.map(clap::builder::PossibleValue::get_name).collect();
                assert_eq!(fault.offered, names, "{} {flag}", command.get_name());
                let none = same(&[command.get_name(), &flag]);
                assert_eq!((none.key, none.offered.len()), ("usage-no-value", names.len()), "{flag}");
            }
        }
    }

    #[test]
    fn what_is_missing_is_told_in_both_languages() {
        for command in commands() {
            let needed = required(&command);
            let given: Vec<&str> =
                std::iter::once(command.get_name()).chain(needed.iter().map(String::as_str)).collect();
            if needed.is_empty() {
                assert!(both(&given).is_none(), "{given:?}");
                continue;
            }
            let fault = same(&[command.get_name()]);
            assert_eq!(fault.key, "usage-missing", "{fault:?}");
            assert!(both(&given).is_none(), "{given:?}: {:?}", both(&given));
        }
    }

    #[test]
    fn numbers_and_addresses_are_asked_for_in_both_languages() {
        for words in [
            &["serve", "--port", "x"][..],
            &["serve", "--host", "x"],
            &["search", "a", "--limit", "x"],
            &["read", "a", "--threads", "0"],
        ] {
            let fault = same(words);
            assert_eq!((fault.key, fault.offered.len()), ("usage-value", 1), "{fault:?}");
        }
        assert_eq!(same(&["init", "a", "--base", "b"]).key, "usage-conflict");
        assert_eq!(same(&["list", "a"]).key, "usage-extra");
        assert_eq!(same(&["check", "a", "--fix", "--fix"]).key, "usage-twice");
    }
}
