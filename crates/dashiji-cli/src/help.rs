//! Help and usage faults in Chinese; in English they are clap's.
//!
//! In goes the command as the arguments describe it; out comes the same with headings and help from the message file, and a
//! usage fault in one line, `没有 --formt 这个选项`.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use dashiji_publish::Messages;

/// The options that more than one command has; their help stands under `help-given-`.
const GIVEN: [&str; 11] = [
    "period", "region", "url", "accessed", "lexicon", "max_size", "config", "roster", "base", "as_of",
    "author",
];

/// The command with Chinese help.
pub fn in_chinese(command: Command, messages: &Messages) -> Command {
    let template = |usage: &str| {
        format!("{{about}}\n\n{}{usage}\n\n{{all-args}}{{after-help}}\n", messages.say("help-usage-heading"))
    };
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = headed(command, "", messages)
        .about(messages.say("help-about"))
        .after_help(messages.say("help-after"))
        .help_template(template(&messages.say("help-usage")))
        .subcommand_help_heading(messages.say("help-commands"))
        .subcommand_value_name(messages.say("help-commands"))
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(messages.say("help-version"))
                .help_heading(messages.say("help-options")),
        );
    for name in names {
        command = command.mut_subcommand(&name, |sub| {
            headed(sub, &name, messages)
                .about(messages.say(&format!("help-{name}")))
                .help_template(template(&messages.say(&format!("help-{name}-usage"))))
        });
    }
    command
}

/// The options and arguments of a command with Chinese help and headings.
fn headed(command: Command, name: &str, messages: &Messages) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(messages.say("help-help"))
        .help_heading(messages.say("help-options"));
    command
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "help-arguments" } else { "help-options" };
            let key = key(name, arg.get_id().as_str());
            let help = messages.say(&key);
            // What values there are and which is the default stands in the help itself.
            let arg =
                if arg.is_positional() { arg.value_name(messages.say(&format!("{key}-name"))) } else { arg };
            let valued = arg.get_action().takes_values();
            arg.help(help)
                .help_heading(messages.say(heading))
                .hide_default_value(valued)
                .hide_possible_values(valued)
        })
        .disable_help_flag(true)
        .arg(help)
}

/// Where the help of an option stands in the message file.
fn key(command: &str, option: &str) -> String {
    match option {
        "lang" => "help-lang".to_owned(),
        "map" if command != "serve" => "help-given-map".to_owned(),
        _ if GIVEN.contains(&option) => format!("help-given-{option}"),
        _ => format!("help-{command}-{option}"),
    }
}

/// A usage fault in Chinese.
pub fn fault(error: &clap::Error, messages: &Messages) -> String {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(words)) => Some(words.clone()),
        Some(ContextValue::Strings(words)) => Some(words.join("、")),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg).or_else(|| context(ContextKind::InvalidSubcommand));
    let told = |key: &str| {
        messages.tell(
            key,
            &[
                ("argument", argument.clone().unwrap_or_default().into()),
                ("value", context(ContextKind::InvalidValue).unwrap_or_default().into()),
                ("among", context(ContextKind::ValidValue).unwrap_or_default().into()),
            ],
        )
    };
    match error.kind() {
        ErrorKind::MissingSubcommand => messages.say("usage-no-command"),
        _ if argument.is_none() => {
            messages.tell("usage-other", &[("argument", error.kind().to_string().into())])
        }
        ErrorKind::UnknownArgument => told("usage-unknown"),
        ErrorKind::InvalidValue if context(ContextKind::ValidValue).is_some() => told("usage-value-among"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => told("usage-value"),
        ErrorKind::MissingRequiredArgument => told("usage-missing"),
        ErrorKind::InvalidSubcommand => told("usage-command"),
        _ => told("usage-other"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;
    use clap::CommandFactory;
    use dashiji_publish::Language;

    #[test]
    fn every_option_has_chinese_help() {
        let messages = crate::settings::messages(Language::Chinese);
        for command in Arguments::command().get_subcommands() {
            assert!(messages.has(&format!("help-{}", command.get_name())));
            for arg in command.get_arguments() {
                let key = key(command.get_name(), arg.get_id().as_str());
                assert!(messages.has(&key), "{key}");
            }
        }
    }

    #[test]
    fn the_command_stands_in_both_languages() {
        Arguments::command().debug_assert();
        in_chinese(Arguments::command(), &crate::settings::messages(Language::Chinese)).debug_assert();
    }
}
