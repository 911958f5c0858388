//! Searching from a page: a query as typed in, hits with the characters it found, counts to narrow it by.

use crate::words::Words;
use dashiji::text::Span;
use dashiji_store::View;
use dashiji_store::search::{self, Query, QueryError, Sort, Source};
use std::time::Duration;

/// What was searched for.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The query as typed.
    pub query: String,
    /// How many to pass over.
    pub skip: usize,
    /// How many to give.
    pub take: usize,
    /// By date instead of by weight: oldest first or newest first.
    pub order: Order,
    /// Whether counts beside it are wanted.
    pub facets: bool,
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What fits best first.
    #[default]
    Weight,
    /// Oldest first.
    Oldest,
    /// Newest first.
    Newest,
}

/// One hit.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The entry's id.
    pub id: String,
    /// Characters that the query found, in the document.
    pub lit: Vec<Span>,
}

/// A count beside a search.
#[derive(Debug, Clone)]
pub struct Facet {
    /// The field of the query language: `type`, `who`.
    pub field: &'static str,
    /// Values as the query language takes them, with their names and counts, most first.
    pub values: Vec<(String, String, usize)>,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// How many entries in all.
    pub total: usize,
    /// Those asked for.
    pub hits: Vec<Hit>,
    /// Counts by type, person and so on.
    pub facets: Vec<Facet>,
    /// Who held the office that is asked for on the day that is asked for.
    pub holders: Vec<search::Holder>,
}

/// Why a search could not be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The query is no query: what is wrong in the reader's language, and at which character.
    Query {
        /// What is wrong.
        message: String,
        /// At which character of the query, from 0.
        at: usize,
    },
    /// It took longer than it may.
    Slow,
    /// The index of that day is being made.
    Making(crate::work::Far),
    /// The index is gone or damaged: the words of what is wrong.
    Damaged(String),
    /// The base could not be read.
    Broken(String),
}

/// What is wrong, by the name of the file alone: where the server keeps it is nobody's business.
fn without_folder(error: &dashiji_store::Error) -> String {
    let words = error.to_string();
    let Some(path) = error.path() else { return words };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    words.replace(&path.display().to_string(), &name)
}

impl Fault {
    /// In the reader's words.
    pub fn told(&self, w: Words) -> String {
        match self {
            Self::Query { message, .. } | Self::Damaged(message) | Self::Broken(message) => message.clone(),
            Self::Slow => w.say("search-slow"),
            Self::Making(far) => far.told("making-index", w),
        }
    }
}

/// What no query may take longer than.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// Runs a query over a view, by the index of a day that is past or by that of today.
///
/// # Errors
/// Where the query is none, or takes too long.
pub fn search(
    view: &View,
    source: &dyn Source,
    then: Option<&dashiji_store::IndexThen>,
    wanted: &Search,
    w: Words,
) -> Result<Found, Fault> {
    let query = Query::parse(&wanted.query)
        .map_err(|error| Fault::Query { message: told(&error, w), at: error.at })?;
    let options = search::Options {
        sort: match wanted.order {
            Order::Weight => Sort::Relevance,
            Order::Oldest => Sort::Earliest,
            Order::Newest => Sort::Latest,
        },
        offset: wanted.skip,
        limit: wanted.take,
        facets: if wanted.facets { 10 } else { 0 },
        fragments: 3,
        within: PATIENCE,
    };
    let found = match then {
        Some(index) => view.search_then(index, &query, &options, source),
        None => view.search_standing(&query, &options, source),
    };
    let found = found.map_err(|error| match error {
        dashiji_store::Error::Index(search::Error::Stopped(_)) => Fault::Slow,
        error @ dashiji_store::Error::Index(search::Error::Damaged(_)) => Fault::Damaged(error.to_string()),
        other => Fault::Broken(without_folder(&other)),
    })?;
    let holders = found.holders;
    let hits = found
        .hits
        .into_iter()
        .map(|hit| {
            let mut lit: Vec<Span> =
                hit.headline.iter().chain(&hit.fragments).flat_map(|f| f.lit.clone()).collect();
            lit.extend(hit.facts.iter().filter_map(|f| Some(Span { start: f.start?, end: f.end? })));
            lit.sort();
            lit.dedup();
            Hit { id: hit.key.entry, lit }
        })
        .collect();
    let facets = found
        .facets
        .into_iter()
        .map(|facet| Facet {
            field: facet.field,
            values: facet
                .top
                .into_iter()
                .map(|v| (v.value.clone(), v.name.unwrap_or(v.value), v.count as usize))
                .collect(),
        })
        .collect();
    Ok(Found { total: found.total as usize, hits, facets, holders })
}

/// What is wrong with a query, in the reader's words.
fn told(error: &QueryError, w: Words) -> String {
    use search::Fault as F;
    let (key, given) = match &error.fault {
        F::Empty => ("query-fault-empty", String::new()),
        F::Unclosed => ("query-fault-unclosed", String::new()),
        F::Unpaired => ("query-fault-unpaired", String::new()),
        F::Misplaced(given) => ("query-fault-misplaced", given.clone()),
        F::NoWord(given) => ("query-fault-no-word", given.clone()),
        F::UnknownField(given) => ("query-fault-unknown-field", given.clone()),
        F::NoValue(field) => ("query-fault-no-value", field.name().to_owned()),
        F::BadValue(field, given, among) => {
            let wanted =
                if among.is_empty() { String::new() } else { format!("（{}）", among.join("、")) };
            ("query-fault-bad-value", format!("{}:{given}{wanted}", field.name()))
        }
        F::BadDate(given) => ("query-fault-bad-date", given.clone()),
        F::Backwards(given) => ("query-fault-backwards", given.clone()),
        F::BadNear(given) => ("query-fault-bad-near", given.clone()),
        F::TooLong(n) | F::TooLongWord(n) | F::TooMany(n) => ("query-fault-too-much", n.to_string()),
        F::TooManyFields(n) => ("query-fault-too-many-fields", n.to_string()),
        F::TooManyNear(n) => ("query-fault-too-many-near", n.to_string()),
        F::TooDeep(_) => ("query-fault-too-deep", String::new()),
    };
    w.with(key, "given", &given)
}
