//! Two of a kind side by side: two people (`/compare?one=甲&other=乙`) day by day, two months (`one=2022-08&other=2022-09`) by what each tells
//! how often, two entries (`one=d1.e3&other=d2.e5`) by what each tells of one event and what it leaves out.

use super::{Ask, Item, Pager, Shell, page};
use crate::answer::Answer;
use crate::list::compare::{Beside, Told, days, kinds, named, told};
use crate::list::filter::within;
use crate::list::period::Period;
use crate::marked;
use crate::markup::address;
use crate::words::Words;
use askama::Template;
use dashiji::collate::person::Stop;

struct Line {
    day: String,
    one: Vec<(String, String)>,
    other: Vec<(String, String)>,
    together: bool,
}

#[derive(Template)]
#[template(path = "compare.html")]
struct Compare {
    s: Shell,
    w: Words,
    one: Item,
    other: Item,
    title: String,
    asked: bool,
    lines: Vec<Line>,
    groups: Vec<Group>,
    filters: Vec<Item>,
    pager: Pager,
}

/// What two tell of one kind of thing.
struct Group {
    title: String,
    rows: Vec<Told>,
}

/// Names of a register that are compared.
const NAMES: usize = 25;

/// Days on one page.
const SIZE: usize = 60;

pub(super) fn compare(ask: &Ask<'_>) -> Answer {
    if let (Some(one), Some(other)) = (ask.get("one"), ask.get("other")) {
        if let (Some(one), Some(other)) = (Period::month(one), Period::month(other)) {
            return months(ask, one, other);
        }
        let entry = |id: &str| ask.catalogue.entries(id).first().copied();
        if let (Some(one), Some(other)) = (entry(one), entry(other)) {
            return entries(ask, one, other);
        }
    }
    if let Some((one, other)) = places(ask) {
        return stretches(ask, one, other);
    }
    people(ask)
}

/// Something that entries are of, with these.
type Of = (Item, Vec<u32>);

/// Two places by their names or codes, each with the entries of what lies in it; nothing where either is none.
fn places(ask: &Ask<'_>) -> Option<(Of, Of)> {
    let place = |key: &str| {
        let typed = ask.get(key)?;
        let found = ask.catalogue.places.get(typed).or_else(|| ask.catalogue.place_named(typed))?;
        let item =
            Item { name: found.name.to_string(), link: address("place", &found.key), ..Item::default() };
        Some((item, within(&ask.catalogue, &found.key)))
    };
    Some((place("one")?, place("other")?))
}

/// A page of two things whose facts are compared.
fn beside(ask: &Ask<'_>, one: Item, other: Item, groups: Vec<Group>) -> Answer {
    let w = ask.words;
    let title =
        w.tell("compare-two", &[("one", one.name.clone().into()), ("other", other.name.clone().into())]);
    page(&Compare {
        s: ask.shell("timeline", &title),
        w,
        one,
        other,
        title,
        asked: true,
        lines: Vec::new(),
        groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
        filters: Vec::new(),
        pager: Pager { pages: 1, page: 1, ..Pager::default() },
    })
}

fn months(ask: &Ask<'_>, one: Period, other: Period) -> Answer {
    let w = ask.words;
    let of = |period: Period| {
        let item =
            Item { name: super::named(period, w), link: super::period::link(period), ..Item::default() };
        (item, period.entries(&ask.catalogue))
    };
    stretches(ask, of(one), of(other))
}

/// Two stretches of entries by how often each names what.
fn stretches(ask: &Ask<'_>, (one, a): Of, (other, b): Of) -> Answer {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let count = |n: usize| (n > 0).then(|| crate::words::grouped(n));
    let row = |name: String, a: usize, b: usize| Told { name, one: count(a), other: count(b) };
    let mut groups = vec![Group {
        title: w.say("entries-title"),
        rows: std::iter::once(row(w.say("compare-all-entries"), a.len(), b.len()))
            .chain(kinds(catalogue, &a, &b).into_iter().map(|(kind, a, b)| row(w.word("type", &kind), a, b)))
            .collect(),
    }];
    for (key, index) in [
        ("nav-people", &catalogue.people),
        ("nav-places", &catalogue.places),
        ("nav-organizations", &catalogue.bodies),
        ("nav-documents", &catalogue.papers),
    ] {
        let rows = named(index, &a, &b, NAMES).into_iter();
        let rows = rows.map(|(k, a, b)| row(index.names[k].name.to_string(), a, b)).collect();
        groups.push(Group { title: w.say(key), rows });
    }
    beside(ask, one, other, groups)
}

fn entries(ask: &Ask<'_>, one: u32, other: u32) -> Answer {
    let w = ask.words;
    let item = |entry: u32| {
        let row = ask.row(entry);
        Item { name: format!("{} {}", row.source, row.title), link: row.link, ..Item::default() }
    };
    let leaves: Vec<_> = [one, other].into_iter().filter_map(|entry| ask.leaves(&[entry]).pop()).collect();
    let [a, b] = leaves.as_slice() else { return ask.missing() };
    let facts = [marked::facts(&a.record, w), marked::facts(&b.record, w)];
    let of = |facts: &[marked::Fact], group: &str| -> Vec<(String, String)> {
        let own = facts.iter().filter(|fact| fact.group == group && fact.of.is_none());
        own.map(|fact| (fact.name.clone(), fact.note.clone())).collect()
    };
    let groups = [
        ("times", "row-times"),
        ("people", "row-people"),
        ("places", "row-places"),
        ("bodies", "row-orgs"),
        ("papers", "row-documents"),
        ("figures", "row-quantities"),
    ];
    let groups = groups.into_iter().map(|(group, key)| Group {
        title: w.say(key),
        rows: told(&of(&facts[0], group), &of(&facts[1], group)),
    });
    beside(ask, item(one), item(other), groups.collect())
}

fn people(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let person = |key: &str| -> Item {
        let name = ask.get(key).unwrap_or_default().to_owned();
        let known = ask.catalogue.people.get(&name).is_some();
        Item {
            link: if known { address("person", &name) } else { String::new() },
            note: if known || name.is_empty() { String::new() } else { w.say("missing-title") },
            name,
            ..Item::default()
        }
    };
    let (one, other) = (person("one"), person("other"));
    let asked = !one.link.is_empty() && !other.link.is_empty();
    let all = if asked {
        days(&ask.snapshot.people(&one.name), &ask.snapshot.people(&other.name))
    } else {
        Vec::new()
    };
    let only = ask.get("only") == Some("together");
    let together = all.iter().filter(|day| day.is_together()).count();
    let shown: Vec<&Beside> = all.iter().filter(|day| !only || day.is_together()).collect();
    let pager = ask.pager(shown.len(), SIZE);
    let told =
        |stops: &[Stop]| -> Vec<(String, String)> { stops.iter().map(|stop| words(ask, stop)).collect() };
    let lines = shown[pager.from..pager.to]
        .iter()
        .map(|beside| Line {
            day: w.date(beside.day),
            one: told(&beside.one),
            other: told(&beside.other),
            together: beside.is_together(),
        })
        .collect();
    let filter = |name: &str, key: &str, count: usize| Item {
        name: w.say(key),
        link: ask.with(&[("only", (!name.is_empty()).then_some(name)), ("page", None)]),
        count,
        chosen: only != name.is_empty(),
        ..Item::default()
    };
    let title = if asked {
        let values = [("one", one.name.clone().into()), ("other", other.name.clone().into())];
        w.tell("compare-two", &values)
    } else {
        w.say("compare-title")
    };
    page(&Compare {
        s: ask.shell("people", &title),
        w,
        one,
        other,
        title,
        asked,
        lines,
        groups: Vec::new(),
        filters: vec![filter("", "compare-all", all.len()), filter("together", "compare-together", together)],
        pager,
    })
}

fn words(ask: &Ask<'_>, stop: &Stop) -> (String, String) {
    let w = ask.words;
    let parts: Vec<String> = stop.parts.iter().map(|part| w.word("part", part)).collect();
    let parts = parts.join(&w.say("list-and"));
    let place = if stop.places.is_empty() { w.say("card-no-place") } else { stop.places.join("、") };
    let key = dashiji::collate::Key { document: stop.cite.document.clone(), number: stop.cite.number };
    let title = ask.catalogue.entry(&key).map(|entry| ask.row(entry).title).unwrap_or_default();
    (format!("{place} · {parts} · {title}"), ask.cite_link(&stop.cite))
}
