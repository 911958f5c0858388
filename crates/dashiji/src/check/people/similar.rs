//! P08: a name that stands once, without an office, one character from a name that stands often: a slip of the pen in a list
//! (穆为名 among many 穆为民).

use super::spelling::slip;
use crate::check::{Desk, Draft, Report};
use crate::fact::{Record, TitleKind};
use crate::lexicon::lists::folded;
use std::collections::BTreeMap;

/// Entries that must name the usual form.
const OFTEN: usize = 4;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    // Names of three characters by their surname: slips keep it.
    let mut often: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    let mut once: Vec<(&str, &Record)> = Vec::new();
    for name in desk.collation.names().filter(|name| name.chars().count() == 3) {
        let records = desk.naming(name);
        match records[..] {
            [record] if bare(name, record) && !desk.lists.knows(&folded(name)) => once.push((name, record)),
            _ if records.len() >= OFTEN => {
                often.entry(name.chars().next().unwrap_or_default()).or_default().push(name);
            }
            _ => {}
        }
    }
    for (name, record) in once {
        let surname = name.chars().next().unwrap_or_default();
        let mut usual = often.get(&surname).into_iter().flatten().filter(|usual| slip(name, usual));
        let (Some(usual), None) = (usual.next(), usual.next()) else { continue };
        // Told of together they are two people.
        if record.people.iter().any(|person| person.name == **usual) {
            continue;
        }
        let Some(reading) = desk.reading(&record.document.sha256) else { continue };
        let Some(span) = record.people.iter().find(|p| p.name == name).and_then(|p| p.mentions.first())
        else {
            continue;
        };
        let entries = desk.naming(usual).len();
        let draft = Draft::default()
            .arg("name", name)
            .arg("other", *usual)
            .arg("entries", entries.to_string())
            .replace(*span, *usual, false);
        report.add(reading, Some(record), *span, draft);
    }
}

/// Whether an entry gives a person nothing but a collective or an address.
fn bare(name: &str, record: &Record) -> bool {
    record.people.iter().filter(|person| person.name == name).all(|person| {
        person.titles.iter().all(|t| matches!(t.kind, TitleKind::Collective | TitleKind::Address))
    })
}
