//! A base is whole, and says so; what is not is found; what is lost is made again.

use crate::keep::{MARCH, incoming};
use dashiji_store::search::{Options, Query};
use dashiji_store::{Base, Difference, Error, Incoming, Origin};
use std::fs;

fn base(dir: &std::path::Path) -> Base {
    let base = Base::init(dir).unwrap();
    base.add_one("a", incoming(MARCH, "2021-03.txt")).unwrap();
    base.add_one("a", incoming(&MARCH.replace("甲渠镇", "乙渠镇"), "2021-03.txt")).unwrap();
    base
}

fn hits(base: &Base, words: &str) -> u64 {
    let query = Query::parse(words).unwrap();
    base.now().unwrap().search(&query, &Options::default(), &()).unwrap().total
}

#[test]
fn a_sound_base_is_told_to_be_sound() {
    let dir = tempfile::tempdir().unwrap();
    let report = base(dir.path()).verify(&()).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.versions, report.files, report.entries), (2, 2, 6));
    assert!(report.quotes > 10);
}

#[test]
fn a_changed_row_of_the_log_is_found() {
    let dir = tempfile::tempdir().unwrap();
    drop(base(dir.path()));
    let path = dir.path().join("record.db");
    let file = rusqlite_raw(&path);
    file("UPDATE log SET author = 'b' WHERE seq = 2").unwrap_err();
    file("DELETE FROM bytes").unwrap_err();
    file("DROP TRIGGER log_stays").unwrap();
    file("UPDATE log SET author = 'b' WHERE seq = 2").unwrap();
    let report = Base::open(dir.path()).unwrap().verify(&()).unwrap();
    assert_eq!(report.faults.iter().map(|f| (f.kind, f.at.as_str())).collect::<Vec<_>>(), [("log", "2")]);
}

fn rusqlite_raw(path: &std::path::Path) -> impl Fn(&str) -> Result<(), String> + use<> {
    let connection = rusqlite::Connection::open(path).unwrap();
    move |sql| connection.execute_batch(sql).map_err(|error| error.to_string())
}

#[test]
fn changed_facts_are_found_and_made_again() {
    let dir = tempfile::tempdir().unwrap();
    drop(base(dir.path()));
    rusqlite_raw(&dir.path().join("derived.db"))("UPDATE entries SET start = start + 1 WHERE number = 2")
        .unwrap();
    crate::harm::leave_open(dir.path());
    let base = Base::open(dir.path()).unwrap();
    assert!(base.verify(&()).unwrap().faults.iter().any(|f| f.kind == "facts"));
    base.reindex("a", &()).unwrap();
    assert!(base.verify(&()).unwrap().is_sound());
}

#[test]
fn an_index_that_was_thrown_away_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let kept = base(dir.path());
    assert_eq!(hits(&kept, "春耕"), 1);
    drop(kept);
    fs::remove_dir_all(dir.path().join("index")).unwrap();
    let again = Base::open(dir.path()).unwrap();
    assert_eq!(hits(&again, "乙渠镇"), 1);
    assert_eq!(hits(&again, "甲渠镇"), 0, "an older version is not in view");
    drop(again);
    fs::remove_file(dir.path().join("index/meta.json")).unwrap();
    assert_eq!(hits(&Base::open(dir.path()).unwrap(), "乙渠镇"), 1);
}

#[test]
fn the_index_follows_removals_and_what_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let base = base(dir.path());
    base.remove("a", "d1".parse().unwrap(), Some("重复")).unwrap();
    assert_eq!(hits(&base, "春耕"), 0);
    assert!(!base.remove("a", "d1".parse().unwrap(), None).unwrap());
    base.put_back("a", "d1".parse().unwrap(), None).unwrap();
    assert_eq!(hits(&base, "春耕"), 1);
    assert!(base.verify(&()).unwrap().is_sound());
}

#[test]
fn a_backup_makes_the_same_base_again() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("base");
    fs::create_dir_all(home.join("lexicon")).unwrap();
    fs::write(home.join("lexicon/mine.tsv"), "抗旱服务队\tbody-suffix\n").unwrap();
    let base = base(&home);
    let file = dir.path().join("copy.dashiji");
    base.backup(&file, &()).unwrap();
    assert!(base.backup(&file, &()).is_err(), "an older backup is not written over");
    let again = Base::restore(&file, &dir.path().join("again"), &()).unwrap();
    let all = |base: &Base| format!("{:?}", base.now().unwrap().all().unwrap());
    assert_eq!(all(&again), all(&base));
    assert!(again.verify(&()).unwrap().is_sound());
    assert!(again.dir().join("lexicon/mine.tsv").is_file());
    assert!(matches!(Base::restore(&file, &home, &()), Err(Error::Exists(_))));
    fs::write(dir.path().join("no.db"), "not a base").unwrap();
    assert!(Base::restore(&dir.path().join("no.db"), &dir.path().join("x"), &()).is_err());
}

#[test]
fn a_difference_is_told_entry_by_entry() {
    let dir = tempfile::tempdir().unwrap();
    let base = base(dir.path());
    let (_, _, found) = base.now().unwrap().diff("d1".parse().unwrap(), None).unwrap();
    assert!(matches!(found.as_slice(), [Difference::Changed { moved: false, .. }]), "{found:?}");
}

#[test]
fn what_a_person_entered_stands_beside_what_was_read() {
    let dir = tempfile::tempdir().unwrap();
    let base = base(dir.path());
    let mut typed = Incoming {
        bytes: "3月28日，县委书记周文澜看望防汛值守人员。".into(),
        ..Incoming::default()
    };
    typed.given.period = Some("2021-03".to_owned());
    let outcome = base.enter("周文澜", Some("2021-03-28"), typed).unwrap();
    let entries = base.now().unwrap().entries(outcome.id().document()).unwrap();
    assert_eq!((entries.len(), entries[0].origin), (1, Origin::Entered));
    assert_eq!(base.now().unwrap().person("周文澜").unwrap()[0].entries, 2);
    let row = base.log(0, 100).unwrap().into_iter().find(|row| row.act.kind() == "entered").unwrap();
    assert_eq!(row.happened.as_deref(), Some("2021-03-28"));
    let again = Incoming {
        bytes: "3月28日，县委书记周文澜看望防汛值守人员和受灾群众。".into(),
        of: Some(outcome.id().document()),
        given: dashiji::document::Given { period: Some("2021-03".to_owned()), ..Default::default() },
        ..Incoming::default()
    };
    assert_eq!(base.enter("周文澜", None, again).unwrap().id().to_string(), "d2.v2");
    assert_eq!(base.now().unwrap().entries(outcome.id().document()).unwrap()[0].id, entries[0].id);
}

#[test]
fn entries_are_found_by_the_ledger_they_stand_in() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let text = "清河县大事记\n\n2021年3月\n\n3月2日，清河县第一批抗旱服务队30人赴甲渠镇。\n\n3月6日，清河县第二批抗旱服务队20人赴乙桥镇，累计派出50人。\n\n3月9日，清河县第三批抗旱服务队10人赴丙塘镇，累计派出60人。\n";
    base.add_one("a", incoming(text, "2021-03.txt")).unwrap();
    base.reindex("a", &()).unwrap();
    let ledgers = base.now().unwrap().ledgers(&[], &()).unwrap();
    assert!(!ledgers.is_empty());
    for ledger in ledgers {
        assert!(hits(&base, &format!("ledger:{}", ledger.name)) > 0, "{}", ledger.name);
    }
}
