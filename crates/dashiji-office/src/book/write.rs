//! Paragraphs, runs, tables and fields of a book as WordprocessingML.

use crate::xml::escaped;
use std::fmt::Write as _;

/// Styles of paragraphs, by their ids in `styles.xml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    Subtitle,
    Month,
    Entry,
    Caption,
    Initial,
    Index,
    Source,
}

impl Style {
    fn id(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Subtitle => "Subtitle",
            Self::Month => "Heading2",
            Self::Entry => "Entry",
            Self::Caption => "Caption",
            Self::Initial => "Initial",
            Self::Index => "Index1",
            Self::Source => "Source",
        }
    }
}

/// The body and the footnotes of a book, as they are written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub body: String,
    pub footnotes: String,
    notes: u32,
    bookmark: Option<usize>,
}

impl Writer {
    /// A paragraph of plain words.
    pub(super) fn paragraph(&mut self, style: Style, words: &str) {
        self.begin(style, None);
        self.words(words);
        self.end();
    }

    /// A head of the first level, which the running heads show.
    pub(super) fn heading(&mut self, words: &str) {
        let _ = write!(
            self.body,
            "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escaped(words)
        );
    }

    /// Begins a paragraph, with a bookmark for the entry of this number.
    pub(super) fn begin(&mut self, style: Style, entry: Option<usize>) {
        let _ = write!(self.body, "<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>", style.id());
        if let Some(number) = entry {
            let _ = write!(self.body, "<w:bookmarkStart w:id=\"{number}\" w:name=\"_entry{number}\"/>");
            self.bookmark = Some(number);
        }
    }

    pub(super) fn end(&mut self) {
        if let Some(number) = self.bookmark.take() {
            let _ = write!(self.body, "<w:bookmarkEnd w:id=\"{number}\"/>");
        }
        self.body.push_str("</w:p>");
    }

    pub(super) fn words(&mut self, words: &str) {
        self.run("", words);
    }

    /// In 黑体, as headlines are set.
    pub(super) fn strong(&mut self, words: &str) {
        self.run("<w:rPr><w:rStyle w:val=\"Headline\"/></w:rPr>", words);
    }

    pub(super) fn raised(&mut self, words: &str) {
        self.run("<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>", words);
    }

    fn run(&mut self, properties: &str, words: &str) {
        if !words.is_empty() {
            let words = escaped(words);
            let _ = write!(self.body, "<w:r>{properties}<w:t xml:space=\"preserve\">{words}</w:t></w:r>");
        }
    }

    /// A footnote at this place.
    pub(super) fn footnote(&mut self, words: &str) {
        // 0 and 1 part the notes from the text.
        let id = self.notes + 2;
        self.notes += 1;
        let _ = write!(
            self.body,
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
        );
        let _ = write!(
            self.footnotes,
            "<w:footnote w:id=\"{id}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r><w:rPr><w:rStyle \
             w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\">　{}</w:t></w:r></w:p></w:footnote>",
            escaped(words)
        );
    }

    /// The page of an entry, as a field.
    pub(super) fn page_of(&mut self, number: usize) {
        let _ = write!(
            self.body,
            "<w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGEREF _entry{number} \\h \
             </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>…</w:t></w:r><w:r><w:fldChar \
             w:fldCharType=\"end\"/></w:r>"
        );
    }

    /// A table with a head that is repeated on every page.
    pub(super) fn table(&mut self, rows: &[Vec<String>]) {
        self.body.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"Ledger\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>");
        let columns = rows.first().map_or(0, Vec::len);
        for _ in 0..columns {
            let _ = write!(self.body, "<w:gridCol w:w=\"{}\"/>", 8000 / columns.max(1));
        }
        self.body.push_str("</w:tblGrid>");
        for (position, row) in rows.iter().enumerate() {
            let head = if position == 0 { "<w:tblHeader/>" } else { "" };
            let _ = write!(self.body, "<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>");
            for cell in row {
                let style = if position == 0 { "CellHead" } else { "Cell" };
                let _ = write!(
                    self.body,
                    "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t \
                     xml:space=\"preserve\">{}</w:t></w:r></w:p></w:tc>",
                    escaped(cell)
                );
            }
            self.body.push_str("</w:tr>");
        }
        self.body.push_str("</w:tbl>");
    }

    /// Ends a section of so many columns.
    pub(super) fn columns(&mut self, columns: u8) {
        let _ =
            write!(self.body, "<w:p><w:pPr><w:pStyle w:val=\"Break\"/>{{section{columns}}}</w:pPr></w:p>");
    }
}
