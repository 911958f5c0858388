//! Words for a time that are vague: reigns and dynasties by part (`洪武中`, `明末清初`), periods (`解放初`), the flood season, the days
//! around a feast; and words that name no day at all (`近日`).
//!
//! Such words tell of an entry's own time only where a line or an entry opens with them: `清末举人`, `春节前夕` in running text
//! tell of something else. So all of them are read for labels alone.

use super::grammar::{Reader, Reading, connector};
use super::word::{self, Label, Word};
use super::{Bound, Day, Point, Shape, Stretch, Year, era};
use crate::lexicon::lists_of_words as lists;
use crate::text::{chars, is_han};

/// A vague time that opens a label, with what it says of openness.
pub(super) fn read(reader: Reader<'_>, at: usize) -> Option<(Reading, Bound)> {
    if let Some(found) = eras(reader, at) {
        return Some(found);
    }
    if let Some((label, end)) = word::label(reader, at) {
        return closes(reader, end).then(|| worded(label, end));
    }
    if let Some(reading) = winter_and_spring(reader, at) {
        return Some((reading, Bound::None));
    }
    feast(reader, at).map(|reading| (reading, Bound::None))
}

/// Whether a label may end at a place: 汛期 is no 汛期检查, and a period alone on its line, or with its years in brackets, is the
/// heading of a section.
fn closes(reader: Reader<'_>, end: usize) -> bool {
    let next = reader.at(end);
    !is_han(next) && !next.is_ascii_alphanumeric() && !matches!(next, '(' | '\0' | '\n' | '\r')
}

/// Whether a reign's or a dynasty's part ends at a place: 万历年间重修 goes on, 明中都 is another word.
fn ends(reader: Reader<'_>, end: usize) -> bool {
    closes(reader, end) || matches!(reader.before(end), '间' | '年' | '叶' | '期')
}

/// A word of the table.
fn worded(label: Label, end: usize) -> (Reading, Bound) {
    let mut point = Point::default();
    let mut bound = Bound::None;
    match label {
        Label::Year(count) => point.year = Some(Year::InForce(count)),
        Label::Stretch(stretch) => point.stretch = Some(stretch),
        Label::Span(from, to, open) => {
            point.year = Some(Year::Span(from, to));
            point.stretch = Some(Stretch::Whole);
            bound = open;
        }
        Label::Vague => point.stretch = Some(Stretch::Unknown),
    }
    (Reading { point, end, ..Reading::default() }, bound)
}

/// 去冬今春, 今冬明春: the two that meet.
fn winter_and_spring(reader: Reader<'_>, at: usize) -> Option<Reading> {
    let season = |at: usize| {
        word::read_as(reader, at, |w| match w {
            Word::StretchOf(stretch, year) => Some((stretch, year)),
            _ => None,
        })
    };
    let ((first, year), middle) = season(at)?;
    let next = connector(reader, middle).unwrap_or(middle);
    let ((last, last_year), end) = season(next)?;
    let point = |stretch, year| Point { stretch: Some(stretch), year: Some(year), ..Point::default() };
    closes(reader, end).then(|| Reading {
        point: point(first, year),
        rest: vec![point(last, last_year)],
        shape: Shape::Range,
        end,
        ..Reading::default()
    })
}

/// 春节前夕, 国庆期间, 中秋前后.
fn feast(reader: Reader<'_>, at: usize) -> Option<Reading> {
    let (feast, end) = word::read_as(reader, at, |w| match w {
        Word::Feast(feast) => Some(feast),
        _ => None,
    })?;
    let (stretch, end) = around(reader, end)?;
    let point = Point { day: Some(Day::Feast(feast)), stretch: Some(stretch), ..Point::default() };
    closes(reader, end).then(|| Reading { point, end, ..Reading::default() })
}

/// What a word says of the days around another.
pub(super) fn around(reader: Reader<'_>, at: usize) -> Option<(Stretch, usize)> {
    let i = if reader.begins(at, "节") { at + 1 } else { at };
    [
        ("前夕", Stretch::Eve),
        ("前后", Stretch::Around),
        ("期间", Stretch::During),
        ("假期", Stretch::During),
        ("长假", Stretch::During),
        ("之前", Stretch::Eve),
        ("之后", Stretch::After),
        ("过后", Stretch::After),
        ("前", Stretch::Eve),
        ("后", Stretch::After),
    ]
    .into_iter()
    .find(|(words, _)| reader.begins(i, words))
    .map(|(words, stretch)| (stretch, i + words.chars().count()))
}

/// Reigns and dynasties, one or two of them: 洪武中, 康熙、雍正年间, 明清之际, 元末明初, 同治以后.
fn eras(reader: Reader<'_>, at: usize) -> Option<(Reading, Bound)> {
    let (first, end) = named(reader, at)?;
    let dynasty = matches!(first, Year::Span(..));
    let mut reading = Reading::default();
    let point = |year, stretch| Point { year: Some(year), stretch: Some(stretch), ..Point::default() };
    // Two side by side: the part told behind the last is of both.
    let second = [reader.at(end), reader.at(end + 1)];
    let joined = if matches!(second[0], '、' | '和' | '与' | '及' | '至') { end + 1 } else { end };
    if let Some((last, after)) = named(reader, joined).filter(|_| joined > end || dynasty) {
        let (stretch, bound, close) = part(reader, after, matches!(last, Year::Span(..)))
            .or_else(|| reader.begins(after, "之际").then_some((Stretch::Whole, Bound::None, after + 2)))?;
        let met = reader.begins(after, "之际") || reader.begins(after, "之交");
        let (a, b) = if met { (Stretch::LastPart, Stretch::FirstPart) } else { (Stretch::Whole, stretch) };
        reading.point = point(first, a);
        reading.rest.push(point(last, b));
        (reading.shape, reading.end) = (Shape::Range, close);
        return ends(reader, reading.end).then_some((reading, bound));
    }
    let (stretch, bound, close) = part(reader, end, dynasty)?;
    reading.point = point(first, stretch);
    reading.end = close;
    // 元末明初, 清末至民国初.
    let next = connector(reader, close).unwrap_or(close);
    if let Some((last, after)) = named(reader, next)
        && let Some((stretch, open, close)) = part(reader, after, matches!(last, Year::Span(..)))
    {
        reading.rest.push(point(last, stretch));
        (reading.shape, reading.end) = (Shape::Range, close);
        return ends(reader, close).then_some((reading, open));
    }
    ends(reader, close).then_some((reading, bound))
}

/// A reign or a dynasty by its name.
fn named(reader: Reader<'_>, at: usize) -> Option<(Year, usize)> {
    let era = era::read(reader, at);
    if let Some(named) = era {
        let next = reader.skip(named.end);
        // 民国十六年 is a year, 民国年间 a time of the Republic.
        if word::is_number(reader.at(next)) || reader.begins(next, "元年") {
            return None;
        }
        return Some((Year::Reign { era: named.era, certain: named.certain }, named.end));
    }
    let (from, to, end) = era::dynasty(reader, at)?;
    Some((Year::Span(from, to), end))
}

/// The part of a reign or a dynasty that is told: 初, 年间, 末年, 以后.
fn part(reader: Reader<'_>, at: usize, dynasty: bool) -> Option<(Stretch, Bound, usize)> {
    let i = reader.skip(at);
    let told = [
        ("年间", Stretch::Whole),
        ("初年", Stretch::FirstPart),
        ("初期", Stretch::FirstPart),
        ("前期", Stretch::FirstPart),
        ("早期", Stretch::FirstPart),
        ("中叶", Stretch::MiddlePart),
        ("中期", Stretch::MiddlePart),
        ("末年", Stretch::LastPart),
        ("末期", Stretch::LastPart),
        ("末叶", Stretch::LastPart),
        ("后期", Stretch::LastPart),
        ("晚期", Stretch::LastPart),
        ("时期", Stretch::Whole),
        ("朝", Stretch::Whole),
        ("代", Stretch::Whole),
        ("两代", Stretch::Whole),
        ("间", Stretch::Whole),
        ("时", Stretch::Whole),
        ("初", Stretch::FirstPart),
        // 洪武中; 汉中, 晋中 are places.
        ("中", Stretch::Whole),
        ("末", Stretch::LastPart),
        ("季", Stretch::LastPart),
    ];
    let tail = |end: usize| {
        // 清代中叶, 明朝末年, 民国时期以后.
        let more = told.iter().take(12).find(|(words, _)| reader.begins(end, words));
        more.map(|(words, stretch)| (*stretch, end + words.chars().count()))
    };
    if let Some((words, stretch)) = told
        .iter()
        .filter(|(words, _)| !(dynasty && *words == "中"))
        .find(|(words, _)| reader.begins(i, words))
    {
        let end = i + words.chars().count();
        let (stretch, end) = tail(end).unwrap_or((*stretch, end));
        return Some((stretch, Bound::None, end));
    }
    for (words, bound) in [
        ("以后", Bound::From),
        ("之后", Bound::From),
        ("以来", Bound::From),
        ("后", Bound::From),
        ("以前", Bound::Until),
        ("之前", Bound::Until),
        ("前", Bound::Until),
    ] {
        if reader.begins(i, words) {
            return Some((Stretch::Whole, bound, i + words.chars().count()));
        }
    }
    None
}

/// 1949年前, 1950年以后 as a label, with the word: where it ends, and on which side it is open.
pub(super) fn open_end(reader: Reader<'_>, at: usize) -> Option<(Bound, usize)> {
    let i = reader.skip(at);
    if !matches!(reader.at(i), '以' | '之' | '前' | '后') {
        return None;
    }
    [
        ("以前", Bound::Until),
        ("之前", Bound::Until),
        ("前", Bound::Until),
        ("以后", Bound::From),
        ("之后", Bound::From),
        ("后", Bound::From),
    ]
    .into_iter()
    .find(|(words, _)| reader.begins(i, words))
    .map(|(words, bound)| (bound, i + words.chars().count()))
    .filter(|(_, end)| chars!(",:、 。\n\r\0").has(reader.at(*end)))
}

/// Past 约, 大约 before a date, which make it approximate.
pub(super) fn about(reader: Reader<'_>, at: usize) -> Option<usize> {
    lists::DATE_ABOUT_TOLD
        .all()
        .find(|words| reader.begins(at, words))
        .map(|words| reader.skip(at + words.chars().count()))
}
