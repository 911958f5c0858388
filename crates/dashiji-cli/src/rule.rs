//! `dashiji rule`: what people decide about what was read.
//!
//! A fact is named by its kind and its words, as the search names them: `who:赵立本`, `where:甲渠镇`, `org:县防办`, `doc:…`, `figure:148人`,
//! `date`, `type`; of several figures with the same words the one at a character of the document, `figure:12人@148`.

use crate::arguments::{PageFormat, RuleAction, RuleArguments};
use crate::home::{self, Bar};
use crate::keep::safe;
use crate::trouble::Trouble;
use crate::words;
use dashiji_publish::Messages;
use dashiji_store::{Base, Decision, EntryId, Error, FactKind, Ruled, RulingId, Standing, View};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Rules, takes a ruling back, or lists them.
///
/// # Errors
/// Where what is typed means nothing, or the base cannot be written.
pub fn run(typed: &RuleArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let bar = Bar::new(messages);
    let mut out = BufWriter::new(io::stdout());
    if typed.action == RuleAction::List {
        let rulings = home::view(&typed.base, &bar)?.rulings().map_err(Trouble::Base)?;
        rulings
            .iter()
            .try_for_each(|ruled| show(&mut out, ruled, typed.format, messages))
            .map_err(Trouble::Output)?;
        out.flush().map_err(Trouble::Output)?;
        return Ok(ExitCode::from(u8::from(rulings.is_empty())));
    }
    let base = home::open(&home::today(&typed.base)?, &bar)?;
    if typed.action == RuleAction::Undo {
        return undo(&base, typed, messages);
    }
    let view = base.now().map_err(Trouble::Base)?;
    let decision = decision(&view, typed, messages)?;
    if typed.preview {
        let changes = view.preview(&decision).map_err(Trouble::Base)?;
        for change in &changes {
            let written = if typed.format == PageFormat::Json {
                serde_json::to_writer(&mut out, change)
                    .map_err(io::Error::from)
                    .and_then(|()| out.write_all(b"\n"))
            } else {
                let shown = |value: &Option<String>| safe(value.as_deref().unwrap_or("—"));
                writeln!(
                    out,
                    "{}  {}  {} → {}",
                    change.entry,
                    change.field,
                    shown(&change.before),
                    shown(&change.after)
                )
            };
            written.map_err(Trouble::Output)?;
        }
        if typed.format != PageFormat::Json {
            let told = [("n", (changes.len() as u64).into())];
            writeln!(out, "{}", messages.tell("rule-preview", &told)).map_err(Trouble::Output)?;
        }
        out.flush().map_err(Trouble::Output)?;
        return Ok(ExitCode::SUCCESS);
    }
    let reason = typed.reason.clone().unwrap_or_default();
    if reason.trim().is_empty() {
        return Err(Trouble::Base(Error::Refused { what: "--reason".to_owned(), why: "no-reason" }));
    }
    let id = base.rule(&home::author(typed.author.as_deref()), &reason, decision).map_err(Trouble::Base)?;
    writeln!(out, "{id}").and_then(|()| out.flush()).map_err(Trouble::Output)?;
    Ok(ExitCode::SUCCESS)
}

fn undo(base: &Base, typed: &RuleArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let author = home::author(typed.author.as_deref());
    let mut out = io::stdout();
    for words in &typed.words {
        let id: RulingId = words.parse().map_err(Trouble::Base)?;
        let undone = base.undo(&author, id, typed.reason.as_deref()).map_err(Trouble::Base)?;
        let key = if undone { "rule-undone" } else { "rule-undone-already" };
        writeln!(out, "{}", messages.tell(key, &[("id", id.to_string().into())])).map_err(Trouble::Output)?;
    }
    if typed.words.is_empty() { Err(lacking(RuleAction::Undo)) } else { Ok(ExitCode::SUCCESS) }
}

/// That words are missing behind an action: how it is written.
fn lacking(action: RuleAction) -> Trouble {
    Trouble::Lacking(match action {
        RuleAction::Accept => "lacking-accept",
        RuleAction::Correct => "lacking-correct",
        RuleAction::Reject => "lacking-reject",
        RuleAction::Merge => "lacking-merge",
        RuleAction::Separate => "lacking-separate",
        RuleAction::SameEvent => "lacking-same-event",
        RuleAction::Name => "lacking-name",
        RuleAction::Undo | RuleAction::List => "lacking-undo",
    })
}

fn decision(view: &View, typed: &RuleArguments, messages: &Messages) -> Result<Decision, Trouble> {
    let words = &typed.words;
    let fact = || {
        let [entry, fact, ..] = words.as_slice() else { return Err(lacking(typed.action)) };
        let entry: EntryId = entry.parse().map_err(Trouble::Base)?;
        let (kind, words, at) = fact_words(fact)
            .ok_or_else(|| Trouble::Base(Error::Refused { what: fact.clone(), why: "no-kind" }))?;
        view.fact_at(entry, kind, words, at).map_err(Trouble::Base)
    };
    let entries = |words: &[String]| {
        words.iter().map(|id| id.parse::<EntryId>()).collect::<Result<Vec<_>, _>>().map_err(Trouble::Base)
    };
    Ok(match typed.action {
        RuleAction::Accept => Decision::Accept { fact: fact()? },
        RuleAction::Reject => Decision::Reject { fact: fact()? },
        RuleAction::Correct => {
            let fact = fact()?;
            let to = words::correction(fact.kind, words.get(2..).unwrap_or_default(), messages)?;
            Decision::Correct { fact, to }
        }
        RuleAction::Merge => {
            // One name alone is made one with another only where that is told by --into.
            let (Some(first), true) = (words.first(), words.len() > 1 || typed.into.is_some()) else {
                return Err(lacking(typed.action));
            };
            Decision::Merge {
                names: words.clone(),
                into: typed.into.clone().unwrap_or_else(|| first.clone()),
            }
        }
        RuleAction::Separate => {
            let Some((name, rest)) = words.split_first().filter(|(_, rest)| !rest.is_empty()) else {
                return Err(lacking(typed.action));
            };
            Decision::Separate { name: name.clone(), entries: entries(rest)? }
        }
        RuleAction::SameEvent => Decision::SameEvent { entries: entries(words)? },
        RuleAction::Name => {
            let [short, full] = words.as_slice() else { return Err(lacking(typed.action)) };
            Decision::Name {
                short: short.clone(),
                full: full.clone(),
                from: typed.from.clone(),
                to: typed.to.clone(),
            }
        }
        RuleAction::Undo | RuleAction::List => return Err(lacking(typed.action)),
    })
}

/// Kind and words of a fact as typed, and the character of the document at which the words begin where that is told: `figure:12人@148`.
fn fact_words(typed: &str) -> Option<(FactKind, &str, Option<u32>)> {
    let (kind, words) = typed.split_once([':', '：']).unwrap_or((typed, ""));
    let kind = match kind {
        "date" | "日期" => FactKind::Date,
        "type" | "类型" => FactKind::Type,
        "who" | "人物" => FactKind::Person,
        "where" | "地点" => FactKind::Place,
        "org" | "机构" => FactKind::Organization,
        "doc" | "文件" => FactKind::Document,
        "figure" | "数字" => FactKind::Figure,
        _ => return None,
    };
    let placed = words.rsplit_once('@').and_then(|(words, at)| Some((words, at.parse().ok()?)));
    let (words, at) = placed.map_or((words, None), |(words, at)| (words, Some(at)));
    (matches!(kind, FactKind::Date | FactKind::Type) || !words.is_empty()).then_some((kind, words, at))
}

/// How a ruling stands, in words.
pub fn standing(standing: Standing, messages: &Messages) -> String {
    messages.say(match standing {
        Standing::Met => "rule-met",
        Standing::Kept => "rule-kept",
        Standing::Settled => "rule-settled",
        Standing::Gone => "rule-gone",
    })
}

/// Shows a ruling.
///
/// # Errors
/// Where it cannot be written.
pub fn show(out: &mut impl Write, ruled: &Ruled, format: PageFormat, messages: &Messages) -> io::Result<()> {
    if format == PageFormat::Json {
        serde_json::to_writer(&mut *out, ruled)?;
        return out.write_all(b"\n");
    }
    let state = match (ruled.undone, ruled.standing) {
        (true, _) => messages.say("rule-is-undone"),
        (false, Some(how)) => standing(how, messages),
        (false, None) => String::new(),
    };
    let what = words::decision(&ruled.ruling.decision, messages);
    writeln!(
        out,
        "{}  {}  {}  {}  {state}\n    {}",
        ruled.id,
        words::moment(&ruled.recorded_at),
        safe(&ruled.author),
        safe(&what),
        safe(&ruled.ruling.reason)
    )
}
