//! Documents go in, come out, change, are taken out and put back.

use dashiji_store::{Base, Error, Incoming, NameKind, Outcome};

pub const MARCH: &str = "2021年3月\n\n清河县防汛会议召开 3月5日，县长赵立本主持召开全县防汛会议，研究部署汛期工作。\n\n3月9日，县委书记周文澜到甲渠镇调研春耕生产。\n\n3月20日，清河县第一中学新校区开工建设。\n";

pub fn incoming(text: &str, path: &str) -> Incoming {
    let mut incoming = Incoming { bytes: text.into(), ..Incoming::default() };
    incoming.given.path = Some(path.to_owned());
    incoming.given.region = Some("河南省".to_owned());
    incoming.source = Some(format!("/office/{path}"));
    incoming
}

#[test]
fn the_same_bytes_twice_are_one_document() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let first = base.add_one("周文澜", incoming(MARCH, "2021-03.txt")).unwrap();
    assert_eq!(first, Outcome::Added { id: first.id(), entries: 3 });
    let again = base.add_one("周文澜", incoming(MARCH, "copy.txt")).unwrap();
    assert_eq!(again, Outcome::Known { id: first.id() });
    assert_eq!(base.now().unwrap().documents().len(), 1);
}

#[test]
fn a_changed_page_is_a_new_version_whose_entries_keep_their_ids() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("a", incoming(MARCH, "2021-03.txt")).unwrap();
    let mut blocks: Vec<&str> = MARCH.trim().split("\n\n").collect();
    blocks.swap(1, 3);
    let mended = blocks.join("\n\n").replace("开工建设", "正式开工建设");
    let second = base.add_one("a", incoming(&mended, "2021-03.txt")).unwrap();
    assert_eq!(second.id().to_string(), "d1.v2");
    let view = base.now().unwrap();
    let ids: Vec<String> =
        view.entries(second.id().document()).unwrap().iter().map(|e| e.id.to_string()).collect();
    assert_eq!(ids, ["d1.e3", "d1.e2", "d1.e1"]);
    assert!(view.entry("d1.e3".parse().unwrap()).unwrap().text.contains("正式开工"));
}

#[test]
fn names_lead_to_their_entries() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("a", incoming(MARCH, "2021-03.txt")).unwrap();
    let named = base.now().unwrap().naming(NameKind::Person, "周文澜").unwrap();
    assert_eq!(named.len(), 1);
    assert_eq!(named[0].id.to_string(), "d1.e2");
    assert_eq!(named[0].record.id, "d1.e2");
}

#[test]
fn what_is_computed_may_be_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("a", incoming(MARCH, "2021-03.txt")).unwrap();
    let before = format!("{:?}", base.now().unwrap().all().unwrap());
    drop(base);
    std::fs::remove_file(dir.path().join("derived.db")).unwrap();
    let base = Base::open(dir.path()).unwrap();
    assert_eq!(format!("{:?}", base.now().unwrap().all().unwrap()), before);
}

#[test]
fn a_base_is_made_once() {
    let dir = tempfile::tempdir().unwrap();
    Base::init(dir.path()).unwrap();
    assert!(matches!(Base::init(dir.path()), Err(Error::Exists(_))));
}
