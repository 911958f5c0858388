//! `dashiji search` as a user meets it.

#![expect(clippy::unwrap_used, reason = "a test fails where a step of it does")]

use dashiji_store::{Base, Incoming};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

const MONTH: &str = "2020年大事记\n\n\
全省春耕备耕工作会议　2月3日，省委书记赵立本主持召开会议，省长周文澜出席会议并讲话。\n\n\
周文澜到郑州市调研　2月5日，省长周文澜到郑州市中原区调研。\n\n\
企业家座谈会召开　2月20日，省长周文澜主持召开座谈会，赵立本出席会议。\n";

fn base(dir: &Path) {
    let base = Base::init(dir).unwrap();
    let given = dashiji::document::Given {
        period: Some("2020".to_owned()),
        region: Some("河南省".to_owned()),
        ..Default::default()
    };
    let incoming = Incoming { bytes: MONTH.into(), given, ..Incoming::default() };
    base.add_one("周文澜", incoming).unwrap();
}

fn search(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dashiji"))
        .arg("search")
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .env("DASHIJI_BASE", dir)
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn what_is_found_is_shown_with_its_citation_and_what_is_not_ends_with_one() {
    let dir = tempfile::tempdir().unwrap();
    base(dir.path());
    let output = search(dir.path(), &["春耕", "who:赵立本"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let shown = out(&output);
    assert!(
        shown.contains("2020-02-03") && shown.contains("第1条") && shown.contains("one entry"),
        "{shown}"
    );
    // No colour where nobody looks.
    assert!(!shown.contains('\u{1b}'));
    let output = search(dir.path(), &["没有的话"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_holder_of_an_office_comes_first() {
    let dir = tempfile::tempdir().unwrap();
    base(dir.path());
    let shown = out(&search(dir.path(), &["省长 when:2020-02-10", "--lang", "zh"]));
    let first = shown.lines().nth(1).unwrap();
    assert!(first.contains("周文澜") && first.contains("前后所记皆是"), "{shown}");
}

#[test]
fn a_bad_query_shows_where_and_what_was_expected() {
    let dir = tempfile::tempdir().unwrap();
    let output = search(dir.path(), &["会议 (春耕", "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(2));
    let told = err(&output);
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].contains("第 4 个字") && lines[0].contains("括号只有一半"), "{told}");
    assert_eq!(lines[1], "  会议 (春耕");
    // 会议 and the space take five columns.
    assert_eq!(lines[2], "       ^");
    assert!(lines[3].contains("补上另一半括号"));
}

#[test]
fn other_formats_say_the_same() {
    let dir = tempfile::tempdir().unwrap();
    base(dir.path());
    let output = search(dir.path(), &["会议", "--format", "json", "--facets", "--sort", "latest"]);
    let found: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(found["total"], 2);
    assert_eq!(found["hits"][0]["date"], "2020-02-20");
    assert!(found["facets"].as_array().unwrap().iter().any(|facet| facet["field"] == "who"));
    let table = out(&search(dir.path(), &["会议", "--format", "csv"]));
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(rows.headers().unwrap().iter().next(), Some("date"));
    assert_eq!(rows.records().map(Result::unwrap).count(), 2);
}

#[test]
fn without_a_base_it_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let output = search(dir.path(), &["会议"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("no base"), "{}", err(&output));
}
