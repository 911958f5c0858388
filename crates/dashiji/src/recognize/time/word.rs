//! The words of the calendar (同日, 翌年, 农历, 上旬, 夜间, 端午) and which characters are worth a closer look.
//!
//! In goes a place in the text, out comes the longest word of `lexicon/table-calendar.tsv` that begins there.

use super::grammar::Reader;
use super::{Bound, Stretch, Year, era, numeral};
use crate::resolve::cycle;
use crate::text::fold;
use std::sync::LazyLock;

/// What a word of the calendar says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// 是年 0, 翌年 1.
    YearInForce(i8),
    /// 今年 0, 去年 -1.
    YearOwn(i8),
    /// 是月 0, 次月 1.
    MonthInForce(i8),
    /// 本月 0, 上月 -1.
    MonthOwn(i8),
    /// 同日 0, 次日 1; how many of its last characters tell the part of day.
    DayInForce(i16, u8),
    /// 今日 0, 昨日 -1.
    DayOwn(i16, u8),
    /// 农历.
    Lunar,
    /// 公历.
    Solar,
    /// 上午.
    Part(PartOfDay),
    /// 上旬, 年底, 秋.
    Stretch(Stretch),
    /// 今春, 去冬, 是冬.
    StretchOf(Stretch, Year),
    /// 上世纪 20.
    Century(u8),
    /// 大年初, before the day's number.
    NewYear,
    /// 端午: the position in [`feast`]'s list.
    Feast(u16),
    /// 十月革命.
    Never,
}

/// What a word that only opens a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// 年内: years from the one in force.
    Year(i8),
    /// 汛期, 春夏之交: a part of the year in force.
    Stretch(Stretch),
    /// 解放初: first and last year, and whether the words tell only an end (解放前).
    Span(i16, i16, Bound),
    /// 近日: no day at all.
    Vague,
}

/// How the hours of a part of day count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartOfDay {
    /// Hours as they stand.
    Morning,
    /// 1 and 2 are 13 and 14.
    Noon,
    /// 1 to 11 are 13 to 23.
    Afternoon,
    /// 1 to 11 are 13 to 23, 12 is the day's end.
    Evening,
    /// 6 to 11 are 18 to 23, 12 is the day's end.
    Night,
    /// 白天.
    Day,
}

/// When a feast falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feast {
    /// Month and day.
    Solar(u8, u8),
    /// Month of the moon and day; day 0 is the month's last.
    Lunar(u8, u8),
    /// Month of the moon, first day and number of days.
    LunarDays(u8, u8, u8),
    /// Month, which week, weekday (Sunday 0).
    Week(u8, u8, u8),
    /// Days after Easter Sunday, and number of days.
    Easter(i16, u8),
    /// Days after the Jewish new year of the same autumn (the eve is the first), and number of days.
    Hebrew(i16, u8),
    /// A solar term; the winter solstice is 0.
    Term(u8),
}

/// The table as loaded: words by first character, longer before shorter.
struct Table {
    words: Vec<Entry>,
    /// The words that only open a label, longer before shorter.
    labels: Vec<(Vec<char>, Label)>,
    feasts: Vec<Feast>,
    /// For each character of the basic plane, what may begin with it.
    triggers: Box<[u8]>,
    /// For each character of the basic plane, one more than the position of its first word.
    first: Box<[u16]>,
}

/// A word of the table.
struct Entry {
    /// Its first two characters, `'\0'` where there is no second: most places are told apart by them.
    head: [char; 2],
    term: Vec<char>,
    word: Word,
}

/// A digit.
pub(super) const ARABIC: u8 = 1;
/// A Chinese numeral.
pub(super) const HAN: u8 = 2;
/// The first character of a word of the calendar.
pub(super) const WORD: u8 = 4;
/// 元, 正, 腊, 冬, 闰, 初: what opens a month or a day without a numeral.
pub(super) const NAMED: u8 = 8;
/// One of the ten stems.
pub(super) const STEM: u8 = 16;
/// The last character of an era's or a dynasty's name.
pub(super) const ERA_END: u8 = 32;
/// The first character of an era's or a dynasty's name.
pub(super) const ERA_START: u8 = 64;
/// What opens only a label: its own words, a period of dynasties, 初三, 第三周, 约1940年.
pub(super) const LABEL: u8 = 128;

static TABLE: LazyLock<Table> = LazyLock::new(load);

/// What may open an expression.
pub(super) const OPENS: u8 = ARABIC | HAN | WORD | NAMED | STEM;
/// What may open a label.
pub(super) const OPENS_LABEL: u8 = OPENS | ERA_START | LABEL;

fn load() -> Table {
    let mut words = Vec::new();
    let mut feasts = Vec::new();
    let mut labels = Vec::new();
    for line in include_str!("../../../lexicon/table-calendar.tsv").lines() {
        let mut columns = line.split('\t');
        let (Some(term), Some(kind)) = (columns.next(), columns.next()) else { continue };
        if term.starts_with('#') {
            continue;
        }
        let value = columns.next().unwrap_or_default();
        if let Some(label) = kind.strip_prefix("label-").and_then(|kind| label_of(kind, value)) {
            labels.push((term.chars().map(fold).collect::<Vec<char>>(), label));
            continue;
        }
        let Some(word) = word(kind, value, &mut feasts) else { continue };
        let term: Vec<char> = term.chars().map(fold).collect();
        let Some(&first) = term.first() else { continue };
        let head = [first, term.get(1).copied().unwrap_or_default()];
        words.push(Entry { head, term, word });
    }
    words.sort_by(|a, b| {
        let longer = b.term.len().cmp(&a.term.len());
        a.head[0].cmp(&b.head[0]).then(longer).then(a.term.cmp(&b.term))
    });
    labels.sort_by(|(a, _), (b, _)| a.first().cmp(&b.first()).then(b.len().cmp(&a.len())).then(a.cmp(b)));
    let mut triggers = vec![0u8; 0x1_0000].into_boxed_slice();
    let mut first = vec![0u16; 0x1_0000].into_boxed_slice();
    let mut mark = |c: char, bit: u8| {
        if let Some(slot) = triggers.get_mut(c as usize) {
            *slot |= bit;
        }
    };
    for (position, entry) in words.iter().enumerate() {
        mark(entry.head[0], WORD);
        if let Some(slot) = first.get_mut(entry.head[0] as usize).filter(|slot| **slot == 0) {
            *slot = position as u16 + 1;
        }
    }
    ('0'..='9').for_each(|c| mark(c, ARABIC));
    "〇○零◯一二三四五六七八九十廿卅两".chars().for_each(|c| mark(c, HAN));
    "元正腊冬闰公西纪越前'’".chars().for_each(|c| mark(c, NAMED));
    cycle::STEMS.chars().for_each(|c| mark(c, STEM));
    era::last_characters().for_each(|c| mark(c, ERA_END));
    era::first_characters().for_each(|c| mark(c, ERA_START));
    era::first_of_spans().for_each(|c| mark(c, LABEL));
    labels.iter().filter_map(|(term, _)| term.first()).for_each(|&c| mark(c, LABEL));
    "约大第前头首半初百千零◯Ｏ".chars().for_each(|c| mark(c, LABEL));
    Table { words, labels, feasts, triggers, first }
}

/// Reads the kind and value of a word that only opens a label.
fn label_of(kind: &str, value: &str) -> Option<Label> {
    let mut figures = value.split(' ');
    let mut next = || figures.next();
    Some(match kind {
        "year" => Label::Year(next()?.parse().ok()?),
        "stretch" => match stretch(value)? {
            Stretch::Months(first, count) => Label::Stretch(Stretch::AboutMonths(first, count)),
            other => Label::Stretch(other),
        },
        "span" => {
            let (from, to) = (next()?.parse().ok()?, next()?.parse().ok()?);
            let bound = match next() {
                Some("until") => Bound::Until,
                Some("from") => Bound::From,
                _ => Bound::None,
            };
            Label::Span(from, to, bound)
        }
        "vague" => Label::Vague,
        _ => return None,
    })
}

/// Reads the kind and value columns.
fn word(kind: &str, value: &str, feasts: &mut Vec<Feast>) -> Option<Word> {
    let mut figures = value.split(' ').filter_map(|f| f.parse::<i16>().ok());
    let mut next = || figures.next().unwrap_or(0);
    Some(match kind {
        "year-in-force" => Word::YearInForce(next() as i8),
        "year-own" => Word::YearOwn(next() as i8),
        "month-in-force" => Word::MonthInForce(next() as i8),
        "month-own" => Word::MonthOwn(next() as i8),
        "day-in-force" => Word::DayInForce(next(), next() as u8),
        "day-own" => Word::DayOwn(next(), next() as u8),
        "lunar" => Word::Lunar,
        "solar" => Word::Solar,
        "never" => Word::Never,
        "part" => Word::Part(match value {
            "morning" => PartOfDay::Morning,
            "noon" => PartOfDay::Noon,
            "afternoon" => PartOfDay::Afternoon,
            "evening" => PartOfDay::Evening,
            "night" => PartOfDay::Night,
            _ => PartOfDay::Day,
        }),
        "stretch" => Word::Stretch(stretch(value)?),
        "stretch-own" | "stretch-in-force" => {
            let (part, count) = value.split_once(' ')?;
            let count = count.parse().ok()?;
            let year = if kind == "stretch-own" { Year::Own(count) } else { Year::InForce(count) };
            Word::StretchOf(stretch(part)?, year)
        }
        "quarter-own" => Word::Stretch(Stretch::OwnQuarter(next() as i8, next() != 0)),
        "week-own" => Word::Stretch(Stretch::OwnWeek(next() as i8, 0)),
        "century" => Word::Century(next() as u8),
        "new-year" => Word::NewYear,
        "feast" => {
            let feast = match value.split(' ').next()? {
                "solar" => Feast::Solar(next() as u8, next() as u8),
                "lunar" => Feast::Lunar(next() as u8, next() as u8),
                "lunar-days" => Feast::LunarDays(next() as u8, next() as u8, next() as u8),
                "week" => Feast::Week(next() as u8, next() as u8, next() as u8),
                "easter" => Feast::Easter(next(), next() as u8),
                "hebrew" => Feast::Hebrew(next(), next() as u8),
                "term" => Feast::Term(next() as u8),
                _ => return None,
            };
            feasts.push(feast);
            Word::Feast(feasts.len() as u16 - 1)
        }
        _ => return None,
    })
}

fn stretch(value: &str) -> Option<Stretch> {
    Some(match value {
        "year-start" => Stretch::YearStart,
        "year-middle" => Stretch::YearMiddle,
        "year-end" => Stretch::YearEnd,
        "month-start" => Stretch::MonthStart,
        "month-middle" => Stretch::MonthMiddle,
        "month-end" => Stretch::MonthEnd,
        _ => {
            let mut parts = value.split('-');
            let kind = parts.next()?;
            let mut number = || parts.next()?.parse().ok();
            match kind {
                "decad" => Stretch::Decad(number()?),
                "decads" => Stretch::Decads(number()?, number()?),
                "half" => Stretch::Half(number()?),
                "halfmonth" => Stretch::HalfMonth(number()?),
                "season" => Stretch::Season(number()?),
                "months" => Stretch::Months(number()?, number()?),
                "quarters" => Stretch::Quarters(number()?, number()?),
                _ => return None,
            }
        }
    })
}

/// What may begin with a character; 0 for most.
#[inline]
pub(super) fn triggers() -> impl Fn(char) -> u8 {
    let table: &Table = &TABLE;
    |c| table.triggers.get(c as usize).copied().unwrap_or(0)
}

/// Whether an era or a dynasty may begin with a character.
#[inline]
pub(super) fn opens_era(c: char) -> bool {
    triggers()(c) & ERA_START != 0
}

/// Whether a character may open what stands only in labels.
#[inline]
pub(super) fn opens_only_label(c: char) -> bool {
    triggers()(c) & LABEL != 0
}

/// Whether a label may begin with a character.
#[inline]
pub(super) fn opens_label(c: char) -> bool {
    triggers()(c) & OPENS_LABEL != 0
}

/// The longest word that begins at a place, and one past its end.
pub(super) fn read(reader: Reader<'_>, at: usize) -> Option<(Word, usize)> {
    let table: &Table = &TABLE;
    let c = reader.at(at);
    let position = usize::from(*table.first.get(c as usize)?).checked_sub(1)?;
    let second = reader.at(at + 1);
    table.words[position..]
        .iter()
        .take_while(|entry| entry.head[0] == c)
        .filter(|entry| entry.head[1] == second || entry.term.len() == 1)
        .find(|entry| entry.term.iter().enumerate().all(|(k, &x)| reader.at(at + k) == x))
        .map(|entry| (entry.word, at + entry.term.len()))
}

/// The longest word that only opens a label, and one past its end.
pub(super) fn label(reader: Reader<'_>, at: usize) -> Option<(Label, usize)> {
    let labels = &TABLE.labels;
    let c = reader.at(at);
    let from = labels.partition_point(|(term, _)| term.first() < Some(&c));
    labels
        .get(from..)?
        .iter()
        .take_while(|(term, _)| term.first() == Some(&c))
        .find(|(term, _)| term.iter().enumerate().all(|(k, &x)| reader.at(at + k) == x))
        .map(|(term, label)| (*label, at + term.len()))
}

/// The longest word of one kind that begins at a place.
pub(super) fn read_as<T>(
    reader: Reader<'_>,
    at: usize,
    kind: impl Fn(Word) -> Option<T>,
) -> Option<(T, usize)> {
    let (word, end) = read(reader, at)?;
    kind(word).map(|value| (value, end))
}

/// The feast at a position of the table.
pub(crate) fn feast(position: u16) -> Option<Feast> {
    TABLE.feasts.get(usize::from(position)).copied()
}

/// The position among the sixty of the stem and branch that begin at a place.
pub(super) fn cycle(reader: Reader<'_>, at: usize) -> Option<u8> {
    if triggers()(reader.at(at)) & STEM == 0 {
        return None;
    }
    cycle::place(reader.at(at), reader.at(at + 1))
}

/// Whether a character is a Chinese numeral or digit, for the look before a number.
pub(super) fn is_number(c: char) -> bool {
    c.is_ascii_digit() || numeral::is_numeral(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn the_table_is_read_whole() {
        let rows = include_str!("../../../lexicon/table-calendar.tsv")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .count();
        assert_eq!(TABLE.words.len() + TABLE.labels.len(), rows);
    }

    #[test]
    fn the_longest_word_wins() {
        let text = Text::new("本月份上午".to_owned());
        let reader = Reader::new(&text, text.len());
        assert_eq!(read(reader, 0), Some((Word::MonthOwn(0), 3)));
        assert_eq!(read(reader, 3), Some((Word::Part(PartOfDay::Morning), 5)));
        assert_eq!(read(reader, 1), None);
    }

    #[test]
    fn stem_and_branch_are_one_of_sixty() {
        for (words, want) in
            [("甲子", Some(0)), ("乙未", Some(31)), ("癸亥", Some(59)), ("甲丑", None), ("子甲", None)]
        {
            let text = Text::new(words.to_owned());
            assert_eq!(cycle(Reader::new(&text, 2), 0), want, "{words}");
        }
    }
}
