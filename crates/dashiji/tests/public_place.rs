//! Addresses of a public suite, read where the suite is there (see the README of the data folder): share cut as expected.

use dashiji::{lexicon::Lexicon, resolve::address};

#[test]
fn addresses_of_a_public_suite() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/place/jionlp-location.jsonl");
    let Ok(rows) = std::fs::read_to_string(path) else {
        println!("skipped: no public suite at hand");
        return;
    };
    let (mut right, mut all) = (0, 0);
    for row in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let text = row["text"].as_str().unwrap();
        let found = address::split(text, Lexicon::builtin(), 2024);
        let same = |field: &str, value: &Option<String>| row["expected"][field].as_str() == value.as_deref();
        all += 1;
        if same("province", &found.province)
            && same("city", &found.city)
            && same("county", &found.county)
            && row["expected"]["detail"].as_str() == Some(&found.rest)
        {
            right += 1;
        } else {
            println!("{text}: expected {}, found {found:?}", row["expected"]);
        }
    }
    println!("{right} of {all}");
    assert!(right >= 30, "{right} of {all}");
}
