//! Paragraphs: the lines of a view, each a paragraph, with the mark before its words.
//!
//! A text that lost its line ends is cut where entries begin.

use super::dateline::{self, After, Grain};
use super::figures;
use super::mark::{self, Mark};
use crate::text::{Span, Text};
use crate::view::{View, ended};

/// A longer line that is most of a document may be a text that lost its line ends.
const LONG: usize = 600;

/// A paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// From its first character, mark included, to its last.
    pub span: Span,
    /// Where its words begin, after marks.
    pub start: u32,
    /// The mark before them.
    pub mark: Mark,
    /// Whether an empty line stands before.
    pub gap: bool,
    /// Whether it ends as a sentence does.
    pub ended: bool,
    /// A row of a table: cells parted by tabs or `|`.
    pub row: bool,
    /// An item of Markdown's lists, set in under the item above it.
    pub nested: bool,
}

impl Paragraph {
    /// Its words, without marks.
    pub(super) fn words(&self) -> Span {
        Span { start: self.start, end: self.span.end }
    }

    fn of(text: &Text, span: Span, gap: bool) -> Self {
        let (mark, start) = mark::strip(text, span);
        let raw = text.slice(span);
        let row = raw.contains('\t') || raw.len() > 2 && raw.starts_with('|') && raw.ends_with('|');
        Self { span, start: start as u32, mark, gap, ended: ended(text, span), row, nested: false }
    }
}

/// The paragraphs of a view's body.
pub(super) fn paragraphs(view: &View<'_>) -> Vec<Paragraph> {
    let text = view.text();
    let body = view.body();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut gap = false;
    // How far the last item of a list that is no other's part is set in.
    let mut set_in = None;
    for line in text.lines(body) {
        if line.len() > LONG && line.len() * 2 > body.len() {
            for piece in run_in(text, line) {
                let piece = text.trim(piece);
                if !piece.is_empty() {
                    paragraphs.push(Paragraph::of(text, piece, gap));
                    gap = false;
                }
            }
            continue;
        }
        let span = text.trim(line);
        if span.is_empty() || mark::ornament(text, span) {
            gap = true;
            continue;
        }
        let mut paragraph = Paragraph::of(text, span, gap);
        if matches!(paragraph.mark, Mark::Bullet('-' | '*' | '+')) {
            let depth = span.lo() - line.lo();
            paragraph.nested = set_in.is_some_and(|above| depth >= above + 2);
            set_in = if paragraph.nested { set_in } else { Some(depth) };
        } else {
            set_in = set_in.filter(|_| span.lo() > line.lo());
        }
        paragraphs.push(paragraph);
        gap = false;
    }
    series(text, &mut paragraphs);
    paragraphs
}

/// Where the numbers before paragraphs count up through the text (一、…, 二、…; 1.…, 2.…), each is its item's number, also where it could be a part of the date
/// behind it: `一、三月，` is no January and March, `1.1.5　` the 5th of January.
fn series(text: &Text, paragraphs: &mut [Paragraph]) {
    for han in [true, false] {
        let leads: Vec<Option<(u32, usize)>> =
            paragraphs.iter().map(|p| mark::lead(text, p.span.lo(), p.span.hi(), han)).collect();
        let numbers: Vec<u32> = leads.iter().flatten().map(|lead| lead.0).collect();
        let steps = numbers.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
        let begins = numbers.iter().filter(|&&number| number == 1).count();
        // A step or a new beginning each, but for one.
        if steps < 2 || steps + begins + 1 < numbers.len() {
            continue;
        }
        for (paragraph, lead) in paragraphs.iter_mut().zip(leads) {
            let Some((_, after)) = lead.filter(|_| paragraph.mark == Mark::None) else { continue };
            let start = mark::skip_spaces(text, after, paragraph.span.hi());
            if dateline::opens(text, start, paragraph.span.hi()) || figures::is_day(text, start) {
                paragraph.mark = if han { Mark::Han } else { Mark::Arabic };
                paragraph.start = start as u32;
            }
        }
    }
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
