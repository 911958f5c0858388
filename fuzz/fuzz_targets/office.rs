//! Any bytes as an office file, and any parts in a sound container: reading never panics, every quoted text is the slice it says, and
//! a file that was read takes a comment and a change.
//!
//! The first byte says what the others are: a DOCX, an XLSX, a table; or parts of a DOCX or an XLSX with a zero byte between, which are
//! packed before they are read, so that changes reach beyond the container.

#![no_main]

use dashiji::Reading;
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji::text::Span;
use dashiji_office::docx::{Mark, Signature, annotate};
use dashiji_office::{Options, may_be_table, read};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Parts packed as a DOCX: main text, styles, lists, footnotes, comments; or as an XLSX: sheet, strings, styles.
fn packed(bytes: &[u8], word: bool) -> Vec<u8> {
    let names: &[&str] = if word {
        &["document", "styles", "numbering", "footnotes", "comments"]
    } else {
        &["worksheet", "sharedStrings", "styles"]
    };
    let folder = if word { "word" } else { "xl" };
    let relations: String = names
        .iter()
        .map(|name| {
            format!("<Relationship Id=\"{name}\" Type=\"{RELATIONS}/{name}\" Target=\"{name}.xml\"/>")
        })
        .collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let main = if word { "document" } else { "workbook" };
    let mut members = vec![
        (format!("{folder}/_rels/{main}.xml.rels"), relations.into_bytes()),
        ("[Content_Types].xml".to_owned(), b"<Types></Types>".to_vec()),
    ];
    if !word {
        let book =
            format!("<workbook xmlns:r=\"{RELATIONS}\"><sheet name=\"a\" r:id=\"worksheet\"/></workbook>");
        members.push(("xl/workbook.xml".to_owned(), book.into_bytes()));
    }
    for (name, part) in names.iter().zip(bytes.split(|b| *b == 0)) {
        members.push((format!("{folder}/{name}.xml"), part.to_vec()));
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in members {
        writer.start_file(name, options).expect("memory is written");
        writer.write_all(&part).expect("memory is written");
    }
    writer.finish().expect("memory is written").into_inner()
}

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let (name, bytes) = match first % 5 {
        0 => ("a.docx", bytes.to_vec()),
        1 => ("a.xlsx", bytes.to_vec()),
        2 => ("a.csv", bytes.to_vec()),
        3 => ("a.docx", packed(bytes, true)),
        _ => ("a.xlsx", packed(bytes, false)),
    };
    // Old sheets are calamine's to read; its panics on damaged ones are caught, which the fuzzer does not let happen.
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        may_be_table(&bytes, Some(name));
        return;
    }
    let given = Given { path: Some(name.to_owned()), ..Given::default() };
    let Ok(opened) = read(bytes.clone(), &given, &Options::default(), Lexicon::builtin()) else { return };
    let length = opened.document.text.len();
    let word = opened.document.record.extractor.as_deref() == Some(dashiji_office::docx::EXTRACTOR);
    dashiji_fuzz::look(&Reading::of(opened.document, Lexicon::builtin(), None));
    if word {
        let span = Span::new(length / 3, length / 3 + 2);
        let mark = Mark {
            span,
            comment: vec!["甲".to_owned()],
            edits: vec![(span, "乙".to_owned())],
            ..Mark::default()
        };
        let signature = Signature { author: "甲".to_owned(), initials: "甲".to_owned(), date: None };
        // A part that reading leaves alone may be damaged.
        let Ok(done) = annotate(&bytes, &[mark], &signature) else { return };
        read(done.bytes, &given, &Options::default(), Lexicon::builtin())
            .expect("what was written can be read");
    }
});
