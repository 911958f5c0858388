//! Bases that earlier programs made open from now on: `fixtures/base-1` was made by 0.1, `fixtures/base-2` by 0.2, of the same texts and rulings. What a
//! newer engine reads keeps its ids and rulings.

use crate::harm::copy;
use dashiji_store::search::{Options, Query};
use dashiji_store::{Base, Origin, Standing};
use std::fs;
use std::path::Path;

const BASES: [&str; 2] = ["base-1", "base-2"];

fn fixture(name: &str, dir: &Path) -> Base {
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name), dir);
    Base::open(dir).unwrap()
}

fn look(base: &Base) {
    let view = base.now().unwrap();
    let documents = view.documents();
    let seen: Vec<(String, u32, Origin)> =
        documents.iter().map(|d| (d.id.to_string(), d.version, d.origin)).collect();
    let want = [("d1", 2, Origin::Read), ("d2", 1, Origin::Read), ("d3", 1, Origin::Entered)];
    assert_eq!(seen, want.map(|(id, version, origin)| (id.to_owned(), version, origin)));
    for (id, words) in [
        ("d1.e1", "清河县防汛会议召开"),
        ("d1.e3", "正式开工建设"),
        ("d2.e2", "服务队30人"),
        ("d3.e1", "看望防汛值守人员"),
    ] {
        let entry = view.entry(id.parse().unwrap()).unwrap();
        assert!(entry.current && entry.text.contains(words), "{id}: {}", entry.text);
    }
    let deputy = view.entry("d2.e1".parse().unwrap()).unwrap();
    let person = deputy.record.people.iter().find(|p| p.name == "吴明远").unwrap();
    assert_eq!(person.titles.iter().map(|t| t.text.as_str()).collect::<Vec<_>>(), ["县委常委", "副县长"]);
    let rulings = view.rulings().unwrap();
    assert_eq!(
        rulings.iter().map(|r| (r.standing, r.undone)).collect::<Vec<_>>(),
        [(Some(Standing::Met), false), (None, true)]
    );
    assert_eq!(base.log(0, 100).unwrap()[0].act.kind(), "began");
}

#[test]
fn a_base_of_every_release_opens_from_now_on() {
    for name in BASES {
        let dir = tempfile::tempdir().unwrap();
        let base = fixture(name, dir.path());
        look(&base);
        assert!(base.verify(&()).unwrap().is_sound(), "{name}");
        // It goes on from there.
        base.add_one("a", crate::harm::incoming(1)).unwrap();
        assert_eq!(base.now().unwrap().documents().len(), 4, "{name}");
        assert!(base.verify(&()).unwrap().is_sound(), "{name}");
    }
}

#[test]
fn what_a_newer_engine_reads_keeps_ids_and_rulings() {
    for name in BASES {
        let dir = tempfile::tempdir().unwrap();
        let base = fixture(name, dir.path());
        base.reindex("a", &()).unwrap();
        look(&base);
        let report = base.verify(&()).unwrap();
        assert!(report.is_sound() && report.older == 0, "{name}: {report:?}");
        drop(base);
        // The record alone is enough.
        for file in ["derived.db", "derived.db-wal", "derived.db-shm", "derived.sums"] {
            let _ = fs::remove_file(dir.path().join(file));
        }
        fs::remove_dir_all(dir.path().join("index")).unwrap();
        let base = Base::open(dir.path()).unwrap();
        look(&base);
        let query = Query::parse("防汛").unwrap();
        let found = base.now().unwrap().search(&query, &Options::default(), &()).unwrap();
        assert_eq!(found.total, 2, "{name}");
    }
}
