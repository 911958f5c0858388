//! What can be called, with what, and whether a call is written as it must be: the one list that routes, the description and its page come from.

use crate::day;
use crate::page::Ask;

/// What a value of the query may be.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Words, at most so many characters.
    Words(u32),
    /// A whole number between two.
    Whole(i64, i64),
    /// One of these.
    Among(&'static [&'static str]),
    /// A day, a month or a year.
    Day,
    /// A day.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the description, which a test makes"))]
    Date,
}

/// A value that a call takes.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Whether it must be given.
    pub needed: bool,
}

/// A call.
#[derive(Debug, Clone, Copy)]
pub struct Call {
    /// Key of its words, id of the operation.
    pub name: &'static str,
    /// Path, with `{parts}`.
    pub path: &'static str,
    /// The query.
    pub parameters: &'static [Parameter],
    /// The schema of what comes back.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the description, which a test makes"))]
    pub gives: &'static str,
    /// Whether it is a list in pages, which can be had as CSV.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the description, which a test makes"))]
    pub list: bool,
}

const fn words(name: &'static str) -> Parameter {
    Parameter { name, kind: Kind::Words(200), needed: false }
}

const PAGE: Parameter = Parameter { name: "page", kind: Kind::Whole(1, 1_000_000), needed: false };
const SIZE: Parameter = Parameter { name: "size", kind: Kind::Whole(1, 500), needed: false };
const FORMAT: Parameter = Parameter { name: "format", kind: Kind::Among(&["json", "csv"]), needed: false };
const SORT: Parameter = Parameter { name: "sort", kind: Kind::Among(&["weight", "name"]), needed: false };
const ORDER: Parameter =
    Parameter { name: "sort", kind: Kind::Among(&["weight", "newest", "oldest"]), needed: false };
const SEVERITY: Parameter =
    Parameter { name: "severity", kind: Kind::Among(&["error", "warning", "note"]), needed: false };
const FROM: Parameter = Parameter { name: "from", kind: Kind::Day, needed: false };
const TO: Parameter = Parameter { name: "to", kind: Kind::Day, needed: false };
/// What an entry may tell, as the contract names it.
pub const TYPES: &[&str] = &[
    "meeting",
    "visit",
    "ceremony",
    "deployment",
    "issue",
    "project",
    "result",
    "statistics",
    "appointment",
    "award",
    "donation",
    "institution",
    "exchange",
    "disaster",
    "death",
    "conflict",
    "justice",
    "status",
    "other",
];
const TYPE: Parameter = Parameter { name: "type", kind: Kind::Among(TYPES), needed: false };
const NAMES: Parameter = Parameter { name: "names", kind: Kind::Whole(5, 120), needed: false };
const VERSION_FROM: Parameter = Parameter { name: "from", kind: Kind::Whole(1, 1_000_000), needed: false };
const VERSION_TO: Parameter = Parameter { name: "to", kind: Kind::Whole(1, 1_000_000), needed: false };
/// A query that narrows what is asked for.
const NARROW: Parameter = Parameter { name: "q", kind: Kind::Words(500), needed: false };
const QUERY: Parameter = Parameter { name: "q", kind: Kind::Words(500), needed: true };

/// Everything that can be called.
pub const CALLS: &[Call] = &[
    Call { name: "about", path: "/api/about", parameters: &[], gives: "About", list: false },
    Call {
        name: "sources",
        path: "/api/sources",
        parameters: &[PAGE, SIZE, FORMAT],
        gives: "Source",
        list: true,
    },
    Call { name: "source", path: "/api/sources/{source}", parameters: &[], gives: "Source", list: false },
    Call {
        name: "versions",
        path: "/api/sources/{source}/versions",
        parameters: &[PAGE, SIZE, FORMAT],
        gives: "Version",
        list: true,
    },
    Call {
        name: "diff",
        path: "/api/sources/{source}/diff",
        parameters: &[VERSION_FROM, VERSION_TO],
        gives: "Diff",
        list: false,
    },
    Call {
        name: "entries",
        path: "/api/entries",
        parameters: &[
            NARROW,
            words("source"),
            TYPE,
            words("person"),
            words("place"),
            FROM,
            TO,
            PAGE,
            SIZE,
            FORMAT,
        ],
        gives: "Head",
        list: true,
    },
    Call {
        name: "entry",
        path: "/api/entries/{id}",
        parameters: &[words("in")],
        gives: "Entry",
        list: false,
    },
    Call {
        name: "annotations",
        path: "/api/annotations/{id}",
        parameters: &[words("in")],
        gives: "Annotations",
        list: false,
    },
    Call {
        name: "people",
        path: "/api/people",
        parameters: &[words("name"), SORT, PAGE, SIZE, FORMAT],
        gives: "Name",
        list: true,
    },
    Call { name: "person", path: "/api/people/{name}", parameters: &[], gives: "Person", list: false },
    Call {
        name: "offices",
        path: "/api/offices",
        parameters: &[words("name"), PAGE, SIZE, FORMAT],
        gives: "Office",
        list: true,
    },
    Call {
        name: "places",
        path: "/api/places",
        parameters: &[words("name"), SORT, PAGE, SIZE, FORMAT],
        gives: "Name",
        list: true,
    },
    Call { name: "place", path: "/api/places/{key}", parameters: &[], gives: "Place", list: false },
    Call {
        name: "organizations",
        path: "/api/organizations",
        parameters: &[words("name"), SORT, PAGE, SIZE, FORMAT],
        gives: "Name",
        list: true,
    },
    Call {
        name: "organization",
        path: "/api/organizations/{name}",
        parameters: &[],
        gives: "Place",
        list: false,
    },
    Call {
        name: "documents",
        path: "/api/documents",
        parameters: &[words("name"), SORT, PAGE, SIZE, FORMAT],
        gives: "Name",
        list: true,
    },
    Call {
        name: "document",
        path: "/api/documents/{title}",
        parameters: &[],
        gives: "Document",
        list: false,
    },
    Call {
        name: "ledgers",
        path: "/api/ledgers",
        parameters: &[PAGE, SIZE, FORMAT],
        gives: "Ledger",
        list: true,
    },
    Call { name: "ledger", path: "/api/ledgers/{number}", parameters: &[], gives: "Object", list: false },
    Call {
        name: "timeline",
        path: "/api/timeline",
        parameters: &[NARROW, FROM, TO],
        gives: "Timeline",
        list: false,
    },
    Call {
        name: "map",
        path: "/api/map",
        parameters: &[NARROW, FROM, TO],
        gives: "FeatureCollection",
        list: false,
    },
    Call {
        name: "network",
        path: "/api/network",
        parameters: &[NARROW, words("person"), NAMES],
        gives: "Network",
        list: false,
    },
    Call {
        name: "search",
        path: "/api/search",
        parameters: &[QUERY, ORDER, PAGE, SIZE, FORMAT],
        gives: "Hit",
        list: true,
    },
    Call { name: "answer", path: "/api/answer", parameters: &[QUERY], gives: "Object", list: false },
    Call { name: "suggest", path: "/api/suggest", parameters: &[QUERY], gives: "Suggestions", list: false },
    Call {
        name: "findings",
        path: "/api/findings",
        parameters: &[words("rule"), words("source"), SEVERITY, PAGE, SIZE, FORMAT],
        gives: "Finding",
        list: true,
    },
    Call {
        name: "rulings",
        path: "/api/rulings",
        parameters: &[PAGE, SIZE, FORMAT],
        gives: "Ruling",
        list: true,
    },
];

/// What every call takes besides: the base as it stood at the end of a day.
#[cfg(test)]
pub const AS_OF: Parameter = Parameter { name: crate::room::AS_OF, kind: Kind::Date, needed: false };

/// The first value of the query that is not what the call takes.
pub(super) fn unfit(ask: &Ask<'_>, call: &Call) -> Option<(&'static str, String)> {
    for parameter in call.parameters {
        let mut given =
            ask.query.iter().filter(|(key, _)| key == parameter.name).map(|(_, value)| value.as_str());
        let value = given.next();
        if given.next().is_some() {
            return Some((parameter.name, "twice".to_owned()));
        }
        let Some(value) = value else {
            if parameter.needed {
                return Some((parameter.name, ask.words.say("parameter-missing")));
            }
            continue;
        };
        let fits = match parameter.kind {
            Kind::Words(most) => {
                value.chars().count() <= most as usize && !(parameter.needed && value.trim().is_empty())
            }
            Kind::Whole(low, high) => value.parse::<i64>().is_ok_and(|n| (low..=high).contains(&n)),
            Kind::Among(values) => values.contains(&value),
            Kind::Day | Kind::Date => is_day(value),
        };
        if !fits {
            return Some((
                parameter.name,
                ask.words.with("parameter-unfit", "value", &value.chars().take(60).collect::<String>()),
            ));
        }
    }
    None
}

/// Whether a value is written as a day, a month or a year is: 2022-08-03, 2022-08, 2022.
fn is_day(value: &str) -> bool {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    ["0000", "0000-00", "0000-00-00"].contains(&shape.trim_start_matches('-')) && day::of(value).is_some()
}
