//! The tools `who` and `ledger`: what registers and ledgers tell, each line with the sentences it was read from.

use super::desk::{Page, bounded};
use crate::config::Config;
use crate::trouble::Trouble;
use dashiji::collate::carry::days;
use dashiji::collate::ledger::balance::Verdict;
use dashiji::collate::ledger::{Figure, Ledger, Line};
use dashiji::collate::person::{Office, Person, Stop};
use serde::Deserialize;
use serde_json::{Value, json};

/// Sentences that prove an office or a line.
const PROOFS: usize = 3;

/// Others of a person's company and documents that are named.
const NAMED: usize = 20;

/// What is asked of people and offices.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhoAsked {
    name: Option<String>,
    office: Option<String>,
    from: Option<String>,
    to: Option<String>,
    limit: Option<usize>,
}

/// What is asked of ledgers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerAsked {
    name: Option<String>,
    #[serde(default)]
    open: bool,
    limit: Option<usize>,
}

/// First and last day that are asked about.
struct During(Option<i32>, Option<i32>);

impl During {
    /// # Errors
    /// A day that is none.
    fn of(from: Option<&str>, to: Option<&str>) -> Result<Self, Trouble> {
        let day = |name: &'static str, told: Option<&str>| {
            told.map(|told| {
                let example = format!("{name} 2020-02-03");
                days(told)
                    .ok_or_else(|| Trouble::Value(name, told.chars().take(40).collect(), "why-date", example))
            })
            .transpose()
        };
        let (from, to) = (day("from", from)?, day("to", to)?);
        Ok(Self(from, to.or(from)))
    }

    /// Whether it shares a day with a stretch; what is open or no day is taken as it may be.
    fn meets(&self, first: Option<&str>, last: Option<&str>) -> bool {
        let (first, last) = (first.and_then(days), last.or(first).and_then(days));
        self.0.is_none_or(|from| last.is_none_or(|last| last >= from))
            && self.1.is_none_or(|to| first.is_none_or(|first| first <= to))
    }
}

/// People of a name; or an office with those who held it.
///
/// # Errors
/// Where nobody is called so, or the files cannot be read.
pub fn who(page: &mut Page<'_>, asked: WhoAsked) -> Result<Value, Trouble> {
    let during = During::of(asked.from.as_deref(), asked.to.as_deref())?;
    let limit = bounded(asked.limit, 30, 100);
    match (asked.name, asked.office) {
        (Some(name), None) => {
            let people = page.view.person(&name).map_err(Trouble::Base)?;
            if people.is_empty() {
                let mut near = page.view.people_in_brief(&()).map_err(Trouble::Base)?;
                let surname = name.chars().next();
                near.retain(|other| other.name.contains(&*name) || other.name.chars().next() == surname);
                near.sort_by_key(|other| (!other.name.contains(&*name), std::cmp::Reverse(other.entries)));
                let near = near.into_iter().take(NAMED).map(|other| other.name).collect();
                return Err(Trouble::NoSuch("why-nobody", name.chars().take(40).collect(), near));
            }
            let told: Result<Vec<Value>, Trouble> =
                people.iter().map(|person| self::person(page, person, &during, limit)).collect();
            Ok(json!({"people": told?}))
        }
        (None, Some(title)) => {
            let mut posts = page.view.offices(&()).map_err(Trouble::Base)?;
            posts.retain(|post| post.title.contains(&*title));
            // What is called so and nothing else comes first: 省长 before 副省长.
            posts.sort_by_key(|post| (!post.title.starts_with(&*title), post.title.chars().count()));
            let mut told = Vec::new();
            for post in posts.iter().take(limit) {
                let mut holders = Vec::new();
                for holder in &post.holders {
                    let office = &holder.office;
                    if during.meets(office.from(), office.removed.as_deref().or(office.last.as_deref())) {
                        let mut value = self::office(page, office)?;
                        value["name"] = holder.name.as_str().into();
                        value["homonym"] = holder.homonym.into();
                        holders.push(value);
                    }
                }
                told.push(json!({
                    "title": post.title, "org": post.org, "several": post.several, "standing": post.standing,
                    "holders": holders, "gaps": post.gaps, "overlaps": post.overlaps,
                }));
            }
            Ok(json!({"total": posts.len(), "offices": told}))
        }
        _ => Err(Trouble::Asked("name | office".to_owned())),
    }
}

fn person(page: &mut Page<'_>, person: &Person, during: &During, limit: usize) -> Result<Value, Trouble> {
    let mut offices = Vec::new();
    for office in &person.offices {
        offices.push(self::office(page, office)?);
    }
    let there: Vec<&Stop> =
        person.itinerary.iter().filter(|stop| during.meets(Some(&stop.from), Some(&stop.to))).collect();
    let mut stops = Vec::new();
    for stop in there.iter().take(limit) {
        stops.push(json!({
            "from": stop.from, "to": stop.to, "places": stop.places, "remote": stop.remote, "parts": stop.parts,
            "sentences": page.cited([&stop.cite], PROOFS)?,
        }));
    }
    let documents: Vec<&String> = person.documents.iter().take(NAMED).collect();
    Ok(json!({
        "name": person.name, "aliases": person.aliases, "homonym": person.homonym, "id": person.id, "entries": person.entries, "present": person.present,
        "cited": person.cited, "doubtful": person.doubtful, "regions": person.regions, "maybe_same_as": person.maybe_same_as,
        "first": person.first, "last": person.last, "ground": person.ground, "offices": offices, "itinerary": stops,
        "more_stops": there.len().saturating_sub(limit), "parts": person.parts,
        "company": person.company.iter().take(NAMED).collect::<Vec<_>>(), "documents": documents,
    }))
}

/// An office as observed: first and last sighting prove it, and what tells of taking and leaving it.
fn office(page: &mut Page<'_>, office: &Office) -> Result<Value, Trouble> {
    let told = office.changes.iter().map(|turn| &turn.cite);
    let seen = office.cites.first().into_iter().chain(office.cites.last());
    let sentences = page.cited(told.chain(seen), PROOFS)?;
    let changes: Vec<Value> =
        office.changes.iter().map(|turn| json!({"how": turn.how, "date": turn.date})).collect();
    Ok(json!({
        "title": office.title, "org": office.org, "kind": office.kind, "standing": office.standing, "first": office.first,
        "last": office.last, "appointed": office.appointed, "removed": office.removed, "changes": changes,
        "sightings": office.cites.len(), "sentences": sentences,
    }))
}

/// Series of figures: their names, or those of a name with their lines.
///
/// # Errors
/// Where the files cannot be read.
pub fn ledger(page: &mut Page<'_>, asked: &LedgerAsked, config: &Config) -> Result<Value, Trouble> {
    let mut all = page.view.ledgers(&config.programme, &()).map_err(Trouble::Base)?;
    let is_open = |ledger: &Ledger| {
        let balance = &ledger.balance;
        !balance.gaps.is_empty()
            || !balance.remainders.is_empty()
            || balance.equations.iter().any(|e| e.verdict != Verdict::Closes)
    };
    if asked.open {
        all.retain(is_open);
    }
    let Some(name) = &asked.name else {
        let some: Vec<Value> = all
            .iter()
            .take(bounded(asked.limit, 50, 200))
            .map(|ledger| json!({"name": ledger.title(), "unit": ledger.unit, "series": ledger.series, "lines": ledger.lines.len(), "open": is_open(ledger)}))
            .collect();
        return Ok(json!({"total": all.len(), "ledgers": some}));
    };
    let names: Vec<String> = all.iter().map(Ledger::title).collect();
    all.retain(|ledger| ledger.title().contains(&**name));
    if all.is_empty() {
        let near = names.into_iter().take(NAMED).collect();
        return Err(Trouble::NoSuch("why-no-ledger", name.chars().take(60).collect(), near));
    }
    let limit = bounded(asked.limit, 60, 200);
    let mut told = Vec::new();
    for ledger in all.iter().take(5) {
        let mut lines = Vec::new();
        for line in ledger.lines.iter().take(limit) {
            lines.push(self::line(page, line)?);
        }
        told.push(json!({
            "name": ledger.title(), "unit": ledger.unit, "series": ledger.series, "open": is_open(ledger), "lines": lines,
            "more_lines": ledger.lines.len().saturating_sub(limit), "balance": ledger.balance, "related": ledger.related,
            "bounds": ledger.bounds,
        }));
    }
    Ok(json!({"total": all.len(), "ledgers": told}))
}

fn line(page: &mut Page<'_>, line: &Line) -> Result<Value, Trouble> {
    let figure = |figure: Option<&Figure>| {
        figure.map(|f| json!({"value": f.value, "unit": f.unit, "of": f.of, "text": f.cite.text, "start": f.cite.start, "end": f.cite.end, "entry": f.cite.entry}))
    };
    let figures =
        [&line.increment, &line.total].into_iter().flatten().chain(&line.parts).map(|figure| &figure.cite);
    let sentences = page.cited(figures.chain(&line.cites), PROOFS)?;
    Ok(json!({
        "ordinals": line.ordinals, "date": line.date, "increment": figure(line.increment.as_ref()), "at_least": line.at_least,
        "total": figure(line.total.as_ref()), "as_of": line.as_of, "sentences": sentences,
    }))
}
