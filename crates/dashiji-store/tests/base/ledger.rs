//! Series over a base: found by `ledger:` as soon as they are in, kept apart by region, made again only where something moved.

use dashiji_store::search::{Options, Query};
use dashiji_store::{Base, Incoming};

fn month(region: &str, month: u32, batch: u32, people: u32, total: u32) -> Incoming {
    let text = format!(
        "2021年{month}月\n\n{month}月3日，第{batch}批抗旱服务队{people}人赴乡镇开展工作，累计派出抗旱服务队员{total}人。\n\n{month}月9日，全县春耕现场会召开。\n"
    );
    let mut incoming = Incoming { bytes: text.into_bytes(), ..Incoming::default() };
    incoming.given.path = Some(format!("{region}-{month}.txt"));
    incoming.given.region = Some(region.to_owned());
    incoming.source = Some(format!("/office/{region}-{month}.txt"));
    incoming
}

fn found(base: &Base, query: &str) -> Vec<String> {
    let query = Query::parse(query).unwrap();
    let found = base.now().unwrap().search(&query, &Options::default(), &()).unwrap();
    let mut ids: Vec<String> = found.hits.into_iter().map(|hit| hit.key.entry).collect();
    ids.sort();
    ids
}

#[test]
fn a_ledger_is_found_by_as_soon_as_it_is_in() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("a", month("411521", 3, 1, 30, 30)).unwrap();
    assert!(found(&base, "ledger:抗旱服务队").is_empty(), "one figure is no series");
    base.add_one("a", month("411521", 4, 2, 20, 50)).unwrap();
    assert_eq!(found(&base, "ledger:抗旱服务队"), ["d1.e1", "d2.e1"]);
    assert_eq!(found(&base, "ledger:抗旱服务队 第2批"), ["d2.e1"]);
    assert_eq!(found(&base, "NOT ledger:抗旱服务队"), ["d1.e2", "d2.e2"]);
    assert_eq!(found(&base, "ledger:抗旱服务队 OR 春耕").len(), 4);
    base.add_one("a", month("411521", 5, 3, 10, 60)).unwrap();
    assert_eq!(found(&base, "台账:抗旱服务队").len(), 3);
    base.remove("a", "d3".parse().unwrap(), None).unwrap();
    assert_eq!(found(&base, "ledger:抗旱服务队").len(), 2);
    base.reindex("a", &()).unwrap();
    assert_eq!(found(&base, "ledger:抗旱服务队"), ["d1.e1", "d2.e1"]);
}

#[test]
fn facets_count_the_ledgers_of_the_hits() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("a", month("411521", 3, 1, 30, 30)).unwrap();
    base.add_one("a", month("411521", 4, 2, 20, 50)).unwrap();
    let query = Query::parse("第2批").unwrap();
    let options = Options { facets: 5, ..Options::default() };
    let found = base.now().unwrap().search(&query, &options, &()).unwrap();
    let ledgers = found.facets.iter().find(|facet| facet.field == "ledger").expect("ledgers are counted");
    assert!(ledgers.top.iter().any(|value| value.value.contains("抗旱服务队") && value.count == 1));
}

#[test]
fn what_was_put_in_later_is_in_every_list() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    for (k, county) in ["411521", "411522"].iter().enumerate() {
        base.add_one("a", month(county, 3, 1, 30 + k as u32, 30 + k as u32)).unwrap();
    }
    let view = base.now().unwrap();
    let names = |view: &dashiji_store::View| -> Vec<String> {
        view.ledgers(&[], &()).unwrap().iter().map(dashiji::collate::ledger::Ledger::title).collect()
    };
    assert!(names(&view).is_empty());
    view.people_in_brief(&()).unwrap();
    for (k, county) in ["411521", "411522"].iter().enumerate() {
        base.add_one("a", month(county, 4, 2, 20, 50 + k as u32)).unwrap();
    }
    let later = base.now().unwrap();
    let told = names(&later);
    assert!(
        told.iter().filter(|name| name.contains("罗山县") || name.contains("光山县")).count() >= 2,
        "{told:?}"
    );
    // What is kept and mended is what is made anew.
    let kept = format!("{:?}", later.ledgers(&[], &()).unwrap());
    let lists = format!("{:?}{:?}", later.places(&()).unwrap(), later.organizations(&()).unwrap());
    drop((view, later, base));
    std::fs::remove_file(dir.path().join("derived.db")).unwrap();
    let base = Base::open(dir.path()).unwrap();
    let view = base.now().unwrap();
    assert_eq!(format!("{:?}", view.ledgers(&[], &()).unwrap()), kept);
    assert_eq!(format!("{:?}{:?}", view.places(&()).unwrap(), view.organizations(&()).unwrap()), lists);
}
