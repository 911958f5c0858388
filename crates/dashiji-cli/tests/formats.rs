//! `dashiji export` in forms for others' tools, as a user meets it.

#![expect(clippy::unwrap_used, reason = "a test fails where a step of it does")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/county-month.txt")
}

fn export(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dashiji"))
        .arg("export")
        .arg(sample())
        .args(arguments)
        .current_dir(dir)
        .env("LC_ALL", "C.UTF-8")
        .env("SOURCE_DATE_EPOCH", "1700000000")
        .output()
        .unwrap()
}

#[test]
fn the_ending_calls_for_the_form_and_twice_gives_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let cases = [
        ("a.xml", "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">"),
        ("a.jsonld", "\"@graph\""),
        ("a.lpf", "linkedplaces-context"),
        ("a.geojson", "\"FeatureCollection\""),
        ("a.ics", "BEGIN:VEVENT"),
    ];
    for (name, words) in cases {
        let output = export(dir.path(), &["-o", name]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let first = fs::read_to_string(dir.path().join(name)).unwrap();
        assert!(first.contains(words), "{name}");
        export(dir.path(), &["-o", name]);
        assert_eq!(fs::read_to_string(dir.path().join(name)).unwrap(), first, "{name}");
    }
}

#[test]
fn tables_are_a_folder_and_an_ending_that_says_otherwise_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    assert!(export(dir.path(), &["-o", "facts.csvw"]).status.success());
    for name in ["entries.csv", "events.csv", "csv-metadata.json"] {
        assert!(dir.path().join("facts.csvw").join(name).is_file(), "{name}");
    }
    for wrong in [
        ["--format", "csvw", "-o", "-"],
        ["--format", "tei", "-o", "a.geojson"],
        ["--format", "ics", "-o", "a.docx"],
    ] {
        let output = export(dir.path(), &wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
    let output = export(dir.path(), &["--format", "events", "-o", "-"]);
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("event_id,date,"));
}
