//! The answer to a question as a card above the hits: one sentence, then the lines it stands on, each a link to its characters.

use super::{Ask, Item};
use crate::day;
use crate::gloss;
use crate::markup::address;
use crate::question::office::{Held, Place};
use crate::question::passage::{self, Passage};
use crate::question::words::{Asks, Turn};
use crate::question::{About, Answer, Asked, Met, Present, Whereabouts};
use crate::snapshot::Series;
use crate::words::Words;
use dashiji::collate::Cite;
use dashiji::collate::person::Stop;
use dashiji_store::search::Ground;

/// A line of an answer.
#[derive(Default)]
pub struct Line {
    /// When, in words.
    pub when: String,
    /// The answer: a place, a name, a stage.
    pub name: String,
    /// The same for those who read no Chinese.
    pub gloss: String,
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
        Answer::Visits(name, place, stops) => Some(visits_card(ask, name, place, stops)),
        Answer::Present(told) => Some(present_card(ask, asked, told)),
        Answer::Entries(entries, total) => Some(entries_card(ask, asked, entries, *total)),
        Answer::Measures(told) => Some(measures_card(ask, asked, told)),
        Answer::Figures(told) => Some(figures_card(ask, asked, told)),
        Answer::Turns(office, held) => Some(turns_card(ask, asked, office, held)),
        Answer::Papers(told) => Some(papers_card(ask, asked, told)),
        Answer::Passages(told, total) => Some(passages_card(ask, asked, told, *total)),
    }
}

/// What a question was understood as, for the line above the hits.
pub fn understood(asked: &Asked, w: Words) -> String {
    let key = match &asked.about {
        About::Whereabouts(_) | About::Visits(..) => "asked-where",
        About::Person(_)
        | About::Office(..)
        | About::Turned(..)
        | About::Held(..)
        | About::Visitors(_)
        | About::Doers(_) => "asked-who",
        About::Document(_) => "asked-when",
        About::Papers(_) => "asked-papers",
        About::Passage(..) => "asked-which",
        About::Ledger(..) | About::Figures(_) => "asked-much",
        About::Together(..) => "asked-together",
        About::Measures(..) => "asked-measure",
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
    let told: Vec<String> = stop.places.iter().map(|name| gloss::place(w, name)).collect();
    // Where no place is known of, or it is named in another sentence than they are, the words themselves tell a reader more.
    if let Some(leaf) = ask.snapshot.leaves(&[&stop.cite.entry]).pop() {
        let (_, sentence) = passage::sentence_at(&leaf, stop.cite.start);
        let begins = |place: &String| sentence.contains(&place.chars().take(2).collect::<String>());
        if !stop.places.iter().any(begins) {
            note = format!("{note} · {}", quoted(&sentence, w)).trim_start_matches(" · ").to_owned();
        }
    }
    Line {
        gloss: told.join(", ").trim_matches([' ', ',']).to_owned(),
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

/// Characters of a sentence that are quoted.
const QUOTED: usize = 90;

/// A sentence in quotation marks, so far as it is not too long.
fn quoted(sentence: &str, w: Words) -> String {
    let line: String = sentence.replace(['\n', '\r', '\u{3000}'], " ");
    let cut = line.chars().count() > QUOTED;
    let mut told: String = line.chars().take(QUOTED).collect();
    if cut {
        told.push('…');
    }
    w.with("quoted", "words", &told)
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
        hint: match &asked.held {
            Some(office) => {
                w.tell("card-as-held", &[("office", office.clone().into()), ("name", name.to_owned().into())])
            }
            None if several => w.say("card-several"),
            None => String::new(),
        },
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
            gloss: gloss::office(w, &office.title),
            when: match (&office.first, &office.last) {
                (Some(first), Some(last)) if first != last => w.between(&w.edtf(first), &w.edtf(last)),
                (Some(first), _) => w.edtf(first),
                _ => String::new(),
            },
            name: office.title.clone(),
            link: format!("/offices?name={}", crate::markup::encoded(&office.title)),
            note: {
                let own = (people.len() > 1).then(|| format!("{name}（{}）", person.homonym));
                let turns = office.changes.iter().map(|turn| {
                    let date = turn.date.as_deref().map(|date| w.edtf(date)).unwrap_or_default();
                    format!("{date} {}", w.word("change", &turn.how)).trim().to_owned()
                });
                own.into_iter().chain(turns).collect::<Vec<_>>().join(" · ")
            },
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
        gloss: gloss::person(w, &holder.name),
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

/// A line for somebody seen in an office: from when to when, how they took and left it, how often they are seen in it.
fn holder_line(
    ask: &Ask<'_>,
    asked: &str,
    post: &crate::catalogue::Office,
    holder: &crate::catalogue::Holder,
    place: Option<String>,
) -> Line {
    let w = ask.words;
    let mut note: Vec<String> = place.into_iter().collect();
    if *post.title != *asked {
        note.push(post.title.to_string());
    }
    note.extend(super::names::turns(w, holder));
    note.push(w.count("card-seen", &(holder.times as usize)));
    Line {
        gloss: gloss::person(w, &holder.name),
        when: super::names::seen_in(w, holder),
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
}

/// Those before, in and after an office, as they stand to the day or the person asked for.
fn turns_card(ask: &Ask<'_>, asked: &Asked, office: &str, held: &[Held]) -> Card {
    let w = ask.words;
    let seen = held.iter().filter_map(|one| {
        let post = ask.catalogue.offices.get(one.office)?;
        Some((one.place, post, post.holders.get(one.holder)?))
    });
    let mut names: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    for (place, post, holder) in seen {
        if place == Place::Asked {
            names.push(holder.called());
        }
        let said = match place {
            Place::Before => Some("card-turn-before"),
            Place::After => Some("card-turn-after"),
            Place::Asked => None,
        };
        lines.push(holder_line(ask, office, post, holder, said.map(|said| w.say(said))));
    }
    let (key, of) = match &asked.about {
        About::Turned(_, _, Turn::After, name) => ("card-turn-of-after", name.clone()),
        About::Turned(_, _, Turn::Before, name) => ("card-turn-of-before", name.clone()),
        About::Turned(_, _, Turn::First, _) => ("card-turn-of-first", None),
        About::Turned(..) => ("card-turn-of-last", None),
        _ if names.is_empty() => ("card-turn-nothing", None),
        _ => ("card-holder", None),
    };
    let values = [
        ("office", office.to_owned().into()),
        ("when", days(asked, w).into()),
        ("name", of.unwrap_or_default().into()),
        ("names", names.join("、").into()),
    ];
    Card { title: w.tell(key, &values), lines, hint: w.say("offices-lead"), more: Some(offices_page(office)) }
}

/// Documents that passed a stage on some days: a line a stage.
fn papers_card(
    ask: &Ask<'_>,
    asked: &Asked,
    told: &[(String, Vec<dashiji::collate::document::Passing>)],
) -> Card {
    let w = ask.words;
    let all = told.iter().flat_map(|(title, stages)| stages.iter().map(move |stage| (title, stage)));
    let lines = all.take(LINES).map(|(title, stage)| Line {
        gloss: String::new(),
        when: stage.date.as_deref().map(|date| w.edtf(date)).unwrap_or_default(),
        name: format!("《{title}》"),
        link: address("document", title),
        note: format!("{} {}", w.word("stage", &stage.stage), stage.all_bodies().join("、"))
            .trim()
            .to_owned(),
        cites: stage.cites.iter().take(1).map(|c| cite(ask, c)).collect(),
    });
    let values = [("when", days(asked, w).into()), ("n", (told.len() as u64).into())];
    Card { title: w.tell("card-papers", &values), lines: lines.collect(), hint: String::new(), more: None }
}

/// Sentences that say what is asked: what is asked of them first, then the sentence.
fn passages_card(ask: &Ask<'_>, asked: &Asked, told: &[Passage], total: usize) -> Card {
    let w = ask.words;
    let asks = match &asked.about {
        About::Passage(_, asks, _) => &asks[..],
        _ => &[Asks::Who],
    };
    let asks = |what: Asks| asks.contains(&what);
    let mut answers: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    for one in told {
        let when = day_of(ask, one.entry);
        let said = if asks(Asks::Much) {
            one.figure.as_ref().map(|figure| figure.text.clone()).unwrap_or_default()
        } else if asks(Asks::Who) {
            one.people.join("、")
        } else if asks(Asks::Where) {
            one.places.join("、")
        } else {
            String::new()
        };
        let answer = if asks(Asks::When) { when.clone() } else { said.clone() };
        if !answer.is_empty() && !answers.contains(&answer) {
            answers.push(answer);
        }
        let at = one.figure.as_ref().map_or((one.span.start, one.span.end), |figure| figure.at);
        let sentence = quoted(&one.text, w);
        let (name, note) = if said.is_empty() { (sentence, String::new()) } else { (said, sentence) };
        if lines.len() < LINES {
            lines.push(Line {
                when,
                name,
                note,
                cites: vec![proof(ask, one.entry, &one.key, at)],
                ..Line::default()
            });
        }
    }
    let more = answers.len() > 4;
    answers.truncate(4);
    let values = [
        ("told", answers.join("、").into()),
        ("n", (total as u64).into()),
        ("shown", crate::words::grouped(total).into()),
    ];
    let key = match (answers.is_empty(), more || total > 1) {
        (true, _) => "card-passages",
        (false, true) => "card-passages-told-n",
        (false, false) => "card-passages-told",
    };
    Card { title: w.tell(key, &values), lines, hint: w.say("card-passages-hint"), more: None }
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
    let lines =
        held.into_iter().take(LINES).map(|(post, holder)| holder_line(ask, office, post, holder, None));
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
            gloss: String::new(),
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

/// A line for an entry: its day, its headline or first words.
fn entry_line(ask: &Ask<'_>, entry: u32) -> Line {
    let row = ask.row(entry);
    Line {
        gloss: String::new(),
        when: row.day,
        name: row.title,
        link: row.link,
        note: row.kind,
        cites: Vec::new(),
    }
}

/// Where a name or figure stands, as the line's proof: named by its entry.
fn proof(ask: &Ask<'_>, entry: u32, key: &dashiji::collate::Key, (start, end): (u32, u32)) -> Item {
    let head = &ask.catalogue.heads[entry as usize];
    let w = ask.words;
    Item {
        name: if head.headed {
            head.title.to_string()
        } else {
            w.count("entry-number", &(head.number as usize))
        },
        link: ask.quote_link(key, start, end).unwrap_or_else(|| ask.entry_link(entry)),
        ..Item::default()
    }
}

fn day_of(ask: &Ask<'_>, entry: u32) -> String {
    super::days(&ask.catalogue.heads[entry as usize], ask.words)
}

fn visits_card(ask: &Ask<'_>, name: &str, place: &str, stops: &[Stop]) -> Card {
    let values = [
        ("name", name.to_owned().into()),
        ("place", place.to_owned().into()),
        ("n", (stops.len() as u64).into()),
    ];
    Card {
        title: ask.words.tell("card-visits", &values),
        lines: stops.iter().take(LINES).map(|one| stop(ask, one)).collect(),
        hint: String::new(),
        more: Some(Item { name: name.to_owned(), link: address("person", name), ..Item::default() }),
    }
}

fn present_card(ask: &Ask<'_>, asked: &Asked, told: &[Present]) -> Card {
    let w = ask.words;
    let mut names: Vec<&str> = Vec::new();
    for (name, ..) in told.iter().flat_map(|present| &present.people) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let several = names.len();
    names.truncate(8);
    let lines =
        told.iter().flat_map(|present| present.people.iter().map(move |one| (present, one))).take(LINES);
    let lines = lines.map(|(present, (name, parts, at))| Line {
        gloss: gloss::person(w, name),
        when: day_of(ask, present.entry),
        name: name.clone(),
        link: address("person", name),
        note: parts.iter().map(|part| w.word("part", part)).collect::<Vec<_>>().join(&w.say("list-and")),
        cites: vec![proof(ask, present.entry, &present.key, *at)],
    });
    let place = match &asked.about {
        About::Visitors(place) => place.name.clone(),
        _ => String::new(),
    };
    let values = [
        ("names", names.join("、").into()),
        ("place", place.clone().into()),
        ("when", days(asked, w).into()),
        ("n", (several as u64).into()),
    ];
    let key = match (place.is_empty(), asked.when.is_some()) {
        (false, true) => "card-visitors-on",
        (false, false) => "card-visitors",
        (true, _) => "card-doers",
    };
    Card { title: w.tell(key, &values), lines: lines.collect(), hint: String::new(), more: None }
}

fn entries_card(ask: &Ask<'_>, asked: &Asked, entries: &[u32], total: usize) -> Card {
    let w = ask.words;
    let (key, what) = match &asked.about {
        About::Together(one, other) => ("card-together", format!("{one}、{other}")),
        _ if asked.rest.is_empty() => ("card-day", String::new()),
        _ => ("card-day-of", asked.rest.clone()),
    };
    let values = [
        ("what", what.into()),
        (
            "when",
            asked
                .when
                .map(|(from, to)| if from == to { w.weekday_date(from) } else { w.stretch(from, to) })
                .unwrap_or_default()
                .into(),
        ),
        ("n", (total as u64).into()),
        ("shown", crate::words::grouped(total).into()),
    ];
    let more = match (&asked.about, asked.when) {
        (About::Together(one, other), _) => Some(Item {
            name: w.say("compare-with"),
            link: format!(
                "/compare?one={}&other={}",
                crate::markup::encoded(one),
                crate::markup::encoded(other)
            ),
            ..Item::default()
        }),
        (_, Some((from, to))) if from == to && asked.rest.is_empty() => {
            Some(Item { name: w.date(from), link: format!("/day/{}", day::iso(from)), ..Item::default() })
        }
        _ => None,
    };
    Card {
        title: w.tell(key, &values),
        lines: entries.iter().take(LINES).map(|&entry| entry_line(ask, entry)).collect(),
        hint: String::new(),
        more,
    }
}

fn measures_card(ask: &Ask<'_>, asked: &Asked, told: &[Met<dashiji::fact::measure::Measure>]) -> Card {
    let w = ask.words;
    let mut all: Vec<&str> = Vec::new();
    for met in told {
        if !all.contains(&&*met.told.what) {
            all.push(&met.told.what);
        }
    }
    let (what, several) = (all.join("、"), all.len() > 1);
    let lines = told.iter().map(|met| Line {
        gloss: String::new(),
        when: met.told.from.as_deref().map_or_else(|| day_of(ask, met.entry), |from| w.edtf(from)),
        name: format!(
            "{}{}",
            w.word("measure", &met.told.act),
            met.told.level.as_deref().map(|level| format!(" {level}")).unwrap_or_default()
        ),
        link: String::new(),
        note: {
            let whose = several.then(|| met.told.what.clone());
            whose.into_iter().chain(met.told.by.clone()).collect::<Vec<_>>().join(" · ")
        },
        cites: vec![proof(ask, met.entry, &met.key, (met.told.start, met.told.end))],
    });
    let title = w.with("card-measure", "what", &what);
    Card { title, lines: lines.collect(), hint: String::new(), more: Some(more_of(asked, &what)) }
}

fn figures_card(ask: &Ask<'_>, asked: &Asked, told: &[Met<dashiji::fact::QuantityRecord>]) -> Card {
    let w = ask.words;
    let of = match &asked.about {
        About::Figures(of) => of.clone(),
        _ => String::new(),
    };
    let lines = told.iter().map(|met| Line {
        gloss: String::new(),
        when: day_of(ask, met.entry),
        name: met.told.text.clone(),
        link: String::new(),
        note: met.told.of.clone().filter(|named| *named != of).unwrap_or_default(),
        cites: vec![proof(ask, met.entry, &met.key, (met.told.start, met.told.end))],
    });
    let last: Vec<&str> = told.iter().map(|met| met.told.text.as_str()).take(3).collect();
    let values =
        [("of", of.clone().into()), ("told", last.join("、").into()), ("n", (told.len() as u64).into())];
    let key = if told.len() > 3 { "card-figures-n" } else { "card-figures" };
    Card { title: w.tell(key, &values), lines: lines.collect(), hint: String::new(), more: None }
}

fn more_of(asked: &Asked, what: &str) -> Item {
    let link = format!("/search?q={}", crate::markup::encoded(&asked.query()));
    Item { name: what.to_owned(), link, ..Item::default() }
}

fn ledger(ask: &Ask<'_>, at: usize, series: &Series) -> Option<Card> {
    let w = ask.words;
    let ledger = series.list.get(at)?;
    let finding = crate::list::ledger::finding(ledger);
    let mut lines = Vec::new();
    if let Some(total) = &finding.total {
        lines.push(Line {
            gloss: String::new(),
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
