//! What people did to the base: rulings with who made them, when and why; the versions of a document and what changed between two.
//!
//! In go the base's log and two versions; out come `更正 d1.e4 人物「赵立本」：职务＝县长`, by whom and when, undone or not, and the
//! characters that went out and came in.

use super::{Ask, Item, Pager, Shell, page};
use crate::answer::Answer;
use crate::catalogue::Source;
use crate::markup::{Markup, address};
use crate::snapshot::Leaf;
use crate::words::Words;
use crate::{citation, page as pages};
use askama::Template;
use dashiji_store::{Decision, Difference, EntryId, FactKind, PieceKind, Ruled, Standing};
use std::sync::Arc;

/// A ruling, as pages show it.
pub struct Line {
    /// `r3`.
    pub id: String,
    /// What was decided: 更正.
    pub what: String,
    /// About what, in words.
    pub about: String,
    /// The entries it names.
    pub entries: Vec<Item>,
    /// Who ruled.
    pub author: String,
    /// When.
    pub when: String,
    /// Why.
    pub reason: String,
    /// How it meets what is read now.
    pub standing: String,
    /// Whether it was taken back.
    pub undone: bool,
    /// Who took it back, when and why.
    pub undoing: String,
}

/// A time of the log as a page shows it: to the minute, UTC.
pub fn when(recorded: &str, w: Words) -> String {
    match (crate::day::of(recorded), recorded.get(11..16)) {
        (Some(at), Some(clock)) => format!("{} {clock} UTC", w.date(at)),
        _ => recorded.to_owned(),
    }
}

fn kind(w: Words, kind: FactKind) -> String {
    w.say(match kind {
        FactKind::Date => "fact-date",
        FactKind::Type => "fact-type",
        FactKind::Person => "fact-person",
        FactKind::Place => "fact-place",
        FactKind::Organization => "fact-organization",
        FactKind::Document => "fact-document",
        FactKind::Figure => "fact-figure",
    })
}

/// What a decision is about, in words.
pub fn ruling_words(ask: &Ask<'_>, decision: &Decision) -> String {
    let w = ask.words;
    let quoted = |words: &str| if words.is_empty() { String::new() } else { format!("「{words}」") };
    match decision {
        Decision::Accept { fact } | Decision::Reject { fact } => {
            format!("{}{}", kind(w, fact.kind), quoted(&fact.quote))
        }
        Decision::Correct { fact, to } => {
            let to: Vec<String> = to.iter().map(|(field, value)| corrected(w, field, value)).collect();
            format!("{}{} → {}", kind(w, fact.kind), quoted(&fact.quote), to.join(&w.say("list-and")))
        }
        Decision::Merge { names, into } => format!("{} → {into}", names.join("、")),
        Decision::Separate { name, .. } => name.clone(),
        Decision::SameEvent { .. } => String::new(),
        Decision::Name { short, full, from, to } => {
            let span = match (from, to) {
                (None, None) => String::new(),
                (from, to) => {
                    format!(
                        " {} – {}",
                        from.as_deref().unwrap_or_default(),
                        to.as_deref().unwrap_or_default()
                    )
                }
            };
            format!("{short} → {full}{span}")
        }
        Decision::Dismiss { code, quote, .. } => {
            let rule = dashiji::check::rules().iter().find(|rule| rule.code == code);
            let name = rule.map(|rule| dashiji::check::words(rule.code, w.check()).name);
            format!("{code} {}{}", name.unwrap_or_default(), quoted(quote))
        }
    }
}

/// A field of a fact and what it was corrected to, in words: 职务为「省委书记」.
fn corrected(w: Words, field: &str, value: &str) -> String {
    let known = |group: &str| {
        let key = format!("{group}-{value}");
        w.messages().has(&key).then(|| w.say(&key))
    };
    let value = match field {
        "date" | "from" | "to" | "edtf" => w.edtf(value),
        "type" => known("type").unwrap_or_else(|| value.to_owned()),
        "part" => known("part").unwrap_or_else(|| value.to_owned()),
        "role" => known("role").or_else(|| known("organizer")).unwrap_or_else(|| value.to_owned()),
        "stage" => known("stage").unwrap_or_else(|| value.to_owned()),
        _ => value.to_owned(),
    };
    w.tell("corrected-to", &[("field", w.named("field-of", field).into()), ("value", value.into())])
}

fn what(decision: &Decision) -> &'static str {
    match decision {
        Decision::Accept { .. } => "ruling-accept",
        Decision::Correct { .. } => "ruling-correct",
        Decision::Reject { .. } => "ruling-reject",
        Decision::Merge { .. } => "ruling-merge",
        Decision::Separate { .. } => "ruling-separate",
        Decision::SameEvent { .. } => "ruling-same-event",
        Decision::Name { .. } => "ruling-name",
        Decision::Dismiss { entry: None, document: None, .. } => "ruling-dismiss-all",
        Decision::Dismiss { .. } => "ruling-dismiss",
    }
}

fn standing(w: Words, standing: Standing) -> String {
    w.say(match standing {
        Standing::Met => "standing-met",
        Standing::Kept => "standing-kept",
        Standing::Settled => "standing-settled",
        Standing::Gone => "standing-gone",
    })
}

fn line(ask: &Ask<'_>, ruled: &Ruled) -> Line {
    let w = ask.words;
    let decision = &ruled.ruling.decision;
    let entries: Vec<EntryId> = match decision {
        Decision::Accept { fact } | Decision::Correct { fact, .. } | Decision::Reject { fact } => {
            vec![fact.entry]
        }
        Decision::Separate { entries, .. } | Decision::SameEvent { entries } => entries.clone(),
        Decision::Dismiss { entry, .. } => entry.iter().copied().collect(),
        Decision::Merge { .. } | Decision::Name { .. } => Vec::new(),
    };
    Line {
        id: ruled.id.to_string(),
        what: w.say(what(decision)),
        about: ruling_words(ask, decision),
        entries: entries.iter().take(12).map(|id| entry_item(ask, *id)).collect(),
        author: ruled.author.clone(),
        when: when(&ruled.recorded_at, w),
        reason: ruled.ruling.reason.clone(),
        standing: ruled.standing.map(|s| standing(w, s)).unwrap_or_default(),
        undone: ruled.undone,
        undoing: ruled
            .undoing
            .as_ref()
            .map(|back| {
                let told = format!("{} {}", back.author, when(&back.recorded_at, w));
                match &back.reason {
                    Some(reason) => format!("{told}：{reason}"),
                    None => told,
                }
            })
            .unwrap_or_default(),
    }
}

/// An entry by its day and headline; by its id alone where it is no longer there.
fn entry_item(ask: &Ask<'_>, id: EntryId) -> Item {
    let id = id.to_string();
    match ask.catalogue.entries(&id).first() {
        Some(&entry) => super::told::reference(ask, entry),
        None => {
            Item { link: super::entry_address(&id), name: ask.words.say("entry-gone"), ..Item::default() }
        }
    }
}

/// The rulings that were laid over an entry.
pub fn of_entry(ask: &Ask<'_>, leaf: &Leaf) -> Vec<Line> {
    if leaf.rulings.is_empty() {
        return Vec::new();
    }
    let all = ask.snapshot.rulings().unwrap_or_default();
    let own = leaf.rulings.iter().filter_map(|(id, _)| all.iter().find(|ruled| ruled.id == *id));
    own.map(|ruled| line(ask, ruled)).collect()
}

#[derive(Template)]
#[template(path = "rulings.html")]
struct Rulings {
    s: Shell,
    w: Words,
    total: usize,
    lines: Vec<Line>,
    filters: Vec<Item>,
    pager: Pager,
    csv: String,
}

pub(super) fn rulings(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let all = match ask.snapshot.rulings() {
        Ok(all) => all,
        Err(why) => return pages::broken(ask, &why),
    };
    let state = ask.get("state").unwrap_or_default();
    let meets = |ruled: &&Ruled, state: &str| match state {
        "in-force" => !ruled.undone,
        "undone" => ruled.undone,
        "gone" => ruled.standing == Some(Standing::Gone),
        _ => true,
    };
    // The newest first.
    let shown: Vec<&Ruled> = all.iter().rev().filter(|ruled| meets(ruled, state)).collect();
    let pager = ask.pager(shown.len(), 60);
    page(&Rulings {
        s: ask.shell("rulings", &w.say("nav-rulings")),
        w,
        total: shown.len(),
        lines: shown[pager.from..pager.to].iter().map(|ruled| line(ask, ruled)).collect(),
        filters: ["", "in-force", "undone", "gone"]
            .into_iter()
            .map(|name| Item {
                name: w.say(if name.is_empty() {
                    "ruling-all"
                } else {
                    STATES[usize::from(name != "in-force") + usize::from(name == "gone")]
                }),
                link: ask.with(&[("state", (!name.is_empty()).then_some(name)), ("page", None)]),
                count: all.iter().filter(|ruled| meets(ruled, name)).count(),
                chosen: name == state,
                ..Item::default()
            })
            .collect(),
        pager,
        csv: format!("/api{}", ask.with(&[("format", Some("csv")), ("page", None), ("state", None)])),
    })
}

/// Keys of the words of states: in force, undone, gone.
const STATES: [&str; 3] = ["ruling-in-force", "ruling-undone", "standing-gone"];

struct Edition {
    version: u32,
    id: String,
    when: String,
    author: String,
    entries: usize,
    bytes: usize,
    source: String,
    sha256: String,
    text: String,
    diff: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "versions.html")]
struct Versions {
    s: Shell,
    w: Words,
    name: String,
    source: String,
    editions: Vec<Edition>,
    compare: String,
}

pub(super) fn versions(ask: &Ask<'_>, id: &str) -> Answer {
    let w = ask.words;
    let Some((_, source)) = ask.catalogue.source(id) else { return ask.missing() };
    let name = citation::name(&source.record, w);
    let here = address("source", &source.id);
    let all = ask.snapshot.versions(source.document);
    let editions: Vec<Edition> = all
        .iter()
        .rev()
        .map(|version| {
            let number = version.id.version;
            Edition {
                version: number,
                id: w.with("version-number", "n", &number.to_string()),
                when: when(&version.recorded_at, w),
                author: version.author.clone(),
                entries: version.entries as usize,
                bytes: version.size as usize,
                source: citation::file_name(version.source.as_deref().unwrap_or_default()).to_owned(),
                sha256: version.sha256.get(..12).unwrap_or_default().to_owned(),
                text: format!("{here}/text?version={number}"),
                diff: if number > 1 {
                    format!("{here}/diff?from={}&to={number}", number - 1)
                } else {
                    String::new()
                },
                current: number == source.version,
            }
        })
        .collect();
    let title = format!("{name} · {}", w.say("versions-title"));
    page(&Versions {
        s: ask.shell("sources", &title),
        w,
        name,
        compare: if editions.len() > 1 { format!("{here}/diff") } else { String::new() },
        source: here,
        editions,
    })
}

/// What changed between the two versions that the address names, the last two unless told.
pub fn difference(
    ask: &Ask<'_>,
    source: &Source,
) -> Option<(u32, u32, Result<Arc<Vec<Difference>>, String>)> {
    let number = |name: &str| ask.number(name).and_then(|n| u32::try_from(n).ok());
    let to = number("to").unwrap_or(source.version);
    let from = number("from").unwrap_or_else(|| to.saturating_sub(1));
    let made = ask.snapshot.diff(source.document, (from, to))?;
    Some((from, to, ask.waited(made, "making-diff")))
}

struct Change {
    class: &'static str,
    what: String,
    entry: Item,
    note: String,
    text: Markup,
}

#[derive(Template)]
#[template(path = "diff.html")]
struct Diff {
    s: Shell,
    w: Words,
    name: String,
    source: String,
    versions: String,
    from: String,
    to: String,
    counts: Vec<Item>,
    changes: Vec<Change>,
    pager: Pager,
}

pub(super) fn diff(ask: &Ask<'_>, id: &str) -> Answer {
    let w = ask.words;
    let Some((_, source)) = ask.catalogue.source(id) else { return ask.missing() };
    let name = citation::name(&source.record, w);
    let (from, to, all) = match difference(ask, source) {
        Some((from, to, Ok(all))) => (from, to, all),
        Some((.., Err(making))) => return super::until_there(ask, "sources", &name, making),
        None => return ask.missing(),
    };
    let here = address("source", &source.id);
    let kind = |change: &Difference| match change {
        Difference::Added { .. } => "added",
        Difference::Removed { .. } => "removed",
        Difference::Changed { .. } => "changed",
        Difference::Moved { .. } => "moved",
    };
    let pager = ask.pager(all.len(), 40);
    let version = |n: u32| w.with("version-number", "n", &n.to_string());
    let title = format!("{name} · {} → {}", version(from), version(to));
    page(&Diff {
        s: ask.shell("sources", &title),
        w,
        name,
        versions: format!("{here}/versions"),
        source: here,
        from: version(from),
        to: version(to),
        counts: ["changed", "added", "removed", "moved"]
            .into_iter()
            .map(|what| Item {
                name: w.named("change", what),
                count: all.iter().filter(|change| kind(change) == what).count(),
                ..Item::default()
            })
            .filter(|item| item.count > 0)
            .collect(),
        changes: all[pager.from..pager.to].iter().map(|change| shown(ask, kind(change), change)).collect(),
        pager,
    })
}

/// Characters of an unchanged piece that are shown on either side of a change.
const AROUND: usize = 60;

fn shown(ask: &Ask<'_>, class: &'static str, change: &Difference) -> Change {
    let w = ask.words;
    let (Difference::Added { entry, .. }
    | Difference::Removed { entry, .. }
    | Difference::Changed { entry, .. }
    | Difference::Moved { entry, .. }) = change;
    let mut text = Markup::new();
    let mut note = String::new();
    match change {
        Difference::Added { text: words, .. } => {
            text.raw("<ins>").text(words).raw("</ins>");
        }
        Difference::Removed { text: words, .. } => {
            text.raw("<del>").text(words).raw("</del>");
        }
        Difference::Moved { from, to, .. } => {
            note = w
                .messages()
                .tell("change-from-to", &[("from", u64::from(*from).into()), ("to", u64::from(*to).into())]);
        }
        Difference::Changed { pieces, moved, .. } => {
            if *moved {
                note = w.say("change-moved");
            }
            for (k, piece) in pieces.iter().enumerate() {
                match piece.kind {
                    PieceKind::Removed => text.raw("<del>").text(&piece.text).raw("</del>"),
                    PieceKind::Added => text.raw("<ins>").text(&piece.text).raw("</ins>"),
                    PieceKind::Same => text.text(&shortened(&piece.text, k == 0, k + 1 == pieces.len())),
                };
            }
        }
    }
    Change { class, what: w.named("change", class), entry: entry_item(ask, *entry), note, text }
}

/// A long unchanged piece without its middle.
fn shortened(words: &str, first: bool, last: bool) -> String {
    let all: Vec<char> = words.chars().collect();
    let head = if first { 0 } else { AROUND };
    let tail = if last { 0 } else { AROUND };
    if all.len() <= head + tail + 20 {
        return words.to_owned();
    }
    let (head, tail): (String, String) =
        (all[..head].iter().collect(), all[all.len() - tail..].iter().collect());
    format!("{head}……{tail}")
}
