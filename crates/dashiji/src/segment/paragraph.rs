//! Paragraphs: a document's lines without what printing and the web put between them, hard wraps undone.
//!
//! Where a file is wrapped at a fixed width (inside words and numbers, `…投资1` / `200万元。`), a line that fills the width and
//! ends in no mark goes on in the next; the two are one [`Paragraph`] over the text as it stands, line end and all.

use super::dateline::{self, After, Grain};
use super::furniture::Furniture;
use super::mark::{self, Mark};
use crate::document::Document;
use crate::text::{Span, Text, chars};

/// A longer line that is most of a document may be a text that lost its line ends.
const LONG: usize = 600;

/// A paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Paragraph {
    /// From its first character, mark included, to its last.
    pub span: Span,
    /// Where its words begin, after marks.
    pub start: u32,
    /// The mark before them.
    pub mark: Mark,
    /// Whether an empty line stands before.
    pub gap: bool,
    /// Whether it holds a line end.
    pub joined: bool,
    /// Whether it ends as a sentence does.
    pub ended: bool,
    /// A row of a table: cells parted by tabs or `|`.
    pub row: bool,
    /// The line before fills the width of a wrapped file, so that this may be its tail.
    pub tail: bool,
}

impl Paragraph {
    /// Its words, without marks.
    pub(super) fn words(&self) -> Span {
        Span { start: self.start, end: self.span.end }
    }
}

/// A line as it stands in the file.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// Trimmed; empty where the line is.
    span: Span,
    /// Characters before and in it.
    length: u16,
    /// Columns before and in it: Chinese characters take two.
    columns: u16,
    indent: u16,
    ended: bool,
    /// A row of a table.
    row: bool,
    furniture: bool,
}

/// The paragraphs of a document's body.
pub(super) fn paragraphs(document: &Document) -> Vec<Paragraph> {
    let text = &document.text;
    let mut lines: Vec<Line> = Vec::new();
    for span in text.lines(document.body) {
        if span.len() > LONG && span.len() * 2 > document.body.len() {
            lines.extend(run_in(text, span).into_iter().map(|span| line(text, span)));
        } else {
            lines.push(line(text, span));
        }
    }
    let furniture = Furniture::of(text, lines.iter().map(|l| l.span));
    for line in &mut lines {
        line.furniture = furniture.is(text, line.span);
    }
    let wrap = Wrap::of(text, &lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut gap = false;
    let mut last: Option<Line> = None;
    for line in lines {
        if line.span.is_empty() {
            gap = true;
            continue;
        }
        if line.furniture {
            continue;
        }
        let tail = last.is_some_and(|last| wrap.is_some_and(|wrap| wrap.goes_on(text, &last, &line, gap)));
        if let Some(open) = paragraphs.last_mut().filter(|_| tail) {
            open.span.end = line.span.end;
            open.joined = true;
            open.ended = line.ended;
        } else {
            let (mark, start) = mark::strip(text, line.span);
            paragraphs.push(Paragraph {
                span: line.span,
                start: start as u32,
                mark,
                gap,
                joined: false,
                ended: line.ended,
                row: line.row,
                tail: last.is_some_and(|last| !gap && wrap.is_some_and(|wrap| wrap.fills(&last))),
            });
        }
        gap = false;
        last = Some(line);
    }
    paragraphs
}

/// Cuts a line that is most of a document where entries begin: a text that lost its line ends. A sentence must end before, and
/// the date must be parted from its words, so that the days of one long story stay together unless there are many.
fn run_in(text: &Text, line: Span) -> Vec<Span> {
    let mut starts = vec![line.lo()];
    let mut at = line.lo();
    while at < line.hi() {
        let c = text.at(at);
        at += 1;
        if !matches!(c, '。' | '!' | '?') {
            continue;
        }
        let start = mark::skip_spaces(text, at, line.hi());
        let opening = dateline::opening(text, start, line.hi()).is_some_and(|cue| {
            // `8月25日起`, `截至3月1日` go on with what was told.
            let bound = cue.start as usize > start || text.at(cue.end as usize) == '起';
            cue.after != After::Text && (cue.grain >= Grain::Month || cue.year) && !bound
        });
        let headline = !opening
            && start > at
            && dateline::after_headline(text, start, line.hi()).is_some_and(|cue| cue.score >= 8);
        if opening || headline {
            starts.push(start);
        }
    }
    if starts.len() < 6 {
        return vec![line];
    }
    let ends = starts.iter().skip(1).copied().chain([line.hi()]);
    starts.iter().zip(ends).map(|(&start, end)| Span::new(start, end)).collect()
}

/// Measures a line.
fn line(text: &Text, whole: Span) -> Line {
    let span = text.trim(whole);
    let raw = text.slice(Span { start: whole.start, end: span.end });
    let before = span.lo() - whole.lo();
    let (mut columns, mut indent, mut head) = (0usize, 0usize, 0usize);
    for (i, c) in raw.chars().enumerate() {
        columns += if wide(c) { 2 } else { 1 };
        if i < before {
            indent = columns;
            head += c.len_utf8();
        }
    }
    let inner = &raw[head..];
    let row = inner.contains('\t') || inner.len() > 2 && inner.starts_with('|') && inner.ends_with('|');
    let small = |n: usize| n.min(usize::from(u16::MAX)) as u16;
    Line {
        span,
        length: small(before + span.len()),
        columns: small(columns),
        indent: small(indent),
        ended: ended(text, span),
        row,
        furniture: false,
    }
}

/// Whether a character takes two columns.
fn wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2010}'..='\u{2027}' | '\u{2460}'..='\u{24ff}' | '\u{2500}'..='\u{27bf}' | '\u{2e80}'..)
}

/// Whether a range ends as a sentence does; closing quotes and brackets are looked through.
pub(super) fn ended(text: &Text, span: Span) -> bool {
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

/// The width at which a file is wrapped.
#[derive(Debug, Clone, Copy)]
struct Wrap {
    width: u16,
    columns: bool,
    /// Paragraphs are indented, tails are not.
    indented: bool,
    /// Every line is followed by an empty one.
    spaced: bool,
}

/// Two lines that follow each other, and whether an empty one stands between.
type Pair<'a> = (&'a Line, &'a Line, bool);

impl Wrap {
    /// The width, where the lines show one: many are equally long, few longer, and most of those end in no mark.
    fn of(text: &Text, lines: &[Line]) -> Option<Self> {
        let mut best: Option<(usize, Self)> = None;
        for columns in [false, true] {
            // A width in characters is met exactly; one in columns up to a character, a mark and a figure.
            let slack = if columns { 3u16 } else { 1 };
            let measure = |l: &Line| if columns { l.columns } else { l.length };
            let mut counts = vec![0usize; 202];
            let mut total = 0usize;
            for line in lines.iter().filter(|l| l.stands()) {
                counts[usize::from(measure(line).min(201))] += 1;
                total += 1;
            }
            for width in 16u16..=200 {
                let longer: usize = counts[usize::from(width) + 1..].iter().sum();
                let full: usize = counts[usize::from(width - slack)..=usize::from(width)].iter().sum();
                let few = full < 3 || full * 4 < total || longer * 20 > total;
                if few || best.is_some_and(|(most, _)| most >= full) {
                    continue;
                }
                let wrap = Self { width, columns, indented: false, spaced: false };
                if let Some(wrap) = wrap.seen_in(text, lines, full) {
                    best = Some((full, wrap));
                }
            }
        }
        best.map(|(_, wrap)| Self { indented: wrap.parts_by_indent(lines), ..wrap })
    }

    /// Whether the lines that fill the width go on in the next.
    fn seen_in(self, text: &Text, lines: &[Line], full: usize) -> Option<Self> {
        let (mut broken, mut tails, mut gaps, mut all_gaps, mut pairs, mut dated) =
            (0usize, 0usize, 0usize, 0usize, 0usize, 0usize);
        for (last, next, gap) in follow(lines) {
            pairs += 1;
            all_gaps += usize::from(gap);
            if self.fills(last) && !last.ended {
                broken += 1;
                tails += 1;
                gaps += usize::from(gap);
                let (_, start) = mark::strip(text, next.span);
                dated += usize::from(dateline::opens(text, start, next.span.hi()));
            }
        }
        let spaced = gaps * 2 > tails;
        let right = broken * 2 >= full && dated * 5 <= tails;
        let enough = if spaced { tails >= 4 && all_gaps * 5 >= pairs * 4 } else { tails - gaps >= 2 };
        (right && enough).then_some(Self { spaced, ..self })
    }

    /// Whether a line fills the width.
    fn fills(self, line: &Line) -> bool {
        let (measure, slack) = if self.columns { (line.columns, 5) } else { (line.length, 2) };
        measure + slack >= self.width && measure <= self.width + 2
    }

    /// Whether indents tell paragraphs from tails.
    fn parts_by_indent(self, lines: &[Line]) -> bool {
        let (mut tails, mut flush, mut heads, mut inset) = (0usize, 0usize, 0usize, 0usize);
        for (last, next, gap) in follow(lines) {
            if gap && !self.spaced {
                continue;
            }
            if self.fills(last) && !last.ended {
                tails += 1;
                flush += usize::from(next.indent == 0);
            } else if !self.fills(last) && last.ended {
                heads += 1;
                inset += usize::from(next.indent >= 2);
            }
        }
        tails > 0 && heads > 0 && flush * 10 >= tails * 9 && inset * 10 >= heads * 9
    }

    /// Whether `line` is the tail of `last`.
    fn goes_on(self, text: &Text, last: &Line, line: &Line, gap: bool) -> bool {
        let (mark, _) = mark::strip(text, line.span);
        // A wrap may part a foreign name before its dot.
        let marked = matches!(mark, Mark::Bullet(c) if c != '·') || matches!(mark, Mark::Heading(_));
        if !self.fills(last) || gap && !self.spaced || last.row || marked {
            return false;
        }
        if self.indented {
            return line.indent == 0;
        }
        // After a full line that ends a sentence it may be either: the walk decides.
        !last.ended
    }
}

impl Line {
    /// Whether it holds text of the document.
    fn stands(&self) -> bool {
        !self.span.is_empty() && !self.furniture
    }
}

/// The lines that follow each other, furniture and empty ones between left out.
fn follow(lines: &[Line]) -> impl Iterator<Item = Pair<'_>> {
    let mut last: Option<&Line> = None;
    let mut gap = false;
    lines.iter().filter_map(move |line| {
        if !line.stands() {
            gap |= line.span.is_empty();
            return None;
        }
        let pair = last.map(|last| (last, line, gap));
        (last, gap) = (Some(line), false);
        pair
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Vec<String> {
        let text = Text::new(raw.to_owned());
        let document = Document { body: text.span(), text, ..Document::default() };
        paragraphs(&document).iter().map(|p| document.text.slice(p.words()).replace('\n', "|")).collect()
    }

    #[test]
    fn hard_wraps_inside_numbers_are_undone() {
        let raw = "1952年\n3月5日 县城东门外新建人民医院落成,总投资1\n200万元,设病床八十张,医务人员四十五人\n，县长到会祝贺。\n\
                   4月2日 全县召开第一次水利建设工作会议,部署\n春季整修河堤、疏浚沟渠等十一项任务,到会代表3\n20人。\n";
        assert_eq!(read(raw)[1..].iter().map(|p| p.matches('|').count()).collect::<Vec<_>>(), [2, 2]);
    }

    #[test]
    fn lines_that_happen_to_be_long_stay_apart() {
        let raw = "3月5日 县人民医院落成\n4月2日 县水利会议召开\n5月9日 县农机公司成立\n";
        assert_eq!(read(raw).len(), 3);
    }
}
