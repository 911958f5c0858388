//! An entry is read the same whatever stands beside it, but for what its neighbours tell of the same names.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use dashiji::document::Given;
use dashiji::fact::Record;
use dashiji::lexicon::Lexicon;
use std::collections::{BTreeMap, BTreeSet};

const SAMPLES: [(&str, &str); 3] = [
    ("county-month", include_str!("../../../samples/county-month.txt")),
    ("county-year", include_str!("../../../samples/county-year.txt")),
    ("flood-log", include_str!("../../../samples/flood-log.txt")),
];

fn read(text: &str) -> Vec<Record> {
    let given =
        Given { period: Some("1998-07".to_owned()), region: Some("341525".to_owned()), ..Given::default() };
    dashiji::read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap().records
}

/// The names of an entry with their kind.
fn names(record: &Record) -> BTreeSet<String> {
    let people = record.people.iter().map(|person| format!("person {}", person.name));
    let places = record.places.iter().map(|place| format!("place {}", place.text));
    let bodies = record.orgs.iter().map(|body| format!("body {}", body.text));
    let held = record.organizers.iter().map(|body| format!("organizer {}", body.text));
    people.chain(places).chain(bodies).chain(held).collect()
}

/// Names by the words of their entry.
fn told(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let chars: Vec<char> = text.chars().collect();
    let words = |record: &Record| chars[record.span.lo()..record.span.hi()].iter().collect::<String>();
    read(text).iter().map(|record| (words(record).trim().to_owned(), names(record))).collect()
}

/// Whether two texts share a run of two Han characters that is in the name: without it nothing there can speak for the name.
fn shares(name: &str, other: &str) -> bool {
    let chars: Vec<char> = name.chars().skip_while(|c| *c != ' ').skip(1).collect();
    chars.windows(2).any(|pair| other.contains(&pair.iter().collect::<String>()))
}

#[test]
fn an_entry_taken_out_changes_no_other_but_where_names_are_shared() {
    for (sample, text) in SAMPLES {
        let chars: Vec<char> = text.chars().collect();
        let whole = told(text);
        let spans: Vec<_> = read(text).iter().map(|record| record.span).collect();
        let mut compared = 0;
        for span in spans {
            let gone: String = chars[span.lo()..span.hi()].iter().collect();
            let rest: String = chars[..span.lo()].iter().chain(&chars[span.hi()..]).collect();
            for (words, names) in told(&rest) {
                let Some(before) = whole.get(&words) else { continue };
                compared += 1;
                for name in names.symmetric_difference(before) {
                    assert!(
                        shares(name, &gone),
                        "{sample}: without «{gone}» {name} of «{words}»: {names:?} {before:?}"
                    );
                }
            }
        }
        assert!(compared > 100, "{sample}: {compared}");
    }
}
