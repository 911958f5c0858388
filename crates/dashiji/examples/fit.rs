//! What `scripts/fit.py` and `scripts/doubt.py` ask the engine: the facts of many documents under another table.
//!
//! `fit names|facts [TABLE]` and `fit facts --without CLASS[=VALUE]` read lines `PATH<tab>PERIOD<tab>REGION` (the last two may be empty) from standard input and prints one JSON line
//! for each: the entries with their names, weighed by the table (`lexicon/table-weights.tsv`), or (`facts`) whole records, whose doubts are
//! weighed by the table (`lexicon/table-doubt.tsv`) or which are read without the terms of a class of the lexicon.

#![expect(clippy::disallowed_methods, reason = "an example is a program")]

use dashiji::document::Given;
use dashiji::fact::Record;
use dashiji::lexicon::{Class, Lexicon};
use dashiji::recognize::lattice;
use serde_json::{Value, json};
use std::error::Error;
use std::io::{self, BufRead, BufWriter, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next().ok_or("names or facts?")?;
    let mut table = arguments.next();
    let mut less = None;
    if table.as_deref() == Some("--without") {
        let without = arguments.next().ok_or("which class?")?;
        let (class, value) = without.split_once('=').map_or((without.as_str(), None), |(c, v)| (c, Some(v)));
        less = Some(Lexicon::without(Class::parse(class).ok_or("no such class")?, value));
        table = None;
    }
    if let Some(table) = table
        && !match what.as_str() {
            "facts" => dashiji::confidence::weigh(&std::fs::read_to_string(table)?),
            _ => lattice::weigh(&std::fs::read_to_string(table)?),
        }
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
        let lexicon = less.as_ref().unwrap_or_else(|| Lexicon::builtin());
        let reading = dashiji::read(std::fs::read(path)?, &given, lexicon)?;
        let told: Vec<Value> = match what.as_str() {
            "names" => reading.records.iter().map(names).collect(),
            "facts" => reading.records.iter().map(serde_json::to_value).collect::<Result<_, _>>()?,
            _ => return Err("names or facts?".into()),
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
