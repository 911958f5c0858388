//! How an entry is cited: GB/T 7714-2015, and BibTeX.
//!
//! In go a document's own words about itself and an entry; out comes `霍山县地方志编纂室. 2022年8月[EB/OL]//大事月记.
//! (2022-10-08)[2022-10-12]. 第3条.`, with what is not known left out.

use crate::words::Words;
use dashiji::fact::{DocumentRecord, Record};
use std::fmt::Write;

/// The citation of an entry as GB/T 7714 has it.
pub fn gbt7714(record: &Record) -> String {
    let mut out = document(&record.document);
    let _ = write!(out, " 第{}条", record.number);
    if let Some(headline) = &record.headline {
        let _ = write!(out, "：{}", headline.text.trim());
    }
    out.push('.');
    out
}

/// The citation of a document as GB/T 7714 has it.
pub fn document(about: &DocumentRecord) -> String {
    let mut out = String::new();
    let online = about.url.is_some() || about.site.is_some();
    if let Some(author) = author(about) {
        let _ = write!(out, "{author}. ");
    }
    let title = about.title.as_deref().or(about.path.as_deref().map(file_name)).unwrap_or("[无题名]");
    out.push_str(title);
    out.push_str(if online { "[EB/OL]" } else { "[Z]" });
    if let Some(series) = about.series.as_deref().filter(|s| *s != title) {
        let _ = write!(out, "//{series}");
    }
    out.push('.');
    let accessed = about.accessed.as_deref().or(about.captured.as_deref());
    if about.published.is_some() || accessed.is_some() {
        out.push(' ');
        if let Some(published) = &about.published {
            let _ = write!(out, "({published})");
        }
        if let Some(accessed) = accessed {
            let _ = write!(out, "[{accessed}]");
        }
        out.push('.');
    }
    if let Some(url) = &about.url {
        let _ = write!(out, " {url}.");
    }
    out
}

/// Whose document it is, with the region it is of where its own words leave that out: 省委党史研究室 of 河南省 is 河南省委党史研究室.
fn author(about: &DocumentRecord) -> Option<String> {
    let source = about.source.as_deref().or(about.site.as_deref())?;
    let region = about.region.as_ref().map_or("", |region| region.name.as_str());
    let root = region.trim_end_matches(['省', '市', '县', '区', '旗', '州']);
    if region.is_empty() || root.is_empty() || source.contains(root) {
        return Some(source.to_owned());
    }
    let level = region.chars().next_back();
    let told = if source.chars().next() == level {
        &region[..region.len() - level.map_or(0, char::len_utf8)]
    } else {
        region
    };
    Some(format!("{told}{source}"))
}

/// The entry as a BibTeX record.
pub fn bibtex(record: &Record, permalink: &str) -> String {
    let about = &record.document;
    let mut out = format!("@misc{{dashiji-{}-{},\n", about.sha256.get(..8).unwrap_or("0"), record.number);
    let title = record.headline.as_ref().map(|h| h.text.trim().to_owned());
    let mut field = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            let _ = writeln!(out, "  {name} = {{{}}},", braced(value));
        }
    };
    field("title", title.as_deref().or(about.title.as_deref()));
    field("author", author(about).map(|s| format!("{{{s}}}")).as_deref());
    field("booktitle", title.as_ref().and(about.title.as_deref()));
    field("series", about.series.as_deref());
    field("date", about.published.as_deref());
    field("eventdate", record.date.as_ref().map(|d| d.edtf.as_str()));
    field("url", about.url.as_deref());
    field("urldate", about.accessed.as_deref().or(about.captured.as_deref()));
    field("note", Some(&format!("第{}条, {permalink}", record.number)));
    field("langid", Some("chinese"));
    out.push_str("}\n");
    out
}

/// Braces and backslashes would end or bend a field.
fn braced(value: &str) -> String {
    let inner = value.strip_prefix('{').and_then(|v| v.strip_suffix('}'));
    let clean = |v: &str| v.replace(['{', '}', '\\'], "").replace(['\n', '\r'], " ");
    inner.map_or_else(|| clean(value), |inner| format!("{{{}}}", clean(inner)))
}

/// The name of a file without the folders it lies in: where a server keeps its files is nobody's business.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// A document's name in lists.
pub fn name(about: &DocumentRecord, w: Words) -> String {
    let title = about.title.as_deref().map(str::trim).filter(|t| !t.is_empty());
    match (title, about.series.as_deref()) {
        (Some(title), Some(series)) if !title.contains(series) => format!("{series} {title}"),
        (Some(title), _) => title.to_owned(),
        (None, Some(series)) => series.to_owned(),
        (None, None) => {
            let file = file_name(about.path.as_deref().unwrap_or_default());
            if file.is_empty() { w.say("untitled") } else { file.to_owned() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_names_what_is_known() {
        let about = DocumentRecord {
            title: Some("2022年8月".into()),
            series: Some("大事月记".into()),
            source: Some("县地方志编纂室".into()),
            published: Some("2022-10-08".into()),
            ..DocumentRecord::default()
        };
        assert_eq!(document(&about), "县地方志编纂室. 2022年8月[Z]//大事月记. (2022-10-08).");
        assert_eq!(document(&DocumentRecord::default()), "[无题名][Z].");
    }

    #[test]
    fn an_author_is_told_with_its_region() {
        let of = |region: &str, source: &str| {
            let region = Some(dashiji::fact::Region { name: region.to_owned(), code: None });
            author(&DocumentRecord { region, source: Some(source.to_owned()), ..DocumentRecord::default() })
        };
        for (region, source, told) in [
            ("河南省", "省委党史研究室", "河南省委党史研究室"),
            ("霍山县", "县地方志编纂室", "霍山县地方志编纂室"),
            ("霍山县", "地方志编纂室", "霍山县地方志编纂室"),
            ("河南省", "河南日报社", "河南日报社"),
        ] {
            assert_eq!(of(region, source).as_deref(), Some(told));
        }
    }

    #[test]
    fn braces_cannot_leave_a_field() {
        assert_eq!(braced("甲}, url={x"), "甲, url=x");
        assert_eq!(braced("{县委}"), "{县委}");
    }
}
