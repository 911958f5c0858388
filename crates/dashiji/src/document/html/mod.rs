//! HTML pages to readable text, with the way back to the page.
//!
//! `<h1>大事记</h1><ul><li>1月3日&nbsp;县委…</li></ul>` gives a line 大事记 and a line `1月3日 县委…`: block elements, list items and
//! table rows (cells parted by a tab) stand on lines of their own, `<br>` ends one, scripts, styles and `<nav>` are left out,
//! references are decoded, white space is one space (none between Chinese characters that a line end parts). Nothing
//! recurses and nothing is searched for twice: time and memory grow with the page, however deep or broken it is.

mod entity;
mod token;

use super::Facts;
use super::source_map::Run;
use crate::text::{Span, is_han};
use entity::Meaning;
use std::ops::Range;
use token::{Tag, Token, Tokens};

/// Name and version of this extractor; a new version may give other text.
pub(super) const VERSION: &str = "dashiji-html/2";

/// A page's text.
#[derive(Debug, Clone, Default)]
pub(super) struct Extracted {
    pub text: String,
    /// Where the text comes from, in order.
    pub runs: Vec<Run>,
    /// Text that is a link.
    pub links: Vec<Span>,
    pub facts: Facts,
}

/// Whether a decoded file is an HTML page, by its first characters or its name.
pub(super) fn is_html(text: &str, path: Option<&str>) -> bool {
    let extension = path.and_then(|path| path.rsplit_once('.')).map(|(_, end)| end.to_ascii_lowercase());
    match extension.as_deref() {
        Some("md" | "markdown" | "csv" | "tsv" | "json" | "jsonl" | "tex" | "rst") => return false,
        Some("html" | "htm" | "xhtml" | "shtml") => {
            return text
                .as_bytes()
                .windows(2)
                .any(|w| w[0] == b'<' && (w[1].is_ascii_alphabetic() || w[1] == b'!'));
        }
        _ => {}
    }
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { break };
        rest = after.trim_start();
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let name: String =
        tag.chars().take(12).take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let head: String = tag.chars().take(2048).collect::<String>().to_ascii_lowercase();
    match name.as_str() {
        "html" | "head" | "body" | "meta" | "title" | "script" | "div" | "table" | "center" | "article"
        | "main" | "section" | "p" | "ul" | "ol" | "h1" | "h2" | "h3" | "span" | "font" | "link"
        | "style" | "dl" | "strong" | "b" => head.contains('>'),
        _ => head.starts_with("!doctype html") || (head.starts_with("?xml") && head.contains("<html")),
    }
}

/// What an element does to the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Inline,
    Block,
    Break,
    Heading,
    Link,
    Table,
    Row,
    Cell,
    Pre,
    Title,
    Meta,
    /// Text that is none, up to its closing tag: script, style.
    Raw,
    /// Left out with all that is in it: nav, select.
    Dropped,
}

impl Element {
    fn of(name: &str) -> Self {
        let mut small = [0u8; 16];
        let Some(lower) = small.get_mut(..name.len()) else { return Self::Inline };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        match &*lower {
            b"br" => Self::Break,
            b"h1" => Self::Heading,
            b"a" => Self::Link,
            b"table" => Self::Table,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"pre" | b"listing" => Self::Pre,
            b"title" => Self::Title,
            b"meta" | b"link" => Self::Meta,
            b"script" | b"style" | b"textarea" | b"iframe" | b"noembed" | b"noframes" | b"xmp" => Self::Raw,
            b"nav" | b"aside" | b"select" | b"button" | b"noscript" | b"svg" | b"math" | b"template"
            | b"object" | b"audio" | b"video" | b"canvas" | b"datalist" => Self::Dropped,
            b"address" | b"article" | b"blockquote" | b"body" | b"caption" | b"center" | b"dd"
            | b"details" | b"dialog" | b"dir" | b"div" | b"dl" | b"dt" | b"fieldset" | b"figcaption"
            | b"figure" | b"footer" | b"form" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"head"
            | b"header" | b"hgroup" | b"hr" | b"html" | b"legend" | b"li" | b"main" | b"menu" | b"ol"
            | b"optgroup" | b"option" | b"p" | b"section" | b"summary" | b"tbody" | b"tfoot" | b"thead"
            | b"ul" => Self::Block,
            _ => Self::Inline,
        }
    }
}

/// A table row that is being read.
#[derive(Debug, Default)]
struct Row {
    /// Byte offset of its text.
    start: usize,
    /// Byte offsets of the tabs before its second and later cells.
    tabs: Vec<usize>,
    /// Whether a table stands inside it.
    nested: bool,
    /// Whether it has a cell yet.
    begun: bool,
    /// The column of the next cell.
    column: usize,
    /// For each column, how many rows a cell above still reaches down.
    held: Vec<u16>,
}

impl Row {
    /// Takes the place of a cell; gives how many columns before it are held by cells above.
    fn place(&mut self, rows: u16) -> usize {
        let mut held = 0;
        while let Some(left) = self.held.get_mut(self.column).filter(|left| **left > 0) {
            *left -= 1;
            self.column += 1;
            held += 1;
        }
        if rows > 1 && self.column < COLUMNS {
            self.held.resize(self.held.len().max(self.column + 1), 0);
            self.held[self.column] = rows - 1;
        }
        self.column += 1;
        held
    }

    /// What cells above still reach down into the next row.
    fn left(&self) -> Vec<u16> {
        let mut held = self.held.clone();
        for left in held.iter_mut().skip(self.column) {
            *left = left.saturating_sub(1);
        }
        held
    }
}

/// Columns of a table whose cells may reach down.
const COLUMNS: usize = 100;

/// A cell with more lines than this is a part of a page's layout, not of a table.
const CELL_LINES: usize = 5;

/// White space that was passed over.
#[derive(Debug, Clone, Copy)]
struct Gap {
    at: usize,
    length: usize,
    line_end: bool,
}

/// A stretch of text in bytes.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    text: usize,
    text_length: usize,
    page: usize,
    page_length: usize,
}

#[derive(Default)]
struct Extractor {
    out: String,
    stretches: Vec<Stretch>,
    links: Vec<Range<usize>>,
    facts: Facts,
    gap: Option<Gap>,
    /// Line ends that stand before the next character.
    pending: usize,
    /// Byte offset after the last cell's tab.
    cell: usize,
    link: Option<usize>,
    heading: Option<usize>,
    rows: Vec<Row>,
    pre: usize,
}

/// The text of a page.
pub(super) fn extract(page: &str) -> Extracted {
    let mut extractor = Extractor::default();
    extractor.run(page);
    extractor.finish(page)
}

/// Elements that were found to have no end, so that they are not looked for again.
type Endless = Vec<String>;

impl Extractor {
    fn run(&mut self, page: &str) {
        let mut tokens = Tokens::new(page);
        let mut endless = Endless::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(text, at) => self.text(text, at),
                Token::Open(tag) => self.open(tag, &mut tokens, &mut endless),
                Token::Close(name) => self.close(name),
            }
        }
        self.end_rows(0);
        self.end_link();
    }

    fn open(&mut self, tag: Tag<'_>, tokens: &mut Tokens<'_>, endless: &mut Endless) {
        match Element::of(tag.name) {
            Element::Inline => {}
            Element::Block => self.line(),
            Element::Break => self.line_break(),
            Element::Heading => {
                self.line();
                self.heading.get_or_insert(self.out.len());
            }
            Element::Link => {
                self.end_link();
                if tag.attribute("href").is_some() {
                    self.link = Some(self.out.len());
                }
            }
            Element::Table => {
                self.line();
                if let Some(row) = self.rows.last_mut() {
                    row.nested = true;
                }
                self.rows.push(Row::default());
            }
            Element::Row => {
                self.line();
                self.end_row();
            }
            Element::Cell => {
                let rows = tag.attribute("rowspan").and_then(|rows| rows.trim().parse().ok());
                self.cell(rows.unwrap_or(1));
            }
            Element::Pre => {
                self.line();
                self.pre += 1;
            }
            Element::Title => {
                if let Some((title, _)) = raw(tokens, tag.name, endless)
                    && self.facts.title.is_none()
                {
                    self.facts.title = some(&decode(title));
                }
            }
            Element::Meta => self.meta(tag),
            Element::Raw => {
                if raw(tokens, tag.name, endless).is_none() {
                    // The page ends inside a script.
                    tokens.seek(usize::MAX);
                }
            }
            Element::Dropped => drop_element(tag.name, tokens, endless),
        }
    }

    fn close(&mut self, name: &str) {
        match Element::of(name) {
            Element::Block | Element::Row => self.line(),
            Element::Heading => {
                if let Some(start) = self.heading.take()
                    && self.facts.heading.is_none()
                {
                    self.facts.heading = self.out.get(start..).and_then(some);
                }
                self.line();
            }
            Element::Link => self.end_link(),
            Element::Table => {
                self.end_rows(self.rows.len().saturating_sub(1));
                self.line();
            }
            Element::Pre => {
                self.pre = self.pre.saturating_sub(1);
                self.line();
            }
            Element::Break => self.line_break(),
            _ => {}
        }
    }

    /// Begins a cell that reaches down over some rows: a tab parts it from the one before, and an empty cell stands for each that
    /// one above reaches down over.
    fn cell(&mut self, rows: u16) {
        let begun = match self.rows.last() {
            Some(row) => row.begun,
            None => return self.line(),
        };
        self.gap = None;
        if begun {
            self.pending = 0;
        } else {
            self.end_lines();
        }
        let at = self.out.len();
        let Some(row) = self.rows.last_mut() else { return };
        if !begun {
            row.start = at;
            row.begun = true;
        }
        let tabs = row.place(rows) + usize::from(begun);
        for at in at..at + tabs {
            row.tabs.push(at);
            self.out.push('\t');
            self.cell = at + 1;
        }
    }

    /// Ends the innermost table's row. In a table's row the cells' own line ends become spaces; in a row that lays out a
    /// page (a table in it, or a cell of many lines) the tabs become line ends.
    fn end_row(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        let left = row.left();
        let row = std::mem::replace(row, Row { held: left, ..Row::default() });
        if row.tabs.is_empty() {
            return;
        }
        if row.nested || self.has_long_cell(&row) {
            for tab in row.tabs {
                self.out.replace_range(tab..=tab, "\n");
            }
        } else {
            let cells = self.out.split_off(row.start);
            self.out.push_str(&cells.replace('\n', " "));
        }
    }

    /// Whether a cell of a row has too many lines for a table's.
    fn has_long_cell(&self, row: &Row) -> bool {
        let mut start = row.start;
        row.tabs.iter().copied().chain([self.out.len()]).any(|end| {
            let lines = self.out.get(start..end).map_or(0, |cell| cell.split('\n').count());
            start = end;
            lines > CELL_LINES
        })
    }

    /// Ends tables down to a depth.
    fn end_rows(&mut self, depth: usize) {
        while self.rows.len() > depth {
            self.line();
            self.end_row();
            self.rows.pop();
        }
    }

    fn end_link(&mut self) {
        if let Some(start) = self.link.take()
            && start < self.out.len()
        {
            self.links.push(start..self.out.len());
        }
    }

    /// Whether the next character begins a line or a cell.
    fn at_start(&self) -> bool {
        self.out.is_empty() || self.cell == self.out.len() || self.out.ends_with('\n')
    }

    /// Begins a new line, unless at the start of one.
    fn line(&mut self) {
        self.gap = None;
        self.pending = self.pending.max(1);
    }

    /// Ends the line, though it be empty; more than one empty line is one.
    fn line_break(&mut self) {
        self.gap = None;
        self.pending = (self.pending + 1).min(2);
    }

    /// Writes the line ends that are due.
    fn end_lines(&mut self) {
        if !self.at_start() {
            self.out.push_str(&"\n\n"[..self.pending.min(2)]);
        }
        self.pending = 0;
    }

    /// Takes text with its references; `at` is its byte offset in the page.
    fn text(&mut self, text: &str, at: usize) {
        let bytes = text.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            match bytes[i] {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0C => {
                    let space = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0C);
                    let length = bytes[i..].iter().take_while(|b| space(b)).count();
                    self.space(&text[i..i + length], at + i);
                    i += length;
                }
                b'&' => {
                    if let Some((meaning, length)) = entity::reference(&text[i..]) {
                        self.meaning(meaning, at + i, length);
                        i += length;
                    } else {
                        self.push("&", at + i, 1);
                        i += 1;
                    }
                }
                _ => {
                    let plain = |b: &u8| !matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0C | b'&');
                    let length = bytes[i..].iter().take_while(|b| plain(b)).count();
                    self.push(&text[i..i + length], at + i, length);
                    i += length;
                }
            }
        }
    }

    fn meaning(&mut self, meaning: Meaning, at: usize, length: usize) {
        let mut buffer = [0; 4];
        let characters = match meaning {
            Meaning::Characters(characters) => characters,
            Meaning::Character(c) => c.encode_utf8(&mut buffer),
        };
        match characters {
            " " | "\n" | "\t" | "\r" | "\u{c}" => {
                self.gap = self.gap.or(Some(Gap { at, length, line_end: false }));
            }
            _ => self.push(characters, at, length),
        }
    }

    /// Takes white space: kept in `<pre>`, else one space before the next character.
    fn space(&mut self, space: &str, at: usize) {
        if self.pre > 0 {
            for (offset, c) in space.char_indices().filter(|&(_, c)| c != '\r') {
                let mut buffer = [0; 4];
                let kept: &str = if c == '\u{c}' { "\n" } else { c.encode_utf8(&mut buffer) };
                self.push(kept, at + offset, 1);
            }
            return;
        }
        let line_end = space.contains(['\n', '\r']);
        let gap = self.gap.get_or_insert(Gap { at, length: space.len(), line_end });
        gap.line_end |= line_end;
    }

    /// Takes characters that come from `length` bytes at `at` in the page.
    fn push(&mut self, characters: &str, at: usize, length: usize) {
        let gap = self.gap.take().filter(|_| self.pending == 0);
        self.end_lines();
        if let Some(gap) = gap
            && !self.at_start()
        {
            let wide = |c: Option<char>| {
                c.is_some_and(|c| is_han(c) || matches!(c, '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF60}'))
            };
            let joined =
                gap.line_end && wide(self.out.chars().next_back()) && wide(characters.chars().next());
            if !joined {
                self.stretch(" ", gap.at, gap.length);
            }
        }
        self.stretch(characters, at, length);
    }

    fn stretch(&mut self, characters: &str, page: usize, page_length: usize) {
        let (text, text_length) = (self.out.len(), characters.len());
        self.out.push_str(characters);
        if text_length == page_length
            && let Some(last) = self.stretches.last_mut()
            && last.text_length == last.page_length
            && last.text + last.text_length == text
            && last.page + last.page_length == page
        {
            last.text_length += text_length;
            last.page_length += page_length;
            return;
        }
        self.stretches.push(Stretch { text, text_length, page, page_length });
    }

    fn meta(&mut self, tag: Tag<'_>) {
        let name = tag.attribute("name").or_else(|| tag.attribute("property")).unwrap_or_default();
        let value = tag.attribute("content").map(decode).unwrap_or_default();
        let Some(value) = some(&value) else { return };
        // The names of the standard for government sites (政府网站发展指引), and common ones.
        let slot = match name.to_ascii_lowercase().as_str() {
            "articletitle" | "og:title" => &mut self.facts.title,
            "sitename" | "og:site_name" => &mut self.facts.site,
            "columnname" => &mut self.facts.series,
            "contentsource" | "source" => &mut self.facts.source,
            "pubdate"
            | "publishdate"
            | "publishtime"
            | "article:published_time"
            | "og:release_date"
            | "date"
            | "dc.date" => &mut self.facts.published,
            "url" | "og:url" => &mut self.facts.url,
            _ => return,
        };
        if slot.is_none() || name.eq_ignore_ascii_case("articletitle") {
            *slot = Some(value);
        }
    }

    /// Bytes to code points.
    fn finish(self, page: &str) -> Extracted {
        let mut text = Counter::new(&self.out);
        let mut source = Counter::new(page);
        let runs = self.stretches.iter().map(|s| Run {
            text: Span::new(text.to(s.text), text.to(s.text + s.text_length)),
            page: Span::new(source.to(s.page), source.to(s.page + s.page_length)),
        });
        let runs = runs.collect();
        let mut text = Counter::new(&self.out);
        let links = self.links.iter().map(|l| Span::new(text.to(l.start), text.to(l.end))).collect();
        Extracted { text: self.out, runs, links, facts: self.facts }
    }
}

/// Counts code points up to ascending byte offsets.
struct Counter<'a> {
    bytes: &'a [u8],
    at: usize,
    count: usize,
}

impl<'a> Counter<'a> {
    fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, count: 0 }
    }

    fn to(&mut self, offset: usize) -> usize {
        let passed = self.bytes.get(self.at..offset).unwrap_or(&[]);
        self.count += passed.iter().filter(|&&b| b & 0xC0 != 0x80).count();
        self.at = self.at.max(offset);
        self.count
    }
}

/// The text of an element without tags in it.
fn raw<'a>(tokens: &mut Tokens<'a>, name: &str, endless: &mut Endless) -> Option<(&'a str, usize)> {
    if endless.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return None;
    }
    let found = tokens.raw(name);
    if found.is_none() {
        endless.push(name.to_ascii_lowercase());
    }
    found
}

/// Passes over an element with all that is in it; where it has no end, only over its tag.
fn drop_element(name: &str, tokens: &mut Tokens<'_>, endless: &mut Endless) {
    if endless.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return;
    }
    let start = tokens.at();
    let mut depth = 1usize;
    let mut unread = Endless::new();
    while let Some(token) = tokens.next() {
        match token {
            Token::Open(tag) if tag.name.eq_ignore_ascii_case(name) => depth += 1,
            Token::Open(tag) if Element::of(tag.name) == Element::Raw => {
                let _ = raw(tokens, tag.name, &mut unread);
            }
            Token::Close(closed) if closed.eq_ignore_ascii_case(name) => {
                depth -= 1;
                if depth == 0 {
                    return;
                }
            }
            _ => {}
        }
    }
    endless.push(name.to_ascii_lowercase());
    tokens.seek(start);
}

/// Text with its references decoded and white space as single spaces.
fn decode(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match entity::reference(rest) {
            Some((Meaning::Characters(characters), length)) => {
                plain.push_str(characters);
                length
            }
            Some((Meaning::Character(c), length)) => {
                plain.push(c);
                length
            }
            None => {
                plain.push('&');
                1
            }
        };
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text that is not empty, trimmed.
fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests;
