//! Hostile and damaged files: bounded, clear, never a panic.

use super::{body, fixture, open_named, word};
use std::io::Cursor;
use zip::write::{SimpleFileOptions, ZipWriter};

#[test]
fn each_is_refused_by_its_name() {
    let p = "<w:p><w:r><w:t>3月5日，县医院落成。</w:t></w:r></w:p>";
    let bomb = body(&format!("{p}{}", " ".repeat(40 << 20)));
    let doctype = format!("<!DOCTYPE a [<!ENTITY b \"b\">]>{}", body("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"));
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("bomb", word(&bomb, &[])),
        ("doctype", word(&doctype, &[])),
        ("too-many", word(&body(&"<w:tbl><w:tr><w:tc>".repeat(2000)), &[])),
        ("too-many", word(&body(&format!("<w:p {}/>", "w:a=\"1\" ".repeat(20_000))), &[])),
        ("broken", word(&body("<w:p><w:r><w:t>3月5日</w:p>"), &[])),
        ("broken", word("no XML at all <", &[])),
        ("empty", word(&body(""), &[])),
        ("pictures", word(&body("<w:p><w:r><w:drawing><blip/></w:drawing></w:r></w:p>"), &[])),
        ("archive", {
            let mut w = ZipWriter::new(Cursor::new(Vec::new()));
            w.start_file("a.txt", SimpleFileOptions::default()).unwrap();
            w.finish().unwrap().into_inner()
        }),
        ("slides", word(&body(p), &[("ppt/presentation.xml", b"<a/>")])),
        ("ofd", word(&body(p), &[("OFD.xml", b"<a/>")])),
        ("epub", word(&body(p), &[("mimetype", b"application/epub+zip")])),
        ("odt", word(&body(p), &[("mimetype", b"application/vnd.oasis.opendocument.text")])),
        ("doc", fixture("old.doc")),
    ];
    for (code, bytes) in cases {
        let error = open_named("a.docx", bytes).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
    }
}

#[test]
fn links_and_macros_are_told_and_left_alone() {
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" \
        Type=\"x/attachedTemplate\" Target=\"http://example.org/evil.dotm\" TargetMode=\"External\"/><Relationship Id=\"b\" \
        Type=\"x/footnotes\" Target=\"../../../etc/passwd\"/></Relationships>";
    let bytes = word(
        &body("<w:p><w:r><w:t>3月5日，县医院落成。</w:t></w:r></w:p>"),
        &[("word/_rels/document.xml.rels", relations.as_bytes()), ("word/vbaProject.bin", b"x")],
    );
    let opened = open_named("a.docm", bytes).unwrap();
    assert_eq!(opened.remarks, [dashiji_office::Remark::Macros, dashiji_office::Remark::Links { count: 1 }]);
    assert_eq!(opened.document.text.as_str(), "3月5日，县医院落成。\n");
}

#[test]
fn no_damage_makes_a_panic() {
    for name in ["commented.docx", "events.xlsx", "notes.docx", "old.xls"] {
        let whole = fixture(name);
        for step in 0..60 {
            let mut bytes = whole.clone();
            let at = whole.len() * step / 60;
            bytes[at] ^= 0x55;
            let _ = open_named(name, bytes);
            let _ = open_named(name, whole[..at].to_vec());
        }
    }
}

#[test]
fn a_table_of_contents_without_an_end_does_not_take_the_text_with_it() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let text = body(&format!(
        "<w:p>{}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{}<w:r><w:t>3月5日，县医院落成。</w:t></w:r></w:p>",
        field("begin"),
        field("separate")
    ));
    let opened = open_named("a.docx", word(&text, &[])).unwrap();
    assert!(opened.document.text.as_str().contains("县医院落成"));
}
