//! An editor's own Word file, given back.

use super::{fixture, open_named};
use dashiji::text::Span;
use dashiji_office::docx::{Annotated, Mark, Signature, annotate};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::process::{Command, Stdio};

fn signature() -> Signature {
    Signature { author: "大事记 dashiji".to_owned(), initials: "D".to_owned(), date: None }
}

/// The first place of some words in the text that is read of a file.
fn find(name: &str, words: &str) -> Span {
    let document = open_named(name, fixture(name)).unwrap().document;
    let text = document.text.as_str();
    let start = text[..text.find(words).unwrap()].chars().count();
    Span::new(start, start + words.chars().count())
}

fn mark(span: Span, words: &str, new: Option<&str>) -> Mark {
    let edits = new.map(|new| vec![(span, new.to_owned())]).unwrap_or_default();
    Mark { span, comment: vec![words.to_owned(), "处理　改".to_owned()], edits, decided: false }
}

pub fn members(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut members = BTreeMap::new();
    for position in 0..archive.len() {
        let mut member = archive.by_index(position).unwrap();
        let name = member.name().unwrap().into_owned();
        let mut body = Vec::new();
        member.read_to_end(&mut body).unwrap();
        members.insert(name, body);
    }
    members
}

fn document(done: &Annotated) -> String {
    String::from_utf8(members(&done.bytes)["word/document.xml"].clone()).unwrap()
}

#[test]
fn the_mend_stands_in_the_text_and_all_else_as_it_was() {
    for name in ["commented.docx", "table.docx", "notes.docx", "changes.docx", "sample-libreoffice.docx"] {
        let comma = if name.starts_with("sample") { "8月1日" } else { "月" };
        let span = find(name, comma);
        let done = annotate(&fixture(name), &[mark(span, "【提示】X", Some("日"))], &signature()).unwrap();
        assert_eq!((done.comments, done.changes, done.left), (1, 1, 0), "{name}");
        let (before, after) = (members(&fixture(name)), members(&done.bytes));
        for (member, body) in &before {
            let ours = [
                "word/document.xml",
                "word/comments.xml",
                "[Content_Types].xml",
                "word/_rels/document.xml.rels",
            ];
            assert!(ours.contains(&member.as_str()) || after[member] == *body, "{name} {member}");
        }
        let old = open_named(name, fixture(name)).unwrap().document.text.as_str().to_owned();
        let new = open_named(name, done.bytes).unwrap().document.text.as_str().to_owned();
        assert_eq!(new, old.replacen(comma, "日", 1), "{name}");
    }
}

#[test]
fn what_was_decided_for_a_whole_file_is_mended_without_a_tracked_change() {
    let name = "commented.docx";
    let span = find(name, "小学开学,");
    let comma = Span { start: span.end - 1, end: span.end };
    let tracked = mark(comma, "【提示】X", Some("，"));
    let decided = Mark { decided: true, ..tracked.clone() };
    let old = open_named(name, fixture(name)).unwrap().document.text.as_str().to_owned();
    for (mark, changes) in [(tracked, 1), (decided, 0)] {
        let done = annotate(&fixture(name), &[mark], &signature()).unwrap();
        let before = String::from_utf8(members(&fixture(name))["word/document.xml"].clone()).unwrap();
        let count = |xml: &str| xml.matches("<w:del ").count();
        assert_eq!((count(&document(&done)) - count(&before), done.changes, done.left), (changes, 1, 0));
        let new = open_named(name, done.bytes).unwrap().document.text.as_str().to_owned();
        assert_eq!(new, old.replacen("小学开学,", "小学开学，", 1));
    }
}

#[test]
fn only_the_touched_runs_change() {
    let name = "commented.docx";
    let done =
        annotate(&fixture(name), &[mark(find(name, "小学开学,"), "【提示】X", None)], &signature()).unwrap();
    let before = String::from_utf8(members(&fixture(name))["word/document.xml"].clone()).unwrap();
    let (new, at) = (document(&done), before.find("<w:r><w:t>小学开学").unwrap());
    let after = at + before[at..].find("</w:r>").unwrap() + "</w:r>".len();
    assert!(new.starts_with(&before[..at]) && new.ends_with(&before[after..]));
}

#[test]
fn a_cut_run_keeps_its_format_and_the_change_bears_the_name() {
    let name = "changes.docx";
    let done = annotate(
        &fixture(name),
        &[mark(find(name, "月5日，县"), "【提示】X", Some("月六日,县"))],
        &signature(),
    )
    .unwrap();
    assert_eq!(done.changes, 1);
    let xml = document(&done);
    for piece in [
        "<w:delText xml:space=\"preserve\">月</w:delText>",
        "<w:rPr><w:b/></w:rPr><w:delText xml:space=\"preserve\">5日</w:delText>",
        "w:author=\"大事记 dashiji\"",
        "<w:t xml:space=\"preserve\">月六日,县</w:t>",
    ] {
        assert!(xml.contains(piece), "{piece}\n{xml}");
    }
}

#[test]
fn a_change_in_another_s_insertion_parts_it() {
    let name = "commented.docx";
    let span = find(name, "动工,全县");
    let comma = Span::new(span.lo() + 2, span.lo() + 3);
    let done = annotate(&fixture(name), &[mark(comma, "【提示】X", Some("，"))], &signature()).unwrap();
    let xml = document(&done);
    let outer = xml.find("大桥动工</w:t>").unwrap();
    let rest = &xml[outer..];
    let (deleted, closed, ours) = (rest.find("<w:del "), rest.find("</w:ins>"), rest.find("<w:ins "));
    assert!(deleted < closed && closed < ours, "{rest}");
}

#[test]
fn what_word_takes_no_comment_on_is_said_beside_it() {
    // In a text box and in a footnote: on the box, on the reference; the change is made in place.
    let name = "changes.docx";
    let span = find(name, ", 甚多");
    let comma = Span::new(span.lo(), span.lo() + 2);
    let done = annotate(&fixture(name), &[mark(comma, "【提示】X", Some("，"))], &signature()).unwrap();
    assert_eq!((done.comments, done.changes), (1, 1));
    let xml = document(&done);
    let (start, paragraph) =
        (xml.find("<w:commentRangeStart").unwrap(), xml.find("<mc:AlternateContent").unwrap());
    let inside = &xml[paragraph..xml.find("</mc:Choice>").unwrap()];
    assert!(start < paragraph && !inside.contains("comment") && inside.contains("<w:delText"), "{xml}");

    let name = "notes.docx";
    let done =
        annotate(&fixture(name), &[mark(find(name, "据青石"), "【提示】X", Some("见青石"))], &signature())
            .unwrap();
    assert_eq!((done.comments, done.changes), (1, 1));
    let after = members(&done.bytes);
    let notes = String::from_utf8(after["word/footnotes.xml"].clone()).unwrap();
    assert!(notes.contains("<w:delText") && !notes.contains("comment"), "{notes}");
    let xml = document(&done);
    let reference = xml.find("<w:footnoteReference").unwrap();
    assert!(xml.find("<w:commentRangeStart").unwrap() < reference);
}

#[test]
fn overlapping_marks_nest_and_of_two_changes_the_first_is_made() {
    let name = "commented.docx";
    let span = find(name, "县医院落成,赵立本");
    let inner = Span::new(span.lo() + 3, span.lo() + 8);
    let marks = [
        mark(span, "甲", Some("县医院建成，赵立本")),
        mark(inner, "乙", Some("丙")),
        mark(inner, "丁", None),
    ];
    let done = annotate(&fixture(name), &marks, &signature()).unwrap();
    assert_eq!((done.comments, done.changes, done.left), (3, 1, 1));
    let words = open_named(name, done.bytes.clone()).unwrap().document.text.as_str().to_owned();
    assert!(words.contains("3月5日，县医院建成，赵立本出席。"), "{words}");
    let comments = String::from_utf8(members(&done.bytes)["word/comments.xml"].clone()).unwrap();
    assert!(
        comments.contains("请核对日期") && comments.contains("<w:t xml:space=\"preserve\">丁</w:t>"),
        "{comments}"
    );
    assert_eq!(comments.matches("w:id=\"1\"").count(), 1, "{comments}");
}

#[test]
fn generated_words_are_commented_on_beside_them_and_never_changed() {
    let name = "changes.docx";
    let done = annotate(&fixture(name), &[mark(find(name, "1. "), "【提示】X", Some("一、"))], &signature())
        .unwrap();
    assert_eq!((done.comments, done.changes, done.left), (1, 0, 1));
}

#[test]
fn without_marks_the_file_is_the_same() {
    let done = annotate(&fixture("notes.docx"), &[], &signature()).unwrap();
    assert_eq!(done.bytes, fixture("notes.docx"));
}

/// A fixture with a mark in every part, in a folder.
fn written(folder: &std::path::Path) -> std::path::PathBuf {
    let name = "commented.docx";
    let marks = [
        mark(find(name, "落成,赵"), "【疑误】S03", Some("落成，赵")),
        mark(find(name, "动工,全"), "【疑误】S03", Some("动工，全")),
        mark(find(name, "小学开学,新生"), "【疑误】S03", Some("小学开学，新生")),
    ];
    let done = annotate(&fixture(name), &marks, &signature()).unwrap();
    let path = folder.join("out.docx");
    std::fs::write(&path, done.bytes).unwrap();
    path
}

#[test]
#[ignore = "needs LibreOffice (soffice)"]
fn in_libreoffice_it_opens_it_and_sets_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path());
    let shapes = super::shapes::annotated(folder.path());
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let run = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&path)
        .args(&shapes)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(run.unwrap().success());
    let pdf = std::fs::read(folder.path().join("out.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 5000);
    for shape in shapes {
        let pdf = std::fs::read(shape.with_extension("pdf")).unwrap_or_default();
        assert!(pdf.starts_with(b"%PDF-"), "{}", shape.display());
    }
}

#[test]
#[ignore = "needs python-docx"]
fn in_python_docx_it_reads_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path());
    let script = "import sys, docx\n\
        d = docx.Document(sys.argv[1])\nprint(len(d.paragraphs), [c.author for c in d.comments])\n\
        for p in sys.argv[2:]:\n d = docx.Document(p)\n assert all(c.text == '批' for c in d.comments) and d.comments, p\n";
    let shapes = super::shapes::annotated(folder.path());
    let run = Command::new("python3").args(["-c", script]).arg(&path).args(shapes).output();
    let run = run.unwrap();
    let told = String::from_utf8_lossy(&run.stdout);
    assert_eq!(told.trim(), "3 ['老编辑', '大事记 dashiji', '大事记 dashiji', '大事记 dashiji']");
}
