//! The registers: people, offices, places, organisations and documents told of, each with the entries that name it.

use super::{Ask, Item, Pager, Row, Shell, page};
use crate::answer::Answer;
use crate::catalogue::{Holder, Index, Name, Office, inside};
use crate::day;
use crate::gloss;
use crate::list::filter::{code_prefix, common, within};
use crate::markup::{Markup, address, encoded};
use crate::picture::{map, offices as bars, stages};
use crate::words::Words;
use askama::Template;
use dashiji::collate::document::core_title;
use dashiji::collate::office::Between;

/// A name in a register.
struct Line {
    name: String,
    link: String,
    note: String,
    count: usize,
    first: String,
    last: String,
    /// For those who read no Chinese.
    gloss: String,
    /// The same of the note.
    note_gloss: String,
}

#[derive(Template)]
#[template(path = "names.html")]
struct Names {
    s: Shell,
    w: Words,
    heading: String,
    lead: String,
    note_heading: String,
    lines: Vec<Line>,
    pager: Pager,
    name: String,
    by_name: bool,
    weight_link: String,
    name_link: String,
    csv: String,
    figure: Markup,
}

fn seen(ask: &Ask<'_>, name: &Name) -> (String, String) {
    let date = |told: Option<String>| told.map(|told| ask.words.edtf(&told)).unwrap_or_default();
    let (first, last) = ask.catalogue.seen(name);
    (date(first), date(last))
}

/// Names of a register that meet the address: those with a part of it, by weight or by name.
pub fn chosen<'a>(ask: &Ask<'_>, index: &'a Index) -> Vec<&'a Name> {
    let wanted = ask.get("name");
    let meets = |name: &&Name| wanted.is_none_or(|w| name.name.contains(w) || &*name.key == w);
    if ask.get("sort") == Some("name") {
        index.names.iter().filter(meets).collect()
    } else {
        index.heaviest().filter(meets).collect()
    }
}

fn register(
    ask: &Ask<'_>,
    index: &Index,
    group: &str,
    keys: (&'static str, &str, &str),
    figure: Markup,
) -> Answer {
    let w = ask.words;
    let names = chosen(ask, index);
    let pager = ask.pager(names.len(), 100);
    let lines = names[pager.from..pager.to]
        .iter()
        .map(|name| {
            let (first, last) = seen(ask, name);
            let mut note =
                if group == "place" { w.named("place", &name.note) } else { name.note.to_string() };
            let county = name.key.rsplit_once('@').map(|(_, county)| county).filter(|_| group == "place");
            if let Some(county) = county {
                let known = county.parse().ok().and_then(crate::place::name).unwrap_or(county);
                note = format!("{note} · {known}");
            }
            if name.cited > 0 {
                let cited = w.with("cited-apart", "n", &name.cited.to_string());
                note = if note.is_empty() { cited } else { format!("{note} · {cited}") };
            }
            Line {
                name: if group == "document" {
                    format!("《{}》", name.name)
                } else {
                    name.name.to_string()
                },
                link: address(group, if group == "document" { &name.name } else { &name.key }),
                gloss: match group {
                    "person" => gloss::person(w, &name.name),
                    "place" => gloss::place(w, &name.name),
                    "organization" => gloss::body(w, &name.name),
                    _ => String::new(),
                },
                note_gloss: if group == "person" { gloss::office(w, &name.note) } else { String::new() },
                note,
                count: name.entries.len(),
                first,
                last,
            }
        })
        .collect();
    let heading = w.say(keys.0);
    page(&Names {
        s: ask.shell(keys.0.trim_start_matches("nav-"), &heading),
        w,
        lead: w.say(keys.1),
        note_heading: w.say(keys.2),
        heading,
        lines,
        name: ask.get("name").unwrap_or_default().to_owned(),
        by_name: ask.get("sort") == Some("name"),
        weight_link: ask.with(&[("sort", None), ("page", None)]),
        name_link: ask.with(&[("sort", Some("name")), ("page", None)]),
        csv: format!("/api{}", ask.with(&[("format", Some("csv")), ("page", None)])),
        pager,
        figure,
    })
}

pub(super) fn people(ask: &Ask<'_>) -> Answer {
    register(
        ask,
        &ask.catalogue.people,
        "person",
        ("nav-people", "people-lead", "column-office"),
        Markup::new(),
    )
}

pub(super) fn places(ask: &Ask<'_>) -> Answer {
    let points = points(ask, ask.catalogue.undated..ask.catalogue.heads.len(), true);
    let figure =
        map::draw(map::Drawn { points: &points.0, base: ask.room.base_map(), route: &[] }, ask.words);
    register(ask, &ask.catalogue.places, "place", ("nav-places", "places-lead", "column-kind"), figure)
}

pub(super) fn organizations(ask: &Ask<'_>) -> Answer {
    register(
        ask,
        &ask.catalogue.bodies,
        "organization",
        ("nav-organizations", "organizations-lead", "column-note"),
        Markup::new(),
    )
}

pub(super) fn documents(ask: &Ask<'_>) -> Answer {
    register(
        ask,
        &ask.catalogue.papers,
        "document",
        ("nav-documents", "documents-lead", "column-number"),
        Markup::new(),
    )
}

/// Points of the map with the entries of a range by day, and how many of these have none. `all` takes every entry instead.
pub fn points(ask: &Ask<'_>, range: std::ops::Range<usize>, all: bool) -> (Vec<map::Point>, usize) {
    let catalogue = &*ask.catalogue;
    let range = if all { 0..catalogue.heads.len() } else { range };
    let picked = ask.picked().filter(|_| !all).map(|picked| picked.within(&range));
    let count = |sorted: &[u32]| match picked {
        Some(picked) => common(sorted, picked),
        None => inside(sorted, &range),
    };
    let points = catalogue
        .spots
        .iter()
        .map(|spot| map::Point {
            code: spot.code,
            people: Vec::new(),
            chosen: false,
            name: crate::place::name(spot.code).unwrap_or_default().to_owned(),
            link: format!("/place/{:06}", spot.code),
            at: spot.at,
            count: count(&spot.entries),
        })
        .filter(|point| point.count > 0)
        .collect();
    let all = picked.map_or(range.len(), <[u32]>::len);
    (points, all.saturating_sub(count(&catalogue.placed)))
}

struct OfficeLine {
    title: String,
    link: String,
    org: String,
    holders: Vec<Item>,
    betweens: Vec<String>,
    more: usize,
    chart: Markup,
}

/// First and last day somebody was seen in an office, no more precise than told; nothing where none is dated.
pub(super) fn seen_in(w: Words, holder: &Holder) -> String {
    let [first, last] = &holder.told;
    match (first.is_empty(), first == last) {
        (true, _) => String::new(),
        (false, true) => w.edtf(first),
        (false, false) => w.between(&w.edtf(first), &w.edtf(last)),
    }
}

/// How and when somebody took and left an office.
pub(super) fn turns(w: Words, holder: &Holder) -> impl Iterator<Item = String> + '_ {
    holder.changes.iter().map(move |taken| {
        let how = w.word("change", &taken.how);
        if taken.told.is_empty() { how } else { format!("{} {how}", w.edtf(&taken.told)) }
    })
}

/// When somebody was seen in an office, and how they took and left it.
fn note(w: Words, holder: &Holder) -> String {
    let seen = seen_in(w, holder);
    let turns = turns(w, holder);
    std::iter::once(seen).filter(|seen| !seen.is_empty()).chain(turns).collect::<Vec<_>>().join("；")
}

/// Days on which nobody, or two, are seen in an office that one person holds at a time.
fn betweens(w: Words, office: &Office) -> Vec<String> {
    let told = |key: &str, between: &Between| {
        let told = [
            ("from", w.edtf(&between.from).into()),
            ("to", w.edtf(&between.to).into()),
            ("before", between.before.as_str().into()),
            ("after", between.after.as_str().into()),
        ];
        w.tell(key, &told)
    };
    let gaps = office.gaps.iter().map(|between| told("gap-between", between));
    gaps.chain(office.overlaps.iter().map(|between| told("overlap-between", between))).take(8).collect()
}

#[derive(Template)]
#[template(path = "offices.html")]
struct Offices {
    s: Shell,
    w: Words,
    lines: Vec<OfficeLine>,
    pager: Pager,
    name: String,
    csv: String,
}

/// Offices that meet the address: those with a part of its name in title, body or holder, the very title first.
pub fn chosen_offices<'a>(ask: &'a Ask<'_>) -> Vec<&'a Office> {
    let catalogue = &*ask.catalogue;
    let ordered = catalogue.offices_by_weight.iter().map(|&k| &catalogue.offices[k as usize]);
    let Some(name) = ask.get("name") else { return ordered.collect() };
    let meets = |o: &&Office| {
        o.title.contains(name) || o.org.contains(name) || o.holders.iter().any(|h| h.name.contains(name))
    };
    let (mut exact, others): (Vec<_>, Vec<_>) = ordered.filter(meets).partition(|o| *o.title == *name);
    exact.extend(others);
    exact
}

pub(super) fn offices(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let wanted = ask.get("name");
    let offices = chosen_offices(ask);
    let pager = ask.pager(offices.len(), 40);
    let lines = offices[pager.from..pager.to]
        .iter()
        .map(|office| {
            let rows: Vec<bars::Row> = office
                .holders
                .iter()
                .filter(|h| h.first != day::NONE)
                .take(30)
                .map(|h| bars::Row {
                    name: h.called(),
                    link: Some(address("person", &h.name)),
                    span: Some((h.first, h.last)),
                    seen: Vec::new(),
                    appointed: h.changes.iter().find(|taken| taken.how.begins()).map(|taken| taken.day),
                })
                .collect();
            let drawn = offices.len() <= 6 && rows.len() > 1;
            OfficeLine {
                title: office.title.to_string(),
                link: format!("/offices?name={}", encoded(&office.title)),
                org: office.org.to_string(),
                holders: office
                    .holders
                    .iter()
                    .take(14)
                    .map(|h| Item {
                        name: h.called(),
                        link: address("person", &h.name),
                        count: h.times as usize,
                        note: note(w, h),
                        chosen: false,
                    })
                    .collect(),
                betweens: betweens(w, office),
                more: office.holders.len().saturating_sub(14),
                chart: if drawn { bars::draw(&rows, "holders-label", w) } else { Markup::new() },
            }
        })
        .collect();
    page(&Offices {
        s: ask.shell("offices", &w.say("nav-offices")),
        w,
        lines,
        name: wanted.unwrap_or_default().to_owned(),
        csv: format!("/api{}", ask.with(&[("format", Some("csv")), ("page", None)])),
        pager,
    })
}

#[derive(Template)]
#[template(path = "name.html")]
struct NamePage {
    s: Shell,
    w: Words,
    heading: String,
    gloss: String,
    follow: String,
    kind: String,
    facts: Vec<(String, String)>,
    above: Vec<Item>,
    inner: Vec<Item>,
    inner_heading: String,
    figure: Markup,
    passages: Vec<(String, String, String, String)>,
    rows: Vec<Row>,
    pager: Pager,
    beside: Vec<(String, Vec<Item>)>,
}

/// Who and what stands in the same entries, most often first.
fn beside(ask: &Ask<'_>, entries: &[u32], without: &str) -> Vec<(String, Vec<Item>)> {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    [
        ("nav-people", "person", &catalogue.people, &catalogue.people_of),
        ("nav-organizations", "organization", &catalogue.bodies, &catalogue.bodies_of),
        ("nav-places", "place", &catalogue.places, &catalogue.places_of),
    ]
    .into_iter()
    .map(|(key, group, index, of)| {
        let items = of
            .counted(entries, index.names.len(), 15)
            .into_iter()
            .map(|(k, count)| (&index.names[k as usize], count))
            .filter(|(name, _)| &*name.key != without)
            .take(14)
            .map(|(name, count)| Item {
                name: name.name.to_string(),
                link: address(group, &name.key),
                count,
                ..Item::default()
            })
            .collect::<Vec<_>>();
        (w.say(key), items)
    })
    .filter(|(_, items)| !items.is_empty())
    .collect()
}

pub(super) fn place(ask: &Ask<'_>, key: &str) -> Answer {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    // A town's name alone is that of the county that tells most of it.
    let named =
        |name: &&crate::catalogue::Name| name.key.split_once('@').is_some_and(|(town, _)| town == key);
    let own = match catalogue.places.get(key) {
        None if code_prefix(key).is_none() => catalogue.places.heaviest().find(named),
        _ => None,
    };
    let key = own.map_or(key, |name| &*name.key);
    let entries = within(catalogue, key);
    let code = key.parse::<u32>().ok().filter(|_| key.len() == 6);
    let found = catalogue.places.get(key);
    let name =
        found.map(|n| n.name.to_string()).or_else(|| code.and_then(crate::place::name).map(str::to_owned));
    let Some(name) = name.filter(|_| !entries.is_empty()) else { return ask.missing() };
    let mut facts = Vec::new();
    if let Some(found) = found {
        facts.push((w.say("column-kind"), w.named("place", &found.note)));
    }
    if code.is_some() {
        facts.push((w.say("column-code"), key.to_owned()));
    }
    facts.push((w.say("column-entries"), found.map_or(0, |n| n.entries.len()).to_string()));
    facts.push((w.say("column-within"), entries.len().to_string()));
    let place_item = |code: u32| {
        Some(Item {
            name: crate::place::name(code)?.to_owned(),
            link: format!("/place/{code:06}"),
            ..Item::default()
        })
    };
    let lies = code.or_else(|| catalogue.town(key));
    let mut above: Vec<Item> = lies
        .map(|code| {
            crate::place::holders(code)
                .filter(|c| Some(*c) != lies || lies != self_code(key))
                .filter_map(place_item)
                .collect()
        })
        .unwrap_or_default();
    above.retain(|item| item.name != name);
    above.reverse();
    let listed = |name: &Name| Item {
        name: name.name.to_string(),
        link: address("place", &name.key),
        count: name.entries.len(),
        ..Item::default()
    };
    let mut inner: Vec<Item> = Vec::new();
    if let Some(prefix) = code_prefix(key) {
        inner = catalogue
            .places
            .names
            .iter()
            .filter(|n| n.key.len() == 6 && n.key.starts_with(prefix) && &*n.key != key)
            .map(listed)
            .collect();
        inner.sort_by(|a, b| b.count.cmp(&a.count).then(a.name.cmp(&b.name)));
        inner.truncate(60);
    } else if let Some(code) = code {
        inner = catalogue
            .places
            .heaviest()
            .filter(|n| catalogue.town(&n.key) == Some(code))
            .take(60)
            .map(listed)
            .collect();
    }
    let figure = lies
        .and_then(crate::place::located)
        .filter(|(code, ..)| code % 10_000 != 0)
        .map(|(code, lon, lat)| {
            let point = map::Point::of(code, (lon, lat), entries.len());
            map::small(map::Drawn { points: &[point], base: ask.room.base_map(), route: &[] }, w)
        })
        .unwrap_or_default();
    let pager = ask.pager(entries.len(), 100);
    let rows = ask.rows(&entries[pager.from..pager.to]);
    page(&NamePage {
        s: ask.shell("places", &name),
        w,
        follow: encoded(&format!("where:{}", crate::question::term(&name))),
        gloss: gloss::place(w, &name),
        heading: name,
        kind: w.say("nav-places"),
        facts,
        above,
        inner,
        inner_heading: w.say("places-inside"),
        figure,
        passages: Vec::new(),
        rows,
        pager,
        beside: beside(ask, &entries, key),
    })
}

fn self_code(key: &str) -> Option<u32> {
    key.parse().ok().filter(|_| key.len() == 6)
}

pub(super) fn organization(ask: &Ask<'_>, name: &str) -> Answer {
    let w = ask.words;
    let Some(found) = ask.catalogue.bodies.get(name) else { return ask.missing() };
    let pager = ask.pager(found.entries.len(), 100);
    let shown = &found.entries[pager.from..pager.to];
    let Some(told) = ask.snapshot.organization(name) else { return ask.missing() };
    let mut facts = vec![(w.say("column-entries"), found.entries.len().to_string())];
    let (first, last) = seen(ask, found);
    facts.push((w.say("column-first"), first));
    facts.push((w.say("column-last"), last));
    if !told.forms.is_empty() {
        facts.push((w.say("forms"), told.forms.join("、")));
    }
    for (role, times) in &told.organized {
        facts.push((w.word("organizer", role), times.to_string()));
    }
    let offices: Vec<Item> = ask
        .catalogue
        .offices_of(name)
        .flat_map(|o| {
            o.holders.iter().map(|h| Item {
                name: format!("{} {}", o.title, h.called()),
                link: address("person", &h.name),
                count: h.times as usize,
                ..Item::default()
            })
        })
        .take(60)
        .collect();
    page(&NamePage {
        s: ask.shell("organizations", name),
        w,
        follow: encoded(&format!("org:{}", crate::question::term(name))),
        gloss: gloss::body(w, name),
        heading: name.to_owned(),
        kind: w.say("nav-organizations"),
        facts,
        above: Vec::new(),
        inner: offices,
        inner_heading: w.say("nav-offices"),
        figure: Markup::new(),
        passages: Vec::new(),
        rows: ask.rows(shown),
        pager,
        beside: beside(ask, &found.entries, name),
    })
}

/// A document's record.
pub fn paper(ask: &Ask<'_>, title: &str) -> Option<(Name, dashiji::collate::document::Document)> {
    let core = core_title(title);
    let found = ask.catalogue.papers.get(&core)?;
    let told = ask.snapshot.titled(title).into_iter().find(|document| document.is_called(&core))?;
    Some((found.clone(), told))
}

pub(super) fn document(ask: &Ask<'_>, title: &str) -> Answer {
    let w = ask.words;
    let Some((found, told)) = paper(ask, title) else { return ask.missing() };
    let mut facts = Vec::new();
    let mut tell = |key: &str, value: Option<String>| {
        facts.extend(value.filter(|v| !v.is_empty()).map(|v| (w.say(key), v)));
    };
    tell("column-kind", told.kind.clone());
    tell("column-number", told.number.clone());
    tell("column-issuer", told.issuer.clone());
    tell("forms", Some(told.forms.join("、")));
    tell("column-entries", Some(found.entries.len().to_string()));
    let passages = told
        .stages
        .iter()
        .map(|stage| {
            let cite = stage.cites.first();
            (
                w.word("stage", &stage.stage),
                stage.date.as_deref().map(|date| w.edtf(date)).unwrap_or_default(),
                stage.all_bodies().join("、"),
                cite.map(|c| ask.cite_link(c)).unwrap_or_default(),
            )
        })
        .collect();
    let pager = ask.pager(found.entries.len(), 100);
    let heading = format!("《{}》", told.title);
    page(&NamePage {
        s: ask.shell("documents", &heading),
        w,
        follow: encoded(&format!("doc:{}", crate::question::term(&told.title))),
        gloss: String::new(),
        heading,
        kind: w.say("nav-documents"),
        facts,
        above: Vec::new(),
        inner: Vec::new(),
        inner_heading: String::new(),
        figure: stages::draw(&told.stages, w),
        passages,
        rows: ask.rows(&found.entries[pager.from..pager.to]),
        pager,
        beside: beside(ask, &found.entries, &found.key),
    })
}
