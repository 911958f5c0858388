//! Office files, read and written as their editors see them. The fixtures come from `scripts/office-fixtures.py`.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod annotate;
mod docx;
mod hostile;
mod out;
mod shapes;
mod table;

use dashiji::Reading;
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji_office::{Error, Opened, Options, Remark};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

/// A fixture's bytes.
fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

fn open_named(name: &str, bytes: Vec<u8>) -> Result<Opened, Error> {
    let given = Given { path: Some(name.to_owned()), ..Given::default() };
    dashiji_office::read(bytes, &given, &Options::default(), Lexicon::builtin())
}

fn opened(name: &str) -> Opened {
    open_named(name, fixture(name)).unwrap()
}

fn text(name: &str) -> String {
    opened(name).document.text.as_str().to_owned()
}

fn reading(name: &str) -> Reading {
    Reading::of(opened(name).document, Lexicon::builtin(), None)
}

/// Dates and words of all entries.
fn told(reading: &Reading) -> Vec<(String, String)> {
    let day = |r: &dashiji::fact::Record| r.date.as_ref().map_or(String::new(), |d| d.edtf.clone());
    let words = |r: &dashiji::fact::Record| reading.document.text.slice(r.span).to_owned();
    reading.records.iter().map(|r| (day(r), words(r))).collect()
}

fn has(remarks: &[Remark], wanted: impl Fn(&Remark) -> bool) -> bool {
    remarks.iter().any(wanted)
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A DOCX of this main part, with further members.
fn word(document: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, body: &[u8]| {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(body).unwrap();
    };
    add("word/document.xml", document.as_bytes());
    for (name, body) in more {
        add(name, body);
    }
    writer.finish().unwrap().into_inner()
}

fn body(inner: &str) -> String {
    format!("<w:document {W}><w:body>{inner}</w:body></w:document>")
}
