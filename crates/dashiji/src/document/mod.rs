//! Step 1: bytes -> [`Document`]: the decoded text, where its characters came from, and what the document says of itself.
//!
//! What goes in is a file as received, what is known about it ([`Given`]) and the lexicon (for the region's name). What
//! comes out is the text as it stands (no mark, line ends as in the file, nothing normalised), a [`DocumentRecord`]
//! filled from page furniture (`来源:县志办时间:2020-07-08` gives source and day of publication), a [`Setting`] and the part of
//! the text that holds entries.

mod date;
mod encoding;
mod error;
mod extract;
mod furniture;
#[cfg(feature = "html")]
mod html;
mod setting;
mod source_map;
mod words;

pub use encoding::{Encoding, Note};
pub use error::{Binary, Error};
pub use extract::{Extract, Location, read_extract};
pub use source_map::SourceMap;

use crate::fact::DocumentRecord;
use crate::hash::sha256;
use crate::lexicon::Lexicon;
use crate::text::{Span, Text};
use crate::view::{Draft, Map};

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
    /// What of the text its view leaves out.
    pub(crate) map: Map,
    /// Where an extracted text stands in its page.
    pub(crate) runs: Option<Vec<source_map::Run>>,
    /// Where stretches of an extracted text stand in its file, in order.
    pub locations: Vec<(Span, Location)>,
}

/// Decodes a document and reads what it says of itself.
///
/// # Errors
/// Where the bytes are no text: [`Error`] says what they are, where that shows and what to do.
pub fn read(bytes: Vec<u8>, given: &Given, lexicon: &Lexicon) -> Result<Document, Error> {
    let sha256 = sha256(&bytes);
    let encoding::Decoded { text, encoding, notes } = encoding::decode(bytes)?;
    let mut document = assemble(Source::of(text, given.path.as_deref()), sha256, given, lexicon);
    document.record.encoding = Some(encoding.name().to_owned());
    document.encoding = encoding;
    document.notes = notes;
    Ok(document)
}

/// The characters of a file that is text, with its encoding and what a reader should know about how it was read.
///
/// # Errors
/// Where the bytes are no text: [`Error`] says what they are, where that shows and what to do.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Encoding, Vec<Note>), Error> {
    encoding::decode(bytes).map(|decoded| (decoded.text, decoded.encoding, decoded.notes))
}

/// A document from its text: what it says of itself, and where its entries stand.
fn assemble(source: Source, sha256: String, given: &Given, lexicon: &Lexicon) -> Document {
    let Source { text, runs, links, facts } = source;
    let extracted = runs.is_some();
    let text = Text::new(text);
    let heading = facts.best_title();
    let draft = Draft::of(&text);
    let seen = draft.text();
    let links: Vec<Span> = links.into_iter().map(|link| draft.seen(link)).collect();
    let page = furniture::read(seen, &furniture::Hints { heading, links: &links });
    let quote = |span: Option<Span>, told: &Option<String>| {
        span.map(|span| seen.slice(span).to_owned())
            .filter(|words| !words.is_empty())
            .or_else(|| told.clone())
    };
    // What was told goes before what the text says.
    let title = given.title.clone().or_else(|| quote(page.title, &heading.map(str::to_owned)));
    let series = given.series.clone().or_else(|| quote(page.series, &facts.series));
    let source = given.source.clone().or_else(|| quote(page.source, &facts.source));
    let site_told = facts.site.clone().or_else(|| facts.site_in_title().map(str::to_owned));
    let site = given.site.clone().or_else(|| quote(page.site, &site_told));
    let subtitle = page.subtitle.map(|span| seen.slice(span));
    let name = given.path.as_deref().and_then(telling_name);
    let published = page.published.or_else(|| facts.published.as_deref().and_then(date::in_words));
    let in_text = page.title.map(|span| seen.slice(span));
    let titles = [title.as_deref(), in_text, subtitle, series.as_deref()];
    let period = setting::period(given, titles.into_iter().flatten())
        .or_else(|| setting::month_before(title.as_deref()?, published?))
        .or(page.years)
        .or_else(|| setting::period_below(seen))
        .or_else(|| setting::period(given, name))
        .or_else(|| date::named(file_stem(given.path.as_deref()?)?))
        .or_else(|| setting::period_above(seen));
    let crumbs = page.crumbs.iter().rev().chain(page.owner.as_ref()).map(|&span| seen.slice(span));
    let named = [series.as_deref(), source.as_deref(), site.as_deref()].into_iter().flatten();
    let clues: Vec<&str> = title.as_deref().into_iter().chain(named).chain(crumbs).chain(name).collect();
    let region = setting::region(given, &clues, period.map(|p| p.from.0), lexicon);
    let setting = setting::setting(period, region.as_ref());
    let record = DocumentRecord {
        path: given.path.clone(),
        sha256,
        title,
        series,
        source,
        site,
        published: given.published.clone().or_else(|| published.map(|day| day.to_string())),
        captured: page.captured.map(|day| day.to_string()),
        url: given.url.clone().or(facts.url),
        accessed: given.accessed.clone(),
        period: period.map(|period| period.to_string()),
        region,
        encoding: None,
        extractor: extracted.then(|| EXTRACTOR.to_owned()),
    };
    let body = draft.raw(page.body);
    let map = draft.settled(page.body);
    Document { record, setting, text, body, map, runs, ..Document::default() }
}

/// The text of a file before its furniture is read.
#[derive(Debug, Default)]
struct Source {
    text: String,
    /// Where it stands in its page, if it was extracted from one.
    runs: Option<Vec<source_map::Run>>,
    /// The parts of it that are links.
    links: Vec<Span>,
    facts: Facts,
}

/// What a page or a Markdown file says of itself in its head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Facts {
    title: Option<String>,
    /// The first heading.
    heading: Option<String>,
    site: Option<String>,
    series: Option<String>,
    source: Option<String>,
    published: Option<String>,
    url: Option<String>,
}

impl Facts {
    /// The first heading, or the page's own title where that tells more.
    fn best_title(&self) -> Option<&str> {
        let title = self.title.as_deref().map(|title| halves(title).0);
        let heading = self.heading.as_deref();
        heading
            .filter(|words| furniture::tells(words))
            .or_else(|| title.filter(|words| furniture::tells(words)))
            .or(heading)
            .or(title)
    }

    /// The site behind a page's title: `2019年大事记_青石县人民政府`.
    fn site_in_title(&self) -> Option<&str> {
        halves(self.title.as_deref()?).1
    }
}

/// A page's title without the site's name behind it, and that name.
fn halves(title: &str) -> (&str, Option<&str>) {
    for mark in ["_", "|", " - ", "——", "–", "-"] {
        let Some((left, right)) = title.rsplit_once(mark) else { continue };
        let (left, right) = (left.trim(), right.trim());
        let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if figure(left.chars().next_back()) && figure(right.chars().next()) {
            continue;
        }
        if left.chars().count() >= 3 && (2..=24).contains(&right.chars().count()) {
            let first = ["_", "|"]
                .iter()
                .find_map(|mark| left.split_once(mark))
                .map_or(left, |(first, _)| first.trim());
            return (first, Some(right));
        }
    }
    (title, None)
}

/// A file's name without its folder and ending, where it names a chronicle: `青石县2019年大事记.txt`.
fn telling_name(path: &str) -> Option<&str> {
    file_stem(path).filter(|stem| furniture::tells(stem))
}

/// A file's name without its folder and ending.
fn file_stem(path: &str) -> Option<&str> {
    let name = path.rsplit(['/', '\\']).next()?;
    Some(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

/// A period as it may be given (`2020-02`, `923`, `-0220`, `1986/1995`, `光绪二十六年`) in the form `1986/1995`; nothing where the
/// words are none, or more than a period.
pub fn iso_period(words: &str) -> Option<String> {
    date::whole(words).map(|period| period.to_string())
}

/// Name and version of the extractor of pages.
#[cfg(feature = "html")]
const EXTRACTOR: &str = html::VERSION;
#[cfg(not(feature = "html"))]
const EXTRACTOR: &str = "";

impl Source {
    /// The text itself, or that of the page it is.
    fn of(text: String, path: Option<&str>) -> Self {
        #[cfg(feature = "html")]
        if html::is_html(&text, path) {
            let html::Extracted { text, runs, links, facts } = html::extract(&text);
            return Self { text, runs: Some(runs), links, facts };
        }
        let _ = path;
        Self { text, ..Self::default() }
    }
}

#[cfg(test)]
mod pages;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_goes_before_what_the_text_says() {
        let text = "您当前所在位置: 某某方志网 > 大事月记\n\n2021年3月\n\n来源:县志办时间:2021-04-08\n\n抗旱 3月5日,抗旱。\n";
        let told = |words: &str| Some(words.to_owned());
        let given = Given {
            title: told("甲"),
            series: told("乙"),
            source: told("丙"),
            site: told("丁"),
            published: told("2026-11-24"),
            ..Given::default()
        };
        let record = read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap().record;
        let have = [record.title, record.series, record.source, record.site, record.published];
        assert_eq!(have, [given.title, given.series, given.source, given.site, given.published]);
    }

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
