//! A text that another extractor made from a file of another form (Word, Excel): the text as it laid it out, and where in the
//! file its stretches stand.
//!
//! In goes an [`Extract`]: `3月5日，县医院落成。` with the note that it is paragraph 12 on page 3; out comes a [`Document`] whose
//! record names the extractor and whose entries tell their [`Location`].

use super::{Document, Error, Facts, Given, Source, source_map};
use crate::hash::sha256;
use crate::lexicon::Lexicon;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// Where a stretch of an extracted text stands in its file. What the file does not tell is absent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Location {
    /// The part of the file: a sheet's name, `footnote 3`, `text box 1`; absent for the main text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The paragraph in its part, from 1; paragraphs of table cells count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// The page, from 1, by the page breaks that stand in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The cell of a sheet, `C12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}

/// A text laid out by an extractor.
#[derive(Debug, Clone, Default)]
pub struct Extract {
    /// What is read for entries.
    pub text: String,
    /// Footnotes and the like: they stand behind the text, outside of the part that holds entries.
    pub notes: String,
    /// Name and version of the extractor, `dashiji-docx/1`; absent where the text is the file's own.
    pub extractor: Option<String>,
    /// The title the file gives itself.
    pub title: Option<String>,
    /// Where stretches of text and notes stand, in order of their spans, in code points of both together.
    pub locations: Vec<(Span, Location)>,
    /// The encoding the file's bytes were read as, where it has one.
    pub encoding: Option<super::Encoding>,
}

/// Makes a document of an extracted text; `bytes` are the file's as received, of which its record keeps the digest.
///
/// # Errors
/// Where there is no text, or more than offsets can count.
pub fn read_extract(
    extract: Extract,
    bytes: &[u8],
    given: &Given,
    lexicon: &Lexicon,
) -> Result<Document, Error> {
    let Extract { text, notes, extractor, title, locations, encoding } = extract;
    if text.trim().is_empty() && notes.trim().is_empty() {
        return Err(Error::Empty { bytes: bytes.len() });
    }
    let length = text.len().saturating_add(notes.len());
    if length > MOST {
        return Err(Error::TooLarge { bytes: length, most: MOST });
    }
    let facts = Facts { title, ..Facts::default() };
    let runs: Option<Vec<source_map::Run>> = extractor.is_some().then(Vec::new);
    let source = Source { text, runs, links: Vec::new(), facts };
    let mut document = super::assemble(source, sha256(bytes), given, lexicon);
    if !notes.is_empty() {
        let text = format!("{}{notes}", document.text.as_str());
        document.text = crate::text::Text::new(text);
    }
    document.encoding = encoding.unwrap_or_default();
    document.record.encoding = encoding.map(|encoding| encoding.name().to_owned());
    document.record.extractor = extractor;
    document.locations = locations;
    Ok(document)
}

/// Bytes of text that can be read at once; offsets of code points are 32 bits wide.
const MOST: usize = u32::MAX as usize;

impl Document {
    /// Where a code point stands in its file, where an extractor told.
    pub fn location(&self, index: u32) -> Option<&Location> {
        let after = self.locations.partition_point(|(span, _)| span.start <= index);
        let (span, location) = self.locations.get(after.checked_sub(1)?)?;
        (index < span.end).then_some(location)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extract_tells_where_its_words_stand() {
        let location = Location { paragraph: Some(2), page: Some(1), ..Location::default() };
        let extract = Extract {
            text: "1952年\n3月5日，县医院落成。\n".to_owned(),
            notes: "\n据县医院档案。\n".to_owned(),
            extractor: Some("test/1".to_owned()),
            locations: vec![(Span::new(6, 18), location.clone())],
            ..Extract::default()
        };
        let document = read_extract(extract, b"bytes", &Given::default(), Lexicon::builtin()).unwrap();
        assert_eq!(document.record.extractor.as_deref(), Some("test/1"));
        assert_eq!(document.location(6), Some(&location));
        assert_eq!((document.location(5), document.location(18)), (None, None));
        assert!(document.text.as_str().ends_with("据县医院档案。\n"));
        let records: Vec<_> =
            crate::records(&document, Lexicon::builtin(), std::num::NonZeroUsize::MIN).collect();
        assert_eq!(records.len(), 1);
        assert_eq!(records[0].location.as_ref(), Some(&location));
        let words = document.text.slice(records[0].span);
        assert_eq!(words, "3月5日，县医院落成。");
    }
}
