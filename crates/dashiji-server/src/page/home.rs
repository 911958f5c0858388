//! The front page: whose chronicle it is and of what span, how sure what was read is, the last days told of in their own words, what came
//! in last, and how to add.

use super::told::{Told, told};
use super::{Ask, Item, Shell, page};
use crate::answer::Answer;
use crate::list::changes::{Change, What};
use crate::list::period::{Under, under};
use crate::markup::{Markup, address};
use crate::picture::heat;
use crate::words::Words;
use askama::Template;

/// The entries of one day.
struct Day {
    heading: String,
    link: String,
    told: Vec<Told>,
    more: usize,
}

/// Something done to the base.
struct Act {
    when: String,
    what: String,
    about: Item,
    further: Option<Item>,
    author: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    s: Shell,
    w: Words,
    entries: usize,
    lead: String,
    sure: String,
    holdings: Vec<Item>,
    strip: Markup,
    sources: Vec<Item>,
    people: Vec<Item>,
    places: Vec<Item>,
    questions: Vec<(Item, String)>,
    days: Vec<Day>,
    acts: Vec<Act>,
    errors: usize,
    warnings: usize,
    notes: usize,
    making: String,
    passing: bool,
}

/// Entries of the last days that are shown whole.
const SHOWN: usize = 6;

/// Days among which they are looked for.
const DAYS: usize = 5;

/// Things done that are told.
const ACTS: usize = 6;

pub(super) fn home(ask: &Ask<'_>) -> Answer {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let (findings, series) = (ask.findings(), ask.series());
    let [errors, warnings, notes] = findings.as_ref().map_or([0; 3], |findings| findings.grades);
    let holding = |key: &str, link: &str, count: usize| Item {
        name: w.say(key),
        link: link.into(),
        count,
        ..Item::default()
    };
    let unknown = |unknown: bool| if unknown { "…".to_owned() } else { String::new() };
    let top = |index: &crate::catalogue::Index, group: &str| -> Vec<Item> {
        index
            .heaviest()
            .take(12)
            .map(|n| Item {
                name: n.name.to_string(),
                link: address(group, &n.key),
                count: n.entries.len(),
                ..Item::default()
            })
            .collect()
    };
    page(&Home {
        s: ask.shell("home", &w.say("home-title")),
        w,
        entries: catalogue.heads.len(),
        lead: lead(ask),
        sure: sure(ask),
        holdings: vec![
            holding("nav-sources", "/sources", catalogue.sources.len()),
            holding("nav-people", "/people", catalogue.people.names.len()),
            holding("nav-offices", "/offices", catalogue.offices.len()),
            holding("nav-places", "/places", catalogue.places.names.len()),
            holding("nav-organizations", "/organizations", catalogue.bodies.names.len()),
            holding("nav-documents", "/documents", catalogue.papers.names.len()),
            Item {
                note: unknown(series.is_err()),
                ..holding("nav-ledgers", "/ledgers", series.as_ref().map_or(0, |s| s.list.len()))
            },
            Item {
                note: unknown(findings.is_err()),
                ..holding("nav-findings", "/findings", errors + warnings + notes)
            },
        ],
        making: findings.err().unwrap_or_default(),
        strip: heat::strip(catalogue, w),
        sources: catalogue
            .sources
            .iter()
            .take(8)
            .map(|source| Item {
                name: crate::citation::name(&source.record, w),
                link: address("source", &source.id),
                count: source.entries.len(),
                note: source.record.source.clone().unwrap_or_default(),
                chosen: false,
            })
            .collect(),
        people: top(&catalogue.people, "person"),
        places: top(&catalogue.places, "place"),
        questions: super::search::examples(ask)
            .into_iter()
            .filter_map(|question| {
                let (_, card) = super::search::answer_to(ask, &question.name)?;
                Some((question, card.title))
            })
            .collect(),
        days: days(ask),
        acts: {
            let mut acts: Vec<_> = ask.snapshot.changes(ACTS).iter().map(|change| act(ask, change)).collect();
            // What was done within one minute stands under it once.
            for k in (1..acts.len()).rev() {
                if acts[k].when == acts[k - 1].when {
                    acts[k].when.clear();
                }
            }
            acts
        },
        errors,
        warnings,
        notes,
        passing: ask.room.is_passing(),
    })
}

/// How much of what span it holds, in a sentence.
fn lead(ask: &Ask<'_>) -> String {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let Some((from, to)) = catalogue.extent() else {
        return w.count("home-entries", &catalogue.heads.len());
    };
    let values = [
        ("sources", (catalogue.sources.len() as u64).into()),
        ("entries", crate::words::grouped(catalogue.heads.len()).into()),
        ("span", span(from, to, w).into()),
    ];
    w.tell("home-lead", &values)
}

/// Of some years the years alone.
fn span(from: crate::day::Day, to: crate::day::Day, w: Words) -> String {
    let (first, last) = (crate::day::civil(from).year(), crate::day::civil(to).year());
    if i32::from(last) - i32::from(first) < 2 {
        return w.stretch(from, to);
    }
    w.between(&w.year(first), &w.year(last))
}

/// How sure it is: how many entries have something in doubt.
fn sure(ask: &Ask<'_>) -> String {
    let doubtful = ask.catalogue.heads.iter().filter(|head| head.doubtful).count();
    ask.words.count(if doubtful == 0 { "home-sure" } else { "home-doubtful" }, &doubtful)
}

/// The last days told of, their entries whole as far as they are few.
fn days(ask: &Ask<'_>) -> Vec<Day> {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let mut days: Vec<Day> = Vec::new();
    let mut at = catalogue.heads.len();
    let mut shown = 0;
    while at > catalogue.undated && days.len() < DAYS && shown < SHOWN {
        at -= 1;
        let Some(Under::Day(day)) = under(catalogue, at as u32) else { continue };
        let own: Vec<u32> = catalogue.daily(day, day).collect();
        let told: Vec<Told> =
            own.iter().take(SHOWN - shown).filter_map(|&entry| told(ask, entry, None)).collect();
        shown += told.len();
        days.push(Day {
            heading: w.weekday_date(day),
            link: super::period::link(crate::list::period::Period::Day(day)),
            more: own.len().saturating_sub(told.len()),
            told,
        });
        at = catalogue.between(day, day).start;
    }
    if days.is_empty() && !catalogue.heads.is_empty() {
        // Nothing tells its day: the last entries as they come.
        let own = (0..catalogue.heads.len() as u32).rev().take(SHOWN);
        let told: Vec<Told> = own.filter_map(|entry| told(ask, entry, None)).collect();
        days.push(Day { heading: String::new(), link: String::new(), told, more: 0 });
    }
    days
}

fn act(ask: &Ask<'_>, change: &Change) -> Act {
    let w = ask.words;
    let source = change.document.and_then(|id| {
        ask.catalogue.sources.iter().find(|source| source.document == id).map(|source| Item {
            name: crate::citation::name(&source.record, w),
            link: address("source", &source.id),
            ..Item::default()
        })
    });
    let further = match (change.what, &source, change.version) {
        (What::Revised, Some(item), Some(version)) if version > 1 => Some(Item {
            name: w.say("versions-diff"),
            link: format!("{}/diff?from={}&to={version}", item.link, version - 1),
            ..Item::default()
        }),
        (What::Ruled | What::Undone, ..) => {
            Some(Item { name: w.say("nav-rulings"), link: "/rulings".to_owned(), ..Item::default() })
        }
        _ => None,
    };
    Act {
        when: super::records::when(&change.recorded_at, w),
        what: w.say(match change.what {
            What::Added => "act-added",
            What::Revised => "act-revised",
            What::Entered => "act-entered",
            What::Removed => "act-removed",
            What::Restored => "act-restored",
            What::Ruled => "act-ruled",
            What::Undone => "act-undone",
        }),
        about: source.unwrap_or_default(),
        further,
        author: change.author.clone(),
    }
}
