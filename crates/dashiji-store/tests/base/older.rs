//! Facts that an older program read, or other terms, are told as such and read again, ids kept.

use crate::keep::{MARCH, incoming};
use dashiji_store::search::{Options, Query};
use dashiji_store::{Base, DERIVED};
use std::fs;

const APRIL: &str = "2021年4月\n\n4月2日，副县长赵立本到乙桥镇检查公路养护。\n\n4月6日，全县防汛演练举行。\n";

fn ids(base: &Base) -> Vec<String> {
    base.now().unwrap().all().unwrap().iter().map(|entry| entry.id.to_string()).collect()
}

fn found(base: &Base, query: &str) -> u64 {
    let query = Query::parse(query).unwrap();
    base.now().unwrap().search(&query, &Options::default(), &()).unwrap().total
}

#[test]
fn what_an_older_program_read_is_told_and_read_again() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("a", incoming(MARCH, "2021-03.txt")).unwrap();
    base.add_one("a", incoming(APRIL, "2021-04.txt")).unwrap();
    assert_eq!(base.older().unwrap(), None);
    let before = ids(&base);
    drop(base);
    let derived = rusqlite::Connection::open(dir.path().join(DERIVED)).unwrap();
    derived.execute("UPDATE versions SET engine = '0.0.1+0a0b0c0d' WHERE document = 1", []).unwrap();
    drop(derived);
    // It is left as after a kill, or it is not what was written and is made again.
    crate::harm::leave_open(dir.path());
    let base = Base::open(dir.path()).unwrap();
    let older = base.older().unwrap().unwrap();
    assert_eq!((older.versions, older.bytes), (1, MARCH.len() as u64));
    // It still answers.
    assert_eq!((found(&base, "防汛"), ids(&base)), (2, before.clone()));
    assert_eq!(base.read_again("a", &()).unwrap(), 1);
    assert_eq!((base.older().unwrap(), found(&base, "防汛"), ids(&base)), (None, 2, before));
    let report = base.verify(&()).unwrap();
    assert!(report.is_sound() && report.older == 0, "{report:?}");
    assert_eq!(base.read_again("a", &()).unwrap(), 0);
}

#[test]
fn other_terms_make_what_was_read_older() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("a", incoming(MARCH, "2021-03.txt")).unwrap();
    drop(base);
    let terms = dir.path().join("lexicon");
    fs::create_dir_all(&terms).unwrap();
    fs::copy(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/base-1/lexicon/mine.tsv"),
        terms.join("mine.tsv"),
    )
    .unwrap();
    let base = Base::open(dir.path()).unwrap();
    assert_eq!(base.older().unwrap().unwrap().versions, 1);
    assert_eq!(base.read_again("a", &()).unwrap(), 1);
    assert_eq!(base.older().unwrap(), None);
    assert!(base.verify(&()).unwrap().is_sound());
}
