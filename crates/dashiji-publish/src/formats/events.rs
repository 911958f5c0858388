//! Rows of events as event data has them: who did what to whom, where and when, in the columns of PLOVER's world, with our types.
//!
//! In goes an event; out comes a row a pair of actor and recipient. An actor is who acts in it (chair, lead, speak, a body that holds, issues
//! or sends), a recipient whom it is done to (visited, appointed, removed, honoured). `plover` is PLOVER's type where one of ours is one of
//! its: most of a chronicle's events are of no type there, and then it is empty rather than near.

use super::{Occurrence, Told, doubts_cell, occurrences, placed, word};
use crate::csv::{harmless, one_line, source};
use dashiji::fact::{EventType, Part, PlaceRole, Record, TitleKind};

const COLUMNS: [&str; 26] = [
    "event_id",
    "date",
    "date_to",
    "edtf",
    "date_basis",
    "event_type",
    "plover",
    "actor",
    "actor_kind",
    "actor_title",
    "actor_org",
    "actor_part",
    "recipient",
    "recipient_kind",
    "recipient_title",
    "recipient_org",
    "recipient_part",
    "place",
    "place_role",
    "place_code",
    "longitude",
    "latitude",
    "text",
    "start",
    "end",
    "document_sha256",
];

/// What stands behind the columns of PLOVER's world.
const MORE: [&str; 3] = ["entry", "source", "doubt"];

/// A side of an event.
#[derive(Clone, Default)]
struct Side {
    name: String,
    kind: &'static str,
    title: String,
    org: String,
    part: String,
}

/// PLOVER's type, where ours is one of its.
fn plover(kind: Option<EventType>) -> &'static str {
    match kind {
        Some(EventType::Meeting | EventType::Visit) => "CONSULT",
        Some(EventType::Donation) => "AID",
        Some(EventType::Exchange) => "COOPERATE",
        Some(EventType::Conflict) => "ASSAULT",
        _ => "",
    }
}

/// What a part makes of a person in an event: who acts, whom it is done to, or neither.
fn acts(part: Part) -> Option<bool> {
    match part {
        Part::Chair
        | Part::Speak
        | Part::Report
        | Part::ReadOut
        | Part::Lead
        | Part::HeadTeam
        | Part::SeeOff => Some(true),
        Part::Visited | Part::Appointed | Part::Removed | Part::Honoured | Part::Died => Some(false),
        Part::Attend | Part::TakePart | Part::Accompany | Part::SitIn | Part::Cited | Part::Mention => None,
    }
}

/// All events as rows.
pub fn events(entries: &[Told<'_>]) -> Vec<u8> {
    let mut table = ::csv::Writer::from_writer(Vec::new());
    // Nothing fails that is written into memory.
    let _ = table.write_record(COLUMNS.iter().chain(&MORE));
    for told in entries {
        for event in occurrences(told.record) {
            for row in rows(told, &event) {
                let _ = table.write_record(row.iter().map(|cell| harmless(cell)));
            }
        }
    }
    table.into_inner().unwrap_or_default()
}

fn rows(told: &Told<'_>, event: &Occurrence<'_>) -> Vec<Vec<String>> {
    let record = told.record;
    let mut actors: Vec<Side> = sides(record, event, true);
    let recipients = sides(record, event, false);
    actors.extend(event.organizers.iter().map(|k| {
        let body = &record.organizers[*k];
        let name = body.name.as_ref().unwrap_or(&body.text).clone();
        Side { org: name.clone(), name, kind: "body", part: word(&body.role), ..Side::default() }
    }));
    let points = placed(record);
    let first = |wanted: fn(PlaceRole) -> bool| event.places.iter().find(|(_, role)| wanted(*role));
    let at = first(|role| role == PlaceRole::Venue)
        .or_else(|| first(|role| role == PlaceRole::Visited))
        .or_else(|| first(|role| matches!(role, PlaceRole::Origin | PlaceRole::Destination)));
    let point = at.and_then(|(k, _)| points[*k].1.as_ref());
    let date = event.date;
    let mut out = Vec::new();
    let none = [Side::default()];
    let (actors, recipients) = (or_none(&actors, &none), or_none(&recipients, &none));
    for actor in actors {
        for recipient in recipients {
            let side = |side: &Side| {
                [
                    side.name.clone(),
                    side.kind.to_owned(),
                    side.title.clone(),
                    side.org.clone(),
                    side.part.clone(),
                ]
            };
            let mut row = vec![
                format!("{}#{}", record.id, event.number),
                date.map(|d| d.from.clone()).unwrap_or_default(),
                date.map(|d| d.to.clone()).unwrap_or_default(),
                date.map(|d| d.edtf.clone()).unwrap_or_default(),
                date.map(|d| word(&d.basis)).unwrap_or_default(),
                event.kind.map(|kind| word(&kind)).unwrap_or_default(),
                plover(event.kind).to_owned(),
            ];
            row.extend(side(actor));
            row.extend(side(recipient));
            row.extend([
                at.map(|(k, _)| record.places[*k].name.clone()).unwrap_or_default(),
                at.map(|(_, role)| word(role)).unwrap_or_default(),
                at.and_then(|(k, _)| record.places[*k].code.clone()).unwrap_or_default(),
                point.map(|point| point.longitude.to_string()).unwrap_or_default(),
                point.map(|point| point.latitude.to_string()).unwrap_or_default(),
                one_line(&super::slice(told, event.span)),
                event.span.start.to_string(),
                event.span.end.to_string(),
                record.document.sha256.clone(),
                record.id.clone(),
                source(&record.document, None),
                doubts_cell(record, event.span),
            ]);
            out.push(row);
        }
    }
    out
}

/// A side that nobody stands on is a row too.
fn or_none<'s>(sides: &'s [Side], none: &'s [Side]) -> &'s [Side] {
    if sides.is_empty() { none } else { sides }
}

/// The people on one side of an event.
fn sides(record: &Record, event: &Occurrence<'_>, acting: bool) -> Vec<Side> {
    let mut out = Vec::new();
    for (k, parts) in &event.people {
        let person = &record.people[*k];
        let parts: Vec<&str> =
            parts.iter().filter(|part| acts(**part) == Some(acting)).map(|part| part.name()).collect();
        if parts.is_empty() {
            continue;
        }
        let post = person.titles.iter().find(|title| title.kind == TitleKind::Post);
        out.push(Side {
            name: person.name.clone(),
            kind: "person",
            title: post.map(|post| post.words().to_owned()).unwrap_or_default(),
            org: post.and_then(|post| post.org.clone()).unwrap_or_default(),
            part: parts.join(" "),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::with;
    use super::*;

    #[test]
    fn who_acts_and_to_whom_it_is_done_stand_apart() {
        let text = "云岭县大事记\n1986年\n3月5日，县委书记何立群看望老劳模周长河。\n\n3月6日，县政府任命李明月为水利局局长。\n\n3月7日，晴。\n";
        with(text, |told| {
            let bytes = events(told);
            let mut table = ::csv::Reader::from_reader(&*bytes);
            let heads = table.headers().unwrap().clone();
            let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
            let rows: Vec<::csv::StringRecord> = table.records().map(Result::unwrap).collect();
            let named =
                |row: &::csv::StringRecord| (row[at("actor")].to_owned(), row[at("recipient")].to_owned());
            assert!(rows.iter().any(|row| named(row).0 == "何立群"), "{rows:?}");
            assert!(rows.iter().any(|row| named(row).1 == "李明月"), "{rows:?}");
            // What nobody does is a row as well.
            let entries: std::collections::BTreeSet<&str> =
                rows.iter().map(|row| &row[at("entry")]).collect();
            assert_eq!(entries.len(), told.len());
            assert_eq!(heads.len(), COLUMNS.len() + MORE.len());
        });
    }
}
