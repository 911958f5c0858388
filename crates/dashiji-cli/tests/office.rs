//! Office files on the command line: books and workbooks of files and of a base, lists of events with the map that reads them.

#![allow(clippy::unwrap_used, reason = "a test fails where a step of it does")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CHRONICLE: &str = "青石县1952年大事记\n\n3月5日，县医院落成，县长赵立本出席。\n\n4月2日，全县抗旱，周文澜讲话。\n\n4月9日，赵立本到青石乡察看旱情。\n";
const NEXT: &str = "青石县1953年大事记\n\n1月20日，县长周文澜主持抗旱会议。\n";

/// A folder to work in, with a base that holds two chronicles, and the files themselves.
struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap() };
        fs::write(desk.path("1952.txt"), CHRONICLE).unwrap();
        fs::write(desk.path("1953.txt"), NEXT).unwrap();
        assert!(desk.run(&["init", "base"]).status.success());
        desk
    }

    fn filled() -> Self {
        let desk = Self::new();
        assert!(desk.run(&["add", "--base", "base", "1952.txt", "1953.txt"]).status.success());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_dashiji"))
            .args(arguments)
            .current_dir(self.dir.path())
            .env("LC_ALL", "C.UTF-8")
            .env_remove("DASHIJI_BASE")
            .env("DASHIJI_AUTHOR", "周文澜")
            .env("SOURCE_DATE_EPOCH", "1600000000")
            .output()
            .unwrap()
    }

    /// The text that a file written here is read as.
    fn text(&self, name: &str) -> String {
        out(&self.run(&["read", name, "--format", "text"]))
    }
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The members of a file that was written.
fn is_office(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"PK\x03\x04"))
}

#[test]
fn a_book_of_a_base_holds_what_was_asked_for() {
    let desk = Desk::filled();
    let base = ["export", "--base", "base", "-o", "book.docx"];
    let cases: [(&[&str], &[&str], &[&str]); 6] = [
        (&[], &["县医院落成", "全县抗旱", "抗旱会议"], &[]),
        (&["--during", "1952-04"], &["全县抗旱", "察看旱情"], &["县医院", "抗旱会议"]),
        (&["--search", "抗旱"], &["全县抗旱", "抗旱会议"], &["县医院", "察看"]),
        (&["--search", "抗旱", "--search", "who:周文澜 when:1953"], &["抗旱会议"], &["全县抗旱"]),
        (&["d2"], &["抗旱会议"], &["县医院"]),
        (&["d1.e1", "d1.e2", "--search", "抗旱"], &["全县抗旱"], &["县医院", "会议"]),
    ];
    for (asked, held, not) in cases {
        let done = desk.run(&[&base, asked].concat());
        assert!(done.status.success(), "{asked:?} {}", err(&done));
        let text = desk.text("book.docx");
        for words in held {
            assert!(text.contains(words), "{asked:?} {words}\n{text}");
        }
        for words in not {
            assert!(!text.contains(words), "{asked:?} {words}\n{text}");
        }
    }
}

#[test]
fn a_query_means_the_same_of_files_and_of_a_base() {
    let desk = Desk::filled();
    for query in ["抗旱 | 医院", "who:赵立本", "when:1952-04..1952-04", "旱情 -县医院", "旱情 NEAR/5 察看"]
    {
        let ask =
            |from: &[&str]| desk.run(&[from, &["--search", query, "--format", "csv", "-o", "-"]].concat());
        let (files, base) = (ask(&["export", "1952.txt", "1953.txt"]), ask(&["export", "--base", "base"]));
        // Documents are named as they were given in both.
        assert_eq!(out(&files), out(&base), "{query}");
        assert!(out(&files).lines().count() > 1, "{query}");
    }
}

#[test]
fn a_post_told_elsewhere_in_the_base_stands_in_a_note() {
    let desk = Desk::filled();
    assert!(desk.run(&["export", "--base", "base", "d1.e3", "-o", "one.docx"]).status.success());
    let text = desk.text("one.docx");
    assert!(text.contains("赵立本") && text.contains("县长"), "{text}");
}

#[test]
fn what_cannot_be_exported_is_told() {
    let desk = Desk::filled();
    let cases: [(&[&str], i32, &str); 6] = [
        (&["--base", "base", "--search", "洪水"], 1, "no entries"),
        (&["--base", "base", "--search", "抗旱 ("], 2, "query"),
        (&["--base", "base", "d9"], 2, "d9"),
        (&["--base", "base", "1952.txt"], 2, "1952.txt"),
        (&["--base", "base", "--during", "近日"], 2, "--during"),
        (&["none.txt"], 2, "none.txt"),
    ];
    for (asked, code, words) in cases {
        let done = desk.run(&[&["export", "-o", "x.docx"], asked].concat());
        assert_eq!(done.status.code(), Some(code), "{asked:?} {}", err(&done));
        assert!(err(&done).contains(words), "{asked:?} {}", err(&done));
        assert!(!desk.path("x.docx").exists(), "{asked:?}");
    }
}

#[test]
fn the_same_base_gives_the_same_bytes() {
    let desk = Desk::filled();
    for (name, format) in [("a.docx", "docx"), ("a.xlsx", "xlsx"), ("a.jsonl", "jsonl")] {
        let write = || {
            assert!(desk.run(&["export", "--base", "base", "--format", format, "-o", name]).status.success());
            fs::read(desk.path(name)).unwrap()
        };
        assert_eq!(write(), write(), "{name}");
    }
    assert!(is_office(&desk.path("a.docx")) && is_office(&desk.path("a.xlsx")));
    let lines = fs::read_to_string(desk.path("a.jsonl")).unwrap();
    assert!(lines.lines().count() == 4 && lines.contains("\"id\":\"d1.e1\""), "{lines}");
}

#[test]
fn the_name_of_the_file_tells_what_to_write_unless_told() {
    let desk = Desk::filled();
    for (name, format) in
        [("told.xlsx", "xlsx"), ("told.CSV", "csv"), ("told.jsonl", "jsonl"), ("told.docx", "docx")]
    {
        assert!(desk.run(&["export", "--base", "base", "-o", name]).status.success());
        assert!(desk.run(&["export", "--base", "base", "--format", format, "-o", "other"]).status.success());
        assert_eq!(fs::read(desk.path(name)).unwrap(), fs::read(desk.path("other")).unwrap(), "{name}");
    }
}

#[test]
fn the_text_of_a_kept_document_is_written_as_a_word_file() {
    let desk = Desk::filled();
    for id in ["d1", "d1.v1"] {
        let done = desk.run(&["export", "--base", "base", id, "--format", "docx-text", "-o", "t.docx"]);
        assert!(done.status.success(), "{}", err(&done));
        assert_eq!(desk.text("t.docx"), CHRONICLE);
    }
}

const LIST: &str = "何事,何时,经办\n县医院落成。,1952年3月5日,周文澜\n大桥动工。,1952年4月2日,赵立本\n";

/// Dates of the entries of a base, by document.
fn days(desk: &Desk) -> String {
    let shown = out(&desk.run(&["export", "--base", "base", "--format", "jsonl", "-o", "-"]));
    let days = shown.lines().filter_map(|line| {
        let value: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(format!("{} {}", value["id"].as_str()?, value["date"]["edtf"].as_str().unwrap_or("-")))
    });
    days.collect::<Vec<_>>().join(", ")
}

#[test]
fn a_map_is_kept_with_the_document_and_used_whenever_it_is_read_again() {
    let desk = Desk::new();
    fs::write(desk.path("list.csv"), LIST).unwrap();
    let added = desk.run(&["add", "--base", "base", "list.csv", "--map", "日期=何时,内容=何事,人物=经办"]);
    assert!(added.status.success(), "{}", err(&added));
    let want = "d1.e1 1952-03-05, d1.e2 1952-04-02";
    assert_eq!(days(&desk), want);
    let show = || out(&desk.run(&["show", "--base", "base", "d1.e1"]));
    let shown = show();
    assert!(shown.contains("周文澜"), "{shown}");
    assert!(desk.run(&["reindex", "--base", "base"]).status.success());
    assert_eq!((days(&desk).as_str(), show()), (want, shown));
    let verified = desk.run(&["verify", "--base", "base"]);
    assert!(verified.status.success(), "{}", out(&verified));
    // What is computed is thrown away, and comes out of the record again.
    fs::remove_file(desk.path("base/derived.db")).unwrap();
    assert_eq!(days(&desk), want);
    // A newer list of the same file is read by the same columns.
    fs::write(desk.path("list.csv"), format!("{LIST}通车。,1953年5月1日,周文澜\n")).unwrap();
    assert!(desk.run(&["add", "--base", "base", "list.csv"]).status.success());
    assert_eq!(days(&desk), format!("{want}, d1.e3 1953-05-01"));
    let told = out(&desk.run(&["show", "--base", "base", "d1", "--format", "json"]));
    assert!(told.contains("\"map\":\"日期=何时,内容=何事,人物=经办\""), "{told}");
}

#[test]
fn other_columns_of_the_same_bytes_are_a_new_version() {
    let desk = Desk::new();
    fs::write(desk.path("list.csv"), "甲,乙,丙\n1952年3月5日,县医院落成。,1953年1月1日\n").unwrap();
    let add = |map: &str| {
        let done = desk.run(&["add", "--base", "base", "list.csv", "--map", map]);
        assert!(done.status.success(), "{}", err(&done));
        out(&done)
    };
    assert!(add("日期=A,内容=B,备注=C").starts_with("d1.v1"));
    assert_eq!(days(&desk), "d1.e1 1952-03-05");
    assert!(add("日期=A,内容=B,备注=C").starts_with("d1.v1"), "the same is there already");
    assert!(add("日期=C,内容=B,备注=A").starts_with("d1.v2"));
    assert_eq!(days(&desk), "d1.e1 1953-01-01");
}

#[test]
fn columns_that_nothing_tells_are_named_with_what_to_do() {
    let desk = Desk::new();
    let list = format!("{LIST}开学。,1952年9月1日,周文澜\n");
    fs::write(desk.path("list.csv"), list.replace("何时", "某一列")).unwrap();
    for command in [vec!["read"], vec!["add", "--base", "base"]] {
        let done = desk.run(&[&command[..], &["list.csv"]].concat());
        assert!(done.status.success(), "{}", err(&done));
        let told = err(&done);
        assert!(told.contains("list.csv") && told.contains("B=某一列") && told.contains("--map"), "{told}");
        let wrong = desk.run(&[&command[..], &["list.csv", "--map", "日期=哪天"]].concat());
        let code = wrong.status.code();
        // What is there already is not read again unless it is to be read otherwise.
        assert_eq!(code, Some(2), "{command:?} {}", err(&wrong));
        assert!(err(&wrong).contains("哪天") && err(&wrong).contains("A=何事"), "{}", err(&wrong));
        let wrong = desk.run(&[&command[..], &["list.csv", "--map", "何日=A"]].concat());
        assert_eq!(wrong.status.code(), Some(2));
        assert!(err(&wrong).contains("何日=A"), "{}", err(&wrong));
    }
}

#[test]
fn word_files_of_a_base_are_given_back_with_what_was_found() {
    let desk = Desk::new();
    fs::write(
        desk.path("draft.txt"),
        "青石县1952年大事记\n\n3月5日,县医院落成,县长赵立本出席。\n\n4月31日，大桥动工。\n",
    )
    .unwrap();
    assert!(desk.run(&["export", "draft.txt", "--format", "docx-text", "-o", "draft.docx"]).status.success());
    assert!(desk.run(&["add", "--base", "base", "1953.txt", "draft.docx"]).status.success());
    fs::create_dir(desk.path("out")).unwrap();
    let done = desk.run(&["check", "--base", "base", "--format", "docx", "-o", "out"]);
    assert_eq!(done.status.code(), Some(1), "{}", err(&done));
    assert!(desk.text("out/d2.docx").contains("3月5日，县医院落成，县长"), "{}", desk.text("out/d2.docx"));
    assert_eq!(fs::read_dir(desk.path("out")).unwrap().count(), 1, "the text file is none of Word's");
    let sheet = desk.run(&["check", "--base", "base", "--format", "xlsx", "-o", "proof.xlsx"]);
    assert_eq!(sheet.status.code(), Some(1), "{}", err(&sheet));
    assert!(is_office(&desk.path("proof.xlsx")));
    let none = desk.run(&["check", "--base", "base", "--format", "docx"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(err(&none).contains("-o"), "{}", err(&none));
}
