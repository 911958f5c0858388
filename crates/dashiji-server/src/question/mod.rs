//! Questions: what a sentence asks, by grammar, and the answer as values, each with the characters it stands on.
//!
//! In goes `王国生2月10日在哪里`; out comes what is meant (the whereabouts of 王国生 on 10 February 2020), the query that finds its entries
//! (`who:王国生 when:2020-02-10`), and the answer: 新乡市, with the citation. Nothing is guessed: a sentence that is not understood is searched
//! for as it stands. No markup here, and no words of a page.

pub mod content;
pub mod date;
mod english;
mod met;
mod named;
pub mod office;
pub mod passage;
pub mod words;

use crate::catalogue::Catalogue;
use crate::day::{self, Day};
use crate::reads::Reads;
use crate::seek::Search;
use crate::snapshot::Series;
use crate::words::Words;
use content::Content;
use dashiji::collate::document::{Passing, core_title};
use dashiji::collate::person::{Person, Stop};
use dashiji_store::search::Holder;
pub use met::{Met, Present};
pub use office::{is_called, whole_tail};
use passage::Passage;
use words::{Asks, Turn};

/// What is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Where a person was.
    Whereabouts(String),
    /// Who a person is.
    Person(String),
    /// Who held an office, on a day or in order; with what texts call it.
    Office(String, String),
    /// Who came before or after somebody in an office, or is the first or last told of in it; with what texts call it.
    Turned(String, String, Turn, Option<String>),
    /// When a person took, held and left an office.
    Held(String, String),
    /// When a document passed its stages.
    Document(String),
    /// Which documents passed a stage on some days: any, or the one that the contract names so.
    Papers(Option<&'static str>),
    /// How many in all, by its position in the list of ledgers.
    Ledger(usize, String),
    /// When a person was at a place.
    Visits(String, Place),
    /// Who was at a place.
    Visitors(Place),
    /// When two people were at one event.
    Together(String, String),
    /// Who did something, as the contract names it: `chair`.
    Doers(&'static str),
    /// When levels of response, closures or the like were set, changed and lifted; with the level that is named.
    Measures(Vec<String>, Option<String>),
    /// What figures there are of something: 倒塌房屋.
    Figures(String),
    /// What happened on some days.
    Days,
    /// What a sentence says that tells of all this; with what is asked of it, and the stretches of texts that say it.
    Passage(Content, Vec<Asks>, Vec<String>),
}

/// A place that a question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its code or name in the register.
    pub key: String,
    /// Its name.
    pub name: String,
}

/// A question as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What is asked about.
    pub about: About,
    /// The days that are meant.
    pub when: Option<(Day, Day)>,
    /// Words that are searched for besides.
    pub rest: String,
    /// The office that was named instead of the person who holds it.
    pub held: Option<String>,
}

impl Asked {
    /// The query that finds the entries meant.
    pub fn query(&self) -> String {
        let mut terms = match &self.about {
            About::Whereabouts(name) | About::Person(name) => vec![format!("who:{}", term(name))],
            About::Turned(_, _, _, Some(name)) => vec![format!("who:{}", term(name))],
            About::Office(_, post) | About::Turned(_, post, ..) => vec![format!("title:{}", term(post))],
            About::Held(name, office) => {
                vec![format!("who:{}", term(name)), format!("title:{}", term(office))]
            }
            About::Document(title) => vec![format!("doc:{}", term(title))],
            About::Ledger(_, name) => vec![format!("ledger:{}", term(name))],
            About::Visits(name, place) => {
                vec![format!("who:{}", term(name)), format!("where:{}", term(&place.name))]
            }
            About::Visitors(place) => vec![format!("where:{}", term(&place.name))],
            About::Together(one, other) => {
                vec![format!("who:{}", term(one)), format!("who:{}", term(other))]
            }
            About::Doers(part) => vec![format!("part:{part}")],
            About::Measures(all, _) => {
                let all: Vec<String> = all.iter().map(|what| format!("measure:{}", term(what))).collect();
                vec![if all.len() > 1 { format!("({})", all.join(" OR ")) } else { all.concat() }]
            }
            About::Figures(of) => vec![term(of)],
            About::Passage(_, _, pieces) => pieces.iter().map(|piece| format!("\"{piece}\"")).collect(),
            About::Papers(_) | About::Days => Vec::new(),
        };
        if let Some((from, to)) = self.when {
            let (from, to) = (day::iso(from), day::iso(to));
            terms.push(if from == to { format!("when:{from}") } else { format!("when:{from}..{to}") });
        }
        if !self.rest.is_empty() {
            terms.push(self.rest.clone());
        }
        terms.join(" ")
    }
}

/// A value as the query language takes it.
pub fn term(value: &str) -> String {
    if value.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('"', ""))
    }
}

/// Where somebody was.
#[derive(Debug, Clone)]
pub struct Whereabouts {
    /// Counts from 1 among people of one name.
    pub homonym: u32,
    /// What is told of the days asked for.
    pub stops: Vec<Stop>,
    /// Where nothing is: the last before.
    pub before: Option<Stop>,
    /// And the first after.
    pub after: Option<Stop>,
}

/// An answer.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Where each person of a name was.
    Whereabouts(String, Vec<Whereabouts>),
    /// Who the people of a name are.
    People(Vec<Person>),
    /// Who held an office on a day, with proof.
    Holders(String, Vec<Holder>),
    /// Offices with those seen in them, in order; positions in the catalogue.
    Order(String, Vec<usize>),
    /// Those before, in and after an office, as asked; with the office's name.
    Turns(String, Vec<office::Held>),
    /// A document's stages.
    Stages(String, Vec<Passing>),
    /// Documents with the stages they passed.
    Papers(Vec<(String, Vec<Passing>)>),
    /// Sentences that say what is asked, and how many do.
    Passages(Vec<Passage>, usize),
    /// A ledger, by its position.
    Ledger(usize),
    /// When a person was at a place.
    Visits(String, String, Vec<Stop>),
    /// Who was where, or did something, event by event.
    Present(Vec<Present>),
    /// Entries, by position, and how many there are in all.
    Entries(Vec<u32>, usize),
    /// What was set, changed and lifted, in order.
    Measures(Vec<Met<dashiji::fact::measure::Measure>>),
    /// Figures of one thing, in order.
    Figures(Vec<Met<dashiji::fact::QuantityRecord>>),
}

/// Understands a sentence; nothing where it is a query of the query language, or asks nothing that is known.
pub fn understood(snapshot: &Reads, series: Option<&Series>, typed: &str, w: Words) -> Option<Asked> {
    let sentence = Sentence::of(snapshot, typed, w)?;
    by_register(snapshot, series, &sentence, w).or_else(|| by_passage(snapshot, &sentence, w))
}

/// A sentence as it was understood, with its answer: by the registers, and where these tell nothing of it by what sentences say.
pub fn answered(
    snapshot: &Reads,
    series: Option<&Series>,
    typed: &str,
    w: Words,
) -> Option<(Asked, Option<Answer>)> {
    let sentence = Sentence::of(snapshot, typed, w)?;
    let first = by_register(snapshot, series, &sentence, w);
    if let Some(asked) = &first
        && let Some(answer) = answer(snapshot, series, asked, w)
    {
        return first.map(|asked| (asked, Some(answer)));
    }
    if let Some(asked) = by_passage(snapshot, &sentence, w)
        && let Some(answer) = answer(snapshot, series, &asked, w)
    {
        return Some((asked, Some(answer)));
    }
    first.map(|asked| (asked, None))
}

/// A sentence taken apart.
struct Sentence {
    /// Without the day it names.
    plain: String,
    /// The day.
    when: Option<(Day, Day)>,
    /// What it asks for.
    asks: Vec<Asks>,
    /// Without the words that ask.
    left: String,
}

impl Sentence {
    fn of(snapshot: &Reads, typed: &str, w: Words) -> Option<Self> {
        let catalogue = &**snapshot.catalogue();
        if typed.chars().count() > 120 || typed.contains([':', '：', '"', '“', '(', '（', '|', '&']) {
            return None;
        }
        let said = date::find(typed, catalogue);
        let plain: String = match &said {
            None => typed.to_owned(),
            Some(said) => {
                let out = |k: usize| k >= said.at.0 && k < said.at.1;
                typed.chars().enumerate().map(|(k, c)| if out(k) { ' ' } else { c }).collect()
            }
        };
        let plain = english::with_names(snapshot, &plain, w);
        let (asks, left) = words::taken_out(&plain);
        Some(Self { plain, when: said.map(|said| said.days), asks, left })
    }

    fn asks(&self, what: Asks) -> bool {
        self.asks.contains(&what)
    }
}

/// What a sentence asks of the registers.
fn by_register(snapshot: &Reads, series: Option<&Series>, sentence: &Sentence, w: Words) -> Option<Asked> {
    let catalogue = &**snapshot.catalogue();
    let Sentence { plain, when, asks, left } = sentence;
    let (when, asked) = (*when, |what: Asks| sentence.asks(what));
    // A batch or session by its number is told by what sentences say of it.
    let numbered = words::has_ordinal(plain);
    let meant = |about: About| Some(Asked { about, when, rest: String::new(), held: None });
    if let Some(title) = document(catalogue, plain, left, asks) {
        return meant(About::Document(title));
    }
    if when.is_some() && asked(Asks::Which) && asked(Asks::Stage) {
        return meant(About::Papers(words::stage(plain)));
    }
    if !asks.is_empty()
        && let Some(about) = office::turned(catalogue, left)
    {
        return meant(about);
    }
    if asked(Asks::When)
        && let Some(about) = office::held(catalogue, left)
    {
        return meant(about);
    }
    let mut cores = words::cores(left);
    cores.extend(words::cores(plain));
    for core in cores.iter().filter(|core| !core.is_empty()) {
        if let Some(name) = person(snapshot, core, !asks.is_empty() || when.is_some(), w) {
            if asked(Asks::Where) || when.is_some() {
                return meant(About::Whereabouts(name));
            }
            return asked(Asks::Who).then(|| meant(About::Person(name))).flatten();
        }
        let about = office::asked(catalogue, core, asks);
        // Where whoever holds an office was.
        if asked(Asks::Where) {
            let held = about.and_then(|about| {
                let name = office::holder(snapshot, &about, when, w)?;
                let About::Office(title, _) = about else { return None };
                Some((name, title))
            });
            if let Some((name, title)) = held {
                let held = Some(title);
                return Some(Asked { about: About::Whereabouts(name), when, rest: String::new(), held });
            }
        } else if let Some(about) = about.filter(|_| !asked(Asks::Much)) {
            return meant(about);
        }
        if let Some((at, name)) =
            series.filter(|_| !numbered).and_then(|series| ledger(series, core, asked(Asks::Much)))
        {
            return meant(About::Ledger(at, name));
        }
    }
    if asks.contains(&Asks::Together)
        && let Some((one, other)) = named::two_people(catalogue, left)
    {
        return meant(About::Together(one, other));
    }
    let within = asked(Asks::Who) || asked(Asks::When) || asked(Asks::Which);
    let place = if within { named::place(catalogue, left) } else { None };
    // A person among other words: with a place when they were there, else where they were on a day or where a place is asked for.
    if let Some(name) = longest(catalogue.people.names.iter().map(|name| &*name.name), left)
        && (when.is_some() || asked(Asks::Where) || (asked(Asks::When) && place.is_some()))
    {
        if let Some(place) = place.filter(|_| when.is_none() && asked(Asks::When)) {
            return meant(About::Visits(name.to_owned(), place));
        }
        let rest = bare(&left.replacen(name, " ", 1));
        return Some(Asked { about: About::Whereabouts(name.to_owned()), when, rest, held: None });
    }
    if asked(Asks::Who)
        && let Some(part) = words::part(left)
    {
        let rest = words::without(left, |what| matches!(what, Asks::Part(_)));
        let rest = english::searchable(&bare(&rest));
        if let Some(rest) = rest.filter(|rest| when.is_some() || !rest.is_empty()) {
            return Some(Asked { about: About::Doers(part), when, rest, held: None });
        }
    }
    if let Some(place) = place.filter(|_| asked(Asks::Who)) {
        return meant(About::Visitors(place));
    }
    if asked(Asks::When) || asked(Asks::Which) {
        let measures = named::measures(catalogue, left);
        if !measures.is_empty() {
            return meant(About::Measures(measures, named::level(left)));
        }
    }
    if asked(Asks::Much) {
        let of = bare(left);
        let of = words::without_unit(&of).to_owned();
        if of.chars().count() >= 2 && !of.is_ascii() {
            return meant(About::Figures(of));
        }
    }
    // A day alone, or with words that are simply searched for.
    when?;
    let rest = if asks.is_empty() { left.clone() } else { bare(left) };
    let rest = if rest.is_ascii() { english::searchable(&rest)? } else { rest };
    Some(Asked { about: About::Days, when, rest, held: None })
}

/// What a sentence asks of sentences that say all it is about; nothing where none does.
fn by_passage(snapshot: &Reads, sentence: &Sentence, w: Words) -> Option<Asked> {
    let mut asks = sentence.asks.clone();
    if asks.is_empty() {
        return None;
    }
    // What passed a stage is what the words say, too: 施行 is asked for as any other deed.
    let asking = |what: Asks| matches!(what, Asks::Where | Asks::Who | Asks::When | Asks::Much | Asks::Which);
    let left = if sentence.asks(Asks::Stage) {
        words::without(&sentence.plain.to_lowercase(), asking)
    } else {
        sentence.left.clone()
    };
    asks.retain(|what| *what != Asks::Stage);
    let about = Content::of(&left)?;
    let (passages, _) = passage::passages(snapshot, &about, &asks, sentence.when, w);
    let pieces = passages.first()?.pieces.clone();
    let about = About::Passage(about, asks, pieces);
    Some(Asked { about, when: sentence.when, rest: String::new(), held: None })
}

/// A phrase without what only holds sentences together; nothing where it holds nothing else.
fn bare(phrase: &str) -> String {
    let mut rest = words::cores(phrase).pop().unwrap_or_default();
    if words::is_filling(&rest) {
        rest.clear();
    }
    rest
}

/// The longest of some names that stands in a sentence.
fn longest<'a>(names: impl Iterator<Item = &'a str>, sentence: &str) -> Option<&'a str> {
    names.filter(|name| name.chars().count() >= 2 && sentence.contains(*name)).max_by_key(|name| name.len())
}

/// The person a phrase names: by the name, or in a question by its pinyin.
fn person(snapshot: &Reads, phrase: &str, latin: bool, w: Words) -> Option<String> {
    if let Some(name) = snapshot.catalogue().people.get(phrase) {
        return Some(name.name.to_string());
    }
    let letters: String = phrase.chars().filter(|c| !c.is_whitespace()).collect();
    if !latin || letters.len() < 4 || !letters.chars().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let wanted = Search { query: format!("who:{letters}"), take: 0, facets: true, ..Search::default() };
    let found = snapshot.search(&wanted, w).ok()?;
    let facet = found.facets.iter().find(|facet| facet.field == "who")?;
    facet.values.first().map(|(_, name, _)| name.clone())
}

/// The document a sentence asks of: in 《》, by its whole title, or by a piece of it where a stage or a day is asked for.
fn document(catalogue: &Catalogue, plain: &str, left: &str, asks: &[Asks]) -> Option<String> {
    let papers = &catalogue.papers;
    let quoted = plain.split_once('《').and_then(|(_, rest)| rest.rsplit_once('》')).map(|(title, _)| title);
    if let Some(title) = quoted {
        let known = papers
            .get(&core_title(title))
            .or_else(|| papers.heaviest().find(|name| name.name.contains(title)));
        return known.map(|name| name.name.to_string());
    }
    let wanted = asks.contains(&Asks::When) || asks.contains(&Asks::Stage);
    words::cores(plain).iter().chain(&words::cores(left)).find_map(|core| {
        if let Some(name) = papers.get(&core_title(core)).filter(|_| core.chars().count() >= 4) {
            return Some(name.name.to_string());
        }
        let piece = wanted && core.chars().count() >= 4;
        papers
            .heaviest()
            .find(|name| piece && name.name.contains(core.as_str()))
            .map(|name| name.name.to_string())
    })
}

/// The ledger a phrase means: by its name, or by a piece of it where a number is asked for.
fn ledger(series: &Series, phrase: &str, much: bool) -> Option<(usize, String)> {
    let list = &series.list;
    let called = list.iter().position(|ledger| ledger.title() == phrase || ledger.name == phrase);
    let found = called.or_else(|| {
        // By the longest piece that both have; of several that have it the one that tells most.
        let best = list.iter().enumerate().map(|(k, ledger)| {
            let shared = shared(&ledger.name, phrase);
            (shared, ledger.lines.len(), std::cmp::Reverse(k))
        });
        let (shared, _, std::cmp::Reverse(k)) = best.max()?;
        let length = |words: &str| words.chars().count();
        let whole = shared >= 2 && (shared == length(phrase) || shared == length(&list[k].name));
        (much && (whole || (shared >= 3 && shared * 3 >= length(phrase)))).then_some(k)
    })?;
    Some((found, list[found].name.clone()))
}

/// Characters of the longest piece that two phrases share.
fn shared(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(60).collect();
    let mut row = vec![0usize; b.len() + 1];
    let mut most = 0;
    for x in a.chars().take(60) {
        let mut before = 0;
        for (k, y) in b.iter().enumerate() {
            let run = if x == *y { before + 1 } else { 0 };
            before = std::mem::replace(&mut row[k + 1], run);
            most = most.max(run);
        }
    }
    most
}

/// Stops in an answer at most.
const STOPS: usize = 12;

/// The answer to a question; nothing where nothing is told of it.
pub fn answer(snapshot: &Reads, series: Option<&Series>, asked: &Asked, w: Words) -> Option<Answer> {
    let catalogue = &**snapshot.catalogue();
    match &asked.about {
        About::Days => met::days(snapshot, asked, w),
        About::Turned(title, _, turn, name) => {
            let told = name.as_deref().and_then(|name| office::succession(snapshot, name, *turn));
            told.filter(|_| title.is_empty()).or_else(|| {
                office::turns(catalogue, title, *turn, name.as_deref()).filter(|_| !title.is_empty())
            })
        }
        About::Held(name, title) => {
            let mut people = snapshot.people(name).to_vec();
            for person in &mut people {
                person.offices.retain(|office| {
                    let called = [Some(&office.title), Some(&office.full), office.post.as_ref()];
                    called.into_iter().flatten().any(|told| told == title || whole_tail(told, title))
                });
            }
            people.retain(|person| !person.offices.is_empty());
            (!people.is_empty()).then_some(Answer::People(people))
        }
        About::Papers(stage) => met::papers(snapshot, *stage, asked.when?),
        About::Passage(content, asks, _) => {
            let (told, total) = passage::passages(snapshot, content, asks, asked.when, w);
            (!told.is_empty()).then_some(Answer::Passages(told, total))
        }
        About::Visits(name, place) => {
            let stops = met::visits(&snapshot.people(name), place);
            (!stops.is_empty()).then(|| Answer::Visits(name.clone(), place.name.clone(), stops))
        }
        About::Visitors(place) => met::present(snapshot, asked, &met::Wanted::At(place), w),
        About::Doers(part) => met::present(snapshot, asked, &met::Wanted::Part(part), w),
        About::Together(..) => met::entries(snapshot, asked, w),
        About::Measures(all, level) => met::measures(snapshot, all, level.as_deref(), asked.when),
        About::Figures(of) => met::figures(snapshot, of, asked, w),
        About::Person(name) => {
            let people = snapshot.people(name).to_vec();
            (!people.is_empty()).then_some(Answer::People(people))
        }
        About::Whereabouts(name) => {
            let people = snapshot.people(name);
            let told: Vec<Whereabouts> =
                people.iter().map(|person| whereabouts(person, asked.when)).collect();
            (!told.is_empty()).then(|| Answer::Whereabouts(name.clone(), told))
        }
        About::Office(title, _) => {
            if asked.when.is_some() {
                let holders = office::holders(snapshot, asked, title, w);
                if !holders.is_empty() {
                    return Some(Answer::Holders(title.clone(), holders));
                }
            }
            let offices = office::called(catalogue, title);
            if let Some((from, to)) = asked.when
                && let Some(held) = office::around(catalogue, &offices, from, to)
            {
                return Some(Answer::Turns(title.clone(), held));
            }
            (!offices.is_empty()).then(|| Answer::Order(title.clone(), offices))
        }
        About::Document(title) => {
            let core = core_title(title);
            let told = snapshot.titled(title).into_iter().find(|document| document.is_called(&core))?;
            Some(Answer::Stages(told.title.clone(), told.stages))
        }
        About::Ledger(at, _) => series.filter(|series| *at < series.list.len()).map(|_| Answer::Ledger(*at)),
    }
}

fn whereabouts(person: &Person, when: Option<(Day, Day)>) -> Whereabouts {
    let days = |stop: &Stop| Some((day::of(&stop.from)?, day::last(&stop.to)?));
    let mut own: Vec<(Day, Day, &Stop)> =
        person.itinerary.iter().filter_map(|stop| days(stop).map(|(from, to)| (from, to, stop))).collect();
    own.sort_by_key(|(from, to, stop)| (*from, *to, stop.cite.start));
    let mut told = Whereabouts { homonym: person.homonym, stops: Vec::new(), before: None, after: None };
    let Some((from, to)) = when else {
        told.stops = own.iter().rev().take(STOPS).map(|(.., stop)| (*stop).clone()).collect();
        return told;
    };
    let meets = own.iter().filter(|(first, last, _)| *first <= to && *last >= from);
    told.stops = meets.take(STOPS).map(|(.., stop)| (*stop).clone()).collect();
    if told.stops.is_empty() {
        told.before = own.iter().rev().find(|(_, last, _)| *last < from).map(|(.., stop)| (*stop).clone());
        told.after = own.iter().find(|(first, ..)| *first > to).map(|(.., stop)| (*stop).clone());
    }
    told
}
