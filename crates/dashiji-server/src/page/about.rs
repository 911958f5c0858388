//! About this data: what was read, how well it is known to read, under which licences; help; the interface for programs.

use super::{Ask, Item, Shell, page};
use crate::answer::Answer;
use crate::api;
use crate::question;
use crate::words::Words;
use askama::Template;

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    s: Shell,
    w: Words,
    counts: Vec<Item>,
    floors: Vec<(String, String)>,
    version: &'static str,
    publishers: Vec<Item>,
    encodings: Vec<Item>,
}

/// How well it reads, as the project's own tests hold it.
const FLOORS: &str = include_str!("../../../../.ci/floors.toml");

/// Fields with the F1 below which they must not fall.
pub fn floors() -> Vec<(&'static str, &'static str)> {
    FLOORS
        .lines()
        .filter(|line| line.starts_with('"'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(field, floor)| (field.trim_matches('"'), floor.trim()))
        .collect()
}

pub(super) fn about(ask: &Ask<'_>) -> Answer {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let count = |key: &str, count: usize| Item { name: w.say(key), count, ..Item::default() };
    let tally = |of: &dyn Fn(&dashiji::fact::DocumentRecord) -> Option<String>| -> Vec<Item> {
        let mut counts: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
        for source in &catalogue.sources {
            if let Some(name) = of(&source.record) {
                *counts.entry(name).or_default() += 1;
            }
        }
        let mut items: Vec<Item> =
            counts.into_iter().map(|(name, count)| Item { name, count, ..Item::default() }).collect();
        items.sort_by(|a, b| b.count.cmp(&a.count).then(a.name.cmp(&b.name)));
        items.truncate(40);
        items
    };
    page(&About {
        s: ask.shell("about", &w.say("nav-about")),
        w,
        counts: vec![
            count("nav-sources", catalogue.sources.len()),
            count("column-entries", catalogue.heads.len()),
            count("about-undated", catalogue.undated),
            count("about-characters", catalogue.sources.iter().map(|s| s.characters).sum()),
            count("nav-people", catalogue.people.names.len()),
            count("nav-offices", catalogue.offices.len()),
            count("nav-places", catalogue.places.names.len()),
            count("nav-organizations", catalogue.bodies.names.len()),
            count("nav-documents", catalogue.papers.names.len()),
        ],
        floors: floors()
            .into_iter()
            .map(|(field, floor)| (w.named("score", &field.replace([' ', '+'], "-")), floor.to_owned()))
            .collect(),
        version: env!("CARGO_PKG_VERSION"),
        publishers: tally(&|r| r.source.clone().or(r.site.clone())),
        encodings: tally(&|r| r.encoding.clone()),
    })
}

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    s: Shell,
    w: Words,
    keys: Vec<(&'static str, String)>,
    fields: Vec<(&'static str, String, String)>,
    questions: Vec<Item>,
}

/// What each field finds, by names that this base has, so that every example leads somewhere.
fn examples(ask: &Ask<'_>) -> Vec<(&'static str, &'static str, String)> {
    let catalogue = &*ask.catalogue;
    let first =
        |index: &crate::catalogue::Index| index.heaviest().next().map(|name| question::term(&name.name));
    let person = first(&catalogue.people);
    let place = first(&catalogue.places);
    let office = catalogue.offices_by_weight.first().and_then(|&k| catalogue.offices.get(k as usize));
    let month = catalogue.months.keys().next_back().map(|&(year, month)| crate::day::iso_month(year, month));
    let mut tally = [0usize; 256];
    for &kind in &catalogue.kinds {
        tally[usize::from(kind)] += 1;
    }
    let kind = crate::catalogue::KINDS
        .iter()
        .max_by_key(|kind| tally[usize::from(crate::catalogue::kind_number(**kind))]);
    let or =
        person.as_ref().zip(place.as_ref()).map(|(person, place)| format!("who:{person} OR where:{place}"));
    let not =
        person.as_ref().zip(place.as_ref()).map(|(person, place)| format!("who:{person} NOT where:{place}"));
    let phrase = catalogue.heads.iter().rev().find(|head| head.headed);
    let phrase = phrase.map(|head| {
        format!("\"{}\"", head.title.chars().take_while(|c| c.is_alphanumeric()).collect::<String>())
    });
    [
        ("who:", "field-who", person.as_ref().map(|name| format!("who:{name}"))),
        ("title:", "field-title", office.map(|office| format!("title:{}", question::term(&office.post)))),
        ("part:", "field-part", Some("part:主持".to_owned())),
        ("where:", "field-where", place.as_ref().map(|name| format!("where:{name}"))),
        ("org:", "field-org", first(&catalogue.bodies).map(|name| format!("org:{name}"))),
        ("doc:", "field-doc", first(&catalogue.papers).map(|name| format!("doc:{name}"))),
        ("type:", "field-type", kind.map(|kind| format!("type:{}", crate::list::filter::type_name(*kind)))),
        ("when:", "field-when", month.map(|month| format!("when:{month}"))),
        ("\"…\"", "field-phrase", phrase.filter(|words| words.chars().count() > 3)),
        ("NOT", "field-not", not),
        ("OR", "field-or", or),
    ]
    .into_iter()
    .filter_map(|(field, name, example)| Some((field, name, example?)))
    .collect()
}

pub(super) fn help(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let keys = [
        ("/", "key-search"),
        ("j", "key-next"),
        ("k", "key-previous"),
        ("←", "key-before"),
        ("→", "key-after"),
        ("Enter", "key-open"),
        ("?", "key-help"),
        ("Esc", "key-away"),
    ];
    let fields = examples(ask);
    page(&Help {
        s: ask.shell("help", &w.say("nav-help")),
        w,
        keys: keys.into_iter().map(|(key, name)| (key, w.say(name))).collect(),
        fields: fields.into_iter().map(|(field, name, example)| (field, w.say(name), example)).collect(),
        questions: super::search::examples(ask),
    })
}

struct Call {
    method: &'static str,
    path: String,
    summary: String,
    parameters: Vec<(String, String)>,
    example: String,
}

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    s: Shell,
    w: Words,
    calls: Vec<Call>,
    problems: Vec<(&'static str, u16, String)>,
    origin: String,
}

pub(super) fn api(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let written = crate::act::CALLS.iter().map(|call| Call {
        method: "POST",
        path: call.path.to_owned(),
        summary: w.named("api", call.name),
        parameters: call
            .fields
            .iter()
            .map(|(name, _)| ((*name).to_owned(), w.named("write", name)))
            .collect(),
        example: String::new(),
    });
    let calls = api::CALLS
        .iter()
        .map(|call| Call {
            method: "GET",
            path: call.path.to_owned(),
            summary: w.named("api", call.name),
            parameters: call
                .parameters
                .iter()
                .map(|p| (p.name.to_owned(), w.named("parameter", p.name)))
                .collect(),
            example: if call.path.contains('{') { String::new() } else { call.path.to_owned() },
        })
        .chain(written)
        .collect();
    page(&ApiPage {
        s: ask.shell("api", &w.say("nav-api")),
        w,
        calls,
        problems: api::PROBLEMS.iter().map(|p| (p.name, p.status, w.named("problem", p.name))).collect(),
        origin: ask.origin.to_owned(),
    })
}
