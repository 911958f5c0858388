//! What an editor settles once for a book: rules explained and ignored, mends of one rule, files that are not changed in place, other programs' forms.

#![expect(clippy::unwrap_used, reason = "a test fails where a step of it does")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dashiji"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A month with needless 、 between titles, and nothing else to find.
const MONTH: &str = "桃源县2021年5月大事记\n\n5月3日，县政府印发《防汛预案》、《抗旱预案》。\n\n5月9日，县政府印发《春耕方案》、《秋收方案》。\n";

#[test]
fn a_rule_is_explained_by_its_code() {
    let folder = tempfile::tempdir().unwrap();
    let told = run(folder.path(), &["explain", "s13"]);
    assert!(out(&told).contains("4.5.3.5"), "{}", out(&told));
    assert_eq!(out(&told), out(&run(folder.path(), &["check", "--explain", "S13"])));
    let wrong = run(folder.path(), &["explain", "S99"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", err(&wrong));
}

#[test]
fn a_rule_that_is_ignored_once_is_told_no_more() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("月.txt"), MONTH).unwrap();
    let before = run(folder.path(), &["check", "月.txt"]);
    assert!(out(&before).contains("S13"), "{}", out(&before));
    // The profile is told, and how it was chosen.
    assert!(err(&before).contains("month") && err(&before).contains("--profile"), "{}", err(&before));
    // Without a reason nothing is ignored.
    assert_eq!(run(folder.path(), &["check", "月.txt", "--ignore-rule", "S13"]).status.code(), Some(2));
    let settled = run(folder.path(), &["check", "月.txt", "--ignore-rule", "s13", "--reason", "原件如此"]);
    assert!(!out(&settled).contains("S13"), "{}", out(&settled));
    let kept = fs::read_to_string(folder.path().join(".dashiji-ignore")).unwrap();
    assert_eq!(kept, "S13  *  *  # 原件如此\n");
    assert!(!out(&run(folder.path(), &["check", "月.txt"])).contains("S13"));
}

#[test]
fn one_choice_mends_all_of_a_rule_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("月.txt");
    fs::write(&path, MONTH).unwrap();
    let other = run(folder.path(), &["check", "月.txt", "--fix", "--rule", "S03"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), MONTH, "{}", err(&other));
    run(folder.path(), &["check", "月.txt", "--fix", "--rule", "S13"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), MONTH.replace("》、《", "》《"));
    // What names no rule mends nothing.
    let before = std::fs::read(folder.path().join("月.txt")).unwrap();
    for refused in [
        &["--fix", "--rule", "S99"][..],
        &["--fix", "--rule", "S13,"],
        &["--fix", "--rule", ""],
        &["--rule", "S13"],
    ] {
        let arguments: Vec<&str> = ["check", "月.txt"].into_iter().chain(refused.iter().copied()).collect();
        assert_eq!(run(folder.path(), &arguments).status.code(), Some(2), "{refused:?}");
    }
    assert_eq!(std::fs::read(folder.path().join("月.txt")).unwrap(), before);
    // A file with nothing asked of it is no rule that is not known.
    let told = run(folder.path(), &["explain", "月.txt"]);
    assert!(String::from_utf8_lossy(&told.stderr).contains("--at"), "{told:?}");
}

#[test]
fn reviewdog_is_told_lines_columns_in_bytes_and_mends() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("月.txt"), MONTH).unwrap();
    let told = run(folder.path(), &["check", "月.txt", "--format", "rdjsonl", "--select", "S13"]);
    let first: Value = serde_json::from_str(out(&told).lines().next().unwrap()).unwrap();
    let start = &first["location"]["range"]["start"];
    assert_eq!(start["line"], 3);
    let line = MONTH.lines().nth(2).unwrap();
    let column = start["column"].as_u64().unwrap() as usize;
    assert!(line[column - 1..].starts_with('、'), "{first}");
    assert_eq!(first["code"]["value"], "S13");
    assert_eq!(first["suggestions"][0]["text"], "");
}

#[test]
fn a_word_file_that_is_not_changed_in_place_is_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("月.txt"), MONTH).unwrap();
    let made = run(folder.path(), &["export", "月.txt", "--format", "docx", "-o", "月.docx"]);
    assert!(folder.path().join("月.docx").is_file(), "{}", err(&made));
    let before = fs::read(folder.path().join("月.docx")).unwrap();
    let told = run(folder.path(), &["check", "月.docx", "--fix", "--rule", "S13"]);
    assert_eq!(fs::read(folder.path().join("月.docx")).unwrap(), before);
    assert!(err(&told).contains("--format docx"), "{} {}", out(&told), err(&told));
}

#[test]
fn what_was_not_read_is_never_told_as_free_of_faults() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("坏.docx"), b"no archive").unwrap();
    fs::write(folder.path().join("空.txt"), "目录\n").unwrap();
    fs::write(folder.path().join("好.txt"), "2020年2月大事记\n\n2月3日，县政府召开防汛工作会议。\n").unwrap();
    for files in [&["坏.docx"][..], &["空.txt"], &["坏.docx", "好.txt"]] {
        let arguments: Vec<&str> =
            ["check", "--lang", "zh"].into_iter().chain(files.iter().copied()).collect();
        let told = run(folder.path(), &arguments);
        assert!(!out(&told).lines().any(|line| line.trim() == "未见疑误"), "{files:?}: {}", out(&told));
    }
}
