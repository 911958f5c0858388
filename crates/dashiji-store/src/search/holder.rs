//! Who held an office on a day: what a query answers first that names an office and a day.
//!
//! `省长 when:2020-02-10` looks at the entries nearest to the day, before it and after, that state the title 省长 of somebody. Who is
//! stated on both sides, with nobody else of that body in between, held it; who is stated on one side only is given as the nearest, and
//! said to be so. Each comes with the entries that prove it.

use super::citation;
use super::fact::kind;
use super::guard::Limit;
use super::index::Index;
use super::plan::is_office;
use super::query::{Field, Node};
use super::{EntryKey, Error, Ground, Holder, Options, Proof, Query, Sort, Source, SourceEntry, stream};
use dashiji::collate::entry::Seats;
use dashiji::fact::{TitleBasis, TitleKind};
use std::collections::BTreeMap;

/// Entries that are looked at on each side of the day.
const LOOKED_AT: usize = 40;

/// A statement is not taken further than this many days.
const REACH: i64 = 366;

/// The most holders that are given.
const GIVEN: usize = 12;

/// An office and the days it is asked for, where a query names both and no more.
fn asked(root: &Node) -> Option<(String, i64, i64)> {
    let Node::All(nodes) = root else { return None };
    let (mut office, mut days) = (None, None);
    for node in nodes {
        match node {
            Node::Text(words) if office.is_none() => office = Some(stream::value(&words.raw)),
            Node::Fact(fact) if fact.field == Field::Title && office.is_none() => {
                office = Some(fact.value.clone());
            }
            Node::When(Some(from), Some(to)) if days.is_none() => days = Some((*from, *to)),
            // Of which place or body the office is.
            Node::Fact(fact) if matches!(fact.field, Field::Where | Field::Org) => {}
            _ => return None,
        }
    }
    let (from, to) = days?;
    Some((office?, from, to))
}

/// A statement that somebody held the office.
struct Stated {
    day: i64,
    name: String,
    title: String,
    /// What the registers tell offices apart by.
    org: String,
    shown_org: Option<String>,
    proof: Proof,
}

/// Who held the office that a query names in the days it names; empty where it names none.
pub(super) fn holders(
    index: &Index,
    searcher: &tantivy::Searcher,
    query: &Query,
    source: &dyn Source,
    limit: &Limit,
) -> Result<Vec<Holder>, Error> {
    let Some((office, from, to)) = asked(&query.root) else { return Ok(Vec::new()) };
    let mut stated: Vec<Stated> = Vec::new();
    let mut seats = Seats::default();
    let sides = [
        (Some(from), Some(to), Sort::Earliest),
        (Some(from - REACH), Some(from - 1), Sort::Latest),
        (Some(to + 1), Some(to + REACH), Sort::Earliest),
    ];
    let Node::All(nodes) = &query.root else { return Ok(Vec::new()) };
    for (from, to, sort) in sides {
        let mut asked: Vec<Node> = vec![Node::When(from, to)];
        for node in nodes {
            match node {
                Node::When(..) => {}
                Node::Text(words) => asked.push(Node::Fact(super::query::Fact {
                    field: Field::Title,
                    raw: words.raw.clone(),
                    value: office.clone(),
                    whole: false,
                })),
                other => asked.push(other.clone()),
            }
        }
        let options = Options { sort, limit: LOOKED_AT, ..Options::default() };
        let ((_, keys), light) = index.keys(searcher, &Node::All(asked), &options, limit)?;
        if !light.terms.iter().any(|term| term.starts_with(kind::TITLE)) {
            // No such office in the base.
            return Ok(Vec::new());
        }
        for key in keys {
            if let Some(entry) = source.entry(&key) {
                state(&key, &entry, &office, &mut seats, &mut stated);
            }
        }
    }
    Ok(judge(stated, from, to))
}

fn state(key: &EntryKey, entry: &SourceEntry, office: &str, seats: &mut Seats, stated: &mut Vec<Stated>) {
    let record = &entry.record;
    let Some(date) = dashiji::collate::day(record) else { return };
    let Some(day) = dashiji::collate::carry::days(date) else { return };
    let seats = seats.of(record);
    for (person, seats) in record.people.iter().zip(seats) {
        for (title, seat) in person.titles.iter().zip(seats) {
            if title.kind == TitleKind::Address || title.basis == TitleBasis::Carried {
                continue;
            }
            let folded = |told: Option<&String>| told.map(|told| stream::value(told)).unwrap_or_default();
            let org = folded(title.org.as_ref());
            let told = [stream::value(&title.text), folded(title.post.as_ref()), org.clone()].join("\u{1f}");
            if !is_office(&told, office, false) {
                continue;
            }
            // Offices are told apart as in the registers: 县长 of two counties are two, 代县长 is not 县长.
            let body = seat.as_ref().and_then(|seat| seat.body.as_deref()).map(str::to_owned);
            stated.push(Stated {
                day: i64::from(day),
                name: person.name.clone(),
                title: title.words().to_owned(),
                org: seat.as_ref().map_or(org, |seat| seat.key.to_string()),
                shown_org: title.org.clone().or(body),
                proof: Proof {
                    key: key.clone(),
                    date: date.to_owned(),
                    text: title.text.clone(),
                    start: title.start,
                    end: title.end,
                    citation: citation::of(record),
                },
            });
        }
    }
}

/// What statements come to, by body.
fn judge(stated: Vec<Stated>, from: i64, to: i64) -> Vec<Holder> {
    let mut bodies: BTreeMap<String, Vec<Stated>> = BTreeMap::new();
    for one in stated {
        bodies.entry(one.org.clone()).or_default().push(one);
    }
    let mut found: Vec<(i64, Holder)> = Vec::new();
    for (_, mut all) in bodies {
        all.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| a.proof.key.cmp(&b.proof.key)));
        let before = all.iter().rposition(|one| one.day < from);
        let after = all.iter().position(|one| one.day > to);
        let inside: Vec<&Stated> = all.iter().filter(|one| (from..=to).contains(&one.day)).collect();
        let mut give = |ground: Ground, proof: Vec<&Stated>| {
            let Some(first) = proof.first() else { return };
            let away = proof.iter().map(|one| (one.day - to).max(from - one.day).max(0)).min().unwrap_or(0);
            let fullest = proof.iter().max_by_key(|one| one.title.chars().count()).unwrap_or(first);
            found.push((
                away,
                Holder {
                    name: first.name.clone(),
                    title: fullest.title.clone(),
                    org: first.shown_org.clone(),
                    ground,
                    proof: proof.iter().map(|one| one.proof.clone()).collect(),
                },
            ));
        };
        if !inside.is_empty() {
            let mut names: Vec<&str> = Vec::new();
            for one in &inside {
                if !names.contains(&one.name.as_str()) {
                    names.push(&one.name);
                    give(Ground::Stated, vec![one]);
                }
            }
            continue;
        }
        match (before.map(|k| &all[k]), after.map(|k| &all[k])) {
            (Some(before), Some(after)) if before.name == after.name => {
                give(Ground::Between, vec![before, after]);
            }
            (before, after) => {
                // Where two follow each other between the days, both are the nearest, each from its side.
                for one in [before, after].into_iter().flatten() {
                    give(Ground::Nearest, vec![one]);
                }
            }
        }
    }
    found.sort_by(|(a_away, a), (b_away, b)| {
        (a.ground, *a_away, &a.org, &a.name).cmp(&(b.ground, *b_away, &b.org, &b.name))
    });
    found.into_iter().map(|(_, holder)| holder).take(GIVEN).collect()
}
