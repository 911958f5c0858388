//! Step 1: bytes -> [`Document`]: the decoded text, where its characters came from, and what the document says of itself.
//!
//! What goes in is a file as received, what is known about it ([`Given`]) and the lexicon (for the region's name). What
//! comes out is the text as it stands (no mark, line ends as in the file, nothing normalised), a [`DocumentRecord`]
//! filled from page furniture (`来源:县志办时间:2020-07-08` gives source and day of publication), a [`Setting`] and the part of
//! the text that holds entries.

mod date;
mod encoding;
mod error;
mod furniture;
mod setting;
mod source_map;
mod words;

pub use encoding::{Encoding, Note};
pub use error::{Binary, Error};
pub use source_map::SourceMap;

use crate::fact::DocumentRecord;
use crate::lexicon::Lexicon;
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
    /// Its title.
    pub title: Option<String>,
    /// The series it belongs to.
    pub series: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// The web site it was found on.
    pub site: Option<String>,
    /// ISO date of publication.
    pub published: Option<String>,
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
    /// The encoding its bytes were read as.
    pub encoding: Encoding,
    /// What a reader should know about how the bytes were read.
    pub notes: Vec<Note>,
    /// The decoded text.
    pub text: Text,
    /// The part of the text that holds entries; page furniture before and after is outside.
    pub body: Span,
}

/// Decodes a document and reads what it says of itself.
///
/// # Errors
/// Where the bytes are no text: [`Error`] says what they are, where that shows and what to do.
pub fn read(bytes: Vec<u8>, given: &Given, lexicon: &Lexicon) -> Result<Document, Error> {
    let sha256 = digest(&bytes);
    let encoding::Decoded { text, encoding, notes } = encoding::decode(bytes)?;
    let text = Text::new(text);
    let page = furniture::read(&text, None);
    let quote = |span: Option<Span>| span.map(|span| text.slice(span)).filter(|words| !words.is_empty());
    let title = given.title.as_deref().or(quote(page.title));
    let series = given.series.as_deref().or(quote(page.series));
    let titles: Vec<&str> = title.into_iter().chain(series).collect();
    let period = setting::period(given, &titles);
    let crumbs = page.crumbs.iter().rev().map(|&span| text.slice(span));
    let rest = series.into_iter().chain(crumbs).chain(quote(page.source)).chain(quote(page.site));
    let clues = setting::Clues { title, rest: rest.chain(quote(page.owner)).collect() };
    let region = setting::region(given, &clues, period.map(|p| p.from.0), lexicon);
    let setting = setting::setting(period, region.as_ref());
    let told = |given: &Option<String>, span| given.clone().or_else(|| quote(span).map(str::to_owned));
    let record = DocumentRecord {
        path: given.path.clone(),
        sha256,
        title: told(&given.title, page.title),
        series: told(&given.series, page.series),
        source: told(&given.source, page.source),
        site: told(&given.site, page.site),
        published: given.published.clone().or_else(|| page.published.map(|day| day.to_string())),
        captured: page.captured.map(|day| day.to_string()),
        url: given.url.clone(),
        accessed: given.accessed.clone(),
        period: period.map(|period| period.to_string()),
        region,
        encoding: Some(encoding.name().to_owned()),
        extractor: None,
    };
    Ok(Document { record, setting, encoding, notes, body: page.body, text })
}

/// SHA-256 in hexadecimal.
fn digest(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    use std::fmt::Write;
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Document {
        read(text.as_bytes().to_vec(), &Given::default(), Lexicon::builtin()).unwrap()
    }

    #[test]
    fn a_page_tells_its_record_and_its_body() {
        let page = "2023年01月09日\n\n|\n\n您当前所在位置: 浙江省方志网 > 资料 > 大事月记\n\n2021年5月\n\n来源:省志办时间:2021-06-30分享:\n\n  \
                    全省防汛会议召开 5月3日,省政府召开会议。\n\n \n\n责任编辑:";
        let document = read_text(page);
        let record = &document.record;
        assert_eq!(record.title.as_deref(), Some("2021年5月"));
        assert_eq!(record.series.as_deref(), Some("大事月记"));
        assert_eq!(record.source.as_deref(), Some("省志办"));
        assert_eq!(record.site.as_deref(), Some("浙江省方志网"));
        assert_eq!(record.published.as_deref(), Some("2021-06-30"));
        assert_eq!(record.captured.as_deref(), Some("2023-01-09"));
        assert_eq!(record.period.as_deref(), Some("2021-05"));
        assert_eq!(record.region.as_ref().and_then(|r| r.code.as_deref()), Some("330000"));
        assert_eq!(
            document.setting,
            Setting { from: Some((2021, Some(5))), to: Some((2021, Some(5))), region: 330_000 }
        );
        assert_eq!(document.text.slice(document.body).trim(), "全省防汛会议召开 5月3日,省政府召开会议。");
    }
}
