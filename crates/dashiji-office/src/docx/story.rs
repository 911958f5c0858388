//! The main text of a DOCX (or its footnotes) to paragraphs and tables, each character with the bytes it stands at.
//!
//! Tracked changes are read as accepted, fields by their results, alternate content once; what is deleted, hidden or made by
//! Word itself (a table of contents) is left out. `<w:r><w:t>3月5</w:t></w:r><w:ins><w:r><w:t>日</w:t></w:r></w:ins>` is the
//! paragraph 3月5日 of two runs.

use super::numbering::{Counters, Numbering};
use super::styles::Styles;
use super::{equation, symbol};
use crate::error::Error;
use crate::xml::{Space, Token, Tokens, attribute, local, on};
use quick_xml::events::BytesStart;
use std::ops::Range;

/// A paragraph or a table.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "most blocks are paragraphs")]
pub(crate) enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table: its rows.
    Table(Vec<Row>),
}

/// A row of a table.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// Columns left out before the first cell.
    before: usize,
    pub cells: Vec<Cell>,
    deleted: bool,
}

/// A cell of a table.
#[derive(Debug, Default)]
pub(crate) struct Cell {
    /// How many columns it takes.
    pub columns: usize,
    /// Whether it is the lower part of one that stands in the rows above.
    pub continued: bool,
    pub blocks: Vec<Block>,
    deleted: bool,
}

/// A paragraph.
#[derive(Debug, Default)]
pub(crate) struct Paragraph {
    /// Counts all paragraphs of its part from 1.
    pub number: u32,
    /// The page it begins on.
    pub page: u32,
    /// The text box it stands in, from 1.
    pub in_box: Option<u32>,
    /// The number that Word puts before it, with the gap.
    pub label: String,
    pub text: String,
    /// Code points of the text.
    pub length: u32,
    pub pieces: Vec<Piece>,
    /// Code points before which a page begins, with the page.
    pub breaks: Vec<(u32, u32)>,
    /// Its style's name, in small letters.
    pub style: String,
    /// Text boxes that hang on it.
    pub boxes: Vec<Vec<Block>>,
    /// Whether its end is deleted, so that it goes on in the next.
    pub joined: bool,
    /// The footnotes it refers to, by part and id.
    pub notes: Vec<(Note, String)>,
    list: Option<String>,
    level: Option<usize>,
    /// Whether some of it was left out.
    withheld: bool,
    section_end: bool,
    page_break: Option<bool>,
    /// Whether its characters are hidden by its style.
    hidden: bool,
}

/// Which notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Note {
    /// At the foot of the page.
    Foot,
    /// At the end of the text.
    End,
}

/// Characters of a paragraph with the bytes they stand at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Code points of the paragraph's text.
    pub at: Range<u32>,
    pub bytes: Range<usize>,
    /// Position of the run among the story's.
    pub run: Option<usize>,
    /// Position of the element among the run's children.
    pub child: usize,
    pub kind: PieceKind,
}

/// How bytes stand for characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceKind {
    /// The characters themselves, UTF-8.
    Exact,
    /// One character by a reference or changed by the reader.
    Reference,
    /// One character that stands for an element: a tab, a line break.
    Element,
}

/// A run: characters of one format.
#[derive(Debug, Clone, Default)]
pub(crate) struct Run {
    pub bytes: Range<usize>,
    /// Its start tag.
    pub open: Range<usize>,
    /// Its properties, `<w:rPr>…</w:rPr>`.
    pub properties: Range<usize>,
    pub children: Vec<Child>,
    /// The start tag of the tracked insertion that holds it directly.
    pub inserted: Option<Range<usize>>,
    /// The run around it, where it stands in a text box or under a reading.
    pub outer: Option<usize>,
    /// Whether its characters may be changed: not so in formulas, readings and deeper insertions.
    pub editable: bool,
    /// Whether its characters are hidden, where it says so itself, and by its style.
    hidden: Option<bool>,
    hidden_by_style: Option<bool>,
    /// Its font, where that shows other characters than it is told.
    font: Option<String>,
}

/// An element in a run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Child {
    pub bytes: Range<usize>,
    /// For `<w:t>`: its start tag and its characters.
    pub text: Option<(Range<usize>, Range<usize>)>,
}

/// What was read of a part.
#[derive(Debug, Default)]
pub(crate) struct Story {
    pub blocks: Vec<Block>,
    pub runs: Vec<Run>,
    /// Notes by id, of a part that holds notes.
    pub notes: Vec<(String, Vec<Block>)>,
    /// Where a comment may hang on a note's reference: kind, id, run.
    pub references: Vec<(Note, String, usize)>,
    pub pictures: usize,
    /// Characters of tracked insertions and tracked deletions.
    pub changes: (usize, usize),
    /// Hidden characters left out.
    pub hidden: usize,
    /// Objects of other programs and whole documents embedded.
    pub embedded: usize,
    /// The part's prefix for its elements, with the colon.
    pub prefix: String,
}

/// Paragraphs, runs, cells and pieces of a part; a book of ten thousand pages has half of it.
const ELEMENTS: usize = 2_000_000;

/// What is open.
#[derive(Debug)]
enum Frame {
    Plain,
    Skip,
    Deleted,
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Text { preserve: bool, open: Range<usize>, characters: Vec<(char, Range<usize>)> },
    Table,
    Row,
    Cell,
    Box,
    NoteBody(String),
    Inserted(Range<usize>),
    Alternate { chosen: bool },
    Math,
    Structure { placeholder: bool },
    Ruby,
    Field,
}

/// An open element.
#[derive(Debug)]
struct Open {
    frame: Frame,
    start: usize,
    /// Whether it is a child of the run that is open.
    child: bool,
}

/// A field that is open.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    result: bool,
    dropped: bool,
}

/// What a reader knows besides the part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Aids<'a> {
    pub styles: &'a Styles,
    pub numbering: &'a Numbering,
    /// For each section after the first, whether it goes on on the same page.
    pub continuous: &'a [bool],
    /// Whether tables of contents are left out.
    pub contents: bool,
}

/// Reads a part.
pub(crate) fn read(part: &str, xml: &str, aids: Aids<'_>) -> Result<Story, Error> {
    let mut reader = Reader {
        aids,
        story: Story::default(),
        open: Vec::new(),
        flows: vec![Vec::new()],
        paragraphs: Vec::new(),
        tables: Vec::new(),
        runs: Vec::new(),
        fields: Vec::new(),
        skipped: 0,
        placeholders: 0,
        counters: Counters::default(),
        number: 0,
        page: 1,
        fresh: true,
        sections: 0,
        boxes: 0,
        box_numbers: Vec::new(),
        elements: 0,
    };
    let mut tokens = Tokens::new(part, xml);
    while let Some(token) = tokens.next()? {
        let range = tokens.range.clone();
        match token {
            Token::Start(space, element) => reader.start(space, &element, range),
            Token::Empty(space, element) => reader.empty(space, &element, range),
            Token::End => reader.end(range),
            Token::Text(text) => reader.text(text, range),
            Token::Character(c) => reader.character(c, range),
        }
        if reader.elements > ELEMENTS {
            return Err(Error::TooMany { part: part.to_owned(), what: "elements", most: ELEMENTS });
        }
    }
    let unclosed = reader.fields.iter().any(|field| field.dropped);
    let mut story = reader.story;
    story.blocks = reader.flows.into_iter().next().unwrap_or_default();
    if unclosed && aids.contents {
        // A table of contents without an end would take the whole text with it.
        return read(part, xml, Aids { contents: false, ..aids });
    }
    Ok(story)
}

/// For each section but the first, whether it goes on on the same page: a section's properties stand at its end.
pub(crate) fn continuous_sections(part: &str, xml: &str) -> Result<Vec<bool>, Error> {
    if xml.matches("sectPr").nth(2).is_none() {
        return Ok(Vec::new());
    }
    let mut tokens = Tokens::new(part, xml);
    let mut sections: Vec<bool> = Vec::new();
    let mut depth = 0usize;
    let mut within: Option<usize> = None;
    while let Some(token) = tokens.next()? {
        match token {
            Token::Start(Space::Word, element) => {
                depth += 1;
                if local(&element) == "sectPr" && within.is_none() {
                    within = Some(depth);
                    sections.push(false);
                }
            }
            Token::Start(..) => depth += 1,
            Token::Empty(Space::Word, element) => match (local(&element), within) {
                ("sectPr", None) => sections.push(false),
                ("type", Some(_)) => {
                    let kind = attribute(&element, "val");
                    if let Some(last) = sections.last_mut() {
                        *last = matches!(kind.as_deref(), Some("continuous" | "nextColumn"));
                    }
                }
                _ => {}
            },
            Token::End => {
                if within == Some(depth) {
                    within = None;
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    Ok(sections.into_iter().skip(1).collect())
}

struct Reader<'a> {
    aids: Aids<'a>,
    story: Story,
    open: Vec<Open>,
    /// Blocks of the body, the cell, the box that is open, innermost last.
    flows: Vec<Vec<Block>>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Vec<Row>>,
    runs: Vec<usize>,
    fields: Vec<Field>,
    /// Open elements whose contents are left out.
    skipped: usize,
    placeholders: usize,
    counters: Counters,
    number: u32,
    page: u32,
    /// Whether nothing stands on the page yet.
    fresh: bool,
    sections: usize,
    boxes: u32,
    box_numbers: Vec<u32>,
    /// How many things were made of the part.
    elements: usize,
}

impl Reader<'_> {
    fn start(&mut self, space: Space, element: &BytesStart<'_>, range: Range<usize>) {
        if self.skipped > 0 {
            self.skipped += 1;
            let pictures = usize::from(is_picture(element));
            self.story.pictures += pictures;
            self.push(Frame::Skip, range);
            return;
        }
        let frame = self.frame(space, element, &range);
        if matches!(frame, Frame::Skip | Frame::Deleted) {
            self.skipped += 1;
        }
        self.push(frame, range);
    }

    fn push(&mut self, frame: Frame, range: Range<usize>) {
        let made = matches!(
            frame,
            Frame::Paragraph | Frame::Run | Frame::Math | Frame::Row | Frame::Cell | Frame::Text { .. }
        );
        self.elements += usize::from(made);
        let child = matches!(self.open.last(), Some(Open { frame: Frame::Run, .. }));
        if child && let Some(run) = self.run() {
            run.children.push(Child { bytes: range.clone(), text: None });
        }
        if matches!(frame, Frame::Run | Frame::Math) {
            let inserted = match self.open.last() {
                Some(Open { frame: Frame::Inserted(tag), .. }) => Some(tag.clone()),
                _ => None,
            };
            let far = inserted.is_none() && self.open.iter().any(|o| matches!(o.frame, Frame::Inserted(_)));
            let aside = self.open.iter().any(|o| matches!(o.frame, Frame::Ruby));
            let math = matches!(frame, Frame::Math);
            let run = Run {
                bytes: range.clone(),
                open: range.clone(),
                inserted,
                outer: self.runs.last().copied(),
                editable: !far && !aside && !math,
                ..Run::default()
            };
            self.story.runs.push(run);
            self.runs.push(self.story.runs.len() - 1);
        }
        self.open.push(Open { frame, start: range.start, child });
    }

    fn frame(&mut self, space: Space, element: &BytesStart<'_>, range: &Range<usize>) -> Frame {
        let name = local(element);
        if is_picture(element) {
            self.story.pictures += 1;
        }
        match space {
            Space::Alternate => match name {
                "AlternateContent" => Frame::Alternate { chosen: false },
                "Choice" | "Fallback" => match self.open.last_mut() {
                    Some(Open { frame: Frame::Alternate { chosen }, .. }) if *chosen => Frame::Skip,
                    Some(Open { frame: Frame::Alternate { chosen }, .. }) => {
                        *chosen = true;
                        Frame::Plain
                    }
                    _ => Frame::Plain,
                },
                _ => Frame::Plain,
            },
            Space::Math => match name {
                "oMath" | "oMathPara" if !self.open.iter().any(|o| matches!(o.frame, Frame::Math)) => {
                    Frame::Math
                }
                "t" => Frame::Text { preserve: true, open: range.clone(), characters: Vec::new() },
                _ => Frame::Plain,
            },
            Space::Word => self.word(name, element, range),
            // Words of a chart or a diagram stand in parts of their own.
            Space::Other if name == "graphicData" => {
                let kind = attribute(element, "uri").unwrap_or_default();
                self.story.embedded += usize::from(kind.ends_with("/chart") || kind.ends_with("/diagram"));
                Frame::Plain
            }
            _ => Frame::Plain,
        }
    }

    fn word(&mut self, name: &str, element: &BytesStart<'_>, range: &Range<usize>) -> Frame {
        if self.story.prefix.is_empty() {
            let full = element.name().into_inner();
            full.strip_suffix(name).unwrap_or_default().clone_into(&mut self.story.prefix);
        }
        let in_properties = self.open.iter().any(|o| matches!(o.frame, Frame::ParagraphProperties));
        match name {
            "p" => {
                self.begin_paragraph();
                Frame::Paragraph
            }
            "pPr" => Frame::ParagraphProperties,
            "r" => Frame::Run,
            "rPr" if in_properties => Frame::Plain,
            "rPr" => Frame::RunProperties,
            "t" => Frame::Text {
                preserve: attribute(element, "space").as_deref() == Some("preserve"),
                open: range.clone(),
                characters: Vec::new(),
            },
            "tbl" => {
                self.tables.push(Vec::new());
                Frame::Table
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.push(Row::default());
                }
                Frame::Row
            }
            "tc" => {
                if let Some(row) = self.row() {
                    row.cells.push(Cell { columns: 1, ..Cell::default() });
                }
                self.flows.push(Vec::new());
                Frame::Cell
            }
            "txbxContent" => {
                self.boxes += 1;
                self.box_numbers.push(self.boxes);
                self.flows.push(Vec::new());
                Frame::Box
            }
            "footnote" | "endnote" => {
                let kind = attribute(element, "type");
                if kind.is_some_and(|kind| kind != "normal") {
                    return Frame::Skip;
                }
                self.flows.push(Vec::new());
                Frame::NoteBody(attribute(element, "id").unwrap_or_default())
            }
            "ins" | "moveTo" if !in_properties => Frame::Inserted(range.clone()),
            "del" | "moveFrom" if in_properties => {
                self.empty(Space::Word, element, range.clone());
                Frame::Plain
            }
            "del" | "moveFrom" => Frame::Deleted,
            "sectPr" => {
                if in_properties && let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.section_end = true;
                }
                Frame::Skip
            }
            "rt" | "instrText" | "delText" | "delInstrText" | "fldData" | "binData" | "pPrChange"
            | "rPrChange" | "tblPr" | "tblGrid" | "tblPrEx" | "tblPrChange" | "trPrChange" | "tcPrChange"
            | "sectPrChange" => {
                // The instruction is text; it is taken where it stands.
                if name == "instrText" { Frame::Field } else { Frame::Skip }
            }
            "ruby" => Frame::Ruby,
            "sdt" => Frame::Structure { placeholder: false },
            "object" | "altChunk" => {
                self.story.embedded += 1;
                Frame::Plain
            }
            _ => {
                self.property(name, element);
                Frame::Plain
            }
        }
    }

    fn empty(&mut self, space: Space, element: &BytesStart<'_>, range: Range<usize>) {
        if is_picture(element) {
            self.story.pictures += 1;
        }
        if self.skipped > 0 || space != Space::Word {
            if self.skipped == 0 {
                self.empty_child(&range);
            }
            return;
        }
        let name = local(element);
        self.empty_child(&range);
        if name == "p" {
            self.begin_paragraph();
            self.end_paragraph();
            return;
        }
        if name == "altChunk" {
            self.story.embedded += 1;
        }
        self.property(name, element);
        match name {
            "tab" | "ptab" if self.in_run() => self.element('\t', &range),
            "cr" => self.element('\n', &range),
            "noBreakHyphen" => self.element('-', &range),
            "br" => {
                if attribute(element, "type").as_deref() == Some("page") {
                    self.turn(true);
                }
                if self.paragraphs.last().is_some_and(|p| p.length > 0) {
                    self.element('\n', &range);
                }
            }
            "lastRenderedPageBreak" => self.turn(false),
            "sym" => {
                let code = attribute(element, "char").and_then(|c| u32::from_str_radix(&c, 16).ok());
                let font = attribute(element, "font").unwrap_or_default();
                if let Some(c) = code.and_then(|code| symbol::character(&font, code)) {
                    self.element(c, &range);
                }
            }
            "fldChar" => match attribute(element, "fldCharType").as_deref() {
                Some("begin") => self.fields.push(Field::default()),
                Some("separate") => {
                    let contents = self.aids.contents;
                    if let Some(field) = self.fields.last_mut() {
                        field.result = true;
                        let command = field.instruction.split_whitespace().next().unwrap_or_default();
                        field.dropped = contents && matches!(command, "TOC" | "INDEX");
                    }
                }
                Some("end") => {
                    let field = self.fields.pop().filter(|field| !field.result);
                    if let Some(words) = field.and_then(|field| equation::shown(&field.instruction)) {
                        self.generated(&words);
                    }
                }
                _ => {}
            },
            "footnoteReference" | "endnoteReference" => {
                let note = if name.starts_with('f') { Note::Foot } else { Note::End };
                let id = attribute(element, "id").unwrap_or_default();
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.notes.push((note, id.clone()));
                }
                let outermost = self.runs.first().copied();
                if let Some(run) = outermost {
                    self.story.references.push((note, id, run));
                }
            }
            _ => {}
        }
    }

    /// An empty element in a run is a child of its own.
    fn empty_child(&mut self, range: &Range<usize>) {
        self.elements += 1;
        if matches!(self.open.last(), Some(Open { frame: Frame::Run, .. }))
            && let Some(run) = self.run()
        {
            run.children.push(Child { bytes: range.clone(), text: None });
        }
    }

    /// What an element tells of the paragraph, the run, the cell or the row it stands in.
    fn property(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = || attribute(element, "val").unwrap_or_default();
        let in_paragraph = self.open.iter().any(|o| matches!(o.frame, Frame::ParagraphProperties));
        if in_paragraph {
            let Some(paragraph) = self.paragraphs.last_mut() else { return };
            match name {
                "pStyle" => paragraph.style = value(),
                "ilvl" => paragraph.level = value().parse().ok(),
                "numId" => paragraph.list = Some(value()),
                "del" | "moveFrom" => paragraph.joined = true,
                // A hidden end joins a heading with the text that runs in behind it.
                "vanish" => paragraph.joined |= on(element),
                "pageBreakBefore" => paragraph.page_break = Some(on(element)),
                "sectPr" => paragraph.section_end = true,
                _ => {}
            }
            return;
        }
        let in_run_properties = matches!(self.open.last(), Some(Open { frame: Frame::RunProperties, .. }));
        match name {
            "vanish" if in_run_properties => {
                if let Some(run) = self.run() {
                    run.hidden = Some(on(element));
                }
            }
            "rStyle" if in_run_properties => {
                let hidden = self.aids.styles.resolved(&value()).hidden;
                if let Some(run) = self.run() {
                    run.hidden_by_style = hidden;
                }
            }
            "rFonts" if in_run_properties => {
                let font = attribute(element, "ascii").filter(|font| symbol::is_symbolic(font));
                if let Some(run) = self.run() {
                    run.font = font;
                }
            }
            "showingPlcHdr" if on(element) => {
                let structure = self.open.iter_mut().rev().find_map(|o| match &mut o.frame {
                    Frame::Structure { placeholder } => Some(placeholder),
                    _ => None,
                });
                if let Some(placeholder) = structure
                    && !*placeholder
                {
                    *placeholder = true;
                    self.placeholders += 1;
                }
            }
            "gridBefore" => {
                let columns = value().parse().unwrap_or(0usize).min(64);
                if let Some(row) = self.row() {
                    row.before = columns;
                }
            }
            "gridSpan" => {
                let columns = value().parse().unwrap_or(1usize).clamp(1, 64);
                if let Some(cell) = self.cell() {
                    cell.columns = columns;
                }
            }
            "vMerge" | "hMerge" => {
                let continued = value() != "restart";
                if let Some(cell) = self.cell() {
                    cell.continued |= continued;
                }
            }
            "cellDel" => {
                if let Some(cell) = self.cell() {
                    cell.deleted = true;
                }
            }
            "del" if matches!(self.nearest_of_table(), Some(Frame::Row)) => {
                if let Some(row) = self.row() {
                    row.deleted = true;
                }
            }
            _ => {}
        }
    }

    /// The innermost row or cell that is open.
    fn nearest_of_table(&self) -> Option<&Frame> {
        let mut frames = self.open.iter().rev().map(|o| &o.frame);
        frames.find(|frame| matches!(frame, Frame::Row | Frame::Cell | Frame::Paragraph | Frame::Box))
    }

    fn end(&mut self, range: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        if open.child
            && let Some(child) = self.runs.last().and_then(|&run| self.story.runs[run].children.last_mut())
        {
            child.bytes.end = range.end;
        }
        match open.frame {
            Frame::Skip | Frame::Deleted => self.skipped = self.skipped.saturating_sub(1),
            Frame::Paragraph => self.end_paragraph(),
            Frame::ParagraphProperties => self.properties_known(),
            Frame::Run | Frame::Math => {
                if let Some(run) = self.runs.pop().and_then(|run| self.story.runs.get_mut(run)) {
                    run.bytes.end = range.end;
                }
            }
            Frame::RunProperties => {
                if let Some(run) = self.run() {
                    run.properties = open.start..range.end;
                    run.children.retain(|child| child.bytes.start != open.start);
                }
            }
            Frame::Text { preserve, open: tag, characters } => {
                self.words(preserve, tag, &characters, &range, open.child);
            }
            Frame::Table => {
                let rows = self.tables.pop().unwrap_or_default();
                let rows = rows.into_iter().filter(|row| !row.deleted).map(Row::settled).collect();
                self.flow().push(Block::Table(rows));
            }
            Frame::Cell => {
                let blocks = self.flows.pop().unwrap_or_default();
                match self.cell() {
                    Some(cell) => cell.blocks = blocks,
                    // A cell outside of any row keeps its words.
                    None => self.flow().extend(blocks),
                }
            }
            Frame::Box => {
                let blocks = self.flows.pop().unwrap_or_default();
                self.box_numbers.pop();
                match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.boxes.push(blocks),
                    None => self.flow().extend(blocks),
                }
            }
            Frame::NoteBody(id) => {
                let blocks = self.flows.pop().unwrap_or_default();
                self.story.notes.push((id, blocks));
            }
            Frame::Structure { placeholder: true } => self.placeholders = self.placeholders.saturating_sub(1),
            Frame::Plain
            | Frame::Row
            | Frame::Inserted(_)
            | Frame::Alternate { .. }
            | Frame::Structure { .. }
            | Frame::Ruby
            | Frame::Field => {}
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.skipped > 0 {
            if self.open.iter().any(|o| matches!(o.frame, Frame::Deleted)) {
                self.story.changes.1 += text.trim().chars().count();
            }
            return;
        }
        match self.open.last_mut() {
            Some(Open { frame: Frame::Text { characters, .. }, .. }) => {
                characters.extend(text.char_indices().map(|(offset, c)| {
                    let start = range.start + offset;
                    (c, start..start + c.len_utf8())
                }));
            }
            Some(Open { frame: Frame::Field, .. }) => {
                if let Some(field) = self.fields.last_mut().filter(|f| f.instruction.len() < 256) {
                    field.instruction.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn character(&mut self, c: char, range: Range<usize>) {
        if self.skipped == 0
            && let Some(Open { frame: Frame::Text { characters, .. }, .. }) = self.open.last_mut()
        {
            characters.push((c, range));
        }
    }

    /// The characters of a `<w:t>`.
    fn words(
        &mut self,
        preserve: bool,
        tag: Range<usize>,
        characters: &[(char, Range<usize>)],
        close: &Range<usize>,
        child: bool,
    ) {
        if child
            && let Some(child) = self.runs.last().and_then(|&run| self.story.runs[run].children.last_mut())
        {
            child.text = Some((tag.clone(), tag.end..close.start));
        }
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let mut characters = characters;
        if !preserve {
            let from = characters.iter().take_while(|(c, _)| blank(*c)).count();
            let to = characters.iter().rev().take_while(|(c, _)| blank(*c)).count();
            characters = &characters[from.min(characters.len() - to)..characters.len() - to];
        }
        if self.withheld(characters.len()) {
            return;
        }
        if self.open.iter().any(|o| matches!(o.frame, Frame::Inserted(_))) {
            self.story.changes.0 += characters.len();
        }
        for (c, bytes) in characters {
            let exact = bytes.len() == c.len_utf8() && !blank(*c) || *c == ' ' && bytes.len() == 1;
            match c {
                // Places to break a word at or not, marks of order: no characters that are seen.
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
                '\u{f000}'..='\u{f0ff}' => {
                    let font = self.runs.last().and_then(|&run| self.story.runs[run].font.as_deref());
                    let c = symbol::character(font.unwrap_or_default(), u32::from(*c)).unwrap_or(*c);
                    self.emit(c, bytes.clone(), PieceKind::Reference);
                }
                c if blank(*c) && !exact => self.emit(' ', bytes.clone(), PieceKind::Reference),
                c if exact => self.emit(*c, bytes.clone(), PieceKind::Exact),
                c => self.emit(*c, bytes.clone(), PieceKind::Reference),
            }
        }
    }

    /// A character that an element stands for.
    fn element(&mut self, c: char, range: &Range<usize>) {
        if !self.withheld(1) {
            self.emit(c, range.clone(), PieceKind::Element);
        }
    }

    /// Whether characters are left out here, and the note that they are.
    fn withheld(&mut self, count: usize) -> bool {
        let by_paragraph = self.paragraphs.last().is_some_and(|paragraph| paragraph.hidden);
        let innermost = self.runs.len().saturating_sub(1);
        let hidden = self.runs.iter().enumerate().any(|(place, &run)| {
            let run = &self.story.runs[run];
            let by_style = run.hidden_by_style.unwrap_or(place == innermost && by_paragraph);
            run.hidden.unwrap_or(by_style)
        });
        let dropped = self.fields.iter().any(|field| !field.result || field.dropped);
        if hidden {
            self.story.hidden += count;
        }
        let withheld = hidden || dropped || self.placeholders > 0;
        if withheld && let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.withheld = true;
        }
        withheld
    }

    /// Words that stand nowhere in the file: no comment hangs on them and no change is made to them.
    fn generated(&mut self, words: &str) {
        if self.withheld(words.chars().count()) {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(words);
            paragraph.length += words.chars().count() as u32;
            self.fresh &= words.trim().is_empty();
        }
    }

    fn emit(&mut self, c: char, bytes: Range<usize>, kind: PieceKind) {
        let run = self.runs.last().copied();
        let child = run.map_or(0, |run| self.story.runs[run].children.len().saturating_sub(1));
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if !c.is_whitespace() {
            self.fresh = false;
        }
        paragraph.text.push(c);
        let at = paragraph.length;
        paragraph.length += 1;
        if let Some(last) = paragraph.pieces.last_mut()
            && kind == PieceKind::Exact
            && last.kind == kind
            && last.bytes.end == bytes.start
            && (last.run, last.child) == (run, child)
        {
            last.at.end = at + 1;
            last.bytes.end = bytes.end;
            return;
        }
        self.elements += 1;
        paragraph.pieces.push(Piece { at: at..at + 1, bytes, run, child, kind });
    }

    /// A page begins here.
    fn turn(&mut self, told: bool) {
        // What Word last saw as a break repeats the one that is told.
        if !told && self.fresh {
            return;
        }
        self.page = self.page.saturating_add(1);
        self.fresh = true;
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.breaks.push((paragraph.length, self.page));
        }
    }

    fn begin_paragraph(&mut self) {
        let in_box = self.box_numbers.last().copied();
        if in_box.is_none() {
            self.number = self.number.saturating_add(1);
        }
        self.paragraphs.push(Paragraph {
            number: self.number,
            page: self.page,
            in_box,
            ..Paragraph::default()
        });
    }

    /// A paragraph's properties are known before its words.
    fn properties_known(&mut self) {
        let aids = self.aids;
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let style = aids.styles.resolved(&paragraph.style);
        let list = paragraph.list.take().or(style.list);
        let level = paragraph.level.or(style.level).unwrap_or(0);
        let turns = paragraph.page_break.or(style.page_break).unwrap_or(false);
        paragraph.style = style.name;
        paragraph.hidden = style.hidden.unwrap_or(false);
        if let Some(list) = list.filter(|list| list != "0") {
            paragraph.label = aids.numbering.label(&mut self.counters, &list, level);
        }
        if turns && !self.fresh {
            self.turn(true);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        if let Some(&(0, page)) = paragraph.breaks.first() {
            paragraph.page = page;
        }
        let section_end = paragraph.section_end;
        // A line of a table of contents leaves no line behind.
        if !(paragraph.withheld && paragraph.text.is_empty() && paragraph.boxes.is_empty()) {
            self.flow().push(Block::Paragraph(paragraph));
        }
        if section_end {
            let continuous = self.aids.continuous.get(self.sections).copied().unwrap_or(false);
            self.sections += 1;
            if !continuous {
                self.turn(true);
            }
        }
    }

    fn in_run(&self) -> bool {
        !self.runs.is_empty()
            && !self
                .open
                .iter()
                .rev()
                .take(2)
                .any(|o| matches!(o.frame, Frame::ParagraphProperties | Frame::RunProperties))
    }

    fn flow(&mut self) -> &mut Vec<Block> {
        if self.flows.is_empty() {
            self.flows.push(Vec::new());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    fn run(&mut self) -> Option<&mut Run> {
        self.runs.last().and_then(|&run| self.story.runs.get_mut(run))
    }

    fn row(&mut self) -> Option<&mut Row> {
        self.tables.last_mut()?.last_mut()
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.row()?.cells.last_mut()
    }
}

impl Row {
    /// Without deleted cells, with empty ones for the columns left out.
    fn settled(mut self) -> Self {
        self.cells.retain(|cell| !cell.deleted);
        for _ in 0..self.before {
            self.cells.insert(0, Cell { columns: 1, ..Cell::default() });
        }
        self.before = 0;
        self
    }
}

fn is_picture(element: &BytesStart<'_>) -> bool {
    matches!(local(element), "blip" | "imagedata")
}
