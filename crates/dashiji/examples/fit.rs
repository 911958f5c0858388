//! What `scripts/fit.py` asks the engine: the names of many documents under a table of weights, and what each name rests on.
//!
//! `fit names|evidence [WEIGHTS]` reads lines `PATH<tab>PERIOD<tab>REGION` (the last two may be empty) from standard input and prints one JSON line
//! for each: the entries with their names, or (`evidence`) every decided name with its margin, its grounds and its rivals.

#![expect(clippy::disallowed_methods, reason = "an example is a program")]

use dashiji::document::Given;
use dashiji::fact::Record;
use dashiji::lexicon::Lexicon;
use dashiji::recognize::lattice;
use dashiji::text::Span;
use serde_json::{Value, json};
use std::error::Error;
use std::io::{self, BufRead, BufWriter, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next().ok_or("names or evidence?")?;
    if let Some(table) = arguments.next()
        && !lattice::weigh(&std::fs::read_to_string(table)?)
    {
        return Err("the weights are in use".into());
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let mut columns = line.split('\t');
        let path = columns.next().unwrap_or_default();
        let mut given = || columns.next().filter(|word| !word.is_empty()).map(str::to_owned);
        let given = Given { period: given(), region: given(), ..Given::default() };
        let reading = dashiji::read(std::fs::read(path)?, &given, Lexicon::builtin())?;
        let told: Vec<Value> = match what.as_str() {
            "names" => reading.records.iter().map(names).collect(),
            _ => reading.records.iter().flat_map(|record| evidence(&reading, record)).collect(),
        };
        serde_json::to_writer(&mut out, &json!({"path": path, "told": told}))?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(())
}

/// The names of an entry.
fn names(record: &Record) -> Value {
    json!({
        "start": record.span.start,
        "people": record.people.iter().map(|p| &p.name).collect::<Vec<_>>(),
        "places": record.places.iter().map(|p| p.code.as_ref().unwrap_or(&p.text)).collect::<Vec<_>>(),
        "organizers": record.organizers.iter().map(|b| &b.text).collect::<Vec<_>>(),
        "orgs": record.orgs.iter().map(|b| &b.text).collect::<Vec<_>>(),
    })
}

/// Every name of an entry, once for each place it stands at, with what the lattice says of it.
fn evidence(reading: &dashiji::Reading, record: &Record) -> Vec<Value> {
    let mut told = Vec::new();
    let mut add = |field: &str, name: &str, kind: lattice::Kind, span: Span| {
        let Some(explained) = dashiji::explain(&reading.document, Lexicon::builtin(), span) else { return };
        let own = explained.nodes.iter().find(|node| {
            let here = node.start <= span.start && span.end <= node.end;
            node.kind == kind.name()
                && here
                && (node.chosen || (node.start, node.end) == (span.start, span.end))
        });
        told.push(json!({
            "entry": record.span.start, "field": field, "name": name, "start": span.start, "end": span.end,
            "own": own, "over": explained.nodes,
        }));
    };
    for person in &record.people {
        person.mentions.iter().for_each(|span| add("person", &person.name, lattice::Kind::Person, *span));
    }
    for place in &record.places {
        let key = place.code.as_ref().unwrap_or(&place.text);
        place.mentions.iter().for_each(|quote| add("place", key, lattice::Kind::Place, quote.span()));
    }
    for body in &record.orgs {
        body.mentions.iter().for_each(|quote| add("org", &body.text, lattice::Kind::Body, quote.span()));
    }
    for body in &record.organizers {
        let span = Span { start: body.start, end: body.end };
        add("organizer", &body.text, lattice::Kind::Body, span);
    }
    told
}
