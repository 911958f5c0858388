//! The answer to a question as a card above the hits: one sentence, then the lines it stands on, each a link to its characters.

use super::{Ask, Item};
use crate::day;
use crate::markup::address;
use crate::question::{About, Answer, Asked, Whereabouts};
use crate::snapshot::Series;
use crate::words::Words;
use dashiji::collate::Cite;
use dashiji::collate::person::Stop;
use dashiji_store::search::Ground;

/// A line of an answer.
pub struct Line {
    /// When, in words.
    pub when: String,
    /// The answer: a place, a name, a stage.
    pub name: String,
    /// The page about it.
    pub link: String,
    /// Further words.
    pub note: String,
    /// Where it is told.
    pub cites: Vec<Item>,
}

/// An answer as it is shown.
pub struct Card {
    /// What was understood and what the answer is, in a sentence.
    pub title: String,
    /// What it stands on.
    pub lines: Vec<Line>,
    /// What is to be said besides: that nothing is told of the day itself.
    pub hint: String,
    /// A page with more.
    pub more: Option<Item>,
}

/// Lines of a card.
const LINES: usize = 12;

/// The card of an answer.
pub fn card(ask: &Ask<'_>, asked: &Asked, answer: &Answer, series: Option<&Series>) -> Option<Card> {
    match answer {
        Answer::Whereabouts(name, told) => Some(whereabouts(ask, asked, name, told)),
        Answer::People(people) => Some(people_card(ask, people)),
        Answer::Holders(office, holders) => Some(holders_card(ask, asked, office, holders)),
        Answer::Order(office, positions) => Some(order(ask, asked, office, positions)),
        Answer::Stages(title, stages) => Some(stages_card(ask, title, stages)),
        Answer::Ledger(at) => ledger(ask, *at, series?),
    }
}

/// What a question was understood as, for the line above the hits.
pub fn understood(asked: &Asked, w: Words) -> String {
    let key = match &asked.about {
        About::Whereabouts(_) => "asked-where",
        About::Person(_) | About::Office(..) => "asked-who",
        About::Document(_) => "asked-when",
        About::Ledger(..) => "asked-much",
        About::Days => "asked-day",
    };
    w.say(key)
}

fn days(asked: &Asked, w: Words) -> String {
    asked.when.map(|(from, to)| w.stretch(from, to)).unwrap_or_default()
}

fn cite(ask: &Ask<'_>, cite: &Cite) -> Item {
    let w = ask.words;
    let name = match cite.date.as_deref() {
        Some(date) => w.edtf(date),
        None => w.count("entry-number", &(cite.number as usize)),
    };
    let note = if cite.doubt { w.say("legend-doubt") } else { String::new() };
    Item { name, link: ask.cite_link(cite), note, ..Item::default() }
}

fn stop(ask: &Ask<'_>, stop: &Stop) -> Line {
    let w = ask.words;
    let parts: Vec<String> = stop.parts.iter().map(|part| w.word("part", part)).collect();
    let first = stop.places.first().filter(|_| stop.places.len() == 1);
    let known = first.and_then(|name| ask.catalogue.place_named(name));
    let mut note = parts.join(&w.say("list-and"));
    if stop.places.is_empty() && !stop.remote.is_empty() {
        let remote = w.with("card-remote", "places", &stop.remote.join("、"));
        note = if note.is_empty() { remote } else { format!("{note} · {remote}") };
    }
    let entry = ask
        .catalogue
        .entry(&dashiji::collate::Key { document: stop.cite.document.clone(), number: stop.cite.number });
    let title = entry.map(|entry| &ask.catalogue.heads[entry as usize]).filter(|head| head.headed);
    Line {
        when: w.edtf(&format!("{}/{}", stop.from, stop.to)),
        name: if stop.places.is_empty() { w.say("card-no-place") } else { stop.places.join("、") },
        link: known.map(|name| address("place", &name.key)).unwrap_or_default(),
        note,
        cites: vec![Item {
            name: title.map_or_else(|| cite(ask, &stop.cite).name, |head| head.title.to_string()),
            note: if stop.cite.doubt { w.say("legend-doubt") } else { String::new() },
            link: ask.cite_link(&stop.cite),
            ..Item::default()
        }],
    }
}

fn whereabouts(ask: &Ask<'_>, asked: &Asked, name: &str, told: &[Whereabouts]) -> Card {
    let w = ask.words;
    let mut lines = Vec::new();
    let mut places: Vec<&str> = Vec::new();
    let several = told.len() > 1;
    for person in told {
        for one in &person.stops {
            places.extend(one.places.iter().map(String::as_str));
            let mut line = stop(ask, one);
            if several {
                line.note = format!("{}（{}） {}", name, person.homonym, line.note);
            }
            lines.push(line);
        }
    }
    places.sort_unstable();
    places.dedup();
    let told_any = !lines.is_empty();
    if !told_any {
        let near = told.iter().flat_map(|person| [&person.before, &person.after]).flatten();
        lines.extend(near.map(|near| stop(ask, near)));
    }
    lines.truncate(LINES);
    let values = [
        ("name", name.to_owned().into()),
        ("when", days(asked, w).into()),
        ("places", places.join("、").into()),
    ];
    let title = match (asked.when.is_some(), told_any, places.is_empty()) {
        (true, true, false) => "card-where-on",
        (true, true, true) => "card-where-no-place",
        (true, false, _) => "card-where-nothing",
        (false, ..) => "card-where-last",
    };
    Card {
        title: w.tell(title, &values),
        lines,
        hint: if several { w.say("card-several") } else { String::new() },
        more: Some(Item { name: name.to_owned(), link: address("person", name), ..Item::default() }),
    }
}

fn people_card(ask: &Ask<'_>, people: &[dashiji::collate::person::Person]) -> Card {
    let w = ask.words;
    let name = people.first().map(|person| person.name.clone()).unwrap_or_default();
    let lines: Vec<Line> = people
        .iter()
        .flat_map(|person| person.offices.iter().take(6).map(move |office| (person, office)))
        .take(LINES)
        .map(|(person, office)| Line {
            when: match (office.first.as_deref().and_then(day::of), office.last.as_deref().and_then(day::of))
            {
                (Some(first), Some(last)) => w.stretch_seen(first, last),
                _ => String::new(),
            },
            name: office.title.clone(),
            link: format!("/offices?name={}", crate::markup::encoded(&office.title)),
            note: if people.len() > 1 { format!("{name}（{}）", person.homonym) } else { String::new() },
            cites: office.cites.iter().take(2).map(|c| cite(ask, c)).collect(),
        })
        .collect();
    let key = if lines.is_empty() { "card-person-no-office" } else { "card-person" };
    Card {
        title: w.with(key, "name", &name),
        lines,
        hint: if people.len() > 1 { w.say("card-several") } else { String::new() },
        more: Some(Item { link: address("person", &name), name, ..Item::default() }),
    }
}

fn holders_card(
    ask: &Ask<'_>,
    asked: &Asked,
    office: &str,
    holders: &[dashiji_store::search::Holder],
) -> Card {
    let w = ask.words;
    let mut names: Vec<&str> = Vec::new();
    for holder in holders.iter().take(LINES) {
        if !names.contains(&holder.name.as_str()) {
            names.push(&holder.name);
        }
    }
    let lines = holders.iter().take(LINES).map(|holder| Line {
        when: String::new(),
        name: holder.name.clone(),
        link: address("person", &holder.name),
        note: format!(
            "{} · {}",
            holder.title,
            w.say(match holder.ground {
                Ground::Stated => "card-stated",
                Ground::Between => "card-between",
                Ground::Nearest => "card-nearest",
            })
        ),
        cites: holder
            .proof
            .iter()
            .filter_map(|proof| {
                let entry = *ask.catalogue.entries(&proof.key.entry).first()?;
                let key = ask.catalogue.key(entry);
                let link = match (proof.start, proof.end) {
                    (Some(start), Some(end)) => ask.quote_link(&key, start, end)?,
                    _ => ask.entry_link(entry),
                };
                Some(Item { name: w.edtf(&proof.date), link, ..Item::default() })
            })
            .collect(),
    });
    let values = [
        ("office", office.to_owned().into()),
        ("when", days(asked, w).into()),
        ("names", names.join("、").into()),
    ];
    Card {
        title: w.tell("card-holder", &values),
        lines: lines.collect(),
        hint: String::new(),
        more: Some(offices_page(office)),
    }
}

fn offices_page(office: &str) -> Item {
    Item {
        name: office.to_owned(),
        link: format!("/offices?name={}", crate::markup::encoded(office)),
        ..Item::default()
    }
}

fn order(ask: &Ask<'_>, asked: &Asked, office: &str, positions: &[usize]) -> Card {
    let w = ask.words;
    let mut held: Vec<(&crate::catalogue::Office, &crate::catalogue::Holder)> = positions
        .iter()
        .filter_map(|&k| ask.catalogue.offices.get(k))
        .flat_map(|office| office.holders.iter().map(move |holder| (office, holder)))
        .collect();
    let far = |holder: &crate::catalogue::Holder, at: day::Day| {
        if holder.first == day::NONE {
            day::Day::MAX
        } else {
            (holder.first - at).max(at - holder.last).max(0)
        }
    };
    match asked.when {
        Some((at, _)) => held.sort_by_key(|(_, holder)| far(holder, at)),
        None => held.sort_by_key(|(office, holder)| (office.org.clone(), holder.first, holder.last)),
    }
    let many = held.len();
    let lines = held.into_iter().take(LINES).map(|(post, holder)| {
        let mut note: Vec<String> = Vec::new();
        if *post.title != *office {
            note.push(post.title.to_string());
        }
        note.extend(holder.changes.iter().map(|(how, at)| match *at {
            day::NONE => w.word("change", how),
            at => format!("{} {}", w.date(at), w.word("change", how)),
        }));
        note.push(w.count("card-seen", &(holder.times as usize)));
        Line {
            when: if holder.first == day::NONE {
                String::new()
            } else {
                w.stretch_seen(holder.first, holder.last)
            },
            name: holder.called(),
            link: address("person", &holder.name),
            note: note.join(" · "),
            cites: holder
                .seen
                .iter()
                .take(if holder.seen[0] == holder.seen[1] { 1 } else { 2 })
                .map(|&entry| super::told::reference(ask, entry))
                .collect(),
        }
    });
    let key = match (asked.when.is_some(), many) {
        (true, _) => "card-order-nothing",
        (false, 1) => "card-order-one",
        (false, _) => "card-order",
    };
    let values =
        [("office", office.to_owned().into()), ("when", days(asked, w).into()), ("n", (many as u64).into())];
    Card {
        title: w.tell(key, &values),
        lines: lines.collect(),
        hint: w.say("offices-lead"),
        more: Some(offices_page(office)),
    }
}

fn stages_card(ask: &Ask<'_>, title: &str, stages: &[dashiji::collate::document::Passing]) -> Card {
    let w = ask.words;
    let lines: Vec<Line> = stages
        .iter()
        .take(LINES)
        .map(|stage| Line {
            when: stage.date.as_deref().map(|date| w.edtf(date)).unwrap_or_default(),
            name: w.word("stage", &stage.stage),
            link: String::new(),
            note: stage.all_bodies().join("、"),
            cites: stage.cites.iter().take(2).map(|c| cite(ask, c)).collect(),
        })
        .collect();
    let key = if lines.is_empty() { "card-stages-none" } else { "card-stages" };
    Card {
        title: w.with(key, "title", &format!("《{title}》")),
        lines,
        hint: String::new(),
        more: Some(Item {
            name: format!("《{title}》"),
            link: address("document", title),
            ..Item::default()
        }),
    }
}

fn ledger(ask: &Ask<'_>, at: usize, series: &Series) -> Option<Card> {
    let w = ask.words;
    let ledger = series.list.get(at)?;
    let finding = crate::list::ledger::finding(ledger);
    let mut lines = Vec::new();
    if let Some(total) = &finding.total {
        lines.push(Line {
            when: total.date.as_deref().map(|date| w.edtf(date)).unwrap_or_default(),
            name: total.cite.text.clone(),
            link: ask.cite_link(&total.cite),
            note: w.say("ledger-last-total"),
            cites: vec![cite(ask, &total.cite)],
        });
    }
    // The gaps stand in the sentence already.
    let missing = super::ledgers::missing(ledger, &finding, w);
    let missing = &missing[usize::from(!finding.gaps.is_empty()).min(missing.len())..];
    Some(Card {
        title: super::ledgers::title(ledger, &finding, w),
        lines,
        hint: missing.join(" "),
        more: Some(Item { name: ledger.title(), link: super::ledgers::link(series, at), ..Item::default() }),
    })
}
