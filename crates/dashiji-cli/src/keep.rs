//! `dashiji init|add|enter|list|show|diff|remove|log|reindex|verify|backup|restore`: a base kept.

use crate::arguments::{
    AddArguments, BackupArguments, DiffArguments, EnterArguments, InitArguments, ListArguments, LogArguments,
    PageFormat, RemoveArguments, RepairArguments, RestoreArguments, ShowArguments, TableFormat,
    TendArguments, VerifyArguments,
};
use crate::home::{self, Bar};
use crate::search::quoted;
use crate::settings::{self, Settings};
use crate::trouble::Trouble;
use crate::{config, inputs, rule, voice, words};
use dashiji_publish::{Messages, pretty};
use dashiji_store::{
    Base, Difference, DocumentId, Entry, Id, Incoming, Outcome, PieceKind, Stage, View, Watch,
};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// `dashiji init`.
///
/// # Errors
/// Where there is a base already, or the folder cannot be written.
pub fn init(typed: &InitArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let dir = typed.dir.clone().or_else(|| typed.base.clone()).unwrap_or_else(|| PathBuf::from("."));
    if dir.is_file() {
        return Err(Trouble::There(dir));
    }
    let base = Base::init(&dir).map_err(Trouble::Base)?;
    if let Some(name) = &typed.name {
        config::name(base.dir(), name)?;
    }
    say(messages, "kept-init", &[("path", base.dir().display().to_string().into())])?;
    Ok(ExitCode::SUCCESS)
}

type Arguments<'a> = &'a [(&'static str, dashiji_publish::Argument)];

fn say(messages: &Messages, key: &str, arguments: Arguments<'_>) -> Result<(), Trouble> {
    let mut out = io::stdout();
    writeln!(out, "{}", messages.tell(key, arguments)).and_then(|()| out.flush()).map_err(Trouble::Output)
}

/// `dashiji add`.
///
/// # Errors
/// Where an argument means nothing or the base cannot be written.
pub fn add(typed: &AddArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let settings = Settings::new(&typed.given)?.mapped(&typed.table)?;
    let map = typed.table.map.as_deref();
    let of: Option<DocumentId> = typed.r#as.as_deref().map(str::parse).transpose().map_err(Trouble::Base)?;
    let files = inputs::expand(&typed.files);
    if of.is_some() && files.len() > 1 {
        return Err(Trouble::Base(dashiji_store::Error::Refused {
            what: "--as".to_owned(),
            why: "one-file",
        }));
    }
    home::stop_gently();
    let names: Vec<String> = files
        .iter()
        .map(|file| file.as_ref().map(|path| path.display().to_string()).unwrap_or_default())
        .collect();
    let bar = Bar::new(messages).of(&names);
    let base = home::open(&typed.base, &bar)?;
    if let Some(batch) = typed.batch {
        base.set_batch(batch);
    }
    let author = home::author(typed.author.as_deref());
    let total = files.iter().flatten().filter_map(|path| Some(std::fs::metadata(path).ok()?.len())).sum();
    bar.begin(Stage::Add, Some(total));
    let settings = &settings;
    let loads = files.into_iter().map(|file| move || load(&file?, settings, of, map));
    let (mut failed, mut added, mut entries, mut known) = (false, 0u64, 0u64, 0u64);
    let mut output: Option<io::Error> = None;
    let done =
        base.add(&author, loads, &bar, &mut |place, outcome: Result<Outcome, Trouble>| match outcome {
            Ok(outcome) => {
                match &outcome {
                    Outcome::Added { entries: n, .. } | Outcome::Revised { entries: n, .. } => {
                        added += 1;
                        entries += u64::from(*n);
                    }
                    Outcome::Known { .. } | Outcome::Restored { .. } => known += 1,
                }
                let line = told(&outcome, names.get(place).map_or("", String::as_str), messages);
                let written = bar.suspend(|| {
                    let mut out = io::stdout().lock();
                    writeln!(out, "{line}").and_then(|()| out.flush())
                });
                if let Err(error) = written {
                    output = Some(error);
                }
            }
            Err(trouble) => {
                failed = true;
                let path = names.get(place).map(PathBuf::from).unwrap_or_default();
                let trouble = match trouble {
                    Trouble::Base(dashiji_store::Error::Unreadable(error)) => {
                        Trouble::Unreadable(path, error)
                    }
                    Trouble::Base(dashiji_store::Error::Fault(_)) => Trouble::Fault(path),
                    other => other,
                };
                bar.suspend(|| trouble.report(messages));
            }
        });
    let stopped = match done {
        Ok(()) => false,
        Err(dashiji_store::Error::Stopped) => true,
        Err(error) => {
            // What is in stays in, and that is told beside what went wrong.
            let told = [("added", added.into()), ("entries", entries.into()), ("known", known.into())];
            if added > 0 {
                voice::note(messages.tell("kept-stopped", &told));
            }
            return Err(Trouble::Base(error));
        }
    };
    if let Some(error) = output {
        return Err(Trouble::Output(error));
    }
    let arguments = [("added", added.into()), ("entries", entries.into()), ("known", known.into())];
    let sum = messages.tell(if stopped { "kept-stopped" } else { "kept-sum" }, &arguments);
    voice::note(sum);
    Ok(ExitCode::from(if stopped { 130 } else { u8::from(failed) * 2 }))
}

/// What became of a document, in one line: its id first.
fn told(outcome: &Outcome, path: &str, messages: &Messages) -> String {
    let (key, entries) = match outcome {
        Outcome::Added { entries, .. } => ("kept-added", *entries),
        Outcome::Revised { entries, .. } => ("kept-revised", *entries),
        Outcome::Known { .. } => ("kept-known", 0),
        Outcome::Restored { .. } => ("kept-restored", 0),
    };
    let what = messages.tell(key, &[("entries", u64::from(entries).into())]);
    format!("{}\t{what}\t{}", outcome.id(), crate::keep::safe(path))
}

fn load(
    path: &Path,
    settings: &Settings,
    of: Option<DocumentId>,
    map: Option<&str>,
) -> Result<Incoming, Trouble> {
    let bytes = inputs::bytes(path, settings.max_size)?;
    let given = inputs::given(path, settings)?;
    let source = if inputs::is_standard_input(path) {
        None
    } else {
        std::path::absolute(path).ok().map(|path| path.to_string_lossy().into_owned())
    };
    // A map is told of tables; a text beside them is read as text.
    let map = map.filter(|_| dashiji_office::may_be_table(&bytes, given.path.as_deref()));
    Ok(Incoming { bytes, given, source, of, map: map.map(str::to_owned), ..Incoming::default() })
}

/// `dashiji enter`.
///
/// # Errors
/// Where there is no text, or the base cannot be written.
pub fn enter(typed: &EnterArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let settings = Settings::new(&typed.given)?;
    if let Some(day) = typed.happened.as_ref().filter(|day| !settings::is_day(day)) {
        let example = "--happened 2026-11-24".to_owned();
        return Err(Trouble::Value("--happened", day.clone(), "why-date", example));
    }
    let bar = Bar::new(messages);
    let base = home::open(&typed.base, &bar)?;
    let file = typed.file.clone().unwrap_or_else(|| PathBuf::from("-"));
    let mut incoming = load(&file, &settings, None, None)?;
    if let Some(day) = &typed.happened
        && let Some(dated) = dated(&incoming, day, &settings)
    {
        incoming.bytes = dated;
    }
    incoming.given.path = None;
    incoming.source = None;
    incoming.of = typed.r#as.as_deref().map(str::parse).transpose().map_err(Trouble::Base)?;
    let author = home::author(typed.author.as_deref());
    let outcome = base.enter(&author, typed.happened.as_deref(), incoming).map_err(|error| match error {
        dashiji_store::Error::Unreadable(error) => Trouble::Unreadable(file.clone(), error),
        other => Trouble::Base(other),
    })?;
    let entries = base.now().and_then(|view| view.entries(outcome.id().document())).map_err(Trouble::Base)?;
    if entries.is_empty() {
        let id = outcome.id().document().to_string();
        voice::note(messages.tell("kept-entered-nothing", &[("id", id.into())]));
        return Ok(ExitCode::FAILURE);
    }
    for entry in entries {
        let words: String =
            entry.text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
        writeln!(io::stdout(), "{}\t{words}", entry.id).map_err(Trouble::Output)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A text in which no entry is found, with the day in front as chronicles have it: `2026年11月24日，县长赵立本到甲渠镇调研。`
fn dated(incoming: &Incoming, day: &str, settings: &Settings) -> Option<Vec<u8>> {
    let reading = dashiji::read(incoming.bytes.clone(), &incoming.given, settings.lexicon()).ok()?;
    if !reading.records.is_empty() {
        return None;
    }
    let parts: Vec<&str> = day.split('-').map(|part| part.trim_start_matches('0')).collect();
    let &[year, month, date] = parts.as_slice() else { return None };
    Some(format!("{year}年{month}月{date}日，{}", reading.document.text.as_str().trim_start()).into_bytes())
}

/// `dashiji list`.
///
/// # Errors
/// Where there is no base, or standard output cannot be written.
pub fn list(typed: &ListArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let view = home::view(&typed.base, &Bar::new(messages))?;
    let documents = if typed.removed { view.removed().map_err(Trouble::Base)? } else { view.documents() };
    let mut out = BufWriter::new(io::stdout());
    let row = |document: &dashiji_store::Document| {
        let about = &document.about;
        let name = about.title.clone().or_else(|| about.series.clone()).unwrap_or_default();
        [
            document.id.to_string(),
            document.version.to_string(),
            about.period.clone().unwrap_or_default(),
            document.entries.to_string(),
            name,
            about.path.clone().or_else(|| about.url.clone()).unwrap_or_default(),
        ]
    };
    let written = match typed.format {
        TableFormat::Json => documents.iter().try_for_each(|document| json(&mut out, document)),
        TableFormat::Csv => {
            let heading = writeln!(out, "id,version,period,entries,title,path");
            heading.and_then(|()| {
                documents.iter().try_for_each(|d| {
                    writeln!(out, "{}", row(d).iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(","))
                })
            })
        }
        TableFormat::Pretty => documents.iter().try_for_each(|document| {
            let [id, version, period, entries, title, path] = row(document);
            let entries = messages.tell("kept-entries", &[("n", entries.into())]);
            writeln!(
                out,
                "{id:<6} v{version:<3} {period:<10} {entries:>8}  {}  {}",
                safe(&title),
                safe(&path)
            )
        }),
    };
    let sum = [("n", documents.len().into()), ("entries", view.len().to_string().into())];
    if typed.format == TableFormat::Pretty {
        written
            .and_then(|()| writeln!(out, "{}", messages.tell("kept-list", &sum)))
            .map_err(Trouble::Output)?;
    } else {
        written.map_err(Trouble::Output)?;
    }
    out.flush().map_err(Trouble::Output)?;
    Ok(ExitCode::from(u8::from(documents.is_empty())))
}

fn json(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// Words from a document as a terminal may show them on one line.
pub fn safe(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// `dashiji show`.
///
/// # Errors
/// Where there is nothing of that id, or standard output cannot be written.
pub fn show(typed: &ShowArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let view = home::view(&typed.base, &Bar::new(messages))?;
    let mut out = BufWriter::new(io::stdout());
    for words in &typed.ids {
        let id: Id = words.parse().map_err(Trouble::Base)?;
        match id {
            Id::Document(id) => document(&mut out, &view, id, typed, messages)?,
            Id::Version(id) if typed.bytes => {
                let bytes = view.bytes(id).map_err(Trouble::Base)?;
                out.write_all(&bytes).map_err(Trouble::Output)?;
            }
            Id::Version(id) => {
                let entries = view.entries_in(id).map_err(Trouble::Base)?;
                show_entries(&mut out, &view, &entries, typed, messages)?;
            }
            Id::Entry(id) => {
                let entry = view.entry(id).map_err(Trouble::Base)?;
                show_entries(&mut out, &view, std::slice::from_ref(&entry), typed, messages)?;
            }
            Id::Ruling(id) => {
                let ruled = view.rulings().map_err(Trouble::Base)?.into_iter().find(|ruled| ruled.id == id);
                let ruled =
                    ruled.ok_or_else(|| Trouble::Base(dashiji_store::Error::Unknown(id.to_string())))?;
                rule::show(&mut out, &ruled, typed.format, messages).map_err(Trouble::Output)?;
            }
        }
    }
    out.flush().map_err(Trouble::Output)?;
    Ok(ExitCode::SUCCESS)
}

fn document(
    out: &mut impl Write,
    view: &View,
    id: DocumentId,
    typed: &ShowArguments,
    messages: &Messages,
) -> Result<(), Trouble> {
    let versions = view.versions(id).map_err(Trouble::Base)?;
    let last = versions.last().map(|version| version.id);
    if typed.bytes {
        let Some(last) = last else { return Ok(()) };
        let bytes = view.bytes(last).map_err(Trouble::Base)?;
        return out.write_all(&bytes).map_err(Trouble::Output);
    }
    if typed.format == PageFormat::Json {
        let value = serde_json::json!({ "document": view.document(id), "versions": versions });
        return json(out, &value).map_err(Trouble::Output);
    }
    if view.document(id).is_none() {
        writeln!(out, "{}", messages.tell("kept-out-of-view", &[("id", id.to_string().into())]))
            .map_err(Trouble::Output)?;
    }
    for version in &versions {
        let told = [
            ("entries", u64::from(version.entries).into()),
            ("size", version.size.to_string().into()),
            ("time", version.recorded_at.as_str().into()),
            ("author", safe(&version.author).into()),
        ];
        writeln!(out, "{}  {}  {}", version.id, messages.tell("kept-version", &told), version.sha256)
            .map_err(Trouble::Output)?;
    }
    if view.document(id).is_some() {
        let entries = view.entries(id).map_err(Trouble::Base)?;
        show_entries(out, view, &entries, typed, messages)?;
    }
    Ok(())
}

fn show_entries(
    out: &mut impl Write,
    view: &View,
    entries: &[Entry],
    typed: &ShowArguments,
    messages: &Messages,
) -> Result<(), Trouble> {
    if typed.format == PageFormat::Json {
        return entries.iter().try_for_each(|entry| json(out, entry)).map_err(Trouble::Output);
    }
    let Some(first) = entries.first() else { return Ok(()) };
    let decoded = view.decoded(first.version).map_err(Trouble::Base)?;
    let look = settings::look(messages);
    pretty::heading(out, &decoded, look).map_err(Trouble::Output)?;
    for entry in entries {
        let mark = match (entry.current, entry.origin) {
            (false, _) => messages.say("kept-not-current"),
            (true, dashiji_store::Origin::Entered) => messages.say("kept-entered"),
            _ => String::new(),
        };
        writeln!(out, "{}  {mark}", entry.id).map_err(Trouble::Output)?;
        pretty::entry(out, &decoded, &entry.record, look).map_err(Trouble::Output)?;
        for (ruling, standing) in &entry.rulings {
            writeln!(out, "  {ruling}  {}", rule::standing(*standing, messages)).map_err(Trouble::Output)?;
        }
    }
    Ok(())
}

/// `dashiji diff`.
///
/// # Errors
/// Where there are no such versions, or standard output cannot be written.
pub fn diff(typed: &DiffArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let view = home::view(&typed.base, &Bar::new(messages))?;
    let id: DocumentId = typed.id.parse().map_err(Trouble::Base)?;
    let number = |words: &String| {
        let digits = words.trim_start_matches(['v', 'V']);
        digits.parse::<u32>().map_err(|_| Trouble::Base(dashiji_store::Error::Unknown(words.clone())))
    };
    let versions = match typed.versions.as_slice() {
        [] => None,
        [from] => {
            let last = view.versions(id).map_err(Trouble::Base)?.len() as u32;
            Some((number(from)?, last))
        }
        [from, to, ..] => Some((number(from)?, number(to)?)),
    };
    let (from, to, found) = view.diff(id, versions).map_err(Trouble::Base)?;
    let mut out = BufWriter::new(io::stdout());
    let written = if typed.format == PageFormat::Json {
        found.iter().try_for_each(|difference| json(&mut out, difference))
    } else {
        differences(&mut out, &format!("{from} → {to}"), &found, messages)
    };
    written.and_then(|()| out.flush()).map_err(Trouble::Output)?;
    Ok(ExitCode::from(u8::from(found.is_empty())))
}

fn differences(
    out: &mut impl Write,
    heading: &str,
    found: &[Difference],
    messages: &Messages,
) -> io::Result<()> {
    let colour = settings::look(messages).colour;
    writeln!(out, "{heading}")?;
    for difference in found {
        match difference {
            Difference::Added { entry, text } => writeln!(out, "+ {entry}  {}", safe(text))?,
            Difference::Removed { entry, text } => writeln!(out, "- {entry}  {}", safe(text))?,
            Difference::Moved { entry, from, to } => {
                let told = [("from", u64::from(*from).into()), ("to", u64::from(*to).into())];
                writeln!(out, "> {entry}  {}", messages.tell("kept-moved", &told))?;
            }
            Difference::Changed { entry, pieces, moved } => {
                write!(out, "~ {entry}  ")?;
                if *moved {
                    write!(out, "{} ", messages.say("kept-also-moved"))?;
                }
                for piece in pieces {
                    let words = safe(&piece.text);
                    match (piece.kind, colour) {
                        (PieceKind::Same, _) => write!(out, "{words}")?,
                        (PieceKind::Removed, true) => {
                            write!(out, "{}", console::style(words).red().strikethrough())?;
                        }
                        (PieceKind::Added, true) => write!(out, "{}", console::style(words).green())?,
                        (PieceKind::Removed, false) => write!(out, "[-{words}-]")?,
                        (PieceKind::Added, false) => write!(out, "{{+{words}+}}")?,
                    }
                }
                writeln!(out)?;
            }
        }
    }
    if found.is_empty() {
        writeln!(out, "{}", messages.say("kept-no-difference"))?;
    }
    Ok(())
}

/// `dashiji remove`.
///
/// # Errors
/// Where there is no such document, or the base cannot be written.
pub fn remove(typed: &RemoveArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let base = home::open(&typed.base, &Bar::new(messages))?;
    let author = home::author(typed.author.as_deref());
    for words in &typed.ids {
        let id: DocumentId = words.parse().map_err(Trouble::Base)?;
        let reason = typed.reason.as_deref();
        let changed =
            if typed.undo { base.put_back(&author, id, reason) } else { base.remove(&author, id, reason) };
        let key = match (changed.map_err(Trouble::Base)?, typed.undo) {
            (true, false) => "kept-removed",
            (true, true) => "kept-put-back",
            (false, false) => "kept-removed-already",
            (false, true) => "kept-there-already",
        };
        say(messages, key, &[("id", id.to_string().into())])?;
    }
    Ok(ExitCode::SUCCESS)
}

/// `dashiji log`.
///
/// # Errors
/// Where there is no base, or standard output cannot be written.
pub fn log(typed: &LogArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let base = home::open(&typed.base, &Bar::new(messages))?;
    let mut out = BufWriter::new(io::stdout());
    let mut after = typed.after;
    loop {
        let rows = base.log(after, 1000).map_err(Trouble::Base)?;
        let Some(last) = rows.last() else { break };
        after = last.seq;
        for row in &rows {
            let written = if typed.format == PageFormat::Json {
                let mut line = serde_json::json!({
                    "seq": row.seq, "recorded_at": row.recorded_at, "author": row.author, "happened": row.happened, "act": row.act
                });
                if let Some(clock) = &row.clock {
                    line["clock"] = clock.as_str().into();
                }
                json(&mut out, &line)
            } else {
                // What the clock said where it was behind stands beside the log's own time.
                let clock = row.clock.as_deref().map(|clock| format!(" ({})", words::moment(clock)));
                let clock = clock.unwrap_or_default();
                let author = if row.author.is_empty() { "-" } else { row.author.as_str() };
                writeln!(
                    out,
                    "{:>6}  {}{clock}  {}  {}",
                    row.seq,
                    words::moment(&row.recorded_at),
                    safe(author),
                    safe(&words::act(&row.act, messages))
                )
            };
            written.map_err(Trouble::Output)?;
        }
    }
    out.flush().map_err(Trouble::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// `dashiji reindex`.
///
/// # Errors
/// Where the base cannot be written.
pub fn reindex(typed: &TendArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    home::stop_gently();
    let bar = Bar::new(messages);
    let base = home::as_it_is(&typed.base, &bar)?;
    base.reindex(&home::author(None), &bar).map_err(Trouble::Base)?;
    let view = base.now().map_err(Trouble::Base)?;
    if typed.format == PageFormat::Json {
        let counts = serde_json::json!({ "documents": view.documents().len(), "entries": view.len() });
        json(&mut io::stdout(), &counts).map_err(Trouble::Output)?;
        return Ok(ExitCode::SUCCESS);
    }
    say(
        messages,
        "kept-reindexed",
        &[("n", view.documents().len().to_string().into()), ("entries", view.len().to_string().into())],
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Faults of one kind that are told one by one.
const SHOWN: usize = 20;

/// `dashiji verify`.
///
/// # Errors
/// Where the files cannot be read at all.
pub fn verify(asked: &VerifyArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    home::stop_gently();
    let (typed, bar) = (&asked.tend, Bar::new(messages));
    let looked = home::as_it_is(&typed.base, &bar).and_then(|base| {
        if asked.deep { base.verify_deep(&bar) } else { base.verify(&bar) }.map_err(Trouble::Base)
    });
    let report = match looked {
        // A record that is too hurt to be opened is looked through by itself.
        Err(trouble) if is_of_record(&trouble) => {
            let report = Base::verify_record(&home::folder(&typed.base.today())?).map_err(Trouble::Base)?;
            if report.is_sound() {
                return Err(trouble);
            }
            report
        }
        looked => looked?,
    };
    if typed.format == PageFormat::Json {
        json(&mut io::stdout(), &report).map_err(Trouble::Output)?;
    } else {
        let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for flaw in &report.faults {
            kinds.entry(flaw.kind).or_default().push(&flaw.at);
        }
        for (kind, places) in kinds {
            for at in places.iter().take(SHOWN) {
                say(messages, &format!("flaw-{kind}"), &[("at", safe(at).into())])?;
            }
            if places.len() > SHOWN {
                say(messages, "flaw-more", &[("n", ((places.len() - SHOWN) as u64).into())])?;
            }
        }
        let told = [
            ("acts", report.acts.to_string().into()),
            ("files", report.files.to_string().into()),
            ("versions", report.versions.to_string().into()),
            ("entries", report.entries.to_string().into()),
            ("quotes", report.quotes.to_string().into()),
            ("older", report.older.into()),
            ("faults", (report.faults.len() as u64).into()),
        ];
        say(messages, "kept-verified", &told)?;
        if report.older > 0 {
            say(messages, "kept-older", &told)?;
        }
    }
    Ok(ExitCode::from(u8::from(!report.is_sound())))
}

/// Whether a record is hurt.
fn is_of_record(trouble: &Trouble) -> bool {
    use dashiji_store::Error as E;
    let Trouble::Base(E::Damaged { path, .. } | E::NotABase { path, .. } | E::Sqlite { path, .. }) = trouble
    else {
        return false;
    };
    path.file_name().is_some_and(|name| name == dashiji_store::RECORD)
}

/// `dashiji repair`.
///
/// # Errors
/// Where nothing can be read, or the folder cannot be written.
pub fn repair(typed: &RepairArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    home::stop_gently();
    let bar = Bar::new(messages);
    let Some(into) = &typed.into else {
        let tend = TendArguments { format: PageFormat::Pretty, base: typed.base.clone() };
        reindex(&tend, messages)?;
        return verify(&VerifyArguments { deep: false, tend }, messages);
    };
    let dir = home::folder(&typed.base.today())?;
    let (base, found) = Base::salvage(&dir, into, &bar).map_err(Trouble::Base)?;
    let view = base.now().map_err(Trouble::Base)?;
    let told = [
        ("path", into.display().to_string().into()),
        ("rows", found.rows.to_string().into()),
        ("n", view.documents().len().to_string().into()),
        ("entries", view.len().to_string().into()),
    ];
    say(messages, "kept-salvaged", &told)?;
    let rows: Vec<String> = found.lost_rows.iter().map(i64::to_string).collect();
    for (key, lost) in [("kept-lost-rows", &rows), ("kept-lost-versions", &found.lost_versions)] {
        if !lost.is_empty() {
            let shown = lost.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(" ");
            let more = if lost.len() > SHOWN { " …" } else { "" };
            say(
                messages,
                key,
                &[("n", (lost.len() as u64).into()), ("at", format!("{shown}{more}").into())],
            )?;
        }
    }
    Ok(ExitCode::from(u8::from(!found.is_whole())))
}

/// `dashiji backup`.
///
/// # Errors
/// Where the file is there already or cannot be written.
pub fn backup(typed: &BackupArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    home::stop_gently();
    let bar = Bar::new(messages);
    let base = home::as_it_is(&typed.base, &bar)?;
    if typed.file.exists() {
        return Err(Trouble::There(typed.file.clone()));
    }
    let folder = typed.file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir());
    if let Some(folder) = folder {
        return Err(Trouble::Missing(folder.to_owned()));
    }
    let size = base.backup(&typed.file, &bar).map_err(Trouble::Base)?;
    say(
        messages,
        "kept-backup",
        &[("path", typed.file.display().to_string().into()), ("size", size.to_string().into())],
    )?;
    Ok(ExitCode::SUCCESS)
}

/// `dashiji restore`.
///
/// # Errors
/// Where the file is no backup, or the folder holds a base already.
pub fn restore(typed: &RestoreArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    home::stop_gently();
    let dir = typed.dir.clone().or_else(|| typed.base.clone()).unwrap_or_else(|| PathBuf::from("."));
    let base = Base::restore(&typed.file, &dir, &Bar::new(messages)).map_err(Trouble::Base)?;
    let view = base.now().map_err(Trouble::Base)?;
    let told = [
        ("path", dir.display().to_string().into()),
        ("n", view.documents().len().to_string().into()),
        ("entries", view.len().to_string().into()),
    ];
    say(messages, "kept-restored-base", &told)?;
    Ok(ExitCode::SUCCESS)
}
