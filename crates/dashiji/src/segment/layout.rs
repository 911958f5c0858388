//! How a file is laid out, seen from all its paragraphs together: no line is decided alone.
//!
//! Where `标题 7月3日,县委…` is the rule, a space and a date after a few words are a headline and its dateline; where `3月2日 县委…`
//! is, they are part of a sentence. In go the paragraphs, out come a [`Sight`] of each and the [`Layout`] of all.

use super::dateline::{self, After, Cue, Grain};
use super::furniture::opens;
use super::mark::{Mark, skip_spaces};
use super::paragraph::Paragraph;
use crate::lexicon::Class;
use crate::recognize::time;
use crate::text::{Span, Text};

/// What a paragraph shows by itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sight {
    /// A dateline opens it.
    pub opening: Option<Cue>,
    /// The dateline is all there is: a heading, or a date alone on its line.
    pub whole: bool,
    /// A dateline may stand after a headline.
    pub headline: Option<Cue>,
    /// `【…】` opens it: where the bracket closes.
    pub bracket: Option<u32>,
}

/// How a file is laid out.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    /// Headlines stand before datelines.
    pub headline_first: bool,
    /// Datelines open paragraphs.
    pub label_first: bool,
    /// Days stand alone on their lines.
    pub alone: bool,
    /// A headline stands on the line before each dateline.
    pub titles: bool,
    /// A headline stands on the line after each day alone on its line.
    pub titles_below: bool,
    /// `date  headline  body`.
    pub headline_second: bool,
    /// Paragraphs may open with a bare year.
    pub years: bool,
    /// Dates of figures alone (`9.15`) are datelines.
    pub figures: bool,
    /// Years of figures alone open paragraphs.
    pub bare_years: bool,
    /// Paragraphs without a date tell events of their own.
    pub short: bool,
    /// Year headings stand between.
    pub year_headings: bool,
    /// Marks that stand before datelines.
    pub marks: Vec<Mark>,
}

/// The head of a paragraph without the line ends that a hard wrap put into it.
struct Head {
    text: Text,
    places: Vec<u32>,
}

impl Head {
    /// The head of a joined paragraph, where a line end stands within reach.
    fn of(text: &Text, paragraph: &Paragraph) -> Option<Self> {
        let end = paragraph.span.hi().min(paragraph.start as usize + 2 * dateline::REACH);
        let words = Span { start: paragraph.start, end: end as u32 };
        if !paragraph.joined || !text.folded(words).contains(&'\n') {
            return None;
        }
        let (mut raw, mut places, mut wrapped) = (String::new(), Vec::new(), false);
        for (c, i) in text.slice(words).chars().zip(paragraph.start..) {
            wrapped = matches!(c, '\n' | '\r') || wrapped && c.is_whitespace();
            if !wrapped {
                raw.push(c);
                places.push(i);
            }
        }
        Some(Self { text: Text::new(raw), places })
    }

    /// A place in the head as a place in the document; an end stays right behind what it ends.
    fn place(&self, at: u32, end: bool) -> u32 {
        let place = |i: u32| self.places.get(i as usize).copied();
        let last = self.places.last().map_or(0, |p| p + 1);
        if end {
            at.checked_sub(1).and_then(place).map_or(last, |p| p + 1)
        } else {
            place(at).unwrap_or(last)
        }
    }

    /// A cue of the head as one of the document.
    fn cue(&self, cue: Cue) -> Cue {
        let (start, end) = (self.place(cue.start, false), self.place(cue.end, true));
        Cue {
            start,
            end,
            body: self.place(cue.body, false),
            broken: end - start != cue.end - cue.start,
            ..cue
        }
    }
}

/// What a paragraph shows by itself.
pub(super) fn sight(text: &Text, paragraph: &Paragraph) -> Sight {
    if let Some(head) = Head::of(text, paragraph) {
        let seen = look(&head.text, 0, head.text.len());
        return Sight {
            opening: seen.opening.map(|c| head.cue(c)),
            headline: seen.headline.map(|c| head.cue(c)),
            bracket: seen.bracket.map(|b| head.place(b, true)),
            whole: seen.whole,
        };
    }
    look(text, paragraph.start as usize, paragraph.span.hi())
}

/// Reads a cue again, a line end inside it undone.
pub(super) fn mention(text: &Text, paragraph: &Paragraph, cue: Cue) -> Option<time::TimeMention> {
    if cue.bare {
        return Some(dateline::year(text, cue));
    }
    if !cue.broken {
        return time::label(text, cue.start as usize);
    }
    let head = Head::of(text, paragraph)?;
    let at = head.places.iter().position(|p| *p == cue.start)?;
    let mut mention = time::label(&head.text, at)?;
    let back = |span: Span| Span { start: head.place(span.start, false), end: head.place(span.end, true) };
    mention.span = back(mention.span);
    mention.expression.first.part_of_day = mention.expression.first.part_of_day.map(back);
    for point in &mut mention.expression.rest {
        point.part_of_day = point.part_of_day.map(back);
    }
    Some(mention)
}

/// Looks at the words between two places.
fn look(text: &Text, start: usize, end: usize) -> Sight {
    if let Some(cue) = dateline::bare_year(text, start, end) {
        return Sight { opening: Some(cue), whole: cue.after == After::End, ..Sight::default() };
    }
    let opening = dateline::opening(text, start, end);
    if let Some(cue) = opening
        && let Some(heading) = heading(text, cue, end)
    {
        return Sight { opening: Some(heading), whole: true, ..Sight::default() };
    }
    let bracket = bracket(text, start, end).filter(|_| opening.is_none());
    let strong = opening.is_some_and(|cue| cue.score >= 3 && (cue.month || cue.year));
    let headline = match bracket {
        Some(_) => None,
        None if strong => None,
        None => dateline::after_headline(text, start, end),
    };
    let bracket = bracket.map(|close| close as u32);
    Sight { opening, whole: false, headline, bracket }
}

/// The end of a 【headline】 that opens a paragraph.
fn bracket(text: &Text, start: usize, end: usize) -> Option<usize> {
    if !matches!(text.at(start), '【' | '〖') {
        return None;
    }
    let close = dateline::closing(text.at(start));
    (start + 2..end.min(start + 120)).find(|&i| text.at(i) == close).map(|i| i + 1)
}

/// The date of a line that holds nothing else: `1.1952年：`, `民国16年（1927年）`, `2019年大事记`, `2日`. A Gregorian year wins.
fn heading(text: &Text, cue: Cue, end: usize) -> Option<Cue> {
    let mut best = cue;
    let mut at = cue.end as usize;
    if end - at > 40 {
        return None;
    }
    while at < end {
        let c = text.at(at);
        if let Some(more) = dateline::opening(text, at, end).filter(|more| more.end as usize > at) {
            if more.year && more.grain <= Grain::Month && text.at(more.start as usize).is_ascii_digit() {
                best = more;
            }
            at = more.end as usize;
        } else if let Some(word) = opens(text, at, Class::TitleWord) {
            at = word;
        } else if c.is_whitespace()
            || matches!(
                c,
                ':' | ','
                    | '、'
                    | '。'
                    | '.'
                    | '—'
                    | '-'
                    | '~'
                    | '*'
                    | '#'
                    | '_'
                    | '】'
                    | ']'
                    | '〕'
                    | '〖'
                    | '〗'
                    | '|'
                    | '='
                    | '·'
            )
        {
            at += 1;
        } else if matches!(c, '(' | '[' | '【' | '〔') {
            // `（己亥）`, `（猪年）`: what a bracket adds to a date.
            let close = (at + 1..end.min(at + 14)).find(|&i| text.at(i) == dateline::closing(c))?;
            if let Some(more) = dateline::opening(text, at + 1, close)
                && more.year
                && text.at(more.start as usize).is_ascii_digit()
            {
                best = more;
            }
            at = close + 1;
        } else {
            return None;
        }
    }
    best.after = After::End;
    Some(best)
}

impl Layout {
    /// The layout that most paragraphs show.
    pub(super) fn of(text: &Text, paragraphs: &[Paragraph], sights: &[Sight]) -> Self {
        let mut layout = Self::default();
        let (mut openings, mut headlines, mut alone, mut years, mut figures) =
            (0usize, 0usize, 0usize, 0usize, 0usize);
        let (mut titled, mut titled_below, mut second, mut bare, mut dated_length) =
            (0usize, 0usize, 0usize, 0usize, Vec::new());
        for (k, (paragraph, sight)) in paragraphs.iter().zip(sights).enumerate() {
            let before = k.checked_sub(1).map(|b| (&paragraphs[b], &sights[b]));
            if sight.headline.is_some_and(|cue| cue.score >= 7)
                && sight.opening.is_none_or(|o| o.grain < Grain::Day || !o.month)
            {
                headlines += 1;
                dated_length.push(paragraph.span.len());
                continue;
            }
            let Some(cue) = sight.opening else { continue };
            if sight.whole {
                layout.year_headings |= cue.grain == Grain::Year;
                if cue.grain == Grain::Day {
                    alone += 1;
                    let below = paragraphs.get(k + 1).zip(sights.get(k + 1));
                    titled_below += usize::from(
                        below.is_some_and(|(p, s)| title(text, p, s)) && k + 2 < paragraphs.len(),
                    );
                }
                continue;
            }
            openings += usize::from(cue.score >= 2);
            years += usize::from(cue.grain == Grain::Year && !cue.relative);
            figures += usize::from(!cue.worded && !cue.year);
            bare += usize::from(cue.bare);
            titled += usize::from(before.is_some_and(|(p, s)| title(text, p, s)) && cue.score >= 2);
            second += usize::from(second_headline(text, cue, paragraph.span.hi()).is_some());
            if paragraph.mark.is_sibling() && !layout.marks.contains(&paragraph.mark) {
                layout.marks.push(paragraph.mark);
            }
            dated_length.push(paragraph.span.len());
        }
        dated_length.sort_unstable();
        let median = dated_length.get(dated_length.len() / 2).copied().unwrap_or_default();
        layout.headline_first = headlines > 0 && headlines * 2 >= openings;
        layout.label_first = openings > 0 && !layout.headline_first;
        layout.alone = alone > 0 && alone * 2 >= openings + headlines;
        layout.titles = titled >= 2 && titled * 2 >= openings;
        layout.titles_below = titled_below >= 2 && titled_below * 3 >= alone * 2;
        layout.headline_second = second > 0 && second * 2 >= openings;
        layout.years = years * 10 >= openings;
        layout.figures = figures >= 3 || figures * 2 >= openings;
        layout.bare_years = bare >= 3 || bare > 0 && bare * 2 >= openings;
        layout.short = median <= 120;

        layout
    }
}

/// Whether a paragraph looks like a headline on its own line: short, undated, no sentence.
pub(super) fn title(text: &Text, paragraph: &Paragraph, sight: &Sight) -> bool {
    let words = paragraph.words();
    sight.opening.is_none()
        && !paragraph.row
        && (3..=70).contains(&words.len())
        && (!paragraph.ended || matches!(text.at(words.hi() - 1), '】' | '!' | '?' | '*'))
        && text.folded(words).iter().filter(|c| **c == ',').count() <= 3
        && !matches!(text.at(words.hi() - 1), ',' | '、' | '(')
}

/// `date  headline  body`: where the headline stands and where the body begins.
pub(super) fn second_headline(text: &Text, cue: Cue, end: usize) -> Option<(Span, usize)> {
    let start = cue.body as usize;
    if matches!(text.at(start), '【' | '〖') {
        let close = bracket(text, start, end)?;
        return Some((Span::new(start + 1, close - 1), skip_spaces(text, close, end)));
    }
    if cue.spaces < 1 || cue.after == After::End {
        return None;
    }
    let limit = end.min(start + 60);
    for i in start..limit {
        match text.at(i) {
            '。' | ',' | ';' | '!' => return None,
            c if c.is_whitespace() && (text.at(i + 1).is_whitespace() || cue.spaces >= 2) => {
                let body = skip_spaces(text, i, end);
                return (i >= start + 4 && body < end).then(|| (Span::new(start, i), body));
            }
            _ => {}
        }
    }
    None
}
