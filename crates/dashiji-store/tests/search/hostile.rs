//! Queries that mean harm, indexes that are old, damaged or written to by two.

use crate::{Shelf, given};
use dashiji_store::search::{Error, Index, Options, Query};
use std::time::Duration;

#[test]
fn no_query_panics_or_runs_away() {
    let shelf = Shelf::of(&[("2月3日，省委书记赵立本主持召开会议。\n", &given("2020-02", "河南省"))]);
    let many = vec!["会"; 250].join(" OR ");
    let deep = format!("{}会{}", "(".repeat(31), ")".repeat(31));
    let near = "会 NEAR/1000 议";
    for query in [
        many.as_str(),
        deep.as_str(),
        near,
        "会",
        "-会",
        "NOT NOT NOT 会",
        "who:\u{1f}",
        "title:\u{1f}",
        "\u{0}",
        "\u{202e}会",
        "a:b",
        "🙂",
        "when:0000..9999",
        "when:-0500..2020",
        "org:公 doc:公 in:公 ledger:公 where:公",
        "会*",
        "*",
        "会? OR ?",
        "会 NEAR/1 会",
        "议 NEAR 会 NEAR 开",
        "\"会 NEAR 议\"",
        "会 AND AND 议",
        "who:* title:% part:_ where:.. org:\\ doc:' in:--",
        "who:=赵立本 title:=省委书记 where:=河南省",
        "id:../../etc/passwd in:;",
        "会；DROP TABLE entry",
        "zlb赵 赵zlb COVID会议 会議ＡＢＣ",
        "when:2020-02-30",
        "when:２０２０年２月…２０２０年３月",
        "when:9999-12-31.. | when:..0001-01-01",
        "where:河南 where:410000 where:999999 where:4100000000000000000000",
        "\u{e000}\u{fffd}\u{10ffff}",
        "a\u{300}e\u{301} ﷽ ㍿ ǅ ß İ",
        "会\n议\t开\r\n召",
    ] {
        if let Ok(query) = Query::parse(query) {
            shelf.index.search(&query, &Options { facets: 5, ..Options::default() }, &shelf.entries).unwrap();
        }
    }
}

#[test]
fn ten_thousand_words_are_refused_at_the_first_that_is_too_many() {
    let many = "会 ".repeat(10_000);
    let error = Query::parse(&many).unwrap_err();
    assert_eq!((error.at, error.fault.key()), (4_000, "query-too-long"));
    let error = Query::parse(&"会 ".repeat(300)).unwrap_err();
    assert_eq!((error.at, error.fault.key()), (512, "query-too-many"));
    let error = Query::parse(&"org:局 ".repeat(65)).unwrap_err();
    assert_eq!((error.at, error.fault.key()), (64 * 6, "query-too-many-fields"));
    let error = Query::parse(&"会 NEAR 议 ".repeat(17)).unwrap_err();
    assert_eq!((error.at, error.fault.key()), (16 * 9 + 2, "query-too-many-near"));
}

#[test]
fn a_search_without_time_is_stopped_and_says_so() {
    let shelf = Shelf::of(&[("2月3日，省委书记赵立本主持召开会议。\n", &given("2020-02", "河南省"))]);
    let options = Options { within: Duration::ZERO, ..Options::default() };
    let query = Query::parse("会议").unwrap();
    assert!(matches!(shelf.index.search(&query, &options, &shelf.entries), Err(Error::Stopped(_))));
}

#[test]
fn what_is_removed_is_found_no_more() {
    let mut shelf = Shelf::of(&[
        ("2月3日，赵立本主持召开会议。\n\n2月4日，周文澜主持召开会议。\n", &given("2020-02", "河南省")),
        ("3月3日，何立群主持召开会议。\n", &given("2020-03", "河南省")),
    ]);
    let first = shelf.entries.keys().find(|key| key.number == 1 && key.document == "d0").unwrap().clone();
    shelf.index.remove_entry(&first.document, &first.entry).unwrap();
    shelf.index.commit(2).unwrap();
    assert_eq!(shelf.found("会议"), ["d0.2", "d1.1"]);
    shelf.index.remove_document("d0").unwrap();
    shelf.index.commit(3).unwrap();
    assert_eq!(shelf.found("会议"), ["d1.1"]);
    assert_eq!(shelf.index.position().unwrap(), 3);
    shelf.add("d0", "2月9日，赵立本主持召开会议。\n", &given("2020-02", "河南省"));
    assert_eq!(shelf.found("会议"), ["d1.1"]);
    shelf.index.commit(4).unwrap();
    assert_eq!(shelf.found("会议"), ["d0.1", "d1.1"]);
}

#[test]
fn an_index_keeps_its_entries_and_position() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("search");
    let index = Index::open(&path).unwrap();
    assert_eq!(index.position().unwrap(), 0);
    index.commit(7).unwrap();
    index.close().unwrap();
    drop(index);
    assert_eq!(Index::open(&path).unwrap().position().unwrap(), 7);
}

#[test]
fn an_old_or_damaged_index_says_that_it_must_be_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("search");
    drop(Index::open(&path).unwrap());
    std::fs::write(path.join("dashiji-search.json"), "{\"format\":999}").unwrap();
    let error = Index::open(&path).unwrap_err();
    assert!(error.is_stale() && matches!(error, Error::Stale { found: 999, .. }), "{error}");
    std::fs::remove_file(path.join("dashiji-search.json")).unwrap();
    assert!(Index::open(&path).unwrap_err().is_stale());
    drop(Index::create(&path).unwrap());
    std::fs::write(path.join("meta.json"), "no index").unwrap();
    assert!(Index::open(&path).unwrap_err().is_stale());
    assert!(Index::create(&path).unwrap().is_empty());
}

#[test]
fn two_who_write_at_once_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("search");
    let (first, second) = (Index::open(&path).unwrap(), Index::open(&path).unwrap());
    first.commit(1).unwrap();
    assert!(matches!(second.commit(2), Err(Error::Busy)));
    first.close().unwrap();
    second.commit(2).unwrap();
}
