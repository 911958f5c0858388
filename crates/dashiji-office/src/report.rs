//! A situation report as a DOCX: title, sources, headings with their lines, each figure with the place it was told at.

use crate::book::{Paper, Style, Writer, packed};
use crate::error::Error;
use dashiji_publish::report::Page;

/// Sets a report.
///
/// # Errors
/// Where it cannot be put together.
pub fn write(page: &Page) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::default();
    writer.paragraph(Style::Title, &page.title);
    for part in &page.parts {
        writer.paragraph(Style::Subtitle, &part.source);
        for section in &part.sections {
            writer.heading(&section.heading);
            for row in &section.rows {
                writer.begin(Style::Entry, None);
                writer.words(&row.words);
                writer.raised(&row.cited);
                writer.words(&row.more);
                writer.end();
            }
            if section.rows.is_empty() {
                writer.paragraph(Style::Entry, &section.empty);
            }
        }
    }
    packed(&writer, &page.title, Paper::A4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, read};
    use dashiji::document::Given;
    use dashiji::lexicon::Lexicon;
    use dashiji_publish::report::{Part, Row, Section};

    #[test]
    fn a_report_reads_back_with_every_line_and_its_empty_headings() {
        let row = Row {
            words: "转移：500人".to_owned(),
            cited: "〔条目2 @40〕".to_owned(),
            more: "；此后未再报".to_owned(),
        };
        let section =
            |heading: &str, rows| Section { heading: heading.to_owned(), rows, empty: "未载".to_owned() };
        let sections = vec![section("一、人员", vec![row]), section("二、损失", Vec::new())];
        let part = Part { source: "据 log.txt".to_owned(), sections };
        let page = Page { title: "情况报告".to_owned(), parts: vec![part] };
        let bytes = write(&page).unwrap();
        let opened = read(bytes, &Given::default(), &Options::default(), Lexicon::builtin()).unwrap();
        let text = opened.document.text.as_str();
        for words in
            ["情况报告", "据 log.txt", "一、人员", "转移：500人〔条目2 @40〕；此后未再报", "二、损失", "未载"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}
