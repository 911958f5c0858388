//! The two samples, read and scored against what a careful historian would file (`samples/*.gold.jsonl`): no field falls below its
//! floor (`.ci/floors.toml`, section `samples`), and the gold itself quotes the text.

#![expect(clippy::unwrap_used, reason = "a test fails where a step of it does")]

use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji_publish::evaluate::{self, Entry};
use dashiji_publish::jsonl;
use std::path::Path;

const SAMPLES: [&str; 2] = ["county-month", "county-year"];

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

fn gold(sample: &str) -> Vec<Entry> {
    let (entries, faults) = evaluate::entries(&file(&format!("samples/{sample}.gold.jsonl")));
    assert!(faults.is_empty(), "{faults:?}");
    entries
}

#[test]
fn no_field_falls_below_its_floor() {
    let floors: toml::Table = file(".ci/floors.toml").parse().unwrap();
    let floors = floors["samples"].as_table().unwrap();
    let mut below = Vec::new();
    for sample in SAMPLES {
        let text = file(&format!("samples/{sample}.txt"));
        let reading = dashiji::read(text.into_bytes(), &Given::default(), Lexicon::builtin()).unwrap();
        let mut lines = Vec::new();
        for record in &reading.records {
            jsonl::entry(&mut lines, record).unwrap();
        }
        let (predicted, faults) = evaluate::entries(std::str::from_utf8(&lines).unwrap());
        assert!(faults.is_empty(), "{faults:?}");
        let score = evaluate::score(&gold(sample), &predicted);
        let mut held = 0;
        for (field, figures) in &score.rows {
            let Some(floor) = floors.get(&format!("{sample} {field}")) else { continue };
            held += 1;
            if figures.f1 < floor.as_float().unwrap() {
                let faults = score.faults.iter().find(|(name, _)| name == field);
                below.push(format!("{sample} {field}: {:.3} < {floor}: {faults:#?}", figures.f1));
            }
        }
        assert!(held > 10, "{sample} has {held} floors");
    }
    assert!(below.is_empty(), "{}", below.join("\n"));
}

#[test]
fn the_gold_quotes_the_text() {
    for sample in SAMPLES {
        let text: Vec<char> = file(&format!("samples/{sample}.txt")).chars().collect();
        for entry in gold(sample) {
            let at = |key: &str| usize::try_from(entry[key].as_u64().unwrap()).unwrap();
            let slice: String = text[at("start")..at("end")].iter().collect();
            for key in ["people", "places", "times", "quantities", "orgs", "organizers", "documents"] {
                for thing in entry[key].as_array().unwrap() {
                    let words = thing.as_str().or(thing["surface"].as_str()).or(thing["name"].as_str());
                    assert!(slice.contains(words.unwrap()), "{sample} {}: {thing}", entry["id"]);
                }
            }
        }
    }
}
