//! The base as it stood on a day.

use crate::keep::{MARCH, incoming};
use dashiji_store::{Base, Clock, Decision, FactKind};

fn on(day: &'static str) -> Clock {
    match day {
        "2026-01-10" => || "2026-01-10T04:00:00Z".parse().unwrap(),
        "2026-02-10" => || "2026-02-10T04:00:00Z".parse().unwrap(),
        _ => || "2026-03-10T04:00:00Z".parse().unwrap(),
    }
}

#[test]
fn every_answer_is_as_the_base_stood_that_day() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init_with(dir.path(), on("2026-01-10")).unwrap();
    base.add_one("a", incoming(MARCH, "2021-03.txt")).unwrap();
    drop(base);
    let base = Base::open_with(dir.path(), on("2026-02-10"), &()).unwrap();
    base.add_one("a", incoming(&MARCH.replace("开工建设", "正式开工建设"), "2021-03.txt")).unwrap();
    let fact = base.now().unwrap().fact("d1.e2".parse().unwrap(), FactKind::Person, "周文澜").unwrap();
    base.rule("a", "误读", Decision::Reject { fact }).unwrap();
    drop(base);
    let base = Base::open_with(dir.path(), on("2026-03-10"), &()).unwrap();
    base.remove("a", "d1".parse().unwrap(), None).unwrap();

    let entry = "d1.e3".parse().unwrap();
    assert!(base.as_of("2026-01-09").unwrap().documents().is_empty());
    let first = base.as_of("2026-01-10").unwrap();
    assert_eq!(first.documents()[0].version, 1);
    assert!(!first.entry(entry).unwrap().text.contains("正式"));
    assert_eq!(first.person("周文澜").unwrap().len(), 1);
    let second = base.as_of("2026-02-28").unwrap();
    assert!(second.entry(entry).unwrap().text.contains("正式"));
    assert!(second.person("周文澜").unwrap().is_empty());
    assert_eq!(second.people(&()).unwrap().len(), 1);
    assert!(base.now().unwrap().documents().is_empty());
    assert_eq!(base.now().unwrap().removed().unwrap().len(), 1);
    assert!(base.as_of("2026-02-30").is_err());
}

#[test]
fn a_clock_set_back_does_not_turn_the_log_round() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init_with(dir.path(), on("2026-02-10")).unwrap();
    drop(base);
    let base = Base::open_with(dir.path(), on("2026-01-10"), &()).unwrap();
    base.add_one("a", incoming(MARCH, "2021-03.txt")).unwrap();
    let times: Vec<String> = base.log(0, 100).unwrap().into_iter().map(|row| row.recorded_at).collect();
    assert!(times.is_sorted(), "{times:?}");
}
