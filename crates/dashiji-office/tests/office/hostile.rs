//! Hostile and damaged files: bounded, clear, never a panic.

use super::{body, fixture, open_named, word};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

/// A container of these members.
fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

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
        ("archive", archive(&[("a.txt", b"x")])),
        ("slides", word(&body(p), &[("ppt/presentation.xml", b"<a/>")])),
        ("ofd", word(&body(p), &[("OFD.xml", b"<a/>")])),
        ("epub", word(&body(p), &[("mimetype", b"application/epub+zip")])),
        ("odt", word(&body(p), &[("mimetype", b"application/vnd.oasis.opendocument.text")])),
        ("ods", word(&body(p), &[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")])),
        ("uof", word(&body(p), &[("uof.xml", b"<a/>")])),
        ("iwork", word(&body(p), &[("Index/Document.iwa", b"x")])),
        ("xlsb", archive(&[("xl/workbook.bin", b"x")])),
        ("broken", archive(&[("[Content_Types].xml", b"<Types/>"), ("visio/document.xml", b"<a/>")])),
        (
            "office-xml",
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument/>".to_vec(),
        ),
        ("odt", b"<?xml version=\"1.0\"?><office:document xmlns:office=\"x\"/>".to_vec()),
        (
            "web-archive",
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x".to_vec(),
        ),
        ("doc", fixture("old.doc")),
        ("ole", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more".to_vec()),
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

/// A workbook of one sheet and these shared strings.
fn book(strings: &str, sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let workbook = format!(
        "<workbook {main} xmlns:r=\"{r}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{r}/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{r}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    let strings = format!("<sst {main}>{strings}</sst>");
    let sheet = format!("<worksheet {main}>{sheet}</worksheet>");
    let members = [
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    archive(&[&members[..], more].concat())
}

#[test]
fn small_workbooks_that_would_grow_are_refused_or_read_as_they_are() {
    let long = format!("<si><t>{}</t></si>", "县".repeat(10_000));
    let many = format!(
        "<sheetData>{}</sheetData>",
        "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>".repeat(20_000)
    );
    let error = open_named("a.xlsx", book(&long, &many, &[])).unwrap_err();
    assert_eq!(error.code(), "too-many", "{error}");

    // A merged place over as many rows: its words would stand in each.
    let place = format!(
        "<si><t>日期</t></si><si><t>地点</t></si><si><t>内容</t></si><si><t>{}</t></si>",
        "县".repeat(10_000)
    );
    let row = "<row><c r=\"A9\" t=\"inlineStr\"><is><t>3月5日</t></is></c><c r=\"C9\" t=\"inlineStr\"><is><t>落成。</t></is></c></row>";
    let rows: String =
        (3..20_000).map(|n| row.replace("A9", &format!("A{n}")).replace("C9", &format!("C{n}"))).collect();
    let sheet = format!(
        "<sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>\
         <row><c r=\"A2\" t=\"inlineStr\"><is><t>3月4日</t></is></c><c r=\"B2\" t=\"s\"><v>3</v></c></row>{rows}</sheetData><mergeCells>{}</mergeCells>",
        "<mergeCell ref=\"B2:B1048576\"/>".repeat(90_000)
    );
    let error = open_named("a.xlsx", book(&place, &sheet, &[])).unwrap_err();
    assert_eq!(error.code(), "too-many", "{error}");

    // What is said of the size and what is empty costs nothing.
    let sheet = format!(
        "<dimension ref=\"A1:XFD1048576\"/><sheetData>{}<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>1952年3月5日，落成。</t></is></c></row></sheetData>",
        "<row><c s=\"1\"/><c s=\"1\"/></row>".repeat(200_000)
    );
    let text = open_named("a.xlsx", book("", &sheet, &[])).unwrap().document.text.as_str().to_owned();
    assert_eq!(text.trim(), "1952年3月5日，落成。");
}

#[test]
fn a_document_of_more_paragraphs_than_any_has_is_refused() {
    let text = body(&"<w:p/>".repeat(2_100_000));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // Packed, it would be refused for what it unpacks to.
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("word/document.xml", stored).unwrap();
    writer.write_all(text.as_bytes()).unwrap();
    let error = open_named("a.docx", writer.finish().unwrap().into_inner()).unwrap_err();
    assert_eq!(error.code(), "too-many", "{error}");
}

/// A file whose second member is renamed to the first one's name, in both of its headers.
fn twice(first: &str, a: &[u8], b: &[u8]) -> Vec<u8> {
    let other = first.replace("document", "docuXent");
    let mut bytes = archive(&[(first, a), (&other, b)]);
    let (from, to) = (other.as_bytes(), first.as_bytes());
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

#[test]
fn members_that_share_a_name_or_bytes_do_no_harm() {
    let part = |words: &str| body(&format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"));
    let bytes = twice("word/document.xml", part("3月5日，甲。").as_bytes(), part("3月6日，乙。").as_bytes());
    let text = open_named("a.docx", bytes).map(|opened| opened.document.text.as_str().to_owned());
    assert!(
        text.as_deref().is_ok_and(|text| text == "3月5日，甲。\n" || text == "3月6日，乙。\n"),
        "{text:?}"
    );

    // Two entries of the directory that lead to the same bytes.
    let mut bytes = archive(&[
        ("word/document.xml", part(&"县".repeat(50_000)).as_bytes()),
        ("word/documenu.xml", b"<a/>"),
    ]);
    let entries: Vec<usize> =
        (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
    let (size, place): ([u8; 8], [u8; 4]) = (
        bytes[entries[0] + 20..entries[0] + 28].try_into().unwrap(),
        bytes[entries[0] + 42..entries[0] + 46].try_into().unwrap(),
    );
    bytes[entries[1] + 20..entries[1] + 28].copy_from_slice(&size);
    bytes[entries[1] + 42..entries[1] + 46].copy_from_slice(&place);
    let error = open_named("a.docx", bytes).unwrap_err();
    assert_eq!(error.code(), "broken", "{error}");
}

#[test]
fn a_member_that_lies_about_its_size_is_read_no_further_than_it_is() {
    let whole = word(&body("<w:p><w:r><w:t>3月5日，县医院落成。</w:t></w:r></w:p>"), &[]);
    for (signature, at) in
        [(b"PK\x01\x02", 24), (b"PK\x01\x02", 20), (b"PK\x03\x04", 22), (b"PK\x03\x04", 18)]
    {
        for size in [0u32, 1, 0x7FFF_FFFF, 0xFFFF_FFFE] {
            let mut bytes = whole.clone();
            let entry = (0..bytes.len()).find(|k| bytes[*k..].starts_with(signature)).unwrap();
            bytes[entry + at..entry + at + 4].copy_from_slice(&size.to_le_bytes());
            if let Err(error) = open_named("a.docx", bytes) {
                assert!(matches!(error.code(), "broken" | "empty" | "archive"), "{error}");
            }
        }
    }
}

#[test]
fn a_file_is_what_its_list_of_types_says_and_not_what_its_name_says() {
    let types = |kind: &str| {
        format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/a/b.xml\" ContentType=\"{kind}\"/></Types>"
        )
    };
    let start = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" \
        Type=\"x/officeDocument\" Target=\"/a/b.xml\"/></Relationships>";
    let p = body("<w:p><w:r><w:t>3月5日，县医院落成。</w:t></w:r></w:p>");
    for (kind, name, want) in [
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "a.xlsx",
            "read",
        ),
        (
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
            "a.docx",
            "slides",
        ),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "a.docx", "xlsb"),
        ("application/vnd.ms-visio.drawing.main+xml", "a.docx", "broken"),
    ] {
        let bytes = archive(&[
            ("[Content_Types].xml", types(kind).as_bytes()),
            ("_rels/.rels", start.as_bytes()),
            ("a/b.xml", p.as_bytes()),
        ]);
        let code = open_named(name, bytes).map_or_else(|error| error.code(), |_| "read");
        assert_eq!(code, want, "{kind}");
    }
}

#[test]
fn a_locked_file_is_named() {
    let mut bytes = fixture("old.doc");
    let name = |words: &str| words.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let (old, new) = (name("WordDocument"), name("EncryptedPackage"));
    let at = bytes.windows(old.len()).position(|window| window == old).unwrap();
    bytes[at..at + new.len()].copy_from_slice(&new);
    bytes[at + 64] = new.len() as u8 + 2;
    assert_eq!(open_named("a.docx", bytes).unwrap_err().code(), "encrypted");
}
