//! `dashiji completions` and `dashiji man`: what shells and man want, written from the arguments.

use crate::arguments::{Arguments, CompletionsArguments, ManArguments, Shell};
use crate::help;
use crate::trouble::Trouble;
use clap::{Arg, Command, CommandFactory};
use dashiji_publish::Messages;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;

/// Prints what a shell needs to complete commands, options and values.
///
/// # Errors
/// Where standard output cannot be written.
pub fn completions(typed: &CompletionsArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let command = Arguments::command();
    let script = match typed.shell {
        Shell::Bash => bash(&command),
        Shell::Zsh => {
            format!("#compdef dashiji\nautoload -U +X bashcompinit && bashcompinit\n{}", bash(&command))
        }
        Shell::Fish => fish(&command, messages),
    };
    printed(&script)
}

fn printed(words: &str) -> Result<ExitCode, Trouble> {
    let mut out = io::stdout();
    out.write_all(words.as_bytes()).and_then(|()| out.flush()).map_err(Trouble::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// The options of a command with those that all have.
fn options<'a>(command: &'a Command, root: &'a Command) -> impl Iterator<Item = &'a Arg> {
    command
        .get_arguments()
        .chain(root.get_arguments())
        .filter(|arg| !arg.is_positional() && !arg.is_hide_set())
}

fn values(arg: &Arg) -> Vec<String> {
    if !arg.get_action().takes_values() {
        return Vec::new();
    }
    arg.get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| value.get_name().to_owned())
        .collect()
}

fn flags(command: &Command, root: &Command) -> Vec<String> {
    let mut flags: Vec<String> =
        options(command, root).filter_map(Arg::get_long).map(|long| format!("--{long}")).collect();
    flags.push("--help".to_owned());
    flags
}

/// A function of bash: commands, then options, then the values of an option; files where nothing else is known.
fn bash(root: &Command) -> String {
    let names: Vec<&str> = root.get_subcommands().map(Command::get_name).collect();
    let mut script = String::from(
        "_dashiji() {\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= word\n",
    );
    script += "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n    case $word in -*) ;; *) command=$word; break ;; esac\n  done\n";
    script += "  case \"$command $prev\" in\n";
    for sub in root.get_subcommands() {
        for arg in options(sub, root) {
            let (values, Some(long)) = (values(arg), arg.get_long()) else { continue };
            if !values.is_empty() {
                let _ = writeln!(
                    script,
                    "    \"{} --{long}\") COMPREPLY=($(compgen -W '{}' -- \"$cur\")); return ;;",
                    sub.get_name(),
                    values.join(" ")
                );
            }
        }
        if let Some(first) = sub.get_positionals().next().map(values).filter(|values| !values.is_empty()) {
            let name = sub.get_name();
            let _ = writeln!(
                script,
                "    \"{name} {name}\") COMPREPLY=($(compgen -W '{}' -- \"$cur\")); return ;;",
                first.join(" ")
            );
        }
    }
    script += "  esac\n  case \"$command $cur\" in\n";
    let _ = writeln!(script, "    \" \"*) COMPREPLY=($(compgen -W '{}' -- \"$cur\")) ;;", names.join(" "));
    for sub in root.get_subcommands() {
        let _ = writeln!(
            script,
            "    \"{} -\"*) COMPREPLY=($(compgen -W '{}' -- \"$cur\")) ;;",
            sub.get_name(),
            flags(sub, root).join(" ")
        );
    }
    script += "    *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n  esac\n}\ncomplete -o filenames -F _dashiji dashiji\n";
    script
}

fn quoted(words: &str) -> String {
    format!("'{}'", words.replace('\\', "\\\\").replace('\'', "\\'"))
}

fn fish(root: &Command, messages: &Messages) -> String {
    let spoken = help::spoken(root.clone(), messages);
    let mut script = String::new();
    for sub in root.get_subcommands() {
        let (name, about) = (sub.get_name(), help::about(sub, messages));
        let _ =
            writeln!(script, "complete -c dashiji -n __fish_use_subcommand -a {name} -d {}", quoted(&about));
        let Some(told) = spoken.find_subcommand(name) else { continue };
        for arg in options(told, &spoken) {
            let Some(long) = arg.get_long() else { continue };
            let what = arg.get_help().map(ToString::to_string).unwrap_or_default();
            let what = what.lines().next().unwrap_or_default();
            let short = arg.get_short().map(|short| format!(" -s {short}")).unwrap_or_default();
            let values = values(arg);
            let takes = if !arg.get_action().takes_values() {
                String::new()
            } else if values.is_empty() {
                " -r".to_owned()
            } else {
                format!(" -x -a {}", quoted(&values.join(" ")))
            };
            let _ = writeln!(
                script,
                "complete -c dashiji -n '__fish_seen_subcommand_from {name}' -l {long}{short}{takes} -d {}",
                quoted(what)
            );
        }
    }
    script
}

/// Prints the page of the program, or writes a page a command into a folder.
///
/// # Errors
/// Where they cannot be written.
pub fn man(typed: &ManArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let mut root = help::spoken(Arguments::command(), messages);
    root.build();
    let Some(folder) = &typed.output else { return printed(&page(&root, &root, messages)) };
    std::fs::create_dir_all(folder).map_err(|error| Trouble::of(folder, error))?;
    for command in std::iter::once(&root).chain(root.get_subcommands()) {
        let name = if command.get_name() == "dashiji" {
            "dashiji.1".to_owned()
        } else {
            format!("dashiji-{}.1", command.get_name())
        };
        let path = folder.join(name);
        let page = page(command, &root, messages);
        crate::mend::create(&path, page.as_bytes()).map_err(|error| Trouble::of(&path, error))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Words that roff leaves alone.
fn plain(words: &str) -> String {
    let escaped = words.replace('\\', "\\e").replace('-', "\\-");
    escaped
        .lines()
        .map(|line| if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line.to_owned() })
        .collect::<Vec<_>>()
        .join("\n")
}

/// A page in roff (man(7)): name, usage, arguments under their headings, examples.
fn page(command: &Command, root: &Command, messages: &Messages) -> String {
    let whole = command.get_name() == root.get_name();
    let name = if whole { "dashiji".to_owned() } else { format!("dashiji-{}", command.get_name()) };
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let usage =
        if whole { messages.say("help-usage") } else { help::usage(command, command.get_name(), messages) };
    let say = |key: &str| messages.say(&format!("man-{key}"));
    let mut page = format!(
        ".TH {} 1 \"\" \"dashiji {}\"\n.SH {}\n{} \\- {}\n.SH {}\n{}\n",
        name.to_uppercase().replace('-', "\\-"),
        env!("CARGO_PKG_VERSION"),
        say("name"),
        plain(&name),
        plain(&about),
        say("synopsis"),
        plain(&usage)
    );
    if whole {
        let _ = writeln!(page, ".SH {}", say("commands"));
        for sub in root.get_subcommands() {
            let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(page, ".TP\n.B {}\n{}", plain(sub.get_name()), plain(&about));
        }
    }
    let mut heading = String::new();
    let shown = command.get_positionals().chain(command.get_arguments().filter(|arg| !arg.is_positional()));
    for arg in shown.filter(|arg| !arg.is_hide_set()) {
        let under = arg.get_help_heading().unwrap_or_default();
        if under != heading {
            under.clone_into(&mut heading);
            let _ = writeln!(page, ".SH {under}");
        }
        let value = arg
            .get_value_names()
            .and_then(|names| names.first())
            .map(ToString::to_string)
            .unwrap_or_default();
        let mut flags: Vec<String> = Vec::new();
        flags.extend(arg.get_short().map(|short| format!("-{short}")));
        flags.extend(arg.get_long().map(|long| format!("--{long}")));
        let takes = arg.get_action().takes_values();
        let term = match (flags.is_empty(), takes) {
            (true, _) => format!("<{value}>"),
            (false, true) => format!("{} <{value}>", flags.join(", ")),
            (false, false) => flags.join(", "),
        };
        let help = arg.get_long_help().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(page, ".TP\n.B {}\n{}", plain(&term), plain(&help).replace('\n', "\n.br\n"));
    }
    if !whole {
        let examples = messages.say(&format!("examples-{}", command.get_name()));
        let _ = writeln!(page, ".SH {}\n.nf\n{}\n.fi", say("examples"), plain(&examples));
    }
    page
}
