//! Questions: what a sentence asks, by grammar, and the answer as values, each with the characters it stands on.
//!
//! In goes `王国生2月10日在哪里`; out comes what is meant (the whereabouts of 王国生 on 10 February 2020), the query that finds its entries
//! (`who:王国生 when:2020-02-10`), and the answer: 新乡市, with the citation. Nothing is guessed: a sentence that is not understood is searched
//! for as it stands. No markup here, and no words of a page.

pub mod date;
mod met;
mod named;
pub mod words;

use crate::catalogue::{Catalogue, Office};
use crate::day::{self, Day};
use crate::reads::Reads;
use crate::seek::Search;
use crate::snapshot::Series;
use crate::words::Words;
use dashiji::collate::document::{Passing, core_title};
use dashiji::collate::person::{Person, Stop};
use dashiji_store::search::Holder;
pub use met::{Met, Present};
use words::Asks;

/// What is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Where a person was.
    Whereabouts(String),
    /// Who a person is.
    Person(String),
    /// Who held an office, on a day or in order; with what texts call it.
    Office(String, String),
    /// When a document passed its stages.
    Document(String),
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
    /// When a level of response, a closure or the like was set, changed and lifted.
    Measure(String),
    /// What figures there are of something: 倒塌房屋.
    Figures(String),
    /// What happened on some days.
    Days,
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
}

impl Asked {
    /// The query that finds the entries meant.
    pub fn query(&self) -> String {
        let mut terms = match &self.about {
            About::Whereabouts(name) | About::Person(name) => vec![format!("who:{}", term(name))],
            About::Office(_, post) => vec![format!("title:{}", term(post))],
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
            About::Measure(what) => vec![format!("measure:{}", term(what))],
            About::Figures(of) => vec![term(of)],
            About::Days => Vec::new(),
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
    /// A document's stages.
    Stages(String, Vec<Passing>),
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
    let when = said.map(|said| said.days);
    let meant = |about: About| Some(Asked { about, when, rest: String::new() });
    let (asks, left) = words::taken_out(&plain);
    if let Some(title) = document(catalogue, &plain, &left, &asks) {
        return meant(About::Document(title));
    }
    let asked = |what: Asks| asks.contains(&what);
    let mut cores = words::cores(&left);
    cores.extend(words::cores(&plain));
    for core in cores.iter().filter(|core| !core.is_empty()) {
        if let Some(name) = person(snapshot, core, !asks.is_empty() || when.is_some(), w) {
            if asked(Asks::Where) || when.is_some() {
                return meant(About::Whereabouts(name));
            }
            return asked(Asks::Who).then(|| meant(About::Person(name))).flatten();
        }
        if is_office(catalogue, core) && (asks.is_empty() || asked(Asks::Who) || asked(Asks::Which)) {
            return meant(About::Office(core.clone(), post(catalogue, core)));
        }
        // English calls the posts by their words: governor, and governor of Henan.
        let (called, of) = core.split_once(" of ").unwrap_or((core, ""));
        let mut called = crate::gloss::posts(called).into_iter();
        if asked(Asks::Who)
            && let Some(post) = called.find(|post| is_office(catalogue, post))
        {
            let of = of.trim_start_matches("the ").replace(' ', "");
            let whose = catalogue.offices.iter().find(|office| {
                let before = office.title.strip_suffix(post).filter(|before| before.chars().count() > 1);
                !of.is_empty() && before.is_some_and(|before| crate::gloss::is_spelt(before, &of))
            });
            let title = whose.map_or(post, |office| &*office.title);
            return meant(About::Office(title.to_owned(), post.to_owned()));
        }
        if let Some((at, name)) = series.and_then(|series| ledger(series, core, asked(Asks::Much))) {
            return meant(About::Ledger(at, name));
        }
    }
    if asks.contains(&Asks::Together)
        && let Some((one, other)) = named::two_people(catalogue, &left)
    {
        return meant(About::Together(one, other));
    }
    let within = asked(Asks::Who) || asked(Asks::When) || asked(Asks::Which);
    let place = if within { named::place(catalogue, &left) } else { None };
    // A person among other words: with a place when they were there, else where they were on a day or where a place is asked for.
    if let Some(name) = longest(catalogue.people.names.iter().map(|name| &*name.name), &left)
        && (when.is_some() || asked(Asks::Where) || (asked(Asks::When) && place.is_some()))
    {
        if let Some(place) = place.filter(|_| when.is_none() && asked(Asks::When)) {
            return meant(About::Visits(name.to_owned(), place));
        }
        let rest = bare(&left.replacen(name, " ", 1));
        return Some(Asked { about: About::Whereabouts(name.to_owned()), when, rest });
    }
    if asked(Asks::Who)
        && let Some(part) = words::part(&left)
    {
        let rest = bare(&words::without(&left, |what| matches!(what, Asks::Part(_))));
        if when.is_some() || !rest.is_empty() {
            return Some(Asked { about: About::Doers(part), when, rest });
        }
    }
    if let Some(place) = place.filter(|_| asked(Asks::Who)) {
        return meant(About::Visitors(place));
    }
    if (asked(Asks::When) || asked(Asks::Which))
        && let Some(what) = named::measure(catalogue, &left)
    {
        return meant(About::Measure(what));
    }
    if asked(Asks::Much) {
        let of = bare(&left);
        let of = words::without_unit(&of).to_owned();
        if of.chars().count() >= 2 && !of.is_ascii() {
            return meant(About::Figures(of));
        }
    }
    // A day alone, or with words that are simply searched for.
    when?;
    let rest = if asks.is_empty() { left } else { bare(&left) };
    Some(Asked { about: About::Days, when, rest })
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

/// Whether an office is the one asked for as a whole: 省长 is 省长 and 河南省省长, and never 副省长.
pub fn is_called(office: &Office, asked: &str) -> bool {
    asked.chars().count() >= 2 && (whole_tail(&office.title, asked) || lacks_region(&office.title, asked))
}

/// Whether an office is the one asked for but for the region's bare name before it: 河南省委书记, where 省委书记 is asked for.
fn lacks_region(title: &str, asked: &str) -> bool {
    let level = asked.starts_with(['省', '市', '县', '区', '州', '旗', '镇', '乡']);
    title
        .strip_suffix(asked)
        .is_some_and(|before| level && before.chars().count() >= 2 && !before.ends_with(ANOTHER))
}

/// What makes another office of one: a deputy's, a former one's.
const ANOTHER: [char; 6] = ['副', '原', '前', '代', '助', '候'];

/// Whether some words end in others and what stands before these is no part of them: 河南省 before 省长, and not 副.
pub fn whole_tail(words: &str, tail: &str) -> bool {
    let Some(before) = words.strip_suffix(tail) else { return false };
    before.is_empty()
        || !before.ends_with(ANOTHER)
            && before
                .chars()
                .next_back()
                .is_some_and(|c| "省市县区州旗盟乡镇委府会厅局院部处办司校厂社团党组".contains(c))
}

/// What texts call an office: of 霍山县县长 they say 县长.
fn post(catalogue: &Catalogue, asked: &str) -> String {
    let whole = catalogue.offices.iter().find(|office| *office.title == *asked);
    whole.filter(|office| asked.ends_with(&*office.post)).map_or(asked, |office| &office.post).to_owned()
}

fn is_office(catalogue: &Catalogue, phrase: &str) -> bool {
    catalogue.offices.iter().any(|office| is_called(office, phrase))
}

/// Offices in an answer at most.
const OFFICES: usize = 6;

/// Stops in an answer at most.
const STOPS: usize = 12;

/// The answer to a question; nothing where nothing is told of it.
pub fn answer(snapshot: &Reads, series: Option<&Series>, asked: &Asked, w: Words) -> Option<Answer> {
    let catalogue = &**snapshot.catalogue();
    match &asked.about {
        About::Days => met::days(snapshot, asked, w),
        About::Visits(name, place) => {
            let stops = met::visits(&snapshot.people(name), place);
            (!stops.is_empty()).then(|| Answer::Visits(name.clone(), place.name.clone(), stops))
        }
        About::Visitors(place) => met::present(snapshot, asked, &met::Wanted::At(place), w),
        About::Doers(part) => met::present(snapshot, asked, &met::Wanted::Part(part), w),
        About::Together(..) => met::entries(snapshot, asked, w),
        About::Measure(what) => met::measures(snapshot, what, asked.when),
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
            let holders = asked.when.map(|_| {
                let wanted = Search { query: asked.query(), take: 0, ..Search::default() };
                snapshot.search(&wanted, w).map(|found| found.holders).unwrap_or_default()
            });
            if let Some(holders) = holders.filter(|holders| !holders.is_empty()) {
                return Some(Answer::Holders(title.clone(), holders));
            }
            let mut offices: Vec<usize> = catalogue
                .offices_by_weight
                .iter()
                .map(|&k| k as usize)
                .filter(|&k| catalogue.offices.get(k).is_some_and(|office| is_called(office, title)))
                .take(OFFICES)
                .collect();
            offices.sort_by_key(|&k| *catalogue.offices[k].title != **title);
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
        told.stops = own.iter().rev().take(3).map(|(.., stop)| (*stop).clone()).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_no_deputy_s_and_no_former_one_s() {
        for (title, asked, is) in [
            ("省长", "省长", true),
            ("河南省省长", "省长", true),
            ("副省长", "省长", false),
            ("常务副省长", "省长", false),
            ("县委副书记", "书记", false),
            ("县委书记", "书记", true),
            ("原县长", "县长", false),
        ] {
            assert_eq!(whole_tail(title, asked), is, "{title} {asked}");
        }
        assert!(lacks_region("河南省委书记", "省委书记") && !lacks_region("常务副省长", "副省长"));
        assert!(!lacks_region("霍山县副县长", "县长"));
    }
}
