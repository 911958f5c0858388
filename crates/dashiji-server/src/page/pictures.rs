//! Timeline, map and network: the whole base at one look, each drawn on the server.

use super::{Ask, Item, Row, Shell, Views, page};
use crate::answer::Answer;
use crate::day::{self, Day};
use crate::markup::Markup;
use crate::picture::{self, map as sheet, network as net, timeline as line};
use crate::words::Words;
use askama::Template;

/// The stretch of days an address means, within what is told of.
pub fn stretch(ask: &Ask<'_>) -> Option<(Day, Day)> {
    let (first, last) = ask.catalogue.extent()?;
    let from = ask.get("from").and_then(day::of).unwrap_or(first);
    let to = ask.get("to").and_then(day::last).unwrap_or(last);
    let (from, to) = if from <= to { (from, to) } else { (to, from) };
    Some((from.max(-2_900_000), to.min(2_900_000)))
}

#[derive(Template)]
#[template(path = "timeline.html")]
struct Timeline {
    s: Shell,
    w: Words,
    views: Option<Views>,
    span: String,
    from: String,
    to: String,
    count: usize,
    figure: Markup,
    earlier: String,
    later: String,
    wider: String,
    whole: String,
    rows: Vec<Row>,
    more: usize,
    undated: usize,
}

pub(super) fn timeline(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let Some((from, to)) = stretch(ask) else { return undated(ask) };
    let (step, bins) = line::bins(&ask.catalogue, from, to, ask.picked());
    let range = ask.catalogue.between(from, to);
    let all: Vec<u32> = match ask.picked() {
        Some(picked) => picked.within(&range).to_vec(),
        None => range.clone().take(100).map(|e| e as u32).collect(),
    };
    let count = ask.picked().map_or(range.len(), |_| all.len());
    let entries: Vec<u32> = all.into_iter().take(100).collect();
    let query = ask.picked().map(|picked| picked.query.as_str()).unwrap_or_default();
    let address = |from: Day, to: Day| line::address(from, to, query);
    let days = to - from + 1;
    let pad = (days / 2).max(3);
    page(&Timeline {
        s: ask.shell("timeline", &w.say("nav-timeline")),
        w,
        views: ask.views(),
        span: w.stretch(from, to),
        from: day::iso(from),
        to: day::iso(to),
        count,
        figure: line::draw(&bins, step, query, w),
        earlier: address(from.saturating_sub(days), from - 1),
        later: address(to + 1, to.saturating_add(days)),
        wider: address(from.saturating_sub(pad), to.saturating_add(pad)),
        whole: ask.with(&[("from", None), ("to", None)]),
        rows: ask.rows(&entries),
        more: count.saturating_sub(100),
        undated: ask.catalogue.undated,
    })
}

/// The timeline where no entry has a day: nothing but how many have none.
fn undated(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    page(&Timeline {
        s: ask.shell("timeline", &w.say("nav-timeline")),
        w,
        views: ask.views(),
        span: String::new(),
        from: String::new(),
        to: String::new(),
        count: 0,
        figure: Markup::new(),
        earlier: String::new(),
        later: String::new(),
        wider: String::new(),
        whole: String::new(),
        rows: Vec::new(),
        more: 0,
        undated: ask.catalogue.undated,
    })
}

#[derive(Template)]
#[template(path = "map.html")]
struct Map {
    s: Shell,
    w: Words,
    views: Option<Views>,
    from: String,
    to: String,
    first: Day,
    last: Day,
    low: Day,
    high: Day,
    count: usize,
    whole: String,
    figure: Markup,
    without: usize,
    places: Vec<Item>,
    based: bool,
}

pub(super) fn map(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let dated = ask.catalogue.extent().is_some();
    let (first, last) = ask.catalogue.extent().unwrap_or((0, 0));
    let (mut low, mut high) = stretch(ask).unwrap_or((0, 0));
    // The slider speaks in days since 1970.
    if let Some(day) = ask.get("low").and_then(|d| d.parse().ok()) {
        low = day;
    }
    if let Some(day) = ask.get("high").and_then(|d| d.parse().ok()) {
        high = day;
    }
    let (low, high) = (low.clamp(first, last), high.clamp(first, last));
    let (low, high) = (low.min(high), low.max(high));
    let range = ask.catalogue.between(low, high);
    let count = ask.picked().map_or(range.len(), |picked| picked.within(&range).len());
    let (points, without) = super::names::points(ask, range, false);
    let mut places: Vec<Item> = points
        .iter()
        .map(|p| Item { name: p.name.clone(), link: p.link.clone(), count: p.count, ..Item::default() })
        .collect();
    places.sort_by(|a, b| b.count.cmp(&a.count).then(a.name.cmp(&b.name)));
    places.truncate(60);
    page(&Map {
        s: ask.shell("map", &w.say("nav-map")),
        w,
        views: ask.views(),
        from: if dated { w.date(low) } else { String::new() },
        to: if dated { w.date(high) } else { String::new() },
        first,
        last,
        low,
        high,
        count,
        whole: ask.with(&[("low", None), ("high", None), ("from", None), ("to", None)]),
        figure: picture::either(
            &sheet::draw(&points, ask.room.base_map(), w),
            &sheet::narrow(&points, ask.room.base_map(), w),
        ),
        without,
        places,
        based: ask.room.base_map().is_some(),
    })
}

#[derive(Template)]
#[template(path = "network.html")]
struct Network {
    s: Shell,
    w: Words,
    views: Option<Views>,
    figure: Markup,
    shown: usize,
    all: usize,
    pairs: Vec<(Item, Item, usize)>,
    sizes: Vec<Item>,
    centre: String,
}

/// Names and ties of the network that an address means.
pub fn ties(ask: &Ask<'_>) -> (Vec<net::Node>, Vec<net::Tie>) {
    let catalogue = &*ask.catalogue;
    let most = ask.number("names").unwrap_or(40).clamp(5, 120);
    if let Some(picked) = ask.picked() {
        return ties_among(catalogue, &picked.entries, most);
    }
    let centre = ask.get("person").and_then(|p| catalogue.people.position(p)).map(|p| p as u32);
    let mut names: Vec<u32> = Vec::new();
    names.extend(centre);
    let mut place: std::collections::BTreeMap<u32, usize> = names.iter().map(|n| (*n, 0)).collect();
    let mut join = |pair: &crate::catalogue::Pair| {
        for person in [pair.people.0, pair.people.1] {
            if names.len() < most && !place.contains_key(&person) {
                place.insert(person, names.len());
                names.push(person);
            }
        }
        names.len() >= most
    };
    match centre {
        Some(centre) => {
            let own = catalogue.company.of(centre).iter();
            let _ = own.filter_map(|k| catalogue.pairs.get(*k as usize)).find(|pair| join(pair));
        }
        None => {
            let _ = catalogue.pairs.iter().find(|pair| join(pair));
        }
    }
    // The ties among them, from each one's own company.
    let mut among: Vec<u32> = names
        .iter()
        .flat_map(|n| catalogue.company.of(*n))
        .copied()
        .filter(|k| {
            let pair = &catalogue.pairs[*k as usize];
            place.contains_key(&pair.people.0) && place.contains_key(&pair.people.1)
        })
        .collect();
    among.sort_unstable();
    among.dedup();
    let ties: Vec<net::Tie> = among
        .into_iter()
        .filter_map(|k| {
            let pair = catalogue.pairs.get(k as usize)?;
            let (a, b) = (*place.get(&pair.people.0)?, *place.get(&pair.people.1)?);
            Some(net::Tie { ends: (a.min(b), a.max(b)), weight: pair.events as usize })
        })
        .take(most * 8)
        .collect();
    let nodes = names
        .iter()
        .map(|&k| {
            let name = &catalogue.people.names[k as usize];
            net::Node { name: name.name.to_string(), weight: name.entries.len() }
        })
        .collect();
    (nodes, ties)
}

/// The same of those whom some entries name: ties are counted in these alone.
fn ties_among(
    catalogue: &crate::catalogue::Catalogue,
    entries: &[u32],
    most: usize,
) -> (Vec<net::Node>, Vec<net::Tie>) {
    let named = catalogue.people.names.iter().enumerate();
    let mut people: Vec<(u32, Vec<u32>)> = named
        .map(|(k, name)| {
            let own = name.entries.iter().copied().filter(|entry| entries.binary_search(entry).is_ok());
            (k as u32, own.collect::<Vec<u32>>())
        })
        .filter(|(_, own)| !own.is_empty())
        .collect();
    people.sort_by_key(|(k, own)| (std::cmp::Reverse(own.len()), *k));
    people.truncate(most);
    let place: std::collections::BTreeMap<u32, usize> =
        people.iter().enumerate().map(|(at, (k, _))| (*k, at)).collect();
    let mut pairs: Vec<u32> = people.iter().flat_map(|(k, _)| catalogue.company.of(*k)).copied().collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut ties: Vec<net::Tie> = pairs
        .into_iter()
        .filter_map(|k| {
            let pair = catalogue.pairs.get(k as usize)?;
            let (a, b) = (*place.get(&pair.people.0)?, *place.get(&pair.people.1)?);
            let weight = crate::list::filter::common(&people[a].1, &people[b].1);
            (weight > 0).then_some(net::Tie { ends: (a.min(b), a.max(b)), weight })
        })
        .collect();
    ties.sort_by_key(|tie| (std::cmp::Reverse(tie.weight), tie.ends));
    ties.truncate(most * 8);
    let nodes = people.iter().map(|(k, own)| net::Node {
        name: catalogue.people.names[*k as usize].name.to_string(),
        weight: own.len(),
    });
    (nodes.collect(), ties)
}

pub(super) fn network(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let (nodes, ties) = ties(ask);
    let item = |k: usize| Item {
        name: nodes[k].name.clone(),
        link: crate::markup::address("person", &nodes[k].name),
        ..Item::default()
    };
    let chosen = ask.number("names").unwrap_or(40);
    page(&Network {
        s: ask.shell("network", &w.say("nav-network")),
        w,
        views: ask.views(),
        figure: net::draw(&nodes, &ties, w),
        shown: nodes.len(),
        all: ask.catalogue.people.names.len(),
        pairs: ties.iter().take(60).map(|t| (item(t.ends.0), item(t.ends.1), t.weight)).collect(),
        sizes: [20usize, 40, 80, 120]
            .into_iter()
            .map(|n| Item {
                name: n.to_string(),
                link: ask.with(&[("names", Some(&n.to_string()))]),
                chosen: n == chosen,
                ..Item::default()
            })
            .collect(),
        centre: ask.get("person").unwrap_or_default().to_owned(),
    })
}
