//! From when a measure holds: the day and the hour that its sentence names for it.

use super::words::{Hit, Word};
use crate::fact::Record;
use crate::fact::figure::contains_any;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::numeral;
use crate::text::is_han;
use std::fmt::Write as _;

/// Characters before a number of days, or behind a day, in which a word may say what it is.
const BEFORE: usize = 8;
/// Longest clause behind that may say from when an order takes force.
const FAR: usize = 160;
/// So many days and times before a verb are looked at.
const NEAR: usize = 48;

/// Days and months that one sentence hands on to the next of its entry.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Last {
    /// The last month that was named, with its year where that was told.
    month: Option<u32>,
}

/// A day or a time that a sentence names: where it stands and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    start: usize,
    end: usize,
    month: Option<u32>,
    /// Its month, else the one that was named last before it.
    within: Option<u32>,
    day: Option<u32>,
    clock: Option<(u32, u32)>,
}

/// A number up to 31 in digits or numerals (十五, 廿三) at a place: its value and its end.
fn number(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let digits = chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let told: String = chars[at..at + digits].iter().collect();
        return told.parse().ok().filter(|n| *n <= 60).map(|n| (n, at + digits));
    }
    // 两日 is a length.
    let one = |c: char| numeral::digit(c).filter(|n| *n > 0 && c != '两').map(u32::from);
    let mut end = at;
    let (mut tens, mut ones) = (0, 0);
    while let Some(&c) = chars.get(end) {
        match c {
            '十' => (tens, ones) = (if ones == 0 { tens.max(1) } else { ones }, 0),
            '廿' => tens = 2,
            '卅' => tens = 3,
            '初' => {}
            c => match one(c) {
                Some(n) => ones = n,
                None => break,
            },
        }
        end += 1;
    }
    (end > at && tens * 10 + ones > 0).then_some((tens * 10 + ones, end))
}

/// Whether a number of days is how long something lasts: 连续降雨5日, 停课两日, 3日内.
fn is_length(chars: &[char], hits: &[Hit], start: usize, end: usize) -> bool {
    let ordered = |h: &Hit| matches!(h.2, Word::Order | Word::Ordered(..) | Word::Thing);
    let last = hits.partition_point(|h| h.1 < start);
    let before = chars[start.saturating_sub(BEFORE)..start].rsplit(|c| matches!(c, ',' | ':')).next();
    chars.get(end).is_some_and(|c| lists::MEASURE_DAYS_LAST.has(*c))
        || start > 0 && lists::MEASURE_BEFORE_LENGTH.has(chars[start - 1])
        || hits.get(last).is_some_and(|h| h.1 == start && ordered(h))
        || before.is_some_and(|words| contains_any(words, &lists::MEASURE_LASTING))
}

/// The days and times that some words name, in order: 3月16日0时, 22日, 18时30分, 8月.
pub(super) fn named(chars: &[char], hits: &[Hit]) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        // A number begins where none goes on: 115日 is no 15日.
        let Some((first, mut end)) = number(chars, i) else {
            i += chars[i..].iter().take_while(|c| c.is_ascii_digit()).count().max(1);
            continue;
        };
        let start = i;
        let (mut month, mut day, mut clock) = (None, None, None);
        let mut value = first;
        let unit = |end: usize| chars.get(end).copied().unwrap_or_default();
        if unit(end) == '月' && (1..=12).contains(&value) {
            month = Some(value);
            end += 1;
            match number(chars, end).filter(|(_, at)| matches!(unit(*at), '日' | '号')) {
                Some((next, at)) => (value, end) = (next, at),
                None => value = 0,
            }
        }
        // 5月3号; 三号线 is no day.
        if (unit(end) == '日' || unit(end) == '号' && month.is_some())
            && (1..=31).contains(&value)
            && (month.is_some() || !is_length(chars, hits, start, end + 1))
        {
            day = Some(value);
            end += 1;
        }
        let at = if day.is_some() { number(chars, end) } else { (month.is_none()).then_some((value, end)) };
        if let Some((hour, at)) = at.filter(|(hour, at)| *hour <= 24 && matches!(unit(*at), '时' | '点')) {
            let lasts = lists::MEASURE_LASTS.has(unit(at + 1));
            if !lasts {
                let minute = number(chars, at + 1).filter(|(n, at)| *n < 60 && unit(*at) == '分');
                end = minute.map_or(at + 1, |(_, at)| at + 1);
                clock = Some((hour, minute.map_or(0, |(n, _)| n)));
            }
        } else if let Some((hour, at)) = at.filter(|(hour, at)| *hour < 24 && unit(*at) == ':')
            && let Some((minute, to)) = number(chars, at + 1).filter(|(n, to)| *n < 60 && to - at == 3)
        {
            end = to;
            clock = Some((hour, minute));
        }
        if month.is_some() || day.is_some() || clock.is_some() {
            let within = month.or(found.last().and_then(|last| last.within));
            found.push(Named { start, end, month, within, day, clock });
        }
        i = end.max(i + 1);
    }
    found
}

impl Last {
    /// From when a measure holds whose verb stands at `verb` of a sentence: ISO. `told` is what the sentence names, `clause` where its clause
    /// begins and ends.
    pub(super) fn from(
        &mut self,
        record: &Record,
        chars: &[char],
        told: &[Named],
        verb: (usize, usize),
        clause: (usize, usize),
    ) -> Option<String> {
        let date = record.dated()?;
        let before = |k: usize| k.checked_sub(1).and_then(|k| chars.get(k)).copied().unwrap_or_default();
        // 至4月15日24时: till when; 较12日: against when.
        let till =
            |n: &Named| lists::MEASURE_TILL.has(before(n.start)) && !matches!(chars.get(n.end), Some('起'));
        let begins = |n: &&Named| !till(n);
        let dated = |n: &&Named| n.month.is_some() || n.day.is_some();
        let within = |lo: usize, hi: usize| {
            let first = told.partition_point(|n| n.start < lo);
            told[first..].iter().take_while(move |n| n.end <= hi).filter(begins).filter(dated)
        };
        let starts = |n: &&Named| chars.get(n.end) == Some(&'起');
        // 禁火令,3月16日0时至4月15日24时施行: the next clause says from when, where it says that it takes force.
        let next = || {
            let next = (clause.1 + 1..chars.len()).take(FAR).find(|&k| matches!(chars[k], ',' | ':'));
            let next = next.unwrap_or(chars.len().min(clause.1 + FAR));
            let takes = || contains_any(&chars[clause.1.min(next)..next], &lists::MEASURE_TAKES_FORCE);
            within(clause.1, next).next().filter(|_| takes())
        };
        let behind = within(verb.1, clause.1).find(starts).or_else(next).copied();
        let ahead = &told[..told.partition_point(|n| n.end <= verb.0)];
        // 12月28日起实行的限水: which, not when.
        let which = |n: &Named| {
            let behind = chars[n.end..verb.0].iter().take(BEFORE).take_while(|c| is_han(**c));
            behind.into_iter().any(|c| *c == '的')
        };
        // 6月5日起暂停开放, 禁止垂钓: what begins on a day does so in its own clause.
        let own =
            |n: &&Named| begins(n) && (n.start >= clause.0 || chars.get(n.end) != Some(&'起')) && !which(n);
        let near = || ahead.iter().rev().take(NEAR).filter(own);
        let day = near().find(dated).copied();
        let clock = near().find(|n| n.clock.is_some()).copied();
        if let Some(last) = told[..told.partition_point(|n| n.start < clause.1)].last() {
            self.month = last.within.or(self.month);
        }
        let year: i64 = date.from.get(..4)?.parse().ok()?;
        let entry_month: u32 = date.from.get(5..7).and_then(|m| m.parse().ok()).unwrap_or(1);
        let entry_day: u32 = date.from.get(8..10).and_then(|d| d.parse().ok()).unwrap_or(1);
        let hour = |(h, m): (u32, u32)| format!("T{h:02}:{m:02}");
        let Some(chosen) = behind.or(day) else {
            return Some(match clock.and_then(|n| n.clock) {
                Some(clock) => date.from.get(..10).unwrap_or(&date.from).to_owned() + &hour(clock),
                None => date.from.clone(),
            });
        };
        let mut month = chosen.within;
        if month.is_none() && date.from.get(5..10) == Some("01-01") {
            month = self.month;
        }
        // 28日 tells of what begins on the 2日: of the next month.
        let month = month.unwrap_or(match chosen.day {
            Some(day) if day + 20 < entry_day => entry_month % 12 + 1,
            _ => entry_month,
        });
        // In December 1月5日 is of the next year, and in January 12月28日 of the last, unless the entry is of all the year.
        let one_month = date.from.get(..7) == date.to.get(..7);
        let year = match () {
            () if month + 6 < entry_month => year + 1,
            () if month > entry_month + 6 && one_month => year - 1,
            () => year,
        };
        let mut iso = format!("{year:04}-{month:02}");
        if let Some(day) = chosen.day {
            let _ = write!(iso, "-{day:02}");
            let own =
                chosen.clock.or_else(|| clock.filter(|n| n.start >= chosen.start).and_then(|n| n.clock));
            if let Some(clock) = own {
                iso += &hour(clock);
            }
        }
        Some(iso)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str) -> Vec<(Option<u32>, Option<u32>, Option<(u32, u32)>)> {
        let chars: Vec<char> = words.chars().collect();
        named(&chars, &super::super::words::hits(&chars)).iter().map(|n| (n.month, n.day, n.clock)).collect()
    }

    #[test]
    fn days_and_times_are_read_in_digits_and_numerals() {
        assert_eq!(
            told("3月16日0时至4月15日24时"),
            [(Some(3), Some(16), Some((0, 0))), (Some(4), Some(15), Some((24, 0)))]
        );
        assert_eq!(told("七月十五日"), [(Some(7), Some(15), None)]);
        assert_eq!(told("22日复课"), [(None, Some(22), None)]);
        assert_eq!(told("15时10分"), [(None, None, Some((15, 10)))]);
        assert_eq!(told("8月"), [(Some(8), None, None)]);
        assert_eq!(told("12小时内,3个月"), []);
        assert_eq!(told("二十一日"), [(None, Some(21), None)]);
    }

    #[test]
    fn a_length_is_no_day() {
        for words in ["连续降雨5日", "历时115日", "持续十五日的暴雨", "停课5日", "5日内", "限5日交清", "两日"]
        {
            assert_eq!(told(words), [], "{words}");
        }
        assert_eq!(told("连续降雨,5日"), [(None, Some(5), None)]);
    }
}
