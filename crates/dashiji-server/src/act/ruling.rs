//! A form to a decision: `act=correct entry=d1.e3 kind=person quote=赵立本 to-title=县长` is that 赵立本 is 县长 there.

use super::fields::Fields;
use dashiji_store::{Decision, EntryId, Error, FactKind, Result, View};
use std::collections::BTreeMap;

/// What can be decided here, as forms and programs name it.
pub const ACTS: &[&str] = &[
    "accept",
    "correct",
    "reject",
    "add",
    "merge",
    "separate",
    "same-event",
    "name",
    "dismiss",
    "dismiss-all",
];

fn refused(what: &str, why: &'static str) -> Error {
    Error::Refused { what: what.to_owned(), why }
}

fn needed<'a>(fields: &'a Fields, name: &str, why: &'static str) -> Result<&'a str> {
    fields.get(name).ok_or_else(|| refused(name, why))
}

fn entries(fields: &Fields) -> Result<Vec<EntryId>> {
    fields.all("entry").map(str::parse).collect()
}

fn kind(fields: &Fields) -> Result<FactKind> {
    let name = needed(fields, "kind", "no-fact")?;
    serde_json::from_value(name.into()).map_err(|_| refused(name, "no-fact"))
}

/// Where a fact's words stand in the document: `at=120-124`, or where they begin.
fn place(fields: &Fields) -> Result<Option<u32>> {
    let Some(at) = fields.get("at") else { return Ok(None) };
    let start = at.split_once('-').map_or(at, |(start, _)| start);
    start.parse().map(Some).map_err(|_| refused(at, "no-place"))
}

/// What a form decides.
///
/// # Errors
/// Where something is missing, or there is no such entry, fact or rule.
pub fn decision(view: &View, fields: &Fields) -> Result<Decision> {
    let entry = || -> Result<EntryId> { needed(fields, "entry", "no-entry")?.parse() };
    let quote = fields.get("quote").unwrap_or_default();
    let fact = || view.fact_at(entry()?, kind(fields)?, quote, place(fields)?);
    let owned = |name: &str| fields.get(name).map(str::to_owned);
    let act = fields.get("act").unwrap_or_default();
    Ok(match act {
        "accept" => Decision::Accept { fact: fact()? },
        "reject" => Decision::Reject { fact: fact()? },
        "correct" => Decision::Correct { fact: fact()?, to: corrected(fields) },
        "add" => {
            let fact = view.stated(entry()?, kind(fields)?, needed(fields, "quote", "no-words")?)?;
            match corrected(fields) {
                to if to.is_empty() => Decision::Accept { fact },
                to => Decision::Correct { fact, to },
            }
        }
        "merge" => {
            let names: Vec<String> = fields.all("name").map(str::to_owned).collect();
            let into = owned("into").or_else(|| names.first().cloned()).unwrap_or_default();
            Decision::Merge { names, into }
        }
        "separate" => Decision::Separate {
            name: needed(fields, "name", "no-name")
                .or_else(|_| needed(fields, "quote", "no-name"))?
                .to_owned(),
            entries: entries(fields)?,
        },
        "same-event" => Decision::SameEvent { entries: entries(fields)? },
        "name" => Decision::Name {
            short: needed(fields, "short", "no-name")?.to_owned(),
            full: needed(fields, "full", "no-name")?.to_owned(),
            from: owned("from"),
            to: owned("to"),
        },
        "dismiss" => Decision::Dismiss {
            code: needed(fields, "code", "unknown-rule")?.to_owned(),
            entry: fields.get("entry").map(str::parse).transpose()?,
            document: match fields.get("entry") {
                Some(_) => None,
                None => Some(needed(fields, "document", "no-entry")?.parse()?),
            },
            quote: fields.whole("quote").unwrap_or_default().to_owned(),
        },
        "dismiss-all" => Decision::Dismiss {
            code: needed(fields, "code", "unknown-rule")?.to_owned(),
            entry: None,
            document: None,
            quote: String::new(),
        },
        other => return Err(refused(other, "no-act")),
    })
}

/// The fields that were changed: those sent as they were (`was-title` beside `to-title`) are not.
fn corrected(fields: &Fields) -> BTreeMap<String, String> {
    let was: BTreeMap<&str, &str> = fields.under("was-").collect();
    let to = fields.under("to-").filter(|(name, value)| match was.get(name) {
        Some(was) => was != value,
        None => !value.is_empty(),
    });
    to.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
