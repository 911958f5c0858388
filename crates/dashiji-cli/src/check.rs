//! `dashiji check`: files -> findings, and with `--fix` the safe mends in the files themselves.

use crate::arguments::{CheckArguments, FindingFormat, ProfileName};
use crate::config::{self, Config};
use crate::endings::{self, Known};
use crate::home;
use crate::load::{Loaded, load};
use crate::settings::{self, Settings};
use crate::trouble::Trouble;
use crate::{aside, inputs, mend, office, voice};
use clap::ValueEnum;
use dashiji::check::{self, Desk, Finding, Profile, Selection, Severity};
use dashiji::collate::Collation;
use dashiji_publish::Messages;
use dashiji_publish::finding::{self, Findings};
use dashiji_publish::pretty::Look;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// What findings are written as, and the endings that call for it.
const FORMS: [Known<FindingFormat>; 8] = [
    (FindingFormat::Docx, &["docx"]),
    (FindingFormat::Xlsx, &["xlsx"]),
    (FindingFormat::Html, &["html", "htm"]),
    (FindingFormat::Json, &["jsonl", "json"]),
    (FindingFormat::Sarif, &["sarif"]),
    (FindingFormat::Rdjsonl, &["rdjsonl"]),
    (FindingFormat::Full, &["txt"]),
    (FindingFormat::Concise, &["txt"]),
];

/// What is printed or written: as told, else as the name of the file calls for.
fn form(typed: &CheckArguments) -> Result<FindingFormat, Trouble> {
    let Some(output) = &typed.output else { return Ok(typed.format.unwrap_or(FindingFormat::Full)) };
    // Word files of several go into a folder.
    let folder = output.is_dir() || output.as_os_str().as_encoded_bytes().ends_with(b"/");
    if folder && typed.format.is_none_or(|format| format == FindingFormat::Docx) {
        return Ok(FindingFormat::Docx);
    }
    Ok(endings::form(output, typed.format, &FORMS)?.unwrap_or(FindingFormat::Full))
}

/// Checks the files, prints what was found; exit code 1 where anything was.
///
/// # Errors
/// Where an argument means nothing or standard output cannot be written.
pub fn run(typed: &CheckArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    if let Some(code) = &typed.explain {
        return explain("--explain", code, messages);
    }
    if let (Some(code), Some(reason)) = (&typed.ignore_rule, &typed.reason) {
        let path = aside::ignore(code, reason)?;
        let told = [("code", code.to_uppercase().into()), ("path", path.display().to_string().into())];
        tell(messages, "check-ignored", &told);
        if typed.files.is_empty() && typed.base.base.is_none() {
            return Ok(ExitCode::SUCCESS);
        }
    }
    let given = match home::folder(&typed.base) {
        Ok(folder) if inputs::wanted(&typed.files, &typed.base) => config::beside(&typed.given, &folder),
        _ => typed.given.clone(),
    };
    let format = form(typed)?;
    if !typed.rule.is_empty() && !typed.fix && !typed.diff && format != FindingFormat::Docx {
        let example = "--fix --rule S13".to_owned();
        return Err(Trouble::Value("--rule", typed.rule.join(","), "why-rule-alone", example));
    }
    let settings = Settings::new(&given)?.mapped(&typed.table)?;
    let config = &settings.config;
    let profile = profile(typed.profile, config)?;
    let selection = selection(&typed.select, &typed.ignore, config)?;
    if inputs::wanted(&typed.files, &typed.base) {
        return home::check(typed, format, &settings, profile, &selection, messages);
    }
    let loaded = load(&typed.files, &settings, messages);
    if untold(&loaded, messages) {
        return Ok(ExitCode::from(2));
    }
    let records = loaded.readings.iter().flat_map(|reading| &reading.records);
    let collation = Collation::of(records);
    let desk =
        Desk::new(&loaded.readings, &collation, profile, &config.programme).under(settings.lexicon().lists());
    let mut findings = check::check(&desk, &selection, finding::language(messages));
    findings.retain(|finding| !settled(finding, config) && finding.severity >= least(typed));
    put_aside(typed, &mut findings)?;
    let office = matches!(format, FindingFormat::Docx | FindingFormat::Xlsx);
    if office && !typed.fix && !typed.diff {
        let bytes = |position: usize| inputs::bytes(&loaded.paths[position], settings.max_size);
        office::give_back(typed, format, &loaded, &findings, &bytes, messages)?;
        return Ok(code(typed, &loaded, &findings));
    }
    let mended =
        if typed.fix || typed.diff { mend(typed, &loaded, &findings, &settings, messages)? } else { 0 };
    if format == FindingFormat::Full && !typed.statistics {
        profiles(&loaded, profile, messages);
    }
    if mended == 0 && !typed.diff {
        print(typed, format, &loaded, &findings, messages)?;
    }
    Ok(code(typed, &loaded, &findings))
}

/// Says of files in which nothing was read as an entry that they were not checked; whether that is all of them.
fn untold(loaded: &Loaded, messages: &Messages) -> bool {
    let mut checked = false;
    for (reading, path) in loaded.readings.iter().zip(&loaded.paths) {
        if reading.records.is_empty() {
            tell(messages, "check-no-entries", &[("path", path.display().to_string().into())]);
        } else {
            checked = true;
        }
    }
    !checked
}

/// Says something beside what is printed.
fn tell(messages: &Messages, key: &str, told: &[(&'static str, dashiji_publish::Argument)]) {
    voice::note(messages.tell(key, told));
}

/// Says what the documents were held to, and by what that was chosen.
fn profiles(loaded: &Loaded, profile: Profile, messages: &Messages) {
    let of = |reading| if profile == Profile::Auto { Profile::of(reading) } else { profile };
    let mut names: Vec<&str> = loaded.readings.iter().map(|reading| of(reading).name()).collect();
    names.sort_unstable();
    names.dedup();
    if !names.is_empty() {
        let key = if profile == Profile::Auto { "check-profile-chosen" } else { "check-profile-told" };
        tell(messages, key, &[("profile", names.join(", ").into())]);
    }
}

/// 2 where a file could not be read, else 1 where anything was found, unless that was to be told as 0.
fn code(typed: &CheckArguments, loaded: &Loaded, findings: &[Finding]) -> ExitCode {
    let found = u8::from(!findings.is_empty() && !typed.exit_zero);
    ExitCode::from(if loaded.failed() { 2 } else { found })
}

/// Leaves out what `.dashiji-ignore` names and what a baseline has told.
pub fn put_aside(typed: &CheckArguments, findings: &mut Vec<Finding>) -> Result<(), Trouble> {
    let ignored = aside::Ignored::nearest()?;
    findings.retain(|finding| !ignored.holds(finding));
    if let Some(path) = &typed.new {
        let mut baseline = aside::Baseline::read(path)?;
        findings.retain(|finding| baseline.is_new(finding));
    }
    Ok(())
}

pub fn least(typed: &CheckArguments) -> Severity {
    match typed.severity {
        None | Some(crate::arguments::SeverityName::Note) => Severity::Note,
        Some(crate::arguments::SeverityName::Warning) => Severity::Warning,
        Some(crate::arguments::SeverityName::Error) => Severity::Error,
    }
}

/// Prints what a rule asks, with its norm and examples; `flag` is how it was asked for.
///
/// # Errors
/// Where there is no such rule or standard output cannot be written.
pub fn explain(flag: &'static str, code: &str, messages: &Messages) -> Result<ExitCode, Trouble> {
    let rules: Vec<_> =
        check::rules().iter().filter(|rule| code == "all" || rule.code.eq_ignore_ascii_case(code)).collect();
    if rules.is_empty() {
        return Err(no_rule(flag, code));
    }
    let mut out = BufWriter::new(io::stdout());
    for rule in rules {
        finding::explain(&mut out, rule, settings::look(messages)).map_err(Trouble::Output)?;
    }
    out.flush().map_err(Trouble::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// What documents are held to: as told, else as the office settled.
///
/// # Errors
/// Where the file names what is no profile.
pub fn profile(told: Option<ProfileName>, config: &Config) -> Result<Profile, Trouble> {
    let of_file = |other: &str| {
        let example = "profile = \"yearbook\"".to_owned();
        // As the flag takes it: in either language.
        ProfileName::from_str(other, true)
            .map(named)
            .map_err(|_| Trouble::Value("profile", other.to_owned(), "why-profile", example))
    };
    match (told, config.check.profile.as_deref()) {
        (Some(told), _) => Ok(named(told)),
        (None, None) => Ok(Profile::Auto),
        (None, Some(other)) => of_file(other),
    }
}

fn named(name: ProfileName) -> Profile {
    match name {
        ProfileName::Auto => Profile::Auto,
        ProfileName::Month => Profile::Monthly,
        ProfileName::Yearbook => Profile::Yearbook,
        ProfileName::Gazetteer => Profile::Gazetteer,
        ProfileName::Historical => Profile::Historical,
        ProfileName::Emergency => Profile::Emergency,
        ProfileName::Off => Profile::Off,
    }
}

/// Flags replace what the file selects; a code that begins no rule's is an error, not a silence.
///
/// # Errors
/// The first code that begins no rule's.
pub fn selection(select: &[String], ignore: &[String], config: &Config) -> Result<Selection, Trouble> {
    let upper = |codes: &[String]| codes.iter().map(|code| code.trim().to_uppercase()).collect::<Vec<_>>();
    let select = upper(if select.is_empty() { &config.check.select } else { select });
    let mut ignored = upper(&config.check.ignore);
    ignored.extend(upper(ignore));
    for (flag, code) in select.iter().map(|c| ("--select", c)).chain(ignored.iter().map(|c| ("--ignore", c)))
    {
        begins_a_rule(flag, code)?;
    }
    Ok(Selection { select, ignore: ignored })
}

/// Refuses a code that begins no rule's.
///
/// # Errors
/// Where no rule's code begins so, or it is empty.
pub fn begins_a_rule(flag: &'static str, code: &str) -> Result<(), Trouble> {
    if !code.is_empty() && check::rules().iter().any(|rule| rule.code.starts_with(code)) {
        return Ok(());
    }
    Err(no_rule(flag, code))
}

/// That there is no such rule; the nearest one, or the letters that codes begin with.
fn no_rule(flag: &'static str, code: &str) -> Trouble {
    let codes: Vec<String> = check::rules().iter().map(|rule| rule.code.to_owned()).collect();
    let upper = code.to_uppercase();
    let near =
        codes.iter().find(|known| !upper.is_empty() && known.starts_with(upper.get(..1).unwrap_or("-")));
    let mut families: Vec<String> = codes.iter().map(|code| code.chars().take(1).collect()).collect();
    families.sort();
    families.dedup();
    let offered = near.map_or(families, |near| {
        codes.iter().filter(|code| code.get(..1) == near.get(..1)).cloned().collect()
    });
    Trouble::NoSuch("why-code", [flag, code].join(" ").trim().to_owned(), offered)
}

pub fn settled(finding: &Finding, config: &Config) -> bool {
    let entry = finding.spans.first().and_then(|pointer| pointer.entry.as_deref());
    config
        .check
        .except
        .iter()
        .any(|e| e.code.eq_ignore_ascii_case(finding.code) && Some(e.entry.as_str()) == entry)
}

pub fn print(
    typed: &CheckArguments,
    format: FindingFormat,
    loaded: &Loaded,
    findings: &[Finding],
    messages: &Messages,
) -> Result<(), Trouble> {
    let Some(path) = typed.output.as_ref().filter(|path| !inputs::is_standard_input(path)) else {
        let mut out = BufWriter::new(io::stdout());
        let look = settings::look(messages);
        return write(&mut out, typed, format, loaded, findings, look).map_err(Trouble::Output);
    };
    let mut bytes = Vec::new();
    let look = Look { colour: false, ..settings::look(messages) };
    // Nothing fails that is written into memory.
    write(&mut bytes, typed, format, loaded, findings, look).map_err(Trouble::Output)?;
    office::save(path, &bytes, messages)
}

fn write(
    mut out: &mut impl Write,
    typed: &CheckArguments,
    format: FindingFormat,
    loaded: &Loaded,
    findings: &[Finding],
    look: Look<'_>,
) -> io::Result<()> {
    let messages = look.messages;
    let found = Findings { readings: &loaded.readings, findings };
    if typed.statistics {
        finding::statistics(&mut out, found, messages)?;
        return out.flush();
    }
    match format {
        FindingFormat::Full if loaded.failed() && findings.is_empty() => {
            writeln!(out, "{}", messages.say("check-partly"))?;
        }
        FindingFormat::Full => finding::full_up_to(&mut out, found, typed.most, look)?,
        FindingFormat::Concise => finding::concise(&mut out, found)?,
        FindingFormat::Json => finding::json(&mut out, found)?,
        FindingFormat::Sarif => {
            finding::sarif(&mut out, found, check::rules(), messages, env!("CARGO_PKG_VERSION"))?;
        }
        FindingFormat::Rdjsonl => finding::reviewdog(&mut out, found)?,
        FindingFormat::Html => finding::html(&mut out, found, messages)?,
        // They are written to files, not to standard output.
        FindingFormat::Docx | FindingFormat::Xlsx => {}
    }
    out.flush()
}

/// Shows the safe mends as a diff and, with `--fix`, writes them; gives how many files they change.
fn mend(
    typed: &CheckArguments,
    loaded: &Loaded,
    findings: &[Finding],
    settings: &Settings,
    messages: &Messages,
) -> Result<usize, Trouble> {
    let rules: Vec<String> = typed.rule.iter().map(|code| code.trim().to_uppercase()).collect();
    rules.iter().try_for_each(|code| begins_a_rule("--rule", code))?;
    let wanted = |finding: &&Finding| {
        rules.is_empty() || rules.iter().any(|code| finding.code.starts_with(code.as_str()))
    };
    let mut changed = 0;
    for (reading, path) in loaded.readings.iter().zip(&loaded.paths) {
        let sha = &reading.document.record.sha256;
        let own = findings.iter().filter(|f| f.document.sha256 == *sha).filter(wanted);
        let edits = mend::edits(own, !rules.is_empty());
        if edits.is_empty() || inputs::is_standard_input(path) {
            continue;
        }
        if reading.document.record.extractor.is_some() {
            let told = [("path", path.display().to_string().into()), ("n", (edits.len() as u64).into())];
            tell(messages, "check-not-in-place", &told);
            continue;
        }
        let bytes = inputs::bytes(path, settings.max_size)?;
        let Some(mended) = mend::apply(reading, &bytes, &edits) else { continue };
        let mut out = BufWriter::new(io::stdout());
        mend::diff(&mut out, path, reading, &edits).and_then(|()| out.flush()).map_err(Trouble::Output)?;
        if typed.fix {
            mend::write(path, &mended).map_err(|error| Trouble::of(path, error))?;
        }
        changed += 1;
    }
    Ok(changed)
}
