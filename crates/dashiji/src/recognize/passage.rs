//! An entry as the recognizers see it: its characters, its lexicon hits, its sentences and clauses.

use super::bounds::Bounds;
use super::common;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit, Hits, Lexicon};
use crate::resolve::town::Towns;
use crate::text::{self, Span, Text, Words, chars, is_han};

/// A sentence with its clauses, both without the mark that ends them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first character to before 。！？；or a line end. A `;` ends a sentence, a `,` or `:` a clause.
    pub span: Span,
    /// Between commas and colons. Marks inside 《》, “” and () do not cut.
    pub clauses: Vec<Span>,
}

/// One entry, ready for recognition. Offsets are the document's.
#[derive(Debug)]
pub struct Passage<'a> {
    /// The document's text.
    pub text: &'a Text,
    /// The lexicon its hits come from.
    pub lexicon: &'a Lexicon,
    /// The whole entry.
    pub span: Span,
    /// Its headline, where it has one.
    pub headline: Option<Span>,
    /// What follows headline and date.
    pub body: Span,
    /// The date it stands under, where that is written in it.
    pub dateline: Option<Span>,
    /// Every lexicon term in the entry.
    pub hits: Hits,
    /// Where names may begin and end.
    pub bounds: Bounds,
    /// GB/T 2260 code of the document's region, 0 where unknown.
    pub region: u32,
    /// The towns of that region, where they are known.
    pub towns: Option<&'a Towns>,
    /// Its folded characters.
    chars: &'a [char],
    /// The headline first (as one sentence), then the body's.
    pub sentences: Vec<Sentence>,
}

impl<'a> Passage<'a> {
    /// Scans an entry.
    pub fn new(text: &'a Text, lexicon: &'a Lexicon, span: Span, headline: Option<Span>, body: Span) -> Self {
        let hits = lexicon.scan(text.chars(), span);
        let bounds = Bounds::of(lexicon, text.chars(), &hits, span);
        let mut sentences = Vec::new();
        if let Some(headline) = headline {
            cut(text, headline, &mut sentences);
        }
        let rest = headline.map_or(span, |h| Span { start: h.end, end: span.end });
        cut(text, rest, &mut sentences);
        let chars = text.folded(span);
        let (dateline, region, towns) = (None, 0, None);
        Self { text, lexicon, span, headline, body, dateline, hits, bounds, region, towns, chars, sentences }
    }

    /// The passage with the date that it stands under: no name begins in it (殷武乙元年).
    #[must_use]
    pub fn dated(mut self, date: Option<Span>) -> Self {
        self.dateline = date.filter(|date| !date.is_empty() && self.span.contains(*date));
        self
    }

    /// The passage of a document that tells of a region.
    #[must_use]
    pub fn within(mut self, region: u32) -> Self {
        self.region = region;
        self
    }

    /// The passage of a document whose region has these towns.
    #[must_use]
    pub fn among(mut self, towns: &'a Towns) -> Self {
        self.towns = (!towns.is_empty()).then_some(towns);
        self
    }

    /// The folded character at a code point; `'\0'` outside the entry.
    #[inline]
    pub fn at(&self, index: usize) -> char {
        self.chars.get(index.wrapping_sub(self.span.lo())).copied().unwrap_or_default()
    }

    /// The folded character before a code point; `'\0'` at the entry's start.
    #[inline]
    pub fn before(&self, index: usize) -> char {
        self.at(index.wrapping_sub(1))
    }

    /// Whether the entry goes on at `index` with `words` (folded).
    #[inline]
    pub fn begins(&self, index: usize, words: &str) -> bool {
        text::goes_on(|place| self.at(place), index, words)
    }

    /// Whether what stands before `index` ends with `words` (folded).
    #[inline]
    pub fn ends(&self, index: usize, words: &str) -> bool {
        text::ended(|place| self.at(place), index, words)
    }

    /// The first of the words with which the entry goes on at `index`.
    #[inline]
    pub fn word(&self, index: usize, words: &Words) -> Option<&'static str> {
        words.begin(|place| self.at(place), index)
    }

    /// Whether the entry goes on at `index` with one of the words.
    #[inline]
    pub fn begins_any(&self, index: usize, words: &Words) -> bool {
        self.word(index, words).is_some()
    }

    /// Whether 所 opens what somebody has done to a thing: 甲所作的报告, no bureau and no station.
    pub fn relative(&self, index: usize) -> bool {
        let verb = [Class::Verb, Class::NameVerb, Class::PartVerb, Class::OrganizerVerb, Class::StageVerb];
        self.at(index) == '所'
            && (chars!("作做提写撰著编绘发致献述").has(self.at(index + 1))
                || common::verb(self.at(index + 1), self.at(index + 2))
                || verb.into_iter().any(|class| self.hits.has(index + 1, class)))
            && (index + 2..index + 5).take_while(|&k| is_han(self.at(k))).any(|k| self.at(k) == '的')
    }

    /// The place behind a bracket at `index` that says of which people or sex somebody is: 甲(蒙古), 乙(女,回族); nothing where there is none.
    pub fn gloss(&self, index: usize) -> Option<usize> {
        const LONGEST: usize = 12;
        if self.at(index) != '(' {
            return None;
        }
        let close = (index + 2..index + LONGEST).find(|&k| self.at(k) == ')')?;
        let told = (index + 1..close).any(|k| {
            matches!(self.before(k), '(' | ',' | '、' | '即')
                && self.word(k, &lists::PERSON_PEOPLES).is_some_and(|word| {
                    let end = k + word.chars().count();
                    let end = if self.at(end) == '族' { end + 1 } else { end };
                    matches!(self.at(end), ')' | ',' | '、' | ';')
                })
        });
        told.then_some(close + 1)
    }

    /// The first of the words with which what stands before `index` ends.
    #[inline]
    pub fn word_before(&self, index: usize, words: &Words) -> Option<&'static str> {
        words.end(|place| self.at(place), index)
    }

    /// Whether what stands before `index` ends with one of the words.
    #[inline]
    pub fn ends_any(&self, index: usize, words: &Words) -> bool {
        self.word_before(index, words).is_some()
    }

    /// The text of a range as it stands.
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.slice(span)
    }

    /// The folded text of a range.
    pub fn folded(&self, span: Span) -> String {
        self.text.folded(span).iter().collect()
    }

    /// The value the lexicon gives to a hit as a member of `class`.
    pub fn value(&self, hit: &Hit, class: Class) -> &'a str {
        self.lexicon.term(hit, class).map_or("", |term| term.value)
    }

    /// Whether the lexicon gives a hit `value` as a member of `class`, among others.
    pub fn value_is(&self, hit: &Hit, class: Class, value: &str) -> bool {
        self.lexicon.terms(hit).any(|term| term.class == class && term.value == value)
    }

    /// The sentence that holds a code point.
    pub fn sentence(&self, index: usize) -> Option<&Sentence> {
        let k = self.sentences.partition_point(|s| s.span.hi() <= index);
        self.sentences.get(k).filter(|s| s.span.covers(index))
    }

    /// The clause that holds a code point.
    pub fn clause(&self, index: usize) -> Option<Span> {
        let sentence = self.sentence(index)?;
        let k = sentence.clauses.partition_point(|c| c.hi() <= index);
        sentence.clauses.get(k).copied().filter(|c| c.covers(index))
    }
}

/// Cuts a range into sentences and clauses.
fn cut(text: &Text, span: Span, out: &mut Vec<Sentence>) {
    let mut depth = 0usize;
    let mut opened = 0usize;
    let (mut sentence, mut clause) = (span.lo(), span.lo());
    let mut clauses = Vec::new();
    let end = span.hi().min(text.len());
    let dotted = !text.folded(span).contains(&'。');
    let mut flush = |sentence: usize, clause: usize, end: usize, clauses: &mut Vec<Span>| {
        let last = text.trim(Span::new(clause, end));
        if !last.is_empty() {
            clauses.push(last);
        }
        let span = text.trim(Span::new(sentence, end));
        let clauses = std::mem::take(clauses);
        if !span.is_empty() && !clauses.is_empty() {
            out.push(Sentence { span, clauses });
        }
    };
    for i in span.lo()..end {
        // A bracket that is never closed must not swallow the entry.
        if depth > 0 && i - opened > 400 {
            depth = 0;
        }
        match text.at(i) {
            '《' | '“' | '(' | '【' | '[' => {
                if depth == 0 {
                    opened = i;
                }
                depth += 1;
            }
            '》' | '”' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            '\n' | '\r' => {
                flush(sentence, clause, i, &mut clauses);
                (sentence, clause, depth) = (i + 1, i + 1, 0);
            }
            '。' | '!' | '?' | ';' if depth == 0 => {
                flush(sentence, clause, i, &mut clauses);
                (sentence, clause) = (i + 1, i + 1);
            }
            // Half-width files write a full stop so; names in transcription (约翰.史密斯) stand in files that write 。.
            '.' if depth == 0
                && dotted
                && is_han(text.before(i))
                && !text.at(i + 1).is_ascii_alphabetic() =>
            {
                flush(sentence, clause, i, &mut clauses);
                (sentence, clause) = (i + 1, i + 1);
            }
            ',' | ':' if depth == 0 && !between_digits(text, i) => {
                let span = text.trim(Span::new(clause, i));
                if !span.is_empty() {
                    clauses.push(span);
                }
                clause = i + 1;
            }
            _ => {}
        }
    }
    flush(sentence, clause, end, &mut clauses);
}

/// `9:30` and `1,229` are one.
fn between_digits(text: &Text, i: usize) -> bool {
    text.before(i).is_ascii_digit() && text.at(i + 1).is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_width_stop_ends_a_sentence_where_no_other_stands() {
        let cut = |raw: &str| {
            let text = Text::new(raw.to_owned());
            let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
            passage.sentences.len()
        };
        assert_eq!(cut("县长到会.27日,会议闭幕.增长3.5个百分点."), 3);
        assert_eq!(cut("约翰.史密斯来访。"), 1);
    }

    #[test]
    fn clauses_keep_brackets_whole() {
        let text = Text::new("会议通过《关于甲，乙的通知》，9：30结束。张三、李四出席".to_owned());
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
        let clauses: Vec<Vec<&str>> =
            passage.sentences.iter().map(|s| s.clauses.iter().map(|c| text.slice(*c)).collect()).collect();
        assert_eq!(clauses, [vec!["会议通过《关于甲，乙的通知》", "9：30结束"], vec!["张三、李四出席"]]);
    }
}
