//! A printed county chronicle, read whole: 234 entries of ten years with their dates, where the file is at hand.
//!
//! The rows are joined under year headings and read as one document; an entry counts where it starts on the code point, and its
//! date where both ends of the interval are right. The file is not part of the project; `.ci/run outside` reads it where it is.

#![expect(clippy::disallowed_methods, reason = "a test reads its texts from files")]

use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use std::collections::BTreeMap;
use std::path::Path;

/// The share of entry starts, and of dates, that must be right.
const FLOOR: f64 = 0.98;

#[test]
#[ignore = "needs ../shared/data/chronicles beside the project"]
fn outside_a_county_chronicle_of_ten_years() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/chronicles/county-1986-1995.entries.jsonl");
    let rows = std::fs::read_to_string(&path).unwrap();
    let (mut text, mut length, mut year) = (String::new(), 0usize, 0);
    let mut expected: Vec<(usize, String, String)> = Vec::new();
    for row in rows.lines().filter(|l| !l.trim().is_empty()) {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let mut push = |line: String| {
            let start = length;
            length += line.chars().count();
            text.push_str(&line);
            start
        };
        let own = row["year"].as_i64().unwrap();
        if own != year {
            year = own;
            push(format!("{year}年\n"));
        }
        let start = push(format!("{}\n", row["text"].as_str().unwrap()));
        let label = &row["spans"][0];
        let from = label["value_start"].as_str().unwrap().to_owned();
        let after: jiff::civil::Date = label["value_end"].as_str().unwrap().parse().unwrap();
        expected.push((start, from, after.yesterday().unwrap().to_string()));
    }
    let reading = dashiji::read(text.into_bytes(), &Given::default(), Lexicon::builtin()).unwrap();
    let found: BTreeMap<usize, Option<(String, String)>> = reading
        .records
        .iter()
        // A clock time is finer than the file tells.
        .map(|r| {
            (
                r.span.lo(),
                r.date.as_ref().map(|d| (d.from.chars().take(10).collect(), d.to.chars().take(10).collect())),
            )
        })
        .collect();
    let starts = expected.iter().filter(|(start, ..)| found.contains_key(start)).count();
    let dates = expected
        .iter()
        .filter(|(start, from, to)| {
            found.get(start).is_some_and(|d| d.as_ref() == Some(&(from.clone(), to.clone())))
        })
        .count();
    let share = |n: usize| n as f64 / expected.len() as f64;
    let extra = found.len().saturating_sub(starts);
    println!(
        "{} entries: starts {:.3}, dates {:.3}, {extra} too many",
        expected.len(),
        share(starts),
        share(dates)
    );
    assert!(
        share(starts) >= FLOOR && extra * 50 <= expected.len(),
        "starts {starts} of {}, {extra} too many",
        expected.len()
    );
    assert!(share(dates) >= FLOOR, "dates {dates} of {}", expected.len());
}
