//! Help, said in the reader's language.
//!
//! In goes the command as the arguments describe it; out comes the same with usage, headings, help, values, defaults and examples. What there
//! is to say is taken from the arguments, so that both languages offer the same: only the words differ. English words stand beside the
//! arguments, Chinese ones in `messages/help.zh.ftl`; headings and examples of both in the message files.
//!
//! `-h` tells what is needed on the first day, `--help` everything.

use clap::{Arg, ArgAction, Command};
use dashiji_publish::{Language, Messages};
use std::fmt::Write as _;

/// Commands as the first page lists them.
const GROUPS: [(&str, &[&str]); 4] = [
    ("read", &["read", "check", "report", "ledger", "explain", "eval"]),
    (
        "registers",
        &["who", "offices", "places", "organizations", "documents", "search", "serve", "mcp", "export"],
    ),
    (
        "keep",
        &[
            "init", "add", "enter", "list", "show", "diff", "remove", "rule", "log", "reindex", "verify",
            "repair", "backup", "restore",
        ],
    ),
    ("program", &["help", "completions", "man"]),
];

/// Headings over arguments.
const HEADINGS: [&str; 5] = ["help-arguments", "help-options", "help-reading", "help-keeping", "help-common"];

/// Options that `-h` leaves to `--help`.
const RARE: [&str; 8] = ["url", "accessed", "config", "max_size", "lexicon", "roster", "threads", "color"];

/// Whether the whole program has such a command.
pub fn is_command(name: &str) -> bool {
    GROUPS.iter().any(|(_, names)| names.contains(&name))
}

/// The command, speaking a language.
pub fn spoken(command: Command, messages: &Messages) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let list = list(&command, messages);
    let usage = messages.say("help-usage");
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let mut command = with_arguments(command.disable_version_flag(true).arg(version), "", messages)
        .help_template(format!(
            "{{about}}\n\n{}{usage}\n\n{list}{{all-args}}{{after-help}}\n",
            messages.say("help-usage-heading")
        ))
        .override_usage(usage)
        .after_help(messages.say("help-after"))
        .subcommand_required(true)
        .arg_required_else_help(true);
    if messages.language() == Language::Chinese {
        command = command.about(messages.say("help-about"));
    }
    for name in names {
        command = command.mut_subcommand(&name, |sub| subcommand(sub, &name, messages).hide(true));
    }
    command
}

fn subcommand(command: Command, name: &str, messages: &Messages) -> Command {
    let usage = usage(&command, name, messages);
    let template =
        format!("{{about}}\n\n{}{usage}\n\n{{all-args}}{{after-help}}\n", messages.say("help-usage-heading"));
    let mut command = with_arguments(command, name, messages);
    if messages.language() == Language::Chinese {
        command = command.about(messages.say(&format!("help-{name}")));
    }
    let examples = format!(
        "{}\n{}",
        messages.say("help-examples"),
        indented(&messages.say(&format!("examples-{name}")))
    );
    let more = messages.tell("help-more", &[("command", name.into())]);
    let manual = crate::topic::of_command(name)
        .map(|_| format!("\n\n{}", messages.tell("help-manual", &[("command", name.into())])))
        .unwrap_or_default();
    command
        .help_template(template)
        .override_usage(usage)
        .after_help(format!("{examples}\n\n{more}"))
        .after_long_help(format!("{examples}{manual}"))
}

fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// All commands with what they do, in groups.
fn list(command: &Command, messages: &Messages) -> String {
    let mut list = String::new();
    for (group, names) in GROUPS {
        list += &messages.say(&format!("help-group-{group}"));
        list.push('\n');
        for name in names {
            let Some(sub) = command.find_subcommand(name) else { continue };
            let _ = writeln!(list, "  {name:<15}{}", brief(&about(sub, messages)));
        }
        list.push('\n');
    }
    list
}

/// Help as it is printed: the colons behind headings are the language's own.
pub fn printed(help: &str, messages: &Messages) -> String {
    if messages.language() == Language::English {
        return help.to_owned();
    }
    HEADINGS.iter().fold(help.to_owned(), |help, key| {
        let heading = messages.say(key);
        help.replace(&format!("{heading}:"), &format!("{heading}："))
    })
}

/// What a command does, up to the first colon.
fn brief(about: &str) -> &str {
    about.split([':', '：', ';', '；']).next().unwrap_or(about)
}

/// What a command does.
pub fn about(command: &Command, messages: &Messages) -> String {
    match messages.language() {
        Language::Chinese => messages.say(&format!("help-{}", command.get_name())),
        Language::English => command.get_about().map(ToString::to_string).unwrap_or_default(),
    }
}

/// `dashiji read [OPTIONS] <FILE>...`, from the arguments.
pub fn usage(command: &Command, name: &str, messages: &Messages) -> String {
    let mut usage = format!("dashiji {name} {}", messages.say("help-some-options"));
    let required = command.get_arguments().filter(|arg| !arg.is_positional() && arg.is_required_set());
    for arg in required {
        let flag = arg
            .get_short()
            .map_or_else(|| format!("--{}", arg.get_long().unwrap_or_default()), |short| format!("-{short}"));
        let _ = write!(usage, " {flag} <{}>", value_name(arg, messages));
    }
    for arg in command.get_positionals() {
        let name = value_name(arg, messages);
        // A folder may be said by --base instead; it is wanted either way.
        let wanted = arg.is_required_set() || (command.get_name() == "restore" && arg.get_id() == "dir");
        let (open, shut) = if wanted { ('<', '>') } else { ('[', ']') };
        let _ = write!(usage, " {open}{name}{shut}");
        if matches!(arg.get_action(), ArgAction::Append)
            || arg.get_num_args().is_some_and(|n| n.max_values() > 1)
        {
            usage += "...";
        }
    }
    usage
}

/// What stands for an argument's value.
fn value_name(arg: &Arg, messages: &Messages) -> String {
    let name =
        arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string).unwrap_or_default();
    let key = format!("name-{}", name.to_lowercase().replace('|', "-"));
    if messages.has(&key) { messages.say(&key) } else { name }
}

/// The arguments of a command with help, values and headings.
fn with_arguments(command: Command, name: &str, messages: &Messages) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    // Positionals stand in the order in which they are typed; clap would put them by their names.
    let mut places = 0..;
    command.disable_help_flag(true).arg(help).mut_args(|arg| {
        let place = if arg.is_positional() { places.next() } else { None };
        let arg = with_words(arg, name, messages);
        place.map_or(arg.clone(), |place| arg.display_order(place))
    })
}

fn with_words(arg: Arg, command: &str, messages: &Messages) -> Arg {
    let text = text(&arg, command, messages);
    let short = format!("{text}{}", after(&arg, command, false, messages));
    let long = format!("{text}{}", after(&arg, command, true, messages));
    let heading = messages.say(heading(&arg, command));
    let rare = RARE.contains(&arg.get_id().as_str());
    let valued = arg.get_action().takes_values();
    let name = value_name(&arg, messages);
    let arg = if valued { arg.value_name(name) } else { arg };
    arg.help(short)
        .long_help(long)
        .help_heading(heading)
        .hide_short_help(rare)
        .hide_default_value(valued)
        .hide_possible_values(valued)
}

/// Under which heading an argument stands.
fn heading(arg: &Arg, command: &str) -> &'static str {
    match arg.get_id().as_str() {
        _ if arg.is_positional() => "help-arguments",
        "help" | "version" | "lang" | "quiet" | "color" | "threads" => "help-common",
        "map" if command == "serve" => "help-options",
        "period" | "region" | "url" | "accessed" | "lexicon" | "max_size" | "config" | "roster" | "map" => {
            "help-reading"
        }
        "base" | "as_of" | "known_by" | "author" => "help-keeping",
        _ => "help-options",
    }
}

/// What an argument is for.
fn text(arg: &Arg, command: &str, messages: &Messages) -> String {
    let own = arg.get_help().map(ToString::to_string);
    match (messages.language(), own) {
        // Those that the program's own arguments do not describe: help and version.
        (Language::English, Some(own)) => own.replace('`', ""),
        _ => messages.say(&key(command, arg.get_id().as_str(), messages)),
    }
}

/// Where the help of an argument stands: its command's own, else that of all commands.
fn key(command: &str, option: &str, messages: &Messages) -> String {
    let own = format!("help-{command}-{option}");
    if messages.has(&own) { own } else { format!("help-any-{option}") }
}

/// The values that an argument takes, and the one that it has unless told.
fn after(arg: &Arg, command: &str, long: bool, messages: &Messages) -> String {
    let mut words = String::new();
    let values: Vec<_> = arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    let valued = arg.get_action().takes_values() && !values.is_empty();
    if valued && !long {
        let names: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
        words +=
            &messages.tell("help-values", &[("values", names.join(&messages.say("help-between")).into())]);
    }
    if let Some(value) = arg.get_default_values().first().filter(|_| arg.get_action().takes_values()) {
        let value = value.to_string_lossy().into_owned();
        words += &messages.tell("help-default", &[("value", value.into())]);
    }
    if valued && long {
        for value in &values {
            let names: Vec<&str> = value
                .get_name_and_aliases()
                .filter(|name| {
                    *name == value.get_name()
                        || (!name.is_ascii() && messages.language() == Language::Chinese)
                })
                .collect();
            let names = names.join(&messages.say("help-between"));
            let what = value_text(arg, command, value, messages);
            words.push('\n');
            words += &messages.tell("help-value", &[("names", names.into()), ("what", what.into())]);
        }
    }
    words
}

/// A value as it is typed, in Chinese with the Chinese word that does as well: `error（错误）`.
pub fn in_words(value: &clap::builder::PossibleValue, messages: &Messages) -> String {
    let name = value.get_name();
    let own = value.get_name_and_aliases().find(|name| !name.is_ascii());
    match own.filter(|own| *own != name && messages.language() == Language::Chinese) {
        Some(own) => messages.tell("usage-word", &[("name", name.into()), ("own", own.into())]),
        None => name.to_owned(),
    }
}

fn value_text(arg: &Arg, command: &str, value: &clap::builder::PossibleValue, messages: &Messages) -> String {
    if messages.language() == Language::English {
        return value.get_help().map(|help| help.to_string().replace('`', "")).unwrap_or_default();
    }
    let (option, value) = (arg.get_id().as_str(), value.get_name());
    let own = format!("value-{command}-{option}-{value}");
    messages.say(&if messages.has(&own) { own } else { format!("value-{option}-{value}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;
    use clap::CommandFactory;

    const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

    fn messages(language: Language) -> Messages {
        crate::settings::messages(language)
    }

    #[test]
    fn everything_that_is_offered_is_said_in_both_languages() {
        for language in LANGUAGES {
            let messages = messages(language);
            let command = spoken(Arguments::command(), &messages);
            command.clone().debug_assert();
            for sub in command.get_subcommands() {
                let name = sub.get_name();
                assert!(messages.has(&format!("examples-{name}")), "examples-{name}");
                for arg in sub.get_arguments().chain(command.get_arguments()) {
                    for help in [arg.get_help(), arg.get_long_help()] {
                        let help = help.map(ToString::to_string).unwrap_or_default();
                        // A key without words is said as the key.
                        assert!(
                            !help.is_empty() && !help.contains("help-") && !help.contains("value-"),
                            "{name}: {help}"
                        );
                        let chinese = help.contains(|c: char| ('\u{4e00}'..'\u{9fff}').contains(&c));
                        assert!(chinese || language == Language::English, "{name} {}: {help}", arg.get_id());
                    }
                }
            }
        }
    }

    #[test]
    fn both_languages_offer_the_same() {
        let [chinese, english] = LANGUAGES.map(|language| spoken(Arguments::command(), &messages(language)));
        for sub in english.get_subcommands() {
            let other = chinese.find_subcommand(sub.get_name()).unwrap();
            let offers = |command: &Command| -> Vec<(String, bool, usize)> {
                let offer = |arg: &Arg| {
                    (arg.get_id().to_string(), arg.is_required_set(), arg.get_possible_values().len())
                };
                command.get_arguments().map(offer).collect()
            };
            assert_eq!(offers(sub), offers(other), "{}", sub.get_name());
        }
    }

    #[cfg(feature = "room")]
    #[test]
    fn every_command_stands_in_one_group() {
        let command = Arguments::command();
        let mut listed: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let mut known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        listed.sort_unstable();
        known.sort_unstable();
        assert_eq!(listed, known);
    }

    #[test]
    fn examples_are_commands_that_the_program_takes() {
        for language in LANGUAGES {
            let messages = messages(language);
            for sub in Arguments::command().get_subcommands() {
                let name = sub.get_name();
                for line in messages.say(&format!("examples-{name}")).lines() {
                    let line = line.split("  #").next().unwrap_or(line);
                    let line =
                        line.split(['|', '>', '<']).find(|part| part.contains("dashiji")).unwrap_or(line);
                    let mut words: Vec<String> = Vec::new();
                    for (k, part) in line.split('\'').enumerate() {
                        if k % 2 == 1 {
                            words.push(part.to_owned());
                        } else {
                            words.extend(part.split_whitespace().map(str::to_owned));
                        }
                    }
                    let words = words.into_iter().skip_while(|word| word != "dashiji");
                    let parsed = spoken(Arguments::command(), &messages).try_get_matches_from(words);
                    assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
                }
            }
        }
    }

    #[test]
    fn words_for_values_are_taken_in_chinese_too() {
        // What is a name of its own in both languages: formats by their endings, measures, shells.
        let names = [
            "json", "jsonl", "csv", "sarif", "rdjsonl", "html", "docx", "xlsx", "tei", "jsonld", "lpf",
            "geojson", "ics", "csvw", "parquet", "arrow", "a4", "wgs84", "gcj02", "bash", "zsh", "fish",
        ];
        for sub in Arguments::command().get_subcommands() {
            let valued = sub.get_arguments().filter(|arg| arg.get_action().takes_values());
            for value in valued.flat_map(Arg::get_possible_values) {
                let chinese = value.get_name_and_aliases().any(|name| !name.is_ascii());
                assert!(
                    chinese || names.contains(&value.get_name()),
                    "{} {}",
                    sub.get_name(),
                    value.get_name()
                );
            }
        }
    }
}
