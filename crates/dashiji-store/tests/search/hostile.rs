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
    ] {
        if let Ok(query) = Query::parse(query) {
            shelf.index.search(&query, &Options { facets: 5, ..Options::default() }, &shelf.entries).unwrap();
        }
    }
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
