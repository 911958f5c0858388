//! Two people side by side: `/compare?one=甲&other=乙`, day by day, the days on which both were at one event told apart.

use super::{Ask, Item, Pager, Shell, page};
use crate::answer::Answer;
use crate::list::compare::{Beside, days};
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
    filters: Vec<Item>,
    pager: Pager,
}

/// Days on one page.
const SIZE: usize = 60;

pub(super) fn compare(ask: &Ask<'_>) -> Answer {
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
        filters: vec![filter("", "compare-all", all.len()), filter("together", "compare-together", together)],
        pager,
    })
}

fn words(ask: &Ask<'_>, stop: &Stop) -> (String, String) {
    let w = ask.words;
    let parts: Vec<String> = stop.parts.iter().map(|part| w.word("part", part)).collect();
    let parts = parts.join(&w.say("list-and"));
    let place = if stop.places.is_empty() { w.say("card-no-place") } else { stop.places.join("、") };
    (format!("{place} · {parts}"), ask.cite_link(&stop.cite))
}
