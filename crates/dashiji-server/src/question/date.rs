//! The day a question names: 2020-02-10, 2.10, 2月10日, 民国25年3月, 光绪二十六年, 10 February 2020.
//!
//! In goes what was typed; out come the characters that are a time and the days it stands for. Where no year is said, it is the latest year
//! that tells of such a day.

use crate::catalogue::Catalogue;
use crate::day::{self, Day};
use crate::list::period::Period;
use dashiji::document::Setting;
use dashiji::recognize::time;
use dashiji::resolve::calendar::{self, Anchor};
use dashiji::text::{Text, fold};
use std::collections::BTreeSet;

/// A time with its place in what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// First character and one past the last.
    pub at: (usize, usize),
    /// First and last day.
    pub days: (Day, Day),
    /// Whether the year was said.
    pub year: bool,
}

/// Years that are tried for a day without one.
const YEARS: usize = 400;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The first time that is named.
pub fn find(typed: &str, catalogue: &Catalogue) -> Option<Said> {
    let chars: Vec<char> = typed.chars().map(fold).collect();
    figures(&chars, catalogue)
        .or_else(|| english(&chars, catalogue))
        .or_else(|| short(&chars, catalogue))
        .or_else(|| words(&chars, catalogue))
}

/// A year of two figures, 75年8月: of the years that end so the latest that anything is told of. One that a reign or a number leads is none.
fn short(chars: &[char], catalogue: &Catalogue) -> Option<Said> {
    let digit = |c: char| match c {
        '〇' | '零' => Some(0),
        _ => "一二三四五六七八九".chars().position(|own| own == c).map(|k| k as i16 + 1),
    };
    let value = |c: &char| c.to_digit(10).map(|d| d as i16).or_else(|| digit(*c));
    let at = (0..chars.len().saturating_sub(2)).find(|&at| {
        let [a, b, year] = [chars[at], chars[at + 1], chars[at + 2]];
        let one_kind = a.is_ascii_digit() == b.is_ascii_digit();
        let before = at.checked_sub(1).map(|k| chars[k]);
        let led = before.is_some_and(|c| value(&c).is_some() || c == '十' || c == '第');
        year == '年' && one_kind && value(&a).is_some() && value(&b).is_some() && !led
    })?;
    let ending = value(&chars[at])? * 10 + value(&chars[at + 1])?;
    let typed: String = chars.iter().collect();
    let reign = |text: &Text| {
        let meets = |span: dashiji::text::Span| span.lo() < at && span.hi() > at;
        time::find(text, text.span()).iter().any(|mention| meets(mention.span))
    };
    if reign(&Text::new(typed)) {
        return None;
    }
    let told = |year: &i16| {
        let days = Period::Year(*year).bounds();
        days.is_some_and(|(from, to)| !catalogue.between(from, to).is_empty())
    };
    let (first, last) = catalogue.extent()?;
    let (first, last) = (day::month(first).0, day::month(last).0);
    let mut years = (first..=last).rev().filter(|year| year.rem_euclid(100) == ending);
    // Where nothing is told of any of them, the latest that lies between the years that are told of.
    let year = years.clone().find(told).or_else(|| years.next())?;
    let whole: Vec<char> = chars[..at]
        .iter()
        .copied()
        .chain(year.to_string().chars())
        .chain(chars[at + 2..].iter().copied())
        .collect();
    let longer = whole.len() - chars.len();
    let said = words(&whole, catalogue)?;
    let within = said.at.0 <= at && said.at.1 > at + longer;
    within.then(|| Said { at: (said.at.0, said.at.1 - longer), ..said })
}

/// The latest year that tells of a day of this month.
fn year_of(catalogue: &Catalogue, month: i8, date: i8) -> Option<Day> {
    let told: BTreeSet<i16> = catalogue.months.keys().filter(|(_, m)| *m == month).map(|(y, _)| *y).collect();
    let days = told.iter().rev().take(YEARS).filter_map(|&year| {
        let at = day::number(jiff::civil::Date::new(year, month, date).ok()?);
        catalogue.daily(at, at).next().map(|_| at)
    });
    let latest = days.into_iter().next();
    // Where nothing is told of such a day, the latest year that tells of the month.
    latest.or_else(|| {
        told.iter()
            .next_back()
            .and_then(|&year| Some(day::number(jiff::civil::Date::new(year, month, date).ok()?)))
    })
}

/// Figures with marks between: 2020-02-10, 2020.2.10, 2020/2, 2.10, 2-10.
fn figures(chars: &[char], catalogue: &Catalogue) -> Option<Said> {
    let part = |c: &char| c.is_ascii_digit() || matches!(c, '-' | '.' | '/');
    let mut at = 0;
    while at < chars.len() {
        let length = chars[at..].iter().take_while(|c| part(c)).count();
        let before = at.checked_sub(1).and_then(|k| chars.get(k));
        let after = chars.get(at + length);
        let alone = !before.is_some_and(char::is_ascii_alphabetic)
            && !after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '年' | '月' | '日' | '号'));
        if length >= 3 && alone {
            let run: String = chars[at..at + length].iter().collect();
            let run = run.trim_matches(['-', '.', '/']);
            if let Some((days, year)) = run_of(run, catalogue) {
                return Some(Said { at: (at, at + length), days, year });
            }
        }
        at += length.max(1);
    }
    None
}

fn run_of(run: &str, catalogue: &Catalogue) -> Option<((Day, Day), bool)> {
    let parts: Vec<&str> = run.split(['-', '.', '/']).collect();
    let number = |part: &str| part.parse::<i16>().ok();
    match parts.as_slice() {
        [year, rest @ ..] if year.len() == 4 && (1..=2).contains(&rest.len()) => {
            let (year, month) = (number(year)?, number(rest[0])? as i8);
            let date = rest.get(1).map(|part| number(part)).map_or(Some(None), |part| part.map(Some))?;
            let first = jiff::civil::Date::new(year, month, date.unwrap_or(1) as i8).ok()?;
            let last = if date.is_some() { first } else { first.last_of_month() };
            Some(((day::number(first), day::number(last)), true))
        }
        [month, date] if month.len() <= 2 && date.len() <= 2 => {
            let at = year_of(catalogue, number(month)? as i8, number(date)? as i8)?;
            Some(((at, at), false))
        }
        _ => None,
    }
}

/// English: 10 February 2020, February 10, Feb 2020.
fn english(chars: &[char], catalogue: &Catalogue) -> Option<Said> {
    let mut words: Vec<(usize, usize, String)> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let length = chars[at..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
        if length > 0 {
            words.push((at, at + length, chars[at..at + length].iter().collect::<String>().to_lowercase()));
        }
        at += length.max(1);
    }
    let month = |word: &str| {
        let named = |name: &&str| **name == *word || (word.len() >= 3 && name.get(..3) == Some(word));
        MONTHS.iter().position(named).map(|k| k as i8 + 1)
    };
    let number = |word: Option<&(usize, usize, String)>, longest: usize| {
        let word = word?.2.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).to_owned();
        word.parse::<i16>().ok().filter(|_| word.len() <= longest)
    };
    let Some((k, month)) = words.iter().enumerate().find_map(|(k, word)| Some((k, month(&word.2)?))) else {
        // In 1962: a year alone, of those that are told of.
        let (first, last) = catalogue.extent()?;
        let (first, last) = (day::month(first).0, day::month(last).0);
        let letters = words.iter().any(|word| word.2.chars().any(|c| c.is_ascii_alphabetic()));
        let (from, to, year) = words.iter().filter(|word| letters && word.2.len() == 4).find_map(|word| {
            let year = word.2.parse::<i16>().ok().filter(|year| (first..=last).contains(year))?;
            Some((word.0, word.1, year))
        })?;
        return Some(Said { at: (from, to), days: Period::Year(year).bounds()?, year: true });
    };
    let before = k.checked_sub(1).and_then(|k| number(words.get(k), 2));
    let after = number(words.get(k + 1), 2);
    let (first, last, date) = match (before, after) {
        (Some(date), _) => (k - 1, k, Some(date)),
        (None, Some(date)) => (k, k + 1, Some(date)),
        (None, None) => (k, k, None),
    };
    let year = number(words.get(last + 1), 4).filter(|_| words[last + 1].2.len() == 4);
    let end = words[if year.is_some() { last + 1 } else { last }].1;
    let days = match (year, date) {
        (Some(year), Some(date)) => {
            let at = day::number(jiff::civil::Date::new(year, month, date as i8).ok()?);
            (at, at)
        }
        (Some(year), None) => Period::Month(year, month).bounds()?,
        (None, Some(date)) => {
            let at = year_of(catalogue, month, date as i8)?;
            (at, at)
        }
        (None, None) => return None,
    };
    Some(Said { at: (words[first].0, end), days, year: year.is_some() })
}

/// As texts write it, by the engine's own recognizer.
fn words(chars: &[char], catalogue: &Catalogue) -> Option<Said> {
    let typed: String = chars.iter().collect();
    if typed.is_ascii() {
        return None;
    }
    let text = Text::new(typed);
    for mention in time::find(&text, text.span()) {
        let said = &chars[mention.span.lo()..mention.span.hi()];
        // 那年 and 当月 name no day by themselves.
        let numeral = |c: &char| c.is_ascii_digit() || "〇零一二三四五六七八九十廿卅元正腊".contains(*c);
        if !said.iter().any(|c| matches!(c, '年' | '月' | '日' | '号' | '世')) || !said.iter().any(numeral)
        {
            continue;
        }
        let days = |told: &dashiji::fact::TimeRecord| Some((day::of(&told.from)?, day::last(&told.to)?));
        let at = (mention.span.lo(), mention.span.hi());
        let by_itself = calendar::resolve(&text, &mention, &mut Anchor::of(&Setting::default()));
        if said.contains(&'年')
            && let Some(days) = by_itself.as_ref().and_then(days)
        {
            return Some(Said { at, days, year: true });
        }
        let years: BTreeSet<i16> = catalogue.months.keys().map(|(year, _)| *year).collect();
        let mut near = None;
        for year in years.into_iter().rev().take(YEARS) {
            let setting = Setting { from: Some((i32::from(year), None)), ..Setting::default() };
            let told = calendar::resolve(&text, &mention, &mut Anchor::of(&setting));
            let Some(days) = told.as_ref().and_then(days) else { continue };
            if catalogue.daily(days.0, days.1).next().is_some() {
                return Some(Said { at, days, year: false });
            }
            // Where nothing is told of such a day, the latest year that tells of the month.
            if near.is_none() && catalogue.months.contains_key(&day::month(days.0)) {
                near = Some(days);
            }
        }
        if let Some(days) = near {
            return Some(Said { at, days, year: false });
        }
    }
    None
}
