//! Paragraphs and tables to the text that is read: a paragraph a line, a row a line with its cells parted by tabs.
//!
//! A cell that spans columns is followed by empty ones, the lower part of a merged cell is empty: a year over four rows stands
//! in the first alone, as the reader of tables expects. A table that only lays out a page (a table in it, cells of many lines
//! or of many dates) comes line by line. Text boxes follow the paragraph they hang on.

use super::story::{Block, Cell, Note, Paragraph, Piece, PieceKind, Row};
use dashiji::document::Location;
use dashiji::text::Span;
use std::ops::Range;

/// A cell with more lines than this is a part of a page's layout.
const LINES: usize = 5;

/// Characters of the text with the bytes they stand at in their part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub span: Range<u32>,
    pub bytes: Range<usize>,
    pub run: Option<usize>,
    pub child: usize,
    pub kind: PieceKind,
    /// Position of the part: main text, footnotes, endnotes.
    pub part: usize,
    /// Paragraphs of the whole text, from 0.
    pub paragraph: u32,
    /// What holds the paragraph: one number for the body, one for each cell, box and note.
    pub holder: u32,
}

/// A text that is being laid out.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub text: String,
    /// Code points of the text.
    pub length: u32,
    pub pieces: Vec<Placed>,
    pub locations: Vec<(Span, Location)>,
    /// Notes referred to, in order.
    pub notes: Vec<(Note, String)>,
    /// The first paragraph that is a title by its style.
    pub title: Option<String>,
    /// The part that is laid out.
    pub part: usize,
    /// Its name in locations.
    pub part_name: Option<String>,
    paragraphs: u32,
    holders: u32,
    holder: u32,
}

impl Layout {
    /// Adds blocks, line by line.
    pub(crate) fn flow(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    self.paragraph(paragraph, false);
                    if !paragraph.joined {
                        self.push("\n");
                    }
                    self.boxes(paragraph);
                }
                Block::Table(rows) => self.table(rows),
            }
        }
    }

    /// Adds characters of the layout's own.
    pub(crate) fn push(&mut self, words: &str) {
        self.text.push_str(words);
        self.length += words.chars().count() as u32;
    }

    fn boxes(&mut self, paragraph: &Paragraph) {
        for blocks in &paragraph.boxes {
            self.held(|layout| layout.flow(blocks));
        }
    }

    /// What stands in a holder of its own.
    pub(crate) fn held(&mut self, fill: impl FnOnce(&mut Self)) {
        let outside = self.holder;
        self.holders += 1;
        self.holder = self.holders;
        fill(self);
        self.holder = outside;
    }

    fn table(&mut self, rows: &[Row]) {
        let page = rows.iter().any(|row| row.cells.iter().any(is_page));
        let mut boxes: Vec<&Paragraph> = Vec::new();
        for row in rows {
            for (position, cell) in row.cells.iter().enumerate() {
                if page {
                    self.held(|layout| layout.flow(&cell.blocks));
                    continue;
                }
                if position > 0 {
                    self.push("\t");
                }
                self.held(|layout| layout.cell(cell, &mut boxes));
                for _ in 1..cell.columns {
                    self.push("\t");
                }
            }
            if !page {
                self.push("\n");
                for paragraph in std::mem::take(&mut boxes) {
                    self.boxes(paragraph);
                }
            }
        }
    }

    /// A cell in one line.
    fn cell<'b>(&mut self, cell: &'b Cell, boxes: &mut Vec<&'b Paragraph>) {
        if cell.continued {
            return;
        }
        let mut first = true;
        for block in &cell.blocks {
            let Block::Paragraph(paragraph) = block else { continue };
            if !paragraph.boxes.is_empty() {
                boxes.push(paragraph);
            }
            if paragraph.text.trim().is_empty() {
                continue;
            }
            if !first {
                self.push(" ");
            }
            first = false;
            self.paragraph(paragraph, true);
        }
    }

    /// A paragraph's label and words; in a cell its line breaks are spaces.
    fn paragraph(&mut self, paragraph: &Paragraph, in_cell: bool) {
        let start = self.length;
        if !paragraph.text.trim().is_empty() {
            self.push(&paragraph.label);
            let titled = matches!(paragraph.style.as_str(), "title" | "heading 1" | "标题" | "标题 1");
            if titled && self.title.is_none() && self.part == 0 && paragraph.in_box.is_none() {
                self.title = Some(paragraph.text.trim().replace(['\n', '\t'], " "));
            }
        }
        let words = self.length;
        if in_cell {
            let line: String =
                paragraph.text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }).collect();
            self.text.push_str(&line);
        } else {
            self.text.push_str(&paragraph.text);
        }
        self.length += paragraph.length;
        let (part, number, holder) = (self.part, self.paragraphs, self.holder);
        self.paragraphs += 1;
        self.pieces.extend(paragraph.pieces.iter().map(|piece| {
            let Piece { at, bytes, run, child, kind } = piece.clone();
            let span = at.start + words..at.end + words;
            Placed { span, bytes, run, child, kind, part, paragraph: number, holder }
        }));
        self.notes.extend(paragraph.notes.iter().cloned());
        self.locate(paragraph, start, words);
    }

    /// Where a paragraph stands: one stretch a page.
    fn locate(&mut self, paragraph: &Paragraph, start: u32, words: u32) {
        let at = |page: u32| Location {
            part: match paragraph.in_box {
                Some(number) => Some(format!("text box {number}")),
                None => self.part_name.clone(),
            },
            paragraph: Some(paragraph.number),
            page: (self.part == 0).then_some(page),
            cell: None,
        };
        let mut stretches = Vec::new();
        let (mut from, mut page) = (start, paragraph.page);
        for &(offset, next) in paragraph.breaks.iter().filter(|(offset, _)| *offset > 0) {
            if words + offset > from {
                stretches.push((Span { start: from, end: words + offset }, at(page)));
            }
            (from, page) = (words + offset, next);
        }
        if self.length > from {
            stretches.push((Span { start: from, end: self.length }, at(page)));
        }
        self.locations.append(&mut stretches);
    }
}

/// Whether a cell lays out a page: a table in it, many lines, or more than one line that begins with a date.
fn is_page(cell: &Cell) -> bool {
    let mut lines = 0;
    let mut dated = 0;
    for block in &cell.blocks {
        match block {
            Block::Table(_) => return true,
            Block::Paragraph(paragraph) => {
                for line in paragraph.text.split('\n').filter(|line| !line.trim().is_empty()) {
                    lines += 1;
                    dated += usize::from(begins_dated(line));
                }
            }
        }
    }
    lines > LINES || dated > 1
}

/// Whether a line begins with a day, a month or a year.
fn begins_dated(line: &str) -> bool {
    let figure = |c: char| {
        c.is_ascii_digit() || "〇零一二三四五六七八九十廿卅元".contains(c) || ('０'..='９').contains(&c)
    };
    let words = line.trim_start_matches(|c: char| c.is_whitespace() || "▲△●○◆■·•*".contains(c));
    let figures = words.chars().take_while(|c| figure(*c)).count();
    (1..=5).contains(&figures) && matches!(words.chars().nth(figures), Some('日' | '月' | '年'))
}
