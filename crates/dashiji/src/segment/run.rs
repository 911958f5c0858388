//! A whole year in one paragraph: `1月10日 …。 1月11日 …。 △ …。`, also behind a title on the same line.
//!
//! In go the paragraphs, out come those that hold many entries cut where entries begin: after the end of a sentence, at a month and
//! day that runs on from the one before, at 是月, or at a mark. An entry that only tells its later stages stays whole: such files
//! have a paragraph for each entry, those here several dates to a paragraph.

use super::dateline::{self, After, Cue, Grain};
use super::mark::{self, Mark};
use super::paragraph::Paragraph;
use crate::text::{Span, Text, chars, is_han};

/// How far into a paragraph its first date may stand behind a title.
const TITLE: usize = 40;
/// The fewest dates of a paragraph that holds many entries.
const FEWEST: usize = 3;
/// The fewest further dates of a lone paragraph: with less it may be one entry told to its end.
const LONE: usize = 3;

/// A place where an entry begins.
#[derive(Debug, Clone, Copy)]
struct Start {
    at: usize,
    /// Month and day, or the day alone, where the date runs on by them.
    key: Option<(u8, u8)>,
    year: bool,
}

/// The paragraphs, those that hold many entries cut.
pub(super) fn split(text: &Text, paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let (mut dated, mut runs, mut further) = (0usize, 0usize, 0usize);
    let found: Vec<Vec<usize>> = paragraphs
        .iter()
        .map(|paragraph| {
            let opening = dateline::opening(text, paragraph.start as usize, paragraph.span.hi());
            let starts = starts(text, paragraph, opening);
            let opens = opening.is_some_and(|cue| cue.after != After::End);
            dated += usize::from(opens || !starts.is_empty());
            runs += usize::from(!starts.is_empty());
            further += starts.len().saturating_sub(1);
            starts
        })
        .collect();
    // A paragraph for each entry is the rule: what runs on inside one is its own story.
    if runs == 0 || further < 2 * dated || dated == 1 && further < LONE {
        return paragraphs;
    }
    let mut all = Vec::with_capacity(paragraphs.len() + further);
    for (paragraph, starts) in paragraphs.into_iter().zip(found) {
        if starts.is_empty() {
            all.push(paragraph);
            continue;
        }
        let first = paragraph.span.lo();
        let begins =
            std::iter::once(first).chain(starts.iter().copied().filter(|at| *at > paragraph.start as usize));
        let begins: Vec<usize> = begins.collect();
        for (k, &at) in begins.iter().enumerate() {
            let end = begins.get(k + 1).copied().unwrap_or(paragraph.span.hi());
            let span = text.trim(Span::new(at, end));
            if span.is_empty() {
                continue;
            }
            let (mark, mut start) = mark::strip(text, span);
            // 云岭县1995年大事记: the year of a title is a heading's.
            if k == 0 && begins.len() > 1 && starts.first() == begins.get(1) {
                start = year(text, start, span.hi()).unwrap_or(start);
            }
            let gap = paragraph.gap && k == 0;
            // A title before the first date ends nothing.
            let ended =
                chars!("。!?").has(text.before(span.hi())) || k + 1 == begins.len() && paragraph.ended;
            all.push(Paragraph { span, start: start as u32, mark, gap, ended, ..paragraph });
        }
    }
    all
}

/// Where the entries of a paragraph begin, which a dateline may open; nothing where it is one.
fn starts(text: &Text, paragraph: &Paragraph, opening: Option<Cue>) -> Vec<usize> {
    if paragraph.row || paragraph.span.len() < 24 {
        return Vec::new();
    }
    let (from, end) = (paragraph.start as usize, paragraph.span.hi());
    let Some(first) = first(text, from, end, opening) else { return Vec::new() };
    let mut all = vec![first];
    let mut at = first.at;
    while at < end {
        let c = text.at(at);
        at += 1;
        if !chars!("。!?").has(c) {
            continue;
        }
        while at < end && chars!("”’)】》").has(text.at(at)) {
            at += 1;
        }
        let next = mark::skip_spaces(text, at, end);
        // Two blanks between sentences part entries, whatever follows the month: `。   3月县议会成立`.
        let parted = next >= at + 2;
        if let Some(start) = start(text, next, end, first, parted) {
            all.push(start);
        }
    }
    // Where months are told, a day alone is a later stage of what is told; where none is, it is an entry.
    let months = all.iter().filter(|s| s.key.is_some_and(|key| key.0 > 0)).count();
    if months > 1 {
        all.retain(|s| s.key.is_none_or(|key| key.0 > 0));
    } else {
        for start in &mut all {
            start.key = start.key.map(|key| (0, key.1));
        }
    }
    let keys: Vec<(u8, u8)> = all.iter().filter(|s| !s.year || first.year).filter_map(|s| s.key).collect();
    // One slip is how chronicles are; years of their own may begin anew.
    let slips = keys.windows(2).filter(|pair| pair[0] > pair[1]).count();
    let years = all.iter().filter(|s| s.year).count();
    let in_order = slips <= years + keys.len() / 8;
    if keys.len() < FEWEST || !in_order {
        return Vec::new();
    }
    all.into_iter().map(|start| start.at).collect()
}

/// Where a title tells its year or month.
fn year(text: &Text, from: usize, end: usize) -> Option<usize> {
    (from..end).find(|&at| {
        let begins = !text.before(at).is_ascii_digit() || at == from;
        begins && dateline::opening(text, at, end).is_some_and(|cue| cue.year && cue.grain < Grain::Day)
    })
}

/// The first date of a paragraph: at its start, or behind a title.
fn first(text: &Text, from: usize, end: usize, opening: Option<Cue>) -> Option<Start> {
    let opens = |at: usize, cue: Cue| {
        let year_alone = cue.grain == Grain::Year && !cue.relative;
        (!year_alone && cue.after != After::End).then(|| start_of(at, cue))
    };
    if let Some(start) = opening.and_then(|cue| opens(from, cue)) {
        return Some(start);
    }
    let limit = end.min(from + TITLE);
    for at in from + 1..limit {
        if chars!("。,;!?").has(text.at(at)) {
            return None;
        }
        // A date stands behind a space, a bracket or a word of the title, not inside a number.
        let begins = text.at(at).is_ascii_digit() || chars!("正一二三四五六七八九十").has(text.at(at));
        if !begins || text.before(at).is_ascii_digit() || chars!("第(〔-—~").has(text.before(at)) {
            continue;
        }
        let cue = dateline::opening(text, at, end).filter(|cue| cue.month && cue.grain >= Grain::Month);
        if let Some((cue, start)) = cue.and_then(|cue| Some((cue, opens(at, cue)?))) {
            let parted = text.before(at).is_whitespace() || chars!(":)】》*—").has(text.before(at));
            return (parted || cue.year).then_some(start);
        }
    }
    None
}

/// An entry that begins at a place inside a paragraph.
fn start(text: &Text, at: usize, end: usize, first: Start, parted: bool) -> Option<Start> {
    if at >= end {
        return None;
    }
    let (mark, words) = mark::strip(text, Span::new(at, end));
    let cue = dateline::opening(text, words, end).filter(|cue| {
        let bound = cue.start as usize > words && chars!("截自从至到").has(text.at(words))
            || text.at(cue.end as usize) == '起';
        let told = cue.month && cue.grain == Grain::Day;
        !bound && (cue.after != After::Text && cue.after != After::End || told || parted)
    });
    match cue {
        // A stage of a later year stays with its entry, unless every entry tells its year.
        Some(cue) if cue.year && !first.year => None,
        Some(cue) if cue.grain >= Grain::Month || cue.year || cue.relative => {
            Some(Start { at, ..start_of(words, cue) })
        }
        Some(_) => None,
        None => {
            let marked = matches!(mark, Mark::Bullet(c) if !matches!(c, '*' | '-' | '+' | '·' | '—'));
            (marked && is_han(text.at(words))).then_some(Start { at, key: None, year: false })
        }
    }
}

/// A place with what its date runs on by.
fn start_of(at: usize, cue: Cue) -> Start {
    let (month, day) = cue.numbers;
    let told = !cue.relative && (month.is_some() || day.is_some());
    let key = told.then(|| (month.unwrap_or(0), day.unwrap_or(0)));
    // A month alone closes its days: 3月 after 3月18日.
    let key = key.map(|(month, day)| if month > 0 && day == 0 { (month, 31) } else { (month, day) });
    Start { at, key, year: cue.year }
}
