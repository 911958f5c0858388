//! The first page: what the base holds.

use super::{Ask, Item, Row, Shell, page};
use crate::answer::Answer;
use crate::markup::{Markup, address};
use crate::picture::heat;
use crate::words::Words;
use askama::Template;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    s: Shell,
    w: Words,
    entries: usize,
    holdings: Vec<Item>,
    strip: Markup,
    sources: Vec<Item>,
    people: Vec<Item>,
    places: Vec<Item>,
    rows: Vec<Row>,
    errors: usize,
    warnings: usize,
    notes: usize,
    making: String,
    extent: String,
}

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
    // Those without a day stand first in the catalogue, so that they come last here.
    let newest: Vec<u32> = (0..catalogue.heads.len() as u32).rev().take(8).collect();
    page(&Home {
        s: ask.shell("home", &w.say("home-title")),
        w,
        entries: catalogue.heads.len(),
        holdings: vec![
            holding("nav-sources", "/sources", catalogue.sources.len()),
            holding("nav-people", "/people", catalogue.people.names.len()),
            holding("nav-offices", "/offices", catalogue.offices.len()),
            holding("nav-places", "/places", catalogue.places.names.len()),
            holding("nav-organizations", "/organizations", catalogue.bodies.names.len()),
            holding("nav-documents", "/documents", catalogue.papers.names.len()),
            Item {
                note: unknown(series.is_err()),
                ..holding("nav-ledgers", "/ledgers", series.map_or(0, |s| s.list.len()))
            },
            Item {
                note: unknown(findings.is_err()),
                ..holding("nav-findings", "/findings", errors + warnings + notes)
            },
        ],
        making: findings.err().unwrap_or_default(),
        strip: heat::months(&catalogue.months, w),
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
        rows: ask.rows(&newest),
        errors,
        warnings,
        notes,
        extent: catalogue
            .extent()
            .map_or(String::new(), |(a, b)| format!("{} – {}", crate::day::iso(a), crate::day::iso(b))),
    })
}
