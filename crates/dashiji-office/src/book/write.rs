//! Paragraphs, runs, tables and fields of a book as WordprocessingML.

use crate::xml::escaped;
use std::fmt::Write as _;

/// Rows of a table that is kept on one page.
const TOGETHER: usize = 12;

/// Styles of paragraphs, by their ids in `styles.xml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
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
pub(crate) struct Writer {
    pub body: String,
    pub footnotes: String,
    notes: u32,
    bookmark: Option<usize>,
}

impl Writer {
    /// A paragraph of plain words.
    pub(crate) fn paragraph(&mut self, style: Style, words: &str) {
        self.begin(style, None);
        self.words(words);
        self.end();
    }

    /// A head of the first level, which the running heads show.
    pub(crate) fn heading(&mut self, words: &str) {
        let _ = write!(
            self.body,
            "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escaped(words)
        );
    }

    /// Begins a paragraph, with a bookmark for the entry of this number.
    pub(crate) fn begin(&mut self, style: Style, entry: Option<usize>) {
        let _ = write!(self.body, "<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>", style.id());
        if let Some(number) = entry {
            let _ = write!(self.body, "<w:bookmarkStart w:id=\"{number}\" w:name=\"_entry{number}\"/>");
            self.bookmark = Some(number);
        }
    }

    pub(crate) fn end(&mut self) {
        if let Some(number) = self.bookmark.take() {
            let _ = write!(self.body, "<w:bookmarkEnd w:id=\"{number}\"/>");
        }
        self.body.push_str("</w:p>");
    }

    pub(crate) fn words(&mut self, words: &str) {
        self.run("", words);
    }

    /// In 黑体, as headlines are set.
    pub(crate) fn strong(&mut self, words: &str) {
        self.run("<w:rPr><w:rStyle w:val=\"Headline\"/></w:rPr>", words);
    }

    pub(crate) fn raised(&mut self, words: &str) {
        self.run("<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>", words);
    }

    fn run(&mut self, properties: &str, words: &str) {
        if !words.is_empty() {
            let words = escaped(words);
            let _ = write!(self.body, "<w:r>{properties}<w:t xml:space=\"preserve\">{words}</w:t></w:r>");
        }
    }

    /// A footnote at this place.
    pub(crate) fn footnote(&mut self, words: &str) {
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

    /// A day and the page of an entry of that day, which is a field; neither is parted from the other at the end of a line.
    pub(crate) fn day_and_page(&mut self, day: &str, number: usize) {
        let pieces: Vec<String> =
            day.split('-').map(|piece| format!("<w:t>{}</w:t>", escaped(piece))).collect();
        let day = pieces.join("<w:noBreakHyphen/>");
        let _ = write!(
            self.body,
            "<w:r>{day}<w:t>（</w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGEREF \
             _entry{number} \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>…</w:t></w:r><w:r><w:fldChar \
             w:fldCharType=\"end\"/></w:r><w:r><w:t>）</w:t></w:r>"
        );
    }

    /// A table with a head that is repeated on every page. Columns without words are left out; the others are as wide as their words
    /// ask; a short table stays on one page.
    pub(crate) fn table(&mut self, rows: &[Vec<String>]) {
        let columns = rows.first().map_or(0, Vec::len);
        let width = |cell: &String| cell.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        let kept: Vec<(usize, usize)> = (0..columns)
            .filter(|column| {
                rows.iter().skip(1).any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()))
            })
            .map(|column| {
                let widest = rows.iter().filter_map(|row| row.get(column)).map(width).max().unwrap_or(0);
                (column, widest.clamp(6, 44) + 2)
            })
            .collect();
        let all: usize = kept.iter().map(|(_, width)| width).sum::<usize>().max(1);
        self.body.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Ledger\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
        );
        for (_, width) in &kept {
            let _ = write!(self.body, "<w:gridCol w:w=\"{}\"/>", 8000 * width / all);
        }
        self.body.push_str("</w:tblGrid>");
        let together = rows.len() <= TOGETHER;
        for (position, row) in rows.iter().enumerate() {
            let head = if position == 0 { "<w:tblHeader/>" } else { "" };
            let next = together && position + 1 < rows.len() || position == 0;
            let next = if next { "<w:keepNext/>" } else { "" };
            let style = if position == 0 { "CellHead" } else { "Cell" };
            let _ = write!(self.body, "<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>");
            for (column, width) in &kept {
                let cell = row.get(*column).map_or("", String::as_str);
                let _ = write!(
                    self.body,
                    "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"pct\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{next}</w:pPr><w:r><w:t \
                     xml:space=\"preserve\">{}</w:t></w:r></w:p></w:tc>",
                    5000 * width / all,
                    escaped(cell)
                );
            }
            self.body.push_str("</w:tr>");
        }
        self.body.push_str("</w:tbl>");
    }

    /// Ends a section of so many columns.
    pub(crate) fn columns(&mut self, columns: u8) {
        let _ =
            write!(self.body, "<w:p><w:pPr><w:pStyle w:val=\"Break\"/>{{section{columns}}}</w:pPr></w:p>");
    }
}
