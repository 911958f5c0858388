//! The citation of an entry by GB/T 7714—2015.
//!
//! `江州省委党史研究室. 大事月记: 2020年2月[EB/OL]. 江州史志网: 第3条, 第89—670字(2020-07-08)[2022-06-21]. https://…`: who is responsible, the title
//! with the kind of document and carrier, the publisher, where in it, when it was published and opened, and the way to it.

use dashiji::fact::{DocumentRecord, Record};
use dashiji::text::Span;
use std::fmt::Write;

/// The citation of a stretch of characters in an entry; characters count from 1 as readers count.
///
/// ```
/// use dashiji::fact::DocumentRecord;
/// use dashiji::text::Span;
/// let document = DocumentRecord {
///     title: Some("2020年2月".to_owned()),
///     series: Some("大事月记".to_owned()),
///     source: Some("江州省委党史研究室".to_owned()),
///     published: Some("2020-07-08".to_owned()),
///     ..DocumentRecord::default()
/// };
/// assert_eq!(
///     dashiji_store::search::citation(&document, 3, Span::new(88, 670)),
///     "江州省委党史研究室. 大事月记: 2020年2月[Z]. 2020-07-08: 第3条, 第89—670字."
/// );
/// ```
pub fn citation(document: &DocumentRecord, number: u32, span: Span) -> String {
    let mut cited = String::new();
    let told =
        |told: &Option<String>| told.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    let (source, web) = (told(&document.source), told(&document.site));
    let responsible = source.clone().or_else(|| web.clone());
    if let Some(responsible) = &responsible {
        let _ = write!(cited, "{responsible}. ");
    }
    let title = match (told(&document.series), told(&document.title)) {
        (Some(series), Some(title)) if title.contains(&series) => title,
        (Some(series), Some(title)) => format!("{series}: {title}"),
        (Some(one), None) | (None, Some(one)) => one,
        // A file's name, where the document tells no title.
        (None, None) => document
            .path
            .as_deref()
            .and_then(|path| path.rsplit(['/', '\\']).next())
            .filter(|name| !name.is_empty())
            .map_or_else(|| format!("[{}]", document.sha256.get(..12).unwrap_or_default()), str::to_owned),
    };
    let online = told(&document.url);
    let _ = write!(cited, "{title}[{}]. ", if online.is_some() { "EB/OL" } else { "Z" });
    let place = format!("第{number}条, 第{}—{}字", span.start + 1, span.end);
    let published = told(&document.published);
    if let Some(url) = &online {
        let site = web.filter(|web| responsible.as_ref() != Some(web));
        if let Some(site) = site {
            let _ = write!(cited, "{site}: ");
        }
        cited.push_str(&place);
        if let Some(published) = published {
            let _ = write!(cited, "({published})");
        }
        if let Some(opened) = told(&document.accessed).or_else(|| told(&document.captured)) {
            let _ = write!(cited, "[{opened}]");
        }
        let _ = write!(cited, ". {url}.");
    } else {
        if let Some(published) = published {
            let _ = write!(cited, "{published}: ");
        }
        let _ = write!(cited, "{place}.");
    }
    cited
}

/// The citation of a whole entry.
pub(super) fn of(record: &Record) -> String {
    citation(&record.document, record.number, record.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cited_with_its_way_and_days() {
        let document = DocumentRecord {
            title: Some("2020年2月".to_owned()),
            series: Some("大事月记".to_owned()),
            source: Some("江州省委党史研究室".to_owned()),
            site: Some("江州史志网".to_owned()),
            published: Some("2020-07-08".to_owned()),
            accessed: Some("2022-06-21".to_owned()),
            url: Some("https://example.org/2020-02".to_owned()),
            ..DocumentRecord::default()
        };
        assert_eq!(
            citation(&document, 3, Span::new(88, 670)),
            "江州省委党史研究室. 大事月记: 2020年2月[EB/OL]. 江州史志网: 第3条, 第89—670字(2020-07-08)[2022-06-21]. https://example.org/2020-02."
        );
    }

    #[test]
    fn a_file_without_a_title_is_cited_by_its_name() {
        let document = DocumentRecord { path: Some("in/county.txt".to_owned()), ..DocumentRecord::default() };
        assert_eq!(citation(&document, 1, Span::new(0, 9)), "county.txt[Z]. 第1条, 第1—9字.");
    }
}
