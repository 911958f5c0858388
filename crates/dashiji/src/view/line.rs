//! Lines as they stand in the file, measured.

use crate::text::{Span, Text, chars};

/// The length of a stretch, by each way of setting it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Size {
    /// In columns: Chinese characters take two, and so do marks that may.
    pub columns: u16,
    /// In columns, where marks that may take one do (“ ” — ·).
    pub narrow: u16,
    /// In characters.
    pub characters: u16,
}

impl Size {
    /// The length of a character.
    pub(super) fn of(c: char) -> Self {
        if super::markup::unseen(c) {
            return Self::default();
        }
        let (columns, narrow) = match c {
            '\u{1100}'..='\u{115f}' | '\u{2e80}'.. => (2, 2),
            // East Asian Width "ambiguous", UAX 11.
            '\u{a1}'..='\u{bf}' | '×' | '÷' | '\u{391}'..='\u{451}' | '\u{2010}'..='\u{2e7f}' => (2, 1),
            _ => (1, 1),
        };
        Self { columns, narrow, characters: 1 }
    }

    /// The length of two stretches.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            columns: self.columns.saturating_add(other.columns),
            narrow: self.narrow.saturating_add(other.narrow),
            characters: self.characters.saturating_add(other.characters),
        }
    }
}

/// A line.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Line {
    /// From the line's first character to its last, blanks included, without its line end.
    pub whole: Span,
    /// Without blanks at its ends; empty where the line is.
    pub span: Span,
    /// How long it is, indent included.
    pub size: Size,
    /// Columns before its words.
    pub indent: u16,
    /// Whether it ends as a sentence does.
    pub ended: bool,
    /// Whether it is a piece of running text: a mark of a sentence stands inside or at its end.
    pub prose: bool,
    /// A row of a table.
    pub row: bool,
    /// What is left out of the view fills it.
    pub hidden: bool,
    /// It is the page's, not the text's.
    pub furniture: bool,
}

impl Line {
    /// Measures a line; `hidden` are the stretches left out of the view, in order.
    pub(super) fn of(text: &Text, whole: Span, hidden: &[Span]) -> Self {
        let mut span = text.trim(whole);
        let first = hidden.partition_point(|cut| cut.end <= span.start);
        let mut hides = false;
        for cut in hidden[first..].iter().take_while(|cut| cut.start < whole.end) {
            hides = true;
            if cut.start <= span.start {
                span = text.trim(Span { start: cut.end.clamp(span.start, span.end), end: span.end });
            } else if cut.end >= span.end {
                span = text.trim(Span { start: span.start, end: cut.start.min(span.end) });
            }
        }
        let raw = text.slice(Span { start: whole.start, end: span.end });
        let before = span.lo() - whole.lo();
        let (mut size, mut indent, mut head) = (Size::default(), 0, 0usize);
        for (i, c) in raw.chars().enumerate() {
            size = size.and(Size::of(c));
            if i < before {
                indent = size.columns;
                head += c.len_utf8();
            }
        }
        let inner = &raw[head.min(raw.len())..];
        let row = inner.contains('\t') || inner.len() > 2 && inner.starts_with('|') && inner.ends_with('|');
        let mark = |c: &char| matches!(c, ',' | '。' | ';' | '、' | '!' | '?');
        Self {
            whole,
            span,
            size,
            indent,
            ended: ended(text, span),
            prose: text.folded(span).iter().any(mark),
            row,
            hidden: hides && span.is_empty(),
            furniture: false,
        }
    }

    /// Whether it holds text of the document.
    pub(super) fn stands(&self) -> bool {
        !self.span.is_empty() && !self.furniture
    }
}

/// Whether a range ends as a sentence does; closing quotes and brackets are looked through.
pub(crate) fn ended(text: &Text, span: Span) -> bool {
    let mut at = span.hi();
    while at > span.lo() && chars!("”’)）】]\"* ").has(text.before(at)) {
        at -= 1;
    }
    if at <= span.lo() {
        return false;
    }
    match text.before(at) {
        '。' | '!' | '?' | ';' | ':' | '…' => true,
        '.' => at > span.lo() + 1 && !text.before(at - 1).is_ascii(),
        _ => false,
    }
}
