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

/// Years before our era, of three digits, of reigns and of the Republic.
const AGES: &str = "云岭县古今大事记\n\n\
公元前525年，修云岭陂。\n\n\
公元前221年，置云岭县，隶九江郡。\n\n\
公元8年，大水，坏民舍。\n\n\
963年，重修县城。\n\n\
光绪二十六年，县城设电报局。\n\n\
民国二十五年三月四日，县长贺思远主持召开教育会议。\n\n\
民国二十五年五月，县城修公路。\n";

#[test]
fn days_of_any_age_are_asked_for_as_the_texts_write_them() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("周文澜", Incoming { bytes: AGES.into(), ..Incoming::default() }).unwrap();
    drop(base);
    let found = |query: &str| -> Vec<String> {
        let output = search(dir.path(), &[query, "--format", "json", "--sort", "earliest"]);
        assert!(output.status.code() < Some(2), "{query}: {}", err(&output));
        let found: Value = serde_json::from_str(&out(&output)).unwrap();
        found["hits"].as_array().unwrap().iter().map(|hit| hit["date"].as_str().unwrap().to_owned()).collect()
    };
    for (query, days) in [
        ("when:-0220", &["-0220-01-01"][..]),
        ("when:..0001", &["-0524-01-01", "-0220-01-01"]),
        ("when:-0525..-0500", &["-0524-01-01"]),
        ("when:公元前221年", &["-0220-01-01"]),
        ("when:公元前600年至公元前200年", &["-0524-01-01", "-0220-01-01"]),
        ("when:公元8年", &["0008-01-01"]),
        ("when:963年", &["0963-01-01"]),
        ("when:光绪二十六年", &["1900-01-01"]),
        ("when:民国二十五年", &["1936-03-04", "1936-05-01"]),
        ("when:民国25年3月", &["1936-03-04"]),
        ("when:1936年3月至5月", &["1936-03-04", "1936-05-01"]),
        ("when:1937年", &[]),
    ] {
        assert_eq!(found(query), days, "{query}");
    }
    let backwards = search(dir.path(), &["when:1937年至1936年"]);
    assert!(err(&backwards).contains("ends before it begins"), "{}", err(&backwards));
}

#[test]
fn what_is_exported_keeps_years_of_any_age() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(&dir.path().join("base")).unwrap();
    // The table has a row for each person.
    let text = AGES.replace("置云岭县，隶九江郡", "县令赵立本主持置云岭县");
    base.add_one("周文澜", Incoming { bytes: text.as_str().into(), ..Incoming::default() }).unwrap();
    drop(base);
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_dashiji"))
            .args(arguments)
            .env("LC_ALL", "C.UTF-8")
            .env("DASHIJI_BASE", dir.path().join("base"))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", err(&output));
        out(&output)
    };
    let book = dir.path().join("book.docx").display().to_string();
    run(&["export", "-o", &book, "--lang", "zh"]);
    let text = run(&["read", &book, "--format", "text"]);
    for heading in ["公元前525年", "公元前221年", "8年", "963年", "1900年", "1936年"] {
        assert!(text.lines().any(|line| line.trim() == heading), "{heading}: {text}");
    }
    assert!(text.find("修云岭陂") < text.find("置云岭县") && text.find("置云岭县") < text.find("坏民舍"));
    let table = run(&["export", "-o", "-", "--format", "csv", "--during", "-0300/-0200"]);
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let days: Vec<String> = rows.records().map(|row| row.unwrap()[0].to_owned()).collect();
    assert_eq!(days, ["-0220-01-01"], "{table}");
    let sheet = dir.path().join("book.xlsx").display().to_string();
    run(&["export", "-o", &sheet, "--during", "公元前221年"]);
    let cells = run(&["read", &sheet, "--format", "text"]);
    assert!(cells.contains("-0220-01-01") && !cells.contains("1970"), "{cells}");
}

#[test]
fn without_a_base_it_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let output = search(dir.path(), &["会议"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("no base"), "{}", err(&output));
}
