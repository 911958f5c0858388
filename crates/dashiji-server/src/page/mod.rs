//! A page for every address: what was asked for goes in, the answer comes out, with nothing between but the room's holdings.
//!
//! `/month/2022-08` asked in Chinese gives the same bytes every time as long as the base has not grown. Nothing here knows of
//! connections, so that the same pages can be written to files.

mod about;
mod card;
mod compare;
mod entry;
mod findings;
mod home;
mod kept;
mod ledgers;
mod names;
mod period;
mod person;
mod pictures;
mod records;
mod search;
mod sources;
mod told;

use crate::answer::Answer;
use crate::catalogue::{Catalogue, Head};
use crate::day;
use crate::findings::Findings;
use crate::list::picked::{self, Picked};
use crate::markup::encoded;
use crate::reads::Reads;
use crate::room::Room;
use crate::seek::Fault;
use crate::snapshot::{Leaf, Series};
use crate::words::Words;
use crate::work::{Far, Made};
use askama::Template;
use std::cell::{Cell, OnceCell};
use std::sync::Arc;

/// What was asked for.
#[derive(Debug)]
pub struct Ask<'a> {
    /// The room that was asked.
    pub room: &'a Room,
    /// The base as it stood when this was asked, or on the day that was asked for.
    pub snapshot: Reads,
    /// Its catalogue.
    pub catalogue: Arc<Catalogue>,
    /// The reader's language.
    pub words: Words,
    /// The path as it came.
    pub path: &'a str,
    /// The parts of the path, decoded.
    pub parts: Vec<String>,
    /// The query, decoded, in order.
    pub query: Vec<(String, String)>,
    /// Where the room is reached, `http://127.0.0.1:7878`.
    pub origin: &'a str,
    /// The reader's name where they may write, empty where they gave none yet.
    pub writer: Option<&'a str>,
    /// Whether the answer tells how far something is, and will be another one soon.
    pub passing: Cell<bool>,
    /// What its query picks, once it was asked for.
    pub picked: OnceCell<Option<Picked>>,
}

impl Ask<'_> {
    /// A value of the query that is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .filter(|v| !v.is_empty())
    }

    /// What the query of the address picks; nothing where it has none.
    pub fn picked(&self) -> Option<&Picked> {
        let run = || Some(picked::picked(&self.snapshot, self.get("q")?, self.words));
        let picked = self.picked.get_or_init(run).as_ref();
        if picked.is_some_and(|picked| matches!(picked.fault, Some(Fault::Making(_)))) {
            self.passing.set(true);
        }
        picked
    }

    /// Why the query of the address could not be run, where it could not.
    pub fn unpicked(&self) -> Option<&Fault> {
        self.picked()?.fault.as_ref()
    }

    /// The same entries as a list, a map, a line, a net and as files: links that keep the query.
    pub fn views(&self) -> Option<Views> {
        let query = self.get("q")?;
        let here = self.parts.first().map(String::as_str).unwrap_or_default();
        let item = |key: &str, path: &str| Item {
            name: self.words.say(key),
            link: format!("{path}?q={}", encoded(query)),
            chosen: path.trim_start_matches('/') == here,
            ..Item::default()
        };
        let shown = [
            ("nav-search", "/search"),
            ("nav-timeline", "/timeline"),
            ("nav-map", "/map"),
            ("nav-network", "/network"),
        ];
        let files = crate::download::FORMS.iter().map(|form| Item {
            name: self.words.say(&format!("download-{form}")),
            link: format!("/download/search/entries.{form}?q={}", encoded(query)),
            ..Item::default()
        });
        let picked = self.picked()?;
        let fault = match &picked.fault {
            None if picked.total > picked.entries.len() => {
                self.words.count("picked-cut", &picked.entries.len())
            }
            None => String::new(),
            Some(fault) => fault.told(self.words),
        };
        Some(Views {
            query: query.to_owned(),
            shown: shown.into_iter().map(|(key, path)| item(key, path)).collect(),
            files: files.filter(|_| !picked.entries.is_empty()).collect(),
            total: picked.total,
            fault,
            clear: self.with(&[("q", None)]),
        })
    }

    /// A whole number of the query.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.parse().ok()
    }

    /// The path and query with some values set (or taken out), for links to the same page.
    pub fn with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (key, value) in &self.query {
            if key != "lang" && key != "done" && !changes.iter().any(|(name, _)| name == key) {
                query.append_pair(key, value);
            }
        }
        for (name, value) in changes {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { self.path.to_owned() } else { format!("{}?{query}", self.path) }
    }

    /// Whose chronicle it is: the name the room was given, else what its documents are called together, else its folder.
    pub fn name(&self) -> &str {
        let told = self.catalogue.title.as_str();
        if self.room.is_named() || told.is_empty() { self.room.name() } else { told }
    }

    /// What stands around the page.
    pub fn shell(&self, nav: &'static str, title: &str) -> Shell {
        Shell {
            title: title.to_owned(),
            nav,
            name: self.name().to_owned(),
            zh: self.with(&[("lang", Some("zh"))]),
            en: self.with(&[("lang", Some("en"))]),
            query: String::new(),
            style: crate::web::assets::STYLE.address(),
            script: crate::web::assets::SCRIPT.address(),
            icon: crate::web::assets::ICON.address(),
            day: self.snapshot.day().unwrap_or_default().to_owned(),
            day_said: self.snapshot.day().map(|day| self.words.edtf(day)).unwrap_or_default(),
            today: self.with(&[(crate::room::AS_OF, None)]),
            past: !self.room.is_passing(),
            other_day: self.path.to_owned(),
            gone: self.gone(),
            // What is past is not written to.
            writer: self.writer.is_some() && self.snapshot.day().is_none(),
            by: self.writer.unwrap_or_default().to_owned(),
            here: self.with(&[]),
            done: self.done(),
            head: self.snapshot.head().to_owned(),
        }
    }

    /// What a writer has just done, as the address has it: `done=r5`.
    fn done(&self) -> Option<Done> {
        self.writer?;
        let done = self.get("done")?;
        let ruling = done.strip_prefix('r').is_some_and(|n| n.parse::<u32>().is_ok());
        if ruling {
            let said = self.words.with("done-ruled", "id", done);
            return Some(Done { said, ruling: done.to_owned() });
        }
        let known = DONE.iter().find(|name| **name == done)?;
        Some(Done { said: self.words.named("done", known), ruling: String::new() })
    }

    /// That the base cannot be read, since when and why.
    fn gone(&self) -> String {
        let Some(away) = self.room.gone() else { return String::new() };
        let w = self.words;
        let why = if away.why == "missing" { w.say("gone-missing") } else { w.say("gone-unreadable") };
        format!("{} {}", w.with("gone-since", "when", &records::when(&away.since, w)), why)
    }

    /// What takes a while, or what is to be said until it is there.
    pub fn waited<T>(&self, made: Made<T>, what: &str) -> Result<Arc<T>, String> {
        match made {
            Made::Done(made) => Ok(made),
            Made::Making(far) => {
                self.passing.set(true);
                Err(far.told(what, self.words))
            }
            Made::Failed(why) => {
                self.passing.set(true);
                Err(self.words.with("making-failed", "why", &why))
            }
        }
    }

    /// Series of figures, or how far they are.
    pub fn series(&self) -> Result<Arc<Series>, String> {
        self.waited(self.snapshot.series(), "making-ledgers")
    }

    /// What an editor should look at, or how far the checking is.
    pub fn findings(&self) -> Result<Arc<Findings>, String> {
        self.waited(self.snapshot.findings(), "making-findings")
    }

    /// The slice of a list that a page shows.
    pub fn pager(&self, total: usize, size: usize) -> Pager {
        let pages = total.div_ceil(size).max(1);
        let page = self.number("page").unwrap_or(1).clamp(1, pages);
        let link = |page: usize| self.with(&[("page", (page > 1).then(|| page.to_string()).as_deref())]);
        Pager {
            page,
            pages,
            total,
            from: (page - 1) * size,
            to: (page * size).min(total),
            prev: (page > 1).then(|| link(page - 1)),
            next: (page < pages).then(|| link(page + 1)),
        }
    }

    /// A line of a list of entries.
    pub fn row(&self, entry: u32) -> Row {
        let head = &self.catalogue.heads[entry as usize];
        let source = &self.catalogue.sources[head.source as usize];
        Row {
            link: self.entry_link(entry),
            day: days(head, self.words),
            title: if head.title.is_empty() { self.words.say("untitled") } else { head.title.to_string() },
            headed: head.headed,
            kind: head.kind.map(|kind| self.words.word("type", &kind)).unwrap_or_default(),
            source: crate::citation::name(&source.record, self.words),
            note: String::new(),
        }
    }

    /// The address of an entry; where two documents tell the same, that of this one.
    pub fn entry_link(&self, entry: u32) -> String {
        let head = &self.catalogue.heads[entry as usize];
        let mut link = entry_address(&head.id);
        if !self.catalogue.is_first(entry) {
            link.push_str("?in=");
            link.push_str(&encoded(&self.catalogue.sources[head.source as usize].id));
        }
        link
    }

    /// The address of some characters of an entry.
    pub fn quote_link(&self, key: &dashiji::collate::Key, start: u32, end: u32) -> Option<String> {
        let link = self.entry_link(self.catalogue.entry(key)?);
        let mark = if link.contains('?') { '&' } else { '?' };
        Some(format!("{link}{mark}quote={start}-{end}#quote"))
    }

    /// The address of what a citation cites.
    pub fn cite_link(&self, cite: &dashiji::collate::Cite) -> String {
        let key = dashiji::collate::Key { document: cite.document.clone(), number: cite.number };
        self.quote_link(&key, cite.start, cite.end).unwrap_or_else(|| entry_address(&cite.entry))
    }

    /// Rows of some entries.
    pub fn rows(&self, entries: &[u32]) -> Vec<Row> {
        entries.iter().map(|&e| self.row(e)).collect()
    }

    /// Other entries that tell the same, as rulings and the rules on repetition have it; none while the base is being checked.
    pub fn twins(&self, entry: u32) -> Vec<u32> {
        let head = &self.catalogue.heads[entry as usize];
        let mut twins: Vec<u32> =
            self.catalogue.entries(&head.id).iter().copied().filter(|&e| e != entry).collect();
        if let Ok(findings) = self.findings() {
            let first =
                |id: &dashiji_store::EntryId| self.catalogue.entries(&id.to_string()).first().copied();
            twins.extend(findings.twins(&head.id).iter().filter_map(first));
        }
        twins
    }

    /// Entries of the catalogue with their texts.
    pub fn leaves(&self, entries: &[u32]) -> Vec<Leaf> {
        let ids: Vec<&str> = entries.iter().map(|&e| &*self.catalogue.heads[e as usize].id).collect();
        self.snapshot.leaves(&ids)
    }

    /// There is no such page.
    pub fn missing(&self) -> Answer {
        trouble(self, 404, "missing-title", "missing-hint", "")
    }
}

/// `/entry/大事月记/0123456789abcdef/1`, encoded.
pub fn entry_address(id: &str) -> String {
    let parts: Vec<String> = id.split('/').map(encoded).collect();
    format!("/entry/{}", parts.join("/"))
}

/// The days of an entry, as lists show them.
pub fn days(head: &Head, w: Words) -> String {
    if head.from == day::NONE { String::new() } else { w.stretch(head.from, head.to) }
}

/// What stands around every page.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The page's title.
    pub title: String,
    /// The section it belongs to.
    pub nav: &'static str,
    /// The base's name.
    pub name: String,
    /// This page in Chinese.
    pub zh: String,
    /// This page in English.
    pub en: String,
    /// What stands in the search box.
    pub query: String,
    /// Address of the style sheet.
    pub style: String,
    /// Address of the script.
    pub script: String,
    /// Address of the picture in the tab.
    pub icon: String,
    /// The day it is of, where that is past.
    pub day: String,
    /// The same in words.
    pub day_said: String,
    /// The same page of today.
    pub today: String,
    /// Whether the base has a past that can be asked for.
    pub past: bool,
    /// Where a form for another day leads.
    pub other_day: String,
    /// That the base cannot be read, since when and why; empty where it can.
    pub gone: String,
    /// Whether the reader may write to what is shown.
    pub writer: bool,
    /// The writer's name.
    pub by: String,
    /// This page, where a form leads back to.
    pub here: String,
    /// What was just done.
    pub done: Option<Done>,
    /// The head of the log, as a short code.
    pub head: String,
}

/// What a writer has just done.
#[derive(Debug, Clone)]
pub struct Done {
    /// In words.
    pub said: String,
    /// The ruling by which; empty where it was none.
    pub ruling: String,
}

/// Things done that are no rulings.
const DONE: &[&str] = &["undone", "added", "revised", "known", "restored", "edited", "unchanged"];

/// A query and where what it finds is shown.
#[derive(Debug, Clone, Default)]
pub struct Views {
    /// The query.
    pub query: String,
    /// List, line, map, net.
    pub shown: Vec<Item>,
    /// Files.
    pub files: Vec<Item>,
    /// How many entries it finds.
    pub total: usize,
    /// Why it could not be run, or that not all are shown.
    pub fault: String,
    /// This page without it.
    pub clear: String,
}

/// A page's place in a list.
#[derive(Debug, Clone, Default)]
pub struct Pager {
    /// From 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// Items in all.
    pub total: usize,
    /// First item, from 0.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    /// The page before.
    pub prev: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// An entry in a list.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its page.
    pub link: String,
    /// Its days.
    pub day: String,
    /// Headline or beginning.
    pub title: String,
    /// Whether it is a headline that the text has.
    pub headed: bool,
    /// What it tells.
    pub kind: String,
    /// Its document.
    pub source: String,
    /// Further words.
    pub note: String,
}

/// Some words with a link and a count.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// The words.
    pub name: String,
    /// The page behind them.
    pub link: String,
    /// How many.
    pub count: usize,
    /// Further words.
    pub note: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A page made from a template.
pub fn page(template: &impl Template) -> Answer {
    match template.render() {
        Ok(html) => Answer::html(200, html),
        Err(error) => Answer::text(500, &error.to_string()),
    }
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct Trouble {
    s: Shell,
    w: Words,
    hint: String,
    detail: String,
}

/// A page that says what is wrong.
pub fn trouble(ask: &Ask<'_>, status: u16, title: &str, hint: &str, detail: &str) -> Answer {
    let title = ask.words.say(title);
    let page = Trouble {
        s: ask.shell("", &title),
        w: ask.words,
        hint: ask.words.say(hint),
        detail: detail.to_owned(),
    };
    match page.render() {
        Ok(html) => Answer::html(status, html),
        Err(error) => Answer::text(500, &error.to_string()),
    }
}

#[derive(Template)]
#[template(path = "making.html")]
struct Making {
    s: Shell,
    w: Words,
    told: String,
}

/// A page that says what is still being made.
pub fn until_there(ask: &Ask<'_>, nav: &'static str, title: &str, making: String) -> Answer {
    let mut page = self::page(&Making { s: ask.shell(nav, title), w: ask.words, told: making });
    page.status = 202;
    page
}

/// A page that says why a query could not be run: what it would have narrowed is not shown instead.
pub fn unpicked(ask: &Ask<'_>, fault: &Fault) -> Answer {
    let why = fault.told(ask.words);
    match fault {
        Fault::Query { .. } => trouble(ask, 400, "search-refused", "search-refused-hint", &why),
        Fault::Slow => trouble(ask, 503, "search-refused", "search-refused-hint", &why),
        Fault::Making(_) => until_there(ask, "search", &ask.words.say("nav-search"), why),
        Fault::Damaged(_) | Fault::Broken(_) => broken(ask, &why),
    }
}

/// A page that says how far the reading of a past day is.
pub fn making(ask: &Ask<'_>, far: Far) -> Answer {
    if ask.parts.first().is_some_and(|part| part == "api" || part.starts_with("feed.")) {
        return crate::api::making(ask, far);
    }
    let day = ask.get(crate::room::AS_OF).unwrap_or_default();
    let title = ask.words.with("as-of-title", "day", &ask.words.edtf(day));
    let mut page = self::page(&Making {
        s: ask.shell("", &title),
        w: ask.words,
        told: far.told("making-day", ask.words),
    });
    page.status = 202;
    page
}

/// There is no such day.
pub fn no_day(ask: &Ask<'_>, day: &str) -> Answer {
    if ask.parts.first().is_some_and(|part| part == "api") {
        return crate::api::no_day(ask, day);
    }
    trouble(ask, 400, "no-day-title", "no-day-hint", day)
}

/// Some words without the folders that are named in them.
fn without_folders(words: &str) -> String {
    let cut = |word: &str| {
        let mark = word.len() - word.trim_end_matches([':', ',', '.', ')']).len();
        let (path, mark) = word.split_at(word.len() - mark);
        format!("{}{mark}", crate::citation::file_name(path))
    };
    words.split(' ').map(cut).collect::<Vec<_>>().join(" ")
}

/// What is asked for could not be read.
pub fn broken(ask: &Ask<'_>, why: &str) -> Answer {
    let why = &*without_folders(why);
    if ask.parts.first().is_some_and(|part| part == "api") {
        return crate::api::refused(ask, &crate::seek::Fault::Broken(why.to_owned()));
    }
    trouble(ask, 500, "broken-title", "broken-hint", why)
}

/// The answer to an address.
pub fn answer(ask: &Ask<'_>) -> Answer {
    let parts: Vec<&str> = ask.parts.iter().map(String::as_str).collect();
    if let Some(moved) = moved(ask, &parts) {
        return moved;
    }
    if let Some(page) = crate::act::upload::pages(ask, &parts) {
        return page;
    }
    match parts.as_slice() {
        [] => home::home(ask),
        ["sources"] => sources::list(ask),
        ["source", id] => period::source(ask, id),
        ["source", id, "text"] => sources::text(ask, id),
        ["source", id, "versions"] => records::versions(ask, id),
        ["source", id, "diff"] => records::diff(ask, id),
        ["rulings"] => records::rulings(ask),
        ["month", month] => period::month(ask, month),
        ["day", day] => period::day(ask, day),
        ["year", year] => period::year(ask, year),
        ["download", what, name] => crate::download::file(ask, what, name),
        ["entry", id @ ..] if !id.is_empty() => entry::entry(ask, &id.join("/")),
        ["people"] => names::people(ask),
        ["person", name] => person::person(ask, name),
        ["compare"] => compare::compare(ask),
        ["offices"] => names::offices(ask),
        ["places"] => names::places(ask),
        ["place", key] => names::place(ask, key),
        ["organizations"] => names::organizations(ask),
        ["organization", name] => names::organization(ask, name),
        ["documents"] => names::documents(ask),
        ["document", title] => names::document(ask, title),
        ["ledgers"] => ledgers::all(ask),
        ["ledger", number] => ledgers::ledger(ask, number),
        ["timeline"] => pictures::timeline(ask),
        ["map"] => pictures::map(ask),
        ["network"] => pictures::network(ask),
        ["picture", name] => pictures::file(ask, name),
        ["kept"] => kept::kept(ask),
        ["search"] => search::search(ask),
        ["feed.atom"] => crate::feed::atom(ask),
        ["feed.json"] => crate::feed::json(ask),
        ["calendar.ics"] => crate::feed::calendar(ask),
        ["findings"] => findings::desk(ask),
        ["rule", code] => findings::rule(ask, code),
        ["about"] => about::about(ask),
        ["help"] => about::help(ask),
        ["api"] => about::api(ask),
        _ => ask.missing(),
    }
}

/// The lasting address of what an older address means: `/source/452c9f4fd9f5` of its document, `/ledger/1` of the ledger that stands there.
fn moved(ask: &Ask<'_>, parts: &[&str]) -> Option<Answer> {
    let (from, to) = match parts {
        ["source", id, ..] => {
            let (_, source) = ask.catalogue.source(id)?;
            (*id, source.id.to_string())
        }
        ["ledger", number] => {
            let at = number.parse::<usize>().ok()?.checked_sub(1)?;
            (*number, ask.series().ok()?.slug(at)?.to_owned())
        }
        _ => return None,
    };
    if from == to {
        return None;
    }
    let rest: Vec<String> = parts.iter().skip(2).map(|part| encoded(part)).collect();
    let path: Vec<String> = [parts[0].to_owned(), encoded(&to)].into_iter().chain(rest).collect();
    let query = ask.with(&[]);
    let query = query.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"));
    Some(Answer::moved(format!("/{}{query}", path.join("/"))))
}

/// The sections, as the head of every page lists them.
pub const NAV: &[(&str, &str)] = &[
    ("home", "/"),
    ("timeline", "/timeline"),
    ("sources", "/sources"),
    ("people", "/people"),
    ("offices", "/offices"),
    ("organizations", "/organizations"),
    ("places", "/places"),
    ("map", "/map"),
    ("documents", "/documents"),
    ("ledgers", "/ledgers"),
    ("network", "/network"),
    ("findings", "/findings"),
    ("rulings", "/rulings"),
];

pub use entry::find;
pub use findings::{Wanted as WantedFindings, link as finding_link};
pub use kept::passages;
pub use ledgers::link as ledger_link;
pub use names::{chosen, chosen_offices, paper, points};
pub use period::{filter, heading, named};
pub use pictures::{stretch, ties};
pub use records::{difference, ruling_words};
pub use search::{answered, suggestions, wanted};
