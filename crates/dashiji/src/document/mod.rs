//! Step 1: bytes -> [`Document`]: the decoded text, where its characters came from, and what the document says of itself.

use crate::fact::DocumentRecord;
use crate::text::{Span, Text};

/// What is known about a document before it is read.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The name it was given by.
    pub path: Option<String>,
    /// `2020-02`, `2020`, `1986/1995`.
    pub period: Option<String>,
    /// Full or short name of a region, or its six-digit code.
    pub region: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// ISO date on which a person opened it.
    pub accessed: Option<String>,
}

/// What a reader needs to know of a document's world: its time and its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Setting {
    /// First year and, where known, month it tells of.
    pub from: Option<(i32, Option<u8>)>,
    /// Last year and, where known, month.
    pub to: Option<(i32, Option<u8>)>,
    /// GB/T 2260 code of its region, 0 where unknown.
    pub region: u32,
}

/// A document, decoded.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// What it says of itself, or was told about it.
    pub record: DocumentRecord,
    /// Its time and place.
    pub setting: Setting,
    /// The decoded text.
    pub text: Text,
    /// The part of the text that holds entries; page furniture before and after is outside.
    pub body: Span,
}

/// Decodes a document.
///
/// # Errors
/// None yet.
pub fn read(bytes: Vec<u8>, given: &Given) -> Result<Document, String> {
    let text = Text::new(String::from_utf8(bytes).map_err(|e| e.to_string())?);
    let body = text.span();
    let record = DocumentRecord { path: given.path.clone(), ..DocumentRecord::default() };
    Ok(Document { record, setting: Setting::default(), text, body })
}
