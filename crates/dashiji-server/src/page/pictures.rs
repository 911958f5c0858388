//! Timeline, map and network: the whole base at one look, each drawn on the server. Each is a figure with a title that says what it shows, and can be had
//! as a picture of its own (`/picture/map.svg?…`), to keep or to show elsewhere.

use super::{Ask, Item, Row, Shell, Views, page};
use crate::answer::{Answer, media};
use crate::day::{self, Day};
use crate::list::present::{self, Seen};
use crate::markup::Markup;
use crate::picture::{self, map as sheet, nested, network as net, timeline as line};
use crate::words::Words;
use askama::Template;

/// What a picture shows, in a sentence, and the picture.
type Drawing = (String, Markup);

/// A picture on a page, with what it shows and where it can be had.
#[derive(Debug, Clone, Default)]
pub struct Figure {
    /// What it shows, in a sentence.
    pub title: String,
    /// The picture.
    pub markup: Markup,
    /// The same as a file: `/picture/map.svg?…`.
    pub svg: String,
    /// What it is drawn from.
    pub data: String,
    /// What shows it on another page.
    pub embed: String,
}

/// A figure of the page that was asked for: its file is asked for by the same query.
pub fn figure(ask: &Ask<'_>, name: &str, title: String, markup: Markup, data: &str) -> Figure {
    let query = ask.with(&[("page", None)]);
    let query = query.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"));
    let svg = format!("/picture/{name}.svg{query}");
    let lang = if query.is_empty() { '?' } else { '&' };
    let mut embed = Markup::new();
    embed.raw("<img").attribute("src", &format!("{}{svg}{lang}lang={}", ask.origin, ask.words.code()));
    embed.attribute("alt", &title).raw(">");
    let embed = embed.to_string();
    Figure { title, markup, svg, data: format!("{data}{query}"), embed }
}

/// The picture that an address means as a file that needs no page around it.
pub fn file(ask: &Ask<'_>, name: &str) -> Answer {
    if let Some(fault) = ask.unpicked() {
        return super::unpicked(ask, fault);
    }
    let drawn = match name {
        "timeline.svg" => stretch(ask).map(|(from, to)| line_of(ask, from, to)),
        "map.svg" => Some(map_of(ask, span(ask)).0),
        "squares.svg" => Some(map_of(ask, span(ask)).1),
        "network.svg" => Some(net_of(ask).0),
        _ => super::ledgers::drawn(ask, name.trim_end_matches(".svg")),
    };
    match drawn.filter(|(_, picture)| !picture.is_empty() && name.strip_suffix(".svg").is_some()) {
        Some((title, picture)) => Answer {
            status: 200,
            kind: media::SVG,
            body: picture::alone(&picture, &title),
            ..Answer::default()
        },
        None => ask.missing(),
    }
}

/// Events of which names are looked for in the timeline, the first.
const NAMED: usize = 4000;

/// What the timeline shows of a stretch, and the picture.
fn line_of(ask: &Ask<'_>, from: Day, to: Day) -> Drawing {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let (step, bins) = line::bins(catalogue, from, to, ask.picked());
    let range = catalogue.between(from, to);
    let count = ask.picked().map_or(range.len(), |picked| picked.within(&range).len());
    let named = |entry: u32| {
        let head = &catalogue.heads[entry as usize];
        let told = catalogue.people_of.of(entry).len() + catalogue.places_of.of(entry).len();
        // What tells of a whole year is no event of its first day.
        let vague = catalogue.dayless.binary_search(&entry).is_ok();
        // Those with a headline of their own are named first, by others the words they begin with.
        let told = told + if head.headed { 1000 } else { 0 };
        (!vague && !head.title.is_empty()).then_some((entry, head.from, told))
    };
    let mut events: Vec<(u32, Day, usize)> = match ask.picked() {
        Some(picked) => picked.within(&range).iter().copied().take(NAMED).filter_map(named).collect(),
        None => range.clone().take(NAMED).filter_map(|entry| named(entry as u32)).collect(),
    };
    events.sort_by_key(|(entry, _, told)| (std::cmp::Reverse(*told), *entry));
    // One of each column is named: the first of every day are enough.
    events.truncate(600);
    let events: Vec<line::Named> = events
        .into_iter()
        .map(|(entry, at, weight)| line::Named {
            at,
            title: catalogue.heads[entry as usize].title.to_string(),
            link: ask.entry_link(entry),
            weight,
        })
        .collect();
    let query = ask.picked().map(|picked| picked.query.as_str()).unwrap_or_default();
    let drawn =
        line::Drawn { bins: &bins, step, query, events: &events, log: ask.get("scale") == Some("log") };
    let most = bins.iter().max_by_key(|bin| (bin.count, std::cmp::Reverse(bin.from)));
    let values = [
        ("span", w.stretch(from, to).into()),
        ("n", (count as u64).into()),
        ("shown", crate::words::grouped(count).into()),
        ("when", most.map(|bin| w.stretch(bin.from, bin.to)).unwrap_or_default().into()),
        ("most", crate::words::grouped(most.map_or(0, |bin| bin.count)).into()),
        ("what", query.to_owned().into()),
    ];
    let key = if query.is_empty() { "timeline-title" } else { "timeline-title-of" };
    (w.tell(key, &values), line::either(drawn, w))
}

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
    figure: Figure,
    log: bool,
    scale: String,
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
        figure: {
            let (title, picture) = line_of(ask, from, to);
            figure(ask, "timeline", title, picture, "/api/timeline")
        },
        log: ask.get("scale") == Some("log"),
        scale: ask.with(&[("scale", (ask.get("scale") != Some("log")).then_some("log"))]),
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
        figure: Figure::default(),
        log: false,
        scale: String::new(),
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
    person: String,
    figure: Figure,
    squares: Figure,
    without: usize,
    places: Vec<Item>,
    based: bool,
    /// Where everybody was, where one day or one person is shown.
    seen: Vec<Seen>,
    /// The place that is looked at, with its entries.
    at: Option<Item>,
    rows: Vec<Row>,
    more: usize,
}

/// The days a map is asked for: as days, or as the slider has them.
fn span(ask: &Ask<'_>) -> (Day, Day) {
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
    (low.min(high), low.max(high))
}

/// Days up to which a map says who was where.
const FEW_DAYS: Day = 1;

/// Entries that are listed beside a place.
const LISTED: usize = 60;

/// The map of a stretch with what it shows, the same as squares, the points, how many entries have none, and who was where.
fn map_of(ask: &Ask<'_>, (low, high): (Day, Day)) -> (Drawing, Drawing, Vec<sheet::Point>, usize, Vec<Seen>) {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let range = catalogue.between(low, high);
    let person = ask.get("person").filter(|name| catalogue.people.get(name).is_some());
    let seen = match person {
        Some(name) => present::stops(catalogue, &ask.snapshot.people(name), (low, high)),
        None if high - low < FEW_DAYS => {
            let entries: Vec<u32> = match ask.picked() {
                Some(picked) => picked.within(&range).to_vec(),
                None => range.clone().map(|entry| entry as u32).collect(),
            };
            present::on(&ask.snapshot, &entries)
        }
        None => Vec::new(),
    };
    let (mut points, without) = super::names::points(ask, range, false);
    if person.is_some() {
        points = present::points(&seen);
    } else {
        for point in &mut points {
            let here = seen.iter().filter(|one| one.spots.iter().any(|(code, ..)| point.code == *code));
            let mut names: Vec<String> = here.map(|one| one.name.clone()).collect();
            names.dedup();
            point.people = names.into_iter().take(4).collect();
        }
    }
    let chosen = ask.get("at").and_then(|code| code.parse::<u32>().ok());
    for point in &mut points {
        point.link = format!("{}#beside", ask.with(&[("at", Some(&format!("{:06}", point.code)))]));
        point.chosen = chosen == Some(point.code);
    }
    let route: Vec<sheet::Leg> = if person.is_some() { present::route(&seen, w) } else { Vec::new() };
    let drawn = sheet::Drawn { points: &points, base: ask.room.base_map(), route: &route };
    let most = points.iter().max_by_key(|point| (point.count, std::cmp::Reverse(point.code)));
    let dated = catalogue.extent().is_some();
    let values = [
        ("span", if dated { w.stretch(low, high) } else { String::new() }.into()),
        ("places", crate::words::grouped(points.len()).into()),
        ("most", most.map(|point| point.name.clone()).unwrap_or_default().into()),
        ("n", crate::words::grouped(most.map_or(0, |point| point.count)).into()),
        ("person", person.unwrap_or_default().to_owned().into()),
        ("what", ask.picked().map(|picked| picked.query.clone()).unwrap_or_default().into()),
    ];
    let key = match (person, ask.picked()) {
        _ if points.is_empty() => "map-title-none",
        (Some(_), _) => "map-title-person",
        (None, Some(_)) => "map-title-of",
        (None, None) => "map-title",
    };
    let picture = picture::either(&sheet::draw(drawn, w), &sheet::narrow(drawn, w));
    let parts: Vec<nested::Part> = points
        .iter()
        .map(|point| nested::Part { code: point.code, count: point.count, link: point.link.clone() })
        .collect();
    let squares = picture::either(&nested::draw(&parts, w), &nested::narrow(&parts, w));
    let squares = (w.tell("squares-title", &values), squares);
    ((w.tell(key, &values), picture), squares, points, without, seen)
}

pub(super) fn map(ask: &Ask<'_>) -> Answer {
    let (w, catalogue) = (ask.words, &*ask.catalogue);
    let dated = catalogue.extent().is_some();
    let (first, last) = catalogue.extent().unwrap_or((0, 0));
    let (low, high) = span(ask);
    let range = catalogue.between(low, high);
    let count = ask.picked().map_or(range.len(), |picked| picked.within(&range).len());
    let ((title, picture), (squares_title, squares), points, without, seen) = map_of(ask, (low, high));
    let mut places: Vec<Item> = points
        .iter()
        .map(|p| Item {
            name: p.name.clone(),
            link: format!("/place/{:06}", p.code),
            count: p.count,
            ..Item::default()
        })
        .collect();
    places.sort_by(|a, b| b.count.cmp(&a.count).then(a.name.cmp(&b.name)));
    places.truncate(60);
    let chosen = points.iter().find(|point| point.chosen);
    let mut beside: Vec<u32> = Vec::new();
    if let Some(point) = chosen {
        let own = catalogue.spots.iter().find(|spot| spot.code == point.code);
        beside.extend(
            own.into_iter().flat_map(|spot| &spot.entries).filter(|e| range.contains(&(**e as usize))),
        );
        if let Some(picked) = ask.picked() {
            beside.retain(|entry| picked.entries.binary_search(entry).is_ok());
        }
        if let Some(person) = ask.get("person").and_then(|name| catalogue.people.get(name)) {
            beside.retain(|entry| person.entries.binary_search(entry).is_ok());
        }
    }
    let more = beside.len().saturating_sub(LISTED);
    beside.truncate(LISTED);
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
        count: if ask.get("person").is_some() { seen.len() } else { count },
        whole: ask.with(&[("low", None), ("high", None), ("from", None), ("to", None), ("at", None)]),
        person: ask.get("person").unwrap_or_default().to_owned(),
        figure: figure(ask, "map", title, picture, "/api/map"),
        squares: figure(ask, "squares", squares_title, squares, "/api/map"),
        without,
        places,
        based: ask.room.base_map().is_some(),
        at: chosen.map(|point| Item {
            name: point.name.clone(),
            link: format!("/place/{:06}", point.code),
            count: point.count,
            ..Item::default()
        }),
        rows: ask.rows(&beside),
        more,
        seen,
    })
}

#[derive(Template)]
#[template(path = "network.html")]
struct Network {
    s: Shell,
    w: Words,
    views: Option<Views>,
    figure: Figure,
    groups: Vec<(&'static str, String)>,
    shown: usize,
    all: usize,
    pairs: Vec<(Item, Item, usize, String)>,
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
            let close = f64::from(pair.close) / 60.0;
            Some(net::Tie { ends: (a.min(b), a.max(b)), weight: pair.events as usize, close })
        })
        .take(most * 8)
        .collect();
    let nodes = names
        .iter()
        .map(|&k| {
            let name = &catalogue.people.names[k as usize];
            net::Node {
                name: name.name.to_string(),
                weight: name.entries.len(),
                office: name.note.to_string(),
            }
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
            let both = people[a].1.iter().filter(|entry| people[b].1.binary_search(entry).is_ok());
            let both: Vec<u32> = both.copied().collect();
            let share =
                |entry: &u32| 1.0 / catalogue.people_of.of(*entry).len().saturating_sub(1).max(1) as f64;
            let close = both.iter().map(share).sum();
            let ends = (a.min(b), a.max(b));
            (!both.is_empty()).then_some(net::Tie { ends, weight: both.len(), close })
        })
        .collect();
    ties.sort_by(|a, b| b.close.total_cmp(&a.close).then(a.ends.cmp(&b.ends)));
    ties.truncate(most * 8);
    let nodes = people.iter().map(|(k, own)| net::Node {
        name: catalogue.people.names[*k as usize].name.to_string(),
        weight: own.len(),
        office: catalogue.people.names[*k as usize].note.to_string(),
    });
    (nodes.collect(), ties)
}

/// What the network shows, the picture, and what it is drawn from.
fn net_of(ask: &Ask<'_>) -> (Drawing, Vec<net::Node>, Vec<net::Tie>) {
    let w = ask.words;
    let (nodes, ties) = ties(ask);
    let closest = ties.iter().max_by(|a, b| a.close.total_cmp(&b.close).then(b.ends.cmp(&a.ends)));
    let name = |end: usize| nodes.get(end).map(|node| node.name.clone()).unwrap_or_default();
    let values = [
        ("people", crate::words::grouped(nodes.len()).into()),
        ("one", closest.map(|tie| name(tie.ends.0)).unwrap_or_default().into()),
        ("other", closest.map(|tie| name(tie.ends.1)).unwrap_or_default().into()),
        ("n", crate::words::grouped(closest.map_or(0, |tie| tie.weight)).into()),
    ];
    let key = if closest.is_some() { "network-title" } else { "network-title-none" };
    let picture = if nodes.is_empty() { Markup::new() } else { net::either(&nodes, &ties, w) };
    ((w.tell(key, &values), picture), nodes, ties)
}

pub(super) fn network(ask: &Ask<'_>) -> Answer {
    let w = ask.words;
    let ((title, picture), nodes, ties) = net_of(ask);
    let mut groups: Vec<&'static str> = nodes.iter().map(|node| net::group(&node.office)).collect();
    groups.sort_by_key(|group| net::GROUPS.iter().position(|known| known == group));
    groups.dedup();
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
        figure: figure(ask, "network", title, picture, "/api/network"),
        groups: groups.into_iter().map(|group| (group, w.named("group", group))).collect(),
        shown: nodes.len(),
        all: ask.catalogue.people.names.len(),
        pairs: ties
            .iter()
            .take(60)
            .map(|t| {
                let together = net::together(&nodes[t.ends.0].name, &nodes[t.ends.1].name);
                (item(t.ends.0), item(t.ends.1), t.weight, together)
            })
            .collect(),
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
